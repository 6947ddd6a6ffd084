/* Examples inside rules: their markup, and what makes them pass or fail. */
#include "pack-fixture.h"
#include "pack/ob-article.h"

/* --- markup --- */

static void
test_markup_nests (void)
{
  g_autoptr (GArray) spans = NULL;
  g_autofree char *message = NULL;
  gsize offset;
  g_autofree char *text = ob_markup_parse ("{content:Tarvia {cue:reportedly} shelled {{x}} the port}.", &spans,
                                           &message,
                                           &offset);
  g_assert_null (text);                         /* inside a span "}}" closes two */
  g_clear_pointer (&message, g_free);
  text = ob_markup_parse ("{content:Tarvia {cue:reportedly} shelled the port}. {{x}} {cue::}", &spans, &message,
                          &offset);
  g_assert_cmpstr (text, ==, "Tarvia reportedly shelled the port. {x} :");
  g_assert_cmpuint (spans->len, ==, 3);
  const ObMarkedSpan *content = &g_array_index (spans, ObMarkedSpan, 0), *cue = &g_array_index (spans, ObMarkedSpan, 1);
  g_assert_cmpstr (content->name, ==, "content");
  g_assert_cmpuint (content->start, ==, 0);
  g_assert_cmpuint (content->end, ==, 34);
  g_assert_cmpstr (cue->name, ==, "cue");
  g_assert_cmpuint (cue->start, ==, 7);
  g_assert_cmpuint (cue->end, ==, 17);
}

static void
test_markup_mistakes (void)
{
  static const struct { const char *source; gsize offset; const char *message; } cases[] = {
    { "a {cue:b", 8, "'}' is missing" },
    { "a } b", 2, "'}' without '{'" },
    { "a { b", 2, "after '{' comes a name" },
    { "a {:b}", 2, "after '{' comes a name" },
    { "a {cue b}", 2, "after '{' comes a name" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GArray *spans = NULL;
      g_autofree char *message = NULL;
      gsize offset = 0;
      g_assert_null (ob_markup_parse (cases[i].source, &spans, &message, &offset));
      g_assert_true (g_str_has_prefix (message, cases[i].message));
      g_assert_cmpuint (offset, ==, cases[i].offset);
    }
}

/* --- running --- */

static const char rules[] =
  "list \"people\" { file = \"lists/people.txt\" }\n"
  "list \"say\" [=[ say warn ]=]\n"
  "list \"deny\" [=[ deny ]=]\n"
  "gazetteer \"people\" { list = \"people\", label = \"PERSON\", examples = { %s } }\n"
  "rule \"says\" {\n"
  "  emits = \"claim\", set = { quote = \"indirect\" }, unless = { before = [=[ \"if\" ]=] },\n"
  "  match = [=[ source:<ent label=PERSON/> cue:[lemma in $say] content:[word!=\".\"]+ ]=],\n"
  "  on_match = function (m, doc)\n"
  "    if m.content:lower (1) == \"nothing\" then return nil, \"says nothing\" end\n"
  "    return m\n"
  "  end,\n"
  "  examples = { %s },\n"
  "}\n"
  "rule \"denies\" {\n"
  "  emits = \"claim\", over = { \"says\" },\n"
  "  match = [=[ source:<ent/> cue:([lemma in $say] $deny) content:[word!=\".\"]+ ]=],\n"
  "}\n";

static Case *
load_examples (const char *of_gazetteer, const char *of_rule)
{
  Case *self = case_new ();
  g_autofree char *text = g_strdup_printf (rules, of_gazetteer, of_rule);
  case_write (self, "one.en/lists/people.txt", "@columns\tentry\tcountry\nLena Orbak\tTarvia\nIvo Tarn\tKellmar\n");
  case_write_pack (self, "one.en", "", text);
  case_load (self, "one.en");
  assert_no_errors (self);
  return self;
}

/* Runs the only example; on anything but a pass its reason must have @why. */
static void
assert_outcome (const char *of_gazetteer, const char *of_rule, ObOutcome expected, const char *expected_why)
{
  g_autoptr (Case) self = load_examples (of_gazetteer, of_rule);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObSession) session = ob_session_new (self->loaded->ruleset, &error);
  g_autofree char *why = NULL;
  g_assert_no_error (error);
  g_assert_cmpuint (self->loaded->examples->len, ==, 1);
  ObOutcome outcome = ob_example_run (g_ptr_array_index (self->loaded->examples, 0), session, &why);
  if (outcome != expected || (expected_why != NULL && strstr (why, expected_why) == NULL))
    g_error ("%s%s: outcome %d, not %d\n%s", of_gazetteer, of_rule, outcome, expected, why);
  g_assert_true ((outcome == OB_OUTCOME_PASS) == (why == NULL));
}

static void
assert_rule_passes (const char *example)
{
  assert_outcome ("", example, OB_OUTCOME_PASS, NULL);
}

static void
assert_rule_fails (const char *example, const char *why)
{
  assert_outcome ("", example, OB_OUTCOME_FAIL, why);
}

static void
test_hit_passes (void)
{
  assert_rule_passes ("hit = \"{source:Lena Orbak} {cue:said} {content:the bridge was unsafe}.\"");
  assert_rule_passes ("hit = { \"Lena Orbak {cue:said} the bridge was unsafe.\" }");
  assert_rule_passes ("hit = { \"Lena Orbak said the bridge was unsafe.\" }");
  assert_rule_passes ("hit = { \"{match:Lena Orbak said so}.\" }");
  assert_rule_passes ("hit = { { \"Lena Orbak said so.\", quote = \"indirect\" } }");
  assert_rule_passes ("hit = { \"{source:Lena Orbak} {cue:said} so. {source:Ivo Tarn} {cue:warned} them.\" }");
  assert_outcome ("hit = { \"Then {match:Ivo Tarn} left.\" }", "", OB_OUTCOME_PASS, NULL);
  assert_outcome ("hit = { { \"Then {PERSON:Ivo Tarn} left.\", country = \"Kellmar\", label = \"PERSON\" } }", "",
                  OB_OUTCOME_PASS, NULL);
}

static void
test_hit_fails (void)
{
  assert_rule_fails ("hit = \"{source:Lena} Orbak {cue:said} {content:the bridge was unsafe}.\"",
                     "source=\"Lena Orbak\"");
  assert_rule_fails ("hit = \"{cue:Lena} Orbak said {cue:so}.\"", "came");
  assert_rule_fails ("hit = { { \"Lena Orbak said so.\", quote = \"direct\" } }", "quote=indirect");
  assert_rule_fails ("hit = { \"{source:Lena Orbak} {cue:said} so. {source:Ivo Tarn} warned them.\" }", "Ivo Tarn");
  assert_outcome ("hit = { { \"Then Ivo Tarn left.\", country = \"Tarvia\" } }", "", OB_OUTCOME_FAIL,
                  "country=Kellmar");
}

static void
test_hit_tells_why_nothing_came (void)
{
  assert_rule_fails ("hit = \"{source:Lena Orbak} {cue:hinted} {content:it was}.\"", "is not in $say");
  assert_rule_fails ("hit = \"If Lena Orbak {cue:said} so.\"", "unless.before: \"If\"");
  assert_rule_fails ("hit = \"Lena Orbak {cue:said} nothing.\"", "on_match: says nothing");
  assert_rule_fails ("hit = \"Lena Orbak {cue:said} deny it.\"", "lost to one.en/denies@1 (over)");
}

static void
test_miss (void)
{
  assert_rule_passes ("miss = \"Lena Orbak walked home.\"");
  assert_rule_passes ("miss = \"Lena Orbak said nothing.\"");
  assert_rule_passes ("miss = \"Lena Orbak said deny it.\"");   /* another rule's claim is no claim of this one */
  assert_rule_fails ("miss = \"Lena Orbak said so.\"", "expected nothing of this rule");
}

static void
test_todo (void)
{
  assert_outcome ("", "todo = \"{content:It was unsafe}, {source:Lena Orbak} {cue:said}.\"", OB_OUTCOME_TODO,
                  "expected");
  assert_outcome ("", "todo = \"{source:Lena Orbak} {cue:said} so.\"", OB_OUTCOME_TODO_PASSES, "make it a hit");
}

static void
test_examples_know_their_place (void)
{
  g_autoptr (Case) self = load_examples ("hit = {\n  \"{match:Ivo Tarn} left.\",\n"
                                         "  { \"Lena Orbak left.\", date = \"2024-05-17\" },\n}", "");
  const ObExample *first = g_ptr_array_index (self->loaded->examples, 0);
  const ObExample *second = g_ptr_array_index (self->loaded->examples, 1);
  g_assert_cmpstr (first->file, ==, "one.en/rules/all.lua");
  g_assert_cmpuint (first->line, ==, 5);
  g_assert_cmpuint (second->line, ==, 6);
  g_assert_cmpstr (second->date, ==, "2024-05-17");
  g_assert_cmpstr (first->text, ==, "Ivo Tarn left.");
  g_assert_cmpint (second->kind, ==, OB_EXAMPLE_HIT);
}

/* --- articles --- */

static ObOutcome
run_article (gboolean is_quiet, const char *text, char **ret_why)
{
  g_autoptr (Case) self = case_new ();
  g_autofree char *of_pack = g_strdup_printf (rules, "", "");
  case_write (self, "one.en/lists/people.txt", "@columns\tentry\tcountry\nLena Orbak\tTarvia\nIvo Tarn\tKellmar\n");
  case_write (self, "one.en/tests/a.txt", text);
  case_write_pack (self, "one.en", is_quiet ? "quiet = { \"tests/*.txt\" }" : "tests = { \"tests/*.txt\" }", of_pack);
  case_load (self, "one.en");
  assert_no_errors (self);
  const ObPack *pack = g_ptr_array_index (self->loaded->packs, 0);
  const GPtrArray *files = is_quiet ? ob_pack_get_quiet (pack) : ob_pack_get_tests (pack);
  g_assert_cmpuint (files->len, ==, 1);
  g_autoptr (ObSession) session = ob_session_new (self->loaded->ruleset, NULL);
  return is_quiet ? ob_article_run_quiet (pack, g_ptr_array_index (files, 0), session, ret_why)
                  : ob_article_run_golden (pack, g_ptr_array_index (files, 0), session, ret_why);
}

static void
assert_article (gboolean is_quiet, const char *text, const char *expected_why)
{
  g_autofree char *why = NULL;
  ObOutcome outcome = run_article (is_quiet, text, &why);
  if (expected_why == NULL)
    {
      g_assert_cmpstr (why, ==, NULL);
      g_assert_cmpint (outcome, ==, OB_OUTCOME_PASS);
      return;
    }
  g_assert_cmpint (outcome, ==, OB_OUTCOME_FAIL);
  if (strstr (why, expected_why) == NULL)
    g_error ("\"%s\" is not in \"%s\"", expected_why, why);
}

static void
test_article_golden (void)
{
  assert_article (FALSE,
                  "The bridge fell.\n\n{source:{PERSON:Lena Orbak}} {cue:said} {content:it was old}. "
                  "Ivo Tarn left.\n", NULL);
  assert_article (FALSE,
                  "-- date: 2024-05-17\n{source1:Lena Orbak} {cue1:said} so. {source2:Ivo Tarn} {cue2:warned} them.\n",
                  NULL);
  assert_article (FALSE, "The bridge fell.\n\n{source:Lena Orbak} {cue:hinted} so.\n",
                  "tests/a.txt:3:1: not found: {source:Lena Orbak}");
  assert_article (FALSE, "{source1:Lena Orbak} {cue2:said} so. {source2:Ivo Tarn} {cue1:warned} them.\n",
                  "not found: {source1");
  assert_article (FALSE, "-- when: 2024\nNothing.\n", "line 1: \"-- when\" is neither");
  assert_article (FALSE, "Nothing {here.\n", "line 1: after '{'");
}

static void
test_article_quiet (void)
{
  assert_article (TRUE, "The bridge fell. Nobody knows why.\n", NULL);
  assert_article (TRUE, "-- types: claim, event\nLena Orbak left.\n", NULL);
  assert_article (TRUE, "-- types: claim\nThe bridge fell.\nLena Orbak said so.\n",
                  "tests/a.txt:3:1: one.en/says@1 found \"Lena Orbak said so\"");
  assert_article (TRUE, "Lena Orbak left.\n", "one.en/people@1 found \"Lena Orbak\"");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/example/markup/nests", test_markup_nests);
  g_test_add_func ("/example/markup/mistakes-are-told", test_markup_mistakes);
  g_test_add_func ("/example/hit/passes-when-all-marks-are-met", test_hit_passes);
  g_test_add_func ("/example/hit/fails-when-a-mark-differs", test_hit_fails);
  g_test_add_func ("/example/hit/tells-why-nothing-came", test_hit_tells_why_nothing_came);
  g_test_add_func ("/example/miss/is-about-this-rule-only", test_miss);
  g_test_add_func ("/example/todo/tells-when-it-passes", test_todo);
  g_test_add_func ("/example/place/is-known", test_examples_know_their_place);
  g_test_add_func ("/example/article/golden-marks-are-found", test_article_golden);
  g_test_add_func ("/example/article/quiet-articles-stay-quiet", test_article_quiet);
  return g_test_run ();
}
