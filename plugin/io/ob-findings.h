/* ob-findings.h: what a run found in one document, by itself: no rule set, session or text is needed to hold it, so that
 * runs of different packs, and runs that were saved, can be compared.
 *
 * Read from the lines that `tag` writes (ob-jsonl.h). What is numbered by document (`id`, and what refers to it) is
 * replaced by what it stands for, since one entity more would change every number behind it: `src_ref` and `about` by
 * label and name, `in` by the place of the claim. What is derived on export (`factuality`) is left out. */
#pragma once
#include "io/ob-tagged.h"

typedef struct { const char *name, *text; gsize start, end; } ObFindingPart;
typedef struct { const char *name, *value; } ObFindingField;

typedef struct
{
  const char *type, *label, *text;      /* label and text may be NULL */
  const char *rule;             /* "news.en/says@3" */
  gsize       start, end;
  guint       first_part, n_parts;      /* of ObFindings.parts: captures */
  guint       first_field, n_fields;    /* of ObFindings.fields: label apart */
  const char *lost_to, *lost_why;       /* of a loser; lost_to may be NULL */
} ObFinding;

typedef struct
{
  GStringChunk *strings;        /* of everything below */
  ObUnit        unit;           /* of all offsets */
  GArray       *found, *lost;   /* of ObFinding, by start, the longer first */
  GArray       *parts;          /* of ObFindingPart */
  GArray       *fields;         /* of ObFindingField */
  guint         n_incidents;    /* rules that were stopped */
} ObFindings;

/* Appends what was found, in bytes, as one line of JSON Lines, and what lost as another; each ends in LF. */
void        ob_findings_append (GString *out, const ObTagged *tagged);
/* Reads what ob_findings_append wrote, or one line that `tag` wrote (in which nothing is told of losers). A record of an
 * error is refused with its message. Errors: those of ob_json_find_members. */
ObFindings *ob_findings_parse  (const char *bytes, gsize length, GError **error);
void        ob_findings_free   (ObFindings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObFindings, ob_findings_free)

/* Turns all offsets into bytes of @text, which they are of. FALSE: they are not. */
gboolean    ob_findings_convert (ObFindings *self, const ObText *text);

const ObFindingPart  *ob_findings_get_part  (const ObFindings *self, const ObFinding *finding, guint i);
const ObFindingField *ob_findings_get_field (const ObFindings *self, const ObFinding *finding, guint i);
/* The first part called @name, or NULL. */
const ObFindingPart  *ob_findings_find_part (const ObFindings *self, const ObFinding *finding, const char *name);

/* TRUE when two tags name the same rule, whatever its revision. */
gboolean ob_findings_is_same_rule (const char *tag, const char *other);
