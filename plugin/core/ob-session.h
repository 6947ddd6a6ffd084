/* ob-session.h: runs a rule set over documents, one after another, in one thread. Keeps the vocabulary and every
 * answer about word forms from document to document; the results never depend on that. */
#pragma once
#include "core/ob-profile.h"

typedef struct ObSession ObSession;

/* Takes a reference of @ruleset (sealed). NULL when a script cannot be opened. */
ObSession *ob_session_new  (ObRuleset *ruleset, GError **error);
void       ob_session_free (ObSession *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObSession, ob_session_free)

/* The vocabulary in which documents for this session must be made (ob_vocab_get_forms). */
ObVocab   *ob_session_get_vocab (ObSession *self);

/* What forms are as words of the gazetteers that were there when the session was made; valid until the next document. */
ObGazetteerCache *ob_session_get_gazetteers (ObSession *self);

/* For explain: while set, how far the best attempt of @rule came is written to @trace (both borrowed; NULL ends it).
 * Changes no result, but that the results of a private type ("_…") are told, too, when @rule emits it. */
void       ob_session_set_trace (ObSession *self, const ObRule *rule, ObPatternTrace *trace);

/* While set, what each rule and stage costs is added to @profile (borrowed; of this session's rule set; NULL ends it).
 * Changes no result. */
void       ob_session_set_profile (ObSession *self, ObProfile *profile);

/* For tests: how patterns are searched for from now on (at first OB_STRATEGY_AUTO), which changes no result; and what
 * matching looks at, with the spans of the document run last. */
void            ob_session_set_strategy (ObSession *self, ObStrategy strategy);
ObMatchContext *ob_session_get_context  (ObSession *self);

/* To try a change: @variant, a copy of @rule with something in it changed but its place, runs instead of it. Both borrowed;
 * NULL ends it. A trace of @rule is one of the variant. What other rules find may change with it. */
void       ob_session_set_trial (ObSession *self, const ObRule *rule, const ObRule *variant);

/* To be called between documents: those made before keep their text, but their forms are gone. Forgets all words when they
 * have become more than OB_MAX_FORMS, so that a session over millions of documents stays within its memory. The
 * results do not change. */
void       ob_session_trim (ObSession *self);

/* Whether results hold what lost, with the reasons (as they do at first). Without, memory is saved; nothing else
 * changes. */
void       ob_session_set_keeps_losers (ObSession *self, gboolean keeps_losers);

/* Whether claims inside the content of other claims stay, whatever their rules say (at first they do not). Rules for
 * claims then look for further matches inside those they have found. */
void       ob_session_set_keeps_nested (ObSession *self, gboolean keeps_nested);

/* Whether results hold what is found of private types ("_…"), too (as they do not at first). */
void       ob_session_set_tells_private (ObSession *self, gboolean tells_private);

/* Whether annotations hold the alternatives that they took (as they do not at first). Changes nothing else. */
void       ob_session_set_covers (ObSession *self, gboolean covers);

/* Leaves out the rules that have @tag from now on. FALSE, and nothing changed, when no rule has it. */
gboolean   ob_session_leave_out (ObSession *self, const char *tag);

/* Runs from now on only @rules (of const ObRule) and what they depend on: the rules that emit what their patterns read,
 * and so on, and all rules before one of those that has on_match, which may look at anything. What @rules find is the
 * same; what is told of others is not whole. */
void       ob_session_run_only (ObSession *self, const GPtrArray *rules);

/* Runs every rule, in the rule set's order, and settles conflicts. Never fails: what goes wrong in one rule is an
 * incident of the result. @doc must have been made with this session's vocabulary. */
ObResult  *ob_session_run (ObSession *self, const ObDoc *doc);

/* The parts of speech of @doc (made with this session's vocabulary), an ObPos a token. Valid until the next call and
 * the next document. */
const guint8 *ob_session_tag_words (ObSession *self, const ObDoc *doc);
