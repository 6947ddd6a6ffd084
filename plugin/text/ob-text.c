#include "text/ob-text.h"
#include "base/ob-error.h"
#include "base/ob-limits.h"
#include <string.h>

#define BLOCK 64                /* bytes between two checkpoints */

/* What was counted before byte BLOCK * i. A checkpoint may fall inside a character, which then counts as begun. */
typedef struct { guint32 codepoints, utf16; } Units;
typedef struct { guint32 lines, line_start; } Lines;

struct ObText
{
  char    *bytes;               /* NUL-terminated */
  gsize    length;
  gboolean is_ascii;
  Units   *units;               /* n_blocks; NULL until asked for, and always for ASCII */
  Lines   *lines;               /* n_blocks; NULL until asked for */
  gsize    n_blocks;
};

static gboolean
is_continuation (char c)
{
  return ((guchar) c & 0xc0) == 0x80;
}

/* Bytes of the character at @p, or 0 when it is not well-formed UTF-8 (Unicode 15.0, table 3-7). */
static guint
check_character (const guchar *p, gsize length)
{
  guchar c = p[0];
  if (c < 0x80)
    return 1;
  guint n = c >= 0xc2 && c <= 0xdf ? 2 : (c & 0xf0) == 0xe0 ? 3 : c >= 0xf0 && c <= 0xf4 ? 4 : 0;
  if (n == 0 || length < n)
    return 0;
  guchar least = c == 0xe0 ? 0xa0 : c == 0xf0 ? 0x90 : 0x80;    /* no overlong forms */
  guchar most = c == 0xed ? 0x9f : c == 0xf4 ? 0x8f : 0xbf;     /* no surrogates, nothing above U+10FFFF */
  if (p[1] < least || p[1] > most)
    return 0;
  for (guint i = 2; i < n; i++)
    if (p[i] < 0x80 || p[i] > 0xbf)
      return 0;
  return n;
}

/* The length of the longest well-formed start. GLib's validator would refuse NUL. */
static gsize
check_utf8 (const char *s, gsize length, gboolean *ret_is_ascii)
{
  gboolean is_ascii = TRUE;
  gsize i = 0;
  while (i < length)
    {
      guint64 word;
      if (length - i >= sizeof word && (memcpy (&word, s + i, sizeof word), (word & 0x8080808080808080u) == 0))
        {
          i += sizeof word;
          continue;
        }
      guint n = check_character ((const guchar *) s + i, length - i);
      if (n == 0)
        break;
      is_ascii &= n == 1;
      i += n;
    }
  *ret_is_ascii = is_ascii;
  return i;
}

/* A line ends after LF, and after a CR that no LF follows. */
static inline gboolean
ends_line (const char *s, gsize i, gsize length)
{
  return s[i] == '\n' || (s[i] == '\r' && !(i + 1 < length && s[i + 1] == '\n'));
}

static void
set_bad_utf8 (GError **error, const char *s, gsize bad)
{
  guint line = 1, column = 1;
  for (gsize i = 0; i < bad; i++)
    {
      column += !is_continuation (s[i]);
      if (ends_line (s, i, bad))
        line++, column = 1;
    }
  g_set_error (error, OB_ERROR, OB_ERROR_BAD_UTF8, "%u:%u: not UTF-8: byte 0x%02x at offset %" G_GSIZE_FORMAT,
               line, column, (guchar) s[bad], bad);
}

ObText *
ob_text_new (const char *bytes, gsize length, GError **error)
{
  if (length > OB_MAX_DOCUMENT_BYTES)
    {
      g_set_error (error, OB_ERROR, OB_ERROR_TOO_LONG, "a document of %" G_GSIZE_FORMAT " bytes; the most is %u",
                   length, OB_MAX_DOCUMENT_BYTES);
      return NULL;
    }
  gboolean is_ascii;
  gsize good = check_utf8 (bytes, length, &is_ascii);
  if (good < length)
    {
      set_bad_utf8 (error, bytes, good);
      return NULL;
    }
  ObText *self = g_new0 (ObText, 1);
  self->bytes = g_malloc (length + 1);
  if (length > 0)
    memcpy (self->bytes, bytes, length);
  self->bytes[length] = '\0';
  self->length = length;
  self->is_ascii = is_ascii;
  self->n_blocks = length / BLOCK + 1;
  return self;
}

void
ob_text_free (ObText *self)
{
  if (self == NULL)
    return;
  g_free (self->bytes);
  g_free (self->units);
  g_free (self->lines);
  g_free (self);
}

const char *
ob_text_get_bytes (const ObText *self)
{
  return self->bytes;
}

gsize
ob_text_get_length (const ObText *self)
{
  return self->length;
}

gboolean
ob_text_is_ascii (const ObText *self)
{
  return self->is_ascii;
}

/* Counts a byte: its character is counted at its first byte, as two UTF-16 units when it takes four bytes. */
static inline void
count_byte (char c, Units *units)
{
  units->codepoints += !is_continuation (c);
  units->utf16 += !is_continuation (c) + ((guchar) c >= 0xf0);
}

/* The index is a cache: building it does not change what the text says. */
static const Units *
get_units (const ObText *text)
{
  ObText *self = (ObText *) text;
  if (self->units != NULL)
    return self->units;
  self->units = g_new (Units, self->n_blocks);
  Units units = { 0, 0 };
  for (gsize i = 0; i < self->length; i++)
    {
      if (i % BLOCK == 0)
        self->units[i / BLOCK] = units;
      count_byte (self->bytes[i], &units);
    }
  if (self->length % BLOCK == 0)
    self->units[self->n_blocks - 1] = units;
  return self->units;
}

static const Lines *
get_lines (const ObText *text)
{
  ObText *self = (ObText *) text;
  if (self->lines != NULL)
    return self->lines;
  self->lines = g_new (Lines, self->n_blocks);
  Lines lines = { 0, 0 };
  for (gsize i = 0; i < self->length; i++)
    {
      if (i % BLOCK == 0)
        self->lines[i / BLOCK] = lines;
      if (ends_line (self->bytes, i, self->length))
        lines = (Lines) { lines.lines + 1, i + 1 };
    }
  if (self->length % BLOCK == 0)
    self->lines[self->n_blocks - 1] = lines;
  return self->lines;
}

static gsize
to_boundary (const ObText *self, gsize byte)
{
  byte = MIN (byte, self->length);
  while (byte > 0 && is_continuation (self->bytes[byte]))
    byte--;
  return byte;
}

static inline gsize
get_unit (const Units *units, ObUnit unit)
{
  return unit == OB_UNIT_UTF16 ? units->utf16 : units->codepoints;
}

gsize
ob_text_from_byte (const ObText *self, gsize byte, ObUnit unit)
{
  byte = to_boundary (self, byte);
  if (self->is_ascii || unit == OB_UNIT_BYTE)
    return byte;
  Units units = get_units (self)[byte / BLOCK];
  for (gsize i = byte / BLOCK * BLOCK; i < byte; i++)
    count_byte (self->bytes[i], &units);
  return get_unit (&units, unit);
}

gsize
ob_text_to_byte (const ObText *self, gsize offset, ObUnit unit)
{
  if (self->is_ascii || unit == OB_UNIT_BYTE)
    return to_boundary (self, offset);
  const Units *blocks = get_units (self);
  gsize low = 0, high = self->n_blocks;         /* the last block that begins at or before offset */
  while (high - low > 1)
    {
      gsize middle = low + (high - low) / 2;
      if (get_unit (&blocks[middle], unit) <= offset)
        low = middle;
      else
        high = middle;
    }
  Units units = blocks[low];
  gsize i = low * BLOCK;
  while (i < self->length)
    {
      count_byte (self->bytes[i], &units);
      if (get_unit (&units, unit) > offset)
        break;
      i++;
    }
  return to_boundary (self, i);
}

void
ob_text_locate (const ObText *self, gsize byte, guint *ret_line, guint *ret_column)
{
  byte = to_boundary (self, byte);
  Lines lines = get_lines (self)[byte / BLOCK];
  for (gsize i = byte / BLOCK * BLOCK; i < byte; i++)
    if (ends_line (self->bytes, i, self->length))
      lines = (Lines) { lines.lines + 1, i + 1 };
  *ret_line = lines.lines + 1;
  *ret_column = 1 + ob_text_from_byte (self, byte, OB_UNIT_CODEPOINT) -
                ob_text_from_byte (self, lines.line_start, OB_UNIT_CODEPOINT);
}

/* TRUE when @text begins as @form does, where 0 stands for any digit. */
static gboolean
has_form (const char *text, const char *form)
{
  for (; *form != '\0'; text++, form++)
    if (*form == '0' ? !g_ascii_isdigit (*text) : *text != *form)
      return FALSE;
  return TRUE;
}

gboolean
ob_date_is_valid (const char *date)
{
  if (date == NULL || !has_form (date, "0000-00-00"))
    return FALSE;
  const char *clock = date + strlen ("0000-00-00");
  if (*clock != '\0' && (!has_form (clock, "T00:00") || atoi (clock + 1) > 23 || atoi (clock + 4) > 59 ||
                         clock[strspn (clock, "T0123456789:.+-Z")] != '\0'))
    return FALSE;
  return g_date_valid_dmy (atoi (date + 8), atoi (date + 5), atoi (date));
}
