/* test-pattern-reference.c: the matcher against the definition of what a match is, written down as plainly as can be:
 * a function that tries everything. Thousands of random patterns and sentences; the seed is GLib's (--seed). */
#include "pattern-fixture.h"

typedef enum { WORD, NOT_WORD, ANY, SPAN, EDGE, SEQ, ALT, REPEAT, LABEL, LOOK } Kind;

typedef struct Node Node;
struct Node
{
  Kind  kind;
  char  letter;                 /* WORD, NOT_WORD: a b c; LABEL: x y z; EDGE: s for <s>, e for </s> */
  Node *children[3];
  guint n_children;
  int   min, max;               /* REPEAT; max -1: unbounded */
  gboolean is_lazy, is_behind, is_negative;
};

typedef struct { char name; int first, end; } Capture;

#define MAX_CAPTURES 24

typedef struct
{
  int     end;                  /* -1: no match */
  guint   n;
  Capture captures[MAX_CAPTURES];
} Reading;

/* What is left to match: a list. */
typedef struct Pending Pending;
struct Pending
{
  enum { MATCH, TURN, PROGRESS, CLOSE } what;
  const Node    *node;
  int            number;        /* TURN: turns made; PROGRESS: where the turn began; CLOSE: the capture */
  const Pending *next;
};

typedef struct
{
  const char *text;             /* one letter a token */
  const char *spans;            /* by token: how long the span is that starts there, as a digit */
  int  n;
  int  limit, look_limit, target;
  gboolean has_constraint, is_negated;
  guint steps;                  /* when they pass MAX_STEPS the case is given up */
} Reference;

#define MAX_STEPS 20000

static Reading run (Reference *self, const Pending *todo, int t, const Reading *so_far);

static const Reading no_reading = { .end = -1 };

static Reading
better (Reading a, Reading b)
{
  return b.end > a.end ? b : a;
}

static Reading
run_look (Reference *self, const Node *look, int t)
{
  Reference inner = *self;
  Reading empty = { 0 }, found = no_reading;
  Pending body = { MATCH, look->children[0], 0, NULL };
  inner.has_constraint = FALSE;
  inner.limit = look->is_behind ? t : self->look_limit;
  inner.target = look->is_behind ? t : -1;
  for (int s = look->is_behind ? 0 : t; s <= t && found.end < 0; s++)
    found = run (&inner, &body, s, &empty);
  self->steps = inner.steps;
  return found;
}

static const Capture *
latest (const Reading *reading, char name, guint closed)
{
  /* The capture closed last; of those not open, that is the one with the greatest end, opened last among equals,
   * unless it is the one just closed. */
  if (reading->captures[closed].name == name)
    return &reading->captures[closed];
  const Capture *found = NULL;
  for (guint i = 0; i < reading->n; i++)
    if (reading->captures[i].name == name && reading->captures[i].end >= 0)
      found = &reading->captures[i];
  return found;
}

/* x.word = y.word, asked when one of them is closed. */
static gboolean
fulfils (const Reference *self, const Reading *reading, guint closed)
{
  char name = reading->captures[closed].name;
  if (!self->has_constraint || (name != 'x' && name != 'y'))
    return TRUE;
  const Capture *x = latest (reading, 'x', closed), *y = latest (reading, 'y', closed);
  if (x == NULL || y == NULL || x->first == x->end || y->first == y->end)
    return TRUE;
  gboolean equal = x->end - x->first == y->end - y->first &&
                   strncmp (self->text + x->first, self->text + y->first, x->end - x->first) == 0;
  return equal != self->is_negated;
}

static Reading
run_node (Reference *self, const Node *node, const Pending *next, int t, const Reading *so_far)
{
  switch (node->kind)
    {
    case WORD: case NOT_WORD: case ANY:
      if (t >= self->limit || (node->kind == WORD && self->text[t] != node->letter) ||
          (node->kind == NOT_WORD && self->text[t] == node->letter))
        return no_reading;
      return run (self, next, t + 1, so_far);
    case SPAN:
      if (t >= self->n || self->spans[t] == '0' || t + (self->spans[t] - '0') > self->limit)
        return no_reading;
      return run (self, next, t + (self->spans[t] - '0'), so_far);
    case EDGE:
      return t == (node->letter == 's' ? 0 : self->n) ? run (self, next, t, so_far) : no_reading;
    case SEQ:
      {
        Pending items[3];
        for (int i = (int) node->n_children - 1; i >= 0; i--)
          {
            items[i] = (Pending) { MATCH, node->children[i], 0, next };
            next = &items[i];
          }
        return run (self, next, t, so_far);
      }
    case ALT:
      {
        Reading best = no_reading;
        for (guint i = 0; i < node->n_children; i++)
          {
            Pending item = { MATCH, node->children[i], 0, next };
            best = better (best, run (self, &item, t, so_far));
          }
        return best;
      }
    case REPEAT:
      {
        Pending turn = { TURN, node, 0, next };
        return run (self, &turn, t, so_far);
      }
    case LABEL:
      {
        Reading opened = *so_far;
        g_assert_cmpuint (opened.n, <, MAX_CAPTURES);
        opened.captures[opened.n] = (Capture) { node->letter, t, -1 };
        Pending close = { CLOSE, node, (int) opened.n++, next };
        Pending body = { MATCH, node->children[0], 0, &close };
        return run (self, &body, t, &opened);
      }
    case LOOK:
      {
        Reading found = run_look (self, node, t);
        if ((found.end >= 0) == node->is_negative)
          return no_reading;
        Reading seen = *so_far;
        for (guint i = 0; found.end >= 0 && i < found.n; i++)
          seen.captures[seen.n++] = found.captures[i];
        return run (self, next, t, &seen);
      }
    }
  return no_reading;
}

static Reading
run (Reference *self, const Pending *todo, int t, const Reading *so_far)
{
  if (++self->steps > MAX_STEPS)
    return no_reading;
  if (todo == NULL)
    {
      Reading done = *so_far;
      done.end = self->target < 0 || self->target == t ? t : -1;
      return done;
    }
  switch (todo->what)
    {
    case MATCH:
      return run_node (self, todo->node, todo->next, t, so_far);
    case PROGRESS:
      return t > todo->number ? run (self, todo->next, t, so_far) : no_reading;
    case CLOSE:
      {
        Reading closed = *so_far;
        closed.captures[todo->number].end = t;
        return fulfils (self, &closed, todo->number) ? run (self, todo->next, t, &closed) : no_reading;
      }
    case TURN:
      break;
    }
  const Node *node = todo->node;
  gboolean must = todo->number < node->min;
  if (todo->number == node->max)
    return run (self, todo->next, t, so_far);
  Pending again = { TURN, node, node->max < 0 && !must ? todo->number : todo->number + 1, todo->next };
  Pending progress = { PROGRESS, node, t, &again };
  Pending body = { MATCH, node->children[0], 0, node->max < 0 && !must ? &progress : &again };
  if (must)
    return run (self, &body, t, so_far);
  if (node->is_lazy)
    {
      Reading leave = run (self, todo->next, t, so_far);
      return leave.end >= 0 ? leave : run (self, &body, t, so_far);
    }
  Reading take = run (self, &body, t, so_far);
  return better (take, run (self, todo->next, t, so_far));
}

/* Random patterns */

static Node *
new_node (GPtrArray *pool, Kind kind)
{
  Node *node = g_new0 (Node, 1);
  node->kind = kind;
  g_ptr_array_add (pool, node);
  return node;
}

static guint
pick (guint n)
{
  return (guint) g_test_rand_int_range (0, (gint32) n);
}

/* @may_label: not inside a negative look-around. @n_labels: how many labels stand above. */
static Node *
random_node (GPtrArray *pool, guint depth, gboolean may_label)
{
  static const Kind leaves[] = { WORD, WORD, WORD, NOT_WORD, ANY, SPAN };
  static const Kind branches[] = { SEQ, SEQ, ALT, REPEAT, REPEAT, LABEL, LOOK, EDGE, WORD };
  Kind kind = depth == 0 ? leaves[pick (G_N_ELEMENTS (leaves))] : branches[pick (G_N_ELEMENTS (branches))];
  if (kind == LABEL && !may_label)
    kind = WORD;
  Node *node = new_node (pool, kind);
  node->letter = "abc"[pick (3)];
  node->n_children = kind == SEQ || kind == ALT ? 2 + pick (2) : kind >= REPEAT ? 1 : 0;
  node->is_negative = kind == LOOK && pick (2);
  for (guint i = 0; i < node->n_children; i++)
    node->children[i] = random_node (pool, depth - 1, may_label && !node->is_negative);
  if (kind == LABEL)
    node->letter = "xyz"[pick (3)];
  if (kind == EDGE)
    node->letter = "se"[pick (2)];
  if (kind == LOOK)
    node->is_behind = pick (2);
  if (kind == REPEAT)
    {
      static const int ranges[][2] = {
        { 0, 1 }, { 0, 1 }, { 0, -1 }, { 0, -1 }, { 1, -1 }, { 2, 2 }, { 1, 2 }, { 2, -1 }
      };
      const int *range = ranges[pick (G_N_ELEMENTS (ranges))];
      node->min = range[0];
      node->max = range[1];
      node->is_lazy = pick (3) == 0;
      if (node->children[0]->kind == EDGE || node->children[0]->kind == LOOK)
        {
          node->children[0]->kind = ANY;        /* those take no quantifier */
          node->children[0]->n_children = 0;
        }
    }
  return node;
}

static void
print_node (GString *out, const Node *node)
{
  switch (node->kind)
    {
    case WORD:     g_string_append_printf (out, "\"%c\"", node->letter); break;
    case NOT_WORD: g_string_append_printf (out, "[word!=\"%c\"]", node->letter); break;
    case ANY:      g_string_append (out, "[]"); break;
    case SPAN:     g_string_append (out, "<ent/>"); break;
    case EDGE:     g_string_append (out, node->letter == 's' ? "<s>" : "</s>"); break;
    case SEQ: case ALT:
      g_string_append (out, "( ");
      for (guint i = 0; i < node->n_children; i++)
        {
          g_string_append (out, i == 0 ? "" : node->kind == ALT ? " | " : " ");
          print_node (out, node->children[i]);
        }
      g_string_append (out, " )");
      break;
    case REPEAT:
      g_string_append (out, "(");
      print_node (out, node->children[0]);
      if (node->max < 0)
        g_string_append_printf (out, "){%d,}%s", node->min, node->is_lazy ? "?" : "");
      else
        g_string_append_printf (out, "){%d,%d}%s", node->min, node->max, node->is_lazy ? "?" : "");
      break;
    case LABEL:
      g_string_append_printf (out, "%c:(", node->letter);
      print_node (out, node->children[0]);
      g_string_append (out, ")");
      break;
    case LOOK:
      g_string_append_printf (out, "(?%s%s ", node->is_behind ? "<" : "", node->is_negative ? "!" : "=");
      print_node (out, node->children[0]);
      g_string_append (out, ")");
      break;
    }
}

static gboolean
contains (const Node *node, Kind kind, char letter)
{
  if (node->kind == kind && (letter == 0 || node->letter == letter))
    return TRUE;
  for (guint i = 0; i < node->n_children; i++)
    if (contains (node->children[i], kind, letter))
      return TRUE;
  return FALSE;
}

/* TRUE when a label stands inside one of the same name: then "latest" is not as simple as the reference has it. */
static gboolean
nests_label (const Node *node)
{
  for (guint i = 0; i < node->n_children; i++)
    if ((node->kind == LABEL && contains (node->children[i], LABEL, node->letter)) || nests_label (node->children[i]))
      return TRUE;
  return FALSE;
}

/* Comparison */

static int
compare_captures (const Capture *a, const Capture *b)
{
  return a->first != b->first ? a->first - b->first : b->end - a->end;
}

static char *
show_reading (int first, const Reading *reading)
{
  if (reading->end < 0)
    return g_strdup ("-");
  Capture sorted[MAX_CAPTURES];
  guint n = 0;
  for (guint i = 0; i < reading->n; i++)
    if (reading->captures[i].first < reading->captures[i].end)
      {
        guint j = n++;
        for (; j > 0 && compare_captures (&sorted[j - 1], &reading->captures[i]) > 0; j--)
          sorted[j] = sorted[j - 1];
        sorted[j] = reading->captures[i];
      }
  GString *out = g_string_new (NULL);
  g_string_printf (out, "%d-%d", first, reading->end);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (out, " %c:%d-%d", sorted[i].name, sorted[i].first, sorted[i].end);
  return g_string_free (out, FALSE);
}

static char *
show_match (gboolean found, const ObMatch *match)
{
  if (!found)
    return g_strdup ("-");
  GString *out = g_string_new (NULL);
  g_string_printf (out, "%u-%u", match->first, match->end);
  for (guint i = 0; i < match->n_captures; i++)
    g_string_append_printf (out, " %s:%u-%u", match->captures[i].name, match->captures[i].first,
                            match->captures[i].end);
  return g_string_free (out, FALSE);
}

static Reading
reference_find (Reference *self, const Node *root, int max, int *ret_first)
{
  Reading empty = { 0 }, found = no_reading;
  Pending all = { MATCH, root, 0, NULL };
  for (int first = 0; first < self->n && found.end < 0; first++)
    {
      self->limit = MIN (self->n, first + max);
      self->look_limit = MIN (self->n, (first / max + 3) * max);
      self->target = -1;
      found = run (self, &all, first, &empty);
      *ret_first = first;
    }
  return found;
}

static Reading
reference_before (Reference *self, const Node *root, int end, int *ret_first)
{
  Reading empty = { 0 }, found = no_reading;
  Pending all = { MATCH, root, 0, NULL };
  self->limit = self->target = end;
  self->look_limit = self->n;
  for (int first = 0; first < end && found.end < 0; first++)
    {
      found = run (self, &all, first, &empty);
      *ret_first = first;
    }
  return found;
}

static void
assert_same (const char *source, const Reference *reference, int first, const Reading *reading, gboolean found,
             const ObMatch *match)
{
  g_autofree char *expected = show_reading (first, reading);
  g_autofree char *shown = show_match (found, match);
  if (strcmp (expected, shown) != 0)
    g_error ("%s on %s (spans %s): expected %s, found %s", source, reference->text, reference->spans, expected, shown);
}

/* A sentence of up to 7 letters and the spans in it. */
static void
load_sentence (Fixture *fixture, Reference *reference, char *text, char *spans)
{
  g_autoptr (GString) words = g_string_new (NULL);
  GString *ents = g_string_new (NULL);
  int n = 1 + (int) pick (7);
  for (int i = 0; i < n; i++)
    {
      text[i] = "abc"[pick (3)];
      int length = pick (3) == 0 ? 1 + (int) pick (2) : 0;
      spans[i] = '0' + (char) (i + length <= n ? length : 0);
      g_string_append_printf (words, "%c ", text[i]);
      if (spans[i] != '0')
        g_string_append_printf (ents, "%sE %d %d", ents->len > 0 ? "," : "", i, i + spans[i] - '0');
    }
  text[n] = spans[n] = '\0';
  fixture_load (fixture, words->str);
  g_assert_cmpuint (fixture->doc->n_tokens, ==, n);
  g_assert_cmpuint (fixture->doc->n_sentences, ==, 1);
  fixture_set_spans (fixture, "ent", ents->str);
  g_string_free (ents, TRUE);
  *reference = (Reference) { .text = text, .spans = spans, .n = n, .has_constraint = reference->has_constraint,
                             .is_negated = reference->is_negated };
}

/* One random pattern on some sentences. Returns how many comparisons were made. */
static guint
compare_one (gboolean with_constraint)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (GPtrArray) pool = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) source = g_string_new (NULL);
  Node *root = random_node (pool, 1 + pick (4), TRUE);
  Reference reference = { .has_constraint = with_constraint, .is_negated = pick (2) };
  if (with_constraint && (!contains (root, LABEL, 'x') || !contains (root, LABEL, 'y') || contains (root, LOOK, 0) ||
                          nests_label (root)))
    return 0;
  print_node (source, root);
  if (with_constraint)
    g_string_append_printf (source, " :: x.word %s y.word", reference.is_negated ? "!=" : "=");
  g_autoptr (ObPattern) pattern = fixture_compile (fixture, source->str);
  if (pattern == NULL)
    {
      for (guint i = 0; i < ob_diags_size (fixture->diags); i++)
        {
          const ObDiag *diag = ob_diags_get (fixture->diags, i);
          if (diag->severity == OB_SEVERITY_ERROR && strcmp (diag->id, "OB130") != 0)
            g_error ("%s: %s", source->str, diag->message);
        }
      return 0;
    }
  guint n = 0;
  for (guint round = 0; round < 6; round++)
    {
      char text[8], spans[8];
      load_sentence (fixture, &reference, text, spans);
      ObMatch match;
      int first = 0, max = pick (2) ? 60 : 1 + (int) pick (4);
      Reading reading = reference_find (&reference, root, max, &first);
      if (reference.steps > MAX_STEPS)
        break;
      gboolean found = FALSE;
      for (ObStrategy strategy = OB_STRATEGY_SCAN; strategy <= OB_STRATEGY_EACH; strategy++)
        {
          fixture->context.strategy = strategy;
          found = ob_pattern_find (pattern, &fixture->context, 0, fixture->doc->n_tokens, max, &match);
          assert_same (source->str, &reference, first, &reading, found, &match);
        }
      g_assert_true (!found || ob_pattern_may_match (pattern, &fixture->context, 0, fixture->doc->n_tokens));
      int end = 1 + (int) pick (reference.n);
      reading = reference_before (&reference, root, end, &first);
      if (reference.steps > MAX_STEPS)
        break;
      found = ob_pattern_match_before (pattern, &fixture->context, end, 0, &match);
      assert_same (source->str, &reference, first, &reading, found, &match);
      n += 3;
    }
  return n;
}

static void
test_reference (void)
{
  guint wanted = g_test_slow () ? 200000 : 12000, n = 0;
  while (n < wanted)
    n += compare_one (FALSE);
}

static void
test_reference_constraints (void)
{
  guint wanted = g_test_slow () ? 40000 : 2000, n = 0;
  while (n < wanted)
    n += compare_one (TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pattern-reference/same-match-as-trying-everything", test_reference);
  g_test_add_func ("/pattern-reference/same-with-constraints", test_reference_constraints);
  return g_test_run ();
}
