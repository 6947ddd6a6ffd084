#include "gawk-stub.h"
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

gawk_api_t stub_api;

static GHashTable *allocations;         /* pointer → GSIZE_TO_POINTER (size): all that is live */
static GPtrArray *functions;            /* of awk_ext_func_t, borrowed */
static GPtrArray *exits;                /* of pairs: function, its data */
static GHashTable *variables;           /* char * → char *, owned */
static GPtrArray *loose;                /* of StubArray: made and not yet hung up */
static awk_input_parser_t *parser;
static char *errno_text;
static guint n_warnings, n_allocations, failing;
static StubValue *call_args;
static guint n_call_args;

static void
breach (const char *format, ...)
{
  va_list args;
  va_start (args, format);
  fprintf (stderr, "gawk-stub: ");
  vfprintf (stderr, format, args);
  fputc ('\n', stderr);
  va_end (args);
  abort ();
}

/* ---- Memory ---- */

static void *
take (void *memory, gsize size)
{
  g_hash_table_insert (allocations, memory, GSIZE_TO_POINTER (size));
  return memory;
}

static gboolean
fails_now (void)
{
  return ++n_allocations == failing;
}

static void *
api_malloc (size_t size)
{
  return fails_now () ? NULL : take (malloc (size), size);
}

static void *
api_calloc (size_t n, size_t size)
{
  return fails_now () ? NULL : take (calloc (n, size), n * size);
}

static void
api_free (void *memory)
{
  if (memory != NULL && !g_hash_table_remove (allocations, memory))
    breach ("freed what was not allocated here");
  free (memory);
}

static void *
api_realloc (void *memory, size_t size)
{
  if (fails_now ())
    return NULL;
  if (memory != NULL && !g_hash_table_remove (allocations, memory))
    breach ("reallocated what was not allocated here");
  return take (realloc (memory, size), size);
}

void
stub_fail_allocation (guint k)
{
  n_allocations = 0;
  failing = k;
}

guint
stub_count_allocations (void)
{
  return n_allocations;
}

/* Takes over a string from the extension, checking that it may be. */
static char *
take_string (const awk_string_t *string)
{
  gpointer size;
  if (!g_hash_table_lookup_extended (allocations, string->str, NULL, &size))
    breach ("a string was handed over that gawk cannot free: \"%.40s\"", string->str);
  if (GPOINTER_TO_SIZE (size) <= string->len || string->str[string->len] != '\0')
    breach ("a string was handed over without its NUL: \"%.40s\"", string->str);
  char *copy = g_strndup (string->str, string->len);
  api_free (string->str);
  return copy;
}

/* ---- Values ---- */

static void
free_value (gpointer value)
{
  stub_value_clear (value);
  g_free (value);
}

static StubArray *
new_array (void)
{
  StubArray *array = g_new0 (StubArray, 1);
  array->keys = g_ptr_array_new_with_free_func (g_free);
  array->values = g_ptr_array_new_with_free_func (free_value);
  return array;
}

static void
free_array (StubArray *array)
{
  g_ptr_array_unref (array->keys);
  g_ptr_array_unref (array->values);
  g_free (array);
}

StubValue
stub_bytes (const char *bytes, gsize length)
{
  char *copy = g_malloc (length + 1);
  memcpy (copy, bytes, length);
  copy[length] = '\0';
  return (StubValue) { .type = AWK_STRING, .string = copy, .length = length };
}

StubValue
stub_string (const char *text)
{
  return stub_bytes (text, strlen (text));
}

StubValue
stub_number (double number)
{
  return (StubValue) { .type = AWK_NUMBER, .number = number };
}

StubValue
stub_undefined (void)
{
  return (StubValue) { .type = AWK_UNDEFINED };
}

StubValue
stub_array (void)
{
  StubValue value = { .type = AWK_ARRAY, .array = new_array () };
  value.array->is_hung_up = TRUE;
  return value;
}

void
stub_value_clear (StubValue *value)
{
  g_clear_pointer (&value->string, g_free);
  g_clear_pointer (&value->array, free_array);
  value->type = AWK_UNDEFINED;
}

const StubValue *
stub_array_get (const StubArray *array, const char *key)
{
  for (guint i = 0; i < array->keys->len; i++)
    if (strcmp (g_ptr_array_index (array->keys, i), key) == 0)
      return g_ptr_array_index (array->values, i);
  return NULL;
}

/* Gives @value to the extension as @wanted, as gawk 5.2.1 does it, which is not in all as its table of conversions has
 * it: what is unset is "" to whoever wants a string, and of an array that is no string its type is not told. */
static awk_bool_t
give (StubValue *value, awk_valtype_t wanted, awk_value_t *result)
{
  memset (result, 0, sizeof *result);
  awk_valtype_t type = wanted == AWK_UNDEFINED ? value->type : wanted;
  result->val_type = value->type == AWK_ARRAY ? AWK_UNDEFINED : value->type;
  if (type == AWK_STRING && value->type == AWK_UNDEFINED)
    {
      result->val_type = AWK_STRING;
      result->str_value.str = (char *) "";
      return awk_true;
    }
  if (type == AWK_STRING && value->type == AWK_NUMBER)
    {
      g_free (value->string);
      value->string = g_strdup_printf ("%.6g", value->number);          /* CONVFMT */
      value->length = strlen (value->string);
    }
  else if (type != value->type)
    return awk_false;
  result->val_type = type;
  if (type == AWK_STRING)
    {
      result->str_value.str = value->string;
      result->str_value.len = value->length;
    }
  else if (type == AWK_NUMBER)
    result->num_value = value->number;
  else if (type == AWK_ARRAY)
    result->array_cookie = value->array;
  return awk_true;
}

/* Takes @value over from the extension. */
static StubValue
receive (const awk_value_t *value)
{
  switch (value->val_type)
    {
    case AWK_STRING: return (StubValue) { .type = AWK_STRING, .string = take_string (&value->str_value),
                                          .length = value->str_value.len };
    case AWK_NUMBER: return stub_number (value->num_value);
    case AWK_ARRAY:  return (StubValue) { .type = AWK_ARRAY, .array = value->array_cookie };
    default:         return stub_undefined ();
    }
}

/* ---- The functions of the API that the extension uses ---- */

/* gawk's own words; for real gawk it is fatal to give one to a function, in a namespace too. */
static const char *const reserved[] = {
  "BEGIN", "BEGINFILE", "END", "ENDFILE", "adump", "and", "asort", "asorti", "atan2", "bindtextdomain", "break",
  "case", "close", "compl", "continue", "cos", "dcgettext", "dcngettext", "default", "delete", "do", "else", "eval",
  "exit", "exp", "fflush", "for", "func", "function", "gensub", "getline", "gsub", "if", "in", "include", "index",
  "int", "intdiv0", "isarray", "length", "load", "log", "lshift", "match", "mkbool", "mktime", "namespace", "next",
  "nextfile", "or", "patsplit", "print", "printf", "rand", "return", "rshift", "sin", "split", "sprintf", "sqrt",
  "srand", "strftime", "strtonum", "sub", "substr", "switch", "system", "systime", "tolower", "toupper", "typeof",
  "while", "xor", NULL
};

static awk_bool_t
api_add_ext_func (awk_ext_id_t id, const char *name_space, awk_ext_func_t *function)
{
  (void) id;
  if (g_strv_contains (reserved, function->name))
    breach ("a function is called %s, which gawk keeps for itself", function->name);
  if (strcmp (name_space, "obelus") != 0)
    return awk_false;
  g_ptr_array_add (functions, function);
  return awk_true;
}

static void
api_awk_atexit (awk_ext_id_t id, void (*function) (void *data, int exit_status), void *data)
{
  (void) id;
  g_ptr_array_add (exits, (gpointer) function);
  g_ptr_array_add (exits, data);
}

static void
api_register_ext_version (awk_ext_id_t id, const char *version)
{
  (void) id, (void) version;
}

static void
api_register_input_parser (awk_ext_id_t id, awk_input_parser_t *input_parser)
{
  (void) id;
  if (parser != NULL)
    breach ("a second input parser");
  parser = input_parser;
}

static void G_GNUC_NORETURN
api_fatal (awk_ext_id_t id, const char *format, ...)
{
  va_list args;
  (void) id;
  va_start (args, format);
  fputs ("fatal: ", stderr);
  vfprintf (stderr, format, args);
  fputc ('\n', stderr);
  va_end (args);
  _exit (STUB_FATAL_EXIT);
}

static void
api_warning (awk_ext_id_t id, const char *format, ...)
{
  (void) id, (void) format;
  n_warnings++;
}

static void
set_errno (const char *text)
{
  g_free (errno_text);
  errno_text = g_strdup (text);
}

static void
api_update_ERRNO_string (awk_ext_id_t id, const char *string)
{
  (void) id;
  set_errno (string);
}

static void
api_unset_ERRNO (awk_ext_id_t id)
{
  (void) id;
  set_errno ("");
}

static awk_bool_t
api_get_argument (awk_ext_id_t id, size_t n, awk_valtype_t wanted, awk_value_t *result)
{
  (void) id;
  memset (result, 0, sizeof *result);
  return n < n_call_args ? give (&call_args[n], wanted, result) : awk_false;
}

static void
hang_up (StubArray *array)
{
  if (array->keys->len > 0)
    breach ("an array was filled before it was hung up");
  if (!g_ptr_array_remove (loose, array))
    breach ("an array was hung up twice");
  array->is_hung_up = TRUE;
}

static awk_bool_t
api_set_argument (awk_ext_id_t id, size_t n, awk_array_t array)
{
  (void) id;
  if (n >= n_call_args || call_args[n].type != AWK_UNDEFINED)
    return awk_false;
  hang_up (array);
  call_args[n] = (StubValue) { .type = AWK_ARRAY, .array = array };
  return awk_true;
}

static awk_bool_t
api_sym_lookup (awk_ext_id_t id, const char *name_space, const char *name, awk_valtype_t wanted, awk_value_t *result)
{
  (void) id, (void) name_space;
  const char *text = g_hash_table_lookup (variables, name);
  if (text == NULL)
    return awk_false;
  StubValue value = { .type = AWK_STRING, .string = (char *) text, .length = strlen (text) };
  return give (&value, wanted, result);
}

static awk_array_t
api_create_array (awk_ext_id_t id)
{
  (void) id;
  StubArray *array = new_array ();
  g_ptr_array_add (loose, array);
  return array;
}

static awk_bool_t
api_clear_array (awk_ext_id_t id, awk_array_t cookie)
{
  StubArray *array = cookie;
  (void) id;
  g_ptr_array_set_size (array->keys, 0);
  g_ptr_array_set_size (array->values, 0);
  return awk_true;
}

static awk_bool_t
api_set_array_element (awk_ext_id_t id, awk_array_t cookie, const awk_value_t *const index,
                       const awk_value_t *const value)
{
  StubArray *array = cookie;
  (void) id;
  if (!array->is_hung_up)
    breach ("an array was filled before it was hung up");
  if (value->val_type == AWK_ARRAY && index->val_type != AWK_STRING)
    breach ("a sub-array was hung up under a number");
  if (value->val_type == AWK_ARRAY)
    hang_up (value->array_cookie);
  g_autofree char *key = index->val_type == AWK_STRING ? take_string (&index->str_value)
                                                       : g_strdup_printf ("%.6g", index->num_value);
  StubValue received = receive (value);
  StubValue *old = (StubValue *) stub_array_get (array, key);
  if (old != NULL)
    {
      stub_value_clear (old);
      *old = received;
      return awk_true;
    }
  g_ptr_array_add (array->keys, g_steal_pointer (&key));
  g_ptr_array_add (array->values, g_memdup2 (&received, sizeof received));
  return awk_true;
}

/* ---- For tests ---- */

gboolean
stub_load (int (*dl_load_function) (const gawk_api_t *const, awk_ext_id_t))
{
  allocations = g_hash_table_new (NULL, NULL);
  functions = g_ptr_array_new ();
  exits = g_ptr_array_new ();
  loose = g_ptr_array_new ();
  variables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  parser = NULL;
  set_errno ("");
  n_warnings = 0;
  stub_fail_allocation (0);

  stub_api.api_add_ext_func = api_add_ext_func;
  stub_api.api_awk_atexit = api_awk_atexit;
  stub_api.api_register_ext_version = api_register_ext_version;
  stub_api.api_register_input_parser = api_register_input_parser;
  stub_api.api_fatal = api_fatal;
  stub_api.api_warning = api_warning;
  stub_api.api_update_ERRNO_string = api_update_ERRNO_string;
  stub_api.api_unset_ERRNO = api_unset_ERRNO;
  stub_api.api_get_argument = api_get_argument;
  stub_api.api_set_argument = api_set_argument;
  stub_api.api_sym_lookup = api_sym_lookup;
  stub_api.api_create_array = api_create_array;
  stub_api.api_clear_array = api_clear_array;
  stub_api.api_set_array_element = api_set_array_element;
  stub_api.api_malloc = api_malloc;
  stub_api.api_calloc = api_calloc;
  stub_api.api_realloc = api_realloc;
  stub_api.api_free = api_free;
  return dl_load_function (&stub_api, &stub_api) != 0;
}

static void
check_nothing_left (void)
{
  if (loose->len > 0)
    breach ("%u arrays were made and not hung up", loose->len);
  if (g_hash_table_size (allocations) > 0)
    breach ("%u allocations were left over", g_hash_table_size (allocations));
}

void
stub_unload (void)
{
  for (guint i = exits->len; i > 0; i -= 2)
    ((void (*) (void *, int)) g_ptr_array_index (exits, i - 2)) (g_ptr_array_index (exits, i - 1), 0);
  check_nothing_left ();
  g_hash_table_unref (allocations);
  g_ptr_array_unref (functions);
  g_ptr_array_unref (exits);
  g_ptr_array_unref (loose);
  g_hash_table_unref (variables);
  g_clear_pointer (&errno_text, g_free);
}

StubValue
stub_call (const char *name, StubValue *args, guint n)
{
  awk_ext_func_t *function = NULL;
  for (guint i = 0; i < functions->len && function == NULL; i++)
    {
      awk_ext_func_t *candidate = g_ptr_array_index (functions, i);
      function = strcmp (candidate->name, name) == 0 ? candidate : NULL;
    }
  if (function == NULL)
    breach ("no function %s", name);
  call_args = args;
  n_call_args = n;
  awk_value_t result = { .val_type = AWK_UNDEFINED };
  if (function->function (n, &result, function) != &result)
    breach ("%s did not return the result it was given", name);
  StubValue value = receive (&result);
  n_call_args = 0;
  check_nothing_left ();
  return value;
}

/* Field by field, as gawk splits a record that comes with widths. */
static void
append_record (GString *out, const char *record, gsize length, const awk_fieldwidth_info_t *widths)
{
  gsize at = 0;
  for (gsize i = 0; i < widths->nf; i++)
    {
      at += widths->fields[i].skip;
      if (at + widths->fields[i].len > length)
        breach ("a field reaches beyond its record");
      g_string_append_printf (out, "%s%.*s", i > 0 ? "|" : "", (int) widths->fields[i].len, record + at);
      at += widths->fields[i].len;
    }
  g_string_append_c (out, '\n');
}

char *
stub_read_records (const char *path)
{
  awk_input_buf_t input = { .name = path, .fd = open (path, O_RDONLY) };
  if (fstat (input.fd, &input.sbuf) != 0)
    breach ("%s is not there", path);
  if (!parser->can_take_file (&input))
    {
      close (input.fd);
      return NULL;
    }
  GString *records = g_string_new (NULL);
  if (!parser->take_control_of (&input) || input.get_record == NULL)
    breach ("the file was not taken");
  for (;;)
    {
      const awk_fieldwidth_info_t *widths = NULL;
      char *record = NULL, *rt_start = NULL;
      gsize rt_length = G_MAXSIZE;
      int errcode = 0, length = input.get_record (&record, &input, &errcode, &rt_start, &rt_length, &widths);
      if (length == EOF)
        break;
      if (rt_length != 0)
        breach ("a record came without its RT");
      append_record (records, record, length, widths);
    }
  if (input.close_func != NULL)
    input.close_func (&input);
  close (input.fd);
  check_nothing_left ();
  return g_string_free (records, FALSE);
}

void
stub_set_variable (const char *name, const char *text)
{
  g_hash_table_insert (variables, g_strdup (name), g_strdup (text));
}

const char *
stub_get_errno (void)
{
  return errno_text;
}

guint
stub_get_warnings (void)
{
  return n_warnings;
}
