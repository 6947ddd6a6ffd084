/* ob-profile.h: what the rules and stages of a session cost, counted while ob_session_set_profile has it on. Changes no
 * result; when off, a rule pays one comparison.
 *
 * Times are nanoseconds of the session's thread on a CPU (CLOCK_THREAD_CPUTIME_ID). */
#pragma once
#include "core/ob-ruleset.h"

/* What a session does beside matching rules. */
typedef enum
{
  OB_STAGE_SPANS,               /* sentences, paragraphs, zones, quotations made visible to patterns */
  OB_STAGE_ANCHORS,             /* which rules can match in which sentences */
  OB_STAGE_TAG,                 /* parts of speech */
  OB_STAGE_SETTLE,              /* conflicts between annotations, values of times */
  OB_STAGE_LINK,                /* ids, and whom pronouns and short forms mean */
  OB_N_STAGES
} ObStage;

const char *ob_stage_get_name (ObStage stage);  /* "spans" … */

typedef struct
{
  guint64 windows;              /* sentences (or paragraphs, or documents) that were searched */
  guint64 attempts;             /* places in them where the pattern was tried */
  guint64 matches;              /* of the pattern, the list, or the echo */
  guint64 taken;                /* of those, what `unless` and on_match let pass */
  guint64 calls;                /* of on_match */
  guint64 rule_ns;              /* all of it but on_match and the stages */
  guint64 script_ns;            /* on_match */
  guint64 quiet_documents;      /* in which it matched nothing */
  guint64 quiet_ns;             /* the part of rule_ns that they took */
} ObRuleProfile;

typedef struct
{
  guint64 documents, tokens;
  guint64 stage_ns[OB_N_STAGES];
  ObRuleProfile *rules;         /* by ObRule.place */
  guint   n_rules;
} ObProfile;

ObProfile *ob_profile_new  (const ObRuleset *ruleset);
void       ob_profile_free (ObProfile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObProfile, ob_profile_free)

/* Adds the numbers of @other, of a session over the same rule set. */
void       ob_profile_add  (ObProfile *self, const ObProfile *other);
