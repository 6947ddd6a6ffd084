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

/* Most strings are words of up to 16 bytes, which are found without looking anywhere else. */
typedef struct
{
  ObKeyHead head;
  guint32   length;
  guint32   id;                 /* + 1; 0: free */
} Slot;

struct ObIntern
{
  ObArena *arena;
  Entry   *entries;             /* by id */
  guint32  n_entries, max_entries;
  Slot    *slots;               /* open addressing, linear probing */
  guint32  mask;
  GHashTable *by_reading;       /* base << 32 | reading → id; NULL while there are none */
  GHashTable *readings;         /* id → reading */
};

ObIntern *
ob_intern_new (void)
{
  ObIntern *self = g_new0 (ObIntern, 1);
  self->arena = ob_arena_new ();
  self->mask = 63;
  self->slots = g_new0 (Slot, self->mask + 1);
  return self;
}

void
ob_intern_free (ObIntern *self)
{
  if (self == NULL)
    return;
  ob_arena_free (self->arena);
  g_clear_pointer (&self->by_reading, g_hash_table_unref);
  g_clear_pointer (&self->readings, g_hash_table_unref);
  g_free (self->entries);
  g_free (self->slots);
  g_free (self);
}

/* The slot that holds the string, or the free slot where it belongs. */
static inline Slot *
find_slot (const ObIntern *self, const char *s, gsize length, ObKeyHead head, guint32 hash)
{
  for (guint32 i = hash & self->mask;; i = (i + 1) & self->mask)
    {
      Slot *slot = &self->slots[i];
      if (slot->id == 0)
        return slot;
      if (slot->head.a != head.a || slot->head.b != head.b || slot->length != length)
        continue;
      if (length <= sizeof head || memcmp (self->entries[slot->id - 1].s, s, length) == 0)
        return slot;
    }
}

static void
grow (ObIntern *self)
{
  guint32 old_mask = self->mask;
  Slot *old = self->slots;
  self->mask = old_mask * 2 + 1;
  self->slots = g_new0 (Slot, (gsize) self->mask + 1);
  for (guint32 k = 0; k <= old_mask; k++)
    {
      if (old[k].id == 0)
        continue;
      guint32 i = self->entries[old[k].id - 1].hash & self->mask;
      while (self->slots[i].id != 0)
        i = (i + 1) & self->mask;
      self->slots[i] = old[k];
    }
  g_free (old);
}

static guint32
add_entry (ObIntern *self, Entry entry)
{
  if (self->n_entries == self->max_entries)
    {
      self->max_entries = MAX (self->max_entries * 2, 32);
      self->entries = g_renew (Entry, self->entries, self->max_entries);
    }
  self->entries[self->n_entries] = entry;
  return self->n_entries++;
}

static G_GNUC_NO_INLINE guint32
add_new (ObIntern *self, const char *s, gsize length, ObKeyHead head, guint32 hash, Slot *slot)
{
  guint32 id = add_entry (self, (Entry) { ob_arena_strdup (self->arena, s, length), length, hash });
  *slot = (Slot) { head, length, id + 1 };
  if (self->n_entries > self->mask / 2)
    grow (self);
  return id;
}

guint32
ob_intern_add (ObIntern *self, const char *s, gsize length)
{
  if (length == 0)
    s = "";                                     /* NULL is as good an empty string */
  ObKeyHead head = ob_key_head (s, length);
  guint32 hash = length <= sizeof head ? ob_hash_head (head, length) : ob_hash_key (s, length);
  Slot *slot = find_slot (self, s, length, head, hash);
  return G_LIKELY (slot->id != 0) ? slot->id - 1 : add_new (self, s, length, head, hash, slot);
}

guint32
ob_intern_add_within (ObIntern *self, const char *s, gsize length)
{
  if (G_UNLIKELY (length > sizeof (ObKeyHead)))
    return ob_intern_add (self, s, length);
  ObKeyHead head = ob_key_head_within (s, length);
  guint32 hash = ob_hash_head (head, length);
  Slot *slot = find_slot (self, s, length, head, hash);
  return G_LIKELY (slot->id != 0) ? slot->id - 1 : add_new (self, s, length, head, hash, slot);
}

guint32
ob_intern_find (const ObIntern *self, const char *s, gsize length)
{
  if (length == 0)
    s = "";
  const Slot *slot = find_slot (self, s, length, ob_key_head (s, length), ob_hash_key (s, length));
  return slot->id != 0 ? slot->id - 1 : OB_NO_ID;
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
         ((gsize) self->mask + 1) * sizeof (Slot);
}

guint32
ob_intern_add_reading (ObIntern *self, guint32 base, guint32 reading)
{
  gint64 key = (gint64) base << 32 | reading;
  gpointer found;
  if (self->by_reading == NULL)
    {
      self->by_reading = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
      self->readings = g_hash_table_new (NULL, NULL);
    }
  if (g_hash_table_lookup_extended (self->by_reading, &key, NULL, &found))
    return GPOINTER_TO_UINT (found);
  guint32 id = add_entry (self, self->entries[base]);
  g_hash_table_insert (self->by_reading, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (id));
  g_hash_table_insert (self->readings, GUINT_TO_POINTER (id), GUINT_TO_POINTER (reading));
  return id;
}

guint32
ob_intern_get_reading (const ObIntern *self, guint32 id)
{
  gpointer reading;
  if (self->readings == NULL || !g_hash_table_lookup_extended (self->readings, GUINT_TO_POINTER (id), NULL, &reading))
    return OB_NO_ID;
  return GPOINTER_TO_UINT (reading);
}
