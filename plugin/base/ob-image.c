#include "base/ob-image.h"
#include "base/ob-hash.h"
#include "base/ob-limits.h"
#include "ob-cache-stamp.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAGIC "OBELUS\x1a\n"
#define FORMAT OB_CACHE_STAMP    /* what was made by other code is not believed: see meson.build */
#define BYTE_ORDER_MARK 0x01020304u
#define ALIGNMENT 16

/* A file whose last change lies so near to the image's making may be changed again within one tick of its clock. */
#define CLOCK_TICK_NS (2 * G_GINT64_CONSTANT (1000000000))

typedef struct
{
  guint64 offset, size;         /* in bytes from the file's beginning */
} Extent;

typedef struct
{
  char     magic[8];
  guint32  format, byte_order;
  guint32  kind, n_sections;
  guint64  size;                /* of all */
  guint64  key;
  ObFileId source;
  gint64   made;                /* ns since 1970: when it was made, and the file's time of modification */
  guint64  checksum;            /* of all that follows the header */
  guint64  unused;              /* so that the sections begin aligned */
  Extent   sections[OB_MAX_SECTIONS];
  guint64  header_checksum;     /* of all before it */
} Header;

G_STATIC_ASSERT (sizeof (Header) % ALIGNMENT == 0);

struct ObImage
{
  gatomicrefcount ref_count;
  const guint8 *bytes;          /* begins with the Header */
  gsize         size;
  enum { STATIC, OWNED, MAPPED } storage;
};

/* --- the identity of files --- */

static gint64
to_ns (struct timespec time)
{
  return (gint64) time.tv_sec * 1000000000 + time.tv_nsec;
}

gboolean
ob_file_id_read (ObFileId *self, const char *path)
{
  struct stat st;
  if (stat (path, &st) != 0 || !S_ISREG (st.st_mode))
    return FALSE;
  *self = (ObFileId) { st.st_size, st.st_ino, st.st_dev, to_ns (st.st_mtim), to_ns (st.st_ctim) };
  return TRUE;
}

gboolean
ob_file_id_equal (const ObFileId *a, const ObFileId *b)
{
  return a->size == b->size && a->inode == b->inode && a->device == b->device && a->modified == b->modified &&
         a->changed == b->changed;
}

/* --- making and freeing --- */

static inline const Header *
get_header (const ObImage *self)
{
  return (const Header *) (gconstpointer) self->bytes;
}

static guint64
hash_header (const Header *header)
{
  return ob_hash_bytes (header, G_STRUCT_OFFSET (Header, header_checksum));
}

static ObImage *
image_new (const guint8 *bytes, gsize size, int storage)
{
  ObImage *self = g_new0 (ObImage, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->bytes = bytes;
  self->size = size;
  self->storage = storage;
  return self;
}

static gsize
align (gsize size)
{
  return (size + ALIGNMENT - 1) & ~(gsize) (ALIGNMENT - 1);
}

ObImage *
ob_image_new (guint32 kind, guint64 key, const ObFileId *source, const ObSection *sections, guint n)
{
  g_return_val_if_fail (n <= OB_MAX_SECTIONS, NULL);
  gsize size = sizeof (Header);
  for (guint i = 0; i < n; i++)
    size += align (sections[i].size);
  guint8 *bytes = g_malloc (size);
  Header *header = (Header *) (gpointer) bytes;
  memset (header, 0, sizeof *header);
  memcpy (header->magic, MAGIC, sizeof header->magic);
  header->format = FORMAT;
  header->byte_order = BYTE_ORDER_MARK;
  header->kind = kind;
  header->n_sections = n;
  header->size = size;
  header->key = key;
  if (source != NULL)
    header->source = *source;
  header->made = g_get_real_time () * 1000;
  gsize offset = sizeof (Header);
  for (guint i = 0; i < n; i++)
    {
      header->sections[i] = (Extent) { offset, sections[i].size };
      if (sections[i].size > 0)
        memcpy (bytes + offset, sections[i].data, sections[i].size);
      memset (bytes + offset + sections[i].size, 0, align (sections[i].size) - sections[i].size);
      offset += align (sections[i].size);
    }
  return image_new (bytes, size, OWNED);
}

ObImage *
ob_image_dup_with (const ObImage *self, const ObFileId *source)
{
  const Header *header = get_header (self);
  ObSection sections[OB_MAX_SECTIONS];
  for (guint i = 0; i < header->n_sections; i++)
    sections[i] = (ObSection) { self->bytes + header->sections[i].offset, header->sections[i].size };
  return ob_image_new (header->kind, header->key, source, sections, header->n_sections);
}

ObImage *
ob_image_ref (ObImage *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
ob_image_unref (ObImage *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  if (self->storage == OWNED)
    g_free ((gpointer) self->bytes);
  else if (self->storage == MAPPED)
    munmap ((gpointer) self->bytes, self->size);
  g_free (self);
}

/* --- checking --- */

/* What is wrong with the header of the @size bytes at @bytes, or NULL. Reads no section. */
static const char *
check_header (const guint8 *bytes, gsize size, guint32 kind, guint n)
{
  const Header *header = (const Header *) (gconstpointer) bytes;
  if (size < sizeof (Header) || memcmp (header->magic, MAGIC, sizeof header->magic) != 0)
    return "not a file of the cache";
  if (header->format != FORMAT || header->byte_order != BYTE_ORDER_MARK || header->kind != kind ||
      header->n_sections != n)
    return "of another version";
  if (header->size != size)
    return "cut short, or too long";
  if (header->header_checksum != hash_header (header))
    return "damaged in its header";
  for (guint i = 0; i < n; i++)
    {
      const Extent *extent = &header->sections[i];
      if (extent->offset < sizeof (Header) || extent->offset % ALIGNMENT != 0 || extent->offset > size ||
          extent->size > size - extent->offset)
        return "damaged: a section lies outside";
    }
  return NULL;
}

static const char *
check_sections (const guint8 *bytes, gsize size)
{
  const Header *header = (const Header *) (gconstpointer) bytes;
  return header->checksum == ob_hash_bytes (bytes + sizeof (Header), size - sizeof (Header)) ? NULL : "damaged";
}

ObImage *
ob_image_new_static (guint32 kind, guint n, gconstpointer bytes, gsize size, GError **error)
{
  const char *problem = (guintptr) bytes % ALIGNMENT != 0 ? "not aligned to 16 bytes" : NULL;
  if (problem == NULL)
    problem = check_header (bytes, size, kind, n);
  if (problem == NULL)
    problem = check_sections (bytes, size);
  if (problem == NULL)
    return image_new (bytes, size, STATIC);
  g_set_error (error, OB_ERROR, OB_ERROR_IO, "an image that is %s", problem);
  return NULL;
}

/* --- files --- */

static gboolean
set_io_error (GError **error, const char *path)
{
  int reason = errno;
  g_set_error (error, OB_ERROR, reason == ENOENT ? OB_ERROR_NOT_FOUND : OB_ERROR_IO, "%s: %s", path,
               g_strerror (reason));
  return FALSE;
}

/* What forbids to believe the file that @st describes, or NULL. */
static const char *
check_owner (const struct stat *st)
{
  if (!S_ISREG (st->st_mode))
    return "no regular file";
  if (st->st_uid != geteuid () && st->st_uid != 0)
    return "somebody else's";
  if ((st->st_mode & (S_IWGRP | S_IWOTH)) != 0)
    return "writable by others";
  if ((guint64) st->st_size < sizeof (Header) || (guint64) st->st_size > OB_MAX_IMAGE_BYTES)
    return "of a size that no image has";
  return NULL;
}

static ObImage *
map_file (int fd, const char *path, guint32 kind, guint n, GError **error)
{
  struct stat st;
  if (fstat (fd, &st) != 0)
    return set_io_error (error, path), NULL;
  const char *problem = check_owner (&st);
  if (problem == NULL)
    {
      gsize size = st.st_size;
      guint8 *bytes = mmap (NULL, size, PROT_READ, MAP_SHARED, fd, 0);
      if (bytes == MAP_FAILED)
        return set_io_error (error, path), NULL;
      g_autoptr (ObImage) self = image_new (bytes, size, MAPPED);
      problem = check_header (bytes, size, kind, n);
      gboolean is_untouched = size > OB_IMAGE_TRUSTED_BYTES && problem == NULL &&
                              to_ns (st.st_mtim) == get_header (self)->made;
      if (problem == NULL && !is_untouched)
        problem = check_sections (bytes, size);
      if (problem == NULL)
        return g_steal_pointer (&self);
    }
  g_set_error (error, OB_ERROR, OB_ERROR_IO, "%s: %s", path, problem);
  return NULL;
}

ObImage *
ob_image_map (const char *path, guint32 kind, guint n, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);      /* a FIFO must not make us wait */
  if (fd < 0)
    return set_io_error (error, path), NULL;
  ObImage *self = map_file (fd, path, kind, n, error);
  close (fd);
  return self;
}

static gboolean
write_all (int fd, gconstpointer bytes, gsize size)
{
  const guint8 *p = bytes;
  while (size > 0)
    {
      gssize n = write (fd, p, size);
      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      p += n;
      size -= n;
    }
  return TRUE;
}

/* The time of modification is set last, so that it tells whether anybody wrote after us. */
static gboolean
write_image (const ObImage *self, int fd)
{
  Header header = *get_header (self);
  header.checksum = ob_hash_bytes (self->bytes + sizeof header, self->size - sizeof header);
  header.header_checksum = hash_header (&header);
  struct timespec made = { header.made / 1000000000, header.made % 1000000000 }, times[2] = { made, made };
  return write_all (fd, &header, sizeof header) &&
         write_all (fd, self->bytes + sizeof header, self->size - sizeof header) && futimens (fd, times) == 0 &&
         (self->size <= OB_IMAGE_TRUSTED_BYTES || fsync (fd) == 0);
}

gboolean
ob_image_write (const ObImage *self, const char *path, GError **error)
{
  g_autofree char *temporary = g_strconcat (path, ".XXXXXX", NULL);
  int fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0)
    return set_io_error (error, path);
  gboolean is_written = write_image (self, fd);
  int reason = errno;
  close (fd);
  if (is_written && g_rename (temporary, path) == 0)
    return TRUE;
  errno = is_written ? errno : reason;
  set_io_error (error, path);
  g_unlink (temporary);
  return FALSE;
}

/* --- reading --- */

guint64
ob_image_get_key (const ObImage *self)
{
  return get_header (self)->key;
}

gconstpointer
ob_image_get_section (const ObImage *self, guint i, gsize *ret_size)
{
  const Extent *extent = &get_header (self)->sections[i];
  *ret_size = extent->size;
  return self->bytes + extent->offset;
}

gsize
ob_image_get_bytes (const ObImage *self)
{
  return self->size;
}

gboolean
ob_image_is_made_from (const ObImage *self, const ObFileId *source)
{
  const Header *header = get_header (self);
  return ob_file_id_equal (&header->source, source) &&
         MAX (source->modified, source->changed) < header->made - CLOCK_TICK_NS;
}

/* --- the cache --- */

char *
ob_cache_dup_folder (void)
{
  const char *folder = g_getenv ("OBELUS_CACHE");
  if (folder == NULL)
    return g_build_filename (g_get_user_cache_dir (), "obelus", NULL);
  return *folder == '\0' || strcmp (folder, "off") == 0 ? NULL : g_strdup (folder);
}

ObImage *
ob_cache_find (const char *name, guint32 kind, guint n)
{
  g_autofree char *folder = ob_cache_dup_folder ();
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;
  return path != NULL ? ob_image_map (path, kind, n, NULL) : NULL;
}

void
ob_cache_keep (const char *name, const ObImage *image)
{
  g_autofree char *folder = ob_cache_dup_folder ();
  if (folder == NULL || g_mkdir_with_parents (folder, 0700) != 0)
    return;
  g_autofree char *path = g_build_filename (folder, name, NULL);
  ob_image_write (image, path, NULL);
}
