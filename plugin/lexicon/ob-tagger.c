#include "lexicon/ob-tagger.h"
#include <string.h>

/* Layout of data/en-pos.model: see scripts/batch/train-tagger.py, which names the features as this file does. */
extern const guint8 ob_tagger_model[];

#define N OB_N_POS
#define START OB_N_POS                  /* the "tag" before a sentence */
#define FNV_BASIS 0x811c9dc5u
#define FNV_PRIME 0x01000193u

typedef gint16 Scores[N];

/* What one form adds to the scores: as the word itself, as the word before, as the word after. */
typedef struct
{
  Scores   own, left, right;
  const char *lower;                    /* folded, in the vocabulary; NULL: not filled in */
  guint32  length;                      /* of lower, in bytes */
  guint32  left_twice, right_twice;     /* as the word two before, two after: slots of the model; NO_SLOT: none */
  guint32  hash_before, hash_after;     /* of what joins it as the word before, and with the word after, so far */
} Form;

/* The kinds of features that join two things, hashed up to where the texts begin. */
typedef struct
{
  guint32 before, after, twice_before, twice_after, initial, tag_word[N + 1];
  guint32 after_start;                  /* the same of the word before, where that is the edge of the sentence */
} Kinds;

struct ObTagger
{
  ObVocab *vocab;
  Kinds    kinds;
  guint32  mask;                        /* number of slots - 1 */
  const guint32 *hashes;
  const gint8 *weights;
  Form    *forms;                       /* by form id */
  guint32  n_forms;
  Scores   after[N + 1][N + 1];         /* by the two tags before: t1 and t2 together */
  Scores   at_start, at_end;            /* of the edges of a sentence, as the word before and after */
};

static const char *const pos_names[] = {
  "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM",
  "VERB", "X",
};

const char *
ob_pos_get_name (ObPos pos)
{
  return pos_names[pos];
}

ObPos
ob_pos_from_name (const char *name)
{
  for (int pos = 0; pos < N; pos++)
    if (strcmp (pos_names[pos], name) == 0)
      return pos;
  return OB_N_POS;
}

static guint32
hash_more (guint32 hash, const char *s, gsize length)
{
  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guint8) s[i]) * FNV_PRIME;
  return hash;
}

/* The hash of a feature's kind, to go on from: "w:" … */
static guint32
hash_kind (const char *kind)
{
  return hash_more (FNV_BASIS, kind, strlen (kind));
}

#define NO_SLOT G_MAXUINT32

/* The slot of the model that holds a feature, or NO_SLOT. */
static inline guint32
find_slot (const ObTagger *self, guint32 hash)
{
  hash += hash == 0;
  guint32 i = hash & self->mask;
  for (; self->hashes[i] != hash; i = (i + 1) & self->mask)
    if (self->hashes[i] == 0)
      return NO_SLOT;
  return i;
}

static inline void
add_slot (const ObTagger *self, guint32 slot, Scores scores)
{
  if (slot == NO_SLOT)
    return;
  const gint8 *weights = self->weights + (gsize) slot * N;
  for (int tag = 0; tag < N; tag++)
    scores[tag] += weights[tag];
}

static inline void
add_feature (const ObTagger *self, guint32 hash, Scores scores)
{
  add_slot (self, find_slot (self, hash), scores);
}

static void
add_text_feature (const ObTagger *self, const char *kind, const char *text, gsize length, Scores scores)
{
  add_feature (self, hash_more (hash_kind (kind), text, length), scores);
}

static void
add_scores (Scores scores, const Scores more)
{
  for (int tag = 0; tag < N; tag++)
    scores[tag] += more[tag];
}

static void
init_kinds (Kinds *self)
{
  self->before = hash_kind ("lw:");
  self->after = hash_kind ("wr:");
  self->twice_before = hash_kind ("ll:");
  self->twice_after = hash_kind ("rr:");
  self->initial = hash_kind ("i:");
  self->after_start = hash_more (self->before, "<s> ", 4);
  for (int tag = 0; tag <= N; tag++)
    {
      char kind[16];
      g_snprintf (kind, sizeof kind, "tw:%d ", tag);
      self->tag_word[tag] = hash_kind (kind);
    }
}

ObTagger *
ob_tagger_new (ObVocab *vocab)
{
  guint32 n_slots;
  g_assert (memcmp (ob_tagger_model, "OBTAG1\0", 8) == 0);
  memcpy (&n_slots, ob_tagger_model + 8, sizeof n_slots);
  ObTagger *self = g_new0 (ObTagger, 1);
  self->vocab = vocab;
  self->mask = GUINT32_FROM_LE (n_slots) - 1;
  self->hashes = (const guint32 *) (ob_tagger_model + 16);
  self->weights = (const gint8 *) (self->hashes + self->mask + 1);
  init_kinds (&self->kinds);
  add_text_feature (self, "l:", "<s>", 3, self->at_start);
  add_text_feature (self, "r:", "</s>", 4, self->at_end);
  for (int t2 = 0; t2 <= N; t2++)
    for (int t1 = 0; t1 <= N; t1++)
      {
        char text[16];
        g_snprintf (text, sizeof text, "%d", t1);
        add_text_feature (self, "t1:", text, strlen (text), self->after[t2][t1]);
        g_snprintf (text, sizeof text, "%d %d", t2, t1);
        add_text_feature (self, "t2:", text, strlen (text), self->after[t2][t1]);
      }
  return self;
}

void
ob_tagger_free (ObTagger *self)
{
  if (self == NULL)
    return;
  g_free (self->forms);
  g_free (self);
}

/* The folded form of a word, valid as long as the vocabulary. Quotation marks made of two characters, which newspapers
 * use and the model has not learnt, read as the one they stand for. */
static const char *
get_lower (ObTagger *self, guint32 form, gsize *ret_length)
{
  const char *lower = ob_intern_get (ob_vocab_get_forms (self->vocab), ob_vocab_get (self->vocab, form)->lower, ret_length);
  if (*ret_length != 2 || (memcmp (lower, "''", 2) != 0 && memcmp (lower, "``", 2) != 0))
    return lower;
  *ret_length = 1;
  return "\"";
}

/* The shape of a word, likewise. */
static const char *
get_shape (ObTagger *self, guint32 form, gsize *ret_length)
{
  return ob_intern_get (ob_vocab_get_forms (self->vocab), ob_vocab_get (self->vocab, form)->shape, ret_length);
}

static void
fill_form (ObTagger *self, guint32 id, Form *form)
{
  static const char *const suffixes[] = { "s1:", "s2:", "s3:", "s4:" };
  gsize length, shape_length, word_length;
  const char *lower = get_lower (self, id, &length), *shape = get_shape (self, id, &shape_length);
  const char *word = ob_intern_get (ob_vocab_get_forms (self->vocab), id, &word_length);
  g_autofree char *plain = NULL;
  if (strstr (word, "\xe2\x80\x99") != NULL)    /* the model was learnt with ' for ’ */
    {
      g_auto (GStrv) pieces = g_strsplit (word, "\xe2\x80\x99", -1);
      word = plain = g_strjoinv ("'", pieces);
      word_length = strlen (plain);
    }
  add_text_feature (self, "W:", word, word_length, form->own);
  add_text_feature (self, "w:", lower, length, form->own);
  add_text_feature (self, "h:", shape, shape_length, form->own);
  for (gsize n = 1; n <= 4 && n < length; n++)
    add_text_feature (self, suffixes[n - 1], lower + length - n, n, form->own);
  for (gsize n = 2; n <= 3 && n < length; n++)
    add_text_feature (self, n == 2 ? "p2:" : "p3:", lower, n, form->own);
  add_text_feature (self, "l:", lower, length, form->left);
  add_text_feature (self, "lh:", shape, shape_length, form->left);
  add_text_feature (self, "r:", lower, length, form->right);
  add_text_feature (self, "rh:", shape, shape_length, form->right);
  if (length > 3)
    {
      add_text_feature (self, "ls:", lower + length - 3, 3, form->left);
      add_text_feature (self, "rs:", lower + length - 3, 3, form->right);
    }
  const Kinds *kinds = &self->kinds;
  form->hash_before = hash_more (hash_more (kinds->before, lower, length), " ", 1);
  form->hash_after = hash_more (hash_more (kinds->after, lower, length), " ", 1);
  form->left_twice = find_slot (self, hash_more (kinds->twice_before, lower, length));
  form->right_twice = find_slot (self, hash_more (kinds->twice_after, lower, length));
  form->lower = lower;
  form->length = length;
}

/* Fills in what is not yet; the others stay where they are until a form is new to the tagger. */
static const Form *
get_form (ObTagger *self, guint32 id)
{
  if (id >= self->n_forms)
    {
      guint32 n = MAX (self->n_forms * 2, MAX (id + 1, 1024));
      self->forms = g_renew (Form, self->forms, n);
      memset (self->forms + self->n_forms, 0, (n - self->n_forms) * sizeof (Form));
      self->n_forms = n;
    }
  Form *form = &self->forms[id];
  if (form->lower == NULL)
    fill_form (self, id, form);
  return form;
}

static void
tag_sentence (ObTagger *self, const ObToken *tokens, guint32 n, guint8 *ret_pos)
{
  const Kinds *kinds = &self->kinds;
  int t1 = START, t2 = START;
  for (guint32 i = 0; i < n; i++)
    get_form (self, tokens[i].form);
  const Form *forms = self->forms;      /* all are there now */
  for (guint32 i = 0; i < n; i++)
    {
      const Form *form = &forms[tokens[i].form];
      Scores scores;
      memcpy (scores, form->own, sizeof scores);
      guint32 before = kinds->after_start;
      if (i > 0)
        {
          const Form *left = &forms[tokens[i - 1].form];
          add_scores (scores, left->left);
          before = left->hash_before;
        }
      else
        {
          gsize length;
          const char *shape = get_shape (self, tokens[i].form, &length);
          add_scores (scores, self->at_start);
          add_feature (self, hash_more (kinds->initial, shape, length), scores);
        }
      add_feature (self, hash_more (before, form->lower, form->length), scores);
      const Form *right = i + 1 < n ? &forms[tokens[i + 1].form] : NULL;
      add_scores (scores, right != NULL ? right->right : self->at_end);
      add_feature (self, right != NULL ? hash_more (form->hash_after, right->lower, right->length)
                                       : hash_more (form->hash_after, "</s>", 4), scores);
      if (i > 1)
        add_slot (self, forms[tokens[i - 2].form].left_twice, scores);
      if (i + 2 < n)
        add_slot (self, forms[tokens[i + 2].form].right_twice, scores);
      add_scores (scores, self->after[t2][t1]);
      add_feature (self, hash_more (kinds->tag_word[t1], form->lower, form->length), scores);

      int best = 0;
      for (int tag = 1; tag < N; tag++)
        if (scores[tag] > scores[best])
          best = tag;
      ret_pos[i] = best;
      t2 = t1, t1 = best;
    }
}

void
ob_tagger_tag (ObTagger *self, const ObDoc *doc, guint8 *ret_pos)
{
  for (guint32 i = 0; i < doc->n_sentences; i++)
    {
      ObRange s = doc->sentences[i];
      tag_sentence (self, doc->tokens + s.first, s.end - s.first, ret_pos + s.first);
    }
}
