#include "pack/ob-revisions.h"
#include "base/ob-error.h"
#include "pack/ob-pack.h"
#include <string.h>

#define FILE_NAME "REVISIONS"
#define HASH_DIGITS 16          /* of SHA-256: enough against mistakes, which is what it is for */

static void
append (GString *out, const char *name, const char *value)
{
  if (value != NULL)
    g_string_append_printf (out, "%s %zu %s\n", name, strlen (value), value);
}

static void
append_pattern (GString *out, const char *name, const ObPattern *pattern)
{
  g_autofree char *text = pattern != NULL ? ob_pattern_dup_canonical (pattern) : NULL;
  append (out, name, text);
}

/* All that decides what the rule finds, in one text. */
static char *
dup_meaning (const ObRule *rule)
{
  g_autoptr (GString) out = g_string_new (NULL);
  append (out, "emits", rule->emits);
  append (out, "label", rule->label);
  append (out, "list", rule->list != NULL ? ob_list_get_name (rule->list) : NULL);
  append (out, "of", rule->echo_of);
  append_pattern (out, "match", rule->match);
  for (ObUnless i = 0; i < OB_N_UNLESS; i++)
    append_pattern (out, ob_unless_get_name (i), rule->unless[i]);
  for (guint i = 0; i < rule->set->len; i++)
    {
      const ObSetField *field = &g_array_index (rule->set, ObSetField, i);
      append (out, field->name, field->text);
      append (out, field->capture, field->column);
    }
  g_string_append_printf (out, "%d %d %d %u %d %u %d", rule->kind, rule->scope, rule->take_all, rule->max_tokens,
                          rule->nested, rule->zones, rule->kind == OB_RULE_ECHO ? (int) rule->echo_part : 0);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
dup_hash (const ObRule *rule)
{
  g_autofree char *meaning = dup_meaning (rule);
  char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, meaning, -1);
  hash[HASH_DIGITS] = '\0';
  return hash;
}

static const char *
get_slug (const ObPack *pack, const ObRule *rule)
{
  gsize length = strlen (pack->manifest->name);
  return strncmp (rule->id, pack->manifest->name, length) == 0 && rule->id[length] == '/' ? rule->id + length + 1 : NULL;
}

static void
check_line (const ObPack *pack, const ObRuleset *ruleset, const char *line, const ObPlace *place, ObDiags *diags)
{
  g_auto (GStrv) cells = g_strsplit (line, " ", -1);
  guint64 rev;
  if (g_strv_length (cells) != 3 || !g_ascii_string_to_unsigned (cells[1], 10, 1, G_MAXINT, &rev, NULL))
    {
      ob_diags_add (diags, OB_SEVERITY_WARNING, "OB225", place, "expected \"rule rev hash\": write the file anew with "
                    "obelus check --accept");
      return;
    }
  g_autofree char *id = g_strconcat (pack->manifest->name, "/", cells[0], NULL);
  const ObRule *rule = ob_ruleset_find (ruleset, id);
  if (rule == NULL || rule->rev != rev)
    return;
  g_autofree char *hash = dup_hash (rule);
  ObPlace at = { .file = rule->file, .line = rule->line };
  if (strcmp (hash, cells[2]) != 0)
    ob_diags_add (diags, OB_SEVERITY_WARNING, "OB224", &at, "%s is no more what it was as rev %u: write rev = %u, then "
                  "obelus check --accept", rule->id, rule->rev, rule->rev + 1);
}

void
ob_revisions_check (const ObPack *pack, const ObRuleset *ruleset, ObDiags *diags)
{
  g_autofree char *path = g_build_filename (pack->manifest->directory, FILE_NAME, NULL);
  g_autofree char *text = NULL;
  gsize length;
  if (pack->manifest->is_file || !g_file_get_contents (path, &text, &length, NULL))
    return;
  g_autofree char *display = g_build_filename (pack->manifest->name, FILE_NAME, NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      ObPlace place = { .file = display, .line = i + 1 };
      if (lines[i][0] != '\0' && lines[i][0] != '#')
        check_line (pack, ruleset, lines[i], &place, diags);
    }
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(const ObRule *const *) a)->id, (*(const ObRule *const *) b)->id);
}

gboolean
ob_revisions_write (const ObPack *pack, const ObRuleset *ruleset, GError **error)
{
  if (pack->manifest->is_file)
    {
      g_set_error (error, OB_ERROR, OB_ERROR_USAGE, "the revisions of packs are recorded, and %s is a single file",
                   pack->manifest->name);
      return FALSE;
    }
  g_autoptr (GPtrArray) rules = g_ptr_array_new ();
  for (guint i = 0; i < ob_ruleset_size (ruleset); i++)
    if (get_slug (pack, ob_ruleset_get (ruleset, i)) != NULL)
      g_ptr_array_add (rules, (gpointer) ob_ruleset_get (ruleset, i));
  g_ptr_array_sort (rules, compare_ids);
  g_autoptr (GString) out = g_string_new ("# What each rule was when its rev was recorded; written by obelus check "
                                          "--accept.\n");
  for (guint i = 0; i < rules->len; i++)
    {
      const ObRule *rule = g_ptr_array_index (rules, i);
      g_autofree char *hash = dup_hash (rule);
      g_string_append_printf (out, "%s %u %s\n", get_slug (pack, rule), rule->rev, hash);
    }
  g_autofree char *path = g_build_filename (pack->manifest->directory, FILE_NAME, NULL);
  return g_file_set_contents (path, out->str, (gssize) out->len, error);
}
