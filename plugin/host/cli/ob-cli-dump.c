#include "host/cli/ob-corpus.h"
#include "io/ob-flow.h"
#include "io/ob-json.h"
#include "io/ob-snippet.h"
#include "lexicon/ob-tagger.h"
#include <string.h>

enum { MAX_COLUMN = 24, MAX_SPAN_TEXT = 60 };

typedef struct
{
  const ObCorpusOptions *corpus;
  ObSession *session;
  GArray    *lists;             /* of ObListOfPack: those to be shown */
  gboolean   only_spans;
} Dump;

/* A quotation or an annotation. */
typedef struct
{
  guint32     first, end;       /* tokens */
  const char *name, *label, *rule;      /* label and rule may be NULL */
} Span;

/* One document. */
typedef struct
{
  const Dump     *dump;
  const ObTagged *tagged;
  const ObDoc    *doc;
  ObVocab        *vocab;
  guint8         *pos;          /* ObPos by token */
  ObGazetteerCache *gazetteers;
  GPtrArray      *annotations;  /* of const ObAnnotation: of all layers, in order */
  GArray         *spans;        /* of Span, by first token */
  guint           next_span;
  GArray         *open;         /* of Span: those that cover the token at hand */
} View;

static const char *
get_form (const View *view, guint32 id)
{
  return ob_intern_get (ob_vocab_get_forms (view->vocab), id, NULL);
}

/* ---- Lists ---- */

typedef void (*HitFunc) (const View *view, const char *list, const ObGazetteerHit *hit, guint32 token, gpointer data);

/* The longest entry of each list that begins at @token. */
static void
foreach_list_hit (const View *view, guint32 token, HitFunc func, gpointer data)
{
  for (guint i = 0; i < view->dump->lists->len; i++)
    {
      const ObListOfPack *list = &g_array_index (view->dump->lists, ObListOfPack, i);
      ObGazetteerHit hits[OB_MAX_GAZETTEER_HITS];
      guint32 limit = view->doc->sentences[view->doc->sentence_of[token]].end;
      if (ob_gazetteer_match (list->gazetteer, view->gazetteers, view->doc, token, limit, hits) > 0)
        func (view, list->name, &hits[0], token, data);
    }
}

/* ---- Text ---- */

static const char *
get_layer (const ObAnnotation *annotation)
{
  return strcmp (annotation->type, "entity") == 0 ? "ent" : annotation->type;
}

static void
append_layer (GString *out, const char *sign, const char *layer, const char *label, const char *rule)
{
  g_string_append_printf (out, "%s%s%s%s%s%s%s", out->len > 0 ? "  " : "", sign, layer, label != NULL ? ":" : "",
                          label != NULL ? label : "", rule != NULL ? " " : "", rule != NULL ? rule : "");
}

static void
append_hit (const View *view G_GNUC_UNUSED, const char *list, const ObGazetteerHit *hit, guint32 token, gpointer data)
{
  GString *out = data;
  g_string_append_printf (out, "%s$%s", out->len > 0 ? "  " : "", list);
  if (hit->end - token > 1)
    g_string_append_printf (out, "(%u)", hit->end - token);
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const Span *x = a, *y = b;
  return x->first != y->first ? (x->first < y->first ? -1 : 1) : x->end > y->end ? -1 : x->end < y->end;
}

static void
collect_spans (View *view)
{
  for (guint32 i = 0; i < view->doc->n_quotes; i++)
    {
      Span span = { view->doc->quotes[i].tokens.first, view->doc->quotes[i].tokens.end, "quote", NULL, NULL };
      g_array_append_val (view->spans, span);
    }
  for (guint i = 0; i < view->annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (view->annotations, i);
      Span span = { annotation->first, annotation->end, get_layer (annotation), annotation->label,
                    annotation->rule->tag };
      g_array_append_val (view->spans, span);
    }
  g_array_sort (view->spans, compare_spans);            /* keeps the order of equals */
}

/* What covers @token, which is the one after the last asked for: "+" where it begins, "|" where it goes on. */
static char *
dup_layers (View *view, guint32 token)
{
  GString *out = g_string_new (NULL);
  for (guint i = view->open->len; i-- > 0;)
    if (g_array_index (view->open, Span, i).end <= token)
      g_array_remove_index (view->open, i);
  for (; view->next_span < view->spans->len && g_array_index (view->spans, Span, view->next_span).first <= token;
       view->next_span++)
    g_array_append_val (view->open, g_array_index (view->spans, Span, view->next_span));
  for (guint i = 0; i < view->open->len; i++)
    {
      const Span *span = &g_array_index (view->open, Span, i);
      append_layer (out, span->first == token ? "+" : "|", span->name, span->label,
                    span->first == token ? span->rule : NULL);
    }
  foreach_list_hit (view, token, append_hit, out);
  return g_string_free (out, FALSE);
}

static char *
dup_lemmas (const View *view, const ObForm *form)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < OB_MAX_LEMMAS && form->lemmas[i] != OB_NO_ID; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? "/" : "", get_form (view, form->lemmas[i]));
  return g_string_free (out, FALSE);
}

enum { COLUMN_OFFSETS, COLUMN_WORD, COLUMN_LOWER, COLUMN_LEMMA, COLUMN_POS, COLUMN_SHAPE, COLUMN_LAYERS, N_COLUMNS };

/* The cells of @token but for the layers, each owned. */
static void
fill_row (const View *view, guint32 token, char *cells[N_COLUMNS])
{
  ObForm form = *ob_vocab_get (view->vocab, view->doc->tokens[token].form);
  ObExtent extent = ob_tagged_convert (view->tagged, ob_tagged_get_extent (view->tagged, token, token + 1),
                                       OB_UNIT_CODEPOINT);
  cells[COLUMN_OFFSETS] = g_strdup_printf ("%zu-%zu", extent.start, extent.end);
  cells[COLUMN_WORD] = g_strdup (get_form (view, view->doc->tokens[token].form));
  cells[COLUMN_LOWER] = g_strdup (get_form (view, form.lower));
  cells[COLUMN_LEMMA] = dup_lemmas (view, &form);
  cells[COLUMN_POS] = g_strdup (ob_pos_get_name (view->pos[token]));
  cells[COLUMN_SHAPE] = g_strdup (get_form (view, form.shape));
  cells[COLUMN_LAYERS] = NULL;
}

static void
clear_row (char *cells[N_COLUMNS])
{
  for (guint i = 0; i < N_COLUMNS; i++)
    g_free (cells[i]);
}

static void
append_row (GString *out, char *const cells[N_COLUMNS], const guint widths[N_COLUMNS], const char *style,
            gboolean colour)
{
  g_autoptr (GString) row = g_string_new (" ");
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_autoptr (GString) cell = g_string_new (NULL);
      ob_snippet_append (cell, cells[i], 0, strlen (cells[i]), NULL, FALSE);    /* no controls */
      g_string_append_c (row, ' ');
      if (i == COLUMN_LAYERS)
        g_string_append (row, cell->str);
      else
        ob_snippet_append_column (row, cell->str, widths[i]);
    }
  while (row->str[row->len - 1] == ' ')
    g_string_truncate (row, row->len - 1);
  ob_snippet_append_styled (out, row->str, style, colour && *style != '\0');
  g_string_append_c (out, '\n');
}

static void
append_tokens (GString *out, View *view)
{
  static const char *const names[N_COLUMNS] = { "offsets", "word", "lower", "lemma", "pos", "shape", "layers" };
  const ObDoc *doc = view->doc;
  gboolean colour = view->dump->corpus->colour;
  guint widths[N_COLUMNS];
  for (guint i = 0; i < N_COLUMNS; i++)
    widths[i] = ob_text_get_width (names[i]);
  for (guint32 t = 0; t < doc->n_tokens; t++)
    {
      char *cells[N_COLUMNS];
      fill_row (view, t, cells);
      for (guint i = 0; i < COLUMN_LAYERS; i++)
        widths[i] = MIN (MAX (widths[i], ob_text_get_width (cells[i])), MAX_COLUMN);
      clear_row (cells);
    }
  append_row (out, (char *const *) names, widths, "1", colour);
  for (guint32 t = 0; t < doc->n_tokens; t++)
    {
      guint32 para = doc->para_of[t], sentence = doc->sentence_of[t];
      char *cells[N_COLUMNS];
      g_autofree char *head = doc->paras[para].first == t
        ? g_strdup_printf ("¶ %u %s · sentence %u", para + 1, ob_zone_get_name (doc->para_zones[para]), sentence + 1)
        : doc->sentences[sentence].first == t ? g_strdup_printf ("sentence %u", sentence + 1) : NULL;
      if (head != NULL)
        {
          ob_snippet_append_styled (out, head, "2", colour);
          g_string_append_c (out, '\n');
        }
      fill_row (view, t, cells);
      cells[COLUMN_LAYERS] = dup_layers (view, t);
      append_row (out, cells, widths, "", colour);
      clear_row (cells);
    }
}

static void
append_span (GString *out, const View *view, const char *layer, const char *label, guint32 first, guint32 end,
             const char *rule)
{
  ObExtent bytes = ob_tagged_get_extent (view->tagged, first, end);
  ObExtent extent = ob_tagged_convert (view->tagged, bytes, OB_UNIT_CODEPOINT);
  g_autofree char *offsets = g_strdup_printf ("%zu-%zu", extent.start, extent.end);
  g_autofree char *name = g_strdup_printf ("%s%s%s", layer, label != NULL ? ":" : "", label != NULL ? label : "");
  g_autoptr (GString) text = g_string_new (NULL);
  ob_snippet_append_right (text, ob_text_get_bytes (view->doc->text), bytes.start, bytes.end, MAX_SPAN_TEXT);
  g_string_append_printf (out, "  %-13s %-18s %s", offsets, name, text->str);
  if (ob_text_get_width (text->str) == MAX_SPAN_TEXT)
    g_string_append (out, "…");
  if (rule != NULL)
    g_string_append_printf (out, "  %s", rule);
  g_string_append_c (out, '\n');
}

static void
append_spans (GString *out, const View *view)
{
  const ObDoc *doc = view->doc;
  for (guint32 i = 0; i < doc->n_paras; i++)
    append_span (out, view, "para", ob_zone_get_name (doc->para_zones[i]), doc->paras[i].first, doc->paras[i].end,
                 NULL);
  for (guint32 i = 0; i < doc->n_sentences; i++)
    append_span (out, view, "s", NULL, doc->sentences[i].first, doc->sentences[i].end, NULL);
  for (guint32 i = 0; i < doc->n_quotes; i++)
    append_span (out, view, "quote", NULL, doc->quotes[i].tokens.first, doc->quotes[i].tokens.end, NULL);
  for (guint i = 0; i < view->annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (view->annotations, i);
      append_span (out, view, get_layer (annotation), annotation->label, annotation->first, annotation->end,
                   annotation->rule->tag);
      for (guint j = 0; j < ob_features_size (&annotation->features); j++)
        {
          const ObFeature *feature = ob_features_get_nth (&annotation->features, j);
          g_string_append_printf (out, "  %-13s   %s = %s\n", "", feature->name, feature->value);
        }
    }
}

/* ---- JSON ---- */

static void
append_extent (GString *out, const View *view, guint32 first, guint32 end)
{
  ObExtent extent = ob_tagged_convert (view->tagged, ob_tagged_get_extent (view->tagged, first, end),
                                       OB_UNIT_CODEPOINT);
  g_string_append_printf (out, "{\"start\":%zu,\"end\":%zu", extent.start, extent.end);
}

static void
append_string (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, ",\"%s\":", name);
  ob_json_append_string (out, value, -1, FALSE);
}

static void
append_json_hit (const View *view G_GNUC_UNUSED, const char *list, const ObGazetteerHit *hit, guint32 token,
                 gpointer data)
{
  GString *out = data;
  g_string_append (out, out->str[out->len - 1] == '[' ? "{\"list\":" : ",{\"list\":");
  ob_json_append_string (out, list, -1, FALSE);
  g_string_append_printf (out, ",\"words\":%u}", hit->end - token);
}

static void
append_json_token (GString *out, const View *view, guint32 token)
{
  ObForm form = *ob_vocab_get (view->vocab, view->doc->tokens[token].form);
  append_extent (out, view, token, token + 1);
  append_string (out, "text", get_form (view, view->doc->tokens[token].form));
  append_string (out, "lower", get_form (view, form.lower));
  g_string_append (out, ",\"lemmas\":[");
  for (guint i = 0; i < OB_MAX_LEMMAS && form.lemmas[i] != OB_NO_ID; i++)
    {
      g_string_append (out, i > 0 ? "," : "");
      ob_json_append_string (out, get_form (view, form.lemmas[i]), -1, FALSE);
    }
  g_string_append_c (out, ']');
  append_string (out, "pos", ob_pos_get_name (view->pos[token]));
  append_string (out, "shape", get_form (view, form.shape));
  g_string_append_printf (out, ",\"sentence\":%u", view->doc->sentence_of[token] + 1);
  if (view->dump->lists->len > 0)
    {
      g_string_append (out, ",\"lists\":[");
      foreach_list_hit (view, token, append_json_hit, out);
      g_string_append_c (out, ']');
    }
  g_string_append_c (out, '}');
}

static void
append_json_span (GString *out, const View *view, const ObAnnotation *annotation)
{
  append_extent (out, view, annotation->first, annotation->end);
  append_string (out, "layer", get_layer (annotation));
  if (annotation->label != NULL)
    append_string (out, "label", annotation->label);
  append_string (out, "rule", annotation->rule->tag);
  g_string_append (out, ",\"features\":{");
  for (guint j = 0; j < ob_features_size (&annotation->features); j++)
    {
      const ObFeature *feature = ob_features_get_nth (&annotation->features, j);
      g_string_append (out, j > 0 ? "," : "");
      ob_json_append_string (out, feature->name, -1, FALSE);
      g_string_append_c (out, ':');
      ob_json_append_string (out, feature->value, -1, FALSE);
    }
  g_string_append (out, "}}");
}

static void
append_json (GString *out, const View *view, const char *head)
{
  const ObDoc *doc = view->doc;
  g_string_append_printf (out, "{%s,\"offsets\":\"codepoint\",\"paragraphs\":[", head);
  for (guint32 i = 0; i < doc->n_paras; i++)
    {
      g_string_append (out, i > 0 ? "," : "");
      append_extent (out, view, doc->paras[i].first, doc->paras[i].end);
      append_string (out, "zone", ob_zone_get_name (doc->para_zones[i]));
      g_string_append_c (out, '}');
    }
  g_string_append (out, "],\"sentences\":[");
  for (guint32 i = 0; i < doc->n_sentences; i++)
    {
      g_string_append (out, i > 0 ? "," : "");
      append_extent (out, view, doc->sentences[i].first, doc->sentences[i].end);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "],\"quotes\":[");
  for (guint32 i = 0; i < doc->n_quotes; i++)
    {
      const ObQuote *quote = &doc->quotes[i];
      g_string_append (out, i > 0 ? "," : "");
      append_extent (out, view, quote->tokens.first, quote->tokens.end);
      g_string_append_printf (out, ",\"closed\":%s,\"depth\":%u}", quote->is_closed ? "true" : "false", quote->depth);
    }
  g_string_append (out, "],\"tokens\":[");
  for (guint32 t = 0; t < doc->n_tokens && !view->dump->only_spans; t++)
    {
      g_string_append (out, t > 0 ? "," : "");
      append_json_token (out, view, t);
    }
  g_string_append (out, "],\"spans\":[");
  for (guint i = 0; i < view->annotations->len; i++)
    {
      g_string_append (out, i > 0 ? "," : "");
      append_json_span (out, view, g_ptr_array_index (view->annotations, i));
    }
  g_string_append (out, "]}\n");
}

/* ---- The whole ---- */

static char *
dup_dump (const Dump *dump, const ObCorpusDoc *doc, const ObTagged *tagged)
{
  GString *out = g_string_new (NULL);
  ObVocab *vocab = ob_session_get_vocab (dump->session);
  g_autofree guint8 *pos = g_new0 (guint8, tagged->doc->n_tokens + 1);
  g_autoptr (ObTagger) tagger = ob_tagger_new (vocab);          /* anew: the vocabulary may be another */
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (Span));
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (Span));
  View view = { dump, tagged, tagged->doc, vocab, pos, ob_session_get_gazetteers (dump->session),
                tagged->result->annotations, spans, 0, open };
  ob_tagger_tag (tagger, tagged->doc, pos);
  if (dump->corpus->json)
    {
      append_json (out, &view, doc->head);
      return g_string_free (out, FALSE);
    }
  ob_snippet_append_styled (out, doc->name, "1", dump->corpus->colour);
  g_string_append_c (out, '\n');
  collect_spans (&view);
  if (dump->only_spans)
    append_spans (out, &view);
  else
    append_tokens (out, &view);
  return g_string_free (out, FALSE);
}

static int
dump_inputs (Dump *dump, const char *const *inputs)
{
  g_autoptr (ObCorpus) corpus = ob_corpus_new (inputs, dump->corpus);
  for (;;)
    {
      g_auto (ObCorpusDoc) doc = { NULL };
      g_autoptr (GError) error = NULL;
      if (!ob_corpus_next (corpus, &doc))
        break;
      g_autoptr (ObTagged) tagged = ob_tagged_new (dump->session, doc.text, doc.length, doc.name, doc.date, &error);
      if (tagged == NULL)
        {
          ob_corpus_complain (corpus, &doc, error);
          continue;
        }
      g_autofree char *text = dup_dump (dump, &doc, tagged);
      if (!ob_cli_write (text, strlen (text)))
        return OB_EXIT_WRITE;
    }
  return ob_corpus_get_n_failed (corpus) > 0 ? OB_EXIT_NO_INPUT : OB_EXIT_OK;
}

/* Keeps of @lists those called @wanted (NULL: all). FALSE after complaining. */
static gboolean
choose_lists (GArray *lists, char **wanted)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GArray) chosen = g_array_new (FALSE, FALSE, sizeof (ObListOfPack));
  for (guint i = 0; i < lists->len; i++)
    g_ptr_array_add (names, g_array_index (lists, ObListOfPack, i).name);
  for (char **name = wanted; *name != NULL; name++)
    {
      gboolean is_known = strcmp (*name, "all") == 0;
      if (is_known)
        return TRUE;
      const char *bare = **name == '$' ? *name + 1 : *name;
      for (guint i = 0; i < lists->len; i++)
        {
          ObListOfPack list = g_array_index (lists, ObListOfPack, i);
          const char *colon = strrchr (list.name, ':');
          if (strcmp (list.name, bare) != 0 && strcmp (colon + 1, bare) != 0)
            continue;
          list.name = g_strdup (list.name);
          g_array_append_val (chosen, list);
          is_known = TRUE;
        }
      if (is_known)
        continue;
      const char *near = ob_suggest (bare, (const char *const *) names->pdata, names->len);
      ob_cli_complain ("dump: there is no list \"%s\"%s%s%s", bare, near != NULL ? " (did you mean " : "",
                       near != NULL ? near : "", near != NULL ? "?)" : "");
      return FALSE;
    }
  g_array_set_size (lists, 0);
  g_array_append_vals (lists, chosen->data, chosen->len);
  return TRUE;
}

static int
dump_with (Dump *dump, ObLoaded *loaded, char **wanted_lists, const char *const *inputs)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) lists = wanted_lists != NULL ? ob_loaded_dup_lists (loaded)
                                                  : g_array_new (FALSE, FALSE, sizeof (ObListOfPack));
  if (wanted_lists != NULL && !choose_lists (lists, wanted_lists))
    return OB_EXIT_USAGE;
  g_autoptr (ObSession) session = ob_session_new (loaded->ruleset, &error);
  if (session == NULL)
    {
      ob_cli_complain ("%s", error->message);
      return OB_EXIT_PACK;
    }
  ob_session_set_tells_private (session, TRUE);
  ob_session_set_keeps_losers (session, FALSE);
  dump->session = session;
  dump->lists = lists;
  return dump_inputs (dump, inputs);
}

static int
run_dump (const char *const *arguments)
{
  g_auto (ObCorpusOptions) corpus = { NULL };
  g_auto (GStrv) lists = NULL;
  Dump dump = { .corpus = &corpus };
  int exit_code;
  GOptionEntry entries[] = {
    { "lists", 0, 0, G_OPTION_ARG_STRING_ARRAY, &lists, "Show which words this list has, or all; again for more",
      "LIST" },
    { "spans", 0, 0, G_OPTION_ARG_NONE, &dump.only_spans, "The spans of each layer with their fields, not the tokens",
      NULL },
    OB_CORPUS_ENTRIES (corpus),
    { 0 }
  };
  g_auto (GStrv) rest = ob_cli_parse (&ob_verb_dump, entries, arguments, &exit_code);
  if (rest == NULL)
    return exit_code;
  if (!ob_corpus_options_check (&corpus, "dump"))
    return OB_EXIT_USAGE;
  g_autoptr (ObLoaded) loaded = ob_corpus_load_packs (corpus.packs, &exit_code);
  if (loaded == NULL)
    return exit_code;
  return dump_with (&dump, loaded, lists, (const char *const *) rest);
}

const ObVerb ob_verb_dump = {
  "dump", "[INPUT…]", "Shows what rules see: words, sentences, zones, quotations, layers.",
  "A line for each word: where it stands (code points), as written, folded, its lemmas, part\n"
  "of speech, shape, and what covers it: + where a span begins, with the rule that found it,\n"
  "| where it goes on, $list(n) where an entry of n words begins. Layers that rules keep to\n"
  "themselves (those with _) are shown too.\n"
  "\n"
  "Examples:\n"
  "  obelus dump article.txt\n"
  "  obelus dump --lists cues --lists titles article.txt\n"
  "  obelus dump --spans article.txt | grep _np\n"
  "  obelus dump --json article.txt | jq .tokens[0]\n"
  "\n"
  "With --json a line for each document: {\"id\"|\"line\",\"offsets\",\"paragraphs\":[{\"start\",\"end\",\n"
  "\"zone\"}],\"sentences\":[…],\"quotes\":[{…,\"closed\",\"depth\"}],\"tokens\":[{\"start\",\"end\",\"text\",\n"
  "\"lower\",\"lemmas\",\"pos\",\"shape\",\"sentence\",\"lists\"}],\"spans\":[{\"start\",\"end\",\"layer\",\"label\",\n"
  "\"rule\",\"features\"}]}.\n"
  "\n"
  "Exit codes: 0 done, 2 a pack is broken, 3 no such pack, 64 usage, 66 an input is missing\n"
  "or no document, 74 write error.",
  run_dump
};
