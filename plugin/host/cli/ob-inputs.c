#include "host/cli/ob-inputs.h"
#include <string.h>
#include <sys/stat.h>

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static void
list_folder (const char *folder, const char *suffix, GPtrArray *files, GPtrArray *folders, GPtrArray *unreadable)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  if (dir == NULL)
    {
      g_ptr_array_add (unreadable, g_strdup (folder));
      return;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      struct stat info;
      if (lstat (path, &info) != 0)
        continue;
      if (S_ISDIR (info.st_mode))
        g_ptr_array_add (folders, g_steal_pointer (&path));
      else if (g_str_has_suffix (name, suffix))
        g_ptr_array_add (files, g_steal_pointer (&path));
    }
}

GPtrArray *
ob_inputs_list (const char *path, const char *suffix, GPtrArray *unreadable)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (folders, g_strdup (path));
  while (folders->len > 0)
    {
      g_autofree char *folder = g_ptr_array_steal_index (folders, folders->len - 1);
      list_folder (folder, suffix, files, folders, unreadable);
    }
  g_ptr_array_sort (files, compare_paths);
  return files;
}
