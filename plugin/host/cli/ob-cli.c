#include "host/cli/ob-cli.h"
#include "base/ob-diag-help.h"
#include "obelus.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { DEFAULT_COLUMNS = 80 };

static const ObVerb *const verbs[] = {
  &ob_verb_tag, &ob_verb_eval, &ob_verb_text, &ob_verb_check, &ob_verb_test, &ob_verb_explain, &ob_verb_pack,
  &ob_verb_kwic, &ob_verb_dump, &ob_verb_convert, &ob_verb_completion,
  &ob_verb_diff, &ob_verb_cover, &ob_verb_prof, &ob_verb_suggest,
  &ob_verb_triage, &ob_verb_watch, &ob_verb_fmt, &ob_verb_doc,
};

void
ob_cli_complain (const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *message = g_strdup_vprintf (format, args);
  va_end (args);
  fprintf (stderr, "obelus: %s\n", message);
}

static gboolean
write_all (int fd, const char *bytes, gsize length)
{
  while (length > 0)
    {
      gssize n = write (fd, bytes, length);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      bytes += n;
      length -= n;
    }
  return TRUE;
}

gboolean
ob_cli_write (const char *bytes, gsize length)
{
  if (write_all (STDOUT_FILENO, bytes, length))
    return TRUE;
  ob_cli_complain ("cannot write the output: %s", g_strerror (errno));
  return FALSE;
}

gboolean
ob_cli_choose_colour (const char *when, int fd, gboolean *ret_colour)
{
  const char *no_color = g_getenv ("NO_COLOR");
  gboolean is_auto = when == NULL || strcmp (when, "auto") == 0;
  if (!is_auto && strcmp (when, "always") != 0 && strcmp (when, "never") != 0)
    {
      ob_cli_complain ("--color is auto, always or never, not \"%s\"", when);
      return FALSE;
    }
  *ret_colour = is_auto ? isatty (fd) && (no_color == NULL || *no_color == '\0')
                          && g_strcmp0 (g_getenv ("TERM"), "dumb") != 0
                        : strcmp (when, "always") == 0;
  return TRUE;
}

guint
ob_cli_get_columns (void)
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

void
ob_cli_append_diags (GString *out, const ObDiags *diags, int fd)
{
  gboolean colour;
  ob_cli_choose_colour (NULL, fd, &colour);
  g_autofree char *text = ob_diags_dup_text (diags, colour);
  g_string_append (out, text);
}

void
ob_cli_print_diags (const ObDiags *diags, gboolean errors_only, int fd)
{
  gboolean colour;
  ob_cli_choose_colour (NULL, fd, &colour);
  g_autofree char *text = errors_only ? ob_diags_dup_text_of (diags, OB_SEVERITY_ERROR, colour)
                                      : ob_diags_dup_text (diags, colour);
  write_all (fd, text, strlen (text));
}

/* GLib names the unknown option in its message only: its last word. */
static const char *
suggest_option (const GError *error, const GOptionEntry *entries)
{
  const char *option = strrchr (error->message, ' ');
  if (!g_error_matches (error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION) || option == NULL
      || !g_str_has_prefix (option, " --"))
    return NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (const GOptionEntry *entry = entries; entry->long_name != NULL; entry++)
    g_ptr_array_add (names, (gpointer) entry->long_name);
  g_autofree char *name = g_strndup (option + 3, strcspn (option + 3, "="));
  return ob_suggest (name, (const char *const *) names->pdata, names->len);
}

static int
list_options (const GOptionEntry *entries)
{
  g_autoptr (GString) out = g_string_new ("--help\tThis help\n");
  for (const GOptionEntry *entry = entries; entry->long_name != NULL; entry++)
    if (*entry->long_name != '\0')
      g_string_append_printf (out, "--%s\t%s\n", entry->long_name, entry->description);
  return ob_cli_write (out->str, out->len) ? OB_EXIT_OK : OB_EXIT_WRITE;
}

char **
ob_cli_parse (const ObVerb *verb, GOptionEntry *entries, const char *const *arguments, int *ret_exit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (verb->arguments);
  g_auto (GStrv) rest = NULL;
  gboolean wants_help = FALSE;
  GOptionEntry own[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &wants_help, "This help", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL, NULL },
    { 0 }
  };
  if (g_strcmp0 (arguments[0], OB_CLI_LIST_OPTIONS) == 0)
    {
      *ret_exit = list_options (entries);
      return NULL;
    }
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *program = g_strconcat ("obelus ", verb->name, NULL);
  g_set_prgname (program);
  g_ptr_array_add (argv, g_strdup (program));
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, g_strdup (arguments[i]));
  g_ptr_array_add (argv, NULL);
  char **strv = (char **) g_ptr_array_steal (argv, NULL);

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_summary (context, verb->summary);
  g_option_context_set_description (context, verb->help);
  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_add_main_entries (context, own, NULL);
  gboolean is_parsed = g_option_context_parse_strv (context, &strv, &error);
  g_strfreev (strv);
  if (!is_parsed)
    {
      const char *near = suggest_option (error, entries);
      ob_cli_complain ("%s: %s%s%s%s", verb->name, error->message, near != NULL ? " (did you mean --" : "",
                       near != NULL ? near : "", near != NULL ? "?)" : "");
      *ret_exit = OB_EXIT_USAGE;
      return NULL;
    }
  if (wants_help)
    {
      g_autofree char *help = g_option_context_get_help (context, FALSE, NULL);
      *ret_exit = ob_cli_write (help, strlen (help)) ? OB_EXIT_OK : OB_EXIT_WRITE;
      return NULL;
    }
  return rest != NULL ? g_steal_pointer (&rest) : g_new0 (char *, 1);
}

static char *
dup_overview (void)
{
  GString *text = g_string_new ("Usage:\n  obelus VERB [OPTION…] [ARGUMENT…]\n\n"
                                "Marks who is named and who claims what in English news.\n\n");
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    g_string_append_printf (text, "  %-10s %s\n", verbs[i]->name, verbs[i]->summary);
  g_string_append (text, "  help       The help of a verb or a diagnostic: obelus help tag, obelus help OB112\n\n"
                         "Try:\n  obelus tag article.txt\n\n"
                         "Compiled word lists are kept in $OBELUS_CACHE (else ~/.cache/obelus), which may be deleted\n"
                         "at any time; OBELUS_CACHE=off, or a folder that cannot be written, only makes starts slower.\n");
  return g_string_free (text, FALSE);
}

static int
print (const char *text)
{
  return ob_cli_write (text, strlen (text)) ? OB_EXIT_OK : OB_EXIT_WRITE;
}

const ObVerb *
ob_cli_find_verb (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (verbs[i]->name, name) == 0)
      return verbs[i];
  return NULL;
}

void
ob_cli_append_verbs (GString *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    g_string_append_printf (out, "%s\t%s\n", verbs[i]->name, verbs[i]->summary);
  g_string_append (out, "help\tThe help of a verb or a diagnostic\n");
}

static const ObVerb *
find_verb (const char *name)
{
  const char *names[G_N_ELEMENTS (verbs) + 1];
  const ObVerb *verb = ob_cli_find_verb (name);
  if (verb != NULL)
    return verb;
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    names[i] = verbs[i]->name;
  names[G_N_ELEMENTS (verbs)] = "help";
  const char *near = ob_suggest (name, names, G_N_ELEMENTS (names));
  ob_cli_complain ("there is no verb \"%s\"%s%s%s; see obelus --help", name, near != NULL ? " (did you mean " : "",
                   near != NULL ? near : "", near != NULL ? "?)" : "");
  return NULL;
}

/* The help of a diagnostic: what it means, an example, the mend. */
static int
print_diag_help (const char *name)
{
  g_autofree char *id = g_ascii_strup (name, -1);
  const ObDiagHelp *help = ob_diag_help_find (id);
  if (help == NULL)
    {
      ob_cli_complain ("there is no diagnostic %s; obelus help diagnostics lists them", id);
      return OB_EXIT_USAGE;
    }
  g_autofree char *text = g_strdup_printf ("%s: %s\n\n  For example\n    %s\n\n  %s\n%s", help->id, help->title,
                                           help->example, help->mend, !help->warns ? "" :
                                           "\n  A warning; where it is meant so, write -- suppress: with its id as a "
                                           "comment on that\n  line, or alone on the line before.\n");
  return print (text);
}

static int
print_diag_list (void)
{
  guint n;
  const ObDiagHelp *all = ob_diag_help_list (&n);
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s  %s\n", all[i].id, all[i].title);
  return print (text->str);
}

static int
run_help (const char *name)
{
  if (name != NULL && g_ascii_strncasecmp (name, "ob", 2) == 0 && g_ascii_isdigit (name[2]))
    return print_diag_help (name);
  if (g_strcmp0 (name, "diagnostics") == 0)
    return print_diag_list ();
  if (name == NULL)
    {
      g_autofree char *overview = dup_overview ();
      return print (overview);
    }
  const ObVerb *verb = find_verb (name);
  return verb != NULL ? verb->run ((const char *const[]) { "--help", NULL }) : OB_EXIT_USAGE;
}

int
main (int argc, char **argv)
{
  signal (SIGPIPE, SIG_DFL);            /* a parent may have it ignored: then a closed pipe would go unnoticed */
  signal (SIGCHLD, SIG_DFL);            /* likewise: then nobody could tell how a worker ended */
  if (argc < 2)
    {
      g_autofree char *overview = dup_overview ();
      fputs (overview, stderr);
      return OB_EXIT_USAGE;
    }
  const char *name = argv[1];
  if (strcmp (name, "--version") == 0 || strcmp (name, "-V") == 0)
    return print ("obelus " OBELUS_VERSION "\n");
  if (strcmp (name, "--help") == 0 || strcmp (name, "-h") == 0)
    return run_help (NULL);
  if (strcmp (name, "help") == 0)
    return run_help (argv[2]);
  const ObVerb *verb = find_verb (name);
  return verb != NULL ? verb->run ((const char *const *) argv + 2) : OB_EXIT_USAGE;
}
