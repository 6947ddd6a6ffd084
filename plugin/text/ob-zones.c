#include "text/ob-zones.h"
#include "text/ob-chars.h"
#include "text/ob-english.h"
#include <string.h>

#define MAX_TITLE 30            /* tokens of a title */
#define MAX_HEADLINE 19         /* of a title in lower case that ends in a full stop */
#define MAX_HEADING 14
#define MAX_LABEL 6             /* of a heading in capitals, which may have a full stop */
#define MAX_STANDFIRST 60
#define MAX_LINE 14             /* of a byline, a date line or a dateline */
#define MAX_CAPTION 60
#define MAX_BOILERPLATE 60
#define MAX_BIO 250
#define MAX_START 12            /* tokens spelt to look for how a paragraph begins */
#define MAX_SPELT 64            /* bytes of a token that are spelt */
#define MAX_HEAD 8              /* paragraphs in which bylines are looked for */
#define MIN_TEXT 15             /* tokens of a paragraph that surely is running text */
#define MIN_BIO_SCORE 5

/* What is known of a paragraph by itself. */
typedef struct
{
  guint32  n_tokens;
  guint32  n_sentences;
  gunichar final;               /* the last mark, closing marks aside, when it is punctuation; else 0 */
  gboolean is_text;             /* long, or a whole sentence of some length */
  gboolean is_capital;          /* begins with a capital, a digit or a mark */
} Facts;

typedef struct
{
  const ObDoc *doc;
  const char  *bytes;
  Facts       *facts;           /* by paragraph */
  guint32     *text_after;      /* by paragraph: how many of those after it are text */
  guint8      *zones;
  GString     *spelling;        /* of the paragraph at hand, see spell() */
  guint32      spelt, spelt_max;        /* which it is, 1 more; and how many of its tokens */
  ObWordFilter boilerplate, speech;
} Finder;

static inline const char *
get_token (const Finder *self, guint32 i, gsize *ret_length)
{
  const ObToken *token = &self->doc->tokens[i];
  *ret_length = token->end - token->start;
  return self->bytes + token->start;
}

static inline gunichar
get_char (const Finder *self, guint32 i)
{
  const char *next;
  return ob_char_decode (self->bytes + self->doc->tokens[i].start, &next);
}

static gboolean
is_capital (const Finder *self, guint32 i)
{
  return self->doc->tokens[i].token_class == OB_TOKEN_WORD && g_unichar_isupper (get_char (self, i));
}

static gboolean
is_word (const Finder *self, guint32 i, ObWords list)
{
  gsize length;
  const char *s = get_token (self, i, &length);
  return ob_english_has_word (list, s, length);
}

static gboolean
equals (const Finder *self, guint32 i, const char *word)
{
  gsize length;
  const char *s = get_token (self, i, &length);
  return strlen (word) == length && memcmp (s, word, length) == 0;
}

static gboolean
is_mark (gunichar c)
{
  return c == '"' || c == '\'' || c == '`' || c == 0x201c || c == 0x201d || c == 0x2018 || c == 0x2019 || c == 0xab ||
         c == 0xbb;
}

static void
find_facts (Finder *self, guint32 para)
{
  const ObDoc *doc = self->doc;
  ObRange range = doc->paras[para];
  Facts *facts = &self->facts[para];
  facts->n_tokens = range.end - range.first;
  facts->n_sentences = doc->sentence_of[range.end - 1] - doc->sentence_of[range.first] + 1;
  guint32 last = range.end - 1;
  while (last > range.first && range.end - last < 4 &&
         (is_mark (get_char (self, last)) || get_char (self, last) == ')'))
    last--;
  if (doc->tokens[last].token_class == OB_TOKEN_PUNCT)
    facts->final = get_char (self, last);
  else if (self->bytes[doc->tokens[last].end - 1] == '.')
    facts->final = '.';         /* an abbreviation may be the last word */
  gboolean is_whole = facts->final == '.' || facts->final == '!' || facts->final == '?' || facts->final == 0x2026;
  facts->is_text = (is_whole && facts->n_tokens >= MIN_TEXT) || facts->n_tokens >= 2 * MIN_TEXT;
  facts->is_capital = doc->tokens[range.first].token_class != OB_TOKEN_WORD || is_capital (self, range.first);
}

/* Spells the first @max tokens of a paragraph the way the phrases of ob-english.c are spelt: lower case, straight
 * apostrophes, one space between tokens and at both ends. */
static void
spell (Finder *self, guint32 para, guint32 max)
{
  ObRange range = self->doc->paras[para];
  guint32 end = MIN (range.end, range.first + max);
  if (self->spelt == para + 1 && self->spelt_max == max)
    return;
  self->spelt = para + 1;
  self->spelt_max = max;
  g_string_set_size (self->spelling, 1 + (end - range.first) * (MAX_SPELT + 1));        /* at most so much */
  char *out = self->spelling->str;
  *out++ = ' ';
  for (guint32 i = range.first; i < end; i++)
    {
      gsize length;
      const char *s = get_token (self, i, &length);
      for (gsize k = 0; k < MIN (length, MAX_SPELT); k++)
        if (G_UNLIKELY ((guchar) s[k] == 0xe2) && length - k >= 3 && memcmp (s + k, "\342\200\231", 3) == 0)
          {
            *out++ = '\'';
            k += 2;
          }
        else
          *out++ = s[k] | (g_ascii_isupper (s[k]) ? 0x20 : 0);
      *out++ = ' ';
    }
  g_string_set_size (self->spelling, out - self->spelling->str);
}

static const char *
find_phrase (const Finder *self, const char *phrase)
{
  gsize length = strlen (phrase);
  for (const char *p = self->spelling->str; (p = strstr (p, phrase)) != NULL; p++)
    if (p[-1] == ' ' && p[length] == ' ')
      return p;
  return NULL;
}

static guint
count_phrases (const Finder *self, ObCue cue)
{
  guint n = 0;
  for (const char *const *phrase = ob_english_get_phrases (cue); *phrase != NULL; phrase++)
    n += find_phrase (self, *phrase) != NULL;
  return n;
}

static gboolean
begins_with (const Finder *self, ObCue cue)
{
  const char *s = self->spelling->str + 1;
  for (const char *const *phrase = ob_english_get_phrases (cue); *phrase != NULL; phrase++)
    if (**phrase == *s && g_str_has_prefix (s, *phrase))
      return TRUE;
  return FALSE;
}

static gboolean
any_token (const Finder *self, guint32 para, const ObWordFilter *words)
{
  ObRange range = self->doc->paras[para];
  for (guint32 i = range.first; i < range.end; i++)
    {
      gsize length;
      const char *s = get_token (self, i, &length);
      if (ob_english_filter_has (words, s, length))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_speech (const Finder *self, guint32 para)
{
  return any_token (self, para, &self->speech);
}

/* --- zones a paragraph tells by itself --- */

static gboolean
is_whole_phrase (Finder *self, guint32 para)
{
  if (self->facts[para].n_tokens > MAX_START)
    return FALSE;
  gsize length = self->spelling->len - 1;       /* without the last space, and then without marks at the end */
  const char *s = self->spelling->str;
  while (length > 2 && s[length - 2] == ' ' && strchr (":.*!>", s[length - 1]) != NULL)
    length -= 2;
  for (const char *const *phrase = ob_english_get_phrases (OB_CUE_BOILERPLATE_ALL); *phrase != NULL; phrase++)
    if (strlen (*phrase) == length - 1 && memcmp (s + 1, *phrase, length - 1) == 0)
      return TRUE;
  return FALSE;
}

/* Leaves another spelling behind. */
static gboolean
has_boilerplate (Finder *self, guint32 para)
{
  if (!any_token (self, para, &self->boilerplate))
    return FALSE;
  spell (self, para, MAX_BOILERPLATE);
  return count_phrases (self, OB_CUE_BOILERPLATE_PART) > 0;
}

static gboolean
is_boilerplate (Finder *self, guint32 para)
{
  if (is_whole_phrase (self, para))
    return TRUE;
  return (begins_with (self, OB_CUE_BOILERPLATE_START) || has_boilerplate (self, para)) && !has_speech (self, para);
}

static gboolean
is_caption (Finder *self, guint32 para)
{
  return self->facts[para].n_tokens <= MAX_CAPTION && begins_with (self, OB_CUE_CAPTION_START);
}

/* TRUE for a line of dates and times only: "Published Monday, 3 May 2021 at 4 p.m." */
static gboolean
is_date_line (const Finder *self, guint32 para)
{
  ObRange range = self->doc->paras[para];
  gboolean has_date = FALSE;
  for (guint32 i = range.first; i < range.end; i++)
    switch (self->doc->tokens[i].token_class)
      {
      case OB_TOKEN_WORD:
        if (is_word (self, i, OB_WORDS_CALENDAR))
          has_date = TRUE;
        else if (!is_word (self, i, OB_WORDS_DATE_LINE) && !is_word (self, i, OB_WORDS_AFTER_TIME) &&
                 !equals (self, i, "a.m.") && !equals (self, i, "p.m."))
          return FALSE;
        break;
      case OB_TOKEN_NUMBER:
      case OB_TOKEN_PUNCT:
        break;
      default:
        return FALSE;
      }
  return has_date;
}

/* TRUE for a place and an agency alone: "KELLMAR, Tarvia (AP) _". */
static gboolean
is_dateline (const Finder *self, guint32 para)
{
  ObRange range = self->doc->paras[para];
  gsize length;
  const char *s = get_token (self, range.first, &length);
  if (length < 2 || !g_ascii_isupper (s[0]) || !g_ascii_isupper (s[1]) || range.end - range.first < 2)
    return FALSE;
  gunichar last = get_char (self, range.end - 1);
  return last == '_' || last == '-' || last == 0x2013 || last == 0x2014 ||
         (last == ')' && range.end - range.first > 3 && get_char (self, range.end - 3) == '(' &&
          is_capital (self, range.end - 2));
}

/* TRUE when all words have a capital, but for those that join names. */
static gboolean
is_names (const Finder *self, guint32 first, guint32 end)
{
  static const char *const joints[] = { ",", "&", "|", "-", "and", "for", "in" };
  guint n = 0;
  for (guint32 i = first; i < end; i++)
    {
      const ObToken *token = &self->doc->tokens[i];
      gboolean is_joint = token->token_class == OB_TOKEN_TAG;
      for (guint k = 0; k < G_N_ELEMENTS (joints) && !is_joint; k++)
        is_joint = equals (self, i, joints[k]);
      if (!is_joint && !is_capital (self, i))
        return FALSE;
      n += !is_joint && token->end - token->start > 2;          /* initials count for nothing */
    }
  return n >= 2;
}

static gboolean
is_byline (Finder *self, guint32 para)
{
  const Facts *facts = &self->facts[para];
  ObRange range = self->doc->paras[para];
  if (begins_with (self, OB_CUE_BYLINE_START))
    return facts->n_tokens <= 2 * MAX_LINE;
  if (facts->n_tokens > MAX_LINE || para >= MAX_HEAD)
    return FALSE;
  if (is_date_line (self, para) || is_dateline (self, para))
    return TRUE;
  return (equals (self, range.first, "By") || equals (self, range.first, "by") || equals (self, range.first, "BY")) &&
         is_names (self, range.first + 1, range.end) && (facts->final == 0 || facts->final == ',');
}

static gboolean
has_profession (const Finder *self, guint32 first, guint32 end)
{
  for (guint32 i = first; i < end; i++)
    {
      gsize length;
      const char *s = get_token (self, i, &length);
      for (const char *const *word = ob_english_get_phrases (OB_CUE_BIO_PROFESSION); *word != NULL; word++)
        if (strlen (*word) == length && g_ascii_strncasecmp (s, *word, length) == 0)
          return TRUE;
    }
  return FALSE;
}

/* TRUE when the paragraph begins with a name, and its first sentence goes on with "is" and a profession. */
static gboolean
introduces_person (const Finder *self, guint32 para)
{
  ObRange range = self->doc->paras[para];
  guint32 end = MIN (range.end, self->doc->sentences[self->doc->sentence_of[range.first]].end);
  for (guint32 i = range.first + 1; i < MIN (end, range.first + 9); i++)
    if (equals (self, i, "is"))
      return has_profession (self, i + 1, MIN (end, i + 20));
  return FALSE;
}

static gboolean
is_author_bio (Finder *self, guint32 para)
{
  const Facts *facts = &self->facts[para];
  ObRange range = self->doc->paras[para];
  if (facts->n_tokens < 6 || facts->n_tokens > MAX_BIO)
    return FALSE;
  gboolean has_name = is_capital (self, range.first) && is_capital (self, range.first + 1) &&
                      !is_word (self, range.first, OB_WORDS_STARTER);
  gboolean is_writer = begins_with (self, OB_CUE_BIO_START);
  if ((!has_name && !is_writer) || has_speech (self, para))
    return FALSE;
  spell (self, para, MAX_BIO);
  guint strong = count_phrases (self, OB_CUE_BIO_STRONG), details = count_phrases (self, OB_CUE_BIO_DETAIL);
  if (strong + details == 0)
    return FALSE;
  gboolean is_last = self->text_after[para] == 0;
  guint score = 1 + 2 * is_writer + 2 * introduces_person (self, para) + 3 * MIN (strong, 2) + MIN (details, 4) +
                2 * is_last;
  return score >= MIN_BIO_SCORE + (is_last || facts->n_sentences > 1 ? 0 : 2);
}

static ObZone
classify (Finder *self, guint32 para)
{
  spell (self, para, MAX_START);
  if (is_caption (self, para))
    return OB_ZONE_CAPTION;
  if (is_byline (self, para))
    return OB_ZONE_BYLINE;
  if (is_author_bio (self, para))
    return OB_ZONE_AUTHOR_BIO;
  spell (self, para, MAX_START);
  return self->facts[para].n_tokens <= MAX_BOILERPLATE && is_boilerplate (self, para) ? OB_ZONE_BOILERPLATE
                                                                                     : OB_ZONE_BODY;
}

/* --- zones the neighbours tell --- */

/* TRUE when at least @percent of the words that headlines in title case give a capital have one. */
static gboolean
is_title_case (const Finder *self, ObRange range, guint percent)
{
  guint n = 0, n_capitals = 0;
  for (guint32 i = range.first + 1; i < range.end; i++)
    {
      if (self->doc->tokens[i].token_class != OB_TOKEN_WORD || is_mark (get_char (self, i)) ||
          is_word (self, i, OB_WORDS_PARTICLE) || equals (self, i, "n't") || equals (self, i, "n’t"))
        continue;
      n++;
      n_capitals += is_capital (self, i);
    }
  return n >= 2 && n_capitals * 100 >= n * percent;
}

/* A day of the week, "today" or "yesterday", but no month. */
static gboolean
is_day (const Finder *self, guint32 i)
{
  gsize length;
  const char *s = get_token (self, i, &length);
  return length > 4 && memcmp (s + length - 3, "day", 3) == 0 && is_word (self, i, OB_WORDS_CALENDAR);
}

/* TRUE for a sentence that tells a story, as no headline does: "said", a day, a usual beginning. */
static gboolean
is_narrative (const Finder *self, ObRange range)
{
  if (is_word (self, range.first, OB_WORDS_NARRATOR))
    return TRUE;
  for (guint32 i = range.first; i < range.end; i++)
    if (is_day (self, i) || equals (self, i, "said"))
      return TRUE;
  return FALSE;
}

static gboolean
is_title (const Finder *self, guint32 para)
{
  const Facts *facts = &self->facts[para];
  ObRange range = self->doc->paras[para];
  if (facts->n_tokens > MAX_TITLE || self->text_after[para] == 0 || !facts->is_capital || facts->final == ',' ||
      get_char (self, range.first) == '(')
    return FALSE;
  if (facts->final == 0 || facts->final == '?' || facts->final == '!')
    return facts->n_tokens <= MAX_TITLE - 5 || is_title_case (self, range, 70);
  if (facts->final != '.' && facts->final != ':')
    return TRUE;
  if (is_title_case (self, range, 90))
    return TRUE;
  return facts->final == '.' && facts->n_tokens <= MAX_HEADLINE && !is_narrative (self, range) &&
         (is_title_case (self, range, 70) || (facts->n_sentences == 1 && self->text_after[para] >= 3));
}

static gboolean
is_standfirst (Finder *self, guint32 para)
{
  const Facts *facts = &self->facts[para];
  if (facts->n_tokens > MAX_STANDFIRST || facts->n_sentences > 2 || self->text_after[para] == 0)
    return FALSE;
  if (self->zones[para + 1] == OB_ZONE_BYLINE || (facts->final == 0 && facts->n_tokens >= 8))
    return TRUE;
  spell (self, para, MAX_START);
  return begins_with (self, OB_CUE_STANDFIRST_START) && strstr (self->spelling->str, " : ") != NULL;
}

static gboolean
is_upper_case (const Finder *self, ObRange range)
{
  const ObToken *tokens = self->doc->tokens;
  guint n = 0;
  for (const char *p = self->bytes + tokens[range.first].start; p < self->bytes + tokens[range.end - 1].end; p++)
    {
      if (g_ascii_islower (*p))
        return FALSE;
      n += g_ascii_isupper (*p);
    }
  return n > 2;
}

static gboolean
is_heading (const Finder *self, guint32 para)
{
  const Facts *facts = &self->facts[para], *next = facts + 1;
  ObRange range = self->doc->paras[para];
  if (facts->n_tokens > MAX_HEADING || self->text_after[para] == 0 || !facts->is_capital || facts->n_sentences > 1)
    return FALSE;
  if (facts->final != 0 && !(facts->final == '?' && facts->n_tokens <= 10 && !has_speech (self, para)) &&
      !(facts->final == '.' && facts->n_tokens <= MAX_LABEL && is_upper_case (self, range)))
    return FALSE;
  if (self->doc->tokens[range.first].token_class == OB_TOKEN_PUNCT && !is_mark (get_char (self, range.first)))
    return FALSE;               /* a list's bullet */
  if (is_mark (get_char (self, range.first)) && is_mark (get_char (self, range.end - 1)))
    return FALSE;               /* a quotation standing alone */
  return next->is_text || (next->final != 0 && next->n_tokens >= 6);
}

/* Names alone between the title and the text: "Jane Doe, Kellmar". */
static gboolean
is_signature (const Finder *self, guint32 para)
{
  ObRange range = self->doc->paras[para];
  return self->facts[para].n_tokens <= 7 && self->facts[para].final == 0 && self->text_after[para] > 0 &&
         is_names (self, range.first, range.end);
}

/* The title, and what may stand between it and the text. Returns the first paragraph after. */
static guint32
take_head (Finder *self)
{
  guint32 n = self->doc->n_paras, i = 0;
  while (i < MIN (n, MAX_HEAD) && self->zones[i] != OB_ZONE_BODY)
    i++;
  if (i == n || i >= MAX_HEAD || !is_title (self, i))
    return i;
  self->zones[i++] = OB_ZONE_TITLE;
  gboolean has_standfirst = FALSE;
  for (; i < MIN (n, MAX_HEAD); i++)
    if (self->zones[i] != OB_ZONE_BODY)
      continue;
    else if (is_signature (self, i))
      self->zones[i] = OB_ZONE_BYLINE;
    else if (!has_standfirst && is_standfirst (self, i))
      self->zones[i] = OB_ZONE_STANDFIRST, has_standfirst = TRUE;
    else
      break;
  return i;
}

guint8 *
ob_zones_find (const ObDoc *doc)
{
  guint32 n = doc->n_paras;
  g_autofree guint8 *zones = g_new0 (guint8, MAX (n, 1));
  if (n <= 1)
    return g_steal_pointer (&zones);
  g_autofree Facts *facts = g_new0 (Facts, n);
  g_autofree guint32 *text_after = g_new0 (guint32, n);
  g_autoptr(GString) spelling = g_string_new (NULL);
  Finder finder = {
    .doc = doc, .bytes = ob_text_get_bytes (doc->text), .facts = facts, .text_after = text_after, .zones = zones,
    .spelling = spelling,
  };
  ob_english_init_filter (&finder.boilerplate, OB_WORDS_BOILERPLATE);
  ob_english_init_filter (&finder.speech, OB_WORDS_SPEECH);
  for (guint32 i = 0; i < n; i++)
    find_facts (&finder, i);
  for (guint32 i = n; i-- > 0;)         /* from the end, so that what follows the text does not count as text */
    {
      zones[i] = classify (&finder, i);
      if (zones[i] == OB_ZONE_AUTHOR_BIO || zones[i] == OB_ZONE_BOILERPLATE)
        facts[i].is_text = FALSE;
      if (i > 0)
        text_after[i - 1] = text_after[i] + facts[i].is_text;
    }
  for (guint32 i = take_head (&finder); i + 1 < n; i++)
    if (zones[i] == OB_ZONE_BODY && is_heading (&finder, i))
      zones[i] = OB_ZONE_HEADING;
  return g_steal_pointer (&zones);
}
