#include "host/cli/ob-cli-packs.h"
#include "io/ob-json.h"
#include "pack/ob-article.h"
#include "pack/ob-catalogue.h"
#include "pack/ob-digest.h"
#include "pack/ob-example.h"
#include "pack/ob-install.h"
#include "pack/ob-manifest.h"
#include "pack/ob-paths.h"
#include <string.h>
#include <unistd.h>

#define JSON_OPTION(variable) { "json", 0, 0, G_OPTION_ARG_NONE, &(variable), "For programs: one JSON object a line", NULL }

static int
print (GString *out, int exit_code)
{
  return ob_cli_write (out->str, out->len) ? exit_code : OB_EXIT_WRITE;
}

/* Complains and tells which exit code fits. */
static int
fail (const char *verb, const GError *error)
{
  ob_cli_complain ("%s: %s", verb, error->message);
  if (g_error_matches (error, OB_ERROR, OB_ERROR_NOT_FOUND))
    return OB_EXIT_UNREADABLE;
  if (g_error_matches (error, OB_ERROR, OB_ERROR_USAGE))
    return OB_EXIT_USAGE;
  return g_error_matches (error, OB_ERROR, OB_ERROR_IO) || error->domain == G_FILE_ERROR ? OB_EXIT_WRITE : OB_EXIT_PACK;
}

/* The single argument of @verb, or NULL after complaining. */
static const char *
get_only (const ObVerb *verb, char **rest)
{
  if (rest[0] != NULL && rest[1] == NULL)
    return rest[0];
  ob_cli_complain ("%s takes one argument: obelus %s %s", verb->name, verb->name, verb->arguments);
  return NULL;
}

/* The directory of the pack that people call @reference; NULL after complaining. */
static char *
find_directory (const char *verb, const char *reference)
{
  g_autofree char *name = NULL, *range = NULL, *seen = NULL;
  if (strchr (reference, '/') != NULL)
    return g_strdup (reference);
  g_auto (GStrv) path = ob_paths_dup_search_path ();
  char *directory = ob_catalogue_parse_reference (reference, &name, &range)
    ? ob_catalogue_find ((const char *const *) path, name, range, &seen) : NULL;
  if (directory != NULL)
    return directory;
  g_autoptr (GPtrArray) names = ob_catalogue_list_names ((const char *const *) path);
  const char *near = ob_suggest (name != NULL ? name : reference, (const char *const *) names->pdata, names->len);
  if (seen != NULL && seen[0] != '\0')
    ob_cli_complain ("%s: there is no %s; there is %s", verb, reference, seen);
  else
    ob_cli_complain ("%s: there is no pack \"%s\"%s%s%s", verb, reference, near != NULL ? " (did you mean " : "",
                     near != NULL ? near : "", near != NULL ? "?)" : "");
  return NULL;
}

static void
append_member (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, "%s\"%s\":", out->len > 0 && out->str[out->len - 1] != '{' ? "," : "", name);
  if (value != NULL)
    ob_json_append_string (out, value, -1, FALSE);
  else
    g_string_append (out, "null");
}

/* ---- new ---- */

static int run_new (const char *const *arguments);

static const ObVerb verb_new = {
  "pack new", "NAME", "Makes a pack that passes check and test, to begin from.",
  "Examples:\n"
  "  obelus pack new ports.en\n"
  "  obelus pack new ports.en --to ~/packs/ports.en\n"
  "\n"
  "Exit codes: 0 made, 64 usage (also: it is there already), 74 cannot be written.",
  run_new
};

static int
run_new (const char *const *arguments)
{
  g_autofree char *to = NULL;
  g_autoptr (GError) error = NULL;
  int exit_code;
  GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &to, "Its directory (as without it: the name)", "DIRECTORY" }, { 0 }
  };
  g_auto (GStrv) rest = ob_cli_parse (&verb_new, entries, arguments, &exit_code);
  if (rest == NULL)
    return exit_code;
  const char *name = get_only (&verb_new, rest);
  const char *directory = to != NULL ? to : name;
  if (name == NULL)
    return OB_EXIT_USAGE;
  if (!ob_install_new (name, directory, &error))
    return fail (verb_new.name, error);
  g_autoptr (GString) out = g_string_new (NULL);
  const char *here = strchr (directory, '/') != NULL ? "" : "./";
  g_string_append_printf (out, "%s: a pack with one rule. Next:\n  obelus check %s%s\n  obelus test %s%s\n", directory, here,
                          directory, here, directory);
  return print (out, OB_EXIT_OK);
}

/* ---- list ---- */

static int run_list (const char *const *arguments);

static const ObVerb verb_list = {
  "pack list", "", "Lists the packs that can be used by name.",
  "Examples:\n"
  "  obelus pack list\n"
  "  OBELUS_PATH=~/packs obelus pack list --json\n"
  "\n"
  "Packs are looked for in $OBELUS_PATH, ./scripts/packs, the user's data directory and\n"
  "where Obelus is installed, in this order; the first found is used, unless a range of\n"
  "versions is asked for. Exit codes: 0, 64 usage.",
  run_list
};

static void
append_listed (GString *out, const char *name, const char *directory, gboolean json)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObManifest) manifest = ob_manifest_read (directory, diags);
  const char *version = manifest != NULL ? manifest->version : NULL;
  const char *summary = manifest != NULL ? manifest->summary : NULL;
  if (!json)
    {
      g_string_append_printf (out, "%-16s %-8s %s\n", name, version != NULL ? version : "broken", directory);
      if (summary != NULL)
        g_string_append_printf (out, "%-16s %-8s %s\n", "", "", summary);
      return;
    }
  g_autoptr (GString) line = g_string_new ("{");
  append_member (line, "name", name);
  append_member (line, "version", version);
  append_member (line, "path", directory);
  append_member (line, "summary", summary);
  g_string_append_printf (out, "%s}\n", line->str);
}

static int
run_list (const char *const *arguments)
{
  gboolean json = FALSE;
  int exit_code;
  GOptionEntry entries[] = { JSON_OPTION (json), { 0 } };
  g_auto (GStrv) rest = ob_cli_parse (&verb_list, entries, arguments, &exit_code);
  if (rest == NULL)
    return exit_code;
  g_auto (GStrv) path = ob_paths_dup_search_path ();
  g_autoptr (GPtrArray) names = ob_catalogue_list_names ((const char *const *) path);
  g_autoptr (GString) out = g_string_new (NULL);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autoptr (GPtrArray) directories = ob_catalogue_list_directories ((const char *const *) path, name);
      for (guint j = 0; j < directories->len; j++)
        append_listed (out, name, g_ptr_array_index (directories, j), json);
    }
  return print (out, OB_EXIT_OK);
}

/* ---- verify ---- */

static int run_verify (const char *const *arguments);

static const ObVerb verb_verify = {
  "pack verify", "PACK", "Compares a pack with its SHA256SUMS.",
  "Examples:\n"
  "  obelus pack verify news.en\n"
  "  obelus pack verify ./ports.en\n"
  "\n"
  "Exit codes: 0 as recorded, 1 some files differ, 2 not a pack of plain files, 3 no such\n"
  "pack or no SHA256SUMS, 64 usage.",
  run_verify
};

static int
run_verify (const char *const *arguments)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  int exit_code;
  GOptionEntry entries[] = { { 0 } };
  g_auto (GStrv) rest = ob_cli_parse (&verb_verify, entries, arguments, &exit_code);
  if (rest == NULL)
    return exit_code;
  const char *reference = get_only (&verb_verify, rest);
  if (reference == NULL)
    return OB_EXIT_USAGE;
  g_autofree char *directory = find_directory (verb_verify.name, reference);
  if (directory == NULL)
    return OB_EXIT_UNREADABLE;
  if (!ob_digest_verify (directory, problems, &error))
    return fail (verb_verify.name, error);
  for (guint i = 0; i < problems->len; i++)
    g_string_append_printf (out, "%s\n", (const char *) g_ptr_array_index (problems, i));
  g_string_append_printf (out, problems->len == 0 ? "%s is as its " OB_SUMS_FILE " says\n"
                          : "%s is not what its " OB_SUMS_FILE " says; obelus pack build writes it anew\n", directory);
  return print (out, problems->len == 0 ? OB_EXIT_OK : OB_EXIT_FINDINGS);
}

/* ---- build ---- */

static int run_build (const char *const *arguments);

static const ObVerb verb_build = {
  "pack build", "DIRECTORY", "Checks and tests a pack, writes its SHA256SUMS, and packs it into an archive.",
  "Examples:\n"
  "  obelus pack build ./ports.en\n"
  "  obelus pack build ./ports.en -o /srv/packs/ports.en-0.1.0.tar.gz\n"
  "\n"
  "The same files give the same archive, byte for byte. Exit codes: 0 built, 1 an example or\n"
  "article fails, 2 the pack is broken, 3 not there, 64 usage, 74 cannot be written.",
  run_build
};

static gboolean
example_fails (const ObExample *example, ObSession *session)
{
  g_autofree char *why = NULL;
  return ob_example_run (example, session, &why) == OB_OUTCOME_FAIL;
}

typedef ObOutcome (*RunArticle) (const ObPack *pack, const char *relative, ObSession *session, char **ret_why);

static guint
count_failing_articles (const ObPack *pack, const GPtrArray *articles, RunArticle run, ObSession *session)
{
  guint n_failed = 0;
  for (guint i = 0; i < articles->len; i++)
    {
      g_autofree char *why = NULL;
      n_failed += run (pack, g_ptr_array_index (articles, i), session, &why) != OB_OUTCOME_PASS;
    }
  return n_failed;
}

/* How many examples and articles of the pack fail. */
static guint
count_failures (const ObLoaded *loaded, const ObPack *pack, ObSession *session)
{
  gsize length = strlen (ob_pack_get_name (pack));
  guint n_failed = count_failing_articles (pack, ob_pack_get_tests (pack), ob_article_run_golden, session)
                   + count_failing_articles (pack, ob_pack_get_quiet (pack), ob_article_run_quiet, session);
  for (guint i = 0; i < loaded->examples->len; i++)
    {
      const ObExample *example = g_ptr_array_index (loaded->examples, i);
      gboolean is_own = strncmp (example->rule->id, ob_pack_get_name (pack), length) == 0
                        && example->rule->id[length] == '/';
      n_failed += is_own && example_fails (example, session);
    }
  return n_failed;
}

/* Whether the pack in @directory may leave the house: it loads, and all its examples and articles pass. */
static gboolean
prove (const char *directory, int *ret_exit)
{
  const char *const packs[] = { directory, NULL };
  g_autoptr (GError) error = NULL;
  guint n_warnings;
  g_autoptr (ObLoaded) loaded = ob_cli_load_packs (NULL, packs, TRUE, ret_exit, &n_warnings);
  if (loaded == NULL)
    return FALSE;
  g_autoptr (ObSession) session = ob_session_new (loaded->ruleset, &error);
  if (session == NULL)
    {
      *ret_exit = fail (verb_build.name, error);
      return FALSE;
    }
  guint n_failed = count_failures (loaded, g_ptr_array_index (loaded->named, 0), session);
  if (n_failed > 0)
    ob_cli_complain ("%s: %u %s; see obelus test %s", verb_build.name, n_failed,
                     n_failed == 1 ? "example or article fails" : "examples or articles fail", directory);
  if (n_warnings > 0)
    ob_cli_complain ("%s: %u %s; see obelus check %s", verb_build.name, n_warnings,
                     n_warnings == 1 ? "warning" : "warnings", directory);
  *ret_exit = OB_EXIT_FINDINGS;
  return n_failed == 0;
}

static int
run_build (const char *const *arguments)
{
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ObDiags) diags = ob_diags_new ();
  ObInstalled built = { NULL, NULL, NULL };
  int exit_code;
  GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, "The archive (as without it: NAME-VERSION.tar.gz)", "FILE" }, { 0 }
  };
  g_auto (GStrv) rest = ob_cli_parse (&verb_build, entries, arguments, &exit_code);
  if (rest == NULL)
    return exit_code;
  const char *named = get_only (&verb_build, rest);
  if (named == NULL)
    return OB_EXIT_USAGE;
  g_autofree char *directory = strchr (named, '/') != NULL ? g_strdup (named) : g_strconcat ("./", named, NULL);
  if (!prove (directory, &exit_code))
    return exit_code;
  if (!ob_install_build (directory, output, &built, diags, &error))
    return fail (verb_build.name, error);
  g_autofree char *digest = ob_digest_dup (directory, NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  g_string_append_printf (out, "%s\n%s %s sha256:%s\n", built.path, built.name, built.version, digest);
  ob_installed_clear (&built);
  return print (out, OB_EXIT_OK);
}

/* ---- install ---- */

static int run_install (const char *const *arguments);

static const ObVerb verb_install = {
  "pack install", "FROM", "Installs a pack from a directory, a git checkout or an archive.",
  "Examples:\n"
  "  obelus pack install ports.en-0.1.0.tar.gz\n"
  "  obelus pack install ~/src/ports.en\n"
  "  obelus pack install ports.en-0.2.0.tar.gz --to ./packs\n"
  "\n"
  "Versions stand side by side: NAME/VERSION. Nothing of the pack is run; its SHA256SUMS,\n"
  "when it has them, must be right. Exit codes: 0 installed, 2 broken or refused, 3 not\n"
  "there, 64 usage (also: that version is there with other files), 74 cannot be written.",
  run_install
};

static int
run_install (const char *const *arguments)
{
  g_autofree char *to = NULL;
  gboolean force = FALSE;
  g_autoptr (GError) error = NULL;
  g_autoptr (ObDiags) diags = ob_diags_new ();
  ObInstalled installed = { NULL, NULL, NULL };
  int exit_code;
  GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &to, "A directory of packs (as without it: the user's)", "DIRECTORY" },
    { "force", 0, 0, G_OPTION_ARG_NONE, &force, "Replace that version when it is there with other files", NULL },
    { 0 }
  };
  g_auto (GStrv) rest = ob_cli_parse (&verb_install, entries, arguments, &exit_code);
  if (rest == NULL)
    return exit_code;
  const char *from = get_only (&verb_install, rest);
  g_autofree char *root = to != NULL ? g_strdup (to) : ob_install_dup_root ();
  if (from == NULL)
    return OB_EXIT_USAGE;
  gboolean is_done = ob_install_copy (from, root, force, &installed, diags, &error);
  ob_cli_print_diags (diags, TRUE, STDERR_FILENO);
  if (!is_done)
    return fail (verb_install.name, error);
  g_autoptr (GString) out = g_string_new (NULL);
  g_string_append_printf (out, "%s %s is in %s\n", installed.name, installed.version, installed.path);
  ob_installed_clear (&installed);
  return print (out, OB_EXIT_OK);
}

/* ---- lock ---- */

static int run_lock (const char *const *arguments);

static const ObVerb verb_lock = {
  "pack lock", "[PACK…]", "Records the packs of this project, with versions and hashes, in " OB_LOCK_FILE ".",
  "Without a PACK: those that " OB_OVERLAY_FILE " uses, or the default ones, and what they depend on.\n"
  "From then on whoever loads packs in this directory gets these very files or an error.\n"
  "\n"
  "Examples:\n"
  "  obelus pack lock\n"
  "  obelus pack lock news.en ports.en\n"
  "\n"
  "Exit codes: 0 written, 2 a pack is broken or not there, 64 usage, 74 cannot be written.",
  run_lock
};

static int
run_lock (const char *const *arguments)
{
  g_autoptr (GError) error = NULL;
  int exit_code;
  GOptionEntry entries[] = { { 0 } };
  g_auto (GStrv) packs = ob_cli_parse (&verb_lock, entries, arguments, &exit_code);
  const char *directory = g_getenv ("OBELUS_PROJECT");
  if (packs == NULL)
    return exit_code;
  g_autofree char *path = directory != NULL && directory[0] != '\0' ? g_build_filename (directory, OB_LOCK_FILE, NULL)
                                                                    : g_strdup (OB_LOCK_FILE);
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObLoaded) loaded = ob_loader_load_unlocked (packs[0] != NULL ? (const char *const *) packs : NULL, diags);
  ob_cli_print_diags (diags, TRUE, STDERR_FILENO);
  if (loaded->ruleset == NULL)
    return OB_EXIT_PACK;
  g_autoptr (GString) text = g_string_new (ob_lock_header);
  gsize header_length = text->len;
  for (guint i = 0; i < loaded->packs->len; i++)
    {
      const ObPack *pack = g_ptr_array_index (loaded->packs, i);
      if (ob_pack_is_file (pack))
        continue;                               /* a rule file that stands alone has no version */
      if (!ob_lock_append (text, ob_pack_get_name (pack), ob_pack_get_version (pack), ob_pack_get_path (pack), &error))
        return fail (verb_lock.name, error);
    }
  if (!g_file_set_contents (path, text->str, (gssize) text->len, &error))
    return fail (verb_lock.name, error);
  g_string_erase (text, 0, (gssize) header_length);
  return print (text, OB_EXIT_OK);
}

/* ---- status ---- */

static int run_status (const char *const *arguments);

static const ObVerb verb_status = {
  "pack status", "", "Shows what this project uses: packs and versions, overlay, lock.",
  "Examples:\n"
  "  obelus pack status\n"
  "  obelus pack status --json\n"
  "\n"
  "Exit codes: 0 all is sound, 1 warnings, 2 a pack, the overlay or the lock is broken, 3 a\n"
  "pack is not there, 64 usage.",
  run_status
};

static const char *
get_lock_state (const ObProject *project, const ObPack *pack)
{
  if (project->lock == NULL)
    return "not locked";
  return ob_lock_find (project->lock, ob_pack_get_name (pack)) != NULL ? "as locked" : "not in the lock";
}

static void
append_pack (GString *out, const ObLoaded *loaded, const ObPack *pack, gboolean json)
{
  const char *state = get_lock_state (loaded->project, pack);
  if (!json)
    {
      g_string_append_printf (out, "pack     %s %s (%s), %s\n", ob_pack_get_name (pack), ob_pack_get_version (pack),
                              ob_pack_get_path (pack), state);
      return;
    }
  g_autofree char *digest = ob_digest_dup (ob_pack_get_path (pack), NULL);
  g_autoptr (GString) line = g_string_new ("{");
  append_member (line, "pack", ob_pack_get_name (pack));
  append_member (line, "version", ob_pack_get_version (pack));
  append_member (line, "path", ob_pack_get_path (pack));
  append_member (line, "sha256", digest);
  append_member (line, "lock", state);
  g_string_append_printf (out, "%s}\n", line->str);
}

/* A line for each rule that the overlay changes. */
static void
append_changes (GString *out, const ObLoaded *loaded, gboolean json)
{
  guint n_hidden = 0;
  for (guint i = 0; i < ob_ruleset_size (loaded->ruleset); i++)
    {
      const ObRule *rule = ob_ruleset_get (loaded->ruleset, i);
      const char *state = rule->changes & OB_RULE_IS_OFF ? "off" : rule->changes & OB_RULE_IS_PATCHED ? "patched" : NULL;
      n_hidden += (rule->changes & OB_RULE_IS_HIDDEN) != 0;
      if (state != NULL && json)
        {
          g_autoptr (GString) line = g_string_new ("{");
          append_member (line, "rule", rule->tag);
          append_member (line, "state", state);
          g_string_append_printf (out, "%s}\n", line->str);
        }
      else if (state != NULL)
        g_string_append_printf (out, "%-8s %s\n", state, rule->tag);
    }
  if (n_hidden > 0 && !json)
    g_string_append_printf (out, "hidden   %u of %u rules\n", n_hidden, ob_ruleset_size (loaded->ruleset));
}

static int
run_status (const char *const *arguments)
{
  gboolean json = FALSE;
  guint n_warnings;
  int exit_code;
  GOptionEntry entries[] = { JSON_OPTION (json), { 0 } };
  g_auto (GStrv) rest = ob_cli_parse (&verb_status, entries, arguments, &exit_code);
  if (rest == NULL)
    return exit_code;
  g_autoptr (ObLoaded) loaded = ob_cli_load_packs (NULL, (const char *const[]) { NULL }, json, &exit_code, &n_warnings);
  if (loaded == NULL)
    return exit_code;
  g_autoptr (GString) out = g_string_new (NULL);
  const ObProject *project = loaded->project;
  for (guint i = 0; i < loaded->packs->len; i++)
    append_pack (out, loaded, g_ptr_array_index (loaded->packs, i), json);
  if (!json)
    {
      g_autofree char *overlay = project->overlay != NULL ? ob_overlay_dup_text (project->overlay) : g_strdup ("");
      g_auto (GStrv) lines = g_strsplit (g_strchomp (overlay), "\n", -1);
      g_string_append_printf (out, "lock     %s\n", project->lock != NULL ? ob_lock_get_path (project->lock) : "none");
      for (guint i = 0; lines[i] != NULL; i++)
        g_string_append_printf (out, "overlay  %s\n", lines[i]);
      if (project->overlay == NULL)
        g_string_append (out, "overlay  none\n");
    }
  append_changes (out, loaded, json);
  return print (out, n_warnings > 0 ? OB_EXIT_FINDINGS : OB_EXIT_OK);
}

/* ---- why ---- */

static int run_why (const char *const *arguments);

static const ObVerb verb_why = {
  "pack why", "RULE", "Shows where a rule comes from, and what the project's overlay makes of it.",
  "Examples:\n"
  "  obelus pack why news.en/says-that\n"
  "  obelus pack why says-that -p ./ports.en\n"
  "\n"
  "What counts, the later the more: the pack, " OB_OVERLAY_FILE ", the command line.\n"
  "Exit codes: 0, 2 a pack is broken, 3 not there, 64 usage (also: no such rule).",
  run_why
};

static const ObPack *
find_pack_of (const ObLoaded *loaded, const ObRule *rule)
{
  for (guint i = 0; i < loaded->packs->len; i++)
    {
      const ObPack *pack = g_ptr_array_index (loaded->packs, i);
      gsize length = strlen (ob_pack_get_name (pack));
      if (strncmp (rule->id, ob_pack_get_name (pack), length) == 0 && rule->id[length] == '/')
        return pack;
    }
  return NULL;
}

static char *
dup_joined (const GPtrArray *texts)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", (const char *) g_ptr_array_index (texts, i));
  return g_string_free (out, FALSE);
}

static void
append_fact (GString *out, const char *name, const char *text)
{
  if (text != NULL && text[0] != '\0')
    g_string_append_printf (out, "  %-8s %s\n", name, text);
}

static void
append_why (GString *out, const ObLoaded *loaded, const ObRule *rule)
{
  const ObPack *pack = find_pack_of (loaded, rule);
  const ObOverlay *overlay = loaded->project->overlay;
  g_autofree char *place = g_strdup_printf ("%s:%u", rule->file, rule->line);
  g_autofree char *from = g_strdup_printf ("%s %s (%s)", ob_pack_get_name (pack), ob_pack_get_version (pack),
                                           ob_pack_get_path (pack));
  g_autofree char *tags = dup_joined (rule->tags), *over = dup_joined (rule->over);
  g_autofree char *emits = g_strconcat (rule->emits, rule->label != NULL ? " " : NULL, rule->label, NULL);
  g_autofree char *changes = overlay != NULL ? ob_overlay_dup_why (overlay, rule) : g_strdup ("");
  g_string_append_printf (out, "%s\n", rule->tag);
  append_fact (out, "doc", rule->doc);
  append_fact (out, "emits", emits);
  append_fact (out, "pack", from);
  append_fact (out, "file", place);
  append_fact (out, "status", rule->status);
  append_fact (out, "tags", tags);
  append_fact (out, "over", over);
  g_auto (GStrv) lines = g_strsplit (g_strchomp (changes), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    append_fact (out, "overlay", lines[i]);
  append_fact (out, "result", rule->changes & OB_RULE_IS_OFF ? "it does not run"
                              : rule->changes & OB_RULE_IS_HIDDEN ? "it runs, but what it finds is not shown" : "it runs");
}

static int
run_why (const char *const *arguments)
{
  g_auto (GStrv) packs = NULL;
  guint n_warnings;
  int exit_code;
  GOptionEntry entries[] = {
    { "pack", 'p', 0, G_OPTION_ARG_STRING_ARRAY, &packs, "A pack to load, in place of the project's; again for more", "PACK" },
    { 0 }
  };
  g_auto (GStrv) rest = ob_cli_parse (&verb_why, entries, arguments, &exit_code);
  if (rest == NULL)
    return exit_code;
  const char *id = get_only (&verb_why, rest);
  if (id == NULL)
    return OB_EXIT_USAGE;
  const char *const none[] = { NULL };
  g_autoptr (ObLoaded) loaded = ob_cli_load_packs (NULL, packs != NULL ? (const char *const *) packs : none, TRUE,
                                                   &exit_code, &n_warnings);
  const ObRule *rule = loaded != NULL ? ob_cli_find_rule (verb_why.name, loaded->ruleset, id) : NULL;
  if (rule == NULL)
    return loaded != NULL ? OB_EXIT_USAGE : exit_code;
  g_autoptr (GString) out = g_string_new (NULL);
  append_why (out, loaded, rule);
  return print (out, OB_EXIT_OK);
}

/* ---- pack ---- */

static const ObVerb *const verbs[] = {
  &verb_new, &verb_list, &verb_verify, &verb_build, &verb_install, &verb_lock, &verb_status, &verb_why,
};

static int
run_pack (const char *const *arguments)
{
  const char *names[G_N_ELEMENTS (verbs)];
  const char *wanted = arguments[0];
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      names[i] = verbs[i]->name + strlen ("pack ");
      if (g_strcmp0 (names[i], wanted) == 0)
        return verbs[i]->run (arguments + 1);
    }
  if (g_strcmp0 (wanted, OB_CLI_LIST_OPTIONS) == 0)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
        g_string_append_printf (out, "%s\t%s\n", names[i], verbs[i]->summary);
      return print (out, OB_EXIT_OK);
    }
  if (wanted == NULL || wanted[0] == '-')
    {
      g_autoptr (GString) out = g_string_new ("Usage:\n  obelus pack VERB [OPTION…] [ARGUMENT…]\n\n"
                                              "Makes, checks, installs and explains packs.\n\n");
      for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
        g_string_append_printf (out, "  %-8s %s\n", names[i], verbs[i]->summary);
      g_string_append (out, "\nTry:\n  obelus pack new ports.en\n  obelus pack install --help\n");
      return print (out, wanted == NULL ? OB_EXIT_USAGE : OB_EXIT_OK);
    }
  const char *near = ob_suggest (wanted, names, G_N_ELEMENTS (names));
  ob_cli_complain ("pack: there is no \"%s\"%s%s%s; see obelus pack --help", wanted, near != NULL ? " (did you mean " : "",
                   near != NULL ? near : "", near != NULL ? "?)" : "");
  return OB_EXIT_USAGE;
}

const ObVerb ob_verb_pack = {
  "pack", "VERB …", "Makes, checks, installs and explains packs: new, list, verify, build, install, lock, status, why.",
  "", run_pack
};
