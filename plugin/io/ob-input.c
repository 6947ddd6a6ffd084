#include "io/ob-input.h"
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK = 256 * 1024 };

/* Room for one more chunk in @buffer, doubling, but never past @max bytes (and a closing NUL). */
static void
make_room (char **buffer, gsize *size, gsize used, gsize max)
{
  if (*size - used > CHUNK || *size > max)
    return;
  *size = MIN (MAX (2 * *size, used + 2 * CHUNK), max + 1);
  *buffer = g_realloc (*buffer, *size + 1);
}

/* read (2) that goes on after signals. 0 at the end, -1 on failure. */
static gssize
read_some (int fd, char *buffer, gsize size, GError **error)
{
  for (;;)
    {
      gssize n = read (fd, buffer, size);
      if (n >= 0)
        return n;
      if (errno == EINTR)
        continue;
      if (errno == EAGAIN)
        {
          poll (&(struct pollfd) { .fd = fd, .events = POLLIN }, 1, -1);
          continue;
        }
      g_set_error (error, OB_ERROR, OB_ERROR_IO, "cannot read: %s", g_strerror (errno));
      return -1;
    }
}

char *
ob_input_read_all (int fd, gsize max_bytes, gsize *ret_length, GError **error)
{
  g_autofree char *buffer = NULL;
  gsize size = 0, used = 0;
  for (;;)
    {
      make_room (&buffer, &size, used, max_bytes);
      gssize n = read_some (fd, buffer + used, size - used, error);
      if (n < 0)
        return NULL;
      if (n == 0)
        break;
      used += n;
      if (used > max_bytes)
        {
          g_set_error (error, OB_ERROR, OB_ERROR_TOO_LONG, "longer than %zu bytes", max_bytes);
          return NULL;
        }
    }
  buffer[used] = '\0';
  *ret_length = used;
  return g_steal_pointer (&buffer);
}

struct ObLines
{
  int      fd;
  gsize    max_bytes;
  char    *buffer;
  gsize    size, used;          /* of the buffer */
  gsize    next;                /* where the next line begins */
  gsize    scanned;             /* no line end before this */
  guint64  n_read;              /* of the input: where the buffer ends */
  gboolean at_end;              /* of the input */
  gboolean is_begun;            /* the byte order mark was looked for */
};

ObLines *
ob_lines_new (int fd, gsize max_bytes)
{
  ObLines *self = g_new0 (ObLines, 1);
  self->fd = fd;
  self->max_bytes = max_bytes;
  return self;
}

void
ob_lines_free (ObLines *self)
{
  if (self == NULL)
    return;
  g_free (self->buffer);
  g_free (self);
}

/* Reads on, after moving what is left to the buffer's beginning. */
static gboolean
fill (ObLines *self, GError **error)
{
  if (self->next > 0)
    {
      memmove (self->buffer, self->buffer + self->next, self->used - self->next);
      self->used -= self->next;
      self->scanned -= self->next;
      self->next = 0;
    }
  make_room (&self->buffer, &self->size, self->used, MAX (self->max_bytes + 1, CHUNK));
  gssize n = read_some (self->fd, self->buffer + self->used, self->size - self->used, error);
  if (n < 0)
    return FALSE;
  self->at_end = n == 0;
  self->used += n;
  self->n_read += n;
  return TRUE;
}

/* The end of the next line, or NULL while it has not been read. */
static const char *
find_end (ObLines *self)
{
  const char *end = self->used > self->scanned
                    ? memchr (self->buffer + self->scanned, '\n', self->used - self->scanned) : NULL;
  self->scanned = end != NULL ? (gsize) (end - self->buffer) : self->used;
  return end;
}

/* Forgets an over-long line, chunk by chunk. */
static ObLineStatus
skip_line (ObLines *self, GError **error)
{
  while (find_end (self) == NULL && !self->at_end)
    {
      self->next = self->used;
      if (!fill (self, error))
        return OB_LINE_FAILED;
    }
  self->next = self->scanned = MIN (self->scanned + 1, self->used);
  return OB_LINE_TOO_LONG;
}

ObLineStatus
ob_lines_next (ObLines *self, const char **ret_line, gsize *ret_length, GError **error)
{
  const char *end;
  while ((end = find_end (self)) == NULL && !self->at_end)
    {
      if (self->used - self->next > self->max_bytes + 1)        /* + 1: a CR may still be taken off */
        return skip_line (self, error);
      if (!fill (self, error))
        return OB_LINE_FAILED;
    }
  gsize length = (end != NULL ? self->scanned : self->used) - self->next;
  if (!self->is_begun && length >= 3 && memcmp (self->buffer + self->next, "\xef\xbb\xbf", 3) == 0)
    {
      self->next += 3;
      length -= 3;
    }
  self->is_begun = TRUE;
  if (length == 0 && end == NULL)
    return OB_LINE_END;
  const char *line = self->buffer + self->next;
  self->next = self->scanned = self->next + length + (end != NULL);
  if (length > 0 && line[length - 1] == '\r')
    length--;
  if (length > self->max_bytes)
    return OB_LINE_TOO_LONG;
  *ret_line = line;
  *ret_length = length;
  return OB_LINE;
}

guint64
ob_lines_get_offset (const ObLines *self)
{
  return self->n_read - (self->used - self->next);
}

gboolean
ob_lines_seek (ObLines *self, guint64 offset, GError **error)
{
  if (lseek (self->fd, offset, SEEK_SET) < 0)
    {
      g_set_error (error, OB_ERROR, OB_ERROR_IO, "cannot go to byte %" G_GUINT64_FORMAT ": %s", offset, g_strerror (errno));
      return FALSE;
    }
  self->used = self->next = self->scanned = 0;
  self->n_read = offset;
  self->at_end = FALSE;
  self->is_begun = offset > 0;
  return TRUE;
}

gboolean
ob_lines_would_wait (const ObLines *self)
{
  if (self->at_end || (self->used > self->next
                       && memchr (self->buffer + self->next, '\n', self->used - self->next) != NULL))
    return FALSE;
  struct pollfd pollfd = { .fd = self->fd, .events = POLLIN };
  return poll (&pollfd, 1, 0) == 0;
}
