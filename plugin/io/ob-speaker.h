/* ob-speaker.h: who makes a claim, in as few words as a table has room for. */
#pragma once
#include "io/ob-tagged.h"

/* The name that stands for the source where the source is that name with its titles and appositions, or a pronoun or
 * role with a clear antecedent ("he" → "Radu Ostrevan"); else the source's own words without what follows in apposition
 * ("The official, who spoke …" → "The official"). Without a source: "the author", or NULL when nobody is named. A new
 * string on one line. */
char *ob_claim_dup_speaker (const ObTagged *tagged, const ObAnnotation *claim);

/* The names of the entities that @claim is about, each once, with @separator between them; "" without any. */
char *ob_claim_dup_about   (const ObTagged *tagged, const ObAnnotation *claim, const char *separator);
/* The name that an annotation is counted by: its `name`, a time's `value`, or its text, on one line. */
char *ob_annotation_dup_name (const ObTagged *tagged, const ObAnnotation *annotation);

/* The texts of all pieces that @annotation calls @name, " … " between them, on one line; NULL without any. */
char *ob_annotation_dup_pieces (const ObTagged *tagged, const ObAnnotation *annotation, const char *name);
