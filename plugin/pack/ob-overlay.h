/* ob-overlay.h: obelus.lua, which fits packs to one project without copying them.
 *
 *   use     { "news.en ~> 0.4" }                           the packs to load when none are named
 *   disable { "news.en/reportedly" }                       rules that do not run
 *   select  "attribution and not experimental"             only these rules' annotations leave the engine: names are tags,
 *                                                          statuses, types and packs, with and, or, not, ( )
 *   list    "news.en:titles" { add = { "Taoiseach", { "Premier", country = "FR" } }, remove = { "Mayor" } }
 *   patch   "news.en/says-that" { rev = 3, unless = { before = [=[ "if" ]=] }, remove = { "set.type" } }
 *   output  { format = "jsonl", offsets = "byte", layers = { "claim" } }
 *   budget  { steps = 2000000, memory = "32M", time = "1s", rule = { … }, load = { … } }      see ob-budgets.h
 *
 * A patch replaces the fields it names (of `unless` and `set` those inside; examples are added), after taking `remove`
 * away; `rev` is that of the rule it was written against. What the overlay says of packs that are not loaded rests.
 *
 * Problems: OB420 a call or field that is none, or of the wrong form · OB421 the rule of a patch has moved on (a
 * warning) · OB422 a rule or list that is not there · OB423 `select` cannot be read · OB424 an entry to remove that is
 * not in the list, or to add that is there already (a warning); and those of rules and patterns, at their place here. */
#pragma once
#include "base/ob-budgets.h"
#include "core/ob-ruleset.h"
#include "lua/ob-lua-program.h"

typedef struct ObOverlay ObOverlay;

/* Reads @path. Problems go to @diags; never NULL. */
ObOverlay *ob_overlay_read (const char *path, ObDiags *diags);
void       ob_overlay_free (ObOverlay *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObOverlay, ob_overlay_free)

const char  *ob_overlay_get_path (const ObOverlay *self);
/* The packs to use, as written, NULL-terminated; NULL when it does not say. */
const char *const *ob_overlay_get_use (const ObOverlay *self);
/* Where `use` names @reference, or NULL. */
const ObPlace *ob_overlay_find_use (const ObOverlay *self, const char *reference);
/* A text of `output` ("format", "offsets"), or NULL. */
const char  *ob_overlay_get_output (const ObOverlay *self, const char *name);
/* Puts the budgets it states in the place of those in @budgets. */
void         ob_overlay_set_budgets (const ObOverlay *self, ObBudgets *budgets);

/* Steps of loading, in this order, for each pack: its declarations @decls (of ObDecl) are patched, with values kept in
 * @arena; each of its lists is edited (takes @list, returns a new reference). */
void    ob_overlay_patch     (ObOverlay *self, const char *pack, GArray *decls, ObArena *arena, ObDiags *diags);
ObList *ob_overlay_edit_list (ObOverlay *self, const char *pack, const char *name, ObList *list, ObDiags *diags);
/* Then, once, before the rules are sealed: marks rules as off, hidden and patched. @packs: names of all packs that were
 * loaded; @lists: of their lists, "pack:name" (both NULL-terminated). Tells what names a rule or list of theirs that is
 * not there. */
void    ob_overlay_finish    (ObOverlay *self, ObRuleset *ruleset, const char *const *packs, const char *const *lists,
                              ObDiags *diags);

/* What it does to the rule, a line for each, for people; "" when nothing. A new string. */
char   *ob_overlay_dup_why   (const ObOverlay *self, const ObRule *rule);
/* A line for each of its declarations, with its place, for people. A new string. */
char   *ob_overlay_dup_text  (const ObOverlay *self);
