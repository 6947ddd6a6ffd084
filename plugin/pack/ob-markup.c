#include "pack/ob-markup.h"
#include "base/ob-limits.h"
#include <string.h>

typedef struct
{
  GString *text;
  GArray  *spans;               /* of ObMarkedSpan */
  GArray  *open;                /* of guint: spans not yet closed */
} Parser;

static void
marked_span_clear (gpointer data)
{
  g_free (((ObMarkedSpan *) data)->name);
}

/* Opens the span whose brace stands at @p. Returns the place after its colon, or NULL when there is none. */
static const char *
open_span (Parser *self, const char *p)
{
  const char *name = p + 1, *end = name;
  while (g_ascii_isalnum (*end) || *end == '_' || *end == '-')
    end++;
  if (end == name || *end != ':' || end - name > OB_MAX_NAME_BYTES)
    return NULL;
  ObMarkedSpan span = { g_strndup (name, (gsize) (end - name)), (guint32) self->text->len, 0 };
  g_array_append_val (self->open, self->spans->len);
  g_array_append_val (self->spans, span);
  return end + 1;
}

static void
close_span (Parser *self)
{
  guint i = g_array_index (self->open, guint, self->open->len - 1);
  g_array_index (self->spans, ObMarkedSpan, i).end = (guint32) self->text->len;
  g_array_set_size (self->open, self->open->len - 1);
}

/* Reads all of @source; returns NULL, or what is wrong at *ret_at. */
static const char *
parse (Parser *self, const char *source, const char **ret_at)
{
  const char *p = source;
  while (*p != '\0')
    {
      *ret_at = p;
      if ((*p == '{' && p[1] == '{') || (*p == '}' && p[1] == '}' && self->open->len == 0))
        {
          g_string_append_c (self->text, *p);
          p += 2;
        }
      else if (*p == '{')
        {
          p = open_span (self, p);
          if (p == NULL)
            return "after '{' comes a name and a ':'; a brace itself is written '{{'";
        }
      else if (*p == '}' && self->open->len == 0)
        return "'}' without '{'; a brace itself is written '}}'";
      else if (*p == '}')
        {
          close_span (self);
          p++;
        }
      else
        g_string_append_c (self->text, *p++);
    }
  *ret_at = p;
  return self->open->len > 0 ? "'}' is missing" : NULL;
}

char *
ob_markup_parse (const char *source, GArray **ret_spans, char **ret_message, gsize *ret_offset)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (ObMarkedSpan));
  g_autoptr (GString) text = g_string_new (NULL);
  const char *at = source;
  g_array_set_clear_func (spans, marked_span_clear);
  Parser parser = { text, spans, open };
  const char *message = parse (&parser, source, &at);
  if (message != NULL)
    {
      *ret_message = g_strdup (message);
      *ret_offset = (gsize) (at - source);
      return NULL;
    }
  *ret_spans = g_steal_pointer (&spans);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
