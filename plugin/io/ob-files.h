/* ob-files.h: documents written as files of their own, below one folder. */
#pragma once
#include "base/ob-error.h"

/* Writes @content as FOLDER/NAME@suffix and @text, unless it stands there already, as FOLDER/NAME.txt. NAME is made of
 * the document's id (@head as in ob-jsonl.h) without the end of a text's name; its folders are made, and none of it
 * leads out of @folder. Files are there whole or not at all. Errors: OB_ERROR_IO. */
gboolean ob_files_write      (const char *folder, const char *head, const char *suffix, const char *text,
                              gsize text_length, const char *content, gsize length,
                              GError **error);
/* Writes FOLDER/@name. */
gboolean ob_files_write_name (const char *folder, const char *name, const char *bytes, gsize length, GError **error);
