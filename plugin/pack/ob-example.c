#include "pack/ob-example.h"
#include "base/ob-error.h"
#include "lua/ob-source.h"
#include <string.h>

#define MAX_EXAMPLE_BYTES (16u << 10)

/* --- reading --- */

void
ob_example_free (gpointer example)
{
  ObExample *self = example;
  if (self == NULL)
    return;
  g_free (self->source);
  g_free (self->file);
  g_free (self->text);
  g_clear_pointer (&self->spans, g_array_unref);
  ob_features_clear (&self->features);
  g_free (self->date);
  g_free (self->blocked);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObExample, ob_example_free)

/* The place @offset bytes into the text of @value. */
static ObPlace
place_offset (const ObValue *value, gsize offset)
{
  ObPlace place = value->place;
  if (value->bracket == OB_BRACKET_UNKNOWN)
    return place;
  place.width = 1;
  for (const char *p = value->string; p < value->string + offset; p = g_utf8_next_char (p))
    if (*p == '\n')
      place.line++, place.column = 1;
    else
      place.column++;
  return place;
}

/* What may keep a rule from a match, by name; and any rule. */
static gboolean
is_blocker (const ObRule *rule, const char *name)
{
  static const char *const names[] = { "pattern", "on_match", "time", "nested", NULL };
  if (g_str_has_prefix (name, "unless."))
    for (ObUnless i = 0; i < OB_N_UNLESS; i++)
      if (rule->unless[i] != NULL && strcmp (name + strlen ("unless."), ob_unless_get_name (i)) == 0)
        return TRUE;
  return strchr (name, '/') != NULL || g_strv_contains (names, name);
}

static gboolean
read_blocked (ObExample *self, const ObField *field, ObDiags *diags)
{
  if (field->value.kind == OB_VALUE_STRING && is_blocker (self->rule, field->value.string))
    {
      self->blocked = g_strdup (field->value.string);
      return TRUE;
    }
  ob_diags_add (diags, OB_SEVERITY_ERROR, "OB602", &field->place, "blocked is \"pattern\", \"on_match\", \"time\", \"nested\", "
                "a rule it loses to (\"pack/rule\"), or an unless that the rule has, as \"unless.before\"");
  return FALSE;
}

/* The features that a table asserts beside its text. */
static gboolean
read_features (ObExample *self, const ObValue *table, ObDiags *diags)
{
  for (guint i = 0; i < table->n_fields; i++)
    {
      const ObField *field = &table->fields[i];
      gboolean is_date = strcmp (field->name, "date") == 0;
      if (self->kind == OB_EXAMPLE_MISS && strcmp (field->name, "blocked") == 0)
        {
          if (!read_blocked (self, field, diags))
            return FALSE;
          continue;
        }
      if (self->kind == OB_EXAMPLE_MISS && !is_date)
        {
          ob_diags_add (diags, OB_SEVERITY_ERROR, "OB602", &field->place, "a miss finds nothing that could have a field: it "
                        "says date and blocked only");
          return FALSE;
        }
      if (field->value.kind == OB_VALUE_NUMBER)
        {
          g_autofree char *number = g_strdup_printf ("%.14g", field->value.number);
          ob_features_set (&self->features, field->name, number);
        }
      else if (field->value.kind == OB_VALUE_BOOLEAN)
        ob_features_set (&self->features, field->name, field->value.boolean ? "yes" : "no");
      else if (field->value.kind != OB_VALUE_STRING || (is_date && !ob_date_is_valid (field->value.string)))
        {
          ob_diags_add (diags, OB_SEVERITY_ERROR, "OB602", &field->place, is_date ? "an example's date is YYYY-MM-DD"
                        : "an example asserts features as texts");
          return FALSE;
        }
      else if (is_date)
        self->date = g_strdup (field->value.string);
      else
        ob_features_set (&self->features, field->name, field->value.string);
    }
  return TRUE;
}

ObExample *
ob_example_parse (const ObRule *rule, ObExampleKind kind, const ObValue *value, ObDiags *diags)
{
  const ObValue *source = value;
  if (value->kind == OB_VALUE_TABLE && value->n_items == 1)
    source = &value->items[0];
  if (source->kind != OB_VALUE_STRING || source->length > MAX_EXAMPLE_BYTES)
    {
      ob_diags_add (diags, OB_SEVERITY_ERROR, "OB602", &value->place,
                    "an example is a text of up to %u bytes, or a table { \"text\", feature = \"value\" }",
                    MAX_EXAMPLE_BYTES);
      return NULL;
    }
  g_autoptr (ObExample) self = g_new0 (ObExample, 1);
  self->rule = rule;
  self->kind = kind;
  self->source = g_strdup (source->string);
  self->file = g_strdup (source->place.file);
  self->line = source->place.line;
  if (value->kind == OB_VALUE_TABLE && !read_features (self, value, diags))
    return NULL;
  g_autofree char *message = NULL;
  gsize offset;
  self->text = ob_markup_parse (source->string, &self->spans, &message, &offset);
  if (self->text != NULL)
    return g_steal_pointer (&self);
  ObPlace place = place_offset (source, offset);
  ob_diags_add (diags, OB_SEVERITY_ERROR, "OB601", &place, "example: %s", message);
  return NULL;
}

/* --- comparing --- */

typedef struct
{
  const ObExample *example;
  const ObDoc     *doc;
  GPtrArray       *made;        /* of const ObAnnotation: what the rule made */
} Comparison;

static gboolean
is_extent (const ObExample *self, const ObAnnotation *annotation, const char *name)
{
  (void) self;
  return strcmp (name, "match") == 0 || g_strcmp0 (name, annotation->label) == 0 ||
         strcmp (name, annotation->type) == 0;
}

/* The bytes of tokens @first … @end - 1. */
static void
get_bytes (const ObDoc *doc, guint32 first, guint32 end, guint32 *ret_start, guint32 *ret_end)
{
  *ret_start = doc->tokens[first].start;
  *ret_end = end > first ? doc->tokens[end - 1].end : *ret_start;
}

static gboolean
covers (const ObDoc *doc, guint32 first, guint32 end, const ObMarkedSpan *span)
{
  guint32 start, stop;
  get_bytes (doc, first, end, &start, &stop);
  return start == span->start && stop == span->end;
}

/* Does @annotation have the marked span: as extent, as a piece of a capture, or as the text of a feature? */
static gboolean
has_span (const Comparison *self, const ObAnnotation *annotation, const ObMarkedSpan *span)
{
  if (is_extent (self->example, annotation, span->name))
    return covers (self->doc, annotation->first, annotation->end, span);
  for (guint i = 0; annotation->captures != NULL && i < annotation->captures->len; i++)
    {
      const ObCapture *capture = &g_array_index (annotation->captures, ObCapture, i);
      if (strcmp (capture->name, span->name) == 0 && covers (self->doc, capture->first, capture->end, span))
        return TRUE;
    }
  const char *value = ob_features_get (&annotation->features, span->name);
  if (value == NULL)
    value = ob_features_get (&annotation->fields, span->name);
  gsize length = span->end - span->start;
  return value != NULL && strlen (value) == length && memcmp (value, self->example->text + span->start, length) == 0;
}

static guint
count_marked (const ObExample *self, const char *name)
{
  guint n = 0;
  for (guint i = 0; i < self->spans->len; i++)
    n += strcmp (g_array_index (self->spans, ObMarkedSpan, i).name, name) == 0;
  return n;
}

/* Pieces of captures that the example marks by name. */
static guint
count_pieces (const ObExample *self, const ObAnnotation *annotation)
{
  guint n = 0;
  for (guint i = 0; annotation->captures != NULL && i < annotation->captures->len; i++)
    n += count_marked (self, g_array_index (annotation->captures, ObCapture, i).name) > 0;
  return n;
}

static guint
count_capture_marks (const ObExample *self, const ObAnnotation *annotation)
{
  guint n = 0;
  for (guint i = 0; i < self->spans->len; i++)
    n += ob_annotation_get_capture (annotation, g_array_index (self->spans, ObMarkedSpan, i).name) != NULL;
  return n;
}

static gboolean
has_features (const ObExample *self, const ObAnnotation *annotation)
{
  for (guint i = 0; i < ob_features_size (&self->features); i++)
    {
      const ObFeature *wanted = ob_features_get_nth (&self->features, i);
      const char *value = strcmp (wanted->name, "label") == 0 ? annotation->label
                                                              : ob_features_get (&annotation->features, wanted->name);
      if (g_strcmp0 (value, wanted->value) != 0)
        return FALSE;
    }
  return TRUE;
}

/* One annotation has all that is marked, and no other piece of a name that is marked. */
static gboolean
satisfies (const Comparison *self, const ObAnnotation *annotation)
{
  for (guint i = 0; i < self->example->spans->len; i++)
    if (!has_span (self, annotation, &g_array_index (self->example->spans, ObMarkedSpan, i)))
      return FALSE;
  return count_pieces (self->example, annotation) == count_capture_marks (self->example, annotation) &&
         has_features (self->example, annotation);
}

/* Several annotations share the marks: each mark belongs to one, and each has nothing that is not marked. */
static gboolean
satisfy_together (const Comparison *self)
{
  const GArray *spans = self->example->spans;
  for (guint i = 0; i < spans->len; i++)
    {
      gboolean is_had = FALSE;
      for (guint j = 0; j < self->made->len && !is_had; j++)
        is_had = has_span (self, g_ptr_array_index (self->made, j), &g_array_index (spans, ObMarkedSpan, i));
      if (!is_had)
        return FALSE;
    }
  for (guint j = 0; j < self->made->len; j++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (self->made, j);
      guint n_had = 0;
      for (guint i = 0; i < spans->len; i++)
        {
          const ObMarkedSpan *span = &g_array_index (spans, ObMarkedSpan, i);
          n_had += ob_annotation_get_capture (annotation, span->name) != NULL && has_span (self, annotation, span);
        }
      if (n_had < count_pieces (self->example, annotation) || !has_features (self->example, annotation))
        return FALSE;
    }
  return spans->len > 0 && self->made->len > 1;
}

static gboolean
is_hit (const Comparison *self)
{
  for (guint i = 0; i < self->made->len; i++)
    if (satisfies (self, g_ptr_array_index (self->made, i)))
      return TRUE;
  return satisfy_together (self);
}

/* --- telling why --- */

static void
append_span (GString *out, const ObDoc *doc, const char *name, guint32 first, guint32 end)
{
  gsize length;
  const char *text = ob_doc_get_span (doc, first, end, &length);
  g_string_append_printf (out, " %s=\"%.*s\"", name, (int) length, text);
}

/* "source="The ministry" cue="said" stance=deny" */
static void
append_annotation (GString *out, const ObDoc *doc, const ObAnnotation *annotation)
{
  append_span (out, doc, "match", annotation->first, annotation->end);
  if (annotation->label != NULL)
    g_string_append_printf (out, " label=%s", annotation->label);
  for (guint i = 0; annotation->captures != NULL && i < annotation->captures->len; i++)
    {
      const ObCapture *capture = &g_array_index (annotation->captures, ObCapture, i);
      append_span (out, doc, capture->name, capture->first, capture->end);
    }
  for (guint i = 0; i < ob_features_size (&annotation->features); i++)
    {
      const ObFeature *feature = ob_features_get_nth (&annotation->features, i);
      g_string_append_printf (out, " %s=%s", feature->name, feature->value);
    }
}

static void
append_wanted (GString *out, const ObExample *self)
{
  g_string_append (out, "  expected");
  for (guint i = 0; i < self->spans->len; i++)
    {
      const ObMarkedSpan *span = &g_array_index (self->spans, ObMarkedSpan, i);
      g_string_append_printf (out, " %s=\"%.*s\"", span->name, (int) (span->end - span->start),
                              self->text + span->start);
    }
  for (guint i = 0; i < ob_features_size (&self->features); i++)
    {
      const ObFeature *feature = ob_features_get_nth (&self->features, i);
      g_string_append_printf (out, " %s=%s", feature->name, feature->value);
    }
  g_string_append (out, self->spans->len + ob_features_size (&self->features) > 0 ? "\n" : " a match\n");
}

/* What became of the rule's candidates, and what else was found there. */
static void
append_losers (GString *out, const Comparison *self, const ObResult *result)
{
  guint n = 0;
  for (guint i = 0; i < result->losers->len && n < 3; i++)
    {
      const ObAnnotation *loser = g_ptr_array_index (result->losers, i);
      if (loser->rule->place != self->example->rule->place)
        continue;
      n++;
      g_string_append (out, "  dropped ");
      append_annotation (out, self->doc, loser);
      g_string_append_printf (out, ": %s%s%s\n", loser->lost_to != NULL ? "lost to " : "",
                              loser->lost_to != NULL ? loser->lost_to : "",
                              loser->lost_why == NULL ? "" : loser->lost_to == NULL ? loser->lost_why : "");
      if (loser->lost_to != NULL && loser->lost_why != NULL)
        {
          g_string_truncate (out, out->len - 1);
          g_string_append_printf (out, " (%s)\n", loser->lost_why);
        }
    }
  for (guint i = 0; i < result->annotations->len && n < 3; i++)
    {
      const ObAnnotation *other = g_ptr_array_index (result->annotations, i);
      if (other->rule == self->example->rule || strcmp (other->type, self->example->rule->emits) != 0)
        continue;
      n++;
      g_string_append_printf (out, "  instead %s", other->rule->id);
      append_annotation (out, self->doc, other);
      g_string_append_c (out, '\n');
    }
}

static void
append_trace (GString *out, const ObPatternTrace *trace, const ObDoc *doc)
{
  if (!trace->is_set || doc->n_tokens == 0)
    return;
  guint32 token = MIN (trace->token, doc->n_tokens - 1);
  gsize length;
  const char *text = ob_doc_get_span (doc, token, token + 1, &length);
  g_string_append_printf (out, "  no match: at \"%.*s\" %s (%s:%u:%u)\n", (int) length, text, trace->message,
                          trace->file != NULL ? trace->file : "", trace->line, trace->column);
}

static void
append_incidents (GString *out, const ObExample *self, const ObResult *result)
{
  for (guint i = 0; i < result->incidents->len; i++)
    {
      const ObIncident *incident = g_ptr_array_index (result->incidents, i);
      if (g_strcmp0 (incident->rule, self->rule->tag) == 0)
        g_string_append_printf (out, "  %s:%u: %s: %s\n", incident->file, incident->line,
                                ob_error_get_name (incident->code), incident->message);
    }
}

static char *
dup_why_no_hit (const Comparison *self, const ObResult *result, const ObPatternTrace *trace)
{
  GString *out = g_string_new (NULL);
  append_wanted (out, self->example);
  for (guint i = 0; i < self->made->len; i++)
    {
      g_string_append (out, "  came    ");
      append_annotation (out, self->doc, g_ptr_array_index (self->made, i));
      g_string_append_c (out, '\n');
    }
  append_incidents (out, self->example, result);
  if (self->made->len == 0)
    {
      append_losers (out, self, result);
      append_trace (out, trace, self->doc);
    }
  return g_string_free (out, FALSE);
}

static char *
dup_why_no_miss (const Comparison *self)
{
  GString *out = g_string_new ("  expected nothing of this rule\n");
  for (guint i = 0; i < self->made->len; i++)
    {
      g_string_append (out, "  came    ");
      append_annotation (out, self->doc, g_ptr_array_index (self->made, i));
      g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}

/* --- running --- */

static GPtrArray *
find_made (const ObResult *result, const ObRule *rule)
{
  GPtrArray *made = g_ptr_array_new ();
  for (guint i = 0; i < result->annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (result->annotations, i);
      if (annotation->rule->place == rule->place)    /* or a variant of it under trial */
        g_ptr_array_add (made, (gpointer) annotation);
    }
  return made;
}

/* Did what was promised keep the rule from a match? */
static gboolean
is_blocked_as_told (const ObExample *self, const ObResult *result)
{
  guint n_losers = 0;
  if (self->blocked == NULL)
    return TRUE;
  for (guint i = 0; i < result->losers->len; i++)
    {
      const ObAnnotation *loser = g_ptr_array_index (result->losers, i);
      gsize length = strlen (self->blocked);
      if (loser->rule->place != self->rule->place)
        continue;
      n_losers++;
      if (loser->lost_to != NULL && strncmp (loser->lost_to, self->blocked, length) == 0 && loser->lost_to[length] == '@')
        return TRUE;
      if (loser->lost_why != NULL && strncmp (loser->lost_why, self->blocked, length) == 0
          && (loser->lost_why[length] == '\0' || loser->lost_why[length] == ':'))
        return TRUE;
    }
  return n_losers == 0 && strcmp (self->blocked, "pattern") == 0;
}

static char *
dup_why_not_blocked (const Comparison *self, const ObResult *result, const ObPatternTrace *trace)
{
  GString *out = g_string_new (NULL);
  g_string_append_printf (out, "  expected to be blocked by %s\n", self->example->blocked);
  append_losers (out, self, result);
  append_trace (out, trace, self->doc);
  return g_string_free (out, FALSE);
}

static ObOutcome
judge (const Comparison *self, const ObResult *result, const ObPatternTrace *trace, char **ret_why)
{
  const ObExample *example = self->example;
  if (example->kind == OB_EXAMPLE_MISS)
    {
      if (self->made->len == 0 && is_blocked_as_told (example, result))
        return OB_OUTCOME_PASS;
      *ret_why = self->made->len > 0 ? dup_why_no_miss (self) : dup_why_not_blocked (self, result, trace);
      return OB_OUTCOME_FAIL;
    }
  gboolean hit = is_hit (self);
  if (hit && example->kind == OB_EXAMPLE_HIT)
    return OB_OUTCOME_PASS;
  *ret_why = hit ? g_strdup ("  it passes now: make it a hit\n") : dup_why_no_hit (self, result, trace);
  return example->kind == OB_EXAMPLE_HIT ? OB_OUTCOME_FAIL : hit ? OB_OUTCOME_TODO_PASSES : OB_OUTCOME_TODO;
}

static ObOutcome
run (const ObExample *self, ObSession *session, gboolean is_traced, char **ret_why)
{
  g_autoptr (GError) error = NULL;
  ObText *text = ob_text_new (self->text, strlen (self->text), &error);
  if (text == NULL)
    {
      *ret_why = g_strdup_printf ("  %s\n", error->message);
      return OB_OUTCOME_FAIL;
    }
  ObPatternTrace trace = { .is_set = FALSE };
  g_autoptr (ObDoc) doc = ob_doc_new (text, NULL, self->date, ob_vocab_get_forms (ob_session_get_vocab (session)));
  gboolean is_private = self->rule->emits[0] == '_';    /* told to who traces it only */
  if (is_traced || is_private)
    ob_session_set_trace (session, self->rule, &trace);
  g_autoptr (ObResult) result = ob_session_run (session, doc);
  ob_session_set_trace (session, NULL, NULL);
  g_autoptr (GPtrArray) made = find_made (result, self->rule);
  Comparison comparison = { self, doc, made };
  return judge (&comparison, result, &trace, ret_why);
}

ObOutcome
ob_example_run (const ObExample *self, ObSession *session, char **ret_why)
{
  return run (self, session, TRUE, ret_why);
}

gboolean
ob_example_holds (const ObExample *self, ObSession *session)
{
  g_autofree char *why = NULL;
  ObOutcome outcome = run (self, session, FALSE, &why);
  return outcome == OB_OUTCOME_PASS || outcome == OB_OUTCOME_TODO_PASSES;
}
