#include "match/ob-pattern-change.h"
#include "match/ob-pattern-program.h"
#include <string.h>

#define MAX_TEXT 60             /* characters of an element that are shown */

/* ---- Which changes there are ---- */

typedef struct
{
  ObChangeKind kind;
  GArray      *changes;         /* of ObPatternChange */
} Lister;

/* The same piece of source, perhaps brought in by a macro twice. */
static gboolean
is_same_source (const ObNode *a, const ObNode *b)
{
  return a->kind == b->kind && a->place.line == b->place.line && a->place.column == b->place.column &&
         a->place.width == b->place.width && g_strcmp0 (a->place.file, b->place.file) == 0 &&
         g_strcmp0 (a->text, b->text) == 0;
}

static void
add (Lister *self, const ObNode *node, guint number, const char *written)
{
  for (guint i = 0; i < self->changes->len; i++)
    {
      const ObPatternChange *old = &g_array_index (self->changes, ObPatternChange, i);
      if (old->node != NULL && node != NULL && old->number == number && is_same_source (old->node, node))
        return;
    }
  ObPatternChange change = { .kind = self->kind, .node = node, .number = number, .predicate = OB_NO_ID,
                             .written = written };
  g_array_append_val (self->changes, change);
}

static void
count_tests (const ObTest *test, guint *number)
{
  (*number)++;
  for (const ObTest *child = test->first; child != NULL; child = child->next)
    count_tests (child, number);
}

static gboolean
can_take_word (const ObTest *test)
{
  return test->kind == OB_TEST_PREDICATE && test->form_attribute != OB_ATTR_SHAPE &&
         (test->list != NULL || test->asks <= OB_PREDICATE_EQUAL_EXACT);
}

/* Adds the tests that & joins; *number counts all tests in reading order. */
static void
list_tests (Lister *self, const ObNode *node, const ObTest *test, gboolean is_joined, guint *number)
{
  guint own = (*number)++;
  if (is_joined && test->kind != OB_TEST_AND)
    add (self, node, own, test->value);
  for (const ObTest *child = test->first; child != NULL; child = child->next)
    list_tests (self, node, child, test->kind == OB_TEST_AND, number);
}

/* Adds the lists and literals that could take one more word: not those that refuse what they hold. */
static void
list_words (Lister *self, const ObNode *node, const ObTest *test, guint *number)
{
  guint own = (*number)++;
  if (test->kind == OB_TEST_NOT)
    {
      for (const ObTest *child = test->first; child != NULL; child = child->next)
        count_tests (child, number);
      return;
    }
  if (can_take_word (test))
    add (self, node, own, test->value);
  for (const ObTest *child = test->first; child != NULL; child = child->next)
    list_words (self, node, child, number);
}

/* @is_in_row: the node is one of several elements or alternatives, so that it can go. */
static void
list_of_node (Lister *self, const ObNode *node, gboolean is_in_row, gboolean is_first, gboolean is_optional)
{
  guint number = 0;
  gboolean takes_words = node->kind != OB_NODE_EDGE && node->kind != OB_NODE_LOOK;
  switch (self->kind)
    {
    case OB_CHANGE_DROP:
      if (is_in_row)
        add (self, node, 0, NULL);
      break;
    case OB_CHANGE_DROP_TEST:
      if (node->kind == OB_NODE_TOKEN)
        list_tests (self, node, node->test, FALSE, &number);
      break;
    case OB_CHANGE_LET_ANY:
    case OB_CHANGE_PROBE:
      if (node->kind == OB_NODE_TOKEN ? node->test->kind != OB_TEST_ANY : node->kind == OB_NODE_PHRASE)
        add (self, node, 0, NULL);
      break;
    case OB_CHANGE_LET_WORD:
      if (node->kind == OB_NODE_TOKEN)
        list_words (self, node, node->test, &number);
      else if (node->kind == OB_NODE_PHRASE)
        add (self, node, 0, NULL);
      break;
    case OB_CHANGE_OPTIONAL:
      if (is_in_row && takes_words && !is_optional)
        add (self, node, 0, NULL);
      break;
    case OB_CHANGE_GAP:
      if (is_in_row && takes_words && !is_first)
        add (self, node, 0, NULL);
      break;
    case OB_CHANGE_WIDEN:
      if (node->kind == OB_NODE_REPEAT && node->max != OB_UNBOUNDED)
        add (self, node, 0, NULL);
      break;
    case OB_CHANGE_FEWER:
      if (node->kind == OB_NODE_REPEAT && node->min > 1)
        add (self, node, 0, NULL);
      break;
    case OB_CHANGE_DROP_CONSTRAINT:
    case OB_CHANGE_ONLY:
    case OB_CHANGE_PREFIX:
      return;
    }
  gboolean in_look = node->kind == OB_NODE_LOOK;
  for (const ObNode *child = node->first; child != NULL; child = child->next)
    if (!in_look || self->kind == OB_CHANGE_DROP || self->kind == OB_CHANGE_DROP_TEST)
      list_of_node (self, child, node->kind == OB_NODE_SEQ || (node->kind == OB_NODE_ALT && self->kind == OB_CHANGE_DROP),
                    child == node->first && node->kind == OB_NODE_SEQ,
                    (node->kind == OB_NODE_REPEAT && node->min == 0) || (child->kind == OB_NODE_REPEAT && child->min == 0));
}

GArray *
ob_pattern_list_changes (const ObPattern *self, ObChangeKind kind)
{
  Lister lister = { kind, g_array_new (FALSE, FALSE, sizeof (ObPatternChange)) };
  if (kind == OB_CHANGE_DROP_CONSTRAINT)
    for (guint i = 0; i < self->tree->constraints->len; i++)
      add (&lister, NULL, i, g_array_index (self->tree->constraints, ObConstraint, i).text);
  else
    list_of_node (&lister, self->tree->root, FALSE, TRUE, FALSE);
  return lister.changes;
}

/* ---- Making one ---- */

typedef struct
{
  const ObPatternChange *change;
  ObPatternTree         *tree;  /* the copy */
} Copier;

static ObNode *copy_node (Copier *self, const ObNode *node);

static ObNode *
new_node (Copier *self, ObNodeKind kind, const ObNode *like)
{
  ObNode *node = ob_arena_new_array (self->tree->arena, ObNode, 1);
  node->kind = kind;
  node->place = like->place;
  node->text = like->text;
  return node;
}

static ObTest *
new_test (Copier *self, ObTestKind kind)
{
  ObTest *test = ob_arena_new_array (self->tree->arena, ObTest, 1);
  test->kind = kind;
  test->predicate = OB_NO_ID;
  return test;
}

static ObTest *
make_word_test (Copier *self)
{
  ObTest *test = new_test (self, OB_TEST_PREDICATE);
  test->predicate = self->change->predicate;
  test->attribute = "word";
  test->value = "";
  return test;
}

/* A copy, without the test that the change numbers, or with one more word beside it; NULL when nothing is left.
 * @is_meant: the test is of the element that the change is about. */
static ObTest *
copy_test (Copier *self, const ObTest *test, gboolean is_meant, guint *number)
{
  gboolean is_it = (*number)++ == self->change->number && is_meant;
  if (is_it && self->change->kind == OB_CHANGE_DROP_TEST)
    return NULL;
  ObTest *copy = new_test (self, test->kind);
  *copy = *test;
  copy->first = copy->next = NULL;
  ObTest **tail = &copy->first;
  for (const ObTest *child = test->first; child != NULL; child = child->next)
    {
      *tail = copy_test (self, child, is_meant, number);
      if (*tail != NULL)
        tail = &(*tail)->next;
    }
  if (test->first != NULL && copy->first == NULL)
    return NULL;
  if (!is_it || self->change->kind != OB_CHANGE_LET_WORD)
    return copy;
  ObTest *either = new_test (self, OB_TEST_OR);
  either->first = copy;
  copy->next = make_word_test (self);
  return either;
}

static ObNode *
make_any (Copier *self, const ObNode *like)
{
  ObNode *any = new_node (self, OB_NODE_TOKEN, like);
  any->test = new_test (self, OB_TEST_ANY);
  return any;
}

static ObNode *
capture (Copier *self, ObNode *node, const char *name)
{
  ObNode *capture = new_node (self, OB_NODE_CAPTURE, node);
  const char *interned = g_intern_string (name);
  if (!g_ptr_array_find (self->tree->captures, interned, &capture->capture))
    {
      if (self->tree->captures->len >= OB_MAX_CAPTURES)
        return node;
      capture->capture = self->tree->captures->len;
      g_ptr_array_add (self->tree->captures, (gpointer) interned);
    }
  capture->first = node;
  return capture;
}

static ObNode *
repeat (Copier *self, ObNode *node, guint max)
{
  ObNode *repeat = new_node (self, OB_NODE_REPEAT, node);
  repeat->first = node;
  repeat->max = max;
  return repeat;
}

/* The copy of a node that the change is about. */
static ObNode *
change_node (Copier *self, const ObNode *node, ObNode *copy)
{
  switch (self->change->kind)
    {
    case OB_CHANGE_LET_ANY:
      return make_any (self, node);
    case OB_CHANGE_PROBE:
      return capture (self, make_any (self, node), OB_CHANGE_PROBE_NAME);
    case OB_CHANGE_LET_WORD:
      if (node->kind == OB_NODE_TOKEN)
        return copy;            /* copy_test has done it */
      {
        ObNode *alt = new_node (self, OB_NODE_ALT, node), *word = new_node (self, OB_NODE_TOKEN, node);
        word->test = make_word_test (self);
        alt->first = copy;
        copy->next = word;
        return alt;
      }
    case OB_CHANGE_OPTIONAL:
      return repeat (self, copy, 1);
    case OB_CHANGE_GAP:
      {
        ObNode *seq = new_node (self, OB_NODE_SEQ, node);
        seq->first = repeat (self, make_any (self, node), OB_CHANGE_GAP_TOKENS);
        seq->first->next = copy;
        return seq;
      }
    case OB_CHANGE_WIDEN:
      copy->max += OB_CHANGE_GAP_TOKENS;
      return copy;
    case OB_CHANGE_FEWER:
      copy->min = 1;
      return copy;
    default:
      return copy;
    }
}

/* Copies the children; what is left of @copy without some of them, or NULL. */
static ObNode *
copy_children (Copier *self, const ObNode *node, ObNode *copy)
{
  ObNode **tail = &copy->first;
  for (const ObNode *child = node->first; child != NULL; child = child->next)
    {
      *tail = copy_node (self, child);
      if (*tail != NULL)
        tail = &(*tail)->next;
    }
  if (node->first != NULL && copy->first == NULL)
    return NULL;
  gboolean is_row = node->kind == OB_NODE_SEQ || node->kind == OB_NODE_ALT;
  return is_row && copy->first->next == NULL ? copy->first : copy;
}

static ObNode *
copy_node (Copier *self, const ObNode *node)
{
  gboolean is_meant = self->change->node != NULL && is_same_source (self->change->node, node);
  guint number = 0;
  if (is_meant && self->change->kind == OB_CHANGE_DROP)
    return NULL;
  ObNode *copy = new_node (self, node->kind, node);
  *copy = *node;
  copy->first = copy->next = NULL;
  copy->code = 0;
  copy->plan = NULL;
  if (node->kind == OB_NODE_TOKEN)
    {
      copy->test = copy_test (self, node->test, is_meant, &number);
      if (copy->test == NULL)
        copy->test = new_test (self, OB_TEST_ANY);
    }
  copy = copy_children (self, node, copy);
  return is_meant && copy != NULL ? change_node (self, node, copy) : copy;
}

/* The row of elements that a match consists of: labels, repetitions and the like stay whole. */
static void
list_elements (const ObNode *root, GPtrArray *ret_nodes)
{
  if (root->kind != OB_NODE_SEQ)
    {
      g_ptr_array_add (ret_nodes, (gpointer) root);
      return;
    }
  for (const ObNode *child = root->first; child != NULL; child = child->next)
    g_ptr_array_add (ret_nodes, (gpointer) child);
}

/* Elements first … end - 1, each captured by its number. */
static ObNode *
copy_elements (Copier *self, const ObNode *root, guint first, guint end)
{
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();
  list_elements (root, elements);
  ObNode *seq = new_node (self, OB_NODE_SEQ, root), **tail = &seq->first;
  for (guint i = first; i < MIN (end, elements->len); i++)
    {
      const ObNode *element = g_ptr_array_index (elements, i);
      g_autofree char *name = g_strdup_printf ("%u", i);
      ObNode *copy = copy_node (self, element);
      *tail = element->kind == OB_NODE_EDGE || element->kind == OB_NODE_LOOK ? copy : capture (self, copy, name);
      tail = &(*tail)->next;
    }
  return seq->first != NULL && seq->first->next == NULL ? seq->first : seq;
}

ObPattern *
ob_pattern_dup_changed (const ObPattern *self, const ObPatternChange *change, ObPredicates *predicates)
{
  g_autoptr (ObPatternTree) tree = g_new0 (ObPatternTree, 1);
  gboolean is_part = change->kind == OB_CHANGE_PREFIX || change->kind == OB_CHANGE_ONLY;
  tree->arena = ob_arena_new ();
  tree->captures = g_ptr_array_copy (self->tree->captures, NULL, NULL);
  tree->constraints = g_array_new (FALSE, TRUE, sizeof (ObConstraint));
  for (guint i = 0; i < self->tree->constraints->len && !is_part; i++)
    if (change->kind != OB_CHANGE_DROP_CONSTRAINT || i != change->number)
      g_array_append_val (tree->constraints, g_array_index (self->tree->constraints, ObConstraint, i));
  Copier copier = { change, tree };
  guint first = change->kind == OB_CHANGE_ONLY ? change->number : 0;
  guint end = change->kind == OB_CHANGE_ONLY ? first + 1 : change->number;
  tree->root = is_part ? copy_elements (&copier, self->tree->root, first, end) : copy_node (&copier, self->tree->root);
  if (tree->root == NULL || ob_node_is_nullable (tree->root))
    return NULL;
  return ob_pattern_new_from_tree (g_steal_pointer (&tree), predicates);
}

void
ob_pattern_change_let_word (ObPatternChange *self, ObPredicates *predicates, ObFormAttr attribute, const char *word)
{
  self->predicate = ob_predicates_add (predicates, OB_PREDICATE_EQUAL, attribute, word, NULL, 0, NULL, NULL);
}

/* ---- Telling about them ---- */

/* The source at @place, blanks and line ends as one blank, cut. */
static char *
dup_source (const ObPlace *place, const char *otherwise)
{
  const char *p = place->text;
  if (p == NULL)
    return g_strdup (otherwise != NULL ? otherwise : "");
  for (guint line = 1; line < place->line && p != NULL; line++)
    {
      p = strchr (p, '\n');
      p = p != NULL ? p + 1 : NULL;
    }
  if (p == NULL)
    return g_strdup (otherwise != NULL ? otherwise : "");
  for (guint column = 1; column < place->column && *p != '\0'; column++)
    p = g_utf8_next_char (p);
  GString *out = g_string_new (NULL);
  guint n = 0;
  for (guint i = 0; i < place->width && *p != '\0' && n < MAX_TEXT; i++, p = g_utf8_next_char (p))
    if (g_unichar_isspace (g_utf8_get_char (p)))
      {
        if (out->len > 0 && out->str[out->len - 1] != ' ')
          g_string_append_c (out, ' '), n++;
      }
    else
      g_string_append_unichar (out, g_utf8_get_char (p)), n++;
  g_strchomp (out->str);
  out->len = strlen (out->str);
  if (n == MAX_TEXT)
    g_string_append (out, "…");
  return g_string_free (out, FALSE);
}

static char *
dup_node_text (const ObNode *node)
{
  return node->text != NULL ? g_strdup (node->text) : dup_source (&node->place, NULL);
}

static const ObTest *
find_test (const ObTest *test, guint wanted, guint *number)
{
  if ((*number)++ == wanted)
    return test;
  const ObTest *found = NULL;
  for (const ObTest *child = test->first; child != NULL && found == NULL; child = child->next)
    found = find_test (child, wanted, number);
  return found;
}

char *
ob_pattern_change_dup_text (const ObPatternChange *self)
{
  guint number = 0;
  if (self->kind == OB_CHANGE_DROP_TEST)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      ob_test_append_text (text, find_test (self->node->test, self->number, &number));
      return g_strdup (text->str);
    }
  return self->node != NULL ? dup_node_text (self->node) : g_strdup (self->written != NULL ? self->written : "");
}

ObPlace
ob_pattern_change_get_place (const ObPatternChange *self, const ObPattern *pattern)
{
  if (self->node != NULL)
    return self->node->place;
  if (self->kind == OB_CHANGE_DROP_CONSTRAINT)
    return g_array_index (pattern->tree->constraints, ObConstraint, self->number).place;
  return pattern->tree->root->place;
}

ObAsks
ob_pattern_change_get_asks (const ObPatternChange *self, ObList **ret_list, ObFormAttr *ret_attribute)
{
  *ret_list = NULL;
  *ret_attribute = OB_ATTR_WORD;
  if (self->node == NULL)
    return OB_ASKS_OTHERWISE;
  if (self->node->kind == OB_NODE_PHRASE)
    {
      *ret_list = self->node->list;
      *ret_attribute = OB_ATTR_LEMMA;
      return OB_ASKS_LIST;
    }
  guint number = 0;
  const ObTest *leaf = self->node->kind == OB_NODE_TOKEN ? find_test (self->node->test, self->number, &number) : NULL;
  if (leaf == NULL || !can_take_word (leaf))
    return OB_ASKS_OTHERWISE;
  *ret_list = leaf->list;
  *ret_attribute = leaf->form_attribute;
  return leaf->list != NULL ? OB_ASKS_LIST : OB_ASKS_LITERAL;
}

guint
ob_pattern_get_n_elements (const ObPattern *self)
{
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();
  list_elements (self->tree->root, elements);
  return elements->len;
}

char *
ob_pattern_dup_element (const ObPattern *self, guint i, ObPlace *ret_place)
{
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();
  list_elements (self->tree->root, elements);
  const ObNode *node = g_ptr_array_index (elements, i);
  if (ret_place != NULL)
    *ret_place = node->place;
  return dup_node_text (node);
}
