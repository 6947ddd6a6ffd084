/* ob-project.h: what a directory says of the packs used in it: obelus.lua, the overlay, and obelus.lock, the lock.
 *
 * The project is the one in the current directory; OBELUS_PROJECT names another directory, or, empty, none. It counts for
 * every host alike. */
#pragma once
#include "pack/ob-lock.h"
#include "pack/ob-overlay.h"

#define OB_OVERLAY_FILE "obelus.lua"
#define OB_LOCK_FILE    "obelus.lock"

typedef struct
{
  char      *directory;         /* NULL: there is no project */
  ObOverlay *overlay;           /* NULL: none */
  ObLock    *lock;              /* NULL: none */
} ObProject;

/* Reads what there is; never NULL. Problems go to @diags. */
ObProject *ob_project_open (ObDiags *diags);
void       ob_project_free (ObProject *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObProject, ob_project_free)

/* The packs to load when none are named, NULL-terminated: those that the overlay uses, else news.en and security.en. */
const char *const *ob_project_get_packs (const ObProject *self);
