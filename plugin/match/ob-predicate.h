/* ob-predicate.h: questions that a form alone answers, each asked once per distinct form and remembered.
 *
 * `"said"`, `[lemma in $say]`, `/\d{4}/`, `[shape=Xxxx]` are predicates. A rule set numbers its distinct predicates;
 * a session remembers the answers for the forms of its vocabulary. What depends on the place of a token (ent, pos,
 * idx, zone) is not a predicate, but a test of the pattern matcher. */
#pragma once
#include "base/ob-budget.h"
#include "lexicon/ob-list.h"
#include "lexicon/ob-vocab.h"
#include "match/ob-gazetteer.h"

typedef enum { OB_ATTR_WORD, OB_ATTR_LOWER, OB_ATTR_LEMMA, OB_ATTR_SHAPE } ObFormAttr;

typedef enum
{
  OB_PREDICATE_EQUAL,           /* attribute = text; WORD: smart case, see rules.md */
  OB_PREDICATE_EQUAL_ANY,       /* attribute = text, any case (%c) */
  OB_PREDICATE_EQUAL_EXACT,     /* attribute = text, as written (%s) */
  OB_PREDICATE_REGEX,           /* the whole attribute matches a PCRE2 pattern */
  OB_PREDICATE_IN_LIST,         /* a one-word entry of a list; LEMMA: any candidate lemma */
  OB_PREDICATE_LESS, OB_PREDICATE_LESS_EQUAL, OB_PREDICATE_GREATER, OB_PREDICATE_GREATER_EQUAL,
                                /* the form read as a number ("1,984" is 1984); FALSE for what is none */
  OB_PREDICATE_STARTS,          /* an entry of a gazetteer begins with the form */
  OB_PREDICATE_ALL_OF, OB_PREDICATE_ANY_OF, OB_PREDICATE_NOT,   /* of other predicates */
} ObPredicateKind;

/* SHAPE: text without a repeated character stands for runs of any length ("x" lower case, "Xx" a capital first);
 * else runs longer than 3 are cut as those of forms are ("dddd" is "ddd"). LOWER and LEMMA: text is folded first. */
typedef struct ObPredicates ObPredicates;       /* of a rule set; immutable while sessions use it */
typedef struct ObPredicateCache ObPredicateCache; /* of one session */

ObPredicates *ob_predicates_new  (void);
void          ob_predicates_free (ObPredicates *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObPredicates, ob_predicates_free)

/* The number of the predicate, added if no equal one is there. @text for EQUAL… and REGEX, @list for IN_LIST,
 * @number for comparisons. A regex is compiled with PCRE2 (UTF, limits set); one that PCRE2 refuses, or that begins
 * with "(*", gives G_MAXUINT32 and *ret_message (owned) and *ret_offset (bytes into @text). */
guint32 ob_predicates_add (ObPredicates *self, ObPredicateKind kind, ObFormAttr attribute, const char *text,
                           ObList *list, double number, char **ret_message, gsize *ret_offset);
/* The number of the predicate that holds when all, any, or (NOT, of one) none of @parts does. */
guint32 ob_predicates_add_compound (ObPredicates *self, ObPredicateKind kind, const guint32 *parts, guint n_parts);
/* The number of STARTS for @gazetteer (borrowed for good). */
guint32 ob_predicates_add_start (ObPredicates *self, const ObGazetteer *gazetteer);
/* The share of the tokens of English news that likely pass, from 0 to 1: what a search for it would cost. Asks the
 * hundred commonest words, and guesses the rest by kind; remembers the answer. While patterns are compiled only. */
double  ob_predicates_estimate (ObPredicates *self, guint32 predicate);
guint32 ob_predicates_size (const ObPredicates *self);

/* For the predicates that are there now: later ones must not be asked of it. @vocab and @gazetteers (NULL where no STARTS
 * is asked) are borrowed. */
ObPredicateCache *ob_predicate_cache_new  (const ObPredicates *predicates, ObVocab *vocab,
                                           ObGazetteerCache *gazetteers);
void              ob_predicate_cache_free (ObPredicateCache *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObPredicateCache, ob_predicate_cache_free)

/* What is remembered: a column a predicate, of pages of so many forms each. */
#define OB_PREDICATE_PAGE 512

typedef struct
{
  guint64 known[OB_PREDICATE_PAGE / 64], answers[OB_PREDICATE_PAGE / 64];
} ObPredicatePage;

typedef struct
{
  ObPredicatePage **pages;      /* NULL: nothing known of its forms */
  guint32           n_pages;
} ObPredicateColumn;

typedef struct { ObPredicateColumn *columns; } ObPredicateColumns;      /* by predicate; how a cache begins */

/* The answer of @predicate for @form, worked out and remembered. */
gboolean ob_predicate_work_out (ObPredicateCache *self, guint32 predicate, guint32 form);

/* The answer of @predicate for @form. */
static inline gboolean
ob_predicate_test (ObPredicateCache *self, guint32 predicate, guint32 form)
{
  const ObPredicateColumn *column = &((const ObPredicateColumns *) (gconstpointer) self)->columns[predicate];
  guint32 number = form / OB_PREDICATE_PAGE;
  if (G_LIKELY (number < column->n_pages && column->pages[number] != NULL))
    {
      const ObPredicatePage *page = column->pages[number];
      guint32 word = form % OB_PREDICATE_PAGE / 64;
      if (G_LIKELY (page->known[word] >> form % 64 & 1))
        return page->answers[word] >> form % 64 & 1;
    }
  return ob_predicate_work_out (self, predicate, form);
}

/* A regex that runs into PCRE2's limits counts as no match. That is not remembered, but found out again whenever it is
 * asked, so that it never depends on who asked before; it costs OB_REGEX_MATCH_LIMIT steps of @budget (borrowed; NULL:
 * none). */
void    ob_predicate_cache_set_budget (ObPredicateCache *self, ObBudget *budget);
/* How many such failures there were. */
guint64 ob_predicate_cache_count_failures (const ObPredicateCache *self);
/* The first of them since the last call, as a new string ("/…/ on “…”: match limit exceeded"), or NULL. */
char   *ob_predicate_cache_take_failure (ObPredicateCache *self);
