/* ob-list.c: word lists once they are read: looking into them, copies with entries taken out or added. A copy shares
 * the image of the list it was made from, and says which of its entries it has. */
#include "lexicon/ob-list.h"
#include "base/ob-hash.h"
#include "lexicon/ob-fuzzy.h"
#include "lexicon/ob-list-table.h"
#include "lexicon/ob-vocab.h"

ObList *
ob_list_new (const char *name, const char *file, guint line)
{
  ObList *self = g_new0 (ObList, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->name = g_strdup (name);
  self->file = g_strdup (file);
  self->line = line;
  return self;
}

gboolean
ob_list_take_image (ObList *self, ObImage *image)
{
  if (!ob_list_table_open (&self->table, image))
    return FALSE;
  self->n = self->table.n;
  return TRUE;
}

ObList *
ob_list_ref (ObList *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
ob_list_unref (ObList *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  ob_fuzzy_free (self->fuzzy);
  ob_list_table_clear (&self->table);
  g_free (self->selected);
  g_free (self->is_selected);
  g_free (self->cache_name);
  g_free (self->name);
  g_free (self->file);
  g_free (self);
}

/* --- reading --- */

const char *
ob_list_get_name (const ObList *self)
{
  return self->name;
}

const char *
ob_list_get_file (const ObList *self)
{
  return self->file;
}

guint
ob_list_get_line (const ObList *self)
{
  return self->line;
}

guint
ob_list_size (const ObList *self)
{
  return self->n;
}

ObListEntry
ob_list_get (const ObList *self, guint i)
{
  return self->selected != NULL ? self->selected[i] : i;
}

gboolean
ob_list_has (const ObList *self, ObListEntry entry)
{
  if (entry >= self->table.n)
    return FALSE;
  return self->is_selected == NULL || (self->is_selected[entry / 64] >> (entry % 64) & 1) != 0;
}

const char *
ob_list_get_text (const ObList *self, ObListEntry entry)
{
  return ob_list_table_get_text (&self->table, entry);
}

guint
ob_list_get_entry_line (const ObList *self, ObListEntry entry)
{
  return self->table.lines[entry];
}

guint
ob_list_get_n_columns (const ObList *self)
{
  return self->table.n_columns;
}

const char *
ob_list_get_column (const ObList *self, guint column)
{
  return self->table.columns[column];
}

const char *
ob_list_get_cell (const ObList *self, ObListEntry entry, guint column)
{
  if (column == 0 || (self->table.filled >> column & 1) == 0)
    return NULL;
  return ob_list_table_get_cell (&self->table, entry, column);
}

guint
ob_list_find_column (const ObList *self, const char *name)
{
  for (guint column = 1; column < self->table.n_columns; column++)
    if (g_strcmp0 (self->table.columns[column], name) == 0)
      return column;
  return 0;
}

const char *
ob_list_get_feature (const ObList *self, ObListEntry entry, const char *name)
{
  return ob_list_get_cell (self, entry, ob_list_find_column (self, name));
}

gboolean
ob_list_uses_column (const ObList *self, guint column)
{
  if (column == 0 || (self->table.filled >> column & 1) == 0)
    return FALSE;
  gboolean is_used = self->selected == NULL;
  for (guint32 i = 0; i < self->n && !is_used; i++)
    is_used = ob_list_get_cell (self, self->selected[i], column) != NULL;
  return is_used;
}

guint
ob_list_count_phrases (const ObList *self, ObListEntry *ret_first)
{
  guint n = 0;
  for (guint32 i = 0; i < self->n; i++)
    {
      ObListEntry entry = ob_list_get (self, i);
      if (self->selected == NULL && entry % 8 == 0 && self->table.phrases[entry / 8] == 0)
        {
          i += 7;               /* whole lists of single words are common, and long */
          continue;
        }
      if ((self->table.phrases[entry / 8] >> (entry % 8) & 1) != 0 && n++ == 0)
        *ret_first = entry;
    }
  return n;
}

const char *
ob_list_get_cache_name (const ObList *self)
{
  return self->cache_name;
}

const ObImage *
ob_list_get_image (const ObList *self)
{
  return self->table.image;
}

guint
ob_list_get_image_size (const ObList *self)
{
  return self->table.n;
}

ObCase
ob_list_get_case (const ObList *self)
{
  return self->list_case;
}

/* --- finding --- */

ObListEntry
ob_list_get_by_text (const ObList *self, const char *text)
{
  guint32 hash = ob_list_hash (text, strlen (text)), position = 0;
  ObListEntry entry;
  while (ob_list_table_next (&self->table, hash, &position, &entry))
    if (ob_list_has (self, entry) && ob_list_texts_equal (ob_list_get_text (self, entry), text))
      return entry;
  return OB_NO_ENTRY;
}

static gboolean
folds_to (const char *text, const char *folded)
{
  g_autofree char *lower = ob_fold (text, strlen (text));
  return strcmp (lower, folded) == 0;
}

/* Whether the entry @text is meant by a word; see ob_list_find(). */
static gboolean
is_meant (ObCase list_case, const char *text, const char *folded, const char *exact)
{
  if (list_case == OB_CASE_ANY)
    return folded != NULL && folds_to (text, folded);
  if (exact != NULL && ob_list_texts_equal (text, exact))
    return TRUE;
  return list_case == OB_CASE_SMART && folded != NULL && ob_list_texts_equal (text, folded);
}

ObListEntry
ob_list_find (const ObList *self, const char *folded, const char *exact)
{
  if (folded == NULL && exact == NULL)
    return OB_NO_ENTRY;
  guint32 hash = folded != NULL ? ob_hash_key (folded, strlen (folded)) : ob_list_hash (exact, strlen (exact));
  guint32 position = 0;
  ObListEntry entry;
  while (ob_list_table_next (&self->table, hash, &position, &entry))    /* in the order of the list */
    if (ob_list_has (self, entry) && is_meant (self->list_case, ob_list_get_text (self, entry), folded, exact))
      return entry;
  return exact != NULL ? ob_list_find_near (self, exact) : OB_NO_ENTRY;
}

void
ob_list_set_fuzzy (ObList *self)
{
  if (self->fuzzy == NULL)
    self->fuzzy = ob_fuzzy_new (self);
}

gboolean
ob_list_is_fuzzy (const ObList *self)
{
  return self->fuzzy != NULL;
}

ObListEntry
ob_list_find_near (const ObList *self, const char *text)
{
  return self->fuzzy != NULL ? ob_fuzzy_find (self->fuzzy, text) : OB_NO_ENTRY;
}

/* --- copies --- */

void
ob_list_set_name (ObList *self, const char *name)
{
  g_free (self->name);
  self->name = g_strdup (name);
}

void
ob_list_set_case (ObList *self, ObCase list_case)
{
  self->list_case = list_case;
}

static ObList *
dup_all (const ObList *self)
{
  ObList *copy = ob_list_new (self->name, self->file, self->line);
  copy->list_case = self->list_case;
  copy->cache_name = g_strdup (self->cache_name);
  copy->table = self->table;
  ob_image_ref (copy->table.image);
  copy->n = self->n;
  if (self->fuzzy != NULL)
    ob_list_set_fuzzy (copy);
  if (self->selected == NULL)
    return copy;
  copy->selected = g_memdup2 (self->selected, MAX (self->n, 1) * sizeof *self->selected);
  copy->is_selected = g_memdup2 (self->is_selected, (self->table.n / 64 + 1) * sizeof *self->is_selected);
  return copy;
}

ObList *
ob_list_dup_filtered (const ObList *self, gboolean (*keeps) (const ObList *list, ObListEntry entry, gconstpointer data),
                      gconstpointer data)
{
  ObList *copy = dup_all (self);
  g_free (copy->selected);
  g_free (copy->is_selected);
  copy->selected = g_new (guint32, MAX (self->n, 1));
  copy->is_selected = g_new0 (guint64, self->table.n / 64 + 1);
  copy->n = 0;
  for (guint32 i = 0; i < self->n; i++)
    {
      ObListEntry entry = ob_list_get (self, i);
      if (!keeps (self, entry, data))
        continue;
      copy->is_selected[entry / 64] |= G_GUINT64_CONSTANT (1) << (entry % 64);
      copy->selected[copy->n++] = entry;
    }
  copy->selected = g_renew (guint32, copy->selected, MAX (copy->n, 1));
  return copy;
}

static gboolean
is_not_among (const ObList *list G_GNUC_UNUSED, ObListEntry entry, gconstpointer data)
{
  return !g_hash_table_contains ((GHashTable *) data, GUINT_TO_POINTER (entry));
}

/* Adds @line, cells and all; those past the last column find no place. */
static void
add_line (ObListBuilder *builder, const char *line, guint n_columns)
{
  g_auto (GStrv) cells = g_strsplit (line, "\t", (gint) n_columns);
  guint32 index;
  ob_list_builder_add (builder, cells[0], strlen (cells[0]), 0, &index);
  for (guint column = 1; cells[0] != NULL && cells[column] != NULL; column++)
    if (cells[column][0] != '\0')
      ob_list_builder_add_cell (builder, column, cells[column], strlen (cells[column]));
}

/* The entries of @self with their cells, and then those of @add, as a list of its own. */
static ObList *
dup_with (const ObList *self, const char *const *add)
{
  g_autoptr (ObListBuilder) builder = ob_list_builder_new ();
  ob_list_builder_set_columns (builder, self->table.columns, self->table.n_columns);
  guint32 index;
  for (guint32 i = 0; i < self->n; i++)
    {
      ObListEntry entry = ob_list_get (self, i);
      const char *text = ob_list_get_text (self, entry), *cell;
      ob_list_builder_add (builder, text, strlen (text), self->table.lines[entry], &index);
      for (guint column = 1; column < self->table.n_columns; column++)
        if ((cell = ob_list_get_cell (self, entry, column)) != NULL)
          ob_list_builder_add_cell (builder, column, cell, strlen (cell));
    }
  for (; *add != NULL; add++)
    add_line (builder, *add, MAX (self->table.n_columns, 1));
  ObList *copy = ob_list_new (self->name, self->file, self->line);
  copy->list_case = self->list_case;
  if (self->fuzzy != NULL)
    ob_list_set_fuzzy (copy);
  ob_list_take_image (copy, ob_list_builder_end (builder, 0, NULL));
  return copy;
}

ObList *
ob_list_dup_edited (const ObList *self, const char *const *add, const char *const *remove)
{
  g_autoptr (GHashTable) removed = g_hash_table_new (NULL, NULL);       /* of ObListEntry, as a set */
  for (guint i = 0; remove != NULL && remove[i] != NULL; i++)
    {
      ObListEntry entry = ob_list_get_by_text (self, remove[i]);
      if (entry != OB_NO_ENTRY)
        g_hash_table_add (removed, GUINT_TO_POINTER (entry));
    }
  ObList *rest = g_hash_table_size (removed) > 0 ? ob_list_dup_filtered (self, is_not_among, removed) : dup_all (self);
  if (add == NULL || add[0] == NULL)
    return rest;
  ObList *copy = dup_with (rest, add);
  ob_list_unref (rest);
  return copy;
}
