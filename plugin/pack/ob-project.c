#include "pack/ob-project.h"
#include <string.h>

/* The path of @name in the project, as people will read it; NULL when there is no such file. */
static char *
find_file (const ObProject *self, const char *name)
{
  g_autofree char *path = strcmp (self->directory, ".") == 0 ? g_strdup (name)
                                                             : g_build_filename (self->directory, name, NULL);
  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

ObProject *
ob_project_open (ObDiags *diags)
{
  ObProject *self = g_new0 (ObProject, 1);
  const char *directory = g_getenv ("OBELUS_PROJECT");
  if (directory == NULL)
    directory = ".";
  if (directory[0] == '\0')
    return self;
  self->directory = g_strdup (directory);
  g_autofree char *overlay = find_file (self, OB_OVERLAY_FILE), *lock = find_file (self, OB_LOCK_FILE);
  if (overlay != NULL)
    self->overlay = ob_overlay_read (overlay, diags);
  if (lock != NULL)
    self->lock = ob_lock_read (lock, diags);
  return self;
}

void
ob_project_free (ObProject *self)
{
  if (self == NULL)
    return;
  ob_overlay_free (self->overlay);
  ob_lock_free (self->lock);
  g_free (self->directory);
  g_free (self);
}

const char *const *
ob_project_get_packs (const ObProject *self)
{
  static const char *const defaults[] = { "news.en", "security.en", NULL };
  const char *const *use = self->overlay != NULL ? ob_overlay_get_use (self->overlay) : NULL;
  return use != NULL ? use : defaults;
}
