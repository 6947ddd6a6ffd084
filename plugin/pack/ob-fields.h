/* ob-fields.h: what annotations of each type are made of: the spans that captures may fill, and the fields that `set`
 * and on_match may set. Names that begin with "_" serve the rule alone and may be captured by any. */
#pragma once
#include <glib.h>

/* Both NULL-terminated, static. Of a type that nothing is known of (a pack's own), any capture will do. */
const char *const *ob_fields_get_captures (const char *type);
const char *const *ob_fields_get_features (const char *type);
gboolean           ob_fields_is_open      (const char *type);
/* The values that @feature of @type may have, NULL-terminated; or NULL: any. */
const char *const *ob_fields_get_values   (const char *type, const char *feature);
