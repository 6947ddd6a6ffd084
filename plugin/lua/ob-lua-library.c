#include "lua/ob-lua-library.h"
#include "lua/ob-lua-state.h"
#include <lualib.h>
#include <string.h>

#define ENVIRONMENT "obelus:environment"        /* registry: what chunks get as _ENV */
#define GLOBALS     "obelus:globals"            /* registry: the table it reads through to */

/* --- the allow-list --- */

typedef enum
{
  STOCK,                        /* Lua's own function or value, as it is */
  CHARGED,                      /* Lua's own function; the length of its string arguments is charged first */
  OURS,                         /* set from our own luaL_Reg */
  REFUSED,
} Grant;

typedef struct
{
  const char *name;
  Grant       grant;
  const char *reason;           /* of REFUSED: ends "X is not available in rules: " */
} Entry;

static const char no_catching[] = "an error ends the rule and is told to the user; it cannot be caught";
static const char no_metatables[] = "metatables could lie to the library and change what other rules see";
static const char no_code[] = "code comes from the pack's rule files only; share it with use \"name\"";
static const char no_files[] = "a rule reads and writes nothing but its document";
static const char no_binary[] = "rules work on text, not on binary data";
static const char no_chance[] = "results are the same on every run";
static const char not_everywhere[] = "it is not part of every build of Lua";

static const Entry base_entries[] = {
  { "assert", STOCK, NULL },
  { "error", STOCK, NULL },
  { "ipairs", STOCK, NULL },
  { "pairs", OURS, NULL },
  { "select", CHARGED, NULL },
  { "tonumber", CHARGED, NULL },
  { "tostring", OURS, NULL },
  { "type", STOCK, NULL },
  { "_G", REFUSED, "globals of one file are not seen by another; share with use \"name\"" },
  { "_VERSION", REFUSED, "the manifest's `requires` names the version" },
  { "collectgarbage", REFUSED, "memory belongs to the host" },
  { "dofile", REFUSED, no_code },
  { "getmetatable", REFUSED, no_metatables },
  { "load", REFUSED, no_code },
  { "loadfile", REFUSED, no_code },
  { "next", REFUSED, "its order changes from run to run; use pairs, which is sorted" },
  { "pcall", REFUSED, no_catching },
  { "print", REFUSED, "rules have no output of their own; run `obelus explain` to see what they do" },
  { "rawequal", REFUSED, no_metatables },
  { "rawget", REFUSED, no_metatables },
  { "rawlen", REFUSED, no_metatables },
  { "rawset", REFUSED, no_metatables },
  { "require", REFUSED, no_code },
  { "setmetatable", REFUSED, no_metatables },
  { "warn", REFUSED, "rules have no output of their own; drop a match with `return nil, \"reason\"`" },
  { "xpcall", REFUSED, no_catching },
  { "coroutine", REFUSED, "coroutines escape the budget" },
  { "debug", REFUSED, "it reaches through every wall of the sandbox" },
  { "io", REFUSED, no_files },
  { "os", REFUSED, no_files },
  { "package", REFUSED, no_code },
  { NULL, STOCK, NULL },
};

static const Entry string_entries[] = {
  { "byte", CHARGED, NULL },
  { "char", CHARGED, NULL },
  { "find", OURS, NULL },
  { "format", OURS, NULL },
  { "gmatch", OURS, NULL },
  { "gsub", OURS, NULL },
  { "len", STOCK, NULL },
  { "lower", CHARGED, NULL },
  { "match", OURS, NULL },
  { "rep", OURS, NULL },
  { "reverse", CHARGED, NULL },
  { "sub", CHARGED, NULL },
  { "upper", CHARGED, NULL },
  { "dump", REFUSED, no_code },
  { "pack", REFUSED, no_binary },
  { "packsize", REFUSED, no_binary },
  { "unpack", REFUSED, no_binary },
  { NULL, STOCK, NULL },
};

static const Entry table_entries[] = {
  { "concat", OURS, NULL },
  { "insert", OURS, NULL },
  { "remove", OURS, NULL },
  { "sort", OURS, NULL },
  { "unpack", OURS, NULL },
  { "move", REFUSED, "write a loop: the cost of a move is not bounded by the size of the table" },
  { "pack", REFUSED, "write { ... }" },
  { NULL, STOCK, NULL },
};

static const Entry math_entries[] = {
  { "abs", STOCK, NULL }, { "acos", STOCK, NULL }, { "asin", STOCK, NULL }, { "atan", STOCK, NULL },
  { "ceil", STOCK, NULL }, { "cos", STOCK, NULL }, { "deg", STOCK, NULL }, { "exp", STOCK, NULL },
  { "floor", STOCK, NULL }, { "fmod", STOCK, NULL }, { "huge", STOCK, NULL }, { "log", STOCK, NULL },
  { "max", STOCK, NULL }, { "maxinteger", STOCK, NULL }, { "min", STOCK, NULL }, { "mininteger", STOCK, NULL },
  { "modf", STOCK, NULL }, { "pi", STOCK, NULL }, { "rad", STOCK, NULL }, { "sin", STOCK, NULL },
  { "sqrt", STOCK, NULL }, { "tan", STOCK, NULL }, { "tointeger", STOCK, NULL }, { "type", STOCK, NULL },
  { "ult", STOCK, NULL },
  { "random", REFUSED, no_chance },
  { "randomseed", REFUSED, no_chance },
  { "atan2", REFUSED, "write math.atan (y, x)" },
  { "cosh", REFUSED, not_everywhere }, { "sinh", REFUSED, not_everywhere }, { "tanh", REFUSED, not_everywhere },
  { "pow", REFUSED, not_everywhere }, { "frexp", REFUSED, not_everywhere }, { "ldexp", REFUSED, not_everywhere },
  { "log10", REFUSED, not_everywhere },
  { NULL, STOCK, NULL },
};

static const Entry utf8_entries[] = {
  { "char", CHARGED, NULL },
  { "charpattern", STOCK, NULL },
  { "codepoint", CHARGED, NULL },
  { "codes", STOCK, NULL },
  { "len", CHARGED, NULL },
  { "offset", CHARGED, NULL },
  { NULL, STOCK, NULL },
};

typedef struct
{
  const char     *name;
  lua_CFunction   open;
  const Entry    *entries;
  const luaL_Reg *ours;
} Library;

/* --- our own members of the base library --- */

const char *
obl_tostring (lua_State *L, int index, size_t *ret_length)
{
  switch (lua_type (L, index))
    {
    case LUA_TSTRING:
    case LUA_TNUMBER:
    case LUA_TBOOLEAN:
    case LUA_TNIL:
    case LUA_TUSERDATA:                         /* our handles have __tostring */
      return luaL_tolstring (L, index, ret_length);
    default:
      lua_pushstring (L, luaL_typename (L, index));     /* an address would differ from run to run */
      return lua_tolstring (L, -1, ret_length);
    }
}

/* tostring(v): as in Lua, but a table, function or thread gives its type only. */
static int
l_tostring (lua_State *L)
{
  luaL_checkany (L, 1);
  obl_tostring (L, 1, NULL);
  return 1;
}

static const luaL_Reg base_functions[] = {
  { "pairs", l_pairs },
  { "tostring", l_tostring },
  { NULL, NULL },
};

/* Calls Lua's own function (first upvalue) when its work, linear in its strings and results, is paid for. */
static int
l_charged (lua_State *L)
{
  guint64 cost = 1 + (guint64) lua_gettop (L) / 8;
  for (int i = lua_gettop (L); i >= 1; i--)
    if (lua_type (L, i) == LUA_TSTRING)
      cost += lua_rawlen (L, i) / 16;
  obl_charge (L, cost);
  int n = lua_tocfunction (L, lua_upvalueindex (1)) (L);
  obl_charge (L, (guint64) n / 4);
  return n;
}

/* --- names that are not there --- */

static const Library libraries[] = {
  { "_G", luaopen_base, base_entries, base_functions },
  { "string", luaopen_string, string_entries, ob_lua_string_functions },
  { "table", luaopen_table, table_entries, ob_lua_table_functions },
  { "math", luaopen_math, math_entries, NULL },
  { "utf8", luaopen_utf8, utf8_entries, NULL },
};

static const Entry *
find_entry (const Library *library, const char *name)
{
  for (const Entry *entry = library->entries; entry->name != NULL; entry++)
    if (strcmp (entry->name, name) == 0)
      return entry;
  return NULL;
}

/* The key of the table at @index nearest to @word, or NULL. */
static const char *
suggest_key (lua_State *L, int index, const char *word)
{
  const char *names[256];
  guint n = 0;
  lua_pushnil (L);
  while (lua_next (L, index) != 0)
    {
      lua_pop (L, 1);
      if (lua_type (L, -1) == LUA_TSTRING && n < G_N_ELEMENTS (names))
        names[n++] = lua_tostring (L, -1);
    }
  for (guint i = 1; i < n; i++)                 /* few names; sorted, so that ties fall the same way each time */
    for (guint j = i; j > 0 && strcmp (names[j - 1], names[j]) > 0; j--)
      {
        const char *swap = names[j];
        names[j] = names[j - 1], names[j - 1] = swap;
      }
  return ob_suggest (word, names, n);
}

/* __index of a library table: a name that is not in it. Upvalue: the Library. */
static int
l_unknown (lua_State *L)
{
  const Library *library = lua_touserdata (L, lua_upvalueindex (1));
  gboolean is_base = library->entries == base_entries;
  if (lua_type (L, 2) != LUA_TSTRING)
    return obl_error (L, "%s has no member of type %s", library->name, luaL_typename (L, 2));
  const char *name = lua_tostring (L, 2);
  const char *dot = is_base ? "" : ".", *prefix = is_base ? "" : library->name;
  const Entry *entry = find_entry (library, name);
  if (entry != NULL && entry->grant == REFUSED)
    return obl_error (L, "%s%s%s is not available in rules: %s", prefix, dot, name, entry->reason);
  if (is_base && (strcmp (name, "rule") == 0 || strcmp (name, "list") == 0 || strcmp (name, "macro") == 0 ||
                  strcmp (name, "gazetteer") == 0 || strcmp (name, "echo") == 0 || strcmp (name, "use") == 0))
    return obl_error (L, "%s exists only while a pack is loaded", name);
  const char *near = suggest_key (L, 1, name);
  if (near != NULL)
    return obl_error (L, "unknown name '%s%s%s' (did you mean '%s%s%s'?)", prefix, dot, name, prefix, dot, near);
  return obl_error (L, "unknown name '%s%s%s'", prefix, dot, name);
}

/* __newindex of a frozen table. Upvalue: its name. */
static int
l_frozen (lua_State *L)
{
  return obl_error (L, "%s cannot be changed", lua_tostring (L, lua_upvalueindex (1)));
}

/* __newindex of the environment: an assignment to a name that is not local. */
static int
l_no_global (lua_State *L)
{
  return obl_error (L, "'%s' is assigned but not declared: write `local %s`", obl_tostring (L, 2, NULL),
                    obl_tostring (L, 2, NULL));
}

/* --- building --- */

void
obl_freeze (lua_State *L, const char *name)
{
  lua_newtable (L);                                     /* target proxy */
  lua_createtable (L, 0, 3);                            /* target proxy meta */
  lua_pushvalue (L, -3);
  lua_setfield (L, -2, "__index");
  lua_pushstring (L, name);
  lua_pushcclosure (L, l_frozen, 1);
  lua_setfield (L, -2, "__newindex");
  lua_pushboolean (L, FALSE);
  lua_setfield (L, -2, "__metatable");
  lua_setmetatable (L, -2);
  lua_remove (L, -2);
}

/* Fills the new table on the top from the stock table below it. [-0, +0] */
static void
copy_entries (lua_State *L, const Library *library)
{
  for (const Entry *entry = library->entries; entry->name != NULL; entry++)
    {
      if (entry->grant == REFUSED || entry->grant == OURS)
        continue;
      lua_getfield (L, -2, entry->name);
      if (entry->grant == CHARGED)
        lua_pushcclosure (L, l_charged, 1);
      lua_setfield (L, -2, entry->name);
    }
  if (library->ours != NULL)
    luaL_setfuncs (L, library->ours, 0);
  lua_createtable (L, 0, 1);
  lua_pushlightuserdata (L, (void *) library);
  lua_pushcclosure (L, l_unknown, 1);
  lua_setfield (L, -2, "__index");
  lua_setmetatable (L, -2);
}

/* "x":upper() reaches the allowed functions, and nothing of the stock library. The allowed table is on the top. */
static void
set_string_metatable (lua_State *L)
{
  lua_pushliteral (L, "");
  lua_createtable (L, 0, 2);
  lua_pushvalue (L, -3);
  lua_setfield (L, -2, "__index");
  lua_pushboolean (L, FALSE);
  lua_setfield (L, -2, "__metatable");
  lua_setmetatable (L, -2);
  lua_pop (L, 1);
}

void
obl_open_library (lua_State *L)
{
  lua_newtable (L);                                     /* globals */
  for (guint i = 0; i < G_N_ELEMENTS (libraries); i++)
    {
      const Library *library = &libraries[i];
      lua_pushcfunction (L, library->open);
      lua_call (L, 0, 1);                               /* globals stock */
      if (i == 0)
        lua_pushvalue (L, 1);
      else
        lua_newtable (L);                               /* globals stock allowed */
      copy_entries (L, library);
      if (library->open == luaopen_string)
        set_string_metatable (L);
      if (i > 0)
        {
          obl_freeze (L, library->name);
          lua_setfield (L, 1, library->name);
        }
      lua_settop (L, 1);
    }
  lua_pushvalue (L, 1);
  lua_setfield (L, LUA_REGISTRYINDEX, GLOBALS);
  obl_freeze (L, "environment");
  lua_getmetatable (L, -1);
  lua_pushcfunction (L, l_no_global);
  lua_setfield (L, -2, "__newindex");
  lua_pop (L, 1);
  lua_pushvalue (L, -1);
  lua_rawseti (L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
  lua_setfield (L, LUA_REGISTRYINDEX, ENVIRONMENT);
}

void
obl_push_environment (lua_State *L)
{
  lua_getfield (L, LUA_REGISTRYINDEX, ENVIRONMENT);
}

void
obl_set_global (lua_State *L, const char *name)
{
  lua_getfield (L, LUA_REGISTRYINDEX, GLOBALS);
  lua_insert (L, -2);
  lua_setfield (L, -2, name);                           /* the table is plain: its metatable has no __newindex */
  lua_pop (L, 1);
}
