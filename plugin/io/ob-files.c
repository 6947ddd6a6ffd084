#include "io/ob-files.h"
#include "io/ob-json.h"
#include <errno.h>
#include <string.h>

/* The document's id, in parts that are names of files: no "..", no hidden files, nothing that some system refuses. */
static char *
dup_name (const char *head)
{
  static const char *const ends[] = { ".txt", ".html", ".htm", ".xhtml", ".conllu" };
  const char *value = strchr (head, ':') + 1;
  ObJsonSlice slice = { value, strlen (value) };
  gsize length;
  g_autofree char *id = *value == '"' ? ob_json_dup_string (slice, &length) : g_strdup_printf ("document-%s", value);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (id, ends[i]))
      {
        id[strlen (id) - strlen (ends[i])] = '\0';
        break;
      }
  g_auto (GStrv) parts = g_strsplit (id, "/", -1);
  GString *name = g_string_new (NULL);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] == '\0' || strcmp (parts[i], ".") == 0)
        continue;
      g_autofree char *safe = g_uri_escape_string (parts[i], " ,+=@~()'!", TRUE);
      g_string_append (name, name->len > 0 ? "/" : "");
      g_string_append_printf (name, "%s%s", *safe == '.' ? "_" : "", safe);
    }
  if (name->len == 0)
    g_string_append (name, "document");
  return g_string_free (name, FALSE);
}

gboolean
ob_files_write_name (const char *folder, const char *name, const char *bytes, gsize length, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr (GError) local = NULL;
  if (g_mkdir_with_parents (parent, 0777) != 0)
    {
      g_set_error (error, OB_ERROR, OB_ERROR_IO, "cannot make the folder %s: %s", parent, g_strerror (errno));
      return FALSE;
    }
  if (g_file_set_contents (path, bytes, length, &local))
    return TRUE;
  g_set_error (error, OB_ERROR, OB_ERROR_IO, "%s", local->message);
  return FALSE;
}

static gboolean
stands_there (const char *folder, const char *name, const char *bytes, gsize length)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *there = NULL;
  gsize n;
  return g_file_get_contents (path, &there, &n, NULL) && n == length && memcmp (there, bytes, n) == 0;
}

gboolean
ob_files_write (const char *folder, const char *head, const char *suffix, const char *text, gsize text_length,
                const char *content, gsize length, GError **error)
{
  g_autofree char *name = dup_name (head);
  g_autofree char *text_name = g_strconcat (name, ".txt", NULL);
  g_autofree char *own_name = g_strconcat (name, suffix, NULL);
  return (stands_there (folder, text_name, text, text_length) ||
          ob_files_write_name (folder, text_name, text, text_length, error)) &&
         ob_files_write_name (folder, own_name, content, length, error);
}
