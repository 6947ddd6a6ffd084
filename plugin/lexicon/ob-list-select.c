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
  guint small = 0, n = 0;
  while (n < 9 && g_ascii_isdigit (text[n]))
    small = small * 10 + (guint) (text[n++] - '0');
  if (n > 0 && text[n] == '\0')
    {
      *ret_number = small;      /* nearly all are */
      return TRUE;
    }
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
        gsize length = strlen (condition->text);
        for (const char *item = cell, *comma; ; item = comma + 1)
          {
            if (strncmp (item, condition->text, length) == 0 && (item[length] == '\0' || item[length] == ','))
              return TRUE;
            comma = strchr (item, ',');
            if (comma == NULL)
              return FALSE;
          }
      }
    }
  return FALSE;
}

typedef struct
{
  Condition condition;
  guint     column;
} Where;

static gboolean
is_selected (const ObList *list, ObListEntry entry, gconstpointer data)
{
  const Where *where = data;
  return holds (&where->condition, ob_list_get_cell (list, entry, where->column));
}

/* The names of all columns that any entry fills. */
static GPtrArray *
dup_columns (const ObList *list)
{
  GPtrArray *names = g_ptr_array_new ();
  for (guint column = 1; column < ob_list_get_n_columns (list); column++)
    if (ob_list_uses_column (list, column))
      g_ptr_array_add (names, (gpointer) ob_list_get_column (list, column));
  return names;
}

ObList *
ob_list_dup_where (const ObList *self, const char *name, const char *column, const char *condition, GError **error)
{
  Where where = { .column = ob_list_find_column (self, column) };
  if (!parse_condition (condition, &where.condition))
    {
      g_set_error (error, OB_ERROR, OB_ERROR_USAGE, "cannot read the condition \"%s\" (expected \">= 45\", \"<= 10\", "
                   "\"= say\" or \"has that\")", condition);
      return NULL;
    }
  if (!ob_list_uses_column (self, where.column))
    {
      g_autoptr (GPtrArray) columns = dup_columns (self);
      const char *near = ob_suggest (column, (const char *const *) columns->pdata, columns->len);
      g_set_error (error, OB_ERROR, OB_ERROR_NOT_FOUND, "list $%s has no column \"%s\"%s%s%s", ob_list_get_name (self),
                   column, near != NULL ? " (did you mean " : "", near != NULL ? near : "", near != NULL ? "?)" : "");
      return NULL;
    }
  ObList *selected = ob_list_dup_filtered (self, is_selected, &where);
  ob_list_set_name (selected, name);
  return selected;
}
