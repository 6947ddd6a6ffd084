/* ob-diag.h: diagnostics about what people write: rule files, patterns, lists, manifests.
 *
 * A diagnostic names file:line:column, shows the line with a caret, and suggests a mend. They are collected, so that
 * one run of the loader tells all that is wrong, not the first thing. Ids are "OB" and three digits: OB1xx patterns,
 * OB2xx lints, OB3xx rule files and Lua, OB4xx manifests, OB5xx lists, OB6xx examples. */
#pragma once
#include <glib.h>

typedef enum { OB_SEVERITY_ERROR, OB_SEVERITY_WARNING } ObSeverity;

/* A place in a source text. Lines and columns count from 1, columns in code points. line 0: the file as a whole;
 * column 0: the line as a whole. */
typedef struct
{
  const char *file;             /* path as people know it; borrowed */
  guint       line, column;
  guint       width;            /* code points to underline; 0 as 1 */
  const char *text;             /* the whole source the place lies in, to show its line; NULL if not at hand; borrowed */
} ObPlace;

typedef struct
{
  ObSeverity severity;
  char      *id;                /* "OB112" */
  char      *file;              /* may be NULL */
  guint      line, column, width;
  char      *message;           /* without place; one line */
  char      *excerpt;           /* the source line, or NULL */
} ObDiag;

typedef struct ObDiags ObDiags; /* a growing list of diagnostics, in order of addition */

ObDiags *ob_diags_new  (void);
void     ob_diags_free (ObDiags *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObDiags, ob_diags_free)

/* Adds a diagnostic. @place is copied; the message is cut at OB_MAX_MESSAGE_BYTES. Suppressed ids (see below) are
 * dropped when they are warnings. */
void ob_diags_add (ObDiags *self, ObSeverity severity, const char *id, const ObPlace *place,
                   const char *format, ...) G_GNUC_PRINTF (5, 6);

/* Honours the comment `-- suppress: OB204` at @comment (its file and line, and its text for the excerpt): warnings with
 * @id in that file, at lines @first … @last, are dropped; @first 0: anywhere in the file. A comment may be given more
 * than once, for several ranges. */
void ob_diags_suppress (ObDiags *self, const ObPlace *comment, guint first, guint last, const char *id);
/* Tells of comments that silenced nothing (OB222) and of those that never can: an unknown id, an error's (OB223). To be
 * called when all that can be wrong has been added. */
void ob_diags_report_suppressions (ObDiags *self);

/* TRUE when a diagnostic with @id is there for that line and column already. */
gboolean      ob_diags_has   (const ObDiags *self, const char *id, const ObPlace *place);
/* Takes out the warnings about files whose path begins with @prefix. */
void          ob_diags_drop_warnings (ObDiags *self, const char *prefix);
guint         ob_diags_count (const ObDiags *self, ObSeverity severity);
guint         ob_diags_size  (const ObDiags *self);
const ObDiag *ob_diags_get   (const ObDiags *self, guint i);            /* borrowed */

/* The text that people read: "file:line:col: error[OB112]: …" with the line and a caret. @colour: ANSI colours.
 * Returns a new string, empty when there is nothing. */
char *ob_diags_dup_text (const ObDiags *self, gboolean colour);
char *ob_diag_dup_text  (const ObDiag *diag, gboolean colour);
/* Those of one severity only. */
char *ob_diags_dup_text_of (const ObDiags *self, ObSeverity severity, gboolean colour);

/* The member of @candidates nearest to @word by edit distance (transpositions count 1), or NULL when none is near
 * enough to suggest: distance at most 1 + length / 4, or the same but for the case of ASCII letters. @n -1: NULL-terminated. Returns a borrowed member. */
const char *ob_suggest (const char *word, const char *const *candidates, gssize n);
