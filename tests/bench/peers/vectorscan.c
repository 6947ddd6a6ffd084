/* vectorscan FILE NAMES: scans FILE for the literal NAMES, one a line, with Vectorscan; prints how many hits there were and
 * the seconds of scanning alone. Bare: it neither cuts words nor says where they stand. */
#include <glib.h>
#include <hs.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static int
count (unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *n)
{
  (void) id, (void) from, (void) to, (void) flags;
  ++*(guint64 *) n;
  return 0;
}

int
main (int argc, char **argv)
{
  char *text, *names;
  gsize length;
  hs_database_t *database;
  hs_scratch_t *scratch = NULL;
  hs_compile_error_t *error;
  if (argc != 3 || !g_file_get_contents (argv[1], &text, &length, NULL) || !g_file_get_contents (argv[2], &names, NULL, NULL))
    return 2;
  char **lines = g_strsplit (g_strchomp (names), "\n", -1);
  guint n = g_strv_length (lines);
  gsize *lengths = g_new (gsize, n);
  unsigned *ids = g_new0 (unsigned, n);
  for (guint i = 0; i < n; i++)
    lengths[i] = strlen (lines[i]);
  if (hs_compile_lit_multi ((const char *const *) lines, NULL, ids, lengths, n, HS_MODE_BLOCK, NULL, &database, &error)
      != HS_SUCCESS || hs_alloc_scratch (database, &scratch) != HS_SUCCESS)
    return 1;
  guint64 n_hits = 0;
  struct timespec start, end;
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &start);
  hs_scan (database, text, (unsigned) length, 0, scratch, count, &n_hits);
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &end);
  printf ("{\"hits\": %" G_GUINT64_FORMAT ", \"seconds\": %.6f}\n", n_hits,
          (double) (end.tv_sec - start.tv_sec) + (double) (end.tv_nsec - start.tv_nsec) / 1e9);
  return 0;
}
