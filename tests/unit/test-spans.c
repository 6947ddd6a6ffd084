#include "match/ob-spans.h"
#include <string.h>

#define ENT (g_intern_static_string ("ent"))

static const ObSpan *
covering (ObSpans *spans, guint32 token, const char *label)
{
  return ob_spans_covering (spans, ENT, token, label ? g_intern_string (label) : NULL);
}

static ObSpan
span (guint32 first, guint32 end, const char *label)
{
  return (ObSpan) { first, end, label ? g_intern_string (label) : NULL, NULL };
}

static void
test_at (void)
{
  g_autoptr (ObSpans) spans = ob_spans_new ();
  ob_spans_reset (spans, 200);
  ObSpan all[] = { span (0, 3, "A"), span (0, 2, "B"), span (64, 65, NULL), span (199, 200, "A") };
  ob_spans_set (spans, ENT, all, 4);
  const ObSpan *found;
  g_assert_cmpuint (ob_spans_at (spans, ENT, 0, &found), ==, 2);
  g_assert_cmpuint (found[0].end, ==, 3);
  g_assert_cmpuint (found[1].end, ==, 2);
  g_assert_cmpuint (ob_spans_at (spans, ENT, 1, &found), ==, 0);
  g_assert_cmpuint (ob_spans_at (spans, ENT, 64, &found), ==, 1);
  g_assert_cmpuint (ob_spans_at (spans, ENT, 199, &found), ==, 1);
  g_assert_cmpuint (ob_spans_at (spans, ENT, 200, &found), ==, 0);
  g_assert_cmpuint (ob_spans_at (spans, g_intern_static_string ("quote"), 0, &found), ==, 0);
  g_assert_cmpuint (ob_spans_all (spans, ENT, &found), ==, 4);
}

static void
test_edges (void)
{
  g_autoptr (ObSpans) spans = ob_spans_new ();
  ob_spans_reset (spans, 128);
  ObSpan all[] = { span (0, 3, "A"), span (5, 128, "B") };
  ob_spans_set (spans, ENT, all, 2);
  g_assert_true (ob_spans_ends_at (spans, ENT, 3));
  g_assert_false (ob_spans_ends_at (spans, ENT, 2));
  g_assert_true (ob_spans_ends_at (spans, ENT, 128));
  g_assert_false (ob_spans_ends_at (spans, ENT, 129));
  g_assert_cmpuint (ob_spans_next (spans, ENT, 0), ==, 0);
  g_assert_cmpuint (ob_spans_next (spans, ENT, 1), ==, 5);
  g_assert_cmpuint (ob_spans_next (spans, ENT, 6), ==, G_MAXUINT32);
  g_assert_cmpuint (ob_spans_next (spans, g_intern_static_string ("none"), 0), ==, G_MAXUINT32);
}

static void
test_covering (void)
{
  g_autoptr (ObSpans) spans = ob_spans_new ();
  ob_spans_reset (spans, 20);
  ObSpan all[] = { span (0, 10, "OUTER"), span (1, 3, "IN"), span (4, 6, "IN"), span (5, 12, "LATE"),
                   span (14, 16, "IN") };
  ob_spans_set (spans, ENT, all, 5);
  g_assert_cmpstr (covering (spans, 0, NULL)->label, ==, "OUTER");
  g_assert_cmpstr (covering (spans, 5, NULL)->label, ==, "OUTER");
  g_assert_cmpstr (covering (spans, 11, NULL)->label, ==, "LATE");
  g_assert_null (covering (spans, 12, NULL));
  g_assert_null (covering (spans, 13, NULL));
  g_assert_cmpuint (covering (spans, 15, NULL)->first, ==, 14);
  g_assert_null (covering (spans, 16, NULL));
  g_assert_cmpuint (covering (spans, 5, "IN")->first, ==, 4);
  g_assert_null (covering (spans, 3, "IN"));
  g_assert_cmpuint (covering (spans, 5, "LATE")->first, ==, 5);
  g_assert_null (covering (spans, 5, "NONE"));
  const char *const *labels;
  g_assert_cmpuint (ob_spans_get_labels (spans, ENT, &labels), ==, 3);
  g_assert_cmpstr (labels[0], ==, "OUTER");
  g_assert_cmpstr (labels[2], ==, "LATE");
}

/* Against asking every span. */
static void
test_covering_random (void)
{
  static const char *const names[] = { "A", "B", NULL };
  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (ObSpans) spans = ob_spans_new ();
      ob_spans_reset (spans, 30);
      ObSpan all[30];
      guint32 n = 0;
      for (guint32 first = 0; first < 30 && n < 28; first++)
        for (guint32 end = 30; end > first && n < 28; end--)
          if (g_test_rand_int_range (0, 25) == 0)
            all[n++] = span (first, end, names[g_test_rand_int_range (0, 3)]);
      ob_spans_set (spans, ENT, all, n);
      for (guint32 token = 0; token < 30; token++)
        for (guint l = 0; l < G_N_ELEMENTS (names); l++)
          {
            const ObSpan *expected = NULL;
            for (guint32 i = 0; i < n && expected == NULL; i++)
              if (all[i].first <= token && token < all[i].end &&
                  (names[l] == NULL || g_strcmp0 (all[i].label, names[l]) == 0))
                expected = &all[i];
            const ObSpan *found = covering (spans, token, names[l]);
            g_assert_true ((found == NULL) == (expected == NULL));
            if (found != NULL)
              g_assert_true (found->first == expected->first && found->end == expected->end &&
                             found->label == expected->label);
          }
    }
}

static void
test_replaced (void)
{
  g_autoptr (ObSpans) spans = ob_spans_new ();
  const ObSpan *found;
  ob_spans_reset (spans, 10);
  ObSpan one[] = { span (0, 3, "A") }, two[] = { span (5, 5, "B"), span (6, 8, "C") };
  ob_spans_set (spans, ENT, one, 1);
  ob_spans_set (spans, ENT, two, 2);
  g_assert_cmpuint (ob_spans_all (spans, ENT, &found), ==, 1);  /* one without tokens is none */
  g_assert_cmpuint (ob_spans_at (spans, ENT, 0, &found), ==, 0);
  g_assert_false (ob_spans_ends_at (spans, ENT, 3));
  g_assert_null (covering (spans, 1, NULL));
  ob_spans_reset (spans, 300);
  g_assert_cmpuint (ob_spans_all (spans, ENT, &found), ==, 0);
  g_assert_null (covering (spans, 6, NULL));
  ObSpan last[] = { span (298, 300, "D") };
  ob_spans_set (spans, ENT, last, 1);
  g_assert_true (ob_spans_ends_at (spans, ENT, 300));
}

static void
test_attributes (void)
{
  g_auto (ObFeatures) features = { NULL };
  ob_features_set (&features, "country", "TV");
  ObSpan full = { 0, 1, g_intern_string ("GPE"), &features }, bare = { 0, 1, NULL, NULL };
  g_assert_cmpstr (ob_span_get_attribute (&full, "label"), ==, "GPE");
  g_assert_cmpstr (ob_span_get_attribute (&full, "country"), ==, "TV");
  g_assert_null (ob_span_get_attribute (&full, "name"));
  g_assert_null (ob_span_get_attribute (&bare, "label"));
  g_assert_null (ob_span_get_attribute (&bare, "country"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spans/found-where-they-start", test_at);
  g_test_add_func ("/spans/edges-and-next-start", test_edges);
  g_test_add_func ("/spans/outermost-covers", test_covering);
  g_test_add_func ("/spans/covering-same-as-asking-all", test_covering_random);
  g_test_add_func ("/spans/replaced-and-forgotten", test_replaced);
  g_test_add_func ("/spans/attributes-are-label-or-feature", test_attributes);
  return g_test_run ();
}
