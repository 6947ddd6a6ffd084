/* ob-numeral.c: one pass over the words, as one reads them aloud: units and tens add up to a part below a thousand,
 * "hundred" multiplies that part, "thousand" and above close it. What English would not say ("five twenty") is no
 * number, so that years read aloud ("nineteen ninety-eight") are left to the caller. */
#include "match/ob-numeral.h"
#include <string.h>

typedef enum { WORD_UNIT, WORD_TEN, WORD_SCALE, WORD_FRACTION, WORD_ARTICLE, WORD_VAGUE } WordKind;

typedef struct
{
  const char *text;
  WordKind    kind;
  double      value;
  gboolean    is_ordinal;
} Word;

static const Word words[] = {
  { "zero", WORD_UNIT, 0, FALSE },        { "one", WORD_UNIT, 1, FALSE },        { "two", WORD_UNIT, 2, FALSE },
  { "three", WORD_UNIT, 3, FALSE },       { "four", WORD_UNIT, 4, FALSE },       { "five", WORD_UNIT, 5, FALSE },
  { "six", WORD_UNIT, 6, FALSE },         { "seven", WORD_UNIT, 7, FALSE },      { "eight", WORD_UNIT, 8, FALSE },
  { "nine", WORD_UNIT, 9, FALSE },        { "ten", WORD_UNIT, 10, FALSE },       { "eleven", WORD_UNIT, 11, FALSE },
  { "twelve", WORD_UNIT, 12, FALSE },     { "thirteen", WORD_UNIT, 13, FALSE },  { "fourteen", WORD_UNIT, 14, FALSE },
  { "fifteen", WORD_UNIT, 15, FALSE },    { "sixteen", WORD_UNIT, 16, FALSE },   { "seventeen", WORD_UNIT, 17, FALSE },
  { "eighteen", WORD_UNIT, 18, FALSE },   { "nineteen", WORD_UNIT, 19, FALSE },
  { "first", WORD_UNIT, 1, TRUE },        { "second", WORD_UNIT, 2, TRUE },      { "third", WORD_UNIT, 3, TRUE },
  { "fourth", WORD_UNIT, 4, TRUE },       { "fifth", WORD_UNIT, 5, TRUE },       { "sixth", WORD_UNIT, 6, TRUE },
  { "seventh", WORD_UNIT, 7, TRUE },      { "eighth", WORD_UNIT, 8, TRUE },      { "ninth", WORD_UNIT, 9, TRUE },
  { "tenth", WORD_UNIT, 10, TRUE },       { "eleventh", WORD_UNIT, 11, TRUE },   { "twelfth", WORD_UNIT, 12, TRUE },
  { "thirteenth", WORD_UNIT, 13, TRUE },  { "fourteenth", WORD_UNIT, 14, TRUE }, { "fifteenth", WORD_UNIT, 15, TRUE },
  { "sixteenth", WORD_UNIT, 16, TRUE },   { "seventeenth", WORD_UNIT, 17, TRUE },
  { "eighteenth", WORD_UNIT, 18, TRUE },  { "nineteenth", WORD_UNIT, 19, TRUE },
  { "twenty", WORD_TEN, 20, FALSE },      { "thirty", WORD_TEN, 30, FALSE },     { "forty", WORD_TEN, 40, FALSE },
  { "fifty", WORD_TEN, 50, FALSE },       { "sixty", WORD_TEN, 60, FALSE },      { "seventy", WORD_TEN, 70, FALSE },
  { "eighty", WORD_TEN, 80, FALSE },      { "ninety", WORD_TEN, 90, FALSE },
  { "twentieth", WORD_TEN, 20, TRUE },    { "thirtieth", WORD_TEN, 30, TRUE },
  { "dozen", WORD_SCALE, 12, FALSE },     { "hundred", WORD_SCALE, 100, FALSE },
  { "thousand", WORD_SCALE, 1e3, FALSE }, { "million", WORD_SCALE, 1e6, FALSE }, { "billion", WORD_SCALE, 1e9, FALSE },
  { "couple", WORD_UNIT, 2, FALSE },      { "pair", WORD_UNIT, 2, FALSE },
  { "half", WORD_FRACTION, 0.5, FALSE },  { "quarter", WORD_FRACTION, 0.25, FALSE },
  { "a", WORD_ARTICLE, 1, FALSE },        { "an", WORD_ARTICLE, 1, FALSE },
  { "few", WORD_VAGUE, 0, FALSE },        { "several", WORD_VAGUE, 0, FALSE },
  { "many", WORD_VAGUE, 0, FALSE },       { "numerous", WORD_VAGUE, 0, FALSE },  { "countless", WORD_VAGUE, 0, FALSE },
  { "various", WORD_VAGUE, 0, FALSE },    { "multiple", WORD_VAGUE, 0, FALSE },  { "x", WORD_VAGUE, 0, FALSE },
  { "tens", WORD_VAGUE, 0, FALSE },       { "dozens", WORD_VAGUE, 0, FALSE },    { "scores", WORD_VAGUE, 0, FALSE },
  { "hundreds", WORD_VAGUE, 0, FALSE },   { "thousands", WORD_VAGUE, 0, FALSE },
};

/* What has been read so far. */
typedef struct
{
  double   total;               /* closed parts: "two thousand" */
  double   part;                /* below a thousand */
  double   fraction;
  gboolean has_part, has_any, has_digits;
  gboolean takes_article;       /* "a" may follow: at the beginning, after "and", after "half" */
  gboolean has_article, is_vague, is_some, is_ordinal;
} Reading;

static const Word *
find_word (const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i].text, text) == 0)
      return &words[i];
  return NULL;
}

static gboolean
read_scale (Reading *r, double value)
{
  double part = r->has_part || r->fraction > 0 ? r->part + r->fraction : 1;     /* "half a million", "million" */
  r->fraction = 0;
  if (value <= 100)
    {
      if (r->has_part && r->part >= 100)
        return FALSE;
      r->part = part * value;
      r->has_part = TRUE;
      return TRUE;
    }
  r->total += part * value;
  r->part = 0;
  r->has_part = FALSE;
  return TRUE;
}

static gboolean
read_word (Reading *r, const char *text)
{
  const Word *word = find_word (text);
  if (word == NULL || r->is_ordinal)
    return FALSE;
  switch (word->kind)
    {
    case WORD_UNIT:
    case WORD_TEN:
      {
        int room = word->value < 10 && word->kind == WORD_UNIT ? 10 : 100;
        if (r->has_digits || (r->has_part && (r->part == 0 || (int) r->part % room != 0 || (int) r->part % 100 == 10)))
          return FALSE;
        r->part += word->value;
        r->has_part = TRUE;
        r->is_ordinal = word->is_ordinal;
        break;
      }
    case WORD_SCALE:
      if (!read_scale (r, word->value))
        return FALSE;
      break;
    case WORD_FRACTION:
      if (r->fraction > 0)
        return FALSE;
      r->fraction = word->value;
      r->has_any = r->takes_article = TRUE;
      return TRUE;
    case WORD_ARTICLE:
      if (!r->takes_article)
        return FALSE;
      r->has_article = TRUE;
      r->takes_article = FALSE;
      return TRUE;
    case WORD_VAGUE:
      r->is_vague = TRUE;
      return TRUE;
    }
  r->has_any = TRUE;
  r->takes_article = FALSE;
  return TRUE;
}

/* "1,984": thousands in groups of three. */
static gboolean
read_integer (const char **text, double *ret_value)
{
  const char *s = *text;
  double value = 0;
  guint group = 0;
  gboolean has_comma = FALSE;
  if (!g_ascii_isdigit (*s))
    return FALSE;
  for (;; s++)
    {
      if (g_ascii_isdigit (*s))
        {
          value = value * 10 + (*s - '0');
          group++;
        }
      else if (*s == ',' && g_ascii_isdigit (s[1]) && (has_comma ? group == 3 : group <= 3))
        {
          has_comma = TRUE;
          group = 0;
        }
      else
        break;
    }
  *text = s;
  *ret_value = value;
  return !has_comma || group == 3;
}

static gboolean
read_fraction_sign (Reading *r, const char *s)
{
  static const struct { const char *sign; double value; } signs[] = { { "½", 0.5 }, { "¼", 0.25 }, { "¾", 0.75 } };
  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (strcmp (s, signs[i].sign) == 0 && r->fraction == 0)
      {
        r->fraction = signs[i].value;
        r->has_any = TRUE;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_digits (Reading *r, const char *s)
{
  double value;
  if (!read_integer (&s, &value))
    return FALSE;
  if (*s == '/')
    {
      double divisor;
      s++;
      if (!read_integer (&s, &divisor) || *s != '\0' || divisor == 0 || value >= divisor || r->fraction > 0)
        return FALSE;
      r->fraction = value / divisor;
      r->has_any = TRUE;
      return TRUE;
    }
  if (r->has_any)
    return FALSE;
  if (*s == '.' && g_ascii_isdigit (s[1]))
    for (double place = 0.1; g_ascii_isdigit (*++s); place /= 10)
      value += place * (*s - '0');
  r->part = value;
  r->has_part = r->has_any = r->has_digits = TRUE;
  if (*s == '\0' || read_fraction_sign (r, s))
    return TRUE;
  r->is_ordinal = g_str_equal (s, "st") || g_str_equal (s, "nd") || g_str_equal (s, "rd") || g_str_equal (s, "th");
  return r->is_ordinal;
}

static gboolean
read_piece (Reading *r, const char *piece)
{
  if (g_str_equal (piece, "of") || g_str_equal (piece, "the"))
    return TRUE;
  if (g_str_equal (piece, "and"))
    {
      r->takes_article = TRUE;
      return r->has_any;
    }
  if (g_str_equal (piece, "some"))              /* "some time" is vague, "some 20 years" is not */
    {
      r->is_some = TRUE;
      return !r->has_any;
    }
  if (g_ascii_isdigit (*piece))
    return read_digits (r, piece);
  return read_fraction_sign (r, piece) || read_word (r, piece);
}

ObNumeral
ob_numeral_parse (const char *text, double *ret_number)
{
  Reading r = { .takes_article = TRUE };
  char lower[OB_MAX_NUMERAL_BYTES + 1];
  gsize length = strlen (text);
  if (length > OB_MAX_NUMERAL_BYTES)
    return OB_NUMERAL_NONE;
  for (gsize i = 0; i <= length; i++)
    lower[i] = strchr ("- \t\n\r", text[i]) != NULL ? ' ' : g_ascii_tolower (text[i]);
  lower[length] = '\0';

  for (char *piece = lower; *piece != '\0';)
    {
      gsize n = strcspn (piece, " ");
      char *next = piece + n + (piece[n] != '\0');
      piece[n] = '\0';
      if (n > 0 && !read_piece (&r, piece))
        return OB_NUMERAL_NONE;
      piece = next;
    }
  if (r.is_vague || (r.is_some && !r.has_any))
    return OB_NUMERAL_VAGUE;
  if (!r.has_any && !r.has_article)
    return OB_NUMERAL_NONE;
  *ret_number = r.has_any ? r.total + r.part + r.fraction : 1;
  return r.is_ordinal ? OB_NUMERAL_ORDINAL : OB_NUMERAL_CARDINAL;
}
