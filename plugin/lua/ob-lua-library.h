/* ob-lua-library.h: what a rule's Lua can name. Private to this folder.
 *
 * Only what is on the allow-list of ob-lua-library.c is there; all else of stock Lua is named with the reason why not,
 * which is also what the error says. Library tables, the environment and the string metatable cannot be changed. */
#pragma once
#include <lua.h>
#include <lauxlib.h>

/* Builds the environment of a new state. [-0, +0, m] */
void obl_open_library (lua_State *L);
/* [-0, +1] */
void obl_push_environment (lua_State *L);
/* Takes the value on the top as the global @name; nil takes the name away. [-1, +0, m] */
void obl_set_global (lua_State *L, const char *name);
/* Pushes a table that reads through to the table on the top, which it replaces, and that refuses to be changed; an
 * error calls it @name. [-1, +1, m] */
void obl_freeze (lua_State *L, const char *name);
/* The text of any value as rules see it, without addresses. [-0, +1, e] */
const char *obl_tostring (lua_State *L, int index, size_t *ret_length);

int l_pairs (lua_State *L);
extern const luaL_Reg ob_lua_string_functions[];        /* ob-lua-strings.c */
extern const luaL_Reg ob_lua_table_functions[];         /* ob-lua-tables.c */
