/* ob-regex-set.h: many regexes asked of one ASCII word in one pass.
 *
 * Takes the regular part of what PCRE2 takes (sets, \d \w \p{L} \p{Lu} \p{Ll} \p{N}, groups, alternatives, quantifiers,
 * a leading (?i)) and builds one automaton, whose deterministic states are made when a word first leads to them. Among
 * ASCII words it says exactly what PCRE2 says with UTF, UCP and both ends anchored; other regexes and words are
 * PCRE2's. */
#pragma once
#include <glib.h>

typedef struct ObRegexSet ObRegexSet;           /* the regexes; immutable while runs use it */
typedef struct ObRegexRun ObRegexRun;           /* the states made so far; of one thread */

ObRegexSet *ob_regex_set_new  (void);
void        ob_regex_set_free (ObRegexSet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObRegexSet, ob_regex_set_free)

/* Adds @regex, which PCRE2 has accepted. Returns its number, or -1, and nothing is added: it is not of the kind that
 * can be here. */
gint ob_regex_set_add (ObRegexSet *self, const char *regex);

ObRegexRun *ob_regex_run_new  (const ObRegexSet *set);          /* borrowed */
void        ob_regex_run_free (ObRegexRun *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObRegexRun, ob_regex_run_free)

/* Which regexes match the whole of @word (ASCII only): bit n of the array, borrowed until the next call. */
const guint64 *ob_regex_run_match (ObRegexRun *self, const char *word, gsize length);
