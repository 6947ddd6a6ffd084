#include "text/ob-doc.h"
#include "text/ob-english.h"
#include "growth.h"
#include <string.h>

static ObDoc *
parse (const char *text, gssize length, ObIntern *forms)
{
  g_autoptr(GError) error = NULL;
  ObText *bytes = ob_text_new (text, length < 0 ? strlen (text) : (gsize) length, &error);
  g_assert_no_error (error);
  ObDoc *doc = ob_doc_new (bytes, "case", "2023-05-01", forms);

  guint32 token = 0, sentence = 0;              /* what holds of every document */
  for (guint32 i = 0; i < doc->n_paras; i++)
    {
      g_assert_cmpuint (doc->paras[i].first, ==, token);
      g_assert_cmpuint (doc->paras[i].end, >, token);
      g_assert_cmpuint (doc->para_zones[i], <, OB_N_ZONES);
      while (token < doc->paras[i].end)
        {
          g_assert_cmpuint (doc->sentences[sentence].first, ==, token);
          g_assert_cmpuint (doc->sentences[sentence].end, <=, doc->paras[i].end);
          for (; token < doc->sentences[sentence].end; token++)
            {
              g_assert_cmpuint (doc->sentence_of[token], ==, sentence);
              g_assert_cmpuint (doc->para_of[token], ==, i);
            }
          sentence++;
        }
    }
  g_assert_cmpuint (token, ==, doc->n_tokens);
  g_assert_cmpuint (sentence, ==, doc->n_sentences);
  for (guint32 i = 0; i < doc->n_quotes; i++)
    {
      const ObQuote *quote = &doc->quotes[i];
      g_assert_cmpuint (quote->tokens.first + 1, <, quote->tokens.end);
      g_assert_cmpuint (doc->para_of[quote->tokens.first], ==, doc->para_of[quote->tokens.end - 1]);
      g_assert_true (i == 0 || quote[-1].tokens.first < quote->tokens.first);
    }
  return doc;
}

static void
append_span (GString *out, const ObDoc *doc, ObRange range)
{
  gsize length;
  const char *s = ob_doc_get_span (doc, range.first, range.end, &length);
  for (gsize i = 0; i < length; i++)
    g_string_append_c (out, s[i] == '\n' ? ' ' : s[i]);
}

/* Sentences joined by bars, paragraphs by double bars. */
static char *
cut_sentences (const char *text)
{
  g_autoptr(ObIntern) forms = ob_intern_new ();
  g_autoptr(ObDoc) doc = parse (text, -1, forms);
  GString *out = g_string_new (NULL);
  for (guint32 i = 0; i < doc->n_sentences; i++)
    {
      ObRange range = doc->sentences[i];
      if (i > 0)
        g_string_append (out, doc->paras[doc->para_of[range.first]].first == range.first ? " || " : " | ");
      append_span (out, doc, range);
    }
  return g_string_free (out, FALSE);
}

/* Quotations in brackets: kind of mark, ! when not closed, > when it goes on, depth unless 0. */
static char *
cut_quotes (const char *text)
{
  g_autoptr(ObIntern) forms = ob_intern_new ();
  g_autoptr(ObDoc) doc = parse (text, -1, forms);
  GString *out = g_string_new (NULL);
  for (guint32 i = 0; i < doc->n_quotes; i++)
    {
      const ObQuote *quote = &doc->quotes[i];
      g_string_append_printf (out, "%s%s%s", i > 0 ? " " : "", quote->is_closed ? "" : "!",
                              quote->continues ? ">" : "");
      if (quote->depth > 0)
        g_string_append_printf (out, "%u", quote->depth);
      g_string_append_c (out, '[');
      append_span (out, doc, quote->tokens);
      g_string_append_c (out, ']');
    }
  return g_string_free (out, FALSE);
}

static char *
get_zones (const char *text)
{
  g_autoptr(ObIntern) forms = ob_intern_new ();
  g_autoptr(ObDoc) doc = parse (text, -1, forms);
  GString *out = g_string_new (NULL);
  for (guint32 i = 0; i < doc->n_paras; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? " " : "", ob_zone_get_name ((ObZone) doc->para_zones[i]));
  return g_string_free (out, FALSE);
}

#define assert_sentences(text, expected) \
  G_STMT_START { g_autofree char *got_ = cut_sentences (text); g_assert_cmpstr (got_, ==, expected); } G_STMT_END
#define assert_quotes(text, expected) \
  G_STMT_START { g_autofree char *got_ = cut_quotes (text); g_assert_cmpstr (got_, ==, expected); } G_STMT_END
#define assert_zones(text, expected) \
  G_STMT_START { g_autofree char *got_ = get_zones (text); g_assert_cmpstr (got_, ==, expected); } G_STMT_END

/* --- sentences --- */

static void
test_plain_sentences (void)
{
  assert_sentences ("It rained. The dam held! Why? Nobody knows… Time will tell.",
                    "It rained. | The dam held! | Why? | Nobody knows… | Time will tell.");
  assert_sentences ("No stop at the end", "No stop at the end");
  assert_sentences ("It rained.The dam held.", "It rained. | The dam held.");
  assert_sentences ("He paid 2.5 million. In 2012. Twice.", "He paid 2.5 million. | In 2012. | Twice.");
}

static void
test_abbreviations_inside (void)
{
  assert_sentences ("The U.S. Senate met Mr. Doe, Gen. J. R. Roe and St. Ansel Corp. executives on Jan. 5 at 5 p.m. "
                    "Monday.",
                    "The U.S. Senate met Mr. Doe, Gen. J. R. Roe and St. Ansel Corp. executives on Jan. 5 at 5 p.m. "
                    "Monday.");
  assert_sentences ("See No. 5, p. 7, e.g. The Courier, or Doe et al. here.",
                    "See No. 5, p. 7, e.g. The Courier, or Doe et al. here.");
  assert_sentences ("Senator Orla Marsh (R-Wyx.) said it. He left.", "Senator Orla Marsh (R-Wyx.) said it. | He left.");
}

static void
test_abbreviations_at_the_end (void)
{
  assert_sentences ("He lives in the U.S. The mayor left at 5 p.m. Police came. It was Acme Inc. He sold it, etc. "
                    "Then rain.",
                    "He lives in the U.S. | The mayor left at 5 p.m. | Police came. | It was Acme Inc. | He sold "
                    "it, etc. | "
                    "Then rain.");
}

static void
test_closing_marks_stay (void)
{
  assert_sentences ("“We won.” He left. (It was late.) She said ‘no.’ Then:",
                    "“We won.” | He left. | (It was late.) | She said ‘no.’ | Then:");
  assert_sentences ("\"We won.\" He left. \"We lost.\" They cried.",
                    "\"We won.\" | He left. | \"We lost.\" | They cried.");
  assert_sentences ("The law passed.[17] Nobody cared. [3] [4] It failed.",
                    "The law passed.[17] | Nobody cared. [3] [4] | It failed.");
}

static void
test_attributions_stay (void)
{
  assert_sentences ("“We won,” she said. “Why?” she asked. “Why?” Ivo Tarn asked. “Never!” the mayor cried.",
                    "“We won,” she said. | “Why?” she asked. | “Why?” Ivo Tarn asked. | “Never!” the mayor cried.");
  assert_sentences ("“Why not?” The mayor was silent.", "“Why not?” | The mayor was silent.");
  assert_sentences ("KELLMAR, Mass. — The dam held. Yahoo! said so.",
                    "KELLMAR, Mass. — The dam held. | Yahoo! said so.");
}

static void
test_numbering_stays (void)
{
  assert_sentences ("1. The dam held.\n\n2. The town slept.", "1. The dam held. || 2. The town slept.");
  assert_sentences ("There are two: 1. The dam. 2. The town.", "There are two: 1. The dam. | 2. The town.");
}

/* --- paragraphs --- */

static void
test_empty_lines (void)
{
  assert_sentences ("One is here\n\ntwo is here\r\n \t\r\nthree\342\200\251four",
                    "One is here || two is here || three || four");
}

static void
test_line_per_paragraph (void)
{
  assert_sentences ("A headline\nThe dam above Kellmar burst on a Monday and flooded most of the old town, the "
                    "mayor said.\nShe left.",
                    "A headline || The dam above Kellmar burst on a Monday and flooded most of the old town, the "
                    "mayor said. || "
                    "She left.");
}

static void
test_hard_wrapped (void)
{
  assert_sentences ("The dam above the little town of Kellmar burst late on a Monday\n"
                    "and flooded most of the old town before anyone could be warned,\n"
                    "said Mayor Tarn. Petra Vols and other ministers of the republic\n"
                    "The Tarvian Courier had asked about the dam did not answer that\n"
                    "question.\n"
                    "Nobody was hurt in the flood, but a bridge is gone, and so is a\n"
                    "Ferris wheel that had stood there for years.\n",
                    "The dam above the little town of Kellmar burst late on a Monday "
                    "and flooded most of the old town before anyone could be warned, said Mayor Tarn. | "
                    "Petra Vols and other ministers of the republic The Tarvian Courier had asked about the dam did "
                    "not answer "
                    "that question. || "
                    "Nobody was hurt in the flood, but a bridge is gone, and so is a Ferris wheel that had stood "
                    "there for years.");
}

static void
test_broken_line (void)
{
  assert_sentences ("The dam above Kellmar\nburst on Monday.\nNobody was hurt.",
                    "The dam above Kellmar burst on Monday. || Nobody was hurt.");
}

/* --- quotations --- */

static void
test_quote_kinds (void)
{
  assert_quotes ("He said “yes” and \"no\" and ``so'' and „ach“ and «oui» and »ja« and ‘well’ and 'now' then.",
                 "[“yes”] [\"no\"] [``so''] [„ach“] [«oui»] [»ja«] [‘well’] ['now']");
  assert_quotes ("Er sagte: „Nein”, und sie: « Oui », ‹non›.", "[„Nein”] [« Oui »] [‹non›]");
}

static void
test_nested (void)
{
  assert_quotes ("“She said ‘we lost’ twice,” he said.", "[“She said ‘we lost’ twice,”] 1[‘we lost’]");
  assert_quotes ("‘She said “we lost” twice,’ he said.", "[‘She said “we lost” twice,’] 1[“we lost”]");
  assert_quotes ("\"He called it 'a gift,'\" she said.", "[\"He called it 'a gift,'\"] 1['a gift,']");
  assert_quotes ("“A “real” gift,” he said.", "[“A “real” gift,”] 1[“real”]");
}

static void
test_apostrophes (void)
{
  assert_quotes ("The dogs' owners and the girls’ team sang rock 'n' roll in the '90s, O’Neill’s too; get ’em.", "");
  assert_quotes ("A 'child of the dogs' owners' left. ‘The girls’ team won,’ he said.",
                 "['child of the dogs' owners'] [‘The girls’ team won,’]");
  assert_quotes ("“a child of the '80s” and \"a child of the '80s\" left",
                 "[“a child of the '80s”] [\"a child of the '80s\"]");
  assert_quotes ("The workers' strike and the nurses' march", "");
}

static void
test_inches (void)
{
  assert_quotes ("He is 6' 2\" tall, a 6'2\" man. \"He is 6' 2\" tall,\" she said.", "[\"He is 6' 2\" tall,\"]");
}

static void
test_odd_marks (void)
{
  assert_quotes ("\"We won, he said. \"We lost,\" she said.", "![\"We won, he said.] [\"We lost,\"]");
  assert_quotes ("We won,\" he said. \"We lost,\" she said.", "[\"We lost,\"]");
  assert_quotes ("“We won, he said. “We lost,” she said.", "![“We won, he said.] [“We lost,”]");
  assert_quotes ("\"We won,\" he said.\n\n\"We lost, he said.\n\nThe \"end\" came.",
                 "[\"We won,\"] ![\"We lost, he said.] [\"end\"]");
  assert_quotes ("He said \"", "");
  assert_quotes ("“We won,“ he said.", "[“We won,“]");
}

static void
test_bullets (void)
{
  assert_quotes ("» First of all, a bullet\n\n» Then another", "");
}

static void
test_continued (void)
{
  assert_quotes ("“We won.\n\n“We will win again.\n\n“Soon,” he said. “Yes.”",
                 "!>[“We won.] !>[“We will win again.] [“Soon,”] [“Yes.”]");
  assert_quotes ("‘We won.\n\n‘We will win again,’ he said.", "!>[‘We won.] [‘We will win again,’]");
  assert_quotes ("“We won.\n\nHe left “soon.”", "![“We won.] [“soon.”]");
}

/* --- zones --- */

#define BODY_1 "The dam above Kellmar burst on Monday and flooded most of the old town, Mayor Ivo Tarn told " \
  "reporters there.\n\n"
#define BODY_2 "Ministers had been warned of it for years, according to a report that the Tarvian Courier obtained " \
  "last week.\n\n"
#define BODY_3 "Nobody was hurt, but the bridge that joins the two halves of the town is gone, and so is the water " \
  "mill.\n\n"

static void
test_article (void)
{
  assert_zones ("Dam bursts above Kellmar\n\n"
                "Analysis from the Courier: A dam that everyone had forgotten is gone.\n\n"
                "By Petra Vols\n\n" "Published 3 May 2021 at 4 p.m.\n\n" BODY_1 BODY_2
                "Warnings nobody wanted to hear\n\n" BODY_3
                "(Photo: Ivo Roe/Courier)\n\n"
                "Petra Vols is a professor of history at Kellmar University. She lives in Port Ansel.\n\n"
                "Leave a Reply\n\n" "Your email address will not be published. Required fields are marked *",
                "title standfirst byline byline body body heading body caption author_bio boilerplate boilerplate");
}

static void
test_title_with_stop (void)
{
  assert_zones ("Dam Bursts Above Kellmar.\n\n" BODY_1 BODY_2, "title body body");
  assert_zones ("Ministers ignored warnings about dam.\n\n" BODY_1 BODY_2 BODY_3, "title body body body");
  assert_zones ("The dam burst on Monday, he said.\n\n" BODY_1 BODY_2 BODY_3, "body body body body");
  assert_zones (BODY_1 BODY_2 BODY_3, "body body body");
}

static void
test_single_paragraph (void)
{
  assert_zones ("Ministers ignored warnings", "body");
  assert_zones ("Subscribe to our newsletter", "body");
  assert_zones ("", "");
}

static void
test_dateline (void)
{
  assert_zones ("KELLMAR, Tarvia (TP) _\n\n" BODY_1 BODY_2, "byline body body");
}

static void
test_boilerplate (void)
{
  static const char *const lines[] = {
    "Subscribe to our newsletter", "We use cookies to make this site better.",
    "© 2021 Tarvian Courier. All rights reserved.",
    "Advertisement", "Share this:", "Read more: The forgotten dam", "Follow us on Twitter", "Click here to subscribe",
  };
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *text = g_strconcat (BODY_1, lines[i], "\n\n", BODY_2, NULL);
      assert_zones (text, "body boilerplate body");
    }
}

static void
test_no_false_boilerplate (void)
{
  static const char *const lines[] = {
    "“We use cookies to spy on people,” the minister said.", "The minister has shared a Facebook post about the dam.",
    "The Courier said all rights reserved to the king had lapsed.", "Advertisement of the dam began in 1999.",
    "Share prices of the dam's builder fell by a third within a day.", "Read more books, the minister told children.",
  };
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *text = g_strconcat (BODY_1, lines[i], "\n\n", BODY_2, NULL);
      assert_zones (text, "body body body");
    }
}

static void
test_bios (void)
{
  assert_zones (BODY_1 BODY_2 "Ivo Roe is a freelance writer based in Port Ansel. Follow him on Twitter.\n\n",
                "body body author_bio");
  assert_zones (BODY_1 "Petra Vols is a professor of law at Kellmar University. She told the Courier that the dam "
                       "was old.\n\n" BODY_2,
                "body body body");
  assert_zones (BODY_1 BODY_2 "Ivo Tarn is the mayor of Kellmar and the owner of the mill.\n\n", "body body body");
}

static void
test_bylines (void)
{
  assert_zones ("Dam bursts above Kellmar\n\nPetra Vols, Kellmar\n\n" BODY_1 BODY_2, "title byline body body");
  assert_zones ("Dam bursts above Kellmar\n\nBy Petra Vols and Ivo Roe\n\n" BODY_1 BODY_2, "title byline body body");
  assert_zones ("Dam bursts above Kellmar\n\n" BODY_1 "By Friday it was over\n\n" BODY_2, "title body heading body");
}

/* --- English --- */

static void
test_words_are_sorted (void)
{
  for (guint list = 0; list < OB_N_WORDS; list++)
    {
      gsize n;
      const char *const *words = ob_english_get_words ((ObWords) list, &n);
      for (gsize i = 0; i < n; i++)
        {
          g_assert_true (i == 0 || strcmp (words[i - 1], words[i]) < 0);
          g_assert_true (ob_english_has_word ((ObWords) list, words[i], strlen (words[i])));
        }
    }
  g_assert_cmpint (ob_english_get_abbr ("GEN", 3), ==, OB_ABBR_TITLE);
  g_assert_cmpint (ob_english_get_abbr ("gen", 3), ==, OB_ABBR_NONE);
  g_assert_cmpint (ob_english_get_abbr ("A\0", 2), ==, OB_ABBR_NONE);
  g_assert_false (ob_english_has_word (OB_WORDS_STARTER, "The\0", 4));
}

/* Paragraphs without any of the words are not searched for the phrases. */
static void
test_phrases_have_their_word (void)
{
  for (const char *const *phrase = ob_english_get_phrases (OB_CUE_BOILERPLATE_PART); *phrase != NULL; phrase++)
    {
      g_auto(GStrv) words = g_strsplit (*phrase, " ", -1);
      gboolean found = FALSE;
      for (guint i = 0; words[i] != NULL; i++)
        found |= ob_english_has_word (OB_WORDS_BOILERPLATE, words[i], strlen (words[i]));
      g_assert_true (found);
    }
}

/* --- the whole --- */

static void
test_documents_own_their_fields (void)
{
  g_autoptr(ObIntern) forms = ob_intern_new ();
  g_autoptr(ObDoc) doc = parse ("It rained.", -1, forms);
  g_assert_cmpstr (doc->id, ==, "case");
  g_assert_cmpstr (doc->date, ==, "2023-05-01");
  gsize length;
  const char *span = ob_doc_get_span (doc, 0, 2, &length);
  g_assert_cmpmem (span, length, "It rained", 9);
  g_assert_cmpint (ob_doc_get_zone (doc, 0), ==, OB_ZONE_BODY);
}

static void
test_empty (void)
{
  static const char *const texts[] = { "", "\n\n", " \t ", "\357\273\277" };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(ObIntern) forms = ob_intern_new ();
      g_autoptr(ObDoc) doc = parse (texts[i], -1, forms);
      g_assert_cmpuint (doc->n_tokens + doc->n_paras + doc->n_sentences + doc->n_quotes, ==, 0);
    }
}

static double
time_of (const char *unit, gsize size)
{
  g_autoptr(GString) text = g_string_sized_new (size + 200);
  while (text->len < size)
    g_string_append (text, unit);
  double start = get_cpu_seconds ();
  g_autoptr(ObIntern) forms = ob_intern_new ();
  g_autoptr(ObDoc) doc = ob_doc_new (ob_text_new (text->str, text->len, NULL), NULL, NULL, forms);
  g_assert_cmpuint (doc->n_tokens, >, 0);
  return get_cpu_seconds () - start;
}

static void
test_linear (void)
{
  static const char *const units[] = {
    "\"", "“", "“a ", "‘a ", "'a ", "a' ", "”", "»a ", "“a\n\n", ".", ". ", "?!", "a.) ", "[1]. ", "A. ", "(",
    "- ", "a\n", "A\n\n",
    "Subscribe to our newsletter\n\n", "Jane Doe is a writer.\n\n", "said ", "By Jane Doe\n\n", "? A B C D E ",
    "\r\n\r\n.",
  };
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    assert_no_square (time_of, units[i], 1 << 16);
}

static void
test_random_bytes (void)
{
  static const char *const pieces[] = {
    "\"", "'", "“", "”", "‘", "’", "«", "»", "„", "``", "''", ".", "?", "!", "…", "(", ")", "[", "]", "-", "—",
    "\n", "\n\n", " ", " ",
    "The", "said", "U.S.", "Mr.", "5", "A.", "a", "\303\251", "\314\201", "\342\200\213", "By", "is", "professor",
    "©", "\001",
  };
  g_autoptr(GRand) rand = g_rand_new_with_seed (11);
  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      for (guint n = g_rand_int_range (rand, 0, 60); n > 0; n--)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      g_autoptr(ObIntern) forms = ob_intern_new ();
      g_autoptr(ObDoc) doc = parse (text->str, text->len, forms);
      g_assert_nonnull (doc);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sentences/end-at-stops", test_plain_sentences);
  g_test_add_func ("/sentences/survive-abbreviations", test_abbreviations_inside);
  g_test_add_func ("/sentences/end-at-abbreviations-before-a-new-one", test_abbreviations_at_the_end);
  g_test_add_func ("/sentences/keep-their-closing-marks", test_closing_marks_stay);
  g_test_add_func ("/sentences/keep-their-attribution", test_attributions_stay);
  g_test_add_func ("/sentences/keep-their-number", test_numbering_stays);
  g_test_add_func ("/paragraphs/are-parted-by-empty-lines", test_empty_lines);
  g_test_add_func ("/paragraphs/may-be-lines", test_line_per_paragraph);
  g_test_add_func ("/paragraphs/are-joined-when-hard-wrapped", test_hard_wrapped);
  g_test_add_func ("/paragraphs/go-on-in-lower-case", test_broken_line);
  g_test_add_func ("/quotes/of-every-kind", test_quote_kinds);
  g_test_add_func ("/quotes/nest", test_nested);
  g_test_add_func ("/quotes/apostrophes-are-none", test_apostrophes);
  g_test_add_func ("/quotes/inches-are-none", test_inches);
  g_test_add_func ("/quotes/odd-marks-spoil-only-their-own", test_odd_marks);
  g_test_add_func ("/quotes/bullets-are-none", test_bullets);
  g_test_add_func ("/quotes/continue-over-paragraphs", test_continued);
  g_test_add_func ("/zones/of-an-article", test_article);
  g_test_add_func ("/zones/titles-may-end-in-a-stop", test_title_with_stop);
  g_test_add_func ("/zones/one-paragraph-is-body", test_single_paragraph);
  g_test_add_func ("/zones/datelines", test_dateline);
  g_test_add_func ("/zones/boilerplate", test_boilerplate);
  g_test_add_func ("/zones/reported-speech-is-no-boilerplate", test_no_false_boilerplate);
  g_test_add_func ("/zones/biographies-are-of-authors", test_bios);
  g_test_add_func ("/zones/bylines", test_bylines);
  g_test_add_func ("/english/words-are-sorted-and-found", test_words_are_sorted);
  g_test_add_func ("/english/phrases-have-their-word", test_phrases_have_their_word);
  g_test_add_func ("/doc/owns-its-fields", test_documents_own_their_fields);
  g_test_add_func ("/doc/may-be-empty", test_empty);
  g_test_add_func ("/doc/time-is-linear-on-hostile-text", test_linear);
  g_test_add_func ("/doc/survives-random-marks", test_random_bytes);
  return g_test_run ();
}
