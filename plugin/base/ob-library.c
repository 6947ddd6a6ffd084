#include "base/ob-library.h"
#include <dlfcn.h>

gboolean
ob_library_load (const char *file, const char *package, const char *what, const char *const *names,
                 gpointer *ret_functions, GError **error)
{
  void *handle = dlopen (file, RTLD_NOW);
  if (handle == NULL)
    {
      g_set_error (error, OB_ERROR, OB_ERROR_NOT_FOUND, "%s need %s (apt-get install %s): %s", what, file, package, dlerror ());
      return FALSE;
    }
  for (guint i = 0; names[i] != NULL; i++)
    if ((ret_functions[i] = dlsym (handle, names[i])) == NULL)
      {
        g_set_error (error, OB_ERROR, OB_ERROR_NOT_FOUND, "this %s has no %s", file, names[i]);
        return FALSE;
      }
  return TRUE;
}
