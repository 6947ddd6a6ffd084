/* ob-json.h: as much JSON as JSON Lines needs: finding members of one object, and writing values.
 *
 * Reading is strict RFC 8259 over UTF-8, in one pass without recursion. It hands out values as the slices they are, so
 * that an id of any type (a number of forty digits, an object) leaves as it came, which json-c 0.16 and json-glib,
 * tried for this, cannot do: they round numbers, and the first lets NaN, 'x' and raw control characters pass. */
#pragma once
#include "base/ob-error.h"

/* A value as it stands in the source; @start NULL: there is none. The kind shows in its first byte: " { [ t f n, or
 * that of a number. */
typedef struct
{
  const char *start;
  gsize       length;
} ObJsonSlice;

/* Checks that @json is one JSON object and finds the values of the members called @names (NULL-terminated). Other
 * members are checked and ignored; of several with one name the last counts. Errors: OB_ERROR_BAD_UTF8,
 * OB_ERROR_BAD_JSON, OB_ERROR_TOO_LONG (nested deeper than OB_MAX_JSON_DEPTH), each naming the byte. */
gboolean ob_json_find_members (const char *json, gsize length, const char *const *names, ObJsonSlice *ret_values,
                               GError **error);

/* Checks that @json is one value of any kind, with nothing behind it. The same errors. */
gboolean ob_json_parse (const char *json, gsize length, ObJsonSlice *ret_value, GError **error);

/* Steps through the members of a checked object or the elements of a checked array; of any other value there are none.
 * @ret_name (may be NULL) is the member's name with its quotes. */
typedef struct { const char *p, *end; gboolean is_object; } ObJsonIter;
ObJsonIter ob_json_iter      (ObJsonSlice container);
gboolean   ob_json_iter_next (ObJsonIter *self, ObJsonSlice *ret_name, ObJsonSlice *ret_value);
/* TRUE when a checked string is @text. */
gboolean   ob_json_is        (ObJsonSlice string, const char *text);

/* The text of a checked string value (its quotes included in @slice), NUL-terminated. A lone surrogate, which has no
 * UTF-8, becomes U+FFFD: one code point and one UTF-16 unit, so that offsets agree with the sender's. */
char *ob_json_dup_string (ObJsonSlice slice, gsize *ret_length);

/* Appends @s (valid UTF-8; @length -1: up to its NUL) as a string with its quotes. What could break a line or a record
 * for any reader is escaped: controls, U+2028, U+2029; with @ascii all that is not ASCII. */
void ob_json_append_string (GString *out, const char *s, gssize length, gboolean ascii);
/* Appends a checked value without white space between its parts, otherwise as it stands; escapes as above. */
void ob_json_append_slice  (GString *out, ObJsonSlice slice, gboolean ascii);
void ob_json_append_number (GString *out, guint64 n);
