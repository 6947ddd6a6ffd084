/* ob-tokens.h: words, numbers, marks. Each token is interned as it is found.
 *
 * The word breaks are those of Unicode's UAX #29, and differ from it for English where rules need it:
 *
 *   text                  here                          UAX #29
 *   don't  cannot         do n't | can not              one word
 *   Russia's  girls'      Russia 's | girls '           Russia's | girls '
 *   U.S.  Mr.  a.m.  J.   one token with its full stop  full stop apart ("U.S" ".")
 *   U.K.-based  A.P.      "U.K." - based                dots apart
 *   https://…  a@b.org    one token                     many
 *   #tag  @name           one token                     mark apart
 *   …  ...  --  ``  ''    one token                     one mark each
 *   '90s  ’em  'n'        one token                     mark apart
 *   US$5  A$3             US$ 5 | A$ 3                  US $ 5
 *   Tarvia:budget         three tokens                  one word
 *   bit.ly/abc  www.a.b   one token                     bit.ly / abc
 *   ended.Then  Mr.Doe    ended . Then | Mr. Doe        one word
 *   narrow no-break space white space                   joins what it stands between
 *
 * White space, zero-width spaces, and format characters with nothing to join belong to no token; everything else,
 * controls and NUL included, is in exactly one. A known abbreviation keeps its stop at the end of a sentence too
 * ("… in the U.S."), and what follows decides for those that are words as well ("no." but "No. 5").
 *
 * Hyphens always stand alone ("Moscow - Beijing", "so - called"), as UAX #29 has it: a name inside a compound stays
 * reachable, and literals and list entries go through the same tokeniser, so "so-called" in a rule just works. */
#pragma once
#include "base/ob-intern.h"
#include "text/ob-text.h"

typedef enum
{
  OB_TOKEN_WORD,                /* starts with a letter: Putin  G7  n't */
  OB_TOKEN_NUMBER,              /* starts with a digit: 1,984  2.1  1990s  5km; 12:30 is three tokens */
  OB_TOKEN_PUNCT,
  OB_TOKEN_SYMBOL,              /* currency, %, maths, emoji (a whole ZWJ sequence is one token) */
  OB_TOKEN_URL,                 /* URLs and e-mail addresses */
  OB_TOKEN_TAG,                 /* #hashtag @mention */
  OB_N_TOKEN_CLASSES
} ObTokenClass;

enum
{
  OB_TOKEN_SPACE_BEFORE = 1 << 0,       /* white space, or the text's beginning, stands before it */
  OB_TOKEN_LINE_BEFORE  = 1 << 1,       /* a line break stands before it */
  OB_TOKEN_PARA_BEFORE  = 1 << 2,       /* an empty line, or the text's beginning, stands before it */
};

typedef struct
{
  guint32 start, end;           /* bytes of the document */
  guint32 form;                 /* id in the ObIntern given to the tokeniser */
  guint8  token_class;          /* ObTokenClass */
  guint8  flags;
} ObToken;

/* Appends the tokens of @text (valid UTF-8, at most OB_MAX_DOCUMENT_BYTES) to @tokens (of ObToken), interning their
 * forms as they stand in the text. The same tokeniser splits documents, literals of patterns, and list entries. */
void ob_tokenise (const char *text, gsize length, ObIntern *forms, GArray *tokens);
