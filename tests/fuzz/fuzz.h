/* fuzz.h: what the fuzz targets share. A target is one file with LLVMFuzzerTestOneInput, which gets any bytes and must
 * survive them; what must hold beyond that it asserts. See run for how to run them, replay.c for how the seeds run. */
#pragma once
#include <glib.h>
#include <glib/gstdio.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* A directory of this process, for what can only be given as a file; it goes away at the end. */
static inline void
fuzz_remove_directory (void)
{
  const char *directory = g_getenv ("OBELUS_FUZZ_DIRECTORY");
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);
      g_unlink (path);
    }
  g_rmdir (directory);
}

static inline const char *
fuzz_get_directory (void)
{
  static char *directory;
  if (directory == NULL)
    {
      directory = g_dir_make_tmp ("obelus-fuzz-XXXXXX", NULL);
      g_assert_nonnull (directory);
      g_setenv ("OBELUS_FUZZ_DIRECTORY", directory, TRUE);
      atexit (fuzz_remove_directory);
    }
  return directory;
}

/* Writes @data into the file @name of that directory; its path is to be freed. */
static inline char *
fuzz_write_file (const char *name, const uint8_t *data, size_t size)
{
  char *path = g_build_filename (fuzz_get_directory (), name, NULL);
  int fd = g_open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  g_assert_true (fd >= 0 && write (fd, data, size) == (gssize) size);
  close (fd);
  return path;
}

/* The part of the input up to the next NUL, as a new string; *data and *size go past it. */
static inline char *
fuzz_take_string (const uint8_t **data, size_t *size)
{
  size_t length = strnlen ((const char *) *data, *size);
  char *text = g_strndup ((const char *) *data, length);
  size_t taken = MIN (length + 1, *size);
  *data += taken;
  *size -= taken;
  return text;
}
