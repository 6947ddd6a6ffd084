/* Time expressions: what the primitive promises of its values. Dates are checked against a calendar of this file's own
 * (days from civil, after Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms"), not against GDate's. */
#include "base/ob-error.h"
#include "match/ob-calendar.h"
#include "match/ob-numeral.h"
#include "match/ob-timex.h"
#include <string.h>

/* "month=7 day=4" → fields. */
static void
read_spec (const char *spec, ObFeatures *fields)
{
  g_auto (GStrv) parts = g_strsplit (spec, ";", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *value = strchr (parts[i], '=');
      g_assert_nonnull (value);
      *value = '\0';
      gboolean is_known = g_strv_contains (ob_timex_get_fields (), g_strstrip (parts[i]));
      g_assert_true (is_known);
      ob_features_set (fields, parts[i], g_strstrip (value + 1));
    }
}

/* "DATE 1998-08-07" or "DATE XXXX-08 open", or "error: …". */
static char *
resolve (const char *spec, const char *date, const char *last, int tense)
{
  g_auto (ObFeatures) fields = { 0 };
  g_auto (ObFeatures) result = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *steps = NULL;
  const ObTimexContext context = { date, last, tense, NULL };
  const char *label = NULL;
  read_spec (spec, &fields);
  if (!ob_timex_resolve (&fields, &context, &result, &label, &steps, &error))
    {
      g_assert_error (error, OB_ERROR, OB_ERROR_USAGE);
      g_assert_cmpuint (ob_features_size (&result), ==, 0);
      g_assert_null (steps);
      return g_strconcat ("error: ", error->message, NULL);
    }
  g_assert_nonnull (steps);
  return g_strconcat (label, " ", ob_features_get (&result, "value"),
                      ob_features_get (&result, "open") != NULL ? " open" : NULL, NULL);
}

typedef struct { const char *spec, *date, *expected; } Case;

static void
check (const Case *cases, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *found = resolve (cases[i].spec, cases[i].date, NULL, 0);
      if (g_strcmp0 (found, cases[i].expected) != 0)
        g_test_fail_printf ("%s on %s: expected %s, found %s", cases[i].spec, cases[i].date, cases[i].expected, found);
    }
}
#define CHECK(cases) check (cases, G_N_ELEMENTS (cases))

static void
test_written_out (void)
{
  static const Case cases[] = {
    { "year=1998; month=8; day=7", NULL, "DATE 1998-08-07" },
    { "year=1998; month=8", NULL, "DATE 1998-08" },
    { "year=1998", NULL, "DATE 1998" },
    { "year=FY2012", NULL, "DATE 2012" },
    { "year=nineteen ninety-eight", NULL, "DATE 1998" },
    { "year=two thousand and four", NULL, "DATE 2004" },
    { "year=twenty ten", NULL, "DATE 2010" },
    { "year=nineteen oh five", NULL, "DATE 1905" },
    { "year=44; era=BC", NULL, "DATE BC0044" },
    { "year=79; era=AD", NULL, "DATE 0079" },
    { "decade=1990s", NULL, "DATE 199X" },
    { "decade=’80s", "1989-10-26", "DATE 198X" },
    { "decade=nineties", "2023-09-11", "DATE 199X" },
    { "decade=’90s; base=1980s", NULL, "DATE 199X" },
    { "decade=’90s", NULL, "DATE XX9X open" },
    { "decade=’00s", "2023-09-11", "DATE 200X" },
    { "century=20th", NULL, "DATE 19XX" },
    { "century=twenty-first", NULL, "DATE 20XX" },
    { "century=5th; era=BC", NULL, "DATE BC04XX" },
    { "quarter=third; year=1990", NULL, "DATE 1990-Q3" },
    { "half=1; year=1990; fiscal=yes", NULL, "DATE 1990-H1" },
    { "quarter=Q3; year=2015", NULL, "DATE 2015-Q3" },
    { "quarter=3Q; year=2015", NULL, "DATE 2015-Q3" },
    { "half=H2; year=2015", NULL, "DATE 2015-H2" },
    { "quarter=Q5; year=2015", NULL, "error: quarter \"5\": expected 1 to 4" },
    { "month=3; day=6; year=2000; grain=week", NULL, "DATE 2000-W10" },
    { "month=3; day=6; grain=week", NULL, "DATE XXXX-WXX open" },
    { "year=2000; grain=week", NULL, "error: no week holds it all" },
    { "year=2000; grain=minute", NULL, "error: grain \"minute\": not a period of the calendar" },
    { "season=WI; year=1994", NULL, "DATE 1994-WI" },
    { "week=53; year=2020", NULL, "DATE 2020-W53" },
    { "week=7; weekday=3; year=2016", NULL, "DATE 2016-02-17" },
    { "month=September; year=1999", NULL, "error: month \"September\": expected 1 to 12" },
    { "nth=-1; weekday=5; month=2; year=2024", NULL, "DATE 2024-02-23" },
    { "nth=-1; month=2; year=2024", NULL, "DATE 2024-02-29" },
    { "date=1998-08-07", NULL, "DATE 1998-08-07" },
    { "date=2015-04", NULL, "DATE 2015-04" },
    { "date=20.4.2015", NULL, "DATE 2015-04-20" },
    { "date=4/20/2015", NULL, "DATE 2015-04-20" },
    { "date=20/4/15", "2023-09-11", "DATE 2015-04-20" },
    { "date=4/4/2015", NULL, "DATE 2015-04-04" },
    { "date=4/7/2015", NULL, "DATE 2015" },                     /* the 4th of July or the 7th of April */
    { "date=13/13/2015", NULL, "error: no such date: 13/13/2015" },
    { "date=2015-02-30", NULL, "error: no such date: date 2015-02-30" },
    { "date=1/2/5", NULL, "error: date \"1/2/5\": not a date in figures" },
    { "date=1/2", NULL, "error: date \"1/2\": not a date in figures" },
    { "date=10.1.2.3", NULL, "error: date \"10.1.2.3\": not a date in figures" },
    { "date=4 / 7 / 2015", NULL, "error: date \"4 / 7 / 2015\": not a date in figures" },
  };
  CHECK (cases);
}

static void
test_two_digit_years (void)
{
  static const Case cases[] = {
    { "year=’68", "2023-09-11", "DATE 1968" },
    { "year=98", "2023-09-11", "DATE 1998" },
    { "year=42", "2023-09-11", "DATE 2042" },
    { "year=43", "2023-09-11", "DATE 1943" },
    { "year=03", "1998-09-11", "DATE 2003" },
    { "year=13; base=2012", NULL, "DATE 2013" },
    { "year=’98", NULL, "DATE XX98 open" },
  };
  CHECK (cases);
}

static void
test_holidays (void)
{
  static const Case cases[] = {
    { "holiday=12-25; year=2023", NULL, "DATE 2023-12-25" },
    { "holiday=11:4TH; direction=last", "2000-01-05", "DATE 1999-11-25" },
    { "holiday=05:-1MO; year=2023", NULL, "DATE 2023-05-29" },
    { "holiday=11:1MO+1; year=1998", NULL, "DATE 1998-11-03" },
    { "holiday=easter; year=2000", NULL, "DATE 2000-04-23" },
    { "holiday=easter-2; year=2023", NULL, "DATE 2023-04-07" },
    { "holiday=easter+49; year=1943", NULL, "DATE 1943-06-13" },
    { "holiday=12-25", NULL, "DATE XXXX-12-25 open" },
    { "holiday=easter", NULL, "DATE XXXX-XX-XX open" },
    { "holiday=open", "2023-09-11", "DATE XXXX-XX-XX open" },
    { "holiday=open; year=2023", NULL, "DATE 2023-XX-XX open" },
    { "holiday=12-25; number=2; unit=day; shift=+", "2023-09-11", "DATE 2023-12-27" },
    { "holiday=whitsun; year=2023", NULL, "error: no such date: holiday whitsun, year 2023" },
    { "holiday=easter+1x; year=2023", NULL, "error: no such date: holiday easter+1x, year 2023" },
    { "holiday=12-255; year=2023", NULL, "error: no such date: holiday 12-255, year 2023" },
  };
  CHECK (cases);
}

static void
test_bare_parts_follow_the_news (void)
{
  static const Case cases[] = {
    { "weekday=5", "1998-08-07", "DATE 1998-08-07" },           /* a Friday */
    { "weekday=4", "1998-08-07", "DATE 1998-08-06" },
    { "weekday=6", "1998-08-07", "DATE 1998-08-01" },
    { "month=7", "2023-09-11", "DATE 2023-07" },
    { "month=12", "2023-09-11", "DATE 2023-12" },
    { "month=10; day=23", "1999-05-06", "DATE 1998-10-23" },
    { "month=2; day=29", "1997-05-06", "DATE 1996-02-29" },
    { "month=2; day=29", "1900-05-06", "DATE 1896-02-29" },
    { "quarter=3", "1989-10-26", "DATE 1989-Q3" },
    { "quarter=4", "1989-10-26", "DATE 1989-Q4" },
    { "quarter=1", "1989-10-26", "DATE 1989-Q1" },
    { "quarter=4", "1990-01-26", "DATE 1989-Q4" },
    { "season=SU", "1989-10-26", "DATE 1989-SU" },
    { "day=15", "2023-09-11", "DATE 2023-08-15" },
    { "unit=weekend", "1989-10-30", "DATE 1989-W43-WE" },
    { "weekday=5; month=10; day=13", "1990-05-30", "DATE 1989-10-13" },
    { "week=53", "2023-05-01", "DATE 2020-W53" },
  };
  CHECK (cases);
  static const struct { const char *spec, *past, *future; } tensed[] = {
    { "weekday=5", "DATE 2023-09-08", "DATE 2023-09-15" },
    { "month=7", "DATE 2023-07", "DATE 2024-07" },
    { "quarter=4", "DATE 2022-Q4", "DATE 2023-Q4" },
    { "month=9; day=11", "DATE 2023-09-11", "DATE 2023-09-11" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (tensed); i++)
    {
      g_autofree char *past = resolve (tensed[i].spec, "2023-09-11", NULL, -1);
      g_autofree char *future = resolve (tensed[i].spec, "2023-09-11", NULL, 1);
      g_assert_cmpstr (past, ==, tensed[i].past);
      g_assert_cmpstr (future, ==, tensed[i].future);
    }
  g_autofree char *own = resolve ("weekday=5; tense=future", "2023-09-11", NULL, -1);
  g_assert_cmpstr (own, ==, "DATE 2023-09-15");
}

static void
test_directions (void)
{
  static const Case cases[] = {
    { "direction=last; month=11", "2023-09-11", "DATE 2022-11" },
    { "direction=last; month=9", "2023-09-11", "DATE 2022-09" },
    { "direction=this; month=9", "2023-09-11", "DATE 2023-09" },
    { "direction=next; month=9", "2023-09-11", "DATE 2024-09" },
    { "direction=next; weekday=1", "2023-09-11", "DATE 2023-09-18" },
    { "direction=this; weekday=7", "2023-09-11", "DATE 2023-09-17" },
    { "direction=last; season=FA", "1998-02-03", "DATE 1997-FA" },
    { "direction=last; season=WI", "2023-02-03", "DATE 2021-WI" },
    { "month=3; unit=year; direction=this", "2023-09-11", "DATE 2023-03" },
    { "quarter=1; unit=year; direction=next", "1989-10-26", "DATE 1990-Q1" },
    { "weekday=5; unit=week; direction=last", "2023-09-11", "DATE 2023-09-08" },
    { "day=15; unit=month; direction=next", "2023-12-11", "DATE 2024-01-15" },
    { "day=31; unit=month; direction=next", "2023-08-11", "error: no such date: day 31, unit month, direction next" },
    { "nth=-1; weekday=5; unit=month; direction=this", "2023-09-11", "DATE 2023-09-29" },
    { "nth=-1; unit=month; direction=last", "2024-03-31", "DATE 2024-02-29" },
    { "nth=5; weekday=1; month=2; year=2023", NULL,
      "error: no such date: nth 5, weekday 1, month 2, year 2023" },
    { "direction=last; unit=month", "2023-07-31", "DATE 2023-06" },
    { "direction=last; unit=month", "2024-01-31", "DATE 2023-12" },
    { "direction=next; unit=week", "2016-02-10", "DATE 2016-W07" },
    { "direction=next; unit=week", "2020-12-30", "DATE 2021-W01" },
    { "direction=this; unit=week", "2020-12-30", "DATE 2020-W53" },
    { "direction=this; unit=week", "2021-01-03", "DATE 2020-W53" },
    { "direction=last; unit=year", "1998-05-01", "DATE 1997" },
    { "direction=last; unit=quarter", "1998-01-01", "DATE 1997-Q4" },
    { "direction=next; unit=weekend", "2023-09-11", "DATE 2023-W38-WE" },
    { "direction=last; unit=decade", "1998-01-01", "DATE 198X" },
    { "direction=this; unit=century", "1998-01-01", "DATE 19XX" },
  };
  CHECK (cases);
}

static void
test_shifts (void)
{
  static const Case cases[] = {
    { "number=1; unit=day; shift=-", "2024-03-01", "DATE 2024-02-29" },
    { "number=1; unit=day; shift=+", "2023-12-31", "DATE 2024-01-01" },
    { "number=two; unit=months; shift=-", "2023-01-31", "DATE 2022-11" },
    { "number=10; unit=years; shift=-", "1999-03-12", "DATE 1989" },
    { "number=a; unit=decade; shift=-", "1999-03-12", "DATE 1989" },
    { "number=half a; unit=century; shift=-", "1999-03-12", "DATE 1949" },
    { "number=one and a half; unit=years; shift=-", "2023-09-11", "DATE 2022-03" },
    { "number=six; unit=weeks; shift=-", "2000-01-06", "DATE 1999-W47" },
    { "number=a few; unit=years; shift=-", "2023-09-11", "DATE PAST_REF" },
    { "unit=months; shift=-", "2023-09-11", "DATE PAST_REF" },
    { "number=3; unit=hour; shift=-", "2023-09-11", "TIME XXXX-XX-XXTXX:XX open" },
    { "number=99999; unit=years; shift=-", "2023-09-11", "error: 99999 years from there is outside the calendar" },
    { "number=1; unit=week; shift=+; weekday=1", "2023-09-12", "DATE 2023-09-18" },
    { "number=1; unit=day; shift=-; weekday=2; direction=last", "2000-02-24", "DATE 2000-02-21" },
  };
  CHECK (cases);
}

static void
test_text_anchors (void)
{
  static const struct { const char *spec, *last, *expected; } cases[] = {
    { "unit=day; direction=next; anchor=text", "1998-02-28", "DATE 1998-03-01" },
    { "unit=year; direction=next; anchor=text", "1998-02-28", "DATE 1999" },
    { "unit=year; direction=this; anchor=text", "1998-02", "DATE 1998" },
    { "unit=month; direction=last; anchor=text", "1998-02-28", "DATE 1998-01" },
    { "weekday=5; direction=last; anchor=text", "1989-10-23", "DATE 1989-10-20" },
    { "number=1; unit=year; shift=-; anchor=text", "1989-Q3", "DATE 1988-Q3" },
    { "number=1; unit=year; shift=-; anchor=text", "1989-09-30", "DATE 1988-09-30" },
    { "number=1; unit=year; shift=-; anchor=text", "1996-02-29", "DATE 1995-02-28" },
    { "number=two; unit=months; shift=+; anchor=text", "1989-12-31", "DATE 1990-02-28" },
    { "number=3; unit=day; shift=+; anchor=text", "1998", "DATE XXXX-XX-XX open" },
    { "number=3; unit=day; shift=+; anchor=text", "PRESENT_REF", "DATE 1998-08-11" },
    { "number=1; unit=hour; shift=+; anchor=text", "1998-08-07T23:35", "TIME 1998-08-08T00:35" },
    { "hour=10; minute=35; meridiem=a.m.", "1998-08-07", "TIME 1998-08-07T10:35" },
    { "hour=10; meridiem=p.m.", "1998", "TIME 1998-08-08T22:00" },
    { "weekday=6; part=NI", "1998-02-01", "TIME 1998-08-08TNI" },       /* the day is told: seen from the document */
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = resolve (cases[i].spec, "1998-08-08", cases[i].last, 0);
      if (g_strcmp0 (found, cases[i].expected) != 0)
        g_test_fail_printf ("%s after %s: expected %s, found %s", cases[i].spec, cases[i].last, cases[i].expected,
                            found);
    }
}

/* Reports compare a quarter with that of the year before, again and again. */
static void
test_the_quarter_spoken_of (void)
{
  static const struct { const char *spec, *quarter, *expected; } cases[] = {
    { "number=1; unit=year; shift=-; anchor=quarter", "1989-Q3", "1988-Q3" },
    { "number=1; unit=year; shift=-; anchor=quarter", "1988-Q3", "1988-Q3" },   /* the second "a year ago" */
    { "number=1; unit=year; shift=-; anchor=quarter", "1989-Q4", "1988-Q4" },
    { "number=1; unit=year; shift=-; anchor=quarter", "1990-Q1", "1989-Q1" },
    { "number=1; unit=year; shift=-; anchor=quarter", NULL, "1988" },
    { "unit=quarter; direction=this; anchor=quarter", "1989-Q2", "1989-Q2" },
    { "unit=quarter; year=1988; anchor=quarter", "1989-Q2", "1988-Q2" },
    { "unit=quarter; year=1988; anchor=quarter", NULL, "1988-QX" },
    { "unit=quarter; direction=latest; anchor=quarter", "1989-Q2", "1989-Q2" },
    { "unit=quarter; direction=latest; anchor=quarter", NULL, "1989-Q3" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (ObFeatures) fields = { 0 };
      g_auto (ObFeatures) result = { 0 };
      const ObTimexContext context = { .document_date = "1989-10-26", .last_quarter = cases[i].quarter };
      const char *label;
      read_spec (cases[i].spec, &fields);
      g_assert_true (ob_timex_resolve (&fields, &context, &result, &label, NULL, NULL));
      g_assert_cmpstr (ob_features_get (&result, "value"), ==, cases[i].expected);
    }
}

static void
test_times_of_day (void)
{
  static const Case cases[] = {
    { "weekday=5; part=EV", "1989-10-27", "TIME 1989-10-27TEV" },
    { "unit=day; direction=last; part=NI", "1998-01-20", "TIME 1998-01-19TNI" },
    { "unit=day; direction=this; part=MO", "1998-01-20", "TIME 1998-01-20TMO" },
    { "number=1; unit=day; shift=+; part=AF", "1998-01-31", "TIME 1998-02-01TAF" },
    { "direction=next; weekday=5; part=AF", "2023-09-11", "TIME 2023-09-15TAF" },
    { "part=AF", NULL, "TIME XXXX-XX-XXTAF open" },
    { "hour=7; minute=15; meridiem=p.m.; month=2; day=12; year=1998", NULL, "TIME 1998-02-12T19:15" },
    { "hour=12; meridiem=a.m.", "2023-09-11", "TIME 2023-09-11T00:00" },
    { "hour=12; meridiem=pm", "2023-09-11", "TIME 2023-09-11T12:00" },
    { "hour=four; part=MO", "2023-09-11", "TIME 2023-09-11T04:00" },
    { "hour=10; part=NI", "2023-09-11", "TIME 2023-09-11T22:00" },
    { "hour=3; part=AF", "2023-09-11", "TIME 2023-09-11T15:00" },
    { "clock=24:00; weekday=5", "1989-10-27", "TIME 1989-10-27T24:00" },
    { "clock=0735", "1989-10-27", "TIME 1989-10-27T07:35" },
    { "clock=7.35 p.m.", "1989-10-27", "TIME 1989-10-27T19:35" },
    { "clock=12:30pm", "1989-10-27", "TIME 1989-10-27T12:30" },
    { "clock=3pm", "1989-10-27", "TIME 1989-10-27T15:00" },
    { "clock=10:35:20", "1989-10-27", "TIME 1989-10-27T10:35:20" },
    { "clock=7 : 35", "1989-10-27", "error: meridiem \": 35\": expected a.m. or p.m." },
    { "hour=14; minute=05; second=09", "1989-10-27", "TIME 1989-10-27T14:05:09" },
    { "hour=15; meridiem=p.m.", "2023-09-11", "error: there is no hour 15 p.m." },
    { "hour=0; meridiem=a.m.", "2023-09-11", "error: there is no hour 0 a.m." },
    { "clock=24:30", "2023-09-11", "error: there is no time of day 24:30" },
    { "clock=99:99", "2023-09-11", "error: clock \"99:99\": there is no such time of day" },
    { "minute=30", "2023-09-11", "error: a minute without its hour" },
    { "year=1998; part=MO", NULL, "error: 1998 is no day, to have a time of day" },
    { "clock=half past nine", "2023-09-11", "TIME 2023-09-11T09:30" },
    { "clock=a quarter to one", "2023-09-11", "TIME 2023-09-11T12:45" },
    { "clock=twenty-five minutes past 4", "2023-09-11", "TIME 2023-09-11T04:25" },
    { "clock=forty past 4", "2023-09-11", "error: clock \"forty past 4\": not a time of day" },
    { "clock=ten to", "2023-09-11", "error: clock \"ten to\": not a time of day" },
    { "clock=ten to fifteen", "2023-09-11", "error: clock \"ten to fifteen\": not a time of day" },
  };
  CHECK (cases);
}

static void
test_durations (void)
{
  static const Case cases[] = {
    { "number=3; unit=days", NULL, "DURATION P3D" },
    { "number=24; unit=hours; direction=last", "2023-09-11", "DURATION PT24H" },
    { "number=one and a half; unit=year", NULL, "DURATION P18M" },
    { "number=2 1/2; unit=years", NULL, "DURATION P2Y6M" },
    { "number=5½; unit=hours", NULL, "DURATION PT5H30M" },
    { "number=one and a half; unit=minute", NULL, "DURATION PT1M30S" },
    { "number=half an; unit=hour", NULL, "DURATION PT30M" },
    { "number=2.5; unit=weeks", NULL, "DURATION P2.5W" },
    { "number=2; unit=years; number2=six; unit2=months", NULL, "DURATION P2Y6M" },
    { "number=a; unit=year; number2=a half; unit2=year", NULL, "DURATION P18M" },
    { "number=two; unit=hours; number2=half; unit2=hours", NULL, "DURATION PT2H30M" },
    { "number=1; unit=day; number2=6; unit2=hours", NULL, "DURATION P1DT6H" },
    { "number=four; unit=decades", NULL, "DURATION P40Y" },
    { "number=half a; unit=century", NULL, "DURATION P50Y" },
    { "number=a; unit=fortnight", NULL, "DURATION P2W" },
    { "number=two thousand; unit=years", NULL, "DURATION P2000Y" },
    { "number=a couple of; unit=years", NULL, "DURATION P2Y" },
    { "number=a few; unit=days", NULL, "DURATION PXD" },
    { "number=dozens of; unit=minutes", NULL, "DURATION PTXM" },
    { "unit=years", NULL, "DURATION PXY" },
    { "number=two; unit=quarters; direction=last", "1989-10-26", "DURATION P2Q" },
    { "number=many moons; unit=years", NULL, "error: number \"many moons\": not a number" },
    { "number=9999999999999; unit=years", NULL, "error: number \"9999999999999\": too large" },
    { "number=3; unit=parsecs", NULL, "error: unit \"parsecs\": not a unit of time" },
    { "number=3", NULL, "error: number \"3\" has no unit" },
  };
  CHECK (cases);
}

static void
test_durations_beside_the_anchor_have_ends (void)
{
  g_auto (ObFeatures) fields = { 0 };
  g_auto (ObFeatures) result = { 0 };
  const ObTimexContext context = { .document_date = "2024-02-29" };
  const char *label;
  read_spec ("number=two; unit=years; direction=last; mod=more_than; quant=EACH; kind=DURATION", &fields);
  g_assert_true (ob_timex_resolve (&fields, &context, &result, &label, NULL, NULL));
  g_assert_cmpstr (label, ==, "DURATION");
  g_assert_cmpstr (ob_features_get (&result, "value"), ==, "P2Y");
  g_assert_cmpstr (ob_features_get (&result, "begin"), ==, "2022-02-28");
  g_assert_cmpstr (ob_features_get (&result, "end"), ==, "2024-02-29");
  g_assert_cmpstr (ob_features_get (&result, "mod"), ==, "MORE_THAN");
}

static void
test_sets (void)
{
  static const Case cases[] = {
    { "unit=day; quant=EVERY", NULL, "SET P1D" },
    { "unit=week; number=two; quant=EVERY", NULL, "SET P2W" },
    { "unit=month; freq=2X", NULL, "SET P1M" },
    { "unit=year; kind=SET", NULL, "SET P1Y" },
    { "unit=fortnight; kind=SET", NULL, "SET P2W" },
    { "month=7; quant=EACH", "2023-09-11", "SET XXXX-07" },
    { "weekday=4; quant=EACH", "2023-09-11", "SET XXXX-WXX-4" },
    { "weekday=2; part=NI; kind=SET", NULL, "SET XXXX-WXX-2TNI" },
    { "unit=weekend; quant=EVERY", NULL, "SET XXXX-WXX-WE" },
    { "part=NI; quant=EVERY", NULL, "SET XXXX-XX-XXTNI" },
    { "season=SU; quant=EVERY", NULL, "SET XXXX-SU" },
    { "quant=EVERY", NULL, "error: the fields do not say what recurs" },
  };
  CHECK (cases);
}

static void
test_nothing_is_guessed_without_an_anchor (void)
{
  static const Case cases[] = {
    { "month=7", NULL, "DATE XXXX-07 open" },
    { "month=7; day=4", NULL, "DATE XXXX-07-04 open" },
    { "weekday=5", NULL, "DATE XXXX-WXX-5 open" },
    { "day=15", NULL, "DATE XXXX-XX-15 open" },
    { "quarter=3", NULL, "DATE XXXX-Q3 open" },
    { "season=SP", NULL, "DATE XXXX-SP open" },
    { "week=12; weekday=2", NULL, "DATE XXXX-W12-2 open" },
    { "unit=year; direction=last", NULL, "DATE XXXX open" },
    { "unit=month; direction=last", NULL, "DATE XXXX-XX open" },
    { "unit=week; direction=next", NULL, "DATE XXXX-WXX open" },
    { "unit=weekend", NULL, "DATE XXXX-WXX-WE open" },
    { "number=1; unit=day; shift=-", NULL, "DATE XXXX-XX-XX open" },
    { "number=10; unit=years; shift=-", NULL, "DATE XXXX open" },
    { "month=3; unit=year; direction=this", NULL, "DATE XXXX-03 open" },
    { "hour=10; meridiem=p.m.", NULL, "TIME XXXX-XX-XXT22:00 open" },
    { "weekday=5", "2023", "DATE XXXX-WXX-5 open" },            /* an anchor too coarse is none */
    { "weekday=5", "2023-09", "DATE XXXX-WXX-5 open" },
    { "month=7", "2023", "DATE XXXX-07 open" },
    { "month=7; direction=this", "2023", "DATE 2023-07" },
    { "number=1; unit=day; shift=-", "2023-09", "DATE XXXX-XX-XX open" },
    { "unit=year; direction=last", "2023", "DATE 2022" },
    { "ref=present", NULL, "DATE PRESENT_REF" },
    { "ref=past", NULL, "DATE PAST_REF" },
    { "month=2; day=30", NULL, "error: no such date: month 2, day 30" },
  };
  CHECK (cases);
}

static void
test_dates_that_do_not_exist_are_refused (void)
{
  static const Case cases[] = {
    { "month=2; day=30", "2023-09-11", "error: no such date: month 2, day 30" },
    { "month=2; day=29; year=2023", NULL, "error: no such date: month 2, day 29, year 2023" },
    { "month=2; day=29; year=1900", NULL, "error: no such date: month 2, day 29, year 1900" },
    { "month=2; day=29; year=2000", NULL, "DATE 2000-02-29" },
    { "month=13; year=2023", NULL, "error: month \"13\": expected 1 to 12" },
    { "month=6; day=31; year=2023", NULL, "error: no such date: month 6, day 31, year 2023" },
    { "week=53; year=2021", NULL, "error: no such date: week 53, year 2021" },
    { "year=379480", NULL, "error: year \"379480\": not a year" },
    { "year=2882015", NULL, "error: year \"2882015\": not a year" },
    { "year=1,984", NULL, "error: year \"1,984\": not a year" },
    { "decade=1995s", NULL, "error: decade \"1995s\": not a decade" },
    { "direction=sideways; unit=year", NULL, "error: direction \"sideways\": expected one of none, last, this, next, latest" },
    { "mod=ROUGHLY; year=1998", NULL, NULL },
  };
  check (cases, G_N_ELEMENTS (cases) - 1);
  g_autofree char *found = resolve (cases[G_N_ELEMENTS (cases) - 1].spec, NULL, NULL, 0);
  g_assert_true (g_str_has_prefix (found, "error: mod \"ROUGHLY\": expected one of BEFORE, "));
}

static void
test_a_weekday_that_does_not_agree_is_told (void)
{
  g_auto (ObFeatures) fields = { 0 };
  g_auto (ObFeatures) result = { 0 };
  const ObTimexContext context = { 0 };
  const char *label;
  read_spec ("weekday=1; year=2011; month=3; day=22", &fields); /* a Tuesday */
  g_assert_true (ob_timex_resolve (&fields, &context, &result, &label, NULL, NULL));
  g_assert_cmpstr (ob_features_get (&result, "value"), ==, "2011-03-22");
  g_assert_cmpstr (ob_features_get (&result, "conflict"), ==, "weekday");
}

/* What explain tells of a value: each step a line. */
static void
test_steps (void)
{
  static const struct { const char *spec, *last, *steps; } cases[] = {
    { "weekday=5", NULL,
      "anchor: the document's date, 2023-09-11\n"
      "the last one\n"
      "→ 2023-09-08\n" },
    { "number=two; unit=weeks; shift=-", NULL,
      "anchor: the document's date, 2023-09-11\n"
      "moved by -two weeks\n"
      "→ 2023-W35\n" },
    { "month=3; unit=year; direction=last", NULL,
      "anchor: the document's date, 2023-09-11\n"
      "within 2022\n"
      "→ 2022-03\n" },
    { "number=three; unit=days; shift=+; anchor=text", "1998-02-27",
      "anchor: the last date of the text, 1998-02-27\n"
      "moved by three days\n"
      "→ 1998-03-02\n" },
    { "year=’98", NULL,
      "two digits 98, read between 1943 and 2042: 1998\n"
      "anchor: the document's date, 2023-09-11\n"
      "→ 1998\n" },
    { "number=two; unit=years; direction=last", NULL,
      "anchor: the document's date, 2023-09-11\n"
      "→ P2Y\n"
      "from 2021-09-11 to 2023-09-11\n" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (ObFeatures) fields = { 0 };
      g_auto (ObFeatures) result = { 0 };
      g_autoptr (GError) error = NULL;
      g_autofree char *steps = NULL;
      const ObTimexContext context = { .document_date = "2023-09-11", .last_date = cases[i].last };
      const char *label = NULL;
      read_spec (cases[i].spec, &fields);
      g_assert_true (ob_timex_resolve (&fields, &context, &result, &label, &steps, &error));
      g_assert_cmpstr (steps, ==, cases[i].steps);
    }
}

static void
test_ranges (void)
{
  static const struct { const char *spec, *last, *begin, *end; } cases[] = {
    { "year=2015; range=ends", "2009", "2009", "2015" },
    { "month=6; range=ends", "2023-03", "2023-03", "2023-06" },
    { "weekday=5; direction=next; anchor=text; range=ends", "2023-09-04", "2023-09-04", "2023-09-08" },
    { "year=2009; range=ends", "2015", NULL, NULL },            /* the wrong way round */
    { "year=2015; range=ends", "2009-04", NULL, NULL },         /* of unlike kinds */
    { "year=2015; range=ends", NULL, NULL, NULL },
    { "year=2015", "2009", NULL, NULL },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (ObFeatures) fields = { 0 };
      g_auto (ObFeatures) result = { 0 };
      g_autoptr (GError) error = NULL;
      const ObTimexContext context = { .document_date = "2023-09-11", .last_date = cases[i].last };
      const char *label = NULL;
      read_spec (cases[i].spec, &fields);
      g_assert_true (ob_timex_resolve (&fields, &context, &result, &label, NULL, &error));
      g_assert_cmpstr (ob_features_get (&result, "begin"), ==, cases[i].begin);
      g_assert_cmpstr (ob_features_get (&result, "end"), ==, cases[i].end);
    }
}

/* A date with a time of day anchors days as without it, and hours from that time. */
static void
test_documents_with_a_time (void)
{
  static const Case cases[] = {
    { "direction=next; unit=day; part=AF", "2023-09-11T10:30:00Z", "TIME 2023-09-12TAF" },
    { "direction=next; unit=day; part=AF", "2023-09-11", "TIME 2023-09-12TAF" },
    { "number=2; unit=hours; shift=-", "2023-09-11T01:30", "TIME 2023-09-10T23:30" },
    { "number=2; unit=hours; shift=-", "2023-09-11", "TIME XXXX-XX-XXTXX:XX open" },
    { "weekday=5", "2023-09-11T10:30+02:00", "DATE 2023-09-08" },
  };
  CHECK (cases);
}

static void
test_numbers (void)
{
  static const struct { const char *text; double number; } good[] = {
    { "1,984", 1984 }, { "7", 7 }, { "2.5", 2.5 }, { "2 1/2", 2.5 }, { "1/4", 0.25 }, { "2½", 2.5 }, { "½", 0.5 },
    { "twenty-one", 21 }, { "Twenty One", 21 }, { "a couple of", 2 }, { "a couple", 2 }, { "half", 0.5 },
    { "half a", 0.5 }, { "one and a half", 1.5 }, { "a", 1 }, { "an", 1 }, { "a dozen", 12 }, { "half a dozen", 6 },
    { "a hundred", 100 }, { "one hundred and fifty", 150 }, { "two thousand", 2000 }, { "half a million", 500000 },
    { "3.5 million", 3500000 },
    { "two and a half million", 2500000 }, { "4.5 billion", 4500000000 }, { "300 million", 300000000 }, { "nineteen hundred", 1900 }, { "some 20", 20 }, { "0", 0 },
    { "two hundred thousand", 200000 }, { "twelve thousand three hundred forty-five", 12345 },
  };
  static const char *const bad[] = {
    "", " ", "and", "five twenty", "ten five", "twenty ten", "zero five", "1,98", "1984,000", "1/0", "3/2", "two two",
    "hello", "2nd half x5", "one a", "a an", "4x", "a few", "several", "20th", "third", "½½", "1,984,", "--",
  };
  double number = -1;
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      if (!ob_timex_parse_number (good[i].text, &number) || number != good[i].number)
        g_test_fail_printf ("\"%s\": expected %g, found %g", good[i].text, good[i].number, number);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    if (ob_timex_parse_number (bad[i], &number))
      g_test_fail_printf ("\"%s\" is read as %g", bad[i], number);
  g_autofree char *lengthy = g_strnfill (100000, '9');
  g_assert_false (ob_timex_parse_number (lengthy, &number));
  g_assert_cmpint (ob_numeral_parse ("a few", &number), ==, OB_NUMERAL_VAGUE);
  g_assert_cmpint (ob_numeral_parse ("31st", &number), ==, OB_NUMERAL_ORDINAL);
  g_assert_cmpint (ob_numeral_parse ("twenty-first", &number), ==, OB_NUMERAL_ORDINAL);
  g_assert_cmpfloat (number, ==, 21);
}

/* ---- the calendar against an independent one ---- */

static gint64
days_from_civil (int y, int m, int d)
{
  y -= m <= 2;
  gint64 era = y / 400;
  int yoe = (int) (y - era * 400), doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy;  /* from 0000-03-01 */
}

static void
civil_from_days (gint64 z, int *y, int *m, int *d)
{
  gint64 era = z / 146097, doe = z - era * 146097;
  gint64 yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365, doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  gint64 mp = (5 * doy + 2) / 153;
  *d = (int) (doy - (153 * mp + 2) / 5 + 1);
  *m = (int) (mp < 10 ? mp + 3 : mp - 9);
  *y = (int) (yoe + era * 400 + (*m <= 2));
}

/* 1 Monday … 7: 0000-03-01 was a Wednesday. */
static int
weekday_from_days (gint64 z)
{
  return (int) ((z + 2) % 7 + 1);
}

/* ISO 8601: the week belongs to the year of its Thursday. */
static void
iso_week (gint64 z, int *year, int *week)
{
  gint64 thursday = z - weekday_from_days (z) + 4;
  int m, d;
  civil_from_days (thursday, year, &m, &d);
  *week = (int) ((thursday - days_from_civil (*year, 1, 1)) / 7 + 1);
}

static void
expect (const char *spec, const char *date, const char *format, int a, int b, int c)
{
  g_autofree char *found = resolve (spec, date, NULL, 0);
  char expected[64];
  g_snprintf (expected, sizeof expected, format, a, b, c);
  if (strcmp (found, expected) != 0)
    g_test_fail_printf ("%s on %s: expected %s, found %s", spec, date, expected, found);
}

static void
test_every_day_of_two_centuries (void)
{
  static const struct { const char *spec; int days; } shifts[] = {
    { "number=1; unit=day; shift=-", -1 }, { "number=1; unit=day; shift=+", 1 },
    { "number=45; unit=days; shift=-", -45 }, { "number=1,000; unit=days; shift=+", 1000 },
  };
  gint64 first = days_from_civil (1900, 1, 1), last = days_from_civil (2100, 12, 31);
  for (gint64 z = first; z <= last; z += g_test_thorough () ? 1 : 13)   /* 13 meets all weekdays and month ends */
    {
      int y, m, d, wy, w;
      civil_from_days (z, &y, &m, &d);
      char date[16], spec[64];
      g_snprintf (date, sizeof date, "%04d-%02d-%02d", y, m, d);
      for (gsize i = 0; i < G_N_ELEMENTS (shifts); i++)
        {
          civil_from_days (z + shifts[i].days, &y, &m, &d);
          expect (shifts[i].spec, date, "DATE %04d-%02d-%02d", y, m, d);
        }
      for (int weekday = 1; weekday <= 7; weekday++)
        {
          int back = (weekday_from_days (z) - weekday + 7) % 7;
          g_snprintf (spec, sizeof spec, "weekday=%d", weekday);
          civil_from_days (z - back, &y, &m, &d);
          expect (spec, date, "DATE %04d-%02d-%02d", y, m, d);
          g_snprintf (spec, sizeof spec, "weekday=%d; direction=next", weekday);
          civil_from_days (z + 7 - back, &y, &m, &d);
          expect (spec, date, "DATE %04d-%02d-%02d", y, m, d);
        }
      for (int i = -1; i <= 1; i++)
        {
          iso_week (z + 7 * i, &wy, &w);
          g_snprintf (spec, sizeof spec, "unit=week; direction=%s", i < 0 ? "last" : i > 0 ? "next" : "this");
          expect (spec, date, "DATE %04d-W%02d", wy, w, 0);
        }
      iso_week (z, &wy, &w);
      g_snprintf (spec, sizeof spec, "year=%d; week=%d; weekday=%d", wy, w, weekday_from_days (z));
      civil_from_days (z, &y, &m, &d);
      expect (spec, NULL, "DATE %04d-%02d-%02d", y, m, d);
      int months = y * 12 + m - 1 - 1;
      expect ("unit=month; direction=last", date, "DATE %04d-%02d", months / 12, months % 12 + 1, 0);
      months = y * 12 + m - 1 + 14;
      expect ("number=14; unit=month; shift=+", date, "DATE %04d-%02d", months / 12, months % 12 + 1, 0);
      int quarters = y * 4 + (m - 1) / 3 + 1;
      expect ("unit=quarter; direction=next", date, "DATE %04d-Q%d", quarters / 4, quarters % 4 + 1, 0);
    }
}

/* Easter by Gauss's rule in its Gregorian form, with his two exceptions. */
static void
test_easter_agrees_with_gauss (void)
{
  for (int year = 1900; year <= 2100; year++)
    {
      int a = year % 19, b = year % 4, c = year % 7, k = year / 100, p = (13 + 8 * k) / 25, q = k / 4;
      int big_m = (15 - p + k - q) % 30, n = (4 + k - q) % 7, d = (19 * a + big_m) % 30;
      int e = (2 * b + 4 * c + 6 * d + n) % 7, day = 22 + d + e;
      if (day == 57 || (day == 56 && d == 28 && a > 10))
        day -= 7;
      char spec[64];
      g_snprintf (spec, sizeof spec, "holiday=easter; year=%d", year);
      expect (spec, NULL, "DATE %04d-%02d-%02d", year, day > 31 ? 4 : 3, day > 31 ? day - 31 : day);
    }
}

static void
test_values_read_back (void)
{
  static const char *const good[] = { "1998-08-07", "1998-W32", "1998-W32-WE", "1998-08", "1998-Q3", "1998-SU",
                                      "1998-H2", "1998", "199X", "19XX" };
  static const char *const bad[] = { "", "XXXX", "XXXX-07", "P1D", "PRESENT_REF", "1998-13", "1998-02-30", "1998-W54",
                                     "1998-Q5", "1998-", "1998-XX", "199", "1998-08-07-1", "1998-WXX", "1998x08" };
  ObPeriod period;
  const char *time;
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (ob_period_parse_value (good[i], &period, &time));
      g_autofree char *back = ob_period_dup_value (period);
      g_assert_cmpstr (back, ==, good[i]);
      g_assert_null (time);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    if (ob_period_parse_value (bad[i], &period, &time))
      g_test_fail_printf ("%s is read as a date", bad[i]);
  g_assert_true (ob_period_parse_value ("1998-08-07T10:35", &period, &time));
  g_assert_cmpstr (time, ==, "10:35");
}

/* Any fields at all: an answer or an error, never a crash; run under the sanitizers. */
static void
test_hostile_fields (void)
{
  static const char *const values[] = {
    "", "0", "1", "-1", "7", "12", "31", "53", "99", "1998", "9999", "1e9", "2147483647", "-2147483648", "999999999",
    "nineteen ninety-eight", "’98", "’", "\xff\xfe", "last", "this", "next", "-", "+", "day", "weeks", "century", "X",
    "millennium", "hours", "text", "easter", "easter+9999", "99:9ZZ", "12-25+", "p", "24:00", "half a million", "NI",
    "1998-08-07", "20.4.2015", "1/2/3", "31/12/98", "7.35 p.m.", "3pm", "1998-",
  };
  static const char *const dates[] = { NULL, "0001-01-01", "9999-12-31", "2024-02-29", "rubbish", "2023",
                                       "0000-00-00" };
  g_autoptr (GRand) random = g_rand_new_with_seed (20230911);
  const char *const *names = ob_timex_get_fields ();
  guint n_names = g_strv_length ((char **) names);
  for (int round = 0; round < 200000; round++)
    {
      g_auto (ObFeatures) fields = { 0 };
      g_auto (ObFeatures) result = { 0 };
      g_autoptr (GError) error = NULL;
      g_autofree char *steps = NULL;
      for (int i = g_rand_int_range (random, 1, 6); i > 0; i--)
        ob_features_set (&fields, names[g_rand_int_range (random, 0, (gint32) n_names)],
                         values[g_rand_int_range (random, 0, G_N_ELEMENTS (values))]);
      const ObTimexContext context = { dates[g_rand_int_range (random, 0, G_N_ELEMENTS (dates))],
                                       dates[g_rand_int_range (random, 0, G_N_ELEMENTS (dates))],
                                       g_rand_int_range (random, -1, 2),
                                       g_rand_boolean (random) ? "1989-Q3" : "rubbish" };
      const char *label = NULL;
      gboolean done = ob_timex_resolve (&fields, &context, &result, &label, &steps, &error);
      g_assert_true (done == (error == NULL));
      g_assert_true (done == (ob_features_get (&result, "value") != NULL && label != NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timex/written-out-dates-need-no-anchor", test_written_out);
  g_test_add_func ("/timex/two-digit-years-are-near-the-document", test_two_digit_years);
  g_test_add_func ("/timex/holidays-follow-their-rules", test_holidays);
  g_test_add_func ("/timex/bare-parts-follow-the-news-and-the-tense", test_bare_parts_follow_the_news);
  g_test_add_func ("/timex/last-this-next", test_directions);
  g_test_add_func ("/timex/shifts-take-the-grain-of-their-unit", test_shifts);
  g_test_add_func ("/timex/shifts-from-the-text-keep-their-grain", test_text_anchors);
  g_test_add_func ("/timex/the-quarter-spoken-of", test_the_quarter_spoken_of);
  g_test_add_func ("/timex/times-of-day", test_times_of_day);
  g_test_add_func ("/timex/durations", test_durations);
  g_test_add_func ("/timex/durations-beside-the-anchor-have-ends", test_durations_beside_the_anchor_have_ends);
  g_test_add_func ("/timex/sets", test_sets);
  g_test_add_func ("/timex/nothing-is-guessed-without-an-anchor", test_nothing_is_guessed_without_an_anchor);
  g_test_add_func ("/timex/dates-that-do-not-exist-are-refused", test_dates_that_do_not_exist_are_refused);
  g_test_add_func ("/timex/a-weekday-that-does-not-agree-is-told", test_a_weekday_that_does_not_agree_is_told);
  g_test_add_func ("/timex/steps-tell-how-a-value-came-about", test_steps);
  g_test_add_func ("/timex/ranges-tell-their-ends", test_ranges);
  g_test_add_func ("/timex/a-document-may-have-a-time", test_documents_with_a_time);
  g_test_add_func ("/timex/numbers-in-digits-and-words", test_numbers);
  g_test_add_func ("/timex/every-day-of-two-centuries", test_every_day_of_two_centuries);
  g_test_add_func ("/timex/easter-agrees-with-gauss", test_easter_agrees_with_gauss);
  g_test_add_func ("/timex/values-read-back", test_values_read_back);
  g_test_add_func ("/timex/any-fields-give-a-value-or-an-error", test_hostile_fields);
  return g_test_run ();
}
