#include "text/ob-sentences.h"
#include "text/ob-chars.h"
#include "text/ob-english.h"
#include <string.h>

#define MAX_NAME 6              /* tokens of a name between a quotation and "said" */

typedef enum
{
  STOP_NONE,
  STOP_FULL,                    /* a full stop of its own */
  STOP_STRONG,                  /* ? ! */
  STOP_ELLIPSIS,
  STOP_ABBR,                    /* a word that keeps its stop and may end a sentence */
} Stop;

typedef struct
{
  const ObDoc *doc;
  const char  *bytes;
  guint32      first, end;      /* tokens of the paragraph */
} Para;

static inline const char *
get_token (const Para *para, guint32 i, gsize *ret_length)
{
  const ObToken *token = &para->doc->tokens[i];
  *ret_length = token->end - token->start;
  return para->bytes + token->start;
}

static inline gunichar
get_char (const Para *para, guint32 i)
{
  const char *next;
  return ob_char_decode (para->bytes + para->doc->tokens[i].start, &next);
}

static inline gboolean
has_space (const Para *para, guint32 i)
{
  return (para->doc->tokens[i].flags & OB_TOKEN_SPACE_BEFORE) != 0;
}

static inline gboolean
is_class (const Para *para, guint32 i, ObTokenClass token_class)
{
  return para->doc->tokens[i].token_class == token_class;
}

static Stop
get_stop (const Para *para, guint32 i)
{
  gsize length;
  const char *s = get_token (para, i, &length);
  if (is_class (para, i, OB_TOKEN_WORD))
    return s[length - 1] == '.' ? STOP_ABBR : STOP_NONE;
  if (!is_class (para, i, OB_TOKEN_PUNCT))
    return STOP_NONE;
  switch (get_char (para, i))
    {
    case '.':
      return length == 1 ? STOP_FULL : STOP_ELLIPSIS;
    case '!': case '?': case 0x203c: case 0x203d: case 0x2047: case 0x2048: case 0x2049: case 0xff01: case 0xff1f:
      return STOP_STRONG;
    case 0x2026:
      return STOP_ELLIPSIS;
    case 0x3002: case 0xff0e: case 0xff61:
      return STOP_FULL;
    default:
      return STOP_NONE;
    }
}

/* TRUE for what closes and so belongs to the sentence before it. A straight mark closes when no space stands before
 * it. */
static gboolean
is_closing (const Para *para, guint32 i)
{
  gsize length;
  get_token (para, i, &length);
  switch (get_char (para, i))
    {
    case ')': case ']': case '}':
    case 0x201d: case 0x2019: case 0xbb: case 0x203a: case 0x300d: case 0x300f:
      return !is_class (para, i, OB_TOKEN_WORD) && !is_class (para, i, OB_TOKEN_NUMBER);
    case '"':
      return !has_space (para, i);
    case '\'':
      return is_class (para, i, OB_TOKEN_PUNCT) && !has_space (para, i);
    default:
      return FALSE;
    }
}

static gboolean
is_quote_mark (const Para *para, guint32 i)
{
  gunichar c = get_char (para, i);
  return c != ')' && c != ']' && c != '}' && is_closing (para, i);
}

static gboolean
is_opening (const Para *para, guint32 i)
{
  if (!is_class (para, i, OB_TOKEN_PUNCT))
    return FALSE;
  switch (get_char (para, i))
    {
    case '(': case '[': case '{': case '"': case '\'': case '`':
    case 0x201c: case 0x2018: case 0x201e: case 0x201a: case 0xab: case 0x2039: case 0x300c: case 0x300e: case 0xbb:
    case 0xbf: case 0xa1:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_dash (const Para *para, guint32 i)
{
  gunichar c = get_char (para, i);
  return is_class (para, i, OB_TOKEN_PUNCT) && (c == '-' || c == '_' || (c >= 0x2012 && c <= 0x2015));
}

static gboolean
is_capital (const Para *para, guint32 i)
{
  return is_class (para, i, OB_TOKEN_WORD) && g_unichar_isupper (get_char (para, i));
}

/* After “…?” or “…!”: Jane Doe asked / Mr. Doe, the mayor's aide, said: only the name and the verb are looked at. */
static gboolean
is_attribution (const Para *para, guint32 i)
{
  for (guint32 n = 0; n < MAX_NAME && i < para->end; n++, i++)
    {
      gsize length;
      const char *s = get_token (para, i, &length);
      if (n > 0 && ob_english_has_word (OB_WORDS_SPEECH, s, length))
        return TRUE;
      if (!is_capital (para, i))
        return FALSE;
    }
  return FALSE;
}

/* "1." and "a." at the beginning of the sentence from @first, or after a colon, number what follows. */
static gboolean
is_enumeration (const Para *para, guint32 first, guint32 stop)
{
  gsize length;
  if (stop != first + 1 && !(stop > first + 1 && get_char (para, stop - 2) == ':'))
    return FALSE;
  get_token (para, stop - 1, &length);
  return is_class (para, stop - 1, OB_TOKEN_NUMBER) ? length <= 3 : length == 1;
}

/* A reference to a note after a full stop, as in "rights.4 Even": no space before it, a capital after it. */
static gboolean
is_note (const Para *para, guint32 i)
{
  gsize length;
  get_token (para, i, &length);
  return is_class (para, i, OB_TOKEN_NUMBER) && length <= 3 && !has_space (para, i) && has_space (para, i + 1) &&
         is_capital (para, i + 1);
}

/* Passes over marks that close, and over references to notes in brackets: ".[17]" */
static guint32
skip_closing (const Para *para, guint32 i)
{
  while (i < para->end)
    if (is_closing (para, i))
      i++;
    else if (i + 2 < para->end && get_char (para, i) == '[' &&
             is_class (para, i + 1, OB_TOKEN_NUMBER) && get_char (para, i + 2) == ']')
      i += 3;
    else
      break;
  return i;
}

/* Whether the abbreviation at @i, followed by @next, ends its sentence. */
static gboolean
abbr_ends (const Para *para, guint32 i, guint32 next)
{
  gsize length, next_length;
  const char *s = get_token (para, i, &length), *follower = get_token (para, next, &next_length);
  gboolean is_initial = length == 2 && g_ascii_isupper (*s);
  ObAbbr kind = ob_english_get_abbr (s, length - 1);
  if (kind == OB_ABBR_NUMBER || !is_capital (para, next))
    return FALSE;
  gboolean is_starter = ob_english_has_word (OB_WORDS_STARTER, follower, next_length);
  if (kind == OB_ABBR_TITLE || is_initial)
    return is_starter && next_length > 1 && kind != OB_ABBR_TITLE;
  if (length == 4 && s[1] == '.' && (s[2] | 0x20) == 'm' && ((*s | 0x20) == 'a' || (*s | 0x20) == 'p'))
    return !ob_english_has_word (OB_WORDS_AFTER_TIME, follower, next_length);
  if (length == 4 && memcmp (s, "etc.", 4) == 0)
    return TRUE;
  return is_starter && next_length > 1;
}

/* Whether the sentence from @first, which the stop at @i may end, its closing marks before @next included, does end
 * there. */
static gboolean
ends (const Para *para, guint32 first, Stop stop, guint32 i, guint32 next)
{
  gboolean is_closed = next - i > 1, is_quoted = is_closed && is_quote_mark (para, next - 1);
  guint32 word = next;
  while (word < para->end && word - next < 3 && (is_opening (para, word) || is_dash (para, word)))
    word++;
  if (word == para->end)
    return TRUE;
  gunichar c = get_char (para, word);
  gboolean is_lower = g_unichar_islower (c) && is_class (para, word, OB_TOKEN_WORD);
  gboolean has_gap = has_space (para, next) || word > next;
  switch (stop)
    {
    case STOP_ABBR:
      return !is_dash (para, next) && abbr_ends (para, i, word);
    case STOP_FULL:
      if (is_enumeration (para, first, i) || (is_lower && is_closed) || is_dash (para, next))   /* Cruz (R-Ky.) said */
        return FALSE;
      return has_gap ? !is_lower || has_space (para, next) : is_capital (para, word);
    case STOP_STRONG:
      if (is_lower || (!has_gap && !is_capital (para, word)))
        return FALSE;
      return !(is_quoted && is_attribution (para, word));
    case STOP_ELLIPSIS:
      return has_space (para, next) && i > first && is_capital (para, word) &&
             !(is_quoted && is_attribution (para, word));
    case STOP_NONE:
      break;
    }
  return FALSE;
}

static void
split_para (const Para *para, GArray *sentences)
{
  ObRange sentence = { para->first, para->first };
  for (guint32 i = para->first; i < para->end;)
    {
      Stop stop = get_stop (para, i);
      guint32 last = i++;
      if (stop == STOP_NONE)
        continue;
      while (i < para->end && !has_space (para, i) && get_stop (para, i) > STOP_FULL && get_stop (para, i) < STOP_ABBR)
        last = i, stop = get_stop (para, i), i++;               /* ?!… */
      i = skip_closing (para, i);
      if (stop == STOP_FULL && i + 1 < para->end && is_note (para, i))
        i++;
      if (i < para->end && ends (para, sentence.first, stop, last, i))
        {
          sentence.end = i;
          g_array_append_val (sentences, sentence);
          sentence.first = i;
        }
    }
  sentence.end = para->end;
  g_array_append_val (sentences, sentence);
}

GArray *
ob_sentences_find (const ObDoc *doc)
{
  GArray *sentences = g_array_new (FALSE, FALSE, sizeof (ObRange));
  for (guint32 i = 0; i < doc->n_paras; i++)
    {
      Para para = { doc, ob_text_get_bytes (doc->text), doc->paras[i].first, doc->paras[i].end };
      split_para (&para, sentences);
    }
  return sentences;
}
