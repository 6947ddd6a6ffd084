#include "pack/ob-digest.h"
#include "base/ob-error.h"
#include "base/ob-limits.h"
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Adds what stands in @relative ("": the pack itself) to @files, and its directories to @queue. */
static gboolean
add_entries (const char *root, const char *relative, GPtrArray *queue, GPtrArray *files, GError **error)
{
  g_autofree char *path = g_build_filename (root, relative, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, error);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (name[0] == '.' || (relative[0] == '\0' && g_str_has_prefix (name, OB_SUMS_FILE)))
        continue;
      g_autofree char *entry = relative[0] != '\0' ? g_build_filename (relative, name, NULL) : g_strdup (name);
      g_autofree char *full = g_build_filename (path, name, NULL);
      GStatBuf info;
      gboolean is_there = g_lstat (full, &info) == 0;
      if (!is_there || !(S_ISREG (info.st_mode) || S_ISDIR (info.st_mode)))
        g_set_error (error, OB_ERROR, OB_ERROR_PACK, "%s is no plain file; a pack holds files and directories only", entry);
      else if (files->len + queue->len >= OB_MAX_PACK_FILES)
        g_set_error (error, OB_ERROR, OB_ERROR_TOO_LONG, "a pack has at most %d files", OB_MAX_PACK_FILES);
      else
        {
          g_ptr_array_add (S_ISDIR (info.st_mode) ? queue : files, g_steal_pointer (&entry));
          continue;
        }
      return FALSE;
    }
  return dir != NULL;
}

GPtrArray *
ob_digest_list_files (const char *directory, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) queue = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (queue, g_strdup (""));
  for (guint i = 0; i < queue->len; i++)
    if (!add_entries (directory, g_ptr_array_index (queue, i), queue, files, error))
      return NULL;
  g_ptr_array_sort (files, compare_strings);
  return g_steal_pointer (&files);
}

static char *
dup_file_sum (const char *path, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  if (file == NULL)
    return NULL;
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) g_mapped_file_get_contents (file),
                                      g_mapped_file_get_length (file));
}

char *
ob_digest_dup_sums (const char *directory, GError **error)
{
  g_autoptr (GPtrArray) files = ob_digest_list_files (directory, error);
  g_autoptr (GString) sums = g_string_new (NULL);
  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      const char *relative = g_ptr_array_index (files, i);
      g_autofree char *path = g_build_filename (directory, relative, NULL);
      g_autofree char *sum = dup_file_sum (path, error);
      if (sum == NULL)
        return NULL;
      g_string_append_printf (sums, "%s  %s\n", sum, relative);
    }
  return files != NULL ? g_string_free (g_steal_pointer (&sums), FALSE) : NULL;
}

char *
ob_digest_dup (const char *path, GError **error)
{
  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    return dup_file_sum (path, error);
  g_autofree char *sums = ob_digest_dup_sums (path, error);
  return sums != NULL ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, sums, -1) : NULL;
}

/* Reads lines "HEX  PATH" into a table from path to sum. */
static GHashTable *
parse_sums (const char *text)
{
  GHashTable *sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      char *gap = strstr (*line, "  ");
      if (gap != NULL)
        g_hash_table_insert (sums, g_strdup (gap + 2), g_strndup (*line, (gsize) (gap - *line)));
    }
  return sums;
}

static void
add_missing (GHashTable *listed, GPtrArray *problems)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer name;
  g_hash_table_iter_init (&iter, listed);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_ptr_array_add (names, name);
  g_ptr_array_sort (names, compare_strings);
  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (problems, g_strdup_printf ("%s: missing", (char *) g_ptr_array_index (names, i)));
}

gboolean
ob_digest_verify (const char *directory, GPtrArray *problems, GError **error)
{
  g_autofree char *path = g_build_filename (directory, OB_SUMS_FILE, NULL), *recorded = NULL;
  if (!g_file_get_contents (path, &recorded, NULL, NULL))
    {
      g_set_error (error, OB_ERROR, OB_ERROR_NOT_FOUND, "%s: no " OB_SUMS_FILE "; obelus pack build writes one", directory);
      return FALSE;
    }
  g_autofree char *actual = ob_digest_dup_sums (directory, error);
  if (actual == NULL)
    return FALSE;
  g_autoptr (GHashTable) listed = parse_sums (recorded);
  g_auto (GStrv) lines = g_strsplit (actual, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      char *gap = strstr (*line, "  ");
      if (gap == NULL)
        continue;
      const char *name = gap + 2, *sum = g_hash_table_lookup (listed, name);
      *gap = '\0';
      if (sum == NULL)
        g_ptr_array_add (problems, g_strdup_printf ("%s: not listed in " OB_SUMS_FILE, name));
      else if (strcmp (sum, *line) != 0)
        g_ptr_array_add (problems, g_strdup_printf ("%s: changed", name));
      g_hash_table_remove (listed, name);
    }
  add_missing (listed, problems);
  return TRUE;
}
