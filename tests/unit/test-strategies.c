/* However a pattern is searched for, the same matches come: every rule of the packs, over the articles of the tests and
 * all the packs' examples, by each strategy and by the definition of a match, which tries everything. Generated patterns
 * are compared in test-pattern-reference. */
#include "core/ob-session.h"
#include "match/ob-pattern-program.h"
#include "pack/ob-example.h"
#include "pack/ob-loader.h"
#include <string.h>

/* The definition. What is left to match is a list; where it can go several ways it tries them all and keeps the best. */

#define MAX_STEPS 4000          /* for one start: past it the window is left out */
#define MAX_FOUND 48

typedef struct
{
  gint64    end;                /* -1: no match */
  guint     n;
  struct { guint capture; guint32 first, end; } captures[MAX_FOUND];
} Reading;

typedef struct Pending Pending;
struct Pending
{
  enum { MATCH, TURN, PROGRESS, CLOSE } what;
  const ObNode  *node;
  guint          number;        /* TURN: turns made; PROGRESS: where the turn began; CLOSE: the capture */
  const Pending *next;
};

typedef struct
{
  ObMatchContext *context;
  guint32 limit, look_limit, floor;
  gint64  target;               /* where it must end; -1: anywhere */
  guint   steps;
} Definition;

static const Reading no_reading = { .end = -1 };

static void run (Definition *self, const Pending *todo, guint32 t, const Reading *so_far, Reading *ret_best);

static void
keep_better (Reading *best, const Reading *other)
{
  if (other->end > best->end)
    *best = *other;
}

static gboolean
passes (ObMatchContext *context, const ObTest *test, guint32 token)
{
  switch (test->kind)
    {
    case OB_TEST_ANY:
      return TRUE;
    case OB_TEST_NOT:
      return !passes (context, test->first, token);
    case OB_TEST_AND:
    case OB_TEST_OR:
      for (const ObTest *child = test->first; child != NULL; child = child->next)
        if (passes (context, child, token) == (test->kind == OB_TEST_OR))
          return test->kind == OB_TEST_OR;
      return test->kind == OB_TEST_AND;
    default:
      return ob_pattern_ask_leaf (context, test, token);
    }
}

static void
run_look (Definition *self, const ObNode *look, guint32 t, Reading *ret_found)
{
  Definition inner = *self;
  Reading empty = { 0 };
  Pending body = { MATCH, look->first, 0, NULL };
  inner.limit = look->is_behind ? t : self->look_limit;
  inner.target = look->is_behind ? (gint64) t : -1;
  *ret_found = no_reading;
  for (guint32 s = look->is_behind ? self->floor : t; s <= t && ret_found->end < 0; s++)
    run (&inner, &body, s, &empty, ret_found);
  self->steps = inner.steps;
}

static void
run_node (Definition *self, const ObNode *node, const Pending *next, guint32 t, const Reading *so_far, Reading *ret_best)
{
  Reading other;
  *ret_best = no_reading;
  switch (node->kind)
    {
    case OB_NODE_TOKEN:
      if (t < self->limit && passes (self->context, node->test, t))
        run (self, next, t + 1, so_far, ret_best);
      return;
    case OB_NODE_SPAN:
      {
        const ObSpan *spans;
        guint32 n = ob_spans_at (self->context->spans, node->name, t, &spans);
        for (guint32 i = 0; i < n; i++)
          if (spans[i].end <= self->limit && ob_pattern_ask_span (self->context, node, &spans[i]))
            {
              run (self, next, spans[i].end, so_far, &other);
              keep_better (ret_best, &other);
            }
        return;
      }
    case OB_NODE_PHRASE:
      {
        ObGazetteerHit hits[OB_MAX_GAZETTEER_HITS];
        guint n = t < self->limit ? ob_gazetteer_match (node->gazetteer, self->context->gazetteers, self->context->doc, t,
                                                        self->limit, hits) : 0;
        for (guint i = 0; i < n; i++)
          {
            run (self, next, hits[i].end, so_far, &other);
            keep_better (ret_best, &other);
          }
        return;
      }
    case OB_NODE_EDGE:
      if (ob_pattern_ask_edge (self->context, node, t))
        run (self, next, t, so_far, ret_best);
      return;
    case OB_NODE_SEQ:
      {
        const ObNode *children[64];
        Pending items[64];
        guint n = 0;
        for (const ObNode *child = node->first; child != NULL && n < 64; child = child->next)
          children[n++] = child;
        for (guint i = n; i-- > 0; next = &items[i])
          items[i] = (Pending) { MATCH, children[i], 0, next };
        run (self, next, t, so_far, ret_best);
        return;
      }
    case OB_NODE_ALT:
      for (const ObNode *child = node->first; child != NULL; child = child->next)
        {
          Pending item = { MATCH, child, 0, next };
          run (self, &item, t, so_far, &other);
          keep_better (ret_best, &other);
        }
      return;
    case OB_NODE_REPEAT:
      {
        Pending turn = { TURN, node, 0, next };
        run (self, &turn, t, so_far, ret_best);
        return;
      }
    case OB_NODE_CAPTURE:
      {
        Reading opened = *so_far;
        if (opened.n == MAX_FOUND)
          {
            self->steps = MAX_STEPS;
            return;
          }
        opened.captures[opened.n].capture = node->capture;
        opened.captures[opened.n].first = opened.captures[opened.n].end = t;
        Pending close = { CLOSE, node, opened.n++, next };
        Pending body = { MATCH, node->first, 0, &close };
        run (self, &body, t, &opened, ret_best);
        return;
      }
    case OB_NODE_LOOK:
      {
        run_look (self, node, t, &other);
        if ((other.end >= 0) == node->is_negative)
          return;
        Reading seen = *so_far;
        for (guint i = 0; other.end >= 0 && i < other.n && seen.n < MAX_FOUND; i++)
          seen.captures[seen.n++] = other.captures[i];
        run (self, next, t, &seen, ret_best);
        return;
      }
    }
}

static void
run_turn (Definition *self, const Pending *todo, guint32 t, const Reading *so_far, Reading *ret_best)
{
  const ObNode *node = todo->node;
  gboolean must = todo->number < node->min, is_endless = node->max == OB_UNBOUNDED && !must;
  if (todo->number == node->max)
    {
      run (self, todo->next, t, so_far, ret_best);
      return;
    }
  Pending again = { TURN, node, is_endless ? todo->number : todo->number + 1, todo->next };
  Pending progress = { PROGRESS, node, t, &again };
  Pending body = { MATCH, node->first, 0, is_endless ? &progress : &again };
  Reading leave;
  if (must || !node->is_lazy)
    run (self, &body, t, so_far, ret_best);
  if (must)
    return;
  run (self, todo->next, t, so_far, &leave);
  if (!node->is_lazy)
    keep_better (ret_best, &leave);
  else if (leave.end >= 0)
    *ret_best = leave;
  else
    run (self, &body, t, so_far, ret_best);
}

static void
run (Definition *self, const Pending *todo, guint32 t, const Reading *so_far, Reading *ret_best)
{
  *ret_best = no_reading;
  if (++self->steps > MAX_STEPS)
    return;
  if (todo == NULL)
    {
      *ret_best = *so_far;
      ret_best->end = self->target < 0 || self->target == t ? (gint64) t : -1;
      return;
    }
  switch (todo->what)
    {
    case MATCH:
      run_node (self, todo->node, todo->next, t, so_far, ret_best);
      return;
    case PROGRESS:
      if (t > todo->number)
        run (self, todo->next, t, so_far, ret_best);
      return;
    case CLOSE:
      {
        Reading closed = *so_far;
        closed.captures[todo->number].end = t;
        run (self, todo->next, t, &closed, ret_best);
        return;
      }
    case TURN:
      run_turn (self, todo, t, so_far, ret_best);
      return;
    }
}

/* Comparison */

static void
append_capture (GString *out, const char *name, guint32 first, guint32 end)
{
  if (first < end)
    g_string_append_printf (out, " %s:%u-%u", name, first, end);
}

static int
compare_captures (gconstpointer a, gconstpointer b)
{
  const ObCapture *x = a, *y = b;
  if (x->first != y->first)
    return x->first < y->first ? -1 : 1;
  return x->end > y->end ? -1 : x->end < y->end;
}

/* All matches in @window by the definition; NULL when that takes too long. */
static char *
show_defined (const ObPattern *pattern, ObMatchContext *context, ObRange window, guint32 max_tokens)
{
  g_autoptr (GString) out = g_string_new (NULL);
  Pending all = { MATCH, pattern->tree->root, 0, NULL };
  Reading empty = { 0 }, best;
  for (guint32 first = window.first; first < window.end;)
    {
      Definition self = { .context = context, .target = -1, .floor = window.first };
      self.limit = first + MIN (window.end - first, max_tokens);
      self.look_limit = first + MIN (window.end - first, 2 * max_tokens);
      run (&self, &all, first, &empty, &best);
      if (self.steps >= MAX_STEPS)
        return NULL;
      if (best.end < 0)
        {
          first++;
          continue;
        }
      g_string_append_printf (out, "[%u-%u", first, (guint) best.end);
      g_autoptr (GArray) captures = g_array_new (FALSE, FALSE, sizeof (ObCapture));
      for (guint i = 0; i < best.n; i++)
        {
          ObCapture capture = { ob_pattern_get_capture (pattern, best.captures[i].capture), best.captures[i].first,
                                best.captures[i].end };
          if (capture.first < capture.end)
            g_array_append_val (captures, capture);
        }
      g_array_sort (captures, compare_captures);        /* stable */
      for (guint i = 0; i < captures->len; i++)
        {
          const ObCapture *capture = &g_array_index (captures, ObCapture, i);
          append_capture (out, capture->name, capture->first, capture->end);
        }
      g_string_append_c (out, ']');
      first = MAX ((guint32) best.end, first + 1);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
show_found (const ObPattern *pattern, ObMatchContext *context, ObRange window, guint32 max_tokens)
{
  GString *out = g_string_new (NULL);
  ObMatch match;
  guint32 from = window.first;
  while (from < window.end && ob_pattern_find (pattern, context, from, window.end, max_tokens, &match))
    {
      g_string_append_printf (out, "[%u-%u", match.first, match.end);
      for (guint i = 0; i < match.n_captures; i++)
        append_capture (out, match.captures[i].name, match.captures[i].first, match.captures[i].end);
      g_string_append_c (out, ']');
      from = MAX (match.end, match.first + 1);
    }
  return g_string_free (out, FALSE);
}

typedef struct { guint compared, left_out, matches; } Count;

static void
compare_in_window (const ObRule *rule, const ObPattern *pattern, ObMatchContext *context, ObRange window, Count *count)
{
  context->strategy = OB_STRATEGY_EACH;
  g_autofree char *each = show_found (pattern, context, window, rule->max_tokens);
  context->strategy = OB_STRATEGY_SCAN;
  g_autofree char *scan = show_found (pattern, context, window, rule->max_tokens);
  if (strcmp (each, scan) != 0)
    g_error ("%s in tokens %u-%u: one by one %s, all at once %s", rule->id, window.first, window.end, each, scan);
  if (each[0] != '\0' && !ob_pattern_may_match (pattern, context, window.first, window.end))
    g_error ("%s in tokens %u-%u: a need is none: %s", rule->id, window.first, window.end, each);
  count->matches += each[0] != '\0';
  if (pattern->tree->constraints->len > 0)
    return;
  g_autofree char *defined = show_defined (pattern, context, window, rule->max_tokens);
  count->compared += defined != NULL;
  count->left_out += defined == NULL;
  if (defined != NULL && strcmp (each, defined) != 0)
    g_error ("%s in tokens %u-%u: by definition %s, found %s", rule->id, window.first, window.end, defined, each);
}

typedef struct
{
  ObLoaded  *loaded;
  ObSession *session;
  GPtrArray *texts;             /* of char *, owned: articles, and examples by the dozen */
} Fixture;

#define EXAMPLES_A_TEXT 12

static void
set_up (Fixture *self, gconstpointer data)
{
  (void) data;
  static const char *const packs[] = { "news.en", "security.en", NULL };
  g_autoptr (ObDiags) diags = ob_diags_new ();
  self->loaded = ob_loader_load (packs, diags);
  g_autofree char *problems = ob_diags_dup_text (diags, TRUE);
  if (self->loaded->ruleset == NULL)
    g_error ("%s", problems);
  self->session = ob_session_new (self->loaded->ruleset, NULL);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  static const char *const articles[] = { "budget.txt", "dam.txt", "strait.txt" };
  for (guint i = 0; i < G_N_ELEMENTS (articles); i++)
    {
      char *text;
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "articles", articles[i], NULL);
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_ptr_array_add (self->texts, text);
    }
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < self->loaded->examples->len; i++)
    {
      const ObExample *example = g_ptr_array_index (self->loaded->examples, i);
      g_string_append_printf (text, "%s\n\n", example->text);
      if (i % EXAMPLES_A_TEXT < EXAMPLES_A_TEXT - 1 && i + 1 < self->loaded->examples->len)
        continue;
      g_ptr_array_add (self->texts, g_strdup (text->str));
      g_string_truncate (text, 0);
    }
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  (void) data;
  g_ptr_array_unref (self->texts);
  ob_session_free (self->session);
  ob_loaded_free (self->loaded);
}

static ObDoc *
make_doc (Fixture *self, guint i)
{
  const char *text = g_ptr_array_index (self->texts, i);
  return ob_doc_new (ob_text_new (text, strlen (text), NULL), NULL, "2023-09-11",
                     ob_vocab_get_forms (ob_session_get_vocab (self->session)));
}

/* All that comes of a text. */
static char *
show_result (const ObResult *result)
{
  GString *out = g_string_new (NULL);
  const GPtrArray *lists[] = { result->annotations, result->losers };
  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < lists[l]->len; i++)
      {
        const ObAnnotation *a = g_ptr_array_index (lists[l], i);
        g_string_append_printf (out, "%s %s %u-%u %s %s", a->rule->id, a->label != NULL ? a->label : "-", a->first, a->end,
                                a->lost_to != NULL ? a->lost_to : "", a->lost_why != NULL ? a->lost_why : "");
        for (guint j = 0; a->captures != NULL && j < a->captures->len; j++)
          {
            const ObCapture *capture = &g_array_index (a->captures, ObCapture, j);
            append_capture (out, capture->name, capture->first, capture->end);
          }
        g_string_append_c (out, '\n');
      }
  g_string_append_printf (out, "%u incidents\n", result->incidents->len);
  return g_string_free (out, FALSE);
}

static void
test_results (Fixture *self, gconstpointer data)
{
  (void) data;
  for (guint i = 0; i < self->texts->len; i++)
    {
      g_autofree char *shown[3] = { NULL };
      for (ObStrategy strategy = OB_STRATEGY_AUTO; strategy <= OB_STRATEGY_EACH; strategy++)
        {
          g_autoptr (ObDoc) doc = make_doc (self, i);
          ob_session_set_strategy (self->session, strategy);
          g_autoptr (ObResult) result = ob_session_run (self->session, doc);
          g_autofree char *text = show_result (result);
          if (strategy == OB_STRATEGY_AUTO)
            shown[0] = g_steal_pointer (&text);
          else
            g_assert_cmpstr (text, ==, shown[0]);
        }
    }
}

static void
compare_rule (const ObRule *rule, ObMatchContext *context, Count *count)
{
  const ObDoc *doc = context->doc;
  guint32 n = rule->scope == OB_SCOPE_DOC ? 1 : rule->scope == OB_SCOPE_PARA ? doc->n_paras : doc->n_sentences;
  context->look = (ObLook) rule->scope;
  for (guint32 i = 0; i < n; i++)
    {
      ObRange window = rule->scope == OB_SCOPE_DOC ? (ObRange) { 0, doc->n_tokens } :
                       rule->scope == OB_SCOPE_PARA ? doc->paras[i] : doc->sentences[i];
      compare_in_window (rule, rule->match, context, window, count);
      for (guint u = 0; u < OB_N_UNLESS; u++)
        if (rule->unless[u] != NULL)
          compare_in_window (rule, rule->unless[u], context, window, count);
    }
}

static void
test_matches (Fixture *self, gconstpointer data)
{
  (void) data;
  Count count = { 0 };
  guint step = g_test_slow () ? 1 : 6;          /* of the examples; the articles are first */
  for (guint i = 0; i < self->texts->len; i += i < 2 ? 1 : step)
    {
      g_autoptr (ObDoc) doc = make_doc (self, i);
      g_autoptr (ObResult) result = ob_session_run (self->session, doc);
      ObMatchContext *context = ob_session_get_context (self->session);
      ObBudget *budget = context->budget;
      context->doc = doc;
      context->budget = NULL;
      for (guint j = 0; j < ob_ruleset_size (self->loaded->ruleset); j++)
        if (ob_ruleset_get (self->loaded->ruleset, j)->match != NULL)
          compare_rule (ob_ruleset_get (self->loaded->ruleset, j), context, &count);
      context->doc = NULL;
      context->budget = budget;
    }
  g_test_message ("%u windows compared with the definition, %u too long for it; matches in %u", count.compared,
                  count.left_out, count.matches);
  g_assert_cmpuint (count.matches, >, 1000);
  g_assert_cmpuint (count.compared, >, 20 * count.left_out);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/strategies/same-results-of-every-text", Fixture, NULL, set_up, test_results, tear_down);
  g_test_add ("/strategies/same-matches-as-trying-everything", Fixture, NULL, set_up, test_matches, tear_down);
  return g_test_run ();
}
