/* ob-anchors.h: which rules can match in which sentences, found in one pass over the words.
 *
 * A pattern with an anchor (see ob-pattern.h) needs one of certain forms in each match. For every form the rules it
 * anchors are worked out once and kept over documents, so that a rule visits only the sentences that hold one. */
#pragma once
#include "core/ob-ruleset.h"

typedef struct ObAnchors ObAnchors;

ObAnchors *ob_anchors_new  (const ObRuleset *ruleset);          /* borrowed; sealed */
void       ob_anchors_free (ObAnchors *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObAnchors, ob_anchors_free)

/* Goes through the document of @context. */
void ob_anchors_read (ObAnchors *self, ObMatchContext *context);

/* TRUE when @rule has an anchor: *ret_sentences are then the numbers of the sentences that hold one, ascending,
 * borrowed until the next document. FALSE: it may match anywhere. */
gboolean ob_anchors_get (const ObAnchors *self, const ObRule *rule,
                         const guint32 **ret_sentences, guint32 *ret_n_sentences);
