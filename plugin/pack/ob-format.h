/* ob-format.h: one layout for rule files and the patterns in them.
 *
 * Lines are indented by what is open around them: two spaces for each brace that ends its line and each block of Lua, else
 * below what follows the brace. Braces, commas and = have their spaces; the further lines of a pattern or list stand below
 * its first; inside patterns one space separates elements, & and | have theirs, and = has none. Line breaks, blank lines
 * (no two in a row), comments, and columns that the author lined up stay. Nothing else: what the file says is the same
 * before and after, which is checked. */
#pragma once
#include <glib.h>

/* The laid out text (UTF-8 without NUL) as a new string. NULL for what is no Lua that can be cut into words (OB_ERROR_USAGE),
 * or would be altered (OB_ERROR_INTERNAL, a mistake of this program). @name is for messages. */
char *ob_format_source (const char *name, const char *text, gsize length, GError **error);
