#include "host/cli/ob-side.h"
#include "host/cli/ob-changes.h"
#include <string.h>

/* Of one thread. */
typedef struct { ObSession *old, *new; } State;

static void
state_free (gpointer data)
{
  State *state = data;
  ob_session_free (state->old);
  ob_session_free (state->new);
  g_free (state);
}

typedef struct
{
  ObSide    *old, *new;
  ObCorpus  *corpus;            /* NULL: two saved runs without texts */
  ObChanges *changes;
  gboolean   has_write_error;
  guint      n_failed;          /* documents that only one of two saved runs has */
} Diff;

/* What one thread makes of a document. */
typedef struct
{
  ObFindings *old, *new;
  GString    *old_fresh, *new_fresh;
  GArray     *changes;          /* of ObChange */
  GError     *error;
} Found;

static void
found_free (Found *found)
{
  ob_findings_free (found->old);
  ob_findings_free (found->new);
  if (found->old_fresh != NULL)
    g_string_free (found->old_fresh, TRUE);
  if (found->new_fresh != NULL)
    g_string_free (found->new_fresh, TRUE);
  if (found->changes != NULL)
    g_array_unref (found->changes);
  g_clear_error (&found->error);
  g_free (found);
}

static gpointer
compare (gpointer state, const ObCorpusDoc *doc, gpointer data)
{
  const State *sessions = state;
  const Diff *diff = data;
  Found *found = g_new0 (Found, 1);
  found->old = ob_side_find (diff->old, sessions->old, doc, &found->old_fresh, &found->error);
  if (found->old != NULL)
    found->new = ob_side_find (diff->new, sessions->new, doc, &found->new_fresh, &found->error);
  if (found->new != NULL)
    found->changes = ob_compare_findings (found->old, found->new);
  return found;
}

static gboolean
take (const ObCorpusDoc *doc, gpointer result, gpointer data)
{
  Diff *diff = data;
  Found *found = result;
  if (found->old_fresh != NULL)
    ob_side_keep (diff->old, doc, found->old_fresh);
  if (found->new_fresh != NULL)
    ob_side_keep (diff->new, doc, found->new_fresh);
  if (found->error != NULL && diff->corpus != NULL)
    ob_corpus_complain (diff->corpus, doc, found->error);
  else if (found->error != NULL)
    {
      ob_cli_complain ("%s: %s", doc->name, found->error->message);
      diff->n_failed++;
    }
  else
    {
      g_autoptr (GString) out = g_string_new (NULL);
      ob_changes_add (diff->changes, doc, found->old, found->new, found->changes, out);
      diff->has_write_error = !ob_cli_write (out->str, out->len);
    }
  found_free (found);
  return !diff->has_write_error;
}

/* Two saved runs, without texts: document by document of the first, then what only the second has. */
static void
compare_saved (Diff *diff)
{
  const GPtrArray *lists[] = { ob_side_get_heads (diff->old), ob_side_get_heads (diff->new) };
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  State none = { NULL, NULL };
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; j < lists[i]->len && !diff->has_write_error; j++)
      {
        char *head = g_ptr_array_index (lists[i], j);
        g_autofree char *id = ob_corpus_dup_id (head);
        ObCorpusDoc doc = { .name = id != NULL ? id : head, .head = head };
        if (g_hash_table_add (seen, head))
          take (&doc, compare (&none, &doc, diff), diff);
      }
}

static gboolean
compare_corpus (Diff *diff, int jobs)
{
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (state_free);
  for (int i = 0; i < jobs; i++)
    {
      State *state = g_new0 (State, 1);
      g_ptr_array_add (states, state);
      state->old = ob_side_open_session (diff->old);
      state->new = ob_side_open_session (diff->new);
      if ((state->old == NULL && !ob_side_is_saved (diff->old))
          || (state->new == NULL && !ob_side_is_saved (diff->new)))
        return FALSE;
    }
  ob_corpus_run (diff->corpus, states, compare, take, diff);
  return TRUE;
}

static int
run_with (const ObCorpusOptions *corpus_options, const ObChangesOptions *options, gboolean uses_cache,
          const char *const *arguments)
{
  int exit_code;
  g_autoptr (ObSide) old = ob_side_open ("diff", arguments[0], corpus_options->packs, uses_cache, &exit_code);
  if (old == NULL)
    return exit_code;
  g_autoptr (ObSide) new = ob_side_open ("diff", arguments[1], corpus_options->packs, uses_cache, &exit_code);
  if (new == NULL)
    return exit_code;
  g_autofree char *old_name = ob_side_dup_name (old), *new_name = ob_side_dup_name (new);
  gboolean is_corpus = arguments[2] != NULL || !ob_side_is_saved (old) || !ob_side_is_saved (new);
  g_autoptr (ObCorpus) corpus = is_corpus ? ob_corpus_new (arguments + 2, corpus_options) : NULL;
  g_autoptr (ObChanges) changes = ob_changes_new (options);
  Diff diff = { .old = old, .new = new, .corpus = corpus, .changes = changes };
  if (!is_corpus)
    compare_saved (&diff);
  else if (!compare_corpus (&diff, corpus_options->jobs))
    return OB_EXIT_PACK;
  g_autoptr (GString) out = g_string_new (NULL);
  ob_changes_append_summary (changes, old_name, new_name, out);
  if (diff.has_write_error || !ob_cli_write (out->str, out->len))
    return OB_EXIT_WRITE;
  if (diff.n_failed > 0 || (corpus != NULL && ob_corpus_get_n_failed (corpus) > 0))
    return OB_EXIT_NO_INPUT;
  return ob_changes_get_n (changes) > 0 ? OB_EXIT_FINDINGS : OB_EXIT_OK;
}

static int
run_diff (const char *const *arguments)
{
  g_auto (ObCorpusOptions) corpus = { NULL };
  g_autofree char *rule = NULL;
  gboolean is_fresh = FALSE;
  int sample = 3, seed = 1, exit_code;
  GOptionEntry entries[] = {
    { "rule", 0, 0, G_OPTION_ARG_STRING, &rule, "Only what this rule found, or finds", "RULE" },
    { "sample", 'n', 0, G_OPTION_ARG_INT, &sample, "Examples of each rule and kind of change; 3 without it", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "Another N gives other examples", "N" },
    { "no-cache", 0, 0, G_OPTION_ARG_NONE, &is_fresh, "Run both sides anew", NULL },
    OB_CORPUS_ENTRIES (corpus),
    { 0 }
  };
  g_auto (GStrv) rest = ob_cli_parse (&ob_verb_diff, entries, arguments, &exit_code);
  if (rest == NULL)
    return exit_code;
  if (!ob_corpus_options_check (&corpus, "diff"))
    return OB_EXIT_USAGE;
  if (g_strv_length (rest) < 2 || sample < 0)
    {
      ob_cli_complain (sample < 0 ? "diff: --sample is a number" : "diff: give OLD and NEW; see obelus help diff");
      return OB_EXIT_USAGE;
    }
  ObChangesOptions options = { rule, (guint) sample, (guint) seed, corpus.json, corpus.colour };
  return run_with (&corpus, &options, !is_fresh, (const char *const *) rest);
}

const ObVerb ob_verb_diff = {
  "diff", "OLD NEW [INPUT…]", "Shows what a change of packs changes over a corpus, rule by rule.",
  "OLD and NEW are packs, by name or path (several with commas between), or runs that were\n"
  "saved with obelus tag -f jsonl (*.jsonl). -p loads packs beside both. What an unchanged\n"
  "side found is kept in the cache directory for the next time.\n"
  "\n"
  "  +  gained       -  lost       ~  changed: its span, label, fields or rule\n"
  "  x  suppressed: it is still found, but now loses, or is refused, as it is told\n"
  "\n"
  "Examples:\n"
  "  obelus diff news.en@0.4.0 ./news.en articles/\n"
  "  obelus diff --rule says-that --sample 20 old/news.en ./news.en corpus.jsonl\n"
  "  obelus tag articles/ > before.jsonl; …; obelus diff before.jsonl ./news.en articles/\n"
  "  obelus diff before.jsonl after.jsonl\n"
  "\n"
  "With --json a line for each change: {\"id\"|\"line\",\"change\",\"rule\",\"type\",\"label\",\"start\",\n"
  "\"end\",\"text\",\"what\",\"by\",\"why\",\"old\",\"new\"}, old and new with their fields and parts, in\n"
  "code points; last {\"documents\",\"old\",\"new\",\"rules\":[{\"rule\",\"gained\",\"lost\",\"changed\",\n"
  "\"suppressed\"}]}.\n"
  "\n"
  "Exit codes: 0 no difference, 1 there are some, 2 a pack is broken, 3 no such pack or run,\n"
  "64 usage, 66 an input is missing or no document, 74 write error.",
  run_diff
};
