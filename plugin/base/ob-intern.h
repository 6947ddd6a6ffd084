/* ob-intern.h: a table that keeps each distinct byte string once and numbers them 0, 1, 2 … in order of arrival.
 *
 * The numbers depend on what came before, so nothing that leaves the engine may depend on them. */
#pragma once
#include <glib.h>

typedef struct ObIntern ObIntern;

#define OB_NO_ID G_MAXUINT32

ObIntern *ob_intern_new  (void);
void      ob_intern_free (ObIntern *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObIntern, ob_intern_free)

/* The id of @s (@length bytes, any bytes), added if it is new. */
guint32     ob_intern_add  (ObIntern *self, const char *s, gsize length);
/* The same, faster, where 16 bytes from @s on may be read, however short the string. */
guint32     ob_intern_add_within (ObIntern *self, const char *s, gsize length);
/* The id of @s, or OB_NO_ID. */
guint32     ob_intern_find (const ObIntern *self, const char *s, gsize length);
/* The string, NUL-terminated, valid as long as the table. @ret_length may be NULL. */
const char *ob_intern_get  (const ObIntern *self, guint32 id, gsize *ret_length);
/* ob_hash_key() of the string. */
guint32     ob_intern_get_hash (const ObIntern *self, guint32 id);
guint32     ob_intern_size (const ObIntern *self);

/* The id of string @base in the reading @reading (the id of another string), added if it is new. It is the same string
 * under a number of its own; ob_intern_find never returns it. */
guint32     ob_intern_add_reading (ObIntern *self, guint32 base, guint32 reading);
/* That reading, or OB_NO_ID. */
guint32     ob_intern_get_reading (const ObIntern *self, guint32 id);
gsize       ob_intern_get_bytes (const ObIntern *self);         /* memory held, in bytes */
