#include "core/ob-conflict.h"
#include <string.h>

int
ob_annotation_compare (gconstpointer a, gconstpointer b)
{
  const ObAnnotation *x = *(ObAnnotation *const *) a, *y = *(ObAnnotation *const *) b;
  if (x->first != y->first)
    return x->first < y->first ? -1 : 1;
  if (x->end != y->end)
    return x->end > y->end ? -1 : 1;
  int types = strcmp (x->type, y->type);
  if (types != 0)
    return types;
  return x->rule->place < y->rule->place ? -1 : x->rule->place > y->rule->place;
}

/* The tokens that no other annotation of the type may touch. FALSE: it may overlap as it likes. */
static gboolean
get_claimed (const ObAnnotation *self, ObRange *ret_range)
{
  *ret_range = (ObRange) { self->first, self->end };
  if (strcmp (self->type, "entity") == 0 || strcmp (self->type, "time") == 0)
    return TRUE;
  if (strcmp (self->type, "claim") != 0)
    return FALSE;
  const ObCapture *cue = ob_annotation_get_capture (self, "cue");       /* one cue, one claim */
  if (cue != NULL)
    *ret_range = (ObRange) { cue->first, cue->end };
  return cue != NULL;
}

typedef struct
{
  ObAnnotation *annotation;
  ObRange       range;
  gboolean      is_settled;
} Candidate;

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *x = a, *y = b;
  if (x->range.first != y->range.first)
    return x->range.first < y->range.first ? -1 : 1;
  return ob_annotation_compare (&x->annotation, &y->annotation);
}

/* The order of preference between overlapping candidates that no `over` speaks of. */
static const char *
compare_preference (const Candidate *x, const Candidate *y, int *ret_order)
{
  *ret_order = ob_annotation_compare (&x->annotation, &y->annotation);
  if (x->annotation->first != y->annotation->first)
    return "leftmost";
  if (x->annotation->end != y->annotation->end)
    return "longest";
  return "order";
}

static gboolean
overlap (const Candidate *x, const Candidate *y)
{
  return x->range.first < y->range.end && y->range.first < x->range.end;
}

typedef struct
{
  const ObRuleset *ruleset;
  GArray          *candidates;  /* of Candidate, sorted */
  guint32         *reach;       /* by candidate: the farthest end of a range at or before it */
} Settling;

typedef gboolean (*NeighbourFunc) (Settling *settling, Candidate *self, Candidate *other, gpointer data);

/* Calls @func for the unsettled candidates that overlap candidate @i, in order, until it returns TRUE. */
static gboolean
foreach_neighbour (Settling *settling, guint i, NeighbourFunc func, gpointer data)
{
  Candidate *self = &g_array_index (settling->candidates, Candidate, i);
  guint first = i;
  while (first > 0 && settling->reach[first - 1] > self->range.first)
    first--;
  for (guint j = first; j < settling->candidates->len; j++)
    {
      Candidate *other = &g_array_index (settling->candidates, Candidate, j);
      if (other->range.first >= self->range.end)
        break;
      if (j != i && !other->is_settled && overlap (self, other) && func (settling, self, other, data))
        return TRUE;
    }
  return FALSE;
}

static gboolean
find_better (Settling *settling, Candidate *self, Candidate *other, gpointer data)
{
  guint *ret_index = data;
  if (!ob_ruleset_is_over (settling->ruleset, other->annotation->rule, self->annotation->rule))
    return FALSE;
  *ret_index = other - &g_array_index (settling->candidates, Candidate, 0);
  return TRUE;
}

static gboolean
find_preferred (Settling *settling, Candidate *self, Candidate *other, gpointer data)
{
  guint *ret_index = data;
  int order;
  if (ob_ruleset_is_over (settling->ruleset, self->annotation->rule, other->annotation->rule))
    return FALSE;
  compare_preference (other, self, &order);
  if (order >= 0)
    return FALSE;
  *ret_index = other - &g_array_index (settling->candidates, Candidate, 0);
  return TRUE;
}

static gboolean
drop_loser (Settling *settling, Candidate *self, Candidate *other, gpointer data)
{
  GPtrArray *losers = data;
  ObAnnotation *winner = self->annotation, *loser = other->annotation;
  int order;
  const char *why = compare_preference (self, other, &order);
  other->is_settled = TRUE;
  g_free (loser->lost_to);
  loser->lost_to = g_strdup (winner->rule->tag);
  g_free (loser->lost_why);
  loser->lost_why = g_strdup (ob_ruleset_is_over (settling->ruleset, winner->rule, loser->rule) ? "over" : why);
  g_ptr_array_add (losers, loser);
  return FALSE;
}

/* From candidate @i to the one that wins the place: climbs along `over` as long as somebody stands over it, and where
 * nobody does, to whoever is preferred by position. The two together can run in a circle (A over B, B left of C, C left
 * of A): MAX_CLIMB ends it, always at the same place. */
#define MAX_CLIMB 64

static guint
climb (Settling *settling, guint i)
{
  guint next;
  for (guint n = 0; n < MAX_CLIMB; n++)
    if (foreach_neighbour (settling, i, find_better, &next) || foreach_neighbour (settling, i, find_preferred, &next))
      i = next;
    else
      break;
  return i;
}

/* Nested claims */

static guint32
get_content_size (const ObAnnotation *claim)
{
  guint32 size = 0;
  for (guint i = 0; claim->captures != NULL && i < claim->captures->len; i++)
    {
      const ObCapture *capture = &g_array_index (claim->captures, ObCapture, i);
      if (strcmp (capture->name, "content") == 0)
        size += capture->end - capture->first;
    }
  return size;
}

static int
compare_content (gconstpointer a, gconstpointer b)
{
  guint32 x = get_content_size (*(ObAnnotation *const *) a), y = get_content_size (*(ObAnnotation *const *) b);
  return x != y ? (x > y ? -1 : 1) : ob_annotation_compare (a, b);
}

/* Takes claims that lie in the content of others out of @claims: the longest contents are settled first, and each
 * marks its tokens. A claim without a content of its own marks none. */
static void
drop_nested (GPtrArray *claims, GPtrArray *losers)
{
  guint32 n_tokens = 0;
  for (guint i = 0; i < claims->len; i++)
    {
      const ObAnnotation *claim = g_ptr_array_index (claims, i);
      for (guint j = 0; claim->captures != NULL && j < claim->captures->len; j++)
        n_tokens = MAX (n_tokens, g_array_index (claim->captures, ObCapture, j).end);
    }
  g_autofree const ObAnnotation **owner = g_new0 (const ObAnnotation *, n_tokens + 1);  /* by token */
  g_autoptr (GPtrArray) by_size = g_ptr_array_copy (claims, NULL, NULL);
  g_ptr_array_sort (by_size, compare_content);
  for (guint i = 0; i < by_size->len; i++)
    {
      ObAnnotation *claim = g_ptr_array_index (by_size, i);
      const ObCapture *cue = ob_annotation_get_capture (claim, "cue");
      if (cue != NULL && owner[cue->first] != NULL && !claim->rule->nested)
        {
          claim->lost_to = g_strdup (owner[cue->first]->rule->tag);
          claim->lost_why = g_strdup ("nested");
          continue;
        }
      for (guint j = 0; claim->captures != NULL && j < claim->captures->len; j++)
        {
          const ObCapture *capture = &g_array_index (claim->captures, ObCapture, j);
          if (strcmp (capture->name, "content") != 0)
            continue;
          for (guint32 t = capture->first; t < capture->end; t++)
            if (owner[t] == NULL && !(cue != NULL && t >= cue->first && t < cue->end))
              owner[t] = claim;
        }
    }
  g_ptr_array_set_size (claims, 0);
  for (guint i = 0; i < by_size->len; i++)
    {
      ObAnnotation *claim = g_ptr_array_index (by_size, i);
      g_ptr_array_add (claim->lost_why == NULL ? claims : losers, claim);
    }
}

/* Sorts by ob_annotation_compare. Often they come in the opposite order, all different: then it is enough to turn them
 * round. */
static void
sort_annotations (GPtrArray *annotations)
{
  guint n = annotations->len, i = 1;
  while (i < n && ob_annotation_compare (&annotations->pdata[i - 1], &annotations->pdata[i]) > 0)
    i++;
  if (i < n)
    {
      g_ptr_array_sort (annotations, ob_annotation_compare);
      return;
    }
  for (i = 0; i < n / 2; i++)
    {
      gpointer first = annotations->pdata[i];
      annotations->pdata[i] = annotations->pdata[n - 1 - i];
      annotations->pdata[n - 1 - i] = first;
    }
}

void
ob_conflict_settle (const ObRuleset *ruleset, const char *type, gboolean keeps_nested, GPtrArray *candidates,
                    GPtrArray *ret_winners, GPtrArray *ret_losers)
{
  g_autoptr (GArray) sorted = g_array_sized_new (FALSE, FALSE, sizeof (Candidate), candidates->len);
  for (guint i = 0; i < candidates->len; i++)
    {
      Candidate candidate = { .annotation = g_ptr_array_index (candidates, i) };
      if (get_claimed (candidate.annotation, &candidate.range))
        g_array_append_val (sorted, candidate);
      else
        g_ptr_array_add (ret_winners, candidate.annotation);
    }
  g_array_sort (sorted, compare_candidates);
  g_autofree guint32 *reach = g_new (guint32, sorted->len + 1);
  for (guint i = 0; i < sorted->len; i++)
    reach[i] = MAX (i > 0 ? reach[i - 1] : 0, g_array_index (sorted, Candidate, i).range.end);

  Settling settling = { ruleset, sorted, reach };
  for (guint i = 0; i < sorted->len; i++)
    while (!g_array_index (sorted, Candidate, i).is_settled)
      {
        guint winner = climb (&settling, i);
        Candidate *candidate = &g_array_index (sorted, Candidate, winner);
        candidate->is_settled = TRUE;
        g_clear_pointer (&candidate->annotation->lost_to, g_free);
        g_clear_pointer (&candidate->annotation->lost_why, g_free);
        g_ptr_array_add (ret_winners, candidate->annotation);
        foreach_neighbour (&settling, winner, drop_loser, ret_losers);
      }
  if (strcmp (type, "claim") == 0 && !keeps_nested)
    drop_nested (ret_winners, ret_losers);
  sort_annotations (ret_winners);
  sort_annotations (ret_losers);
}
