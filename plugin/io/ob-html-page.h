/* ob-html-page.h: the article in a page of HTML: its main text without menus, advertisements and comments, its title, date
 * and byline.
 *
 * Read by libxml2, which takes any bytes for a page. Prose is text in paragraphs that are long or end like sentences and
 * are no links (text and link density tell an article from what is around it: Kohlschütter and others, WSDM 2010). Parts
 * whose names say that they stand beside an article are left out unless the prose is there; then the main text is in the
 * smallest element with nearly all the prose that is left.
 *
 * Title, date and byline come from, in this order: JSON-LD (schema.org), <meta> (OpenGraph, article:…, Dublin Core,
 * parsely, sailthru …), microdata, <time>, <h1>, <title>. The text begins with the title, the standfirst if there is
 * one, and the byline, each a paragraph, so that zones see what a reader sees. */
#pragma once
#include "base/ob-error.h"

typedef struct
{
  char  *text;                  /* paragraphs with an empty line between them; UTF-8 without controls */
  gsize  length;
  char  *title;                 /* each may be NULL */
  char  *byline;
  char  *date;                  /* YYYY-MM-DD, as published */
} ObHtmlPage;

/* Reads a page. Its encoding is that of a byte order mark, else what <meta> declares, else UTF-8 if it is valid, else
 * Windows-1252. Errors: OB_ERROR_BAD_HTML for bytes that hold no element at all, OB_ERROR_TOO_LONG for elements nested
 * deeper than libxml2 follows (256). */
gboolean ob_html_page_parse (const char *bytes, gsize length, ObHtmlPage *ret_page, GError **error);
void     ob_html_page_clear (ObHtmlPage *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ObHtmlPage, ob_html_page_clear)

/* TRUE for *.html, *.htm, *.xhtml, in any case. */
gboolean ob_html_is_page_name (const char *path);
