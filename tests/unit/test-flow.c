/* Promises of running text in columns. */
#include "io/ob-flow.h"

static char *
flow (const char *text, guint width, guint indent)
{
  GString *out = g_string_new (NULL);
  g_auto (ObFlow) self;
  ob_flow_init (&self, out, width, indent);
  ob_flow_add_text (&self, text, -1);
  ob_flow_end (&self);
  return g_string_free (out, FALSE);
}

static void
assert_flow (const char *text, guint width, guint indent, const char *expected)
{
  g_autofree char *out = flow (text, width, indent);
  g_assert_cmpstr (out, ==, expected);
}

static void
test_wrap (void)
{
  assert_flow ("one two three", 7, 0, "one two\nthree\n");
  assert_flow ("one  two\n three ", 13, 0, "one two three\n");
  assert_flow ("one two three", 7, 2, "one two\n  three\n");
  assert_flow ("", 7, 0, "\n");
}

static void
test_long_words (void)
{
  assert_flow ("abcdefghij kl", 4, 0, "abcd\nefgh\nij\nkl\n");
}

static void
test_columns (void)
{
  g_assert_cmpuint (ob_text_get_width ("né"), ==, 2);
  g_assert_cmpuint (ob_text_get_width ("ne\u0301"), ==, 2);
  g_assert_cmpuint (ob_text_get_width ("東京"), ==, 4);
  assert_flow ("東京 大阪", 5, 0, "東京\n大阪\n");
}

static void
test_no_break_space (void)
{
  assert_flow ("ab c\u00a0d", 4, 0, "ab\nc\u00a0d\n");
}

static void
test_controls (void)
{
  assert_flow ("a\033[2Jb\302\233c", 20, 0, "a\uFFFD[2Jb\uFFFDc\n");
}

static void
test_styles_stop_at_line_ends (void)
{
  GString *out = g_string_new (NULL);
  g_auto (ObFlow) self;
  ob_flow_init (&self, out, 7, 2);
  ob_flow_add_text (&self, "a ", -1);
  ob_flow_set_style (&self, "1");
  ob_flow_add_text (&self, " ", -1);
  ob_flow_add_text (&self, "bcd efg", -1);
  ob_flow_set_style (&self, "");
  ob_flow_add_text (&self, "!", -1);
  ob_flow_end (&self);
  g_assert_cmpstr (out->str, ==, "a\033[1m bcd\033[0m\n  \033[1mefg\033[0m!\n");
  g_string_free (out, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flow/words-wrap", test_wrap);
  g_test_add_func ("/flow/words-longer-than-a-line-are-broken", test_long_words);
  g_test_add_func ("/flow/columns-are-the-terminals", test_columns);
  g_test_add_func ("/flow/no-break-space-does-not-break", test_no_break_space);
  g_test_add_func ("/flow/controls-cannot-steer-the-terminal", test_controls);
  g_test_add_func ("/flow/styles-stop-at-line-ends", test_styles_stop_at_line_ends);
  return g_test_run ();
}
