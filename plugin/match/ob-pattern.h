/* ob-pattern.h: the pattern language (scripts/README.md has its grammar and meaning): parser, compiler, matcher.
 *
 * Which of several readings is the match: the leftmost start; there, a lazy quantifier takes as few turns as let the
 * rest match; among all else, the longest whole wins; among equals, the first alternative and the more turns of a
 * quantifier. Each (instruction, token) is asked at most once, so the work is bounded by the product of the two: no
 * pattern can blow up, and recursion depth does not depend on the input.
 *
 * A search goes through three sieves, each of which only leaves out what is surely no match: what a match needs must
 * stand in the window (ob_pattern_may_match, and the anchors of plugin/core); a scan finds for all tokens at once where
 * matches can begin (ob-pattern-scan.h); the matcher tells there which reading it is, and the captures. */
#pragma once
#include "base/ob-budget.h"
#include "base/ob-limits.h"
#include "base/ob-diag.h"
#include "match/ob-gazetteer.h"
#include "match/ob-predicate.h"
#include "match/ob-spans.h"

typedef struct ObPattern ObPattern;             /* compiled; immutable; owned by its creator */

typedef struct
{
  char      *name;              /* without @ */
  GPtrArray *params;            /* of char *, owned; NULL without parameters */
  char      *source;            /* the pattern text */
  ObPlace    place;             /* of the source's first character; its strings are owned by the rule set */
  gboolean   is_used;
} ObMacro;

/* What a pattern may name. The functions return NULL for what is not there; names for "did you mean" come from the
 * two arrays (of char *, borrowed). @pack is NULL for a name without "pack:". */
typedef struct
{
  ObList        *(*find_list)  (gpointer data, const char *pack, const char *name);
  ObMacro       *(*find_macro) (gpointer data, const char *name);
  GPtrArray     *(*dup_list_names)  (gpointer data);
  GPtrArray     *(*dup_macro_names) (gpointer data);
  gpointer       data;
  ObPredicates  *predicates;
  ObGazetteers  *gazetteers;
} ObPatternEnv;

/* Parses and compiles @source, which begins at @place (line and column of its first character; @place->text is the
 * whole rule file). Every problem goes to @diags (OB1xx) at its own place; NULL when there was an error. */
ObPattern *ob_pattern_compile (const char *source, gsize length, const ObPlace *place,
                               const ObPatternEnv *env, ObDiags *diags);
void       ob_pattern_free    (ObPattern *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObPattern, ob_pattern_free)

/* Capture names of the pattern, interned, in order of first appearance. */
guint       ob_pattern_get_n_captures (const ObPattern *self);
const char *ob_pattern_get_capture    (const ObPattern *self, guint i);

/* The alternatives of the pattern's choices ( a | b ), as they stand in it and its macros, but for those in look-arounds.
 * None are told of a pattern with label constraints, whose way to a match is not kept. Strings are borrowed. */
typedef struct
{
  const char *text, *file;
  guint       line, column;
  guint       outer;            /* the number of the alternative around it, or G_MAXUINT */
} ObBranch;

guint ob_pattern_get_n_branches (const ObPattern *self);
void  ob_pattern_get_branch     (const ObPattern *self, guint i, ObBranch *ret_branch);

/* The span names (and labels) a pattern looks at, for the order of rules: calls @func with e.g. ("ent", "PERSON") or
 * ("ent", NULL) for any label; ("pos", NULL) when it asks for parts of speech. */
typedef void (*ObPatternReadsFunc) (const char *name, const char *label, gpointer data);
void ob_pattern_foreach_read (const ObPattern *self, ObPatternReadsFunc func, gpointer data);

/* One name that a pattern gives to spans: <ent label=PERSON/>, [zone=title], </quote>. */
typedef struct
{
  const char *span;             /* interned: "ent" */
  const char *attribute;        /* interned: "label", "country"; NULL: the span alone */
  const char *value;            /* exact value of the label; NULL: none, or more than one */
  gboolean    is_negated;
  ObPlace     place;
} ObPatternName;
typedef void (*ObPatternNameFunc) (const ObPatternName *name, gpointer data);
/* Calls @func for every such name, for the check that somebody makes those spans. Not after loading: places point into
 * the source. */
void ob_pattern_foreach_name (const ObPattern *self, ObPatternNameFunc func, gpointer data);
/* What the pattern means, as one text: equal for patterns that differ in layout, comments or macros only. A new string. */
char *ob_pattern_dup_canonical (const ObPattern *self);
/* The fewest tokens of a match. */
guint ob_pattern_get_least (const ObPattern *self);
/* TRUE when every match of @self surely holds a word at which @inner, a pattern of one word, matches. */
gboolean ob_pattern_always_holds (const ObPattern *self, const ObPattern *inner, const ObPatternEnv *env);

/* Name, range and label of one capture. A name may occur several times: content in pieces. */
typedef struct { const char *name; guint32 first, end; } ObCapture;

typedef struct
{
  guint32    first, end;        /* tokens; captures may lie outside through look-arounds */
  guint      n_captures;
  gboolean   is_cut;            /* there were more than OB_MAX_PIECES captures; those after are left out */
  ObCapture  captures[OB_MAX_PIECES]; /* in text order; outer before inner; none is empty */
} ObMatch;

/* For explain: how far the best attempt came and what stopped it. */
typedef struct
{
  guint32     first, token;     /* of the attempt that came farthest: its start, and where its last test failed */
  const char *file;             /* of the failed element: the rule file (interned), and the place */
  guint       line, column, width;
  char        message[128];     /* "lemma \"hint\" is not in $say" */
  const char *span;             /* when spans of that name were asked for there: interned; else NULL */
  gboolean    is_set;
  guint32     from, end;        /* set by the caller: only attempts that begin in these tokens count; end 0: all */
} ObPatternTrace;

/* How far a look-behind sees back from the start of the match. The numbers are those of ObScope. */
typedef enum { OB_LOOK_SENTENCE, OB_LOOK_PARA, OB_LOOK_DOC } ObLook;

/* How a pattern is searched for. The results are the same: the others than AUTO are for tests. */
typedef enum
{
  OB_STRATEGY_AUTO,             /* whatever costs least */
  OB_STRATEGY_SCAN,             /* every window, all its tokens at once; no anchors */
  OB_STRATEGY_EACH,             /* every window, the matcher at every token */
} ObStrategy;

/* Everything a match looks at. Of one session; @doc and @spans change from document to document. */
typedef struct
{
  const ObDoc      *doc;
  ObVocab          *vocab;
  ObPredicateCache *predicates;
  ObGazetteerCache *gazetteers;
  ObSpans          *spans;
  const guint8     *pos;        /* ObPos by token; NULL until a rule asks for it */
  ObLook            look;       /* look-behinds see back to the beginning of this unit; 0: the sentence */
  ObBudget         *budget;     /* charged with steps; NULL: without limit */
  ObPatternTrace   *trace;      /* NULL unless explaining; changes no result */
  ObStrategy        strategy;
  GArray           *branches;   /* of guint32, NULL unless asked for: the numbers of the alternatives that the last match
                                   took, those inside repetitions as often as they were */
  guint64           n_attempts; /* counts the places at which a pattern was tried */
  gpointer          scratch;    /* the matcher's memory; see ob_match_context_clear */
} ObMatchContext;

void ob_match_context_clear (ObMatchContext *self);             /* frees the scratch memory */

/* The match that starts at token @first and lies in tokens @first … @limit - 1. FALSE: there is none, or the budget is
 * breached. */
gboolean ob_pattern_match_at (const ObPattern *self, ObMatchContext *context, guint32 first, guint32 limit,
                              ObMatch *ret_match);
/* The first match at or after @from within [from, limit), no longer than @max_tokens; its look-aheads see to @limit, but
 * no farther than up to three times @max_tokens from its start, and at least twice. Skips places where the pattern cannot
 * start. */
gboolean ob_pattern_find (const ObPattern *self, ObMatchContext *context, guint32 from, guint32 limit,
                          guint32 max_tokens, ObMatch *ret_match);
/* A match that ends exactly at @end and starts at or after @floor (as a look-behind does); the longest. */
gboolean ob_pattern_match_before (const ObPattern *self, ObMatchContext *context, guint32 end, guint32 floor,
                                  ObMatch *ret_match);
/* FALSE when the pattern surely has no match in [first, limit): one of the things that a match there needs, in itself or
 * in what its look-arounds see of the same tokens, is missing. */
gboolean ob_pattern_may_match (const ObPattern *self, const ObMatchContext *context, guint32 first, guint32 limit);
/* The rarest predicate of which a match, with what its look-arounds see, always holds a token, by its form alone: a
 * window without one need not be searched. OB_NO_ID: there is none. */
guint32  ob_pattern_get_anchor (const ObPattern *self);
