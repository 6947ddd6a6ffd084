/* ob-explain.h: what a rule makes of a text, and why: its matches, what it found and lost, or how far it came, and the one
 * change that would make it match. Runs the very code that tagging runs, all rules included, and changes no result. */
#pragma once
#include "core/ob-session.h"

typedef enum
{
  OB_EXPLAIN_MATCH,             /* at least one annotation of the rule is in the result */
  OB_EXPLAIN_LOST,              /* it matched, and something refused or beat every match */
  OB_EXPLAIN_STOPPED,           /* a budget was spent, or the script failed */
  OB_EXPLAIN_ELEMENT,           /* an element of the pattern stopped it */
  OB_EXPLAIN_ABSENT,            /* what a part of the pattern asks for is nowhere in the text */
  OB_EXPLAIN_ZONE,              /* the rule does not run in that zone */
  OB_EXPLAIN_LIST,              /* no entry of its list is there */
  OB_EXPLAIN_CASE,              /* an entry is there, written in another case */
  OB_EXPLAIN_ECHO,              /* no name that it could repeat */
  OB_EXPLAIN_OFF,               /* obelus.lua disables or hides it */
} ObExplainOutcome;

const char *ob_explain_outcome_get_name (ObExplainOutcome outcome);      /* "match" …, for programs */

/* One of the elements that a pattern consists of in a row. */
typedef struct
{
  char    *text;                /* as people wrote it */
  char    *file;
  guint    line, column;
  guint32  first, end;          /* what it took in the best attempt; equal: nothing */
  gboolean is_passed;           /* the best attempt came past it */
  gboolean is_absent;           /* alone it matches nowhere in the part of the text that is explained */
} ObExplainElement;

/* A change after which the rule has a result there; tried, not guessed. */
typedef struct
{
  char   *code;                 /* "add-word", "drop-test", "drop-unless", … for programs */
  char   *text;                 /* "add \"hint\" to $say" */
  char   *file;                 /* where to make it; NULL: in the rule as a whole */
  guint   line, column;
  ObRule *variant;              /* the rule with the change; owned, its parts borrowed or in `owned` */
} ObExplainChange;

typedef struct
{
  const ObRule    *rule;
  ObExplainOutcome outcome;
  ObSession       *session;     /* that made doc and result; owned */
  ObDoc           *doc;
  ObResult        *result;
  GPtrArray       *matches, *losers;    /* of ObAnnotation, borrowed from result: the rule's, in the lines asked for */
  GPtrArray       *incidents;   /* of ObIncident, borrowed: the rule's */
  ObPatternTrace   trace;       /* the attempt that came farthest; is_set FALSE: none */
  char            *reason;      /* ELEMENT and later: what stopped it, in a line; else NULL */
  char            *around;      /* more about what stands there instead, or NULL */
  GArray          *elements;    /* of ObExplainElement; empty unless ELEMENT or ABSENT */
  GPtrArray       *changes;     /* of ObExplainChange, the likeliest first; at most OB_EXPLAIN_CHANGES */
  gboolean         is_too_long; /* no change was looked for: the text is too long to try many */
  GPtrArray       *patterns;    /* of ObPattern: those of the variants */
} ObExplanation;

#define OB_EXPLAIN_CHANGES 3

/* Explains @rule of @ruleset (sealed, in use by no other session: changes add predicates to it) over the text. @line 0:
 * all of it; else only that line. @date may be NULL. NULL when the text is not UTF-8 or a script cannot be opened. */
ObExplanation *ob_explain_new  (ObRuleset *ruleset, const ObRule *rule, const char *bytes, gsize length, const char *date,
                                guint line, GError **error);
void           ob_explain_free (ObExplanation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObExplanation, ob_explain_free)

/* How it is told to people, in lines. A new string. */
char *ob_explain_dup_text (const ObExplanation *self);
