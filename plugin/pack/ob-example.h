/* ob-example.h: the examples inside rules, and running them through the whole pipeline.
 *
 * "{source:The ministry} {cue:said} {content:that …}." asserts captures; {match:…} the annotation's extent. A table
 * { "text", date = "2023-09-11", value = "2022-11" } asserts features too.
 *
 * A miss may say what keeps the rule from matching, { "text", blocked = "unless.before" }: one of its refusals, "on_match",
 * the rule it loses to ("news.en/says"), "time" (no such date), "nested", or "pattern": it does not match at all. */
#pragma once
#include "core/ob-session.h"
#include "lua/ob-value.h"
#include "pack/ob-markup.h"

typedef enum { OB_EXAMPLE_HIT, OB_EXAMPLE_MISS, OB_EXAMPLE_TODO } ObExampleKind;

typedef struct
{
  const ObRule *rule;
  ObExampleKind kind;
  char         *source;         /* as written, with markup */
  char         *file;           /* where */
  guint         line;
  char         *text;           /* without markup */
  GArray       *spans;          /* of ObMarkedSpan: what is asserted */
  ObFeatures    features;       /* asserted features */
  char         *date;           /* or NULL */
  char         *blocked;        /* of a miss: what must have kept the rule from it; or NULL */
} ObExample;

void ob_example_free (gpointer example);

/* Reads an example as a rule file has it: a text, or a table { "text", date = …, feature = … }. NULL, told to @diags,
 * when its markup is broken (OB601) or it is no such thing (OB602). @rule is borrowed. */
ObExample *ob_example_parse (const ObRule *rule, ObExampleKind kind, const ObValue *value, ObDiags *diags);

typedef enum { OB_OUTCOME_PASS, OB_OUTCOME_FAIL, OB_OUTCOME_TODO, OB_OUTCOME_TODO_PASSES } ObOutcome;

/* Runs one example; on anything but a pass *ret_why (owned) tells what was expected and what came, and for a hit that
 * did not come why (lost to, unless, how far the pattern came). */
/* Whether it passes, and nothing else: quicker. FALSE for a todo that still is one. */
gboolean  ob_example_holds (const ObExample *self, ObSession *session);
ObOutcome ob_example_run (const ObExample *self, ObSession *session, char **ret_why);
