/* ob-loader.h: from pack names to a sealed rule set. */
#pragma once
#include "core/ob-ruleset.h"
#include "pack/ob-project.h"

typedef struct ObPack ObPack;   /* manifest of one loaded pack */

typedef struct
{
  ObRuleset *ruleset;           /* sealed; NULL when there was any error */
  GPtrArray *packs;             /* of ObPack, owned, dependencies first */
  GPtrArray *named;             /* of ObPack, borrowed: those asked for, in that order; NULL for one that failed */
  GPtrArray *examples;          /* of ObExample, owned, in rule order (see ob-example.h) */
  ObProject *project;           /* owned: the overlay and lock that the packs were loaded under */
} ObLoaded;

#define OB_DIAG_NO_PACK "OB401" /* the diagnostic of a pack that is not there */

/* Finds and loads @packs (NULL-terminated; NULL: those of the project, see ob-project.h) and their dependencies. A pack
 * is a name, perhaps with a range of versions ("news.en", "news.en ~> 0.4", "news.en@0.4.0"), or a path, which has a '/'
 * or ends in ".lua". Names are looked up in $OBELUS_PATH (directories separated by ':'), ./scripts/packs,
 * $XDG_DATA_HOME/obelus/packs, the source tree this was built from and the installed data directory, in this order.
 * Every problem of every pack goes to @diags, each at its place. Never NULL. */
ObLoaded *ob_loader_load (const char *const *packs, ObDiags *diags);
/* The same without regard to the project's lock, which is about to be written. */
ObLoaded *ob_loader_load_unlocked (const char *const *packs, ObDiags *diags);
/* The same under the budgets of @budget (see ob-budgets.h; NULL: none), which come before those of the environment's
 * OBELUS_BUDGET, and these before the overlay's. */
ObLoaded *ob_loader_load_within (const char *const *packs, const char *budget, ObDiags *diags);

/* The same, with rules that @add adds to the rule set before it is sealed (see ob-query.h). */
typedef void (*ObLoaderAddFunc) (ObLoaded *loaded, gpointer data, ObDiags *diags);
ObLoaded *ob_loader_load_with (const char *const *packs, ObLoaderAddFunc add, gpointer data, ObDiags *diags);

void      ob_loaded_free (ObLoaded *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObLoaded, ob_loaded_free)

/* What the results of these packs depend on, as a SHA-256 sum in hexadecimal (a new string): their files and modules, the
 * entries of their lists, the overlay. */
char     *ob_loaded_dup_digest (const ObLoaded *self);

/* A list of a loaded pack, and where its entries stand in a text (by lemma, then by form). */
typedef struct
{
  char              *name;      /* "pack:list"; owned */
  const ObList      *list;      /* borrowed, as is the next */
  const ObGazetteer *gazetteer;
} ObListOfPack;

/* The list @reference, "list" or "pack:list", with or without "$"; a name that several packs have is that of the pack
 * loaded last. NULL: there is none. Borrowed. */
ObList     *ob_loaded_find_list (const ObLoaded *self, const char *reference);
/* "list" and "pack:list" of all lists, for "did you mean" (of char *, owned). */
GPtrArray  *ob_loaded_dup_list_names (const ObLoaded *self);
/* The gazetteer of @list (by lemma, then by form); to be made before a session is opened. Borrowed. */
const ObGazetteer *ob_loaded_get_gazetteer (const ObLoaded *self, ObList *list);

/* All lists of all packs, by pack and order of declaration (of ObListOfPack, which it clears). To be called before a
 * session is opened, since it makes gazetteers. */
GArray     *ob_loaded_dup_lists (ObLoaded *self);

const char *ob_pack_get_name    (const ObPack *self);
const char *ob_pack_get_version (const ObPack *self);
const char *ob_pack_get_path    (const ObPack *self);   /* its directory */
gboolean    ob_pack_is_file     (const ObPack *self);   /* a rule file that stands alone */
