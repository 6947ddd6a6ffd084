/* ob-digest.h: what a pack is made of, as SHA-256 sums: what SHA256SUMS and obelus.lock hold.
 *
 * The sums of a pack are a line "HEX  PATH" for each of its files, sorted by path, as sha256sum(1) reads and writes them.
 * Hidden files (of version control) and SHA256SUMS with its signature beside it are left out. The digest of a pack is
 * the SHA-256 of that text; of a rule file that stands alone, of the file. */
#pragma once
#include <glib.h>

#define OB_SUMS_FILE "SHA256SUMS"

/* The files of @directory, relative to it and sorted (of char *, owned). Refuses symbolic links and special files, and
 * more than OB_MAX_PACK_FILES files. */
GPtrArray *ob_digest_list_files (const char *directory, GError **error);

/* The sums of the pack in @directory; a new string. */
char *ob_digest_dup_sums (const char *directory, GError **error);

/* The digest, in hexadecimal, of the pack in the directory @path, or of the rule file @path; a new string. */
char *ob_digest_dup (const char *path, GError **error);

/* Compares the pack in @directory with its SHA256SUMS: adds a line of text for each file that is missing, changed or
 * not listed to @problems (of char *, owned). FALSE with @error when there are no sums to compare with. */
gboolean ob_digest_verify (const char *directory, GPtrArray *problems, GError **error);
