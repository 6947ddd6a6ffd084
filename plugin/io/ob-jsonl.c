#include "io/ob-jsonl.h"
#include "io/ob-factuality.h"
#include "io/ob-json.h"
#include <string.h>

typedef struct
{
  GString        *out;
  const ObTagged *tagged;
  ObUnit          unit;
  gboolean        ascii;
  GPtrArray      *keys;         /* of const char *: members of the annotation written so far */
} Writer;

/* FALSE when the annotation already has a member called @name. */
static gboolean
begin_member (Writer *w, const char *name)
{
  for (guint i = 0; i < w->keys->len; i++)
    if (strcmp (g_ptr_array_index (w->keys, i), name) == 0)
      return FALSE;
  if (w->keys->len > 0)
    g_string_append_c (w->out, ',');
  g_ptr_array_add (w->keys, (gpointer) name);
  ob_json_append_string (w->out, name, -1, w->ascii);
  g_string_append_c (w->out, ':');
  return TRUE;
}

/* @value comes from a rule, and so may be anything. */
static void
add_string (Writer *w, const char *name, const char *value)
{
  if (!begin_member (w, name))
    return;
  g_autofree char *valid = g_utf8_validate (value, -1, NULL) ? NULL : g_utf8_make_valid (value, -1);
  ob_json_append_string (w->out, valid != NULL ? valid : value, -1, w->ascii);
}

static void
append_text (Writer *w, ObExtent bytes)
{
  ob_json_append_string (w->out, ob_text_get_bytes (w->tagged->doc->text) + bytes.start, bytes.end - bytes.start,
                         w->ascii);
}

static void
add_number (Writer *w, const char *name, guint64 value)
{
  if (begin_member (w, name))
    ob_json_append_number (w->out, value);
}

static void
append_span (Writer *w, const ObCapture *capture)
{
  ObExtent bytes = ob_tagged_get_extent (w->tagged, capture->first, capture->end);
  ObExtent extent = ob_tagged_convert (w->tagged, bytes, w->unit);
  g_string_append (w->out, "{\"start\":");
  ob_json_append_number (w->out, extent.start);
  g_string_append (w->out, ",\"end\":");
  ob_json_append_number (w->out, extent.end);
  g_string_append (w->out, ",\"text\":");
  append_text (w, bytes);
  g_string_append_c (w->out, '}');
}

/* The spans that @annotation captured as @capture, as member @name. Without any: null, or [] for a list. */
static void
add_spans (Writer *w, const ObAnnotation *annotation, const char *name, const char *capture, gboolean is_list)
{
  if (!begin_member (w, name))
    return;
  guint n = 0;
  gsize before = w->out->len;
  for (guint i = 0; annotation->captures != NULL && i < annotation->captures->len; i++)
    {
      const ObCapture *c = &g_array_index (annotation->captures, ObCapture, i);
      if (strcmp (c->name, capture) != 0 || c->end <= c->first)
        continue;
      if (n++ > 0)
        g_string_append_c (w->out, ',');
      append_span (w, c);
    }
  if (is_list || n > 1)
    {
      g_string_insert_c (w->out, before, '[');
      g_string_append_c (w->out, ']');
    }
  else if (n == 0)
    g_string_append (w->out, "null");
}

static void
add_captures (Writer *w, const ObAnnotation *annotation)
{
  if (strcmp (annotation->type, "claim") == 0)
    {
      add_spans (w, annotation, "source", "source", FALSE);
      add_spans (w, annotation, "cue", "cue", FALSE);
      add_spans (w, annotation, "content", "content", TRUE);
    }
  for (guint i = 0; annotation->captures != NULL && i < annotation->captures->len; i++)
    {
      const ObCapture *capture = &g_array_index (annotation->captures, ObCapture, i);
      gboolean is_hedge = strcmp (capture->name, "hedge") == 0;
      if (capture->end > capture->first)
        add_spans (w, annotation, is_hedge ? "hedges" : capture->name, capture->name, is_hedge);
    }
}

/* A list of ids that are separated by spaces. */
static void
add_ids (Writer *w, const char *name, const char *ids)
{
  if (!begin_member (w, name))
    return;
  g_auto (GStrv) items = g_strsplit (ids, " ", -1);
  g_string_append_c (w->out, '[');
  for (guint i = 0; items[i] != NULL; i++)
    {
      g_string_append (w->out, i > 0 ? "," : "");
      ob_json_append_string (w->out, items[i], -1, w->ascii);
    }
  g_string_append_c (w->out, ']');
}

static void
append_annotation (Writer *w, const ObAnnotation *annotation)
{
  gboolean is_claim = strcmp (annotation->type, "claim") == 0;
  gboolean is_plain = strcmp (annotation->type, "entity") == 0 || strcmp (annotation->type, "time") == 0;
  ObExtent bytes = ob_tagged_get_extent (w->tagged, annotation->first, annotation->end);
  ObExtent extent = ob_tagged_convert (w->tagged, bytes, w->unit);
  g_ptr_array_set_size (w->keys, 0);
  g_string_append_c (w->out, '{');
  add_string (w, "type", annotation->type);
  if (annotation->label != NULL)
    add_string (w, "label", annotation->label);
  const char *id = ob_features_get (&annotation->features, "id");
  if (id != NULL)
    add_string (w, "id", id);
  add_number (w, "start", extent.start);
  add_number (w, "end", extent.end);
  if (!is_claim && begin_member (w, "text"))
    append_text (w, bytes);
  if (!is_plain)
    add_captures (w, annotation);
  for (guint i = 0; i < ob_features_size (&annotation->features); i++)
    {
      const ObFeature *feature = ob_features_get_nth (&annotation->features, i);
      if (is_claim && strcmp (feature->name, "about") == 0)
        add_ids (w, feature->name, feature->value);
      else if (strcmp (feature->name, "rule") != 0 && strcmp (feature->name, "factuality") != 0)
        add_string (w, ob_tagged_get_key (annotation, feature->name), feature->value);
    }
  if (is_claim)
    add_string (w, "factuality", ob_claim_get_factuality (&annotation->features));
  add_string (w, "rule", annotation->rule->tag);
  g_string_append_c (w->out, '}');
}

static void
append_incident (Writer *w, const ObIncident *incident)
{
  g_ptr_array_set_size (w->keys, 0);
  g_string_append_c (w->out, '{');
  add_string (w, "code", ob_error_get_name (incident->code));
  add_string (w, "rule", incident->rule);
  add_string (w, "file", incident->file);
  add_number (w, "line", incident->line);
  add_string (w, "message", incident->message);
  g_string_append_c (w->out, '}');
}

static void
append_head (GString *out, const char *head)
{
  g_string_append_c (out, '{');
  if (head != NULL)
    {
      g_string_append (out, head);
      g_string_append_c (out, ',');
    }
}

void
ob_jsonl_append (GString *out, const char *head, const ObTagged *tagged, ObUnit unit, gboolean ascii)
{
  static const char *const units[] = { [OB_UNIT_CODEPOINT] = "codepoint", [OB_UNIT_BYTE] = "byte",
                                       [OB_UNIT_UTF16] = "utf16" };
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  Writer w = { out, tagged, unit, ascii, keys };
  const ObResult *result = tagged->result;
  append_head (out, head);
  g_string_append (out, "\"offsets\":\"");
  g_string_append (out, units[unit]);
  g_string_append (out, "\",\"annotations\":[");
  for (guint i = 0; i < result->annotations->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_annotation (&w, g_ptr_array_index (result->annotations, i));
    }
  g_string_append_c (out, ']');
  for (guint i = 0; i < result->incidents->len; i++)
    {
      g_string_append (out, i == 0 ? ",\"incomplete\":[" : ",");
      append_incident (&w, g_ptr_array_index (result->incidents, i));
    }
  g_string_append (out, result->incidents->len > 0 ? "]}" : "}");
}

void
ob_jsonl_append_annotation (GString *out, const ObTagged *tagged, const ObAnnotation *annotation, ObUnit unit,
                            gboolean ascii)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  Writer w = { out, tagged, unit, ascii, keys };
  append_annotation (&w, annotation);
}

void
ob_jsonl_append_error (GString *out, const char *head, const char *code, const char *message, gboolean ascii)
{
  g_autofree char *valid = g_utf8_make_valid (message, -1);
  append_head (out, head);
  g_string_append (out, "\"error\":{\"code\":");
  ob_json_append_string (out, code, -1, ascii);
  g_string_append (out, ",\"message\":");
  ob_json_append_string (out, valid, -1, ascii);
  g_string_append (out, "}}");
}
