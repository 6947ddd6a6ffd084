/* ob-trie.h: an immutable set of sequences of words (numbers), walked one word at a time.
 *
 * The nodes lie level by level, so that the children of a node are neighbours, sorted by word: 12 bytes a node, no
 * pointers. The first word is found by a bitmap that is also the index, since that is asked at every token. */
#pragma once
#include <glib.h>

/* 64 words that sequences may start with. */
typedef struct
{
  guint64 bits;
  guint32 rank;                 /* bits set in all blocks before */
} ObTrieBlock;

/* Read only by the functions of this file. */
typedef struct
{
  guint32 *words;               /* by node: the word that leads to it */
  guint32 *children;            /* by node: its first child; the next node's first child ends them */
  guint32 *values;              /* by node */
  guint32  n_nodes;
  ObTrieBlock *first;           /* the words that sequences start with; the n-th is the n-th child of the root */
  guint32  n_blocks;
  guint    depth;
} ObTrie;

#define OB_TRIE_ROOT 0u
#define OB_TRIE_NONE G_MAXUINT32

/* Builds the trie of @n sequences: sequence i is @words[@offsets[i]] … @words[@offsets[i + 1] - 1], all less than
 * @n_words. Empty sequences are left out. Of equal sequences the first counts. */
ObTrie *ob_trie_new  (const guint32 *words, const guint32 *offsets, guint32 n, guint32 n_words);
void    ob_trie_free (ObTrie *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObTrie, ob_trie_free)

static inline guint32
ob_trie_walk_root (const ObTrie *self, guint32 word)
{
  if (word / 64 >= self->n_blocks)
    return OB_TRIE_NONE;
  const ObTrieBlock *block = &self->first[word / 64];
  guint64 bit = G_GUINT64_CONSTANT (1) << (word % 64);
  if ((block->bits & bit) == 0)
    return OB_TRIE_NONE;
  return self->children[0] + block->rank + __builtin_popcountll (block->bits & (bit - 1));
}

/* The node reached from @node by @word, or OB_TRIE_NONE. Any @word may be asked for. */
static inline guint32
ob_trie_walk (const ObTrie *self, guint32 node, guint32 word)
{
  if (node == OB_TRIE_ROOT)
    return ob_trie_walk_root (self, word);
  guint32 low = self->children[node], end = self->children[node + 1], high = end;
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      if (self->words[middle] < word)
        low = middle + 1;
      else
        high = middle;
    }
  return low < end && self->words[low] == word ? low : OB_TRIE_NONE;
}

/* The number of the sequence that ends at @node, or OB_TRIE_NONE. */
static inline guint32
ob_trie_get_value (const ObTrie *self, guint32 node)
{
  return self->values[node];
}

guint ob_trie_get_depth (const ObTrie *self);           /* words of the longest sequence */
gsize ob_trie_get_bytes (const ObTrie *self);           /* memory held, in bytes */
