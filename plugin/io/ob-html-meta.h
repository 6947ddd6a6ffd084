/* ob-html-meta.h: what a page says about itself. Internal to plugin/io. */
#pragma once
#include "io/ob-html-tree.h"

/* Title, byline (names only, without "By") and date of publication (YYYY-MM-DD); each a new string or NULL. */
void  ob_html_find_meta (xmlNode *root, char **ret_title, char **ret_byline, char **ret_date);

/* The date that @text names: "2023-09-11T08:00:00Z", "2023/09/11", "11 September 2023", "Sept. 11, 2023", "Mon, 11 Sep
 * 2023 …". As YYYY-MM-DD, or NULL. A new string. */
char *ob_html_dup_date  (const char *text);
