/* ob-value.h: what a rule file or manifest says, as plain C data with the place of each part. Lives in an arena.
 * Strings are UTF-8 without NUL. */
#pragma once
#include "base/ob-arena.h"
#include "base/ob-diag.h"

typedef enum { OB_VALUE_BOOLEAN, OB_VALUE_NUMBER, OB_VALUE_STRING, OB_VALUE_TABLE, OB_VALUE_FUNCTION } ObValueKind;

typedef struct ObValue ObValue;
typedef struct ObField ObField;

struct ObValue
{
  ObValueKind    kind;
  ObPlace        place;         /* of a string's first character; else of the declaration or field it belongs to */
  int            bracket;       /* of a string: see OB_BRACKET_UNKNOWN, where the place is that of the declaration */
  gboolean       boolean;
  double         number;
  const char    *string;
  gsize          length;        /* of string, in bytes */
  const ObValue *items;         /* of a table: [1], [2], … */
  guint          n_items;
  const ObField *fields;        /* of a table: in the order of the file; those without a place last, by name */
  guint          n_fields;
};

struct ObField
{
  const char *name;
  ObPlace     place;            /* of the name */
  ObValue     value;
};

/* The field called @name of a table, or NULL. */
const ObField *ob_value_find (const ObValue *table, const char *name);
/* "a text", "a number", … for messages. */
const char    *ob_value_kind_get_name (ObValueKind kind);
