/* ob-hash.h: hashes of bytes, for tables and checksums. They depend on nothing but the bytes and the machine's byte
 * order, and so may stand in files that name that order. None of them resists an adversary. */
#pragma once
#include <glib.h>
#include <string.h>

/* wyhash's mixing step over 8-byte words (Wang Yi, public domain): short keys cost two multiplications. */
static inline guint64
ob_hash_mix (guint64 a, guint64 b)
{
  __uint128_t product = (__uint128_t) a * b;
  return (guint64) product ^ (guint64) (product >> 64);
}

/* The hash of a short key. */
static inline guint32
ob_hash_key (const char *s, gsize length)
{
  guint64 h = 0x9e3779b97f4a7c15u ^ length, word;
  for (; length >= 8; s += 8, length -= 8)
    {
      memcpy (&word, s, 8);
      h = ob_hash_mix (h ^ word, 0xa0761d6478bd642fu);
    }
  word = 0;
  memcpy (&word, s, length);
  h = ob_hash_mix (h ^ word, 0xe7037ed1a0b428dbu);
  return (guint32) (h ^ (h >> 32));
}

/* The hash of many bytes, at some bytes a cycle: of a file, of a list's text. */
guint64 ob_hash_bytes (gconstpointer bytes, gsize length);

/* The slot of @hash among @n, without a division: tables need not be a power of two. */
static inline guint32
ob_hash_slot (guint32 hash, guint32 n)
{
  return (guint64) hash * n >> 32;
}
