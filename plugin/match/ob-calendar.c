#include "match/ob-calendar.h"
#include <string.h>

#define MONTHS_A_YEAR 12
#define MIN_BC_YEAR   (-OB_MAX_YEAR)

static int
divide_down (int a, int b)
{
  return a / b - (a % b < 0);
}

static int
day_number (int year, int month, int day)
{
  GDate date;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return (int) g_date_get_julian (&date);
}

static int
max_day (void)
{
  return day_number (OB_MAX_YEAR, MONTHS_A_YEAR, 31);
}

static void
split_day (int day, int *ret_year, int *ret_month, int *ret_day)
{
  GDate date;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) day);
  *ret_year = g_date_get_year (&date);
  *ret_month = g_date_get_month (&date);
  *ret_day = g_date_get_day (&date);
}

/* How many periods of @grain a year has; 0 for those that do not divide it. */
static int
parts_of_year (ObGrain grain)
{
  switch (grain)
    {
    case OB_GRAIN_MONTH:   return 12;
    case OB_GRAIN_QUARTER:
    case OB_GRAIN_SEASON:  return 4;
    case OB_GRAIN_HALF:    return 2;
    default:               return 0;
    }
}

static int
years_of (ObGrain grain)
{
  return grain == OB_GRAIN_CENTURY ? 100 : grain == OB_GRAIN_DECADE ? 10 : 1;
}

/* The month, counted from January of the year 0, with which a period of a month or longer begins. */
static int
first_month (ObPeriod period)
{
  int parts = parts_of_year (period.grain);
  if (parts == 0)
    return period.index * years_of (period.grain) * MONTHS_A_YEAR;
  return period.index * (MONTHS_A_YEAR / parts) + (period.grain == OB_GRAIN_SEASON ? 2 : 0);
}

static int
month_start (int month)
{
  int year = divide_down (month, MONTHS_A_YEAR);
  return year > OB_MAX_YEAR ? max_day () + 1 : day_number (year, month - year * MONTHS_A_YEAR + 1, 1);
}

int
ob_period_get_first (ObPeriod period)
{
  switch (period.grain)
    {
    case OB_GRAIN_SECOND:
    case OB_GRAIN_MINUTE:
    case OB_GRAIN_HOUR:
    case OB_GRAIN_DAY:     return period.index;
    case OB_GRAIN_WEEK:    return period.index * 7 + 1;  /* day 1 was a Monday */
    case OB_GRAIN_WEEKEND: return period.index * 7 + 6;
    default:               return MAX (month_start (MAX (first_month (period), MONTHS_A_YEAR)), 1);
    }
}

int
ob_period_get_last (ObPeriod period)
{
  switch (period.grain)
    {
    case OB_GRAIN_SECOND:
    case OB_GRAIN_MINUTE:
    case OB_GRAIN_HOUR:
    case OB_GRAIN_DAY:     return period.index;
    case OB_GRAIN_WEEK:
    case OB_GRAIN_WEEKEND: return period.index * 7 + 7;
    default:
      period.index++;
      return ob_period_get_first (period) - 1;
    }
}

ObPeriod
ob_period_of_day (ObGrain grain, int day)
{
  int year, month, day_of_month, index = day;
  split_day (day, &year, &month, &day_of_month);
  int months = year * MONTHS_A_YEAR + month - 1;
  switch (grain)
    {
    case OB_GRAIN_WEEK:
    case OB_GRAIN_WEEKEND: index = (day - 1) / 7; break;
    case OB_GRAIN_MONTH:
    case OB_GRAIN_QUARTER:
    case OB_GRAIN_HALF:    index = months / (MONTHS_A_YEAR / parts_of_year (grain)); break;
    case OB_GRAIN_SEASON:  index = (months - 2) / 3; break;
    case OB_GRAIN_YEAR:
    case OB_GRAIN_DECADE:
    case OB_GRAIN_CENTURY: index = year / years_of (grain); break;
    default:               break;
    }
  return (ObPeriod) { grain, index };
}

gboolean
ob_period_is_valid (ObPeriod period)
{
  int parts = parts_of_year (period.grain);
  switch (period.grain)
    {
    case OB_GRAIN_SECOND:
    case OB_GRAIN_MINUTE:
    case OB_GRAIN_HOUR:    return FALSE;
    case OB_GRAIN_DAY:     return period.index >= 1 && period.index <= max_day ();
    case OB_GRAIN_WEEK:
    case OB_GRAIN_WEEKEND: return period.index >= 0 && period.index < max_day () / 7;
    case OB_GRAIN_YEAR:
    case OB_GRAIN_DECADE:
    case OB_GRAIN_CENTURY:
      return period.index >= MIN_BC_YEAR / years_of (period.grain) &&
             period.index <= OB_MAX_YEAR / years_of (period.grain);
    default:
      return period.index >= parts && period.index < (OB_MAX_YEAR + 1) * parts;
    }
}

gboolean
ob_period_from_day (int year, int month, int day, ObPeriod *ret_period)
{
  if (year < 1 || year > OB_MAX_YEAR || month < 1 || month > MONTHS_A_YEAR || day < 1 || day > 31 ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  *ret_period = (ObPeriod) { OB_GRAIN_DAY, day_number (year, month, day) };
  return TRUE;
}

/* The week with the year's first Thursday, which is the one with 4 January, is week 1. */
gboolean
ob_period_from_week (int year, int week, ObPeriod *ret_period)
{
  if (year < 1 || year > OB_MAX_YEAR || week < 1 || week > 53)
    return FALSE;
  ObPeriod first = ob_period_of_day (OB_GRAIN_WEEK, day_number (year, 1, 4));
  ObPeriod period = { OB_GRAIN_WEEK, first.index + week - 1 };
  if (!ob_period_is_valid (period) || ob_period_get_year (period) != year)
    return FALSE;
  *ret_period = period;
  return TRUE;
}

gboolean
ob_period_from_part (ObGrain grain, int year, int part, ObPeriod *ret_period)
{
  int parts = parts_of_year (grain);
  if (year < 1 || year > OB_MAX_YEAR || part < 1 || part > parts)
    return FALSE;
  *ret_period = (ObPeriod) { grain, year * parts + part - 1 };
  return TRUE;
}

gboolean
ob_period_from_weekday (int year, int month, int nth, int weekday, ObPeriod *ret_period)
{
  ObPeriod whole;
  if (nth < -1 || nth == 0 || nth > 5 || weekday < 1 || weekday > 7 ||
      !ob_period_from_part (OB_GRAIN_MONTH, year, month, &whole))
    return FALSE;
  int first = ob_period_get_first (whole), last = ob_period_get_last (whole);
  int day = nth > 0 ? first + ((weekday - first) % 7 + 7) % 7 + (nth - 1) * 7
                    : last - ((last - weekday) % 7 + 7) % 7;
  if (day > last)
    return FALSE;
  *ret_period = (ObPeriod) { OB_GRAIN_DAY, day };
  return TRUE;
}

/* The Gregorian computus of Meeus, Jones and Butcher ("Astronomical Algorithms", 1991). */
gboolean
ob_period_from_easter (int year, ObPeriod *ret_period)
{
  if (year < 1583 || year > OB_MAX_YEAR)
    return FALSE;
  int a = year % 19, b = year / 100, c = year % 100;
  int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  int m = (a + 11 * h + 22 * l) / 451;
  int n = h + l - 7 * m + 114;
  return ob_period_from_day (year, n / 31, n % 31 + 1, ret_period);
}

gboolean
ob_period_widen (ObPeriod period, ObGrain grain, ObPeriod *ret_period)
{
  if (grain == period.grain)
    {
      *ret_period = period;
      return TRUE;
    }
  if (period.grain >= OB_GRAIN_YEAR && period.index < 1)
    return FALSE;
  ObPeriod first = ob_period_of_day (grain, ob_period_get_first (period));
  ObPeriod last = ob_period_of_day (grain, ob_period_get_last (period));
  if (first.index != last.index)
    return FALSE;
  *ret_period = first;
  return TRUE;
}

static gboolean
move_day_by_months (int day, int months, int *ret_day)
{
  int year, month, day_of_month;
  split_day (day, &year, &month, &day_of_month);
  int to = year * MONTHS_A_YEAR + month - 1 + months;
  int to_year = divide_down (to, MONTHS_A_YEAR), to_month = to - to_year * MONTHS_A_YEAR + 1;
  if (to_year < 1 || to_year > OB_MAX_YEAR)
    return FALSE;
  int last = g_date_get_days_in_month ((GDateMonth) to_month, (GDateYear) to_year);
  *ret_day = day_number (to_year, to_month, MIN (day_of_month, last));
  return TRUE;
}

gboolean
ob_period_move (ObPeriod period, ObGrain unit, int n, ObPeriod *ret_period)
{
  if (ABS (n) > OB_MAX_YEAR * 366 || unit < OB_GRAIN_DAY || (unit < period.grain && unit != OB_GRAIN_WEEKEND))
    return FALSE;
  ObPeriod moved = { period.grain, period.index + n };
  if (unit != period.grain)
    {
      gboolean by_days = unit <= OB_GRAIN_WEEK;
      ObPeriod step = { unit, n };
      if (!by_days && ABS (n) > OB_MAX_YEAR * MONTHS_A_YEAR)
        return FALSE;
      int months = first_month (step) - first_month ((ObPeriod) { unit, 0 });
      if (parts_of_year (period.grain) > 0)
        moved.index = period.index + months / (MONTHS_A_YEAR / parts_of_year (period.grain));
      else if (period.grain >= OB_GRAIN_YEAR)
        moved.index = period.index + n * years_of (unit) / years_of (period.grain);
      else
        {
          int day = ob_period_get_first (period) + 7 * n;
          if (!by_days && !move_day_by_months (ob_period_get_first (period), months, &day))
            return FALSE;
          if (day < 1 || day > max_day ())
            return FALSE;
          moved = ob_period_of_day (period.grain, day);
        }
    }
  if (!ob_period_is_valid (moved))
    return FALSE;
  *ret_period = moved;
  return TRUE;
}

int
ob_period_get_year (ObPeriod period)
{
  int year, month, day, parts = parts_of_year (period.grain);
  if (parts > 0)
    return divide_down (period.index, parts);
  if (period.grain >= OB_GRAIN_YEAR)
    return period.index * years_of (period.grain);
  int thursday = period.index * 7 + 4;          /* a week belongs to the year of its Thursday */
  split_day (period.grain == OB_GRAIN_DAY ? period.index : MIN (thursday, max_day ()), &year, &month, &day);
  return year;
}

const char *
ob_season_get_name (int season)
{
  static const char *const names[] = { "SP", "SU", "FA", "WI" };
  return season >= 1 && season <= 4 ? names[season - 1] : "XX";
}

int
ob_season_from_name (const char *name)
{
  for (int i = 1; i <= 4; i++)
    if (strcmp (name, ob_season_get_name (i)) == 0)
      return i;
  return 0;
}

static int
week_of_year (ObPeriod week)
{
  ObPeriod first = ob_period_of_day (OB_GRAIN_WEEK, day_number (ob_period_get_year (week), 1, 4));
  return week.index - first.index + 1;
}

char *
ob_period_dup_value (ObPeriod period)
{
  int year = ob_period_get_year (period), month, day, parts = parts_of_year (period.grain);
  int part = parts > 0 ? period.index - year * parts + 1 : 0;
  gboolean is_bc = period.grain >= OB_GRAIN_YEAR && period.index < (period.grain == OB_GRAIN_YEAR ? 1 : 0);
  switch (period.grain)
    {
    case OB_GRAIN_DAY:
      split_day (period.index, &year, &month, &day);
      return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
    case OB_GRAIN_WEEK:    return g_strdup_printf ("%04d-W%02d", year, week_of_year (period));
    case OB_GRAIN_WEEKEND: return g_strdup_printf ("%04d-W%02d-WE", year, week_of_year (period));
    case OB_GRAIN_MONTH:   return g_strdup_printf ("%04d-%02d", year, part);
    case OB_GRAIN_QUARTER: return g_strdup_printf ("%04d-Q%d", year, part);
    case OB_GRAIN_HALF:    return g_strdup_printf ("%04d-H%d", year, part);
    case OB_GRAIN_SEASON:  return g_strdup_printf ("%04d-%s", year, ob_season_get_name (part));
    case OB_GRAIN_DECADE:
      return is_bc ? g_strdup_printf ("BC%03dX", -period.index - 1) : g_strdup_printf ("%03dX", period.index);
    case OB_GRAIN_CENTURY:
      return is_bc ? g_strdup_printf ("BC%02dXX", -period.index - 1) : g_strdup_printf ("%02dXX", period.index);
    default:
      return is_bc ? g_strdup_printf ("BC%04d", 1 - year) : g_strdup_printf ("%04d", year);
    }
}

/* Two digits at @s, or -1. */
static int
two_digits (const char *s)
{
  return g_ascii_isdigit (s[0]) && g_ascii_isdigit (s[1]) ? (s[0] - '0') * 10 + s[1] - '0' : -1;
}

static gboolean
parse_part (int year, const char *s, gsize length, ObPeriod *ret_period)
{
  char part[8];
  if (length >= sizeof part)
    return FALSE;
  memcpy (part, s, length);
  part[length] = '\0';
  int number = two_digits (part);
  if (length == 2 && number >= 0)
    return ob_period_from_part (OB_GRAIN_MONTH, year, number, ret_period);
  if (length == 2 && (part[0] == 'Q' || part[0] == 'H'))
    return ob_period_from_part (part[0] == 'Q' ? OB_GRAIN_QUARTER : OB_GRAIN_HALF, year, part[1] - '0', ret_period);
  if (length == 2)
    return ob_period_from_part (OB_GRAIN_SEASON, year, ob_season_from_name (part), ret_period);
  if (length == 5 && number >= 0 && part[2] == '-' && two_digits (part + 3) >= 0)
    return ob_period_from_day (year, number, two_digits (part + 3), ret_period);
  gboolean is_weekend = length == 6 && strcmp (part + 3, "-WE") == 0;
  if (part[0] != 'W' || (length != 3 && !is_weekend) || !ob_period_from_week (year, two_digits (part + 1), ret_period))
    return FALSE;
  if (is_weekend)
    ret_period->grain = OB_GRAIN_WEEKEND;
  return TRUE;
}

gboolean
ob_period_parse_value (const char *value, ObPeriod *ret_period, const char **ret_time)
{
  const char *time = strchr (value, 'T');
  gsize length = time != NULL ? (gsize) (time - value) : strlen (value);
  ObPeriod period;
  if (length < 4 || two_digits (value) < 0)
    return FALSE;
  int century = two_digits (value), rest = two_digits (value + 2);
  if (length == 4 && strncmp (value + 2, "XX", 2) == 0)
    period = (ObPeriod) { OB_GRAIN_CENTURY, century };
  else if (length == 4 && g_ascii_isdigit (value[2]) && value[3] == 'X')
    period = (ObPeriod) { OB_GRAIN_DECADE, century * 10 + value[2] - '0' };
  else if (rest < 0)
    return FALSE;
  else if (length == 4)
    period = (ObPeriod) { OB_GRAIN_YEAR, century * 100 + rest };
  else if (value[4] != '-' || !parse_part (century * 100 + rest, value + 5, length - 5, &period))
    return FALSE;
  *ret_period = period;
  if (ret_time != NULL)
    *ret_time = time != NULL ? time + 1 : NULL;
  return TRUE;
}
