/* ob-lua-value.h: from Lua values to ObValue trees. Private to this folder. */
#pragma once
#include "lua/ob-lua-state.h"
#include "lua/ob-value.h"

typedef struct
{
  const ObSource *source;       /* where literals are looked for */
  ObArena        *arena;
  ObPlace         place;        /* of what has no place of its own */
} ObValueReader;

/* Reads the value at @index into @ret_value. @range: its lexemes, or an empty range when they are not known; @depth:
 * braces around the keys of a table. Raises on what is too deep, too big, not UTF-8, or a table with other keys than
 * names and 1 … n. [-0, +0, e] */
void obl_read_value (lua_State *L, int index, const ObValueReader *reader, ObLexemes range, guint depth,
                     ObValue *ret_value);
