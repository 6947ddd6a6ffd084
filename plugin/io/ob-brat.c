#include "io/ob-brat.h"
#include "io/ob-factuality.h"
#include <string.h>

/* Fields of claims with a closed set of values: attributes, of which annotation.conf lists the values. */
static const struct { const char *feature, *name, *values; } attributes[] = {
  { "certainty", "Certainty", "certain|probable|possible|open" },
  { "stance", "Stance", "assert|deny|doubt|ask|withhold" },
  { "actual", "Actual", "yes|negated|modal|conditional|future" },
  { "voice", "Voice", "neutral|endorse|distance" },
  { "quote", "Quote", "direct|indirect|mixed|none" },
  { "type", "ClaimType", "fact|forecast|plan|demand|value|question" },
  { "src_type", "SourceType", "named|role|group|document|anonymous|author|none" },
  { "polarity", "Polarity", "positive|negative|open" },
};

typedef struct
{
  GString        *out;
  const ObTagged *tagged;
  guint           n_texts, n_events, n_attributes, n_notes;
} Writer;

/* A type or role: "src-type" as it stands, the first letter a capital when @is_role. */
static char *
dup_type (const char *name, gboolean is_role)
{
  GString *type = g_string_new (NULL);
  for (const char *p = name; *p != '\0'; p++)
    g_string_append_c (type, g_ascii_isalnum (*p) || *p == '-' || *p == '_' ? *p : '_');
  if (is_role && type->len > 0)
    type->str[0] = g_ascii_toupper (type->str[0]);
  return g_string_free (type, FALSE);
}

/* The end of the fragment that begins at @p: a line break, or what some reader may take for one or for a column's
 * end. */
static const char *
find_fragment_end (const char *p, const char *end)
{
  for (; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029)
        break;
    }
  return p;
}

/* Appends the fragments of @bytes ("0 5;7 9", split at line breaks) to @offsets and their text to @text. */
static void
append_fragments (Writer *w, ObExtent bytes, GString *offsets, GString *text)
{
  const char *all = ob_text_get_bytes (w->tagged->doc->text);
  const char *p = all + bytes.start, *end = all + bytes.end;
  while (p < end)
    {
      const char *next = find_fragment_end (p, end), *stop = next;
      while (p < stop && *p == ' ')
        p++;
      while (stop > p && stop[-1] == ' ')
        stop--;
      if (stop > p)
        {
          ObExtent extent = ob_tagged_convert (w->tagged, (ObExtent) { p - all, stop - all }, OB_UNIT_CODEPOINT);
          g_string_append_printf (offsets, "%s%" G_GSIZE_FORMAT " %" G_GSIZE_FORMAT, offsets->len > 0 ? ";" : "",
                                  extent.start, extent.end);
          if (text->len > 0)
            g_string_append_c (text, ' ');
          g_string_append_len (text, p, stop - p);
        }
      p = next < end ? g_utf8_next_char (next) : end;
    }
}

static void
append_text_bound (Writer *w, const char *type, const GString *offsets, const GString *text)
{
  g_string_append_printf (w->out, "T%u\t%s %s\t%s\n", ++w->n_texts, type, offsets->str, text->str);
}

/* One text-bound annotation over tokens. Returns its number. */
static guint
add_text (Writer *w, const char *type, guint32 first, guint32 end)
{
  g_autoptr (GString) offsets = g_string_new (NULL), text = g_string_new (NULL);
  append_fragments (w, ob_tagged_get_extent (w->tagged, first, end), offsets, text);
  append_text_bound (w, type, offsets, text);
  return w->n_texts;
}

static void
append_value (GString *out, const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);
  for (const char *p = valid; *p != '\0'; p++)
    g_string_append_c (out, (guchar) *p < 0x20 ? ' ' : *p);
}

/* The value of attribute @i, or NULL when its set of values has no such. Static or @value. */
static const char *
get_value (guint i, const char *value)
{
  if (value != NULL && strcmp (attributes[i].name, "Polarity") == 0)
    value = *value == '+' ? "positive" : *value == '-' ? "negative" : "open";
  g_auto (GStrv) known = g_strsplit (attributes[i].values, "|", -1);
  return value != NULL && g_strv_contains ((const char *const *) known, value) ? value : NULL;
}

static gboolean
is_attribute (const ObAnnotation *annotation, const ObFeature *feature)
{
  for (guint i = 0; strcmp (annotation->type, "claim") == 0 && i < G_N_ELEMENTS (attributes); i++)
    if (strcmp (attributes[i].feature, feature->name) == 0)
      return get_value (i, feature->value) != NULL;
  return FALSE;
}

/* What has no place of its own in the format. */
static void
add_note (Writer *w, char kind, guint number, const ObAnnotation *annotation)
{
  g_string_append_printf (w->out, "#%u\tAnnotatorNotes %c%u\t", ++w->n_notes, kind, number);
  for (guint i = 0; i < ob_features_size (&annotation->features); i++)
    {
      const ObFeature *feature = ob_features_get_nth (&annotation->features, i);
      if (is_attribute (annotation, feature))
        continue;
      g_string_append_printf (w->out, "%s=", ob_tagged_get_key (annotation, feature->name));
      append_value (w->out, feature->value);
      g_string_append (w->out, "; ");
    }
  if (strcmp (annotation->type, "claim") == 0)
    g_string_append_printf (w->out, "factuality=%s; ", ob_claim_get_factuality (&annotation->features));
  g_string_append_printf (w->out, "rule=%s\n", annotation->rule->tag);
}

static void
add_attributes (Writer *w, guint event, const ObAnnotation *claim)
{
  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    {
      const char *value = get_value (i, ob_features_get (&claim->features, attributes[i].feature));
      if (value != NULL)
        g_string_append_printf (w->out, "A%u\t%s E%u %s\n", ++w->n_attributes, attributes[i].name, event, value);
    }
}

/* Captures of one name: fragments of one text-bound annotation. Returns its number. */
static guint
add_role (Writer *w, const ObAnnotation *annotation, const char *name)
{
  g_autoptr (GString) offsets = g_string_new (NULL), text = g_string_new (NULL);
  g_autofree char *type = dup_type (name, TRUE);
  gsize end = 0;
  for (guint i = 0; i < annotation->captures->len; i++)
    {
      const ObCapture *capture = &g_array_index (annotation->captures, ObCapture, i);
      if (strcmp (capture->name, name) != 0 || capture->end <= capture->first)
        continue;
      ObExtent extent = ob_tagged_get_extent (w->tagged, capture->first, capture->end);
      extent.start = MAX (extent.start, end);                   /* fragments never overlap */
      end = MAX (end, extent.end);
      append_fragments (w, extent, offsets, text);
    }
  append_text_bound (w, type, offsets, text);
  return w->n_texts;
}

static gboolean
is_first_of_name (const ObAnnotation *annotation, guint i)
{
  const char *name = g_array_index (annotation->captures, ObCapture, i).name;
  for (guint j = 0; j < i; j++)
    if (strcmp (g_array_index (annotation->captures, ObCapture, j).name, name) == 0)
      return FALSE;
  return TRUE;
}

/* Whether annotations of @type are words with a label, not events with roles. */
static gboolean
is_text_bound (const char *type)
{
  return strcmp (type, "entity") == 0 || strcmp (type, "time") == 0 || strcmp (type, "mention") == 0;
}

/* The label, but that of a mention, which would look like that of a name. */
static const char *
get_type (const char *type, const char *label)
{
  if (strcmp (type, "mention") == 0)
    return "Mention";
  return label != NULL ? label : type;
}

static void
add_event (Writer *w, const ObAnnotation *annotation)
{
  gboolean is_claim = strcmp (annotation->type, "claim") == 0;
  g_autofree char *type = dup_type (is_claim ? "Claim" : annotation->label != NULL ? annotation->label
                                                                                   : annotation->type, FALSE);
  const ObCapture *trigger = ob_annotation_get_capture (annotation, is_claim ? "cue" : "act");
  if (trigger == NULL)
    trigger = ob_annotation_get_capture (annotation, "content");
  guint cue = trigger != NULL ? add_text (w, type, trigger->first, trigger->end)
                              : add_text (w, type, annotation->first, annotation->first + 1);
  g_autoptr (GString) event = g_string_new (NULL);
  g_string_append_printf (event, "E%u\t%s:T%u", ++w->n_events, type, cue);
  for (guint i = 0; annotation->captures != NULL && i < annotation->captures->len; i++)
    {
      const ObCapture *capture = &g_array_index (annotation->captures, ObCapture, i);
      if (capture->end <= capture->first || !is_first_of_name (annotation, i) ||
          (trigger != NULL && strcmp (capture->name, trigger->name) == 0 && strcmp (capture->name, "content") != 0))
        continue;
      g_autofree char *role = dup_type (capture->name, TRUE);
      g_string_append_printf (event, " %s:T%u", role, add_role (w, annotation, capture->name));
    }
  g_string_append_printf (w->out, "%s\n", event->str);
  add_attributes (w, w->n_events, annotation);
  add_note (w, 'E', w->n_events, annotation);
}

void
ob_brat_append (GString *out, const ObTagged *tagged)
{
  Writer w = { .out = out, .tagged = tagged };
  const GPtrArray *annotations = tagged->result->annotations;
  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);
      if (!is_text_bound (annotation->type))
        {
          add_event (&w, annotation);
          continue;
        }
      g_autofree char *type = dup_type (get_type (annotation->type, annotation->label), FALSE);
      add_note (&w, 'T', add_text (&w, type, annotation->first, annotation->end), annotation);
    }
}

/* ---- annotation.conf ---- */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static void
add_name (GPtrArray *names, char *name)
{
  if (g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    g_free (name);
  else
    g_ptr_array_add (names, name);
}

/* Every role that the rule's pattern captures; a cue is a trigger and no role. */
static void
add_roles (GPtrArray *roles, const ObRule *rule)
{
  for (guint i = 0; rule->match != NULL && i < ob_pattern_get_n_captures (rule->match); i++)
    {
      const char *name = ob_pattern_get_capture (rule->match, i);
      if (name[0] != '_' && strcmp (name, "match") != 0 && strcmp (name, "cue") != 0)
        add_name (roles, dup_type (name, TRUE));
    }
}

static void
append_section (GString *out, const char *title, GPtrArray *names)
{
  g_ptr_array_sort (names, compare_names);
  g_string_append_printf (out, "[%s]\n", title);
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (out, "%s\n", (char *) g_ptr_array_index (names, i));
  g_string_append_c (out, '\n');
}

void
ob_brat_append_conf (GString *out, const ObRuleset *ruleset)
{
  static const char *const times[] = { "DATE", "TIME", "DURATION", "SET" };
  static const char *const claim_roles[] = { "Source", "Content", "To", "When", "Hedge" };
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) roles = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    add_name (texts, g_strdup (times[i]));
  for (guint i = 0; i < G_N_ELEMENTS (claim_roles); i++)
    add_name (roles, g_strdup (claim_roles[i]));
  add_name (events, g_strdup ("Claim"));
  for (guint i = 0; i < ob_ruleset_size (ruleset); i++)
    {
      const ObRule *rule = ob_ruleset_get (ruleset, i);
      gboolean is_text = is_text_bound (rule->emits);
      const char *label = get_type (rule->emits, rule->label);
      if (rule->emits[0] == '_')
        continue;
      if (strcmp (rule->emits, "claim") != 0 && strcmp (rule->emits, "time") != 0)
        add_name (is_text ? texts : events, dup_type (label, FALSE));
      if (!is_text)
        add_roles (roles, rule);
    }
  for (guint i = 0; i < roles->len; i++)
    add_name (texts, g_strdup (g_ptr_array_index (roles, i)));
  g_autoptr (GString) arguments = g_string_new (NULL);
  g_ptr_array_sort (roles, compare_names);
  for (guint i = 0; i < roles->len; i++)
    g_string_append_printf (arguments, "%s%s*:<ENTITY>", i > 0 ? ", " : "\t", (char *) g_ptr_array_index (roles, i));
  for (guint i = 0; i < events->len; i++)
    {
      char **event = (char **) &g_ptr_array_index (events, i), *name = *event;
      *event = g_strconcat (name, arguments->str, NULL);
      g_free (name);
    }
  append_section (out, "entities", texts);
  g_string_append (out, "[relations]\n<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>\n\n");
  append_section (out, "events", events);
  g_string_append (out, "[attributes]\n");
  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    g_string_append_printf (out, "%s\tArg:<EVENT>, Value:%s\n", attributes[i].name, attributes[i].values);
}
