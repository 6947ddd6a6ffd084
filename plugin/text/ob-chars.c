#include "text/ob-chars.h"
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* One word an entry, so that the search touches few cache lines: code point and class packed together. */
#define R(first, name) ((guint32) (first) << 6 | OB_CHAR_##name)
#define P(first, name) ((guint32) (first) << 6 | OB_CHAR_##name | OB_CHAR_PICTOGRAPH)
static const guint32 ranges[] = {
#include "text/ob-chars-data.h"
};
#undef R
#undef P

/* The same for ASCII, which is most of what is asked for; a test holds it to the table. */
static const guint8 ascii[0x80] = {
  [0x00 ... 0x08] = OB_CHAR_OTHER, [0x09] = OB_CHAR_SPACE, [0x0a ... 0x0d] = OB_CHAR_LINE,
  [0x0e ... 0x1f] = OB_CHAR_OTHER, [0x20] = OB_CHAR_SPACE, [0x21] = OB_CHAR_PUNCT, [0x22] = OB_CHAR_DOUBLE_QUOTE,
  [0x23] = OB_CHAR_PUNCT, [0x24] = OB_CHAR_SYMBOL, [0x25 ... 0x26] = OB_CHAR_PUNCT, [0x27] = OB_CHAR_SINGLE_QUOTE,
  [0x28 ... 0x2a] = OB_CHAR_PUNCT, [0x2b] = OB_CHAR_SYMBOL, [0x2c] = OB_CHAR_MID_NUM, [0x2d] = OB_CHAR_PUNCT,
  [0x2e] = OB_CHAR_MID_NUM_LET, [0x2f] = OB_CHAR_PUNCT, [0x30 ... 0x39] = OB_CHAR_NUMERIC,
  [0x3a] = OB_CHAR_MID_LETTER, [0x3b] = OB_CHAR_MID_NUM, [0x3c ... 0x3e] = OB_CHAR_SYMBOL,
  [0x3f ... 0x40] = OB_CHAR_PUNCT, [0x41 ... 0x5a] = OB_CHAR_LETTER, [0x5b ... 0x5d] = OB_CHAR_PUNCT,
  [0x5e] = OB_CHAR_SYMBOL, [0x5f] = OB_CHAR_CONNECTOR, [0x60] = OB_CHAR_SYMBOL, [0x61 ... 0x7a] = OB_CHAR_LETTER,
  [0x7b] = OB_CHAR_PUNCT, [0x7c] = OB_CHAR_SYMBOL, [0x7d] = OB_CHAR_PUNCT, [0x7e] = OB_CHAR_SYMBOL,
  [0x7f] = OB_CHAR_OTHER,
};

guint8
ob_char_get_class (gunichar c)
{
  return c < G_N_ELEMENTS (ascii) ? ascii[c] : ob_char_search_class (c);
}

guint8
ob_char_search_class (gunichar c)
{
  guint32 key = c << 6 | 0x3f;
  const guint32 *base = ranges;
  gsize n = G_N_ELEMENTS (ranges);
  while (n > 1)                 /* the last entry that is not above key */
    {
      gsize half = n / 2;
      base = base[half] <= key ? base + half : base;
      n -= half;
    }
  return *base & 0x3f;
}

guint64
ob_chars_find_alnum_plain (const char *s, gsize n)
{
  guint64 bits = 0;
  for (gsize i = 0; i < n; i++)
    bits |= (guint64) (g_ascii_isalnum (s[i]) != 0) << i;
  return bits;
}

#ifdef __SSE2__

static inline guint64
find_alnum_of_16 (const char *s)
{
  __m128i c = _mm_loadu_si128 ((const __m128i *) (gconstpointer) s);
  __m128i letter = _mm_sub_epi8 (_mm_or_si128 (c, _mm_set1_epi8 (0x20)), _mm_set1_epi8 ('a'));
  __m128i digit = _mm_sub_epi8 (c, _mm_set1_epi8 ('0'));
  __m128i is_letter = _mm_cmpeq_epi8 (_mm_min_epu8 (letter, _mm_set1_epi8 (25)), letter);
  __m128i is_digit = _mm_cmpeq_epi8 (_mm_min_epu8 (digit, _mm_set1_epi8 (9)), digit);
  return (guint32) _mm_movemask_epi8 (_mm_or_si128 (is_letter, is_digit));
}

guint64
ob_chars_find_alnum (const char *s, gsize n)
{
  char block[OB_CHARS_BLOCK];
  if (n < OB_CHARS_BLOCK)       /* the text's end: nothing behind it may be read */
    {
      memset (block, 0, sizeof block);
      s = memcpy (block, s, n);
    }
  return find_alnum_of_16 (s) | find_alnum_of_16 (s + 16) << 16 | find_alnum_of_16 (s + 32) << 32 |
         find_alnum_of_16 (s + 48) << 48;
}

#else

guint64
ob_chars_find_alnum (const char *s, gsize n)
{
  return ob_chars_find_alnum_plain (s, n);
}

#endif
