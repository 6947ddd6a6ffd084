/* ob-score.h: how well a run agrees with gold: precision, recall and F1, micro-averaged over the documents.
 *
 * entities  exact: same start, end and label; overlap: some overlap and the same label, one to one. Labels of the run are
 *           folded to the gold's (GPE and FAC are LOC where the gold of a document knows no GPE); PERSON, ORG, LOC and
 *           WEAPON make the total, others have rows of their own.
 * times     strict: same start and end; relaxed: some overlap, one to one; value: relaxed, and the same value.
 * claims    by role, exact: the same ranges; overlap: one to one; char: over the characters inside the role; frame: cue,
 *           content and source overlap (or both have no source). The author's own claims count where the gold of the
 *           document has some. */
#pragma once
#include "io/ob-gold.h"

typedef struct
{
  char   *name;                 /* "entity PERSON exact" */
  guint64 n_right, n_run, n_gold;
} ObScoreRow;

/* A rule of the run: of what it made, and what was compared, how much the gold has, too: entities exactly, times with
 * their value, claims as frames. */
typedef struct
{
  char   *rule;
  guint64 n, n_right;
} ObScoreRule;

typedef struct
{
  const char *kind;             /* "entity-miss", "time-value" …; static */
  char   *doc;
  char   *what;                 /* label, values, source and cue */
  char   *text;                 /* the words with some around them; empty when the gold has no text */
} ObScoreError;

typedef struct
{
  GPtrArray *rows;              /* of ObScoreRow, by name */
  GPtrArray *rules;             /* of ObScoreRule, most false ones first */
  GPtrArray *errors;            /* of ObScoreError, at most the number asked for of each kind */
  guint      n_missing;         /* documents of gold that the run lacks: they count as without annotations */
} ObScore;

ObScore *ob_score_new  (const ObGold *gold, const ObGold *run, guint n_errors);
void     ob_score_free (ObScore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObScore, ob_score_free)

/* A table for people, and {"scores":{name:{p,r,f1,gold,system}},"documents_without_output":n,"rules":{…},"errors":[…]}. */
char *ob_score_dup_text (const ObScore *self, gboolean by_rule);
char *ob_score_dup_json (const ObScore *self, gboolean by_rule);
