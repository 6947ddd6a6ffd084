#include "match/ob-spans.h"
#include <string.h>

/* The spans of one name. Beside them stand, for each prefix of the sorted array, the farthest end in it: the first
 * prefix that reaches past a token ends in the outermost span that can cover it. The same once more by label. */
typedef struct
{
  const char *name;             /* interned */
  ObSpan     *spans;
  guint32    *reach;            /* by span: the farthest end of spans[0 … i] */
  guint32    *by_label;         /* indexes of spans, grouped by label, in order within a label */
  guint32    *label_reach;      /* by place in by_label: the farthest end so far within its label */
  guint32     n_spans, max_spans;
  GPtrArray  *labels;           /* of const char *, interned; in order of first appearance */
  GArray     *label_ends;       /* of guint32: where the group of each label ends in by_label */
  guint64    *starts, *ends;    /* bit t: a span starts at token t; ends before token t */
} Layer;

struct ObSpans
{
  GPtrArray *layers;            /* of Layer, owned */
  guint32    n_tokens;
  guint64    serial;
};

static void
layer_free (gpointer data)
{
  Layer *layer = data;
  g_free (layer->spans);
  g_free (layer->reach);
  g_free (layer->by_label);
  g_free (layer->label_reach);
  g_ptr_array_unref (layer->labels);
  g_array_unref (layer->label_ends);
  g_free (layer->starts);
  g_free (layer->ends);
  g_free (layer);
}

ObSpans *
ob_spans_new (void)
{
  ObSpans *self = g_new0 (ObSpans, 1);
  self->layers = g_ptr_array_new_with_free_func (layer_free);
  return self;
}

void
ob_spans_free (ObSpans *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->layers);
  g_free (self);
}

static inline gboolean
get_bit (const guint64 *bits, guint32 i)
{
  return (bits[i / 64] >> (i % 64)) & 1;
}

static inline void
set_bit (guint64 *bits, guint32 i)
{
  bits[i / 64] |= (guint64) 1 << (i % 64);
}

/* Words that hold a bit for each token and one for the end of the text. */
static gsize
bit_words (const ObSpans *self)
{
  return (gsize) self->n_tokens / 64 + 1;
}

guint64
ob_spans_get_serial (const ObSpans *self)
{
  return self->serial;
}

void
ob_spans_reset (ObSpans *self, guint32 n_tokens)
{
  self->serial++;
  self->n_tokens = n_tokens;
  for (guint i = 0; i < self->layers->len; i++)
    {
      Layer *layer = g_ptr_array_index (self->layers, i);
      layer->n_spans = 0;
      g_ptr_array_set_size (layer->labels, 0);
      g_array_set_size (layer->label_ends, 0);
      layer->starts = g_renew (guint64, layer->starts, bit_words (self));
      layer->ends = g_renew (guint64, layer->ends, bit_words (self));
      memset (layer->starts, 0, bit_words (self) * sizeof (guint64));
      memset (layer->ends, 0, bit_words (self) * sizeof (guint64));
    }
}

static const Layer *
find_layer (const ObSpans *self, const char *name)
{
  for (guint i = 0; i < self->layers->len; i++)
    {
      const Layer *layer = g_ptr_array_index (self->layers, i);
      if (layer->name == name)
        return layer;
    }
  return NULL;
}

static Layer *
ensure_layer (ObSpans *self, const char *name)
{
  const Layer *found = find_layer (self, name);
  if (found != NULL)
    return (Layer *) found;
  Layer *layer = g_new0 (Layer, 1);
  layer->name = name;
  layer->labels = g_ptr_array_new ();
  layer->label_ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  layer->starts = g_new0 (guint64, bit_words (self));
  layer->ends = g_new0 (guint64, bit_words (self));
  g_ptr_array_add (self->layers, layer);
  return layer;
}

static void
index_labels (Layer *layer)
{
  g_ptr_array_set_size (layer->labels, 0);
  g_array_set_size (layer->label_ends, 0);
  for (guint32 i = 0; i < layer->n_spans; i++)
    {
      const char *label = layer->spans[i].label;
      if (label != NULL && !g_ptr_array_find (layer->labels, label, NULL))
        g_ptr_array_add (layer->labels, (gpointer) label);
    }
  guint32 n = 0;
  for (guint l = 0; l < layer->labels->len; l++)
    {
      guint32 reach = 0;
      for (guint32 i = 0; i < layer->n_spans; i++)
        if (layer->spans[i].label == g_ptr_array_index (layer->labels, l))
          {
            reach = MAX (reach, layer->spans[i].end);
            layer->by_label[n] = i;
            layer->label_reach[n++] = reach;
          }
      g_array_append_val (layer->label_ends, n);
    }
}

void
ob_spans_set (ObSpans *self, const char *name, const ObSpan *spans, guint32 n_spans)
{
  Layer *layer = ensure_layer (self, name);
  self->serial++;
  if (n_spans > layer->max_spans)
    {
      layer->max_spans = MAX (n_spans, MIN (layer->max_spans, G_MAXUINT32 / 2) * 2);
      layer->spans = g_renew (ObSpan, layer->spans, layer->max_spans);
      layer->reach = g_renew (guint32, layer->reach, layer->max_spans);
      layer->by_label = g_renew (guint32, layer->by_label, layer->max_spans);
      layer->label_reach = g_renew (guint32, layer->label_reach, layer->max_spans);
    }
  memset (layer->starts, 0, bit_words (self) * sizeof (guint64));
  memset (layer->ends, 0, bit_words (self) * sizeof (guint64));
  layer->n_spans = 0;
  guint32 reach = 0;
  for (guint32 i = 0; i < n_spans; i++)
    {
      g_return_if_fail (spans[i].end <= self->n_tokens);
      if (spans[i].first >= spans[i].end)
        continue;               /* a span without tokens is not there: nothing could match it */
      reach = MAX (reach, spans[i].end);
      layer->reach[layer->n_spans] = reach;
      layer->spans[layer->n_spans++] = spans[i];
      set_bit (layer->starts, spans[i].first);
      set_bit (layer->ends, spans[i].end);
    }
  index_labels (layer);
}

/* The index of the first span that starts at or after @token. */
static guint32
lower_bound (const Layer *layer, guint32 token)
{
  guint32 low = 0, high = layer->n_spans;
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      if (layer->spans[middle].first < token)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

guint32
ob_spans_at (const ObSpans *self, const char *name, guint32 token, const ObSpan **ret_spans)
{
  const Layer *layer = find_layer (self, name);
  if (layer == NULL || token >= self->n_tokens || !get_bit (layer->starts, token))
    return 0;
  guint32 i = lower_bound (layer, token), n = 0;
  while (i + n < layer->n_spans && layer->spans[i + n].first == token)
    n++;
  *ret_spans = layer->spans + i;
  return n;
}

guint32
ob_spans_next (const ObSpans *self, const char *name, guint32 token)
{
  const Layer *layer = find_layer (self, name);
  guint32 i = layer != NULL ? lower_bound (layer, token) : 0;
  return layer != NULL && i < layer->n_spans ? layer->spans[i].first : G_MAXUINT32;
}

gboolean
ob_spans_ends_at (const ObSpans *self, const char *name, guint32 token)
{
  const Layer *layer = find_layer (self, name);
  return layer != NULL && token <= self->n_tokens && get_bit (layer->ends, token);
}

/* The first of reach[low … high - 1] that lies past @token, or @high. */
static guint32
first_past (const guint32 *reach, guint32 low, guint32 high, guint32 token)
{
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      if (reach[middle] <= token)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

const ObSpan *
ob_spans_covering (const ObSpans *self, const char *name, guint32 token, const char *label)
{
  const Layer *layer = find_layer (self, name);
  if (layer == NULL)
    return NULL;
  const ObSpan *span = NULL;
  if (label == NULL)
    {
      guint32 i = first_past (layer->reach, 0, layer->n_spans, token);
      span = i < layer->n_spans ? &layer->spans[i] : NULL;
    }
  for (guint l = 0; label != NULL && l < layer->labels->len; l++)
    if (g_ptr_array_index (layer->labels, l) == label)
      {
        guint32 begin = l > 0 ? g_array_index (layer->label_ends, guint32, l - 1) : 0;
        guint32 end = g_array_index (layer->label_ends, guint32, l);
        guint32 i = first_past (layer->label_reach, begin, end, token);
        span = i < end ? &layer->spans[layer->by_label[i]] : NULL;
        break;
      }
  return span != NULL && span->first <= token ? span : NULL;
}

guint32
ob_spans_all (const ObSpans *self, const char *name, const ObSpan **ret_spans)
{
  const Layer *layer = find_layer (self, name);
  if (layer == NULL || layer->n_spans == 0)
    return 0;
  *ret_spans = layer->spans;
  return layer->n_spans;
}

guint
ob_spans_get_labels (const ObSpans *self, const char *name, const char *const **ret_labels)
{
  const Layer *layer = find_layer (self, name);
  if (layer == NULL || layer->labels->len == 0)
    return 0;
  *ret_labels = (const char *const *) layer->labels->pdata;
  return layer->labels->len;
}

const char *
ob_span_get_attribute (const ObSpan *span, const char *name)
{
  if (strcmp (name, "label") == 0)
    return span->label;
  return span->features != NULL ? ob_features_get (span->features, name) : NULL;
}
