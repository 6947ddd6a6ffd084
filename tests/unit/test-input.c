/* Promises of reading whole files and lines, over pipes and files. */
#include "io/ob-input.h"
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* A descriptor from which @bytes can be read, then the end. */
static int
open_bytes (const char *bytes, gsize length)
{
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("obelus-XXXXXX", &path, NULL);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, bytes, length), ==, (gssize) length);
  unlink (path);
  lseek (fd, 0, SEEK_SET);
  return fd;
}

/* The lines of @bytes as "a|b|", over-long ones as "!". */
static char *
read_lines (const char *bytes, gsize length, gsize max)
{
  GString *out = g_string_new (NULL);
  int fd = open_bytes (bytes, length);
  g_autoptr (ObLines) lines = ob_lines_new (fd, max);
  for (;;)
    {
      const char *line;
      gsize line_length;
      ObLineStatus status = ob_lines_next (lines, &line, &line_length, NULL);
      if (status == OB_LINE_END)
        break;
      g_assert_cmpint (status, !=, OB_LINE_FAILED);
      if (status == OB_LINE)
        g_string_append_len (out, line, line_length);
      g_string_append (out, status == OB_LINE ? "|" : "!|");
    }
  close (fd);
  return g_string_free (out, FALSE);
}

static void
assert_lines (const char *bytes, const char *expected)
{
  g_autofree char *lines = read_lines (bytes, strlen (bytes), 8);
  g_assert_cmpstr (lines, ==, expected);
}

static void
test_ends_of_lines (void)
{
  assert_lines ("", "");
  assert_lines ("a", "a|");
  assert_lines ("a\n", "a|");
  assert_lines ("a\r\nb\n\n\r\nc", "a|b|||c|");
  assert_lines ("a\rb\n", "a\rb|");
}

static void
test_byte_order_mark (void)
{
  assert_lines ("\xef\xbb\xbf" "a\n\xef\xbb\xbf" "b\n", "a|\xef\xbb\xbf" "b|");
  assert_lines ("\xef\xbb\xbf", "");
}

static void
test_over_long (void)
{
  assert_lines ("12345678\n123456789\n12345678\r\n1234567\n", "12345678|!|12345678|1234567|");
  assert_lines ("123456789", "!|");
  g_autofree char *long_line = g_strnfill (3 * 1024 * 1024, 'x');
  g_autofree char *bytes = g_strconcat ("a\n", long_line, "\nb\n", long_line, NULL);
  g_autofree char *lines = read_lines (bytes, strlen (bytes), 1024);
  g_assert_cmpstr (lines, ==, "a|!|b|!|");
}

static void
test_long_lines (void)
{
  g_autofree char *a = g_strnfill (1000001, 'a'), *b = g_strnfill (262144, 'b');
  g_autofree char *bytes = g_strconcat (a, "\n", b, "\r\n", a, NULL);
  g_autofree char *expected = g_strconcat (a, "|", b, "|", a, "|", NULL);
  g_autofree char *lines = read_lines (bytes, strlen (bytes), 1000001);
  g_assert_true (strcmp (lines, expected) == 0);
}

static void
test_would_wait (void)
{
  int fds[2];
  const char *line;
  gsize length;
  g_assert_cmpint (pipe (fds), ==, 0);
  g_autoptr (ObLines) lines = ob_lines_new (fds[0], 100);
  g_assert_true (ob_lines_would_wait (lines));
  g_assert_cmpint (write (fds[1], "a\nb\nc", 5), ==, 5);
  g_assert_false (ob_lines_would_wait (lines));
  g_assert_cmpint (ob_lines_next (lines, &line, &length, NULL), ==, OB_LINE);
  g_assert_false (ob_lines_would_wait (lines));         /* b lies in the buffer */
  g_assert_cmpint (ob_lines_next (lines, &line, &length, NULL), ==, OB_LINE);
  g_assert_true (ob_lines_would_wait (lines));          /* c has no end yet */
  close (fds[1]);
  g_assert_false (ob_lines_would_wait (lines));
  g_assert_cmpint (ob_lines_next (lines, &line, &length, NULL), ==, OB_LINE);
  g_assert_cmpint (ob_lines_next (lines, &line, &length, NULL), ==, OB_LINE_END);
  close (fds[0]);
}

static void
test_read_all (void)
{
  g_autofree char *bytes = g_strnfill (700000, 'x');
  g_autoptr (GError) error = NULL;
  gsize length;
  int fd = open_bytes (bytes, 700000);
  g_autofree char *all = ob_input_read_all (fd, 700000, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (length, ==, 700000);
  g_assert_true (strcmp (all, bytes) == 0);
  lseek (fd, 0, SEEK_SET);
  g_assert_null (ob_input_read_all (fd, 699999, &length, &error));
  g_assert_error (error, OB_ERROR, OB_ERROR_TOO_LONG);
  close (fd);
}

static void
test_failure (void)
{
  g_autoptr (GError) error = NULL;
  const char *line;
  gsize length;
  int fd = open ("/", O_RDONLY);
  g_autoptr (ObLines) lines = ob_lines_new (fd, 10);
  g_assert_cmpint (ob_lines_next (lines, &line, &length, &error), ==, OB_LINE_FAILED);
  g_assert_error (error, OB_ERROR, OB_ERROR_IO);
  g_clear_error (&error);
  g_assert_null (ob_input_read_all (fd, 10, &length, &error));
  g_assert_error (error, OB_ERROR, OB_ERROR_IO);
  close (fd);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/input/lines-end-in-lf-or-cr-lf", test_ends_of_lines);
  g_test_add_func ("/input/byte-order-mark-only-at-the-beginning", test_byte_order_mark);
  g_test_add_func ("/input/over-long-lines-are-skipped-alone", test_over_long);
  g_test_add_func ("/input/lines-longer-than-the-buffer-come-whole", test_long_lines);
  g_test_add_func ("/input/would-wait-only-when-nothing-is-there", test_would_wait);
  g_test_add_func ("/input/whole-files-up-to-the-maximum", test_read_all);
  g_test_add_func ("/input/failures-are-errors", test_failure);
  return g_test_run ();
}
