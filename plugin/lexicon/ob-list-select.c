/* ob-list-select.c: lists made out of a list by a condition on a column, so that one table of words with many columns
 * serves many rules. Offers: comparisons of numbers, equality, membership in a comma-separated cell. Refuses a column
 * that the list lacks, and conditions it cannot read. */
#include "base/ob-error.h"
#include "lexicon/ob-list.h"
#include <string.h>

typedef enum { AT_LEAST, AT_MOST, EQUAL, HAS } Operator;

typedef struct
{
  Operator    operator;
  const char *text;             /* borrowed from the condition */
  double      number;
} Condition;

static gboolean
parse_number (const char *text, double *ret_number)
{
  char *end;
  *ret_number = g_ascii_strtod (text, &end);
  return end != text && *end == '\0';
}

static gboolean
parse_condition (const char *source, Condition *ret_condition)
{
  static const struct { const char *sign; Operator operator; } signs[] = {
    { ">= ", AT_LEAST }, { "<= ", AT_MOST }, { "= ", EQUAL }, { "has ", HAS },
  };
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (source, signs[i].sign))
      {
        Condition condition = { signs[i].operator, source + strlen (signs[i].sign), 0 };
        gboolean is_numeric = condition.operator == AT_LEAST || condition.operator == AT_MOST;
        if (condition.text[0] == '\0' || (is_numeric && !parse_number (condition.text, &condition.number)))
          return FALSE;
        *ret_condition = condition;
        return TRUE;
      }
  return FALSE;
}

/* An entry without the column, or whose cell is no number where one is needed, does not hold. */
static gboolean
holds (const Condition *condition, const char *cell)
{
  double number;
  if (cell == NULL)
    return FALSE;
  switch (condition->operator)
    {
    case AT_LEAST:
      return parse_number (cell, &number) && number >= condition->number;
    case AT_MOST:
      return parse_number (cell, &number) && number <= condition->number;
    case EQUAL:
      return strcmp (cell, condition->text) == 0;
    case HAS:
      {
        g_auto (GStrv) items = g_strsplit (cell, ",", -1);
        return g_strv_contains ((const char *const *) items, condition->text);
      }
    }
  return FALSE;
}

/* The names of all columns that any entry fills. */
static GPtrArray *
dup_columns (const ObList *list)
{
  GPtrArray *names = g_ptr_array_new ();
  for (guint i = 0; i < ob_list_size (list); i++)
    {
      const ObFeatures *features = &ob_list_get (list, i)->features;
      for (guint j = 0; j < ob_features_size (features); j++)
        {
          const char *name = ob_features_get_nth (features, j)->name;
          if (!g_ptr_array_find (names, name, NULL))
            g_ptr_array_add (names, (gpointer) name);
        }
    }
  return names;
}

ObList *
ob_list_dup_where (const ObList *self, const char *name, const char *column, const char *condition, GError **error)
{
  Condition parsed;
  if (!parse_condition (condition, &parsed))
    {
      g_set_error (error, OB_ERROR, OB_ERROR_USAGE, "cannot read the condition \"%s\" (expected \">= 45\", \"<= 10\", "
                   "\"= say\" or \"has that\")", condition);
      return NULL;
    }
  g_autoptr (GPtrArray) columns = dup_columns (self);
  if (!g_ptr_array_find_with_equal_func (columns, column, g_str_equal, NULL))
    {
      const char *near = ob_suggest (column, (const char *const *) columns->pdata, columns->len);
      g_set_error (error, OB_ERROR, OB_ERROR_NOT_FOUND, "list $%s has no column \"%s\"%s%s%s", ob_list_get_name (self),
                   column, near != NULL ? " (did you mean " : "", near != NULL ? near : "", near != NULL ? "?)" : "");
      return NULL;
    }
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  for (guint i = 0; i < ob_list_size (self); i++)
    {
      const ObListEntry *entry = ob_list_get (self, i);
      if (!holds (&parsed, ob_features_get (&entry->features, column)))
        g_ptr_array_add (others, (gpointer) entry->text);
    }
  g_ptr_array_add (others, NULL);
  ObList *selected = ob_list_dup_edited (self, NULL, (const char *const *) others->pdata);
  ob_list_set_name (selected, name);
  return selected;
}
