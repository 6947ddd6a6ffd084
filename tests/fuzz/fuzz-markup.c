/* The markup of examples and golden documents: spans lie inside the text, on whole characters, in order. */
#include "fuzz.h"
#include "pack/ob-markup.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *source = g_strndup ((const char *) data, size);
  g_autoptr (GArray) spans = NULL;
  g_autofree char *message = NULL;
  gsize offset = 0;
  if (!g_utf8_validate (source, -1, NULL))      /* the loader has made sure of that */
    return 0;
  g_autofree char *text = ob_markup_parse (source, &spans, &message, &offset);
  if (text == NULL)
    {
      g_assert_nonnull (message);
      g_assert_cmpuint (offset, <=, strlen (source));
      return 0;
    }
  gsize length = strlen (text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (guint i = 0; i < spans->len; i++)
    {
      const ObMarkedSpan *span = &g_array_index (spans, ObMarkedSpan, i);
      g_assert_cmpuint (span->start, <=, span->end);
      g_assert_cmpuint (span->end, <=, length);
      g_assert_true (i == 0 || span->start >= g_array_index (spans, ObMarkedSpan, i - 1).start);
      g_assert_true (((guchar) text[span->start] & 0xc0) != 0x80 && ((guchar) text[span->end] & 0xc0) != 0x80);
    }
  return 0;
}
