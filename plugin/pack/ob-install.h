/* ob-install.h: making, checking and installing packs, as files: no rule of theirs is run by any of it. pack.lua is read
 * as data, in an environment that offers nothing. */
#pragma once
#include "base/ob-diag.h"

/* Writes a pack called @name into the new directory @directory: manifest, one rule with examples, a list, a golden and
 * a quiet article, README.md, that pass check and test. */
gboolean ob_install_new (const char *name, const char *directory, GError **error);

/* Writes SHA256SUMS into the pack in @directory. */
gboolean ob_install_write_sums (const char *directory, GError **error);

/* What was installed, or built. */
typedef struct
{
  char *name, *version, *path;          /* owned */
} ObInstalled;
void ob_installed_clear (ObInstalled *self);

/* Copies the pack @from (a directory, such as a git checkout, or an archive) to ROOT/NAME/VERSION, in one step: either
 * all of it is there or nothing. Its SHA256SUMS must be right when it has them. OB_ERROR_USAGE when that version is
 * there already with other files, unless @replaces. Problems of pack.lua go to @diags. */
gboolean ob_install_copy (const char *from, const char *root, gboolean replaces, ObInstalled *ret_installed,
                          ObDiags *diags, GError **error);

/* Packs @directory, with its SHA256SUMS, into the archive @path (NULL: NAME-VERSION.tar.gz in the current directory). */
gboolean ob_install_build (const char *directory, const char *path, ObInstalled *ret_built, ObDiags *diags,
                           GError **error);

/* Where packs are installed for the user: $XDG_DATA_HOME/obelus/packs. A new string. */
char *ob_install_dup_root (void);
