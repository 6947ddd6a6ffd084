#include "io/ob-html-tree.h"
#include "base/ob-library.h"
#include <string.h>

/* ---- Parsing ---- */

/* What <meta charset> or the like declares in the first bytes; NULL: nothing. */
static char *
dup_declared_charset (const char *bytes, gsize length)
{
  g_autofree char *head = g_ascii_strdown (bytes, MIN (length, 2048));
  const char *p = strstr (head, "charset=");
  if (p == NULL && (p = strstr (head, "encoding=")) != NULL)
    p++;
  if (p == NULL)
    return NULL;
  p += strlen ("charset=");
  p += strspn (p, "\"' ");
  gsize n = strspn (p, "abcdefghijklmnopqrstuvwxyz0123456789-_.:");
  return n > 0 && n < 40 ? g_strndup (p, n) : NULL;
}

/* The page in UTF-8. What no encoding explains is read as Latin-1, in which everything has a meaning. */
static char *
dup_utf8 (const char *bytes, gsize length, gsize *ret_length)
{
  const char *charsets[] = { NULL, "WINDOWS-1252", "ISO-8859-1" };
  g_autofree char *declared = dup_declared_charset (bytes, length);
  const guchar *b = (const guchar *) bytes;
  gboolean is_utf16 = length >= 2 && ((b[0] == 0xff && b[1] == 0xfe) || (b[0] == 0xfe && b[1] == 0xff));
  if (!is_utf16 && g_utf8_validate_len (bytes, length, NULL))
    {
      *ret_length = length;
      return g_strndup (bytes, length);
    }
  charsets[0] = is_utf16 ? "UTF-16" : declared;
  for (guint i = 0; i < G_N_ELEMENTS (charsets); i++)
    {
      char *text = charsets[i] != NULL ? g_convert (bytes, length, "UTF-8", charsets[i], NULL, ret_length, NULL) : NULL;
      if (text != NULL && g_utf8_validate_len (text, *ret_length, NULL))
        return text;
      g_free (text);
    }
  *ret_length = length;                 /* with NULs, which are no text in any of them */
  char *text = g_utf8_make_valid (bytes, length);
  *ret_length = strlen (text);
  return text;
}

/* What is used of libxml2. The library and the many it needs are loaded at the first page and stay, so that who reads
 * none does not wait for them. */
#define FUNCTIONS(X) \
  X (htmlNewParserCtxt) X (htmlCtxtReadMemory) X (htmlFreeParserCtxt) X (xmlDocGetRootElement) X (xmlFreeDoc)

typedef struct                  /* pointers to functions alone, as ob_library_load fills them */
{
#define DECLARE(name) __typeof__ (name) *name;
  FUNCTIONS (DECLARE)
} Library;

static gboolean
load_library (Library *library, GError **error)
{
#define NAME(name) #name,
  static const char *const names[] = { FUNCTIONS (NAME) NULL };
  return ob_library_load ("libxml2.so.2", "libxml2", "pages", names, (gpointer *) library, error);
}

void
ob_html_clear (ObHtmlTree *self)
{
  if (self->doc != NULL)
    self->free_doc (self->doc);
  *self = (ObHtmlTree) { NULL };
}

gboolean
ob_html_parse (const char *bytes, gsize length, ObHtmlTree *ret_tree, GError **error)
{
  Library library;
  g_auto (ObHtmlTree) tree = { NULL };
  if (!load_library (&library, error))
    return FALSE;
  gsize n;
  g_autofree char *text = dup_utf8 (bytes, length, &n);
  for (gsize i = 0; i < n; i++)
    if (text[i] == '\0')
      text[i] = ' ';
  gsize bom = n >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  htmlParserCtxt *context = library.htmlNewParserCtxt ();
  if (context == NULL)
    {
      g_set_error (error, OB_ERROR, OB_ERROR_MEMORY, "no memory for a page");
      return FALSE;
    }
  tree.free_doc = library.xmlFreeDoc;
  tree.doc = library.htmlCtxtReadMemory (context, text + bom, n - bom, NULL, "UTF-8",
                                         HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                         HTML_PARSE_NONET | HTML_PARSE_COMPACT);
  gboolean is_cut = context->disableSAX != 0;   /* stopped at its own limit of depth, or short of memory */
  library.htmlFreeParserCtxt (context);
  tree.root = tree.doc != NULL ? library.xmlDocGetRootElement (tree.doc) : NULL;
  if (is_cut)
    g_set_error (error, OB_ERROR, OB_ERROR_TOO_LONG, "the page's elements are nested too deeply");
  else if (tree.root == NULL || tree.root->children == NULL)
    g_set_error (error, OB_ERROR, OB_ERROR_BAD_HTML, "no element of HTML in it");
  else
    {
      *ret_tree = tree;
      tree.doc = NULL;
      return TRUE;
    }
  return FALSE;
}

/* ---- Nodes ---- */

xmlNode *
ob_html_next (xmlNode *node, const xmlNode *root)
{
  if (node->type == XML_ELEMENT_NODE && node->children != NULL)
    return node->children;
  while (node != root && node->next == NULL)
    node = node->parent;
  return node == root ? NULL : node->next;
}

gboolean
ob_html_is (const xmlNode *node, const char *names)
{
  const char *name = (const char *) node->name;
  gsize n = name != NULL ? strlen (name) : 0;
  if (node->type != XML_ELEMENT_NODE || n == 0)
    return FALSE;
  for (const char *p = strstr (names, name); p != NULL; p = strstr (p + 1, name))
    if ((p == names || p[-1] == ' ') && (p[n] == '\0' || p[n] == ' '))
      return TRUE;
  return FALSE;
}

/* The texts of @node and those beside it, one after the other. */
static char *
dup_contents (const xmlNode *node)
{
  GString *text = g_string_new (NULL);
  for (; node != NULL; node = node->next)
    if ((node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) && node->content != NULL)
      g_string_append (text, (const char *) node->content);
  return g_string_free (text, FALSE);
}

char *
ob_html_dup (const xmlNode *node, const char *attribute)
{
  for (const xmlAttr *p = node->properties; p != NULL; p = p->next)
    if (strcmp ((const char *) p->name, attribute) == 0)
      return dup_contents (p->children);
  return NULL;
}

char *
ob_html_dup_script (const xmlNode *node)
{
  return dup_contents (node->children);
}

char *
ob_html_dup_text (xmlNode *root, gsize max)
{
  GString *text = g_string_new (NULL);
  for (xmlNode *node = root; node != NULL && text->len < max; node = ob_html_next (node, root))
    {
      if (ob_html_is (node, "script style") || (node->type != XML_TEXT_NODE && node->type != XML_ELEMENT_NODE))
        continue;
      if (node->type == XML_ELEMENT_NODE && text->len > 0 && text->str[text->len - 1] != ' ' &&
          (ob_html_is_block (node) || ob_html_is (node, "br")))
        g_string_append_c (text, ' ');
      for (const char *p = (const char *) (node->type == XML_TEXT_NODE ? node->content : NULL);
           p != NULL && *p != '\0'; p = g_utf8_next_char (p))
        {
          gunichar c = g_utf8_get_char (p);
          if (!g_unichar_isspace (c))
            g_string_append_unichar (text, g_unichar_iscntrl (c) ? 0xfffd : c);
          else if (text->len > 0 && text->str[text->len - 1] != ' ')
            g_string_append_c (text, ' ');
        }
    }
  if (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}

char *
ob_html_dup_letters (const char *text)
{
  GString *letters = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_unichar (letters, g_unichar_tolower (g_utf8_get_char (p)));
  return g_string_free (letters, FALSE);
}

/* ---- What elements are ---- */

gboolean
ob_html_is_block (const xmlNode *node)
{
  return ob_html_is (node, "p div section article main header footer h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote pre "
                     "table thead tbody tr td th figure figcaption caption address hr aside nav form fieldset body html "
                     "center details summary hgroup");
}

gboolean
ob_html_is_container (const xmlNode *node)
{
  return ob_html_is (node, "body div section article main td tr tbody table center form span font header figure details");
}

static gboolean
is_hidden (const xmlNode *node)
{
  g_autofree char *style = ob_html_dup (node, "style"), *aria = ob_html_dup (node, "aria-hidden");
  g_autofree char *hidden = ob_html_dup (node, "hidden");
  if (hidden != NULL || g_strcmp0 (aria, "true") == 0)
    return TRUE;
  if (style == NULL)
    return FALSE;
  g_autofree char *plain = g_ascii_strdown (style, -1);
  return strstr (plain, "display:none") != NULL || strstr (plain, "display: none") != NULL;
}

gboolean
ob_html_is_junk (const xmlNode *node)
{
  return ob_html_is (node, "head script style noscript template svg math iframe object embed canvas video audio button select "
                     "option textarea input label nav aside dialog map progress menu") || is_hidden (node);
}

/* One of the words of the element's class, id, role, itemprop and rel is among @words, sorted. */
static gboolean
has_word (const xmlNode *node, const char *const *words)
{
  static const char *const attributes[] = { "class", "id", "role", "itemprop", "rel", "data-component", "data-testid" };
  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    {
      g_autofree char *value = node->properties != NULL ? ob_html_dup (node, attributes[i]) : NULL;
      if (value == NULL)
        continue;
      /* Words end at - _ : / and before a capital: article__share, ShareBar, related-links. */
      g_autoptr (GString) spaced = g_string_new (NULL);
      for (const char *p = value; *p != '\0' && spaced->len < 400; p++)
        {
          if (g_ascii_isupper (*p) && p > value && g_ascii_islower (p[-1]))
            g_string_append_c (spaced, ' ');
          g_string_append_c (spaced, g_ascii_isalnum (*p) ? g_ascii_tolower (*p) : ' ');
        }
      g_auto (GStrv) parts = g_strsplit (spaced->str, " ", -1);
      for (guint j = 0; parts[j] != NULL; j++)
        if (g_strv_contains (words, parts[j]))
          return TRUE;
    }
  return FALSE;
}

gboolean
ob_html_has_aside_name (const xmlNode *node)
{
  static const char *const words[] = {
    "ad", "ads", "advert", "advertisement", "advertising", "alert", "banner", "bio", "breadcrumb", "breadcrumbs", "bookmark",
    "comment", "comments", "complementary", "consent", "contentinfo", "cookie", "cookies", "disclaimer", "disqus",
    "donate", "donation", "feedback", "flyout", "follow", "footer", "gdpr", "hidden", "infobox", "legal", "login", "masthead", "menu",
    "metered", "modal", "more", "mostread", "nav", "navbar", "navigation", "newsletter", "notice", "noprint",
    "onward", "outbrain", "overlay", "pager", "pagination", "paywall", "popular", "popup", "print", "promo", "promos",
    "promotion", "rail", "read", "recirc", "recommended", "recommendations", "register", "related", "replies", "reply",
    "respond", "search", "share", "sharing", "shop", "sidebar", "signup", "skip", "social", "sponsor", "sponsored",
    "subscribe", "subscription", "supplemental", "syndication", "taboola", "tag", "tags", "teaser", "teasers", "ticker", "tool", "toolbar",
    "tools", "topics", "trending", "widget", "widgets", "zone", "toc", "reactions", "likes", "correction", "copyright",
    NULL
  };
  if (ob_html_is (node, "html body main article"))
    return FALSE;
  return ob_html_is (node, "footer") || has_word (node, words);
}

gboolean
ob_html_has_sidebar_name (const xmlNode *node)
{
  static const char *const words[] = {
    "comment", "comments", "complementary", "disqus", "footer", "outbrain", "rail", "recommended", "related", "replies",
    "respond", "sidebar", "taboola", "teasers", NULL
  };
  return !ob_html_is (node, "html body main article") && (ob_html_is (node, "footer") || has_word (node, words));
}

gboolean
ob_html_is_related_heading (const char *text)
{
  static const char *const begins[] = {
    "moreon", "morefrom", "morestories", "morenews", "related", "readmore", "readnext", "readalso", "alsoread", "seealso", "recommended",
    "youmay", "youmight", "mostread", "mostpopular", "mostviewed", "editorspick", "latest", "trending", "upnext", "furtherreading",
    "topstories", "popular",
  };
  g_autofree char *letters = ob_html_dup_letters (text);
  for (guint i = 0; strlen (letters) <= 40 && i < G_N_ELEMENTS (begins); i++)
    if (g_str_has_prefix (letters, begins[i]))
      return TRUE;
  return FALSE;
}

gboolean
ob_html_has_standfirst_name (const xmlNode *node)
{
  static const char *const words[] = {
    "standfirst", "dek", "deck", "subtitle", "subheadline", "subhead", "subheading", "lede", "kicker2", "summary", "intro",
    "description", "strapline", NULL
  };
  return ob_html_is (node, "p h2 h3 div span header") && has_word (node, words);
}

gboolean
ob_html_has_byline_name (const xmlNode *node)
{
  static const char *const words[] = { "byline", "bylines", "author", "authors", "writer", "contributor", "journalist", NULL };
  return ob_html_is (node, "p div span a address li ul h3 h4 h5 cite strong") && has_word (node, words);
}

gboolean
ob_html_is_date_line (const char *text)
{
  static const char *const begins[] = { "published", "updated", "lastupdated", "posted", "lastmodified", "firstpublished" };
  static const char *const ends[] = { "minread", "minuteread", "minsread", "comments", "ago", "shares", "views" };
  if (strlen (text) > 90)
    return FALSE;
  g_autofree char *letters = ob_html_dup_letters (text);
  gsize n = strlen (letters);
  gboolean has_digit = strpbrk (letters, "0123456789") != NULL;
  for (guint i = 0; has_digit && i < G_N_ELEMENTS (begins); i++)
    if (g_str_has_prefix (letters, begins[i]))
      return TRUE;
  for (guint i = 0; has_digit && n <= 30 && i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (letters, ends[i]))
      return TRUE;
  return FALSE;
}
