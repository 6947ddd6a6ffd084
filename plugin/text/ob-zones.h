/* ob-zones.h: what kind of text each paragraph is.
 *
 * A document of one paragraph is body. A title, a heading or a standfirst needs body after it; boilerplate needs a
 * phrase that says hardly anything else, and no reported speech, since rules do not look into it. */
#pragma once
#include "text/ob-doc.h"

/* The ObZone of each paragraph of a document of which everything else is known. Returns a new array. */
guint8 *ob_zones_find (const ObDoc *doc);
