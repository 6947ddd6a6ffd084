/* ob-timex.c: from the named parts of a time expression to its TIMEX3 value.
 *
 * The fields, by name. Numbers may be digits, words or ordinals where people write them so ("20", "20th", "twentieth").
 *
 *   a point, written out
 *     year       1998, FY1998, 98, ’98, nineteen ninety-eight, two thousand four; two digits alone are read as the year
 *                from 80 before to 19 after the document's, or in the century of `base` ("2012-13": base 2012)
 *     era        BC: of year and century
 *     decade     1990s, ’90s, nineties; two digits as for year
 *     century    20th, twenty-first
 *     quarter 1-4, half 1-2, season SP SU FA WI, month 1-12, week 1-53 (ISO), day 1-31, weekday 1-7 (Monday 1)
 *     nth        1-5 or -1 (last): the nth weekday of the month, or without a weekday its nth day
 *     holiday    a calendar rule: 12-25 | 11:4TH (fourth Thursday of November) | 05:-1MO (last Monday of May) | easter,
 *                each with +days or -days behind it; "open" for what no rule here can tell (Ramadan)
 *     date       in figures: 1998-08-07, 20.4.2015, 4/20/2015; of 4/7/2015 only the year is taken
 *     hour minute second meridiem (a.m. pm) zone; clock: 12:00, 7.35 p.m., 3pm, 0735, half past nine
 *     part       MO MI AF EV NI DT: morning, midday, afternoon, evening, night, daytime
 *     fiscal     yes: the year or quarter is a company's; the value is that of the number, calendar = "fiscal"
 *   a point, seen from another
 *     direction  last, this, next: of unit ("last year"), or of what is written out ("last November", "next Friday");
 *                latest: this, seen from the text's anchor; last, seen from the document's ("the quarter");
 *                with unit and something written out, the unit holds it ("March of this year")
 *     shift      -, +: number units before or after ("two years ago"); from what is written out, if anything is
 *                ("two days after Christmas")
 *     anchor     document (default): the document's date · text: the last date of the text, if there is one; a shift
 *                then keeps its grain ("a year earlier" than the third quarter is a third quarter) · quarter: the last
 *                quarter of the text, if there is one, brought up to the year before the document's date; with a
 *                year and the unit quarter, that quarter of the year ("the 1988 quarter")
 *     grain      week, month …: not the point itself but the period that holds it ("the week of March 6")
 *     ref        present, past, future: PRESENT_REF …
 *     tense      past, future: overrides the sentence's
 *   an amount
 *     number, unit, and number2, unit2 for "two years and six months" (of the same unit: "a year and a half"); a vague
 *                number ("a few", or none) is X: PXD
 *     direction  with number: the amount next to the anchor ("the past two years"); begin and end are worked out
 *   and to all
 *     kind       DATE TIME DURATION SET, where the parts leave it open; quant (EVERY), freq (2X): a SET
 *     range      ends: the expression ends what the last date of the text began ("from 2009 to 2015"): begin and end are
 *                told, if they are in order
 *     mod        a modifier of TIMEX3: START MID END APPROX LESS_THAN …
 *
 * Direction of what has neither year nor direction. A weekday, day of the month, season or weekend of unknown tense is
 * the last one up to the anchor, as news tells what happened; a quarter or half is that of the anchor's year, unless
 * more than half a year ahead; other parts of a year are the nearest, where days to come count double, as news
 * tells more of what was. A known tense decides for all.
 *
 * Without an anchor nothing is guessed: the value has X for what is not known ("XXXX-07" for July, "XXXX-XX-XX" for
 * yesterday) and open = "yes". */
#include "match/ob-timex.h"
#include "match/ob-numeral.h"
#include "match/ob-timex-point.h"

static const char *const field_names[] = {
  "kind", "date", "year", "era", "decade", "century", "quarter", "half", "season", "month", "week", "day", "weekday",
  "nth", "holiday", "hour", "minute", "second", "meridiem", "zone", "clock", "part", "fiscal", "direction", "shift",
  "anchor", "grain", "ref", "tense", "base", "number", "unit", "number2", "unit2", "quant", "freq", "range",
  "mod", NULL
};

const char *const *
ob_timex_get_fields (void)
{
  return field_names;
}

gboolean
ob_timex_parse_number (const char *text, double *ret_number)
{
  return ob_numeral_parse (text, ret_number) == OB_NUMERAL_CARDINAL;
}

/* What follows the "T": "10:35", "10:35:20", "MO"; NULL without a time of day. */
static char *
dup_time (const ObTimexFields *t)
{
  if (t->hour == OB_UNSET)
    return g_strdup (t->part);
  return t->second != OB_UNSET ? g_strdup_printf ("%02d:%02d:%02d", t->hour, t->minute, t->second)
                            : g_strdup_printf ("%02d:%02d", t->hour, t->minute);
}

/* ISO 8601 writes the parts of a duration before and after a "T". */
typedef struct { GString *days, *clock; } Duration;

static void
append_amount (Duration *duration, int unit, double number, gboolean is_vague)
{
  static const char *const codes[] = { "S", "M", "H", "D", "WE", "W", "M", "Q", "SE", "HY", "Y", "DE", "CE" };
  GString *part = unit < OB_GRAIN_DAY ? duration->clock : duration->days;
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd (digits, sizeof digits, "%.12g", number);
  g_string_append_printf (part, "%s%s", is_vague ? "X" : digits, codes[unit]);
}

/* 5.5 hours are 5H30M, 1.5 years 18M (as people count), 2.5 years 2Y6M, four decades 40Y; 2.5 weeks stay 2.5W. */
static void
add_amount (Duration *duration, const ObTimexAmount *amount)
{
  ObTimexAmount rest = *amount;
  double whole = (double) (gint64) amount->number;
  if (amount->is_vague)
    append_amount (duration, amount->unit, 0, TRUE);
  else if (amount->number == whole && amount->unit < OB_GRAIN_DECADE)
    append_amount (duration, amount->unit, amount->number, FALSE);
  else if (!ob_timex_amount_make_whole (&rest) || amount->unit == OB_GRAIN_WEEK)
    append_amount (duration, amount->unit, amount->number, FALSE);
  else if (whole < (amount->unit == OB_GRAIN_YEAR ? 2 : 1) || amount->unit >= OB_GRAIN_DECADE)
    append_amount (duration, rest.unit, rest.number, FALSE);
  else
    {
      rest = (ObTimexAmount) { .unit = amount->unit, .number = amount->number - whole };
      append_amount (duration, amount->unit, whole, FALSE);
      if (ob_timex_amount_make_whole (&rest))
        append_amount (duration, rest.unit, rest.number, FALSE);
    }
}

static char *
dup_duration (const ObTimexFields *t)
{
  Duration duration = { g_string_new ("P"), g_string_new (NULL) };
  add_amount (&duration, &t->amount);
  if (t->extra.unit != OB_NO_UNIT)
    add_amount (&duration, &t->extra);
  if (duration.clock->len > 0)
    g_string_append_printf (duration.days, "T%s", duration.clock->str);
  g_string_free (duration.clock, TRUE);
  return g_string_free (duration.days, FALSE);
}

/* "the past two years" lie between the anchor and two years before it. */
static void
set_ends (ObTimexFields *t, ObFeatures *result)
{
  ObTimexAmount amount = t->amount;
  ObPeriod far;
  if (!t->has_anchor || t->towards == OB_TOWARDS_NONE || t->towards == OB_TOWARDS_THIS || amount.is_vague ||
      !ob_timex_amount_make_whole (&amount) || amount.number > G_MAXINT ||
      !ob_period_move (t->anchor, (ObGrain) amount.unit,
                       (int) amount.number * (t->towards == OB_TOWARDS_LAST ? -1 : 1), &far))
    return;
  g_autofree char *here = ob_period_dup_value (t->anchor);
  g_autofree char *there = ob_period_dup_value (far);
  const char *begin = t->towards == OB_TOWARDS_LAST ? there : here, *end = begin == here ? there : here;
  ob_features_set (result, "begin", begin);
  ob_features_set (result, "end", end);
  ob_timex_step (t, "from %s to %s", begin, end);
}

/* "from 2009 to 2015", told at its second part. Neither end is said to be more exact than it is. */
static gboolean
set_range (ObTimexFields *t, const ObTimexPoint *point, ObFeatures *result, GError **error)
{
  static const char *const ranges[] = { "ends", NULL };
  int range = -1;
  ObPeriod begin;
  if (!ob_timex_read_name (t, "range", ranges, &range, error))
    return FALSE;
  if (range < 0 || !point->is_known || t->context->last_date == NULL ||
      !ob_period_parse_value (t->context->last_date, &begin, NULL) || begin.grain != point->period.grain ||
      begin.index > point->period.index)
    return TRUE;
  g_autofree char *end = ob_period_dup_value (point->period);
  ob_features_set (result, "begin", t->context->last_date);
  ob_features_set (result, "end", end);
  ob_timex_step (t, "from %s to %s", t->context->last_date, end);
  return TRUE;
}

typedef enum { KIND_NONE = -1, KIND_DATE, KIND_TIME, KIND_DURATION, KIND_SET } Kind;

static const char *const kind_names[] = { "DATE", "TIME", "DURATION", "SET", NULL };

/* An amount of a unit with nothing else is a duration; "two years ago", "the weekend", "March of this year" are not. */
static Kind
guess_kind (const ObTimexFields *t)
{
  if (ob_timex_get (t, "quant") != NULL || ob_timex_get (t, "freq") != NULL)
    return KIND_SET;
  if (t->amount.unit != OB_NO_UNIT && t->shift == 0 && !ob_timex_is_written_out (t) &&
      ob_timex_get (t, "ref") == NULL &&
      (t->amount.is_given || (t->towards == OB_TOWARDS_NONE && t->part == NULL && t->amount.unit != OB_GRAIN_WEEKEND)))
    return KIND_DURATION;
  gboolean is_clock = t->hour != OB_UNSET || t->part != NULL || (t->shift != 0 && t->amount.unit < OB_GRAIN_DAY);
  return is_clock ? KIND_TIME : KIND_DATE;
}

static gboolean
resolve_set (ObTimexFields *t, char **ret_value, GError **error)
{
  g_autofree char *time = dup_time (t);
  gboolean recurs = ob_timex_is_written_out (t) || time != NULL || t->amount.unit == OB_GRAIN_WEEKEND;
  if (!recurs && t->amount.unit == OB_NO_UNIT)
    return ob_timex_refuse (error, "the fields do not say what recurs");
  if (!t->amount.is_given)
    t->amount.is_vague = FALSE;         /* "every week" is every one week */
  g_autofree char *base = recurs ? ob_timex_point_dup_open_value (t) : dup_duration (t);
  *ret_value = time != NULL ? g_strconcat (base, "T", time, NULL) : g_steal_pointer (&base);
  ob_timex_step (t, "→ %s, again and again", *ret_value);
  return TRUE;
}

static gboolean
resolve_date (ObTimexFields *t, ObFeatures *result, char **ret_value, GError **error)
{
  g_auto (ObTimexPoint) point = { 0 };
  if (!ob_timex_point_resolve (t, &point, error) || !set_range (t, &point, result, error))
    return FALSE;
  g_autofree char *time = point.time == NULL ? dup_time (t) : NULL;
  g_autofree char *date = point.is_known ? ob_period_dup_value (point.period) : g_steal_pointer (&point.value);
  const char *clock = point.time != NULL ? point.time : time;
  if (clock != NULL && point.is_known && point.period.grain != OB_GRAIN_DAY && point.period.grain != OB_GRAIN_WEEKEND)
    return ob_timex_refuse (error, "%s is no day, to have a time of day", date);
  *ret_value = clock != NULL ? g_strconcat (date, "T", clock, NULL) : g_steal_pointer (&date);
  if (point.is_open)
    ob_features_set (result, "open", "yes");
  if (t->conflict != NULL)
    {
      ob_features_set (result, "conflict", t->conflict);
      ob_timex_step (t, "the %s written beside it does not agree", t->conflict);
    }
  return TRUE;
}

static gboolean
resolve_value (ObTimexFields *t, Kind kind, ObFeatures *result, char **ret_value, GError **error)
{
  if (kind == KIND_SET)
    return resolve_set (t, ret_value, error);
  if (kind == KIND_DURATION && t->amount.unit != OB_NO_UNIT && t->shift == 0 && !ob_timex_is_written_out (t))
    {
      *ret_value = dup_duration (t);
      ob_timex_step (t, "→ %s", *ret_value);
      set_ends (t, result);
      return TRUE;
    }
  return resolve_date (t, result, ret_value, error);
}

/* Fields that go out as they came in. */
static gboolean
copy_fields (const ObTimexFields *t, ObFeatures *result, GError **error)
{
  static const char *const mods[] = { "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER", "LESS_THAN", "MORE_THAN",
                                      "EQUAL_OR_LESS", "EQUAL_OR_MORE", "START", "MID", "END", "APPROX", NULL };
  int mod = -1;
  if (!ob_timex_read_name (t, "mod", mods, &mod, error))
    return FALSE;
  if (mod >= 0)
    ob_features_set (result, "mod", mods[mod]);
  ob_features_set (result, "quant", ob_timex_get (t, "quant"));
  ob_features_set (result, "freq", ob_timex_get (t, "freq"));
  ob_features_set (result, "zone", ob_timex_get (t, "zone"));
  if (ob_timex_get (t, "fiscal") != NULL)
    ob_features_set (result, "calendar", "fiscal");
  return TRUE;
}

gboolean
ob_timex_resolve (const ObFeatures *fields, const ObTimexContext *context,
                  ObFeatures *result, const char **ret_label, char **ret_steps, GError **error)
{
  g_autoptr (GString) steps = ret_steps != NULL ? g_string_new (NULL) : NULL;
  ObTimexFields t;
  g_auto (ObFeatures) found = { 0 };
  g_autofree char *value = NULL;
  int kind = KIND_NONE;
  if (!ob_timex_fields_read (&t, fields, context, steps, error) ||
      !ob_timex_read_name (&t, "kind", kind_names, &kind, error))
    return FALSE;
  Kind guess = guess_kind (&t);
  if (!resolve_value (&t, kind == KIND_SET || kind == KIND_DURATION ? (Kind) kind : guess, &found, &value, error) ||
      !copy_fields (&t, &found, error))
    return FALSE;
  ob_features_set (result, "value", value);
  for (guint i = 0; i < ob_features_size (&found); i++)
    ob_features_set (result, ob_features_get_nth (&found, i)->name, ob_features_get_nth (&found, i)->value);
  *ret_label = kind_names[kind != KIND_NONE ? kind : (int) guess];
  if (ret_steps != NULL)
    *ret_steps = g_string_free (g_steal_pointer (&steps), FALSE);
  return TRUE;
}
