/* growth.h: does work grow with the square of its input? */
#pragma once
#include <glib.h>
#include <time.h>

/* Of this thread: other processes on a busy machine must not count. */
static inline double
get_cpu_seconds (void)
{
  struct timespec now;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

/* @measure gives the seconds that @size bytes made of @unit take. Eight times as many may take 40 times as long, which is
 * far from the 64 of a square and far from the 8 that are expected. A neighbour who empties the caches at the wrong
 * moment gets no second chance, but nine. */
static inline void
assert_no_square (double (*measure) (const char *unit, gsize size), const char *unit, gsize size)
{
  double small = 0, large = 1;
  for (guint attempt = 0; attempt < 10 && large > MAX (small, 0.002) * 40; attempt++)
    {
      small = measure (unit, size);
      large = measure (unit, 8 * size);
    }
  g_test_message ("%s: %.2f ms, eight times as much %.2f ms", unit, small * 1e3, large * 1e3);
  g_assert_cmpfloat (large, <=, MAX (small, 0.002) * 40);
}
