#include "io/ob-tagged.h"
#include <string.h>

ObTagged *
ob_tagged_new (ObSession *session, const char *text, gsize length, const char *id, const char *date, GError **error)
{
  return ob_tagged_new_given (session, text, length, NULL, 0, id, date, error);
}

ObTagged *
ob_tagged_new_given (ObSession *session, const char *text, gsize length, const ObGivenWord *words, guint32 n_words,
                     const char *id, const char *date, GError **error)
{
  if (date != NULL && !ob_date_is_valid (date))
    {
      g_set_error (error, OB_ERROR, OB_ERROR_BAD_DATE, "no date of the form YYYY-MM-DD: %.40s", date);
      return NULL;
    }
  gint64 began = g_get_monotonic_time ();
  ObText *copy = ob_text_new (text, length, error);
  if (copy == NULL)
    return NULL;
  ob_session_trim (session);                    /* what was tagged before needs its text only, not its forms */
  ObTagged *self = g_new0 (ObTagged, 1);
  ObIntern *forms = ob_vocab_get_forms (ob_session_get_vocab (session));
  self->doc = words != NULL ? ob_doc_new_given (copy, id, date, forms, words, n_words) : ob_doc_new (copy, id, date, forms);
  self->result = ob_session_run (session, self->doc);
  ob_result_hide (self->result);
  self->session = session;
  self->spent_us = g_get_monotonic_time () - began;
  return self;
}

void
ob_tagged_free (ObTagged *self)
{
  if (self == NULL)
    return;
  ob_result_free (self->result);
  ob_doc_free (self->doc);
  g_free (self);
}

ObExtent
ob_tagged_get_extent (const ObTagged *self, guint32 first, guint32 end)
{
  const ObToken *tokens = self->doc->tokens;
  return (ObExtent) { tokens[first].start, tokens[MAX (end, first + 1) - 1].end };
}

ObExtent
ob_tagged_convert (const ObTagged *self, ObExtent bytes, ObUnit unit)
{
  return (ObExtent) { ob_text_from_byte (self->doc->text, bytes.start, unit),
                      ob_text_from_byte (self->doc->text, bytes.end, unit) };
}

guint
ob_tagged_find_first (const ObTagged *self, guint32 first)
{
  const GPtrArray *annotations = self->result->annotations;
  guint low = 0, high = annotations->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (((const ObAnnotation *) g_ptr_array_index (annotations, middle))->first < first)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

const char *
ob_tagged_get_key (const ObAnnotation *annotation, const char *name)
{
  static const struct { const char *type, *name, *key; } renamed[] = {
    { "claim", "type", "claim_type" }, { "time", "begin", "range_begin" }, { "time", "end", "range_end" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (renamed); i++)
    if (strcmp (renamed[i].name, name) == 0 && strcmp (renamed[i].type, annotation->type) == 0)
      return renamed[i].key;
  return name;
}

void
ob_tagged_append_clean (GString *out, const char *text, gsize length)
{
  gsize before = out->len;
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (c < 0x20)
        g_string_append_unichar (out, 0x2400 + c);      /* control pictures */
      else if (g_unichar_isspace (c) || g_unichar_iscntrl (c) || c == 0xfffd)
        g_string_append (out, "□");
      else
        g_string_append_len (out, p, g_utf8_next_char (p) - p);
    }
  if (out->len == before)
    g_string_append_c (out, '_');
}

void
ob_tagged_append_word (GString *out, const ObTagged *self, guint32 token)
{
  const ObToken *word = &self->doc->tokens[token];
  ob_tagged_append_clean (out, ob_text_get_bytes (self->doc->text) + word->start, word->end - word->start);
}
