#include "base/ob-error.h"
#include "pack/ob-pack.h"
#include "pack/ob-paths.h"
#include "pack/ob-schema.h"
#include <string.h>

static const ObSchemaIds ids = { "OB305", "OB306", "OB307" };

/* --- the object --- */

static void
pack_list_free (gpointer data)
{
  ObPackList *list = data;
  ob_list_unref (list->list);
  g_free (list);
}

static void
pack_macro_free (gpointer data)
{
  ObPackMacro *macro = data;
  g_free (macro->macro.name);
  g_clear_pointer (&macro->macro.params, g_ptr_array_unref);
  g_free (macro->macro.source);
  g_free (macro);
}

ObPack *
ob_pack_new (ObManifest *manifest)
{
  ObPack *self = g_new0 (ObPack, 1);
  self->manifest = manifest;
  self->dependencies = g_ptr_array_new ();
  self->arena = ob_arena_new ();
  self->decls = g_array_new (FALSE, FALSE, sizeof (ObDecl));
  self->lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, pack_list_free);
  self->macros = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, pack_macro_free);
  self->list_names = g_ptr_array_new ();
  self->macro_names = g_ptr_array_new ();
  return self;
}

void
ob_pack_free (gpointer pack)
{
  ObPack *self = pack;
  g_ptr_array_unref (self->dependencies);
  g_array_unref (self->decls);
  g_hash_table_unref (self->lists);
  g_hash_table_unref (self->macros);
  g_ptr_array_unref (self->list_names);
  g_ptr_array_unref (self->macro_names);
  ob_lua_program_unref (self->program);
  ob_arena_free (self->arena);
  ob_manifest_free (self->manifest);
  g_free (self);
}

const char *
ob_pack_get_name (const ObPack *self)
{
  return self->manifest->name;
}

const char *
ob_pack_get_version (const ObPack *self)
{
  return self->manifest->version;
}

const char *
ob_pack_get_path (const ObPack *self)
{
  return self->manifest->directory;
}

gboolean
ob_pack_is_file (const ObPack *self)
{
  return self->manifest->is_file;
}

/* --- lists --- */

ObPackList *
ob_pack_find_list (ObPack *self, const char *pack, const char *name)
{
  ObPack *owner = pack == NULL || strcmp (pack, self->manifest->name) == 0 ? self : NULL;
  for (guint i = 0; owner == NULL && i < self->dependencies->len; i++)
    {
      ObPack *dependency = g_ptr_array_index (self->dependencies, i);
      if (strcmp (pack, dependency->manifest->name) == 0)
        owner = dependency;
    }
  ObPackList *list = owner != NULL ? g_hash_table_lookup (owner->lists, name) : NULL;
  if (list != NULL)
    list->is_used = TRUE;
  return list;
}

ObPackList *
ob_pack_find_list_by_reference (ObPack *self, const char *reference)
{
  if (reference[0] == '$')
    reference++;
  const char *colon = strchr (reference, ':');
  if (colon == NULL)
    return ob_pack_find_list (self, NULL, reference);
  g_autofree char *pack = g_strndup (reference, (gsize) (colon - reference));
  return ob_pack_find_list (self, pack, colon + 1);
}

/* Names of lists and macros: as variables are named. */
static gboolean
is_name (const char *name, gsize length)
{
  if (length == 0 || length > OB_MAX_NAME_BYTES || !(g_ascii_isalpha (name[0]) || name[0] == '_'))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (name[i]) && name[i] != '_' && name[i] != '-')
      return FALSE;
  return TRUE;
}

/* Takes @list. */
static void
add_list (ObPack *self, const char *name, ObList *list, const ObPlace *place, ObOverlay *overlay, ObDiags *diags)
{
  const ObPackList *old = g_hash_table_lookup (self->lists, name);
  if (old != NULL)
    {
      ob_diags_add (diags, OB_SEVERITY_ERROR, "OB308", place, "the list $%s is declared already (%s:%u)", name,
                    old->place.file, old->place.line);
      ob_list_unref (list);
      return;
    }
  ObPackList *entry = g_new0 (ObPackList, 1);
  entry->list = overlay != NULL ? ob_overlay_edit_list (overlay, self->manifest->name, name, list, diags) : list;
  entry->place = *place;
  char *key = g_strdup (name);
  g_hash_table_insert (self->lists, key, entry);
  g_ptr_array_add (self->list_names, key);
}

/* Lists named by the manifest alone: "lists/titles.txt" is $titles. */
static void
read_manifest_lists (ObPack *self, ObOverlay *overlay, ObDiags *diags)
{
  const ObManifest *manifest = self->manifest;
  for (guint i = 0; i < manifest->lists->len; i++)
    {
      const char *relative = g_ptr_array_index (manifest->lists, i);
      g_autofree char *name = g_path_get_basename (relative);
      g_autofree char *path = g_build_filename (manifest->directory, relative, NULL);
      char *dot = strrchr (name, '.');
      if (dot != NULL)
        *dot = '\0';
      if (!is_name (name, strlen (name)))
        {
          ObPlace place = ob_source_get_place (manifest->source, 0, 0, 0);
          ob_diags_add (diags, OB_SEVERITY_ERROR, "OB309", &place, "the list file %s gives no name for a list",
                        relative);
          continue;
        }
      ObList *list = ob_list_parse_file (name, path, diags);
      ObPlace whole = { .file = g_intern_string (ob_list_get_file (list)) };    /* an overlay may replace the list */
      add_list (self, name, list, &whole, overlay, diags);
    }
}

static gboolean
read_case (const ObValue *table, ObCase *ret_case, ObDiags *diags)
{
  static const char *const names[] = { "smart", "any", "exact", NULL };
  const ObField *field = ob_value_find (table, "case");
  if (field == NULL)
    return TRUE;
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (field->value.string, names[i]) == 0)
      {
        *ret_case = (ObCase) i;
        return TRUE;
      }
  ob_schema_add_unknown (diags, "OB306", &field->value.place, "case is \"smart\", \"any\" or \"exact\", not",
                         field->value.string, names, -1);
  return FALSE;
}

/* list "name" { file = "lists/x.txt" } */
static ObList *
read_list_file (ObPack *self, const ObDecl *decl, const ObField *file, ObDiags *diags)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = ob_paths_resolve (self->manifest->directory, file->value.string, &error);
  if (path != NULL)
    return ob_list_parse_file (decl->name, path, diags);
  ob_diags_add (diags, OB_SEVERITY_ERROR, "OB310", &file->value.place, "list \"%s\": %s", decl->name, error->message);
  return NULL;
}

/* list "name" { from = "cues", where = { strength = ">= 45", kind = "= verb" } } */
static ObList *
read_list_selection (ObPack *self, const ObDecl *decl, const ObField *from, ObDiags *diags)
{
  const ObPackList *base = ob_pack_find_list_by_reference (self, from->value.string);
  const ObField *where = ob_value_find (decl->value, "where");
  if (base == NULL)
    {
      g_autofree char *message = g_strdup_printf ("list \"%s\": there is no list", decl->name);
      ob_schema_add_unknown (diags, "OB310", &from->value.place, message, from->value.string,
                             (const char *const *) self->list_names->pdata, self->list_names->len);
      return NULL;
    }
  g_autoptr (ObList) list = ob_list_dup_edited (base->list, NULL, NULL);
  ob_list_set_name (list, decl->name);
  for (guint i = 0; where != NULL && i < where->value.n_fields; i++)
    {
      const ObField *condition = &where->value.fields[i];
      g_autoptr (GError) error = NULL;
      ObList *selected = NULL;
      if (condition->value.kind == OB_VALUE_STRING)
        selected = ob_list_dup_where (list, decl->name, condition->name, condition->value.string, &error);
      else
        g_set_error (&error, OB_ERROR, OB_ERROR_USAGE, "a condition is a text like \">= 45\" or \"= verb\"");
      if (selected == NULL)
        {
          ob_diags_add (diags, OB_SEVERITY_ERROR, "OB306", &condition->place, "list \"%s\": where.%s: %s", decl->name,
                        condition->name, error->message);
          return NULL;
        }
      ob_list_unref (list);
      list = selected;
    }
  return g_steal_pointer (&list);
}

/* list "name" { "say", "point out" } */
static ObList *
read_list_items (const ObDecl *decl, ObDiags *diags)
{
  g_autoptr (GString) source = g_string_new (NULL);
  for (guint i = 0; i < decl->value->n_items; i++)
    {
      const ObValue *item = &decl->value->items[i];
      if (item->kind != OB_VALUE_STRING || strchr (item->string, '"') != NULL)
        {
          ob_diags_add (diags, OB_SEVERITY_ERROR, "OB306", &item->place,
                        "list \"%s\": an entry is a text without double quotes", decl->name);
          return NULL;
        }
      g_string_append_printf (source, "\"%s\"\n", item->string);
    }
  return ob_list_parse_inline (decl->name, source->str, &decl->place, diags);
}

/* fuzzy = 1: one slip of the pen is allowed for. */
static gboolean
read_fuzzy (const ObField *field, ObList *list, ObDiags *diags)
{
  if (field->value.number == 1)
    {
      ob_list_set_fuzzy (list);
      return TRUE;
    }
  ob_diags_add (diags, OB_SEVERITY_ERROR, "OB306", &field->value.place,
                "list \"%s\": fuzzy is 1, one letter more, less or another; leave it out for entries as they are written",
                ob_list_get_name (list));
  return FALSE;
}

static ObList *
read_list_table (ObPack *self, const ObDecl *decl, ObDiags *diags)
{
  static const ObFieldSpec specs[] = {
    { "file", OB_TAKES_STRING }, { "from", OB_TAKES_STRING }, { "where", OB_TAKES_TABLE }, { "case", OB_TAKES_STRING },
    { "fuzzy", OB_TAKES_NUMBER }, { NULL, 0 },
  };
  g_autofree char *what = g_strdup_printf ("list \"%s\"", decl->name);
  ObValue named = *decl->value;
  named.n_items = 0;
  if (!ob_schema_check (&named, specs, what, &ids, diags))
    return NULL;
  const ObField *file = ob_value_find (decl->value, "file"), *from = ob_value_find (decl->value, "from");
  guint n = (file != NULL) + (from != NULL) + (decl->value->n_items > 0);
  if (n != 1)
    {
      ob_diags_add (diags, OB_SEVERITY_ERROR, "OB307", &decl->place,
                    "%s takes its entries, or file = \"lists/x.txt\", or from = \"other\": one of the three", what);
      return NULL;
    }
  ObCase list_case = OB_CASE_SMART;
  if (!read_case (decl->value, &list_case, diags))
    return NULL;
  ObList *list = file != NULL ? read_list_file (self, decl, file, diags)
               : from != NULL ? read_list_selection (self, decl, from, diags) : read_list_items (decl, diags);
  if (list != NULL && ob_value_find (decl->value, "case") != NULL)
    ob_list_set_case (list, list_case);
  const ObField *fuzzy = ob_value_find (decl->value, "fuzzy");
  if (list != NULL && fuzzy != NULL && !read_fuzzy (fuzzy, list, diags))
    g_clear_pointer (&list, ob_list_unref);
  return list;
}

static void
read_list (ObPack *self, const ObDecl *decl, ObOverlay *overlay, ObDiags *diags)
{
  ObList *list = NULL;
  if (!is_name (decl->name, strlen (decl->name)))
    ob_diags_add (diags, OB_SEVERITY_ERROR, "OB309", &decl->name_place,
                  "list \"%s\": a name is made of letters, digits, '_' and '-'", decl->name);
  else if (decl->value->kind == OB_VALUE_STRING)
    list = ob_list_parse_inline (decl->name, decl->value->string, &decl->value->place, diags);
  else if (decl->value->kind == OB_VALUE_TABLE)
    list = read_list_table (self, decl, diags);
  else
    ob_diags_add (diags, OB_SEVERITY_ERROR, "OB306", &decl->place, "list \"%s\" takes a text or a table, not %s",
                  decl->name, ob_value_kind_get_name (decl->value->kind));
  if (list != NULL)
    add_list (self, decl->name, list, &decl->place, overlay, diags);
}

/* --- macros --- */

/* Reads "gap(min, max)". FALSE when it is no such thing. */
static gboolean
parse_macro_head (const char *head, char **ret_name, GPtrArray **ret_params)
{
  gsize n = strcspn (head, "( ");
  const char *open = head + n + strspn (head + n, " ");
  if (!is_name (head, n))
    return FALSE;
  if (*open == '\0')
    {
      *ret_name = g_strndup (head, n);
      *ret_params = NULL;
      return TRUE;
    }
  const char *close = strchr (open, ')');
  if (*open != '(' || close == NULL || close[1] != '\0')
    return FALSE;
  g_autofree char *inside = g_strndup (open + 1, (gsize) (close - open - 1));
  g_auto (GStrv) parts = g_strsplit (inside, ",", -1);
  g_autoptr (GPtrArray) params = g_ptr_array_new_with_free_func (g_free);
  for (char **part = parts; *part != NULL; part++)
    {
      g_strstrip (*part);
      if (!is_name (*part, strlen (*part)))
        return FALSE;
      g_ptr_array_add (params, g_strdup (*part));
    }
  if (params->len == 0)
    return FALSE;
  *ret_name = g_strndup (head, n);
  *ret_params = g_steal_pointer (&params);
  return TRUE;
}

static void
read_macro (ObPack *self, const ObDecl *decl, ObDiags *diags)
{
  g_autofree char *name = NULL;
  GPtrArray *params = NULL;
  if (decl->value->kind != OB_VALUE_STRING)
    {
      ob_diags_add (diags, OB_SEVERITY_ERROR, "OB306", &decl->place, "macro \"%s\" takes a pattern, not %s",
                    decl->name, ob_value_kind_get_name (decl->value->kind));
      return;
    }
  if (!parse_macro_head (decl->name, &name, &params))
    {
      ob_diags_add (diags, OB_SEVERITY_ERROR, "OB309", &decl->name_place,
                    "macro \"%s\": write \"name\" or \"name(param, …)\"", decl->name);
      return;
    }
  const ObPackMacro *old = g_hash_table_lookup (self->macros, name);
  if (old != NULL)
    {
      ob_diags_add (diags, OB_SEVERITY_ERROR, "OB308", &decl->name_place, "the macro @%s is declared already (%s:%u)",
                    name, old->place.file, old->place.line);
      g_clear_pointer (&params, g_ptr_array_unref);
      return;
    }
  if (decl->value->bracket == 0)
    ob_diags_add (diags, OB_SEVERITY_ERROR, "OB301", &decl->value->place,
                  "write the pattern in [=[ … ]=]: a ']' followed by ']' would end [[ … ]]");
  ObPackMacro *macro = g_new0 (ObPackMacro, 1);
  macro->macro = (ObMacro) { g_steal_pointer (&name), params, g_strdup (decl->value->string), decl->value->place,
                             FALSE };
  macro->place = decl->place;
  g_hash_table_insert (self->macros, macro->macro.name, macro);
  g_ptr_array_add (self->macro_names, macro->macro.name);
}

void
ob_pack_read_names (ObPack *self, ObOverlay *overlay, ObDiags *diags)
{
  read_manifest_lists (self, overlay, diags);
  for (guint i = 0; i < self->decls->len; i++)
    {
      const ObDecl *decl = &g_array_index (self->decls, ObDecl, i);
      if (strcmp (decl->verb, "list") == 0)
        read_list (self, decl, overlay, diags);
      else if (strcmp (decl->verb, "macro") == 0)
        read_macro (self, decl, diags);
    }
}

void
ob_pack_report_unused (const ObPack *self, ObDiags *diags)
{
  for (guint i = 0; i < self->list_names->len; i++)
    {
      const char *name = g_ptr_array_index (self->list_names, i);
      const ObPackList *list = g_hash_table_lookup (self->lists, name);
      if (!list->is_used)
        ob_diags_add (diags, OB_SEVERITY_WARNING, "OB208", &list->place, "nothing uses the list $%s of %s", name,
                      self->manifest->name);
    }
  for (guint i = 0; i < self->macro_names->len; i++)
    {
      const char *name = g_ptr_array_index (self->macro_names, i);
      const ObPackMacro *macro = g_hash_table_lookup (self->macros, name);
      if (!macro->macro.is_used)
        ob_diags_add (diags, OB_SEVERITY_WARNING, "OB209", &macro->place, "nothing uses the macro @%s", name);
    }
}
