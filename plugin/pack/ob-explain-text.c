#include "pack/ob-explain.h"
#include <string.h>

#define MAX_WORDS_SHOWN   40    /* of one span: the beginning is enough to know it by */
#define MAX_TEXT_COLUMN   28    /* widths of the columns of elements */
#define MAX_WORDS_COLUMN  32

static void
append_place (GString *out, const ObDoc *doc, guint32 token)
{
  guint line, column;
  ob_text_locate (doc->text, doc->tokens[token].start, &line, &column);
  g_string_append_printf (out, "%u:%u", line, column);
}

/* Tokens @first … @end - 1 on one line. */
static char *
dup_words (const ObDoc *doc, guint32 first, guint32 end)
{
  gsize length;
  gboolean is_cut = end - first > MAX_WORDS_SHOWN;
  const char *text = ob_doc_get_span (doc, first, is_cut ? first + MAX_WORDS_SHOWN : end, &length);
  GString *out = g_string_new (NULL);
  for (gsize i = 0; i < length; i++)
    g_string_append_c (out, (guchar) text[i] < 0x20 || text[i] == 0x7f ? ' ' : text[i]);
  g_string_append (out, is_cut ? " …" : "");
  return g_string_free (out, FALSE);
}

static void
append_words (GString *out, const ObDoc *doc, guint32 first, guint32 end)
{
  g_autofree char *words = dup_words (doc, first, end);
  g_string_append_printf (out, "\"%s\"", words);
}

/* @text, cut and filled up to @width characters. */
static void
append_column (GString *out, const char *text, guint width)
{
  guint n = g_utf8_strlen (text, -1);
  if (n > width)
    {
      g_string_append_len (out, text, g_utf8_offset_to_pointer (text, width - 1) - text);
      g_string_append (out, "…");
      n = width;
    }
  else
    g_string_append (out, text);
  g_string_append_printf (out, "%*s", (int) (width - n), "");
}

static void
append_parts (GString *out, const ObDoc *doc, const ObAnnotation *annotation)
{
  for (guint i = 0; annotation->captures != NULL && i < annotation->captures->len; i++)
    {
      const ObCapture *capture = &g_array_index (annotation->captures, ObCapture, i);
      g_string_append_printf (out, "    %-9s ", capture->name);
      append_words (out, doc, capture->first, capture->end);
      g_string_append_c (out, '\n');
    }
  for (guint i = 0; i < ob_features_size (&annotation->features); i++)
    {
      const ObFeature *feature = ob_features_get_nth (&annotation->features, i);
      g_string_append_printf (out, "    %-9s = %s\n", feature->name, feature->value);
    }
}

static void
append_match (GString *out, const ObDoc *doc, const ObAnnotation *annotation)
{
  g_string_append (out, "MATCH at ");
  append_place (out, doc, annotation->first);
  g_string_append_printf (out, " %s ", annotation->label != NULL ? annotation->label : annotation->type);
  append_words (out, doc, annotation->first, annotation->end);
  g_string_append_c (out, '\n');
  append_parts (out, doc, annotation);
  g_auto (GStrv) steps = g_strsplit (annotation->steps != NULL ? annotation->steps : "", "\n", -1);
  for (guint i = 0; steps[i] != NULL; i++)
    if (*steps[i] != '\0')
      g_string_append_printf (out, "    %s %s\n", i == 0 ? "because  " : "         ", steps[i]);
}

static void
append_loser (GString *out, const ObDoc *doc, const ObAnnotation *annotation)
{
  g_string_append (out, annotation->lost_to != NULL ? "LOST at " : "DROPPED at ");
  append_place (out, doc, annotation->first);
  g_string_append_c (out, ' ');
  append_words (out, doc, annotation->first, annotation->end);
  if (annotation->lost_to != NULL)
    g_string_append_printf (out, "\n    to %s (%s)\n", annotation->lost_to, annotation->lost_why);
  else
    g_string_append_printf (out, "\n    by %s\n", annotation->lost_why);
  append_parts (out, doc, annotation);
}

/* How far the best attempt came, an element a line. */
static void
append_elements (GString *out, const ObExplanation *self)
{
  gboolean is_over = FALSE;
  for (guint i = 0; i < self->elements->len; i++)
    {
      const ObExplainElement *element = &g_array_index (self->elements, ObExplainElement, i);
      g_autofree char *words = element->is_passed && element->end > element->first
        ? dup_words (self->doc, element->first, element->end) : g_strdup ("");
      g_string_append (out, "  ");
      append_column (out, element->text, MAX_TEXT_COLUMN);
      g_string_append (out, "  ");
      append_column (out, words, MAX_WORDS_COLUMN);
      if (element->is_passed)
        g_string_append (out, "  ok");
      else if (element->is_absent)
        g_string_append_printf (out, "  FAIL  nowhere in the text (%s:%u:%u)", element->file, element->line, element->column);
      else if (!is_over && self->trace.is_set)
        g_string_append (out, "  FAIL");
      is_over |= !element->is_passed;
      g_strchomp (out->str);
      out->len = strlen (out->str);
      g_string_append_c (out, '\n');
    }
}

static void
append_attempt (GString *out, const ObExplanation *self)
{
  const ObDoc *doc = self->doc;
  const ObPatternTrace *trace = &self->trace;
  if (!trace->is_set || doc->n_tokens == 0)
    return;
  guint32 token = MIN (trace->token, doc->n_tokens - 1);
  g_string_append (out, "the best attempt begins at ");
  append_place (out, doc, trace->first);
  if (trace->token > trace->first)
    {
      g_string_append (out, " with ");
      append_words (out, doc, trace->first, MIN (trace->token, doc->n_tokens));
    }
  g_string_append (out, "\n    and stops at ");
  append_place (out, doc, token);
  g_string_append_c (out, ' ');
  append_words (out, doc, token, token + 1);
  g_string_append_printf (out, ": %s\n    (%s:%u:%u)\n", trace->message, trace->file != NULL ? trace->file : "", trace->line,
                          trace->column);
}

static void
append_no_match (GString *out, const ObExplanation *self)
{
  g_string_append_printf (out, "NO MATCH: %s\n", self->reason);
  append_elements (out, self);
  if (self->elements->len > 0)
    append_attempt (out, self);
}

static void
append_changes (GString *out, const ObExplanation *self)
{
  for (guint i = 0; i < self->changes->len; i++)
    {
      const ObExplainChange *change = g_ptr_array_index (self->changes, i);
      g_string_append_printf (out, "%s: %s", i == 0 ? "one change away" : "             or", change->text);
      if (change->file != NULL && change->line > 0 && strcmp (change->code, "add-word") != 0)
        {
          g_string_append_printf (out, " (%s:%u", change->file, change->line);
          g_string_append (out, change->column > 0 ? "" : ")");
          if (change->column > 0)
            g_string_append_printf (out, ":%u)", change->column);
        }
      g_string_append_c (out, '\n');
    }
  if (self->changes->len > 0 || self->outcome == OB_EXPLAIN_MATCH || self->outcome == OB_EXPLAIN_OFF)
    return;
  g_string_append (out, self->is_too_long ? "the text is too long to try changes on it: name a line, as in FILE:12\n"
                                          : "no single change makes it match\n");
}

char *
ob_explain_dup_text (const ObExplanation *self)
{
  GString *out = g_string_new (NULL);
  g_string_append_printf (out, "%s  %s:%u\n", self->rule->tag, self->rule->file, self->rule->line);
  for (guint i = 0; i < self->matches->len; i++)
    append_match (out, self->doc, g_ptr_array_index (self->matches, i));
  for (guint i = 0; i < self->losers->len; i++)
    append_loser (out, self->doc, g_ptr_array_index (self->losers, i));
  for (guint i = 0; i < self->incidents->len; i++)
    {
      const ObIncident *incident = g_ptr_array_index (self->incidents, i);
      g_string_append_printf (out, "STOPPED: %s (%s:%u)\n", incident->message, incident->file, incident->line);
    }
  if (self->reason != NULL)
    append_no_match (out, self);
  if (self->around != NULL)
    g_string_append_printf (out, "    %s\n", self->around);
  append_changes (out, self);
  return g_string_free (out, FALSE);
}
