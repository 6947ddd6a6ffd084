/* ob-suggest.h: words that a list might lack: those that stand in texts where its entries stand.
 *
 * Of every word of a kind that the list's entries are (by their parts of speech), four frames are taken: the words on
 * both sides, the two before, the two behind, and the one before with the two behind, where names, numbers, nouns, verbs
 * and so on count as such and small words and marks as themselves ("<person> _ that"). How likely a frame is to hold an
 * entry is learned from the texts. A word's likeness is the mean, over its occurrences, of what its most telling frame
 * says beyond doubt; words are ranked by the sum of it times its mean, so that neither common words, which stand
 * everywhere, nor rare accidents come first.
 */
#pragma once
#include "core/ob-session.h"
#include "lexicon/ob-tagger.h"

typedef struct ObSuggest ObSuggest;

/* @list, with the gazetteer of its entries by lemma (made before the session), and others whose entries are not to be
 * suggested (of const ObGazetteer, borrowed). */
ObSuggest *ob_suggest_new  (const ObList *list, const ObGazetteer *gazetteer, const GPtrArray *excluded);
void       ob_suggest_free (ObSuggest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObSuggest, ob_suggest_free)

/* What one document gives; may be read in several threads. @result holds the entities. */
typedef struct ObSuggestReading ObSuggestReading;
ObSuggestReading *ob_suggest_read (const ObSuggest *self, const ObDoc *doc, const ObResult *result, ObSession *session,
                                   ObTagger *tagger);

/* A line to show what stands at bytes [start, end) of the document, as a new string. */
typedef char *(*ObSuggestLineFunc) (gsize start, gsize end, gpointer data);
/* Adds a reading, which is freed. Past OB_MAX_SUGGEST_WORDS no more is taken: FALSE. */
gboolean ob_suggest_add (ObSuggest *self, ObSuggestReading *reading, ObSuggestLineFunc dup_line, gpointer data);

typedef struct
{
  const char *word;             /* a lemma, or, of lists of names, the word as written */
  guint64     n;
  double      likeness;         /* 0 … 1: how far its frames are those of entries */
  double      score;            /* what it is ranked by */
  GPtrArray  *lines;            /* of char *, borrowed: those most like */
} ObSuggestion;

/* The best first (of ObSuggestion, which it clears), at most @most; those that occur less than @least times left out.
 * *ret_base: the likeness of any word of the kind. */
GArray *ob_suggest_rank (ObSuggest *self, guint most, guint least, guint n_lines, double *ret_base);

/* How often entries occurred, and words of their kind that are none. */
void    ob_suggest_get_counts (const ObSuggest *self, guint64 *ret_n_entries, guint64 *ret_n_others);
