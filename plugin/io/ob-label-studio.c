#include "io/ob-label-studio.h"
#include "io/ob-json.h"
#include <string.h>

/* Fields with a closed set of values, chosen for the region of a claim's cue. */
static const struct { const char *feature, *values; } choices[] = {
  { "certainty", "certain|probable|possible|open" },
  { "stance", "assert|deny|doubt|ask|withhold" },
  { "actual", "yes|negated|modal|conditional|future" },
};

typedef struct
{
  GString        *out;
  const ObTagged *tagged;
  gboolean        has_results;
  guint           n_regions;
} Writer;

static void
append_string (GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  ob_json_append_string (out, valid, -1, FALSE);
}

static void
begin_result (Writer *w)
{
  g_string_append (w->out, w->has_results ? ",\n   {" : "\n   {");
  w->has_results = TRUE;
}

/* The members of a region: its id, place and words. Left open at the end of `value`. */
static void
append_place (Writer *w, guint number, ObExtent bytes, const char *from_name, const char *type)
{
  ObExtent extent = ob_tagged_convert (w->tagged, bytes, OB_UNIT_CODEPOINT);
  begin_result (w);
  g_string_append_printf (w->out, "\"id\":\"r%u\",\"from_name\":\"%s\",\"to_name\":\"text\",\"type\":\"%s\","
                          "\"value\":{\"start\":%" G_GSIZE_FORMAT ",\"end\":%" G_GSIZE_FORMAT ",\"text\":",
                          number, from_name, type, extent.start, extent.end);
  ob_json_append_string (w->out, ob_text_get_bytes (w->tagged->doc->text) + bytes.start, bytes.end - bytes.start,
                         FALSE);
}

/* Everything that has no place of its own. */
static void
append_meta (Writer *w, const ObAnnotation *annotation, gboolean has_features)
{
  g_string_append (w->out, ",\"meta\":{\"text\":[");
  for (guint i = 0; has_features && i < ob_features_size (&annotation->features); i++)
    {
      const ObFeature *feature = ob_features_get_nth (&annotation->features, i);
      g_autofree char *text = g_strdup_printf ("%s: %s", ob_tagged_get_key (annotation, feature->name), feature->value);
      append_string (w->out, text);
      g_string_append_c (w->out, ',');
    }
  g_autofree char *rule = g_strdup_printf ("rule: %s", annotation->rule->tag);
  append_string (w->out, rule);
  g_string_append (w->out, "]}");
}

static guint
add_region (Writer *w, const ObAnnotation *annotation, guint32 first, guint32 end, const char *label, gboolean is_whole)
{
  append_place (w, ++w->n_regions, ob_tagged_get_extent (w->tagged, first, end), "label", "labels");
  g_string_append (w->out, ",\"labels\":[");
  append_string (w->out, label);
  g_string_append (w->out, "]}");
  append_meta (w, annotation, is_whole);
  g_string_append_c (w->out, '}');
  return w->n_regions;
}

static void
add_choices (Writer *w, guint region, const ObAnnotation *annotation, ObExtent bytes)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      const char *value = ob_features_get (&annotation->features, choices[i].feature);
      g_auto (GStrv) known = g_strsplit (choices[i].values, "|", -1);
      if (value == NULL || !g_strv_contains ((const char *const *) known, value))
        continue;
      append_place (w, region, bytes, choices[i].feature, "choices");
      g_string_append_printf (w->out, ",\"choices\":[\"%s\"]}}", value);
    }
}

static void
add_relation (Writer *w, guint from, guint to, const char *role)
{
  begin_result (w);
  g_string_append_printf (w->out, "\"from_id\":\"r%u\",\"to_id\":\"r%u\",\"type\":\"relation\",\"direction\":\"right\","
                          "\"labels\":[\"%s\"]}", from, to, role);
}

/* A claim, or what a pack defines: its pieces, and relations from the most telling one to the others. */
static void
add_frame (Writer *w, const ObAnnotation *annotation)
{
  gboolean is_claim = strcmp (annotation->type, "claim") == 0;
  const char *label = is_claim ? "cue" : annotation->label != NULL ? annotation->label : annotation->type;
  const ObCapture *centre = ob_annotation_get_capture (annotation, is_claim ? "cue" : "act");
  guint32 first = centre != NULL ? centre->first : annotation->first;
  guint32 end = centre != NULL ? centre->end : annotation->end;
  guint centre_region = add_region (w, annotation, first, end, is_claim && centre == NULL ? "content" : label, TRUE);
  add_choices (w, centre_region, annotation, ob_tagged_get_extent (w->tagged, first, end));
  for (guint i = 0; annotation->captures != NULL && i < annotation->captures->len; i++)
    {
      const ObCapture *capture = &g_array_index (annotation->captures, ObCapture, i);
      if (capture->end <= capture->first || (centre != NULL && strcmp (capture->name, centre->name) == 0))
        continue;
      guint region = add_region (w, annotation, capture->first, capture->end, capture->name, FALSE);
      add_relation (w, centre_region, region, capture->name);
    }
}

void
ob_label_studio_append (GString *out, const char *head, const ObTagged *tagged, const char *model)
{
  Writer w = { .out = out, .tagged = tagged };
  const GPtrArray *annotations = tagged->result->annotations;
  g_string_append (out, " {\"data\":{\"text\":");
  ob_json_append_string (out, ob_text_get_bytes (tagged->doc->text), ob_text_get_length (tagged->doc->text), FALSE);
  if (head != NULL)
    g_string_append_printf (out, ",%s", head);
  if (tagged->doc->date != NULL)
    {
      g_string_append (out, ",\"date\":");
      ob_json_append_string (out, tagged->doc->date, -1, FALSE);
    }
  g_string_append (out, "},\n  \"predictions\":[{\"model_version\":");
  append_string (out, model != NULL ? model : "obelus");
  g_string_append (out, ",\"result\":[");
  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);
      if (strcmp (annotation->type, "entity") != 0 && strcmp (annotation->type, "time") != 0)
        add_frame (&w, annotation);
      else
        add_region (&w, annotation, annotation->first, annotation->end,
                    annotation->label != NULL ? annotation->label : annotation->type, TRUE);
    }
  g_string_append (out, "]}]}");
}

/* ---- The configuration ---- */

static void
add_label (GPtrArray *labels, const char *label)
{
  if (!g_ptr_array_find_with_equal_func (labels, label, g_str_equal, NULL))
    g_ptr_array_add (labels, (gpointer) label);
}

static void
add_labels_of_rule (GPtrArray *labels, GPtrArray *roles, const ObRule *rule)
{
  gboolean is_plain = strcmp (rule->emits, "entity") == 0 || strcmp (rule->emits, "time") == 0;
  if (rule->emits[0] == '_')
    return;
  if (strcmp (rule->emits, "claim") != 0)
    add_label (labels, rule->label != NULL ? rule->label : rule->emits);
  for (guint i = 0; !is_plain && rule->match != NULL && i < ob_pattern_get_n_captures (rule->match); i++)
    {
      const char *name = ob_pattern_get_capture (rule->match, i);
      if (name[0] != '_' && strcmp (name, "match") != 0)
        add_label (roles, name);
    }
}

static int
compare_labels (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
append_labels (GString *out, GPtrArray *labels, const char *tag, const char *indent)
{
  static const char *const colours[] = {
    "#7b3fa0", "#1f5fbf", "#16807a", "#2e7d32", "#a65e00", "#b3261e", "#5d6b00", "#8e2457", "#005f87", "#6b4f3a",
  };
  g_ptr_array_sort (labels, compare_labels);
  for (guint i = 0; i < labels->len; i++)
    {
      g_autofree char *value = g_markup_escape_text (g_ptr_array_index (labels, i), -1);
      g_string_append_printf (out, "%s<%s value=\"%s\"", indent, tag, value);
      if (strcmp (tag, "Label") == 0)
        g_string_append_printf (out, " background=\"%s\"", colours[i % G_N_ELEMENTS (colours)]);
      g_string_append (out, "/>\n");
    }
}

void
ob_label_studio_append_config (GString *out, const ObRuleset *ruleset)
{
  static const char *const times[] = { "DATE", "TIME", "DURATION", "SET" };
  static const char *const claim_roles[] = { "source", "cue", "content", "to", "when", "hedge" };
  g_autoptr (GPtrArray) labels = g_ptr_array_new (), roles = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    add_label (labels, times[i]);
  for (guint i = 0; i < G_N_ELEMENTS (claim_roles); i++)
    add_label (roles, claim_roles[i]);
  for (guint i = 0; i < ob_ruleset_size (ruleset); i++)
    add_labels_of_rule (labels, roles, ob_ruleset_get (ruleset, i));
  for (guint i = 0; i < roles->len; i++)
    add_label (labels, g_ptr_array_index (roles, i));
  g_string_append (out, "<View>\n  <Labels name=\"label\" toName=\"text\">\n");
  append_labels (out, labels, "Label", "    ");
  g_string_append (out, "  </Labels>\n  <Relations>\n");
  append_labels (out, roles, "Relation", "    ");
  g_string_append (out, "  </Relations>\n  <Text name=\"text\" value=\"$text\" granularity=\"word\"/>\n");
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_auto (GStrv) values = g_strsplit (choices[i].values, "|", -1);
      g_string_append_printf (out, "  <Choices name=\"%s\" toName=\"text\" perRegion=\"true\" "
                              "whenTagName=\"label\" whenLabelValue=\"cue\">\n", choices[i].feature);
      for (guint j = 0; values[j] != NULL; j++)
        g_string_append_printf (out, "    <Choice value=\"%s\"/>\n", values[j]);
      g_string_append (out, "  </Choices>\n");
    }
  g_string_append (out, "</View>\n");
}
