#include "base/ob-limits.h"
#include "host/cli/ob-batch.h"
#include "host/cli/ob-cli.h"
#include <string.h>
#include <unistd.h>

static gboolean
choose_format (const char *name, ObBatchOptions *options)
{
  if (name == NULL)
    name = options->output_file == NULL && isatty (STDOUT_FILENO) ? "text" : "jsonl";
  options->format = ob_format_find (name);
  if (options->format != NULL)
    return TRUE;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (const ObFormat *const *format = ob_format_get_all (); *format != NULL; format++)
    g_ptr_array_add (names, (gpointer) (*format)->name);
  const char *near = ob_suggest (name, (const char *const *) names->pdata, names->len);
  g_autofree char *known = ob_format_dup_names ();
  ob_cli_complain ("tag: unknown format \"%s\"%s%s%s; there are %s", name, near != NULL ? " (did you mean " : "",
                   near != NULL ? near : "", near != NULL ? "?)" : "", known);
  return FALSE;
}

/* Whether the folder for files is there when the format asks for one, and only then. */
static gboolean
check_folder (const ObBatchOptions *options)
{
  const ObFormat *format = options->format;
  if (options->folder == NULL && format->suffix != NULL)
    ob_cli_complain ("tag: -f %s writes files: say where with --files FOLDER (\".\" puts them beside the texts)",
                     format->name);
  else if (options->folder != NULL && format->companion == NULL)
    ob_cli_complain ("tag: --files is for formats that write files, and %s does not", format->name);
  else
    return TRUE;
  return FALSE;
}

static gboolean
choose_unit (const char *unit, ObBatchOptions *options)
{
  static const char *const names[] = { "codepoint", "byte", "utf16", NULL };
  static const ObUnit units[] = { OB_UNIT_CODEPOINT, OB_UNIT_BYTE, OB_UNIT_UTF16 };
  for (guint i = 0; names[i] != NULL; i++)
    if (unit == NULL || strcmp (names[i], unit) == 0)
      {
        options->writing.unit = units[i];
        return TRUE;
      }
  ob_cli_complain ("tag: unknown unit of offsets \"%s\"; there are codepoint, byte and utf16", unit);
  return FALSE;
}

/* How many workers -j asks for. */
static gboolean
choose_workers (int jobs, ObBatchOptions *options)
{
  if (jobs < 0 || jobs > OB_MAX_WORKERS)
    {
      ob_cli_complain ("tag: --jobs is from 1 to %d, or 0 for as many as there are processors", OB_MAX_WORKERS);
      return FALSE;
    }
  options->n_workers = jobs > 0 ? (guint) jobs : MIN (g_get_num_processors (), OB_MAX_WORKERS);
  return TRUE;
}

static gboolean
leave_out (ObSession *session, const ObRuleset *ruleset, char **without)
{
  for (; without != NULL && *without != NULL; without++)
    {
      if (ob_session_leave_out (session, *without))
        continue;
      g_autoptr (GPtrArray) tags = g_ptr_array_new ();
      for (guint i = 0; i < ob_ruleset_size (ruleset); i++)
        g_ptr_array_extend (tags, ob_ruleset_get (ruleset, i)->tags, NULL, NULL);
      const char *near = ob_suggest (*without, (const char *const *) tags->pdata, tags->len);
      ob_cli_complain ("tag: no rule has the tag \"%s\"%s%s%s", *without, near != NULL ? " (did you mean " : "",
                       near != NULL ? near : "", near != NULL ? "?)" : "");
      return FALSE;
    }
  return TRUE;
}

/* What the command line asks for beside the batch's options. */
typedef struct
{
  char   **packs;               /* NULL: those of the project */
  char   **without;             /* tags of rules to leave out; NULL: none */
  char    *format, *unit, *budget;      /* NULL: not asked for */
  gboolean nested;
} Wishes;

static void
clear_wishes (Wishes *self)
{
  g_strfreev (self->packs);
  g_strfreev (self->without);
  g_free (self->format);
  g_free (self->unit);
  g_free (self->budget);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wishes, clear_wishes)

/* What the project's overlay says of the output counts where the command line says nothing. FALSE, told, when it is
 * nonsense. */
static gboolean
take_project_output (const ObProject *project, const Wishes *wishes, ObBatchOptions *options)
{
  if (project->overlay == NULL)
    return TRUE;
  const char *own_format = ob_overlay_get_output (project->overlay, "format");
  const char *own_unit = ob_overlay_get_output (project->overlay, "offsets");
  return (wishes->format != NULL || own_format == NULL || choose_format (own_format, options))
         && (wishes->unit != NULL || own_unit == NULL || choose_unit (own_unit, options));
}

/* FALSE, told, when @budget cannot be read. */
static gboolean
check_budget (const char *budget)
{
  g_autoptr (GError) error = NULL;
  ObBudgets scratch = ob_budgets_default ();
  if (ob_budgets_set (&scratch, budget, &error))
    return TRUE;
  ob_cli_complain ("tag: %s", error->message);
  return FALSE;
}

static int
tag_with (const Wishes *wishes, ObBatchOptions *options, const char *const *inputs)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObLoaded) loaded = ob_loader_load_within ((const char *const *) wishes->packs, wishes->budget, diags);
  g_autoptr (GError) error = NULL;
  if (loaded->ruleset == NULL)
    {
      ob_cli_print_diags (diags, TRUE, STDERR_FILENO);
      return OB_EXIT_CONFIG;
    }
  guint n_warnings = ob_diags_count (diags, OB_SEVERITY_WARNING);
  if (n_warnings > 0)
    ob_cli_complain ("%u %s about the packs; see obelus check", n_warnings, n_warnings == 1 ? "warning" : "warnings");
  if (!take_project_output (loaded->project, wishes, options))
    return OB_EXIT_CONFIG;
  if (!check_folder (options))
    return OB_EXIT_USAGE;
  g_autoptr (ObSession) session = ob_session_new (loaded->ruleset, &error);
  if (session == NULL)
    {
      ob_cli_complain ("%s", error->message);
      return OB_EXIT_CONFIG;
    }
  ob_session_set_keeps_losers (session, FALSE);
  ob_session_set_keeps_nested (session, wishes->nested);
  if (!leave_out (session, loaded->ruleset, wishes->without))
    return OB_EXIT_USAGE;
  return ob_batch_run (options, loaded, session, inputs);
}

/* The arguments on which the output depends: all but where it goes, how many work at it, and what is told meanwhile. */
static char *
dup_lasting_arguments (const char *const *arguments)
{
  static const char *const passing[] = { "-j", "--jobs", "-o", "--output", "--summary", "--color", NULL };
  GString *text = g_string_new (NULL);
  for (guint i = 0; arguments[i] != NULL; i++)
    {
      const char *argument = arguments[i];
      g_autofree char *name = g_strndup (argument, strcspn (argument, "="));
      if (g_str_has_prefix (argument, "-j") || (g_str_has_prefix (argument, "-o") && argument[1] != '-'))
        name[2] = '\0';
      if (g_strv_contains (passing, name))
        {
          i += strcmp (argument, name) == 0 && arguments[i + 1] != NULL;        /* its value stands apart */
          continue;
        }
      g_autofree char *escaped = g_strescape (argument, NULL);
      g_string_append_printf (text, "%s\"%s\"", text->len > 0 ? " " : "", escaped);
    }
  return g_string_free (text, FALSE);
}

static int
run_tag (const char *const *arguments)
{
  g_auto (Wishes) wishes = { NULL };
  g_autofree char *date = NULL, *colour = NULL, *summary_file = NULL, *folder = NULL, *output_file = NULL;
  int jobs = 1;
  ObBatchOptions options = { 0 };
  GOptionEntry entries[] = {
    { "pack", 'p', 0, G_OPTION_ARG_FILENAME_ARRAY, &wishes.packs, "A pack, by name or path; again for more", "PACK" },
    { "format", 'f', 0, G_OPTION_ARG_STRING, &wishes.format, "Of the output, see below; text on a terminal, else jsonl", "FORMAT" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output_file, "Write FILE, whole or not at all; goes on after a kill", "FILE" },
    { "files", 0, 0, G_OPTION_ARG_FILENAME, &folder, "Where brat's files and Label Studio's configuration go", "FOLDER" },
    { "without", 0, 0, G_OPTION_ARG_STRING_ARRAY, &wishes.without, "Leave out the rules with this tag; again for more", "TAG" },
    { "nested", 0, 0, G_OPTION_ARG_NONE, &wishes.nested, "Keep claims inside the content of other claims, with `in`", NULL },
    { "jsonl", 0, 0, G_OPTION_ARG_NONE, &options.all_jsonl, "The inputs are JSON Lines: {\"id\",\"text\",\"date\"}", NULL },
    { "date", 'd', 0, G_OPTION_ARG_STRING, &date, "YYYY-MM-DD of documents that have none of their own", "DATE" },
    { "offsets", 0, 0, G_OPTION_ARG_STRING, &wishes.unit, "codepoint (as without it), byte or utf16", "UNIT" },
    { "ascii", 0, 0, G_OPTION_ARG_NONE, &options.writing.ascii, "Escape in jsonl all that is not ASCII", NULL },
    { "repair", 0, 0, G_OPTION_ARG_NONE, &options.repair, "Tag what is not UTF-8, with U+FFFD in place of bad bytes", NULL },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &options.strict, "Exit with 65 when a document could not be tagged", NULL },
    { "budget", 0, 0, G_OPTION_ARG_STRING, &wishes.budget, "What rules may spend, see below", "SETTINGS" },
    { "summary", 0, 0, G_OPTION_ARG_FILENAME, &summary_file, "Write counts of the run to FILE, as JSON", "FILE" },
    { "jobs", 'j', 0, G_OPTION_ARG_INT, &jobs, "Tag with N processes at once; 0: one for each processor", "N" },
    { "color", 0, 0, G_OPTION_ARG_STRING, &colour, "auto, always or never", "WHEN" },
    { 0 }
  };
  static const char *const standard_input[] = { "-", NULL };
  int exit_code;
  g_auto (GStrv) inputs = ob_cli_parse (&ob_verb_tag, entries, arguments, &exit_code);
  if (inputs == NULL)
    return exit_code;
  options.output_file = output_file;
  if (!choose_format (wishes.format, &options) || !choose_unit (wishes.unit, &options)
      || !choose_workers (jobs, &options)
      || !ob_cli_choose_colour (colour, STDOUT_FILENO, &options.writing.colour))
    return OB_EXIT_USAGE;
  if (date != NULL && !ob_date_is_valid (date))
    {
      ob_cli_complain ("tag: --date is YYYY-MM-DD, not \"%s\"", date);
      return OB_EXIT_USAGE;
    }
  if (wishes.budget != NULL && !check_budget (wishes.budget))
    return OB_EXIT_USAGE;
  if (inputs[0] == NULL && isatty (STDIN_FILENO))
    {
      ob_cli_complain ("tag: nothing to tag; name a file, a folder or -, or see obelus help tag");
      return OB_EXIT_USAGE;
    }
  options.date = date;
  options.folder = folder;
  options.writing.columns = ob_cli_get_columns ();
  options.summary_file = summary_file;
  g_autofree char *lasting = dup_lasting_arguments (arguments);
  options.arguments = lasting;
  return tag_with (&wishes, &options, inputs[0] != NULL ? (const char *const *) inputs : standard_input);
}

const ObVerb ob_verb_tag = {
  "tag", "[INPUT…]", "Marks names, times and claims in articles.",
  "An INPUT is a text file, a page (*.html: its article is tagged, see obelus help text), a\n"
  "file of CoNLL-U (*.conllu: its words are used), a folder (every one of these below it), a\n"
  "file of JSON Lines (*.jsonl, or any with --jsonl), or - for standard input. In JSON Lines each line is answered by\n"
  "one line, in order, whatever is in it.\n"
  "\n"
  "With -j N the work is shared by N processes; the output is the same. A document that\n"
  "ends its process (for want of memory) costs only itself: its record says so.\n"
  "\n"
  "-o FILE is written as FILE.part, with FILE.journal beside it, and gets its name when it is\n"
  "whole. The same command after a kill goes on where the journal says: nothing is lost,\n"
  "doubled or done again; with other packs, arguments or inputs it refuses to.\n"
  "\n"
  "Formats (-f):\n"
  "  text          to read, on a terminal\n"
  "  jsonl         a line of JSON for each document\n"
  "  csv           a table, a row for each annotation\n"
  "  html          a report in one file: claims with filters, the marked text, charts of several\n"
  "  brat          NAME.ann, NAME.txt and annotation.conf, below the folder of --files\n"
  "  web-annotation  the W3C's Web Annotation, a line of JSON-LD for each document\n"
  "  conllu        CoNLL-U: a word a line, what it is part of in its last column\n"
  "  iob2          a word a line; B-, I- and O for claims, times, entities\n"
  "  label-studio  tasks with predictions; label-studio.xml goes to the folder of --files\n"
  "\n"
  "Budgets (--budget): what the Lua of rules may spend. steps=2M,memory=32M,time=1s is for all\n"
  "rules of a pack over one document; rule.steps=…, rule.memory=…, rule.time=… for one rule,\n"
  "load.… for running a pack's files; patterns=4k are steps of a rule's patterns for each word.\n"
  "A rule that is stopped is named in the record of its document, under \"incomplete\".\n"
  "\n"
  "Examples:\n"
  "  obelus tag article.txt\n"
  "  obelus tag --date 2023-09-11 -f text --color always article.txt | less -R\n"
  "  obelus tag articles/ > annotations.jsonl\n"
  "  obelus tag --without author -f csv article.txt > claims.csv\n"
  "  obelus tag -f html articles/ > report.html\n"
  "  obelus tag -f brat --files . articles/\n"
  "  zcat corpus.jsonl.gz | obelus tag --jsonl -p news.en --summary run.json > out.jsonl\n"
  "  obelus tag -j 0 -o out.jsonl corpus.jsonl\n"
  "\n"
  "Exit codes: 0 every document answered, 64 usage, 65 with --strict: a document could not\n"
  "be tagged, 66 an input is missing, 70 internal, 74 write error, 78 a pack is broken.",
  run_tag
};
