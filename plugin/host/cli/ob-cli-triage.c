#include "host/cli/ob-corpus.h"
#include "base/ob-limits.h"
#include "io/ob-input.h"
#include "io/ob-json.h"
#include "io/ob-snippet.h"
#include "pack/ob-rule-edit.h"
#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { CONTEXT = 60, CONTEXT_LINES = 3 };

/* One match to be judged. */
typedef struct
{
  char *key;                    /* of its sentence and place in it: the same in every run */
  char *name, *head;            /* of the document */
  char *shown;                  /* a line for people */
  char *miss, *hit;             /* as examples, with their quotes; hit NULL: its braces would be read as marks */
  char *before, *after;         /* the word next to it, or NULL */
} Match;

typedef struct
{
  const ObCorpusOptions *corpus_options;
  ObLoaded     *loaded;
  const ObRule *rule;
  ObCorpus     *corpus;
  GArray       *matches;        /* of Match */
  GHashTable   *answers;        /* key (owned) → 'y' or 'n' */
  char         *answers_path;
  guint         sample, seed;
  gboolean      takes_hits, is_dry;
} Triage;

static void
match_clear (gpointer data)
{
  Match *match = data;
  g_free (match->key);
  g_free (match->name);
  g_free (match->head);
  g_free (match->shown);
  g_free (match->miss);
  g_free (match->hit);
  g_free (match->before);
  g_free (match->after);
}

/* ---- Collecting ---- */

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const ObMark *x = a, *y = b;
  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  return x->end > y->end ? -1 : x->end < y->end;
}

static GArray *
dup_marks (const ObTagged *tagged, const ObAnnotation *match)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (ObMark));
  ObExtent extent = ob_tagged_get_extent (tagged, match->first, match->end);
  guint n = match->captures != NULL ? match->captures->len : 0;
  ObMark whole = { extent.start, extent.end, n == 0 ? "match" : NULL, "1" };
  g_array_append_val (marks, whole);
  for (guint i = 0; i < n; i++)
    {
      const ObCapture *capture = &g_array_index (match->captures, ObCapture, i);
      extent = ob_tagged_get_extent (tagged, capture->first, capture->end);
      ObMark mark = { extent.start, extent.end, capture->name, ob_snippet_get_style (i) };
      g_array_append_val (marks, mark);
    }
  g_array_sort (marks, compare_marks);
  return marks;
}

/* The sentences that @match and its parts lie in, in bytes. */
static ObExtent
get_sentences (const ObTagged *tagged, const ObAnnotation *match)
{
  const ObDoc *doc = tagged->doc;
  guint32 first = match->first, last = match->end - 1;
  for (guint i = 0; match->captures != NULL && i < match->captures->len; i++)
    {
      const ObCapture *capture = &g_array_index (match->captures, ObCapture, i);
      first = MIN (first, capture->first);
      last = MAX (last, capture->end - 1);
    }
  return ob_tagged_get_extent (tagged, doc->sentences[doc->sentence_of[first]].first,
                               doc->sentences[doc->sentence_of[last]].end);
}

/* The sentence with the parts marked as an example has them. */
static char *
dup_hit (const char *text, ObExtent sentences, const GArray *marks)
{
  g_autoptr (GString) out = g_string_new ("\"");
  g_autoptr (GString) plain = g_string_new (NULL);
  ob_snippet_append (plain, text, sentences.start, sentences.end, marks, FALSE);
  if (memchr (text + sentences.start, '{', sentences.end - sentences.start) != NULL
      || memchr (text + sentences.start, '}', sentences.end - sentences.start) != NULL)
    return NULL;
  for (const char *p = plain->str; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
  g_strchomp (out->str);
  return g_strconcat (out->str, "\"", NULL);
}

static char *
dup_word (const ObTagged *tagged, guint32 token)
{
  gsize length;
  const char *text = ob_doc_get_span (tagged->doc, token, token + 1, &length);
  return g_utf8_strdown (text, (gssize) length);
}

static Match
make_match (const Triage *triage, const ObCorpusDoc *doc, const ObTagged *tagged, const ObAnnotation *annotation)
{
  const char *text = ob_text_get_bytes (tagged->doc->text);
  gsize length = ob_text_get_length (tagged->doc->text);
  ObExtent extent = ob_tagged_get_extent (tagged, annotation->first, annotation->end);
  ObExtent sentences = get_sentences (tagged, annotation);
  ObRange sentence = tagged->doc->sentences[tagged->doc->sentence_of[annotation->first]];
  g_autoptr (GArray) marks = dup_marks (tagged, annotation);
  g_autofree char *words = g_strndup (text + sentences.start, sentences.end - sentences.start);
  g_autofree char *identity = g_strdup_printf ("%s\n%zu %zu\n%s", triage->rule->id, extent.start - sentences.start,
                                               extent.end - sentences.start, words);
  guint line, column;
  g_autoptr (GString) shown = g_string_new (NULL), left = g_string_new (NULL);
  ob_text_locate (tagged->doc->text, extent.start, &line, &column);
  ob_snippet_append_left (left, text, extent.start, CONTEXT);
  g_string_append_printf (shown, "%s:%u\n  %s", doc->name, line, g_strchug (left->str));
  ob_snippet_append (shown, text, extent.start, extent.end, marks, triage->corpus_options->colour);
  ob_snippet_append_right (shown, text, extent.end, length, CONTEXT);
  Match match = {
    .key = g_compute_checksum_for_string (G_CHECKSUM_SHA256, identity, -1),
    .name = g_strdup (doc->name), .head = g_strdup (doc->head), .shown = g_strchomp (g_strdup (shown->str)),
    .miss = ob_rule_edit_dup_example (words, strlen (words)), .hit = dup_hit (text, sentences, marks),
    .before = annotation->first > sentence.first ? dup_word (tagged, annotation->first - 1) : NULL,
    .after = annotation->end < sentence.end ? dup_word (tagged, annotation->end) : NULL,
  };
  return match;
}

typedef struct
{
  GArray *matches;              /* of Match */
  GError *error;
} Found;

static gpointer
search (gpointer session, const ObCorpusDoc *doc, gpointer data)
{
  const Triage *triage = data;
  Found *found = g_new0 (Found, 1);
  g_autoptr (ObTagged) tagged = ob_tagged_new (session, doc->text, doc->length, doc->name, doc->date, &found->error);
  if (tagged == NULL)
    return found;
  found->matches = g_array_new (FALSE, FALSE, sizeof (Match));
  for (guint i = 0; i < tagged->result->annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (tagged->result->annotations, i);
      if (annotation->rule != triage->rule)
        continue;
      Match match = make_match (triage, doc, tagged, annotation);
      g_array_append_val (found->matches, match);
    }
  return found;
}

static gboolean
take (const ObCorpusDoc *doc, gpointer result, gpointer data)
{
  Triage *triage = data;
  Found *found = result;
  if (found->error != NULL)
    ob_corpus_complain (triage->corpus, doc, found->error);
  else
    {
      g_array_append_vals (triage->matches, found->matches->data, found->matches->len);
      g_array_unref (found->matches);
    }
  g_clear_error (&found->error);
  g_free (found);
  return TRUE;
}

/* Keeps @sample of the matches, each with the same chance, in the corpus's order. */
static void
draw_sample (Triage *triage)
{
  if (triage->sample == 0)
    return;
  g_autoptr (GRand) random = g_rand_new_with_seed (triage->seed);
  while (triage->matches->len > triage->sample)
    g_array_remove_index (triage->matches, (guint) g_rand_int_range (random, 0, (gint32) triage->matches->len));
}

/* ---- Answers ---- */

static char *
dup_answers_path (const Triage *triage)
{
  g_autofree char *path = ob_rule_edit_dup_path (triage->loaded, triage->rule);
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autofree char *identity = g_strdup_printf ("%s\n%s", whole, triage->rule->id);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, identity, -1);
  g_autofree char *name = g_strconcat (sum, ".answers", NULL);
  return g_build_filename (g_get_user_state_dir (), "obelus", "triage", name, NULL);
}

static void
read_answers (Triage *triage)
{
  g_autofree char *text = NULL;
  if (!g_file_get_contents (triage->answers_path, &text, NULL, NULL))
    return;
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *space = strchr (lines[i], ' ');
      if (space == NULL || (space[1] != 'y' && space[1] != 'n'))
        continue;
      *space = '\0';
      g_hash_table_insert (triage->answers, g_strdup (lines[i]), GINT_TO_POINTER (space[1]));
    }
}

/* Writes the answer at once, so that nothing is asked twice, whatever ends the run. */
static gboolean
keep_answer (Triage *triage, const Match *match, char answer)
{
  g_autofree char *directory = g_path_get_dirname (triage->answers_path);
  g_hash_table_insert (triage->answers, g_strdup (match->key), GINT_TO_POINTER (answer));
  if (triage->is_dry)
    return TRUE;
  FILE *file = g_mkdir_with_parents (directory, 0700) == 0 ? g_fopen (triage->answers_path, "ae") : NULL;
  gboolean is_written = file != NULL && fprintf (file, "%s %c\n", match->key, answer) > 0;
  if (file != NULL && fclose (file) != 0)
    is_written = FALSE;
  if (!is_written)
    ob_cli_complain ("triage: the answer cannot be kept in %s", triage->answers_path);
  return is_written;
}

/* ---- What follows from them ---- */

/* A word next to matches, on one side. */
typedef struct
{
  char   *word;
  guint   n_no, n_yes;
} Neighbour;

static void
neighbour_free (gpointer data)
{
  g_free (((Neighbour *) data)->word);
  g_free (data);
}

static int
compare_neighbours (gconstpointer a, gconstpointer b)
{
  const Neighbour *x = *(Neighbour *const *) a, *y = *(Neighbour *const *) b;
  return x->n_no != y->n_no ? (x->n_no > y->n_no ? -1 : 1) : strcmp (x->word, y->word);
}

static void
append_proposals (const Triage *triage, gboolean is_before, GString *out)
{
  g_autoptr (GHashTable) words = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, neighbour_free);
  g_autoptr (GPtrArray) good = g_ptr_array_new ();
  for (guint i = 0; i < triage->matches->len; i++)
    {
      const Match *match = &g_array_index (triage->matches, Match, i);
      const char *word = is_before ? match->before : match->after;
      int answer = GPOINTER_TO_INT (g_hash_table_lookup (triage->answers, match->key));
      if (word == NULL || answer == 0)
        continue;
      Neighbour *neighbour = g_hash_table_lookup (words, word);
      if (neighbour == NULL)
        {
          neighbour = g_new0 (Neighbour, 1);
          neighbour->word = g_strdup (word);
          g_hash_table_insert (words, neighbour->word, neighbour);
        }
      neighbour->n_no += answer == 'n';
      neighbour->n_yes += answer == 'y';
    }
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, words);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((Neighbour *) value)->n_no > 0 && ((Neighbour *) value)->n_yes == 0)
      g_ptr_array_add (good, value);
  g_ptr_array_sort (good, compare_neighbours);
  for (guint i = 0; i < MIN (good->len, CONTEXT_LINES); i++)
    {
      const Neighbour *neighbour = g_ptr_array_index (good, i);
      g_autofree char *quoted = g_strescape (neighbour->word, "\200-\377");
      g_autofree char *valid = strchr (neighbour->word, '"') == NULL ? g_strdup (neighbour->word) : g_strdup (quoted);
      g_string_append_printf (out, "  unless = { %s = [=[ \"%s\" ]=] }    refuses %u wrong, none of the right\n",
                              is_before ? "before" : "after", valid, neighbour->n_no);
    }
}

/* Precision with Wilson's interval of 95 % (1927). */
static void
append_precision (const Triage *triage, GString *out)
{
  guint n_yes = 0, n_no = 0;
  for (guint i = 0; i < triage->matches->len; i++)
    {
      int answer = GPOINTER_TO_INT (g_hash_table_lookup (triage->answers,
                                                         g_array_index (triage->matches, Match, i).key));
      n_yes += answer == 'y';
      n_no += answer == 'n';
    }
  double n = n_yes + n_no, z = 1.96;
  g_string_append_printf (out, "%s: %u right, %u wrong", triage->rule->id, n_yes, n_no);
  if (n > 0)
    {
      double p = n_yes / n, middle = (p + z * z / (2 * n)) / (1 + z * z / n);
      double half = z * sqrt (p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n);
      g_string_append_printf (out, "; precision %.0f %%, likely %.0f to %.0f %%", 100 * p, 100 * MAX (middle - half, 0),
                              100 * MIN (middle + half, 1));
    }
  g_string_append_printf (out, "; %u not judged\n", triage->matches->len - n_yes - n_no);
}

/* ---- The edit ---- */

/* The lines in which @after differs from @before, as diff -u writes them. */
static char *
dup_difference (const char *path, const char *before, const char *after)
{
  enum { AROUND = 3 };
  g_auto (GStrv) old = g_strsplit (before, "\n", -1), new = g_strsplit (after, "\n", -1);
  guint n_old = g_strv_length (old), n_new = g_strv_length (new), head = 0, tail = 0;
  while (head < MIN (n_old, n_new) && strcmp (old[head], new[head]) == 0)
    head++;
  while (tail < MIN (n_old, n_new) - head && strcmp (old[n_old - 1 - tail], new[n_new - 1 - tail]) == 0)
    tail++;
  guint first = head - MIN (head, AROUND), rest = MIN (tail, AROUND);
  GString *out = g_string_new (NULL);
  g_string_append_printf (out, "--- %s\n+++ %s\n@@ -%u,%u +%u,%u @@\n", path, path, first + 1,
                          n_old - tail + rest - first,
                          first + 1, n_new - tail + rest - first);
  for (guint i = first; i < head; i++)
    g_string_append_printf (out, " %s\n", old[i]);
  for (guint i = head; i < n_old - tail; i++)
    g_string_append_printf (out, "-%s\n", old[i]);
  for (guint i = head; i < n_new - tail; i++)
    g_string_append_printf (out, "+%s\n", new[i]);
  for (guint i = n_new - tail; i < n_new - tail + rest; i++)
    g_string_append_printf (out, " %s\n", new[i]);
  return g_string_free (out, FALSE);
}

static gboolean
write_file (const char *path, const char *text, GError **error)
{
  GStatBuf info;
  int mode = g_stat (path, &info) == 0 ? (int) (info.st_mode & 0777) : 0666;
  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, mode, error);
}

/* Leaves out of @examples those that the file has. */
static void
remove_known (GPtrArray *examples, const char *text)
{
  for (guint i = examples->len; i-- > 0;)
    if (strstr (text, g_ptr_array_index (examples, i)) != NULL)
      g_ptr_array_remove_index (examples, i);
}

static int
edit (const Triage *triage, GPtrArray *hits, GPtrArray *misses)
{
  g_autofree char *path = ob_rule_edit_dup_path (triage->loaded, triage->rule), *before = NULL;
  g_autoptr (GError) error = NULL;
  if (!g_file_get_contents (path, &before, NULL, &error))
    {
      ob_cli_complain ("triage: %s", error->message);
      return OB_EXIT_UNREADABLE;
    }
  remove_known (hits, before);
  remove_known (misses, before);
  if (hits->len + misses->len == 0)
    return OB_EXIT_OK;
  g_autofree char *after = ob_rule_edit_add_examples (before, triage->rule, hits, misses, &error);
  if (after == NULL)
    {
      ob_cli_complain ("triage: %s", error->message);
      return OB_EXIT_PACK;
    }
  if (triage->is_dry)
    {
      g_autofree char *difference = dup_difference (path, before, after);
      return ob_cli_write (difference, strlen (difference)) ? OB_EXIT_OK : OB_EXIT_WRITE;
    }
  if (!write_file (path, after, &error))
    {
      ob_cli_complain ("triage: %s", error->message);
      return OB_EXIT_WRITE;
    }
  ob_cli_complain ("triage: %s: %u %s added", path, hits->len + misses->len,
                   hits->len + misses->len == 1 ? "example" : "examples");
  return OB_EXIT_OK;
}

/* ---- Asking ---- */

/* The answer: 'y', 'n', 's' (skip) or 'q' (quit, or no more input). */
static char
ask (ObLines *lines, const Match *match, guint number, guint total)
{
  g_autofree char *question = g_strdup_printf ("[%u/%u] %s\n", number, total, match->shown);
  if (!ob_cli_write (question, strlen (question)))
    return 'q';
  for (;;)
    {
      static const char prompt[] = "right? y, n, s skip, q quit: ";
      const char *line;
      gsize length;
      if (!ob_cli_write (prompt, strlen (prompt)) || ob_lines_next (lines, &line, &length, NULL) != OB_LINE)
        break;
      char answer = length > 0 ? g_ascii_tolower (*line) : 's';
      if (!isatty (STDIN_FILENO))
        ob_cli_write ("\n", 1);
      if (strchr ("ynsq", answer) != NULL)
        return answer;
    }
  ob_cli_write ("\n", 1);
  return 'q';
}

static guint
count_open (const Triage *triage)
{
  guint n = 0;
  for (guint i = 0; i < triage->matches->len; i++)
    n += !g_hash_table_contains (triage->answers, g_array_index (triage->matches, Match, i).key);
  return n;
}

static int
get_answer (const Triage *triage, const Match *match)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (triage->answers, match->key));
}

/* TRUE when a match in the same sentence is right: then the sentence is no miss. */
static gboolean
has_right_neighbour (const Triage *triage, const Match *wrong)
{
  for (guint i = 0; i < triage->matches->len; i++)
    {
      const Match *match = &g_array_index (triage->matches, Match, i);
      if (get_answer (triage, match) == 'y' && strcmp (match->miss, wrong->miss) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
add_once (GPtrArray *examples, char *example)
{
  if (!g_ptr_array_find_with_equal_func (examples, example, g_str_equal, NULL))
    g_ptr_array_add (examples, example);
}

/* The examples that the answers make, those of earlier runs included, since one may have ended before its edit. */
static void
collect_examples (const Triage *triage, GPtrArray *hits, GPtrArray *misses)
{
  for (guint i = 0; i < triage->matches->len; i++)
    {
      Match *match = &g_array_index (triage->matches, Match, i);
      int answer = get_answer (triage, match);
      if (answer == 'n' && has_right_neighbour (triage, match))
        ob_cli_complain ("triage: no miss example, since the sentence holds a right match, too: %s", match->miss);
      else if (answer == 'n')
        add_once (misses, match->miss);
      else if (answer == 'y' && triage->takes_hits && match->hit != NULL)
        add_once (hits, match->hit);
    }
}

static void
judge (Triage *triage)
{
  g_autoptr (ObLines) lines = ob_lines_new (STDIN_FILENO, OB_MAX_LINE_BYTES);
  guint total = count_open (triage), number = 0;
  for (guint i = 0; i < triage->matches->len; i++)
    {
      Match *match = &g_array_index (triage->matches, Match, i);
      if (g_hash_table_contains (triage->answers, match->key))
        continue;
      char answer = ask (lines, match, ++number, total);
      if (answer == 'q')
        return;
      if (answer == 's')
        continue;
      if (!keep_answer (triage, match, answer))
        return;
    }
}

static int
tell (const Triage *triage)
{
  g_autoptr (GString) out = g_string_new (NULL), proposals = g_string_new (NULL);
  append_proposals (triage, TRUE, proposals);
  append_proposals (triage, FALSE, proposals);
  append_precision (triage, out);
  if (proposals->len > 0)
    g_string_append_printf (out, "might be added to the rule:\n%s", proposals->str);
  return ob_cli_write (out->str, out->len) ? OB_EXIT_OK : OB_EXIT_WRITE;
}

/* ---- JSON: the matches and what was answered, without asking ---- */

static int
list (const Triage *triage)
{
  g_autoptr (GString) out = g_string_new (NULL);
  for (guint i = 0; i < triage->matches->len; i++)
    {
      const Match *match = &g_array_index (triage->matches, Match, i);
      int answer = get_answer (triage, match);
      g_string_append_printf (out, "{%s,\"key\":\"%s\",\"hit\":", match->head, match->key);
      if (match->hit != NULL)
        ob_json_append_string (out, match->hit, -1, FALSE);
      else
        g_string_append (out, "null");
      g_string_append (out, ",\"miss\":");
      ob_json_append_string (out, match->miss, -1, FALSE);
      g_string_append (out, answer == 0 ? ",\"answer\":null}\n" : answer == 'y' ? ",\"answer\":\"y\"}\n"
                                                                               : ",\"answer\":\"n\"}\n");
    }
  return ob_cli_write (out->str, out->len) ? OB_EXIT_OK : OB_EXIT_WRITE;
}

static int
triage_with (Triage *triage, gboolean is_fresh, const char *const *inputs)
{
  g_autoptr (GPtrArray) sessions = ob_corpus_open_sessions (triage->corpus_options, triage->loaded->ruleset);
  if (sessions == NULL)
    return OB_EXIT_PACK;
  g_autoptr (ObCorpus) corpus = ob_corpus_new (inputs, triage->corpus_options);
  g_autoptr (GArray) matches = g_array_new (FALSE, FALSE, sizeof (Match));
  g_autoptr (GHashTable) answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) hits = g_ptr_array_new (), misses = g_ptr_array_new ();
  g_autofree char *path = dup_answers_path (triage);
  g_array_set_clear_func (matches, match_clear);
  triage->corpus = corpus;
  triage->matches = matches;
  triage->answers = answers;
  triage->answers_path = path;
  for (guint i = 0; i < sessions->len; i++)
    ob_session_set_keeps_losers (g_ptr_array_index (sessions, i), FALSE);
  ob_corpus_run (corpus, sessions, search, take, triage);
  draw_sample (triage);
  if (is_fresh && !triage->is_dry)
    g_unlink (path);
  if (!is_fresh)
    read_answers (triage);
  if (triage->corpus_options->json)
    return list (triage);
  judge (triage);
  collect_examples (triage, hits, misses);
  int exit_code = tell (triage);
  if (exit_code == OB_EXIT_OK)
    exit_code = edit (triage, hits, misses);
  if (exit_code == OB_EXIT_OK && ob_corpus_get_n_failed (corpus) > 0)
    exit_code = OB_EXIT_NO_INPUT;
  return exit_code;
}

static int
run_triage (const char *const *arguments)
{
  g_auto (ObCorpusOptions) corpus = { NULL };
  Triage triage = { .corpus_options = &corpus };
  gboolean is_fresh = FALSE;
  int sample = 0, seed = 1, exit_code;
  GOptionEntry entries[] = {
    { "hits", 0, 0, G_OPTION_ARG_NONE, &triage.takes_hits, "What is right becomes a hit example", NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &triage.is_dry, "Show the edit as a diff, and keep nothing", NULL },
    { "fresh", 0, 0, G_OPTION_ARG_NONE, &is_fresh, "Forget what was answered before", NULL },
    { "sample", 'n', 0, G_OPTION_ARG_INT, &sample, "Only N of the matches, by chance", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "Another N gives another sample", "N" },
    OB_CORPUS_ENTRIES (corpus),
    { 0 }
  };
  g_auto (GStrv) rest = ob_cli_parse (&ob_verb_triage, entries, arguments, &exit_code);
  if (rest == NULL)
    return exit_code;
  if (!ob_corpus_options_check (&corpus, "triage"))
    return OB_EXIT_USAGE;
  if (g_strv_length (rest) < 2 || sample < 0 || g_strv_contains ((const char *const *) rest, "-"))
    {
      ob_cli_complain (sample < 0 ? "triage: --sample is a number"
                                  : "triage: give a rule and files (standard input brings the answers); see obelus help triage");
      return OB_EXIT_USAGE;
    }
  g_autoptr (ObLoaded) loaded = ob_corpus_load_packs (corpus.packs, &exit_code);
  if (loaded == NULL)
    return exit_code;
  triage.loaded = loaded;
  triage.rule = ob_cli_find_rule ("triage", loaded->ruleset, rest[0]);
  triage.sample = (guint) sample;
  triage.seed = (guint) seed;
  return triage.rule != NULL ? triage_with (&triage, is_fresh, (const char *const *) rest + 1) : OB_EXIT_USAGE;
}

const ObVerb ob_verb_triage = {
  "triage", "RULE INPUT…", "Steps through a rule's matches; what is wrong becomes a miss example.",
  "Each match is shown, and a line is read: y right, n wrong, s (or nothing) skip, q quit.\n"
  "At the end the sentences of wrong matches are put among the rule's miss examples (with\n"
  "--hits those of right ones among its hits), in its file, of which nothing else changes;\n"
  "the words next to wrong matches alone are proposed for `unless`; and the precision is\n"
  "told with its likely range (use --sample for one that counts). What was answered is not\n"
  "asked again.\n"
  "\n"
  "Examples:\n"
  "  obelus triage -p ./mine warns articles/\n"
  "  obelus triage -p ./mine --sample 50 --hits warns corpus.jsonl\n"
  "  yes n | head -n 3 | obelus triage -p ./mine --dry-run warns articles/\n"
  "\n"
  "With --json nothing is asked; a line for each match: {\"id\"|\"line\",\"key\",\"hit\",\"miss\",\n"
  "\"answer\"}.\n"
  "\n"
  "Exit codes: 0 done, 2 a pack is broken or the rule is not written out, 3 no such pack,\n"
  "64 usage, 66 an input is missing or no document, 74 write error.",
  run_triage
};
