/* The Lua floor: the sandbox, declarations, on_match. */
#include "lua/ob-lua-handles.h"
#include "lua/ob-lua-program.h"
#include "lua/ob-lua-state.h"
#include <locale.h>
#include <lualib.h>
#include <string.h>

/* --- running a text --- */

typedef struct
{
  ObLuaProgram *program;
  ObArena      *arena;
  ObDiags      *diags;
  GPtrArray    *decls;          /* of ObDecl, owned */
} Load;

static void
keep_decl (const ObDecl *decl, gpointer data)
{
  g_ptr_array_add (((Load *) data)->decls, g_memdup2 (decl, sizeof *decl));
}

static ObSource *
find_module (const char *name, gpointer data, GError **error)
{
  static const char counter[] = "local n = 0\nreturn { next = function () n = n + 1 return n end }";
  static const char broken[] = "local x =\n\n= 3";
  static const char raising[] = "return { fail = function () error (\"no luck\") end }";
  static const char cycle[] = "return use \"cycle\"";
  (void) data;
  if (strcmp (name, "counter") == 0)
    return ob_source_new ("lib/counter.lua", counter, strlen (counter));
  if (strcmp (name, "broken") == 0)
    return ob_source_new ("lib/broken.lua", broken, strlen (broken));
  if (strcmp (name, "raising") == 0)
    return ob_source_new ("lib/raising.lua", raising, strlen (raising));
  if (strcmp (name, "cycle") == 0)
    return ob_source_new ("lib/cycle.lua", cycle, strlen (cycle));
  g_set_error (error, OB_ERROR, OB_ERROR_NOT_FOUND, "there is no module '%s'", name);
  return NULL;
}

static Load *
load_files (const char *first, const char *second)
{
  Load *load = g_new0 (Load, 1);
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_source_unref);
  g_ptr_array_add (files, ob_source_new ("p/rules/a.lua", first, strlen (first)));
  if (second != NULL)
    g_ptr_array_add (files, ob_source_new ("p/rules/b.lua", second, strlen (second)));
  load->program = ob_lua_program_new ("p", files);
  load->arena = ob_arena_new ();
  load->diags = ob_diags_new ();
  load->decls = g_ptr_array_new_with_free_func (g_free);
  ob_lua_program_load (load->program, find_module, keep_decl, load, load->arena, load->diags);
  return load;
}

static void
load_free (Load *load)
{
  ob_lua_program_unref (load->program);
  ob_arena_free (load->arena);
  ob_diags_free (load->diags);
  g_ptr_array_unref (load->decls);
  g_free (load);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Load, load_free)

static const ObDecl *
get_decl (const Load *load, guint i)
{
  g_assert_cmpuint (load->decls->len, >, i);
  return g_ptr_array_index (load->decls, i);
}

static const ObDiag *
get_diag (const Load *load, guint i)
{
  g_assert_cmpuint (ob_diags_size (load->diags), >, i);
  return ob_diags_get (load->diags, i);
}

static void
assert_no_diags (const Load *load)
{
  g_autofree char *text = ob_diags_dup_text (load->diags, FALSE);
  g_assert_cmpstr (text, ==, "");
}

static void
assert_fails (const char *text, const char *id, const char *message)
{
  g_autoptr (Load) load = load_files (text, NULL);
  g_assert_cmpstr (get_diag (load, 0)->id, ==, id);
  if (strstr (get_diag (load, 0)->message, message) == NULL)
    g_error ("%s: \"%s\" is not in \"%s\"", text, message, get_diag (load, 0)->message);
}

/* What tostring makes of @expression in the sandbox. */
static char *
evaluate (const char *expression)
{
  g_autofree char *text = g_strdup_printf ("local t = { %s }\nlocal r = {}\n"
                                           "for i = 1, 5 do r[i] = tostring (t[i]) end\n"
                                           "list \"r\" (\"=\" .. table.concat (r, \"|\"))", expression);
  g_autoptr (Load) load = load_files (text, NULL);
  if (ob_diags_size (load->diags) > 0)
    return g_strdup_printf ("error");
  return g_strdup (get_decl (load, 0)->value->string);
}

/* The same in Lua as it comes. */
static char *
evaluate_stock (const char *expression)
{
  g_autofree char *text = g_strdup_printf ("local t = { %s }\nlocal r = {}\n"
                                           "for i = 1, 5 do r[i] = tostring (t[i]) end\n"
                                           "return \"=\" .. table.concat (r, \"|\")", expression);
  lua_State *L = luaL_newstate ();
  luaL_openlibs (L);
  char *result = luaL_dostring (L, text) == LUA_OK ? g_strdup (lua_tostring (L, -1)) : g_strdup ("error");
  lua_close (L);
  return result;
}

/* --- the library --- */

static const char *const allowed[] = {
  "assert", "error", "ipairs", "pairs", "select", "tonumber", "tostring", "type", "math", "string", "table", "utf8",
  "string.byte", "string.char", "string.find", "string.format", "string.gmatch", "string.gsub", "string.len",
  "string.lower", "string.match", "string.rep", "string.reverse", "string.sub", "string.upper", "table.concat",
  "table.insert", "table.remove", "table.sort", "table.unpack", "math.abs", "math.acos", "math.asin", "math.atan",
  "math.ceil", "math.cos", "math.deg", "math.exp", "math.floor", "math.fmod", "math.huge", "math.log", "math.max",
  "math.maxinteger", "math.min", "math.mininteger", "math.modf", "math.pi", "math.rad", "math.sin", "math.sqrt",
  "math.tan", "math.tointeger", "math.type", "math.ult", "utf8.char", "utf8.charpattern", "utf8.codepoint",
  "utf8.codes", "utf8.len", "utf8.offset", NULL,
};

/* What .luacheckrc lets packs name, beside the verbs, is the list above, no more and no less. */
static void
test_library_is_what_luacheck_knows (void)
{
  static const char flatten[] =
    "local path, names = ..., {}\n"
    "local env = { stds = {}, files = {}, pairs = pairs }\n"
    "assert (loadfile (path, 't', env)) ()\n"
    "for name, member in pairs (env.stds.obelus.read_globals) do\n"
    "  names[type (name) == 'number' and member or name] = true\n"
    "  if type (member) == 'table' then for field in pairs (member.fields) do names[name .. '.' .. field] = true end end\n"
    "end\n"
    "for _, verb in ipairs { 'list', 'macro', 'rule', 'gazetteer', 'echo', 'use' } do\n"
    "  assert (names[verb], verb) names[verb] = nil\n"
    "end\n"
    "return names";
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", ".luacheckrc", NULL);
  lua_State *L = luaL_newstate ();
  luaL_openlibs (L);
  g_assert_cmpint (luaL_loadstring (L, flatten), ==, LUA_OK);
  lua_pushstring (L, path);
  if (lua_pcall (L, 1, 1, 0) != LUA_OK)
    g_error ("%s", lua_tostring (L, -1));
  for (guint i = 0; allowed[i] != NULL; i++)
    if (lua_getfield (L, 1, allowed[i]) == LUA_TNIL)
      g_error (".luacheckrc lacks %s", allowed[i]);
    else
      lua_pop (L, 1);
  for (lua_pushnil (L); lua_next (L, 1) != 0; lua_pop (L, 1))
    if (!g_strv_contains (allowed, lua_tostring (L, -2)))
      g_error ("rules cannot use %s of .luacheckrc", lua_tostring (L, -2));
  lua_close (L);
}

/* Every name of stock Lua is on the list above, or refused with a reason. */
static void
check_name (const char *name)
{
  g_autofree char *text = g_strdup_printf ("local x = %s", name);
  g_autoptr (Load) load = load_files (text, NULL);
  if (g_strv_contains (allowed, name))
    assert_no_diags (load);
  else if (strstr (get_diag (load, 0)->message, "is not available in rules: ") == NULL)
    g_error ("%s: %s", name, get_diag (load, 0)->message);
}

static void
check_table (lua_State *L, const char *prefix)
{
  lua_pushnil (L);
  while (lua_next (L, -2) != 0)
    {
      g_autofree char *name = g_strconcat (prefix, lua_tostring (L, -2), NULL);
      check_name (name);
      lua_pop (L, 1);
    }
}

static void
test_library_both_ways (void)
{
  static const char *const libraries[] = { "string", "table", "math", "utf8" };
  lua_State *L = luaL_newstate ();
  luaL_openlibs (L);
  lua_pushglobaltable (L);
  check_table (L, "");
  for (guint i = 0; i < G_N_ELEMENTS (libraries); i++)
    {
      g_autofree char *prefix = g_strconcat (libraries[i], ".", NULL);
      lua_getglobal (L, libraries[i]);
      check_table (L, prefix);
      lua_pop (L, 1);
    }
  lua_close (L);
  for (guint i = 0; allowed[i] != NULL; i++)
    check_name (allowed[i]);
}

static void
test_library_strings_as_in_lua (void)
{
  static const char *const expressions[] = {
    "('hello world'):find ('o w')", "('hello'):find ('l', 1, true)", "('hello'):find ('xyz')", "('hello'):find ('')",
    "('hello'):find ('', 10)", "('hello'):find ('', 6)", "('a.b'):find ('.', 2, true)", "('a+b'):find ('+', 1, true)",
    "('hello'):match ('(h)(.)')", "('key = value'):match ('^(%w+)%s*=%s*(%w+)$')", "('  x  '):match ('^%s*(.-)%s*$')",
    "('2024-05-17'):match ('(%d+)-(%d+)-(%d+)')", "('f(a(b)c)d'):match ('%b()')",
    "('THE (quick) fox'):find ('%((%a+)%)')",
    "('THE (quick) fox'):gsub ('%f[%a]%a', string.lower)", "('abc'):match ('()b()')", "('aaa'):match ('^a-$')",
    "('abab'):match ('(ab)%1')", "('x'):match ('[^]]')", "(']'):match ('[]]')", "('a-b'):match ('[a%-z]+')",
    "('a-b'):match ('[b-]+')", "('hello'):gsub ('l', 'L')", "('hello'):gsub ('', '-')", "('hello'):gsub ('l', '%0%0')",
    "('hello world'):gsub ('(%w+)', '<%1>')", "('abc'):gsub ('%w', '%%')",
    "('abc'):gsub ('%w', { a = '1', b = false })",
    "('abc'):gsub ('b', function (x) return nil end)", "('abc def'):gsub ('%w+', '%0 %0', 1)",
    "('abc'):gsub ('^a', 'x')",
    "('abc'):gsub ('x*', '.')", "('héllo'):match ('h.-l')", "('abc'):gsub ('(a)(b)', '%2%1')", "('x'):rep (3, ',')",
    "('x'):rep (0)", "('x'):rep (-1)", "('ab'):rep (2)", "string.format ('%d %5.2f %s %q', 3, 2.5, 'x', 'a\\nb')",
    "string.format ('%-5s|%5s|%.2s', 'ab', 'cd', 'efg')", "string.format ('%x %X %o %c', 255, 255, 8, 65)",
    "string.format ('%g %e', 1e20, 0.5)", "string.format ('%%')", "string.format ('%s %s', nil, true)",
    "string.format ('%i', 3.0)", "string.format ('%5d|%-5d|%05d', 42, 42, 42)", "string.format ('%q', 1 / 3 > 0)",
    "('abc'):byte (1, -1)", "('abc'):sub (-2)", "('ABC'):lower ()", "('a,b,,c'):gsub (',', ';')", "#('x'):rep (1000)",
    "('abc'):find ('b', -1)", "('abc'):find ('b', -2)", "('a\\0b'):find ('\\0')",
    "('[test]'):match ('^%[(.*)%]$')", "('a b c'):gsub ('%s', '')", "('aXbX'):gsub ('X', { X = 1 })",
    "('abc'):match ('((a)(b))')", "('x=1, y=2'):gsub ('(%w)=(%w)', '%2=%1')", "('%d'):gsub ('%%d', 'x')",
    "string.format ('%10.4f|', math.pi)", "('test'):gsub ('t', 'x', 0)", "('é'):byte (1, -1)", "('a'):find ('[a')",
    "('a'):find ('%')", "('a'):gsub ('a', '%2')", "('a'):match ('(a')", "('a'):match ('a)')",
    "string.format ('%d', 1.5)",
    "string.format ('%d')", "('x'):match ('%1')", "('abc'):match ('.-(b)')", "('aab'):match ('^(a*)b')",
    "utf8.char (233, 8217)", "utf8.len ('é’')", "tostring (1e15)", "tostring (2^53)", "10 // 3", "7 % -3", "'10' .. 1",
    "math.type (3.0)", "tonumber ('0x10')", "tonumber ('z', 36)", "select ('#', 1, 2)", "select (2, 'a', 'b')",
    "table.unpack ({ 1, 2, 3 })", "table.concat ({ 1, 2, 3 }, ', ')", "table.concat ({}, ', ')",
    "table.remove ({ 1, 2, 3 })", "table.remove ({})", "table.remove ({ 1, 2, 3 }, 1)", "#{ n = 1 }",
  };
  for (guint i = 0; i < G_N_ELEMENTS (expressions); i++)
    {
      g_autofree char *ours = evaluate (expressions[i]), *stock = evaluate_stock (expressions[i]);
      if (strcmp (ours, stock) != 0)
        g_error ("%s: ours %s, Lua's %s", expressions[i], ours, stock);
    }
}

static void
test_library_gmatch_goes_on_as_in_lua (void)
{
  static const char *const loops[][2] = {
    { "one two  three", "%a+" }, { "key=1,other=2", "(%w+)=(%w+)" }, { "abc", "" }, { "aXbXc", "[^X]*" },
    { "", ".*" }, { "hello", "l*" }, { "a b", "()" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (loops); i++)
    {
      g_autofree char *expression = g_strdup_printf (
        "(function () local r = '' for a, b in ('%s'):gmatch ('%s') do r = r .. '<' .. a .. (b or '') .. '>' end "
        "return r end) ()", loops[i][0], loops[i][1]);
      g_autofree char *ours = evaluate (expression), *stock = evaluate_stock (expression);
      g_assert_cmpstr (ours, ==, stock);
    }
}

static void
test_library_repeats (void)
{
  g_autofree char *keys = evaluate (
    "(function () local t, r = { z = 1, a = 2, [3] = 3, [1.5] = 4, [true] = 5, M = 6 }, '' "
    "for k, v in pairs (t) do r = r .. tostring (k) .. v .. ' ' end return r end) ()");
  g_assert_cmpstr (keys, ==, "=1.54 33 M6 a2 z1 true5 |nil|nil|nil|nil");
  g_autofree char *names = evaluate ("tostring ({}), tostring (print == nil), tostring (function () end)");
  g_assert_cmpstr (names, ==, "error");         /* print is not there */
  g_autofree char *types = evaluate ("tostring ({}), tostring (function () end), string.format ('%s', {})");
  g_assert_cmpstr (types, ==, "=table|function|table|nil|nil");
  g_autofree char *sorted = evaluate (
    "(function () local t = { 'b1', 'a1', 'b2', 'a2', 'b3' } "
    "table.sort (t, function (x, y) return x:sub (1, 1) < y:sub (1, 1) end) return table.concat (t, ' ') end) ()");
  g_assert_cmpstr (sorted, ==, "=a1 a2 b1 b2 b3|nil|nil|nil|nil");
}

/* The same bytes in every state and every locale that is there. */
static void
test_library_knows_no_locale (void)
{
  static const char *const locales[] = { "C", "C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8", "cs_CZ.UTF-8" };
  static const char expression[] =
    "string.format ('%.2f %5.1e', 1234.5, 0.25) .. tostring (1.5) .. ('ICH'):lower () .. tostring ('b' < 'C'), "
    "(function () local t, r = { ch = 1, h = 2, z = 3, a = 4, ['ö'] = 5, B = 6 }, '' "
    "for k in pairs (t) do r = r .. k .. ' ' end return r end) (), "
    "(function () local t = { 'z', 'ä', 'B', 'a' } table.sort (t) return table.concat (t) end) (), "
    "tostring (tonumber ('1.5')), tostring (('É'):match ('%a'))";
  g_autofree char *before = g_strdup (setlocale (LC_ALL, NULL));
  g_autofree char *first = evaluate (expression);
  g_assert_cmpstr (first, ==, "=1234.50 2.5e-01" "1.5ichfalse|B a ch h z ö |Bazä|1.5|nil");
  for (guint i = 0; i < 20; i++)
    {
      if (setlocale (LC_ALL, locales[i % G_N_ELEMENTS (locales)]) == NULL)
        continue;
      g_autofree char *again = evaluate (expression);
      setlocale (LC_ALL, before);
      g_assert_cmpstr (again, ==, first);
    }
}

static void
test_library_pairs_allows_removal (void)
{
  g_autofree char *text = evaluate ("(function () local t, n = { a = 1, b = 2, c = 3 }, 0 "
                                    "for k in pairs (t) do t[k] = nil t.c = nil n = n + 1 end return n end) ()");
  g_assert_cmpstr (text, ==, "=2|nil|nil|nil|nil");
  assert_fails ("for k in pairs ({ [{}] = 1 }) do end", "OB303", "a key is a table, which has no order");
}

static void
test_library_unknown_names_are_told (void)
{
  assert_fails ("local x = strng", "OB303", "unknown name 'strng' (did you mean 'string'?)");
  assert_fails ("local x = string.fnd", "OB303", "unknown name 'string.fnd' (did you mean 'string.find'?)");
  assert_fails ("local x = ('x'):uper ()", "OB303", "unknown name 'string.uper' (did you mean 'string.upper'?)");
  assert_fails ("counter = 1", "OB303", "'counter' is assigned but not declared");
}

/* --- hostile sources (scripts are in tests/hostile) --- */

static void
test_hostile_sources (void)
{
  g_autofree char *braces = g_strnfill (20000, '{'), *parens = g_strnfill (20000, '(');
  g_autofree char *table = g_strconcat ("local x = ", braces, NULL), *group = g_strconcat ("local x = ", parens, NULL);
  assert_fails (table, "OB302", "overflow");
  assert_fails (group, "OB302", "overflow");
  assert_fails ("\x1bLua", "OB302", "binary chunk");
  assert_fails ("local x = [==[ never closed", "OB302", "unfinished long string");
}

static void
use_state (lua_State *L, gpointer data)
{
  (void) data;
  lua_newtable (L);
  for (int i = 0; i < 100; i++)
    {
      lua_pushfstring (L, "key %d", i);
      lua_rawseti (L, -2, i + 1);
    }
}

/* However little memory there is, it ends as a breach of memory, not as a crash. */
static void
test_hostile_out_of_memory (void)
{
  gboolean ever = FALSE;
  for (guint64 bytes = 500; bytes < 60000; bytes += 61)
    {
      ObBudgetLimits limits = { .max_bytes = bytes };
      g_autoptr (ObLuaState) state = ob_lua_state_new (&limits, NULL);
      if (state == NULL)
        continue;
      gboolean done = ob_lua_call (state, use_state, NULL);
      g_assert_true (done || state->failure.code == OB_ERROR_MEMORY);
      g_assert_cmpuint (state->budget.bytes, <=, bytes);
      ever = ever || done;
    }
  g_assert_true (ever);
}

/* --- declarations --- */

static void
test_declare_values_and_places (void)
{
  g_autoptr (Load) load = load_files (
    "-- a comment\n"
    "rule \"first\" {\n"
    "  emits = \"claim\", match = [=[ [word=\"é\"]\n   cue:\"x\" ]=],\n"
    "  set = { zeta = 1, alpha = true, nested = { \"a\", \"b\" } },\n"
    "}\n"
    "rule (\"second\", { on_match = function () end })\n"
    "list \"say\" [=[\n say tell ]=]\n", NULL);
  assert_no_diags (load);
  const ObDecl *first = get_decl (load, 0);
  g_assert_cmpstr (first->verb, ==, "rule");
  g_assert_cmpstr (first->name, ==, "first");
  g_assert_cmpuint (first->place.line, ==, 2);
  g_assert_cmpuint (first->name_place.column, ==, 7);
  const ObField *match = ob_value_find (first->value, "match");
  g_assert_cmpuint (match->place.column, ==, 20);
  g_assert_cmpuint (match->value.place.line, ==, 3);
  g_assert_cmpuint (match->value.place.column, ==, 31);
  g_assert_cmpint (match->value.bracket, ==, 1);
  const ObValue *set = &ob_value_find (first->value, "set")->value;
  g_assert_cmpuint (set->n_fields, ==, 3);
  g_assert_cmpstr (set->fields[0].name, ==, "zeta");
  g_assert_cmpfloat (set->fields[0].value.number, ==, 1);
  g_assert_cmpstr (set->fields[1].name, ==, "alpha");
  g_assert_true (set->fields[1].value.boolean);
  g_assert_cmpuint (set->fields[2].value.n_items, ==, 2);
  g_assert_cmpstr (set->fields[2].value.items[1].string, ==, "b");
  g_assert_cmpint (ob_value_find (get_decl (load, 1)->value, "on_match")->value.kind, ==, OB_VALUE_FUNCTION);
  const ObDecl *say = get_decl (load, 2);
  g_assert_cmpstr (say->value->string, ==, " say tell ");
  g_assert_cmpuint (say->value->place.line, ==, 9);
  g_assert_cmpuint (say->value->place.column, ==, 1);
}

static void
test_declare_same_text_is_told_apart (void)
{
  g_autoptr (Load) load =
    load_files ("rule \"a\" { match = \"x\", examples = { hit = { \"s\" } } }\n"
                "rule \"b\" { match = \"x\", examples = { hit = { { \"s\", match = \"y\" } } } }\n", NULL);
  assert_no_diags (load);
  g_assert_cmpuint (ob_value_find (get_decl (load, 0)->value, "match")->value.place.line, ==, 1);
  const ObValue *second = get_decl (load, 1)->value;
  g_assert_cmpuint (ob_value_find (second, "match")->value.place.line, ==, 2);
  g_assert_cmpuint (ob_value_find (second, "match")->place.column, ==, 12);
  const ObValue *hit = &ob_value_find (&ob_value_find (second, "examples")->value, "hit")->value;
  g_assert_cmpuint (ob_value_find (&hit->items[0], "match")->place.column, ==, 53);
}

/* Line ends of other systems, tabs, escapes and comments do not shift places. */
static void
test_declare_places_in_odd_files (void)
{
  g_autoptr (Load) load = load_files ("--[==[ long ]] \r\n comment ]==] list \"a\" [=[\r\nsay\r\n tell]=]\r\n"
                                      "\tlist 'b' \"sa\\u{79}\\x20\\116ell\"\r\n"
                                      "list (\"c\", { -- \"x\" = {\r\n\t\"x\", case = 'any' })", NULL);
  assert_no_diags (load);
  const ObDecl *a = get_decl (load, 0), *b = get_decl (load, 1), *c = get_decl (load, 2);
  g_assert_cmpuint (a->place.line, ==, 2);
  g_assert_cmpuint (a->place.column, ==, 15);
  g_assert_cmpstr (a->value->string, ==, "say\n tell");
  g_assert_cmpuint (a->value->place.line, ==, 3);
  g_assert_cmpuint (a->value->place.column, ==, 1);
  g_assert_cmpstr (b->value->string, ==, "say tell");
  g_assert_cmpint (b->value->bracket, ==, OB_BRACKET_QUOTED);
  g_assert_cmpuint (b->value->place.line, ==, 5);
  g_assert_cmpuint (b->value->place.column, ==, 12);
  g_assert_cmpuint (c->value->items[0].place.line, ==, 7);
  g_assert_cmpuint (c->value->items[0].place.column, ==, 3);
  g_assert_cmpuint (ob_value_find (c->value, "case")->place.column, ==, 7);
}

static void
test_declare_from_code (void)
{
  g_autoptr (Load) load = load_files ("for _, word in ipairs { \"day\", \"week\" } do\n"
                                      "  rule (\"next-\" .. word) { match = \"next \" .. word, emits = \"time\" }\n"
                                      "end\n", NULL);
  assert_no_diags (load);
  g_assert_cmpuint (load->decls->len, ==, 2);
  g_assert_cmpstr (get_decl (load, 1)->name, ==, "next-week");
  g_assert_cmpuint (get_decl (load, 1)->place.line, ==, 2);
  g_assert_cmpint (ob_value_find (get_decl (load, 1)->value, "match")->value.bracket, ==, OB_BRACKET_UNKNOWN);
}

static void
test_declare_errors_are_told_at_their_place (void)
{
  g_autoptr (Load) load = load_files ("local x = 1\nlocal y = undefined_name\n", "rule \"fine\" { emits = \"claim\" }");
  g_assert_cmpuint (ob_diags_size (load->diags), ==, 1);
  g_assert_cmpstr (get_diag (load, 0)->file, ==, "p/rules/a.lua");
  g_assert_cmpuint (get_diag (load, 0)->line, ==, 2);
  g_assert_cmpuint (get_diag (load, 0)->column, ==, 11);
  g_assert_cmpuint (load->decls->len, ==, 1);           /* the other file is loaded all the same */
  assert_fails ("rule \"x\"", "OB315", "rule \"x\" has no body");
  assert_fails ("rule {}", "OB303", "rule takes a name");
  assert_fails ("list \"x\" { \"\\xff\" }", "OB303", "not UTF-8");
  assert_fails ("list \"x\" { [1.5] = 2 }", "OB303", "nothing else");
  assert_fails ("local x = = 2", "OB302", "unexpected symbol");
}

static void
test_declare_modules_run_once (void)
{
  g_autoptr (Load) load = load_files ("local c = use \"counter\"\nc.next ()\n",
                                      "local c = use \"counter\"\nlist (\"n\" .. c.next ()) \"x\"\n");
  assert_no_diags (load);
  g_assert_cmpstr (get_decl (load, 0)->name, ==, "n2");
  assert_fails ("use \"absent\"", "OB303", "there is no module 'absent'");
  assert_fails ("use \"cycle\"", "OB303", "module 'cycle' uses itself");
  assert_fails ("use \"../x\"", "OB303", "a module's name is made of");
  g_autoptr (Load) broken = load_files ("\nuse \"broken\"", NULL);
  g_assert_cmpstr (get_diag (broken, 0)->message, ==, "lib/broken.lua:3: unexpected symbol near '='");
}

static void
test_declare_suppressions_count_for_the_declaration (void)
{
  g_autoptr (Load) load = load_files ("-- suppress: OB207\nrule \"a\" {\n  match = \"x\",\n}\nrule \"b\" {}\n", NULL);
  ObPlace inside = { .file = "p/rules/a.lua", .line = 3 }, after = { .file = "p/rules/a.lua", .line = 5 };
  ob_diags_add (load->diags, OB_SEVERITY_WARNING, "OB207", &inside, "unseen");
  g_assert_cmpuint (ob_diags_size (load->diags), ==, 0);
  ob_diags_add (load->diags, OB_SEVERITY_WARNING, "OB208", &inside, "seen");
  ob_diags_add (load->diags, OB_SEVERITY_WARNING, "OB207", &after, "seen");
  g_assert_cmpuint (ob_diags_size (load->diags), ==, 2);
}

static void
test_declare_suppressions_count_for_the_whole_string (void)
{
  g_autoptr (Load) load = load_files ("-- suppress: OB205\nmacro \"a\" [=[ \"x\"\n  \"y\" ]=]\nmacro \"b\" [=[ \"z\" ]=]\n",
                                      NULL);
  ObPlace inside = { .file = "p/rules/a.lua", .line = 3 }, after = { .file = "p/rules/a.lua", .line = 4 };
  ob_diags_add (load->diags, OB_SEVERITY_WARNING, "OB205", &inside, "unseen");
  g_assert_cmpuint (ob_diags_size (load->diags), ==, 0);
  ob_diags_add (load->diags, OB_SEVERITY_WARNING, "OB205", &after, "seen");
  g_assert_cmpuint (ob_diags_size (load->diags), ==, 1);
}

/* --- on_match --- */

typedef struct
{
  Load          *load;
  gpointer       script;
  ObVocab       *vocab;
  ObSpans       *spans;
  ObGazetteers  *gazetteers;
  ObGazetteerCache *cache;
  ObDoc         *doc;
  ObMatchContext context;
  ObRule        *rule;
  ObFeatures     features;      /* of the entity "Lena Orbak" */
  ObAnnotation  *annotation;
  char          *reason;
  guint          line;
  GError        *error;
} Run;

static const char *const *
get_values (const char *type, const char *field)
{
  static const char *const stances[] = { "assert", "deny", NULL };
  return strcmp (type, "claim") == 0 && strcmp (field, "stance") == 0 ? stances : NULL;
}

static void
begin_document (Run *run)
{
  static const char text[] = "Mayor Lena Orbak said the bridge was unsafe. Nobody listened.";
  g_clear_pointer (&run->doc, ob_doc_free);
  run->doc = ob_doc_new (ob_text_new (text, strlen (text), NULL), "doc-7", "2024-05-17",
                         ob_vocab_get_forms (run->vocab));
  ObSpan person = { 1, 3, g_intern_string ("PERSON"), &run->features };
  ob_spans_reset (run->spans, run->doc->n_tokens);
  ob_spans_set (run->spans, g_intern_string ("ent"), &person, 1);
  run->context.doc = run->doc;
  ob_lua_script_class.begin (run->script, &run->context);
}

static Run *
run_open (const char *text)
{
  Run *run = g_new0 (Run, 1);
  ObPlace place = { .file = "p/rules/a.lua", .line = 1 };
  run->load = load_files (text, NULL);
  assert_no_diags (run->load);
  run->vocab = ob_vocab_new ();
  run->spans = ob_spans_new ();
  run->gazetteers = ob_gazetteers_new ();
  g_autoptr (ObList) titles = ob_list_parse_inline ("titles", "mayor councillor", &place, run->load->diags);
  ob_lua_program_add_list (run->load->program, "$titles",
                           ob_gazetteers_add (run->gazetteers, titles, OB_GAZETTEER_LEMMA, run->load->diags));
  ob_lua_program_add_field (run->load->program, "stance");
  ob_lua_program_add_field (run->load->program, "country");
  ob_lua_program_set_values (run->load->program, get_values);
  run->cache = ob_gazetteer_cache_new (run->gazetteers, run->vocab);
  run->context = (ObMatchContext) { .vocab = run->vocab, .spans = run->spans, .gazetteers = run->cache };
  ob_features_set (&run->features, "country", "Tarvia");
  run->rule = ob_rule_new (OB_RULE_PATTERN, "p", "r", 1);
  run->rule->emits = g_intern_string ("claim");
  run->rule->file = g_strdup ("p/rules/a.lua");
  run->script = ob_lua_script_class.open (run->load->program, &run->error);
  g_assert_no_error (run->error);
  begin_document (run);
  return run;
}

static ObVerdict
call_with (Run *run, const char *stance, const char *country)
{
  g_clear_pointer (&run->annotation, ob_annotation_free);
  g_clear_pointer (&run->reason, g_free);
  g_clear_error (&run->error);
  run->annotation = ob_annotation_new (run->rule, 1, 8);
  ob_annotation_add_capture (run->annotation, "source", 1, 3);
  ob_annotation_add_capture (run->annotation, "cue", 3, 4);
  ob_annotation_add_capture (run->annotation, "content", 4, 8);
  ob_features_set (&run->annotation->features, "stance", stance);
  ob_features_set (&run->annotation->features, "country", country);
  ObScriptCall script_call = { &run->context, run->annotation };
  return ob_lua_script_class.on_match (run->script, run->rule, &script_call, &run->reason, &run->line, &run->error);
}

static ObVerdict
call (Run *run)
{
  return call_with (run, "assert", NULL);
}

static void
next_document (Run *run)
{
  ob_lua_script_class.end (run->script);
  begin_document (run);
}

static void
run_free (Run *run)
{
  ob_lua_script_class.end (run->script);
  ob_lua_script_class.close (run->script);
  ob_annotation_free (run->annotation);
  ob_doc_free (run->doc);
  ob_gazetteer_cache_free (run->cache);
  ob_gazetteers_free (run->gazetteers);
  ob_spans_free (run->spans);
  ob_vocab_free (run->vocab);
  ob_rule_free (run->rule);
  ob_features_clear (&run->features);
  g_free (run->reason);
  g_clear_error (&run->error);
  load_free (run->load);
  g_free (run);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

/* Each line is an assertion inside on_match. */
static void
assert_on_match (const char *body)
{
  g_autofree char *text = g_strdup_printf ("rule \"r\" { on_match = function (m, doc)\n%s\nreturn m end }", body);
  g_autoptr (Run) run = run_open (text);
  ObVerdict verdict = call (run);
  g_assert_no_error (run->error);
  g_assert_cmpint (verdict, ==, OB_VERDICT_KEEP);
}

static void
assert_on_match_fails (const char *body, guint line, const char *message)
{
  g_autofree char *text = g_strdup_printf ("rule \"r\" { on_match = function (m, doc)\n%s\nend }", body);
  g_autoptr (Run) run = run_open (text);
  g_assert_cmpint (call (run), ==, OB_VERDICT_FAILED);
  g_assert_cmpuint (run->line, ==, line);
  if (strstr (run->error->message, message) == NULL)
    g_error ("\"%s\" is not in \"%s\"", message, run->error->message);
}

static void
test_match_can_be_read (void)
{
  assert_on_match (
    "assert (m.text == 'Lena Orbak said the bridge was unsafe')\n"
    "assert (m.first == 2 and m.last == 8 and m.rule == 'p/r@1' and m.label == nil)\n"
    "assert (m.source.text == 'Lena Orbak' and m.cue.text == 'said' and m.hedge == nil)\n"
    "assert (m.stance == 'assert' and m.country == nil)\n"
    "assert (m.source.name == 'ent' and m.source.label == 'PERSON' and m.source.country == 'Tarvia')\n"
    "assert (#m:pieces ('content') == 1 and m:pieces ('content')[1] == m.content)\n"
    "assert (tostring (m.cue) == 'said' and m.match.text == m.text)");
}

static void
test_match_span_can_be_read (void)
{
  assert_on_match (
    "local s = m.source\n"
    "assert (#s == 2 and s.first == 2 and s.last == 3)\n"
    "assert (s:word (1) == 'Lena' and s:word (-1) == 'Orbak' and s:word (3) == nil)\n"
    "assert (s:lower (1) == 'lena' and s:shape (1) == 'Xxxx')\n"
    "assert (m.cue:lemma (1) == 'say' and m.cue:has_lemma (1, 'say') and not m.cue:has_lemma (1, 'tell'))\n"
    "local words = {}\n"
    "for i, word in m.content:words () do words[i] = word end\n"
    "assert (table.concat (words, ' ') == 'the bridge was unsafe')\n"
    "assert (m.content:sub (2).text == 'bridge was unsafe' and m.content:sub (1, 2).text == 'the bridge')\n"
    "assert (m.match:contains (m.cue) and not m.cue:overlaps (m.source))");
}

static void
test_match_document_can_be_read (void)
{
  assert_on_match (
    "assert (doc.id == 'doc-7' and doc.date == '2024-05-17' and #doc == 12)\n"
    "assert (doc:span (1, 3).text == 'Mayor Lena Orbak')\n"
    "assert (#doc:spans ('ent') == 1 and doc:spans ('ent')[1].text == 'Lena Orbak')\n"
    "assert (#doc:spans ('ent', m.cue) == 0 and #doc:spans ('ent', nil, 'ORG') == 0 and #doc:spans ('nothing') == 0)\n"
    "assert (doc:covering ('ent', 3) == m.source and doc:covering ('ent', m.cue) == nil)\n"
    "assert (doc:sentence (1).text == 'Mayor Lena Orbak said the bridge was unsafe.')\n"
    "assert (doc:sentence (m.cue).last == 9 and doc:para (12).first == 1)\n"
    "assert (type (doc:zone (1)) == 'string')\n"
    "local entry = doc:lookup ('$titles', doc:sentence (1))\n"
    "assert (entry.entry == 'mayor' and entry.span.text == 'Mayor')\n"
    "assert (doc:lookup ('$titles', m.cue) == nil)");
}

static void
test_match_can_be_changed (void)
{
  g_autoptr (Run) run = run_open ("rule \"r\" { on_match = function (m, doc)\n"
                                  "m.stance = 'deny' m.country = true m.label = 'NEW'\n"
                                  "m.source = doc:span (1, 3) m.cue = nil\n"
                                  "m:add ('content', 11, 11) m:capture ('match', 1, 8)\n"
                                  "assert (m.stance == 'deny' and #m:pieces ('content') == 2)\n"
                                  "return m end }");
  g_assert_cmpint (call (run), ==, OB_VERDICT_KEEP);
  ObAnnotation *annotation = run->annotation;
  g_assert_cmpstr (ob_features_get (&annotation->features, "stance"), ==, "deny");
  g_assert_cmpstr (ob_features_get (&annotation->features, "country"), ==, "yes");
  g_assert_cmpstr (annotation->label, ==, "NEW");
  g_assert_cmpuint (annotation->first, ==, 0);
  g_assert_cmpuint (annotation->end, ==, 8);
  g_assert_cmpuint (ob_annotation_get_capture (annotation, "source")->first, ==, 0);
  g_assert_null (ob_annotation_get_capture (annotation, "cue"));
  g_assert_cmpuint (annotation->captures->len, ==, 3);
}

static void
test_match_is_changed_wholly_or_not_at_all (void)
{
  g_autoptr (Run) failing = run_open ("rule \"r\" { on_match = function (m, doc)\n"
                                      "m.stance = 'deny' m.cue = nil\n"
                                      "error ('no luck') end }");
  g_assert_cmpint (call (failing), ==, OB_VERDICT_FAILED);
  g_assert_cmpstr (failing->error->message, ==, "no luck");
  g_assert_cmpuint (failing->line, ==, 3);
  g_assert_cmpstr (ob_features_get (&failing->annotation->features, "stance"), ==, "assert");
  g_autoptr (Run) dropping = run_open ("rule \"r\" { on_match = function (m, doc)\n"
                                       "m.stance = 'deny' m.cue = nil\n"
                                       "return nil, 'not a claim' end }");
  g_assert_cmpint (call (dropping), ==, OB_VERDICT_DROP);
  g_assert_cmpstr (dropping->reason, ==, "not a claim");
  g_assert_nonnull (ob_annotation_get_capture (dropping->annotation, "cue"));
}

static void
test_match_mistakes_are_told (void)
{
  assert_on_match_fails ("local x = 1\nreturn m.sourc", 3, "unknown field 'sourc'");
  assert_on_match_fails ("m.stanze = 'deny'", 2, "unknown field 'stanze' (did you mean 'stance'?)");
  assert_on_match_fails ("m.stance = 'denny'", 2, "m.stance cannot be \"denny\" (did you mean \"deny\"?)");
  assert_on_match_fails ("return m.source.contry", 2, "unknown field 'contry' (did you mean 'country'?)");
  assert_on_match_fails ("return doc:sentense (1)", 2, "a document has no 'sentense' (did you mean 'sentence'?)");
  assert_on_match_fails ("return doc:lookup ('$titels', m.cue)", 2,
                         "unknown word list $titels (did you mean $titles?)");
  assert_on_match_fails ("m.text = 'x'", 2, "m.text cannot be set");
  assert_on_match_fails ("m.source = 'x'", 2, "m.source is a span: set it to a span");
  assert_on_match_fails ("m.stance = {}", 2, "m.stance cannot be a table");
  assert_on_match_fails ("m:add ('match', m.cue)", 2, "the extent is one piece");
  assert_on_match_fails ("return 42", 1, "it must return the match");
  assert_on_match_fails ("return doc:span (5, 2)", 2, "the last word stands before the first");
}

static void
test_match_errors_of_modules_name_both_places (void)
{
  g_autoptr (Run) run = run_open ("local raising = use \"raising\"\n"
                                  "rule \"r\" { on_match = function (m, doc)\n"
                                  "  raising.fail ()\n"
                                  "end }");
  g_assert_cmpint (call (run), ==, OB_VERDICT_FAILED);
  g_assert_cmpuint (run->line, ==, 3);
  g_assert_cmpstr (run->error->message, ==, "lib/raising.lua:1: no luck");
}

/* Each on_match tries to leave something for the next one, which must find nothing and fail just like it. */
static void
test_match_nothing_outlives_a_call (void)
{
  static const struct { const char *before, *body, *message; } cases[] = {
    { "local n = 0", "n = n + 1", "assigned to 'n'" },
    { "local n = 0", "local function f () n = n + 1 end f ()", "assigned to 'n'" },
    { "local kept", "kept = m", "assigned to 'kept'" },
    { "local kept", "kept = doc", "assigned to 'kept'" },
    { "local kept", "kept = m.cue", "assigned to 'kept'" },
    { "local n = 0 / 0", "n = 1", "assigned to 'n'" },
    { "local n = 1", "n = 1.0", "assigned to 'n'" },
    { "", "_ENV = {}", "assigned to '_ENV'" },
    { "local t = {}", "t[1] = m", "cannot be changed any more" },
    { "local t = { n = 1 }", "t.n = 2", "cannot be changed any more" },
    { "local t = { n = { 1 } }", "t.n[1] = 2", "cannot be changed any more" },
    { "local t = { [{ 1 }] = 1 }", "for k in pairs (t) do k[1] = 2 end", "pairs: a key is a table" },
    { "local t = { 1 }", "local _, u = pairs (t) u[1] = 2", "cannot be changed any more" },
    { "local t = { 1 }", "local _, u = ipairs (t) u[1] = 2", "cannot be changed any more" },
    { "local t = { 1 }", "table.insert (t, 2)", "cannot be changed any more" },
    { "local t = { 1 }", "table.remove (t)", "cannot be changed any more" },
    { "local t = { 2, 1 }", "table.sort (t)", "cannot be changed any more" },
    { "local t = { n = 1 } local function get () return t end", "get ().n = 2", "cannot be changed any more" },
    { "local own = use \"raising\"", "own.fail = nil", "cannot be changed any more" },
    { "local next_word = string.gmatch ('a b c', '%a')", "next_word ()", "an iterator that was made while" },
    { "local next_key, t = pairs { 1, 2 }", "next_key (t)", "an iterator that was made while" },
    { "", "string.n = 1", "string cannot be changed" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("%s\nrule \"r\" { on_match = function (m, doc)\n%s\nreturn m end }",
                                               cases[i].before, cases[i].body);
      g_autoptr (Run) each = run_open (text);
      for (guint n = 0; n < 3; n++)
        {
          gboolean failed = call (each) == OB_VERDICT_FAILED;
          if (!failed || strstr (each->error->message, cases[i].message) == NULL)
            g_error ("%s; %s: %s", cases[i].before, cases[i].body, failed ? each->error->message : "went well");
        }
    }
}

/* What the file has made reads as before. */
static void
test_match_frozen_tables_read_as_before (void)
{
  g_autoptr (Run) run = run_open (
    "local t = { 10, 20, 30, name = 'x', deep = { 1, { 2 } } }\n"
    "t.self = t\n"
    "local f = { s = string, u = string.upper }\n"
    "rule \"r\" { on_match = function (m, doc)\n"
    "assert (#t == 3 and t[2] == 20 and t.name == 'x' and t.deep[2][1] == 2 and t.nothing == nil)\n"
    "assert (t.self == t and t.self.self.name == 'x')\n"
    "assert (table.concat (t, ' ') == '10 20 30' and table.unpack (t) == 10 and select ('#', table.unpack (t)) == 3)\n"
    "local n = 0 for i, v in ipairs (t) do n = n + i * v end assert (n == 140)\n"
    "local keys = {} for k in pairs (t) do keys[#keys + 1] = tostring (k) end\n"
    "assert (table.concat (keys, ' ') == '1 2 3 deep name self')\n"
    "assert (('name!'):gsub ('%a+', t) == 'x!' and tostring (t) == 'table' and type (t) == 'table')\n"
    "assert (f.u ('a') == 'A' and f.s.lower ('A') == 'a')\n"
    "local copy = {} for k, v in pairs (t) do copy[k] = v end copy[1] = 11 assert (copy[1] == 11 and t[1] == 10)\n"
    "return m end }");
  for (guint n = 0; n < 3; n++)
    {
      ObVerdict verdict = call (run);
      g_assert_no_error (run->error);
      g_assert_cmpint (verdict, ==, OB_VERDICT_KEEP);
    }
}

static void
test_match_budget_is_one_for_the_document (void)
{
  g_autoptr (Run) run = run_open ("rule \"r\" { on_match = function (m, doc)\n"
                                  "  if doc.id == 'doc-7' then while true do end end\n"
                                  "  return m end }");
  for (int document = 0; document < 2; document++)
    {
      g_assert_cmpint (call (run), ==, OB_VERDICT_FAILED);
      g_assert_error (run->error, OB_ERROR, OB_ERROR_STEPS);
      g_assert_cmpuint (run->line, ==, 2);
      g_assert_cmpint (call (run), ==, OB_VERDICT_FAILED);      /* the rest of this document, too */
      g_assert_error (run->error, OB_ERROR, OB_ERROR_STEPS);
      next_document (run);
    }
}

static void
test_match_state_is_made_anew_after_a_breach (void)
{
  g_autoptr (Run) run = run_open ("rule \"r\" { on_match = function (m, doc)\n"
                                  "  if m.stance == 'deny' then while true do end end\n"
                                  "  m.country = true\n  return m end }");
  g_assert_cmpint (call (run), ==, OB_VERDICT_KEEP);
  g_assert_cmpint (call_with (run, "deny", NULL), ==, OB_VERDICT_FAILED);
  g_assert_cmpint (call (run), ==, OB_VERDICT_FAILED);          /* a breach is final for the rule and document */
  next_document (run);
  g_assert_cmpint (call (run), ==, OB_VERDICT_KEEP);
  g_assert_cmpstr (ob_features_get (&run->annotation->features, "country"), ==, "yes");
}

/* Steps that the pack's Lua has spent in this document. */
static guint64
get_spent_steps (const Run *run)
{
  const ObLuaScript *script = run->script;
  guint64 all = OB_DEFAULT_STEPS + (guint64) OB_STEPS_PER_TOKEN * run->doc->n_tokens;
  return all - script->left.max_steps + (script->state != NULL ? script->state->budget.steps : 0);
}

/* When budgets are spent must not depend on the documents before: each case stops at the very same step in the last
 * document as in the first, whatever memory the others took. */
static void
test_match_stops_at_the_same_step_in_every_document (void)
{
  static const struct { const char *body; int code; } cases[] = {
    { "local s, t, n = ('x'):rep (1000), {}, 0 while true do n = n + 1 t[n] = s .. n end", OB_ERROR_MEMORY },
    { "local s, n = '', 0 while true do n = n + 1 s = s .. n end", OB_ERROR_STEPS },
    { "local function f () return 1 + f () end f ()", OB_ERROR_STEPS },
    { "local t = {} for i = 1, 10000 do t[i] = { i .. 'x' } end error ('end')", OB_ERROR_LUA },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (
        "rule \"r\" { on_match = function (m, doc)\n"
        "if m.stance == 'assert' then\n"
        "  local t = {} for i = 1, 4000 * #(m.country or '') do t[i] = 'k' .. i .. m.country end\n"
        "  local function f (n) if n > 0 then return 1 + f (n - 1) end return 1 end f (50 * #(m.country or ''))\n"
        "  return m end\n %s end }", cases[i].body);
      g_autoptr (Run) run = run_open (text);
      guint64 first = 0;
      for (guint n = 0; n < 10; n++)
        {
          g_autofree char *noise = g_strnfill (n % 5, 'x');
          g_assert_cmpint (call_with (run, "assert", noise), ==, OB_VERDICT_KEEP);
          next_document (run);
          g_assert_cmpint (call_with (run, "deny", NULL), ==, OB_VERDICT_FAILED);
          g_assert_error (run->error, OB_ERROR, cases[i].code);
          first = n == 0 ? get_spent_steps (run) : first;
          g_assert_cmpuint (get_spent_steps (run), ==, first);
          next_document (run);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lua/library/is-the-allow-list-both-ways", test_library_both_ways);
  g_test_add_func ("/lua/library/is-what-luacheck-knows", test_library_is_what_luacheck_knows);
  g_test_add_func ("/lua/library/strings-are-as-in-lua", test_library_strings_as_in_lua);
  g_test_add_func ("/lua/library/gmatch-goes-on-as-in-lua", test_library_gmatch_goes_on_as_in_lua);
  g_test_add_func ("/lua/library/results-repeat", test_library_repeats);
  g_test_add_func ("/lua/library/knows-no-locale", test_library_knows_no_locale);
  g_test_add_func ("/lua/library/pairs-allows-removal", test_library_pairs_allows_removal);
  g_test_add_func ("/lua/library/unknown-names-are-told", test_library_unknown_names_are_told);
  g_test_add_func ("/lua/hostile/sources-end-as-errors", test_hostile_sources);
  g_test_add_func ("/lua/hostile/out-of-memory-at-any-point", test_hostile_out_of_memory);
  g_test_add_func ("/lua/declare/values-and-places", test_declare_values_and_places);
  g_test_add_func ("/lua/declare/same-text-is-told-apart", test_declare_same_text_is_told_apart);
  g_test_add_func ("/lua/declare/places-in-odd-files", test_declare_places_in_odd_files);
  g_test_add_func ("/lua/declare/from-code", test_declare_from_code);
  g_test_add_func ("/lua/declare/errors-are-told-at-their-place", test_declare_errors_are_told_at_their_place);
  g_test_add_func ("/lua/declare/modules-run-once", test_declare_modules_run_once);
  g_test_add_func ("/lua/declare/suppressions-count-for-the-declaration",
                   test_declare_suppressions_count_for_the_declaration);
  g_test_add_func ("/lua/declare/suppressions-count-for-the-whole-string",
                   test_declare_suppressions_count_for_the_whole_string);
  g_test_add_func ("/lua/match/can-be-read", test_match_can_be_read);
  g_test_add_func ("/lua/match/span-can-be-read", test_match_span_can_be_read);
  g_test_add_func ("/lua/match/document-can-be-read", test_match_document_can_be_read);
  g_test_add_func ("/lua/match/can-be-changed", test_match_can_be_changed);
  g_test_add_func ("/lua/match/is-changed-wholly-or-not-at-all", test_match_is_changed_wholly_or_not_at_all);
  g_test_add_func ("/lua/match/mistakes-are-told", test_match_mistakes_are_told);
  g_test_add_func ("/lua/match/errors-of-modules-name-both-places", test_match_errors_of_modules_name_both_places);
  g_test_add_func ("/lua/match/nothing-outlives-a-call", test_match_nothing_outlives_a_call);
  g_test_add_func ("/lua/match/frozen-tables-read-as-before", test_match_frozen_tables_read_as_before);
  g_test_add_func ("/lua/match/budget-is-one-for-the-document", test_match_budget_is_one_for_the_document);
  g_test_add_func ("/lua/match/state-is-made-anew-after-a-breach", test_match_state_is_made_anew_after_a_breach);
  g_test_add_func ("/lua/match/stops-at-the-same-step-in-every-document",
                   test_match_stops_at_the_same_step_in_every_document);
  return g_test_run ();
}
