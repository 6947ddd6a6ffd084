/* ob-revisions.h: what each rule of a pack was when its `rev` was last recorded.
 *
 * The file REVISIONS of a pack has a line "rule rev hash" for each rule, by name; lines that begin with # are comments.
 * The hash covers what match, unless, set, scope, take, max, label and the like mean, not how they are laid out. */
#pragma once
#include "pack/ob-loader.h"

/* Tells of rules that are no more what was recorded under their rev (OB224), and of a file that cannot be read (OB225).
 * A pack without the file, and a rule that is not in it, are as they are. */
void     ob_revisions_check (const ObPack *pack, const ObRuleset *ruleset, ObDiags *diags);
/* Writes the file anew. FALSE when that fails; OB_ERROR_USAGE for a rule file that stands alone. */
gboolean ob_revisions_write (const ObPack *pack, const ObRuleset *ruleset, GError **error);
