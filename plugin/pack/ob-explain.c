#include "pack/ob-explain.h"
#include <string.h>

#define MAX_WORDS_SHOWN 40      /* of one span: the beginning is enough to know it by */

static void
append_place (GString *out, const ObDoc *doc, guint32 token)
{
  guint line, column;
  ob_text_locate (doc->text, doc->tokens[token].start, &line, &column);
  g_string_append_printf (out, "%u:%u", line, column);
}

/* Tokens @first … @end - 1 on one line, in quotation marks. */
static void
append_words (GString *out, const ObDoc *doc, guint32 first, guint32 end)
{
  gsize length;
  gboolean is_cut = end - first > MAX_WORDS_SHOWN;
  const char *text = ob_doc_get_span (doc, first, is_cut ? first + MAX_WORDS_SHOWN : end, &length);
  g_string_append_c (out, '"');
  for (gsize i = 0; i < length; i++)
    g_string_append_c (out, text[i] == '\n' || text[i] == '\r' || text[i] == '\t' ? ' ' : text[i]);
  g_string_append (out, is_cut ? " …\"" : "\"");
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
  g_string_append_printf (out, " %s%s", annotation->label != NULL ? annotation->label : annotation->type, " ");
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

static void
append_attempt (GString *out, const ObDoc *doc, const ObPatternTrace *trace)
{
  g_string_append (out, "NO MATCH");
  if (!trace->is_set || doc->n_tokens == 0)
    {
      g_string_append (out, ": nowhere does the pattern begin\n");
      return;
    }
  guint32 token = MIN (trace->token, doc->n_tokens - 1);
  g_string_append (out, ": the best attempt begins at ");
  append_place (out, doc, trace->first);
  if (trace->token > trace->first)
    {
      g_string_append (out, " with ");
      append_words (out, doc, trace->first, trace->token);
    }
  g_string_append (out, "\n    and stops at ");
  append_place (out, doc, token);
  g_string_append_c (out, ' ');
  append_words (out, doc, token, token + 1);
  g_string_append_printf (out, ": %s\n    (%s:%u:%u)\n", trace->message, trace->file != NULL ? trace->file : "", trace->line,
                          trace->column);
}

char *
ob_explain_rule (const ObRule *rule, ObSession *session, const ObDoc *doc, gboolean *ret_matched)
{
  ObPatternTrace trace = { .is_set = FALSE };
  ob_session_set_trace (session, rule, &trace);
  g_autoptr (ObResult) result = ob_session_run (session, doc);
  ob_session_set_trace (session, NULL, NULL);

  GString *out = g_string_new (NULL);
  guint n_matches = 0, n_losers = 0;
  g_string_append_printf (out, "%s  %s:%u\n", rule->tag, rule->file, rule->line);
  for (guint i = 0; i < result->annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (result->annotations, i);
      if (annotation->rule != rule)
        continue;
      append_match (out, doc, annotation);
      n_matches++;
    }
  for (guint i = 0; i < result->losers->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (result->losers, i);
      if (annotation->rule != rule)
        continue;
      append_loser (out, doc, annotation);
      n_losers++;
    }
  for (guint i = 0; i < result->incidents->len; i++)
    {
      const ObIncident *incident = g_ptr_array_index (result->incidents, i);
      if (strcmp (incident->rule, rule->tag) == 0)
        g_string_append_printf (out, "STOPPED: %s (%s:%u)\n", incident->message, incident->file, incident->line);
    }
  if (n_matches + n_losers == 0 && rule->match != NULL)
    append_attempt (out, doc, &trace);
  else if (n_matches + n_losers == 0)
    g_string_append_printf (out, "NO MATCH: no entry of %s%s is in the text\n", rule->list != NULL ? "$" : "the names found",
                            rule->list != NULL ? ob_list_get_name (rule->list) : "");
  if (ret_matched != NULL)
    *ret_matched = n_matches > 0;
  return g_string_free (out, FALSE);
}
