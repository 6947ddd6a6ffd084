#include "io/ob-flow.h"
#include <string.h>

enum { REPLACEMENT = 0xfffd };

guint
ob_char_get_width (gunichar c)
{
  return g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
}

guint
ob_text_get_width (const char *text)
{
  guint width = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += ob_char_get_width (g_utf8_get_char (p));
  return width;
}

void
ob_flow_init (ObFlow *self, GString *out, guint width, guint indent)
{
  *self = (ObFlow) { .out = out, .width = width, .indent = indent, .word = g_string_new (NULL),
                     .style = "", .placed_style = "" };
}

void
ob_flow_clear (ObFlow *self)
{
  if (self->word != NULL)
    g_string_free (self->word, TRUE);
  self->word = NULL;
}

static void
append_spaces (ObFlow *self, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_c (self->out, ' ');
  self->column += n;
}

static void
append_style (GString *out, const char *style)
{
  g_string_append_printf (out, "\033[%sm", *style != '\0' ? style : "0");
}

static void
break_line (ObFlow *self)
{
  if (*self->placed_style != '\0')
    append_style (self->out, "");
  g_string_append_c (self->out, '\n');
  self->column = 0;
  self->has_words = FALSE;
  append_spaces (self, self->indent);
  if (*self->placed_style != '\0')
    append_style (self->out, self->placed_style);
}

void
ob_flow_place (ObFlow *self)
{
  guint gap = self->has_space && self->has_words;
  if (self->word_width > 0)             /* else it is a change of style at most */
    {
      if (self->has_words && self->column + gap + self->word_width > self->width)
        break_line (self);
      else
        append_spaces (self, gap);
      self->has_space = FALSE;
      self->has_words = TRUE;
    }
  g_string_append_len (self->out, self->word->str, self->word->len);
  self->column += self->word_width;
  g_string_truncate (self->word, 0);
  self->word_width = 0;
  self->placed_style = self->style;
}

static void
add_visible (ObFlow *self, gunichar c)
{
  if (g_unichar_iscntrl (c))
    c = REPLACEMENT;
  guint width = ob_char_get_width (c);
  if (self->indent + self->word_width + width > self->width)    /* longer than a line: broken where it must be */
    ob_flow_place (self);
  g_string_append_unichar (self->word, c);
  self->word_width += width;
}

void
ob_flow_add_char (ObFlow *self, gunichar c)
{
  if (g_unichar_isspace (c) && c != 0xa0 && c != 0x202f)
    {
      ob_flow_place (self);
      self->has_space = TRUE;
    }
  else
    add_visible (self, c);
}

void
ob_flow_add_solid (ObFlow *self, const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    add_visible (self, g_utf8_get_char (p));
}

void
ob_flow_add_text (ObFlow *self, const char *text, gssize length)
{
  const char *end = text + (length < 0 ? strlen (text) : (gsize) length);
  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    ob_flow_add_char (self, g_utf8_get_char (p));
}

void
ob_flow_set_style (ObFlow *self, const char *style)
{
  if (strcmp (self->style, style) == 0)
    return;
  if (*self->style != '\0')
    append_style (self->word, "");
  if (*style != '\0')
    append_style (self->word, style);
  self->style = style;
}

void
ob_flow_end (ObFlow *self)
{
  ob_flow_set_style (self, "");
  ob_flow_place (self);
  g_string_append_c (self->out, '\n');
  self->column = 0;
  self->has_words = FALSE;
}
