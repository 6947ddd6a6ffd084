/* ob-snippet.h: a piece of a document on one line: what matched, with the words around it.
 *
 * Runs of white space become one space, controls U+FFFD. Widths are columns of a terminal: combining marks take none,
 * wide characters two. Text is valid UTF-8; offsets are bytes on character boundaries. */
#pragma once
#include <glib.h>

/* A part to be shown as such: by its style (parameters of an SGR escape), or without colours as {name:…}, which is how
 * examples of rules are written. */
typedef struct
{
  gsize       start, end;
  const char *name;             /* borrowed; NULL: nothing is shown without colours */
  const char *style;
} ObMark;

/* Appends text from @start to @end with @marks (of ObMark, by start, the longer first; those that reach outside are cut;
 * NULL: none). */
void ob_snippet_append (GString *out, const char *text, gsize start, gsize end, const GArray *marks, gboolean colour);
/* Appends the @width columns before @end, filled up with spaces at the left. */
void ob_snippet_append_left  (GString *out, const char *text, gsize end, guint width);
/* Appends at most @width columns from @start, up to @length. */
void ob_snippet_append_right (GString *out, const char *text, gsize start, gsize length, guint width);

/* Appends @text in the style @style, if @colour. */
void ob_snippet_append_styled (GString *out, const char *text, const char *style, gboolean colour);

/* A style for the @n-th kind of part. Static. */
const char *ob_snippet_get_style (guint n);

/* Appends @text in exactly @width columns: filled up with spaces, or cut at the left with "…". */
void ob_snippet_append_column (GString *out, const char *text, guint width);
