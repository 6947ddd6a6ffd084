/* ob-annotation.h: what a rule found, and what became of it. */
#pragma once
#include "core/ob-rule.h"

typedef struct ObAnnotation ObAnnotation;
struct ObAnnotation
{
  const ObRule *rule;           /* borrowed from the rule set */
  const char   *type;           /* interned: "entity", "time", "claim", … */
  const char   *label;          /* interned, or NULL */
  guint32       first, end;     /* tokens */
  GArray       *captures;       /* of ObCapture, by name in order of the text; NULL when there are none */
  GArray       *branches;       /* of guint32: alternatives of the rule's pattern that it took; NULL unless asked for */
  ObFeatures    features;
  ObFeatures    fields;         /* of a time: the parts its value is worked out from; see ob-timex.h */
  char         *steps;          /* of a time whose rule is traced: how its value came about, a step a line; or NULL */
  char         *lost_to;        /* of a loser: tag of the rule that won, or NULL */
  char         *lost_why;       /* of a loser: "over", "leftmost", "longest", "order", "nested", "unless.before: …",
                                   "on_match: …", "time: …"; NULL for a winner */
};

ObAnnotation *ob_annotation_new  (const ObRule *rule, guint32 first, guint32 end);
void          ob_annotation_free (ObAnnotation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObAnnotation, ob_annotation_free)

/* Replaces the annotation's features, captures, label and extent by copies of @from's. */
void             ob_annotation_assign (ObAnnotation *self, const ObAnnotation *from);
/* The first capture called @name, or NULL. Borrowed. */
const ObCapture *ob_annotation_get_capture (const ObAnnotation *self, const char *name);
void             ob_annotation_add_capture (ObAnnotation *self, const char *name, guint32 first, guint32 end);
void             ob_annotation_remove_captures (ObAnnotation *self, const char *name);

/* Something that went wrong while a rule ran; the output is then incomplete, and says so. */
typedef struct
{
  ObError code;
  char   *rule;                 /* tag */
  char   *file;  guint line;    /* where in the rule file */
  char   *message;
} ObIncident;

/* All that came of one document. */
typedef struct
{
  GPtrArray *annotations;       /* of ObAnnotation, owned: by first token, longest first, then rule place */
  GPtrArray *losers;            /* likewise; every candidate that is not an annotation is here, with its reason */
  GPtrArray *incidents;         /* of ObIncident, owned */
} ObResult;

ObResult *ob_result_new  (void);
void      ob_result_free (ObResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObResult, ob_result_free)
/* Takes away the annotations of rules that an overlay hides (OB_RULE_IS_HIDDEN). */
void      ob_result_hide (ObResult *self);
/* Adds what went wrong in @rule. @line 0: the rule's own line. */
void      ob_result_add_incident (ObResult *self, const ObRule *rule, ObError code, guint line,
                                  const char *format, ...) G_GNUC_PRINTF (5, 6);
