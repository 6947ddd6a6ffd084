/* ob-lua-handles.h: the objects that on_match sees, and the script they belong to. Private to this folder.
 *
 * A handle holds no pointer into a document: it holds token numbers and the generation of the document (or of the call,
 * for a match) it was made for. Used later, it says that it has expired. */
#pragma once
#include "lua/ob-lua-program.h"
#include "lua/ob-lua-state.h"

typedef struct
{
  ObLuaProgram         *program;
  ObLuaState           *state;          /* NULL after a breach, until the next call */
  guint64               bytes_at_rest;  /* that the state holds before a document */
  ObBudgetLimits        left;           /* of the pack's budget for this document; max_bytes: the whole */
  const ObRule         *charged;        /* whose budget the state has; NULL before the first call in a document */
  const ObRule         *stopped;        /* the last rule whose budget was breached in this document, or NULL */
  ObError               stopped_as;     /* how: STEPS, MEMORY or TIME */
  gboolean              is_spent;       /* the pack's budget for this document: no more calls */
  guint64               document;       /* generation: changes at the beginning and end of each document */
  guint64               call;           /* generation: changes with each call of on_match; 0 outside of one */
  guint64               n_calls;
  gboolean              was_called;     /* since the last collection of garbage */
  const ObMatchContext *context;        /* NULL outside of a document */
  const ObRule         *rule;           /* of the call */
  ObAnnotation         *work;           /* the call's own copy of the annotation, owned; replaces it when all is well */
} ObLuaScript;

typedef struct
{
  guint64     document;
  guint32     first, end;       /* tokens from 0, end exclusive */
  const char *name;             /* interned: "ent", "quote", …; NULL for words without a name */
  const char *label;            /* interned or NULL */
} ObLuaSpan;

/* All of these may raise. */
static inline ObLuaScript *
obl_script (lua_State *L)
{
  return obl_state (L)->script;
}
/* The document in hand; raises outside of one. */
const ObDoc     *obl_get_doc    (lua_State *L);
void             obl_push_span  (lua_State *L, guint32 first, guint32 end, const char *name, const char *label);
const ObLuaSpan *obl_check_span (lua_State *L, int index);      /* raises when it is none, or expired */
ObLuaSpan       *obl_test_span  (lua_State *L, int index);      /* NULL when it is none */
/* A token number from 1 at @index, or a span (its first token); returned from 0. */
guint32          obl_check_token (lua_State *L, int index);
/* Tokens from 1 at @index and @index + 1, or one span at @index. */
ObRange          obl_check_range (lua_State *L, int index);
/* The interned form of @name if anything in this process bears it, else NULL: spans are found by it, and a script must
 * not fill the table of interned strings. */
const char      *obl_find_interned (const char *name);
/* Raises "unknown field" with a suggestion unless @name is a field of annotations. */
void             obl_check_field (lua_State *L, const char *name, const char *const *more);

void obl_open_span  (lua_State *L);
void obl_open_doc   (lua_State *L);
void obl_open_match (lua_State *L);
void obl_push_doc   (lua_State *L);
void obl_push_match (lua_State *L);
gboolean obl_is_match (lua_State *L, int index);                /* the match of this call */

/* Makes the metatable "obelus:@class" whose __index is @index with the methods' table as upvalue. [-0, +0] */
void obl_new_class (lua_State *L, const char *class_name, lua_CFunction index, const luaL_Reg *methods,
                    const luaL_Reg *meta);

/* The program's parts that scripts need (ob-lua-program.c). */
const ObGazetteer *ob_lua_program_find_list  (const ObLuaProgram *self, const char *name);
const GPtrArray   *ob_lua_program_get_fields (const ObLuaProgram *self);        /* of interned names, sorted */
const GPtrArray   *ob_lua_program_get_lists  (const ObLuaProgram *self);        /* of names */
gboolean           ob_lua_program_has_label  (const ObLuaProgram *self, const char *label);
const ObBudgets   *ob_lua_program_get_budgets (const ObLuaProgram *self);
const char *const *ob_lua_program_get_values (const ObLuaProgram *self, const char *type, const char *field);
/* Runs every file so that on_match functions are bound in @state; see obl_push_on_match. */
gboolean           ob_lua_program_bind       (ObLuaProgram *self, ObLuaState *state);
/* The function bound to rule @slug, or nil. [-0, +1] */
void               obl_push_on_match         (lua_State *L, const char *slug);
