/* ob-link.h: ties what was found together, once conflicts are settled: one id for all mentions of a name, the entity
 * that a claim's source means, the entities that its content is about, the claim that it stands in.
 *
 * Features set: entities `id` ("e1"; the same for the same label and name); claims `id` ("c1"), `src_ref` and `src_name`
 * (the entity inside a source whose `src_type` is named or not given), `about` (ids, separated by spaces), `when_value`
 * (the value of the time in `when`), `in` (the claim in whose content the cue lies).
 *
 * An entity whose feature `reading` is "open" gets that of the same entity elsewhere, "place" or "government", where
 * one of the two is found more often; `reason` then says so.
 *
 * A source that names nobody ("he", "the paper") is resolved where a rule asks for it by the feature `antecedent`: a
 * label, and what must be true of the entity: "PERSON:gender=m" (not contradicted), "ORG:type=newspaper|magazine" (one
 * of them), "ORG:name~ministry" (a word of the name). It is linked where one antecedent is clear, with `src_via` =
 * "antecedent"; else it gets `src_open` = "yes". Annotations of the type `mention` ("he", "the paper") are resolved by
 * the same feature: `ref` and `name` are those of what they mean, else `open` = "yes". "2*PERSON" asks for two different
 * ones ("the two leaders"): `ref` then holds two ids and a space.
 *
 * Mentions of the same person share `role` and `gender`. */
#pragma once
#include "core/ob-annotation.h"
#include "text/ob-doc.h"

/* @result holds the annotations of @doc in output order. */
void ob_link_result (ObResult *result, const ObDoc *doc);
