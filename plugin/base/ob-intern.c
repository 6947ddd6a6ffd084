#include "base/ob-intern.h"
#include "base/ob-arena.h"
#include "base/ob-hash.h"
#include <string.h>

typedef struct
{
  const char *s;                /* in the arena */
  guint32     length;
  guint32     hash;
} Entry;

struct ObIntern
{
  ObArena *arena;
  Entry   *entries;             /* by id */
  guint32  n_entries, max_entries;
  guint32 *slots;               /* open addressing, linear probing; id + 1, 0 is free */
  guint32  mask;
};

ObIntern *
ob_intern_new (void)
{
  ObIntern *self = g_new0 (ObIntern, 1);
  self->arena = ob_arena_new ();
  self->mask = 63;
  self->slots = g_new0 (guint32, self->mask + 1);
  return self;
}

void
ob_intern_free (ObIntern *self)
{
  if (self == NULL)
    return;
  ob_arena_free (self->arena);
  g_free (self->entries);
  g_free (self->slots);
  g_free (self);
}

/* The slot that holds the string, or the free slot where it belongs. */
static guint32
find_slot (const ObIntern *self, const char *s, gsize length, guint32 hash)
{
  guint32 i = hash & self->mask;
  for (; self->slots[i] != 0; i = (i + 1) & self->mask)
    {
      const Entry *entry = &self->entries[self->slots[i] - 1];
      if (entry->hash == hash && entry->length == length && memcmp (entry->s, s, length) == 0)
        break;
    }
  return i;
}

static void
grow (ObIntern *self)
{
  self->mask = self->mask * 2 + 1;
  g_free (self->slots);
  self->slots = g_new0 (guint32, (gsize) self->mask + 1);
  for (guint32 id = 0; id < self->n_entries; id++)
    {
      guint32 i = self->entries[id].hash & self->mask;
      while (self->slots[i] != 0)
        i = (i + 1) & self->mask;
      self->slots[i] = id + 1;
    }
}

guint32
ob_intern_add (ObIntern *self, const char *s, gsize length)
{
  if (length == 0)
    s = "";                                     /* NULL is as good an empty string */
  guint32 hash = ob_hash_key (s, length);
  guint32 slot = find_slot (self, s, length, hash);
  if (self->slots[slot] != 0)
    return self->slots[slot] - 1;
  if (self->n_entries == self->max_entries)
    {
      self->max_entries = MAX (self->max_entries * 2, 32);
      self->entries = g_renew (Entry, self->entries, self->max_entries);
    }
  guint32 id = self->n_entries++;
  self->entries[id] = (Entry) { ob_arena_strdup (self->arena, s, length), length, hash };
  self->slots[slot] = id + 1;
  if (self->n_entries > self->mask / 2)
    grow (self);
  return id;
}

guint32
ob_intern_find (const ObIntern *self, const char *s, gsize length)
{
  guint32 slot = find_slot (self, s, length, ob_hash_key (s, length));
  return self->slots[slot] != 0 ? self->slots[slot] - 1 : OB_NO_ID;
}

const char *
ob_intern_get (const ObIntern *self, guint32 id, gsize *ret_length)
{
  const Entry *entry = &self->entries[id];
  if (ret_length != NULL)
    *ret_length = entry->length;
  return entry->s;
}

guint32
ob_intern_get_hash (const ObIntern *self, guint32 id)
{
  return self->entries[id].hash;
}

guint32
ob_intern_size (const ObIntern *self)
{
  return self->n_entries;
}

gsize
ob_intern_get_bytes (const ObIntern *self)
{
  return ob_arena_get_bytes (self->arena) + self->max_entries * sizeof (Entry) +
         ((gsize) self->mask + 1) * sizeof (guint32);
}
