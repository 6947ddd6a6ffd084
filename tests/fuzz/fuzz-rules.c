/* A rule file through the loader, over a short document: it loads or says why not, and what it finds, it finds again,
 * in a new session as in the old one. */
#include "fuzz.h"
#include "io/ob-jsonl.h"
#include "pack/ob-loader.h"

static const char text[] = "Lena Orbak said on 1 May that Kellmar’s “old” bridge, opened in 1984, wasn't safe. It rained.";

static char *
tag (ObSession *session)
{
  g_autoptr (ObTagged) tagged = ob_tagged_new (session, text, strlen (text), "d", "2026-03-16", NULL);
  g_autoptr (GString) json = g_string_new (NULL);
  for (guint i = 0; i < tagged->result->incidents->len; i++)
    {
      const ObIncident *incident = g_ptr_array_index (tagged->result->incidents, i);
      if (incident->code == OB_ERROR_TIME)      /* the one thing that may differ from run to run */
        return NULL;
    }
  ob_jsonl_append (json, "\"id\":1", tagged, OB_UNIT_CODEPOINT, FALSE);
  return g_string_free (g_steal_pointer (&json), FALSE);
}

static void
run (ObRuleset *ruleset)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObSession) session = ob_session_new (ruleset, &error);
  if (session == NULL)
    {
      g_assert_nonnull (error);
      return;
    }
  g_autofree char *first = tag (session), *again = tag (session);
  if (first != NULL && again != NULL)
    g_assert_cmpstr (first, ==, again);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *path = fuzz_write_file ("fuzzed.lua", data, size);
  const char *const packs[] = { path, NULL };
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObLoaded) loaded = ob_loader_load (packs, diags);
  g_autofree char *told = ob_diags_dup_text (diags, FALSE);
  g_assert_true (g_utf8_validate (told, -1, NULL));
  g_assert_true (loaded->ruleset != NULL || ob_diags_count (diags, OB_SEVERITY_ERROR) > 0);
  if (loaded->ruleset != NULL)
    run (loaded->ruleset);
  return 0;
}
