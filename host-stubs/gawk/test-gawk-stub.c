/* The gawk extension without gawk. Every test has a twin of its name in tests/hosts/gawk, run in the real gawk, but for
 * those under /gawk-stub-only, for which no gawk can be had or made to fail. Run with OBELUS_PATH leading to the pack
 * `tiny`. */
#include "gawk-stub.h"
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int dl_load (const gawk_api_t *const api, awk_ext_id_t id);

static const char text[] = "Zoë Tarn said that it rained in Kellmar.";

static void
load (void)
{
  stub_api.major_version = gawk_api_major_version;
  stub_api.minor_version = gawk_api_minor_version;
  g_assert_true (stub_load (dl_load));
  stub_set_variable ("OBELUS_PACKS", "tiny");
}

/* Calls @name with @args, which are freed; the result as text. */
static char *
call (const char *name, StubValue *args, guint n)
{
  StubValue result = stub_call (name, args, n);
  char *shown = result.type == AWK_STRING ? g_strdup (result.string) : g_strdup_printf ("%g", result.number);
  stub_value_clear (&result);
  for (guint i = 0; i < n; i++)
    stub_value_clear (&args[i]);
  return shown;
}

/* obelus::tag of @document into @ann, which must be cleared. */
static double
tag (const char *document, StubValue *ann)
{
  StubValue args[] = { stub_string (document), *ann };
  StubValue result = stub_call ("tag", args, 2);
  *ann = args[1];
  stub_value_clear (&args[0]);
  return result.number;
}

static void
assert_element (const StubValue *ann, const char *i, const char *key, const char *expected)
{
  const StubValue *annotation = stub_array_get (ann->array, i);
  g_assert_nonnull (annotation);
  const StubValue *value = stub_array_get (annotation->array, key);
  if (expected == NULL)
    {
      g_assert_null (value);
      return;
    }
  g_assert_nonnull (value);
  g_autofree char *shown = value->type == AWK_STRING ? g_strdup (value->string) : g_strdup_printf ("%g", value->number);
  g_assert_cmpstr (shown, ==, expected);
}

static void
test_tag_fills_the_array (void)
{
  load ();
  StubValue ann = stub_array ();
  g_assert_cmpfloat (tag (text, &ann), ==, 3);
  g_assert_cmpuint (ann.array->keys->len, ==, 3);
  assert_element (&ann, "1", "type", "claim");
  assert_element (&ann, "1", "label", NULL);
  assert_element (&ann, "1", "rule", "tiny/says-that@1");
  assert_element (&ann, "1", "source", "Zoë Tarn");
  assert_element (&ann, "1", "cue", "said");
  assert_element (&ann, "1", "content", "that it rained in Kellmar");
  assert_element (&ann, "1", "content_start", "15");
  assert_element (&ann, "1", "content_length", "25");
  assert_element (&ann, "1", "quote", "indirect");
  assert_element (&ann, "2", "type", "entity");
  assert_element (&ann, "2", "label", "PERSON");
  assert_element (&ann, "2", "text", "Zoë Tarn");
  assert_element (&ann, "2", "start", "1");
  assert_element (&ann, "2", "length", "8");
  assert_element (&ann, "3", "text", "Kellmar");
  assert_element (&ann, "3", "country", "Tarvia");
  g_assert_cmpstr (stub_get_errno (), ==, "");
  stub_value_clear (&ann);
  stub_unload ();
}

static void
test_array_is_made_and_emptied (void)
{
  load ();
  StubValue ann = stub_undefined ();
  g_assert_cmpfloat (tag (text, &ann), ==, 3);
  g_assert_cmpint (ann.type, ==, AWK_ARRAY);
  g_assert_cmpfloat (tag ("Nothing here.", &ann), ==, 0);
  g_assert_cmpuint (ann.array->keys->len, ==, 0);
  stub_value_clear (&ann);
  stub_unload ();
}

static void
test_bytes_in_the_c_locale (void)
{
  load ();
  setlocale (LC_CTYPE, "C");
  StubValue ann = stub_array ();
  g_assert_cmpfloat (tag (text, &ann), ==, 3);
  assert_element (&ann, "2", "length", "9");
  assert_element (&ann, "3", "start", "34");
  stub_value_clear (&ann);
  setlocale (LC_CTYPE, "C.UTF-8");
  stub_unload ();
}

static void
test_json (void)
{
  load ();
  g_autofree char *bare = call ("json", (StubValue[]) { stub_string ("Kellmar.") }, 1);
  g_autofree char *named = call ("json", (StubValue[]) { stub_string ("Rain."), stub_string ("a\"b") }, 2);
  g_autofree char *numbered = call ("json", (StubValue[]) { stub_string ("Rain."), stub_number (7) }, 2);
  g_assert_cmpstr (bare, ==, "{\"offsets\":\"codepoint\",\"annotations\":[{\"type\":\"entity\",\"label\":\"GPE\",\"id\":\"e1\",\"start\":0,"
                             "\"end\":7,\"text\":\"Kellmar\",\"country\":\"Tarvia\",\"name\":\"Kellmar\",\"rule\":\"tiny/towns@1\"}]}");
  g_assert_cmpstr (named, ==, "{\"id\":\"a\\\"b\",\"offsets\":\"codepoint\",\"annotations\":[]}");
  g_assert_cmpstr (numbered, ==, "{\"id\":7,\"offsets\":\"codepoint\",\"annotations\":[]}");
  stub_unload ();
}

static void
test_bad_documents (void)
{
  load ();
  StubValue ann = stub_array ();
  g_assert_cmpfloat (tag ("Kell\xff" "mar", &ann), ==, -1);
  g_assert_true (g_str_has_prefix (stub_get_errno (), "obelus: bad_utf8: "));
  g_assert_cmpuint (stub_get_warnings (), ==, 0);
  stub_value_clear (&ann);
  g_autofree char *record = call ("json", (StubValue[]) { stub_bytes ("a\xff", 2), stub_string ("x") }, 2);
  g_assert_true (g_str_has_prefix (record, "{\"id\":\"x\",\"error\":{\"code\":\"bad_utf8\",\"message\":\""));
  g_assert_true (g_str_has_prefix (stub_get_errno (), "obelus: bad_utf8: "));
  g_autofree char *dated = call ("json", (StubValue[]) { stub_string ("a"), stub_string ("x"), stub_string ("May") }, 3);
  g_assert_true (g_str_has_prefix (dated, "{\"id\":\"x\",\"error\":{\"code\":\"bad_date\",\"message\":\""));
  stub_unload ();
}

static void
test_missing_pack (void)
{
  load ();
  g_autofree char *n = call ("use", (StubValue[]) { stub_string ("no-such-pack") }, 1);
  g_assert_cmpstr (n, ==, "-1");
  g_assert_true (g_str_has_prefix (stub_get_errno (), "obelus: "));
  g_assert_nonnull (strstr (stub_get_errno (), "no-such-pack"));
  g_assert_cmpuint (stub_get_warnings (), ==, 0);
  g_autofree char *loaded = call ("use", (StubValue[]) { stub_string ("tiny") }, 1);
  g_assert_cmpstr (loaded, ==, "1");
  g_assert_cmpstr (stub_get_errno (), ==, "");
  g_autofree char *padded = call ("use", (StubValue[]) { stub_string ("tiny"), stub_undefined () }, 2);
  g_assert_cmpstr (padded, ==, "1");
  stub_unload ();
}

static void
test_bad_calls (void)
{
  load ();
  g_autofree char *scalar = call ("tag", (StubValue[]) { stub_string ("a"), stub_number (1) }, 2);
  g_assert_cmpstr (scalar, ==, "-1");
  g_assert_cmpuint (stub_get_warnings (), ==, 1);
  g_autofree char *array = call ("json", (StubValue[]) { stub_array () }, 1);
  g_assert_cmpstr (array, ==, "-1");
  g_assert_cmpuint (stub_get_warnings (), ==, 2);
  g_assert_true (g_str_has_prefix (stub_get_errno (), "obelus::json: "));
  stub_unload ();
}

static void
test_stopped_rule (void)
{
  load ();
  StubValue ann = stub_array ();
  g_assert_cmpfloat (tag ("Roundabout in Kellmar.", &ann), ==, 1);
  assert_element (&ann, "1", "text", "Kellmar");
  g_assert_true (g_str_has_prefix (stub_get_errno (), "obelus: incomplete: steps: tiny/never-ends@1: "));
  stub_value_clear (&ann);
  stub_unload ();
}

static void
test_unset_arguments (void)
{
  load ();
  StubValue ann = stub_array ();
  StubValue args[] = { stub_undefined (), ann, stub_undefined () };
  StubValue result = stub_call ("tag", args, 3);
  g_assert_cmpfloat (result.number, ==, 0);
  g_assert_cmpstr (stub_get_errno (), ==, "");
  stub_value_clear (&args[1]);
  stub_unload ();
}

static void
test_nul_bytes (void)
{
  load ();
  StubValue ann = stub_array ();
  StubValue args[] = { stub_bytes ("a\0 Kellmar", 10), ann };
  StubValue result = stub_call ("tag", args, 2);
  g_assert_cmpfloat (result.number, ==, 1);
  assert_element (&args[1], "1", "start", "4");
  stub_value_clear (&args[0]);
  stub_value_clear (&args[1]);
  stub_unload ();
}

/* ---- What no real gawk does on demand ---- */

/* The exit code of a child in which the @k-th allocation fails while @function is called. */
static int
run_failing (guint k, const char *function)
{
  pid_t child = fork ();
  if (child == 0)
    {
      freopen ("/dev/null", "w", stderr);
      stub_fail_allocation (k);
      StubValue args[] = { stub_string (text), strcmp (function, "tag") == 0 ? stub_array () : stub_string ("x") };
      stub_call (function, args, 2);
      _exit (0);
    }
  int status;
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  return WIFEXITED (status) ? WEXITSTATUS (status) : -1;
}

static void
test_failing_allocations (void)
{
  static const char *const names[] = { "tag", "json" };
  load ();
  g_autofree char *loaded = call ("use", (StubValue[]) { stub_string ("tiny") }, 1);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      StubValue args[] = { stub_string (text), i == 0 ? stub_array () : stub_string ("x") };
      stub_fail_allocation (0);
      StubValue result = stub_call (names[i], args, 2);
      guint n = stub_count_allocations ();
      stub_value_clear (&result);
      stub_value_clear (&args[0]);
      stub_value_clear (&args[1]);
      g_assert_cmpuint (n, >, 0);
      for (guint k = 1; k <= n; k++)
        g_assert_cmpint (run_failing (k, names[i]), ==, STUB_FATAL_EXIT);
      g_assert_cmpint (run_failing (n + 1, names[i]), ==, 0);
    }
  stub_unload ();
}

/* The exit code of a child that loads the extension into a gawk of API @major.@minor. */
static int
load_into (int major, int minor)
{
  pid_t child = fork ();
  if (child == 0)
    {
      freopen ("/dev/null", "w", stderr);
      stub_api.major_version = major;
      stub_api.minor_version = minor;
      _exit (stub_load (dl_load) ? 0 : 1);
    }
  int status;
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  return WIFEXITED (status) ? WEXITSTATUS (status) : -1;
}

static void
test_other_gawks (void)
{
  g_assert_cmpint (load_into (gawk_api_major_version, gawk_api_minor_version), ==, 0);
  g_assert_cmpint (load_into (gawk_api_major_version, gawk_api_minor_version + 1), ==, 0);
  g_assert_cmpint (load_into (gawk_api_major_version, gawk_api_minor_version - 1), ==, STUB_FATAL_EXIT);
  g_assert_cmpint (load_into (gawk_api_major_version + 1, 0), ==, STUB_FATAL_EXIT);
}

static void
test_persistent_memory (void)
{
  g_setenv ("GAWK_PERSIST_FILE", "heap.pma", TRUE);
  int code = load_into (gawk_api_major_version, gawk_api_minor_version);
  g_unsetenv ("GAWK_PERSIST_FILE");
  g_assert_cmpint (code, ==, gawk_api_major_version >= 4 && gawk_api_minor_version >= 1 ? 0 : STUB_FATAL_EXIT);
}

/* The records of a file that holds @document; NULL: it is not taken. */
static char *
read_records (const char *document, gsize length)
{
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("obelus-XXXXXX", &path, NULL);
  g_assert_cmpint (write (fd, document, length), ==, (gssize) length);
  close (fd);
  char *records = stub_read_records (path);
  unlink (path);
  return records;
}

static void
test_annotations_are_records (void)
{
  load ();
  g_assert_null (read_records (text, strlen (text)));
  stub_set_variable ("OBELUS_RECORDS", "0");
  g_assert_null (read_records (text, strlen (text)));
  stub_set_variable ("OBELUS_RECORDS", "1");
  g_autofree char *records = read_records ("Zoë Tarn said that it\trained in Kellmar.", strlen (text));
  g_assert_cmpstr (records, ==,
                   "claim||1|39|Zoë Tarn said that it rained in Kellmar|CT+|Zoë Tarn|said|that it rained in Kellmar|tiny/says-that@1\n"
                   "entity|PERSON|1|8|Zoë Tarn|Zoë Tarn||||tiny/people@1\n"
                   "entity|GPE|33|7|Kellmar|Kellmar||||tiny/towns@1\n");
  g_autofree char *nothing = read_records ("", 0);
  g_assert_cmpstr (nothing, ==, "");
  g_autofree char *bad = read_records ("Kell\xffmar", 8);
  g_assert_cmpstr (bad, ==, "error|bad_utf8|||1:5: not UTF-8: byte 0xff at offset 4|||||\n");
  stub_unload ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  setlocale (LC_CTYPE, "C.UTF-8");
  g_test_add_func ("/gawk/tag-fills-the-array", test_tag_fills_the_array);
  g_test_add_func ("/gawk/array-is-made-and-emptied", test_array_is_made_and_emptied);
  g_test_add_func ("/gawk/bytes-in-the-c-locale", test_bytes_in_the_c_locale);
  g_test_add_func ("/gawk/json-is-the-record", test_json);
  g_test_add_func ("/gawk/bad-documents-are-answered", test_bad_documents);
  g_test_add_func ("/gawk/missing-pack-is-no-end", test_missing_pack);
  g_test_add_func ("/gawk/bad-calls-warn", test_bad_calls);
  g_test_add_func ("/gawk/stopped-rule-leaves-the-others", test_stopped_rule);
  g_test_add_func ("/gawk/unset-is-empty", test_unset_arguments);
  g_test_add_func ("/gawk/nul-is-a-character", test_nul_bytes);
  g_test_add_func ("/gawk/persistent-memory-is-refused", test_persistent_memory);
  g_test_add_func ("/gawk-stub-only/no-memory-is-fatal-and-clean", test_failing_allocations);
  g_test_add_func ("/gawk-stub-only/other-gawks-are-refused", test_other_gawks);
  g_test_add_func ("/gawk/annotations-are-records", test_annotations_are_records);
  return g_test_run ();
}
