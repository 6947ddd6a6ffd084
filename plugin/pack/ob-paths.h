/* ob-paths.h: files of a pack, which must lie inside its directory. */
#pragma once
#include <glib.h>

/* The path of @relative inside @root, as a new string. Refuses (OB_ERROR_USAGE) absolute paths, "..", and symbolic
 * links that lead out of @root; OB_ERROR_NOT_FOUND when there is no such file. */
char *ob_paths_resolve (const char *root, const char *relative, GError **error);

/* The files that @pattern names, relative to @root and sorted (of char *, owned): one path, or a path whose last part
 * has `*` and `?`. At least one, or NULL with @error. */
GPtrArray *ob_paths_expand (const char *root, const char *pattern, GError **error);

/* Directories in which packs are looked for, in order, NULL-terminated. See ob-loader.h. */
GStrv ob_paths_dup_search_path (void);
