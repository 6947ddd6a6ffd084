/* The table library of rules and `pairs`: as in Lua, except that all access is raw (a rule cannot make a metatable,
 * and the frozen tables refuse), the work is charged before it is done, `pairs` goes in order of the keys, and `sort`
 * keeps equal elements in order and survives any comparison function. */
#include "lua/ob-lua-freeze.h"
#include "lua/ob-lua-library.h"
#include "lua/ob-lua-state.h"
#include <string.h>

/* --- pairs --- */

/* The order of keys: numbers, then texts by their bytes, then booleans. */
static int
key_rank (lua_State *L, int index)
{
  int type = lua_type (L, index);
  if (type != LUA_TNUMBER && type != LUA_TSTRING && type != LUA_TBOOLEAN)
    obl_error (L, "pairs: a key is a %s, which has no order; use numbers or texts as keys", luaL_typename (L, index));
  return type == LUA_TNUMBER ? 0 : type == LUA_TSTRING ? 1 : 2;
}

static gboolean
key_less (lua_State *L, int a, int b)
{
  int rank_a = key_rank (L, a), rank_b = key_rank (L, b);
  if (rank_a != rank_b)
    return rank_a < rank_b;
  if (rank_a == 2)
    return !lua_toboolean (L, a) && lua_toboolean (L, b);
  return lua_compare (L, a, b, LUA_OPLT);
}

/* --- merge sort --- */

/* Is element @a before element @b, both on the stack? */
typedef gboolean (*LessFunc) (lua_State *L, int a, int b);

/* Merges from[low, middle) and from[middle, high), both sorted, into @to; elements count from 1. */
static void
merge (lua_State *L, int from, int to, lua_Integer low, lua_Integer middle, lua_Integer high, LessFunc less)
{
  lua_Integer i = low, j = middle;
  for (lua_Integer k = low; k < high; k++)
    {
      gboolean take_right = i >= middle;
      if (i < middle && j < high)
        {
          lua_rawgeti (L, from, j);
          lua_rawgeti (L, from, i);
          take_right = less (L, lua_gettop (L) - 1, lua_gettop (L));
          lua_pop (L, 2);
        }
      lua_rawgeti (L, from, take_right ? j++ : i++);
      lua_rawseti (L, to, k);
    }
}

/* Sorts the @n elements of the table at @array by way of the empty table at @spare; returns which of the two holds
 * the result. Bottom-up, so that no depth depends on the input. */
static int
merge_sort (lua_State *L, int array, int spare, lua_Integer n, LessFunc less)
{
  for (lua_Integer width = 1; width < n; width *= 2)
    {
      obl_charge (L, (guint64) n / 2);
      for (lua_Integer low = 1; low <= n; low += 2 * width)
        merge (L, array, spare, low, MIN (low + width, n + 1), MIN (low + 2 * width, n + 1), less);
      int swap = array;
      array = spare, spare = swap;
    }
  return array;
}

/* The iterator of pairs. Upvalues: sorted keys, index of the last one given, what the table holds. A key whose value has
 * become nil since is passed over. */
static int
l_pairs_next (lua_State *L)
{
  lua_Integer i = lua_tointeger (L, lua_upvalueindex (2));
  int n_results = 0;
  do
    {
      lua_settop (L, 1);
      lua_rawgeti (L, lua_upvalueindex (1), ++i);
      lua_pushvalue (L, -1);
      if (lua_isnil (L, -1))
        n_results = 1;
      else if (lua_rawget (L, lua_upvalueindex (3)) != LUA_TNIL)
        n_results = 2;
      else
        obl_charge (L, 1);
    }
  while (n_results == 0);
  lua_pushinteger (L, i);
  lua_replace (L, lua_upvalueindex (2));
  return n_results;
}

/* pairs(t): goes over the keys of t in order: numbers, texts by their bytes, false, true. */
int
l_pairs (lua_State *L)
{
  luaL_checktype (L, 1, LUA_TTABLE);
  lua_settop (L, 1);
  if (!obl_push_contents (L, 1))
    lua_pushvalue (L, 1);
  lua_newtable (L);
  lua_Integer n = 0;
  gboolean is_sequence = TRUE;
  lua_pushnil (L);
  while (lua_next (L, 2) != 0)
    {
      lua_pop (L, 1);
      n++;
      if (n % 64 == 0)
        obl_charge (L, 64);
      is_sequence = is_sequence && lua_isinteger (L, -1) && lua_tointeger (L, -1) == n;
      key_rank (L, -1);
      lua_pushvalue (L, -1);
      lua_rawseti (L, 3, n);
    }
  int sorted = 3;
  if (!is_sequence)
    {
      lua_createtable (L, (int) MIN (n, G_MAXINT), 0);
      sorted = merge_sort (L, 3, 4, n, key_less);
    }
  lua_pushvalue (L, sorted);
  lua_pushinteger (L, 0);
  lua_pushvalue (L, 2);
  lua_pushcclosure (L, l_pairs_next, 3);
  lua_pushvalue (L, 1);
  lua_pushnil (L);
  return 3;
}

/* --- table --- */

/* The length of the table at argument 1, which must be a rule's own. */
static lua_Integer
check_table (lua_State *L)
{
  luaL_checktype (L, 1, LUA_TTABLE);
  if (obl_push_contents (L, 1))
    obl_error (L, "this table was made while the pack was loaded and cannot be changed any more; make a new one");
  if (lua_getmetatable (L, 1))
    obl_error (L, "this table cannot be changed");
  return (lua_Integer) lua_rawlen (L, 1);
}

/* The same for reading: argument 1 becomes the table that holds the contents. */
static lua_Integer
check_readable (lua_State *L)
{
  if (!obl_push_contents (L, 1))
    return check_table (L);
  lua_replace (L, 1);
  return (lua_Integer) lua_rawlen (L, 1);
}

/* table.insert(t, [place,] value) */
static int
l_table_insert (lua_State *L)
{
  lua_Integer n = check_table (L), place = n + 1;
  if (lua_gettop (L) == 3)
    {
      place = luaL_checkinteger (L, 2);
      luaL_argcheck (L, place >= 1 && place <= n + 1, 2, "place out of bounds");
      obl_charge (L, (guint64) (n + 1 - place) / 4 + 1);
      for (lua_Integer i = n + 1; i > place; i--)
        {
          lua_rawgeti (L, 1, i - 1);
          lua_rawseti (L, 1, i);
        }
    }
  else if (lua_gettop (L) != 2)
    return obl_error (L, "table.insert takes a table, perhaps a place, and a value");
  lua_rawseti (L, 1, place);
  return 0;
}

/* table.remove(t [, place]): the element removed, nil from an empty table. */
static int
l_table_remove (lua_State *L)
{
  lua_Integer n = check_table (L), place = luaL_optinteger (L, 2, n);
  if (n == 0)
    return 0;
  luaL_argcheck (L, place >= 1 && place <= n, 2, "place out of bounds");
  obl_charge (L, (guint64) (n - place) / 4 + 1);
  lua_rawgeti (L, 1, place);
  for (lua_Integer i = place; i < n; i++)
    {
      lua_rawgeti (L, 1, i + 1);
      lua_rawseti (L, 1, i);
    }
  lua_pushnil (L);
  lua_rawseti (L, 1, n);
  return 1;
}

/* table.concat(t [, between [, first [, last]]]) */
static int
l_table_concat (lua_State *L)
{
  lua_Integer n = check_readable (L);
  size_t between_length;
  const char *between = luaL_optlstring (L, 2, "", &between_length);
  lua_Integer first = luaL_optinteger (L, 3, 1), last = luaL_optinteger (L, 4, n);
  luaL_argcheck (L, first >= 1 && last <= n, 3, "out of bounds");
  luaL_Buffer buffer;
  luaL_buffinit (L, &buffer);
  for (lua_Integer i = first; i <= last; i++)
    {
      lua_rawgeti (L, 1, i);
      if (!lua_isstring (L, -1))
        return obl_error (L, "table.concat: element %d is a %s", (int) i, luaL_typename (L, -1));
      obl_charge (L, 1 + (between_length + lua_rawlen (L, -1)) / 16);
      luaL_addvalue (&buffer);
      if (i < last)
        luaL_addlstring (&buffer, between, between_length);
    }
  luaL_pushresult (&buffer);
  return 1;
}

/* table.unpack(t [, first [, last]]) */
static int
l_table_unpack (lua_State *L)
{
  lua_Integer n = check_readable (L), first = luaL_optinteger (L, 2, 1), last = luaL_optinteger (L, 3, n);
  if (first > last)
    return 0;
  guint64 count = (guint64) last - (guint64) first + 1;
  if (count > 10000 || !lua_checkstack (L, (int) count))
    return obl_error (L, "table.unpack: too many results");
  obl_charge (L, count / 4 + 1);
  for (guint64 i = 0; i < count; i++)
    lua_rawgeti (L, 1, first + (lua_Integer) i);
  return (int) count;
}

/* The order of table.sort without a function: as `<`. */
static gboolean
value_less (lua_State *L, int a, int b)
{
  obl_charge (L, 1);
  return lua_compare (L, a, b, LUA_OPLT);
}

/* The order of table.sort by the function at stack index 2. */
static gboolean
function_less (lua_State *L, int a, int b)
{
  lua_pushvalue (L, 2);
  lua_pushvalue (L, a);
  lua_pushvalue (L, b);
  lua_call (L, 2, 1);
  gboolean is_less = lua_toboolean (L, -1);
  lua_pop (L, 1);
  return is_less;
}

/* table.sort(t [, is_before]): stable; t is changed only when the whole sort ends well. */
static int
l_table_sort (lua_State *L)
{
  lua_Integer n = check_table (L);
  gboolean has_function = !lua_isnoneornil (L, 2);
  if (has_function)
    luaL_checktype (L, 2, LUA_TFUNCTION);
  luaL_argcheck (L, n < G_MAXINT / 4, 1, "too long");
  lua_settop (L, 2);
  obl_charge (L, (guint64) n / 2 + 1);
  lua_createtable (L, (int) n, 0);
  lua_createtable (L, (int) n, 0);
  for (lua_Integer i = 1; i <= n; i++)
    {
      lua_rawgeti (L, 1, i);
      lua_rawseti (L, 3, i);
    }
  int sorted = merge_sort (L, 3, 4, n, has_function ? function_less : value_less);
  for (lua_Integer i = 1; i <= n; i++)
    {
      lua_rawgeti (L, sorted, i);
      lua_rawseti (L, 1, i);
    }
  return 0;
}

const luaL_Reg ob_lua_table_functions[] = {
  { "concat", l_table_concat },
  { "insert", l_table_insert },
  { "remove", l_table_remove },
  { "sort", l_table_sort },
  { "unpack", l_table_unpack },
  { NULL, NULL },
};
