/* ob-archive.h: packs as .tar.gz files, by libarchive, which is loaded only when an archive is read or written: most runs
 * need none of it.
 *
 * An archive holds one directory, NAME-VERSION/, with the pack's files. The same pack gives the same bytes wherever it is
 * packed. Reading takes tar (plain or compressed in any way libarchive knows) and zip; it refuses (OB_ERROR_PACK) links,
 * devices, absolute paths, "..", and (OB_ERROR_TOO_LONG) more than OB_MAX_PACK_FILES files or OB_MAX_PACK_BYTES, so that
 * no archive can write outside @directory or fill the disk. */
#pragma once
#include <glib.h>

/* Unpacks @path into the empty directory @directory, leaving the first directory of each path out when all have it in
 * common. */
gboolean ob_archive_extract (const char *path, const char *directory, GError **error);

/* Packs @files (of char *, relative to @directory) into the new file @path, under the directory @prefix. */
gboolean ob_archive_create (const char *path, const char *prefix, const char *directory, const GPtrArray *files,
                            GError **error);
