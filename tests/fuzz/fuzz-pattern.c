/* A pattern: compiled, and matched against a text; a match lies where it was looked for. */
#include "../unit/pattern-fixture.h"
#include "fuzz.h"

static const char text[] =
  "The finance ministry said “the deficit had halved” in 1984. Lena Orbak, a councillor, didn't warn of high-speed "
  "trains.\n\nBy 2.1% or 1,984 the mayor’s office said so: Kellmar saw no no no no rain.";

static const struct { const char *name; ObRange words; const char *label; } spans[] = {
  { "ent", { 1, 3 }, "ORG" }, { "ent", { 14, 16 }, "PERSON" }, { "time", { 12, 13 }, "DATE" }, { "quote", { 4, 10 }, "double" },
};

static void
open_text (Fixture *self)
{
  self->doc = ob_doc_new (ob_text_new (text, strlen (text), NULL), NULL, NULL, ob_vocab_get_forms (self->vocab));
  ObGazetteerCache *gazetteers = ob_gazetteer_cache_new (self->gazetteers, self->vocab);
  self->context = (ObMatchContext) {
    .doc = self->doc, .vocab = self->vocab, .gazetteers = gazetteers,
    .predicates = ob_predicate_cache_new (self->predicates, self->vocab, gazetteers),
    .spans = ob_spans_new (), .look = OB_LOOK_DOC, .budget = &self->budget,
  };
  ob_spans_reset (self->context.spans, self->doc->n_tokens);
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      ObSpan span = { spans[i].words.first, spans[i].words.end, g_intern_static_string (spans[i].label), NULL };
      ob_spans_set (self->context.spans, g_intern_static_string (spans[i].name), &span, 1);
    }
}

static void
check_match (const ObMatch *match, guint32 from, guint32 end)
{
  g_assert_true (match->first >= from && match->end > match->first && match->end <= end);
  for (guint i = 0; i < match->n_captures; i++)
    g_assert_true (match->captures[i].end > match->captures[i].first && match->captures[i].end <= end);
}

static void
match_all (Fixture *self, const ObPattern *pattern)
{
  ObBudgetLimits limits = { .max_steps = 500000 };
  ObMatch match;
  guint32 end = self->doc->n_tokens;
  ob_budget_start (&self->budget, &limits);
  for (guint32 from = 0; ob_pattern_find (pattern, &self->context, from, end, 60, &match); from = match.first + 1)
    {
      check_match (&match, from, end);
      g_assert_true (ob_pattern_may_match (pattern, &self->context, match.first, match.end));
    }
  ObBudget before = self->budget;
  if (ob_pattern_match_before (pattern, &self->context, end, 0, &match))
    check_match (&match, 0, end);
  g_assert_true (before.breach == OB_BREACH_NONE || self->budget.breach == before.breach);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (Fixture) self = fixture_new ();
  g_autofree char *source = g_strndup ((const char *) data, size);
  if (!g_utf8_validate (source, -1, NULL))      /* the loader has made sure of that */
    return 0;
  fixture_add_list (self, "say", "say tell warn \"point out\"");
  fixture_add_list (self, "names", "\"Lena Orbak\" Kellmar");
  fixture_add_macro (self, "source", NULL, 3, "( <ent/> | \"the\" [shape=x]{1,3} )");
  fixture_add_macro (self, "gap", "max", 4, "[word!=\".\"]{0,$max}");
  fixture_add_macro (self, "both", "a,b", 5, "( $a @gap(3) $b )");
  fixture_add_macro (self, "loop", NULL, 6, "@loop");
  ObPlace place = { "rules.lua", 1, 1, 0, source };
  g_autoptr (ObPattern) pattern = ob_pattern_compile (source, strlen (source), &place, &self->env, self->diags);
  g_autofree char *told = ob_diags_dup_text (self->diags, FALSE);
  g_assert_true (g_utf8_validate (told, -1, NULL));
  g_assert_true (pattern != NULL || ob_diags_count (self->diags, OB_SEVERITY_ERROR) > 0);
  if (pattern != NULL)
    {
      open_text (self);
      match_all (self, pattern);
    }
  return 0;
}
