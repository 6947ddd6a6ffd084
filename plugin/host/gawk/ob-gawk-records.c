#include "host/gawk/ob-gawk-records.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { N_FIELDS = 10, MAX_FILE_BYTES = 256 << 20 };

static const gawk_api_t *api;
static awk_ext_id_t ext_id;
static ObelusTagger *(*get_tagger) (char **ret_error);

/* ---- Text that grows ---- */

typedef struct { char *bytes; size_t length, size; } Buffer;

static void
append (Buffer *self, const char *bytes, size_t length)
{
  if (self->length + length >= self->size)
    {
      self->size = 2 * (self->length + length) + 256;
      self->bytes = realloc (self->bytes, self->size);
      if (self->bytes == NULL)
        fatal (ext_id, "obelus: no memory");
    }
  memcpy (self->bytes + self->length, bytes, length);
  self->length += length;
  self->bytes[self->length] = '\0';
}

/* Appends @text with runs of white space and controls as one space. */
static void
append_folded (Buffer *self, const char *text)
{
  int is_after_space = 1;
  for (const char *p = text; *p != '\0'; p++)
    {
      int is_space = (unsigned char) *p <= ' ';
      if (!is_space || !is_after_space)
        append (self, is_space ? " " : p, 1);
      is_after_space = is_space;
    }
}

/* ---- One document ---- */

typedef struct
{
  ObelusResult *result;         /* NULL: it could not be tagged */
  const char   *failure;        /* then "code: message" */
  char         *error;          /* owns it, when it is from Obelus */
  size_t        next, n_annotations;
  Buffer        record;
  awk_fieldwidth_info_t *widths;
} Reader;

static void
begin_field (Reader *self, size_t n)
{
  if (n > 0)
    append (&self->record, "\t", 1);
  self->widths->fields[n].skip = n > 0;
  self->widths->fields[n].len = self->record.length;            /* where it begins, until it ends */
}

static void
end_field (Reader *self, size_t n)
{
  self->widths->fields[n].len = self->record.length - self->widths->fields[n].len;
}

static void
add_field (Reader *self, size_t n, const char *text)
{
  begin_field (self, n);
  append_folded (&self->record, text);
  end_field (self, n);
}

static void
add_number (Reader *self, size_t n, size_t number)
{
  char digits[24];
  snprintf (digits, sizeof digits, "%zu", number);
  add_field (self, n, digits);
}

static void
add_spans (Reader *self, size_t n, size_t i, const char *name)
{
  const char *found;
  size_t start, end, n_spans = 0;
  begin_field (self, n);
  for (size_t k = 0; obelus_result_get_span (self->result, i, k, OBELUS_BYTE, &found, &start, &end); k++)
    if (strcmp (found, name) == 0 && end > start)
      {
        char *text = obelus_result_dup_text (self->result, OBELUS_BYTE, start, end);
        if (n_spans++ > 0)
          append (&self->record, " … ", strlen (" … "));
        append_folded (&self->record, text);
        obelus_free (text);
      }
  end_field (self, n);
}

static const char *
find_feature (const Reader *self, size_t i, const char *wanted)
{
  const char *name, *value;
  for (size_t n = 0; obelus_result_get_feature (self->result, i, n, &name, &value); n++)
    if (strcmp (name, wanted) == 0)
      return value;
  return "";
}

static void
add_annotation (Reader *self, size_t i)
{
  ObelusUnit unit = MB_CUR_MAX > 1 ? OBELUS_CODEPOINT : OBELUS_BYTE;
  ObelusAnnotation annotation;
  obelus_result_get (self->result, i, unit, &annotation);
  char *text = obelus_result_dup_text (self->result, unit, annotation.start, annotation.end);
  const char *essence = strcmp (annotation.type, "claim") == 0 ? "factuality"
                        : strcmp (annotation.type, "time") == 0 ? "value" : "name";
  add_field (self, 0, annotation.type);
  add_field (self, 1, annotation.label != NULL ? annotation.label : "");
  add_number (self, 2, annotation.start + 1);
  add_number (self, 3, annotation.end - annotation.start);
  add_field (self, 4, text);
  add_field (self, 5, find_feature (self, i, essence));
  add_spans (self, 6, i, "source");
  add_spans (self, 7, i, "cue");
  add_spans (self, 8, i, "content");
  add_field (self, 9, annotation.rule);
  obelus_free (text);
}

/* @failure: "code: rest". */
static void
add_failure (Reader *self, const char *type, const char *failure)
{
  const char *rest = strstr (failure, ": ");
  char code[32];
  snprintf (code, sizeof code, "%.*s", rest != NULL ? (int) (rest - failure) : 0, failure);
  for (size_t n = 0; n < N_FIELDS; n++)
    add_field (self, n, n == 0 ? type : n == 1 ? code : n == 4 ? (rest != NULL ? rest + 2 : failure) : "");
}

/* FALSE: there are no more. */
static int
make_record (Reader *self)
{
  size_t i = self->next++;
  self->record.length = 0;
  if (self->result == NULL && i > 0)
    return 0;
  if (self->result == NULL)
    add_failure (self, "error", self->failure);
  else if (i < self->n_annotations)
    add_annotation (self, i);
  else
    {
      const char *incident = obelus_result_get_incident (self->result, i - self->n_annotations);
      if (incident == NULL)
        return 0;
      add_failure (self, "incomplete", incident);
    }
  return 1;
}

static int
get_record (char **out, awk_input_buf_t *input, int *errcode, char **rt_start, size_t *rt_length,
            const awk_fieldwidth_info_t **widths)
{
  Reader *self = input->opaque;
  (void) errcode, (void) rt_start;
  if (!make_record (self))
    return EOF;
  *out = self->record.bytes;
  *rt_length = 0;
  *widths = self->widths;
  return self->record.length;
}

/* ---- Files ---- */

static void
close_reader (awk_input_buf_t *input)
{
  Reader *self = input->opaque;
  obelus_result_free (self->result);
  obelus_free (self->error);
  free (self->record.bytes);
  free (self->widths);
  free (self);
  input->opaque = NULL;
}

/* Reads @fd to its end. NULL, with *ret_error (static), when that fails. */
static char *
read_file (int fd, size_t *ret_length, const char **ret_error)
{
  Buffer text = { NULL, 0, 0 };
  char chunk[64 * 1024];
  ssize_t n;
  append (&text, "", 0);
  while ((n = read (fd, chunk, sizeof chunk)) > 0 || (n < 0 && errno == EINTR))
    {
      if (n > 0)
        append (&text, chunk, n);
      if (text.length > MAX_FILE_BYTES)
        break;
    }
  *ret_length = text.length;
  *ret_error = n < 0 ? "io: the file cannot be read" : n > 0 ? "too_long: the file is longer than 256 MB" : NULL;
  if (*ret_error != NULL)
    {
      free (text.bytes);
      return NULL;
    }
  return text.bytes;
}

static void
tag_file (Reader *self, const awk_input_buf_t *input)
{
  awk_value_t date;
  size_t length;
  const char *problem, *day = NULL;
  char *text = read_file (input->fd, &length, &problem);
  if (text == NULL)
    {
      self->failure = problem;
      return;
    }
  if (sym_lookup ("OBELUS_DATE", AWK_STRING, &date) && date.str_value.len > 0)
    day = date.str_value.str;
  ObelusTagger *tagger = get_tagger (&self->error);
  self->result = tagger != NULL ? obelus_tag (tagger, text, length, input->name, day, &self->error) : NULL;
  self->failure = self->error;
  self->n_annotations = self->result != NULL ? obelus_result_size (self->result) : 0;
  free (text);
}

static awk_bool_t
can_take_file (const awk_input_buf_t *input)
{
  awk_value_t value;
  if (input->fd == INVALID_HANDLE || S_ISDIR (input->sbuf.st_mode)
      || !sym_lookup ("OBELUS_RECORDS", AWK_STRING, &value))
    return awk_false;
  return value.str_value.len > 0 && strcmp (value.str_value.str, "0") != 0;
}

static awk_bool_t
take_control_of (awk_input_buf_t *input)
{
  Reader *self = calloc (1, sizeof *self);
  if (self == NULL || (self->widths = calloc (1, awk_fieldwidth_info_size (N_FIELDS))) == NULL)
    fatal (ext_id, "obelus: no memory");
  self->widths->nf = N_FIELDS;
  tag_file (self, input);
  input->opaque = self;
  input->get_record = get_record;
  input->close_func = close_reader;
  return awk_true;
}

static awk_input_parser_t parser = { "obelus", can_take_file, take_control_of, NULL };

void
ob_gawk_register_records (const gawk_api_t *api_p, awk_ext_id_t id, ObelusTagger *(*own_get_tagger) (char **ret_error))
{
  api = api_p;
  ext_id = id;
  get_tagger = own_get_tagger;
  register_input_parser (&parser);
}
