/* ob-timex-point.h: the point in time that fields name: inside of ob-timex.c. */
#pragma once
#include "match/ob-timex-fields.h"

/* What a point is found to be: a period, or else a value that is none: PAST_REF, XXXX-07. */
typedef struct
{
  gboolean is_known, is_open;
  ObPeriod period;              /* if known */
  char    *value;               /* if not known; owned */
  char    *time;                /* what follows "T", or NULL; owned */
} ObTimexPoint;

void ob_timex_point_clear (ObTimexPoint *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ObTimexPoint, ob_timex_point_clear)

/* Notes in @t what does not agree. */
gboolean ob_timex_point_resolve (ObTimexFields *t, ObTimexPoint *ret_point, GError **error);
/* What is written out, or a part of day, or the unit, with X for everything else: what recurs in a SET ("each July" is
 * XXXX-07), or what can be said without an anchor. */
char    *ob_timex_point_dup_open_value (const ObTimexFields *t);
