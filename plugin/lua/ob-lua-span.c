/* Class span: some words of the document, one after another.
 *
 *   span.text            the text from the first to the last word, as it stands in the document
 *   span.first  .last    numbers of its first and last word in the document, from 1
 *   span.name   .label   what kind of span it is ("ent", "quote", …) and its label; nil for plain words
 *   span.<feature>       a feature of the annotation it stands for, e.g. span.country; nil when it has none
 *   #span                how many words;  span == other  the same words;  tostring(span) is span.text
 *   span:word(i)         the i-th word as written; negative i from the end; nil when there is none
 *   span:lower(i)        in lower case;  span:shape(i)  its shape: "Xxxx", "ddd"
 *   span:lemma(i)        its likeliest lemma;  span:has_lemma(i, "say")  whether that is one of its lemmas
 *   span:words()         iterates:  for i, word in span:words() do … end
 *   span:sub(i [, j])    the words i … j as a span
 *   span:contains(other) whether all words of the other are in it;  span:overlaps(other)  whether any is
 *
 * A span is good for the document it was made in. */
#include "lua/ob-lua-handles.h"
#include "lua/ob-lua-library.h"
#include <string.h>

#define CLASS "obelus:span"

const char *
obl_find_interned (const char *name)
{
  GQuark quark = g_quark_try_string (name);
  return quark != 0 ? g_quark_to_string (quark) : NULL;
}

const ObDoc *
obl_get_doc (lua_State *L)
{
  const ObLuaScript *script = obl_script (L);
  if (script->context == NULL)
    obl_error (L, "there is no document in hand: this works inside on_match only");
  return script->context->doc;
}

void
obl_push_span (lua_State *L, guint32 first, guint32 end, const char *name, const char *label)
{
  obl_charge (L, 2);
  ObLuaSpan *span = lua_newuserdatauv (L, sizeof *span, 0);
  *span = (ObLuaSpan) { obl_script (L)->document, first, end, name, label };
  luaL_setmetatable (L, CLASS);
}

ObLuaSpan *
obl_test_span (lua_State *L, int index)
{
  return luaL_testudata (L, index, CLASS);
}

const ObLuaSpan *
obl_check_span (lua_State *L, int index)
{
  const ObLuaSpan *span = luaL_checkudata (L, index, CLASS);
  if (span->document != obl_script (L)->document || obl_script (L)->context == NULL)
    obl_error (L, "this span has expired: it belongs to an earlier document");
  return span;
}

guint32
obl_check_token (lua_State *L, int index)
{
  if (obl_test_span (L, index) != NULL)
    return obl_check_span (L, index)->first;
  lua_Integer token = luaL_checkinteger (L, index);
  luaL_argcheck (L, token >= 1 && token <= obl_get_doc (L)->n_tokens, index, "no such word in the document");
  return (guint32) token - 1;
}

ObRange
obl_check_range (lua_State *L, int index)
{
  if (obl_test_span (L, index) != NULL)
    {
      const ObLuaSpan *span = obl_check_span (L, index);
      return (ObRange) { span->first, span->end };
    }
  ObRange range = { obl_check_token (L, index), 0 };
  range.end = obl_check_token (L, index + 1) + 1;
  luaL_argcheck (L, range.end > range.first, index + 1, "the last word stands before the first");
  return range;
}

/* The token meant by word number @index of the span; FALSE when there is none. */
static gboolean
get_word (lua_State *L, const ObLuaSpan *span, int index, guint32 *ret_token)
{
  lua_Integer i = luaL_checkinteger (L, index), n = span->end - span->first;
  if (i < 0)
    i += n + 1;
  if (i < 1 || i > n)
    return FALSE;
  *ret_token = span->first + (guint32) i - 1;
  return TRUE;
}

static void
push_string_id (lua_State *L, guint32 id)
{
  gsize length;
  const char *s = ob_intern_get (obl_get_doc (L)->forms, id, &length);
  obl_charge (L, 1 + length / 16);
  lua_pushlstring (L, s, length);
}

static const ObForm *
get_form (lua_State *L, guint32 token)
{
  return ob_vocab_get (obl_script (L)->context->vocab, obl_get_doc (L)->tokens[token].form);
}

/* span:word(i) */
static int
l_span_word (lua_State *L)
{
  guint32 token;
  if (!get_word (L, obl_check_span (L, 1), 2, &token))
    return 0;
  push_string_id (L, obl_get_doc (L)->tokens[token].form);
  return 1;
}

/* span:lower(i) */
static int
l_span_lower (lua_State *L)
{
  guint32 token;
  if (!get_word (L, obl_check_span (L, 1), 2, &token))
    return 0;
  push_string_id (L, get_form (L, token)->lower);
  return 1;
}

/* span:shape(i) */
static int
l_span_shape (lua_State *L)
{
  guint32 token;
  if (!get_word (L, obl_check_span (L, 1), 2, &token))
    return 0;
  push_string_id (L, get_form (L, token)->shape);
  return 1;
}

/* span:lemma(i) */
static int
l_span_lemma (lua_State *L)
{
  guint32 token;
  if (!get_word (L, obl_check_span (L, 1), 2, &token))
    return 0;
  const ObForm *form = get_form (L, token);
  push_string_id (L, form->lemmas[0] != OB_NO_ID ? form->lemmas[0] : form->lower);
  return 1;
}

/* span:has_lemma(i, lemma) */
static int
l_span_has_lemma (lua_State *L)
{
  guint32 token;
  const ObLuaSpan *span = obl_check_span (L, 1);
  size_t length;
  const char *lemma = luaL_checklstring (L, 3, &length);
  gboolean has = FALSE;
  if (get_word (L, span, 2, &token))
    {
      guint32 id = ob_intern_find (obl_get_doc (L)->forms, lemma, length);
      const ObForm *form = get_form (L, token);
      for (guint i = 0; i < OB_MAX_LEMMAS && form->lemmas[i] != OB_NO_ID; i++)
        has = has || form->lemmas[i] == id;
    }
  lua_pushboolean (L, has);
  return 1;
}

/* The iterator of words(). Upvalue: the span. */
static int
l_span_words_next (lua_State *L)
{
  lua_Integer i = luaL_checkinteger (L, 2) + 1;
  const ObLuaSpan *span = obl_check_span (L, 1);
  if (i > span->end - span->first)
    return 0;
  lua_pushinteger (L, i);
  push_string_id (L, obl_get_doc (L)->tokens[span->first + i - 1].form);
  return 2;
}

/* span:words() */
static int
l_span_words (lua_State *L)
{
  obl_check_span (L, 1);
  lua_pushcfunction (L, l_span_words_next);
  lua_pushvalue (L, 1);
  lua_pushinteger (L, 0);
  return 3;
}

/* span:sub(i [, j]) */
static int
l_span_sub (lua_State *L)
{
  const ObLuaSpan *span = obl_check_span (L, 1);
  guint32 first, last;
  if (lua_gettop (L) < 3)
    {
      lua_settop (L, 2);
      lua_pushinteger (L, -1);
    }
  if (!get_word (L, span, 2, &first) || !get_word (L, span, 3, &last) || last < first)
    return obl_error (L, "span:sub: there are no such words in a span of %d", (int) (span->end - span->first));
  obl_push_span (L, first, last + 1, NULL, NULL);
  return 1;
}

/* span:contains(other) */
static int
l_span_contains (lua_State *L)
{
  const ObLuaSpan *span = obl_check_span (L, 1), *other = obl_check_span (L, 2);
  lua_pushboolean (L, span->first <= other->first && other->end <= span->end);
  return 1;
}

/* span:overlaps(other) */
static int
l_span_overlaps (lua_State *L)
{
  const ObLuaSpan *span = obl_check_span (L, 1), *other = obl_check_span (L, 2);
  lua_pushboolean (L, span->first < other->end && other->first < span->end);
  return 1;
}

static int
l_span_len (lua_State *L)
{
  const ObLuaSpan *span = obl_check_span (L, 1);
  lua_pushinteger (L, span->end - span->first);
  return 1;
}

static int
l_span_eq (lua_State *L)
{
  const ObLuaSpan *a = obl_test_span (L, 1), *b = obl_test_span (L, 2);
  lua_pushboolean (L, a != NULL && b != NULL && a->document == b->document && a->first == b->first &&
                      a->end == b->end);
  return 1;
}

static int
l_span_tostring (lua_State *L)
{
  const ObLuaSpan *span = obl_check_span (L, 1);
  gsize length;
  const char *text = ob_doc_get_span (obl_get_doc (L), span->first, span->end, &length);
  obl_charge (L, 1 + length / 16);
  lua_pushlstring (L, text, length);
  return 1;
}

/* The value of a feature of the annotation the span stands for, looked up afresh: annotations come and go. */
static const char *
find_feature (lua_State *L, const ObLuaSpan *span, const char *name)
{
  const ObSpan *candidates;
  if (span->name == NULL)
    return NULL;
  guint32 n = ob_spans_at (obl_script (L)->context->spans, span->name, span->first, &candidates);
  obl_charge (L, n + 1);
  for (guint32 i = 0; i < n; i++)
    if (candidates[i].end == span->end && candidates[i].label == span->label)
      return ob_span_get_attribute (&candidates[i], name);
  return NULL;
}

/* span.<name>. Upvalue: the methods. */
static int
l_span_index (lua_State *L)
{
  static const char *const own[] = { "text", "first", "last", "name", "label", "word", "lower", "shape", "lemma",
                                     "has_lemma", "words", "sub", "contains", "overlaps", NULL };
  const ObLuaSpan *span = obl_check_span (L, 1);
  const char *name = luaL_checkstring (L, 2);
  lua_pushvalue (L, 2);
  if (lua_rawget (L, lua_upvalueindex (1)) != LUA_TNIL)
    return 1;
  if (strcmp (name, "text") == 0)
    return l_span_tostring (L);
  if (strcmp (name, "first") == 0)
    return lua_pushinteger (L, (lua_Integer) span->first + 1), 1;
  if (strcmp (name, "last") == 0)
    return lua_pushinteger (L, span->end), 1;
  if (strcmp (name, "name") == 0)
    return lua_pushstring (L, span->name), 1;
  if (strcmp (name, "label") == 0)
    return lua_pushstring (L, span->label), 1;
  const char *value = find_feature (L, span, name);
  if (value == NULL)
    obl_check_field (L, name, own);
  lua_pushstring (L, value);
  return 1;
}

void
obl_open_span (lua_State *L)
{
  static const luaL_Reg methods[] = {
    { "word", l_span_word },
    { "lower", l_span_lower },
    { "shape", l_span_shape },
    { "lemma", l_span_lemma },
    { "has_lemma", l_span_has_lemma },
    { "words", l_span_words },
    { "sub", l_span_sub },
    { "contains", l_span_contains },
    { "overlaps", l_span_overlaps },
    { NULL, NULL },
  };
  static const luaL_Reg meta[] = {
    { "__len", l_span_len },
    { "__eq", l_span_eq },
    { "__tostring", l_span_tostring },
    { NULL, NULL },
  };
  obl_new_class (L, CLASS, l_span_index, methods, meta);
}
