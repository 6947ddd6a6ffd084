#include "host/cli/ob-corpus.h"
#include "pack/ob-pages.h"
#include <string.h>

/* Counts what each rule finds in the corpus. FALSE after complaining. */
static gboolean
count (const ObLoaded *loaded, char **inputs, ObPagesCounts *counts)
{
  g_auto (ObCorpusOptions) options = { .jobs = 1 };
  g_autoptr (GError) error = NULL;
  if (!ob_corpus_options_check (&options, "doc"))
    return FALSE;
  g_autoptr (ObSession) session = ob_session_new (loaded->ruleset, &error);
  if (session == NULL)
    {
      ob_cli_complain ("doc: %s", error->message);
      return FALSE;
    }
  g_autoptr (ObCorpus) corpus = ob_corpus_new ((const char *const *) inputs, &options);
  ob_session_set_keeps_losers (session, FALSE);
  for (gboolean goes_on = TRUE; goes_on;)
    {
      g_auto (ObCorpusDoc) entry = { NULL };
      goes_on = ob_corpus_next (corpus, &entry);
      ObText *text = goes_on ? ob_text_new (entry.text, entry.length, NULL) : NULL;
      if (text == NULL)
        continue;
      ob_session_trim (session);
      g_autoptr (ObDoc) doc = ob_doc_new (text, entry.name, entry.date,
                                          ob_vocab_get_forms (ob_session_get_vocab (session)));
      g_autoptr (ObResult) result = ob_session_run (session, doc);
      counts->n_docs++;
      for (guint i = 0; i < result->annotations->len; i++)
        {
          const ObAnnotation *annotation = g_ptr_array_index (result->annotations, i);
          guint64 *hits = g_hash_table_lookup (counts->hits, annotation->rule->id);
          if (hits == NULL)
            g_hash_table_insert (counts->hits, annotation->rule->id, hits = g_new0 (guint64, 1));
          (*hits)++;
        }
    }
  return TRUE;
}

static int
write_page (const ObLoaded *loaded, const ObPack *pack, ObPagesFormat format, const ObPagesCounts *counts, const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *page = ob_pages_dup (loaded, pack, format, counts);
  g_autofree char *name = g_strconcat (ob_pack_get_name (pack), format == OB_PAGES_HTML ? ".html" : ".md", NULL);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;
  if (path == NULL)
    return ob_cli_write (page, strlen (page)) ? OB_EXIT_OK : OB_EXIT_WRITE;
  if (g_mkdir_with_parents (folder, 0777) == 0 && g_file_set_contents (path, page, -1, &error))
    {
      g_autofree char *line = g_strconcat (path, "\n", NULL);
      return ob_cli_write (line, strlen (line)) ? OB_EXIT_OK : OB_EXIT_WRITE;
    }
  ob_cli_complain ("doc: %s: %s", path, error != NULL ? error->message : "the folder cannot be made");
  return OB_EXIT_WRITE;
}

static int
run_doc (const char *const *arguments)
{
  g_auto (GStrv) beside = NULL, corpus = NULL;
  g_autofree char *format_name = NULL, *folder = NULL;
  GOptionEntry entries[] = {
    OB_CLI_BESIDE_OPTION (beside),
    { "format", 'f', 0, G_OPTION_ARG_STRING, &format_name, "html (as without it) or md", "FORMAT" },
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &folder, "Write PACK.html or PACK.md into this folder, not to standard output",
      "FOLDER" },
    { "corpus", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &corpus, "Texts, folders or JSON Lines: tell how often each rule finds "
      "something there", "INPUT" },
    { 0 }
  };
  guint n_warnings;
  int exit_code = OB_EXIT_OK;
  g_auto (GStrv) packs = ob_cli_parse (&ob_verb_doc, entries, arguments, &exit_code);
  if (packs == NULL)
    return exit_code;
  gboolean is_md = g_strcmp0 (format_name, "md") == 0;
  if (format_name != NULL && !is_md && strcmp (format_name, "html") != 0)
    {
      ob_cli_complain ("doc: unknown format \"%s\"; there are html and md", format_name);
      return OB_EXIT_USAGE;
    }
  if (packs[0] == NULL || (packs[1] != NULL && folder == NULL))
    {
      ob_cli_complain (packs[0] == NULL ? "doc: name a pack; see obelus help doc"
                                        : "doc: for several packs name a folder: --to FOLDER");
      return OB_EXIT_USAGE;
    }
  g_autoptr (ObLoaded) loaded = ob_cli_load_packs ((const char *const *) beside, (const char *const *) packs, TRUE, &exit_code,
                                                   &n_warnings);
  if (loaded == NULL)
    return exit_code;
  g_autoptr (GHashTable) hits = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  ObPagesCounts counts = { hits, 0 };
  if (corpus != NULL && !count (loaded, corpus, &counts))
    return OB_EXIT_UNREADABLE;
  for (guint i = beside != NULL ? g_strv_length (beside) : 0; i < loaded->named->len && exit_code == OB_EXIT_OK; i++)
    exit_code = write_page (loaded, g_ptr_array_index (loaded->named, i), is_md ? OB_PAGES_MARKDOWN : OB_PAGES_HTML,
                            corpus != NULL ? &counts : NULL, folder);
  return exit_code;
}

const ObVerb ob_verb_doc = {
  "doc", "PACK…", "Writes a pack's page, in HTML or Markdown, from what its rules say and show.",
  "Examples:\n"
  "  obelus doc ./my-pack > my-pack.html\n"
  "  obelus doc --to pages news.en security.en --corpus articles/\n"
  "  obelus doc -f md ./my-pack > README.md\n"
  "\n"
  "Exit codes: 0 written, 2 a pack is broken, 3 no such pack, 64 usage, 74 write error.",
  run_doc
};
