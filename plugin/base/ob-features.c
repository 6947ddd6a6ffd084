#include "base/ob-features.h"
#include <string.h>

static void
feature_clear (gpointer data)
{
  g_free (((ObFeature *) data)->value);
}

void
ob_features_init (ObFeatures *self)
{
  self->items = NULL;
}

void
ob_features_clear (ObFeatures *self)
{
  g_clear_pointer (&self->items, g_array_unref);
}

guint
ob_features_size (const ObFeatures *self)
{
  return self->items != NULL ? self->items->len : 0;
}

const ObFeature *
ob_features_get_nth (const ObFeatures *self, guint i)
{
  return &g_array_index (self->items, ObFeature, i);
}

static gboolean
find (const ObFeatures *self, const char *name, guint *ret_index)
{
  for (guint i = 0; i < ob_features_size (self); i++)
    if (strcmp (ob_features_get_nth (self, i)->name, name) == 0)
      {
        *ret_index = i;
        return TRUE;
      }
  return FALSE;
}

const char *
ob_features_get (const ObFeatures *self, const char *name)
{
  guint i;
  return find (self, name, &i) ? ob_features_get_nth (self, i)->value : NULL;
}

/* @name is interned, and not there yet. */
static void
append (ObFeatures *self, const char *name, const char *value)
{
  if (self->items == NULL)
    {
      self->items = g_array_new (FALSE, FALSE, sizeof (ObFeature));
      g_array_set_clear_func (self->items, feature_clear);
    }
  ObFeature feature = { name, g_strdup (value) };
  g_array_append_val (self->items, feature);
}

void
ob_features_set (ObFeatures *self, const char *name, const char *value)
{
  guint i;
  gboolean found = find (self, name, &i);
  if (value == NULL)
    {
      if (found)
        g_array_remove_index (self->items, i);
      return;
    }
  if (found)
    {
      ObFeature *feature = &g_array_index (self->items, ObFeature, i);
      char *copy = g_strdup (value);            /* @value may be the old value itself */
      g_free (feature->value);
      feature->value = copy;
      return;
    }
  append (self, g_intern_string (name), value);
}

void
ob_features_merge (ObFeatures *self, const ObFeatures *from)
{
  guint n = ob_features_size (self), present;
  for (guint i = 0; i < ob_features_size (from); i++)
    {
      const ObFeature *feature = ob_features_get_nth (from, i);
      if (n == 0 || !find (self, feature->name, &present))
        append (self, feature->name, feature->value);
    }
}
