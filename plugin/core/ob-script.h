/* ob-script.h: the table of functions through which the core reaches `on_match`. The lua floor fills it in; tests of
 * the core fill it in with C. A script lives in one session (one thread). */
#pragma once
#include "core/ob-annotation.h"

typedef enum
{
  OB_VERDICT_KEEP,
  OB_VERDICT_DROP,              /* on_match returned nil; *ret_reason says why */
  OB_VERDICT_FAILED,            /* it raised an error or spent its budget; *error says which and where */
} ObVerdict;

/* What on_match may look at and change. Valid during the call only. */
typedef struct
{
  const ObMatchContext *context;        /* document, vocabulary, spans found so far */
  ObAnnotation         *annotation;     /* to be changed: features, captures, label, extent */
} ObScriptCall;

typedef struct
{
  /* A new script for one session from the @data given to ob_ruleset_add_script. */
  gpointer  (*open)  (gpointer data, GError **error);
  void      (*close) (gpointer script);
  /* Before the first rule of a document: budgets begin anew. */
  void      (*begin) (gpointer script, const ObMatchContext *context);
  /* Calls the rule's on_match. @ret_line is the line in the rule file of a failure (0: unknown). */
  ObVerdict (*on_match) (gpointer script, const ObRule *rule, const ObScriptCall *call,
                         char **ret_reason, guint *ret_line, GError **error);
  /* After the last rule: handles given out expire. */
  void      (*end)   (gpointer script);
} ObScriptClass;
