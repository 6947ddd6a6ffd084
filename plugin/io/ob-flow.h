/* ob-flow.h: running text in columns: words wrapped to a width that is measured as terminals do, with styles that do
 * not count. */
#pragma once
#include <glib.h>

typedef struct
{
  GString *out;
  guint    width;               /* columns of a line, indentation included */
  guint    indent;              /* columns before every line but the first */
  guint    column;              /* of the next character */
  gboolean has_words;           /* on this line */
  GString *word;                /* not yet placed */
  const char *style;            /* at the end of the word */
  const char *placed_style;     /* at the end of what is placed */
  guint    word_width;
  gboolean has_space;           /* before the word */
} ObFlow;

/* Begins at the left margin. */
void ob_flow_init  (ObFlow *self, GString *out, guint width, guint indent);
void ob_flow_clear (ObFlow *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ObFlow, ob_flow_clear)

/* Adds one character to the current word; white space ends it. Controls become U+FFFD. */
void ob_flow_add_char   (ObFlow *self, gunichar c);
/* Adds text in which a space keeps its words together. */
void ob_flow_add_solid  (ObFlow *self, const char *text);
/* Adds text, broken at its spaces. */
void ob_flow_add_text   (ObFlow *self, const char *text, gssize length);
/* What follows has the colours of @style, the parameters of an SGR escape ("1;35"), or none for "". It must outlive
 * the flow. Styles stop at the end of a line and go on after the next one's indentation. */
void ob_flow_set_style  (ObFlow *self, const char *style);
/* Places the last word. */
void ob_flow_place      (ObFlow *self);
/* Places the last word and ends the line. */
void ob_flow_end        (ObFlow *self);

/* Columns a terminal gives to @c, and to @text. */
guint ob_char_get_width (gunichar c);
guint ob_text_get_width (const char *text);
