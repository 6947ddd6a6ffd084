/* Running on_match: one script a pack and session. The pack's files run again in the script's own state, which binds
 * the functions; a state whose budget is spent is thrown away and made anew for the next document. */
#include "lua/ob-lua-handles.h"
#include "lua/ob-lua-library.h"
#include <string.h>

/* --- classes --- */

void
obl_new_class (lua_State *L, const char *class_name, lua_CFunction index, const luaL_Reg *methods,
               const luaL_Reg *meta)
{
  luaL_newmetatable (L, class_name);
  luaL_setfuncs (L, meta, 0);
  lua_newtable (L);
  luaL_setfuncs (L, methods, 0);
  lua_pushcclosure (L, index, 1);
  lua_setfield (L, -2, "__index");
  lua_pushstring (L, class_name + strlen ("obelus:"));
  lua_setfield (L, -2, "__name");
  lua_pushboolean (L, FALSE);
  lua_setfield (L, -2, "__metatable");
  lua_pop (L, 1);
}

static void
open_classes (lua_State *L, gpointer data)
{
  (void) data;
  obl_open_span (L);
  obl_open_doc (L);
  obl_open_match (L);
}

/* --- opening --- */

/* Makes the state. Loading has its own budget; each document then begins with a fresh one. */
static gboolean
open_state (ObLuaScript *self, GError **error)
{
  ObBudgetLimits limits = ob_budget_limits_default ();
  limits.max_steps *= OB_LOAD_BUDGET_FACTOR;
  limits.max_cpu_us *= OB_LOAD_BUDGET_FACTOR;
  g_autoptr (ObLuaState) state = ob_lua_state_new (&limits, self);
  if (state == NULL)
    {
      g_set_error (error, OB_ERROR, OB_ERROR_MEMORY, "no memory for a Lua state");
      return FALSE;
    }
  if (!ob_lua_call (state, open_classes, NULL) || !ob_lua_program_bind (self->program, state))
    {
      ob_lua_state_set_error (state, error);
      return FALSE;
    }
  self->state = g_steal_pointer (&state);
  return TRUE;
}

static void
script_close (gpointer data)
{
  ObLuaScript *self = data;
  ob_lua_state_free (self->state);
  ob_lua_program_unref (self->program);
  g_hash_table_unref (self->labels);
  g_free (self);
}

static gpointer
script_open (gpointer data, GError **error)
{
  ObLuaScript *self = g_new0 (ObLuaScript, 1);
  self->program = ob_lua_program_ref (data);
  self->labels = g_hash_table_new (g_str_hash, g_str_equal);
  if (!open_state (self, error))
    {
      script_close (self);
      return NULL;
    }
  return self;
}

/* --- documents --- */

static void
collect_garbage (lua_State *L, gpointer data)
{
  (void) data;
  lua_gc (L, LUA_GCCOLLECT);
}

static void
script_begin (gpointer data, const ObMatchContext *context)
{
  ObLuaScript *self = data;
  ObBudgetLimits limits = ob_budget_limits_default ();
  self->document++;
  self->context = context;
  if (self->state != NULL && self->state->is_broken)
    g_clear_pointer (&self->state, ob_lua_state_free);
  if (self->state == NULL && !open_state (self, NULL))
    return;
  if (self->was_called)                         /* whether memory suffices must not depend on the last document */
    ob_lua_call (self->state, collect_garbage, NULL);
  self->was_called = FALSE;
  limits.max_steps += (guint64) OB_STEPS_PER_TOKEN * context->doc->n_tokens;
  limits.max_cpu_us += (guint64) OB_CPU_US_PER_TOKEN * context->doc->n_tokens;
  ob_budget_start (&self->state->budget, &limits);
}

static void
script_end (gpointer data)
{
  ObLuaScript *self = data;
  self->document++;
  self->context = NULL;
}

/* --- on_match --- */

typedef struct
{
  ObVerdict verdict;
  guint     defined_at;         /* line where the function begins */
  char      reason[OB_MAX_MESSAGE_BYTES + 1];
} Call;

static void
read_verdict (lua_State *L, const ObLuaScript *script, Call *call)
{
  if (obl_is_match (L, -2) || (lua_isboolean (L, -2) && lua_toboolean (L, -2)))
    {
      call->verdict = OB_VERDICT_KEEP;
      return;
    }
  if (!lua_isnil (L, -2) && !lua_isboolean (L, -2))
    obl_error (L, "on_match of %s returns a %s; it must return the match, or nil and a reason", script->rule->id,
               luaL_typename (L, -2));
  call->verdict = OB_VERDICT_DROP;
  if (lua_type (L, -1) == LUA_TSTRING)
    g_strlcpy (call->reason, lua_tostring (L, -1), sizeof call->reason);
}

static void
call_on_match (lua_State *L, gpointer data)
{
  Call *call = data;
  ObLuaScript *script = obl_script (L);
  const char *slash = strchr (script->rule->id, '/');
  obl_push_on_match (L, slash != NULL ? slash + 1 : script->rule->id);
  if (!lua_isfunction (L, -1))
    obl_error (L, "%s has no on_match", script->rule->id);
  lua_Debug ar;
  lua_pushvalue (L, -1);
  lua_getinfo (L, ">S", &ar);
  call->defined_at = (guint) MAX (ar.linedefined, 0);
  obl_push_match (L);
  obl_push_doc (L);
  lua_call (L, 2, 2);
  read_verdict (L, script, call);
}

/* The failure as the core wants it: the line in the rule's file apart from the message. */
static void
set_failure (const ObLuaState *state, const ObRule *rule, const Call *call, guint *ret_line, GError **error)
{
  const ObLuaFailure *failure = &state->failure;
  *ret_line = failure->home_line != 0 ? failure->home_line : call->defined_at;
  if (failure->file[0] != '\0' && strcmp (failure->file, rule->file) != 0)
    g_set_error (error, OB_ERROR, failure->code, "%s:%u: %s", failure->file, failure->line, failure->message);
  else
    g_set_error (error, OB_ERROR, failure->code, "%s", failure->message);
}

static ObVerdict
script_on_match (gpointer data, const ObRule *rule, const ObScriptCall *script_call, char **ret_reason,
                 guint *ret_line, GError **error)
{
  ObLuaScript *self = data;
  if (self->state == NULL)
    {
      g_set_error (error, OB_ERROR, OB_ERROR_LUA, "the pack's Lua cannot be started again after its budget was spent");
      return OB_VERDICT_FAILED;
    }
  g_autoptr (ObAnnotation) work = ob_annotation_new (rule, 0, 0);
  ob_annotation_assign (work, script_call->annotation);
  Call call = { .verdict = OB_VERDICT_FAILED };
  self->context = script_call->context;
  self->rule = rule;
  self->work = work;
  self->call = ++self->n_calls;
  self->was_called = TRUE;
  self->state->home = rule->file;
  gboolean ended_well = ob_lua_call (self->state, call_on_match, &call);
  self->call = 0;
  self->work = NULL;
  self->rule = NULL;
  if (!ended_well)
    {
      set_failure (self->state, rule, &call, ret_line, error);
      return OB_VERDICT_FAILED;
    }
  if (call.verdict == OB_VERDICT_KEEP)
    ob_annotation_assign (script_call->annotation, work);
  else if (call.reason[0] != '\0')
    *ret_reason = g_utf8_make_valid (call.reason, -1);
  return call.verdict;
}

const ObScriptClass ob_lua_script_class = {
  .open = script_open,
  .close = script_close,
  .begin = script_begin,
  .on_match = script_on_match,
  .end = script_end,
};
