#include "base/ob-limits.h"
#include "match/ob-predicate.h"
#include <string.h>

typedef struct
{
  ObPredicates     *predicates;
  ObVocab          *vocab;
  ObPredicateCache *cache;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  (void) data;
  self->predicates = ob_predicates_new ();
  self->vocab = ob_vocab_new ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  (void) data;
  ob_predicate_cache_free (self->cache);
  ob_predicates_free (self->predicates);
  ob_vocab_free (self->vocab);
}

/* Asks a new predicate of @form, twice: the second answer is a remembered one. */
static gboolean
ask_any (Fixture *self, ObPredicateKind kind, ObFormAttr attribute, const char *text, ObList *list, double number,
         const char *form)
{
  g_autofree char *message = NULL;
  gsize offset;
  guint32 predicate = ob_predicates_add (self->predicates, kind, attribute, text, list, number, &message, &offset);
  g_assert_cmpuint (predicate, !=, G_MAXUINT32);
  ob_predicate_cache_free (self->cache);
  self->cache = ob_predicate_cache_new (self->predicates, self->vocab, NULL);
  guint32 id = ob_intern_add (ob_vocab_get_forms (self->vocab), form, strlen (form));
  gboolean answer = ob_predicate_test (self->cache, predicate, id);
  g_assert_true (ob_predicate_test (self->cache, predicate, id) == answer);
  return answer;
}

#define ask(kind, attribute, text, form) ask_any (self, OB_PREDICATE_##kind, OB_ATTR_##attribute, text, NULL, 0, form)

static void
test_equal (Fixture *self, gconstpointer data)
{
  (void) data;
  g_assert_true (ask (EQUAL, WORD, "said", "SAID"));
  g_assert_true (ask (EQUAL, WORD, "May", "May"));
  g_assert_false (ask (EQUAL, WORD, "May", "may"));
  g_assert_false (ask (EQUAL, WORD, "May", "MAY"));
  g_assert_true (ask (EQUAL_ANY, WORD, "May", "MAY"));
  g_assert_false (ask (EQUAL_EXACT, WORD, "may", "May"));
  g_assert_true (ask (EQUAL, WORD, "n't", "n’t"));
  g_assert_true (ask (EQUAL, WORD, "n’t", "n't"));
  g_assert_true (ask (EQUAL_EXACT, WORD, "N’T", "N'T"));
  g_assert_true (ask (EQUAL_EXACT, WORD, "N'T", "N’T"));
  g_assert_true (ask (EQUAL, WORD, "éva", "ÉVA"));
  g_assert_true (ask (EQUAL, LOWER, "Said", "sAID"));
  g_assert_true (ask (EQUAL, LEMMA, "say", "Said"));
  g_assert_true (ask (EQUAL, LEMMA, "Say", "says"));
  g_assert_false (ask (EQUAL, LEMMA, "said", "said"));
}

static void
test_shape (Fixture *self, gconstpointer data)
{
  (void) data;
  g_assert_true (ask (EQUAL, SHAPE, "Xxxx", "Mayor"));
  g_assert_false (ask (EQUAL, SHAPE, "Xxxx", "Ivo"));
  g_assert_true (ask (EQUAL, SHAPE, "Xxx", "Ivo"));
  g_assert_true (ask (EQUAL, SHAPE, "Xx", "Mayor"));
  g_assert_true (ask (EQUAL, SHAPE, "x", "a"));
  g_assert_true (ask (EQUAL, SHAPE, "x", "mayor"));
  g_assert_false (ask (EQUAL, SHAPE, "x", "Mayor"));
  g_assert_true (ask (EQUAL, SHAPE, "dddd", "1984"));
  g_assert_true (ask (EQUAL_EXACT, SHAPE, "x", "a"));
  g_assert_false (ask (EQUAL_EXACT, SHAPE, "x", "mayor"));
}

static void
test_regex (Fixture *self, gconstpointer data)
{
  (void) data;
  g_assert_true (ask (REGEX, WORD, "\\d{4}", "1984"));
  g_assert_false (ask (REGEX, WORD, "\\d{4}", "19845"));
  g_assert_false (ask (REGEX, WORD, "a|ab", "b"));
  g_assert_true (ask (REGEX, WORD, "a|ab", "ab"));
  g_assert_false (ask (REGEX, WORD, "A", "a"));
  g_assert_true (ask (REGEX, LOWER, "a", "A"));
  g_assert_true (ask (REGEX, LEMMA, "s.y", "said"));
  g_assert_true (ask (REGEX, SHAPE, "Xx+", "Mayor"));
  g_assert_true (ask (REGEX, WORD, "\\w.", "éé"));
  g_assert_false (ask (REGEX, WORD, "a$", "a\n"));
}

static void
refuse (Fixture *self, const char *text, gsize offset, const char *part)
{
  g_autofree char *message = NULL;
  gsize found = 0;
  guint32 size = ob_predicates_size (self->predicates);
  g_assert_cmpuint (ob_predicates_add (self->predicates, OB_PREDICATE_REGEX, OB_ATTR_WORD, text, NULL, 0, &message,
                                       &found), ==, G_MAXUINT32);
  g_assert_cmpuint (found, ==, offset);
  g_assert_nonnull (strstr (message, part));
  g_assert_cmpuint (ob_predicates_size (self->predicates), ==, size);
}

static void
test_bad_regex (Fixture *self, gconstpointer data)
{
  (void) data;
  refuse (self, "a(b", 3, "parenthesis");
  refuse (self, "(*LIMIT_MATCH=999999999)a", 0, "(*");
  refuse (self, "(a)\\1", 0, "refer back");
  g_autoptr (GString) deep = g_string_new (NULL);
  for (guint i = 0; i < 3000; i++)
    g_string_append_c (deep, '(');
  refuse (self, deep->str, OB_MAX_REGEX_DEPTH + 1, "nested");
}

/* A regex that explodes is answered all the same; one that cannot be counts as no match, and is told. */
static void
test_regex_limit (Fixture *self, gconstpointer data)
{
  (void) data;
  g_autoptr (GString) form = g_string_new (NULL);
  for (guint i = 0; i < 60; i++)
    g_string_append_c (form, 'a');
  g_assert_false (ask (REGEX, WORD, "(a|b|ab)*(aa?)*[bc]", "a"));
  g_assert_false (ask (REGEX, WORD, "(a*)*(a*)*[bc]", form->str));
  g_assert_false (ask (REGEX, WORD, "(a|aa)+b", form->str));
  g_string_append_c (form, 'b');
  g_assert_true (ask (REGEX, WORD, "(a*)*(a*)*[bc]", form->str));
  g_assert_true (ask (REGEX, WORD, "(a|aa)+b", form->str));
  g_string_append_c (form, 'd');
  g_assert_false (ask (REGEX, WORD, "(a*)*(a*)*[bc]", form->str));
  g_assert_null (ob_predicate_cache_take_failure (self->cache));
  for (guint i = 0; i < 3; i++)                 /* the third time as the first */
    {
      g_assert_false (ask (REGEX, WORD, "((a?){60}){60}[bc]", form->str));
      g_autofree char *failure = ob_predicate_cache_take_failure (self->cache);
      g_assert_nonnull (failure);
      g_assert_nonnull (strstr (failure, "/((a?){60}){60}[bc]/ on “aaaa"));
      g_assert_cmpuint (ob_predicate_cache_count_failures (self->cache), ==, 2);        /* `ask` asks twice */
      g_assert_null (ob_predicate_cache_take_failure (self->cache));
    }
}

static void
test_list (Fixture *self, gconstpointer data)
{
  (void) data;
  g_autoptr (ObDiags) diags = ob_diags_new ();
  ObPlace place = { .file = "test.lua", .line = 1, .column = 1 };
  g_autoptr (ObList) list = ob_list_parse_inline ("say", "say May o'clock", &place, diags);
  g_assert_true (ask_any (self, OB_PREDICATE_IN_LIST, OB_ATTR_LEMMA, NULL, list, 0, "Said"));
  g_assert_false (ask_any (self, OB_PREDICATE_IN_LIST, OB_ATTR_WORD, NULL, list, 0, "Said"));
  g_assert_true (ask_any (self, OB_PREDICATE_IN_LIST, OB_ATTR_WORD, NULL, list, 0, "Say"));
  g_assert_true (ask_any (self, OB_PREDICATE_IN_LIST, OB_ATTR_WORD, NULL, list, 0, "May"));
  g_assert_false (ask_any (self, OB_PREDICATE_IN_LIST, OB_ATTR_WORD, NULL, list, 0, "may"));
}

static void
test_numbers (Fixture *self, gconstpointer data)
{
  (void) data;
  static const struct { const char *form; double number; gboolean is_number; } cases[] = {
    { "1984", 1984, TRUE }, { "1,984", 1984, TRUE }, { "12,345,678", 12345678, TRUE }, { "2.5", 2.5, TRUE },
    { "1,984.5", 1984.5, TRUE }, { "0", 0, TRUE }, { "007", 7, TRUE }, { "1,98", 0, FALSE }, { "1,9845", 0, FALSE },
    { "1.2.3", 0, FALSE }, { "5km", 0, FALSE }, { "five", 0, FALSE }, { "1990s", 0, FALSE }, { "2.", 0, FALSE },
    { ",5", 0, FALSE }, { "", 0, FALSE }, { "1234,567", 0, FALSE }, { "1,,234", 0, FALSE }, { "-5", 0, FALSE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double n = cases[i].number;
      gboolean at_least = ask_any (self, OB_PREDICATE_GREATER_EQUAL, OB_ATTR_WORD, NULL, NULL, n, cases[i].form);
      gboolean at_most = ask_any (self, OB_PREDICATE_LESS_EQUAL, OB_ATTR_WORD, NULL, NULL, n, cases[i].form);
      if ((at_least && at_most) != cases[i].is_number)
        g_error ("%s is taken for %s", cases[i].form, cases[i].is_number ? "another number" : "a number");
      g_assert_false (ask_any (self, OB_PREDICATE_GREATER, OB_ATTR_WORD, NULL, NULL, n, cases[i].form));
      g_assert_false (ask_any (self, OB_PREDICATE_LESS, OB_ATTR_WORD, NULL, NULL, n, cases[i].form));
    }
}

static void
test_equal_predicates_are_one (Fixture *self, gconstpointer data)
{
  (void) data;
  char *message = NULL;
  gsize offset;
  ObPredicates *all = self->predicates;
  guint32 said = ob_predicates_add (all, OB_PREDICATE_EQUAL, OB_ATTR_WORD, "said", NULL, 0, &message, &offset);
  g_assert_cmpuint (said, ==, ob_predicates_add (all, OB_PREDICATE_EQUAL_ANY, OB_ATTR_WORD, "SAID", NULL, 0, &message,
                                                 &offset));
  g_assert_cmpuint (said, !=, ob_predicates_add (all, OB_PREDICATE_EQUAL, OB_ATTR_LOWER, "said", NULL, 0, &message,
                                                 &offset));
  g_assert_cmpuint (said, !=, ob_predicates_add (all, OB_PREDICATE_REGEX, OB_ATTR_WORD, "said", NULL, 0, &message,
                                                 &offset));
  guint32 less = ob_predicates_add (all, OB_PREDICATE_LESS, OB_ATTR_WORD, NULL, NULL, 1, &message, &offset);
  g_assert_cmpuint (less, !=, ob_predicates_add (all, OB_PREDICATE_LESS, OB_ATTR_WORD, NULL, NULL, 1.5, &message,
                                                 &offset));
  g_assert_cmpuint (ob_predicates_size (all), ==, 5);
}

/* More predicates than fit one word, and forms that come while asking. */
static void
test_many (Fixture *self, gconstpointer data)
{
  (void) data;
  char *message = NULL;
  gsize offset;
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *text = g_strdup_printf ("w%u", i);
      g_assert_cmpuint (ob_predicates_add (self->predicates, OB_PREDICATE_EQUAL, OB_ATTR_WORD, text, NULL, 0, &message,
                                           &offset), ==, i);
    }
  self->cache = ob_predicate_cache_new (self->predicates, self->vocab, NULL);
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *text = g_strdup_printf ("w%u", i);
      guint32 form = ob_intern_add (ob_vocab_get_forms (self->vocab), text, strlen (text));
      for (guint predicate = 0; predicate < 100; predicate++)
        g_assert_true (ob_predicate_test (self->cache, predicate, form) == (predicate == i));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add ("/predicate/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("equality-knows-case-and-apostrophes", test_equal);
  ADD ("single-shapes-stand-for-runs", test_shape);
  ADD ("regexes-match-the-whole", test_regex);
  ADD ("bad-regexes-are-refused-with-their-place", test_bad_regex);
  ADD ("runaway-regexes-stop-and-are-told", test_regex_limit);
  ADD ("lists-are-asked-by-attribute", test_list);
  ADD ("only-numbers-are-numbers", test_numbers);
  ADD ("equal-predicates-are-one", test_equal_predicates_are_one);
  ADD ("many-predicates-and-growing-forms", test_many);
  return g_test_run ();
}
