/* Promises of the JSON reader and writer, and of the records made of them. */
#include "base/ob-limits.h"
#include "io/ob-json.h"
#include "io/ob-record.h"
#include <string.h>

/* The members a and b of @json, joined with |; or the error's code. */
static char *
find (const char *json, gsize length)
{
  static const char *const names[] = { "a", "b", NULL };
  ObJsonSlice values[2] = { { NULL, 0 } };
  g_autoptr (GError) error = NULL;
  if (!ob_json_find_members (json, length, names, values, &error))
    return g_strdup (ob_error_get_code (error));
  return g_strdup_printf ("%.*s|%.*s", (int) values[0].length, values[0].start ? values[0].start : "",
                          (int) values[1].length, values[1].start ? values[1].start : "");
}

static void
assert_find (const char *json, const char *expected)
{
  g_autofree char *found = find (json, strlen (json));
  if (strcmp (found, expected) != 0)
    g_error ("%s gives %s, not %s", json, found, expected);
}

static void
test_values_as_they_stand (void)
{
  assert_find ("{\"a\":12345678901234567890123456789,\"b\":-0.10e+05}", "12345678901234567890123456789|-0.10e+05");
  assert_find (" { \"b\" : [1, {\"a\":[]}] , \"x\" : null , \"a\" : \"\\u00e9\\\"\" } \r", "\"\\u00e9\\\"\"|[1, {\"a\":[]}]");
  assert_find ("{\"a\":true,\"b\":{}}", "true|{}");
  assert_find ("{}", "|");
}

static void
test_last_of_several (void)
{
  assert_find ("{\"a\":1,\"a\":2}", "2|");
  assert_find ("{\"a\":1,\"\\u0061\":3}", "3|");
}

static void
test_refusals (void)
{
  static const char *const bad[] = {
    "", " ", "[1]", "7", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{\"a\":1}x", "{\"a\":1}{}",
    "{'a':1}", "{a:1}", "{\"a\":NaN}", "{\"a\":-Infinity}", "{\"a\":01}", "{\"a\":1.}", "{\"a\":.5}", "{\"a\":-}",
    "{\"a\":1e}", "{\"a\":+1}", "{\"a\":tru}", "{\"a\":TRUE}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12g4\"}", "{\"a\":\"\\u12\"}",
    "{\"a\":\"\x01\"}", "{\"a\":\"b}", "{\"a\":[1,]}", "{\"a\":[1}", "{\"a\":{\"b\"}}", "{\"a\":{\"b\":1]}", "{\"a\":/**/1}",
    "{\"a\":\"\\", "{\"a\" 1}", "{,}", "{\"a\":[}", "{\"a\":[[]", "{\"a\":{,}}",
  };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_find (bad[i], "bad_json");
  assert_find ("{\"a\":\"\xff\"}", "bad_utf8");
  assert_find ("{\"a\":\"\xed\xa0\x80\"}", "bad_utf8");
  assert_find ("\xef\xbb\xbf{}", "bad_json");
  g_autofree char *nul = find ("{\"a\":\"\0\"}", 9);
  g_assert_cmpstr (nul, ==, "bad_json");
}

static void
test_depth_is_bounded (void)
{
  g_autoptr (GString) json = g_string_new ("{\"a\":");
  for (int i = 0; i < OB_MAX_JSON_DEPTH; i++)
    g_string_append (json, i % 2 ? "[" : "{\"x\":");
  g_string_append (json, "1");
  for (int i = OB_MAX_JSON_DEPTH - 1; i >= 0; i--)
    g_string_append (json, i % 2 ? "]" : "}");
  g_string_append (json, ",\"b\":2}");
  g_autofree char *found = find (json->str, json->len);
  g_assert_true (g_str_has_suffix (found, "|2"));

  g_autofree char *brackets = g_strnfill (1000000, '[');
  g_autofree char *deep = g_strconcat ("{\"a\":", brackets, NULL);
  assert_find (deep, "too_long");
}

static void
assert_text (const char *json, const char *expected, gsize expected_length)
{
  gsize length;
  g_autofree char *text = ob_json_dup_string ((ObJsonSlice) { json, strlen (json) }, &length);
  g_assert_cmpmem (text, length, expected, expected_length);
}

static void
test_escapes (void)
{
  assert_text ("\"\"", "", 0);
  assert_text ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t", 8);
  assert_text ("\"a\\u00e9\\u20ac\\uD83D\\ude00z\"", "aé€😀z", strlen ("aé€😀z"));
  assert_text ("\"b\\u0000c\"", "b\0c", 3);
}

static void
test_lone_surrogates (void)
{
  assert_text ("\"\\ud800\"", "\uFFFD", 3);
  assert_text ("\"\\ude00x\"", "\uFFFDx", 4);
  assert_text ("\"\\ud83d\\u0041\"", "\uFFFDA", 4);
  assert_text ("\"\\ud83d\\ud83d\\ude00\"", "\uFFFD😀", 7);
}

static void
assert_written (const char *text, gssize length, gboolean ascii, const char *expected)
{
  g_autoptr (GString) out = g_string_new (NULL);
  ob_json_append_string (out, text, length, ascii);
  g_assert_cmpstr (out->str, ==, expected);
}

static void
test_nothing_breaks_a_line (void)
{
  assert_written ("a\"b\\c", -1, FALSE, "\"a\\\"b\\\\c\"");
  assert_written ("\b\f\n\r\t\x01\x1f\x7f", -1, FALSE, "\"\\b\\f\\n\\r\\t\\u0001\\u001f\\u007f\"");
  assert_written ("x\0y", 3, FALSE, "\"x\\u0000y\"");
  assert_written ("é\302\205\u2028\u2029€😀\u00a0", -1, FALSE, "\"é\\u0085\\u2028\\u2029€😀\u00a0\"");
}

static void
test_ascii (void)
{
  assert_written ("é€😀 a", -1, TRUE, "\"\\u00e9\\u20ac\\ud83d\\ude00 a\"");
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  for (int i = 0; i < 2000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL), json = g_string_new (NULL);
      for (int n = g_rand_int_range (rand, 0, 20); n > 0; n--)
        {
          gunichar c = g_rand_int_range (rand, 1, 1 << g_rand_int_range (rand, 1, 21));
          g_string_append_unichar (text, g_unichar_validate (c) ? c : 'x');
        }
      ob_json_append_string (json, text->str, text->len, i % 2);
      gsize length;
      g_autofree char *back = ob_json_dup_string ((ObJsonSlice) { json->str, json->len }, &length);
      g_assert_cmpmem (back, length, text->str, text->len);
    }
}

/* ---- Records ---- */

static void
assert_record (const char *line, const char *expected)
{
  g_auto (ObRecord) record = { NULL };
  g_autoptr (GError) error = NULL;
  gboolean ok = ob_record_parse (line, strlen (line), 3, FALSE, &record, &error);
  g_autofree char *got = ok ? g_strdup_printf ("%s %s %s", record.head, record.text, record.date ? record.date : "-")
                            : g_strdup_printf ("%s !%s", record.head, ob_error_get_code (error));
  g_assert_cmpstr (got, ==, expected);
}

static void
test_ids_pass_verbatim (void)
{
  assert_record ("{\"id\":\"x\\u00e9\\/\",\"text\":\"t\"}", "\"id\":\"x\\u00e9\\/\" t -");
  assert_record ("{\"id\":1234567890123456789012345.10,\"text\":\"t\"}", "\"id\":1234567890123456789012345.10 t -");
  assert_record ("{\"id\":{\"k\" : [1,\t\"a b\\\" c\"]},\"text\":\"t\"}", "\"id\":{\"k\":[1,\"a b\\\" c\"]} t -");
  assert_record ("{\"id\":false,\"text\":\"t\",\"date\":\"2026-01-02\"}", "\"id\":false t 2026-01-02");
}

static void
test_lines_without_id_are_numbered (void)
{
  assert_record ("{\"text\":\"t\",\"date\":null}", "\"line\":3 t -");
  assert_record ("{\"text\":\"t\",\"date\":\"\"}", "\"line\":3 t -");
  assert_record ("{\"id\":null,\"text\":\"t\"}", "\"line\":3 t -");
  assert_record ("", "\"line\":3 !bad_json");
}

static void
test_ill_typed_members (void)
{
  assert_record ("{\"id\":1}", "\"id\":1 !bad_json");
  assert_record ("{\"id\":1,\"text\":null}", "\"id\":1 !bad_json");
  assert_record ("{\"id\":1,\"text\":[\"t\"]}", "\"id\":1 !bad_json");
  assert_record ("{\"id\":1,\"text\":\"t\",\"date\":20260102}", "\"id\":1 !bad_json");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/values-are-the-slices-they-are", test_values_as_they_stand);
  g_test_add_func ("/json/of-several-members-the-last-counts", test_last_of_several);
  g_test_add_func ("/json/what-is-not-json-is-refused", test_refusals);
  g_test_add_func ("/json/depth-is-bounded", test_depth_is_bounded);
  g_test_add_func ("/json/escapes-are-decoded", test_escapes);
  g_test_add_func ("/json/lone-surrogates-become-one-character", test_lone_surrogates);
  g_test_add_func ("/json/no-text-breaks-a-line", test_nothing_breaks_a_line);
  g_test_add_func ("/json/ascii-is-ascii", test_ascii);
  g_test_add_func ("/json/what-is-written-reads-back", test_round_trip);
  g_test_add_func ("/record/ids-pass-verbatim", test_ids_pass_verbatim);
  g_test_add_func ("/record/lines-without-id-are-numbered", test_lines_without_id_are_numbered);
  g_test_add_func ("/record/ill-typed-members-are-errors", test_ill_typed_members);
  return g_test_run ();
}
