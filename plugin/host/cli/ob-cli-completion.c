#include "host/cli/ob-cli-packs.h"
#include "pack/ob-catalogue.h"
#include "pack/ob-paths.h"
#include <string.h>

/* The shells ask the program itself what may stand next, so that what they offer is what there is: verbs and options come
 * from the tables that parse them, packs and rules from where they are loaded. */

static const char bash_script[] =
  "# obelus completion bash: put into ~/.bashrc: eval \"$(obelus completion bash)\"\n"
  "_obelus () {\n"
  "  local IFS=$'\\n' current=${COMP_WORDS[COMP_CWORD]}\n"
  "  COMPREPLY=($(compgen -W \"$(\"${COMP_WORDS[0]}\" completion words \"${COMP_WORDS[@]:1:COMP_CWORD}\" 2>/dev/null |\n"
  "    cut -f 1)\" -- \"$current\"))\n"
  "}\n"
  "complete -o default -F _obelus obelus\n";

static const char zsh_script[] =
  "#compdef obelus\n"
  "# obelus completion zsh: put into ~/.zshrc, after compinit: eval \"$(obelus completion zsh)\"\n"
  "_obelus () {\n"
  "  local -a candidates\n"
  "  candidates=(\"${(@f)$(\"${words[1]}\" completion words \"${(@)words[2,CURRENT]}\" 2>/dev/null |\n"
  "    sed -e 's/:/\\\\:/g' -e $'s/\\t/:/')}\")\n"
  "  candidates=(${candidates:#})\n"
  "  (( ${#candidates} )) && _describe obelus candidates || _files\n"
  "}\n"
  "compdef _obelus obelus\n";

static gboolean
is_one_of (const char *word, const char *a, const char *b)
{
  return g_strcmp0 (word, a) == 0 || g_strcmp0 (word, b) == 0;
}

static void
append_names (GString *out, GPtrArray *names)
{
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (out, "%s\n", (const char *) g_ptr_array_index (names, i));
}

static void
append_packs (GString *out)
{
  g_auto (GStrv) path = ob_paths_dup_search_path ();
  g_autoptr (GPtrArray) names = ob_catalogue_list_names ((const char *const *) path);
  append_names (out, names);
}

/* The rules of the packs that the words name, else of the project's. */
static void
append_rules (GString *out, const char *const *words)
{
  g_autoptr (GPtrArray) packs = g_ptr_array_new ();
  for (guint i = 0; words[i] != NULL && words[i + 1] != NULL; i++)
    if (is_one_of (words[i], "-p", "--pack"))
      g_ptr_array_add (packs, (gpointer) words[i + 1]);
  g_ptr_array_add (packs, NULL);
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObLoaded) loaded = ob_cli_load (NULL, (const char *const *) packs->pdata, diags);
  for (guint i = 0; loaded->ruleset != NULL && i < ob_ruleset_size (loaded->ruleset); i++)
    {
      const ObRule *rule = ob_ruleset_get (loaded->ruleset, i);
      g_autofree char *doc = g_strdup (rule->doc != NULL ? rule->doc : "");
      g_strdelimit (doc, "\n\t", ' ');
      g_string_append_printf (out, "%s\t%s\n", rule->id, doc);
    }
}

static void
append_choices (GString *out, const char *choices)
{
  g_auto (GStrv) words = g_strsplit (choices, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    g_string_append_printf (out, "%s\n", words[i]);
}

/* What may stand behind an option. FALSE: the option takes nothing that is known here. */
static gboolean
append_value (GString *out, const char *option, const char *const *words)
{
  if (is_one_of (option, "-p", "--pack"))
    append_packs (out);
  else if (is_one_of (option, "-r", "--rule"))
    append_rules (out, words);
  else if (is_one_of (option, "--color", NULL))
    append_choices (out, "auto always never");
  else if (is_one_of (option, "--offsets", NULL))
    append_choices (out, "codepoint byte utf16");
  else
    return FALSE;
  return TRUE;
}

/* Words that are no options and no values of theirs, but the last. */
static guint
count_positional (const char *const *words, guint n)
{
  guint found = 0;
  for (guint i = 1; i + 1 < n; i++)
    if (words[i][0] == '-')
      i += is_one_of (words[i], "-p", "--pack") || is_one_of (words[i], "-d", "--date");
    else
      found++;
  return found;
}

static void
append_help_topics (GString *out)
{
  ob_cli_append_verbs (out);
  g_string_append (out, "diagnostics\tAll that check may tell\n");
}

/* Appends what may stand in place of the last of the @n words after `obelus`, a candidate a line, with a tab and what it
 * is. */
static int
complete (GString *out, const char *const *words, guint n)
{
  const char *current = n > 0 ? words[n - 1] : "";
  const ObVerb *verb = n > 1 ? ob_cli_find_verb (words[0]) : NULL;
  if (n <= 1)
    append_help_topics (out);
  else if (strcmp (words[0], "help") == 0)
    append_help_topics (out);
  else if (verb == NULL || (n > 2 && append_value (out, words[n - 2], words)))
    return OB_EXIT_OK;
  else if (strcmp (verb->name, "pack") == 0 || current[0] == '-')
    {
      const char *listing[] = { OB_CLI_LIST_OPTIONS, NULL, NULL };
      if (strcmp (verb->name, "pack") == 0 && n > 2)
        listing[0] = words[1], listing[1] = OB_CLI_LIST_OPTIONS;
      return verb->run (listing);
    }
  else if (g_str_has_prefix (verb->arguments, "RULE") && count_positional (words, n) == 0)
    append_rules (out, words);
  else if (strstr (verb->arguments, "PACK") != NULL)
    append_packs (out);
  return OB_EXIT_OK;
}

static int
run_completion (const char *const *arguments)
{
  g_autoptr (GString) out = g_string_new (NULL);
  if (g_strcmp0 (arguments[0], "words") == 0)   /* what follows is no option of this verb */
    {
      int exit_code = complete (out, arguments + 1, g_strv_length ((char **) arguments + 1));
      return ob_cli_write (out->str, out->len) ? exit_code : OB_EXIT_WRITE;
    }
  GOptionEntry entries[] = { { 0 } };
  int exit_code;
  g_auto (GStrv) rest = ob_cli_parse (&ob_verb_completion, entries, arguments, &exit_code);
  if (rest == NULL)
    return exit_code;
  gboolean is_bash = g_strcmp0 (rest[0], "bash") == 0;
  if (g_strv_length (rest) != 1 || (!is_bash && strcmp (rest[0], "zsh") != 0))
    {
      ob_cli_complain ("completion: name the shell, bash or zsh");
      return OB_EXIT_USAGE;
    }
  const char *script = is_bash ? bash_script : zsh_script;
  return ob_cli_write (script, strlen (script)) ? OB_EXIT_OK : OB_EXIT_WRITE;
}

const ObVerb ob_verb_completion = {
  "completion", "bash|zsh", "Writes what lets a shell complete verbs, options, packs and rules.",
  "Examples:\n"
  "  eval \"$(obelus completion bash)\"      # in ~/.bashrc\n"
  "  eval \"$(obelus completion zsh)\"       # in ~/.zshrc, after compinit\n"
  "  obelus completion words test --       # what may stand in place of the last word\n"
  "\n"
  "Exit codes: 0 written, 64 usage.",
  run_completion
};
