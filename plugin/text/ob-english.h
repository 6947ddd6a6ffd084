/* ob-english.h: what the floor of text knows of English: abbreviations, how sentences begin, and the phrases by which
 * zones are told apart. All such words live here and nowhere else on this floor. */
#pragma once
#include <glib.h>

/* When the full stop after an abbreviation belongs to it. */
typedef enum
{
  OB_ABBR_NONE,
  OB_ABBR_TITLE,                /* Mr. Gen. St. e.g.: before what it goes with; ends no sentence */
  OB_ABBR_ANY,                  /* Inc. Jr. Jan.: always; may end a sentence */
  OB_ABBR_NUMBER,               /* No. Fig. Mar.: only before a number; ends no sentence */
  OB_ABBR_STATE,                /* Mass. Fla.: only beside a comma or before lower case */
} ObAbbr;

/* @word without its full stop. Abbreviations are known as they are written in running text, and in capitals. */
ObAbbr ob_english_get_abbr (const char *word, gsize length);

/* Lists of words. */
typedef enum
{
  OB_WORDS_ABBR_TITLE, OB_WORDS_ABBR_ANY, OB_WORDS_ABBR_NUMBER, OB_WORDS_ABBR_STATE,    /* without their stop */
  OB_WORDS_STARTER,             /* with a capital, they hardly ever go on with a name: "The", "He", "But" */
  OB_WORDS_NARRATOR,            /* stories begin with them and headlines do not: "He", "There", "In" */
  OB_WORDS_AFTER_TIME,          /* follow a time of day, with a capital: "EST", "Monday", "March" */
  OB_WORDS_SPEECH,              /* the commonest between a quotation and who said it: "said", "asks" */
  OB_WORDS_PARTICLE,            /* left without a capital by headlines in title case: "of", "and" */
  OB_WORDS_CALENDAR,            /* months and days, cut short too, in any case: "September", "sept", "today" */
  OB_WORDS_DATE_LINE,           /* others of a line that says when an article appeared, in any case: "Published" */
  OB_WORDS_BOILERPLATE,         /* no phrase of OB_CUE_BOILERPLATE_PART is without one of them; any case */
  OB_N_WORDS
} ObWords;

gboolean ob_english_has_word (ObWords list, const char *word, gsize length);

/* For asking of one list about many words: most are told from all of its words by their length and first letter. */
#define OB_FILTER_LENGTHS 16    /* no word of a list is as long */
typedef struct
{
  ObWords list;
  guint32 firsts[OB_FILTER_LENGTHS];    /* by length: a bit for each first letter */
} ObWordFilter;

void ob_english_init_filter (ObWordFilter *self, ObWords list);

static inline gboolean
ob_english_filter_has (const ObWordFilter *self, const char *word, gsize length)
{
  return length > 0 && length < OB_FILTER_LENGTHS && (self->firsts[length] >> (word[0] & 0x1f) & 1) != 0 &&
         ob_english_has_word (self->list, word, length);
}

/* The list itself, sorted by strcmp. */
const char *const *ob_english_get_words (ObWords list, gsize *ret_n);

/* What a phrase tells about a paragraph. */
typedef enum
{
  OB_CUE_BOILERPLATE_ALL,       /* the whole paragraph, marks at its end aside */
  OB_CUE_BOILERPLATE_START,     /* its beginning, when it is short and reports no speech */
  OB_CUE_BOILERPLATE_PART,      /* anywhere in such a one */
  OB_CUE_BYLINE_START,
  OB_CUE_CAPTION_START,
  OB_CUE_STANDFIRST_START,      /* a label such as "analysis" */
  OB_CUE_BIO_START,             /* instead of the author's name */
  OB_CUE_BIO_STRONG,            /* anywhere: hardly said but of authors */
  OB_CUE_BIO_PROFESSION,        /* a noun for those who write and those who are asked to */
  OB_CUE_BIO_DETAIL,            /* anywhere: often said of authors */
  OB_N_CUES
} ObCue;

/* NULL-terminated; in lower case, straight apostrophes, one space between tokens, as ob-zones.c spells paragraphs. */
const char *const *ob_english_get_phrases (ObCue cue);
