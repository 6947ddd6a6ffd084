/* ob-pattern-tree.h: the syntax tree of a pattern, as the parser leaves it: names resolved, macros expanded, predicates
 * numbered. Internal to plugin/match. */
#pragma once
#include "match/ob-pattern-source.h"

#define OB_UNBOUNDED G_MAXUINT          /* the maximum of * and + */

typedef enum { OB_OP_EQUAL, OB_OP_NOT_EQUAL, OB_OP_LESS, OB_OP_LESS_EQUAL, OB_OP_GREATER, OB_OP_GREATER_EQUAL } ObOp;

/* Questions to one token. */
typedef enum
{
  OB_TEST_AND, OB_TEST_OR, OB_TEST_NOT,
  OB_TEST_ANY,                  /* [] */
  OB_TEST_PREDICATE,            /* of the form */
  OB_TEST_COVERED,              /* inside a span of a name, with a label */
  OB_TEST_IDX,                  /* its number in the sentence, from 1 */
  OB_TEST_POS,                  /* its part of speech */
  OB_TEST_SPACE,                /* white space stands before it */
  OB_TEST_DEP,                  /* its relation to its head */
  OB_TEST_HEAD,                 /* its head passes another leaf */
  OB_TEST_POS_SET,              /* the planner's: bit 1 << ObPos of each part of speech that passes, OB_NO_POS for none */
} ObTestKind;

#define OB_NO_POS 31            /* in a POS_SET: the layer is not there */

typedef struct ObTest ObTest;
struct ObTest
{
  ObTestKind  kind;
  ObTest     *first, *next;     /* AND OR NOT: children; the next sibling */
  gboolean    is_grouped;       /* stands in ( ) */
  const ObTest *of_head;        /* HEAD: that leaf */
  const char *attribute;        /* static: "word" …; leaves only */
  const char *value;            /* as people wrote it: "\"said\"", "$say"; leaves only */
  guint32     predicate;        /* PREDICATE; COVERED: of the label, or OB_NO_ID */
  ObPredicateKind asks;         /* PREDICATE: what is asked of which attribute, with text, list or bound */
  ObFormAttr  form_attribute;
  const char *text;
  ObList     *list;             /* borrowed */
  double      bound;
  const char *span;             /* COVERED: interned name of the spans */
  const char *label;            /* COVERED: interned; NULL with OB_NO_ID: any */
  ObOp        op;               /* IDX */
  gint64      number;           /* IDX; POS: the tag; POS_SET: the bits */
};

/* One `ATTR = value` of <ent …/>. */
typedef struct ObSpanTest ObSpanTest;
struct ObSpanTest
{
  ObSpanTest *next;
  const char *attribute;        /* interned */
  const char *label;            /* interned: the exact label; NULL: ask the predicate */
  guint32     predicate;        /* of the value as a word */
  gboolean    is_negated;
  const char *value;            /* as people wrote it */
};

typedef enum
{
  OB_NODE_TOKEN, OB_NODE_SPAN, OB_NODE_PHRASE, OB_NODE_EDGE, OB_NODE_LOOK,
  OB_NODE_SEQ, OB_NODE_ALT, OB_NODE_REPEAT, OB_NODE_CAPTURE
} ObNodeKind;

typedef struct ObNode ObNode;
struct ObNode
{
  ObNodeKind  kind;
  ObNode     *first, *next;     /* children; the next sibling */
  ObPlace     place;
  ObTest     *test;             /* TOKEN */
  ObTest     *plan;             /* TOKEN: the same as few questions as can be, see ob-pattern-plan.c */
  const char *name;             /* SPAN, EDGE: interned name of the spans */
  ObSpanTest *span_tests;       /* SPAN */
  const ObGazetteer *gazetteer; /* PHRASE */
  ObList     *list;             /* PHRASE; borrowed */
  const char *text;             /* as people wrote it, for explain: TOKEN SPAN PHRASE EDGE LOOK */
  gboolean    is_end;           /* EDGE: </name> */
  gboolean    is_behind, is_negative;   /* LOOK */
  guint       min, max;         /* REPEAT */
  gboolean    is_lazy;          /* REPEAT */
  guint       capture;          /* CAPTURE: index of the name */
  const char *written;          /* of an alternative of ALT: as people wrote it, labels and quantifiers included */
  guint32     branch;           /* the compiler's: 1 + the number of the alternative, outside look-arounds */
  guint32     outer_branch;     /* likewise: of the alternative around it; 0: none */
  guint32     code;             /* the compiler's: TOKEN, LOOK: 1 + the number of the compiled test or look-around */
};

typedef enum
{
  OB_COMPARE_WORD, OB_COMPARE_LOWER, OB_COMPARE_LEMMA, OB_COMPARE_SHAPE, OB_COMPARE_LABEL
} ObCompareAttr;

/* a.lemma = b.lemma */
typedef struct
{
  guint         captures[2];
  ObCompareAttr attribute;
  gboolean      is_negated;
  const char   *span_names[2];  /* LABEL: what kind of span each capture holds */
  const char   *text;           /* as people wrote it */
  ObPlace       place;
} ObConstraint;

typedef struct
{
  ObArena   *arena;             /* of everything below */
  ObNode    *root;
  GPtrArray *captures;          /* of const char *, interned */
  GArray    *constraints;       /* of ObConstraint */
} ObPatternTree;

/* What the parser carries through its parts. */
typedef struct
{
  const ObPatternEnv *env;
  ObDiags       *diags;
  ObPatternTree *tree;
  guint          depth;         /* of brackets and macros around the place being read */
  guint          n_nodes;
  guint          n_diags;
  guint          n_negative;    /* negative look-arounds around the place being read */
  gboolean       has_failed;    /* an error was found */
  gboolean       is_stopped;    /* a maximum is passed: read no more */
} ObPatternParser;

/* Parses @source into a tree; NULL when there was an error, which @diags tells. */
ObPatternTree *ob_pattern_tree_parse (const char *source, gsize length, const ObPlace *place,
                                      const ObPatternEnv *env, ObDiags *diags);
void           ob_pattern_tree_free  (ObPatternTree *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObPatternTree, ob_pattern_tree_free)

/* TRUE if @node can match no token at all. */
gboolean ob_node_is_nullable (const ObNode *node);

/* Shared by the parser's files. All report what is wrong and return NULL or FALSE then. */
void     ob_pattern_error (ObPatternParser *self, const char *id, const ObPatternSource *source, gsize offset,
                           gsize width, const char *format, ...) G_GNUC_PRINTF (6, 7);
void     ob_pattern_warn  (ObPatternParser *self, const char *id, const ObPatternSource *source, gsize offset,
                           gsize width, const char *format, ...) G_GNUC_PRINTF (6, 7);
ObNode  *ob_pattern_new_node (ObPatternParser *self, ObNodeKind kind, const ObPatternReader *begin,
                              const ObPatternReader *end);
char    *ob_pattern_copy  (ObPatternParser *self, const char *begin, const char *end);  /* of the tree's arena */
/* Enters a bracket or macro; FALSE past OB_MAX_PATTERN_DEPTH. Leave by depth--. */
gboolean ob_pattern_enter (ObPatternParser *self, const ObPatternReader *at);
/* What is found at @reader, for "expected …, found …": owned. */
char    *ob_pattern_dup_found (const ObPatternReader *reader);
/* The argument that $name stands for at the reader (at its $), or NULL. Skips it when there is one. */
const ObPatternSource *ob_pattern_accept_param (ObPatternReader *reader);

/* ob-pattern-print.c: @test as people write it: "pos=VERB", "lemma in $say", "!(…)". */
void     ob_test_append_text (GString *out, const ObTest *test);

/* ob-pattern-check.c: tells what of @tree can never hold (OB206, OB213), always holds (OB214), or adds nothing (OB212).
 * FALSE when there was an error. */
gboolean ob_pattern_tree_check (const ObPatternTree *tree, const ObPatternEnv *env, ObDiags *diags);

/* ob-pattern-token.c: what asks one token. Each begins at its opening character. */
ObNode  *ob_pattern_parse_token   (ObPatternParser *self, ObPatternReader *reader);     /* […] */
ObNode  *ob_pattern_parse_literal (ObPatternParser *self, ObPatternReader *reader);     /* "…" */
ObNode  *ob_pattern_parse_regex   (ObPatternParser *self, ObPatternReader *reader);     /* /…/ */
ObNode  *ob_pattern_parse_list    (ObPatternParser *self, ObPatternReader *reader);     /* $list */
ObNode  *ob_pattern_parse_span    (ObPatternParser *self, ObPatternReader *reader);     /* <…/> <…> </…> */
