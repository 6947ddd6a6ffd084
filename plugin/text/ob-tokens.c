/* The tokeniser: one pass over the bytes. A table tells what an ASCII byte begins; words of ASCII letters and digits
 * end where a bitmap of 64 bytes says; what goes on with a full stop, an apostrophe or a byte above 0x7f takes the
 * rules of UAX #29 in scan_word(). Every look ahead or behind is bounded, or covers bytes that are then consumed. */
#include "text/ob-tokens.h"
#include "base/ob-limits.h"
#include "text/ob-chars.h"
#include "text/ob-english.h"
#include <string.h>

#define MAX_LOCAL_PART 64       /* bytes of an e-mail address before the @, as RFC 5321 has it */
#define MAX_SCHEME 12           /* bytes of a URL's scheme */

typedef struct
{
  const char *text, *end;
  ObIntern   *forms;
  GArray     *array;            /* the caller's; its len is max while we write */
  ObToken    *tokens;           /* its data */
  guint32     n, max, first;    /* written, allotted, and where this text's begin */
  guint8      flags;            /* of the next token */
  const char *block;            /* the block whose word bytes are known, or NULL */
  guint64     words;            /* by byte of the block: whether it is an ASCII letter or digit */
} Tokeniser;

enum                            /* what a byte begins */
{
  BEGIN_SYMBOL,                 /* controls too */
  BEGIN_PUNCT, BEGIN_SPACE, BEGIN_LINE, BEGIN_LETTER, BEGIN_DIGIT, BEGIN_CONNECTOR, BEGIN_APOSTROPHE, BEGIN_RUN,
  BEGIN_COLON, BEGIN_AT, BEGIN_HASH, BEGIN_HIGH
};

static const guint8 begins[256] = {
  ['\t'] = BEGIN_SPACE, [' '] = BEGIN_SPACE,
  ['\n'] = BEGIN_LINE, ['\v'] = BEGIN_LINE, ['\f'] = BEGIN_LINE, ['\r'] = BEGIN_LINE,
  ['a' ... 'z'] = BEGIN_LETTER, ['A' ... 'Z'] = BEGIN_LETTER, ['0' ... '9'] = BEGIN_DIGIT, ['_'] = BEGIN_CONNECTOR,
  ['\''] = BEGIN_APOSTROPHE, ['.'] = BEGIN_RUN, ['-'] = BEGIN_RUN, ['`'] = BEGIN_RUN,
  [':'] = BEGIN_COLON, ['@'] = BEGIN_AT, ['#'] = BEGIN_HASH,
  ['!'] = BEGIN_PUNCT, ['"'] = BEGIN_PUNCT, ['&'] = BEGIN_PUNCT, ['('] = BEGIN_PUNCT, [')'] = BEGIN_PUNCT,
  ['*'] = BEGIN_PUNCT, [','] = BEGIN_PUNCT, ['/'] = BEGIN_PUNCT, [';'] = BEGIN_PUNCT, ['?'] = BEGIN_PUNCT,
  ['['] = BEGIN_PUNCT, ['\\'] = BEGIN_PUNCT, [']'] = BEGIN_PUNCT, ['{'] = BEGIN_PUNCT, ['}'] = BEGIN_PUNCT,
  [0x80 ... 0xff] = BEGIN_HIGH,
};

enum { IN_WORD = 1, MAY_GO_ON = 2 };            /* after a letter or digit of ASCII */

static const guint8 inside[256] = {
  ['a' ... 'z'] = IN_WORD, ['A' ... 'Z'] = IN_WORD, ['0' ... '9'] = IN_WORD,
  ['_'] = MAY_GO_ON, ['.'] = MAY_GO_ON, ['\''] = MAY_GO_ON, [','] = MAY_GO_ON, [';'] = MAY_GO_ON, ['$'] = MAY_GO_ON,
  [0x80 ... 0xff] = MAY_GO_ON,
};

static inline gboolean
is_word_byte (char c)
{
  return inside[(guchar) c] == IN_WORD;
}

static inline gboolean
is_high (const Tokeniser *t, const char *p)
{
  return p < t->end && (guchar) *p >= 0x80;
}

static inline guint8
get_class (const char *p, const char **ret_next)
{
  return ob_char_get_class (ob_char_decode (p, ret_next));
}

static void
emit (Tokeniser *t, const char *start, const char *end, ObTokenClass token_class)
{
  if (t->n == t->max)
    {
      t->max = t->max + t->max / 2 + 64;
      g_array_set_size (t->array, t->max);
      t->tokens = (ObToken *) (gpointer) t->array->data;
    }
  t->tokens[t->n++] = (ObToken) {
    .start = start - t->text,
    .end = end - t->text,
    .form = t->end - start >= 16 ? ob_intern_add_within (t->forms, start, end - start)
                                 : ob_intern_add (t->forms, start, end - start),
    .token_class = token_class,
    .flags = t->flags,
  };
  t->flags = 0;
}

/* The token that ends at @p, so that nothing stands between; or NULL. */
static ObToken *
get_neighbour (const Tokeniser *t, const char *p)
{
  ObToken *last = t->n > t->first ? &t->tokens[t->n - 1] : NULL;
  return last != NULL && t->text + last->end == p ? last : NULL;
}

/* --- characters that never stand alone --- */

/* WB4 and WB3c: passes over Extend, Format and ZWJ, and over a pictograph that a ZWJ binds, whose class then becomes
 * @state. */
static const char *
absorb (const Tokeniser *t, const char *p, guint8 *state)
{
  gboolean is_joined = FALSE;
  while (is_high (t, p))
    {
      const char *next;
      guint8 class = get_class (p, &next), kind = class & OB_CHAR_CLASS_MASK;
      if (kind == OB_CHAR_EXTEND || kind == OB_CHAR_FORMAT || kind == OB_CHAR_ZWJ)
        is_joined = kind == OB_CHAR_ZWJ;
      else if (is_joined && (class & OB_CHAR_PICTOGRAPH) != 0)
        is_joined = FALSE, *state = class;
      else
        break;
      p = next;
    }
  return p;
}

static inline const char *
absorb_marks (const Tokeniser *t, const char *p)
{
  guint8 ignored = 0;
  return is_high (t, p) ? absorb (t, p, &ignored) : p;
}

static inline gboolean
is_letter (guint8 kind)
{
  return kind == OB_CHAR_LETTER || kind == OB_CHAR_HEBREW;
}

/* WB5, 8 to 10, 13 to 13b, 15 and 16: no break between the two. */
static gboolean
joins (guint8 state, guint8 kind)
{
  if (is_letter (kind) || kind == OB_CHAR_NUMERIC)
    return is_letter (state) || state == OB_CHAR_NUMERIC || state == OB_CHAR_CONNECTOR;
  if (kind == OB_CHAR_KATAKANA)
    return state == OB_CHAR_KATAKANA || state == OB_CHAR_CONNECTOR;
  if (kind == OB_CHAR_CONNECTOR)
    return is_letter (state) || state == OB_CHAR_NUMERIC || state == OB_CHAR_KATAKANA || state == OB_CHAR_CONNECTOR;
  return kind == OB_CHAR_REGIONAL && state == OB_CHAR_REGIONAL;
}

/* WB6, 7, 11 and 12: @mark binds two characters of @state's kind; WB7b and 7c: " binds Hebrew letters. */
static gboolean
binds (guint8 state, guint8 mark, guint8 beyond)
{
  gboolean is_any = mark == OB_CHAR_MID_NUM_LET || mark == OB_CHAR_SINGLE_QUOTE;
  if (is_letter (state))
    return is_letter (beyond) &&
           (is_any || mark == OB_CHAR_MID_LETTER ||
            (mark == OB_CHAR_DOUBLE_QUOTE && state == OB_CHAR_HEBREW && beyond == OB_CHAR_HEBREW));
  return state == OB_CHAR_NUMERIC && beyond == OB_CHAR_NUMERIC && (is_any || mark == OB_CHAR_MID_NUM);
}

/* Differs from UAX #29: "12:30" and "Tarvia:budget" are three tokens, and a full stop between a lower-case letter and
 * a capitalised word ends a sentence whose space is missing. */
static gboolean
parts_english (const Tokeniser *t, const char *mark)
{
  if (*mark == ':')
    return TRUE;
  return *mark == '.' && mark > t->text && t->end - mark > 3 && is_word_byte (mark[-1]) &&
         g_ascii_isupper (mark[1]) && g_ascii_islower (mark[2]) &&
         (g_ascii_islower (mark[-1]) || g_ascii_islower (mark[3]));     /* but not in M.Sc. */
}

/* The end of the word whose characters up to @p have been seen, the last of them of class @state. */
static const char *
scan_word (const Tokeniser *t, const char *p, guint8 state)
{
  for (;;)
    {
      p = absorb (t, p, &state);
      state &= OB_CHAR_CLASS_MASK;
      if (p == t->end)
        return p;
      const char *next;
      guint8 kind = get_class (p, &next) & OB_CHAR_CLASS_MASK;
      if (joins (state, kind))
        {
          state = kind == OB_CHAR_REGIONAL ? OB_CHAR_SYMBOL : kind;     /* flags are pairs */
          p = next;
          continue;
        }
      if (kind < OB_CHAR_MID_LETTER || kind > OB_CHAR_DOUBLE_QUOTE || parts_english (t, p))
        return p;
      guint8 mark = kind;
      const char *beyond = absorb (t, next, &mark);
      if (beyond < t->end && mark == kind)
        {
          guint8 kind_beyond = get_class (beyond, &beyond) & OB_CHAR_CLASS_MASK;
          if (binds (state, kind, kind_beyond))
            {
              state = kind_beyond;
              p = beyond;
              continue;
            }
        }
      if (state != OB_CHAR_HEBREW || kind != OB_CHAR_SINGLE_QUOTE)      /* WB7a */
        return p;
      state = kind;
      p = next;
    }
}

static ObTokenClass
get_token_class (const char *start, const char *end)
{
  while (start < end)
    switch (get_class (start, &start) & OB_CHAR_CLASS_MASK)
      {
      case OB_CHAR_LETTER: case OB_CHAR_HEBREW: case OB_CHAR_KATAKANA: case OB_CHAR_IDEOGRAPH:
        return OB_TOKEN_WORD;
      case OB_CHAR_NUMERIC: case OB_CHAR_NUMBER:
        return OB_TOKEN_NUMBER;
      case OB_CHAR_CONNECTOR:   /* what follows decides */
        break;
      case OB_CHAR_OTHER: case OB_CHAR_EXTEND: case OB_CHAR_REGIONAL: case OB_CHAR_SYMBOL:
        return OB_TOKEN_SYMBOL;
      default:
        return OB_TOKEN_PUNCT;
      }
  return OB_TOKEN_PUNCT;
}

/* --- apostrophes --- */

/* Bytes of the apostrophe that ends at @end, or 0. ’ is its proper sign, ' its usual one. */
static guint
get_apostrophe_before (const char *start, const char *end)
{
  if (end - start >= 1 && end[-1] == '\'')
    return 1;
  return end - start >= 3 && memcmp (end - 3, "\342\200\231", 3) == 0 ? 3 : 0;
}

static gboolean
equals_folded (const char *s, gsize length, const char *word)
{
  return strlen (word) == length && g_ascii_strncasecmp (s, word, length) == 0;
}

/* Where the contraction at the end of the word begins, or NULL: don|'t counts as do|n't. */
static const char *
find_contraction (const char *start, const char *end)
{
  gsize n = 0;                  /* letters after the apostrophe */
  while (n < 3 && end - n > start && g_ascii_isalpha (end[-1 - (gssize) n]))
    n++;
  guint mark = n >= 1 && n <= 2 ? get_apostrophe_before (start, end - n) : 0;
  const char *cut = end - n - mark;
  if (mark == 0 || cut == start)
    return NULL;
  const char *tail = end - n;
  if (equals_folded (tail, n, "t"))
    return cut - start >= 2 && (cut[-1] | 0x20) == 'n' ? cut - 1 : NULL;
  if (equals_folded (tail, n, "m"))
    return equals_folded (start, cut - start, "i") ? cut : NULL;
  static const char *const tails[] = { "s", "d", "re", "ve", "ll" };
  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    if (equals_folded (tail, n, tails[i]))
      return cut;
  return NULL;
}

/* Emits a word and the contractions at its end: would|n't|'ve, can|not. */
static void
emit_word (Tokeniser *t, const char *start, const char *end, ObTokenClass token_class)
{
  const char *cuts[3], *cut;
  guint n = 0;
  while (n < G_N_ELEMENTS (cuts) && (cut = find_contraction (start, end)) != NULL)
    {
      cuts[n++] = end;
      end = cut;
    }
  if (end - start == 6 && (*start | 0x20) == 'c' && g_ascii_strncasecmp (start, "cannot", 6) == 0)
    {
      emit (t, start, start + 3, OB_TOKEN_WORD);
      start += 3;
    }
  emit (t, start, end, token_class);
  while (n > 0)
    {
      emit (t, end, cuts[n - 1], OB_TOKEN_WORD);
      end = cuts[--n];
    }
}

/* The end of what begins with an apostrophe and is no quotation: '90s  ’em  'n'. Or NULL. */
static const char *
find_elision (const Tokeniser *t, const char *after)
{
  gsize rest = t->end - after;
  if (rest >= 2 && g_ascii_isdigit (after[0]) && g_ascii_isdigit (after[1]))
    {
      const char *end = after + 2 + (rest > 2 && (after[2] | 0x20) == 's');
      gboolean is_curly = after[-1] != '\'';    /* 'a quotation may begin with 20' */
      return (end == t->end || inside[(guchar) *end] != IN_WORD) && (is_curly || end - after == 3) ? end : NULL;
    }
  static const char *const words[] = { "bout", "em", "n", "nuff", "til", "tis", "twas" };
  gsize n = 0;
  while (n < rest && n < 5 && g_ascii_isalpha (after[n]))
    n++;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (equals_folded (after, n, words[i]))
      {
        const char *end = after + n;
        if (n > 1)
          return end;
        if (end < t->end && *end == '\'')
          return end + 1;
        return t->end - end >= 3 && memcmp (end, "\342\200\231", 3) == 0 ? end + 3 : NULL;
      }
  return NULL;
}

/* The end of 's, 'd … at @p after what is no plain word, where UAX #29 breaks: 1990's, U.S.'s. Or NULL. */
static const char *
find_suffix (const Tokeniser *t, const char *p, const char *after)
{
  const ObToken *neighbour = get_neighbour (t, p);
  if (neighbour == NULL)
    return NULL;
  if (neighbour->token_class == OB_TOKEN_PUNCT)
    {
      const char *last = t->text + neighbour->end;
      if (last[-1] != ')' && last[-1] != '"' && last[-1] != ']' &&
          !(neighbour->end - neighbour->start == 3 && memcmp (last - 3, "\342\200\235", 3) == 0))
        return NULL;
    }
  else if (neighbour->token_class == OB_TOKEN_SYMBOL)
    return NULL;
  gsize n = 0;
  while (n < 3 && after + n < t->end && is_word_byte (after[n]))
    n++;
  if (equals_folded (after, n, "s") || equals_folded (after, n, "re") || equals_folded (after, n, "ve") ||
      equals_folded (after, n, "ll") || equals_folded (after, n, "d"))
    return after + n;
  return NULL;
}

static const char *
take_apostrophe (Tokeniser *t, const char *p, const char *after)
{
  gboolean is_left = after[-1] == '\230';       /* the third byte of ‘, which ends nothing */
  if (*p == '\'' && after < t->end && *after == '\'')
    {
      after = absorb_marks (t, after + 1);
      emit (t, p, after, OB_TOKEN_PUNCT);
      return after;
    }
  const char *end = is_left ? NULL : find_suffix (t, p, after);
  if (end == NULL)
    end = find_elision (t, after);
  if (end == NULL)
    {
      end = absorb_marks (t, after);
      emit (t, p, end, OB_TOKEN_PUNCT);
      return end;
    }
  end = absorb_marks (t, end);
  emit (t, p, end, g_ascii_isdigit (*after) ? OB_TOKEN_NUMBER : OB_TOKEN_WORD);
  return end;
}

/* --- URLs, addresses, tags --- */

/* The end of the URL that goes on at @p: up to white space or a mark that never is part of one, without the
 * punctuation of the sentence around it. */
static const char *
scan_url (const Tokeniser *t, const char *start, const char *p)
{
  gsize opened = 0, closed = 0;
  for (; p < t->end; p++)
    {
      guchar c = *p;
      if (c <= ' ' || c == 0x7f || strchr ("<>\"`{}|\\^", c) != NULL)
        break;
      if (c >= 0x80)
        {
          const char *next;
          guint8 kind = get_class (p, &next) & OB_CHAR_CLASS_MASK;
          if (kind < OB_CHAR_LETTER || kind > OB_CHAR_ZWJ)
            break;
          p = next - 1;
          continue;
        }
      opened += c == '(';
      closed += c == ')';
    }
  while (p > start && strchr (".,;:!?'*)]", p[-1]) != NULL && !(p[-1] == ')' && closed <= opened))
    closed -= *--p == ')';
  return p;
}

/* At "://": a URL whose scheme is the word just emitted. The end, or NULL. */
static const char *
take_url (Tokeniser *t, const char *colon)
{
  ObToken *scheme = get_neighbour (t, colon);
  if (t->end - colon < 4 || memcmp (colon, "://", 3) != 0 || scheme == NULL || scheme->token_class != OB_TOKEN_WORD ||
      scheme->end - scheme->start > MAX_SCHEME || !g_ascii_isalpha (t->text[scheme->start]))
    return NULL;
  const char *start = t->text + scheme->start;
  const char *end = scan_url (t, colon + 3, colon + 3);
  if (end == colon + 3)
    return NULL;
  t->flags = scheme->flags;
  t->n--;
  emit (t, start, end, OB_TOKEN_URL);
  return end;
}

static gboolean
is_local_part (const char *s, const char *end)
{
  for (; s < end; s++)
    if (!is_word_byte (*s) && (*s == '\0' || strchr ("._%+-", *s) == NULL))
      return FALSE;
  return TRUE;
}

/* At the @ of an e-mail address, whose local part are the tokens just emitted. The end, or NULL. */
static const char *
take_address (Tokeniser *t, const char *at)
{
  const char *end = at + 1, *dot = NULL;
  while (end < t->end && (is_word_byte (*end) || ((*end == '-' || *end == '.') && end > at + 1)))
    {
      if (*end == '.')
        dot = end;
      end++;
    }
  while (end > at + 1 && !is_word_byte (end[-1]))
    end--;
  if (dot == NULL || memchr (at + 1, '.', end - at - 1) == NULL)
    return NULL;
  const char *start = at;
  guint32 n = t->n;
  while (n > t->first && t->text + t->tokens[n - 1].end == start && t->tokens[n - 1].token_class != OB_TOKEN_URL &&
         at - (t->text + t->tokens[n - 1].start) <= MAX_LOCAL_PART &&
         is_local_part (t->text + t->tokens[n - 1].start, start))
    start = t->text + t->tokens[--n].start;
  while (n < t->n && !is_word_byte (t->text[t->tokens[n].start]))       /* "--jane@…": the dashes stay apart */
    n++;
  if (n == t->n)
    return NULL;
  start = t->text + t->tokens[n].start;
  t->flags = t->tokens[n].flags;
  t->n = n;
  emit (t, start, end, OB_TOKEN_URL);
  return end;
}

/* The end of the letters, digits and connectors at @p; @ret_has_letter tells whether any is no digit. */
static const char *
scan_tag (const Tokeniser *t, const char *p, gboolean *ret_has_letter)
{
  *ret_has_letter = FALSE;
  while (p < t->end)
    {
      const char *next;
      guint8 kind = get_class (p, &next) & OB_CHAR_CLASS_MASK;
      if (kind < OB_CHAR_LETTER || kind > OB_CHAR_ZWJ)
        break;
      *ret_has_letter |= kind != OB_CHAR_NUMERIC && kind != OB_CHAR_NUMBER;
      p = next;
    }
  return p;
}

/* At # or @: a tag, unless it hangs on a word ("C#") or counts ("#1"). The end, or NULL. */
static const char *
take_tag (Tokeniser *t, const char *p)
{
  const ObToken *neighbour = get_neighbour (t, p);
  if (neighbour != NULL && neighbour->token_class != OB_TOKEN_PUNCT)
    return NULL;
  gboolean has_letter;
  const char *next = p + 1, *end = scan_tag (t, next, &has_letter);
  if (end == next || !has_letter || get_token_class (next, end) > OB_TOKEN_NUMBER)
    return NULL;
  emit (t, p, end, OB_TOKEN_TAG);
  return end;
}

/* --- full stops that belong to a word --- */

/* TRUE for U.S  a.m  J.K.R  Ph.D: labels of one letter or two, at least one of them single. */
static gboolean
is_dotted (const char *start, const char *end)
{
  gsize n = 0;                  /* letters of the label at hand */
  gboolean has_dot = FALSE, has_single = FALSE;
  for (const char *p = start;; p++)
    {
      if (p < end && g_ascii_isalpha (*p))
        {
          if (++n > 2)
            return FALSE;
          continue;
        }
      if (n == 0 || (p < end && *p != '.'))
        return FALSE;
      has_single |= n == 1;
      if (p == end)
        return has_dot && has_single;
      has_dot = TRUE;
      n = 0;
    }
}

/* The next character that is no space, a line break included, within a few bytes; NUL at the end. */
static gunichar
peek (const Tokeniser *t, const char *p)
{
  for (guint i = 0; i < 4 && p < t->end; i++, p++)
    if (begins[(guchar) *p] != BEGIN_SPACE && begins[(guchar) *p] != BEGIN_LINE)
      return ob_char_decode (p, &p);
  return 0;
}

/* Whether a full stop at @stop belongs to the word before it. */
static gboolean
keeps_stop (const Tokeniser *t, const char *start, const char *stop)
{
  const char *after = stop + 1;
  if (after < t->end && *after == '.')
    return FALSE;               /* an ellipsis */
  if (is_dotted (start, stop))
    return TRUE;
  const ObToken *last = t->n > t->first ? &t->tokens[t->n - 1] : NULL;
  char before = last != NULL ? t->text[last->start] : '\0';
  gunichar next = peek (t, after);
  if (stop - start == 1 && g_ascii_isupper (*start))    /* an initial; "than I." and "vitamin C." are none */
    {
      gboolean has_name = next == '-' || (g_unichar_isupper (next) && (after == t->end || *after != '\n'));
      return has_name && (*start != 'I' || g_ascii_isupper (before));
    }
  switch (ob_english_get_abbr (start, stop - start))
    {
    case OB_ABBR_TITLE:
      return after == t->end || g_unichar_isalnum (next) || next == '"' || next == '\'' ||
             next == '(' || next == '`' || next == 0x201c || next == 0x2018;
    case OB_ABBR_ANY:
      return TRUE;
    case OB_ABBR_NUMBER:
      return g_unichar_isdigit (next) || next == '#';
    case OB_ABBR_STATE:
      return before == ',' || next == ',' || g_unichar_islower (next);
    case OB_ABBR_NONE:
      break;
    }
  return FALSE;
}

/* --- words --- */

/* US$  A$: the dollar sign goes with the country. */
static gboolean
takes_dollar (const char *start, const char *end)
{
  static const char *const countries[] = { "A", "AU", "C", "CA", "HK", "NT", "NZ", "R", "S", "SG", "TT", "US", "Z" };
  for (guint i = 0; i < G_N_ELEMENTS (countries); i++)
    if (strlen (countries[i]) == (gsize) (end - start) && memcmp (start, countries[i], end - start) == 0)
      return TRUE;
  return FALSE;
}

/* A word or number from @start whose end by UAX #29 is @end, when it may be more or less than that. */
static const char *
take_word (Tokeniser *t, const char *start, const char *end, ObTokenClass token_class)
{
  if (end < t->end && *end == '$' && takes_dollar (start, end))
    {
      emit (t, start, end + 1, OB_TOKEN_SYMBOL);
      return end + 1;
    }
  if (token_class == OB_TOKEN_WORD && end - start > 4 && g_ascii_strncasecmp (start, "www.", 4) == 0)
    {
      end = scan_url (t, start + 4, end);
      emit (t, start, end, OB_TOKEN_URL);
      return end;
    }
  if (token_class == OB_TOKEN_WORD && t->end - end > 1 && *end == '/' && is_word_byte (end[1]) &&
      memchr (start, '.', end - start) != NULL && !is_dotted (start, end))
    {
      end = scan_url (t, start, end);
      emit (t, start, end, OB_TOKEN_URL);
      return end;
    }
  if (end < t->end && *end == '.' && token_class == OB_TOKEN_WORD && keeps_stop (t, start, end))
    {
      end = absorb_marks (t, end + 1);
      emit (t, start, end, OB_TOKEN_WORD);
      return end;
    }
  emit_word (t, start, end, token_class);
  return end;
}

/* The same for one that begins with ASCII letters and digits up to @p, where it may go on. */
static G_GNUC_NO_INLINE const char *
take_long_word (Tokeniser *t, const char *start, const char *p)
{
  p = scan_word (t, p, g_ascii_isdigit (p[-1]) ? OB_CHAR_NUMERIC : OB_CHAR_LETTER);
  return take_word (t, start, p, g_ascii_isdigit (*start) ? OB_TOKEN_NUMBER : OB_TOKEN_WORD);
}

/* The end of the ASCII letters and digits that go on at @p, found block by block: a byte at a time costs a wrong guess
 * of the processor at the end of nearly every word. */
static inline const char *
end_of_run (Tokeniser *t, const char *p)
{
  for (;;)
    {
      gsize offset = (gsize) (p - t->text) % OB_CHARS_BLOCK;
      const char *block = p - offset;
      if (G_UNLIKELY (block != t->block))
        {
          t->block = block;
          t->words = ob_chars_find_alnum (block, MIN (t->end - block, OB_CHARS_BLOCK));
        }
      guint64 others = ~t->words >> offset;
      if (G_LIKELY (others != 0))
        return p + __builtin_ctzll (others);
      p = block + OB_CHARS_BLOCK;
      if (p >= t->end)
        return t->end;
    }
}

/* Whether the ASCII word up to @p, where a byte stands that may go on with it, is more than an ASCII word: a comma or a
 * full stop goes on only before a letter or digit, and most stand before a space. */
static inline gboolean
goes_on (const Tokeniser *t, const char *p)
{
  return (*p != ',' && *p != '.') || t->end - p < 2 || (guchar) p[1] >= 0x80 || inside[(guchar) p[1]] == IN_WORD;
}

static inline const char *
take_ascii_word (Tokeniser *t, const char *start)
{
  const char *p = end_of_run (t, start);
  if (G_UNLIKELY (p < t->end && inside[(guchar) *p] == MAY_GO_ON))
    {
      if (goes_on (t, p))
        return take_long_word (t, start, p);
      if (*p == '.' && !g_ascii_isdigit (*start) && keeps_stop (t, start, p))
        {
          emit (t, start, p + 1, OB_TOKEN_WORD);
          return p + 1;
        }
    }
  if (p - start == 6 && (*start | 0x20) == 'c')
    emit_word (t, start, p, OB_TOKEN_WORD);     /* perhaps "cannot" */
  else
    emit (t, start, p, g_ascii_isdigit (*start) ? OB_TOKEN_NUMBER : OB_TOKEN_WORD);
  return p;
}

/* --- all the rest --- */

static void
note_line (Tokeniser *t)
{
  t->flags |= OB_TOKEN_SPACE_BEFORE | OB_TOKEN_LINE_BEFORE |
              ((t->flags & OB_TOKEN_LINE_BEFORE) != 0 ? OB_TOKEN_PARA_BEFORE : 0);
}

static const char *
take_high (Tokeniser *t, const char *p)
{
  const char *next;
  guint8 class = get_class (p, &next), kind = class & OB_CHAR_CLASS_MASK;
  switch (kind)
    {
    case OB_CHAR_SPACE:
      t->flags |= OB_TOKEN_SPACE_BEFORE;
      return next;
    case OB_CHAR_PARA:
      note_line (t);
      G_GNUC_FALLTHROUGH;
    case OB_CHAR_LINE:
      note_line (t);
      return next;
    case OB_CHAR_VOID: case OB_CHAR_FORMAT: case OB_CHAR_ZWJ:   /* with nothing to join: no token */
      return next;
    case OB_CHAR_LETTER: case OB_CHAR_HEBREW: case OB_CHAR_KATAKANA: case OB_CHAR_NUMERIC: case OB_CHAR_CONNECTOR:
      next = scan_word (t, next, class);
      return take_word (t, p, next, get_token_class (p, next));
    case OB_CHAR_MID_NUM_LET:
      if (next - p == 3 && (memcmp (p, "\342\200\231", 3) == 0 || memcmp (p, "\342\200\230", 3) == 0))
        return take_apostrophe (t, p, next);
      break;
    default:
      break;
    }
  next = scan_word (t, next, class);
  emit (t, p, next, get_token_class (p, next));
  return next;
}

static const char *
scan_run (const Tokeniser *t, const char *p)
{
  const char *end = p + 1;
  while (end < t->end && *end == *p && !(*p == '`' && end - p == 2))
    end++;
  return absorb_marks (t, end);
}

static const char *
take_one (Tokeniser *t, const char *p, ObTokenClass token_class)
{
  const char *end = absorb_marks (t, p + 1);
  emit (t, p, end, token_class);
  return end;
}

void
ob_tokenise (const char *text, gsize length, ObIntern *forms, GArray *tokens)
{
  g_return_if_fail (length <= OB_MAX_DOCUMENT_BYTES);
  Tokeniser tokeniser = {
    .text = text, .end = text + length, .forms = forms, .array = tokens, .n = tokens->len, .first = tokens->len,
    .flags = OB_TOKEN_SPACE_BEFORE | OB_TOKEN_PARA_BEFORE,
  }, *t = &tokeniser;
  t->max = t->n + length / 5;                   /* a token in five bytes is about what English takes */
  g_array_set_size (tokens, t->max);
  t->tokens = (ObToken *) (gpointer) tokens->data;

  const char *p = text, *end;
  while (p < t->end)
    switch (begins[(guchar) *p])
      {
      case BEGIN_SPACE:
        t->flags |= OB_TOKEN_SPACE_BEFORE;
        p++;
        break;
      case BEGIN_LINE:
        note_line (t);
        p += *p == '\r' && t->end - p > 1 && p[1] == '\n' ? 2 : 1;
        break;
      case BEGIN_LETTER:
      case BEGIN_DIGIT:
        p = take_ascii_word (t, p);
        break;
      case BEGIN_CONNECTOR:
        end = scan_word (t, p + 1, OB_CHAR_CONNECTOR);
        p = take_word (t, p, end, get_token_class (p, end));
        break;
      case BEGIN_APOSTROPHE:
        p = take_apostrophe (t, p, p + 1);
        break;
      case BEGIN_RUN:           /* ... and -- of any length, `` of two */
        end = scan_run (t, p);
        emit (t, p, end, OB_TOKEN_PUNCT);
        p = end;
        break;
      case BEGIN_COLON:
        end = take_url (t, p);
        p = end != NULL ? end : take_one (t, p, OB_TOKEN_PUNCT);
        break;
      case BEGIN_AT:
        end = take_address (t, p);
        end = end != NULL ? end : take_tag (t, p);
        p = end != NULL ? end : take_one (t, p, OB_TOKEN_PUNCT);
        break;
      case BEGIN_HASH:
        end = take_tag (t, p);
        p = end != NULL ? end : take_one (t, p, OB_TOKEN_SYMBOL);
        break;
      case BEGIN_HIGH:
        p = take_high (t, p);
        break;
      case BEGIN_PUNCT:
        p = take_one (t, p, OB_TOKEN_PUNCT);
        break;
      default:
        p = take_one (t, p, OB_TOKEN_SYMBOL);
        break;
      }
  g_array_set_size (tokens, t->n);
}
