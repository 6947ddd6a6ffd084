/* ob-paras.h: where paragraphs begin.
 *
 * An empty line always parts paragraphs. What single line breaks mean is measured over the document: it is
 * hard-wrapped when nearly all lines fit a width of 45 to 100 columns and most lines that another follows could not
 * have taken the next one's first word. Then such full lines are joined, and a line that ended early ends its
 * paragraph. Otherwise every line is a paragraph, as in dumps of newspapers, except that a line which begins in
 * lower case goes on with one before it that has no final punctuation. */
#pragma once
#include "text/ob-doc.h"

/* The paragraphs of a document of which text and tokens are known. Returns a new array of ObRange. */
GArray *ob_paras_find (const ObDoc *doc);
