#include "host/cli/ob-corpus.h"
#include "io/ob-json.h"
#include "io/ob-snippet.h"
#include "pack/ob-explain.h"
#include <string.h>

typedef struct
{
  char    *date;
  gboolean as_json;
  char   **corpus;              /* where to try the first change; or NULL */
} Options;

/* The text to explain: the argument itself, a file, or one line of a file, "FILE:12". FALSE after complaining. */
static gboolean
read_text (const char *argument, char **ret_bytes, gsize *ret_length, guint *ret_line)
{
  const char *colon = strrchr (argument, ':');
  guint64 line = 0;
  g_autofree char *file = g_strdup (argument);
  g_autoptr (GError) error = NULL;
  *ret_line = 0;
  if (colon != NULL && g_ascii_string_to_unsigned (colon + 1, 10, 1, G_MAXUINT, &line, NULL))
    {
      g_autofree char *before = g_strndup (argument, (gsize) (colon - argument));
      if (!g_file_test (argument, G_FILE_TEST_EXISTS) && g_file_test (before, G_FILE_TEST_IS_REGULAR))
        {
          *ret_line = (guint) line;
          g_free (file);
          file = g_steal_pointer (&before);
        }
    }
  if (!g_file_test (file, G_FILE_TEST_IS_REGULAR))
    {
      *ret_bytes = g_strdup (argument);
      *ret_length = strlen (argument);
      return TRUE;
    }
  if (g_file_get_contents (file, ret_bytes, ret_length, &error))
    return TRUE;
  ob_cli_complain ("explain: %s", error->message);
  return FALSE;
}

/* ---- JSON ---- */

static void
append_string (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, "\"%s\":", name);
  if (value != NULL)
    ob_json_append_string (out, value, -1, FALSE);
  else
    g_string_append (out, "null");
}

static void
append_span (GString *out, const ObDoc *doc, guint32 first, guint32 end)
{
  guint line, column;
  gsize length;
  const char *text = ob_doc_get_span (doc, first, end, &length);
  ob_text_locate (doc->text, doc->tokens[first].start, &line, &column);
  g_string_append_printf (out, "\"line\":%u,\"column\":%u,\"text\":", line, column);
  ob_json_append_string (out, text, (gssize) length, FALSE);
}

static void
append_annotations (GString *out, const char *name, const ObDoc *doc, const GPtrArray *annotations)
{
  g_string_append_printf (out, ",\"%s\":[", name);
  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);
      g_string_append (out, i > 0 ? ",{" : "{");
      append_span (out, doc, annotation->first, annotation->end);
      g_string_append_c (out, ',');
      append_string (out, "label", annotation->label);
      g_string_append (out, ",\"captures\":[");
      for (guint j = 0; annotation->captures != NULL && j < annotation->captures->len; j++)
        {
          const ObCapture *capture = &g_array_index (annotation->captures, ObCapture, j);
          g_string_append (out, j > 0 ? ",{" : "{");
          append_string (out, "name", capture->name);
          g_string_append_c (out, ',');
          append_span (out, doc, capture->first, capture->end);
          g_string_append_c (out, '}');
        }
      g_string_append (out, "],");
      append_string (out, "lost_to", annotation->lost_to);
      g_string_append_c (out, ',');
      append_string (out, "lost_why", annotation->lost_why);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

static void
append_attempt (GString *out, const ObExplanation *told)
{
  const ObPatternTrace *trace = &told->trace;
  if (!trace->is_set || told->doc->n_tokens == 0 || told->reason == NULL)
    return;
  guint32 token = MIN (trace->token, told->doc->n_tokens - 1);
  g_string_append (out, ",\"stopped\":{");
  append_span (out, told->doc, token, token + 1);
  g_string_append_c (out, ',');
  append_string (out, "message", trace->message);
  g_string_append_c (out, ',');
  append_string (out, "file", trace->file);
  g_string_append_printf (out, ",\"rule_line\":%u,\"rule_column\":%u}", trace->line, trace->column);
}

static void
append_elements (GString *out, const ObExplanation *told)
{
  g_string_append (out, ",\"elements\":[");
  for (guint i = 0; i < told->elements->len; i++)
    {
      const ObExplainElement *element = &g_array_index (told->elements, ObExplainElement, i);
      g_string_append (out, i > 0 ? ",{" : "{");
      append_string (out, "element", element->text);
      g_string_append_printf (out, ",\"passed\":%s,\"absent\":%s", element->is_passed ? "true" : "false",
                              element->is_absent ? "true" : "false");
      if (element->end > element->first)
        {
          g_string_append_c (out, ',');
          append_span (out, told->doc, element->first, element->end);
        }
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

static void
append_changes (GString *out, const ObExplanation *told)
{
  g_string_append (out, ",\"changes\":[");
  for (guint i = 0; i < told->changes->len; i++)
    {
      const ObExplainChange *change = g_ptr_array_index (told->changes, i);
      g_string_append (out, i > 0 ? ",{" : "{");
      append_string (out, "code", change->code);
      g_string_append_c (out, ',');
      append_string (out, "text", change->text);
      g_string_append_c (out, ',');
      append_string (out, "file", change->file);
      g_string_append_printf (out, ",\"line\":%u,\"column\":%u}", change->line, change->column);
    }
  g_string_append_c (out, ']');
}

static void
append_json (GString *out, const ObExplanation *told)
{
  g_string_append_c (out, '{');
  append_string (out, "rule", told->rule->tag);
  g_string_append_c (out, ',');
  append_string (out, "outcome", ob_explain_outcome_get_name (told->outcome));
  g_string_append_c (out, ',');
  append_string (out, "reason", told->reason);
  g_string_append_c (out, ',');
  append_string (out, "around", told->around);
  append_annotations (out, "matches", told->doc, told->matches);
  append_annotations (out, "dropped", told->doc, told->losers);
  append_elements (out, told);
  append_attempt (out, told);
  append_changes (out, told);
  g_string_append (out, "}\n");
}

/* ---- What else a change would add ---- */

#define MAX_SAMPLES   5
#define CONTEXT_WORDS 8         /* on either side */

typedef struct
{
  guint64  n_added, n_docs, n_lost;
  GString *samples;             /* a line each */
} Effect;

/* The annotations of @rule, or of its variant, as "first-end" (owned) to the annotation. */
static GHashTable *
index_made (const ObResult *result, const ObRule *rule)
{
  GHashTable *made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < result->annotations->len; i++)
    {
      ObAnnotation *annotation = g_ptr_array_index (result->annotations, i);
      if (annotation->rule->place == rule->place)
        g_hash_table_insert (made, g_strdup_printf ("%u-%u", annotation->first, annotation->end), annotation);
    }
  return made;
}

static void
append_sample (GString *out, const char *name, const ObDoc *doc, const ObAnnotation *annotation)
{
  ObRange sentence = doc->sentences[doc->sentence_of[annotation->first]];
  guint32 from = MAX (sentence.first, annotation->first - MIN (annotation->first, CONTEXT_WORDS));
  guint32 to = MIN (MAX (sentence.end, annotation->end), annotation->end + CONTEXT_WORDS);
  ObMark mark = { doc->tokens[annotation->first].start, doc->tokens[annotation->end - 1].end, "match", NULL };
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (ObMark));
  g_array_append_val (marks, mark);
  g_string_append_printf (out, "    %s: ", name);
  ob_snippet_append (out, ob_text_get_bytes (doc->text), doc->tokens[from].start, doc->tokens[to - 1].end, marks, FALSE);
  g_string_append_c (out, '\n');
}

static void
compare (ObSession *session, const ObRule *rule, const ObRule *variant, const ObCorpusDoc *entry, Effect *effect)
{
  ObText *text = ob_text_new (entry->text, entry->length, NULL);
  if (text == NULL)
    return;
  ob_session_trim (session);
  g_autoptr (ObDoc) doc = ob_doc_new (text, entry->name, entry->date, ob_vocab_get_forms (ob_session_get_vocab (session)));
  g_autoptr (ObResult) before = ob_session_run (session, doc);
  ob_session_set_trial (session, rule, variant);
  g_autoptr (ObResult) after = ob_session_run (session, doc);
  ob_session_set_trial (session, NULL, NULL);
  g_autoptr (GHashTable) old = index_made (before, rule), new = index_made (after, rule);
  effect->n_docs++;
  for (guint i = 0; i < after->annotations->len; i++)   /* in the order of the text */
    {
      const ObAnnotation *annotation = g_ptr_array_index (after->annotations, i);
      g_autofree char *key = g_strdup_printf ("%u-%u", annotation->first, annotation->end);
      if (annotation->rule->place != rule->place || g_hash_table_contains (old, key))
        continue;
      if (effect->n_added++ < MAX_SAMPLES)
        append_sample (effect->samples, entry->name, doc, annotation);
    }
  GHashTableIter iter;
  gpointer key;
  g_hash_table_iter_init (&iter, old);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    effect->n_lost += !g_hash_table_contains (new, key);
}

/* Tries the likeliest change on the corpus. FALSE after complaining. */
static gboolean
append_effect (GString *out, const ObLoaded *loaded, const ObExplanation *told, const Options *options)
{
  g_auto (ObCorpusOptions) corpus_options = { .date = g_strdup (options->date), .jobs = 1 };
  g_autoptr (GError) error = NULL;
  if (told->changes->len == 0 || !ob_corpus_options_check (&corpus_options, "explain"))
    return told->changes->len == 0;
  const ObExplainChange *change = g_ptr_array_index (told->changes, 0);
  g_autoptr (ObSession) session = ob_session_new (loaded->ruleset, &error);
  g_autoptr (ObCorpus) corpus = ob_corpus_new ((const char *const *) options->corpus, &corpus_options);
  g_autoptr (GString) samples = g_string_new (NULL);
  Effect effect = { .samples = samples };
  if (session == NULL)
    {
      ob_cli_complain ("explain: %s", error->message);
      return FALSE;
    }
  for (gboolean goes_on = TRUE; goes_on;)
    {
      g_auto (ObCorpusDoc) entry = { NULL };
      goes_on = ob_corpus_next (corpus, &entry);
      if (goes_on)
        compare (session, told->rule, change->variant, &entry, &effect);
    }
  if (options->as_json)
    {
      g_string_append_printf (out, "{\"change\":");
      ob_json_append_string (out, change->text, -1, FALSE);
      g_string_append_printf (out, ",\"documents\":%" G_GUINT64_FORMAT ",\"added\":%" G_GUINT64_FORMAT ",\"lost\":%"
                              G_GUINT64_FORMAT "}\n", effect.n_docs, effect.n_added, effect.n_lost);
      return TRUE;
    }
  g_string_append_printf (out, "in the corpus it would add %" G_GUINT64_FORMAT " and take %" G_GUINT64_FORMAT " in %"
                          G_GUINT64_FORMAT " documents\n%s", effect.n_added, effect.n_lost, effect.n_docs, samples->str);
  return TRUE;
}

/* ---- The verb ---- */

static int
explain (const ObLoaded *loaded, const char *rule_id, const char *argument, const Options *options)
{
  g_autoptr (GError) error = NULL;
  const ObRule *rule = ob_cli_find_rule ("explain", loaded->ruleset, rule_id);
  g_autofree char *bytes = NULL;
  gsize length;
  guint line;
  if (rule == NULL)
    return OB_EXIT_USAGE;
  if (!read_text (argument, &bytes, &length, &line))
    return OB_EXIT_UNREADABLE;
  g_autoptr (ObExplanation) told = ob_explain_new (loaded->ruleset, rule, bytes, length, options->date, line, &error);
  if (told == NULL)
    {
      ob_cli_complain ("explain: %s", error->message);
      return OB_EXIT_UNREADABLE;
    }
  g_autoptr (GString) out = g_string_new (NULL);
  if (options->as_json)
    append_json (out, told);
  else
    {
      g_autofree char *text = ob_explain_dup_text (told);
      g_string_append (out, text);
    }
  if (options->corpus != NULL && !append_effect (out, loaded, told, options))
    return OB_EXIT_UNREADABLE;
  if (!ob_cli_write (out->str, out->len))
    return OB_EXIT_WRITE;
  return told->outcome == OB_EXPLAIN_MATCH ? OB_EXIT_OK : OB_EXIT_FINDINGS;
}

static int
run_explain (const char *const *arguments)
{
  g_auto (GStrv) packs = NULL;
  g_autofree char *date = NULL;
  Options options = { 0 };
  GOptionEntry entries[] = {
    { "pack", 'p', 0, G_OPTION_ARG_STRING_ARRAY, &packs, "A pack, by name or path; again for more", "PACK" },
    { "date", 'd', 0, G_OPTION_ARG_STRING, &date, "YYYY-MM-DD of the text", "DATE" },
    { "corpus", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.corpus, "Texts, folders or JSON Lines in which to try the change: "
      "what else it would add", "INPUT" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.as_json, "JSON, for programs", NULL },
    { 0 }
  };
  guint n_warnings;
  int exit_code;
  g_auto (GStrv) rest = ob_cli_parse (&ob_verb_explain, entries, arguments, &exit_code);
  if (rest == NULL)
    return exit_code;
  if (g_strv_length (rest) != 2 || (date != NULL && !ob_date_is_valid (date)))
    {
      ob_cli_complain (g_strv_length (rest) != 2 ? "explain: give a rule and a text, or a file; see obelus help explain"
                                                 : "explain: --date is YYYY-MM-DD");
      return OB_EXIT_USAGE;
    }
  options.date = date;
  static const char *const none[] = { NULL };
  g_autoptr (ObLoaded) loaded = ob_cli_load_packs (NULL, packs != NULL ? (const char *const *) packs : none, TRUE,
                                                   &exit_code, &n_warnings);
  exit_code = loaded != NULL ? explain (loaded, rest[0], rest[1], &options) : exit_code;
  g_strfreev (options.corpus);
  return exit_code;
}

const ObVerb ob_verb_explain = {
  "explain", "RULE TEXT|FILE[:LINE]", "Tells what a rule makes of a text, and why, or why not.",
  "For a text that the rule does not match: each element of its pattern, how far the best\n"
  "attempt came, the test that stopped it and on which word, and the single change to the\n"
  "rule that would make it match. Each change told was made and tried.\n"
  "\n"
  "Examples:\n"
  "  obelus explain says-that \"The ministry hinted that it had no records.\"\n"
  "  obelus explain -p ./my-pack my-pack/orders article.txt\n"
  "  obelus explain says-that article.txt:12\n"
  "  obelus explain says-that \"The agency surmised that it rained.\" --corpus articles/\n"
  "\n"
  "Exit codes: 0 it matches, 1 it does not, 2 a pack is broken, 3 no such pack, 64 usage.",
  run_explain
};
