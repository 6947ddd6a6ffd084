#include "io/ob-html-page.h"
#include "io/ob-html-meta.h"
#include "io/ob-html-tree.h"
#include <string.h>

/* ---- Blocks: what is set as one paragraph ---- */

typedef struct
{
  xmlNode *node;                /* the block element whose text it is */
  char    *text;
  guint    length;              /* characters */
  guint    n_linked;            /* of them, inside links */
  guint    n_dated;             /* … inside <time> */
  gboolean is_heading, is_item;
} Block;

typedef struct
{
  GArray  *blocks;              /* of Block */
  GString *text;                /* of the block under way */
  xmlNode *node;
  guint    length, n_linked, n_dated;
} Collector;

static void
block_clear (gpointer data)
{
  g_free (((Block *) data)->text);
}

static void
end_block (Collector *self)
{
  g_string_truncate (self->text, self->text->len - (self->text->len > 0 && self->text->str[self->text->len - 1] == ' '));
  if (self->text->len > 0)
    {
      const char *name = (const char *) self->node->name;
      gboolean is_heading = name[0] == 'h' && g_ascii_isdigit (name[1]) && name[2] == '\0';
      Block block = { self->node, g_strndup (self->text->str, self->text->len), self->length, self->n_linked, self->n_dated,
                      is_heading, ob_html_is (self->node, "li dt dd td th") };
      g_array_append_val (self->blocks, block);
    }
  g_string_truncate (self->text, 0);
  self->length = self->n_linked = self->n_dated = 0;
}

static void
add_text (Collector *self, const char *text, gboolean is_linked, gboolean is_dated)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (g_unichar_isspace (c))
        {
          if (self->text->len > 0 && self->text->str[self->text->len - 1] != ' ')
            g_string_append_c (self->text, ' ');
        }
      else if (!g_unichar_iscntrl (c) && c != 0xad && c != 0xfeff)      /* a soft hyphen is not to be seen */
        {
          g_string_append_unichar (self->text, c);
          self->length++;
          self->n_linked += is_linked;
          self->n_dated += is_dated;
        }
    }
}

/* All blocks in the order of the page. */
static GArray *
collect_blocks (xmlNode *root)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Collector self = { .blocks = g_array_new (FALSE, FALSE, sizeof (Block)), .text = text, .node = root };
  guint n_links = 0, n_times = 0;
  gboolean was_break = FALSE;
  g_array_set_clear_func (self.blocks, block_clear);
  xmlNode *node = root;
  while (node != NULL)
    {
      gboolean is_text = node->type == XML_TEXT_NODE && node->content != NULL;
      gboolean skips = node->type != XML_ELEMENT_NODE || ob_html_is_junk (node);
      if (is_text && self.node != NULL)
        {
          add_text (&self, (const char *) node->content, n_links > 0, n_times > 0);
          was_break &= self.text->len == 0 || self.text->str[self.text->len - 1] == ' ';
        }
      else if (!skips && ob_html_is_block (node))
        {
          end_block (&self);
          self.node = node;
        }
      else if (!skips && ob_html_is (node, "br"))
        {
          if (was_break)                        /* two of them part paragraphs */
            end_block (&self);
          add_text (&self, " ", FALSE, FALSE);
          was_break = TRUE;
        }
      n_links += !skips && ob_html_is (node, "a");
      n_times += !skips && ob_html_is (node, "time");
      if (!skips && node->children != NULL)
        {
          node = node->children;
          continue;
        }
      for (;; node = node->parent)
        {
          if (!(node->type != XML_ELEMENT_NODE || ob_html_is_junk (node)))
            {
              n_links -= ob_html_is (node, "a");
              n_times -= ob_html_is (node, "time");
              if (ob_html_is_block (node))
                {
                  end_block (&self);
                  self.node = node->parent;
                }
            }
          if (node == root || node->next != NULL)
            break;
        }
      node = node == root ? NULL : node->next;
    }
  end_block (&self);
  return self.blocks;
}

static gboolean
is_linked (const Block *block)
{
  return block->n_linked * 2 > block->length;
}

/* The characters of a block that is a paragraph of prose; 0 for others. */
static guint
weigh (const Block *block)
{
  enum { SENTENCE = 40, PARAGRAPH = 90 };
  if (block->is_heading || is_linked (block) || block->length < SENTENCE)
    return 0;
  const char *last = g_utf8_find_prev_char (block->text, block->text + strlen (block->text));
  gunichar c = last != NULL ? g_utf8_get_char (last) : 0;
  gboolean is_ended = c < 0x80 ? strchr (".!?\")", c) != NULL : c == 0x201d || c == 0x2019 || c == 0x2026;
  return is_ended || block->length >= PARAGRAPH ? block->length - block->n_linked : 0;
}

/* ---- The main text ---- */

/* Where the prose of the page stands, by element. */
typedef struct
{
  GHashTable *weights;          /* xmlNode → characters of prose in it */
  GHashTable *dropped;          /* of xmlNode, a set */
  guint       total;
} Prose;

static guint
get_weight (const Prose *self, xmlNode *node)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->weights, node));
}

/* Adds to an element and all that it lies in. */
static void
add_weight (Prose *self, xmlNode *node, int weight)
{
  for (; node != NULL && node->type == XML_ELEMENT_NODE; node = node->parent)
    g_hash_table_insert (self->weights, node, GUINT_TO_POINTER (get_weight (self, node) + weight));
}

static gboolean
is_dropped (const Prose *self, xmlNode *node)
{
  for (; node != NULL && node->type == XML_ELEMENT_NODE; node = node->parent)
    if (g_hash_table_contains (self->dropped, node))
      return TRUE;
  return FALSE;
}

/* Whether what is called a part beside the article may be one: it has less prose than the rest, or its name is sure and
 * the rest is an article by itself. */
static gboolean
is_beside (const Prose *self, xmlNode *root, xmlNode *node)
{
  enum { SHORT_ARTICLE = 400 };
  guint weight = get_weight (self, node), rest = get_weight (self, root) - weight;
  return weight * 2 <= self->total || (ob_html_has_sidebar_name (node) && rest >= MAX (SHORT_ARTICLE, self->total / 6));
}

/* Drops what is called a sidebar, comments, sharing and the like, unless most of the page's prose is in it. */
static void
drop_by_name (Prose *self, xmlNode *root)
{
  for (xmlNode *node = root; node != NULL; node = ob_html_next (node, root))
    if (node->type == XML_ELEMENT_NODE && ob_html_has_aside_name (node) && !is_dropped (self, node->parent)
        && is_beside (self, root, node))
      {
        g_hash_table_add (self->dropped, node);
        add_weight (self, node, -(int) get_weight (self, node));
      }
  self->total = get_weight (self, root);
}

/* The smallest element that holds most of the prose: down from the root as long as one child has nearly all of it. */
static xmlNode *
find_container (const Prose *self, xmlNode *root)
{
  xmlNode *container = root;
  for (xmlNode *child = root->children; child != NULL;)
    if (child->type == XML_ELEMENT_NODE && ob_html_is_container (child)
        && (guint64) get_weight (self, child) * 100 > (guint64) get_weight (self, container) * 70)
      {
        container = child;
        child = child->children;
      }
    else
      child = child->next;
  return container;
}

static gboolean
lies_in (xmlNode *node, xmlNode *container)
{
  while (node != NULL && node != container)
    node = node->parent;
  return node != NULL;
}

static gboolean
is_same_text (const char *a, const char *b)
{
  g_autofree char *x = ob_html_dup_letters (a), *y = ob_html_dup_letters (b);
  return strcmp (x, y) == 0;
}

static void
append_paragraph (GString *out, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  g_string_append_printf (out, "%s%s", out->len > 0 ? "\n\n" : "", text);
}

/* A line that is the byline itself: "By Jane Doe", "Jane Doe, Kellmar". */
static gboolean
is_byline (const Block *block, const char *byline)
{
  if (byline == NULL || block->length > 120)
    return FALSE;
  g_autofree char *name = ob_html_dup_letters (byline), *line = ob_html_dup_letters (block->text);
  gboolean has_by = g_str_has_prefix (line, "by") && g_str_has_prefix (line + 2, name);
  return *name != '\0' && (g_str_has_prefix (line, name) || has_by);
}

static gboolean
is_in_item (const xmlNode *node)
{
  for (; node != NULL && node->type == XML_ELEMENT_NODE; node = node->parent)
    if (ob_html_is (node, "li"))
      return TRUE;
  return FALSE;
}

/* Whether the block is worth its place among the article's paragraphs. */
static gboolean
is_wanted (const Prose *self, const Block *block, xmlNode *container)
{
  enum { LONG = 200 };
  return lies_in (block->node, container) && !is_dropped (self, block->node)
         && !(is_linked (block) && block->length < LONG) && block->n_dated * 2 <= block->length
         && !ob_html_is (block->node, "figcaption caption");
}

static void
append_body (GString *out, const Prose *self, const GArray *blocks, xmlNode *container, const ObHtmlPage *page,
             const char *standfirst)
{
  g_autoptr (GPtrArray) headings = g_ptr_array_new ();          /* that wait for a paragraph */
  gboolean is_related = FALSE;          /* below a heading of links to other articles */
  for (guint i = 0; i < blocks->len; i++)
    {
      const Block *block = &g_array_index (blocks, Block, i);
      if (!is_wanted (self, block, container) || (page->title != NULL && is_same_text (block->text, page->title))
          || is_byline (block, page->byline) || (standfirst != NULL && strcmp (standfirst, block->text) == 0)
          || ob_html_is_date_line (block->text))
        continue;
      is_related = block->is_heading ? ob_html_is_related_heading (block->text)
                                     : is_related && (block->is_item || is_in_item (block->node));
      if (is_related)
        continue;
      if (block->is_heading)
        {
          g_ptr_array_add (headings, block->text);
          continue;
        }
      for (guint j = 0; j < headings->len; j++)
        append_paragraph (out, g_ptr_array_index (headings, j));
      g_ptr_array_set_size (headings, 0);
      append_paragraph (out, block->text);
    }
}

/* The sentence below the title that sums up, where the page marks it as one; borrowed from @blocks. */
static const char *
find_standfirst (const Prose *self, const GArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      const Block *block = &g_array_index (blocks, Block, i);
      if (block->length >= 30 && block->length <= 400 && !is_linked (block) && !is_dropped (self, block->node)
          && (ob_html_has_standfirst_name (block->node) || (block->node->parent != NULL && block->node->parent->type ==
              XML_ELEMENT_NODE && ob_html_has_standfirst_name (block->node->parent))))
        return block->text;
    }
  return NULL;
}

static void
extract (xmlNode *root, ObHtmlPage *page)
{
  g_autoptr (GArray) blocks = collect_blocks (root);
  g_autoptr (GHashTable) weights = g_hash_table_new (NULL, NULL), dropped = g_hash_table_new (NULL, NULL);
  Prose prose = { weights, dropped, 0 };
  for (guint i = 0; i < blocks->len; i++)
    add_weight (&prose, g_array_index (blocks, Block, i).node, weigh (&g_array_index (blocks, Block, i)));
  prose.total = get_weight (&prose, root);
  drop_by_name (&prose, root);
  xmlNode *container = find_container (&prose, root);
  const char *standfirst = find_standfirst (&prose, blocks);
  GString *text = g_string_new (NULL);
  append_paragraph (text, page->title);
  append_paragraph (text, standfirst);
  if (page->byline != NULL)
    {
      g_autofree char *line = g_strconcat ("By ", page->byline, NULL);
      append_paragraph (text, line);
    }
  append_body (text, &prose, blocks, container, page, standfirst);
  if (text->len > 0)
    g_string_append_c (text, '\n');
  page->length = text->len;
  page->text = g_string_free (text, FALSE);
}

/* ---- The page ---- */

void
ob_html_page_clear (ObHtmlPage *self)
{
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->byline, g_free);
  g_clear_pointer (&self->date, g_free);
}

gboolean
ob_html_page_parse (const char *bytes, gsize length, ObHtmlPage *ret_page, GError **error)
{
  g_auto (ObHtmlPage) page = { NULL };
  g_auto (ObHtmlTree) tree = { NULL };
  if (!ob_html_parse (bytes, length, &tree, error))
    return FALSE;
  ob_html_find_meta (tree.root, &page.title, &page.byline, &page.date);
  extract (tree.root, &page);
  *ret_page = page;
  page = (ObHtmlPage) { NULL };
  return TRUE;
}

gboolean
ob_html_is_page_name (const char *path)
{
  static const char *const ends[] = { ".html", ".htm", ".xhtml" };
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      gsize n = strlen (path), m = strlen (ends[i]);
      if (n > m && g_ascii_strcasecmp (path + n - m, ends[i]) == 0)
        return TRUE;
    }
  return FALSE;
}
