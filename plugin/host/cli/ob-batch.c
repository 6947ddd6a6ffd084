#include "host/cli/ob-batch.h"
#include "base/ob-limits.h"
#include "host/cli/ob-cli.h"
#include "host/cli/ob-inputs.h"
#include "host/cli/ob-output.h"
#include "host/cli/ob-progress.h"
#include "host/cli/ob-summary.h"
#include "io/ob-files.h"
#include "io/ob-input.h"
#include "io/ob-json.h"
#include "io/ob-reading.h"
#include "io/ob-record.h"
#include "io/ob-workers.h"
#include "pack/ob-digest.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FLUSH_BYTES = 64 * 1024 };

typedef struct
{
  const ObBatchOptions *options;
  ObFormatOptions writing;
  const ObLoaded *loaded;
  ObSession      *session;      /* of this process; each worker has its own copy */
  ObWorkers      *workers;
  GPtrArray      *files;        /* of char *, owned: the inputs, folders opened */
  GArray         *sizes;        /* of guint64: their bytes; 0 where they cannot be told */
  ObSummary       summary;
  ObOutput       *output;
  GString        *out;          /* not yet written */
  ObPosition      done;         /* behind the last document whose answer was taken */
  ObProgress      progress;
  guint64         bytes_done;   /* of the inputs before done.file */
  guint64         n_annotations;
  int             failure;      /* an exit code, when it is of no use to go on */
} Batch;

/* "obelus: …" on standard error, not in the middle of the line of progress. */
static void G_GNUC_PRINTF (2, 3)
complain (Batch *self, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *message = g_strdup_vprintf (format, args);
  va_end (args);
  ob_progress_hide (&self->progress);
  ob_cli_complain ("%s", message);
}

/* Tells @error, which is taken over. */
static void
fail_to_write (Batch *self, GError *error)
{
  complain (self, "%s", error->message);
  g_error_free (error);
  self->failure = OB_EXIT_WRITE;
}

static void
flush (Batch *self)
{
  GError *error = NULL;
  if (self->failure == OB_EXIT_OK && !ob_output_write (self->output, self->out->str, self->out->len, &error))
    fail_to_write (self, error);
  g_string_truncate (self->out, 0);
}

/* What was answered so far is not to be done again, whatever happens. */
static void
mark (Batch *self)
{
  GError *error = NULL;
  flush (self);
  if (self->failure == OB_EXIT_OK && !ob_output_mark (self->output, &self->done, &self->summary, &error))
    fail_to_write (self, error);
}

/* ---- Tasks: what a worker gets ---- */

typedef enum
{
  TASK_FILE,                    /* the bytes of a file */
  TASK_LINE,                    /* … a line of JSON Lines */
  TASK_REFUSED,                 /* there is no document: the bytes say why */
} TaskKind;

/* At the head of a task's bytes. */
typedef struct
{
  guint32  kind;
  guint32  file;                /* which of the inputs */
  guint64  number;              /* of the line, from 1; 0: the input is one document */
  guint32  code;                /* TASK_REFUSED: an ObError */
  guint64  offset;              /* TASK_LINE: where the next one begins */
  guint64  hash;                /* … of all lines up to this; see ob-output.h */
  guint32  is_missing;          /* TASK_REFUSED: the input cannot be read, which people are told at once */
} TaskHead;

/* What names a document: @head in its record, @place in messages to people. */
typedef struct { char *head, *place; } Name;

static void
clear_name (Name *name)
{
  g_free (name->head);
  g_free (name->place);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Name, clear_name)

static char *
dup_id_head (const Batch *self, const char *id)
{
  g_autofree char *valid = g_utf8_make_valid (id, -1);
  GString *head = g_string_new ("\"id\":");
  ob_json_append_string (head, valid, -1, self->writing.ascii);
  return g_string_free (head, FALSE);
}

static Name
make_name (const Batch *self, const TaskHead *head)
{
  const char *path = g_ptr_array_index (self->files, head->file);
  if (head->number > 0)
    return (Name) { g_strdup_printf ("\"line\":%" G_GUINT64_FORMAT, head->number),
                    g_strdup_printf ("%s:%" G_GUINT64_FORMAT, path, head->number) };
  return (Name) { dup_id_head (self, path), g_strdup (path) };
}

static void
submit (Batch *self, const TaskHead *head, const char *bytes, gsize length)
{
  GString *task = g_string_sized_new (sizeof *head + length);
  g_string_append_len (task, (const char *) head, sizeof *head);
  g_string_append_len (task, bytes, length);
  ob_workers_submit (self->workers, task);
}

static void
submit_refusal (Batch *self, const TaskHead *head, const GError *error, gboolean is_missing)
{
  TaskHead refusal = *head;
  refusal.kind = TASK_REFUSED;
  refusal.code = error->code;
  refusal.is_missing = is_missing;
  submit (self, &refusal, error->message, strlen (error->message));
}

/* ---- Answers: what comes back ---- */

/* At the head of an answer's bytes; then come the counts, the message, and the output. */
typedef struct
{
  guint32 is_error, code;       /* the ObError */
  guint32 is_missing;
  guint32 is_unwritten;         /* its files could not be written */
  guint32 is_incomplete;        /* a rule was stopped */
  guint32 n_counts;
  guint32 message_length;
} AnswerHead;

/* How many annotations a rule made. */
typedef struct { guint32 rule, n; } Count;

static void
append_answer_error (const Batch *self, GString *answer, const Name *name, ObError code, const char *message,
                     gboolean is_missing)
{
  AnswerHead head = { .is_error = TRUE, .code = code, .is_missing = is_missing, .message_length = strlen (message) };
  g_string_append_len (answer, (const char *) &head, sizeof head);
  g_string_append (answer, message);
  if (self->options->format->append_error != NULL)
    self->options->format->append_error (answer, &(ObDocName) { name->head, name->place }, ob_error_get_name (code),
                                         message, &self->writing);
}

/* Counts, for each rule, its annotations. */
static guint32
append_counts (GString *answer, const ObResult *result, guint n_rules)
{
  g_autofree guint32 *counts = g_new0 (guint32, n_rules);
  guint32 n = 0;
  for (guint i = 0; i < result->annotations->len; i++)
    counts[((const ObAnnotation *) g_ptr_array_index (result->annotations, i))->rule->place]++;
  for (guint i = 0; i < n_rules; i++)
    if (counts[i] > 0)
      {
        Count count = { i, counts[i] };
        g_string_append_len (answer, (const char *) &count, sizeof count);
        n++;
      }
  return n;
}

static void
append_answer (const Batch *self, GString *answer, const Name *name, const ObTagged *tagged)
{
  AnswerHead head = { .is_incomplete = tagged->result->incidents->len > 0 };
  gsize at = answer->len;
  g_string_append_len (answer, (const char *) &head, sizeof head);
  head.n_counts = append_counts (answer, tagged->result, ob_ruleset_size (self->loaded->ruleset));
  memcpy (answer->str + at, &head, sizeof head);
  self->options->format->append (answer, &(ObDocName) { name->head, name->place }, tagged, &self->writing);
}

/* The answer to a document that has files of its own: they are written, and nothing is left to put out. */
static void
write_files (const Batch *self, GString *answer, const Name *name, const ObTagged *tagged)
{
  g_autoptr (GString) content = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  const ObText *text = tagged->doc->text;
  AnswerHead head;
  append_answer (self, content, name, tagged);
  memcpy (&head, content->str, sizeof head);
  gsize n_head = sizeof head + head.n_counts * sizeof (Count);
  if (ob_files_write (self->options->folder, name->head, self->options->format->suffix, ob_text_get_bytes (text),
                      ob_text_get_length (text), content->str + n_head, content->len - n_head, &error))
    {
      g_string_append_len (answer, content->str, n_head);
      return;
    }
  gsize at = answer->len;
  append_answer_error (self, answer, name, error->code, error->message, FALSE);
  memcpy (&head, answer->str + at, sizeof head);
  head.is_unwritten = TRUE;
  memcpy (answer->str + at, &head, sizeof head);
}

/* With --repair, @bytes with U+FFFD for what is not UTF-8, and their new length. NULL: they stay as they are. */
static char *
dup_repaired (const Batch *self, const char *bytes, gsize *length)
{
  if (!self->options->repair || g_utf8_validate_len (bytes, *length, NULL))
    return NULL;
  char *repaired = g_utf8_make_valid (bytes, *length);
  *length = strlen (repaired);
  return repaired;
}

static void
answer_document (const Batch *self, GString *answer, const Name *name, const char *text, gsize length, const char *date,
                 const GArray *words)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *repaired = dup_repaired (self, text, &length);
  if (date == NULL)
    date = self->options->date;
  g_autoptr (ObTagged) tagged = words == NULL
    ? ob_tagged_new (self->session, repaired != NULL ? repaired : text, length, name->place, date, &error)
    : ob_tagged_new_given (self->session, text, length, (const ObGivenWord *) (gpointer) words->data, words->len,
                           name->place, date, &error);
  if (tagged != NULL && self->options->format->suffix != NULL)
    write_files (self, answer, name, tagged);
  else if (tagged != NULL)
    append_answer (self, answer, name, tagged);
  else
    append_answer_error (self, answer, name, error->code, error->message, FALSE);
}

/* A file, or one document of it, of whatever kind its name says it is. */
static void
answer_file (const Batch *self, GString *answer, Name *name, const char *path, const char *bytes, gsize length, guint64 line)
{
  g_autoptr (GError) error = NULL;
  g_auto (ObReading) reading = { OB_READ_TEXT };
  if (!ob_reading_parse (ob_read_kind_of (path), bytes, length, MAX (line, 1), &reading, &error))
    {
      append_answer_error (self, answer, name, error->code, error->message, FALSE);
      return;
    }
  if (reading.conllu.id != NULL)
    {
      g_free (name->head);
      name->head = dup_id_head (self, reading.conllu.id);
    }
  answer_document (self, answer, name, reading.text, reading.length, reading.date, reading.conllu.words);
}

static void
answer_line (const Batch *self, GString *answer, Name *name, const char *line, gsize length, guint64 number)
{
  g_autoptr (GError) error = NULL;
  g_auto (ObRecord) record = { NULL };
  g_autofree char *repaired = dup_repaired (self, line, &length);
  gboolean is_parsed = ob_record_parse (repaired != NULL ? repaired : line, length, number, self->writing.ascii,
                                        &record, &error);
  if (!is_parsed && error->code == OB_ERROR_BAD_UTF8)
    {
      g_autofree char *valid = g_utf8_make_valid (line, length);        /* bad bytes do not hide whose they are */
      ob_record_clear (&record);
      ob_record_parse (valid, strlen (valid), number, self->writing.ascii, &record, NULL);
    }
  g_free (name->head);
  name->head = g_steal_pointer (&record.head);
  if (is_parsed)
    answer_document (self, answer, name, record.text, record.length, record.date, NULL);
  else
    append_answer_error (self, answer, name, error->code, error->message, FALSE);
}

/* Runs in a worker. */
static void
work (gpointer data, const char *task, gsize length, GString *answer)
{
  const Batch *self = data;
  TaskHead head;
  memcpy (&head, task, sizeof head);
  task += sizeof head;
  length -= sizeof head;
  g_auto (Name) name = make_name (self, &head);
  switch ((TaskKind) head.kind)
    {
    case TASK_FILE:
      answer_file (self, answer, &name, g_ptr_array_index (self->files, head.file), task, length, head.number);
      break;
    case TASK_LINE:
      answer_line (self, answer, &name, task, length, head.number);
      break;
    case TASK_REFUSED:
      {
        g_autofree char *message = g_strndup (task, length);
        append_answer_error (self, answer, &name, head.code, message, head.is_missing);
        break;
      }
    }
}

/* ---- Taking answers ---- */

static void
tell_error (Batch *self, const TaskHead *task, const AnswerHead *head, const char *message)
{
  g_auto (Name) name = make_name (self, task);
  ob_summary_add_errors (&self->summary, ob_error_get_name (head->code), 1);
  self->done.has_missing |= head->is_missing;
  if (head->is_unwritten)
    self->failure = OB_EXIT_WRITE;
  if (self->options->format->append_error == NULL)
    {
      flush (self);
      complain (self, "%s: %s: %.*s", name.place, ob_error_get_name (head->code), (int) head->message_length, message);
    }
  else if (head->is_missing)
    complain (self, "%s: %.*s", name.place, (int) head->message_length, message);
  else
    self->done.n_untold++;
}

static void
take_output (Batch *self, const TaskHead *task, const char *answer, gsize length)
{
  AnswerHead head;
  memcpy (&head, answer, sizeof head);
  const char *counts = answer + sizeof head, *message = counts + head.n_counts * sizeof (Count);
  const char *output = message + head.message_length;
  for (guint i = 0; i < head.n_counts; i++)
    {
      Count count;
      memcpy (&count, counts + i * sizeof count, sizeof count);
      self->summary.annotations[count.rule] += count.n;
      self->n_annotations += count.n;
    }
  self->summary.n_in++;
  self->summary.n_incomplete += head.is_incomplete;
  if (head.is_error)
    tell_error (self, task, &head, message);
  if (head.is_error && self->options->format->append_error == NULL)
    return;
  if (self->summary.n_out > 0 && self->options->format->separator != NULL)
    g_string_append (self->out, self->options->format->separator);
  g_string_append_len (self->out, output, answer + length - output);
  self->summary.n_out++;
}

/* The answer to a document over which a worker died. */
static GString *
make_obituary (const Batch *self, const TaskHead *head, const char *line, gsize length, const char *why)
{
  g_auto (Name) name = make_name (self, head);
  g_autofree char *message = g_strdup_printf ("the process that tagged this document %s", why);
  if (head->kind == TASK_LINE)
    {
      g_auto (ObRecord) record = { NULL };
      ob_record_parse (line, length, head->number, self->writing.ascii, &record, NULL);
      g_free (name.head);
      name.head = g_steal_pointer (&record.head);
    }
  GString *answer = g_string_new (NULL);
  append_answer_error (self, answer, &name, OB_ERROR_INTERNAL, message, FALSE);
  return answer;
}

/* A text, or a line, is done. */
static void
advance (Batch *self, const TaskHead *head)
{
  if (head->number == 0)
    {
      self->bytes_done += g_array_index (self->sizes, guint64, head->file);
      self->done.file = head->file + 1;
      self->done.line = self->done.offset = self->done.hash = 0;
    }
  else
    {
      for (; self->done.file < head->file; self->done.file++)
        self->bytes_done += g_array_index (self->sizes, guint64, self->done.file);
      self->done.line = head->number;
      self->done.offset = head->offset;
      self->done.hash = head->hash;
    }
  ob_progress_tell (&self->progress, self->summary.n_in, self->bytes_done + self->done.offset, self->n_annotations);
}

static void
take (gpointer data, const GString *task, const GString *answer, const char *why)
{
  Batch *self = data;
  TaskHead head;
  memcpy (&head, task->str, sizeof head);
  GString *obituary = answer != NULL ? NULL
                      : make_obituary (self, &head, task->str + sizeof head, task->len - sizeof head, why);
  if (obituary != NULL)
    answer = obituary;
  take_output (self, &head, answer->str, answer->len);
  if (obituary != NULL)
    g_string_free (obituary, TRUE);
  advance (self, &head);
  if (ob_output_wants_mark (self->output))
    mark (self);
  else if (self->out->len >= FLUSH_BYTES || self->options->format->is_for_people)
    flush (self);
}

/* ---- Inputs ---- */

/* Takes the answers that come while there is no input, and writes them: whoever asks may wait for them before asking
 * on. */
static void
wait_for_input (Batch *self, const ObLines *lines, int fd)
{
  while (ob_lines_would_wait (lines) && ob_workers_are_busy (self->workers))
    {
      ob_workers_wait (self->workers, fd);
      flush (self);
    }
  if (ob_lines_would_wait (lines))
    flush (self);
}

/* Whether @fd, of which nothing is read yet, can be gone on with anywhere. */
static gboolean
can_seek (int fd)
{
  struct stat info;
  return fstat (fd, &info) == 0 && S_ISREG (info.st_mode) && lseek (fd, 0, SEEK_CUR) == 0;
}

/* Goes behind the lines that an earlier run has answered. What cannot be sought in is read again, and must be the same. */
static gboolean
skip_lines (ObLines *lines, gboolean is_seekable, const ObPosition *done, guint64 *ret_hash, GError **error)
{
  const char *line;
  gsize length;
  if (is_seekable)
    return ob_lines_seek (lines, done->offset, error);
  for (guint64 i = 0; i < done->line; i++)
    {
      ObLineStatus status = ob_lines_next (lines, &line, &length, error);
      if (status == OB_LINE_FAILED)
        return FALSE;
      *ret_hash = ob_position_hash (*ret_hash, status == OB_LINE ? line : "", status == OB_LINE ? length + 1 : 0);
    }
  if (*ret_hash == done->hash)
    return TRUE;
  g_set_error (error, OB_ERROR, OB_ERROR_USAGE, "the %" G_GUINT64_FORMAT " lines that were answered already are not the "
               "same now; run it again with the input it had, or remove the .part and .journal to begin anew", done->line);
  return FALSE;
}

/* The next line becomes a task; FALSE: there is none. */
static gboolean
tag_line (Batch *self, ObLines *lines, TaskHead *head, gboolean is_seekable)
{
  g_autoptr (GError) error = NULL;
  const char *line = NULL;
  gsize length = 0;
  ObLineStatus status = ob_lines_next (lines, &line, &length, &error);
  if (status == OB_LINE_END)
    return FALSE;
  if (status == OB_LINE_FAILED)
    {
      self->done.has_missing = TRUE;
      complain (self, "%s: %s", (char *) g_ptr_array_index (self->files, head->file), error->message);
      return FALSE;
    }
  head->number++;
  head->offset = ob_lines_get_offset (lines);
  if (!is_seekable && status == OB_LINE)
    head->hash = ob_position_hash (head->hash, line, length + 1);
  if (status == OB_LINE)
    submit (self, head, line, length);
  else
    {
      g_set_error (&error, OB_ERROR, OB_ERROR_TOO_LONG, "a line longer than %u bytes", OB_MAX_LINE_BYTES);
      submit_refusal (self, head, error, FALSE);
    }
  return TRUE;
}

static void
tag_lines (Batch *self, int fd, guint file)
{
  g_autoptr (ObLines) lines = ob_lines_new (fd, OB_MAX_LINE_BYTES);
  g_autoptr (GError) error = NULL;
  gboolean is_seekable = can_seek (fd);
  TaskHead head = { .kind = TASK_LINE, .file = file };
  if (file == self->done.file && self->done.line > 0)
    {
      if (!skip_lines (lines, is_seekable, &self->done, &head.hash, &error))
        {
          complain (self, "%s: %s", (char *) g_ptr_array_index (self->files, file), error->message);
          self->failure = error->code == OB_ERROR_USAGE ? OB_EXIT_USAGE : OB_EXIT_NO_INPUT;
          return;
        }
      head.number = self->done.line;
    }
  do
    wait_for_input (self, lines, fd);
  while (self->failure == OB_EXIT_OK && tag_line (self, lines, &head, is_seekable));
}

/* Every document of a file of CoNLL-U. */
static void
submit_conllu (Batch *self, const TaskHead *file, const char *bytes, gsize length)
{
  TaskHead head = *file;
  gboolean is_only = ob_conllu_measure (bytes, length) == length;
  guint64 line = 1;
  for (gsize at = 0; at < length && self->failure == OB_EXIT_OK;)
    {
      gsize n = ob_conllu_measure (bytes + at, length - at);
      head.number = is_only ? 0 : line;
      head.offset = at + n;
      if (file->file != self->done.file || line > self->done.line)      /* else it was done before a run was resumed */
        submit (self, &head, bytes + at, n);
      for (const char *p = bytes + at; (p = memchr (p, '\n', bytes + at + n - p)) != NULL; p++)
        line++;
      at += n;
    }
}

static void
tag_document (Batch *self, int fd, guint file)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  g_autofree char *text = ob_input_read_all (fd, OB_MAX_DOCUMENT_BYTES, &length, &error);
  TaskHead head = { .kind = TASK_FILE, .file = file };
  if (text == NULL)
    {
      submit_refusal (self, &head, error, !g_error_matches (error, OB_ERROR, OB_ERROR_TOO_LONG));
      return;
    }
  if (length == 0)
    complain (self, "%s: the file is empty", (char *) g_ptr_array_index (self->files, file));
  if (ob_read_kind_of (g_ptr_array_index (self->files, file)) == OB_READ_CONLLU)
    submit_conllu (self, &head, text, length);
  else
    submit (self, &head, text, length);
}

static void
tag_file (Batch *self, guint file)
{
  const char *path = g_ptr_array_index (self->files, file);
  gboolean is_stdin = strcmp (path, "-") == 0;
  int fd = is_stdin ? STDIN_FILENO : open (path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    {
      g_autoptr (GError) error = g_error_new (OB_ERROR, errno == ENOENT ? OB_ERROR_NOT_FOUND : OB_ERROR_IO,
                                              "%s", g_strerror (errno));
      submit_refusal (self, &(TaskHead) { .file = file }, error, TRUE);
      return;
    }
  if (self->options->all_jsonl || g_str_has_suffix (path, ".jsonl"))
    tag_lines (self, fd, file);
  else
    tag_document (self, fd, file);
  if (!is_stdin)
    close (fd);
}

static void
add_folder (Batch *self, const char *path)
{
  g_autoptr (GPtrArray) unreadable = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *files = ob_inputs_list (path, self->options->all_jsonl ? ob_inputs_lines : ob_inputs_documents, unreadable);
  for (guint i = 0; i < unreadable->len; i++)
    complain (self, "%s: cannot read this folder", (char *) g_ptr_array_index (unreadable, i));
  if (files->len == 0)
    complain (self, "%s: no %s in this folder", path, self->options->all_jsonl ? "*.jsonl" : "*.txt or *.html");
  self->done.has_missing |= unreadable->len > 0 || files->len == 0;
  g_ptr_array_extend_and_steal (self->files, files);
}

static void
add_input (Batch *self, const char *path)
{
  struct stat info;
  if (strcmp (path, "-") != 0 && stat (path, &info) == 0 && S_ISDIR (info.st_mode))
    add_folder (self, path);
  else
    g_ptr_array_add (self->files, g_strdup (path));
}

/* Notes how large the inputs are. Returns a digest of all that tells whether they have changed. */
static char *
measure_inputs (Batch *self)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  for (guint i = 0; i < self->files->len; i++)
    {
      const char *path = g_ptr_array_index (self->files, i);
      struct stat info;
      gboolean is_file = (strcmp (path, "-") == 0 ? fstat (STDIN_FILENO, &info) : stat (path, &info)) == 0
                         && S_ISREG (info.st_mode);
      guint64 size = is_file ? (guint64) info.st_size : 0;
      gint64 facts[] = { is_file, size, is_file ? info.st_mtim.tv_sec : 0, is_file ? info.st_mtim.tv_nsec : 0 };
      g_array_append_val (self->sizes, size);
      g_checksum_update (checksum, (const guchar *) path, strlen (path) + 1);
      g_checksum_update (checksum, (const guchar *) facts, sizeof facts);
    }
  return g_strdup (g_checksum_get_string (checksum));
}

/* ---- The whole ---- */

/* The file that stands beside the others, for those who open them. */
static void
write_companion (Batch *self)
{
  const ObFormat *format = self->options->format;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  if (format->companion == NULL || self->options->folder == NULL)
    return;
  format->append_companion (text, &self->writing);
  if (ob_files_write_name (self->options->folder, format->companion, text->str, text->len, &error))
    return;
  self->failure = OB_EXIT_WRITE;
  complain (self, "%s", error->message);
}

static char *
dup_packs (const ObLoaded *loaded)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < loaded->packs->len; i++)
    {
      const ObPack *pack = g_ptr_array_index (loaded->packs, i);
      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", ob_pack_get_name (pack), ob_pack_get_version (pack));
    }
  return g_string_free (text, FALSE);
}

static int
finish (Batch *self)
{
  const char *summary_file = self->options->summary_file;
  if (self->failure != OB_EXIT_OK)
    return self->failure;
  if (self->done.n_untold > 0)
    complain (self, "%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " documents could not be tagged; their records say why",
                     self->done.n_untold, self->summary.n_in);
  if (summary_file != NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *json = ob_summary_dup_json (&self->summary, self->loaded);
      if (!g_file_set_contents (summary_file, json, -1, &error))
        {
          complain (self, "%s", error->message);
          return OB_EXIT_WRITE;
        }
    }
  if (self->done.has_missing)
    return OB_EXIT_NO_INPUT;
  return self->options->strict && ob_summary_get_n_errors (&self->summary) > 0 ? OB_EXIT_DATA : OB_EXIT_OK;
}

/* Names, versions and digests of the packs, and of the overlay and the budgets that change what they find. */
static char *
dup_pack_digests (const ObLoaded *loaded)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < loaded->packs->len; i++)
    {
      const ObPack *pack = g_ptr_array_index (loaded->packs, i);
      g_autofree char *digest = ob_digest_dup (ob_pack_get_path (pack), NULL);
      g_string_append_printf (text, "%s %s %s;", ob_pack_get_name (pack), ob_pack_get_version (pack),
                              digest != NULL ? digest : "");
    }
  if (loaded->project->overlay != NULL)
    {
      g_autofree char *path = g_build_filename (loaded->project->directory, OB_OVERLAY_FILE, NULL);
      g_autofree char *digest = ob_digest_dup (path, NULL);
      g_string_append_printf (text, "%s %s;", OB_OVERLAY_FILE, digest != NULL ? digest : "");
    }
  if (g_getenv ("OBELUS_BUDGET") != NULL)
    g_string_append_printf (text, "OBELUS_BUDGET %s", g_getenv ("OBELUS_BUDGET"));
  return g_string_free (text, FALSE);
}

/* Whether @path is one of the inputs, which would then be lost. */
static gboolean
is_input (const Batch *self, const char *path)
{
  struct stat output, info;
  if (path == NULL || stat (path, &output) != 0)
    return FALSE;
  for (guint i = 0; i < self->files->len; i++)
    if (stat (g_ptr_array_index (self->files, i), &info) == 0 && info.st_dev == output.st_dev
        && info.st_ino == output.st_ino)
      return TRUE;
  return FALSE;
}

/* FALSE, told: the output cannot be opened. */
static gboolean
open_output (Batch *self)
{
  const ObBatchOptions *options = self->options;
  g_autoptr (GError) error = NULL;
  g_autofree char *inputs = measure_inputs (self);
  g_autofree char *packs = options->output_file != NULL ? dup_pack_digests (self->loaded) : NULL;
  gboolean has_missing = self->done.has_missing;
  if (is_input (self, options->output_file))
    {
      complain (self, "%s is an input; choose another name for the output", options->output_file);
      self->failure = OB_EXIT_USAGE;
      return FALSE;
    }
  ObJob job = { options->arguments, packs, inputs };
  self->output = ob_output_open (options->output_file, &job, self->loaded->ruleset, &self->summary, &self->done, &error);
  if (self->output == NULL)
    {
      complain (self, "%s", error->message);
      self->failure = error->code == OB_ERROR_USAGE ? OB_EXIT_USAGE : OB_EXIT_WRITE;
      return FALSE;
    }
  self->done.has_missing |= has_missing;
  guint64 total = 0;
  for (guint i = 0; i < self->sizes->len; i++)
    {
      total += g_array_index (self->sizes, guint64, i);
      self->bytes_done += i < self->done.file ? g_array_index (self->sizes, guint64, i) : 0;
    }
  if (ob_output_is_resumed (self->output))
    complain (self, "%s: going on after %" G_GUINT64_FORMAT " documents", options->output_file, self->summary.n_in);
  for (guint i = 0; i < ob_ruleset_size (self->loaded->ruleset); i++)
    self->n_annotations += self->summary.annotations[i];
  ob_progress_init (&self->progress, options->format->is_for_people ? -1 : STDERR_FILENO,
                    self->bytes_done + self->done.offset, total);
  return TRUE;
}

static void
tag_inputs (Batch *self)
{
  const ObFormat *format = self->options->format;
  if (format->append_begin != NULL && !ob_output_is_resumed (self->output))
    format->append_begin (self->out, &self->writing);
  for (guint i = self->done.file; i < self->files->len && self->failure == OB_EXIT_OK; i++)
    tag_file (self, i);
  if (self->failure == OB_EXIT_OK)
    ob_workers_finish (self->workers);
  if (self->options->output_file != NULL)
    mark (self);
  if (format->append_end != NULL)
    format->append_end (self->out, &self->writing);
  flush (self);
  ob_progress_hide (&self->progress);
}

static void
close_output (Batch *self)
{
  GError *error = NULL;
  if (self->failure == OB_EXIT_OK && !ob_output_finish (self->output, &error))
    fail_to_write (self, error);
}

int
ob_batch_run (const ObBatchOptions *options, const ObLoaded *loaded, ObSession *session, const char *const *inputs)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) sizes = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GString) out = g_string_sized_new (2 * FLUSH_BYTES);
  g_autofree char *pack_names = dup_packs (loaded);
  Batch self = { .options = options, .writing = options->writing, .loaded = loaded, .session = session,
                 .files = files, .sizes = sizes, .out = out };
  self.writing.ruleset = loaded->ruleset;
  self.writing.packs = pack_names;
  g_autoptr (ObWorkers) workers = self.workers = ob_workers_new (options->n_workers, work, take, &self);
  ob_summary_init (&self.summary, loaded->ruleset);
  for (guint i = 0; inputs[i] != NULL; i++)
    add_input (&self, inputs[i]);
  if (open_output (&self))
    {
      tag_inputs (&self);
      write_companion (&self);
      close_output (&self);
    }
  int exit_code = finish (&self);
  ob_output_free (self.output);
  ob_summary_clear (&self.summary);
  return exit_code;
}
