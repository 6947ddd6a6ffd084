/* Compiled lists and gazetteers: what comes out of the cache is what the text says, whatever happened to the files. */
#include "base/ob-hash.h"
#include "base/ob-limits.h"
#include "match/ob-gazetteer.h"
#include "match/ob-trie.h"
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_TOWNS 1000

/* A folder with a list in it that is large enough for the cache, and a cache. */
typedef struct
{
  char *folder, *cache, *path;
} Fixture;

static void
write_list (const Fixture *self, const char *more)
{
  g_autoptr (GString) text = g_string_new ("@columns\tentry\tkind\n");
  for (guint i = 0; i < N_TOWNS; i++)
    g_string_append_printf (text, "Port Town%u\t%s\n", i, i % 3 == 0 ? "port" : "");
  g_string_append (text, more);
  g_assert_cmpuint (text->len, >, OB_MIN_CACHED_BYTES);
  g_assert_true (g_file_set_contents (self->path, text->str, text->len, NULL));
}

/* As if the file had been written long ago. */
static void
make_old (const char *path)
{
  struct timespec old[2] = { { 1000000000, 0 }, { 1000000000, 0 } };
  g_assert_cmpint (utimensat (AT_FDCWD, path, old, 0), ==, 0);
}

static void
set_up (Fixture *self)
{
  self->folder = g_dir_make_tmp ("obelus-cache-XXXXXX", NULL);
  self->cache = g_build_filename (self->folder, "cache", NULL);
  self->path = g_build_filename (self->folder, "towns.txt", NULL);
  g_setenv ("OBELUS_CACHE", self->cache, TRUE);
  write_list (self, "");
}

static void
remove_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
}

static void
tear_down (Fixture *self)
{
  g_chmod (self->cache, 0700);
  remove_files (self->cache);
  g_rmdir (self->cache);
  remove_files (self->folder);
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->cache);
  g_free (self->path);
}

/* The files of the cache, sorted, as full paths. */
static GPtrArray *
list_cache (const Fixture *self)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (self->cache, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (paths, g_build_filename (self->cache, name, NULL));
  return paths;
}

/* All that a list and its gazetteer say, as one text. */
static char *
read_all (const Fixture *self, const char *text)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObList) list = ob_list_parse_file ("towns", self->path, diags);
  g_autoptr (ObGazetteers) gazetteers = ob_gazetteers_new ();
  const ObGazetteer *gazetteer = ob_gazetteers_add (gazetteers, list, OB_GAZETTEER_WORD, diags);
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < ob_list_size (list); i++)
    {
      ObListEntry entry = ob_list_get (list, i);
      const char *kind = ob_list_get_feature (list, entry, "kind");
      g_string_append_printf (out, "%u %s %s\n", ob_list_get_entry_line (list, entry), ob_list_get_text (list, entry),
                              kind != NULL ? kind : "-");
      g_assert_cmpuint (ob_list_get_by_text (list, ob_list_get_text (list, entry)), ==, entry);
    }
  g_autoptr (ObVocab) vocab = ob_vocab_new ();
  ObGazetteerCache *cache = ob_gazetteer_cache_new (gazetteers, vocab);
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (ObToken));
  ob_tokenise (text, strlen (text), ob_vocab_get_forms (vocab), tokens);
  ObDoc doc = { .tokens = (ObToken *) (gpointer) tokens->data, .n_tokens = tokens->len };
  ObGazetteerHit hits[OB_MAX_GAZETTEER_HITS];
  for (guint32 i = 0; i < doc.n_tokens; i++)
    if (ob_gazetteer_match (gazetteer, cache, &doc, i, doc.n_tokens, hits) > 0)
      g_string_append_printf (out, "%u-%u %s\n", i, hits[0].end, ob_list_get_text (list, hits[0].entry));
  ob_gazetteer_cache_free (cache);
  g_autofree char *told = ob_diags_dup_text (diags, FALSE);
  g_string_append (out, told);
  return g_string_free (out, FALSE);
}

#define TEXT "From Port Town7 to Port Town999, past Port Ansel"

static char *
read_without_cache (const Fixture *self)
{
  g_setenv ("OBELUS_CACHE", "off", TRUE);
  char *all = read_all (self, TEXT);
  g_setenv ("OBELUS_CACHE", self->cache, TRUE);
  return all;
}

static void
assert_reads (const Fixture *self, const char *expected)
{
  g_autofree char *all = read_all (self, TEXT);
  g_assert_cmpstr (all, ==, expected);
}

static void
test_same (void)
{
  Fixture f;
  set_up (&f);
  g_autofree char *expected = read_without_cache (&f);
  g_assert_nonnull (strstr (expected, "1-3 Port Town7\n4-6 Port Town999\n"));
  g_autoptr (GPtrArray) none = list_cache (&f);
  g_assert_cmpuint (none->len, ==, 0);
  assert_reads (&f, expected);
  g_autoptr (GPtrArray) some = list_cache (&f);
  g_assert_cmpuint (some->len, ==, 2);
  assert_reads (&f, expected);
  make_old (f.path);
  assert_reads (&f, expected);
  assert_reads (&f, expected);
  for (guint i = 0; i < some->len; i++)
    {
      GStatBuf st;
      g_assert_cmpint (g_stat (g_ptr_array_index (some, i), &st), ==, 0);
      g_assert_cmpuint (st.st_mode & 0777, ==, 0600);
    }
  tear_down (&f);
}

static void
test_changed (void)
{
  Fixture f;
  set_up (&f);
  g_autofree char *before = read_all (&f, TEXT);
  write_list (&f, "Port Ansel\tport\n");
  g_autofree char *expected = read_without_cache (&f);
  g_assert_cmpstr (before, !=, expected);
  assert_reads (&f, expected);
  make_old (f.path);
  assert_reads (&f, expected);
  g_assert_nonnull (strstr (expected, "8-10 Port Ansel\n"));
  g_autoptr (GPtrArray) files = list_cache (&f);
  g_assert_cmpuint (files->len, ==, 2);         /* the old ones are gone */
  tear_down (&f);
}

/* The same size, the same time: changed within the tick of the clock in which it was read. */
static void
test_changed_at_once (void)
{
  Fixture f;
  set_up (&f);
  g_autofree char *before = read_all (&f, TEXT), *bytes = NULL;
  GStatBuf st;
  gsize length;
  g_assert_cmpint (g_stat (f.path, &st), ==, 0);
  g_assert_true (g_file_get_contents (f.path, &bytes, &length, NULL));
  memcpy (strstr (bytes, "Town7\t"), "Ansel", 5);
  int fd = g_open (f.path, O_WRONLY, 0);
  g_assert_cmpint (write (fd, bytes, length), ==, (gssize) length);
  struct timespec times[2] = { st.st_atim, st.st_mtim };
  g_assert_cmpint (futimens (fd, times), ==, 0);
  g_close (fd, NULL);
  g_autofree char *expected = read_without_cache (&f);
  g_assert_nonnull (strstr (expected, "8-10 Port Ansel\n"));
  assert_reads (&f, expected);
  tear_down (&f);
}

/* Every image cut at many lengths, and with each kind of byte damaged: the answers stay right. */
static void
test_damaged (void)
{
  Fixture f;
  set_up (&f);
  g_autofree char *expected = read_without_cache (&f);
  assert_reads (&f, expected);
  g_autoptr (GPtrArray) files = list_cache (&f);
  for (guint i = 0; i < files->len; i++)
    {
      const char *path = g_ptr_array_index (files, i);
      g_autofree char *bytes = NULL;
      gsize length;
      g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
      for (gsize at = 0; at < length; at = at < 400 ? at + 7 : at + length / 40 + 1)
        {
          g_assert_true (g_file_set_contents (path, bytes, at, NULL));
          assert_reads (&f, expected);
          g_autofree char *damaged = g_memdup2 (bytes, length);
          damaged[at] ^= 0x40;
          g_assert_true (g_file_set_contents (path, damaged, length, NULL));
          g_chmod (path, 0600);
          assert_reads (&f, expected);
        }
      g_autofree char *longer = g_malloc0 (length + 16);
      memcpy (longer, bytes, length);
      g_assert_true (g_file_set_contents (path, longer, length + 16, NULL));
      assert_reads (&f, expected);
    }
  tear_down (&f);
}

static void
test_not_ours (void)
{
  Fixture f;
  set_up (&f);
  g_autofree char *expected = read_without_cache (&f);
  assert_reads (&f, expected);
  g_autoptr (GPtrArray) files = list_cache (&f);
  const char *path = g_ptr_array_index (files, 0);
  g_chmod (path, 0666);
  g_autoptr (GError) error = NULL;
  g_assert_null (ob_image_map (path, 0, 0, &error));
  g_assert_nonnull (strstr (error->message, "writable by others"));
  assert_reads (&f, expected);
  g_unlink (path);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);         /* nobody writes to it */
  assert_reads (&f, expected);
  g_unlink (path);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  assert_reads (&f, expected);
  g_rmdir (path);
  tear_down (&f);
}

static void
test_unwritable (void)
{
  Fixture f;
  set_up (&f);
  g_autofree char *expected = read_without_cache (&f);
  g_setenv ("OBELUS_CACHE", "/dev/null/cache", TRUE);
  assert_reads (&f, expected);
  g_setenv ("OBELUS_CACHE", "", TRUE);
  assert_reads (&f, expected);
  tear_down (&f);
}

/* Images are renamed into their place, so that nobody ever sees half of one. */
static void
test_many_processes (void)
{
  Fixture f;
  set_up (&f);
  g_autofree char *expected = read_without_cache (&f);
  pid_t children[4];
  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    if ((children[i] = fork ()) == 0)
      {
        for (guint round = 0; round < 10; round++)
          {
            g_autofree char *all = read_all (&f, TEXT);
            if (strcmp (all, expected) != 0)
              _exit (1);
            remove_files (f.cache);
          }
        _exit (0);
      }
  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    {
      int status;
      g_assert_cmpint (waitpid (children[i], &status, 0), ==, children[i]);
      g_assert_cmpint (status, ==, 0);
    }
  tear_down (&f);
}

/* What is told of a file is told each time, and what it suppresses is suppressed each time. */
static void
test_diagnostics (void)
{
  Fixture f;
  set_up (&f);
  write_list (&f, "-- suppress: OB501\nPort Town7\t\n");
  make_old (f.path);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *all = read_all (&f, TEXT);
      g_assert_null (strstr (all, "OB501"));
    }
  write_list (&f, "Kellmar\tport\tbig\n");
  make_old (f.path);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *all = read_all (&f, TEXT);
      g_assert_nonnull (strstr (all, "error[OB502]"));
    }
  write_list (&f, "\u200b\n");
  make_old (f.path);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *all = read_all (&f, TEXT);
      g_assert_nonnull (strstr (all, "warning[OB506]"));
    }
  tear_down (&f);
}

/* --- forged images: the checksum is right, the numbers are not --- */

static ObImage *
forge (GRand *random, guint32 kind, const ObImage *image, guint n_sections)
{
  ObSection sections[OB_MAX_SECTIONS];
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func (g_free);
  guint victim = g_rand_int_range (random, 0, n_sections);
  for (guint i = 0; i < n_sections; i++)
    {
      gsize size;
      gconstpointer data = ob_image_get_section (image, i, &size);
      guint32 *copy = g_memdup2 (data, MAX (size, 4));
      g_ptr_array_add (copies, copy);
      for (guint k = 0; i == victim && k < 1 + size / 64; k++)
        {
          gsize at = size >= 4 ? (gsize) g_rand_int (random) % (size / 4) : 0;
          copy[at] = g_rand_boolean (random) ? g_rand_int (random) : (guint32) g_rand_int_range (random, 0, 300);
        }
      sections[i] = (ObSection) { copy, size };
    }
  return ob_image_new (kind, 0, NULL, sections, n_sections);
}

static void
test_forged (void)
{
  GRand *random = g_rand_new_with_seed (4096);
  g_autoptr (ObTrieBuilder) builder = ob_trie_builder_new ();
  for (guint32 i = 0; i < 200; i++)
    {
      guint32 words[3];
      for (guint k = 0; k < 3; k++)
        {
          char text[32];
          g_snprintf (text, sizeof text, "w%d", g_rand_int_range (random, 0, 40));
          words[k] = ob_trie_builder_add_word (builder, text, strlen (text));
        }
      ob_trie_builder_add (builder, words, 1 + i % 3, i);
    }
  g_autoptr (ObImage) image = ob_trie_builder_end (builder, 0);
  for (guint round = 0; round < 2000; round++)
    {
      ObTrie trie;
      if (!ob_trie_open (&trie, forge (random, 1, image, 7)))
        continue;
      for (guint k = 0; k < 60; k++)
        {
          char text[32];
          g_snprintf (text, sizeof text, "w%u", k);
          guint32 word = ob_trie_find_word (&trie, text, strlen (text), ob_hash_key (text, strlen (text)));
          guint32 state = word != OB_TRIE_NONE ? ob_trie_walk (&trie, word, word) : OB_TRIE_NONE;
          if (state != OB_TRIE_NONE)
            ob_trie_get_value (&trie, state, 1);
        }
      ob_trie_clear (&trie);
    }
  g_rand_free (random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cache/says-what-the-text-says", test_same);
  g_test_add_func ("/cache/follows-a-changed-list", test_changed);
  g_test_add_func ("/cache/follows-a-change-within-one-tick-of-the-clock", test_changed_at_once);
  g_test_add_func ("/cache/damaged-files-are-made-anew", test_damaged);
  g_test_add_func ("/cache/files-of-others-are-not-believed", test_not_ours);
  g_test_add_func ("/cache/works-without-a-folder", test_unwritable);
  g_test_add_func ("/cache/serves-many-processes-at-once", test_many_processes);
  g_test_add_func ("/cache/diagnostics-do-not-depend-on-it", test_diagnostics);
  g_test_add_func ("/cache/forged-numbers-lead-nowhere", test_forged);
  return g_test_run ();
}
