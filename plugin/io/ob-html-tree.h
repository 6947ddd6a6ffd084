/* ob-html-tree.h: a page as a tree, and what names of elements and classes say of its parts. Internal to plugin/io. */
#pragma once
#include "base/ob-error.h"
#include <libxml/HTMLparser.h>

/* The tree of a page. Errors as of ob_html_page_parse; OB_ERROR_NOT_FOUND when libxml2 is not installed. */
typedef struct
{
  xmlNode *root;                /* an element with something in it */
  xmlDoc  *doc;
  void   (*free_doc) (xmlDoc *doc);
} ObHtmlTree;

gboolean ob_html_parse  (const char *bytes, gsize length, ObHtmlTree *ret_tree, GError **error);
void     ob_html_clear  (ObHtmlTree *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ObHtmlTree, ob_html_clear)

/* The node behind @node in the order of the page, within @root; NULL at the end. */
xmlNode *ob_html_next   (xmlNode *node, const xmlNode *root);
/* TRUE when the element is called one of @names, which spaces separate. */
gboolean ob_html_is     (const xmlNode *node, const char *names);
/* The element's attribute, or NULL. A new string. */
char    *ob_html_dup    (const xmlNode *node, const char *attribute);
/* What stands in a <script>. A new string. */
char    *ob_html_dup_script (const xmlNode *node);
/* The text in @node with its white space folded; at most @max bytes, more or less. */
char    *ob_html_dup_text (xmlNode *node, gsize max);
/* Letters and digits of @text in lower case: what two ways of setting one line have in common. */
char    *ob_html_dup_letters (const char *text);

gboolean ob_html_is_block     (const xmlNode *node);            /* begins and ends a paragraph */
gboolean ob_html_is_container (const xmlNode *node);            /* may hold an article's paragraphs */
gboolean ob_html_is_junk      (const xmlNode *node);            /* no text of an article: scripts, menus, hidden parts */
gboolean ob_html_has_aside_name      (const xmlNode *node);     /* class, id or role says: beside the article */
gboolean ob_html_has_sidebar_name    (const xmlNode *node);     /* … for sure: comments, a sidebar, related stories */
gboolean ob_html_has_standfirst_name (const xmlNode *node);
gboolean ob_html_has_byline_name     (const xmlNode *node);
/* "Related stories", "More from …": a heading of links. */
gboolean ob_html_is_related_heading (const char *text);
/* "Published 11 September 2023", "3 min read", "Updated: 10.30": a line about the article, not of it. */
gboolean ob_html_is_date_line (const char *text);
