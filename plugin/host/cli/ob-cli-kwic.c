#include "host/cli/ob-corpus.h"
#include "base/ob-limits.h"
#include "io/ob-flow.h"
#include "io/ob-json.h"
#include "io/ob-snippet.h"
#include "match/ob-cql.h"
#include "pack/ob-query.h"
#include <string.h>
#include <unistd.h>

enum { NAME_COLUMNS = 26, KEY_WORDS = 6, DEFAULT_CONTEXT = 40, MIN_CONTEXT = 15, MAX_CONTEXT = 1000,
       KEPT_BYTES = 4 << 20 };

typedef enum { SORT_NONE, SORT_LEFT, SORT_RIGHT, SORT_MATCH } Sort;
typedef enum { COUNT_LOWER, COUNT_WORD, COUNT_LEMMA } CountAttr;

typedef struct
{
  const char   *pattern;
  const char *const *packs;
  ObScope       scope;
  Sort          sort;
  gboolean      counts;
  char         *counted;        /* capture to count, or NULL: the match */
  CountAttr     count_attr;
  guint         sample, seed, context;
  const ObCorpusOptions *corpus;
} Options;

/* One match, ready to be written. */
typedef struct
{
  char *line;                   /* text or JSON; NULL when only counted */
  char *key;                    /* to sort or count by; may be NULL */
} Hit;

static void
hit_clear (gpointer data)
{
  Hit *hit = data;
  g_free (hit->line);
  g_free (hit->key);
}

typedef struct
{
  const Options *options;
  const ObRule  *rule;          /* the pattern */
  ObCorpus      *corpus;
  GRand         *random;
  GArray        *hits;          /* of Hit: those to be written at the end */
  GHashTable    *counts;        /* key → guint64, owned */
  GArray        *kept;          /* of ObCorpusDoc: read so far, while there is no hit */
  gsize          kept_bytes;
  guint64        n_hits, n_docs, n_docs_hit;
  gboolean       has_write_error;
} Run;

/* What a thread makes of a document. */
typedef struct
{
  GArray *hits;                 /* of Hit */
  GError *error;                /* or why it is no document */
} Found;

/* ---- In the threads ---- */

static const char *
get_word (const ObTagged *tagged, ObVocab *vocab, guint32 token, CountAttr attr)
{
  guint32 id = tagged->doc->tokens[token].form;
  const ObForm *form = ob_vocab_get (vocab, id);
  if (attr == COUNT_LOWER)
    id = form->lower;
  else if (attr == COUNT_LEMMA && form->lemmas[0] != OB_NO_ID)
    id = form->lemmas[0];
  return ob_intern_get (ob_vocab_get_forms (vocab), id, NULL);
}

static char *
dup_words (const ObTagged *tagged, ObVocab *vocab, guint32 first, guint32 end, CountAttr attr)
{
  GString *words = g_string_new (NULL);
  for (guint32 t = first; t < end; t++)
    {
      gboolean is_apart = t > first && (tagged->doc->tokens[t].flags & OB_TOKEN_SPACE_BEFORE) != 0;
      g_string_append_printf (words, "%s%s", is_apart ? " " : "", get_word (tagged, vocab, t, attr));
    }
  return g_string_free (words, FALSE);
}

static char *
dup_sort_key (const Options *options, const ObTagged *tagged, ObVocab *vocab, const ObAnnotation *match)
{
  GString *key = g_string_new (NULL);
  if (options->sort == SORT_MATCH)
    for (guint32 t = match->first; t < match->end; t++)
      g_string_append_printf (key, "%s\n", get_word (tagged, vocab, t, COUNT_LOWER));
  for (guint32 i = 0; options->sort == SORT_LEFT && i < MIN (KEY_WORDS, match->first); i++)
    g_string_append_printf (key, "%s\n", get_word (tagged, vocab, match->first - 1 - i, COUNT_LOWER));
  guint32 end = MIN (match->end + KEY_WORDS, tagged->doc->n_tokens);
  for (guint32 t = match->end; options->sort == SORT_RIGHT && t < end; t++)
    g_string_append_printf (key, "%s\n", get_word (tagged, vocab, t, COUNT_LOWER));
  return g_string_free (key, FALSE);
}

static char *
dup_count_key (const Options *options, const ObTagged *tagged, ObVocab *vocab, const ObAnnotation *match)
{
  if (options->counted == NULL)
    return dup_words (tagged, vocab, match->first, match->end, options->count_attr);
  const ObCapture *capture = ob_annotation_get_capture (match, options->counted);
  return capture != NULL ? dup_words (tagged, vocab, capture->first, capture->end, options->count_attr)
                         : g_strdup ("(none)");
}

/* The captures of @match as marks; the match itself comes first. */
static GArray *
dup_marks (const ObTagged *tagged, const ObAnnotation *match, const ObPattern *pattern)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (ObMark));
  ObExtent extent = ob_tagged_get_extent (tagged, match->first, match->end);
  guint n_captures = match->captures != NULL ? match->captures->len : 0;
  ObMark whole = { extent.start, extent.end, n_captures == 0 ? "match" : NULL, "1" };
  g_array_append_val (marks, whole);
  for (guint i = 0; i < n_captures; i++)
    {
      const ObCapture *capture = &g_array_index (match->captures, ObCapture, i);
      guint kind = 0;
      while (kind < ob_pattern_get_n_captures (pattern) && ob_pattern_get_capture (pattern, kind) != capture->name)
        kind++;
      extent = ob_tagged_get_extent (tagged, capture->first, capture->end);
      ObMark mark = { extent.start, extent.end, capture->name, ob_snippet_get_style (kind) };
      g_array_append_val (marks, mark);
    }
  return marks;
}

static char *
dup_text_line (const Options *options, const ObCorpusDoc *doc, const ObTagged *tagged, const ObAnnotation *match,
               guint line)
{
  const char *text = ob_text_get_bytes (tagged->doc->text);
  ObExtent extent = ob_tagged_get_extent (tagged, match->first, match->end);
  g_autoptr (GArray) marks = dup_marks (tagged, match, match->rule->match);
  g_autofree char *name = g_strdup_printf ("%s:%u", doc->name, line);
  GString *out = g_string_new (NULL);
  if (options->corpus->colour)
    g_string_append (out, "\033[2m");
  ob_snippet_append_column (out, name, NAME_COLUMNS);
  g_string_append (out, options->corpus->colour ? "\033[0m  " : "  ");
  ob_snippet_append_left (out, text, extent.start, options->context);
  ob_snippet_append (out, text, extent.start, extent.end, marks, options->corpus->colour);
  ob_snippet_append_right (out, text, extent.end, ob_text_get_length (tagged->doc->text), options->context);
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  g_string_append_c (out, '\n');
  return g_string_free (out, FALSE);
}

static void
append_json_extent (GString *out, const ObTagged *tagged, ObExtent bytes)
{
  ObExtent extent = ob_tagged_convert (tagged, bytes, OB_UNIT_CODEPOINT);
  g_string_append_printf (out, "\"start\":%zu,\"end\":%zu,\"text\":", extent.start, extent.end);
  ob_json_append_string (out, ob_text_get_bytes (tagged->doc->text) + bytes.start, bytes.end - bytes.start, FALSE);
}

static char *
dup_json_line (const Options *options, const ObCorpusDoc *doc, const ObTagged *tagged, const ObAnnotation *match,
               guint line)
{
  const char *text = ob_text_get_bytes (tagged->doc->text);
  ObExtent extent = ob_tagged_get_extent (tagged, match->first, match->end);
  g_autoptr (GString) left = g_string_new (NULL), right = g_string_new (NULL);
  GString *out = g_string_new ("{");
  ob_snippet_append_left (left, text, extent.start, options->context);
  ob_snippet_append_right (right, text, extent.end, ob_text_get_length (tagged->doc->text), options->context);
  g_string_append_printf (out, "%s,\"text_line\":%u,", doc->head, line);
  append_json_extent (out, tagged, extent);
  g_string_append (out, ",\"left\":");
  ob_json_append_string (out, g_strchug (left->str), -1, FALSE);
  g_string_append (out, ",\"right\":");
  ob_json_append_string (out, g_strchomp (right->str), -1, FALSE);
  g_string_append (out, ",\"captures\":[");
  for (guint i = 0; match->captures != NULL && i < match->captures->len; i++)
    {
      const ObCapture *capture = &g_array_index (match->captures, ObCapture, i);
      g_string_append (out, i > 0 ? ",{\"name\":" : "{\"name\":");
      ob_json_append_string (out, capture->name, -1, FALSE);
      g_string_append_c (out, ',');
      append_json_extent (out, tagged, ob_tagged_get_extent (tagged, capture->first, capture->end));
      g_string_append_c (out, '}');
    }
  g_string_append (out, "]}\n");
  return g_string_free (out, FALSE);
}

static Hit
make_hit (const Run *run, const ObCorpusDoc *doc, const ObTagged *tagged, ObVocab *vocab, const ObAnnotation *match)
{
  const Options *options = run->options;
  Hit hit = { NULL, NULL };
  guint line, column;
  if (options->counts)
    {
      hit.key = dup_count_key (options, tagged, vocab, match);
      return hit;
    }
  ob_text_locate (tagged->doc->text, tagged->doc->tokens[match->first].start, &line, &column);
  hit.line = options->corpus->json ? dup_json_line (options, doc, tagged, match, line)
                                   : dup_text_line (options, doc, tagged, match, line);
  if (options->sort != SORT_NONE)
    hit.key = dup_sort_key (options, tagged, vocab, match);
  return hit;
}

static gpointer
search (gpointer state, const ObCorpusDoc *doc, gpointer data)
{
  const Run *run = data;
  ObSession *session = state;
  Found *found = g_new0 (Found, 1);
  g_autoptr (ObTagged) tagged = ob_tagged_new (session, doc->text, doc->length, doc->name, doc->date, &found->error);
  if (tagged == NULL)
    return found;
  found->hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  g_array_set_clear_func (found->hits, hit_clear);
  for (guint i = 0; i < tagged->result->annotations->len; i++)
    {
      const ObAnnotation *match = g_ptr_array_index (tagged->result->annotations, i);
      if (match->rule != run->rule)
        continue;
      Hit hit = make_hit (run, doc, tagged, ob_session_get_vocab (session), match);
      g_array_append_val (found->hits, hit);
    }
  return found;
}

/* ---- Taking what they found ---- */

/* Holds on to what was read, so that no match can be explained. */
static void
keep (Run *run, const ObCorpusDoc *doc)
{
  if (run->n_hits > 0)
    {
      g_array_set_size (run->kept, 0);
      return;
    }
  if (run->kept_bytes + doc->length > KEPT_BYTES && run->kept->len > 0)
    return;
  ObCorpusDoc copy = { g_strdup (doc->name), NULL, g_memdup2 (doc->text, doc->length + 1), doc->length,
                       g_strdup (doc->date) };
  run->kept_bytes += doc->length;
  g_array_append_val (run->kept, copy);
}

static void
count (Run *run, const char *key)
{
  guint64 *n = g_hash_table_lookup (run->counts, key);
  if (n == NULL)
    g_hash_table_insert (run->counts, g_strdup (key), n = g_new0 (guint64, 1));
  ++*n;
}

/* Algorithm R (Vitter 1985): each hit has the same chance, and the same seed gives the same sample. */
static void
sample (Run *run, Hit *hit)
{
  guint n = run->options->sample;
  if (run->hits->len < n)
    {
      g_array_append_vals (run->hits, hit, 1);
      *hit = (Hit) { NULL, NULL };
      return;
    }
  guint64 place = (guint64) (g_rand_double (run->random) * (double) run->n_hits);
  if (place >= n)
    return;
  g_array_remove_index (run->hits, (guint) place);      /* so that the sample keeps the corpus's order */
  g_array_append_vals (run->hits, hit, 1);
  *hit = (Hit) { NULL, NULL };
}

static void
take_hit (Run *run, Hit *hit)
{
  const Options *options = run->options;
  run->n_hits++;
  if (options->counts)
    count (run, hit->key);
  else if (options->sample > 0)
    sample (run, hit);
  else if (options->sort != SORT_NONE)
    {
      g_array_append_vals (run->hits, hit, 1);
      *hit = (Hit) { NULL, NULL };
    }
  else if (!run->has_write_error)
    run->has_write_error = !ob_cli_write (hit->line, strlen (hit->line));
}

static gboolean
take (const ObCorpusDoc *doc, gpointer result, gpointer data)
{
  Run *run = data;
  Found *found = result;
  run->n_docs++;
  if (found->error != NULL)
    ob_corpus_complain (run->corpus, doc, found->error);
  else
    {
      run->n_docs_hit += found->hits->len > 0;
      for (guint i = 0; i < found->hits->len; i++)
        take_hit (run, &g_array_index (found->hits, Hit, i));
      keep (run, doc);
      g_array_unref (found->hits);
    }
  g_clear_error (&found->error);
  g_free (found);
  return !run->has_write_error;
}

/* ---- The end ---- */

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Hit *) a)->key, ((const Hit *) b)->key);
}

typedef struct { const char *key; guint64 n; } Count;

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const Count *x = a, *y = b;
  if (x->n != y->n)
    return x->n > y->n ? -1 : 1;
  return strcmp (x->key, y->key);
}

static void
append_counts (Run *run, GString *out)
{
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (Count));
  GHashTableIter iter;
  gpointer key, n;
  g_hash_table_iter_init (&iter, run->counts);
  while (g_hash_table_iter_next (&iter, &key, &n))
    {
      Count entry = { key, *(guint64 *) n };
      g_array_append_val (counts, entry);
    }
  g_array_sort (counts, compare_counts);
  guint most = run->options->sample > 0 ? MIN (counts->len, run->options->sample) : counts->len;
  for (guint i = 0; i < most; i++)
    {
      const Count *entry = &g_array_index (counts, Count, i);
      if (!run->options->corpus->json)
        {
          g_string_append_printf (out, "%8" G_GUINT64_FORMAT " %5.1f %%  ", entry->n,
                                  100.0 * (double) entry->n / (double) run->n_hits);
          ob_snippet_append (out, entry->key, 0, strlen (entry->key), NULL, FALSE);
          g_string_append_c (out, '\n');
          continue;
        }
      g_string_append (out, "{\"value\":");
      ob_json_append_string (out, entry->key, -1, FALSE);
      g_string_append_printf (out, ",\"count\":%" G_GUINT64_FORMAT "}\n", entry->n);
    }
}

static void
append_miss_text (GString *out, const ObQueryMiss *miss, gboolean colour)
{
  guint width = strlen ("element");
  for (guint i = 0; i < miss->elements->len; i++)
    width = MAX (width, ob_text_get_width (g_array_index (miss->elements, ObQueryElement, i).text));
  width = MIN (width, 48);
  gboolean is_blamed = FALSE;
  g_string_append (out, "  ");
  ob_snippet_append_column (out, "element", width);
  g_string_append (out, "   by itself   up to here\n");
  for (guint i = 0; i < miss->elements->len; i++)
    {
      const ObQueryElement *element = &g_array_index (miss->elements, ObQueryElement, i);
      g_autoptr (GString) line = g_string_new ("  ");
      g_autofree char *text = g_strdelimit (g_strdup (element->text), "\n\r\t", ' ');
      ob_snippet_append_column (line, text, width);
      if (element->is_counted)
        g_string_append_printf (line, "  %10" G_GUINT64_FORMAT, element->n_alone);
      else
        g_string_append_printf (line, "  %10s", "no word");
      if (element->is_counted_so_far)
        g_string_append_printf (line, "   %10" G_GUINT64_FORMAT, element->n_so_far);
      gboolean fails = !is_blamed && element->is_counted_so_far && element->n_so_far == 0;
      is_blamed |= fails;
      g_string_append (line, fails ? "  ← here it ends" : "");
      ob_snippet_append_styled (out, line->str, fails ? "1;31" : "0", colour);
      g_string_append_c (out, '\n');
    }
  for (guint i = 0; i < miss->words->len; i++)
    {
      const ObQueryWord *word = &g_array_index (miss->words, ObQueryWord, i);
      g_string_append_printf (out, "no text has the word \"%s\"", word->word);
      if (word->near != NULL)
        g_string_append_printf (out, " (did you mean \"%s\", which is there %" G_GUINT64_FORMAT " %s?)", word->near,
                                word->n_near, word->n_near == 1 ? "time" : "times");
      g_string_append_c (out, '\n');
    }
  if (!miss->has_nearest)
    return;
  g_string_append_printf (out, "nearest miss: %s:%u: ", miss->nearest_name, miss->nearest_line);
  if (*miss->nearest_text != '\0')
    g_string_append_printf (out, "after \"%s\", ", miss->nearest_text);
  g_string_append_printf (out, "at \"%s\": %s\n", miss->nearest_word, miss->nearest_why);
}

static void
append_string_member (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, ",\"%s\":", name);
  if (value != NULL)
    ob_json_append_string (out, value, -1, FALSE);
  else
    g_string_append (out, "null");
}

static void
append_miss_json (GString *out, const ObQueryMiss *miss)
{
  g_string_append (out, "{\"matches\":0,\"elements\":[");
  for (guint i = 0; i < miss->elements->len; i++)
    {
      const ObQueryElement *element = &g_array_index (miss->elements, ObQueryElement, i);
      g_string_append (out, i > 0 ? ",{\"element\":" : "{\"element\":");
      ob_json_append_string (out, element->text, -1, FALSE);
      if (element->is_counted)
        g_string_append_printf (out, ",\"alone\":%" G_GUINT64_FORMAT, element->n_alone);
      if (element->is_counted_so_far)
        g_string_append_printf (out, ",\"so_far\":%" G_GUINT64_FORMAT, element->n_so_far);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "],\"unknown_words\":[");
  for (guint i = 0; i < miss->words->len; i++)
    {
      const ObQueryWord *word = &g_array_index (miss->words, ObQueryWord, i);
      g_string_append (out, i > 0 ? ",{\"word\":" : "{\"word\":");
      ob_json_append_string (out, word->word, -1, FALSE);
      append_string_member (out, "near", word->near);
      g_string_append_printf (out, ",\"near_count\":%" G_GUINT64_FORMAT "}", word->n_near);
    }
  g_string_append (out, "],\"nearest\":");
  if (!miss->has_nearest)
    g_string_append (out, "null");
  else
    {
      g_string_append (out, "{\"id\":");
      ob_json_append_string (out, miss->nearest_name, -1, FALSE);
      g_string_append_printf (out, ",\"line\":%u,\"column\":%u", miss->nearest_line, miss->nearest_column);
      append_string_member (out, "taken", miss->nearest_text);
      append_string_member (out, "word", miss->nearest_word);
      append_string_member (out, "why", miss->nearest_why);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "}\n");
}

static gboolean
explain_miss (Run *run)
{
  g_autoptr (GArray) texts = g_array_new (FALSE, FALSE, sizeof (ObQueryText));
  for (guint i = 0; i < run->kept->len; i++)
    {
      const ObCorpusDoc *doc = &g_array_index (run->kept, ObCorpusDoc, i);
      ObQueryText text = { doc->name, doc->text, doc->date, doc->length };
      g_array_append_val (texts, text);
    }
  g_autoptr (ObQueryMiss) miss = ob_query_explain_miss (run->options->packs, run->options->pattern, run->options->scope,
                                                        texts);
  g_autoptr (GString) out = g_string_new (NULL);
  if (miss == NULL)
    return TRUE;
  if (run->options->corpus->json)
    {
      append_miss_json (out, miss);
      return ob_cli_write (out->str, out->len);
    }
  g_string_append_printf (out, "no match in %" G_GUINT64_FORMAT " %s", run->n_docs,
                          run->n_docs == 1 ? "document" : "documents");
  if (run->kept->len < run->n_docs)
    g_string_append_printf (out, "; what follows is of the first %u", run->kept->len);
  g_string_append_c (out, '\n');
  append_miss_text (out, miss, run->options->corpus->colour);
  return ob_cli_write (out->str, out->len);
}

static void
tell_totals (const Run *run)
{
  const ObPattern *pattern = run->rule->match;
  g_autoptr (GString) out = g_string_new (NULL);
  g_string_append_printf (out, "%" G_GUINT64_FORMAT " %s in %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " %s",
                          run->n_hits,
                          run->n_hits == 1 ? "match" : "matches", run->n_docs_hit, run->n_docs,
                          run->n_docs == 1 ? "document" : "documents");
  if (!run->options->counts && run->options->sample > 0 && run->options->sample < run->n_hits)
    g_string_append_printf (out, ", of which %u are shown", run->options->sample);
  for (guint i = 0; run->options->corpus->colour && !run->options->counts
       && i < ob_pattern_get_n_captures (pattern); i++)
    {
      g_string_append (out, i == 0 ? "; " : " ");
      ob_snippet_append_styled (out, ob_pattern_get_capture (pattern, i), ob_snippet_get_style (i), TRUE);
    }
  ob_cli_complain ("%s", out->str);
}

static int
finish (Run *run)
{
  const Options *options = run->options;
  if (run->n_hits == 0 && !run->has_write_error)
    run->has_write_error = !explain_miss (run);
  else if (options->counts)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      append_counts (run, out);
      run->has_write_error |= !ob_cli_write (out->str, out->len);
    }
  if (options->sort != SORT_NONE)
    g_array_sort (run->hits, compare_hits);
  for (guint i = 0; i < run->hits->len && !run->has_write_error; i++)
    {
      const char *line = g_array_index (run->hits, Hit, i).line;
      run->has_write_error = !ob_cli_write (line, strlen (line));
    }
  if (run->has_write_error)
    return OB_EXIT_WRITE;
  if (run->n_hits > 0 && !options->corpus->json)
    tell_totals (run);
  if (ob_corpus_get_n_failed (run->corpus) > 0)
    return OB_EXIT_NO_INPUT;
  return run->n_hits > 0 ? OB_EXIT_OK : OB_EXIT_FINDINGS;
}

static int
search_all (const Options *options, const ObLoaded *loaded, const char *const *inputs)
{
  g_autoptr (GPtrArray) sessions = ob_corpus_open_sessions (options->corpus, loaded->ruleset);
  if (sessions == NULL)
    return OB_EXIT_PACK;
  g_autoptr (ObCorpus) corpus = ob_corpus_new (inputs, options->corpus);
  g_autoptr (GRand) random = g_rand_new_with_seed (options->seed);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (ObCorpusDoc));
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) rules = g_ptr_array_new ();
  const ObRule *rule = ob_ruleset_get (loaded->ruleset, ob_ruleset_size (loaded->ruleset) - 1);
  g_array_set_clear_func (hits, hit_clear);
  g_array_set_clear_func (kept, (GDestroyNotify) ob_corpus_doc_clear);
  g_ptr_array_add (rules, (gpointer) rule);
  for (guint i = 0; i < sessions->len; i++)
    {
      ob_session_set_keeps_losers (g_ptr_array_index (sessions, i), FALSE);
      ob_session_run_only (g_ptr_array_index (sessions, i), rules);
    }
  Run run = { .options = options, .rule = rule, .corpus = corpus, .random = random, .hits = hits, .counts = counts,
              .kept = kept };
  ob_corpus_run (corpus, sessions, search, take, &run);
  return finish (&run);
}

/* ---- Options ---- */

static gboolean
choose_sort (const char *sort, Options *options)
{
  static const char *const names[] = { "left", "right", "match", NULL };
  if (sort == NULL)
    return TRUE;
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (sort, names[i]) == 0)
      {
        options->sort = (Sort) (i + 1);
        return TRUE;
      }
  ob_cli_complain ("kwic: --sort is left, right or match, not \"%s\"", sort);
  return FALSE;
}

/* "match", "CAPTURE", each with ".word", ".lower" or ".lemma" behind it. */
static gboolean
choose_count (const char *what, const ObPattern *pattern, Options *options)
{
  static const char *const names[] = { [COUNT_LOWER] = "lower", [COUNT_WORD] = "word", [COUNT_LEMMA] = "lemma" };
  if (what == NULL)
    return TRUE;
  g_auto (GStrv) parts = g_strsplit (what, ".", 2);
  guint attr = 0;
  while (parts[0] != NULL && parts[1] != NULL && attr < G_N_ELEMENTS (names) && strcmp (parts[1], names[attr]) != 0)
    attr++;
  if (attr == G_N_ELEMENTS (names))
    {
      ob_cli_complain ("kwic: --count %s: after the full stop stands word, lower or lemma, not \"%s\"", what, parts[1]);
      return FALSE;
    }
  options->counts = TRUE;
  options->count_attr = (CountAttr) attr;
  if (parts[0] == NULL || strcmp (parts[0], "match") == 0)
    return TRUE;
  g_autoptr (GPtrArray) captures = g_ptr_array_new ();
  for (guint i = 0; i < ob_pattern_get_n_captures (pattern); i++)
    g_ptr_array_add (captures, (gpointer) ob_pattern_get_capture (pattern, i));
  if (!g_ptr_array_find_with_equal_func (captures, parts[0], g_str_equal, NULL))
    {
      const char *near = ob_suggest (parts[0], (const char *const *) captures->pdata, captures->len);
      ob_cli_complain ("kwic: --count %s: the pattern has no label \"%s\"%s%s%s; \"match\" is all of it", what,
                       parts[0],
                       near != NULL ? " (did you mean " : "", near != NULL ? near : "", near != NULL ? "?)" : "");
      return FALSE;
    }
  options->counted = g_strdup (parts[0]);
  return TRUE;
}

static gboolean
choose_context (int context, Options *options)
{
  if (context < -1 || context > MAX_CONTEXT)
    {
      ob_cli_complain ("kwic: --context is a number of columns from 0 to %d", MAX_CONTEXT);
      return FALSE;
    }
  options->context = DEFAULT_CONTEXT;
  if (context >= 0)
    options->context = (guint) context;
  else if (isatty (STDOUT_FILENO))
    {
      guint columns = ob_cli_get_columns ();
      options->context = MAX (MIN_CONTEXT, (columns - MIN (columns, NAME_COLUMNS + 2 + MIN_CONTEXT)) / 2);
    }
  return TRUE;
}

/* Reads @cql; prints its Obelus form, and what has none. NULL then. */
static char *
translate (const char *cql, Options *options)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  ObLook scope = (ObLook) options->scope;
  g_autofree char *pattern = ob_cql_translate (cql, &scope, diags);
  ob_cli_print_diags (diags, FALSE, STDERR_FILENO);
  options->scope = MAX (options->scope, (ObScope) scope);
  if (pattern != NULL)
    ob_cli_complain ("in Obelus: %s", pattern);
  return g_steal_pointer (&pattern);
}

static int
load_and_search (Options *options, const char *count_what, const char *const *inputs)
{
  const char *const patterns[] = { options->pattern, NULL };
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObLoaded) loaded = ob_query_load (options->packs, patterns, options->scope, diags);
  if (loaded->ruleset == NULL)
    {
      ob_cli_print_diags (diags, TRUE, STDERR_FILENO);
      if (options->packs[0] == NULL)
        ob_cli_complain ("kwic: lists, macros and what rules find come with a pack: -p PACK");
      return OB_EXIT_PACK;
    }
  for (guint i = 0; i < ob_diags_size (diags); i++)     /* those of the packs are for `check` */
    if (g_strcmp0 (ob_diags_get (diags, i)->file, "pattern") == 0)
      {
        g_autofree char *text = ob_diag_dup_text (ob_diags_get (diags, i), FALSE);
        ob_cli_complain ("%s", g_strchomp (text));
      }
  const ObRule *rule = ob_ruleset_get (loaded->ruleset, ob_ruleset_size (loaded->ruleset) - 1);
  if (!choose_count (count_what, rule->match, options))
    return OB_EXIT_USAGE;
  return search_all (options, loaded, inputs);
}

static gboolean
choose_scope (const char *scope, Options *options)
{
  static const char *const names[] = { "sentence", "para", "doc", NULL };
  for (guint i = 0; names[i] != NULL; i++)
    if (scope == NULL || strcmp (scope, names[i]) == 0)
      {
        options->scope = (ObScope) i;
        return TRUE;
      }
  ob_cli_complain ("kwic: --scope is sentence, para or doc, not \"%s\"", scope);
  return FALSE;
}

static int
run_kwic (const char *const *arguments)
{
  g_auto (ObCorpusOptions) corpus = { NULL };
  g_autofree char *sort = NULL, *scope = NULL, *what = NULL;
  gboolean is_cql = FALSE;
  int sample_size = 0, seed = 1, context = -1, exit_code;
  Options options = { .corpus = &corpus };
  GOptionEntry entries[] = {
    { "sort", 0, 0, G_OPTION_ARG_STRING, &sort, "left, right or match; without it in the order of the texts", "BY" },
    { "count", 0, 0, G_OPTION_ARG_STRING, &what,
      "Count instead: match or a LABEL, with .word, .lower (as without) or .lemma", "WHAT" },
    { "sample", 'n', 0, G_OPTION_ARG_INT, &sample_size, "Only N of the matches, by chance, or the N largest counts",
      "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "Another N gives another sample", "N" },
    { "context", 0, 0, G_OPTION_ARG_INT, &context, "Columns to the left and to the right", "N" },
    { "scope", 0, 0, G_OPTION_ARG_STRING, &scope, "How far a match may reach: sentence, para or doc", "SCOPE" },
    { "cql", 0, 0, G_OPTION_ARG_NONE, &is_cql, "PATTERN is strict CQL; its Obelus form is told", NULL },
    OB_CORPUS_ENTRIES (corpus),
    { 0 }
  };
  static const char *const none[] = { NULL };
  g_auto (GStrv) rest = ob_cli_parse (&ob_verb_kwic, entries, arguments, &exit_code);
  if (rest == NULL)
    return exit_code;
  if (!ob_corpus_options_check (&corpus, "kwic") || !choose_sort (sort, &options) || !choose_scope (scope, &options)
      || !choose_context (context, &options))
    return OB_EXIT_USAGE;
  if (rest[0] == NULL || sample_size < 0)
    {
      ob_cli_complain (sample_size < 0 ? "kwic: --sample is a number" : "kwic: give a pattern; see obelus help kwic");
      return OB_EXIT_USAGE;
    }
  g_autofree char *translated = is_cql ? translate (rest[0], &options) : NULL;
  if (is_cql && translated == NULL)
    return OB_EXIT_PACK;
  options.pattern = is_cql ? translated : rest[0];
  options.packs = corpus.packs != NULL ? (const char *const *) corpus.packs : none;
  options.sample = (guint) sample_size;
  options.seed = (guint) seed;
  exit_code = load_and_search (&options, what, (const char *const *) rest + 1);
  g_free (options.counted);
  return exit_code;
}

const ObVerb ob_verb_kwic = {
  "kwic", "PATTERN [INPUT…]", "Shows where a pattern matches, a line each, one below the other.",
  "PATTERN is one of a rule's `match`; with -p it may use the lists, macros and spans of the\n"
  "packs. Labelled parts are coloured, or shown as {label:words} as in a rule's examples.\n"
  "When nothing matches, it tells how often each element does, where the best attempt\n"
  "stopped, and which words the texts do not have. INPUTs are those of obelus tag.\n"
  "\n"
  "Examples:\n"
  "  obelus kwic '[lemma=warn] \"that\"?' articles/\n"
  "  obelus kwic -p news.en 'source:<ent label=PERSON/> cue:$cues' --sort right articles/\n"
  "  obelus kwic --count cue.lemma 'cue:[pos=VERB] \"that\"' -p news.en corpus.jsonl\n"
  "  obelus kwic --cql '[lemma=\"warn.*\" & pos=\"V.*\"] [word=\"that\"]' article.txt\n"
  "\n"
  "With --json a match is {\"id\"|\"line\",\"text_line\",\"start\",\"end\",\"text\",\"left\",\"right\",\"captures\":\n"
  "[{\"name\",\"start\",\"end\",\"text\"}]} in code points, a count {\"value\",\"count\"}, and no match\n"
  "{\"matches\":0,\"elements\":[…],\"unknown_words\":[…],\"nearest\":{…}}.\n"
  "\n"
  "Exit codes: 0 there are matches, 1 there are none, 2 the pattern or a pack is wrong,\n"
  "64 usage, 66 an input is missing or no document, 74 write error.",
  run_kwic
};
