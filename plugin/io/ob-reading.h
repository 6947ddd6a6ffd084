/* ob-reading.h: what a file holds, as a document: the kind shows in its name. */
#pragma once
#include "io/ob-conllu-read.h"

typedef enum
{
  OB_READ_TEXT,                 /* the bytes are the text */
  OB_READ_PAGE,                 /* HTML: the text is the page's article, see ob-html-page.h */
  OB_READ_CONLLU,               /* CoNLL-U: one document, see ob-conllu-read.h; its words are taken as they are */
} ObReadKind;

typedef struct
{
  ObReadKind  kind;
  const char *text;             /* the bytes given, or @own */
  gsize       length;
  char       *own;
  char       *date;             /* that it states itself; may be NULL */
  ObConlluDoc conllu;           /* OB_READ_CONLLU */
} ObReading;

ObReadKind ob_read_kind_of (const char *path);

/* @bytes must outlive @ret_reading. @line: number of the first line, for messages. Errors: those of ob_html_page_parse and
 * ob_conllu_parse. */
gboolean ob_reading_parse (ObReadKind kind, const char *bytes, gsize length, guint64 line, ObReading *ret_reading,
                           GError **error);
void     ob_reading_clear (ObReading *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ObReading, ob_reading_clear)
