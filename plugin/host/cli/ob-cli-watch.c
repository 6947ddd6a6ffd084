#include "host/cli/ob-changes.h"
#include "io/ob-findings.h"
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

enum { SETTLE_MS = 20, EVENT_BYTES = 4096, EXAMPLES = 10 };      /* SETTLE_MS: editors write a file in several steps */

/* What the last good packs found in a document. */
typedef struct
{
  ObCorpusDoc doc;
  ObFindings *findings;         /* NULL: it is no document */
} Watched;

typedef struct
{
  const ObCorpusOptions *corpus_options;
  char     **packs;             /* as named, NULL-terminated */
  GArray    *documents;         /* of Watched */
  GPtrArray *folders;           /* of char *, owned: what is watched, by watch number */
  GHashTable *known;            /* folders, as a set; borrowed from folders */
  int        fd;                /* of inotify */
  guint      runs_left;         /* G_MAXUINT: until it is stopped */
} Watch;

static void
watched_clear (gpointer data)
{
  Watched *watched = data;
  ob_corpus_doc_clear (&watched->doc);
  ob_findings_free (watched->findings);
}

static gboolean
say (const char *text)
{
  return ob_cli_write (text, strlen (text));
}

/* ---- Running ---- */

static ObFindings *
find (ObSession *session, const ObCorpusDoc *doc)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) record = g_string_new (NULL);
  g_autoptr (ObTagged) tagged = ob_tagged_new (session, doc->text, doc->length, doc->name, doc->date, &error);
  if (tagged == NULL)
    {
      ob_cli_complain ("%s: %s", doc->name, error->message);
      return NULL;
    }
  ob_findings_append (record, tagged);
  return ob_findings_parse (record->str, record->len, NULL);
}

static void
find_all (Watch *watch, ObSession *session)
{
  for (guint i = 0; i < watch->documents->len; i++)
    {
      Watched *watched = &g_array_index (watch->documents, Watched, i);
      watched->findings = find (session, &watched->doc);
    }
}

/* Runs the new packs, and tells and keeps what they find. */
static gboolean
compare_all (Watch *watch, ObSession *session, gint64 begin)
{
  ObChangesOptions options = { NULL, EXAMPLES, 1, watch->corpus_options->json, watch->corpus_options->colour };
  g_autoptr (ObChanges) changes = ob_changes_new (&options);
  g_autoptr (GString) out = g_string_new (NULL);
  for (guint i = 0; i < watch->documents->len; i++)
    {
      Watched *watched = &g_array_index (watch->documents, Watched, i);
      ObFindings *findings = find (session, &watched->doc);
      if (findings != NULL && watched->findings != NULL)
        {
          g_autoptr (GArray) differences = ob_compare_findings (watched->findings, findings);
          ob_changes_add (changes, &watched->doc, watched->findings, findings, differences, out);
        }
      ob_findings_free (watched->findings);
      watched->findings = findings;
    }
  ob_changes_append_summary (changes, "before", "now", out);
  if (!watch->corpus_options->json)
    g_string_append_printf (out, "%.0f ms\n\n", (double) (g_get_monotonic_time () - begin) / 1000);
  return ob_cli_write (out->str, out->len);
}

/* ---- Packs ---- */

static void
watch_folder (Watch *watch, const char *path)
{
  if (g_hash_table_contains (watch->known, path))
    return;
  if (inotify_add_watch (watch->fd, path, IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_DELETE) < 0)
    {
      ob_cli_complain ("watch: %s: %s", path, g_strerror (errno));
      return;
    }
  g_ptr_array_add (watch->folders, g_strdup (path));
  g_hash_table_add (watch->known, g_ptr_array_index (watch->folders, watch->folders->len - 1));
}

/* Watches @path and the folders below it. Links are not followed. */
static void
watch_tree (Watch *watch, const char *path)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (open, g_strdup (path));
  while (open->len > 0)
    {
      g_autofree char *folder = g_ptr_array_steal_index (open, open->len - 1);
      g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
      const char *name;
      watch_folder (watch, folder);
      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *below = g_build_filename (folder, name, NULL);
          if (*name != '.' && g_file_test (below, G_FILE_TEST_IS_DIR) && !g_file_test (below, G_FILE_TEST_IS_SYMLINK))
            g_ptr_array_add (open, g_steal_pointer (&below));
        }
    }
}

/* The folders of packs named by a path, also before they can be loaded, and of those that are loaded. */
static void
watch_packs (Watch *watch, const ObLoaded *loaded)
{
  for (char **pack = watch->packs; *pack != NULL; pack++)
    if (g_file_test (*pack, G_FILE_TEST_IS_DIR))
      watch_tree (watch, *pack);
    else if (g_file_test (*pack, G_FILE_TEST_IS_REGULAR))
      {
        g_autofree char *folder = g_path_get_dirname (*pack);
        watch_folder (watch, folder);
      }
  for (guint i = 0; loaded != NULL && i < loaded->packs->len; i++)
    {
      const ObPack *pack = g_ptr_array_index (loaded->packs, i);
      g_autofree char *manifest = g_build_filename (ob_pack_get_path (pack), "pack.lua", NULL);
      if (g_file_test (manifest, G_FILE_TEST_IS_REGULAR))
        watch_tree (watch, ob_pack_get_path (pack));
    }
}

/* A session for the packs as they are now; NULL after their errors were told. */
static ObSession *
open_session (Watch *watch, int *ret_exit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObLoaded) loaded = ob_corpus_load_packs (watch->packs, ret_exit);
  if (loaded == NULL)
    return NULL;
  watch_packs (watch, loaded);
  ObSession *session = ob_session_new (loaded->ruleset, &error);        /* holds the rule set */
  if (session == NULL)
    ob_cli_complain ("%s", error->message);
  return session;
}

/* ---- Waiting ---- */

/* Reads what is there. TRUE when something that counts was written: no hidden file, no editor's backup. */
static gboolean
read_events (Watch *watch)
{
  char buffer[EVENT_BYTES] __attribute__ ((aligned (__alignof__ (struct inotify_event))));
  gboolean counts = FALSE;
  gssize length = read (watch->fd, buffer, sizeof buffer);
  for (gssize at = 0; at < length;)
    {
      const struct inotify_event *event = (const struct inotify_event *) (buffer + at);
      const char *name = event->len > 0 ? event->name : "";
      counts |= (g_str_has_suffix (name, ".lua") || g_str_has_suffix (name, ".txt") || g_str_has_suffix (name, ".tsv"))
                && *name != '.' && *name != '#';
      at += (gssize) sizeof *event + event->len;
    }
  return counts;
}

static gboolean
wait_for_event (const Watch *watch, int timeout_ms)
{
  struct pollfd wait = { watch->fd, POLLIN, 0 };
  int n;
  do
    n = poll (&wait, 1, timeout_ms);
  while (n < 0 && errno == EINTR);
  return n > 0;
}

/* Until something is saved, and nothing more for a moment. */
static void
wait_for_save (Watch *watch)
{
  gboolean is_saved = FALSE;
  while (!is_saved)
    {
      wait_for_event (watch, -1);
      is_saved = read_events (watch);
    }
  while (wait_for_event (watch, SETTLE_MS))
    read_events (watch);
}

static int
go_on (Watch *watch)
{
  g_autofree char *ready = g_strdup_printf ("watching %u %s with %u %s; Ctrl-C ends it\n\n", watch->folders->len,
                                            watch->folders->len == 1 ? "folder" : "folders", watch->documents->len,
                                            watch->documents->len == 1 ? "document" : "documents");
  if (!watch->corpus_options->json && !say (ready))
    return OB_EXIT_WRITE;
  for (; watch->runs_left > 0; watch->runs_left -= watch->runs_left != G_MAXUINT)
    {
      int unused;
      wait_for_save (watch);
      gint64 begin = g_get_monotonic_time ();
      g_autoptr (ObSession) session = open_session (watch, &unused);
      if (session == NULL)
        ob_cli_complain ("watch: the packs are broken; what the last good ones found stays");
      else if (!compare_all (watch, session, begin))
        return OB_EXIT_WRITE;
    }
  return OB_EXIT_OK;
}

static int
watch_with (Watch *watch, const char *const *inputs)
{
  g_autoptr (ObCorpus) corpus = ob_corpus_new (inputs, watch->corpus_options);
  int exit_code;
  for (;;)
    {
      Watched watched = { .findings = NULL };
      if (!ob_corpus_next (corpus, &watched.doc))
        break;
      g_array_append_val (watch->documents, watched);
    }
  if (ob_corpus_get_n_failed (corpus) > 0)
    return OB_EXIT_NO_INPUT;
  watch->fd = inotify_init1 (IN_CLOEXEC);
  if (watch->fd < 0)
    {
      ob_cli_complain ("watch: %s", g_strerror (errno));
      return OB_EXIT_INTERNAL;
    }
  watch_packs (watch, NULL);
  g_autoptr (ObSession) session = open_session (watch, &exit_code);
  if (session == NULL)
    return exit_code;
  find_all (watch, session);
  g_clear_pointer (&session, ob_session_free);
  return go_on (watch);
}

static int
run_watch (const char *const *arguments)
{
  g_auto (ObCorpusOptions) corpus = { NULL };
  Watch watch = { .corpus_options = &corpus, .fd = -1 };
  int runs = 0, exit_code;
  GOptionEntry entries[] = {
    { "runs", 0, 0, G_OPTION_ARG_INT, &runs, "End after N saves; without it, go on", "N" },
    OB_CORPUS_ENTRIES (corpus),
    { 0 }
  };
  g_auto (GStrv) rest = ob_cli_parse (&ob_verb_watch, entries, arguments, &exit_code);
  if (rest == NULL)
    return exit_code;
  if (!ob_corpus_options_check (&corpus, "watch"))
    return OB_EXIT_USAGE;
  if (g_strv_length (rest) < 2 || runs < 0)
    {
      ob_cli_complain (runs < 0 ? "watch: --runs is a number" : "watch: give a pack and texts; see obelus help watch");
      return OB_EXIT_USAGE;
    }
  g_autoptr (GPtrArray) packs = g_ptr_array_new ();
  for (char **pack = corpus.packs; pack != NULL && *pack != NULL; pack++)
    g_ptr_array_add (packs, *pack);
  g_ptr_array_add (packs, rest[0]);
  g_ptr_array_add (packs, NULL);
  watch.packs = (char **) packs->pdata;
  watch.documents = g_array_new (FALSE, FALSE, sizeof (Watched));
  watch.folders = g_ptr_array_new_with_free_func (g_free);
  watch.known = g_hash_table_new (g_str_hash, g_str_equal);
  watch.runs_left = runs > 0 ? (guint) runs : G_MAXUINT;
  g_array_set_clear_func (watch.documents, watched_clear);
  exit_code = watch_with (&watch, (const char *const *) rest + 1);
  g_array_unref (watch.documents);
  g_hash_table_unref (watch.known);
  g_ptr_array_unref (watch.folders);
  if (watch.fd >= 0)
    close (watch.fd);
  return exit_code;
}

const ObVerb ob_verb_watch = {
  "watch", "PACK INPUT…", "On each save of a pack, shows what it changes in texts.",
  "PACK, and those of -p that it stands beside, are loaded anew when one of their files is\n"
  "saved, and what is found otherwise than before is shown as obelus diff shows it. While a\n"
  "file is broken its errors are shown, and the last good run stays what is compared with.\n"
  "Keep the texts few: they are read once and run at each save.\n"
  "\n"
  "Examples:\n"
  "  obelus watch ./mine article.txt\n"
  "  obelus watch -p news.en ./mine.lua samples/\n"
  "\n"
  "With --json the lines of obelus diff --json.\n"
  "\n"
  "Exit codes: 0 ended by --runs, 2 the pack is broken at the start, 3 no such pack, 64 usage,\n"
  "66 an input is missing or no document, 70 no folder can be watched, 74 write error.",
  run_watch
};
