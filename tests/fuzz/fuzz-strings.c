/* Our string functions against those of stock Lua: the same results, and an error where stock Lua has one. The input:
 * which function, then up to three texts that end in NUL; the last may be a number. */
#include "fuzz.h"
#include "base/ob-budgets.h"
#include "lua/ob-lua-state.h"
#include <lualib.h>

enum { MAX_SUBJECT = 40, MAX_PATTERN = 16, MAX_FORMAT = 24 };   /* stock Lua may take exponential time */

static const char *const functions[] = { "find", "match", "gsub", "gmatch", "format", "rep" };

typedef struct
{
  const char *function, *texts[3];
  GString    *results;          /* of the call, with their types; or "error" */
} Call;

/* gmatch gives an iterator, which is called until it ends. */
static void
append_results (lua_State *L, int first, GString *results)
{
  for (int i = first; i <= lua_gettop (L); i++)
    {
      size_t length;
      g_string_append (results, luaL_typename (L, i));
      if (!lua_isnoneornil (L, i))
        {
          const char *text = luaL_tolstring (L, i, &length);
          g_string_append_c (results, ' ');
          g_string_append_len (results, text, (gssize) length);
          lua_pop (L, 1);
        }
      g_string_append_c (results, ';');
    }
}

static void
call (lua_State *L, gpointer data)
{
  Call *self = data;
  luaL_checkstack (L, 20, NULL);
  lua_getfield (L, -1, self->function);
  gboolean is_gmatch = strcmp (self->function, "gmatch") == 0;
  int base = lua_gettop (L) - 1;
  for (guint i = 0; i < 3 && self->texts[i] != NULL; i++)
    if (i == 0 || lua_stringtonumber (L, self->texts[i]) == 0)
      lua_pushstring (L, self->texts[i]);
  lua_call (L, lua_gettop (L) - base - 1, LUA_MULTRET);
  for (guint i = 0; is_gmatch && i < MAX_SUBJECT + 2; i++)
    {
      lua_settop (L, base + 1);
      lua_pushvalue (L, -1);
      lua_call (L, 0, LUA_MULTRET);
      append_results (L, base + 2, self->results);
    }
  if (!is_gmatch)
    append_results (L, base + 1, self->results);
}

static int
l_call (lua_State *L)
{
  Call *self = lua_touserdata (L, 1);
  luaL_openlibs (L);
  lua_settop (L, 0);
  lua_getglobal (L, "string");
  call (L, self);
  return 0;
}

static void
call_ours (lua_State *L, gpointer data)
{
  lua_settop (L, 0);
  lua_pushliteral (L, "");
  luaL_getmetafield (L, -1, "__index");         /* the library as strings reach it */
  lua_remove (L, 1);
  call (L, data);
}

static char *
run_stock (Call *self)
{
  lua_State *L = luaL_newstate ();
  self->results = g_string_new (NULL);
  lua_pushcfunction (L, l_call);
  lua_pushlightuserdata (L, self);
  if (lua_pcall (L, 1, 0, 0) != LUA_OK)
    g_string_assign (self->results, "error");
  lua_close (L);
  return g_string_free (self->results, FALSE);
}

static char *
run_ours (Call *self)
{
  ObBudgets budgets = ob_budgets_default ();
  ObLuaState *state = ob_lua_state_new (&budgets.document, NULL);
  self->results = g_string_new (NULL);
  if (!ob_lua_call (state, call_ours, self))
    g_string_assign (self->results, state->is_broken ? "stopped" : "error");
  ob_lua_state_free (state);
  return g_string_free (self->results, FALSE);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size < 2)
    return 0;
  Call self = { .function = functions[data[0] % G_N_ELEMENTS (functions)] };
  char *texts[3] = { NULL };
  data++, size--;
  for (guint i = 0; i < 3 && size > 0; i++)
    self.texts[i] = texts[i] = fuzz_take_string (&data, &size);
  gboolean is_format = strcmp (self.function, "format") == 0, is_rep = strcmp (self.function, "rep") == 0;
  gsize length = strlen (texts[0]), pattern_length = texts[1] != NULL ? strlen (texts[1]) : 0;
  gboolean fits = is_format ? length <= MAX_FORMAT && strchr (texts[0], 'p') == NULL :  /* %p is refused */
                              length <= MAX_SUBJECT && pattern_length <= MAX_PATTERN;
  if (is_rep && texts[1] != NULL && g_ascii_strtod (texts[1], NULL) > 100)
    fits = FALSE;
  if (fits)
    {
      g_autofree char *ours = run_ours (&self);
      if (strcmp (ours, "stopped") != 0)        /* stock Lua would take for ever */
        {
          g_autofree char *stock = run_stock (&self);
          g_assert_cmpstr (ours, ==, stock);
        }
    }
  for (guint i = 0; i < 3; i++)
    g_free (texts[i]);
  return 0;
}
