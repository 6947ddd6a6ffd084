/* ob-pattern-plan.c: how to find matches with few questions.
 *
 * What depends on the form of a token alone becomes one predicate, remembered by form, whatever it is made of; what
 * depends on its part of speech becomes one set. From these follow what can begin a match, and what must stand in the
 * window of a match: a sentence without one of the needs is passed over. */
#include "match/ob-pattern-program.h"
#include "lexicon/ob-tagger.h"
#include <string.h>

#define MAX_NEEDS 8             /* kept of one pattern */
#define COMMON_SHARE 0.08       /* what is more common stands in nearly every sentence: no use asking */
#define SHARE_OF_SPAN 0.02

typedef struct
{
  ObPattern    *pattern;
  ObPredicates *predicates;
} Planner;

/* Questions */

/* TRUE when all leaves of @test are of @kind. */
static gboolean
is_made_of (const ObTest *test, ObTestKind kind)
{
  if (test->kind > OB_TEST_NOT)
    return test->kind == kind;
  for (const ObTest *child = test->first; child != NULL; child = child->next)
    if (!is_made_of (child, kind))
      return FALSE;
  return TRUE;
}

static guint32
combine (const Planner *self, ObTestKind kind, const GArray *parts)
{
  ObPredicateKind compound = kind == OB_TEST_AND ? OB_PREDICATE_ALL_OF :
                             kind == OB_TEST_OR ? OB_PREDICATE_ANY_OF : OB_PREDICATE_NOT;
  const guint32 *ids = (const guint32 *) (gconstpointer) parts->data;
  return ob_predicates_add_compound (self->predicates, compound, ids, parts->len);
}

/* The one predicate that says the same as @test, which is made of predicates. Here and below, recursion is as deep as
 * the pattern is nested, which is bounded by OB_MAX_PATTERN_DEPTH. */
static guint32
get_predicate (const Planner *self, const ObTest *test)
{
  if (test->kind == OB_TEST_PREDICATE)
    return test->predicate;
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (const ObTest *child = test->first; child != NULL; child = child->next)
    {
      guint32 part = get_predicate (self, child);
      g_array_append_val (parts, part);
    }
  return combine (self, test->kind, parts);
}

/* TRUE when a token of part of speech @pos passes @test, which is made of parts of speech. */
static gboolean
passes_pos (const ObTest *test, guint pos)
{
  switch (test->kind)
    {
    case OB_TEST_NOT:
      return !passes_pos (test->first, pos);
    case OB_TEST_AND:
    case OB_TEST_OR:
      for (const ObTest *child = test->first; child != NULL; child = child->next)
        if (passes_pos (child, pos) == (test->kind == OB_TEST_OR))
          return test->kind == OB_TEST_OR;
      return test->kind == OB_TEST_AND;
    default:
      return test->number == pos;
    }
}

static ObTest *
new_test (const Planner *self, ObTestKind kind)
{
  ObTest *test = ob_arena_new_array (self->pattern->tree->arena, ObTest, 1);
  test->kind = kind;
  test->predicate = OB_NO_ID;
  return test;
}

static ObTest *
new_predicate (const Planner *self, guint32 predicate)
{
  ObTest *test = new_test (self, OB_TEST_PREDICATE);
  test->predicate = predicate;
  return test;
}

static ObTest *
new_pos_set (const Planner *self, const ObTest *test)
{
  ObTest *set = new_test (self, OB_TEST_POS_SET);
  for (guint pos = 0; pos < OB_N_POS; pos++)
    if (passes_pos (test, pos))
      set->number |= (gint64) 1 << pos;
  if (passes_pos (test, OB_NO_POS))
    set->number |= (gint64) 1 << OB_NO_POS;
  return set;
}

G_STATIC_ASSERT (OB_N_POS < OB_NO_POS);

/* Appends a copy of @test that can have siblings of its own. */
static ObTest **
append_test (const Planner *self, ObTest **end, const ObTest *test)
{
  *end = new_test (self, test->kind);
  **end = *test;
  (*end)->next = NULL;
  return &(*end)->next;
}

static ObTest *plan_test (const Planner *self, const ObTest *test);

/* AND or OR: its predicates become one, its parts of speech one, and those are asked first. */
static ObTest *
plan_group (const Planner *self, const ObTest *test)
{
  g_autoptr (GArray) forms = g_array_new (FALSE, FALSE, sizeof (guint32));
  ObTest *group = new_test (self, test->kind), *tags = new_test (self, test->kind);
  ObTest **end = &group->first, **end_of_tags = &tags->first;
  for (const ObTest *child = test->first; child != NULL; child = child->next)
    if (is_made_of (child, OB_TEST_PREDICATE))
      {
        guint32 form = get_predicate (self, child);
        g_array_append_val (forms, form);
      }
    else if (is_made_of (child, OB_TEST_POS))
      end_of_tags = append_test (self, end_of_tags, child);
  if (tags->first != NULL)
    end = append_test (self, end, new_pos_set (self, tags));
  if (forms->len > 0)
    end = append_test (self, end, new_predicate (self, combine (self, test->kind, forms)));
  for (const ObTest *child = test->first; child != NULL; child = child->next)
    if (!is_made_of (child, OB_TEST_PREDICATE) && !is_made_of (child, OB_TEST_POS))
      end = append_test (self, end, plan_test (self, child));
  return group->first->next == NULL ? group->first : group;
}

static ObTest *
plan_test (const Planner *self, const ObTest *test)
{
  if (is_made_of (test, OB_TEST_PREDICATE))
    return new_predicate (self, get_predicate (self, test));
  if (is_made_of (test, OB_TEST_POS))
    return new_pos_set (self, test);
  if (test->kind == OB_TEST_AND || test->kind == OB_TEST_OR)
    return plan_group (self, test);
  ObTest *copy = new_test (self, test->kind);
  *copy = *test;
  copy->next = NULL;
  if (test->kind == OB_TEST_NOT)
    copy->first = plan_test (self, test->first);
  return copy;
}

/* A predicate that every form passes whose token passes @test; OB_NO_ID: any may. */
static guint32
get_bound (const Planner *self, const ObTest *test)
{
  if (is_made_of (test, OB_TEST_PREDICATE))
    return get_predicate (self, test);
  if (test->kind != OB_TEST_AND && test->kind != OB_TEST_OR)
    return OB_NO_ID;
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (const ObTest *child = test->first; child != NULL; child = child->next)
    {
      guint32 part = get_bound (self, child);
      if (part != OB_NO_ID)
        g_array_append_val (parts, part);
      else if (test->kind == OB_TEST_OR)
        return OB_NO_ID;
    }
  return parts->len > 0 ? combine (self, test->kind, parts) : OB_NO_ID;
}

static guint32
get_node_bound (const Planner *self, const ObNode *node)
{
  return node->kind == OB_NODE_PHRASE ? ob_predicates_add_start (self->predicates, node->gazetteer)
                                      : get_bound (self, node->test);
}

/* What can begin a match */

static void
find_first (Planner *self)
{
  ObPattern *pattern = self->pattern;
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) bounds = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree guint8 *seen = g_new0 (guint8, pattern->n_code);
  g_array_append_val (stack, pattern->entry);
  while (stack->len > 0)
    {
      guint32 pc = g_array_index (stack, guint32, stack->len - 1);
      g_array_set_size (stack, stack->len - 1);
      const ObInstr *instr = &pattern->code[pc];
      if (seen[pc] || instr->op == OB_INSTR_FAIL)
        continue;
      seen[pc] = TRUE;
      if (instr->op == OB_INSTR_TEST || instr->op == OB_INSTR_PHRASE)
        {
          guint32 bound = get_node_bound (self, instr->node);
          pattern->first_is_any |= bound == OB_NO_ID;
          g_array_append_val (bounds, bound);
        }
      else if (instr->op == OB_INSTR_SPAN)
        {
          if (!g_ptr_array_find (pattern->first_spans, instr->node->name, NULL))
            g_ptr_array_add (pattern->first_spans, (gpointer) instr->node->name);
        }
      else if (instr->op == OB_INSTR_ACCEPT)
        pattern->first_is_any = TRUE;
      else
        {
          g_array_append_val (stack, instr->next);
          if (instr->op == OB_INSTR_SPLIT)
            g_array_append_val (stack, instr->other);
        }
    }
  pattern->first = pattern->first_is_any || bounds->len == 0 ? OB_NO_ID : combine (self, OB_TEST_OR, bounds);
}

/* What is needed */

static void
add_need (const Planner *self, guint32 predicate, const char *span, GArray *needs)
{
  ObNeed need = { .predicate = predicate, .spans = { span } };
  need.share = span != NULL ? SHARE_OF_SPAN : ob_predicates_estimate (self->predicates, predicate);
  g_array_append_val (needs, need);
}

static const ObNeed *
get_rarest (const GArray *needs)
{
  const ObNeed *rarest = NULL;
  for (guint i = 0; i < needs->len; i++)
    {
      const ObNeed *need = &g_array_index (needs, ObNeed, i);
      if (rarest == NULL || need->share < rarest->share)
        rarest = need;
    }
  return rarest;
}

static void collect_needs (const Planner *self, const ObNode *node, GArray *needs);

static gboolean
is_same_need (const ObNeed *a, const ObNeed *b)
{
  return a->predicate == b->predicate && a->phrases == b->phrases && memcmp (a->spans, b->spans, sizeof a->spans) == 0;
}

static gboolean
has_need (const GArray *needs, const ObNeed *need)
{
  for (guint i = 0; i < needs->len; i++)
    if (is_same_need (&g_array_index (needs, ObNeed, i), need))
      return TRUE;
  return FALSE;
}

/* Adds to @either what @other may be, too. FALSE: no room. */
static gboolean
join_need (const Planner *self, ObNeed *either, const ObNeed *other)
{
  gboolean is_first = either->predicate == OB_NO_ID && either->spans[0] == NULL;
  either->phrases = is_first || either->phrases == other->phrases ? other->phrases : NULL;
  if (other->predicate != OB_NO_ID && either->predicate != OB_NO_ID)
    {
      const guint32 parts[] = { either->predicate, other->predicate };
      either->predicate = ob_predicates_add_compound (self->predicates, OB_PREDICATE_ANY_OF, parts, 2);
    }
  else if (other->predicate != OB_NO_ID)
    either->predicate = other->predicate;
  either->share += other->share;
  for (guint i = 0; i < OB_MAX_NEED_SPANS && other->spans[i] != NULL; i++)
    {
      guint j = 0;
      while (j < OB_MAX_NEED_SPANS && either->spans[j] != NULL && either->spans[j] != other->spans[i])
        j++;
      if (j == OB_MAX_NEED_SPANS)
        return FALSE;
      either->spans[j] = other->spans[i];
    }
  return TRUE;
}

/* What all alternatives need is needed; and so is one of the rarest needs of each. */
static void
collect_alternatives (const Planner *self, const ObNode *node, GArray *needs)
{
  g_autoptr (GArray) common = NULL;
  ObNeed either = { .predicate = OB_NO_ID };
  gboolean has_either = TRUE;
  for (const ObNode *child = node->first; child != NULL; child = child->next)
    {
      GArray *own = g_array_new (FALSE, FALSE, sizeof (ObNeed));
      collect_needs (self, child, own);
      const ObNeed *rarest = get_rarest (own);
      has_either = has_either && rarest != NULL && join_need (self, &either, rarest);
      if (common == NULL)
        {
          common = own;
          continue;
        }
      for (guint i = common->len; i-- > 0;)
        if (!has_need (own, &g_array_index (common, ObNeed, i)))
          g_array_remove_index (common, i);
      g_array_unref (own);
    }
  g_array_append_vals (needs, common->data, common->len);
  if (has_either && !has_need (needs, &either))
    g_array_append_val (needs, either);
}

/* Appends what stands in the window of every match of @node. */
static void
collect_needs (const Planner *self, const ObNode *node, GArray *needs)
{
  switch (node->kind)
    {
    case OB_NODE_TOKEN:
    case OB_NODE_PHRASE:
      {
        guint32 bound = get_node_bound (self, node);
        if (bound == OB_NO_ID)
          return;
        add_need (self, bound, NULL, needs);
        g_array_index (needs, ObNeed, needs->len - 1).phrases = node->gazetteer;
        return;
      }
    case OB_NODE_SPAN:
      add_need (self, OB_NO_ID, node->name, needs);
      return;
    case OB_NODE_ALT:
      collect_alternatives (self, node, needs);
      return;
    case OB_NODE_SEQ:
      for (const ObNode *child = node->first; child != NULL; child = child->next)
        collect_needs (self, child, needs);
      return;
    case OB_NODE_CAPTURE:
      collect_needs (self, node->first, needs);
      return;
    case OB_NODE_REPEAT:
      if (node->min > 0)
        collect_needs (self, node->first, needs);
      return;
    case OB_NODE_LOOK:
      if (!node->is_negative)
        collect_needs (self, node->first, needs);
      return;
    case OB_NODE_EDGE:
      return;
    }
}

static int
compare_needs (gconstpointer a, gconstpointer b)
{
  const ObNeed *x = a, *y = b;
  if (x->share != y->share)
    return x->share < y->share ? -1 : 1;
  return x->predicate < y->predicate ? -1 : x->predicate > y->predicate;
}

static void
find_needs (Planner *self)
{
  GArray *needs = self->pattern->needs;
  collect_needs (self, self->pattern->tree->root, needs);
  g_array_sort (needs, compare_needs);
  guint n = 0;
  for (guint i = 0; i < needs->len && n < MAX_NEEDS; i++)
    {
      ObNeed need = g_array_index (needs, ObNeed, i);
      gboolean is_known = need.share > COMMON_SHARE && n > 0;
      for (guint j = 0; j < n && !is_known; j++)
        is_known = is_same_need (&g_array_index (needs, ObNeed, j), &need);
      if (!is_known)
        g_array_index (needs, ObNeed, n++) = need;
    }
  g_array_set_size (needs, n);
}

static void
plan_nodes (const Planner *self, ObNode *node)
{
  if (node->kind == OB_NODE_TOKEN)
    node->plan = plan_test (self, node->test);
  for (ObNode *child = node->first; child != NULL; child = child->next)
    plan_nodes (self, child);
}

void
ob_pattern_plan (ObPattern *self, ObPredicates *predicates)
{
  Planner planner = { self, predicates };
  plan_nodes (&planner, self->tree->root);
  find_first (&planner);
  find_needs (&planner);
}
