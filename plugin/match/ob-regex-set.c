/* ob-regex-set.c: Thompson's construction (1968), made deterministic as far as words ask for it. */
#include "match/ob-regex-set.h"
#include <string.h>

#define MAX_REGEX_NODES 1000    /* of one regex, repetitions unrolled */
#define MAX_STATES 4096         /* made; past it all are forgotten */
#define N_ASCII 128
#define NOWHERE G_MAXUINT32

/* A place in a regex: takes a character of the set and goes on, or goes on without one. */
typedef struct
{
  guint64 set[2];               /* of ASCII characters; takes none where goes[0] is meant without a character */
  gboolean takes;
  guint32 goes[2];              /* nodes or NOWHERE; the second only when it takes nothing */
  gint    accepts;              /* the regex that ends here; -1: none */
} Node;

struct ObRegexSet
{
  GArray *nodes;                /* of Node */
  GArray *entries;              /* of guint32: by regex, its first node */
  guint8  classes[N_ASCII];     /* by character: characters of a class are in the same sets */
  guint   n_classes;
};

/* Reading a regex */

typedef struct
{
  GArray     *nodes;
  guint32     first_node;       /* of this regex */
  const char *p;
  gboolean    any_case, has_failed;
} Reader;

typedef struct { guint32 begin, end; } Piece;   /* nodes; the end's way on is open */

static guint32
add_node (Reader *self)
{
  Node node = { .goes = { NOWHERE, NOWHERE }, .accepts = -1 };
  if (self->nodes->len - self->first_node >= MAX_REGEX_NODES)
    self->has_failed = TRUE;
  else
    g_array_append_val (self->nodes, node);
  return self->nodes->len - 1;
}

static Node *
get_node (const Reader *self, guint32 i)
{
  return &g_array_index (self->nodes, Node, i);
}

static void
add_range (guint64 set[2], guint first, guint last)
{
  for (guint c = first; c <= last && c < N_ASCII; c++)
    set[c / 64] |= (guint64) 1 << c % 64;
}

/* What stands behind a backslash. FALSE: not of our kind. */
static gboolean
read_escape (Reader *self, guint64 set[2])
{
  static const struct { const char *name; const char *ranges; } classes[] = {
    { "d", "09" }, { "w", "09AZaz__" }, { "p{L}", "AZaz" }, { "p{Lu}", "AZ" }, { "p{Ll}", "az" }, { "p{N}", "09" },
    { "p{Nd}", "09" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (g_str_has_prefix (self->p, classes[i].name) && !(self->any_case && classes[i].name[0] == 'p'))
      {
        self->p += strlen (classes[i].name);
        for (const char *range = classes[i].ranges; *range != '\0'; range += 2)
          add_range (set, (guint) range[0], (guint) range[1]);
        return TRUE;
      }
  if (!g_ascii_isprint (*self->p) || g_ascii_isalnum (*self->p))
    return FALSE;
  add_range (set, (guint) *self->p, (guint) *self->p);
  self->p++;
  return TRUE;
}

/* [ … ], its bracket read. Characters beyond ASCII count for nothing. */
static gboolean
read_class (Reader *self, guint64 set[2])
{
  gboolean is_negated = *self->p == '^';
  self->p += is_negated;
  if (*self->p == ']')
    return FALSE;
  while (*self->p != ']')
    {
      if (*self->p == '\0' || *self->p == '[')
        return FALSE;
      if (*self->p == '\\')
        {
          self->p++;
          if (!read_escape (self, set) || (self->p[0] == '-' && self->p[1] != ']'))
            return FALSE;
          continue;
        }
      gunichar first = g_utf8_get_char (self->p), last = first;
      self->p = g_utf8_next_char (self->p);
      if (self->p[0] == '-' && self->p[1] != ']' && self->p[1] != '\0')
        {
          if (self->p[1] == '\\' || self->p[1] == '[')
            return FALSE;
          last = g_utf8_get_char (self->p + 1);
          self->p = g_utf8_next_char (self->p + 1);
        }
      add_range (set, first, last);
    }
  self->p++;
  if (is_negated)
    for (guint i = 0; i < 2; i++)
      set[i] = ~set[i];
  return !(is_negated && self->any_case);
}

static void
add_other_case (guint64 set[2])
{
  for (guint c = 'a'; c <= 'z'; c++)
    {
      guint upper = c - 'a' + 'A';
      if ((set[c / 64] >> c % 64 | set[upper / 64] >> upper % 64) & 1)
        {
          add_range (set, c, c);
          add_range (set, upper, upper);
        }
    }
}

static Piece read_alternatives (Reader *self);

/* One character, class or group. */
static Piece
read_atom (Reader *self)
{
  if (self->p[0] == '(' && (self->p[1] != '?' || self->p[2] == ':') && self->p[1] != '*')
    {
      self->p += self->p[1] == '?' ? 3 : 1;
      Piece piece = read_alternatives (self);
      if (*self->p != ')')
        self->has_failed = TRUE;
      self->p += *self->p == ')';
      return piece;
    }
  guint64 set[2] = { 0, 0 };
  gboolean is_good = TRUE;
  if (*self->p == '[')
    {
      self->p++;
      is_good = read_class (self, set);
    }
  else if (*self->p == '\\')
    {
      self->p++;
      is_good = read_escape (self, set);
    }
  else if (*self->p == '.')
    {
      self->p++;
      add_range (set, 0, N_ASCII - 1);
      set[0] &= ~((guint64) 1 << '\n');
    }
  else if (*self->p == '\0' || strchr ("^$*+?{}()|", *self->p) != NULL)
    is_good = FALSE;
  else
    {
      gunichar c = g_utf8_get_char (self->p);
      self->p = g_utf8_next_char (self->p);
      add_range (set, c, c);
    }
  if (self->any_case)
    add_other_case (set);
  self->has_failed |= !is_good;
  guint32 begin = add_node (self), end = add_node (self);
  Node *node = get_node (self, begin);
  memcpy (node->set, set, sizeof set);
  node->takes = TRUE;
  node->goes[0] = end;
  return (Piece) { begin, end };
}

/* Reads ? * + {n} {n,} {n,m}; max 0: without end. FALSE: there is none. */
static gboolean
read_quantifier (Reader *self, guint *ret_min, guint *ret_max)
{
  char c = *self->p;
  if (c != '?' && c != '*' && c != '+' && c != '{')
    return FALSE;
  *ret_min = c == '+', *ret_max = c == '?';
  self->p++;
  if (c == '{')
    {
      if (!g_ascii_isdigit (*self->p))
        self->has_failed = TRUE;                /* text to one version of PCRE2, a quantifier to another */
      char *end;
      *ret_min = *ret_max = (guint) g_ascii_strtoull (self->p, &end, 10);
      if (*end == ',')
        *ret_max = (guint) g_ascii_strtoull (end + 1, &end, 10);
      self->has_failed |= *end != '}' || *ret_min > MAX_REGEX_NODES || *ret_max > MAX_REGEX_NODES ||
                          (*ret_max == 0 && end[-1] != ',') || (*ret_max != 0 && *ret_max < *ret_min);
      self->p = *end == '}' ? end + 1 : end;
    }
  if (*self->p == '+' || *self->p == '{')       /* possessive, or twice */
    self->has_failed = TRUE;
  self->p += *self->p == '?';                   /* lazy: the same words */
  return TRUE;
}

/* An atom with its quantifier. What is repeated is read again for each turn. */
static Piece
read_item (Reader *self)
{
  const char *atom = self->p;
  guint min, max;
  Piece piece = read_atom (self);
  if (self->has_failed || !read_quantifier (self, &min, &max))
    return piece;
  const char *rest = self->p;
  guint32 begin = add_node (self), last = begin;
  for (guint i = 0; i < MAX (max, MAX (min, 1)) && !self->has_failed; i++)
    {
      if (i > 0)
        {
          self->p = atom;
          piece = read_atom (self);
        }
      guint32 split = add_node (self);
      get_node (self, last)->goes[0] = split;
      get_node (self, split)->goes[0] = piece.begin;
      if (max == 0 && i + 1 >= min)             /* the last turn may come again */
        {
          guint32 again = add_node (self), end = add_node (self);
          get_node (self, piece.end)->goes[0] = again;
          get_node (self, again)->goes[0] = piece.begin;
          get_node (self, again)->goes[1] = end;
          if (i >= min)
            get_node (self, split)->goes[1] = end;
          last = end;
        }
      else if (i >= min)                        /* this turn may be left out */
        {
          guint32 end = add_node (self);
          get_node (self, piece.end)->goes[0] = end;
          get_node (self, split)->goes[1] = end;
          last = end;
        }
      else
        last = piece.end;
    }
  self->p = rest;
  return (Piece) { begin, last };
}

static Piece
read_sequence (Reader *self)
{
  guint32 begin = add_node (self), last = begin;
  while (*self->p != '\0' && *self->p != '|' && *self->p != ')' && !self->has_failed)
    {
      Piece piece = read_item (self);
      get_node (self, last)->goes[0] = piece.begin;
      last = piece.end;
    }
  return (Piece) { begin, last };
}

static Piece
read_alternatives (Reader *self)
{
  Piece all = read_sequence (self);
  while (*self->p == '|' && !self->has_failed)
    {
      self->p++;
      Piece other = read_sequence (self);
      guint32 split = add_node (self), end = add_node (self);
      get_node (self, split)->goes[0] = all.begin;
      get_node (self, split)->goes[1] = other.begin;
      get_node (self, all.end)->goes[0] = end;
      get_node (self, other.end)->goes[0] = end;
      all = (Piece) { split, end };
    }
  return all;
}

ObRegexSet *
ob_regex_set_new (void)
{
  ObRegexSet *self = g_new0 (ObRegexSet, 1);
  self->nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  self->n_classes = 1;
  self->entries = g_array_new (FALSE, FALSE, sizeof (guint32));
  return self;
}

void
ob_regex_set_free (ObRegexSet *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->nodes);
  g_array_unref (self->entries);
  g_free (self);
}

/* Splits the classes that @set divides. */
static void
divide_classes (ObRegexSet *self, const guint64 set[2])
{
  guint8 inside[N_ASCII];       /* by class: that of its characters in @set; N_ASCII: none seen yet */
  gboolean has_outside[N_ASCII] = { FALSE };
  guint n_classes = self->n_classes;
  memset (inside, N_ASCII, sizeof inside);
  for (guint c = 0; c < N_ASCII; c++)
    if (!(set[c / 64] >> c % 64 & 1))
      has_outside[self->classes[c]] = TRUE;
  for (guint c = 0; c < N_ASCII; c++)
    {
      guint8 old = self->classes[c];
      if (!(set[c / 64] >> c % 64 & 1) || !has_outside[old])
        continue;
      if (inside[old] == N_ASCII)
        inside[old] = (guint8) n_classes++;
      self->classes[c] = inside[old];
    }
  self->n_classes = n_classes;
}

gint
ob_regex_set_add (ObRegexSet *self, const char *regex)
{
  gboolean any_case = g_str_has_prefix (regex, "(?i)");
  Reader reader = { .nodes = self->nodes, .first_node = self->nodes->len, .p = regex + (any_case ? strlen ("(?i)") : 0),
                    .any_case = any_case };
  Piece all = read_alternatives (&reader);
  if (reader.has_failed || *reader.p != '\0')
    {
      g_array_set_size (self->nodes, reader.first_node);
      return -1;
    }
  get_node (&reader, all.end)->accepts = (gint) self->entries->len;
  for (guint32 i = reader.first_node; i < self->nodes->len; i++)
    if (get_node (&reader, i)->takes)
      divide_classes (self, get_node (&reader, i)->set);
  g_array_append_val (self->entries, all.begin);
  return (gint) self->entries->len - 1;
}

/* Running */

typedef struct
{
  guint32  first, n;            /* of the nodes it stands for, in ObRegexRun.members */
  guint32 *next;                /* by class of characters: state, or NOWHERE while not made */
  guint64 *accepts;
} State;

struct ObRegexRun
{
  const ObRegexSet *set;
  GArray  *states;              /* of State; 0: no regex can match any more; 1: the beginning */
  GArray  *members;             /* of guint32: nodes that take a character, ascending, state after state */
  GHashTable *ids;              /* of GBytes, the members of a state, to its number + 1 */
  guint    n_words;             /* of accepts */
  guint32 *seen;                /* by node: the round in which it was reached */
  guint32  round;
  GArray  *stack, *reached;     /* of guint32: scratch */
};

static void
state_clear (gpointer data)
{
  State *state = data;
  g_free (state->next);
  g_free (state->accepts);
}

/* Goes from @node to all that can be reached without a character: those that take one into reached, what ends into
 * @accepts. */
static void
reach (ObRegexRun *self, guint32 node, guint64 *accepts)
{
  g_array_append_val (self->stack, node);
  while (self->stack->len > 0)
    {
      guint32 i = g_array_index (self->stack, guint32, self->stack->len - 1);
      g_array_set_size (self->stack, self->stack->len - 1);
      if (i == NOWHERE || self->seen[i] == self->round)
        continue;
      self->seen[i] = self->round;
      const Node *at = &g_array_index (self->set->nodes, Node, i);
      if (at->accepts >= 0)
        accepts[at->accepts / 64] |= (guint64) 1 << at->accepts % 64;
      if (at->takes)
        g_array_append_val (self->reached, i);
      else
        {
          g_array_append_val (self->stack, at->goes[0]);
          g_array_append_val (self->stack, at->goes[1]);
        }
    }
}

static int
compare_nodes (gconstpointer a, gconstpointer b)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;
  return x < y ? -1 : x > y;
}

/* The state of what is in reached; takes @accepts. Two sets of nodes with equal members accept the same, but for nodes
 * without a way on; so what is accepted is part of the key. */
static guint32
get_state (ObRegexRun *self, guint64 *accepts)
{
  g_array_sort (self->reached, compare_nodes);
  gsize n = self->reached->len * sizeof (guint32), extra = self->n_words * sizeof (guint64);
  guint8 *key = g_malloc (n + extra + 1);
  if (n > 0)                                    /* an empty array has no data */
    memcpy (key, self->reached->data, n);
  memcpy (key + n, accepts, extra);
  g_autoptr (GBytes) bytes = g_bytes_new_take (key, n + extra);
  gpointer known = g_hash_table_lookup (self->ids, bytes);
  if (known != NULL)
    {
      g_free (accepts);
      return GPOINTER_TO_UINT (known) - 1;
    }
  State state = { .first = self->members->len, .n = self->reached->len, .accepts = accepts };
  state.next = g_new (guint32, self->set->n_classes);
  memset (state.next, 0xff, self->set->n_classes * sizeof (guint32));
  g_array_append_vals (self->members, self->reached->data, self->reached->len);
  g_array_append_val (self->states, state);
  g_hash_table_insert (self->ids, g_steal_pointer (&bytes), GUINT_TO_POINTER (self->states->len));
  return self->states->len - 1;
}

static void
begin_round (ObRegexRun *self)
{
  g_array_set_size (self->reached, 0);
  self->round++;
}

static void
make_first_states (ObRegexRun *self)
{
  g_array_set_size (self->states, 0);
  g_array_set_size (self->members, 0);
  g_hash_table_remove_all (self->ids);
  begin_round (self);
  get_state (self, g_new0 (guint64, self->n_words));
  guint64 *accepts = g_new0 (guint64, self->n_words);
  for (guint i = 0; i < self->set->entries->len; i++)
    reach (self, g_array_index (self->set->entries, guint32, i), accepts);
  get_state (self, accepts);
}

ObRegexRun *
ob_regex_run_new (const ObRegexSet *set)
{
  ObRegexRun *self = g_new0 (ObRegexRun, 1);
  self->set = set;
  self->states = g_array_new (FALSE, FALSE, sizeof (State));
  g_array_set_clear_func (self->states, state_clear);
  self->members = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->ids = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  self->n_words = set->entries->len / 64 + 1;
  self->seen = g_new0 (guint32, set->nodes->len + 1);
  self->stack = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->reached = g_array_new (FALSE, FALSE, sizeof (guint32));
  make_first_states (self);
  return self;
}

void
ob_regex_run_free (ObRegexRun *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->states);
  g_array_unref (self->members);
  g_hash_table_unref (self->ids);
  g_free (self->seen);
  g_array_unref (self->stack);
  g_array_unref (self->reached);
  g_free (self);
}

/* The state that @c leads to from @from, made. */
static guint32
step (ObRegexRun *self, guint32 from, guint8 c)
{
  State state = g_array_index (self->states, State, from);
  guint64 *accepts = g_new0 (guint64, self->n_words);
  begin_round (self);
  for (guint32 i = 0; i < state.n; i++)
    {
      guint32 member = g_array_index (self->members, guint32, state.first + i);
      const Node *node = &g_array_index (self->set->nodes, Node, member);
      if (node->set[c / 64] >> c % 64 & 1)
        reach (self, node->goes[0], accepts);
    }
  guint32 to = get_state (self, accepts);
  g_array_index (self->states, State, from).next[self->set->classes[c]] = to;
  return to;
}

const guint64 *
ob_regex_run_match (ObRegexRun *self, const char *word, gsize length)
{
  if (self->states->len > MAX_STATES)
    make_first_states (self);
  guint32 state = self->set->entries->len > 0 ? 1 : 0;
  for (gsize i = 0; i < length && state != 0; i++)
    {
      guint8 c = (guint8) word[i];
      guint32 next = g_array_index (self->states, State, state).next[self->set->classes[c]];
      state = next != NOWHERE ? next : step (self, state, c);
    }
  return g_array_index (self->states, State, state).accepts;
}
