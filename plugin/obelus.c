#include "obelus.h"
#include "base/ob-release.h"
#include "io/ob-factuality.h"
#include "io/ob-json.h"
#include "io/ob-jsonl.h"
#include "pack/ob-loader.h"
#include <string.h>

G_STATIC_ASSERT ((int) OBELUS_CODEPOINT == (int) OB_UNIT_CODEPOINT && (int) OBELUS_BYTE == (int) OB_UNIT_BYTE
                 && (int) OBELUS_UTF16 == (int) OB_UNIT_UTF16);

G_STATIC_ASSERT (__builtin_strcmp (OBELUS_VERSION, OB_VERSION) == 0);

struct ObelusRules
{
  gatomicrefcount ref_count;
  ObLoaded       *loaded;
};

struct ObelusTagger
{
  ObelusRules *rules;           /* referenced */
  ObSession   *session;
};

struct ObelusResult
{
  ObTagged  *tagged;
  GPtrArray *incidents;         /* of char *, owned: the texts handed out */
};

/* Moves @source, which must be set, into @error (may be NULL) as "code: message". */
static void
give_error (char **error, GError *source)
{
  if (error != NULL)
    *error = g_strdup_printf ("%s: %s", ob_error_get_code (source), source->message);
  g_error_free (source);
}

ObelusRules *
obelus_rules_load (const char *const *packs, char **warnings, char **error)
{
  return obelus_rules_load_within (packs, NULL, warnings, error);
}

ObelusRules *
obelus_rules_load_within (const char *const *packs, const char *budget, char **warnings, char **error)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObLoaded) loaded = ob_loader_load_within (packs, budget, diags);
  if (loaded->ruleset == NULL)
    {
      g_autofree char *errors = ob_diags_dup_text_of (diags, OB_SEVERITY_ERROR, FALSE);
      give_error (error, g_error_new (OB_ERROR, OB_ERROR_PACK, "%s", g_strchomp (errors)));
      return NULL;
    }
  if (warnings != NULL)
    *warnings = ob_diags_size (diags) > 0 ? ob_diags_dup_text (diags, FALSE) : NULL;
  ObelusRules *self = g_new0 (ObelusRules, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->loaded = g_steal_pointer (&loaded);
  return self;
}

ObelusRules *
obelus_rules_ref (ObelusRules *rules)
{
  g_atomic_ref_count_inc (&rules->ref_count);
  return rules;
}

void
obelus_rules_unref (ObelusRules *rules)
{
  if (rules == NULL || !g_atomic_ref_count_dec (&rules->ref_count))
    return;
  ob_loaded_free (rules->loaded);
  g_free (rules);
}

ObelusTagger *
obelus_tagger_new (ObelusRules *rules, char **error)
{
  GError *own_error = NULL;
  ObSession *session = ob_session_new (rules->loaded->ruleset, &own_error);
  if (session == NULL)
    {
      give_error (error, own_error);
      return NULL;
    }
  ob_session_set_keeps_losers (session, FALSE);
  ObelusTagger *self = g_new0 (ObelusTagger, 1);
  self->rules = obelus_rules_ref (rules);
  self->session = session;
  return self;
}

void
obelus_tagger_free (ObelusTagger *tagger)
{
  if (tagger == NULL)
    return;
  ob_session_free (tagger->session);
  obelus_rules_unref (tagger->rules);
  g_free (tagger);
}

int
obelus_tagger_leave_out (ObelusTagger *tagger, const char *tag, char **error)
{
  if (ob_session_leave_out (tagger->session, tag))
    return TRUE;
  give_error (error, g_error_new (OB_ERROR, OB_ERROR_USAGE, "no rule has the tag \"%s\"", tag));
  return FALSE;
}

void
obelus_tagger_set_nested (ObelusTagger *tagger, int nested)
{
  ob_session_set_keeps_nested (tagger->session, nested != 0);
}

ObelusResult *
obelus_tag (ObelusTagger *tagger, const char *text, size_t length, const char *id, const char *date, char **error)
{
  GError *own_error = NULL;
  ObTagged *tagged = ob_tagged_new (tagger->session, text, length, id, date, &own_error);
  if (tagged == NULL)
    {
      give_error (error, own_error);
      return NULL;
    }
  ObelusResult *self = g_new0 (ObelusResult, 1);
  self->tagged = tagged;
  self->incidents = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < tagged->result->incidents->len; i++)
    {
      const ObIncident *incident = g_ptr_array_index (tagged->result->incidents, i);
      g_ptr_array_add (self->incidents, g_strdup_printf ("%s: %s: %s:%u: %s", ob_error_get_name (incident->code),
                                                         incident->rule, incident->file, incident->line,
                                                         incident->message));
    }
  return self;
}

void
obelus_result_free (ObelusResult *result)
{
  if (result == NULL)
    return;
  ob_tagged_free (result->tagged);
  g_ptr_array_unref (result->incidents);
  g_free (result);
}

static const ObAnnotation *
get_annotation (const ObelusResult *result, size_t i)
{
  return g_ptr_array_index (result->tagged->result->annotations, i);
}

static char *
dup_head (const char *id_json)
{
  return id_json != NULL ? g_strconcat ("\"id\":", id_json, NULL) : NULL;
}

char *
obelus_result_dup_json (const ObelusResult *result, const char *id_json, ObelusUnit unit, int ascii)
{
  g_autofree char *head = dup_head (id_json);
  GString *out = g_string_new (NULL);
  ob_jsonl_append (out, head, result->tagged, (ObUnit) unit, ascii);
  return g_string_free (out, FALSE);
}

char *
obelus_result_dup_annotation_json (const ObelusResult *result, size_t i, ObelusUnit unit, int ascii)
{
  GString *out = g_string_new (NULL);
  ob_jsonl_append_annotation (out, result->tagged, get_annotation (result, i), (ObUnit) unit, ascii);
  return g_string_free (out, FALSE);
}

char *
obelus_error_dup_json (const char *error, const char *id_json, int ascii)
{
  g_autofree char *head = dup_head (id_json);
  const char *colon = strchr (error, ':');
  g_autofree char *code = colon != NULL ? g_strndup (error, colon - error) : g_strdup ("internal");
  GString *out = g_string_new (NULL);
  const char *message = colon != NULL ? colon + 1 + strspn (colon + 1, " ") : error;
  ob_jsonl_append_error (out, head, code, message, ascii);
  return g_string_free (out, FALSE);
}

char *
obelus_string_dup_json (const char *text, size_t length, int ascii)
{
  g_autofree char *valid = g_utf8_make_valid (text, length);
  GString *out = g_string_new (NULL);
  ob_json_append_string (out, valid, -1, ascii);
  return g_string_free (out, FALSE);
}

size_t
obelus_result_size (const ObelusResult *result)
{
  return result->tagged->result->annotations->len;
}

static ObExtent
get_extent (const ObelusResult *result, guint32 first, guint32 end, ObelusUnit unit)
{
  ObExtent bytes = ob_tagged_get_extent (result->tagged, first, end);
  return ob_tagged_convert (result->tagged, bytes, (ObUnit) unit);
}

void
obelus_result_get (const ObelusResult *result, size_t i, ObelusUnit unit, ObelusAnnotation *annotation)
{
  const ObAnnotation *source = get_annotation (result, i);
  ObExtent extent = get_extent (result, source->first, source->end, unit);
  *annotation = (ObelusAnnotation) { source->type, source->label, source->rule->tag, extent.start, extent.end };
}

int
obelus_result_get_feature (const ObelusResult *result, size_t i, size_t n, const char **name, const char **value)
{
  const ObAnnotation *annotation = get_annotation (result, i);
  if (n == ob_features_size (&annotation->features) && strcmp (annotation->type, "claim") == 0)
    {
      *name = "factuality";
      *value = ob_claim_get_factuality (&annotation->features);
      return 1;
    }
  if (n >= ob_features_size (&annotation->features))
    return 0;
  const ObFeature *feature = ob_features_get_nth (&annotation->features, n);
  *name = ob_tagged_get_key (annotation, feature->name);
  *value = feature->value;
  return 1;
}

int
obelus_result_get_span (const ObelusResult *result, size_t i, size_t n, ObelusUnit unit, const char **name,
                        size_t *start, size_t *end)
{
  const GArray *captures = get_annotation (result, i)->captures;
  if (captures == NULL || n >= captures->len)
    return 0;
  const ObCapture *capture = &g_array_index (captures, ObCapture, n);
  ObExtent extent = get_extent (result, capture->first, capture->end, unit);
  *name = capture->name;
  *start = extent.start;
  *end = capture->end > capture->first ? extent.end : extent.start;
  return 1;
}

char *
obelus_result_dup_text (const ObelusResult *result, ObelusUnit unit, size_t start, size_t end)
{
  const ObText *text = result->tagged->doc->text;
  gsize first = ob_text_to_byte (text, start, (ObUnit) unit);
  gsize last = ob_text_to_byte (text, end, (ObUnit) unit);
  return g_strndup (ob_text_get_bytes (text) + first, last > first ? last - first : 0);
}

const char *
obelus_result_get_incident (const ObelusResult *result, size_t i)
{
  return i < result->incidents->len ? g_ptr_array_index (result->incidents, i) : NULL;
}

void
obelus_free (void *memory)
{
  g_free (memory);
}

const char *
obelus_get_version (void)
{
  return OBELUS_VERSION;
}
