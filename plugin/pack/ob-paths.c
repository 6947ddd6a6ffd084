#include "pack/ob-paths.h"
#include "base/ob-error.h"
#include "base/ob-limits.h"
#include <stdlib.h>
#include <string.h>

static gboolean
is_plain (const char *relative)
{
  if (relative[0] == '\0' || g_path_is_absolute (relative) || strchr (relative, '\\') != NULL)
    return FALSE;
  g_auto (GStrv) parts = g_strsplit (relative, "/", -1);
  for (char **part = parts; *part != NULL; part++)
    if (strcmp (*part, "..") == 0 || (*part)[0] == '\0')
      return FALSE;
  return TRUE;
}

char *
ob_paths_resolve (const char *root, const char *relative, GError **error)
{
  if (!is_plain (relative))
    {
      g_set_error (error, OB_ERROR, OB_ERROR_USAGE, "the path \"%s\" must stay inside the pack", relative);
      return NULL;
    }
  g_autofree char *path = g_build_filename (root, relative, NULL);
  char *real_root = realpath (root, NULL), *real_path = realpath (path, NULL);
  gsize n = real_root != NULL ? strlen (real_root) : 0;
  gboolean is_there = real_path != NULL;
  gboolean is_inside = is_there && n > 0 && strncmp (real_path, real_root, n) == 0 && real_path[n] == '/';
  free (real_root);
  free (real_path);
  if (is_inside)
    return g_steal_pointer (&path);
  if (is_there)
    g_set_error (error, OB_ERROR, OB_ERROR_USAGE, "the path \"%s\" leads out of the pack", relative);
  else
    g_set_error (error, OB_ERROR, OB_ERROR_NOT_FOUND, "there is no file \"%s\"", relative);
  return NULL;
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Adds the files of @directory (relative to @root, "." for itself) whose name fits @name. */
static void
add_matching (const char *root, const char *directory, const char *name, GPtrArray *files)
{
  g_autofree char *path = g_build_filename (root, directory, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  if (dir == NULL)
    return;
  g_autoptr (GPatternSpec) spec = g_pattern_spec_new (name);
  const char *entry;
  while ((entry = g_dir_read_name (dir)) != NULL)
    {
      if (entry[0] == '.' || !g_pattern_spec_match_string (spec, entry))
        continue;
      char *relative = strcmp (directory, ".") == 0 ? g_strdup (entry) : g_build_filename (directory, entry, NULL);
      g_autofree char *file = g_build_filename (root, relative, NULL);
      if (g_file_test (file, G_FILE_TEST_IS_REGULAR))
        g_ptr_array_add (files, relative);
      else
        g_free (relative);
    }
  g_ptr_array_sort (files, compare_strings);
}

GPtrArray *
ob_paths_expand (const char *root, const char *pattern, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *directory = g_path_get_dirname (pattern), *name = g_path_get_basename (pattern);
  if (strpbrk (name, "*?") == NULL || strpbrk (directory, "*?") != NULL)
    {
      g_autofree char *path = ob_paths_resolve (root, pattern, error);
      if (path == NULL)
        return NULL;
      g_ptr_array_add (files, g_strdup (pattern));
      return g_steal_pointer (&files);
    }
  if (strcmp (directory, ".") != 0)
    {
      g_autofree char *path = ob_paths_resolve (root, directory, error);
      if (path == NULL)
        return NULL;
    }
  add_matching (root, directory, name, files);
  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *path = ob_paths_resolve (root, g_ptr_array_index (files, i), error);
      if (path == NULL)
        return NULL;
    }
  if (files->len > 0)
    return g_steal_pointer (&files);
  g_set_error (error, OB_ERROR, OB_ERROR_NOT_FOUND, "no file fits \"%s\"", pattern);
  return NULL;
}

GStrv
ob_paths_dup_search_path (void)
{
  g_autoptr (GPtrArray) path = g_ptr_array_new ();
  const char *own = g_getenv ("OBELUS_PATH");
  if (own != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (own, G_SEARCHPATH_SEPARATOR_S, -1);
      for (char **part = parts; *part != NULL; part++)
        if ((*part)[0] != '\0')
          g_ptr_array_add (path, g_strdup (*part));
    }
  g_ptr_array_add (path, g_build_filename ("scripts", "packs", NULL));
  g_ptr_array_add (path, g_build_filename (g_get_user_data_dir (), "obelus", "packs", NULL));
#ifdef OB_SOURCE_PACKS
  g_ptr_array_add (path, g_strdup (OB_SOURCE_PACKS));
#endif
#ifdef OB_DATA_PACKS
  g_ptr_array_add (path, g_strdup (OB_DATA_PACKS));
#endif
  g_ptr_array_add (path, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&path), FALSE);
}
