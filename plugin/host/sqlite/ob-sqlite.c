/* ob-sqlite.c: the SQLite extension `obelus` (.load obelus-sqlite).
 *
 *   SELECT a.id, s.* FROM articles a, obelus_annotations (a.body[, a.date[, packs]]) s
 *                                        a row for each annotation; the columns stand below
 *   obelus_json (document[, id[, date]]) the record that `obelus tag` writes for it, as JSON
 *   obelus_load (pack, …)                loads packs, which count from then on; n: how many were named
 *   obelus_version ()
 *
 * Offsets are made for substr (): substr (document, start, length) is text. NULL is no document: no rows, NULL. A document
 * that cannot be tagged gives one row of the type 'error', its code in label and the message in text, and a rule that
 * was stopped one of the type 'incomplete', as in CSV, so that one bad article stops no query over a million; obelus_json
 * gives an error record. What is wrong with packs and calls is an SQL error.
 *
 * Packs belong to the connection. Before obelus_load, those that OBELUS_PACKS in the environment names, or else the
 * project's or news.en and security.en, are loaded at the first use. They are found by name only, in the directories
 * that every host looks in: never by a path out of SQL. Loading is SQLITE_DIRECTONLY; reading is SQLITE_INNOCUOUS, since
 * the column packs chooses only among what was loaded by obelus_load. Nothing that depends on packs is
 * SQLITE_DETERMINISTIC: an index on it would go stale.
 *
 * Compiled with SQLITE_CORE, it is for static use: sqlite3_auto_extension ((void (*) (void)) sqlite3_obelus_init). */
#include "obelus.h"
#include <sqlite3ext.h>
#include <stdlib.h>
#include <string.h>
SQLITE_EXTENSION_INIT1

#ifndef SQLITE_RESULT_SUBTYPE           /* SQLite before 3.45 knows no such promise */
#define SQLITE_RESULT_SUBTYPE 0
#endif

enum { MAX_PACKS = 64, MAX_SETS = 16, JSON_SUBTYPE = 'J' };

/* ---- What belongs to a connection ---- */

/* Packs that were loaded together. */
typedef struct
{
  char          *names;         /* separated by single spaces; "" for those that nobody named */
  ObelusRules   *rules;
  ObelusTagger  *tagger;
} Set;

typedef struct
{
  int  n_refs;                  /* by the functions and the module; SQLite serialises them */
  Set  sets[MAX_SETS];
  int  n_sets;
  int  current;                 /* which of the sets counts; -1: none was loaded yet */
} Connection;

static void
unref_connection (void *data)
{
  Connection *self = data;
  if (--self->n_refs > 0)
    return;
  for (int i = 0; i < self->n_sets; i++)
    {
      sqlite3_free (self->sets[i].names);
      obelus_tagger_free (self->sets[i].tagger);
      obelus_rules_unref (self->sets[i].rules);
    }
  sqlite3_free (self);
}

static int
find_set (const Connection *self, const char *names)
{
  for (int i = 0; i < self->n_sets; i++)
    if (strcmp (self->sets[i].names, names) == 0)
      return i;
  return -1;
}

/* Cuts @names (changed) at spaces and commas. Returns how many there are, -1 when they are too many. */
static int
split_names (char *names, const char **packs)
{
  int n = 0;
  for (char *rest = names, *name; (name = strtok_r (rest, " \t\n,", &rest)) != NULL; packs[n++] = name)
    if (n == MAX_PACKS)
      return -1;
  packs[n] = NULL;
  return n;
}

/* Loads @packs (n of them; 0: what counts when nobody named any) under the name @names, which is taken over. Returns the
 * set, or -1 with *ret_error, to be freed with sqlite3_free; NULL for want of memory. */
static int
add_set (Connection *self, char *names, const char *const *packs, int n, char **ret_error)
{
  char *error = NULL;
  *ret_error = NULL;
  if (self->n_sets == MAX_SETS)
    {
      *ret_error = sqlite3_mprintf ("obelus: this connection has loaded %d sets of packs already; open another", MAX_SETS);
      sqlite3_free (names);
      return -1;
    }
  Set set = { names, obelus_rules_load (n > 0 ? packs : NULL, NULL, &error), NULL };
  set.tagger = set.rules != NULL ? obelus_tagger_new (set.rules, &error) : NULL;
  if (set.tagger == NULL)
    {
      obelus_rules_unref (set.rules);
      *ret_error = sqlite3_mprintf ("obelus: %s", strncmp (error, "pack: ", 6) == 0 ? error + 6 : error);
      obelus_free (error);
      sqlite3_free (names);
      return -1;
    }
  self->sets[self->n_sets] = set;
  return self->n_sets++;
}

/* The tagger that counts for @names (NULL: the one loaded last), or NULL with *ret_error as of add_set. */
static ObelusTagger *
get_tagger (Connection *self, const char *names, char **ret_error)
{
  const char *packs[MAX_PACKS + 1] = { NULL };
  *ret_error = NULL;
  if (names != NULL)
    {
      int i = find_set (self, names);
      if (i < 0)
        *ret_error = sqlite3_mprintf ("obelus: the packs '%s' are not loaded; first SELECT obelus_load('%s')", names, names);
      return i >= 0 ? self->sets[i].tagger : NULL;
    }
  if (self->current < 0)
    {
      const char *wanted = getenv ("OBELUS_PACKS");
      char *copy = sqlite3_mprintf ("%s", wanted != NULL ? wanted : ""), *key = sqlite3_mprintf ("");
      int n = copy != NULL ? split_names (copy, packs) : 0;
      if (copy == NULL || key == NULL || n < 0)
        sqlite3_free (key);
      else
        self->current = add_set (self, key, packs, n, ret_error);
      if (n < 0)
        *ret_error = sqlite3_mprintf ("obelus: OBELUS_PACKS names more than %d packs", MAX_PACKS);
      sqlite3_free (copy);
    }
  return self->current >= 0 ? self->sets[self->current].tagger : NULL;
}

/* ---- Functions ---- */

static void
return_error (sqlite3_context *context, char *error)
{
  if (error == NULL)
    sqlite3_result_error_nomem (context);
  else
    sqlite3_result_error (context, error, -1);
  sqlite3_free (error);
}

/* The names in @args, joined by spaces; NULL with *ret_error when one is no name of a pack, or for want of memory. */
static char *
join_names (int n_args, sqlite3_value **args, char **ret_error)
{
  sqlite3_str *names = sqlite3_str_new (NULL);
  *ret_error = NULL;
  for (int i = 0; i < n_args && *ret_error == NULL; i++)
    {
      const char *packs[MAX_PACKS + 1] = { NULL };
      const char *text = (const char *) sqlite3_value_text (args[i]);
      char *copy = sqlite3_mprintf ("%s", text != NULL ? text : "");
      int n = copy != NULL ? split_names (copy, packs) : 0;
      if (n <= 0 && copy != NULL)
        *ret_error = sqlite3_mprintf ("obelus_load: expected are the names of 1 to %d packs", MAX_PACKS);
      for (int k = 0; k < n && *ret_error == NULL; k++)
        {
          size_t length = strlen (packs[k]);
          if (strchr (packs[k], '/') != NULL || (length > 4 && strcmp (packs[k] + length - 4, ".lua") == 0))
            *ret_error = sqlite3_mprintf ("obelus_load: '%s' is a path; packs are loaded by their names, from the "
                                          "directories in OBELUS_PATH", packs[k]);
          sqlite3_str_appendf (names, "%s%s", sqlite3_str_length (names) > 0 ? " " : "", packs[k]);
        }
      sqlite3_free (copy);
      if (copy == NULL)
        {
          sqlite3_free (sqlite3_str_finish (names));
          return NULL;
        }
    }
  char *joined = sqlite3_str_finish (names);
  if (*ret_error != NULL)
    {
      sqlite3_free (joined);
      return NULL;
    }
  return joined;
}

static void
do_load (sqlite3_context *context, int n_args, sqlite3_value **args)
{
  Connection *self = sqlite3_user_data (context);
  const char *packs[MAX_PACKS + 1] = { NULL };
  char *error = NULL;
  if (n_args == 0)
    {
      sqlite3_result_error (context, "obelus_load: expected are the names of packs", -1);
      return;
    }
  char *names = join_names (n_args, args, &error);
  char *copy = names != NULL ? sqlite3_mprintf ("%s", names) : NULL;
  int n = copy != NULL ? split_names (copy, packs) : 0;
  int i = copy != NULL ? find_set (self, names) : -1;
  if (n < 0)
    error = sqlite3_mprintf ("obelus_load: more than %d packs", MAX_PACKS);
  if (i >= 0 || copy == NULL || n < 0)
    sqlite3_free (names);
  else
    i = add_set (self, names, packs, n, &error);
  sqlite3_free (copy);
  if (i < 0)
    {
      return_error (context, error);
      return;
    }
  self->current = i;
  sqlite3_result_int (context, n);
}

/* Text of @value with its length; NULL for NULL, "" for want of anything. */
static const char *
get_text (sqlite3_value *value, size_t *ret_length)
{
  const char *text = sqlite3_value_type (value) == SQLITE_NULL ? NULL : (const char *) sqlite3_value_text (value);
  *ret_length = text != NULL ? sqlite3_value_bytes (value) : 0;
  return text;
}

/* @value as JSON: a whole number as a number, all else as a string. NULL for NULL, or for want of memory. */
static char *
dup_id_json (sqlite3_value *value)
{
  size_t length;
  const char *text = get_text (value, &length);
  if (text == NULL)
    return NULL;
  if (sqlite3_value_type (value) == SQLITE_INTEGER)
    return sqlite3_mprintf ("%lld", sqlite3_value_int64 (value));
  char *json = obelus_string_dup_json (text, length, 0), *copy = sqlite3_mprintf ("%s", json);
  obelus_free (json);
  return copy;
}

static void
do_json (sqlite3_context *context, int n_args, sqlite3_value **args)
{
  Connection *self = sqlite3_user_data (context);
  size_t length, date_length = 0;
  char *error = NULL, *record;
  if (n_args < 1 || n_args > 3)
    {
      sqlite3_result_error (context, "obelus_json: expected are a document, perhaps an id, and perhaps a date", -1);
      return;
    }
  if (sqlite3_value_type (args[0]) == SQLITE_NULL)
    return;
  const char *text = get_text (args[0], &length);
  const char *date = n_args > 2 ? get_text (args[2], &date_length) : NULL;
  char *id = n_args > 1 ? dup_id_json (args[1]) : NULL;
  ObelusTagger *tagger = text != NULL ? get_tagger (self, NULL, &error) : NULL;
  if (tagger == NULL || (n_args > 1 && id == NULL && sqlite3_value_type (args[1]) != SQLITE_NULL))
    {
      return_error (context, error);
      sqlite3_free (id);
      return;
    }
  ObelusResult *result = obelus_tag (tagger, text, length, NULL, date_length > 0 ? date : NULL, &error);
  record = result != NULL ? obelus_result_dup_json (result, id, OBELUS_CODEPOINT, 0) : obelus_error_dup_json (error, id, 0);
  obelus_result_free (result);
  obelus_free (error);
  sqlite3_free (id);
  sqlite3_result_text64 (context, record, strlen (record), obelus_free, SQLITE_UTF8);
  sqlite3_result_subtype (context, JSON_SUBTYPE);
}

static void
do_version (sqlite3_context *context, int n_args, sqlite3_value **args)
{
  (void) n_args, (void) args;
  sqlite3_result_text (context, OBELUS_VERSION, -1, SQLITE_STATIC);
}

/* ---- The table ---- */

enum { COLUMN_N, COLUMN_TYPE, COLUMN_LABEL, COLUMN_START, COLUMN_LENGTH, COLUMN_TEXT, COLUMN_RULE, COLUMN_JSON,
       FIRST_FIELD };

/* Columns that are a feature, or spans, of that name. Words that SQL keeps for itself have another name in SQL. */
static const struct { const char *name, *column; } fields[] = {
  { "id", "id" }, { "name", "name" }, { "value", "value" }, { "source", "source" }, { "src_name", "src_name" },
  { "src_ref", "src_ref" }, { "src_type", "src_type" }, { "cue", "cue" }, { "cue_class", "cue_class" },
  { "content", "content" }, { "to", "addressee" }, { "when", "when_said" }, { "hedge", "hedge" },
  { "stance", "stance" }, { "polarity", "polarity" }, { "certainty", "certainty" }, { "actual", "actual" },
  { "voice", "voice" }, { "quote", "quote" }, { "claim_type", "claim_type" }, { "where", "zone" },
  { "evidence", "evidence" }, { "about", "about" }, { "in", "inside" }, { "factuality", "factuality" },
  { "actor", "actor" }, { "act", "act" }, { "target", "target" }, { "place", "place" },
};
enum { N_FIELDS = sizeof fields / sizeof fields[0], COLUMN_DOCUMENT = FIRST_FIELD + N_FIELDS };
enum { ARG_DOCUMENT, ARG_DATE, ARG_PACKS, N_ARGS };     /* the hidden columns, from COLUMN_DOCUMENT on */

typedef struct
{
  sqlite3_vtab base;
  Connection  *connection;      /* lives as long as the module */
} Table;

typedef struct
{
  sqlite3_vtab_cursor base;
  ObelusResult  *result;        /* NULL: none, or there was an error */
  char          *error;         /* "code: message" of a document that could not be tagged; from Obelus */
  size_t         row, n_annotations, n_rows;
  sqlite3_value *args[N_ARGS];  /* NULL: not given */
} Cursor;

static int
connect_table (sqlite3 *db, void *data, int argc, const char *const *argv, sqlite3_vtab **ret_table, char **ret_error)
{
  (void) argc, (void) argv, (void) ret_error;
  sqlite3_str *schema = sqlite3_str_new (db);
  sqlite3_str_appendall (schema, "CREATE TABLE x (n INTEGER, type TEXT, label TEXT, start INTEGER, length INTEGER, "
                                 "text TEXT, rule TEXT, json TEXT");
  for (int i = 0; i < N_FIELDS; i++)
    sqlite3_str_appendf (schema, ", %s TEXT", fields[i].column);
  sqlite3_str_appendall (schema, ", document HIDDEN, date HIDDEN, packs HIDDEN)");
  char *sql = sqlite3_str_finish (schema);
  int rc = sql != NULL ? sqlite3_declare_vtab (db, sql) : SQLITE_NOMEM;
  sqlite3_free (sql);
  if (rc != SQLITE_OK)
    return rc;
  sqlite3_vtab_config (db, SQLITE_VTAB_INNOCUOUS);
  Table *table = sqlite3_malloc64 (sizeof *table);
  if (table == NULL)
    return SQLITE_NOMEM;
  *table = (Table) { .connection = data };
  *ret_table = &table->base;
  return SQLITE_OK;
}

static int
disconnect_table (sqlite3_vtab *table)
{
  sqlite3_free (table);
  return SQLITE_OK;
}

/* The hidden columns are arguments: idxNum has a bit for each that is given, in their order. */
static int
choose_index (sqlite3_vtab *table, sqlite3_index_info *info)
{
  int given[N_ARGS] = { -1, -1, -1 }, n = 0;
  (void) table;
  for (int i = 0; i < info->nConstraint; i++)
    {
      int arg = info->aConstraint[i].iColumn - COLUMN_DOCUMENT;
      if (arg < 0 || arg >= N_ARGS || info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ)
        continue;
      if (!info->aConstraint[i].usable)
        return SQLITE_CONSTRAINT;               /* another order of the joined tables will do */
      given[arg] = i;
    }
  for (int arg = 0; arg < N_ARGS; arg++)
    if (given[arg] >= 0)
      {
        info->aConstraintUsage[given[arg]].argvIndex = ++n;
        info->aConstraintUsage[given[arg]].omit = 1;
        info->idxNum |= 1 << arg;
      }
  info->estimatedCost = 1e6;
  info->estimatedRows = 200;
  return SQLITE_OK;
}

static int
open_cursor (sqlite3_vtab *table, sqlite3_vtab_cursor **ret_cursor)
{
  (void) table;
  Cursor *self = sqlite3_malloc64 (sizeof *self);
  if (self == NULL)
    return SQLITE_NOMEM;
  *self = (Cursor) { .result = NULL };
  *ret_cursor = &self->base;
  return SQLITE_OK;
}

static void
reset_cursor (Cursor *self)
{
  obelus_result_free (self->result);
  obelus_free (self->error);
  for (int i = 0; i < N_ARGS; i++)
    {
      sqlite3_value_free (self->args[i]);
      self->args[i] = NULL;
    }
  self->result = NULL;
  self->error = NULL;
  self->row = self->n_annotations = self->n_rows = 0;
}

static int
close_cursor (sqlite3_vtab_cursor *cursor)
{
  reset_cursor ((Cursor *) cursor);
  sqlite3_free (cursor);
  return SQLITE_OK;
}

/* Leaves @error (NULL: there was no memory) with the table, for SQLite to tell. */
static int
fail (sqlite3_vtab *table, char *error)
{
  if (error == NULL)
    return SQLITE_NOMEM;
  sqlite3_free (table->zErrMsg);
  table->zErrMsg = error;
  return SQLITE_ERROR;
}

static int
tag_document (Cursor *self)
{
  Table *table = (Table *) self->base.pVtab;
  size_t length, date_length = 0, packs_length = 0;
  char *error = NULL;
  const char *text = get_text (self->args[ARG_DOCUMENT], &length);
  const char *date = self->args[ARG_DATE] != NULL ? get_text (self->args[ARG_DATE], &date_length) : NULL;
  const char *packs = self->args[ARG_PACKS] != NULL ? get_text (self->args[ARG_PACKS], &packs_length) : NULL;
  ObelusTagger *tagger = text != NULL ? get_tagger (table->connection, packs, &error) : NULL;
  if (tagger == NULL)
    return fail (&table->base, error);
  self->result = obelus_tag (tagger, text, length, NULL, date_length > 0 ? date : NULL, &self->error);
  if (self->result == NULL)
    {
      self->n_rows = 1;
      return SQLITE_OK;
    }
  self->n_annotations = self->n_rows = obelus_result_size (self->result);
  while (obelus_result_get_incident (self->result, self->n_rows - self->n_annotations) != NULL)
    self->n_rows++;
  return SQLITE_OK;
}

static int
filter (sqlite3_vtab_cursor *cursor, int given, const char *unused, int argc, sqlite3_value **argv)
{
  Cursor *self = (Cursor *) cursor;
  (void) unused, (void) argc;
  reset_cursor (self);
  if ((given & 1 << ARG_DOCUMENT) == 0)
    return fail (cursor->pVtab, sqlite3_mprintf ("obelus_annotations: a document is expected, as in "
                                                 "FROM articles, obelus_annotations(articles.body)"));
  for (int arg = 0, n = 0; arg < N_ARGS; arg++)
    if ((given & 1 << arg) != 0 && (self->args[arg] = sqlite3_value_dup (argv[n++])) == NULL)
      return SQLITE_NOMEM;
  return sqlite3_value_type (self->args[ARG_DOCUMENT]) != SQLITE_NULL ? tag_document (self) : SQLITE_OK;
}

static int
next_row (sqlite3_vtab_cursor *cursor)
{
  ((Cursor *) cursor)->row++;
  return SQLITE_OK;
}

static int
is_at_end (sqlite3_vtab_cursor *cursor)
{
  const Cursor *self = (Cursor *) cursor;
  return self->row >= self->n_rows;
}

static void
return_text (sqlite3_context *context, char *text)
{
  sqlite3_result_text64 (context, text, strlen (text), obelus_free, SQLITE_UTF8);
}

/* A row that tells of a failure: "code: rest". */
static void
return_failure (sqlite3_context *context, int column, const char *type, const char *failure)
{
  const char *rest = strstr (failure, ": ");
  if (column == COLUMN_TYPE)
    sqlite3_result_text (context, type, -1, SQLITE_STATIC);
  else if (column == COLUMN_LABEL && rest != NULL)
    sqlite3_result_text (context, failure, rest - failure, SQLITE_TRANSIENT);
  else if (column == COLUMN_TEXT)
    sqlite3_result_text (context, rest != NULL ? rest + 2 : failure, -1, SQLITE_TRANSIENT);
}

/* The feature called @name, or the texts of the spans of that name, joined by " … ". */
static void
return_field (sqlite3_context *context, const Cursor *self, const char *name)
{
  const char *found, *value;
  size_t start, end;
  for (size_t n = 0; obelus_result_get_feature (self->result, self->row, n, &found, &value); n++)
    if (strcmp (found, name) == 0)
      {
        sqlite3_result_text (context, value, -1, SQLITE_TRANSIENT);
        return;
      }
  sqlite3_str *text = sqlite3_str_new (sqlite3_context_db_handle (context));
  int n_spans = 0;
  for (size_t n = 0; obelus_result_get_span (self->result, self->row, n, OBELUS_BYTE, &found, &start, &end); n++)
    if (strcmp (found, name) == 0 && end > start)
      {
        char *piece = obelus_result_dup_text (self->result, OBELUS_BYTE, start, end);
        sqlite3_str_appendf (text, "%s%s", n_spans++ > 0 ? " … " : "", piece);
        obelus_free (piece);
      }
  int rc = sqlite3_str_errcode (text), length = sqlite3_str_length (text);
  char *joined = sqlite3_str_finish (text);
  if (rc != SQLITE_OK)
    sqlite3_result_error_code (context, rc);
  else if (n_spans > 0)
    {
      sqlite3_result_text (context, joined, length, sqlite3_free);
      return;
    }
  sqlite3_free (joined);
}

static void
return_annotation (sqlite3_context *context, const Cursor *self, int column)
{
  ObelusAnnotation annotation;
  obelus_result_get (self->result, self->row, OBELUS_CODEPOINT, &annotation);
  switch (column)
    {
    case COLUMN_TYPE:
      sqlite3_result_text (context, annotation.type, -1, SQLITE_TRANSIENT);
      break;
    case COLUMN_LABEL:
      if (annotation.label != NULL)
        sqlite3_result_text (context, annotation.label, -1, SQLITE_TRANSIENT);
      break;
    case COLUMN_START:
      sqlite3_result_int64 (context, annotation.start + 1);
      break;
    case COLUMN_LENGTH:
      sqlite3_result_int64 (context, annotation.end - annotation.start);
      break;
    case COLUMN_TEXT:
      return_text (context, obelus_result_dup_text (self->result, OBELUS_CODEPOINT, annotation.start, annotation.end));
      break;
    case COLUMN_RULE:
      sqlite3_result_text (context, annotation.rule, -1, SQLITE_TRANSIENT);
      break;
    case COLUMN_JSON:
      return_text (context, obelus_result_dup_annotation_json (self->result, self->row, OBELUS_CODEPOINT, 0));
      sqlite3_result_subtype (context, JSON_SUBTYPE);
      break;
    default:
      return_field (context, self, fields[column - FIRST_FIELD].name);
    }
}

static int
get_column (sqlite3_vtab_cursor *cursor, sqlite3_context *context, int column)
{
  const Cursor *self = (Cursor *) cursor;
  if (column == COLUMN_N)
    sqlite3_result_int64 (context, self->row + 1);
  else if (column >= COLUMN_DOCUMENT && self->args[column - COLUMN_DOCUMENT] != NULL)
    sqlite3_result_value (context, self->args[column - COLUMN_DOCUMENT]);
  else if (column >= COLUMN_DOCUMENT)
    sqlite3_result_null (context);
  else if (self->error != NULL)
    return_failure (context, column, "error", self->error);
  else if (self->row >= self->n_annotations)
    return_failure (context, column, "incomplete",
                    obelus_result_get_incident (self->result, self->row - self->n_annotations));
  else
    return_annotation (context, self, column);
  return SQLITE_OK;
}

static int
get_rowid (sqlite3_vtab_cursor *cursor, sqlite3_int64 *ret_rowid)
{
  *ret_rowid = ((Cursor *) cursor)->row + 1;
  return SQLITE_OK;
}

/* Without xCreate: eponymous, there is no CREATE VIRTUAL TABLE for it. */
static const sqlite3_module module = {
  .xConnect = connect_table, .xBestIndex = choose_index, .xDisconnect = disconnect_table, .xOpen = open_cursor,
  .xClose = close_cursor, .xFilter = filter, .xNext = next_row, .xEof = is_at_end, .xColumn = get_column,
  .xRowid = get_rowid,
};

/* ---- Loading the extension ---- */

OBELUS_API int sqlite3_obelus_init (sqlite3 *db, char **ret_error, const sqlite3_api_routines *routines);

int
sqlite3_obelus_init (sqlite3 *db, char **ret_error, const sqlite3_api_routines *routines)
{
  static const struct
  {
    const char *name;
    int flags;
    void (*function) (sqlite3_context *context, int n_args, sqlite3_value **args);
  } functions[] = {
    { "obelus_load", SQLITE_DIRECTONLY, do_load },
    { "obelus_json", SQLITE_INNOCUOUS | SQLITE_RESULT_SUBTYPE, do_json },
    { "obelus_version", SQLITE_INNOCUOUS | SQLITE_DETERMINISTIC, do_version },
  };
  SQLITE_EXTENSION_INIT2 (routines)
  (void) routines, (void) ret_error;
  Connection *self = sqlite3_malloc64 (sizeof *self);
  if (self == NULL)
    return SQLITE_NOMEM;
  *self = (Connection) { .n_refs = 1, .current = -1 };
  int rc = SQLITE_OK;
  for (size_t i = 0; rc == SQLITE_OK && i < sizeof functions / sizeof functions[0]; i++)
    {
      self->n_refs++;                   /* given back by unref_connection, also when it fails */
      rc = sqlite3_create_function_v2 (db, functions[i].name, -1, SQLITE_UTF8 | functions[i].flags, self,
                                       functions[i].function, NULL, NULL, unref_connection);
    }
  if (rc == SQLITE_OK)
    {
      self->n_refs++;
      rc = sqlite3_create_module_v2 (db, "obelus_annotations", &module, self, unref_connection);
    }
  unref_connection (self);
  return rc;
}

#ifndef SQLITE_CORE
/* The name that SQLite makes of the file's, so that `.load obelus-sqlite` needs no other. */
OBELUS_API int sqlite3_obelussqlite_init (sqlite3 *db, char **ret_error, const sqlite3_api_routines *routines)
  __attribute__ ((alias ("sqlite3_obelus_init")));
#endif
