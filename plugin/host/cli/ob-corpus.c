#include "host/cli/ob-corpus.h"
#include "base/ob-limits.h"
#include "host/cli/ob-inputs.h"
#include "io/ob-input.h"
#include "io/ob-json.h"
#include "io/ob-reading.h"
#include "io/ob-record.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BATCH_DOCUMENTS = 256, BATCH_BYTES = 1 << 20 };  /* read before work on them begins */

struct ObCorpus
{
  const ObCorpusOptions *options;
  GPtrArray *paths;             /* of char *, owned: files still to be read, the next one last */
  GPtrArray *inputs;            /* of const char *: arguments still to be read, the next one last */
  int        fd;                /* of the file that lines are read from, or -1 */
  char      *path;              /* of it */
  ObLines   *lines;
  guint64    number;            /* of the last line */
  guint      n_failed;
};

void
ob_corpus_doc_clear (ObCorpusDoc *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->head, g_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->date, g_free);
}

/* ---- Options ---- */

gboolean
ob_corpus_options_check (ObCorpusOptions *self, const char *verb)
{
  if (self->date != NULL && !ob_date_is_valid (self->date))
    {
      ob_cli_complain ("%s: --date is YYYY-MM-DD, not \"%s\"", verb, self->date);
      return FALSE;
    }
  if (self->jobs < 0 || self->jobs > OB_MAX_WORKERS)
    {
      ob_cli_complain ("%s: --jobs is a number from 1 to %d", verb, OB_MAX_WORKERS);
      return FALSE;
    }
  if (self->jobs == 0)
    self->jobs = MIN (g_get_num_processors (), OB_MAX_WORKERS);
  return ob_cli_choose_colour (self->colour_when, STDOUT_FILENO, &self->colour);
}

void
ob_corpus_options_clear (ObCorpusOptions *self)
{
  g_clear_pointer (&self->packs, g_strfreev);
  g_clear_pointer (&self->date, g_free);
  g_clear_pointer (&self->colour_when, g_free);
}

ObLoaded *
ob_corpus_load_packs (char **packs, int *ret_exit)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  gboolean has_packs = packs != NULL && packs[0] != NULL;
  g_autoptr (ObLoaded) loaded = ob_loader_load (has_packs ? (const char *const *) packs : NULL, diags);
  if (loaded->ruleset != NULL)
    return g_steal_pointer (&loaded);
  gboolean all_missing = TRUE;
  for (guint i = 0; i < ob_diags_size (diags); i++)
    all_missing &= ob_diags_get (diags, i)->severity != OB_SEVERITY_ERROR
                   || strcmp (ob_diags_get (diags, i)->id, OB_DIAG_NO_PACK) == 0;
  ob_cli_print_diags (diags, TRUE, STDERR_FILENO);
  *ret_exit = all_missing ? OB_EXIT_UNREADABLE : OB_EXIT_PACK;
  return NULL;
}

/* ---- Reading ---- */

ObCorpus *
ob_corpus_new (const char *const *inputs, const ObCorpusOptions *options)
{
  static const char *const standard_input[] = { "-", NULL };
  ObCorpus *self = g_new0 (ObCorpus, 1);
  self->options = options;
  self->fd = -1;
  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->inputs = g_ptr_array_new ();
  if (inputs[0] == NULL)
    inputs = standard_input;
  for (guint i = g_strv_length ((char **) inputs); i-- > 0;)
    g_ptr_array_add (self->inputs, (gpointer) inputs[i]);
  return self;
}

static void
close_file (ObCorpus *self)
{
  g_clear_pointer (&self->lines, ob_lines_free);
  if (self->fd > STDIN_FILENO)
    close (self->fd);
  self->fd = -1;
  g_clear_pointer (&self->path, g_free);
}

void
ob_corpus_free (ObCorpus *self)
{
  if (self == NULL)
    return;
  close_file (self);
  g_ptr_array_unref (self->paths);
  g_ptr_array_unref (self->inputs);
  g_free (self);
}

guint
ob_corpus_get_n_failed (const ObCorpus *self)
{
  return self->n_failed;
}

static void
fail (ObCorpus *self, const char *place, const char *message)
{
  self->n_failed++;
  ob_cli_complain ("%s: %s", place, message);
}

void
ob_corpus_complain (ObCorpus *self, const ObCorpusDoc *doc, const GError *error)
{
  fail (self, doc->name, error->message);
}

/* Puts the files of the next argument on the stack. FALSE: there is none. */
static gboolean
next_input (ObCorpus *self)
{
  struct stat info;
  if (self->inputs->len == 0)
    return FALSE;
  const char *input = g_ptr_array_steal_index (self->inputs, self->inputs->len - 1);
  if (strcmp (input, "-") == 0 || stat (input, &info) != 0 || !S_ISDIR (info.st_mode))
    {
      g_ptr_array_add (self->paths, g_strdup (input));
      return TRUE;
    }
  const char *const *suffixes = self->options->all_jsonl ? ob_inputs_lines : ob_inputs_documents;
  g_autoptr (GPtrArray) unreadable = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) files = ob_inputs_list (input, suffixes, unreadable);
  for (guint i = 0; i < unreadable->len; i++)
    fail (self, g_ptr_array_index (unreadable, i), "cannot read this folder");
  if (files->len == 0)
    {
      g_autofree char *message = g_strdup_printf ("no *%s in this folder", suffixes[0]);
      fail (self, input, message);
    }
  for (guint i = files->len; i-- > 0;)
    g_ptr_array_add (self->paths, g_ptr_array_steal_index (files, i));
  return TRUE;
}

char *
ob_corpus_dup_id (const char *head)
{
  static const char *const names[] = { "id", NULL };
  ObJsonSlice id = { NULL, 0 };
  g_autofree char *json = g_strconcat ("{", head, "}", NULL);
  if (!ob_json_find_members (json, strlen (json), names, &id, NULL) || id.start == NULL)
    return NULL;
  gsize length;
  return *id.start == '"' ? ob_json_dup_string (id, &length) : g_strndup (id.start, id.length);
}

/* The next line that is a document; FALSE when the file is at its end. */
static gboolean
next_record (ObCorpus *self, ObCorpusDoc *ret_doc)
{
  for (;;)
    {
      g_autoptr (GError) error = NULL;
      g_auto (ObRecord) record = { NULL };
      const char *line = NULL;
      gsize length = 0;
      ObLineStatus status = ob_lines_next (self->lines, &line, &length, &error);
      if (status == OB_LINE_END)
        return FALSE;
      if (status == OB_LINE_FAILED)
        {
          fail (self, self->path, error->message);
          return FALSE;
        }
      self->number++;
      g_autofree char *place = g_strdup_printf ("%s:%" G_GUINT64_FORMAT, self->path, self->number);
      if (status == OB_LINE_TOO_LONG)
        fail (self, place, "the line is too long");
      else if (!ob_record_parse (line, length, self->number, FALSE, &record, &error))
        fail (self, place, error->message);
      else
        {
          char *id = ob_corpus_dup_id (record.head);
          ret_doc->name = id != NULL ? id : g_steal_pointer (&place);
          ret_doc->head = g_steal_pointer (&record.head);
          ret_doc->text = g_steal_pointer (&record.text);
          ret_doc->length = record.length;
          ret_doc->date = g_strdup (record.date != NULL ? record.date : self->options->date);
          return TRUE;
        }
    }
}

static gboolean
read_text (ObCorpus *self, int fd, const char *path, ObCorpusDoc *ret_doc)
{
  g_autoptr (GError) error = NULL;
  g_auto (ObReading) reading = { OB_READ_TEXT };
  gsize length;
  g_autofree char *bytes = ob_input_read_all (fd, OB_MAX_DOCUMENT_BYTES, &length, &error);
  if (bytes == NULL || !ob_reading_parse (ob_read_kind_of (path), bytes, length, 1, &reading, &error))
    {
      fail (self, path, error->message);
      return FALSE;
    }
  ret_doc->length = reading.length;
  ret_doc->text = reading.own != NULL ? g_steal_pointer (&reading.own) : reading.text == bytes ? g_steal_pointer (&bytes)
                  : g_strndup (reading.text, reading.length);
  g_autofree char *valid = g_utf8_make_valid (path, -1);
  GString *head = g_string_new ("\"id\":");
  ob_json_append_string (head, valid, -1, FALSE);
  ret_doc->head = g_string_free (head, FALSE);
  ret_doc->name = g_steal_pointer (&valid);
  ret_doc->date = g_strdup (reading.date != NULL ? reading.date : self->options->date);
  return TRUE;
}

/* Opens the next file; TRUE with *ret_is_doc when it was a document by itself. FALSE: there is no more. */
static gboolean
next_file (ObCorpus *self, ObCorpusDoc *ret_doc, gboolean *ret_is_doc)
{
  *ret_is_doc = FALSE;
  if (self->paths->len == 0)
    return next_input (self);
  g_autofree char *path = g_ptr_array_steal_index (self->paths, self->paths->len - 1);
  gboolean is_stdin = strcmp (path, "-") == 0;
  int fd = is_stdin ? STDIN_FILENO : open (path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    {
      fail (self, path, g_strerror (errno));
      return TRUE;
    }
  if (self->options->all_jsonl || g_str_has_suffix (path, ".jsonl"))
    {
      self->fd = fd;
      self->lines = ob_lines_new (fd, OB_MAX_LINE_BYTES);
      self->path = g_steal_pointer (&path);
      self->number = 0;
      return TRUE;
    }
  *ret_is_doc = read_text (self, fd, path, ret_doc);
  if (!is_stdin)
    close (fd);
  return TRUE;
}

gboolean
ob_corpus_next (ObCorpus *self, ObCorpusDoc *ret_doc)
{
  *ret_doc = (ObCorpusDoc) { NULL };
  for (;;)
    {
      gboolean is_doc;
      if (self->lines != NULL)
        {
          if (next_record (self, ret_doc))
            return TRUE;
          close_file (self);
        }
      if (!next_file (self, ret_doc, &is_doc))
        return FALSE;
      if (is_doc)
        return TRUE;
    }
}

/* ---- Threads ---- */

typedef struct
{
  GArray      *docs;            /* of ObCorpusDoc */
  gpointer    *results;         /* by document */
  gint         next;            /* document to be worked on; atomic */
  ObCorpusWork work;
  gpointer     data;
} Batch;

typedef struct
{
  Batch   *batch;
  gpointer state;
} Worker;

static gpointer
work_on_batch (gpointer data)
{
  const Worker *worker = data;
  Batch *batch = worker->batch;
  for (;;)
    {
      guint i = (guint) g_atomic_int_add (&batch->next, 1);
      if (i >= batch->docs->len)
        return NULL;
      batch->results[i] = batch->work (worker->state, &g_array_index (batch->docs, ObCorpusDoc, i), batch->data);
    }
}

static void
read_batch (ObCorpus *self, GArray *docs)
{
  gsize bytes = 0;
  ObCorpusDoc doc;
  g_array_set_size (docs, 0);
  while (docs->len < BATCH_DOCUMENTS && bytes < BATCH_BYTES && ob_corpus_next (self, &doc))
    {
      g_array_append_val (docs, doc);
      bytes += doc.length;
    }
}

void
ob_corpus_run (ObCorpus *self, const GPtrArray *states, ObCorpusWork work, ObCorpusTake take, gpointer data)
{
  g_autoptr (GArray) docs = g_array_new (FALSE, FALSE, sizeof (ObCorpusDoc));
  g_array_set_clear_func (docs, (GDestroyNotify) ob_corpus_doc_clear);
  g_autofree gpointer *results = g_new (gpointer, BATCH_DOCUMENTS);
  g_autofree Worker *workers = g_new (Worker, states->len);
  g_autofree GThread **threads = g_new (GThread *, states->len);
  for (gboolean goes_on = TRUE; goes_on;)
    {
      read_batch (self, docs);
      if (docs->len == 0)
        return;
      Batch batch = { docs, results, 0, work, data };
      guint n_workers = MIN (states->len, docs->len);
      for (guint i = 0; i < n_workers; i++)
        workers[i] = (Worker) { &batch, g_ptr_array_index (states, i) };
      for (guint i = 1; i < n_workers; i++)
        threads[i] = g_thread_new ("corpus", work_on_batch, &workers[i]);
      work_on_batch (&workers[0]);
      for (guint i = 1; i < n_workers; i++)
        g_thread_join (threads[i]);
      for (guint i = 0; i < docs->len; i++)     /* every result is taken, also after the last one that is wanted */
        goes_on = take (&g_array_index (docs, ObCorpusDoc, i), results[i], data) && goes_on;
    }
}

GPtrArray *
ob_corpus_open_sessions (const ObCorpusOptions *self, ObRuleset *ruleset)
{
  g_autoptr (GPtrArray) sessions = g_ptr_array_new_with_free_func ((GDestroyNotify) ob_session_free);
  for (int i = 0; i < self->jobs; i++)
    {
      g_autoptr (GError) error = NULL;
      ObSession *session = ob_session_new (ruleset, &error);
      if (session == NULL)
        {
          ob_cli_complain ("%s", error->message);
          return NULL;
        }
      g_ptr_array_add (sessions, session);
    }
  return g_steal_pointer (&sessions);
}
