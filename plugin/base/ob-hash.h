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

/* The first 16 bytes of a key, with zeros behind a shorter one. */
typedef struct
{
  guint64 a, b;
} ObKeyHead;

static inline guint64
ob_hash_load (const char *s, gsize n)
{
  guint64 word = 0;
  memcpy (&word, s, n);
  return word;
}

/* Reads no byte but those of the key, and short keys without a loop: the pieces overlap. */
static inline ObKeyHead
ob_key_head (const char *s, gsize length)
{
  ObKeyHead head = { 0, 0 };
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  if (length >= 16)
    head = (ObKeyHead) { ob_hash_load (s, 8), ob_hash_load (s + 8, 8) };
  else if (length > 8)
    head = (ObKeyHead) { ob_hash_load (s, 8), ob_hash_load (s + length - 8, 8) >> (8 * (16 - length)) };
  else if (length >= 4)
    head.a = ob_hash_load (s, 4) | ob_hash_load (s + length - 4, 4) << (8 * (length - 4));
  else if (length > 0)
    head.a = (guint64) (guchar) s[0] | (guint64) (guchar) s[length / 2] << (8 * (length / 2)) |
             (guint64) (guchar) s[length - 1] << (8 * (length - 1));
#else
  memcpy (&head, s, MIN (length, sizeof head));
#endif
  return head;
}

/* The same of a key behind which at least 16 bytes from its beginning on may be read: without a branch for its length,
 * which the processor would guess wrong at every other word. */
static inline ObKeyHead
ob_key_head_within (const char *s, gsize length)
{
  static const char masks[32] = "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff";
  const char *mask = masks + 16 - MIN (length, 16);
  return (ObKeyHead) { .a = ob_hash_load (s, 8) & ob_hash_load (mask, 8),
                       .b = ob_hash_load (s + 8, 8) & ob_hash_load (mask + 8, 8) };
}

static inline guint32
ob_hash_head (ObKeyHead head, gsize length)
{
  guint64 h = ob_hash_mix (head.a ^ 0xa0761d6478bd642fu, head.b ^ 0xe7037ed1a0b428dbu ^ length);
  return (guint32) (h ^ (h >> 32));
}

/* The hash of a short key: one multiplication up to 16 bytes. */
static inline guint32
ob_hash_key (const char *s, gsize length)
{
  if (length <= 16)
    return ob_hash_head (ob_key_head (s, length), length);
  guint64 h = 0x9e3779b97f4a7c15u ^ length;
  for (; length >= 8; s += 8, length -= 8)
    h = ob_hash_mix (h ^ ob_hash_load (s, 8), 0xa0761d6478bd642fu);
  if (length > 0)
    h = ob_hash_mix (h ^ ob_hash_load (s, length), 0xe7037ed1a0b428dbu);
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
