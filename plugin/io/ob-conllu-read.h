/* ob-conllu-read.h: documents of CoNLL-U: words, sentences and what their annotator says of each word.
 *
 * The text is that of "# text =" where the words stand in it, else the words with SpaceAfter taken into account; an empty
 * line stands between paragraphs (# newpar), a space between sentences. "# newdoc id = …" begins a document, "# date =
 * YYYY-MM-DD" dates it. Empty nodes (8.1) are left out; words of a multiword token (1-2) share its characters. "_" in a
 * column says nothing: then the word's lemma and part of speech are ours, and a sentence without heads has no tree. */
#pragma once
#include "base/ob-error.h"
#include "text/ob-doc.h"

typedef struct
{
  char   *id;                   /* of "# newdoc id"; NULL: none */
  char   *date;                 /* NULL: none */
  char   *text;
  gsize   length;
  GArray *words;                /* of ObGivenWord; its strings live as long as this */
  char   *pool;
} ObConlluDoc;

/* How many bytes at the beginning of @bytes are one document: up to the next "# newdoc". */
gsize    ob_conllu_measure (const char *bytes, gsize length);

/* Reads one document; lines count from @first_line. Errors: OB_ERROR_BAD_CONLLU, naming line and column, and
 * OB_ERROR_BAD_UTF8. */
gboolean ob_conllu_parse   (const char *bytes, gsize length, guint64 first_line, ObConlluDoc *ret_doc, GError **error);
void     ob_conllu_clear   (ObConlluDoc *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ObConlluDoc, ob_conllu_clear)
