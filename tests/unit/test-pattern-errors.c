/* test-pattern-errors.c: what the parser says of what people get wrong. The pattern stands at rules/test.lua:10:5. */
#include "pattern-fixture.h"

static Fixture *
standard_fixture (void)
{
  Fixture *self = fixture_new ();
  fixture_add_list (self, "say", "say tell \"point out\"");
  fixture_add_list (self, "titles", "Mayor Senator");
  fixture_add_macro (self, "name", NULL, 1, "<ent label=PERSON/>");
  fixture_add_macro (self, "gap", "max", 2, "[]{0,$max}");
  fixture_add_macro (self, "opt", "x", 3, "( $x )?");
  fixture_add_macro (self, "pair", "a,b", 4, "$a $b");
  fixture_add_macro (self, "bad", NULL, 5, "\"a\"\n  $sayy");
  fixture_add_macro (self, "outer", NULL, 6, "@bad");
  fixture_add_macro (self, "loop", NULL, 7, "\"a\" @pool");
  fixture_add_macro (self, "pool", NULL, 8, "\"b\" @loop");
  return self;
}

/* "ID LINE:COLUMN+WIDTH MESSAGE" for each diagnostic, a line each. */
static char *
diagnose (const char *source)
{
  g_autoptr (Fixture) self = standard_fixture ();
  guint before = ob_diags_size (self->diags);
  ObPattern *pattern = fixture_compile (self, source);
  g_assert_true ((pattern == NULL) == (ob_diags_count (self->diags, OB_SEVERITY_ERROR) > 0));
  ob_pattern_free (pattern);
  GString *out = g_string_new (NULL);
  for (guint i = before; i < ob_diags_size (self->diags); i++)
    {
      const ObDiag *diag = ob_diags_get (self->diags, i);
      g_string_append_printf (out, "%s%s %s%u:%u+%u %s", i > before ? "\n" : "", diag->id,
                              g_str_has_suffix (diag->file, "test.lua") ? "" : "macros:", diag->line, diag->column,
                              diag->width, diag->message);
    }
  return g_string_free (out, FALSE);
}

#define assert_says(source, expected) \
  G_STMT_START { g_autofree char *said_ = diagnose (source); g_assert_cmpstr (said_, ==, expected); } G_STMT_END

static void
test_names (void)
{
  assert_says ("[lemma in $sayy]", "OB112 10:15+5 unknown word list $sayy (did you mean $say?)");
  assert_says ("$zebra", "OB112 10:5+6 unknown word list $zebra");
  assert_says ("$other.en:say", "OB112 10:5+13 unknown word list $other.en:say");
  assert_says ("\"a\" @nam", "OB114 10:9+4 unknown macro @nam (did you mean @name?)");
  assert_says ("@zebra(\"x\") \"b\"", "OB114 10:5+6 unknown macro @zebra");
  assert_says ("[lema=be]", "OB115 10:6+4 unknown attribute lema (did you mean lemma?)");
  assert_says ("[colour=red]",
               "OB115 10:6+6 unknown attribute colour: tokens have word, lower, lemma, shape, pos, ent, "
               "zone, quote, space, idx, dep, and those of their head: head.lemma");
  assert_says ("[pos=VRB]", "OB116 10:10+3 unknown part of speech VRB (did you mean VERB?)");
}

static void
test_brackets (void)
{
  assert_says ("(\"a\" \"b\"", "OB103 10:5+1 this ( is not closed: expected ), found the end");
  assert_says ("\"a\") \"b\"", "OB103 10:8+1 this ) closes nothing");
  assert_says ("[word=\"a\"", "OB103 10:5+1 this [ is not closed: expected ], & or |, found the end");
  assert_says ("[word=\"a\" [word=\"b\"]", "OB103 10:5+1 this [ is not closed: expected ], & or |, found [");
  assert_says ("\"a\" ] \"b\"", "OB103 10:9+1 this ] closes nothing");
  assert_says ("[(word=\"a\" | word=\"b\"]", "OB103 10:6+1 this ( is not closed");
  assert_says ("[[lemma=be]]", "OB102 10:6+1 one [ is enough: [lemma=be]");
  assert_says ("<ent label=PERSON", "OB103 10:5+1 this < is not closed: expected /> (a whole span) or > (its edge)");
  assert_says ("@opt(\"a\" \"b\"", "OB103 10:9+1 this ( is not closed: the arguments of a macro end with )");
}

static void
test_quotes (void)
{
  assert_says ("\"said that", "OB104 10:5+10 the closing \" is missing on this line");
  assert_says ("\"a\n\"b\"", "OB104 10:5+2 the closing \" is missing on this line");
  assert_says ("/said", "OB104 10:5+1 the closing / of the regex is missing on this line (write / itself as \\/)");
  assert_says ("\"a\\d\"",
               "OB106 10:7+2 unknown escape: quoted text knows \\\" \\' \\\\ (a regex stands between slashes)");
  assert_says ("“said”", "OB102 10:5+1 text stands in straight quotes (did you mean \"“\"?)\n"
               "OB102 10:6+4 expected an element of a pattern (did you mean \"said\"?)\n"
               "OB102 10:10+1 text stands in straight quotes (did you mean \"”\"?)");
  assert_says ("\"a\"%x", "OB102 10:8+2 after quoted text stands %c (any case) or %s (as written)\n"
               "OB102 10:9+1 expected an element of a pattern (did you mean \"x\"?)");
}

static void
test_regexes (void)
{
  assert_says ("/a(b/", "OB107 10:9+1 wrong regex: missing closing parenthesis");
  assert_says ("/a(b/i", "OB107 10:9+1 wrong regex: missing closing parenthesis");
  assert_says ("/(*LIMIT_MATCH=9)a/",
               "OB107 10:6+1 wrong regex: a regex may not begin with “(*”: its limits are set by "
               "Obelus");
  assert_says ("/a/x", "OB107 10:8+1 unknown flag of a regex: only i (any case) is known");
  assert_says ("//", "OB107 10:5+2 the regex is empty");
  assert_says ("/\\/(/", "OB107 10:9+1 wrong regex: missing closing parenthesis");
}

static void
test_quantifiers (void)
{
  assert_says ("* \"a\"", "OB105 10:5+1 there is nothing to repeat before this");
  assert_says ("{2} \"a\"", "OB105 10:5+3 there is nothing to repeat before this");
  assert_says ("\"a\"{3,2}", "OB105 10:8+5 the least number of turns is larger than the greatest");
  assert_says ("\"a\"{0}", "OB105 10:8+3 repeated at most 0 times, this can never match");
  assert_says ("\"a\"{}", "OB105 10:8+2 expected {n}, {n,}, {,m} or {n,m}");
  assert_says ("\"a\"{x}", "OB105 10:8+3 expected {n}, {n,}, {,m} or {n,m}");
  assert_says ("\"a\"{2 \"b\"", "OB105 10:8+6 expected {n}, {n,}, {,m} or {n,m}");
  assert_says ("\"a\"{1,5000}", "OB105 10:11+4 a repetition is at most 1000");
  assert_says ("\"a\"{99999999999999999999}", "OB105 10:9+20 a repetition is at most 1000");
  assert_says ("\"a\"{$n}", "OB105 10:9+1 only a macro's parameter may stand for a number here");
  assert_says ("\"a\"*+", "OB105 10:9+1 a second quantifier: put the repeated part in ( )");
  assert_says ("<s>? \"a\"", "OB105 10:8+1 an edge takes no token, so it cannot be repeated");
  assert_says ("(?= \"b\")+ \"a\"", "OB105 10:13+1 a look-around takes no token, so it cannot be repeated");
}

static void
test_empty (void)
{
  assert_says ("", "OB101 10:5+1 the pattern is empty");
  assert_says ("  # only a comment", "OB101 10:5+1 the pattern is empty");
  assert_says ("()", "OB101 10:6+1 expected an element here, found nothing (what may be missing is marked with ?)");
  assert_says ("(| \"a\")", "OB101 10:6+1 expected an alternative before | (what may be missing is marked with ?)");
  assert_says ("\"a\" | ",
               "OB101 10:11+1 expected an element here, found nothing (what may be missing is marked with ?)");
  assert_says ("\"a\"?", "OB130 10:5+4 the pattern can match nothing: at least one element must not be optional");
  assert_says ("<s> (?! \"a\")",
               "OB130 10:5+12 the pattern can match nothing: at least one element must not be optional");
  assert_says ("\"\"", "OB206 10:5+2 this can never match: a token is never empty");
  assert_says ("\"  \"", "OB206 10:5+4 this can never match: a token is never white space");
}

static void
test_values (void)
{
  assert_says ("[word=]", "OB102 10:11+1 expected a value (\"text\", /regex/, $list, a number or a word), found ]");
  assert_says ("[word in \"a\"]", "OB116 10:14+3 expected a list such as $titles after “in”, found \"a\"");
  assert_says ("[word > \"a\"]", "OB116 10:13+3 expected a number, as in [word > 1900], found \"a\"");
  assert_says ("[lemma < 3]",
               "OB116 10:14+1 lemma is compared by = and != only; < and > compare numbers of word and idx");
  assert_says ("[ent < 3]", "OB116 10:12+1 ent is compared by = and != only");
  assert_says ("[idx=first]", "OB116 10:10+5 idx is the number of the token in its sentence: expected a whole number, "
               "found first");
  assert_says ("[quote=maybe]", "OB116 10:12+5 quote is yes (inside a quotation) or no, found maybe");
  assert_says ("[space=1]", "OB116 10:12+1 space is yes (white space stands before it) or no, found 1");
  assert_says ("[said]", "OB102 10:6+4 expected a comparison such as [word=\"said\"]");
  assert_says ("[\"said\"]", "OB102 10:6+1 expected an attribute before the text, as in [word=\"…\"]");
  assert_says ("[word ~ \"a\"]", "OB102 10:11+1 expected = != < <= > >= or in, found ~");
  assert_says ("[word=\"so-called\"]", "OB120 10:11+11 “so-called” is 3 tokens, and [ ] asks one: write the sequence "
               "\"so\" \"-\" \"called\"");
  assert_says ("[lemma=\"point out\"]", "OB120 10:12+11 “point out” is 2 tokens, and [ ] asks one: write the sequence "
               "[lemma=\"point\"] [lemma=\"out\"]");
}

static void
test_spans_and_labels (void)
{
  assert_says ("</ent/>", "OB111 10:5+7 an edge is written </ent>");
  assert_says ("\"a\" <ent label=ORG>", "OB111 10:9+15 an edge has no attributes (did you mean <ent …/>?)");
  assert_says ("<>", "OB111 10:5+1 expected the name of spans after <, as in <ent/>, <s> or </quote>");
  assert_says ("<ent label=/>",
               "OB104 10:16+1 the closing / of the regex is missing on this line (write / itself as \\/)");
  assert_says ("x: | \"a\"", "OB110 10:5+2 expected an element after the label x:");
  assert_says ("(?! x:\"a\") \"b\"", "OB110 10:9+1 a label inside a negative look-around can never be set");
  assert_says ("said", "OB102 10:5+4 expected an element of a pattern (did you mean \"said\"?)");
  assert_says ("(?: \"a\")",
               "OB102 10:5+2 expected (?= (?! (?<= or (?<! (a plain group, ( ), captures nothing by itself)");
}

static void
test_constraints (void)
{
  assert_says ("a:[] ab:[] :: a.word = abc.word", "OB117 10:28+3 the pattern has no label abc (did you mean ab?)");
  assert_says ("a:[] b:[] :: a.wrd = b.word", "OB115 10:20+3 labels cannot be compared by wrd (did you mean word?)");
  assert_says ("a:[] b:[] :: a.word = b.lemma", "OB117 10:18+16 both sides must name the same attribute");
  assert_says ("a:[] b:[] :: a.word < b.word", "OB117 10:25+1 expected = or !=");
  assert_says ("a:[] b:[] :: a = b", "OB117 10:18+1 expected label.attribute, as in :: a.lemma = b.lemma");
  assert_says ("a:[] b:[] :: a.word = b.word | x", "OB117 10:34+1 expected & or the end of the pattern, found |");
}

static void
test_macros (void)
{
  assert_says ("@gap", "OB108 10:5+4 @gap takes 1 argument, found 0");
  assert_says ("@pair(\"a\")", "OB108 10:5+10 @pair takes 2 arguments, found 1");
  assert_says ("@name(\"a\")", "OB108 10:5+10 @name takes no arguments: put a space before a group");
  assert_says ("@pair(\"a\", )", "OB108 10:16+1 an argument is empty");
  assert_says ("\"x\" @gap(many)", "OB105 10:14+4 a number is expected for this parameter");
  assert_says ("@loop", "OB109 macros:8:24+5 a macro cannot use itself: @loop → @pool → @loop, in macro @pool used at "
               "rules/test.lua:10:5");
  /* the place is the macro's own, and the use is named; both uses report it once */
  assert_says ("@name\n @outer @bad", "OB112 macros:6:3+5 unknown word list $sayy (did you mean $say?), in macro @bad "
               "used at rules/test.lua:11:2");
}

static void
test_lints (void)
{
  assert_says ("\"say.*\"", "OB201 10:5+7 quoted text is not a regex: did you mean /say.*/ ?");
  assert_says ("\"+\" \"|\"", "");
  assert_says ("[lemma=be & word=\"is\" | word=\"b\"]", "OB202 10:6+31 & binds before |: say which is meant by ( )");
  assert_says ("[(lemma=be & word=\"is\") | word=\"b\"]", "");
  assert_says ("\"a\" []*",
               "OB203 10:9+3 [] without a bound takes all it can: give it a bound as []{0,8}, or make it lazy "
               "as []*?");
  assert_says ("\"a\" []*? \"b\" []{0,9}", "");
  assert_says ("[word!=\".\"]* \"a\"",
               "OB204 10:5+12 the pattern starts with an unbounded gap, so it is tried everywhere: "
               "begin with a word, or with <s>");
  assert_says ("<s> []*? \"a\"", "");
  assert_says ("[lemma in $say]", "OB205 10:15+4 1 of the 3 entries of $say has several words and can never match one "
               "token, first “point out”: write $say alone, without [lemma in ]");
  assert_says ("[lemma=said]", "OB206 10:12+4 no word has the lemma “said” (did you mean lemma=say?)");
}

static void
test_all_at_once (void)
{
  assert_says ("$sayy [lema=be]\n( @nam | \"a\"** ) [word=\"b c\"]",
               "OB112 10:5+5 unknown word list $sayy (did you mean $say?)\n"
               "OB115 10:12+4 unknown attribute lema (did you mean lemma?)\n"
               "OB114 11:3+4 unknown macro @nam (did you mean @name?)\n"
               "OB105 11:14+1 a second quantifier: put the repeated part in ( )\n"
               "OB120 11:24+5 “b c” is 2 tokens, and [ ] asks one: write the sequence \"b\" \"c\"");
}

static void
test_columns_count_characters (void)
{
  assert_says ("\"é\" \"“”\" $sayy", "OB112 10:14+5 unknown word list $sayy (did you mean $say?)");
}

/* Hostile patterns */

static char *
wrap (const char *open, const char *middle, const char *close, guint n)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    g_string_append (out, open);
  g_string_append (out, middle);
  for (guint i = 0; i < n; i++)
    g_string_append (out, close);
  return g_string_free (out, FALSE);
}

static void
assert_refused (const char *source, const char *id)
{
  g_autofree char *said = diagnose (source);
  if (!g_str_has_prefix (said, id))
    g_error ("expected %s, found %s", id, said);
}

static void
test_limits (void)
{
  g_autofree char *groups = wrap ("(", "\"a\"", ")", 200);
  assert_refused (groups, "OB118");
  g_autofree char *open_groups = wrap ("(", "", "", 4000);
  assert_refused (open_groups, "OB118");
  g_autofree char *labels = wrap ("a:", "\"a\"", "", 1000);
  assert_refused (labels, "OB118");
  g_autofree char *looks = wrap ("(?=", "\"a\"", ")", 100);
  assert_refused (looks, "OB118");
  g_autofree char *tests = wrap ("(", "word=\"a\"", ")", 500);
  g_autofree char *test = g_strdup_printf ("[%s]", tests);
  assert_refused (test, "OB118");
  g_autofree char *nots = wrap ("!", "word=\"a\"", "", 3000);
  g_autofree char *not = g_strdup_printf ("[%s]", nots);
  assert_says (not, "");
  g_autofree char *regex = wrap ("(", "a", ")", 300);
  g_autofree char *slashes = g_strdup_printf ("/%s/", regex);
  assert_refused (slashes, "OB107");
  g_autofree char *longer = wrap ("\"a\" ", "", "", OB_MAX_PATTERN_BYTES);
  assert_refused (longer, "OB119");
  assert_refused ("\"a\" \"\xff\"", "OB119");
  assert_refused ("((\"a\"{1000}){1000}){1000}", "OB131");
  assert_refused ("(\"a\" \"b\"){1000} (\"c\"{10}){1000}", "OB131");
  g_autofree char *stray = wrap ("] ", "", "", 500);
  g_autofree char *said = diagnose (stray);
  g_auto (GStrv) lines = g_strsplit (said, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, OB_MAX_PATTERN_DIAGS);
}

/* Macros that double at each level would be 2^30 elements. */
static void
test_expansion_is_bounded (void)
{
  g_autoptr (Fixture) self = fixture_new ();
  fixture_add_macro (self, "m0", NULL, 1, "\"a\"");
  for (guint i = 1; i <= 30; i++)
    {
      g_autofree char *name = g_strdup_printf ("m%u", i);
      g_autofree char *source = g_strdup_printf ("@m%u @m%u", i - 1, i - 1);
      fixture_add_macro (self, name, NULL, i + 1, source);
    }
  g_assert_null (fixture_compile (self, "@m30"));
  g_assert_cmpstr (ob_diags_get (self->diags, 0)->id, ==, "OB131");
  g_autoptr (ObPattern) small = fixture_compile (self, "@m10");
  g_assert_nonnull (small);
}

/* Whatever is typed, the parser ends, and says something or accepts. */
static void
test_random_sources (void)
{
  static const char *const pieces[] = {
    "[", "]", "(", ")", "(?=", "(?<!", "\"a\"", "\"", "'", "/b/", "/", "$say", "$", "@name", "@opt(", "@gap(3)", "@",
    "<ent/>", "<s>", "</s>", "<", ">", "x:", ":", "::", "word", "=", "!=", "!", "&", "|", "*", "+", "?", "{", "}", ",",
    "{1,2}", "1", "in", " ", "\n", "#", "a.word", "%c", "\\", "é", "“", "lemma=be", "[]", ".", "-",
  };
  for (guint round = 0; round < (g_test_slow () ? 20000u : 1500u); round++)
    {
      g_autoptr (GString) source = g_string_new (NULL);
      for (int n = g_test_rand_int_range (1, 30); n > 0; n--)
        g_string_append (source, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      g_autofree char *said = diagnose (source->str);
      g_assert_nonnull (said);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pattern-errors/unknown-names-are-suggested", test_names);
  g_test_add_func ("/pattern-errors/brackets-name-their-opening", test_brackets);
  g_test_add_func ("/pattern-errors/quotes-and-escapes", test_quotes);
  g_test_add_func ("/pattern-errors/regexes-point-into-the-regex", test_regexes);
  g_test_add_func ("/pattern-errors/quantifiers", test_quantifiers);
  g_test_add_func ("/pattern-errors/nothing-matches-nothing", test_empty);
  g_test_add_func ("/pattern-errors/values-and-operators", test_values);
  g_test_add_func ("/pattern-errors/spans-edges-labels", test_spans_and_labels);
  g_test_add_func ("/pattern-errors/constraints", test_constraints);
  g_test_add_func ("/pattern-errors/macros-report-their-own-place", test_macros);
  g_test_add_func ("/pattern-errors/lints", test_lints);
  g_test_add_func ("/pattern-errors/all-at-once", test_all_at_once);
  g_test_add_func ("/pattern-errors/columns-count-characters", test_columns_count_characters);
  g_test_add_func ("/pattern-errors/limits-are-errors", test_limits);
  g_test_add_func ("/pattern-errors/expansion-is-bounded", test_expansion_is_bounded);
  g_test_add_func ("/pattern-errors/random-sources-end", test_random_sources);
  return g_test_run ();
}
