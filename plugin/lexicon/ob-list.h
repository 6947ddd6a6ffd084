/* ob-list.h: word lists with features: what `[word in $say]`, `$titles`, gazetteers and `cue.$cues.stance` look into.
 *
 * A list file is one entry a line; `--` begins a comment line; a first line `@columns<TAB>entry<TAB>name…` names the
 * tab-separated columns, the first of which is the entry, the others features. Inline lists are words separated by
 * white space, "several words" in double quotes, `--` to the end of the line a comment. An entry of a file that begins
 * with @, -- or \ has a \ put before it. Immutable once built. Entries keep their order.
 *
 * Diagnostics: OB500 no such file · OB501 duplicate entry (the first counts) · OB502 more cells than columns · OB503
 * unknown directive · OB504 empty list · OB505 not UTF-8 · OB506 (gazetteers) an entry without a token · OB507 bad
 * @columns · OB508 quote not closed · OB509 byte order mark · OB510 entry missing or too long · OB511 a comment that
 * looks like an entry · OB512 more problems than are shown. `-- suppress: OB501` in a file silences a warning. */
#pragma once
#include "base/ob-diag.h"
#include "base/ob-image.h"

/* An entry of a list: a number that says where in the list's image it stands, the same in all copies of the list. The
 * first of two entries has the smaller number. */
typedef guint32 ObListEntry;

#define OB_NO_ENTRY G_MAXUINT32

typedef struct ObList ObList;   /* reference-counted, thread-safe once built */

/* Reads a list. Problems go to @diags, see above; a list with errors is still returned with its good entries. @name is
 * the pack-local name. @place is that of the source's first character; it is copied, its file and text borrowed while
 * the call lasts. */
ObList *ob_list_parse_file   (const char *name, const char *path, ObDiags *diags);
ObList *ob_list_parse_inline (const char *name, const char *source, const ObPlace *place, ObDiags *diags);
ObList *ob_list_ref   (ObList *self);
void    ob_list_unref (ObList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObList, ob_list_unref)

const char        *ob_list_get_name (const ObList *self);
const char        *ob_list_get_file (const ObList *self);       /* where it was defined */
guint              ob_list_get_line (const ObList *self);
guint              ob_list_size     (const ObList *self);
ObListEntry        ob_list_get      (const ObList *self, guint i);      /* the i-th entry */
gboolean           ob_list_has      (const ObList *self, ObListEntry entry);    /* of a list it is a copy of */

/* Of an entry: its text as written, ’ kept; its line in its source, 0 when an overlay added it. */
const char *ob_list_get_text       (const ObList *self, ObListEntry entry);
guint       ob_list_get_entry_line (const ObList *self, ObListEntry entry);

/* Columns, counted from 0; the first is the entry itself, and no feature. A name may be NULL. */
guint       ob_list_get_n_columns (const ObList *self);
const char *ob_list_get_column    (const ObList *self, guint column);   /* interned */
guint       ob_list_find_column   (const ObList *self, const char *name);       /* 0: there is none */
/* TRUE when any entry has something in @column. */
gboolean    ob_list_uses_column   (const ObList *self, guint column);
/* What an entry has in a column, or NULL for nothing. Borrowed. */
const char *ob_list_get_cell      (const ObList *self, ObListEntry entry, guint column);
const char *ob_list_get_feature   (const ObList *self, ObListEntry entry, const char *name);

/* How many entries no single token can be; *ret_first is the first of them. */
guint ob_list_count_phrases (const ObList *self, ObListEntry *ret_first);

/* The entry written @text (’ and ' are equal), of one word or many, or OB_NO_ENTRY. */
ObListEntry ob_list_get_by_text (const ObList *self, const char *text);

/* One-word entries by hash. @folded (lower-cased, see ob_fold) against entries written all lower case, @exact
 * against entries with a capital: an entry with a capital matches only as written (`case = "any"` lists fold all).
 * Both are one token's text, @folded that of @exact; either may be NULL. The first entry that fits, or OB_NO_ENTRY. */
ObListEntry ob_list_find (const ObList *self, const char *folded, const char *exact);

/* What is made from the entries of a list may be made once for all its copies: they share an image, with the entries of
 * all of them. The name is that under which such things are kept in the cache, or NULL. */
const ObImage *ob_list_get_image      (const ObList *self);
guint          ob_list_get_image_size (const ObList *self);     /* entries in the image */
const char    *ob_list_get_cache_name (const ObList *self);

/* Copies with entries added (at the end, each as a line of a list file: tabs before the cells of its columns) or
 * removed, for overlays. Both are NULL-terminated and may be NULL; to add what is there or remove what is not does
 * nothing. */
ObList *ob_list_dup_edited (const ObList *self, const char *const *add, const char *const *remove);

/* A copy with the entries that @keeps keeps. */
ObList *ob_list_dup_filtered (const ObList *self,
                              gboolean (*keeps) (const ObList *list, ObListEntry entry, gconstpointer data),
                              gconstpointer data);

/* A copy called @name with the entries whose @column satisfies @condition: ">= 45", "<= 10" (numbers), "= say", or
 * "has that" (one of several parts separated by commas). NULL for a column that no entry has (OB_ERROR_NOT_FOUND) or a
 * condition that cannot be read (OB_ERROR_USAGE). */
ObList *ob_list_dup_where (const ObList *self, const char *name, const char *column, const char *condition,
                           GError **error);
void    ob_list_set_name  (ObList *self, const char *name);     /* before it is shared */

/* For lists declared with case = "any" / "exact"; "smart" is the default described at ob_list_find. */
typedef enum { OB_CASE_SMART, OB_CASE_ANY, OB_CASE_EXACT } ObCase;
void   ob_list_set_case (ObList *self, ObCase list_case);       /* before it is shared */
ObCase ob_list_get_case (const ObList *self);

/* For lists declared with fuzzy = 1: what no entry is written like is looked for as a misspelling (see ob-fuzzy.h). */
void     ob_list_set_fuzzy (ObList *self);                      /* before it is shared; copies are, too */
gboolean ob_list_is_fuzzy  (const ObList *self);

/* The entry of a fuzzy list that @text, words separated by spaces, means; for other lists none. */
ObListEntry ob_list_find_near (const ObList *self, const char *text);
