/* ob-lock.h: obelus.lock, which records the packs of a project: a line "NAME VERSION sha256:DIGEST" for each (see
 * ob-digest.h), `#` begins a comment. Whoever loads packs beside it gets these very packs, or an error. */
#pragma once
#include "base/ob-diag.h"

typedef struct
{
  char *name, *version, *digest;        /* digest: hexadecimal */
  guint line;
} ObLockEntry;

typedef struct ObLock ObLock;

/* Reads @path. Lines that are none (OB415) and other problems go to @diags; never NULL. */
ObLock *ob_lock_read (const char *path, ObDiags *diags);
void    ob_lock_free (ObLock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObLock, ob_lock_free)

const char        *ob_lock_get_path (const ObLock *self);
guint              ob_lock_size     (const ObLock *self);
const ObLockEntry *ob_lock_get      (const ObLock *self, guint i);
const ObLockEntry *ob_lock_find     (const ObLock *self, const char *name);   /* NULL when it is not recorded */

/* Holds the pack @name @version in @directory to the record: OB412 when it is another, OB413 (a warning) when it is
 * not recorded. */
void ob_lock_check (const ObLock *self, const char *name, const char *version, const char *directory, ObDiags *diags);

/* Adds the line for a pack, or fails. */
gboolean ob_lock_append (GString *text, const char *name, const char *version, const char *directory, GError **error);
extern const char ob_lock_header[];     /* the first lines of the file */
