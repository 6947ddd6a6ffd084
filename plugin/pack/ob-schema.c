#include "pack/ob-schema.h"
#include <string.h>

static const ObFieldSpec *
find_spec (const ObFieldSpec *specs, const char *name)
{
  for (; specs->name != NULL; specs++)
    if (strcmp (specs->name, name) == 0)
      return specs;
  return NULL;
}

static gboolean
is_strings (const ObValue *value)
{
  if (value->kind != OB_VALUE_TABLE || value->n_fields > 0)
    return FALSE;
  for (guint i = 0; i < value->n_items; i++)
    if (value->items[i].kind != OB_VALUE_STRING)
      return FALSE;
  return TRUE;
}

static gboolean
takes (const ObFieldSpec *spec, const ObValue *value)
{
  return (spec->flags & 1u << value->kind) || ((spec->flags & OB_TAKES_STRINGS) && is_strings (value));
}

/* "a text or a table of texts" */
static char *
dup_expected (guint flags)
{
  GString *text = g_string_new (NULL);
  for (ObValueKind kind = OB_VALUE_BOOLEAN; kind <= OB_VALUE_FUNCTION; kind++)
    if (flags & 1u << kind)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " or " : "", ob_value_kind_get_name (kind));
  if (flags & OB_TAKES_STRINGS)
    g_string_append_printf (text, "%sa table of texts", text->len > 0 ? " or " : "");
  return g_string_free (text, FALSE);
}

void
ob_schema_add_unknown (ObDiags *diags, const char *id, const ObPlace *place, const char *message, const char *word,
                       const char *const *candidates, gssize n)
{
  const char *near = ob_suggest (word, candidates, n);
  if (near != NULL)
    ob_diags_add (diags, OB_SEVERITY_ERROR, id, place, "%s '%s' (did you mean '%s'?)", message, word, near);
  else
    ob_diags_add (diags, OB_SEVERITY_ERROR, id, place, "%s '%s'", message, word);
}

static void
add_unknown_field (ObDiags *diags, const char *id, const ObField *field, const ObFieldSpec *specs, const char *what)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (; specs->name != NULL; specs++)
    g_ptr_array_add (names, (char *) specs->name);
  g_autofree char *message = g_strdup_printf ("%s: unknown field", what);
  ob_schema_add_unknown (diags, id, &field->place, message, field->name, (const char *const *) names->pdata,
                         names->len);
}

gboolean
ob_schema_check (const ObValue *table, const ObFieldSpec *specs, const char *what, const ObSchemaIds *ids,
                 ObDiags *diags)
{
  gboolean is_usable = TRUE;
  if (table->kind != OB_VALUE_TABLE)
    {
      ob_diags_add (diags, OB_SEVERITY_ERROR, ids->type, &table->place, "%s takes a table, not %s", what,
                    ob_value_kind_get_name (table->kind));
      return FALSE;
    }
  if (table->n_items > 0)
    ob_diags_add (diags, OB_SEVERITY_ERROR, ids->unknown, &table->items[0].place,
                  "%s: a value without a name; every field is written name = value", what);
  for (guint i = 0; i < table->n_fields; i++)
    {
      const ObField *field = &table->fields[i];
      const ObFieldSpec *spec = find_spec (specs, field->name);
      if (spec == NULL)
        add_unknown_field (diags, ids->unknown, field, specs, what);
      else if (!takes (spec, &field->value))
        {
          g_autofree char *expected = dup_expected (spec->flags);
          is_usable = FALSE;
          ob_diags_add (diags, OB_SEVERITY_ERROR, ids->type, &field->place, "%s: %s must be %s, not %s", what,
                        field->name, expected, ob_value_kind_get_name (field->value.kind));
        }
    }
  for (; specs->name != NULL; specs++)
    if ((specs->flags & OB_IS_REQUIRED) && ob_value_find (table, specs->name) == NULL)
      {
        is_usable = FALSE;
        ob_diags_add (diags, OB_SEVERITY_ERROR, ids->missing, &table->place, "%s: the field '%s' is missing", what,
                      specs->name);
      }
  return is_usable;
}

const char *
ob_schema_get_string (const ObValue *table, const char *name)
{
  const ObField *field = ob_value_find (table, name);
  return field != NULL && field->value.kind == OB_VALUE_STRING ? field->value.string : NULL;
}

gboolean
ob_schema_get_boolean (const ObValue *table, const char *name, gboolean otherwise)
{
  const ObField *field = ob_value_find (table, name);
  return field != NULL && field->value.kind == OB_VALUE_BOOLEAN ? field->value.boolean : otherwise;
}

GPtrArray *
ob_schema_dup_strings (const ObValue *table, const char *name)
{
  GPtrArray *values = g_ptr_array_new ();
  const ObField *field = ob_value_find (table, name);
  if (field == NULL)
    return values;
  if (field->value.kind == OB_VALUE_STRING)
    g_ptr_array_add (values, (gpointer) &field->value);
  for (guint i = 0; field->value.kind == OB_VALUE_TABLE && i < field->value.n_items; i++)
    if (field->value.items[i].kind == OB_VALUE_STRING)
      g_ptr_array_add (values, (gpointer) &field->value.items[i]);
  return values;
}
