/* ob-batch.h: documents from files, folders and JSON Lines tagged one after another, or by several processes at once:
 * each answered, in the order of the input. */
#pragma once
#include "io/ob-format.h"
#include "pack/ob-loader.h"

typedef struct
{
  const ObFormat *format;
  ObFormatOptions writing;      /* its rule set and packs are filled in by the run */
  gboolean        all_jsonl;    /* every input is JSON Lines */
  gboolean        strict;
  gboolean        repair;       /* what is not UTF-8 in texts and lines becomes U+FFFD */
  const char     *date;         /* of documents that have none; or NULL */
  guint           n_workers;
  const char     *summary_file; /* or NULL */
  const char     *output_file;  /* see ob-output.h; NULL: standard output */
  char           *arguments;    /* on which the output depends; with output_file */
  const char     *folder;       /* of the files of formats that write some; or NULL */
} ObBatchOptions;

/* Tags @inputs (files, folders, "-"; NULL-terminated) with @session, made for @loaded. Returns the exit code. */
int ob_batch_run (const ObBatchOptions *options, const ObLoaded *loaded, ObSession *session, const char *const *inputs);
