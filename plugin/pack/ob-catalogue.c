#include "pack/ob-catalogue.h"
#include "pack/ob-manifest.h"
#include <string.h>

typedef struct
{
  ObVersion version;
  char     *directory;
} Found;

static void
found_clear (gpointer data)
{
  g_free (((Found *) data)->directory);
}

static int
compare_higher_first (gconstpointer a, gconstpointer b)
{
  return ob_version_compare (&((const Found *) b)->version, &((const Found *) a)->version);
}

static gboolean
has_manifest (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, "pack.lua", NULL);
  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/* The directories DIRECTORY/VERSION that hold a pack (of Found), higher versions first. */
static GArray *
list_versions (const char *directory)
{
  GArray *versions = g_array_new (FALSE, FALSE, sizeof (Found));
  g_array_set_clear_func (versions, found_clear);
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      Found found;
      if (!ob_version_parse (name, &found.version))
        continue;
      found.directory = g_build_filename (directory, name, NULL);
      if (has_manifest (found.directory))
        g_array_append_val (versions, found);
      else
        g_free (found.directory);
    }
  g_array_sort (versions, compare_higher_first);
  return versions;
}

GPtrArray *
ob_catalogue_list_directories (const char *const *path, const char *name)
{
  GPtrArray *directories = g_ptr_array_new_with_free_func (g_free);
  for (; *path != NULL; path++)
    {
      g_autofree char *directory = g_build_filename (*path, name, NULL);
      g_autoptr (GArray) versions = list_versions (directory);
      if (has_manifest (directory))
        g_ptr_array_add (directories, g_strdup (directory));
      for (guint i = 0; i < versions->len; i++)
        g_ptr_array_add (directories, g_strdup (g_array_index (versions, Found, i).directory));
    }
  return directories;
}

gboolean
ob_catalogue_read_version (const char *directory, ObVersion *ret_version)
{
  g_autofree char *base = g_path_get_basename (directory);
  if (ob_version_parse (base, ret_version) && ret_version->n_parts == 3)
    return TRUE;                                /* NAME/VERSION; loading finds out when pack.lua says otherwise */
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObManifest) manifest = ob_manifest_read (directory, diags);
  if (manifest == NULL)
    return FALSE;
  *ret_version = manifest->number;
  return TRUE;
}

char *
ob_catalogue_find (const char *const *path, const char *name, const char *range, char **ret_seen)
{
  g_autoptr (GPtrArray) directories = ob_catalogue_list_directories (path, name);
  g_autoptr (GString) seen = g_string_new (NULL);
  char *directory = NULL;
  for (guint i = 0; i < directories->len && directory == NULL; i++)
    {
      const char *candidate = g_ptr_array_index (directories, i);
      ObVersion version;
      gboolean fits = range[0] == '\0';
      if (!fits && (!ob_catalogue_read_version (candidate, &version) || !ob_version_fits (&version, range, &fits)))
        continue;
      if (fits)
        directory = g_strdup (candidate);
      else
        g_string_append_printf (seen, "%s%u.%u.%u in %s", seen->len > 0 ? ", " : "", version.parts[0],
                                version.parts[1], version.parts[2], candidate);
    }
  if (ret_seen != NULL)
    *ret_seen = g_string_free (g_steal_pointer (&seen), FALSE);
  return directory;
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
ob_catalogue_list_names (const char *const *path)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  for (; *path != NULL; path++)
    {
      g_autoptr (GDir) dir = g_dir_open (*path, 0, NULL);
      const char *here[] = { *path, NULL }, *name;
      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autoptr (GPtrArray) directories = ob_catalogue_list_directories (here, name);
          if (directories->len > 0 && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
            g_ptr_array_add (names, g_strdup (name));
        }
    }
  g_ptr_array_sort (names, compare_strings);
  return names;
}

gboolean
ob_catalogue_parse_reference (const char *reference, char **ret_name, char **ret_range)
{
  gsize n = strcspn (reference, " @");
  g_autofree char *name = g_strndup (reference, n);
  g_autofree char *rest = g_strstrip (g_strdup (reference + n));
  g_autofree char *range = rest[0] == '@' ? g_strconcat ("= ", rest + 1, NULL) : g_strdup (rest);
  ObVersion any = { { 0, 0, 0 }, 3 };
  gboolean fits;
  if (!ob_manifest_is_pack_name (name) || (range[0] != '\0' && !ob_version_fits (&any, range, &fits)))
    return FALSE;
  *ret_name = g_steal_pointer (&name);
  *ret_range = g_steal_pointer (&range);
  return TRUE;
}
