#include "pack/ob-pages.h"
#include "pack/ob-pack.h"
#include "pack/ob-schema.h"
#include <string.h>

#define SHOWN_ENTRIES 12        /* of a list */
#define SHOWN_COMMENT 8         /* lines at the head of a list file */

typedef struct
{
  const ObLoaded      *loaded;
  const ObPack        *pack;
  const ObPagesCounts *counts;
  gboolean             is_html;
  GString             *out;
} Page;

/* ---- Pieces of a page ---- */

static void
add_text (Page *self, const char *text)
{
  if (self->is_html)
    {
      g_autofree char *escaped = g_markup_escape_text (text, -1);
      g_string_append (self->out, escaped);
      return;
    }
  for (const char *p = text; *p != '\0'; p++)
    {
      if (strchr ("\\`*_[]<>#|", *p) != NULL)
        g_string_append_c (self->out, '\\');
      g_string_append_c (self->out, *p == '\n' ? ' ' : *p);
    }
}

static void
add (Page *self, const char *html, const char *markdown)
{
  g_string_append (self->out, self->is_html ? html : markdown);
}

static void
add_heading (Page *self, guint level, const char *id, const char *text)
{
  if (self->is_html)
    g_string_append_printf (self->out, "<h%u id=\"%s\">", level, id);
  else
    g_string_append_printf (self->out, "\n%.*s ", (int) level, "######");
  add_text (self, text);
  if (self->is_html)
    g_string_append_printf (self->out, "</h%u>\n", level);
  else
    g_string_append (self->out, "\n\n");
}

static void
add_paragraph (Page *self, const char *text)
{
  add (self, "<p>", "");
  add_text (self, text);
  add (self, "</p>\n", "\n\n");
}

/* Code of several lines. */
static void
add_code (Page *self, const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  add (self, "<pre><code>", "```\n");
  if (self->is_html)
    add_text (self, stripped);
  else
    g_string_append (self->out, stripped);
  add (self, "</code></pre>\n", "\n```\n\n");
}

/* Code inside a line. */
static void
add_word (Page *self, const char *text)
{
  add (self, "<code>", "`");
  if (self->is_html)
    add_text (self, text);
  else
    g_string_append (self->out, text);
  add (self, "</code>", "`");
}

static void
add_item_begin (Page *self)
{
  add (self, "<li>", "- ");
}

static void
add_item_end (Page *self)
{
  add (self, "</li>\n", "\n");
}

/* ---- Rules ---- */

static const ObRule *
find_rule (const Page *self, const ObDecl *decl)
{
  g_autofree char *id = g_strconcat (self->pack->manifest->name, "/", decl->name, NULL);
  return ob_ruleset_find (self->loaded->ruleset, id);
}

static gboolean
is_rule (const ObDecl *decl)
{
  return strcmp (decl->verb, "rule") == 0 || strcmp (decl->verb, "gazetteer") == 0 || strcmp (decl->verb, "echo") == 0;
}

static guint64
get_hits (const Page *self, const ObRule *rule)
{
  const guint64 *hits = self->counts != NULL ? g_hash_table_lookup (self->counts->hits, rule->id) : NULL;
  return hits != NULL ? *hits : 0;
}

/* An example with its marks; as written for Markdown. */
static void
add_example_text (Page *self, const ObExample *example)
{
  if (!self->is_html)
    {
      add_word (self, example->source);
      return;
    }
  for (gsize i = 0; i <= strlen (example->text); i++)
    {
      for (guint j = example->spans->len; j-- > 0;)
        {
          const ObMarkedSpan *span = &g_array_index (example->spans, ObMarkedSpan, j);
          if (span->end == i && span->end > span->start)
            {
              g_string_append (self->out, "<small>");
              add_text (self, span->name);
              g_string_append (self->out, "</small></mark>");
            }
        }
      for (guint j = 0; j < example->spans->len; j++)
        if (g_array_index (example->spans, ObMarkedSpan, j).start == i && example->text[i] != '\0')
          g_string_append (self->out, "<mark>");
      if (example->text[i] == '\0')
        break;
      char letter[2] = { example->text[i], '\0' };
      if ((guchar) letter[0] < 0x80)
        add_text (self, letter);
      else
        g_string_append_c (self->out, letter[0]);
    }
}

static void
add_examples (Page *self, const ObRule *rule, ObExampleKind kind, const char *title)
{
  gboolean has_any = FALSE;
  for (guint i = 0; i < self->loaded->examples->len; i++)
    {
      const ObExample *example = g_ptr_array_index (self->loaded->examples, i);
      if (example->rule != rule || example->kind != kind)
        continue;
      if (!has_any)
        {
          add (self, "<h4>", "**");
          add_text (self, title);
          add (self, "</h4>\n<ul>\n", "**\n\n");
          has_any = TRUE;
        }
      add_item_begin (self);
      add_example_text (self, example);
      for (guint j = 0; j < ob_features_size (&example->features); j++)
        {
          const ObFeature *feature = ob_features_get_nth (&example->features, j);
          g_autofree char *assertion = g_strdup_printf ("%s = %s", feature->name, feature->value);
          g_string_append_c (self->out, ' ');
          add_word (self, assertion);
        }
      if (example->blocked != NULL)
        {
          add_text (self, " because of ");
          add_word (self, example->blocked);
        }
      add_item_end (self);
    }
  if (has_any)
    add (self, "</ul>\n", "\n");
}

static void
add_fact (Page *self, const char *name, const char *value)
{
  add (self, "<dt>", "- ");
  add_text (self, name);
  add (self, "</dt><dd>", ": ");
  add_text (self, value);
  add (self, "</dd>\n", "\n");
}

static void
add_facts (Page *self, const ObDecl *decl, const ObRule *rule)
{
  g_autoptr (GPtrArray) tags = g_ptr_array_new ();
  g_ptr_array_extend (tags, rule->tags, NULL, NULL);
  g_ptr_array_add (tags, NULL);
  g_autofree char *joined = g_strjoinv (", ", (char **) tags->pdata);
  g_autofree char *rev = g_strdup_printf ("%u", rule->rev);
  g_autofree char *emits = g_strconcat (rule->emits, rule->label != NULL ? " " : "", rule->label, NULL);
  g_autofree char *place = g_strdup_printf ("%s:%u", rule->file, rule->line);
  add (self, "<dl>\n", "");
  add_fact (self, "finds", emits);
  add_fact (self, "status", rule->status);
  add_fact (self, "rev", rev);
  if (*joined != '\0')
    add_fact (self, "tags", joined);
  if (rule->list != NULL)
    add_fact (self, "every entry of", ob_list_get_name (rule->list));
  if (rule->echo_of != NULL)
    add_fact (self, "later mentions of", rule->echo_of);
  for (guint i = 0; i < rule->over->len; i++)
    add_fact (self, "wins over", g_ptr_array_index (rule->over, i));
  add_fact (self, "written in", place);
  if (self->counts != NULL)
    {
      g_autofree char *hits = g_strdup_printf ("%" G_GUINT64_FORMAT " times in %" G_GUINT64_FORMAT " documents",
                                               get_hits (self, rule), self->counts->n_docs);
      add_fact (self, "found", hits);
    }
  add (self, "</dl>\n", "\n");
  const ObField *falsepositives = ob_value_find (decl->value, "falsepositives");
  if (falsepositives != NULL && falsepositives->value.kind == OB_VALUE_STRING)
    {
      g_autofree char *note = g_strconcat ("Known to be wrong: ", falsepositives->value.string, NULL);
      add_paragraph (self, note);
    }
}

static void
add_rule (Page *self, const ObDecl *decl)
{
  const ObRule *rule = find_rule (self, decl);
  const ObField *match = ob_value_find (decl->value, "match"), *unless = ob_value_find (decl->value, "unless");
  if (rule == NULL)
    return;
  add (self, "<section>\n", "");
  add_heading (self, 3, decl->name, decl->name);
  if (rule->doc != NULL)
    add_paragraph (self, rule->doc);
  add_facts (self, decl, rule);
  if (match != NULL && match->value.kind == OB_VALUE_STRING)
    add_code (self, match->value.string);
  for (ObUnless i = 0; unless != NULL && i < OB_N_UNLESS; i++)
    {
      const ObField *field = ob_value_find (&unless->value, ob_unless_get_name (i));
      if (field == NULL || field->value.kind != OB_VALUE_STRING)
        continue;
      g_autofree char *title = g_strconcat ("Not where this matches ", i == OB_UNLESS_BEFORE ? "right before it" :
                                            i == OB_UNLESS_AFTER ? "right after it" : i == OB_UNLESS_OVERLAP ? "over it" :
                                            "in its sentence", ":", NULL);
      add_paragraph (self, title);
      add_code (self, field->value.string);
    }
  add_examples (self, rule, OB_EXAMPLE_HIT, "Finds");
  add_examples (self, rule, OB_EXAMPLE_MISS, "Leaves alone");
  add_examples (self, rule, OB_EXAMPLE_TODO, "Does not find yet");
  add (self, "</section>\n", "");
}

/* ---- Lists ---- */

/* The comment at the head of a list file, which tells where it comes from. */
static void
add_origin (Page *self, const char *file)
{
  g_autofree char *text = NULL;
  g_autoptr (GString) origin = g_string_new (NULL);
  if (file == NULL || !g_file_get_contents (file, &text, NULL, NULL))
    return;
  g_auto (GStrv) lines = g_strsplit (text, "\n", SHOWN_COMMENT + 1);
  for (guint i = 0; i < SHOWN_COMMENT && lines[i] != NULL && g_str_has_prefix (lines[i], "--"); i++)
    if (strstr (lines[i], "suppress:") == NULL)
      g_string_append_printf (origin, "%s%s", origin->len > 0 ? " " : "", g_strstrip (lines[i] + 2));
  if (origin->len > 0)
    add_paragraph (self, origin->str);
}

static void
add_list (Page *self, const char *name)
{
  const ObPackList *entry = g_hash_table_lookup (self->pack->lists, name);
  guint n = ob_list_size (entry->list);
  g_autofree char *id = g_strconcat ("list-", name, NULL), *title = g_strconcat ("$", name, NULL);
  g_autoptr (GString) words = g_string_new (NULL);
  add_heading (self, 3, id, title);
  if (g_str_has_suffix (ob_list_get_file (entry->list), ".txt"))
    add_origin (self, ob_list_get_file (entry->list));
  g_string_append_printf (words, "%u %s: ", n, n == 1 ? "entry" : "entries");
  for (guint i = 0; i < MIN (n, SHOWN_ENTRIES); i++)
    g_string_append_printf (words, "%s%s", i > 0 ? " · " : "", ob_list_get_text (entry->list, ob_list_get (entry->list, i)));
  g_string_append (words, n > SHOWN_ENTRIES ? " …" : "");
  add_paragraph (self, words->str);
}

/* ---- The page ---- */

static const char style[] =
  ":root{color-scheme:light dark;--paper:#fff;--ink:#1b1b1f;--quiet:#5b5b66;--line:#d8d8e0;--code:#f4f4f8;--mark:#fdf0c4;"
  "--link:#1a4fb4}\n"
  "@media(prefers-color-scheme:dark){:root{--paper:#16161a;--ink:#ececf1;--quiet:#a6a6b3;--line:#3a3a44;--code:#222229;"
  "--mark:#4b4115;--link:#9dbdff}}\n"
  "*{box-sizing:border-box}\n"
  "body{margin:0 auto;max-width:52rem;padding:1rem 1.25rem 4rem;background:var(--paper);color:var(--ink);"
  "font:1rem/1.55 system-ui,sans-serif}\n"
  "a{color:var(--link)}a:focus-visible{outline:3px solid var(--link);outline-offset:2px}\n"
  ".skip{position:absolute;left:-99rem}.skip:focus{left:1rem}\n"
  "h1{margin-bottom:0}h2{margin-top:2.5rem;border-bottom:1px solid var(--line)}h3{margin:2rem 0 .25rem}"
  "h4{margin:1rem 0 .25rem;font-size:1rem}\n"
  "pre{overflow-x:auto;background:var(--code);padding:.75rem 1rem;border-radius:.4rem}"
  "code{font:.9em/1.5 ui-monospace,monospace;background:var(--code);border-radius:.2rem}\n"
  "dl{display:flex;flex-wrap:wrap;gap:.15rem 1.5rem;margin:.5rem 0;color:var(--quiet)}"
  "dl>dt{margin-right:-1.1rem}dd{margin:0;color:var(--ink)}\n"
  "mark{background:var(--mark);color:inherit;padding:.05rem .2rem;border-radius:.2rem}"
  "mark small{color:var(--quiet);margin-left:.35rem;font-size:.72em;letter-spacing:.02em}\n"
  "table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .75rem .3rem 0;border-bottom:1px solid "
  "var(--line);vertical-align:top}td.n,th.n{text-align:right}\n"
  ".table{overflow-x:auto}@media print{a{color:inherit}pre{white-space:pre-wrap}}\n";

static void
add_head (Page *self)
{
  const ObManifest *manifest = self->pack->manifest;
  if (self->is_html)
    {
      g_string_append (self->out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>");
      add_text (self, manifest->name);
      g_string_append_printf (self->out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n"
                              "<a class=\"skip\" href=\"#rules\">To the rules</a>\n<header>\n", style);
    }
  add_heading (self, 1, "top", manifest->name);
  if (manifest->summary != NULL)
    add_paragraph (self, manifest->summary);
  add (self, "<dl>\n", "");
  add_fact (self, "version", manifest->version);
  const char *license = ob_schema_get_string (&manifest->table, "license");
  if (license != NULL)
    add_fact (self, "license", license);
  g_autoptr (GPtrArray) authors = ob_schema_dup_strings (&manifest->table, "authors");
  for (guint i = 0; i < authors->len; i++)
    add_fact (self, "author", ((const ObValue *) g_ptr_array_index (authors, i))->string);
  for (guint i = 0; i < manifest->depends->len; i++)
    {
      const ObDependency *dependency = g_ptr_array_index (manifest->depends, i);
      g_autofree char *text = g_strconcat (dependency->name, " ", dependency->range, NULL);
      add_fact (self, "needs", g_strchomp (text));
    }
  add (self, "</dl>\n</header>\n<main>\n", "\n");
}

static void
add_overview (Page *self)
{
  add_heading (self, 2, "rules", "Rules");
  add (self, "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"Rules\">\n<table>\n<thead><tr>"
       "<th scope=\"col\">Rule</th><th scope=\"col\">Finds</th>", "| Rule | Finds |");
  if (self->counts != NULL)
    add (self, "<th scope=\"col\" class=\"n\">Found</th>", " Found |");
  add (self, "<th scope=\"col\">What</th></tr></thead>\n<tbody>\n", " What |\n|---|---|");
  add (self, "", self->counts != NULL ? "---|---|\n" : "---|\n");
  for (guint i = 0; i < self->pack->decls->len; i++)
    {
      const ObDecl *decl = &g_array_index (self->pack->decls, ObDecl, i);
      const ObRule *rule = is_rule (decl) ? find_rule (self, decl) : NULL;
      if (rule == NULL)
        continue;
      g_string_append_printf (self->out, self->is_html ? "<tr><th scope=\"row\"><a href=\"#%s\">%s</a></th><td>" :
                              "| [%s](#%s) | ", decl->name, decl->name);
      add_text (self, rule->label != NULL ? rule->label : rule->emits);
      if (self->counts != NULL)
        {
          add (self, "</td><td class=\"n\">", " | ");
          g_string_append_printf (self->out, "%" G_GUINT64_FORMAT, get_hits (self, rule));
        }
      add (self, "</td><td>", " | ");
      add_text (self, rule->doc != NULL ? rule->doc : "");
      add (self, "</td></tr>\n", " |\n");
    }
  add (self, "</tbody>\n</table>\n</div>\n", "\n");
}

char *
ob_pages_dup (const ObLoaded *loaded, const ObPack *pack, ObPagesFormat format, const ObPagesCounts *counts)
{
  Page self = { loaded, pack, counts, format == OB_PAGES_HTML, g_string_new (NULL) };
  add_head (&self);
  add_overview (&self);
  for (guint i = 0; i < pack->decls->len; i++)
    if (is_rule (&g_array_index (pack->decls, ObDecl, i)))
      add_rule (&self, &g_array_index (pack->decls, ObDecl, i));
  if (pack->list_names->len > 0)
    add_heading (&self, 2, "lists", "Lists");
  for (guint i = 0; i < pack->list_names->len; i++)
    add_list (&self, g_ptr_array_index (pack->list_names, i));
  add (&self, "</main>\n</body>\n</html>\n", "");
  return g_string_free (self.out, FALSE);
}
