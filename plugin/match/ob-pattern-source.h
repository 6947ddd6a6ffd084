/* ob-pattern-source.h: the texts a pattern is read from: its own, those of the macros it uses, and their arguments.
 * Internal to plugin/match. */
#pragma once
#include "base/ob-arena.h"
#include "match/ob-pattern.h"

typedef struct ObPatternSource ObPatternSource;

typedef struct
{
  const char            *name;  /* of the parameter */
  const ObPatternSource *source;        /* the argument's text */
} ObPatternArg;

struct ObPatternSource
{
  const char            *text;
  gsize                  length;
  ObPlace                place; /* of text[0] */
  const ObMacro         *macro; /* whose text it is; NULL: the pattern's own */
  const ObPatternSource *user;  /* the text that uses the macro, at byte user_offset; NULL with macro */
  gsize                  user_offset;
  const ObPatternArg    *args;  /* what $name stands for in it */
  guint                  n_args;
};

/* A place in a source being read. */
typedef struct
{
  const ObPatternSource *source;
  const char            *p;
} ObPatternReader;

/* The place of byte @offset, @width bytes wide (cut at the line's end). */
ObPlace ob_pattern_source_locate (const ObPatternSource *self, gsize offset, gsize width);

/* The part [offset, offset + length) of @self as a source of its own, of the same macro and arguments. */
ObPatternSource *ob_pattern_source_slice (const ObPatternSource *self, gsize offset, gsize length, ObArena *arena);

/* Where the outermost macro around this source is used: "FILE:LINE:COLUMN", owned; NULL outside macros. */
char *ob_pattern_source_dup_use (const ObPatternSource *self);

/* "@a → @b → @a" when a use of @macro in @self would never end, owned; else NULL. */
char *ob_pattern_source_dup_cycle (const ObPatternSource *self, const ObMacro *macro);

static inline ObPatternReader
ob_pattern_reader (const ObPatternSource *source)
{
  return (ObPatternReader) { source, source->text };
}

/* The byte @ahead, or NUL past the end. */
static inline char
ob_pattern_peek (const ObPatternReader *self, gsize ahead)
{
  gsize left = self->source->text + self->source->length - self->p;
  return ahead < left ? self->p[ahead] : '\0';
}

static inline gboolean
ob_pattern_at_end (const ObPatternReader *self)
{
  return self->p >= self->source->text + self->source->length;
}

static inline gsize
ob_pattern_offset (const ObPatternReader *self)
{
  return self->p - self->source->text;
}

gboolean ob_pattern_looking_at (const ObPatternReader *self, const char *s);
gboolean ob_pattern_accept     (ObPatternReader *self, const char *s);  /* skips @s if it stands here */
void     ob_pattern_skip_space (ObPatternReader *self);                 /* white space and # comments */
/* Skips what is one word of a name: letters, digits, _ and the bytes in @more, the first no digit and none of @more.
 * Returns its length; 0: none stands here. */
gsize    ob_pattern_skip_name  (ObPatternReader *self, const char *more);
/* Skips one quoted text, regex, or single character, for finding the end of something. */
void     ob_pattern_skip_piece (ObPatternReader *self);
