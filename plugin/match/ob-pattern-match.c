/* ob-pattern-match.c: the matcher.
 *
 * best (instruction, token) is the farthest end that a match of the rest of the pattern can reach from there, or NONE;
 * each is worked out once and remembered, with the choice that led to it, so that captures are found by walking the
 * choices. The answers hold for every start in a window with the same limits, so that to search a sentence is linear
 * in its length. Nothing recurses on the input: what waits for an answer waits in an array of frames. (Look-arounds
 * recurse, as deep as they nest in the pattern.)
 *
 * Label constraints are the exception: what they say depends on the whole way to a place. Patterns with constraints
 * are first matched without them; where that works, all readings are tried, with those answers to tell which ways lead
 * nowhere, until the budget ends. */
#include "match/ob-pattern-scan.h"
#include "base/ob-limits.h"
#include <string.h>

#define NONE G_MAXUINT32
#define ANY_END G_MAXUINT32
#define MAX_SCANS 4             /* kept at hand: of a rule's pattern and of what it refuses */
#define STEP_BATCH 64           /* steps between two charges of the budget */

/* One answer: the end, counted from the window's base, and the choice. */
#define CHOICE_BITS 19
#define MAX_CHOICE ((1u << CHOICE_BITS) - 1)

typedef struct
{
  guint32 epoch;                /* of the program when this was worked out; others are void */
  guint32 answer;               /* (end - base) << CHOICE_BITS | choice, or NONE */
} Memo;

G_STATIC_ASSERT ((4 * OB_MAX_SPAN_TOKENS + 1) < (1u << (32 - CHOICE_BITS)) - 1);

/* Something that waits for answers. */
typedef struct
{
  guint32 pc, token;
  guint32 n_tried;              /* SPLIT: branches; SPAN: spans looked at; PHRASE: 1 + the next limit; else 0 or 1 */
  guint32 tried;                /* the choice being tried */
  guint32 best, choice;         /* the best answer so far */
  guint32 trail, best_trail;    /* see Event */
} Frame;

/* The opening or closing of a capture; a list from last to first. */
typedef struct
{
  guint32 before;               /* the event before it + 1; 0: none */
  guint32 token;
  guint16 capture;
  guint16 is_close;
} Event;

/* What one program (the pattern, or a look-around of it) may do at present. */
typedef struct
{
  guint32 epoch;
  guint32 limit;                /* takes no token from here on */
  guint32 target;               /* must end here; or ANY_END */
} Scope;

typedef struct
{
  const ObPattern *pattern;
  ObMatchContext  *context;
  guint32 first;                /* where the attempt began */
  guint32 base, width;          /* of the window that memo covers: tokens base … base + width - 1 */
  guint32 floor;                /* look-behinds see no token before it */
  guint32 last_epoch;
  Memo   *memo;                 /* by slot and token */
  gsize   max_memo;
  Frame  *frames;
  guint32 n_frames, max_frames;
  Scope  *scopes;               /* by program */
  guint   max_scopes;
  GArray *events;               /* of Event */
  guint32 result_trail;         /* of the answer of a constrained evaluation */
  gboolean is_constrained;
  guint   n_looking;            /* look-arounds being asked: what fails in them is no news for explain */
  guint   n_steps;              /* not yet charged */
  gboolean is_breached;
  const ObPatternScan *scan;    /* what leads to an end in the window at hand, or NULL: not known */
  ObPatternScan scans[MAX_SCANS];
  guint n_scanned;              /* scans made: the oldest is replaced */
} Matcher;

/* Memory */

static Matcher *
ensure_matcher (ObMatchContext *context)
{
  if (context->scratch == NULL)
    {
      Matcher *self = g_new0 (Matcher, 1);
      self->events = g_array_new (FALSE, FALSE, sizeof (Event));
      context->scratch = self;
    }
  return context->scratch;
}

void
ob_match_context_clear (ObMatchContext *self)
{
  Matcher *matcher = self->scratch;
  if (matcher == NULL)
    return;
  g_free (matcher->memo);
  g_free (matcher->frames);
  g_free (matcher->scopes);
  g_array_unref (matcher->events);
  for (guint i = 0; i < MAX_SCANS; i++)
    ob_pattern_scan_clear (&matcher->scans[i]);
  g_free (matcher);
  self->scratch = NULL;
}

static gboolean
flush_steps (Matcher *self)
{
  guint n = self->n_steps;
  self->n_steps = 0;
  if (self->context->budget != NULL && !ob_budget_charge (self->context->budget, n))
    self->is_breached = TRUE;
  return !self->is_breached;
}

static inline gboolean
take_step (Matcher *self)
{
  return G_LIKELY (++self->n_steps < STEP_BATCH) ? !self->is_breached : flush_steps (self);
}

static void
breach_memory (Matcher *self)
{
  self->is_breached = TRUE;
  if (self->context->budget != NULL && self->context->budget->breach == OB_BREACH_NONE)
    self->context->budget->breach = OB_BREACH_MEMORY;
}

static gboolean
ensure_memo (Matcher *self)
{
  gsize n = (gsize) self->pattern->n_slots * self->width;
  if (n <= self->max_memo)
    return TRUE;
  if (n > OB_MAX_MATCH_STATES)
    {
      breach_memory (self);
      return FALSE;
    }
  n = MIN (MAX (n, self->max_memo * 2), OB_MAX_MATCH_STATES);
  self->memo = g_renew (Memo, self->memo, n);
  memset (self->memo + self->max_memo, 0, (n - self->max_memo) * sizeof (Memo));
  self->max_memo = n;
  return TRUE;
}

static guint32
new_epoch (Matcher *self)
{
  if (self->last_epoch == G_MAXUINT32 && self->max_memo > 0)
    {
      memset (self->memo, 0, self->max_memo * sizeof (Memo));
      self->last_epoch = 0;
    }
  return ++self->last_epoch;
}

static inline Memo *
get_memo (Matcher *self, const ObInstr *instr, guint32 token)
{
  return &self->memo[(gsize) instr->slot * self->width + (token - self->base)];
}

/* Asking tokens */

/* Asks @node's test of a token; *ret_leaf (may be NULL) is the leaf that decided. */
static gboolean
test_token (const ObPattern *pattern, ObMatchContext *context, guint32 step, guint32 token, const ObTest **ret_leaf)
{
  while (step < OB_STEP_YES)
    {
      const ObTestStep *leaf = ob_pattern_get_step (pattern, step);
      if (ret_leaf != NULL)
        *ret_leaf = leaf->test;
      step = ob_pattern_ask_leaf (context, leaf->test, token) ? leaf->yes : leaf->no;
    }
  return step == OB_STEP_YES;
}

static void
note_failure (Matcher *self, const ObNode *node, const ObTest *leaf, guint32 token, guint32 limit)
{
  if (self->context->trace != NULL && self->n_looking == 0)
    ob_pattern_trace_note (self->context, node, leaf, self->first, token, limit);
}

/* Label constraints */

static guint32
push_event (Matcher *self, guint32 before, guint32 capture, gboolean is_close, guint32 token)
{
  if (self->events->len >= OB_MAX_MATCH_STATES)
    {
      breach_memory (self);
      return before;
    }
  Event event = { before, token, (guint16) capture, (guint16) is_close };
  g_array_append_val (self->events, event);
  return self->events->len;
}

static const Event *
get_event (const Matcher *self, guint32 trail)
{
  return &g_array_index (self->events, Event, trail - 1);
}

/* The latest closed range of @capture on @trail. */
static gboolean
find_bound (const Matcher *self, guint32 trail, guint capture, ObRange *ret_range)
{
  guint depth = 0;              /* a label may stand inside itself */
  for (; trail != 0; trail = get_event (self, trail)->before)
    {
      const Event *event = get_event (self, trail);
      if (event->capture != capture || (depth == 0 && !event->is_close))
        continue;
      if (event->is_close && depth++ == 0)
        ret_range->end = event->token;
      else if (!event->is_close && --depth == 0)
        {
          ret_range->first = event->token;
          return ret_range->first < ret_range->end;
        }
    }
  return FALSE;
}

static const char *
label_of (const Matcher *self, const char *name, ObRange range)
{
  const ObSpan *spans;
  guint32 n = ob_spans_at (self->context->spans, name, range.first, &spans);
  for (guint32 i = 0; i < n; i++)
    if (spans[i].end == range.end && spans[i].label != NULL)
      return spans[i].label;
  const ObSpan *cover = ob_spans_covering (self->context->spans, name, range.first, NULL);
  return cover != NULL ? cover->label : NULL;
}

static gboolean
share_lemma (const ObForm *a, const ObForm *b)
{
  for (guint i = 0; i < OB_MAX_LEMMAS && a->lemmas[i] != OB_NO_ID; i++)
    for (guint j = 0; j < OB_MAX_LEMMAS && b->lemmas[j] != OB_NO_ID; j++)
      if (a->lemmas[i] == b->lemmas[j])
        return TRUE;
  return FALSE;
}

static gboolean
are_equal_forms (Matcher *self, ObCompareAttr attribute, guint32 a, guint32 b)
{
  if (a == b)
    return TRUE;
  ObForm first = *ob_vocab_get (self->context->vocab, a);
  const ObForm *second = ob_vocab_get (self->context->vocab, b);
  switch (attribute)
    {
    case OB_COMPARE_LOWER: return first.lower == second->lower;
    case OB_COMPARE_SHAPE: return first.shape == second->shape;
    case OB_COMPARE_LEMMA: return share_lemma (&first, second);
    default:               return FALSE;
    }
}

static gboolean
are_equal (Matcher *self, const ObConstraint *constraint, ObRange a, ObRange b)
{
  if (constraint->attribute == OB_COMPARE_LABEL)
    {
      const char *label = label_of (self, constraint->span_names[0], a);
      return label != NULL && label == label_of (self, constraint->span_names[1], b);
    }
  if (a.end - a.first != b.end - b.first)
    return FALSE;
  const ObToken *tokens = self->context->doc->tokens;
  for (guint32 i = 0; i < a.end - a.first; i++)
    if (!are_equal_forms (self, constraint->attribute, tokens[a.first + i].form, tokens[b.first + i].form))
      return FALSE;
  return TRUE;
}

/* Asks each constraint on @capture, which has just been closed, whose two sides are both set. */
static gboolean
test_constraints (Matcher *self, guint32 trail, guint capture, guint32 token)
{
  const GArray *constraints = self->pattern->tree->constraints;
  for (guint i = 0; i < constraints->len; i++)
    {
      const ObConstraint *constraint = &g_array_index (constraints, ObConstraint, i);
      ObRange a, b;
      if ((constraint->captures[0] != capture && constraint->captures[1] != capture) ||
          !find_bound (self, trail, constraint->captures[0], &a) ||
          !find_bound (self, trail, constraint->captures[1], &b) ||
          are_equal (self, constraint, a, b) != constraint->is_negated)
        continue;
      if (self->context->trace != NULL)
        ob_pattern_trace_note_constraint (self->context, constraint, self->first, token);
      return FALSE;
    }
  return TRUE;
}

/* Evaluation */

static guint32 evaluate (Matcher *self, guint32 pc, guint32 token, guint32 trail);

/* Finds the earliest start from which look-behind @i ends at @token. */
static gboolean
find_behind (Matcher *self, guint32 i, guint32 token, guint32 *ret_start)
{
  const ObLookAround *look = ob_pattern_get_look (self->pattern, i);
  guint32 lowest = token - MIN (token, MIN (look->max_length, OB_MAX_SPAN_TOKENS));
  lowest = MAX (lowest, MAX (self->floor, self->base));
  self->scopes[i + 1] = (Scope) { new_epoch (self), token, token };
  for (guint32 start = lowest; start + (guint64) look->min_length <= token; start++)
    if (evaluate (self, look->entry, start, 0) != NONE)
      {
        *ret_start = start;
        return TRUE;
      }
    else if (self->is_breached)
      break;
  return FALSE;
}

/* TRUE when what look-around @i looks for stands at @token; *ret_start is where it begins. */
static gboolean
look_around (Matcher *self, guint32 i, guint32 token, guint32 *ret_start)
{
  const ObLookAround *look = ob_pattern_get_look (self->pattern, i);
  gboolean was_constrained = self->is_constrained;
  self->is_constrained = FALSE;
  self->n_looking++;
  *ret_start = token;
  gboolean found = look->is_behind ? find_behind (self, i, token, ret_start)
                                   : evaluate (self, look->entry, token, 0) != NONE;
  self->n_looking--;
  self->is_constrained = was_constrained;
  return found;
}

static void
push_frame (Matcher *self, guint32 pc, guint32 token, guint32 trail)
{
  if (self->n_frames == self->max_frames)
    {
      self->max_frames = MAX (self->max_frames * 2, 256);
      self->frames = g_renew (Frame, self->frames, self->max_frames);
    }
  self->frames[self->n_frames++] = (Frame) { .pc = pc, .token = token, .best = NONE, .trail = trail };
}

/* The next span at the frame's token that passes. */
static gboolean
next_span (Matcher *self, Frame *frame, const ObInstr *instr, guint32 limit, guint32 *ret_token)
{
  const ObSpan *spans;
  guint32 n = ob_spans_at (self->context->spans, instr->node->name, frame->token, &spans);
  for (guint32 i = frame->n_tried; i < MIN (n, MAX_CHOICE); i++)
    if (spans[i].end <= limit && ob_pattern_ask_span (self->context, instr->node, &spans[i]))
      {
        frame->n_tried = i + 1;
        frame->tried = i;
        *ret_token = spans[i].end;
        return TRUE;
      }
  if (frame->n_tried == 0)
    note_failure (self, instr->node, NULL, frame->token, limit);
  frame->n_tried = MAX_CHOICE;
  return FALSE;
}

/* The next entry of the list at the frame's token: the longest that is shorter than the last. */
static gboolean
next_phrase (Matcher *self, Frame *frame, const ObInstr *instr, guint32 limit, guint32 *ret_token)
{
  ObGazetteerHit hits[OB_MAX_GAZETTEER_HITS];
  guint32 reach = frame->n_tried == 0 ? limit : frame->n_tried - 1;
  if (reach > frame->token &&
      ob_gazetteer_match (instr->node->gazetteer, self->context->gazetteers, self->context->doc, frame->token, reach,
                          hits) > 0)
    {
      frame->n_tried = hits[0].end;             /* 1 + the limit end - 1 */
      frame->tried = hits[0].end - frame->token;
      *ret_token = hits[0].end;
      return TRUE;
    }
  if (frame->n_tried == 0)
    note_failure (self, instr->node, NULL, frame->token, limit);
  return FALSE;
}

/* What the frame at the top is to be asked of next; FALSE: nothing more. */
static gboolean
next_branch (Matcher *self, Frame *frame, guint32 *ret_pc, guint32 *ret_token)
{
  const ObInstr *instr = &self->pattern->code[frame->pc];
  guint32 limit = self->scopes[instr->program].limit;
  *ret_pc = instr->next;
  *ret_token = frame->token;
  switch (instr->op)
    {
    case OB_INSTR_SPLIT:
      if (frame->n_tried == 2)
        return FALSE;
      frame->tried = frame->n_tried++;
      *ret_pc = frame->tried == 0 ? instr->next : instr->other;
      return TRUE;
    case OB_INSTR_SPAN:
      return next_span (self, frame, instr, limit, ret_token);
    case OB_INSTR_PHRASE:
      return next_phrase (self, frame, instr, limit, ret_token);
    default:
      return FALSE;
    }
}

/* Hands an answer to the frame at the top; TRUE when no other can be better. */
static gboolean
take_answer (Matcher *self, Frame *frame, guint32 answer)
{
  const ObInstr *instr = &self->pattern->code[frame->pc];
  if (answer == NONE)
    return FALSE;
  if (frame->best == NONE || answer > frame->best)
    {
      frame->best = answer;
      frame->choice = frame->tried;
      frame->best_trail = self->result_trail;
    }
  if (instr->is_lazy || frame->best == self->scopes[instr->program].limit)
    return TRUE;
  if (!self->is_constrained || self->pattern->has_lazy)
    return FALSE;               /* a lazy loop may have to go farther for the constraints' sake */
  const Memo *bound = get_memo (self, instr, frame->token);
  return bound->epoch == self->scopes[instr->program].epoch &&
         bound->answer >> CHOICE_BITS == frame->best - self->base;
}

static void
remember (Matcher *self, const Frame *frame)
{
  const ObInstr *instr = &self->pattern->code[frame->pc];
  Memo *memo = get_memo (self, instr, frame->token);
  memo->epoch = self->scopes[instr->program].epoch;
  memo->answer = frame->best == NONE ? NONE : (frame->best - self->base) << CHOICE_BITS | frame->choice;
}

/* Does one instruction that neither branches nor ends the pattern. FALSE: it fails. */
static gboolean
execute (Matcher *self, const ObInstr *instr, guint32 *token, guint32 *trail)
{
  switch (instr->op)
    {
    case OB_INSTR_TEST:
      {
        const ObTest *leaf = NULL;
        guint32 limit = self->scopes[instr->program].limit;
        gboolean is_known = self->scan != NULL && instr->program == 0;
        if (*token < limit && (is_known || test_token (self->pattern, self->context, instr->arg, *token, &leaf)))
          {
            (*token)++;
            return TRUE;
          }
        note_failure (self, instr->node, leaf, *token, limit);
        return FALSE;
      }
    case OB_INSTR_EDGE:
      if ((self->scan != NULL && instr->program == 0) || ob_pattern_ask_edge (self->context, instr->node, *token))
        return TRUE;
      note_failure (self, instr->node, NULL, *token, G_MAXUINT32);
      return FALSE;
    case OB_INSTR_OPEN:
    case OB_INSTR_CLOSE:
      if (!self->is_constrained)
        return TRUE;
      *trail = push_event (self, *trail, instr->arg, instr->op == OB_INSTR_CLOSE, *token);
      return instr->op == OB_INSTR_OPEN || test_constraints (self, *trail, instr->arg, *token);
    default:
      return FALSE;
    }
}

static guint32 walk (Matcher *self, guint32 pc, guint32 token, guint32 trail);

/* Asks a look-around; with constraints, what it captures joins the trail. */
static gboolean
execute_look (Matcher *self, const ObInstr *instr, guint32 token, guint32 *trail)
{
  const ObLookAround *look = ob_pattern_get_look (self->pattern, instr->arg);
  guint32 start;
  if (self->scan != NULL && instr->program == 0 && !(self->is_constrained && look->has_captures))
    return TRUE;
  gboolean found = look_around (self, instr->arg, token, &start);
  if (found == look->is_negative)
    {
      note_failure (self, instr->node, NULL, token, G_MAXUINT32);
      return FALSE;
    }
  if (!self->is_constrained || !found || !look->has_captures)
    return TRUE;
  guint32 before = *trail;
  *trail = walk (self, look->entry, start, *trail);
  for (guint32 event = *trail; event != before; event = get_event (self, event)->before)
    if (get_event (self, event)->is_close && !test_constraints (self, *trail, get_event (self, event)->capture, token))
      return FALSE;
  return TRUE;
}

/* The branch of a SPLIT of the pattern that leads to an end, when the scan tells that but one does; else 0. */
static inline guint32
get_only_branch (const Matcher *self, const ObInstr *instr, guint32 token)
{
  if (instr->op != OB_INSTR_SPLIT || self->scan == NULL || instr->program != 0)
    return 0;
  gboolean next = ob_pattern_scan_leads (self->scan, instr->next, token);
  return next == ob_pattern_scan_leads (self->scan, instr->other, token) ? 0 : next ? instr->next : instr->other;
}

/* best (@pc, @token). With constraints, @trail is the way here, and result_trail becomes that of the answer. */
static guint32
evaluate (Matcher *self, guint32 pc, guint32 token, guint32 trail)
{
  guint32 bottom = self->n_frames;
  guint32 answer = NONE;
  for (;;)
    {
      /* Down, along one way, until there is an answer. */
      for (;;)
        {
          const ObInstr *instr = &self->pattern->code[pc];
          answer = NONE;
          if (!take_step (self) || instr->op == OB_INSTR_FAIL)
            break;
          if (self->scan != NULL && instr->program == 0 && !ob_pattern_scan_leads (self->scan, pc, token))
            break;
          const Scope *scope = &self->scopes[instr->program];
          if (instr->op == OB_INSTR_ACCEPT)
            {
              if (scope->target == ANY_END || scope->target == token)
                answer = token;
              self->result_trail = trail;
              break;
            }
          guint32 only = get_only_branch (self, instr, token);
          if (only != 0)
            {
              pc = only;
              continue;
            }
          if (instr->slot != OB_NO_SLOT)
            {
              const Memo *memo = get_memo (self, instr, token);
              if (memo->epoch == scope->epoch && (!self->is_constrained || memo->answer == NONE))
                {
                  answer = memo->answer == NONE ? NONE : self->base + (memo->answer >> CHOICE_BITS);
                  break;
                }
              push_frame (self, pc, token, trail);
              if (instr->op == OB_INSTR_SPLIT || instr->op == OB_INSTR_SPAN || instr->op == OB_INSTR_PHRASE)
                {
                  if (!next_branch (self, &self->frames[self->n_frames - 1], &pc, &token))
                    break;
                  continue;
                }
            }
          if (!(instr->op == OB_INSTR_LOOK ? execute_look (self, instr, token, &trail)
                                           : execute (self, instr, &token, &trail)))
            break;
          pc = instr->next;
        }
      /* Up, until something has another way to try. */
      for (;; self->n_frames--)
        {
          if (self->is_breached)
            self->n_frames = bottom;
          if (self->n_frames == bottom)
            return self->is_breached ? NONE : answer;
          Frame *frame = &self->frames[self->n_frames - 1];
          if (!take_answer (self, frame, answer) && next_branch (self, frame, &pc, &token))
            {
              trail = frame->trail;
              break;
            }
          answer = frame->best;
          self->result_trail = frame->best_trail;
          if (!self->is_constrained)
            remember (self, frame);
        }
    }
}

/* Captures */

/* Tells which alternative @choice is of. The last one has no split of its own. */
static void
note_branch (Matcher *self, const ObInstr *instr, guint32 choice)
{
  const ObNode *node = instr->node;
  if (self->context->branches == NULL || node == NULL || node->branch == 0)
    return;
  if (choice != 0)
    node = node->next->next == NULL ? node->next : NULL;
  if (node != NULL)
    {
      guint32 number = node->branch - 1;
      g_array_append_val (self->context->branches, number);
    }
}

/* Follows the remembered choices from a place whose answer is known; returns the trail with the captures on the way. */
static guint32
walk (Matcher *self, guint32 pc, guint32 token, guint32 trail)
{
  for (;;)
    {
      const ObInstr *instr = &self->pattern->code[pc];
      guint32 choice = 0, only = get_only_branch (self, instr, token);
      if (only != 0)
        {
          note_branch (self, instr, only == instr->next ? 0 : 1);
          pc = only;
          continue;
        }
      if (instr->slot != OB_NO_SLOT)
        choice = get_memo (self, instr, token)->answer & MAX_CHOICE;
      pc = instr->next;
      switch (instr->op)
        {
        case OB_INSTR_TEST:
          token++;
          break;
        case OB_INSTR_SPAN:
          {
            const ObSpan *spans;
            ob_spans_at (self->context->spans, instr->node->name, token, &spans);
            token = spans[choice].end;
            break;
          }
        case OB_INSTR_PHRASE:
          token += choice;
          break;
        case OB_INSTR_SPLIT:
          note_branch (self, instr, choice);
          pc = choice == 0 ? instr->next : instr->other;
          break;
        case OB_INSTR_OPEN:
        case OB_INSTR_CLOSE:
          trail = push_event (self, trail, instr->arg, instr->op == OB_INSTR_CLOSE, token);
          break;
        case OB_INSTR_LOOK:
          {
            const ObLookAround *look = ob_pattern_get_look (self->pattern, instr->arg);
            guint32 start;
            if (look->has_captures && look_around (self, instr->arg, token, &start))
              trail = walk (self, look->entry, start, trail);
            break;
          }
        case OB_INSTR_EDGE:
          break;
        default:
          return trail;
        }
    }
}

/* Adds a capture where it belongs: by start, then the longer, then the earlier found. */
static void
insert_capture (ObMatch *match, ObCapture capture)
{
  guint i = match->n_captures++;
  for (; i > 0; i--)
    {
      const ObCapture *before = &match->captures[i - 1];
      if (before->first < capture.first || (before->first == capture.first && before->end >= capture.end))
        break;
      match->captures[i] = *before;
    }
  match->captures[i] = capture;
}

/* Pairs the events of @trail. */
static void
read_captures (Matcher *self, guint32 trail, ObMatch *match)
{
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (; trail != 0; trail = get_event (self, trail)->before)
    g_array_append_val (order, trail);
  match->n_captures = 0;
  match->is_cut = FALSE;
  for (guint i = order->len; i-- > 0;)
    {
      const Event *open = get_event (self, g_array_index (order, guint32, i));
      if (open->is_close)
        continue;
      const Event *close = NULL;
      for (guint j = i, depth = 1; depth > 0;)
        {
          close = get_event (self, g_array_index (order, guint32, --j));
          if (close->capture == open->capture)
            depth += close->is_close ? -1 : 1;
        }
      if (open->token == close->token)
        continue;
      if (match->n_captures == OB_MAX_PIECES)
        {
          match->is_cut = TRUE;
          return;
        }
      insert_capture (match, (ObCapture) { ob_pattern_get_capture (self->pattern, open->capture),
                                           open->token, close->token });
    }
}

/* The way in */

static ObRange
unit_of (const ObMatchContext *context, guint32 token)
{
  const ObDoc *doc = context->doc;
  if (context->look == OB_LOOK_DOC || token >= doc->n_tokens)
    return (ObRange) { 0, doc->n_tokens };
  return context->look == OB_LOOK_PARA ? doc->paras[doc->para_of[token]] : doc->sentences[doc->sentence_of[token]];
}

/* Makes ready for @pattern. */
static void
begin (Matcher *self, const ObPattern *pattern, ObMatchContext *context)
{
  guint n_scopes = pattern->looks->len + 1;
  self->pattern = pattern;
  self->context = context;
  self->n_frames = 0;
  self->n_looking = 0;
  self->is_constrained = FALSE;
  self->scan = NULL;
  self->is_breached = context->budget != NULL && context->budget->breach != OB_BREACH_NONE;
  self->base = G_MAXUINT32;     /* no window yet */
  if (n_scopes > self->max_scopes)
    {
      self->scopes = g_renew (Scope, self->scopes, n_scopes);
      self->max_scopes = n_scopes;
    }
}

/* Opens a window: the pattern may take tokens up to @limit, look-aheads see up to @look_limit, and look-behinds back
 * to @floor. Forgets all answers. FALSE: it does not fit into memory. */
static gboolean
open_window (Matcher *self, guint32 first, guint32 limit, guint32 look_limit, guint32 floor, guint32 target)
{
  self->floor = floor;
  self->base = MAX (MIN (floor, first), first - MIN (first, self->pattern->reach));
  self->width = look_limit - self->base + 1;
  if (!ensure_memo (self))
    return FALSE;
  guint32 epoch = new_epoch (self);
  self->scopes[0] = (Scope) { epoch, limit, target };
  for (guint i = 0; i < self->pattern->looks->len; i++)
    self->scopes[i + 1] = (Scope) { epoch, look_limit, ANY_END };
  return TRUE;
}

/* Matches that begin in the same stretch of @max_tokens tokens of the document see equally far ahead, at least as much
 * past their own end: one scan sees what each of them does. */
static guint32
get_stretch_end (guint32 first, guint32 max_tokens)
{
  return first - first % max_tokens + max_tokens;
}

static guint32
get_look_limit (guint32 first, guint32 limit, guint32 max_tokens)
{
  return MIN (limit, get_stretch_end (first, max_tokens) + 2 * max_tokens);
}

/* The window for a match that starts at @first. The one at hand is kept when it ends at the same place, which is
 * @limit then. */
static gboolean
ensure_window (Matcher *self, guint32 first, guint32 limit, guint32 max_tokens)
{
  guint32 match_limit = first + MIN (limit - first, max_tokens);
  guint32 look_limit = get_look_limit (first, limit, max_tokens);
  guint32 floor = self->pattern->reach > 0 ? MIN (unit_of (self->context, first).first, first) : first;
  if (self->base != G_MAXUINT32 && self->scopes[0].limit == match_limit &&
      (self->pattern->reach == 0 || self->floor == floor))
    return TRUE;
  return open_window (self, first, match_limit, look_limit, floor, ANY_END);
}

/* Asks for a match that starts at @first in the window at hand. */
static gboolean
attempt (Matcher *self, guint32 first, ObMatch *ret_match)
{
  self->first = first;
  self->context->n_attempts++;
  g_array_set_size (self->events, 0);
  if (self->context->branches != NULL)
    g_array_set_size (self->context->branches, 0);
  guint32 end = evaluate (self, self->pattern->entry, first, 0);
  guint32 trail = 0;
  if (end != NONE && self->pattern->tree->constraints->len > 0)
    {
      self->is_constrained = TRUE;
      end = evaluate (self, self->pattern->entry, first, 0);
      self->is_constrained = FALSE;
      trail = self->result_trail;
    }
  else if (end != NONE && (self->pattern->tree->captures->len > 0 || self->context->branches != NULL))
    trail = walk (self, self->pattern->entry, first, 0);
  if (end == NONE || self->is_breached)
    return FALSE;
  ret_match->first = first;
  ret_match->end = end;
  read_captures (self, trail, ret_match);
  return TRUE;
}

gboolean
ob_pattern_match_at (const ObPattern *self, ObMatchContext *context, guint32 first, guint32 limit, ObMatch *ret_match)
{
  Matcher *matcher = ensure_matcher (context);
  limit = MIN (limit, context->doc->n_tokens);
  if (first >= limit)
    return FALSE;
  begin (matcher, self, context);
  gboolean found = !matcher->is_breached && ensure_window (matcher, first, limit, OB_MAX_SPAN_TOKENS) &&
                   attempt (matcher, first, ret_match);
  return flush_steps (matcher) && found;
}

/* Searching */

/* The first token in [from, limit) at which a match can begin, or @limit. */
static guint32
next_start (Matcher *self, guint32 from, guint32 limit)
{
  const ObPattern *pattern = self->pattern;
  ObMatchContext *context = self->context;
  if (pattern->first_is_any || context->trace != NULL || context->strategy == OB_STRATEGY_EACH)
    return from;
  guint32 span = limit;
  for (guint i = 0; i < pattern->first_spans->len; i++)
    span = MIN (span, ob_spans_next (context->spans, g_ptr_array_index (pattern->first_spans, i), from));
  if (pattern->first != OB_NO_ID)
    for (; from < span; from++)
      if (ob_predicate_test (context->predicates, pattern->first, context->doc->tokens[from].form))
        return from;
  return span;
}

/* A scan that tells of matches that begin at @first, or NULL where the matcher itself must look. A long window is
 * scanned piece by piece, each with all that its matches may see; where look-aheads would see farther than that, with
 * just what the matcher lets them see. */
static const ObPatternScan *
get_scan (Matcher *self, guint32 first, guint32 limit, guint32 max_tokens)
{
  const ObPattern *pattern = self->pattern;
  ObMatchContext *context = self->context;
  if (context->trace != NULL || context->strategy == OB_STRATEGY_EACH)
    return NULL;
  for (guint i = 0; i < MAX_SCANS; i++)
    if (ob_pattern_scan_holds (&self->scans[i], pattern, context, first, limit))
      return &self->scans[i];
  guint32 base = first, end = limit;
  if (pattern->reach > 0)
    {
      ObRange unit = unit_of (context, first);
      if (unit.end < limit)
        return NULL;
      base = MIN (MAX (unit.first, first - MIN (first, pattern->reach)), first);
    }
  if (pattern->ahead > max_tokens)
    {
      guint32 look_limit = get_look_limit (first, limit, max_tokens);
      end = look_limit < limit ? get_stretch_end (first, max_tokens) : limit;
      limit = look_limit;
      if (limit - base > OB_SCAN_MAX_TOKENS)
        return NULL;
    }
  else if (limit - base > OB_SCAN_MAX_TOKENS)
    {
      limit = base + OB_SCAN_MAX_TOKENS;
      if (limit - first <= 4 * max_tokens)
        return NULL;            /* too many tokens would be read again */
      end = limit - 2 * max_tokens;
    }
  ObPatternScan *scan = &self->scans[self->n_scanned++ % MAX_SCANS];
  guint64 n_steps = 0;
  if (!ob_pattern_scan_run (scan, pattern, context, base, first, end, limit, &n_steps))
    return NULL;
  self->n_steps += MIN (n_steps, G_MAXUINT32 / 2);
  return flush_steps (self) ? scan : NULL;
}

gboolean
ob_pattern_find (const ObPattern *self, ObMatchContext *context, guint32 from, guint32 limit, guint32 max_tokens,
                 ObMatch *ret_match)
{
  Matcher *matcher = ensure_matcher (context);
  limit = MIN (limit, context->doc->n_tokens);
  max_tokens = CLAMP (max_tokens, 1, OB_MAX_SPAN_TOKENS);
  begin (matcher, self, context);
  guint32 scanned = from;       /* up to where matcher->scan tells, or was asked for */
  gboolean found = FALSE;
  for (guint32 first = from; first < limit && !found && !matcher->is_breached;)
    {
      if (first >= scanned)
        {
          matcher->scan = get_scan (matcher, first, limit, max_tokens);
          scanned = matcher->scan != NULL ? matcher->scan->end : limit;
        }
      first = matcher->scan != NULL ? ob_pattern_scan_next (matcher->scan, first)
                                    : next_start (matcher, first, scanned);
      if (first >= scanned)
        continue;
      found = ensure_window (matcher, first, limit, max_tokens) && attempt (matcher, first, ret_match);
      first++;
    }
  return flush_steps (matcher) && found;
}

gboolean
ob_pattern_match_before (const ObPattern *self, ObMatchContext *context, guint32 end, guint32 floor,
                         ObMatch *ret_match)
{
  Matcher *matcher = ensure_matcher (context);
  if (end <= floor || end > context->doc->n_tokens)
    return FALSE;
  floor = MAX (floor, end - MIN (end, OB_MAX_SPAN_TOKENS));
  begin (matcher, self, context);
  guint32 look_limit = MIN (MAX (unit_of (context, end - 1).end, end), end + OB_MAX_SPAN_TOKENS);
  guint32 look_floor = MIN (unit_of (context, floor).first, floor);
  gboolean found = FALSE;
  if (!matcher->is_breached && open_window (matcher, floor, end, look_limit, look_floor, end))
    for (guint32 first = floor; first < end && !found && !matcher->is_breached; first++)
      found = attempt (matcher, first, ret_match);
  return flush_steps (matcher) && found;
}

/* Needs */

static gboolean
stands_in (const ObNeed *need, const ObMatchContext *context, guint32 first, guint32 limit)
{
  for (guint i = 0; i < OB_MAX_NEED_SPANS && need->spans[i] != NULL; i++)
    if (ob_spans_next (context->spans, need->spans[i], first) < limit)
      return TRUE;
  ObGazetteerHit hits[OB_MAX_GAZETTEER_HITS];
  if (need->predicate != OB_NO_ID)
    for (guint32 token = first; token < limit; token++)
      if (ob_predicate_test (context->predicates, need->predicate, context->doc->tokens[token].form) &&
          (need->phrases == NULL ||
           ob_gazetteer_match (need->phrases, context->gazetteers, context->doc, token, limit, hits) > 0))
        return TRUE;
  return FALSE;
}

gboolean
ob_pattern_may_match (const ObPattern *self, const ObMatchContext *context, guint32 first, guint32 limit)
{
  limit = MIN (limit, context->doc->n_tokens);
  for (guint i = 0; i < self->needs->len; i++)
    if (!stands_in (&g_array_index (self->needs, ObNeed, i), context, first, limit))
      return FALSE;
  return TRUE;
}

guint32
ob_pattern_get_anchor (const ObPattern *self)
{
  for (guint i = 0; i < self->needs->len; i++)
    {
      const ObNeed *need = &g_array_index (self->needs, ObNeed, i);
      if (need->spans[0] == NULL)
        return need->predicate;
    }
  return self->first_is_any || self->first_spans->len > 0 ? OB_NO_ID : self->first;
}
