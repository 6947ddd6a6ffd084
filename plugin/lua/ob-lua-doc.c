/* Class doc: the document in hand, to be looked at.
 *
 *   doc.id  doc.date          as the host gave them, or nil;  #doc  how many words
 *   doc:span(first, last)     words first … last (numbers from 1) as a span
 *   doc:spans(name [, within [, label]])  the spans called name ("ent", "quote", "s", …) in order; only those inside
 *                             the span `within` (nil: all) and with that label; a table 1, 2, 3 …
 *   doc:covering(name, at)    the outermost span called name that covers a word (its number, or a span), or nil
 *   doc:sentence(at)          the sentence of a word;  doc:para(at)  its paragraph
 *   doc:zone(at)              "body", "title", "caption", …: what kind of text the word stands in
 *   doc:lookup("$list", span) the first entry of a list inside the span, by word or lemma, as a table: entry, span, and
 *                             the columns of the list; nil when there is none. The list's name must be written out.
 */
#include "lua/ob-lua-handles.h"
#include "lua/ob-lua-library.h"
#include <string.h>

#define CLASS "obelus:doc"

typedef struct
{
  guint64 document;
} Handle;

static const ObDoc *
check_doc (lua_State *L)
{
  const Handle *handle = luaL_checkudata (L, 1, CLASS);
  if (handle->document != obl_script (L)->document)
    obl_error (L, "this document has expired: on_match is over");
  return obl_get_doc (L);
}

void
obl_push_doc (lua_State *L)
{
  Handle *handle = lua_newuserdatauv (L, sizeof *handle, 0);
  handle->document = obl_script (L)->document;
  luaL_setmetatable (L, CLASS);
}

/* doc:span(first, last) */
static int
l_doc_span (lua_State *L)
{
  check_doc (L);
  ObRange range = obl_check_range (L, 2);
  obl_push_span (L, range.first, range.end, NULL, NULL);
  return 1;
}

/* The first of @n sorted spans that begins at or after @token. */
static guint32
find_first (const ObSpan *spans, guint32 n, guint32 token)
{
  guint32 low = 0, high = n;
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      if (spans[middle].first < token)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* doc:spans(name [, within [, label]]) */
static int
l_doc_spans (lua_State *L)
{
  const ObDoc *doc = check_doc (L);
  const char *name = obl_find_interned (luaL_checkstring (L, 2)), *label = luaL_optstring (L, 4, NULL);
  ObRange within = { 0, doc->n_tokens };
  if (!lua_isnoneornil (L, 3))
    within = obl_check_range (L, 3);
  const ObSpan *spans;
  guint32 n = name != NULL ? ob_spans_all (obl_script (L)->context->spans, name, &spans) : 0;
  lua_newtable (L);
  lua_Integer count = 0;
  for (guint32 i = n > 0 ? find_first (spans, n, within.first) : 0; i < n && spans[i].first < within.end; i++)
    {
      obl_charge (L, 1);
      if (spans[i].end > within.end ||
          (label != NULL && g_strcmp0 (label, spans[i].label) != 0))
        continue;
      obl_push_span (L, spans[i].first, spans[i].end, name, spans[i].label);
      lua_rawseti (L, -2, ++count);
    }
  return 1;
}

/* doc:covering(name, at) */
static int
l_doc_covering (lua_State *L)
{
  check_doc (L);
  const char *name = obl_find_interned (luaL_checkstring (L, 2));
  guint32 token = obl_check_token (L, 3);
  obl_charge (L, 4);
  const ObSpan *span =
    name != NULL ? ob_spans_covering (obl_script (L)->context->spans, name, token, NULL) : NULL;
  if (span == NULL)
    return 0;
  obl_push_span (L, span->first, span->end, name, span->label);
  return 1;
}

/* doc:sentence(at) */
static int
l_doc_sentence (lua_State *L)
{
  const ObDoc *doc = check_doc (L);
  ObRange range = doc->sentences[doc->sentence_of[obl_check_token (L, 2)]];
  obl_push_span (L, range.first, range.end, g_intern_static_string ("s"), NULL);
  return 1;
}

/* doc:para(at) */
static int
l_doc_para (lua_State *L)
{
  const ObDoc *doc = check_doc (L);
  ObRange range = doc->paras[doc->para_of[obl_check_token (L, 2)]];
  obl_push_span (L, range.first, range.end, g_intern_static_string ("para"), NULL);
  return 1;
}

/* doc:zone(at) */
static int
l_doc_zone (lua_State *L)
{
  const ObDoc *doc = check_doc (L);
  lua_pushstring (L, ob_zone_get_name (ob_doc_get_zone (doc, obl_check_token (L, 2))));
  return 1;
}

static const ObGazetteer *
check_list (lua_State *L, int index)
{
  const char *name = luaL_checkstring (L, index);
  const ObLuaProgram *program = obl_script (L)->program;
  const ObGazetteer *list = ob_lua_program_find_list (program, name);
  if (list != NULL)
    return list;
  const GPtrArray *names = ob_lua_program_get_lists (program);
  const char *near = ob_suggest (name, (const char *const *) names->pdata, names->len);
  if (near != NULL)
    obl_error (L, "unknown word list %s (did you mean %s?)", name, near);
  obl_error (L, "unknown word list %s: a list's name is written out, as in doc:lookup(\"$titles\", span)", name);
}

static void
push_entry (lua_State *L, const ObList *list, ObListEntry entry, guint32 first, guint32 end)
{
  lua_newtable (L);
  for (guint column = 1; column < ob_list_get_n_columns (list); column++)
    {
      const char *cell = ob_list_get_cell (list, entry, column);
      if (cell == NULL)
        continue;
      lua_pushstring (L, cell);
      lua_setfield (L, -2, ob_list_get_column (list, column));
    }
  lua_pushstring (L, ob_list_get_text (list, entry));
  lua_setfield (L, -2, "entry");
  obl_push_span (L, first, end, NULL, NULL);
  lua_setfield (L, -2, "span");
}

/* doc:lookup("$list", span) */
static int
l_doc_lookup (lua_State *L)
{
  const ObDoc *doc = check_doc (L);
  const ObGazetteer *list = check_list (L, 2);
  ObRange range = obl_check_range (L, 3);
  ObGazetteerHit hits[OB_MAX_GAZETTEER_HITS];
  for (guint32 token = range.first; token < range.end; token++)
    {
      obl_charge (L, 8);
      if (ob_gazetteer_match (list, obl_script (L)->context->gazetteers, doc, token, range.end, hits) == 0)
        continue;
      push_entry (L, ob_gazetteer_get_list (list), hits[0].entry, token, hits[0].end);
      return 1;
    }
  return 0;
}

static int
l_doc_len (lua_State *L)
{
  lua_pushinteger (L, check_doc (L)->n_tokens);
  return 1;
}

static int
l_doc_tostring (lua_State *L)
{
  lua_pushliteral (L, "document");
  return 1;
}

/* doc.<name>. Upvalue: the methods. */
static int
l_doc_index (lua_State *L)
{
  static const char *const own[] = { "id", "date", "span", "spans", "covering", "sentence", "para", "zone", "lookup" };
  const ObDoc *doc = check_doc (L);
  const char *name = luaL_checkstring (L, 2);
  lua_pushvalue (L, 2);
  if (lua_rawget (L, lua_upvalueindex (1)) != LUA_TNIL)
    return 1;
  if (strcmp (name, "id") == 0)
    return lua_pushstring (L, doc->id), 1;
  if (strcmp (name, "date") == 0)
    return lua_pushstring (L, doc->date), 1;
  const char *near = ob_suggest (name, own, G_N_ELEMENTS (own));
  return near != NULL ? obl_error (L, "a document has no '%s' (did you mean '%s'?)", name, near)
                      : obl_error (L, "a document has no '%s'", name);
}

void
obl_open_doc (lua_State *L)
{
  static const luaL_Reg methods[] = {
    { "span", l_doc_span },
    { "spans", l_doc_spans },
    { "covering", l_doc_covering },
    { "sentence", l_doc_sentence },
    { "para", l_doc_para },
    { "zone", l_doc_zone },
    { "lookup", l_doc_lookup },
    { NULL, NULL },
  };
  static const luaL_Reg meta[] = {
    { "__len", l_doc_len },
    { "__tostring", l_doc_tostring },
    { NULL, NULL },
  };
  obl_new_class (L, CLASS, l_doc_index, methods, meta);
}
