/* stages: what each stage below the rules costs on one text, on this thread's CPU clock.
 *
 * usage: stages TEXT [NAMES]
 *
 * TEXT is read as documents of about 20 kB, cut at line ends; NAMES, one a line, is a gazetteer to look for. Prints a
 * line a stage: MB/s, ns a token, and how often wc -w was run to compare with is the caller's business. Cold: forms are
 * seen for the first time; warm: again. */
#include "lexicon/ob-tagger.h"
#include "match/ob-gazetteer.h"
#include "text/ob-doc.h"
#include <stdio.h>
#include <string.h>
#include <time.h>

#define DOCUMENT_BYTES 20000

typedef struct
{
  char   *text;
  gsize   length;
  GArray *ends;                 /* of gsize: where documents end */
  guint64 n_tokens;
  double  start;
} Bench;

static double
read_clock (void)
{
  struct timespec now;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static void
cut (Bench *self)
{
  self->ends = g_array_new (FALSE, FALSE, sizeof (gsize));
  for (gsize end = 0; end < self->length;)
    {
      gsize wanted = MIN (end + DOCUMENT_BYTES, self->length);
      const char *line = memchr (self->text + wanted, '\n', self->length - wanted);
      end = line != NULL ? (gsize) (line + 1 - self->text) : self->length;
      g_array_append_val (self->ends, end);
    }
}

static void
report (Bench *self, const char *stage)
{
  double seconds = read_clock () - self->start;
  printf ("%-34s %8.1f MB/s %8.1f ns/token\n", stage, (double) self->length / seconds / 1e6,
          seconds * 1e9 / (double) MAX (self->n_tokens, 1));
}

static void
run_tokens (Bench *self, ObIntern *forms, const char *stage)
{
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (ObToken));
  gsize start = 0;
  self->n_tokens = 0;
  self->start = read_clock ();
  for (guint i = 0; i < self->ends->len; i++)
    {
      gsize end = g_array_index (self->ends, gsize, i);
      g_array_set_size (tokens, 0);
      ob_tokenise (self->text + start, end - start, forms, tokens);
      self->n_tokens += tokens->len;
      start = end;
    }
  report (self, stage);
}

/* Documents, and what @use does with each. */
static void
run_docs (Bench *self, ObIntern *forms, void (*use) (const ObDoc *doc, gpointer data), gpointer data, const char *stage)
{
  gsize start = 0;
  double inside = 0;
  self->start = read_clock ();
  for (guint i = 0; i < self->ends->len; i++)
    {
      gsize end = g_array_index (self->ends, gsize, i);
      ObText *text = ob_text_new (self->text + start, end - start, NULL);
      if (text == NULL)
        g_error ("not UTF-8: bytes %" G_GSIZE_FORMAT " to %" G_GSIZE_FORMAT, start, end);
      g_autoptr (ObDoc) doc = ob_doc_new (text, NULL, NULL, forms);
      double before = read_clock ();
      if (use != NULL)
        use (doc, data);
      inside += read_clock () - before;
      start = end;
    }
  if (use != NULL)              /* the stage alone */
    self->start = read_clock () - inside;
  report (self, stage);
}

typedef struct
{
  ObTagger *tagger;
  GByteArray *pos;
} Tagging;

static void
tag (const ObDoc *doc, gpointer data)
{
  Tagging *self = data;
  g_byte_array_set_size (self->pos, doc->n_tokens);
  ob_tagger_tag (self->tagger, doc, self->pos->data);
}

static void
look_up (const ObDoc *doc, gpointer data)
{
  for (guint32 i = 0; i < doc->n_tokens; i++)
    ob_vocab_get (data, doc->tokens[i].form);
}

typedef struct
{
  const ObGazetteer *gazetteer;
  ObGazetteerCache  *cache;
  guint64 n_hits;
} Finding;

static void
find (const ObDoc *doc, gpointer data)
{
  Finding *self = data;
  ObGazetteerHit hits[OB_MAX_GAZETTEER_HITS];
  for (guint32 i = 0; i < doc->n_tokens; i++)
    self->n_hits += ob_gazetteer_match (self->gazetteer, self->cache, doc, i, doc->n_tokens, hits) > 0;
}

static void
run_names (Bench *self, ObVocab *vocab, const char *path)
{
  g_autoptr (ObDiags) diags = ob_diags_new ();
  double start = read_clock ();
  g_autoptr (ObList) list = ob_list_parse_file ("names", path, diags);
  g_autoptr (ObGazetteers) gazetteers = ob_gazetteers_new ();
  const ObGazetteer *gazetteer = ob_gazetteers_add (gazetteers, list, OB_GAZETTEER_WORD, diags);
  printf ("%-34s %8.2f ms, %u names, trie of %.1f MB\n", "opening the names", (read_clock () - start) * 1e3,
          ob_list_size (list), (double) ob_gazetteers_get_bytes (gazetteers) / 1e6);
  g_autoptr (ObGazetteerCache) cache = ob_gazetteer_cache_new (gazetteers, vocab);
  Finding finding = { gazetteer, cache, 0 };
  run_docs (self, ob_vocab_get_forms (vocab), find, &finding, "names alone, cold");
  run_docs (self, ob_vocab_get_forms (vocab), find, &finding, "names alone, warm");
  printf ("%-34s %8" G_GUINT64_FORMAT "\n", "places with a name", finding.n_hits / 2);
}

int
main (int argc, char **argv)
{
  Bench bench = { 0 };
  g_autoptr (GError) error = NULL;
  if (argc < 2 || !g_file_get_contents (argv[1], &bench.text, &bench.length, &error))
    {
      fprintf (stderr, "usage: stages TEXT [NAMES]\n%s\n", error != NULL ? error->message : "");
      return 64;
    }
  cut (&bench);
  g_autoptr (ObVocab) vocab = ob_vocab_new ();
  ObIntern *forms = ob_vocab_get_forms (vocab);
  run_tokens (&bench, forms, "tokens, cold");
  run_tokens (&bench, forms, "tokens, warm");
  run_docs (&bench, forms, NULL, NULL, "documents (tokens to zones), warm");
  run_docs (&bench, forms, look_up, vocab, "folding, shapes, lemmas alone, cold");
  run_docs (&bench, forms, look_up, vocab, "folding, shapes, lemmas alone, warm");
  Tagging tagging = { ob_tagger_new (vocab), g_byte_array_new () };
  run_docs (&bench, forms, tag, &tagging, "parts of speech alone, cold");
  run_docs (&bench, forms, tag, &tagging, "parts of speech alone, warm");
  ob_tagger_free (tagging.tagger);
  g_byte_array_unref (tagging.pos);
  if (argc > 2)
    run_names (&bench, vocab, argv[2]);
  printf ("%-34s %8u\n", "distinct forms", ob_intern_size (forms));
  g_array_unref (bench.ends);
  g_free (bench.text);
  return 0;
}
