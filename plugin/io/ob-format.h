/* ob-format.h: the formats in which documents are written, by name. A format keeps nothing from one document to the
 * next, so that documents can be written in any number of threads and put together in order. */
#pragma once
#include "io/ob-tagged.h"

/* What holds for a whole run. */
typedef struct
{
  const ObRuleset *ruleset;     /* of the tags: formats that declare their types ask it */
  const char      *packs;       /* "news.en 0.4.0, security.en 0.1.0": who found all this; may be NULL */
  ObUnit           unit;        /* of offsets; formats with a unit of their own take no notice */
  gboolean         ascii;       /* jsonl: escape all that is not ASCII */
  gboolean         colour;      /* text */
  guint            columns;     /* text: width of the terminal */
} ObFormatOptions;

/* What names a document. */
typedef struct
{
  const char *head;             /* in records: "\"id\":…" or "\"line\":N", see ob-jsonl.h */
  const char *place;            /* for people: the path, or path:line */
} ObDocName;

typedef struct
{
  const char *name;             /* "jsonl" */
  const char *summary;          /* a phrase, for help */
  const char *suffix;           /* of a document's file, where every document has one of its own (".ann"); else NULL */
  const char *separator;        /* between two documents; NULL: none */
  const char *companion;        /* name of the file that stands beside the others (annotation.conf); NULL: none */
  gboolean    is_for_people;    /* one document after the other as soon as it is there */

  /* Each may be NULL but for append. Without append_error, failures are told on standard error only. */
  void (*append_begin) (GString *out, const ObFormatOptions *options);
  void (*append)       (GString *out, const ObDocName *name, const ObTagged *tagged, const ObFormatOptions *options);
  void (*append_error) (GString *out, const ObDocName *name, const char *code, const char *message,
                        const ObFormatOptions *options);
  void (*append_end)   (GString *out, const ObFormatOptions *options);
  void (*append_companion) (GString *out, const ObFormatOptions *options);
} ObFormat;

/* The format called @name, or NULL. Static. */
const ObFormat *ob_format_find (const char *name);
/* All of them, ended by NULL. */
const ObFormat *const *ob_format_get_all (void);
/* "text, jsonl and csv". */
char           *ob_format_dup_names (void);
