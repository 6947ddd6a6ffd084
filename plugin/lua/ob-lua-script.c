/* Running on_match: one script a pack and session. The pack's files run again in the script's own state, which binds
 * the functions; a state whose budget is spent is thrown away and made anew for the next rule.
 *
 * What a rule does depends on the document alone, never on those before: what the files have made is frozen (see
 * ob-lua-freeze.h), and each document begins with the same budgets, the same count of instructions to the next look at
 * them, and the same memory in use. */
#include "lua/ob-lua-freeze.h"
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

/* --- memory --- */

#define PEAK_STRINGS 20000      /* see grow */
#define PEAK_STACK   1000
#define MAX_COLLECTIONS 64      /* each halves what is too large */

/* Makes the string table and the stack as large as a document might: collecting brings them back to a size that depends
 * only on what is in use, but would leave smaller ones as they are. */
static void
grow (lua_State *L, gpointer data)
{
  (void) data;
  lua_gc (L, LUA_GCSTOP);
  for (guint i = 0; i < PEAK_STRINGS; i++)
    {
      lua_pushlstring (L, (const char *) &i, sizeof i);
      lua_pop (L, 1);
    }
  lua_gc (L, LUA_GCRESTART);
}

static void
collect (lua_State *L, gpointer data)
{
  (void) data;
  luaL_checkstack (L, PEAK_STACK, NULL);
  lua_gc (L, LUA_GCCOLLECT);
}

/* Collects until nothing more comes back; returns the bytes in use. */
static guint64
settle_memory (ObLuaState *state)
{
  guint64 before = 0;
  for (guint i = 0; i < MAX_COLLECTIONS && state->budget.bytes != before; i++)
    {
      before = state->budget.bytes;
      ob_lua_call (state, collect, NULL);
    }
  return state->budget.bytes;
}

/* --- opening --- */

/* Makes the state under the budget of loading. */
static gboolean
open_state (ObLuaScript *self, GError **error)
{
  g_autoptr (ObLuaState) state = ob_lua_state_new (&ob_lua_program_get_budgets (self->program)->load, self);
  if (state == NULL)
    {
      g_set_error (error, OB_ERROR, OB_ERROR_MEMORY, "no memory for a Lua state");
      return FALSE;
    }
  if (!ob_lua_call (state, open_classes, NULL) || !ob_lua_program_bind (self->program, state) ||
      !ob_lua_call (state, grow, NULL))
    {
      ob_lua_state_set_error (state, error);
      return FALSE;
    }
  self->bytes_at_rest = settle_memory (state);
  self->state = g_steal_pointer (&state);
  return TRUE;
}

static void
script_close (gpointer data)
{
  ObLuaScript *self = data;
  ob_lua_state_free (self->state);
  ob_lua_program_unref (self->program);
  g_free (self);
}

static gpointer
script_open (gpointer data, GError **error)
{
  ObLuaScript *self = g_new0 (ObLuaScript, 1);
  self->program = ob_lua_program_ref (data);
  if (!open_state (self, error))
    {
      script_close (self);
      return NULL;
    }
  return self;
}

/* --- budgets --- */

static guint64
add_for_tokens (guint64 limit, guint64 per_token, guint32 n_tokens)
{
  return limit + per_token * n_tokens;
}

static ObBudgetLimits
get_limits (const ObBudgetLimits *base, guint32 n_tokens)
{
  return (ObBudgetLimits) {
    .max_steps = add_for_tokens (base->max_steps, OB_STEPS_PER_TOKEN, n_tokens),
    .max_bytes = base->max_bytes,
    .max_cpu_us = add_for_tokens (base->max_cpu_us, OB_CPU_US_PER_TOKEN, n_tokens),
  };
}

/* Takes what the state has spent in this document out of the pack's budget for it. */
static void
settle_budget (ObLuaScript *self)
{
  ObBudget *budget = &self->state->budget;
  self->left.max_steps -= MIN (self->left.max_steps, budget->steps);
  self->left.max_cpu_us -= MIN (self->left.max_cpu_us, (guint64) budget->spent_us);
  budget->steps = 0;
  budget->spent_us = 0;
}

/* A state for @rule, with its budget: its own, or what other rules have left of the pack's. */
static gboolean
open_for_rule (ObLuaScript *self, const ObRule *rule, GError **error)
{
  gboolean is_new = self->state == NULL;
  if (is_new && !open_state (self, error))
    return FALSE;
  if (!is_new && self->charged == rule)
    return TRUE;
  settle_budget (self);
  ObBudgetLimits limits = get_limits (&ob_lua_program_get_budgets (self->program)->rule, self->context->doc->n_tokens);
  limits.max_steps = MIN (limits.max_steps, MAX (self->left.max_steps, 1));
  limits.max_bytes = MIN (limits.max_bytes, self->left.max_bytes);
  limits.max_cpu_us = MIN (limits.max_cpu_us, MAX (self->left.max_cpu_us, 1));
  self->charged = rule;
  ob_budget_start (&self->state->budget, &limits);
  return TRUE;
}

/* Whether a breach was of what other rules had left of the pack's budget, and not of the rule's own. */
static gboolean
is_breach_of_pack (const ObLuaScript *self)
{
  const ObBudget *budget = &self->state->budget;
  ObBudgetLimits own = get_limits (&ob_lua_program_get_budgets (self->program)->rule, self->context->doc->n_tokens);
  return (budget->breach == OB_BREACH_STEPS && budget->limits.max_steps < own.max_steps) ||
         (budget->breach == OB_BREACH_TIME && budget->limits.max_cpu_us < own.max_cpu_us);
}

/* After a breach: the state goes. When it was the pack's budget for the document that is spent, no rule gets another. */
static void
close_spent_state (ObLuaScript *self)
{
  ObBudget *budget = &self->state->budget;
  settle_budget (self);
  self->is_spent = self->left.max_steps == 0 || self->left.max_cpu_us == 0;
  self->stopped = self->charged;
  self->stopped_as = ob_budget_get_error (budget);
  g_clear_pointer (&self->state, ob_lua_state_free);
}

/* --- documents --- */

static void
script_begin (gpointer data, const ObMatchContext *context)
{
  ObLuaScript *self = data;
  self->document++;
  self->context = context;
  self->charged = NULL;
  self->stopped = NULL;
  self->is_spent = FALSE;
  self->left = get_limits (&ob_lua_program_get_budgets (self->program)->document, context->doc->n_tokens);
  if (self->was_called && self->state != NULL)
    {
      ob_lua_state_restart (self->state);       /* to collect what the last document left */
      if (settle_memory (self->state) != self->bytes_at_rest)
        g_clear_pointer (&self->state, ob_lua_state_free);
    }
  self->was_called = FALSE;
  if (self->state != NULL || open_state (self, NULL))   /* a failure is told by the first rule that needs it */
    ob_lua_state_restart (self->state);
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
check_locals (lua_State *L)
{
  const char *changed = obl_restore_locals (L);
  if (changed == NULL)
    lua_pop (L, 1);
  else if (*changed == '\0')
    obl_error (L, "on_match went on with an iterator that was made while the pack was loaded; make it in on_match");
  else
    obl_error (L, "on_match assigned to '%s', which was made while the pack was loaded: other documents would see it; use "
               "a local of on_match", changed);
}

static void
restore_locals (lua_State *L, gpointer data)
{
  (void) data;
  obl_restore_locals (L);
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
  check_locals (L);
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

/* What on_match failed with, and a state good for the next call, or none. */
static ObVerdict
fail (ObLuaScript *self, const ObRule *rule, const Call *call, guint *ret_line, GError **error)
{
  set_failure (self->state, rule, call, ret_line, error);
  if (is_breach_of_pack (self))
    g_prefix_error (error, "the pack's budget for this document ran out: ");
  if (!self->state->is_broken)
    ob_lua_call (self->state, restore_locals, NULL);
  if (self->state->is_broken)
    close_spent_state (self);
  return OB_VERDICT_FAILED;
}

static ObVerdict
script_on_match (gpointer data, const ObRule *rule, const ObScriptCall *script_call, char **ret_reason,
                 guint *ret_line, GError **error)
{
  ObLuaScript *self = data;
  self->context = script_call->context;
  if (self->is_spent || self->stopped == rule)
    {
      g_set_error (error, OB_ERROR, self->stopped_as, "on_match was not run: the %s budget for this document is spent",
                   self->is_spent ? "pack's" : "rule's");
      return OB_VERDICT_FAILED;
    }
  if (!open_for_rule (self, rule, error))
    return OB_VERDICT_FAILED;
  g_autoptr (ObAnnotation) work = ob_annotation_new (rule, 0, 0);
  ob_annotation_assign (work, script_call->annotation);
  Call call = { .verdict = OB_VERDICT_FAILED };
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
    return fail (self, rule, &call, ret_line, error);
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
