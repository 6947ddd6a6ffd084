#include "base/ob-limits.h"
#include "host/cli/ob-cli.h"
#include "host/cli/ob-inputs.h"
#include "host/cli/ob-summary.h"
#include "io/ob-format.h"
#include "io/ob-input.h"
#include "io/ob-json.h"
#include "io/ob-record.h"
#include "pack/ob-loader.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FLUSH_BYTES = 64 * 1024, DEFAULT_COLUMNS = 80 };

typedef struct
{
  const ObFormat *format;
  ObFormatOptions writing;
  gboolean        all_jsonl, strict, nested;
  const char     *date;
  const char     *format_asked, *unit_asked;   /* on the command line; NULL: not */
  char          **without;      /* tags of rules to leave out; NULL: none */
} Options;

typedef struct
{
  Options       options;
  ObLoaded     *loaded;
  ObSession    *session;
  ObSummary     summary;
  GString      *out;
  guint64       n_untold;       /* errors that only their records tell */
  gboolean      has_missing;    /* an input could not be read */
  gboolean      has_write_error;
} Run;

static void
flush (Run *run)
{
  if (!run->has_write_error && run->out->len > 0)
    run->has_write_error = !ob_cli_write (run->out->str, run->out->len);
  g_string_truncate (run->out, 0);
}

/* ---- One document ---- */

static void
begin_record (Run *run)
{
  const char *separator = run->options.format->separator;
  if (run->summary.n_out++ > 0 && separator != NULL)
    g_string_append (run->out, separator);
}

static void
answer_error (Run *run, const ObDocName *name, const GError *error)
{
  const ObFormat *format = run->options.format;
  const char *code = ob_error_get_code (error);
  ob_summary_add_error (&run->summary, code);
  if (format->append_error == NULL)
    {
      flush (run);
      ob_cli_complain ("%s: %s: %s", name->place, code, error->message);
      return;
    }
  begin_record (run);
  format->append_error (run->out, name, code, error->message, &run->options.writing);
}

static char *
dup_packs (const ObLoaded *loaded)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < loaded->packs->len; i++)
    {
      const ObPack *pack = g_ptr_array_index (loaded->packs, i);
      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", ob_pack_get_name (pack), ob_pack_get_version (pack));
    }
  return g_string_free (text, FALSE);
}

static void
answer (Run *run, const ObDocName *name, const char *text, gsize length, const char *date)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObTagged) tagged = ob_tagged_new (run->session, text, length, name->place,
                                               date != NULL ? date : run->options.date, &error);
  if (tagged == NULL)
    {
      run->n_untold += run->options.format->append_error != NULL;
      answer_error (run, name, error);
      return;
    }
  begin_record (run);
  run->options.format->append (run->out, name, tagged, &run->options.writing);
  ob_summary_add_result (&run->summary, tagged->result);
}

/* ---- One input ---- */

static char *
dup_path_head (const char *path, gboolean ascii)
{
  g_autofree char *valid = g_utf8_make_valid (path, -1);
  GString *head = g_string_new ("\"id\":");
  ob_json_append_string (head, valid, -1, ascii);
  return g_string_free (head, FALSE);
}

static void
tag_lines (Run *run, int fd, const char *path)
{
  g_autoptr (ObLines) lines = ob_lines_new (fd, OB_MAX_LINE_BYTES);
  for (guint64 number = 1; !run->has_write_error; number++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (ObRecord) record = { NULL };
      const char *line = NULL;
      gsize length = 0;
      if (run->out->len >= FLUSH_BYTES || run->options.format->is_for_people || ob_lines_would_wait (lines))
        flush (run);
      ObLineStatus status = ob_lines_next (lines, &line, &length, &error);
      if (status == OB_LINE_END)
        return;
      if (status == OB_LINE_FAILED)
        {
          run->has_missing = TRUE;
          ob_cli_complain ("%s: %s", path, error->message);
          return;
        }
      g_autofree char *place = g_strdup_printf ("%s:%" G_GUINT64_FORMAT, path, number);
      g_autofree char *number_head = g_strdup_printf ("\"line\":%" G_GUINT64_FORMAT, number);
      run->summary.n_in++;
      if (status == OB_LINE_TOO_LONG)
        g_set_error (&error, OB_ERROR, OB_ERROR_TOO_LONG, "a line longer than %u bytes", OB_MAX_LINE_BYTES);
      else if (ob_record_parse (line, length, number, run->options.writing.ascii, &record, &error))
        {
          answer (run, &(ObDocName) { record.head, place }, record.text, record.length, record.date);
          continue;
        }
      run->n_untold += run->options.format->append_error != NULL;
      answer_error (run, &(ObDocName) { record.head != NULL ? record.head : number_head, place }, error);
    }
}

static void
answer_unreadable (Run *run, const char *path, const GError *error)
{
  g_autofree char *head = dup_path_head (path, run->options.writing.ascii);
  run->has_missing = TRUE;
  run->summary.n_in++;
  if (run->options.format->append_error != NULL)
    ob_cli_complain ("%s: %s", path, error->message);
  answer_error (run, &(ObDocName) { head, path }, error);
}

static void
tag_text (Run *run, int fd, const char *path)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  g_autofree char *text = ob_input_read_all (fd, OB_MAX_DOCUMENT_BYTES, &length, &error);
  if (text == NULL && !g_error_matches (error, OB_ERROR, OB_ERROR_TOO_LONG))
    {
      answer_unreadable (run, path, error);
      return;
    }
  g_autofree char *head = dup_path_head (path, run->options.writing.ascii);
  ObDocName name = { head, path };
  run->summary.n_in++;
  if (text == NULL)
    {
      run->n_untold += run->options.format->append_error != NULL;
      answer_error (run, &name, error);
      return;
    }
  if (length == 0)
    ob_cli_complain ("%s: the file is empty", path);
  answer (run, &name, text, length, NULL);
}

static void
tag_file (Run *run, const char *path)
{
  gboolean is_stdin = strcmp (path, "-") == 0;
  int fd = is_stdin ? STDIN_FILENO : open (path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    {
      g_autoptr (GError) error = g_error_new (OB_ERROR, errno == ENOENT ? OB_ERROR_NOT_FOUND : OB_ERROR_IO,
                                              "%s", g_strerror (errno));
      answer_unreadable (run, path, error);
      return;
    }
  if (run->options.all_jsonl || g_str_has_suffix (path, ".jsonl"))
    tag_lines (run, fd, path);
  else
    tag_text (run, fd, path);
  if (!is_stdin)
    close (fd);
  if (run->out->len >= FLUSH_BYTES || run->options.format->is_for_people)
    flush (run);
}

static void
tag_folder (Run *run, const char *path)
{
  const char *suffix = run->options.all_jsonl ? ".jsonl" : ".txt";
  g_autoptr (GPtrArray) unreadable = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) files = ob_inputs_list (path, suffix, unreadable);
  for (guint i = 0; i < unreadable->len; i++)
    ob_cli_complain ("%s: cannot read this folder", (char *) g_ptr_array_index (unreadable, i));
  if (files->len == 0)
    ob_cli_complain ("%s: no *%s in this folder", path, suffix);
  run->has_missing |= unreadable->len > 0 || files->len == 0;
  for (guint i = 0; i < files->len && !run->has_write_error; i++)
    tag_file (run, g_ptr_array_index (files, i));
}

/* ---- The whole ---- */

static gboolean
choose_format (const char *name, Options *options)
{
  if (name == NULL)
    name = isatty (STDOUT_FILENO) ? "text" : "jsonl";
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

static gboolean
choose_unit (const char *unit, Options *options)
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

static guint
get_columns (void)
{
  struct winsize size;
  const char *columns = g_getenv ("COLUMNS");
  guint64 n;
  if (columns != NULL && g_ascii_string_to_unsigned (columns, 10, 1, 1000, &n, NULL))
    return n;
  if (ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return size.ws_col;
  return DEFAULT_COLUMNS;
}

static void
tag_inputs (Run *run, const char *const *inputs)
{
  for (guint i = 0; inputs[i] != NULL && !run->has_write_error; i++)
    {
      struct stat info;
      if (strcmp (inputs[i], "-") != 0 && stat (inputs[i], &info) == 0 && S_ISDIR (info.st_mode))
        tag_folder (run, inputs[i]);
      else
        tag_file (run, inputs[i]);
    }
  if (run->options.format->append_end != NULL)
    run->options.format->append_end (run->out, &run->options.writing);
  flush (run);
}

static int
finish (Run *run, const char *summary_file)
{
  guint64 n_errors = ob_summary_get_n_errors (&run->summary);
  if (run->has_write_error)
    return OB_EXIT_WRITE;
  if (run->n_untold > 0)
    ob_cli_complain ("%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " documents could not be tagged; their records say why",
                     run->n_untold, run->summary.n_in);
  if (summary_file != NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *json = ob_summary_dup_json (&run->summary, run->loaded->packs);
      if (!g_file_set_contents (summary_file, json, -1, &error))
        {
          ob_cli_complain ("%s", error->message);
          return OB_EXIT_WRITE;
        }
    }
  if (run->has_missing)
    return OB_EXIT_NO_INPUT;
  return run->options.strict && n_errors > 0 ? OB_EXIT_DATA : OB_EXIT_OK;
}

/* Leaves out the rules with the tags @without (NULL-terminated, or NULL). FALSE, told, when no rule has one. */
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

/* What the project's overlay says of the output counts where the command line says nothing. FALSE, told, when it is
 * nonsense. */
static gboolean
take_project_output (const ObProject *project, Options *options)
{
  if (project->overlay == NULL)
    return TRUE;
  const char *own_format = ob_overlay_get_output (project->overlay, "format");
  const char *own_unit = ob_overlay_get_output (project->overlay, "offsets");
  return (options->format_asked != NULL || own_format == NULL || choose_format (own_format, options))
         && (options->unit_asked != NULL || own_unit == NULL || choose_unit (own_unit, options));
}

static int
tag_with (Options *options, const char *const *packs, const char *const *inputs, const char *summary_file)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObLoaded) loaded = ob_loader_load (packs, diags);
  g_autoptr (GError) error = NULL;
  if (loaded->ruleset == NULL)
    {
      ob_cli_print_diags (diags, TRUE, STDERR_FILENO);
      return OB_EXIT_CONFIG;
    }
  guint n_warnings = ob_diags_count (diags, OB_SEVERITY_WARNING);
  if (n_warnings > 0)
    ob_cli_complain ("%u %s about the packs; see obelus check", n_warnings, n_warnings == 1 ? "warning" : "warnings");
  if (!take_project_output (loaded->project, options))
    return OB_EXIT_CONFIG;
  g_autoptr (ObSession) session = ob_session_new (loaded->ruleset, &error);
  if (session == NULL)
    {
      ob_cli_complain ("%s", error->message);
      return OB_EXIT_CONFIG;
    }
  ob_session_set_keeps_losers (session, FALSE);
  ob_session_set_keeps_nested (session, options->nested);
  if (!leave_out (session, loaded->ruleset, options->without))
    return OB_EXIT_USAGE;
  g_autoptr (GString) out = g_string_sized_new (2 * FLUSH_BYTES);
  Run run = { .options = *options, .loaded = loaded, .session = session, .out = out };
  ob_summary_init (&run.summary);
  g_autofree char *pack_names = dup_packs (loaded);
  run.options.writing.ruleset = loaded->ruleset;
  run.options.writing.packs = pack_names;
  if (options->format->append_begin != NULL)
    options->format->append_begin (out, &run.options.writing);
  tag_inputs (&run, inputs);
  int exit_code = finish (&run, summary_file);
  ob_summary_clear (&run.summary);
  return exit_code;
}

static int
run_tag (const char *const *arguments)
{
  g_auto (GStrv) packs = NULL, without = NULL;
  g_autofree char *format = NULL, *date = NULL, *unit = NULL, *colour = NULL, *summary_file = NULL;
  Options options = { 0 };
  GOptionEntry entries[] = {
    { "pack", 'p', 0, G_OPTION_ARG_FILENAME_ARRAY, &packs, "A pack, by name or path; again for more", "PACK" },
    { "format", 'f', 0, G_OPTION_ARG_STRING, &format, "Of the output, see below; text on a terminal, else jsonl", "FORMAT" },
    { "without", 0, 0, G_OPTION_ARG_STRING_ARRAY, &without, "Leave out the rules with this tag; again for more", "TAG" },
    { "nested", 0, 0, G_OPTION_ARG_NONE, &options.nested, "Keep claims inside the content of other claims, with `in`", NULL },
    { "jsonl", 0, 0, G_OPTION_ARG_NONE, &options.all_jsonl, "The inputs are JSON Lines: {\"id\",\"text\",\"date\"}", NULL },
    { "date", 'd', 0, G_OPTION_ARG_STRING, &date, "YYYY-MM-DD of documents that have none of their own", "DATE" },
    { "offsets", 0, 0, G_OPTION_ARG_STRING, &unit, "codepoint (as without it), byte or utf16", "UNIT" },
    { "ascii", 0, 0, G_OPTION_ARG_NONE, &options.writing.ascii, "Escape in jsonl all that is not ASCII", NULL },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &options.strict, "Exit with 65 when a document could not be tagged", NULL },
    { "summary", 0, 0, G_OPTION_ARG_FILENAME, &summary_file, "Write counts of the run to FILE, as JSON", "FILE" },
    { "color", 0, 0, G_OPTION_ARG_STRING, &colour, "auto, always or never", "WHEN" },
    { 0 }
  };
  static const char *const standard_input[] = { "-", NULL };
  int exit_code;
  g_auto (GStrv) inputs = ob_cli_parse (&ob_verb_tag, entries, arguments, &exit_code);
  if (inputs == NULL)
    return exit_code;
  if (!choose_format (format, &options) || !choose_unit (unit, &options)
      || !ob_cli_choose_colour (colour, STDOUT_FILENO, &options.writing.colour))
    return OB_EXIT_USAGE;
  if (date != NULL && !ob_date_is_valid (date))
    {
      ob_cli_complain ("tag: --date is YYYY-MM-DD, not \"%s\"", date);
      return OB_EXIT_USAGE;
    }
  if (inputs[0] == NULL && isatty (STDIN_FILENO))
    {
      ob_cli_complain ("tag: nothing to tag; name a file, a folder or -, or see obelus help tag");
      return OB_EXIT_USAGE;
    }
  options.date = date;
  options.format_asked = format;
  options.unit_asked = unit;
  options.without = without;
  options.writing.columns = get_columns ();
  return tag_with (&options, (const char *const *) packs,
                   inputs[0] != NULL ? (const char *const *) inputs : standard_input, summary_file);
}

const ObVerb ob_verb_tag = {
  "tag", "[INPUT…]", "Marks names, times and claims in articles.",
  "An INPUT is a text file, a folder (every *.txt below it), a file of JSON Lines (*.jsonl,\n"
  "or any with --jsonl), or - for standard input. In JSON Lines each line is answered by\n"
  "one line, in order, whatever is in it.\n"
  "\n"
  "Formats (-f):\n"
  "  text          to read, on a terminal\n"
  "  jsonl         a line of JSON for each document\n"
  "  csv           a table, a row for each annotation\n"
  "\n"
  "Examples:\n"
  "  obelus tag article.txt\n"
  "  obelus tag --date 2023-09-11 -f text --color always article.txt | less -R\n"
  "  obelus tag articles/ > annotations.jsonl\n"
  "  obelus tag --without author -f csv article.txt > claims.csv\n"
  "  zcat corpus.jsonl.gz | obelus tag --jsonl -p news.en --summary run.json > out.jsonl\n"
  "\n"
  "Exit codes: 0 every document answered, 64 usage, 65 with --strict: a document could not\n"
  "be tagged, 66 an input is missing, 70 internal, 74 write error, 78 a pack is broken.",
  run_tag
};
