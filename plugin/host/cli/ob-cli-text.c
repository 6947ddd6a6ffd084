#include "base/ob-limits.h"
#include "host/cli/ob-cli.h"
#include "io/ob-input.h"
#include "io/ob-reading.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Prints what one input says. Returns the exit code. */
static int
print_text (const char *path, gboolean is_page, gboolean wants_date)
{
  g_autoptr (GError) error = NULL;
  g_auto (ObReading) reading = { OB_READ_TEXT };
  gboolean is_stdin = strcmp (path, "-") == 0;
  int fd = is_stdin ? STDIN_FILENO : open (path, O_RDONLY | O_CLOEXEC);
  gsize length = 0;
  if (fd < 0)
    {
      ob_cli_complain ("%s: %s", path, g_strerror (errno));
      return OB_EXIT_NO_INPUT;
    }
  g_autofree char *bytes = ob_input_read_all (fd, OB_MAX_DOCUMENT_BYTES, &length, &error);
  if (!is_stdin)
    close (fd);
  ObReadKind kind = is_page ? OB_READ_PAGE : ob_read_kind_of (path);
  if (bytes == NULL || !ob_reading_parse (kind, bytes, length, 1, &reading, &error))
    {
      ob_cli_complain ("%s: %s: %s", path, ob_error_get_code (error), error->message);
      return bytes == NULL ? OB_EXIT_NO_INPUT : OB_EXIT_DATA;
    }
  g_autofree char *date = g_strdup_printf ("date %s\n", reading.date != NULL ? reading.date : "unknown");
  if ((wants_date && !ob_cli_write (date, strlen (date))) || !ob_cli_write (reading.text, reading.length))
    return OB_EXIT_WRITE;
  return OB_EXIT_OK;
}

static int
run_text (const char *const *arguments)
{
  gboolean is_page = FALSE, wants_date = FALSE;
  GOptionEntry entries[] = {
    { "page", 0, 0, G_OPTION_ARG_NONE, &is_page, "The input is a page of HTML, whatever its name", NULL },
    { "date", 0, 0, G_OPTION_ARG_NONE, &wants_date, "First a line with the date that the page states", NULL },
    { 0 }
  };
  int exit_code = OB_EXIT_OK;
  g_auto (GStrv) inputs = ob_cli_parse (&ob_verb_text, entries, arguments, &exit_code);
  if (inputs == NULL)
    return exit_code;
  if (inputs[0] == NULL)
    {
      ob_cli_complain ("text: name a file, or - for standard input");
      return OB_EXIT_USAGE;
    }
  for (guint i = 0; inputs[i] != NULL && exit_code == OB_EXIT_OK; i++)
    exit_code = print_text (inputs[i], is_page, wants_date);
  return exit_code;
}

const ObVerb ob_verb_text = {
  "text", "INPUT…", "Prints the text that is tagged: of a page of HTML, its article.",
  "Of *.html, *.htm and *.xhtml (or with --page) the title, byline and main text are printed,\n"
  "without menus, advertisements and comments. Offsets of tag's output refer to this text.\n"
  "\n"
  "Examples:\n"
  "  obelus text page.html\n"
  "  obelus text --page - < saved-page > article.txt\n"
  "\n"
  "Exit codes: 0 printed, 64 usage, 65 no page of HTML, 66 an input is missing, 74 write error.",
  run_text
};
