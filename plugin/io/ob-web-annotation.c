#include "io/ob-web-annotation.h"
#include "io/ob-factuality.h"
#include "io/ob-json.h"
#include <string.h>

enum { CONTEXT_CHARS = 32 };    /* of the text around a target, on each side */

typedef struct
{
  GString        *out;
  const ObTagged *tagged;
  const char     *text;
  const char     *document;     /* IRI */
  gboolean        ascii;
  guint           n;            /* annotations written */
} Writer;

static void
append_string (Writer *w, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  ob_json_append_string (w->out, valid, -1, w->ascii);
}

static void
append_iri (Writer *w, guint number)
{
  g_autofree char *iri = g_strdup_printf ("%s#obelus-%u", w->document, number);
  append_string (w, iri);
}

static void
append_quote (Writer *w, const char *name, gsize start, gsize end)
{
  g_string_append_printf (w->out, ",\"%s\":", name);
  ob_json_append_string (w->out, w->text + start, end - start, w->ascii);
}

/* One place in the document. */
static void
append_target (Writer *w, ObExtent bytes)
{
  ObExtent extent = ob_tagged_convert (w->tagged, bytes, OB_UNIT_CODEPOINT);
  const ObText *text = w->tagged->doc->text;
  gsize first = extent.start > CONTEXT_CHARS ? extent.start - CONTEXT_CHARS : 0;
  gsize before = ob_text_to_byte (text, first, OB_UNIT_CODEPOINT);
  gsize after = ob_text_to_byte (text, extent.end + CONTEXT_CHARS, OB_UNIT_CODEPOINT);
  g_string_append (w->out, "{\"source\":");
  append_string (w, w->document);
  g_string_append (w->out, ",\"selector\":[{\"type\":\"TextQuoteSelector\"");
  append_quote (w, "exact", bytes.start, bytes.end);
  append_quote (w, "prefix", before, bytes.start);
  append_quote (w, "suffix", bytes.end, after);
  g_string_append_printf (w->out, "},{\"type\":\"TextPositionSelector\",\"start\":%" G_GSIZE_FORMAT ",\"end\":%"
                          G_GSIZE_FORMAT "}]}", extent.start, extent.end);
}

static void
append_body (Writer *w, const char *purpose, const char *value)
{
  if (w->out->str[w->out->len - 1] == '}')
    g_string_append_c (w->out, ',');
  g_string_append_printf (w->out, "{\"type\":\"TextualBody\",\"purpose\":\"%s\",\"format\":\"text/plain\",\"value\":",
                          purpose);
  append_string (w, value);
  g_string_append_c (w->out, '}');
}

static void
append_features (Writer *w, const ObAnnotation *annotation)
{
  for (guint i = 0; i < ob_features_size (&annotation->features); i++)
    {
      const ObFeature *feature = ob_features_get_nth (&annotation->features, i);
      gboolean is_name = strcmp (feature->name, "name") == 0 || strcmp (feature->name, "value") == 0;
      g_autofree char *field = g_strdup_printf ("%s: %s", ob_tagged_get_key (annotation, feature->name), feature->value);
      append_body (w, is_name ? "identifying" : "describing", is_name ? feature->value : field);
    }
  if (strcmp (annotation->type, "claim") == 0)
    {
      g_autofree char *field = g_strdup_printf ("factuality: %s", ob_claim_get_factuality (&annotation->features));
      append_body (w, "describing", field);
    }
}

static void
begin_annotation (Writer *w, const char *motivation)
{
  g_string_append (w->out, w->n++ > 0 ? ",{\"id\":" : "{\"id\":");
  append_iri (w, w->n);
  g_string_append_printf (w->out, ",\"type\":\"Annotation\",\"motivation\":\"%s\",\"body\":[", motivation);
}

/* Who made it: the rule. */
static void
end_annotation (Writer *w, const ObAnnotation *annotation)
{
  g_string_append (w->out, ",\"generator\":{\"type\":\"Software\",\"name\":");
  append_string (w, annotation->rule->tag);
  g_string_append (w->out, "}}");
}

/* The pieces called @name, or the annotation's whole extent when there are none. */
static void
append_targets (Writer *w, const ObAnnotation *annotation, const char *name)
{
  guint n = 0;
  g_string_append (w->out, "],\"target\":[");
  for (guint i = 0; annotation->captures != NULL && i < annotation->captures->len; i++)
    {
      const ObCapture *capture = &g_array_index (annotation->captures, ObCapture, i);
      if (name == NULL || strcmp (capture->name, name) != 0 || capture->end <= capture->first)
        continue;
      g_string_append (w->out, n++ > 0 ? "," : "");
      append_target (w, ob_tagged_get_extent (w->tagged, capture->first, capture->end));
    }
  if (n == 0)
    append_target (w, ob_tagged_get_extent (w->tagged, annotation->first, annotation->end));
  g_string_append_c (w->out, ']');
}

/* A piece of annotation number @whole. */
static void
add_piece (Writer *w, const ObAnnotation *annotation, const ObCapture *capture, guint whole)
{
  begin_annotation (w, "linking");
  append_body (w, "tagging", capture->name);
  g_string_append (w->out, ",{\"type\":\"SpecificResource\",\"purpose\":\"linking\",\"source\":");
  append_iri (w, whole);
  g_string_append (w->out, "}],\"target\":");
  append_target (w, ob_tagged_get_extent (w->tagged, capture->first, capture->end));
  end_annotation (w, annotation);
}

static void
add_annotation (Writer *w, const ObAnnotation *annotation)
{
  gboolean is_claim = strcmp (annotation->type, "claim") == 0;
  gboolean is_plain = strcmp (annotation->type, "entity") == 0 || strcmp (annotation->type, "time") == 0;
  begin_annotation (w, is_plain ? "identifying" : "classifying");
  append_body (w, "tagging", annotation->label != NULL ? annotation->label : annotation->type);
  append_features (w, annotation);
  append_targets (w, annotation, is_claim ? "content" : NULL);
  end_annotation (w, annotation);
  guint whole = w->n;
  for (guint i = 0; !is_plain && annotation->captures != NULL && i < annotation->captures->len; i++)
    {
      const ObCapture *capture = &g_array_index (annotation->captures, ObCapture, i);
      if (capture->end > capture->first && !(is_claim && strcmp (capture->name, "content") == 0))
        add_piece (w, annotation, capture, whole);
    }
}

/* The document's IRI. An id that has a scheme stays what it is, but for characters that no IRI may have. */
static char *
dup_document_iri (const char *head)
{
  const char *value = head != NULL ? strchr (head, ':') : NULL;
  if (value == NULL)
    return g_strdup ("document");
  ObJsonSlice slice = { value + 1, strlen (value + 1) };
  gsize length;
  g_autofree char *id = *slice.start == '"' ? ob_json_dup_string (slice, &length) : g_strdup (slice.start);
  g_autofree char *scheme = g_uri_parse_scheme (id);
  char *iri = g_uri_escape_string (id, scheme != NULL ? "/:@,+~!$&'()*;=?%" : "/@,+~!$&'()*;=", TRUE);
  if (*iri != '\0')
    return iri;
  g_free (iri);
  return g_strdup ("document");
}

void
ob_web_annotation_append (GString *out, const char *head, const ObTagged *tagged, gboolean ascii)
{
  g_autofree char *document = dup_document_iri (head);
  g_autofree char *page = g_strdup_printf ("%s#obelus", document);
  Writer w = { out, tagged, ob_text_get_bytes (tagged->doc->text), document, ascii, 0 };
  g_string_append (out, "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":");
  append_string (&w, page);
  g_string_append (out, ",\"type\":\"AnnotationPage\",\"items\":[");
  for (guint i = 0; i < tagged->result->annotations->len; i++)
    add_annotation (&w, g_ptr_array_index (tagged->result->annotations, i));
  g_string_append (out, "]}");
}
