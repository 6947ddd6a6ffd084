/* ob-chars.h: what kind of character a code point is, as far as word breaks care: the Word_Break classes of UAX #29,
 * refined by general category where that says only "Other". The data is Unicode 15.0's whatever GLib's is, so that
 * every host cuts a text into the same tokens. */
#pragma once
#include <glib.h>

typedef enum
{
  OB_CHAR_OTHER,                /* controls, private use, unassigned */
  OB_CHAR_SPACE,                /* White_Space, no line break; the narrow no-break space too */
  OB_CHAR_LINE,                 /* ends a line */
  OB_CHAR_PARA,                 /* U+2029 */
  OB_CHAR_VOID,                 /* U+200B, a place to break that is no space */
  OB_CHAR_LETTER,               /* ALetter */
  OB_CHAR_HEBREW,
  OB_CHAR_KATAKANA,
  OB_CHAR_IDEOGRAPH,            /* a letter that is a word by itself: Han, Hiragana, Thai … */
  OB_CHAR_NUMERIC,              /* a digit that makes numbers */
  OB_CHAR_NUMBER,               /* another: ² ½ ① */
  OB_CHAR_CONNECTOR,            /* ExtendNumLet: _ */
  OB_CHAR_EXTEND,               /* combining marks, emoji modifiers */
  OB_CHAR_FORMAT,               /* soft hyphen, direction marks, byte order mark */
  OB_CHAR_ZWJ,
  OB_CHAR_REGIONAL,             /* half a flag */
  OB_CHAR_MID_LETTER,           /* joins letters: · */
  OB_CHAR_MID_NUM,              /* joins digits: , ; */
  OB_CHAR_MID_NUM_LET,          /* joins both: . ‘ ’ */
  OB_CHAR_SINGLE_QUOTE,         /* ' */
  OB_CHAR_DOUBLE_QUOTE,         /* " */
  OB_CHAR_PUNCT,
  OB_CHAR_SYMBOL,
  OB_CHAR_CLASS_MASK = 0x1f,
  OB_CHAR_PICTOGRAPH = 0x20,    /* added to the class: Extended_Pictographic */
} ObCharClass;

/* The class of @c, perhaps with OB_CHAR_PICTOGRAPH added. */
guint8 ob_char_get_class (gunichar c);
guint8 ob_char_search_class (gunichar c);       /* the same for all of Unicode, slower */

/* Which of the first @n bytes of @s (at most OB_CHARS_BLOCK) are ASCII letters or digits: a bit each, the first byte
 * the lowest. The first uses SSE2 where there is any; the second does not, and says the same. */
#define OB_CHARS_BLOCK 64
guint64 ob_chars_find_alnum       (const char *s, gsize n);
guint64 ob_chars_find_alnum_plain (const char *s, gsize n);

/* Decodes the character at @s, which is valid UTF-8. */
static inline gunichar
ob_char_decode (const char *s, const char **ret_next)
{
  const guchar *p = (const guchar *) s;
  gunichar c = p[0];
  if (c < 0x80)
    return *ret_next = s + 1, c;
  if (c < 0xe0)
    return *ret_next = s + 2, (c & 0x1f) << 6 | (p[1] & 0x3f);
  if (c < 0xf0)
    return *ret_next = s + 3, (c & 0x0f) << 12 | (gunichar) (p[1] & 0x3f) << 6 | (p[2] & 0x3f);
  *ret_next = s + 4;
  return (c & 0x07) << 18 | (gunichar) (p[1] & 0x3f) << 12 | (gunichar) (p[2] & 0x3f) << 6 | (p[3] & 0x3f);
}
