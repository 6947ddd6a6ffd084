#define PCRE2_CODE_UNIT_WIDTH 8
#include "match/ob-predicate.h"
#include "base/ob-limits.h"
#include <pcre2.h>
#include <string.h>

typedef struct
{
  ObPredicateKind kind;
  ObFormAttr      attribute;
  char           *text;         /* as given; of EQUAL… with its marks folded, and its case when any is meant */
  ObList         *list;
  double          number;
  pcre2_code     *regex;
} Predicate;

struct ObPredicates
{
  GArray     *items;            /* of Predicate, owned */
  GHashTable *ids;              /* of key (owned) to id */
};

/* Two bits a predicate and form: bit 0 the answer is known, bit 1 the answer. */
#define PREDICATES_PER_WORD 32

struct ObPredicateCache
{
  const ObPredicates *predicates;
  ObVocab            *vocab;
  guint64            *rows;     /* by form, each of n_words words */
  gsize               n_words;
  guint32             n_rows;
  pcre2_match_data    *match_data;
  pcre2_match_context *match_context;
  guint64             n_failures;
  char               *failure;  /* what the first failure was */
};

static void
predicate_clear (gpointer data)
{
  Predicate *self = data;
  g_free (self->text);
  g_clear_pointer (&self->list, ob_list_unref);
  pcre2_code_free (self->regex);
}

ObPredicates *
ob_predicates_new (void)
{
  ObPredicates *self = g_new0 (ObPredicates, 1);
  self->items = g_array_new (FALSE, TRUE, sizeof (Predicate));
  g_array_set_clear_func (self->items, predicate_clear);
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
ob_predicates_free (ObPredicates *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->items);
  g_hash_table_unref (self->ids);
  g_free (self);
}

guint32
ob_predicates_size (const ObPredicates *self)
{
  return self->items->len;
}

/* Cuts each run of one character to @longest. */
static char *
cut_runs (const char *s, guint longest)
{
  GString *out = g_string_new (NULL);
  gunichar last = 0;
  guint run = 0;
  for (; *s != '\0'; s = g_utf8_next_char (s))
    {
      gunichar c = g_utf8_get_char (s);
      run = c == last ? run + 1 : 1;
      last = c;
      if (run <= longest)
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

static gboolean
is_any_run (const char *shape)
{
  g_autofree char *single = cut_runs (shape, 1);
  return strcmp (single, shape) == 0;
}

/* Brings EQUAL… of all attributes to two kinds: ANY compares folded text, EXACT as written. A shape without a repeated
 * character stands for runs of any length ("x" lower case, "Xx" a capital first), and stays EQUAL. */
static char *
normalise_text (ObPredicateKind *kind, ObFormAttr attribute, const char *text)
{
  if (*kind > OB_PREDICATE_EQUAL_EXACT)
    return g_strdup (text);
  if (attribute == OB_ATTR_SHAPE)
    {
      gboolean any_run = *kind == OB_PREDICATE_EQUAL && is_any_run (text);
      *kind = any_run ? OB_PREDICATE_EQUAL : OB_PREDICATE_EQUAL_EXACT;
      return any_run ? g_strdup (text) : cut_runs (text, 3);
    }
  if (*kind == OB_PREDICATE_EQUAL)
    *kind = attribute == OB_ATTR_WORD && ob_has_capital (text, strlen (text))
            ? OB_PREDICATE_EQUAL_EXACT : OB_PREDICATE_EQUAL_ANY;
  return *kind == OB_PREDICATE_EQUAL_ANY ? ob_fold (text, strlen (text)) : ob_fold_marks (text, strlen (text));
}

static pcre2_code *
compile_regex (const char *text, char **ret_message, gsize *ret_offset)
{
  *ret_offset = 0;
  if (g_str_has_prefix (text, "(*"))
    {
      *ret_message = g_strdup ("a regex may not begin with “(*”: its limits are set by Obelus");
      return NULL;
    }
  pcre2_compile_context *context = pcre2_compile_context_create (NULL);
  pcre2_set_parens_nest_limit (context, OB_MAX_REGEX_DEPTH);
  int code = 0;
  PCRE2_SIZE offset = 0;
  pcre2_code *regex = pcre2_compile ((PCRE2_SPTR) text, PCRE2_ZERO_TERMINATED,
                                     PCRE2_UTF | PCRE2_UCP | PCRE2_ANCHORED | PCRE2_ENDANCHORED |
                                     PCRE2_NEVER_BACKSLASH_C | PCRE2_DOLLAR_ENDONLY,
                                     &code, &offset, context);
  pcre2_compile_context_free (context);
  if (regex == NULL)
    {
      PCRE2_UCHAR message[128];
      pcre2_get_error_message (code, message, sizeof message);
      *ret_message = g_strdup ((const char *) message);
      *ret_offset = MIN (offset, strlen (text));
      return NULL;
    }
  pcre2_jit_compile (regex, PCRE2_JIT_COMPLETE);        /* where there is no JIT, the interpreter does the same */
  return regex;
}

guint32
ob_predicates_add (ObPredicates *self, ObPredicateKind kind, ObFormAttr attribute, const char *text,
                   ObList *list, double number, char **ret_message, gsize *ret_offset)
{
  g_autofree char *normal = text != NULL ? normalise_text (&kind, attribute, text) : NULL;
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *key = g_strdup_printf ("%d %d %p %s %s", kind, attribute, (void *) list,
                                          g_ascii_dtostr (digits, sizeof digits, number), normal ? normal : "");
  gpointer id;
  if (g_hash_table_lookup_extended (self->ids, key, NULL, &id))
    return GPOINTER_TO_UINT (id);

  pcre2_code *regex = NULL;
  if (kind == OB_PREDICATE_REGEX)
    {
      regex = compile_regex (normal, ret_message, ret_offset);
      if (regex == NULL)
        return G_MAXUINT32;
    }
  Predicate item = { kind, attribute, g_steal_pointer (&normal), list ? ob_list_ref (list) : NULL, number, regex };
  g_array_append_val (self->items, item);
  g_hash_table_insert (self->ids, g_steal_pointer (&key), GUINT_TO_POINTER (self->items->len - 1));
  return self->items->len - 1;
}

ObPredicateCache *
ob_predicate_cache_new (const ObPredicates *predicates, ObVocab *vocab)
{
  ObPredicateCache *self = g_new0 (ObPredicateCache, 1);
  self->predicates = predicates;
  self->vocab = vocab;
  self->n_words = (predicates->items->len + PREDICATES_PER_WORD - 1) / PREDICATES_PER_WORD;
  self->match_data = pcre2_match_data_create (1, NULL);
  self->match_context = pcre2_match_context_create (NULL);
  pcre2_set_match_limit (self->match_context, OB_REGEX_MATCH_LIMIT);
  pcre2_set_depth_limit (self->match_context, OB_REGEX_DEPTH_LIMIT);
  pcre2_set_heap_limit (self->match_context, OB_REGEX_HEAP_KIB);
  return self;
}

void
ob_predicate_cache_free (ObPredicateCache *self)
{
  if (self == NULL)
    return;
  g_free (self->rows);
  pcre2_match_data_free (self->match_data);
  pcre2_match_context_free (self->match_context);
  g_free (self->failure);
  g_free (self);
}

const char *
ob_predicate_cache_get_failure (const ObPredicateCache *self, guint64 *ret_count)
{
  if (ret_count != NULL)
    *ret_count = self->n_failures;
  return self->failure;
}

static gboolean
match_regex (ObPredicateCache *self, const Predicate *predicate, const char *s, gsize length)
{
  int code = pcre2_match (predicate->regex, (PCRE2_SPTR) s, length, 0, 0, self->match_data, self->match_context);
  if (code >= 0)
    return TRUE;
  if (code == PCRE2_ERROR_NOMATCH)
    return FALSE;
  self->n_failures++;
  if (self->failure == NULL)
    {
      PCRE2_UCHAR message[128];
      pcre2_get_error_message (code, message, sizeof message);
      g_autofree char *word = g_utf8_make_valid (s, MIN (length, 40));
      self->failure = g_strdup_printf ("/%.100s/ on “%s”: %s", predicate->text, word, (const char *) message);
    }
  return FALSE;
}

/* Reads digits with optional thousands commas and decimals, nothing else: "1,984", "2.1", "12". */
static gboolean
read_number (const char *s, gsize length, double *ret_number)
{
  char plain[48];
  gsize n = 0, group = 0;
  gboolean has_comma = FALSE, has_point = FALSE;
  if (length == 0 || length >= sizeof plain || !g_ascii_isdigit (s[0]))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (g_ascii_isdigit (s[i]))
      plain[n++] = s[i], group++;
    else if (s[i] == ',' && !has_point && (has_comma ? group == 3 : group <= 3))
      has_comma = TRUE, group = 0;
    else if (s[i] == '.' && !has_point && (!has_comma || group == 3))
      plain[n++] = '.', has_point = TRUE, group = 0;
    else
      return FALSE;
  if (group == 0 || (has_comma && !has_point && group != 3))
    return FALSE;
  plain[n] = '\0';
  *ret_number = g_ascii_strtod (plain, NULL);
  return TRUE;
}

static gboolean
compare_number (ObPredicateKind kind, double a, double b)
{
  switch (kind)
    {
    case OB_PREDICATE_LESS:          return a < b;
    case OB_PREDICATE_LESS_EQUAL:    return a <= b;
    case OB_PREDICATE_GREATER:       return a > b;
    case OB_PREDICATE_GREATER_EQUAL: return a >= b;
    default:                         return FALSE;
    }
}

/* Asks @predicate of one value of its attribute; @folded is that value in lower case. */
static gboolean
test_value (ObPredicateCache *self, const Predicate *predicate, const char *value, gsize length, const char *folded)
{
  switch (predicate->kind)
    {
    case OB_PREDICATE_EQUAL:                    /* of a shape only, see normalise_text */
      {
        g_autofree char *single = cut_runs (value, 1);
        return strcmp (single, predicate->text) == 0;
      }
    case OB_PREDICATE_EQUAL_ANY:
      return strcmp (folded, predicate->text) == 0;
    case OB_PREDICATE_EQUAL_EXACT:
      {
        if (strcmp (value, predicate->text) == 0)
          return TRUE;
        g_autofree char *straight = ob_fold_marks (value, length);
        return strcmp (straight, predicate->text) == 0;
      }
    case OB_PREDICATE_REGEX:
      return match_regex (self, predicate, value, length);
    case OB_PREDICATE_IN_LIST:
      return ob_list_find (predicate->list, folded, value) != OB_NO_ENTRY;
    default:
      {
        double number;
        return read_number (value, length, &number) && compare_number (predicate->kind, number, predicate->number);
      }
    }
}

static gboolean
test_form (ObPredicateCache *self, const Predicate *predicate, guint32 id)
{
  const ObIntern *forms = ob_vocab_get_forms (self->vocab);
  const ObForm form = *ob_vocab_get (self->vocab, id);
  gsize length;
  const char *lower = ob_intern_get (forms, form.lower, NULL);
  const char *value;
  switch (predicate->attribute)
    {
    case OB_ATTR_WORD:
      value = ob_intern_get (forms, id, &length);
      return test_value (self, predicate, value, length, lower);
    case OB_ATTR_LOWER:
      value = ob_intern_get (forms, form.lower, &length);
      return test_value (self, predicate, value, length, value);
    case OB_ATTR_SHAPE:
      value = ob_intern_get (forms, form.shape, &length);
      return test_value (self, predicate, value, length, value);
    case OB_ATTR_LEMMA:
      for (guint i = 0; i < OB_MAX_LEMMAS && form.lemmas[i] != OB_NO_ID; i++)
        {
          value = ob_intern_get (forms, form.lemmas[i], &length);
          if (test_value (self, predicate, value, length, value))
            return TRUE;
        }
      return FALSE;
    }
  return FALSE;
}

static void
grow_rows (ObPredicateCache *self, guint32 form)
{
  guint32 n = MAX (form + 1, ob_intern_size (ob_vocab_get_forms (self->vocab)));
  n = MAX (n, self->n_rows + self->n_rows / 2);
  self->rows = g_renew (guint64, self->rows, n * self->n_words);
  memset (self->rows + self->n_rows * self->n_words, 0, (n - self->n_rows) * self->n_words * sizeof (guint64));
  self->n_rows = n;
}

gboolean
ob_predicate_test (ObPredicateCache *self, guint32 predicate, guint32 form)
{
  if (G_UNLIKELY (form >= self->n_rows))
    grow_rows (self, form);
  guint64 *word = self->rows + form * self->n_words + predicate / PREDICATES_PER_WORD;
  guint shift = predicate % PREDICATES_PER_WORD * 2;
  guint64 bits = *word >> shift;
  if (G_LIKELY (bits & 1))
    return (bits & 2) != 0;
  gboolean answer = test_form (self, &g_array_index (self->predicates->items, Predicate, predicate), form);
  *word |= (answer ? (guint64) 3 : (guint64) 1) << shift;
  return answer;
}
