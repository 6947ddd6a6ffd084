#include "pack/ob-format.h"
#include "base/ob-error.h"
#include "lua/ob-source.h"
#include <string.h>

#define MAX_COLUMN 120          /* ]=] that stood on a line of its own stays there when it would reach beyond */

typedef enum { WORD, STRING, LONG, COMMENT, SIGN } Kind;

typedef struct
{
  Kind        kind;
  const char *text;
  gsize       length;
  guint       n_lines;          /* line ends before it */
  guint       n_spaces;         /* before it on its line */
} Piece;

typedef struct
{
  const char *p, *end;
  GArray     *pieces;           /* of Piece */
  gboolean    is_broken;
} Cutter;

/* ---- Cutting ---- */

/* The level of the long bracket at @p, or -1. */
static int
get_level (const Cutter *self, const char *p)
{
  const char *q = p + 1;
  while (q < self->end && *q == '=')
    q++;
  return p < self->end && *p == '[' && q < self->end && *q == '[' ? (int) (q - p - 1) : -1;
}

static void
skip_long (Cutter *self, int level)
{
  g_autofree char *close = g_strdup_printf ("]%.*s]", level, "==================================================");
  const char *found = level <= 50 ? g_strstr_len (self->p, self->end - self->p, close) : NULL;
  self->is_broken |= found == NULL;
  self->p = found != NULL ? found + level + 2 : self->end;
}

static void
skip_quoted (Cutter *self)
{
  char quote = *self->p++;
  while (self->p < self->end && *self->p != quote && *self->p != '\n')
    {
      if (*self->p == '\\' && self->p + 1 < self->end)
        self->p++;
      self->p++;
    }
  self->is_broken |= self->p >= self->end || *self->p != quote;
  self->p = MIN (self->p + 1, self->end);
}

static gboolean
is_word_char (char c)
{
  return g_ascii_isalnum (c) || c == '_' || (guchar) c >= 0x80;
}

/* Reads one piece at p, which stands on no white space. */
static Kind
cut_piece (Cutter *self)
{
  static const char *const signs[] = { "...", "..", "==", "~=", "<=", ">=", "//", "<<", ">>", "::" };
  int level = get_level (self, self->p);
  if (g_str_has_prefix (self->p, "--"))
    {
      int comment_level = get_level (self, self->p + 2);
      if (comment_level >= 0)
        skip_long (self, comment_level);
      else
        while (self->p < self->end && *self->p != '\n' && *self->p != '\r')
          self->p++;
      return COMMENT;
    }
  if (level >= 0)
    {
      skip_long (self, level);
      return LONG;
    }
  if (*self->p == '"' || *self->p == '\'')
    {
      skip_quoted (self);
      return STRING;
    }
  if (is_word_char (*self->p))
    {
      gboolean is_number = g_ascii_isdigit (*self->p);
      while (self->p < self->end && (is_word_char (*self->p) || (is_number && *self->p == '.' && self->p[1] != '.')))
        self->p++;
      return WORD;
    }
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (self->p, signs[i]))
      {
        self->p += strlen (signs[i]);
        return SIGN;
      }
  self->p++;
  return SIGN;
}

/* Cuts @text into pieces that point into it. */
static GArray *
cut (const char *text, gsize length, gboolean *ret_is_broken)
{
  Cutter self = { text, text + length, g_array_new (FALSE, FALSE, sizeof (Piece)), FALSE };
  while (self.p < self.end)
    {
      Piece piece = { 0 };
      for (; self.p < self.end && strchr (" \t\n\r", *self.p) != NULL; self.p++)
        if (*self.p == '\n')
          piece.n_lines++, piece.n_spaces = 0;
        else if (*self.p != '\r')
          piece.n_spaces++;
      if (self.p >= self.end)
        break;
      piece.text = self.p;
      piece.kind = cut_piece (&self);
      piece.length = (gsize) (self.p - piece.text);
      if (piece.kind == COMMENT)
        while (piece.length > 0 && (piece.text[piece.length - 1] == ' ' || piece.text[piece.length - 1] == '\t'))
          piece.length--;
      g_array_append_val (self.pieces, piece);
    }
  *ret_is_broken = self.is_broken;
  return self.pieces;
}

static gboolean
is (const Piece *piece, const char *text)
{
  return piece != NULL && (piece->kind == WORD || piece->kind == SIGN) && strlen (text) == piece->length &&
         memcmp (piece->text, text, piece->length) == 0;
}

static gboolean
is_one_of (const Piece *piece, const char *const *texts)
{
  for (; *texts != NULL; texts++)
    if (is (piece, *texts))
      return TRUE;
  return FALSE;
}

/* ---- Patterns ---- */

/* A / begins a regex where an element or a value may stand, and not in <ent/>. */
static gboolean
begins_regex (char before, const char *p)
{
  return *p == '/' && p[1] != '>' && strchr (" \t\n=([&|:!", before) != NULL;
}

/* Passes quoted text, a regex or a comment whole; else one character. @before is the one before it. */
static const char *
skip_pattern_piece (char before, const char *p, const char *end)
{
  char quote = *p;
  if (quote == '#')
    {
      while (p < end && *p != '\n')
        p++;
      return p;
    }
  if (quote != '"' && quote != '\'' && !begins_regex (before, p))
    return g_utf8_next_char (p);
  for (p++; p < end && *p != quote && *p != '\n'; p++)
    if (*p == '\\' && p + 1 < end)
      p++;
  return p < end && *p == quote ? p + 1 : p;
}

/* Lays out one line of a pattern: blanks between pieces as one, none around = inside [ ], one around & and |. *depth counts
 * [ that are open. */
static void
append_pattern_line (GString *out, const char *p, const char *end, guint *depth)
{
  gboolean wants_space = FALSE;
  gsize begin = out->len;
  while (p < end)
    {
      char last = out->len > begin ? out->str[out->len - 1] : ' ';
      if (*p == ' ' || *p == '\t')
        {
          wants_space = TRUE;
          p++;
          continue;
        }
      const char *next = skip_pattern_piece (wants_space ? ' ' : last, p, end);
      gboolean is_joint = *depth > 0 && (*p == '&' || *p == '|') && next == p + 1;
      gboolean is_equal = *depth > 0 && (*p == '=' || (*p == '!' && p[1] == '='));
      if (*p == '#')
        g_string_append (out, out->len > begin ? "  " : "");
      else if (out->len > begin && (is_joint || (*depth > 0 && (last == '&' || last == '|'))))
        g_string_append_c (out, ' ');
      else if (wants_space && out->len > begin && !is_equal && !(*depth > 0 && (last == '=' || last == '[' || *p == ']')))
        g_string_append_c (out, ' ');
      g_string_append_len (out, p, next - p);
      *depth += *p == '[' && next == p + 1;
      *depth -= *p == ']' && next == p + 1 && *depth > 0;
      wants_space = FALSE;
      p = next;
    }
  while (out->len > begin && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
}

/* What a long bracket of level 1 holds. */
typedef enum { TEXT, PATTERN, LIST } Content;

static Content
get_content (const GArray *pieces, guint i)
{
  static const char *const names[] = { "match", "before", "after", "overlap", "sentence", NULL };
  const Piece *before = i > 0 ? &g_array_index (pieces, Piece, i - 1) : NULL;
  const Piece *verb = i > 1 ? &g_array_index (pieces, Piece, i - 2) : NULL;
  if (before == NULL || verb == NULL || !g_str_has_prefix (g_array_index (pieces, Piece, i).text, "[=["))
    return TEXT;
  if (before->kind == STRING)
    return is (verb, "macro") ? PATTERN : is (verb, "list") ? LIST : TEXT;
  return is (before, "=") && is_one_of (verb, names) ? PATTERN : TEXT;
}

/* The beginning of the last line. */
static const char *
find_line (const GString *out)
{
  gsize i = out->len;
  while (i > 0 && out->str[i - 1] != '\n')
    i--;
  return out->str + i;
}

static guint
get_column (const GString *out)
{
  const char *line = find_line (out);
  return (guint) g_utf8_strlen (line, -1);
}

/* TRUE when ]=] stands alone at the beginning of its line. */
static gboolean
begins_last_line (const Piece *piece)
{
  gsize i = piece->length - strlen ("]=]");
  while (i > 0 && (piece->text[i - 1] == ' ' || piece->text[i - 1] == '\t'))
    i--;
  return i > 0 && piece->text[i - 1] == '\n';
}

/* A long bracket whose further lines stand below the beginning of its first. */
static void
append_content (GString *out, const Piece *piece, Content content)
{
  const char *p = piece->text + strlen ("[=["), *end = piece->text + piece->length - strlen ("]=]");
  g_string_append (out, "[=[ ");
  guint column = get_column (out), depth = 0;
  while (p < end && (*p == ' ' || *p == '\t'))
    p++;
  for (gboolean is_first = TRUE; p < end; is_first = FALSE)
    {
      const char *line_end = memchr (p, '\n', (gsize) (end - p));
      const char *next = line_end != NULL ? line_end + 1 : end;
      line_end = line_end != NULL ? line_end : end;
      while (line_end > p && strchr (" \t\r", line_end[-1]) != NULL)
        line_end--;
      while (p < line_end && (*p == ' ' || *p == '\t'))
        p++;
      if (!is_first)
        {
          g_string_append_c (out, '\n');
          if (p < line_end)
            g_string_append_printf (out, "%*s", (int) column, "");
        }
      if (content == PATTERN)
        append_pattern_line (out, p, line_end, &depth);
      else
        g_string_append_len (out, p, line_end - p);
      p = next;
    }
  while (out->len > 0 && strchr (" \n", out->str[out->len - 1]) != NULL)        /* ]=] follows the last word */
    g_string_truncate (out, out->len - 1);
  gboolean ends_in_comment = strstr (find_line (out), content == PATTERN ? "  #" : "--") != NULL;
  gboolean was_apart = begins_last_line (piece);
  if (ends_in_comment || (was_apart && get_column (out) + strlen (" ]=],") > MAX_COLUMN))
    g_string_append_printf (out, "\n%*s]=]", (int) column - 4, "");
  else
    g_string_append (out, " ]=]");
}

/* ---- Lines ---- */

/* Something open around a line. */
typedef struct
{
  guint    line_indent;         /* of the line it was opened on */
  guint    column;              /* where lines inside begin */
  gboolean is_block;            /* of Lua: ends with `end` or `until` */
} Open;

typedef struct
{
  const GArray *pieces;
  GString      *out;
  GArray       *open;           /* of Open */
  guint         line_indent;    /* of the line being written */
  gboolean      is_continued;   /* that line continues a statement */
} Layout;

static const Piece *
get (const Layout *self, guint i)
{
  return i < self->pieces->len ? &g_array_index (self->pieces, Piece, i) : NULL;
}

static gboolean
is_opener (const Piece *piece)
{
  static const char *const openers[] = { "{", "(", "[", NULL };
  return is_one_of (piece, openers);
}

static gboolean
is_closer (const Piece *piece)
{
  static const char *const closers[] = { "}", ")", "]", NULL };
  return is_one_of (piece, closers);
}

static gboolean
begins_block (const Piece *piece)
{
  static const char *const words[] = { "function", "then", "do", "repeat", NULL };
  return is_one_of (piece, words);
}

static gboolean
ends_block (const Piece *piece)
{
  static const char *const words[] = { "end", "until", "else", "elseif", NULL };
  return is_one_of (piece, words);
}

static gboolean
is_continuation (const Layout *self, guint i)
{
  static const char *const before[] = { "=", "..", "and", "or", "+", "-", "*", "/", "==", "~=", "<", ">", "not", NULL };
  static const char *const after[] = { "..", "and", "or", "==", "~=", "+", "*", "/", NULL };
  return (i > 0 && is_one_of (get (self, i - 1), before)) || is_one_of (get (self, i), after);
}

/* The column at which the line that begins with piece @i begins. */
static guint
get_indent (const Layout *self, guint i)
{
  const Piece *piece = get (self, i);
  guint n = self->open->len;
  const Open *top = n > 0 ? &g_array_index (self->open, Open, n - 1) : NULL;
  if (top == NULL)
    return is_continuation (self, i) ? MAX (piece->n_spaces, 2) : 0;
  if (is_closer (piece) || (ends_block (piece) && top->is_block))
    return top->line_indent;
  return is_continuation (self, i) ? MAX (piece->n_spaces, top->column + 2) : top->column;
}

/* Spaces between piece @i and the one before it on the line. */
static guint
get_spaces (const Layout *self, guint i)
{
  const Piece *a = get (self, i - 1), *b = get (self, i);
  gboolean is_call = (a->kind == WORD || a->kind == STRING || a->kind == LONG) && (b->kind == STRING || b->kind == LONG || is (b, "{"));
  if (is (b, ",") || is (b, ";"))
    return 0;
  if (is (a, "{"))
    return is (b, "}") ? 0 : 1;
  if (is (b, "}") || is (a, "=") || is (a, "..") || is (b, ".."))
    return 1;
  if (is (a, ",") || is (a, ";") || is (b, "=") || is_call || (a->kind == WORD && b->kind == WORD))
    return MAX (b->n_spaces, 1);
  if (b->kind == COMMENT)
    return MAX (b->n_spaces, 2);
  return b->n_spaces;
}

/* Notes what piece @i, just written, opens or closes. */
static void
follow (Layout *self, guint i)
{
  const Piece *piece = get (self, i), *next = get (self, i + 1);
  if ((is_closer (piece) || ends_block (piece)) && self->open->len > 0)
    g_array_set_size (self->open, self->open->len - 1);
  gboolean is_block = begins_block (piece) || is (piece, "else");
  if (!is_opener (piece) && !is_block)
    return;
  gboolean hangs = is_block || next == NULL || next->n_lines > 0 || next->kind == COMMENT;
  guint column = get_column (self->out) + (is (piece, "{") ? 1 : 0), base = self->line_indent;
  const Open *top = self->open->len > 0 ? &g_array_index (self->open, Open, self->open->len - 1) : NULL;
  if (is_block && self->is_continued)           /* the statement began on a line before */
    base = top != NULL ? top->column : 0;
  Open open = { base, hangs ? base + 2 : column, is_block };
  g_array_append_val (self->open, open);
}

static void
append_piece (Layout *self, guint i)
{
  const Piece *piece = get (self, i);
  Content content = piece->kind == LONG ? get_content (self->pieces, i) : TEXT;
  gboolean begins_on_own_line = piece->kind == LONG && piece->length > 3 && strchr ("\r\n", piece->text[3]) != NULL;
  if (content != TEXT && !begins_on_own_line)
    append_content (self->out, piece, content);
  else
    for (gsize j = 0; j < piece->length; j++)
      if (piece->text[j] != '\r')
        g_string_append_c (self->out, piece->text[j]);
}

static char *
lay_out (const GArray *pieces)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (Open));
  Layout self = { pieces, g_string_new (NULL), open, 0, FALSE };
  for (guint i = 0; i < pieces->len; i++)
    {
      const Piece *piece = get (&self, i);
      if (i > 0 && piece->n_lines == 0)
        g_string_append_printf (self.out, "%*s", (int) get_spaces (&self, i), "");
      else
        {
          g_string_append (self.out, i == 0 ? "" : piece->n_lines > 1 ? "\n\n" : "\n");
          self.line_indent = get_indent (&self, i);
          self.is_continued = is_continuation (&self, i);
          g_string_append_printf (self.out, "%*s", (int) self.line_indent, "");
        }
      append_piece (&self, i);
      follow (&self, i);
    }
  g_string_append (self.out, self.out->len > 0 ? "\n" : "");
  return g_string_free (self.out, FALSE);
}

/* ---- Does it say the same? ---- */

/* The pieces of a pattern or list without the blanks between them. */
static void
append_bare (GString *out, const char *p, const char *end, Content content)
{
  char before = ' ';
  for (; p < end; before = p[-1])
    {
      const char *next = content == PATTERN ? skip_pattern_piece (before, p, end) : g_utf8_next_char (p);
      if (*p == '#' && content == PATTERN)
        {
          while (next > p && strchr (" \t\r", next[-1]) != NULL)
            next--;
          g_string_append_len (out, p, next - p);
          while (next < end && *next != '\n')
            next++;
        }
      else if (strchr (" \t\r\n", *p) == NULL)
        g_string_append_len (out, p, next - p);
      else if (content == LIST && (out->len == 0 || out->str[out->len - 1] != ' '))
        g_string_append_c (out, ' ');
      p = next;
    }
}

/* All that a file says, comments included, without its layout. */
static char *
dup_saying (const GArray *pieces)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < pieces->len; i++)
    {
      const Piece *piece = &g_array_index (pieces, Piece, i);
      Content content = piece->kind == LONG ? get_content (pieces, i) : TEXT;
      g_string_append_printf (out, "\n%d ", piece->kind);
      if (content == TEXT)
        for (gsize j = 0; j < piece->length; j++)
          g_string_append (out, piece->text[j] == '\r' ? "" : (char[]) { piece->text[j], '\0' });
      else
        append_bare (out, piece->text, piece->text + piece->length, content);
    }
  return g_string_free (out, FALSE);
}

char *
ob_format_source (const char *name, const char *text, gsize length, GError **error)
{
  gboolean is_broken, is_broken_after;
  if (g_str_has_prefix (text, "\xef\xbb\xbf"))
    text += 3, length -= 3;
  g_autoptr (GArray) pieces = cut (text, length, &is_broken);
  if (is_broken)
    {
      g_set_error (error, OB_ERROR, OB_ERROR_USAGE, "%s: a string or comment is not closed; obelus check tells where", name);
      return NULL;
    }
  g_autofree char *laid = lay_out (pieces);
  g_autoptr (GArray) after = cut (laid, strlen (laid), &is_broken_after);
  g_autofree char *was = dup_saying (pieces), *says = dup_saying (after);
  if (!is_broken_after && strcmp (was, says) == 0)
    return g_steal_pointer (&laid);
  g_set_error (error, OB_ERROR, OB_ERROR_INTERNAL, "%s: laying it out would alter what it says; it is left alone", name);
  return NULL;
}
