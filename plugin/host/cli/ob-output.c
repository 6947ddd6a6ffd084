#include "host/cli/ob-output.h"
#include "base/ob-limits.h"
#include "base/ob-release.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define GROUP_JOB    "job"
#define GROUP_DONE   "done"
#define GROUP_ERRORS "errors"
#define GROUP_RULES  "annotations"

struct ObOutput
{
  char      *path, *part, *journal;     /* NULL: standard output */
  int        fd;
  guint64    n_bytes;                   /* written */
  gint64     marked_us;                 /* when the journal was written last */
  GKeyFile  *keys;                      /* what the journal holds */
  const ObRuleset *ruleset;
  gboolean   is_resumed;
};

guint64
ob_position_hash (guint64 hash, const char *bytes, gsize length)
{
  hash = hash == 0 ? 0xcbf29ce484222325u : hash;
  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guint8) bytes[i]) * 0x100000001b3u;
  return hash;
}

void
ob_output_free (ObOutput *self)
{
  if (self == NULL)
    return;
  if (self->path != NULL && self->fd >= 0)
    close (self->fd);
  g_free (self->path);
  g_free (self->part);
  g_free (self->journal);
  g_clear_pointer (&self->keys, g_key_file_unref);
  g_free (self);
}

static gboolean
fail (GError **error, const char *path, const char *what)
{
  g_set_error (error, OB_ERROR, OB_ERROR_IO, "%s: cannot %s: %s", path, what, g_strerror (errno));
  return FALSE;
}

/* ---- The journal ---- */

static void
set_job (GKeyFile *keys, const ObJob *job)
{
  g_key_file_set_string (keys, GROUP_JOB, "version", OB_VERSION);
  g_key_file_set_string (keys, GROUP_JOB, "arguments", job->arguments);
  g_key_file_set_string (keys, GROUP_JOB, "packs", job->packs);
  g_key_file_set_string (keys, GROUP_JOB, "inputs", job->inputs);
}

static void
set_errors (GKeyFile *keys, const ObSummary *summary)
{
  GHashTableIter iter;
  gpointer code, n;
  g_hash_table_iter_init (&iter, summary->errors);
  while (g_hash_table_iter_next (&iter, &code, &n))
    g_key_file_set_uint64 (keys, GROUP_ERRORS, code, *(guint64 *) n);
}

static void
set_position (ObOutput *self, const ObPosition *position, const ObSummary *summary)
{
  GKeyFile *keys = self->keys;
  g_key_file_set_uint64 (keys, GROUP_DONE, "bytes", self->n_bytes);
  g_key_file_set_uint64 (keys, GROUP_DONE, "file", position->file);
  g_key_file_set_uint64 (keys, GROUP_DONE, "line", position->line);
  g_key_file_set_uint64 (keys, GROUP_DONE, "offset", position->offset);
  g_key_file_set_uint64 (keys, GROUP_DONE, "hash", position->hash);
  g_key_file_set_uint64 (keys, GROUP_DONE, "untold", position->n_untold);
  g_key_file_set_boolean (keys, GROUP_DONE, "missing", position->has_missing);
  g_key_file_set_uint64 (keys, GROUP_DONE, "in", summary->n_in);
  g_key_file_set_uint64 (keys, GROUP_DONE, "out", summary->n_out);
  g_key_file_set_uint64 (keys, GROUP_DONE, "incomplete", summary->n_incomplete);
  set_errors (keys, summary);
  for (guint i = 0; i < ob_ruleset_size (self->ruleset); i++)
    if (summary->annotations[i] > 0)
      g_key_file_set_uint64 (keys, GROUP_RULES, ob_ruleset_get (self->ruleset, i)->id, summary->annotations[i]);
}

static void
get_position (ObOutput *self, ObSummary *summary, ObPosition *position)
{
  GKeyFile *keys = self->keys;
  self->n_bytes = g_key_file_get_uint64 (keys, GROUP_DONE, "bytes", NULL);
  position->file = g_key_file_get_uint64 (keys, GROUP_DONE, "file", NULL);
  position->line = g_key_file_get_uint64 (keys, GROUP_DONE, "line", NULL);
  position->offset = g_key_file_get_uint64 (keys, GROUP_DONE, "offset", NULL);
  position->hash = g_key_file_get_uint64 (keys, GROUP_DONE, "hash", NULL);
  position->n_untold = g_key_file_get_uint64 (keys, GROUP_DONE, "untold", NULL);
  position->has_missing = g_key_file_get_boolean (keys, GROUP_DONE, "missing", NULL);
  summary->n_in = g_key_file_get_uint64 (keys, GROUP_DONE, "in", NULL);
  summary->n_out = g_key_file_get_uint64 (keys, GROUP_DONE, "out", NULL);
  summary->n_incomplete = g_key_file_get_uint64 (keys, GROUP_DONE, "incomplete", NULL);
  g_auto (GStrv) codes = g_key_file_get_keys (keys, GROUP_ERRORS, NULL, NULL);
  for (guint i = 0; codes != NULL && codes[i] != NULL; i++)
    ob_summary_add_errors (summary, codes[i], g_key_file_get_uint64 (keys, GROUP_ERRORS, codes[i], NULL));
  for (guint i = 0; i < ob_ruleset_size (self->ruleset); i++)
    summary->annotations[i] = g_key_file_get_uint64 (keys, GROUP_RULES, ob_ruleset_get (self->ruleset, i)->id, NULL);
}

/* Whether the journal that was read is of this very job. */
static gboolean
check_job (const ObOutput *self, const ObJob *job, GError **error)
{
  const struct { const char *key, *value, *what; } parts[] = {
    { "version", OB_VERSION, "another version of obelus" },
    { "arguments", job->arguments, "other arguments" },
    { "packs", job->packs, "other packs" },
    { "inputs", job->inputs, "other inputs, or they have changed since" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *value = g_key_file_get_string (self->keys, GROUP_JOB, parts[i].key, NULL);
      if (g_strcmp0 (value, parts[i].value) == 0)
        continue;
      g_set_error (error, OB_ERROR, OB_ERROR_USAGE, "%s was begun with %s; run it again as it was, or remove %s and %s "
                   "to begin anew", self->part, parts[i].what, self->part, self->journal);
      return FALSE;
    }
  return TRUE;
}

/* ---- Opening ---- */

/* One process at a time: the lock ends with the process, and workers do not inherit it. */
static gboolean
lock (const ObOutput *self, GError **error)
{
  struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  if (fcntl (self->fd, F_SETLK, &whole) == 0)
    return TRUE;
  if (errno != EACCES && errno != EAGAIN)
    return TRUE;                                /* a file system without locks */
  g_set_error (error, OB_ERROR, OB_ERROR_USAGE, "%s is being written by another process; wait for it, or choose another "
               "output", self->part);
  return FALSE;
}

static gboolean
open_part (ObOutput *self, GError **error)
{
  self->fd = open (self->part, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  return self->fd >= 0 ? lock (self, error) : fail (error, self->part, "write");
}

/* Reads the journal when there is one. FALSE with an error, or without: there is none, or what it tells of is gone. */
static gboolean
read_journal (ObOutput *self, const ObJob *job, ObSummary *summary, ObPosition *position, GError **error)
{
  gint64 size = lseek (self->fd, 0, SEEK_END);
  if (!g_key_file_load_from_file (self->keys, self->journal, G_KEY_FILE_NONE, NULL))
    return FALSE;
  if (!check_job (self, job, error))
    return FALSE;
  if (size < 0 || (guint64) size < g_key_file_get_uint64 (self->keys, GROUP_DONE, "bytes", NULL))
    return FALSE;
  get_position (self, summary, position);
  return TRUE;
}

ObOutput *
ob_output_open (const char *path, const ObJob *job, const ObRuleset *ruleset, ObSummary *summary,
                ObPosition *ret_position, GError **error)
{
  g_autoptr (ObOutput) self = g_new0 (ObOutput, 1);
  g_autoptr (GError) local = NULL;
  *ret_position = (ObPosition) { 0 };
  self->fd = STDOUT_FILENO;
  if (path == NULL)
    return g_steal_pointer (&self);
  self->path = g_strdup (path);
  self->part = g_strconcat (path, ".part", NULL);
  self->journal = g_strconcat (path, ".journal", NULL);
  self->ruleset = ruleset;
  self->keys = g_key_file_new ();
  if (!open_part (self, error))
    return NULL;
  self->is_resumed = read_journal (self, job, summary, ret_position, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (!self->is_resumed)
    {
      g_key_file_unref (self->keys);
      self->keys = g_key_file_new ();
      set_job (self->keys, job);
    }
  if (ftruncate (self->fd, self->n_bytes) != 0 || lseek (self->fd, self->n_bytes, SEEK_SET) < 0)
    {
      fail (error, self->part, "write");
      return NULL;
    }
  self->marked_us = g_get_monotonic_time ();
  return g_steal_pointer (&self);
}

gboolean
ob_output_is_resumed (const ObOutput *self)
{
  return self->is_resumed;
}

/* ---- Writing ---- */

gboolean
ob_output_write (ObOutput *self, const char *bytes, gsize length, GError **error)
{
  while (length > 0)
    {
      gssize n = write (self->fd, bytes, length);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail (error, self->part != NULL ? self->part : "standard output", "write the output");
      bytes += n;
      length -= n;
      self->n_bytes += n;
    }
  return TRUE;
}

gboolean
ob_output_wants_mark (const ObOutput *self)
{
  return self->path != NULL && g_get_monotonic_time () - self->marked_us >= OB_JOURNAL_MS * 1000;
}

gboolean
ob_output_mark (ObOutput *self, const ObPosition *position, const ObSummary *summary, GError **error)
{
  g_autoptr (GError) local = NULL;
  if (fdatasync (self->fd) != 0 && errno != EINVAL)
    return fail (error, self->part, "write");
  set_position (self, position, summary);
  if (!g_key_file_save_to_file (self->keys, self->journal, &local))
    {
      g_set_error (error, OB_ERROR, OB_ERROR_IO, "%s", local->message);
      return FALSE;
    }
  self->marked_us = g_get_monotonic_time ();
  return TRUE;
}

/* A kill between the last two leaves a journal without its part, which counts for nothing. */
gboolean
ob_output_finish (ObOutput *self, GError **error)
{
  if (self->path == NULL)
    return TRUE;
  if (fdatasync (self->fd) != 0 && errno != EINVAL)
    return fail (error, self->part, "write");
  if (g_rename (self->part, self->path) != 0)
    return fail (error, self->path, "write");
  if (g_unlink (self->journal) != 0 && errno != ENOENT)
    return fail (error, self->journal, "remove");
  return TRUE;
}
