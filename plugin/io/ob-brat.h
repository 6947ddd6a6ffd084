/* ob-brat.h: standoff annotation as brat reads it: NAME.ann beside NAME.txt, and annotation.conf for their folder.
 *
 *   T1<TAB>PERSON 0 5<TAB>Putin                          entities and times; offsets in code points, end exclusive
 *   T2<TAB>Content 10 20;25 30<TAB>that it is … over     several fragments; every line break splits one
 *   E1<TAB>Claim:T3 Source:T1 Content:T2                 the trigger is the cue; event type = trigger type
 *   A1<TAB>Certainty E1 probable                         what comes from a closed set of values
 *   #1<TAB>AnnotatorNotes T1<TAB>name=…; rule=…          everything else
 *
 * A claim without a cue has its first content as trigger, and an event of another type its first token. Types and
 * roles are letters, digits, - and _ only, as brat wants them. */
#pragma once
#include "io/ob-tagged.h"

void ob_brat_append      (GString *out, const ObTagged *tagged);
/* annotation.conf for all that the rules of @ruleset can emit. */
void ob_brat_append_conf (GString *out, const ObRuleset *ruleset);
