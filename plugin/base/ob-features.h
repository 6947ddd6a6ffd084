/* ob-features.h: a small ordered map from names to string values: the columns of a list entry, the fields of an
 * annotation. Order is that of first setting, and is the order in which fields are written. */
#pragma once
#include <glib.h>

typedef struct
{
  const char *name;             /* g_intern_string */
  char       *value;            /* owned */
} ObFeature;

typedef struct
{
  GArray *items;                /* of ObFeature; NULL while empty */
} ObFeatures;

void        ob_features_init  (ObFeatures *self);
void        ob_features_clear (ObFeatures *self);
/* The value of @name, or NULL. Borrowed. */
const char *ob_features_get   (const ObFeatures *self, const char *name);
/* Sets (or, with @value NULL, removes) @name. Both strings are copied. */
void        ob_features_set   (ObFeatures *self, const char *name, const char *value);
/* Sets every feature of @from that @self lacks. */
void        ob_features_merge (ObFeatures *self, const ObFeatures *from);
guint       ob_features_size  (const ObFeatures *self);
const ObFeature *ob_features_get_nth (const ObFeatures *self, guint i);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ObFeatures, ob_features_clear)
