/* The promise of the regex set: of ASCII words it says exactly what PCRE2 says. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "match/ob-regex-set.h"
#include <pcre2.h>
#include <string.h>

/* Those that can be in a set. */
static const char *const regexes[] = {
  "\\d+", "\\d{4}", "\\d{1,2}(st|nd|rd|th)?", "\\d{1,3}(,\\d{3})+|\\d+(\\.\\d+)?", "\\p{Lu}.+", "\\p{Lu}['’]?\\p{Ll}[\\p{L}'’]*",
  "(1[5-9]|2[01])\\d\\d", ".+(ed|ing|en)", ".+[^s]", "[A-Z][a-z]+\\.", "(?i)[ap]\\.?m\\.?", "(?i).+days", "[a-z]+(s|ries|nia)",
  "(Mc|Mac|De|O).*", "[$€£\\d\"“].*", "(\\p{Lu}\\.){1,3}", "\\w*", "a|ab|abc", "(a|b)*abb", "(a?){3}a{3}", "x{0,2}y{2,}", "(a|)b",
  "[^a-c]+", "(?:ab)+c?", "((a|b)+,?){2}", "[]a]?", "a{2}", "é+|e", "(?i)march|sept", "['’]\\d0s", "a+?b*?", "[\\w.-]+", "-", "\\.\\.\\.",
};

/* Those that PCRE2 must be asked. */
static const char *const foreign[] = {
  "(?!.{3})a+", "a++", "\\bword\\b", "(a)\\1", "[[:alpha:]]+", "a{,3}", "^a$", "(?i)\\p{Lu}", "\\D", "x{0}", "(?i)[^a]", "(?<n>a)",
};

static pcre2_code *
compile (const char *regex)
{
  int code;
  PCRE2_SIZE offset;
  pcre2_code *compiled = pcre2_compile ((PCRE2_SPTR) regex, PCRE2_ZERO_TERMINATED,
                                        PCRE2_UTF | PCRE2_UCP | PCRE2_ANCHORED | PCRE2_ENDANCHORED | PCRE2_DOLLAR_ENDONLY,
                                        &code, &offset, NULL);
  return compiled;
}

typedef struct
{
  ObRegexSet *set;
  ObRegexRun *run;
  pcre2_code *codes[G_N_ELEMENTS (regexes)];
  gint        numbers[G_N_ELEMENTS (regexes)];
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  (void) data;
  self->set = ob_regex_set_new ();
  for (guint i = 0; i < G_N_ELEMENTS (regexes); i++)
    {
      self->codes[i] = compile (regexes[i]);
      g_assert_nonnull (self->codes[i]);
      self->numbers[i] = ob_regex_set_add (self->set, regexes[i]);
      if (self->numbers[i] < 0 && strcmp (regexes[i], "[]a]?") != 0)
        g_error ("/%s/ is not taken", regexes[i]);
    }
  self->run = ob_regex_run_new (self->set);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  (void) data;
  ob_regex_run_free (self->run);
  ob_regex_set_free (self->set);
  for (guint i = 0; i < G_N_ELEMENTS (regexes); i++)
    pcre2_code_free (self->codes[i]);
}

static void
compare (Fixture *self, const char *word)
{
  const guint64 *found = ob_regex_run_match (self->run, word, strlen (word));
  pcre2_match_data *data = pcre2_match_data_create (1, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (regexes); i++)
    {
      if (self->numbers[i] < 0)
        continue;
      gboolean expected = pcre2_match (self->codes[i], (PCRE2_SPTR) word, strlen (word), 0, 0, data, NULL) >= 0;
      gboolean got = found[self->numbers[i] / 64] >> self->numbers[i] % 64 & 1;
      if (expected != got)
        g_error ("/%s/ on \"%s\": PCRE2 says %d", regexes[i], word, expected);
    }
  pcre2_match_data_free (data);
}

static void
test_words (Fixture *self, gconstpointer data)
{
  (void) data;
  static const char *const words[] = {
    "", "a", "A", "1984", "1,984", "12th", "21st", "2.5", "O'Brien", "McDonald", "Sundays", "U.S.", "J.", "p.m.", "PM", "walking",
    "ended", "glass", "$5", "...", "-", "'90s", "aaaaaa", "aabb", "babb", "xyy", "March", "SEPT", "ab,ab", "\x01", "a\nb", "~",
  };
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    compare (self, words[i]);
}

static void
test_random_words (Fixture *self, gconstpointer data)
{
  (void) data;
  static const char letters[] = "aabbccdeginrstxyABMOS0123459.,'$-\"";
  for (guint n = 0; n < 20000; n++)
    {
      char word[12];
      guint length = (guint) g_test_rand_int_range (0, sizeof word);
      for (guint i = 0; i < length; i++)
        word[i] = letters[g_test_rand_int_range (0, sizeof letters - 1)];
      word[length] = '\0';
      compare (self, word);
    }
}

static void
test_others_are_refused (void)
{
  g_autoptr (ObRegexSet) set = ob_regex_set_new ();
  for (guint i = 0; i < G_N_ELEMENTS (foreign); i++)
    if (ob_regex_set_add (set, foreign[i]) >= 0)
      g_error ("/%s/ is taken", foreign[i]);
  g_autoptr (ObRegexRun) run = ob_regex_run_new (set);
  g_assert_cmpuint (ob_regex_run_match (run, "a", 1)[0], ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/regex-set/words-as-pcre2-has-them", Fixture, NULL, set_up, test_words, tear_down);
  g_test_add ("/regex-set/random-words-as-pcre2-has-them", Fixture, NULL, set_up, test_random_words, tear_down);
  g_test_add_func ("/regex-set/what-is-not-regular-is-refused", test_others_are_refused);
  return g_test_run ();
}
