/* ob-pattern-print.c: a pattern as one canonical text: what it means, not how it is written; and single tests as people
 * write them. */
#include "match/ob-pattern-program.h"
#include <string.h>

static void
append_leaf (GString *out, const ObTest *test)
{
  switch (test->kind)
    {
    case OB_TEST_ANY:
      g_string_append (out, "any");
      break;
    case OB_TEST_PREDICATE:
      g_string_append_printf (out, "%s %d %s%s %.14g", test->attribute, test->asks, test->list != NULL ? "$" : "",
                              test->list != NULL ? ob_list_get_name (test->list) : test->text != NULL ? test->text : "",
                              test->bound);
      break;
    case OB_TEST_COVERED:
      g_string_append_printf (out, "in %s %s", test->span, test->predicate != OB_NO_ID ? test->value :
                              test->label != NULL ? test->label : "*");
      break;
    case OB_TEST_IDX:
      g_string_append_printf (out, "idx %d %" G_GINT64_FORMAT, test->op, test->number);
      break;
    case OB_TEST_POS:
      g_string_append_printf (out, "pos %" G_GINT64_FORMAT, test->number);
      break;
    case OB_TEST_DEP:
      g_string_append_printf (out, "dep %s", test->value);
      break;
    case OB_TEST_HEAD:
      g_string_append_printf (out, "%s %s", test->attribute, test->value);
      break;
    case OB_TEST_SPACE:
      g_string_append (out, "space");
      break;
    case OB_TEST_AND:
    case OB_TEST_OR:
    case OB_TEST_NOT:
    case OB_TEST_POS_SET:       /* stands in plans only */
      break;
    }
}

static void
append_test (GString *out, const ObTest *test)
{
  static const char *const signs[] = { [OB_TEST_AND] = "&", [OB_TEST_OR] = "|", [OB_TEST_NOT] = "!" };
  if (test->kind > OB_TEST_NOT)
    {
      append_leaf (out, test);
      return;
    }
  g_string_append_printf (out, "(%s", signs[test->kind]);
  for (const ObTest *child = test->first; child != NULL; child = child->next)
    {
      g_string_append_c (out, ' ');
      append_test (out, child);
    }
  g_string_append_c (out, ')');
}

static void
append_node (GString *out, const ObPatternTree *tree, const ObNode *node)
{
  switch (node->kind)
    {
    case OB_NODE_TOKEN:
      g_string_append_c (out, '[');
      append_test (out, node->test);
      g_string_append (out, "] ");
      return;
    case OB_NODE_SPAN:
    case OB_NODE_EDGE:
      g_string_append_printf (out, "<%s%s", node->is_end ? "/" : "", node->name);
      for (const ObSpanTest *test = node->span_tests; test != NULL; test = test->next)
        g_string_append_printf (out, " %s%s%s", test->attribute, test->is_negated ? "!=" : "=",
                                test->label != NULL ? test->label : test->value);
      g_string_append (out, node->kind == OB_NODE_SPAN ? "/> " : "> ");
      return;
    case OB_NODE_PHRASE:
      g_string_append_printf (out, "$%s ", ob_list_get_name (node->list));
      return;
    case OB_NODE_LOOK:
      g_string_append_printf (out, "(?%s%s ", node->is_behind ? "<" : "", node->is_negative ? "!" : "=");
      break;
    case OB_NODE_SEQ:
      g_string_append (out, "( ");
      break;
    case OB_NODE_ALT:
      g_string_append (out, "(| ");
      break;
    case OB_NODE_REPEAT:
      g_string_append_printf (out, "{%u,%u%s ", node->min, node->max, node->is_lazy ? "?" : "");
      break;
    case OB_NODE_CAPTURE:
      g_string_append_printf (out, "%s:( ", (const char *) g_ptr_array_index (tree->captures, node->capture));
      break;
    }
  for (const ObNode *child = node->first; child != NULL; child = child->next)
    append_node (out, tree, child);
  g_string_append (out, ") ");
}

static const char *
get_sign (const ObTest *leaf, gboolean is_negated)
{
  static const char *const compare[] = {
    [OB_PREDICATE_LESS] = " < ", [OB_PREDICATE_LESS_EQUAL] = " <= ",
    [OB_PREDICATE_GREATER] = " > ", [OB_PREDICATE_GREATER_EQUAL] = " >= ",
  };
  static const char *const places[] = { "=", "!=", " < ", " <= ", " > ", " >= " };      /* by ObOp */
  if (leaf->kind == OB_TEST_IDX && leaf->op != OB_OP_EQUAL)
    return places[leaf->op];
  if (leaf->kind == OB_TEST_PREDICATE && leaf->asks >= OB_PREDICATE_LESS)
    return compare[leaf->asks];
  return leaf->list != NULL ? " in " : is_negated ? "!=" : "=";
}

void
ob_test_append_text (GString *out, const ObTest *test)
{
  static const char *const joints[] = { [OB_TEST_AND] = " & ", [OB_TEST_OR] = " | " };
  if (test->kind == OB_TEST_ANY)
    return;
  if (test->kind > OB_TEST_ANY)
    {
      g_string_append_printf (out, "%s%s%s", test->attribute, get_sign (test, FALSE), test->value);
      return;
    }
  if (test->kind == OB_TEST_NOT)
    {
      const char *sign = test->first->kind > OB_TEST_ANY ? get_sign (test->first, TRUE) : "";
      if (strcmp (sign, "!=") == 0)
        {
          g_string_append_printf (out, "%s!=%s", test->first->attribute, test->first->value);
          return;
        }
      g_string_append (out, "!(");
      ob_test_append_text (out, test->first);
      g_string_append_c (out, ')');
      return;
    }
  g_string_append_c (out, '(');
  for (const ObTest *child = test->first; child != NULL; child = child->next)
    {
      g_string_append (out, child != test->first ? joints[test->kind] : "");
      ob_test_append_text (out, child);
    }
  g_string_append_c (out, ')');
}

char *
ob_pattern_dup_canonical (const ObPattern *self)
{
  GString *out = g_string_new (NULL);
  append_node (out, self->tree, self->tree->root);
  for (guint i = 0; i < self->tree->constraints->len; i++)
    {
      const ObConstraint *constraint = &g_array_index (self->tree->constraints, ObConstraint, i);
      g_string_append_printf (out, ":: %u %u %d %d ", constraint->captures[0], constraint->captures[1],
                              constraint->attribute, constraint->is_negated);
    }
  return g_string_free (out, FALSE);
}
