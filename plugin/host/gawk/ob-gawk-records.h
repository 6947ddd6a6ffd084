/* ob-gawk-records.h: gawk's input in annotations: each is a record.
 *
 *   gawk -l obelus.so -v OBELUS_RECORDS=1 '$1 == "claim" { print $7, $9 }' a.txt b.txt
 *
 * While the variable OBELUS_RECORDS is neither empty nor 0, a file that is opened is a document, and its records are its
 * annotations, with these fields, whatever FS is:
 *
 *   $1 type   $2 label   $3 start   $4 length   $5 text   $6 name of an entity, value of a time, factuality of a claim
 *   $7 source  $8 cue  $9 content   $10 rule
 *
 * start and length count as in obelus::tag. $0 has tabs between them; white space inside is one space, and pieces of one
 * field are joined by " … ". OBELUS_DATE is the documents' date. A document that cannot be tagged is one record of the
 * type "error" ($2 the code, $5 the message), a rule that was stopped one of the type "incomplete". */
#pragma once
#include "obelus.h"
#include <stdio.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <gawkapi.h>

/* @get_tagger gives the tagger in use, or NULL with an error of Obelus's. */
void ob_gawk_register_records (const gawk_api_t *api_p, awk_ext_id_t id, ObelusTagger *(*get_tagger) (char **ret_error));
