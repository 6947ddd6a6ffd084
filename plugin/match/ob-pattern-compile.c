/* ob-pattern-compile.c: from the tree to instructions.
 *
 * Instructions are made back to front: each knows what comes next. Repetitions are unrolled. A loop whose body can
 * match nothing gets marks at which a turn begins (ENTER) and at which it must have taken a token (CHECK); they are
 * resolved here by copying the few instructions that can be reached both with and without having taken one, so that
 * no cycle is left that takes no token and the matcher never has to look out for one. */
#include "match/ob-pattern-program.h"
#include "base/ob-limits.h"
#include <string.h>

typedef struct
{
  ObPattern *pattern;
  GArray    *code;              /* of ObInstr, with ENTER and CHECK */
  guint16    program;
} Compiler;

/* Sizes and lengths */

static guint64
add_capped (guint64 a, guint64 b)
{
  return MIN (a + b, G_MAXUINT32);
}

/* Instructions that @node becomes. */
static guint64
measure (const ObNode *node)
{
  guint64 size = node->kind == OB_NODE_CAPTURE ? 2 : 1;
  for (const ObNode *child = node->first; child != NULL; child = child->next)
    size = add_capped (size, measure (child));
  if (node->kind == OB_NODE_REPEAT)
    size = MIN ((size + 1) * (node->max == OB_UNBOUNDED ? (guint64) node->min + 1 : node->max), G_MAXUINT32);
  return size;
}

/* The fewest and most tokens @node takes. */
static void
measure_length (const ObNode *node, guint64 *ret_min, guint64 *ret_max)
{
  guint64 min = 0, max = 0;
  switch (node->kind)
    {
    case OB_NODE_TOKEN:
      min = max = 1;
      break;
    case OB_NODE_SPAN:
      min = 1, max = OB_UNBOUNDED;
      break;
    case OB_NODE_PHRASE:
      min = 1, max = ob_gazetteer_get_longest (node->gazetteer);
      break;
    case OB_NODE_EDGE:
    case OB_NODE_LOOK:
      break;
    case OB_NODE_ALT:
      min = G_MAXUINT32;
      for (const ObNode *child = node->first; child != NULL; child = child->next)
        {
          guint64 child_min, child_max;
          measure_length (child, &child_min, &child_max);
          min = MIN (min, child_min);
          max = MAX (max, child_max);
        }
      break;
    case OB_NODE_SEQ:
    case OB_NODE_CAPTURE:
    case OB_NODE_REPEAT:
      for (const ObNode *child = node->first; child != NULL; child = child->next)
        {
          guint64 child_min, child_max;
          measure_length (child, &child_min, &child_max);
          min = add_capped (min, child_min);
          max = add_capped (max, child_max);
        }
      if (node->kind == OB_NODE_REPEAT)
        {
          min = MIN (min * node->min, G_MAXUINT32);
          max = node->max == OB_UNBOUNDED ? (max > 0 ? OB_UNBOUNDED : 0) : MIN (max * node->max, G_MAXUINT32);
        }
      break;
    }
  *ret_min = min;
  *ret_max = max;
}

static gboolean
has_capture (const ObNode *node)
{
  gboolean found = node->kind == OB_NODE_CAPTURE;
  for (const ObNode *child = node->first; child != NULL && !found; child = child->next)
    found = has_capture (child);
  return found;
}

/* Token tests */

/* Appends the steps of @test; returns the first. Back to front, as with instructions. */
static guint32
compile_test (Compiler *self, const ObTest *test, guint32 yes, guint32 no)
{
  switch (test->kind)
    {
    case OB_TEST_ANY:
      return yes;
    case OB_TEST_NOT:
      return compile_test (self, test->first, no, yes);
    case OB_TEST_AND:
    case OB_TEST_OR:
      {
        g_autoptr (GPtrArray) children = g_ptr_array_new ();
        for (ObTest *child = test->first; child != NULL; child = child->next)
          g_ptr_array_add (children, child);
        guint32 step = test->kind == OB_TEST_AND ? yes : no;
        for (guint i = children->len; i-- > 0;)
          step = test->kind == OB_TEST_AND ? compile_test (self, g_ptr_array_index (children, i), step, no)
                                           : compile_test (self, g_ptr_array_index (children, i), yes, step);
        return step;
      }
    default:
      {
        ObTestStep step = { test, yes, no };
        g_array_append_val (self->pattern->steps, step);
        return self->pattern->steps->len - 1;
      }
    }
}

/* Nodes */

static guint32
emit (Compiler *self, ObInstrOp op, const ObNode *node, guint32 arg, guint32 next, guint32 other)
{
  ObInstr instr = { .op = op, .program = self->program, .next = next, .other = other, .arg = arg,
                    .slot = OB_NO_SLOT, .node = node };
  g_array_append_val (self->code, instr);
  return self->code->len - 1;
}

static guint32 compile_node (Compiler *self, ObNode *node, guint32 next);

static guint32
emit_split (Compiler *self, const ObNode *repeat, guint32 body, guint32 next)
{
  guint32 split = repeat->is_lazy ? emit (self, OB_INSTR_SPLIT, NULL, 0, next, body)
                                  : emit (self, OB_INSTR_SPLIT, NULL, 0, body, next);
  g_array_index (self->code, ObInstr, split).is_lazy = repeat->is_lazy;
  return split;
}

static guint32
compile_loop (Compiler *self, ObNode *repeat, guint32 next)
{
  guint32 split = emit_split (self, repeat, OB_NO_ID, next);
  guint32 body;
  if (!ob_node_is_nullable (repeat->first))
    body = compile_node (self, repeat->first, split);
  else
    {
      guint32 check = emit (self, OB_INSTR_CHECK, NULL, 0, split, 0);
      body = emit (self, OB_INSTR_ENTER, NULL, 0, compile_node (self, repeat->first, check), 0);
    }
  ObInstr *instr = &g_array_index (self->code, ObInstr, split);
  if (repeat->is_lazy)
    instr->other = body;
  else
    instr->next = body;
  return split;
}

static guint32
compile_repeat (Compiler *self, ObNode *node, guint32 next)
{
  guint32 entry = next;
  if (node->max == OB_UNBOUNDED)
    entry = compile_loop (self, node, next);
  else
    for (guint i = node->min; i < node->max; i++)
      entry = emit_split (self, node, compile_node (self, node->first, entry), next);
  for (guint i = 0; i < node->min; i++)
    entry = compile_node (self, node->first, entry);
  return entry;
}

/* A look-around is compiled once, however often it is unrolled. */
static guint32
compile_look (Compiler *self, ObNode *node, guint32 next)
{
  if (node->code == 0)
    {
      guint64 min, max;
      measure_length (node->first, &min, &max);
      ObLookAround look = { .is_behind = node->is_behind, .is_negative = node->is_negative,
                            .has_captures = has_capture (node->first), .min_length = min, .max_length = max };
      g_array_append_val (self->pattern->looks, look);
      node->code = self->pattern->looks->len;
      guint16 program = self->program;
      self->program = node->code;
      guint32 entry = compile_node (self, node->first, emit (self, OB_INSTR_ACCEPT, NULL, 0, 0, 0));
      g_array_index (self->pattern->looks, ObLookAround, node->code - 1).entry = entry;
      self->program = program;
    }
  return emit (self, OB_INSTR_LOOK, node, node->code - 1, next, 0);
}

static guint32
compile_children (Compiler *self, const ObNode *node, guint32 next)
{
  g_autoptr (GPtrArray) children = g_ptr_array_new ();
  for (ObNode *child = node->first; child != NULL; child = child->next)
    g_ptr_array_add (children, child);
  guint32 entry = next;
  for (guint i = children->len; i-- > 0;)
    if (node->kind == OB_NODE_SEQ)
      entry = compile_node (self, g_ptr_array_index (children, i), entry);
    else if (i == children->len - 1)
      entry = compile_node (self, g_ptr_array_index (children, i), next);
    else
      entry = emit (self, OB_INSTR_SPLIT, g_ptr_array_index (children, i), 0,
                    compile_node (self, g_ptr_array_index (children, i), next), entry);
  return entry;
}

/* Makes the instructions of @node, which go on at @next; returns the first. */
static guint32
compile_node (Compiler *self, ObNode *node, guint32 next)
{
  switch (node->kind)
    {
    case OB_NODE_TOKEN:
      if (node->code == 0)
        node->code = compile_test (self, node->test, OB_STEP_YES, OB_STEP_NO) + 1;
      return emit (self, OB_INSTR_TEST, node, ob_pattern_get_test (node), next, 0);
    case OB_NODE_SPAN:
      return emit (self, OB_INSTR_SPAN, node, 0, next, 0);
    case OB_NODE_PHRASE:
      return emit (self, OB_INSTR_PHRASE, node, 0, next, 0);
    case OB_NODE_EDGE:
      return emit (self, OB_INSTR_EDGE, node, 0, next, 0);
    case OB_NODE_LOOK:
      return compile_look (self, node, next);
    case OB_NODE_REPEAT:
      return compile_repeat (self, node, next);
    case OB_NODE_CAPTURE:
      {
        guint32 close = emit (self, OB_INSTR_CLOSE, NULL, node->capture, next, 0);
        return emit (self, OB_INSTR_OPEN, NULL, node->capture, compile_node (self, node->first, close), 0);
      }
    case OB_NODE_SEQ:
    case OB_NODE_ALT:
      return compile_children (self, node, next);
    }
  return next;
}

/* Resolving ENTER and CHECK */

/* States: an instruction, and whether a token was taken since the innermost turn began. Of the turns farther out
 * nothing need be known: an inner turn ends only after it took a token, which counts for them, too. */
typedef struct
{
  const Compiler *compiler;
  GHashTable     *ids;          /* of state to id + 1 */
  GArray         *states;       /* of guint32: instruction << 1 | taken; by id */
} Resolver;

static guint32
resolve (Resolver *self, guint32 pc, gboolean has_taken)
{
  for (;;)
    {
      const ObInstr *instr = &g_array_index (self->compiler->code, ObInstr, pc);
      if (instr->op == OB_INSTR_ENTER)
        has_taken = FALSE;
      else if (instr->op != OB_INSTR_CHECK)
        break;
      else if (!has_taken)
        return 0;               /* FAIL: a turn without a token */
      pc = instr->next;
    }
  guint32 state = pc << 1 | has_taken;
  gpointer id = g_hash_table_lookup (self->ids, GUINT_TO_POINTER (state + 1));
  if (id != NULL)
    return GPOINTER_TO_UINT (id) - 1;
  g_array_append_val (self->states, state);
  g_hash_table_insert (self->ids, GUINT_TO_POINTER (state + 1), GUINT_TO_POINTER (self->states->len));
  return self->states->len - 1;
}

/* Writes pattern->code, all that can be reached from @entry and the look-arounds. FALSE when it grows too large. */
static gboolean
resolve_all (Compiler *compiler, guint32 entry)
{
  ObPattern *pattern = compiler->pattern;
  g_autoptr (GHashTable) ids = g_hash_table_new (g_direct_hash, g_direct_equal);
  g_autoptr (GArray) states = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) code = g_array_new (FALSE, TRUE, sizeof (ObInstr));
  Resolver self = { compiler, ids, states };
  guint32 fail = G_MAXUINT32;
  g_array_append_val (states, fail);            /* id 0 */
  pattern->entry = resolve (&self, entry, TRUE);
  for (guint i = 0; i < pattern->looks->len; i++)
    {
      ObLookAround *look = &g_array_index (pattern->looks, ObLookAround, i);
      look->entry = resolve (&self, look->entry, TRUE);
    }
  ObInstr failing = { .op = OB_INSTR_FAIL, .slot = OB_NO_SLOT };
  g_array_append_val (code, failing);
  for (guint32 i = 1; i < states->len && states->len <= OB_MAX_PATTERN_NODES; i++)
    {
      guint32 state = g_array_index (states, guint32, i);
      gboolean has_taken = state & 1;
      ObInstr instr = g_array_index (compiler->code, ObInstr, state >> 1);
      gboolean takes = instr.op <= OB_INSTR_PHRASE;
      if (instr.op != OB_INSTR_ACCEPT)
        instr.next = resolve (&self, instr.next, has_taken || takes);
      if (instr.op == OB_INSTR_SPLIT)
        instr.other = resolve (&self, instr.other, has_taken);
      g_array_append_val (code, instr);
    }
  if (states->len > OB_MAX_PATTERN_NODES)
    return FALSE;
  pattern->n_code = code->len;
  pattern->code = (ObInstr *) g_array_free (g_steal_pointer (&code), FALSE);
  return TRUE;
}

/* What @instr leads to, the way out of a loop first; 0 (FAIL) counts as nothing. Returns how many. */
static guint
get_next (const ObInstr *instr, guint32 ret_next[2])
{
  guint n = 0;
  if (instr->op == OB_INSTR_SPLIT && !instr->is_lazy && instr->other != 0)
    ret_next[n++] = instr->other;
  if (instr->op != OB_INSTR_ACCEPT && instr->next != 0)
    ret_next[n++] = instr->next;
  if (instr->op == OB_INSTR_SPLIT && instr->is_lazy && instr->other != 0)
    ret_next[n++] = instr->other;
  return n;
}

/* Appends to @order what @entry leads to, each instruction after all that it leads to, but for where its loop begins. */
static void
visit_code (const ObPattern *self, guint32 entry, guint8 *seen, GArray *order)
{
  typedef struct { guint32 pc; guint turn; } Frame;
  g_autoptr (GArray) frames = g_array_new (FALSE, FALSE, sizeof (Frame));
  Frame frame = { entry, 0 };
  seen[entry] = TRUE;
  g_array_append_val (frames, frame);
  while (frames->len > 0)
    {
      guint32 next[2];
      Frame *top = &g_array_index (frames, Frame, frames->len - 1);
      if (top->turn == get_next (&self->code[top->pc], next))
        {
          g_array_append_val (order, top->pc);
          g_array_set_size (frames, frames->len - 1);
          continue;
        }
      frame = (Frame) { next[top->turn++], 0 };
      if (seen[frame.pc])
        continue;
      seen[frame.pc] = TRUE;
      g_array_append_val (frames, frame);
    }
}

/* Numbers the instructions anew, program by program, each before those it leads to. */
static void
order_code (ObPattern *self)
{
  guint n_programs = self->looks->len + 1;
  g_autofree guint8 *seen = g_new0 (guint8, self->n_code);
  g_autofree guint32 *number = g_new0 (guint32, self->n_code);
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->programs = g_new0 (ObProgram, n_programs);
  guint32 n = 1;                                /* FAIL stays 0 */
  seen[0] = TRUE;
  for (guint i = 0; i < n_programs; i++)
    {
      guint32 entry = i == 0 ? self->entry : ob_pattern_get_look (self, i - 1)->entry;
      g_array_set_size (order, 0);
      if (!seen[entry])
        visit_code (self, entry, seen, order);
      ObProgram *program = &self->programs[i];
      program->begin = n;
      for (guint j = order->len; j-- > 0; n++)
        {
          guint32 pc = g_array_index (order, guint32, j);
          number[pc] = n;
          if (self->code[pc].op == OB_INSTR_ACCEPT)
            program->accept = n;
        }
      program->end = n;
      program->entry = number[entry];
      const ObInstr *first = &self->code[entry];
      program->is_single = (first->op == OB_INSTR_TEST || first->op == OB_INSTR_EDGE) &&
                           self->code[first->next].op == OB_INSTR_ACCEPT;
    }
  ObInstr *code = g_new0 (ObInstr, n);
  for (guint32 i = 0; i < self->n_code; i++)
    if (i == 0 || number[i] != 0)
      {
        ObInstr instr = self->code[i];
        instr.next = number[instr.next];
        instr.other = number[instr.other];
        code[number[i]] = instr;
      }
  self->entry = number[self->entry];
  for (guint i = 0; i < self->looks->len; i++)
    {
      ObLookAround *look = &g_array_index (self->looks, ObLookAround, i);
      look->entry = number[look->entry];
    }
  g_free (self->code);
  self->code = code;
  self->n_code = n;
}

/* Writes for each instruction those that lead to it. */
static void
find_forerunners (ObPattern *self)
{
  guint32 next[2];
  self->n_before = g_new0 (guint32, self->n_code + 1);
  self->before = g_new (guint32, 2 * self->n_code);
  g_autofree guint32 *cursor = g_new0 (guint32, self->n_code + 1);
  for (guint32 i = 0; i < self->n_code; i++)
    for (guint j = get_next (&self->code[i], next); j-- > 0;)
      cursor[next[j] + 1]++;
  for (guint32 i = 1; i <= self->n_code; i++)
    self->n_before[i] = cursor[i] += cursor[i - 1];
  for (guint32 i = 0; i < self->n_code; i++)
    for (guint j = get_next (&self->code[i], next); j-- > 0;)
      self->before[cursor[next[j]]++] = i;
}

/* TRUE when @from leads back to @split by one TEST and things that take no token, each led to by nothing else. */
static gboolean
is_plain_turn (const ObPattern *self, guint32 split, guint32 from)
{
  guint n_tests = 0;
  guint32 pc = from;
  for (guint32 n = 0; pc != split && n < self->n_code; n++, pc = self->code[pc].next)
    {
      const ObInstr *instr = &self->code[pc];
      if (self->n_before[pc + 1] - self->n_before[pc] != 1 ||
          (instr->op != OB_INSTR_TEST && instr->op != OB_INSTR_LOOK && instr->op != OB_INSTR_EDGE))
        return FALSE;
      n_tests += instr->op == OB_INSTR_TEST;
    }
  return pc == split && n_tests == 1;
}

static void
find_loops (ObPattern *self)
{
  for (guint32 i = 0; i < self->n_code; i++)
    {
      ObInstr *instr = &self->code[i];
      if (instr->op != OB_INSTR_SPLIT)
        continue;
      if (is_plain_turn (self, i, instr->next))
        instr->body = instr->next;
      else if (is_plain_turn (self, i, instr->other))
        instr->body = instr->other;
    }
}

/* Gives a slot to each instruction that branches, and to each that can be reached on two ways: all others are asked
 * at most once at a token because the one before them is. */
static void
assign_slots (ObPattern *self)
{
  g_autofree guint32 *ways = g_new0 (guint32, self->n_code);
  ways[self->entry]++;
  for (guint i = 0; i < self->looks->len; i++)
    ways[ob_pattern_get_look (self, i)->entry]++;
  for (guint32 i = 0; i < self->n_code; i++)
    {
      const ObInstr *instr = &self->code[i];
      if (instr->op < OB_INSTR_ACCEPT)
        ways[instr->next] += instr->op == OB_INSTR_SPAN || instr->op == OB_INSTR_PHRASE ? 2 : 1;
      if (instr->op == OB_INSTR_SPLIT)
        ways[instr->other]++;
    }
  for (guint32 i = 0; i < self->n_code; i++)
    {
      ObInstr *instr = &self->code[i];
      self->has_lazy |= instr->is_lazy;
      gboolean branches = instr->op == OB_INSTR_SPLIT || instr->op == OB_INSTR_SPAN || instr->op == OB_INSTR_PHRASE ||
                          instr->op == OB_INSTR_LOOK;
      if (branches || (ways[i] > 1 && instr->op < OB_INSTR_ACCEPT))
        instr->slot = self->n_slots++;
    }
}

/* How far look-arounds see */

static void
find_reach (ObPattern *self)
{
  guint64 reach = 0, ahead = 0;
  for (guint i = 0; i < self->looks->len; i++)
    {
      const ObLookAround *look = ob_pattern_get_look (self, i);
      if (look->is_behind)
        reach = add_capped (reach, look->max_length);
      else
        ahead = add_capped (ahead, look->max_length);
    }
  self->reach = MIN (reach, OB_MAX_SPAN_TOKENS);
  self->ahead = ahead;
}

/* Alternatives */

/* Numbers the alternatives under @node; what look-arounds are made of leaves no trace in a match. */
static void
number_branches (ObPattern *self, ObNode *node, guint32 outer)
{
  for (ObNode *child = node->first; child != NULL && node->kind != OB_NODE_LOOK; child = child->next)
    {
      if (node->kind == OB_NODE_ALT)
        {
          g_ptr_array_add (self->branches, child);
          child->branch = self->branches->len;
          child->outer_branch = outer;
        }
      number_branches (self, child, child->branch != 0 ? child->branch : outer);
    }
}

/* The whole */

static ObPattern *
pattern_new (ObPatternTree *tree)
{
  static gsize last_id;         /* atomic */
  ObPattern *self = g_new0 (ObPattern, 1);
  self->id = (guint64) g_atomic_pointer_add (&last_id, 1) + 1;
  self->tree = tree;
  self->steps = g_array_new (FALSE, FALSE, sizeof (ObTestStep));
  self->looks = g_array_new (FALSE, FALSE, sizeof (ObLookAround));
  self->branches = g_ptr_array_new ();
  self->first_spans = g_ptr_array_new ();
  self->needs = g_array_new (FALSE, FALSE, sizeof (ObNeed));
  return self;
}

void
ob_pattern_free (ObPattern *self)
{
  if (self == NULL)
    return;
  ob_pattern_tree_free (self->tree);
  g_free (self->code);
  g_free (self->programs);
  g_free (self->n_before);
  g_free (self->before);
  g_array_unref (self->steps);
  g_array_unref (self->looks);
  g_ptr_array_unref (self->branches);
  g_ptr_array_unref (self->first_spans);
  g_array_unref (self->needs);
  g_free (self);
}

static void
report_too_large (const ObPatternTree *tree, guint64 size, ObDiags *diags)
{
  if (diags == NULL)
    return;
  ob_diags_add (diags, OB_SEVERITY_ERROR, "OB131", &tree->root->place,
                "the pattern is too large: with its repetitions unrolled it has %s%" G_GUINT64_FORMAT
                " parts, and at most %u are allowed: lower the {n,m}",
                size >= G_MAXUINT32 ? "more than " : "", size, OB_MAX_PATTERN_NODES);
}

/* Takes @tree; @diags may be NULL. */
static ObPattern *
compile_tree (ObPatternTree *tree, ObPredicates *predicates, ObDiags *diags)
{
  g_autoptr (ObPattern) self = pattern_new (tree);
  guint64 size = measure (tree->root) + 2;
  if (size > OB_MAX_PATTERN_NODES)
    {
      report_too_large (tree, size, diags);
      return NULL;
    }
  g_autoptr (GArray) code = g_array_new (FALSE, FALSE, sizeof (ObInstr));
  Compiler compiler = { .pattern = self, .code = code };
  guint32 entry = compile_node (&compiler, tree->root, emit (&compiler, OB_INSTR_ACCEPT, NULL, 0, 0, 0));
  if (!resolve_all (&compiler, entry))
    {
      report_too_large (tree, OB_MAX_PATTERN_NODES + 1, diags);
      return NULL;
    }
  order_code (self);
  find_forerunners (self);
  find_loops (self);
  assign_slots (self);
  number_branches (self, tree->root, 0);
  find_reach (self);
  ob_pattern_plan (self, predicates);
  return g_steal_pointer (&self);
}

ObPattern *
ob_pattern_compile (const char *source, gsize length, const ObPlace *place, const ObPatternEnv *env, ObDiags *diags)
{
  g_autoptr (ObPatternTree) tree = ob_pattern_tree_parse (source, length, place, env, diags);
  if (tree == NULL || !ob_pattern_tree_check (tree, env, diags))
    return NULL;
  return compile_tree (g_steal_pointer (&tree), env->predicates, diags);
}

ObPattern *
ob_pattern_new_from_tree (ObPatternTree *tree, ObPredicates *predicates)
{
  return compile_tree (tree, predicates, NULL);
}

guint
ob_pattern_get_least (const ObPattern *self)
{
  guint64 min, max;
  measure_length (self->tree->root, &min, &max);
  return min;
}

guint
ob_pattern_get_n_branches (const ObPattern *self)
{
  return self->tree->constraints->len == 0 ? self->branches->len : 0;
}

void
ob_pattern_get_branch (const ObPattern *self, guint i, ObBranch *ret_branch)
{
  const ObNode *node = g_ptr_array_index (self->branches, i);
  *ret_branch = (ObBranch) { node->written, node->place.file, node->place.line, node->place.column,
                             node->outer_branch > 0 ? node->outer_branch - 1 : G_MAXUINT };
}

guint
ob_pattern_get_n_captures (const ObPattern *self)
{
  return self->tree->captures->len;
}

const char *
ob_pattern_get_capture (const ObPattern *self, guint i)
{
  return g_ptr_array_index (self->tree->captures, i);
}

/* What a pattern reads */

static void
foreach_read_of_test (const ObTest *test, ObPatternReadsFunc func, gpointer data)
{
  if (test->kind == OB_TEST_COVERED)
    func (test->span, test->label, data);
  if (test->kind == OB_TEST_POS)
    func ("pos", NULL, data);
  if (test->kind == OB_TEST_DEP || test->kind == OB_TEST_HEAD)
    func ("dep", NULL, data);
  if (test->kind == OB_TEST_HEAD)
    foreach_read_of_test (test->of_head, func, data);
  for (const ObTest *child = test->first; child != NULL; child = child->next)
    foreach_read_of_test (child, func, data);
}

static void
foreach_read_of_node (const ObNode *node, ObPatternReadsFunc func, gpointer data)
{
  if (node->kind == OB_NODE_TOKEN)
    foreach_read_of_test (node->test, func, data);
  if (node->kind == OB_NODE_SPAN || node->kind == OB_NODE_EDGE)
    {
      const char *label = NULL;
      for (const ObSpanTest *test = node->span_tests; test != NULL; test = test->next)
        if (test->label != NULL && !test->is_negated)
          label = test->label;
      func (node->name, label, data);
    }
  for (const ObNode *child = node->first; child != NULL; child = child->next)
    foreach_read_of_node (child, func, data);
}

void
ob_pattern_foreach_read (const ObPattern *self, ObPatternReadsFunc func, gpointer data)
{
  foreach_read_of_node (self->tree->root, func, data);
  for (guint i = 0; i < self->tree->constraints->len; i++)
    {
      const ObConstraint *constraint = &g_array_index (self->tree->constraints, ObConstraint, i);
      if (constraint->attribute == OB_COMPARE_LABEL)
        for (guint side = 0; side < 2; side++)
          func (constraint->span_names[side], NULL, data);
    }
}
