/* ob-gazetteer.c: lists as tries over words, and the walk through them from a token of the text. */
#include "match/ob-gazetteer.h"
#include "base/ob-limits.h"
#include "match/ob-trie.h"
#include <string.h>

/* The cache's mark for a form that was not asked for yet. */
#define UNASKED (OB_NO_ID - 1)

struct ObGazetteer
{
  ObList  *list;
  ObGazetteerFlags flags;
  guint    index;               /* in ObGazetteers.items */
  ObTrie  *trie;                /* its sequences are the entries, in their order; an entry may have two */
  gboolean by_exact, by_folded; /* which forms of a token are looked for */
  GArray   *entry_of;           /* of guint32: by sequence of the trie, its entry in the list */
};

struct ObGazetteers
{
  ObIntern  *words;             /* tokens of entries, marks folded; of lists of any case also lower-cased */
  GPtrArray *items;             /* of ObGazetteer, owned */
};

typedef struct
{
  guint32 exact, folded;        /* ids in ObGazetteers.words, or OB_NO_ID */
} FormWords;

typedef struct
{
  guint32 words[OB_MAX_LEMMAS]; /* likewise; OB_NO_ID ends them */
} LemmaWords;

/* Whether an entry of one gazetteer can start with a form: two bits a form, so that they stay in the nearest cache. */
enum { START_UNASKED, START_NO, START_YES };

typedef struct
{
  guint8  *bits;
  guint32  n_forms;
} Starts;

struct ObGazetteerCache
{
  const ObGazetteers *gazetteers;
  ObVocab    *vocab;
  FormWords  *forms;            /* by form id; exact is UNASKED in those not yet made */
  guint32     n_forms;
  LemmaWords *lemmas;           /* likewise, made only for gazetteers that match lemmas */
  guint32     n_lemmas;
  Starts     *starts;           /* by index of the gazetteer */
  guint       n_starts;
};

/* --- building --- */

ObGazetteers *
ob_gazetteers_new (void)
{
  ObGazetteers *self = g_new0 (ObGazetteers, 1);
  self->words = ob_intern_new ();
  self->items = g_ptr_array_new ();
  return self;
}

void
ob_gazetteers_free (ObGazetteers *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->items->len; i++)
    {
      ObGazetteer *gazetteer = g_ptr_array_index (self->items, i);
      ob_list_unref (gazetteer->list);
      ob_trie_free (gazetteer->trie);
      g_array_unref (gazetteer->entry_of);
      g_free (gazetteer);
    }
  g_ptr_array_unref (self->items);
  ob_intern_free (self->words);
  g_free (self);
}

gsize
ob_gazetteers_get_bytes (const ObGazetteers *self)
{
  gsize bytes = ob_intern_get_bytes (self->words);
  for (guint i = 0; i < self->items->len; i++)
    bytes += ob_trie_get_bytes (((const ObGazetteer *) g_ptr_array_index (self->items, i))->trie);
  return bytes;
}

typedef struct
{
  ObIntern *words;              /* holds the tokens as they stand, too */
  gboolean  fold;
  GArray   *tokens;             /* of ObToken: scratch */
  GArray   *sequence;           /* of guint32: the words of all entries */
  GArray   *offsets;            /* of guint32 */
  GArray   *entry_of;           /* of guint32: by sequence, its entry */
} Builder;

static guint32
add_word (Builder *self, guint32 form)
{
  gsize length;
  const char *s = ob_intern_get (self->words, form, &length);
  g_autofree char *word = self->fold ? ob_fold (s, length) : ob_fold_marks (s, length);
  return ob_intern_add (self->words, word, strlen (word));
}

static void
add_token (Builder *self, guint32 form)
{
  guint32 word = add_word (self, form);
  g_array_append_val (self->sequence, word);
}

static void
end_sequence (Builder *self, guint32 entry)
{
  g_array_append_val (self->offsets, self->sequence->len);
  g_array_append_val (self->entry_of, entry);
}

/* TRUE when the last token is a full stop right behind a word: "Vt" "." */
static gboolean
ends_in_stop (const Builder *self, const char *text)
{
  if (self->tokens->len < 2)
    return FALSE;
  const ObToken *last = &g_array_index (self->tokens, ObToken, self->tokens->len - 1), *before = last - 1;
  return before->end == last->start && last->end == last->start + 1 && text[last->start] == '.';
}

/* Appends the words of entry number @entry, @text; FALSE when there are none. Whether an abbreviation keeps its stop
 * may depend on what follows in the text ("Vt." before a comma does, at the end of a sentence not), so an entry that
 * ends in one is there both ways. */
static gboolean
add_entry (Builder *self, guint32 entry, const char *text)
{
  g_array_set_size (self->tokens, 0);
  ob_tokenise (text, strlen (text), self->words, self->tokens);
  guint n = self->tokens->len;
  for (guint i = 0; i < n; i++)
    add_token (self, g_array_index (self->tokens, ObToken, i).form);
  end_sequence (self, entry);
  if (ends_in_stop (self, text))
    {
      for (guint i = 0; i + 2 < n; i++)
        add_token (self, g_array_index (self->tokens, ObToken, i).form);
      guint32 start = g_array_index (self->tokens, ObToken, n - 2).start;
      add_token (self, ob_intern_add (self->words, text + start, strlen (text) - start));
      end_sequence (self, entry);
    }
  return n > 0;
}

static ObTrie *
build_trie (ObIntern *words, const ObList *list, GArray *ret_entry_of, ObDiags *diags)
{
  guint n = ob_list_size (list), n_empty = 0;
  Builder builder = {
    .words = words, .fold = ob_list_get_case (list) == OB_CASE_ANY,
    .tokens = g_array_new (FALSE, FALSE, sizeof (ObToken)),
    .sequence = g_array_new (FALSE, FALSE, sizeof (guint32)),
    .offsets = g_array_sized_new (FALSE, TRUE, sizeof (guint32), n + 1),
    .entry_of = ret_entry_of,
  };
  g_array_set_size (builder.offsets, 1);
  for (guint i = 0; i < n; i++)
    {
      const ObListEntry *entry = ob_list_get (list, i);
      if (add_entry (&builder, i, entry->text) || ++n_empty > OB_MAX_LIST_DIAGS)
        continue;
      ObPlace place = { .file = ob_list_get_file (list), .line = entry->line };
      ob_diags_add (diags, OB_SEVERITY_WARNING, "OB506", &place, "the entry \"%.60s\" of list \"%s\" holds no word, "
                    "number or mark, so it never matches", entry->text, ob_list_get_name (list));
    }
  g_array_unref (builder.tokens);
  ObTrie *trie = ob_trie_new ((const guint32 *) (gpointer) builder.sequence->data,
                              (const guint32 *) (gpointer) builder.offsets->data, ret_entry_of->len,
                              ob_intern_size (words));
  g_array_unref (builder.sequence);
  g_array_unref (builder.offsets);
  return trie;
}

const ObGazetteer *
ob_gazetteers_add (ObGazetteers *self, ObList *list, ObGazetteerFlags flags, ObDiags *diags)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const ObGazetteer *gazetteer = g_ptr_array_index (self->items, i);
      if (gazetteer->list == list && gazetteer->flags == flags)
        return gazetteer;
    }
  ObGazetteer *gazetteer = g_new0 (ObGazetteer, 1);
  gazetteer->list = ob_list_ref (list);
  gazetteer->flags = flags;
  gazetteer->index = self->items->len;
  gazetteer->by_exact = ob_list_get_case (list) != OB_CASE_ANY;
  gazetteer->by_folded = ob_list_get_case (list) != OB_CASE_EXACT;
  gazetteer->entry_of = g_array_sized_new (FALSE, FALSE, sizeof (guint32), ob_list_size (list));
  gazetteer->trie = build_trie (self->words, list, gazetteer->entry_of, diags);
  g_ptr_array_add (self->items, gazetteer);
  return gazetteer;
}

/* A name of a fuzzy list may be written in more words than its entry, by hyphens: Jong-un for Jongun. */
#define FUZZY_ROOM 2

guint
ob_gazetteer_get_longest (const ObGazetteer *self)
{
  return ob_trie_get_depth (self->trie) + (ob_list_is_fuzzy (self->list) ? FUZZY_ROOM : 0);
}

/* --- the cache --- */

ObGazetteerCache *
ob_gazetteer_cache_new (const ObGazetteers *gazetteers, ObVocab *vocab)
{
  ObGazetteerCache *self = g_new0 (ObGazetteerCache, 1);
  self->gazetteers = gazetteers;
  self->vocab = vocab;
  self->n_starts = gazetteers->items->len;
  self->starts = g_new0 (Starts, self->n_starts);
  return self;
}

void
ob_gazetteer_cache_free (ObGazetteerCache *self)
{
  if (self == NULL)
    return;
  g_free (self->forms);
  g_free (self->lemmas);
  for (guint i = 0; i < self->n_starts; i++)
    g_free (self->starts[i].bits);
  g_free (self->starts);
  g_free (self);
}

gsize
ob_gazetteer_cache_get_bytes (const ObGazetteerCache *self)
{
  gsize bytes = (gsize) self->n_forms * sizeof (FormWords) + (gsize) self->n_lemmas * sizeof (LemmaWords);
  for (guint i = 0; i < self->n_starts; i++)
    bytes += self->starts[i].n_forms / 4;
  return bytes;
}

static guint32
find_word (const ObGazetteerCache *self, guint32 form)
{
  gsize length;
  const char *s = ob_intern_get (ob_vocab_get_forms (self->vocab), form, &length);
  return ob_intern_find (self->gazetteers->words, s, length);
}

static guint32
find_exact_word (const ObGazetteerCache *self, guint32 form)
{
  gsize length;
  const char *s = ob_intern_get (ob_vocab_get_forms (self->vocab), form, &length);
  g_autofree char *plain = ob_fold_marks (s, length);
  return ob_intern_find (self->gazetteers->words, plain, strlen (plain));
}

/* Both arrays grow to the vocabulary's size, by half at least, so that growing stays linear. */
static guint32
grown_size (const ObGazetteerCache *self, guint32 n)
{
  return MAX (MAX (n + n / 2, ob_intern_size (ob_vocab_get_forms (self->vocab))), 1024);
}

static void
make_form (ObGazetteerCache *self, guint32 form)
{
  if (form >= self->n_forms)
    {
      guint32 n = grown_size (self, self->n_forms);
      self->forms = g_renew (FormWords, self->forms, n);
      for (guint32 i = self->n_forms; i < n; i++)
        self->forms[i].exact = UNASKED;
      self->n_forms = n;
    }
  self->forms[form].exact = find_exact_word (self, form);
  self->forms[form].folded = find_word (self, ob_vocab_get (self->vocab, form)->lower);
}

static inline FormWords
get_form (ObGazetteerCache *self, guint32 form)
{
  if (G_UNLIKELY (form >= self->n_forms || self->forms[form].exact == UNASKED))
    make_form (self, form);
  return self->forms[form];
}

static const LemmaWords *
get_lemmas (ObGazetteerCache *self, guint32 form)
{
  if (form >= self->n_lemmas)
    {
      guint32 n = grown_size (self, self->n_lemmas);
      self->lemmas = g_renew (LemmaWords, self->lemmas, n);
      for (guint32 i = self->n_lemmas; i < n; i++)
        self->lemmas[i].words[0] = UNASKED;
      self->n_lemmas = n;
    }
  LemmaWords *lemmas = &self->lemmas[form];
  if (lemmas->words[0] != UNASKED)
    return lemmas;
  const ObForm *entry = ob_vocab_get (self->vocab, form);
  guint n = 0;
  for (guint i = 0; i < OB_MAX_LEMMAS && entry->lemmas[i] != OB_NO_ID; i++)
    {
      guint32 word = find_word (self, entry->lemmas[i]);
      if (word != OB_NO_ID)
        lemmas->words[n++] = word;
    }
  while (n < OB_MAX_LEMMAS)
    lemmas->words[n++] = OB_NO_ID;
  return lemmas;
}

/* --- matching --- */

#define MAX_STEPS (2 + OB_MAX_LEMMAS)

static inline guint
add_step (guint32 steps[MAX_STEPS], guint n, guint32 word)
{
  if (word == OB_NO_ID)
    return n;
  for (guint i = 0; i < n; i++)
    if (steps[i] == word)
      return n;
  steps[n] = word;
  return n + 1;
}

/* The words that a token of @form can stand for. */
static inline guint
get_steps (const ObGazetteer *self, ObGazetteerCache *cache, guint32 form, guint32 ret_steps[MAX_STEPS])
{
  FormWords words = get_form (cache, form);
  guint n = 0;
  if (self->by_exact)
    n = add_step (ret_steps, n, words.exact);
  if (self->by_folded)
    n = add_step (ret_steps, n, words.folded);
  if (self->flags & OB_GAZETTEER_LEMMA)
    {
      const LemmaWords *lemmas = get_lemmas (cache, form);
      for (guint i = 0; i < OB_MAX_LEMMAS && lemmas->words[i] != OB_NO_ID; i++)
        n = add_step (ret_steps, n, lemmas->words[i]);
    }
  return n;
}

static G_GNUC_NO_INLINE guint
find_start (const ObGazetteer *self, ObGazetteerCache *cache, guint32 form)
{
  Starts *starts = &cache->starts[self->index];
  if (form >= starts->n_forms)
    {
      guint32 n = (grown_size (cache, starts->n_forms) + 3) & ~3u;
      starts->bits = g_realloc (starts->bits, n / 4);
      memset (starts->bits + starts->n_forms / 4, 0, (n - starts->n_forms) / 4);
      starts->n_forms = n;
    }
  guint32 steps[MAX_STEPS];
  guint n_steps = get_steps (self, cache, form, steps), start = START_NO;
  if (ob_list_is_fuzzy (self->list) && (ob_vocab_get (cache->vocab, form)->flags & OB_FORM_TITLE) != 0)
    start = START_YES;
  for (guint i = 0; i < n_steps; i++)
    if (ob_trie_walk (self->trie, OB_TRIE_ROOT, steps[i]) != OB_TRIE_NONE)
      start = START_YES;
  starts->bits[form / 4] |= start << (form % 4 * 2);
  return start;
}

static inline gboolean
may_start (const ObGazetteer *self, ObGazetteerCache *cache, guint32 form)
{
  const Starts *starts = &cache->starts[self->index];
  guint start = form < starts->n_forms ? (starts->bits[form / 4] >> (form % 4 * 2)) & 3 : START_UNASKED;
  if (G_UNLIKELY (start == START_UNASKED))
    start = find_start (self, cache, form);
  return start == START_YES;
}

typedef struct
{
  guint32 nodes[OB_MAX_GAZETTEER_PATHS];
  guint   n;
} Paths;

/* Leads every path of @from on by every step. Returns the first of the entries that end there, or OB_TRIE_NONE. */
static guint32
advance (const ObTrie *trie, const Paths *from, const guint32 *steps, guint n_steps, Paths *to)
{
  guint32 first = OB_TRIE_NONE;
  to->n = 0;
  for (guint i = 0; i < from->n; i++)
    for (guint k = 0; k < n_steps && to->n < OB_MAX_GAZETTEER_PATHS; k++)
      {
        guint32 node = ob_trie_walk (trie, from->nodes[i], steps[k]);
        if (node == OB_TRIE_NONE)
          continue;
        to->nodes[to->n++] = node;
        first = MIN (first, ob_trie_get_value (trie, node));
      }
  return first;
}

/* When there is no room left the shortest hit gives way. */
static guint
add_hit (ObGazetteerHit hits[OB_MAX_GAZETTEER_HITS], guint n, ObGazetteerHit hit)
{
  if (n == OB_MAX_GAZETTEER_HITS)
    memmove (hits, hits + 1, sizeof (ObGazetteerHit) * --n);
  hits[n] = hit;
  return n + 1;
}

static void
reverse (ObGazetteerHit *hits, guint n)
{
  for (guint i = 0; i < n / 2; i++)
    {
      ObGazetteerHit hit = hits[i];
      hits[i] = hits[n - 1 - i];
      hits[n - 1 - i] = hit;
    }
}

/* Kept out of ob_gazetteer_match(), so that a token where nothing starts does not pay for the room on the stack. */
static G_GNUC_NO_INLINE guint
match_from (const ObGazetteer *self, ObGazetteerCache *cache, const ObToken *tokens, guint32 first, guint32 limit,
            ObGazetteerHit ret_hits[OB_MAX_GAZETTEER_HITS])
{
  Paths room[2], *from = &room[0], *to = &room[1];
  guint n_hits = 0;
  from->nodes[0] = OB_TRIE_ROOT;
  from->n = 1;
  for (guint32 i = first; i < limit && from->n > 0; i++)
    {
      guint32 steps[MAX_STEPS];
      guint n_steps = get_steps (self, cache, tokens[i].form, steps);
      guint32 sequence = advance (self->trie, from, steps, n_steps, to);
      if (sequence != OB_TRIE_NONE)
        {
          guint32 entry = g_array_index (self->entry_of, guint32, sequence);
          n_hits = add_hit (ret_hits, n_hits, (ObGazetteerHit) { i + 1, ob_list_get (self->list, entry) });
        }
      Paths *done = from;
      from = to, to = done;
    }
  reverse (ret_hits, n_hits);
  return n_hits;
}

static gboolean
is_part_of_name (ObGazetteerCache *cache, const ObToken *token)
{
  return (ob_vocab_get (cache->vocab, token->form)->flags & OB_FORM_ALPHA) != 0 ||
         strcmp (ob_intern_get (ob_vocab_get_forms (cache->vocab), token->form, NULL), "-") == 0;
}

/* Of a fuzzy list: names that begin with a capitalised word. */
static G_GNUC_NO_INLINE guint
match_near (const ObGazetteer *self, ObGazetteerCache *cache, const ObToken *tokens, guint32 first, guint32 limit,
            ObGazetteerHit ret_hits[OB_MAX_GAZETTEER_HITS])
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_hits = 0;
  limit = MIN (limit, first + ob_gazetteer_get_longest (self));
  for (guint32 i = first; i < limit && text->len <= OB_MAX_FUZZY_BYTES && is_part_of_name (cache, &tokens[i]); i++)
    {
      gsize length;
      const char *word = ob_intern_get (ob_vocab_get_forms (cache->vocab), tokens[i].form, &length);
      if (i > first)
        g_string_append_c (text, ' ');
      g_string_append_len (text, word, (gssize) length);
      const ObListEntry *entry = *word != '-' ? ob_list_find_near (self->list, text->str) : NULL;
      if (entry != NULL)
        n_hits = add_hit (ret_hits, n_hits, (ObGazetteerHit) { i + 1, entry });
    }
  reverse (ret_hits, n_hits);
  return n_hits;
}

guint
ob_gazetteer_match (const ObGazetteer *self, ObGazetteerCache *cache, const ObDoc *doc, guint32 first, guint32 limit,
                    ObGazetteerHit ret_hits[OB_MAX_GAZETTEER_HITS])
{
  if (first >= limit || !may_start (self, cache, doc->tokens[first].form))
    return 0;
  return (ob_list_is_fuzzy (self->list) ? match_near : match_from) (self, cache, doc->tokens, first, limit, ret_hits);
}

gboolean
ob_gazetteer_may_start (const ObGazetteer *self, ObGazetteerCache *cache, guint32 form)
{
  return may_start (self, cache, form);
}
