#include "core/ob-profile.h"

const char *
ob_stage_get_name (ObStage stage)
{
  static const char *const names[OB_N_STAGES] = { "spans", "anchors", "tag", "settle", "link" };
  return names[stage];
}

ObProfile *
ob_profile_new (const ObRuleset *ruleset)
{
  ObProfile *self = g_new0 (ObProfile, 1);
  self->n_rules = ob_ruleset_size (ruleset);
  self->rules = g_new0 (ObRuleProfile, self->n_rules + 1);
  return self;
}

void
ob_profile_free (ObProfile *self)
{
  if (self == NULL)
    return;
  g_free (self->rules);
  g_free (self);
}

void
ob_profile_add (ObProfile *self, const ObProfile *other)
{
  g_return_if_fail (self->n_rules == other->n_rules);
  self->documents += other->documents;
  self->tokens += other->tokens;
  for (guint i = 0; i < OB_N_STAGES; i++)
    self->stage_ns[i] += other->stage_ns[i];
  for (guint i = 0; i < self->n_rules; i++)
    {
      ObRuleProfile *to = &self->rules[i];
      const ObRuleProfile *from = &other->rules[i];
      to->windows += from->windows;
      to->attempts += from->attempts;
      to->matches += from->matches;
      to->taken += from->taken;
      to->calls += from->calls;
      to->rule_ns += from->rule_ns;
      to->script_ns += from->script_ns;
      to->quiet_documents += from->quiet_documents;
      to->quiet_ns += from->quiet_ns;
    }
}
