/* ob-list-table.h: the entries of a list as one image: how they are laid down, and how they are read from it. Included
 * by the files of ObList only.
 *
 * A record is the entry's text and its cells, up to the last that is not empty, each ended by NUL. Entries are found by
 * the hash of their folded text, so that one table serves every ObCase; those with the same hash stand in the order of
 * the list. Every offset is checked when it is used: an image may come from a file. */
#pragma once
#include "base/ob-image.h"
#include "base/ob-limits.h"
#include "lexicon/ob-list.h"

typedef struct
{
  ObImage       *image;         /* owned */
  guint32        n;             /* entries */
  guint          n_columns;     /* the first is the entry itself */
  const char    *columns[OB_MAX_LIST_COLUMNS];  /* interned; NULL: no name */
  guint32        filled;        /* bit c: an entry has a cell in column c */
  const guint32 *offsets;       /* n + 1: where in the pool an entry's record begins */
  const guint32 *lines;         /* n */
  const guint8  *phrases;       /* a bit an entry, see ob_list_count_phrases() */
  const char    *pool;          /* ends in NUL */
  gsize          pool_size;
  const guint32 *slots;         /* entry + 1; 0: free */
  guint32        n_slots;
} ObListTable;

/* Takes @image. FALSE when it is none of a list; @self is then untouched, and @image freed. */
gboolean ob_list_table_open  (ObListTable *self, ObImage *image);
void     ob_list_table_clear (ObListTable *self);

/* The image of the list in the cache, or NULL. */
ObImage *ob_list_table_find_cached (const char *cache_name);

const char *ob_list_table_get_text (const ObListTable *self, guint32 entry);
/* The cell, or NULL when it is empty. */
const char *ob_list_table_get_cell (const ObListTable *self, guint32 entry, guint column);

/* Iterates over the entries whose folded text has this hash; others may be among them. *position begins as 0. */
gboolean ob_list_table_next (const ObListTable *self, guint32 hash, guint32 *position, guint32 *ret_entry);

guint32  ob_list_hash (const char *text, gsize length);         /* of the folded text */
gboolean ob_list_is_plain (const char *s, gsize length);        /* ASCII only */
/* Equal but for ’ and ', and both hyphens. */
gboolean ob_list_texts_equal (const char *a, const char *b);

typedef struct ObListBuilder ObListBuilder;

ObListBuilder *ob_list_builder_new  (void);
void           ob_list_builder_free (ObListBuilder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObListBuilder, ob_list_builder_free)

/* Adds an entry, which then is the last. One that is there already is not added again: FALSE. Its number either way. */
gboolean    ob_list_builder_add      (ObListBuilder *self, const char *text, gsize length, guint line,
                                      guint32 *ret_entry);
/* Sets a cell of the last entry; columns come in ascending order, empty cells not at all. */
void        ob_list_builder_add_cell (ObListBuilder *self, guint column, const char *text, gsize length);
void        ob_list_builder_set_columns (ObListBuilder *self, const char *const *columns, guint n);
void        ob_list_builder_suppress (ObListBuilder *self, const char *id);
guint32     ob_list_builder_size     (const ObListBuilder *self);
const char *ob_list_builder_get_text (const ObListBuilder *self, guint32 entry);
guint       ob_list_builder_get_line (const ObListBuilder *self, guint32 entry);
/* @key and @source as in ob_image_new(). */
ObImage    *ob_list_builder_end      (ObListBuilder *self, guint64 key, const ObFileId *source);

/* What ob-list-parse.c fills in. */
struct ObList
{
  gatomicrefcount ref_count;
  char       *name, *file;
  guint       line;
  ObCase      list_case;
  char       *cache_name;       /* of the list's file; NULL: nothing of it is kept in the cache */
  ObListTable table;
  guint32    *selected;         /* entries of the table that belong to this list, ascending; NULL: all */
  guint64    *is_selected;      /* with selected: a bit an entry */
  guint32     n;                /* entries of this list */
  struct ObFuzzy *fuzzy;        /* fuzzy lists only */
};

ObList *ob_list_new (const char *name, const char *file, guint line);
/* Gives a new list its entries: all of @image, which is taken. */
gboolean ob_list_take_image (ObList *self, ObImage *image);
