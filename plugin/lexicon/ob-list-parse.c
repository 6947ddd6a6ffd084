/* ob-list-parse.c: reads both syntaxes of lists. Refuses, with a diagnostic each: what is not UTF-8, lines and entries
 * past their maxima, cells without a column, directives it does not know. A large file without a problem is read once:
 * its image is kept in the cache, and taken from there until the file changes. */
#include "base/ob-error.h"
#include "base/ob-hash.h"
#include "lexicon/ob-list-table.h"
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
/* The line of a diagnostic is searched from the top, so that a huge file goes without excerpts. */
#define MAX_EXCERPT_SOURCE (4 * OB_MAX_SOURCE_BYTES)

/* --- diagnostics --- */

typedef struct
{
  const ObList  *list;
  ObListBuilder *builder;
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
  gboolean    suppresses;                       /* a comment suppresses warnings */
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
  if (ob_list_builder_size (self->builder) == 0)
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

/* FALSE when the entry is not added. */
static gboolean
parse_entry (Parser *self, const char *text, gsize length)
{
  if (length > OB_MAX_LIST_ENTRY_BYTES)
    {
      report (self, OB_SEVERITY_ERROR, "OB510", text, 1, "an entry of %" G_GSIZE_FORMAT " bytes; at most %d are "
              "allowed", length, OB_MAX_LIST_ENTRY_BYTES);
      return FALSE;
    }
  guint32 entry;
  if (ob_list_builder_add (self->builder, text, length, self->line, &entry))
    return TRUE;
  const char *first = ob_list_builder_get_text (self->builder, entry);
  gboolean is_same = strlen (first) == length && memcmp (first, text, length) == 0;
  report (self, OB_SEVERITY_WARNING, "OB501", text, length, "\"%.*s\" is in list \"%s\" already, at line %u%s; the "
          "first one counts", shown (length), text, self->list->name, ob_list_builder_get_line (self->builder, entry),
          is_same ? "" : " (’ and ' are equal, and so are both hyphens)");
  return FALSE;
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
  if (nul == NULL && (ob_list_is_plain (line, line_end - line) || g_utf8_validate (line, line_end - line, &bad)))
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

static inline gboolean
is_blank (gunichar c)
{
  if (c < 0x80)
    return c == ' ' || (c >= '\t' && c <= '\r' && c != '\v');
  return g_unichar_isspace (c) || c == 0xfeff;
}

/* Moves both ends inwards over white space, no-break spaces and stray byte order marks included. */
static void
trim (const char **start, const char **end)
{
  while (*start < *end && is_blank (g_utf8_get_char (*start)))
    *start = g_utf8_next_char (*start);
  while (*start < *end)
    {
      const char *last = (guchar) (*end)[-1] < 0x80 ? *end - 1 : g_utf8_prev_char (*end);
      if (!is_blank (g_utf8_get_char (last)))
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
  if (self->has_columns || ob_list_builder_size (self->builder) > 0)
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

/* The entries that were read, as the list's. TRUE when there was nothing to tell of, nor to keep silent about. */
static gboolean
end_list (Parser *self, ObList *list, guint64 key, const ObFileId *source)
{
  ob_list_builder_set_columns (self->builder, self->columns, self->n_columns);
  gboolean is_good = ob_list_take_image (list, ob_list_builder_end (self->builder, key, source));
  g_assert (is_good);
  report_end (self);
  return self->n_reported == 0 && self->n_hidden == 0 && !self->suppresses && list->n > 0;
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

/* The features of the last entry from the cells after the first. */
static void
parse_features (Parser *self, const char *rest, const char *line_end)
{
  Cell cell;
  for (guint i = 1; next_cell (&rest, line_end, &cell) && i < self->n_columns; i++)
    if (cell.end > cell.start && self->columns[i] != NULL)
      ob_list_builder_add_cell (self->builder, i, cell.start, cell.end - cell.start);
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
  self->suppresses = TRUE;
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
  if (parse_entry (self, cell.start, cell.end - cell.start))
    parse_features (self, rest, line_end);
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

static void
report_unreadable (const char *name, const char *path, const GError *error, ObDiags *diags)
{
  ObPlace place = { .file = path };
  g_autofree char *near = g_error_matches (error, OB_ERROR, OB_ERROR_NOT_FOUND) ? suggest_file (path) : NULL;
  ob_diags_add (diags, OB_SEVERITY_ERROR, "OB500", &place, "cannot read list \"%s\" from \"%s\": %s%s%s%s", name,
                path, error->message, near ? " (did you mean " : "", near ? near : "", near ? "?)" : "");
}

/* Files are told apart by their paths, so that a changed list takes the place of what it was. */
static char *
dup_cache_name (const char *path)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  return g_strdup_printf ("%016" G_GINT64_MODIFIER "x", ob_hash_bytes (whole, strlen (whole)));
}

static void
parse_bytes (ObList *list, const char *bytes, gsize length, const ObFileId *source, ObDiags *diags)
{
  g_autoptr (ObListBuilder) builder = ob_list_builder_new ();
  Parser parser = {
    .list = list, .builder = builder, .diags = diags, .source = bytes, .end = bytes + length, .line_start = bytes,
    .line = 1, .start = { .file = list->file, .text = length <= MAX_EXCERPT_SOURCE ? bytes : NULL }, .n_columns = 1,
  };
  parse_lines (&parser);
  gboolean is_clean = end_list (&parser, list, ob_hash_bytes (bytes, length), source);
  if (list->cache_name != NULL && is_clean)
    ob_cache_keep (list->cache_name, list->table.image);
  else
    g_clear_pointer (&list->cache_name, g_free);        /* nor keep what is made from it */
}

ObList *
ob_list_parse_file (const char *name, const char *path, ObDiags *diags)
{
  ObList *list = ob_list_new (name, path, 0);
  ObFileId source = { 0 };
  g_autoptr (ObImage) image = NULL;
  if (ob_file_id_read (&source, path) && source.size >= OB_MIN_CACHED_BYTES)
    {
      list->cache_name = dup_cache_name (path);
      image = ob_list_table_find_cached (list->cache_name);
      if (image != NULL && ob_image_is_made_from (image, &source) &&
          ob_list_take_image (list, g_steal_pointer (&image)))
        return list;
    }
  g_autoptr (GError) error = NULL;
  gsize length;
  g_autofree char *bytes = read_file (path, &length, &error);
  if (bytes == NULL)
    {
      report_unreadable (name, path, error, diags);
      g_autoptr (ObListBuilder) empty = ob_list_builder_new ();
      ob_list_take_image (list, ob_list_builder_end (empty, 0, NULL));
      return list;
    }
  if (image != NULL && ob_image_get_key (image) == ob_hash_bytes (bytes, length))
    {
      ObImage *renewed = ob_image_dup_with (image, &source);    /* the same text in a file of another time */
      if (ob_list_take_image (list, renewed))
        {
          ob_cache_keep (list->cache_name, renewed);
          return list;
        }
    }
  parse_bytes (list, bytes, length, &source, diags);
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
  ObList *list = ob_list_new (name, place->file, place->line);
  g_autoptr (ObListBuilder) builder = ob_list_builder_new ();
  Parser parser = {
    .list = list, .builder = builder, .diags = diags, .source = source, .end = source + strlen (source),
    .line_start = source, .line = place->line, .start = *place, .n_columns = 1,
  };
  for (const char *p = source; p < parser.end; parser.line++)
    {
      const char *line_end = p + strcspn (p, "\n");
      parser.line_start = p;
      if (check_encoding (&parser, p, line_end))
        parse_words (&parser, p, line_end);
      p = *line_end != '\0' ? line_end + 1 : line_end;
    }
  end_list (&parser, list, 0, NULL);
  return list;
}
