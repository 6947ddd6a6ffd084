/* ob-error.h: the error domain of Obelus. One code a cause; the code's name is what hosts print. */
#pragma once
#include <glib.h>

#define OB_ERROR (ob_error_quark ())
GQuark ob_error_quark (void);

typedef enum
{
  OB_ERROR_BAD_UTF8,            /* "bad_utf8": a document or file is not UTF-8 */
  OB_ERROR_BAD_JSON,            /* "bad_json": a record is not a JSON object of the expected form */
  OB_ERROR_BAD_HTML,            /* "bad_html": a page has no element */
  OB_ERROR_BAD_CONLLU,          /* "bad_conllu": a file is not CoNLL-U */
  OB_ERROR_NO_LAYER,            /* "no_layer": a rule asks for what this document does not have */
  OB_ERROR_BAD_DATE,            /* "bad_date": a date is not YYYY-MM-DD */
  OB_ERROR_TOO_LONG,            /* "too_long": past a maximum of ob-limits.h */
  OB_ERROR_NOT_FOUND,           /* "not_found": a file, pack, rule or list that is not there */
  OB_ERROR_IO,                  /* "io": reading or writing failed */
  OB_ERROR_USAGE,               /* "usage": the caller asked for something that makes no sense */
  OB_ERROR_PACK,                /* "pack": a pack is broken; the message carries the diagnostics */
  OB_ERROR_LUA,                 /* "lua": a rule's Lua raised an error */
  OB_ERROR_STEPS,               /* "steps": a budget of steps is spent */
  OB_ERROR_MEMORY,              /* "memory": a budget of memory is spent */
  OB_ERROR_TIME,                /* "time": a budget of CPU time is spent */
  OB_ERROR_INTERNAL,            /* "internal": a defect of Obelus */
} ObError;

/* The stable, machine-readable name of @code, e.g. "bad_utf8". Static; never NULL. */
const char *ob_error_get_name (ObError code);

/* The same for a GError of any domain: "io" for GLib's file errors, "internal" for what is not known. */
const char *ob_error_get_code (const GError *error);
