#include "match/ob-timex-point.h"
#include <stdio.h>
#include <string.h>

#define LEAP_REACH       8              /* years between two leap years, at most (1896, 1904) */
#define CYCLE_REACH      12             /* weeks or months to look at on each side */
#define HALF_YEAR_DAYS   183

void
ob_timex_point_clear (ObTimexPoint *self)
{
  g_free (self->value);
  g_free (self->time);
}

/* The grain of one turn of what is written out without its year: weekdays come round weekly. */
static ObGrain
get_cycle (const ObTimexFields *t)
{
  if (t->month != OB_UNSET || t->quarter != OB_UNSET || t->half != OB_UNSET || t->season != OB_UNSET ||
      t->week != OB_UNSET || t->holiday != NULL)
    return OB_GRAIN_YEAR;
  if (t->day != OB_UNSET || t->nth != OB_UNSET)
    return OB_GRAIN_MONTH;
  return OB_GRAIN_WEEK;
}

/* "12-25", "11:4TH", "easter", each with days added. */
static gboolean
find_holiday (const char *rule, int year, ObPeriod *ret_period)
{
  static const char *const weekdays[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
  int month = 0, day = 0, nth = 0, offset = 0, used = 0;
  char name[3] = "";
  ObPeriod period;
  if (g_str_has_prefix (rule, "easter"))
    {
      if (!ob_period_from_easter (year, &period))
        return FALSE;
      used = (int) strlen ("easter");
    }
  else if (sscanf (rule, "%2d:%2d%2[A-Z]%n", &month, &nth, name, &used) == 3)
    {
      int weekday = 0;
      for (guint i = 0; i < G_N_ELEMENTS (weekdays); i++)
        if (g_str_equal (name, weekdays[i]))
          weekday = (int) i + 1;
      if (!ob_period_from_weekday (year, month, nth, weekday, &period))
        return FALSE;
    }
  else if (sscanf (rule, "%2d-%2d%n", &month, &day, &used) != 2 || !ob_period_from_day (year, month, day, &period))
    return FALSE;
  rule += used;
  used = 0;
  if (*rule != '\0' && (strchr ("+-", *rule) == NULL || sscanf (rule, "%4d%n", &offset, &used) != 1 ||
                        rule[used] != '\0'))
    return FALSE;
  return ob_period_move (period, OB_GRAIN_DAY, offset, ret_period);
}

/* What is written out, within @year. FALSE: that year has none. */
static gboolean
find_in_year (const ObTimexFields *t, int year, ObPeriod *ret_period)
{
  if (t->holiday != NULL)
    return find_holiday (t->holiday, year, ret_period);
  if (t->month != OB_UNSET && t->nth != OB_UNSET && t->weekday != OB_UNSET)
    return ob_period_from_weekday (year, t->month, t->nth, t->weekday, ret_period);
  if (t->month != OB_UNSET && t->nth != OB_UNSET)
    {
      ObPeriod month;
      if (!ob_period_from_part (OB_GRAIN_MONTH, year, t->month, &month))
        return FALSE;
      int day = t->nth > 0 ? ob_period_get_first (month) + t->nth - 1 : ob_period_get_last (month);
      *ret_period = ob_period_of_day (OB_GRAIN_DAY, day);
      return TRUE;
    }
  if (t->month != OB_UNSET && t->day != OB_UNSET)
    return ob_period_from_day (year, t->month, t->day, ret_period);
  if (t->month != OB_UNSET)
    return ob_period_from_part (OB_GRAIN_MONTH, year, t->month, ret_period);
  if (t->quarter != OB_UNSET)
    return ob_period_from_part (OB_GRAIN_QUARTER, year, t->quarter, ret_period);
  if (t->half != OB_UNSET)
    return ob_period_from_part (OB_GRAIN_HALF, year, t->half, ret_period);
  if (t->season != OB_UNSET)
    return ob_period_from_part (OB_GRAIN_SEASON, year, t->season, ret_period);
  if (t->week != OB_UNSET)
    {
      if (!ob_period_from_week (year, t->week, ret_period))
        return FALSE;
      if (t->weekday != OB_UNSET)
        *ret_period = (ObPeriod) { OB_GRAIN_DAY, ob_period_get_first (*ret_period) + t->weekday - 1 };
      return TRUE;
    }
  *ret_period = (ObPeriod) { OB_GRAIN_YEAR, year };
  return t->day == OB_UNSET && t->weekday == OB_UNSET && ob_period_is_valid (*ret_period);
}

/* What is written out, within one turn of its cycle. */
static gboolean
find_in_cycle (const ObTimexFields *t, ObPeriod cycle, ObPeriod *ret_period)
{
  if (!ob_period_is_valid (cycle))
    return FALSE;
  if (cycle.grain == OB_GRAIN_YEAR)
    return find_in_year (t, cycle.index, ret_period);
  if (cycle.grain == OB_GRAIN_MONTH)
    {
      ObTimexFields in_month = *t;
      in_month.month = cycle.index % 12 + 1;
      return find_in_year (&in_month, ob_period_get_year (cycle), ret_period);
    }
  *ret_period = t->weekday != OB_UNSET ? (ObPeriod) { OB_GRAIN_DAY, ob_period_get_first (cycle) + t->weekday - 1 }
                                    : (ObPeriod) { OB_GRAIN_WEEKEND, cycle.index };
  return ob_period_is_valid (*ret_period);
}

/* Days from the anchor to @period: negative before it, 0 when they meet. */
static int
get_distance (const ObTimexFields *t, ObPeriod period)
{
  int first = ob_period_get_first (t->anchor), last = ob_period_get_last (t->anchor);
  if (ob_period_get_last (period) < first)
    return ob_period_get_last (period) - first;
  return ob_period_get_first (period) > last ? ob_period_get_first (period) - last : 0;
}

static int
get_weekday (int day)
{
  return (day - 1) % 7 + 1;
}

/* The weekday written beside a date is a check on its year: "Friday, Oct. 13". */
static gboolean
weekday_agrees (const ObTimexFields *t, ObPeriod period)
{
  return t->weekday == OB_UNSET || period.grain != OB_GRAIN_DAY || get_weekday (period.index) == t->weekday;
}

typedef enum { PREFER_LAST, PREFER_NEXT, PREFER_NEAREST, PREFER_SAME_YEAR } Preference;

static Preference
get_preference (const ObTimexFields *t, ObGrain cycle)
{
  if (t->towards == OB_TOWARDS_LAST || t->towards == OB_TOWARDS_NEXT)
    return t->towards == OB_TOWARDS_LAST ? PREFER_LAST : PREFER_NEXT;
  if (t->tense != 0)
    return t->tense < 0 ? PREFER_LAST : PREFER_NEXT;
  if (t->quarter != OB_UNSET || t->half != OB_UNSET)
    return PREFER_SAME_YEAR;
  return cycle != OB_GRAIN_YEAR || t->season != OB_UNSET ? PREFER_LAST : PREFER_NEAREST;
}

/* How far a candidate at @distance, @turns of the cycle away, is from what is preferred; G_MAXINT: not to be taken. */
static int
get_cost (const ObTimexFields *t, Preference preference, int distance, int turns)
{
  gboolean is_strict = t->towards == OB_TOWARDS_LAST || t->towards == OB_TOWARDS_NEXT;
  if (is_strict && distance == 0)
    return G_MAXINT;
  switch (preference)
    {
    case PREFER_LAST:      return distance <= 0 ? -distance : G_MAXINT;
    case PREFER_NEXT:      return distance >= 0 ? distance : G_MAXINT;
    case PREFER_SAME_YEAR: return turns <= 0 && distance <= HALF_YEAR_DAYS ? -turns : G_MAXINT;
    case PREFER_NEAREST:   break;
    }
  return distance > 0 ? 2 * distance : -distance;
}

static const char *
preference_name (Preference preference)
{
  static const char *const names[] = { "the last one", "the next one", "the nearest", "that of the anchor's year" };
  return names[preference];
}

/* Whether the anchor is fine enough to choose from: "Friday" cannot be seen from a month, nor "July" from a year. */
static gboolean
can_choose (const ObTimexFields *t, ObGrain cycle)
{
  ObPeriod turn;
  return t->has_anchor && ob_period_widen (t->anchor, cycle, &turn) &&
         (cycle != OB_GRAIN_YEAR || t->anchor.grain < OB_GRAIN_YEAR || t->towards == OB_TOWARDS_THIS);
}

/* Chooses among the turns of the cycle around the anchor. FALSE: none fits. */
static gboolean
choose (ObTimexFields *t, ObGrain grain, ObPeriod *ret_period)
{
  ObPeriod centre = ob_period_of_day (grain, ob_period_get_first (t->anchor)), found = { 0 };
  Preference preference = get_preference (t, grain);
  int reach = grain == OB_GRAIN_YEAR ? LEAP_REACH : CYCLE_REACH, best = G_MAXINT;
  gboolean agrees = FALSE;
  for (int i = -reach; i <= reach; i++)
    {
      ObPeriod candidate;
      if ((t->towards == OB_TOWARDS_THIS && i != 0) ||
          !find_in_cycle (t, (ObPeriod) { grain, centre.index + i }, &candidate))
        continue;
      gboolean fits = (ABS (i) <= 1 || grain != OB_GRAIN_YEAR) && weekday_agrees (t, candidate);
      int cost = t->towards == OB_TOWARDS_THIS ? 0 : get_cost (t, preference, get_distance (t, candidate), i);
      if (cost == G_MAXINT || (agrees && !fits) || (agrees == fits && cost >= best))
        continue;
      found = candidate;
      best = cost;
      agrees = fits;
    }
  if (best == G_MAXINT)
    return FALSE;
  ob_timex_step (t, "%s", t->towards == OB_TOWARDS_THIS ? "the one of this turn" : preference_name (preference));
  if (!agrees)
    t->conflict = "weekday";
  *ret_period = found;
  return TRUE;
}

/* The value of some period of @unit, of which nothing else is known. */
static const char *
get_open_unit (int unit)
{
  static const char *const values[] = {
    "XXXX-XX-XXTXX:XX", "XXXX-XX-XXTXX:XX", "XXXX-XX-XXTXX:XX", "XXXX-XX-XX", "XXXX-WXX-WE", "XXXX-WXX", "XXXX-XX",
    "XXXX-QX", "XXXX-XX", "XXXX-HX", "XXXX", "XXXX", "XXXX"
  };
  return values[unit != OB_NO_UNIT ? unit : OB_GRAIN_DAY];
}

/* The value of what is written out with X for the year: also that of a SET ("each July" XXXX-07). */
char *
ob_timex_point_dup_open_value (const ObTimexFields *t)
{
  if (t->holiday != NULL)
    {
      gboolean is_fixed = strlen (t->holiday) == 5 && t->holiday[2] == '-';
      return g_strconcat ("XXXX-", is_fixed ? t->holiday : "XX-XX", NULL);
    }
  if (t->month != OB_UNSET && (t->day != OB_UNSET || t->nth != OB_UNSET))
    return t->day != OB_UNSET ? g_strdup_printf ("XXXX-%02d-%02d", t->month, t->day)
                           : g_strdup_printf ("XXXX-%02d-XX", t->month);
  if (t->month != OB_UNSET)
    return g_strdup_printf ("XXXX-%02d", t->month);
  if (t->quarter != OB_UNSET)
    return g_strdup_printf ("XXXX-Q%d", t->quarter);
  if (t->half != OB_UNSET)
    return g_strdup_printf ("XXXX-H%d", t->half);
  if (t->season != OB_UNSET)
    return g_strdup_printf ("XXXX-%s", ob_season_get_name (t->season));
  if (t->week != OB_UNSET)
    return t->weekday != OB_UNSET ? g_strdup_printf ("XXXX-W%02d-%d", t->week, t->weekday)
                               : g_strdup_printf ("XXXX-W%02d", t->week);
  if (t->day != OB_UNSET || t->nth != OB_UNSET)
    return t->day != OB_UNSET ? g_strdup_printf ("XXXX-XX-%02d", t->day) : g_strdup ("XXXX-XX-XX");
  if (t->weekday != OB_UNSET)
    return g_strdup_printf ("XXXX-WXX-%d", t->weekday);
  if (t->decade != OB_UNSET)
    return g_strdup_printf ("XX%dX", -1 - t->decade);
  if (t->short_year != OB_UNSET)
    return g_strdup_printf ("XX%02d", t->short_year);
  return g_strdup (get_open_unit (t->amount.unit));
}

static void
take_known (ObTimexFields *t, ObTimexPoint *point, ObPeriod period)
{
  g_autofree char *value = ob_period_dup_value (period);
  point->is_known = TRUE;
  point->period = period;
  ob_timex_step (t, "→ %s", value);
}

/* Takes @value, owned. */
static void
take_open (ObTimexFields *t, ObTimexPoint *point, char *value)
{
  point->is_open = TRUE;
  point->value = value;
  ob_timex_step (t, "→ %s, open", value);
}

static gboolean
refuse_date (const ObTimexFields *t, GError **error)
{
  g_autoptr (GString) parts = g_string_new (NULL);
  for (guint i = 0; i < ob_features_size (t->fields); i++)
    {
      const ObFeature *field = ob_features_get_nth (t->fields, i);
      if (g_strv_contains (ob_timex_get_fields (), field->name))
        g_string_append_printf (parts, "%s%s %s", parts->len > 0 ? ", " : "", field->name, field->value);
    }
  return ob_timex_refuse (error, "no such date: %s", parts->str);
}

/* Last, this or next turn of @grain around the anchor. FALSE: the anchor is too coarse, or the calendar ends. */
static gboolean
find_turn (ObTimexFields *t, ObGrain grain, ObPeriod *ret_period)
{
  ObPeriod turn;
  if (!t->has_anchor || !ob_period_widen (t->anchor, grain, &turn))
    return FALSE;
  turn.index += t->towards == OB_TOWARDS_LAST ? -1 : t->towards == OB_TOWARDS_NEXT ? 1 : 0;
  if (!ob_period_is_valid (turn))
    return FALSE;
  *ret_period = turn;
  return TRUE;
}

/* "March of this year", "Friday of last week", "the 15th of next month". */
static gboolean
resolve_within_unit (ObTimexFields *t, ObTimexPoint *point, GError **error)
{
  ObPeriod turn, period;
  ObGrain unit = (ObGrain) t->amount.unit;
  if (unit != OB_GRAIN_YEAR && unit != OB_GRAIN_MONTH && unit != OB_GRAIN_WEEK)
    return ob_timex_refuse (error, "a %s does not hold what is written out", ob_timex_get (t, "unit"));
  if (!find_turn (t, unit, &turn))
    {
      take_open (t, point, ob_timex_point_dup_open_value (t));
      return TRUE;
    }
  g_autofree char *value = ob_period_dup_value (turn);
  ob_timex_step (t, "within %s", value);
  if (!find_in_cycle (t, turn, &period))
    return refuse_date (t, error);
  take_known (t, point, period);
  return TRUE;
}

/* "the 1988 quarter": of that year, the same quarter as the one spoken of. */
static gboolean
resolve_quarter_of_year (ObTimexFields *t, ObTimexPoint *point, GError **error)
{
  ObPeriod period;
  if (!t->is_text_anchor || t->anchor.grain != OB_GRAIN_QUARTER)
    {
      take_open (t, point, g_strdup_printf ("%04d-QX", t->year));
      return TRUE;
    }
  if (!ob_period_from_part (OB_GRAIN_QUARTER, t->year, t->anchor.index % 4 + 1, &period))
    return refuse_date (t, error);
  take_known (t, point, period);
  return TRUE;
}

static gboolean
resolve_written_out (ObTimexFields *t, ObTimexPoint *point, GError **error)
{
  ObPeriod period;
  if (t->century != OB_UNSET || t->decade != OB_UNSET)
    {
      period = t->century != OB_UNSET ? (ObPeriod) { OB_GRAIN_CENTURY, t->century }
                                   : (ObPeriod) { OB_GRAIN_DECADE, t->decade };
      if (t->century == OB_UNSET && t->decade < 0)
        take_open (t, point, ob_timex_point_dup_open_value (t));
      else
        take_known (t, point, period);
      return TRUE;
    }
  if (t->short_year != OB_UNSET)
    {
      take_open (t, point, ob_timex_point_dup_open_value (t));
      return TRUE;
    }
  if (t->holiday != NULL && g_str_equal (t->holiday, "open"))
    {
      ob_timex_step (t, "a holiday that no calendar rule gives");
      take_open (t, point, t->year != OB_UNSET ? g_strdup_printf ("%04d-XX-XX", t->year)
                                               : ob_timex_point_dup_open_value (t));
      return TRUE;
    }
  if (t->year != OB_UNSET && t->amount.unit == OB_GRAIN_QUARTER && t->quarter == OB_UNSET)
    return resolve_quarter_of_year (t, point, error);
  if (t->year != OB_UNSET)
    {
      if (!find_in_year (t, t->year, &period) || !ob_period_is_valid (period))
        return refuse_date (t, error);
      if (!weekday_agrees (t, period))
        t->conflict = "weekday";
      take_known (t, point, period);
      return TRUE;
    }
  if (t->amount.unit != OB_NO_UNIT && t->shift == 0)
    return resolve_within_unit (t, point, error);
  if (!can_choose (t, get_cycle (t)))
    {
      ObPeriod any;             /* 2000 is a leap year and has every kind of day but week 53 */
      if (get_cycle (t) == OB_GRAIN_YEAR && t->week == OB_UNSET && !find_in_year (t, 2000, &any))
        return refuse_date (t, error);
      take_open (t, point, ob_timex_point_dup_open_value (t));
      return TRUE;
    }
  if (!choose (t, get_cycle (t), &period))
    return refuse_date (t, error);
  take_known (t, point, period);
  return TRUE;
}

/* "last year", "this morning", "the weekend". */
static gboolean
resolve_unit (ObTimexFields *t, ObTimexPoint *point, GError **error)
{
  ObPeriod period;
  ObGrain unit = (ObGrain) t->amount.unit;
  if (unit < OB_GRAIN_DAY)
    return ob_timex_refuse (error, "last, this and next %s have no date", ob_timex_get (t, "unit"));
  if (unit == OB_GRAIN_WEEKEND && t->towards == OB_TOWARDS_NONE && can_choose (t, OB_GRAIN_WEEK))
    {
      if (!choose (t, OB_GRAIN_WEEK, &period))
        return refuse_date (t, error);
      take_known (t, point, period);
    }
  else if (find_turn (t, unit, &period))
    take_known (t, point, period);
  else
    take_open (t, point, ob_timex_point_dup_open_value (t));
  return TRUE;
}

/* Hours and minutes from an anchor that has a time of day: "an hour later". */
static gboolean
shift_clock (ObTimexFields *t, ObTimexPoint *point)
{
  int hour, minute, used = 0, factor = t->amount.unit == OB_GRAIN_HOUR ? 60 : 1;
  if (!t->has_anchor || t->anchor.grain != OB_GRAIN_DAY || t->anchor_time == NULL ||
      t->amount.unit == OB_GRAIN_SECOND || t->amount.number > G_MAXINT ||
      sscanf (t->anchor_time, "%2d:%2d%n", &hour, &minute, &used) != 2 || used != 5)
    return FALSE;
  gint64 minutes = (gint64) t->anchor.index * 1440 + hour * 60 + minute + (gint64) t->amount.number * factor * t->shift;
  ObPeriod day = { OB_GRAIN_DAY, (int) (minutes / 1440) };
  if (minutes < 0 || !ob_period_is_valid (day))
    return FALSE;
  take_known (t, point, day);
  point->time = g_strdup_printf ("%02d:%02d", (int) (minutes % 1440 / 60), (int) (minutes % 60));
  return TRUE;
}

/* "two years ago", "a week later", "the day before Christmas". @from is what is written out; NULL: the anchor. */
static gboolean
resolve_shift (ObTimexFields *t, const ObTimexPoint *from, ObTimexPoint *point, GError **error)
{
  gboolean keeps_grain = from != NULL || t->is_text_anchor;
  gboolean has_start = from != NULL ? from->is_known : t->has_anchor;
  ObPeriod start = from != NULL ? from->period : t->anchor, moved;
  ObTimexAmount amount = t->amount;
  gboolean is_known = ob_timex_amount_make_whole (&amount) && !amount.is_vague;
  if (amount.is_vague && !keeps_grain)
    {
      point->value = g_strdup (t->shift < 0 ? "PAST_REF" : "FUTURE_REF");
      ob_timex_step (t, "an unknown number of %s: %s", ob_timex_get (t, "unit"), point->value);
      return TRUE;
    }
  if (amount.unit < OB_GRAIN_DAY && is_known && shift_clock (t, point))
    return TRUE;
  if (amount.unit < OB_GRAIN_DAY || !is_known || !has_start ||
      (!keeps_grain && !ob_period_widen (start, (ObGrain) amount.unit, &start)) || (int) start.grain > amount.unit)
    {
      take_open (t, point, g_strdup (get_open_unit (amount.unit)));
      return TRUE;
    }
  int n = amount.number <= G_MAXINT ? (int) amount.number * t->shift : G_MAXINT;
  if (!ob_period_move (start, (ObGrain) amount.unit, n, &moved))
    return ob_timex_refuse (error, "%s %s from there is outside the calendar", ob_timex_get (t, "number"),
                            ob_timex_get (t, "unit"));
  ob_timex_step (t, "moved by %s%s %s", t->shift < 0 ? "-" : "", ob_timex_get (t, "number"), ob_timex_get (t, "unit"));
  take_known (t, point, moved);
  return TRUE;
}

/* A time of day alone is that of the anchor's day. */
static gboolean
resolve_time_alone (ObTimexFields *t, ObTimexPoint *point, GError **error)
{
  ObPeriod day;
  if (t->hour == OB_UNSET && t->part == NULL)
    return ob_timex_refuse (error, "the fields name no time");
  if (t->has_anchor && ob_period_widen (t->anchor, OB_GRAIN_DAY, &day))
    take_known (t, point, day);
  else
    take_open (t, point, g_strdup (get_open_unit (OB_GRAIN_DAY)));
  return TRUE;
}

/* Takes the period of the field grain that holds @point. */
static gboolean
widen (ObTimexFields *t, ObTimexPoint *point, GError **error)
{
  const char *grain = ob_timex_get (t, "grain");
  ObPeriod wide;
  int unit, factor;
  if (grain == NULL)
    return TRUE;
  if (!ob_timex_find_unit (grain, &unit, &factor) || unit < OB_GRAIN_DAY || factor != 1)
    return ob_timex_refuse (error, "grain \"%s\": not a period of the calendar", grain);
  if (!point->is_known)
    {
      g_free (point->value);
      take_open (t, point, g_strdup (get_open_unit (unit)));
      return TRUE;
    }
  if (!ob_period_widen (point->period, (ObGrain) unit, &wide))
    return ob_timex_refuse (error, "no %s holds it all", grain);
  take_known (t, point, wide);
  return TRUE;
}

static gboolean
find_point (ObTimexFields *t, ObTimexPoint *point, GError **error)
{
  if (ob_timex_is_written_out (t))
    {
      g_auto (ObTimexPoint) from = { 0 };
      return t->shift == 0 ? resolve_written_out (t, point, error)
                           : resolve_written_out (t, &from, error) && resolve_shift (t, &from, point, error);
    }
  if (t->shift != 0)
    return resolve_shift (t, NULL, point, error);
  return t->amount.unit != OB_NO_UNIT ? resolve_unit (t, point, error) : resolve_time_alone (t, point, error);
}

gboolean
ob_timex_point_resolve (ObTimexFields *t, ObTimexPoint *point, GError **error)
{
  static const char *const refs[] = { "past", "present", "future", NULL };
  static const char *const ref_values[] = { "PAST_REF", "PRESENT_REF", "FUTURE_REF" };
  int ref = -1;
  if (!ob_timex_read_name (t, "ref", refs, &ref, error))
    return FALSE;
  if (ref >= 0)
    {
      point->value = g_strdup (ref_values[ref]);
      return TRUE;
    }
  return find_point (t, point, error) && widen (t, point, error);
}
