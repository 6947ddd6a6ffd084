/* ob-report.h: a report of HTML that a browser shows without asking anybody for anything: for each article the claims,
 * who makes them and how firmly, beside the text with all that was found marked; for several an index with charts.
 *
 * One file holds style and script (data/report.css, data/report.js), which a Content-Security-Policy names by their
 * digests, so that nothing in an article can run or load anything. Without scripts it can be read all the same; filters,
 * the index and the highlighting need them. */
#pragma once
#include "io/ob-tagged.h"

/* @packs: names and versions, or NULL. */
void ob_report_append_begin (GString *out, const char *packs);
/* @place: what the document is called, for people. It also makes the ids in the page, so each must be different. */
void ob_report_append       (GString *out, const char *place, const ObTagged *tagged);
void ob_report_append_error (GString *out, const char *place, const char *code, const char *message);
void ob_report_append_end   (GString *out);
