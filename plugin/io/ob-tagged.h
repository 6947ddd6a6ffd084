/* ob-tagged.h: a document and what was found in it: what every writer writes. */
#pragma once
#include "core/ob-session.h"

typedef struct
{
  ObDoc    *doc;
  ObResult *result;
  ObSession *session;           /* borrowed; its vocabulary knows the words of @doc until the next document */
  gint64    spent_us;           /* on all this */
} ObTagged;

/* Runs @session over one document. @text is copied; @id goes into messages only and may be NULL, as may @date. Errors:
 * those of ob_text_new, and OB_ERROR_BAD_DATE. */
ObTagged *ob_tagged_new  (ObSession *session, const char *text, gsize length, const char *id, const char *date,
                          GError **error);
/* The same with the words of the input. */
ObTagged *ob_tagged_new_given (ObSession *session, const char *text, gsize length, const ObGivenWord *words,
                               guint32 n_words, const char *id, const char *date, GError **error);
void      ob_tagged_free (ObTagged *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObTagged, ob_tagged_free)

/* A part of the document, in bytes or any other unit. */
typedef struct { gsize start, end; } ObExtent;

/* Where tokens @first … @end - 1 lie, in bytes. */
ObExtent ob_tagged_get_extent (const ObTagged *self, guint32 first, guint32 end);
/* The same extent, from bytes into @unit. */
ObExtent ob_tagged_convert    (const ObTagged *self, ObExtent bytes, ObUnit unit);

/* Index of the first annotation that begins at token @first or behind; they are sorted by where they begin. */
guint    ob_tagged_find_first (const ObTagged *self, guint32 first);

/* The name under which feature @name of @annotation is written: its own, but where that would clash with a key of the
 * annotation: a claim's `type` is written as `claim_type`, a time's `begin` and `end` as `range_begin`, `range_end`. */
const char *ob_tagged_get_key (const ObAnnotation *annotation, const char *name);

/* Appends @length bytes of UTF-8 as one word that every reader takes: controls become their pictures
 * (U+2400 …), white space and U+FFFD become □, nothing at all becomes "_". */
void ob_tagged_append_clean (GString *out, const char *text, gsize length);
/* The same of the word @token as it stands in the text. */
void ob_tagged_append_word  (GString *out, const ObTagged *self, guint32 token);
