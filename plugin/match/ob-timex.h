/* ob-timex.h: what a time expression means. Rules find expressions and name their parts; this primitive does the
 * calendar (GLib's GDate) and writes TIMEX3 values.
 *
 * A rule with emits = "time" names parts by captures and `set`: year month day weekday unit number … (the .c file has
 * the table of fields). The result is features: value (ISO 8601 as TIMEX3 has it), mod, quant, freq, begin, end. */
#pragma once
#include "base/ob-features.h"

/* What is known around the expression. Every string is "YYYY-MM-DD", with a time of day or
 * without, or coarser, or NULL. */
typedef struct
{
  const char *document_date;    /* anchors "yesterday"; NULL: the value stays open, never guessed */
  const char *last_date;        /* value of the last date before it in the text: anchors "the following day" */
  int         tense;            /* -1 past, 0 unknown, 1 future: the direction of a bare "Friday" */
  const char *last_quarter;     /* value of the last quarter before it in the text: anchors "the year-ago period" */
} ObTimexContext;

/* Works out @fields. On success sets in @result: "value" (with X for what is not known and "open" = "yes" when an
 * anchor is missing: "XXXX-07", "XXXX-XX-XX") and the rest: mod, quant, freq, begin, end, zone, calendar ("fiscal"),
 * conflict ("weekday": the one written beside a date does not agree); and *ret_label to "DATE", "TIME", "DURATION" or
 * "SET" (static). FALSE with OB_ERROR_USAGE: the fields make no sense together, or name no date that exists
 * ("February 30"); the message says which. *ret_steps (may be NULL, owned) tells how the value came about, one step a
 * line, for explain. */
gboolean ob_timex_resolve (const ObFeatures *fields, const ObTimexContext *context,
                           ObFeatures *result, const char **ret_label, char **ret_steps, GError **error);

/* The names of the fields, NULL-terminated, for the loader to check captures and `set` against. */
const char *const *ob_timex_get_fields (void);

/* Reads a number written in digits or words ("1,984", "twenty-one", "a couple", "half", "one and a half").
 * FALSE when it is none. */
gboolean ob_timex_parse_number (const char *text, double *ret_number);
