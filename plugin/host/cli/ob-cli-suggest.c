#include "host/cli/ob-corpus.h"
#include "io/ob-flow.h"
#include "io/ob-json.h"
#include "io/ob-snippet.h"
#include "pack/ob-gaps.h"
#include "pack/ob-suggest.h"
#include <string.h>

enum { NAME_COLUMNS = 24, CONTEXT = 40 };

typedef struct
{
  const ObCorpusOptions *corpus_options;
  ObLoaded  *loaded;
  ObCorpus  *corpus;
  ObSuggest *suggest;           /* of a list; or */
  ObGaps    *gaps;              /* names that no rule covers */
  guint      most, least, n_lines;
  gboolean   is_cut;
} Suggest;

typedef struct
{
  ObSuggestReading *words;
  ObGapsReading    *names;
  GError           *error;
} Found;

static gpointer
read_document (gpointer state, const ObCorpusDoc *doc, gpointer data)
{
  const Suggest *suggest = data;
  ObSession *session = state;
  Found *found = g_new0 (Found, 1);
  g_autoptr (ObTagged) tagged = ob_tagged_new (session, doc->text, doc->length, doc->name, doc->date, &found->error);
  if (tagged == NULL)
    return found;
  if (suggest->gaps != NULL)
    {
      found->names = ob_gaps_read (tagged->doc, tagged->result, ob_session_get_vocab (session));
      return found;
    }
  g_autoptr (ObTagger) tagger = ob_tagger_new (ob_session_get_vocab (session));
  found->words = ob_suggest_read (suggest->suggest, tagged->doc, tagged->result, session, tagger);
  return found;
}

/* ---- Taking what they found ---- */

typedef struct
{
  const Suggest     *suggest;
  const ObCorpusDoc *doc;
} LineMaker;

static char *
dup_line (gsize start, gsize end, gpointer data)
{
  const LineMaker *maker = data;
  const char *text = maker->doc->text;
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (ObMark));
  ObMark mark = { start, end, NULL, "1;36" };
  GString *out = g_string_new (NULL);
  g_array_append_val (marks, mark);
  ob_snippet_append_column (out, maker->doc->name, NAME_COLUMNS);
  g_string_append (out, "  ");
  ob_snippet_append_left (out, text, start, CONTEXT);
  ob_snippet_append (out, text, start, end, marks, maker->suggest->corpus_options->colour);
  ob_snippet_append_right (out, text, end, maker->doc->length, CONTEXT);
  return g_strchomp (g_string_free (out, FALSE));
}

static gboolean
take (const ObCorpusDoc *doc, gpointer result, gpointer data)
{
  Suggest *suggest = data;
  Found *found = result;
  LineMaker maker = { suggest, doc };
  if (found->error != NULL)
    ob_corpus_complain (suggest->corpus, doc, found->error);
  else if (found->names != NULL)
    ob_gaps_add (suggest->gaps, found->names, dup_line, &maker);
  else
    suggest->is_cut |= !ob_suggest_add (suggest->suggest, found->words, dup_line, &maker);
  g_clear_error (&found->error);
  g_free (found);
  return !suggest->is_cut;
}

/* ---- Telling ---- */

static void
append_lines (const GPtrArray *lines, gboolean is_json, GString *out)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const char *line = g_ptr_array_index (lines, i);
      if (!is_json)
        {
          g_string_append_printf (out, "      %s\n", line);
          continue;
        }
      g_string_append (out, i > 0 ? "," : "");
      ob_json_append_string (out, line, -1, FALSE);
    }
}

static void
append_words (const Suggest *suggest, GString *out)
{
  double base;
  guint64 n_entries, n_others;
  gboolean is_json = suggest->corpus_options->json;
  g_autoptr (GArray) suggestions = ob_suggest_rank (suggest->suggest, suggest->most, suggest->least, suggest->n_lines,
                                                    &base);
  ob_suggest_get_counts (suggest->suggest, &n_entries, &n_others);
  if (!is_json)
    {
      g_autofree char *heading = g_strdup_printf ("     times  like entries  word; of words of this kind %.1f %% are entries",
                                                  100 * base);
      ob_snippet_append_styled (out, heading, "1", suggest->corpus_options->colour);
      g_string_append_c (out, '\n');
    }
  for (guint i = 0; i < suggestions->len; i++)
    {
      const ObSuggestion *suggestion = &g_array_index (suggestions, ObSuggestion, i);
      if (!is_json)
        g_string_append_printf (out, "%10" G_GUINT64_FORMAT " %11.1f %%  ", suggestion->n, 100 * suggestion->likeness);
      else
        g_string_append (out, "{\"word\":");
      if (is_json)
        ob_json_append_string (out, suggestion->word, -1, FALSE);
      else
        g_string_append_printf (out, "%s\n", suggestion->word);
      if (is_json)
        g_string_append_printf (out, ",\"count\":%" G_GUINT64_FORMAT ",\"likeness\":%.4f,\"score\":%.2f,\"contexts\":[",
                                suggestion->n, suggestion->likeness, suggestion->score);
      append_lines (suggestion->lines, is_json, out);
      g_string_append (out, is_json ? "]}\n" : "");
    }
  if (!is_json)
    ob_cli_complain ("suggest: from %" G_GUINT64_FORMAT " occurrences of entries among %" G_GUINT64_FORMAT " words",
                     n_entries, n_entries + n_others);
}

static void
append_names (const Suggest *suggest, GString *out)
{
  gboolean is_json = suggest->corpus_options->json;
  g_autoptr (GArray) names = ob_gaps_rank (suggest->gaps, suggest->most, suggest->least, suggest->n_lines);
  if (!is_json)
    {
      ob_snippet_append_styled (out, "     times documents  name that no rule covers", "1",
                                suggest->corpus_options->colour);
      g_string_append_c (out, '\n');
    }
  for (guint i = 0; i < names->len; i++)
    {
      const ObGap *name = &g_array_index (names, ObGap, i);
      if (is_json)
        {
          g_string_append (out, "{\"name\":");
          ob_json_append_string (out, name->name, -1, FALSE);
          g_string_append_printf (out, ",\"count\":%" G_GUINT64_FORMAT ",\"documents\":%" G_GUINT64_FORMAT ",\"contexts\":[",
                                  name->n, name->n_docs);
        }
      else
        g_string_append_printf (out, "%10" G_GUINT64_FORMAT " %9" G_GUINT64_FORMAT "  %s\n", name->n, name->n_docs,
                                name->name);
      append_lines (name->lines, is_json, out);
      g_string_append (out, is_json ? "]}\n" : "");
    }
}

/* ---- The whole ---- */

/* The rules that are needed: those that find names, and, to know what is covered, times and masks. */
static GPtrArray *
dup_rules (const Suggest *suggest)
{
  GPtrArray *rules = g_ptr_array_new ();
  for (guint i = 0; i < ob_ruleset_size (suggest->loaded->ruleset); i++)
    {
      const ObRule *rule = ob_ruleset_get (suggest->loaded->ruleset, i);
      if (strcmp (rule->emits, "entity") == 0
          || (suggest->gaps != NULL && (strcmp (rule->emits, "time") == 0 || strcmp (rule->emits, "_mask") == 0)))
        g_ptr_array_add (rules, (gpointer) rule);
    }
  return rules;
}

static int
suggest_with (Suggest *suggest, const char *const *inputs)
{
  g_autoptr (GPtrArray) sessions = ob_corpus_open_sessions (suggest->corpus_options, suggest->loaded->ruleset);
  if (sessions == NULL)
    return OB_EXIT_PACK;
  g_autoptr (GPtrArray) rules = dup_rules (suggest);
  for (guint i = 0; i < sessions->len; i++)
    {
      ob_session_run_only (g_ptr_array_index (sessions, i), rules);
      ob_session_set_keeps_losers (g_ptr_array_index (sessions, i), FALSE);
      ob_session_set_tells_private (g_ptr_array_index (sessions, i), suggest->gaps != NULL);
    }
  g_autoptr (ObCorpus) corpus = ob_corpus_new (inputs, suggest->corpus_options);
  g_autoptr (GString) out = g_string_new (NULL);
  suggest->corpus = corpus;
  ob_corpus_run (corpus, sessions, read_document, take, suggest);
  if (suggest->gaps != NULL)
    append_names (suggest, out);
  else
    append_words (suggest, out);
  if (!ob_cli_write (out->str, out->len))
    return OB_EXIT_WRITE;
  if (suggest->is_cut)
    ob_cli_complain ("suggest: the corpus is larger than what is kept of it; this is of its beginning");
  return ob_corpus_get_n_failed (corpus) > 0 ? OB_EXIT_NO_INPUT : OB_EXIT_OK;
}

static ObList *
find_list (const ObLoaded *loaded, const char *name)
{
  ObList *list = ob_loaded_find_list (loaded, name);
  if (list != NULL)
    return list;
  g_autoptr (GPtrArray) names = ob_loaded_dup_list_names (loaded);
  const char *near = ob_suggest (name, (const char *const *) names->pdata, names->len);
  ob_cli_complain ("suggest: there is no list \"%s\"%s%s%s", name, near != NULL ? " (did you mean " : "",
                   near != NULL ? near : "", near != NULL ? "?)" : "");
  return NULL;
}

static int
suggest_for_list (Suggest *suggest, const char *name, char **unwanted, const char *const *inputs)
{
  g_autoptr (GPtrArray) excluded = g_ptr_array_new ();
  ObList *list = find_list (suggest->loaded, name);
  if (list == NULL)
    return OB_EXIT_USAGE;
  for (char **other = unwanted; other != NULL && *other != NULL; other++)
    {
      ObList *excluding = find_list (suggest->loaded, *other);
      if (excluding == NULL)
        return OB_EXIT_USAGE;
      g_ptr_array_add (excluded, (gpointer) ob_loaded_get_gazetteer (suggest->loaded, excluding));
    }
  g_autoptr (ObSuggest) words = ob_suggest_new (list, ob_loaded_get_gazetteer (suggest->loaded, list), excluded);
  suggest->suggest = words;
  return suggest_with (suggest, inputs);
}

static int
run_suggest (const char *const *arguments)
{
  g_auto (ObCorpusOptions) corpus = { NULL };
  g_auto (GStrv) unwanted = NULL;
  gboolean names = FALSE;
  int most = 30, least = 2, n_lines = 3, exit_code;
  Suggest suggest = { .corpus_options = &corpus };
  GOptionEntry entries[] = {
    { "names", 0, 0, G_OPTION_ARG_NONE, &names, "Names that no rule covers, instead of words for a list", NULL },
    { "not", 0, 0, G_OPTION_ARG_STRING_ARRAY, &unwanted, "Nothing that this list has; again for more", "LIST" },
    { "most", 'n', 0, G_OPTION_ARG_INT, &most, "How many are shown; 30 without it", "N" },
    { "least", 0, 0, G_OPTION_ARG_INT, &least, "Only what occurs so often; 2 without it", "N" },
    { "contexts", 0, 0, G_OPTION_ARG_INT, &n_lines, "Contexts of each; 3 without it", "N" },
    OB_CORPUS_ENTRIES (corpus),
    { 0 }
  };
  g_auto (GStrv) rest = ob_cli_parse (&ob_verb_suggest, entries, arguments, &exit_code);
  if (rest == NULL)
    return exit_code;
  if (!ob_corpus_options_check (&corpus, "suggest"))
    return OB_EXIT_USAGE;
  if ((!names && rest[0] == NULL) || most < 0 || least < 0 || n_lines < 0)
    {
      ob_cli_complain (rest[0] == NULL ? "suggest: give a list, or --names; see obelus help suggest"
                                       : "suggest: --most, --least and --contexts are numbers");
      return OB_EXIT_USAGE;
    }
  g_autoptr (ObLoaded) loaded = ob_corpus_load_packs (corpus.packs, &exit_code);
  if (loaded == NULL)
    return exit_code;
  suggest.loaded = loaded;
  suggest.most = (guint) most;
  suggest.least = (guint) least;
  suggest.n_lines = (guint) n_lines;
  if (!names)
    return suggest_for_list (&suggest, rest[0], unwanted, (const char *const *) rest + 1);
  g_autoptr (ObGaps) gaps = ob_gaps_new ();
  suggest.gaps = gaps;
  return suggest_with (&suggest, (const char *const *) rest);
}

const ObVerb ob_verb_suggest = {
  "suggest", "LIST|--names [INPUT…]", "Suggests words for a list, or names that no rule finds.",
  "For a list: words that stand where its entries stand, of their part of speech, ranked by\n"
  "how much more like the entries' their surroundings are than those of any such word, and\n"
  "by how often they occur. With --names: capitalised words that are part of no name, time\n"
  "or mask, by the number of documents, then by frequency.\n"
  "\n"
  "Examples:\n"
  "  obelus suggest cues articles/\n"
  "  obelus suggest titles --not offices --not role-nouns -n 50 corpus.jsonl\n"
  "  obelus suggest --names --least 5 articles/\n"
  "\n"
  "With --json a line for each: {\"word\",\"count\",\"likeness\",\"score\",\"contexts\"} or {\"name\",\n"
  "\"count\",\"documents\",\"contexts\"}.\n"
  "\n"
  "Exit codes: 0 done, 2 a pack is broken, 3 no such pack, 64 usage, 66 an input is missing\n"
  "or no document, 74 write error.",
  run_suggest
};
