#include "match/ob-trie.h"
#include "base/ob-intern.h"
#include "base/ob-limits.h"

#define KIND 0x54524901u        /* changes with the layout */

enum { META, INFOS, OFFSETS, TEXTS, HASHES, SLOTS, SHARED, N_SECTIONS };

typedef struct
{
  guint32 n_words, longest;
} Meta;

/* --- building: states are numbered as they come, words first, and get their slots at the end --- */

typedef struct
{
  guint32 before, word;
  guint32 info;
} State;

/* While words are still being added, the number of a state is told from that of a word by this bit. */
#define STATE_BIT (1u << 31)

struct ObTrieBuilder
{
  ObIntern *words;
  GArray   *infos;              /* of guint32, by word */
  GArray   *states;             /* of State: those after two words and more */
  guint32  *table;              /* of states: number + 1; 0: free */
  guint32   n_table;
  GArray   *shared;             /* of ObTrieShared */
  guint     longest;
};

ObTrieBuilder *
ob_trie_builder_new (void)
{
  ObTrieBuilder *self = g_new0 (ObTrieBuilder, 1);
  self->words = ob_intern_new ();
  self->infos = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->states = g_array_new (FALSE, FALSE, sizeof (State));
  self->n_table = 64;
  self->table = g_new0 (guint32, self->n_table);
  self->shared = g_array_new (FALSE, FALSE, sizeof (ObTrieShared));
  return self;
}

void
ob_trie_builder_free (ObTrieBuilder *self)
{
  if (self == NULL)
    return;
  ob_intern_free (self->words);
  g_array_unref (self->infos);
  g_array_unref (self->states);
  g_free (self->table);
  g_array_unref (self->shared);
  g_free (self);
}

guint32
ob_trie_builder_add_word (ObTrieBuilder *self, const char *text, gsize length)
{
  static const guint32 unknown = OB_TRIE_NO_VALUE;
  guint32 word = ob_intern_add (self->words, text, length);
  if (word == self->infos->len)
    g_array_append_val (self->infos, unknown);
  return word;
}

static inline State *
nth_state (const ObTrieBuilder *self, guint32 i)
{
  return &g_array_index (self->states, State, i);
}

static guint32
find_free (const guint32 *table, guint32 n_table, guint32 hash)
{
  guint32 i = ob_hash_slot (hash, n_table);
  while (table[i] != 0)
    i = i + 1 < n_table ? i + 1 : 0;
  return i;
}

static void
grow_table (ObTrieBuilder *self)
{
  g_free (self->table);
  self->n_table *= 2;
  self->table = g_new0 (guint32, self->n_table);
  for (guint32 i = 0; i < self->states->len; i++)
    {
      guint32 hash = ob_trie_hash_step (nth_state (self, i)->before, nth_state (self, i)->word);
      self->table[find_free (self->table, self->n_table, hash)] = i + 1;
    }
}

static guint32 *
get_info (const ObTrieBuilder *self, guint32 state)
{
  return (state & STATE_BIT) != 0 ? &nth_state (self, state & ~STATE_BIT)->info
                                  : &g_array_index (self->infos, guint32, state);
}

/* The state after @word in @before, made when it is new. */
static guint32
step (ObTrieBuilder *self, guint32 before, guint32 word)
{
  guint32 i = ob_hash_slot (ob_trie_hash_step (before, word), self->n_table);
  for (; self->table[i] != 0; i = i + 1 < self->n_table ? i + 1 : 0)
    {
      const State *state = nth_state (self, self->table[i] - 1);
      if (state->before == before && state->word == word)
        return (self->table[i] - 1) | STATE_BIT;
    }
  State state = { before, word, OB_TRIE_NO_VALUE };
  *get_info (self, before) |= OB_TRIE_GOES_ON;
  g_array_index (self->infos, guint32, word) |= OB_TRIE_CONTINUES;
  g_array_append_val (self->states, state);
  self->table[i] = self->states->len;
  if (self->states->len > self->n_table / 2)
    grow_table (self);
  return (self->states->len - 1) | STATE_BIT;
}

void
ob_trie_builder_add (ObTrieBuilder *self, const guint32 *words, guint n, guint32 value)
{
  if (n == 0)
    return;
  guint32 state = words[0];
  *get_info (self, state) |= OB_TRIE_STARTS;
  for (guint i = 1; i < n; i++)
    state = step (self, state, words[i]);
  guint32 *info = get_info (self, state);
  self->longest = MAX (self->longest, n);
  if ((*info & OB_TRIE_VALUE) == OB_TRIE_NO_VALUE)
    {
      *info = (*info & ~(guint32) OB_TRIE_VALUE) | value;
      return;
    }
  ObTrieShared shared = { state, value };
  *info |= OB_TRIE_SHARED;
  g_array_append_val (self->shared, shared);
}

/* Where each state comes to lie. A state is made after the one before it, whose place is known by then. */
static ObTrieSlot *
place_states (const ObTrieBuilder *self, guint32 n_slots, guint32 *ret_places)
{
  guint32 n_words = self->infos->len;
  ObTrieSlot *slots = g_new (ObTrieSlot, n_slots);
  for (guint32 i = 0; i < n_slots; i++)
    slots[i] = (ObTrieSlot) { OB_TRIE_NONE, OB_TRIE_NONE, OB_TRIE_NO_VALUE };
  for (guint32 i = 0; i < self->states->len; i++)
    {
      State state = *nth_state (self, i);
      if ((state.before & STATE_BIT) != 0)
        state.before = ret_places[state.before & ~STATE_BIT];
      guint32 k = ob_hash_slot (ob_trie_hash_step (state.before, state.word), n_slots);
      while (slots[k].state != OB_TRIE_NONE)
        k = k + 1 < n_slots ? k + 1 : 0;
      slots[k] = (ObTrieSlot) { state.before, state.word, state.info };
      ret_places[i] = n_words + k;
    }
  return slots;
}

static gint
compare_shared (gconstpointer a, gconstpointer b)
{
  const ObTrieShared *x = a, *y = b;
  if (x->state != y->state)
    return x->state < y->state ? -1 : 1;
  return x->value < y->value ? -1 : x->value > y->value;
}

static guint32 *
index_words (const ObTrieBuilder *self, guint32 n_hashes, guint32 *offsets, GString *texts)
{
  guint32 *hashes = g_new0 (guint32, n_hashes);
  for (guint32 i = 0; i < self->infos->len; i++)
    {
      gsize length;
      const char *text = ob_intern_get (self->words, i, &length);
      offsets[i] = texts->len;
      g_string_append_len (texts, text, length);
      hashes[find_free (hashes, n_hashes, ob_intern_get_hash (self->words, i))] = i + 1;
    }
  offsets[self->infos->len] = texts->len;
  return hashes;
}

ObImage *
ob_trie_builder_end (ObTrieBuilder *self, guint64 key)
{
  guint32 n_words = self->infos->len, n_hashes = n_words + n_words / 2 + 1;
  guint32 n_slots = self->states->len + self->states->len / 4 + 1;
  g_autofree guint32 *places = g_new (guint32, self->states->len + 1);
  g_autofree ObTrieSlot *slots = place_states (self, n_slots, places);
  for (guint i = 0; i < self->shared->len; i++)
    {
      ObTrieShared *shared = &g_array_index (self->shared, ObTrieShared, i);
      if ((shared->state & STATE_BIT) != 0)
        shared->state = places[shared->state & ~STATE_BIT];
    }
  g_array_sort (self->shared, compare_shared);
  g_autofree guint32 *offsets = g_new (guint32, n_words + 1);
  g_autoptr (GString) texts = g_string_new (NULL);
  g_autofree guint32 *hashes = index_words (self, n_hashes, offsets, texts);
  Meta meta = { n_words, self->longest };
  const ObSection sections[N_SECTIONS] = {
    [META] = { &meta, sizeof meta },
    [INFOS] = { self->infos->data, (gsize) n_words * sizeof (guint32) },
    [OFFSETS] = { offsets, ((gsize) n_words + 1) * sizeof *offsets },
    [TEXTS] = { texts->str, texts->len + 1 },
    [HASHES] = { hashes, (gsize) n_hashes * sizeof *hashes },
    [SLOTS] = { slots, (gsize) n_slots * sizeof *slots },
    [SHARED] = { self->shared->data, (gsize) self->shared->len * sizeof (ObTrieShared) },
  };
  return ob_image_new (KIND, key, NULL, sections, N_SECTIONS);
}

/* --- reading --- */

static gconstpointer
read_array (const ObImage *image, guint section, gsize element_size, guint32 *ret_n)
{
  gsize size;
  gconstpointer array = ob_image_get_section (image, section, &size);
  *ret_n = size / element_size;
  return size % element_size == 0 ? array : NULL;
}

static gboolean
read_trie (ObTrie *self)
{
  gsize size;
  guint32 n_infos, n_offsets;
  const Meta *meta = ob_image_get_section (self->image, META, &size);
  if (size != sizeof *meta)
    return FALSE;
  self->n_words = meta->n_words;
  self->longest = meta->longest;
  self->infos = read_array (self->image, INFOS, sizeof (guint32), &n_infos);
  self->offsets = read_array (self->image, OFFSETS, sizeof (guint32), &n_offsets);
  self->hashes = read_array (self->image, HASHES, sizeof (guint32), &self->n_hashes);
  self->slots = read_array (self->image, SLOTS, sizeof (ObTrieSlot), &self->n_slots);
  self->shared = read_array (self->image, SHARED, sizeof (ObTrieShared), &self->n_shared);
  self->texts = ob_image_get_section (self->image, TEXTS, &self->n_bytes);
  return self->infos != NULL && n_infos == self->n_words && self->offsets != NULL &&
         n_offsets == (guint64) self->n_words + 1 && self->hashes != NULL && self->n_hashes > 0 &&
         self->slots != NULL && self->n_slots > 0 && self->shared != NULL && self->n_bytes > 0 &&
         (guint64) self->n_words + self->n_slots < OB_TRIE_NONE;
}

gboolean
ob_trie_open (ObTrie *self, ObImage *image)
{
  ObTrie trie = { .image = image };
  if (!read_trie (&trie))
    {
      ob_image_unref (image);
      return FALSE;
    }
  *self = trie;
  return TRUE;
}

void
ob_trie_clear (ObTrie *self)
{
  g_clear_pointer (&self->image, ob_image_unref);
}

ObImage *
ob_trie_find_cached (const char *name, guint64 key)
{
  g_autoptr (ObImage) image = ob_cache_find (name, KIND, N_SECTIONS);
  gsize size;
  const Meta *meta = image != NULL ? ob_image_get_section (image, META, &size) : NULL;
  if (meta == NULL || size != sizeof *meta || meta->longest > OB_MAX_LIST_ENTRY_BYTES)  /* no entry has more words */
    return NULL;
  return ob_image_get_key (image) == key ? g_steal_pointer (&image) : NULL;
}

guint32
ob_trie_find_word (const ObTrie *self, const char *text, gsize length, guint32 hash)
{
  guint32 i = ob_hash_slot (hash, self->n_hashes);
  for (guint32 n = 0; n < self->n_hashes && self->hashes[i] != 0; n++)
    {
      guint32 word = self->hashes[i] - 1;
      if (word < self->n_words)
        {
          guint32 start = self->offsets[word], end = self->offsets[word + 1];
          if (end >= start && end - start == length && end <= self->n_bytes &&
              memcmp (self->texts + start, text, length) == 0)
            return word;
        }
      i = i + 1 < self->n_hashes ? i + 1 : 0;
    }
  return OB_TRIE_NONE;
}

guint32
ob_trie_get_value (const ObTrie *self, guint32 state, guint n)
{
  guint32 info = ob_trie_get_info (self, state);
  if (n == 0)
    return info & OB_TRIE_VALUE;
  if ((info & OB_TRIE_SHARED) == 0)
    return OB_TRIE_NO_VALUE;
  guint32 low = 0, high = self->n_shared;       /* the first of this state */
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      if (self->shared[middle].state < state)
        low = middle + 1;
      else
        high = middle;
    }
  guint64 i = (guint64) low + n - 1;
  return i < self->n_shared && self->shared[i].state == state ? self->shared[i].value : OB_TRIE_NO_VALUE;
}

static void
tell_values (const ObTrie *self, guint32 state, guint32 first, guint length, ObTrieFunc found, gpointer data)
{
  guint32 value;
  for (guint n = 0; (value = ob_trie_get_value (self, state, n)) != OB_TRIE_NO_VALUE; n++)
    found (first, length, value, data);
}

void
ob_trie_foreach (const ObTrie *self, ObTrieFunc found, gpointer data)
{
  for (guint32 word = 0; word < self->n_words; word++)
    if ((self->infos[word] & OB_TRIE_STARTS) != 0)
      tell_values (self, word, word, 1, found, data);
  for (guint32 i = 0; i < self->n_slots; i++)
    {
      if (self->slots[i].state == OB_TRIE_NONE || (self->slots[i].info & OB_TRIE_VALUE) == OB_TRIE_NO_VALUE)
        continue;
      guint32 before = self->slots[i].state;
      guint length = 2;
      for (; before >= self->n_words && before - self->n_words < self->n_slots && length <= self->longest; length++)
        before = self->slots[before - self->n_words].state;
      if (before < self->n_words)
        tell_values (self, self->n_words + i, before, length, found, data);
    }
}
