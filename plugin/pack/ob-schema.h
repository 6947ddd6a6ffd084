/* ob-schema.h: checks the fields of a table that people wrote against what may stand there. */
#pragma once
#include "base/ob-diag.h"
#include "lua/ob-value.h"

enum
{
  OB_TAKES_BOOLEAN  = 1 << OB_VALUE_BOOLEAN,
  OB_TAKES_NUMBER   = 1 << OB_VALUE_NUMBER,
  OB_TAKES_STRING   = 1 << OB_VALUE_STRING,
  OB_TAKES_TABLE    = 1 << OB_VALUE_TABLE,
  OB_TAKES_FUNCTION = 1 << OB_VALUE_FUNCTION,
  OB_IS_REQUIRED    = 1 << 8,
  OB_TAKES_STRINGS  = 1 << 9,   /* a table of texts and nothing else */
};

typedef struct
{
  const char *name;
  guint       flags;            /* OB_TAKES_… it may be, OB_IS_REQUIRED */
} ObFieldSpec;

/* The ids under which problems are told. */
typedef struct
{
  const char *unknown, *type, *missing;
} ObSchemaIds;

/* Checks @table, called @what in messages ("rule \"x\"", "pack.lua"), against @specs (ended by a NULL name). Returns
 * FALSE when it cannot be read on: a field has the wrong type or is missing. A field that is not known is an error,
 * too, but does not hide what is wrong with the others. */
gboolean ob_schema_check (const ObValue *table, const ObFieldSpec *specs, const char *what, const ObSchemaIds *ids,
                          ObDiags *diags);

/* The text of field @name, or NULL when it is absent or no text. */
const char *ob_schema_get_string  (const ObValue *table, const char *name);
gboolean    ob_schema_get_boolean (const ObValue *table, const char *name, gboolean otherwise);
/* The texts of field @name, a text or a table of texts: the values (of const ObValue *, borrowed). Never NULL. */
GPtrArray  *ob_schema_dup_strings (const ObValue *table, const char *name);
/* Adds "unknown X 'word' (did you mean 'y'?)": @message holds the first part. @candidates as in ob_suggest. */
void        ob_schema_add_unknown (ObDiags *diags, const char *id, const ObPlace *place, const char *message,
                                   const char *word, const char *const *candidates, gssize n);
