/* ob-fuzzy.h: finds the list entry that a misspelt or otherwise transliterated name means: Wladivostok and Waldivostok
 * Vladivostok, Condoleeza Rice, Muammar Qadhafi.
 *
 * Names are compared by a key: marks, case, apostrophes and hyphens fall, and so does what transliterations disagree on
 * (w and v, y and i, kh and h, zh and z, double letters, …). Names with equal keys are equal. Beyond that one slip is
 * allowed: a letter too many, too few, another, or two exchanged; not in short names and words, not in the first letter
 * of a word, not at its end, where an s or an n makes another word (Georgia, Georgian), and among consonants in long
 * words only. A word that another entry has at the same place is no slip (Jean is not Joan). Where two entries are
 * equally near and have different names nothing is found.
 *
 * The index is built at the first question; afterwards all is immutable, and threads may ask at once. */
#pragma once
#include "lexicon/ob-list.h"

typedef struct ObFuzzy ObFuzzy;

/* @list is borrowed and outlives the result, which sees the entries that it has at the first question. */
ObFuzzy *ob_fuzzy_new  (const ObList *list);
void     ob_fuzzy_free (ObFuzzy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObFuzzy, ob_fuzzy_free)

/* The entry that @text, words separated by spaces, means, or none. Texts of more than OB_MAX_FUZZY_BYTES, with digits or
 * with letters other than Latin ones mean none. */
ObListEntry ob_fuzzy_find (ObFuzzy *self, const char *text);
