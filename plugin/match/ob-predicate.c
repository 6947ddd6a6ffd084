/* ob-predicate.c: the answers are bits, a column of them a predicate, in pages made when they are first asked for: the
 * frequent forms come early in a vocabulary, so that what is asked most lies close together. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "match/ob-predicate.h"
#include "base/ob-limits.h"
#include "match/ob-regex-set.h"
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
  gint            number_in_set;        /* REGEX: in the regex set; -1: PCRE2 alone can do it */
  guint32        *parts;        /* of ALL_OF, ANY_OF, NOT */
  guint           n_parts;
  const ObGazetteer *gazetteer; /* STARTS */
  double          share;        /* see ob_predicates_estimate; 0: not yet worked out */
} Predicate;

struct ObPredicates
{
  GArray     *items;            /* of Predicate, owned */
  GHashTable *ids;              /* of key (owned) to id */
  ObRegexSet *regexes;          /* of words, all in one */
};

/* All that is asked of the form being worked out: one form is asked many questions in a row. */
typedef struct
{
  guint32 form;                 /* OB_NO_ID: none */
  ObForm  entry;
  const char *word, *lower;
  gsize   length;
  gboolean is_ascii;
  guint32 straight;             /* id of the form with its marks folded */
  guint32 run_shape;            /* id of the shape with each run cut to one; OB_NO_ID: not yet asked */
  const guint64 *regexes;       /* those of the set that match; NULL: not yet asked */
  gboolean is_number, knows_number;
  double  number;
} Subject;

struct ObPredicateCache
{
  ObPredicateColumns  columns;  /* the first, see ob-predicate.h */
  guint               n_columns;        /* those that were there when it was made */
  const ObPredicates *predicates;
  ObVocab            *vocab;
  ObGazetteerCache   *gazetteers;
  guint32            *literals; /* by predicate: EQUAL…: id of the text among the forms; OB_NO_ID: not yet asked */
  ObRegexRun         *regexes;
  Subject             subject;
  pcre2_match_data    *match_data;
  pcre2_match_context *match_context;
  guint64             n_failures;
  char               *failure;  /* what the first of them was; NULL once taken */
  ObBudget           *budget;   /* may be NULL */
};

static void
predicate_clear (gpointer data)
{
  Predicate *self = data;
  g_free (self->text);
  g_clear_pointer (&self->list, ob_list_unref);
  pcre2_code_free (self->regex);
  g_free (self->parts);
}

ObPredicates *
ob_predicates_new (void)
{
  ObPredicates *self = g_new0 (ObPredicates, 1);
  self->items = g_array_new (FALSE, TRUE, sizeof (Predicate));
  g_array_set_clear_func (self->items, predicate_clear);
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->regexes = ob_regex_set_new ();
  return self;
}

void
ob_predicates_free (ObPredicates *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->items);
  g_hash_table_unref (self->ids);
  ob_regex_set_free (self->regexes);
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
  guint32 highest = 0;
  if (regex != NULL && pcre2_pattern_info (regex, PCRE2_INFO_BACKREFMAX, &highest) == 0 && highest > 0)
    {
      pcre2_code_free (regex);
      *ret_message = g_strdup ("a regex may not refer back to a group: its cost would have no bound");
      return NULL;
    }
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

/* Takes @key. */
static guint32
add_item (ObPredicates *self, const Predicate *item, char *key)
{
  guint32 id = self->items->len;
  g_array_append_vals (self->items, item, 1);
  g_hash_table_insert (self->ids, key, GUINT_TO_POINTER (id));
  return id;
}

guint32
ob_predicates_add (ObPredicates *self, ObPredicateKind kind, ObFormAttr attribute, const char *text,
                   ObList *list, double number, char **ret_message, gsize *ret_offset)
{
  g_autofree char *normal = text != NULL ? normalise_text (&kind, attribute, text) : NULL;
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *key = g_strdup_printf ("%d %d %p %s %s", kind, attribute, (void *) list,
                                          number != 0 ? g_ascii_dtostr (digits, sizeof digits, number) : "",
                                          normal ? normal : "");
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
  Predicate item = { .kind = kind, .attribute = attribute, .text = g_steal_pointer (&normal),
                     .list = list != NULL ? ob_list_ref (list) : NULL, .number = number, .regex = regex,
                     .number_in_set = -1 };
  if (regex != NULL && attribute == OB_ATTR_WORD)
    item.number_in_set = ob_regex_set_add (self->regexes, item.text);
  return add_item (self, &item, g_steal_pointer (&key));
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;
  return x < y ? -1 : x > y;
}

guint32
ob_predicates_add_compound (ObPredicates *self, ObPredicateKind kind, const guint32 *parts, guint n_parts)
{
  g_assert (n_parts > 0 && kind >= OB_PREDICATE_ALL_OF && kind <= OB_PREDICATE_NOT);
  g_autofree guint32 *sorted = g_memdup2 (parts, n_parts * sizeof (guint32));
  qsort (sorted, n_parts, sizeof (guint32), compare_ids);
  guint n = 0;
  for (guint i = 0; i < n_parts; i++)
    if (i == 0 || sorted[i] != sorted[i - 1])
      sorted[n++] = sorted[i];
  if (n == 1 && kind != OB_PREDICATE_NOT)
    return sorted[0];
  GString *key = g_string_new (NULL);
  g_string_printf (key, "%d", kind);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (key, " %u", sorted[i]);
  gpointer id;
  if (g_hash_table_lookup_extended (self->ids, key->str, NULL, &id))
    {
      g_string_free (key, TRUE);
      return GPOINTER_TO_UINT (id);
    }
  Predicate item = { .kind = kind, .parts = g_steal_pointer (&sorted), .n_parts = n };
  return add_item (self, &item, g_string_free (key, FALSE));
}

guint32
ob_predicates_add_start (ObPredicates *self, const ObGazetteer *gazetteer)
{
  g_autofree char *key = g_strdup_printf ("%d %p", OB_PREDICATE_STARTS, (const void *) gazetteer);
  gpointer id;
  if (g_hash_table_lookup_extended (self->ids, key, NULL, &id))
    return GPOINTER_TO_UINT (id);
  Predicate item = { .kind = OB_PREDICATE_STARTS, .gazetteer = gazetteer };
  return add_item (self, &item, g_steal_pointer (&key));
}

/* How common */

/* Of 100,000 tokens of English news, how many are one of these (counted over 2.7 million). */
static const struct { const char *word; guint share; } common_words[] = {
    { "the", 4571 }, { ",", 4421 }, { ".", 3722 }, { "to", 2345 }, { "of", 2115 }, { "a", 1864 }, { "and", 1843 },
    { "in", 1754 }, { "-", 1189 }, { "said", 992 }, { "'s", 952 }, { "that", 932 }, { "\"", 879 }, { "for", 854 },
    { "is", 730 }, { "on", 713 }, { "it", 646 }, { "he", 600 }, { "with", 501 }, { "as", 434 }, { "was", 432 },
    { "at", 422 }, { "has", 419 }, { "be", 411 }, { "by", 403 }, { "from", 401 }, { "his", 352 }, { "not", 344 },
    { "have", 338 }, { "“", 323 }, { "i", 322 }, { "”", 320 }, { "will", 316 }, { "are", 311 }, { "but", 311 },
    { "an", 310 }, { "''", 284 }, { "would", 274 }, { "this", 271 }, { "they", 257 }, { "who", 250 }, { "new", 236 },
    { "its", 235 }, { "about", 220 }, { "year", 218 }, { "we", 205 }, { "or", 193 }, { "had", 191 }, { "more", 190 },
    { "she", 188 }, { "one", 187 }, { "which", 185 }, { "her", 181 }, { ":", 181 }, { "'", 178 }, { "n't", 175 },
    { "you", 174 }, { "were", 171 }, { "mr.", 170 }, { "been", 165 }, { "their", 160 }, { "up", 156 }, { ")", 148 },
    { "also", 147 }, { "president", 147 }, { "campaign", 146 }, { "if", 145 }, { "u.s.", 145 }, { "(", 144 },
    { "than", 142 }, { "state", 140 }, { "after", 138 }, { "do", 137 }, { "all", 135 }, { "there", 134 },
    { "last", 132 }, { "billion", 131 }, { "company", 129 }, { "two", 124 }, { "what", 122 }, { "republican", 122 },
    { "when", 121 }, { "people", 121 }, { "out", 121 }, { "over", 120 }, { "some", 114 }, { "no", 114 },
    { "other", 112 }, { "could", 105 }, { "first", 103 }, { "can", 101 }, { "democratic", 99 }, { "party", 97 },
    { "states", 96 }, { "so", 95 }, { "bank", 92 }, { "time", 91 }, { "?", 91 }, { "him", 90 }, { "now", 87 },
    { "inc", 87 }, { "against", 86 }, { "because", 86 }, { "presidential", 86 }, { "into", 86 }, { "like", 84 },
    { "did", 83 }, { "—", 82 }, { "voters", 82 }, { "most", 80 }, { "american", 80 }, { "government", 80 },
    { "week", 78 }, { "just", 78 }, { "york", 78 }, { "years", 78 }, { "them", 78 }, { "our", 77 }, { "may", 77 },
    { "while", 75 }, { "percent", 75 }, { "only", 74 }, { "even", 71 }, { "any", 70 }, { "former", 70 },
    { "national", 70 }, { "many", 70 }, { "told", 70 }, { "market", 70 }, { "group", 69 },
};

#define SHARE_OF_WORD  5e-5     /* of a word not among them */
#define SHARE_OF_ENTRY 1e-6     /* of an entry of a list, on average, which is not */
#define SHARE_OF_REGEX 0.05     /* besides the common words it matches */
#define SHARE_OF_SHAPE 0.1
#define SHARE_OF_NUMBER 0.02
#define SHARE_OF_START 0.01

/* TRUE when an item that looks at the text of one word accepts @word. */
static gboolean
accepts_common (const Predicate *self, const char *word)
{
  if (self->kind == OB_PREDICATE_IN_LIST)
    return ob_list_find (self->list, word, word) != OB_NO_ENTRY;
  if (self->kind == OB_PREDICATE_EQUAL_ANY || self->kind == OB_PREDICATE_EQUAL_EXACT)
    return strcmp (self->text, word) == 0;
  if (self->kind != OB_PREDICATE_REGEX)
    return FALSE;
  pcre2_match_data *data = pcre2_match_data_create (1, NULL);
  int code = pcre2_match (self->regex, (PCRE2_SPTR) word, strlen (word), 0, 0, data, NULL);
  pcre2_match_data_free (data);
  return code >= 0;
}

static double
estimate_item (const Predicate *self)
{
  double share = 0;
  if (self->attribute == OB_ATTR_SHAPE)
    return SHARE_OF_SHAPE;
  for (guint i = 0; i < G_N_ELEMENTS (common_words); i++)
    if (accepts_common (self, common_words[i].word))
      share += common_words[i].share / 100000.0;
  switch (self->kind)
    {
    case OB_PREDICATE_EQUAL_ANY:
    case OB_PREDICATE_EQUAL_EXACT: return MAX (share, SHARE_OF_WORD);
    case OB_PREDICATE_IN_LIST:     return share + SHARE_OF_ENTRY * ob_list_size (self->list);
    case OB_PREDICATE_REGEX:       return share + SHARE_OF_REGEX;
    default:                       return SHARE_OF_NUMBER;
    }
}

static double
estimate (ObPredicates *self, const Predicate *item)
{
  double share = item->kind == OB_PREDICATE_ANY_OF ? 0 : 1;
  switch (item->kind)
    {
    case OB_PREDICATE_ALL_OF:
      for (guint i = 0; i < item->n_parts; i++)
        share = MIN (share, ob_predicates_estimate (self, item->parts[i]));
      return share;
    case OB_PREDICATE_ANY_OF:
      for (guint i = 0; i < item->n_parts; i++)
        share += ob_predicates_estimate (self, item->parts[i]);
      return MIN (share, 1);
    case OB_PREDICATE_NOT:
      return 1 - ob_predicates_estimate (self, item->parts[0]);
    case OB_PREDICATE_STARTS:
      return SHARE_OF_START;
    default:
      return estimate_item (item);
    }
}

/* Many patterns ask the same, and a list or a regular expression is asked a hundred words. */
double
ob_predicates_estimate (ObPredicates *self, guint32 predicate)
{
  Predicate *item = &g_array_index (self->items, Predicate, predicate);
  if (item->share == 0)
    item->share = estimate (self, item);
  return item->share;
}

ObPredicateCache *
ob_predicate_cache_new (const ObPredicates *predicates, ObVocab *vocab, ObGazetteerCache *gazetteers)
{
  ObPredicateCache *self = g_new0 (ObPredicateCache, 1);
  self->predicates = predicates;
  self->vocab = vocab;
  self->gazetteers = gazetteers;
  self->n_columns = predicates->items->len;
  self->columns.columns = g_new0 (ObPredicateColumn, self->n_columns + 1);
  self->literals = g_new (guint32, predicates->items->len + 1);
  memset (self->literals, 0xff, (predicates->items->len + 1) * sizeof (guint32));
  self->regexes = ob_regex_run_new (predicates->regexes);
  self->subject.form = OB_NO_ID;
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
  for (guint i = 0; i < self->n_columns; i++)
    {
      ObPredicateColumn *column = &self->columns.columns[i];
      for (guint32 page = 0; page < column->n_pages; page++)
        g_free (column->pages[page]);
      g_free (column->pages);
    }
  g_free (self->columns.columns);
  g_free (self->literals);
  ob_regex_run_free (self->regexes);
  pcre2_match_data_free (self->match_data);
  pcre2_match_context_free (self->match_context);
  g_free (self->failure);
  g_free (self);
}

void
ob_predicate_cache_set_budget (ObPredicateCache *self, ObBudget *budget)
{
  self->budget = budget;
}

guint64
ob_predicate_cache_count_failures (const ObPredicateCache *self)
{
  return self->n_failures;
}

char *
ob_predicate_cache_take_failure (ObPredicateCache *self)
{
  return g_steal_pointer (&self->failure);
}

static gboolean
match_regex (ObPredicateCache *self, const Predicate *predicate, const char *s, gsize length)
{
  int code = pcre2_match (predicate->regex, (PCRE2_SPTR) s, length, 0, 0, self->match_data, self->match_context);
  if (code < 0 && code != PCRE2_ERROR_NOMATCH)  /* it explodes: try all ways at once, which takes longer but not for ever */
    {
      int workspace[OB_REGEX_WORKSPACE];
      code = pcre2_dfa_match (predicate->regex, (PCRE2_SPTR) s, length, 0, 0, self->match_data, self->match_context,
                              workspace, G_N_ELEMENTS (workspace));
      if (code >= 0 && pcre2_get_ovector_pointer (self->match_data)[1] != length)      /* the longest comes first */
        code = PCRE2_ERROR_NOMATCH;
    }
  if (code >= 0)
    return TRUE;
  if (code == PCRE2_ERROR_NOMATCH)
    return FALSE;
  self->n_failures++;
  if (self->budget != NULL)
    ob_budget_charge (self->budget, OB_REGEX_MATCH_LIMIT);
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

static gboolean
is_ascii (const char *s, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guint8) s[i] >= 0x80)
      return FALSE;
  return TRUE;
}

/* The id of the string @id with its marks folded. */
static guint32
get_straight (ObPredicateCache *self, guint32 id)
{
  ObIntern *forms = ob_vocab_get_forms (self->vocab);
  gsize length;
  const char *text = ob_intern_get (forms, id, &length);
  if (is_ascii (text, length))
    return id;
  g_autofree char *straight = ob_fold_marks (text, length);
  return ob_intern_add (forms, straight, strlen (straight));
}

/* Makes @form the subject. */
static void
look_at (ObPredicateCache *self, guint32 form)
{
  const ObIntern *forms = ob_vocab_get_forms (self->vocab);
  Subject *subject = &self->subject;
  subject->form = form;
  subject->entry = *ob_vocab_get (self->vocab, form);
  subject->straight = get_straight (self, form);
  subject->word = ob_intern_get (forms, form, &subject->length);
  subject->lower = ob_intern_get (forms, subject->entry.lower, NULL);
  subject->is_ascii = is_ascii (subject->word, subject->length);
  subject->run_shape = OB_NO_ID;
  subject->regexes = NULL;
  subject->knows_number = FALSE;
}

/* EQUAL of a shape, see normalise_text. */
static guint32
get_run_shape (ObPredicateCache *self)
{
  Subject *subject = &self->subject;
  if (subject->run_shape == OB_NO_ID)
    {
      ObIntern *forms = ob_vocab_get_forms (self->vocab);
      g_autofree char *single = cut_runs (ob_intern_get (forms, subject->entry.shape, NULL), 1);
      subject->run_shape = ob_intern_add (forms, single, strlen (single));
    }
  return subject->run_shape;
}

/* TRUE when the text is the value of the attribute (one of them, for lemmas). */
static gboolean
test_literal (ObPredicateCache *self, const Predicate *item, guint32 *id)
{
  const Subject *subject = &self->subject;
  if (*id == OB_NO_ID)
    *id = ob_intern_add (ob_vocab_get_forms (self->vocab), item->text, strlen (item->text));
  guint32 literal = *id;
  switch (item->attribute)
    {
    case OB_ATTR_WORD:
      return (item->kind == OB_PREDICATE_EQUAL_ANY ? subject->entry.lower : subject->straight) == literal;
    case OB_ATTR_LOWER:
      return subject->entry.lower == literal;
    case OB_ATTR_SHAPE:
      return item->kind == OB_PREDICATE_EQUAL ? get_run_shape (self) == literal
                                              : get_straight (self, subject->entry.shape) == literal;
    case OB_ATTR_LEMMA:
      for (guint i = 0; i < OB_MAX_LEMMAS && subject->entry.lemmas[i] != OB_NO_ID; i++)
        if (subject->entry.lemmas[i] == literal)
          return TRUE;
      return FALSE;
    }
  return FALSE;
}

/* Regexes and lists, of one value of the attribute; @folded is that value in lower case. */
static gboolean
test_value (ObPredicateCache *self, const Predicate *item, const char *value, gsize length, const char *folded)
{
  return item->kind == OB_PREDICATE_REGEX ? match_regex (self, item, value, length)
                                          : ob_list_find (item->list, folded, value) != OB_NO_ENTRY;
}

static gboolean
test_word (ObPredicateCache *self, const Predicate *item)
{
  Subject *subject = &self->subject;
  if (item->number_in_set < 0 || !subject->is_ascii)
    return test_value (self, item, subject->word, subject->length, subject->lower);
  if (subject->regexes == NULL)
    subject->regexes = ob_regex_run_match (self->regexes, subject->word, subject->length);
  return subject->regexes[item->number_in_set / 64] >> item->number_in_set % 64 & 1;
}

static gboolean
test_attribute (ObPredicateCache *self, const Predicate *item)
{
  const ObIntern *forms = ob_vocab_get_forms (self->vocab);
  const Subject *subject = &self->subject;
  const char *value;
  gsize length;
  switch (item->attribute)
    {
    case OB_ATTR_WORD:
      return test_word (self, item);
    case OB_ATTR_LOWER:
    case OB_ATTR_SHAPE:
      value = ob_intern_get (forms, item->attribute == OB_ATTR_LOWER ? subject->entry.lower : subject->entry.shape,
                             &length);
      return test_value (self, item, value, length, value);
    case OB_ATTR_LEMMA:
      for (guint i = 0; i < OB_MAX_LEMMAS && subject->entry.lemmas[i] != OB_NO_ID; i++)
        {
          value = ob_intern_get (forms, subject->entry.lemmas[i], &length);
          if (test_value (self, item, value, length, value))
            return TRUE;
        }
      return FALSE;
    }
  return FALSE;
}

static gboolean
test_number (ObPredicateCache *self, const Predicate *item)
{
  Subject *subject = &self->subject;
  if (!subject->knows_number)
    subject->is_number = read_number (subject->word, subject->length, &subject->number);
  subject->knows_number = TRUE;
  return subject->is_number && compare_number (item->kind, subject->number, item->number);
}

static gboolean
test_parts (ObPredicateCache *self, const Predicate *item, guint32 form)
{
  gboolean wanted = item->kind != OB_PREDICATE_ALL_OF;  /* what one part must say to decide */
  for (guint i = 0; i < item->n_parts; i++)
    if (ob_predicate_test (self, item->parts[i], form) == wanted)
      return item->kind == OB_PREDICATE_ANY_OF;
  return item->kind != OB_PREDICATE_ANY_OF;
}

/* The page of @column that holds the answers for @form. */
static ObPredicatePage *
ensure_page (ObPredicateColumn *column, guint32 form)
{
  guint32 number = form / OB_PREDICATE_PAGE;
  if (number >= column->n_pages)
    {
      guint32 n = MAX (number + 1, column->n_pages * 2);
      column->pages = g_renew (ObPredicatePage *, column->pages, n);
      memset (column->pages + column->n_pages, 0, (n - column->n_pages) * sizeof (ObPredicatePage *));
      column->n_pages = n;
    }
  if (column->pages[number] == NULL)
    column->pages[number] = g_new0 (ObPredicatePage, 1);
  return column->pages[number];
}

gboolean
ob_predicate_work_out (ObPredicateCache *self, guint32 predicate, guint32 form)
{
  const Predicate *item = &g_array_index (self->predicates->items, Predicate, predicate);
  guint64 n_failures = self->n_failures;
  gboolean answer;
  if (self->subject.form != form)
    look_at (self, form);
  switch (item->kind)
    {
    case OB_PREDICATE_EQUAL:
    case OB_PREDICATE_EQUAL_ANY:
    case OB_PREDICATE_EQUAL_EXACT:
      answer = test_literal (self, item, &self->literals[predicate]);
      break;
    case OB_PREDICATE_REGEX:
    case OB_PREDICATE_IN_LIST:
      answer = test_attribute (self, item);
      break;
    case OB_PREDICATE_STARTS:
      answer = ob_gazetteer_may_start (item->gazetteer, self->gazetteers, form);
      break;
    case OB_PREDICATE_ALL_OF:
    case OB_PREDICATE_ANY_OF:
    case OB_PREDICATE_NOT:
      answer = test_parts (self, item, form);
      break;
    default:
      answer = test_number (self, item);
      break;
    }
  if (self->n_failures != n_failures)
    return answer;
  ObPredicatePage *page = ensure_page (&self->columns.columns[predicate], form);
  guint64 bit = (guint64) 1 << form % 64;
  page->known[form % OB_PREDICATE_PAGE / 64] |= bit;
  if (answer)
    page->answers[form % OB_PREDICATE_PAGE / 64] |= bit;
  return answer;
}
