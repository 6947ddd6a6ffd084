/* ob-pack.h: a pack while it is loaded, and its names. Private to this folder. */
#pragma once
#include "lua/ob-lua-program.h"
#include "pack/ob-example.h"
#include "pack/ob-loader.h"
#include "pack/ob-manifest.h"

typedef struct
{
  ObList  *list;                /* owned */
  ObPlace  place;               /* of the declaration, or of the whole file that the manifest names */
  gboolean is_used;
} ObPackList;

typedef struct
{
  ObMacro  macro;               /* owns its strings but for the place */
  ObPlace  place;               /* of the declaration */
} ObPackMacro;

struct ObPack
{
  ObManifest   *manifest;
  GPtrArray    *dependencies;   /* of ObPack, borrowed */
  ObLuaProgram *program;
  ObArena      *arena;          /* of decls */
  GArray       *decls;          /* of ObDecl, in order */
  GHashTable   *lists;          /* name (owned) -> ObPackList, owned */
  GHashTable   *macros;         /* name (of the macro) -> ObPackMacro, owned */
  GPtrArray    *list_names, *macro_names;       /* keys of the two, in order of declaration */
};

ObPack *ob_pack_new  (ObManifest *manifest);    /* takes it */
void    ob_pack_free (gpointer pack);

/* The list that rules of @self call $name (@pack NULL) or $pack:name, marked as used; NULL when there is none, or it is
 * of a pack that @self does not depend on. */
ObPackList *ob_pack_find_list (ObPack *self, const char *pack, const char *name);
/* A list as written, with or without "$" and "pack:". */
ObPackList *ob_pack_find_list_by_reference (ObPack *self, const char *reference);
/* Declares lists, as @overlay (may be NULL) edits them, and macros (ob-pack-names.c). */
void ob_pack_read_names (ObPack *self, ObOverlay *overlay, ObDiags *diags);
/* Tells of lists and macros that nothing uses (OB208, OB209). */
void ob_pack_report_unused (const ObPack *self, ObDiags *diags);

/* Adds the rules of @self to @ruleset and their examples to @examples (ob-pack-rules.c). Reports:
 *
 * OB207 a label nothing uses · OB210 a type the manifest does not declare · OB211 a status without its examples ·
 * OB301 a pattern in a long bracket of level 0 · OB305 unknown field · OB306 a field of the wrong type or value ·
 * OB307 a field is missing · OB308 a name declared twice · OB309 a bad name · OB310 unknown list · OB311 a capture
 * that the type has no field for · OB312 `set` of an unknown field, capture or column · OB316 a rule over itself ·
 * OB601, OB602 broken examples */
void ob_pack_read_rules (ObPack *self, ObRuleset *ruleset, GPtrArray *examples, ObDiags *diags);
