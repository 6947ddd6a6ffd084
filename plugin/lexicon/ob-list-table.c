#include "lexicon/ob-list-table.h"
#include "base/ob-hash.h"
#include "lexicon/ob-vocab.h"
#include "text/ob-tokens.h"

#define KIND 0x4c495301u        /* changes with the layout, and with what ob_fold() and the tokeniser make of a text */

enum { META, OFFSETS, LINES, PHRASES, POOL, SLOTS, COLUMNS, N_SECTIONS };

typedef struct
{
  guint32 n, n_columns, filled, reserved;
} Meta;

/* --- texts --- */

gboolean
ob_list_is_plain (const char *s, gsize length)
{
  guchar all = 0;
  for (gsize i = 0; i < length; i++)
    all |= (guchar) s[i];
  return all < 0x80;
}

guint32
ob_list_hash (const char *text, gsize length)
{
  char lower[OB_MAX_LIST_ENTRY_BYTES];
  if (length <= sizeof lower && ob_list_is_plain (text, length))
    {
      for (gsize i = 0; i < length; i++)
        lower[i] = g_ascii_tolower (text[i]);
      return ob_hash_key (lower, length);
    }
  g_autofree char *folded = ob_fold (text, length);
  return ob_hash_key (folded, strlen (folded));
}

gboolean
ob_list_texts_equal (const char *a, const char *b)
{
  if (strcmp (a, b) == 0)
    return TRUE;
  gsize length_a = strlen (a), length_b = strlen (b);
  if (ob_list_is_plain (a, length_a) && ob_list_is_plain (b, length_b))
    return FALSE;
  g_autofree char *folded_a = ob_fold_marks (a, length_a), *folded_b = ob_fold_marks (b, length_b);
  return strcmp (folded_a, folded_b) == 0;
}

/* --- reading --- */

static gboolean
read_numbers (const ObImage *image, guint section, gsize n, const guint32 **ret_numbers)
{
  gsize size;
  *ret_numbers = ob_image_get_section (image, section, &size);
  return size == n * sizeof (guint32);
}

static gboolean
read_text (const ObImage *image, guint section, const char **ret_text, gsize *ret_size)
{
  *ret_text = ob_image_get_section (image, section, ret_size);
  return *ret_size > 0 && (*ret_text)[*ret_size - 1] == '\0';
}

static gboolean
read_columns (ObListTable *self)
{
  gsize size;
  const char *names;
  if (!read_text (self->image, COLUMNS, &names, &size))
    return FALSE;
  const char *p = names, *end = names + size;
  for (guint i = 0; i < self->n_columns; i++, p += strlen (p) + 1)
    {
      if (p == end)
        return FALSE;
      self->columns[i] = *p != '\0' ? g_intern_string (p) : NULL;
    }
  return TRUE;
}

static gboolean
read_table (ObListTable *self)
{
  gsize size;
  const Meta *meta = ob_image_get_section (self->image, META, &size);
  if (size != sizeof *meta || meta->n_columns > OB_MAX_LIST_COLUMNS)
    return FALSE;
  self->n = meta->n;
  self->n_columns = meta->n_columns;
  self->filled = meta->filled;
  self->phrases = ob_image_get_section (self->image, PHRASES, &size);
  if (size != ((gsize) self->n + 7) / 8)
    return FALSE;
  self->slots = ob_image_get_section (self->image, SLOTS, &size);
  self->n_slots = size / sizeof (guint32);
  return self->n_slots > 0 && read_numbers (self->image, OFFSETS, (gsize) self->n + 1, &self->offsets) &&
         read_numbers (self->image, LINES, self->n, &self->lines) &&
         read_text (self->image, POOL, &self->pool, &self->pool_size) && read_columns (self);
}

gboolean
ob_list_table_open (ObListTable *self, ObImage *image)
{
  ObListTable table = { .image = image };
  if (!read_table (&table))
    {
      ob_image_unref (image);
      return FALSE;
    }
  *self = table;
  return TRUE;
}

void
ob_list_table_clear (ObListTable *self)
{
  g_clear_pointer (&self->image, ob_image_unref);
}

ObImage *
ob_list_table_find_cached (const char *cache_name)
{
  return ob_cache_find (cache_name, KIND, N_SECTIONS);
}

const char *
ob_list_table_get_text (const ObListTable *self, guint32 entry)
{
  return self->pool + MIN (self->offsets[entry], self->pool_size - 1);
}

const char *
ob_list_table_get_cell (const ObListTable *self, guint32 entry, guint column)
{
  const char *p = ob_list_table_get_text (self, entry);
  const char *end = self->pool + MIN (self->offsets[entry + 1], self->pool_size - 1);
  for (guint i = 0; i < column && p < end; i++)
    p += strlen (p) + 1;
  return p < end && *p != '\0' ? p : NULL;
}

gboolean
ob_list_table_next (const ObListTable *self, guint32 hash, guint32 *position, guint32 *ret_entry)
{
  guint32 home = ob_hash_slot (hash, self->n_slots);
  while (*position < self->n_slots)
    {
      guint32 slot = home + (*position)++;
      slot -= slot >= self->n_slots ? self->n_slots : 0;
      guint32 entry = self->slots[slot];
      if (entry == 0)
        return FALSE;
      if (entry <= self->n)
        {
          *ret_entry = entry - 1;
          return TRUE;
        }
    }
  return FALSE;
}

/* --- building --- */

typedef struct
{
  guint32 offset, line, hash;
} Entry;

struct ObListBuilder
{
  GString *pool;
  GArray  *entries;             /* of Entry */
  guint32 *slots;               /* entry + 1; 0: free */
  guint32  n_slots;
  guint    last_column;         /* of the last entry */
  guint32  filled;
  guint    n_columns;
  const char *columns[OB_MAX_LIST_COLUMNS];
};

ObListBuilder *
ob_list_builder_new (void)
{
  ObListBuilder *self = g_new0 (ObListBuilder, 1);
  self->pool = g_string_new (NULL);
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->n_slots = 64;
  self->slots = g_new0 (guint32, self->n_slots);
  self->n_columns = 1;
  return self;
}

void
ob_list_builder_free (ObListBuilder *self)
{
  if (self == NULL)
    return;
  g_string_free (self->pool, TRUE);
  g_array_unref (self->entries);
  g_free (self->slots);
  g_free (self);
}

static inline Entry *
nth_entry (const ObListBuilder *self, guint32 i)
{
  return &g_array_index (self->entries, Entry, i);
}

static inline guint32
find_free (const guint32 *slots, guint32 n_slots, guint32 hash)
{
  guint32 i = ob_hash_slot (hash, n_slots);
  while (slots[i] != 0)
    i = i + 1 < n_slots ? i + 1 : 0;
  return i;
}

/* Entries are put in by number, so that those of one hash keep their order. */
static guint32 *
make_slots (const ObListBuilder *self, guint32 n_slots)
{
  guint32 *slots = g_new0 (guint32, n_slots);
  for (guint32 i = 0; i < self->entries->len; i++)
    slots[find_free (slots, n_slots, nth_entry (self, i)->hash)] = i + 1;
  return slots;
}

static void
grow_slots (ObListBuilder *self)
{
  g_free (self->slots);
  self->n_slots *= 2;
  self->slots = make_slots (self, self->n_slots);
}

/* The entry written so, or the free slot where it belongs. */
static gboolean
find_entry (const ObListBuilder *self, const char *text, gsize length, guint32 hash, guint32 *ret_entry,
            guint32 *ret_slot)
{
  guint32 i = ob_hash_slot (hash, self->n_slots);
  for (; self->slots[i] != 0; i = i + 1 < self->n_slots ? i + 1 : 0)
    {
      const Entry *entry = nth_entry (self, self->slots[i] - 1);
      if (entry->hash != hash)
        continue;
      g_autofree char *copy = g_strndup (text, length);
      if (ob_list_texts_equal (self->pool->str + entry->offset, copy))
        {
          *ret_entry = self->slots[i] - 1;
          return TRUE;
        }
    }
  *ret_slot = i;
  return FALSE;
}

gboolean
ob_list_builder_add (ObListBuilder *self, const char *text, gsize length, guint line, guint32 *ret_entry)
{
  guint32 hash = ob_list_hash (text, length), slot;
  if (find_entry (self, text, length, hash, ret_entry, &slot))
    return FALSE;
  Entry entry = { self->pool->len, line, hash };
  g_string_append_len (self->pool, text, length);
  g_string_append_c (self->pool, '\0');
  self->last_column = 0;
  *ret_entry = self->entries->len;
  g_array_append_val (self->entries, entry);
  self->slots[slot] = self->entries->len;
  if (self->entries->len > self->n_slots / 2)
    grow_slots (self);
  return TRUE;
}

void
ob_list_builder_add_cell (ObListBuilder *self, guint column, const char *text, gsize length)
{
  for (guint i = self->last_column + 1; i < column; i++)
    g_string_append_c (self->pool, '\0');
  g_string_append_len (self->pool, text, length);
  g_string_append_c (self->pool, '\0');
  self->last_column = column;
  self->filled |= 1u << column;
}

void
ob_list_builder_set_columns (ObListBuilder *self, const char *const *columns, guint n)
{
  self->n_columns = n;
  memcpy (self->columns, columns, n * sizeof *columns);
}

guint32
ob_list_builder_size (const ObListBuilder *self)
{
  return self->entries->len;
}

const char *
ob_list_builder_get_text (const ObListBuilder *self, guint32 entry)
{
  return self->pool->str + nth_entry (self, entry)->offset;
}

guint
ob_list_builder_get_line (const ObListBuilder *self, guint32 entry)
{
  return nth_entry (self, entry)->line;
}

static guint
count_tokens (const char *text, ObIntern *forms, GArray *tokens)
{
  g_array_set_size (tokens, 0);
  ob_tokenise (text, strlen (text), forms, tokens);
  return tokens->len;
}

/* "st." ends a sentence by itself, but "St." is one token before a name. */
static gboolean
is_abbreviation (const char *text, ObIntern *forms, GArray *tokens)
{
  g_autofree char *before_a_word = g_strconcat (text, " A", NULL);
  before_a_word[0] = g_ascii_toupper (before_a_word[0]);
  return count_tokens (before_a_word, forms, tokens) == 2;
}

/* Whether no single token can be @text. Letters alone are one (U+2000 … U+2FFF are marks): the common case costs no
 * tokenising. */
static gboolean
is_phrase (const char *text, ObIntern *forms, GArray *tokens)
{
  const char *p = text;
  while (g_ascii_isalnum (*p) || ((guchar) *p >= 0x80 && (guchar) *p != 0xe2))
    p++;
  if (*p == '\0')
    return FALSE;
  return strchr (p, ' ') != NULL || (!ob_is_clitic (text) && count_tokens (text, forms, tokens) > 1 &&
                                     !is_abbreviation (text, forms, tokens));
}

static guint8 *
make_phrases (const ObListBuilder *self)
{
  guint8 *bits = g_new0 (guint8, self->entries->len / 8 + 1);
  g_autoptr (ObIntern) forms = ob_intern_new ();
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (ObToken));
  for (guint32 i = 0; i < self->entries->len; i++)
    if (is_phrase (ob_list_builder_get_text (self, i), forms, tokens))
      bits[i / 8] |= 1u << (i % 8);
  return bits;
}

ObImage *
ob_list_builder_end (ObListBuilder *self, guint64 key, const ObFileId *source)
{
  guint32 n = self->entries->len, n_slots = n + n / 2 + 1;
  g_autofree guint32 *offsets = g_new (guint32, n + 1), *lines = g_new (guint32, n + 1);
  for (guint32 i = 0; i < n; i++)
    {
      offsets[i] = nth_entry (self, i)->offset;
      lines[i] = nth_entry (self, i)->line;
    }
  offsets[n] = self->pool->len;
  g_autofree guint32 *slots = make_slots (self, n_slots);
  g_autofree guint8 *phrases = make_phrases (self);
  g_autoptr (GString) columns = g_string_new (NULL);
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_string_append (columns, self->columns[i] != NULL ? self->columns[i] : "");
      g_string_append_c (columns, '\0');
    }
  Meta meta = { n, self->n_columns, self->filled, 0 };
  const ObSection sections[N_SECTIONS] = {
    [META] = { &meta, sizeof meta },
    [OFFSETS] = { offsets, ((gsize) n + 1) * sizeof *offsets },
    [LINES] = { lines, (gsize) n * sizeof *lines },
    [PHRASES] = { phrases, ((gsize) n + 7) / 8 },
    [POOL] = { self->pool->str, self->pool->len + 1 },
    [SLOTS] = { slots, (gsize) n_slots * sizeof *slots },
    [COLUMNS] = { columns->str, columns->len + 1 },
  };
  return ob_image_new (KIND, key, source, sections, N_SECTIONS);
}
