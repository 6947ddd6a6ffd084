#include "base/ob-arena.h"
#include <string.h>

#define BLOCK_BYTES (4u << 10)  /* of the first; each further one is twice as large, for there are many small arenas */
#define ALIGNMENT 16

typedef struct Block Block;
struct Block
{
  Block *next;
  gsize  size;                  /* of data */
  _Alignas (ALIGNMENT) char data[];
};

struct ObArena
{
  Block *blocks;                /* the newest first; pieces are taken from it */
  gsize  used;                  /* of the newest */
  gsize  bytes;                 /* of all blocks */
};

ObArena *
ob_arena_new (void)
{
  return g_new0 (ObArena, 1);
}

static void
drop_blocks (ObArena *self, Block *keep)
{
  Block *next;
  for (Block *block = self->blocks; block != keep; block = next)
    {
      next = block->next;
      self->bytes -= block->size;
      g_free (block);
    }
  self->blocks = keep;
  self->used = 0;
}

void
ob_arena_free (ObArena *self)
{
  if (self == NULL)
    return;
  drop_blocks (self, NULL);
  g_free (self);
}

gpointer
ob_arena_alloc (ObArena *self, gsize size)
{
  size = (size + ALIGNMENT - 1) & ~(gsize) (ALIGNMENT - 1);
  if (self->blocks == NULL || size > self->blocks->size - self->used)
    {
      gsize block_size = MAX (size, self->blocks ? MIN (self->blocks->size * 2, (gsize) 16 << 20) : BLOCK_BYTES);
      Block *block = g_malloc (sizeof (Block) + block_size);
      block->next = self->blocks;
      block->size = block_size;
      self->blocks = block;
      self->used = 0;
      self->bytes += block_size;
    }
  gpointer piece = self->blocks->data + self->used;
  self->used += size;
  return memset (piece, 0, size);
}

char *
ob_arena_strdup (ObArena *self, const char *s, gssize length)
{
  gsize n = length < 0 ? strlen (s) : (gsize) length;
  char *copy = ob_arena_alloc (self, n + 1);
  memcpy (copy, s, n);
  return copy;
}

void
ob_arena_clear (ObArena *self)
{
  Block *first = self->blocks;
  while (first != NULL && first->next != NULL)
    first = first->next;
  drop_blocks (self, first);
}

gsize
ob_arena_get_bytes (const ObArena *self)
{
  return self->bytes;
}
