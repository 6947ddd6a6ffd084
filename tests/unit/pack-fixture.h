/* pack-fixture.h: packs written into a directory of their own, which goes away with the case. */
#pragma once
#include "pack/ob-loader.h"
#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char     *root;               /* where packs are looked for */
  ObLoaded *loaded;
  ObDiags  *diags;
} Case;

static inline void
case_write (Case *self, const char *relative, const char *text)
{
  g_autofree char *path = g_build_filename (self->root, relative, NULL), *directory = g_path_get_dirname (path);
  g_assert_cmpint (g_mkdir_with_parents (directory, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static inline Case *
case_new (void)
{
  Case *self = g_new0 (Case, 1);
  g_autofree char *base = g_dir_make_tmp ("obelus-XXXXXX", NULL);
  self->root = g_build_filename (base, "packs", NULL);
  self->diags = ob_diags_new ();
  g_assert_cmpint (g_mkdir_with_parents (self->root, 0700), ==, 0);
  g_setenv ("OBELUS_PATH", self->root, TRUE);
  return self;
}

static inline void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      remove_tree (child);
    }
  g_remove (path);
}

static inline void
case_free (Case *self)
{
  g_autofree char *base = g_path_get_dirname (self->root);
  remove_tree (base);
  ob_loaded_free (self->loaded);
  ob_diags_free (self->diags);
  g_free (self->root);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Case, case_free)

/* A pack "name" with one rule file. */
static inline void
case_write_pack (Case *self, const char *name, const char *more, const char *rules)
{
  g_autofree char *manifest = g_strdup_printf ("format = 1\nname = \"%s\"\nversion = \"1.2.0\"\n%s\n"
                                               "rules = { \"rules/all.lua\" }\n", name, more);
  g_autofree char *manifest_path = g_build_filename (name, "pack.lua", NULL);
  g_autofree char *rules_path = g_build_filename (name, "rules", "all.lua", NULL);
  case_write (self, manifest_path, manifest);
  case_write (self, rules_path, rules);
}

static inline void
case_load (Case *self, const char *name)
{
  const char *const names[] = { name, NULL };
  self->loaded = ob_loader_load (names, self->diags);
}

/* Loads a pack "one.en" of those rules. */
static inline Case *
load_rules (const char *rules)
{
  Case *self = case_new ();
  case_write_pack (self, "one.en", "", rules);
  case_load (self, "one.en");
  return self;
}

static inline void
assert_no_errors (Case *self)
{
  g_autofree char *text = ob_diags_dup_text (self->diags, FALSE);
  if (ob_diags_count (self->diags, OB_SEVERITY_ERROR) > 0)
    g_error ("%s", text);
  g_assert_nonnull (self->loaded->ruleset);
}
