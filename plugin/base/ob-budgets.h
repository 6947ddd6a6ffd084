/* ob-budgets.h: the budgets of one run, and how people set them: "steps=5M,rule.time=200ms,load.memory=128M".
 *
 * A setting is [SCOPE.]QUANTITY=VALUE; settings are joined by commas. Without a scope it is `document`.
 *
 *   document  on_match of all rules of one pack over one document; a long document adds to steps and time
 *             (OB_STEPS_PER_TOKEN, OB_CPU_US_PER_TOKEN)
 *   rule      on_match of one rule over one document, likewise
 *   load      running the files of one pack
 *
 *   steps     k, M and G stand for a thousand, a million …
 *   memory    bytes, or with K, M and G (1024); of a pack's Lua
 *   time      CPU time: ms, or with s, ms, us
 *   patterns  (rule only) steps of a rule's patterns, for each token of the document */
#pragma once
#include "base/ob-budget.h"

typedef struct
{
  ObBudgetLimits document, rule, load;
  guint64        pattern_steps; /* rule.patterns */
} ObBudgets;

/* What ob-limits.h says. */
ObBudgets ob_budgets_default (void);

/* Takes the settings of @text over. FALSE with OB_ERROR_USAGE, and nothing changed, when it is none. */
gboolean  ob_budgets_set     (ObBudgets *self, const char *text, GError **error);
/* One of them: @scope "document", "rule" or "load"; @value as above. */
gboolean  ob_budgets_set_one (ObBudgets *self, const char *scope, const char *quantity, const char *value,
                              GError **error);
