/* ob-input.h: bytes from outside: a whole file, or line by line, both bounded. */
#pragma once
#include "base/ob-error.h"

/* Reads @fd to its end. Past @max_bytes: OB_ERROR_TOO_LONG, and no more than that is ever held. The bytes are
 * NUL-terminated and not checked. */
char *ob_input_read_all (int fd, gsize max_bytes, gsize *ret_length, GError **error);

typedef struct ObLines ObLines;

typedef enum
{
  OB_LINE,                      /* a line, without its end (LF or CR LF; the last line may lack it) */
  OB_LINE_TOO_LONG,             /* a line past the maximum; it was skipped and never held whole */
  OB_LINE_END,                  /* no more */
  OB_LINE_FAILED,               /* reading failed */
} ObLineStatus;

/* Lines of @fd, which stays the caller's. A byte order mark at the beginning is skipped. */
ObLines *ob_lines_new  (int fd, gsize max_bytes);
void     ob_lines_free (ObLines *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObLines, ob_lines_free)

/* @ret_line is valid until the next call and not NUL-terminated. */
ObLineStatus ob_lines_next (ObLines *self, const char **ret_line, gsize *ret_length, GError **error);

/* How many bytes of @fd come before the next line; and goes there, in a file that can be sought in. OB_ERROR_IO. */
guint64      ob_lines_get_offset (const ObLines *self);
gboolean     ob_lines_seek       (ObLines *self, guint64 offset, GError **error);

/* TRUE when the next call would have to wait for input: the moment to flush what was written. */
gboolean ob_lines_would_wait (const ObLines *self);
