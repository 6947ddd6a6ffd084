#include "base/ob-error.h"
#include "host/cli/ob-cli-packs.h"
#include "io/ob-spacy.h"
#include "pack/ob-manifest.h"
#include <errno.h>
#include <string.h>

static gboolean
write_file (const char *directory, const char *relative, const char *text, GError **error)
{
  g_autofree char *path = g_build_filename (directory, relative, NULL), *parent = g_path_get_dirname (path);
  if (g_mkdir_with_parents (parent, 0755) == 0)
    return g_file_set_contents (path, text, -1, error);
  g_set_error (error, OB_ERROR, OB_ERROR_IO, "%s: %s", parent, g_strerror (errno));
  return FALSE;
}

static gboolean
write_pack (const ObSpacyImport *import, const char *name, const char *directory, GError **error)
{
  g_autoptr (GString) manifest = g_string_new (NULL);
  g_string_append_printf (manifest, "format   = 1\nname     = \"%s\"\nversion  = \"0.1.0\"\nlanguage = { \"en\" }\n"
                          "emits    = { entity = {", name);
  for (guint i = 0; i < import->labels->len; i++)
    g_string_append_printf (manifest, "%s \"%s\"", i > 0 ? "," : "", (const char *) g_ptr_array_index (import->labels, i));
  g_string_append_printf (manifest, " } }\nfields   = { \"ent_id\" }\nrules    = { \"rules/*.lua\" }\n%s",
                          import->lists->len > 0 ? "lists    = { \"lists/*.txt\" }\n" : "");
  if (!write_file (directory, "pack.lua", manifest->str, error)
      || !write_file (directory, "rules/spacy.lua", import->rules, error))
    return FALSE;
  for (guint i = 0; i < import->lists->len; i++)
    {
      const ObSpacyList *list = g_ptr_array_index (import->lists, i);
      g_autofree char *path = g_strdup_printf ("lists/%s.txt", list->name);
      if (!write_file (directory, path, list->text, error))
        return FALSE;
    }
  return TRUE;
}

/* "My Patterns.jsonl" gives "my-patterns". */
static char *
dup_pack_name (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  char *suffix = strrchr (base, '.');
  if (suffix != NULL && (strcmp (suffix, ".json") == 0 || strcmp (suffix, ".jsonl") == 0))
    *suffix = '\0';
  char *name = g_ascii_strdown (base, -1);
  for (char *p = name; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '_' && *p != '.')
      *p = '-';
  return name;
}

/* Tells what was left out, and whether what was written loads. */
static int
report (const ObSpacyImport *import, const char *directory)
{
  g_autofree char *path = strchr (directory, '/') != NULL ? g_strdup (directory) : g_strconcat ("./", directory, NULL);
  const char *const packs[] = { path, NULL };
  guint n_warnings;
  int exit_code;
  g_autoptr (GString) out = g_string_new (NULL);
  for (guint i = 0; i < import->report->len; i++)
    g_string_append_printf (out, "%s\n", (const char *) g_ptr_array_index (import->report, i));
  g_string_append_printf (out, "%s: %u of %u patterns converted%s\n", directory, import->n_converted, import->n_read,
                          import->report->len > 0 ? "; the others are told above" : "");
  if (!ob_cli_write (out->str, out->len))
    return OB_EXIT_WRITE;
  g_autoptr (ObLoaded) loaded = ob_cli_load_packs (NULL, packs, TRUE, &exit_code, &n_warnings);
  if (loaded == NULL)
    return exit_code;
  return import->report->len > 0 ? OB_EXIT_FINDINGS : OB_EXIT_OK;
}

static int
run_convert (const char *const *arguments)
{
  g_autofree char *from = NULL, *output = NULL, *json = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  int exit_code;
  GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, "What it is written for: spacy", "SYSTEM" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, "The new pack's directory (as without it: FILE's name)", "DIRECTORY" },
    { 0 }
  };
  g_auto (GStrv) rest = ob_cli_parse (&ob_verb_convert, entries, arguments, &exit_code);
  if (rest == NULL)
    return exit_code;
  if (g_strcmp0 (from, "spacy") != 0 || rest[0] == NULL || rest[1] != NULL)
    {
      ob_cli_complain ("convert: write obelus convert --from spacy FILE [-o DIRECTORY]");
      return OB_EXIT_USAGE;
    }
  g_autofree char *plain = dup_pack_name (output != NULL ? output : rest[0]);
  const char *directory = output != NULL ? output : plain;
  if (!ob_manifest_is_pack_name (plain) || g_file_test (directory, G_FILE_TEST_EXISTS))
    {
      ob_cli_complain (ob_manifest_is_pack_name (plain) ? "convert: %s is there already; choose another with -o"
                       : "convert: \"%s\" is no name for a pack; choose one with -o, like names.en", directory);
      return OB_EXIT_USAGE;
    }
  if (!g_file_get_contents (rest[0], &json, &length, &error))
    {
      ob_cli_complain ("convert: %s", error->message);
      return OB_EXIT_UNREADABLE;
    }
  g_autoptr (ObSpacyImport) import = ob_spacy_import (rest[0], json, length, &error);
  if (import == NULL)
    {
      ob_cli_complain ("convert: %s", error->message);
      return OB_EXIT_PACK;
    }
  if (!write_pack (import, plain, directory, &error))
    {
      ob_cli_complain ("convert: %s", error->message);
      return OB_EXIT_WRITE;
    }
  return report (import, directory);
}

const ObVerb ob_verb_convert = {
  "convert", "FILE", "Makes a pack of patterns written for another system.",
  "spaCy: FILE holds what EntityRuler.to_disk writes (JSON Lines), or a JSON object with the\n"
  "patterns of a Matcher by name. Patterns that ask for what rules have no equal of are left\n"
  "out whole, and each is told with its line.\n"
  "\n"
  "Examples:\n"
  "  obelus convert --from spacy patterns.jsonl\n"
  "  obelus convert --from spacy matcher.json -o names.en\n"
  "\n"
  "Exit codes: 0 all converted, 1 some left out, 2 none could be, 3 no such file, 64 usage,\n"
  "74 cannot be written.",
  run_convert
};
