/* replay: runs a fuzz target over every file of a directory of seeds, in order of their names. TAP.
 *
 * usage: fuzz-TARGET SEEDS */
#include "fuzz.h"
#include <stdio.h>

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

int
main (int argc, char **argv)
{
  g_autoptr (GDir) dir = argc == 2 ? g_dir_open (argv[1], 0, NULL) : NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;
  if (dir == NULL)
    {
      fputs ("usage: fuzz-TARGET SEEDS\n", stderr);
      return 64;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  printf ("1..%u\n", names->len);
  for (guint i = 0; i < names->len; i++)
    {
      name = g_ptr_array_index (names, i);
      g_autofree char *path = g_build_filename (argv[1], name, NULL), *bytes = NULL;
      gsize length = 0;
      gboolean is_read = g_file_get_contents (path, &bytes, &length, NULL);
      if (is_read)
        {
          g_autofree uint8_t *exact = g_memdup2 (bytes, length);        /* so that a sanitizer sees its end */
          LLVMFuzzerTestOneInput (exact != NULL ? exact : (const uint8_t *) "", length);
        }
      printf ("%s %u - %s\n", is_read ? "ok" : "not ok", i + 1, name);
      fflush (stdout);
    }
  return 0;
}
