/* ob-arena.h: memory that is given out piece by piece and taken back all at once, for what lives as long as one
 * document. Pieces are zeroed and aligned to 16 bytes. */
#pragma once
#include <glib.h>

typedef struct ObArena ObArena;

ObArena *ob_arena_new   (void);
void     ob_arena_free  (ObArena *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObArena, ob_arena_free)

gpointer ob_arena_alloc  (ObArena *self, gsize size);
/* Copies @length bytes of @s and a closing NUL. @length -1: up to its NUL. */
char    *ob_arena_strdup (ObArena *self, const char *s, gssize length);
/* Takes everything back; keeps the first block for reuse. */
void     ob_arena_clear  (ObArena *self);
gsize    ob_arena_get_bytes (const ObArena *self);      /* memory held, in bytes */

#define ob_arena_new_array(arena, type, n) ((type *) ob_arena_alloc ((arena), sizeof (type) * (gsize) (n)))
