/* ob-cql.h: reads strict CQL, the Corpus Query Language of CQP and its kin, and writes it as a pattern of Obelus.
 *
 * In CQL quoted text is a regex over the whole word, case counts, and %c lets it go; in Obelus quoted text is text. Tags
 * are compared as UD names them, or, where the regex fits none, as the Penn Treebank does.
 *
 *   "said"  [word="s.+d"%c]  [lc="said"]   "said"%s   /s.+d/i   [lower="said"]
 *   [lemma="say" & tag="V.*"]              [lemma="say" & pos=VERB]
 *   []{0,3}   a:[…]   ( | )   <s>  </s>    the same
 *   … within s                             as rules are without it
 *   :: a.lemma = b.lemma                   the same
 *
 * OB140 what stands there is no CQL · OB141 it has no equal in Obelus · OB142 (warning) it means something else there */
#pragma once
#include "match/ob-pattern.h"

/* The pattern that @cql is, as a new string, and how far it may reach. NULL when some of it is wrong or has no equal: all
 * of it is told to @diags, at the places of the file "cql". */
char *ob_cql_translate (const char *cql, ObLook *ret_scope, ObDiags *diags);
