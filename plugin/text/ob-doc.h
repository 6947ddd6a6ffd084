/* ob-doc.h: one document cut into tokens, sentences, paragraphs, zones and quotations. Immutable once made. */
#pragma once
#include "text/ob-text.h"
#include "text/ob-tokens.h"

/* What kind of text a paragraph is. Rules do not run in boilerplate unless they ask for it. */
typedef enum
{
  OB_ZONE_BODY,
  OB_ZONE_TITLE,                /* the first line of an article, when it looks like a headline */
  OB_ZONE_STANDFIRST,           /* one sentence between title and body that sums up */
  OB_ZONE_HEADING,              /* a short line between paragraphs without a full stop */
  OB_ZONE_BYLINE,               /* "By Jane Doe", "Jane Doe, Berlin", a line of date and place only */
  OB_ZONE_AUTHOR_BIO,           /* "X is professor at …, lives in …" */
  OB_ZONE_CAPTION,              /* "Photo: …", "(Image: …)" */
  OB_ZONE_BOILERPLATE,          /* reply forms, newsletters, cookies, share buttons, copyright */
  OB_N_ZONES
} ObZone;

const char *ob_zone_get_name (ObZone zone);             /* "author_bio" … */

typedef struct { guint32 first, end; } ObRange;         /* tokens first … end-1 */

typedef struct
{
  ObRange tokens;               /* both marks included */
  gboolean is_closed;           /* FALSE: ended by the paragraph's end, or by the next opening mark of its kind */
  gboolean continues;           /* the next quotation goes on with this one: paragraphs without a closing mark */
  guint8   depth;               /* 0 outermost */
  guint8   mark;                /* '"' double (straight, curly, `` ''), '\'' single, '<' guillemets or low-high marks */
} ObQuote;

/* A word as the input has it, with what its annotator says of it. */
#define OB_HEAD_ROOT    (-1)
#define OB_HEAD_UNKNOWN (-2)

typedef struct
{
  guint32     start, end;       /* bytes of the text; may be empty */
  const char *form;
  const char *lemma, *dep;      /* NULL: not said; of a relation: "nsubj", "nsubj:pass" */
  gint32      head;             /* word of the document, OB_HEAD_ROOT or OB_HEAD_UNKNOWN; heads make trees */
  guint8      pos;              /* ObPos of the lexicon; larger: not said */
  gboolean    begins_sentence, begins_para;
} ObGivenWord;

typedef struct
{
  char    *id;                  /* for messages; may be NULL */
  char    *date;                /* "YYYY-MM-DD", "…T10:30", or NULL: relative times stay open */
  ObText  *text;
  ObIntern *forms;              /* borrowed: the table the tokens' forms live in; outlives the document */

  ObToken *tokens;      guint32 n_tokens;
  ObRange *sentences;   guint32 n_sentences;
  ObRange *paras;       guint32 n_paras;        /* every sentence lies in one paragraph */
  guint8  *para_zones;                          /* ObZone of each paragraph */
  ObQuote *quotes;      guint32 n_quotes;       /* by first token, outer before inner */

  guint32 *sentence_of;                         /* by token: index into sentences */
  guint32 *para_of;                             /* by token: index into paras */

  /* What the input brought; NULL without. */
  guint8  *given_pos;                           /* by token */
  gint32  *heads;                               /* by token: a token, OB_HEAD_ROOT or OB_HEAD_UNKNOWN */
  guint32 *deps;                                /* by token: its relation, a form, or OB_NO_ID */
} ObDoc;

/* Takes @text, copies @id and @date (both may be NULL; @date must be valid, see ob_date_is_valid). */
ObDoc *ob_doc_new  (ObText *text, const char *id, const char *date, ObIntern *forms);
/* The same with words, sentences and paragraphs of the input's instead of ours. The first word begins a sentence and a
 * paragraph. What is said of lemmas goes into the forms (ob_intern_add_reading). */
ObDoc *ob_doc_new_given (ObText *text, const char *id, const char *date, ObIntern *forms, const ObGivenWord *words,
                         guint32 n_words);
void   ob_doc_free (ObDoc *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObDoc, ob_doc_free)

static inline ObZone
ob_doc_get_zone (const ObDoc *self, guint32 token)
{
  return (ObZone) self->para_zones[self->para_of[token]];
}

/* The text between the first byte of token @first and the last of @end - 1, where it lies in the document. */
static inline const char *
ob_doc_get_span (const ObDoc *self, guint32 first, guint32 end, gsize *ret_length)
{
  guint32 start = self->tokens[first].start;
  *ret_length = end > first ? self->tokens[end - 1].end - start : 0;
  return ob_text_get_bytes (self->text) + start;
}
