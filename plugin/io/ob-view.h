/* ob-view.h: the reading view: the article with entities, times and cues marked, who and what is named, and the
 * claims as a table; for a terminal or a plain text file. */
#pragma once
#include "io/ob-tagged.h"

typedef struct
{
  const char *title;            /* of the heading: the file's name */
  const char *footer;           /* last words of the footer: packs, time spent; may be NULL */
  guint       width;            /* columns of the terminal */
  gboolean    colour;           /* ANSI colours; without them marks are brackets: [Putin PERSON] */
} ObViewOptions;

/* Characters that could steer the terminal are shown as U+FFFD. */
void ob_view_append (GString *out, const ObTagged *tagged, const ObViewOptions *options);
