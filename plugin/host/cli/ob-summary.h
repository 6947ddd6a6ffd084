/* ob-summary.h: counts over a run, so that a caller can check that what went in came out. */
#pragma once
#include "pack/ob-loader.h"

typedef struct
{
  guint64     n_in, n_out;      /* documents read, records written */
  guint64     n_incomplete;     /* documents in which a rule was stopped */
  GHashTable *errors;           /* code → guint64, owned */
  guint64    *annotations;      /* by the rule's place, owned */
} ObSummary;

void ob_summary_init  (ObSummary *self, const ObRuleset *ruleset);
void ob_summary_clear (ObSummary *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ObSummary, ob_summary_clear)

void    ob_summary_add_errors   (ObSummary *self, const char *code, guint64 n);
guint64 ob_summary_get_n_errors (const ObSummary *self);

/* {"in","out","incomplete","errors":{code:n},"annotations":{rule:n},"packs":[{"name","version","sha256"}]} and a line
 * end; names in the order of their bytes. A pack's digest covers the names and bytes of its files. */
char *ob_summary_dup_json (const ObSummary *self, const ObLoaded *loaded);
