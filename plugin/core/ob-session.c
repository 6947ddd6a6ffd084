#include "core/ob-session.h"
#include "base/ob-limits.h"
#include "core/ob-anchors.h"
#include "core/ob-conflict.h"
#include "core/ob-echo.h"
#include "core/ob-link.h"
#include "core/ob-trees.h"
#include "lexicon/ob-tagger.h"
#include "match/ob-timex.h"
#include <string.h>
#include <time.h>

/* All candidates of one type, and who of them stays as things stand. */
typedef struct
{
  const char *type;             /* interned */
  GPtrArray  *candidates;       /* of ObAnnotation; owned until the document's end, see collect */
  GPtrArray  *winners;          /* of ObAnnotation, borrowed from candidates, sorted */
  GPtrArray  *losers;           /* likewise */
  gboolean    is_stale;         /* candidates came since it was settled */
} Layer;

typedef struct
{
  const ObScriptClass *script_class;
  gpointer script;
} Script;

struct ObSession
{
  ObRuleset        *ruleset;
  ObVocab          *vocab;
  ObPredicateCache *predicates;
  ObGazetteerCache *gazetteers;
  ObSpans          *spans;
  ObAnchors        *anchors;
  ObTagger         *tagger;     /* NULL until a rule asks for parts of speech */
  GByteArray       *pos;        /* ObPos of each token of the document, once asked for */
  ObMatchContext    context;
  ObBudget          budget;     /* of the patterns of one rule over one document */
  GArray           *scripts;    /* of Script, as in the rule set */
  ObFeatures        open_quote; /* of quotations without an end in their paragraph: <quote open=yes/> */
  GArray           *branches;   /* of guint32: those of the last match; NULL unless they are wanted */
  gboolean          keeps_losers, keeps_nested, tells_private;
  gboolean         *is_left_out; /* by rule place */
  const ObRule     *traced;     /* the rule whose attempts are traced, or NULL */
  ObPatternTrace   *trace;
  const ObRule     *tried, *variant;    /* the rule in whose place another runs, or NULL */
  ObProfile        *profile;    /* borrowed; NULL: nothing is measured */
  ObStrategy        strategy;
};

/* One document under way. */
typedef struct
{
  ObSession      *session;
  const ObDoc    *doc;
  ObMatchContext *context;
  ObResult       *result;
  GPtrArray      *layers;       /* of Layer, owned */
  GPtrArray      *pending;      /* of ObAnnotation, owned: of the rule that runs now, merged when it ends well */
  guint64         stages_ns;    /* with a profile: spent in stages so far, which is no time of the rule around them */
} Run;

static void
script_clear (gpointer data)
{
  Script *script = data;
  script->script_class->close (script->script);
}

/* The vocabulary, and all that is remembered about its forms. */
static void
open_words (ObSession *self)
{
  self->vocab = ob_vocab_new ();
  self->gazetteers = ob_gazetteer_cache_new (ob_ruleset_get_gazetteers (self->ruleset), self->vocab);
  self->predicates = ob_predicate_cache_new (ob_ruleset_get_predicates (self->ruleset), self->vocab,
                                             self->gazetteers);
  ob_predicate_cache_set_budget (self->predicates, &self->budget);
  self->anchors = ob_anchors_new (self->ruleset);
  self->context = (ObMatchContext) {
    .vocab = self->vocab, .predicates = self->predicates, .gazetteers = self->gazetteers,
    .spans = self->spans, .budget = &self->budget, .branches = self->branches,
  };
}

static void
close_words (ObSession *self)
{
  ob_match_context_clear (&self->context);
  g_clear_pointer (&self->tagger, ob_tagger_free);
  ob_anchors_free (self->anchors);
  ob_gazetteer_cache_free (self->gazetteers);
  ob_predicate_cache_free (self->predicates);
  ob_vocab_free (self->vocab);
}

ObSession *
ob_session_new (ObRuleset *ruleset, GError **error)
{
  g_autoptr (ObSession) self = g_new0 (ObSession, 1);
  self->ruleset = ob_ruleset_ref (ruleset);
  self->spans = ob_spans_new ();
  self->pos = g_byte_array_new ();
  open_words (self);
  ob_features_set (&self->open_quote, "open", "yes");
  self->keeps_losers = TRUE;
  self->is_left_out = g_new0 (gboolean, ob_ruleset_size (ruleset) + 1);
  for (guint i = 0; i < ob_ruleset_size (ruleset); i++)
    self->is_left_out[i] = (ob_ruleset_get (ruleset, i)->changes & OB_RULE_IS_OFF) != 0;
  self->scripts = g_array_new (FALSE, FALSE, sizeof (Script));
  g_array_set_clear_func (self->scripts, script_clear);
  for (guint i = 0; i < ob_ruleset_get_n_scripts (ruleset); i++)
    {
      gpointer data;
      Script script = { .script_class = ob_ruleset_get_script (ruleset, i, &data) };
      script.script = script.script_class->open (data, error);
      if (script.script == NULL)
        return NULL;
      g_array_append_val (self->scripts, script);
    }
  return g_steal_pointer (&self);
}

void
ob_session_free (ObSession *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->scripts);
  g_free (self->is_left_out);
  g_clear_pointer (&self->branches, g_array_unref);
  ob_features_clear (&self->open_quote);
  close_words (self);
  ob_spans_free (self->spans);
  g_byte_array_unref (self->pos);
  ob_ruleset_unref (self->ruleset);
  g_free (self);
}

ObVocab *
ob_session_get_vocab (ObSession *self)
{
  return self->vocab;
}

ObGazetteerCache *
ob_session_get_gazetteers (ObSession *self)
{
  return self->gazetteers;
}

void
ob_session_set_trace (ObSession *self, const ObRule *rule, ObPatternTrace *trace)
{
  self->traced = rule;
  self->trace = trace;
}

void
ob_session_set_profile (ObSession *self, ObProfile *profile)
{
  self->profile = profile;
}

void
ob_session_set_strategy (ObSession *self, ObStrategy strategy)
{
  self->strategy = strategy;
}

ObMatchContext *
ob_session_get_context (ObSession *self)
{
  return &self->context;
}

void
ob_session_set_trial (ObSession *self, const ObRule *rule, const ObRule *variant)
{
  self->tried = rule;
  self->variant = variant;
}

void
ob_session_trim (ObSession *self)
{
  if (ob_intern_size (ob_vocab_get_forms (self->vocab)) <= OB_MAX_FORMS)
    return;
  close_words (self);
  open_words (self);
}

void
ob_session_set_keeps_losers (ObSession *self, gboolean keeps_losers)
{
  self->keeps_losers = keeps_losers;
}

void
ob_session_set_keeps_nested (ObSession *self, gboolean keeps_nested)
{
  self->keeps_nested = keeps_nested;
}

void
ob_session_set_covers (ObSession *self, gboolean covers)
{
  g_clear_pointer (&self->branches, g_array_unref);
  if (covers)
    self->branches = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->context.branches = self->branches;
}

void
ob_session_set_tells_private (ObSession *self, gboolean tells_private)
{
  self->tells_private = tells_private;
}

gboolean
ob_session_leave_out (ObSession *self, const char *tag)
{
  gboolean found = FALSE;
  for (guint i = 0; i < ob_ruleset_size (self->ruleset); i++)
    if (g_ptr_array_find_with_equal_func (ob_ruleset_get (self->ruleset, i)->tags, tag, g_str_equal, NULL))
      found = self->is_left_out[i] = TRUE;
  return found;
}

static void
need_types (GHashTable *types, const ObRule *rule)
{
  for (guint i = 0; i < rule->reads->len; i++)
    g_hash_table_add (types, g_ptr_array_index (rule->reads, i));
}

void
ob_session_run_only (ObSession *self, const GPtrArray *rules)
{
  g_autoptr (GHashTable) types = g_hash_table_new (NULL, NULL);         /* interned: what is read, as a set */
  gboolean needs_all = FALSE;   /* what comes before is seen by a script */
  guint n = ob_ruleset_size (self->ruleset);
  for (guint i = 0; i < n; i++)
    self->is_left_out[i] = TRUE;
  for (guint i = 0; i < rules->len; i++)
    self->is_left_out[((const ObRule *) g_ptr_array_index (rules, i))->place] = FALSE;
  for (guint n_types = G_MAXUINT; n_types != g_hash_table_size (types);)        /* rules may read each other's types */
    {
      n_types = g_hash_table_size (types);
      needs_all = FALSE;
      for (guint i = n; i-- > 0;)
        {
          const ObRule *rule = ob_ruleset_get_nth_to_run (self->ruleset, i);
          if (self->is_left_out[rule->place] && !needs_all && !g_hash_table_contains (types, rule->emits))
            continue;
          self->is_left_out[rule->place] = FALSE;
          needs_all |= rule->has_on_match;
          need_types (types, rule);
        }
    }
}

/* Profile */

static guint64
now_ns (void)
{
  struct timespec now;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (guint64) now.tv_sec * 1000000000u + (guint64) now.tv_nsec;
}

/* The time now when a profile is kept, else 0. */
static guint64
begin_stage (const Run *run)
{
  return G_UNLIKELY (run->session->profile != NULL) ? now_ns () : 0;
}

static void
end_stage (Run *run, ObStage stage, guint64 begin)
{
  if (G_LIKELY (run->session->profile == NULL))
    return;
  guint64 spent = now_ns () - begin;
  run->session->profile->stage_ns[stage] += spent;
  run->stages_ns += spent;
}

/* Where to count what @rule does, or NULL. */
static ObRuleProfile *
get_rule_profile (const Run *run, const ObRule *rule)
{
  return G_UNLIKELY (run->session->profile != NULL) ? &run->session->profile->rules[rule->place] : NULL;
}

/* A variant of a rule stands for it. */
static gboolean
is_traced (const ObSession *self, const ObRule *rule)
{
  return self->traced != NULL && rule->place == self->traced->place;
}

/* Layers */

static void
layer_free (gpointer data)
{
  Layer *self = data;
  g_ptr_array_unref (self->candidates);
  g_ptr_array_unref (self->winners);
  g_ptr_array_unref (self->losers);
  g_free (self);
}

/* The layer of @type (interned), or NULL when no candidate of it came yet and @create is FALSE. */
static Layer *
get_layer (Run *run, const char *type, gboolean create)
{
  for (guint i = 0; i < run->layers->len; i++)
    {
      Layer *layer = g_ptr_array_index (run->layers, i);
      if (layer->type == type)
        return layer;
    }
  if (!create)
    return NULL;
  Layer *layer = g_new0 (Layer, 1);
  layer->type = type;
  layer->candidates = g_ptr_array_new ();
  layer->winners = g_ptr_array_new ();
  layer->losers = g_ptr_array_new ();
  g_ptr_array_add (run->layers, layer);
  return layer;
}

/* Takes @annotation, which goes into the result as a loser because of @why (taken). */
static void
lose (Run *run, ObAnnotation *annotation, char *why)
{
  g_free (annotation->lost_why);
  annotation->lost_why = why;
  if (run->session->keeps_losers && run->result->losers->len < OB_MAX_LOSERS)
    g_ptr_array_add (run->result->losers, annotation);
  else
    ob_annotation_free (annotation);
}

/* Works out one winning time, with its steps if they are wanted. FALSE when its parts name no possible date: *ret_why
 * says why. */
static gboolean
resolve_time (ObAnnotation *time, const ObTimexContext *context, gboolean wants_steps, char **ret_why)
{
  g_auto (ObFeatures) features = { NULL };
  const char *label = time->label;
  g_autoptr (GError) error = NULL;
  g_clear_pointer (&time->steps, g_free);
  if (!ob_timex_resolve (&time->fields, context, &features, &label, wants_steps ? &time->steps : NULL, &error))
    {
      *ret_why = g_strdup_printf ("time: %s", error->message);
      return FALSE;
    }
  time->label = g_intern_string (label);
  ob_features_clear (&time->features);
  ob_features_merge (&time->features, &features);
  return TRUE;
}

/* Works out the values of the winning times in text order, since "the following day" needs the date before it. FALSE
 * when some had to leave the layer: their rivals then deserve another settling. */
static gboolean
resolve_times (Run *run, Layer *layer)
{
  ObTimexContext context = { .document_date = run->doc->date }; /* the others borrow from earlier winners */
  g_autoptr (GHashTable) impossible = g_hash_table_new (NULL, NULL);    /* of ObAnnotation, as a set */
  for (guint i = 0; i < layer->winners->len; i++)
    {
      ObAnnotation *time = g_ptr_array_index (layer->winners, i);
      char *why = NULL;
      if (!resolve_time (time, &context, is_traced (run->session, time->rule), &why))
        {
          g_hash_table_add (impossible, time);
          g_free (time->lost_why);
          time->lost_why = why;
          continue;
        }
      const char *value = ob_features_get (&time->features, "value");
      if (value != NULL && g_ascii_isdigit (value[0]))
        {
          context.last_date = value;
          if (strstr (value, "-Q") != NULL)
            context.last_quarter = value;
        }
    }
  if (g_hash_table_size (impossible) == 0)
    return TRUE;
  guint n_kept = 0;
  for (guint i = 0; i < layer->candidates->len; i++)
    {
      ObAnnotation *time = g_ptr_array_index (layer->candidates, i);
      if (g_hash_table_contains (impossible, time))
        lose (run, time, g_steal_pointer (&time->lost_why));
      else
        g_ptr_array_index (layer->candidates, n_kept++) = time;
    }
  g_ptr_array_set_size (layer->candidates, n_kept);
  return FALSE;
}

static void
settle (Run *run, Layer *layer)
{
  gboolean is_time = strcmp (layer->type, "time") == 0;
  do
    {
      g_ptr_array_set_size (layer->winners, 0);
      g_ptr_array_set_size (layer->losers, 0);
      ob_conflict_settle (run->session->ruleset, layer->type, run->session->keeps_nested, layer->candidates,
                          layer->winners, layer->losers);
    }
  while (is_time && !resolve_times (run, layer));
  layer->is_stale = FALSE;
}

/* Shows the winners of a layer to patterns and scripts. */
static void
publish (Run *run, Layer *layer)
{
  if (!layer->is_stale)
    return;
  guint64 begin = begin_stage (run);
  settle (run, layer);
  g_autofree ObSpan *spans = g_new (ObSpan, layer->winners->len + 1);
  for (guint i = 0; i < layer->winners->len; i++)
    {
      const ObAnnotation *winner = g_ptr_array_index (layer->winners, i);
      spans[i] = (ObSpan) { winner->first, winner->end, winner->label, &winner->features };
    }
  const char *name = strcmp (layer->type, "entity") == 0 ? g_intern_static_string ("ent") : layer->type;
  ob_spans_set (run->session->spans, name, spans, layer->winners->len);
  end_stage (run, OB_STAGE_SETTLE, begin);
}

const guint8 *
ob_session_tag_words (ObSession *self, const ObDoc *doc)
{
  if (self->tagger == NULL)
    self->tagger = ob_tagger_new (self->vocab);
  g_byte_array_set_size (self->pos, doc->n_tokens);
  ob_tagger_tag (self->tagger, doc, self->pos->data);
  for (guint32 i = 0; doc->given_pos != NULL && i < doc->n_tokens; i++)
    if (doc->given_pos[i] < OB_N_POS)
      self->pos->data[i] = doc->given_pos[i];
  return self->pos->data;
}

/* Tags the document's words, for the first rule that asks. */
static void
publish_pos (Run *run)
{
  if (run->context->pos != NULL)
    return;
  guint64 begin = begin_stage (run);
  run->context->pos = ob_session_tag_words (run->session, run->doc);
  end_stage (run, OB_STAGE_TAG, begin);
}

static void
publish_for (Run *run, const ObRule *rule)
{
  if (g_ptr_array_find (rule->reads, g_intern_static_string ("pos"), NULL))
    publish_pos (run);
  if (rule->has_on_match)                       /* a script may look at anything */
    for (guint i = 0; i < run->layers->len; i++)
      publish (run, g_ptr_array_index (run->layers, i));
  for (guint i = 0; i < rule->reads->len; i++)
    {
      Layer *layer = get_layer (run, g_ptr_array_index (rule->reads, i), FALSE);
      if (layer != NULL)
        publish (run, layer);
    }
}

/* The spans that the document itself gives: sentences, paragraphs, zones, quotations, trees. */
static void
publish_document (Run *run)
{
  const ObDoc *doc = run->doc;
  ObSpans *spans = run->session->spans;
  guint32 most = MAX (MAX (doc->n_sentences, doc->n_paras), doc->n_quotes);
  g_autofree ObSpan *list = g_new (ObSpan, most + 1);
  ob_spans_reset (spans, doc->n_tokens);
  for (guint32 i = 0; i < doc->n_sentences; i++)
    list[i] = (ObSpan) { .first = doc->sentences[i].first, .end = doc->sentences[i].end };
  ob_spans_set (spans, g_intern_static_string ("s"), list, doc->n_sentences);
  for (guint32 i = 0; i < doc->n_paras; i++)
    list[i] = (ObSpan) { doc->paras[i].first, doc->paras[i].end,
                         g_intern_static_string (ob_zone_get_name (doc->para_zones[i])), NULL };
  ob_spans_set (spans, g_intern_static_string ("zone"), list, doc->n_paras);
  ob_spans_set (spans, g_intern_static_string ("para"), list, doc->n_paras);
  for (guint32 i = 0; i < doc->n_quotes; i++)
    {
      const ObQuote *quote = &doc->quotes[i];
      const char *label = quote->mark == '\'' ? "single" : quote->mark == '<' ? "guillemet" : "double";
      list[i] = (ObSpan) { quote->tokens.first, quote->tokens.end, g_intern_static_string (label),
                           quote->is_closed ? NULL : &run->session->open_quote };
    }
  ob_spans_set (spans, g_intern_static_string ("quote"), list, doc->n_quotes);
  ob_trees_publish (doc, spans);
}

/* Candidates */

/* Fields that `set` gives. A column of a list needs an entry in the capture; without one the field stays unset. */
static void
apply_set (Run *run, const ObRule *rule, ObAnnotation *candidate)
{
  for (guint i = 0; i < rule->set->len; i++)
    {
      const ObSetField *field = &g_array_index (rule->set, ObSetField, i);
      const char *value = field->text;
      if (field->list != NULL)
        {
          ObRange range = { candidate->first, candidate->end };
          const ObCapture *capture = ob_annotation_get_capture (candidate, field->capture);
          if (capture != NULL)
            range = (ObRange) { capture->first, capture->end };
          else if (strcmp (field->capture, "match") != 0)
            continue;
          ObGazetteerHit hits[OB_MAX_GAZETTEER_HITS];
          for (guint32 t = range.first; t < range.end && value == NULL; t++)
            if (ob_gazetteer_match (field->list, run->context->gazetteers, run->doc, t, range.end, hits) > 0)
              value = ob_list_get_feature (ob_gazetteer_get_list (field->list), hits[0].entry, field->column);
        }
      if (value == NULL)
        continue;
      if (strcmp (field->name, "label") == 0)
        candidate->label = g_intern_string (value);
      else
        ob_features_set (&candidate->features, field->name, value);
    }
}

/* The text of tokens @first … @end - 1 as a new string, each run of white space as one space. */
static char *
dup_words (const ObDoc *doc, guint32 first, guint32 end)
{
  gsize length;
  const char *text = ob_doc_get_span (doc, first, end, &length);
  GString *words = g_string_sized_new (length);
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_len (words, p, g_utf8_next_char (p) - p);
    else if (words->len > 0 && words->str[words->len - 1] != ' ')
      g_string_append_c (words, ' ');
  return g_string_free (words, FALSE);
}

/* Turns captures into what the type's record has: the extent (`match`), features of entities, fields of times. Claims
 * and the types of packs keep theirs as spans. Names that begin with "_" served the rule alone. */
static void
finish (Run *run, ObAnnotation *candidate)
{
  const char *type = candidate->type;
  gboolean is_entity = strcmp (type, "entity") == 0, is_time = strcmp (type, "time") == 0;
  const ObCapture *extent = ob_annotation_get_capture (candidate, "match");
  if (extent != NULL)
    {
      candidate->first = extent->first;
      candidate->end = extent->end;
    }
  if (is_time)                                  /* `set` and on_match gave fields, not features */
    {
      ob_features_merge (&candidate->fields, &candidate->features);
      ob_features_clear (&candidate->features);
    }
  for (guint i = candidate->captures != NULL ? candidate->captures->len : 0; i-- > 0;)
    {
      ObCapture capture = g_array_index (candidate->captures, ObCapture, i);
      gboolean is_private = capture.name[0] == '_' || strcmp (capture.name, "match") == 0;
      ObFeatures *features = is_time ? &candidate->fields : &candidate->features;
      if (!is_private && !is_entity && !is_time)
        continue;
      if (!is_private && ob_features_get (features, capture.name) == NULL)
        {
          g_autofree char *words = dup_words (run->doc, capture.first, capture.end);
          ob_features_set (features, capture.name, words);
        }
      g_array_remove_index (candidate->captures, i);
    }
  if (is_entity && ob_features_get (&candidate->features, "name") == NULL)
    {
      g_autofree char *name = dup_words (run->doc, candidate->first, candidate->end);
      ob_features_set (&candidate->features, "name", name);
    }
}

/* What blocked a match, e.g. unless.before: "if". */
static char *
dup_block (const ObDoc *doc, ObUnless unless, const ObMatch *block)
{
  g_autofree char *words = dup_words (doc, block->first, block->end);
  return g_strdup_printf ("unless.%s: \"%s\"", ob_unless_get_name (unless), words);
}

/* TRUE if one of the rule's `unless` patterns refuses the match in @window; *ret_why (owned) says which and by what. */
static gboolean
is_refused (Run *run, const ObRule *rule, const ObMatch *match, ObRange window, char **ret_why)
{
  ObMatchContext *context = run->context;
  ObMatch block;
  if (rule->unless[OB_UNLESS_BEFORE] != NULL &&
      ob_pattern_match_before (rule->unless[OB_UNLESS_BEFORE], context, match->first, window.first, &block))
    {
      *ret_why = dup_block (run->doc, OB_UNLESS_BEFORE, &block);
      return TRUE;
    }
  if (rule->unless[OB_UNLESS_AFTER] != NULL &&
      ob_pattern_match_at (rule->unless[OB_UNLESS_AFTER], context, match->end, window.end, &block))
    {
      *ret_why = dup_block (run->doc, OB_UNLESS_AFTER, &block);
      return TRUE;
    }
  if (rule->unless[OB_UNLESS_OVERLAP] != NULL)
    {
      guint32 from = match->first - window.first > rule->max_tokens ? match->first - rule->max_tokens : window.first;
      while (from < match->end &&
             ob_pattern_find (rule->unless[OB_UNLESS_OVERLAP], context, from, window.end, rule->max_tokens, &block) &&
             block.first < match->end)
        {
          if (block.end > match->first)
            {
              *ret_why = dup_block (run->doc, OB_UNLESS_OVERLAP, &block);
              return TRUE;
            }
          from = block.first + 1;
        }
    }
  if (rule->unless[OB_UNLESS_SENTENCE] != NULL)
    {
      ObRange first = run->doc->sentences[run->doc->sentence_of[match->first]];
      ObRange last = run->doc->sentences[run->doc->sentence_of[match->end - 1]];
      if (ob_pattern_find (rule->unless[OB_UNLESS_SENTENCE], context, first.first, last.end, OB_MAX_SPAN_TOKENS, &block))
        {
          *ret_why = dup_block (run->doc, OB_UNLESS_SENTENCE, &block);
          return TRUE;
        }
    }
  return FALSE;
}

/* Runs on_match over @candidate. Returns what it decided; on DROP the candidate is a loser already, on FAILED the
 * incident is told. */
static ObVerdict
ask_script (Run *run, const ObRule *rule, ObAnnotation *candidate)
{
  const Script *script = &g_array_index (run->session->scripts, Script, rule->script);
  ObScriptCall call = { run->context, candidate };
  g_autofree char *reason = NULL;
  g_autoptr (GError) error = NULL;
  guint line = 0;
  ObRuleProfile *profile = get_rule_profile (run, rule);
  guint64 begin = profile != NULL ? now_ns () : 0;
  ObVerdict verdict = script->script_class->on_match (script->script, rule, &call, &reason, &line, &error);
  if (profile != NULL)
    {
      profile->calls++;
      profile->script_ns += now_ns () - begin;
    }
  if (verdict == OB_VERDICT_DROP)
    lose (run, candidate, g_strdup_printf ("on_match: %s", reason != NULL ? reason : "refused"));
  else if (verdict == OB_VERDICT_FAILED)
    {
      ob_result_add_incident (run->result, rule, error->code, line, "%s", error->message);
      ob_annotation_free (candidate);
    }
  return verdict;
}

typedef enum { OUTCOME_TAKEN, OUTCOME_LOST, OUTCOME_FAILED } Outcome;

/* Takes @candidate through `unless`, `set` and on_match into the pending ones. */
static Outcome
propose (Run *run, const ObRule *rule, ObAnnotation *candidate, const ObMatch *match, ObRange window)
{
  char *why = NULL;
  ObRuleProfile *profile = get_rule_profile (run, rule);
  if (profile != NULL)
    profile->matches++;
  if (is_refused (run, rule, match, window, &why))
    {
      lose (run, candidate, why);
      return OUTCOME_LOST;
    }
  for (guint i = 0; i < match->n_captures; i++)
    ob_annotation_add_capture (candidate, match->captures[i].name, match->captures[i].first, match->captures[i].end);
  apply_set (run, rule, candidate);
  if (rule->has_on_match)
    {
      ObVerdict verdict = ask_script (run, rule, candidate);
      if (verdict != OB_VERDICT_KEEP)
        return verdict == OB_VERDICT_DROP ? OUTCOME_LOST : OUTCOME_FAILED;
    }
  finish (run, candidate);
  if (profile != NULL)
    profile->taken++;
  g_ptr_array_add (run->pending, candidate);
  return OUTCOME_TAKEN;
}

/* Rules */

/* Where the next match of a rule may begin, after one with @outcome. What was refused must not hide what is real, and
 * what somebody claims may hold claims. */
static guint32
get_next_start (const Run *run, const ObRule *rule, const ObMatch *match, Outcome outcome)
{
  gboolean may_overlap = rule->take_all || (run->session->keeps_nested && strcmp (rule->emits, "claim") == 0);
  return outcome == OUTCOME_TAKEN && !may_overlap ? MAX (match->end, match->first + 1) : match->first + 1;
}

static gboolean
run_pattern (Run *run, const ObRule *rule, ObRange window)
{
  ObMatch match;
  guint32 from = window.first;
  while (from < window.end &&
         ob_pattern_find (rule->match, run->context, from, window.end, rule->max_tokens, &match))
    {
      if (match.is_cut)                         /* one odd place costs that match, and is told */
        {
          ob_result_add_incident (run->result, rule, OB_ERROR_TOO_LONG, 0, "left out a match with more than %d labelled "
                                  "pieces; label fewer, or repeat the label outside the repetition", OB_MAX_PIECES);
          from = match.end;
          continue;
        }
      ObAnnotation *candidate = ob_annotation_new (rule, match.first, match.end);
      if (run->session->branches != NULL)
        candidate->branches = g_array_copy (run->session->branches);
      Outcome outcome = propose (run, rule, candidate, &match, window);
      if (outcome == OUTCOME_FAILED)
        return FALSE;
      from = get_next_start (run, rule, &match, outcome);
    }
  return TRUE;
}

/* Makes @match one without captures, whose room is left as it is: it is large. */
static void
set_extent (ObMatch *match, guint32 first, guint32 end)
{
  match->first = first;
  match->end = end;
  match->n_captures = 0;
  match->is_cut = FALSE;
}

static void
add_columns (ObAnnotation *candidate, const ObList *list, ObListEntry entry)
{
  for (guint column = 1; column < ob_list_get_n_columns (list); column++)
    {
      const char *cell = ob_list_get_cell (list, entry, column);
      if (cell != NULL && ob_features_get (&candidate->features, ob_list_get_column (list, column)) == NULL)
        ob_features_set (&candidate->features, ob_list_get_column (list, column), cell);
    }
}

static gboolean
run_gazetteer (Run *run, const ObRule *rule, ObRange window)
{
  ObGazetteerHit hits[OB_MAX_GAZETTEER_HITS];
  for (guint32 t = window.first; t < window.end;)
    {
      if (ob_gazetteer_match (rule->gazetteer, run->context->gazetteers, run->doc, t, window.end, hits) == 0)
        {
          t++;
          continue;
        }
      ObMatch match;
      set_extent (&match, t, hits[0].end);
      ObAnnotation *candidate = ob_annotation_new (rule, match.first, match.end);
      add_columns (candidate, rule->list, hits[0].entry);
      const char *label = ob_features_get (&candidate->features, "label");
      if (label != NULL)                        /* a column of that name tells the entry's label */
        {
          candidate->label = g_intern_string (label);
          ob_features_set (&candidate->features, "label", NULL);
        }
      Outcome outcome = propose (run, rule, candidate, &match, window);
      if (outcome == OUTCOME_FAILED)
        return FALSE;
      t = get_next_start (run, rule, &match, outcome);
    }
  return TRUE;
}

static gboolean
run_echo (Run *run, const ObRule *rule)
{
  Layer *layer = get_layer (run, g_intern_static_string ("entity"), FALSE);
  if (layer == NULL)
    return TRUE;
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  ob_echo_find (rule, run->context, layer->winners, found);
  gboolean goes_on = TRUE;
  for (guint i = 0; i < found->len; i++)
    {
      ObAnnotation *candidate = g_ptr_array_index (found, i);
      ObMatch match;
      set_extent (&match, candidate->first, candidate->end);
      ObRange window = run->doc->sentences[run->doc->sentence_of[match.first]];
      if (!goes_on)
        ob_annotation_free (candidate);
      else
        goes_on = propose (run, rule, candidate, &match, window) != OUTCOME_FAILED;
    }
  return goes_on;
}

typedef gboolean (*WindowFunc) (Run *, const ObRule *, ObRange);

/* Whether windows that surely hold no match of @rule are passed over. A trace wants to hear what failed in them. */
static gboolean
is_filtered (const Run *run, const ObRule *rule)
{
  return rule->match != NULL && run->context->trace == NULL && run->context->strategy == OB_STRATEGY_AUTO;
}

/* Calls @func for @window unless the rule does not run in its zone or surely has no match there. */
static gboolean
visit (Run *run, const ObRule *rule, ObRange window, WindowFunc func)
{
  if (window.first == window.end || !(rule->zones & 1u << ob_doc_get_zone (run->doc, window.first)))
    return TRUE;
  if (is_filtered (run, rule) && !ob_pattern_may_match (rule->match, run->context, window.first, window.end))
    return TRUE;
  ObRuleProfile *profile = get_rule_profile (run, rule);
  if (profile != NULL)
    profile->windows++;
  return func (run, rule, window);
}

/* Calls @func for the windows of the rule's scope: those that hold its anchor, or all. */
static gboolean
foreach_window (Run *run, const ObRule *rule, WindowFunc func)
{
  const ObDoc *doc = run->doc;
  const guint32 *sentences;
  guint32 n = rule->scope == OB_SCOPE_PARA ? doc->n_paras : doc->n_sentences, last = G_MAXUINT32;
  gboolean is_anchored = is_filtered (run, rule) &&
                         rule != run->session->variant &&       /* the anchors are those of what it replaces */
                         ob_anchors_get (run->session->anchors, rule, &sentences, &n);
  if (rule->scope == OB_SCOPE_DOC)
    return n == 0 || doc->n_tokens == 0 || func (run, rule, (ObRange) { 0, doc->n_tokens });
  for (guint32 i = 0; i < n; i++)
    {
      guint32 number = is_anchored ? sentences[i] : i;
      if (is_anchored && rule->scope == OB_SCOPE_PARA)
        number = doc->para_of[doc->sentences[number].first];
      ObRange window = rule->scope == OB_SCOPE_PARA ? doc->paras[number] : doc->sentences[number];
      if (number != last && !visit (run, rule, window, func))
        return FALSE;
      last = number;
    }
  return TRUE;
}

/* All or nothing: what a rule found counts only when it ended well. */
static void
run_rule (Run *run, const ObRule *rule)
{
  ObSession *session = run->session;
  ObBudgetLimits limits = {
    .max_steps = ob_ruleset_get_budgets (session->ruleset)->pattern_steps * (run->doc->n_tokens + OB_DEFAULT_SPAN_TOKENS),
  };
  ob_budget_start (&session->budget, &limits);
  run->context->look = (ObLook) rule->scope;
  run->context->strategy = session->strategy;
  run->context->trace = is_traced (session, rule) ? session->trace : NULL;
  g_free (ob_predicate_cache_take_failure (session->predicates));       /* of looking for anchors */
  if (run->doc->heads == NULL && g_ptr_array_find (rule->reads, g_intern_static_string ("dep"), NULL))
    {
      ob_result_add_incident (run->result, rule, OB_ERROR_NO_LAYER, 0, "the rule asks for relations between words (dep, "
                              "head), and this document has none: they come with input in CoNLL-U");
      return;
    }
  publish_for (run, rule);

  gboolean ended_well = FALSE;
  switch (rule->kind)
    {
    case OB_RULE_PATTERN:
      ended_well = foreach_window (run, rule, run_pattern);
      break;
    case OB_RULE_GAZETTEER:
      ended_well = foreach_window (run, rule, run_gazetteer);
      break;
    case OB_RULE_ECHO:
      ended_well = run_echo (run, rule);
      break;
    }
  if (session->budget.breach != OB_BREACH_NONE)
    {
      gboolean is_memory = session->budget.breach == OB_BREACH_MEMORY;  /* of the matcher: OB_MAX_MATCH_STATES */
      g_autofree char *message = is_memory ? g_strdup ("needs too much memory for a passage of this document (MEMORY)")
                                           : ob_budget_dup_message (&session->budget);
      ob_result_add_incident (run->result, rule, ob_budget_get_error (&session->budget), 0,
                              "the pattern %s; shorten its gaps or repetitions", message);
      ended_well = FALSE;
    }
  g_autofree char *failure = ob_predicate_cache_take_failure (session->predicates);
  if (failure != NULL)
    ob_result_add_incident (run->result, rule, OB_ERROR_STEPS, 0, "a regular expression was given up (STEPS): %s",
                            failure);
  if (ended_well && run->pending->len > 0)
    {
      Layer *layer = get_layer (run, rule->emits, TRUE);
      layer->is_stale = TRUE;
      while (run->pending->len > 0)
        g_ptr_array_add (layer->candidates, g_ptr_array_steal_index (run->pending, run->pending->len - 1));
    }
  g_ptr_array_set_size (run->pending, 0);
}

/* Runs @rule and writes into the profile what it cost. */
static void
measure_rule (Run *run, const ObRule *rule)
{
  ObRuleProfile *profile = get_rule_profile (run, rule);
  guint64 stages_before = run->stages_ns, script_before = profile->script_ns, begin = now_ns ();
  guint64 matches_before = profile->matches;
  run->context->n_attempts = 0;
  run_rule (run, rule);
  guint64 spent = now_ns () - begin - (run->stages_ns - stages_before) - (profile->script_ns - script_before);
  profile->rule_ns += spent;
  if (profile->matches == matches_before)
    {
      profile->quiet_documents++;
      profile->quiet_ns += spent;
    }
  profile->attempts += run->context->n_attempts;
}

/* Types that begin with "_" are for rules, and for who asks for them or traces one of them. */
static gboolean
is_told (const Run *run, const char *type)
{
  const ObRule *traced = run->session->traced;
  return type[0] != '_' || run->session->tells_private || (traced != NULL && traced->emits == type);
}

/* Hands every candidate over to the result, but for those of types that are private to rules. */
static void
collect (Run *run)
{
  for (guint i = 0; i < run->layers->len; i++)
    {
      Layer *layer = g_ptr_array_index (run->layers, i);
      if (!is_told (run, layer->type))
        {
          g_ptr_array_set_free_func (layer->candidates, (GDestroyNotify) ob_annotation_free);
          continue;
        }
      if (layer->is_stale)
        {
          guint64 begin = begin_stage (run);
          settle (run, layer);
          end_stage (run, OB_STAGE_SETTLE, begin);
        }
      for (guint j = 0; j < layer->winners->len; j++)
        g_ptr_array_add (run->result->annotations, g_ptr_array_index (layer->winners, j));
      for (guint j = 0; j < layer->losers->len; j++)
        {
          ObAnnotation *loser = g_ptr_array_index (layer->losers, j);
          lose (run, loser, g_strdup (loser->lost_why));
        }
    }
  g_ptr_array_sort (run->result->annotations, ob_annotation_compare);
  g_ptr_array_sort (run->result->losers, ob_annotation_compare);
}

ObResult *
ob_session_run (ObSession *self, const ObDoc *doc)
{
  g_autoptr (GPtrArray) layers = g_ptr_array_new_with_free_func (layer_free);
  g_autoptr (GPtrArray) pending = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_annotation_free);
  self->context.doc = doc;
  self->context.pos = NULL;
  Run run = { self, doc, &self->context, ob_result_new (), layers, pending, 0 };
  guint64 begin = begin_stage (&run);
  publish_document (&run);
  end_stage (&run, OB_STAGE_SPANS, begin);
  begin = begin_stage (&run);
  ob_anchors_read (self->anchors, &self->context);
  end_stage (&run, OB_STAGE_ANCHORS, begin);
  for (guint i = 0; i < self->scripts->len; i++)
    {
      const Script *script = &g_array_index (self->scripts, Script, i);
      script->script_class->begin (script->script, &self->context);
    }
  for (guint i = 0; i < ob_ruleset_size (self->ruleset); i++)
    {
      const ObRule *rule = ob_ruleset_get_nth_to_run (self->ruleset, i);
      if (self->is_left_out[rule->place])
        continue;
      if (rule == self->tried)
        rule = self->variant;
      if (self->profile != NULL)
        measure_rule (&run, rule);
      else
        run_rule (&run, rule);
    }
  for (guint i = 0; i < self->scripts->len; i++)
    {
      const Script *script = &g_array_index (self->scripts, Script, i);
      script->script_class->end (script->script);
    }
  collect (&run);
  begin = begin_stage (&run);
  ob_link_result (run.result, doc);
  end_stage (&run, OB_STAGE_LINK, begin);
  if (self->profile != NULL)
    {
      self->profile->documents++;
      self->profile->tokens += doc->n_tokens;
    }
  self->context.doc = NULL;
  return run.result;
}
