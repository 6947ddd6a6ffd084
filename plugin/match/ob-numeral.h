/* ob-numeral.h: numbers as English writes them: "1,984", "twenty-one", "2 1/2", "a couple of", "the 20th". */
#pragma once
#include <glib.h>

typedef enum
{
  OB_NUMERAL_NONE,              /* not a number */
  OB_NUMERAL_CARDINAL,          /* 12, twelve, a dozen, one and a half */
  OB_NUMERAL_ORDINAL,           /* 12th, twelfth */
  OB_NUMERAL_VAGUE,             /* a few, several, dozens of: some number, which stays unknown */
} ObNumeral;

/* Reads the whole of @text, in any case, white space and hyphens between words. *ret_number is untouched for NONE and
 * VAGUE. At most OB_MAX_NUMERAL_BYTES are looked at; longer texts are no number. */
#define OB_MAX_NUMERAL_BYTES 80
ObNumeral ob_numeral_parse (const char *text, double *ret_number);
