#include "io/ob-format.h"
#include "io/ob-brat.h"
#include "io/ob-conllu.h"
#include "io/ob-csv.h"
#include "io/ob-iob2.h"
#include "io/ob-jsonl.h"
#include "io/ob-label-studio.h"
#include "io/ob-report.h"
#include "io/ob-view.h"
#include "io/ob-web-annotation.h"
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

static void
append_brat (GString *out, const ObDocName *name, const ObTagged *tagged, const ObFormatOptions *options)
{
  (void) name, (void) options;
  ob_brat_append (out, tagged);
}

static void
append_brat_conf (GString *out, const ObFormatOptions *options)
{
  ob_brat_append_conf (out, options->ruleset);
}

static void
append_web_annotation (GString *out, const ObDocName *name, const ObTagged *tagged, const ObFormatOptions *options)
{
  ob_web_annotation_append (out, name->head, tagged, options->ascii);
  g_string_append_c (out, '\n');
}

static void
append_conllu (GString *out, const ObDocName *name, const ObTagged *tagged, const ObFormatOptions *options)
{
  (void) options;
  ob_conllu_append (out, name->head, tagged);
}

static void
append_iob2 (GString *out, const ObDocName *name, const ObTagged *tagged, const ObFormatOptions *options)
{
  (void) name, (void) options;
  ob_iob2_append (out, tagged);
}

static void
append_label_studio_begin (GString *out, const ObFormatOptions *options)
{
  (void) options;
  g_string_append (out, "[\n");
}

static void
append_label_studio (GString *out, const ObDocName *name, const ObTagged *tagged, const ObFormatOptions *options)
{
  ob_label_studio_append (out, name->head, tagged, options->packs);
}

static void
append_label_studio_end (GString *out, const ObFormatOptions *options)
{
  (void) options;
  g_string_append (out, "\n]\n");
}

static void
append_label_studio_config (GString *out, const ObFormatOptions *options)
{
  ob_label_studio_append_config (out, options->ruleset);
}

static void
append_report_begin (GString *out, const ObFormatOptions *options)
{
  ob_report_append_begin (out, options->packs);
}

static void
append_report (GString *out, const ObDocName *name, const ObTagged *tagged, const ObFormatOptions *options)
{
  (void) options;
  ob_report_append (out, name->place, tagged);
}

static void
append_report_error (GString *out, const ObDocName *name, const char *code, const char *message,
                     const ObFormatOptions *options)
{
  (void) options;
  ob_report_append_error (out, name->place, code, message);
}

static void
append_report_end (GString *out, const ObFormatOptions *options)
{
  (void) options;
  ob_report_append_end (out);
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

static const ObFormat format_html = {
  .name = "html", .summary = "a report to read in a browser and to send", .append_begin = append_report_begin,
  .append = append_report, .append_error = append_report_error, .append_end = append_report_end,
};

static const ObFormat format_brat = {
  .name = "brat", .summary = "standoff files for brat", .suffix = ".ann", .companion = "annotation.conf",
  .append = append_brat, .append_companion = append_brat_conf,
};

static const ObFormat format_web_annotation = {
  .name = "web-annotation", .summary = "the W3C's Web Annotation, a line of JSON-LD for each document",
  .append = append_web_annotation,
};

static const ObFormat format_conllu = {
  .name = "conllu", .summary = "CoNLL-U, a word a line", .append = append_conllu,
};

static const ObFormat format_iob2 = {
  .name = "iob2", .summary = "a word a line with B-, I- and O tags", .append = append_iob2,
};

static const ObFormat format_label_studio = {
  .name = "label-studio", .summary = "tasks with predictions for Label Studio", .separator = ",\n",
  .companion = "label-studio.xml", .append_begin = append_label_studio_begin, .append = append_label_studio,
  .append_end = append_label_studio_end, .append_companion = append_label_studio_config,
};

static const ObFormat *const formats[] = {
  &format_text, &format_jsonl, &format_csv, &format_html, &format_brat, &format_web_annotation, &format_conllu, &format_iob2,
  &format_label_studio, NULL
};

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
