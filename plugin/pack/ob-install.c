#include "pack/ob-install.h"
#include "base/ob-error.h"
#include "base/ob-limits.h"
#include "pack/ob-archive.h"
#include "pack/ob-digest.h"
#include "pack/ob-manifest.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

void
ob_installed_clear (ObInstalled *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->version, g_free);
  g_clear_pointer (&self->path, g_free);
}

char *
ob_install_dup_root (void)
{
  return g_build_filename (g_get_user_data_dir (), "obelus", "packs", NULL);
}

static gboolean
fail (GError **error, const char *path)
{
  g_set_error (error, OB_ERROR, OB_ERROR_IO, "%s: %s", path, g_strerror (errno));
  return FALSE;
}

/* --- a new pack --- */

/* The files of a new pack; @ stands for its name. */
static const struct { const char *path, *text; } skeleton[] = {
  { "pack.lua",
    "format   = 1\n"
    "name     = \"@\"                      -- also what its rules are called by: @/greeting\n"
    "version  = \"0.1.0\"\n"
    "summary  = \"Say in one line what the pack finds\"\n"
    "language = { \"en\" }\n"
    "license  = \"CC-BY-4.0\"\n"
    "authors  = { \"Your Name <you@example.org>\" }\n"
    "emits    = { entity = { \"GREETING\" } }\n"
    "rules    = { \"rules/*.lua\" }\n"
    "lists    = { \"lists/*.txt\" }\n"
    "tests    = { \"tests/*.txt\" }          -- articles with marks: what must be found\n"
    "quiet    = { \"tests/quiet/*.txt\" }    -- articles in which nothing may be found\n" },
  { "rules/greetings.lua",
    "-- The first rule, to be replaced by yours. Each rule shows by examples what it finds and what it leaves alone;\n"
    "-- `obelus test @` runs them.\n"
    "\n"
    "rule \"greeting\" {\n"
    "  doc    = \"A greeting at the beginning of a sentence.\",\n"
    "  emits  = \"entity\",\n"
    "  label  = \"GREETING\",\n"
    "  match  = [=[ <s> [word in $greetings] ]=],\n"
    "  unless = { after = [=[ \"-\" | \"World\" ]=] },\n"
    "  examples = {\n"
    "    hit  = { \"{GREETING:Hello}, said the mayor.\", \"{GREETING:Welcome} to the harbour.\" },\n"
    "    miss = { \"The mayor said hello.\", \"Hello World is a program.\" },\n"
    "  },\n"
    "}\n" },
  { "lists/greetings.txt",
    "-- One entry a line. Tabs separate columns, which become features: see the guide.\n"
    "hello\n"
    "welcome\n"
    "goodbye\n" },
  { "tests/harbour.txt",
    "{GREETING:Welcome} to the harbour of Kellmar. The ferry leaves at noon.\n"
    "\n"
    "{GREETING:Goodbye}, said the captain.\n" },
  { "tests/quiet/ferry.txt",
    "The ferry left the harbour at noon. Nobody said goodbye.\n" },
  { "README.md",
    "# @\n"
    "\n"
    "What it finds, for whom, and what it leaves alone.\n"
    "\n"
    "    obelus check ./@\n"
    "    obelus test ./@\n"
    "    obelus tag -p ./@ article.txt\n" },
  { "CHANGELOG.md", "# Changes\n\n## 0.1.0\n\n- The first rule.\n" },
};

static gboolean
write_skeleton_file (const char *directory, const char *path, const char *text, const char *name, GError **error)
{
  g_autofree char *target = g_build_filename (directory, path, NULL), *parent = g_path_get_dirname (target);
  g_auto (GStrv) parts = g_strsplit (text, "@example", -1);     /* an address, no name */
  for (char **part = parts; *part != NULL; part++)
    {
      g_auto (GStrv) pieces = g_strsplit (*part, "@", -1);
      char *named = g_strjoinv (name, pieces);
      g_free (*part);
      *part = named;
    }
  g_autofree char *filled = g_strjoinv ("@example", parts);
  if (g_mkdir_with_parents (parent, 0755) != 0)
    return fail (error, parent);
  return g_file_set_contents (target, filled, -1, error);
}

gboolean
ob_install_new (const char *name, const char *directory, GError **error)
{
  if (!ob_manifest_is_pack_name (name))
    {
      g_set_error (error, OB_ERROR, OB_ERROR_USAGE, "\"%s\" is no name for a pack: a lower-case letter, then letters, "
                   "digits, '.', '_' or '-', like ports.en", name);
      return FALSE;
    }
  if (g_file_test (directory, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, OB_ERROR, OB_ERROR_USAGE, "%s is there already", directory);
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (skeleton); i++)
    if (!write_skeleton_file (directory, skeleton[i].path, skeleton[i].text, name, error))
      return FALSE;
  return TRUE;
}

/* --- files --- */

gboolean
ob_install_write_sums (const char *directory, GError **error)
{
  g_autofree char *path = g_build_filename (directory, OB_SUMS_FILE, NULL);
  g_autofree char *sums = ob_digest_dup_sums (directory, error);
  return sums != NULL && g_file_set_contents (path, sums, -1, error);
}

static gboolean
copy_file (const char *from, const char *to, const char *relative, gsize *n_bytes, GError **error)
{
  g_autofree char *source = g_build_filename (from, relative, NULL), *target = g_build_filename (to, relative, NULL);
  g_autofree char *parent = g_path_get_dirname (target);
  g_autoptr (GMappedFile) file = g_mapped_file_new (source, FALSE, error);
  if (file == NULL)
    return FALSE;
  *n_bytes += g_mapped_file_get_length (file);
  if (*n_bytes > OB_MAX_PACK_BYTES)
    {
      g_set_error (error, OB_ERROR, OB_ERROR_TOO_LONG, "%s: the files are larger than a pack may be", from);
      return FALSE;
    }
  if (g_mkdir_with_parents (parent, 0755) != 0)
    return fail (error, parent);
  const char *bytes = g_mapped_file_get_contents (file);
  return g_file_set_contents (target, bytes != NULL ? bytes : "", (gssize) g_mapped_file_get_length (file), error);
}

static gboolean
copy_pack (const char *from, const char *to, GError **error)
{
  g_autoptr (GPtrArray) files = ob_digest_list_files (from, error);
  g_autofree char *sums = g_build_filename (from, OB_SUMS_FILE, NULL);
  gsize n_bytes = 0;
  if (files == NULL)
    return FALSE;
  if (g_file_test (sums, G_FILE_TEST_IS_REGULAR))
    g_ptr_array_add (files, g_strdup (OB_SUMS_FILE));
  for (guint i = 0; i < files->len; i++)
    if (!copy_file (from, to, g_ptr_array_index (files, i), &n_bytes, error))
      return FALSE;
  return TRUE;
}

/* Removes @path and what stands below it; it was made here, and holds no links. Depth is bounded: OB_MAX_PACK_FILES. */
static void
remove_tree (const char *path)
{
  g_autoptr (GPtrArray) directories = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (directories, g_strdup (path));
  for (guint i = 0; i < directories->len; i++)
    {
      g_autoptr (GDir) dir = g_dir_open (g_ptr_array_index (directories, i), 0, NULL);
      const char *name;
      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (g_ptr_array_index (directories, i), name, NULL);
          if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
            g_ptr_array_add (directories, g_steal_pointer (&child));
          else
            g_unlink (child);
        }
    }
  for (guint i = directories->len; i-- > 0;)
    g_rmdir (g_ptr_array_index (directories, i));
}

/* --- installing --- */

/* Holds the staged pack to its SHA256SUMS, if it has them. */
static gboolean
check_sums (const char *directory, const char *from, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sums = g_build_filename (directory, OB_SUMS_FILE, NULL);
  if (!g_file_test (sums, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!ob_digest_verify (directory, problems, error))
    return FALSE;
  if (problems->len == 0)
    return TRUE;
  g_set_error (error, OB_ERROR, OB_ERROR_PACK, "%s is not what its " OB_SUMS_FILE " says (%s%s)", from,
               (char *) g_ptr_array_index (problems, 0), problems->len > 1 ? ", …" : "");
  return FALSE;
}

static gboolean
is_same (const char *a, const char *b)
{
  g_autofree char *digest_a = ob_digest_dup (a, NULL), *digest_b = ob_digest_dup (b, NULL);
  return digest_a != NULL && g_strcmp0 (digest_a, digest_b) == 0;
}

/* Moves the staged pack to its place. */
static gboolean
put_in_place (const char *staged, const char *target, gboolean replaces, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (target), *old = g_strconcat (staged, ".old", NULL);
  if (g_mkdir_with_parents (parent, 0755) != 0)
    return fail (error, parent);
  if (g_file_test (target, G_FILE_TEST_EXISTS))
    {
      if (is_same (staged, target))
        return TRUE;
      if (!replaces)
        {
          g_set_error (error, OB_ERROR, OB_ERROR_USAGE, "%s is there already, with other files; give the pack a new "
                       "version, or use --force", target);
          return FALSE;
        }
      if (g_rename (target, old) != 0)
        return fail (error, target);
    }
  if (g_rename (staged, target) != 0)
    {
      fail (error, target);
      g_rename (old, target);                   /* what was there comes back; when nothing was, there is nothing to do */
      return FALSE;
    }
  remove_tree (old);
  return TRUE;
}

/* Reads the manifest of @directory, whose files must be there. */
static ObManifest *
read_manifest (const char *directory, const char *from, ObDiags *diags, GError **error)
{
  guint n_before = ob_diags_count (diags, OB_SEVERITY_ERROR);
  g_autoptr (ObManifest) manifest = ob_manifest_read (directory, diags);
  if (manifest != NULL && ob_diags_count (diags, OB_SEVERITY_ERROR) == n_before)
    return g_steal_pointer (&manifest);
  g_set_error (error, OB_ERROR, OB_ERROR_PACK, "%s: no pack with a sound pack.lua", from);
  return NULL;
}

static gboolean
install_staged (const char *staged, const char *from, const char *root, gboolean replaces, ObInstalled *ret_installed,
                ObDiags *diags, GError **error)
{
  g_autoptr (ObManifest) manifest = check_sums (staged, from, error) ? read_manifest (staged, from, diags, error) : NULL;
  if (manifest == NULL)
    return FALSE;
  g_autofree char *target = g_build_filename (root, manifest->name, manifest->version, NULL);
  if (!put_in_place (staged, target, replaces, error))
    return FALSE;
  *ret_installed = (ObInstalled) { g_strdup (manifest->name), g_strdup (manifest->version), g_steal_pointer (&target) };
  return TRUE;
}

gboolean
ob_install_copy (const char *from, const char *root, gboolean replaces, ObInstalled *ret_installed, ObDiags *diags,
                 GError **error)
{
  g_autofree char *template = g_build_filename (root, ".installing-XXXXXX", NULL);
  if (!g_file_test (from, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, OB_ERROR, OB_ERROR_NOT_FOUND, "there is no %s; install takes a directory or an archive", from);
      return FALSE;
    }
  if (g_mkdir_with_parents (root, 0755) != 0)
    return fail (error, root);
  if (g_mkdtemp_full (template, 0755) == NULL)  /* beside its place, so that a rename will do */
    return fail (error, root);
  gboolean is_done = (g_file_test (from, G_FILE_TEST_IS_DIR) ? copy_pack (from, template, error)
                                                             : ob_archive_extract (from, template, error))
                     && install_staged (template, from, root, replaces, ret_installed, diags, error);
  remove_tree (template);
  return is_done;
}

gboolean
ob_install_build (const char *directory, const char *path, ObInstalled *ret_built, ObDiags *diags, GError **error)
{
  g_autoptr (ObManifest) manifest = read_manifest (directory, directory, diags, error);
  if (manifest == NULL || !ob_install_write_sums (directory, error))
    return FALSE;
  g_autoptr (GPtrArray) files = ob_digest_list_files (directory, error);
  g_autofree char *prefix = g_strdup_printf ("%s-%s", manifest->name, manifest->version);
  g_autofree char *target = path != NULL ? g_strdup (path) : g_strconcat (prefix, ".tar.gz", NULL);
  if (files == NULL)
    return FALSE;
  g_ptr_array_add (files, g_strdup (OB_SUMS_FILE));
  if (!ob_archive_create (target, prefix, directory, files, error))
    return FALSE;
  *ret_built = (ObInstalled) { g_strdup (manifest->name), g_strdup (manifest->version), g_steal_pointer (&target) };
  return TRUE;
}
