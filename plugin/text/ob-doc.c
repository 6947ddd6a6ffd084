#include "text/ob-doc.h"
#include "text/ob-paras.h"
#include "text/ob-quotes.h"
#include "text/ob-sentences.h"
#include "text/ob-zones.h"

const char *
ob_zone_get_name (ObZone zone)
{
  static const char *const names[OB_N_ZONES] = {
    "body", "title", "standfirst", "heading", "byline", "author_bio", "caption", "boilerplate"
  };
  return names[zone];
}

/* Which range each token lies in. The ranges cover all tokens in order. */
static guint32 *
index_ranges (const ObRange *ranges, guint32 n, guint32 n_tokens)
{
  guint32 *index = g_new (guint32, n_tokens);
  for (guint32 i = 0; i < n; i++)
    for (guint32 token = ranges[i].first; token < ranges[i].end; token++)
      index[token] = i;
  return index;
}

/* Gives back what the array grew too much, and the elements themselves. */
static gpointer
steal_elements (GArray *array, guint32 *ret_n)
{
  gsize element_size = g_array_get_element_size (array);
  *ret_n = array->len;
  gpointer elements = g_array_free (array, FALSE);
  return g_realloc_n (elements, MAX (*ret_n, 1), element_size);
}

ObDoc *
ob_doc_new (ObText *text, const char *id, const char *date, ObIntern *forms)
{
  ObDoc *self = g_new0 (ObDoc, 1);
  self->id = g_strdup (id);
  self->date = g_strdup (date);
  self->text = text;
  self->forms = forms;

  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (ObToken));
  ob_tokenise (ob_text_get_bytes (text), ob_text_get_length (text), forms, tokens);
  self->tokens = steal_elements (tokens, &self->n_tokens);
  self->paras = steal_elements (ob_paras_find (self), &self->n_paras);
  self->para_of = index_ranges (self->paras, self->n_paras, self->n_tokens);
  self->sentences = steal_elements (ob_sentences_find (self), &self->n_sentences);
  self->sentence_of = index_ranges (self->sentences, self->n_sentences, self->n_tokens);
  self->quotes = steal_elements (ob_quotes_find (self), &self->n_quotes);
  self->para_zones = ob_zones_find (self);
  return self;
}

void
ob_doc_free (ObDoc *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->date);
  ob_text_free (self->text);
  g_free (self->tokens);
  g_free (self->sentences);
  g_free (self->paras);
  g_free (self->para_zones);
  g_free (self->quotes);
  g_free (self->sentence_of);
  g_free (self->para_of);
  g_free (self);
}
