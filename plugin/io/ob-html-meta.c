#include "io/ob-html-meta.h"
#include "io/ob-json.h"
#include "text/ob-text.h"
#include <string.h>

enum { MAX_FIELD = 500, MAX_LD_DEPTH = 6 };

typedef struct { char *title, *byline, *date; } Meta;

static void
meta_clear (Meta *meta)
{
  g_free (meta->title);
  g_free (meta->byline);
  g_free (meta->date);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Meta, meta_clear)

/* ---- Dates ---- */

static char *
dup_valid_date (guint year, guint month, guint day)
{
  char date[16];
  g_snprintf (date, sizeof date, "%04u-%02u-%02u", year, month, day);
  return year >= 1600 && year <= 2200 && ob_date_is_valid (date) ? g_strdup (date) : NULL;
}

static guint
month_of (const char *word)
{
  static const char *const months[] = {
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"
  };
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    if (g_ascii_strncasecmp (word, months[i], 3) == 0)
      return i + 1;
  return 0;
}

/* Numbers and names of months in @text, in order: enough to know a date by. */
char *
ob_html_dup_date (const char *text)
{
  guint numbers[3], lengths[3], n = 0, month = 0, month_at = 0;
  for (const char *p = text; *p != '\0' && n < 3;)
    {
      if (g_ascii_isdigit (*p))
        {
          const char *first = p;
          guint64 value = g_ascii_strtoull (p, (char **) &p, 10);
          gboolean is_time = *p == ':' || (first > text && first[-1] == ':');
          if (is_time)                          /* of day; a date before it may be whole already */
            continue;
          lengths[n] = p - first;
          numbers[n++] = MIN (value, 99999999);
          if (n == 1 && lengths[0] == 8)        /* 20230911 */
            return dup_valid_date (numbers[0] / 10000, numbers[0] / 100 % 100, numbers[0] % 100);
        }
      else if (g_ascii_isalpha (*p))
        {
          const char *first = p;
          while (g_ascii_isalpha (*p))
            p++;
          if (month == 0 && p - first >= 3 && month_of (first) > 0)
            {
              month = month_of (first);
              month_at = n;
            }
        }
      else
        p++;
    }
  if (month > 0 && n >= 2 && month_at <= 1)             /* 11 September 2023, September 11, 2023 */
    return lengths[1] == 4 ? dup_valid_date (numbers[1], month, numbers[0]) : NULL;
  if (n >= 3 && lengths[0] == 4)
    return dup_valid_date (numbers[0], numbers[1], numbers[2]);
  return NULL;
}

/* The date in the address of the page: …/2023/09/11/… */
static char *
dup_date_of_address (const char *address)
{
  g_autoptr (GRegex) regex = g_regex_new ("/((?:19|20)\\d\\d)[/-](\\d\\d?)[/-](\\d\\d?)(?:/|-|$)", 0, 0, NULL);
  g_autoptr (GMatchInfo) info = NULL;
  if (!g_utf8_validate (address, -1, NULL) || !g_regex_match (regex, address, 0, &info))
    return NULL;
  g_autofree char *year = g_match_info_fetch (info, 1), *month = g_match_info_fetch (info, 2);
  g_autofree char *day = g_match_info_fetch (info, 3);
  return dup_valid_date (atoi (year), atoi (month), atoi (day));
}

/* ---- Names ---- */

/* White space folded, entities that were escaped twice resolved; NULL for what is empty or too long. */
static char *
dup_clean (const char *text)
{
  GString *clean = g_string_new (NULL);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (!g_unichar_isspace (c) && !g_unichar_iscntrl (c))
        g_string_append_unichar (clean, c);
      else if (clean->len > 0 && clean->str[clean->len - 1] != ' ')
        g_string_append_c (clean, ' ');
    }
  static const struct { const char *entity, *text; } entities[] = {
    { "&amp;", "&" }, { "&quot;", "\"" }, { "&#39;", "'" }, { "&#039;", "'" }, { "&apos;", "'" }, { "&nbsp;", " " },
    { "&rsquo;", "’" }, { "&lsquo;", "‘" }, { "&#8217;", "’" }, { "&#8216;", "‘" }, { "&#8220;", "“" }, { "&#8221;", "”" },
    { "&ldquo;", "“" }, { "&rdquo;", "”" }, { "&#8211;", "–" }, { "&ndash;", "–" }, { "&mdash;", "—" }, { "&#x27;", "'" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (entities) && strchr (clean->str, '&') != NULL; i++)
    g_string_replace (clean, entities[i].entity, entities[i].text, 0);
  g_autofree char *stripped = g_strstrip (g_string_free (clean, FALSE));
  return *stripped != '\0' && strlen (stripped) <= MAX_FIELD ? g_steal_pointer (&stripped) : NULL;
}

/* Names of people as a byline: without "By", no address, no organisation's page. */
static char *
dup_byline (const char *text)
{
  g_autofree char *clean = dup_clean (text);
  if (clean == NULL)
    return NULL;
  const char *name = clean;
  if (g_ascii_strncasecmp (name, "written by ", 11) == 0)
    name += 11;
  else if (g_ascii_strncasecmp (name, "by ", 3) == 0 || g_ascii_strncasecmp (name, "by:", 3) == 0)
    name += 3;
  name += strspn (name, " ");
  gboolean has_letter = FALSE;
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    has_letter |= g_unichar_isalpha (g_utf8_get_char (p));
  if (!has_letter || strlen (name) > 120 || strstr (name, "://") != NULL || *name == '@')
    return NULL;
  return g_strdup (name);
}

/* ---- JSON-LD ---- */

static char *
dup_json_text (ObJsonSlice value)
{
  gsize length;
  if (value.start == NULL || *value.start != '"')
    return NULL;
  return ob_json_dup_string (value, &length);
}

/* "Jane Doe", {"name": "Jane Doe"} or a list of such, put together by commas. */
static void
append_authors (GString *out, ObJsonSlice value, guint depth)
{
  ObJsonSlice name, member;
  if (value.start == NULL || depth == 0)
    return;
  ObJsonIter iter = ob_json_iter (value);
  g_autofree char *text = dup_json_text (value);
  if (*value.start == '[')
    while (ob_json_iter_next (&iter, NULL, &member))
      append_authors (out, member, depth - 1);
  else if (*value.start == '{')
    while (ob_json_iter_next (&iter, &name, &member))
      {
        if (ob_json_is (name, "name"))
          append_authors (out, member, depth - 1);
      }
  else if (text != NULL && strlen (text) <= MAX_FIELD)
    {
      g_autofree char *clean = dup_byline (text);
      if (clean != NULL)
        g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", clean);
    }
}

static gboolean
is_article_type (ObJsonSlice value)
{
  if (value.start == NULL)
    return FALSE;
  g_autofree char *types = g_strndup (value.start, MIN (value.length, MAX_FIELD));
  return strstr (types, "Article\"") != NULL || strstr (types, "Posting\"") != NULL ||
         strstr (types, "Report\"") != NULL;
}

static void
take_text (char **field, char *text)
{
  if (*field == NULL)
    *field = text;
  else
    g_free (text);
}

static void
read_ld_article (ObJsonSlice object, Meta *meta)
{
  ObJsonSlice name, value;
  g_autoptr (GString) authors = g_string_new (NULL);
  ObJsonIter iter = ob_json_iter (object);
  while (ob_json_iter_next (&iter, &name, &value))
    {
      g_autofree char *text = dup_json_text (value);
      if (text != NULL && ob_json_is (name, "headline"))
        take_text (&meta->title, dup_clean (text));
      else if (text != NULL && ob_json_is (name, "datePublished"))
        take_text (&meta->date, ob_html_dup_date (text));
      else if (ob_json_is (name, "author") || (ob_json_is (name, "creator") && authors->len == 0))
        append_authors (authors, value, 3);
    }
  if (authors->len > 0)
    take_text (&meta->byline, dup_byline (authors->str));
}

/* Looks for an article in @value and what it holds. */
static void
read_ld (ObJsonSlice value, Meta *meta, guint depth)
{
  ObJsonSlice name, member;
  if (depth == 0 || value.start == NULL || (*value.start != '{' && *value.start != '['))
    return;
  gboolean is_object = *value.start == '{', is_article = FALSE;
  ObJsonIter iter = ob_json_iter (value);
  while (ob_json_iter_next (&iter, is_object ? &name : NULL, &member))
    is_article |= is_object && ob_json_is (name, "@type") && is_article_type (member);
  if (is_article)
    {
      read_ld_article (value, meta);
      return;
    }
  iter = ob_json_iter (value);
  while (ob_json_iter_next (&iter, is_object ? &name : NULL, &member))
    if (!is_object || ob_json_is (name, "@graph") || ob_json_is (name, "mainEntity") ||
        ob_json_is (name, "mainEntityOfPage"))
      read_ld (member, meta, depth - 1);
}

static void
read_ld_script (xmlNode *script, Meta *meta)
{
  g_autofree char *type = ob_html_dup (script, "type");
  if (type == NULL || strstr (type, "ld+json") == NULL)
    return;
  g_autofree char *content = ob_html_dup_script (script);
  ObJsonSlice value;
  if (ob_json_parse (content, strlen (content), &value, NULL))  /* what is no JSON tells nothing */
    read_ld (value, meta, MAX_LD_DEPTH);
}

/* ---- <meta> ---- */

static void
read_meta (xmlNode *node, Meta *meta)
{
  static const char *const titles[] = { "og:title", "twitter:title", "dc.title", "sailthru.title", "parsely-title", NULL };
  static const char *const bylines[] = { "author", "article:author", "dc.creator", "sailthru.author", "parsely-author",
                                         "byl", "cxenseparse:author", "article:author:name", NULL };
  static const char *const dates[] = { "article:published_time", "og:published_time", "datepublished", "date", "pubdate",
                                       "publishdate", "dc.date", "dc.date.issued", "dcterms.created", "sailthru.date",
                                       "parsely-pub-date", "article.published", "publication_date",
                                       "cxenseparse:recs:publishtime", NULL };
  g_autofree char *property = ob_html_dup (node, "property"), *own = ob_html_dup (node, "name");
  g_autofree char *item = ob_html_dup (node, "itemprop"), *content = ob_html_dup (node, "content");
  const char *key = property != NULL ? property : own != NULL ? own : item;
  if (key == NULL || content == NULL || strlen (content) > 4 * MAX_FIELD)
    return;
  g_autofree char *name = g_ascii_strdown (key, -1);
  if (g_strv_contains (titles, name))
    take_text (&meta->title, dup_clean (content));
  else if (g_strv_contains (bylines, name))
    take_text (&meta->byline, dup_byline (content));
  else if (g_strv_contains (dates, name))
    take_text (&meta->date, ob_html_dup_date (content));
}

/* ---- What can be seen ---- */

static gboolean
is_beside (xmlNode *node)
{
  for (; node != NULL && node->type == XML_ELEMENT_NODE; node = node->parent)
    if (ob_html_is_junk (node) || (ob_html_has_aside_name (node) && !ob_html_has_byline_name (node)))
      return TRUE;
  return FALSE;
}

static void
read_visible (xmlNode *node, Meta *meta)
{
  g_autofree char *item = ob_html_dup (node, "itemprop");
  if (ob_html_is (node, "time") || g_strcmp0 (item, "datePublished") == 0)
    {
      g_autofree char *datetime = ob_html_dup (node, "datetime"), *content = ob_html_dup (node, "content");
      g_autofree char *text = ob_html_dup_text (node, 100);
      const char *value = datetime != NULL ? datetime : content != NULL ? content : text;
      if (meta->date == NULL && !is_beside (node))
        meta->date = ob_html_dup_date (value);
    }
  else if (meta->byline == NULL && ob_html_has_byline_name (node) && !is_beside (node->parent))
    {
      g_autofree char *text = ob_html_dup_text (node, 200);
      meta->byline = dup_byline (text);
      char *end = meta->byline != NULL ? strpbrk (meta->byline, "0123456789|•·") : NULL;  /* a date … */
      if (end != NULL)
        *end = '\0';
      if (meta->byline != NULL && *g_strstrip (meta->byline) == '\0')
        g_clear_pointer (&meta->byline, g_free);
    }
}

/* <title> without the name of the site behind it. */
static void
cut_site (char *title)
{
  static const char *const signs[] = { " | ", " – ", " — ", " - ", " « ", " » ", " :: " };
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      char *end = g_strrstr (title, signs[i]);
      if (end != NULL && end - title >= 15)
        {
          *end = '\0';
          return;
        }
    }
}

/* The <h1> that is the article's: of several, one that <title> or the metadata repeat. */
static char *
dup_heading (xmlNode *root, const char *stated, const char *page_title)
{
  g_autofree char *only = NULL;
  guint n = 0;
  g_autofree char *x = ob_html_dup_letters (stated != NULL ? stated : "");
  g_autofree char *y = ob_html_dup_letters (page_title != NULL ? page_title : "");
  for (xmlNode *node = root; node != NULL; node = ob_html_next (node, root))
    {
      if (!ob_html_is (node, "h1") || is_beside (node))
        continue;
      g_autofree char *text = ob_html_dup_text (node, MAX_FIELD);
      g_autofree char *letters = ob_html_dup_letters (text);
      if (*letters == '\0')
        continue;
      if (strlen (letters) >= 8 && (strstr (x, letters) != NULL || strstr (y, letters) != NULL))
        return g_steal_pointer (&text);
      n++;
      g_free (only);
      only = g_steal_pointer (&text);
    }
  return n == 1 && stated == NULL ? g_steal_pointer (&only) : NULL;
}

void
ob_html_find_meta (xmlNode *root, char **ret_title, char **ret_byline, char **ret_date)
{
  g_auto (Meta) ld = { NULL };
  g_auto (Meta) meta = { NULL };
  g_auto (Meta) visible = { NULL };
  g_autofree char *page_title = NULL, *address = NULL;
  for (xmlNode *node = root; node != NULL; node = ob_html_next (node, root))
    {
      if (ob_html_is (node, "script"))
        read_ld_script (node, &ld);
      else if (ob_html_is (node, "meta"))
        read_meta (node, &meta);
      else if (ob_html_is (node, "title") && page_title == NULL)
        page_title = ob_html_dup_text (node, MAX_FIELD);
      else if (ob_html_is (node, "link") && address == NULL)
        {
          g_autofree char *rel = ob_html_dup (node, "rel");
          address = g_strcmp0 (rel, "canonical") == 0 ? ob_html_dup (node, "href") : NULL;
        }
      else if (node->type == XML_ELEMENT_NODE)
        read_visible (node, &visible);
    }
  const char *stated = ld.title != NULL ? ld.title : meta.title;
  *ret_title = dup_heading (root, stated, page_title);
  if (*ret_title == NULL && stated != NULL)
    *ret_title = g_strdup (stated);
  if (*ret_title == NULL && page_title != NULL && *page_title != '\0')
    {
      cut_site (page_title);
      *ret_title = g_steal_pointer (&page_title);
    }
  char **bylines[] = { &ld.byline, &meta.byline, &visible.byline }, **dates[] = { &ld.date, &meta.date, &visible.date };
  *ret_byline = *ret_date = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (bylines); i++)
    {
      if (*ret_byline == NULL)
        *ret_byline = g_steal_pointer (bylines[i]);
      if (*ret_date == NULL)
        *ret_date = g_steal_pointer (dates[i]);
    }
  if (*ret_date == NULL && address != NULL)
    *ret_date = dup_date_of_address (address);
}
