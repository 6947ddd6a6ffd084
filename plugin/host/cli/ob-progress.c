#include "host/cli/ob-progress.h"
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { PERIOD_US = 200 * 1000, FIRST_US = 1000 * 1000 };        /* short runs show none */

void
ob_progress_init (ObProgress *self, int fd, guint64 bytes_before, guint64 bytes_total)
{
  gboolean is_watched = fd >= 0 && isatty (fd) && g_strcmp0 (g_getenv ("TERM"), "dumb") != 0;
  gint64 now = g_get_monotonic_time ();
  *self = (ObProgress) { .fd = is_watched ? fd : -1, .began_us = now, .told_us = now + FIRST_US - PERIOD_US,
                         .bytes_before = bytes_before, .bytes_total = bytes_total };
}

/* 1234567 as "1,234,567". */
static void
append_number (GString *out, guint64 n)
{
  char digits[24];
  gsize length = g_snprintf (digits, sizeof digits, "%" G_GUINT64_FORMAT, n);
  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append_c (out, ',');
      g_string_append_c (out, digits[i]);
    }
}

static void
append_duration (GString *out, double seconds)
{
  if (seconds < 90)
    g_string_append_printf (out, "%.0f s", seconds);
  else if (seconds < 90 * 60)
    g_string_append_printf (out, "%.0f min", seconds / 60);
  else
    g_string_append_printf (out, "%.1f h", seconds / 3600);
}

char *
ob_progress_dup_line (const ObProgress *self, guint64 documents, guint64 bytes, guint64 annotations, gint64 now_us)
{
  GString *line = g_string_new (NULL);
  double spent = MAX (now_us - self->began_us, 1) / 1e6, speed = (bytes - self->bytes_before) / spent;
  append_number (line, documents);
  g_string_append_printf (line, " documents · %.1f MB/s · ", speed / 1e6);
  append_number (line, annotations);
  g_string_append (line, " annotations");
  if (self->bytes_total >= bytes && speed > 0)
    {
      g_string_append (line, " · ");
      append_duration (line, (self->bytes_total - bytes) / speed);
      g_string_append (line, " left");
    }
  return g_string_free (line, FALSE);
}

static void
put (const ObProgress *self, const char *text)
{
  if (write (self->fd, text, strlen (text)) < 0)
    return;                             /* a terminal that is gone need not be told */
}

void
ob_progress_tell (ObProgress *self, guint64 documents, guint64 bytes, guint64 annotations)
{
  gint64 now = self->fd >= 0 ? g_get_monotonic_time () : 0;
  if (self->fd < 0 || now - self->told_us < PERIOD_US)
    return;
  g_autofree char *line = ob_progress_dup_line (self, documents, bytes, annotations, now);
  struct winsize size = { 0 };
  ioctl (self->fd, TIOCGWINSZ, &size);
  if (size.ws_col > 0 && g_utf8_strlen (line, -1) >= size.ws_col)
    *g_utf8_offset_to_pointer (line, size.ws_col - 1) = '\0';
  g_autofree char *text = g_strconcat ("\r\033[K", line, NULL);
  put (self, text);
  self->told_us = now;
  self->is_shown = TRUE;
}

void
ob_progress_hide (ObProgress *self)
{
  if (self->is_shown)
    put (self, "\r\033[K");
  self->is_shown = FALSE;
}
