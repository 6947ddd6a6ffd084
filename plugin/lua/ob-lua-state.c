#include "lua/ob-lua-state.h"
#include "lua/ob-lua-library.h"
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#define HOOK_STEPS 1000         /* VM instructions between two looks at the budget */
#define BYTES_PER_STEP 64       /* memory is cleared, copied and collected at about this rate */
#define MAX_LEVELS 250          /* of the call stack searched for a place */

/* --- memory and time --- */

static void
l_hook (lua_State *L, lua_Debug *ar)
{
  (void) ar;
  ObBudget *budget = &obl_state (L)->budget;
  budget->next_clock = 0;                       /* an instruction may take long: read the clock each time */
  if (!ob_budget_charge (budget, HOOK_STEPS))
    luaL_error (L, "budget spent");
}

/* From the allocator nothing can be raised: lets the hook raise at the next instruction. */
static void
stop_soon (ObLuaState *self)
{
  if (self->L != NULL)
    lua_sethook (self->L, l_hook, LUA_MASKCOUNT, 1);
}

/* Lua's allocator. Memory costs steps as well as bytes: one VM instruction may copy megabytes. */
static void *
allocate (void *data, void *block, size_t old_size, size_t new_size)
{
  ObLuaState *self = data;
  if (block == NULL)
    old_size = 0;                               /* it tells the kind of object */
  if (new_size == 0)
    {
      ob_budget_charge_bytes (&self->budget, old_size, 0);
      free (block);
      return NULL;
    }
  if (!ob_budget_charge_bytes (&self->budget, old_size, new_size))
    {
      stop_soon (self);                         /* Lua collects its garbage and asks again, which may succeed */
      return NULL;
    }
  void *grown = realloc (block, new_size);
  if (grown == NULL)
    {
      if (new_size <= old_size)
        return block;                           /* Lua relies on shrinking never failing */
      ob_budget_charge_bytes (&self->budget, new_size, old_size);
      return NULL;
    }
  if (new_size > old_size && !ob_budget_charge (&self->budget, new_size / BYTES_PER_STEP))
    stop_soon (self);
  return grown;
}

void
obl_charge (lua_State *L, guint64 n)
{
  if (!ob_budget_charge (&obl_state (L)->budget, n))
    luaL_error (L, "budget spent");
}

int
obl_error (lua_State *L, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  luaL_where (L, 1);
  lua_pushvfstring (L, format, args);
  va_end (args);
  lua_concat (L, 2);
  lua_error (L);
  g_assert_not_reached ();
}

/* --- where an error arose --- */

static void
note_place (lua_State *L, ObLuaFailure *failure, const char *home)
{
  lua_Debug ar;
  for (int level = 0; level < MAX_LEVELS && lua_getstack (L, level, &ar); level++)
    {
      lua_getinfo (L, "Sl", &ar);
      if (ar.currentline <= 0)
        continue;
      if (failure->line == 0)
        {
          failure->line = (guint) ar.currentline;
          g_strlcpy (failure->file, ar.source + 1, sizeof failure->file);
        }
      if (home == NULL || strcmp (ar.source + 1, home) == 0)
        {
          failure->home_line = (guint) ar.currentline;
          break;
        }
    }
}

/* Drops the "chunk:12: " that Lua puts before a message: the place is told by itself. */
static const char *
skip_place (const char *message, guint *ret_line)
{
  for (const char *p = strchr (message, ':'); p != NULL; p = strchr (p + 1, ':'))
    {
      char *end;
      guint64 line = g_ascii_isdigit (p[1]) ? g_ascii_strtoull (p + 1, &end, 10) : 0;
      if (line == 0 || end[0] != ':' || end[1] != ' ')
        continue;
      *ret_line = (guint) line;
      return end + 2;
    }
  return message;
}

/* The message handler: runs where the error arose. Only strings are shown; of any other value its type. Allocates
 * nothing. */
static int
l_note_failure (lua_State *L)
{
  ObLuaState *self = obl_state (L);
  ObLuaFailure *failure = &self->failure;
  note_place (L, failure, self->home);
  if (lua_type (L, 1) != LUA_TSTRING)
    {
      g_snprintf (failure->message, sizeof failure->message, "error value is a %s, not a text", luaL_typename (L, 1));
      return 1;
    }
  size_t length;
  const char *message = lua_tolstring (L, 1, &length);
  guint line = 0;
  const char *rest = skip_place (message, &line);
  if (line == 0 || (failure->line != 0 && line != failure->line))
    rest = message;                             /* the colon and number are part of what the script says */
  else if (failure->line == 0)
    failure->line = line;                       /* a syntax error: no function runs */
  g_strlcpy (failure->message, rest, sizeof failure->message);
  return 1;
}

/* --- the barrier --- */

typedef struct
{
  ObLuaBody body;
  gpointer  data;
} Call;

static int
l_enter (lua_State *L)
{
  Call *call = lua_touserdata (L, 1);
  lua_settop (L, 0);
  call->body (L, call->data);
  return 0;
}

static locale_t
get_c_locale (void)
{
  static gsize locale;
  if (g_once_init_enter (&locale))
    g_once_init_leave (&locale, (gsize) newlocale (LC_ALL_MASK, "C", (locale_t) 0));
  return (locale_t) locale;
}

static void
explain_breach (ObLuaState *self, int status)
{
  if (status == LUA_ERRMEM && self->budget.breach == OB_BREACH_NONE)
    self->budget.breach = OB_BREACH_MEMORY;
  if (self->budget.breach == OB_BREACH_NONE)
    return;
  g_autofree char *message = ob_budget_dup_message (&self->budget);
  g_strlcpy (self->failure.message, message, sizeof self->failure.message);
  self->failure.code = ob_budget_get_error (&self->budget);
  self->is_broken = TRUE;
}

gboolean
ob_lua_call (ObLuaState *self, ObLuaBody body, gpointer data)
{
  Call call = { body, data };
  self->failure = (ObLuaFailure) { .code = OB_ERROR_LUA };
  if (self->is_broken)
    {
      explain_breach (self, LUA_ERRRUN);
      return FALSE;
    }
  locale_t before = uselocale (get_c_locale ());
  lua_pushcfunction (self->L, l_note_failure);
  lua_pushcfunction (self->L, l_enter);
  lua_pushlightuserdata (self->L, &call);
  ob_budget_enter (&self->budget);
  int status = lua_pcall (self->L, 1, 0, 1);
  ob_budget_leave (&self->budget);
  lua_settop (self->L, 0);
  uselocale (before);
  if (status == LUA_ERRERR && self->failure.message[0] == '\0')
    g_strlcpy (self->failure.message, "error while handling an error", sizeof self->failure.message);
  explain_breach (self, status);                /* a breach that the script outran counts as well */
  return status == LUA_OK && !self->is_broken;
}

void
ob_lua_state_set_error (const ObLuaState *self, GError **error)
{
  const ObLuaFailure *failure = &self->failure;
  if (failure->file[0] == '\0')
    g_set_error (error, OB_ERROR, failure->code, "%s", failure->message);
  else
    g_set_error (error, OB_ERROR, failure->code, "%s:%u: %s", failure->file, failure->line, failure->message);
}

void
obl_load (lua_State *L, const ObSource *source)
{
  obl_charge (L, ob_source_get_length (source) / 16);
  const char *name = lua_pushfstring (L, "@%s", ob_source_get_name (source));
  if (luaL_loadbufferx (L, ob_source_get_text (source), ob_source_get_length (source), name, "t") != LUA_OK)
    {
      g_strlcpy (obl_state (L)->failure.file, ob_source_get_name (source), sizeof obl_state (L)->failure.file);
      lua_error (L);
    }
  obl_push_environment (L);
  lua_setupvalue (L, -2, 1);
  lua_remove (L, -2);
}

/* --- the state --- */

static void
open_library (lua_State *L, gpointer data)
{
  (void) data;
  obl_open_library (L);
}

ObLuaState *
ob_lua_state_new (const ObBudgetLimits *limits, gpointer script)
{
  g_autoptr (ObLuaState) self = g_new0 (ObLuaState, 1);
  ob_budget_start (&self->budget, limits);
  self->script = script;
  lua_State *L = lua_newstate (allocate, self);
  if (L == NULL)
    return NULL;
  self->L = L;
  *(ObLuaState **) lua_getextraspace (L) = self;
  if (!ob_lua_call (self, open_library, NULL))
    return NULL;
  lua_sethook (L, l_hook, LUA_MASKCOUNT, HOOK_STEPS);
  return g_steal_pointer (&self);
}

void
ob_lua_state_restart (ObLuaState *self)
{
  ObBudgetLimits limits = { 0 };
  ob_budget_start (&self->budget, &limits);
  lua_sethook (self->L, l_hook, LUA_MASKCOUNT, HOOK_STEPS);
}

void
ob_lua_state_free (ObLuaState *self)
{
  if (self == NULL)
    return;
  if (self->L != NULL)
    lua_close (self->L);
  g_free (self);
}
