/* ob-version.h: versions of packs (major.minor.patch) and the ranges that others ask for.
 *
 * A range is one or more conditions with commas between: "= 1.2.3", ">= 0.1, < 0.3", "~> 1.2" (1.2 or later, below
 * 2.0), "~> 1.2.3" (1.2.3 or later, below 1.3.0). A bare "1.2.3" means "= 1.2.3". */
#pragma once
#include <glib.h>

typedef struct { guint parts[3]; guint n_parts; } ObVersion;    /* n_parts: how many were written */

/* Reads "1", "1.2" or "1.2.3"; numbers below one million, nothing else. */
gboolean ob_version_parse   (const char *text, ObVersion *ret_version);
int      ob_version_compare (const ObVersion *a, const ObVersion *b);
/* TRUE when @range can be read; *ret_fits then tells whether @version lies in it. */
gboolean ob_version_fits    (const ObVersion *version, const char *range, gboolean *ret_fits);
