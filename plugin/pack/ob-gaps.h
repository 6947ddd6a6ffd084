/* ob-gaps.h: gap mining: sequences of capitalised words that no annotation covers, by frequency.
 *
 * A word that begins a sentence proves nothing: it counts only as part of a longer name, and when the document does not
 * have it in lower case, too. Words right before a
 * name that was found (titles), headings, and sentences written mostly in capitals are passed over. */
#pragma once
#include "core/ob-session.h"

typedef struct ObGaps ObGaps;
typedef struct ObGapsReading ObGapsReading;

ObGaps *ob_gaps_new  (void);
void    ob_gaps_free (ObGaps *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObGaps, ob_gaps_free)

/* What one document gives; may be read in several threads. */
ObGapsReading *ob_gaps_read (const ObDoc *doc, const ObResult *result, ObVocab *vocab);

/* A line to show what stands at bytes [start, end) of the document, as a new string. */
typedef char *(*ObGapsLineFunc) (gsize start, gsize end, gpointer data);
/* Adds a reading, which is freed. */
void ob_gaps_add (ObGaps *self, ObGapsReading *reading, ObGapsLineFunc dup_line, gpointer data);

typedef struct
{
  const char *name;
  guint64     n, n_docs;
  GPtrArray  *lines;            /* of char *, borrowed: the first occurrences */
} ObGap;

/* Those in most documents first (of ObGap, which it clears), at most @most; those that occur less than @least times left
 * out. */
GArray *ob_gaps_rank (ObGaps *self, guint most, guint least, guint n_lines);
