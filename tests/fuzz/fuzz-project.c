/* What a project says: obelus.lua, a NUL, obelus.lock, a NUL, and budgets as on the command line. The packs load or
 * something says why not. */
#include "fuzz.h"
#include "io/ob-tagged.h"
#include "pack/ob-loader.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char text[] = "Lena Orbak said that it rained in Kellmar.";
  static const char *const packs[] = { "tiny", NULL };
  g_autofree char *overlay = fuzz_take_string (&data, &size), *lock = fuzz_take_string (&data, &size);
  g_autofree char *budget = fuzz_take_string (&data, &size);
  g_autofree char *overlay_path = fuzz_write_file ("obelus.lua", (const uint8_t *) overlay, strlen (overlay));
  g_autofree char *lock_path = fuzz_write_file ("obelus.lock", (const uint8_t *) lock, strlen (lock));
  g_autoptr (ObDiags) diags = ob_diags_new ();
  if (lock[0] == '\0')
    g_unlink (lock_path);
  g_setenv ("OBELUS_PROJECT", fuzz_get_directory (), TRUE);
  g_autoptr (ObLoaded) loaded = ob_loader_load_within (packs, budget, diags);
  g_autofree char *told = ob_diags_dup_text (diags, FALSE), *said = NULL;
  g_assert_true (g_utf8_validate (told, -1, NULL));
  g_assert_true (loaded->ruleset != NULL || ob_diags_count (diags, OB_SEVERITY_ERROR) > 0);
  if (loaded->project->overlay != NULL)
    said = ob_overlay_dup_text (loaded->project->overlay);
  if (loaded->ruleset == NULL)
    return 0;
  g_autoptr (ObSession) session = ob_session_new (loaded->ruleset, NULL);
  g_autoptr (ObTagged) tagged = session != NULL ? ob_tagged_new (session, text, strlen (text), NULL, NULL, NULL) : NULL;
  g_assert_true (session == NULL || tagged != NULL);
  return 0;
}
