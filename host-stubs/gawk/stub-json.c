/* stub-json DATE FILE…: what obelus::json makes of each file, without gawk: a line each. For comparing hosts. Packs are
 * those of OBELUS_PACKS. */
#include "gawk-stub.h"
#include <locale.h>
#include <stdio.h>
#include <string.h>

int dl_load (const gawk_api_t *const api, awk_ext_id_t id);

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  stub_api.major_version = gawk_api_major_version;
  stub_api.minor_version = gawk_api_minor_version;
  if (!stub_load (dl_load))
    return 1;
  for (int i = 2; i < argc; i++)
    {
      g_autofree char *bytes = NULL;
      gsize length;
      if (!g_file_get_contents (argv[i], &bytes, &length, NULL))
        return 1;
      StubValue args[] = { stub_bytes (bytes, length), stub_string (argv[i]), stub_string (argv[1]) };
      StubValue record = stub_call ("json", args, G_N_ELEMENTS (args));
      printf ("%s\n", record.string);
      stub_value_clear (&record);
      for (guint k = 0; k < G_N_ELEMENTS (args); k++)
        stub_value_clear (&args[k]);
    }
  stub_unload ();
  return 0;
}
