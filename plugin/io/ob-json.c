#include "io/ob-json.h"
#include "base/ob-limits.h"
#include <string.h>

/* ---- Reading ---- */

typedef struct
{
  const char *start, *p, *end;
  GError    **error;
} Reader;

static gboolean
fail (Reader *r, ObError code, const char *what)
{
  g_set_error (r->error, OB_ERROR, code, "byte %zu: %s", (gsize) (r->p - r->start) + 1, what);
  return FALSE;
}

static void
skip_space (Reader *r)
{
  while (r->p < r->end && (*r->p == ' ' || *r->p == '\t' || *r->p == '\r' || *r->p == '\n'))
    r->p++;
}

static gboolean
read_escape (Reader *r)
{
  r->p++;
  if (r->p < r->end && *r->p != '\0' && strchr ("\"\\/bfnrt", *r->p) != NULL)
    {
      r->p++;
      return TRUE;
    }
  if (r->p == r->end || *r->p != 'u')
    return fail (r, OB_ERROR_BAD_JSON, "unknown escape in a string");
  r->p++;
  for (int i = 0; i < 4; i++, r->p++)
    if (r->p == r->end || !g_ascii_isxdigit (*r->p))
      return fail (r, OB_ERROR_BAD_JSON, "\\u needs four hexadecimal digits");
  return TRUE;
}

static gboolean
read_string (Reader *r)
{
  r->p++;
  while (r->p < r->end)
    {
      guchar c = *r->p;
      if (c == '"')
        {
          r->p++;
          return TRUE;
        }
      if (c < 0x20)
        return fail (r, OB_ERROR_BAD_JSON, "control character in a string");
      if (c != '\\')
        r->p++;
      else if (!read_escape (r))
        return FALSE;
    }
  return fail (r, OB_ERROR_BAD_JSON, "string without end");
}

static gboolean
read_digits (Reader *r)
{
  const char *first = r->p;
  while (r->p < r->end && g_ascii_isdigit (*r->p))
    r->p++;
  return r->p > first || fail (r, OB_ERROR_BAD_JSON, "digit expected");
}

static gboolean
read_number (Reader *r)
{
  if (*r->p == '-')
    r->p++;
  if (r->p < r->end && *r->p == '0')
    r->p++;
  else if (!read_digits (r))
    return FALSE;
  if (r->p < r->end && *r->p == '.')
    {
      r->p++;
      if (!read_digits (r))
        return FALSE;
    }
  if (r->p < r->end && (*r->p == 'e' || *r->p == 'E'))
    {
      r->p++;
      if (r->p < r->end && (*r->p == '+' || *r->p == '-'))
        r->p++;
      return read_digits (r);
    }
  return TRUE;
}

static gboolean
read_word (Reader *r, const char *word)
{
  gsize length = strlen (word);
  if ((gsize) (r->end - r->p) < length || memcmp (r->p, word, length) != 0)
    return fail (r, OB_ERROR_BAD_JSON, "value expected");
  r->p += length;
  return TRUE;
}

static gboolean
read_scalar (Reader *r)
{
  if (r->p == r->end)
    return fail (r, OB_ERROR_BAD_JSON, "value expected, found the end");
  switch (*r->p)
    {
    case '"': return read_string (r);
    case 't': return read_word (r, "true");
    case 'f': return read_word (r, "false");
    case 'n': return read_word (r, "null");
    default:
      if (*r->p == '-' || g_ascii_isdigit (*r->p))
        return read_number (r);
      return fail (r, OB_ERROR_BAD_JSON, "value expected");
    }
}

/* A member's name and colon. @ret_name (may be NULL) is the name's slice. */
static gboolean
read_name (Reader *r, ObJsonSlice *ret_name)
{
  skip_space (r);
  if (r->p == r->end || *r->p != '"')
    return fail (r, OB_ERROR_BAD_JSON, "member name in double quotes expected");
  const char *first = r->p;
  if (!read_string (r))
    return FALSE;
  if (ret_name != NULL)
    *ret_name = (ObJsonSlice) { first, r->p - first };
  skip_space (r);
  if (r->p == r->end || *r->p != ':')
    return fail (r, OB_ERROR_BAD_JSON, "':' expected");
  r->p++;
  return TRUE;
}

/* After a value inside containers: eats what closes, up to and including the comma before the next value. @depth falls
 * to 0 when the outermost one was closed. */
static gboolean
read_closers (Reader *r, const char *closers, guint *depth)
{
  while (*depth > 0)
    {
      skip_space (r);
      char closer = closers[*depth - 1];
      if (r->p < r->end && *r->p == closer)
        {
          r->p++;
          (*depth)--;
          continue;
        }
      if (r->p == r->end || *r->p != ',')
        return fail (r, OB_ERROR_BAD_JSON, closer == '}' ? "',' or '}' expected" : "',' or ']' expected");
      r->p++;
      return closer == ']' || read_name (r, NULL);
    }
  return TRUE;
}

/* Any value. Depth is kept in an array, not on the stack. */
static gboolean
read_value (Reader *r)
{
  char closers[OB_MAX_JSON_DEPTH];
  guint depth = 0;
  do
    {
      skip_space (r);
      if (r->p < r->end && (*r->p == '{' || *r->p == '['))
        {
          if (depth == OB_MAX_JSON_DEPTH)
            return fail (r, OB_ERROR_TOO_LONG, "nested too deeply");
          char closer = *r->p == '{' ? '}' : ']';
          closers[depth++] = closer;
          r->p++;
          skip_space (r);
          if (r->p == r->end || *r->p != closer)
            {
              if (closer == '}' && !read_name (r, NULL))
                return FALSE;
              continue;
            }
        }
      else if (!read_scalar (r))
        return FALSE;
      if (!read_closers (r, closers, &depth))
        return FALSE;
    }
  while (depth > 0);
  return TRUE;
}

gboolean
ob_json_is (ObJsonSlice slice, const char *name)
{
  if (slice.start == NULL || *slice.start != '"')
    return FALSE;
  if (memchr (slice.start, '\\', slice.length) == NULL)
    return slice.length == strlen (name) + 2 && memcmp (slice.start + 1, name, slice.length - 2) == 0;
  gsize length;
  g_autofree char *text = ob_json_dup_string (slice, &length);
  return length == strlen (name) && memcmp (text, name, length) == 0;
}

static gboolean
read_members (Reader *r, const char *const *names, ObJsonSlice *values)
{
  skip_space (r);
  if (r->p == r->end || *r->p != '{')
    return fail (r, OB_ERROR_BAD_JSON, "an object expected, {\"id\": …, \"text\": …}");
  r->p++;
  skip_space (r);
  if (r->p < r->end && *r->p == '}')
    {
      r->p++;
      return TRUE;
    }
  for (;;)
    {
      ObJsonSlice name;
      if (!read_name (r, &name))
        return FALSE;
      skip_space (r);
      const char *first = r->p;
      if (!read_value (r))
        return FALSE;
      for (guint i = 0; names[i] != NULL; i++)
        if (ob_json_is (name, names[i]))
          values[i] = (ObJsonSlice) { first, r->p - first };
      skip_space (r);
      if (r->p < r->end && *r->p == ',')
        r->p++;
      else if (r->p < r->end && *r->p == '}')
        {
          r->p++;
          return TRUE;
        }
      else
        return fail (r, OB_ERROR_BAD_JSON, "',' or '}' expected");
    }
}

gboolean
ob_json_find_members (const char *json, gsize length, const char *const *names, ObJsonSlice *ret_values,
                      GError **error)
{
  Reader r = { json, json, json + length, error };
  guint n = g_strv_length ((char **) names);
  g_autofree ObJsonSlice *values = g_new0 (ObJsonSlice, n);
  /* A NUL ends GLib's validation early, and is no JSON either. */
  if (!g_utf8_validate_len (json, length, &r.p))
    return *r.p == '\0' ? fail (&r, OB_ERROR_BAD_JSON, "control character")
                        : fail (&r, OB_ERROR_BAD_UTF8, "not UTF-8");
  r.p = json;
  if (!read_members (&r, names, values))
    return FALSE;
  skip_space (&r);
  if (r.p < r.end)
    return fail (&r, OB_ERROR_BAD_JSON, "more after the object");
  memcpy (ret_values, values, n * sizeof *values);
  return TRUE;
}

gboolean
ob_json_parse (const char *json, gsize length, ObJsonSlice *ret_value, GError **error)
{
  Reader r = { json, json, json + length, error };
  if (!g_utf8_validate_len (json, length, &r.p))
    return *r.p == '\0' ? fail (&r, OB_ERROR_BAD_JSON, "control character")
                        : fail (&r, OB_ERROR_BAD_UTF8, "not UTF-8");
  r.p = json;
  skip_space (&r);
  const char *first = r.p;
  if (!read_value (&r))
    return FALSE;
  ObJsonSlice value = { first, r.p - first };
  skip_space (&r);
  if (r.p < r.end)
    return fail (&r, OB_ERROR_BAD_JSON, "more after the value");
  *ret_value = value;
  return TRUE;
}

ObJsonIter
ob_json_iter (ObJsonSlice container)
{
  if (container.start == NULL || (*container.start != '{' && *container.start != '['))
    return (ObJsonIter) { NULL, NULL, FALSE };
  return (ObJsonIter) { container.start + 1, container.start + container.length - 1, *container.start == '{' };
}

gboolean
ob_json_iter_next (ObJsonIter *self, ObJsonSlice *ret_name, ObJsonSlice *ret_value)
{
  Reader r = { self->p, self->p, self->end, NULL };
  ObJsonSlice name = { NULL, 0 };
  skip_space (&r);
  if (r.p < r.end && *r.p == ',')
    r.p++;
  skip_space (&r);
  if (r.p >= r.end || (self->is_object && !read_name (&r, &name)))
    return FALSE;
  skip_space (&r);
  const char *first = r.p;
  if (!read_value (&r))
    return FALSE;
  *ret_value = (ObJsonSlice) { first, r.p - first };
  if (ret_name != NULL)
    *ret_name = name;
  self->p = r.p;
  return TRUE;
}

static gunichar
hex4 (const char *p)
{
  gunichar c = 0;
  for (int i = 0; i < 4; i++)
    c = c << 4 | g_ascii_xdigit_value (p[i]);
  return c;
}

/* Decodes the escape at @p (its backslash); returns what follows it. */
static const char *
append_unescaped (GString *out, const char *p, const char *end)
{
  static const char letters[] = "bfnrt", controls[] = "\b\f\n\r\t";
  p++;
  if (*p != 'u')
    {
      const char *letter = strchr (letters, *p);
      g_string_append_c (out, letter != NULL ? controls[letter - letters] : *p);
      return p + 1;
    }
  gunichar c = hex4 (p + 1);
  p += 5;
  if (c >= 0xd800 && c < 0xdc00 && end - p >= 6 && p[0] == '\\' && p[1] == 'u')
    {
      gunichar low = hex4 (p + 2);
      if (low >= 0xdc00 && low < 0xe000)
        {
          g_string_append_unichar (out, 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00));
          return p + 6;
        }
    }
  if (c == 0)
    g_string_append_c (out, '\0');
  else
    g_string_append_unichar (out, c >= 0xd800 && c < 0xe000 ? 0xfffd : c);
  return p;
}

char *
ob_json_dup_string (ObJsonSlice slice, gsize *ret_length)
{
  const char *p = slice.start + 1, *end = slice.start + slice.length - 1;
  GString *out = g_string_sized_new (slice.length);
  while (p < end)
    {
      const char *escape = memchr (p, '\\', end - p);
      g_string_append_len (out, p, (escape != NULL ? escape : end) - p);
      if (escape == NULL)
        break;
      p = append_unescaped (out, escape, end);
    }
  *ret_length = out->len;
  return g_string_free (out, FALSE);
}

/* ---- Writing ---- */

static void
append_u (GString *out, guint unit)
{
  static const char hex[] = "0123456789abcdef";
  char escape[6] = { '\\', 'u', hex[unit >> 12], hex[unit >> 8 & 15], hex[unit >> 4 & 15], hex[unit & 15] };
  g_string_append_len (out, escape, sizeof escape);
}

/* Appends the character at @p when it must be escaped, and returns what follows it; NULL when it may stand. */
static const char *
append_escaped (GString *out, const char *p, gboolean ascii)
{
  guchar byte = *p;
  if (byte < 0x80)
    {
      static const char controls[] = "\b\f\n\r\t", letters[] = "bfnrt";
      if (byte >= 0x20 && byte != 0x7f)
        return NULL;
      const char *control = byte != 0 ? strchr (controls, byte) : NULL;
      if (control != NULL)
        {
          g_string_append_c (out, '\\');
          g_string_append_c (out, letters[control - controls]);
        }
      else
        append_u (out, byte);
      return p + 1;
    }
  if (!ascii && byte != 0xc2 && byte != 0xe2)           /* first bytes of U+0080 … U+00BF and of U+2000 … U+2FFF */
    return NULL;
  gunichar c = g_utf8_get_char (p);
  if (!ascii && c >= 0xa0 && c != 0x2028 && c != 0x2029)
    return NULL;
  if (c >= 0x10000)
    {
      append_u (out, 0xd800 + ((c - 0x10000) >> 10));
      append_u (out, 0xdc00 + ((c - 0x10000) & 0x3ff));
    }
  else
    append_u (out, c);
  return g_utf8_next_char (p);
}

void
ob_json_append_string (GString *out, const char *s, gssize length, gboolean ascii)
{
  const char *end = s + (length < 0 ? strlen (s) : (gsize) length);
  const char *plain = s;                /* what is not yet written, and needs no escape */
  g_string_append_c (out, '"');
  for (const char *p = s; p < end;)
    {
      gboolean is_quoted = *p == '"' || *p == '\\';
      if (!is_quoted && (guchar) *p >= 0x20 && (guchar) *p < 0x7f)
        {
          p++;
          continue;
        }
      g_string_append_len (out, plain, p - plain);
      plain = p;
      const char *next = is_quoted ? NULL : append_escaped (out, p, ascii);
      if (is_quoted)
        g_string_append_c (out, '\\');
      if (next != NULL)
        plain = p = next;
      else
        p = g_utf8_next_char (p);
    }
  g_string_append_len (out, plain, end - plain);
  g_string_append_c (out, '"');
}

void
ob_json_append_slice (GString *out, ObJsonSlice slice, gboolean ascii)
{
  const char *end = slice.start + slice.length;
  gboolean in_string = FALSE;
  for (const char *p = slice.start; p < end;)
    {
      if (!in_string && g_ascii_isspace (*p))
        {
          p++;
          continue;
        }
      const char *next = append_escaped (out, p, ascii);
      if (next == NULL)
        {
          /* An escape is copied whole, so that \" does not end the string. */
          next = *p == '\\' ? p + 2 : g_utf8_next_char (p);
          g_string_append_len (out, p, next - p);
        }
      if (*p == '"')
        in_string = !in_string;
      p = next;
    }
}

void
ob_json_append_number (GString *out, guint64 n)
{
  char digits[20], *p = digits + sizeof digits;
  do
    *--p = '0' + n % 10;
  while ((n /= 10) > 0);
  g_string_append_len (out, p, digits + sizeof digits - p);
}
