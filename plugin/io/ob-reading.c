#include "io/ob-reading.h"
#include "io/ob-html-page.h"

ObReadKind
ob_read_kind_of (const char *path)
{
  return ob_html_is_page_name (path) ? OB_READ_PAGE : g_str_has_suffix (path, ".conllu") ? OB_READ_CONLLU : OB_READ_TEXT;
}

gboolean
ob_reading_parse (ObReadKind kind, const char *bytes, gsize length, guint64 line, ObReading *ret_reading, GError **error)
{
  g_auto (ObHtmlPage) page = { NULL };
  *ret_reading = (ObReading) { .kind = kind, .text = bytes, .length = length };
  if (kind == OB_READ_TEXT)
    return TRUE;
  if (kind == OB_READ_CONLLU)
    {
      if (!ob_conllu_parse (bytes, length, line, &ret_reading->conllu, error))
        return FALSE;
      ret_reading->text = ret_reading->conllu.text;
      ret_reading->length = ret_reading->conllu.length;
      ret_reading->date = g_strdup (ret_reading->conllu.date);
      return TRUE;
    }
  if (!ob_html_page_parse (bytes, length, &page, error))
    return FALSE;
  ret_reading->own = g_steal_pointer (&page.text);
  ret_reading->text = ret_reading->own;
  ret_reading->length = page.length;
  ret_reading->date = g_steal_pointer (&page.date);
  return TRUE;
}

void
ob_reading_clear (ObReading *self)
{
  g_clear_pointer (&self->own, g_free);
  g_clear_pointer (&self->date, g_free);
  ob_conllu_clear (&self->conllu);
}
