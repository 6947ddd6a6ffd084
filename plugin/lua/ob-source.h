/* ob-source.h: the text of one Lua file and where its tokens stand.
 *
 * Lua tells a declaration only the line of its call. To show the very character of a pattern that is wrong, the text is
 * cut into lexemes once, by Lua's own rules, and a value is traced back to the literal with the same content inside
 * the braces of its declaration. Values that code put together have no literal, hence no place. */
#pragma once
#include "base/ob-diag.h"

typedef enum { OB_LEXEME_NAME, OB_LEXEME_STRING, OB_LEXEME_OTHER } ObLexemeKind;

enum { OB_BRACKET_QUOTED = -1, OB_BRACKET_UNKNOWN = -2 };       /* beside the level of a long bracket */

typedef struct
{
  ObLexemeKind kind;
  char         other;           /* of OTHER: its first character */
  char        *content;         /* of NAME and STRING, escapes resolved; owned */
  gsize        length;          /* of content, in bytes */
  int          bracket;         /* of STRING: level of the long bracket, or OB_BRACKET_QUOTED */
  guint        line, column;    /* of the first character; of a STRING, of its content */
  guint        width;           /* of a NAME, in code points */
  gsize        start, end;      /* bytes of the text: all of it, quotes and brackets included */
  guint        depth;           /* braces open around it */
  guint        closes;          /* of '{': index of its '}', or the last lexeme */
} ObLexeme;

typedef struct ObSource ObSource;               /* reference-counted, atomically; immutable */

/* Lexemes first … end - 1. Empty: unknown. */
typedef struct { guint first, end; } ObLexemes;

/* @name is the file as people know it ("news.en/rules/claims.lua"). Copies both. @text must not hold NUL. */
ObSource *ob_source_new   (const char *name, const char *text, gsize length);
/* Reads @path. Refuses what is longer than OB_MAX_SOURCE_BYTES, not UTF-8, or holds a NUL. */
ObSource *ob_source_read  (const char *name, const char *path, GError **error);
ObSource *ob_source_ref   (ObSource *self);
void      ob_source_unref (ObSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObSource, ob_source_unref)

const char     *ob_source_get_name   (const ObSource *self);
const char     *ob_source_get_text   (const ObSource *self);
gsize           ob_source_get_length (const ObSource *self);
guint           ob_source_get_n_lexemes (const ObSource *self);
const ObLexeme *ob_source_get_lexeme (const ObSource *self, guint i);

/* The call `verb "name" …` (@name NULL: `verb …`) that begins at or after @line: from the verb to the end of its table
 * or string. */
ObLexemes ob_source_find_call   (const ObSource *self, guint line, const char *verb, const char *name);
/* The string with this content within @range, or NULL. */
const ObLexeme *ob_source_find_string (const ObSource *self, ObLexemes range, const char *content, gsize length);
/* The same over the whole file. */
const ObLexeme *ob_source_find_string_anywhere (const ObSource *self, const char *content, gsize length);
/* The key `name =` directly inside the braces that begin @range (or, with @depth 0, of the file): its index, or
 * G_MAXUINT. */
guint ob_source_find_key (const ObSource *self, ObLexemes range, guint depth, const char *name);
/* The table that begins at lexeme @i, or an empty range when no '{' stands there. */
ObLexemes ob_source_get_table (const ObSource *self, guint i);

/* A place in this source. */
ObPlace ob_source_get_place  (const ObSource *self, guint line, guint column, guint width);

/* Tells @diags the `-- suppress: OB204` comments: each counts for its own line; one that stands alone, for the next. */
void ob_source_suppress (const ObSource *self, ObDiags *diags);
/* A suppress comment at @first or the line before it counts up to line @last. */
void ob_source_suppress_lines (const ObSource *self, ObDiags *diags, guint first, guint last);
