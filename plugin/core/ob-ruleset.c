#include "core/ob-ruleset.h"
#include <string.h>

typedef struct
{
  const ObScriptClass *script_class;
  gpointer       data;
  GDestroyNotify destroy;
} Script;

struct ObRuleset
{
  gatomicrefcount refs;
  ObBudgets     budgets;
  ObPredicates *predicates;
  ObGazetteers *gazetteers;
  GPtrArray    *rules;          /* of ObRule, owned, by place */
  GHashTable   *by_id;          /* char * (borrowed) to ObRule (borrowed) */
  GArray       *scripts;        /* of Script */
  GPtrArray    *order;          /* of ObRule, borrowed: as they run */
  GHashTable   *over;           /* set of pairs: winner place << 32 | loser place, as gint64 keys */
};

static void
script_clear (gpointer data)
{
  Script *script = data;
  if (script->destroy != NULL)
    script->destroy (script->data);
}

ObRuleset *
ob_ruleset_new (void)
{
  ObRuleset *self = g_new0 (ObRuleset, 1);
  g_atomic_ref_count_init (&self->refs);
  self->budgets = ob_budgets_default ();
  self->predicates = ob_predicates_new ();
  self->gazetteers = ob_gazetteers_new ();
  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_rule_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->scripts = g_array_new (FALSE, FALSE, sizeof (Script));
  g_array_set_clear_func (self->scripts, script_clear);
  self->order = g_ptr_array_new ();
  self->over = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

ObRuleset *
ob_ruleset_ref (ObRuleset *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
ob_ruleset_unref (ObRuleset *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_hash_table_unref (self->over);
  g_ptr_array_unref (self->order);
  g_array_unref (self->scripts);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->rules);
  ob_gazetteers_free (self->gazetteers);
  ob_predicates_free (self->predicates);
  g_free (self);
}

ObPredicates *
ob_ruleset_get_predicates (ObRuleset *self)
{
  return self->predicates;
}

ObGazetteers *
ob_ruleset_get_gazetteers (ObRuleset *self)
{
  return self->gazetteers;
}

void
ob_ruleset_set_budgets (ObRuleset *self, const ObBudgets *budgets)
{
  self->budgets = *budgets;
}

const ObBudgets *
ob_ruleset_get_budgets (const ObRuleset *self)
{
  return &self->budgets;
}

gboolean
ob_ruleset_add (ObRuleset *self, ObRule *rule)
{
  if (g_hash_table_contains (self->by_id, rule->id))
    {
      ob_rule_free (rule);
      return FALSE;
    }
  rule->place = self->rules->len;
  g_ptr_array_add (self->rules, rule);
  g_hash_table_insert (self->by_id, rule->id, rule);
  return TRUE;
}

void
ob_ruleset_change (ObRuleset *self, guint place, ObRuleChange change)
{
  ObRule *rule = g_ptr_array_index (self->rules, place);
  if (change == OB_RULE_IS_PATCHED && !(rule->changes & change))
    {
      char *tag = g_strconcat (rule->tag, "+patched", NULL);
      g_free (rule->tag);
      rule->tag = tag;
    }
  rule->changes |= change;
}

guint
ob_ruleset_add_script (ObRuleset *self, const ObScriptClass *script_class, gpointer data, GDestroyNotify destroy)
{
  Script script = { script_class, data, destroy };
  g_array_append_val (self->scripts, script);
  return self->scripts->len - 1;
}

guint
ob_ruleset_size (const ObRuleset *self)
{
  return self->rules->len;
}

const ObRule *
ob_ruleset_get (const ObRuleset *self, guint place)
{
  return g_ptr_array_index (self->rules, place);
}

const ObRule *
ob_ruleset_find (const ObRuleset *self, const char *id)
{
  return g_hash_table_lookup (self->by_id, id);
}

const ObRule *
ob_ruleset_get_nth_to_run (const ObRuleset *self, guint n)
{
  return g_ptr_array_index (self->order, n);
}

gboolean
ob_ruleset_is_over (const ObRuleset *self, const ObRule *winner, const ObRule *loser)
{
  gint64 pair = (gint64) winner->place << 32 | loser->place;
  return g_hash_table_contains (self->over, &pair) || g_strcmp0 (winner->tries_over, loser->id) == 0;
}

guint
ob_ruleset_get_n_scripts (const ObRuleset *self)
{
  return self->scripts->len;
}

const ObScriptClass *
ob_ruleset_get_script (const ObRuleset *self, guint i, gpointer *ret_data)
{
  const Script *script = &g_array_index (self->scripts, Script, i);
  *ret_data = script->data;
  return script->script_class;
}

/* Graphs over rules and channels. Nodes 0 … n-1 are the rules by place; edges lead from what must run first. */

typedef struct
{
  GPtrArray *edges;             /* by node: GArray of guint, owned */
  GArray    *component;         /* by node: number of its strongly connected component */
} Graph;

static void
graph_init (Graph *self, guint n)
{
  self->edges = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->component = NULL;
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->edges, g_array_new (FALSE, FALSE, sizeof (guint)));
}

static void
graph_clear (Graph *self)
{
  g_ptr_array_unref (self->edges);
  g_clear_pointer (&self->component, g_array_unref);
}

static void
graph_add (Graph *self, guint from, guint to)
{
  g_array_append_val (g_ptr_array_index (self->edges, from), to);
}

/* Tarjan's algorithm (1972) with a stack of its own. Components are numbered in reverse topological order. */
static void
graph_find_components (Graph *self)
{
  guint n = self->edges->len, counter = 0, n_components = 0;
  typedef struct { guint node, next; } Frame;
  g_autofree guint *index = g_new0 (guint, n + 1), *low = g_new0 (guint, n + 1);
  g_autofree gboolean *on_stack = g_new0 (gboolean, n + 1);
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) frames = g_array_new (FALSE, FALSE, sizeof (Frame));
  self->component = g_array_sized_new (FALSE, TRUE, sizeof (guint), n);
  g_array_set_size (self->component, n);

  for (guint root = 0; root < n; root++)
    {
      if (index[root] != 0)
        continue;
      Frame first = { root, 0 };
      g_array_append_val (frames, first);
      while (frames->len > 0)
        {
          Frame *frame = &g_array_index (frames, Frame, frames->len - 1);
          guint v = frame->node;
          GArray *edges = g_ptr_array_index (self->edges, v);
          if (frame->next == 0)
            {
              index[v] = low[v] = ++counter;
              on_stack[v] = TRUE;
              g_array_append_val (stack, v);
            }
          if (frame->next < edges->len)
            {
              guint w = g_array_index (edges, guint, frame->next++);
              if (index[w] == 0)
                {
                  Frame next = { w, 0 };
                  g_array_append_val (frames, next);
                }
              else if (on_stack[w])
                low[v] = MIN (low[v], index[w]);
              continue;
            }
          if (low[v] == index[v])
            for (guint w = G_MAXUINT; w != v;)
              {
                w = g_array_index (stack, guint, stack->len - 1);
                g_array_set_size (stack, stack->len - 1);
                on_stack[w] = FALSE;
                g_array_index (self->component, guint, w) = n_components;
                if (w == v)
                  n_components++;
              }
          g_array_set_size (frames, frames->len - 1);
          if (frames->len > 0)
            {
              guint parent = g_array_index (frames, Frame, frames->len - 1).node;
              low[parent] = MIN (low[parent], low[v]);
            }
        }
    }
}

/* Channels: one node a (type, label) that some rule emits or reads, behind the rules' nodes. */

typedef struct
{
  Graph      *graph;
  GHashTable *channels;         /* "type\nlabel" (owned) to node number */
  ObRule     *reader;
} Channels;

static guint
get_channel (Channels *self, const char *type, const char *label)
{
  char *key = g_strdup_printf ("%s\n%s", type, label != NULL ? label : "");
  gpointer node;
  if (g_hash_table_lookup_extended (self->channels, key, NULL, &node))
    {
      g_free (key);
      return GPOINTER_TO_UINT (node);
    }
  guint new_node = self->graph->edges->len;
  g_ptr_array_add (self->graph->edges, g_array_new (FALSE, FALSE, sizeof (guint)));
  g_hash_table_insert (self->channels, key, GUINT_TO_POINTER (new_node));
  return new_node;
}

/* A rule feeds the channel of its label and the type's common one ("type\n"), which readers of any label listen to; a
 * rule without a label of its own may emit any, so readers of a label listen to "type\n*" too. */
#define ANY_EMITTER "*"

static void
add_read (const char *name, const char *label, gpointer data)
{
  Channels *self = data;
  const char *type = g_intern_string (strcmp (name, "ent") == 0 ? "entity" : name);
  if (!g_ptr_array_find (self->reader->reads, type, NULL))
    g_ptr_array_add (self->reader->reads, (gpointer) type);
  graph_add (self->graph, get_channel (self, type, label), self->reader->place);
  if (label != NULL)
    graph_add (self->graph, get_channel (self, type, ANY_EMITTER), self->reader->place);
}

static void
add_rule_edges (Channels *channels, ObRule *rule)
{
  channels->reader = rule;
  if (rule->match != NULL)
    ob_pattern_foreach_read (rule->match, add_read, channels);
  for (guint i = 0; i < OB_N_UNLESS; i++)
    if (rule->unless[i] != NULL)
      ob_pattern_foreach_read (rule->unless[i], add_read, channels);
  if (rule->kind == OB_RULE_ECHO)
    add_read ("ent", rule->echo_of, channels);
  graph_add (channels->graph, rule->place, get_channel (channels, rule->emits, NULL));
  graph_add (channels->graph, rule->place,
             get_channel (channels, rule->emits, rule->label != NULL ? rule->label : ANY_EMITTER));
}

typedef struct
{
  const ObRule *rule;
  guint         component;
} Turn;

/* Kahn's algorithm over components: of the components whose forerunners are done, the one that holds the rule with the
 * smallest place runs next; inside a component (rules that read each other's results) rules run by place. */
static void
order_rules (ObRuleset *self, const Graph *graph)
{
  guint n_nodes = graph->edges->len, n_components = 0;
  for (guint v = 0; v < n_nodes; v++)
    n_components = MAX (n_components, g_array_index (graph->component, guint, v) + 1);
  g_autofree guint *waiting = g_new0 (guint, n_components + 1);         /* edges from components not yet done */
  g_autofree guint *smallest = g_new (guint, n_components + 1);         /* place; G_MAXUINT: only channels */
  g_autofree gboolean *done = g_new0 (gboolean, n_components + 1);
  g_autofree GArray **members = g_new0 (GArray *, n_components + 1);
  for (guint c = 0; c < n_components; c++)
    {
      smallest[c] = G_MAXUINT;
      members[c] = g_array_new (FALSE, FALSE, sizeof (guint));
    }
  for (guint v = 0; v < n_nodes; v++)
    {
      guint c = g_array_index (graph->component, guint, v);
      g_array_append_val (members[c], v);
      if (v < self->rules->len)
        smallest[c] = MIN (smallest[c], v);
      GArray *edges = g_ptr_array_index (graph->edges, v);
      for (guint i = 0; i < edges->len; i++)
        {
          guint to = g_array_index (graph->component, guint, g_array_index (edges, guint, i));
          waiting[to] += to != c;
        }
    }
  for (guint turn = 0; turn < n_components; turn++)
    {
      guint next = G_MAXUINT;
      for (guint c = 0; c < n_components; c++)  /* channels (no rules) at once, else by smallest place */
        if (!done[c] && waiting[c] == 0 &&
            (next == G_MAXUINT || smallest[c] == G_MAXUINT ||
             (smallest[next] != G_MAXUINT && smallest[c] < smallest[next])))
          next = c;
      done[next] = TRUE;
      for (guint m = 0; m < members[next]->len; m++)
        {
          guint v = g_array_index (members[next], guint, m);
          if (v < self->rules->len)
            g_ptr_array_add (self->order, g_ptr_array_index (self->rules, v));
          GArray *edges = g_ptr_array_index (graph->edges, v);
          for (guint i = 0; i < edges->len; i++)
            {
              guint to = g_array_index (graph->component, guint, g_array_index (edges, guint, i));
              waiting[to] -= to != next;
            }
        }
    }
  for (guint c = 0; c < n_components; c++)
    g_array_unref (members[c]);
}

static void
resolve_over (ObRuleset *self, ObDiags *diags)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (guint i = 0; i < self->rules->len; i++)
    g_ptr_array_add (names, ob_ruleset_get (self, i)->id);
  Graph graph;
  graph_init (&graph, self->rules->len);
  for (guint i = 0; i < self->rules->len; i++)
    {
      const ObRule *rule = ob_ruleset_get (self, i);
      ObPlace place = { .file = rule->file, .line = rule->line };
      for (guint j = 0; j < rule->over->len; j++)
        {
          const char *id = g_ptr_array_index (rule->over, j);
          const ObRule *loser = ob_ruleset_find (self, id);
          if (loser == NULL)
            {
              const char *near = ob_suggest (id, (const char *const *) names->pdata, names->len);
              ob_diags_add (diags, OB_SEVERITY_ERROR, "OB330", &place,
                            "rule %s is over %s, which is no rule%s%s%s", rule->id, id,
                            near != NULL ? " (did you mean " : "", near != NULL ? near : "", near != NULL ? "?)" : "");
              continue;
            }
          gint64 *pair = g_new (gint64, 1);
          *pair = (gint64) rule->place << 32 | loser->place;
          g_hash_table_add (self->over, pair);
          graph_add (&graph, rule->place, loser->place);
        }
    }
  graph_find_components (&graph);
  for (guint i = 0; i < self->rules->len; i++)
    for (guint j = i; j < self->rules->len; j++)
      {
        const ObRule *a = ob_ruleset_get (self, i), *b = ob_ruleset_get (self, j);
        gboolean in_circle = i != j && g_array_index (graph.component, guint, i) ==
                                       g_array_index (graph.component, guint, j);
        if (!in_circle && !(i == j && ob_ruleset_is_over (self, a, a)))
          continue;
        ObPlace place = { .file = a->file, .line = a->line };
        ob_diags_add (diags, OB_SEVERITY_ERROR, "OB331", &place,
                      "`over` runs in a circle: %s and %s each stand over the other; remove one of them", a->id, b->id);
      }
  graph_clear (&graph);
}

void
ob_ruleset_seal (ObRuleset *self, ObDiags *diags)
{
  resolve_over (self, diags);
  Graph graph;
  graph_init (&graph, self->rules->len);
  Channels channels = {
    &graph, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), NULL,
  };
  for (guint i = 0; i < self->rules->len; i++)
    add_rule_edges (&channels, g_ptr_array_index (self->rules, i));
  g_hash_table_unref (channels.channels);
  graph_find_components (&graph);
  order_rules (self, &graph);
  graph_clear (&graph);
}
