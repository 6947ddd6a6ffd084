/* ob-pattern-check.c: the proof at load that every part of a pattern can hold, and adds something.
 *
 *   OB206  a value that no word has        OB212  an alternative that another one covers
 *   OB213  tests that contradict           OB214  a test that every word passes
 *
 * What is asked of forms alone is answered by the very predicates that matching uses: a word with its case variants is
 * put to them. What is said is always true; what cannot be decided is left alone. */
#include "match/ob-pattern-program.h"
#include <string.h>

typedef struct
{
  const ObPatternEnv *env;
  ObDiags          *diags;
  ObVocab          *vocab;      /* made when first asked for, with the cache */
  ObPredicateCache *cache;
  gboolean          has_failed;
} Checker;

/* ---- One leaf ---- */

/* Whether @leaf accepts the word @text, asked of the predicate itself. */
static gboolean
accepts (Checker *self, const ObTest *leaf, const char *text)
{
  if (self->cache == NULL)
    {
      self->vocab = ob_vocab_new ();
      self->cache = ob_predicate_cache_new (self->env->predicates, self->vocab, NULL);
    }
  guint32 form = ob_intern_add (ob_vocab_get_forms (self->vocab), text, strlen (text));
  return ob_predicate_test (self->cache, leaf->predicate, form);
}

/* TRUE when @leaf asks for one word, in one case or any. */
static gboolean
asks_one_word (const ObTest *leaf)
{
  return leaf->kind == OB_TEST_PREDICATE && leaf->asks <= OB_PREDICATE_EQUAL_EXACT &&
         (leaf->form_attribute == OB_ATTR_WORD || leaf->form_attribute == OB_ATTR_LOWER);
}

static gboolean
is_exact (const ObTest *leaf)
{
  return leaf->form_attribute == OB_ATTR_WORD &&
         (leaf->asks == OB_PREDICATE_EQUAL_EXACT ||
          (leaf->asks == OB_PREDICATE_EQUAL && ob_has_capital (leaf->text, strlen (leaf->text))));
}

/* How many of the spellings that @leaf (see asks_one_word) stands for @other accepts: none, some or all of them. */
typedef enum { NONE, SOME, ALL } Share;

static Share
share_accepted (Checker *self, const ObTest *leaf, const ObTest *other)
{
  if (is_exact (leaf))
    return accepts (self, other, leaf->text) ? ALL : NONE;
  g_autofree char *lower = ob_fold (leaf->text, strlen (leaf->text));
  g_autofree char *upper = g_utf8_strup (lower, -1);
  gunichar first = g_utf8_get_char (lower);
  g_autoptr (GString) title = g_string_new (NULL);
  g_string_append_unichar (title, g_unichar_totitle (first));
  g_string_append (title, *lower != '\0' ? g_utf8_next_char (lower) : "");
  guint n = accepts (self, other, lower) + accepts (self, other, title->str) + accepts (self, other, upper);
  return n == 3 ? ALL : n == 0 ? NONE : SOME;
}

static gboolean
is_number_test (const ObTest *leaf)
{
  return leaf->kind == OB_TEST_IDX ||
         (leaf->kind == OB_TEST_PREDICATE && leaf->asks >= OB_PREDICATE_LESS);
}

/* The numbers that pass @leaf, both ends included; what is open is closed a little further in, which no number of a
 * text tells apart. */
static void
get_range (const ObTest *leaf, double *ret_low, double *ret_high)
{
  static const ObOp ops[] = {
    [OB_PREDICATE_LESS] = OB_OP_LESS, [OB_PREDICATE_LESS_EQUAL] = OB_OP_LESS_EQUAL,
    [OB_PREDICATE_GREATER] = OB_OP_GREATER, [OB_PREDICATE_GREATER_EQUAL] = OB_OP_GREATER_EQUAL,
  };
  gboolean is_idx = leaf->kind == OB_TEST_IDX;
  ObOp op = is_idx ? leaf->op : ops[leaf->asks];
  double number = is_idx ? (double) leaf->number : leaf->bound;
  double step = is_idx ? 1 : 1e-9;
  *ret_low = is_idx ? 1 : 0;    /* places count from 1, numbers in words have no sign */
  *ret_high = G_MAXDOUBLE;
  if (op == OB_OP_EQUAL || op == OB_OP_GREATER_EQUAL)
    *ret_low = MAX (*ret_low, number);
  if (op == OB_OP_GREATER)
    *ret_low = MAX (*ret_low, number + step);
  if (op == OB_OP_EQUAL || op == OB_OP_LESS_EQUAL)
    *ret_high = number;
  if (op == OB_OP_LESS)
    *ret_high = number - step;
}

static gboolean
leaf_implies (Checker *self, const ObTest *a, const ObTest *b)
{
  if (is_number_test (a) && is_number_test (b) && a->kind == b->kind)
    {
      double low[2], high[2];
      get_range (a, &low[0], &high[0]);
      get_range (b, &low[1], &high[1]);
      return low[0] >= low[1] && high[0] <= high[1];
    }
  if (b->kind == OB_TEST_PREDICATE)
    {
      if (a->kind == OB_TEST_PREDICATE && a->predicate == b->predicate)
        return TRUE;
      return asks_one_word (a) && share_accepted (self, a, b) == ALL;
    }
  if (a->kind != b->kind)
    return FALSE;
  switch (b->kind)
    {
    case OB_TEST_POS:
      return a->number == b->number;
    case OB_TEST_SPACE:
      return TRUE;
    case OB_TEST_COVERED:
      return a->span == b->span && ((b->label == NULL && b->predicate == OB_NO_ID) ||
                                    (a->label != NULL && a->label == b->label) ||
                                    (a->predicate != OB_NO_ID && a->predicate == b->predicate));
    default:
      return FALSE;
    }
}

static gboolean
leaves_exclude (Checker *self, const ObTest *a, const ObTest *b)
{
  if (is_number_test (a) && is_number_test (b) && a->kind == b->kind)
    {
      double low[2], high[2];
      get_range (a, &low[0], &high[0]);
      get_range (b, &low[1], &high[1]);
      return low[0] > high[1] || low[1] > high[0];
    }
  if (a->kind == OB_TEST_PREDICATE && b->kind == OB_TEST_PREDICATE)
    return (asks_one_word (a) && share_accepted (self, a, b) == NONE) ||
           (asks_one_word (b) && share_accepted (self, b, a) == NONE);
  if (a->kind == OB_TEST_POS && b->kind == OB_TEST_POS)
    return a->number != b->number;
  if (a->kind == OB_TEST_COVERED && b->kind == OB_TEST_COVERED && a->span == b->span)
    {
      gboolean overlaps = strcmp (a->span, "ent") != 0 && strcmp (a->span, "zone") != 0;
      return !overlaps && a->label != NULL && b->label != NULL && a->label != b->label;
    }
  return FALSE;
}

/* ---- Tests ---- */

static gboolean excludes (Checker *self, const ObTest *a, const ObTest *b);

static gboolean
is_leaf (const ObTest *test)
{
  return test->kind > OB_TEST_ANY;
}

/* TRUE when every word that passes @a passes @b, as far as can be told. */
static gboolean
implies (Checker *self, const ObTest *a, const ObTest *b)
{
  if (b->kind == OB_TEST_ANY)
    return TRUE;
  if (a->kind == OB_TEST_OR || b->kind == OB_TEST_AND)
    {
      const ObTest *all = a->kind == OB_TEST_OR ? a : b;
      for (const ObTest *child = all->first; child != NULL; child = child->next)
        if (!(all == a ? implies (self, child, b) : implies (self, a, child)))
          return FALSE;
      return TRUE;
    }
  if (b->kind == OB_TEST_OR)
    for (const ObTest *child = b->first; child != NULL; child = child->next)
      if (implies (self, a, child))
        return TRUE;
  if (a->kind == OB_TEST_AND)
    for (const ObTest *child = a->first; child != NULL; child = child->next)
      if (implies (self, child, b))
        return TRUE;
  if (b->kind == OB_TEST_NOT)
    return a->kind == OB_TEST_NOT ? implies (self, b->first, a->first) : excludes (self, a, b->first);
  return is_leaf (a) && is_leaf (b) && leaf_implies (self, a, b);
}

/* TRUE when no word passes both, as far as can be told. */
static gboolean
excludes (Checker *self, const ObTest *a, const ObTest *b)
{
  if (a->kind == OB_TEST_NOT && implies (self, b, a->first))
    return TRUE;
  if (b->kind == OB_TEST_NOT && implies (self, a, b->first))
    return TRUE;
  if (a->kind == OB_TEST_OR || b->kind == OB_TEST_OR)
    {
      const ObTest *either = a->kind == OB_TEST_OR ? a : b, *other = either == a ? b : a;
      for (const ObTest *child = either->first; child != NULL; child = child->next)
        if (!excludes (self, child, other))
          return FALSE;
      return TRUE;
    }
  return is_leaf (a) && is_leaf (b) && leaves_exclude (self, a, b);
}

static void
tell (Checker *self, ObSeverity severity, const char *id, const ObPlace *place, const char *format, ...)
  G_GNUC_PRINTF (5, 6);

static void
tell (Checker *self, ObSeverity severity, const char *id, const ObPlace *place, const char *format, ...)
{
  self->has_failed |= severity == OB_SEVERITY_ERROR;
  if (ob_diags_has (self->diags, id, place))    /* a macro is read at each use: once is enough */
    return;
  va_list args;
  va_start (args, format);
  g_autofree char *message = g_strdup_vprintf (format, args);
  va_end (args);
  ob_diags_add (self->diags, severity, id, place, "%s", message);
}

/* Two operands of @joined of which @func is true. */
static gboolean
find_pair (Checker *self, const ObTest *joined, gboolean (*func) (Checker *, const ObTest *, const ObTest *),
           const ObTest **ret_a, const ObTest **ret_b)
{
  for (const ObTest *a = joined->first; a != NULL; a = a->next)
    for (const ObTest *b = a->next; b != NULL; b = b->next)
      if (func (self, a, b))
        {
          *ret_a = a;
          *ret_b = b;
          return TRUE;
        }
  return FALSE;
}

/* !a | !b of two that exclude each other, or a | !a. */
static gboolean
are_always_one (Checker *self, const ObTest *a, const ObTest *b)
{
  if (a->kind == OB_TEST_NOT && b->kind == OB_TEST_NOT)
    return excludes (self, a->first, b->first);
  return (a->kind == OB_TEST_NOT && implies (self, a->first, b)) ||
         (b->kind == OB_TEST_NOT && implies (self, b->first, a));
}

static gboolean
is_impossible_shape (const char *shape)
{
  for (const char *p = shape; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (g_unichar_isspace (c) || g_unichar_isdigit (c) || (g_unichar_isalpha (c) && strchr ("Xxd", (int) c) == NULL))
        return TRUE;
    }
  return *shape == '\0';
}

/* TRUE when every match of @regex surely holds a character that @func is true of. */
static gboolean
regex_wants (const char *regex, gboolean (*func) (gunichar))
{
  guint depth = 0;
  if (strstr (regex, "(?") != NULL || strstr (regex, "\\Q") != NULL || strchr (regex, '|') != NULL)
    return FALSE;               /* options may change what a letter means, an alternative may do without it */
  for (const char *p = regex; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (*p == '\\' && p[1] != '\0')
        {
          if (strchr ("pPxNogkc", p[1]) != NULL)
            return FALSE;
          p++;
          continue;
        }
      depth += *p == '[';
      depth -= *p == ']' && depth > 0;
      const char *next = g_utf8_next_char (p);
      if (depth == 0 && func (g_utf8_get_char (p)) && strchr ("?*{", *next != '\0' ? *next : '.') == NULL)
        return TRUE;
    }
  return FALSE;
}

static void
check_leaf (Checker *self, const ObTest *leaf, const ObPlace *place)
{
  if (leaf->kind == OB_TEST_IDX)
    {
      double low, high;
      get_range (leaf, &low, &high);
      if (low > high)
        tell (self, OB_SEVERITY_ERROR, "OB213", place, "idx counts the words of a sentence from 1: this can never hold");
      return;
    }
  if (leaf->kind != OB_TEST_PREDICATE)
    return;
  gboolean is_lower = leaf->form_attribute == OB_ATTR_LOWER || leaf->form_attribute == OB_ATTR_LEMMA;
  if (leaf->asks <= OB_PREDICATE_EQUAL_EXACT && leaf->form_attribute == OB_ATTR_SHAPE && is_impossible_shape (leaf->text))
    tell (self, OB_SEVERITY_ERROR, "OB206", place, "no word has the shape “%s”: a shape is made of X (capital), x, d "
          "(digit) and marks, as Xxxx is that of Putin", leaf->text);
  else if (leaf->asks <= OB_PREDICATE_EQUAL_EXACT && leaf->form_attribute == OB_ATTR_LOWER &&
           ob_has_capital (leaf->text, strlen (leaf->text)))
    {
      g_autofree char *lower = ob_fold (leaf->text, strlen (leaf->text));
      tell (self, OB_SEVERITY_WARNING, "OB206", place, "lower has no capitals: this is read as lower=%s; write that, or "
            "word=%s", lower, leaf->value);
    }
  else if (leaf->asks == OB_PREDICATE_REGEX && is_lower && regex_wants (leaf->text, g_unichar_isupper) &&
           !g_str_has_suffix (leaf->value, "/i"))
    tell (self, OB_SEVERITY_ERROR, "OB206", place, "%s has no capitals, so %s can never match: write it in lower case",
          leaf->attribute, leaf->value);
  else if (leaf->asks == OB_PREDICATE_REGEX && regex_wants (leaf->text, g_unichar_isspace))
    tell (self, OB_SEVERITY_ERROR, "OB206", place, "a regex is asked of one word, and no word holds a blank: write a "
          "regex for each word, as in /New/ /York/");
}

static void
check_test (Checker *self, const ObTest *test, const ObPlace *place)
{
  const ObTest *a = NULL, *b = NULL;
  g_autoptr (GString) words = g_string_new (NULL);
  gboolean is_and = test->kind == OB_TEST_AND, is_or = test->kind == OB_TEST_OR;
  if ((is_and && find_pair (self, test, excludes, &a, &b)) || (is_or && find_pair (self, test, are_always_one, &a, &b)))
    {
      ob_test_append_text (words, a);
      g_string_append (words, is_and ? " and " : " or ");
      ob_test_append_text (words, b);
      if (is_and)
        tell (self, OB_SEVERITY_ERROR, "OB213", place, "this can never match: no word has both %s", words->str);
      else
        tell (self, OB_SEVERITY_WARNING, "OB214", place, "every word passes %s: did you mean & ?", words->str);
    }
  if (is_leaf (test))
    check_leaf (self, test, place);
  for (const ObTest *child = test->first; child != NULL; child = child->next)
    check_test (self, child, place);
}

/* ---- Alternatives ---- */

static gboolean covers (Checker *self, const ObNode *a, const ObNode *b);

/* The elements of @node in a row, sequences inside sequences laid flat. */
static void
flatten (const ObNode *node, GPtrArray *ret_nodes)
{
  if (node->kind != OB_NODE_SEQ)
    {
      g_ptr_array_add (ret_nodes, (gpointer) node);
      return;
    }
  for (const ObNode *child = node->first; child != NULL; child = child->next)
    flatten (child, ret_nodes);
}

static gboolean
covers_in_a_row (Checker *self, const ObNode *a, const ObNode *b)
{
  g_autoptr (GPtrArray) as = g_ptr_array_new (), bs = g_ptr_array_new ();
  flatten (a, as);
  flatten (b, bs);
  if (as->len != bs->len)
    return FALSE;
  for (guint i = 0; i < as->len; i++)
    if (!covers (self, g_ptr_array_index (as, i), g_ptr_array_index (bs, i)))
      return FALSE;
  return TRUE;
}

static gboolean
span_tests_cover (const ObSpanTest *a, const ObSpanTest *bs)
{
  for (; a != NULL; a = a->next)
    {
      const ObSpanTest *b = bs;
      while (b != NULL && !(a->attribute == b->attribute && a->label == b->label && a->predicate == b->predicate &&
                            a->is_negated == b->is_negated))
        b = b->next;
      if (b == NULL)
        return FALSE;
    }
  return TRUE;
}

/* Whether the list of @phrase has the word of @token. */
static gboolean
phrase_has_word (const ObNode *phrase, const ObNode *token)
{
  const ObTest *test = token->test;
  g_autofree char *lower = NULL;
  if (!asks_one_word (test) || phrase->list == NULL)
    return FALSE;
  lower = ob_fold (test->text, strlen (test->text));
  return ob_list_find (phrase->list, lower, is_exact (test) ? test->text : NULL) != OB_NO_ENTRY;
}

/* TRUE when @a matches wherever @b does, over the same words and with the same labels, as far as can be told. */
static gboolean
covers (Checker *self, const ObNode *a, const ObNode *b)
{
  if (a->kind == OB_NODE_SEQ || b->kind == OB_NODE_SEQ)
    return covers_in_a_row (self, a, b);
  if (b->kind == OB_NODE_ALT)
    {
      for (const ObNode *child = b->first; child != NULL; child = child->next)
        if (!covers (self, a, child))
          return FALSE;
      return TRUE;
    }
  if (a->kind == OB_NODE_ALT)
    {
      for (const ObNode *child = a->first; child != NULL; child = child->next)
        if (covers (self, child, b))
          return TRUE;
      return FALSE;
    }
  if (a->kind == OB_NODE_PHRASE && b->kind == OB_NODE_TOKEN)
    return phrase_has_word (a, b);
  if (a->kind != b->kind)
    return FALSE;
  switch (a->kind)
    {
    case OB_NODE_TOKEN:
      return implies (self, b->test, a->test);
    case OB_NODE_SPAN:
      return a->name == b->name && span_tests_cover (a->span_tests, b->span_tests);
    case OB_NODE_PHRASE:
      return a->gazetteer == b->gazetteer;
    case OB_NODE_EDGE:
      return a->name == b->name && a->is_end == b->is_end;
    case OB_NODE_LOOK:
      return a->is_behind == b->is_behind && a->is_negative == b->is_negative && strcmp (a->text, b->text) == 0;
    case OB_NODE_REPEAT:
      return a->min <= b->min && a->max >= b->max && a->is_lazy == b->is_lazy && covers (self, a->first, b->first);
    case OB_NODE_CAPTURE:
      return a->capture == b->capture && covers (self, a->first, b->first);
    case OB_NODE_SEQ:
    case OB_NODE_ALT:
      break;
    }
  return FALSE;
}

static void
check_alternatives (Checker *self, const ObNode *alt)
{
  guint i = 1;
  for (const ObNode *a = alt->first; a != NULL; a = a->next, i++)
    {
      guint j = i + 1;
      for (const ObNode *b = a->next; b != NULL; b = b->next, j++)
        if (covers (self, a, b))
          tell (self, OB_SEVERITY_WARNING, "OB212", &b->place, "alternative %u adds nothing: alternative %u, before it, "
                "matches all that it does; take it out", j, i);
        else if (covers (self, b, a))
          tell (self, OB_SEVERITY_WARNING, "OB212", &a->place, "alternative %u adds nothing: alternative %u matches all "
                "that it does; take it out", i, j);
    }
}

static void
check_node (Checker *self, const ObNode *node)
{
  if (node->kind == OB_NODE_TOKEN)
    check_test (self, node->test, &node->place);
  if (node->kind == OB_NODE_ALT)
    check_alternatives (self, node);
  for (const ObNode *child = node->first; child != NULL; child = child->next)
    check_node (self, child);
}

gboolean
ob_pattern_tree_check (const ObPatternTree *tree, const ObPatternEnv *env, ObDiags *diags)
{
  Checker self = { .env = env, .diags = diags };
  check_node (&self, tree->root);
  g_clear_pointer (&self.cache, ob_predicate_cache_free);
  g_clear_pointer (&self.vocab, ob_vocab_free);
  return !self.has_failed;
}

/* ---- What a pattern names and surely holds ---- */

static void
foreach_name_of_test (const ObTest *test, const ObNode *node, gboolean is_negated, ObPatternNameFunc func, gpointer data)
{
  if (test->kind == OB_TEST_COVERED)
    {
      ObPatternName name = { test->span, g_intern_static_string ("label"), test->label, is_negated, node->place };
      func (&name, data);
    }
  for (const ObTest *child = test->first; child != NULL; child = child->next)
    foreach_name_of_test (child, node, is_negated != (test->kind == OB_TEST_NOT), func, data);
}

static void
foreach_name_of_node (const ObNode *node, ObPatternNameFunc func, gpointer data)
{
  if (node->kind == OB_NODE_TOKEN)
    foreach_name_of_test (node->test, node, FALSE, func, data);
  if (node->kind == OB_NODE_SPAN || node->kind == OB_NODE_EDGE)
    {
      ObPatternName name = { .span = node->name, .place = node->place };
      func (&name, data);
    }
  for (const ObSpanTest *test = node->span_tests; test != NULL; test = test->next)
    {
      ObPatternName name = { node->name, test->attribute, test->label, test->is_negated, node->place };
      func (&name, data);
    }
  for (const ObNode *child = node->first; child != NULL; child = child->next)
    foreach_name_of_node (child, func, data);
}

void
ob_pattern_foreach_name (const ObPattern *self, ObPatternNameFunc func, gpointer data)
{
  foreach_name_of_node (self->tree->root, func, data);
}

static gboolean
always_holds (Checker *self, const ObNode *node, const ObTest *test)
{
  gboolean found = FALSE;
  switch (node->kind)
    {
    case OB_NODE_TOKEN:
      return implies (self, node->test, test);
    case OB_NODE_SEQ:
    case OB_NODE_CAPTURE:
      for (const ObNode *child = node->first; child != NULL && !found; child = child->next)
        found = always_holds (self, child, test);
      return found;
    case OB_NODE_ALT:
      for (const ObNode *child = node->first; child != NULL; child = child->next)
        if (!always_holds (self, child, test))
          return FALSE;
      return TRUE;
    case OB_NODE_REPEAT:
      return node->min > 0 && always_holds (self, node->first, test);
    case OB_NODE_SPAN:
    case OB_NODE_PHRASE:
    case OB_NODE_EDGE:
    case OB_NODE_LOOK:
      break;
    }
  return FALSE;
}

gboolean
ob_pattern_always_holds (const ObPattern *self, const ObPattern *inner, const ObPatternEnv *env)
{
  Checker checker = { .env = env };
  gboolean holds = inner->tree->root->kind == OB_NODE_TOKEN && inner->tree->constraints->len == 0 &&
                   always_holds (&checker, self->tree->root, inner->tree->root->test);
  g_clear_pointer (&checker.cache, ob_predicate_cache_free);
  g_clear_pointer (&checker.vocab, ob_vocab_free);
  return holds;
}
