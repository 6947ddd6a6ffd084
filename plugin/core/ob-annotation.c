#include "core/ob-annotation.h"
#include <string.h>

ObAnnotation *
ob_annotation_new (const ObRule *rule, guint32 first, guint32 end)
{
  ObAnnotation *self = g_new0 (ObAnnotation, 1);
  self->rule = rule;
  self->type = rule->emits;
  self->label = rule->label;
  self->first = first;
  self->end = end;
  return self;
}

void
ob_annotation_free (ObAnnotation *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->captures, g_array_unref);
  g_clear_pointer (&self->branches, g_array_unref);
  ob_features_clear (&self->features);
  ob_features_clear (&self->fields);
  g_free (self->steps);
  g_free (self->lost_to);
  g_free (self->lost_why);
  g_free (self);
}

void
ob_annotation_assign (ObAnnotation *self, const ObAnnotation *from)
{
  self->label = from->label;
  self->first = from->first;
  self->end = from->end;
  g_clear_pointer (&self->captures, g_array_unref);
  if (from->captures != NULL)
    self->captures = g_array_copy (from->captures);
  ob_features_clear (&self->features);
  ob_features_merge (&self->features, &from->features);
}

const ObCapture *
ob_annotation_get_capture (const ObAnnotation *self, const char *name)
{
  for (guint i = 0; self->captures != NULL && i < self->captures->len; i++)
    {
      const ObCapture *capture = &g_array_index (self->captures, ObCapture, i);
      if (strcmp (capture->name, name) == 0)
        return capture;
    }
  return NULL;
}

void
ob_annotation_add_capture (ObAnnotation *self, const char *name, guint32 first, guint32 end)
{
  if (self->captures == NULL)
    self->captures = g_array_new (FALSE, FALSE, sizeof (ObCapture));
  ObCapture capture = { g_intern_string (name), first, end };
  guint i = self->captures->len;
  while (i > 0 && g_array_index (self->captures, ObCapture, i - 1).first > first)
    i--;                                        /* in order of the text */
  g_array_insert_val (self->captures, i, capture);
}

void
ob_annotation_remove_captures (ObAnnotation *self, const char *name)
{
  for (guint i = self->captures != NULL ? self->captures->len : 0; i-- > 0;)
    if (strcmp (g_array_index (self->captures, ObCapture, i).name, name) == 0)
      g_array_remove_index (self->captures, i);
}

static void
incident_free (gpointer data)
{
  ObIncident *incident = data;
  g_free (incident->rule);
  g_free (incident->file);
  g_free (incident->message);
  g_free (incident);
}

ObResult *
ob_result_new (void)
{
  ObResult *self = g_new0 (ObResult, 1);
  self->annotations = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_annotation_free);
  self->losers = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_annotation_free);
  self->incidents = g_ptr_array_new_with_free_func (incident_free);
  return self;
}

void
ob_result_free (ObResult *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->annotations);
  g_ptr_array_unref (self->losers);
  g_ptr_array_unref (self->incidents);
  g_free (self);
}

void
ob_result_hide (ObResult *self)
{
  guint n_shown = 0;
  for (guint i = 0; i < self->annotations->len; i++)
    {
      ObAnnotation *annotation = g_ptr_array_index (self->annotations, i);
      if (annotation->rule->changes & OB_RULE_IS_HIDDEN)
        ob_annotation_free (annotation);
      else
        self->annotations->pdata[n_shown++] = annotation;
    }
  for (guint i = n_shown; i < self->annotations->len; i++)
    self->annotations->pdata[i] = NULL;
  g_ptr_array_set_size (self->annotations, (int) n_shown);
}

void
ob_result_add_incident (ObResult *self, const ObRule *rule, ObError code, guint line, const char *format, ...)
{
  ObIncident *incident = g_new0 (ObIncident, 1);
  incident->code = code;
  incident->rule = g_strdup (rule->tag);
  incident->file = g_strdup (rule->file);
  incident->line = line > 0 ? line : rule->line;
  va_list args;
  va_start (args, format);
  incident->message = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (self->incidents, incident);
}
