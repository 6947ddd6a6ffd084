/* ob-trie.h: an immutable set of sequences of words (numbers), walked one word at a time.
 *
 * The nodes lie level by level, so that the children of a node are neighbours, sorted by word: 12 bytes a node, no
 * pointers. The first word is found by a bitmap that is also the index, since that is asked at every token. */
#pragma once
#include <glib.h>

typedef struct ObTrie ObTrie;

#define OB_TRIE_ROOT 0u
#define OB_TRIE_NONE G_MAXUINT32

/* Builds the trie of @n sequences: sequence i is @words[@offsets[i]] … @words[@offsets[i + 1] - 1], all less than
 * @n_words. Empty sequences are left out. Of equal sequences the first counts. */
ObTrie *ob_trie_new  (const guint32 *words, const guint32 *offsets, guint32 n, guint32 n_words);
void    ob_trie_free (ObTrie *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObTrie, ob_trie_free)

/* The node reached from @node by @word, or OB_TRIE_NONE. Any @word may be asked for. */
guint32 ob_trie_walk (const ObTrie *self, guint32 node, guint32 word);

/* The number of the sequence that ends at @node, or OB_TRIE_NONE. */
guint32 ob_trie_get_value (const ObTrie *self, guint32 node);

guint ob_trie_get_depth (const ObTrie *self);           /* words of the longest sequence */
gsize ob_trie_get_bytes (const ObTrie *self);           /* memory held, in bytes */
