#include "core/ob-trees.h"
#include <stdlib.h>
#include <string.h>

/* The relations of Universal Dependencies, and the older ones that some parsers write. */
static const char *const known[] = {
  "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass", "case", "cc", "ccomp", "clf",
  "compound", "conj", "cop", "csubj", "csubjpass", "dative", "dep", "det", "discourse", "dislocated", "dobj", "expl",
  "fixed", "flat", "goeswith", "iobj", "list", "mark", "neg", "nmod", "npadvmod", "nsubj", "nsubjpass", "nummod", "obj",
  "obl", "oprd", "orphan", "parataxis", "pcomp", "pobj", "poss", "prep", "prt", "punct", "relcl", "reparandum", "root",
  "vocative", "xcomp", NULL
};

const char *const *
ob_trees_get_labels (void)
{
  return known;
}

static const char *
get_label (const char *relation)
{
  g_autofree char *general = g_strndup (relation, strcspn (relation, ":"));
  for (guint i = 0; known[i] != NULL; i++)
    if (g_ascii_strcasecmp (known[i], general) == 0)
      return g_intern_static_string (known[i]);
  return NULL;
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const ObSpan *x = a, *y = b;
  if (x->first != y->first)
    return x->first < y->first ? -1 : 1;
  return x->end > y->end ? -1 : x->end < y->end;
}

void
ob_trees_publish (const ObDoc *doc, ObSpans *all)
{
  guint32 n = doc->n_tokens, n_done = 0, n_spans = 0;
  if (doc->heads == NULL)
    return;
  g_autofree guint32 *children = g_new0 (guint32, n + 1), *sizes = g_new (guint32, n + 1);
  g_autofree guint32 *queue = g_new (guint32, n + 1);
  g_autofree ObRange *extents = g_new (ObRange, n + 1);
  g_autofree ObSpan *spans = g_new (ObSpan, n + 1);
  for (guint32 i = 0; i < n; i++)
    {
      extents[i] = (ObRange) { i, i + 1 };
      sizes[i] = 1;
      if (doc->heads[i] >= 0)
        children[doc->heads[i]]++;
    }
  guint32 n_queued = 0;
  for (guint32 i = 0; i < n; i++)
    if (children[i] == 0)
      queue[n_queued++] = i;
  for (; n_done < n_queued; n_done++)           /* leaves first: trees have no circles */
    {
      guint32 i = queue[n_done];
      gint32 head = doc->heads[i];
      gsize length = 0;
      const char *relation = doc->deps[i] != OB_NO_ID ? ob_intern_get (doc->forms, doc->deps[i], &length) : NULL;
      if (relation != NULL && extents[i].end - extents[i].first == sizes[i])
        spans[n_spans++] = (ObSpan) { extents[i].first, extents[i].end, get_label (relation), NULL };
      if (head < 0)
        continue;
      extents[head].first = MIN (extents[head].first, extents[i].first);
      extents[head].end = MAX (extents[head].end, extents[i].end);
      sizes[head] += sizes[i];
      if (--children[head] == 0)
        queue[n_queued++] = head;
    }
  qsort (spans, n_spans, sizeof *spans, compare_spans);
  ob_spans_set (all, g_intern_static_string ("dep"), spans, n_spans);
}
