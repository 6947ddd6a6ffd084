#include "text/ob-chars.h"

/* One word an entry, so that the search touches few cache lines: code point and class packed together. */
#define R(first, name) ((guint32) (first) << 6 | OB_CHAR_##name)
#define P(first, name) ((guint32) (first) << 6 | OB_CHAR_##name | OB_CHAR_PICTOGRAPH)
static const guint32 ranges[] = {
#include "text/ob-chars-data.h"
};
#undef R
#undef P

guint8
ob_char_get_class (gunichar c)
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
