#include "lua/ob-source.h"
#include "base/ob-error.h"
#include "base/ob-limits.h"
#include <string.h>

#define MAX_SUPPRESSED_LINES 1000      /* of one declaration */

typedef struct
{
  guint    line;
  gboolean is_alone;            /* no code on its line: it counts for the next one as well */
  char     id[8];               /* "OB204" */
} Suppression;

struct ObSource
{
  gatomicrefcount refs;
  char       *name, *text;
  gsize       length;
  GArray     *lexemes;          /* of ObLexeme */
  GHashTable *strings, *keys;   /* content (borrowed) -> GArray of guint: lexemes, ascending */
  GArray     *suppressions;     /* of Suppression */
};

typedef struct
{
  ObSource   *source;
  const char *p, *end;
  guint       line;
  const char *mark;             /* a place on this line … */
  guint       mark_column;      /* … and its column */
  guint       code_line;        /* on which the last lexeme ended */
  GArray     *open;             /* of guint: '{' not yet closed */
} Lexer;

/* --- cutting into lexemes --- */

/* The column of the place the lexer stands at; counts on from the last place asked for. */
static guint
get_column (Lexer *lexer)
{
  lexer->mark_column += g_utf8_strlen (lexer->mark, lexer->p - lexer->mark);
  lexer->mark = lexer->p;
  return lexer->mark_column;
}

/* Passes a line end: "\n", "\r", "\r\n" and "\n\r" are one each, as in Lua. */
static void
skip_newline (Lexer *lexer)
{
  char c = *lexer->p++;
  if (lexer->p < lexer->end && (*lexer->p == '\n' || *lexer->p == '\r') && *lexer->p != c)
    lexer->p++;
  lexer->line++;
  lexer->mark = lexer->p, lexer->mark_column = 1;
}

static gboolean
is_newline (char c)
{
  return c == '\n' || c == '\r';
}

static gboolean
is_name_char (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

/* The level of the long bracket that opens at @p, or -1. */
static int
long_bracket_level (const Lexer *lexer, const char *p)
{
  const char *q = p + 1;
  while (q < lexer->end && *q == '=')
    q++;
  return q < lexer->end && *q == '[' ? (int) (q - p - 1) : -1;
}

static gboolean
closes_long_bracket (const Lexer *lexer, int level)
{
  const char *q = lexer->p + 1;
  if (*lexer->p != ']' || lexer->end - q < level + 1)
    return FALSE;
  for (int i = 0; i < level; i++)
    if (q[i] != '=')
      return FALSE;
  return q[level] == ']';
}

/* Reads a long bracket's content, line ends as "\n"; @lexeme may be NULL for a comment. */
static void
read_long_bracket (Lexer *lexer, int level, ObLexeme *lexeme)
{
  g_autoptr (GString) content = g_string_new (NULL);
  lexer->p += level + 2;
  if (lexer->p < lexer->end && is_newline (*lexer->p))
    skip_newline (lexer);
  guint line = lexer->line, column = get_column (lexer);
  while (lexer->p < lexer->end && !closes_long_bracket (lexer, level))
    if (is_newline (*lexer->p))
      {
        skip_newline (lexer);
        g_string_append_c (content, '\n');
      }
    else
      g_string_append_c (content, *lexer->p++);
  lexer->p = MIN (lexer->end, lexer->p + level + 2);
  if (lexeme == NULL)
    return;
  lexeme->line = line, lexeme->column = column, lexeme->bracket = level;
  lexeme->length = content->len;
  lexeme->content = g_strndup (content->str, content->len);
}

static void
read_numeric_escape (Lexer *lexer, GString *content)
{
  guint value = 0;
  if (*lexer->p == 'x')
    for (lexer->p++; lexer->p < lexer->end && g_ascii_isxdigit (*lexer->p) && value < 0x10; lexer->p++)
      value = value * 16 + g_ascii_xdigit_value (*lexer->p);
  else
    for (int i = 0; i < 3 && lexer->p < lexer->end && g_ascii_isdigit (*lexer->p); i++)
      value = value * 10 + (*lexer->p++ - '0');
  g_string_append_c (content, (char) value);
}

static void
read_unicode_escape (Lexer *lexer, GString *content)
{
  guint32 value = 0;
  lexer->p += 1;
  if (lexer->p < lexer->end && *lexer->p == '{')
    lexer->p++;
  for (; lexer->p < lexer->end && g_ascii_isxdigit (*lexer->p); lexer->p++)
    value = (value << 4 | (guint32) g_ascii_xdigit_value (*lexer->p)) & 0x1fffff;
  if (lexer->p < lexer->end && *lexer->p == '}')
    lexer->p++;
  if (g_unichar_validate (value))
    g_string_append_unichar (content, value);
}

/* Reads what follows a backslash. What Lua would refuse is passed over: Lua tells. */
static void
read_escape (Lexer *lexer, GString *content)
{
  static const char from[] = "abfnrtv", to[] = "\a\b\f\n\r\t\v";
  char c = *lexer->p;
  const char *known = c != '\0' ? strchr (from, c) : NULL;
  if (known != NULL)
    g_string_append_c (content, to[known - from]), lexer->p++;
  else if (c == 'x' || g_ascii_isdigit (c))
    read_numeric_escape (lexer, content);
  else if (c == 'u')
    read_unicode_escape (lexer, content);
  else if (is_newline (c))
    skip_newline (lexer), g_string_append_c (content, '\n');
  else if (c == 'z')
    for (lexer->p++; lexer->p < lexer->end && g_ascii_isspace (*lexer->p);)
      if (is_newline (*lexer->p))
        skip_newline (lexer);
      else
        lexer->p++;
  else
    g_string_append_c (content, *lexer->p++);
}

static void
read_quoted (Lexer *lexer, ObLexeme *lexeme)
{
  g_autoptr (GString) content = g_string_new (NULL);
  char quote = *lexer->p++;
  lexeme->column = get_column (lexer);
  while (lexer->p < lexer->end && *lexer->p != quote && !is_newline (*lexer->p))
    if (*lexer->p == '\\' && lexer->p + 1 < lexer->end)
      lexer->p++, read_escape (lexer, content);
    else
      g_string_append_c (content, *lexer->p++);
  if (lexer->p < lexer->end && *lexer->p == quote)
    lexer->p++;
  lexeme->bracket = OB_BRACKET_QUOTED;
  lexeme->length = content->len;
  lexeme->content = g_strndup (content->str, content->len);
}

static void
read_suppression (Lexer *lexer, const char *comment, gsize length)
{
  g_autofree char *text = g_strndup (comment, length);
  const char *list = strstr (text, "suppress:");
  if (list == NULL)
    return;
  g_auto (GStrv) words = g_strsplit_set (list + strlen ("suppress:"), " ,\t\r", -1);
  for (char **word = words; *word != NULL; word++)
    if (g_str_has_prefix (*word, "OB"))
      {
        Suppression suppression = { .line = lexer->line, .is_alone = lexer->code_line != lexer->line };
        g_strlcpy (suppression.id, *word, sizeof suppression.id);
        g_array_append_val (lexer->source->suppressions, suppression);
      }
}

static void
skip_comment (Lexer *lexer)
{
  lexer->p += 2;
  int level = lexer->p < lexer->end && *lexer->p == '[' ? long_bracket_level (lexer, lexer->p) : -1;
  if (level >= 0)
    {
      read_long_bracket (lexer, level, NULL);
      return;
    }
  const char *start = lexer->p;
  while (lexer->p < lexer->end && !is_newline (*lexer->p))
    lexer->p++;
  read_suppression (lexer, start, lexer->p - start);
}

static void
read_name (Lexer *lexer, ObLexeme *lexeme)
{
  const char *start = lexer->p;
  while (lexer->p < lexer->end && is_name_char (*lexer->p))
    lexer->p++;
  lexeme->kind = OB_LEXEME_NAME;
  lexeme->length = lexeme->width = lexer->p - start;
  lexeme->content = g_strndup (start, lexeme->length);
}

static void
read_other (Lexer *lexer, ObLexeme *lexeme)
{
  guint here = lexer->source->lexemes->len;
  lexeme->kind = OB_LEXEME_OTHER;
  lexeme->other = *lexer->p++;
  if (lexeme->other == '{')
    g_array_append_val (lexer->open, here);
  else if (lexeme->other == '}' && lexer->open->len > 0)
    {
      guint opener = g_array_index (lexer->open, guint, lexer->open->len - 1);
      g_array_index (lexer->source->lexemes, ObLexeme, opener).closes = here;
      g_array_set_size (lexer->open, lexer->open->len - 1);
      lexeme->depth = lexer->open->len;
    }
  else if (lexeme->other == '=' && lexer->p < lexer->end && *lexer->p == '=')
    lexer->p++, lexeme->other = '~';            /* a comparison is no key */
}

static void
read_lexeme (Lexer *lexer)
{
  ObLexeme lexeme = { .kind = OB_LEXEME_STRING, .line = lexer->line, .column = get_column (lexer),
                      .start = lexer->p - lexer->source->text, .depth = lexer->open->len };
  int level = *lexer->p == '[' ? long_bracket_level (lexer, lexer->p) : -1;
  if (level >= 0)
    read_long_bracket (lexer, level, &lexeme);
  else if (*lexer->p == '"' || *lexer->p == '\'')
    read_quoted (lexer, &lexeme);
  else if (is_name_char (*lexer->p))            /* numbers too: nothing asks for them */
    read_name (lexer, &lexeme);
  else
    read_other (lexer, &lexeme);
  lexeme.end = lexer->p - lexer->source->text;
  g_array_append_val (lexer->source->lexemes, lexeme);
  lexer->code_line = lexer->line;
}

static void
index_lexeme (GHashTable *table, const char *content, guint i)
{
  GArray *at = g_hash_table_lookup (table, content);
  if (at == NULL)
    {
      at = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (table, (char *) content, at);
    }
  g_array_append_val (at, i);
}

static void
cut (ObSource *self)
{
  Lexer lexer = { self, self->text, self->text + self->length, 1, self->text, 1, 0, NULL };
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint));
  lexer.open = open;
  while (lexer.p < lexer.end)
    if (is_newline (*lexer.p))
      skip_newline (&lexer);
    else if (g_ascii_isspace (*lexer.p))
      lexer.p++;
    else if (*lexer.p == '-' && lexer.p + 1 < lexer.end && lexer.p[1] == '-')
      skip_comment (&lexer);
    else
      read_lexeme (&lexer);
  for (guint i = 0; i < open->len; i++)
    g_array_index (self->lexemes, ObLexeme, g_array_index (open, guint, i)).closes = self->lexemes->len - 1;
  for (guint i = 0; i < self->lexemes->len; i++)
    {
      const ObLexeme *lexeme = ob_source_get_lexeme (self, i);
      if (lexeme->kind == OB_LEXEME_STRING)
        index_lexeme (self->strings, lexeme->content, i);
      else if (lexeme->kind == OB_LEXEME_NAME && i + 1 < self->lexemes->len && lexeme[1].other == '=')
        index_lexeme (self->keys, lexeme->content, i);
    }
}

/* --- the object --- */

static void
lexeme_clear (gpointer data)
{
  g_free (((ObLexeme *) data)->content);
}

ObSource *
ob_source_new (const char *name, const char *text, gsize length)
{
  ObSource *self = g_new0 (ObSource, 1);
  g_atomic_ref_count_init (&self->refs);
  self->name = g_strdup (name);
  self->text = g_strndup (text, length);
  self->length = length;
  self->lexemes = g_array_new (FALSE, FALSE, sizeof (ObLexeme));
  g_array_set_clear_func (self->lexemes, lexeme_clear);
  self->suppressions = g_array_new (FALSE, FALSE, sizeof (Suppression));
  self->strings = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
  cut (self);
  return self;
}

ObSource *
ob_source_read (const char *name, const char *path, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  if (file == NULL)
    return NULL;
  const char *text = g_mapped_file_get_contents (file), *bad;
  gsize length = g_mapped_file_get_length (file);
  if (length > OB_MAX_SOURCE_BYTES)
    {
      g_set_error (error, OB_ERROR, OB_ERROR_TOO_LONG, "%s: longer than %u bytes", name, OB_MAX_SOURCE_BYTES);
      return NULL;
    }
  if (text == NULL)
    return ob_source_new (name, "", 0);
  if (!g_utf8_validate (text, length, &bad))    /* refuses NUL too */
    {
      guint line = 1;
      for (const char *p = text; p < bad; p++)
        line += *p == '\n';
      g_set_error (error, OB_ERROR, OB_ERROR_BAD_UTF8, "%s:%u: not UTF-8 text at byte %" G_GSIZE_FORMAT ": %s", name, line,
                   (gsize) (bad - text), *bad == '\0' ? "a NUL byte; if the file is UTF-16, save it as UTF-8"
                   : "save the file as UTF-8 (it may be Windows-1251 or Windows-1252)");
      return NULL;
    }
  if (g_str_has_prefix (text, "\xef\xbb\xbf"))  /* a byte order mark is no part of Lua */
    text += 3, length -= 3;
  return ob_source_new (name, text, length);
}

ObSource *
ob_source_ref (ObSource *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
ob_source_unref (ObSource *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_hash_table_unref (self->strings);
  g_hash_table_unref (self->keys);
  g_array_unref (self->lexemes);
  g_array_unref (self->suppressions);
  g_free (self->name);
  g_free (self->text);
  g_free (self);
}

const char *
ob_source_get_name (const ObSource *self)
{
  return self->name;
}

const char *
ob_source_get_text (const ObSource *self)
{
  return self->text;
}

gsize
ob_source_get_length (const ObSource *self)
{
  return self->length;
}

guint
ob_source_get_n_lexemes (const ObSource *self)
{
  return self->lexemes->len;
}

const ObLexeme *
ob_source_get_lexeme (const ObSource *self, guint i)
{
  return &g_array_index (self->lexemes, ObLexeme, i);
}

/* --- finding --- */

static gboolean
is_other (const ObSource *self, guint i, char c)
{
  return i < self->lexemes->len && ob_source_get_lexeme (self, i)->other == c;
}

ObLexemes
ob_source_get_table (const ObSource *self, guint i)
{
  if (!is_other (self, i, '{'))
    return (ObLexemes) { 0, 0 };
  return (ObLexemes) { i, ob_source_get_lexeme (self, i)->closes + 1 };
}

/* The first lexeme at or after @line. */
static guint
find_line (const ObSource *self, guint line)
{
  guint low = 0, high = self->lexemes->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (ob_source_get_lexeme (self, middle)->line < line)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* The end of a call's argument that begins at @i: after "name", a table or a string, perhaps in parentheses. */
static guint
find_argument_end (const ObSource *self, guint i)
{
  while (is_other (self, i, ')') || is_other (self, i, ',') || is_other (self, i, '('))
    i++;
  ObLexemes table = ob_source_get_table (self, i);
  return table.end > 0 ? table.end : MIN (i + 1, self->lexemes->len);
}

ObLexemes
ob_source_find_call (const ObSource *self, guint line, const char *verb, const char *name)
{
  for (guint i = find_line (self, line); i < self->lexemes->len; i++)
    {
      const ObLexeme *lexeme = ob_source_get_lexeme (self, i);
      if (lexeme->line > line)
        break;
      if (lexeme->kind != OB_LEXEME_NAME || strcmp (lexeme->content, verb) != 0)
        continue;
      guint j = is_other (self, i + 1, '(') ? i + 2 : i + 1;
      if (j >= self->lexemes->len)
        break;
      if (name == NULL)
        return (ObLexemes) { i, find_argument_end (self, j) };
      const ObLexeme *argument = ob_source_get_lexeme (self, j);
      if (argument->kind == OB_LEXEME_STRING && strcmp (argument->content, name) == 0)
        return (ObLexemes) { i, find_argument_end (self, j + 1) };
    }
  return (ObLexemes) { 0, 0 };
}

/* The first index of @at that is not below @first. */
static guint
lower_bound (const GArray *at, guint first)
{
  guint low = 0, high = at->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (g_array_index (at, guint, middle) < first)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

const ObLexeme *
ob_source_find_string (const ObSource *self, ObLexemes range, const char *content, gsize length)
{
  const GArray *at = g_hash_table_lookup (self->strings, content);
  guint i = at != NULL ? lower_bound (at, range.first) : 0;
  if (at == NULL || i >= at->len || g_array_index (at, guint, i) >= range.end)
    return NULL;
  const ObLexeme *lexeme = ob_source_get_lexeme (self, g_array_index (at, guint, i));
  return lexeme->length == length ? lexeme : NULL;
}

const ObLexeme *
ob_source_find_string_anywhere (const ObSource *self, const char *content, gsize length)
{
  return ob_source_find_string (self, (ObLexemes) { 0, self->lexemes->len }, content, length);
}

guint
ob_source_find_key (const ObSource *self, ObLexemes range, guint depth, const char *name)
{
  const GArray *at = g_hash_table_lookup (self->keys, name);
  if (at == NULL)
    return G_MAXUINT;
  for (guint i = lower_bound (at, range.first); i < at->len && g_array_index (at, guint, i) < range.end; i++)
    if (ob_source_get_lexeme (self, g_array_index (at, guint, i))->depth == depth)
      return g_array_index (at, guint, i);
  return G_MAXUINT;
}

ObPlace
ob_source_get_place (const ObSource *self, guint line, guint column, guint width)
{
  return (ObPlace) { self->name, line, column, width, self->text };
}

/* --- suppressions --- */

void
ob_source_suppress (const ObSource *self, ObDiags *diags)
{
  for (guint i = 0; i < self->suppressions->len; i++)
    {
      const Suppression *s = &g_array_index (self->suppressions, Suppression, i);
      ObPlace comment = ob_source_get_place (self, s->line, 0, 0);
      ob_diags_suppress (diags, &comment, s->line, s->is_alone ? s->line + 1 : s->line, s->id);
    }
}

void
ob_source_suppress_lines (const ObSource *self, ObDiags *diags, guint first, guint last)
{
  last = MIN (last, first + MAX_SUPPRESSED_LINES);
  for (guint i = 0; i < self->suppressions->len; i++)
    {
      const Suppression *s = &g_array_index (self->suppressions, Suppression, i);
      ObPlace comment = ob_source_get_place (self, s->line, 0, 0);
      if (s->line == first || (s->is_alone && s->line + 1 == first))
        ob_diags_suppress (diags, &comment, first, last, s->id);
    }
}
