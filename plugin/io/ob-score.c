#include "io/ob-score.h"
#include "io/ob-json.h"
#include <string.h>

enum { CONTEXT = 40 };          /* characters around an error, on each side */

typedef struct
{
  ObScore    *score;
  GHashTable *rows, *rules;     /* by name, borrowed */
  guint       n_errors;         /* wanted of each kind */
  GHashTable *shown;            /* kind → how many */
  const ObGoldDoc *gold;        /* under way */
} Scorer;

/* ---- Counting ---- */

static void
add (Scorer *self, const char *name, guint64 right, guint64 run, guint64 gold)
{
  ObScoreRow *row = g_hash_table_lookup (self->rows, name);
  if (row == NULL)
    {
      row = g_new0 (ObScoreRow, 1);
      row->name = g_strdup (name);
      g_ptr_array_add (self->score->rows, row);
      g_hash_table_insert (self->rows, row->name, row);
    }
  row->n_right += right;
  row->n_run += run;
  row->n_gold += gold;
}

static void
add_rule (Scorer *self, const char *name, gboolean is_right)
{
  if (name == NULL)
    return;
  ObScoreRule *rule = g_hash_table_lookup (self->rules, name);
  if (rule == NULL)
    {
      rule = g_new0 (ObScoreRule, 1);
      rule->rule = g_strdup (name);
      g_ptr_array_add (self->score->rules, rule);
      g_hash_table_insert (self->rules, rule->rule, rule);
    }
  rule->n++;
  rule->n_right += is_right;
}

/* ---- Errors ---- */

static gboolean
wants_error (Scorer *self, const char *kind)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->shown, kind));
  g_hash_table_insert (self->shown, (gpointer) kind, GUINT_TO_POINTER (n + 1));
  return n < self->n_errors;
}

static void
append_range (GString *out, const char *text, gint64 length, gint64 start, gint64 end)
{
  start = CLAMP (start, 0, length);
  end = CLAMP (end, start, length);
  const char *first = g_utf8_offset_to_pointer (text, start), *last = g_utf8_offset_to_pointer (first, end - start);
  for (const char *p = first; p < last; p = g_utf8_next_char (p))
    g_string_append_unichar (out, g_unichar_isspace (g_utf8_get_char (p)) ? ' ' : g_utf8_get_char (p));
}

/* The ranges with »« around them, and some of what is around. */
static char *
dup_context (const Scorer *self, const ObGoldRange *ranges, guint n)
{
  const char *text = self->gold->text;
  GString *out = g_string_new (NULL);
  if (text == NULL || n == 0)
    return g_string_free (out, FALSE);
  gint64 length = g_utf8_strlen (text, -1);
  append_range (out, text, length, ranges[0].start - CONTEXT, ranges[0].start);
  for (guint i = 0; i < n; i++)
    {
      g_string_append (out, i > 0 ? " … »" : "»");
      append_range (out, text, length, ranges[i].start, ranges[i].end);
      g_string_append (out, "«");
    }
  append_range (out, text, length, ranges[n - 1].end, ranges[n - 1].end + CONTEXT);
  return g_string_free (out, FALSE);
}

static void
tell (Scorer *self, const char *kind, const ObGoldRange *ranges, guint n, char *what)
{
  if (wants_error (self, kind))
    {
      ObScoreError *error = g_new0 (ObScoreError, 1);
      *error = (ObScoreError) { kind, g_strdup (self->gold->id), g_strdup (what), dup_context (self, ranges, n) };
      g_ptr_array_add (self->score->errors, error);
    }
  g_free (what);
}

/* ---- Pairing ---- */

/* What is paired: an extent, and whatever the test looks at. */
typedef struct
{
  ObGoldRange   extent;
  gconstpointer item;
  gboolean      is_paired;
  guint         partner;        /* of gold: index into the run's; valid when paired */
} Side;

typedef gboolean (*Fits) (gconstpointer gold, gconstpointer run);

/* Greedy, in order: each of @gold gets the first free one of @run that fits. Fitting ones share a character, so that only
 * a window has to be looked at. Returns the number of pairs. */
static guint
pair (GArray *gold, GArray *run, Fits fits)
{
  guint n = 0;
  g_autofree gint64 *furthest = g_new (gint64, run->len + 1), *nearest = g_new (gint64, run->len + 1);
  gint64 end = G_MININT64, start = G_MAXINT64;
  for (guint i = 0; i < run->len; i++)
    furthest[i] = end = MAX (end, g_array_index (run, Side, i).extent.end);
  for (guint i = run->len; i-- > 0;)
    nearest[i] = start = MIN (start, g_array_index (run, Side, i).extent.start);
  for (guint i = 0; i < gold->len; i++)
    {
      Side *wanted = &g_array_index (gold, Side, i);
      guint low = 0, high = run->len;
      while (low < high)                /* the first that may reach it */
        {
          guint middle = low + (high - low) / 2;
          if (furthest[middle] <= wanted->extent.start)
            low = middle + 1;
          else
            high = middle;
        }
      for (guint j = low; !wanted->is_paired && j < run->len && nearest[j] < wanted->extent.end; j++)
        {
          Side *found = &g_array_index (run, Side, j);
          if (found->is_paired || !fits (wanted->item, found->item))
            continue;
          wanted->is_paired = found->is_paired = TRUE;
          wanted->partner = j;
          n++;
        }
    }
  return n;
}

static GArray *
new_sides (void)
{
  return g_array_new (FALSE, FALSE, sizeof (Side));
}

static void
add_side (GArray *sides, ObGoldRange extent, gconstpointer item)
{
  Side side = { .extent = extent, .item = item };
  g_array_append_val (sides, side);
}

/* ---- Entities ---- */

static gboolean
is_in_total (const char *label)
{
  static const char *const labels[] = { "PERSON", "ORG", "LOC", "WEAPON", NULL };
  return label != NULL && g_strv_contains (labels, label);
}

typedef struct { const ObGoldSpan *span; const char *label; } Entity;

static int
compare_entities (gconstpointer a, gconstpointer b)
{
  const Entity *x = a, *y = b;
  if (x->span->range.start != y->span->range.start)
    return x->span->range.start < y->span->range.start ? -1 : 1;
  if (x->span->range.end != y->span->range.end)
    return x->span->range.end < y->span->range.end ? -1 : 1;
  return strcmp (x->label, y->label);
}

static gboolean
spans_overlap (gconstpointer gold, gconstpointer run)
{
  const ObGoldRange *a = gold, *b = run;
  return a->start < b->end && b->start < a->end;
}

static gboolean
has_label (const GPtrArray *spans, const char *label)
{
  for (guint i = 0; i < spans->len; i++)
    if (g_strcmp0 (((const ObGoldSpan *) g_ptr_array_index (spans, i))->label, label) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
contains (const GArray *sorted, const Entity *entity)
{
  guint low = 0, high = sorted->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = compare_entities (&g_array_index (sorted, Entity, middle), entity);
      if (order == 0)
        return TRUE;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return FALSE;
}

/* Drops those equal to the one before. */
static void
make_set (GArray *sorted)
{
  guint n = 0;
  for (guint i = 0; i < sorted->len; i++)
    if (n == 0 || compare_entities (&g_array_index (sorted, Entity, n - 1), &g_array_index (sorted, Entity, i)) != 0)
      g_array_index (sorted, Entity, n++) = g_array_index (sorted, Entity, i);
  g_array_set_size (sorted, n);
}

/* The entities of the run under the labels that the gold of this document knows. */
static GArray *
fold_entities (const GPtrArray *gold, const GPtrArray *run)
{
  GArray *entities = g_array_new (FALSE, FALSE, sizeof (Entity));
  gboolean knows_gpe = has_label (gold, "GPE"), knows_weapon = has_label (gold, "WEAPON");
  for (guint i = 0; run != NULL && i < run->len; i++)
    {
      const ObGoldSpan *span = g_ptr_array_index (run, i);
      const char *label = span->label != NULL ? span->label : "";
      if (!knows_gpe && (strcmp (label, "GPE") == 0 || strcmp (label, "FAC") == 0 || strcmp (label, "FACILITY") == 0))
        label = "LOC";
      Entity entity = { span, label };
      if ((is_in_total (label) || has_label (gold, label)) && (knows_weapon || strcmp (label, "WEAPON") != 0))
        g_array_append_val (entities, entity);
    }
  g_array_sort (entities, compare_entities);
  return entities;
}

/* One label's counts. */
static void
score_label (Scorer *self, const char *label, const GArray *want, const GArray *want_set, const GArray *got)
{
  g_autoptr (GArray) gold = new_sides (), run = new_sides ();
  guint n_exact = 0;
  for (guint i = 0; i < want->len; i++)
    if (strcmp (g_array_index (want, Entity, i).label, label) == 0)
      {
        const ObGoldSpan *span = g_array_index (want, Entity, i).span;
        add_side (gold, span->range, &span->range);
      }
  for (guint i = 0; i < got->len; i++)
    if (strcmp (g_array_index (got, Entity, i).label, label) == 0)
      {
        const Entity *entity = &g_array_index (got, Entity, i);
        add_side (run, entity->span->range, &entity->span->range);
        n_exact += contains (want_set, entity);
      }
  guint n_overlap = pair (gold, run, spans_overlap);
  g_autofree char *exact = g_strdup_printf ("entity %s exact", label);
  g_autofree char *overlap = g_strdup_printf ("entity %s overlap", label);
  add (self, exact, n_exact, run->len, gold->len);
  add (self, overlap, n_overlap, run->len, gold->len);
  if (is_in_total (label))
    {
      add (self, "entity exact", n_exact, run->len, gold->len);
      add (self, "entity overlap", n_overlap, run->len, gold->len);
    }
}

static void
score_entities (Scorer *self, const GPtrArray *gold, const GPtrArray *run)
{
  g_autoptr (GArray) want = g_array_new (FALSE, FALSE, sizeof (Entity)), got = fold_entities (gold, run);
  g_autoptr (GHashTable) labels = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < gold->len; i++)
    {
      const ObGoldSpan *span = g_ptr_array_index (gold, i);
      Entity entity = { span, span->label != NULL ? span->label : "" };
      g_array_append_val (want, entity);
      g_hash_table_add (labels, (gpointer) entity.label);
    }
  g_autoptr (GArray) want_set = g_array_copy (want);
  g_array_sort (want_set, compare_entities);
  make_set (want_set);
  for (guint i = 0; i < got->len; i++)
    {
      const Entity *entity = &g_array_index (got, Entity, i);
      gboolean is_right = contains (want_set, entity);
      add_rule (self, entity->span->rule, is_right);
      if (!is_right)
        tell (self, "entity-false", &entity->span->range, 1, g_strdup_printf ("%s %s", entity->label,
                                                                              entity->span->rule ? entity->span->rule : ""));
    }
  make_set (got);
  for (guint i = 0; i < got->len; i++)
    g_hash_table_add (labels, (gpointer) g_array_index (got, Entity, i).label);
  GHashTableIter iter;
  gpointer label;
  g_hash_table_iter_init (&iter, labels);
  while (g_hash_table_iter_next (&iter, &label, NULL))
    score_label (self, label, want, want_set, got);
  for (guint i = 0; i < want_set->len; i++)
    if (!contains (got, &g_array_index (want_set, Entity, i)))
      tell (self, "entity-miss", &g_array_index (want_set, Entity, i).span->range, 1,
            g_strdup (g_array_index (want_set, Entity, i).label));
}

/* ---- Times ---- */

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const ObGoldSpan *x = *(ObGoldSpan *const *) a, *y = *(ObGoldSpan *const *) b;
  if (x->range.start != y->range.start)
    return x->range.start < y->range.start ? -1 : 1;
  if (x->range.end != y->range.end)
    return x->range.end < y->range.end ? -1 : 1;
  return g_strcmp0 (x->value, y->value);
}

static gboolean
times_are_equal (gconstpointer gold, gconstpointer run)
{
  const ObGoldSpan *a = gold, *b = run;
  return a->range.start == b->range.start && a->range.end == b->range.end;
}

static gboolean
times_overlap (gconstpointer gold, gconstpointer run)
{
  return spans_overlap (&((const ObGoldSpan *) gold)->range, &((const ObGoldSpan *) run)->range);
}

static void
score_times (Scorer *self, const GPtrArray *gold, const GPtrArray *run)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  g_autoptr (GArray) want = new_sides (), got = new_sides ();
  guint n_values = 0;
  if (run != NULL)
    g_ptr_array_extend (sorted, (GPtrArray *) run, NULL, NULL);
  g_ptr_array_sort (sorted, compare_times);
  for (guint i = 0; i < gold->len; i++)
    add_side (want, ((const ObGoldSpan *) g_ptr_array_index (gold, i))->range, g_ptr_array_index (gold, i));
  for (guint i = 0; i < sorted->len; i++)
    add_side (got, ((const ObGoldSpan *) g_ptr_array_index (sorted, i))->range, g_ptr_array_index (sorted, i));
  guint n_strict = pair (want, got, times_are_equal);
  guint n_relaxed = n_strict + pair (want, got, times_overlap);
  g_autofree gboolean *is_right = g_new0 (gboolean, got->len + 1);
  for (guint i = 0; i < want->len; i++)
    {
      const Side *side = &g_array_index (want, Side, i);
      const ObGoldSpan *a = side->item, *b = side->is_paired ? g_array_index (got, Side, side->partner).item : NULL;
      if (b == NULL)
        tell (self, "time-miss", &a->range, 1, g_strdup (a->value != NULL ? a->value : ""));
      else if (g_strcmp0 (a->value, b->value) != 0)
        tell (self, "time-value", &a->range, 1, g_strdup_printf ("gold %s, run %s", a->value ? a->value : "none",
                                                                 b->value ? b->value : "none"));
      else
        {
          n_values++;
          is_right[side->partner] = TRUE;
        }
    }
  for (guint i = 0; i < got->len; i++)
    {
      const ObGoldSpan *time = g_array_index (got, Side, i).item;
      add_rule (self, time->rule, is_right[i]);
      if (!g_array_index (got, Side, i).is_paired)
        tell (self, "time-false", &time->range, 1, g_strdup_printf ("%s %s", time->value ? time->value : "",
                                                                    time->rule ? time->rule : ""));
    }
  add (self, "time strict", n_strict, got->len, want->len);
  add (self, "time relaxed", n_relaxed, got->len, want->len);
  add (self, "time value", n_values, got->len, want->len);
}

/* ---- Claims ---- */

static ObGoldRange
get_extent (const GArray *ranges)
{
  ObGoldRange extent = { G_MAXINT64, G_MININT64 };
  for (guint i = 0; i < ranges->len; i++)
    {
      extent.start = MIN (extent.start, g_array_index (ranges, ObGoldRange, i).start);
      extent.end = MAX (extent.end, g_array_index (ranges, ObGoldRange, i).end);
    }
  return extent;
}

static gboolean
ranges_are_equal (gconstpointer gold, gconstpointer run)
{
  const GArray *a = gold, *b = run;
  return a->len == b->len && memcmp (a->data, b->data, a->len * sizeof (ObGoldRange)) == 0;
}

static gboolean
ranges_overlap (gconstpointer gold, gconstpointer run)
{
  const GArray *a = gold, *b = run;
  for (guint i = 0; i < a->len; i++)
    for (guint j = 0; j < b->len; j++)
      if (spans_overlap (&g_array_index (a, ObGoldRange, i), &g_array_index (b, ObGoldRange, j)))
        return TRUE;
  return FALSE;
}

static gboolean
frames_fit (gconstpointer gold, gconstpointer run)
{
  const ObGoldClaim *a = gold, *b = run;
  const GArray *x = a->roles[OB_GOLD_SOURCE], *y = b->roles[OB_GOLD_SOURCE];
  return ranges_overlap (a->roles[OB_GOLD_CUE], b->roles[OB_GOLD_CUE])
         && ranges_overlap (a->roles[OB_GOLD_CONTENT], b->roles[OB_GOLD_CONTENT])
         && (ranges_overlap (x, y) || (x->len == 0 && y->len == 0));
}

static int
compare_starts (gconstpointer a, gconstpointer b)
{
  const ObGoldRange *x = a, *y = b;
  return x->start < y->start ? -1 : x->start > y->start;
}

/* All characters inside a role, as sorted ranges that do not touch. */
static GArray *
join_ranges (const GPtrArray *claims, ObGoldRole role)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (ObGoldRange));
  GArray *joined = g_array_new (FALSE, FALSE, sizeof (ObGoldRange));
  for (guint i = 0; i < claims->len; i++)
    {
      const GArray *ranges = ((const ObGoldClaim *) g_ptr_array_index (claims, i))->roles[role];
      g_array_append_vals (all, ranges->data, ranges->len);
    }
  g_array_sort (all, compare_starts);
  for (guint i = 0; i < all->len; i++)
    {
      ObGoldRange range = g_array_index (all, ObGoldRange, i);
      ObGoldRange *last = joined->len > 0 ? &g_array_index (joined, ObGoldRange, joined->len - 1) : NULL;
      if (range.end <= range.start)
        continue;
      if (last != NULL && range.start <= last->end)
        last->end = MAX (last->end, range.end);
      else
        g_array_append_val (joined, range);
    }
  return joined;
}

static guint64
count_chars (const GArray *ranges)
{
  guint64 n = 0;
  for (guint i = 0; i < ranges->len; i++)
    n += g_array_index (ranges, ObGoldRange, i).end - g_array_index (ranges, ObGoldRange, i).start;
  return n;
}

static guint64
count_common (const GArray *a, const GArray *b)
{
  guint64 n = 0;
  for (guint i = 0, j = 0; i < a->len && j < b->len;)
    {
      const ObGoldRange *x = &g_array_index (a, ObGoldRange, i), *y = &g_array_index (b, ObGoldRange, j);
      gint64 start = MAX (x->start, y->start), end = MIN (x->end, y->end);
      n += end > start ? end - start : 0;
      if (x->end < y->end)
        i++;
      else
        j++;
    }
  return n;
}

static GArray *
collect_role (const GPtrArray *claims, ObGoldRole role)
{
  GArray *sides = new_sides ();
  for (guint i = 0; i < claims->len; i++)
    {
      const GArray *ranges = ((const ObGoldClaim *) g_ptr_array_index (claims, i))->roles[role];
      if (ranges->len > 0)
        add_side (sides, get_extent (ranges), ranges);
    }
  return sides;
}

static void
score_role (Scorer *self, const GPtrArray *want, const GPtrArray *got, ObGoldRole role)
{
  static const char *const names[][3] = {
    { "claim source exact", "claim source overlap", "claim source char" },
    { "claim cue exact", "claim cue overlap", "claim cue char" },
    { "claim content exact", "claim content overlap", "claim content char" },
  };
  static const Fits fits[] = { ranges_are_equal, ranges_overlap };
  for (guint i = 0; i < G_N_ELEMENTS (fits); i++)
    {
      g_autoptr (GArray) gold = collect_role (want, role), run = collect_role (got, role);
      add (self, names[role][i], pair (gold, run, fits[i]), run->len, gold->len);
    }
  g_autoptr (GArray) gold = join_ranges (want, role), run = join_ranges (got, role);
  add (self, names[role][2], count_common (gold, run), count_chars (run), count_chars (gold));
}

static void
tell_claim (Scorer *self, const char *kind, const ObGoldClaim *claim)
{
  const GArray *content = claim->roles[OB_GOLD_CONTENT];
  GString *what = g_string_new (NULL);
  for (guint role = 0; role < OB_GOLD_CONTENT; role++)
    for (guint i = 0; self->gold->text != NULL && i < claim->roles[role]->len; i++)
      {
        ObGoldRange range = g_array_index (claim->roles[role], ObGoldRange, i);
        append_range (what, self->gold->text, g_utf8_strlen (self->gold->text, -1), range.start, range.end);
        g_string_append (what, role == OB_GOLD_SOURCE ? " | " : "");
      }
  if (claim->rule != NULL)
    g_string_append_printf (what, " %s", claim->rule);
  tell (self, kind, (const ObGoldRange *) (gpointer) content->data, content->len, g_string_free (what, FALSE));
}

static void
score_claims (Scorer *self, const GPtrArray *want, const GPtrArray *run)
{
  g_autoptr (GPtrArray) got = g_ptr_array_new ();
  g_autoptr (GArray) gold_frames = new_sides (), run_frames = new_sides ();
  gboolean knows_author = FALSE;
  for (guint i = 0; i < want->len; i++)
    {
      const ObGoldClaim *claim = g_ptr_array_index (want, i);
      knows_author |= claim->is_author;
      add_side (gold_frames, get_extent (claim->roles[OB_GOLD_CUE]), claim);
    }
  for (guint i = 0; run != NULL && i < run->len; i++)
    {
      const ObGoldClaim *claim = g_ptr_array_index (run, i);
      if (!knows_author && claim->is_author)
        continue;
      g_ptr_array_add (got, (gpointer) claim);
      add_side (run_frames, get_extent (claim->roles[OB_GOLD_CUE]), claim);
    }
  for (guint role = 0; role < OB_N_GOLD_ROLES; role++)
    score_role (self, want, got, role);
  add (self, "claim frame", pair (gold_frames, run_frames, frames_fit), got->len, want->len);
  for (guint i = 0; i < gold_frames->len; i++)
    if (!g_array_index (gold_frames, Side, i).is_paired)
      tell_claim (self, "claim-miss", g_ptr_array_index (want, i));
  for (guint i = 0; i < run_frames->len; i++)
    {
      gboolean is_right = g_array_index (run_frames, Side, i).is_paired;
      const ObGoldClaim *claim = g_ptr_array_index (got, i);
      add_rule (self, claim->rule, is_right);
      if (!is_right)
        tell_claim (self, "claim-false", claim);
    }
}

/* ---- The whole ---- */

static void
row_free (gpointer data)
{
  g_free (((ObScoreRow *) data)->name);
  g_free (data);
}

static void
rule_free (gpointer data)
{
  g_free (((ObScoreRule *) data)->rule);
  g_free (data);
}

static void
error_free (gpointer data)
{
  ObScoreError *error = data;
  g_free (error->doc);
  g_free (error->what);
  g_free (error->text);
  g_free (error);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(ObScoreRow *const *) a)->name, (*(ObScoreRow *const *) b)->name);
}

static int
compare_rules (gconstpointer a, gconstpointer b)
{
  const ObScoreRule *x = *(ObScoreRule *const *) a, *y = *(ObScoreRule *const *) b;
  guint64 m = x->n - x->n_right, n = y->n - y->n_right;
  return m != n ? (m > n ? -1 : 1) : strcmp (x->rule, y->rule);
}

static int
compare_errors (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(ObScoreError *const *) a)->kind, (*(ObScoreError *const *) b)->kind);
}

ObScore *
ob_score_new (const ObGold *gold, const ObGold *run, guint n_errors)
{
  ObScore *score = g_new0 (ObScore, 1);
  score->rows = g_ptr_array_new_with_free_func (row_free);
  score->rules = g_ptr_array_new_with_free_func (rule_free);
  score->errors = g_ptr_array_new_with_free_func (error_free);
  g_autoptr (GHashTable) rows = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) rules = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) shown = g_hash_table_new (g_str_hash, g_str_equal);
  Scorer self = { score, rows, rules, n_errors, shown, NULL };
  for (guint i = 0; i < gold->docs->len; i++)
    {
      const ObGoldDoc *doc = self.gold = g_ptr_array_index (gold->docs, i), *other = ob_gold_find (run, gold, doc);
      score->n_missing += other == NULL;
      if (doc->entities != NULL)
        score_entities (&self, doc->entities, other != NULL ? other->entities : NULL);
      if (doc->times != NULL)
        score_times (&self, doc->times, other != NULL ? other->times : NULL);
      if (doc->claims != NULL)
        score_claims (&self, doc->claims, other != NULL ? other->claims : NULL);
    }
  g_ptr_array_sort (score->rows, compare_rows);
  g_ptr_array_sort (score->rules, compare_rules);
  g_ptr_array_sort (score->errors, compare_errors);     /* stable: within a kind as in the gold */
  return score;
}

void
ob_score_free (ObScore *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->rules);
  g_ptr_array_unref (self->errors);
  g_free (self);
}

/* ---- Telling ---- */

static void
get_figures (const ObScoreRow *row, double *ret_p, double *ret_r, double *ret_f1)
{
  double p = row->n_run > 0 ? (double) row->n_right / row->n_run : 0;
  double r = row->n_gold > 0 ? (double) row->n_right / row->n_gold : 0;
  *ret_p = 100 * p;
  *ret_r = 100 * r;
  *ret_f1 = p + r > 0 ? 200 * p * r / (p + r) : 0;
}

/* @n with one decimal, whatever the locale. */
static void
append_figure (GString *out, double n, guint width)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  g_string_append_printf (out, "%*s", (int) width, g_ascii_formatd (digits, sizeof digits, "%.1f", n));
}

char *
ob_score_dup_text (const ObScore *self, gboolean by_rule)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < self->errors->len; i++)
    {
      const ObScoreError *error = g_ptr_array_index (self->errors, i);
      g_string_append_printf (out, "%-12s  %s  %s\n              %s\n", error->kind, error->doc, error->what, error->text);
    }
  g_string_append_printf (out, "%s%-28s%7s%7s%7s%8s%8s\n", out->len > 0 ? "\n" : "", "", "P", "R", "F1", "gold", "run");
  for (guint i = 0; i < self->rows->len; i++)
    {
      const ObScoreRow *row = g_ptr_array_index (self->rows, i);
      double p, r, f1;
      get_figures (row, &p, &r, &f1);
      g_string_append_printf (out, "%-28s", row->name);
      append_figure (out, p, 7);
      append_figure (out, r, 7);
      append_figure (out, f1, 7);
      g_string_append_printf (out, "%8" G_GUINT64_FORMAT "%8" G_GUINT64_FORMAT "\n", row->n_gold, row->n_run);
    }
  if (self->n_missing > 0)
    g_string_append_printf (out, "%u documents of the gold are not in the run\n", self->n_missing);
  if (by_rule)
    g_string_append_printf (out, "\n%-44s%8s%8s%8s\n", "", "made", "false", "P");
  for (guint i = 0; by_rule && i < self->rules->len; i++)
    {
      const ObScoreRule *rule = g_ptr_array_index (self->rules, i);
      g_string_append_printf (out, "%-44s%8" G_GUINT64_FORMAT "%8" G_GUINT64_FORMAT, rule->rule, rule->n, rule->n - rule->n_right);
      append_figure (out, 100.0 * rule->n_right / rule->n, 8);
      g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}

static void
append_name (GString *out, const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  ob_json_append_string (out, valid, -1, FALSE);
}

char *
ob_score_dup_json (const ObScore *self, gboolean by_rule)
{
  GString *out = g_string_new ("{\"scores\":{");
  for (guint i = 0; i < self->rows->len; i++)
    {
      const ObScoreRow *row = g_ptr_array_index (self->rows, i);
      double p, r, f1;
      get_figures (row, &p, &r, &f1);
      g_string_append (out, i > 0 ? ",\n" : "\n");
      append_name (out, row->name);
      g_string_append (out, ":{\"p\":");
      append_figure (out, p, 0);
      g_string_append (out, ",\"r\":");
      append_figure (out, r, 0);
      g_string_append (out, ",\"f1\":");
      append_figure (out, f1, 0);
      g_string_append_printf (out, ",\"gold\":%" G_GUINT64_FORMAT ",\"system\":%" G_GUINT64_FORMAT "}", row->n_gold, row->n_run);
    }
  g_string_append_printf (out, "},\n\"documents_without_output\":%u", self->n_missing);
  for (guint i = 0; by_rule && i < self->rules->len; i++)
    {
      const ObScoreRule *rule = g_ptr_array_index (self->rules, i);
      g_string_append (out, i > 0 ? ",\n" : ",\n\"rules\":{\n");
      append_name (out, rule->rule);
      g_string_append_printf (out, ":{\"made\":%" G_GUINT64_FORMAT ",\"right\":%" G_GUINT64_FORMAT "}%s", rule->n, rule->n_right,
                              i + 1 == self->rules->len ? "}" : "");
    }
  for (guint i = 0; i < self->errors->len; i++)
    {
      const ObScoreError *error = g_ptr_array_index (self->errors, i);
      const char *const members[][2] = {
        { "kind", error->kind }, { "id", error->doc }, { "what", error->what }, { "text", error->text },
      };
      g_string_append (out, i > 0 ? ",\n" : ",\n\"errors\":[\n");
      for (guint j = 0; j < G_N_ELEMENTS (members); j++)
        {
          g_string_append_printf (out, "%s\"%s\":", j > 0 ? "," : "{", members[j][0]);
          append_name (out, members[j][1]);
        }
      g_string_append (out, i + 1 == self->errors->len ? "}]" : "}");
    }
  g_string_append (out, "}\n");
  return g_string_free (out, FALSE);
}
