/* ob-budget.h: one purse of steps, bytes and CPU time, charged by everything that works on behalf of a rule.
 *
 * A breach is sticky: from then on every charge fails, so that no code that swallows an error can go on. STEPS and
 * MEMORY repeat from run to run on one build; TIME may not, and is reported as such. */
#pragma once
#include "base/ob-error.h"

typedef struct
{
  guint64 max_steps, max_bytes, max_cpu_us;     /* 0: without limit */
} ObBudgetLimits;

typedef enum { OB_BREACH_NONE, OB_BREACH_STEPS, OB_BREACH_MEMORY, OB_BREACH_TIME } ObBreach;

typedef struct
{
  ObBudgetLimits limits;
  guint64  steps;               /* spent */
  guint64  bytes;               /* held now */
  gint64   spent_us;            /* CPU time of the turns that are over */
  gint64   turn_start_us;       /* when the clock was first read in this turn, on this thread's CPU clock; -1: not yet */
  guint64  next_clock;          /* value of steps at which the clock is read next */
  ObBreach breach;              /* the first breach; sticky */
} ObBudget;

/* Begins anew under @limits: steps and CPU time 0, in a turn; bytes held are kept. */
void ob_budget_start (ObBudget *self, const ObBudgetLimits *limits);

/* CPU time counts in turns only: what happens between ob_budget_leave and ob_budget_enter is somebody else's work. The
 * clock is first read when a turn has taken some steps, so that short turns cost nothing. */
void ob_budget_enter (ObBudget *self);
void ob_budget_leave (ObBudget *self);

/* Charges @n steps; FALSE once any limit is breached. Reads the clock at least every 100,000 steps. */
gboolean ob_budget_charge (ObBudget *self, guint64 n);

/* Charges the growth of held memory from @old_size to @new_size bytes. FALSE (nothing charged) when it is refused;
 * shrinking is never refused. */
gboolean ob_budget_charge_bytes (ObBudget *self, gsize old_size, gsize new_size);

/* The error of the breach: "spent its budget of 2000000 steps". The caller prefixes who and where. */
ObError ob_budget_get_error (const ObBudget *self);
char   *ob_budget_dup_message (const ObBudget *self);
