/* ob-lua-program.h: the Lua of one pack: its rule files, the modules they use, and what `on_match` may name.
 *
 * Files run in two modes. Loading runs them once and hands each declaration to the pack floor as plain data; a session
 * runs them again, with the declarations doing nothing but to remember the on_match functions. This floor knows no
 * fields of rules and no packs: what a declaration means is decided above it.
 *
 * Offered to files while they run:
 *
 *   list "name" …   macro "name(a, b)" …   rule "name" {…}   gazetteer "name" {…}   echo "name" {…}
 *   use "name"      the value that the module of that name returns; each module runs once a pack
 *
 * A declaration takes a name and then a text or a table. None of them is there when on_match runs. */
#pragma once
#include "base/ob-budgets.h"
#include "core/ob-script.h"
#include "lua/ob-source.h"
#include "lua/ob-value.h"

/* Reference-counted, atomically; immutable once its rule set is sealed. */
typedef struct ObLuaProgram ObLuaProgram;

typedef struct
{
  const char    *verb;          /* "rule", … */
  const char    *name;          /* as written */
  ObPlace        place;         /* of the verb */
  ObPlace        name_place;    /* of the name's first character */
  const ObValue *value;
} ObDecl;                       /* what it points to lives in the arena given to ob_lua_program_load */

/* A word that declares: `verb "name" body`, or without a name `verb body`. */
typedef struct
{
  const char *name;
  gboolean    is_named;
} ObVerbSpec;

typedef void      (*ObDeclFunc)   (const ObDecl *decl, gpointer data);
/* The source of module @name (a new reference); NULL with @error when there is none. */
typedef ObSource *(*ObModuleFunc) (const char *name, gpointer data, GError **error);

/* Takes @files (of ObSource, with ob_source_unref as its free function). */
ObLuaProgram *ob_lua_program_new   (const char *pack, GPtrArray *files);
ObLuaProgram *ob_lua_program_ref   (ObLuaProgram *self);
void          ob_lua_program_unref (ObLuaProgram *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObLuaProgram, ob_lua_program_unref)

/* At first those of ob_budgets_default. */
void          ob_lua_program_set_budgets (ObLuaProgram *self, const ObBudgets *budgets);

/* Runs each file once. What is wrong with the Lua goes to @diags (OB302 syntax, OB303 an error while it runs, OB304 a
 * budget spent, OB315 a declaration without a body); what follows in other files is loaded all the same. */
void ob_lua_program_load (ObLuaProgram *self, ObModuleFunc find_module, ObDeclFunc declare, gpointer data,
                          ObArena *arena, ObDiags *diags);

/* Adds the names and texts of its files and modules. */
void ob_lua_program_digest (const ObLuaProgram *self, GChecksum *checksum);

/* TRUE when some file spells @text as a string: which lists on_match may look into is found out so. */
gboolean ob_lua_program_has_string (const ObLuaProgram *self, const char *text);
/* Lets on_match say doc:lookup("@name", span); @name begins with "$". */
void ob_lua_program_add_list  (ObLuaProgram *self, const char *name, const ObGazetteer *list);
/* Lets on_match set and read the field @name of an annotation. */
void ob_lua_program_add_field (ObLuaProgram *self, const char *name);
gboolean ob_lua_program_has_field (const ObLuaProgram *self, const char *name);

/* Lets on_match set the label @label; those that its files write out it may set anyway. */
void ob_lua_program_add_label (ObLuaProgram *self, const char *label);

/* Tells which values a field of a type may have (NULL-terminated; NULL: any), for on_match to be held to. */
typedef const char *const *(*ObFieldValuesFunc) (const char *type, const char *field);
void     ob_lua_program_set_values (ObLuaProgram *self, ObFieldValuesFunc get_values);

/* Runs on_match; the data of the script is an ObLuaProgram. */
extern const ObScriptClass ob_lua_script_class;

/* Runs a file with declarations of its own, @verbs (ended by a NULL name; static), instead of those of rule files, and
 * hands each to @declare. Problems go to @diags as those of ob_lua_program_load do. */
void ob_lua_read_declarations (ObSource *source, const ObVerbSpec *verbs, ObDeclFunc declare, gpointer data,
                               ObArena *arena, ObDiags *diags);

/* Runs a file of assignments (`name = value`) with nothing else to name, and reads what it assigned as a table with the
 * fields in the order of the file. FALSE when it failed, which is told to @diags as @id. */
gboolean ob_lua_read_assignments (const ObSource *source, const char *id, ObArena *arena, ObValue *ret_table,
                                  ObDiags *diags);
