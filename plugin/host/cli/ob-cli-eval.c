#include "host/cli/ob-cli.h"
#include "io/ob-score.h"
#include <string.h>

static int
run_eval (const char *const *arguments)
{
  gboolean is_json = FALSE, by_rule = FALSE;
  int n_errors = 0;
  GOptionEntry entries[] = {
    { "by-rule", 0, 0, G_OPTION_ARG_NONE, &by_rule, "Precision of every rule, most false ones first", NULL },
    { "errors", 0, 0, G_OPTION_ARG_INT, &n_errors, "First show N errors of each kind", "N" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &is_json, "The same as JSON", NULL },
    { 0 }
  };
  g_autoptr (GError) error = NULL;
  int exit_code;
  g_auto (GStrv) sides = ob_cli_parse (&ob_verb_eval, entries, arguments, &exit_code);
  if (sides == NULL)
    return exit_code;
  if (g_strv_length (sides) != 2 || n_errors < 0)
    {
      ob_cli_complain (n_errors < 0 ? "eval: --errors takes a number from 0"
                                    : "eval: name the gold and the run, see obelus help eval");
      return OB_EXIT_USAGE;
    }
  g_autoptr (ObGold) gold = ob_gold_read (sides[0], &error);
  g_autoptr (ObGold) run = gold != NULL ? ob_gold_read (sides[1], &error) : NULL;
  if (run == NULL)
    {
      ob_cli_complain ("eval: %s", error->message);
      return error->code == OB_ERROR_NOT_FOUND ? OB_EXIT_NO_INPUT : OB_EXIT_DATA;
    }
  g_autoptr (ObScore) score = ob_score_new (gold, run, n_errors);
  if (score->n_missing == gold->docs->len)
    ob_cli_complain ("eval: no document of %s is in %s: do their ids agree?", sides[0], sides[1]);
  g_autofree char *text = is_json ? ob_score_dup_json (score, by_rule) : ob_score_dup_text (score, by_rule);
  return ob_cli_write (text, strlen (text)) ? OB_EXIT_OK : OB_EXIT_WRITE;
}

const ObVerb ob_verb_eval = {
  "eval", "GOLD RUN", "Compares a run with gold: precision, recall and F1.",
  "GOLD and RUN are JSON Lines, what tag writes or {\"id\",\"text\",\"entities\",\"times\",\"claims\"}, or\n"
  "brat's files: a folder or one *.ann. Documents are matched by id, brat's by their name.\n"
  "\n"
  "Entities count as exact (same place and label) and overlap, times as strict, relaxed and with\n"
  "the right value, claims by source, cue and content (exact, overlap, shared characters) and as\n"
  "frame: all three overlap.\n"
  "\n"
  "Examples:\n"
  "  obelus tag gold.jsonl > run.jsonl && obelus eval gold.jsonl run.jsonl\n"
  "  obelus eval --by-rule --errors 20 gold.jsonl run.jsonl\n"
  "  obelus eval annotated-by-hand/ run.jsonl\n"
  "\n"
  "Exit codes: 0 compared, 64 usage, 65 an input is not as described, 66 one is missing, 74 write\n"
  "error.",
  run_eval
};
