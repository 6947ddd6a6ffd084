/* ob-pattern-trace.c: what stopped the attempt that came farthest, in words. */
#include "match/ob-pattern-program.h"
#include "lexicon/ob-tagger.h"
#include <string.h>

/* At the same distance, a later failure of one attempt replaces the earlier, since what must stand there is asked after
 * what may; a later attempt does not. */
static gboolean
begin_note (ObPatternTrace *trace, const ObPlace *place, guint32 first, guint32 token)
{
  if (trace->end > 0 && (first < trace->from || first >= trace->end))
    return FALSE;
  if (trace->is_set)
    {
      guint32 reached = token - first, before = trace->token - trace->first;
      if (first == trace->first ? reached < before : reached <= before)
        return FALSE;
    }
  trace->is_set = TRUE;
  trace->first = first;
  trace->token = token;
  trace->file = place->file;
  trace->line = place->line;
  trace->column = place->column;
  trace->width = place->width;
  trace->span = NULL;
  return TRUE;
}

static void set_message (ObPatternTrace *trace, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Too long a message is cut at a character. */
static void
set_message (ObPatternTrace *trace, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *text = g_strdup_vprintf (format, args);
  va_end (args);
  gsize n = strlen (text);
  if (n >= sizeof trace->message)
    {
      const char *end = g_utf8_find_prev_char (text, text + sizeof trace->message - strlen ("…"));
      n = end - text;
      memcpy (trace->message, text, n);
      strcpy (trace->message + n, "…");
      return;
    }
  memcpy (trace->message, text, n + 1);
}

static const char *
form_text (const ObMatchContext *context, guint32 form)
{
  return ob_intern_get (ob_vocab_get_forms (context->vocab), form, NULL);
}

/* The value of the attribute at the token, as people know it: "hint" for lemma. */
static const char *
attribute_text (const ObMatchContext *context, const char *attribute, guint32 token)
{
  guint32 id = context->doc->tokens[token].form;
  const ObForm *form = ob_vocab_get (context->vocab, id);
  if (strcmp (attribute, "lemma") == 0 && form->lemmas[0] != OB_NO_ID)
    id = form->lemmas[0];
  else if (strcmp (attribute, "lower") == 0)
    id = form->lower;
  else if (strcmp (attribute, "shape") == 0)
    id = form->shape;
  return form_text (context, id);
}

/* @is_met: the leaf's condition holds, and the pattern wants that it does not. */
static void
describe_leaf (const ObMatchContext *context, const ObTest *leaf, guint32 token, gboolean is_met)
{
  static const char *const signs[] = { "=", "!=", "<", "<=", ">", ">=" };
  ObPatternTrace *trace = context->trace;
  const char *word = form_text (context, context->doc->tokens[token].form);
  const char *is = is_met ? "is" : "is not";
  switch (leaf->kind)
    {
    case OB_TEST_PREDICATE:
      {
        gboolean is_word = strcmp (leaf->attribute, "word") == 0;
        static const char *const compare[] = {
          [OB_PREDICATE_LESS] = "is not <", [OB_PREDICATE_LESS_EQUAL] = "is not <=",
          [OB_PREDICATE_GREATER] = "is not >", [OB_PREDICATE_GREATER_EQUAL] = "is not >=",
        };
        const char *relation = leaf->asks >= OB_PREDICATE_LESS && !is_met ? compare[leaf->asks] :
                               leaf->value[0] == '$' ? (is_met ? "is in" : "is not in") :
                               leaf->value[0] == '/' ? (is_met ? "matches" : "does not match") : is;
        set_message (trace, "%s%s\"%s\" %s %s", is_word ? "" : leaf->attribute, is_word ? "" : " ",
                     attribute_text (context, leaf->attribute, token), relation, leaf->value);
        break;
      }
    case OB_TEST_COVERED:
      trace->span = leaf->span;
      set_message (trace, "\"%s\" %s inside %s %s", word, is, leaf->attribute, leaf->value);
      break;
    case OB_TEST_IDX:
      {
        guint32 sentence = context->doc->sentences[context->doc->sentence_of[token]].first;
        set_message (trace, "idx of \"%s\" is %u, wanted %s%s %s", word, token - sentence + 1, is_met ? "not " : "",
                     signs[leaf->op], leaf->value);
        break;
      }
    case OB_TEST_POS:
      set_message (trace, "pos of \"%s\" is %s, wanted %s%s", word,
                   context->pos != NULL ? ob_pos_get_name (context->pos[token]) : "unknown", is_met ? "another than " : "",
                   leaf->value);
      break;
    default:
      set_message (trace, "%s of \"%s\" %s %s", leaf->attribute, word, is, leaf->value);
      break;
    }
}

/* Whether the steps of @node's test lead to NO through a leaf that is met. */
static gboolean
is_refused_when_met (const ObTest *test, const ObTest *leaf, gboolean is_negated)
{
  if (test == leaf)
    return is_negated;
  for (const ObTest *child = test->first; child != NULL; child = child->next)
    if (is_refused_when_met (child, leaf, is_negated != (test->kind == OB_TEST_NOT)))
      return TRUE;
  return FALSE;
}

/* What ends at @token, where nothing more could be taken. */
static const char *
name_end (const ObDoc *doc, guint32 token)
{
  if (token >= doc->n_tokens)
    return "the text ends";
  if (doc->sentences[doc->sentence_of[token]].first == token)
    return "the sentence ends";
  return "the match has its greatest length";
}

void
ob_pattern_trace_note (ObMatchContext *context, const ObNode *node, const ObTest *leaf,
                       guint32 first, guint32 token, guint32 limit)
{
  ObPatternTrace *trace = context->trace;
  if (!begin_note (trace, &node->place, first, token))
    return;
  gboolean is_over = token >= MIN (limit, context->doc->n_tokens);
  const char *word = is_over ? NULL : form_text (context, context->doc->tokens[token].form);
  if (is_over && node->kind != OB_NODE_EDGE && node->kind != OB_NODE_LOOK)
    set_message (trace, "%s before %s", name_end (context->doc, token), node->text);
  else if (node->kind == OB_NODE_TOKEN && leaf != NULL)
    describe_leaf (context, leaf, token, is_refused_when_met (node->test, leaf, FALSE));
  else if (node->kind == OB_NODE_PHRASE)
    set_message (trace, "no entry of %s starts at \"%s\"", node->text, word);
  else if (node->kind == OB_NODE_SPAN)
    {
      trace->span = node->name;
      set_message (trace, "no %s starts at \"%s\"", node->text, word);
    }
  else if (word == NULL)
    set_message (trace, "%s does not hold at the end", node->text);
  else
    set_message (trace, "%s does not hold before \"%s\"", node->text, word);
}

void
ob_pattern_trace_note_constraint (ObMatchContext *context, const ObConstraint *constraint, guint32 first, guint32 token)
{
  if (begin_note (context->trace, &constraint->place, first, token))
    set_message (context->trace, "%s does not hold", constraint->text);
}
