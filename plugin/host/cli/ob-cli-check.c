#include "host/cli/ob-cli-packs.h"
#include "base/ob-error.h"
#include "io/ob-json.h"
#include "pack/ob-pack-check.h"
#include "pack/ob-revisions.h"
#include <unistd.h>

static void
append_member (GString *out, const char *name, const char *text)
{
  g_string_append_printf (out, ",\"%s\":", name);
  if (text != NULL)
    ob_json_append_string (out, text, -1, FALSE);
  else
    g_string_append (out, "null");
}

/* One object a line, as people's text has one paragraph for each. */
static void
append_json (GString *out, const ObDiags *diags)
{
  for (guint i = 0; i < ob_diags_size (diags); i++)
    {
      const ObDiag *diag = ob_diags_get (diags, i);
      g_string_append_printf (out, "{\"severity\":\"%s\"", diag->severity == OB_SEVERITY_ERROR ? "error" : "warning");
      append_member (out, "id", diag->id);
      append_member (out, "file", diag->file);
      g_string_append_printf (out, ",\"line\":%u,\"column\":%u,\"width\":%u", diag->line, diag->column, diag->width);
      append_member (out, "message", diag->message);
      append_member (out, "excerpt", diag->excerpt);
      g_string_append (out, "}\n");
    }
}

static void
append_counts (GString *out, const ObLoaded *loaded, guint n_warnings)
{
  for (guint i = 0; i < loaded->packs->len; i++)
    {
      const ObPack *pack = g_ptr_array_index (loaded->packs, i);
      g_string_append_printf (out, "%s %s (%s)\n", ob_pack_get_name (pack), ob_pack_get_version (pack),
                              ob_pack_get_path (pack));
    }
  g_string_append_printf (out, "%u %s, %u %s, no error, %u %s\n", ob_ruleset_size (loaded->ruleset),
                          ob_ruleset_size (loaded->ruleset) == 1 ? "rule" : "rules", loaded->examples->len,
                          loaded->examples->len == 1 ? "example" : "examples", n_warnings,
                          n_warnings == 1 ? "warning" : "warnings");
}

/* Records what the rules of the packs named are now. */
static int
accept_revisions (const ObLoaded *loaded, guint n_beside, GString *out)
{
  for (guint i = n_beside; i < loaded->named->len; i++)
    {
      const ObPack *pack = g_ptr_array_index (loaded->named, i);
      g_autoptr (GError) error = NULL;
      if (!ob_revisions_write (pack, loaded->ruleset, &error))
        {
          ob_cli_complain ("check: %s", error->message);
          return g_error_matches (error, OB_ERROR, OB_ERROR_USAGE) ? OB_EXIT_USAGE : OB_EXIT_WRITE;
        }
      g_string_append_printf (out, "recorded the revisions of %s\n", ob_pack_get_name (pack));
    }
  return OB_EXIT_OK;
}

typedef struct
{
  char   **beside;
  gboolean as_json, accepts;
} Options;

static int
check (const Options *options, const char *const *packs)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObLoaded) loaded = ob_cli_load ((const char *const *) options->beside, packs, diags);
  g_autoptr (GString) out = g_string_new (NULL), told = g_string_new (NULL);
  guint n_beside = options->beside != NULL ? g_strv_length (options->beside) : 0;
  int exit_code = OB_EXIT_OK;
  if (loaded->ruleset != NULL && options->accepts)
    exit_code = accept_revisions (loaded, n_beside, told);
  if (exit_code != OB_EXIT_OK)
    return exit_code;
  if (loaded->ruleset != NULL)
    ob_pack_check_deeply (loaded, diags);
  ob_cli_drop_foreign (loaded, n_beside, diags);
  guint n_warnings = ob_diags_count (diags, OB_SEVERITY_WARNING);
  if (options->as_json)
    append_json (out, diags);
  else
    ob_cli_append_diags (out, diags, STDOUT_FILENO);
  if (loaded->ruleset == NULL)
    {
      exit_code = ob_cli_get_load_exit (diags);
      return ob_cli_write (out->str, out->len) ? exit_code : OB_EXIT_WRITE;
    }
  g_string_append_len (out, told->str, options->as_json ? 0 : (gssize) told->len);
  if (!options->as_json)
    append_counts (out, loaded, n_warnings);
  if (!ob_cli_write (out->str, out->len))
    return OB_EXIT_WRITE;
  return n_warnings > 0 ? OB_EXIT_FINDINGS : OB_EXIT_OK;
}

static int
run_check (const char *const *arguments)
{
  g_auto (GStrv) beside = NULL;
  Options options = { 0 };
  GOptionEntry entries[] = {
    OB_CLI_BESIDE_OPTION (beside),
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.as_json, "One JSON object a line for each thing found", NULL },
    { "accept", 0, 0, G_OPTION_ARG_NONE, &options.accepts, "Record what each rule is now, for the check that rev is "
      "raised when a rule changes", NULL },
    { 0 }
  };
  int exit_code;
  g_auto (GStrv) packs = ob_cli_parse (&ob_verb_check, entries, arguments, &exit_code);
  if (packs == NULL)
    return exit_code;
  options.beside = beside;
  return check (&options, (const char *const *) packs);
}

const ObVerb ob_verb_check = {
  "check", "[PACK…]", "Loads packs and tells everything that is wrong with them.",
  "Every list entry and literal goes through the tokeniser of documents, every test is\n"
  "asked whether it can hold. `obelus help OB112` explains what is found, with an example;\n"
  "the comment `-- suppress: OB208` silences a warning on its line or the next.\n"
  "\n"
  "Examples:\n"
  "  obelus check news.en\n"
  "  obelus check ./my-pack\n"
  "  obelus check -p news.en mine.lua\n"
  "  obelus check --json ./my-pack | jq .message\n"
  "\n"
  "Exit codes: 0 clean, 1 warnings, 2 errors, 3 no such pack, 64 usage.",
  run_check
};
