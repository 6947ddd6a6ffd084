#include "lua/ob-value.h"
#include <string.h>

const ObField *
ob_value_find (const ObValue *table, const char *name)
{
  if (table->kind != OB_VALUE_TABLE)
    return NULL;
  for (guint i = 0; i < table->n_fields; i++)
    if (strcmp (table->fields[i].name, name) == 0)
      return &table->fields[i];
  return NULL;
}

const char *
ob_value_kind_get_name (ObValueKind kind)
{
  static const char *const names[] = { "true or false", "a number", "a text", "a table", "a function" };
  return names[kind];
}
