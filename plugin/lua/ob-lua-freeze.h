/* ob-lua-freeze.h: what keeps one call of on_match from the next. Private to this folder.
 *
 * A state serves many documents, but a rule must find in each the same: what the pack's files made while they were
 * loaded. So when they have run, every table that is left cannot be changed any more, and after every call of on_match
 * the locals of the files are compared with what they were: a call that changed one fails, and it gets its value back.
 * Nothing but the match that it returns outlives a call. */
#pragma once
#include <lua.h>
#include <lauxlib.h>

/* Freezes what the value on the top reaches, through tables and the upvalues of functions. Tables stay the same
 * objects and read as before. To be called once a state. [-1, +0, e] */
void obl_freeze_reachable (lua_State *L);
/* Gives the locals that changed since their values back. Returns the name of the first of them (its text is on the
 * stack), or NULL. [-0, +1, m] */
const char *obl_restore_locals (lua_State *L);

/* If the value at @index is a frozen table, pushes the table that holds its contents, which must not be handed out.
 * [-0, +(0|1)] */
int obl_push_contents (lua_State *L, int index);
