#include "core/ob-echo.h"
#include <string.h>

/* Generational suffixes are no last names. */
static gboolean
is_suffix (const char *word)
{
  static const char *const suffixes[] = { "Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", NULL };
  return g_strv_contains (suffixes, word);
}

static const char *
get_word (const ObMatchContext *context, guint32 token)
{
  return ob_intern_get (context->doc->forms, context->doc->tokens[token].form, NULL);
}

static gboolean
is_capitalised (const ObMatchContext *context, guint32 token)
{
  const ObToken *t = &context->doc->tokens[token];
  return t->token_class == OB_TOKEN_WORD &&
         (ob_vocab_get (context->vocab, t->form)->flags & (OB_FORM_TITLE | OB_FORM_UPPER)) != 0;
}

/* The initials of an entity's capitalised words as a new string, or NULL when there are fewer than two. */
static char *
dup_initials (const ObMatchContext *context, const ObAnnotation *entity)
{
  g_autoptr (GString) initials = g_string_new (NULL);
  for (guint32 i = entity->first; i < entity->end; i++)
    if (is_capitalised (context, i))
      g_string_append_unichar (initials, g_utf8_get_char (get_word (context, i)));
  return initials->len >= 2 ? g_string_free (g_steal_pointer (&initials), FALSE) : NULL;
}

/* The short form of @entity that @part stands for, as a new string, or NULL when it has none. */
static char *
dup_part (const ObMatchContext *context, const ObAnnotation *entity, ObEchoPart part)
{
  if (part == OB_ECHO_ACRONYM)
    return dup_initials (context, entity);
  guint32 first = entity->first, last = entity->end - 1;
  while (last > first && is_suffix (get_word (context, last)))
    last--;
  if ((last == first) != (part == OB_ECHO_WHOLE))
    return NULL;                                /* one word has no shorter form */
  guint32 token = part == OB_ECHO_FIRST ? first : last;
  const char *word = get_word (context, token);
  if (!is_capitalised (context, token) || g_utf8_strlen (word, 3) < 2 || strchr (word, '.') != NULL)
    return NULL;                                /* "J." is no short form of a name */
  return g_strdup (word);
}

/* The entity meant by a short form at @token: the nearest before it, else the first of all. */
static const ObAnnotation *
choose (GPtrArray *entities, guint32 token)
{
  guint low = 0, high = entities->len;          /* in order of the text */
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (((const ObAnnotation *) g_ptr_array_index (entities, middle))->first <= token)
        low = middle + 1;
      else
        high = middle;
    }
  return g_ptr_array_index (entities, low > 0 ? low - 1 : 0);
}

/* TRUE when the word stands in a longer name that nobody knows: "Shoigu Street", "Kim Yong". */
static gboolean
is_in_longer_name (const ObMatchContext *context, guint32 token)
{
  const ObDoc *doc = context->doc;
  return token + 1 < doc->n_tokens && doc->sentence_of[token + 1] == doc->sentence_of[token] &&
         is_capitalised (context, token + 1);
}

void
ob_echo_find (const ObRule *rule, const ObMatchContext *context, GPtrArray *entities, GPtrArray *ret_candidates)
{
  const ObDoc *doc = context->doc;
  g_autoptr (GHashTable) by_part =              /* form of the short form, to GPtrArray of ObAnnotation, owned */
    g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  g_autofree gboolean *covered = g_new0 (gboolean, doc->n_tokens + 1);
  for (guint i = 0; i < entities->len; i++)
    {
      ObAnnotation *entity = g_ptr_array_index (entities, i);
      for (guint32 t = entity->first; t < entity->end; t++)
        covered[t] = TRUE;
      g_autofree char *part = NULL;
      if (g_strcmp0 (entity->label, rule->echo_of) == 0)
        part = dup_part (context, entity, rule->echo_part);
      if (part == NULL)
        continue;
      guint32 form = ob_intern_add (doc->forms, part, strlen (part));
      GPtrArray *same = g_hash_table_lookup (by_part, GUINT_TO_POINTER (form));
      if (same == NULL)
        {
          same = g_ptr_array_new ();
          g_hash_table_insert (by_part, GUINT_TO_POINTER (form), same);
        }
      g_ptr_array_add (same, entity);
    }
  if (g_hash_table_size (by_part) == 0)
    return;
  for (guint32 t = 0; t < doc->n_tokens; t++)
    {
      if (covered[t] || !(rule->zones & 1u << ob_doc_get_zone (doc, t)))
        continue;
      GPtrArray *same = g_hash_table_lookup (by_part, GUINT_TO_POINTER (doc->tokens[t].form));
      if (same == NULL || is_in_longer_name (context, t))
        continue;
      ObAnnotation *echo = ob_annotation_new (rule, t, t + 1);
      ob_features_merge (&echo->features, &choose (same, t)->features);
      g_ptr_array_add (ret_candidates, echo);
    }
}
