/* ob-english.h: what the floor of text knows of English: abbreviations, how sentences begin, and the phrases by which
 * zones are told apart. All such words live here and nowhere else on this floor. */
#pragma once
#include <glib.h>

/* When the full stop after an abbreviation belongs to it. */
typedef enum
{
  OB_ABBR_NONE,
  OB_ABBR_TITLE,                /* Mr. Gen. St.: before a name; ends no sentence */
  OB_ABBR_ANY,                  /* Inc. Jr. Jan.: always; may end a sentence */
  OB_ABBR_NUMBER,               /* No. Fig. Mar.: only before a number; ends no sentence */
  OB_ABBR_STATE,                /* Mass. Fla.: only beside a comma or before lower case, as in "Boston, Mass." */
} ObAbbr;

/* @word without its full stop. Abbreviations are known as they are written in running text, and in capitals. */
ObAbbr ob_english_get_abbr (const char *word, gsize length);

/* TRUE for words that, with a capital, hardly ever go on with a name: "The", "He", "But". */
gboolean ob_english_is_starter (const char *word, gsize length);

/* TRUE for words with which stories begin and headlines do not: "He", "There", "In". */
gboolean ob_english_is_narrator (const char *word, gsize length);

/* TRUE for words that follow a time of day: "EST", "Monday", "March". @word has a capital. */
gboolean ob_english_is_after_time (const char *word, gsize length);

/* TRUE for the commonest words between a quotation and the name of who said it, and after that name: "said", "asks". */
gboolean ob_english_is_speech (const char *word, gsize length);

/* TRUE for names of months and days, also cut short, and for days told from now: "September", "Sept", "Mon", "today".
 * Any case. */
gboolean ob_english_is_calendar (const char *word, gsize length);

/* TRUE for the other words of a line that says when an article appeared: "Published", "at". Any case. */
gboolean ob_english_is_date_line (const char *word, gsize length);

/* TRUE for words that headlines in title case leave without a capital: "of", "and". */
gboolean ob_english_is_particle (const char *word, gsize length);

/* What a phrase tells about a paragraph. */
typedef enum
{
  OB_CUE_BOILERPLATE_ALL,       /* the whole paragraph, marks at its end aside */
  OB_CUE_BOILERPLATE_START,     /* its beginning, when it is short */
  OB_CUE_BOILERPLATE_PART,      /* anywhere in a short paragraph that reports no speech */
  OB_CUE_BYLINE_START,
  OB_CUE_CAPTION_START,
  OB_CUE_STANDFIRST_START,      /* a label such as "analysis" */
  OB_CUE_BIO_STRONG,            /* anywhere: hardly said but of authors */
  OB_CUE_BIO_PROFESSION,        /* a noun for those who write and those who are asked to */
  OB_CUE_BIO_DETAIL,            /* anywhere: often said of authors */
  OB_N_CUES
} ObCue;

/* NULL-terminated; in lower case, straight apostrophes, one space between tokens, as ob-zones.c spells paragraphs. */
const char *const *ob_english_get_phrases (ObCue cue);
