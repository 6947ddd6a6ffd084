#include "base/ob-error.h"

G_DEFINE_QUARK (obelus-error, ob_error)

static const char *const names[] = {
  [OB_ERROR_BAD_UTF8] = "bad_utf8", [OB_ERROR_BAD_JSON] = "bad_json", [OB_ERROR_BAD_DATE] = "bad_date",
  [OB_ERROR_BAD_HTML] = "bad_html", [OB_ERROR_BAD_CONLLU] = "bad_conllu", [OB_ERROR_NO_LAYER] = "no_layer",
  [OB_ERROR_TOO_LONG] = "too_long", [OB_ERROR_NOT_FOUND] = "not_found", [OB_ERROR_IO] = "io",
  [OB_ERROR_USAGE] = "usage",       [OB_ERROR_PACK] = "pack",           [OB_ERROR_LUA] = "lua",
  [OB_ERROR_STEPS] = "steps",       [OB_ERROR_MEMORY] = "memory",       [OB_ERROR_TIME] = "time",
  [OB_ERROR_INTERNAL] = "internal",
};

const char *
ob_error_get_name (ObError code)
{
  return (guint) code < G_N_ELEMENTS (names) ? names[code] : "internal";
}

const char *
ob_error_get_code (const GError *error)
{
  if (error->domain == OB_ERROR)
    return ob_error_get_name (error->code);
  return error->domain == G_FILE_ERROR ? "io" : "internal";
}
