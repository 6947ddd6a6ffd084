/* ob-corpus.h: the documents of what a verb was told to read, one after another, and work on them in several threads.
 *
 * Inputs are those of `tag`: text files, folders of them, JSON Lines, and - for standard input. What cannot be read is
 * told on standard error and counted; the rest goes on. */
#pragma once
#include "host/cli/ob-cli-packs.h"
#include "io/ob-tagged.h"

typedef struct
{
  char  *name;                  /* as people know it: the id of a record, else the path */
  char  *head;                  /* first member of what is written about it as JSON: "\"id\":…" or "\"line\":…" */
  char  *text;
  gsize  length;                /* of text, in bytes */
  char  *date;                  /* its own, else that of the options, else NULL */
} ObCorpusDoc;

void ob_corpus_doc_clear (ObCorpusDoc *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ObCorpusDoc, ob_corpus_doc_clear)

/* Options that all verbs over a corpus have. */
typedef struct
{
  char   **packs;
  char    *date, *colour_when;
  gboolean all_jsonl, json, colour;     /* colour: worked out by ob_corpus_options_check */
  int      jobs;
} ObCorpusOptions;

#define OB_CORPUS_ENTRIES(options) \
  { "pack", 'p', 0, G_OPTION_ARG_FILENAME_ARRAY, &(options).packs, "A pack, by name or path; again for more", "PACK" }, \
  OB_CORPUS_ENTRIES_WITHOUT_PACKS (options)
#define OB_CORPUS_ENTRIES_WITHOUT_PACKS(options) \
  { "jsonl", 0, 0, G_OPTION_ARG_NONE, &(options).all_jsonl, "The inputs are JSON Lines: {\"id\",\"text\",\"date\"}", NULL }, \
  { "date", 'd', 0, G_OPTION_ARG_STRING, &(options).date, "YYYY-MM-DD of documents that have none of their own", "DATE" }, \
  { "jobs", 'j', 0, G_OPTION_ARG_INT, &(options).jobs, "Threads; as many as processors without it", "N" }, \
  { "json", 0, 0, G_OPTION_ARG_NONE, &(options).json, "JSON Lines, for programs", NULL }, \
  { "color", 0, 0, G_OPTION_ARG_STRING, &(options).colour_when, "auto, always or never", "WHEN" }

/* Checks what was given and fills in the rest. FALSE after complaining for @verb: a usage error. */
gboolean ob_corpus_options_check (ObCorpusOptions *self, const char *verb);
void     ob_corpus_options_clear (ObCorpusOptions *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ObCorpusOptions, ob_corpus_options_clear)

/* What @head names, as people write it: an id without quotes; NULL when it has no id. A new string. */
char *ob_corpus_dup_id (const char *head);

/* Loads @packs (NULL or empty: those of the project). NULL after its errors were written to standard error: *ret_exit
 * says why. */
ObLoaded *ob_corpus_load_packs (char **packs, int *ret_exit);

typedef struct ObCorpus ObCorpus;

/* @inputs: NULL-terminated, borrowed; standard input when empty. */
ObCorpus *ob_corpus_new  (const char *const *inputs, const ObCorpusOptions *options);
void      ob_corpus_free (ObCorpus *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObCorpus, ob_corpus_free)

/* The next document; FALSE at the end. Clear @ret_doc in any case. */
gboolean ob_corpus_next (ObCorpus *self, ObCorpusDoc *ret_doc);
/* Inputs that could not be read, and documents that were no documents, up to now. */
guint    ob_corpus_get_n_failed (const ObCorpus *self);
/* Counts and tells a document that could not be worked on. */
void     ob_corpus_complain (ObCorpus *self, const ObCorpusDoc *doc, const GError *error);

/* What is done with each document: @work in one of the threads, with the state that belongs to it, then @take in the
 * calling thread, in the order of the corpus; @take owns the result (which may be NULL) and returns FALSE to stop. */
typedef gpointer (*ObCorpusWork) (gpointer state, const ObCorpusDoc *doc, gpointer data);
typedef gboolean (*ObCorpusTake) (const ObCorpusDoc *doc, gpointer result, gpointer data);

/* One thread for each of @states (of gpointer, at least one), the calling one among them. */
void ob_corpus_run (ObCorpus *self, const GPtrArray *states, ObCorpusWork work, ObCorpusTake take, gpointer data);

/* Sessions for ob_corpus_run (of ObSession, owned), one for each of the options' jobs; NULL after complaining. */
GPtrArray *ob_corpus_open_sessions (const ObCorpusOptions *self, ObRuleset *ruleset);
