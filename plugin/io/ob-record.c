#include "io/ob-record.h"
#include "io/ob-json.h"

void
ob_record_clear (ObRecord *self)
{
  g_clear_pointer (&self->head, g_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->date, g_free);
}

static char *
dup_head (ObJsonSlice id, guint64 number, gboolean ascii)
{
  GString *head = g_string_new (NULL);
  if (id.start == NULL || *id.start == 'n')             /* null names nothing */
    {
      g_string_append (head, "\"line\":");
      ob_json_append_number (head, number);
    }
  else
    {
      g_string_append (head, "\"id\":");
      ob_json_append_slice (head, id, ascii);
    }
  return g_string_free (head, FALSE);
}

gboolean
ob_record_parse (const char *line, gsize length, guint64 number, gboolean ascii, ObRecord *ret_record,
                 GError **error)
{
  static const char *const names[] = { "id", "text", "date", NULL };
  ObJsonSlice values[3] = { { NULL, 0 } };
  gboolean is_json = ob_json_find_members (line, length, names, values, error);
  ObJsonSlice text = values[1], date = values[2];
  *ret_record = (ObRecord) { .head = dup_head (values[0], number, ascii) };
  if (!is_json)
    return FALSE;
  if (text.start == NULL || *text.start != '"')
    {
      g_set_error (error, OB_ERROR, OB_ERROR_BAD_JSON, text.start == NULL ? "no \"text\"" : "\"text\" is not a string");
      return FALSE;
    }
  if (date.start != NULL && *date.start != '"' && *date.start != 'n')
    {
      g_set_error (error, OB_ERROR, OB_ERROR_BAD_JSON, "\"date\" is not a string");
      return FALSE;
    }
  ret_record->text = ob_json_dup_string (text, &ret_record->length);
  gsize date_length;
  if (date.start != NULL && *date.start == '"')
    ret_record->date = ob_json_dup_string (date, &date_length);
  if (ret_record->date != NULL && *ret_record->date == '\0')      /* how many exports write that they know none */
    g_clear_pointer (&ret_record->date, g_free);
  return TRUE;
}
