/* ob-run-cache.h: what a run found in documents, kept from one run to the next under a key that stands for all that the
 * results depend on beside the document. Whatever is wrong with the file, it is as if nothing had been kept.
 *
 * $XDG_CACHE_HOME/obelus/runs/KEY.run: a line that names the format, then for each document a line "HEX LENGTH", LENGTH
 * bytes, and LF. Of runs, the OB_MAX_CACHED_RUNS last used are kept. */
#pragma once
#include <glib.h>

typedef struct ObRunCache ObRunCache;

/* @key: hexadecimal. */
ObRunCache *ob_run_cache_open  (const char *key);
/* Writes what was added. FALSE: it could not be written. Frees it in any case. */
gboolean    ob_run_cache_close (ObRunCache *self, GError **error);

/* What stands for a document: a new string. @date may be NULL. */
char       *ob_run_cache_dup_key (const char *text, gsize length, const char *date);

/* What is kept for @document, valid until it is closed, or NULL. May be called in several threads, while none adds. */
const char *ob_run_cache_find  (const ObRunCache *self, const char *document, gsize *ret_length);
/* Adds what is not there. Copies both. */
void        ob_run_cache_add   (ObRunCache *self, const char *document, const char *bytes, gsize length);
