/* ob-pattern-scan.h: where in a window matches of a pattern begin, for all its tokens at once.
 *
 * Sets of tokens are bit masks, and an instruction takes a whole set from where it stands to where the next one begins:
 * a scan costs a few operations an instruction, whatever the number of places, and none for instructions that no token
 * reaches. It answers exactly but for two limits of a single match, its length and its constraints: what it refuses is
 * no match, and what it lets pass is tried by the matcher, which needs to ask no token again. Internal to
 * plugin/match. */
#pragma once
#include "match/ob-pattern-program.h"

#define OB_SCAN_MAX_TOKENS 4095 /* of one window: with both ends, 64 words of 64 bits */

/* The sets of an instruction. */
enum
{
  OB_SCAN_REACHED,              /* the instruction can begin there */
  OB_SCAN_FRESH,                /* of REACHED or LEADS: not yet carried on */
  OB_SCAN_PASSED,               /* of REACHED: and what it asks for stands there */
  OB_SCAN_LEADS,                /* of REACHED: and an end of the program can be reached */
  OB_SCAN_N_SETS
};

typedef struct
{
  const ObPattern *pattern;
  ObMatchContext  *context;
  guint64  pattern_id, serial;  /* what the scan at hand is of; pattern_id 0: none */
  guint32  base, from, end, limit;      /* tells of matches that begin in [from, end) and end in [from, limit) */
  ObLook   look;
  guint    n_words;             /* of one set: bit i is token base + i, one more for the end */
  guint64 *sets;                /* by instruction, OB_SCAN_N_SETS each; valid where touched */
  gsize    max_sets;
  guint64 *dirty, *touched;     /* a bit an instruction */
  guint32  lowest;              /* of the instructions that became dirty since one was carried on */
  guint32  max_code;
  guint64 *looks;               /* by look-around: two sets: asked, and found among them */
  gsize    max_looks;
  guint64  n_steps;
} ObPatternScan;

void     ob_pattern_scan_clear (ObPatternScan *self);   /* frees its memory; all zero is a scan, too */

/* TRUE when the scan at hand is one of @pattern, as the document's spans stand now, and tells of matches that begin at
 * @first and end in [first, limit). */
gboolean ob_pattern_scan_holds (const ObPatternScan *self, const ObPattern *pattern, const ObMatchContext *context,
                                guint32 first, guint32 limit);
/* Scans for matches that begin in [from, end) and end in [from, limit); look-arounds see [base, limit), at most
 * OB_SCAN_MAX_TOKENS. Adds what it cost to *@steps. FALSE, and nothing at hand: the pattern is too large for it. */
gboolean ob_pattern_scan_run (ObPatternScan *self, const ObPattern *pattern, ObMatchContext *context,
                              guint32 base, guint32 from, guint32 end, guint32 limit, guint64 *steps);
/* The first token at or after @first at which a match may begin, or the scan's end. */
guint32  ob_pattern_scan_next (const ObPatternScan *self, guint32 first);

static inline guint64 *
ob_pattern_scan_get (const ObPatternScan *self, guint32 pc, guint set)
{
  return self->sets + ((gsize) pc * OB_SCAN_N_SETS + set) * self->n_words;
}

/* FALSE when no match goes on with the instruction @pc of the pattern (not of a look-around) at @token. When TRUE, a
 * token, an edge or a look-around asked for there stands there. */
static inline gboolean
ob_pattern_scan_leads (const ObPatternScan *self, guint32 pc, guint32 token)
{
  guint32 i = token - self->base;
  return (self->touched[pc / 64] >> pc % 64 & 1) != 0 &&
         (ob_pattern_scan_get (self, pc, OB_SCAN_LEADS)[i / 64] >> i % 64 & 1) != 0;
}
