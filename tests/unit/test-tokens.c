#include "text/ob-chars.h"
#include "text/ob-tokens.h"
#include "base/ob-limits.h"
#include "growth.h"
#include <string.h>

static GArray *
tokenise (const char *text, gssize length)
{
  g_autoptr(ObIntern) forms = ob_intern_new ();
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (ObToken));
  gsize n = length < 0 ? strlen (text) : (gsize) length;
  ob_tokenise (text, n, forms, tokens);
  for (guint i = 0; i < tokens->len; i++)
    {
      const ObToken *token = &g_array_index (tokens, ObToken, i);
      gsize form_length;
      const char *form = ob_intern_get (forms, token->form, &form_length);
      g_assert_cmpmem (form, form_length, text + token->start, token->end - token->start);
      g_assert_cmpuint (token->start, <, token->end);
      g_assert_true (i == 0 || token[-1].end <= token->start);
    }
  return tokens;
}

/* Tokens joined by bars. */
static char *
cut (const char *text)
{
  g_autoptr(GArray) tokens = tokenise (text, -1);
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < tokens->len; i++)
    {
      const ObToken *token = &g_array_index (tokens, ObToken, i);
      if (i > 0)
        g_string_append_c (out, '|');
      g_string_append_len (out, text + token->start, token->end - token->start);
    }
  return g_string_free (out, FALSE);
}

#define assert_cut(text, expected) \
  G_STMT_START { g_autofree char *cut_ = cut (text); g_assert_cmpstr (cut_, ==, expected); } G_STMT_END

static ObTokenClass
get_class (const char *text)
{
  g_autoptr(GArray) tokens = tokenise (text, -1);
  g_assert_cmpuint (tokens->len, ==, 1);
  return (ObTokenClass) g_array_index (tokens, ObToken, 0).token_class;
}

static void
test_contractions (void)
{
  assert_cut ("Don't I'm he'd they're we'll you've", "Do|n't|I|'m|he|'d|they|'re|we|'ll|you|'ve");
  assert_cut ("don’t I’m they’re", "do|n’t|I|’m|they|’re");
  assert_cut ("can't won't CAN'T shouldn't've", "ca|n't|wo|n't|CA|N'T|should|n't|'ve");
  assert_cut ("cannot Cannot, cannot. CANNOT", "can|not|Can|not|,|can|not|.|CAN|NOT");
  assert_cut ("cannots xcannot", "cannots|xcannot");
}

static void
test_possessives (void)
{
  assert_cut ("Tarvia's Tarvia’s girls' girls’ Jones's", "Tarvia|'s|Tarvia|’s|girls|'|girls|’|Jones|'s");
  assert_cut ("the U.S.'s, the 1990's and (NATO)'s", "the|U.S.|'s|,|the|1990|'s|and|(|NATO|)|'s");
}

static void
test_names_keep_apostrophes (void)
{
  assert_cut ("O'Brien O’Brien d’Estaing l'Europe N'Djamena ma'am o'clock rock'n'roll",
              "O'Brien|O’Brien|d’Estaing|l'Europe|N'Djamena|ma'am|o'clock|rock'n'roll");
}

static void
test_elisions (void)
{
  assert_cut ("'90s ’90s ‘80s ’68 rock 'n' roll get ’em 'tis", "'90s|’90s|‘80s|’68|rock|'n'|roll|get|’em|'tis");
  assert_cut ("'90 days' 'n 'empty'", "'|90|days|'|'|n|'|empty|'");
  g_assert_cmpint (get_class ("'90s"), ==, OB_TOKEN_NUMBER);
  g_assert_cmpint (get_class ("’em"), ==, OB_TOKEN_WORD);
}

static void
test_hyphens (void)
{
  assert_cut ("so-called Moscow-Beijing F-16 U.K.-based 60-plus",
              "so|-|called|Moscow|-|Beijing|F|-|16|U.K.|-|based|60|-|plus");
  assert_cut ("well – yes — no -- now --- then", "well|–|yes|—|no|--|now|---|then");
}

static void
test_numbers (void)
{
  assert_cut ("1,984 2.1 1990s 20th 3pm 5km G7 12:30 1,2 and 3.",
              "1,984|2.1|1990s|20th|3pm|5km|G7|12|:|30|1,2|and|3|.");
  assert_cut ("$2.1bn US$5 A$3m €5 £7.50 20% 5°", "$|2.1bn|US$|5|A$|3m|€|5|£|7.50|20|%|5|°");
  assert_cut ("In 2012.Then it rained,2", "In|2012|.|Then|it|rained|,|2");
  g_assert_cmpint (get_class ("1990s"), ==, OB_TOKEN_NUMBER);
  g_assert_cmpint (get_class ("G7"), ==, OB_TOKEN_WORD);
  g_assert_cmpint (get_class ("½"), ==, OB_TOKEN_NUMBER);
  g_assert_cmpint (get_class ("%"), ==, OB_TOKEN_SYMBOL);
  g_assert_cmpint (get_class ("US$"), ==, OB_TOKEN_SYMBOL);
}

static void
test_abbreviations (void)
{
  assert_cut ("the U.S. army at 5 p.m. and e.g. a Ph.D. from A.P.",
              "the|U.S.|army|at|5|p.m.|and|e.g.|a|Ph.D.|from|A.P.");
  assert_cut ("Mr. Doe, Gen. Roe vs. St. Ansel on Sept. 11", "Mr.|Doe|,|Gen.|Roe|vs.|St.|Ansel|on|Sept.|11");
  assert_cut ("J.K. Roe, J. K. Roe, Ann W. Roe and J.-P. Roe", "J.K.|Roe|,|J.|K.|Roe|,|Ann|W.|Roe|and|J.|-|P.|Roe");
  assert_cut ("GEN. ROE of ACME INC. spoke", "GEN.|ROE|of|ACME|INC.|spoke");
  assert_cut ("No. 5 was no. In Boston, Mass. they went to Mass.",
              "No.|5|was|no|.|In|Boston|,|Mass.|they|went|to|Mass|.");
  assert_cut ("Vitamin C. than I. He took etc...", "Vitamin|C|.|than|I|.|He|took|etc|...");
  assert_cut ("Mr.Doe left.Then", "Mr.|Doe|left|.|Then");
}

static void
test_abbreviations_alone (void)
{
  const char *const forms[] = { "Mr.", "Gen.", "U.S.", "a.m.", "Inc.", "Sept.", "St." };
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    assert_cut (forms[i], forms[i]);            /* as a literal of a rule or an entry of a list */
}

static void
test_urls (void)
{
  assert_cut ("(see https://example.org/a_(b)?q=1&r=2).", "(|see|https://example.org/a_(b)?q=1&r=2|)|.");
  assert_cut ("at www.example.org, or “http://example.org/x”!", "at|www.example.org|,|or|“|http://example.org/x|”|!");
  assert_cut ("bit.ly/abc and Acme.com: news", "bit.ly/abc|and|Acme.com|:|news");
  assert_cut ("write jane.doe-x+y@mail.example.org.", "write|jane.doe-x+y@mail.example.org|.");
  assert_cut ("a://  x@y  @@ @. http:// --jane@example.org", "a|:|/|/|x|@|y|@|@|@|.|http|:|/|/|--|jane@example.org");
  g_assert_cmpint (get_class ("https://example.org"), ==, OB_TOKEN_URL);
  g_assert_cmpint (get_class ("jane@example.org"), ==, OB_TOKEN_URL);
}

static void
test_tags (void)
{
  assert_cut ("#Kellmar2021 @ivo_tarn (#ötv) #1 C# a@b", "#Kellmar2021|@ivo_tarn|(|#ötv|)|#|1|C|#|a|@|b");
  g_assert_cmpint (get_class ("#Kellmar"), ==, OB_TOKEN_TAG);
  g_assert_cmpint (get_class ("@ivo_tarn"), ==, OB_TOKEN_TAG);
}

static void
test_emoji (void)
{
  assert_cut ("ok👍🏽👨‍👩‍👧🇩🇪🇫🇷❤️!", "ok|👍🏽|👨‍👩‍👧|🇩🇪|🇫🇷|❤️|!");
  g_assert_cmpint (get_class ("👨‍👩‍👧"), ==, OB_TOKEN_SYMBOL);
}

static void
test_marks (void)
{
  assert_cut ("well... so… ``quoted'' \"x\" !!", "well|...|so|…|``|quoted|''|\"|x|\"|!|!");
  g_assert_cmpint (get_class ("..."), ==, OB_TOKEN_PUNCT);
}

static void
test_other_scripts (void)
{
  assert_cut ("Привет, мир. Ελλάδα שלום مرحبا", "Привет|,|мир|.|Ελλάδα|שלום|مرحبا");
  assert_cut ("東京タワー", "東|京|タワー");
  g_assert_cmpint (get_class ("東"), ==, OB_TOKEN_WORD);
  g_assert_cmpint (get_class ("мир"), ==, OB_TOKEN_WORD);
}

static void
test_white_space (void)
{
  g_autoptr(GArray) tokens = tokenise ("a\302\240b\342\200\211c\nd\r\n\r\ne\342\200\251f\342\200\213g\357\273\277", -1);
  static const guint8 flags[] = {
    OB_TOKEN_SPACE_BEFORE | OB_TOKEN_PARA_BEFORE, OB_TOKEN_SPACE_BEFORE, OB_TOKEN_SPACE_BEFORE,
    OB_TOKEN_SPACE_BEFORE | OB_TOKEN_LINE_BEFORE,
    OB_TOKEN_SPACE_BEFORE | OB_TOKEN_LINE_BEFORE | OB_TOKEN_PARA_BEFORE,
    OB_TOKEN_SPACE_BEFORE | OB_TOKEN_LINE_BEFORE | OB_TOKEN_PARA_BEFORE, 0,
  };
  g_assert_cmpuint (tokens->len, ==, G_N_ELEMENTS (flags));
  for (guint i = 0; i < tokens->len; i++)
    g_assert_cmphex (g_array_index (tokens, ObToken, i).flags, ==, flags[i]);
}

static void
test_controls (void)
{
  static const char text[] = "a\0b\1\177@c";
  g_autoptr(GArray) tokens = tokenise (text, sizeof text - 1);
  g_assert_cmpuint (tokens->len, ==, 7);
  g_assert_cmpint (g_array_index (tokens, ObToken, 1).token_class, ==, OB_TOKEN_SYMBOL);
}

/* Stops inside the buffer that it was given, whatever comes after. */
static void
test_length_is_respected (void)
{
  static const char *const texts[] = { "a'", "a.", "U.S", "can", "http://", "x@", "#", "'9", "'n", "don’",
  "a.\xe2\x80\x99" };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gsize length = strlen (texts[i]);
      g_autofree char *exact = g_memdup2 (texts[i], length);
      g_autoptr(GArray) tokens = tokenise (exact, length);
      g_assert_cmpuint (tokens->len, >, 0);
    }
}

static double
time_of (const char *unit, gsize size)
{
  GString *text = g_string_sized_new (size + 16);
  while (text->len < size)
    g_string_append (text, unit);
  double start = get_cpu_seconds ();
  g_autoptr(ObIntern) forms = ob_intern_new ();
  g_autoptr(GArray) tokens = g_array_new (FALSE, FALSE, sizeof (ObToken));
  ob_tokenise (text->str, text->len, forms, tokens);
  g_string_free (text, TRUE);
  return get_cpu_seconds () - start;
}

static void
test_linear (void)
{
  static const char *const units[] = {
    "a", "a ", "\"", "'", "’", ".", "a.", "a@", "@a.", "a-", "a'", "\314\201", "\342\200\215", "a\314\201'", "://",
    "x://y",
    "#1", "www.", "a/", "(", "http://)", "1,", "\327\220\"", "\360\237\207\246", "._%+-", "n't", "\n", "J. ",
  };
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    assert_no_square (time_of, units[i], 1 << 17);
}

static void
test_classes_match_unicode (void)
{
  static const struct { gunichar c; guint8 class; } cases[] = {
    { 'a', OB_CHAR_LETTER }, { '7', OB_CHAR_NUMERIC }, { 0x5d0, OB_CHAR_HEBREW }, { 0x30a2, OB_CHAR_KATAKANA },
    { 0x4e00, OB_CHAR_IDEOGRAPH }, { 0x9fff, OB_CHAR_IDEOGRAPH }, { 0x301, OB_CHAR_EXTEND }, { 0xa0, OB_CHAR_SPACE },
    { 0x200b, OB_CHAR_VOID }, { 0x2028, OB_CHAR_LINE }, { 0x2029, OB_CHAR_PARA }, { 0xad, OB_CHAR_FORMAT },
    { 0x20ac, OB_CHAR_SYMBOL }, { 0x1f600, OB_CHAR_SYMBOL | OB_CHAR_PICTOGRAPH }, { 0, OB_CHAR_OTHER },
    { 0x10ffff, OB_CHAR_OTHER }, { 0x1f1e6, OB_CHAR_REGIONAL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmphex (ob_char_get_class (cases[i].c), ==, cases[i].class);
}

/* --- the cases of Unicode's WordBreakTest.txt --- */

typedef struct { guint n_cases, n_positions, n_english, n_wrong; } Tally;

static gboolean
is_nothing (gunichar c)
{
  guint8 kind = ob_char_get_class (c) & OB_CHAR_CLASS_MASK;
  return kind == OB_CHAR_SPACE || kind == OB_CHAR_LINE || kind == OB_CHAR_PARA || kind == OB_CHAR_VOID ||
         kind == OB_CHAR_FORMAT || kind == OB_CHAR_ZWJ;
}

/* TRUE where the table of ob-tokens.h makes English differ: around a colon between letters, within runs of full
 * stops or apostrophes. */
static gboolean
is_english (const char *text, gsize length, gsize at)
{
  char before = text[at - 1], after = at < length ? text[at] : '\0';
  if (before == after && (before == '.' || before == '\''))
    return TRUE;
  while (at > 1 && (text[at - 1] & 0x80) != 0)          /* marks on the colon */
    at--;
  return after == ':' || text[at - 1] == ':';
}

static void
check_case (const char *line, Tally *tally)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GArray) expected = g_array_new (FALSE, TRUE, sizeof (gboolean));    /* by byte: a break before it */
  g_autofree char *data = g_strndup (line, strcspn (line, "\t#"));
  g_auto(GStrv) parts = g_strsplit (data, " ", -1);
  g_array_set_size (expected, 256);
  for (guint i = 0; parts[i] != NULL; i++)
    if (strcmp (parts[i], "÷") == 0)
      g_array_index (expected, gboolean, text->len) = TRUE;
    else if (strcmp (parts[i], "×") != 0 && *parts[i] != '\0')
      g_string_append_unichar (text, g_ascii_strtoull (parts[i], NULL, 16));

  g_autoptr(GArray) tokens = tokenise (text->str, text->len);
  gboolean found[256] = { 0 }, covered[257] = { 0 };
  for (guint i = 0; i < tokens->len; i++)
    {
      const ObToken *token = &g_array_index (tokens, ObToken, i);
      found[token->start] = found[token->end] = TRUE;
      for (guint32 k = token->start; k < token->end; k++)
        covered[k] = TRUE;
    }
  tally->n_cases++;
  gboolean only_nothing = TRUE;                 /* since the last expected break: white space and what hangs on it */
  for (gsize at = 0; at < text->len;)
    {
      gunichar c = g_utf8_get_char (text->str + at);
      gsize next = at + g_utf8_skip[(guchar) text->str[at]];
      only_nothing = (only_nothing || g_array_index (expected, gboolean, at)) && is_nothing (c);
      if (!covered[at])
        g_assert_true (is_nothing (c));         /* nothing else may be lost */
      if (!only_nothing && covered[at] && next < text->len)
        {
          tally->n_positions++;
          gboolean expects = g_array_index (expected, gboolean, next);
          if (expects != found[next] && is_english (text->str, text->len, next))
            tally->n_english++;
          else if (expects != found[next])
            {
              g_test_message ("at byte %" G_GSIZE_FORMAT ": %s", next, data);
              tally->n_wrong++;
            }
        }
      at = next;
    }
}

static void
test_unicode_word_breaks (void)
{
  const char *shared = g_getenv ("OBELUS_SHARED");
  g_autofree char *path = g_build_filename (shared != NULL ? shared : "../shared", "gold", "unicode",
                                            "WordBreakTest.txt", NULL);
  g_autofree char *bytes = NULL;
  if (!g_file_get_contents (path, &bytes, NULL, NULL))
    {
      g_test_skip ("no WordBreakTest.txt: set OBELUS_SHARED");
      return;
    }
  Tally tally = { 0 };
  g_auto(GStrv) lines = g_strsplit (bytes, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "÷"))
      check_case (lines[i], &tally);
  g_test_message ("%u cases, %u positions compared, %u differ as documented for English, %u wrong", tally.n_cases,
                  tally.n_positions, tally.n_english, tally.n_wrong);
  g_assert_cmpuint (tally.n_cases, >, 1800);
  g_assert_cmpuint (tally.n_english, <, tally.n_positions / 10);
  g_assert_cmpuint (tally.n_wrong, ==, 0);
}

/* --- the fast ways and the plain ones --- */

static void
check_alnum (const char *bytes, gsize length)
{
  for (gsize i = 0; i < length; i += 17)                /* blocks begin anywhere, and end with the text */
    {
      gsize n = MIN (length - i, OB_CHARS_BLOCK);
      g_autofree char *exact = g_memdup2 (bytes + i, n);
      g_assert_cmpuint (ob_chars_find_alnum (exact, n), ==, ob_chars_find_alnum_plain (exact, n));
    }
}

static void
test_alnum (void)
{
  static const char edges[] = "aZ09 .,@[`{/:\0\x7f\xc3\xa9";
  GRand *random = g_rand_new_with_seed (64);
  char bytes[4096];
  for (guint round = 0; round < 50; round++)
    {
      for (gsize i = 0; i < sizeof bytes; i++)
        bytes[i] = round < 25 ? (char) g_rand_int (random) : edges[g_rand_int_range (random, 0, sizeof edges - 1)];
      check_alnum (bytes, sizeof bytes);
    }
  g_rand_free (random);
  const char *corpus = g_getenv ("OBELUS_CORPUS");      /* a text of any size, to check on all of it */
  g_autofree char *articles = g_test_build_filename (G_TEST_DIST, "articles", NULL), *text = NULL;
  g_autoptr (GDir) dir = g_dir_open (articles, 0, NULL);
  gsize length;
  for (const char *name; dir != NULL && (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *path = g_build_filename (articles, name, NULL), *article = NULL;
      g_assert_true (g_file_get_contents (path, &article, &length, NULL));
      check_alnum (article, length);
    }
  if (corpus != NULL)
    {
      g_assert_true (g_file_get_contents (corpus, &text, &length, NULL));
      check_alnum (text, length);
    }
}

static void
test_ascii (void)
{
  for (gunichar c = 0; c < 0x100; c++)
    g_assert_cmpuint (ob_char_get_class (c), ==, ob_char_search_class (c));
}

/* A word is the same form wherever it stands, near the end of a text too, where less may be read behind it. */
static void
test_same_forms (void)
{
  static const char text[] = "Kellmar's ferry-house, 1,984 t, a.m. O’Dell un-be-liev-ably-long-incomprehensibilities ok";
  g_autoptr(ObIntern) forms = ob_intern_new ();
  g_autoptr(GArray) whole = g_array_new (FALSE, FALSE, sizeof (ObToken));
  ob_tokenise (text, strlen (text), forms, whole);
  guint n_forms = ob_intern_size (forms);
  for (guint i = 0; i < whole->len; i++)
    {
      ObToken token = g_array_index (whole, ObToken, i);
      gsize length = token.end - token.start;
      g_autofree char *word = g_memdup2 (text + token.start, length);
      g_assert_cmpuint (ob_intern_add (forms, word, length), ==, token.form);
      g_assert_cmpuint (ob_intern_find (forms, word, length), ==, token.form);
    }
  g_assert_cmpuint (ob_intern_size (forms), ==, n_forms);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tokens/contractions-split", test_contractions);
  g_test_add_func ("/tokens/possessives-split", test_possessives);
  g_test_add_func ("/tokens/names-keep-their-apostrophes", test_names_keep_apostrophes);
  g_test_add_func ("/tokens/elisions-keep-their-apostrophes", test_elisions);
  g_test_add_func ("/tokens/hyphens-stand-alone", test_hyphens);
  g_test_add_func ("/tokens/numbers-and-currency", test_numbers);
  g_test_add_func ("/tokens/abbreviations-keep-their-stop", test_abbreviations);
  g_test_add_func ("/tokens/abbreviations-alone-are-one-token", test_abbreviations_alone);
  g_test_add_func ("/tokens/urls-and-addresses-are-one-token", test_urls);
  g_test_add_func ("/tokens/tags-are-one-token", test_tags);
  g_test_add_func ("/tokens/emoji-sequences-are-one-token", test_emoji);
  g_test_add_func ("/tokens/marks-of-several-signs", test_marks);
  g_test_add_func ("/tokens/other-scripts", test_other_scripts);
  g_test_add_func ("/tokens/white-space-yields-flags-only", test_white_space);
  g_test_add_func ("/tokens/controls-are-kept-as-symbols", test_controls);
  g_test_add_func ("/tokens/length-is-respected", test_length_is_respected);
  g_test_add_func ("/tokens/time-is-linear-on-hostile-text", test_linear);
  g_test_add_func ("/tokens/character-classes-are-those-of-unicode", test_classes_match_unicode);
  g_test_add_func ("/tokens/breaks-are-those-of-uax29-but-for-english", test_unicode_word_breaks);
  g_test_add_func ("/tokens/bitmap-of-word-bytes-is-the-plain-one", test_alnum);
  g_test_add_func ("/tokens/ascii-classes-are-those-of-the-table", test_ascii);
  g_test_add_func ("/tokens/forms-do-not-depend-on-their-place", test_same_forms);
  return g_test_run ();
}
