#include "io/ob-csv.h"
#include "io/ob-factuality.h"
#include "io/ob-json.h"
#include "io/ob-speaker.h"
#include <string.h>

/* Columns behind id, type, label, start, end, text: features, and (from `source` on to `hedge`) captures. */
static const char *const columns[] = {
  "name", "value", "speaker", "source", "src_type", "cue", "cue_class", "content", "to", "when", "hedge", "stance", "polarity",
  "certainty", "actual", "voice", "quote", "claim_type", "where", "about", "evidence", "factuality",
  "rule",
};

/* Appends @text as a cell: white space folded, quoted where commas or quotes ask for it. */
static void
append_cell (GString *out, const char *text, gsize length)
{
  g_autoptr (GString) cell = g_string_sized_new (length);
  gboolean needs_quotes = FALSE;
  for (const char *p = text, *end = text + length; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean is_space = g_unichar_isspace (c) || c < 0x20;
      if (is_space && cell->len > 0 && cell->str[cell->len - 1] != ' ')
        g_string_append_c (cell, ' ');
      else if (!is_space)
        g_string_append_unichar (cell, c);
      if (c == '"')
        g_string_append_c (cell, '"');
      needs_quotes |= c == '"' || c == ',';
    }
  if (needs_quotes)
    g_string_append_printf (out, "\"%s\"", cell->str);
  else
    g_string_append_len (out, cell->str, cell->len);
}

static void
append_text_cell (GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  append_cell (out, valid, strlen (valid));
}

/* The document's id as plain text: what stands behind "id": or "line":. */
static void
append_id (GString *out, const char *head)
{
  const char *value = head != NULL ? strchr (head, ':') : NULL;
  if (value == NULL)
    return;
  ObJsonSlice slice = { value + 1, strlen (value + 1) };
  gsize length = slice.length;
  g_autofree char *text = *slice.start == '"' ? ob_json_dup_string (slice, &length) : NULL;
  append_cell (out, text != NULL ? text : slice.start, length);
}

static void
append_span (GString *out, const ObTagged *tagged, guint32 first, guint32 end)
{
  ObExtent extent = ob_tagged_get_extent (tagged, first, end);
  g_string_append_len (out, ob_text_get_bytes (tagged->doc->text) + extent.start, extent.end - extent.start);
}

/* Appends @words (taken; may be NULL). */
static void
append_taken (GString *out, char *words)
{
  g_string_append (out, words != NULL ? words : "");
  g_free (words);
}

/* The pieces of capture @name, or else the feature that is written as @name. */
static void
append_column (GString *out, const ObTagged *tagged, const ObAnnotation *annotation, const char *name)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean is_claim = strcmp (annotation->type, "claim") == 0;
  if (is_claim && strcmp (name, "factuality") == 0)
    g_string_append (text, ob_claim_get_factuality (&annotation->features));
  if (is_claim && strcmp (name, "speaker") == 0)
    append_taken (text, ob_claim_dup_speaker (tagged, annotation));
  if (is_claim && strcmp (name, "about") == 0)
    append_taken (text, ob_claim_dup_about (tagged, annotation, "; "));
  for (guint i = 0; annotation->captures != NULL && i < annotation->captures->len; i++)
    {
      const ObCapture *capture = &g_array_index (annotation->captures, ObCapture, i);
      if (strcmp (capture->name, name) != 0 || capture->end <= capture->first)
        continue;
      if (text->len > 0)
        g_string_append (text, " … ");
      append_span (text, tagged, capture->first, capture->end);
    }
  for (guint i = 0; text->len == 0 && i < ob_features_size (&annotation->features); i++)
    {
      const ObFeature *feature = ob_features_get_nth (&annotation->features, i);
      if (strcmp (ob_tagged_get_key (annotation, feature->name), name) == 0)
        g_string_append (text, feature->value);
    }
  append_cell (out, text->str, text->len);
}

static void
append_row (GString *out, const char *head, const ObTagged *tagged, const ObAnnotation *annotation, ObUnit unit)
{
  ObExtent bytes = ob_tagged_get_extent (tagged, annotation->first, annotation->end);
  ObExtent extent = ob_tagged_convert (tagged, bytes, unit);
  append_id (out, head);
  g_string_append_printf (out, ",%s,%s,%" G_GSIZE_FORMAT ",%" G_GSIZE_FORMAT ",", annotation->type,
                          annotation->label != NULL ? annotation->label : "", extent.start, extent.end);
  append_cell (out, ob_text_get_bytes (tagged->doc->text) + bytes.start, bytes.end - bytes.start);
  for (guint i = 0; i < G_N_ELEMENTS (columns) - 1; i++)
    {
      g_string_append_c (out, ',');
      append_column (out, tagged, annotation, columns[i]);
    }
  g_string_append_printf (out, ",%s\r\n", annotation->rule->tag);
}

/* A row that tells of a failure: its kind, its code as label, the message as text. */
static void
append_failure (GString *out, const char *head, const char *kind, const char *code, const char *message, const char *rule)
{
  append_id (out, head);
  g_string_append_printf (out, ",%s,%s,,,", kind, code);
  append_text_cell (out, message);
  for (guint i = 0; i < G_N_ELEMENTS (columns) - 1; i++)
    g_string_append_c (out, ',');
  g_string_append_printf (out, ",%s\r\n", rule);
}

void
ob_csv_append_header (GString *out)
{
  g_string_append (out, "id,type,label,start,end,text");
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    g_string_append_printf (out, ",%s", columns[i]);
  g_string_append (out, "\r\n");
}

void
ob_csv_append (GString *out, const char *head, const ObTagged *tagged, ObUnit unit)
{
  const ObResult *result = tagged->result;
  for (guint i = 0; i < result->annotations->len; i++)
    append_row (out, head, tagged, g_ptr_array_index (result->annotations, i), unit);
  for (guint i = 0; i < result->incidents->len; i++)
    {
      const ObIncident *incident = g_ptr_array_index (result->incidents, i);
      append_failure (out, head, "incomplete", ob_error_get_name (incident->code), incident->message, incident->rule);
    }
}

void
ob_csv_append_error (GString *out, const char *head, const char *code, const char *message)
{
  append_failure (out, head, "error", code, message, "");
}
