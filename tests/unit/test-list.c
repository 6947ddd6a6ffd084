/* Word lists: both syntaxes, what they refuse, and how entries are found. */
#include "lexicon/ob-list.h"
#include "base/ob-limits.h"
#include <glib/gstdio.h>
#include <string.h>

/* Parses @bytes as the file "<folder>/list.txt". */
static ObList *
parse_bytes (const char *bytes, gssize length, ObDiags *diags)
{
  g_autofree char *folder = g_dir_make_tmp ("obelus-list-XXXXXX", NULL);
  g_assert_nonnull (folder);
  g_autofree char *path = g_build_filename (folder, "list.txt", NULL);
  g_assert_true (g_file_set_contents (path, bytes, length, NULL));
  ObList *list = ob_list_parse_file ("towns", path, diags);
  g_unlink (path);
  g_rmdir (folder);
  return list;
}

#define parse(text, diags) parse_bytes ((text), -1, (diags))

static void
assert_clean (const ObDiags *diags)
{
  g_autofree char *text = ob_diags_dup_text (diags, FALSE);
  g_assert_cmpstr (text, ==, "");
}

/* The @n-th diagnostic has this id, line and column, and its message holds @part. */
static void
assert_diag (const ObDiags *diags, guint n, const char *id, guint line, guint column, const char *part)
{
  g_assert_cmpuint (ob_diags_size (diags), >, n);
  const ObDiag *diag = ob_diags_get (diags, n);
  g_assert_cmpstr (diag->id, ==, id);
  g_assert_cmpuint (diag->line, ==, line);
  g_assert_cmpuint (diag->column, ==, column);
  if (strstr (diag->message, part) == NULL)
    g_error ("\"%s\" is not in \"%s\"", part, diag->message);
}

/* The entries of @list joined by bars. */
static char *
join (const ObList *list)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < ob_list_size (list); i++)
    g_string_append_printf (out, "%s%s", i > 0 ? "|" : "", ob_list_get_text (list, ob_list_get (list, i)));
  return g_string_free (out, FALSE);
}

#define assert_entries(list, expected) \
  G_STMT_START { g_autofree char *all_ = join (list); g_assert_cmpstr (all_, ==, expected); } G_STMT_END

static const char *
get_feature (const ObList *list, const char *entry, const char *name)
{
  ObListEntry found = ob_list_get_by_text (list, entry);
  g_assert_cmpuint (found, !=, OB_NO_ENTRY);
  return ob_list_get_feature (list, found, name);
}

/* --- files --- */

static void
test_file (void)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObList) list = parse ("-- Towns of Tarvia\n"
                                   "\n"
                                   "@columns\tentry\tname\tcountry\n"
                                   "Kellmar\tKellmar\tTV\n"
                                   "Port Ansel\t\tTV\n"
                                   "  -- an indented comment\n"
                                   "  Ostrel  \t  Ostrel on Sea  \t\t\n"
                                   "Vell’s Ford", diags);
  assert_clean (diags);
  assert_entries (list, "Kellmar|Port Ansel|Ostrel|Vell’s Ford");
  g_assert_cmpstr (ob_list_get_name (list), ==, "towns");
  g_assert_true (g_str_has_suffix (ob_list_get_file (list), "list.txt"));
  g_assert_cmpuint (ob_list_get_entry_line (list, 1), ==, 5);
  g_assert_cmpstr (get_feature (list, "Kellmar", "name"), ==, "Kellmar");
  g_assert_cmpstr (get_feature (list, "Ostrel", "name"), ==, "Ostrel on Sea");
  g_assert_null (get_feature (list, "Ostrel", "country"));
  g_assert_null (get_feature (list, "Port Ansel", "name"));
  g_assert_cmpstr (get_feature (list, "Port Ansel", "country"), ==, "TV");
  g_assert_null (get_feature (list, "Kellmar", "entry"));
  g_assert_null (get_feature (list, "Vell's Ford", "name"));
  g_assert_null (get_feature (list, "Vell's Ford", "country"));
}

static void
test_line_ends (void)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObList) list = parse ("@columns\tentry\tkind\r\nferry\tship\r\nbarge\r\n", diags);
  assert_clean (diags);
  assert_entries (list, "ferry|barge");
  g_assert_cmpstr (get_feature (list, "ferry", "kind"), ==, "ship");
}

static void
test_byte_order_mark (void)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObList) list = parse ("\xef\xbb\xbfKellmar\nOstrel\n", diags);
  assert_entries (list, "Kellmar|Ostrel");
  g_assert_cmpuint (ob_diags_count (diags, OB_SEVERITY_ERROR), ==, 0);
  assert_diag (diags, 0, "OB509", 1, 0, "byte order mark");
}

static void
test_escapes (void)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObList) list = parse ("\\@harbourmaster\n\\--\n\\\\\n-- a comment\n", diags);
  assert_clean (diags);
  assert_entries (list, "@harbourmaster|--|\\");
}

static void
test_comment_like_an_entry (void)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObList) list = parse ("@columns\tentry\tposition\n--\theadline\n:\theadline\n", diags);
  assert_entries (list, ":");
  assert_diag (diags, 0, "OB511", 2, 1, "\\--");
}

static void
test_missing_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("obelus-list-XXXXXX", NULL);
  g_autofree char *there = g_build_filename (folder, "capitals.txt", NULL);
  g_autofree char *wanted = g_build_filename (folder, "capitols.txt", NULL);
  g_assert_true (g_file_set_contents (there, "Kellmar\n", -1, NULL));
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObList) list = ob_list_parse_file ("capitals", wanted, diags);
  g_assert_cmpuint (ob_list_size (list), ==, 0);
  assert_diag (diags, 0, "OB500", 0, 0, wanted);
  assert_diag (diags, 0, "OB500", 0, 0, there);         /* did you mean … */
  g_assert_cmpuint (ob_diags_size (diags), ==, 1);
  g_autoptr (ObList) none = ob_list_parse_file ("folder", folder, diags);
  assert_entries (none, "");
  assert_diag (diags, 1, "OB500", 0, 0, "directory");
  g_unlink (there);
  g_rmdir (folder);
}

static void
test_duplicates (void)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObList) list = parse ("@columns\tentry\tkind\nO'Dell\tfirst\nmay\nMay\n  O’Dell\tsecond\n", diags);
  assert_entries (list, "O'Dell|may|May");
  g_assert_cmpuint (ob_diags_size (diags), ==, 1);
  assert_diag (diags, 0, "OB501", 5, 3, "line 2 (’ and ' are equal");
  g_assert_cmpint (ob_diags_get (diags, 0)->severity, ==, OB_SEVERITY_WARNING);
  g_assert_cmpstr (get_feature (list, "O’Dell", "kind"), ==, "first");
}

static void
test_suppressed (void)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObList) list = parse ("-- suppress: OB501\nmay\nmay\n", diags);
  assert_clean (diags);
  assert_entries (list, "may");
}

static void
test_too_many_cells (void)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObList) list = parse ("@columns\tentry\tkind\nferry\tship\tblue\nbarge\tship\nraft\t\t\t\n", diags);
  assert_entries (list, "barge|raft");
  g_assert_cmpuint (ob_diags_size (diags), ==, 1);
  assert_diag (diags, 0, "OB502", 2, 12, "cell 3, but the list has 2 columns");
  g_autoptr (ObDiags) plain = ob_diags_new ();
  g_autoptr (ObList) without = parse ("ferry\tship\n", plain);
  assert_entries (without, "");
  assert_diag (plain, 0, "OB502", 1, 7, "@columns");
}

static void
test_unknown_directive (void)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObList) list = parse ("@colums\tentry\tkind\nferry\n@tarvia\n", diags);
  assert_entries (list, "ferry");
  assert_diag (diags, 0, "OB503", 1, 1, "did you mean @columns?");
  assert_diag (diags, 1, "OB503", 3, 1, "written \\@tarvia");
}

static void
test_empty (void)
{
  static const char *const texts[] = { "", "\n\n", "-- nothing\n", "@columns\tentry\n" };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (ObDiags) diags = ob_diags_new ();
      g_autoptr (ObList) list = parse (texts[i], diags);
      assert_entries (list, "");
      g_assert_cmpuint (ob_diags_size (diags), ==, 1);
      assert_diag (diags, 0, "OB504", 0, 0, "\"towns\" has no entries");
    }
}

static void
test_encodings (void)
{
  g_autoptr (ObDiags) latin = ob_diags_new ();
  g_autoptr (ObList) list = parse ("Kellmar\nOstr\xe9l\nT\xe4lv\n", latin);
  assert_entries (list, "Kellmar");
  g_assert_cmpint (ob_diags_get (latin, 0)->severity, ==, OB_SEVERITY_ERROR);
  assert_diag (latin, 0, "OB505", 2, 5, "byte 0xE9, in Windows-1252 \"é\"");
  assert_diag (latin, 0, "OB505", 2, 5, "iconv -f WINDOWS-1252 -t UTF-8");
  assert_diag (latin, 1, "OB512", 0, 0, "1 more");
  g_autoptr (ObDiags) quotes = ob_diags_new ();
  g_autoptr (ObList) quoted = parse ("Vell\x92s Ford\n", quotes);
  assert_entries (quoted, "");
  assert_diag (quotes, 0, "OB505", 1, 5, "Windows-1252");
  g_autoptr (ObDiags) unknown = ob_diags_new ();
  g_autoptr (ObList) odd = parse ("Vell\x81\n", unknown);
  assert_entries (odd, "");
  assert_diag (unknown, 0, "OB505", 1, 5, "not known");
  g_autoptr (ObDiags) utf16 = ob_diags_new ();
  g_autoptr (ObList) wide = parse_bytes ("K\0e\0l\0l\0\n\0", 10, utf16);
  g_assert_cmpuint (ob_list_size (wide), ==, 0);
  assert_diag (utf16, 0, "OB505", 1, 0, "UTF-16");
}

static void
test_columns (void)
{
  static const struct { const char *text; guint line, column; const char *part; } cases[] = {
    { "@columns\tentry\tCountry Code\na\n", 1, 16, "did you mean country_code?" },
    { "@columns\tentry\t2nd\na\n", 1, 16, "bad column name \"2nd\"" },
    { "@columns\tentry\tname\tname\na\n", 1, 21, "named twice, as columns 2 and 3" },
    { "@columns\tentry\t\tname\na\n", 1, 16, "column 2 has no name" },
    { "@columns entry name\na\n", 1, 9, "tab" },
    { "@columns\na\n", 1, 1, "names no column" },
    { "a\n@columns\tentry\n", 2, 1, "before the first entry" },
    { "@columns\tentry\n@columns\tentry\na\n", 2, 1, "second @columns" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ObDiags) diags = ob_diags_new ();
      g_autoptr (ObList) list = parse (cases[i].text, diags);
      assert_entries (list, "a");
      g_assert_cmpuint (ob_diags_size (diags), ==, 1);
      assert_diag (diags, 0, "OB507", cases[i].line, cases[i].column, cases[i].part);
    }
}

static void
test_too_many_columns (void)
{
  GString *text = g_string_new ("@columns");
  for (guint i = 0; i < OB_MAX_LIST_COLUMNS + 5; i++)
    g_string_append_printf (text, "\tc%u", i);
  g_string_append (text, "\na\tb\n");
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObList) list = parse (text->str, diags);
  assert_entries (list, "a");
  g_assert_cmpuint (ob_diags_size (diags), ==, 1);
  g_assert_cmpstr (ob_diags_get (diags, 0)->id, ==, "OB507");
  g_string_free (text, TRUE);
}

static void
test_no_entry_in_line (void)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObList) list = parse ("@columns\tentry\tkind\n\tship\nferry\tship\n\\\n", diags);
  assert_entries (list, "ferry");
  assert_diag (diags, 0, "OB510", 2, 1, "no entry");
  assert_diag (diags, 1, "OB510", 4, 1, "no entry");
}

/* --- hostile files --- */

static void
test_long_lines (void)
{
  GString *text = g_string_new ("Kellmar\n");
  g_autofree char *entry = g_strnfill (OB_MAX_LIST_ENTRY_BYTES + 1, 'a');
  g_autofree char *line = g_strnfill (8 << 20, 'b');
  g_string_append_printf (text, "%s\n%s\nOstrel\n%s", entry, line, line);
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObList) list = parse (text->str, diags);
  assert_entries (list, "Kellmar|Ostrel");
  assert_diag (diags, 0, "OB510", 2, 1, "at most 1024");
  assert_diag (diags, 1, "OB510", 3, 0, "a line of 8388608 bytes");
  assert_diag (diags, 2, "OB510", 5, 0, "a line of 8388608 bytes");
  g_string_free (text, TRUE);
}

static void
test_many_problems (void)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "may\n");
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObList) list = parse (text->str, diags);
  assert_entries (list, "may");
  g_assert_cmpuint (ob_diags_size (diags), ==, OB_MAX_LIST_DIAGS + 1);
  assert_diag (diags, OB_MAX_LIST_DIAGS, "OB512", 0, 0, "99949 more problems");
  g_assert_cmpuint (ob_diags_count (diags, OB_SEVERITY_ERROR), ==, 0);
  g_string_free (text, TRUE);
}

static void
test_any_bytes (void)
{
  GRand *random = g_rand_new_with_seed (20261123);
  static const char alphabet[] = "a\t\n\r\"@-\\ \0\xe2\x80\x99\xff.columns";
  for (guint round = 0; round < 3000; round++)
    {
      char bytes[64];
      gsize length = g_rand_int_range (random, 0, sizeof bytes);
      for (gsize i = 0; i < length; i++)
        bytes[i] = alphabet[g_rand_int_range (random, 0, sizeof alphabet - 1)];
      g_autoptr (ObDiags) diags = ob_diags_new ();
      g_autoptr (ObList) list = parse_bytes (bytes, length, diags);
      for (guint i = 0; i < ob_list_size (list); i++)
        g_assert_true (g_utf8_validate (ob_list_get_text (list, ob_list_get (list, i)), -1, NULL));
      g_autofree char *source = g_strndup (bytes, length);
      ob_list_unref (ob_list_parse_inline ("words", source, NULL, diags));
      g_autofree char *text = ob_diags_dup_text (diags, FALSE);
      g_assert_true (g_utf8_validate (text, -1, NULL));
    }
  g_rand_free (random);
}

/* --- inline lists --- */

static void
test_inline (void)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  ObPlace place = { .file = "rules/lists.lua", .line = 7, .column = 14 };
  g_autoptr (ObList) list = ob_list_parse_inline ("say", " say tell -- and so on\n"
                                                         "\t\"point out\"\r\n warn \"  make  clear \"", &place, diags);
  assert_clean (diags);
  assert_entries (list, "say|tell|point out|warn|make  clear");
  g_assert_cmpuint (ob_list_get_line (list), ==, 7);
  g_assert_cmpuint (ob_list_get_entry_line (list, 2), ==, 8);
  g_assert_cmpstr (ob_list_get_file (list), ==, "rules/lists.lua");
}

static void
test_inline_places (void)
{
  static const char file[] = "-- rules\nlist \"say\" [=[ say tell\n  warn \"point out\n  say ]=]\n";
  g_autoptr (ObDiags) diags = ob_diags_new ();
  ObPlace place = { .file = "rules/lists.lua", .line = 2, .column = 15, .text = file };
  g_autoptr (ObList) list = ob_list_parse_inline ("say", " say tell tell\n  warn \"point out\n  say ", &place, diags);
  assert_entries (list, "say|tell|warn");
  assert_diag (diags, 0, "OB501", 2, 25, "line 2");
  assert_diag (diags, 1, "OB508", 3, 8, "not closed");
  assert_diag (diags, 2, "OB501", 4, 3, "line 2");
  g_assert_cmpstr (ob_diags_get (diags, 1)->excerpt, ==, "  warn \"point out");
}

static void
test_inline_empty (void)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObList) list = ob_list_parse_inline ("say", " \"\" ", NULL, diags);
  assert_entries (list, "");
  assert_diag (diags, 0, "OB510", 1, 2, "empty");
  assert_diag (diags, 1, "OB504", 1, 0, "no entries");
}

/* --- finding --- */

static const char *
find (const ObList *list, const char *folded, const char *exact)
{
  ObListEntry entry = ob_list_find (list, folded, exact);
  return entry != OB_NO_ENTRY ? ob_list_get_text (list, entry) : NULL;
}

static void
test_find_smart (void)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObList) list = ob_list_parse_inline ("words", "say May US n’t \"port Ansel\"", NULL, diags);
  g_assert_cmpstr (find (list, "say", "SAY"), ==, "say");
  g_assert_cmpstr (find (list, "may", "May"), ==, "May");
  g_assert_null (find (list, "may", "may"));
  g_assert_null (find (list, "us", "us"));
  g_assert_cmpstr (find (list, "us", "US"), ==, "US");
  g_assert_cmpstr (find (list, "n't", "n't"), ==, "n’t");
  g_assert_cmpstr (find (list, "n't", "N’T"), ==, "n’t");
  g_assert_cmpstr (find (list, "say", NULL), ==, "say");
  g_assert_null (find (list, NULL, NULL));
  g_assert_null (find (list, "tell", "tell"));
}

static void
test_find_first (void)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObList) lower_first = ob_list_parse_inline ("words", "may May", NULL, diags);
  g_autoptr (ObList) upper_first = ob_list_parse_inline ("words", "May may", NULL, diags);
  g_assert_cmpstr (find (lower_first, "may", "May"), ==, "may");
  g_assert_cmpstr (find (upper_first, "may", "May"), ==, "May");
  g_assert_cmpstr (find (upper_first, "may", "may"), ==, "may");
}

static void
test_find_other_cases (void)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObList) list = ob_list_parse_inline ("words", "May say SAY", NULL, diags);
  ob_list_set_case (list, OB_CASE_ANY);
  g_assert_cmpint (ob_list_get_case (list), ==, OB_CASE_ANY);
  g_assert_cmpstr (find (list, "may", "MAY"), ==, "May");
  g_assert_cmpstr (find (list, "say", "SAY"), ==, "say");
  ob_list_set_case (list, OB_CASE_EXACT);
  g_assert_null (find (list, "may", "MAY"));
  g_assert_null (find (list, "say", "Say"));
  g_assert_cmpstr (find (list, "say", "SAY"), ==, "SAY");
}

static void
test_edited (void)
{
  static const char *const add[] = { "Taoiseach", "Mayor", NULL }, *const remove[] = { "Mayor", "Sheriff", NULL };
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObList) list = parse ("@columns\tentry\tkind\nMayor\ttown\nReeve\ttown\nBailiff\tcourt\n", diags);
  g_autoptr (ObList) edited = ob_list_dup_edited (list, add, remove);
  assert_entries (list, "Mayor|Reeve|Bailiff");
  assert_entries (edited, "Reeve|Bailiff|Taoiseach|Mayor");
  g_assert_cmpstr (get_feature (edited, "Bailiff", "kind"), ==, "court");
  g_assert_null (get_feature (edited, "Mayor", "kind"));
  g_assert_cmpuint (ob_list_get_entry_line (edited, ob_list_get_by_text (edited, "Bailiff")), ==, 4);
  g_autoptr (ObList) same = ob_list_dup_edited (list, NULL, NULL);
  assert_entries (same, "Mayor|Reeve|Bailiff");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/list/file-gives-entries-and-features", test_file);
  g_test_add_func ("/list/cr-lf-ends-a-line", test_line_ends);
  g_test_add_func ("/list/byte-order-mark-is-skipped-with-a-warning", test_byte_order_mark);
  g_test_add_func ("/list/backslash-lets-an-entry-start-with-anything", test_escapes);
  g_test_add_func ("/list/comment-that-looks-like-an-entry-warns", test_comment_like_an_entry);
  g_test_add_func ("/list/missing-file-names-path-and-neighbour", test_missing_file);
  g_test_add_func ("/list/duplicate-warns-and-the-first-counts", test_duplicates);
  g_test_add_func ("/list/warnings-can-be-suppressed", test_suppressed);
  g_test_add_func ("/list/cell-without-a-column-is-an-error", test_too_many_cells);
  g_test_add_func ("/list/unknown-directive-suggests", test_unknown_directive);
  g_test_add_func ("/list/empty-list-warns", test_empty);
  g_test_add_func ("/list/other-encodings-are-named-with-their-mend", test_encodings);
  g_test_add_func ("/list/columns-are-checked", test_columns);
  g_test_add_func ("/list/columns-have-a-maximum", test_too_many_columns);
  g_test_add_func ("/list/line-without-an-entry-is-an-error", test_no_entry_in_line);
  g_test_add_func ("/list/long-lines-are-refused-by-length", test_long_lines);
  g_test_add_func ("/list/problems-past-the-maximum-are-counted", test_many_problems);
  g_test_add_func ("/list/takes-any-bytes", test_any_bytes);
  g_test_add_func ("/list/inline-words-phrases-comments", test_inline);
  g_test_add_func ("/list/inline-diagnostics-point-into-the-rule-file", test_inline_places);
  g_test_add_func ("/list/inline-empty-phrase-is-an-error", test_inline_empty);
  g_test_add_func ("/list/find-capital-exact-lower-any", test_find_smart);
  g_test_add_func ("/list/find-gives-the-first-of-the-list", test_find_first);
  g_test_add_func ("/list/find-any-and-exact-case", test_find_other_cases);
  g_test_add_func ("/list/edited-copy-adds-and-removes", test_edited);
  return g_test_run ();
}
