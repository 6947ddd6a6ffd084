/* A manifest, pack.lua. */
#include "fuzz.h"
#include "pack/ob-manifest.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autofree char *path = fuzz_write_file ("pack.lua", data, size), *directory = g_path_get_dirname (path);
  g_autoptr (ObManifest) manifest = ob_manifest_read (directory, diags);
  g_autofree char *told = ob_diags_dup_text (diags, FALSE);
  g_assert_true (manifest != NULL || ob_diags_count (diags, OB_SEVERITY_ERROR) > 0);
  g_assert_true (g_utf8_validate (told, -1, NULL));
  return 0;
}
