/* ob-gazetteer.h: finds the entries of word lists, of one or many words, at a place of the text.
 *
 * A gazetteer is a trie over words (ob-trie.h), built once for a list and all its copies, and kept in the cache when
 * the list is read from a large file; processes share its pages. A session remembers of each form of its vocabulary
 * whether it can begin or go on an entry, so that most tokens cost one look into an array.
 *
 * A word of an entry matches as written when it has a capital, and any case when it has none ("Bank of England" finds
 * "Bank OF England"), unless the list says otherwise (ObCase); ’ and ' are equal everywhere. Entries go through the
 * tokeniser of documents, so their punctuation matches as it does there. */
#pragma once
#include "lexicon/ob-list.h"
#include "lexicon/ob-vocab.h"
#include "text/ob-doc.h"

typedef struct ObGazetteers ObGazetteers;       /* all the gazetteers of a rule set; immutable while sessions use it */
typedef struct ObGazetteer ObGazetteer;         /* one list; owned by its ObGazetteers */
typedef struct ObGazetteerCache ObGazetteerCache; /* of one session: what forms are as words of gazetteers */

ObGazetteers *ob_gazetteers_new  (void);
void          ob_gazetteers_free (ObGazetteers *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObGazetteers, ob_gazetteers_free)

typedef enum
{
  OB_GAZETTEER_WORD  = 0,
  OB_GAZETTEER_LEMMA = 1 << 0,  /* tokens also match by any of their lemmas: "pointed out" finds "point out" */
} ObGazetteerFlags;

/* The gazetteer of @list, built at the first call for that list and flags. Entries that the tokeniser turns into
 * nothing are reported to @diags (OB506). */
const ObGazetteer *ob_gazetteers_add (ObGazetteers *self, ObList *list, ObGazetteerFlags flags, ObDiags *diags);

/* Memory held or mapped by words and tries, the lists apart, in bytes. */
gsize ob_gazetteers_get_bytes (const ObGazetteers *self);

guint         ob_gazetteer_get_longest (const ObGazetteer *self);       /* words of the longest entry */
const ObList *ob_gazetteer_get_list    (const ObGazetteer *self);

/* For the gazetteers that are there now: later ones must not be matched with it. */
ObGazetteerCache *ob_gazetteer_cache_new  (const ObGazetteers *gazetteers, ObVocab *vocab);
void              ob_gazetteer_cache_free (ObGazetteerCache *self);
gsize             ob_gazetteer_cache_get_bytes (const ObGazetteerCache *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObGazetteerCache, ob_gazetteer_cache_free)

/* TRUE unless no entry begins with a word of that form. */
gboolean ob_gazetteer_may_start (const ObGazetteer *self, ObGazetteerCache *cache, guint32 form);

typedef struct
{
  guint32 end;                  /* the token after the entry */
  ObListEntry entry;            /* of ob_gazetteer_get_list() */
} ObGazetteerHit;

#define OB_MAX_GAZETTEER_HITS 16

/* The entries that start at token @first and end at or before @limit: longest first, one hit an end (the first entry
 * of the list that fits). Past OB_MAX_GAZETTEER_HITS the longest are kept. Returns how many of @ret_hits are filled.
 * @limit is at most doc->n_tokens. Of the document only the tokens are looked at. */
guint ob_gazetteer_match (const ObGazetteer *self, ObGazetteerCache *cache, const ObDoc *doc,
                          guint32 first, guint32 limit, ObGazetteerHit ret_hits[OB_MAX_GAZETTEER_HITS]);
