/* ob-diag-help.h: every diagnostic with what it means, an example, and how to mend it: what `obelus help OB112` prints. */
#pragma once
#include <glib.h>

typedef struct
{
  const char *id;               /* "OB112" */
  gboolean    warns;            /* it is a warning, or may be: a comment can suppress it */
  const char *title;            /* one line */
  const char *example;          /* what somebody wrote; may have several lines */
  const char *mend;             /* what to write instead, or to do */
} ObDiagHelp;

/* The one called @id, or NULL. */
const ObDiagHelp *ob_diag_help_find (const char *id);
/* All of them, by id. */
const ObDiagHelp *ob_diag_help_list (guint *ret_n);
