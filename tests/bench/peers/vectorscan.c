/* vectorscan FILE NAMES DATABASE: scans FILE for the literal NAMES, one a line, with Vectorscan; prints how many hits there
 * were and the seconds of scanning alone. Compiling takes minutes: DATABASE is where what was compiled is kept. Bare: it
 * neither cuts words nor says where they stand. */
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

/* The database kept in @path, or compiled from the lines of @names and put there. */
static hs_database_t *
get_database (char *names, const char *path)
{
  hs_database_t *database = NULL;
  hs_compile_error_t *error;
  char *bytes;
  gsize length;
  if (g_file_get_contents (path, &bytes, &length, NULL))
    return hs_deserialize_database (bytes, length, &database) == HS_SUCCESS ? database : NULL;
  char **lines = g_strsplit (g_strchomp (names), "\n", -1);
  guint n = g_strv_length (lines);
  gsize *lengths = g_new (gsize, n);
  unsigned *ids = g_new0 (unsigned, n), *flags = g_new0 (unsigned, n);
  for (guint i = 0; i < n; i++)
    lengths[i] = strlen (lines[i]);
  if (hs_compile_lit_multi ((const char *const *) lines, flags, ids, lengths, n, HS_MODE_BLOCK, NULL, &database, &error)
      != HS_SUCCESS)
    return NULL;
  if (hs_serialize_database (database, &bytes, &length) != HS_SUCCESS
      || !g_file_set_contents (path, bytes, (gssize) length, NULL))
    return NULL;
  return database;
}

int
main (int argc, char **argv)
{
  char *text, *names;
  gsize length;
  hs_scratch_t *scratch = NULL;
  if (argc != 4 || !g_file_get_contents (argv[1], &text, &length, NULL) || !g_file_get_contents (argv[2], &names, NULL, NULL))
    return 2;
  hs_database_t *database = get_database (names, argv[3]);
  if (database == NULL || hs_alloc_scratch (database, &scratch) != HS_SUCCESS)
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
