#include "pack/ob-rule-edit.h"
#include "base/ob-error.h"
#include "lua/ob-source.h"
#include "pack/ob-pack.h"
#include <string.h>

char *
ob_rule_edit_dup_path (const ObLoaded *loaded, const ObRule *rule)
{
  const char *slash = strchr (rule->id, '/');
  for (guint i = 0; i < loaded->packs->len; i++)
    {
      const ObManifest *manifest = ((const ObPack *) g_ptr_array_index (loaded->packs, i))->manifest;
      gsize length = strlen (manifest->name);
      if (length != (gsize) (slash - rule->id) || memcmp (manifest->name, rule->id, length) != 0)
        continue;
      const char *file = rule->file;                    /* a pack's files are told with its name before them */
      if (!manifest->is_file && g_str_has_prefix (file, manifest->name) && file[length] == '/')
        file += length + 1;
      return g_path_is_absolute (file) ? g_strdup (file) : g_build_filename (manifest->directory, file, NULL);
    }
  return g_strdup (rule->file);
}

char *
ob_rule_edit_dup_example (const char *text, gsize length)
{
  GString *out = g_string_new ("\"");
  gboolean after_space = TRUE;
  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];
      gboolean is_space = g_ascii_isspace (c);
      if (is_space && !after_space)
        g_string_append_c (out, ' ');
      after_space = is_space;
      if (is_space || g_ascii_iscntrl (c))
        continue;
      if (c == '"' || c == '\\')
        g_string_append_c (out, '\\');
      if (c == '{' || c == '}')
        g_string_append_c (out, c);
      g_string_append_c (out, c);
    }
  while (out->len > 1 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  g_string_append_c (out, '"');
  return g_string_free (out, FALSE);
}

/* ---- Places ---- */

/* Something to be put in at a byte of the text. */
typedef struct { gsize at; char *text; } Insertion;

typedef struct
{
  const ObSource *source;
  const char     *text;
  GArray         *insertions;   /* of Insertion */
} Editor;

static void
insertion_clear (gpointer data)
{
  g_free (((Insertion *) data)->text);
}

static void
insert (Editor *self, gsize at, char *text)
{
  Insertion insertion = { at, text };
  g_array_append_val (self->insertions, insertion);
}

static gboolean
is_brace (const Editor *self, guint i, char brace)
{
  return i < ob_source_get_n_lexemes (self->source) && ob_source_get_lexeme (self->source, i)->kind == OB_LEXEME_OTHER
         && ob_source_get_lexeme (self->source, i)->other == brace;
}

/* The spaces that would put something right below @lexeme. Owned. */
static char *
dup_below (const Editor *self, const ObLexeme *lexeme)
{
  gsize begin = lexeme->start;
  while (begin > 0 && self->text[begin - 1] != '\n')
    begin--;
  glong columns = g_utf8_strlen (self->text + begin, (gssize) (lexeme->start - begin));
  return g_strnfill ((gsize) columns, ' ');
}

/* The key @name right inside the table that lexeme @open begins: its index, or G_MAXUINT. */
static guint
find_key (const Editor *self, guint open, const char *name)
{
  guint close = ob_source_get_lexeme (self->source, open)->closes;
  guint depth = ob_source_get_lexeme (self->source, open)->depth + 1;
  for (guint i = open + 1; i + 1 < close; i++)
    {
      const ObLexeme *lexeme = ob_source_get_lexeme (self->source, i);
      if (lexeme->kind == OB_LEXEME_NAME && lexeme->depth == depth && strcmp (lexeme->content, name) == 0
          && ob_source_get_lexeme (self->source, i + 1)->other == '=')
        return i;
    }
  return G_MAXUINT;
}

static char *
join (const GPtrArray *items, const char *separator)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < items->len; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? separator : "", (const char *) g_ptr_array_index (items, i));
  return g_string_free (out, FALSE);
}

/* Puts @addition at the end of the table that lexeme @open begins, below its first item or key. */
static void
append_to_table (Editor *self, guint open, const char *addition)
{
  const ObLexeme *opening = ob_source_get_lexeme (self->source, open);
  const ObLexeme *last = ob_source_get_lexeme (self->source, opening->closes - 1);
  if (opening->closes == open + 1)                      /* { } */
    {
      insert (self, opening->end, g_strdup_printf (" %s ", addition));
      return;
    }
  g_autofree char *indent = dup_below (self, ob_source_get_lexeme (self->source, open + 1));
  gboolean has_comma = last->kind == OB_LEXEME_OTHER && (last->other == ',' || last->other == ';');
  insert (self, last->end, g_strdup_printf ("%s\n%s%s%s", has_comma ? "" : ",", indent, addition,
                                            has_comma ? "," : ""));
}

/* Adds @items to the list of examples @kind of the table that begins at lexeme @examples. */
static gboolean
add_kind (Editor *self, guint examples, const char *kind, const GPtrArray *items, GError **error)
{
  if (items->len == 0)
    return TRUE;
  guint key = find_key (self, examples, kind), value = key + 2;
  if (key == G_MAXUINT)
    {
      g_autofree char *list = join (items, ", ");
      g_autofree char *field = g_strdup_printf ("%s = { %s }", kind, list);
      append_to_table (self, examples, field);
      return TRUE;
    }
  const ObLexeme *lexeme = ob_source_get_lexeme (self->source, value);
  if (is_brace (self, value, '{'))
    {
      g_autofree char *indent = lexeme->closes > value + 1
        ? dup_below (self, ob_source_get_lexeme (self->source, value + 1)) : g_strdup ("");
      g_autofree char *separator = g_strdup_printf (",\n%s", indent);
      g_autofree char *list = join (items, separator);
      append_to_table (self, value, list);
      return TRUE;
    }
  if (lexeme->kind == OB_LEXEME_STRING)                 /* one text by itself becomes a list */
    {
      g_autofree char *list = join (items, ", ");
      insert (self, lexeme->start, g_strdup ("{ "));
      insert (self, lexeme->end, g_strdup_printf (", %s }", list));
      return TRUE;
    }
  g_set_error (error, OB_ERROR, OB_ERROR_USAGE, "%s:%u: the examples are put together by code; add them by hand",
               ob_source_get_name (self->source), lexeme->line);
  return FALSE;
}

static gboolean
add_examples (Editor *self, guint table, const GPtrArray *hits, const GPtrArray *misses, GError **error)
{
  guint key = find_key (self, table, "examples");
  if (key != G_MAXUINT && is_brace (self, key + 2, '{'))
    return add_kind (self, key + 2, "hit", hits, error) && add_kind (self, key + 2, "miss", misses, error);
  if (key != G_MAXUINT)
    {
      g_set_error (error, OB_ERROR, OB_ERROR_USAGE, "%s:%u: `examples` is no table; add them by hand",
                   ob_source_get_name (self->source), ob_source_get_lexeme (self->source, key)->line);
      return FALSE;
    }
  g_autofree char *hit_list = join (hits, ", "), *miss_list = join (misses, ", ");
  g_autofree char *field = g_strdup_printf ("examples = { %s%s%s%s%s%s%s }", hits->len > 0 ? "hit = { " : "", hit_list,
                                            hits->len > 0 ? " }" : "", hits->len > 0 && misses->len > 0 ? ", " : "",
                                            misses->len > 0 ? "miss = { " : "", miss_list, misses->len > 0 ? " }" : "");
  append_to_table (self, table, field);
  return TRUE;
}

static int
compare_insertions (gconstpointer a, gconstpointer b)
{
  const Insertion *x = a, *y = b;
  return x->at < y->at ? -1 : x->at > y->at;
}

static char *
apply (Editor *self)
{
  GString *out = g_string_new (NULL);
  gsize at = 0;
  g_array_sort (self->insertions, compare_insertions);
  for (guint i = 0; i < self->insertions->len; i++)
    {
      const Insertion *insertion = &g_array_index (self->insertions, Insertion, i);
      g_string_append_len (out, self->text + at, (gssize) (insertion->at - at));
      g_string_append (out, insertion->text);
      at = insertion->at;
    }
  g_string_append (out, self->text + at);
  return g_string_free (out, FALSE);
}

char *
ob_rule_edit_add_examples (const char *text, const ObRule *rule, const GPtrArray *hits, const GPtrArray *misses,
                           GError **error)
{
  static const char *const verbs[] = { [OB_RULE_PATTERN] = "rule", [OB_RULE_GAZETTEER] = "gazetteer",
                                       [OB_RULE_ECHO] = "echo" };
  gsize mark = g_str_has_prefix (text, "\xef\xbb\xbf") ? 3 : 0;         /* which is no part of Lua */
  g_autoptr (ObSource) source = ob_source_new (rule->file, text + mark, strlen (text + mark));
  g_autoptr (GArray) insertions = g_array_new (FALSE, FALSE, sizeof (Insertion));
  Editor self = { source, text + mark, insertions };
  g_array_set_clear_func (insertions, insertion_clear);
  ObLexemes call = ob_source_find_call (source, rule->line, verbs[rule->kind], strchr (rule->id, '/') + 1);
  guint table = call.first;
  while (table < call.end && !is_brace (&self, table, '{'))
    table++;
  if (table >= call.end)
    {
      g_set_error (error, OB_ERROR, OB_ERROR_NOT_FOUND, "%s:%u: %s \"%s\" is not written out there; add the examples by hand",
                   rule->file, rule->line, verbs[rule->kind], strchr (rule->id, '/') + 1);
      return NULL;
    }
  if (!add_examples (&self, table, hits, misses, error))
    return NULL;
  g_autofree char *edited = apply (&self);
  return g_strdup_printf ("%.*s%s", (int) mark, text, edited);
}
