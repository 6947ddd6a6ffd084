/* pattern-fixture.h: a rule set and a session small enough for one test of patterns. Include it in one C file. */
#pragma once
#include "base/ob-limits.h"
#include "match/ob-pattern.h"
#include <string.h>

typedef struct
{
  ObPredicates     *predicates;
  ObGazetteers     *gazetteers;
  GPtrArray        *lists;      /* of ObList */
  GPtrArray        *macros;     /* of ObMacro */
  GPtrArray        *sources;    /* of ObIntern-like strings that places point into */
  ObDiags          *diags;
  ObPatternEnv      env;
  ObVocab          *vocab;
  ObBudget          budget;
  ObPatternTrace    trace;
  ObMatchContext    context;
  ObDoc            *doc;
} Fixture;

static inline void
macro_free (gpointer data)
{
  ObMacro *macro = data;
  g_free (macro->name);
  g_clear_pointer (&macro->params, g_ptr_array_unref);
  g_free (macro->source);
  g_free (macro);
}

static inline ObList *
fixture_find_list (gpointer data, const char *pack, const char *name)
{
  Fixture *self = data;
  if (pack != NULL && strcmp (pack, "news.en") != 0)
    return NULL;
  for (guint i = 0; i < self->lists->len; i++)
    if (strcmp (ob_list_get_name (g_ptr_array_index (self->lists, i)), name) == 0)
      return g_ptr_array_index (self->lists, i);
  return NULL;
}

static inline ObMacro *
fixture_find_macro (gpointer data, const char *name)
{
  Fixture *self = data;
  for (guint i = 0; i < self->macros->len; i++)
    if (strcmp (((ObMacro *) g_ptr_array_index (self->macros, i))->name, name) == 0)
      return g_ptr_array_index (self->macros, i);
  return NULL;
}

static inline GPtrArray *
fixture_dup_list_names (gpointer data)
{
  Fixture *self = data;
  GPtrArray *names = g_ptr_array_new ();
  for (guint i = 0; i < self->lists->len; i++)
    g_ptr_array_add (names, (gpointer) ob_list_get_name (g_ptr_array_index (self->lists, i)));
  return names;
}

static inline GPtrArray *
fixture_dup_macro_names (gpointer data)
{
  Fixture *self = data;
  GPtrArray *names = g_ptr_array_new ();
  for (guint i = 0; i < self->macros->len; i++)
    g_ptr_array_add (names, ((ObMacro *) g_ptr_array_index (self->macros, i))->name);
  return names;
}

static inline void
fixture_add_list (Fixture *self, const char *name, const char *source)
{
  ObPlace place = { .file = "rules/lists.lua", .line = 1, .column = 1, .text = source };
  g_ptr_array_add (self->lists, ob_list_parse_inline (name, source, &place, self->diags));
}

/* @params: names separated by commas, or NULL. The macro stands at macros.lua:@line:20. */
static inline void
fixture_add_macro (Fixture *self, const char *name, const char *params, guint line, const char *source)
{
  ObMacro *macro = g_new0 (ObMacro, 1);
  macro->name = g_strdup (name);
  macro->source = g_strdup (source);
  macro->place = (ObPlace) { .file = "rules/macros.lua", .line = line, .column = 20 };
  if (params != NULL)
    {
      g_auto (GStrv) names = g_strsplit (params, ",", -1);
      macro->params = g_ptr_array_new_with_free_func (g_free);
      for (guint i = 0; names[i] != NULL; i++)
        g_ptr_array_add (macro->params, g_strdup (names[i]));
    }
  g_ptr_array_add (self->macros, macro);
}

static inline Fixture *
fixture_new (void)
{
  Fixture *self = g_new0 (Fixture, 1);
  self->predicates = ob_predicates_new ();
  self->gazetteers = ob_gazetteers_new ();
  self->lists = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_list_unref);
  self->macros = g_ptr_array_new_with_free_func (macro_free);
  self->diags = ob_diags_new ();
  self->vocab = ob_vocab_new ();
  self->env = (ObPatternEnv) {
    .find_list = fixture_find_list, .find_macro = fixture_find_macro, .dup_list_names = fixture_dup_list_names,
    .dup_macro_names = fixture_dup_macro_names, .data = self, .predicates = self->predicates,
    .gazetteers = self->gazetteers,
  };
  return self;
}

static inline void
fixture_unload (Fixture *self)
{
  ob_match_context_clear (&self->context);
  g_clear_pointer (&self->context.predicates, ob_predicate_cache_free);
  g_clear_pointer (&self->context.gazetteers, ob_gazetteer_cache_free);
  g_clear_pointer (&self->context.spans, ob_spans_free);
  g_clear_pointer (&self->doc, ob_doc_free);
}

static inline void
fixture_free (Fixture *self)
{
  fixture_unload (self);
  ob_predicates_free (self->predicates);
  ob_gazetteers_free (self->gazetteers);
  g_ptr_array_unref (self->lists);
  g_ptr_array_unref (self->macros);
  ob_diags_free (self->diags);
  ob_vocab_free (self->vocab);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

/* Compiles @source as if it stood at rules/test.lua:10:5. May return NULL: see self->diags. */
static inline ObPattern *
fixture_compile (Fixture *self, const char *source)
{
  ObPlace place = { .file = "rules/test.lua", .line = 10, .column = 5 };
  return ob_pattern_compile (source, strlen (source), &place, &self->env, self->diags);
}

static inline void
fixture_set_ranges (Fixture *self, const char *name, const ObRange *ranges, guint32 n)
{
  g_autofree ObSpan *spans = g_new0 (ObSpan, MAX (n, 1));
  for (guint32 i = 0; i < n; i++)
    spans[i] = (ObSpan) { ranges[i].first, ranges[i].end, NULL, NULL };
  ob_spans_set (self->context.spans, g_intern_string (name), spans, n);
}

/* Reads "PERSON 0 2, ORG 4 5": label, first token, end; sorted as ob_spans_set wants. */
static inline void
fixture_set_spans (Fixture *self, const char *name, const char *source)
{
  g_auto (GStrv) parts = g_strsplit (source, ",", -1);
  g_autofree ObSpan *spans = g_new0 (ObSpan, g_strv_length (parts) + 1);
  guint32 n = 0;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (g_strstrip (parts[i]), " ", 3);
      spans[n].label = g_intern_string (cells[0]);
      spans[n].first = g_ascii_strtoull (cells[1], NULL, 10);
      spans[n++].end = g_ascii_strtoull (cells[2], NULL, 10);
    }
  ob_spans_set (self->context.spans, g_intern_string (name), spans, n);
}

/* Begins a document, after all patterns are compiled. */
static inline void
fixture_load (Fixture *self, const char *text)
{
  fixture_unload (self);
  self->doc = ob_doc_new (ob_text_new (text, strlen (text), NULL), NULL, NULL, ob_vocab_get_forms (self->vocab));
  ObDoc *doc = self->doc;
  ObBudgetLimits limits = { 0 };
  ob_budget_start (&self->budget, &limits);
  ObGazetteerCache *gazetteers = ob_gazetteer_cache_new (self->gazetteers, self->vocab);
  self->context = (ObMatchContext) {
    .doc = doc, .vocab = self->vocab, .gazetteers = gazetteers, .spans = ob_spans_new (), .budget = &self->budget,
    .predicates = ob_predicate_cache_new (self->predicates, self->vocab, gazetteers),
  };
  ob_spans_reset (self->context.spans, doc->n_tokens);
  fixture_set_ranges (self, "s", doc->sentences, doc->n_sentences);
  fixture_set_ranges (self, "para", doc->paras, doc->n_paras);
  g_autofree ObRange *quotes = g_new0 (ObRange, MAX (doc->n_quotes, 1));
  for (guint32 i = 0; i < doc->n_quotes; i++)
    quotes[i] = doc->quotes[i].tokens;
  fixture_set_ranges (self, "quote", quotes, doc->n_quotes);
  g_autofree ObSpan *zones = g_new0 (ObSpan, MAX (doc->n_paras, 1));
  for (guint32 i = 0; i < doc->n_paras; i++)
    zones[i] = (ObSpan) { doc->paras[i].first, doc->paras[i].end,
                          g_intern_string (ob_zone_get_name ((ObZone) doc->para_zones[i])), NULL };
  ob_spans_set (self->context.spans, g_intern_string ("zone"), zones, doc->n_paras);
}

static inline void
append_words (GString *out, const ObDoc *doc, guint32 first, guint32 end)
{
  gsize length;
  const char *bytes = ob_doc_get_span (doc, first, end, &length);
  g_string_append_len (out, bytes, length);
}

/* "words of the match | name=words | …", or "-". */
static inline char *
fixture_show (const Fixture *self, gboolean found, const ObMatch *match)
{
  if (!found)
    return g_strdup ("-");
  GString *out = g_string_new (NULL);
  append_words (out, self->doc, match->first, match->end);
  for (guint i = 0; i < match->n_captures; i++)
    {
      g_string_append_printf (out, " | %s=", match->captures[i].name);
      append_words (out, self->doc, match->captures[i].first, match->captures[i].end);
    }
  return g_string_free (out, FALSE);
}

/* The first match of @pattern in the first sentence of the document. */
static inline char *
fixture_find (Fixture *self, const ObPattern *pattern)
{
  ObMatch match;
  gboolean found = ob_pattern_find (pattern, &self->context, 0, self->doc->sentences[0].end, OB_DEFAULT_SPAN_TOKENS,
                                    &match);
  g_autofree char *shown = fixture_show (self, found, &match);
  if (found)                    /* no filter may hide what is there */
    g_assert_true (ob_pattern_may_match (pattern, &self->context, 0, self->doc->sentences[0].end));
  ObMatch direct;
  guint32 first = 0;
  while (first < self->doc->sentences[0].end &&
         !ob_pattern_match_at (pattern, &self->context, first, self->doc->sentences[0].end, &direct))
    first++;
  g_autofree char *direct_shown = fixture_show (self, first < self->doc->sentences[0].end, &direct);
  if (self->doc->sentences[0].end <= OB_DEFAULT_SPAN_TOKENS)
    g_assert_cmpstr (direct_shown, ==, shown);
  return g_steal_pointer (&shown);
}
