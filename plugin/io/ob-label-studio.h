/* ob-label-studio.h: tasks with predictions as Label Studio imports them: elements of an array of JSON, and the
 * labelling configuration they are for.
 *
 * Entities, times, and the pieces of claims and of types of packs are regions; relations lead from a claim's cue to its
 * source, content and other pieces; what has a closed set of values is a choice of the cue's region. The rest stands in
 * `meta`. Offsets are code points, which is what Label Studio's Text tag stores; they are converted to the browser's
 * own unit there. */
#pragma once
#include "io/ob-tagged.h"

/* One task. @model: who predicts: names and versions of packs; may be NULL. */
void ob_label_studio_append        (GString *out, const char *head, const ObTagged *tagged, const char *model);
/* The labelling configuration for all that the rules of @ruleset can emit: XML. */
void ob_label_studio_append_config (GString *out, const ObRuleset *ruleset);
