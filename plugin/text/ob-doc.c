#include "text/ob-doc.h"
#include "text/ob-paras.h"
#include "text/ob-quotes.h"
#include "text/ob-sentences.h"
#include "text/ob-zones.h"
#include <string.h>

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

static ObDoc *
new_doc (ObText *text, const char *id, const char *date, ObIntern *forms)
{
  ObDoc *self = g_new0 (ObDoc, 1);
  self->id = g_strdup (id);
  self->date = g_strdup (date);
  self->text = text;
  self->forms = forms;
  return self;
}

/* What follows from tokens, paragraphs and sentences. */
static ObDoc *
finish (ObDoc *self)
{
  self->sentence_of = index_ranges (self->sentences, self->n_sentences, self->n_tokens);
  self->quotes = steal_elements (ob_quotes_find (self), &self->n_quotes);
  self->para_zones = ob_zones_find (self);
  return self;
}

ObDoc *
ob_doc_new (ObText *text, const char *id, const char *date, ObIntern *forms)
{
  ObDoc *self = new_doc (text, id, date, forms);
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (ObToken));
  ob_tokenise (ob_text_get_bytes (text), ob_text_get_length (text), forms, tokens);
  self->tokens = steal_elements (tokens, &self->n_tokens);
  self->paras = steal_elements (ob_paras_find (self), &self->n_paras);
  self->para_of = index_ranges (self->paras, self->n_paras, self->n_tokens);
  self->sentences = steal_elements (ob_sentences_find (self), &self->n_sentences);
  return finish (self);
}

/* White space before @start, which is a word's or the text's beginning. */
static guint8
get_space_flags (const char *bytes, guint32 from, guint32 start)
{
  guint n_lines = 0;
  guint8 flags = from == 0 && start == 0 ? OB_TOKEN_SPACE_BEFORE | OB_TOKEN_PARA_BEFORE : 0;
  for (const char *p = bytes + from; p < bytes + start; p = g_utf8_next_char (p))
    {
      if (g_unichar_isspace (g_utf8_get_char (p)))
        flags |= OB_TOKEN_SPACE_BEFORE;
      n_lines += *p == '\n';
    }
  return flags | (n_lines > 0 ? OB_TOKEN_LINE_BEFORE : 0) | (n_lines > 1 ? OB_TOKEN_PARA_BEFORE : 0);
}

static ObToken
make_token (const ObDoc *self, const ObGivenWord *word, guint32 from, GArray *scratch)
{
  gsize length = strlen (word->form);
  g_array_set_size (scratch, 0);
  ob_tokenise (word->form, length, self->forms, scratch);       /* for the class of its beginning */
  ObToken token = {
    .start = word->start, .end = word->end, .form = ob_intern_add (self->forms, word->form, length),
    .token_class = scratch->len > 0 ? g_array_index (scratch, ObToken, 0).token_class : OB_TOKEN_PUNCT,
    .flags = get_space_flags (ob_text_get_bytes (self->text), from, word->start),
  };
  if (word->lemma != NULL)
    token.form = ob_intern_add_reading (self->forms, token.form,
                                        ob_intern_add (self->forms, word->lemma, strlen (word->lemma)));
  return token;
}

/* Ranges that begin where the words say so. */
static ObRange *
make_ranges (const ObGivenWord *words, guint32 n_words, gboolean of_paras, guint32 *ret_n)
{
  ObRange *ranges = g_new (ObRange, MAX (n_words, 1));
  guint32 n = 0;
  for (guint32 i = 0; i < n_words; i++)
    {
      if (i == 0 || (of_paras ? words[i].begins_para : words[i].begins_sentence || words[i].begins_para))
        ranges[n++].first = i;
      ranges[n - 1].end = i + 1;
    }
  *ret_n = n;
  return ranges;
}

ObDoc *
ob_doc_new_given (ObText *text, const char *id, const char *date, ObIntern *forms, const ObGivenWord *words,
                  guint32 n_words)
{
  ObDoc *self = new_doc (text, id, date, forms);
  g_autoptr (GArray) scratch = g_array_new (FALSE, FALSE, sizeof (ObToken));
  gboolean has_heads = FALSE;
  self->n_tokens = n_words;
  self->tokens = g_new (ObToken, MAX (n_words, 1));
  self->given_pos = g_new (guint8, MAX (n_words, 1));
  self->heads = g_new (gint32, MAX (n_words, 1));
  self->deps = g_new (guint32, MAX (n_words, 1));
  for (guint32 i = 0; i < n_words; i++)
    {
      const char *dep = words[i].dep;
      self->tokens[i] = make_token (self, &words[i], i > 0 ? words[i - 1].end : 0, scratch);
      self->given_pos[i] = words[i].pos;
      self->heads[i] = words[i].head;
      self->deps[i] = dep != NULL ? ob_intern_add (forms, dep, strlen (dep)) : OB_NO_ID;
      has_heads |= words[i].head != OB_HEAD_UNKNOWN;
    }
  if (!has_heads)
    {
      g_clear_pointer (&self->heads, g_free);
      g_clear_pointer (&self->deps, g_free);
    }
  self->paras = make_ranges (words, n_words, TRUE, &self->n_paras);
  self->para_of = index_ranges (self->paras, self->n_paras, self->n_tokens);
  self->sentences = make_ranges (words, n_words, FALSE, &self->n_sentences);
  return finish (self);
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
  g_free (self->given_pos);
  g_free (self->heads);
  g_free (self->deps);
  g_free (self);
}
