#include "core/ob-anchors.h"

/* A rule that has an anchor. */
typedef struct { guint32 place, predicate; } Anchored;

struct ObAnchors
{
  const ObRuleset *ruleset;
  GArray    *anchored;          /* of Anchored */
  GPtrArray *sentences;         /* by rule place: GArray of guint32, owned; NULL for rules without an anchor */
  ObIntern  *lists;             /* distinct lists of rules, each the bytes of an array of guint32 places */
  GArray    *list_of;           /* by form: 1 + number of its list; 0: not worked out */
  GArray    *places;            /* scratch */
};

ObAnchors *
ob_anchors_new (const ObRuleset *ruleset)
{
  ObAnchors *self = g_new0 (ObAnchors, 1);
  self->ruleset = ruleset;
  self->anchored = g_array_new (FALSE, FALSE, sizeof (Anchored));
  self->sentences = g_ptr_array_new ();
  self->lists = ob_intern_new ();
  self->list_of = g_array_new (FALSE, TRUE, sizeof (guint32));
  self->places = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint32 place = 0; place < ob_ruleset_size (ruleset); place++)
    {
      const ObRule *rule = ob_ruleset_get (ruleset, place);
      Anchored anchored = { place, rule->match != NULL ? ob_pattern_get_anchor (rule->match) : OB_NO_ID };
      gboolean has_anchor = anchored.predicate != OB_NO_ID;
      if (has_anchor)
        g_array_append_val (self->anchored, anchored);
      g_ptr_array_add (self->sentences, has_anchor ? g_array_new (FALSE, FALSE, sizeof (guint32)) : NULL);
    }
  return self;
}

void
ob_anchors_free (ObAnchors *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->anchored->len; i++)
    g_array_unref (g_ptr_array_index (self->sentences, g_array_index (self->anchored, Anchored, i).place));
  g_ptr_array_unref (self->sentences);
  g_array_unref (self->anchored);
  ob_intern_free (self->lists);
  g_array_unref (self->list_of);
  g_array_unref (self->places);
  g_free (self);
}

/* The list of the rules that the form of @token anchors, worked out at its first sight. */
static const guint32 *
get_list (ObAnchors *self, ObMatchContext *context, guint32 token, guint32 *ret_n)
{
  guint32 form = context->doc->tokens[token].form;
  if (form >= self->list_of->len)
    g_array_set_size (self->list_of, MAX (form + 1, self->list_of->len * 2));
  guint32 *list = &g_array_index (self->list_of, guint32, form);
  if (*list == 0)
    {
      g_array_set_size (self->places, 0);
      for (guint i = 0; i < self->anchored->len; i++)
        {
          Anchored anchored = g_array_index (self->anchored, Anchored, i);
          guint64 n_failures = ob_predicate_cache_count_failures (context->predicates);
          if (ob_predicate_test (context->predicates, anchored.predicate, form) ||
              n_failures != ob_predicate_cache_count_failures (context->predicates))     /* the rule itself tells */
            g_array_append_val (self->places, anchored.place);
        }
      *list = 1 + ob_intern_add (self->lists, self->places->data, self->places->len * sizeof (guint32));
    }
  gsize bytes;
  const char *places = ob_intern_get (self->lists, *list - 1, &bytes);
  *ret_n = bytes / sizeof (guint32);
  return (const guint32 *) (gconstpointer) places;      /* strings of an ObIntern are aligned to 16 bytes */
}

void
ob_anchors_read (ObAnchors *self, ObMatchContext *context)
{
  const ObDoc *doc = context->doc;
  for (guint i = 0; i < self->anchored->len; i++)
    g_array_set_size (g_ptr_array_index (self->sentences, g_array_index (self->anchored, Anchored, i).place), 0);
  for (guint32 token = 0; token < doc->n_tokens; token++)
    {
      guint32 n, sentence = doc->sentence_of[token];
      const guint32 *places = get_list (self, context, token, &n);
      for (guint32 i = 0; i < n; i++)
        {
          GArray *seen = g_ptr_array_index (self->sentences, places[i]);
          if (seen->len == 0 || g_array_index (seen, guint32, seen->len - 1) != sentence)
            g_array_append_val (seen, sentence);
        }
    }
}

gboolean
ob_anchors_get (const ObAnchors *self, const ObRule *rule, const guint32 **ret_sentences, guint32 *ret_n_sentences)
{
  const GArray *seen = g_ptr_array_index (self->sentences, rule->place);
  if (seen == NULL)
    return FALSE;
  *ret_sentences = (const guint32 *) (gconstpointer) seen->data;
  *ret_n_sentences = seen->len;
  return TRUE;
}
