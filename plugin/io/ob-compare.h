/* ob-compare.h: what differs between two runs over one document.
 *
 * An annotation that is in both, with the same rule (whatever its revision), label, parts and fields, is no difference.
 * Of the others, those of one type that stand at the same place, claims with the same cue, and then those that overlap
 * are one annotation that changed; the rest were gained or lost. One that was lost, and is among the losers of the new
 * run, was suppressed, and it is known by whom. */
#pragma once
#include "io/ob-findings.h"

typedef enum { OB_CHANGE_GAINED, OB_CHANGE_LOST, OB_CHANGE_CHANGED, OB_CHANGE_SUPPRESSED, OB_N_CHANGES } ObChangeKind;

const char *ob_change_get_name (ObChangeKind kind);     /* "gained" … */

typedef struct
{
  ObChangeKind     kind;
  const ObFinding *old, *new;   /* NULL where there is none; of the two findings */
  const ObFinding *loser;       /* SUPPRESSED: what it became in the new run; GAINED: what it was in the old run, or NULL */
} ObChange;

/* Of ObChange, by place. Offsets of both are of the same unit. */
GArray *ob_compare_findings (const ObFindings *old, const ObFindings *new);

/* The finding that @change is told by: the new one, or the old. */
const ObFinding *ob_change_get_finding (const ObChange *self);

/* What changed in a CHANGED one, for people: "span, certainty: certain → possible, rule: …". A new string. */
char *ob_change_dup_what (const ObChange *self, const ObFindings *old, const ObFindings *new);
