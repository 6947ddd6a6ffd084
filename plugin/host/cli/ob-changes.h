/* ob-changes.h: the differences between two runs, counted by rule, with some of each kind shown: for diff and watch. */
#pragma once
#include "host/cli/ob-corpus.h"
#include "io/ob-compare.h"

typedef struct
{
  const char *rule;             /* only changes of this rule ("pack/slug" or "slug"); NULL: of all */
  guint       sample;           /* examples of each rule and kind */
  guint       seed;
  gboolean    json, colour;
} ObChangesOptions;

typedef struct ObChanges ObChanges;

ObChanges *ob_changes_new  (const ObChangesOptions *options);
void       ob_changes_free (ObChanges *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObChanges, ob_changes_free)

/* Counts @changes (of ObChange) of @doc, whose text may be NULL; in JSON writes them to @out. */
void    ob_changes_add (ObChanges *self, const ObCorpusDoc *doc, const ObFindings *old, const ObFindings *new,
                        const GArray *changes, GString *out);
guint64 ob_changes_get_n (const ObChanges *self);

/* The examples, and the counts by rule, those with most changes first. */
void    ob_changes_append_summary (const ObChanges *self, const char *old_name, const char *new_name, GString *out);
