#include "lua/ob-lua-value.h"
#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 16            /* tables in tables */

typedef struct
{
  const ObValueReader *reader;
  ObLexemes range;              /* of the table, with its braces; empty: unknown */
  guint     depth;              /* of its keys */
  guint     next_item;          /* lexeme at which the next table without a key is looked for */
} TableContext;

static void read_at (lua_State *L, int index, const ObValueReader *reader, ObLexemes range, guint depth, int nesting,
                     const ObPlace *place, ObValue *ret_value);

static gboolean
is_empty (ObLexemes range)
{
  return range.end <= range.first;
}

/* Copies the string at @index, which must be UTF-8 without NUL. */
static const char *
read_string (lua_State *L, int index, ObArena *arena, gsize *ret_length)
{
  size_t length;
  const char *s = lua_tolstring (L, index, &length);
  if (!g_utf8_validate (s, (gssize) length, NULL))
    obl_error (L, "a text of a declaration is not UTF-8, or holds a NUL");
  obl_charge (L, length / 16 + 1);
  if (!ob_budget_charge_bytes (&obl_state (L)->budget, 0, length))
    obl_charge (L, 1);
  *ret_length = length;
  return ob_arena_strdup (arena, s, (gssize) length);
}

static void
read_string_value (lua_State *L, int index, const ObValueReader *reader, ObLexemes range, ObValue *ret_value)
{
  ret_value->kind = OB_VALUE_STRING;
  ret_value->string = read_string (L, index, reader->arena, &ret_value->length);
  ret_value->bracket = OB_BRACKET_UNKNOWN;
  const ObLexeme *lexeme =
    !is_empty (range) ? ob_source_find_string (reader->source, range, ret_value->string, ret_value->length) : NULL;
  if (lexeme == NULL)
    lexeme = ob_source_find_string_anywhere (reader->source, ret_value->string, ret_value->length);
  if (lexeme == NULL)
    return;
  guint width = (guint) g_utf8_strlen (ret_value->string, (gssize) strcspn (ret_value->string, "\n"));
  ret_value->bracket = lexeme->bracket;
  ret_value->place = ob_source_get_place (reader->source, lexeme->line, lexeme->column, width);
}

/* The table without a key that stands next in the braces of @context. */
static ObLexemes
find_item_table (TableContext *context)
{
  const ObSource *source = context->reader->source;
  for (guint i = context->next_item; i < context->range.end; i++)
    {
      ObLexemes table = ob_source_get_table (source, i);
      if (is_empty (table))
        continue;
      i = table.end - 1;
      if (ob_source_get_lexeme (source, table.first - 1)->other == '=')
        continue;
      context->next_item = table.end;
      return table;
    }
  context->next_item = context->range.end;
  return (ObLexemes) { 0, 0 };
}

static void
read_items (lua_State *L, int index, TableContext *context, guint n, int nesting, ObValue *ret_value)
{
  ObValue *items = ob_arena_new_array (context->reader->arena, ObValue, n);
  for (guint i = 0; i < n; i++)
    {
      int type = lua_rawgeti (L, index, (lua_Integer) i + 1);
      ObLexemes range = type == LUA_TTABLE && !is_empty (context->range) ? find_item_table (context) : context->range;
      read_at (L, lua_gettop (L), context->reader, range, context->depth + 1, nesting + 1, &ret_value->place,
               &items[i]);
      lua_pop (L, 1);
    }
  ret_value->items = items;
  ret_value->n_items = n;
}

/* Reads the field whose key and value are on the top. */
static void
read_field (lua_State *L, TableContext *context, int nesting, const ObPlace *table_place, ObField *ret_field)
{
  const ObValueReader *reader = context->reader;
  gsize length;
  ret_field->name = read_string (L, -2, reader->arena, &length);
  ret_field->place = *table_place;
  guint key = is_empty (context->range) ? G_MAXUINT
    : ob_source_find_key (reader->source, context->range, context->depth, ret_field->name);
  ObLexemes range = { 0, 0 };
  if (key != G_MAXUINT)
    {
      const ObLexeme *lexeme = ob_source_get_lexeme (reader->source, key);
      ret_field->place = ob_source_get_place (reader->source, lexeme->line, lexeme->column, lexeme->width);
      range = ob_source_get_table (reader->source, key + 2);
      if (is_empty (range))
        range = (ObLexemes) { key + 2, context->range.end };
    }
  read_at (L, lua_gettop (L), reader, range, context->depth + 1, nesting + 1, &ret_field->place, &ret_field->value);
}

static int
compare_fields (const void *a, const void *b)
{
  const ObField *x = a, *y = b;
  gboolean has_x = x->place.column > 0, has_y = y->place.column > 0;
  if (has_x != has_y)
    return has_x ? -1 : 1;
  if (x->place.line != y->place.line)
    return x->place.line < y->place.line ? -1 : 1;
  if (x->place.column != y->place.column)
    return x->place.column < y->place.column ? -1 : 1;
  return strcmp (x->name, y->name);
}

static guint
count_fields (lua_State *L, int index, guint n_items)
{
  guint n = 0;
  lua_pushnil (L);
  while (lua_next (L, index) != 0)
    {
      lua_pop (L, 1);
      obl_charge (L, 1);
      if (lua_type (L, -1) == LUA_TSTRING)
        n++;
      else if (!lua_isinteger (L, -1) || lua_tointeger (L, -1) < 1 || lua_tointeger (L, -1) > n_items)
        obl_error (L, "a table of a declaration may have names and 1, 2, 3 … as keys, nothing else");
    }
  return n;
}

static void
read_table (lua_State *L, int index, const ObValueReader *reader, ObLexemes range, guint depth, int nesting,
            ObValue *ret_value)
{
  if (nesting > MAX_DEPTH)
    obl_error (L, "a declaration has tables nested more than %d deep", MAX_DEPTH);
  luaL_checkstack (L, 8, "tables nested too deep");
  TableContext context = { reader, range, depth, range.first + 1 };
  guint n_items = (guint) lua_rawlen (L, index), n_fields = count_fields (L, index, n_items), i = 0;
  gsize bytes = n_items * sizeof (ObValue) + n_fields * sizeof (ObField);
  if (!ob_budget_charge_bytes (&obl_state (L)->budget, 0, bytes))
    obl_charge (L, 1);
  ret_value->kind = OB_VALUE_TABLE;
  read_items (L, index, &context, n_items, nesting, ret_value);
  ObField *fields = ob_arena_new_array (reader->arena, ObField, n_fields);
  lua_pushnil (L);
  while (lua_next (L, index) != 0)
    {
      if (lua_type (L, -2) == LUA_TSTRING)
        read_field (L, &context, nesting, &ret_value->place, &fields[i++]);
      lua_pop (L, 1);
    }
  if (n_fields > 0)
    qsort (fields, n_fields, sizeof *fields, compare_fields);
  ret_value->fields = fields;
  ret_value->n_fields = n_fields;
}

static void
read_at (lua_State *L, int index, const ObValueReader *reader, ObLexemes range, guint depth, int nesting,
         const ObPlace *place, ObValue *ret_value)
{
  *ret_value = (ObValue) { .place = *place, .bracket = OB_BRACKET_UNKNOWN };
  obl_charge (L, 4);
  switch (lua_type (L, index))
    {
    case LUA_TBOOLEAN:
      ret_value->kind = OB_VALUE_BOOLEAN;
      ret_value->boolean = lua_toboolean (L, index);
      return;
    case LUA_TNUMBER:
      ret_value->kind = OB_VALUE_NUMBER;
      ret_value->number = lua_tonumber (L, index);
      return;
    case LUA_TSTRING:
      read_string_value (L, index, reader, range, ret_value);
      return;
    case LUA_TTABLE:
      read_table (L, index, reader, range, depth, nesting, ret_value);
      return;
    case LUA_TFUNCTION:
      ret_value->kind = OB_VALUE_FUNCTION;
      return;
    default:
      obl_error (L, "a declaration may not hold a %s", luaL_typename (L, index));
    }
}

void
obl_read_value (lua_State *L, int index, const ObValueReader *reader, ObLexemes range, guint depth,
                ObValue *ret_value)
{
  read_at (L, lua_absindex (L, index), reader, range, depth, 0, &reader->place, ret_value);
}
