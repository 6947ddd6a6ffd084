/* ob-lemma.c: the lemmas an English form can have. Offers every likely one, the likeliest first: a rule that asks for a
 * lemma is satisfied by any of them, so that one too many costs little and one too few costs a match. Refuses to guess
 * parts of speech: that needs a sentence, and this sees a form. */
#include "base/ob-arena.h"
#include "base/ob-intern.h"
#include "base/ob-limits.h"
#include "lexicon/ob-lemma-data.h"
#include "lexicon/ob-vocab.h"
#include <string.h>

#define MAX_WORD OB_MAX_LEMMA_BYTES

enum
{
  WORD_OWN_FIRST  = 1 << 0,     /* an irregular form that is a word of its own, likelier than its lemmas */
  WORD_OWN_LAST   = 1 << 1,     /* the same, less likely */
  WORD_KEEP       = 1 << 2,     /* looks inflected and is not */
  WORD_US_PLURAL  = 1 << 3,
  WORD_SES_NOUN   = 1 << 4,
  WORD_USE        = 1 << 5,
  WORD_E_STEM     = 1 << 6,
  WORD_BARE_STEM  = 1 << 7,
  WORD_DOUBLE     = 1 << 8,
  WORD_DOUBLING   = 1 << 9,
  WORD_ADJECTIVE  = 1 << 10,
};

typedef struct
{
  guint       flags;
  guint       n_lemmas;         /* of an irregular form */
  const char *lemmas[OB_MAX_LEMMAS];
} Word;

/* --- the table of words --- */

typedef struct
{
  ObIntern *ids;
  GArray   *words;              /* of Word, by id */
  ObArena  *lemmas;             /* the strings they point to */
} Table;

static Word *
add_word (Table *table, const char *s, gsize length)
{
  guint32 id = ob_intern_add (table->ids, s, length);
  if (id == table->words->len)
    g_array_set_size (table->words, id + 1);
  return &g_array_index (table->words, Word, id);
}

static void
add_list (Table *table, const char *list, guint flag)
{
  while (*list != '\0')
    {
      gsize length = strcspn (list, " ");
      if (length > 0)
        add_word (table, list, length)->flags |= flag;
      list += length + (list[length] == ' ');
    }
}

static void
add_forms (Table *table, const char *line)
{
  gsize length = strcspn (line, " ");
  const char *lemma = ob_arena_strdup (table->lemmas, line, length);
  for (const char *p = line + length; *p != '\0'; p += length)
    {
      p++;
      length = strcspn (p, " ");
      Word *form = add_word (table, p, length);
      if (form->n_lemmas < OB_MAX_LEMMAS)
        form->lemmas[form->n_lemmas++] = lemma;
    }
}

/* Made at the first call, for as long as the process lives. */
static const Table *
get_table (void)
{
  static Table *table;
  if (!g_once_init_enter (&table))
    return table;
  Table *made = g_new0 (Table, 1);
  made->ids = ob_intern_new ();
  made->words = g_array_new (FALSE, TRUE, sizeof (Word));
  made->lemmas = ob_arena_new ();
  for (guint i = 0; i < G_N_ELEMENTS (lemma_forms); i++)
    add_forms (made, lemma_forms[i]);
  const struct { const char *list; guint flag; } lists[] = {
    { own_first, WORD_OWN_FIRST }, { own_last, WORD_OWN_LAST }, { keep_s, WORD_KEEP }, { keep_ed, WORD_KEEP },
    { keep_ing, WORD_KEEP }, { keep_men, WORD_KEEP }, { keep_prefixed, WORD_KEEP }, { us_plurals, WORD_US_PLURAL },
    { ses_nouns, WORD_SES_NOUN }, { use_words, WORD_USE }, { e_stems, WORD_E_STEM }, { bare_stems, WORD_BARE_STEM },
    { double_stems, WORD_DOUBLE }, { doubling_stems, WORD_DOUBLING }, { adjectives, WORD_ADJECTIVE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    add_list (made, lists[i].list, lists[i].flag);
  g_once_init_leave (&table, made);
  return table;
}

static const Word *
find_word (const char *s, gsize length)
{
  const Table *table = get_table ();
  guint32 id = ob_intern_find (table->ids, s, length);
  return id != OB_NO_ID ? &g_array_index (table->words, Word, id) : NULL;
}

static gboolean
is_word (const char *s, gsize length, guint flag)
{
  const Word *word = find_word (s, length);
  return word != NULL && (word->flags & flag) != 0;
}

/* The same of the first @n bytes of @s and then @letter. */
static gboolean
is_word_with (const char *s, gsize n, char letter, guint flag)
{
  char word[MAX_WORD + 1];
  memcpy (word, s, n);
  word[n] = letter;
  return is_word (word, n + 1, flag);
}

/* --- candidates --- */

typedef struct
{
  char **lemmas;
  guint  n;
} Lemmas;

/* Adds the first @length bytes of @s and then @ending, if there is room and it is new. */
static void
offer (Lemmas *self, const char *s, gsize length, const char *ending)
{
  if (self->n == OB_MAX_LEMMAS)
    return;
  gsize ending_length = strlen (ending);
  char *lemma = g_malloc (length + ending_length + 1);
  memcpy (lemma, s, length);
  memcpy (lemma + length, ending, ending_length + 1);
  for (guint i = 0; i < self->n; i++)
    if (strcmp (self->lemmas[i], lemma) == 0)
      {
        g_free (lemma);
        return;
      }
  self->lemmas[self->n++] = lemma;
}

/* A letter outside ASCII is taken for a vowel: é, ï, ö. */
static gboolean
is_vowel (char c)
{
  return strchr ("aeiouy", c) != NULL || (guchar) c >= 0x80;
}

static gboolean
has_vowel (const char *s, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (is_vowel (s[i]))
      return TRUE;
  return FALSE;
}

static gboolean
ends (const char *s, gsize length, const char *ending)
{
  gsize n = strlen (ending);
  return length >= n && memcmp (s + length - n, ending, n) == 0;
}

static gboolean
ends_any (const char *s, gsize length, const char *const *endings)
{
  for (; *endings != NULL; endings++)
    if (ends (s, length, *endings))
      return TRUE;
  return FALSE;
}

/* --- verbs: from "hop", "hopp", "accus" before -ed and -ing to hope, hop, accuse --- */

/* One syllable that ends in one vowel and one consonant: had it no -e, the consonant would be doubled. */
static gboolean
is_short_syllable (const char *s, gsize n)
{
  if (n < 2 || is_vowel (s[n - 1]) || strchr ("wxh", s[n - 1]) != NULL || !is_vowel (s[n - 2]))
    return FALSE;
  gsize start = n - 2;
  if (start > 0 && s[start] != 'u' && s[start - 1] == 'u' && start > 1 && s[start - 2] == 'q')
    start--;                    /* "squar": the u is a consonant */
  return !has_vowel (s, start);
}

/* What a stem's ending says of its -e; the longest ending that fits decides. */
static gboolean
ending_wants_e (const char *s, gsize n)
{
  static const char *const with_e[] = {
    "c", "v", "z", "u", "bl", "cl", "dl", "fl", "gl", "kl", "pl", "tl", "sl", "zl", "br", "cr", "dr", "gr",
    "tr", "vr", "rg", "lg", "dg", "ag", "eg", "ig", "og", "ug", "ns", "ps", "rs", "ls", "ws", "as", "es", "is",
    "os", "us", "ys", "at", "ot", "ut", "ad", "id", "od", "ud", "ib", "ob", "ub", "ak", "ek", "ik", "ok", "uk",
    "ul", "um", "un", "in", "nam", "fram", "ir", "ur", "yr", "yz", "yp", "yl", NULL };
  static const char *const without_e[] = {
    "uu", "tz", "zz", "ss", "eat", "oat", "oot", "out", "oit", "ead", "oad", "aid", "oid", "oud", "aud", "ood",
    "eed", "eak", "eek", "oak", "ook", "auk", "ain", "oin", "ein", "oon", "eun", "our", "eur", "eud", "air",
    "oir", "eer", "ear", "oul", "aul", "aum", "oub", "ouk", "oug", "uin", "eig", "aig", NULL };
  static const char *const vowel_endings_with_e[] = { "creat", "quot", "squar", "quir", "writ", NULL };
  if (ends_any (s, n, vowel_endings_with_e))
    return TRUE;
  return !ends_any (s, n, without_e) && ends_any (s, n, with_e);
}

/* "hopp", "admitt": TRUE when the last consonant may stand there only because of the suffix. */
static gboolean
is_doubled (const char *s, gsize n)
{
  if (n < 3 || s[n - 1] != s[n - 2] || is_vowel (s[n - 1]))
    return FALSE;
  if (is_word (s, n - 1, WORD_DOUBLING))
    return TRUE;
  return strchr ("lsfz", s[n - 1]) == NULL;
}

static void
offer_stems (Lemmas *out, const char *s, gsize n)
{
  gboolean e_listed = is_word_with (s, n, 'e', WORD_E_STEM), bare_listed = is_word (s, n, WORD_BARE_STEM);
  if (e_listed || bare_listed)
    {
      if (e_listed)
        offer (out, s, n, "e");
      if (bare_listed)
        offer (out, s, n, "");
    }
  else if (is_word (s, n, WORD_DOUBLE))
    {
      offer (out, s, n, "");
      if (is_word (s, n - 1, WORD_DOUBLING))
        offer (out, s, n - 1, "");      /* fulfill, fulfil */
    }
  else if (is_doubled (s, n))
    offer (out, s, n - 1, "");
  else if (ends (s, n, "ck") && is_word (s, n - 1, WORD_BARE_STEM))
    offer (out, s, n - 1, "");  /* panicked */
  else if (is_short_syllable (s, n) || ending_wants_e (s, n))
    offer (out, s, n, "e");
  else
    offer (out, s, n, "");
}

static void
offer_ed (Lemmas *out, const char *s, gsize n)
{
  if (n > 4 && ends (s, n, "ied"))
    offer (out, s, n - 3, "y");
  else if (n > 3 && ends (s, n, "eed"))
    offer (out, s, n - 1, "");
  else if (n > 3 && has_vowel (s, n - 2))
    offer_stems (out, s, n - 2);
  offer (out, s, n, "");
}

static void
offer_ing (Lemmas *out, const char *s, gsize n)
{
  if (n > 4 && has_vowel (s, n - 3))
    offer_stems (out, s, n - 3);
  offer (out, s, n, "");
}

/* --- plurals, and verbs in the third person --- */

static void
offer_ses (Lemmas *out, const char *s, gsize n)
{
  static const char *const use_endings[] = { "ouse", "ause", "fuse", NULL };
  gboolean is_use = is_word (s, n - 1, WORD_USE) || ends_any (s, n - 1, use_endings);
  if (ends (s, n, "sses") || (ends (s, n, "uses") && !is_use) || is_word (s, n - 2, WORD_SES_NOUN))
    offer (out, s, n - 2, "");
  else
    offer (out, s, n - 1, "");
}

static void
offer_es (Lemmas *out, const char *s, gsize n)
{
  static const char *const two_letters[] = { "xes", "zzes", "tzes", "ches", "shes", "oes", NULL };
  if (ends (s, n, "ies"))
    offer (out, s, n > 4 ? n - 3 : n - 1, n > 4 ? "y" : "");
  else if (ends (s, n, "ses"))
    offer_ses (out, s, n);
  else
    offer (out, s, ends_any (s, n, two_letters) ? n - 2 : n - 1, "");
}

/* Words in -as, -is, -os are plurals about as often as not (areas, Texas), and so are short ones (ads, GPS). */
static void
offer_s (Lemmas *out, const char *s, gsize n)
{
  static const char *const unsure[] = { "as", "is", "os", NULL };
  if (n < 3 || ends (s, n, "ss") || (ends (s, n, "us") && !is_word (s, n, WORD_US_PLURAL)))
    offer (out, s, n, "");
  else if (ends (s, n, "es"))
    offer_es (out, s, n);
  else
    {
      offer (out, s, n - 1, "");
      if (n == 3 || ends_any (s, n, unsure))
        offer (out, s, n, "");
    }
}

/* --- adjectives --- */

static void
offer_compared (Lemmas *out, const char *s, gsize n, gsize suffix)
{
  gsize stem = n - suffix;
  if (is_word (s, stem, WORD_ADJECTIVE))
    offer (out, s, stem, "");
  else if (is_word_with (s, stem, 'e', WORD_ADJECTIVE))
    offer (out, s, stem, "e");
  else if (stem > 2 && s[stem - 1] == s[stem - 2] && is_word (s, stem - 1, WORD_ADJECTIVE))
    offer (out, s, stem - 1, "");
  else if (s[stem - 1] == 'i' && is_word_with (s, stem - 1, 'y', WORD_ADJECTIVE))
    offer (out, s, stem - 1, "y");
  offer (out, s, n, "");
}

/* --- irregular forms --- */

static void
offer_irregular (Lemmas *out, const Word *word, const char *s, gsize n)
{
  if (word->flags & WORD_OWN_FIRST)
    offer (out, s, n, "");
  for (guint i = 0; i < word->n_lemmas; i++)
    offer (out, word->lemmas[i], strlen (word->lemmas[i]), "");
  if (word->flags & WORD_OWN_LAST)
    offer (out, s, n, "");
}

/* "overheard" as over + heard, "schoolchildren" as school + children. */
static gboolean
offer_compound (Lemmas *out, const char *s, gsize n)
{
  static const char *const prefixes[] = { "re", "over", "under", "out", "mis", "fore", NULL };
  static const char *const nouns[] = { "children", "people", "wives", "shelves", "knives", "teeth", "feet", NULL };
  gsize head = 0;
  for (guint i = 0; prefixes[i] != NULL && head == 0; i++)
    if (g_str_has_prefix (s, prefixes[i]) && n >= strlen (prefixes[i]) + 3)
      head = strlen (prefixes[i]);
  for (guint i = 0; nouns[i] != NULL; i++)
    if (ends (s, n, nouns[i]))
      head = n - strlen (nouns[i]);
  const Word *rest = head > 0 ? find_word (s + head, n - head) : NULL;
  if (rest == NULL || rest->n_lemmas == 0)
    return FALSE;
  g_autofree char *lemma = g_strdup_printf ("%.*s%s", (int) head, s, rest->lemmas[0]);
  offer (out, lemma, strlen (lemma), "");
  offer (out, s, n, "");
  return TRUE;
}

static void
offer_regular (Lemmas *out, const char *s, gsize n)
{
  if (ends (s, n, "s"))
    offer_s (out, s, n);
  else if (ends (s, n, "ed"))
    offer_ed (out, s, n);
  else if (ends (s, n, "ing"))
    offer_ing (out, s, n);
  else if (n > 4 && ends (s, n, "men"))
    offer (out, s, n - 3, "man");
  else if (n > 3 && ends (s, n, "er"))
    offer_compared (out, s, n, 2);
  else if (n > 4 && ends (s, n, "est"))
    offer_compared (out, s, n, 3);
  else
    offer (out, s, n, "");
}

guint
ob_lemmatise (const char *lower, gsize length, char *ret_lemmas[OB_MAX_LEMMAS])
{
  Lemmas out = { ret_lemmas, 0 };
  if (length > MAX_WORD)
    {
      offer (&out, lower, length, "");
      return out.n;
    }
  char s[MAX_WORD + 1];
  memcpy (s, lower, length);
  s[length] = '\0';
  const Word *word = find_word (s, length);
  if (word != NULL && word->n_lemmas > 0)
    offer_irregular (&out, word, s, length);
  else if (strcspn (s, "0123456789.'") < length || (word != NULL && (word->flags & WORD_KEEP)))
    offer (&out, s, length, "");
  else
    {
      if (word != NULL && (word->flags & WORD_OWN_FIRST))
        offer (&out, s, length, "");
      if (!offer_compound (&out, s, length))
        offer_regular (&out, s, length);
      if (word != NULL && (word->flags & WORD_OWN_LAST))
        offer (&out, s, length, "");
    }
  return out.n;
}
