/* Promises of linking: ids of names, whom a source means, what a content is about, what stands in what. */
#include "core/ob-link.h"
#include <string.h>

typedef struct
{
  ObVocab  *vocab;
  ObDoc    *doc;
  ObRule   *rule;
  ObResult *result;
} Fixture;

static void
set_up (Fixture *f, gconstpointer text)
{
  f->vocab = ob_vocab_new ();
  f->doc = ob_doc_new (ob_text_new (text, strlen (text), NULL), NULL, NULL, ob_vocab_get_forms (f->vocab));
  f->rule = ob_rule_new (OB_RULE_PATTERN, "test", "rule", 1);
  f->result = ob_result_new ();
}

static void
tear_down (Fixture *f, gconstpointer text)
{
  (void) text;
  ob_result_free (f->result);
  ob_rule_free (f->rule);
  ob_doc_free (f->doc);
  ob_vocab_free (f->vocab);
}

/* The tokens of the @nth place (from 0) where @words stand. */
static ObRange
find (Fixture *f, const char *words, guint nth)
{
  const char *text = ob_text_get_bytes (f->doc->text), *at = text - 1;
  for (guint i = 0; i <= nth; i++)
    {
      at = strstr (at + 1, words);
      g_assert_nonnull (at);
    }
  ObRange range = { 0, 0 };
  while (f->doc->tokens[range.first].start < (guint32) (at - text))
    range.first++;
  for (range.end = range.first; range.end < f->doc->n_tokens &&
                                f->doc->tokens[range.end].start < (at - text) + strlen (words);)
    range.end++;
  return range;
}

static ObAnnotation *
add_entity (Fixture *f, const char *label, const char *words, guint nth, const char *name)
{
  ObRange range = find (f, words, nth);
  ObAnnotation *entity = ob_annotation_new (f->rule, range.first, range.end);
  entity->type = g_intern_static_string ("entity");
  entity->label = g_intern_string (label);
  ob_features_set (&entity->features, "name", name);
  g_ptr_array_add (f->result->annotations, entity);
  return entity;
}

static ObAnnotation *
add_claim (Fixture *f, const char *source, guint nth, const char *cue, const char *content)
{
  ObRange s = find (f, source, nth), c = find (f, cue, 0), x = find (f, content, 0);
  ObAnnotation *claim = ob_annotation_new (f->rule, MIN (s.first, x.first), MAX (x.end, c.end));
  claim->type = g_intern_static_string ("claim");
  ob_annotation_add_capture (claim, "source", s.first, s.end);
  ob_annotation_add_capture (claim, "cue", c.first, c.end);
  ob_annotation_add_capture (claim, "content", x.first, x.end);
  g_ptr_array_add (f->result->annotations, claim);
  return claim;
}

#define FEATURE(annotation, name) ob_features_get (&(annotation)->features, (name))

static void
test_same_name_same_id (Fixture *f, gconstpointer text)
{
  (void) text;
  ObAnnotation *one = add_entity (f, "PERSON", "Ivo Tarn", 0, "Ivo Tarn");
  ObAnnotation *other = add_entity (f, "GPE", "Kellmar", 0, "Kellmar");
  ObAnnotation *again = add_entity (f, "PERSON", "Tarn", 1, "Ivo Tarn");
  ob_link_result (f->result, f->doc);
  g_assert_cmpstr (FEATURE (one, "id"), ==, "e1");
  g_assert_cmpstr (FEATURE (other, "id"), ==, "e2");
  g_assert_cmpstr (FEATURE (again, "id"), ==, "e1");
}

static void
test_sources_and_contents_are_linked (Fixture *f, gconstpointer text)
{
  (void) text;
  add_entity (f, "ORG", "the port", 0, "Port of Kellmar");
  add_entity (f, "PERSON", "Ivo Tarn", 0, "Ivo Tarn");
  add_entity (f, "GPE", "Kellmar", 0, "Kellmar");
  ObAnnotation *claim = add_claim (f, "Ivo Tarn of the port", 0, "said", "that Kellmar had heard");
  ob_link_result (f->result, f->doc);
  g_assert_cmpstr (FEATURE (claim, "src_name"), ==, "Ivo Tarn");
  g_assert_cmpstr (FEATURE (claim, "about"), ==, "e3");
}

static void
test_role_means_no_name_inside_it (Fixture *f, gconstpointer text)
{
  (void) text;
  add_entity (f, "PERSON", "Ivo Tarn", 0, "Ivo Tarn");
  ObAnnotation *claim = add_claim (f, "A letter to Ivo Tarn", 0, "said", "it rained");
  ob_features_set (&claim->features, "src_type", "document");
  ob_link_result (f->result, f->doc);
  g_assert_null (FEATURE (claim, "src_ref"));
}

static void
test_pronoun_with_one_antecedent (Fixture *f, gconstpointer text)
{
  (void) text;
  add_entity (f, "PERSON", "Ivo Tarn", 0, "Ivo Tarn");
  ObAnnotation *claim = add_claim (f, "He", 0, "said", "it rained");
  ob_features_set (&claim->features, "antecedent", "PERSON:gender=m");
  ob_link_result (f->result, f->doc);
  g_assert_cmpstr (FEATURE (claim, "src_name"), ==, "Ivo Tarn");
  g_assert_cmpstr (FEATURE (claim, "src_via"), ==, "antecedent");
  g_assert_null (FEATURE (claim, "antecedent"));
}

static void
test_pronoun_with_two_stays_open (Fixture *f, gconstpointer text)
{
  (void) text;
  add_entity (f, "PERSON", "Ivo Tarn", 0, "Ivo Tarn");
  ObAnnotation *other = add_entity (f, "PERSON", "Lena Orbak", 0, "Lena Orbak");
  ObAnnotation *claim = add_claim (f, "He", 0, "said", "it rained");
  ob_features_set (&claim->features, "antecedent", "PERSON:gender=m");
  ob_link_result (f->result, f->doc);
  g_assert_null (FEATURE (claim, "src_ref"));
  g_assert_cmpstr (FEATURE (claim, "src_open"), ==, "yes");

  ob_features_set (&other->features, "gender", "f");    /* now only one can be meant */
  ob_features_set (&claim->features, "antecedent", "PERSON:gender=m");
  ob_link_result (f->result, f->doc);
  g_assert_cmpstr (FEATURE (claim, "src_name"), ==, "Ivo Tarn");
}

static void
test_noun_means_the_last_of_its_kind (Fixture *f, gconstpointer text)
{
  (void) text;
  ObAnnotation *first = add_entity (f, "ORG", "Port Courier", 0, "Port Courier");
  ObAnnotation *other = add_entity (f, "ORG", "Kellmar Bank", 0, "Kellmar Bank");
  ob_features_set (&first->features, "type", "newspaper");
  ob_features_set (&other->features, "type", "bank");
  ObAnnotation *claim = add_claim (f, "The paper", 0, "wrote", "it rained");
  ob_features_set (&claim->features, "antecedent", "ORG:type=magazine|newspaper");
  ob_link_result (f->result, f->doc);
  g_assert_cmpstr (FEATURE (claim, "src_name"), ==, "Port Courier");
  ob_features_set (&claim->features, "antecedent", "ORG:name~bank");
  ob_link_result (f->result, f->doc);
  g_assert_cmpstr (FEATURE (claim, "src_name"), ==, "Kellmar Bank");
}

static ObAnnotation *
add_mention (Fixture *f, const char *words, const char *antecedent)
{
  ObAnnotation *mention = add_entity (f, "PERSON", words, 0, NULL);
  mention->type = g_intern_static_string ("mention");
  ob_features_set (&mention->features, "antecedent", antecedent);
  return mention;
}

static void
test_mention_refers_to_what_it_means (Fixture *f, gconstpointer text)
{
  (void) text;
  ObAnnotation *he = add_entity (f, "PERSON", "Ivo Tarn", 0, "Ivo Tarn");
  ObAnnotation *she = add_entity (f, "PERSON", "Lena Orbak", 0, "Lena Orbak");
  ob_features_set (&he->features, "gender", "m");
  ObAnnotation *mention = add_mention (f, "He", "PERSON:gender=m");
  ObAnnotation *two = add_mention (f, "leaders", "2*PERSON");
  ob_link_result (f->result, f->doc);
  g_assert_cmpstr (FEATURE (mention, "ref"), ==, "e1");         /* surely, so that who fits perhaps does not matter */
  g_assert_cmpstr (FEATURE (mention, "name"), ==, "Ivo Tarn");
  g_assert_cmpstr (FEATURE (two, "ref"), ==, "e1 e2");
  g_assert_cmpstr (FEATURE (two, "name"), ==, "Ivo Tarn; Lena Orbak");

  ob_features_set (&she->features, "gender", "m");              /* now both can be meant */
  ob_features_set (&mention->features, "antecedent", "PERSON:gender=m");
  ob_features_set (&mention->features, "ref", NULL);
  ob_link_result (f->result, f->doc);
  g_assert_cmpstr (FEATURE (mention, "open"), ==, "yes");
  g_assert_null (FEATURE (mention, "ref"));
}

static void
test_two_need_two (Fixture *f, gconstpointer text)
{
  (void) text;
  add_entity (f, "PERSON", "Ivo Tarn", 0, "Ivo Tarn");
  ObAnnotation *two = add_mention (f, "leaders", "2*PERSON");
  ob_link_result (f->result, f->doc);
  g_assert_cmpstr (FEATURE (two, "open"), ==, "yes");
}

static void
test_open_readings_follow_the_rest (Fixture *f, gconstpointer text)
{
  (void) text;
  static const char *const readings[] = { "place", "open", "government", "government", "open" };
  ObAnnotation *mentions[5];
  for (guint i = 0; i < 5; i++)
    {
      mentions[i] = add_entity (f, "GPE", i < 4 ? "Moscow" : "Rome", i < 4 ? i : 0, i < 4 ? "Moscow" : "Rome");
      ob_features_set (&mentions[i]->features, "reading", readings[i]);
    }
  ob_link_result (f->result, f->doc);
  g_assert_cmpstr (FEATURE (mentions[0], "reading"), ==, "place");
  g_assert_cmpstr (FEATURE (mentions[1], "reading"), ==, "government");
  g_assert_cmpstr (FEATURE (mentions[1], "reason"), ==, "as elsewhere in the text");
  g_assert_cmpstr (FEATURE (mentions[4], "reading"), ==, "open");
}

static void
test_mentions_of_a_person_share_what_titles_tell (Fixture *f, gconstpointer text)
{
  (void) text;
  ObAnnotation *titled = add_entity (f, "PERSON", "Ivo Tarn", 0, "Ivo Tarn");
  ObAnnotation *other = add_entity (f, "PERSON", "Tarn", 1, "Ivo Tarn");
  ob_features_set (&titled->features, "role", "mayor");
  ob_link_result (f->result, f->doc);
  g_assert_cmpstr (FEATURE (other, "role"), ==, "mayor");
}

static void
test_nested_claims_name_their_parent (Fixture *f, gconstpointer text)
{
  (void) text;
  ObAnnotation *outer = add_claim (f, "Officials", 0, "said", "the rebels claimed to hold it");
  ObAnnotation *inner = add_claim (f, "the rebels", 0, "claimed", "to hold it");
  ob_link_result (f->result, f->doc);
  g_assert_cmpstr (FEATURE (outer, "id"), ==, "c1");
  g_assert_cmpstr (FEATURE (inner, "in"), ==, "c1");
  g_assert_null (FEATURE (outer, "in"));
}

static void
test_when_has_its_value (Fixture *f, gconstpointer text)
{
  (void) text;
  ObAnnotation *time = add_entity (f, "DATE", "Monday", 0, NULL);
  time->type = g_intern_static_string ("time");
  ob_features_set (&time->features, "value", "2026-11-16");
  ObAnnotation *claim = add_claim (f, "Tarn", 0, "said", "it rained");
  ObRange when = find (f, "Monday", 0);
  ob_annotation_add_capture (claim, "when", when.first, when.end);
  ob_link_result (f->result, f->doc);
  g_assert_cmpstr (FEATURE (claim, "when_value"), ==, "2026-11-16");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, text, function) g_test_add (path, Fixture, text, set_up, function, tear_down)
  ADD ("/link/same-name-same-id", "Ivo Tarn left Kellmar. Tarn came back.", test_same_name_same_id);
  ADD ("/link/sources-and-contents-are-linked", "Ivo Tarn of the port said that Kellmar had heard.",
       test_sources_and_contents_are_linked);
  ADD ("/link/a-role-means-no-name-inside-it", "A letter to Ivo Tarn said it rained.", test_role_means_no_name_inside_it);
  ADD ("/link/pronoun-with-one-antecedent", "Ivo Tarn left. He said it rained.", test_pronoun_with_one_antecedent);
  ADD ("/link/mention-refers-to-what-it-means", "Ivo Tarn met Lena Orbak. He smiled. The two leaders smiled.",
       test_mention_refers_to_what_it_means);
  ADD ("/link/two-need-two", "Ivo Tarn sat. The two leaders smiled.", test_two_need_two);
  ADD ("/link/open-readings-follow-the-rest", "Moscow, Moscow, Moscow, Moscow and Rome.",
       test_open_readings_follow_the_rest);
  ADD ("/link/mentions-of-a-person-share-what-titles-tell", "Mayor Ivo Tarn left. Tarn came back.",
       test_mentions_of_a_person_share_what_titles_tell);
  ADD ("/link/pronoun-with-two-stays-open", "Ivo Tarn met Lena Orbak. He said it rained.",
       test_pronoun_with_two_stays_open);
  ADD ("/link/noun-means-the-last-of-its-kind", "The Port Courier sued Kellmar Bank. The paper wrote it rained.",
       test_noun_means_the_last_of_its_kind);
  ADD ("/link/nested-claims-name-their-parent", "Officials said the rebels claimed to hold it.",
       test_nested_claims_name_their_parent);
  ADD ("/link/when-has-its-value", "Tarn said on Monday it rained.", test_when_has_its_value);
  return g_test_run ();
}
