/* ob-pack-check.h: what can only be told of all packs together, once every rule is there. */
#pragma once
#include "pack/ob-loader.h"

/* Part of loading. Tells of names that patterns and echoes give to spans nobody makes (OB215), of types that look
 * misspelt (OB220), of what manifests declare and no rule emits (OB221), of packs that declare nothing (OB216). */
void ob_pack_check_names (const ObLoaded *loaded, ObDiags *diags);

/* What takes longer, for those who write packs: entries in the lists of two gazetteers (OB217), rules that changed while
 * their rev did not (OB224), and suppressions that silence nothing (OB222, OB223). After everything else. */
void ob_pack_check_deeply (const ObLoaded *loaded, ObDiags *diags);
