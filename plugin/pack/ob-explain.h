/* ob-explain.h: what a rule makes of a text, and why: its matches, what it found and lost, or how far it came. Runs the
 * very code that tagging runs, all rules included. */
#pragma once
#include "core/ob-session.h"

/* Explains @rule over @doc (made with @session's vocabulary) as text for people, in lines. *ret_matched (may be NULL):
 * whether the rule has an annotation in the result. A new string. */
char *ob_explain_rule (const ObRule *rule, ObSession *session, const ObDoc *doc, gboolean *ret_matched);
