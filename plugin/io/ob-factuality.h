/* ob-factuality.h: how factual a claim's content is by its source's own words, in FactBank's values (Saurí and Pustejovsky
 * 2009), derived on export from the fields that rules set. */
#pragma once
#include "base/ob-features.h"

/* "CT+", "PR-", "PS+", "Uu" …, static: certain, probable or possible, and whether it holds, relative to the source.
 * "Uu" where the saying did not happen (`actual`), was a question or withheld (`stance`), or nobody vouches for it
 * (`certainty` = open); u for + or - where `polarity` is ?. A denial flips the sign, a doubt makes it a probable
 * opposite. */
const char *ob_claim_get_factuality (const ObFeatures *claim);
