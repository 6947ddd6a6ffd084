/* gawk-stub.h: a stand-in for gawk's side of its extension API, to run an extension without gawk: under the sanitizers,
 * with an allocation that fails, and with checks that gawk itself does not make. A breach of the following ends the
 * program with a message:
 *
 *   - strings handed over come from api_malloc and are NUL-terminated at their length;
 *   - no function has a name that gawk keeps for itself;
 *   - a function returns the result it was given;
 *   - arrays are built from the top down: one that is hung up is empty, one that is filled hangs somewhere;
 *   - sub-arrays hang under string indices (a number kills gawk 5.2.1);
 *   - nothing is left over: strings not handed over, arrays not hung up.
 *
 * There is one stub to a program. */
#pragma once
#include <glib.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/types.h>
#define GAWK                    /* makes the fields of gawk_api_t writable */
#include <gawkapi.h>
#undef GAWK

enum { STUB_FATAL_EXIT = 42 };  /* how the program ends at fatal() */

typedef struct StubArray StubArray;

typedef struct
{
  awk_valtype_t type;           /* AWK_STRING, AWK_NUMBER, AWK_ARRAY or AWK_UNDEFINED */
  char         *string;
  gsize         length;
  double        number;
  StubArray    *array;
} StubValue;

struct StubArray
{
  GPtrArray *keys;              /* of char *, owned, in order of insertion */
  GPtrArray *values;            /* of StubValue, owned */
  gboolean   is_hung_up;        /* an argument, or an element of an array that is */
};

/* Set before stub_load; what the extension sees of gawk. */
extern gawk_api_t stub_api;

/* Sets everything to its beginning and calls the extension's dl_load. FALSE as that says. */
gboolean stub_load   (int (*dl_load_function) (const gawk_api_t *const, awk_ext_id_t));
/* Calls the functions given to awk_atexit, then frees all. */
void     stub_unload (void);

/* Calls obelus::@name with @n arguments, which it may change. The result is freed by stub_value_clear. */
StubValue stub_call (const char *name, StubValue *args, guint n);

/* The records of the file @path as the extension's input parser gives them: a line each, "|" between the fields. NULL:
 * it does not take the file. */
char     *stub_read_records (const char *path);

StubValue stub_string    (const char *text);
StubValue stub_bytes     (const char *bytes, gsize length);
StubValue stub_number    (double number);
StubValue stub_undefined (void);
StubValue stub_array     (void);
void      stub_value_clear (StubValue *value);

/* The element @key, or NULL. */
const StubValue *stub_array_get (const StubArray *array, const char *key);

/* A variable of the program. */
void        stub_set_variable (const char *name, const char *text);
const char *stub_get_errno    (void);           /* ERRNO; "" when unset */
guint       stub_get_warnings (void);           /* how many there were */

/* Makes the @k-th allocation from now (from 1) fail; 0: none. */
void stub_fail_allocation (guint k);
/* How many allocations there were since the last call of stub_fail_allocation. */
guint stub_count_allocations (void);
