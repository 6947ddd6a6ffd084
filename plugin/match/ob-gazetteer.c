/* ob-gazetteer.c: lists as tries over words, and the walk through them from a token of the text. */
#include "match/ob-gazetteer.h"
#include "base/ob-limits.h"
#include "match/ob-trie.h"
#include <string.h>

/* The trie over all entries of a list's image. Copies of the list share it, each with the entries that it has. */
typedef struct
{
  const ObImage *list_image;    /* kept by the lists of the gazetteers */
  gboolean  folds;              /* entries are folded: lists of any case */
  ObTrie    trie;               /* its values are entries */
  GArray   *empty;              /* of ObListEntry: those without a word */
} Table;

struct ObGazetteer
{
  ObList  *list;
  ObGazetteerFlags flags;
  guint    index;               /* in ObGazetteers.items */
  const Table *table;
  gboolean by_exact, by_folded; /* which forms of a token are looked for */
  guint    longest;
  guint64 *starts;              /* by word of the trie, one bit: an entry of this list begins with it; NULL: as the
                                   trie has it */
};

struct ObGazetteers
{
  GPtrArray *tables;            /* of Table, owned */
  GPtrArray *items;             /* of ObGazetteer, owned */
};

/* What a form can be in one gazetteer, four bits a form, so that they stay in the nearest cache. */
enum { ROLE_ASKED = 1, ROLE_STARTS = 2, ROLE_CONTINUES = 4, ROLE_WHOLE = 8 /* it is an entry, or fuzzy */ };

typedef struct
{
  guint8  *bits;
  guint32  n_forms;             /* even */
} Roles;

struct ObGazetteerCache
{
  ObVocab    *vocab;
  Roles      *roles;            /* by index of the gazetteer */
  guint       n_roles;
};

/* --- building --- */

static void
table_free (gpointer data)
{
  Table *self = data;
  ob_trie_clear (&self->trie);
  g_array_unref (self->empty);
  g_free (self);
}

static void
gazetteer_free (gpointer data)
{
  ObGazetteer *self = data;
  ob_list_unref (self->list);
  g_free (self->starts);
  g_free (self);
}

ObGazetteers *
ob_gazetteers_new (void)
{
  ObGazetteers *self = g_new0 (ObGazetteers, 1);
  self->tables = g_ptr_array_new_with_free_func (table_free);
  self->items = g_ptr_array_new_with_free_func (gazetteer_free);
  return self;
}

void
ob_gazetteers_free (ObGazetteers *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->tables);
  g_free (self);
}

gsize
ob_gazetteers_get_bytes (const ObGazetteers *self)
{
  gsize bytes = 0;
  for (guint i = 0; i < self->tables->len; i++)
    bytes += ob_image_get_bytes (((const Table *) g_ptr_array_index (self->tables, i))->trie.image);
  return bytes;
}

typedef struct
{
  ObTrieBuilder *trie;
  gboolean  folds;
  ObIntern *forms;              /* of tokens as they stand */
  GArray   *word_of;            /* of guint32: by form, its word, or OB_TRIE_NONE while it is not known */
  GArray   *tokens;             /* of ObToken: scratch */
  GArray   *sequence;           /* of guint32: scratch */
} Builder;

static guint32
make_word (Builder *self, guint32 form)
{
  gsize length;
  const char *s = ob_intern_get (self->forms, form, &length);
  g_autofree char *word = self->folds ? ob_fold (s, length) : ob_fold_marks (s, length);
  return ob_trie_builder_add_word (self->trie, word, strlen (word));
}

static void
add_token (Builder *self, guint32 form)
{
  static const guint32 none = OB_TRIE_NONE;
  while (self->word_of->len <= form)
    g_array_append_val (self->word_of, none);
  guint32 *word = &g_array_index (self->word_of, guint32, form);
  if (*word == OB_TRIE_NONE)
    *word = make_word (self, form);
  g_array_append_val (self->sequence, *word);
}

static void
end_sequence (Builder *self, ObListEntry entry)
{
  ob_trie_builder_add (self->trie, (const guint32 *) (gconstpointer) self->sequence->data, self->sequence->len, entry);
  g_array_set_size (self->sequence, 0);
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

/* Adds the words of @entry, @text; FALSE when there are none. Whether an abbreviation keeps its stop may depend on what
 * follows in the text ("Vt." before a comma does, at the end of a sentence not), so an entry that ends in one is there
 * both ways. */
static gboolean
add_entry (Builder *self, ObListEntry entry, const char *text)
{
  g_array_set_size (self->tokens, 0);
  ob_tokenise (text, strlen (text), self->forms, self->tokens);
  guint n = self->tokens->len;
  for (guint i = 0; i < n; i++)
    add_token (self, g_array_index (self->tokens, ObToken, i).form);
  end_sequence (self, entry);
  if (ends_in_stop (self, text))
    {
      for (guint i = 0; i + 2 < n; i++)
        add_token (self, g_array_index (self->tokens, ObToken, i).form);
      guint32 start = g_array_index (self->tokens, ObToken, n - 2).start;
      add_token (self, ob_intern_add (self->forms, text + start, strlen (text) - start));
      end_sequence (self, entry);
    }
  return n > 0;
}

static ObImage *
build_trie (Table *table, const ObList *list, guint64 key)
{
  g_autoptr (ObTrieBuilder) trie = ob_trie_builder_new ();
  g_autoptr (ObIntern) forms = ob_intern_new ();
  g_autoptr (GArray) word_of = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (ObToken));
  g_autoptr (GArray) sequence = g_array_new (FALSE, FALSE, sizeof (guint32));
  Builder builder = { trie, table->folds, forms, word_of, tokens, sequence };
  for (ObListEntry entry = 0; entry < ob_list_get_image_size (list); entry++)
    if (!add_entry (&builder, entry, ob_list_get_text (list, entry)))
      g_array_append_val (table->empty, entry);
  return ob_trie_builder_end (trie, key);
}

/* The trie of @list's image from the cache, or else built, and kept there when there is nothing to tell of it. */
static void
make_trie (Table *table, const ObList *list)
{
  const char *cache_name = ob_list_get_cache_name (list);
  const char *ending = table->folds ? ".folded" : ".words";
  g_autofree char *name = cache_name != NULL ? g_strconcat (cache_name, ending, NULL) : NULL;
  guint64 key = ob_image_get_key (ob_list_get_image (list));
  ObImage *image = name != NULL ? ob_trie_find_cached (name, key) : NULL;
  if (image != NULL && ob_trie_open (&table->trie, image))
    return;
  image = build_trie (table, list, key);
  if (name != NULL && table->empty->len == 0)
    ob_cache_keep (name, image);
  gboolean is_good = ob_trie_open (&table->trie, image);
  g_assert (is_good);
}

static const Table *
get_table (ObGazetteers *self, const ObList *list)
{
  gboolean folds = ob_list_get_case (list) == OB_CASE_ANY;
  for (guint i = 0; i < self->tables->len; i++)
    {
      const Table *table = g_ptr_array_index (self->tables, i);
      if (table->list_image == ob_list_get_image (list) && table->folds == folds)
        return table;
    }
  Table *table = g_new0 (Table, 1);
  table->list_image = ob_list_get_image (list);
  table->folds = folds;
  table->empty = g_array_new (FALSE, FALSE, sizeof (ObListEntry));
  make_trie (table, list);
  g_ptr_array_add (self->tables, table);
  return table;
}

static void
report_empty (const ObList *list, const Table *table, ObDiags *diags)
{
  guint n = 0;
  for (guint i = 0; i < table->empty->len && n < OB_MAX_LIST_DIAGS; i++)
    {
      ObListEntry entry = g_array_index (table->empty, ObListEntry, i);
      if (!ob_list_has (list, entry))
        continue;
      ObPlace place = { .file = ob_list_get_file (list), .line = ob_list_get_entry_line (list, entry) };
      ob_diags_add (diags, OB_SEVERITY_WARNING, "OB506", &place, "the entry \"%.60s\" of list \"%s\" holds no word, "
                    "number or mark, so it never matches", ob_list_get_text (list, entry), ob_list_get_name (list));
      n++;
    }
}

static void
note_start (guint32 first, guint n, guint32 value, gpointer data)
{
  ObGazetteer *self = data;
  if (!ob_list_has (self->list, value))
    return;
  self->starts[first / 64] |= G_GUINT64_CONSTANT (1) << (first % 64);
  self->longest = MAX (self->longest, n);
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
  gazetteer->table = get_table (self, list);
  report_empty (list, gazetteer->table, diags);
  if (ob_list_size (list) == ob_list_get_image_size (list))
    gazetteer->longest = gazetteer->table->trie.longest;
  else
    {
      gazetteer->starts = g_new0 (guint64, gazetteer->table->trie.n_words / 64 + 1);
      ob_trie_foreach (&gazetteer->table->trie, note_start, gazetteer);
    }
  g_ptr_array_add (self->items, gazetteer);
  return gazetteer;
}

/* A name of a fuzzy list may be written in more words than its entry, by hyphens: Jong-un for Jongun. */
#define FUZZY_ROOM 2

guint
ob_gazetteer_get_longest (const ObGazetteer *self)
{
  return self->longest + (ob_list_is_fuzzy (self->list) ? FUZZY_ROOM : 0);
}

const ObList *
ob_gazetteer_get_list (const ObGazetteer *self)
{
  return self->list;
}

/* --- the cache --- */

ObGazetteerCache *
ob_gazetteer_cache_new (const ObGazetteers *gazetteers, ObVocab *vocab)
{
  ObGazetteerCache *self = g_new0 (ObGazetteerCache, 1);
  self->vocab = vocab;
  self->n_roles = gazetteers->items->len;
  self->roles = g_new0 (Roles, self->n_roles);
  return self;
}

void
ob_gazetteer_cache_free (ObGazetteerCache *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_roles; i++)
    g_free (self->roles[i].bits);
  g_free (self->roles);
  g_free (self);
}

gsize
ob_gazetteer_cache_get_bytes (const ObGazetteerCache *self)
{
  gsize bytes = 0;
  for (guint i = 0; i < self->n_roles; i++)
    bytes += self->roles[i].n_forms / 2;
  return bytes;
}

/* --- matching --- */

#define MAX_STEPS (2 + OB_MAX_LEMMAS)

static inline guint
add_step (guint32 steps[MAX_STEPS], guint n, guint32 word)
{
  if (word == OB_TRIE_NONE)
    return n;
  for (guint i = 0; i < n; i++)
    if (steps[i] == word)
      return n;
  steps[n] = word;
  return n + 1;
}

static guint32
find_word (const ObTrie *trie, const ObIntern *forms, guint32 form)
{
  gsize length;
  const char *s = ob_intern_get (forms, form, &length);
  return ob_trie_find_word (trie, s, length, ob_intern_get_hash (forms, form));
}

/* Entries are kept with their marks folded, and so a form with ’ is looked for likewise. */
static guint32
find_exact_word (const ObTrie *trie, const ObIntern *forms, guint32 form)
{
  gsize length;
  const char *s = ob_intern_get (forms, form, &length);
  gboolean is_plain = TRUE;
  for (gsize i = 0; i < length && is_plain; i++)
    is_plain = (guchar) s[i] < 0x80;
  if (is_plain)
    return ob_trie_find_word (trie, s, length, ob_intern_get_hash (forms, form));
  g_autofree char *folded = ob_fold_marks (s, length);
  gsize folded_length = strlen (folded);
  return ob_trie_find_word (trie, folded, folded_length, ob_hash_key (folded, folded_length));
}

/* The words that a token of @form can stand for. */
static guint
get_steps (const ObGazetteer *self, ObGazetteerCache *cache, guint32 form, guint32 ret_steps[MAX_STEPS])
{
  const ObTrie *trie = &self->table->trie;
  const ObIntern *forms = ob_vocab_get_forms (cache->vocab);
  const ObForm *entry = ob_vocab_get (cache->vocab, form);
  guint n = 0;
  if (self->by_exact)
    n = add_step (ret_steps, n, find_exact_word (trie, forms, form));
  if (self->by_folded && !(self->by_exact && entry->lower == form))
    n = add_step (ret_steps, n, find_word (trie, forms, entry->lower));
  if (self->flags & OB_GAZETTEER_LEMMA)
    for (guint i = 0; i < OB_MAX_LEMMAS && entry->lemmas[i] != OB_NO_ID; i++)
      if (entry->lemmas[i] != entry->lower)
        n = add_step (ret_steps, n, find_word (trie, forms, entry->lemmas[i]));
  return n;
}

static inline gboolean
starts (const ObGazetteer *self, guint32 word)
{
  if (self->starts != NULL)
    return (self->starts[word / 64] >> (word % 64) & 1) != 0;
  return (ob_trie_get_info (&self->table->trie, word) & OB_TRIE_STARTS) != 0;
}

static G_GNUC_NO_INLINE guint
find_role (const ObGazetteer *self, ObGazetteerCache *cache, guint32 form)
{
  Roles *roles = &cache->roles[self->index];
  if (form >= roles->n_forms)
    {
      guint32 n_forms = ob_intern_size (ob_vocab_get_forms (cache->vocab));
      guint32 n = (MAX (MAX (roles->n_forms + roles->n_forms / 2, n_forms), 1024) + 1) & ~1u;
      roles->bits = g_realloc (roles->bits, n / 2);
      memset (roles->bits + roles->n_forms / 2, 0, (n - roles->n_forms) / 2);
      roles->n_forms = n;
    }
  guint32 steps[MAX_STEPS];
  guint n_steps = get_steps (self, cache, form, steps), role = ROLE_ASKED;
  if (ob_list_is_fuzzy (self->list) && (ob_vocab_get (cache->vocab, form)->flags & OB_FORM_TITLE) != 0)
    role |= ROLE_STARTS | ROLE_WHOLE;
  for (guint i = 0; i < n_steps; i++)
    {
      guint32 info = ob_trie_get_info (&self->table->trie, steps[i]);
      role |= starts (self, steps[i]) ? ROLE_STARTS : 0;
      role |= (info & OB_TRIE_CONTINUES) != 0 ? ROLE_CONTINUES : 0;
      role |= (info & OB_TRIE_VALUE) != OB_TRIE_NO_VALUE ? ROLE_WHOLE : 0;
    }
  roles->bits[form / 2] |= role << (form % 2 * 4);
  return role;
}

static inline guint
get_role (const ObGazetteer *self, ObGazetteerCache *cache, guint32 form)
{
  const Roles *roles = &cache->roles[self->index];
  guint role = form < roles->n_forms ? (roles->bits[form / 2] >> (form % 2 * 4)) & 0xf : 0;
  return G_LIKELY (role != 0) ? role : find_role (self, cache, form);
}

typedef struct
{
  guint32 states[OB_MAX_GAZETTEER_PATHS];
  guint   n;
} Paths;

/* The first entry of the list that ends at @state, or OB_NO_ENTRY. */
static ObListEntry
get_entry (const ObGazetteer *self, guint32 state)
{
  guint32 value;
  for (guint n = 0; (value = ob_trie_get_value (&self->table->trie, state, n)) != OB_TRIE_NO_VALUE; n++)
    if (ob_list_has (self->list, value))
      return value;
  return OB_NO_ENTRY;
}

/* Adds @state to the paths; returns the first of *@entry and the entry that ends there. */
static inline ObListEntry
follow (const ObGazetteer *self, guint32 state, Paths *to, ObListEntry entry)
{
  guint32 info = ob_trie_get_info (&self->table->trie, state);
  if ((info & OB_TRIE_GOES_ON) != 0)
    to->states[to->n++] = state;
  if ((info & OB_TRIE_VALUE) == OB_TRIE_NO_VALUE)
    return entry;
  ObListEntry found = get_entry (self, state);
  return MIN (entry, found);
}

/* Leads every path of @from on by every step. Returns the first of the entries that end there, or OB_NO_ENTRY. */
static ObListEntry
advance (const ObGazetteer *self, const Paths *from, const guint32 *steps, guint n_steps, Paths *to)
{
  ObListEntry first = OB_NO_ENTRY;
  for (guint i = 0; i < from->n; i++)
    for (guint k = 0; k < n_steps && to->n < OB_MAX_GAZETTEER_PATHS; k++)
      {
        guint32 state = ob_trie_walk (&self->table->trie, from->states[i], steps[k]);
        if (state != OB_TRIE_NONE)
          first = follow (self, state, to, first);
      }
  return first;
}

/* The same from the beginning. */
static ObListEntry
begin (const ObGazetteer *self, const guint32 *steps, guint n_steps, Paths *to)
{
  ObListEntry first = OB_NO_ENTRY;
  for (guint k = 0; k < n_steps; k++)
    if (starts (self, steps[k]))
      first = follow (self, steps[k], to, first);
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
  for (guint32 i = first; i < limit && (i == first || from->n > 0); i++)
    {
      guint32 steps[MAX_STEPS];
      if (i > first && (get_role (self, cache, tokens[i].form) & ROLE_CONTINUES) == 0)
        break;
      guint n_steps = get_steps (self, cache, tokens[i].form, steps);
      to->n = 0;
      ObListEntry entry = i == first ? begin (self, steps, n_steps, to) : advance (self, from, steps, n_steps, to);
      if (entry != OB_NO_ENTRY)
        n_hits = add_hit (ret_hits, n_hits, (ObGazetteerHit) { i + 1, entry });
      Paths *done = from;
      from = to, to = done;
    }
  reverse (ret_hits, n_hits);
  return n_hits;
}

#define LONGEST_PARTICLE 3      /* letters of a small word inside a name: de, von, and */

/* What a word can be in a name: capitalised or behind a hyphen it may end it; a hyphen or a small word may join its
 * parts. */
typedef enum { NO_PART, JOINS, ENDS } PartOfName;

static PartOfName
get_part (ObGazetteerCache *cache, guint32 form, const char *word, gsize length, gboolean is_joined)
{
  guint32 flags = ob_vocab_get (cache->vocab, form)->flags;
  if (*word == '-')
    return JOINS;
  if ((flags & OB_FORM_ALPHA) == 0)
    return NO_PART;
  if ((flags & OB_FORM_TITLE) != 0 || is_joined)
    return ENDS;
  return length <= LONGEST_PARTICLE ? JOINS : NO_PART;
}

/* Of a fuzzy list: names that begin with a capitalised word. */
static G_GNUC_NO_INLINE guint
match_near (const ObGazetteer *self, ObGazetteerCache *cache, const ObToken *tokens, guint32 first, guint32 limit,
            ObGazetteerHit ret_hits[OB_MAX_GAZETTEER_HITS])
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_hits = 0;
  gboolean is_joined = FALSE;           /* by a hyphen before */
  limit = MIN (limit, first + ob_gazetteer_get_longest (self));
  for (guint32 i = first; i < limit && text->len <= OB_MAX_FUZZY_BYTES; i++)
    {
      gsize length;
      const char *word = ob_intern_get (ob_vocab_get_forms (cache->vocab), tokens[i].form, &length);
      PartOfName part = get_part (cache, tokens[i].form, word, length, is_joined);
      if (part == NO_PART)
        break;
      is_joined = *word == '-';
      if (i > first)
        g_string_append_c (text, ' ');
      g_string_append_len (text, word, (gssize) length);
      ObListEntry entry = part == ENDS ? ob_list_find_near (self->list, text->str) : OB_NO_ENTRY;
      if (entry != OB_NO_ENTRY)
        n_hits = add_hit (ret_hits, n_hits, (ObGazetteerHit) { i + 1, entry });
    }
  reverse (ret_hits, n_hits);
  return n_hits;
}

guint
ob_gazetteer_match (const ObGazetteer *self, ObGazetteerCache *cache, const ObDoc *doc, guint32 first, guint32 limit,
                    ObGazetteerHit ret_hits[OB_MAX_GAZETTEER_HITS])
{
  guint role = first < limit ? get_role (self, cache, doc->tokens[first].form) : 0;
  if ((role & ROLE_STARTS) == 0)
    return 0;
  if ((role & ROLE_WHOLE) == 0 &&       /* an entry needs a second word, which most second words are not */
      (first + 1 == limit || (get_role (self, cache, doc->tokens[first + 1].form) & ROLE_CONTINUES) == 0))
    return 0;
  return (ob_list_is_fuzzy (self->list) ? match_near : match_from) (self, cache, doc->tokens, first, limit, ret_hits);
}

gboolean
ob_gazetteer_may_start (const ObGazetteer *self, ObGazetteerCache *cache, guint32 form)
{
  return (get_role (self, cache, form) & ROLE_STARTS) != 0;
}
