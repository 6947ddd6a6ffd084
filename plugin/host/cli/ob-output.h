/* ob-output.h: where a batch writes: standard output, or a file that is there only once it is whole.
 *
 * On the way to PATH the output is PATH.part, and PATH.journal tells how far the batch has come: which packs, arguments
 * and inputs it has, which documents are done, how many bytes of PATH.part they are, and their counts. A batch that was
 * killed, at whatever moment, goes on behind the last document that the journal tells of; what PATH.part holds beyond is
 * cut off. The journal is written after the bytes it tells of have reached the disk, and replaced as a whole. */
#pragma once
#include "host/cli/ob-summary.h"

typedef struct ObOutput ObOutput;

/* What must be the same for a batch to go on; texts, compared as a whole. Each may be changed by its owner only. */
typedef struct
{
  char *arguments;              /* those of the command line on which the output depends */
  char *packs;                  /* names, versions and digests */
  char *inputs;                 /* a digest of names, sizes and times of change */
} ObJob;

/* How far a batch has come. */
typedef struct
{
  guint32 file;                 /* the input of the next document */
  guint64 line;                 /* lines of it that are answered */
  guint64 offset;               /* bytes of it that they are */
  guint64 hash;                 /* of them; see ob_position_hash */
  guint64 n_untold;             /* errors that only their records tell */
  gboolean has_missing;         /* an input could not be read */
} ObPosition;

/* Standard output, for @path NULL. Else goes on with the batch that was interrupted, or begins: *ret_position and
 * @summary (of an empty run) tell where. Errors: OB_ERROR_USAGE (the interrupted batch was another one, or is still
 * running; the message says what to do), OB_ERROR_IO. */
ObOutput *ob_output_open  (const char *path, const ObJob *job, const ObRuleset *ruleset, ObSummary *summary,
                           ObPosition *ret_position, GError **error);
void      ob_output_free  (ObOutput *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObOutput, ob_output_free)

/* TRUE when the batch goes on with what was done before. */
gboolean  ob_output_is_resumed (const ObOutput *self);

gboolean  ob_output_write (ObOutput *self, const char *bytes, gsize length, GError **error);
/* TRUE when it is time for ob_output_mark: every OB_JOURNAL_MS. Never for standard output. */
gboolean  ob_output_wants_mark (const ObOutput *self);
/* Tells the journal that everything before @position is answered and written. */
gboolean  ob_output_mark  (ObOutput *self, const ObPosition *position, const ObSummary *summary, GError **error);
/* The output is whole: gives it its name. */
gboolean  ob_output_finish (ObOutput *self, GError **error);

/* The hash of what @hash (0 at first) is the hash of, and @length bytes more. For inputs that are read again and cannot be
 * told apart otherwise: FNV-1a, 64 bits. */
guint64   ob_position_hash (guint64 hash, const char *bytes, gsize length);
