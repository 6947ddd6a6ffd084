#include "base/ob-error.h"
#include "pack/ob-catalogue.h"
#include "pack/ob-pack-check.h"
#include "pack/ob-pack.h"
#include "pack/ob-paths.h"
#include <string.h>

typedef struct
{
  ObLoaded   *loaded;
  ObDiags    *diags;
  const char *const *path;      /* directories in which packs are looked for */
  ObProject  *project;
  GHashTable *by_name;          /* name -> ObPack, borrowed */
  GPtrArray  *loading;          /* of const char *: names of the packs whose dependencies are being loaded */
} Loader;

static ObPack *load_pack (Loader *self, const char *directory);

/* --- finding packs --- */

/* The directory of @name, whose version lies in @range and is, without a range, the one that the lock records, where
 * there is one. A new string; NULL, told, when there is none. */
static char *
find_pack (Loader *self, const char *name, const char *range, const ObPlace *place)
{
  const ObLockEntry *locked = self->project->lock != NULL ? ob_lock_find (self->project->lock, name) : NULL;
  g_autofree char *locked_range = locked != NULL ? g_strconcat ("= ", locked->version, NULL) : NULL, *seen = NULL;
  char *directory = locked != NULL ? ob_catalogue_find (self->path, name, locked_range, NULL) : NULL;
  if (directory == NULL)
    directory = ob_catalogue_find (self->path, name, range, &seen);
  if (directory != NULL)
    return directory;
  g_autoptr (GPtrArray) names = ob_catalogue_list_names (self->path);
  g_autofree char *path = g_strjoinv (", ", (char **) self->path);
  const char *near = ob_suggest (name, (const char *const *) names->pdata, names->len);
  if (seen[0] != '\0')
    ob_diags_add (self->diags, OB_SEVERITY_ERROR, "OB414", place, "there is no %s %s; there is %s", name, range, seen);
  else if (near != NULL)
    ob_diags_add (self->diags, OB_SEVERITY_ERROR, OB_DIAG_NO_PACK, place, "there is no pack '%s' (did you mean '%s'?)",
                  name, near);
  else
    ob_diags_add (self->diags, OB_SEVERITY_ERROR, OB_DIAG_NO_PACK, place, "there is no pack '%s' in %s", name, path);
  return NULL;
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
  for (const char *const *root = ((Modules *) data)->loader->path; *root != NULL; root++)
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
      g_autofree char *directory = find_pack (self, dependency->name, dependency->range, &dependency->place);
      if (directory == NULL)
        return;
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
  ob_lua_program_set_budgets (pack->program, ob_ruleset_get_budgets (self->loaded->ruleset));
  ob_lua_program_load (pack->program, find_module, take_decl, &modules, pack->arena, self->diags);
  if (self->project->overlay != NULL)
    ob_overlay_patch (self->project->overlay, pack->manifest->name, pack->decls, pack->arena, self->diags);
  ob_pack_read_names (pack, self->project->overlay, self->diags);
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
  if (self->project->lock != NULL && !pack->manifest->is_file)
    ob_lock_check (self->project->lock, pack->manifest->name, pack->manifest->version, directory, self->diags);
  load_rules (self, pack);
  g_ptr_array_add (self->loaded->packs, pack);
  g_hash_table_insert (self->by_name, pack->manifest->name, pack);
  return pack;
}

/* Loads what people or the overlay call @reference. */
static ObPack *
load_named (Loader *self, const char *reference)
{
  if (strchr (reference, '/') != NULL || g_str_has_suffix (reference, ".lua"))
    return load_pack (self, reference);
  g_autofree char *name = NULL, *range = NULL;
  const ObPlace *use = self->project->overlay != NULL ? ob_overlay_find_use (self->project->overlay, reference) : NULL;
  if (!ob_catalogue_parse_reference (reference, &name, &range))
    {
      ob_diags_add (self->diags, OB_SEVERITY_ERROR, OB_DIAG_NO_PACK, use, "there is no pack '%s': a pack is called like "
                    "news.en, \"news.en ~> 0.4\" or news.en@0.4.0; a path to one has a '/'", reference);
      return NULL;
    }
  g_autofree char *directory = find_pack (self, name, range, use);
  ObPack *pack = directory != NULL ? load_pack (self, directory) : NULL;
  gboolean fits = TRUE;
  if (pack == NULL)
    return NULL;
  ObPlace place = ob_source_get_place (pack->manifest->source, 0, 0, 0);
  if (strcmp (pack->manifest->name, name) != 0)
    ob_diags_add (self->diags, OB_SEVERITY_ERROR, "OB406", &place, "the pack is called \"%s\", its directory %s",
                  pack->manifest->name, name);
  if (range[0] != '\0' && ob_version_fits (&pack->manifest->number, range, &fits) && !fits)
    ob_diags_add (self->diags, OB_SEVERITY_ERROR, "OB411", &place, "%s %s is in use; %s is asked for", name,
                  pack->manifest->version, range);
  return pack;
}

/* Lets the overlay have its say about the rules of all packs. */
static void
apply_overlay (Loader *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new (), lists = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->loaded->packs->len; i++)
    {
      const ObPack *pack = g_ptr_array_index (self->loaded->packs, i);
      g_ptr_array_add (names, (gpointer) ob_pack_get_name (pack));
      for (guint j = 0; j < pack->list_names->len; j++)
        g_ptr_array_add (lists, g_strconcat (ob_pack_get_name (pack), ":", g_ptr_array_index (pack->list_names, j), NULL));
    }
  g_ptr_array_add (names, NULL);
  g_ptr_array_add (lists, NULL);
  ob_overlay_finish (self->project->overlay, self->loaded->ruleset, (const char *const *) names->pdata,
                     (const char *const *) lists->pdata, self->diags);
  for (guint i = self->loaded->examples->len; i-- > 0;)
    if (((const ObExample *) g_ptr_array_index (self->loaded->examples, i))->rule->changes & OB_RULE_IS_OFF)
      g_ptr_array_remove_index (self->loaded->examples, i);
}

static void
set_budgets (const ObLoaded *loaded, const char *budget, ObDiags *diags)
{
  const char *const settings[] = { g_getenv ("OBELUS_BUDGET"), budget };
  ObBudgets budgets = ob_budgets_default ();
  if (loaded->project->overlay != NULL)
    ob_overlay_set_budgets (loaded->project->overlay, &budgets);
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autoptr (GError) error = NULL;
      if (settings[i] != NULL && settings[i][0] != '\0' && !ob_budgets_set (&budgets, settings[i], &error))
        ob_diags_add (diags, OB_SEVERITY_ERROR, "OB409", NULL, "%s%s", i == 0 ? "OBELUS_BUDGET: " : "", error->message);
    }
  ob_ruleset_set_budgets (loaded->ruleset, &budgets);
}

/* What the ways to load differ in. */
typedef struct
{
  const char     *budget;       /* or NULL */
  gboolean        heeds_lock;
  ObLoaderAddFunc add;          /* or NULL */
  gpointer        data;
} Wishes;

static ObLoaded *
load (const char *const *packs, const Wishes *wishes, ObDiags *diags)
{
  ObLoaded *loaded = g_new0 (ObLoaded, 1);
  loaded->ruleset = ob_ruleset_new ();
  loaded->packs = g_ptr_array_new_with_free_func (ob_pack_free);
  loaded->named = g_ptr_array_new ();
  loaded->examples = g_ptr_array_new_with_free_func (ob_example_free);
  loaded->project = ob_project_open (diags);
  if (!wishes->heeds_lock)
    g_clear_pointer (&loaded->project->lock, ob_lock_free);
  set_budgets (loaded, wishes->budget, diags);
  g_auto (GStrv) path = ob_paths_dup_search_path ();
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) loading = g_ptr_array_new ();
  Loader self = { loaded, diags, (const char *const *) path, loaded->project, by_name, loading };
  if (packs == NULL)
    packs = ob_project_get_packs (loaded->project);
  for (; *packs != NULL; packs++)
    g_ptr_array_add (loaded->named, load_named (&self, *packs));
  if (loaded->project->overlay != NULL)
    apply_overlay (&self);
  if (wishes->add != NULL)
    wishes->add (loaded, wishes->data, diags);
  ob_ruleset_seal (loaded->ruleset, diags);
  if (ob_diags_count (diags, OB_SEVERITY_ERROR) == 0)
    {
      for (guint i = 0; i < loaded->packs->len; i++)    /* what a broken pattern uses would be told as unused */
        ob_pack_report_unused (g_ptr_array_index (loaded->packs, i), diags);
      ob_pack_check_names (loaded, diags);
      if (ob_diags_count (diags, OB_SEVERITY_ERROR) == 0)
        return loaded;
    }
  g_ptr_array_set_size (loaded->examples, 0);   /* they point at rules */
  g_clear_pointer (&loaded->ruleset, ob_ruleset_unref);
  return loaded;
}

ObLoaded *
ob_loader_load (const char *const *packs, ObDiags *diags)
{
  return load (packs, &(Wishes) { .heeds_lock = TRUE }, diags);
}

ObLoaded *
ob_loader_load_within (const char *const *packs, const char *budget, ObDiags *diags)
{
  return load (packs, &(Wishes) { .budget = budget, .heeds_lock = TRUE }, diags);
}

ObLoaded *
ob_loader_load_with (const char *const *packs, ObLoaderAddFunc add, gpointer data, ObDiags *diags)
{
  return load (packs, &(Wishes) { .heeds_lock = TRUE, .add = add, .data = data }, diags);
}

ObLoaded *
ob_loader_load_unlocked (const char *const *packs, ObDiags *diags)
{
  return load (packs, &(Wishes) { .heeds_lock = FALSE }, diags);
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
  ob_project_free (self->project);
  g_free (self);
}

/* Adds @text so that no two sequences of texts run together to the same. */
static void
digest_text (GChecksum *checksum, const char *text)
{
  g_checksum_update (checksum, (const guchar *) text, (gssize) strlen (text) + 1);
}

static void
digest_list (GChecksum *checksum, const ObList *list)
{
  for (guint j = 1; j < ob_list_get_n_columns (list); j++)
    digest_text (checksum, ob_list_get_column (list, j) != NULL ? ob_list_get_column (list, j) : "");
  for (guint i = 0; i < ob_list_size (list); i++)
    {
      ObListEntry entry = ob_list_get (list, i);
      digest_text (checksum, ob_list_get_text (list, entry));
      for (guint j = 1; j < ob_list_get_n_columns (list); j++)
        {
          const char *cell = ob_list_get_cell (list, entry, j);
          digest_text (checksum, cell != NULL ? cell : "");
        }
    }
}

char *
ob_loaded_dup_digest (const ObLoaded *self)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  for (guint i = 0; i < self->packs->len; i++)
    {
      ObPack *pack = g_ptr_array_index (self->packs, i);
      digest_text (checksum, pack->manifest->name);
      digest_text (checksum, ob_source_get_text (pack->manifest->source));
      ob_lua_program_digest (pack->program, checksum);
      for (guint j = 0; j < pack->list_names->len; j++)
        {
          const char *name = g_ptr_array_index (pack->list_names, j);
          digest_text (checksum, name);
          digest_list (checksum, ob_pack_find_list (pack, NULL, name)->list);
        }
    }
  g_autofree char *overlay = NULL;
  if (self->project->overlay != NULL
      && g_file_get_contents (ob_overlay_get_path (self->project->overlay), &overlay, NULL, NULL))
    digest_text (checksum, overlay);
  return g_strdup (g_checksum_get_string (checksum));
}

ObList *
ob_loaded_find_list (const ObLoaded *self, const char *reference)
{
  const char *name = *reference == '$' ? reference + 1 : reference, *colon = strrchr (name, ':');
  for (guint i = self->packs->len; i-- > 0;)
    {
      ObPack *pack = g_ptr_array_index (self->packs, i);
      const char *own = pack->manifest->name;
      if (colon != NULL && (strlen (own) != (gsize) (colon - name) || memcmp (own, name, strlen (own)) != 0))
        continue;
      ObPackList *list = ob_pack_find_list (pack, NULL, colon != NULL ? colon + 1 : name);
      if (list != NULL)
        return list->list;
    }
  return NULL;
}

GPtrArray *
ob_loaded_dup_list_names (const ObLoaded *self)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->packs->len; i++)
    {
      const ObPack *pack = g_ptr_array_index (self->packs, i);
      for (guint j = 0; j < pack->list_names->len; j++)
        {
          const char *name = g_ptr_array_index (pack->list_names, j);
          g_ptr_array_add (names, g_strdup (name));
          g_ptr_array_add (names, g_strconcat (pack->manifest->name, ":", name, NULL));
        }
    }
  return names;
}

const ObGazetteer *
ob_loaded_get_gazetteer (const ObLoaded *self, ObList *list)
{
  g_autoptr (ObDiags) told_before = ob_diags_new ();
  return ob_gazetteers_add (ob_ruleset_get_gazetteers (self->ruleset), list, OB_GAZETTEER_LEMMA, told_before);
}

static void
list_of_pack_clear (gpointer data)
{
  g_free (((ObListOfPack *) data)->name);
}

GArray *
ob_loaded_dup_lists (ObLoaded *self)
{
  GArray *lists = g_array_new (FALSE, FALSE, sizeof (ObListOfPack));
  g_array_set_clear_func (lists, list_of_pack_clear);
  for (guint i = 0; i < self->packs->len; i++)
    {
      ObPack *pack = g_ptr_array_index (self->packs, i);
      for (guint j = 0; j < pack->list_names->len; j++)
        {
          const char *name = g_ptr_array_index (pack->list_names, j);
          ObList *list = ob_pack_find_list (pack, NULL, name)->list;
          ObListOfPack entry = {
            g_strconcat (pack->manifest->name, ":", name, NULL), list,
            ob_loaded_get_gazetteer (self, list),
          };
          g_array_append_val (lists, entry);
        }
    }
  return lists;
}
