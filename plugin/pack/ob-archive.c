#include "pack/ob-archive.h"
#include "base/ob-library.h"
#include "base/ob-limits.h"
#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>

#define BLOCK_BYTES 65536

/* What is used of libarchive. The library is loaded at the first call and stays, as libraries do. */
#define FUNCTIONS(X) \
  X (archive_read_new) X (archive_read_support_filter_all) X (archive_read_support_format_tar) \
  X (archive_read_support_format_zip) X (archive_read_open_filename) X (archive_read_next_header) \
  X (archive_read_data) X (archive_read_free) X (archive_write_new) X (archive_write_add_filter_gzip) \
  X (archive_write_set_filter_option) X (archive_write_set_format_ustar) X (archive_write_open_filename) \
  X (archive_write_header) X (archive_write_data) X (archive_write_close) X (archive_write_free) \
  X (archive_error_string) X (archive_entry_new) X (archive_entry_free) X (archive_entry_pathname) \
  X (archive_entry_filetype) X (archive_entry_hardlink) X (archive_entry_set_pathname) X (archive_entry_set_size) \
  X (archive_entry_set_filetype) X (archive_entry_set_perm)

typedef struct                  /* pointers to functions alone, as ob_library_load fills them */
{
#define DECLARE(name) __typeof__ (name) *name;
  FUNCTIONS (DECLARE)
} Library;

static gboolean
load_library (Library *library, GError **error)
{
#define NAME(name) #name,
  static const char *const names[] = { FUNCTIONS (NAME) NULL };
  return ob_library_load ("libarchive.so.13", "libarchive13", "archives", names, (gpointer *) library, error);
}

/* --- reading --- */

typedef struct
{
  const Library  *library;
  struct archive *archive;
  const char     *path;         /* of the archive, for messages */
  const char     *directory;
  guint           n_files;
  gsize           n_bytes;
} Extraction;

static gboolean
refuse (const Extraction *self, ObError code, GError **error, const char *name, const char *why)
{
  g_set_error (error, OB_ERROR, code, "%s: %s%s%s", self->path, name, name[0] != '\0' ? ": " : "", why);
  return FALSE;
}

/* Hidden files are of version control, and no part of a pack (see ob-digest.h). */
static gboolean
is_hidden (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "/", -1);
  for (char **part = parts; *part != NULL; part++)
    if ((*part)[0] == '.' && (*part)[1] != '\0')
      return TRUE;
  return FALSE;
}

static gboolean
is_safe (const char *name)
{
  if (name[0] == '\0' || name[0] == '/' || strchr (name, '\\') != NULL || !g_utf8_validate (name, -1, NULL))
    return FALSE;
  g_auto (GStrv) parts = g_strsplit (name, "/", -1);
  for (char **part = parts; *part != NULL; part++)
    if (strcmp (*part, "..") == 0)
      return FALSE;
  return TRUE;
}

static gboolean
write_contents (Extraction *self, const char *name, const char *target, GError **error)
{
  g_autofree char *block = g_malloc (BLOCK_BYTES);
  FILE *file = g_fopen (target, "wbx");         /* "x": two entries of one name are a trick */
  if (file == NULL)
    return refuse (self, OB_ERROR_IO, error, name, "cannot be written, or stands in the archive twice");
  la_ssize_t n;
  gboolean is_written = TRUE;
  while (is_written && (n = self->library->archive_read_data (self->archive, block, BLOCK_BYTES)) > 0)
    {
      self->n_bytes += (gsize) n;
      is_written = self->n_bytes <= OB_MAX_PACK_BYTES && fwrite (block, 1, (gsize) n, file) == (gsize) n;
    }
  if (fclose (file) != 0 || !is_written)
    return refuse (self, self->n_bytes > OB_MAX_PACK_BYTES ? OB_ERROR_TOO_LONG : OB_ERROR_IO, error, name,
                   self->n_bytes > OB_MAX_PACK_BYTES ? "the files are larger than a pack may be" : "cannot be written");
  return n == 0 || refuse (self, OB_ERROR_IO, error, name, self->library->archive_error_string (self->archive));
}

static gboolean
extract_entry (Extraction *self, struct archive_entry *entry, GError **error)
{
  const Library *library = self->library;
  const char *name = library->archive_entry_pathname (entry);
  if (name == NULL || !is_safe (name))
    return refuse (self, OB_ERROR_PACK, error, name != NULL && g_utf8_validate (name, -1, NULL) ? name : "an entry",
                   "a path that would lead out of the pack");
  if (library->archive_entry_filetype (entry) == AE_IFDIR || is_hidden (name))
    return TRUE;                                /* a directory is made when a file needs it */
  if (library->archive_entry_filetype (entry) != AE_IFREG || library->archive_entry_hardlink (entry) != NULL)
    return refuse (self, OB_ERROR_PACK, error, name, "no plain file; a pack holds files and directories only");
  if (++self->n_files > OB_MAX_PACK_FILES)
    return refuse (self, OB_ERROR_TOO_LONG, error, "", "more files than a pack may have");
  g_autofree char *target = g_build_filename (self->directory, name, NULL), *parent = g_path_get_dirname (target);
  if (g_mkdir_with_parents (parent, 0755) != 0)
    return refuse (self, OB_ERROR_IO, error, name, "its directory cannot be made");
  return write_contents (self, name, target, error);
}

/* Moves what stands in the one directory of @directory up, if there is nothing else. */
static gboolean
strip_prefix (const char *directory, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, error);
  const char *only = dir != NULL ? g_dir_read_name (dir) : NULL;
  if (only == NULL || g_dir_read_name (dir) != NULL)
    return dir != NULL;
  g_autofree char *inner = g_build_filename (directory, only, NULL), *spare = g_strconcat (directory, ".inner", NULL);
  if (!g_file_test (inner, G_FILE_TEST_IS_DIR))
    return TRUE;
  if (g_rename (inner, spare) == 0 && g_rmdir (directory) == 0 && g_rename (spare, directory) == 0)
    return TRUE;
  g_set_error (error, OB_ERROR, OB_ERROR_IO, "%s cannot be moved", inner);
  return FALSE;
}

gboolean
ob_archive_extract (const char *path, const char *directory, GError **error)
{
  Library library;
  struct archive_entry *entry;
  if (!load_library (&library, error))
    return FALSE;
  Extraction self = { &library, library.archive_read_new (), path, directory, 0, 0 };
  library.archive_read_support_filter_all (self.archive);
  library.archive_read_support_format_tar (self.archive);
  library.archive_read_support_format_zip (self.archive);
  gboolean is_good = library.archive_read_open_filename (self.archive, path, BLOCK_BYTES) == ARCHIVE_OK;
  int status = ARCHIVE_EOF;
  if (!is_good)
    refuse (&self, OB_ERROR_IO, error, "", "no archive (tar or zip) that can be read");
  while (is_good && (status = library.archive_read_next_header (self.archive, &entry)) == ARCHIVE_OK)
    is_good = extract_entry (&self, entry, error);
  if (is_good && status != ARCHIVE_EOF)
    is_good = refuse (&self, OB_ERROR_IO, error, "", library.archive_error_string (self.archive));
  if (is_good && self.n_files == 0)
    is_good = refuse (&self, OB_ERROR_PACK, error, "", "there is no file in it");
  library.archive_read_free (self.archive);
  return is_good && strip_prefix (directory, error);
}

/* --- writing --- */

static gboolean
add_file (const Library *library, struct archive *archive, const char *name, const char *path, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  if (file == NULL)
    return FALSE;
  gsize length = g_mapped_file_get_length (file);
  struct archive_entry *entry = library->archive_entry_new ();  /* without owner and time: the same bytes everywhere */
  library->archive_entry_set_pathname (entry, name);
  library->archive_entry_set_size (entry, (la_int64_t) length);
  library->archive_entry_set_filetype (entry, AE_IFREG);
  library->archive_entry_set_perm (entry, 0644);
  gboolean is_written = library->archive_write_header (archive, entry) == ARCHIVE_OK
    && (length == 0
        || library->archive_write_data (archive, g_mapped_file_get_contents (file), length) == (la_ssize_t) length);
  library->archive_entry_free (entry);
  if (!is_written)
    g_set_error (error, OB_ERROR, OB_ERROR_IO, "%s: %s", name, library->archive_error_string (archive));
  return is_written;
}

gboolean
ob_archive_create (const char *path, const char *prefix, const char *directory, const GPtrArray *files, GError **error)
{
  Library library;
  if (!load_library (&library, error))
    return FALSE;
  struct archive *archive = library.archive_write_new ();
  library.archive_write_add_filter_gzip (archive);
  library.archive_write_set_filter_option (archive, "gzip", "timestamp", NULL);
  library.archive_write_set_format_ustar (archive);
  gboolean is_good = library.archive_write_open_filename (archive, path) == ARCHIVE_OK;
  if (!is_good)
    g_set_error (error, OB_ERROR, OB_ERROR_IO, "%s: %s", path, library.archive_error_string (archive));
  for (guint i = 0; is_good && i < files->len; i++)
    {
      const char *relative = g_ptr_array_index (files, i);
      g_autofree char *name = g_build_filename (prefix, relative, NULL);
      g_autofree char *source = g_build_filename (directory, relative, NULL);
      is_good = add_file (&library, archive, name, source, error);
    }
  if (is_good && library.archive_write_close (archive) != ARCHIVE_OK)
    {
      g_set_error (error, OB_ERROR, OB_ERROR_IO, "%s: %s", path, library.archive_error_string (archive));
      is_good = FALSE;
    }
  library.archive_write_free (archive);
  if (!is_good)
    g_unlink (path);
  return is_good;
}
