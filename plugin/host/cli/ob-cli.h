/* ob-cli.h: the verbs of the command `obelus`. */
#pragma once
#include "base/ob-diag.h"

/* Exit codes. `tag` follows sysexits; `check` and `test` tell findings from failures. */
enum
{
  OB_EXIT_OK         = 0,
  OB_EXIT_FINDINGS   = 1,       /* check, test: warnings, failed examples */
  OB_EXIT_PACK       = 2,       /* check, test: a pack is broken */
  OB_EXIT_UNREADABLE = 3,       /* check, test: a pack is not there */
  OB_EXIT_USAGE      = 64,
  OB_EXIT_DATA       = 65,      /* tag --strict: a document could not be tagged */
  OB_EXIT_NO_INPUT   = 66,      /* tag: an input is missing or cannot be read */
  OB_EXIT_INTERNAL   = 70,
  OB_EXIT_WRITE      = 74,      /* output could not be written */
  OB_EXIT_CONFIG     = 78,      /* tag: a pack is broken; nothing was written */
};

typedef struct
{
  const char *name;
  const char *arguments;        /* of the usage line */
  const char *summary;          /* one line */
  const char *help;             /* what --help says after the options: examples, exit codes */
  int       (*run) (const char *const *arguments);     /* without the verb; NULL-terminated */
} ObVerb;

extern const ObVerb ob_verb_tag, ob_verb_eval, ob_verb_text, ob_verb_check, ob_verb_test, ob_verb_explain, ob_verb_pack;
extern const ObVerb ob_verb_kwic, ob_verb_dump, ob_verb_convert, ob_verb_completion;
extern const ObVerb ob_verb_diff, ob_verb_cover, ob_verb_prof, ob_verb_suggest;
extern const ObVerb ob_verb_triage, ob_verb_watch, ob_verb_fmt, ob_verb_doc;

/* Parses @verb's options. Returns what is not an option (may be empty), or NULL with the exit code in *ret_exit after
 * help or a message was printed. */
char **ob_cli_parse (const ObVerb *verb, GOptionEntry *entries, const char *const *arguments, int *ret_exit);

/* For completion: a verb that is run with this alone writes its options, or the verbs inside it, one a line with a tab and
 * what it is for. ob_cli_parse does it. */
#define OB_CLI_LIST_OPTIONS "--list-options"
/* The verb called so, or NULL; appends all of them in the same form. */
const ObVerb *ob_cli_find_verb    (const char *name);
void          ob_cli_append_verbs (GString *out);

/* "obelus: …" on standard error. */
void ob_cli_complain (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* Writes to standard output; FALSE after complaining when that fails. */
gboolean ob_cli_write (const char *bytes, gsize length);

/* Whether to write colours to @fd. @when: "auto", "always", "never"; NULL as "auto", which obeys NO_COLOR and TERM.
 * FALSE and a complaint for any other. */
gboolean ob_cli_choose_colour (const char *when, int fd, gboolean *ret_colour);

/* Columns of the terminal at standard output: $COLUMNS, else what it says, else 80. */
guint ob_cli_get_columns (void);

/* Appends the diagnostics to @out in colours as fits @fd. */
void ob_cli_append_diags (GString *out, const ObDiags *diags, int fd);
/* Writes the diagnostics, or only the errors among them, to @fd in colours as fits it. */
void ob_cli_print_diags (const ObDiags *diags, gboolean errors_only, int fd);
