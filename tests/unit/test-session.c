/* Promises of the core: which annotations come out of rules, which lose, and why. Rules are made here in C, without
 * Lua. */
#include "base/ob-limits.h"
#include "core/ob-conflict.h"
#include "core/ob-session.h"
#include <string.h>

/* A rule set under construction, with one inline list to look words up in. */
typedef struct
{
  ObRuleset *ruleset;
  ObDiags   *diags;
  ObList    *list;
  const ObRule *traced;         /* borrowed, or NULL */
  ObProfile *profile;           /* borrowed, or NULL */
  gboolean   keeps_nested, is_sealed;
} Fixture;

static ObList *
find_list (gpointer data, const char *pack, const char *name)
{
  Fixture *fixture = data;
  return pack == NULL && strcmp (name, "say") == 0 ? fixture->list : NULL;
}

static ObMacro *
find_macro (gpointer data, const char *name)
{
  (void) data, (void) name;
  return NULL;
}

static GPtrArray *
dup_no_names (gpointer data)
{
  (void) data;
  return g_ptr_array_new ();
}

static ObPattern *
compile (Fixture *fixture, const char *source)
{
  ObPatternEnv env = {
    find_list, find_macro, dup_no_names, dup_no_names, fixture,
    ob_ruleset_get_predicates (fixture->ruleset), ob_ruleset_get_gazetteers (fixture->ruleset),
  };
  ObPlace place = { .file = "test.lua", .line = 1, .column = 1, .text = source };
  ObPattern *pattern = ob_pattern_compile (source, strlen (source), &place, &env, fixture->diags);
  if (pattern == NULL)
    {
      g_autofree char *text = ob_diags_dup_text (fixture->diags, FALSE);
      g_error ("%s", text);
    }
  return pattern;
}

static ObRule *
new_rule (Fixture *fixture, const char *slug, const char *emits, const char *label, const char *pattern)
{
  ObRule *rule = ob_rule_new (OB_RULE_PATTERN, "test", slug, 1);
  rule->file = g_strdup ("test.lua");
  rule->line = 1;
  rule->emits = g_intern_string (emits);
  rule->label = label != NULL ? g_intern_string (label) : NULL;
  rule->match = compile (fixture, pattern);
  return rule;
}

static Fixture *
fixture_new (void)
{
  Fixture *fixture = g_new0 (Fixture, 1);
  fixture->ruleset = ob_ruleset_new ();
  fixture->diags = ob_diags_new ();
  ObPlace place = { .file = "test.lua", .line = 1, .column = 1 };
  fixture->list = ob_list_parse_inline ("say", "say tell warn", &place, fixture->diags);
  return fixture;
}

static void
fixture_free (Fixture *fixture)
{
  ob_ruleset_unref (fixture->ruleset);
  ob_list_unref (fixture->list);
  ob_diags_free (fixture->diags);
  g_free (fixture);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

/* Seals, runs over @text, and writes each annotation as "rule LABEL text|", each loser as "-rule why|". */
static char *
run (Fixture *fixture, const char *text)
{
  GError *error = NULL;
  if (!fixture->is_sealed)
    ob_ruleset_seal (fixture->ruleset, fixture->diags);
  fixture->is_sealed = TRUE;
  g_autofree char *problems = ob_diags_dup_text (fixture->diags, FALSE);
  g_assert_cmpstr (problems, ==, "");
  g_autoptr (ObSession) session = ob_session_new (fixture->ruleset, &error);
  g_assert_no_error (error);
  ob_session_set_keeps_nested (session, fixture->keeps_nested);
  ObText *content = ob_text_new (text, strlen (text), &error);
  g_assert_no_error (error);
  g_autoptr (ObDoc) doc = ob_doc_new (content, NULL, "2023-09-11", ob_vocab_get_forms (ob_session_get_vocab (session)));
  ObPatternTrace trace = { 0 };
  ob_session_set_trace (session, fixture->traced, &trace);
  ob_session_set_profile (session, fixture->profile);
  g_autoptr (ObResult) result = ob_session_run (session, doc);
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < result->annotations->len; i++)
    {
      const ObAnnotation *a = g_ptr_array_index (result->annotations, i);
      gsize length;
      const char *span = ob_doc_get_span (doc, a->first, a->end, &length);
      g_string_append_printf (out, "%s %s %.*s|", strchr (a->rule->id, '/') + 1, a->label ? a->label : "-",
                              (int) length, span);
    }
  for (guint i = 0; i < result->losers->len; i++)
    {
      const ObAnnotation *a = g_ptr_array_index (result->losers, i);
      g_string_append_printf (out, "-%s %s|", strchr (a->rule->id, '/') + 1, a->lost_why);
    }
  for (guint i = 0; i < result->incidents->len; i++)
    {
      const ObIncident *incident = g_ptr_array_index (result->incidents, i);
      g_string_append_printf (out, "!%s %s|", incident->rule, ob_error_get_name (incident->code));
    }
  return g_string_free (out, FALSE);
}

static void
test_leftmost_then_longest (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  ob_ruleset_add (fixture->ruleset, new_rule (fixture, "short", "entity", "GPE", "\"New\" \"York\""));
  ob_ruleset_add (fixture->ruleset, new_rule (fixture, "long", "entity", "ORG", "\"New\" \"York\" \"Post\""));
  ob_ruleset_add (fixture->ruleset, new_rule (fixture, "right", "entity", "ORG", "\"York\" \"Post\" \"Office\""));
  g_autofree char *got = run (fixture, "He saw New York Post Office.");
  g_assert_cmpstr (got, ==, "long ORG New York Post|-short longest|-right leftmost|");
}

static void
test_over_beats_position (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  ob_ruleset_add (fixture->ruleset, new_rule (fixture, "long", "entity", "ORG", "\"New\" \"York\" \"Post\""));
  ObRule *right = new_rule (fixture, "right", "entity", "ORG", "\"York\" \"Post\" \"Office\"");
  g_ptr_array_add (right->over, g_strdup ("test/long"));
  ob_ruleset_add (fixture->ruleset, right);
  g_autofree char *got = run (fixture, "He saw New York Post Office.");
  g_assert_cmpstr (got, ==, "right ORG York Post Office|-long over|");
}

static void
test_equal_spans_go_to_the_first_rule (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  ob_ruleset_add (fixture->ruleset, new_rule (fixture, "one", "entity", "PERSON", "\"Jordan\""));
  ob_ruleset_add (fixture->ruleset, new_rule (fixture, "two", "entity", "GPE", "\"Jordan\""));
  g_autofree char *got = run (fixture, "We met Jordan.");
  g_assert_cmpstr (got, ==, "one PERSON Jordan|-two order|");
}

static void
test_types_do_not_fight (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  ob_ruleset_add (fixture->ruleset, new_rule (fixture, "one", "entity", "EVENT", "\"World\" \"Cup\" /\\d+/"));
  ob_ruleset_add (fixture->ruleset, new_rule (fixture, "two", "note", "YEAR", "/\\d{4}/"));
  g_autofree char *got = run (fixture, "They won World Cup 2014.");
  g_assert_cmpstr (got, ==, "one EVENT World Cup 2014|two YEAR 2014|");
}

static void
test_rules_see_what_earlier_ones_found_whatever_their_place (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  ob_ruleset_add (fixture->ruleset, new_rule (fixture, "said", "claim", NULL, "source:<ent label=PERSON/> cue:$say"));
  ob_ruleset_add (fixture->ruleset, new_rule (fixture, "name", "entity", "PERSON", "\"Ivo\" \"Tarn\""));
  g_autofree char *got = run (fixture, "Today Ivo Tarn warned us.");
  g_assert_cmpstr (got, ==, "said - Ivo Tarn warned|name PERSON Ivo Tarn|");
}

static void
test_private_types_are_told_to_who_traces_them (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  ObRule *name = new_rule (fixture, "name", "_name", NULL, "\"Ivo\" \"Tarn\"");
  ob_ruleset_add (fixture->ruleset, name);
  ob_ruleset_add (fixture->ruleset, new_rule (fixture, "said", "claim", NULL, "source:<_name/> cue:$say"));
  g_autofree char *got = run (fixture, "Today Ivo Tarn warned us.");
  g_assert_cmpstr (got, ==, "said - Ivo Tarn warned|");
  fixture->traced = name;
  g_autofree char *traced = run (fixture, "Today Ivo Tarn warned us.");
  g_assert_cmpstr (traced, ==, "said - Ivo Tarn warned|name - Ivo Tarn|");
}

static void
test_unless_says_what_blocked (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  ObRule *rule = new_rule (fixture, "said", "claim", NULL, "source:/[A-Z].*/ cue:$say");
  rule->unless[OB_UNLESS_BEFORE] = compile (fixture, "\"if\"");
  rule->unless[OB_UNLESS_AFTER] = compile (fixture, "\"nothing\"");
  rule->unless[OB_UNLESS_SENTENCE] = compile (fixture, "\"never\"");
  rule->unless[OB_UNLESS_OVERLAP] = compile (fixture, "\"Anna\"");
  ob_ruleset_add (fixture->ruleset, rule);
  g_autofree char *got =
    run (fixture, "Now if Tarn said so. Tarn said nothing. Tarn said what never was. But Anna said so. Then Ivo said so.");
  g_assert_cmpstr (got, ==,
                   "said - Ivo said|-said unless.before: \"if\"|-said unless.after: \"nothing\"|"
                   "-said unless.sentence: \"never\"|-said unless.overlap: \"Anna\"|");
}

static void
test_match_capture_sets_the_extent (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  ob_ruleset_add (fixture->ruleset, new_rule (fixture, "title", "entity", "PERSON", "\"Mayor\" match:/[A-Z].*/"));
  g_autofree char *got = run (fixture, "We saw Mayor Tarn there.");
  g_assert_cmpstr (got, ==, "title PERSON Tarn|");
}

static void
test_echo_finds_the_last_name_everywhere (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  ob_ruleset_add (fixture->ruleset, new_rule (fixture, "name", "entity", "PERSON", "\"Ivo\" \"Tarn\""));
  ObRule *echo = ob_rule_new (OB_RULE_ECHO, "test", "echo", 1);
  echo->emits = g_intern_string ("entity");
  echo->label = echo->echo_of = g_intern_string ("PERSON");
  echo->echo_part = OB_ECHO_LAST;
  ob_ruleset_add (fixture->ruleset, echo);
  g_autofree char *got = run (fixture, "Tarn's plan failed. Ivo Tarn had said so. Tarn Street is long. We know Tarn.");
  g_assert_cmpstr (got, ==, "echo PERSON Tarn|name PERSON Ivo Tarn|echo PERSON Tarn|");
}

/* "Mr. Tarn" tells what Tarn is; elsewhere nothing does. */
static void
test_echo_finds_a_name_of_one_word_again (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  ob_ruleset_add (fixture->ruleset, new_rule (fixture, "name", "entity", "PERSON", "(?<= \"Mr.\") \"Tarn\" | \"Ivo\" \"Quint\""));
  ObRule *echo = ob_rule_new (OB_RULE_ECHO, "test", "echo", 1);
  echo->emits = g_intern_string ("entity");
  echo->label = echo->echo_of = g_intern_string ("PERSON");
  echo->echo_part = OB_ECHO_WHOLE;
  ob_ruleset_add (fixture->ruleset, echo);
  g_autofree char *got = run (fixture, "Tarn left. Mr. Tarn met Ivo Quint. Quint knew Tarn.");
  g_assert_cmpstr (got, ==, "echo PERSON Tarn|name PERSON Tarn|name PERSON Ivo Quint|echo PERSON Tarn|");
}

static void
test_nested_claims_stay_when_asked_for (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  ob_ruleset_add (fixture->ruleset, new_rule (fixture, "said", "claim", NULL,
                                              "source:[shape=Xxxx | shape=Xxx] cue:$say content:( \"that\" [word!=\".\"]+ )"));
  g_autofree char *got = run (fixture, "Ivo said that Anna warned that it rained.");
  g_assert_cmpstr (got, ==, "said - Ivo said that Anna warned that it rained|");
  fixture->keeps_nested = TRUE;
  g_autofree char *all = run (fixture, "Ivo said that Anna warned that it rained.");
  g_assert_cmpstr (all, ==, "said - Ivo said that Anna warned that it rained|said - Anna warned that it rained|");
}

/* Runs one session over more distinct words than it keeps; the last document must come out as the first. */
static void
test_forgetting_words_changes_nothing (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (GError) error = NULL;
  ob_ruleset_add (fixture->ruleset, new_rule (fixture, "said", "claim", NULL, "source:/[A-Z].*/ cue:$say"));
  ob_ruleset_seal (fixture->ruleset, fixture->diags);
  g_autoptr (ObSession) session = ob_session_new (fixture->ruleset, &error);
  g_assert_no_error (error);
  g_autoptr (GString) words = g_string_new (NULL);
  for (guint i = 0; i < OB_MAX_FORMS; i++)
    g_string_append_printf (words, "%x ", i + 0xa00000);        /* they begin with a letter */
  const char *texts[] = { "Ivo said so.", words->str, "Ivo said so." };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      ob_session_trim (session);
      ObIntern *forms = ob_vocab_get_forms (ob_session_get_vocab (session));
      g_autoptr (ObDoc) doc = ob_doc_new (ob_text_new (texts[i], strlen (texts[i]), NULL), NULL, NULL, forms);
      g_autoptr (ObResult) result = ob_session_run (session, doc);
      g_assert_cmpuint (result->annotations->len, ==, i != 1);
      if (i == 2)
        g_assert_cmpuint (ob_intern_size (forms), <, OB_MAX_FORMS);
    }
}

static void
test_circle_of_over_is_an_error (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  ObRule *one = new_rule (fixture, "one", "entity", "ORG", "\"a\""), *two = new_rule (fixture, "two", "entity", "ORG", "\"b\"");
  g_ptr_array_add (one->over, g_strdup ("test/two"));
  g_ptr_array_add (two->over, g_strdup ("test/one"));
  g_ptr_array_add (two->over, g_strdup ("test/onne"));
  ob_ruleset_add (fixture->ruleset, one);
  ob_ruleset_add (fixture->ruleset, two);
  ob_ruleset_seal (fixture->ruleset, fixture->diags);
  g_autofree char *text = ob_diags_dup_text (fixture->diags, FALSE);
  g_assert_nonnull (strstr (text, "error[OB330]: rule test/two is over test/onne, which is no rule (did you mean test/one?)"));
  g_assert_nonnull (strstr (text, "error[OB331]"));
}

/* A script in C: drops what is called "Tarn", fails at "Bad". */
static gpointer open_script (gpointer data, GError **error) { (void) error; return data; }
static void close_script (gpointer script) { (void) script; }
static void begin_script (gpointer script, const ObMatchContext *context) { (void) script, (void) context; }
static void end_script (gpointer script) { (void) script; }

static ObVerdict
judge (gpointer script, const ObRule *rule, const ObScriptCall *call, char **ret_reason, guint *ret_line, GError **error)
{
  (void) script, (void) rule;
  gsize length;
  const char *text = ob_doc_get_span (call->context->doc, call->annotation->first, call->annotation->end, &length);
  if (strncmp (text, "Bad", length) == 0)
    {
      *ret_line = 7;
      g_set_error (error, OB_ERROR, OB_ERROR_STEPS, "spent");
      return OB_VERDICT_FAILED;
    }
  if (strncmp (text, "Tarn", length) == 0)
    {
      *ret_reason = g_strdup ("a friend");
      return OB_VERDICT_DROP;
    }
  return OB_VERDICT_KEEP;
}

static const ObScriptClass script_class = { open_script, close_script, begin_script, judge, end_script };

static void
test_a_script_drops_with_its_reason (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  ObRule *rule = new_rule (fixture, "names", "entity", "PERSON", "[shape=Xxxx]");
  rule->has_on_match = TRUE;
  rule->script = ob_ruleset_add_script (fixture->ruleset, &script_class, fixture, NULL);
  ob_ruleset_add (fixture->ruleset, rule);
  g_autofree char *got = run (fixture, "and Tarn met Anna");
  g_assert_cmpstr (got, ==, "names PERSON Anna|-names on_match: a friend|");
}

static void
test_a_failing_rule_adds_nothing_and_others_go_on (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  ObRule *rule = new_rule (fixture, "names", "entity", "PERSON", "[shape=Xxxx | shape=Xxx]");
  rule->has_on_match = TRUE;
  rule->script = ob_ruleset_add_script (fixture->ruleset, &script_class, fixture, NULL);
  ob_ruleset_add (fixture->ruleset, rule);
  ob_ruleset_add (fixture->ruleset, new_rule (fixture, "verbs", "note", NULL, "$say"));
  g_autofree char *got = run (fixture, "and Anna said Bad things");
  g_assert_cmpstr (got, ==, "verbs - said|!test/names@1 steps|");
}

static void
test_a_profile_counts_and_changes_nothing (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  ObRule *rule = new_rule (fixture, "names", "entity", "PERSON", "[shape=Xxxx]");
  rule->has_on_match = TRUE;
  rule->script = ob_ruleset_add_script (fixture->ruleset, &script_class, fixture, NULL);
  rule->unless[OB_UNLESS_AFTER] = compile (fixture, "\"Street\"");
  ob_ruleset_add (fixture->ruleset, rule);
  ob_ruleset_add (fixture->ruleset, new_rule (fixture, "verbs", "note", NULL, "$say"));
  const char *text = "and Tarn met Anna at Orbak Street. They slept.";
  g_autofree char *without = run (fixture, text);
  g_autoptr (ObProfile) profile = ob_profile_new (fixture->ruleset);
  g_autoptr (ObProfile) sum = ob_profile_new (fixture->ruleset);
  fixture->profile = profile;
  g_autofree char *got = run (fixture, text);
  g_assert_cmpstr (got, ==, without);
  ob_profile_add (sum, profile);
  ob_profile_add (sum, profile);
  const ObRuleProfile *names = &sum->rules[0], *verbs = &sum->rules[1];
  g_assert_cmpuint (sum->documents, ==, 2);
  g_assert_cmpuint (sum->tokens, ==, 22);
  g_assert_cmpuint (names->windows, ==, 4);
  g_assert_cmpuint (names->matches, ==, 2 * 5);         /* Tarn, Anna, Orbak, Street, They */
  g_assert_cmpuint (names->calls, ==, 2 * 4);
  g_assert_cmpuint (names->taken, ==, 2 * 3);
  g_assert_cmpuint (names->attempts, >=, names->matches);
  g_assert_cmpuint (names->rule_ns, >, 0);
  g_assert_cmpuint (verbs->windows + verbs->attempts + verbs->matches, ==, 0);
}

/* A label inside a repetition: every turn has its piece. */
static void
test_a_match_of_many_pieces_is_whole (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  ObRule *rule = new_rule (fixture, "row", "entity", "ROW", "( item:[] \",\" )+ \"end\"");
  rule->max_tokens = OB_MAX_SPAN_TOKENS;
  ob_ruleset_add (fixture->ruleset, rule);
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < OB_MAX_PIECES; i++)
    g_string_append (text, "x, ");
  g_string_append (text, "end");
  g_autofree char *got = run (fixture, text->str), *whole = g_strdup_printf ("row ROW %s|", text->str);
  g_assert_cmpstr (got, ==, whole);
  g_string_prepend (text, "x, ");               /* one too many is told */
  g_autofree char *cut = run (fixture, text->str);
  g_assert_nonnull (strstr (cut, "!test/row@1 too_long|"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/leftmost-then-longest", test_leftmost_then_longest);
  g_test_add_func ("/session/over-beats-position", test_over_beats_position);
  g_test_add_func ("/session/equal-spans-go-to-the-first-rule", test_equal_spans_go_to_the_first_rule);
  g_test_add_func ("/session/types-do-not-fight", test_types_do_not_fight);
  g_test_add_func ("/session/rules-see-earlier-results-whatever-their-place",
                   test_rules_see_what_earlier_ones_found_whatever_their_place);
  g_test_add_func ("/session/private-types-are-told-to-who-traces-them",
                   test_private_types_are_told_to_who_traces_them);
  g_test_add_func ("/session/unless-says-what-blocked", test_unless_says_what_blocked);
  g_test_add_func ("/session/match-capture-sets-the-extent", test_match_capture_sets_the_extent);
  g_test_add_func ("/session/echo-finds-the-last-name-everywhere", test_echo_finds_the_last_name_everywhere);
  g_test_add_func ("/session/echo-finds-a-name-of-one-word-again", test_echo_finds_a_name_of_one_word_again);
  g_test_add_func ("/session/nested-claims-stay-when-asked-for", test_nested_claims_stay_when_asked_for);
  g_test_add_func ("/session/forgetting-words-changes-nothing", test_forgetting_words_changes_nothing);
  g_test_add_func ("/session/circle-of-over-is-an-error", test_circle_of_over_is_an_error);
  g_test_add_func ("/session/a-script-drops-with-its-reason", test_a_script_drops_with_its_reason);
  g_test_add_func ("/session/a-profile-counts-and-changes-nothing", test_a_profile_counts_and_changes_nothing);
  g_test_add_func ("/session/a-match-of-many-pieces-is-whole", test_a_match_of_many_pieces_is_whole);
  g_test_add_func ("/session/a-failing-rule-adds-nothing-and-others-go-on",
                   test_a_failing_rule_adds_nothing_and_others_go_on);
  return g_test_run ();
}
