/* ob-spans.h: what patterns see as `<ent label=PERSON/>`, `<quote>` or `[ent=ORG]`: named spans over tokens, by name.
 *
 * The engine fills an index from the document (s, para, quote, zone) and from the annotations found so far (ent, time,
 * claim, event, and types of packs), so that a rule sees what earlier stages found. */
#pragma once
#include "base/ob-features.h"
#include "text/ob-doc.h"

typedef struct
{
  guint32 first, end;           /* tokens */
  const char *label;            /* g_intern_string, or NULL */
  const ObFeatures *features;   /* borrowed; NULL when there are none */
} ObSpan;

typedef struct ObSpans ObSpans;

ObSpans *ob_spans_new  (void);
void     ob_spans_free (ObSpans *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObSpans, ob_spans_free)

/* Changes whenever any span does. */
guint64  ob_spans_get_serial (const ObSpans *self);

/* Begins a document of @n_tokens: forgets every span, keeps the memory. */
void ob_spans_reset (ObSpans *self, guint32 n_tokens);
/* Replaces the spans called @name (an interned string, as is each label) by @spans, sorted by first, then longest.
 * Copied; spans without a token are left out. Every @name below must be interned, too. */
void ob_spans_set   (ObSpans *self, const char *name, const ObSpan *spans, guint32 n_spans);
/* The spans called @name that start at @token, longest first. Returns how many; @ret_spans is borrowed. */
guint32 ob_spans_at (const ObSpans *self, const char *name, guint32 token, const ObSpan **ret_spans);
/* The outermost span called @name that covers @token and, if @label is not NULL, has that label; or NULL. */
const ObSpan *ob_spans_covering (const ObSpans *self, const char *name, guint32 token, const char *label);
/* The first token at or after @token at which a span called @name starts, or G_MAXUINT32. */
guint32 ob_spans_next (const ObSpans *self, const char *name, guint32 token);
/* TRUE when a span called @name ends just before @token. */
gboolean ob_spans_ends_at (const ObSpans *self, const char *name, guint32 token);
/* The distinct labels of the spans called @name (interned). Returns how many; @ret_labels is borrowed. */
guint ob_spans_get_labels (const ObSpans *self, const char *name, const char *const **ret_labels);
/* All spans called @name, sorted. */
guint32 ob_spans_all (const ObSpans *self, const char *name, const ObSpan **ret_spans);

/* The value that `<ent label=…/>` or `<ent country=RU/>` is tested against: "label", else a feature; or NULL. */
const char *ob_span_get_attribute (const ObSpan *span, const char *name);
