/* ob-inputs.h: what a command was told to read: files, and folders with all that lies in them. */
#pragma once
#include <glib.h>

/* What ends the names of files that hold documents, and of those that are JSON Lines. NULL-terminated. */
extern const char *const ob_inputs_documents[], *const ob_inputs_lines[];

/* The paths of all files below the folder @path whose names end in one of @suffixes (NULL-terminated), in the order of their bytes. Links to
 * folders are not followed. @unreadable (of char *) receives folders that could not be read. Of char *, owned. */
GPtrArray *ob_inputs_list (const char *path, const char *const *suffixes, GPtrArray *unreadable);
