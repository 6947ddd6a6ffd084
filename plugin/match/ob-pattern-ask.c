/* ob-pattern-ask.c: what a pattern asks of one token, one span, one edge. */
#include "match/ob-pattern-program.h"
#include <string.h>

static gboolean
is_covered (ObMatchContext *context, const ObTest *test, guint32 token)
{
  if (test->predicate == OB_NO_ID)
    return ob_spans_covering (context->spans, test->span, token, test->label) != NULL;
  const char *const *labels;
  guint n = ob_spans_get_labels (context->spans, test->span, &labels);
  for (guint i = 0; i < n; i++)
    {
      guint32 form = ob_intern_add (ob_vocab_get_forms (context->vocab), labels[i], strlen (labels[i]));
      if (ob_predicate_test (context->predicates, test->predicate, form) &&
          ob_spans_covering (context->spans, test->span, token, labels[i]) != NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
compare_index (const ObTest *test, gint64 index)
{
  switch (test->op)
    {
    case OB_OP_EQUAL:         return index == test->number;
    case OB_OP_NOT_EQUAL:     return index != test->number;
    case OB_OP_LESS:          return index < test->number;
    case OB_OP_LESS_EQUAL:    return index <= test->number;
    case OB_OP_GREATER:       return index > test->number;
    case OB_OP_GREATER_EQUAL: return index >= test->number;
    }
  return FALSE;
}

/* A test of a head, which one of several lists may have made several leaves. */
static gboolean
ask_test (ObMatchContext *context, const ObTest *test, guint32 token)
{
  gboolean wants = test->kind != OB_TEST_AND;
  if (test->kind == OB_TEST_NOT)
    return !ask_test (context, test->first, token);
  if (test->kind != OB_TEST_AND && test->kind != OB_TEST_OR)
    return ob_pattern_ask_leaf (context, test, token);
  for (const ObTest *child = test->first; child != NULL; child = child->next)
    if (ask_test (context, child, token) == wants)
      return wants;
  return !wants;
}

gboolean
ob_pattern_ask_leaf (ObMatchContext *context, const ObTest *test, guint32 token)
{
  const ObDoc *doc = context->doc;
  switch (test->kind)
    {
    case OB_TEST_PREDICATE:
      return ob_predicate_test (context->predicates, test->predicate, doc->tokens[token].form);
    case OB_TEST_COVERED:
      return is_covered (context, test, token);
    case OB_TEST_IDX:
      return compare_index (test, (gint64) token - doc->sentences[doc->sentence_of[token]].first + 1);
    case OB_TEST_POS:
      return context->pos != NULL && context->pos[token] == test->number;
    case OB_TEST_DEP:
      return doc->deps != NULL && doc->deps[token] != OB_NO_ID &&
             ob_predicate_test (context->predicates, test->predicate, doc->deps[token]);
    case OB_TEST_HEAD:
      return doc->heads != NULL && doc->heads[token] >= 0 &&
             ask_test (context, test->of_head, (guint32) doc->heads[token]);
    case OB_TEST_SPACE:
      return (doc->tokens[token].flags & OB_TOKEN_SPACE_BEFORE) != 0;
    default:
      return TRUE;
    }
}

gboolean
ob_pattern_ask_span (ObMatchContext *context, const ObNode *node, const ObSpan *span)
{
  for (const ObSpanTest *test = node->span_tests; test != NULL; test = test->next)
    {
      const char *value = ob_span_get_attribute (span, test->attribute);
      gboolean passes = FALSE;
      if (test->label != NULL)
        passes = value == test->label;
      else if (value != NULL)
        {
          guint32 form = ob_intern_add (ob_vocab_get_forms (context->vocab), value, strlen (value));
          passes = ob_predicate_test (context->predicates, test->predicate, form);
        }
      if (passes == test->is_negated)
        return FALSE;
    }
  return TRUE;
}

gboolean
ob_pattern_ask_edge (const ObMatchContext *context, const ObNode *node, guint32 token)
{
  const ObSpan *spans;
  return node->is_end ? ob_spans_ends_at (context->spans, node->name, token)
                      : ob_spans_at (context->spans, node->name, token, &spans) > 0;
}
