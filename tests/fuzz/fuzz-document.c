/* A document through the packs that are shipped: the answer is JSON, every span lies in the text and is the text it
 * says, and it is the same whatever was tagged before. */
#include "fuzz.h"
#include "obelus.h"
#include "io/ob-json.h"

static ObelusRules *rules;

static ObelusTagger *
make_tagger (void)
{
  ObelusTagger *tagger = obelus_tagger_new (rules, NULL);
  g_assert_nonnull (tagger);
  return tagger;
}

static void
check_result (const ObelusResult *result, const char *text, size_t size)
{
  for (size_t i = 0; i < obelus_result_size (result); i++)
    {
      ObelusAnnotation bytes, units;
      obelus_result_get (result, i, OBELUS_BYTE, &bytes);
      obelus_result_get (result, i, OBELUS_UTF16, &units);
      g_assert_true (bytes.start <= bytes.end && bytes.end <= size);
      g_autofree char *said = obelus_result_dup_text (result, OBELUS_UTF16, units.start, units.end);
      gsize length = strlen (said);             /* shorter where the text holds a NUL */
      g_assert_true (length <= bytes.end - bytes.start && memcmp (said, text + bytes.start, length) == 0);
    }
}

static char *
tag (ObelusTagger *tagger, const uint8_t *data, size_t size)
{
  static const char *const names[] = { "annotations", NULL };
  char *error = NULL;
  ObelusResult *result = obelus_tag (tagger, (const char *) data, size, "fuzzed", "2026-03-16", &error);
  if (result == NULL)
    return error;
  char *json = obelus_result_dup_json (result, "\"fuzzed\"", OBELUS_CODEPOINT, 0);
  ObJsonSlice annotations;
  g_assert_true (ob_json_find_members (json, strlen (json), names, &annotations, NULL));
  check_result (result, (const char *) data, size);
  obelus_result_free (result);
  return json;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static ObelusTagger *old;                     /* has tagged everything before */
  static guint n;
  if (rules == NULL)
    {
      char *error = NULL;
      rules = obelus_rules_load (NULL, NULL, &error);
      if (rules == NULL)
        g_error ("%s", error);
      old = make_tagger ();
    }
  g_autofree char *first = tag (old, data, size), *second = tag (old, data, size);
  g_assert_cmpstr (first, ==, second);
  if (n++ % 64 == 0)
    {
      ObelusTagger *fresh = make_tagger ();
      g_autofree char *third = tag (fresh, data, size);
      g_assert_cmpstr (first, ==, third);
      obelus_tagger_free (fresh);
    }
  return 0;
}
