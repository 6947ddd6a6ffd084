#include "base/ob-hash.h"

#define LANES 4

static guint64
read_word (const guint8 *p)
{
  guint64 word;
  memcpy (&word, p, sizeof word);
  return word;
}

guint64
ob_hash_bytes (gconstpointer bytes, gsize length)
{
  static const guint64 secrets[LANES] = {
    0xa0761d6478bd642fu, 0xe7037ed1a0b428dbu, 0x8ebc6af09c88c6e3u, 0x589965cc75374cc3u,
  };
  const guint8 *p = bytes;
  guint64 lanes[LANES];
  for (guint i = 0; i < LANES; i++)
    lanes[i] = secrets[i] ^ length;
  for (; length >= 16 * LANES; p += 16 * LANES, length -= 16 * LANES)
    for (guint i = 0; i < LANES; i++)           /* independent of each other, so that they run side by side */
      lanes[i] = ob_hash_mix (read_word (p + 16 * i) ^ secrets[i], read_word (p + 16 * i + 8) ^ lanes[i]);
  guint64 h = lanes[0] ^ lanes[1] ^ lanes[2] ^ lanes[3];
  for (; length >= 8; p += 8, length -= 8)
    h = ob_hash_mix (h ^ read_word (p), secrets[0]);
  guint64 rest = 0;
  if (length > 0)
    memcpy (&rest, p, length);
  return ob_hash_mix (h ^ rest, secrets[1]);
}
