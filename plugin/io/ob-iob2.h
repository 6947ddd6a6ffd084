/* ob-iob2.h: a word a line with what begins (B-), goes on (I-) or is not (O), as CoNLL's shared tasks have it.
 *
 *   Putin<TAB>B-SOURCE<TAB>O<TAB>B-PERSON
 *
 * Columns: word, part of a claim (SOURCE CUE CONTENT TO WHEN HEDGE), time, entity, which stands last, where programs
 * look for it. An empty line ends a sentence, -DOCSTART- begins a document. A word has one tag a column: of claims that
 * overlap the first, and of its parts the smallest (a cue inside a content is CUE) are told. */
#pragma once
#include "io/ob-tagged.h"

void ob_iob2_append (GString *out, const ObTagged *tagged);
