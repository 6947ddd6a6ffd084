#include "core/ob-link.h"
#include "lexicon/ob-vocab.h"
#include <string.h>

#define MAX_SENTENCES_BACK 3    /* how far a pronoun reaches */
#define MAX_ENTITIES_BACK 500   /* how far "the ministry" reaches */

static gboolean
is_entity (const ObAnnotation *annotation)
{
  return strcmp (annotation->type, "entity") == 0;
}

static gboolean
is_claim (const ObAnnotation *annotation)
{
  return strcmp (annotation->type, "claim") == 0;
}

static gboolean
is_mention (const ObAnnotation *annotation)
{
  return strcmp (annotation->type, "mention") == 0;
}

static gboolean
has_label (const ObAnnotation *annotation, const char *label)
{
  return g_strcmp0 (annotation->label, label) == 0;
}

/* Ids */

static void
number_annotations (ObResult *result)
{
  g_autoptr (GHashTable) ids =                  /* "label\nname" to its number, for entities */
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_claims = 0;
  for (guint i = 0; i < result->annotations->len; i++)
    {
      ObAnnotation *annotation = g_ptr_array_index (result->annotations, i);
      char id[16];
      if (is_claim (annotation))
        g_snprintf (id, sizeof id, "c%u", ++n_claims);
      else if (is_entity (annotation))
        {
          const char *name = ob_features_get (&annotation->features, "name");
          char *key = g_strdup_printf ("%s\n%s", annotation->label != NULL ? annotation->label : "",
                                       name != NULL ? name : "");
          gpointer known = g_hash_table_lookup (ids, key);
          guint number = known != NULL ? GPOINTER_TO_UINT (known) : g_hash_table_size (ids) + 1;
          g_hash_table_replace (ids, key, GUINT_TO_POINTER (number));
          g_snprintf (id, sizeof id, "e%u", number);
        }
      else
        continue;
      ob_features_set (&annotation->features, "id", id);
    }
}

/* What one mention of a person tells of all: "President Tarn … Tarn". */
static void
share_features (ObResult *result)
{
  static const char *const shared[] = { "role", "gender" };
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < result->annotations->len; i++)
      {
        ObAnnotation *annotation = g_ptr_array_index (result->annotations, i);
        for (guint k = 0; is_entity (annotation) && has_label (annotation, "PERSON") && k < G_N_ELEMENTS (shared); k++)
          {
            const char *value = ob_features_get (&annotation->features, shared[k]);
            g_autofree char *key = g_strdup_printf ("%s\n%s", ob_features_get (&annotation->features, "id"), shared[k]);
            ObAnnotation *teller = g_hash_table_lookup (known, key);
            if (pass == 0 && value != NULL && teller == NULL)
              g_hash_table_insert (known, g_steal_pointer (&key), annotation);
            else if (pass == 1 && value == NULL && teller != NULL)
              ob_features_set (&annotation->features, shared[k], ob_features_get (&teller->features, shared[k]));
          }
      }
}

/* Readings */

/* A name that stands now for a place, now for those who govern there, and once for either, is there what it mostly
 * is. */
typedef struct
{
  guint n_places, n_governments;
} Readings;

static void
settle_readings (ObResult *result)
{
  g_autoptr (GHashTable) by_id =                /* id, borrowed, to Readings, owned */
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GPtrArray) open = g_ptr_array_new ();      /* of ObAnnotation, borrowed */
  for (guint i = 0; i < result->annotations->len; i++)
    {
      ObAnnotation *annotation = g_ptr_array_index (result->annotations, i);
      const char *reading = is_entity (annotation) ? ob_features_get (&annotation->features, "reading") : NULL;
      const char *id = ob_features_get (&annotation->features, "id");
      if (reading == NULL)
        continue;
      Readings *readings = g_hash_table_lookup (by_id, id);
      if (readings == NULL)
        g_hash_table_insert (by_id, (gpointer) id, readings = g_new0 (Readings, 1));
      readings->n_places += strcmp (reading, "place") == 0;
      readings->n_governments += strcmp (reading, "government") == 0;
      if (strcmp (reading, "open") == 0)
        g_ptr_array_add (open, annotation);
    }
  for (guint i = 0; i < open->len; i++)
    {
      ObAnnotation *annotation = g_ptr_array_index (open, i);
      const Readings *readings = g_hash_table_lookup (by_id, ob_features_get (&annotation->features, "id"));
      if (readings->n_places == readings->n_governments)
        continue;
      ob_features_set (&annotation->features, "reading",
                       readings->n_places > readings->n_governments ? "place" : "government");
      ob_features_set (&annotation->features, "reason", "as elsewhere in the text");
    }
}

/* Entities by place */

typedef struct
{
  ObResult     *result;
  const ObDoc  *doc;
  GPtrArray    *entities, *times;       /* of ObAnnotation, borrowed, in text order */
  GPtrArray    *claims;         /* likewise, by cue */
  const guint8 *is_quoted;      /* by token: whether it stands in a quotation */
} Linker;

/* The index of the first of @annotations (in text order) that begins at or after @token. */
static guint
find_from (const GPtrArray *annotations, guint32 token)
{
  guint low = 0, high = annotations->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const ObAnnotation *annotation = g_ptr_array_index (annotations, middle);
      if (annotation->first < token)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static const char *
get_id (const ObAnnotation *annotation)
{
  return ob_features_get (&annotation->features, "id");
}

static void
set_source (ObAnnotation *claim, const ObAnnotation *entity)
{
  ob_features_set (&claim->features, "src_ref", get_id (entity));
  ob_features_set (&claim->features, "src_name", ob_features_get (&entity->features, "name"));
}

/* The entity that tokens @first … @end - 1 name as a claimant: the first person, else the first of all. */
static const ObAnnotation *
find_claimant (const Linker *self, guint32 first, guint32 end)
{
  const ObAnnotation *claimant = NULL;
  for (guint i = find_from (self->entities, first); i < self->entities->len; i++)
    {
      const ObAnnotation *entity = g_ptr_array_index (self->entities, i);
      if (entity->end > end)
        break;
      if (has_label (entity, "PERSON"))
        return entity;
      if (claimant == NULL)
        claimant = entity;
    }
  return claimant;
}

/* Antecedents */

/* "PERSON:gender=m", "ORG:type=newspaper|magazine", "ORG:name~ministry", "ORG", "2*PERSON" for two at once. */
typedef struct
{
  guint  n;                     /* how many different ones are meant: 1 or 2 */
  char  *label, *feature;       /* feature NULL: any entity of the label */
  GStrv  values;
  gboolean is_word;             /* ~: a word of the feature */
} Wanted;

static void
wanted_init (Wanted *self, const char *source)
{
  gboolean are_two = g_str_has_prefix (source, "2*");
  source += are_two ? 2 : 0;
  gsize n = strcspn (source, ":");
  *self = (Wanted) { .n = are_two ? 2 : 1, .label = g_strndup (source, n) };
  if (source[n] == '\0')
    return;
  const char *feature = source + n + 1;
  gsize length = strcspn (feature, "=~");
  self->feature = g_strndup (feature, length);
  self->is_word = feature[length] == '~';
  self->values = g_strsplit (feature[length] != '\0' ? feature + length + 1 : "", "|", -1);
}

static void
wanted_clear (Wanted *self)
{
  g_free (self->label);
  g_free (self->feature);
  g_strfreev (self->values);
}

static gboolean
has_word (const char *text, char **words)
{
  g_autofree char *folded = ob_fold (text, strlen (text));
  g_auto (GStrv) pieces = g_strsplit (folded, " ", -1);
  for (char **word = words; *word != NULL; word++)
    if (g_strv_contains ((const char *const *) pieces, *word))
      return TRUE;
  return FALSE;
}

typedef enum { FITS_NOT, FITS_PERHAPS, FITS_SURELY } Fit;

/* Whether @entity can be meant. Of a gender that is not known nothing is contradicted. */
static Fit
fits (const Wanted *self, const ObAnnotation *entity)
{
  if (!has_label (entity, self->label))
    return FITS_NOT;
  if (self->feature == NULL)
    return FITS_SURELY;
  gboolean is_gender = strcmp (self->feature, "gender") == 0;
  const char *value = ob_features_get (&entity->features, self->feature);
  if (value == NULL || *value == '\0' || (is_gender && strcmp (value, "u") == 0))
    return is_gender ? FITS_PERHAPS : FITS_NOT;
  if (self->is_word)
    return has_word (value, self->values) ? FITS_SURELY : FITS_NOT;
  return g_strv_contains ((const char *const *) self->values, value) ? FITS_SURELY : FITS_NOT;
}

#define MAX_WANTED 2

/* TRUE when @found holds an entity of that id. */
static gboolean
is_among (const ObAnnotation *const *found, guint n, const ObAnnotation *entity)
{
  for (guint i = 0; i < n; i++)
    if (strcmp (get_id (found[i]), get_id (entity)) == 0)
      return TRUE;
  return FALSE;
}

/* The entities before @token that fit at least as well as @fit, as many as are wanted, into @ret_found, the nearest
 * first. Returns how many there are; past those wanted one more. Of named things the last that fits, however far, is the
 * one meant; of persons those of the last sentences count. */
static guint
find_fitting (const Linker *self, const Wanted *wanted, guint32 token, Fit fit,
              const ObAnnotation *ret_found[MAX_WANTED])
{
  gboolean is_person = strcmp (wanted->label, "PERSON") == 0;
  guint32 sentence = self->doc->sentence_of[token];
  guint32 floor = sentence > MAX_SENTENCES_BACK ? self->doc->sentences[sentence - MAX_SENTENCES_BACK].first : 0;
  guint end = find_from (self->entities, token), n = 0;
  for (guint i = end; i-- > 0 && end - i <= MAX_ENTITIES_BACK;)
    {
      const ObAnnotation *entity = g_ptr_array_index (self->entities, i);
      if (is_person && entity->first < floor)
        break;
      if (entity->end > token || fits (wanted, entity) < fit || is_among (ret_found, n, entity) ||
          (self->is_quoted[entity->first] && !self->is_quoted[token]))  /* what others say names nobody outside */
        continue;
      if (n == wanted->n)
        return n + 1;
      ret_found[n++] = entity;
      if (!is_person && n == wanted->n)
        return n;
    }
  return n;
}

/* What is meant at @token into @ret_found; FALSE when that is not clear. Of persons the claimant of the claim before is
 * meant first, and who fits surely before who fits perhaps. */
static gboolean
find_antecedents (const Linker *self, const Wanted *wanted, guint32 token, const ObAnnotation *last_claimant,
                  const ObAnnotation *ret_found[MAX_WANTED])
{
  guint32 sentence = self->doc->sentence_of[token];
  gboolean is_near = last_claimant != NULL && wanted->n == 1 && has_label (last_claimant, "PERSON") &&
                     sentence - self->doc->sentence_of[last_claimant->first] <= MAX_SENTENCES_BACK;
  Fit claimant = is_near ? fits (wanted, last_claimant) : FITS_NOT;
  if (claimant == FITS_PERHAPS && self->doc->sentence_of[last_claimant->first] == sentence)
    claimant = FITS_SURELY;                     /* "Kim said he was glad" */
  guint n = claimant == FITS_SURELY ? 0 : find_fitting (self, wanted, token, FITS_SURELY, ret_found);
  if (n == 0 && claimant != FITS_NOT)
    {
      ret_found[0] = last_claimant;
      return TRUE;
    }
  if (n == 0)
    n = find_fitting (self, wanted, token, FITS_PERHAPS, ret_found);
  return n == wanted->n;
}

static const ObAnnotation *
resolve_source (const Linker *self, ObAnnotation *claim, const ObCapture *source, const ObAnnotation *last_claimant)
{
  g_autofree char *antecedent = g_strdup (ob_features_get (&claim->features, "antecedent"));
  const char *src_type = ob_features_get (&claim->features, "src_type");
  const ObAnnotation *claimant = NULL;
  if (src_type == NULL || strcmp (src_type, "named") == 0)      /* "a meeting with Putin" does not mean Putin */
    claimant = find_claimant (self, source->first, source->end);
  ob_features_set (&claim->features, "antecedent", NULL);
  if (claimant != NULL)
    set_source (claim, claimant);
  else if (antecedent != NULL)
    {
      Wanted wanted;
      wanted_init (&wanted, antecedent);
      const ObAnnotation *found[MAX_WANTED];
      if (wanted.n == 1 && find_antecedents (self, &wanted, source->first, last_claimant, found))
        claimant = found[0];
      wanted_clear (&wanted);
      if (claimant != NULL)
        set_source (claim, claimant);
      ob_features_set (&claim->features, claimant != NULL ? "src_via" : "src_open",
                       claimant != NULL ? "antecedent" : "yes");
    }
  return claimant;
}

/* Mentions */

/* Sets `ref` and `name` of a mention, or `open`. */
static void
resolve_mention (const Linker *self, ObAnnotation *mention, const ObAnnotation *last_claimant)
{
  const char *antecedent = ob_features_get (&mention->features, "antecedent");
  const ObAnnotation *found[MAX_WANTED];
  Wanted wanted;
  if (antecedent == NULL)
    return;
  wanted_init (&wanted, antecedent);
  ob_features_set (&mention->features, "antecedent", NULL);
  if (!find_antecedents (self, &wanted, mention->first, last_claimant, found))
    ob_features_set (&mention->features, "open", "yes");
  else if (wanted.n == 1)
    {
      ob_features_set (&mention->features, "ref", get_id (found[0]));
      ob_features_set (&mention->features, "name", ob_features_get (&found[0]->features, "name"));
    }
  else
    {
      g_autofree char *ids = g_strdup_printf ("%s %s", get_id (found[1]), get_id (found[0]));
      g_autofree char *names = g_strdup_printf ("%s; %s", ob_features_get (&found[1]->features, "name"),
                                                ob_features_get (&found[0]->features, "name"));
      ob_features_set (&mention->features, "ref", ids);
      ob_features_set (&mention->features, "name", names);
    }
  wanted_clear (&wanted);
}

/* Contents */

static void
link_content (const Linker *self, ObAnnotation *claim)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();       /* of const char *, borrowed */
  for (guint i = 0; claim->captures != NULL && i < claim->captures->len; i++)
    {
      const ObCapture *piece = &g_array_index (claim->captures, ObCapture, i);
      if (strcmp (piece->name, "content") != 0)
        continue;
      for (guint j = find_from (self->entities, piece->first); j < self->entities->len; j++)
        {
          const ObAnnotation *entity = g_ptr_array_index (self->entities, j);
          if (entity->first >= piece->end)
            break;
          if (entity->end <= piece->end && !g_ptr_array_find_with_equal_func (ids, get_id (entity), g_str_equal, NULL))
            g_ptr_array_add (ids, (gpointer) get_id (entity));
        }
    }
  if (ids->len == 0)
    return;
  g_ptr_array_add (ids, NULL);
  g_autofree char *about = g_strjoinv (" ", (char **) ids->pdata);
  ob_features_set (&claim->features, "about", about);
}

/* The value of the first time inside the claim's `when`. */
static void
link_time (const Linker *self, ObAnnotation *claim)
{
  const ObCapture *when = ob_annotation_get_capture (claim, "when");
  if (when == NULL)
    return;
  guint i = find_from (self->times, when->first);
  const ObAnnotation *time = i < self->times->len ? g_ptr_array_index (self->times, i) : NULL;
  if (time != NULL && time->end <= when->end)
    ob_features_set (&claim->features, "when_value", ob_features_get (&time->features, "value"));
}

/* Sets `in` of claims whose cue lies in the content of another: of several, the shortest content. */
static void
link_nested (const Linker *self)
{
  g_autofree ObAnnotation **owner = g_new0 (ObAnnotation *, self->doc->n_tokens + 1);   /* by token */
  g_autofree guint32 *size = g_new0 (guint32, self->doc->n_tokens + 1);
  for (guint i = 0; i < self->claims->len; i++)
    {
      ObAnnotation *claim = g_ptr_array_index (self->claims, i);
      for (guint j = 0; claim->captures != NULL && j < claim->captures->len; j++)
        {
          const ObCapture *piece = &g_array_index (claim->captures, ObCapture, j);
          guint32 length = piece->end - piece->first;
          if (strcmp (piece->name, "content") != 0)
            continue;
          for (guint32 t = piece->first; t < piece->end; t++)
            if (owner[t] == NULL || length < size[t])
              owner[t] = claim, size[t] = length;
        }
    }
  for (guint i = 0; i < self->claims->len; i++)
    {
      ObAnnotation *claim = g_ptr_array_index (self->claims, i);
      const ObCapture *cue = ob_annotation_get_capture (claim, "cue");
      if (cue != NULL && owner[cue->first] != NULL && owner[cue->first] != claim)
        ob_features_set (&claim->features, "in", get_id (owner[cue->first]));
    }
}

static int
compare_cues (gconstpointer a, gconstpointer b)
{
  const ObAnnotation *x = *(ObAnnotation *const *) a, *y = *(ObAnnotation *const *) b;
  const ObCapture *p = ob_annotation_get_capture (x, "cue"), *q = ob_annotation_get_capture (y, "cue");
  guint32 i = p != NULL ? p->first : x->first, j = q != NULL ? q->first : y->first;
  return i < j ? -1 : i > j;
}

/* By token: 1 inside a quotation. */
static guint8 *
dup_quoted (const ObDoc *doc)
{
  guint8 *is_quoted = g_new0 (guint8, doc->n_tokens + 1);
  for (guint32 i = 0; i < doc->n_quotes; i++)
    if (doc->quotes[i].depth == 0)              /* the inner ones lie in these */
      memset (is_quoted + doc->quotes[i].tokens.first, 1, doc->quotes[i].tokens.end - doc->quotes[i].tokens.first);
  return is_quoted;
}

/* Resolves those of @mentions (in text order) from the @next one to those at token @last; returns the next after them. */
static guint
resolve_mentions (const Linker *self, GPtrArray *mentions, guint next, guint32 last, const ObAnnotation *last_claimant)
{
  for (; next < mentions->len; next++)
    {
      ObAnnotation *mention = g_ptr_array_index (mentions, next);
      if (mention->first > last)
        break;
      resolve_mention (self, mention, last_claimant);
    }
  return next;
}

/* Resolves the sources of claims and the mentions, both in text order: who said something last is meant first. */
static void
link_in_order (const Linker *self, GPtrArray *mentions)
{
  const ObAnnotation *last_claimant = NULL;
  guint next = 0;
  for (guint i = 0; i < self->claims->len; i++)
    {
      ObAnnotation *claim = g_ptr_array_index (self->claims, i);
      const ObCapture *source = ob_annotation_get_capture (claim, "source");
      if (source == NULL)
        continue;
      next = resolve_mentions (self, mentions, next, source->first, last_claimant);
      last_claimant = resolve_source (self, claim, source, last_claimant);
    }
  resolve_mentions (self, mentions, next, G_MAXUINT32, last_claimant);
}

void
ob_link_result (ObResult *result, const ObDoc *doc)
{
  g_autoptr (GPtrArray) entities = g_ptr_array_new (), times = g_ptr_array_new (), claims = g_ptr_array_new ();
  g_autoptr (GPtrArray) mentions = g_ptr_array_new ();
  number_annotations (result);
  share_features (result);
  settle_readings (result);
  for (guint i = 0; i < result->annotations->len; i++)
    {
      ObAnnotation *annotation = g_ptr_array_index (result->annotations, i);
      if (is_entity (annotation))
        g_ptr_array_add (entities, annotation);
      else if (is_claim (annotation))
        g_ptr_array_add (claims, annotation);
      else if (is_mention (annotation))
        g_ptr_array_add (mentions, annotation);
      else if (strcmp (annotation->type, "time") == 0)
        g_ptr_array_add (times, annotation);
    }
  g_ptr_array_sort (claims, compare_cues);
  g_autofree guint8 *is_quoted = dup_quoted (doc);
  Linker self = { result, doc, entities, times, claims, is_quoted };
  link_in_order (&self, mentions);
  for (guint i = 0; i < claims->len; i++)
    {
      link_content (&self, g_ptr_array_index (claims, i));
      link_time (&self, g_ptr_array_index (claims, i));
    }
  link_nested (&self);
}
