/* ob-record.h: one line of JSON Lines as a document: {"id": any, "text": "…", "date": "YYYY-MM-DD"}.
 *
 * id and date may be missing or null; other members are ignored. */
#pragma once
#include "base/ob-error.h"

typedef struct
{
  char  *head;                  /* what names the answer: "id":… as it came, or "line":N; also set on failure */
  char  *text;
  gsize  length;                /* of text, in bytes */
  char  *date;                  /* as given; NULL: none */
} ObRecord;

/* Parses the @number-th line (from 1). @ascii as in ob-jsonl.h, for the head. Clear @ret_record in any case. Errors:
 * those of ob_json_find_members. */
gboolean ob_record_parse (const char *line, gsize length, guint64 number, gboolean ascii, ObRecord *ret_record,
                          GError **error);
void     ob_record_clear (ObRecord *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ObRecord, ob_record_clear)
