#include "pack/ob-suggest.h"
#include "base/ob-limits.h"
#include <string.h>

enum { N_FRAMES = 4, KEPT_LINES = 24, LEAST_ENTRIES = 3 };

#define SMOOTHING 5.0           /* occurrences of a frame that count as much as what any word is like */
#define KIND_SHARE 0.15         /* of the entries' occurrences: rarer parts of speech are not theirs */

/* One word of a document and its frames. */
typedef struct
{
  const char *word;             /* of the reading's chunk */
  const char *frames[N_FRAMES];
  gsize       start, end;       /* bytes */
  guint8      pos;
  gboolean    is_entry;
} Word;

struct ObSuggestReading
{
  GStringChunk *strings;
  GArray       *words;          /* of Word */
};

/* The same, over all documents. */
typedef struct
{
  guint32  word;                /* id in words */
  guint32  frames[N_FRAMES];    /* ids in frames */
  guint8   pos;
  gboolean is_entry;
} Occurrence;

typedef struct
{
  GPtrArray *lines;             /* of char *, owned: of the first occurrences */
  GArray    *occurrences;       /* of guint32: of those */
} Kept;

struct ObSuggest
{
  const ObGazetteer *gazetteer;
  const GPtrArray   *excluded;
  gboolean           keeps_form;        /* entries are names: words count as written */
  ObIntern  *words, *frames;
  GArray    *occurrences;       /* of Occurrence */
  GPtrArray *kept;              /* by word: of Kept, owned */
  guint64    n_entries[OB_N_POS], n_others[OB_N_POS];
};

static void
kept_free (gpointer data)
{
  Kept *kept = data;
  g_ptr_array_unref (kept->lines);
  g_array_unref (kept->occurrences);
  g_free (kept);
}

/* TRUE when most entries are written with a capital. */
static gboolean
are_names (const ObList *list)
{
  guint n = 0;
  for (guint i = 0; i < ob_list_size (list); i++)
    {
      const char *text = ob_list_get_text (list, ob_list_get (list, i));
      n += ob_has_capital (text, strlen (text));
    }
  return n > ob_list_size (list) / 2;
}

ObSuggest *
ob_suggest_new (const ObList *list, const ObGazetteer *gazetteer, const GPtrArray *excluded)
{
  ObSuggest *self = g_new0 (ObSuggest, 1);
  self->gazetteer = gazetteer;
  self->excluded = excluded;
  self->keeps_form = are_names (list);
  self->words = ob_intern_new ();
  self->frames = ob_intern_new ();
  self->occurrences = g_array_new (FALSE, FALSE, sizeof (Occurrence));
  self->kept = g_ptr_array_new_with_free_func (kept_free);
  return self;
}

void
ob_suggest_free (ObSuggest *self)
{
  if (self == NULL)
    return;
  ob_intern_free (self->words);
  ob_intern_free (self->frames);
  g_array_unref (self->occurrences);
  g_ptr_array_unref (self->kept);
  g_free (self);
}

/* ---- Reading ---- */

typedef struct
{
  const ObSuggest  *suggest;
  const ObDoc      *doc;
  ObVocab          *vocab;
  ObGazetteerCache *gazetteers;
  const guint8     *pos;
  const char      **labels;     /* by token: the entity's label, or NULL */
  ObSuggestReading *reading;
} Reader;

static const char *
get_lower (const Reader *self, guint32 token)
{
  return ob_intern_get (ob_vocab_get_forms (self->vocab), ob_vocab_get (self->vocab,
                                                                      self->doc->tokens[token].form)->lower,
                        NULL);
}

/* What a token is in a frame. */
static const char *
get_part (const Reader *self, guint32 sentence, gint64 token)
{
  static const guint32 as_itself = 1u << OB_POS_DET | 1u << OB_POS_ADP | 1u << OB_POS_AUX | 1u << OB_POS_CCONJ
                                   | 1u << OB_POS_SCONJ | 1u << OB_POS_PRON | 1u << OB_POS_PART | 1u << OB_POS_PUNCT;
  static const char *const people[] = { "he", "she", "they", "we", "i", "it", NULL };
  ObRange range = self->doc->sentences[sentence];
  if (token < range.first || token >= range.end)
    return "#";
  const char *lower = get_lower (self, (guint32) token);
  if (self->labels[token] != NULL)
    return self->labels[token];
  if (strcmp (lower, "“") == 0 || strcmp (lower, "”") == 0 || strcmp (lower, "\"") == 0)
    return "\"";
  if (g_strv_contains (people, lower))
    return "<person>";
  return as_itself & 1u << self->pos[token] ? lower : ob_pos_get_name (self->pos[token]);
}

static void
set_frames (const Reader *self, Word *word, guint32 first, guint32 end)
{
  guint32 sentence = self->doc->sentence_of[first];
  const char *parts[4] = {
    get_part (self, sentence, (gint64) first - 2), get_part (self, sentence, (gint64) first - 1),
    get_part (self, sentence, end), get_part (self, sentence, (gint64) end + 1),
  };
  const char *own = ob_pos_get_name (self->pos[first]);
  g_autofree char *both = g_strdup_printf ("%s _%s %s", parts[1], own, parts[2]);
  g_autofree char *before = g_strdup_printf ("%s %s _%s", parts[0], parts[1], own);
  g_autofree char *behind = g_strdup_printf ("_%s %s %s", own, parts[2], parts[3]);
  g_autofree char *wide = g_strdup_printf ("%s _%s %s %s", parts[1], own, parts[2], parts[3]);
  word->frames[0] = g_string_chunk_insert_const (self->reading->strings, both);
  word->frames[1] = g_string_chunk_insert_const (self->reading->strings, before);
  word->frames[2] = g_string_chunk_insert_const (self->reading->strings, behind);
  word->frames[3] = g_string_chunk_insert_const (self->reading->strings, wide);
}

static gboolean
is_excluded (const Reader *self, guint32 token, guint32 limit)
{
  ObGazetteerHit hits[OB_MAX_GAZETTEER_HITS];
  for (guint i = 0; i < self->suggest->excluded->len; i++)
    if (ob_gazetteer_match (g_ptr_array_index (self->suggest->excluded, i), self->gazetteers, self->doc, token, limit,
                            hits) > 0)
      return TRUE;
  return FALSE;
}

static void
add_word (const Reader *self, guint32 first, guint32 end, gboolean is_entry)
{
  const ObForm *form = ob_vocab_get (self->vocab, self->doc->tokens[first].form);
  guint32 id = self->suggest->keeps_form ? self->doc->tokens[first].form
               : form->lemmas[0] != OB_NO_ID ? form->lemmas[0] : form->lower;
  Word word = { .start = self->doc->tokens[first].start, .end = self->doc->tokens[end - 1].end,
                .pos = self->pos[first], .is_entry = is_entry };
  word.word = g_string_chunk_insert_const (self->reading->strings,
                                           ob_intern_get (ob_vocab_get_forms (self->vocab), id, NULL));
  set_frames (self, &word, first, end);
  g_array_append_val (self->reading->words, word);
}

static void
read_sentence (const Reader *self, ObRange sentence)
{
  static const guint32 content = 1u << OB_POS_NOUN | 1u << OB_POS_VERB | 1u << OB_POS_ADJ | 1u << OB_POS_ADV
                                 | 1u << OB_POS_PROPN;
  for (guint32 t = sentence.first; t < sentence.end;)
    {
      ObGazetteerHit hits[OB_MAX_GAZETTEER_HITS];
      guint n = ob_gazetteer_match (self->suggest->gazetteer, self->gazetteers, self->doc, t, sentence.end, hits);
      guint32 end = n > 0 ? hits[0].end : t + 1;
      gboolean is_word = (ob_vocab_get (self->vocab, self->doc->tokens[t].form)->flags & OB_FORM_ALPHA) != 0;
      gboolean is_candidate = is_word && (content & 1u << self->pos[t]) != 0
                              && (self->suggest->keeps_form || self->labels[t] == NULL);
      if (n > 0 || (is_candidate && !is_excluded (self, t, sentence.end)))
        add_word (self, t, end, n > 0);
      t = end;
    }
}

ObSuggestReading *
ob_suggest_read (const ObSuggest *self, const ObDoc *doc, const ObResult *result, ObSession *session, ObTagger *tagger)
{
  ObSuggestReading *reading = g_new0 (ObSuggestReading, 1);
  g_autofree guint8 *pos = g_new0 (guint8, doc->n_tokens + 1);
  g_autofree const char **labels = g_new0 (const char *, doc->n_tokens + 1);
  reading->strings = g_string_chunk_new (1 << 14);
  reading->words = g_array_new (FALSE, FALSE, sizeof (Word));
  ob_tagger_tag (tagger, doc, pos);
  for (guint i = 0; i < result->annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (result->annotations, i);
      for (guint32 t = annotation->first; t < annotation->end && strcmp (annotation->type, "entity") == 0; t++)
        labels[t] = annotation->label != NULL ? annotation->label : "ent";
    }
  Reader reader = { self, doc, ob_session_get_vocab (session), ob_session_get_gazetteers (session), pos, labels,
                    reading };
  for (guint32 i = 0; i < doc->n_sentences; i++)
    read_sentence (&reader, doc->sentences[i]);
  return reading;
}

/* ---- Adding ---- */

static void
add_occurrence (ObSuggest *self, const Word *word, ObSuggestLineFunc dup_line, gpointer data)
{
  Occurrence occurrence = { .word = ob_intern_add (self->words, word->word, strlen (word->word)), .pos = word->pos,
                            .is_entry = word->is_entry };
  for (guint i = 0; i < N_FRAMES; i++)
    occurrence.frames[i] = ob_intern_add (self->frames, word->frames[i], strlen (word->frames[i]));
  while (self->kept->len <= occurrence.word)
    {
      Kept *kept = g_new0 (Kept, 1);
      kept->lines = g_ptr_array_new_with_free_func (g_free);
      kept->occurrences = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_ptr_array_add (self->kept, kept);
    }
  Kept *kept = g_ptr_array_index (self->kept, occurrence.word);
  if (!word->is_entry && kept->lines->len < KEPT_LINES)
    {
      guint32 number = self->occurrences->len;
      g_ptr_array_add (kept->lines, dup_line (word->start, word->end, data));
      g_array_append_val (kept->occurrences, number);
    }
  if (word->is_entry)
    self->n_entries[word->pos]++;
  else
    self->n_others[word->pos]++;
  g_array_append_val (self->occurrences, occurrence);
}

gboolean
ob_suggest_add (ObSuggest *self, ObSuggestReading *reading, ObSuggestLineFunc dup_line, gpointer data)
{
  gboolean has_room = self->occurrences->len + (guint64) reading->words->len <= OB_MAX_SUGGEST_WORDS;
  for (guint i = 0; has_room && i < reading->words->len; i++)
    add_occurrence (self, &g_array_index (reading->words, Word, i), dup_line, data);
  g_string_chunk_free (reading->strings);
  g_array_unref (reading->words);
  g_free (reading);
  return has_room;
}

void
ob_suggest_get_counts (const ObSuggest *self, guint64 *ret_n_entries, guint64 *ret_n_others)
{
  *ret_n_entries = *ret_n_others = 0;
  for (guint i = 0; i < OB_N_POS; i++)
    {
      *ret_n_entries += self->n_entries[i];
      *ret_n_others += self->n_others[i];
    }
}

/* ---- Ranking ---- */

typedef struct
{
  guint32 n, n_entries;
  guint32 entries[LEAST_ENTRIES];       /* the first different ones */
  guint   n_different;
} Frame;

/* TRUE for the parts of speech that entries are. */
static void
choose_kinds (const ObSuggest *self, gboolean kinds[OB_N_POS])
{
  guint64 total = 0;
  for (guint i = 0; i < OB_N_POS; i++)
    total += self->n_entries[i];
  for (guint i = 0; i < OB_N_POS; i++)
    kinds[i] = total > 0 && (double) self->n_entries[i] >= KIND_SHARE * (double) total;
}

static void
add_entry (Frame *frame, guint32 word)
{
  frame->n_entries++;
  for (guint i = 0; i < frame->n_different; i++)
    if (frame->entries[i] == word)
      return;
  if (frame->n_different < LEAST_ENTRIES)
    frame->entries[frame->n_different++] = word;
}

static Frame *
count_frames (const ObSuggest *self, const gboolean kinds[OB_N_POS], double *ret_base)
{
  Frame *frames = g_new0 (Frame, ob_intern_size (self->frames) + 1);
  guint64 n = 0, n_entries = 0;
  for (guint i = 0; i < self->occurrences->len; i++)
    {
      const Occurrence *occurrence = &g_array_index (self->occurrences, Occurrence, i);
      if (!kinds[occurrence->pos])
        continue;
      n++;
      n_entries += occurrence->is_entry;
      for (guint j = 0; j < N_FRAMES; j++)
        {
          Frame *frame = &frames[occurrence->frames[j]];
          frame->n++;
          if (occurrence->is_entry)
            add_entry (frame, occurrence->word);
        }
    }
  *ret_base = n > 0 ? (double) n_entries / (double) n : 0;
  return frames;
}

/* How far the most telling of its frames speaks for an entry, 0 … 1: 0 where it does no more than half the way from
 * chance to certainty. A frame in which few different entries were seen tells of those, not of the list. */
static double
get_likeness (const Occurrence *occurrence, const Frame *frames, double base)
{
  double best = 0, doubt = (1 + base) / 2;
  for (guint i = 0; i < N_FRAMES; i++)
    {
      const Frame *frame = &frames[occurrence->frames[i]];
      if (frame->n_different == LEAST_ENTRIES)
        best = MAX (best, (frame->n_entries + SMOOTHING * base) / (frame->n + SMOOTHING));
    }
  return MAX (best - doubt, 0) / (1 - doubt);
}

static int
compare_suggestions (gconstpointer a, gconstpointer b)
{
  const ObSuggestion *x = a, *y = b;
  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  return strcmp (x->word, y->word);
}

typedef struct { double likeness; guint i; } Rank;

static int
compare_ranks (gconstpointer a, gconstpointer b)
{
  const Rank *x = a, *y = b;
  if (x->likeness != y->likeness)
    return x->likeness > y->likeness ? -1 : 1;
  return x->i < y->i ? -1 : x->i > y->i;
}

static GPtrArray *
choose_lines (const ObSuggest *self, guint32 word, const Frame *frames, double base, guint n_lines)
{
  const Kept *kept = g_ptr_array_index (self->kept, word);
  GPtrArray *lines = g_ptr_array_new ();
  g_autoptr (GArray) ranks = g_array_new (FALSE, FALSE, sizeof (Rank));
  for (guint i = 0; i < kept->occurrences->len; i++)
    {
      guint32 number = g_array_index (kept->occurrences, guint32, i);
      Rank rank = { get_likeness (&g_array_index (self->occurrences, Occurrence, number), frames, base), i };
      g_array_append_val (ranks, rank);
    }
  g_array_sort (ranks, compare_ranks);
  for (guint i = 0; i < MIN (ranks->len, n_lines); i++)
    g_ptr_array_add (lines, g_ptr_array_index (kept->lines, g_array_index (ranks, Rank, i).i));
  return lines;
}

static void
suggestion_clear (gpointer data)
{
  g_clear_pointer (&((ObSuggestion *) data)->lines, g_ptr_array_unref);
}

GArray *
ob_suggest_rank (ObSuggest *self, guint most, guint least, guint n_lines, double *ret_base)
{
  gboolean kinds[OB_N_POS];
  choose_kinds (self, kinds);
  g_autofree Frame *frames = count_frames (self, kinds, ret_base);
  guint n_words = ob_intern_size (self->words);
  g_autofree double *sums = g_new0 (double, n_words + 1);
  g_autofree guint64 *counts = g_new0 (guint64, n_words + 1);
  GArray *suggestions = g_array_new (FALSE, TRUE, sizeof (ObSuggestion));
  for (guint i = 0; i < self->occurrences->len; i++)
    {
      const Occurrence *occurrence = &g_array_index (self->occurrences, Occurrence, i);
      if (occurrence->is_entry || !kinds[occurrence->pos])
        continue;
      counts[occurrence->word]++;
      sums[occurrence->word] += get_likeness (occurrence, frames, *ret_base);
    }
  for (guint32 word = 0; word < n_words; word++)
    {
      double likeness = counts[word] > 0 ? sums[word] / (double) counts[word] : 0;
      if (counts[word] < MAX (least, 1) || likeness <= 0)
        continue;
      ObSuggestion suggestion = { ob_intern_get (self->words, word, NULL), counts[word], likeness,
                                  sums[word] * likeness, NULL };
      g_array_append_val (suggestions, suggestion);
    }
  g_array_set_clear_func (suggestions, suggestion_clear);
  g_array_sort (suggestions, compare_suggestions);
  if (suggestions->len > most)
    g_array_set_size (suggestions, most);
  for (guint i = 0; i < suggestions->len; i++)
    {
      ObSuggestion *suggestion = &g_array_index (suggestions, ObSuggestion, i);
      guint32 word = ob_intern_find (self->words, suggestion->word, strlen (suggestion->word));
      suggestion->lines = choose_lines (self, word, frames, *ret_base, n_lines);
    }
  return suggestions;
}
