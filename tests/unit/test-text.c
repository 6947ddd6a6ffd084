#include "base/ob-error.h"
#include "base/ob-limits.h"
#include "text/ob-text.h"
#include <string.h>

static ObText *
text_new (const char *s, gssize length)
{
  g_autoptr(GError) error = NULL;
  ObText *text = ob_text_new (s, length < 0 ? strlen (s) : (gsize) length, &error);
  g_assert_no_error (error);
  return text;
}

/* Checks each byte of @s against counting from the beginning. */
static void
check_all (const char *s, gsize length)
{
  g_autoptr(ObText) text = text_new (s, length);
  gsize codepoints = 0, utf16 = 0, n = 0;
  guint line = 1, column = 1, found_line, found_column;
  for (gsize i = 0; i < length; i += n)
    {
      guchar c = s[i];
      n = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
      for (gsize k = 0; k < n; k++)     /* inside a character is its start */
        {
          g_assert_cmpuint (ob_text_from_byte (text, i + k, OB_UNIT_BYTE), ==, i);
          g_assert_cmpuint (ob_text_from_byte (text, i + k, OB_UNIT_CODEPOINT), ==, codepoints);
          g_assert_cmpuint (ob_text_from_byte (text, i + k, OB_UNIT_UTF16), ==, utf16);
          g_assert_cmpuint (ob_text_to_byte (text, i + k, OB_UNIT_BYTE), ==, i);
        }
      g_assert_cmpuint (ob_text_to_byte (text, codepoints, OB_UNIT_CODEPOINT), ==, i);
      g_assert_cmpuint (ob_text_to_byte (text, utf16, OB_UNIT_UTF16), ==, i);
      if (n == 4)
        g_assert_cmpuint (ob_text_to_byte (text, utf16 + 1, OB_UNIT_UTF16), ==, i);
      ob_text_locate (text, i, &found_line, &found_column);
      g_assert_cmpuint (found_line, ==, line);
      g_assert_cmpuint (found_column, ==, column);
      codepoints++, utf16 += n == 4 ? 2 : 1, column++;
      if (c == '\n' || (c == '\r' && s[i + 1] != '\n'))
        line++, column = 1;
    }
  g_assert_cmpuint (ob_text_from_byte (text, length, OB_UNIT_CODEPOINT), ==, codepoints);
  g_assert_cmpuint (ob_text_from_byte (text, length + 9, OB_UNIT_UTF16), ==, utf16);
  g_assert_cmpuint (ob_text_to_byte (text, codepoints, OB_UNIT_CODEPOINT), ==, length);
  g_assert_cmpuint (ob_text_to_byte (text, G_MAXSIZE, OB_UNIT_UTF16), ==, length);
}

static void
test_offsets (void)
{
  static const char *const pieces[] = { "a", "é", "\n", "€", "😀", "\r\n", "word ", "\r", "\314\201" };
  g_autoptr(GRand) rand = g_rand_new_with_seed (5);
  for (guint round = 0; round < 60; round++)
    {
      g_autoptr(GString) s = g_string_new (NULL);
      gsize size = round < 20 ? round : (gsize) g_rand_int_range (rand, 0, 700);
      gboolean is_ascii = round % 4 == 0;
      while (s->len < size)
        g_string_append (s, is_ascii ? (g_rand_boolean (rand) ? "ab" : "\n")
                                     : pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      check_all (s->str, s->len);
    }
}

static void
test_block_borders (void)
{
  for (guint before = 55; before < 70; before++)
    {
      g_autofree char *pad = g_strnfill (before, 'x');
      g_autofree char *s = g_strconcat (pad, "😀\r\n€", pad, "é😀", NULL);
      check_all (s, strlen (s));
    }
}

static void
test_kept_as_it_is (void)
{
  static const char bytes[] = "\357\273\277a\0b\r\nc";
  g_autoptr(ObText) text = text_new (bytes, sizeof bytes - 1);
  g_assert_cmpmem (ob_text_get_bytes (text), ob_text_get_length (text), bytes, sizeof bytes - 1);
  g_assert_cmpint (ob_text_get_bytes (text)[ob_text_get_length (text)], ==, '\0');
  g_assert_false (ob_text_is_ascii (text));
  g_autoptr(ObText) empty = text_new ("", 0);
  g_assert_cmpuint (ob_text_get_length (empty), ==, 0);
  g_assert_true (ob_text_is_ascii (empty));
  g_assert_cmpuint (ob_text_from_byte (empty, 3, OB_UNIT_CODEPOINT), ==, 0);
}

static void
assert_refused (const char *bytes, gsize length, const char *place)
{
  g_autoptr(GError) error = NULL;
  g_assert_null (ob_text_new (bytes, length, &error));
  g_assert_error (error, OB_ERROR, OB_ERROR_BAD_UTF8);
  g_assert_true (g_str_has_prefix (error->message, place));
}

static void
test_bad_utf8 (void)
{
  assert_refused ("\xff", 1, "1:1:");
  assert_refused ("ab\n\303\251x\x80", 7, "2:3:");
  assert_refused ("a\xc0\x80", 3, "1:2:");              /* overlong */
  assert_refused ("\xe0\x9f\xbf", 3, "1:1:");
  assert_refused ("\xf0\x8f\xbf\xbf", 4, "1:1:");
  assert_refused ("\xed\xa0\x80", 3, "1:1:");           /* a surrogate */
  assert_refused ("\xf4\x90\x80\x80", 4, "1:1:");       /* past U+10FFFF */
  assert_refused ("12345678\xe2\x82", 10, "1:9:");      /* cut short */
  assert_refused ("\r\n\r\xf8", 4, "3:1:");
  check_all ("\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf\xc2\x80\xe0\xa0\x80\xf0\x90\x80\x80", 19);
}

static void
test_too_long (void)
{
  g_autoptr(GError) error = NULL;
  g_assert_null (ob_text_new ("", (gsize) OB_MAX_DOCUMENT_BYTES + 1, &error));
  g_assert_error (error, OB_ERROR, OB_ERROR_TOO_LONG);
}

static void
test_dates (void)
{
  static const char *const good[] = { "2023-09-11", "2024-02-29", "0001-01-01", "1999-12-31", "2023-09-11T10:30",
                                      "2023-09-11T23:59:59.5+02:00", "2023-09-11T00:00Z" };
  static const char *const bad[] = {
    "", "2023", "2023-9-11", "2023-02-29", "2023-13-01", "2023-00-10", "2023-01-32", "0000-01-01", "2023/01/01",
    "2023-01-01 ", " 023-01-01", "2023-+1-01", "20230101", "2023-01-0a", "2023-01-01T", "2023-01-01T24:00", "2023-01-01T10:60", "2023-01-01 10:30",
    "2023-01-01T10:30 ", "2023-01-01T1030",
  };
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (ob_date_is_valid (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (ob_date_is_valid (bad[i]));
  g_assert_false (ob_date_is_valid (NULL));
}

/* A look-up reads one block of the index, wherever in the text: a hundred thousand of them in a large text would take
 * minutes if each scanned from the beginning. */
static void
test_no_rescan (void)
{
  g_autoptr(GString) s = g_string_new (NULL);
  while (s->len < 8 << 20)
    g_string_append (s, "So lang wie eine Zeile: für \n");
  g_autoptr(ObText) text = text_new (s->str, s->len);
  gint64 start = g_get_monotonic_time ();
  gsize sum = 0;
  for (guint i = 0; i < 100000; i++)
    {
      guint line, column;
      gsize byte = s->len - i * 37;
      sum += ob_text_to_byte (text, ob_text_from_byte (text, byte, OB_UNIT_UTF16), OB_UNIT_UTF16) <= byte;
      ob_text_locate (text, byte, &line, &column);
      sum += column <= 29;
    }
  g_assert_cmpuint (sum, ==, 200000);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/offsets-agree-with-counting", test_offsets);
  g_test_add_func ("/text/offsets-hold-at-block-borders", test_block_borders);
  g_test_add_func ("/text/bytes-are-kept-as-they-are", test_kept_as_it_is);
  g_test_add_func ("/text/bad-utf8-is-refused-with-its-place", test_bad_utf8);
  g_test_add_func ("/text/too-long-is-refused", test_too_long);
  g_test_add_func ("/text/dates-exist-in-the-calendar", test_dates);
  g_test_add_func ("/text/offsets-need-no-rescan", test_no_rescan);
  return g_test_run ();
}
