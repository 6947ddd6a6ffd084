#include "host/cli/ob-summary.h"
#include "host/cli/ob-inputs.h"
#include "io/ob-json.h"
#include "pack/ob-digest.h"
#include "pack/ob-loader.h"
#include <string.h>

void
ob_summary_init (ObSummary *self, const ObRuleset *ruleset)
{
  *self = (ObSummary) { .errors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
                        .annotations = g_new0 (guint64, ob_ruleset_size (ruleset)) };
}

void
ob_summary_clear (ObSummary *self)
{
  g_clear_pointer (&self->errors, g_hash_table_unref);
  g_clear_pointer (&self->annotations, g_free);
}

static void
add_count (GHashTable *counts, const char *name, guint64 more)
{
  guint64 *n = g_hash_table_lookup (counts, name);
  if (n == NULL)
    {
      n = g_new0 (guint64, 1);
      g_hash_table_insert (counts, g_strdup (name), n);
    }
  *n += more;
}

void
ob_summary_add_errors (ObSummary *self, const char *code, guint64 n)
{
  add_count (self->errors, code, n);
}

guint64
ob_summary_get_n_errors (const ObSummary *self)
{
  guint64 total = 0;
  GHashTableIter iter;
  gpointer n;
  g_hash_table_iter_init (&iter, self->errors);
  while (g_hash_table_iter_next (&iter, NULL, &n))
    total += *(guint64 *) n;
  return total;
}

static void
append_number (GString *out, const char *name, guint64 n)
{
  ob_json_append_string (out, name, -1, FALSE);
  g_string_append_c (out, ':');
  ob_json_append_number (out, n);
  g_string_append_c (out, ',');
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static void
append_counts (GString *out, const char *name, GHashTable *counts)
{
  guint n;
  g_autofree char **names = (char **) g_hash_table_get_keys_as_array (counts, &n);
  qsort (names, n, sizeof *names, compare_names);
  ob_json_append_string (out, name, -1, FALSE);
  g_string_append (out, ":{");
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      ob_json_append_string (out, names[i], -1, FALSE);
      g_string_append_c (out, ':');
      ob_json_append_number (out, *(guint64 *) g_hash_table_lookup (counts, names[i]));
    }
  g_string_append (out, "},");
}

static void
append_pack (GString *out, const ObPack *pack)
{
  g_autofree char *digest = ob_digest_dup (ob_pack_get_path (pack), NULL);
  g_string_append (out, "{\"name\":");
  ob_json_append_string (out, ob_pack_get_name (pack), -1, FALSE);
  g_string_append (out, ",\"version\":");
  ob_json_append_string (out, ob_pack_get_version (pack), -1, FALSE);
  g_string_append_printf (out, digest != NULL ? ",\"sha256\":\"%s\"}" : ",\"sha256\":null}", digest);
}

/* Annotations by the tag of their rule. */
static GHashTable *
name_annotations (const ObSummary *self, const ObRuleset *ruleset)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < ob_ruleset_size (ruleset); i++)
    if (self->annotations[i] > 0)
      add_count (counts, ob_ruleset_get (ruleset, i)->tag, self->annotations[i]);
  return counts;
}

char *
ob_summary_dup_json (const ObSummary *self, const ObLoaded *loaded)
{
  g_autoptr (GHashTable) annotations = name_annotations (self, loaded->ruleset);
  const GPtrArray *packs = loaded->packs;
  GString *out = g_string_new ("{");
  append_number (out, "in", self->n_in);
  append_number (out, "out", self->n_out);
  append_number (out, "incomplete", self->n_incomplete);
  append_counts (out, "errors", self->errors);
  append_counts (out, "annotations", annotations);
  g_string_append (out, "\"packs\":[");
  for (guint i = 0; i < packs->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_pack (out, g_ptr_array_index (packs, i));
    }
  g_string_append (out, "]}\n");
  return g_string_free (out, FALSE);
}
