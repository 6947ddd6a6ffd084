/* Promises of the tagger: the parts of speech of plain sentences, the same answer every time, and how often it is right
 * on text it has not seen (skipped where that text is not at hand). */
#include "lexicon/ob-tagger.h"
#include <string.h>

static char *
tag (ObTagger *tagger, ObVocab *vocab, const char *text)
{
  g_autoptr (ObDoc) doc = ob_doc_new (ob_text_new (text, strlen (text), NULL), NULL, NULL, ob_vocab_get_forms (vocab));
  g_autofree guint8 *pos = g_new (guint8, doc->n_tokens + 1);
  GString *names = g_string_new (NULL);
  ob_tagger_tag (tagger, doc, pos);
  for (guint32 i = 0; i < doc->n_tokens; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "", ob_pos_get_name (pos[i]));
  return g_string_free (names, FALSE);
}

static void
test_sentences (void)
{
  static const struct { const char *text, *tags; } cases[] = {
    { "The minister said that Tarvia would pay.", "DET NOUN VERB SCONJ PROPN AUX VERB PUNCT" },
    { "She didn't report it.", "PRON AUX PART VERB PRON PUNCT" },
    { "The report shows three plans.", "DET NOUN VERB NUM NOUN PUNCT" },
    { "They plan to leave.", "PRON VERB PART VERB PUNCT" },
  };
  g_autoptr (ObVocab) vocab = ob_vocab_new ();
  g_autoptr (ObTagger) tagger = ob_tagger_new (vocab);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *first = tag (tagger, vocab, cases[i].text), *again = tag (tagger, vocab, cases[i].text);
      g_assert_cmpstr (first, ==, cases[i].tags);
      g_assert_cmpstr (again, ==, first);
    }
}

static void
test_names (void)
{
  for (int pos = 0; pos < OB_N_POS; pos++)
    g_assert_cmpint (ob_pos_from_name (ob_pos_get_name (pos)), ==, pos);
  g_assert_cmpint (ob_pos_from_name ("NOUNS"), ==, OB_N_POS);
}

/* One sentence of a CoNLL-U file, as a document made by hand: the words are given, not found. */
typedef struct
{
  ObVocab   *vocab;
  ObTagger  *tagger;
  GArray    *tokens;            /* of ObToken */
  GByteArray *gold;             /* ObPos, OB_N_POS where the file has none */
  guint64    n_right, n_all;
} Trial;

static void
end_sentence (Trial *trial)
{
  ObRange sentence = { 0, trial->tokens->len };
  ObDoc doc = { .tokens = (ObToken *) (gpointer) trial->tokens->data, .n_tokens = trial->tokens->len,
                .sentences = &sentence, .n_sentences = 1, .forms = ob_vocab_get_forms (trial->vocab) };
  g_autofree guint8 *pos = g_new (guint8, trial->tokens->len + 1);
  ob_tagger_tag (trial->tagger, &doc, pos);
  for (guint i = 0; i < trial->tokens->len; i++)
    {
      trial->n_right += pos[i] == trial->gold->data[i];
      trial->n_all += trial->gold->data[i] < OB_N_POS;
    }
  g_array_set_size (trial->tokens, 0);
  g_byte_array_set_size (trial->gold, 0);
}

static void
read_line (Trial *trial, const char *line)
{
  g_auto (GStrv) cells = g_strsplit (line, "\t", -1);
  if (g_strv_length (cells) < 4 || strpbrk (cells[0], "-.#") != NULL)
    return;
  ObToken token = { .form = ob_intern_add (ob_vocab_get_forms (trial->vocab), cells[1], strlen (cells[1])) };
  guint8 pos = ob_pos_from_name (cells[3]);
  g_array_append_val (trial->tokens, token);
  g_byte_array_append (trial->gold, &pos, 1);
}

static void
test_unseen_text (void)
{
  const char *shared = g_getenv ("OBELUS_SHARED");
  g_autofree char *path = g_build_filename (shared != NULL ? shared : "../shared", "gold", "pos-dev.conllu", NULL);
  g_autofree char *text = NULL;
  if (!g_file_get_contents (path, &text, NULL, NULL))
    {
      g_test_skip ("pos-dev.conllu is not at hand");
      return;
    }
  g_autoptr (ObVocab) vocab = ob_vocab_new ();
  g_autoptr (ObTagger) tagger = ob_tagger_new (vocab);
  g_autoptr (GArray) tokens = g_array_new (FALSE, TRUE, sizeof (ObToken));
  g_autoptr (GByteArray) gold = g_byte_array_new ();
  Trial trial = { vocab, tagger, tokens, gold, 0, 0 };
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (**line == '\0' && tokens->len > 0)
      end_sentence (&trial);
    else
      read_line (&trial, *line);
  double share = 100.0 * trial.n_right / trial.n_all;
  g_test_message ("%.2f %% of %" G_GUINT64_FORMAT " words", share, trial.n_all);
  g_assert_cmpfloat (share, >=, 95.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tagger/plain-sentences", test_sentences);
  g_test_add_func ("/tagger/names-are-universal-dependencies", test_names);
  g_test_add_func ("/tagger/right-on-unseen-text", test_unseen_text);
  return g_test_run ();
}
