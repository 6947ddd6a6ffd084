#include "host/cli/ob-cli-packs.h"
#include "pack/ob-explain.h"
#include <string.h>

/* @argument as the text itself, or the contents of the file so called. */
static char *
dup_text (const char *argument, gsize *ret_length)
{
  char *text = NULL;
  if (g_file_test (argument, G_FILE_TEST_IS_REGULAR) && g_file_get_contents (argument, &text, ret_length, NULL))
    return text;
  *ret_length = strlen (argument);
  return g_strdup (argument);
}

static int
explain (const ObLoaded *loaded, const char *rule_id, const char *argument, const char *date)
{
  g_autoptr (GError) error = NULL;
  const ObRule *rule = ob_cli_find_rule ("explain", loaded->ruleset, rule_id);
  if (rule == NULL)
    return OB_EXIT_USAGE;
  g_autoptr (ObSession) session = ob_session_new (loaded->ruleset, &error);
  if (session == NULL)
    {
      ob_cli_complain ("%s", error->message);
      return OB_EXIT_PACK;
    }
  gsize length;
  g_autofree char *bytes = dup_text (argument, &length);
  ObText *text = ob_text_new (bytes, length, &error);
  if (text == NULL)
    {
      ob_cli_complain ("explain: %s", error->message);
      return OB_EXIT_UNREADABLE;
    }
  g_autoptr (ObDoc) doc = ob_doc_new (text, NULL, date, ob_vocab_get_forms (ob_session_get_vocab (session)));
  gboolean matched;
  g_autofree char *told = ob_explain_rule (rule, session, doc, &matched);
  if (!ob_cli_write (told, strlen (told)))
    return OB_EXIT_WRITE;
  return matched ? OB_EXIT_OK : OB_EXIT_FINDINGS;
}

static int
run_explain (const char *const *arguments)
{
  g_auto (GStrv) packs = NULL;
  g_autofree char *date = NULL;
  GOptionEntry entries[] = {
    { "pack", 'p', 0, G_OPTION_ARG_STRING_ARRAY, &packs, "A pack, by name or path; again for more", "PACK" },
    { "date", 'd', 0, G_OPTION_ARG_STRING, &date, "YYYY-MM-DD of the text", "DATE" },
    { 0 }
  };
  guint n_warnings;
  int exit_code;
  g_auto (GStrv) rest = ob_cli_parse (&ob_verb_explain, entries, arguments, &exit_code);
  if (rest == NULL)
    return exit_code;
  if (g_strv_length (rest) != 2 || (date != NULL && !ob_date_is_valid (date)))
    {
      ob_cli_complain (g_strv_length (rest) != 2 ? "explain: give a rule and a text, or a file; see obelus help explain"
                                                 : "explain: --date is YYYY-MM-DD");
      return OB_EXIT_USAGE;
    }
  static const char *const none[] = { NULL };
  g_autoptr (ObLoaded) loaded = ob_cli_load_packs (NULL, packs != NULL ? (const char *const *) packs : none, TRUE,
                                                   &exit_code, &n_warnings);
  return loaded != NULL ? explain (loaded, rest[0], rest[1], date) : exit_code;
}

const ObVerb ob_verb_explain = {
  "explain", "RULE TEXT|FILE", "Tells what a rule makes of a text, and why, or why not.",
  "Examples:\n"
  "  obelus explain says-that \"The ministry hinted that it had no records.\"\n"
  "  obelus explain -p ./my-pack my-pack/orders article.txt\n"
  "\n"
  "Exit codes: 0 it matches, 1 it does not, 2 a pack is broken, 3 no such pack, 64 usage.",
  run_explain
};
