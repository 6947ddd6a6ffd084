#include "io/ob-format.h"
#include "io/ob-csv.h"
#include "io/ob-jsonl.h"
#include "io/ob-view.h"
#include <string.h>

static void
append_text (GString *out, const ObDocName *name, const ObTagged *tagged, const ObFormatOptions *options)
{
  g_autofree char *footer = g_strdup_printf ("%s%s%.1f ms", options->packs != NULL ? options->packs : "",
                                             options->packs != NULL ? " · " : "", tagged->spent_us / 1000.0);
  ObViewOptions view = { name->place, footer, options->columns, options->colour };
  ob_view_append (out, tagged, &view);
}

static void
append_jsonl (GString *out, const ObDocName *name, const ObTagged *tagged, const ObFormatOptions *options)
{
  ob_jsonl_append (out, name->head, tagged, options->unit, options->ascii);
  g_string_append_c (out, '\n');
}

static void
append_jsonl_error (GString *out, const ObDocName *name, const char *code, const char *message,
                    const ObFormatOptions *options)
{
  ob_jsonl_append_error (out, name->head, code, message, options->ascii);
  g_string_append_c (out, '\n');
}

static void
append_csv_begin (GString *out, const ObFormatOptions *options)
{
  (void) options;
  ob_csv_append_header (out);
}

static void
append_csv (GString *out, const ObDocName *name, const ObTagged *tagged, const ObFormatOptions *options)
{
  ob_csv_append (out, name->head, tagged, options->unit);
}

static void
append_csv_error (GString *out, const ObDocName *name, const char *code, const char *message,
                  const ObFormatOptions *options)
{
  (void) options;
  ob_csv_append_error (out, name->head, code, message);
}

static const ObFormat format_text = {
  .name = "text", .summary = "to read, on a terminal", .separator = "\n", .is_for_people = TRUE, .append = append_text,
};

static const ObFormat format_jsonl = {
  .name = "jsonl", .summary = "a line of JSON for each document", .append = append_jsonl,
  .append_error = append_jsonl_error,
};

static const ObFormat format_csv = {
  .name = "csv", .summary = "a table, a row for each annotation", .append_begin = append_csv_begin,
  .append = append_csv, .append_error = append_csv_error,
};

static const ObFormat *const formats[] = { &format_text, &format_jsonl, &format_csv, NULL };

const ObFormat *const *
ob_format_get_all (void)
{
  return formats;
}

const ObFormat *
ob_format_find (const char *name)
{
  for (guint i = 0; formats[i] != NULL; i++)
    if (strcmp (formats[i]->name, name) == 0)
      return formats[i];
  return NULL;
}

char *
ob_format_dup_names (void)
{
  GString *names = g_string_new (NULL);
  for (guint i = 0; formats[i] != NULL; i++)
    g_string_append_printf (names, "%s%s", i == 0 ? "" : formats[i + 1] == NULL ? " and " : ", ", formats[i]->name);
  return g_string_free (names, FALSE);
}
