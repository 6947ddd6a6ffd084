#include "io/ob-conllu.h"
#include "io/ob-json.h"
#include "lexicon/ob-tagger.h"
#include <string.h>

/* A stretch of words that something says something about. */
typedef struct
{
  guint32             first, end;
  const ObAnnotation *annotation;
  const char         *role;     /* of a capture; NULL: the annotation itself */
} Stretch;

typedef struct
{
  GString        *out;
  const ObTagged *tagged;
  const guint8   *pos;          /* ObPos by token */
  GArray         *stretches;    /* of Stretch, by first token */
  guint           next;         /* of stretches, not yet begun */
  GArray         *open;         /* of Stretch: those the word lies in */
} Writer;

static int
compare_stretches (gconstpointer a, gconstpointer b)
{
  const Stretch *x = a, *y = b;
  return x->first < y->first ? -1 : x->first > y->first;
}

static gboolean
is_type (const ObAnnotation *annotation, const char *type)
{
  return strcmp (annotation->type, type) == 0;
}

static void
collect_stretches (Writer *w)
{
  const GPtrArray *annotations = w->tagged->result->annotations;
  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);
      gboolean has_parts = !is_type (annotation, "entity") && !is_type (annotation, "time");
      Stretch whole = { annotation->first, annotation->end, annotation, NULL };
      if (!has_parts || annotation->captures == NULL)
        g_array_append_val (w->stretches, whole);
      for (guint j = 0; has_parts && annotation->captures != NULL && j < annotation->captures->len; j++)
        {
          const ObCapture *capture = &g_array_index (annotation->captures, ObCapture, j);
          Stretch part = { capture->first, capture->end, annotation, capture->name };
          g_array_append_val (w->stretches, part);
        }
    }
  g_array_sort (w->stretches, compare_stretches);       /* stable */
}

static void
move_to (Writer *w, guint32 token)
{
  guint n_kept = 0;
  for (guint i = 0; i < w->open->len; i++)
    if (g_array_index (w->open, Stretch, i).end > token)
      g_array_index (w->open, Stretch, n_kept++) = g_array_index (w->open, Stretch, i);
  g_array_set_size (w->open, n_kept);
  for (; w->next < w->stretches->len && g_array_index (w->stretches, Stretch, w->next).first <= token; w->next++)
    if (g_array_index (w->stretches, Stretch, w->next).end > token)
      g_array_append_val (w->open, g_array_index (w->stretches, Stretch, w->next));
}

/* A value of MISC: "|" and white space would end it. */
static void
append_value (GString *out, const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (c == '|' || c == ',' || g_unichar_isspace (c) || g_unichar_iscntrl (c))
        g_string_append_c (out, '_');
      else
        g_string_append_unichar (out, c);
    }
}

static void
begin_misc (Writer *w, gsize start, const char *name)
{
  g_string_append_printf (w->out, "%s%s=", w->out->len > start ? "|" : "", name);
}

/* "NE=B-PERSON|NEId=e1" of the entity, or the same of the time, in which the word lies. */
static void
append_name (Writer *w, gsize start, guint32 token, const char *type, const char *key, const char *feature,
             const char *feature_key)
{
  for (guint i = 0; i < w->open->len; i++)
    {
      const Stretch *stretch = &g_array_index (w->open, Stretch, i);
      const ObAnnotation *annotation = stretch->annotation;
      if (!is_type (annotation, type))
        continue;
      begin_misc (w, start, key);
      g_string_append (w->out, token == stretch->first ? "B-" : "I-");
      append_value (w->out, annotation->label != NULL ? annotation->label : annotation->type);
      const char *value = ob_features_get (&annotation->features, feature);
      if (value != NULL)
        {
          begin_misc (w, start, feature_key);
          append_value (w->out, value);
        }
      return;
    }
}

/* "Claim=c1:source,c2:content", or "Other=RESIGN:actor" of types of packs. */
static void
append_parts (Writer *w, gsize start, gboolean is_claim)
{
  gboolean is_first = TRUE;
  for (guint i = 0; i < w->open->len; i++)
    {
      const Stretch *stretch = &g_array_index (w->open, Stretch, i);
      const ObAnnotation *annotation = stretch->annotation;
      if (is_type (annotation, "entity") || is_type (annotation, "time") || is_type (annotation, "claim") != is_claim)
        continue;
      if (is_first)
        begin_misc (w, start, is_claim ? "Claim" : "Other");
      else
        g_string_append_c (w->out, ',');
      is_first = FALSE;
      const char *id = ob_features_get (&annotation->features, "id");
      append_value (w->out, id != NULL ? id : annotation->label != NULL ? annotation->label : annotation->type);
      if (stretch->role != NULL)
        g_string_append_printf (w->out, ":%s", stretch->role);
    }
}

static gboolean
has_space_after (const ObDoc *doc, guint32 token)
{
  return token + 1 >= doc->n_tokens || (doc->tokens[token + 1].flags & OB_TOKEN_SPACE_BEFORE) != 0;
}

static void
append_misc (Writer *w, guint32 token)
{
  const ObDoc *doc = w->tagged->doc;
  gsize start = w->out->len;
  append_name (w, start, token, "entity", "NE", "id", "NEId");
  append_name (w, start, token, "time", "Time", "value", "TimeValue");
  append_parts (w, start, TRUE);
  append_parts (w, start, FALSE);
  if (!has_space_after (doc, token))
    {
      begin_misc (w, start, "SpaceAfter");
      g_string_append (w->out, "No");
    }
  ObExtent bytes = { doc->tokens[token].start, doc->tokens[token].end };
  ObExtent extent = ob_tagged_convert (w->tagged, bytes, OB_UNIT_CODEPOINT);
  begin_misc (w, start, "TokenRange");
  g_string_append_printf (w->out, "%" G_GSIZE_FORMAT ":%" G_GSIZE_FORMAT "\n", extent.start, extent.end);
}

/* HEAD and DEPREL, where the input had them. */
static void
append_relation (Writer *w, guint32 token, guint number)
{
  const ObDoc *doc = w->tagged->doc;
  gint32 head = doc->heads != NULL ? doc->heads[token] : OB_HEAD_UNKNOWN;
  gsize length = 0;
  const char *relation = head != OB_HEAD_UNKNOWN && doc->deps[token] != OB_NO_ID
                         ? ob_intern_get (doc->forms, doc->deps[token], &length) : NULL;
  if (head == OB_HEAD_UNKNOWN)
    g_string_append_c (w->out, '_');
  else
    g_string_append_printf (w->out, "%d", head == OB_HEAD_ROOT ? 0 : head - (gint32) token + (gint32) number);
  g_string_append_c (w->out, '\t');
  ob_tagged_append_clean (w->out, relation, length);
}

static void
append_word (Writer *w, guint32 token, guint number)
{
  ObVocab *vocab = ob_session_get_vocab (w->tagged->session);
  ObIntern *forms = ob_vocab_get_forms (vocab);
  const ObForm *form = ob_vocab_get (vocab, w->tagged->doc->tokens[token].form);
  g_string_append_printf (w->out, "%u\t", number);
  ob_tagged_append_word (w->out, w->tagged, token);
  g_string_append_c (w->out, '\t');
  gsize length;
  ObPos pos = (ObPos) w->pos[token];
  guint32 given = ob_intern_get_reading (forms, w->tagged->doc->tokens[token].form);
  const char *lemma = ob_intern_get (forms, given != OB_NO_ID ? given : form->lemmas[0], &length);
  if (pos == OB_POS_PROPN && given == OB_NO_ID)         /* names keep their capitals */
    ob_tagged_append_word (w->out, w->tagged, token);
  else
    ob_tagged_append_clean (w->out, lemma, length);
  g_string_append_printf (w->out, "\t%s\t_\t_\t", ob_pos_get_name (pos));
  append_relation (w, token, number);
  g_string_append (w->out, "\t_\t");
  append_misc (w, token);
}

/* The document's id as one word: what stands behind "id": or "line":, escaped as in URLs. */
static char *
dup_id (const char *head)
{
  const char *value = head != NULL ? strchr (head, ':') : NULL;
  if (value == NULL)
    return g_strdup ("doc");
  ObJsonSlice slice = { value + 1, strlen (value + 1) };
  gsize length;
  g_autofree char *text = *slice.start == '"' ? ob_json_dup_string (slice, &length) : g_strdup (slice.start);
  char *id = g_uri_escape_string (text, ":@,+~", TRUE);
  if (*id != '\0')
    return id;
  g_free (id);
  return g_strdup ("doc");
}

static void
append_sentence (Writer *w, const char *id, guint32 i)
{
  const ObDoc *doc = w->tagged->doc;
  ObRange sentence = doc->sentences[i];
  if (i == 0)
    g_string_append_printf (w->out, "# newdoc id = %s\n", id);
  if (doc->paras[doc->para_of[sentence.first]].first == sentence.first)
    g_string_append (w->out, "# newpar\n");
  g_string_append_printf (w->out, "# sent_id = %s-%u\n# text = ", id, i + 1);
  for (guint32 token = sentence.first; token < sentence.end; token++)
    {
      ob_tagged_append_word (w->out, w->tagged, token);
      if (token + 1 < sentence.end && has_space_after (doc, token))
        g_string_append_c (w->out, ' ');
    }
  g_string_append_c (w->out, '\n');
  for (guint32 token = sentence.first; token < sentence.end; token++)
    {
      move_to (w, token);
      append_word (w, token, token - sentence.first + 1);
    }
  g_string_append_c (w->out, '\n');
}

void
ob_conllu_append (GString *out, const char *head, const ObTagged *tagged)
{
  g_autoptr (GArray) stretches = g_array_new (FALSE, FALSE, sizeof (Stretch));
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (Stretch));
  g_autofree char *id = dup_id (head);
  Writer w = { .out = out, .tagged = tagged, .stretches = stretches, .open = open,
               .pos = ob_session_tag_words (tagged->session, tagged->doc) };
  collect_stretches (&w);
  for (guint32 i = 0; i < tagged->doc->n_sentences; i++)
    append_sentence (&w, id, i);
}
