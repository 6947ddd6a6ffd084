/* Promises of the native output, of CSV and of the reading view, over annotations made by hand. */
#include "core/ob-link.h"
#include "io/ob-csv.h"
#include "io/ob-factuality.h"
#include "io/ob-jsonl.h"
#include "io/ob-view.h"
#include <string.h>

/* 0 Zoë 1 Tarn 2 said 3 it 4 rained 5 . 6 😀 7 Kellmar 8 . */
static const char text[] = "Zoë Tarn said it rained. 😀 Kellmar.";

typedef struct
{
  ObVocab  *vocab;
  ObTagged *tagged;
  ObRule   *rule;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  (void) data;
  f->vocab = ob_vocab_new ();
  f->tagged = g_new0 (ObTagged, 1);
  f->tagged->doc = ob_doc_new (ob_text_new (text, strlen (text), NULL), "id", NULL, ob_vocab_get_forms (f->vocab));
  f->tagged->result = ob_result_new ();
  f->rule = ob_rule_new (OB_RULE_PATTERN, "test", "rule", 1);
  f->rule->file = g_strdup ("test.lua");
  g_assert_cmpuint (f->tagged->doc->n_tokens, ==, 9);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  (void) data;
  ob_tagged_free (f->tagged);
  ob_rule_free (f->rule);
  ob_vocab_free (f->vocab);
}

static ObAnnotation *
add (Fixture *f, const char *type, const char *label, guint32 first, guint32 end)
{
  ObAnnotation *annotation = ob_annotation_new (f->rule, first, end);
  annotation->type = g_intern_string (type);
  annotation->label = label != NULL ? g_intern_string (label) : NULL;
  g_ptr_array_add (f->tagged->result->annotations, annotation);
  return annotation;
}

static ObAnnotation *
add_claim (Fixture *f)
{
  ObAnnotation *claim = add (f, "claim", NULL, 0, 5);
  ob_annotation_add_capture (claim, "source", 0, 2);
  ob_annotation_add_capture (claim, "cue", 2, 3);
  ob_annotation_add_capture (claim, "content", 3, 5);
  return claim;
}

static void
assert_annotations (Fixture *f, ObUnit unit, const char *expected)
{
  g_autoptr (GString) out = g_string_new (NULL);
  ob_link_result (f->tagged->result, f->tagged->doc);
  ob_jsonl_append (out, "\"id\":7", f->tagged, unit, FALSE);
  const char *list = strstr (out->str, "\"annotations\":");
  g_assert_true (g_str_has_prefix (out->str, "{\"id\":7,\"offsets\":\""));
  g_assert_nonnull (list);
  g_assert_cmpstr (list + strlen ("\"annotations\":"), ==, expected);
}

static void
test_entity (Fixture *f, gconstpointer data)
{
  (void) data;
  ObAnnotation *entity = add (f, "entity", "GPE", 7, 8);
  ob_features_set (&entity->features, "name", "Kell\"mar");
  ob_annotation_add_capture (entity, "helper", 7, 8);
  assert_annotations (f, OB_UNIT_CODEPOINT, "[{\"type\":\"entity\",\"label\":\"GPE\",\"id\":\"e1\",\"start\":27,\"end\":34,"
                      "\"text\":\"Kellmar\",\"name\":\"Kell\\\"mar\",\"rule\":\"test/rule@1\"}]}");
}

static void
test_units (Fixture *f, gconstpointer data)
{
  (void) data;
  add (f, "time", "DATE", 7, 8);
  assert_annotations (f, OB_UNIT_BYTE, "[{\"type\":\"time\",\"label\":\"DATE\",\"start\":31,\"end\":38,"
                      "\"text\":\"Kellmar\",\"rule\":\"test/rule@1\"}]}");
  assert_annotations (f, OB_UNIT_UTF16, "[{\"type\":\"time\",\"label\":\"DATE\",\"start\":28,\"end\":35,"
                      "\"text\":\"Kellmar\",\"rule\":\"test/rule@1\"}]}");
}

static void
test_claim (Fixture *f, gconstpointer data)
{
  (void) data;
  ObAnnotation *claim = add_claim (f);
  ob_annotation_add_capture (claim, "hedge", 4, 5);
  ob_features_set (&claim->features, "type", "fact");
  ob_features_set (&claim->features, "source", "never twice");
  assert_annotations (f, OB_UNIT_CODEPOINT,
                      "[{\"type\":\"claim\",\"id\":\"c1\",\"start\":0,\"end\":23,"
                      "\"source\":{\"start\":0,\"end\":8,\"text\":\"Zoë Tarn\"},"
                      "\"cue\":{\"start\":9,\"end\":13,\"text\":\"said\"},"
                      "\"content\":[{\"start\":14,\"end\":23,\"text\":\"it rained\"}],"
                      "\"hedges\":[{\"start\":17,\"end\":23,\"text\":\"rained\"}],"
                      "\"claim_type\":\"fact\",\"factuality\":\"CT+\",\"rule\":\"test/rule@1\"}]}");
}

static void
test_missing_and_several (Fixture *f, gconstpointer data)
{
  (void) data;
  ObAnnotation *claim = add (f, "claim", NULL, 3, 8);
  ob_annotation_add_capture (claim, "content", 3, 5);
  ob_annotation_add_capture (claim, "content", 7, 8);
  ob_annotation_add_capture (claim, "to", 3, 3);
  assert_annotations (f, OB_UNIT_CODEPOINT,
                      "[{\"type\":\"claim\",\"id\":\"c1\",\"start\":14,\"end\":34,\"source\":null,\"cue\":null,"
                      "\"content\":[{\"start\":14,\"end\":23,\"text\":\"it rained\"},"
                      "{\"start\":27,\"end\":34,\"text\":\"Kellmar\"}],\"factuality\":\"CT+\",\"rule\":\"test/rule@1\"}]}");
}

static void
test_broken_features (Fixture *f, gconstpointer data)
{
  (void) data;
  ObAnnotation *entity = add (f, "entity", "GPE", 7, 8);
  ob_features_set (&entity->features, "name", "a\xff\n");
  assert_annotations (f, OB_UNIT_CODEPOINT, "[{\"type\":\"entity\",\"label\":\"GPE\",\"id\":\"e1\",\"start\":27,\"end\":34,"
                      "\"text\":\"Kellmar\",\"name\":\"a\uFFFD\\n\",\"rule\":\"test/rule@1\"}]}");
}

static void
test_incomplete (Fixture *f, gconstpointer data)
{
  (void) data;
  ob_result_add_incident (f->tagged->result, f->rule, OB_ERROR_STEPS, 12, "spent");
  assert_annotations (f, OB_UNIT_CODEPOINT, "[],\"incomplete\":[{\"code\":\"steps\",\"rule\":\"test/rule@1\","
                      "\"file\":\"test.lua\",\"line\":12,\"message\":\"spent\"}]}");
}

static void
test_error (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  ob_jsonl_append_error (out, "\"line\":3", "bad_utf8", "a\xff\"é", TRUE);
  g_assert_cmpstr (out->str, ==, "{\"line\":3,\"error\":{\"code\":\"bad_utf8\",\"message\":\"a\\ufffd\\\"\\u00e9\"}}");
}

static char *
view (Fixture *f, guint width, gboolean colour)
{
  GString *out = g_string_new (NULL);
  ob_view_append (out, f->tagged, &(ObViewOptions) { .title = "title", .width = width, .colour = colour });
  return g_string_free (out, FALSE);
}

static void
test_view_plain (Fixture *f, gconstpointer data)
{
  (void) data;
  ObAnnotation *claim = add_claim (f);
  ob_features_set (&claim->features, "certainty", "certain");
  add (f, "entity", "PERSON", 0, 2);
  ObAnnotation *when = add (f, "time", "DATE", 7, 8);
  ob_features_set (&when->features, "value", "2026");
  g_autofree char *out = view (f, 60, FALSE);
  g_assert_cmpstr (out, ==,
                   "  title ──────────────────────────────────────────────────\n\n"
                   "  [Zoë Tarn PERSON] said[c1] it rained. 😀 [Kellmar 2026].\n\n"
                   "  Named ──────────────────────────────────────────────────\n"
                   "  PERSON       1  Zoë Tarn\n\n"
                   "  Times ──────────────────────────────────────────────────\n"
                   "  DATE         1  Kellmar (2026)\n\n"
                   "  Claims ─────────────────────────────────────────────────\n"
                   "      source    cue   content                    certainty\n"
                   "  c1  Zoë Tarn  said  it rained                  certain\n\n"
                   "  ────────────────────────────────────────────────────────\n"
                   "  1 entity · 1 time · 1 claim\n");
}

static void
test_view_colour (Fixture *f, gconstpointer data)
{
  (void) data;
  add_claim (f);
  add (f, "entity", "PERSON", 0, 2);
  g_autofree char *out = view (f, 60, TRUE);
  g_assert_nonnull (strstr (out, "\033[1;35mZoë Tarn\033[0m\033[2;35m·per\033[0m \033[4msaid\033[0m\033[2m¹\033[0m it rained."));
}

static void
test_range (Fixture *f, gconstpointer data)
{
  (void) data;
  ObAnnotation *time = add (f, "time", "DATE", 7, 8);
  ob_features_set (&time->features, "begin", "2009");
  ob_features_set (&time->features, "end", "2015");
  assert_annotations (f, OB_UNIT_CODEPOINT, "[{\"type\":\"time\",\"label\":\"DATE\",\"start\":27,\"end\":34,"
                      "\"text\":\"Kellmar\",\"range_begin\":\"2009\",\"range_end\":\"2015\",\"rule\":\"test/rule@1\"}]}");
}

static void
test_csv (Fixture *f, gconstpointer data)
{
  (void) data;
  ObAnnotation *claim = add_claim (f), *entity = add (f, "entity", "GPE", 7, 8);
  ob_annotation_add_capture (claim, "content", 7, 8);
  ob_features_set (&claim->features, "type", "fact");
  ob_features_set (&entity->features, "name", "Kell\"mar,\nNew");
  g_autoptr (GString) out = g_string_new (NULL);
  ob_csv_append (out, "\"id\":\"a\\\"b\"", f->tagged, OB_UNIT_CODEPOINT);
  ob_csv_append_error (out, "\"line\":3", "bad_json", "no \"text\"");
  g_assert_cmpstr (out->str, ==,
                   "\"a\"\"b\",claim,,0,23,Zoë Tarn said it rained,,,Zoë Tarn,Zoë Tarn,,said,,it rained … Kellmar,,,,"
                   ",,,,,,fact,,,,CT+,"
                   "test/rule@1\r\n"
                   "\"a\"\"b\",entity,GPE,27,34,Kellmar,\"Kell\"\"mar, New\",,,,,,,,,,,,,,,,,,,,,,test/rule@1\r\n"
                   "3,error,bad_json,,,\"no \"\"text\"\"\",,,,,,,,,,,,,,,,,,,,,,,\r\n");
}

static void
test_csv_rows_have_one_width (Fixture *f, gconstpointer data)
{
  (void) data;
  add (f, "time", "DATE", 0, 1);
  g_autoptr (GString) out = g_string_new (NULL);
  ob_csv_append_header (out);
  ob_csv_append (out, NULL, f->tagged, OB_UNIT_BYTE);
  ob_csv_append_error (out, NULL, "io", "gone");
  g_auto (GStrv) lines = g_strsplit (out->str, "\r\n", -1);
  guint width = 0;
  for (guint i = 0; *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);
      g_assert_true (i == 0 || g_strv_length (cells) == width);
      width = g_strv_length (cells);
    }
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
}

static void
test_factuality (void)
{
  static const struct { const char *actual, *stance, *certainty, *polarity, *value; } cases[] = {
    { "yes", "assert", "certain", "+", "CT+" },         { "yes", "deny", "certain", "+", "CT-" },
    { "yes", "deny", "certain", "-", "CT+" },           { "yes", "assert", "possible", "+", "PS+" },
    { "yes", "assert", "probable", "-", "PR-" },        { "yes", "doubt", "certain", "+", "PR-" },
    { "yes", "assert", "certain", "?", "CTu" },         { "yes", "withhold", "certain", "?", "Uu" },
    { "yes", "ask", "certain", "+", "Uu" },             { "conditional", "assert", "certain", "+", "Uu" },
    { "yes", "assert", "open", "+", "Uu" },             { NULL, NULL, NULL, NULL, "CT+" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (ObFeatures) claim = { NULL };
      ob_features_set (&claim, "actual", cases[i].actual);
      ob_features_set (&claim, "stance", cases[i].stance);
      ob_features_set (&claim, "certainty", cases[i].certainty);
      ob_features_set (&claim, "polarity", cases[i].polarity);
      g_assert_cmpstr (ob_claim_get_factuality (&claim), ==, cases[i].value);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/jsonl/entities-have-text-and-features", test_entity);
  ADD ("/jsonl/offsets-count-in-three-units", test_units);
  ADD ("/jsonl/claims-have-spans-in-a-fixed-order", test_claim);
  ADD ("/jsonl/missing-is-null-and-several-are-a-list", test_missing_and_several);
  ADD ("/jsonl/no-feature-breaks-the-output", test_broken_features);
  ADD ("/jsonl/ranges-keep-both-ends", test_range);
  ADD ("/jsonl/stopped-rules-are-told", test_incomplete);
  g_test_add_func ("/jsonl/errors-are-records", test_error);
  g_test_add_func ("/factuality/follows-from-the-fields", test_factuality);
  ADD ("/csv/cells-are-quoted-and-pieces-joined", test_csv);
  ADD ("/csv/rows-have-one-width", test_csv_rows_have_one_width);
  ADD ("/view/marks-are-brackets-without-colour", test_view_plain);
  ADD ("/view/marks-are-colours", test_view_colour);
  return g_test_run ();
}
