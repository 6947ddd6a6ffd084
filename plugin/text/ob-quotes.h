/* ob-quotes.h: quotations, found paragraph by paragraph.
 *
 * “…” "…" ``…'' „…“ «…» »…« ‘…’ '…' and marks nested in others. A straight mark opens or closes by the space around
 * it, so that one mark too many or too few spoils no more than its own quotation. An opening double mark that nothing
 * closes reaches to the next one of its kind, or to the paragraph's end. Single marks are apostrophes (dogs', ’90s) or
 * inches (6' 2") unless they open before a word and a close follows in the paragraph. */
#pragma once
#include "text/ob-doc.h"

/* The quotations of a document of which text, tokens and paragraphs are known. Returns a new array of ObQuote. */
GArray *ob_quotes_find (const ObDoc *doc);
