/* ob-side.h: one side of a comparison: packs that are run over documents, or a run that was saved as jsonl.
 *
 * What packs find is kept in the user's cache directory (io/ob-run-cache.h) under a key of the packs, their lists, the
 * overlay and this program, so that an unchanged side costs nothing the next time. */
#pragma once
#include "host/cli/ob-corpus.h"
#include "io/ob-findings.h"

typedef struct ObSide ObSide;

/* @reference: the path of a *.jsonl file, or packs with commas between them. @beside (may be NULL): packs to load before
 * them. NULL after complaining for @verb: *ret_exit says why. */
ObSide *ob_side_open  (const char *verb, const char *reference, char **beside, gboolean uses_cache, int *ret_exit);
/* Keeps what was found for the next time. */
void    ob_side_close (ObSide *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObSide, ob_side_close)

/* "news.en 0.4.0, mine 0.1.0", or the file. A new string. */
char     *ob_side_dup_name (const ObSide *self);
/* TRUE for a run that was saved. */
gboolean  ob_side_is_saved (const ObSide *self);
/* Those of a saved run, in order: what names its documents (of char *, borrowed: "\"id\":…"). */
const GPtrArray *ob_side_get_heads (const ObSide *self);

/* A session for one thread, or NULL after complaining; of a saved run always NULL. */
ObSession  *ob_side_open_session (const ObSide *self);

/* What the side finds in @doc, in bytes of its text; safe in several threads with a session each. *ret_fresh (owned) is
 * what ob_side_keep is to be given, NULL for nothing. NULL with @error: the document cannot be tagged, or is not in the
 * saved run. A document without text (NULL) leaves the offsets of a saved run as they are. */
ObFindings *ob_side_find (const ObSide *self, ObSession *session, const ObCorpusDoc *doc, GString **ret_fresh,
                          GError **error);
void        ob_side_keep (ObSide *self, const ObCorpusDoc *doc, const GString *fresh);
