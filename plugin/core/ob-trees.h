/* ob-trees.h: the phrases of a dependency tree, as patterns see them: <dep label=nsubj/> is a word with that relation
 * and all that hangs on it, where that is in one piece. */
#pragma once
#include "match/ob-spans.h"

/* Sets the spans called "dep" if @doc has a tree; linear in its length. The label is the relation without its subtype
 * ("nsubj" of "nsubj:pass"); relations that nobody knows have none, so that no input can fill the table of labels. */
void ob_trees_publish (const ObDoc *doc, ObSpans *all);

/* The labels there can be, NULL-terminated. */
const char *const *ob_trees_get_labels (void);
