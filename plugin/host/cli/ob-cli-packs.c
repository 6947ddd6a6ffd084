#include "host/cli/ob-cli-packs.h"
#include <string.h>
#include <unistd.h>

ObLoaded *
ob_cli_load (const char *const *beside, const char *const *packs, ObDiags *diags)
{
  g_autoptr (ObDiags) project_diags = ob_diags_new ();
  g_autoptr (ObProject) project = ob_project_open (project_diags);      /* loading tells what is wrong with it */
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  for (guint i = 0; beside != NULL && beside[i] != NULL; i++)
    g_ptr_array_add (all, (gpointer) beside[i]);
  if (packs[0] == NULL)
    packs = ob_project_get_packs (project);
  for (guint i = 0; packs[i] != NULL; i++)
    g_ptr_array_add (all, (gpointer) packs[i]);
  g_ptr_array_add (all, NULL);
  return ob_loader_load ((const char *const *) all->pdata, diags);
}

void
ob_cli_drop_foreign (const ObLoaded *loaded, guint n_beside, ObDiags *diags)
{
  for (guint i = 0; i < loaded->packs->len; i++)
    {
      const ObPack *pack = g_ptr_array_index (loaded->packs, i);
      gboolean is_own = FALSE;
      for (guint j = n_beside; j < loaded->named->len; j++)
        is_own |= g_ptr_array_index (loaded->named, j) == pack;
      g_autofree char *prefix = g_strconcat (ob_pack_get_name (pack), "/", NULL);
      if (!is_own)
        ob_diags_drop_warnings (diags, prefix);
    }
}

int
ob_cli_get_load_exit (const ObDiags *diags)
{
  guint n_errors = ob_diags_count (diags, OB_SEVERITY_ERROR), n_warnings = ob_diags_count (diags, OB_SEVERITY_WARNING);
  gboolean all_missing = TRUE;
  for (guint i = 0; i < ob_diags_size (diags); i++)
    all_missing &= ob_diags_get (diags, i)->severity != OB_SEVERITY_ERROR
                   || strcmp (ob_diags_get (diags, i)->id, OB_DIAG_NO_PACK) == 0;
  ob_cli_complain ("%u %s, %u %s", n_errors, n_errors == 1 ? "error" : "errors", n_warnings,
                   n_warnings == 1 ? "warning" : "warnings");
  return all_missing ? OB_EXIT_UNREADABLE : OB_EXIT_PACK;
}

ObLoaded *
ob_cli_load_packs (const char *const *beside, const char *const *packs, gboolean errors_only, int *ret_exit,
                   guint *ret_n_warnings)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObLoaded) loaded = ob_cli_load (beside, packs, diags);
  ob_cli_print_diags (diags, errors_only, STDOUT_FILENO);
  *ret_n_warnings = ob_diags_count (diags, OB_SEVERITY_WARNING);
  if (loaded->ruleset != NULL)
    return g_steal_pointer (&loaded);
  *ret_exit = ob_cli_get_load_exit (diags);
  return NULL;
}

const ObRule *
ob_cli_find_rule (const char *verb, const ObRuleset *ruleset, const char *id)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const ObRule *found = NULL;
  for (guint i = 0; i < ob_ruleset_size (ruleset); i++)
    {
      const ObRule *rule = ob_ruleset_get (ruleset, i);
      const char *slash = strrchr (rule->id, '/');
      if (strcmp (rule->id, id) == 0)
        return rule;
      if (slash != NULL && strcmp (slash + 1, id) == 0)
        found = rule;
      g_ptr_array_add (names, rule->id);
      if (slash != NULL)
        g_ptr_array_add (names, (gpointer) (slash + 1));
    }
  if (found != NULL)
    return found;
  const char *near = ob_suggest (id, (const char *const *) names->pdata, names->len);
  ob_cli_complain ("%s: there is no rule \"%s\"%s%s%s", verb, id, near != NULL ? " (did you mean " : "",
                   near != NULL ? near : "", near != NULL ? "?)" : "");
  return NULL;
}
