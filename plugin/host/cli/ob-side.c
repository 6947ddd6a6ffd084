#include "host/cli/ob-side.h"
#include "base/ob-limits.h"
#include "io/ob-input.h"
#include "io/ob-json.h"
#include "io/ob-record.h"
#include "io/ob-run-cache.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

struct ObSide
{
  ObLoaded   *loaded;           /* of packs */
  ObRunCache *cache;            /* NULL: none */

  char       *path;             /* of a saved run */
  GPtrArray  *heads;            /* of char *, owned */
  GHashTable *records;          /* head (borrowed from heads) → line, owned */
};

/* ---- Saved runs ---- */

static gboolean
read_lines (ObSide *self, int fd, GError **error)
{
  static const char *const names[] = { "id", "line", NULL };
  g_autoptr (ObLines) lines = ob_lines_new (fd, OB_MAX_LINE_BYTES);
  for (guint64 number = 1;; number++)
    {
      const char *line;
      gsize length;
      ObLineStatus status = ob_lines_next (lines, &line, &length, error);
      if (status == OB_LINE_END)
        return TRUE;
      if (status == OB_LINE_FAILED)
        return FALSE;
      ObJsonSlice ids[2] = { { NULL, 0 } };
      if (status == OB_LINE_TOO_LONG || !ob_json_find_members (line, length, names, ids, error))
        {
          g_prefix_error (error, "line %" G_GUINT64_FORMAT ": ", number);
          if (error != NULL && *error == NULL)
            g_set_error (error, OB_ERROR, OB_ERROR_TOO_LONG, "line %" G_GUINT64_FORMAT " is too long", number);
          return FALSE;
        }
      GString *head = g_string_new (ids[0].start != NULL ? "\"id\":" : "\"line\":");
      if (ids[0].start != NULL)
        ob_json_append_slice (head, ids[0], FALSE);
      else if (ids[1].start != NULL)
        ob_json_append_slice (head, ids[1], FALSE);
      else
        ob_json_append_number (head, number);
      g_ptr_array_add (self->heads, g_string_free (head, FALSE));
      const char *key = g_ptr_array_index (self->heads, self->heads->len - 1);
      if (g_hash_table_contains (self->records, key))
        {
          g_set_error (error, OB_ERROR, OB_ERROR_BAD_JSON, "line %" G_GUINT64_FORMAT ": a second document with %s",
                       number,
                       key);
          return FALSE;
        }
      g_hash_table_insert (self->records, (gpointer) key, g_bytes_new (line, length));
    }
}

static ObSide *
open_saved (const char *verb, const char *path, int *ret_exit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObSide) self = g_new0 (ObSide, 1);
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  self->path = g_strdup (path);
  self->heads = g_ptr_array_new_with_free_func (g_free);
  self->records = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_bytes_unref);
  gboolean is_read = fd >= 0 && read_lines (self, fd, &error);
  if (!is_read)
    {
      ob_cli_complain ("%s: %s: %s", verb, path, fd < 0 ? g_strerror (errno) : error->message);
      *ret_exit = OB_EXIT_UNREADABLE;
    }
  if (fd >= 0)
    close (fd);
  return is_read ? g_steal_pointer (&self) : NULL;
}

/* ---- Packs ---- */

/* The sum of this very program, which results depend on as they do on the packs. */
static char *
dup_program_digest (void)
{
  g_autoptr (GMappedFile) program = g_mapped_file_new ("/proc/self/exe", FALSE, NULL);
  if (program == NULL)
    return NULL;
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) g_mapped_file_get_contents (program),
                                      g_mapped_file_get_length (program));
}

static ObRunCache *
open_cache (const ObLoaded *loaded)
{
  g_autofree char *program = dup_program_digest ();
  g_autofree char *packs = ob_loaded_dup_digest (loaded);
  if (program == NULL)
    return NULL;
  g_autofree char *both = g_strconcat (program, packs, NULL);
  g_autofree char *key = g_compute_checksum_for_string (G_CHECKSUM_SHA256, both, -1);
  return ob_run_cache_open (key);
}

static ObSide *
open_packs (const char *reference, char **beside, gboolean uses_cache, int *ret_exit)
{
  g_auto (GStrv) names = g_strsplit (reference, ",", -1);
  g_autoptr (GPtrArray) packs = g_ptr_array_new ();
  for (char **name = beside; name != NULL && *name != NULL; name++)
    g_ptr_array_add (packs, *name);
  for (char **name = names; *name != NULL; name++)
    g_ptr_array_add (packs, *name);
  g_ptr_array_add (packs, NULL);
  ObLoaded *loaded = ob_corpus_load_packs ((char **) packs->pdata, ret_exit);
  if (loaded == NULL)
    return NULL;
  ObSide *self = g_new0 (ObSide, 1);
  self->loaded = loaded;
  self->cache = uses_cache ? open_cache (loaded) : NULL;
  return self;
}

ObSide *
ob_side_open (const char *verb, const char *reference, char **beside, gboolean uses_cache, int *ret_exit)
{
  return g_str_has_suffix (reference, ".jsonl") ? open_saved (verb, reference, ret_exit)
                                                : open_packs (reference, beside, uses_cache, ret_exit);
}

void
ob_side_close (ObSide *self)
{
  g_autoptr (GError) error = NULL;
  if (self == NULL)
    return;
  if (self->cache != NULL && !ob_run_cache_close (self->cache, &error))
    ob_cli_complain ("what was found is not kept for the next time: %s", error->message);
  ob_loaded_free (self->loaded);
  g_free (self->path);
  g_clear_pointer (&self->records, g_hash_table_unref);
  g_clear_pointer (&self->heads, g_ptr_array_unref);
  g_free (self);
}

char *
ob_side_dup_name (const ObSide *self)
{
  GString *name = g_string_new (self->path);
  for (guint i = 0; self->loaded != NULL && i < self->loaded->packs->len; i++)
    {
      const ObPack *pack = g_ptr_array_index (self->loaded->packs, i);
      g_string_append_printf (name, "%s%s %s", i > 0 ? ", " : "", ob_pack_get_name (pack), ob_pack_get_version (pack));
    }
  return g_string_free (name, FALSE);
}

gboolean
ob_side_is_saved (const ObSide *self)
{
  return self->loaded == NULL;
}

const GPtrArray *
ob_side_get_heads (const ObSide *self)
{
  return self->heads;
}

ObSession *
ob_side_open_session (const ObSide *self)
{
  g_autoptr (GError) error = NULL;
  ObSession *session = self->loaded != NULL ? ob_session_new (self->loaded->ruleset, &error) : NULL;
  if (error != NULL)
    ob_cli_complain ("%s", error->message);
  return session;
}

/* ---- Finding ---- */

static ObFindings *
find_saved (const ObSide *self, const ObCorpusDoc *doc, GError **error)
{
  GBytes *line = g_hash_table_lookup (self->records, doc->head);
  gsize length;
  if (line == NULL)
    {
      g_set_error (error, OB_ERROR, OB_ERROR_NOT_FOUND, "not in %s", self->path);
      return NULL;
    }
  const char *bytes = g_bytes_get_data (line, &length);
  g_autoptr (ObFindings) findings = ob_findings_parse (bytes, length, error);
  if (findings == NULL || doc->text == NULL)
    return g_steal_pointer (&findings);
  g_autoptr (ObText) text = ob_text_new (doc->text, doc->length, error);
  if (text == NULL)
    return NULL;
  if (!ob_findings_convert (findings, text))
    {
      g_set_error (error, OB_ERROR, OB_ERROR_USAGE, "what %s says of it is of another text", self->path);
      return NULL;
    }
  return g_steal_pointer (&findings);
}

ObFindings *
ob_side_find (const ObSide *self, ObSession *session, const ObCorpusDoc *doc, GString **ret_fresh, GError **error)
{
  *ret_fresh = NULL;
  if (self->loaded == NULL)
    return find_saved (self, doc, error);
  g_autofree char *key = ob_run_cache_dup_key (doc->text, doc->length, doc->date);
  gsize length;
  const char *kept = self->cache != NULL ? ob_run_cache_find (self->cache, key, &length) : NULL;
  ObFindings *findings = kept != NULL ? ob_findings_parse (kept, length, NULL) : NULL;
  if (findings != NULL)
    return findings;
  g_autoptr (ObTagged) tagged = ob_tagged_new (session, doc->text, doc->length, doc->name, doc->date, error);
  if (tagged == NULL)
    return NULL;
  g_autoptr (GString) fresh = g_string_new (NULL);
  ob_findings_append (fresh, tagged);
  findings = ob_findings_parse (fresh->str, fresh->len, error);
  if (findings != NULL && self->cache != NULL)
    *ret_fresh = g_steal_pointer (&fresh);
  return findings;
}

void
ob_side_keep (ObSide *self, const ObCorpusDoc *doc, const GString *fresh)
{
  g_autofree char *key = ob_run_cache_dup_key (doc->text, doc->length, doc->date);
  ob_run_cache_add (self->cache, key, fresh->str, fresh->len);
}
