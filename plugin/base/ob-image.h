/* ob-image.h: tables in one piece of bytes, made once, kept in a file, and mapped by every process that needs them.
 *
 * An image is a header and numbered sections. What it is made from is told by a key (a hash), and, when that is a file,
 * by the file's identity, so that an image that is out of date is known without reading the file again.
 *
 * A file is believed only after these checks: it is a regular file of this user (or root) that nobody else may write;
 * its header is whole, of this kind and this machine's byte order; every section lies inside; the checksum over all
 * sections is right. One check is cheaper for images above OB_IMAGE_TRUSTED_BYTES, whose sections are not all read
 * again at every start: they are written through to the disk, and believed while the file's time of modification is
 * the one that its writer set and noted in the header. Even so nobody may rely on what sections hold: readers check
 * every offset when they use it, so that bytes forged with a good checksum give wrong answers at worst.
 *
 * The cache is a folder of such files: $OBELUS_CACHE, or obelus in $XDG_CACHE_HOME (~/.cache); OBELUS_CACHE=off (or
 * empty) turns it off. Files are written beside their place and renamed into it, never changed, so that any number of
 * processes may read and write at once; whoever comes last wins. A cache that cannot be read or written costs time, and
 * nothing else: what it would have held is made anew. It may be deleted at any time. */
#pragma once
#include "base/ob-error.h"

typedef struct ObImage ObImage; /* immutable, reference-counted, thread-safe */

#define OB_MAX_SECTIONS 16

typedef struct
{
  gconstpointer data;
  gsize         size;           /* bytes */
} ObSection;

/* What tells one state of a file from another; all 0: no file. Times are nanoseconds since 1970. */
typedef struct
{
  guint64 size, inode, device;
  gint64  modified, changed;
} ObFileId;

gboolean ob_file_id_read  (ObFileId *self, const char *path);           /* FALSE when there is no such file */
gboolean ob_file_id_equal (const ObFileId *a, const ObFileId *b);

/* Copies the sections; each begins at a multiple of 16 bytes. @kind is a number of the caller's, which changes with the
 * layout of its sections. @source may be NULL. */
ObImage *ob_image_new        (guint32 kind, guint64 key, const ObFileId *source, const ObSection *sections, guint n);
/* An image in memory that somebody else keeps, fully checked: what a file holds, for tests. */
ObImage *ob_image_new_static (guint32 kind, guint n, gconstpointer bytes, gsize size, GError **error);
/* A copy that tells of another @source. */
ObImage *ob_image_dup_with   (const ObImage *self, const ObFileId *source);
ObImage *ob_image_ref        (ObImage *self);
void     ob_image_unref      (ObImage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObImage, ob_image_unref)

/* Maps the file at @path. Fails (OB_ERROR_NOT_FOUND, OB_ERROR_IO) when there is none, or one that cannot be believed;
 * the message says why. */
ObImage *ob_image_map   (const char *path, guint32 kind, guint n, GError **error);
gboolean ob_image_write (const ObImage *self, const char *path, GError **error);

guint64       ob_image_get_key     (const ObImage *self);
gconstpointer ob_image_get_section (const ObImage *self, guint i, gsize *ret_size);
gsize         ob_image_get_bytes   (const ObImage *self);               /* memory held or mapped */
/* TRUE when the image was made from the file in the very state @source, and long enough after its last change that a
 * later one cannot have the same time. */
gboolean      ob_image_is_made_from (const ObImage *self, const ObFileId *source);

/* The folder of the cache as a new string, or NULL when it is turned off. */
char    *ob_cache_dup_folder (void);
/* The image called @name, or NULL when the cache holds none that can be believed. */
ObImage *ob_cache_find (const char *name, guint32 kind, guint n);
/* Puts @image into the cache, if that can be done. */
void     ob_cache_keep (const char *name, const ObImage *image);
