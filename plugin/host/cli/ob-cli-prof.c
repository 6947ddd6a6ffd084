#include "host/cli/ob-corpus.h"
#include "io/ob-json.h"
#include "io/ob-snippet.h"
#include <string.h>

enum { SHOWN_RULES = 30, FLAGGED_PERCENT = 5 };

typedef enum { SORT_TIME, SORT_CHECKS, SORT_MATCHES, SORT_QUIET, SORT_LUA } Sort;

typedef struct
{
  ObSession *session;
  ObProfile *profile;
  guint64    read_ns;           /* texts cut into words, sentences, zones */
  guint64    bytes;
} State;

typedef struct
{
  const ObRuleset *ruleset;
  const ObCorpusOptions *corpus_options;
  ObCorpus  *corpus;
  ObProfile *profile;
  guint64    read_ns, bytes;
  Sort       sort;
  guint      n_shown;
} Prof;

static gpointer
measure (gpointer data, const ObCorpusDoc *doc, gpointer prof G_GNUC_UNUSED)
{
  State *state = data;
  GError *error = NULL;
  ObText *text = ob_text_new (doc->text, doc->length, &error);
  if (text == NULL)
    return error;
  ob_session_trim (state->session);
  gint64 begin = g_get_monotonic_time ();
  g_autoptr (ObDoc) words = ob_doc_new (text, doc->name, doc->date,
                                        ob_vocab_get_forms (ob_session_get_vocab (state->session)));
  state->read_ns += (guint64) (g_get_monotonic_time () - begin) * 1000;
  state->bytes += doc->length;
  g_autoptr (ObResult) result = ob_session_run (state->session, words);
  return NULL;
}

static gboolean
take (const ObCorpusDoc *doc, gpointer result, gpointer data)
{
  g_autoptr (GError) error = result;
  if (error != NULL)
    ob_corpus_complain (((Prof *) data)->corpus, doc, error);
  return TRUE;
}

/* ---- Telling ---- */

static guint64
get_key (const Prof *prof, const ObRule *rule)
{
  const ObRuleProfile *cost = &prof->profile->rules[rule->place];
  switch (prof->sort)
    {
    case SORT_TIME:    return cost->rule_ns + cost->script_ns;
    case SORT_CHECKS:  return cost->attempts;
    case SORT_MATCHES: return cost->matches;
    case SORT_QUIET:   return cost->quiet_documents > 0 ? cost->quiet_ns / cost->quiet_documents : 0;
    case SORT_LUA:     return cost->script_ns;
    }
  return 0;
}

static int
compare_rules (gconstpointer a, gconstpointer b, gpointer data)
{
  const ObRule *x = *(const ObRule *const *) a, *y = *(const ObRule *const *) b;
  guint64 m = get_key (data, x), n = get_key (data, y);
  if (m != n)
    return m > n ? -1 : 1;
  return x->place < y->place ? -1 : x->place > y->place;
}

static GPtrArray *
dup_rules (const Prof *prof)
{
  GPtrArray *rules = g_ptr_array_new ();
  for (guint i = 0; i < ob_ruleset_size (prof->ruleset); i++)
    g_ptr_array_add (rules, (gpointer) ob_ruleset_get (prof->ruleset, i));
  g_ptr_array_sort_with_data (rules, compare_rules, (gpointer) prof);
  return rules;
}

static guint64
get_total (const Prof *prof)
{
  guint64 total = prof->read_ns;
  for (guint i = 0; i < OB_N_STAGES; i++)
    total += prof->profile->stage_ns[i];
  for (guint i = 0; i < prof->profile->n_rules; i++)
    total += prof->profile->rules[i].rule_ns + prof->profile->rules[i].script_ns;
  return MAX (total, 1);
}

static double
ms (guint64 ns)
{
  return (double) ns / 1e6;
}

static void
append_rule (const Prof *prof, const ObRule *rule, guint64 total, GString *out)
{
  const ObRuleProfile *cost = &prof->profile->rules[rule->place];
  guint64 spent = cost->rule_ns + cost->script_ns;
  double percent = 100.0 * (double) spent / (double) total;
  g_autofree char *line = g_strdup_printf (
    "%9.1f %5.1f %9.1f %8.1f %11" G_GUINT64_FORMAT " %9" G_GUINT64_FORMAT " %9" G_GUINT64_FORMAT " %9.1f  %s",
    ms (spent), percent, ms (cost->rule_ns), ms (cost->script_ns), cost->attempts, cost->matches, cost->taken,
    cost->quiet_documents > 0 ? (double) cost->quiet_ns / (double) cost->quiet_documents / 1e3 : 0.0, rule->id);
  ob_snippet_append_styled (out, line, "1;33", prof->corpus_options->colour && percent >= FLAGGED_PERCENT);
  g_string_append (out, percent >= FLAGGED_PERCENT ? "  ← over 5 %\n" : "\n");
}

static void
append_stage (const char *name, guint64 ns, guint64 total, GString *out)
{
  g_string_append_printf (out, "%9.1f %5.1f  %s\n", ms (ns), 100.0 * (double) ns / (double) total, name);
}

static void
append_text (const Prof *prof, const GPtrArray *rules, GString *out)
{
  static const char *const words[OB_N_STAGES] = {
    [OB_STAGE_SPANS] = "sentences, zones, quotations made visible", [OB_STAGE_ANCHORS] = "finding where rules can match",
    [OB_STAGE_TAG] = "parts of speech", [OB_STAGE_SETTLE] = "conflicts, values of times", [OB_STAGE_LINK] = "linking",
  };
  const ObProfile *profile = prof->profile;
  guint64 total = get_total (prof), patterns = 0, scripts = 0;
  ob_snippet_append_styled (out, "       ms     %   pattern      Lua      checks   matches     taken  quiet µs  rule",
                            "1",
                            prof->corpus_options->colour);
  g_string_append_c (out, '\n');
  for (guint i = 0; i < rules->len; i++)
    {
      const ObRule *rule = g_ptr_array_index (rules, i);
      patterns += profile->rules[rule->place].rule_ns;
      scripts += profile->rules[rule->place].script_ns;
      if (i < prof->n_shown)
        append_rule (prof, rule, total, out);
    }
  if (rules->len > prof->n_shown)
    g_string_append_printf (out, "… and %u rules more\n", rules->len - prof->n_shown);
  g_string_append_c (out, '\n');
  append_stage ("words, sentences, zones", prof->read_ns, total, out);
  for (guint i = 0; i < OB_N_STAGES; i++)
    append_stage (words[i], profile->stage_ns[i], total, out);
  append_stage ("patterns and lists of rules", patterns, total, out);
  append_stage ("on_match, in Lua", scripts, total, out);
  g_string_append_printf (out, "%9.1f 100.0  all of %" G_GUINT64_FORMAT " %s, %" G_GUINT64_FORMAT " words, %.2f MB/s\n",
                          ms (total), profile->documents, profile->documents == 1 ? "document" : "documents",
                          profile->tokens, (double) prof->bytes * 1e3 / (double) total);
}

static void
append_json (const Prof *prof, const GPtrArray *rules, GString *out)
{
  const ObProfile *profile = prof->profile;
  for (guint i = 0; i < rules->len; i++)
    {
      const ObRule *rule = g_ptr_array_index (rules, i);
      const ObRuleProfile *cost = &profile->rules[rule->place];
      g_string_append (out, "{\"rule\":");
      ob_json_append_string (out, rule->tag, -1, FALSE);
      g_string_append_printf (out, ",\"pattern_ns\":%" G_GUINT64_FORMAT ",\"lua_ns\":%" G_GUINT64_FORMAT ",\"windows\":%"
                              G_GUINT64_FORMAT ",\"checks\":%" G_GUINT64_FORMAT ",\"matches\":%" G_GUINT64_FORMAT,
                              cost->rule_ns, cost->script_ns, cost->windows, cost->attempts, cost->matches);
      g_string_append_printf (out, ",\"taken\":%" G_GUINT64_FORMAT ",\"calls\":%" G_GUINT64_FORMAT ",\"quiet_documents\":%"
                              G_GUINT64_FORMAT ",\"quiet_ns\":%" G_GUINT64_FORMAT "}\n", cost->taken, cost->calls,
                              cost->quiet_documents, cost->quiet_ns);
    }
  g_string_append_printf (out, "{\"documents\":%" G_GUINT64_FORMAT ",\"words\":%" G_GUINT64_FORMAT ",\"bytes\":%"
                          G_GUINT64_FORMAT ",\"total_ns\":%" G_GUINT64_FORMAT ",\"stages\":{\"read\":%" G_GUINT64_FORMAT,
                          profile->documents, profile->tokens, prof->bytes, get_total (prof), prof->read_ns);
  for (ObStage i = 0; i < OB_N_STAGES; i++)
    g_string_append_printf (out, ",\"%s\":%" G_GUINT64_FORMAT, ob_stage_get_name (i), profile->stage_ns[i]);
  g_string_append (out, "}}\n");
}

/* ---- The whole ---- */

static void
run_corpus (Prof *prof, const GPtrArray *sessions)
{
  g_autofree State *states = g_new0 (State, sessions->len);
  g_autoptr (GPtrArray) pointers = g_ptr_array_new ();
  for (guint i = 0; i < sessions->len; i++)
    {
      states[i].session = g_ptr_array_index (sessions, i);
      states[i].profile = ob_profile_new (prof->ruleset);
      ob_session_set_profile (states[i].session, states[i].profile);
      ob_session_set_keeps_losers (states[i].session, FALSE);
      g_ptr_array_add (pointers, &states[i]);
    }
  ob_corpus_run (prof->corpus, pointers, measure, take, prof);
  for (guint i = 0; i < sessions->len; i++)
    {
      ob_profile_add (prof->profile, states[i].profile);
      prof->read_ns += states[i].read_ns;
      prof->bytes += states[i].bytes;
      ob_session_set_profile (states[i].session, NULL);
      ob_profile_free (states[i].profile);
    }
}

static int
prof_with (Prof *prof, const char *const *inputs)
{
  g_autoptr (GPtrArray) sessions = ob_corpus_open_sessions (prof->corpus_options, (ObRuleset *) prof->ruleset);
  if (sessions == NULL)
    return OB_EXIT_PACK;
  g_autoptr (ObCorpus) corpus = ob_corpus_new (inputs, prof->corpus_options);
  g_autoptr (ObProfile) profile = ob_profile_new (prof->ruleset);
  prof->corpus = corpus;
  prof->profile = profile;
  run_corpus (prof, sessions);
  g_autoptr (GPtrArray) rules = dup_rules (prof);
  g_autoptr (GString) out = g_string_new (NULL);
  if (prof->corpus_options->json)
    append_json (prof, rules, out);
  else
    append_text (prof, rules, out);
  if (!ob_cli_write (out->str, out->len))
    return OB_EXIT_WRITE;
  return ob_corpus_get_n_failed (corpus) > 0 ? OB_EXIT_NO_INPUT : OB_EXIT_OK;
}

static gboolean
choose_sort (const char *sort, Prof *prof)
{
  static const char *const names[] = { "time", "checks", "matches", "quiet", "lua", NULL };
  for (guint i = 0; names[i] != NULL; i++)
    if (sort == NULL || strcmp (sort, names[i]) == 0)
      {
        prof->sort = (Sort) i;
        return TRUE;
      }
  ob_cli_complain ("prof: --sort is time, checks, matches, quiet or lua, not \"%s\"", sort);
  return FALSE;
}

static int
run_prof (const char *const *arguments)
{
  g_auto (ObCorpusOptions) corpus = { .jobs = 1 };      /* threads disturb each other's times */
  g_autofree char *sort = NULL;
  Prof prof = { .corpus_options = &corpus };
  int n_shown = SHOWN_RULES, exit_code;
  GOptionEntry entries[] = {
    { "sort", 0, 0, G_OPTION_ARG_STRING, &sort, "time, checks, matches, quiet or lua; time without it", "BY" },
    { "rules", 'n', 0, G_OPTION_ARG_INT, &n_shown, "How many rules are shown; 30 without it", "N" },
    OB_CORPUS_ENTRIES (corpus),
    { 0 }
  };
  g_auto (GStrv) rest = ob_cli_parse (&ob_verb_prof, entries, arguments, &exit_code);
  if (rest == NULL)
    return exit_code;
  if (!ob_corpus_options_check (&corpus, "prof") || !choose_sort (sort, &prof))
    return OB_EXIT_USAGE;
  if (n_shown < 0)
    {
      ob_cli_complain ("prof: --rules is a number");
      return OB_EXIT_USAGE;
    }
  g_autoptr (ObLoaded) loaded = ob_corpus_load_packs (corpus.packs, &exit_code);
  if (loaded == NULL)
    return exit_code;
  prof.ruleset = loaded->ruleset;
  prof.n_shown = (guint) n_shown;
  return prof_with (&prof, (const char *const *) rest);
}

const ObVerb ob_verb_prof = {
  "prof", "[INPUT…]", "Tells what each rule and each stage costs in time.",
  "For each rule its time in ms, of the whole in percent, its pattern and its Lua apart; how\n"
  "often it was tried at a word (checks), how often it matched, how many matches `unless`\n"
  "and on_match let pass (taken), and what a document costs in which it matches nothing, on\n"
  "average (quiet). Rules over 5 % are marked. With one thread, unless -j says otherwise.\n"
  "\n"
  "Examples:\n"
  "  obelus prof articles/\n"
  "  obelus prof --sort quiet -n 10 corpus.jsonl\n"
  "\n"
  "With --json a line for each rule: {\"rule\",\"pattern_ns\",\"lua_ns\",\"windows\",\"checks\",\n"
  "\"matches\",\"taken\",\"calls\",\"quiet_documents\",\"quiet_ns\"}, last {\"documents\",\"words\",\n"
  "\"bytes\",\"total_ns\",\"stages\":{name:ns}}.\n"
  "\n"
  "Exit codes: 0 done, 2 a pack is broken, 3 no such pack, 64 usage, 66 an input is missing\n"
  "or no document, 74 write error.",
  run_prof
};
