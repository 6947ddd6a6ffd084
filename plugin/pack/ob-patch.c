#include "pack/ob-patch.h"
#include "pack/ob-schema.h"
#include <string.h>

/* Fields of tables are merged one by one, these two. */
static gboolean
is_merged (const char *name)
{
  return strcmp (name, "unless") == 0 || strcmp (name, "set") == 0 || strcmp (name, "examples") == 0;
}

static ObField *
find_field (GArray *fields, const char *name)
{
  for (guint i = 0; i < fields->len; i++)
    if (strcmp (g_array_index (fields, ObField, i).name, name) == 0)
      return &g_array_index (fields, ObField, i);
  return NULL;
}

static GArray *
copy_fields (const ObValue *table)
{
  GArray *fields = g_array_new (FALSE, FALSE, sizeof (ObField));
  g_array_append_vals (fields, table->fields, table->n_fields);
  return fields;
}

/* Puts @fields into @table, which keeps its items. */
static void
set_fields (ObValue *table, const GArray *fields, ObArena *arena)
{
  ObField *copy = ob_arena_new_array (arena, ObField, MAX (fields->len, 1));
  memcpy (copy, fields->data, fields->len * sizeof (ObField));
  table->fields = copy;
  table->n_fields = fields->len;
}

/* A table with the items of both; a single text counts as a table of one. */
static ObValue
join_items (const ObValue *first, const ObValue *second, ObArena *arena)
{
  ObValue joined = *second;
  guint n_first = first->kind == OB_VALUE_TABLE ? first->n_items : 1;
  guint n_second = second->kind == OB_VALUE_TABLE ? second->n_items : 1;
  ObValue *items = ob_arena_new_array (arena, ObValue, n_first + n_second);
  memcpy (items, first->kind == OB_VALUE_TABLE ? first->items : first, n_first * sizeof (ObValue));
  memcpy (items + n_first, second->kind == OB_VALUE_TABLE ? second->items : second, n_second * sizeof (ObValue));
  joined.kind = OB_VALUE_TABLE;
  joined.items = items;
  joined.n_items = n_first + n_second;
  return joined;
}

/* Puts the fields of @patch into @table, in the place of those with the same name; with @joins, behind their items. */
static void
merge (ObValue *table, const ObValue *patch, gboolean joins, ObArena *arena)
{
  g_autoptr (GArray) fields = copy_fields (table);
  for (guint i = 0; i < patch->n_fields; i++)
    {
      ObField *old = find_field (fields, patch->fields[i].name);
      if (old == NULL)
        g_array_append_val (fields, patch->fields[i]);
      else if (joins)
        old->value = join_items (&old->value, &patch->fields[i].value, arena);
      else
        *old = patch->fields[i];
    }
  set_fields (table, fields, arena);
}

/* Takes "doc" or "unless.before" out of @table. FALSE when it is not there. */
static gboolean
remove_field (ObValue *table, const char *path, ObArena *arena)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", 2);
  g_autoptr (GArray) fields = copy_fields (table);
  ObField *field = find_field (fields, parts[0]);
  if (field == NULL)
    return FALSE;
  if (parts[1] != NULL && (field->value.kind != OB_VALUE_TABLE || !remove_field (&field->value, parts[1], arena)))
    return FALSE;
  if (parts[1] == NULL)
    g_array_remove_index (fields, (guint) (field - (ObField *) (void *) fields->data));
  set_fields (table, fields, arena);
  return TRUE;
}

static void
remove_fields (const ObDecl *patch, ObValue *table, ObArena *arena, ObDiags *diags)
{
  g_autoptr (GPtrArray) paths = ob_schema_dup_strings (patch->value, "remove");
  for (guint i = 0; i < paths->len; i++)
    {
      const ObValue *path = g_ptr_array_index (paths, i);
      if (!remove_field (table, path->string, arena))
        ob_diags_add (diags, OB_SEVERITY_ERROR, "OB422", &path->place, "patch \"%s\": the rule has no %s to remove",
                      patch->name, path->string);
    }
}

/* The number of field @name, or 1. */
static double
get_rev (const ObValue *table)
{
  const ObField *rev = ob_value_find (table, "rev");
  return rev != NULL && rev->value.kind == OB_VALUE_NUMBER ? rev->value.number : 1;
}

void
ob_patch_apply (const ObDecl *patch, ObDecl *decl, ObArena *arena, ObDiags *diags)
{
  ObValue *table = ob_arena_new_array (arena, ObValue, 1);
  const ObField *rev = ob_value_find (patch->value, "rev");
  *table = *decl->value;
  if (get_rev (table) != rev->value.number)
    ob_diags_add (diags, OB_SEVERITY_WARNING, "OB421", &rev->value.place, "patch \"%s\" was written against rev %g; the "
                  "rule is at rev %g now (%s:%u): compare them (obelus pack why %s), then set rev = %g", patch->name,
                  rev->value.number, get_rev (table), decl->place.file, decl->place.line, patch->name, get_rev (table));
  remove_fields (patch, table, arena, diags);
  for (guint i = 0; i < patch->value->n_fields; i++)
    {
      const ObField *field = &patch->value->fields[i];
      const ObField *old = ob_value_find (table, field->name);
      ObValue single = { .kind = OB_VALUE_TABLE, .fields = field, .n_fields = 1 };
      if (strcmp (field->name, "rev") == 0 || strcmp (field->name, "remove") == 0)
        continue;
      if (old == NULL || !is_merged (field->name) || old->value.kind != OB_VALUE_TABLE ||
          field->value.kind != OB_VALUE_TABLE)
        {
          merge (table, &single, FALSE, arena);
          continue;
        }
      ObField inner = *old;
      inner.place = field->place;
      merge (&inner.value, &field->value, strcmp (field->name, "examples") == 0, arena);
      single.fields = &inner;
      merge (table, &single, FALSE, arena);
    }
  decl->value = table;
}
