#include "io/ob-run-cache.h"
#include "base/ob-error.h"
#include "base/ob-limits.h"
#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

static const char header[] = "obelus run 1\n";

enum { KEY_LENGTH = 64 };       /* of a SHA-256 sum in hexadecimal */

typedef struct
{
  const char *bytes;
  gsize       length;
  char       *owned;            /* the same, when it was added; NULL: it lies in the file */
} Entry;

struct ObRunCache
{
  char        *path;
  GMappedFile *file;            /* NULL: there is none */
  GHashTable  *entries;         /* document (owned) → Entry, owned */
  gsize        n_bytes;         /* of all entries */
  gboolean     is_changed;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;
  g_free (entry->owned);
  g_free (entry);
}

static void
add_entry (ObRunCache *self, const char *document, Entry entry)
{
  self->n_bytes += entry.length;
  g_hash_table_replace (self->entries, g_strndup (document, KEY_LENGTH), g_memdup2 (&entry, sizeof entry));
}

/* Reads the entry at @p; NULL when none stands there. */
static const char *
read_entry (ObRunCache *self, const char *p, const char *end)
{
  if (end - p < KEY_LENGTH + 2 || p[KEY_LENGTH] != ' ')
    return NULL;
  const char *digit = p + KEY_LENGTH + 1;
  gsize length = 0;
  for (; digit < end && g_ascii_isdigit (*digit) && length <= OB_MAX_CACHE_BYTES; digit++)
    length = length * 10 + (gsize) (*digit - '0');
  if (digit == end || *digit++ != '\n' || length >= (gsize) (end - digit) || digit[length] != '\n')
    return NULL;
  add_entry (self, p, (Entry) { digit, length, NULL });
  return digit + length + 1;
}

static void
read_file (ObRunCache *self)
{
  self->file = g_mapped_file_new (self->path, FALSE, NULL);
  if (self->file == NULL)
    return;
  const char *p = g_mapped_file_get_contents (self->file);
  gsize length = g_mapped_file_get_length (self->file);
  if (length < strlen (header) || memcmp (p, header, strlen (header)) != 0)
    return;
  const char *end = p + length;
  for (p += strlen (header); p != NULL && p < end;)
    p = read_entry (self, p, end);
}

ObRunCache *
ob_run_cache_open (const char *key)
{
  ObRunCache *self = g_new0 (ObRunCache, 1);
  g_autofree char *name = g_strconcat (key, ".run", NULL);
  self->path = g_build_filename (g_get_user_cache_dir (), "obelus", "runs", name, NULL);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
  read_file (self);
  return self;
}

char *
ob_run_cache_dup_key (const char *text, gsize length, const char *date)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *head = g_strdup_printf ("%s\n%zu\n", date != NULL ? date : "", length);
  g_checksum_update (checksum, (const guchar *) head, (gssize) strlen (head));
  g_checksum_update (checksum, (const guchar *) text, (gssize) length);
  return g_strdup (g_checksum_get_string (checksum));
}

const char *
ob_run_cache_find (const ObRunCache *self, const char *document, gsize *ret_length)
{
  const Entry *entry = g_hash_table_lookup (self->entries, document);
  if (entry == NULL)
    return NULL;
  *ret_length = entry->length;
  return entry->bytes;
}

void
ob_run_cache_add (ObRunCache *self, const char *document, const char *bytes, gsize length)
{
  if (self->n_bytes + length > OB_MAX_CACHE_BYTES || g_hash_table_contains (self->entries, document))
    return;
  char *copy = g_memdup2 (bytes, length);
  add_entry (self, document, (Entry) { copy, length, copy });
  self->is_changed = TRUE;
}

/* ---- Writing ---- */

typedef struct { char *path; gint64 used; } Run;

static int
compare_runs (gconstpointer a, gconstpointer b)
{
  const Run *x = a, *y = b;
  return x->used != y->used ? (x->used > y->used ? -1 : 1) : strcmp (x->path, y->path);
}

static void
run_clear (gpointer data)
{
  g_free (((Run *) data)->path);
}

/* Removes all but the runs last used. */
static void
prune (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (Run));
  const char *name;
  g_array_set_clear_func (runs, run_clear);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      GStatBuf info;
      Run run = { g_build_filename (directory, name, NULL), 0 };
      if (g_str_has_suffix (name, ".run") && g_stat (run.path, &info) == 0)
        {
          run.used = info.st_mtime;
          g_array_append_val (runs, run);
        }
      else
        g_free (run.path);
    }
  g_array_sort (runs, compare_runs);
  for (guint i = OB_MAX_CACHED_RUNS; i < runs->len; i++)
    g_unlink (g_array_index (runs, Run, i).path);
}

static gboolean
write_file (const ObRunCache *self, GError **error)
{
  g_autofree char *directory = g_path_get_dirname (self->path);
  if (g_mkdir_with_parents (directory, 0700) != 0)
    {
      g_set_error (error, OB_ERROR, OB_ERROR_IO, "cannot make the folder %s", directory);
      return FALSE;
    }
  g_autoptr (GString) text = g_string_sized_new (self->n_bytes + (1 << 16));
  GHashTableIter iter;
  gpointer document, data;
  g_string_append (text, header);
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &document, &data))
    {
      const Entry *entry = data;
      g_string_append_printf (text, "%s %zu\n", (const char *) document, entry->length);
      g_string_append_len (text, entry->bytes, (gssize) entry->length);
      g_string_append_c (text, '\n');
    }
  if (!g_file_set_contents (self->path, text->str, (gssize) text->len, error))
    return FALSE;
  prune (directory);
  return TRUE;
}

gboolean
ob_run_cache_close (ObRunCache *self, GError **error)
{
  gboolean done = TRUE;
  if (self->is_changed)
    done = write_file (self, error);
  else if (self->file != NULL)
    g_utime (self->path, NULL);                 /* used */
  g_hash_table_unref (self->entries);
  g_clear_pointer (&self->file, g_mapped_file_unref);
  g_free (self->path);
  g_free (self);
  return done;
}
