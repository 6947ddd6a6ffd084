/* ob-mutate.h: do the examples of a rule notice when something in it goes missing?
 *
 * Each part of a rule is taken out in turn: elements, alternatives and tests of its pattern, look-arounds and edges, each
 * refusal under `unless` and each field of `set`; and the rule's examples run through the whole pipeline. A change that
 * all of them survive is one that nobody would notice: an example is missing. (Mutation testing; DeMillo, Lipton and
 * Sayward 1978.) */
#pragma once
#include "pack/ob-example.h"

typedef struct
{
  char    *text;                /* what was done: "without [pos=ADV]" */
  char    *file;                /* where that stands */
  guint    line, column;
  gboolean is_noticed;          /* some example fails with it */
} ObMutant;

/* The mutants of @rule, in reading order (of ObMutant, owned): each run with those of @examples (of ObExample) that are
 * the rule's. Empty when it has none, or when one fails as the rule stands. */
GPtrArray *ob_mutate_rule (ObRuleset *ruleset, const ObRule *rule, const GPtrArray *examples, GError **error);
