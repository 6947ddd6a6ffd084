/* ob-text.h: the text of one document: immutable UTF-8 and an index from bytes to every other way of counting.
 *
 * Everything inside Obelus counts in bytes of this text. It is never altered: no normalising, no repair. A byte order
 * mark and carriage returns stay where they are. */
#pragma once
#include <glib.h>

typedef struct ObText ObText;

typedef enum { OB_UNIT_CODEPOINT, OB_UNIT_BYTE, OB_UNIT_UTF16 } ObUnit;

/* Copies @bytes. Refuses what is not UTF-8 (OB_ERROR_BAD_UTF8, naming line:column and byte) and what is longer than
 * OB_MAX_DOCUMENT_BYTES (OB_ERROR_TOO_LONG). NUL is a character like any other. */
ObText *ob_text_new  (const char *bytes, gsize length, GError **error);
void    ob_text_free (ObText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObText, ob_text_free)

const char *ob_text_get_bytes  (const ObText *self);            /* NUL-terminated, borrowed */
gsize       ob_text_get_length (const ObText *self);            /* bytes, without that NUL */
gboolean    ob_text_is_ascii   (const ObText *self);

/* Converts an offset that lies on a character boundary. At most 64 bytes are looked at per call; the index is
 * built at the first call, which therefore must not run in two threads at once. A byte inside a character counts as
 * its start, one past the end as the end. */
gsize ob_text_from_byte (const ObText *self, gsize byte, ObUnit unit);
gsize ob_text_to_byte   (const ObText *self, gsize offset, ObUnit unit);

/* Line and column (code points) of @byte, both from 1. LF, CR LF and a lone CR end a line. */
void ob_text_locate (const ObText *self, gsize byte, guint *ret_line, guint *ret_column);

/* TRUE when @date is YYYY-MM-DD and exists in the calendar; a time of day may follow as ISO 8601 has it: T10:30. */
gboolean ob_date_is_valid (const char *date);
