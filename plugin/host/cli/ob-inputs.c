#include "host/cli/ob-inputs.h"
#include <string.h>
#include <sys/stat.h>

const char *const ob_inputs_documents[] = { ".txt", ".html", ".htm", ".xhtml", ".conllu", NULL };
const char *const ob_inputs_lines[] = { ".jsonl", NULL };

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static gboolean
has_one_suffix (const char *name, const char *const *suffixes)
{
  for (; *suffixes != NULL; suffixes++)
    if (g_str_has_suffix (name, *suffixes))
      return TRUE;
  return FALSE;
}

static void
list_folder (const char *folder, const char *const *suffixes, GPtrArray *files, GPtrArray *folders, GPtrArray *unreadable)
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
      else if (has_one_suffix (name, suffixes))
        g_ptr_array_add (files, g_steal_pointer (&path));
    }
}

GPtrArray *
ob_inputs_list (const char *path, const char *const *suffixes, GPtrArray *unreadable)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (folders, g_strdup (path));
  while (folders->len > 0)
    {
      g_autofree char *folder = g_ptr_array_steal_index (folders, folders->len - 1);
      list_folder (folder, suffixes, files, folders, unreadable);
    }
  g_ptr_array_sort (files, compare_paths);
  return files;
}
