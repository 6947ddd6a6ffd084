/* ob-spacy.h: patterns of spaCy's EntityRuler and Matcher as rules and lists of Obelus.
 *
 * Read are JSON Lines or a JSON array of {"label": …, "pattern": "text" or [tokens], "id": …} (EntityRuler.to_disk), and
 * an object {"NAME": [[tokens], …]} or {"NAME": [tokens]} (as people keep what they give to Matcher.add). Texts become
 * exact lists, one a label; tokens become rules, alternatives of one label and id together. What has no equal is left
 * out whole, and told: half a pattern would match what it should not. */
#pragma once
#include <glib.h>

typedef struct
{
  char *name;                   /* "spacy-org" */
  char *text;                   /* a list file */
} ObSpacyList;

typedef struct
{
  char      *rules;             /* a rule file, which names the lists as those of its pack */
  GPtrArray *lists;             /* of ObSpacyList, owned */
  GPtrArray *labels;            /* of char *, owned: those that occur, in order of appearance */
  GPtrArray *report;            /* of char *, owned: "file:12: …", a line for each pattern that was left out */
  guint      n_read, n_converted;
} ObSpacyImport;

/* @file names the source in the report. NULL with OB_ERROR_BAD_JSON when nothing of it can be read. */
ObSpacyImport *ob_spacy_import      (const char *file, const char *json, gsize length, GError **error);
void           ob_spacy_import_free (ObSpacyImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObSpacyImport, ob_spacy_import_free)
