/* One line of JSON Lines: whatever it is, there is a head for the answer, and what is written can be read again. */
#include "fuzz.h"
#include "io/ob-json.h"
#include "io/ob-record.h"

/* The answer made of @head and @text must be a JSON object on one line. */
static void
check_answer (const char *head, const char *text, gsize length, gboolean ascii)
{
  static const char *const names[] = { "text", NULL };
  g_autoptr (GString) line = g_string_new ("{");
  ObJsonSlice found[1];
  g_string_append (line, head);
  g_string_append (line, ",\"text\":");
  ob_json_append_string (line, text, (gssize) length, ascii);
  g_string_append_c (line, '}');
  g_assert_null (memchr (line->str, '\n', line->len));
  for (gsize i = 0; ascii && i < line->len; i++)
    g_assert_cmpint ((guchar) line->str[i], <, 0x80);
  g_assert_true (ob_json_find_members (line->str, line->len, names, found, NULL));
  gsize read_length;
  g_autofree char *read = ob_json_dup_string (found[0], &read_length);
  g_assert_cmpmem (read, read_length, text, length);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  for (gboolean ascii = FALSE; ascii <= TRUE; ascii++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (ObRecord) record = { .head = NULL };
      if (ob_record_parse ((const char *) data, size, 7, ascii, &record, &error))
        check_answer (record.head, record.text, record.length, ascii);
      else
        {
          g_assert_nonnull (error);
          check_answer (record.head, "", 0, ascii);
        }
    }
  return 0;
}
