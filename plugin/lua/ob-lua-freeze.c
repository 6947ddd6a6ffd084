/* Freezing. The contents of a table move into another one, which only its metatable knows: so the table keeps its
 * identity wherever it is held, reading goes through __index, and every assignment meets __newindex. */
#include "lua/ob-lua-freeze.h"
#include "lua/ob-lua-state.h"

#define LOCALS "obelus:locals"          /* registry: function, number of upvalue, its value, function, … */

enum { LOCAL_FIELDS = 3 };

static const char contents_key;         /* its address is the metatable's key of the contents */

int
obl_push_contents (lua_State *L, int index)
{
  if (!lua_istable (L, index) || !lua_getmetatable (L, index))
    return 0;
  if (lua_rawgetp (L, -1, &contents_key) == LUA_TNIL)
    {
      lua_pop (L, 2);
      return 0;
    }
  lua_remove (L, -2);
  return 1;
}

/* __newindex of a frozen table */
static int
l_refuse (lua_State *L)
{
  return obl_error (L, "this table was made while the pack was loaded and cannot be changed any more; make a new one");
}

/* __len of a frozen table */
static int
l_length (lua_State *L)
{
  obl_push_contents (L, 1);
  lua_pushinteger (L, (lua_Integer) lua_rawlen (L, -1));
  return 1;
}

/* --- the walk; @seen, a table at a fixed place of the stack, has the objects met as keys; @queue has them in order --- */

typedef struct
{
  int seen, queue, locals;      /* stack indices */
  lua_Integer n_queue, n_locals;
} Walk;

/* Takes the value on the top. */
static void
meet (lua_State *L, Walk *walk)
{
  obl_charge (L, 1);
  int type = lua_type (L, -1);
  if (type != LUA_TTABLE && type != LUA_TFUNCTION)
    {
      lua_pop (L, 1);
      return;
    }
  lua_pushvalue (L, -1);
  if (lua_rawget (L, walk->seen) == LUA_TNIL)
    {
      lua_pushvalue (L, -2);
      lua_pushboolean (L, 1);
      lua_rawset (L, walk->seen);
      lua_pushvalue (L, -2);
      lua_rawseti (L, walk->queue, ++walk->n_queue);
    }
  lua_pop (L, 2);
}

/* Moves the contents of the table on the top. [-0, +0] */
static void
freeze_table (lua_State *L, Walk *walk)
{
  int table = lua_gettop (L);
  if (lua_getmetatable (L, table))              /* the library: frozen from the beginning */
    {
      lua_pop (L, 1);
      return;
    }
  lua_newtable (L);
  for (lua_pushnil (L); lua_next (L, table) != 0; )
    {
      lua_pushvalue (L, -2);
      meet (L, walk);
      lua_pushvalue (L, -1);
      meet (L, walk);
      lua_pushvalue (L, -2);
      lua_insert (L, -2);
      lua_rawset (L, table + 1);
    }
  for (lua_pushnil (L); lua_next (L, table + 1) != 0; lua_pop (L, 1))
    {
      lua_pushvalue (L, -2);
      lua_pushnil (L);
      lua_rawset (L, table);
    }
  lua_createtable (L, 0, 5);
  lua_pushvalue (L, table + 1);
  lua_setfield (L, -2, "__index");
  lua_pushvalue (L, table + 1);
  lua_rawsetp (L, -2, &contents_key);
  lua_pushcfunction (L, l_refuse);
  lua_setfield (L, -2, "__newindex");
  lua_pushcfunction (L, l_length);
  lua_setfield (L, -2, "__len");
  lua_pushboolean (L, 0);
  lua_setfield (L, -2, "__metatable");
  lua_setmetatable (L, table);
  lua_settop (L, table);
}

/* Remembers the upvalues of the function on the top; those of C functions are the places of iterators. The first of
 * pairs' iterator, its list of keys, stays as it is, so that a call which goes on with it is found out. [-0, +0] */
static void
note_locals (lua_State *L, Walk *walk)
{
  int function = lua_gettop (L);
  gboolean is_c = lua_iscfunction (L, function);
  for (int n = 1; lua_getupvalue (L, function, n) != NULL; n++)
    {
      lua_pushlightuserdata (L, lua_upvalueid (L, function, n));
      gboolean is_known = lua_rawget (L, walk->seen) != LUA_TNIL;
      lua_pop (L, 1);
      if (!is_known)
        {
          lua_pushlightuserdata (L, lua_upvalueid (L, function, n));
          lua_pushboolean (L, 1);
          lua_rawset (L, walk->seen);
          lua_pushvalue (L, function);
          lua_rawseti (L, walk->locals, ++walk->n_locals);
          lua_pushinteger (L, n);
          lua_rawseti (L, walk->locals, ++walk->n_locals);
          lua_pushvalue (L, -1);
          lua_rawseti (L, walk->locals, ++walk->n_locals);
        }
      if (is_c && n == 1 && lua_istable (L, -1))
        lua_pop (L, 1);
      else
        meet (L, walk);
    }
}

void
obl_freeze_reachable (lua_State *L)
{
  luaL_checkstack (L, 20, NULL);
  Walk walk = { .seen = lua_gettop (L) + 1, .queue = lua_gettop (L) + 2, .locals = lua_gettop (L) + 3 };
  lua_newtable (L);
  lua_newtable (L);
  lua_newtable (L);
  lua_pushvalue (L, walk.seen - 1);
  meet (L, &walk);
  for (lua_Integer i = 1; i <= walk.n_queue; i++)
    {
      if (lua_rawgeti (L, walk.queue, i) == LUA_TTABLE)
        freeze_table (L, &walk);
      else
        note_locals (L, &walk);
      lua_pop (L, 1);
    }
  lua_pushinteger (L, walk.n_locals);           /* values may be nil: the table has no length */
  lua_rawseti (L, walk.locals, 0);
  lua_setfield (L, LUA_REGISTRYINDEX, LOCALS);
  lua_settop (L, walk.seen - 2);
}

/* The same value of the same type; a number that is none is itself. */
static gboolean
is_same (lua_State *L, int a, int b)
{
  if (lua_rawequal (L, a, b))
    return lua_isinteger (L, a) == lua_isinteger (L, b);
  return lua_type (L, a) == LUA_TNUMBER && lua_type (L, b) == LUA_TNUMBER && !lua_rawequal (L, a, a) &&
         !lua_rawequal (L, b, b);
}

const char *
obl_restore_locals (lua_State *L)
{
  const char *changed = NULL;
  lua_pushnil (L);                              /* the name of the first */
  int result = lua_gettop (L), locals = result + 1;
  lua_getfield (L, LUA_REGISTRYINDEX, LOCALS);
  lua_rawgeti (L, locals, 0);
  lua_Integer n_fields = lua_tointeger (L, -1);
  for (lua_Integer i = 0; i < n_fields; i += LOCAL_FIELDS)
    {
      lua_settop (L, locals);
      lua_rawgeti (L, locals, i + 1);
      lua_rawgeti (L, locals, i + 2);
      int n = (int) lua_tointeger (L, -1);
      lua_rawgeti (L, locals, i + 3);
      const char *name = lua_getupvalue (L, locals + 1, n);
      if (is_same (L, locals + 3, locals + 4))
        continue;
      if (changed == NULL)
        {
          changed = lua_pushstring (L, name);
          lua_copy (L, -1, result);
        }
      lua_settop (L, locals + 3);
      lua_setupvalue (L, locals + 1, n);
    }
  lua_settop (L, result);
  return changed;
}
