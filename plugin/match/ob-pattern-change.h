/* ob-pattern-change.h: copies of a pattern with one thing in it changed, to see what that one thing does: explain looks for
 * the change that would make a rule match, `test --mutate` for changes that no example notices.
 *
 * What a macro brings in is changed at all its uses, as editing the macro would. A copy borrows from the original and
 * from what it was compiled against, and must not outlive them. */
#pragma once
#include "match/ob-pattern.h"

typedef enum
{
  OB_CHANGE_DROP,               /* the element, look-around, edge or alternative is taken out */
  OB_CHANGE_DROP_TEST,          /* one of the tests joined by & in [ ] is taken out */
  OB_CHANGE_LET_ANY,            /* [ ] and literals: any word will do */
  OB_CHANGE_LET_WORD,           /* [ ], literals, lists: one more word will do, see ob_pattern_change_let_word */
  OB_CHANGE_PROBE,              /* as LET_ANY, and the word is captured as OB_CHANGE_PROBE_NAME */
  OB_CHANGE_OPTIONAL,           /* the element may be missing */
  OB_CHANGE_GAP,                /* up to OB_CHANGE_GAP_TOKENS words may stand before the element */
  OB_CHANGE_WIDEN,              /* the repetition may go on for OB_CHANGE_GAP_TOKENS turns more */
  OB_CHANGE_FEWER,              /* what must be repeated may stand once */
  OB_CHANGE_DROP_CONSTRAINT,    /* a comparison of labels after :: is taken out */
  OB_CHANGE_ONLY,               /* only the element `number` */
  OB_CHANGE_PREFIX,             /* only the first `number` elements, each captured by its number ("0", "1", …) */
} ObChangeKind;

#define OB_CHANGE_GAP_TOKENS 8
#define OB_CHANGE_PROBE_NAME "(probe)"

typedef struct
{
  ObChangeKind         kind;
  const struct ObNode *node;    /* of the original; NULL for DROP_CONSTRAINT, ONLY and PREFIX */
  guint                number;  /* DROP_TEST, LET_WORD: of the test in [ ], in reading order; DROP_CONSTRAINT, ONLY, PREFIX */
  guint32              predicate;       /* LET_WORD */
  const char          *written; /* DROP_TEST, LET_WORD: the value, DROP_CONSTRAINT: the part as people wrote it; else NULL */
} ObPatternChange;

/* All changes of @kind that make sense of the pattern, in reading order: of ObPatternChange. LET_WORD stands for no
 * word yet. */
GArray *ob_pattern_list_changes (const ObPattern *self, ObChangeKind kind);

/* The pattern with @change made, compiled with @predicates, those of the original: before the session that runs it is made.
 * NULL when nothing is left, or what is left could match nothing. */
ObPattern *ob_pattern_dup_changed (const ObPattern *self, const ObPatternChange *change, ObPredicates *predicates);

/* Lets a change of kind LET_WORD stand for @word by @attribute. */
void ob_pattern_change_let_word (ObPatternChange *self, ObPredicates *predicates, ObFormAttr attribute, const char *word);

/* What the change is about: the element, or of DROP_TEST the test, as people wrote it, on one line and cut; and its
 * place. A new string. */
char   *ob_pattern_change_dup_text  (const ObPatternChange *self);
ObPlace ob_pattern_change_get_place (const ObPatternChange *self, const ObPattern *pattern);

/* How the element asks for its word. */
typedef enum { OB_ASKS_OTHERWISE, OB_ASKS_LITERAL, OB_ASKS_LIST } ObAsks;
/* For LET_WORD: what would take the new word; for a list *ret_list (borrowed) and by what attribute. */
ObAsks ob_pattern_change_get_asks (const ObPatternChange *self, ObList **ret_list, ObFormAttr *ret_attribute);

/* The elements in a row that a match consists of: their number, and the i-th as people wrote it (a new string). */
guint ob_pattern_get_n_elements (const ObPattern *self);
char *ob_pattern_dup_element    (const ObPattern *self, guint i, ObPlace *ret_place);
