#include "text/ob-quotes.h"
#include "text/ob-chars.h"
#include <string.h>

#define MAX_DEPTH 8             /* marks nested deeper are no quotations */

typedef enum { FAMILY_NONE, FAMILY_DOUBLE, FAMILY_LOW, FAMILY_GUILLEMET, FAMILY_SINGLE } Family;

typedef struct
{
  guint32  token;
  gunichar c;                   /* '"' also for '', 0x201c also for `` */
  guint8   family;
  gboolean after_space;         /* white space, an opening bracket, a dash or another mark stands before it */
  gboolean before_space;        /* white space, punctuation or nothing follows */
  gboolean closes_later;        /* a mark of the family that can close follows before one that can only open */
  gboolean outer_closes;        /* so does one for the quotation around the one that opens here */
} Mark;

typedef struct
{
  const ObDoc *doc;
  const char  *bytes;
  ObRange      para;
  GArray      *marks;           /* of Mark; of the paragraph at hand */
  GArray      *quotes;          /* of ObQuote; of all paragraphs so far; end 0: dropped */
  struct { guint32 quote; guint8 family; gunichar c; } open[MAX_DEPTH];
  guint        depth;
} Finder;

static inline gunichar
get_char (const Finder *self, guint32 i)
{
  const char *next;
  return ob_char_decode (self->bytes + self->doc->tokens[i].start, &next);
}

static Family
get_family (gunichar c)
{
  switch (c)
    {
    case '"': case 0x201c: case 0x201d: case 0x201f: case 0xff02:
      return FAMILY_DOUBLE;
    case 0x201e: case 0x201a:
      return FAMILY_LOW;
    case 0xab: case 0xbb: case 0x2039: case 0x203a:
      return FAMILY_GUILLEMET;
    case '\'': case '`': case 0x2018: case 0x2019:
      return FAMILY_SINGLE;
    default:
      return FAMILY_NONE;
    }
}

static gboolean
is_opening_context (gunichar c)
{
  return c == '(' || c == '[' || c == '{' || c == '-' || c == '/' || c == '_' || (c >= 0x2012 && c <= 0x2015) ||
         c == 0x201c || c == 0x2018 || c == 0x201e || c == 0xab;
}

static gboolean
is_closing_context (gunichar c)
{
  return (c < 0x80 && c != 0 && strchr (".,;:!?)]}-/_", c) != NULL) || (c >= 0x2012 && c <= 0x2015) || c == 0x2026 ||
         c == 0x201d || c == 0x2019 || c == 0xbb;
}

static gboolean
has_space_before (const Finder *self, guint32 i)
{
  return i == self->para.first || (self->doc->tokens[i].flags & OB_TOKEN_SPACE_BEFORE) != 0;
}

static gboolean
has_space_after (const Finder *self, guint32 i)
{
  return i + 1 == self->para.end || (self->doc->tokens[i + 1].flags & OB_TOKEN_SPACE_BEFORE) != 0;
}

/* Marks of two characters count as the one they stand for. */
static gunichar
get_mark_char (const Finder *self, guint32 i)
{
  const ObToken *token = &self->doc->tokens[i];
  if (token->token_class != OB_TOKEN_PUNCT)
    return 0;
  gunichar c = get_char (self, i);
  if (token->end - token->start == 2 && c == '\'')
    return '"';
  return token->end - token->start == 2 && c == '`' ? 0x201c : c;
}

/* Feet and inches: 6' 2", 6'2". */
static gboolean
is_measure (const Finder *self, guint32 i)
{
  if (i == self->para.first || has_space_before (self, i) || self->doc->tokens[i - 1].token_class != OB_TOKEN_NUMBER)
    return FALSE;
  const ObToken *number = &self->doc->tokens[i - 1];
  if (memchr (self->bytes + number->start, '\'', number->end - number->start) != NULL)
    return self->bytes[number->start] != '\'';          /* but not '90s" */
  if (get_char (self, i) == '\'')
    return i + 1 < self->para.end && self->doc->tokens[i + 1].token_class == OB_TOKEN_NUMBER;
  return i - 1 > self->para.first && get_char (self, i - 2) == '\'';
}

static void
find_marks (Finder *self)
{
  g_array_set_size (self->marks, 0);
  for (guint32 i = self->para.first; i < self->para.end; i++)
    {
      gunichar c = get_mark_char (self, i);
      Family family = c != 0 ? get_family (c) : FAMILY_NONE;
      if (family == FAMILY_NONE || is_measure (self, i))
        continue;
      Mark mark = { .token = i, .c = c, .family = family };
      mark.after_space = has_space_before (self, i);
      mark.before_space = has_space_after (self, i);
      if (!mark.after_space)
        {
          gunichar before = get_char (self, i - 1);
          gboolean is_inner = self->marks->len > 0 && family != FAMILY_GUILLEMET &&
                              g_array_index (self->marks, Mark, self->marks->len - 1).token == i - 1 &&
                              g_array_index (self->marks, Mark, self->marks->len - 1).after_space;
          mark.after_space = (is_opening_context (before) && !mark.before_space) || is_inner;
        }
      if (!mark.before_space)
        {
          gunichar after = get_char (self, i + 1);
          mark.before_space = is_closing_context (after) || (get_family (after) != FAMILY_NONE && !mark.after_space);
        }
      g_array_append_val (self->marks, mark);
    }
}

/* What a mark may be by its form and the space around it. */
static gboolean
may_open (const Mark *mark)
{
  switch (mark->c)
    {
    case 0x201c: case 0x201f: case 0x201e: case 0xab:
      return !(mark->before_space && !mark->after_space);
    case 0x201a: case 0x2018: case '`': case 0x2039:
      return !mark->before_space;
    case 0x2019:
      return FALSE;
    case '\'':
      return mark->after_space && !mark->before_space;
    default:                    /* " ” » › */
      return mark->after_space == mark->before_space ? mark->c == '"' : mark->after_space;
    }
}

static gboolean
may_close (const Mark *mark)
{
  switch (mark->c)
    {
    case 0x201e: case 0x201a: case '`':
      return FALSE;
    case 0x201d: case 0xbb: case 0x203a:
      return TRUE;
    case '\'': case 0x2019: case 0x2018: case 0x201c: case 0x201f:
      return !mark->after_space && mark->before_space;
    default:                    /* " « ‹ */
      return mark->after_space == mark->before_space ? mark->c == '"' : !mark->after_space;
    }
}

/* From the right: what still closes after each mark. A mark counts for its own family; low ones close by the others. */
static void
look_ahead (Finder *self)
{
  guint available[FAMILY_SINGLE + 1] = { 0 };
  for (guint i = self->marks->len; i-- > 0;)
    {
      Mark *mark = &g_array_index (self->marks, Mark, i);
      mark->closes_later = available[mark->family] > 0;
      gboolean opens = may_open (mark), closes = may_close (mark);
      if (opens && !closes && available[mark->family] > 0)      /* what is left of single marks are apostrophes */
        available[mark->family] = mark->family == FAMILY_SINGLE ? 0 : available[mark->family] - 1;
      mark->outer_closes = available[mark->family] > 0;
      if (closes && !opens)
        available[mark->family]++;
    }
}

static gboolean
matches (guint8 family, gunichar opener, const Mark *mark)
{
  if (family == FAMILY_LOW)
    return opener == 0x201e ? mark->family == FAMILY_DOUBLE : mark->family == FAMILY_SINGLE;
  if (family == FAMILY_GUILLEMET && mark->family == family)
    return mark->c != opener;
  return mark->family == family;
}

static ObQuote *
get_open (Finder *self, guint level)
{
  return &g_array_index (self->quotes, ObQuote, self->open[level].quote);
}

/* Ends the innermost open quotation at @end without a closing mark. A single mark then never was one, unless the
 * paragraph begins with it, as where a quotation goes on. */
static void
give_up (Finder *self, guint32 end)
{
  ObQuote *quote = get_open (self, --self->depth);
  gboolean is_real = quote->mark != '\'' ||
                     (quote->tokens.first == self->para.first && self->open[self->depth].c == 0x2018);
  quote->tokens.end = is_real ? end : 0;
}

/* ’ after a word in s, a word following, while a later mark can close: the girls’ team. */
static gboolean
is_possessive (const Finder *self, const Mark *mark)
{
  guint32 i = mark->token;
  if (mark->family != FAMILY_SINGLE || !mark->closes_later || i == self->para.first || i + 1 == self->para.end)
    return FALSE;
  const ObToken *before = &self->doc->tokens[i - 1], *after = &self->doc->tokens[i + 1];
  return before->token_class == OB_TOKEN_WORD && (self->bytes[before->end - 1] | 0x20) == 's' &&
         (after->token_class == OB_TOKEN_WORD || after->token_class == OB_TOKEN_NUMBER);
}

/* Closes the nearest quotation that @mark matches, giving up what was opened in it. */
static gboolean
close_with (Finder *self, const Mark *mark)
{
  guint level = self->depth;
  while (level > 0 && !matches (self->open[level - 1].family, self->open[level - 1].c, mark))
    level--;
  if (level == 0 || is_possessive (self, mark))
    return FALSE;
  while (self->depth > level)
    give_up (self, mark->token);
  ObQuote *quote = get_open (self, --self->depth);
  quote->tokens.end = mark->token + 1;
  quote->is_closed = TRUE;
  return TRUE;
}

static gboolean
is_open (const Finder *self, guint8 family, guint *ret_level)
{
  for (guint level = self->depth; level > 0; level--)
    if (self->open[level - 1].family == family)
      {
        *ret_level = level - 1;
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_two_digits (const Finder *self, guint32 i)
{
  const ObToken *token = &self->doc->tokens[i];
  return token->token_class == OB_TOKEN_NUMBER && token->end - token->start == 2;
}

static void
open_with (Finder *self, const Mark *mark)
{
  guint level;
  if (mark->family == FAMILY_SINGLE && !mark->closes_later &&
      !(mark->c == 0x2018 && mark->token == self->para.first))
    return;
  if (mark->c == '\'' && is_two_digits (self, mark->token + 1))
    return;
  if ((mark->c == 0x2039 || mark->c == 0xbb || mark->c == 0x203a) && !mark->closes_later)
    return;
  if (mark->family == FAMILY_DOUBLE && is_open (self, mark->family, &level) &&
      (mark->c == '"' || self->open[level].c == '"' || !mark->outer_closes))
    while (self->depth > level)
      give_up (self, mark->token);
  if (self->depth == MAX_DEPTH)
    return;
  self->open[self->depth].quote = self->quotes->len;
  self->open[self->depth].family = mark->family;
  self->open[self->depth].c = mark->c;
  self->depth++;
  ObQuote quote = {
    .tokens = { mark->token, 0 },
    .mark = mark->family == FAMILY_DOUBLE ? '"' : mark->family == FAMILY_SINGLE ? '\'' : '<',
  };
  g_array_append_val (self->quotes, quote);
}

static void
take_mark (Finder *self, const Mark *mark)
{
  guint level;
  gboolean opens = may_open (mark), closes = may_close (mark);
  if (mark->c == 0x201c && is_open (self, FAMILY_LOW, &level))          /* „…“ */
    closes = TRUE, opens = FALSE;
  if ((mark->c == 0xab || mark->c == 0x2039) && is_open (self, FAMILY_GUILLEMET, &level) &&
      self->open[level].c == mark->c + (mark->c == 0xab ? 0x10 : 1))    /* »…« */
    closes = TRUE;
  if (closes && close_with (self, mark))
    return;
  if (opens)
    open_with (self, mark);
}

/* Drops what was no quotation, and what holds nothing but its marks; tells how deep the others lie. */
static void
settle (Finder *self, guint first)
{
  guint32 ends[MAX_DEPTH + 1];
  guint depth = 0, n = first;
  for (guint i = first; i < self->quotes->len; i++)
    {
      ObQuote quote = g_array_index (self->quotes, ObQuote, i);
      if (quote.tokens.end < quote.tokens.first + 2 + (quote.is_closed ? 1 : 0))
        continue;
      while (depth > 0 && ends[depth - 1] <= quote.tokens.first)
        depth--;
      quote.depth = depth;
      ends[depth++] = quote.tokens.end;
      g_array_index (self->quotes, ObQuote, n++) = quote;
    }
  g_array_set_size (self->quotes, n);
}

static void
take_para (Finder *self)
{
  guint first = self->quotes->len;
  find_marks (self);
  look_ahead (self);
  for (guint i = 0; i < self->marks->len; i++)
    take_mark (self, &g_array_index (self->marks, Mark, i));
  while (self->depth > 0)
    give_up (self, self->para.end);
  settle (self, first);
}

/* An outermost quotation that reaches the end of its paragraph goes on when the next paragraph begins with its mark. */
static void
link_paras (const ObDoc *doc, GArray *quotes)
{
  ObQuote *last = NULL;
  for (guint i = 0; i < quotes->len; i++)
    {
      ObQuote *quote = &g_array_index (quotes, ObQuote, i);
      if (quote->depth > 0)
        continue;
      guint32 para = doc->para_of[quote->tokens.first];
      if (last != NULL && !last->is_closed && last->mark == quote->mark &&
          doc->paras[para].first == quote->tokens.first && last->tokens.end == quote->tokens.first)
        last->continues = TRUE;
      last = quote;
    }
}

GArray *
ob_quotes_find (const ObDoc *doc)
{
  g_autoptr(GArray) marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  Finder finder = {
    .doc = doc, .bytes = ob_text_get_bytes (doc->text), .marks = marks,
    .quotes = g_array_new (FALSE, FALSE, sizeof (ObQuote)),
  };
  for (guint32 i = 0; i < doc->n_paras; i++)
    {
      finder.para = doc->paras[i];
      take_para (&finder);
    }
  link_paras (doc, finder.quotes);
  return finder.quotes;
}
