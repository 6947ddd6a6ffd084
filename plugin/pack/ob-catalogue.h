/* ob-catalogue.h: where packs lie. A directory of the search path (ob-paths.h) holds them as NAME/pack.lua, or as
 * NAME/VERSION/pack.lua with several versions side by side. */
#pragma once
#include "pack/ob-version.h"

/* The directory of pack @name: of the first directory of @path that holds a version within @range ("": any), the
 * highest such version; a new string, or NULL. *ret_seen (may be NULL; "" when there was none) receives the versions
 * that did not fit and where they lie, for a message; a new string. */
char *ob_catalogue_find (const char *const *path, const char *name, const char *range, char **ret_seen);

/* Names of the packs in @path (of char *, owned), sorted, each once. */
GPtrArray *ob_catalogue_list_names (const char *const *path);

/* Directories of all that is found under @name, in the order of the search path and with higher versions first (of
 * char *, owned). */
GPtrArray *ob_catalogue_list_directories (const char *const *path, const char *name);

/* The version that pack.lua of @directory states; FALSE when it cannot be read. */
gboolean ob_catalogue_read_version (const char *directory, ObVersion *ret_version);

/* Splits "news.en", "news.en ~> 0.4" or "news.en@0.4.0" (for = 0.4.0) into new strings; the range is "" for any. FALSE
 * when the name is no name of a pack or the range cannot be read. */
gboolean ob_catalogue_parse_reference (const char *reference, char **ret_name, char **ret_range);
