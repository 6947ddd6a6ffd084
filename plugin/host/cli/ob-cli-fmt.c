#include "host/cli/ob-cli-packs.h"
#include "pack/ob-catalogue.h"
#include "pack/ob-format.h"
#include "pack/ob-manifest.h"
#include "pack/ob-paths.h"
#include "base/ob-limits.h"
#include <string.h>

typedef enum { MODE_WRITE, MODE_CHECK, MODE_DIFF } Mode;

typedef struct
{
  Mode     mode;
  GString *out;
  guint    n_files, n_changed, n_failed;
} Run;

#define MAX_RESYNC 40           /* lines looked ahead for where two texts agree again */

/* The first pair of equal lines after @i and @j; FALSE when there is none near. */
static gboolean
resync (char **old, char **new, guint n_old, guint n_new, guint *i, guint *j)
{
  for (guint far = 1; far <= MAX_RESYNC; far++)
    for (guint k = 0; k <= far; k++)
      if (*i + k < n_old && *j + far - k < n_new && strcmp (old[*i + k], new[*j + far - k]) == 0)
        {
          *i += k;
          *j += far - k;
          return TRUE;
        }
  return FALSE;
}

/* Lines that differ, with where they stand. */
static void
append_diff (GString *out, const char *file, const char *before, const char *after)
{
  g_auto (GStrv) old = g_strsplit (before, "\n", -1), new = g_strsplit (after, "\n", -1);
  guint n_old = g_strv_length (old), n_new = g_strv_length (new), i = 0, j = 0;
  g_string_append_printf (out, "--- %s\n+++ %s, laid out\n", file, file);
  while (i < n_old || j < n_new)
    {
      if (i < n_old && j < n_new && strcmp (old[i], new[j]) == 0)
        {
          i++, j++;
          continue;
        }
      guint to_i = i, to_j = j;
      if (!resync (old, new, n_old, n_new, &to_i, &to_j))
        to_i = n_old, to_j = n_new;
      g_string_append_printf (out, "@@ -%u,%u +%u,%u @@\n", i + 1, to_i - i, j + 1, to_j - j);
      for (; i < to_i; i++)
        g_string_append_printf (out, "-%s\n", old[i]);
      for (; j < to_j; j++)
        g_string_append_printf (out, "+%s\n", new[j]);
    }
}

static void
complain (Run *self, const char *message)
{
  ob_cli_complain ("fmt: %s", message);
  self->n_failed++;
}

static void
format_file (Run *self, const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  self->n_files++;
  if (!g_file_get_contents (path, &text, &length, &error))
    {
      complain (self, error->message);
      return;
    }
  if (length > OB_MAX_SOURCE_BYTES || !g_utf8_validate (text, (gssize) length, NULL))
    {
      g_autofree char *message = g_strdup_printf ("%s: %s", path, length > OB_MAX_SOURCE_BYTES ? "too long for a rule file"
                                                                                              : "not UTF-8 text");
      complain (self, message);
      return;
    }
  g_autofree char *laid = ob_format_source (path, text, length, &error);
  if (laid == NULL)
    {
      complain (self, error->message);
      return;
    }
  if (strlen (laid) == length && memcmp (laid, text, length) == 0)
    return;
  self->n_changed++;
  if (self->mode == MODE_DIFF)
    append_diff (self->out, path, text, laid);
  else
    g_string_append_printf (self->out, "%s\n", path);
  if (self->mode == MODE_WRITE && !g_file_set_contents (path, laid, -1, &error))
    complain (self, error->message);
}

/* The manifest, the rule files and the modules of the pack in @directory. */
static void
format_pack (Run *self, const char *directory)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObManifest) manifest = ob_manifest_read (directory, diags);
  if (manifest == NULL)
    {
      ob_cli_print_diags (diags, TRUE, 2);
      self->n_failed++;
      return;
    }
  g_autofree char *manifest_file = g_build_filename (directory, "pack.lua", NULL);
  format_file (self, manifest_file);
  for (guint i = 0; i < manifest->rules->len; i++)
    {
      g_autofree char *file = g_build_filename (directory, g_ptr_array_index (manifest->rules, i), NULL);
      format_file (self, file);
    }
  g_autoptr (GPtrArray) modules = ob_paths_expand (directory, "lib/*.lua", NULL);
  for (guint i = 0; modules != NULL && i < modules->len; i++)
    {
      g_autofree char *file = g_build_filename (directory, g_ptr_array_index (modules, i), NULL);
      format_file (self, file);
    }
}

static void
format_named (Run *self, const char *name)
{
  if (g_file_test (name, G_FILE_TEST_IS_DIR))
    format_pack (self, name);
  else if (g_str_has_suffix (name, ".lua") || strchr (name, '/') != NULL)
    format_file (self, name);
  else
    {
      g_auto (GStrv) path = ob_paths_dup_search_path ();
      g_autofree char *directory = ob_catalogue_find ((const char *const *) path, name, "", NULL);
      if (directory != NULL)
        format_pack (self, directory);
      else
        {
          g_autofree char *message = g_strdup_printf ("there is no pack '%s'", name);
          complain (self, message);
        }
    }
}

static int
run_fmt (const char *const *arguments)
{
  gboolean checks = FALSE, diffs = FALSE;
  GOptionEntry entries[] = {
    { "check", 0, 0, G_OPTION_ARG_NONE, &checks, "Write nothing; name the files that would change", NULL },
    { "diff", 0, 0, G_OPTION_ARG_NONE, &diffs, "Write nothing; show what would change", NULL },
    { 0 }
  };
  int exit_code;
  g_auto (GStrv) names = ob_cli_parse (&ob_verb_fmt, entries, arguments, &exit_code);
  if (names == NULL)
    return exit_code;
  if (names[0] == NULL)
    {
      ob_cli_complain ("fmt: name packs or rule files; see obelus help fmt");
      return OB_EXIT_USAGE;
    }
  g_autoptr (GString) out = g_string_new (NULL);
  Run run = { .mode = diffs ? MODE_DIFF : checks ? MODE_CHECK : MODE_WRITE, .out = out };
  for (guint i = 0; names[i] != NULL; i++)
    format_named (&run, names[i]);
  if (!ob_cli_write (out->str, out->len))
    return OB_EXIT_WRITE;
  if (run.n_failed > 0)
    return OB_EXIT_UNREADABLE;
  return run.mode != MODE_WRITE && run.n_changed > 0 ? OB_EXIT_FINDINGS : OB_EXIT_OK;
}

const ObVerb ob_verb_fmt = {
  "fmt", "PACK|FILE…", "Lays rule files out in one way, and names those that changed.",
  "What a file says stays the same, comments included: that is checked before it is written.\n"
  "Lines are indented by what is open around them, the further lines of a pattern stand\n"
  "below its first, signs have their spaces. Line breaks and lined-up columns stay.\n"
  "\n"
  "Examples:\n"
  "  obelus fmt ./my-pack\n"
  "  obelus fmt --diff mine.lua\n"
  "  obelus fmt --check ./my-pack || echo \"lay it out first\"\n"
  "\n"
  "Exit codes: 0 done, or nothing to do, 1 with --check or --diff: something would change,\n"
  "3 a file cannot be read, or is no Lua, 64 usage, 74 write error.",
  run_fmt
};
