/* Every format over one document: what is written is UTF-8, and for an id of any kind. The input: the id, a NUL, the
 * text. */
#include "fuzz.h"
#include "io/ob-format.h"
#include "io/ob-json.h"
#include "pack/ob-loader.h"

static ObLoaded *loaded;
static ObSession *session;

static void
open_session (void)
{
  static const char *const packs[] = { "tiny", "calendar", NULL };
  g_autoptr (ObDiags) diags = ob_diags_new ();
  loaded = ob_loader_load (packs, diags);
  g_autofree char *told = ob_diags_dup_text (diags, FALSE);
  if (loaded->ruleset == NULL)
    g_error ("%s", told);
  session = ob_session_new (loaded->ruleset, NULL);
  g_assert_nonnull (session);
}

static void
write_all (const ObTagged *tagged, const ObDocName *name, const char *error)
{
  ObFormatOptions options = { loaded->ruleset, "tiny 0.1.0", OB_UNIT_CODEPOINT, FALSE, FALSE, 80 };
  for (const ObFormat *const *format = ob_format_get_all (); *format != NULL; format++)
    for (guint unit = 0; unit < 3; unit++)
      {
        g_autoptr (GString) out = g_string_new (NULL);
        options.unit = (ObUnit) unit;
        options.ascii = options.colour = unit == 1;
        options.columns = 20 + 40 * unit;
        if ((*format)->append_begin != NULL)
          (*format)->append_begin (out, &options);
        if (tagged != NULL)
          (*format)->append (out, name, tagged, &options);
        else if ((*format)->append_error != NULL)
          (*format)->append_error (out, name, "bad_utf8", error, &options);
        if ((*format)->append_end != NULL)
          (*format)->append_end (out, &options);
        g_assert_true (g_utf8_validate (out->str, (gssize) strlen (out->str), NULL));
      }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (session == NULL)
    open_session ();
  g_autofree char *id = fuzz_take_string (&data, &size), *valid = g_utf8_make_valid (id, -1);
  g_autoptr (GString) head = g_string_new ("\"id\":");
  g_autoptr (GError) error = NULL;
  ob_json_append_string (head, valid, -1, FALSE);
  ObDocName name = { head->str, valid };
  g_autoptr (ObTagged) tagged = ob_tagged_new (session, (const char *) data, size, valid, "2026-03-16", &error);
  write_all (tagged, &name, tagged == NULL ? error->message : NULL);
  return 0;
}
