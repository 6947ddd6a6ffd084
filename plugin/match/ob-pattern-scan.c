/* ob-pattern-scan.c: a program is run forwards from where matches may begin, then backwards from where they end, over
 * what was reached. Each (instruction, token) enters a set at most once, so the work is bounded by their product. */
#include "match/ob-pattern-scan.h"
#include <string.h>

#define MAX_WORDS ((OB_SCAN_MAX_TOKENS + 64) / 64)
#define MAX_SET_WORDS (1u << 20)        /* of all sets of a pattern: 8 MiB */

void
ob_pattern_scan_clear (ObPatternScan *self)
{
  g_free (self->sets);
  g_free (self->dirty);
  g_free (self->touched);
  g_free (self->looks);
  memset (self, 0, sizeof *self);
}

/* Sets */

#define ALWAYS_INLINE static inline __attribute__ ((always_inline))

ALWAYS_INLINE guint64 *
get_set (const ObPatternScan *self, guint n_words, guint32 pc, guint which)
{
  return self->sets + ((gsize) pc * OB_SCAN_N_SETS + which) * n_words;
}

static inline gboolean
has_bit (const guint64 *bits, guint32 i)
{
  return bits[i / 64] >> (i % 64) & 1;
}

static inline void
add_bit (guint64 *bits, guint32 i)
{
  bits[i / 64] |= (guint64) 1 << (i % 64);
}

/* Makes the sets of @pc, all empty. */
ALWAYS_INLINE void
touch (ObPatternScan *self, guint n_words, guint32 pc)
{
  add_bit (self->touched, pc);
  memset (get_set (self, n_words, pc, 0), 0, OB_SCAN_N_SETS * n_words * sizeof (guint64));
}

static inline void
mark_dirty (ObPatternScan *self, guint32 pc)
{
  add_bit (self->dirty, pc);
  self->lowest = MIN (self->lowest, pc);
}

/* Adds @bits to the set @which of @pc; what is new there will be carried on. */
ALWAYS_INLINE void
arrive (ObPatternScan *self, guint n_words, guint32 pc, guint which, const guint64 *bits)
{
  guint64 any = 0;
  for (guint i = 0; i < n_words; i++)
    any |= bits[i];
  if (any == 0 || pc == 0)
    return;
  guint64 *set = get_set (self, n_words, pc, which), *fresh = get_set (self, n_words, pc, OB_SCAN_FRESH);
  if (!has_bit (self->touched, pc))
    touch (self, n_words, pc);
  any = 0;
  for (guint i = 0; i < n_words; i++)
    {
      guint64 added = bits[i] & ~set[i];
      set[i] |= added;
      fresh[i] |= added;
      any |= added;
    }
  if (any != 0)
    mark_dirty (self, pc);
}

/* The same for a window of one word and what is REACHED, on through what asks nothing: the instructions that do are the
 * ones to be carried on. */
static void
pass_on (ObPatternScan *self, guint32 pc, guint64 bits)
{
  struct { guint32 pc; guint64 bits; } others[16];      /* branches still to be gone */
  guint n_others = 0;
  for (;;)
    {
      const ObInstr *instr = &self->pattern->code[pc];
      guint64 *sets = get_set (self, 1, pc, 0);
      if (pc != 0 && bits != 0 && !has_bit (self->touched, pc))
        touch (self, 1, pc);
      guint64 added = pc != 0 && bits != 0 ? bits & ~sets[OB_SCAN_REACHED] : 0;
      if (added != 0)
        sets[OB_SCAN_REACHED] |= added;
      gboolean is_branch = instr->op == OB_INSTR_SPLIT && instr->body == 0;
      if (added != 0 && (instr->op == OB_INSTR_OPEN || instr->op == OB_INSTR_CLOSE ||
                         (is_branch && n_others < G_N_ELEMENTS (others))))
        {
          sets[OB_SCAN_PASSED] |= added;
          if (is_branch)
            {
              others[n_others].pc = instr->other;
              others[n_others++].bits = added;
            }
          pc = instr->next;
          bits = added;
          continue;
        }
      if (added != 0)
        {
          sets[OB_SCAN_FRESH] |= added;
          mark_dirty (self, pc);
        }
      if (n_others == 0)
        return;
      pc = others[--n_others].pc;
      bits = others[n_others].bits;
    }
}

/* What is at @bits goes on with the instruction @pc. */
ALWAYS_INLINE void
go_on (ObPatternScan *self, guint n_words, guint32 pc, const guint64 *bits)
{
  if (n_words == 1)
    pass_on (self, pc, bits[0]);
  else
    arrive (self, n_words, pc, OB_SCAN_REACHED, bits);
}

/* Each token one place on. */
ALWAYS_INLINE void
shift_on (guint n_words, const guint64 *bits, guint64 *ret_bits)
{
  for (guint i = n_words; i-- > 0;)
    ret_bits[i] = bits[i] << 1 | (i > 0 ? bits[i - 1] >> 63 : 0);
}

/* One place back. */
ALWAYS_INLINE void
shift_back (guint n_words, const guint64 *bits, guint64 *ret_bits)
{
  for (guint i = 0; i < n_words; i++)
    ret_bits[i] = bits[i] >> 1 | (i + 1 < n_words ? bits[i + 1] << 63 : 0);
}

/* The bits of word @i that belong to instructions from @begin to @end - 1. */
static inline guint64
get_mask (guint32 i, guint32 begin, guint32 end)
{
  guint64 mask = ~(guint64) 0;
  if (i == begin / 64)
    mask &= ~(guint64) 0 << begin % 64;
  if (i == (end - 1) / 64)
    mask &= ~(guint64) 0 >> (63 - (end - 1) % 64);
  return mask;
}

/* Takes the first dirty instruction from @begin to @end - 1; 0: there is none. */
static inline guint32
take_first_dirty (ObPatternScan *self, guint32 begin, guint32 end)
{
  guint32 i = begin / 64;
  guint64 word = self->dirty[i] >> begin % 64 << begin % 64;
  while (word == 0)
    {
      if (++i * 64 >= end)
        return 0;
      word = self->dirty[i];
    }
  guint32 pc = i * 64 + (guint32) __builtin_ctzll (word);
  if (pc >= end)
    return 0;
  self->dirty[i] &= ~(word & -word);
  return pc;
}

/* Takes the last. */
static guint32
take_last_dirty (ObPatternScan *self, guint32 begin, guint32 end)
{
  for (guint32 i = (end - 1) / 64 + 1; begin < end && i-- > begin / 64;)
    {
      guint64 word = self->dirty[i] & get_mask (i, begin, end);
      if (word == 0)
        continue;
      guint32 bit = 63 - (guint32) __builtin_clzll (word);
      self->dirty[i] &= ~((guint64) 1 << bit);
      return i * 64 + bit;
    }
  return 0;
}

/* Forgets the sets of a program. */
static void
clear_program (ObPatternScan *self, const ObProgram *program)
{
  for (guint32 i = program->begin / 64; i <= (program->end - 1) / 64; i++)
    self->touched[i] &= ~get_mask (i, program->begin, program->end);
}

/* Questions */

/* Those of the tokens first + i, bit i of @mask, that pass @test. Recursion is as deep as the test is nested, which is
 * bounded by OB_MAX_PATTERN_DEPTH. */
static guint64
ask_tokens (ObMatchContext *context, const ObTest *test, guint32 first, guint64 mask)
{
  guint64 passed = 0;
  switch (test->kind)
    {
    case OB_TEST_ANY:
      return mask;
    case OB_TEST_NOT:
      return mask & ~ask_tokens (context, test->first, first, mask);
    case OB_TEST_AND:
      for (const ObTest *child = test->first; child != NULL && mask != 0; child = child->next)
        mask = ask_tokens (context, child, first, mask);
      return mask;
    case OB_TEST_OR:
      for (const ObTest *child = test->first; child != NULL && mask != 0; child = child->next)
        {
          guint64 some = ask_tokens (context, child, first, mask);
          passed |= some;
          mask &= ~some;
        }
      return passed;
    case OB_TEST_PREDICATE:
      for (; mask != 0; mask &= mask - 1)
        {
          guint i = (guint) __builtin_ctzll (mask);
          if (ob_predicate_test (context->predicates, test->predicate, context->doc->tokens[first + i].form))
            passed |= (guint64) 1 << i;
        }
      return passed;
    case OB_TEST_POS_SET:
      if (context->pos == NULL)
        return test->number >> OB_NO_POS & 1 ? mask : 0;
      for (; mask != 0; mask &= mask - 1)
        {
          guint i = (guint) __builtin_ctzll (mask);
          passed |= ((guint64) test->number >> context->pos[first + i] & 1) << i;
        }
      return passed;
    default:
      for (; mask != 0; mask &= mask - 1)
        {
          guint i = (guint) __builtin_ctzll (mask);
          if (ob_pattern_ask_leaf (context, test, first + i))
            passed |= (guint64) 1 << i;
        }
      return passed;
    }
}

/* Adds to @ends where the spans or list entries that @instr takes at @token end. FALSE: there is none. */
static gboolean
find_ends (ObPatternScan *self, const ObInstr *instr, guint32 token, guint64 *ends)
{
  gboolean found = FALSE;
  if (instr->op == OB_INSTR_SPAN)
    {
      const ObSpan *spans;
      guint32 n = ob_spans_at (self->context->spans, instr->node->name, token, &spans);
      for (guint32 i = 0; i < n; i++)
        if (spans[i].end <= self->limit && ob_pattern_ask_span (self->context, instr->node, &spans[i]))
          {
            add_bit (ends, spans[i].end - self->base);
            found = TRUE;
          }
      return found;
    }
  ObGazetteerHit hits[OB_MAX_GAZETTEER_HITS];
  const ObDoc *doc = self->context->doc;
  guint32 reach = token < self->limit ? self->limit : token;
  while (reach > token &&
         ob_gazetteer_match (instr->node->gazetteer, self->context->gazetteers, doc, token, reach, hits) > 0)
    {
      add_bit (ends, hits[0].end - self->base);
      found = TRUE;
      reach = hits[0].end - 1;
    }
  return found;
}

static void run_program (ObPatternScan *self, const ObProgram *program, gboolean wants_starts, const guint64 *starts);

/* Leaves in @bits those tokens that pass @instr, a TEST or EDGE. */
ALWAYS_INLINE void
ask_bits (ObPatternScan *self, guint n_words, const ObInstr *instr, guint64 *bits)
{
  guint32 n = self->limit - self->base;
  if (instr->op == OB_INSTR_TEST)
    bits[n / 64] &= ~((guint64) 1 << n % 64);
  for (guint w = 0; w < n_words; w++)
    if (bits[w] == 0)
      continue;
    else if (instr->op == OB_INSTR_TEST)
      bits[w] = ask_tokens (self->context, instr->node->plan, self->base + 64 * w, bits[w]);
    else
      for (guint64 rest = bits[w]; rest != 0; rest &= rest - 1)
        if (!ob_pattern_ask_edge (self->context, instr->node, self->base + w * 64 + (guint32) __builtin_ctzll (rest)))
          bits[w] &= ~(rest & -rest);
}

/* Leaves in @bits those at which a look-around that asks one question finds what it looks for. */
static void
ask_single (ObPatternScan *self, const ObLookAround *look, const ObInstr *instr, guint64 *bits)
{
  guint n_words = self->n_words;
  guint64 moved[MAX_WORDS];
  if (!look->is_behind || instr->op == OB_INSTR_EDGE)
    {
      ask_bits (self, n_words, instr, bits);
      return;
    }
  shift_back (n_words, bits, moved);
  ask_bits (self, n_words, instr, moved);
  shift_on (n_words, moved, bits);
}

/* Leaves in @bits those at which look-around @look holds. */
static void
ask_look (ObPatternScan *self, guint i, guint64 *bits)
{
  const ObLookAround *look = ob_pattern_get_look (self->pattern, i);
  guint n_words = self->n_words;
  guint64 *asked = self->looks + (gsize) i * 2 * n_words, *found = asked + n_words;
  guint64 starts[MAX_WORDS], any = 0;
  const ObProgram *program = &self->pattern->programs[i + 1];
  if (program->is_single)
    {
      memcpy (starts, bits, n_words * sizeof (guint64));
      ask_single (self, look, &self->pattern->code[program->entry], starts);
      for (guint w = 0; w < n_words; w++)
        bits[w] &= look->is_negative ? ~starts[w] : starts[w];
      return;
    }
  gboolean was_asked = FALSE;
  for (guint w = 0; w < n_words; w++)
    {
      any |= starts[w] = bits[w] & ~asked[w];
      was_asked = was_asked || asked[w] != 0;
    }
  if (any != 0)
    {
      if (look->is_behind || was_asked)         /* all at once: a loop would ask one by one */
        for (guint32 t = 0; t <= self->limit - self->base; t++)
          add_bit (starts, t);
      for (guint w = 0; w < n_words; w++)
        {
          starts[w] &= ~asked[w];
          asked[w] |= starts[w];
        }
      run_program (self, program, !look->is_behind, starts);
      guint32 pc = look->is_behind ? program->accept : program->entry;
      const guint64 *set = get_set (self, n_words, pc, look->is_behind ? OB_SCAN_REACHED : OB_SCAN_LEADS);
      if (has_bit (self->touched, pc))
        for (guint w = 0; w < n_words; w++)
          found[w] |= set[w];
    }
  for (guint w = 0; w < n_words; w++)
    bits[w] &= look->is_negative ? ~found[w] : found[w];
}

/* Loops whose turns take one token each: all turns at once */

/* Writes where a turn of the loop can be made, at or after @first; kept in the PASSED of its first instruction. */
static void
find_turns (ObPatternScan *self, const ObInstr *split, guint32 split_pc, guint32 first, guint64 *ret_turns)
{
  guint n_words = self->n_words;
  guint64 moved[MAX_WORDS];
  gboolean has_taken = FALSE;
  memset (ret_turns, 0, n_words * sizeof (guint64));
  for (guint32 t = first; t < self->limit - self->base; t++)
    add_bit (ret_turns, t);
  for (guint32 pc = split->body; pc != split_pc; pc = self->pattern->code[pc].next)
    {
      const ObInstr *instr = &self->pattern->code[pc];
      touch (self, n_words, pc);
      if (has_taken)
        shift_on (n_words, ret_turns, moved);
      else
        memcpy (moved, ret_turns, n_words * sizeof (guint64));
      if (instr->op == OB_INSTR_LOOK)
        ask_look (self, instr->arg, moved);
      else
        ask_bits (self, n_words, instr, moved);
      if (has_taken)
        shift_back (n_words, moved, ret_turns);
      else
        memcpy (ret_turns, moved, n_words * sizeof (guint64));
      has_taken = has_taken || instr->op == OB_INSTR_TEST;
    }
  memcpy (get_set (self, n_words, split->body, OB_SCAN_PASSED), ret_turns, n_words * sizeof (guint64));
}

/* Leaves in @bits all that is reached from them by any number of turns: a carry runs through each row of turns (as in
 * Cameron and others, "Bitwise Data Parallelism in Regular Expression Matching", 2014). */
ALWAYS_INLINE void
turn_on (ObPatternScan *self, guint n_words, guint32 pc, guint64 *bits)
{
  const ObInstr *split = &self->pattern->code[pc];
  guint64 turns[MAX_WORDS], *known = get_set (self, n_words, split->body, OB_SCAN_PASSED);
  guint64 *reached = get_set (self, n_words, pc, OB_SCAN_REACHED);
  guint w = 0;
  while (w < n_words && bits[w] == 0)
    w++;
  guint32 first = w < n_words ? w * 64 + (guint32) __builtin_ctzll (bits[w]) : 0;
  if (!has_bit (self->touched, split->body) || get_set (self, n_words, split->body, OB_SCAN_FRESH)[0] > first)
    {
      find_turns (self, split, pc, first, turns);
      get_set (self, n_words, split->body, OB_SCAN_FRESH)[0] = first;   /* from where the turns are known */
    }
  else
    memcpy (turns, known, n_words * sizeof (guint64));
  guint64 carry = 0;
  for (w = 0; w < n_words; w++)
    {
      guint64 sum, over = __builtin_add_overflow (bits[w] & turns[w], turns[w], &sum);
      over |= __builtin_add_overflow (sum, carry, &sum);
      bits[w] |= sum ^ turns[w];
      carry = over;
      reached[w] |= bits[w];
    }
}

/* Leaves in @bits, from which an end is reached, all from which turns lead to them, and tells the turns. */
ALWAYS_INLINE void
turn_back (ObPatternScan *self, guint n_words, guint32 pc, guint64 *bits)
{
  const ObInstr *split = &self->pattern->code[pc];
  guint64 turns[MAX_WORDS], made[MAX_WORDS], carry = 0;
  const guint64 *known = get_set (self, n_words, split->body, OB_SCAN_PASSED);
  guint64 *reached = get_set (self, n_words, pc, OB_SCAN_REACHED), *leads = get_set (self, n_words, pc, OB_SCAN_LEADS);
  for (guint w = n_words; w-- > 0;)
    {
      guint64 way = turns[w] = known[w] & reached[w];
      bits[w] |= carry << 63 & way;
      for (guint shift = 1; shift < 64; shift *= 2)
        {
          bits[w] |= way & bits[w] >> shift;
          way &= way >> shift;
        }
      carry = bits[w] & 1;
      leads[w] |= bits[w];
    }
  shift_back (n_words, leads, made);
  for (guint w = 0; w < n_words; w++)
    made[w] &= turns[w];
  for (guint32 turn = split->body; turn != pc; turn = self->pattern->code[turn].next)
    {
      guint64 *set = get_set (self, n_words, turn, OB_SCAN_LEADS);
      memcpy (set, made, n_words * sizeof (guint64));
      if (self->pattern->code[turn].op == OB_INSTR_TEST)
        {
          shift_on (n_words, made, turns);
          memcpy (made, turns, n_words * sizeof (guint64));
        }
    }
}

/* TRUE when @which is an instruction of the turn that begins at @body and ends at @split. */
static gboolean
is_turn_of (const ObPatternScan *self, guint32 body, guint32 split, guint32 which)
{
  while (body != split && body != which)
    body = self->pattern->code[body].next;
  return body == which;
}

/* Running */

/* Carries the fresh tokens of @pc on to the next instructions. */
ALWAYS_INLINE void
carry_on (ObPatternScan *self, guint n_words, guint32 pc)
{
  const ObInstr *instr = &self->pattern->code[pc];
  guint64 bits[MAX_WORDS], moved[MAX_WORDS];
  guint64 *fresh = get_set (self, n_words, pc, OB_SCAN_FRESH), *passed = get_set (self, n_words, pc, OB_SCAN_PASSED);
  guint32 n = self->limit - self->base;
  for (guint w = 0; w < n_words; w++)
    {
      bits[w] = fresh[w];
      fresh[w] = 0;
    }
  switch (instr->op)
    {
    case OB_INSTR_TEST:
      ask_bits (self, n_words, instr, bits);
      for (guint w = 0; w < n_words; w++)
        passed[w] |= bits[w];
      shift_on (n_words, bits, moved);
      go_on (self, n_words, instr->next, moved);
      return;
    case OB_INSTR_SPAN:
    case OB_INSTR_PHRASE:
      memset (moved, 0, n_words * sizeof (guint64));
      for (guint w = 0; w < n_words; w++)
        for (guint64 rest = bits[w]; rest != 0; rest &= rest - 1)
          {
            guint32 t = w * 64 + (guint32) __builtin_ctzll (rest);
            if (t < n && find_ends (self, instr, self->base + t, moved))
              add_bit (passed, t);
          }
      go_on (self, n_words, instr->next, moved);
      return;
    case OB_INSTR_EDGE:
      ask_bits (self, n_words, instr, bits);
      break;
    case OB_INSTR_LOOK:
      ask_look (self, instr->arg, bits);
      break;
    case OB_INSTR_SPLIT:
      if (instr->body != 0)
        {
          turn_on (self, n_words, pc, bits);
          for (guint w = 0; w < n_words; w++)
            passed[w] |= bits[w];
          go_on (self, n_words, instr->body == instr->next ? instr->other : instr->next, bits);
          return;
        }
      go_on (self, n_words, instr->other, bits);
      break;
    case OB_INSTR_ACCEPT:
      return;
    default:
      break;
    }
  for (guint w = 0; w < n_words; w++)
    passed[w] |= bits[w];
  go_on (self, n_words, instr->next, bits);
}

/* Tells the forerunners of @pc that its fresh tokens lead to an end. */
ALWAYS_INLINE void
carry_back (ObPatternScan *self, guint n_words, guint32 pc)
{
  guint64 bits[MAX_WORDS], moved[MAX_WORDS];
  guint64 *fresh = get_set (self, n_words, pc, OB_SCAN_FRESH);
  for (guint w = 0; w < n_words; w++)
    {
      bits[w] = fresh[w];
      fresh[w] = 0;
    }
  const ObInstr *here = &self->pattern->code[pc];
  gboolean is_loop = here->op == OB_INSTR_SPLIT && here->body != 0;
  if (is_loop)
    turn_back (self, n_words, pc, bits);
  for (guint32 i = self->pattern->n_before[pc]; i < self->pattern->n_before[pc + 1]; i++)
    {
      guint32 before = self->pattern->before[i];
      const ObInstr *instr = &self->pattern->code[before];
      if (!has_bit (self->touched, before) || (is_loop && is_turn_of (self, here->body, pc, before)))
        continue;
      const guint64 *passed = get_set (self, n_words, before, OB_SCAN_PASSED);
      if (instr->op == OB_INSTR_TEST)
        shift_back (n_words, bits, moved);
      else if (instr->op == OB_INSTR_SPAN || instr->op == OB_INSTR_PHRASE)
        {
          memset (moved, 0, n_words * sizeof (guint64));
          for (guint w = 0; w < n_words; w++)
            for (guint64 rest = passed[w] & ~get_set (self, n_words, before, OB_SCAN_LEADS)[w]; rest != 0;
                 rest &= rest - 1)
              {
                guint64 ends[MAX_WORDS], any = 0;
                memset (ends, 0, n_words * sizeof (guint64));
                find_ends (self, instr, self->base + w * 64 + (guint32) __builtin_ctzll (rest), ends);
                for (guint v = 0; v < n_words; v++)
                  any |= ends[v] & bits[v];
                if (any != 0)
                  moved[w] |= rest & -rest;
              }
        }
      else
        memcpy (moved, bits, n_words * sizeof (guint64));
      for (guint w = 0; w < n_words; w++)
        moved[w] &= passed[w];
      arrive (self, n_words, before, OB_SCAN_LEADS, moved);
    }
}

/* Runs @program from @starts; then, if @wants_starts, finds which of them lead to its end. */
ALWAYS_INLINE void
run_words (ObPatternScan *self, guint n_words, const ObProgram *program, gboolean wants_starts, const guint64 *starts)
{
  clear_program (self, program);
  go_on (self, n_words, program->entry, starts);
  guint32 begin = program->begin, end = program->end;
  for (guint32 pc; (pc = take_first_dirty (self, begin, end)) != 0;)
    {
      self->n_steps += n_words;
      self->lowest = pc;
      carry_on (self, n_words, pc);
      begin = MIN (self->lowest, pc);
    }
  if (!wants_starts || !has_bit (self->touched, program->accept))
    return;
  guint64 ends[MAX_WORDS];
  memcpy (ends, get_set (self, n_words, program->accept, OB_SCAN_REACHED), n_words * sizeof (guint64));
  arrive (self, n_words, program->accept, OB_SCAN_LEADS, ends);
  for (guint32 pc; (pc = take_last_dirty (self, program->begin, end)) != 0;)
    {
      self->n_steps += n_words;
      carry_back (self, n_words, pc);
    }
}

static void
run_program (ObPatternScan *self, const ObProgram *program, gboolean wants_starts, const guint64 *starts)
{
  if (program->accept == 0)
    return;
  if (self->n_words == 1)
    run_words (self, 1, program, wants_starts, starts);
  else
    run_words (self, self->n_words, program, wants_starts, starts);
}

/* The way in */

/* Makes room for the sets of @pattern. */
static gboolean
ensure_room (ObPatternScan *self, const ObPattern *pattern)
{
  gsize n_sets = (gsize) pattern->n_code * OB_SCAN_N_SETS * self->n_words;
  gsize n_looks = (gsize) pattern->looks->len * 2 * self->n_words;
  if (n_sets > MAX_SET_WORDS)
    return FALSE;
  if (n_sets > self->max_sets)
    {
      g_free (self->sets);
      self->sets = g_new (guint64, n_sets);
      self->max_sets = n_sets;
    }
  if (n_looks > self->max_looks)
    {
      g_free (self->looks);
      self->looks = g_new (guint64, n_looks);
      self->max_looks = n_looks;
    }
  if (pattern->n_code > self->max_code)
    {
      g_free (self->dirty);
      g_free (self->touched);
      self->dirty = g_new0 (guint64, pattern->n_code / 64 + 1);
      self->touched = g_new0 (guint64, pattern->n_code / 64 + 1);
      self->max_code = pattern->n_code;
    }
  if (n_looks > 0)
    memset (self->looks, 0, n_looks * sizeof (guint64));
  return TRUE;
}

gboolean
ob_pattern_scan_holds (const ObPatternScan *self, const ObPattern *pattern, const ObMatchContext *context,
                       guint32 first, guint32 limit)
{
  return self->pattern_id == pattern->id && first >= self->from && first < self->end && self->limit <= limit &&
         (self->end < self->limit || self->limit == limit) &&
         self->look == context->look && self->serial == ob_spans_get_serial (context->spans);
}

/* The tokens at which a match can begin, as far as their forms and the spans tell. FALSE: there is none. */
static gboolean
find_starts (ObPatternScan *self, guint64 *ret_starts)
{
  const ObPattern *pattern = self->pattern;
  const ObToken *tokens = self->context->doc->tokens;
  gboolean found = FALSE;
  memset (ret_starts, 0, self->n_words * sizeof (guint64));
  for (guint32 t = self->from; t < self->end && (pattern->first_is_any || pattern->first != OB_NO_ID); t++)
    if (pattern->first_is_any || ob_predicate_test (self->context->predicates, pattern->first, tokens[t].form))
      {
        add_bit (ret_starts, t - self->base);
        found = TRUE;
      }
  for (guint i = 0; i < pattern->first_spans->len && !pattern->first_is_any; i++)
    {
      const char *name = g_ptr_array_index (pattern->first_spans, i);
      for (guint32 t = ob_spans_next (self->context->spans, name, self->from); t < self->end;
           t = ob_spans_next (self->context->spans, name, t + 1))
        {
          add_bit (ret_starts, t - self->base);
          found = TRUE;
        }
    }
  return found;
}

gboolean
ob_pattern_scan_run (ObPatternScan *self, const ObPattern *pattern, ObMatchContext *context,
                     guint32 base, guint32 from, guint32 end, guint32 limit, guint64 *steps)
{
  self->pattern_id = 0;
  self->pattern = pattern;
  self->context = context;
  self->base = base;
  self->from = from;
  self->end = end;
  self->limit = limit;
  self->look = context->look;
  self->n_words = (limit - base) / 64 + 1;
  self->n_steps = 0;
  g_assert (self->n_words <= MAX_WORDS);
  if (!ensure_room (self, pattern))
    return FALSE;
  guint64 starts[MAX_WORDS];
  if (find_starts (self, starts))
    run_program (self, &pattern->programs[0], TRUE, starts);
  else
    clear_program (self, &pattern->programs[0]);
  *steps += self->n_steps;
  self->pattern_id = pattern->id;
  self->serial = ob_spans_get_serial (context->spans);
  return TRUE;
}

guint32
ob_pattern_scan_next (const ObPatternScan *self, guint32 first)
{
  guint32 entry = self->pattern->entry;
  if (self->pattern->programs[0].accept == 0 || !has_bit (self->touched, entry) || first >= self->end)
    return self->end;
  const guint64 *leads = get_set (self, self->n_words, entry, OB_SCAN_LEADS);
  for (guint32 w = (first - self->base) / 64; w < self->n_words; w++)
    {
      guint64 word = leads[w];
      if (w == (first - self->base) / 64)
        word &= ~(guint64) 0 << (first - self->base) % 64;
      if (word != 0)                            /* those past the end are reached from within, and no starts */
        return MIN (self->base + w * 64 + (guint32) __builtin_ctzll (word), self->end);
    }
  return self->end;
}
