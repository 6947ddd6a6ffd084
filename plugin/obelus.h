/* obelus.h: the public C API of Obelus, the only header a host includes.
 *
 * An ObelusRules holds loaded packs; it is immutable and may be shared by threads. An ObelusTagger runs them; it belongs
 * to one thread at a time. Strings are UTF-8. Errors come in @error as a new string, to be freed with obelus_free, in the form
 * "code: message", where code is a stable name ("bad_utf8", "pack", …); @error may be NULL everywhere. Nothing here prints,
 * reads standard input, or keeps state outside its objects; memory that cannot be had ends the process, as GLib does it.
 *
 * The ABI: the structures are opaque but for ObelusAnnotation, which stays as it is; functions are added, never changed
 * or taken away, under one soname (libobelus.so.0). Offsets are size_t, texts char * with NUL at their end. Link with what
 * `pkg-config --cflags --libs obelus` says. tests/hosts/library/embed.py is a whole program in another language. */
#ifndef OBELUS_H
#define OBELUS_H
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif

#define OBELUS_VERSION "0.1.0"
#define OBELUS_API __attribute__ ((visibility ("default")))

typedef struct ObelusRules ObelusRules;
typedef struct ObelusTagger ObelusTagger;
typedef struct ObelusResult ObelusResult;

typedef enum { OBELUS_CODEPOINT, OBELUS_BYTE, OBELUS_UTF16 } ObelusUnit;        /* how offsets count */

/* Loads packs by name ("news.en": looked up in the search path) or by path (has a '/', or is a single
 * rule file, .lua), and what they depend on.
 * @packs NULL-terminated; NULL: news.en and security.en. @warnings (may be NULL) receives what is worth telling of a
 * pack that loaded; @error the diagnostics, each with file:line:column, of one that did not. */
OBELUS_API ObelusRules *obelus_rules_load  (const char *const *packs, char **warnings, char **error);
/* The same within @budget, "steps=2M,memory=32M,time=1s": what their Lua may spend, as `obelus tag --budget` has it. */
OBELUS_API ObelusRules *obelus_rules_load_within (const char *const *packs, const char *budget, char **warnings, char **error);
OBELUS_API ObelusRules *obelus_rules_ref   (ObelusRules *rules);
OBELUS_API void         obelus_rules_unref (ObelusRules *rules);

OBELUS_API ObelusTagger *obelus_tagger_new  (ObelusRules *rules, char **error);
OBELUS_API void          obelus_tagger_free (ObelusTagger *tagger);
/* Leaves out the rules with @tag from now on (`obelus tag --without`). 0 and @error ("usage: …") when no rule has it. */
OBELUS_API int           obelus_tagger_leave_out   (ObelusTagger *tagger, const char *tag, char **error);
/* Keeps claims that lie inside the content of others, or not (`obelus tag --nested`; at first not). */
OBELUS_API void          obelus_tagger_set_nested  (ObelusTagger *tagger, int nested);

/* Tags one document. @id (may be NULL) only goes into messages; @date "YYYY-MM-DD" or NULL. NULL on error. */
OBELUS_API ObelusResult *obelus_tag (ObelusTagger *tagger, const char *text, size_t length, const char *id,
                                     const char *date, char **error);
OBELUS_API void          obelus_result_free (ObelusResult *result);

/* One record of JSON Lines without the line's end: {"id":…,"offsets":…,"annotations":[…]}. @id_json is put in as it is,
 * a JSON value, or NULL for none. @ascii: escape all that is not ASCII. A new string. */
OBELUS_API char *obelus_result_dup_json (const ObelusResult *result, const char *id_json, ObelusUnit unit, int ascii);

/* The one annotation @i as it stands in that record: {"type":…}. A new string. */
OBELUS_API char *obelus_result_dup_annotation_json (const ObelusResult *result, size_t i, ObelusUnit unit, int ascii);

/* The record in place of a result for a document that could not be tagged: {"id":…,"error":{"code":…,"message":…}}.
 * @error as obelus_tag gave it. A new string. */
OBELUS_API char *obelus_error_dup_json (const char *error, const char *id_json, int ascii);
/* @text (@length bytes, valid UTF-8 or mended) as a JSON string, e.g. for @id_json. A new string. */
OBELUS_API char *obelus_string_dup_json (const char *text, size_t length, int ascii);

/* Reading a result by annotation, in output order. */
typedef struct
{
  const char *type, *label, *rule;      /* label may be NULL; rule is "pack/rule@rev" */
  size_t      start, end;               /* in the unit asked for; end exclusive */
} ObelusAnnotation;
OBELUS_API size_t obelus_result_size (const ObelusResult *result);
OBELUS_API void   obelus_result_get  (const ObelusResult *result, size_t i, ObelusUnit unit, ObelusAnnotation *annotation);
/* Features of annotation @i, in output order, of a claim its factuality last: name, value; borrowed. 0 past the last. */
OBELUS_API int    obelus_result_get_feature (const ObelusResult *result, size_t i, size_t n,
                                             const char **name, const char **value);
/* Spans of annotation @i (source, cue, content …), in output order; 0 past the last. */
OBELUS_API int    obelus_result_get_span (const ObelusResult *result, size_t i, size_t n, ObelusUnit unit,
                                          const char **name, size_t *start, size_t *end);
/* The text between two offsets as a new string. */
OBELUS_API char  *obelus_result_dup_text (const ObelusResult *result, ObelusUnit unit, size_t start, size_t end);
/* What went wrong in single rules: "steps: news.en/x@1: file:12: …"; NULL past the last. Borrowed. */
OBELUS_API const char *obelus_result_get_incident (const ObelusResult *result, size_t i);

OBELUS_API void obelus_free (void *memory);

/* The version of the library in use; OBELUS_VERSION is the one compiled against. */
OBELUS_API const char *obelus_get_version (void);

#ifdef __cplusplus
}
#endif
#endif
