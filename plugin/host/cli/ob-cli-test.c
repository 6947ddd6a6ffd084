#include "host/cli/ob-cli-packs.h"
#include "pack/ob-article.h"
#include "pack/ob-example.h"
#include <string.h>
#include <unistd.h>

static int
print (GString *out, int exit_code)
{
  return ob_cli_write (out->str, out->len) ? exit_code : OB_EXIT_WRITE;
}

typedef struct { guint passed, failed, todo; } Counts;

static void
append_indented (GString *out, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_string_append_printf (out, "    %s\n", lines[i]);
}

static void
run_example (const ObExample *example, ObSession *session, GString *out, Counts *counts)
{
  static const char *const kinds[] = { [OB_EXAMPLE_HIT] = "hit", [OB_EXAMPLE_MISS] = "miss", [OB_EXAMPLE_TODO] = "todo" };
  g_autofree char *why = NULL;
  ObOutcome outcome = ob_example_run (example, session, &why);
  counts->passed += outcome == OB_OUTCOME_PASS;
  counts->failed += outcome == OB_OUTCOME_FAIL;
  counts->todo += outcome == OB_OUTCOME_TODO || outcome == OB_OUTCOME_TODO_PASSES;
  if (outcome == OB_OUTCOME_FAIL)
    {
      g_string_append_printf (out, "%s:%u: %s: %s example fails\n    %s\n", example->file, example->line,
                              example->rule->id, kinds[example->kind], example->source);
      append_indented (out, why != NULL ? why : "");
    }
  else if (outcome == OB_OUTCOME_TODO_PASSES)
    g_string_append_printf (out, "%s:%u: %s: this todo passes now; make it a hit\n    %s\n", example->file,
                            example->line, example->rule->id, example->source);
}

/* The packs to be tested: those named on the command line, not those loaded for their sake. */
typedef struct
{
  ObPack *const *packs;
  guint    n_packs;
} Subjects;

static Subjects
get_subjects (const ObLoaded *loaded, char **beside)
{
  guint n_beside = beside != NULL ? g_strv_length (beside) : 0;
  return (Subjects) { (ObPack *const *) loaded->named->pdata + n_beside, loaded->named->len - n_beside };
}

static gboolean
is_of_subject (const Subjects *subjects, const ObExample *example)
{
  for (guint i = 0; i < subjects->n_packs; i++)
    {
      const char *name = ob_pack_get_name (subjects->packs[i]);
      gsize length = strlen (name);
      if (strncmp (example->rule->id, name, length) == 0 && example->rule->id[length] == '/')
        return TRUE;
    }
  return FALSE;
}

static void
run_articles (const ObPack *pack, ObSession *session, GString *out, Counts *counts)
{
  const GPtrArray *kinds[] = { ob_pack_get_tests (pack), ob_pack_get_quiet (pack) };
  for (guint quiet = 0; quiet < G_N_ELEMENTS (kinds); quiet++)
    for (guint i = 0; i < kinds[quiet]->len; i++)
      {
        const char *relative = g_ptr_array_index (kinds[quiet], i);
        g_autofree char *why = NULL;
        ObOutcome outcome = quiet ? ob_article_run_quiet (pack, relative, session, &why)
                                  : ob_article_run_golden (pack, relative, session, &why);
        counts->passed += outcome == OB_OUTCOME_PASS;
        counts->failed += outcome != OB_OUTCOME_PASS;
        if (outcome == OB_OUTCOME_PASS)
          continue;
        g_string_append_printf (out, "%s/%s: the %s article fails\n", ob_pack_get_name (pack), relative,
                                quiet ? "quiet" : "golden");
        append_indented (out, why != NULL ? why : "");
      }
}

static int
run_test (const char *const *arguments)
{
  g_autofree char *rule_id = NULL;
  g_auto (GStrv) beside = NULL;
  GOptionEntry entries[] = {
    OB_CLI_BESIDE_OPTION (beside),
    { "rule", 'r', 0, G_OPTION_ARG_STRING, &rule_id, "Only this rule's examples", "ID" },
    { 0 }
  };
  g_autoptr (GError) error = NULL;
  guint n_warnings;
  int exit_code;
  g_auto (GStrv) packs = ob_cli_parse (&ob_verb_test, entries, arguments, &exit_code);
  if (packs == NULL)
    return exit_code;
  g_autoptr (ObLoaded) loaded = ob_cli_load_packs ((const char *const *) beside, (const char *const *) packs, FALSE,
                                                   &exit_code, &n_warnings);
  if (loaded == NULL)
    return exit_code;
  const ObRule *only = rule_id != NULL ? ob_cli_find_rule ("test", loaded->ruleset, rule_id) : NULL;
  if (rule_id != NULL && only == NULL)
    return OB_EXIT_USAGE;
  g_autoptr (ObSession) session = ob_session_new (loaded->ruleset, &error);
  if (session == NULL)
    {
      ob_cli_complain ("%s", error->message);
      return OB_EXIT_PACK;
    }
  g_autoptr (GString) out = g_string_new (NULL);
  Counts counts = { 0 };
  Subjects subjects = get_subjects (loaded, beside);
  for (guint i = 0; i < loaded->examples->len; i++)
    {
      const ObExample *example = g_ptr_array_index (loaded->examples, i);
      if (only != NULL ? example->rule == only : is_of_subject (&subjects, example))
        run_example (example, session, out, &counts);
    }
  for (guint i = 0; i < subjects.n_packs && only == NULL; i++)
    run_articles (subjects.packs[i], session, out, &counts);
  g_string_append_printf (out, "%u passed, %u failed, %u todo\n", counts.passed, counts.failed, counts.todo);
  return print (out, counts.failed > 0 ? OB_EXIT_FINDINGS : OB_EXIT_OK);
}

const ObVerb ob_verb_test = {
  "test", "[PACK…]", "Runs the examples inside the rules of packs, and their golden and quiet articles.",
  "Examples:\n"
  "  obelus test news.en\n"
  "  obelus test ./my-pack --rule my-pack/says-that\n"
  "  obelus test -p news.en mine.lua\n"
  "\n"
  "Exit codes: 0 all pass, 1 some fail, 2 a pack is broken, 3 no such pack, 64 usage.",
  run_test
};
