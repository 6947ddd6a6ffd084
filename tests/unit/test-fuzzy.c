/* Fuzzy lists: which misspelt names mean an entry, and which near ones do not. */
#include "lexicon/ob-fuzzy.h"

static ObList *
make_list (const char *entries)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  ObPlace place = { .file = "test.lua", .line = 1, .column = 1 };
  ObList *list = ob_list_parse_inline ("names", entries, &place, diags);
  g_assert_cmpuint (ob_diags_size (diags), ==, 0);
  return list;
}

static const char places[] = "Vladivostok Georgia Iran Iraq Afghanistan Johannesburg Slovakia Slovenia Austria Australia "
                             "Niger Nigeria Kharkiv Philippines Jordan \"Bosnia and Herzegovina\"";
static const char people[] = "\"Kim Jong-un\" \"Kim Jong-il\" \"Condoleezza Rice\" \"Muammar Gaddafi\" \"Joan Collins\" "
                             "\"Jean Baudrillard\" \"John Kelly\" \"Alexei Navalny\" \"Yevgeny Prigozhin\" \"Recep Erdoğan\"";

static void
assert_found (const char *entries, const char *text, const char *expected)
{
  g_autoptr (ObList) list = make_list (entries);
  g_autoptr (ObFuzzy) fuzzy = ob_fuzzy_new (list);
  ObListEntry entry = ob_fuzzy_find (fuzzy, text);
  g_assert_cmpstr (entry != OB_NO_ENTRY ? ob_list_get_text (list, entry) : NULL, ==, expected);
}

static void
test_transliterations (void)
{
  assert_found (places, "Wladivostok", "Vladivostok");
  assert_found (places, "Afganistan", "Afghanistan");
  assert_found (places, "Phillipines", "Philippines");
  assert_found (people, "Aleksey Navalnyj", "Alexei Navalny");
  assert_found (people, "Jevgeny Prigozhin", NULL);             /* the first letter counts */
  assert_found (people, "Recep Erdoghan", "Recep Erdoğan");
  assert_found (people, "Condoleeza Rice", "Condoleezza Rice");
}

static void
test_slips (void)
{
  assert_found (places, "Waldivostok", "Vladivostok");
  assert_found (places, "Johanesberg", "Johannesburg");
  assert_found (people, "Kim Jung - un", "Kim Jong-un");
  assert_found (people, "Kim Jung Un", "Kim Jong-un");
  assert_found (people, "Muamar Gadafi", "Muammar Gaddafi");
}

static void
test_no_false_merges (void)
{
  assert_found (places, "Iraq", NULL);          /* too short to be looked for by its key */
  assert_found (places, "Iraw", NULL);
  assert_found (places, "Georgian", NULL);      /* another word by its end */
  assert_found (places, "Jordans", NULL);
  assert_found (places, "Slovania", NULL);      /* one letter from Slovenia, one from Slovakia */
  assert_found (people, "Jean Collins", NULL);  /* Jean is a name of its own */
  assert_found (people, "John Kerry", NULL);
  assert_found (people, "Kim Jong", NULL);
}

static void
test_refusals (void)
{
  g_autofree char *long_name = g_strnfill (1000, 'v');
  assert_found (places, long_name, NULL);
  assert_found (places, "", NULL);
  assert_found (places, "- - -", NULL);
  assert_found (places, "Vladivost0k", NULL);
  assert_found (places, "Владивосток", NULL);
  assert_found (places, "\xff\xfe", NULL);
}

/* Equally near to two names is near to none. */
static void
test_ties (void)
{
  assert_found ("Marabella Marobella", "Marebella", NULL);
  assert_found ("Marabella", "Marebella", "Marabella");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fuzzy/transliterations", test_transliterations);
  g_test_add_func ("/fuzzy/slips", test_slips);
  g_test_add_func ("/fuzzy/no-false-merges", test_no_false_merges);
  g_test_add_func ("/fuzzy/refusals", test_refusals);
  g_test_add_func ("/fuzzy/ties", test_ties);
  return g_test_run ();
}
