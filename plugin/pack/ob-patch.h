/* ob-patch.h: one declaration with some of its fields changed: what `patch` of an overlay does to a rule. */
#pragma once
#include "lua/ob-lua-program.h"

/* Puts the fields of @patch, whose `rev` must be a number, into the value of @decl: `remove` first, then the others, those
 * of `unless` and `set` one by one, `examples` behind those that are there. The new value lives in @arena. Tells when
 * the rule is at another rev (OB421) and when there is nothing to remove (OB422). */
void ob_patch_apply (const ObDecl *patch, ObDecl *decl, ObArena *arena, ObDiags *diags);
