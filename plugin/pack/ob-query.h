/* ob-query.h: patterns that are looked for by themselves, as rules of no pack beside those of packs: concordances. */
#pragma once
#include "pack/ob-loader.h"

/* Loads @packs as ob_loader_load does, with one more rule for each of @patterns (NULL-terminated), which may use the
 * lists, macros and spans of all of them; a name that several packs have is that of the pack named last. The rules run
 * in every zone, over @scope, emit the type OB_QUERY_TYPE, and are the rule set's last, in the order of @patterns. Their
 * problems are told as those of the file "pattern", which is what @patterns stand for there. */
ObLoaded *ob_query_load (const char *const *packs, const char *const *patterns, ObScope scope, ObDiags *diags);

#define OB_QUERY_TYPE "query"

/* ---- Why a pattern has no match ---- */

/* A document to look at; borrowed. */
typedef struct
{
  const char *name, *text, *date;       /* date may be NULL */
  gsize       length;
} ObQueryText;

/* One of the elements that follow each other. */
typedef struct
{
  char    *text;
  gboolean is_counted;          /* FALSE: it can match nothing, so there is nothing to count */
  guint64  n_alone;             /* matches of it by itself */
  guint64  n_so_far;            /* matches of the pattern from its beginning up to it, if is_counted_so_far */
  gboolean is_counted_so_far;
} ObQueryElement;

/* A word that the pattern asks for and the texts do not have. */
typedef struct
{
  char   *word, *near;          /* near: the most similar word of the texts, or NULL */
  guint64 n_near;               /* how often */
} ObQueryWord;

typedef struct
{
  GArray  *elements;            /* of ObQueryElement */
  GArray  *words;               /* of ObQueryWord */
  gboolean has_nearest;         /* the attempt that came farthest */
  char    *nearest_name;        /* of its document */
  guint    nearest_line;
  char    *nearest_text;        /* the words it took, on one line; "" for none */
  char    *nearest_word;        /* the word it stopped at */
  char    *nearest_why;         /* and why */
  guint    nearest_column;      /* in the pattern, of the element that failed; 0: in a macro */
} ObQueryMiss;

/* Looks for the elements of @pattern, which has no match in @texts (of ObQueryText). NULL when the packs are broken. */
ObQueryMiss *ob_query_explain_miss (const char *const *packs, const char *pattern, ObScope scope, const GArray *texts);
void         ob_query_miss_free (ObQueryMiss *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObQueryMiss, ob_query_miss_free)

/* The elements of @pattern that follow each other at its top, each as it is written (of char *, owned); one when the
 * pattern is a choice. Label constraints are left out. */
GPtrArray *ob_query_split (const char *pattern);
