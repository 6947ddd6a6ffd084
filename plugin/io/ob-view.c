#include "io/ob-view.h"
#include "io/ob-flow.h"
#include "io/ob-speaker.h"
#include <string.h>

enum { MARGIN = 2, MAX_MEASURE = 92, MIN_WIDTH = 40 };

#define DIM     "2"
#define BOLD    "1"
#define ITALIC  "3"
#define WARNING "1;31"

typedef struct
{
  GString        *out;
  const ObTagged *tagged;
  const char     *text;
  gboolean        colour;
  guint           width;        /* of tables and rules, margins included */
  guint           measure;      /* of running text */
} View;

/* ---- Styles: the terminal's own sixteen colours, so that its theme decides how they look ---- */

typedef struct { const char *label, *mark, *colour; } LabelStyle;

static const LabelStyle label_styles[] = {
  { "PERSON", "per", "35" }, { "ORG", "org", "34" },    { "NORP", "norp", "36" },    { "GPE", "gpe", "32" },
  { "LOC", "loc", "32" },    { "FAC", "fac", "32" },    { "WEAPON", "weapon", "31" }, { "DATE", "date", "33" },
  { "TIME", "time", "33" },  { "DURATION", "dur", "33" }, { "SET", "set", "33" },
};

static const char *
get_label (const ObAnnotation *annotation)
{
  return annotation->label != NULL ? annotation->label : annotation->type;
}

static const LabelStyle *
find_label_style (const char *label)
{
  for (guint i = 0; i < G_N_ELEMENTS (label_styles); i++)
    if (strcmp (label_styles[i].label, label) == 0)
      return &label_styles[i];
  return NULL;
}

static const char *
get_colour (const char *label)
{
  const LabelStyle *style = find_label_style (label);
  return style != NULL ? style->colour : "36";
}

static const char *
combine (const char *a, const char *b)
{
  if (*a == '\0' || *b == '\0')
    return *a == '\0' ? b : a;
  g_autofree char *both = g_strconcat (a, ";", b, NULL);
  return g_intern_string (both);
}

static void
set_style (const View *view, ObFlow *flow, const char *style)
{
  if (view->colour)
    ob_flow_set_style (flow, style);
}

static gboolean
is_type (const ObAnnotation *annotation, const char *type)
{
  return strcmp (annotation->type, type) == 0;
}

/* ---- The article ---- */

/* Something marked in the article. Of entities and times as of cues, one list that does not overlap. */
typedef struct
{
  ObExtent            extent;
  const ObAnnotation *annotation;
  guint               number;   /* of a claim, from 1 */
} Mark;

typedef struct
{
  GArray *marks;                /* of Mark */
  guint   next;
  const Mark *active;
} Channel;

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const Mark *x = a, *y = b;
  if (x->extent.start != y->extent.start)
    return x->extent.start < y->extent.start ? -1 : 1;
  return x->extent.end > y->extent.end ? -1 : x->extent.end < y->extent.end;
}

static void
add_mark (const View *view, GArray *marks, const ObAnnotation *annotation, guint32 first, guint32 end, guint number)
{
  Mark mark = { ob_tagged_get_extent (view->tagged, first, end), annotation, number };
  g_array_append_val (marks, mark);
}

static void
drop_overlapping (GArray *marks)
{
  guint kept = 0;
  gsize end = 0;
  g_array_sort (marks, compare_marks);
  for (guint i = 0; i < marks->len; i++)
    {
      Mark mark = g_array_index (marks, Mark, i);
      if (mark.extent.start < end)
        continue;
      end = mark.extent.end;
      g_array_index (marks, Mark, kept++) = mark;
    }
  g_array_set_size (marks, kept);
}

static void
collect_marks (const View *view, GArray *names, GArray *cues)
{
  GPtrArray *annotations = view->tagged->result->annotations;
  guint n_claims = 0;
  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);
      if (is_type (annotation, "entity") || is_type (annotation, "time"))
        add_mark (view, names, annotation, annotation->first, annotation->end, 0);
      if (!is_type (annotation, "claim"))
        continue;
      n_claims++;
      const ObCapture *cue = ob_annotation_get_capture (annotation, "cue");
      if (cue != NULL)
        add_mark (view, cues, annotation, cue->first, cue->end, n_claims);
    }
  drop_overlapping (names);
  drop_overlapping (cues);
}

static gboolean
is_text (const View *view, ObExtent extent, const char *text)
{
  return strlen (text) == extent.end - extent.start && memcmp (view->text + extent.start, text, strlen (text)) == 0;
}

/* What stands behind a marked name: a short label, or the value of a time if that says more than its text. */
static const char *
get_mark_text (const View *view, const ObAnnotation *annotation)
{
  const char *value = ob_features_get (&annotation->features, "value");
  ObExtent extent = ob_tagged_get_extent (view->tagged, annotation->first, annotation->end);
  if (is_type (annotation, "time") && value != NULL && !is_text (view, extent, value))
    return value;
  const LabelStyle *style = find_label_style (get_label (annotation));
  return style != NULL && view->colour ? style->mark : get_label (annotation);
}

static void
add_claim_number (const View *view, ObFlow *flow, guint number)
{
  static const char *const superscripts[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  char digits[16];
  g_snprintf (digits, sizeof digits, view->colour ? "%u" : "[c%u]", number);
  for (const char *p = digits; *p != '\0'; p++)
    ob_flow_add_solid (flow, view->colour ? superscripts[*p - '0'] : (char[2]) { *p, '\0' });
}

static const char *
get_style (const Channel *names, const Channel *cues, const char *base)
{
  const char *style = base;
  if (names->active != NULL)
    style = combine (style, combine (BOLD, get_colour (get_label (names->active->annotation))));
  return cues->active != NULL ? combine (style, "4") : style;
}

static void
close_marks (const View *view, ObFlow *flow, Channel *names, Channel *cues, gsize at)
{
  if (cues->active != NULL && cues->active->extent.end == at)
    {
      set_style (view, flow, DIM);
      add_claim_number (view, flow, cues->active->number);
      cues->active = NULL;
    }
  if (names->active != NULL && names->active->extent.end == at)
    {
      const ObAnnotation *annotation = names->active->annotation;
      set_style (view, flow, combine (DIM, get_colour (get_label (annotation))));
      ob_flow_add_solid (flow, view->colour ? "·" : " ");
      ob_flow_add_solid (flow, get_mark_text (view, annotation));
      if (!view->colour)
        ob_flow_add_solid (flow, "]");
      names->active = NULL;
    }
}

static gboolean
open_mark (Channel *channel, gsize at)
{
  while (channel->active == NULL && channel->next < channel->marks->len)
    {
      const Mark *mark = &g_array_index (channel->marks, Mark, channel->next);
      if (mark->extent.start > at)
        return FALSE;
      channel->next++;
      if (mark->extent.start == at)
        {
          channel->active = mark;
          return TRUE;
        }
    }
  return FALSE;
}

static void
append_paragraph (const View *view, ObExtent extent, const char *base, Channel *names, Channel *cues)
{
  g_auto (ObFlow) flow;
  ob_flow_init (&flow, view->out, MARGIN + view->measure, MARGIN);
  ob_flow_add_solid (&flow, "  ");
  const char *end = view->text + extent.end;
  for (const char *p = view->text + extent.start; p < end; p = g_utf8_next_char (p))
    {
      gsize at = p - view->text;
      close_marks (view, &flow, names, cues, at);
      gboolean opened = open_mark (names, at);
      open_mark (cues, at);
      if (g_unichar_isspace (g_utf8_get_char (p)))
        ob_flow_add_char (&flow, ' ');
      set_style (view, &flow, get_style (names, cues, base));
      if (opened && !view->colour)
        ob_flow_add_solid (&flow, "[");
      ob_flow_add_char (&flow, g_utf8_get_char (p));
    }
  close_marks (view, &flow, names, cues, extent.end);
  ob_flow_end (&flow);
}

static const char *
get_zone_style (ObZone zone)
{
  switch (zone)
    {
    case OB_ZONE_TITLE:
    case OB_ZONE_HEADING:     return BOLD;
    case OB_ZONE_STANDFIRST:
    case OB_ZONE_BYLINE:
    case OB_ZONE_CAPTION:
    case OB_ZONE_AUTHOR_BIO:  return ITALIC;
    case OB_ZONE_BOILERPLATE: return DIM;
    default:                  return "";
    }
}

static void
append_article (const View *view)
{
  const ObDoc *doc = view->tagged->doc;
  g_autoptr (GArray) name_marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  g_autoptr (GArray) cue_marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  collect_marks (view, name_marks, cue_marks);
  Channel names = { .marks = name_marks }, cues = { .marks = cue_marks };
  for (guint32 i = 0; i < doc->n_paras; i++)
    {
      if (doc->paras[i].end <= doc->paras[i].first)
        continue;
      ObExtent extent = ob_tagged_get_extent (view->tagged, doc->paras[i].first, doc->paras[i].end);
      append_paragraph (view, extent, get_zone_style (doc->para_zones[i]), &names, &cues);
      g_string_append_c (view->out, '\n');
    }
}

/* ---- Lines and headings ---- */

static void
append_styled (const View *view, const char *style, const char *text)
{
  if (view->colour)
    g_string_append_printf (view->out, "\033[%sm%s\033[0m", style, text);
  else
    g_string_append (view->out, text);
}

static void
append_rule (const View *view, const char *title)
{
  g_autofree char *valid = g_utf8_make_valid (title, -1);
  g_autoptr (GString) line = g_string_new (NULL);
  g_auto (ObFlow) flow;
  ob_flow_init (&flow, view->out, view->width, MARGIN);
  ob_flow_add_solid (&flow, "  ");
  set_style (view, &flow, BOLD);
  ob_flow_add_solid (&flow, valid);
  set_style (view, &flow, DIM);
  ob_flow_place (&flow);
  guint used = flow.column + (*title != '\0');
  for (guint column = used; column < view->width; column++)
    g_string_append (line, "─");
  if (line->len > 0 && *title != '\0')
    ob_flow_add_char (&flow, ' ');
  ob_flow_add_solid (&flow, line->str);
  ob_flow_end (&flow);
}

/* ---- Who and what is named ---- */

typedef struct
{
  const char *label;
  guint       n;                /* mentions */
  GPtrArray  *names;            /* of NameCount, owned: in order of first mention */
  GHashTable *by_name;          /* char * → NameCount, borrowed */
} LabelCount;

typedef struct { char *name; guint n; } NameCount;

static void
name_count_free (gpointer data)
{
  g_free (((NameCount *) data)->name);
  g_free (data);
}

static void
label_count_free (gpointer data)
{
  LabelCount *count = data;
  g_hash_table_unref (count->by_name);
  g_ptr_array_unref (count->names);
  g_free (count);
}

static LabelCount *
get_label_count (GPtrArray *labels, const char *label)
{
  for (guint i = 0; i < labels->len; i++)
    {
      LabelCount *count = g_ptr_array_index (labels, i);
      if (strcmp (count->label, label) == 0)
        return count;
    }
  LabelCount *count = g_new0 (LabelCount, 1);
  count->label = label;
  count->names = g_ptr_array_new_with_free_func (name_count_free);
  count->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  g_ptr_array_add (labels, count);
  return count;
}

static char *
dup_span_text (const View *view, guint32 first, guint32 end)
{
  ObExtent extent = ob_tagged_get_extent (view->tagged, first, end);
  return g_strndup (view->text + extent.start, extent.end - extent.start);
}

/* The name to count a mention under: its canonical name, a time's words and value, or its text. */
static char *
dup_name (const View *view, const ObAnnotation *annotation)
{
  const char *name = ob_features_get (&annotation->features, "name");
  const char *value = ob_features_get (&annotation->features, "value");
  if (name != NULL)
    return g_strdup (name);
  g_autofree char *text = dup_span_text (view, annotation->first, annotation->end);
  return is_type (annotation, "time") && value != NULL && strcmp (value, text) != 0
         ? g_strdup_printf ("%s (%s)", text, value) : g_steal_pointer (&text);
}

static void
count_name (const View *view, GPtrArray *labels, const ObAnnotation *annotation)
{
  LabelCount *count = get_label_count (labels, get_label (annotation));
  g_autofree char *name = dup_name (view, annotation);
  NameCount *found = g_hash_table_lookup (count->by_name, name);
  if (found == NULL)
    {
      found = g_new0 (NameCount, 1);
      found->name = g_steal_pointer (&name);
      g_ptr_array_add (count->names, found);
      g_hash_table_insert (count->by_name, found->name, found);
    }
  found->n++;
  count->n++;
}

static void
append_label_count (const View *view, const LabelCount *count)
{
  enum { LABEL_WIDTH = 11 };
  g_auto (ObFlow) flow;
  g_autofree char *head = g_strdup_printf ("  %-*s%3u  ", LABEL_WIDTH, count->label, count->n);
  ob_flow_init (&flow, view->out, view->width, strlen (head));
  set_style (view, &flow, combine (BOLD, get_colour (count->label)));
  ob_flow_add_solid (&flow, head);
  set_style (view, &flow, "");
  for (guint i = 0; i < count->names->len; i++)
    {
      const NameCount *name = g_ptr_array_index (count->names, i);
      if (i > 0)
        ob_flow_add_text (&flow, " · ", -1);
      ob_flow_add_text (&flow, name->name, -1);
      if (name->n > 1)
        {
          g_autofree char *times = g_strdup_printf (" ×%u", name->n);
          set_style (view, &flow, DIM);
          ob_flow_add_solid (&flow, times);
          set_style (view, &flow, "");
        }
    }
  ob_flow_end (&flow);
}

/* Labels with a style of their own come first, in the order of that table. */
static int
compare_label_counts (gconstpointer a, gconstpointer b)
{
  const LabelStyle *x = find_label_style ((*(LabelCount *const *) a)->label);
  const LabelStyle *y = find_label_style ((*(LabelCount *const *) b)->label);
  if (x == NULL || y == NULL)
    return (x == NULL) - (y == NULL);
  return x < y ? -1 : x > y;
}

/* Whether @annotation belongs under the heading of @type; NULL: of all types that have no heading of their own. */
static gboolean
is_listed (const ObAnnotation *annotation, const char *type)
{
  if (type != NULL)
    return is_type (annotation, type);
  return !is_type (annotation, "entity") && !is_type (annotation, "time") && !is_type (annotation, "claim");
}

static void
append_names (const View *view, const char *type, const char *title)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (label_count_free);
  GPtrArray *annotations = view->tagged->result->annotations;
  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);
      if (is_listed (annotation, type))
        count_name (view, labels, annotation);
    }
  if (labels->len == 0)
    return;
  g_ptr_array_sort (labels, compare_label_counts);              /* stable: the others stay as first mentioned */
  append_rule (view, title);
  for (guint i = 0; i < labels->len; i++)
    append_label_count (view, g_ptr_array_index (labels, i));
  g_string_append_c (view->out, '\n');
}

/* ---- Claims ---- */

enum { COLUMN_NUMBER, COLUMN_SOURCE, COLUMN_CUE, COLUMN_CONTENT, COLUMN_CERTAINTY, N_COLUMNS };

static const char *const column_titles[N_COLUMNS] = { "", "source", "cue", "content", "certainty" };
static const char *const column_styles[N_COLUMNS] = { DIM, BOLD, "4", "", "" };

typedef struct { char *cells[N_COLUMNS]; } Row;

static void
row_clear (gpointer data)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    g_free (((Row *) data)->cells[i]);
}

static char *
dup_source (const View *view, const ObAnnotation *claim)
{
  char *speaker = ob_claim_dup_speaker (view->tagged, claim);
  return speaker != NULL ? speaker : g_strdup ("–");
}

/* Certainty, and what else keeps the content from being simply asserted. */
static char *
dup_certainty (const ObAnnotation *claim)
{
  static const struct { const char *name, *usual; } fields[] = {
    { "certainty", NULL }, { "stance", "assert" }, { "actual", "yes" }, { "evidence", NULL },
  };
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *value = ob_features_get (&claim->features, fields[i].name);
      if (value == NULL || g_strcmp0 (value, fields[i].usual) == 0)
        continue;
      if (text->len > 0)
        g_string_append (text, ", ");
      g_string_append (text, value);
    }
  return g_string_free (text, FALSE);
}

static GArray *
collect_rows (const View *view)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_array_set_clear_func (rows, row_clear);
  GPtrArray *annotations = view->tagged->result->annotations;
  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *claim = g_ptr_array_index (annotations, i);
      if (!is_type (claim, "claim"))
        continue;
      char *cue = ob_annotation_dup_pieces (view->tagged, claim, "cue");
      char *content = ob_annotation_dup_pieces (view->tagged, claim, "content");
      Row row = { { g_strdup_printf ("c%u", rows->len + 1), dup_source (view, claim), cue ? cue : g_strdup ("–"),
                    content ? content : g_strdup ("–"), dup_certainty (claim) } };
      g_array_append_val (rows, row);
    }
  return rows;
}

/* Columns take what they need up to a share of the width; the content takes the rest. */
static void
measure_columns (const View *view, const GArray *rows, guint widths[N_COLUMNS])
{
  guint room = view->width - MARGIN - 2 * (N_COLUMNS - 1);
  guint limits[N_COLUMNS] = { room / 8, room * 22 / 100, MAX (room * 16 / 100, 12), 0, MAX (room * 14 / 100, 9) };
  guint used = 0;
  for (guint column = 0; column < N_COLUMNS; column++)
    {
      widths[column] = strlen (column_titles[column]);
      for (guint i = 0; i < rows->len; i++)
        widths[column] = MAX (widths[column], ob_text_get_width (g_array_index (rows, Row, i).cells[column]));
      widths[column] = MIN (widths[column], limits[column]);
      used += widths[column];
    }
  widths[COLUMN_CONTENT] = room > used ? room - used : 1;
}

/* @text wrapped to @width, a string a line. */
static char **
wrap (const char *text, guint width)
{
  g_auto (ObFlow) flow;
  g_autoptr (GString) lines = g_string_new (NULL);
  ob_flow_init (&flow, lines, width, 0);
  ob_flow_add_text (&flow, text, -1);
  ob_flow_end (&flow);
  g_string_truncate (lines, lines->len - 1);
  return g_strsplit (lines->str, "\n", -1);
}

static const char *
get_certainty_style (const char *certainty)
{
  if (strcmp (certainty, "certain") == 0)
    return "32";
  return g_str_has_prefix (certainty, "open") || strstr (certainty, "deny") != NULL ? "31" : "33";
}

static void
append_row (const View *view, char *const cells[N_COLUMNS], const guint widths[N_COLUMNS], gboolean is_head)
{
  char **lines[N_COLUMNS];
  guint n_lines = 0;
  for (guint column = 0; column < N_COLUMNS; column++)
    {
      lines[column] = wrap (cells[column], widths[column]);
      n_lines = MAX (n_lines, g_strv_length (lines[column]));
    }
  for (guint line = 0; line < n_lines; line++)
    {
      guint owed = MARGIN;              /* spaces are written only before text, so that no line ends in them */
      for (guint column = 0; column < N_COLUMNS; column++)
        {
          const char *cell = line < g_strv_length (lines[column]) ? lines[column][line] : "";
          const char *style = is_head ? DIM : column == COLUMN_CERTAINTY ? get_certainty_style (cells[column])
                                                                         : column_styles[column];
          if (*cell != '\0')
            {
              g_string_append_printf (view->out, "%*s", (int) owed, "");
              append_styled (view, *style != '\0' ? style : "0", cell);
              owed = 0;
            }
          owed += widths[column] + 2 - ob_text_get_width (cell);
        }
      g_string_append_c (view->out, '\n');
    }
  for (guint column = 0; column < N_COLUMNS; column++)
    g_strfreev (lines[column]);
}

static guint
append_claims (const View *view)
{
  g_autoptr (GArray) rows = collect_rows (view);
  guint widths[N_COLUMNS];
  if (rows->len == 0)
    return 0;
  measure_columns (view, rows, widths);
  append_rule (view, "Claims");
  append_row (view, (char **) column_titles, widths, TRUE);
  for (guint i = 0; i < rows->len; i++)
    append_row (view, g_array_index (rows, Row, i).cells, widths, FALSE);
  g_string_append_c (view->out, '\n');
  return rows->len;
}

/* ---- The whole ---- */

static void
append_note (const View *view, const char *style, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_auto (ObFlow) flow;
  ob_flow_init (&flow, view->out, view->width, MARGIN);
  ob_flow_add_solid (&flow, "  ");
  set_style (view, &flow, style);
  ob_flow_add_text (&flow, valid, -1);
  ob_flow_end (&flow);
}

static void
append_incidents (const View *view)
{
  GPtrArray *incidents = view->tagged->result->incidents;
  for (guint i = 0; i < incidents->len; i++)
    {
      const ObIncident *incident = g_ptr_array_index (incidents, i);
      g_autofree char *text = g_strdup_printf ("incomplete: %s stopped (%s): %s:%u: %s", incident->rule,
                                               ob_error_get_name (incident->code), incident->file, incident->line,
                                               incident->message);
      append_note (view, WARNING, text);
    }
}

static guint
count_type (const ObResult *result, const char *type)
{
  guint n = 0;
  for (guint i = 0; i < result->annotations->len; i++)
    n += is_type (g_ptr_array_index (result->annotations, i), type);
  return n;
}

static void
append_footer (const View *view, guint n_claims, const char *footer)
{
  const ObResult *result = view->tagged->result;
  guint n_entities = count_type (result, "entity"), n_times = count_type (result, "time");
  g_autofree char *text = g_strdup_printf ("%u %s · %u %s · %u %s%s%s",
                                           n_entities, n_entities == 1 ? "entity" : "entities",
                                           n_times, n_times == 1 ? "time" : "times",
                                           n_claims, n_claims == 1 ? "claim" : "claims",
                                           footer != NULL ? " · " : "", footer != NULL ? footer : "");
  append_rule (view, "");
  append_note (view, DIM, text);
}

void
ob_view_append (GString *out, const ObTagged *tagged, const ObViewOptions *options)
{
  guint width = MAX (options->width, MIN_WIDTH) - MARGIN;       /* the right margin */
  View view = { out, tagged, ob_text_get_bytes (tagged->doc->text), options->colour, width,
                MIN (width - MARGIN, MAX_MEASURE) };
  g_autofree char *title = tagged->doc->date != NULL
                           ? g_strdup_printf ("%s · %s", options->title, tagged->doc->date) : g_strdup (options->title);
  append_rule (&view, title);
  g_string_append_c (out, '\n');
  append_article (&view);
  append_names (&view, "entity", "Named");
  append_names (&view, "time", "Times");
  append_names (&view, NULL, "Also found");
  guint n_claims = append_claims (&view);
  append_incidents (&view);
  append_footer (&view, n_claims, options->footer);
}
