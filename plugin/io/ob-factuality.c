#include "io/ob-factuality.h"
#include <string.h>

static gboolean
is (const ObFeatures *claim, const char *name, const char *value)
{
  return g_strcmp0 (ob_features_get (claim, name), value) == 0;
}

const char *
ob_claim_get_factuality (const ObFeatures *claim)
{
  static const char *const values[3][3] = {
    { "CT+", "CT-", "CTu" }, { "PR+", "PR-", "PRu" }, { "PS+", "PS-", "PSu" },
  };
  const char *actual = ob_features_get (claim, "actual");
  if ((actual != NULL && strcmp (actual, "yes") != 0) || is (claim, "stance", "ask") ||
      is (claim, "stance", "withhold") || is (claim, "certainty", "open"))
    return "Uu";
  int level = is (claim, "certainty", "possible") ? 2 : is (claim, "certainty", "probable") ? 1 : 0;
  int sign = is (claim, "polarity", "?") ? 2 : is (claim, "polarity", "-") ? 1 : 0;
  gboolean is_doubt = is (claim, "stance", "doubt");
  if (is_doubt)
    level = 1;
  if ((is_doubt || is (claim, "stance", "deny")) && sign < 2)
    sign = 1 - sign;
  return values[level][sign];
}
