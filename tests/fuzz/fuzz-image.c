/* Images of lists and tries whose numbers are forged: the checksum holds, the offsets, states and entries are what the
 * input says. Then the input itself, as the bytes of a file of the cache. */
#include "fuzz.h"
#include "base/ob-hash.h"
#include "lexicon/ob-list-table.h"
#include "match/ob-trie.h"

#define N_LIST_SECTIONS 7
#define N_TRIE_SECTIONS 7
#define EDIT_BYTES 7            /* section, offset in words (2), value (4) */

static const char *const words[] = { "Port", "Ansel", "of", "Kellmar", "-", "ferry" };

static ObImage *
make_list_image (void)
{
  g_autoptr (ObListBuilder) builder = ob_list_builder_new ();
  const char *columns[] = { "entry", "kind", "name" };
  ob_list_builder_set_columns (builder, columns, G_N_ELEMENTS (columns));
  guint32 entry;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      ob_list_builder_add (builder, words[i], strlen (words[i]), i, &entry);
      if (i % 2 == 0)
        ob_list_builder_add_cell (builder, 1 + i % 4 / 2, "town", 4);
    }
  return ob_list_builder_end (builder, 0, NULL);
}

static ObImage *
make_trie_image (void)
{
  g_autoptr (ObTrieBuilder) builder = ob_trie_builder_new ();
  for (guint i = 0; i < 40; i++)
    {
      guint32 sequence[4];
      for (guint k = 0; k < 4; k++)
        {
          const char *word = words[(i * (k + 3) + k) % G_N_ELEMENTS (words)];
          sequence[k] = ob_trie_builder_add_word (builder, word, strlen (word));
        }
      ob_trie_builder_add (builder, sequence, 1 + i % 4, i);
    }
  return ob_trie_builder_end (builder, 0);
}

/* @image with the edits that the input describes for it: the high bit of their first byte says which are. */
static ObImage *
forge (const ObImage *image, guint n, const uint8_t *data, size_t size, guint which)
{
  ObSection sections[OB_MAX_SECTIONS];
  guint8 *copies[OB_MAX_SECTIONS];
  for (guint i = 0; i < n; i++)
    {
      gconstpointer section = ob_image_get_section (image, i, &sections[i].size);
      sections[i].data = copies[i] = g_memdup2 (section, MAX (sections[i].size, 1));
    }
  for (; size >= EDIT_BYTES; data += EDIT_BYTES, size -= EDIT_BYTES)
    {
      guint i = (data[0] & 0x7f) % n;
      gsize at = (data[1] | data[2] << 8) * sizeof (guint32);
      if (data[0] >> 7 == which && at + 4 <= sections[i].size)
        memcpy (copies[i] + at, data + 3, 4);
      else if (data[0] >> 7 == which && sections[i].size > 0)
        sections[i].size -= 1;                  /* what lies outside cuts the section */
    }
  ObImage *forged = ob_image_new (0, 0, NULL, sections, n);
  for (guint i = 0; i < n; i++)
    g_free (copies[i]);
  return forged;
}

static void
read_list (ObImage *image)
{
  g_autoptr (ObList) list = ob_list_new ("forged", NULL, 0);
  if (!ob_list_take_image (list, image))
    return;
  for (guint i = 0; i < ob_list_size (list); i++)
    for (guint column = 0; column < ob_list_get_n_columns (list); column++)
      ob_list_get_cell (list, ob_list_get (list, i), column);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      ob_list_find (list, words[i], words[i]);
      ob_list_get_by_text (list, words[i]);
    }
  ObListEntry first;
  ob_list_count_phrases (list, &first);
}

static void
count (guint32 first G_GNUC_UNUSED, guint n G_GNUC_UNUSED, guint32 value G_GNUC_UNUSED, gpointer data)
{
  ++*(guint64 *) data;
}

static void
read_trie (ObImage *image)
{
  ObTrie trie;
  if (!ob_trie_open (&trie, image))
    return;
  guint64 n = 0;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      guint32 word = ob_trie_find_word (&trie, words[i], strlen (words[i]), ob_hash_key (words[i], strlen (words[i])));
      for (guint32 state = word, k = 0; state != OB_TRIE_NONE && k < 4; k++)
        {
          for (guint v = 0; v < 4; v++)
            ob_trie_get_value (&trie, state, v);
          state = ob_trie_walk (&trie, state, word);
        }
    }
  if (trie.longest <= 1024)                     /* as ob_trie_find_cached() makes sure of */
    ob_trie_foreach (&trie, count, &n);
  ob_trie_clear (&trie);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (ObImage) list = make_list_image ();
  g_autoptr (ObImage) trie = make_trie_image ();
  read_list (forge (list, N_LIST_SECTIONS, data, size, 0));
  read_trie (forge (trie, N_TRIE_SECTIONS, data, size, 1));
  g_autofree guint8 *bytes = g_memdup2 (data, MAX (size, 1));
  g_autoptr (ObImage) image = ob_image_new_static (0, 0, bytes, size, NULL);
  return 0;
}
