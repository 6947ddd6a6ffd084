#include "match/ob-pattern-source.h"
#include <string.h>

ObPlace
ob_pattern_source_locate (const ObPatternSource *self, gsize offset, gsize width)
{
  ObPlace place = self->place;
  const char *end = self->text + self->length, *at = self->text + MIN (offset, self->length);
  const char *line = self->text;
  for (const char *newline; (newline = memchr (line, '\n', at - line)) != NULL; line = newline + 1)
    place.line++, place.column = 1;
  for (const char *p = line; p < at; p++)
    place.column += ((guchar) *p & 0xc0) != 0x80;       /* each character counts at its first byte */
  place.width = 0;
  for (const char *p = at; p < end && p < at + width && *p != '\n'; p = g_utf8_next_char (p))
    place.width++;
  place.width = MAX (place.width, 1);
  return place;
}

ObPatternSource *
ob_pattern_source_slice (const ObPatternSource *self, gsize offset, gsize length, ObArena *arena)
{
  ObPatternSource *slice = ob_arena_new_array (arena, ObPatternSource, 1);
  *slice = *self;
  slice->text = self->text + offset;
  slice->length = length;
  slice->place = ob_pattern_source_locate (self, offset, 0);
  return slice;
}

char *
ob_pattern_source_dup_use (const ObPatternSource *self)
{
  if (self->macro == NULL)
    return NULL;
  const ObPatternSource *inner = self;
  while (inner->user->macro != NULL)
    inner = inner->user;
  ObPlace place = ob_pattern_source_locate (inner->user, inner->user_offset, 0);
  return g_strdup_printf ("%s%s%u:%u", place.file ? place.file : "", place.file ? ":" : "", place.line, place.column);
}

char *
ob_pattern_source_dup_cycle (const ObPatternSource *self, const ObMacro *macro)
{
  const ObPatternSource *last = self;
  while (last != NULL && last->macro != macro)
    last = last->user;
  if (last == NULL)
    return NULL;
  GString *chain = g_string_new (NULL);
  g_string_printf (chain, "@%s", macro->name);
  for (const ObPatternSource *source = self;; source = source->user)
    {
      g_autofree char *link = g_strdup_printf ("@%s → ", source->macro->name);
      g_string_prepend (chain, link);
      if (source == last)
        return g_string_free (chain, FALSE);
    }
}

gboolean
ob_pattern_looking_at (const ObPatternReader *self, const char *s)
{
  gsize left = self->source->text + self->source->length - self->p, n = strlen (s);
  return n <= left && memcmp (self->p, s, n) == 0;
}

gboolean
ob_pattern_accept (ObPatternReader *self, const char *s)
{
  if (!ob_pattern_looking_at (self, s))
    return FALSE;
  self->p += strlen (s);
  return TRUE;
}

void
ob_pattern_skip_space (ObPatternReader *self)
{
  while (!ob_pattern_at_end (self))
    if (*self->p == '#')
      while (!ob_pattern_at_end (self) && *self->p != '\n')
        self->p++;
    else if (g_ascii_isspace (*self->p))
      self->p++;
    else
      break;
}

gsize
ob_pattern_skip_name (ObPatternReader *self, const char *more)
{
  const char *begin = self->p;
  if (!g_ascii_isalpha (ob_pattern_peek (self, 0)) && ob_pattern_peek (self, 0) != '_')
    return 0;
  while (!ob_pattern_at_end (self) &&
         (g_ascii_isalnum (*self->p) || *self->p == '_' || strchr (more, *self->p) != NULL))
    self->p++;
  while (self->p > begin + 1 && strchr (more, self->p[-1]) != NULL)      /* "$news.en." ends before the full stop */
    self->p--;
  return self->p - begin;
}

/* A / opens a regex unless it belongs to <…/> or </…>. */
static gboolean
opens_regex (const ObPatternReader *self)
{
  return *self->p == '/' && ob_pattern_peek (self, 1) != '>' &&
         (self->p == self->source->text || self->p[-1] != '<');
}

void
ob_pattern_skip_piece (ObPatternReader *self)
{
  char close = *self->p == '"' || *self->p == '\'' || opens_regex (self) ? *self->p : '\0';
  self->p++;
  if (close == '\0')
    return;
  while (!ob_pattern_at_end (self) && *self->p != '\n')
    {
      char c = *self->p++;
      if (c == close)
        return;
      if (c == '\\' && !ob_pattern_at_end (self))
        self->p++;
    }
}
