#include "host/cli/ob-corpus.h"
#include "io/ob-flow.h"
#include "io/ob-json.h"
#include "io/ob-snippet.h"
#include <string.h>

enum { NAME_COLUMNS = 24, CONTEXT = 40, SHOWN_CUES = 20, MAX_TEXT_COLUMNS = 60 };

/* What a rule found. */
typedef struct
{
  guint64  n_hits, n_lost, n_docs;
  guint64 *n_branches;          /* by alternative */
} RuleCount;

typedef struct
{
  const ObLoaded    *loaded;
  const ObCorpusOptions *corpus_options;
  ObCorpus          *corpus;
  const ObGazetteer *cues;      /* NULL: there is no list of cues */
  const char        *wanted_rule;       /* or NULL */
  gboolean           all;       /* alternatives with hits, too */
  guint              sample, n_cues;
  GRand             *random;
  RuleCount         *rules;     /* by place */
  GHashTable        *words;     /* cue → CueCount, owned */
  guint64            n_docs, n_sentences, n_cue_sentences, n_missed_sentences, n_incidents;
} Cover;

/* A cue, as its list writes it, over the corpus. */
typedef struct
{
  char      *word;
  guint64    n, n_claims;       /* occurrences; those inside a claim's cue */
  guint64    n_missed;          /* occurrences in sentences that no claim touches */
  GPtrArray *examples;          /* of char *, owned */
} CueCount;

static void
cue_count_free (gpointer data)
{
  CueCount *count = data;
  g_ptr_array_unref (count->examples);
  g_free (count->word);
  g_free (count);
}

/* ---- In the threads ---- */

typedef struct
{
  ObSession *session;
  RuleCount *rules;
} State;

/* One occurrence of a cue. */
typedef struct
{
  const char *word;             /* of the list's entry */
  gboolean    is_claim, is_missed;
  gsize       start, end;       /* bytes */
} Occurrence;

typedef struct
{
  GArray  *occurrences;         /* of Occurrence */
  guint32  n_sentences, n_cue_sentences, n_missed_sentences;
  guint    n_incidents;
  GError  *error;
} Found;

static RuleCount *
new_rule_counts (const ObRuleset *ruleset)
{
  guint n = ob_ruleset_size (ruleset);
  RuleCount *counts = g_new0 (RuleCount, n + 1);
  for (guint i = 0; i < n; i++)
    {
      const ObRule *rule = ob_ruleset_get (ruleset, i);
      counts[i].n_branches = g_new0 (guint64, rule->match != NULL ? ob_pattern_get_n_branches (rule->match) + 1 : 1);
    }
  return counts;
}

static void
free_rule_counts (RuleCount *counts, guint n)
{
  for (guint i = 0; i < n; i++)
    g_free (counts[i].n_branches);
  g_free (counts);
}

static void
count_branches (RuleCount *count, const ObAnnotation *annotation)
{
  for (guint i = 0; annotation->branches != NULL && i < annotation->branches->len; i++)
    {
      guint32 number = g_array_index (annotation->branches, guint32, i);
      gboolean is_counted = FALSE;      /* once a match, however often a repetition took it */
      for (guint j = 0; j < i && !is_counted; j++)
        is_counted = g_array_index (annotation->branches, guint32, j) == number;
      count->n_branches[number] += !is_counted;
    }
}

static void
count_rules (State *state, const ObResult *result, guint n_rules)
{
  g_autofree gboolean *seen = g_new0 (gboolean, n_rules + 1);
  for (guint i = 0; i < result->annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (result->annotations, i);
      RuleCount *count = &state->rules[annotation->rule->place];
      count->n_hits++;
      count->n_docs += !seen[annotation->rule->place];
      seen[annotation->rule->place] = TRUE;
      count_branches (count, annotation);
    }
  for (guint i = 0; i < result->losers->len; i++)
    state->rules[((const ObAnnotation *) g_ptr_array_index (result->losers, i))->rule->place].n_lost++;
}

/* Marks what claims touch: 1 a claim, 2 the cue of one; by token. */
static guint8 *
mark_claims (const ObTagged *tagged)
{
  guint8 *marks = g_new0 (guint8, tagged->doc->n_tokens + 1);
  for (guint i = 0; i < tagged->result->annotations->len; i++)
    {
      const ObAnnotation *claim = g_ptr_array_index (tagged->result->annotations, i);
      if (strcmp (claim->type, "claim") != 0)
        continue;
      for (guint32 t = claim->first; t < claim->end; t++)
        marks[t] |= 1;
      for (guint j = 0; claim->captures != NULL && j < claim->captures->len; j++)
        {
          const ObCapture *capture = &g_array_index (claim->captures, ObCapture, j);
          for (guint32 t = capture->first; t < capture->end; t++)
            marks[t] |= strcmp (capture->name, "cue") == 0 ? 3 : 1;
        }
    }
  return marks;
}

static void
look_for_cues (const Cover *cover, State *state, const ObTagged *tagged, Found *found)
{
  const ObDoc *doc = tagged->doc;
  g_autofree guint8 *marks = mark_claims (tagged);
  for (guint32 i = 0; i < doc->n_sentences; i++)
    {
      ObRange sentence = doc->sentences[i];
      gboolean is_touched = FALSE;
      guint before = found->occurrences->len;
      for (guint32 t = sentence.first; t < sentence.end; t++)
        is_touched |= marks[t] != 0;
      for (guint32 t = sentence.first; t < sentence.end;)
        {
          ObGazetteerHit hits[OB_MAX_GAZETTEER_HITS];
          if (ob_gazetteer_match (cover->cues, ob_session_get_gazetteers (state->session), doc, t, sentence.end,
                                  hits) == 0)
            {
              t++;
              continue;
            }
          ObExtent extent = ob_tagged_get_extent (tagged, t, hits[0].end);
          const char *word = ob_list_get_text (ob_gazetteer_get_list (cover->cues), hits[0].entry);
          Occurrence occurrence = { word, (marks[t] & 2) != 0, !is_touched, extent.start, extent.end };
          g_array_append_val (found->occurrences, occurrence);
          t = hits[0].end;
        }
      found->n_cue_sentences += found->occurrences->len > before;
      found->n_missed_sentences += found->occurrences->len > before && !is_touched;
    }
}

static gpointer
cover_document (gpointer data, const ObCorpusDoc *doc, gpointer cover_data)
{
  State *state = data;
  const Cover *cover = cover_data;
  Found *found = g_new0 (Found, 1);
  g_autoptr (ObTagged) tagged = ob_tagged_new (state->session, doc->text, doc->length, doc->name, doc->date,
                                               &found->error);
  if (tagged == NULL)
    return found;
  found->occurrences = g_array_new (FALSE, FALSE, sizeof (Occurrence));
  found->n_sentences = tagged->doc->n_sentences;
  found->n_incidents = tagged->result->incidents->len;
  count_rules (state, tagged->result, ob_ruleset_size (cover->loaded->ruleset));
  if (cover->cues != NULL)
    look_for_cues (cover, state, tagged, found);
  return found;
}

/* ---- Taking what they found ---- */

static CueCount *
ensure_cue (Cover *cover, const char *word)
{
  CueCount *count = g_hash_table_lookup (cover->words, word);
  if (count != NULL)
    return count;
  count = g_new0 (CueCount, 1);
  count->word = g_strdup (word);
  count->examples = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_insert (cover->words, count->word, count);
  return count;
}

static char *
dup_example (const Cover *cover, const ObCorpusDoc *doc, const Occurrence *occurrence)
{
  g_autoptr (ObText) text = ob_text_new (doc->text, doc->length, NULL);
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (ObMark));
  ObMark mark = { occurrence->start, occurrence->end, "cue", "1;35" };
  guint line, column;
  GString *out = g_string_new ("      ");
  g_array_append_val (marks, mark);
  ob_text_locate (text, occurrence->start, &line, &column);
  g_autofree char *name = g_strdup_printf ("%s:%u", doc->name, line);
  ob_snippet_append_column (out, name, NAME_COLUMNS);
  g_string_append (out, "  ");
  ob_snippet_append_left (out, doc->text, occurrence->start, CONTEXT);
  ob_snippet_append (out, doc->text, occurrence->start, occurrence->end, marks, cover->corpus_options->colour);
  ob_snippet_append_right (out, doc->text, occurrence->end, doc->length, CONTEXT);
  return g_strchomp (g_string_free (out, FALSE));
}

static void
take_occurrence (Cover *cover, const ObCorpusDoc *doc, const Occurrence *occurrence)
{
  CueCount *count = ensure_cue (cover, occurrence->word);
  count->n++;
  count->n_claims += occurrence->is_claim;
  count->n_missed += occurrence->is_missed;
  if (!occurrence->is_missed || cover->sample == 0)
    return;
  guint64 at = (guint64) (g_rand_double (cover->random) * (double) count->n_missed);
  if (count->examples->len >= cover->sample && at >= cover->sample)
    return;
  if (count->examples->len >= cover->sample)
    g_ptr_array_remove_index (count->examples, (guint) at);
  g_ptr_array_add (count->examples, dup_example (cover, doc, occurrence));
}

static gboolean
take (const ObCorpusDoc *doc, gpointer result, gpointer data)
{
  Cover *cover = data;
  Found *found = result;
  cover->n_docs++;
  if (found->error != NULL)
    {
      ob_corpus_complain (cover->corpus, doc, found->error);
      g_error_free (found->error);
      g_free (found);
      return TRUE;
    }
  cover->n_sentences += found->n_sentences;
  cover->n_cue_sentences += found->n_cue_sentences;
  cover->n_missed_sentences += found->n_missed_sentences;
  cover->n_incidents += found->n_incidents;
  for (guint i = 0; i < found->occurrences->len; i++)
    take_occurrence (cover, doc, &g_array_index (found->occurrences, Occurrence, i));
  g_array_unref (found->occurrences);
  g_free (found);
  return TRUE;
}

/* ---- Rules ---- */

static gboolean
is_wanted (const Cover *cover, const ObRule *rule)
{
  const char *slash = strrchr (rule->id, '/');
  return cover->wanted_rule == NULL || strcmp (rule->id, cover->wanted_rule) == 0
         || (slash != NULL && strcmp (slash + 1, cover->wanted_rule) == 0);
}

/* Rules whose results never leave the engine are not counted. */
static gboolean
is_told (const ObRule *rule)
{
  return rule->emits[0] != '_';
}

static int
compare_rules (gconstpointer a, gconstpointer b, gpointer data)
{
  const Cover *cover = data;
  const ObRule *x = *(const ObRule *const *) a, *y = *(const ObRule *const *) b;
  guint64 m = cover->rules[x->place].n_hits, n = cover->rules[y->place].n_hits;
  if (m != n)
    return m > n ? -1 : 1;
  return x->place < y->place ? -1 : x->place > y->place;
}

/* Those to be told, with most hits first. */
static GPtrArray *
dup_rules (const Cover *cover)
{
  GPtrArray *rules = g_ptr_array_new ();
  for (guint i = 0; i < ob_ruleset_size (cover->loaded->ruleset); i++)
    {
      const ObRule *rule = ob_ruleset_get (cover->loaded->ruleset, i);
      if (is_told (rule) && is_wanted (cover, rule))
        g_ptr_array_add (rules, (gpointer) rule);
    }
  g_ptr_array_sort_with_data (rules, compare_rules, (gpointer) cover);
  return rules;
}

/* An alternative by its place: a macro that a rule uses several times has it several times. */
typedef struct
{
  ObBranch branch;
  guint64  n;
} Alternative;

static GArray *
dup_alternatives (const Cover *cover, const ObRule *rule)
{
  GArray *alternatives = g_array_new (FALSE, FALSE, sizeof (Alternative));
  for (guint i = 0; rule->match != NULL && i < ob_pattern_get_n_branches (rule->match); i++)
    {
      Alternative next = { .n = cover->rules[rule->place].n_branches[i] };
      ob_pattern_get_branch (rule->match, i, &next.branch);
      guint j = 0;
      for (; j < alternatives->len; j++)
        {
          Alternative *known = &g_array_index (alternatives, Alternative, j);
          if (known->branch.line == next.branch.line && known->branch.column == next.branch.column
              && g_strcmp0 (known->branch.file, next.branch.file) == 0)
            break;
        }
      if (j < alternatives->len)
        g_array_index (alternatives, Alternative, j).n += next.n;
      else
        g_array_append_val (alternatives, next);
    }
  return alternatives;
}

static gboolean
is_own (const ObRule *rule, const ObBranch *branch)
{
  return g_strcmp0 (rule->file, branch->file) == 0 && branch->line >= rule->line;
}

/* An alternative of the rule's own pattern without a hit, in one that has some. */
static gboolean
is_dead_end (const Cover *cover, const ObRule *rule, const Alternative *alternative)
{
  guint outer = alternative->branch.outer;
  return alternative->n == 0 && is_own (rule, &alternative->branch)
         && (outer == G_MAXUINT || cover->rules[rule->place].n_branches[outer] > 0);
}

static void
append_alternative (GString *out, const ObRule *rule, const Alternative *alternative, gboolean colour)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *written = alternative->branch.text;
  ob_snippet_append_right (text, written, 0, strlen (written), MAX_TEXT_COLUMNS);
  g_strchomp (text->str);
  g_autofree char *line = g_strdup_printf ("%10" G_GUINT64_FORMAT "    %s%s  (%s%s%u:%u)", alternative->n, text->str,
                                           ob_text_get_width (text->str) >= MAX_TEXT_COLUMNS ? "…" : "",
                                           is_own (rule, &alternative->branch) ? "" : alternative->branch.file,
                                           is_own (rule, &alternative->branch) ? "" : ":", alternative->branch.line,
                                           alternative->branch.column);
  ob_snippet_append_styled (out, line, alternative->n == 0 ? "33" : "2", colour);
  g_string_append_c (out, '\n');
}

static void
append_rule (const Cover *cover, const ObRule *rule, GString *out)
{
  const RuleCount *count = &cover->rules[rule->place];
  g_string_append_printf (out, "%10" G_GUINT64_FORMAT " %9" G_GUINT64_FORMAT " %9" G_GUINT64_FORMAT "  %s\n",
                          count->n_hits,
                          count->n_docs, count->n_lost, rule->id);
  g_autoptr (GArray) alternatives = dup_alternatives (cover, rule);
  for (guint i = 0; i < alternatives->len && count->n_hits > 0; i++)
    {
      const Alternative *alternative = &g_array_index (alternatives, Alternative, i);
      if (cover->all || cover->wanted_rule != NULL || is_dead_end (cover, rule, alternative))
        append_alternative (out, rule, alternative, cover->corpus_options->colour);
    }
}

static void
append_heading (const Cover *cover, GString *out, const char *text)
{
  ob_snippet_append_styled (out, text, "1", cover->corpus_options->colour);
  g_string_append_c (out, '\n');
}

static void
append_rules (const Cover *cover, const GPtrArray *rules, GString *out)
{
  guint n_silent = 0;
  append_heading (cover, out, "      hits documents      lost  rule; below it what no hit took of its pattern");
  for (guint i = 0; i < rules->len; i++)
    {
      const ObRule *rule = g_ptr_array_index (rules, i);
      if (cover->rules[rule->place].n_hits > 0)
        append_rule (cover, rule, out);
      else
        n_silent++;
    }
  if (n_silent == 0)
    return;
  g_autofree char *heading = g_strdup_printf ("\nrules without a hit: %u of %u", n_silent, rules->len);
  append_heading (cover, out, heading);
  for (guint i = 0; i < rules->len; i++)
    {
      const ObRule *rule = g_ptr_array_index (rules, i);
      const RuleCount *count = &cover->rules[rule->place];
      if (count->n_hits > 0)
        continue;
      g_string_append_printf (out, "  %s  %s:%u", rule->id, rule->file, rule->line);
      if (count->n_lost > 0)
        g_string_append_printf (out, "  (%" G_GUINT64_FORMAT " lost or refused)", count->n_lost);
      g_string_append_c (out, '\n');
    }
}

/* ---- Cues ---- */

/* How many claims are likely to be missing: sentences without one, by how often the word is a cue. */
static double
get_expected (const CueCount *count)
{
  return (double) count->n_missed * (double) count->n_claims / (double) count->n;
}

static int
compare_cues (gconstpointer a, gconstpointer b)
{
  const CueCount *x = *(CueCount *const *) a, *y = *(CueCount *const *) b;
  double m = get_expected (x), n = get_expected (y);
  return m != n ? (m > n ? -1 : 1) : strcmp (x->word, y->word);
}

static GPtrArray *
dup_cues (const Cover *cover)
{
  GPtrArray *cues = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, cover->words);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (cues, value);
  g_ptr_array_sort (cues, compare_cues);
  return cues;
}

static void
append_cues (const Cover *cover, const GPtrArray *cues, GString *out)
{
  g_autofree char *heading = g_strdup_printf (
    "\nsentences with a cue: %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT "; without a claim: %" G_GUINT64_FORMAT " (%.1f %%)",
    cover->n_cue_sentences, cover->n_sentences, cover->n_missed_sentences,
    100.0 * (double) cover->n_missed_sentences / (double) MAX (cover->n_cue_sentences, 1));
  append_heading (cover, out, heading);
  g_string_append (out, "     times  as a cue  no claim  word; those first that most likely miss claims\n");
  for (guint i = 0; i < MIN (cues->len, cover->n_cues); i++)
    {
      const CueCount *count = g_ptr_array_index (cues, i);
      if (count->n_missed == 0)
        break;
      g_string_append_printf (out, "%10" G_GUINT64_FORMAT " %8.1f %% %9" G_GUINT64_FORMAT "  %s\n", count->n,
                              100.0 * (double) count->n_claims / (double) count->n, count->n_missed, count->word);
      for (guint j = 0; j < count->examples->len; j++)
        g_string_append_printf (out, "%s\n", (char *) g_ptr_array_index (count->examples, j));
    }
}

/* ---- JSON ---- */

static void
append_string (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, "%s\"%s\":", out->str[out->len - 1] == '{' ? "" : ",", name);
  ob_json_append_string (out, value != NULL ? value : "", -1, FALSE);
}

static void
append_json_rule (const Cover *cover, const ObRule *rule, GString *out)
{
  const RuleCount *count = &cover->rules[rule->place];
  g_autoptr (GArray) alternatives = dup_alternatives (cover, rule);
  g_string_append_c (out, '{');
  append_string (out, "rule", rule->tag);
  append_string (out, "file", rule->file);
  g_string_append_printf (out, ",\"line\":%u,\"hits\":%" G_GUINT64_FORMAT ",\"documents\":%" G_GUINT64_FORMAT ",\"lost\":%"
                          G_GUINT64_FORMAT ",\"alternatives\":[", rule->line, count->n_hits, count->n_docs, count->n_lost);
  for (guint i = 0; i < alternatives->len; i++)
    {
      const Alternative *alternative = &g_array_index (alternatives, Alternative, i);
      g_string_append (out, i > 0 ? ",{" : "{");
      append_string (out, "text", alternative->branch.text);
      append_string (out, "file", alternative->branch.file);
      g_string_append_printf (out, ",\"line\":%u,\"column\":%u,\"hits\":%" G_GUINT64_FORMAT "}",
                              alternative->branch.line,
                              alternative->branch.column, alternative->n);
    }
  g_string_append (out, "]}\n");
}

static void
append_json_cue (const CueCount *count, GString *out)
{
  g_string_append_c (out, '{');
  append_string (out, "cue", count->word);
  g_string_append_printf (out, ",\"count\":%" G_GUINT64_FORMAT ",\"claims\":%" G_GUINT64_FORMAT ",\"without_claim\":%"
                          G_GUINT64_FORMAT ",\"examples\":[", count->n, count->n_claims, count->n_missed);
  for (guint i = 0; i < count->examples->len; i++)
    {
      g_string_append (out, i > 0 ? "," : "");
      ob_json_append_string (out, g_strstrip (g_ptr_array_index (count->examples, i)), -1, FALSE);
    }
  g_string_append (out, "]}\n");
}

static void
append_json (const Cover *cover, const GPtrArray *rules, const GPtrArray *cues, GString *out)
{
  for (guint i = 0; i < rules->len; i++)
    append_json_rule (cover, g_ptr_array_index (rules, i), out);
  for (guint i = 0; i < cues->len; i++)
    append_json_cue (g_ptr_array_index (cues, i), out);
  g_string_append_printf (out, "{\"documents\":%" G_GUINT64_FORMAT ",\"sentences\":%" G_GUINT64_FORMAT
                          ",\"cue_sentences\":%" G_GUINT64_FORMAT ",\"without_claim\":%" G_GUINT64_FORMAT "}\n",
                          cover->n_docs, cover->n_sentences, cover->n_cue_sentences, cover->n_missed_sentences);
}

/* ---- The whole ---- */

static void
add_rule_counts (Cover *cover, const RuleCount *counts)
{
  for (guint i = 0; i < ob_ruleset_size (cover->loaded->ruleset); i++)
    {
      const ObRule *rule = ob_ruleset_get (cover->loaded->ruleset, i);
      RuleCount *total = &cover->rules[i];
      total->n_hits += counts[i].n_hits;
      total->n_docs += counts[i].n_docs;
      total->n_lost += counts[i].n_lost;
      for (guint j = 0; rule->match != NULL && j < ob_pattern_get_n_branches (rule->match); j++)
        total->n_branches[j] += counts[i].n_branches[j];
    }
}

static gboolean
run_corpus (Cover *cover)
{
  guint n_rules = ob_ruleset_size (cover->loaded->ruleset);
  g_autoptr (GPtrArray) sessions = ob_corpus_open_sessions (cover->corpus_options, cover->loaded->ruleset);
  if (sessions == NULL)
    return FALSE;
  g_autofree State *states = g_new0 (State, sessions->len);
  g_autoptr (GPtrArray) pointers = g_ptr_array_new ();
  for (guint i = 0; i < sessions->len; i++)
    {
      states[i].session = g_ptr_array_index (sessions, i);
      states[i].rules = new_rule_counts (cover->loaded->ruleset);
      ob_session_set_covers (states[i].session, TRUE);
      g_ptr_array_add (pointers, &states[i]);
    }
  ob_corpus_run (cover->corpus, pointers, cover_document, take, cover);
  for (guint i = 0; i < sessions->len; i++)
    {
      add_rule_counts (cover, states[i].rules);
      free_rule_counts (states[i].rules, n_rules);
    }
  return TRUE;
}

static int
cover_with (Cover *cover, const char *const *inputs)
{
  g_autoptr (ObCorpus) corpus = ob_corpus_new (inputs, cover->corpus_options);
  g_autoptr (GHashTable) words = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, cue_count_free);
  cover->corpus = corpus;
  cover->words = words;
  if (!run_corpus (cover))
    return OB_EXIT_PACK;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GPtrArray) rules = dup_rules (cover), cues = dup_cues (cover);
  if (cover->corpus_options->json)
    append_json (cover, rules, cues, out);
  else
    {
      append_rules (cover, rules, out);
      if (cover->cues != NULL && cover->wanted_rule == NULL)
        append_cues (cover, cues, out);
    }
  if (!ob_cli_write (out->str, out->len))
    return OB_EXIT_WRITE;
  if (cover->n_incidents > 0)
    ob_cli_complain ("cover: rules were stopped %" G_GUINT64_FORMAT " times; obelus tag tells which",
                     cover->n_incidents);
  return ob_corpus_get_n_failed (corpus) > 0 ? OB_EXIT_NO_INPUT : OB_EXIT_OK;
}

/* The list of cues: the one called so, or `cues` where there is one. FALSE after complaining. */
static gboolean
choose_cues (Cover *cover, const char *name)
{
  ObList *list = ob_loaded_find_list (cover->loaded, name != NULL ? name : "cues");
  if (list != NULL)
    cover->cues = ob_loaded_get_gazetteer (cover->loaded, list);
  else if (name != NULL)
    ob_cli_complain ("cover: there is no list \"%s\"", name);
  return list != NULL || name == NULL;
}

static int
run_cover (const char *const *arguments)
{
  g_auto (ObCorpusOptions) corpus = { NULL };
  g_autofree char *rule = NULL, *cues = NULL;
  Cover cover = { .corpus_options = &corpus };
  int sample = 2, seed = 1, n_cues = SHOWN_CUES, exit_code;
  GOptionEntry entries[] = {
    { "rule", 0, 0, G_OPTION_ARG_STRING, &rule, "Only this rule, with all alternatives of its pattern", "RULE" },
    { "all", 'a', 0, G_OPTION_ARG_NONE, &cover.all, "All alternatives, those of macros and with hits, too", NULL },
    { "cues", 0, 0, G_OPTION_ARG_STRING, &cues, "The list of cues; the one called cues without it", "LIST" },
    { "words", 0, 0, G_OPTION_ARG_INT, &n_cues, "How many cues are shown; 20 without it", "N" },
    { "sample", 'n', 0, G_OPTION_ARG_INT, &sample, "Sentences of each cue without a claim; 2 without it", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "Another N gives other sentences", "N" },
    OB_CORPUS_ENTRIES (corpus),
    { 0 }
  };
  g_auto (GStrv) rest = ob_cli_parse (&ob_verb_cover, entries, arguments, &exit_code);
  if (rest == NULL)
    return exit_code;
  if (!ob_corpus_options_check (&corpus, "cover"))
    return OB_EXIT_USAGE;
  if (sample < 0 || n_cues < 0)
    {
      ob_cli_complain ("cover: --sample and --words are numbers");
      return OB_EXIT_USAGE;
    }
  g_autoptr (ObLoaded) loaded = ob_corpus_load_packs (corpus.packs, &exit_code);
  if (loaded == NULL)
    return exit_code;
  cover.loaded = loaded;
  if (!choose_cues (&cover, cues) || (rule != NULL && ob_cli_find_rule ("cover", loaded->ruleset, rule) == NULL))
    return OB_EXIT_USAGE;
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint) seed);
  cover.random = random;
  cover.wanted_rule = rule;
  cover.sample = (guint) sample;
  cover.n_cues = (guint) n_cues;
  cover.rules = new_rule_counts (loaded->ruleset);
  exit_code = cover_with (&cover, (const char *const *) rest);
  free_rule_counts (cover.rules, ob_ruleset_size (loaded->ruleset));
  return exit_code;
}

const ObVerb ob_verb_cover = {
  "cover", "[INPUT…]", "Counts what each rule and each alternative finds, and what goes unfound.",
  "Rules with their hits, the documents with one, and how often they lost or were refused;\n"
  "below a rule the alternatives ( a | b ) of its pattern that no hit took. Then the rules\n"
  "without a hit, and the cue words that stand in sentences without a claim, those first\n"
  "that most likely miss some, with examples.\n"
  "\n"
  "Examples:\n"
  "  obelus cover articles/\n"
  "  obelus cover --rule says-that corpus.jsonl\n"
  "  obelus cover -p ./mine --cues mine:verbs --sample 10 articles/\n"
  "\n"
  "With --json a line for each rule: {\"rule\",\"file\",\"line\",\"hits\",\"documents\",\"lost\",\n"
  "\"alternatives\":[{\"text\",\"file\",\"line\",\"column\",\"hits\"}]}, for each cue {\"cue\",\"count\",\n"
  "\"claims\",\"without_claim\",\"examples\"}, last {\"documents\",\"sentences\",\"cue_sentences\",\n"
  "\"without_claim\"}.\n"
  "\n"
  "Exit codes: 0 done, 2 a pack is broken, 3 no such pack, 64 usage, 66 an input is missing\n"
  "or no document, 74 write error.",
  run_cover
};
