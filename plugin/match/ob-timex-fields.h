/* ob-timex-fields.h: the parts of a time expression, read: inside of ob-timex.c, which has the table of fields. */
#pragma once
#include "match/ob-calendar.h"
#include "match/ob-timex.h"

#define OB_UNSET      G_MININT
#define OB_NO_UNIT    (-1)              /* beside the ObGrain values */
#define OB_MAX_AMOUNT 1000000000000.0   /* of a unit: past it, a number is no amount of time */

typedef enum { OB_TOWARDS_NONE, OB_TOWARDS_LAST, OB_TOWARDS_THIS, OB_TOWARDS_NEXT, OB_TOWARDS_LATEST } ObTowards;
/* LATEST is settled as LAST or THIS when the fields are read. */

/* An amount of a unit: "two", "a few". */
typedef struct
{
  int      unit;                /* ObGrain, or OB_NO_UNIT */
  double   number;
  gboolean is_given, is_vague;  /* vague also when not given; number is then the unit's own: a fortnight is 2 weeks */
} ObTimexAmount;

typedef struct
{
  const ObFeatures *fields;
  const ObTimexContext *context;
  GString *steps;               /* NULL unless asked for */

  int year, month, day, weekday, quarter, half, season, week, nth;
  int short_year;               /* of "’98" when the century is not known; year is unset then */
  int decade, century;          /* as numbers of their rows: 199, 19 */
  int hour, minute, second;
  const char *meridiem;         /* NULL for a clock of 24 hours */
  const char *part;             /* canonical, or NULL */
  const char *holiday;
  ObTimexAmount amount, extra;
  ObTowards towards;
  int shift;                    /* -1, 0, 1 */
  int tense;

  gboolean has_anchor;
  ObPeriod anchor;
  const char *anchor_time;      /* "10:35" of the anchor, or NULL */
  gboolean is_text_anchor;
  const char *conflict;         /* what does not agree, though the date stands: "weekday" */
} ObTimexFields;

/* Reads and checks the fields and finds the anchor. @steps may be NULL. Everything in @t is borrowed. */
gboolean    ob_timex_fields_read (ObTimexFields *t, const ObFeatures *fields, const ObTimexContext *context,
                                  GString *steps, GError **error);
/* The text of a field, or NULL when it is absent or empty. */
const char *ob_timex_get  (const ObTimexFields *t, const char *name);
/* The index of a field's text among @names, in any case; *ret_index is untouched when the field is absent. */
gboolean    ob_timex_read_name (const ObTimexFields *t, const char *field, const char *const *names,
                                int *ret_index, GError **error);
/* Tells one step. */
void        ob_timex_step (ObTimexFields *t, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Sets OB_ERROR_USAGE and returns FALSE. */
gboolean    ob_timex_refuse      (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* TRUE when a year, month, weekday, holiday … is among the fields. */
gboolean    ob_timex_is_written_out (const ObTimexFields *t);

/* Turns "a year and a half" into 18 months and four decades into 40 years: a whole number of a unit that has periods.
 * FALSE: there is none. */
gboolean    ob_timex_amount_make_whole (ObTimexAmount *self);
/* The ObGrain that a unit's name says; *ret_factor multiplies the number that goes with it (fortnight: 2 weeks). */
gboolean    ob_timex_find_unit (const char *text, int *ret_unit, int *ret_factor);
