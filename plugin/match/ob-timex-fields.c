#include "match/ob-timex-fields.h"
#include "base/ob-error.h"
#include "match/ob-numeral.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define YEARS_BACK       80             /* two-digit years: from 80 before … */
#define YEARS_ON         19             /* … to 19 after the document's */

typedef enum { ANCHOR_DOCUMENT, ANCHOR_TEXT, ANCHOR_QUARTER } AnchorKind;

void
ob_timex_step (ObTimexFields *t, const char *format, ...)
{
  if (t->steps == NULL)
    return;
  va_list args;
  va_start (args, format);
  g_string_append_vprintf (t->steps, format, args);
  va_end (args);
  g_string_append_c (t->steps, '\n');
}

gboolean
ob_timex_refuse (GError **error, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, OB_ERROR, OB_ERROR_USAGE, message);
  return FALSE;
}

const char *
ob_timex_get (const ObTimexFields *t, const char *name)
{
  const char *value = ob_features_get (t->fields, name);
  return value != NULL && *value != '\0' ? value : NULL;
}

gboolean
ob_timex_is_written_out (const ObTimexFields *t)
{
  return t->year != OB_UNSET || t->month != OB_UNSET || t->day != OB_UNSET || t->weekday != OB_UNSET ||
         t->quarter != OB_UNSET || t->half != OB_UNSET || t->season != OB_UNSET || t->week != OB_UNSET ||
         t->decade != OB_UNSET || t->century != OB_UNSET ||
         t->nth != OB_UNSET || t->short_year != OB_UNSET || t->holiday != NULL;
}

static gboolean
is_whole (double number)
{
  return number == (double) (gint64) number;
}

/* Turns "a year and a half" into 18 months and four decades into 40 years: whole numbers of a unit that has periods.
 * FALSE: no whole number can be had. */
gboolean
ob_timex_amount_make_whole (ObTimexAmount *amount)
{
  static const struct { ObGrain from, to; int factor; gboolean always; } steps[] = {
    { OB_GRAIN_CENTURY, OB_GRAIN_YEAR, 100, TRUE }, { OB_GRAIN_DECADE, OB_GRAIN_YEAR, 10, TRUE },
    { OB_GRAIN_YEAR, OB_GRAIN_MONTH, 12, FALSE },   { OB_GRAIN_QUARTER, OB_GRAIN_MONTH, 3, FALSE },
    { OB_GRAIN_WEEK, OB_GRAIN_DAY, 7, FALSE },      { OB_GRAIN_DAY, OB_GRAIN_HOUR, 24, FALSE },
    { OB_GRAIN_HOUR, OB_GRAIN_MINUTE, 60, FALSE },  { OB_GRAIN_MINUTE, OB_GRAIN_SECOND, 60, FALSE },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if (amount->unit == (int) steps[i].from && (steps[i].always || !is_whole (amount->number)))
      {
        amount->unit = steps[i].to;
        amount->number *= steps[i].factor;
      }
  return is_whole (amount->number);
}

/* Finds @text, in any case, among @names; -1 if it is not there. */
static int
find_name (const char *text, const char *const *names)
{
  for (int i = 0; names[i] != NULL; i++)
    if (g_ascii_strcasecmp (text, names[i]) == 0)
      return i;
  return -1;
}

gboolean
ob_timex_read_name (const ObTimexFields *t, const char *field, const char *const *names, int *ret_index,
                    GError **error)
{
  const char *text = ob_timex_get (t, field);
  if (text == NULL)
    return TRUE;
  int i = find_name (text, names);
  if (i < 0)
    {
      g_autofree char *all = g_strjoinv (", ", (char **) names);
      return ob_timex_refuse (error, "%s \"%s\": expected one of %s", field, text, all);
    }
  *ret_index = i;
  return TRUE;
}

static gboolean
read_integer_text (const char *field, const char *text, int min, int max, int *ret_number, GError **error)
{
  double number;
  *ret_number = OB_UNSET;
  if (text == NULL)
    return TRUE;
  gboolean is_negative = *text == '-';
  ObNumeral numeral = ob_numeral_parse (text + is_negative, &number);
  if ((numeral != OB_NUMERAL_CARDINAL && numeral != OB_NUMERAL_ORDINAL) || number > max ||
      number != (int) number || (is_negative ? -(int) number : (int) number) < min)
    return ob_timex_refuse (error, "%s \"%s\": expected %d to %d", field, text, min, max);
  *ret_number = is_negative ? -(int) number : (int) number;
  return TRUE;
}

static gboolean
read_integer (const ObTimexFields *t, const char *field, int min, int max, int *ret_number, GError **error)
{
  return read_integer_text (field, ob_timex_get (t, field), min, max, ret_number, error);
}

/* A part of the year that may go by a letter: "third", "Q3", "3Q". */
static gboolean
read_lettered (const ObTimexFields *t, const char *field, char letter, int max, int *ret_number, GError **error)
{
  const char *text = ob_timex_get (t, field);
  char digit[2] = "";
  if (text != NULL && strlen (text) == 2 && (text[0] == letter || text[1] == letter))
    {
      digit[0] = text[0] == letter ? text[1] : text[0];
      text = digit;
    }
  return read_integer_text (field, text, 1, max, ret_number, error);
}

/* Reads up to @most digits; FALSE when there is none, or one too many. */
static gboolean
read_digits (const char **text, gsize most, int *ret_number)
{
  gsize n = strspn (*text, "0123456789");
  if (n == 0 || n > most)
    return FALSE;
  *ret_number = atoi (*text);
  *text += n;
  return TRUE;
}

/* Skips the apostrophe of ’98. */
static const char *
skip_apostrophe (const char *s)
{
  static const char *const marks[] = { "’", "‘", "'", "`" };
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_has_prefix (s, marks[i]))
      return s + strlen (marks[i]);
  return s;
}

/* The year nearest to the document's that ends in @two; OB_UNSET without an anchor. The field base, if there is one,
 * lends its century, unless that would lead past what can be meant: "the 2000s and the ’80s". */
static int
complete_year (ObTimexFields *t, int two)
{
  const char *base = ob_timex_get (t, "base");
  ObPeriod period;
  gboolean has_now = ob_period_parse_value (t->context->document_date != NULL ? t->context->document_date : "",
                                            &period, NULL);
  int now = has_now ? ob_period_get_year (period) : OB_MAX_YEAR;
  int lent = base != NULL && strspn (base, "0123456789") == 4 ? atoi (base) / 100 * 100 + two : OB_UNSET;
  if (lent != OB_UNSET && lent <= now + YEARS_ON)
    return lent;
  if (!has_now)
    return OB_UNSET;
  int year = now / 100 * 100 + two;
  year += year > now + YEARS_ON ? -100 : year <= now + YEARS_ON - 100 ? 100 : 0;
  ob_timex_step (t, "two digits %02d, read between %d and %d: %d", two, now - YEARS_BACK, now + YEARS_ON, year);
  return year;
}

/* "nineteen ninety-eight", "twenty ten", "nineteen oh five", "two thousand and four". */
static gboolean
read_spoken_year (const char *text, int *ret_year)
{
  double whole, front, back;
  if (ob_numeral_parse (text, &whole) == OB_NUMERAL_CARDINAL)
    {
      if (whole < 1000 || whole > OB_MAX_YEAR || whole != (int) whole)
        return FALSE;
      *ret_year = (int) whole;
      return TRUE;
    }
  const char *space = strpbrk (text, " -");
  if (space == NULL)
    return FALSE;
  g_autofree char *head = g_strndup (text, (gsize) (space - text));
  const char *tail = space + 1;
  if (g_ascii_strncasecmp (tail, "oh ", 3) == 0 || g_ascii_strncasecmp (tail, "oh-", 3) == 0)
    tail += 3;
  if (ob_numeral_parse (head, &front) != OB_NUMERAL_CARDINAL || front < 10 || front > 99 ||
      ob_numeral_parse (tail, &back) != OB_NUMERAL_CARDINAL || back < 1 || back > 99 || back != (int) back)
    return FALSE;
  *ret_year = (int) front * 100 + (int) back;
  return TRUE;
}

static gboolean
read_year (ObTimexFields *t, GError **error)
{
  const char *text = ob_timex_get (t, "year"), *era = ob_timex_get (t, "era");
  t->year = t->short_year = OB_UNSET;
  if (text == NULL)
    return TRUE;
  const char *digits = g_str_has_prefix (text, "FY") ? text + 2 : skip_apostrophe (text);
  gsize n = strspn (digits, "0123456789");
  gboolean is_short = n == 2 && digits[2] == '\0' && era == NULL;
  if (n >= (era != NULL ? 1 : 2) && n <= 4 && digits[n] == '\0')
    t->year = atoi (digits);
  else if (n > 0 || !read_spoken_year (text, &t->year))
    return ob_timex_refuse (error, "year \"%s\": not a year", text);
  if (is_short)
    {
      int two = t->year;
      t->year = complete_year (t, two);
      t->short_year = t->year == OB_UNSET ? two : OB_UNSET;
    }
  else if (era != NULL && g_ascii_toupper (*era) == 'B')
    t->year = 1 - t->year;
  return TRUE;
}

/* "1990s", "’90s", "90's", "nineties", "199". */
static gboolean
read_decade (ObTimexFields *t, GError **error)
{
  static const char *const names[] = { "twenties", "thirties", "forties", "fifties", "sixties", "seventies",
                                       "eighties", "nineties", NULL };
  const char *text = ob_timex_get (t, "decade");
  t->decade = OB_UNSET;
  if (text == NULL)
    return TRUE;
  const char *digits = skip_apostrophe (text);
  gsize n = strspn (digits, "0123456789");
  int two = n == 2 ? atoi (digits) : (find_name (text, names) + 2) * 10;
  if (n == 4 && digits[3] == '0')
    t->decade = atoi (digits) / 10;
  else if ((n == 2 && digits[1] == '0') || (n == 0 && two >= 20))
    {
      int year = complete_year (t, two);
      t->decade = year != OB_UNSET ? year / 10 : -1 - two / 10;   /* negative: the century is not known */
    }
  else
    return ob_timex_refuse (error, "decade \"%s\": not a decade", text);
  return TRUE;
}

static gboolean
read_century (ObTimexFields *t, GError **error)
{
  if (!read_integer (t, "century", 1, OB_MAX_YEAR / 100 + 1, &t->century, error))
    return FALSE;
  const char *era = ob_timex_get (t, "era");
  if (t->century != OB_UNSET)
    t->century = era != NULL && g_ascii_toupper (*era) == 'B' ? -t->century : t->century - 1;
  return TRUE;
}

static const struct { const char *name; int unit; int factor; } unit_names[] = {
  { "second", OB_GRAIN_SECOND, 1 },   { "minute", OB_GRAIN_MINUTE, 1 },   { "hour", OB_GRAIN_HOUR, 1 },
  { "day", OB_GRAIN_DAY, 1 },         { "weekend", OB_GRAIN_WEEKEND, 1 }, { "week", OB_GRAIN_WEEK, 1 },
  { "fortnight", OB_GRAIN_WEEK, 2 },  { "month", OB_GRAIN_MONTH, 1 },     { "quarter", OB_GRAIN_QUARTER, 1 },
  { "season", OB_GRAIN_SEASON, 1 },   { "half", OB_GRAIN_HALF, 1 },       { "year", OB_GRAIN_YEAR, 1 },
  { "decade", OB_GRAIN_DECADE, 1 },   { "century", OB_GRAIN_CENTURY, 1 }, { "millennium", OB_GRAIN_YEAR, 1000 },
};

gboolean
ob_timex_find_unit (const char *text, int *ret_unit, int *ret_factor)
{
  gsize length = strlen (text);
  gboolean is_plural = length > 1 && g_ascii_tolower (text[length - 1]) == 's';
  for (gsize i = 0; i < G_N_ELEMENTS (unit_names); i++)
    {
      gsize n = strlen (unit_names[i].name);
      if (g_ascii_strncasecmp (text, unit_names[i].name, n) == 0 && length == n + is_plural)
        {
          *ret_unit = unit_names[i].unit;
          *ret_factor = unit_names[i].factor;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
read_amount (const ObTimexFields *t, const char *number_field, const char *unit_field, ObTimexAmount *amount,
             GError **error)
{
  const char *number = ob_timex_get (t, number_field), *unit = ob_timex_get (t, unit_field);
  int factor = 1;
  *amount = (ObTimexAmount) { .unit = OB_NO_UNIT };
  if (unit != NULL && !ob_timex_find_unit (unit, &amount->unit, &factor))
    return ob_timex_refuse (error, "%s \"%s\": not a unit of time", unit_field, unit);
  amount->number = factor;
  amount->is_vague = number == NULL;
  if (number == NULL)
    return TRUE;
  amount->is_given = TRUE;
  ObNumeral numeral = ob_numeral_parse (number, &amount->number);
  if (numeral == OB_NUMERAL_NONE)
    return ob_timex_refuse (error, "%s \"%s\": not a number", number_field, number);
  if (unit == NULL)
    return ob_timex_refuse (error, "%s \"%s\" has no unit", number_field, number);
  amount->is_vague = numeral == OB_NUMERAL_VAGUE;
  amount->number *= amount->is_vague ? 1 : factor;
  if (amount->number > OB_MAX_AMOUNT)
    return ob_timex_refuse (error, "%s \"%s\": too large", number_field, number);
  return TRUE;
}

/* "half past nine", "a quarter to ten", "twenty-five minutes past 4". FALSE: it is not told in this way. */
static gboolean
read_spoken_clock (ObTimexFields *t, const char *text)
{
  const char *past = strstr (text, " past "), *to = past == NULL ? strstr (text, " to ") : NULL;
  const char *middle = past != NULL ? past : to;
  double minutes, hour;
  if (middle == NULL)
    return FALSE;
  g_autofree char *before = g_strndup (text, (gsize) (middle - text));
  if (g_str_has_suffix (before, " minutes"))
    before[strlen (before) - strlen (" minutes")] = '\0';
  if (ob_numeral_parse (strchr (middle + 1, ' ') + 1, &hour) != OB_NUMERAL_CARDINAL || hour < 1 || hour > 12 ||
      ob_numeral_parse (before, &minutes) != OB_NUMERAL_CARDINAL)
    return FALSE;
  minutes *= minutes < 1 ? 60 : 1;
  if (minutes < 1 || minutes > 30 || minutes != (int) minutes || hour != (int) hour)
    return FALSE;
  t->hour = to != NULL ? ((int) hour + 10) % 12 + 1 : (int) hour;
  t->minute = to != NULL ? 60 - (int) minutes : (int) minutes;
  return TRUE;
}

/* "12:00", "7.35", "10:35:20", "0735", "3pm", "12:30 p.m.": the letters behind the digits are the meridiem's. */
static gboolean
read_clock (ObTimexFields *t, const char *text, GError **error)
{
  const char *p = text;
  if (read_spoken_clock (t, text))
    return TRUE;
  t->minute = 0;
  if (strspn (text, "0123456789") == 4)
    {
      t->hour = (text[0] - '0') * 10 + text[1] - '0';
      t->minute = (text[2] - '0') * 10 + text[3] - '0';
      p = text + 4;
    }
  else if (!read_digits (&p, 2, &t->hour) ||
           ((*p == ':' || *p == '.') && (p++, !read_digits (&p, 2, &t->minute))) ||
           (*p == ':' && (p++, !read_digits (&p, 2, &t->second))))
    return ob_timex_refuse (error, "clock \"%s\": not a time of day", text);
  p += *p == ' ';
  t->meridiem = *p != '\0' ? p : t->meridiem;
  if (t->hour > 24 || t->minute > 59 || t->second > 60)
    return ob_timex_refuse (error, "clock \"%s\": there is no such time of day", text);
  return TRUE;
}

/* Hours of the half of the day that meridiem or part of day name: "4 in the morning", "10 at night". */
static gboolean
settle_hour (ObTimexFields *t, GError **error)
{
  const char *meridiem = t->meridiem;
  int half = meridiem == NULL ? -1 : g_ascii_tolower (*meridiem) == 'p';
  if (meridiem != NULL && strchr ("aApP", *meridiem) == NULL)
    return ob_timex_refuse (error, "meridiem \"%s\": expected a.m. or p.m.", meridiem);
  if (half < 0 && t->part != NULL && t->hour <= 12)
    half = g_str_equal (t->part, "MO") ? 0 : g_str_equal (t->part, "NI") ? t->hour >= 6 && t->hour < 12 : 1;
  if (half >= 0 && (t->hour < 1 || t->hour > 12))
    return ob_timex_refuse (error, "there is no hour %d %s", t->hour, half == 1 ? "p.m." : "a.m.");
  if (half >= 0)
    t->hour = t->hour % 12 + 12 * half;
  if (t->minute == OB_UNSET)
    t->minute = 0;
  if (t->hour == 24 && (t->minute > 0 || t->second > 0))
    return ob_timex_refuse (error, "there is no time of day 24:%02d", t->minute);
  return TRUE;
}

static gboolean
read_time_of_day (ObTimexFields *t, GError **error)
{
  static const char *const parts[] = { "MO", "MI", "AF", "EV", "NI", "DT", NULL };
  const char *clock = ob_timex_get (t, "clock");
  int part = -1;
  if (!ob_timex_read_name (t, "part", parts, &part, error) || !read_integer (t, "hour", 0, 24, &t->hour, error) ||
      !read_integer (t, "minute", 0, 59, &t->minute, error) || !read_integer (t, "second", 0, 60, &t->second, error))
    return FALSE;
  t->meridiem = ob_timex_get (t, "meridiem");
  if (clock != NULL && !read_clock (t, clock, error))
    return FALSE;
  t->part = part >= 0 ? parts[part] : NULL;
  if (t->hour == OB_UNSET)
    return t->minute == OB_UNSET || ob_timex_refuse (error, "a minute without its hour");
  return settle_hour (t, error);
}

/* "1998-08-07", "2015-04", "20.4.2015", "4/20/2015". Where either number could be the month, only the year is taken:
 * 4/7/2015 is another day in London than in New York. */
static gboolean
read_date (ObTimexFields *t, GError **error)
{
  const char *text = ob_timex_get (t, "date"), *p = text;
  int a, b, c = OB_UNSET;
  if (text == NULL)
    return TRUE;
  gboolean is_year_first = strspn (text, "0123456789") == 4;
  char mark = '\0';
  gboolean is_good = read_digits (&p, 4, &a) && strchr ("-./", *p) != NULL && (mark = *p++) != '\0' &&
                     read_digits (&p, 2, &b) && (*p != mark || (p++, read_digits (&p, 4, &c))) && *p == '\0' &&
                     (c != OB_UNSET || (is_year_first && mark == '-'));
  gsize year_digits = is_year_first || !is_good ? 4 : strlen (strrchr (text, mark) + 1);
  if (!is_good || (year_digits != 2 && year_digits != 4))
    return ob_timex_refuse (error, "date \"%s\": not a date in figures", text);
  if (is_year_first)
    {
      t->year = a;
      t->month = b;
      t->day = c;
    }
  else
    {
      gboolean is_day_first = mark == '.' || a > 12;
      t->year = year_digits == 2 ? complete_year (t, c) : c;
      if (!is_day_first && b <= 12 && a != b)
        ob_timex_step (t, "day and month cannot be told apart in %s", text);
      else
        {
          t->month = is_day_first ? b : a;
          t->day = is_day_first ? a : b;
        }
    }
  if (t->year == OB_UNSET || t->month > 12)
    return ob_timex_refuse (error, "no such date: %s", text);
  return TRUE;
}

static gboolean
read_season (ObTimexFields *t, GError **error)
{
  const char *text = ob_timex_get (t, "season");
  t->season = text != NULL ? ob_season_from_name (text) : OB_UNSET;
  return t->season != 0 || ob_timex_refuse (error, "season \"%s\": expected SP, SU, FA or WI", text);
}

static gboolean
read_fields (ObTimexFields *t, GError **error)
{
  static const char *const directions[] = { "none", "last", "this", "next", "latest", NULL };
  static const char *const shifts[] = { "-", "0", "+", NULL };
  static const char *const tenses[] = { "past", "unknown", "future", NULL };
  int towards = 0, shift = 1, tense = CLAMP (t->context->tense, -1, 1) + 1;
  if (!read_integer (t, "month", 1, 12, &t->month, error) || !read_integer (t, "day", 1, 31, &t->day, error) ||
      !read_integer (t, "weekday", 1, 7, &t->weekday, error) || !read_integer (t, "week", 1, 53, &t->week, error) ||
      !read_lettered (t, "quarter", 'Q', 4, &t->quarter, error) ||
      !read_lettered (t, "half", 'H', 2, &t->half, error) ||
      !read_integer (t, "nth", -1, 5, &t->nth, error) || !read_season (t, error) ||
      !read_year (t, error) || !read_decade (t, error) || !read_century (t, error) || !read_date (t, error) ||
      !read_amount (t, "number", "unit", &t->amount, error) || !read_amount (t, "number2", "unit2", &t->extra, error) ||
      !read_time_of_day (t, error) || !ob_timex_read_name (t, "direction", directions, &towards, error) ||
      !ob_timex_read_name (t, "shift", shifts, &shift, error) ||
      !ob_timex_read_name (t, "tense", tenses, &tense, error))
    return FALSE;
  if (t->extra.unit != OB_NO_UNIT && t->extra.unit == t->amount.unit)   /* a year and a half */
    {
      t->amount.number += t->extra.number;
      t->extra.unit = OB_NO_UNIT;
    }
  t->towards = (ObTowards) towards;
  t->shift = shift - 1;
  t->tense = tense - 1;
  t->holiday = ob_timex_get (t, "holiday");
  if (t->shift != 0 && t->amount.unit == OB_NO_UNIT)
    return ob_timex_refuse (error, "a shift without a unit");
  return TRUE;
}

/* The quarter that is spoken of. One that ended more than a year before the document was itself looked back to ("from
 * a year ago"): what is spoken of is then the same quarter, years later. */
static gboolean
find_quarter (const ObTimexContext *context, ObPeriod *ret_quarter)
{
  ObPeriod quarter, now;
  if (context->last_quarter == NULL || !ob_period_parse_value (context->last_quarter, &quarter, NULL) ||
      quarter.grain != OB_GRAIN_QUARTER)
    return FALSE;
  if (context->document_date != NULL && ob_period_parse_value (context->document_date, &now, NULL) &&
      ob_period_widen (now, OB_GRAIN_QUARTER, &now) && now.index > quarter.index)
    quarter.index = now.index - ((now.index - quarter.index - 1) % 4 + 1);
  *ret_quarter = quarter;
  return TRUE;
}

/* A time of day with nothing else is that of the day last spoken of. */
static gboolean
is_time_alone (const ObTimexFields *t)
{
  return (t->hour != OB_UNSET || t->part != NULL) && t->amount.unit == OB_NO_UNIT && !ob_timex_is_written_out (t);
}

static gboolean
read_anchor (ObTimexFields *t, GError **error)
{
  static const char *const kinds[] = { "document", "text", "quarter", NULL };
  const ObTimexContext *c = t->context;
  int kind = ANCHOR_DOCUMENT;
  ObPeriod period;
  const char *time = NULL;
  if (!ob_timex_read_name (t, "anchor", kinds, &kind, error))
    return FALSE;
  gboolean is_alone = ob_timex_get (t, "anchor") == NULL && is_time_alone (t);
  if (kind == ANCHOR_QUARTER && find_quarter (c, &period))
    {
      t->has_anchor = t->is_text_anchor = TRUE;
      ob_timex_step (t, "anchor: the last quarter of the text, %s", c->last_quarter);
    }
  else if ((kind == ANCHOR_TEXT || is_alone) && c->last_date != NULL &&
           ob_period_parse_value (c->last_date, &period, &time) && (!is_alone || period.grain == OB_GRAIN_DAY))
    {
      t->has_anchor = t->is_text_anchor = TRUE;
      ob_timex_step (t, "anchor: the last date of the text, %s", c->last_date);
    }
  else if (c->document_date != NULL && ob_period_parse_value (c->document_date, &period, &time))
    {
      t->has_anchor = TRUE;
      ob_timex_step (t, "anchor: the document's date, %s", c->document_date);
    }
  else
    {
      ob_timex_step (t, "no anchor: the document has no date");
      return TRUE;
    }
  t->anchor = period;
  t->anchor_time = time;
  return TRUE;
}

gboolean
ob_timex_fields_read (ObTimexFields *t, const ObFeatures *fields, const ObTimexContext *context, GString *steps,
                      GError **error)
{
  *t = (ObTimexFields) { .fields = fields, .context = context, .steps = steps };
  if (!read_fields (t, error) || !read_anchor (t, error))
    return FALSE;
  if (t->towards == OB_TOWARDS_LATEST)
    t->towards = t->is_text_anchor ? OB_TOWARDS_THIS : OB_TOWARDS_LAST;
  return TRUE;
}
