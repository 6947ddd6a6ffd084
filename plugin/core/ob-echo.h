/* ob-echo.h: later and earlier short forms of names that other rules found: "Shoigu" of "Sergei Shoigu". */
#pragma once
#include "core/ob-annotation.h"

/* Appends to @ret_candidates (of ObAnnotation, owned by the caller) what @rule (an ECHO) finds: single words of the
 * document outside @entities that repeat a part of one of @entities (of ObAnnotation, borrowed, in text order) with
 * the label the rule names. The candidate takes over that entity's features; where several entities share the part,
 * those of the nearest before it, else of the first. */
void ob_echo_find (const ObRule *rule, const ObMatchContext *context, GPtrArray *entities, GPtrArray *ret_candidates);
