/* ob-trie.h: sequences of words and the numbers they stand for, in one image (see ob-image.h), walked word by word.
 *
 * Words have numbers of their own in each trie, found by hash. After one word the state is that word; further states
 * are slots of one hash table over (state, word), 12 bytes each, four fifths full: one place in memory a step, however
 * many words may follow ("University of" is followed by 30,000 in a list of a million names, for which a double array
 * has no room), and building takes time linear in the text. The image may come from a file: every number read from it
 * is checked where it is used, so that a forged one gives wrong answers and no more. */
#pragma once
#include "base/ob-hash.h"
#include "base/ob-image.h"

/* What is known of a word, or of a state: flags, and the value of the sequence that ends there. */
enum
{
  OB_TRIE_STARTS    = 1u << 31, /* of words: a sequence begins with it */
  OB_TRIE_CONTINUES = 1u << 30, /* of words: it stands inside a sequence */
  OB_TRIE_GOES_ON   = 1u << 29, /* of words as states, and of states: words may follow */
  OB_TRIE_SHARED    = 1u << 28, /* several sequences end there; the value is that of the first */
  OB_TRIE_VALUE     = OB_TRIE_SHARED - 1,       /* mask; all bits set: no sequence ends there */
};

#define OB_TRIE_NONE G_MAXUINT32                /* no word, no state */
#define OB_TRIE_NO_VALUE ((guint32) OB_TRIE_VALUE)

typedef struct
{
  guint32 state, word;          /* OB_TRIE_NONE: free */
  guint32 info;
} ObTrieSlot;

typedef struct
{
  guint32 state, value;
} ObTrieShared;

/* Read only by the functions of this file. */
typedef struct
{
  ObImage            *image;    /* owned */
  guint32             n_words;
  const guint32      *infos;    /* by word */
  const guint32      *offsets;  /* by word, and one more: into texts */
  const char         *texts;    /* ends in NUL */
  gsize               n_bytes;
  const guint32      *hashes;   /* table of words: word + 1; 0: free */
  guint32             n_hashes;
  const ObTrieSlot   *slots;
  guint32             n_slots;
  const ObTrieShared *shared;   /* further values, by state, then by value */
  guint32             n_shared;
  guint32             longest;
} ObTrie;

typedef struct ObTrieBuilder ObTrieBuilder;

ObTrieBuilder *ob_trie_builder_new  (void);
void           ob_trie_builder_free (ObTrieBuilder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObTrieBuilder, ob_trie_builder_free)

/* The number of a word, added when it is new. */
guint32  ob_trie_builder_add_word (ObTrieBuilder *self, const char *text, gsize length);
/* Adds a sequence of @n words, which stands for @value (less than OB_TRIE_NO_VALUE). Empty ones are left out. Values
 * come in ascending order. */
void     ob_trie_builder_add      (ObTrieBuilder *self, const guint32 *words, guint n, guint32 value);
ObImage *ob_trie_builder_end      (ObTrieBuilder *self, guint64 key);

/* Takes @image; FALSE, and frees it, when it is none of a trie. */
gboolean ob_trie_open  (ObTrie *self, ObImage *image);
void     ob_trie_clear (ObTrie *self);
/* The trie of the cache that was built for @key, or NULL. */
ObImage *ob_trie_find_cached (const char *name, guint64 key);

/* The word written so, whose ob_hash_key() is @hash, or OB_TRIE_NONE. */
guint32 ob_trie_find_word (const ObTrie *self, const char *text, gsize length, guint32 hash);

static inline guint32
ob_trie_hash_step (guint32 state, guint32 word)
{
  guint64 h = ob_hash_mix (state ^ 0x9e3779b97f4a7c15u, word ^ 0xe7037ed1a0b428dbu);
  return (guint32) (h ^ (h >> 32));
}

/* What is known of @state, which is a word or came out of ob_trie_walk(). */
static inline guint32
ob_trie_get_info (const ObTrie *self, guint32 state)
{
  return state < self->n_words ? self->infos[state] : self->slots[state - self->n_words].info;
}

/* The state after @word in @state, or OB_TRIE_NONE. */
static inline guint32
ob_trie_walk (const ObTrie *self, guint32 state, guint32 word)
{
  guint32 i = ob_hash_slot (ob_trie_hash_step (state, word), self->n_slots);
  for (guint32 n = 0; n < self->n_slots; n++)
    {
      const ObTrieSlot *slot = &self->slots[i];
      if (slot->state == state && slot->word == word)
        return self->n_words + i;
      if (slot->state == OB_TRIE_NONE)
        return OB_TRIE_NONE;
      i = i + 1 < self->n_slots ? i + 1 : 0;
    }
  return OB_TRIE_NONE;
}

/* The values of the sequences that end at @state, ascending: the @n-th, or OB_TRIE_NO_VALUE. */
guint32 ob_trie_get_value (const ObTrie *self, guint32 state, guint n);

/* Calls @found for every sequence: its first word, how many it has, its value. In no order that means anything. */
typedef void (*ObTrieFunc) (guint32 first, guint n, guint32 value, gpointer data);
void ob_trie_foreach (const ObTrie *self, ObTrieFunc found, gpointer data);
