#include "io/ob-speaker.h"
#include <string.h>

static char *
dup_line (const ObTagged *tagged, guint32 first, guint32 end)
{
  ObExtent extent = ob_tagged_get_extent (tagged, first, end);
  const char *text = ob_text_get_bytes (tagged->doc->text);
  GString *line = g_string_sized_new (extent.end - extent.start);
  for (const char *p = text + extent.start; p < text + extent.end; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_len (line, p, g_utf8_next_char (p) - p);
    else if (line->len > 0 && line->str[line->len - 1] != ' ')
      g_string_append_c (line, ' ');
  return g_string_free (line, FALSE);
}

char *
ob_annotation_dup_pieces (const ObTagged *tagged, const ObAnnotation *annotation, const char *name)
{
  GString *text = NULL;
  for (guint i = 0; annotation->captures != NULL && i < annotation->captures->len; i++)
    {
      const ObCapture *capture = &g_array_index (annotation->captures, ObCapture, i);
      if (strcmp (capture->name, name) != 0 || capture->end <= capture->first)
        continue;
      g_autofree char *piece = dup_line (tagged, capture->first, capture->end);
      if (text == NULL)
        text = g_string_new (piece);
      else
        g_string_append_printf (text, " … %s", piece);
    }
  return text != NULL ? g_string_free (text, FALSE) : NULL;
}

static gboolean
is_word (const ObTagged *tagged, guint32 token, const char *words)
{
  const ObToken *t = &tagged->doc->tokens[token];
  g_auto (GStrv) list = g_strsplit (words, " ", -1);
  for (guint i = 0; list[i] != NULL; i++)
    if (strlen (list[i]) == t->end - t->start &&
        memcmp (ob_text_get_bytes (tagged->doc->text) + t->start, list[i], t->end - t->start) == 0)
      return TRUE;
  return FALSE;
}

/* The entity with @id among those that begin in tokens @first … @end - 1. */
static const ObAnnotation *
find_entity (const ObTagged *tagged, const char *id, guint32 first, guint32 end)
{
  const GPtrArray *annotations = tagged->result->annotations;
  for (guint i = ob_tagged_find_first (tagged, first); i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);
      if (annotation->first >= end)
        break;
      if (strcmp (annotation->type, "entity") == 0 && g_strcmp0 (ob_features_get (&annotation->features, "id"), id) == 0)
        return annotation;
    }
  return NULL;
}

/* An apposition: a comma, and then no further name. */
static gboolean
is_apposition (const ObTagged *tagged, guint32 comma, guint32 end)
{
  if (!is_word (tagged, comma, ","))
    return FALSE;
  if (comma + 1 >= end)
    return TRUE;
  const ObToken *next = &tagged->doc->tokens[comma + 1];
  return !g_unichar_isupper (g_utf8_get_char (ob_text_get_bytes (tagged->doc->text) + next->start));
}

/* Whether the source is the entity with what belongs to it: "Finance Minister Petra Vols, 52", not "Iran's ministry". */
static gboolean
is_named_by (const ObTagged *tagged, const ObCapture *source, const ObAnnotation *entity)
{
  enum { TITLE_WORDS = 4 };
  gboolean is_person = g_strcmp0 (entity->label, "PERSON") == 0;
  if (entity->first - source->first > (is_person ? TITLE_WORDS : 1))
    return FALSE;
  return entity->end >= source->end || is_apposition (tagged, entity->end, source->end) ||
         (is_person && is_word (tagged, entity->end, "of from at in who ("));
}

/* The source's words, up to what follows in apposition. */
static char *
dup_words (const ObTagged *tagged, const ObCapture *source)
{
  guint32 end = source->first + 1;
  while (end < source->end && !is_apposition (tagged, end, source->end))
    end++;
  return dup_line (tagged, source->first, end);
}

char *
ob_claim_dup_speaker (const ObTagged *tagged, const ObAnnotation *claim)
{
  const ObCapture *source = ob_annotation_get_capture (claim, "source");
  const char *name = ob_features_get (&claim->features, "src_name"), *id = ob_features_get (&claim->features, "src_ref");
  if (source == NULL || source->end <= source->first)
    return g_strcmp0 (ob_features_get (&claim->features, "src_type"), "author") == 0 ? g_strdup ("the author") : NULL;
  if (name != NULL && ob_features_get (&claim->features, "src_via") != NULL)
    return g_strdup (name);
  const ObAnnotation *entity = name != NULL && id != NULL ? find_entity (tagged, id, source->first, source->end) : NULL;
  return entity != NULL && is_named_by (tagged, source, entity) ? g_strdup (name) : dup_words (tagged, source);
}

char *
ob_annotation_dup_name (const ObTagged *tagged, const ObAnnotation *annotation)
{
  gboolean is_time = strcmp (annotation->type, "time") == 0;
  const char *name = ob_features_get (&annotation->features, is_time ? "value" : "name");
  g_autofree char *text = name != NULL ? g_utf8_make_valid (name, -1) : dup_line (tagged, annotation->first, annotation->end);
  g_auto (GStrv) words = g_strsplit_set (text, " \t\r\n", -1);
  return g_strjoinv (" ", words);
}

char *
ob_claim_dup_about (const ObTagged *tagged, const ObAnnotation *claim, const char *separator)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *about = ob_features_get (&claim->features, "about");
  g_auto (GStrv) ids = g_strsplit (about != NULL ? about : "", " ", -1);
  const GPtrArray *annotations = tagged->result->annotations;
  for (guint i = ob_tagged_find_first (tagged, claim->first); i < annotations->len && ids[0] != NULL; i++)
    {
      const ObAnnotation *entity = g_ptr_array_index (annotations, i);
      const char *id = strcmp (entity->type, "entity") == 0 ? ob_features_get (&entity->features, "id") : NULL;
      if (entity->first >= claim->end)          /* they lie inside it */
        break;
      if (id == NULL || !g_strv_contains ((const char *const *) ids, id))
        continue;
      char *name = ob_annotation_dup_name (tagged, entity);
      if (g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_free (name);
      else
        g_ptr_array_add (names, name);
    }
  g_ptr_array_add (names, NULL);
  return g_strjoinv (separator, (char **) names->pdata);
}
