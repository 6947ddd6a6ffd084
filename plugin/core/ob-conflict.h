/* ob-conflict.h: which of several overlapping annotations stay.
 *
 * Within a type, entities and times may not overlap; claims may not share a cue; other types may overlap as they like.
 * Among what may not stay together: a rule that declares itself `over` another wins; else the leftmost, then the
 * longest, then the rule that stands first in the pack. Losers are told who won and why.
 *
 * What somebody claims may hold claims of its own ("officials said the rebels had denied it"). A claim whose cue lies
 * in the content of a longer one stays only if its rule says `nested = true`, or the caller keeps them all. */
#pragma once
#include "core/ob-ruleset.h"

/* Partitions @candidates (of ObAnnotation, borrowed, one type, any order) into winners and losers, each sorted by
 * first token, longest first, rule place. Sets lost_to and lost_why of losers and clears them of winners. */
void ob_conflict_settle (const ObRuleset *ruleset, const char *type, gboolean keeps_nested, GPtrArray *candidates,
                         GPtrArray *ret_winners, GPtrArray *ret_losers);

/* The order in which annotations are written: first token, longest first, type, rule place. A GCompareFunc over
 * pointers to ObAnnotation pointers. */
int ob_annotation_compare (gconstpointer a, gconstpointer b);
