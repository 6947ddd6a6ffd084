/* ob-csv.h: one row for each annotation, for spreadsheets: RFC 4180 with a line of column names.
 *
 * Of a claim, `speaker` is who makes it in few words (ob-speaker.h), `source` the words of the text, and `about` the
 * names inside its content. Cells hold the text as it stands but for runs of white space, which become one space, so that
 * a row is a line. What a type has no field for is an empty cell; pieces of one field are joined by " … ". A document that could not be
 * tagged, and a rule that failed, give rows of the type "error" and "incomplete". */
#pragma once
#include "io/ob-tagged.h"

void ob_csv_append_header (GString *out);
/* @head as in ob-jsonl.h. Offsets are in @unit. */
void ob_csv_append        (GString *out, const char *head, const ObTagged *tagged, ObUnit unit);
void ob_csv_append_error  (GString *out, const char *head, const char *code, const char *message);
