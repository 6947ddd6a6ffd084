/* ob-conllu.h: CoNLL-U, the format of Universal Dependencies, at level 1: the columns are right, a tree is there only
 * when the input brought one.
 *
 *   1  Tarvia  Tarvia  PROPN  _  _  _  _  _  NE=B-GPE|NEId=e1|Claim=c1:source|TokenRange=0:6
 *
 * MISC: NE, NEId of an entity; Time, TimeValue; Claim, which part of which claims the word is, as c1:source,c2:content;
 * Other, the same for types of packs, as RESIGN:actor; SpaceAfter=No; TokenRange in code points of the document. */
#pragma once
#include "io/ob-tagged.h"

/* @head as in ob-jsonl.h: the document's id, of which sentences make theirs. */
void ob_conllu_append (GString *out, const char *head, const ObTagged *tagged);
