/* Class match: what a rule has found, to be looked at and changed by its on_match(m, doc).
 *
 *   m.text  m.first  m.last   its text and the numbers of its first and last word
 *   m.match                   its extent as a span
 *   m.rule                    "pack/rule@rev"
 *   m.label                   its label; m.label = "PERSON" sets it
 *   m.<capture>               the capture's span (the first of several pieces), or nil: m.source, m.cue, m.content
 *   m.<field>                 a field of the annotation as text, or nil: m.stance, m.country
 *   m.<field> = value         sets it; true and false become "yes" and "no"; nil removes field and capture
 *   m.<capture> = span        replaces the capture by one span; m.match = span sets the extent
 *   m:capture(name, span)     the same; also m:capture(name, first, last)
 *   m:add(name, span)         adds a piece to a capture; also m:add(name, first, last)
 *   m:pieces(name)            all pieces of a capture, a table 1, 2, 3 …
 *
 * on_match returns m to keep the match, or nil and a reason to drop it. Changes count only when it returns m. A match
 * is good for its call. */
#include "lua/ob-lua-handles.h"
#include "lua/ob-lua-library.h"
#include <string.h>

#define CLASS "obelus:match"
#define MAX_PIECES 1000         /* spans of one annotation */

typedef struct
{
  guint64 call;
} Handle;

void
obl_push_match (lua_State *L)
{
  Handle *handle = lua_newuserdatauv (L, sizeof *handle, 0);
  handle->call = obl_script (L)->call;
  luaL_setmetatable (L, CLASS);
}

gboolean
obl_is_match (lua_State *L, int index)
{
  const Handle *handle = luaL_testudata (L, index, CLASS);
  return handle != NULL && handle->call == obl_script (L)->call;
}

static ObAnnotation *
check_match (lua_State *L)
{
  const Handle *handle = luaL_checkudata (L, 1, CLASS);
  if (handle->call != obl_script (L)->call || handle->call == 0)
    obl_error (L, "this match has expired: on_match is over");
  obl_charge (L, 2);
  return obl_script (L)->work;
}

/* --- names --- */

/* The spans a claim, time or event is made of; a rule may make them without having captured them. */
static const char *const span_fields[] = { "source", "cue", "content", "to", "when", "hedge", "actor", "target", "act",
                                           NULL };

static gboolean
is_capture (lua_State *L, const char *name)
{
  const ObRule *rule = obl_script (L)->rule;
  if (g_strv_contains (span_fields, name))
    return TRUE;
  for (guint i = 0; rule->match != NULL && i < ob_pattern_get_n_captures (rule->match); i++)
    if (strcmp (ob_pattern_get_capture (rule->match, i), name) == 0)
      return TRUE;
  return FALSE;
}

void
obl_check_field (lua_State *L, const char *name, const char *const *more)
{
  const ObLuaProgram *program = obl_script (L)->program;
  if (ob_lua_program_has_field (program, name))
    return;
  const GPtrArray *fields = ob_lua_program_get_fields (program);
  const char *near = ob_suggest (name, (const char *const *) fields->pdata, fields->len);
  if (near == NULL)
    near = ob_suggest (name, more, -1);
  if (near != NULL)
    obl_error (L, "unknown field '%s' (did you mean '%s'?)", name, near);
  obl_error (L, "unknown field '%s': a pack names its own fields in pack.lua, fields = { \"%s\" }", name, name);
}

static const char *const own_names[] = { "text", "first", "last", "match", "rule", "label", "capture", "add", "pieces",
                                         NULL };

/* --- captures --- */

static void
push_capture (lua_State *L, const ObCapture *capture)
{
  const ObSpans *spans = obl_script (L)->context->spans;
  const ObSpan *candidates;
  const char *ent = g_intern_static_string ("ent");
  guint32 n = ob_spans_at (spans, ent, capture->first, &candidates);
  obl_charge (L, n + 1);
  for (guint32 i = 0; i < n; i++)
    if (candidates[i].end == capture->end)      /* exactly an entity: its features can be asked for */
      {
        obl_push_span (L, capture->first, capture->end, ent, candidates[i].label);
        return;
      }
  obl_push_span (L, capture->first, capture->end, NULL, NULL);
}

/* A name of a capture at argument 2: known ones only. */
static const char *
check_capture_name (lua_State *L)
{
  const char *name = luaL_checkstring (L, 2);
  if (strcmp (name, "match") != 0 && !is_capture (L, name))
    obl_check_field (L, name, span_fields);
  return name;
}

static void
set_capture (lua_State *L, ObAnnotation *work, const char *name, ObRange range)
{
  if (strcmp (name, "match") == 0)
    {
      work->first = range.first, work->end = range.end;
      return;
    }
  ob_annotation_remove_captures (work, name);
  ob_annotation_add_capture (work, name, range.first, range.end);
  obl_charge (L, 2 + (work->captures != NULL ? work->captures->len : 0) / 4);
}

/* m:capture(name, span) or (name, first, last) */
static int
l_match_capture (lua_State *L)
{
  ObAnnotation *work = check_match (L);
  const char *name = check_capture_name (L);
  set_capture (L, work, name, obl_check_range (L, 3));
  return 0;
}

/* m:add(name, span) or (name, first, last) */
static int
l_match_add (lua_State *L)
{
  ObAnnotation *work = check_match (L);
  const char *name = check_capture_name (L);
  ObRange range = obl_check_range (L, 3);
  if (strcmp (name, "match") == 0)
    return obl_error (L, "m:add: the extent is one piece; use m:capture(\"match\", span)");
  if (work->captures != NULL && work->captures->len >= MAX_PIECES)
    return obl_error (L, "m:add: more than %d pieces", MAX_PIECES);
  obl_charge (L, 2 + (work->captures != NULL ? work->captures->len : 0) / 4);
  ob_annotation_add_capture (work, name, range.first, range.end);
  return 0;
}

/* m:pieces(name) */
static int
l_match_pieces (lua_State *L)
{
  const ObAnnotation *work = check_match (L);
  const char *name = check_capture_name (L);
  lua_newtable (L);
  lua_Integer n = 0;
  for (guint i = 0; work->captures != NULL && i < work->captures->len; i++)
    {
      const ObCapture *capture = &g_array_index (work->captures, ObCapture, i);
      if (strcmp (capture->name, name) != 0)
        continue;
      push_capture (L, capture);
      lua_rawseti (L, -2, ++n);
    }
  return 1;
}

/* --- reading and writing by name --- */

static int
push_own (lua_State *L, const ObAnnotation *work, const char *name)
{
  if (strcmp (name, "first") == 0)
    lua_pushinteger (L, (lua_Integer) work->first + 1);
  else if (strcmp (name, "last") == 0)
    lua_pushinteger (L, work->end);
  else if (strcmp (name, "match") == 0)
    obl_push_span (L, work->first, work->end, NULL, NULL);
  else if (strcmp (name, "rule") == 0)
    lua_pushstring (L, work->rule->tag);
  else if (strcmp (name, "label") == 0)
    lua_pushstring (L, work->label);
  else
    {
      gsize length;
      const char *text = ob_doc_get_span (obl_get_doc (L), work->first, work->end, &length);
      obl_charge (L, length / 16);
      lua_pushlstring (L, text, length);
    }
  return 1;
}

/* m.<name>. Upvalue: the methods, and true by each name of its own. */
static int
l_match_index (lua_State *L)
{
  const ObAnnotation *work = check_match (L);
  const char *name = luaL_checkstring (L, 2);
  lua_pushvalue (L, 2);
  int own = lua_rawget (L, lua_upvalueindex (1));
  if (own == LUA_TBOOLEAN)
    return push_own (L, work, name);
  if (own != LUA_TNIL)
    return 1;
  const ObCapture *capture = ob_annotation_get_capture (work, name);
  if (capture != NULL)
    {
      push_capture (L, capture);
      return 1;
    }
  if (!is_capture (L, name))
    obl_check_field (L, name, own_names);
  lua_pushstring (L, ob_features_get (&work->features, name));
  return 1;
}

/* The value at argument 3 as the text of a field. */
static const char *
check_value (lua_State *L, const char *name)
{
  if (lua_type (L, 3) == LUA_TBOOLEAN)
    return lua_toboolean (L, 3) ? "yes" : "no";
  if (lua_type (L, 3) != LUA_TSTRING && lua_type (L, 3) != LUA_TNUMBER)
    obl_error (L, "m.%s cannot be a %s", name, luaL_typename (L, 3));
  size_t length;
  const char *value = lua_tolstring (L, 3, &length);
  if (length > OB_MAX_FEATURE_BYTES)
    obl_error (L, "m.%s is longer than %d bytes", name, OB_MAX_FEATURE_BYTES);
  if (!g_utf8_validate (value, (gssize) length, NULL))
    obl_error (L, "m.%s is not UTF-8, or holds a NUL", name);
  obl_charge (L, 2 + length / 16);
  return value;
}

/* Raises unless the record allows the field to have @value. */
static void
check_allowed (lua_State *L, const char *name, const char *value)
{
  const ObLuaScript *script = obl_script (L);
  const char *const *values = ob_lua_program_get_values (script->program, script->rule->emits, name);
  if (values == NULL || g_strv_contains (values, value))
    return;
  const char *near = ob_suggest (value, values, -1);
  if (near != NULL)
    obl_error (L, "m.%s cannot be \"%s\" (did you mean \"%s\"?)", name, value, near);
  obl_error (L, "m.%s cannot be \"%s\"; it may be \"%s\", for example", name, value, values[0]);
}

/* Labels are interned for good, and a session goes on for ever: so a script sets only what the pack has written out, what
 * stands in its lists, or what an entity of the document has. */
static const char *
intern_label (lua_State *L, const char *label)
{
  const ObLuaScript *script = obl_script (L);
  const char *const *labels;
  obl_charge (L, 16);
  if (ob_lua_program_has_label (script->program, label))
    return g_intern_string (label);
  guint n = ob_spans_get_labels (script->context->spans, g_intern_static_string ("ent"), &labels);
  for (guint i = 0; i < n; i++)
    if (strcmp (labels[i], label) == 0)
      return labels[i];
  obl_error (L, "m.label: \"%s\" is not written out in the pack's files, nor in the column `label` of one of its lists",
             label);
}

static void
set_label (lua_State *L, ObAnnotation *work)
{
  if (lua_isnil (L, 3))
    {
      work->label = NULL;
      return;
    }
  const char *label = luaL_checkstring (L, 3);
  gboolean is_label = label[0] != '\0' && strlen (label) <= OB_MAX_LABEL_BYTES;
  for (const char *p = label; *p != '\0'; p++)
    is_label = is_label && (g_ascii_isalnum (*p) || *p == '_' || *p == '-' || *p == '.');
  if (!is_label)
    obl_error (L, "m.label: a label is made of up to %d letters, digits, '_', '-' and '.'", OB_MAX_LABEL_BYTES);
  work->label = intern_label (L, label);
}

/* m.<name> = value */
static int
l_match_newindex (lua_State *L)
{
  ObAnnotation *work = check_match (L);
  const char *name = luaL_checkstring (L, 2);
  if (strcmp (name, "label") == 0)
    {
      set_label (L, work);
      return 0;
    }
  if (obl_test_span (L, 3) != NULL)
    {
      check_capture_name (L);
      set_capture (L, work, name, obl_check_range (L, 3));
      return 0;
    }
  if (g_strv_contains (own_names, name))
    return obl_error (L, "m.%s cannot be set to a %s", name, luaL_typename (L, 3));
  gboolean captures = is_capture (L, name);
  if (lua_isnil (L, 3))
    {
      if (!captures)
        obl_check_field (L, name, own_names);
      ob_annotation_remove_captures (work, name);
      ob_features_set (&work->features, name, NULL);
      return 0;
    }
  if (captures && !ob_lua_program_has_field (obl_script (L)->program, name))
    return obl_error (L, "m.%s is a span: set it to a span, not to a %s", name, luaL_typename (L, 3));
  obl_check_field (L, name, own_names);
  const char *value = check_value (L, name);
  check_allowed (L, name, value);
  ob_features_set (&work->features, name, value);
  return 0;
}

static int
l_match_tostring (lua_State *L)
{
  return push_own (L, check_match (L), "text");
}

void
obl_open_match (lua_State *L)
{
  static const luaL_Reg methods[] = {
    { "capture", l_match_capture },
    { "add", l_match_add },
    { "pieces", l_match_pieces },
    { NULL, NULL },
  };
  static const luaL_Reg meta[] = {
    { "__newindex", l_match_newindex },
    { "__tostring", l_match_tostring },
    { NULL, NULL },
  };
  obl_new_class (L, CLASS, l_match_index, methods, meta);
  luaL_getmetatable (L, CLASS);
  lua_getfield (L, -1, "__index");
  lua_getupvalue (L, -1, 1);
  for (guint i = 0; own_names[i] != NULL; i++)
    if (lua_getfield (L, -1, own_names[i]) != LUA_TNIL)
      lua_pop (L, 1);           /* a method */
    else
      {
        lua_pop (L, 1);
        lua_pushboolean (L, TRUE);
        lua_setfield (L, -2, own_names[i]);
      }
  lua_pop (L, 3);
}
