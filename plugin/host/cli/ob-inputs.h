/* ob-inputs.h: what a command was told to read: files, and folders with all that lies in them. */
#pragma once
#include <glib.h>

/* The paths of all files below the folder @path whose names end in @suffix, in the order of their bytes. Links to
 * folders are not followed. @unreadable (of char *) receives folders that could not be read. Of char *, owned. */
GPtrArray *ob_inputs_list (const char *path, const char *suffix, GPtrArray *unreadable);
