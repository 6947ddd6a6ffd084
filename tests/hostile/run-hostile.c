/* Runs hostile scripts, each in a process of its own that is killed after five seconds of work, and compares how they end with
 * the head of the script:
 *
 *   -- expect: STEPS MEMORY ERROR text      any of these classes, or an ordinary error that says the text
 *   -- expect: OK                           it ends well
 *   -- mode: on_match                       the script declares rule "hostile", whose on_match is called
 *
 * None may take more than 1.5 s of CPU time (a sanitizer's build apart).
 *
 * usage: run-hostile FILE...   Says one line a file (TAP); fails when any differs. */
#include "lua/ob-lua-program.h"
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define SECONDS 5
#define CLOCK_SECONDS 60        /* others may use the machine as well */
#ifdef __SANITIZE_ADDRESS__
#define MAX_CPU_SECONDS SECONDS
#else
#define MAX_CPU_SECONDS 1.5
#endif

/* --- in the child --- */

static void
ignore_decl (const ObDecl *decl, gpointer data)
{
  (void) decl;
  (void) data;
}

static ObSource *
find_no_module (const char *name, gpointer data, GError **error)
{
  (void) data;
  g_set_error (error, OB_ERROR, OB_ERROR_NOT_FOUND, "there is no module '%s'", name);
  return NULL;
}

/* Calls on_match of rule "hostile" on the first two words of a document; returns how it ended. */
static char *
call_on_match (ObLuaProgram *program)
{
  static const char words[] = "The minister spoke of rivers.";
  g_autoptr (GError) error = NULL;
  gpointer script = ob_lua_script_class.open (program, &error);
  if (script == NULL)
    return g_strdup (error->message);
  g_autoptr (ObVocab) vocab = ob_vocab_new ();
  g_autoptr (ObSpans) spans = ob_spans_new ();
  g_autoptr (ObDoc) doc = ob_doc_new (ob_text_new (words, strlen (words), NULL), "d", NULL, ob_vocab_get_forms (vocab));
  ob_spans_reset (spans, doc->n_tokens);
  ObMatchContext context = { .doc = doc, .vocab = vocab, .spans = spans };
  g_autoptr (ObRule) rule = ob_rule_new (OB_RULE_PATTERN, "pack", "hostile", 1);
  rule->emits = "claim";
  rule->file = g_strdup ("hostile.lua");
  g_autoptr (ObAnnotation) annotation = ob_annotation_new (rule, 0, 2);
  ObScriptCall call = { &context, annotation };
  g_autofree char *reason = NULL;
  guint line = 0;
  ob_lua_script_class.begin (script, &context);
  ObVerdict verdict = ob_lua_script_class.on_match (script, rule, &call, &reason, &line, &error);
  ob_lua_script_class.end (script);
  ob_lua_script_class.close (script);
  return g_strdup (verdict == OB_VERDICT_FAILED ? error->message : "OK");
}

/* Loads the script and says how that ended. */
static char *
run_script (const char *path, gboolean calls)
{
  g_autoptr (GError) error = NULL;
  ObSource *source = ob_source_read ("hostile.lua", path, &error);
  if (source == NULL)
    return g_strdup (error->message);
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_source_unref);
  g_ptr_array_add (files, source);
  g_autoptr (ObLuaProgram) program = ob_lua_program_new ("pack", files);
  g_autoptr (ObArena) arena = ob_arena_new ();
  g_autoptr (ObDiags) diags = ob_diags_new ();
  ob_lua_program_add_field (program, "stance");
  ob_lua_program_load (program, find_no_module, ignore_decl, NULL, arena, diags);
  for (guint i = 0; i < ob_diags_size (diags); i++)
    if (!calls || strcmp (ob_diags_get (diags, i)->id, "OB315") != 0)
      return g_strdup (ob_diags_get (diags, i)->message);
  return calls ? call_on_match (program) : g_strdup ("OK");
}

/* --- in the parent --- */

/* The rest of the line of @source that begins with @key, as a new string, or NULL. */
static char *
dup_header (const char *source, const char *key)
{
  const char *line = strstr (source, key);
  return line != NULL ? g_strndup (line + strlen (key), strcspn (line + strlen (key), "\n")) : NULL;
}

static gboolean
is_expected (const char *expect, const char *outcome)
{
  const char *text = strstr (expect, "ERROR ");         /* up to the end of the line, or the next one */
  g_autofree char *head = text != NULL ? g_strndup (expect, (gsize) (text - expect)) : g_strdup (expect);
  g_auto (GStrv) classes = g_strsplit (head, " ", -1);
  for (char **class = classes; *class != NULL; class++)
    {
      g_autofree char *mark = g_strdup_printf ("(%s)", *class);
      if (strcmp (*class, "OK") == 0 ? strcmp (outcome, "OK") == 0 : **class != '\0' && strstr (outcome, mark) != NULL)
        return TRUE;
    }
  g_auto (GStrv) texts = g_strsplit (text != NULL ? text : "", "ERROR ", -1);
  for (char **each = texts; *each != NULL; each++)
    if (*g_strstrip (*each) != '\0' && strstr (outcome, *each) != NULL)
      return TRUE;
  return FALSE;
}

/* Runs the script in a child; returns what it said, or how it died, and the CPU time it took. */
static char *
run_child (const char *path, gboolean calls, double *ret_seconds)
{
  int ends[2];
  if (pipe (ends) != 0)
    return g_strdup ("no pipe");
  fflush (stdout);
  pid_t child = fork ();
  if (child == 0)
    {
      close (ends[0]);
      setrlimit (RLIMIT_CPU, &(struct rlimit) { SECONDS, SECONDS });
      alarm (20 * SECONDS);                     /* a neighbour may have the processor; sleeping is a hang, too */
      g_autofree char *outcome = run_script (path, calls);
      gssize written = write (ends[1], outcome, strlen (outcome));
      _exit (written < 0);
    }
  close (ends[1]);
  char outcome[2048];
  gsize n = 0;
  for (gssize got = 1; got > 0 && n < sizeof outcome - 1; n += (gsize) MAX (got, 0))
    got = read (ends[0], outcome + n, sizeof outcome - 1 - n);
  outcome[n] = '\0';
  close (ends[0]);
  int status;
  struct rusage usage;
  wait4 (child, &status, 0, &usage);
  *ret_seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
                 + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / G_USEC_PER_SEC;
  if (WIFSIGNALED (status))
    return g_strdup_printf ("killed by %s", strsignal (WTERMSIG (status)));
  return WEXITSTATUS (status) == 0 ? g_strdup (outcome) : g_strdup_printf ("exit status %d", WEXITSTATUS (status));
}

int
main (int argc, char **argv)
{
  gboolean all_well = TRUE;
  printf ("1..%d\n", argc - 1);
  for (int i = 1; i < argc; i++)
    {
      g_autofree char *source = NULL, *name = g_path_get_basename (argv[i]);
      if (!g_file_get_contents (argv[i], &source, NULL, NULL))
        return 2;
      g_autofree char *expect = dup_header (source, "-- expect: "), *mode = dup_header (source, "-- mode: ");
      double seconds;
      g_autofree char *outcome = run_child (argv[i], mode != NULL, &seconds);
      gboolean is_well = expect != NULL && is_expected (expect, outcome) && seconds <= MAX_CPU_SECONDS;
      printf ("%s %d - %s (%.2f s): %.100s\n", is_well ? "ok" : "not ok", i, name, seconds, outcome);
      all_well = all_well && is_well;
    }
  return all_well ? 0 : 1;
}
