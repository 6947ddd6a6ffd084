#include "pack/ob-lock.h"
#include "pack/ob-digest.h"
#include <string.h>

const char ob_lock_header[] = "# The packs of this project, as obelus pack lock found them. Loading others is an error;\n"
                              "# run obelus pack lock again to accept what is installed now.\n";

struct ObLock
{
  char      *path;
  GPtrArray *entries;           /* of ObLockEntry, owned */
};

static void
entry_free (gpointer data)
{
  ObLockEntry *entry = data;
  g_free (entry->name);
  g_free (entry->version);
  g_free (entry->digest);
  g_free (entry);
}

static gboolean
is_digest (const char *text)
{
  return strlen (text) == 64 && strspn (text, "0123456789abcdef") == 64;
}

static void
read_line (ObLock *self, const char *line, guint number, ObDiags *diags)
{
  static const char prefix[] = "sha256:";
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  ObPlace place = { .file = self->path, .line = number };
  if (g_strv_length (words) != 3 || !g_str_has_prefix (words[2], prefix) || !is_digest (words[2] + strlen (prefix)))
    {
      ob_diags_add (diags, OB_SEVERITY_ERROR, "OB415", &place,
                    "a line is \"NAME VERSION sha256:DIGEST\"; obelus pack lock writes the file anew");
      return;
    }
  if (ob_lock_find (self, words[0]) != NULL)
    {
      ob_diags_add (diags, OB_SEVERITY_ERROR, "OB415", &place, "%s is recorded twice", words[0]);
      return;
    }
  ObLockEntry *entry = g_new0 (ObLockEntry, 1);
  entry->name = g_strdup (words[0]);
  entry->version = g_strdup (words[1]);
  entry->digest = g_strdup (words[2] + strlen (prefix));
  entry->line = number;
  g_ptr_array_add (self->entries, entry);
}

ObLock *
ob_lock_read (const char *path, ObDiags *diags)
{
  ObLock *self = g_new0 (ObLock, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;
  ObPlace place = { .file = path };
  self->path = g_strdup (path);
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  if (!g_file_get_contents (path, &text, &length, &error))
    ob_diags_add (diags, OB_SEVERITY_ERROR, "OB415", &place, "%s", error->message);
  else if (!g_utf8_validate (text, (gssize) length, NULL))
    ob_diags_add (diags, OB_SEVERITY_ERROR, "OB415", &place, "the file is not UTF-8");
  else
    {
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
      for (guint i = 0; lines[i] != NULL; i++)
        if (g_strchomp (lines[i])[0] != '\0' && lines[i][0] != '#')
          read_line (self, lines[i], i + 1, diags);
    }
  return self;
}

void
ob_lock_free (ObLock *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->entries);
  g_free (self->path);
  g_free (self);
}

const char *
ob_lock_get_path (const ObLock *self)
{
  return self->path;
}

guint
ob_lock_size (const ObLock *self)
{
  return self->entries->len;
}

const ObLockEntry *
ob_lock_get (const ObLock *self, guint i)
{
  return g_ptr_array_index (self->entries, i);
}

const ObLockEntry *
ob_lock_find (const ObLock *self, const char *name)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (strcmp (ob_lock_get (self, i)->name, name) == 0)
      return ob_lock_get (self, i);
  return NULL;
}

void
ob_lock_check (const ObLock *self, const char *name, const char *version, const char *directory, ObDiags *diags)
{
  const ObLockEntry *entry = ob_lock_find (self, name);
  ObPlace place = { .file = self->path, .line = entry != NULL ? entry->line : 0 };
  g_autoptr (GError) error = NULL;
  if (entry == NULL)
    {
      ob_diags_add (diags, OB_SEVERITY_WARNING, "OB413", &place, "%s %s (%s) is not recorded; obelus pack lock records it",
                    name, version, directory);
      return;
    }
  g_autofree char *digest = ob_digest_dup (directory, &error);
  if (digest == NULL)
    ob_diags_add (diags, OB_SEVERITY_ERROR, "OB412", &place, "%s: %s", directory, error->message);
  else if (strcmp (entry->version, version) != 0)
    ob_diags_add (diags, OB_SEVERITY_ERROR, "OB412", &place, "%s %s is recorded; %s has %s. Install the former, or accept "
                  "the latter with obelus pack lock", name, entry->version, directory, version);
  else if (strcmp (entry->digest, digest) != 0)
    ob_diags_add (diags, OB_SEVERITY_ERROR, "OB412", &place, "%s %s in %s is not the one recorded: its files have changed. "
                  "Install it anew, or accept it with obelus pack lock", name, version, directory);
}

gboolean
ob_lock_append (GString *text, const char *name, const char *version, const char *directory, GError **error)
{
  g_autofree char *digest = ob_digest_dup (directory, error);
  if (digest != NULL)
    g_string_append_printf (text, "%s %s sha256:%s\n", name, version, digest);
  return digest != NULL;
}
