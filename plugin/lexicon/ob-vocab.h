/* ob-vocab.h: one entry a distinct word form, made when it is first asked for and kept over documents.
 *
 * All that can be said of a token by its form alone lives here, so that per token only an array is read. */
#pragma once
#include "base/ob-intern.h"

/* Flags of a form. */
enum
{
  OB_FORM_ALPHA   = 1 << 0,     /* letters (with marks, apostrophes, full stops) only, at least one */
  OB_FORM_TITLE   = 1 << 1,     /* starts with a capital and has a lower-case letter: Putin, McDonald, iPhone is not */
  OB_FORM_UPPER   = 1 << 2,     /* has a letter, and every letter is a capital: NATO, A, U.S. */
  OB_FORM_LOWER   = 1 << 3,     /* has a letter, and none is a capital */
  OB_FORM_DIGIT   = 1 << 4,     /* starts with a digit */
  OB_FORM_PUNCT   = 1 << 5,     /* no letter, no digit */
  OB_FORM_ABBREV  = 1 << 6,     /* ends in a full stop and has a letter */
};

#define OB_MAX_LEMMAS 4

typedef struct
{
  guint32 lower;                /* id of the folded form: lower case, ’ as ', no-break hyphen as - */
  guint32 shape;                /* id of the shape: X upper, x lower, d digit, others as they are, combining marks left
                                   out; a run longer than 3 of one kind is cut to 3: "Putin" Xxxx, "2012" ddd */
  guint32 lemmas[OB_MAX_LEMMAS];/* ids of the lower-case lemmas the form can have, likeliest first, ended by OB_NO_ID;
                                   "said" say; "saw" see, saw; "reports" report; a form with a capital may be a name,
                                   and has itself besides: "Wales" wale, wales */
  guint32 flags;
} ObForm;

typedef struct ObVocab ObVocab;

ObVocab *ob_vocab_new  (void);
void     ob_vocab_free (ObVocab *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObVocab, ob_vocab_free)

/* The table of forms, for the tokeniser. Owned by the vocabulary. */
ObIntern     *ob_vocab_get_forms (ObVocab *self);
/* The entry of form @id. Valid until the next call. */
const ObForm *ob_vocab_get       (ObVocab *self, guint32 id);

/* Folds a string as `lower` does; returns a new string. Bytes that are not UTF-8 are copied as they are. */
char *ob_fold (const char *s, gsize length);
/* Folds only the marks (’ as ', no-break hyphen as -) and leaves case alone; returns a new string. */
char *ob_fold_marks (const char *s, gsize length);
/* TRUE for what the tokeniser cuts off words, in any case: 's, n't, 're … */
gboolean ob_is_clitic (const char *s);
/* TRUE when lower-casing @s would alter it: what decides whether a literal or a list entry matches only as written. */
gboolean ob_has_capital (const char *s, gsize length);

/* Writes the candidate lemmas of the folded word @lower, likeliest first, as new strings. Returns how many. A word
 * nothing is known of is its own lemma. Verbs, nouns, adjectives by rules of English inflection and a table of
 * exceptions. */
guint ob_lemmatise (const char *lower, gsize length, char *ret_lemmas[OB_MAX_LEMMAS]);
