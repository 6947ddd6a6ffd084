#include "pack/ob-manifest.h"
#include "base/ob-error.h"
#include "base/ob-limits.h"
#include "base/ob-release.h"
#include "lua/ob-lua-program.h"
#include "pack/ob-catalogue.h"
#include "pack/ob-loader.h"
#include "pack/ob-paths.h"
#include "pack/ob-schema.h"
#include <string.h>

#define API 1

static const ObSchemaIds ids = { "OB403", "OB404", "OB405" };

static const ObFieldSpec specs[] = {
  { "format", OB_TAKES_NUMBER | OB_IS_REQUIRED },
  { "name", OB_TAKES_STRING | OB_IS_REQUIRED },
  { "version", OB_TAKES_STRING | OB_IS_REQUIRED },
  { "summary", OB_TAKES_STRING },
  { "language", OB_TAKES_STRING | OB_TAKES_STRINGS },
  { "license", OB_TAKES_STRING },
  { "authors", OB_TAKES_STRING | OB_TAKES_STRINGS },
  { "homepage", OB_TAKES_STRING },
  { "requires", OB_TAKES_TABLE },
  { "depends", OB_TAKES_STRING | OB_TAKES_STRINGS },
  { "emits", OB_TAKES_TABLE },
  { "tags", OB_TAKES_TABLE },
  { "fields", OB_TAKES_STRING | OB_TAKES_STRINGS },
  { "rules", OB_TAKES_STRING | OB_TAKES_STRINGS },
  { "lists", OB_TAKES_STRING | OB_TAKES_STRINGS },
  { "tests", OB_TAKES_STRING | OB_TAKES_STRINGS },
  { "quiet", OB_TAKES_STRING | OB_TAKES_STRINGS },
  { NULL, 0 },
};

static const ObFieldSpec requires_specs[] = {
  { "obelus", OB_TAKES_STRING },
  { "api", OB_TAKES_NUMBER },
  { "layers", OB_TAKES_STRINGS },
  { NULL, 0 },
};

static void
dependency_free (gpointer data)
{
  ObDependency *dependency = data;
  g_free (dependency->name);
  g_free (dependency->range);
  g_free (dependency);
}

void
ob_manifest_free (ObManifest *self)
{
  if (self == NULL)
    return;
  g_free (self->directory);
  ob_source_unref (self->source);
  ob_arena_free (self->arena);
  g_free (self->name);
  g_free (self->version);
  g_free (self->summary);
  g_clear_pointer (&self->depends, g_ptr_array_unref);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_clear_pointer (&self->lists, g_ptr_array_unref);
  g_clear_pointer (&self->tests, g_ptr_array_unref);
  g_clear_pointer (&self->quiet, g_ptr_array_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_free (self);
}

/* The place of field @name, or of the file. */
static ObPlace
get_place (const ObManifest *self, const char *name)
{
  const ObField *field = ob_value_find (&self->table, name);
  if (field == NULL)
    return ob_source_get_place (self->source, 0, 0, 0);
  return field->value.place;
}

gboolean
ob_manifest_is_pack_name (const char *name)
{
  if (!g_ascii_islower (name[0]) || strlen (name) > OB_MAX_NAME_BYTES)
    return FALSE;
  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_islower (*p) && !g_ascii_isdigit (*p) && strchr ("_.-", *p) == NULL)
      return FALSE;
  return TRUE;
}

static void
check_identity (ObManifest *self, ObDiags *diags)
{
  const ObField *format = ob_value_find (&self->table, "format");
  ObPlace place = get_place (self, "format");
  if (format != NULL && format->value.kind == OB_VALUE_NUMBER && format->value.number != 1)
    ob_diags_add (diags, OB_SEVERITY_ERROR, "OB406", &place, "format is %g; this version reads format 1",
                  format->value.number);
  const char *name = ob_schema_get_string (&self->table, "name");
  place = get_place (self, "name");
  if (name != NULL && !ob_manifest_is_pack_name (name))
    ob_diags_add (diags, OB_SEVERITY_ERROR, "OB406", &place,
                  "name is \"%s\"; it must be a lower-case letter, then letters, digits, '.', '_' or '-'", name);
  else if (name != NULL)
    self->name = g_strdup (name);
  const char *version = ob_schema_get_string (&self->table, "version");
  place = get_place (self, "version");
  if (version != NULL && (!ob_version_parse (version, &self->number) || self->number.n_parts != 3))
    ob_diags_add (diags, OB_SEVERITY_ERROR, "OB406", &place, "version is \"%s\"; it must be like 1.2.3", version);
  self->version = g_strdup (version != NULL ? version : "0.0.0");
  self->summary = g_strdup (ob_schema_get_string (&self->table, "summary"));
}

static void
check_layers (const ObValue *requires, ObDiags *diags)
{
  static const char *const layers[] = { "word", "lemma", "shape", "ent", "time", "quote", "sentence", "para", "zone",
                                        "pos", "dep", NULL };
  g_autoptr (GPtrArray) wanted = ob_schema_dup_strings (requires, "layers");
  for (guint i = 0; i < wanted->len; i++)
    {
      const ObValue *layer = g_ptr_array_index (wanted, i);
      if (!g_strv_contains (layers, layer->string))
        ob_schema_add_unknown (diags, "OB407", &layer->place, "requires.layers: there is no layer", layer->string,
                               layers, -1);
    }
}

static void
check_requires (ObManifest *self, ObDiags *diags)
{
  const ObField *field = ob_value_find (&self->table, "requires");
  if (field == NULL || field->value.kind != OB_VALUE_TABLE ||
      !ob_schema_check (&field->value, requires_specs, "requires", &ids, diags))
    return;
  const ObField *range = ob_value_find (&field->value, "obelus"), *api = ob_value_find (&field->value, "api");
  ObVersion ours;
  gboolean fits = TRUE;
  ob_version_parse (OB_VERSION, &ours);
  if (range != NULL && !ob_version_fits (&ours, range->value.string, &fits))
    ob_diags_add (diags, OB_SEVERITY_ERROR, "OB407", &range->value.place,
                  "\"%s\" is no range of versions (like \">= 0.1, < 0.3\" or \"~> 1.2\")", range->value.string);
  else if (!fits)
    ob_diags_add (diags, OB_SEVERITY_ERROR, "OB407", &range->value.place,
                  "this is obelus " OB_VERSION "; the pack asks for %s", range->value.string);
  if (api != NULL && api->value.number != API)
    ob_diags_add (diags, OB_SEVERITY_ERROR, "OB407", &api->place, "the pack asks for API %g; this is API %d",
                  api->value.number, API);
  check_layers (&field->value, diags);
}

static void
read_depends (ObManifest *self, ObDiags *diags)
{
  g_autoptr (GPtrArray) entries = ob_schema_dup_strings (&self->table, "depends");
  for (guint i = 0; i < entries->len; i++)
    {
      const ObValue *entry = g_ptr_array_index (entries, i);
      g_autofree char *name = NULL, *range = NULL;
      if (!ob_catalogue_parse_reference (entry->string, &name, &range))
        {
          ob_diags_add (diags, OB_SEVERITY_ERROR, "OB407", &entry->place,
                        "\"%s\" is no dependency (like \"base.en ~> 1.2\")", entry->string);
          continue;
        }
      ObDependency *dependency = g_new0 (ObDependency, 1);
      dependency->name = g_steal_pointer (&name);
      dependency->range = g_steal_pointer (&range);
      dependency->place = entry->place;
      g_ptr_array_add (self->depends, dependency);
    }
}

/* Reads the files that field @name lists. */
static GPtrArray *
read_files (ObManifest *self, const char *name, ObDiags *diags)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) patterns = ob_schema_dup_strings (&self->table, name);
  for (guint i = 0; i < patterns->len; i++)
    {
      const ObValue *pattern = g_ptr_array_index (patterns, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) found = ob_paths_expand (self->directory, pattern->string, &error);
      if (found == NULL)
        ob_diags_add (diags, OB_SEVERITY_ERROR, "OB408", &pattern->place, "%s: %s", name, error->message);
      for (guint j = 0; found != NULL && j < found->len; j++)
        if (!g_ptr_array_find_with_equal_func (files, g_ptr_array_index (found, j), g_str_equal, NULL))
          g_ptr_array_add (files, g_strdup (g_ptr_array_index (found, j)));
    }
  return files;
}

static gboolean
is_field_name (const char *name)
{
  if (!g_ascii_isalpha (name[0]) || strlen (name) > OB_MAX_NAME_BYTES)
    return FALSE;
  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '_')
      return FALSE;
  return TRUE;
}

static void
read_fields (ObManifest *self, ObDiags *diags)
{
  g_autoptr (GPtrArray) names = ob_schema_dup_strings (&self->table, "fields");
  for (guint i = 0; i < names->len; i++)
    {
      const ObValue *name = g_ptr_array_index (names, i);
      if (is_field_name (name->string))
        g_ptr_array_add (self->fields, g_strdup (name->string));
      else
        ob_diags_add (diags, OB_SEVERITY_ERROR, "OB406", &name->place,
                      "\"%s\" is no name of a field: letters, digits and '_'", name->string);
    }
}

/* The directory's name, for messages about a manifest that cannot be read. */
static char *
dup_base_name (const char *directory)
{
  g_autofree char *absolute = g_canonicalize_filename (directory, NULL);
  return g_path_get_basename (absolute);
}

/* Takes @source. */
static ObManifest *
manifest_new (const char *directory, ObSource *source)
{
  ObManifest *self = g_new0 (ObManifest, 1);
  self->directory = g_strdup (directory);
  self->source = source;
  self->arena = ob_arena_new ();
  self->depends = g_ptr_array_new_with_free_func (dependency_free);
  self->fields = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/* Reads the source of pack.lua or of a rule file. */
static ObSource *
read_source (const char *display, const char *path, ObDiags *diags)
{
  g_autoptr (GError) error = NULL;
  ObSource *source = ob_source_read (display, path, &error);
  if (source == NULL)
    {
      ObPlace place = { .file = display };
      ob_diags_add (diags, OB_SEVERITY_ERROR, OB_DIAG_NO_PACK, &place, "%s", error->message);
    }
  return source;
}

ObManifest *
ob_manifest_read (const char *directory, ObDiags *diags)
{
  g_autofree char *base = dup_base_name (directory);
  g_autofree char *display = g_build_filename (base, "pack.lua", NULL);
  g_autofree char *path = g_build_filename (directory, "pack.lua", NULL);
  ObSource *source = read_source (display, path, diags);
  if (source == NULL)
    return NULL;
  g_autoptr (ObManifest) self = manifest_new (directory, source);
  if (!ob_lua_read_assignments (self->source, "OB402", self->arena, &self->table, diags))
    return NULL;
  ob_schema_check (&self->table, specs, "pack.lua", &ids, diags);
  check_identity (self, diags);
  if (self->name == NULL)
    return NULL;
  check_requires (self, diags);
  read_depends (self, diags);
  read_fields (self, diags);
  self->rules = read_files (self, "rules", diags);
  self->lists = read_files (self, "lists", diags);
  self->tests = read_files (self, "tests", diags);
  self->quiet = read_files (self, "quiet", diags);
  return g_steal_pointer (&self);
}

/* "My rules.lua" is the pack "my-rules". */
static char *
dup_name_of_file (const char *base)
{
  gsize length = strlen (base) - (g_str_has_suffix (base, ".lua") ? strlen (".lua") : 0);
  g_autofree char *name = g_ascii_strdown (base, (gssize) length);
  for (char *p = name; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("_.-", *p) == NULL)
      *p = '-';
  return ob_manifest_is_pack_name (name) ? g_steal_pointer (&name) : g_strconcat ("rules-", name, NULL);
}

ObManifest *
ob_manifest_new_for_file (const char *path, ObDiags *diags)
{
  g_autofree char *directory = g_path_get_dirname (path), *base = g_path_get_basename (path);
  ObSource *source = read_source (base, path, diags);
  if (source == NULL)
    return NULL;
  ObManifest *self = manifest_new (directory, source);
  self->is_file = TRUE;
  self->table = (ObValue) { .kind = OB_VALUE_TABLE };
  self->name = dup_name_of_file (base);
  self->version = g_strdup ("0.0.0");
  self->rules = g_ptr_array_new_with_free_func (g_free);
  self->lists = g_ptr_array_new_with_free_func (g_free);
  self->tests = g_ptr_array_new_with_free_func (g_free);
  self->quiet = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->rules, g_steal_pointer (&base));
  return self;
}
