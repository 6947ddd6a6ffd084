#include "host/cli/ob-cli-packs.h"
#include "io/ob-json.h"
#include "pack/ob-article.h"
#include "pack/ob-example.h"
#include "pack/ob-mutate.h"
#include <string.h>
#include <unistd.h>

typedef enum { FORMAT_TEXT, FORMAT_TAP, FORMAT_JUNIT, FORMAT_JSON } Format;

/* One example or article, run. */
typedef struct
{
  const char *group;            /* id of the rule, or name of the pack; borrowed */
  const char *kind;             /* "hit", "miss", "todo", "golden", "quiet"; static */
  char       *name;             /* the example as written, or the article's file */
  char       *file;
  guint       line;             /* 0: the whole file */
  ObOutcome   outcome;
  char       *why;              /* of all that do not pass; may be NULL */
} Case;

typedef struct { guint passed, failed, todo; } Counts;

static void
case_free (gpointer data)
{
  Case *self = data;
  g_free (self->name);
  g_free (self->file);
  g_free (self->why);
  g_free (self);
}

static Counts
count (const GPtrArray *cases, const char *group)
{
  Counts counts = { 0 };
  for (guint i = 0; i < cases->len; i++)
    {
      const Case *c = g_ptr_array_index (cases, i);
      if (group != NULL && strcmp (c->group, group) != 0)
        continue;
      counts.passed += c->outcome == OB_OUTCOME_PASS;
      counts.failed += c->outcome == OB_OUTCOME_FAIL;
      counts.todo += c->outcome == OB_OUTCOME_TODO || c->outcome == OB_OUTCOME_TODO_PASSES;
    }
  return counts;
}

/* ---- Running ---- */

/* The packs to be tested: those named on the command line, not those loaded for their sake. */
typedef struct
{
  ObPack *const *packs;
  guint    n_packs;
} Subjects;

static Subjects
get_subjects (const ObLoaded *loaded, char **beside)
{
  guint n_beside = beside != NULL ? g_strv_length (beside) : 0;
  return (Subjects) { (ObPack *const *) loaded->named->pdata + n_beside, loaded->named->len - n_beside };
}

static gboolean
is_of_subject (const Subjects *subjects, const ObRule *rule)
{
  for (guint i = 0; i < subjects->n_packs; i++)
    {
      const char *name = ob_pack_get_name (subjects->packs[i]);
      gsize length = strlen (name);
      if (strncmp (rule->id, name, length) == 0 && rule->id[length] == '/')
        return TRUE;
    }
  return FALSE;
}

static void
run_example (const ObExample *example, ObSession *session, GPtrArray *cases)
{
  static const char *const kinds[] = { [OB_EXAMPLE_HIT] = "hit", [OB_EXAMPLE_MISS] = "miss", [OB_EXAMPLE_TODO] = "todo" };
  Case *c = g_new0 (Case, 1);
  c->group = example->rule->id;
  c->kind = kinds[example->kind];
  c->name = g_strdup (example->source);
  c->file = g_strdup (example->file);
  c->line = example->line;
  c->outcome = ob_example_run (example, session, &c->why);
  g_ptr_array_add (cases, c);
}

static void
run_articles (const ObPack *pack, ObSession *session, GPtrArray *cases)
{
  const GPtrArray *kinds[] = { ob_pack_get_tests (pack), ob_pack_get_quiet (pack) };
  for (guint quiet = 0; quiet < G_N_ELEMENTS (kinds); quiet++)
    for (guint i = 0; i < kinds[quiet]->len; i++)
      {
        const char *relative = g_ptr_array_index (kinds[quiet], i);
        Case *c = g_new0 (Case, 1);
        c->group = ob_pack_get_name (pack);
        c->kind = quiet ? "quiet" : "golden";
        c->name = g_strdup (relative);
        c->file = g_build_filename (ob_pack_get_name (pack), relative, NULL);
        c->outcome = quiet ? ob_article_run_quiet (pack, relative, session, &c->why)
                           : ob_article_run_golden (pack, relative, session, &c->why);
        g_ptr_array_add (cases, c);
      }
}

/* ---- Telling ---- */

static void
append_lines (GString *out, const char *prefix, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_string_append_printf (out, "%s%s\n", prefix, lines[i]);
}

static void
append_place (GString *out, const Case *c)
{
  g_string_append (out, c->file);
  if (c->line > 0)
    g_string_append_printf (out, ":%u", c->line);
}

static void
append_text (GString *out, const GPtrArray *cases)
{
  for (guint i = 0; i < cases->len; i++)
    {
      const Case *c = g_ptr_array_index (cases, i);
      if (c->outcome == OB_OUTCOME_PASS || c->outcome == OB_OUTCOME_TODO)
        continue;
      append_place (out, c);
      if (c->line == 0)
        g_string_append_printf (out, ": the %s article fails\n", c->kind);
      else if (c->outcome == OB_OUTCOME_FAIL)
        g_string_append_printf (out, ": %s: %s example fails\n    %s\n", c->group, c->kind, c->name);
      else
        g_string_append_printf (out, ": %s: this todo passes now; make it a hit\n    %s\n", c->group, c->name);
      if (c->outcome == OB_OUTCOME_FAIL)
        append_lines (out, "    ", c->why);
    }
  Counts counts = count (cases, NULL);
  g_string_append_printf (out, "%u passed, %u failed, %u todo\n", counts.passed, counts.failed, counts.todo);
}

/* A description in TAP may hold no # and no line end. */
static void
append_tap_name (GString *out, const Case *c)
{
  g_string_append_printf (out, "%s %s: ", c->group, c->kind);
  for (const char *p = c->name; *p != '\0'; p++)
    if (*p == '#')
      g_string_append (out, "\\#");
    else
      g_string_append_c (out, *p == '\n' || *p == '\r' ? ' ' : *p);
}

static void
append_tap (GString *out, const GPtrArray *cases)
{
  g_string_append_printf (out, "TAP version 13\n1..%u\n", cases->len);
  for (guint i = 0; i < cases->len; i++)
    {
      const Case *c = g_ptr_array_index (cases, i);
      gboolean holds = c->outcome == OB_OUTCOME_PASS || c->outcome == OB_OUTCOME_TODO_PASSES;
      g_string_append_printf (out, "%s %u - ", holds ? "ok" : "not ok", i + 1);
      append_tap_name (out, c);
      g_string_append (out, c->outcome == OB_OUTCOME_TODO ? " # TODO known to be missing\n"
                       : c->outcome == OB_OUTCOME_TODO_PASSES ? " # TODO passes now: make it a hit\n" : "\n");
      if (c->outcome != OB_OUTCOME_FAIL)
        continue;
      g_string_append (out, "# ");
      append_place (out, c);
      g_string_append_c (out, '\n');
      append_lines (out, "# ", c->why);
    }
}

/* As text or attribute of XML 1.0, which has no other controls than tab and line ends. */
static void
append_xml (GString *out, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text != NULL ? text : "", -1);
  for (const char *p = escaped; *p != '\0'; p++)
    if ((guchar) *p < 0x20 && strchr ("\t\n\r", *p) == NULL)
      g_string_append (out, "\xef\xbf\xbd");
    else
      g_string_append_c (out, *p);
}

static void
append_junit_case (GString *out, const Case *c)
{
  g_string_append (out, "    <testcase classname=\"");
  append_xml (out, c->group);
  g_string_append_printf (out, "\" name=\"%s: ", c->kind);
  append_xml (out, c->name);
  if (c->outcome == OB_OUTCOME_PASS)
    {
      g_string_append (out, "\" time=\"0\"/>\n");
      return;
    }
  gboolean fails = c->outcome == OB_OUTCOME_FAIL;
  g_string_append_printf (out, "\" time=\"0\">\n      <%s message=\"", fails ? "failure" : "skipped");
  g_autoptr (GString) place = g_string_new (NULL);
  append_place (place, c);
  append_xml (out, place->str);
  g_string_append (out, c->outcome == OB_OUTCOME_TODO ? ": known to be missing" : fails ? "" : ": passes now: make it a hit");
  g_string_append (out, "\" type=\"");
  append_xml (out, c->kind);
  g_string_append (out, "\">");
  append_xml (out, c->why);
  g_string_append_printf (out, "</%s>\n    </testcase>\n", fails ? "failure" : "skipped");
}

/* The form of JUnit reports that Jenkins and its kin read: a suite for each rule, and one for a pack's articles. */
static void
append_junit (GString *out, const GPtrArray *cases)
{
  Counts all = count (cases, NULL);
  g_string_append_printf (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"obelus\" tests=\"%u\" "
                          "failures=\"%u\" errors=\"0\">\n", cases->len, all.failed);
  for (guint i = 0; i < cases->len;)
    {
      const char *group = ((const Case *) g_ptr_array_index (cases, i))->group;
      Counts counts = count (cases, group);
      g_string_append (out, "  <testsuite name=\"");
      append_xml (out, group);
      g_string_append_printf (out, "\" tests=\"%u\" failures=\"%u\" errors=\"0\" skipped=\"%u\">\n",
                              counts.passed + counts.failed + counts.todo, counts.failed, counts.todo);
      for (; i < cases->len && strcmp (((const Case *) g_ptr_array_index (cases, i))->group, group) == 0; i++)
        append_junit_case (out, g_ptr_array_index (cases, i));
      g_string_append (out, "  </testsuite>\n");
    }
  g_string_append (out, "</testsuites>\n");
}

static void
append_member (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, "%s\"%s\":", out->str[out->len - 1] == '{' ? "" : ",", name);
  if (value != NULL)
    ob_json_append_string (out, value, -1, FALSE);
  else
    g_string_append (out, "null");
}

static void
append_json (GString *out, const GPtrArray *cases)
{
  static const char *const outcomes[] = {
    [OB_OUTCOME_PASS] = "pass", [OB_OUTCOME_FAIL] = "fail", [OB_OUTCOME_TODO] = "todo",
    [OB_OUTCOME_TODO_PASSES] = "todo-passes",
  };
  for (guint i = 0; i < cases->len; i++)
    {
      const Case *c = g_ptr_array_index (cases, i);
      g_string_append_c (out, '{');
      append_member (out, "group", c->group);
      append_member (out, "kind", c->kind);
      append_member (out, "name", c->name);
      append_member (out, "file", c->file);
      g_string_append_printf (out, ",\"line\":%u", c->line);
      append_member (out, "outcome", outcomes[c->outcome]);
      append_member (out, "why", c->outcome == OB_OUTCOME_PASS ? NULL : c->why);
      g_string_append (out, "}\n");
    }
  Counts counts = count (cases, NULL);
  g_string_append_printf (out, "{\"passed\":%u,\"failed\":%u,\"todo\":%u}\n", counts.passed, counts.failed, counts.todo);
}

/* ---- Mutations ---- */

static void
append_mutants (GString *out, const ObRule *rule, const GPtrArray *mutants, gboolean as_json, guint *n_noticed)
{
  guint noticed = 0;
  for (guint i = 0; i < mutants->len; i++)
    {
      const ObMutant *mutant = g_ptr_array_index (mutants, i);
      noticed += mutant->is_noticed;
      if (as_json)
        {
          g_string_append_c (out, '{');
          append_member (out, "rule", rule->id);
          append_member (out, "change", mutant->text);
          append_member (out, "file", mutant->file);
          g_string_append_printf (out, ",\"line\":%u,\"column\":%u,\"noticed\":%s}\n", mutant->line, mutant->column,
                                  mutant->is_noticed ? "true" : "false");
        }
      else if (!mutant->is_noticed)
        {
          g_string_append_printf (out, "%s:%u", mutant->file, mutant->line);
          if (mutant->column > 0)
            g_string_append_printf (out, ":%u", mutant->column);
          g_string_append_printf (out, ": no example of %s notices it %s\n", rule->id, mutant->text);
        }
    }
  *n_noticed += noticed;
  if (!as_json && mutants->len > 0)
    g_string_append_printf (out, "%-40s %3u of %3u changes noticed (%u%%)\n", rule->id, noticed, mutants->len,
                            noticed * 100 / mutants->len);
}

/* Takes each part out of each rule, and tells what no example notices. */
static int
mutate (const ObLoaded *loaded, const Subjects *subjects, const ObRule *only, gboolean as_json)
{
  g_autoptr (GString) out = g_string_new (NULL);
  guint n_noticed = 0, n = 0;
  for (guint i = 0; i < ob_ruleset_size (loaded->ruleset); i++)
    {
      const ObRule *rule = ob_ruleset_get (loaded->ruleset, i);
      g_autoptr (GError) error = NULL;
      if (only != NULL ? rule != only : !is_of_subject (subjects, rule))
        continue;
      g_autoptr (GPtrArray) mutants = ob_mutate_rule (loaded->ruleset, rule, loaded->examples, &error);
      if (mutants == NULL)
        {
          ob_cli_complain ("%s", error->message);
          return OB_EXIT_PACK;
        }
      n += mutants->len;
      append_mutants (out, rule, mutants, as_json, &n_noticed);
      if (!ob_cli_write (out->str, out->len))
        return OB_EXIT_WRITE;
      g_string_truncate (out, 0);
    }
  if (!as_json)
    g_string_append_printf (out, "%u of %u changes noticed (%u%%)\n", n_noticed, n, n > 0 ? n_noticed * 100 / n : 100);
  if (!ob_cli_write (out->str, out->len))
    return OB_EXIT_WRITE;
  return n_noticed < n ? OB_EXIT_FINDINGS : OB_EXIT_OK;
}

/* ---- The verb ---- */

static gboolean
choose_format (const char *name, Format *ret_format)
{
  static const char *const names[] = { "text", "tap", "junit", "json", NULL };
  for (guint i = 0; names[i] != NULL; i++)
    if (name == NULL || strcmp (names[i], name) == 0)
      {
        *ret_format = (Format) i;
        return TRUE;
      }
  const char *near = ob_suggest (name, names, -1);
  ob_cli_complain ("test: unknown format \"%s\"%s%s%s; there are text, tap, junit and json", name,
                   near != NULL ? " (did you mean " : "", near != NULL ? near : "", near != NULL ? "?)" : "");
  return FALSE;
}

static int
test (const ObLoaded *loaded, const Subjects *subjects, const ObRule *only, Format format)
{
  static void (*const append[]) (GString *, const GPtrArray *) = {
    [FORMAT_TEXT] = append_text, [FORMAT_TAP] = append_tap, [FORMAT_JUNIT] = append_junit, [FORMAT_JSON] = append_json,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (ObSession) session = ob_session_new (loaded->ruleset, &error);
  if (session == NULL)
    {
      ob_cli_complain ("%s", error->message);
      return OB_EXIT_PACK;
    }
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func (case_free);
  for (guint i = 0; i < loaded->examples->len; i++)
    {
      const ObExample *example = g_ptr_array_index (loaded->examples, i);
      if (only != NULL ? example->rule == only : is_of_subject (subjects, example->rule))
        run_example (example, session, cases);
    }
  for (guint i = 0; i < subjects->n_packs && only == NULL; i++)
    run_articles (subjects->packs[i], session, cases);
  g_autoptr (GString) out = g_string_new (NULL);
  append[format] (out, cases);
  if (!ob_cli_write (out->str, out->len))
    return OB_EXIT_WRITE;
  return count (cases, NULL).failed > 0 ? OB_EXIT_FINDINGS : OB_EXIT_OK;
}

static int
run_test (const char *const *arguments)
{
  g_autofree char *rule_id = NULL, *format_name = NULL;
  g_auto (GStrv) beside = NULL;
  gboolean mutates = FALSE;
  Format format;
  GOptionEntry entries[] = {
    OB_CLI_BESIDE_OPTION (beside),
    { "rule", 'r', 0, G_OPTION_ARG_STRING, &rule_id, "Only this rule's examples", "RULE" },
    { "format", 'f', 0, G_OPTION_ARG_STRING, &format_name, "text (as without it), tap, junit or json", "FORMAT" },
    { "mutate", 0, 0, G_OPTION_ARG_NONE, &mutates, "Take each part out of each rule, and tell what no example notices",
      NULL },
    { 0 }
  };
  int exit_code;
  g_auto (GStrv) packs = ob_cli_parse (&ob_verb_test, entries, arguments, &exit_code);
  if (packs == NULL)
    return exit_code;
  if (!choose_format (format_name, &format))
    return OB_EXIT_USAGE;
  if (mutates && format != FORMAT_TEXT && format != FORMAT_JSON)
    {
      ob_cli_complain ("test: --mutate tells as text or json");
      return OB_EXIT_USAGE;
    }
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObLoaded) loaded = ob_cli_load ((const char *const *) beside, (const char *const *) packs, diags);
  ob_cli_drop_foreign (loaded, beside != NULL ? g_strv_length (beside) : 0, diags);
  ob_cli_print_diags (diags, loaded->ruleset == NULL, format == FORMAT_TEXT ? STDOUT_FILENO : STDERR_FILENO);
  if (loaded->ruleset == NULL)
    return ob_cli_get_load_exit (diags);
  const ObRule *only = rule_id != NULL ? ob_cli_find_rule ("test", loaded->ruleset, rule_id) : NULL;
  Subjects subjects = get_subjects (loaded, beside);
  if (rule_id != NULL && only == NULL)
    return OB_EXIT_USAGE;
  return mutates ? mutate (loaded, &subjects, only, format == FORMAT_JSON) : test (loaded, &subjects, only, format);
}

const ObVerb ob_verb_test = {
  "test", "[PACK…]", "Runs the examples inside the rules of packs, and their golden and quiet articles.",
  "--mutate tests the examples: it takes elements, alternatives, tests, refusals and fields\n"
  "out of each rule, one at a time, and tells which of these changes no example notices.\n"
  "\n"
  "Examples:\n"
  "  obelus test news.en\n"
  "  obelus test ./my-pack --rule my-pack/says-that\n"
  "  obelus test -p news.en mine.lua\n"
  "  obelus test --format junit ./my-pack > report.xml\n"
  "  obelus test --mutate ./my-pack\n"
  "\n"
  "Exit codes: 0 all pass, 1 some fail, or a change goes unnoticed, 2 a pack is broken,\n"
  "3 no such pack, 64 usage.",
  run_test
};
