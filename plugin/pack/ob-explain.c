#include "pack/ob-explain.h"
#include "match/ob-pattern-change.h"
#include <string.h>

#define MAX_TRIALS       400    /* changes that are tried */
#define MAX_TRIED_TOKENS 4000000u       /* words gone through while trying */
#define MAX_SHOWN_TOKENS 40     /* of a text whose words are shown one by one */
#define LAST_RESORT      50     /* rank of changes that are told only when there is no other */
#define TRIAL_TYPE       "_trial"

const char *
ob_explain_outcome_get_name (ObExplainOutcome outcome)
{
  static const char *const names[] = {
    [OB_EXPLAIN_MATCH] = "match", [OB_EXPLAIN_LOST] = "lost", [OB_EXPLAIN_STOPPED] = "stopped",
    [OB_EXPLAIN_ELEMENT] = "element", [OB_EXPLAIN_ABSENT] = "absent", [OB_EXPLAIN_ZONE] = "zone",
    [OB_EXPLAIN_LIST] = "list", [OB_EXPLAIN_CASE] = "case", [OB_EXPLAIN_ECHO] = "echo", [OB_EXPLAIN_OFF] = "off",
  };
  return names[outcome];
}

/* ---- The object ---- */

static void
element_clear (gpointer data)
{
  ObExplainElement *element = data;
  g_free (element->text);
  g_free (element->file);
}

static void
change_free (gpointer data)
{
  ObExplainChange *change = data;
  g_free (change->code);
  g_free (change->text);
  g_free (change->file);
  g_free (change->variant);
  g_free (change);
}

void
ob_explain_free (ObExplanation *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->matches, g_ptr_array_unref);
  g_clear_pointer (&self->losers, g_ptr_array_unref);
  g_clear_pointer (&self->incidents, g_ptr_array_unref);
  g_clear_pointer (&self->elements, g_array_unref);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->result, ob_result_free);
  g_clear_pointer (&self->doc, ob_doc_free);
  g_clear_pointer (&self->session, ob_session_free);
  g_clear_pointer (&self->patterns, g_ptr_array_unref);
  g_free (self->reason);
  g_free (self->around);
  g_free (self);
}

/* What is explained: the text, and the tokens of the lines asked for. */
typedef struct
{
  ObRuleset    *ruleset;
  const ObRule *rule;
  const char   *bytes;
  gsize         length;
  const char   *date;
  guint         line;
  guint32       from, end;      /* tokens */
  guint         n_trials;
  GPtrArray    *only, *prefixes;        /* of ObPattern, owned or NULL: each element alone, the first n together */
  GArray       *probe_changes;  /* of ObPatternChange */
  GPtrArray    *probes;         /* of ObPattern, owned or NULL: one for each of those */
  guint32       best_first;     /* where the match begins that the best change brings; G_MAXUINT32: none */
  ObExplanation *told;
} Work;

static ObDoc *
make_doc (const Work *self, ObSession *session, GError **error)
{
  ObText *text = ob_text_new (self->bytes, self->length, error);
  return text != NULL ? ob_doc_new (text, NULL, self->date, ob_vocab_get_forms (ob_session_get_vocab (session))) : NULL;
}

static void
find_lines (Work *self, const ObDoc *doc)
{
  self->from = 0;
  self->end = doc->n_tokens;
  for (guint32 i = 0; i < doc->n_tokens && self->line > 0; i++)
    {
      guint line, column;
      ob_text_locate (doc->text, doc->tokens[i].start, &line, &column);
      if (line < self->line)
        self->from = i + 1;
      if (line > self->line)
        {
          self->end = i;
          return;
        }
    }
}

static gboolean
is_there (const Work *self, const ObAnnotation *annotation)
{
  return annotation->rule->place == self->rule->place && annotation->first < self->end && annotation->end > self->from;
}

/* ---- Trials ---- */

static gboolean
can_try (Work *self)
{
  if (self->n_trials < MAX_TRIALS && (guint64) self->n_trials * self->told->doc->n_tokens <= MAX_TRIED_TOKENS)
    return TRUE;
  self->told->is_too_long = TRUE;
  return FALSE;
}

/* Runs the whole pipeline with @variant in the rule's place. */
static ObResult *
run_trial (Work *self, ObSession *session, const ObDoc *doc, const ObRule *variant)
{
  ObPatternTrace trace = { .end = 0 };
  self->n_trials++;
  ob_session_set_trial (session, self->rule, variant);
  ob_session_set_trace (session, variant, &trace);      /* so that private types are told */
  ObResult *result = ob_session_run (session, doc);
  ob_session_set_trace (session, NULL, NULL);
  ob_session_set_trial (session, NULL, NULL);
  return result;
}

/* What @pattern alone finds in the rule's place, without conflicts, refusals and scripts: annotations of TRIAL_TYPE. NULL
 * for no pattern. */
static ObResult *
run_pattern (Work *self, ObPattern *pattern)
{
  g_autoptr (GArray) no_set = g_array_new (FALSE, FALSE, sizeof (ObSetField));
  if (pattern == NULL || !can_try (self))
    return NULL;
  ObRule variant = *self->rule;
  variant.match = pattern;
  variant.emits = g_intern_static_string (TRIAL_TYPE);
  variant.label = NULL;
  variant.set = no_set;
  variant.take_all = TRUE;
  variant.nested = TRUE;
  variant.has_on_match = FALSE;
  memset (variant.unless, 0, sizeof variant.unless);
  ObResult *result = run_trial (self, self->told->session, self->told->doc, &variant);
  for (guint i = 0; i < result->annotations->len; i++)  /* the variant is gone when they are looked at */
    {
      ObAnnotation *annotation = g_ptr_array_index (result->annotations, i);
      if (annotation->rule == &variant)
        annotation->rule = self->rule;
    }
  return result;
}

/* ---- Elements ---- */

/* The annotation of a trial that begins at @first, or (G_MAXUINT32) anywhere in the lines asked for. */
static const ObAnnotation *
find_trial (const Work *self, const ObResult *result, guint32 first)
{
  for (guint i = 0; result != NULL && i < result->annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (result->annotations, i);
      if (strcmp (annotation->type, TRIAL_TYPE) == 0 && is_there (self, annotation)
          && (first == G_MAXUINT32 || annotation->first == first))
        return annotation;
    }
  return NULL;
}

/* What the first @n elements take of the best attempt; FALSE when they do not match there. */
static gboolean
try_prefix (Work *self, guint n)
{
  g_autoptr (ObResult) result = run_pattern (self, g_ptr_array_index (self->prefixes, n - 1));
  const ObAnnotation *found = find_trial (self, result, self->told->trace.first);
  for (guint i = 0; i < n && found != NULL; i++)
    {
      ObExplainElement *element = &g_array_index (self->told->elements, ObExplainElement, i);
      g_autofree char *name = g_strdup_printf ("%u", i);
      const ObCapture *capture = ob_annotation_get_capture (found, name);
      element->is_passed = TRUE;
      element->first = capture != NULL ? capture->first : 0;
      element->end = capture != NULL ? capture->end : 0;
    }
  return found != NULL;
}

static void
find_elements (Work *self)
{
  guint n = ob_pattern_get_n_elements (self->rule->match);
  for (guint i = 0; i < n; i++)
    {
      ObPlace place;
      ObExplainElement element = { .text = ob_pattern_dup_element (self->rule->match, i, &place) };
      element.file = g_strdup (place.file);
      element.line = place.line;
      element.column = place.column;
      g_autoptr (ObResult) result = run_pattern (self, g_ptr_array_index (self->only, i));
      element.is_absent = result != NULL && find_trial (self, result, G_MAXUINT32) == NULL;
      g_array_append_val (self->told->elements, element);
    }
}

/* Which elements the best attempt came past. */
static void
find_passed (Work *self)
{
  for (guint n = self->told->elements->len; n > 0 && self->told->trace.is_set; n--)
    if (try_prefix (self, n))
      return;
}

/* ---- Reasons ---- */

static const ObExplainElement *
find_absent (const Work *self)
{
  for (guint i = 0; i < self->told->elements->len; i++)
    if (g_array_index (self->told->elements, ObExplainElement, i).is_absent)
      return &g_array_index (self->told->elements, ObExplainElement, i);
  return NULL;
}

/* What stands where a span of some kind was wanted: found by whom, or lost to whom. */
static char *
dup_around (const Work *self, guint32 token, const char *span)
{
  const ObResult *result = self->told->result;
  const char *type = strcmp (span, "ent") == 0 ? "entity" : span;
  for (guint i = 0; i < result->annotations->len; i++)
    {
      const ObAnnotation *found = g_ptr_array_index (result->annotations, i);
      if (strcmp (found->type, type) == 0 && found->first <= token && token < found->end)
        {
          gsize length;
          const char *words = ob_doc_get_span (self->told->doc, found->first, found->end, &length);
          return g_strdup_printf ("there stands %s%s\"%.*s\", found by %s", found->label != NULL ? found->label : "",
                                  found->label != NULL ? " " : "", (int) length, words, found->rule->tag);
        }
    }
  for (guint i = 0; i < result->losers->len; i++)
    {
      const ObAnnotation *lost = g_ptr_array_index (result->losers, i);
      if (strcmp (lost->type, type) == 0 && lost->first <= token && token < lost->end)
        return g_strdup_printf ("%s of %s there was dropped: %s%s%s", lost->label != NULL ? lost->label : lost->type,
                                lost->rule->tag, lost->lost_to != NULL ? "lost to " : "",
                                lost->lost_to != NULL ? lost->lost_to : "", lost->lost_to != NULL ? "" : lost->lost_why);
    }
  if (strcmp (type, "entity") == 0 || strcmp (type, "time") == 0 || strcmp (type, "claim") == 0)
    return g_strdup_printf ("no rule found %s there", strcmp (type, "entity") == 0 ? "an entity" : strcmp (type, "time") == 0
                            ? "a time" : "a claim");
  return NULL;
}

/* The zone of the lines asked for when the rule runs in none of theirs; else OB_N_ZONES. */
static ObZone
find_closed_zone (const Work *self)
{
  ObZone closed = OB_N_ZONES;
  for (guint32 i = self->from; i < self->end; i++)
    {
      ObZone zone = ob_doc_get_zone (self->told->doc, i);
      if (self->rule->zones & 1u << zone)
        return OB_N_ZONES;
      closed = zone;
    }
  return closed;
}

/* The first entry of the rule's list that is in the lines asked for but for its case; *ret_words are those. */
static ObListEntry
find_in_other_case (const Work *self, char **ret_words)
{
  ObList *list = ob_list_dup_edited (self->rule->list, NULL, NULL);
  ob_list_set_case (list, OB_CASE_ANY);
  ObListEntry entry = OB_NO_ENTRY;
  const ObDoc *doc = self->told->doc;
  for (guint32 i = self->from; i < self->end && entry == OB_NO_ENTRY; i++)
    for (guint32 end = MIN (i + 8, self->end); end > i && entry == OB_NO_ENTRY; end--)
      {
        gsize length;
        const char *words = ob_doc_get_span (doc, i, end, &length);
        g_autofree char *folded = ob_fold (words, length);
        ObListEntry found = ob_list_find (list, folded, NULL);
        if (found == OB_NO_ENTRY)
          continue;
        entry = ob_list_get_by_text (self->rule->list, ob_list_get_text (list, found));
        *ret_words = g_strndup (words, length);
      }
  ob_list_unref (list);
  return entry;
}

static void
find_list_reason (Work *self)
{
  g_autofree char *words = NULL;
  ObListEntry entry = find_in_other_case (self, &words);
  const char *name = ob_list_get_name (self->rule->list);
  self->told->outcome = entry != OB_NO_ENTRY ? OB_EXPLAIN_CASE : OB_EXPLAIN_LIST;
  self->told->reason = entry != OB_NO_ENTRY
    ? g_strdup_printf ("the text has \"%s\"; the entry \"%s\" of $%s matches as written only (case = \"any\" changes that)",
                       words, ob_list_get_text (self->rule->list, entry), name)
    : g_strdup_printf ("no entry of $%s (%u entries, %s:%u) is in the text", name, ob_list_size (self->rule->list),
                       ob_list_get_file (self->rule->list), ob_list_get_line (self->rule->list));
}

static void
find_echo_reason (Work *self)
{
  gboolean has_any = FALSE;
  for (guint i = 0; i < self->told->result->annotations->len; i++)
    {
      const ObAnnotation *found = g_ptr_array_index (self->told->result->annotations, i);
      has_any |= found->label == self->rule->echo_of;
    }
  self->told->outcome = OB_EXPLAIN_ECHO;
  self->told->reason = g_strdup_printf (has_any ? "no word repeats a part of a %s of the text"
                                                : "the text has no %s whose name could come again", self->rule->echo_of);
}

/* TRUE when the tokeniser cut what stands between blanks, other than marks at its end. */
static gboolean
is_cut (const ObDoc *doc, guint32 from, guint32 end)
{
  for (guint32 i = from + 1; i < end; i++)
    {
      gsize length;
      const char *word = ob_doc_get_span (doc, i, i + 1, &length);
      gboolean is_mark = length == 1 && strchr (".,;:!?\"')]", *word) != NULL;
      if (!(doc->tokens[i].flags & OB_TOKEN_SPACE_BEFORE) && !is_mark && (guchar) *word < 0x80)
        return TRUE;
    }
  return FALSE;
}

/* The words as the rules see them, where that may be the surprise. */
static char *
dup_tokens (const Work *self)
{
  const ObDoc *doc = self->told->doc;
  if (self->end - self->from > MAX_SHOWN_TOKENS || !is_cut (doc, self->from, self->end))
    return NULL;
  GString *out = g_string_new ("the words are:");
  for (guint32 i = self->from; i < self->end; i++)
    {
      gsize length;
      const char *word = ob_doc_get_span (doc, i, i + 1, &length);
      g_string_append_printf (out, "%s %.*s", i > self->from ? " |" : "", (int) length, word);
    }
  return g_string_free (out, FALSE);
}

static void
find_pattern_reason (Work *self)
{
  const ObExplainElement *absent = find_absent (self);
  ObPatternTrace *trace = &self->told->trace;
  if (absent != NULL)
    self->told->reason = g_strdup_printf ("nothing in the text is %s", absent->text);
  else if (trace->is_set)
    self->told->reason = g_strdup (trace->message);
  else
    self->told->reason = g_strdup ("nowhere does the pattern begin");
  find_passed (self);
  if (trace->is_set && trace->span != NULL && trace->token < self->told->doc->n_tokens)
    self->told->around = dup_around (self, trace->token, trace->span);
  else if (absent != NULL)
    self->told->around = dup_tokens (self);
}

static void
find_reason (Work *self)
{
  ObExplanation *told = self->told;
  ObZone zone = find_closed_zone (self);
  const ObAnnotation *lost = told->losers->len > 0 ? g_ptr_array_index (told->losers, 0) : NULL;
  if (told->matches->len > 0)
    told->outcome = OB_EXPLAIN_MATCH;
  else if (told->incidents->len > 0)
    told->outcome = OB_EXPLAIN_STOPPED;
  else if (lost != NULL)
    {
      told->outcome = OB_EXPLAIN_LOST;
      if (g_strcmp0 (lost->lost_why, "over") == 0)
        told->around = g_strdup_printf ("%s declares itself over this rule", lost->lost_to);
    }
  else if (self->rule->changes & (OB_RULE_IS_OFF | OB_RULE_IS_HIDDEN))
    {
      told->outcome = OB_EXPLAIN_OFF;
      told->reason = g_strdup (self->rule->changes & OB_RULE_IS_OFF ? "obelus.lua disables the rule"
                                                                    : "`select` in obelus.lua leaves the rule out");
    }
  else if (zone != OB_N_ZONES)
    {
      told->outcome = OB_EXPLAIN_ZONE;
      told->reason = g_strdup_printf ("the text is of the zone \"%s\", where the rule does not run", ob_zone_get_name (zone));
    }
  else if (self->rule->kind == OB_RULE_GAZETTEER)
    find_list_reason (self);
  else if (self->rule->kind == OB_RULE_ECHO)
    find_echo_reason (self);
  else
    {
      find_elements (self);
      told->outcome = find_absent (self) != NULL ? OB_EXPLAIN_ABSENT : OB_EXPLAIN_ELEMENT;
    }
}

/* ---- Changes ---- */

/* A change before it is tried. */
typedef struct
{
  ObExplainChange *change;      /* owned; its variant is complete */
  guint            rank;        /* the lower the likelier */
  guint            number;      /* of addition */
} Idea;

static void
idea_clear (gpointer data)
{
  g_clear_pointer (&((Idea *) data)->change, change_free);
}

static int
compare_ideas (gconstpointer a, gconstpointer b)
{
  const Idea *x = a, *y = b;
  if (x->rank != y->rank)
    return x->rank < y->rank ? -1 : 1;
  return x->number < y->number ? -1 : x->number > y->number;
}

static ObExplainChange *
new_change (const Work *self, const char *code, char *text, const ObPlace *place)
{
  ObExplainChange *change = g_new0 (ObExplainChange, 1);
  change->code = g_strdup (code);
  change->text = text;
  change->file = g_strdup (place != NULL ? place->file : self->rule->file);
  change->line = place != NULL ? place->line : self->rule->line;
  change->column = place != NULL ? place->column : 0;
  change->variant = g_memdup2 (self->rule, sizeof *self->rule);
  return change;
}

static void
add_idea (GArray *ideas, ObExplainChange *change, guint rank)
{
  Idea idea = { change, rank, ideas->len };
  g_array_append_val (ideas, idea);
}

/* Ideas about the element that stopped the best attempt come first. */
static guint
get_rank (const Work *self, const ObPlace *place, guint rank)
{
  const ObPatternTrace *trace = &self->told->trace;
  gboolean is_here = place->line == trace->line && trace->column >= place->column
                     && trace->column < place->column + place->width && g_strcmp0 (place->file, trace->file) == 0;
  gboolean tells = trace->is_set && trace->token > trace->first;        /* else it stopped at the first word of the text */
  return rank + (is_here || !tells ? 0 : 20);
}

static void
add_pattern_idea (Work *self, GArray *ideas, const ObPatternChange *change, const char *code, char *text, guint rank)
{
  g_autofree char *owned = text;
  ObPattern *pattern = ob_pattern_dup_changed (self->rule->match, change, ob_ruleset_get_predicates (self->ruleset));
  if (pattern == NULL)
    return;
  ObPlace place = ob_pattern_change_get_place (change, self->rule->match);
  ObExplainChange *idea = new_change (self, code, g_steal_pointer (&owned), &place);
  g_ptr_array_add (self->told->patterns, pattern);
  idea->variant->match = pattern;
  add_idea (ideas, idea, change->kind == OB_CHANGE_WIDEN ? rank : get_rank (self, &place, rank));
}

/* A word that would let the pattern match if it passed the element of @probe. */
typedef struct
{
  ObPatternChange probe;
  char *word, *lemma;
} Probe;

static void
probe_clear (gpointer data)
{
  g_free (((Probe *) data)->word);
  g_free (((Probe *) data)->lemma);
}

static GArray *
find_probes (Work *self)
{
  GArray *probes = g_array_new (FALSE, FALSE, sizeof (Probe));
  g_array_set_clear_func (probes, probe_clear);
  ObVocab *vocab = ob_session_get_vocab (self->told->session);
  for (guint i = 0; i < self->probe_changes->len; i++)
    {
      const ObPatternChange *change = &g_array_index (self->probe_changes, ObPatternChange, i);
      g_autoptr (ObResult) result = run_pattern (self, g_ptr_array_index (self->probes, i));
      const ObAnnotation *found = find_trial (self, result, G_MAXUINT32);
      const ObCapture *capture = found != NULL ? ob_annotation_get_capture (found, OB_CHANGE_PROBE_NAME) : NULL;
      if (capture == NULL)
        continue;
      guint32 form = self->told->doc->tokens[capture->first].form;
      const ObForm *entry = ob_vocab_get (vocab, form);
      guint32 lemma = entry->lemmas[0] != OB_NO_ID ? entry->lemmas[0] : entry->lower;
      Probe probe = { *change, g_strdup (ob_intern_get (ob_vocab_get_forms (vocab), form, NULL)),
                      g_strdup (ob_intern_get (ob_vocab_get_forms (vocab), lemma, NULL)) };
      g_array_append_val (probes, probe);
    }
  return probes;
}

/* Takes the word up into the list or beside the literal that refused it: likely where the text has nothing else that the
 * element asks for; else the words before it are what does not fit. */
static void
add_word_ideas (Work *self, GArray *ideas, const GArray *probes)
{
  guint late = find_absent (self) != NULL ? 0 : 6;
  g_autoptr (GArray) changes = ob_pattern_list_changes (self->rule->match, OB_CHANGE_LET_WORD);
  ObPredicates *predicates = ob_ruleset_get_predicates (self->ruleset);
  for (guint i = 0; i < changes->len; i++)
    for (guint j = 0; j < probes->len; j++)
      {
        ObPatternChange change = g_array_index (changes, ObPatternChange, i);
        const Probe *probe = &g_array_index (probes, Probe, j);
        ObList *list;
        ObFormAttr attribute;
        if (probe->probe.node != change.node)
          continue;
        ObAsks asks = ob_pattern_change_get_asks (&change, &list, &attribute);
        const char *word = attribute == OB_ATTR_LEMMA ? probe->lemma : probe->word;
        g_autofree char *was = ob_pattern_change_dup_text (&change);
        ob_pattern_change_let_word (&change, predicates, attribute, word);
        if (asks == OB_ASKS_LIST)
          add_pattern_idea (self, ideas, &change, "add-word",
                            g_strdup_printf ("add \"%s\" to $%s (%u entries, %s:%u)", word, ob_list_get_name (list),
                                             ob_list_size (list), ob_list_get_file (list), ob_list_get_line (list)), late);
        else if (asks == OB_ASKS_LITERAL)
          add_pattern_idea (self, ideas, &change, "or-word",
                            g_strdup_printf ("let \"%s\" do beside %s", word, was), late + 2);
      }
}

typedef struct
{
  ObChangeKind kind;
  const char  *code, *format;   /* one %s: the element or test */
  guint        rank;
} Remedy;

static const Remedy remedies[] = {
  { OB_CHANGE_DROP_TEST, "drop-test", "take %s out", 1 },
  { OB_CHANGE_WIDEN, "widen", "let %s go on for more words", 3 },
  { OB_CHANGE_FEWER, "fewer", "let %s be once", 1 },
  { OB_CHANGE_GAP, "gap", "let words stand before %s: []{0,8}", 5 },
  { OB_CHANGE_LET_ANY, "any", "let any word do for %s", LAST_RESORT },
  { OB_CHANGE_OPTIONAL, "optional", "let %s be missing: put ? behind it", LAST_RESORT + 1 },
  { OB_CHANGE_DROP_CONSTRAINT, "drop-constraint", "take %s out of the comparisons after ::", 2 },
};

static void
add_remedies (Work *self, GArray *ideas)
{
  for (guint i = 0; i < G_N_ELEMENTS (remedies); i++)
    {
      g_autoptr (GArray) changes = ob_pattern_list_changes (self->rule->match, remedies[i].kind);
      for (guint j = 0; j < changes->len; j++)
        {
          const ObPatternChange *change = &g_array_index (changes, ObPatternChange, j);
          g_autofree char *what = ob_pattern_change_dup_text (change);
          GString *text = g_string_new (remedies[i].format);
          g_string_replace (text, "%s", what, 1);
          add_pattern_idea (self, ideas, change, remedies[i].code, g_string_free (text, FALSE), remedies[i].rank);
        }
    }
}

/* Look-arounds and edges, which take no words. */
static void
add_assertions (Work *self, GArray *ideas)
{
  g_autoptr (GArray) changes = ob_pattern_list_changes (self->rule->match, OB_CHANGE_DROP);
  for (guint i = 0; i < changes->len; i++)
    {
      const ObPatternChange *change = &g_array_index (changes, ObPatternChange, i);
      g_autofree char *what = ob_pattern_change_dup_text (change);
      gboolean is_look = g_str_has_prefix (what, "(?"), is_edge = *what == '<' && !g_str_has_suffix (what, "/>");
      if (is_look || is_edge)
        add_pattern_idea (self, ideas, change, is_look ? "drop-look" : "drop-edge",
                          g_strdup_printf ("take %s out", what), 2);
    }
}

/* What stands in the rule beside its pattern. */
static void
add_rule_ideas (Work *self, GArray *ideas)
{
  ObZone zone = find_closed_zone (self);
  if (zone != OB_N_ZONES)
    {
      ObExplainChange *change = new_change (self, "zone", g_strdup_printf ("add \"%s\" to zones", ob_zone_get_name (zone)),
                                            NULL);
      change->variant->zones |= 1u << zone;
      add_idea (ideas, change, 0);
    }
  if (self->rule->kind == OB_RULE_PATTERN && self->rule->scope == OB_SCOPE_SENTENCE)
    {
      ObExplainChange *change = new_change (self, "scope", g_strdup ("write scope = \"para\""), NULL);
      change->variant->scope = OB_SCOPE_PARA;
      add_idea (ideas, change, 4);
    }
  if (self->rule->kind == OB_RULE_PATTERN && self->rule->max_tokens < OB_MAX_SPAN_TOKENS)
    {
      guint more = MIN (self->rule->max_tokens * 4, OB_MAX_SPAN_TOKENS);
      ObExplainChange *change = new_change (self, "max", g_strdup_printf ("write max = %u", more), NULL);
      change->variant->max_tokens = more;
      add_idea (ideas, change, 4);
    }
}

/* The parts of the `unless` pattern that refused, else all of it. */
static void
add_unless_ideas (Work *self, GArray *ideas, ObUnless unless)
{
  const ObPattern *pattern = self->rule->unless[unless];
  const char *name = ob_unless_get_name (unless);
  g_autoptr (GArray) changes = ob_pattern_list_changes (pattern, OB_CHANGE_DROP);
  for (guint i = 0; i < changes->len; i++)
    {
      const ObPatternChange *part = &g_array_index (changes, ObPatternChange, i);
      ObPattern *without = ob_pattern_dup_changed (pattern, part, ob_ruleset_get_predicates (self->ruleset));
      if (without == NULL)
        continue;
      g_autofree char *what = ob_pattern_change_dup_text (part);
      ObPlace place = ob_pattern_change_get_place (part, pattern);
      ObExplainChange *change = new_change (self, "drop-unless-part", g_strdup_printf ("take %s out of unless.%s", what,
                                                                                       name), &place);
      g_ptr_array_add (self->told->patterns, without);
      change->variant->unless[unless] = without;
      add_idea (ideas, change, 0);
    }
  g_autofree char *first = ob_pattern_dup_element (pattern, 0, NULL);
  ObExplainChange *change = new_change (self, "drop-unless", g_strdup_printf ("take unless.%s out: %s%s", name, first,
                                        ob_pattern_get_n_elements (pattern) > 1 ? " …" : ""), NULL);
  change->variant->unless[unless] = NULL;
  add_idea (ideas, change, 1);
}

static void
add_loser_ideas (Work *self, GArray *ideas)
{
  const ObAnnotation *lost = g_ptr_array_index (self->told->losers, 0);
  if (lost->lost_to != NULL)
    {
      const char *at = strrchr (lost->lost_to, '@');
      g_autofree char *id = g_strndup (lost->lost_to, at != NULL ? (gsize) (at - lost->lost_to) : strlen (lost->lost_to));
      const ObRule *winner = ob_ruleset_find (self->ruleset, id);
      if (winner != NULL && !ob_ruleset_is_over (self->ruleset, winner, self->rule))
        {
          ObExplainChange *change = new_change (self, "over", g_strdup_printf ("write over = { \"%s\" }", winner->id), NULL);
          change->variant->tries_over = winner->id;
          add_idea (ideas, change, 0);
        }
    }
  if (g_strcmp0 (lost->lost_why, "nested") == 0)
    {
      ObExplainChange *change = new_change (self, "nested", g_strdup ("write nested = true"), NULL);
      change->variant->nested = TRUE;
      add_idea (ideas, change, 0);
    }
  for (ObUnless i = 0; i < OB_N_UNLESS; i++)
    {
      g_autofree char *prefix = g_strdup_printf ("unless.%s:", ob_unless_get_name (i));
      if (lost->lost_why != NULL && g_str_has_prefix (lost->lost_why, prefix))
        add_unless_ideas (self, ideas, i);
    }
}

/* A gazetteer that would find its entries in any case. */
static void
add_case_idea (Work *self, GArray *ideas)
{
  if (self->told->outcome != OB_EXPLAIN_CASE)
    return;
  ObList *list = ob_list_dup_edited (self->rule->list, NULL, NULL);
  ob_list_set_case (list, OB_CASE_ANY);
  ObExplainChange *change = new_change (self, "any-case", g_strdup ("write case = \"any\""), NULL);
  g_autoptr (ObDiags) diags = ob_diags_new ();
  change->variant->gazetteer = ob_gazetteers_add (ob_ruleset_get_gazetteers (self->ruleset), list, OB_GAZETTEER_WORD, diags);
  ob_list_unref (list);         /* the gazetteers keep it */
  add_idea (ideas, change, 0);
}

/* Where what may be missing of @found was wanted: what stands right before it. */
static guint32
find_before (const Work *self, const ObAnnotation *found)
{
  guint32 before = found->first > self->from ? found->first - 1 : found->first;
  for (guint i = 0; i < self->told->result->annotations->len; i++)
    {
      const ObAnnotation *other = g_ptr_array_index (self->told->result->annotations, i);
      if (other->first <= before && before < other->end && strcmp (other->type, "claim") != 0)
        return other->first;
    }
  return before;
}

/* Keeps the ideas after which the rule has a result in the lines asked for, best first. */
static void
try_ideas (Work *self, GArray *ideas)
{
  g_autoptr (ObSession) session = ob_session_new (self->ruleset, NULL);
  g_autoptr (ObDoc) doc = session != NULL ? make_doc (self, session, NULL) : NULL;
  g_array_sort (ideas, compare_ideas);
  for (guint i = 0; i < ideas->len && doc != NULL && self->told->changes->len < OB_EXPLAIN_CHANGES; i++)
    {
      Idea *idea = &g_array_index (ideas, Idea, i);
      if (!can_try (self))
        return;
      if (idea->rank >= LAST_RESORT && self->told->changes->len > 0)
        return;
      g_autoptr (ObResult) result = run_trial (self, session, doc, idea->change->variant);
      const ObAnnotation *found = NULL;
      for (guint j = 0; j < result->annotations->len && found == NULL; j++)
        if (is_there (self, g_ptr_array_index (result->annotations, j)))
          found = g_ptr_array_index (result->annotations, j);
      if (found == NULL)
        continue;
      if (self->told->changes->len == 0)
        self->best_first = strcmp (idea->change->code, "optional") == 0 ? find_before (self, found) : found->first;
      g_ptr_array_add (self->told->changes, g_steal_pointer (&idea->change));
    }
}

static void
find_changes (Work *self)
{
  g_autoptr (GArray) ideas = g_array_new (FALSE, FALSE, sizeof (Idea));
  g_array_set_clear_func (ideas, idea_clear);
  if (self->told->outcome == OB_EXPLAIN_MATCH || self->told->outcome == OB_EXPLAIN_OFF)
    return;
  if (self->told->outcome == OB_EXPLAIN_LOST)
    add_loser_ideas (self, ideas);
  else if (self->rule->kind == OB_RULE_PATTERN)
    {
      g_autoptr (GArray) probes = find_probes (self);
      add_word_ideas (self, ideas, probes);
      add_remedies (self, ideas);
      add_assertions (self, ideas);
      add_rule_ideas (self, ideas);
    }
  else
    {
      add_rule_ideas (self, ideas);
      add_case_idea (self, ideas);
    }
  try_ideas (self, ideas);
}

/* ---- The whole ---- */

/* The attempt to tell about is that where the best change would bring a match. */
static void
trace_best (Work *self)
{
  if (self->best_first == G_MAXUINT32)
    return;
  ObPatternTrace trace = { .from = self->best_first, .end = self->best_first + 1 };
  ob_session_set_trace (self->told->session, self->rule, &trace);
  g_autoptr (ObResult) result = ob_session_run (self->told->session, self->told->doc);
  ob_session_set_trace (self->told->session, NULL, NULL);
  if (trace.is_set)
    self->told->trace = trace;
}

/* Makes the patterns of trials, since a session knows the predicates that were there when it was made. */
static void
prepare (Work *self)
{
  ObPredicates *predicates = ob_ruleset_get_predicates (self->ruleset);
  guint n = self->rule->match != NULL ? ob_pattern_get_n_elements (self->rule->match) : 0;
  self->only = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_pattern_free);
  self->prefixes = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_pattern_free);
  self->probes = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_pattern_free);
  for (guint i = 0; i < n; i++)
    {
      ObPatternChange only = { .kind = OB_CHANGE_ONLY, .number = i }, prefix = { .kind = OB_CHANGE_PREFIX, .number = i + 1 };
      g_ptr_array_add (self->only, ob_pattern_dup_changed (self->rule->match, &only, predicates));
      g_ptr_array_add (self->prefixes, ob_pattern_dup_changed (self->rule->match, &prefix, predicates));
    }
  if (self->rule->match == NULL)
    return;
  self->probe_changes = ob_pattern_list_changes (self->rule->match, OB_CHANGE_PROBE);
  for (guint i = 0; i < self->probe_changes->len; i++)
    g_ptr_array_add (self->probes, ob_pattern_dup_changed (self->rule->match, &g_array_index (self->probe_changes,
                                                           ObPatternChange, i), predicates));
}

static void
work_clear (Work *self)
{
  g_ptr_array_unref (self->only);
  g_ptr_array_unref (self->prefixes);
  g_ptr_array_unref (self->probes);
  g_clear_pointer (&self->probe_changes, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static void
take_results (Work *self)
{
  ObExplanation *told = self->told;
  for (guint i = 0; i < told->result->annotations->len; i++)
    if (is_there (self, g_ptr_array_index (told->result->annotations, i)))
      g_ptr_array_add (told->matches, g_ptr_array_index (told->result->annotations, i));
  for (guint i = 0; i < told->result->losers->len; i++)
    if (is_there (self, g_ptr_array_index (told->result->losers, i)))
      g_ptr_array_add (told->losers, g_ptr_array_index (told->result->losers, i));
  for (guint i = 0; i < told->result->incidents->len; i++)
    if (g_strcmp0 (((const ObIncident *) g_ptr_array_index (told->result->incidents, i))->rule, self->rule->tag) == 0)
      g_ptr_array_add (told->incidents, g_ptr_array_index (told->result->incidents, i));
}

ObExplanation *
ob_explain_new (ObRuleset *ruleset, const ObRule *rule, const char *bytes, gsize length, const char *date, guint line,
                GError **error)
{
  g_autoptr (ObExplanation) self = g_new0 (ObExplanation, 1);
  g_auto (Work) work = { ruleset, rule, bytes, length, date, line, .best_first = G_MAXUINT32, .told = self };
  self->rule = rule;
  self->matches = g_ptr_array_new ();
  self->losers = g_ptr_array_new ();
  self->incidents = g_ptr_array_new ();
  self->elements = g_array_new (FALSE, FALSE, sizeof (ObExplainElement));
  g_array_set_clear_func (self->elements, element_clear);
  self->changes = g_ptr_array_new_with_free_func (change_free);
  self->patterns = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_pattern_free);
  prepare (&work);
  self->session = ob_session_new (ruleset, error);
  self->doc = self->session != NULL ? make_doc (&work, self->session, error) : NULL;
  if (self->doc == NULL)
    return NULL;
  find_lines (&work, self->doc);
  self->trace = (ObPatternTrace) { .from = work.from, .end = MAX (work.end, 1) };
  ob_session_set_trace (self->session, rule, &self->trace);
  self->result = ob_session_run (self->session, self->doc);
  ob_session_set_trace (self->session, NULL, NULL);
  take_results (&work);
  find_reason (&work);
  find_changes (&work);
  if (self->elements->len > 0)
    {
      trace_best (&work);
      find_pattern_reason (&work);
    }
  return g_steal_pointer (&self);
}
