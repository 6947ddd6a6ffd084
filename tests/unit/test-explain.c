/* test-explain.c: to explain a rule, or to try a change and take it back, alters no result. The texts are the articles of
 * the repository; OBELUS_EXPLAIN_CORPUS names a folder of texts for a longer run, every rule over every text. */
#include "match/ob-pattern-change.h"
#include "pack/ob-loader.h"
#include "core/ob-session.h"
#include <string.h>

static void
append_annotations (GString *out, const GPtrArray *annotations)
{
  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);
      if (annotation->type[0] == '_')           /* told for the sake of the trace only */
        continue;
      g_string_append_printf (out, "%s %s %u %u %s %s %s", annotation->rule->tag, annotation->type, annotation->first,
                              annotation->end, annotation->label, annotation->lost_to, annotation->lost_why);
      for (guint j = 0; annotation->captures != NULL && j < annotation->captures->len; j++)
        {
          const ObCapture *capture = &g_array_index (annotation->captures, ObCapture, j);
          g_string_append_printf (out, " %s:%u-%u", capture->name, capture->first, capture->end);
        }
      for (guint j = 0; j < ob_features_size (&annotation->features); j++)
        g_string_append_printf (out, " %s=%s", ob_features_get_nth (&annotation->features, j)->name,
                                ob_features_get_nth (&annotation->features, j)->value);
      g_string_append_c (out, '\n');
    }
}

static char *
dup_result (ObSession *session, const ObDoc *doc)
{
  g_autoptr (ObResult) result = ob_session_run (session, doc);
  GString *out = g_string_new (NULL);
  append_annotations (out, result->annotations);
  g_string_append (out, "--\n");
  append_annotations (out, result->losers);
  g_string_append_printf (out, "%u incidents\n", result->incidents->len);
  return g_string_free (out, FALSE);
}

/* Every @step-th rule, beginning with number @start. */
static void
check_text (ObLoaded *loaded, ObSession *session, const char *path, guint start, guint step)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  g_assert_true (g_file_get_contents (path, &bytes, &length, &error));
  ObText *text = ob_text_new (bytes, length, NULL);
  if (text == NULL)
    return;
  g_autoptr (ObDoc) doc = ob_doc_new (text, NULL, "2023-09-11", ob_vocab_get_forms (ob_session_get_vocab (session)));
  g_autofree char *plain = dup_result (session, doc);
  for (guint i = start; i < ob_ruleset_size (loaded->ruleset); i += step)
    {
      const ObRule *rule = ob_ruleset_get (loaded->ruleset, i);
      ObPatternTrace trace = { .end = 0 };
      ob_session_set_trace (session, rule, &trace);
      g_autofree char *traced = dup_result (session, doc);
      ob_session_set_trace (session, NULL, NULL);
      if (strcmp (plain, traced) != 0)
        g_test_message ("%s: %s", path, rule->id);
      g_assert_cmpstr (plain, ==, traced);
    }
}

static void
check_folder (const char *folder, guint step)
{
  static const char *const packs[] = { "news.en", "security.en", NULL };
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "scripts", "packs", NULL);
  g_setenv ("OBELUS_PATH", path, TRUE);
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObLoaded) loaded = ob_loader_load (packs, diags);
  g_assert_nonnull (loaded->ruleset);
  g_autoptr (ObSession) session = ob_session_new (loaded->ruleset, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  const char *name;
  guint start = 0;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);
      if (g_str_has_suffix (name, ".txt"))
        check_text (loaded, session, file, start++ % step, step);
    }
  g_assert_cmpuint (start, >, 0);
}

static void
test_changes_nothing (void)
{
  const char *corpus = g_getenv ("OBELUS_EXPLAIN_CORPUS");
  g_autofree char *articles = g_test_build_filename (G_TEST_DIST, "articles", NULL);
  if (corpus != NULL)
    check_folder (corpus, 1);
  else
    check_folder (articles, 9);
}

/* A variant runs in its rule's place, and nothing of it is left. */
static void
test_trial_is_taken_back (void)
{
  static const char *const packs[] = { "tiny", NULL };
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "packs", NULL);
  g_setenv ("OBELUS_PATH", path, TRUE);
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObLoaded) loaded = ob_loader_load (packs, diags);
  const ObRule *rule = ob_ruleset_find (loaded->ruleset, "tiny/says-that");
  g_autoptr (GArray) changes = ob_pattern_list_changes (rule->match, OB_CHANGE_LET_ANY);
  g_autoptr (GPtrArray) patterns = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_pattern_free);
  for (guint i = 0; i < changes->len; i++)
    g_ptr_array_add (patterns, ob_pattern_dup_changed (rule->match, &g_array_index (changes, ObPatternChange, i),
                                                       ob_ruleset_get_predicates (loaded->ruleset)));
  g_autoptr (ObSession) session = ob_session_new (loaded->ruleset, NULL);
  static const char sentence[] = "Lena Orbak hinted that it rained.";
  ObText *text = ob_text_new (sentence, strlen (sentence), NULL);
  g_autoptr (ObDoc) doc = ob_doc_new (text, NULL, NULL, ob_vocab_get_forms (ob_session_get_vocab (session)));
  g_autofree char *before = dup_result (session, doc);
  guint n_helped = 0;
  for (guint i = 0; i < patterns->len; i++)
    {
      ObRule variant = *rule;
      variant.match = g_ptr_array_index (patterns, i);
      ob_session_set_trial (session, rule, &variant);
      g_autofree char *tried = dup_result (session, doc);
      ob_session_set_trial (session, NULL, NULL);
      n_helped += strcmp (tried, before) != 0;
    }
  g_autofree char *after = dup_result (session, doc);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (n_helped, ==, 1);           /* any word for the verb */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/explain/changes-no-result", test_changes_nothing);
  g_test_add_func ("/explain/a-trial-is-taken-back", test_trial_is_taken_back);
  return g_test_run ();
}
