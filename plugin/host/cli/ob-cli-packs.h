/* ob-cli-packs.h: what the verbs that look at packs share. */
#pragma once
#include "host/cli/ob-cli.h"
#include "pack/ob-loader.h"

/* For packs that others are to be loaded beside. */
#define OB_CLI_BESIDE_OPTION(variable) \
  { "pack", 'p', 0, G_OPTION_ARG_STRING_ARRAY, &(variable), "A pack to load first, only so that others can use it", "PACK" }

/* Loads @packs (the default ones when empty) after @beside (may be NULL), with all problems in @diags. Never NULL. */
ObLoaded *ob_cli_load (const char *const *beside, const char *const *packs, ObDiags *diags);
/* Takes out the warnings about packs that are loaded only for the sake of those after the first @n_beside named. */
void      ob_cli_drop_foreign (const ObLoaded *loaded, guint n_beside, ObDiags *diags);
/* What to exit with after a load that failed, which it complains of. */
int       ob_cli_get_load_exit (const ObDiags *diags);

/* Loads @packs (the default ones when empty), after those that they are to run beside (@beside may be NULL); prints the
 * diagnostics, or only the errors. NULL: *ret_exit says why. */
ObLoaded *ob_cli_load_packs (const char *const *beside, const char *const *packs, gboolean errors_only, int *ret_exit,
                             guint *ret_n_warnings);

/* The rule called @id: "pack/slug", or "slug" of a rule whose slug is unique. NULL after complaining for @verb. */
const ObRule *ob_cli_find_rule (const char *verb, const ObRuleset *ruleset, const char *id);
