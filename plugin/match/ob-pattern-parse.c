/* ob-pattern-parse.c: sequences, alternatives, quantifiers, labels, macros and label constraints. What asks one token
 * is read by ob-pattern-token.c.
 *
 *   OB101  empty pattern, group or alternative    OB112  unknown list
 *   OB102  something else was expected here       OB114  unknown macro
 *   OB103  a bracket is not closed, or opened     OB115  unknown attribute
 *   OB104  a closing quote or slash is missing    OB116  wrong value or operator for an attribute
 *   OB105  wrong quantifier                       OB117  wrong label constraint
 *   OB106  unknown escape                         OB118  nested too deep
 *   OB107  wrong regex                            OB119  too long, or not UTF-8
 *   OB108  wrong arguments of a macro             OB120  several tokens in a test of one
 *   OB109  a macro uses itself                    OB130  can match nothing
 *   OB110  wrong label                            OB131  too large (also ob-pattern-compile.c)
 *   OB111  wrong <span/> or <edge>                OB201 … OB206  lints; OB212 … OB214 ob-pattern-check.c
 *
 * Recursion is as deep as brackets and macros nest, at most OB_MAX_PATTERN_DEPTH. */
#include "match/ob-pattern-tree.h"
#include "base/ob-limits.h"
#include <string.h>

static ObNode *parse_alt  (ObPatternParser *self, ObPatternReader *reader);
static ObNode *parse_item (ObPatternParser *self, ObPatternReader *reader);

static void
report (ObPatternParser *self, ObSeverity severity, const char *id, const ObPatternSource *source, gsize offset,
        gsize width, const char *format, va_list args)
{
  if (self->n_diags >= OB_MAX_PATTERN_DIAGS)
    {
      self->is_stopped = TRUE;
      return;
    }
  ObPlace place = ob_pattern_source_locate (source, offset, width);
  if (ob_diags_has (self->diags, id, &place))    /* a macro is read at each use: once is enough */
    return;
  self->n_diags++;
  g_autofree char *message = g_strdup_vprintf (format, args);
  g_autofree char *use = ob_pattern_source_dup_use (source);
  if (use == NULL)
    ob_diags_add (self->diags, severity, id, &place, "%s", message);
  else
    ob_diags_add (self->diags, severity, id, &place, "%s, in macro @%s used at %s", message, source->macro->name, use);
}

void
ob_pattern_error (ObPatternParser *self, const char *id, const ObPatternSource *source, gsize offset, gsize width,
                  const char *format, ...)
{
  self->has_failed = TRUE;
  va_list args;
  va_start (args, format);
  report (self, OB_SEVERITY_ERROR, id, source, offset, width, format, args);
  va_end (args);
}

void
ob_pattern_warn (ObPatternParser *self, const char *id, const ObPatternSource *source, gsize offset, gsize width,
                 const char *format, ...)
{
  va_list args;
  va_start (args, format);
  report (self, OB_SEVERITY_WARNING, id, source, offset, width, format, args);
  va_end (args);
}

char *
ob_pattern_copy (ObPatternParser *self, const char *begin, const char *end)
{
  return ob_arena_strdup (self->tree->arena, begin, end - begin);
}

ObNode *
ob_pattern_new_node (ObPatternParser *self, ObNodeKind kind, const ObPatternReader *begin, const ObPatternReader *end)
{
  gsize offset = ob_pattern_offset (begin), width = end->p - begin->p;
  if (++self->n_nodes == OB_MAX_PATTERN_NODES)
    {
      ob_pattern_error (self, "OB131", begin->source, offset, width,
                        "the pattern is too large: more than %u parts once its macros are expanded",
                        OB_MAX_PATTERN_NODES);
      self->is_stopped = TRUE;
    }
  ObNode *node = ob_arena_new_array (self->tree->arena, ObNode, 1);
  node->kind = kind;
  node->place = ob_pattern_source_locate (begin->source, offset, width);
  node->place.file = g_intern_string (node->place.file);        /* explain tells it when the source is gone */
  return node;
}

gboolean
ob_pattern_enter (ObPatternParser *self, const ObPatternReader *at)
{
  if (++self->depth <= OB_MAX_PATTERN_DEPTH)
    return TRUE;
  self->depth--;
  ob_pattern_error (self, "OB118", at->source, ob_pattern_offset (at), 1,
                    "brackets and macros are nested deeper than %u", OB_MAX_PATTERN_DEPTH);
  self->is_stopped = TRUE;
  return FALSE;
}

char *
ob_pattern_dup_found (const ObPatternReader *reader)
{
  if (ob_pattern_at_end (reader))
    return g_strdup ("the end");
  ObPatternReader end = *reader;
  if (ob_pattern_skip_name (&end, "") == 0)
    end.p = g_utf8_next_char (end.p);
  return g_strdup_printf ("%.*s", (int) MIN (end.p - reader->p, 40), reader->p);
}

const ObPatternSource *
ob_pattern_accept_param (ObPatternReader *reader)
{
  ObPatternReader end = *reader;
  end.p++;
  gsize length = ob_pattern_skip_name (&end, "-");
  if (ob_pattern_peek (&end, 0) == ':')
    return NULL;
  for (guint i = 0; i < reader->source->n_args; i++)
    {
      const ObPatternArg *arg = &reader->source->args[i];
      if (strlen (arg->name) == length && memcmp (arg->name, reader->p + 1, length) == 0)
        {
          *reader = end;
          return arg->source;
        }
    }
  return NULL;
}

/* Quantifiers */

static gboolean
is_quantifier (const ObPatternReader *reader)
{
  char c = ob_pattern_peek (reader, 0);
  return c == '?' || c == '*' || c == '+' || c == '{';
}

static gboolean
read_count (ObPatternParser *self, ObPatternReader *reader, guint *ret_count, gboolean *ret_is_there)
{
  ob_pattern_skip_space (reader);
  if (ob_pattern_peek (reader, 0) == '$')
    {
      ObPatternReader begin = *reader;
      const ObPatternSource *arg = ob_pattern_accept_param (reader);
      if (arg == NULL)
        {
          ob_pattern_error (self, "OB105", begin.source, ob_pattern_offset (&begin), 1,
                            "only a macro's parameter may stand for a number here");
          return FALSE;
        }
      ObPatternReader inner = ob_pattern_reader (arg);
      gboolean is_there = FALSE;
      if (!read_count (self, &inner, ret_count, &is_there))
        return FALSE;
      ob_pattern_skip_space (&inner);
      if (!is_there || !ob_pattern_at_end (&inner))
        {
          ob_pattern_error (self, "OB105", arg, 0, arg->length, "a number is expected for this parameter");
          return FALSE;
        }
      *ret_is_there = TRUE;
      return TRUE;
    }
  ObPatternReader begin = *reader;
  guint count = 0;
  for (; g_ascii_isdigit (ob_pattern_peek (reader, 0)); reader->p++)
    count = MIN (count * 10 + (*reader->p - '0'), OB_MAX_REPEAT + 1);
  *ret_is_there = reader->p > begin.p;
  *ret_count = count;
  if (count > OB_MAX_REPEAT)
    ob_pattern_error (self, "OB105", begin.source, ob_pattern_offset (&begin), reader->p - begin.p,
                      "a repetition is at most %u", OB_MAX_REPEAT);
  return count <= OB_MAX_REPEAT;
}

static void
skip_braces (ObPatternReader *reader)
{
  while (!ob_pattern_at_end (reader) && *reader->p != '}' && *reader->p != '\n')
    reader->p++;
  ob_pattern_accept (reader, "}");
}

static gboolean
parse_braces (ObPatternParser *self, ObPatternReader *reader, guint *ret_min, guint *ret_max)
{
  ObPatternReader begin = *reader;
  gboolean has_min = FALSE, has_max = FALSE;
  reader->p++;
  if (!read_count (self, reader, ret_min, &has_min))
    {
      skip_braces (reader);
      return FALSE;
    }
  ob_pattern_skip_space (reader);
  gboolean has_comma = ob_pattern_accept (reader, ",");
  if (has_comma && !read_count (self, reader, ret_max, &has_max))
    {
      skip_braces (reader);
      return FALSE;
    }
  ob_pattern_skip_space (reader);
  if (!ob_pattern_accept (reader, "}") || (!has_min && !has_max))
    {
      skip_braces (reader);
      ob_pattern_error (self, "OB105", begin.source, ob_pattern_offset (&begin), reader->p - begin.p,
                        "expected {n}, {n,}, {,m} or {n,m}");
      return FALSE;
    }
  if (!has_comma)
    *ret_max = *ret_min;
  else if (!has_max)
    *ret_max = OB_UNBOUNDED;
  if (*ret_min > *ret_max || *ret_max == 0)
    {
      ob_pattern_error (self, "OB105", begin.source, ob_pattern_offset (&begin), reader->p - begin.p,
                        *ret_max == 0 ? "repeated at most 0 times, this can never match"
                                      : "the least number of turns is larger than the greatest");
      return FALSE;
    }
  return TRUE;
}

/* Wraps @node in the quantifier that stands at @reader. A wrong one is reported and left out. */
static ObNode *
parse_quantifier (ObPatternParser *self, ObPatternReader *reader, ObNode *node, const ObPatternReader *begin)
{
  if (!is_quantifier (reader))
    return node;
  ObPatternReader sign = *reader;
  guint min = 0, max = OB_UNBOUNDED;
  gboolean is_good = TRUE;
  switch (*reader->p)
    {
    case '?': max = 1; reader->p++; break;
    case '*': reader->p++; break;
    case '+': min = 1; reader->p++; break;
    default: is_good = parse_braces (self, reader, &min, &max); break;
    }
  gboolean is_lazy = ob_pattern_accept (reader, "?");
  if (is_quantifier (reader))
    {
      ob_pattern_error (self, "OB105", reader->source, ob_pattern_offset (reader), 1,
                        "a second quantifier: put the repeated part in ( )");
      while (is_quantifier (reader))
        if (*reader->p == '{')
          skip_braces (reader);
        else
          reader->p++;
      return node;
    }
  if (!is_good || node == NULL)
    return node;
  if (node->kind == OB_NODE_EDGE || node->kind == OB_NODE_LOOK)
    {
      ob_pattern_error (self, "OB105", sign.source, ob_pattern_offset (&sign), reader->p - sign.p,
                        "%s takes no token, so it cannot be repeated",
                        node->kind == OB_NODE_EDGE ? "an edge" : "a look-around");
      return node;
    }
  ObNode *repeat = ob_pattern_new_node (self, OB_NODE_REPEAT, begin, reader);
  repeat->first = node;
  repeat->min = min;
  repeat->max = max;
  repeat->is_lazy = is_lazy;
  return repeat;
}

/* Groups and look-arounds */

/* Parses what stands up to the ) that closes @begin. */
static ObNode *
parse_group_body (ObPatternParser *self, ObPatternReader *reader, const ObPatternReader *begin)
{
  if (!ob_pattern_enter (self, begin))
    return NULL;
  ObNode *node = parse_alt (self, reader);
  self->depth--;
  ob_pattern_skip_space (reader);
  if (!ob_pattern_accept (reader, ")") && !self->is_stopped)
    {
      g_autofree char *found = ob_pattern_dup_found (reader);
      ob_pattern_error (self, "OB103", begin->source, ob_pattern_offset (begin), 1,
                        "this ( is not closed: expected ), found %s", found);
    }
  return node;
}

static ObNode *
parse_group (ObPatternParser *self, ObPatternReader *reader)
{
  static const struct { const char *sign; gboolean is_behind, is_negative; } looks[] = {
    { "(?=", FALSE, FALSE }, { "(?!", FALSE, TRUE }, { "(?<=", TRUE, FALSE }, { "(?<!", TRUE, TRUE },
  };
  ObPatternReader begin = *reader;
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (ob_pattern_accept (reader, looks[i].sign))
      {
        self->n_negative += looks[i].is_negative;
        ObNode *body = parse_group_body (self, reader, &begin);
        self->n_negative -= looks[i].is_negative;
        if (body == NULL)
          return NULL;
        ObNode *look = ob_pattern_new_node (self, OB_NODE_LOOK, &begin, reader);
        look->first = body;
        look->is_behind = looks[i].is_behind;
        look->is_negative = looks[i].is_negative;
        look->text = ob_pattern_copy (self, begin.p, reader->p);
        return look;
      }
  reader->p++;
  if (ob_pattern_peek (reader, 0) == '?')
    {
      ob_pattern_error (self, "OB102", begin.source, ob_pattern_offset (&begin), 2,
                        "expected (?= (?! (?<= or (?<! %s",
                        ob_pattern_looking_at (&begin, "(?:") ? "(a plain group, ( ), captures nothing by itself)"
                                                              : "after “(?”");
      reader->p++;
      ob_pattern_accept (reader, ":");
    }
  return parse_group_body (self, reader, &begin);
}

/* Macros */

/* Reads a whole source (a macro's text or an argument) as one group. */
static ObNode *
parse_source (ObPatternParser *self, const ObPatternSource *source, const ObPatternReader *use)
{
  if (!ob_pattern_enter (self, use))
    return NULL;
  ObPatternReader inner = ob_pattern_reader (source);
  ObNode *node = parse_alt (self, &inner);
  self->depth--;
  ob_pattern_skip_space (&inner);
  if (!ob_pattern_at_end (&inner) && !self->is_stopped)
    {
      gboolean is_constraint = ob_pattern_looking_at (&inner, "::");
      ob_pattern_error (self, is_constraint ? "OB117" : "OB103", source, ob_pattern_offset (&inner), 1,
                        is_constraint ? "label constraints stand at the end of the rule's own pattern"
                                      : "this ) closes nothing");
    }
  return node;
}

static void
unknown_macro (ObPatternParser *self, const ObPatternReader *begin, const char *name)
{
  g_autoptr (GPtrArray) names = self->env->dup_macro_names ? self->env->dup_macro_names (self->env->data) : NULL;
  const char *near = names ? ob_suggest (name, (const char *const *) names->pdata, names->len) : NULL;
  ob_pattern_error (self, "OB114", begin->source, ob_pattern_offset (begin), strlen (name) + 1,
                    near ? "unknown macro @%s (did you mean @%s?)" : "unknown macro @%s", name, near);
}

/* Cuts "(a, b)" at @reader into sources. FALSE (reported) if it is not closed or an argument is empty. */
static gboolean
split_args (ObPatternParser *self, ObPatternReader *reader, GPtrArray *args)
{
  ObPatternReader begin = *reader;
  reader->p++;
  ob_pattern_skip_space (reader);
  const char *from = reader->p;
  gboolean is_good = TRUE;
  for (guint depth = 0; !ob_pattern_at_end (reader);)
    {
      char c = *reader->p;
      if (depth == 0 && (c == ',' || c == ')'))
        {
          const char *to = reader->p;
          while (to > from && g_ascii_isspace (to[-1]))
            to--;
          is_good &= to > from;
          if (to == from)
            ob_pattern_error (self, "OB108", reader->source, ob_pattern_offset (reader), 1, "an argument is empty");
          g_ptr_array_add (args, ob_pattern_source_slice (reader->source, from - reader->source->text, to - from,
                                                          self->tree->arena));
          reader->p++;
          if (c == ')')
            return is_good;
          ob_pattern_skip_space (reader);
          from = reader->p;
          continue;
        }
      depth += strchr ("([{", c) != NULL;
      depth -= depth > 0 && strchr (")]}", c) != NULL;
      if (c == '#')
        ob_pattern_skip_space (reader);
      else
        ob_pattern_skip_piece (reader);
    }
  ob_pattern_error (self, "OB103", begin.source, ob_pattern_offset (&begin), 1,
                    "this ( is not closed: the arguments of a macro end with )");
  return FALSE;
}

/* Reads the arguments at @reader and binds them to the parameters of the macro in @body. */
static gboolean
bind_args (ObPatternParser *self, ObPatternReader *reader, const ObPatternReader *begin, ObPatternSource *body)
{
  const ObMacro *macro = body->macro;
  guint n_params = macro->params != NULL ? macro->params->len : 0;
  g_autoptr (GPtrArray) args = g_ptr_array_new ();
  if (ob_pattern_peek (reader, 0) == '(' && !split_args (self, reader, args))
    return FALSE;
  if (args->len != n_params)
    {
      gsize offset = ob_pattern_offset (begin), width = reader->p - begin->p;
      if (n_params == 0)
        ob_pattern_error (self, "OB108", begin->source, offset, width,
                          "@%s takes no arguments: put a space before a group", macro->name);
      else
        ob_pattern_error (self, "OB108", begin->source, offset, width, "@%s takes %u argument%s, found %u",
                          macro->name, n_params, n_params > 1 ? "s" : "", args->len);
      return FALSE;
    }
  ObPatternArg *bound = ob_arena_new_array (self->tree->arena, ObPatternArg, MAX (n_params, 1));
  for (guint i = 0; i < n_params; i++)
    bound[i] = (ObPatternArg) { g_ptr_array_index (macro->params, i), g_ptr_array_index (args, i) };
  body->args = bound;
  body->n_args = n_params;
  return TRUE;
}

static ObNode *
parse_macro (ObPatternParser *self, ObPatternReader *reader)
{
  ObPatternReader begin = *reader;
  reader->p++;
  gsize length = ob_pattern_skip_name (reader, "-");
  if (length == 0)
    {
      ob_pattern_error (self, "OB102", begin.source, ob_pattern_offset (&begin), 1, "expected a macro's name after @");
      return NULL;
    }
  const char *name = ob_pattern_copy (self, begin.p + 1, reader->p);
  ObMacro *macro = self->env->find_macro ? self->env->find_macro (self->env->data, name) : NULL;
  if (macro == NULL)
    {
      unknown_macro (self, &begin, name);
      if (ob_pattern_peek (reader, 0) == '(')
        {
          g_autoptr (GPtrArray) args = g_ptr_array_new ();
          split_args (self, reader, args);
        }
      return NULL;
    }
  macro->is_used = TRUE;
  ObPatternSource *body = ob_arena_new_array (self->tree->arena, ObPatternSource, 1);
  *body = (ObPatternSource) {
    .text = macro->source, .length = strlen (macro->source), .place = macro->place, .macro = macro,
    .user = begin.source, .user_offset = ob_pattern_offset (&begin),
  };
  if (!bind_args (self, reader, &begin, body))
    return NULL;
  g_autofree char *cycle = ob_pattern_source_dup_cycle (begin.source, macro);
  if (cycle != NULL)
    {
      ob_pattern_error (self, "OB109", begin.source, ob_pattern_offset (&begin), length + 1,
                        "a macro cannot use itself: %s", cycle);
      return NULL;
    }
  if (!g_utf8_validate (macro->source, -1, NULL))
    {
      ob_pattern_error (self, "OB119", begin.source, ob_pattern_offset (&begin), length + 1,
                        "the text of @%s is not UTF-8", name);
      return NULL;
    }
  return parse_source (self, body, &begin);
}

/* Items */

/* What cannot begin an element: says what was meant, and skips it. */
static ObNode *
parse_stray (ObPatternParser *self, ObPatternReader *reader)
{
  ObPatternReader begin = *reader;
  if (is_quantifier (reader))
    {
      if (*reader->p == '{')
        skip_braces (reader);
      else
        reader->p++;
      ob_pattern_error (self, "OB105", begin.source, ob_pattern_offset (&begin), reader->p - begin.p,
                        "there is nothing to repeat before this");
      return NULL;
    }
  gsize length = ob_pattern_skip_name (reader, "-");
  if (length > 0)
    {
      ob_pattern_error (self, "OB102", begin.source, ob_pattern_offset (&begin), length,
                        "expected an element of a pattern (did you mean \"%.*s\"?)", (int) MIN (length, 40), begin.p);
      return NULL;
    }
  g_autofree char *found = ob_pattern_dup_found (reader);
  reader->p = g_utf8_next_char (reader->p);
  if (strchr ("]}>", found[0]) != NULL)
    ob_pattern_error (self, "OB103", begin.source, ob_pattern_offset (&begin), 1, "this %s closes nothing", found);
  else if (strstr ("“”„«»‘’", found) != NULL)
    ob_pattern_error (self, "OB102", begin.source, ob_pattern_offset (&begin), 1,
                      "text stands in straight quotes (did you mean \"%s\"?)", found);
  else
    ob_pattern_error (self, "OB102", begin.source, ob_pattern_offset (&begin), 1,
                      "expected an element such as \"word\", [lemma=…], $list, @macro or <ent/>, found %s", found);
  return NULL;
}

static ObNode *
parse_atom (ObPatternParser *self, ObPatternReader *reader)
{
  switch (ob_pattern_peek (reader, 0))
    {
    case '[':  return ob_pattern_parse_token (self, reader);
    case '"':
    case '\'': return ob_pattern_parse_literal (self, reader);
    case '/':  return ob_pattern_parse_regex (self, reader);
    case '<':  return ob_pattern_parse_span (self, reader);
    case '@':  return parse_macro (self, reader);
    case '(':  return parse_group (self, reader);
    case '$':
      {
        ObPatternReader begin = *reader;
        const ObPatternSource *arg = ob_pattern_accept_param (reader);
        return arg != NULL ? parse_source (self, arg, &begin) : ob_pattern_parse_list (self, reader);
      }
    default:   return parse_stray (self, reader);
    }
}

/* The index of the capture called @name, added if new. */
static gboolean
add_capture (ObPatternParser *self, const ObPatternReader *begin, gsize length, guint *ret_index)
{
  g_autofree char *name = g_strndup (begin->p, length);
  const char *interned = g_intern_string (name);
  GPtrArray *captures = self->tree->captures;
  if (self->n_negative > 0)
    {
      ob_pattern_error (self, "OB110", begin->source, ob_pattern_offset (begin), length,
                        "a label inside a negative look-around can never be set");
      return FALSE;
    }
  if (g_ptr_array_find (captures, interned, ret_index))
    return TRUE;
  if (captures->len == OB_MAX_CAPTURES)
    {
      ob_pattern_error (self, "OB110", begin->source, ob_pattern_offset (begin), length,
                        "a pattern has at most %u labels", OB_MAX_CAPTURES);
      return FALSE;
    }
  *ret_index = captures->len;
  g_ptr_array_add (captures, (gpointer) interned);
  return TRUE;
}

/* The length of the label at @reader, 0 for none. */
static gsize
label_length (const ObPatternReader *reader)
{
  ObPatternReader end = *reader;
  gsize length = ob_pattern_skip_name (&end, "");
  ob_pattern_skip_space (&end);
  return ob_pattern_peek (&end, 0) == ':' && ob_pattern_peek (&end, 1) != ':' ? length : 0;
}

static ObNode *
parse_labelled (ObPatternParser *self, ObPatternReader *reader, gsize length)
{
  ObPatternReader begin = *reader;
  guint capture;
  gboolean is_good = add_capture (self, &begin, length, &capture);
  reader->p += length;
  ob_pattern_skip_space (reader);
  reader->p++;
  ob_pattern_skip_space (reader);
  if (ob_pattern_at_end (reader) || strchr ("|):", *reader->p) != NULL)
    {
      ob_pattern_error (self, "OB110", begin.source, ob_pattern_offset (&begin), length + 1,
                        "expected an element after the label %.*s:", (int) MIN (length, 40), begin.p);
      return NULL;
    }
  if (!ob_pattern_enter (self, &begin))
    return NULL;
  ObNode *body = parse_item (self, reader);
  self->depth--;
  if (!is_good || body == NULL)
    return body;
  ObNode *node = ob_pattern_new_node (self, OB_NODE_CAPTURE, &begin, reader);
  node->first = body;
  node->capture = capture;
  return node;
}

static ObNode *
parse_item (ObPatternParser *self, ObPatternReader *reader)
{
  gsize length = label_length (reader);
  if (length > 0)
    return parse_labelled (self, reader, length);
  ObPatternReader begin = *reader;
  ObNode *atom = parse_atom (self, reader);
  return parse_quantifier (self, reader, atom, &begin);
}

static gboolean
ends_sequence (const ObPatternReader *reader)
{
  return ob_pattern_at_end (reader) || *reader->p == '|' || *reader->p == ')' || ob_pattern_looking_at (reader, "::");
}

static ObNode *
parse_seq (ObPatternParser *self, ObPatternReader *reader)
{
  ob_pattern_skip_space (reader);
  ObPatternReader begin = *reader;
  if (ends_sequence (reader))
    {
      ob_pattern_error (self, "OB101", reader->source, ob_pattern_offset (reader), 1,
                        ob_pattern_at_end (reader) || *reader->p != '|'
                          ? "expected an element here, found nothing (what may be missing is marked with ?)"
                          : "expected an alternative before | (what may be missing is marked with ?)");
      return NULL;
    }
  ObNode *first = NULL, **tail = &first;
  gboolean is_good = TRUE;
  while (!ends_sequence (reader) && !self->is_stopped)
    {
      ObNode *item = parse_item (self, reader);
      if (item == NULL)
        is_good = FALSE;
      else
        {
          *tail = item;
          tail = &item->next;
        }
      ob_pattern_skip_space (reader);
    }
  if (!is_good || self->is_stopped || first->next == NULL)
    return is_good && !self->is_stopped ? first : NULL;
  ObNode *seq = ob_pattern_new_node (self, OB_NODE_SEQ, &begin, reader);
  seq->first = first;
  return seq;
}

static ObNode *
parse_alt (ObPatternParser *self, ObPatternReader *reader)
{
  ob_pattern_skip_space (reader);
  ObPatternReader begin = *reader;
  ObNode *first = NULL, **tail = &first;
  gboolean is_good = TRUE;
  do
    {
      ob_pattern_skip_space (reader);
      const char *written = reader->p;
      ObNode *seq = parse_seq (self, reader);
      if (seq == NULL)
        is_good = FALSE;
      else
        {
          const char *end = reader->p;
          while (end > written && g_ascii_isspace (end[-1]))
            end--;
          seq->written = ob_pattern_copy (self, written, end);
          *tail = seq;
          tail = &seq->next;
        }
    }
  while (!self->is_stopped && ob_pattern_accept (reader, "|"));
  if (!is_good || self->is_stopped || first->next == NULL)
    return is_good && !self->is_stopped ? first : NULL;
  ObNode *alt = ob_pattern_new_node (self, OB_NODE_ALT, &begin, reader);
  alt->first = first;
  return alt;
}

/* Label constraints */

/* The spans' name inside the label @capture: that of the first <…/> under it, else "ent". */
static const char *
find_span_name (const ObNode *node, guint capture, gboolean is_inside)
{
  if (node->kind == OB_NODE_SPAN && is_inside)
    return node->name;
  is_inside |= node->kind == OB_NODE_CAPTURE && node->capture == capture;
  for (const ObNode *child = node->first; child != NULL; child = child->next)
    {
      const char *name = find_span_name (child, capture, is_inside);
      if (name != NULL)
        return name;
    }
  return NULL;
}

/* Parses `label.attribute`. */
static gboolean
parse_operand (ObPatternParser *self, ObPatternReader *reader, guint *ret_capture, ObCompareAttr *ret_attribute)
{
  static const char *const attributes[] = { "word", "lower", "lemma", "shape", "label" };
  ob_pattern_skip_space (reader);
  ObPatternReader begin = *reader;
  gsize length = ob_pattern_skip_name (reader, "");
  if (length == 0 || !ob_pattern_accept (reader, "."))
    {
      ob_pattern_error (self, "OB117", begin.source, ob_pattern_offset (&begin), MAX (length, 1),
                        "expected label.attribute, as in :: a.lemma = b.lemma");
      return FALSE;
    }
  g_autofree char *label = g_strndup (begin.p, length);
  GPtrArray *captures = self->tree->captures;
  if (!g_ptr_array_find (captures, g_intern_string (label), ret_capture))
    {
      const char *near = ob_suggest (label, (const char *const *) captures->pdata, captures->len);
      ob_pattern_error (self, "OB117", begin.source, ob_pattern_offset (&begin), length,
                        near ? "the pattern has no label %s (did you mean %s?)" : "the pattern has no label %s",
                        label, near);
      return FALSE;
    }
  ObPatternReader name = *reader;
  length = ob_pattern_skip_name (reader, "");
  g_autofree char *attribute = g_strndup (name.p, length);
  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    if (strcmp (attribute, attributes[i]) == 0)
      {
        *ret_attribute = (ObCompareAttr) i;
        return TRUE;
      }
  const char *near = ob_suggest (attribute, attributes, G_N_ELEMENTS (attributes));
  ob_pattern_error (self, "OB115", name.source, ob_pattern_offset (&name), MAX (length, 1),
                    near ? "labels cannot be compared by %s (did you mean %s?)"
                         : "labels cannot be compared by “%s”, only by word, lower, lemma, shape, label",
                    attribute, near);
  return FALSE;
}

static gboolean
parse_constraint (ObPatternParser *self, ObPatternReader *reader, const ObNode *root)
{
  ObConstraint constraint = { 0 };
  ObCompareAttr other;
  ob_pattern_skip_space (reader);
  ObPatternReader begin = *reader;
  if (!parse_operand (self, reader, &constraint.captures[0], &constraint.attribute))
    return FALSE;
  ob_pattern_skip_space (reader);
  constraint.is_negated = ob_pattern_accept (reader, "!=");
  if (!constraint.is_negated && !ob_pattern_accept (reader, "="))
    {
      ob_pattern_error (self, "OB117", reader->source, ob_pattern_offset (reader), 1, "expected = or !=");
      return FALSE;
    }
  if (!parse_operand (self, reader, &constraint.captures[1], &other))
    return FALSE;
  if (other != constraint.attribute)
    {
      ob_pattern_error (self, "OB117", begin.source, ob_pattern_offset (&begin), reader->p - begin.p,
                        "both sides must name the same attribute");
      return FALSE;
    }
  for (guint i = 0; i < 2; i++)
    {
      const char *name = root ? find_span_name (root, constraint.captures[i], FALSE) : NULL;
      constraint.span_names[i] = name ? name : g_intern_static_string ("ent");
    }
  constraint.text = ob_pattern_copy (self, begin.p, reader->p);
  constraint.place = ob_pattern_source_locate (begin.source, ob_pattern_offset (&begin), reader->p - begin.p);
  constraint.place.file = g_intern_string (constraint.place.file);
  g_array_append_val (self->tree->constraints, constraint);
  return TRUE;
}

static void
parse_constraints (ObPatternParser *self, ObPatternReader *reader, const ObNode *root)
{
  do
    if (!parse_constraint (self, reader, root))
      return;
    else
      ob_pattern_skip_space (reader);
  while (ob_pattern_accept (reader, "&"));
  if (!ob_pattern_at_end (reader))
    {
      g_autofree char *found = ob_pattern_dup_found (reader);
      ob_pattern_error (self, "OB117", reader->source, ob_pattern_offset (reader), 1,
                        "expected & or the end of the pattern, found %s", found);
    }
}

/* Lints that need the whole tree */

static gboolean
is_only_negations (const ObTest *test)
{
  if (test->kind == OB_TEST_ANY || test->kind == OB_TEST_NOT)
    return TRUE;
  if (test->kind != OB_TEST_AND)
    return FALSE;
  for (const ObTest *child = test->first; child != NULL; child = child->next)
    if (!is_only_negations (child))
      return FALSE;
  return TRUE;
}

static void
lint (ObPatternParser *self, const ObPlace *place, const char *id, const char *message)
{
  if (!ob_diags_has (self->diags, id, place))
    ob_diags_add (self->diags, OB_SEVERITY_WARNING, id, place, "%s", message);
}

/* @is_start: nothing, not even an edge, stands before @node. */
static void
lint_gaps (ObPatternParser *self, const ObNode *node, gboolean is_start)
{
  if (node->kind == OB_NODE_REPEAT && node->max == OB_UNBOUNDED && node->first->kind == OB_NODE_TOKEN)
    {
      const ObTest *test = node->first->test;
      if (is_start && is_only_negations (test))
        lint (self, &node->place, "OB204",
              "the pattern starts with an unbounded gap, so it is tried everywhere: begin with a word, or with <s>");
      else if (test->kind == OB_TEST_ANY && !node->is_lazy)
        lint (self, &node->place, "OB203",
              "[] without a bound takes all it can: give it a bound as []{0,8}, or make it lazy as []*?");
    }
  for (const ObNode *child = node->first; child != NULL; child = child->next)
    {
      lint_gaps (self, child, is_start && node->kind != OB_NODE_LOOK);
      is_start = is_start && node->kind != OB_NODE_SEQ;
    }
}

/* The whole */

gboolean
ob_node_is_nullable (const ObNode *node)
{
  const ObNode *child = node->first;
  switch (node->kind)
    {
    case OB_NODE_EDGE:
    case OB_NODE_LOOK:
      return TRUE;
    case OB_NODE_REPEAT:
      return node->min == 0 || ob_node_is_nullable (child);
    case OB_NODE_CAPTURE:
      return ob_node_is_nullable (child);
    case OB_NODE_SEQ:
      while (child != NULL && ob_node_is_nullable (child))
        child = child->next;
      return child == NULL;
    case OB_NODE_ALT:
      while (child != NULL && !ob_node_is_nullable (child))
        child = child->next;
      return child != NULL;
    case OB_NODE_TOKEN:
    case OB_NODE_SPAN:
    case OB_NODE_PHRASE:
      break;
    }
  return FALSE;
}

static ObNode *
parse_whole (ObPatternParser *self, const ObPatternSource *source)
{
  ObPatternReader reader = ob_pattern_reader (source);
  ob_pattern_skip_space (&reader);
  if (ob_pattern_at_end (&reader))
    {
      ob_pattern_error (self, "OB101", source, 0, 1, "the pattern is empty");
      return NULL;
    }
  ObNode *root = parse_alt (self, &reader);
  while (ob_pattern_peek (&reader, 0) == ')' && !self->is_stopped)
    {
      ob_pattern_error (self, "OB103", source, ob_pattern_offset (&reader), 1, "this ) closes nothing");
      reader.p++;
      ob_pattern_skip_space (&reader);
      if (!ends_sequence (&reader))
        parse_alt (self, &reader);
    }
  if (ob_pattern_accept (&reader, "::"))
    parse_constraints (self, &reader, root);
  return root;
}

static gboolean
check_source (ObPatternParser *self, const ObPatternSource *source)
{
  const char *bad;
  if (source->length > OB_MAX_PATTERN_BYTES)
    {
      ObPatternSource shown = *source;
      shown.length = 0;         /* it may not even be UTF-8 */
      ob_pattern_error (self, "OB119", &shown, 0, 1, "the pattern is longer than %u bytes", OB_MAX_PATTERN_BYTES);
      return FALSE;
    }
  if (!g_utf8_validate (source->text, source->length, &bad))
    {
      ObPatternSource good = *source;
      good.length = bad - source->text;
      ob_pattern_error (self, "OB119", &good, good.length, 1, "the pattern is not UTF-8 here");
      return FALSE;
    }
  return TRUE;
}

ObPatternTree *
ob_pattern_tree_parse (const char *source, gsize length, const ObPlace *place, const ObPatternEnv *env, ObDiags *diags)
{
  g_autoptr (ObPatternTree) tree = g_new0 (ObPatternTree, 1);
  tree->arena = ob_arena_new ();
  tree->captures = g_ptr_array_new ();
  tree->constraints = g_array_new (FALSE, TRUE, sizeof (ObConstraint));
  ObPatternParser parser = { .env = env, .diags = diags, .tree = tree };
  ObPatternSource root = { .text = source, .length = length, .place = *place };
  if (!check_source (&parser, &root))
    return NULL;
  tree->root = parse_whole (&parser, &root);
  if (parser.has_failed || tree->root == NULL)
    return NULL;
  lint_gaps (&parser, tree->root, TRUE);
  if (ob_node_is_nullable (tree->root))
    {
      ob_pattern_error (&parser, "OB130", &root, 0, length,
                        "the pattern can match nothing: at least one element must not be optional");
      return NULL;
    }
  return g_steal_pointer (&tree);
}

void
ob_pattern_tree_free (ObPatternTree *self)
{
  if (self == NULL)
    return;
  ob_arena_free (self->arena);
  g_ptr_array_unref (self->captures);
  g_array_unref (self->constraints);
  g_free (self);
}
