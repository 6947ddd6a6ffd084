#include "base/ob-error.h"
#include "pack/ob-pack.h"
#include "pack/ob-paths.h"
#include <string.h>

typedef struct
{
  ObLoaded   *loaded;
  ObDiags    *diags;
  GStrv       path;             /* directories in which packs are looked for */
  GHashTable *by_name;          /* name -> ObPack, borrowed */
  GPtrArray  *loading;          /* of const char *: names of the packs whose dependencies are being loaded */
} Loader;

static ObPack *load_pack (Loader *self, const char *directory);

/* --- finding packs --- */

static gboolean
has_manifest (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, "pack.lua", NULL);
  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/* The highest version among the directories NAME/VERSION, as pack install makes them; NULL when there is none. */
static char *
find_highest (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  char *best = NULL;
  ObVersion best_version, version;
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);
      if (!ob_version_parse (name, &version) || !has_manifest (path))
        continue;
      if (best != NULL && ob_version_compare (&version, &best_version) <= 0)
        continue;
      g_free (best);
      best = g_steal_pointer (&path);
      best_version = version;
    }
  return best;
}

/* The directory of pack @name, as a new string, or NULL. */
static char *
find_pack (const Loader *self, const char *name)
{
  for (char **root = self->path; *root != NULL; root++)
    {
      g_autofree char *directory = g_build_filename (*root, name, NULL);
      if (has_manifest (directory))
        return g_steal_pointer (&directory);
      char *highest = find_highest (directory);
      if (highest != NULL)
        return highest;
    }
  return NULL;
}

/* Names of the packs in the search path, for "did you mean". */
static GPtrArray *
list_packs (const Loader *self)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  for (char **root = self->path; *root != NULL; root++)
    {
      g_autoptr (GDir) dir = g_dir_open (*root, 0, NULL);
      const char *name;
      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *directory = g_build_filename (*root, name, NULL);
          if (has_manifest (directory))
            g_ptr_array_add (names, g_strdup (name));
        }
    }
  return names;
}

static void
report_no_pack (Loader *self, const char *name, const ObPlace *place)
{
  g_autoptr (GPtrArray) names = list_packs (self);
  g_autofree char *path = g_strjoinv (", ", self->path);
  const char *near = ob_suggest (name, (const char *const *) names->pdata, names->len);
  if (near != NULL)
    ob_diags_add (self->diags, OB_SEVERITY_ERROR, OB_DIAG_NO_PACK, place, "there is no pack '%s' (did you mean '%s'?)",
                  name, near);
  else
    ob_diags_add (self->diags, OB_SEVERITY_ERROR, OB_DIAG_NO_PACK, place, "there is no pack '%s' in %s", name, path);
}

/* --- modules --- */

/* The module's file: of the pack, or else of the libraries beside the directories of packs. */
typedef struct
{
  const Loader *loader;
  ObPack       *pack;
} Modules;

static ObSource *
find_module (const char *name, gpointer data, GError **error)
{
  const ObPack *pack = ((Modules *) data)->pack;
  g_autofree char *file = g_strconcat (name, ".lua", NULL);
  g_autofree char *own = g_build_filename ("lib", file, NULL);
  g_autofree char *own_path = ob_paths_resolve (pack->manifest->directory, own, NULL);
  if (own_path != NULL)
    {
      g_autofree char *display = g_build_filename (pack->manifest->name, own, NULL);
      return ob_source_read (display, own_path, error);
    }
  for (char **root = ((Modules *) data)->loader->path; *root != NULL; root++)
    {
      g_autofree char *parent = g_path_get_dirname (*root);
      g_autofree char *path = g_build_filename (parent, own, NULL);
      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return ob_source_read (own, path, error);
    }
  g_set_error (error, OB_ERROR, OB_ERROR_NOT_FOUND, "there is no module '%s' (lib/%s.lua of the pack, or of the "
               "shared library)", name, name);
  return NULL;
}

static void
take_decl (const ObDecl *decl, gpointer data)
{
  g_array_append_vals (((Modules *) data)->pack->decls, decl, 1);
}

/* --- loading --- */

static GPtrArray *
read_rule_files (Loader *self, const ObManifest *manifest)
{
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_source_unref);
  ObPlace place = ob_source_get_place (manifest->source, 0, 0, 0);
  if (manifest->rules->len > OB_MAX_SOURCE_FILES)
    ob_diags_add (self->diags, OB_SEVERITY_ERROR, "OB408", &place, "a pack has at most %d rule files",
                  OB_MAX_SOURCE_FILES);
  for (guint i = 0; i < MIN (manifest->rules->len, OB_MAX_SOURCE_FILES); i++)
    {
      const char *relative = g_ptr_array_index (manifest->rules, i);
      g_autofree char *path = g_build_filename (manifest->directory, relative, NULL);
      g_autofree char *display = g_build_filename (manifest->is_file ? "" : manifest->name, relative, NULL);
      g_autoptr (GError) error = NULL;
      ObSource *source = ob_source_read (display, path, &error);
      if (source != NULL)
        g_ptr_array_add (files, source);
      else
        ob_diags_add (self->diags, OB_SEVERITY_ERROR, "OB408", &place, "%s", error->message);
    }
  return files;
}

static gboolean
is_loading (const Loader *self, const char *name)
{
  for (guint i = 0; i < self->loading->len; i++)
    if (strcmp (g_ptr_array_index (self->loading, i), name) == 0)
      return TRUE;
  return FALSE;
}

static void
load_dependency (Loader *self, ObPack *pack, const ObDependency *dependency)
{
  if (is_loading (self, dependency->name))
    {
      gboolean is_itself = strcmp (pack->manifest->name, dependency->name) == 0;
      ob_diags_add (self->diags, OB_SEVERITY_ERROR, "OB410", &dependency->place,
                    is_itself ? "%s needs itself" : "%s and %s need each other", pack->manifest->name,
                    dependency->name);
      return;
    }
  ObPack *found = g_hash_table_lookup (self->by_name, dependency->name);
  if (found == NULL)
    {
      g_autofree char *directory = find_pack (self, dependency->name);
      if (directory == NULL)
        {
          report_no_pack (self, dependency->name, &dependency->place);
          return;
        }
      found = load_pack (self, directory);
    }
  gboolean fits = TRUE;
  if (found == NULL)
    return;
  if (dependency->range[0] != '\0')
    ob_version_fits (&found->manifest->number, dependency->range, &fits);
  if (!fits)
    ob_diags_add (self->diags, OB_SEVERITY_ERROR, "OB411", &dependency->place,
                  "%s needs %s %s; the one in use is %s (%s)",
                  pack->manifest->name, dependency->name, dependency->range, found->manifest->version,
                  found->manifest->directory);
  g_ptr_array_add (pack->dependencies, found);
}

static void
load_rules (Loader *self, ObPack *pack)
{
  Modules modules = { self, pack };
  pack->program = ob_lua_program_new (pack->manifest->name, read_rule_files (self, pack->manifest));
  ob_lua_program_load (pack->program, find_module, take_decl, &modules, pack->arena, self->diags);
  ob_pack_read_names (pack, self->diags);
  ob_pack_read_rules (pack, self->loaded->ruleset, self->loaded->examples, self->diags);
}

/* A rule file that stands alone may use all that was loaded before it. */
static void
depend_on_all (Loader *self, ObPack *pack)
{
  for (guint i = 0; i < self->loaded->packs->len; i++)
    g_ptr_array_add (pack->dependencies, g_ptr_array_index (self->loaded->packs, i));
}

/* Loads the pack in @directory, or the rule file called so, after what it depends on. Depth is bounded by
 * OB_MAX_PACKS. */
static ObPack *
load_pack (Loader *self, const char *directory)
{
  if (self->loaded->packs->len + self->loading->len >= OB_MAX_PACKS)
    {
      ob_diags_add (self->diags, OB_SEVERITY_ERROR, "OB410", NULL, "more than %d packs", OB_MAX_PACKS);
      return NULL;
    }
  g_autoptr (ObManifest) manifest = g_file_test (directory, G_FILE_TEST_IS_REGULAR)
    ? ob_manifest_new_for_file (directory, self->diags) : ob_manifest_read (directory, self->diags);
  if (manifest == NULL)
    return NULL;
  ObPack *known = g_hash_table_lookup (self->by_name, manifest->name);
  if (known != NULL || is_loading (self, manifest->name))
    return known;
  ObPack *pack = ob_pack_new (g_steal_pointer (&manifest));
  g_ptr_array_add (self->loading, pack->manifest->name);
  for (guint i = 0; i < pack->manifest->depends->len; i++)
    load_dependency (self, pack, g_ptr_array_index (pack->manifest->depends, i));
  g_ptr_array_set_size (self->loading, (int) self->loading->len - 1);
  if (pack->manifest->is_file)
    depend_on_all (self, pack);
  load_rules (self, pack);
  g_ptr_array_add (self->loaded->packs, pack);
  g_hash_table_insert (self->by_name, pack->manifest->name, pack);
  return pack;
}

static ObPack *
load_named (Loader *self, const char *name)
{
  if (strchr (name, '/') != NULL || g_str_has_suffix (name, ".lua"))
    return load_pack (self, name);
  g_autofree char *directory = find_pack (self, name);
  if (directory == NULL)
    {
      report_no_pack (self, name, NULL);
      return NULL;
    }
  ObPack *pack = load_pack (self, directory);
  if (pack != NULL && strcmp (pack->manifest->name, name) != 0)
    {
      ObPlace place = ob_source_get_place (pack->manifest->source, 0, 0, 0);
      ob_diags_add (self->diags, OB_SEVERITY_ERROR, "OB406", &place, "the pack is called \"%s\", its directory %s",
                    pack->manifest->name, name);
    }
  return pack;
}

ObLoaded *
ob_loader_load (const char *const *packs, ObDiags *diags)
{
  ObLoaded *loaded = g_new0 (ObLoaded, 1);
  loaded->ruleset = ob_ruleset_new ();
  loaded->packs = g_ptr_array_new_with_free_func (ob_pack_free);
  loaded->named = g_ptr_array_new ();
  loaded->examples = g_ptr_array_new_with_free_func (ob_example_free);
  g_auto (GStrv) path = ob_paths_dup_search_path ();
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) loading = g_ptr_array_new ();
  Loader self = { loaded, diags, path, by_name, loading };
  for (; *packs != NULL; packs++)
    g_ptr_array_add (loaded->named, load_named (&self, *packs));
  ob_ruleset_seal (loaded->ruleset, diags);
  if (ob_diags_count (diags, OB_SEVERITY_ERROR) == 0)
    {
      for (guint i = 0; i < loaded->packs->len; i++)    /* what a broken pattern uses would be told as unused */
        ob_pack_report_unused (g_ptr_array_index (loaded->packs, i), diags);
      return loaded;
    }
  g_ptr_array_set_size (loaded->examples, 0);   /* they point at rules */
  g_clear_pointer (&loaded->ruleset, ob_ruleset_unref);
  return loaded;
}

void
ob_loaded_free (ObLoaded *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->examples);
  g_clear_pointer (&self->ruleset, ob_ruleset_unref);
  g_ptr_array_unref (self->named);
  g_ptr_array_unref (self->packs);
  g_free (self);
}
