#include "base/ob-budgets.h"
#include "base/ob-diag.h"
#include "base/ob-limits.h"
#include <string.h>

#define MAX_VALUE (G_GUINT64_CONSTANT (1) << 50)        /* so that no sum of budgets can overflow */

typedef struct { const char *suffix; guint64 factor; } Unit;

static const Unit step_units[] = { { "", 1 }, { "k", 1000 }, { "M", 1000000 }, { "G", 1000000000 }, { NULL, 0 } };
static const Unit byte_units[] = {
  { "", 1 }, { "K", 1 << 10 }, { "M", 1 << 20 }, { "G", 1 << 30 }, { NULL, 0 },
};
static const Unit time_units[] = { { "", 1000 }, { "ms", 1000 }, { "s", G_USEC_PER_SEC }, { "us", 1 }, { NULL, 0 } };

static const struct { const char *name; const Unit *units; const char *example; } quantities[] = {
  { "steps", step_units, "2M" },
  { "memory", byte_units, "64M" },
  { "time", time_units, "500ms" },
  { "patterns", step_units, "4k" },
};

static const char *const scope_names[] = { "document", "rule", "load", NULL };
static const char *const quantity_names[] = { "steps", "memory", "time", "patterns", NULL };

ObBudgets
ob_budgets_default (void)
{
  return (ObBudgets) {
    .document = { OB_DEFAULT_STEPS, OB_DEFAULT_MEMORY, OB_DEFAULT_CPU_MS * 1000 },
    .rule = { OB_DEFAULT_RULE_STEPS, OB_DEFAULT_MEMORY, OB_DEFAULT_RULE_CPU_MS * 1000 },
    .load = { OB_DEFAULT_LOAD_STEPS, OB_DEFAULT_LOAD_MEMORY, OB_DEFAULT_LOAD_CPU_MS * 1000 },
    .pattern_steps = OB_DEFAULT_PATTERN_STEPS,
  };
}

/* The field meant, or NULL. */
static guint64 *
find_field (ObBudgets *self, const char *scope, guint quantity)
{
  gboolean is_rule = strcmp (scope, "rule") == 0;
  ObBudgetLimits *limits = strcmp (scope, "document") == 0 ? &self->document : is_rule ? &self->rule
                         : strcmp (scope, "load") == 0 ? &self->load : NULL;
  if (limits == NULL)
    return NULL;
  switch (quantity)
    {
    case 0: return &limits->max_steps;
    case 1: return &limits->max_bytes;
    case 2: return &limits->max_cpu_us;
    default: return is_rule ? &self->pattern_steps : NULL;
    }
}

static gboolean
parse_value (const char *text, const Unit *units, guint64 *ret_value)
{
  char *end;
  if (!g_ascii_isdigit (text[0]))
    return FALSE;
  guint64 number = g_ascii_strtoull (text, &end, 10);
  for (; units->suffix != NULL; units++)
    if (strcmp (end, units->suffix) == 0)
      {
        *ret_value = number * units->factor;
        return number > 0 && number <= MAX_VALUE / units->factor;
      }
  return FALSE;
}

static gboolean
fail (GError **error, const char *what, const char *word, const char *const *names)
{
  const char *near = ob_suggest (word, names, -1);
  g_autofree char *all = g_strjoinv (", ", (char **) names);
  if (near != NULL)
    g_set_error (error, OB_ERROR, OB_ERROR_USAGE, "budget: unknown %s \"%s\" (did you mean %s?)", what, word, near);
  else
    g_set_error (error, OB_ERROR, OB_ERROR_USAGE, "budget: unknown %s \"%s\"; there are %s", what, word, all);
  return FALSE;
}

gboolean
ob_budgets_set_one (ObBudgets *self, const char *scope, const char *quantity, const char *value, GError **error)
{
  guint i = 0;
  while (i < G_N_ELEMENTS (quantities) && strcmp (quantities[i].name, quantity) != 0)
    i++;
  if (!g_strv_contains (scope_names, scope))
    return fail (error, "scope", scope, scope_names);
  if (i == G_N_ELEMENTS (quantities))
    return fail (error, "quantity", quantity, quantity_names);
  guint64 *field = find_field (self, scope, i), number;
  if (field == NULL)
    g_set_error (error, OB_ERROR, OB_ERROR_USAGE, "budget: %s is a budget of rules only: rule.%s", quantity, quantity);
  else if (!parse_value (value, quantities[i].units, &number))
    g_set_error (error, OB_ERROR, OB_ERROR_USAGE, "budget: %s.%s is a number above 0 like %s, not \"%s\"", scope, quantity,
                 quantities[i].example, value);
  else
    {
      *field = number;
      return TRUE;
    }
  return FALSE;
}

static gboolean
set_setting (ObBudgets *self, const char *setting, GError **error)
{
  const char *equals = strchr (setting, '=');
  if (equals == NULL)
    {
      g_set_error (error, OB_ERROR, OB_ERROR_USAGE, "budget: \"%s\" is no setting like steps=5M or rule.time=200ms", setting);
      return FALSE;
    }
  g_autofree char *key = g_strndup (setting, equals - setting);
  char *dot = strchr (key, '.');
  if (dot == NULL)
    return ob_budgets_set_one (self, strcmp (key, "patterns") == 0 ? "rule" : "document", key, equals + 1, error);
  *dot = '\0';
  return ob_budgets_set_one (self, key, dot + 1, equals + 1, error);
}

gboolean
ob_budgets_set (ObBudgets *self, const char *text, GError **error)
{
  g_auto (GStrv) settings = g_strsplit (text, ",", -1);
  ObBudgets changed = *self;
  for (char **setting = settings; *setting != NULL; setting++)
    if (!set_setting (&changed, g_strstrip (*setting), error))
      return FALSE;
  *self = changed;
  return TRUE;
}
