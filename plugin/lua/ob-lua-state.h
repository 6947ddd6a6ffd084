/* ob-lua-state.h: one sandboxed Lua state and the one way into it. Private to this folder: it includes <lua.h>.
 *
 * Functions named l_* or obl_* may leave by longjmp: they are called only from inside ob_lua_call, and hold no heap
 * memory of their own across a call that may raise. Everything a script does is charged to the state's budget: the VM
 * by a count hook, memory by the allocator, C functions by obl_charge. */
#pragma once
#include <lua.h>
#include <lauxlib.h>
#include "base/ob-budget.h"
#include "base/ob-limits.h"
#include "lua/ob-source.h"

typedef struct
{
  ObError code;                 /* LUA, STEPS, MEMORY or TIME */
  char    file[256];            /* chunk in which it arose; "" when unknown */
  guint   line;                 /* in @file; 0: unknown */
  guint   home_line;            /* of the innermost call in the state's home file; 0: none */
  char    message[OB_MAX_MESSAGE_BYTES + 1];    /* without the place */
} ObLuaFailure;

typedef struct
{
  lua_State   *L;
  ObBudget     budget;
  const char  *home;            /* file whose line a failure is also told by; borrowed, may be NULL */
  ObLuaFailure failure;         /* of the last call that failed */
  gboolean     is_broken;       /* a budget was breached: the state can only be freed */
  gpointer     script;          /* the ObLuaScript the state works for; NULL while a pack is loaded */
  gpointer     loader;          /* what declarations go to; NULL except while files run */
} ObLuaState;

/* A state with the library of ob-lua-library.h and nothing else. NULL when it does not fit into @limits. */
ObLuaState *ob_lua_state_new  (const ObBudgetLimits *limits, gpointer script);
void        ob_lua_state_free (ObLuaState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObLuaState, ob_lua_state_free)

/* The barrier: runs @body in a protected call in the C locale. FALSE when it raised or the budget is breached; why is
 * in self->failure. */
typedef void (*ObLuaBody) (lua_State *L, gpointer data);
gboolean ob_lua_call (ObLuaState *self, ObLuaBody body, gpointer data);

/* Begins anew to count steps and time, without limits, and the instructions to the next look at the budget. */
void ob_lua_state_restart (ObLuaState *self);

/* The failure as a GError: "file:12: message". */
void ob_lua_state_set_error (const ObLuaState *self, GError **error);

/* --- inside the barrier; may raise --- */

static inline ObLuaState *
obl_state (lua_State *L)
{
  return *(ObLuaState **) lua_getextraspace (L);
}

/* Charges @n steps; raises when the budget is spent. */
void obl_charge (lua_State *L, guint64 n);
/* Loads @source as text, with the sandbox as its environment. [-0, +1] */
void obl_load   (lua_State *L, const ObSource *source);
/* Raises an error that names the caller's place. Does not return. */
int  obl_error  (lua_State *L, const char *format, ...) G_GNUC_PRINTF (2, 3) G_GNUC_NORETURN;
