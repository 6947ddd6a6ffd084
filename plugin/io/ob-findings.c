#include "io/ob-findings.h"
#include "io/ob-json.h"
#include "io/ob-jsonl.h"
#include <string.h>

/* ---- Writing ---- */

static void
append_string (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, "%s\"%s\":", out->str[out->len - 1] == '{' ? "" : ",", name);
  g_autofree char *valid = g_utf8_make_valid (value, -1);
  ob_json_append_string (out, valid, -1, FALSE);
}

static void
append_loser (GString *out, const ObTagged *tagged, const ObAnnotation *loser)
{
  ObExtent extent = ob_tagged_get_extent (tagged, loser->first, loser->end);
  g_string_append_c (out, '{');
  append_string (out, "type", loser->type);
  if (loser->label != NULL)
    append_string (out, "label", loser->label);
  g_string_append_printf (out, ",\"start\":%zu,\"end\":%zu", extent.start, extent.end);
  append_string (out, "rule", loser->rule->tag);
  if (loser->lost_to != NULL)
    append_string (out, "lost_to", loser->lost_to);
  append_string (out, "lost_why", loser->lost_why != NULL ? loser->lost_why : "");
  g_string_append_c (out, '}');
}

void
ob_findings_append (GString *out, const ObTagged *tagged)
{
  const GPtrArray *losers = tagged->result->losers;
  ob_jsonl_append (out, NULL, tagged, OB_UNIT_BYTE, FALSE);
  g_string_append (out, "\n{\"annotations\":[");
  for (guint i = 0; i < losers->len; i++)
    {
      g_string_append (out, i > 0 ? "," : "");
      append_loser (out, tagged, g_ptr_array_index (losers, i));
    }
  g_string_append (out, "]}\n");
}

/* ---- Reading ---- */

static const char *
dup_value (ObFindings *self, ObJsonSlice value)
{
  gsize length;
  if (*value.start != '"')
    return g_string_chunk_insert_len (self->strings, value.start, (gssize) value.length);
  g_autofree char *text = ob_json_dup_string (value, &length);
  return g_string_chunk_insert (self->strings, text);
}

static const char *
dup_name (ObFindings *self, ObJsonSlice name)
{
  gsize length;
  g_autofree char *text = ob_json_dup_string (name, &length);
  return g_string_chunk_insert_const (self->strings, text);
}

static gsize
read_offset (ObJsonSlice value)
{
  return value.start != NULL ? (gsize) g_ascii_strtoull (value.start, NULL, 10) : 0;
}

/* Adds the span that @value is. FALSE when it is none. */
static gboolean
add_part (ObFindings *self, const char *name, ObJsonSlice value)
{
  static const char *const names[] = { "start", "end", "text", NULL };
  ObJsonSlice members[3] = { { NULL, 0 } };
  if (*value.start != '{' || !ob_json_find_members (value.start, value.length, names, members, NULL)
      || members[0].start == NULL || members[1].start == NULL)
    return FALSE;
  ObFindingPart part = { name, members[2].start != NULL ? dup_value (self, members[2]) : "",
                         read_offset (members[0]), read_offset (members[1]) };
  g_array_append_val (self->parts, part);
  return TRUE;
}

static void
add_field (ObFindings *self, const char *name, const char *value)
{
  ObFindingField field = { name, value };
  g_array_append_val (self->fields, field);
}

/* A list: of spans, or of ids, which are replaced by what they stand for. */
static void
add_list (ObFindings *self, GHashTable *referents, const char *name, ObJsonSlice value)
{
  g_autoptr (GString) joined = g_string_new (NULL);
  ObJsonSlice element;
  ObJsonIter walk = ob_json_iter (value);
  while (ob_json_iter_next (&walk, NULL, &element))
    {
      if (add_part (self, name, element))
        continue;
      const char *id = dup_value (self, element);
      const char *referent = g_hash_table_lookup (referents, id);
      g_string_append_printf (joined, "%s%s", joined->len > 0 ? ", " : "", referent != NULL ? referent : id);
    }
  if (joined->len > 0)
    add_field (self, name, g_string_chunk_insert (self->strings, joined->str));
}

static void
add_member (ObFindings *self, GHashTable *referents, ObFinding *finding, ObJsonSlice member, ObJsonSlice value)
{
  static const char *const derived[] = { "id", "factuality", NULL };
  const char *name = dup_name (self, member);
  if (*value.start == 'n' || g_strv_contains (derived, name))
    return;
  if (strcmp (name, "start") == 0)
    finding->start = read_offset (value);
  else if (strcmp (name, "end") == 0)
    finding->end = read_offset (value);
  else if (*value.start == '[')
    add_list (self, referents, name, value);
  else if (*value.start == '{')
    add_part (self, name, value);
  else
    {
      const struct { const char *name; const char **field; } own[] = {
        { "type", &finding->type }, { "label", &finding->label }, { "text", &finding->text },
        { "rule", &finding->rule }, { "lost_to", &finding->lost_to }, { "lost_why", &finding->lost_why },
      };
      const char *text = dup_value (self, value);
      for (guint i = 0; i < G_N_ELEMENTS (own); i++)
        if (strcmp (name, own[i].name) == 0)
          {
            *own[i].field = text;
            return;
          }
      gboolean is_reference = strcmp (name, "src_ref") == 0 || strcmp (name, "in") == 0;
      const char *referent = is_reference ? g_hash_table_lookup (referents, text) : NULL;
      add_field (self, name, referent != NULL ? referent : text);
    }
}

/* What the ids of a document stand for: the first entity that has it, or the place of a claim. */
static GHashTable *
read_referents (ObFindings *self, ObJsonSlice annotations)
{
  static const char *const names[] = { "id", "label", "name", "text", "start", NULL };
  GHashTable *referents = g_hash_table_new (g_str_hash, g_str_equal);
  ObJsonSlice element;
  ObJsonIter walk = ob_json_iter (annotations);
  while (ob_json_iter_next (&walk, NULL, &element))
    {
      ObJsonSlice values[5] = { { NULL, 0 } };
      if (*element.start != '{' || !ob_json_find_members (element.start, element.length, names, values, NULL)
          || values[0].start == NULL)
        continue;
      const char *id = dup_value (self, values[0]);
      ObJsonSlice name = values[2].start != NULL ? values[2] : values[3];
      g_autofree char *referent = name.start == NULL
        ? g_strdup_printf ("the one at %zu", read_offset (values[4]))
        : g_strdup_printf ("%s %s", values[1].start != NULL ? dup_value (self, values[1]) : "", dup_value (self, name));
      if (!g_hash_table_contains (referents, id))
        g_hash_table_insert (referents, (gpointer) id, g_string_chunk_insert (self->strings, referent));
    }
  return referents;
}

static int
compare_findings (gconstpointer a, gconstpointer b)
{
  const ObFinding *x = a, *y = b;
  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  if (x->end != y->end)
    return x->end > y->end ? -1 : 1;
  return strcmp (x->type, y->type);
}

static gboolean
read_findings (ObFindings *self, ObJsonSlice annotations, GArray *findings, GError **error)
{
  ObJsonSlice element;
  if (annotations.start == NULL || *annotations.start != '[')
    {
      g_set_error (error, OB_ERROR, OB_ERROR_BAD_JSON, "no list \"annotations\": not what obelus tag writes as jsonl");
      return FALSE;
    }
  g_autoptr (GHashTable) referents = read_referents (self, annotations);
  ObJsonIter walk = ob_json_iter (annotations);
  while (ob_json_iter_next (&walk, NULL, &element))
    {
      ObFinding finding = { .first_part = self->parts->len, .first_field = self->fields->len };
      ObJsonSlice name, value;
      if (*element.start != '{')
        continue;
      ObJsonIter members = ob_json_iter (element);
      while (ob_json_iter_next (&members, &name, &value))
        add_member (self, referents, &finding, name, value);
      finding.n_parts = self->parts->len - finding.first_part;
      finding.n_fields = self->fields->len - finding.first_field;
      if (finding.type == NULL)
        finding.type = "";
      if (finding.rule == NULL)
        finding.rule = "";
      g_array_append_val (findings, finding);
    }
  g_array_sort (findings, compare_findings);
  return TRUE;
}

static guint
count_elements (ObJsonSlice list)
{
  ObJsonSlice element;
  guint n = 0;
  if (list.start == NULL || *list.start != '[')
    return 0;
  ObJsonIter walk = ob_json_iter (list);
  while (ob_json_iter_next (&walk, NULL, &element))
    n++;
  return n;
}

static gboolean
read_found (ObFindings *self, const char *line, gsize length, GError **error)
{
  static const char *const names[] = { "offsets", "annotations", "incomplete", "error", NULL };
  static const char *const units[] = { "\"codepoint\"", "\"byte\"", "\"utf16\"" };
  ObJsonSlice values[4] = { { NULL, 0 } };
  if (!ob_json_find_members (line, length, names, values, error))
    return FALSE;
  if (values[3].start != NULL)
    {
      g_set_error (error, OB_ERROR, OB_ERROR_BAD_JSON, "the document was not tagged: %.*s",
                   (int) MIN (values[3].length, 200), values[3].start);
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (units) && values[0].start != NULL; i++)
    if (strlen (units[i]) == values[0].length && memcmp (units[i], values[0].start, values[0].length) == 0)
      self->unit = i == 0 ? OB_UNIT_CODEPOINT : i == 1 ? OB_UNIT_BYTE : OB_UNIT_UTF16;
  self->n_incidents = count_elements (values[2]);
  return read_findings (self, values[1], self->found, error);
}

ObFindings *
ob_findings_parse (const char *bytes, gsize length, GError **error)
{
  static const char *const names[] = { "annotations", NULL };
  g_autoptr (ObFindings) self = g_new0 (ObFindings, 1);
  const char *end = memchr (bytes, '\n', length);
  gsize first = end != NULL ? (gsize) (end - bytes) : length;
  self->strings = g_string_chunk_new (4096);
  self->found = g_array_new (FALSE, FALSE, sizeof (ObFinding));
  self->lost = g_array_new (FALSE, FALSE, sizeof (ObFinding));
  self->parts = g_array_new (FALSE, FALSE, sizeof (ObFindingPart));
  self->fields = g_array_new (FALSE, FALSE, sizeof (ObFindingField));
  if (!read_found (self, bytes, first, error))
    return NULL;
  if (first + 1 < length)
    {
      ObJsonSlice losers = { NULL, 0 };
      if (!ob_json_find_members (end + 1, length - first - 1, names, &losers, error)
          || !read_findings (self, losers, self->lost, error))
        return NULL;
    }
  return g_steal_pointer (&self);
}

void
ob_findings_free (ObFindings *self)
{
  if (self == NULL)
    return;
  g_string_chunk_free (self->strings);
  g_array_unref (self->found);
  g_array_unref (self->lost);
  g_array_unref (self->parts);
  g_array_unref (self->fields);
  g_free (self);
}

/* ---- Asking ---- */

static gboolean
convert (const ObText *text, ObUnit unit, gsize *start, gsize *end)
{
  gsize first = ob_text_to_byte (text, *start, unit), last = ob_text_to_byte (text, *end, unit);
  if (first > last || ob_text_from_byte (text, first, unit) != *start || ob_text_from_byte (text, last, unit) != *end)
    return FALSE;
  *start = first;
  *end = last;
  return TRUE;
}

gboolean
ob_findings_convert (ObFindings *self, const ObText *text)
{
  GArray *lists[] = { self->found, self->lost };
  gboolean fits = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; j < lists[i]->len && fits; j++)
      {
        ObFinding *finding = &g_array_index (lists[i], ObFinding, j);
        fits = convert (text, self->unit, &finding->start, &finding->end);
      }
  for (guint i = 0; i < self->parts->len && fits; i++)
    {
      ObFindingPart *part = &g_array_index (self->parts, ObFindingPart, i);
      fits = convert (text, self->unit, &part->start, &part->end);
    }
  self->unit = OB_UNIT_BYTE;
  return fits;
}

const ObFindingPart *
ob_findings_get_part (const ObFindings *self, const ObFinding *finding, guint i)
{
  return &g_array_index (self->parts, ObFindingPart, finding->first_part + i);
}

const ObFindingField *
ob_findings_get_field (const ObFindings *self, const ObFinding *finding, guint i)
{
  return &g_array_index (self->fields, ObFindingField, finding->first_field + i);
}

const ObFindingPart *
ob_findings_find_part (const ObFindings *self, const ObFinding *finding, const char *name)
{
  for (guint i = 0; i < finding->n_parts; i++)
    if (strcmp (ob_findings_get_part (self, finding, i)->name, name) == 0)
      return ob_findings_get_part (self, finding, i);
  return NULL;
}

gboolean
ob_findings_is_same_rule (const char *tag, const char *other)
{
  gsize length = strcspn (tag, "@");
  return length == strcspn (other, "@") && memcmp (tag, other, length) == 0;
}
