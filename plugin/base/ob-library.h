/* ob-library.h: shared libraries that are loaded when they are first needed: most runs read no page of HTML and unpack no
 * archive, and should not wait for what those need. */
#pragma once
#include "base/ob-error.h"

/* Loads the library @file ("libxml2.so.2"), which stays loaded, and puts the addresses of @names (NULL-terminated) into
 * @ret_functions, in their order. OB_ERROR_NOT_FOUND when it, or one of them, is not there: the message says that @what
 * ("pages") need it, and to install @package. */
gboolean ob_library_load (const char *file, const char *package, const char *what, const char *const *names,
                          gpointer *ret_functions, GError **error);
