/* ob-sentences.h: where sentences end, by rule, never across paragraphs.
 *
 * A sentence ends at . ! ? … (or an abbreviation that may end one), together with the closing marks and brackets that
 * follow, unless what follows shows that it goes on: a word in lower case (“Why?” she asked), or the name and verb of
 * who is quoted (“Why?” Jane Doe asked). */
#pragma once
#include "text/ob-doc.h"

/* The sentences of a document of which text, tokens and paragraphs are known. Returns a new array of ObRange. */
GArray *ob_sentences_find (const ObDoc *doc);
