/* ob-gold.h: annotations read back, of people or of a run, to be compared: JSON Lines or brat.
 *
 * JSON Lines: {"id", "text", "entities": [{label,start,end}], "times": [{start,end,value}], "claims": [{source, cue,
 * content}]} with ranges [[start,end]…], or what `tag` writes ("annotations"). brat: a folder with *.ann, or one such
 * file, read as ob-brat.h writes them. Offsets are code points. */
#pragma once
#include "base/ob-error.h"

typedef struct { gint64 start, end; } ObGoldRange;

typedef enum { OB_GOLD_SOURCE, OB_GOLD_CUE, OB_GOLD_CONTENT, OB_N_GOLD_ROLES } ObGoldRole;

typedef struct
{
  ObGoldRange range;
  char       *label;            /* of an entity or time; may be NULL */
  char       *value;            /* of a time; NULL: none */
  char       *rule;             /* that made it; NULL of gold */
} ObGoldSpan;

typedef struct
{
  GArray     *roles[OB_N_GOLD_ROLES];   /* of ObGoldRange, sorted; may be empty */
  gboolean    is_author;        /* src_type is author */
  char       *rule;
} ObGoldClaim;

typedef struct
{
  char       *id;
  char       *text;             /* NULL: not told */
  GPtrArray  *entities, *times; /* of ObGoldSpan, owned; NULL: the layer is not annotated */
  GPtrArray  *claims;           /* of ObGoldClaim, owned; NULL likewise */
} ObGoldDoc;

/* Documents of one side, in order. */
typedef struct
{
  GPtrArray  *docs;             /* of ObGoldDoc, owned */
  GHashTable *by_id;            /* id → ObGoldDoc; of two with one id the last */
  GHashTable *by_name;          /* the same by the id's last part without its end; owned keys */
  gboolean    is_brat;          /* ids are paths of the .ann files below the folder, without ".ann" */
} ObGold;

/* Reads a file or folder. Records with an error hold no document. Errors name file and line. */
ObGold *ob_gold_read (const char *path, GError **error);
void    ob_gold_free (ObGold *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObGold, ob_gold_free)

/* The document that @doc of another side is compared with, or NULL. Beside brat's files, names are compared without their
 * folders and ends: gold/a.ann goes with the id "articles/a.txt". */
const ObGoldDoc *ob_gold_find (const ObGold *self, const ObGold *other, const ObGoldDoc *doc);
