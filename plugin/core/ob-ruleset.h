/* ob-ruleset.h: the rules of all packs in use, compiled, in the order in which they run. Immutable once sealed, and
 * shared by the sessions of all threads. */
#pragma once
#include "base/ob-budgets.h"
#include "core/ob-script.h"

typedef struct ObRuleset ObRuleset;             /* reference-counted, atomically */

ObRuleset *ob_ruleset_new   (void);
ObRuleset *ob_ruleset_ref   (ObRuleset *self);
void       ob_ruleset_unref (ObRuleset *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObRuleset, ob_ruleset_unref)

/* What patterns are compiled against; owned by the rule set. */
ObPredicates *ob_ruleset_get_predicates (ObRuleset *self);
ObGazetteers *ob_ruleset_get_gazetteers (ObRuleset *self);

/* Of its sessions; at first those of ob_budgets_default. */
void             ob_ruleset_set_budgets (ObRuleset *self, const ObBudgets *budgets);
const ObBudgets *ob_ruleset_get_budgets (const ObRuleset *self);

/* Takes the rule, whose place is given by the order of adding. FALSE (and the rule freed) when its id is taken. */
gboolean ob_ruleset_add (ObRuleset *self, ObRule *rule);
/* Registers the script of a pack; its number goes into ObRule.script. @data is freed with @destroy. */
guint    ob_ruleset_add_script (ObRuleset *self, const ObScriptClass *script_class, gpointer data,
                                GDestroyNotify destroy);

/* Before sealing: what an overlay makes of the rule at @place. */
void     ob_ruleset_change (ObRuleset *self, guint place, ObRuleChange change);

/* Ends loading: resolves `over`, computes the order in which rules run from what their patterns read and what others
 * emit (ties: order of adding). Unknown rules in `over` and cycles of `over` go to @diags (OB330, OB331). */
void ob_ruleset_seal (ObRuleset *self, ObDiags *diags);

guint         ob_ruleset_size (const ObRuleset *self);
const ObRule *ob_ruleset_get  (const ObRuleset *self, guint place);             /* in order of adding */
const ObRule *ob_ruleset_find (const ObRuleset *self, const char *id);          /* "pack/slug", or NULL */
/* The n-th rule to run. */
const ObRule *ob_ruleset_get_nth_to_run (const ObRuleset *self, guint n);
/* TRUE if @winner declares itself over @loser. */
gboolean      ob_ruleset_is_over (const ObRuleset *self, const ObRule *winner, const ObRule *loser);

guint ob_ruleset_get_n_scripts (const ObRuleset *self);
const ObScriptClass *ob_ruleset_get_script (const ObRuleset *self, guint i, gpointer *ret_data);
