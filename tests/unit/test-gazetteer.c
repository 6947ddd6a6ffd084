/* Gazetteers: which entries are found at a token, in which order, and how case, marks and lemmas count. */
#include "base/ob-limits.h"
#include "match/ob-gazetteer.h"
#include "match/ob-trie.h"
#include <glib/gstdio.h>
#include <string.h>

/* A list, its gazetteer, and a text to look into. */
typedef struct
{
  ObDiags *diags;
  ObList  *list;
  ObGazetteers *gazetteers;
  const ObGazetteer *gazetteer;
  ObVocab *vocab;
  ObGazetteerCache *cache;
  GArray  *tokens;              /* of ObToken */
  ObDoc    doc;
} Fixture;

/* @entries: an inline list. */
static void
set_up (Fixture *self, const char *entries, ObCase list_case, ObGazetteerFlags flags)
{
  memset (self, 0, sizeof *self);
  self->diags = ob_diags_new ();
  self->list = ob_list_parse_inline ("names", entries, NULL, self->diags);
  ob_list_set_case (self->list, list_case);
  self->gazetteers = ob_gazetteers_new ();
  self->gazetteer = ob_gazetteers_add (self->gazetteers, self->list, flags, self->diags);
  self->vocab = ob_vocab_new ();
  self->cache = ob_gazetteer_cache_new (self->gazetteers, self->vocab);
  self->tokens = g_array_new (FALSE, FALSE, sizeof (ObToken));
}

static void
tear_down (Fixture *self)
{
  g_array_unref (self->tokens);
  ob_gazetteer_cache_free (self->cache);
  ob_vocab_free (self->vocab);
  ob_gazetteers_free (self->gazetteers);
  ob_list_unref (self->list);
  ob_diags_free (self->diags);
}

static void
set_text (Fixture *self, const char *text)
{
  g_array_set_size (self->tokens, 0);
  ob_tokenise (text, strlen (text), ob_vocab_get_forms (self->vocab), self->tokens);
  self->doc = (ObDoc) { .tokens = (ObToken *) (gpointer) self->tokens->data, .n_tokens = self->tokens->len };
}

/* What is found in @text, place by place: "0-2 Kim Jong|0-1 Kim". */
static char *
find_all (Fixture *self, const char *text)
{
  set_text (self, text);
  GString *out = g_string_new (NULL);
  for (guint32 i = 0; i < self->doc.n_tokens; i++)
    {
      ObGazetteerHit hits[OB_MAX_GAZETTEER_HITS];
      guint n = ob_gazetteer_match (self->gazetteer, self->cache, &self->doc, i, self->doc.n_tokens, hits);
      for (guint k = 0; k < n; k++)
        g_string_append_printf (out, "%s%u-%u %s", out->len > 0 ? "|" : "", i, hits[k].end,
                                ob_list_get_text (self->list, hits[k].entry));
    }
  return g_string_free (out, FALSE);
}

#define assert_found(fixture, text, expected) \
  G_STMT_START { g_autofree char *all_ = find_all ((fixture), (text)); g_assert_cmpstr (all_, ==, expected); } G_STMT_END

static void
test_longest_first (void)
{
  Fixture f;
  set_up (&f, "Port \"Port Ansel\" \"Port Ansel Ferry Company\" Ansel", OB_CASE_SMART, OB_GAZETTEER_WORD);
  assert_found (&f, "The Port Ansel Ferry Company left Port Ansel.",
                "1-5 Port Ansel Ferry Company|1-3 Port Ansel|1-2 Port|2-3 Ansel|6-8 Port Ansel|6-7 Port|7-8 Ansel");
  assert_found (&f, "Port Ansel Ferry", "0-2 Port Ansel|0-1 Port|1-2 Ansel");
  assert_found (&f, "", "");
  assert_found (&f, "Ferry Company", "");
  g_assert_cmpuint (ob_gazetteer_get_longest (f.gazetteer), ==, 4);
  tear_down (&f);
}

static void
test_limit (void)
{
  Fixture f;
  set_up (&f, "Port \"Port Ansel\" \"Port Ansel Ferry\"", OB_CASE_SMART, OB_GAZETTEER_WORD);
  set_text (&f, "Port Ansel Ferry");
  ObGazetteerHit hits[OB_MAX_GAZETTEER_HITS];
  g_assert_cmpuint (ob_gazetteer_match (f.gazetteer, f.cache, &f.doc, 0, 3, hits), ==, 3);
  g_assert_cmpuint (ob_gazetteer_match (f.gazetteer, f.cache, &f.doc, 0, 2, hits), ==, 2);
  g_assert_cmpuint (hits[0].end, ==, 2);
  g_assert_cmpuint (ob_gazetteer_match (f.gazetteer, f.cache, &f.doc, 0, 0, hits), ==, 0);
  g_assert_cmpuint (ob_gazetteer_match (f.gazetteer, f.cache, &f.doc, 2, 2, hits), ==, 0);
  tear_down (&f);
}

static void
test_smart_case (void)
{
  Fixture f;
  set_up (&f, "May \"Bank of Tarvia\" \"port authority\" US", OB_CASE_SMART, OB_GAZETTEER_WORD);
  assert_found (&f, "May may MAY", "0-1 May");
  assert_found (&f, "us US Us", "1-2 US");
  assert_found (&f, "Bank of Tarvia, Bank OF Tarvia, bank of Tarvia, BANK OF TARVIA",
                "0-3 Bank of Tarvia|4-7 Bank of Tarvia");
  assert_found (&f, "Port Authority PORT AUTHORITY port authority",
                "0-2 port authority|2-4 port authority|4-6 port authority");
  tear_down (&f);
}

static void
test_any_case (void)
{
  Fixture f;
  set_up (&f, "May \"Bank of Tarvia\"", OB_CASE_ANY, OB_GAZETTEER_WORD);
  assert_found (&f, "may MAY", "0-1 May|1-2 May");
  assert_found (&f, "BANK OF TARVIA bank of tarvia", "0-3 Bank of Tarvia|3-6 Bank of Tarvia");
  tear_down (&f);
}

static void
test_exact_case (void)
{
  Fixture f;
  set_up (&f, "May us \"port authority\"", OB_CASE_EXACT, OB_GAZETTEER_WORD);
  assert_found (&f, "may May MAY us US Us", "1-2 May|3-4 us");
  assert_found (&f, "Port authority port authority", "2-4 port authority");
  tear_down (&f);
}

static void
test_marks (void)
{
  Fixture f;
  set_up (&f, "\"O'Dell\" \"Vell’s Ford\" \"non\u2011stop\"", OB_CASE_SMART, OB_GAZETTEER_WORD);
  assert_found (&f, "O’Dell", "0-1 O'Dell");
  g_autofree char *curly = find_all (&f, "Vell's Ford"), *straight = find_all (&f, "Vell’s Ford");
  g_assert_cmpstr (curly, ==, straight);
  g_assert_nonnull (strstr (curly, "Vell’s Ford"));
  assert_found (&f, "Non-stop, NON\u2011STOP", "0-3 non\u2011stop|4-7 non\u2011stop");
  tear_down (&f);
}

static void
test_punctuation (void)
{
  Fixture f;
  set_up (&f, "\"A.P.L\" \"App#\" \"U.S.\" \"Kim Jong-un\" \"Yahoo!\" \"AT&T\" \"3.5 Company\"", OB_CASE_SMART,
          OB_GAZETTEER_WORD);
  static const char *const entries[] = { "A.P.L", "App#", "U.S.", "Kim Jong-un", "Yahoo!", "AT&T", "3.5 Company" };
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autofree char *text = g_strdup_printf ("it was %s today", entries[i]);
      g_autofree char *found = find_all (&f, text);
      if (!g_str_has_suffix (found, entries[i]))
        g_error ("%s: found \"%s\"", entries[i], found);
    }
  assert_found (&f, "Kim Jong un", "");
  tear_down (&f);
}

/* Whether "Vt." is one token depends on what follows it; the entry is found all the same. */
static void
test_abbreviations (void)
{
  Fixture f;
  set_up (&f, "Vt. \"Stowe, Vt.\"", OB_CASE_SMART, OB_GAZETTEER_WORD);
  static const char *const texts[] = { "in Barre, Vt., it snows", "he went to Barre, Vt." };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *found = find_all (&f, texts[i]);
      if (!g_str_has_suffix (found, "Vt."))
        g_error ("%s: found \"%s\"", texts[i], found);
    }
  tear_down (&f);
}

static void
test_first_entry_wins (void)
{
  Fixture f;
  set_up (&f, "\"Port ansel\" \"port ansel\" \"Port Ansel\"", OB_CASE_SMART, OB_GAZETTEER_WORD);
  assert_found (&f, "Port ansel", "0-2 Port ansel");
  assert_found (&f, "Port Ansel", "0-2 Port ansel");
  assert_found (&f, "port Ansel", "0-2 port ansel");
  tear_down (&f);
  set_up (&f, "\"port Ansel\" \"Port Ansel\"", OB_CASE_SMART, OB_GAZETTEER_WORD);
  assert_found (&f, "Port Ansel", "0-2 port Ansel");
  tear_down (&f);
}

static void
test_lemmas (void)
{
  Fixture f;
  set_up (&f, "\"point out\" say leaf", OB_CASE_SMART, OB_GAZETTEER_LEMMA);
  assert_found (&f, "He pointed out leaves, and Says.", "1-3 point out|3-4 leaf|6-7 say");
  assert_found (&f, "point out", "0-2 point out");
  tear_down (&f);
  set_up (&f, "\"point out\"", OB_CASE_SMART, OB_GAZETTEER_WORD);
  assert_found (&f, "pointed out", "");
  tear_down (&f);
}

/* Copies with fewer entries share the trie of the list, and find what a list of these entries alone would. */
static gboolean
has_no_capital (const ObList *list, ObListEntry entry, gconstpointer data G_GNUC_UNUSED)
{
  const char *text = ob_list_get_text (list, entry);
  return !ob_has_capital (text, strlen (text));
}

static void
test_selected (void)
{
  Fixture f;
  set_up (&f, "\"Port Ansel Ferry\" \"port authority\" \"Port Authority\" port Ferry ferry",
          OB_CASE_SMART, OB_GAZETTEER_WORD);
  assert_found (&f, "Port Authority Ferry", "0-2 port authority|0-1 port|2-3 Ferry");
  g_autoptr (ObList) lower = ob_list_dup_filtered (f.list, has_no_capital, NULL);
  gsize bytes = ob_gazetteers_get_bytes (f.gazetteers);
  f.gazetteer = ob_gazetteers_add (f.gazetteers, lower, OB_GAZETTEER_WORD, f.diags);
  ob_gazetteer_cache_free (f.cache);
  f.cache = ob_gazetteer_cache_new (f.gazetteers, f.vocab);
  g_assert_cmpuint (ob_gazetteers_get_bytes (f.gazetteers), ==, bytes);
  g_assert_cmpuint (ob_gazetteer_get_longest (f.gazetteer), ==, 2);
  assert_found (&f, "Port Ansel Ferry, Port Authority", "0-1 port|2-3 ferry|4-6 port authority|4-5 port");
  tear_down (&f);
}

static void
test_shared (void)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObList) one = ob_list_parse_inline ("one", "Kellmar ferry", NULL, diags);
  g_autoptr (ObList) two = ob_list_parse_inline ("two", "Ostrel ferry", NULL, diags);
  ob_list_set_case (two, OB_CASE_EXACT);
  g_autoptr (ObGazetteers) gazetteers = ob_gazetteers_new ();
  const ObGazetteer *a = ob_gazetteers_add (gazetteers, one, OB_GAZETTEER_WORD, diags);
  const ObGazetteer *b = ob_gazetteers_add (gazetteers, two, OB_GAZETTEER_WORD, diags);
  g_assert_true (ob_gazetteers_add (gazetteers, one, OB_GAZETTEER_WORD, diags) == a);
  g_assert_true (ob_gazetteers_add (gazetteers, one, OB_GAZETTEER_LEMMA, diags) != a);
  g_assert_cmpuint (ob_gazetteers_get_bytes (gazetteers), >, 0);

  g_autoptr (ObVocab) vocab = ob_vocab_new ();
  ObGazetteerCache *cache = ob_gazetteer_cache_new (gazetteers, vocab);
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (ObToken));
  ob_tokenise ("Ostrel Ferry", 12, ob_vocab_get_forms (vocab), tokens);
  ObDoc doc = { .tokens = (ObToken *) (gpointer) tokens->data, .n_tokens = tokens->len };
  ObGazetteerHit hits[OB_MAX_GAZETTEER_HITS];
  g_assert_cmpuint (ob_gazetteer_match (a, cache, &doc, 0, 2, hits), ==, 0);
  g_assert_cmpuint (ob_gazetteer_match (a, cache, &doc, 1, 2, hits), ==, 1);
  g_assert_cmpuint (hits[0].entry, ==, ob_list_get (one, 1));
  g_assert_true (ob_gazetteer_get_list (a) == one);
  g_assert_cmpuint (ob_gazetteer_match (b, cache, &doc, 0, 2, hits), ==, 1);
  g_assert_cmpuint (ob_gazetteer_match (b, cache, &doc, 1, 2, hits), ==, 0);
  g_assert_cmpuint (ob_gazetteer_cache_get_bytes (cache), >, 0);
  ob_gazetteer_cache_free (cache);
}

static void
test_empty (void)
{
  Fixture f;
  set_up (&f, "", OB_CASE_SMART, OB_GAZETTEER_WORD);
  assert_found (&f, "Port Ansel", "");
  g_assert_cmpuint (ob_gazetteer_get_longest (f.gazetteer), ==, 0);
  tear_down (&f);
  set_up (&f, "a \u200b b", OB_CASE_SMART, OB_GAZETTEER_WORD);
  assert_found (&f, "a b", "0-1 a|1-2 b");
  g_assert_cmpuint (ob_diags_size (f.diags), ==, 1);
  g_assert_cmpstr (ob_diags_get (f.diags, 0)->id, ==, "OB506");
  tear_down (&f);
}

/* Each further entry is one word longer: more ends than a caller has room for. */
static void
test_many_hits (void)
{
  g_autoptr (GString) entries = g_string_new (NULL);
  for (guint n = 1; n <= 40; n++)
    {
      g_string_append_c (entries, '"');
      for (guint i = 0; i < n; i++)
        g_string_append (entries, i > 0 ? " la" : "la");
      g_string_append (entries, "\" ");
    }
  Fixture f;
  set_up (&f, entries->str, OB_CASE_SMART, OB_GAZETTEER_WORD);
  set_text (&f, "la la la la la la la la la la la la la la la la la la la la la la la la la la la la la la");
  ObGazetteerHit hits[OB_MAX_GAZETTEER_HITS];
  g_assert_cmpuint (ob_gazetteer_match (f.gazetteer, f.cache, &f.doc, 0, f.doc.n_tokens, hits), ==,
                    OB_MAX_GAZETTEER_HITS);
  for (guint i = 0; i < OB_MAX_GAZETTEER_HITS; i++)
    g_assert_cmpuint (hits[i].end, ==, 30 - i);
  tear_down (&f);
}

/* Every spelling of "la la la …" in capitals and lower case is an entry, so that each token doubles the paths. */
static void
test_many_paths (void)
{
  g_autoptr (GString) entries = g_string_new (NULL);
  const guint length = 12;
  for (guint n = 0; n < 1u << length; n++)
    {
      g_string_append_c (entries, '"');
      for (guint i = 0; i < length; i++)
        g_string_append (entries, n >> i & 1 ? " LA" : " la");
      g_string_append (entries, "\" ");
    }
  Fixture f;
  set_up (&f, entries->str, OB_CASE_SMART, OB_GAZETTEER_WORD);
  set_text (&f, "LA LA LA LA LA LA LA LA LA LA LA LA");
  ObGazetteerHit hits[OB_MAX_GAZETTEER_HITS];
  g_assert_cmpuint (ob_gazetteer_match (f.gazetteer, f.cache, &f.doc, 0, f.doc.n_tokens, hits), ==, 1);
  g_assert_cmpuint (hits[0].end, ==, length);
  tear_down (&f);
}

/* --- the trie, against a plain search --- */

static gboolean
sequences_equal (const guint32 *words, const guint32 *offsets, guint32 i, const guint32 *key, guint32 length)
{
  return offsets[i + 1] - offsets[i] == length && memcmp (words + offsets[i], key, length * sizeof *key) == 0;
}

/* The word called @number, which is none of the trie when it is too large. */
static guint32
find_numbered (const ObTrie *trie, guint32 number)
{
  char text[32];
  gsize length = g_snprintf (text, sizeof text, "w%u", number);
  return ob_trie_find_word (trie, text, length, ob_hash_key (text, length));
}

static void
check_trie (GRand *random, guint32 n, guint32 n_words)
{
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree guint32 *offsets = g_new0 (guint32, n + 1);
  g_autoptr (ObTrieBuilder) builder = ob_trie_builder_new ();
  for (guint32 i = 0; i < n; i++)
    {
      guint32 length = g_rand_int_range (random, 0, 5), sequence[4];
      for (guint32 k = 0; k < length; k++)
        {
          guint32 word = g_rand_int_range (random, 0, n_words);
          char text[32];
          g_snprintf (text, sizeof text, "w%u", word);
          sequence[k] = ob_trie_builder_add_word (builder, text, strlen (text));
          g_array_append_val (words, word);
        }
      ob_trie_builder_add (builder, sequence, length, i);
      offsets[i + 1] = words->len;
    }
  const guint32 *all = (const guint32 *) (gpointer) words->data;
  ObTrie trie;
  g_assert_true (ob_trie_open (&trie, ob_trie_builder_end (builder, 0)));
  for (guint round = 0; round < 2000; round++)
    {
      guint32 key[4], length = g_rand_int_range (random, 1, 5);
      for (guint32 k = 0; k < length; k++)
        key[k] = g_rand_int_range (random, 0, n_words + 1);
      guint32 state = find_numbered (&trie, key[0]);
      if (state != OB_TRIE_NONE && (ob_trie_get_info (&trie, state) & OB_TRIE_STARTS) == 0)
        state = OB_TRIE_NONE;
      for (guint32 k = 1; k < length && state != OB_TRIE_NONE; k++)
        {
          guint32 word = find_numbered (&trie, key[k]);
          state = word != OB_TRIE_NONE ? ob_trie_walk (&trie, state, word) : OB_TRIE_NONE;
        }
      guint found = 0;                          /* all sequences equal to the key, in their order */
      for (guint32 i = 0; i < n; i++)
        if (sequences_equal (all, offsets, i, key, length))
          {
            g_assert_cmpuint (state, !=, OB_TRIE_NONE);
            g_assert_cmpuint (ob_trie_get_value (&trie, state, found++), ==, i);
          }
      if (state != OB_TRIE_NONE)
        g_assert_cmpuint (ob_trie_get_value (&trie, state, found), ==, OB_TRIE_NO_VALUE);
    }
  ob_trie_clear (&trie);
}

static void
test_trie (void)
{
  GRand *random = g_rand_new_with_seed (1984);
  check_trie (random, 0, 3);
  check_trie (random, 1, 1);
  check_trie (random, 50, 4);
  check_trie (random, 200, 6);
  check_trie (random, 400, 200);
  g_rand_free (random);
}

/* --- the goal for a million names --- */

static void
test_million_names (void)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < 1000000; i++)
    g_string_append_printf (text, "Name%u Mid%u Sur%u\n", i % 300000, i % 7, i % 99991);
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("obelus-names-XXXXXX", &path, NULL);
  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, text->str, text->len, NULL));
  g_string_free (text, TRUE);
  g_autoptr (ObDiags) diags = ob_diags_new ();
  gint64 start = g_get_monotonic_time ();
  g_autoptr (ObList) list = ob_list_parse_file ("names", path, diags);
  g_autoptr (ObGazetteers) gazetteers = ob_gazetteers_new ();
  ob_gazetteers_add (gazetteers, list, OB_GAZETTEER_WORD, diags);
  double seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  g_unlink (path);
  g_assert_cmpuint (ob_list_size (list), ==, 1000000);
  g_test_message ("1,000,000 names: %.2f s, %" G_GSIZE_FORMAT " KiB", seconds,
                  ob_gazetteers_get_bytes (gazetteers) / 1024);
  g_assert_cmpuint (ob_gazetteers_get_bytes (gazetteers), <, 100u << 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gazetteer/longest-entry-first", test_longest_first);
  g_test_add_func ("/gazetteer/nothing-past-the-limit", test_limit);
  g_test_add_func ("/gazetteer/capital-exact-lower-any", test_smart_case);
  g_test_add_func ("/gazetteer/any-case-folds-all", test_any_case);
  g_test_add_func ("/gazetteer/exact-case-folds-nothing", test_exact_case);
  g_test_add_func ("/gazetteer/apostrophes-and-hyphens-are-equal", test_marks);
  g_test_add_func ("/gazetteer/punctuation-matches-as-tokenised", test_punctuation);
  g_test_add_func ("/gazetteer/abbreviations-match-with-their-stop-apart-or-not", test_abbreviations);
  g_test_add_func ("/gazetteer/first-entry-of-the-list-wins", test_first_entry_wins);
  g_test_add_func ("/gazetteer/lemma-gazetteers-find-inflected-forms", test_lemmas);
  g_test_add_func ("/gazetteer/one-gazetteer-a-list-and-flags", test_shared);
  g_test_add_func ("/gazetteer/copies-of-a-list-share-its-trie", test_selected);
  g_test_add_func ("/gazetteer/empty-lists-match-nothing", test_empty);
  g_test_add_func ("/gazetteer/longest-are-kept-when-there-are-many", test_many_hits);
  g_test_add_func ("/gazetteer/readings-followed-at-once-are-bounded", test_many_paths);
  g_test_add_func ("/gazetteer/trie-finds-what-a-plain-search-finds", test_trie);
  if (g_test_slow ())
    g_test_add_func ("/gazetteer/takes-a-million-names", test_million_names);
  return g_test_run ();
}
