#include "io/ob-compare.h"
#include <string.h>

const char *
ob_change_get_name (ObChangeKind kind)
{
  static const char *const names[] = { "gained", "lost", "changed", "suppressed" };
  return names[kind];
}

const ObFinding *
ob_change_get_finding (const ObChange *self)
{
  return self->new != NULL ? self->new : self->old;
}

/* ---- Equality ---- */

static const char *
get_field (const ObFindings *findings, const ObFinding *finding, const char *name)
{
  for (guint i = 0; i < finding->n_fields; i++)
    if (strcmp (ob_findings_get_field (findings, finding, i)->name, name) == 0)
      return ob_findings_get_field (findings, finding, i)->value;
  return NULL;
}

static gboolean
have_equal_fields (const ObFindings *old, const ObFinding *a, const ObFindings *new, const ObFinding *b)
{
  if (a->n_fields != b->n_fields)
    return FALSE;
  for (guint i = 0; i < a->n_fields; i++)
    {
      const ObFindingField *field = ob_findings_get_field (old, a, i);
      if (g_strcmp0 (field->value, get_field (new, b, field->name)) != 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
have_equal_parts (const ObFindings *old, const ObFinding *a, const ObFindings *new, const ObFinding *b)
{
  if (a->n_parts != b->n_parts)
    return FALSE;
  for (guint i = 0; i < a->n_parts; i++)
    {
      const ObFindingPart *x = ob_findings_get_part (old, a, i), *y = ob_findings_get_part (new, b, i);
      if (x->start != y->start || x->end != y->end || strcmp (x->name, y->name) != 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_same_place (const ObFinding *a, const ObFinding *b)
{
  return a->start == b->start && a->end == b->end && strcmp (a->type, b->type) == 0;
}

static gboolean
are_equal (const ObFindings *old, const ObFinding *a, const ObFindings *new, const ObFinding *b)
{
  return is_same_place (a, b) && g_strcmp0 (a->label, b->label) == 0 && ob_findings_is_same_rule (a->rule, b->rule)
         && have_equal_parts (old, a, new, b) && have_equal_fields (old, a, new, b);
}

/* ---- Pairs ---- */

typedef struct
{
  const ObFindings *old, *new;
  gboolean *old_done, *new_done;        /* by index of found */
  GArray   *changes;
} Comparison;

typedef gboolean (*PairFunc) (const Comparison *self, const ObFinding *old, const ObFinding *new);

static gboolean
pair_equal (const Comparison *self, const ObFinding *old, const ObFinding *new)
{
  return are_equal (self->old, old, self->new, new);
}

static gboolean
pair_placed (const Comparison *self G_GNUC_UNUSED, const ObFinding *old, const ObFinding *new)
{
  return is_same_place (old, new);
}

static gboolean
pair_by_cue (const Comparison *self, const ObFinding *old, const ObFinding *new)
{
  const ObFindingPart *a = ob_findings_find_part (self->old, old, "cue");
  const ObFindingPart *b = ob_findings_find_part (self->new, new, "cue");
  return a != NULL && b != NULL && a->start == b->start && strcmp (old->type, new->type) == 0;
}

static gboolean
pair_overlapping (const Comparison *self G_GNUC_UNUSED, const ObFinding *old, const ObFinding *new)
{
  return strcmp (old->type, new->type) == 0;
}

static void
add_change (Comparison *self, ObChangeKind kind, const ObFinding *old, const ObFinding *new, const ObFinding *loser)
{
  ObChange change = { kind, old, new, loser };
  g_array_append_val (self->changes, change);
}

/* Pairs each finding of the old run with the first of the new that overlaps it and fits. Both are sorted by start; what
 * ends before the one at hand begins is not looked at again while nothing longer stands before it. */
static void
pair (Comparison *self, PairFunc fits, gboolean is_change)
{
  const GArray *old = self->old->found, *new = self->new->found;
  guint from = 0;
  for (guint i = 0; i < old->len; i++)
    {
      const ObFinding *a = &g_array_index (old, ObFinding, i);
      if (self->old_done[i])
        continue;
      while (from < new->len && (self->new_done[from] || g_array_index (new, ObFinding, from).end <= a->start))
        from++;
      for (guint j = from; j < new->len && !self->old_done[i]; j++)
        {
          const ObFinding *b = &g_array_index (new, ObFinding, j);
          if (b->start >= a->end)
            break;
          if (self->new_done[j] || b->end <= a->start || !fits (self, a, b))
            continue;
          self->old_done[i] = self->new_done[j] = TRUE;
          if (is_change)
            add_change (self, OB_CHANGE_CHANGED, a, b, NULL);
        }
    }
}

/* The loser that @finding is in a run: of its type, at its place, by its rule. */
static const ObFinding *
find_loser (const ObFindings *run, const ObFinding *finding)
{
  guint low = 0, high = run->lost->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (g_array_index (run->lost, ObFinding, middle).start < finding->start)
        low = middle + 1;
      else
        high = middle;
    }
  for (; low < run->lost->len; low++)
    {
      const ObFinding *loser = &g_array_index (run->lost, ObFinding, low);
      if (loser->start != finding->start)
        break;
      if (is_same_place (loser, finding) && ob_findings_is_same_rule (loser->rule, finding->rule))
        return loser;
    }
  return NULL;
}

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  const ObFinding *x = ob_change_get_finding (a), *y = ob_change_get_finding (b);
  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  return x->end > y->end ? -1 : x->end < y->end;
}

GArray *
ob_compare_findings (const ObFindings *old, const ObFindings *new)
{
  g_autofree gboolean *old_done = g_new0 (gboolean, old->found->len + 1);
  g_autofree gboolean *new_done = g_new0 (gboolean, new->found->len + 1);
  Comparison self = { old, new, old_done, new_done, g_array_new (FALSE, FALSE, sizeof (ObChange)) };
  pair (&self, pair_equal, FALSE);
  pair (&self, pair_placed, TRUE);
  pair (&self, pair_by_cue, TRUE);
  pair (&self, pair_overlapping, TRUE);
  for (guint i = 0; i < old->found->len; i++)
    if (!old_done[i])
      {
        const ObFinding *finding = &g_array_index (old->found, ObFinding, i);
        const ObFinding *loser = find_loser (new, finding);
        add_change (&self, loser != NULL ? OB_CHANGE_SUPPRESSED : OB_CHANGE_LOST, finding, NULL, loser);
      }
  for (guint i = 0; i < new->found->len; i++)
    if (!new_done[i])
      {
        const ObFinding *finding = &g_array_index (new->found, ObFinding, i);
        add_change (&self, OB_CHANGE_GAINED, NULL, finding, find_loser (old, finding));
      }
  g_array_sort (self.changes, compare_changes);
  return self.changes;
}

/* ---- In words ---- */

static void
append_what (GString *out, const char *name, const char *before, const char *after)
{
  g_string_append_printf (out, "%s%s: %s → %s", out->len > 0 ? ", " : "", name, before != NULL ? before : "none",
                          after != NULL ? after : "none");
}

/* The names of parts of @a that stand elsewhere in @b. */
static void
append_moved_parts (GString *out, const ObFindings *findings, const ObFinding *a, const ObFindings *others,
                    const ObFinding *b, GPtrArray *told)
{
  for (guint i = 0; i < a->n_parts; i++)
    {
      const ObFindingPart *part = ob_findings_get_part (findings, a, i);
      gboolean is_there = FALSE;
      for (guint j = 0; j < b->n_parts && !is_there; j++)
        {
          const ObFindingPart *other = ob_findings_get_part (others, b, j);
          is_there = part->start == other->start && part->end == other->end && strcmp (part->name, other->name) == 0;
        }
      if (is_there || g_ptr_array_find_with_equal_func (told, part->name, g_str_equal, NULL))
        continue;
      g_ptr_array_add (told, (gpointer) part->name);
      g_string_append_printf (out, "%sspan of %s", out->len > 0 ? ", " : "", part->name);
    }
}

char *
ob_change_dup_what (const ObChange *self, const ObFindings *old, const ObFindings *new)
{
  const ObFinding *a = self->old, *b = self->new;
  g_autoptr (GPtrArray) told = g_ptr_array_new ();
  GString *out = g_string_new (NULL);
  if (!ob_findings_is_same_rule (a->rule, b->rule))
    append_what (out, "rule", a->rule, b->rule);
  if (g_strcmp0 (a->label, b->label) != 0)
    append_what (out, "label", a->label, b->label);
  if (a->n_parts + b->n_parts == 0 && (a->start != b->start || a->end != b->end))
    g_string_append_printf (out, "%sspan", out->len > 0 ? ", " : "");
  append_moved_parts (out, old, a, new, b, told);
  append_moved_parts (out, new, b, old, a, told);
  for (guint i = 0; i < a->n_fields; i++)
    {
      const ObFindingField *field = ob_findings_get_field (old, a, i);
      const char *value = get_field (new, b, field->name);
      if (g_strcmp0 (field->value, value) != 0)
        append_what (out, field->name, field->value, value);
    }
  for (guint i = 0; i < b->n_fields; i++)
    {
      const ObFindingField *field = ob_findings_get_field (new, b, i);
      if (get_field (old, a, field->name) == NULL)
        append_what (out, field->name, NULL, field->value);
    }
  return g_string_free (out, FALSE);
}
