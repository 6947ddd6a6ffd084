/* ob-calendar.h: the calendar as rows of periods.
 *
 * Every grain (day, week, … century) cuts time into a row of periods without gaps, numbered one by one. A period is
 * its grain and its number, so that "two months ago" is a subtraction, and "the quarter of that day" a look-up. Days
 * count from 1 = 1 January of the year 1, in the Gregorian calendar throughout (GDate's). Years below 1 (1 BC is 0)
 * exist for years, decades and centuries only. */
#pragma once
#include <glib.h>

typedef enum
{
  OB_GRAIN_SECOND, OB_GRAIN_MINUTE, OB_GRAIN_HOUR,      /* of durations only: no periods */
  OB_GRAIN_DAY,
  OB_GRAIN_WEEKEND,             /* Saturday and Sunday of the ISO week of the same number */
  OB_GRAIN_WEEK,                /* ISO 8601: Monday to Sunday */
  OB_GRAIN_MONTH,
  OB_GRAIN_QUARTER,
  OB_GRAIN_SEASON,              /* SP March to May, SU, FA, WI December to February, counted to the year it begins in */
  OB_GRAIN_HALF,
  OB_GRAIN_YEAR,
  OB_GRAIN_DECADE,              /* 1990 to 1999 */
  OB_GRAIN_CENTURY,             /* 1900 to 1999, as people speak */
} ObGrain;

typedef struct
{
  ObGrain grain;
  int     index;
} ObPeriod;

#define OB_MAX_YEAR 9999

/* Periods from numbers as people write them; FALSE when there is no such period (February 30, week 53 of 2021) or it
 * lies outside the years 1 … OB_MAX_YEAR. */
gboolean ob_period_from_day     (int year, int month, int day, ObPeriod *ret_period);
gboolean ob_period_from_week    (int year, int week, ObPeriod *ret_period);
/* Part @part (from 1) of @year: a month, quarter, season (1 spring … 4 winter) or half. */
gboolean ob_period_from_part    (ObGrain grain, int year, int part, ObPeriod *ret_period);
/* The @nth @weekday (1 Monday … 7) of a month; @nth from 1, or -1 for the last. */
gboolean ob_period_from_weekday (int year, int month, int nth, int weekday, ObPeriod *ret_period);
/* Easter Sunday of the Western churches, from 1583 on. */
gboolean ob_period_from_easter  (int year, ObPeriod *ret_period);

/* First and last day of @period; years of grain YEAR and coarser must not be below 1. */
int      ob_period_get_first (ObPeriod period);
int      ob_period_get_last  (ObPeriod period);
/* The period of @grain that holds @day. */
ObPeriod ob_period_of_day    (ObGrain grain, int day);
/* FALSE when @period is not within the calendar. */
gboolean ob_period_is_valid  (ObPeriod period);
/* The period of @grain that holds all of @period; FALSE when it reaches into two. */
gboolean ob_period_widen     (ObPeriod period, ObGrain grain, ObPeriod *ret_period);
/* Moves @period by @n units of @unit and keeps its grain: 31 March less a month is the last of February. FALSE when
 * the unit is finer than the period, or the calendar ends. */
gboolean ob_period_move      (ObPeriod period, ObGrain unit, int n, ObPeriod *ret_period);

int      ob_period_get_year  (ObPeriod period);         /* the year it begins in */

/* The TIMEX3 value: 1998-08-07, 1998-W32, 1998-W32-WE, 1998-08, 1998-Q3, 1998-SU, 1998-H2, 1998, 199X, 19XX, BC0044. */
char    *ob_period_dup_value   (ObPeriod period);
/* Reads such a value; what follows a "T" is left in *ret_time (a borrowed piece of @value, or NULL). */
gboolean ob_period_parse_value (const char *value, ObPeriod *ret_period, const char **ret_time);

const char *ob_season_get_name (int season);            /* 1 … 4: SP SU FA WI */
int         ob_season_from_name (const char *name);     /* 0: none */
