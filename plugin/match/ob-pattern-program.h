/* ob-pattern-program.h: a compiled pattern: instructions over tokens, without cycles that take no token.
 * Internal to plugin/match. */
#pragma once
#include "match/ob-pattern-tree.h"

typedef enum
{
  OB_INSTR_TEST,                /* takes one token that passes the test @arg */
  OB_INSTR_SPAN,                /* takes a span of node->name that passes its tests */
  OB_INSTR_PHRASE,              /* takes an entry of node->gazetteer */
  OB_INSTR_EDGE,                /* a span of node->name begins or ends here */
  OB_INSTR_LOOK,                /* look-around number @arg */
  OB_INSTR_SPLIT,               /* goes on at @next or at @other */
  OB_INSTR_OPEN, OB_INSTR_CLOSE,        /* the capture @arg begins, ends */
  OB_INSTR_ACCEPT,
  OB_INSTR_FAIL,
  OB_INSTR_ENTER, OB_INSTR_CHECK,       /* the compiler's only: a turn of a loop begins; has taken a token */
} ObInstrOp;

#define OB_NO_SLOT G_MAXUINT32
#define OB_MAX_NEED_SPANS 4

typedef struct
{
  guint8        op;             /* ObInstrOp */
  guint8        is_lazy;        /* SPLIT: @other is tried only where @next fails; else the longer of both wins */
  guint16       program;        /* 0 the pattern itself, 1 + n its look-around n */
  guint32       next, other;
  guint32       arg;
  guint32       slot;           /* where its answers are remembered, by token */
  guint32       body;           /* SPLIT: of a loop whose turns each take one token and branch nowhere: its first
                                   instruction, to which nothing else leads; else 0 */
  const ObNode *node;           /* TEST SPAN PHRASE EDGE LOOK; SPLIT: the alternative at @next, or NULL */
} ObInstr;

/* One leaf of a token test as a jump: to another step, or to an answer. */
#define OB_STEP_YES (G_MAXUINT32 - 1)
#define OB_STEP_NO  G_MAXUINT32

typedef struct
{
  const ObTest *test;
  guint32       yes, no;
} ObTestStep;

typedef struct
{
  guint32  entry;
  gboolean is_behind, is_negative, has_captures;
  guint32  min_length, max_length;      /* tokens; OB_UNBOUNDED */
} ObLookAround;

/* The pattern itself, or a look-around. */
typedef struct
{
  guint32 begin, end;           /* its instructions, each before those it leads to, but for where its loop begins */
  guint32 entry, accept;        /* accept 0: it can only fail */
  gboolean is_single;           /* all it does is one TEST or EDGE, at its entry */
} ObProgram;

/* One of these stands there. */
typedef struct
{
  guint32     predicate;        /* of the form of a token; OB_NO_ID: none */
  const ObGazetteer *phrases;   /* the token begins an entry of it; NULL: the predicate says all */
  const char *spans[OB_MAX_NEED_SPANS];         /* names, interned; NULL: no more */
  double      share;            /* of all tokens, likely */
} ObNeed;

struct ObPattern
{
  guint64        id;            /* never used twice in a process: memories of sessions are kept by it */
  ObPatternTree *tree;          /* owned; instructions point into it */
  ObInstr       *code;
  guint32        n_code;
  guint32        entry;
  ObProgram     *programs;      /* by number: 0 the pattern itself, 1 + n its look-around n */
  guint32       *n_before;      /* by instruction, and one more: where its forerunners begin in before */
  guint32       *before;        /* forerunners: the instructions that lead to one */
  guint32        n_slots;
  gboolean       has_lazy;
  GArray        *steps;         /* of ObTestStep */
  GArray        *looks;         /* of ObLookAround */
  GPtrArray     *branches;      /* of const ObNode: the alternatives, see ob_pattern_get_branch */
  guint32        reach;         /* how many tokens before a match look-behinds can see */
  guint32        ahead;         /* how many after a place in it look-aheads can */

  /* What can begin a match: a token whose form passes, or one of the spans. */
  gboolean       first_is_any;  /* something else can, too: every token must be tried */
  guint32        first;         /* predicate; OB_NO_ID: no token can */
  GPtrArray     *first_spans;   /* of const char *: names, interned */
  GArray        *needs;         /* of ObNeed: all that are in every match, or in what its look-arounds see; the rarest
                                   first */
};

/* ob-pattern-plan.c: works out node->plan, what can begin a match, and what is needed. */
void ob_pattern_plan (ObPattern *self, ObPredicates *predicates);

/* Compiles @tree, which it takes. NULL when it is too large. */
ObPattern *ob_pattern_new_from_tree (ObPatternTree *tree, ObPredicates *predicates);

static inline guint32
ob_pattern_get_test (const ObNode *node)
{
  return node->code - 1;
}

/* The steps of one token's test. */
static inline const ObTestStep *
ob_pattern_get_step (const ObPattern *self, guint32 step)
{
  return &g_array_index (self->steps, ObTestStep, step);
}

static inline const ObLookAround *
ob_pattern_get_look (const ObPattern *self, guint32 i)
{
  return &g_array_index (self->looks, ObLookAround, i);
}

/* ob-pattern-ask.c: questions to one token, one span, one edge. */
gboolean ob_pattern_ask_leaf (ObMatchContext *context, const ObTest *test, guint32 token);
gboolean ob_pattern_ask_span (ObMatchContext *context, const ObNode *node, const ObSpan *span);
gboolean ob_pattern_ask_edge (const ObMatchContext *context, const ObNode *node, guint32 token);

/* For explain (ob-pattern-trace.c): notes that @node failed at @token, with the leaf that decided (or NULL), in the
 * attempt that began at @first, if none came farther. @limit: no token from there on could be taken. */
void ob_pattern_trace_note (ObMatchContext *context, const ObNode *node, const ObTest *leaf,
                            guint32 first, guint32 token, guint32 limit);
void ob_pattern_trace_note_constraint (ObMatchContext *context, const ObConstraint *constraint,
                                       guint32 first, guint32 token);
