#include "match/ob-trie.h"

/* --- building: sort the sequences, then cut them into nodes level by level --- */

typedef struct
{
  guint64 head;                 /* the first two words, the first above the second, each plus 1; 0: no such word */
  guint32 sequence;
} Key;

typedef struct
{
  const guint32 *words, *offsets;
  Key     *keys;                /* sorted */
  guint32  n_keys;
  GArray  *node_words, *node_children, *node_values;    /* of guint32 */
} Builder;

/* A node yet to be cut into children: the keys that share the words up to it. */
typedef struct
{
  guint32 first, end;
} Range;

static guint32
length_of (const Builder *self, guint32 sequence)
{
  return self->offsets[sequence + 1] - self->offsets[sequence];
}

static gint
compare_keys (gconstpointer a, gconstpointer b, gpointer data)
{
  const Builder *self = data;
  const Key *ka = a, *kb = b;
  if (ka->head != kb->head)
    return ka->head < kb->head ? -1 : 1;
  guint32 na = length_of (self, ka->sequence), nb = length_of (self, kb->sequence);
  const guint32 *wa = self->words + self->offsets[ka->sequence], *wb = self->words + self->offsets[kb->sequence];
  for (guint32 i = 2; i < MIN (na, nb); i++)
    if (wa[i] != wb[i])
      return wa[i] < wb[i] ? -1 : 1;
  if (na != nb)
    return na < nb ? -1 : 1;
  return ka->sequence < kb->sequence ? -1 : ka->sequence > kb->sequence;
}

static void
sort_keys (Builder *self, guint32 n)
{
  self->keys = g_new (Key, MAX (n, 1));
  for (guint32 i = 0; i < n; i++)
    {
      guint32 length = length_of (self, i);
      const guint32 *words = self->words + self->offsets[i];
      if (length == 0)
        continue;
      guint64 second = length > 1 ? (guint64) words[1] + 1 : 0;
      self->keys[self->n_keys++] = (Key) { ((guint64) words[0] + 1) << 32 | second, i };
    }
  g_qsort_with_data (self->keys, self->n_keys, sizeof (Key), compare_keys, self);
}

static guint32
add_node (Builder *self, guint32 word)
{
  static const guint32 none = OB_TRIE_NONE, no_child = 0;
  g_array_append_val (self->node_words, word);
  g_array_append_val (self->node_children, no_child);
  g_array_append_val (self->node_values, none);
  return self->node_words->len - 1;
}

/* Makes the children of @node, which lies at @depth, and queues them in @next. */
static void
cut_node (Builder *self, guint32 node, Range range, guint32 depth, GArray *next)
{
  guint32 i = range.first;
  if (depth > 0 && length_of (self, self->keys[i].sequence) == depth)
    g_array_index (self->node_values, guint32, node) = self->keys[i].sequence;
  while (i < range.end && length_of (self, self->keys[i].sequence) == depth)
    i++;
  while (i < range.end)
    {
      Range child = { i, i };
      guint32 word = self->words[self->offsets[self->keys[i].sequence] + depth];
      while (i < range.end && self->words[self->offsets[self->keys[i].sequence] + depth] == word)
        i++;
      child.end = i;
      add_node (self, word);
      g_array_append_val (next, child);
    }
}

/* Returns the number of levels below the root. */
static guint
cut_levels (Builder *self)
{
  GArray *level = g_array_new (FALSE, FALSE, sizeof (Range));
  GArray *next = g_array_new (FALSE, FALSE, sizeof (Range));
  Range all = { 0, self->n_keys };
  g_array_append_val (level, all);
  guint32 node = add_node (self, 0);
  guint depth = 0;
  for (;; depth++)
    {
      for (guint32 i = 0; i < level->len; i++, node++)
        {
          g_array_index (self->node_children, guint32, node) = self->node_words->len;
          cut_node (self, node, g_array_index (level, Range, i), depth, next);
        }
      if (next->len == 0)
        break;
      GArray *done = level;
      level = next, next = done;
      g_array_set_size (next, 0);
    }
  g_array_append_val (self->node_children, self->node_words->len);     /* ends the children of the last node */
  g_array_unref (level);
  g_array_unref (next);
  return depth;
}

static void
index_first_words (ObTrie *self, guint32 n_words)
{
  self->n_blocks = n_words / 64 + 1;
  self->first = g_new0 (ObTrieBlock, self->n_blocks);
  for (guint32 child = self->children[0]; child < self->children[1]; child++)
    self->first[self->words[child] / 64].bits |= G_GUINT64_CONSTANT (1) << (self->words[child] % 64);
  for (guint32 i = 1; i < self->n_blocks; i++)
    self->first[i].rank = self->first[i - 1].rank + __builtin_popcountll (self->first[i - 1].bits);
}

/* Takes the numbers out of @array in no more memory than they need. */
static guint32 *
steal_numbers (GArray *array)
{
  gsize n = array->len;
  guint32 *numbers = (guint32 *) (gpointer) g_array_free (array, FALSE);
  return g_renew (guint32, numbers, n);
}

ObTrie *
ob_trie_new (const guint32 *words, const guint32 *offsets, guint32 n, guint32 n_words)
{
  Builder builder = {
    .words = words, .offsets = offsets,
    .node_words = g_array_new (FALSE, FALSE, sizeof (guint32)),
    .node_children = g_array_new (FALSE, FALSE, sizeof (guint32)),
    .node_values = g_array_new (FALSE, FALSE, sizeof (guint32)),
  };
  sort_keys (&builder, n);
  ObTrie *self = g_new0 (ObTrie, 1);
  self->depth = cut_levels (&builder);
  g_free (builder.keys);
  self->n_nodes = builder.node_words->len;
  self->words = steal_numbers (builder.node_words);
  self->children = steal_numbers (builder.node_children);
  self->values = steal_numbers (builder.node_values);
  index_first_words (self, n_words);
  return self;
}

void
ob_trie_free (ObTrie *self)
{
  if (self == NULL)
    return;
  g_free (self->words);
  g_free (self->children);
  g_free (self->values);
  g_free (self->first);
  g_free (self);
}

guint
ob_trie_get_depth (const ObTrie *self)
{
  return self->depth;
}

gsize
ob_trie_get_bytes (const ObTrie *self)
{
  return (gsize) self->n_nodes * 3 * sizeof (guint32) + (gsize) self->n_blocks * sizeof (ObTrieBlock);
}
