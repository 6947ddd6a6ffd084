/* ob-jsonl.h: the native output, one line of JSON for each document.
 *
 *   {"id":…,"offsets":"codepoint","annotations":[
 *     {"type":"entity","label":"PERSON","id":"e1","start":0,"end":5,"text":"Putin",<features>,"rule":"news.en/people@1"},
 *     {"type":"claim","id":"c1","start":…,"end":…,"source":{"start","end","text"}|null,"cue":{…}|null,
 *      "content":[{…},…],<other captures>,<features>,"rule":…}],
 *    "incomplete":[{"code","rule","file","line","message"},…]}
 *
 * `incomplete` is there only when rules failed. Captures of claims and of types that packs define are spans: one, or a
 * list of several; `hedge` is always the list `hedges`. Entities and times have no spans but `text`. A claim's
 * `type` (fact, forecast …) is `claim_type` here, and `factuality` is derived (ob-factuality.h); a
 * time's range is `range_begin` and `range_end`; a feature never repeats a key that is already there. Same input, same bytes. */
#pragma once
#include "io/ob-tagged.h"

/* @head: the first member, e.g. "\"id\":7", or NULL. No line end is appended. @ascii: escape all that is not ASCII. */
void ob_jsonl_append       (GString *out, const char *head, const ObTagged *tagged, ObUnit unit, gboolean ascii);
/* One annotation of @tagged, as it stands in its record. */
void ob_jsonl_append_annotation (GString *out, const ObTagged *tagged, const ObAnnotation *annotation, ObUnit unit,
                                 gboolean ascii);
/* {"id":…,"error":{"code":"bad_utf8","message":"…"}} */
void ob_jsonl_append_error (GString *out, const char *head, const char *code, const char *message, gboolean ascii);
