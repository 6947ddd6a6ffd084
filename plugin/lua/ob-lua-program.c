#include "lua/ob-lua-program.h"
#include "lua/ob-lua-freeze.h"
#include "lua/ob-lua-handles.h"
#include "lua/ob-lua-library.h"
#include "lua/ob-lua-value.h"
#include <string.h>

#define BINDINGS "obelus:bindings"      /* registry: slug of a rule -> its on_match */
#define MODULES  "obelus:modules"       /* registry: name of a module -> its value; false while it runs */
#define MAX_LEVELS 100                  /* of the call stack searched for the line of a declaration */

static const ObVerbSpec rule_verbs[] = {
  { "list", TRUE }, { "macro", TRUE }, { "rule", TRUE }, { "gazetteer", TRUE }, { "echo", TRUE }, { NULL, FALSE },
};

struct ObLuaProgram
{
  gatomicrefcount refs;
  char       *pack;
  GPtrArray  *files;            /* of ObSource */
  GHashTable *modules;          /* name -> ObSource, both owned */
  GPtrArray  *fields;           /* of const char *, interned, sorted */
  GHashTable *lists;            /* "$name" (owned) -> const ObGazetteer, borrowed from the rule set */
  GPtrArray  *list_names;       /* keys of lists, sorted */
  GHashTable *labels;           /* of interned labels that on_match may set, as a set */
  ObFieldValuesFunc get_values; /* may be NULL */
  ObBudgets   budgets;
};

/* A declaration that has got its name and waits for its body. */
typedef struct
{
  const char *verb;             /* static */
  gboolean    is_named;
  char       *name;             /* "" for a verb without one */
  guint       line;
  gboolean    is_complete;
} Header;

/* One run over the files: to load (declare != NULL) or to bind. */
typedef struct
{
  ObLuaProgram   *program;
  const ObVerbSpec *verbs;      /* what may be declared */
  const ObSource *file;         /* that runs now */
  gboolean        runs;         /* FALSE while it is parsed */
  GArray         *headers;      /* of Header, of this file */
  ObModuleFunc    find_module;
  ObDeclFunc      declare;
  gpointer        data;
  ObArena        *arena;
  ObDiags        *diags;
} Loader;

/* --- the object --- */

ObLuaProgram *
ob_lua_program_new (const char *pack, GPtrArray *files)
{
  ObLuaProgram *self = g_new0 (ObLuaProgram, 1);
  g_atomic_ref_count_init (&self->refs);
  self->pack = g_strdup (pack);
  self->files = files;
  self->modules = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ob_source_unref);
  self->fields = g_ptr_array_new ();
  self->lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->list_names = g_ptr_array_new ();
  self->labels = g_hash_table_new (g_str_hash, g_str_equal);
  self->budgets = ob_budgets_default ();
  return self;
}

ObLuaProgram *
ob_lua_program_ref (ObLuaProgram *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
ob_lua_program_unref (ObLuaProgram *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_ptr_array_unref (self->files);
  g_hash_table_unref (self->modules);
  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->list_names);
  g_hash_table_unref (self->lists);
  g_hash_table_unref (self->labels);
  g_free (self->pack);
  g_free (self);
}

/* Inserts @name, unless it is there, so that @names stays sorted. */
static void
add_sorted (GPtrArray *names, const char *name)
{
  guint i = 0;
  while (i < names->len && strcmp (g_ptr_array_index (names, i), name) < 0)
    i++;
  if (i == names->len || strcmp (g_ptr_array_index (names, i), name) != 0)
    g_ptr_array_insert (names, (int) i, (char *) name);
}

void
ob_lua_program_add_list (ObLuaProgram *self, const char *name, const ObGazetteer *list)
{
  char *key = g_strdup (name);
  if (g_hash_table_insert (self->lists, key, (gpointer) list))
    add_sorted (self->list_names, key);
}

void
ob_lua_program_add_field (ObLuaProgram *self, const char *name)
{
  add_sorted (self->fields, g_intern_string (name));
}

void
ob_lua_program_add_label (ObLuaProgram *self, const char *label)
{
  g_hash_table_add (self->labels, (char *) g_intern_string (label));
}

gboolean
ob_lua_program_has_label (const ObLuaProgram *self, const char *label)
{
  return g_hash_table_contains (self->labels, label) || ob_lua_program_has_string (self, label);
}

void
ob_lua_program_set_budgets (ObLuaProgram *self, const ObBudgets *budgets)
{
  self->budgets = *budgets;
}

const ObBudgets *
ob_lua_program_get_budgets (const ObLuaProgram *self)
{
  return &self->budgets;
}

void
ob_lua_program_set_values (ObLuaProgram *self, ObFieldValuesFunc get_values)
{
  self->get_values = get_values;
}

const char *const *
ob_lua_program_get_values (const ObLuaProgram *self, const char *type, const char *field)
{
  return self->get_values != NULL ? self->get_values (type, field) : NULL;
}

const ObGazetteer *
ob_lua_program_find_list (const ObLuaProgram *self, const char *name)
{
  return g_hash_table_lookup (self->lists, name);
}

gboolean
ob_lua_program_has_field (const ObLuaProgram *self, const char *name)
{
  guint low = 0, high = self->fields->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = strcmp (g_ptr_array_index (self->fields, middle), name);
      if (order == 0)
        return TRUE;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return FALSE;
}

const GPtrArray *
ob_lua_program_get_fields (const ObLuaProgram *self)
{
  return self->fields;
}

const GPtrArray *
ob_lua_program_get_lists (const ObLuaProgram *self)
{
  return self->list_names;
}

gboolean
ob_lua_program_has_string (const ObLuaProgram *self, const char *text)
{
  gsize length = strlen (text);
  for (guint i = 0; i < self->files->len; i++)
    if (ob_source_find_string_anywhere (g_ptr_array_index (self->files, i), text, length) != NULL)
      return TRUE;
  GHashTableIter iter;
  gpointer source;
  g_hash_table_iter_init (&iter, self->modules);
  while (g_hash_table_iter_next (&iter, NULL, &source))
    if (ob_source_find_string_anywhere (source, text, length) != NULL)
      return TRUE;
  return FALSE;
}

static void
digest_source (const ObSource *source, GChecksum *checksum)
{
  g_checksum_update (checksum, (const guchar *) ob_source_get_name (source), (gssize) strlen (ob_source_get_name (source)) + 1);
  g_checksum_update (checksum, (const guchar *) ob_source_get_text (source), (gssize) ob_source_get_length (source) + 1);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

void
ob_lua_program_digest (const ObLuaProgram *self, GChecksum *checksum)
{
  guint n;
  g_autofree char **names = (char **) g_hash_table_get_keys_as_array (self->modules, &n);
  qsort (names, n, sizeof *names, compare_names);
  for (guint i = 0; i < self->files->len; i++)
    digest_source (g_ptr_array_index (self->files, i), checksum);
  for (guint i = 0; i < n; i++)
    digest_source (g_hash_table_lookup (self->modules, names[i]), checksum);
}

/* The source called @name among files and modules, or NULL. */
static const ObSource *
find_source (const ObLuaProgram *self, const char *name)
{
  for (guint i = 0; i < self->files->len; i++)
    if (strcmp (ob_source_get_name (g_ptr_array_index (self->files, i)), name) == 0)
      return g_ptr_array_index (self->files, i);
  GHashTableIter iter;
  gpointer source;
  g_hash_table_iter_init (&iter, self->modules);
  while (g_hash_table_iter_next (&iter, NULL, &source))
    if (strcmp (ob_source_get_name (source), name) == 0)
      return source;
  return NULL;
}

/* --- declarations; all of this may raise --- */

/* A file may have kept a declaring function for later: it serves only while files run. */
static Loader *
get_loader (lua_State *L)
{
  Loader *loader = obl_state (L)->loader;
  if (loader == NULL)
    obl_error (L, "declarations exist only while a pack is loaded");
  return loader;
}

/* The line of the innermost call in the file that runs. */
static guint
get_line (lua_State *L, const Loader *loader)
{
  lua_Debug ar;
  for (int level = 1; level < MAX_LEVELS && lua_getstack (L, level, &ar); level++)
    {
      lua_getinfo (L, "Sl", &ar);
      if (ar.currentline > 0 && strcmp (ar.source + 1, ob_source_get_name (loader->file)) == 0)
        return (guint) ar.currentline;
    }
  return 0;
}

/* Where the parts of the call stand in the file. @ret_value: lexemes of the body; @ret_depth: braces around keys. */
static void
locate (const Loader *loader, const Header *header, ObDecl *decl, ObLexemes *ret_value, guint *ret_depth)
{
  const ObSource *file = loader->file;
  decl->place = decl->name_place = ob_source_get_place (file, header->line, 0, 0);
  *ret_value = (ObLexemes) { 0, 0 };
  *ret_depth = 1;
  ObLexemes call = ob_source_find_call (file, header->line, header->verb, header->is_named ? header->name : NULL);
  if (call.end == call.first)
    return;
  const ObLexeme *verb = ob_source_get_lexeme (file, call.first);
  guint i = call.first + 1;
  decl->place = decl->name_place = ob_source_get_place (file, verb->line, verb->column, verb->width);
  if (header->is_named)
    {
      while (ob_source_get_lexeme (file, i)->kind != OB_LEXEME_STRING)
        i++;
      const ObLexeme *name = ob_source_get_lexeme (file, i++);
      decl->name_place = ob_source_get_place (file, name->line, name->column, (guint) g_utf8_strlen (header->name, -1));
    }
  for (; i < call.end; i++)
    {
      ObLexemes table = ob_source_get_table (file, i);
      if (table.end == 0)
        continue;
      *ret_value = table;
      *ret_depth = ob_source_get_lexeme (file, i)->depth + 1;
      return;
    }
  *ret_value = (ObLexemes) { i - 1, call.end };
}

/* The line on which @lexeme ends: patterns go over several. */
static guint
get_last_line (const ObLexeme *lexeme)
{
  guint line = lexeme->line;
  if (lexeme->kind == OB_LEXEME_STRING && lexeme->bracket >= 0)
    for (gsize i = 0; i < lexeme->length; i++)
      line += lexeme->content[i] == '\n';
  return line;
}

/* Hands the declaration with the body at stack index @value over. */
static void
load_declaration (lua_State *L, Loader *loader, const Header *header, int value)
{
  ObDecl decl = { .verb = header->verb };
  ObLexemes range;
  guint depth;
  locate (loader, header, &decl, &range, &depth);
  decl.name = ob_arena_strdup (loader->arena, header->name, -1);
  ObValueReader reader = { loader->file, loader->arena, decl.place };
  ObValue *copy = ob_arena_new_array (loader->arena, ObValue, 1);
  obl_read_value (L, value, &reader, range, depth, copy);
  decl.value = copy;
  if (range.end > range.first)
    ob_source_suppress_lines (loader->file, loader->diags, decl.place.line,
                              get_last_line (ob_source_get_lexeme (loader->file, range.end - 1)));
  loader->declare (&decl, loader->data);
}

/* Remembers the rule's on_match, if it has one. */
static void
bind_declaration (lua_State *L, const Header *header, int value)
{
  if (strcmp (header->verb, "rule") != 0 && strcmp (header->verb, "gazetteer") != 0 &&
      strcmp (header->verb, "echo") != 0)
    return;
  if (!lua_istable (L, value))
    return;
  lua_getfield (L, LUA_REGISTRYINDEX, BINDINGS);
  lua_pushliteral (L, "on_match");
  if (lua_rawget (L, value) == LUA_TFUNCTION)
    lua_setfield (L, -2, header->name);
}

static void
complete (lua_State *L, guint header_index, int value)
{
  Loader *loader = get_loader (L);
  if (header_index >= loader->headers->len)
    obl_error (L, "a declaration's body comes right after its name");
  Header header = g_array_index (loader->headers, Header, header_index);
  if (header.is_complete)
    obl_error (L, "%s \"%s\" has a body already", header.verb, header.name);
  g_array_index (loader->headers, Header, header_index).is_complete = TRUE;
  if (loader->declare != NULL)
    load_declaration (L, loader, &header, value);
  else
    bind_declaration (L, &header, value);
}

/* rule "name" gives this function, which takes the body. Upvalue: index of the header. */
static int
l_body (lua_State *L)
{
  luaL_checkany (L, 1);
  complete (L, (guint) lua_tointeger (L, lua_upvalueindex (1)), 1);
  return 0;
}

/* Begins the declaration and returns its number. @name must be valid. */
static guint
begin (lua_State *L, Loader *loader, const ObVerbSpec *verb, const char *name)
{
  obl_charge (L, 32);
  Header header = { .verb = verb->name, .is_named = verb->is_named, .line = get_line (L, loader) };
  header.name = g_strdup (name);
  g_array_append_val (loader->headers, header);
  return loader->headers->len - 1;
}

/* list, macro, rule, gazetteer, echo, and the verbs of other files. Upvalue: the verb's number. */
static int
l_declare (lua_State *L)
{
  Loader *loader = get_loader (L);
  const ObVerbSpec *verb = &loader->verbs[lua_tointeger (L, lua_upvalueindex (1))];
  size_t length;
  if (!verb->is_named)
    {
      luaL_checkany (L, 1);
      complete (L, begin (L, loader, verb, ""), 1);
      return 0;
    }
  if (lua_type (L, 1) != LUA_TSTRING)
    return obl_error (L, "%s takes a name, then a body: %s \"name\" …", verb->name, verb->name);
  const char *name = lua_tolstring (L, 1, &length);
  if (!g_utf8_validate (name, (gssize) length, NULL) || length > 4 * OB_MAX_NAME_BYTES)
    return obl_error (L, "%s: the name is too long, or not UTF-8", verb->name);
  guint header = begin (L, loader, verb, name);
  if (lua_gettop (L) > 1)
    {
      complete (L, header, 2);
      return 0;
    }
  lua_pushinteger (L, (lua_Integer) header);
  lua_pushcclosure (L, l_body, 1);
  return 1;
}

/* --- modules --- */

/* The source of the module, fetched at the first time of loading. Raises when there is none. */
static const ObSource *
find_module (lua_State *L, Loader *loader, const char *name)
{
  ObLuaProgram *program = loader->program;
  ObSource *source = g_hash_table_lookup (program->modules, name);
  if (source != NULL || loader->find_module == NULL)
    return source;
  if (g_hash_table_size (program->modules) >= OB_MAX_MODULES)
    obl_error (L, "use: more than %d modules", OB_MAX_MODULES);
  GError *error = NULL;
  source = loader->find_module (name, loader->data, &error);
  if (source == NULL)
    {
      char message[OB_MAX_MESSAGE_BYTES];
      g_strlcpy (message, error->message, sizeof message);
      g_clear_error (&error);
      obl_error (L, "use: %s", message);
    }
  g_hash_table_insert (program->modules, g_strdup (name), source);
  return source;
}

/* use "name" */
static int
l_use (lua_State *L)
{
  size_t length;
  const char *name = luaL_checklstring (L, 1, &length);
  gboolean is_name = length > 0 && length <= OB_MAX_NAME_BYTES;
  for (size_t i = 0; i < length; i++)
    is_name = is_name && (g_ascii_isalnum (name[i]) || name[i] == '_' || name[i] == '-');
  if (!is_name)
    return obl_error (L, "use: a module's name is made of letters, digits, '_' and '-'");
  lua_settop (L, 1);
  lua_getfield (L, LUA_REGISTRYINDEX, MODULES);
  int type = lua_getfield (L, 2, name);
  if (type == LUA_TBOOLEAN)
    return obl_error (L, "use: module '%s' uses itself", name);
  if (type != LUA_TNIL)
    return 1;
  const ObSource *source = find_module (L, get_loader (L), name);
  if (source == NULL)
    return obl_error (L, "use: there was no module '%s' when the pack was loaded", name);
  lua_pushboolean (L, TRUE);
  lua_setfield (L, 2, name);
  obl_load (L, source);
  lua_call (L, 0, 1);
  if (!lua_istable (L, -1) && !lua_isfunction (L, -1))
    return obl_error (L, "use: module '%s' returns a %s; it must return a table or a function", name,
                      luaL_typename (L, -1));
  lua_pushvalue (L, -1);
  lua_setfield (L, 2, name);
  return 1;
}

/* --- running files --- */

static void
open_loader (lua_State *L, gpointer data)
{
  const Loader *loader = data;
  lua_newtable (L);
  lua_setfield (L, LUA_REGISTRYINDEX, BINDINGS);
  lua_newtable (L);
  lua_setfield (L, LUA_REGISTRYINDEX, MODULES);
  for (guint i = 0; loader->verbs[i].name != NULL; i++)
    {
      lua_pushinteger (L, i);
      lua_pushcclosure (L, l_declare, 1);
      obl_set_global (L, loader->verbs[i].name);
    }
  if (loader->verbs != rule_verbs)
    return;
  lua_pushcfunction (L, l_use);
  obl_set_global (L, "use");
}

/* Takes the verbs away: they exist only while files run. What the files have made stays as it is from now on. */
static void
close_loader (lua_State *L, gpointer data)
{
  const Loader *loader = data;
  lua_createtable (L, 2, 0);
  lua_getfield (L, LUA_REGISTRYINDEX, BINDINGS);
  lua_rawseti (L, -2, 1);
  lua_getfield (L, LUA_REGISTRYINDEX, MODULES);
  lua_rawseti (L, -2, 2);
  obl_freeze_reachable (L);
  for (guint i = 0; loader->verbs[i].name != NULL; i++)
    {
      lua_pushnil (L);
      obl_set_global (L, loader->verbs[i].name);
    }
  lua_pushnil (L);
  obl_set_global (L, "use");
}

static void
run_file (lua_State *L, gpointer data)
{
  Loader *loader = data;
  loader->runs = FALSE;
  obl_load (L, loader->file);
  loader->runs = TRUE;
  lua_call (L, 0, 0);
}

static void
header_clear (gpointer data)
{
  g_free (((Header *) data)->name);
}

static GArray *
headers_new (void)
{
  GArray *headers = g_array_new (FALSE, FALSE, sizeof (Header));
  g_array_set_clear_func (headers, header_clear);
  return headers;
}

/* --- telling what failed --- */

/* Sets the column of @place to the word that the message quotes first, if it stands on the line. */
static void
point_at_quoted (const ObSource *source, const char *message, ObPlace *place)
{
  const char *start = strchr (message, '\''), *end = start != NULL ? strchr (start + 1, '\'') : NULL;
  if (end == NULL)
    return;
  for (guint i = 0; i < ob_source_get_n_lexemes (source); i++)
    {
      const ObLexeme *lexeme = ob_source_get_lexeme (source, i);
      if (lexeme->line != place->line || lexeme->kind != OB_LEXEME_NAME)
        continue;
      if (lexeme->length == (gsize) (end - start - 1) && strncmp (lexeme->content, start + 1, lexeme->length) == 0)
        {
          place->column = lexeme->column;
          place->width = lexeme->width;
          return;
        }
    }
}

static void
report (const ObLuaState *state, const ObSource *source, const char *id, ObDiags *diags)
{
  const ObLuaFailure *failure = &state->failure;
  ObPlace place = { .file = ob_source_get_name (source) };
  if (strcmp (failure->file, ob_source_get_name (source)) == 0)
    {
      place = ob_source_get_place (source, failure->line, 0, 0);
      if (place.line > 0)
        point_at_quoted (source, failure->message, &place);
    }
  ob_diags_add (diags, OB_SEVERITY_ERROR, id, &place, "%s", failure->message);
}

static void
report_file (const ObLuaState *state, const Loader *loader)
{
  const ObSource *source = find_source (loader->program, state->failure.file);
  report (state, source != NULL ? source : loader->file,
          state->is_broken ? "OB304" : loader->runs ? "OB303" : "OB302", loader->diags);
}

static void
report_headers (const Loader *loader)
{
  for (guint i = 0; i < loader->headers->len; i++)
    {
      const Header *header = &g_array_index (loader->headers, Header, i);
      ObPlace place = ob_source_get_place (loader->file, header->line, 0, 0);
      if (!header->is_complete)
        ob_diags_add (loader->diags, OB_SEVERITY_ERROR, "OB315", &place, "%s \"%s\" has no body", header->verb,
                      header->name);
    }
}

static void
load_files (Loader *loader)
{
  ObLuaProgram *program = loader->program;
  g_autoptr (ObLuaState) state = ob_lua_state_new (&program->budgets.load, NULL);
  if (state == NULL || !ob_lua_call (state, open_loader, loader))
    {
      ob_diags_add (loader->diags, OB_SEVERITY_ERROR, "OB304", NULL, "%s: the budget of loading is too small to run any Lua", program->pack);
      return;
    }
  state->loader = loader;
  for (guint i = 0; i < program->files->len && !state->is_broken; i++)
    {
      g_autoptr (GArray) headers = headers_new ();
      loader->file = g_ptr_array_index (program->files, i);
      loader->headers = headers;
      ob_source_suppress (loader->file, loader->diags);
      if (!ob_lua_call (state, run_file, loader))
        report_file (state, loader);
      else
        report_headers (loader);
    }
}

void
ob_lua_program_load (ObLuaProgram *self, ObModuleFunc find, ObDeclFunc declare, gpointer data, ObArena *arena,
                     ObDiags *diags)
{
  Loader loader = { .program = self, .verbs = rule_verbs, .find_module = find, .declare = declare, .data = data,
                    .arena = arena, .diags = diags };
  load_files (&loader);
}

void
ob_lua_read_declarations (ObSource *source, const ObVerbSpec *verbs, ObDeclFunc declare, gpointer data,
                          ObArena *arena, ObDiags *diags)
{
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_source_unref);
  g_ptr_array_add (files, ob_source_ref (source));
  g_autoptr (ObLuaProgram) program = ob_lua_program_new (ob_source_get_name (source), files);
  Loader loader = { .program = program, .verbs = verbs, .declare = declare, .data = data, .arena = arena,
                    .diags = diags };
  load_files (&loader);
}

gboolean
ob_lua_program_bind (ObLuaProgram *self, ObLuaState *state)
{
  Loader loader = { .program = self, .verbs = rule_verbs };
  state->loader = &loader;
  gboolean done = ob_lua_call (state, open_loader, &loader);
  for (guint i = 0; i < self->files->len && done; i++)
    {
      g_autoptr (GArray) headers = headers_new ();
      loader.file = g_ptr_array_index (self->files, i);
      loader.headers = headers;
      done = ob_lua_call (state, run_file, &loader);
    }
  done = done && ob_lua_call (state, close_loader, &loader);
  state->loader = NULL;
  return done;
}

void
obl_push_on_match (lua_State *L, const char *slug)
{
  lua_getfield (L, LUA_REGISTRYINDEX, BINDINGS);
  lua_getfield (L, -1, slug);
  lua_remove (L, -2);
}

/* --- assignments --- */

typedef struct
{
  const ObSource *source;
  ObArena        *arena;
  ObValue        *table;
} Assignments;

/* __index of the environment: nothing can be named. */
static int
l_nothing (lua_State *L)
{
  return obl_error (L, "unknown name '%s': here are only assignments of texts, numbers and tables",
                    obl_tostring (L, 2, NULL));
}

static void
run_assignments (lua_State *L, gpointer data)
{
  Assignments *assignments = data;
  obl_load (L, assignments->source);
  lua_newtable (L);
  lua_createtable (L, 0, 1);
  lua_pushcfunction (L, l_nothing);
  lua_setfield (L, -2, "__index");
  lua_setmetatable (L, -2);
  lua_pushvalue (L, -1);
  lua_setupvalue (L, -3, 1);
  lua_insert (L, -2);
  lua_call (L, 0, 0);
  ObValueReader reader = { assignments->source, assignments->arena,
                           ob_source_get_place (assignments->source, 0, 0, 0) };
  ObLexemes range = { 0, ob_source_get_n_lexemes (assignments->source) };
  obl_read_value (L, -1, &reader, range, 0, assignments->table);
}

gboolean
ob_lua_read_assignments (const ObSource *source, const char *id, ObArena *arena, ObValue *ret_table, ObDiags *diags)
{
  ObBudgets budgets = ob_budgets_default ();
  ObValue table;
  Assignments assignments = { source, arena, &table };
  g_autoptr (ObLuaState) state = ob_lua_state_new (&budgets.load, NULL);
  ob_source_suppress (source, diags);
  if (state == NULL || !ob_lua_call (state, run_assignments, &assignments))
    {
      if (state != NULL)
        report (state, source, id, diags);
      return FALSE;
    }
  *ret_table = table;
  return TRUE;
}
