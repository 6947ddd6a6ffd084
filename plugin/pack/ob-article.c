#include "pack/ob-article.h"
#include "base/ob-error.h"
#include "pack/ob-pack.h"
#include "pack/ob-paths.h"
#include <string.h>

#define MAX_REPORTS 20          /* lines of one report */

typedef struct
{
  char   *bytes;                /* of the file, owned */
  char   *date;                 /* or NULL */
  GStrv   types;                /* or NULL */
  guint   first_line;           /* of the text, from 1 */
  char   *text;                 /* without markup */
  GArray *spans;                /* of ObMarkedSpan */
  ObDoc  *doc;
  ObResult *result;
} Article;

static void
article_free (Article *self)
{
  if (self == NULL)
    return;
  g_free (self->bytes);
  g_free (self->date);
  g_strfreev (self->types);
  g_free (self->text);
  g_clear_pointer (&self->spans, g_array_unref);
  ob_result_free (self->result);
  ob_doc_free (self->doc);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Article, article_free)

const GPtrArray *
ob_pack_get_tests (const ObPack *self)
{
  return self->manifest->tests;
}

const GPtrArray *
ob_pack_get_quiet (const ObPack *self)
{
  return self->manifest->quiet;
}

/* --- reading --- */

/* Reads the "-- name: value" lines; returns where the text begins. NULL with @error for a name that is none. */
static const char *
read_head (Article *self, const char *p, GError **error)
{
  self->first_line = 1;
  while (g_str_has_prefix (p, "-- "))
    {
      gsize length = strcspn (p, "\n");
      g_autofree char *line = g_strndup (p + 3, length - 3);
      char *colon = strchr (line, ':');
      const char *value = colon != NULL ? g_strstrip (colon + 1) : "";
      if (colon != NULL)
        *colon = '\0';
      if (strcmp (line, "date") == 0 && ob_date_is_valid (value))
        g_free (self->date), self->date = g_strdup (value);
      else if (strcmp (line, "types") == 0)
        g_strfreev (self->types), self->types = g_strsplit_set (value, ", ", -1);
      else
        {
          g_set_error (error, OB_ERROR, OB_ERROR_USAGE, "line %u: \"-- %s\" is neither a date nor types",
                       self->first_line, line);
          return NULL;
        }
      p += length;
      if (*p == '\n')
        p++;
      self->first_line++;
    }
  return p;
}

static Article *
article_read (const ObPack *pack, const char *relative, ObSession *session, GError **error)
{
  g_autofree char *path = ob_paths_resolve (ob_pack_get_path (pack), relative, error), *message = NULL;
  g_autoptr (Article) self = g_new0 (Article, 1);
  gsize length, offset;
  if (path == NULL || !g_file_get_contents (path, &self->bytes, &length, error))
    return NULL;
  if (strlen (self->bytes) != length || !g_utf8_validate (self->bytes, (gssize) length, NULL))
    {
      g_set_error (error, OB_ERROR, OB_ERROR_BAD_UTF8, "not UTF-8 text");
      return NULL;
    }
  const char *begin = read_head (self, self->bytes, error);
  if (begin == NULL)
    return NULL;
  self->text = ob_markup_parse (begin, &self->spans, &message, &offset);
  if (self->text == NULL)
    {
      guint line = self->first_line;
      for (const char *p = begin; p < begin + offset; p++)
        line += *p == '\n';
      g_set_error (error, OB_ERROR, OB_ERROR_USAGE, "line %u: %s", line, message);
      return NULL;
    }
  ObText *text = ob_text_new (self->text, strlen (self->text), error);
  if (text == NULL)
    return NULL;
  self->doc = ob_doc_new (text, relative, self->date, ob_vocab_get_forms (ob_session_get_vocab (session)));
  self->result = ob_session_run (session, self->doc);
  return g_steal_pointer (&self);
}

/* --- telling --- */

static void
append_place (GString *out, const Article *self, guint32 byte, const char *relative)
{
  guint line, column;
  ob_text_locate (self->doc->text, byte, &line, &column);
  g_string_append_printf (out, "  %s:%u:%u: ", relative, line + self->first_line - 1, column);
}

static ObOutcome
finish (GString *out, guint n, char **ret_why)
{
  if (n > MAX_REPORTS)
    g_string_append_printf (out, "  and %u more\n", n - MAX_REPORTS);
  if (n > 0)
    *ret_why = g_strdup (out->str);
  return n > 0 ? OB_OUTCOME_FAIL : OB_OUTCOME_PASS;
}

/* --- golden articles --- */

static gboolean
has_group (const char *name, char *ret_group)
{
  gsize n = strlen (name);
  *ret_group = n > 1 && g_ascii_isdigit (name[n - 1]) ? name[n - 1] : '\0';
  return *ret_group != '\0';
}

/* Does @annotation have what @span marks? */
static gboolean
has_mark (const Article *self, const ObAnnotation *annotation, const ObMarkedSpan *span)
{
  char group;
  g_autofree char *name = g_strndup (span->name, strlen (span->name) - has_group (span->name, &group));
  guint32 first = annotation->first, end = annotation->end;
  if (strcmp (name, annotation->type) == 0 || g_strcmp0 (name, annotation->label) == 0)
    return self->doc->tokens[first].start == span->start && self->doc->tokens[end - 1].end == span->end;
  for (guint i = 0; annotation->captures != NULL && i < annotation->captures->len; i++)
    {
      const ObCapture *capture = &g_array_index (annotation->captures, ObCapture, i);
      if (strcmp (capture->name, name) == 0 && self->doc->tokens[capture->first].start == span->start &&
          self->doc->tokens[capture->end - 1].end == span->end)
        return TRUE;
    }
  return FALSE;
}

/* Some annotation has the mark, and with it all marks of its group. */
static gboolean
is_found (const Article *self, const ObMarkedSpan *span)
{
  char group, other;
  has_group (span->name, &group);
  for (guint i = 0; i < self->result->annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (self->result->annotations, i);
      gboolean has_all = has_mark (self, annotation, span);
      for (guint j = 0; has_all && group != '\0' && j < self->spans->len; j++)
        {
          const ObMarkedSpan *mate = &g_array_index (self->spans, ObMarkedSpan, j);
          if (has_group (mate->name, &other) && other == group)
            has_all = has_mark (self, annotation, mate);
        }
      if (has_all)
        return TRUE;
    }
  return FALSE;
}

ObOutcome
ob_article_run_golden (const ObPack *pack, const char *relative, ObSession *session, char **ret_why)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Article) article = article_read (pack, relative, session, &error);
  g_autoptr (GString) out = g_string_new (NULL);
  guint n = 0;
  if (article == NULL)
    {
      *ret_why = g_strdup_printf ("  %s: %s\n", relative, error->message);
      return OB_OUTCOME_FAIL;
    }
  for (guint i = 0; i < article->spans->len; i++)
    {
      const ObMarkedSpan *span = &g_array_index (article->spans, ObMarkedSpan, i);
      if (is_found (article, span) || ++n > MAX_REPORTS)
        continue;
      append_place (out, article, span->start, relative);
      g_string_append_printf (out, "not found: {%s:%.*s}\n", span->name, (int) (span->end - span->start),
                              article->text + span->start);
    }
  return finish (out, n, ret_why);
}

/* --- quiet articles --- */

static gboolean
breaks_silence (const Article *self, const ObPack *pack, const ObAnnotation *annotation)
{
  gsize length = strlen (ob_pack_get_name (pack));
  if (strncmp (annotation->rule->id, ob_pack_get_name (pack), length) != 0 || annotation->rule->id[length] != '/')
    return FALSE;
  return self->types == NULL || g_strv_contains ((const char *const *) self->types, annotation->type);
}

ObOutcome
ob_article_run_quiet (const ObPack *pack, const char *relative, ObSession *session, char **ret_why)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Article) article = article_read (pack, relative, session, &error);
  g_autoptr (GString) out = g_string_new (NULL);
  guint n = 0;
  if (article == NULL)
    {
      *ret_why = g_strdup_printf ("  %s: %s\n", relative, error->message);
      return OB_OUTCOME_FAIL;
    }
  for (guint i = 0; i < article->result->annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (article->result->annotations, i);
      gsize length;
      if (!breaks_silence (article, pack, annotation) || ++n > MAX_REPORTS)
        continue;
      const char *text = ob_doc_get_span (article->doc, annotation->first, annotation->end, &length);
      append_place (out, article, article->doc->tokens[annotation->first].start, relative);
      g_string_append_printf (out, "%s found \"%.*s\"\n", annotation->rule->tag, (int) length, text);
    }
  return finish (out, n, ret_why);
}
