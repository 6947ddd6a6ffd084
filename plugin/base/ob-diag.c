#include "base/ob-diag.h"
#include "base/ob-diag-help.h"
#include "base/ob-limits.h"
#include <string.h>

struct ObDiags
{
  GPtrArray  *items;            /* of ObDiag, owned */
  GPtrArray  *suppressions;     /* of Suppression, owned, in order of addition */
  GHashTable *suppressed;       /* "file:line:id", owned, to the Suppression that says so */
};

/* One id of one comment. */
typedef struct
{
  char    *file, *id, *excerpt;
  guint    line;
  gboolean is_used;
} Suppression;

static void
suppression_free (gpointer data)
{
  Suppression *self = data;
  g_free (self->file);
  g_free (self->id);
  g_free (self->excerpt);
  g_free (self);
}

static void
diag_free (gpointer data)
{
  ObDiag *diag = data;
  g_free (diag->id);
  g_free (diag->file);
  g_free (diag->message);
  g_free (diag->excerpt);
  g_free (diag);
}

ObDiags *
ob_diags_new (void)
{
  ObDiags *self = g_new0 (ObDiags, 1);
  self->items = g_ptr_array_new_with_free_func (diag_free);
  self->suppressions = g_ptr_array_new_with_free_func (suppression_free);
  self->suppressed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
ob_diags_free (ObDiags *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->items);
  g_hash_table_unref (self->suppressed);
  g_ptr_array_unref (self->suppressions);
  g_free (self);
}

static char *
suppress_key (const char *file, guint line, const char *id)
{
  return g_strdup_printf ("%s:%u:%s", file ? file : "", line, id);
}

static char *dup_line (const char *text, guint line);

/* The suppression that @comment declares for @id, added if new. */
static Suppression *
get_suppression (ObDiags *self, const ObPlace *comment, const char *id)
{
  for (guint i = self->suppressions->len; i-- > 0;)
    {
      Suppression *old = g_ptr_array_index (self->suppressions, i);
      if (old->line == comment->line && strcmp (old->id, id) == 0 && g_strcmp0 (old->file, comment->file) == 0)
        return old;
    }
  Suppression *suppression = g_new0 (Suppression, 1);
  suppression->file = g_strdup (comment->file);
  suppression->line = comment->line;
  suppression->id = g_strdup (id);
  suppression->excerpt = comment->text != NULL ? dup_line (comment->text, comment->line) : NULL;
  g_ptr_array_add (self->suppressions, suppression);
  return suppression;
}

void
ob_diags_suppress (ObDiags *self, const ObPlace *comment, guint first, guint last, const char *id)
{
  Suppression *suppression = get_suppression (self, comment, id);
  for (guint line = first; line <= MAX (first, last); line++)
    g_hash_table_insert (self->suppressed, suppress_key (comment->file, line, id), suppression);
}

static Suppression *
find_suppression (ObDiags *self, const char *id, const ObPlace *place)
{
  g_autofree char *here = suppress_key (place->file, place->line, id);
  g_autofree char *anywhere = suppress_key (place->file, 0, id);
  Suppression *found = g_hash_table_lookup (self->suppressed, here);
  return found != NULL ? found : g_hash_table_lookup (self->suppressed, anywhere);
}

/* Adds a warning at the comment, whose source may be gone. */
static void
report_suppression (ObDiags *self, const Suppression *suppression, const char *id, const char *message)
{
  ObPlace place = { .file = suppression->file, .line = suppression->line };
  ob_diags_add (self, OB_SEVERITY_WARNING, id, &place, "%s", message);
  ObDiag *diag = g_ptr_array_index (self->items, self->items->len - 1);
  diag->excerpt = g_strdup (suppression->excerpt);
}

void
ob_diags_report_suppressions (ObDiags *self)
{
  for (guint i = 0; i < self->suppressions->len; i++)
    {
      const Suppression *suppression = g_ptr_array_index (self->suppressions, i);
      const ObDiagHelp *help = ob_diag_help_find (suppression->id);
      g_autofree char *message = NULL;
      if (help == NULL)
        message = g_strdup_printf ("there is no diagnostic %s to suppress", suppression->id);
      else if (!help->warns)
        message = g_strdup_printf ("%s is an error, which no comment suppresses", suppression->id);
      if (message != NULL)
        report_suppression (self, suppression, "OB223", message);
      else if (!suppression->is_used)
        {
          message = g_strdup_printf ("nothing here needs this suppression of %s: take it out", suppression->id);
          report_suppression (self, suppression, "OB222", message);
        }
    }
}

/* A message comes to print from anywhere, a rule's error text included: one line, valid UTF-8, bounded. */
static char *
clean_message (char *message)
{
  char *valid = g_utf8_make_valid (message, strnlen (message, OB_MAX_MESSAGE_BYTES));
  for (char *p = valid; *p != '\0'; p++)
    if ((guchar) *p < 0x20 || *p == 0x7f)
      *p = ' ';
  g_free (message);
  return valid;
}

static char *
dup_line (const char *text, guint line)
{
  for (guint n = 1; n < line; n++)
    {
      text = strchr (text, '\n');
      if (text == NULL)
        return NULL;
      text++;
    }
  gsize length = strcspn (text, "\r\n");
  return g_utf8_make_valid (text, MIN (length, (gsize) OB_MAX_MESSAGE_BYTES));
}

void
ob_diags_add (ObDiags *self, ObSeverity severity, const char *id, const ObPlace *place, const char *format, ...)
{
  static const ObPlace nowhere;
  if (place == NULL)
    place = &nowhere;
  Suppression *suppression = severity == OB_SEVERITY_WARNING ? find_suppression (self, id, place) : NULL;
  if (suppression != NULL)
    {
      suppression->is_used = TRUE;
      return;
    }
  va_list args;
  va_start (args, format);
  char *message = g_strdup_vprintf (format, args);
  va_end (args);

  ObDiag *diag = g_new0 (ObDiag, 1);
  diag->severity = severity;
  diag->id = g_strdup (id);
  diag->file = g_strdup (place->file);
  diag->line = place->line;
  diag->column = place->column;
  diag->width = MAX (place->width, 1);
  diag->message = clean_message (message);
  if (place->text != NULL && place->line > 0)
    diag->excerpt = dup_line (place->text, place->line);
  g_ptr_array_add (self->items, diag);
}

gboolean
ob_diags_has (const ObDiags *self, const char *id, const ObPlace *place)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const ObDiag *diag = ob_diags_get (self, i);
      if (diag->line == place->line && diag->column == place->column && strcmp (diag->id, id) == 0 &&
          g_strcmp0 (diag->file, place->file) == 0)
        return TRUE;
    }
  return FALSE;
}

void
ob_diags_drop_warnings (ObDiags *self, const char *prefix)
{
  for (guint i = self->items->len; i-- > 0;)
    {
      const ObDiag *diag = ob_diags_get (self, i);
      if (diag->severity == OB_SEVERITY_WARNING && diag->file != NULL && g_str_has_prefix (diag->file, prefix))
        g_ptr_array_remove_index (self->items, i);
    }
}

guint
ob_diags_count (const ObDiags *self, ObSeverity severity)
{
  guint n = 0;
  for (guint i = 0; i < self->items->len; i++)
    n += ob_diags_get (self, i)->severity == severity;
  return n;
}

guint
ob_diags_size (const ObDiags *self)
{
  return self->items->len;
}

const ObDiag *
ob_diags_get (const ObDiags *self, guint i)
{
  return g_ptr_array_index (self->items, i);
}

static void
append_excerpt (GString *out, const ObDiag *diag)
{
  g_string_append_printf (out, "%5u | %s\n", diag->line, diag->excerpt);
  if (diag->column == 0)
    return;
  g_string_append (out, "      | ");
  const char *p = diag->excerpt;
  for (guint column = 1; column < diag->column; column++)
    {
      g_string_append_c (out, *p == '\t' ? '\t' : ' ');         /* a tab keeps the caret below its place */
      if (*p != '\0')
        p = g_utf8_next_char (p);
    }
  guint rest = g_utf8_strlen (p, -1);
  for (guint i = 0; i < CLAMP (diag->width, 1, MAX (rest, 1)); i++)
    g_string_append_c (out, '^');
  g_string_append_c (out, '\n');
}

char *
ob_diag_dup_text (const ObDiag *diag, gboolean colour)
{
  gboolean is_error = diag->severity == OB_SEVERITY_ERROR;
  GString *out = g_string_new (NULL);
  if (diag->file != NULL)
    {
      g_string_append (out, diag->file);
      if (diag->line > 0)
        g_string_append_printf (out, ":%u", diag->line);
      if (diag->line > 0 && diag->column > 0)
        g_string_append_printf (out, ":%u", diag->column);
      g_string_append (out, ": ");
    }
  g_string_append_printf (out, "%s%s[%s]%s: %s\n", !colour ? "" : is_error ? "\033[1;31m" : "\033[1;33m",
                          is_error ? "error" : "warning", diag->id, colour ? "\033[0m" : "", diag->message);
  if (diag->excerpt != NULL)
    append_excerpt (out, diag);
  return g_string_free (out, FALSE);
}

char *
ob_diags_dup_text (const ObDiags *self, gboolean colour)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < self->items->len; i++)
    {
      g_autofree char *text = ob_diag_dup_text (ob_diags_get (self, i), colour);
      g_string_append (out, text);
    }
  return g_string_free (out, FALSE);
}

char *
ob_diags_dup_text_of (const ObDiags *self, ObSeverity severity, gboolean colour)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < self->items->len; i++)
    {
      const ObDiag *diag = ob_diags_get (self, i);
      g_autofree char *text = diag->severity == severity ? ob_diag_dup_text (diag, colour) : NULL;
      if (text != NULL)
        g_string_append (out, text);
    }
  return g_string_free (out, FALSE);
}

/* Optimal string alignment distance (Damerau 1964 with each substring edited once), over bytes, which is enough for
 * names of rules and lists; @limit + 1 is returned for anything farther. */
static guint
edit_distance (const char *a, const char *b, guint limit)
{
  gsize n = strlen (a), m = strlen (b);
  if (n > 64 || m > 64 || (n > m ? n - m : m - n) > limit)
    return limit + 1;
  guint rows[3][66];
  guint *before = rows[0], *last = rows[1], *row = rows[2];
  for (gsize j = 0; j <= m; j++)
    last[j] = j;
  for (gsize i = 1; i <= n; i++)
    {
      row[0] = i;
      for (gsize j = 1; j <= m; j++)
        {
          guint cost = a[i - 1] != b[j - 1];
          row[j] = MIN (MIN (last[j] + 1, row[j - 1] + 1), last[j - 1] + cost);
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = MIN (row[j], before[j - 2] + 1);
        }
      guint *spare = before;
      before = last, last = row, row = spare;
    }
  return last[m];
}

const char *
ob_suggest (const char *word, const char *const *candidates, gssize n)
{
  const char *best = NULL;
  guint best_distance = 2 + strlen (word) / 4;
  for (gssize i = 0; n < 0 ? candidates[i] != NULL : i < n; i++)
    {
      if (g_ascii_strcasecmp (word, candidates[i]) == 0)
        return candidates[i];
      guint distance = edit_distance (word, candidates[i], best_distance);
      if (distance < best_distance)
        best_distance = distance, best = candidates[i];
    }
  return best;
}
