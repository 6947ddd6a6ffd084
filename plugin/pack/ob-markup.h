/* ob-markup.h: texts with marked spans: "{content:Tarvia {cue:reportedly} shelled the port}."
 *
 * Spans nest. A name is letters, digits, '_' and '-'; a digit at its end tells spans of one name apart in a golden
 * document and belongs to it. "{{" is a brace, and so is "}}" where no span is open. */
#pragma once
#include <glib.h>

typedef struct { char *name; guint32 start, end; /* bytes of text */ } ObMarkedSpan;

/* The text without its markup as a new string, and the spans (of ObMarkedSpan, in order of their beginning) in
 * *ret_spans. NULL when the markup is broken: *ret_message (owned) says how, *ret_offset (bytes of @source) where. */
char *ob_markup_parse (const char *source, GArray **ret_spans, char **ret_message, gsize *ret_offset);
