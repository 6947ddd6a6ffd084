/* ob-pages.h: what a pack is and does, for people to read: one page from what its files say and its examples show.
 *
 * HTML is self-contained (no script, no font, no image from elsewhere), light or dark as the reader's system is, and works
 * with a keyboard and a screen reader. Markdown is that of CommonMark with tables. */
#pragma once
#include "pack/ob-loader.h"

typedef enum { OB_PAGES_HTML, OB_PAGES_MARKDOWN } ObPagesFormat;

/* How often each rule found something in a corpus. */
typedef struct
{
  GHashTable *hits;             /* rule id to its count, as guint64 * */
  guint64     n_docs;
} ObPagesCounts;

/* The page of @pack, one of @loaded. @counts may be NULL. A new string. */
char *ob_pages_dup (const ObLoaded *loaded, const ObPack *pack, ObPagesFormat format, const ObPagesCounts *counts);
