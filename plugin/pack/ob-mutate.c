#include "pack/ob-mutate.h"
#include "match/ob-pattern-change.h"
#include <string.h>

/* A mutant with the rule that shows it. */
typedef struct
{
  ObRule    *variant;           /* owned; borrows all but the two */
  ObPattern *pattern;           /* owned, or NULL */
  GArray    *set;               /* owned, or NULL */
} Trial;

typedef struct
{
  const ObRule *rule;
  ObPredicates *predicates;
  GPtrArray    *mutants;        /* of ObMutant */
  GArray       *trials;         /* of Trial, likewise */
} Mutation;

static void
trial_clear (gpointer data)
{
  Trial *trial = data;
  g_free (trial->variant);
  g_clear_pointer (&trial->pattern, ob_pattern_free);
  g_clear_pointer (&trial->set, g_array_unref);
}

static void
mutant_free (gpointer data)
{
  ObMutant *mutant = data;
  g_free (mutant->text);
  g_free (mutant->file);
  g_free (mutant);
}

/* Adds a mutant, described by @text (taken), and returns its variant, a copy of the rule to be changed. */
static ObRule *
add_mutant (Mutation *self, char *text, const ObPlace *place, ObPattern *pattern, GArray *set)
{
  ObMutant *mutant = g_new0 (ObMutant, 1);
  Trial trial = { g_memdup2 (self->rule, sizeof *self->rule), pattern, set };
  mutant->text = text;
  mutant->file = g_strdup (place != NULL ? place->file : self->rule->file);
  mutant->line = place != NULL ? place->line : self->rule->line;
  mutant->column = place != NULL ? place->column : 0;
  g_ptr_array_add (self->mutants, mutant);
  g_array_append_val (self->trials, trial);
  return trial.variant;
}

#define MATCH OB_N_UNLESS       /* beside the numbers of unless */

/* Makes every change of @kind in match, or in one of unless. */
static void
mutate_pattern (Mutation *self, ObUnless which, ObChangeKind kind, const char *format)
{
  const ObPattern *pattern = which == MATCH ? self->rule->match : self->rule->unless[which];
  g_autoptr (GArray) changes = ob_pattern_list_changes (pattern, kind);
  for (guint i = 0; i < changes->len; i++)
    {
      const ObPatternChange *change = &g_array_index (changes, ObPatternChange, i);
      ObPattern *changed = ob_pattern_dup_changed (pattern, change, self->predicates);
      if (changed == NULL)
        continue;
      g_autofree char *what = ob_pattern_change_dup_text (change);
      ObPlace place = ob_pattern_change_get_place (change, pattern);
      GString *text = g_string_new (format);
      g_string_replace (text, "%s", what, 1);
      if (which != MATCH)
        g_string_append_printf (text, " in unless.%s", ob_unless_get_name (which));
      ObRule *variant = add_mutant (self, g_string_free (text, FALSE), &place, changed, NULL);
      if (which == MATCH)
        variant->match = changed;
      else
        variant->unless[which] = changed;
    }
}

static void
mutate_unless (Mutation *self, ObUnless which)
{
  ObPlace place;
  g_autofree char *first = ob_pattern_dup_element (self->rule->unless[which], 0, &place);
  ObRule *variant = add_mutant (self, g_strdup_printf ("without unless.%s", ob_unless_get_name (which)), &place, NULL, NULL);
  variant->unless[which] = NULL;
  mutate_pattern (self, which, OB_CHANGE_DROP, "without %s");
}

static void
mutate_all (Mutation *self)
{
  if (self->rule->match != NULL)
    {
      mutate_pattern (self, MATCH, OB_CHANGE_DROP, "without %s");
      mutate_pattern (self, MATCH, OB_CHANGE_DROP_TEST, "without the test %s");
      mutate_pattern (self, MATCH, OB_CHANGE_LET_ANY, "with any word for %s");
      mutate_pattern (self, MATCH, OB_CHANGE_DROP_CONSTRAINT, "without :: %s");
    }
  for (ObUnless i = 0; i < OB_N_UNLESS; i++)
    if (self->rule->unless[i] != NULL)
      mutate_unless (self, i);
  for (guint i = 0; i < self->rule->set->len; i++)
    {
      GArray *set = g_array_copy (self->rule->set);
      const char *name = g_array_index (set, ObSetField, i).name;
      g_array_remove_index (set, i);
      ObRule *variant = add_mutant (self, g_strdup_printf ("without set.%s", name), NULL, NULL, set);
      variant->set = set;
    }
}

static gboolean
all_hold (const GPtrArray *examples, ObSession *session)
{
  for (guint i = 0; i < examples->len; i++)
    if (!ob_example_holds (g_ptr_array_index (examples, i), session))
      return FALSE;
  return TRUE;
}

GPtrArray *
ob_mutate_rule (ObRuleset *ruleset, const ObRule *rule, const GPtrArray *examples, GError **error)
{
  g_autoptr (GPtrArray) own = g_ptr_array_new ();
  g_autoptr (GPtrArray) mutants = g_ptr_array_new_with_free_func (mutant_free);
  g_autoptr (GArray) trials = g_array_new (FALSE, FALSE, sizeof (Trial));
  g_array_set_clear_func (trials, trial_clear);
  for (guint i = 0; i < examples->len; i++)
    {
      const ObExample *example = g_ptr_array_index (examples, i);
      if (example->rule == rule && example->kind != OB_EXAMPLE_TODO)
        g_ptr_array_add (own, (gpointer) example);
    }
  Mutation self = { rule, ob_ruleset_get_predicates (ruleset), mutants, trials };
  if (own->len > 0)
    mutate_all (&self);
  g_autoptr (ObSession) session = ob_session_new (ruleset, error);      /* after all patterns are there */
  if (session == NULL)
    return NULL;
  if (!all_hold (own, session))
    g_ptr_array_set_size (mutants, 0);
  for (guint i = 0; i < mutants->len; i++)
    {
      ob_session_set_trial (session, rule, g_array_index (trials, Trial, i).variant);
      ((ObMutant *) g_ptr_array_index (mutants, i))->is_noticed = !all_hold (own, session);
      ob_session_set_trial (session, NULL, NULL);
    }
  return g_steal_pointer (&mutants);
}
