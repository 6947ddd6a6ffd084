#include "io/ob-snippet.h"
#include "io/ob-flow.h"
#include <string.h>

enum { REPLACEMENT = 0xfffd };

/* Appends a character; @after_space: the one before was white space, too. */
static void
append_char (GString *out, gunichar c, gboolean after_space)
{
  if (!g_unichar_isspace (c))
    g_string_append_unichar (out, g_unichar_iscntrl (c) ? REPLACEMENT : c);
  else if (!after_space)
    g_string_append_c (out, ' ');
}

/* Columns that append_char takes. */
static guint
measure_char (gunichar c, gboolean after_space)
{
  if (g_unichar_isspace (c))
    return after_space ? 0 : 1;
  return g_unichar_iscntrl (c) ? 1 : ob_char_get_width (c);
}

static void
append_text (GString *out, const char *start, const char *end, gboolean *after_space)
{
  for (const char *p = start; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      append_char (out, c, *after_space);
      *after_space = g_unichar_isspace (c);
    }
}

/* ---- Marks ---- */

typedef struct
{
  GString   *out;
  gboolean   colour;
  GPtrArray *open;              /* of const ObMark, innermost last */
} Marker;

static void
open_mark (Marker *self, const ObMark *mark)
{
  g_ptr_array_add (self->open, (gpointer) mark);
  if (self->colour && mark->style != NULL)
    g_string_append_printf (self->out, "\033[%sm", mark->style);
  else if (!self->colour && mark->name != NULL)
    g_string_append_printf (self->out, "{%s:", mark->name);
}

static void
close_mark (Marker *self)
{
  const ObMark *mark = g_ptr_array_steal_index (self->open, self->open->len - 1);
  if (!self->colour)
    {
      if (mark->name != NULL)
        g_string_append_c (self->out, '}');
      return;
    }
  g_string_append (self->out, "\033[0m");
  for (guint i = 0; i < self->open->len; i++)
    {
      const ObMark *outer = g_ptr_array_index (self->open, i);
      if (outer->style != NULL)
        g_string_append_printf (self->out, "\033[%sm", outer->style);
    }
}

void
ob_snippet_append (GString *out, const char *text, gsize start, gsize end, const GArray *marks, gboolean colour)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  Marker marker = { out, colour, open };
  gboolean after_space = FALSE;
  guint next = 0, n_marks = marks != NULL ? marks->len : 0;
  for (gsize at = start; at <= end;)
    {
      gsize stop = end;
      while (open->len > 0 && ((const ObMark *) g_ptr_array_index (open, open->len - 1))->end <= at)
        close_mark (&marker);
      for (; next < n_marks && g_array_index (marks, ObMark, next).start <= at; next++)
        if (g_array_index (marks, ObMark, next).end > at)
          open_mark (&marker, &g_array_index (marks, ObMark, next));
      if (at == end)
        break;
      if (next < n_marks)
        stop = MIN (stop, g_array_index (marks, ObMark, next).start);
      for (guint i = 0; i < open->len; i++)
        stop = MIN (stop, ((const ObMark *) g_ptr_array_index (open, i))->end);
      append_text (out, text + at, text + stop, &after_space);
      at = stop;
    }
  while (open->len > 0)
    close_mark (&marker);
}

/* ---- The words around ---- */

void
ob_snippet_append_left (GString *out, const char *text, gsize end, guint width)
{
  const char *begin = text + end;
  guint used = 0;
  gboolean before_space = FALSE;
  while (begin > text)
    {
      const char *p = g_utf8_prev_char (begin);
      gunichar c = g_utf8_get_char (p);
      guint n = measure_char (c, before_space);
      if (used + n > width)
        break;
      used += n;
      before_space = g_unichar_isspace (c);
      begin = p;
    }
  while (begin < text + end && ob_char_get_width (g_utf8_get_char (begin)) == 0)       /* marks of a letter cut off */
    begin = g_utf8_next_char (begin);
  for (guint i = used; i < width; i++)
    g_string_append_c (out, ' ');
  gboolean after_space = FALSE;
  append_text (out, begin, text + end, &after_space);
}

void
ob_snippet_append_right (GString *out, const char *text, gsize start, gsize length, guint width)
{
  guint used = 0;
  gboolean after_space = FALSE;
  for (const char *p = text + start; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      used += measure_char (c, after_space);
      if (used > width)
        return;
      append_char (out, c, after_space);
      after_space = g_unichar_isspace (c);
    }
}

void
ob_snippet_append_styled (GString *out, const char *text, const char *style, gboolean colour)
{
  if (colour)
    g_string_append_printf (out, "\033[%sm%s\033[0m", style, text);
  else
    g_string_append (out, text);
}

const char *
ob_snippet_get_style (guint n)
{
  static const char *const styles[] = { "1;36", "1;35", "1;33", "1;32", "1;34", "1;31" };
  return styles[n % G_N_ELEMENTS (styles)];
}

void
ob_snippet_append_column (GString *out, const char *text, guint width)
{
  guint total = ob_text_get_width (text);
  if (total > width)
    {
      g_string_append (out, "…");
      ob_snippet_append_left (out, text, strlen (text), width - 1);
      return;
    }
  g_string_append (out, text);
  for (guint i = total; i < width; i++)
    g_string_append_c (out, ' ');
}
