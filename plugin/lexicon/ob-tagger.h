/* ob-tagger.h: parts of speech, one a token, as Universal Dependencies names them.
 *
 * An averaged perceptron (Collins 2002) read from left to right, with the weights of data/en-pos.model built in. All
 * that depends on one form is added up once and kept, so that a token costs a few array reads and six hash probes. */
#pragma once
#include "lexicon/ob-vocab.h"
#include "text/ob-doc.h"

typedef enum
{
  OB_POS_ADJ, OB_POS_ADP, OB_POS_ADV, OB_POS_AUX, OB_POS_CCONJ, OB_POS_DET, OB_POS_INTJ, OB_POS_NOUN, OB_POS_NUM,
  OB_POS_PART, OB_POS_PRON, OB_POS_PROPN, OB_POS_PUNCT, OB_POS_SCONJ, OB_POS_SYM, OB_POS_VERB, OB_POS_X,
  OB_N_POS
} ObPos;

const char *ob_pos_get_name (ObPos pos);                /* "ADJ" … */
/* The part of speech called @name, or OB_N_POS. */
ObPos       ob_pos_from_name (const char *name);

typedef struct ObTagger ObTagger;

/* @vocab is borrowed, and is the one of the documents to be tagged. */
ObTagger *ob_tagger_new  (ObVocab *vocab);
void      ob_tagger_free (ObTagger *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObTagger, ob_tagger_free)

/* Writes the ObPos of each token of @doc to @ret_pos (n_tokens bytes). */
void ob_tagger_tag (ObTagger *self, const ObDoc *doc, guint8 *ret_pos);
