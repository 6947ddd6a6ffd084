#include "base/ob-budget.h"
#include <time.h>

#define CLOCK_INTERVAL 100000   /* steps between two readings of the clock: about 0.1 ms of Lua */

static gint64
cpu_time_us (void)
{
  struct timespec now;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

void
ob_budget_start (ObBudget *self, const ObBudgetLimits *limits)
{
  self->limits = *limits;
  self->steps = 0;
  self->spent_us = 0;
  self->turn_start_us = -1;
  self->next_clock = CLOCK_INTERVAL;
  self->breach = OB_BREACH_NONE;
}

void
ob_budget_enter (ObBudget *self)
{
  self->turn_start_us = -1;
}

void
ob_budget_leave (ObBudget *self)
{
  if (self->turn_start_us >= 0)
    self->spent_us += cpu_time_us () - self->turn_start_us;
  self->turn_start_us = -1;
}

static gboolean
is_out_of_time (ObBudget *self)
{
  gint64 now = cpu_time_us ();
  if (self->turn_start_us < 0)
    self->turn_start_us = now;
  return self->spent_us + (now - self->turn_start_us) > (gint64) self->limits.max_cpu_us;
}

gboolean
ob_budget_charge (ObBudget *self, guint64 n)
{
  if (self->breach != OB_BREACH_NONE)
    return FALSE;
  self->steps = n > G_MAXUINT64 - self->steps ? G_MAXUINT64 : self->steps + n;
  if (self->limits.max_steps > 0 && self->steps > self->limits.max_steps)
    self->breach = OB_BREACH_STEPS;
  else if (self->limits.max_cpu_us > 0 && self->steps >= self->next_clock)
    {
      self->next_clock = self->steps + CLOCK_INTERVAL;
      if (is_out_of_time (self))
        self->breach = OB_BREACH_TIME;
    }
  return self->breach == OB_BREACH_NONE;
}

gboolean
ob_budget_charge_bytes (ObBudget *self, gsize old_size, gsize new_size)
{
  if (new_size <= old_size)
    {
      self->bytes -= MIN (self->bytes, (guint64) (old_size - new_size));
      return TRUE;
    }
  guint64 growth = new_size - old_size;
  if (self->limits.max_bytes > 0 &&
      (growth > self->limits.max_bytes || self->bytes > self->limits.max_bytes - growth))
    {
      if (self->breach == OB_BREACH_NONE)
        self->breach = OB_BREACH_MEMORY;
      return FALSE;
    }
  self->bytes += growth;
  return TRUE;
}

ObError
ob_budget_get_error (const ObBudget *self)
{
  static const ObError codes[] = { OB_ERROR_INTERNAL, OB_ERROR_STEPS, OB_ERROR_MEMORY, OB_ERROR_TIME };
  return codes[self->breach];
}

char *
ob_budget_dup_message (const ObBudget *self)
{
  switch (self->breach)
    {
    case OB_BREACH_STEPS:
      return g_strdup_printf ("spent its budget of %" G_GUINT64_FORMAT " steps (STEPS)", self->limits.max_steps);
    case OB_BREACH_MEMORY:
      return g_strdup_printf ("spent its budget of %" G_GUINT64_FORMAT " KiB of memory (MEMORY)",
                              self->limits.max_bytes >> 10);
    case OB_BREACH_TIME:
      return g_strdup_printf ("spent its budget of %" G_GUINT64_FORMAT " ms of CPU time (TIME)",
                              self->limits.max_cpu_us / 1000);
    case OB_BREACH_NONE:
      break;
    }
  return g_strdup ("within its budget");
}
