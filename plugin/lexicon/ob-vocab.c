/* ob-vocab.c: folding, shapes and flags of word forms, computed once a form. */
#include "lexicon/ob-vocab.h"
#include "base/ob-limits.h"
#include <string.h>

/* A run of one kind of character counts no further than this in a shape. */
#define MAX_SHAPE_RUN 3

struct ObVocab
{
  ObIntern *forms;
  ObForm   *entries;            /* by form id; lower is OB_NO_ID in those not yet made */
  guint32   n_entries;
  GString  *buffer;             /* scratch */
};

ObVocab *
ob_vocab_new (void)
{
  ObVocab *self = g_new0 (ObVocab, 1);
  self->forms = ob_intern_new ();
  self->buffer = g_string_new (NULL);
  return self;
}

void
ob_vocab_free (ObVocab *self)
{
  if (self == NULL)
    return;
  ob_intern_free (self->forms);
  g_free (self->entries);
  g_string_free (self->buffer, TRUE);
  g_free (self);
}

ObIntern *
ob_vocab_get_forms (ObVocab *self)
{
  return self->forms;
}

/* The character at @s, which ends before @end, and where the next begins. A byte that is no part of a character is
 * returned as itself with *ret_valid FALSE: folding alters nothing it does not understand. */
static gunichar
next_char (const char **s, const char *end, gboolean *ret_valid)
{
  guchar byte = (guchar) **s;
  *ret_valid = TRUE;
  if (byte < 0x80)
    {
      (*s)++;
      return byte;
    }
  gunichar c = g_utf8_get_char_validated (*s, end - *s);
  if (c == (gunichar) -1 || c == (gunichar) -2)
    {
      *ret_valid = FALSE;
      (*s)++;
      return byte;
    }
  *s = g_utf8_next_char (*s);
  return c;
}

static gunichar
plain_mark (gunichar c)
{
  switch (c)
    {
    case 0x2018:                /* ‘ */
    case 0x2019:                /* ’ */
    case 0x02bc:                /* ʼ */
      return '\'';
    case 0x2011:                /* no-break hyphen */
      return '-';
    default:
      return c;
    }
}

/* g_utf8_strdown would ask the locale how to lower an I; one character at a time does not. */
static void
append_folded (GString *out, const char *s, gsize length, gboolean lower)
{
  const char *end = s + length;
  while (s < end)
    {
      gboolean valid;
      gunichar c = next_char (&s, end, &valid);
      if (c < 0x80)
        g_string_append_c (out, lower ? g_ascii_tolower (c) : (char) c);
      else if (!valid)
        g_string_append_c (out, (char) c);
      else
        g_string_append_unichar (out, lower ? g_unichar_tolower (plain_mark (c)) : plain_mark (c));
    }
}

char *
ob_fold (const char *s, gsize length)
{
  GString *out = g_string_sized_new (length);
  append_folded (out, s, length, TRUE);
  return g_string_free (out, FALSE);
}

char *
ob_fold_marks (const char *s, gsize length)
{
  GString *out = g_string_sized_new (length);
  append_folded (out, s, length, FALSE);
  return g_string_free (out, FALSE);
}

gboolean
ob_is_clitic (const char *s)
{
  static const char *const clitics[] = { "'s", "n't", "'re", "'ve", "'ll", "'d", "'m" };
  gsize length = strlen (s);
  if (length > strlen ("n’t") || strpbrk (s, "'\xe2\xca") == NULL)
    return FALSE;
  g_autofree char *folded = ob_fold (s, length);
  for (guint i = 0; i < G_N_ELEMENTS (clitics); i++)
    if (strcmp (folded, clitics[i]) == 0)
      return TRUE;
  return FALSE;
}

gboolean
ob_has_capital (const char *s, gsize length)
{
  const char *end = s + length;
  while (s < end)
    {
      gboolean valid;
      gunichar c = next_char (&s, end, &valid);
      if (valid && g_unichar_tolower (c) != c)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_capital (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isupper (c);
  return g_unichar_isupper (c) || g_unichar_istitle (c);
}

static gunichar
shape_of (gunichar c)
{
  if (is_capital (c))
    return 'X';
  if (g_unichar_isalpha (c))
    return 'x';
  if (g_unichar_isdigit (c))
    return 'd';
  return plain_mark (c);
}

/* Combining marks belong to the letter before them and leave no trace in the shape. */
static void
append_shape (GString *out, const char *s, gsize length)
{
  const char *end = s + length;
  gunichar last = 0;
  guint run = 0;
  while (s < end)
    {
      gboolean valid;
      gunichar c = next_char (&s, end, &valid);
      if (!valid || g_unichar_ismark (c))
        continue;
      gunichar kind = shape_of (c);
      run = kind == last ? run + 1 : 1;
      last = kind;
      if (run <= MAX_SHAPE_RUN)
        g_string_append_unichar (out, kind);
    }
}

static guint32
flags_of (const char *s, gsize length)
{
  const char *end = s + length;
  guint n_letters = 0, n_capitals = 0, n_lower = 0, n_digits = 0, n_others = 0;
  gboolean starts_capital = FALSE, starts_digit = FALSE;
  for (const char *p = s; p < end;)
    {
      gboolean is_first = p == s, valid;
      gunichar c = next_char (&p, end, &valid);
      if (valid && g_unichar_isalpha (c))
        {
          n_letters++;
          n_capitals += is_capital (c);
          n_lower += g_unichar_islower (c);
          starts_capital |= is_first && is_capital (c);
        }
      else if (valid && g_unichar_isalnum (c))
        {
          n_digits++;
          starts_digit |= is_first && g_unichar_isdigit (c);
        }
      else if (!valid || !(g_unichar_ismark (c) || c == '.' || plain_mark (c) == '\''))
        n_others++;
    }
  guint32 flags = 0;
  if (n_letters > 0 && n_digits == 0 && n_others == 0)
    flags |= OB_FORM_ALPHA;
  if (starts_capital && n_lower > 0)
    flags |= OB_FORM_TITLE;
  if (n_letters > 0 && n_capitals == n_letters)
    flags |= OB_FORM_UPPER;
  if (n_letters > 0 && n_capitals == 0)
    flags |= OB_FORM_LOWER;
  if (starts_digit)
    flags |= OB_FORM_DIGIT;
  if (n_letters == 0 && n_digits == 0)
    flags |= OB_FORM_PUNCT;
  if (n_letters > 0 && end[-1] == '.')
    flags |= OB_FORM_ABBREV;
  return flags;
}

/* A form with a capital may be a name, and is its own lemma then: James, Wales. */
static void
find_lemmas (ObVocab *self, const char *lower, gsize length, const ObForm *form, guint32 ret_lemmas[OB_MAX_LEMMAS])
{
  char *lemmas[OB_MAX_LEMMAS];
  guint n = ob_lemmatise (lower, length, lemmas);
  gboolean has_own = FALSE;
  for (guint i = 0; i < OB_MAX_LEMMAS; i++)
    ret_lemmas[i] = OB_NO_ID;
  for (guint i = 0; i < n; i++)
    {
      ret_lemmas[i] = ob_intern_add (self->forms, lemmas[i], strlen (lemmas[i]));
      has_own |= ret_lemmas[i] == form->lower;
      g_free (lemmas[i]);
    }
  if (!has_own && n < OB_MAX_LEMMAS && (form->flags & (OB_FORM_TITLE | OB_FORM_UPPER)))
    ret_lemmas[n] = form->lower;
}

static guint32
add_lower (ObVocab *self, guint32 id)
{
  gsize length;
  const char *s = ob_intern_get (self->forms, id, &length);
  g_string_truncate (self->buffer, 0);
  append_folded (self->buffer, s, length, TRUE);
  return ob_intern_add (self->forms, self->buffer->str, self->buffer->len);
}

/* Interning what is found may move every array of the vocabulary, so the entry is returned whole and stored last. */
static ObForm
make_form (ObVocab *self, guint32 id)
{
  gsize length;
  const char *s = ob_intern_get (self->forms, id, &length);
  ObForm form = { .flags = flags_of (s, length) };

  g_string_truncate (self->buffer, 0);
  append_shape (self->buffer, s, length);
  form.shape = ob_intern_add (self->forms, self->buffer->str, self->buffer->len);

  g_string_truncate (self->buffer, 0);
  append_folded (self->buffer, s, length, TRUE);
  form.lower = ob_intern_add (self->forms, self->buffer->str, self->buffer->len);

  guint32 reading = ob_intern_get_reading (self->forms, id);
  for (guint i = 0; i < OB_MAX_LEMMAS && reading != OB_NO_ID; i++)      /* the input knows the lemma */
    form.lemmas[i] = i == 0 ? add_lower (self, reading) : OB_NO_ID;
  if (reading != OB_NO_ID)
    return form;
  if ((form.flags & OB_FORM_ALPHA) && self->buffer->len <= OB_MAX_LEMMA_BYTES)
    find_lemmas (self, self->buffer->str, self->buffer->len, &form, form.lemmas);
  else
    for (guint i = 0; i < OB_MAX_LEMMAS; i++)
      form.lemmas[i] = i == 0 ? form.lower : OB_NO_ID;
  return form;
}

static void
grow (ObVocab *self, guint32 n)
{
  guint32 old = self->n_entries;
  self->n_entries = MAX (MAX (old + old / 2, n), 1024);
  self->entries = g_renew (ObForm, self->entries, self->n_entries);
  memset (self->entries + old, 0xff, sizeof (ObForm) * (self->n_entries - old));
}

const ObForm *
ob_vocab_get (ObVocab *self, guint32 id)
{
  if (id >= self->n_entries)
    grow (self, ob_intern_size (self->forms));
  if (self->entries[id].lower == OB_NO_ID)
    self->entries[id] = make_form (self, id);
  return &self->entries[id];
}
