#include "host/cli/ob-changes.h"
#include "io/ob-flow.h"
#include "io/ob-json.h"
#include "io/ob-snippet.h"
#include <string.h>

enum { NAME_COLUMNS = 24, CONTEXT = 16, MAX_SHOWN_BYTES = 240 };

static const struct { const char *sign, *style; } kinds[OB_N_CHANGES] = {
  [OB_CHANGE_GAINED] = { "+", "32" }, [OB_CHANGE_LOST] = { "-", "31" },
  [OB_CHANGE_CHANGED] = { "~", "33" }, [OB_CHANGE_SUPPRESSED] = { "x", "35" },
};

typedef struct
{
  char      *rule;              /* id */
  guint64    n[OB_N_CHANGES];
  GPtrArray *examples[OB_N_CHANGES];    /* of char *, owned: lines to be shown */
} Tally;

struct ObChanges
{
  ObChangesOptions options;
  GRand     *random;
  GHashTable *tallies;          /* rule (borrowed from it) → Tally, owned */
  guint64    n_documents, n_documents_changed, n_changes;
  guint64    n_incidents[2];    /* rules stopped, old and new */
};

static void
tally_free (gpointer data)
{
  Tally *tally = data;
  for (guint i = 0; i < OB_N_CHANGES; i++)
    g_ptr_array_unref (tally->examples[i]);
  g_free (tally->rule);
  g_free (tally);
}

ObChanges *
ob_changes_new (const ObChangesOptions *options)
{
  ObChanges *self = g_new0 (ObChanges, 1);
  self->options = *options;
  self->random = g_rand_new_with_seed (options->seed);
  self->tallies = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, tally_free);
  return self;
}

void
ob_changes_free (ObChanges *self)
{
  if (self == NULL)
    return;
  g_rand_free (self->random);
  g_hash_table_unref (self->tallies);
  g_free (self);
}

guint64
ob_changes_get_n (const ObChanges *self)
{
  return self->n_changes;
}

/* ---- One change ---- */

/* Which of the document's sides a finding is of. */
typedef struct
{
  const ObCorpusDoc *doc;
  const ObFindings  *old, *new;
  ObText            *text;      /* NULL until it is asked for */
} Place;

static guint
get_style (const char *name)
{
  static const char *const known[] = { "source", "cue", "content" };
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (strcmp (known[i], name) == 0)
      return i;
  return G_N_ELEMENTS (known);
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const ObMark *x = a, *y = b;
  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  return x->end > y->end ? -1 : x->end < y->end;
}

static GArray *
dup_marks (const ObFindings *findings, const ObFinding *finding)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (ObMark));
  for (guint i = 0; i < finding->n_parts; i++)
    {
      const ObFindingPart *part = ob_findings_get_part (findings, finding, i);
      ObMark mark = { part->start, part->end, part->name, ob_snippet_get_style (get_style (part->name)) };
      g_array_append_val (marks, mark);
    }
  if (finding->n_parts == 0)
    {
      ObMark mark = { finding->start, finding->end, finding->label != NULL ? finding->label : finding->type, "1" };
      g_array_append_val (marks, mark);
    }
  g_array_sort (marks, compare_marks);
  return marks;
}

static void
append_finding (const ObChanges *self, const Place *place, const ObFindings *findings, const ObFinding *finding,
                GString *out)
{
  const char *text = place->doc->text;
  if (text == NULL)
    {
      g_string_append_printf (out, "%zu-%zu %s %s", finding->start, finding->end,
                              finding->label != NULL ? finding->label : finding->type,
                              finding->text != NULL ? finding->text : "");
      for (guint i = 0; i < finding->n_parts; i++)
        {
          const ObFindingPart *part = ob_findings_get_part (findings, finding, i);
          g_string_append_printf (out, " {%s:", part->name);
          ob_snippet_append (out, part->text, 0, strlen (part->text), NULL, FALSE);
          g_string_append_c (out, '}');
        }
      return;
    }
  g_autoptr (GArray) marks = dup_marks (findings, finding);
  g_autoptr (GString) left = g_string_new (NULL);
  gsize end = MIN (finding->end, finding->start + MAX_SHOWN_BYTES);
  while (end < finding->end && (text[end] & 0xc0) == 0x80)
    end++;
  ob_snippet_append_left (left, text, finding->start, CONTEXT);
  g_string_append (out, g_strchug (left->str));
  ob_snippet_append (out, text, finding->start, end, marks, self->options.colour);
  if (end < finding->end)
    g_string_append (out, "…");
  else
    ob_snippet_append_right (out, text, end, place->doc->length, CONTEXT);
}

static gboolean
have_equal_places (const Place *place, const ObFinding *old, const ObFinding *new)
{
  if (old->start != new->start || old->end != new->end || old->n_parts != new->n_parts)
    return FALSE;
  for (guint i = 0; i < old->n_parts; i++)
    {
      const ObFindingPart *a = ob_findings_get_part (place->old, old, i);
      const ObFindingPart *b = ob_findings_get_part (place->new, new, i);
      if (a->start != b->start || a->end != b->end || strcmp (a->name, b->name) != 0)
        return FALSE;
    }
  return TRUE;
}

static char *
dup_place_name (Place *place, const ObFinding *finding)
{
  guint line, column;
  if (place->doc->text == NULL)
    return g_strdup (place->doc->name);
  if (place->text == NULL)
    place->text = ob_text_new (place->doc->text, place->doc->length, NULL);
  ob_text_locate (place->text, finding->start, &line, &column);
  return g_strdup_printf ("%s:%u", place->doc->name, line);
}

static void
end_line (GString *out)
{
  while (out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  g_string_append_c (out, '\n');
}

static char *
dup_example (const ObChanges *self, Place *place, const ObChange *change)
{
  const ObFinding *finding = ob_change_get_finding (change);
  GString *out = g_string_new ("  ");
  g_autofree char *name = dup_place_name (place, finding);
  ob_snippet_append_styled (out, kinds[change->kind].sign, kinds[change->kind].style, self->options.colour);
  g_string_append_c (out, ' ');
  ob_snippet_append_column (out, name, NAME_COLUMNS);
  g_string_append (out, "  ");
  append_finding (self, place, change->new != NULL ? place->new : place->old, finding, out);
  end_line (out);
  if (change->kind == OB_CHANGE_CHANGED)
    {
      g_autofree char *what = ob_change_dup_what (change, place->old, place->new);
      g_string_append_printf (out, "      %s\n", what);
      if (!have_equal_places (place, change->old, change->new))
        {
          g_string_append_printf (out, "      %-*s", NAME_COLUMNS, "was");
          append_finding (self, place, place->old, change->old, out);
          end_line (out);
        }
    }
  else if (change->loser != NULL)
    g_string_append_printf (out, "      %s%s%s%s%s\n", change->kind == OB_CHANGE_GAINED ? "until now " : "",
                            change->loser->lost_to != NULL ? "lost to " : "refused by ",
                            change->loser->lost_to != NULL ? change->loser->lost_to : "",
                            change->loser->lost_to != NULL ? ": " : "", change->loser->lost_why);
  return g_string_free (out, FALSE);
}

/* ---- JSON ---- */

static void
append_string (GString *out, const char *name, const char *value)
{
  if (value == NULL)
    return;
  g_string_append_printf (out, "%s\"%s\":", out->str[out->len - 1] == '{' ? "" : ",", name);
  g_autofree char *valid = g_utf8_make_valid (value, -1);
  ob_json_append_string (out, valid, -1, FALSE);
}

static void
append_extent (GString *out, Place *place, gsize start, gsize end)
{
  if (place->doc->text != NULL)
    {
      if (place->text == NULL)
        place->text = ob_text_new (place->doc->text, place->doc->length, NULL);
      start = ob_text_from_byte (place->text, start, OB_UNIT_CODEPOINT);
      end = ob_text_from_byte (place->text, end, OB_UNIT_CODEPOINT);
    }
  g_string_append_printf (out, "%s\"start\":%zu,\"end\":%zu", out->str[out->len - 1] == '{' ? "" : ",", start, end);
}

static void
append_side (GString *out, Place *place, const char *name, const ObFindings *findings, const ObFinding *finding)
{
  g_string_append_printf (out, ",\"%s\":", name);
  if (finding == NULL)
    {
      g_string_append (out, "null");
      return;
    }
  g_string_append_c (out, '{');
  append_string (out, "rule", finding->rule);
  append_string (out, "label", finding->label);
  append_extent (out, place, finding->start, finding->end);
  g_string_append (out, ",\"fields\":{");
  for (guint i = 0; i < finding->n_fields; i++)
    {
      const ObFindingField *field = ob_findings_get_field (findings, finding, i);
      g_string_append (out, i > 0 ? "," : "");
      ob_json_append_string (out, field->name, -1, FALSE);
      g_string_append_c (out, ':');
      ob_json_append_string (out, field->value, -1, FALSE);
    }
  g_string_append (out, "},\"parts\":[");
  for (guint i = 0; i < finding->n_parts; i++)
    {
      const ObFindingPart *part = ob_findings_get_part (findings, finding, i);
      g_string_append (out, i > 0 ? ",{" : "{");
      append_string (out, "name", part->name);
      append_extent (out, place, part->start, part->end);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "]}");
}

static void
append_json (GString *out, Place *place, const ObChange *change)
{
  const ObFinding *finding = ob_change_get_finding (change);
  g_string_append_printf (out, "{%s", place->doc->head);
  append_string (out, "change", ob_change_get_name (change->kind));
  append_string (out, "rule", finding->rule);
  append_string (out, "type", finding->type);
  append_string (out, "label", finding->label);
  append_extent (out, place, finding->start, finding->end);
  if (place->doc->text != NULL)
    {
      g_string_append (out, ",\"text\":");
      ob_json_append_string (out, place->doc->text + finding->start, (gssize) (finding->end - finding->start), FALSE);
    }
  else
    append_string (out, "text", finding->text);
  if (change->kind == OB_CHANGE_CHANGED)
    {
      g_autofree char *what = ob_change_dup_what (change, place->old, place->new);
      append_string (out, "what", what);
    }
  if (change->loser != NULL)
    {
      append_string (out, "by", change->loser->lost_to);
      append_string (out, "why", change->loser->lost_why);
    }
  append_side (out, place, "old", place->old, change->old);
  append_side (out, place, "new", place->new, change->new);
  g_string_append (out, "}\n");
}

/* ---- Counting ---- */

static gboolean
is_rule (const char *tag, const char *id)
{
  gsize length = strcspn (tag, "@");
  const char *slash = memchr (tag, '/', length);
  if (strlen (id) == length && memcmp (tag, id, length) == 0)
    return TRUE;
  return slash != NULL && strlen (id) == (gsize) (tag + length - slash - 1)
         && memcmp (slash + 1, id, strlen (id)) == 0;
}

static gboolean
is_wanted (const ObChanges *self, const ObChange *change)
{
  const char *rule = self->options.rule;
  return rule == NULL || (change->old != NULL && is_rule (change->old->rule, rule))
         || (change->new != NULL && is_rule (change->new->rule, rule));
}

static Tally *
ensure_tally (ObChanges *self, const char *tag)
{
  g_autofree char *id = g_strndup (tag, strcspn (tag, "@"));
  Tally *tally = g_hash_table_lookup (self->tallies, id);
  if (tally != NULL)
    return tally;
  tally = g_new0 (Tally, 1);
  tally->rule = g_steal_pointer (&id);
  for (guint i = 0; i < OB_N_CHANGES; i++)
    tally->examples[i] = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_insert (self->tallies, tally->rule, tally);
  return tally;
}

/* Keeps an example with the same chance as every other of its kind (Vitter's algorithm R). */
static void
sample (ObChanges *self, Tally *tally, Place *place, const ObChange *change)
{
  GPtrArray *examples = tally->examples[change->kind];
  guint most = self->options.sample;
  if (examples->len >= most)
    {
      guint64 at = (guint64) (g_rand_double (self->random) * (double) tally->n[change->kind]);
      if (at >= most)
        return;
      g_ptr_array_remove_index (examples, (guint) at);
    }
  g_ptr_array_add (examples, dup_example (self, place, change));
}

void
ob_changes_add (ObChanges *self, const ObCorpusDoc *doc, const ObFindings *old, const ObFindings *new,
                const GArray *changes, GString *out)
{
  Place place = { doc, old, new, NULL };
  guint64 before = self->n_changes;
  for (guint i = 0; i < changes->len; i++)
    {
      const ObChange *change = &g_array_index (changes, ObChange, i);
      if (!is_wanted (self, change))
        continue;
      Tally *tally = ensure_tally (self, ob_change_get_finding (change)->rule);
      tally->n[change->kind]++;
      self->n_changes++;
      if (self->options.json)
        append_json (out, &place, change);
      else if (self->options.sample > 0)
        sample (self, tally, &place, change);
    }
  g_clear_pointer (&place.text, ob_text_free);
  self->n_documents++;
  self->n_documents_changed += self->n_changes > before;
  self->n_incidents[0] += old->n_incidents;
  self->n_incidents[1] += new->n_incidents;
}

/* ---- The summary ---- */

static guint64
get_total (const Tally *tally)
{
  guint64 total = 0;
  for (guint i = 0; i < OB_N_CHANGES; i++)
    total += tally->n[i];
  return total;
}

static int
compare_tallies (gconstpointer a, gconstpointer b)
{
  const Tally *x = *(Tally *const *) a, *y = *(Tally *const *) b;
  guint64 m = get_total (x), n = get_total (y);
  return m != n ? (m > n ? -1 : 1) : strcmp (x->rule, y->rule);
}

static void
append_json_summary (const ObChanges *self, const GPtrArray *tallies, const char *old_name, const char *new_name,
                     GString *out)
{
  g_string_append_printf (out, "{\"documents\":%" G_GUINT64_FORMAT, self->n_documents);
  append_string (out, "old", old_name);
  append_string (out, "new", new_name);
  g_string_append (out, ",\"rules\":[");
  for (guint i = 0; i < tallies->len; i++)
    {
      const Tally *tally = g_ptr_array_index (tallies, i);
      g_string_append (out, i > 0 ? ",{" : "{");
      append_string (out, "rule", tally->rule);
      for (ObChangeKind kind = 0; kind < OB_N_CHANGES; kind++)
        g_string_append_printf (out, ",\"%s\":%" G_GUINT64_FORMAT, ob_change_get_name (kind), tally->n[kind]);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "]}\n");
}

static void
append_examples (const ObChanges *self, const Tally *tally, GString *out)
{
  ob_snippet_append_styled (out, tally->rule, "1", self->options.colour);
  g_string_append_c (out, '\n');
  for (guint i = 0; i < OB_N_CHANGES; i++)
    for (guint j = 0; j < tally->examples[i]->len; j++)
      g_string_append (out, g_ptr_array_index (tally->examples[i], j));
  g_string_append_c (out, '\n');
}

static void
append_counts (const guint64 *n, GString *out)
{
  for (guint i = 0; i < OB_N_CHANGES; i++)
    if (n[i] > 0)
      g_string_append_printf (out, " %10" G_GUINT64_FORMAT, n[i]);
    else
      g_string_append (out, "          ·");
  g_string_append_c (out, '\n');
}

void
ob_changes_append_summary (const ObChanges *self, const char *old_name, const char *new_name, GString *out)
{
  g_autoptr (GPtrArray) tallies = g_ptr_array_new ();
  guint64 totals[OB_N_CHANGES] = { 0 };
  guint width = strlen ("rule");
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->tallies);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (tallies, value);
  g_ptr_array_sort (tallies, compare_tallies);
  if (self->options.json)
    {
      append_json_summary (self, tallies, old_name, new_name, out);
      return;
    }
  for (guint i = 0; i < tallies->len; i++)
    {
      const Tally *tally = g_ptr_array_index (tallies, i);
      width = MAX (width, strlen (tally->rule));
      for (guint j = 0; j < OB_N_CHANGES; j++)
        totals[j] += tally->n[j];
      if (self->options.sample > 0)
        append_examples (self, tally, out);
    }
  if (tallies->len > 0)
    {
      g_string_append_printf (out, "%-*s %10s %10s %10s %10s\n", (int) width, "rule", "gained", "lost", "changed",
                              "suppressed");
      for (guint i = 0; i < tallies->len; i++)
        {
          const Tally *tally = g_ptr_array_index (tallies, i);
          g_string_append_printf (out, "%-*s", (int) width, tally->rule);
          append_counts (tally->n, out);
        }
      g_string_append_printf (out, "%-*s", (int) width, "all");
      append_counts (totals, out);
    }
  g_string_append_printf (out, "%s%" G_GUINT64_FORMAT " %s in %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " %s\n",
                          tallies->len > 0 ? "\n" : "", self->n_changes, self->n_changes == 1 ? "difference" : "differences",
                          self->n_documents_changed, self->n_documents, self->n_documents == 1 ? "document" : "documents");
  g_string_append_printf (out, "old: %s\nnew: %s\n", old_name, new_name);
  if (self->n_incidents[0] + self->n_incidents[1] > 0)
    g_string_append_printf (out, "rules that were stopped: %" G_GUINT64_FORMAT " before, %" G_GUINT64_FORMAT " now\n",
                            self->n_incidents[0], self->n_incidents[1]);
}
