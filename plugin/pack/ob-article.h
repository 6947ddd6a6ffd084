/* ob-article.h: whole articles that a pack is tested with.
 *
 * A quiet article is one in which the pack finds nothing. A golden article marks some of what is to be found:
 * "{PERSON:Lena Orbak}" an entity by its label, "{time:last Friday}" an annotation by its type, and "{source:…}",
 * "{cue:…}", "{content:…}" spans of claims. Marks that end in the same digit, "{source1:…} {cue1:…}", belong to one
 * annotation. What is not marked may be found as well.
 *
 * Lines at the beginning of the form "-- name: value" are about the article: "-- date: 2024-05-17" its date, "-- types:
 * claim, event" the types a quiet article is quiet of (without it: all). */
#pragma once
#include "pack/ob-example.h"
#include "pack/ob-loader.h"

/* The articles of the manifest's `tests` and `quiet`, relative to the pack's directory. Of char *, borrowed. */
const GPtrArray *ob_pack_get_tests (const ObPack *self);
const GPtrArray *ob_pack_get_quiet (const ObPack *self);

/* Runs one of them; on anything but a pass *ret_why (owned) lists what was found, or not found, with line:column. */
ObOutcome ob_article_run_golden (const ObPack *pack, const char *relative, ObSession *session, char **ret_why);
ObOutcome ob_article_run_quiet  (const ObPack *pack, const char *relative, ObSession *session, char **ret_why);
