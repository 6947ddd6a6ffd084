/* Forms: folding, shapes, flags, lemmas. */
#include "lexicon/ob-vocab.h"
#include <locale.h>
#include <string.h>

/* --- folding --- */

static void
assert_fold (const char *s, const char *expected)
{
  g_autofree char *folded = ob_fold (s, strlen (s));
  g_assert_cmpstr (folded, ==, expected);
}

static void
test_fold_letters (void)
{
  assert_fold ("Putin", "putin");
  assert_fold ("ÉCOLE ÅÄÖ", "école åäö");
  assert_fold ("ΑΘΗΝΑ Москва", "αθηνα москва");
  assert_fold ("", "");
}

static void
test_fold_marks (void)
{
  assert_fold ("don’t", "don't");
  assert_fold ("‘Tis", "'tis");
  assert_fold ("HawaiʼI", "hawai'i");
  assert_fold ("non\u2011stop", "non-stop");
  g_autofree char *marks = ob_fold_marks ("O’Neill", strlen ("O’Neill"));
  g_assert_cmpstr (marks, ==, "O'Neill");
}

/* A Turkish locale lowers I to a dotless ı; results must not depend on who runs the program. */
static void
test_fold_locale (void)
{
  static const char *const locales[] = { "tr_TR.UTF-8", "lt_LT.UTF-8", "C" };
  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      setlocale (LC_ALL, locales[i]);   /* where a locale is not installed this changes nothing */
      assert_fold ("ISTANBUL", "istanbul");
      assert_fold ("\u0130zmir", "izmir");
    }
  setlocale (LC_ALL, "C");
}

static void
test_fold_bad_bytes (void)
{
  const char bytes[] = "A\xff" "B\xc3";
  g_autofree char *folded = ob_fold (bytes, strlen (bytes));
  g_assert_cmpstr (folded, ==, "a\xff" "b\xc3");
}

static void
test_capital (void)
{
  g_assert_true (ob_has_capital ("McDonald", 8));
  g_assert_true (ob_has_capital ("iPhone", 6));
  g_assert_true (ob_has_capital ("Élan", strlen ("Élan")));
  g_assert_false (ob_has_capital ("élan vital 3", strlen ("élan vital 3")));
  g_assert_false (ob_has_capital ("", 0));
}

/* --- the vocabulary --- */

static const ObForm *
get_form (ObVocab *vocab, const char *s)
{
  return ob_vocab_get (vocab, ob_intern_add (ob_vocab_get_forms (vocab), s, strlen (s)));
}

static void
assert_string (ObVocab *vocab, guint32 id, const char *expected)
{
  g_assert_cmpuint (id, !=, OB_NO_ID);
  g_assert_cmpstr (ob_intern_get (ob_vocab_get_forms (vocab), id, NULL), ==, expected);
}

static void
test_shapes (void)
{
  static const char *const cases[][2] = {
    { "Putin", "Xxxx" }, { "2012", "ddd" }, { "G7", "Xd" }, { "U.S.", "X.X." }, { "iPhone", "xXxxx" },
    { "NATO", "XXX" }, { "1990s", "dddx" }, { "the", "xxx" }, { "that", "xxx" }, { "don’t", "xxx'x" },
    { "-----", "---" }, { "Cafe\u0301", "Xxxx" }, { "€", "€" }, { "$1,984", "$d,ddd" },
  };
  g_autoptr (ObVocab) vocab = ob_vocab_new ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_string (vocab, get_form (vocab, cases[i][0])->shape, cases[i][1]);
}

static void
test_flags (void)
{
  static const struct { const char *form; guint32 flags; } cases[] = {
    { "Putin", OB_FORM_ALPHA | OB_FORM_TITLE }, { "McDonald", OB_FORM_ALPHA | OB_FORM_TITLE },
    { "iPhone", OB_FORM_ALPHA }, { "NATO", OB_FORM_ALPHA | OB_FORM_UPPER }, { "A", OB_FORM_ALPHA | OB_FORM_UPPER },
    { "U.S.", OB_FORM_ALPHA | OB_FORM_UPPER | OB_FORM_ABBREV }, { "Mr.", OB_FORM_ALPHA | OB_FORM_TITLE | OB_FORM_ABBREV },
    { "said", OB_FORM_ALPHA | OB_FORM_LOWER }, { "n’t", OB_FORM_ALPHA | OB_FORM_LOWER },
    { "1990s", OB_FORM_LOWER | OB_FORM_DIGIT }, { "2012", OB_FORM_DIGIT }, { "G7", OB_FORM_UPPER },
    { ",", OB_FORM_PUNCT }, { "…", OB_FORM_PUNCT }, { "’", OB_FORM_PUNCT }, { "½", 0 },
    { "Élan", OB_FORM_ALPHA | OB_FORM_TITLE }, { "日本", OB_FORM_ALPHA | OB_FORM_LOWER },
  };
  g_autoptr (ObVocab) vocab = ob_vocab_new ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmphex (get_form (vocab, cases[i].form)->flags, ==, cases[i].flags);
}

/* Computing an entry interns lower form, shape and lemmas, which are forms themselves and may be asked for. */
static void
test_entries_survive_growth (void)
{
  g_autoptr (ObVocab) vocab = ob_vocab_new ();
  guint32 id = ob_intern_add (ob_vocab_get_forms (vocab), "Said", 4);
  ObForm first = *ob_vocab_get (vocab, id);
  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *s = g_strdup_printf ("Form%uxs", i);
      get_form (vocab, s);
    }
  g_assert_cmpmem (ob_vocab_get (vocab, id), sizeof first, &first, sizeof first);
  assert_string (vocab, first.lower, "said");
  assert_string (vocab, first.lemmas[0], "say");
  assert_string (vocab, first.lemmas[1], "said");       /* a capital: it may be the port of that name */
  for (guint32 i = 0; i < 1000; i++)
    g_assert_cmpuint (ob_vocab_get (vocab, i)->lower, !=, OB_NO_ID);
}

static void
test_names_keep_themselves (void)
{
  g_autoptr (ObVocab) vocab = ob_vocab_new ();
  const ObForm *form = get_form (vocab, "Wales");
  guint32 lemmas[2] = { form->lemmas[0], form->lemmas[1] };
  assert_string (vocab, lemmas[0], "wale");
  assert_string (vocab, lemmas[1], "wales");
  g_assert_cmpuint (get_form (vocab, "reports")->lemmas[1], ==, OB_NO_ID);
}

static void
test_hostile_forms (void)
{
  g_autoptr (ObVocab) vocab = ob_vocab_new ();
  g_autofree char *huge = g_strnfill (1 << 20, 'a');
  memcpy (huge + (1 << 20) - 3, "ing", 3);
  const ObForm *form = get_form (vocab, huge);
  assert_string (vocab, form->lemmas[0], huge);
  assert_string (vocab, get_form (vocab, huge)->shape, "xxx");
  guint32 id = ob_intern_add (ob_vocab_get_forms (vocab), "a\0b", 3);
  g_assert_cmpuint (ob_vocab_get (vocab, id)->lower, ==, id);
  id = ob_intern_add (ob_vocab_get_forms (vocab), "", 0);
  g_assert_cmphex (ob_vocab_get (vocab, id)->flags, ==, OB_FORM_PUNCT);
}

/* --- lemmas --- */

/* @expected: the candidates in order, separated by spaces. */
static void
assert_lemmas (const char *form, const char *expected)
{
  char *lemmas[OB_MAX_LEMMAS + 1] = { NULL };
  guint n = ob_lemmatise (form, strlen (form), lemmas);
  g_assert_cmpuint (n, >=, 1);
  g_assert_cmpuint (n, <=, OB_MAX_LEMMAS);
  lemmas[n] = NULL;
  g_autofree char *all = g_strjoinv (" ", lemmas);
  for (guint i = 0; i < n; i++)
    g_free (lemmas[i]);
  if (strcmp (all, expected) != 0)
    g_error ("%s: expected \"%s\", got \"%s\"", form, expected, all);
}

/* Each line: forms, a colon, their first lemma. */
static void
assert_first_lemmas (const char *const *lines, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_auto (GStrv) halves = g_strsplit (lines[i], ": ", 2);
      g_auto (GStrv) forms = g_strsplit (halves[0], " ", -1);
      for (guint k = 0; forms[k] != NULL; k++)
        {
          char *lemmas[OB_MAX_LEMMAS];
          guint count = ob_lemmatise (forms[k], strlen (forms[k]), lemmas);
          if (strcmp (lemmas[0], halves[1]) != 0)
            g_error ("%s: expected \"%s\" first, got \"%s\"", forms[k], halves[1], lemmas[0]);
          while (count > 0)
            g_free (lemmas[--count]);
        }
    }
}

static void
test_regular_verbs (void)
{
  static const char *const lines[] = {
    "warned warning warns: warn", "accused accusing accuses: accuse", "hoped hoping hopes: hope",
    "hopped hopping hops: hop", "noted noting notes: note", "admitted admitting admits: admit",
    "referred referring refers: refer", "offered offering offers: offer", "argued arguing argues: argue",
    "issued issuing issues: issue", "agreed agreeing agrees: agree", "panicked panicking: panic",
    "denied denying denies: deny", "stated stating: state", "treated treating: treat", "visited visiting: visit",
    "invited inviting: invite", "created creating: create", "defeated: defeat", "required requiring: require",
    "repaired: repair", "squared: square", "quoted quoting: quote", "committed: commit", "benefited: benefit",
    "changed changing: change", "belonged belonging: belong", "judged: judge", "charged charging: charge",
    "handled handling: handle", "controlled controlling: control", "called calling: call",
    "travelled traveled travelling: travel", "cancelled canceled: cancel", "revealed: reveal", "released: release",
    "raised raising: raise", "focused focusing: focus", "passed passing passes: pass", "pushed pushes: push",
    "watched watches: watch", "added adding: add", "begged: beg", "seized seizing: seize", "buzzed: buzz",
    "developed developing: develop", "considered: consider", "interfered: interfere", "restored: restore",
    "ignored: ignore", "favored: favor", "ensured: ensure", "poured: pour", "occurred: occur", "declared: declare",
    "appeared: appear", "opened: open", "intervened: intervene", "mentioned: mention", "postponed: postpone",
    "determined: determine", "explained: explain", "consumed: consume", "named: name", "nicknamed: nickname",
    "dreamed: dream", "welcomed: welcome", "decided deciding: decide", "avoided: avoid", "included: include",
    "applauded: applaud", "conceded: concede", "needed: need", "guaranteed: guarantee", "believed: believe",
    "breathed: breathe", "urged: urge", "rehearsed: rehearse", "caused causes causing: cause", "tried tries trying: try",
  };
  assert_first_lemmas (lines, G_N_ELEMENTS (lines));
}

static void
test_irregular_verbs (void)
{
  static const char *const lines[] = {
    "said says saying: say", "told telling: tell", "thought: think", "went gone goes going: go",
    "am is are was were been being 're 'm: be", "has had having 've: have", "does did done doing: do",
    "saw seen seeing: see", "left leaving: leave", "found: find", "wrote written writing: write", "lying: lie",
    "died dying dies: die", "tied tying: tie", "led: lead", "met: meet", "held: hold", "kept: keep",
    "overheard: overhear", "rebuilt: rebuild", "misread: misread", "undergone: undergo", "withdrew: withdraw",
    "putting: put", "cutting: cut", "using: use", "fled fleeing: flee", "bred: breed",
  };
  assert_first_lemmas (lines, G_N_ELEMENTS (lines));
}

static void
test_nouns (void)
{
  static const char *const lines[] = {
    "reports: report", "policies: policy", "movies: movie", "boxes: box", "viruses: virus", "houses: house",
    "bonuses: bonus", "excuses: excuse", "buses: bus", "cases: case", "prizes: prize", "quizzes: quiz",
    "heroes: hero", "shoes: shoe", "churches: church", "headaches: headache", "knives: knife", "wolves: wolf",
    "sleeves: sleeve", "women: woman", "spokesmen: spokesman", "spokeswomen: spokeswoman", "children: child",
    "schoolchildren: schoolchild", "feet: foot", "criteria: criterion", "crises: crisis", "iraqis: iraqi",
    "areas: area", "meetings: meeting", "series: series", "politics: politics", "critics: critic", "status: status",
    "menus: menu", "specimen: specimen", "news: news", "cafés: café",
  };
  assert_first_lemmas (lines, G_N_ELEMENTS (lines));
}

static void
test_adjectives (void)
{
  static const char *const lines[] = {
    "bigger biggest: big", "larger largest: large", "happier happiest: happy", "cheaper cheapest: cheap",
    "earlier earliest: early", "best: good", "worse worst: bad", "later latest: late",
    "worker: worker", "leader: leader", "minister: minister", "interest: interest", "request: request",
    "order: order", "number: number", "soldier: soldier",
  };
  assert_first_lemmas (lines, G_N_ELEMENTS (lines));
}

static void
test_several_lemmas (void)
{
  assert_lemmas ("saw", "see saw");
  assert_lemmas ("left", "leave left");
  assert_lemmas ("leaves", "leave leaf");
  assert_lemmas ("reports", "report");
  assert_lemmas ("said", "say");
  assert_lemmas ("meeting", "meet meeting");
  assert_lemmas ("found", "find found");
  assert_lemmas ("accused", "accuse accused");
  assert_lemmas ("fulfilled", "fulfill fulfil fulfilled");
  assert_lemmas ("axes", "axis axe");
}

static void
test_clitics (void)
{
  assert_lemmas ("n't", "not");
  assert_lemmas ("'s", "'s be have us");
  assert_lemmas ("'ll", "will");
  assert_lemmas ("'ve", "have");
  assert_lemmas ("'re", "be");
  assert_lemmas ("'m", "be");
  assert_lemmas ("'d", "would have");
  assert_lemmas ("ca", "can ca");
  assert_lemmas ("wo", "will wo");
}

static void
test_pronouns (void)
{
  assert_lemmas ("he", "he");
  assert_lemmas ("him", "him he");
  assert_lemmas ("its", "its");
  assert_lemmas ("themselves", "themselves");
}

static void
test_not_inflected (void)
{
  static const char *const words[] = {
    "king", "thing", "during", "nothing", "evening", "bed", "red", "hundred", "need", "this", "is.", "u.s.", "gas",
    "always", "us.", "perhaps", "1990s", "a", "s", "ed", "ing", "es", "er", "est", "men.", "zzz", "o'clock", "",
  };
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    assert_lemmas (words[i], words[i]);
}

/* Every short string over letters that endings are made of, and every length around the maximum. */
static void
test_lemmatiser_takes_anything (void)
{
  static const char letters[] = "aesingdrylz";
  char *lemmas[OB_MAX_LEMMAS];
  for (guint n = 0; n < 11 * 11 * 11 * 11 * 11; n++)
    {
      char s[8];
      gsize length = 0;
      for (guint k = n; k > 0; k /= 11)
        s[length++] = letters[k % 11];
      guint count = ob_lemmatise (s, length, lemmas);
      g_assert_cmpuint (count, >=, 1);
      while (count > 0)
        g_free (lemmas[--count]);
    }
  for (gsize length = 30; length < 80; length++)
    {
      g_autofree char *s = g_strnfill (length, 'b');
      memcpy (s + length - 4, "ated", 4);
      guint count = ob_lemmatise (s, length, lemmas);
      g_assert_cmpuint (count, >=, 1);
      while (count > 0)
        g_free (lemmas[--count]);
    }
}

/* --- against gold lemmas --- */

static gboolean
is_measured (char **fields)
{
  static const char *const skipped[] = { "PUNCT", "X", "PROPN", NULL };
  return g_strv_length (fields) > 4 && strpbrk (fields[0], "-.") == NULL && !g_strv_contains (skipped, fields[3]);
}

static void
test_gold_lemmas (void)
{
  const char *shared = g_getenv ("OBELUS_SHARED");
  g_autofree char *path = g_build_filename (shared ? shared : "../shared", "gold", "pos-dev.conllu", NULL);
  g_autofree char *text = NULL;
  if (!g_file_get_contents (path, &text, NULL, NULL))
    {
      g_test_skip ("no gold lemmas at hand: set OBELUS_SHARED");
      return;
    }
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint total = 0, among = 0, first = 0, candidates = 0;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", 5);
      if (lines[i][0] == '#' || !is_measured (fields))
        continue;
      g_autofree char *lower = ob_fold (fields[1], strlen (fields[1]));
      g_autofree char *gold = ob_fold (fields[2], strlen (fields[2]));
      char *lemmas[OB_MAX_LEMMAS];
      guint n = ob_lemmatise (lower, strlen (lower), lemmas);
      gboolean found = FALSE;
      for (guint k = 0; k < n; k++)
        {
          gboolean equal = strcmp (lemmas[k], gold) == 0;
          found |= equal;
          first += equal && k == 0;
          g_free (lemmas[k]);
        }
      total++, among += found, candidates += n;
    }
  g_test_message ("%u words: gold lemma among the candidates %.2f %%, first %.2f %%, candidates a word %.3f", total,
                  100.0 * among / total, 100.0 * first / total, (double) candidates / total);
  g_assert_cmpfloat ((double) among, >=, 0.995 * total);
  g_assert_cmpfloat ((double) first, >=, 0.97 * total);
  g_assert_cmpfloat ((double) candidates, <=, 1.2 * total);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vocab/folds-letters-of-every-script", test_fold_letters);
  g_test_add_func ("/vocab/folds-apostrophes-and-hyphens", test_fold_marks);
  g_test_add_func ("/vocab/folds-alike-in-every-locale", test_fold_locale);
  g_test_add_func ("/vocab/folds-bad-bytes-to-themselves", test_fold_bad_bytes);
  g_test_add_func ("/vocab/knows-what-has-a-capital", test_capital);
  g_test_add_func ("/vocab/shapes-cut-runs-to-three", test_shapes);
  g_test_add_func ("/vocab/flags-tell-words-from-numbers-and-marks", test_flags);
  g_test_add_func ("/vocab/entries-survive-growth", test_entries_survive_growth);
  g_test_add_func ("/vocab/names-keep-themselves-as-lemma", test_names_keep_themselves);
  g_test_add_func ("/vocab/takes-hostile-forms", test_hostile_forms);
  g_test_add_func ("/lemma/regular-verbs", test_regular_verbs);
  g_test_add_func ("/lemma/irregular-verbs", test_irregular_verbs);
  g_test_add_func ("/lemma/nouns", test_nouns);
  g_test_add_func ("/lemma/adjectives", test_adjectives);
  g_test_add_func ("/lemma/several-candidates-likeliest-first", test_several_lemmas);
  g_test_add_func ("/lemma/clitics-stand-for-their-verbs", test_clitics);
  g_test_add_func ("/lemma/pronouns-keep-their-form", test_pronouns);
  g_test_add_func ("/lemma/leaves-alone-what-is-not-inflected", test_not_inflected);
  g_test_add_func ("/lemma/takes-anything", test_lemmatiser_takes_anything);
  g_test_add_func ("/lemma/agrees-with-gold", test_gold_lemmas);
  return g_test_run ();
}
