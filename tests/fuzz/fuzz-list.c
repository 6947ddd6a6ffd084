/* A list: as a file, in a rule, chosen from, edited, compiled, and looked for in a text. */
#include "fuzz.h"
#include "match/ob-gazetteer.h"
#include "text/ob-doc.h"

static const char text[] = "Lena Orbak's mayor, of Port Ansel (“pt. ansel”), wasn't in Kellmar-on-Sea, U.S., on 1 May.";

static void
look_for (ObList *list)
{
  g_autoptr (ObGazetteers) gazetteers = ob_gazetteers_new ();
  g_autoptr (ObVocab) vocab = ob_vocab_new ();
  g_autoptr (ObDiags) diags = ob_diags_new ();
  const ObGazetteer *gazetteer = ob_gazetteers_add (gazetteers, list, OB_GAZETTEER_LEMMA, diags);
  g_autoptr (ObGazetteerCache) cache = ob_gazetteer_cache_new (gazetteers, vocab);
  g_autoptr (ObDoc) doc = ob_doc_new (ob_text_new (text, strlen (text), NULL), NULL, NULL, ob_vocab_get_forms (vocab));
  ObGazetteerHit hits[OB_MAX_GAZETTEER_HITS];
  for (guint32 t = 0; t < doc->n_tokens; t++)
    {
      guint n = ob_gazetteer_match (gazetteer, cache, doc, t, doc->n_tokens, hits);
      for (guint i = 0; i < n; i++)
        g_assert_true (hits[i].end > t && hits[i].end <= doc->n_tokens);
    }
}

static void
check_entries (const ObList *list)
{
  for (guint i = 0; i < ob_list_size (list); i++)
    {
      ObListEntry entry = ob_list_get (list, i);
      g_assert_true (g_utf8_validate (ob_list_get_text (list, entry), -1, NULL));
      g_assert_cmpuint (ob_list_get_by_text (list, ob_list_get_text (list, entry)), ==, entry);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autofree char *path = fuzz_write_file ("list.txt", data, size);
  g_autoptr (ObList) list = ob_list_parse_file ("fuzzed", path, diags);
  g_autofree char *source = g_utf8_make_valid ((const char *) data, (gssize) strnlen ((const char *) data, size));
  ObPlace place = { "rules.lua", 1, 1, 0, source };
  g_autoptr (ObList) inline_list = ob_list_parse_inline ("inline", source, &place, diags);
  g_autofree char *told = ob_diags_dup_text (diags, FALSE);
  g_assert_true (g_utf8_validate (told, -1, NULL));
  if (list != NULL)
    {
      const char *const more[] = { "Kellmar", "it's", NULL };
      g_autoptr (ObList) edited = ob_list_dup_edited (list, more, more + 1);
      g_autoptr (ObList) chosen = ob_list_dup_where (list, "chosen", "name", ">= 45", NULL);
      check_entries (list);
      check_entries (edited);
      g_assert_true (chosen == NULL || ob_list_size (chosen) <= ob_list_size (list));
      look_for (list);
    }
  if (inline_list != NULL)
    look_for (inline_list);
  return 0;
}
