/* ob-rule-edit.h: puts examples into the file of a rule, where they belong, and leaves everything else as it stands. */
#pragma once
#include "pack/ob-loader.h"

/* The file that @rule stands in. A new string. */
char *ob_rule_edit_dup_path (const ObLoaded *loaded, const ObRule *rule);

/* A text as an example is written: in double quotes, its braces doubled, on one line. A new string. */
char *ob_rule_edit_dup_example (const char *text, gsize length);

/* @text, the contents of the rule's file, with @hits and @misses (of char *: written out with their quotes) at the end of
 * the rule's examples; made where there are none. A new string; NULL with @error when the rule cannot be found there or
 * its examples are put together by code. */
char *ob_rule_edit_add_examples (const char *text, const ObRule *rule, const GPtrArray *hits, const GPtrArray *misses,
                                 GError **error);
