/* ob-progress.h: a line on the terminal that tells how far a batch is: documents, speed, annotations, time left. */
#pragma once
#include <glib.h>

typedef struct
{
  gboolean is_shown;            /* there is a line on the terminal now */
  int      fd;                  /* -1: nobody is watching */
  gint64   began_us, told_us;
  guint64  bytes_before;        /* done by an earlier run */
  guint64  bytes_total;         /* of the input; 0: unknown */
} ObProgress;

/* Watched only if @fd is a terminal that understands escapes. */
void  ob_progress_init (ObProgress *self, int fd, guint64 bytes_before, guint64 bytes_total);
/* Tells, but not more often than people can read. @bytes of input are done, all runs together. */
void  ob_progress_tell (ObProgress *self, guint64 documents, guint64 bytes, guint64 annotations);
/* Takes the line away: before other messages, and at the end. */
void  ob_progress_hide (ObProgress *self);

/* The line, without escapes: "12,345 documents · 1.9 MB/s · 56,789 annotations · 3 min left". A new string. */
char *ob_progress_dup_line (const ObProgress *self, guint64 documents, guint64 bytes, guint64 annotations, gint64 now_us);
