#include "io/ob-report.h"
#include "io/ob-speaker.h"
#include <string.h>

/* In ob-report-assets.S, each with a NUL at its end. */
extern const char ob_report_style[] G_GNUC_INTERNAL, ob_report_script[] G_GNUC_INTERNAL;

/* A stretch of the text that something says something about. */
typedef struct
{
  gsize               start, end;       /* bytes */
  const ObAnnotation *annotation;
  guint               claim;    /* number of the claim it is a part of; 0: a name, a time, a finding of a pack */
  char                kind;     /* of a part: 's' source, 'q' cue, 'c' content, 'o' others */
} Stretch;

typedef struct
{
  GString        *out;
  const ObTagged *tagged;
  const char     *text;
  char            id[16];       /* of the document, in ids of elements */
  GArray         *stretches;    /* of Stretch, by start */
  guint           next;         /* of them */
  GPtrArray      *open;         /* of const Stretch: those that cover the place under way */
} Report;

/* ---- Text ---- */

static void
append_escaped (GString *out, const char *text, gsize length)
{
  const char *plain = text, *end = text + length;
  for (const char *p = text; p < end; p++)
    {
      const char *escape = NULL;
      switch (*p)
        {
        case '&': escape = "&amp;"; break;
        case '<': escape = "&lt;"; break;
        case '>': escape = "&gt;"; break;
        case '"': escape = "&quot;"; break;
        case '\'': escape = "&#39;"; break;
        case '\n': case '\t': break;
        case '\r': escape = "\n"; break;
        default: escape = (guchar) *p < 0x20 || *p == 0x7f ? "\xef\xbf\xbd" : NULL;
        }
      if (escape == NULL)
        continue;
      g_string_append_len (out, plain, p - plain);
      g_string_append (out, escape);
      plain = p + 1;
    }
  g_string_append_len (out, plain, end - plain);
}

static void
append_string (GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  append_escaped (out, valid, strlen (valid));
}

/* @format with strings only, each escaped. */
static void
append_markup (GString *out, const char *format, ...)
{
  va_list strings;
  va_start (strings, format);
  for (const char *p = format; *p != '\0'; p++)
    if (p[0] == '%' && p[1] == 's')
      {
        append_string (out, va_arg (strings, const char *));
        p++;
      }
    else
      g_string_append_c (out, *p);
  va_end (strings);
}

static gboolean
is_type (const ObAnnotation *annotation, const char *type)
{
  return strcmp (annotation->type, type) == 0;
}

static const char *
get_label (const ObAnnotation *annotation)
{
  return annotation->label != NULL ? annotation->label : annotation->type;
}

static const char *
get_field (const ObAnnotation *annotation, const char *name)
{
  return ob_features_get (&annotation->features, name);
}

static char *
dup_span (const Report *r, guint32 first, guint32 end)
{
  ObExtent extent = ob_tagged_get_extent (r->tagged, first, end);
  return g_strndup (r->text + extent.start, extent.end - extent.start);
}

/* ---- The marked text ---- */

static int
compare_stretches (gconstpointer a, gconstpointer b)
{
  const Stretch *x = a, *y = b;
  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  return x->end > y->end ? -1 : x->end < y->end;
}

static void
add_stretch (Report *r, const ObAnnotation *annotation, guint32 first, guint32 end, guint claim, char kind)
{
  ObExtent extent = ob_tagged_get_extent (r->tagged, first, end);
  Stretch stretch = { extent.start, extent.end, annotation, claim, kind };
  g_array_append_val (r->stretches, stretch);
}

static void
collect_stretches (Report *r)
{
  const GPtrArray *annotations = r->tagged->result->annotations;
  guint n_claims = 0;
  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);
      if (!is_type (annotation, "claim"))
        {
          add_stretch (r, annotation, annotation->first, annotation->end, 0, 'n');
          continue;
        }
      n_claims++;
      for (guint j = 0; annotation->captures != NULL && j < annotation->captures->len; j++)
        {
          const ObCapture *capture = &g_array_index (annotation->captures, ObCapture, j);
          char kind = strcmp (capture->name, "source") == 0 ? 's' : strcmp (capture->name, "cue") == 0 ? 'q'
                      : strcmp (capture->name, "content") == 0 ? 'c' : 'o';
          if (capture->end > capture->first && kind != 'o')
            add_stretch (r, annotation, capture->first, capture->end, n_claims, kind);
        }
      if (ob_annotation_get_capture (annotation, "cue") == NULL)        /* what the claim's number stands behind */
        add_stretch (r, annotation, annotation->first, annotation->first + 1, n_claims, 'q');
    }
  g_array_sort (r->stretches, compare_stretches);
}

/* Brings the open stretches to the place @at, and returns where the next one begins or ends, at most @limit. */
static gsize
move_to (Report *r, gsize at, gsize limit)
{
  gsize next = limit;
  guint n_kept = 0;
  for (guint i = 0; i < r->open->len; i++)
    {
      const Stretch *stretch = g_ptr_array_index (r->open, i);
      if (stretch->end > at)
        g_ptr_array_index (r->open, n_kept++) = (gpointer) stretch;
    }
  g_ptr_array_set_size (r->open, n_kept);
  for (; r->next < r->stretches->len && g_array_index (r->stretches, Stretch, r->next).start <= at; r->next++)
    if (g_array_index (r->stretches, Stretch, r->next).end > at)
      g_ptr_array_add (r->open, &g_array_index (r->stretches, Stretch, r->next));
  if (r->next < r->stretches->len)
    next = MIN (next, g_array_index (r->stretches, Stretch, r->next).start);
  for (guint i = 0; i < r->open->len; i++)
    next = MIN (next, ((const Stretch *) g_ptr_array_index (r->open, i))->end);
  return next;
}

/* What is said of a mark: label, name or value, and the rule. */
static char *
dup_title (const Report *r, const ObAnnotation *annotation)
{
  g_autofree char *name = ob_annotation_dup_name (r->tagged, annotation);
  const char *via = get_field (annotation, "reading");
  return g_strdup_printf ("%s · %s%s%s · rule %s", get_label (annotation), name, via != NULL ? " · read as " : "",
                          via != NULL ? via : "", annotation->rule->tag);
}

/* What stands behind a mark: a time's value if it says more than the text, else a short label. */
static const char *
get_mark_label (const ObAnnotation *annotation)
{
  static const struct { const char *label, *brief; } briefs[] = {
    { "PERSON", "person" }, { "ORG", "org" }, { "GPE", "place" }, { "LOC", "place" }, { "FAC", "site" }, { "NORP", "people" },
    { "WEAPON", "arms" }, { "PRODUCT", "product" }, { "EVENT", "event" },
  };
  const char *value = get_field (annotation, "value");
  if (is_type (annotation, "time") && value != NULL)
    return g_str_has_prefix (value, "XXXX") ? "" : value;       /* open: it says no more than the text */
  for (guint i = 0; i < G_N_ELEMENTS (briefs); i++)
    if (strcmp (briefs[i].label, get_label (annotation)) == 0)
      return briefs[i].brief;
  return get_label (annotation);
}

/* One piece of text without an edge inside it, in the elements that mark it. */
static void
append_piece (Report *r, gsize start, gsize end)
{
  const Stretch *name = NULL;
  gboolean is_source = FALSE, is_cue = FALSE, is_content = FALSE;
  g_autoptr (GString) numbers = g_string_new (NULL);
  for (guint i = 0; i < r->open->len; i++)
    {
      const Stretch *stretch = g_ptr_array_index (r->open, i);
      if (stretch->claim == 0)
        {
          if (name == NULL || stretch->end - stretch->start < name->end - name->start)
            name = stretch;
          continue;
        }
      is_source |= stretch->kind == 's';
      is_cue |= stretch->kind == 'q';
      is_content |= stretch->kind == 'c';
      g_string_append_printf (numbers, "%s%u", numbers->len > 0 ? " " : "", stretch->claim);
    }
  if (numbers->len > 0)
    g_string_append_printf (r->out, "<span class=\"s%s%s%s\" data-c=\"%s\">", is_source ? " src" : "", is_cue ? " cue" : "",
                            is_content ? " con" : "", numbers->str);
  if (name != NULL)
    {
      g_autofree char *title = dup_title (r, name->annotation);
      g_autofree char *own_name = ob_annotation_dup_name (r->tagged, name->annotation);
      append_markup (r->out, "<mark class=\"%s %s\" title=\"%s\" data-name=\"%s\"", name->annotation->type,
                     get_label (name->annotation), title, own_name);
      gsize n = end - start;
      const char *label = get_mark_label (name->annotation);
      gboolean is_said = n == strlen (label) && memcmp (r->text + start, label, n) == 0;
      if (end == name->end)
        append_markup (r->out, " data-l=\"%s\"", is_said ? "" : label);
      g_string_append_c (r->out, '>');
    }
  append_escaped (r->out, r->text + start, end - start);
  g_string_append (r->out, name != NULL ? "</mark>" : "");
  g_string_append (r->out, numbers->len > 0 ? "</span>" : "");
}

/* The numbers of claims whose cue ends at @at. */
static void
append_numbers (Report *r, gsize at)
{
  for (guint i = 0; i < r->open->len; i++)
    {
      const Stretch *stretch = g_ptr_array_index (r->open, i);
      if (stretch->kind == 'q' && stretch->end == at)
        g_string_append_printf (r->out, "<a class=\"n\" id=\"%s-t%u\" href=\"#%s-c%u\" data-c=\"%u\"><span class=\"vh\">claim "
                                "</span>%u</a>", r->id, stretch->claim, r->id, stretch->claim, stretch->claim, stretch->claim);
    }
}

static void
append_text (Report *r)
{
  const ObDoc *doc = r->tagged->doc;
  g_string_append (r->out, "<section class=\"text\" aria-label=\"Article\"><h3>Article</h3>\n");
  for (guint32 i = 0; i < doc->n_paras; i++)
    {
      if (doc->paras[i].end <= doc->paras[i].first)
        continue;
      ObExtent extent = ob_tagged_get_extent (r->tagged, doc->paras[i].first, doc->paras[i].end);
      append_markup (r->out, "<p class=\"z-%s\" dir=\"auto\">", ob_zone_get_name (doc->para_zones[i]));
      for (gsize at = extent.start; at < extent.end;)
        {
          gsize next = move_to (r, at, extent.end);
          append_piece (r, at, next);
          append_numbers (r, next);
          at = next;
        }
      g_string_append (r->out, "</p>\n");
    }
  g_string_append (r->out, "</section>");
}

/* ---- Claims ---- */

static void
append_fact (Report *r, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    append_markup (r->out, "<span>%s <b>%s</b></span> ", name, value);
}

/* What else is to be known, where it is not what one expects. */
static void
append_facts (Report *r, const ObAnnotation *claim, const char *about)
{
  static const struct { const char *value, *words; } told[] = {
    { "deny", "denies it" }, { "doubt", "doubts it" }, { "ask", "asks" }, { "withhold", "does not say" },
    { "negated", "was not said" }, { "modal", "may be said" }, { "conditional", "would be said" }, { "future", "will be said" },
    { "hearsay", "hearsay" }, { "distance", "reporter keeps distance" }, { "endorse", "reporter endorses" },
  };
  static const char *const fields[] = { "stance", "actual", "evidence", "voice" };
  const char *certainty = get_field (claim, "certainty");
  g_string_append (r->out, "<p class=\"facts\">");
  if (certainty != NULL)
    append_markup (r->out, "<span class=\"chip %s\">%s</span> ", certainty, certainty);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    for (guint j = 0; j < G_N_ELEMENTS (told); j++)
      if (g_strcmp0 (get_field (claim, fields[i]), told[j].value) == 0)
        append_markup (r->out, "<span class=\"chip%s\">%s</span> ", i < 2 ? " no" : "", told[j].words);
  g_autofree char *to = ob_annotation_dup_pieces (r->tagged, claim, "to");
  g_autofree char *when = ob_annotation_dup_pieces (r->tagged, claim, "when");
  const char *where = get_field (claim, "where"), *kind = get_field (claim, "type");
  g_auto (GStrv) names = g_strsplit (about, "\n", -1);
  g_autofree char *list = g_strjoinv (", ", names);
  append_fact (r, "", g_strcmp0 (kind, "fact") == 0 ? NULL : kind);
  append_fact (r, "in the", g_strcmp0 (where, "body") == 0 ? NULL : where);
  append_fact (r, "to", to);
  append_fact (r, "said", when);
  append_fact (r, "about", list);
  append_markup (r->out, "<code class=\"rule\">%s</code></p>", claim->rule->tag);
}

/* Whether @words are @source, a comma behind them aside. */
static gboolean
is_same_but_commas (const char *words, const char *source)
{
  gsize n = strlen (source);
  return strncmp (words, source, n) == 0 && words[n + strspn (words + n, ", ")] == '\0';
}

static void
append_claim (Report *r, const ObAnnotation *claim, guint number)
{
  g_autofree char *speaker = ob_claim_dup_speaker (r->tagged, claim);
  g_autofree char *words = ob_annotation_dup_pieces (r->tagged, claim, "source");
  g_autofree char *cue = ob_annotation_dup_pieces (r->tagged, claim, "cue");
  g_autofree char *content = ob_annotation_dup_pieces (r->tagged, claim, "content");
  g_autofree char *about = ob_claim_dup_about (r->tagged, claim, "\n");
  g_autofree char *digits = g_strdup_printf ("%u", number);
  const char *certainty = get_field (claim, "certainty"), *type = get_field (claim, "src_type");
  const char *source = speaker != NULL ? speaker : "nobody named";
  append_markup (r->out, "<li class=\"claim %s\" id=\"%s-c%s\" data-n=\"%s\" data-source=\"%s\" data-certainty=\"%s\" "
                 "data-who=\"%s\" data-names=\"%s\">", certainty != NULL ? certainty : "", r->id, digits, digits, source,
                 certainty != NULL ? certainty : "unknown",
                 words != NULL ? "source" : g_strcmp0 (type, "author") == 0 ? "author" : "none", about);
  append_markup (r->out, "<p><a class=\"num\" href=\"#%s-t%s\"><span class=\"vh\">show claim </span>%s</a>"
                 "<span class=\"source\" dir=\"auto\">%s</span> ", r->id, digits, digits, source);
  if (words != NULL && !is_same_but_commas (words, source))
    append_markup (r->out, "<span class=\"as\" dir=\"auto\">(“%s”)</span> ", words);
  if (cue != NULL)
    append_markup (r->out, "<span class=\"cue\">%s</span>", cue);
  append_markup (r->out, "</p><p class=\"content\" dir=\"auto\">%s</p>", content != NULL ? content : "–");
  append_facts (r, claim, about);
  g_string_append (r->out, "</li>\n");
}

static void
append_claims (Report *r)
{
  const GPtrArray *annotations = r->tagged->result->annotations;
  guint number = 0;
  g_string_append (r->out, "<section class=\"claims\" aria-label=\"Claims\"><h3>Claims</h3><ol>\n");
  for (guint i = 0; i < annotations->len; i++)
    if (is_type (g_ptr_array_index (annotations, i), "claim"))
      append_claim (r, g_ptr_array_index (annotations, i), ++number);
  g_string_append (r->out, number > 0 ? "</ol></section>\n" : "</ol><p>None found.</p></section>\n");
}

/* ---- Names ---- */

typedef struct
{
  const ObAnnotation *first;
  char               *name;
  guint               n;
} Named;

static void
named_free (gpointer data)
{
  g_free (((Named *) data)->name);
  g_free (data);
}

/* Most mentions first, within a label; then in order of first mention. */
static int
compare_named (gconstpointer a, gconstpointer b)
{
  const Named *x = *(Named *const *) a, *y = *(Named *const *) b;
  int labels = strcmp (get_label (x->first), get_label (y->first));
  if (labels != 0)
    return labels;
  return x->n > y->n ? -1 : x->n < y->n;
}

static GPtrArray *
collect_names (const Report *r)
{
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (named_free);
  const GPtrArray *annotations = r->tagged->result->annotations;
  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);
      if (is_type (annotation, "claim"))
        continue;
      char *name = ob_annotation_dup_name (r->tagged, annotation);
      char *key = g_strdup_printf ("%s\n%s", get_label (annotation), name);
      Named *named = g_hash_table_lookup (by_key, key);
      if (named != NULL)
        {
          g_free (key);
          g_free (name);
        }
      else
        {
          named = g_new0 (Named, 1);
          *named = (Named) { annotation, name, 0 };
          g_ptr_array_add (names, named);
          g_hash_table_insert (by_key, key, named);
        }
      named->n++;
    }
  g_ptr_array_sort (names, compare_named);
  return names;
}

static void
append_names (Report *r)
{
  g_autoptr (GPtrArray) names = collect_names (r);
  const char *label = NULL;
  if (names->len == 0)
    return;
  g_string_append_printf (r->out, "<details class=\"names\"><summary>Names and times (%u)</summary><dl>", names->len);
  for (guint i = 0; i < names->len; i++)
    {
      const Named *named = g_ptr_array_index (names, i);
      g_autofree char *times = named->n > 1 ? g_strdup_printf (" ×%u", named->n) : g_strdup ("");
      if (label == NULL || strcmp (label, get_label (named->first)) != 0)
        append_markup (r->out, "<dt>%s</dt><dd>", get_label (named->first));
      label = get_label (named->first);
      append_markup (r->out, "<button type=\"button\" data-name=\"%s\"><bdi>%s</bdi><small>%s</small></button>", named->name,
                     named->name, times);
      const Named *after = i + 1 < names->len ? g_ptr_array_index (names, i + 1) : NULL;
      if (after == NULL || strcmp (label, get_label (after->first)) != 0)
        g_string_append (r->out, "</dd>");
    }
  g_string_append (r->out, "</dl></details>\n");
}

/* ---- A document ---- */

static guint
count_type (const ObResult *result, const char *type)
{
  guint n = 0;
  for (guint i = 0; i < result->annotations->len; i++)
    n += is_type (g_ptr_array_index (result->annotations, i), type);
  return n;
}

/* The headline, or what the document is called. */
static char *
dup_heading (const Report *r, const char *place)
{
  const ObDoc *doc = r->tagged->doc;
  if (doc->n_paras == 0 || doc->para_zones[0] != OB_ZONE_TITLE)
    return g_strdup (place);
  return dup_span (r, doc->paras[0].first, doc->paras[0].end);
}

static void
set_id (char id[16], const char *place)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA1, place, -1);
  g_snprintf (id, 16, "d%.12s", digest);
}

static void
append_header (Report *r, const char *place)
{
  const ObResult *result = r->tagged->result;
  const char *date = r->tagged->doc->date;
  g_autofree char *heading = dup_heading (r, place);
  append_markup (r->out, "<article class=\"doc\" id=\"%s\" data-date=\"%s\"><details open><summary><h2><bdi>%s</bdi></h2></summary>\n"
                 "<p class=\"sub\"><bdi>%s</bdi>%s%s", r->id, date != NULL ? date : "", heading, place,
                 date != NULL ? " · " : "", date != NULL ? date : "");
  g_string_append_printf (r->out, " · %u claims · %u names · %u times</p>\n", count_type (result, "claim"),
                          count_type (result, "entity"), count_type (result, "time"));
  for (guint i = 0; i < result->incidents->len; i++)
    {
      const ObIncident *incident = g_ptr_array_index (result->incidents, i);
      append_markup (r->out, "<p class=\"warn\">Incomplete: the rule %s was stopped (%s): %s</p>\n", incident->rule,
                     ob_error_get_name (incident->code), incident->message);
    }
}

void
ob_report_append (GString *out, const char *place, const ObTagged *tagged)
{
  g_autoptr (GArray) stretches = g_array_new (FALSE, FALSE, sizeof (Stretch));
  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  Report r = { .out = out, .tagged = tagged, .text = ob_text_get_bytes (tagged->doc->text), .stretches = stretches,
               .open = open };
  set_id (r.id, place);
  collect_stretches (&r);
  append_header (&r, place);
  append_names (&r);
  g_string_append (out, "<div class=\"two\">\n");
  append_claims (&r);
  append_text (&r);
  g_string_append (out, "</div></details></article>\n");
}

void
ob_report_append_error (GString *out, const char *place, const char *code, const char *message)
{
  char id[16];
  set_id (id, place);
  append_markup (out, "<article class=\"doc\" id=\"%s\"><h2><bdi>%s</bdi></h2><p class=\"warn\">Could not be read: %s: %s</p>"
                 "</article>\n", id, place, code, message);
}

/* ---- The page ---- */

/* "'sha256-…'" as a Content-Security-Policy names a text. */
static char *
dup_digest (const char *text)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  g_checksum_update (checksum, (const guchar *) text, -1);
  g_checksum_get_digest (checksum, digest, &length);
  g_autofree char *base64 = g_base64_encode (digest, length);
  return g_strdup_printf ("'sha256-%s'", base64);
}

void
ob_report_append_begin (GString *out, const char *packs)
{
  g_autofree char *style = dup_digest (ob_report_style), *script = dup_digest (ob_report_script);
  g_string_append_printf (out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src %s; script-src %s; "
                          "base-uri 'none'; form-action 'none'\">\n"
                          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                          "<meta name=\"referrer\" content=\"no-referrer\">\n<title>Who claims what</title>\n"
                          "<style>%s</style>\n</head>\n<body>\n", style, script, ob_report_style);
  g_string_append (out, "<a class=\"skip\" href=\"#main\">To the claims</a>\n<header class=\"top\"><h1>Who claims what</h1>");
  append_markup (out, "<p>found by Obelus%s%s</p><button id=\"theme\" type=\"button\" hidden>Light or dark</button></header>\n",
                 packs != NULL ? " with " : "", packs != NULL ? packs : "");
  g_string_append (out,
    "<div id=\"bar\" role=\"search\" aria-label=\"Filter claims\" hidden></div>\n"
    "<details class=\"legend\"><summary>How to read this</summary>\n"
    "<p>Rules found these claims; nobody has checked whether they are true. Certainty is how firmly the source puts it, by its "
    "own words: <b>certain</b>, <b>probable</b>, <b>possible</b>; <b>open</b> means that nobody in the text vouches for it. "
    "Every claim and every mark names the rule that made it.</p>\n"
    "<ul><li>Follow a claim’s number to its place in the article, and the small number in the article back to the claim; "
    "j and k go from claim to claim.</li><li>Click on a marked name or time, or choose it under “Names and times”, to see what it "
    "is taken for.</li><li>In the article sources are underlined, cues slanted, what is claimed is dotted.</li></ul></details>\n"
    "<main id=\"main\">\n<div id=\"index\"></div>\n");
}

void
ob_report_append_end (GString *out)
{
  g_string_append_printf (out, "</main>\n<div id=\"info\" role=\"status\" aria-live=\"polite\"></div>\n<script>%s</script>\n</body>\n</html>\n",
                          ob_report_script);
}
