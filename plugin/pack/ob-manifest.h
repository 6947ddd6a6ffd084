/* ob-manifest.h: pack.lua, read and checked. Problems are told as OB4xx, each at its place:
 *
 * OB401 no such pack, or no pack.lua · OB402 it does not run · OB403 unknown field · OB404 a field of the wrong type ·
 * OB405 a field is missing · OB406 bad format, name or version · OB407 a range or layer that cannot be met · OB408 a
 * file that is not there or lies outside the pack · OB410 packs that need each other · OB411 packs that ask for
 * different versions of one pack */
#pragma once
#include "base/ob-arena.h"
#include "lua/ob-source.h"
#include "lua/ob-value.h"
#include "pack/ob-version.h"

typedef struct
{
  char   *name, *range;         /* range: "~> 1.2"; "" for any version */
  ObPlace place;
} ObDependency;

typedef struct
{
  char      *directory;         /* of the pack */
  ObSource  *source;            /* of pack.lua, or of the rule file that stands alone */
  gboolean   is_file;           /* it stands alone */
  ObArena   *arena;
  ObValue    table;             /* all that it says */
  char      *name;
  char      *version, *summary;
  ObVersion  number;            /* of version */
  GPtrArray *depends;           /* of ObDependency, owned */
  GPtrArray *rules, *lists, *tests, *quiet;     /* of char *: files relative to the directory, owned */
  GPtrArray *fields;            /* of char *: fields of its own, owned */
} ObManifest;

/* Reads the manifest in @directory. NULL when nothing can be done with it; else what is usable, with problems in
 * @diags. */
ObManifest *ob_manifest_read (const char *directory, ObDiags *diags);
/* The manifest of a rule file that stands alone, which is a pack with the file's name ("mine.lua": "mine"). NULL, with
 * the reason in @diags, when it cannot be read. */
ObManifest *ob_manifest_new_for_file (const char *path, ObDiags *diags);
/* Whether @name may be the name of a pack, like "news.en". */
gboolean    ob_manifest_is_pack_name (const char *name);
void        ob_manifest_free (ObManifest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObManifest, ob_manifest_free)
