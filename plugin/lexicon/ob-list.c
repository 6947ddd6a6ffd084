/* ob-list.c: parses word lists and finds their entries. Offers: file and inline syntax, look-up of one-word entries,
 * edited copies. Refuses, with a diagnostic each: what is not UTF-8, lines and entries past their maxima, cells without
 * a column, directives it does not know. */
#include "lexicon/ob-list.h"
#include "base/ob-arena.h"
#include "base/ob-error.h"
#include "base/ob-intern.h"
#include "base/ob-limits.h"
#include "lexicon/ob-fuzzy.h"
#include "lexicon/ob-vocab.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
/* The line of a diagnostic is searched from the top, so that a huge file goes without excerpts. */
#define MAX_EXCERPT_SOURCE (4 * OB_MAX_SOURCE_BYTES)

struct ObList
{
  gatomicrefcount ref_count;
  char     *name, *file;
  guint     line;
  ObCase    list_case;
  ObIntern *keys;               /* the entries with their marks folded; the id is the index of the entry */
  GArray   *entries;            /* of ObListEntry; texts in keys or arena */
  ObArena  *arena;              /* texts that differ from their key */
  ObIntern *folded;             /* OB_CASE_ANY only: the folded entries … */
  ObFuzzy  *fuzzy;              /* fuzzy lists only */
  GArray   *folded_entries;     /* … and by their id the first entry (guint32) that folds so */
};

/* --- building --- */

static void
entry_clear (gpointer data)
{
  ob_features_clear (&((ObListEntry *) data)->features);
}

static ObList *
list_new (const char *name, const char *file, guint line)
{
  ObList *self = g_new0 (ObList, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->name = g_strdup (name);
  self->file = g_strdup (file);
  self->line = line;
  self->keys = ob_intern_new ();
  self->arena = ob_arena_new ();
  self->entries = g_array_new (FALSE, FALSE, sizeof (ObListEntry));
  g_array_set_clear_func (self->entries, entry_clear);
  return self;
}

ObList *
ob_list_ref (ObList *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
drop_folded (ObList *self)
{
  g_clear_pointer (&self->folded, ob_intern_free);
  g_clear_pointer (&self->folded_entries, g_array_unref);
}

void
ob_list_unref (ObList *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  drop_folded (self);
  ob_fuzzy_free (self->fuzzy);
  g_array_unref (self->entries);
  ob_intern_free (self->keys);
  ob_arena_free (self->arena);
  g_free (self->name);
  g_free (self->file);
  g_free (self);
}

static gboolean
is_plain (const char *s, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) s[i] >= 0x80)
      return FALSE;
  return TRUE;
}

/* Adds an entry without features. An entry that is there already is not added again: FALSE, and its index. */
static gboolean
add_entry (ObList *self, const char *text, gsize length, guint line, guint32 *ret_index)
{
  g_autofree char *key = is_plain (text, length) ? NULL : ob_fold_marks (text, length);
  gsize key_length = key != NULL ? strlen (key) : length;
  guint32 id = ob_intern_add (self->keys, key != NULL ? key : text, key_length);
  *ret_index = id;
  if (id < self->entries->len)
    return FALSE;
  const char *kept = ob_intern_get (self->keys, id, NULL);
  if (key_length != length || memcmp (kept, text, length) != 0)
    kept = ob_arena_strdup (self->arena, text, length);
  ObListEntry entry = { .text = kept, .line = line };
  g_array_append_val (self->entries, entry);
  return TRUE;
}

static ObListEntry *
nth_entry (const ObList *self, guint32 i)
{
  return &g_array_index (self->entries, ObListEntry, i);
}

/* --- diagnostics --- */

typedef struct
{
  ObList     *list;
  ObDiags    *diags;
  ObPlace     start;            /* of the source */
  const char *source, *end;
  const char *line_start;       /* of the line that is read */
  guint       line;             /* its number */
  guint       n_reported, n_hidden;
  gboolean    hidden_error;

  const char *columns[OB_MAX_LIST_COLUMNS];     /* g_intern_string; NULL: no column, or one whose name is bad */
  guint       n_columns;
  gboolean    has_columns;                      /* an @columns line was read */
  gboolean    reported_encoding;
} Parser;

static gboolean
may_report (Parser *self, ObSeverity severity)
{
  if (self->n_reported < OB_MAX_LIST_DIAGS)
    return TRUE;
  self->n_hidden++;
  self->hidden_error |= severity == OB_SEVERITY_ERROR;
  return FALSE;
}

/* Reports @width bytes at @at of the line being read. @at NULL: the line as a whole. */
static void G_GNUC_PRINTF (6, 7)
report (Parser *self, ObSeverity severity, const char *id, const char *at, gsize width, const char *format, ...)
{
  if (!may_report (self, severity))
    return;
  ObPlace place = self->start;
  place.line = self->line;
  place.column = 0;
  if (at != NULL)
    {
      place.column = g_utf8_strlen (self->line_start, at - self->line_start) + 1;
      if (self->line == self->start.line && self->start.column > 0)
        place.column += self->start.column - 1;
      place.width = g_utf8_strlen (at, width);
    }
  va_list args;
  va_start (args, format);
  g_autofree char *message = g_strdup_vprintf (format, args);
  va_end (args);
  guint before = ob_diags_size (self->diags);
  ob_diags_add (self->diags, severity, id, &place, "%s", message);
  self->n_reported += ob_diags_size (self->diags) - before;     /* a suppressed one takes no room */
}

static void
report_end (Parser *self)
{
  ObPlace place = { .file = self->start.file, .line = self->list->line };
  if (self->n_hidden > 0)
    ob_diags_add (self->diags, self->hidden_error ? OB_SEVERITY_ERROR : OB_SEVERITY_WARNING, "OB512", &place,
                  "list \"%s\" has %u more problems, not shown", self->list->name, self->n_hidden);
  if (self->list->entries->len == 0)
    ob_diags_add (self->diags, OB_SEVERITY_WARNING, "OB504", &place, "list \"%s\" has no entries",
                  self->list->name);
}

/* --- what both syntaxes share --- */

/* Bytes of the entry that a message shows: enough to know it by. */
static int
shown (gsize length)
{
  return (int) MIN (length, (gsize) 60);        /* a character cut in two is mended by ob_diags_add() */
}

static ObListEntry *
parse_entry (Parser *self, const char *text, gsize length)
{
  if (length > OB_MAX_LIST_ENTRY_BYTES)
    {
      report (self, OB_SEVERITY_ERROR, "OB510", text, 1, "an entry of %" G_GSIZE_FORMAT " bytes; at most %d are "
              "allowed", length, OB_MAX_LIST_ENTRY_BYTES);
      return NULL;
    }
  guint32 index;
  if (add_entry (self->list, text, length, self->line, &index))
    return nth_entry (self->list, index);
  const ObListEntry *first = nth_entry (self->list, index);
  gboolean is_same = strlen (first->text) == length && memcmp (first->text, text, length) == 0;
  report (self, OB_SEVERITY_WARNING, "OB501", text, length, "\"%.*s\" is in list \"%s\" already, at line %u%s; the "
          "first one counts", shown (length), text, self->list->name, first->line,
          is_same ? "" : " (’ and ' are equal, and so are both hyphens)");
  return NULL;
}

static const char *
guess_encoding (const char *s, const char *end)
{
  for (; s < end; s++)
    {
      guchar byte = (guchar) *s;
      if (byte == 0x81 || byte == 0x8d || byte == 0x8f || byte == 0x90 || byte == 0x9d)
        return NULL;            /* not assigned in Windows-1252 */
    }
  return "WINDOWS-1252";
}

/* Reports the first line that is not UTF-8, with the mend; one line tells all, the others follow from it. */
static gboolean
check_encoding (Parser *self, const char *line, const char *line_end)
{
  const char *bad;
  const char *nul = memchr (line, '\0', line_end - line);
  if (nul == NULL && g_utf8_validate (line, line_end - line, &bad))
    return TRUE;
  if (self->reported_encoding)
    {
      self->n_hidden++;
      self->hidden_error = TRUE;
      return FALSE;
    }
  self->reported_encoding = TRUE;
  if (nul != NULL)
    {
      report (self, OB_SEVERITY_ERROR, "OB505", NULL, 0, "not text: the line holds a NUL byte (if the file is UTF-16, "
              "convert it with \"iconv -f UTF-16 -t UTF-8\")");
      return FALSE;
    }
  guchar byte = (guchar) *bad;
  const char *encoding = guess_encoding (line, line_end);
  char as_latin1[8] = "";
  if (byte >= 0xa0)
    as_latin1[g_unichar_to_utf8 (byte, as_latin1)] = '\0';
  if (encoding == NULL)
    report (self, OB_SEVERITY_ERROR, "OB505", bad, 1, "not UTF-8: byte 0x%02X, of an encoding that is not known; "
            "convert it with \"iconv -f ENCODING -t UTF-8\"", byte);
  else
    report (self, OB_SEVERITY_ERROR, "OB505", bad, 1, "not UTF-8: byte 0x%02X%s%s%s; if the file is Windows-1252, "
            "convert it with \"iconv -f %s -t UTF-8\"", byte, *as_latin1 ? ", in Windows-1252 \"" : "", as_latin1,
            *as_latin1 ? "\"" : "", encoding);
  return FALSE;
}

/* Moves both ends inwards over white space, no-break spaces and stray byte order marks included. */
static void
trim (const char **start, const char **end)
{
  while (*start < *end)
    {
      gunichar c = g_utf8_get_char (*start);
      if (!g_unichar_isspace (c) && c != 0xfeff)
        break;
      *start = g_utf8_next_char (*start);
    }
  while (*start < *end)
    {
      const char *last = g_utf8_prev_char (*end);
      gunichar c = g_utf8_get_char (last);
      if (!g_unichar_isspace (c) && c != 0xfeff)
        break;
      *end = last;
    }
}

/* --- files --- */

typedef struct
{
  const char *start, *end;
} Cell;

/* Cuts the next cell, trimmed, off @line; FALSE when none is left, which *line NULL says. */
static gboolean
next_cell (const char **line, const char *line_end, Cell *ret_cell)
{
  if (*line == NULL)
    return FALSE;
  const char *tab = memchr (*line, '\t', line_end - *line);
  *ret_cell = (Cell) { *line, tab != NULL ? tab : line_end };
  *line = tab != NULL ? tab + 1 : NULL;
  trim (&ret_cell->start, &ret_cell->end);
  return TRUE;
}

static gboolean
is_column_name (const char *s, gsize length)
{
  if (length == 0 || !g_ascii_islower (s[0]))
    return FALSE;
  for (gsize i = 1; i < length; i++)
    if (!g_ascii_islower (s[i]) && !g_ascii_isdigit (s[i]) && s[i] != '_')
      return FALSE;
  return TRUE;
}

/* "Place of birth" as "place_of_birth"; NULL when no name can be made of it. */
static char *
mend_column_name (const char *s, gsize length)
{
  GString *out = g_string_new (NULL);
  for (gsize i = 0; i < length; i++)
    {
      char c = g_ascii_isalnum (s[i]) ? g_ascii_tolower (s[i]) : '_';
      if (out->len > 0 ? c != '_' || out->str[out->len - 1] != '_' : g_ascii_isalpha (c))
        g_string_append_c (out, c);
    }
  while (out->len > 0 && out->str[out->len - 1] == '_')
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, out->len == 0);
}

/* The name of a column, or NULL with a diagnostic. */
static const char *
parse_column_name (Parser *self, Cell cell)
{
  gsize length = cell.end - cell.start;
  if (length > 0 && !is_column_name (cell.start, length))
    {
      g_autofree char *mended = mend_column_name (cell.start, MIN (length, 64));
      report (self, OB_SEVERITY_ERROR, "OB507", cell.start, length, "bad column name \"%.*s\": a letter a-z, then "
              "letters a-z, digits and _%s%s%s", shown (length), cell.start, mended ? " (did you mean " : "",
              mended ? mended : "", mended ? "?)" : "");
      return NULL;
    }
  if (length == 0)
    {
      report (self, OB_SEVERITY_ERROR, "OB507", cell.start, 1, "column %u has no name", self->n_columns + 1);
      return NULL;
    }
  g_autofree char *name = g_strndup (cell.start, length);
  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i] != NULL && strcmp (self->columns[i], name) == 0)
      {
        report (self, OB_SEVERITY_ERROR, "OB507", cell.start, length, "column \"%s\" is named twice, as columns %u "
                "and %u", name, i + 1, self->n_columns + 1);
        return NULL;
      }
  return g_intern_string (name);
}

static void
parse_columns (Parser *self, Cell directive, const char *rest, const char *line_end)
{
  if (self->has_columns || self->list->entries->len > 0)
    {
      report (self, OB_SEVERITY_ERROR, "OB507", directive.start, directive.end - directive.start,
              self->has_columns ? "a second @columns line" : "@columns must stand before the first entry");
      return;
    }
  self->has_columns = TRUE;
  if (rest == NULL)
    {
      report (self, OB_SEVERITY_ERROR, "OB507", directive.start, directive.end - directive.start,
              "@columns names no column; expected a tab and the name of the first column, such as \"entry\"");
      return;
    }
  Cell cell;
  self->n_columns = 0;
  while (next_cell (&rest, line_end, &cell))
    {
      if (self->n_columns == OB_MAX_LIST_COLUMNS)
        {
          report (self, OB_SEVERITY_ERROR, "OB507", cell.start, 1, "more than %d columns", OB_MAX_LIST_COLUMNS);
          return;
        }
      const char *name = parse_column_name (self, cell);
      self->columns[self->n_columns++] = name;
    }
}

static void
parse_directive (Parser *self, Cell cell, const char *rest, const char *line_end)
{
  static const char *const known[] = { "columns", NULL };
  gsize length = cell.end - cell.start - 1;
  const char *space = memchr (cell.start, ' ', length + 1);
  gsize word = space != NULL ? (gsize) (space - cell.start) - 1 : length;
  if (word == strlen ("columns") && memcmp (cell.start + 1, "columns", word) == 0)
    {
      if (space != NULL)
        report (self, OB_SEVERITY_ERROR, "OB507", space, 1, "expected a tab after @columns and between the names, "
                "found a space");
      else
        parse_columns (self, cell, rest, line_end);
      return;
    }
  g_autofree char *name = g_strndup (cell.start + 1, MIN (word, 64));
  const char *near = ob_suggest (name, known, -1);
  report (self, OB_SEVERITY_ERROR, "OB503", cell.start, word + 1, "unknown directive @%s%s%s%s; an entry that starts "
          "with @ is written \\@%s", name, near ? " (did you mean @" : "", near ? near : "", near ? "?)" : "", name);
}

/* The features of @entry from the cells after the first. */
static void
parse_features (Parser *self, ObListEntry *entry, const char *rest, const char *line_end)
{
  Cell cell;
  for (guint i = 1; next_cell (&rest, line_end, &cell) && i < self->n_columns; i++)
    if (cell.end > cell.start && self->columns[i] != NULL)
      {
        g_autofree char *value = g_strndup (cell.start, cell.end - cell.start);
        ob_features_set (&entry->features, self->columns[i], value);
      }
}

/* Cells past the last column are an error unless they are empty: features would be lost without a word. */
static gboolean
check_cells (Parser *self, const char *rest, const char *line_end)
{
  Cell cell;
  guint n = 1;
  while (next_cell (&rest, line_end, &cell))
    if (++n > self->n_columns && cell.end > cell.start)
      {
        report (self, OB_SEVERITY_ERROR, "OB502", cell.start, cell.end - cell.start, "cell %u, but the list has %u "
                "column%s%s", n, self->n_columns, self->n_columns == 1 ? "" : "s", self->has_columns ? "" :
                " (name the columns in a first line: @columns, tab, entry, tab, …)");
        return FALSE;
      }
  return TRUE;
}

/* "-- suppress: OB501 OB502": warnings of this file that its author has seen. */
static void
parse_comment (Parser *self, const char *comment, const char *line_end)
{
  g_autofree char *text = g_strndup (comment, line_end - comment);
  g_strstrip (text);
  if (!g_str_has_prefix (text, "suppress:"))
    return;
  g_auto (GStrv) ids = g_strsplit_set (text + strlen ("suppress:"), " ,\t", -1);
  ObPlace place = { .file = self->start.file, .line = self->line };
  for (guint i = 0; ids[i] != NULL; i++)
    if (g_str_has_prefix (ids[i], "OB"))
      ob_diags_suppress (self->diags, &place, 0, 0, ids[i]);
}

static void
parse_entry_line (Parser *self, Cell cell, const char *rest, const char *line_end)
{
  if (*cell.start == '\\')      /* lets an entry begin with @, -- or \ */
    cell.start++;
  if (!check_cells (self, rest, line_end))
    return;
  if (cell.start == cell.end)
    {
      report (self, OB_SEVERITY_ERROR, "OB510", self->line_start, 1, "no entry in the first column");
      return;
    }
  ObListEntry *entry = parse_entry (self, cell.start, cell.end - cell.start);
  if (entry != NULL)
    parse_features (self, entry, rest, line_end);
}

static void
parse_line (Parser *self, const char *line, const char *line_end)
{
  if (line_end - line > (gssize) OB_MAX_LIST_LINE_BYTES)
    {
      report (self, OB_SEVERITY_ERROR, "OB510", NULL, 0, "a line of %" G_GSSIZE_FORMAT " bytes; at most %u are allowed",
              (gssize) (line_end - line), OB_MAX_LIST_LINE_BYTES);
      return;
    }
  if (!check_encoding (self, line, line_end))
    return;
  const char *start = line, *end = line_end;
  trim (&start, &end);
  if (start == end)
    return;
  if (end - start >= 2 && start[0] == '-' && start[1] == '-')
    {
      if (end - start > 2 && start[2] == '\t')
        report (self, OB_SEVERITY_WARNING, "OB511", start, 2, "this line is a comment; an entry that starts with -- is "
                "written \\--");
      parse_comment (self, start + 2, end);
      return;
    }
  Cell cell;
  const char *rest = line;
  next_cell (&rest, line_end, &cell);
  if (cell.end > cell.start && *cell.start == '@')
    parse_directive (self, cell, rest, line_end);
  else
    parse_entry_line (self, cell, rest, line_end);
}

static void
parse_lines (Parser *self)
{
  const char *p = self->source;
  if (self->end - p >= 3 && memcmp (p, BYTE_ORDER_MARK, 3) == 0)
    {
      report (self, OB_SEVERITY_WARNING, "OB509", NULL, 0, "the file starts with a byte order mark, which is skipped; "
              "save it as UTF-8 without one");
      p += 3;
    }
  for (; p < self->end; self->line++)
    {
      const char *newline = memchr (p, '\n', self->end - p);
      const char *line_end = newline != NULL ? newline : self->end;
      self->line_start = p;
      parse_line (self, p, line_end > p && line_end[-1] == '\r' ? line_end - 1 : line_end);
      p = line_end + 1;
    }
}

/* Reads at most OB_MAX_LIST_BYTES: the size a file says it has is no promise. */
static char *
read_file (const char *path, gsize *ret_length, GError **error)
{
  FILE *file = fopen (path, "rbe");
  if (file == NULL)
    {
      int reason = errno;
      g_set_error (error, OB_ERROR, reason == ENOENT ? OB_ERROR_NOT_FOUND : OB_ERROR_IO, "%s", g_strerror (reason));
      return NULL;
    }
  gsize size = 64 << 10, length = 0;
  g_autofree char *bytes = g_malloc (size);
  for (gsize n; (n = fread (bytes + length, 1, size - length - 1, file)) > 0;)
    {
      length += n;
      if (length > OB_MAX_LIST_BYTES)
        break;
      if (length == size - 1)
        bytes = g_realloc (bytes, size *= 2);
    }
  int reason = ferror (file) ? errno : 0;
  fclose (file);
  if (reason != 0)
    {
      g_set_error (error, OB_ERROR, OB_ERROR_IO, "%s", g_strerror (reason));
      return NULL;
    }
  if (length > OB_MAX_LIST_BYTES)
    {
      g_set_error (error, OB_ERROR, OB_ERROR_TOO_LONG, "larger than %u MiB", OB_MAX_LIST_BYTES >> 20);
      return NULL;
    }
  bytes[length] = '\0';
  *ret_length = length;
  return g_steal_pointer (&bytes);
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The file beside @path whose name is nearest to it, as a path; or NULL. */
static char *
suggest_file (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *wanted = g_path_get_basename (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  if (dir == NULL)
    return NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);        /* of char *, owned */
  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);      /* the folder's own order differs from machine to machine */
  const char *near = ob_suggest (wanted, (const char *const *) names->pdata, names->len);
  return near != NULL ? g_build_filename (folder, near, NULL) : NULL;
}

ObList *
ob_list_parse_file (const char *name, const char *path, ObDiags *diags)
{
  ObList *list = list_new (name, path, 0);
  g_autoptr (GError) error = NULL;
  gsize length;
  g_autofree char *bytes = read_file (path, &length, &error);
  if (bytes == NULL)
    {
      ObPlace place = { .file = path };
      g_autofree char *near = g_error_matches (error, OB_ERROR, OB_ERROR_NOT_FOUND) ? suggest_file (path) : NULL;
      ob_diags_add (diags, OB_SEVERITY_ERROR, "OB500", &place, "cannot read list \"%s\" from \"%s\": %s%s%s%s", name,
                    path, error->message, near ? " (did you mean " : "", near ? near : "", near ? "?)" : "");
      return list;
    }
  Parser parser = {
    .list = list, .diags = diags, .source = bytes, .end = bytes + length, .line_start = bytes, .line = 1,
    .start = { .file = path, .text = length <= MAX_EXCERPT_SOURCE ? bytes : NULL }, .n_columns = 1,
  };
  parse_lines (&parser);
  report_end (&parser);
  return list;
}

/* --- inline lists --- */

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
}

/* Reads the quoted entry whose opening quote is at @p; returns what follows. */
static const char *
parse_quoted (Parser *self, const char *p, const char *line_end)
{
  const char *close = memchr (p + 1, '"', line_end - p - 1);
  if (close == NULL)
    {
      report (self, OB_SEVERITY_ERROR, "OB508", p, 1, "this quote is not closed on its line");
      return line_end;
    }
  const char *start = p + 1, *end = close;
  trim (&start, &end);
  if (start == end)
    report (self, OB_SEVERITY_ERROR, "OB510", p, close + 1 - p, "an empty entry");
  else
    parse_entry (self, start, end - start);
  return close + 1;
}

static void
parse_words (Parser *self, const char *p, const char *line_end)
{
  while (p < line_end)
    {
      if (is_space (*p))
        p++;
      else if (p[0] == '-' && line_end - p >= 2 && p[1] == '-')
        return;
      else if (*p == '"')
        p = parse_quoted (self, p, line_end);
      else
        {
          const char *start = p;
          while (p < line_end && !is_space (*p) && *p != '"')
            p++;
          parse_entry (self, start, p - start);
        }
    }
}

ObList *
ob_list_parse_inline (const char *name, const char *source, const ObPlace *place, ObDiags *diags)
{
  static const ObPlace nowhere = { .line = 1, .column = 1 };
  if (place == NULL)
    place = &nowhere;
  ObList *list = list_new (name, place->file, place->line);
  Parser parser = {
    .list = list, .diags = diags, .source = source, .end = source + strlen (source), .line_start = source,
    .line = place->line, .start = *place, .n_columns = 1,
  };
  for (const char *p = source; p < parser.end; parser.line++)
    {
      const char *line_end = p + strcspn (p, "\n");
      parser.line_start = p;
      if (check_encoding (&parser, p, line_end))
        parse_words (&parser, p, line_end);
      p = *line_end != '\0' ? line_end + 1 : line_end;
    }
  report_end (&parser);
  return list;
}

/* --- reading --- */

const char *
ob_list_get_name (const ObList *self)
{
  return self->name;
}

const char *
ob_list_get_file (const ObList *self)
{
  return self->file;
}

guint
ob_list_get_line (const ObList *self)
{
  return self->line;
}

guint
ob_list_size (const ObList *self)
{
  return self->entries->len;
}

const ObListEntry *
ob_list_get (const ObList *self, guint i)
{
  return nth_entry (self, i);
}

const ObListEntry *
ob_list_get_by_text (const ObList *self, const char *text)
{
  gsize length = strlen (text);
  g_autofree char *key = is_plain (text, length) ? NULL : ob_fold_marks (text, length);
  guint32 id = key != NULL ? ob_intern_find (self->keys, key, strlen (key)) : ob_intern_find (self->keys, text, length);
  return id != OB_NO_ID ? nth_entry (self, id) : NULL;
}

static const ObListEntry *
find_folded (const ObList *self, const char *folded)
{
  gsize length = strlen (folded);
  if (self->list_case == OB_CASE_ANY)
    {
      guint32 id = ob_intern_find (self->folded, folded, length);
      return id != OB_NO_ID ? nth_entry (self, g_array_index (self->folded_entries, guint32, id)) : NULL;
    }
  guint32 id = ob_intern_find (self->keys, folded, length);
  return id != OB_NO_ID ? nth_entry (self, id) : NULL;
}

const ObListEntry *
ob_list_find (const ObList *self, const char *folded, const char *exact)
{
  const ObListEntry *by_exact = NULL, *by_folded = NULL;
  if (exact != NULL && self->list_case != OB_CASE_ANY)
    by_exact = ob_list_get_by_text (self, exact);
  if (folded != NULL && self->list_case != OB_CASE_EXACT)
    by_folded = find_folded (self, folded);     /* a folded word equals no entry that has a capital */
  if (by_exact == NULL && by_folded == NULL && exact != NULL)
    return ob_list_find_near (self, exact);
  if (by_exact == NULL || by_folded == NULL)
    return by_exact != NULL ? by_exact : by_folded;
  return MIN (by_exact, by_folded);             /* the first of the list */
}

void
ob_list_set_fuzzy (ObList *self)
{
  if (self->fuzzy == NULL)
    self->fuzzy = ob_fuzzy_new (self);
}

gboolean
ob_list_is_fuzzy (const ObList *self)
{
  return self->fuzzy != NULL;
}

const ObListEntry *
ob_list_find_near (const ObList *self, const char *text)
{
  return self->fuzzy != NULL ? ob_fuzzy_find (self->fuzzy, text) : NULL;
}

ObCase
ob_list_get_case (const ObList *self)
{
  return self->list_case;
}

void
ob_list_set_case (ObList *self, ObCase list_case)
{
  drop_folded (self);
  self->list_case = list_case;
  if (list_case != OB_CASE_ANY)
    return;
  self->folded = ob_intern_new ();
  self->folded_entries = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint32 i = 0; i < self->entries->len; i++)
    {
      const char *text = nth_entry (self, i)->text;
      g_autofree char *folded = ob_fold (text, strlen (text));
      if (ob_intern_add (self->folded, folded, strlen (folded)) == self->folded_entries->len)
        g_array_append_val (self->folded_entries, i);
    }
}

ObList *
ob_list_dup_edited (const ObList *self, const char *const *add, const char *const *remove)
{
  g_autoptr (GHashTable) removed = g_hash_table_new (NULL, NULL);       /* of ObListEntry of self, as a set */
  for (guint i = 0; remove != NULL && remove[i] != NULL; i++)
    {
      const ObListEntry *entry = ob_list_get_by_text (self, remove[i]);
      if (entry != NULL)
        g_hash_table_add (removed, (gpointer) entry);
    }
  ObList *copy = list_new (self->name, self->file, self->line);
  guint32 index;
  for (guint i = 0; i < self->entries->len; i++)
    {
      const ObListEntry *entry = nth_entry (self, i);
      if (g_hash_table_contains (removed, entry))
        continue;
      add_entry (copy, entry->text, strlen (entry->text), entry->line, &index);
      ob_features_merge (&nth_entry (copy, index)->features, &entry->features);
    }
  for (guint i = 0; add != NULL && add[i] != NULL; i++)
    add_entry (copy, add[i], strlen (add[i]), 0, &index);
  ob_list_set_case (copy, self->list_case);
  if (ob_list_is_fuzzy (self))
    ob_list_set_fuzzy (copy);
  return copy;
}

void
ob_list_set_name (ObList *self, const char *name)
{
  g_free (self->name);
  self->name = g_strdup (name);
}
