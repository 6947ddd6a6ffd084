/* ob-pattern-token.c: what asks one token: […], "literals", /regexes/, $lists; and <spans/>. */
#include "lexicon/ob-tagger.h"
#include "match/ob-pattern-tree.h"
#include "base/ob-limits.h"
#include "text/ob-tokens.h"
#include <string.h>

/* What may stand behind an operator. */
typedef enum { VALUE_TEXT, VALUE_REGEX, VALUE_LIST } ValueKind;

typedef struct
{
  ValueKind   kind;
  const char *text;             /* TEXT, REGEX; of the tree's arena, escapes resolved */
  char        flag;             /* TEXT: 'c' any case, 's' as written, or 0; REGEX: 'i' or 0 */
  gboolean    is_bare;          /* TEXT without quotes */
  ObList     *list;             /* LIST; borrowed */
  const char *written;          /* as it stands in the source */
  const ObPatternSource *source;
  gsize       offset, width;    /* in the source */
} Value;

/* Values */

/* Reads text in the quotes at @reader. */
static const char *
parse_quoted (ObPatternParser *self, ObPatternReader *reader)
{
  ObPatternReader begin = *reader;
  char quote = *reader->p++;
  GString *text = g_string_new (NULL);
  gboolean is_good = TRUE;
  while (!ob_pattern_at_end (reader) && *reader->p != quote && *reader->p != '\n')
    {
      char next = ob_pattern_peek (reader, 1);
      if (*reader->p != '\\')
        g_string_append_c (text, *reader->p++);
      else if (next == '"' || next == '\'' || next == '\\')
        {
          g_string_append_c (text, next);
          reader->p += 2;
        }
      else
        {
          ob_pattern_error (self, "OB106", reader->source, ob_pattern_offset (reader), 2,
                            "unknown escape: quoted text knows \\\" \\' \\\\ (a regex stands between slashes)");
          reader->p++;
          is_good = FALSE;
        }
    }
  const char *copy = ob_pattern_copy (self, text->str, text->str + text->len);
  g_string_free (text, TRUE);
  char close[2] = { quote, '\0' };
  if (!ob_pattern_accept (reader, close))
    {
      ob_pattern_error (self, "OB104", begin.source, ob_pattern_offset (&begin), reader->p - begin.p,
                        "the closing %c is missing on this line", quote);
      return NULL;
    }
  return is_good ? copy : NULL;
}

/* Quoted text that looks like a regex. */
static gboolean
looks_like_regex (const char *text)
{
  gboolean has_letter = FALSE;
  for (const char *p = text; *p != '\0'; p++)
    has_letter |= g_ascii_isalnum (*p);
  return strstr (text, ".*") != NULL || strstr (text, ".+") != NULL ||
         (has_letter && strpbrk (text, "*+|") != NULL);
}

static gboolean
parse_text (ObPatternParser *self, ObPatternReader *reader, Value *value)
{
  ObPatternReader begin = *reader;
  value->text = parse_quoted (self, reader);
  if (ob_pattern_accept (reader, "%c"))
    value->flag = 'c';
  else if (ob_pattern_accept (reader, "%s"))
    value->flag = 's';
  else if (ob_pattern_peek (reader, 0) == '%')
    {
      ob_pattern_error (self, "OB102", reader->source, ob_pattern_offset (reader), 2,
                        "after quoted text stands %%c (any case) or %%s (as written)");
      reader->p++;
      return FALSE;
    }
  if (value->text != NULL && looks_like_regex (value->text))
    ob_pattern_warn (self, "OB201", begin.source, ob_pattern_offset (&begin), reader->p - begin.p,
                     "quoted text is not a regex: did you mean /%s/ ?", value->text);
  return value->text != NULL;
}

static gboolean
parse_slashes (ObPatternParser *self, ObPatternReader *reader, Value *value)
{
  ObPatternReader begin = *reader;
  ob_pattern_skip_piece (reader);
  if (reader->p < begin.p + 2 || reader->p[-1] != '/')
    {
      ob_pattern_error (self, "OB104", begin.source, ob_pattern_offset (&begin), 1,
                        "the closing / of the regex is missing on this line (write / itself as \\/)");
      return FALSE;
    }
  value->kind = VALUE_REGEX;
  value->text = ob_pattern_copy (self, begin.p + 1, reader->p - 1);
  if (reader->p == begin.p + 2)
    {
      ob_pattern_error (self, "OB107", begin.source, ob_pattern_offset (&begin), 2, "the regex is empty");
      return FALSE;
    }
  ObPatternReader flags = *reader;
  gsize length = ob_pattern_skip_name (reader, "");
  if (length > 0 && (length > 1 || *flags.p != 'i'))
    {
      ob_pattern_error (self, "OB107", flags.source, ob_pattern_offset (&flags), length,
                        "unknown flag of a regex: only i (any case) is known");
      return FALSE;
    }
  value->flag = length > 0 ? 'i' : 0;
  return TRUE;
}

static void
unknown_list (ObPatternParser *self, const ObPatternReader *begin, gsize width, const char *pack, const char *name)
{
  g_autoptr (GPtrArray) names = self->env->dup_list_names ? self->env->dup_list_names (self->env->data) : NULL;
  const char *near = names && pack == NULL ? ob_suggest (name, (const char *const *) names->pdata, names->len) : NULL;
  if (pack != NULL)
    ob_pattern_error (self, "OB112", begin->source, ob_pattern_offset (begin), width,
                      "unknown word list $%s:%s", pack, name);
  else
    ob_pattern_error (self, "OB112", begin->source, ob_pattern_offset (begin), width,
                      near ? "unknown word list $%s (did you mean $%s?)" : "unknown word list $%s", name, near);
}

static gboolean
parse_list_name (ObPatternParser *self, ObPatternReader *reader, Value *value)
{
  ObPatternReader begin = *reader;
  g_autofree char *pack = NULL;
  reader->p++;
  const char *from = reader->p;
  ob_pattern_skip_name (reader, ".-");
  if (reader->p > from && ob_pattern_peek (reader, 0) == ':' && ob_pattern_peek (reader, 1) != ':')
    {
      pack = g_strndup (from, reader->p - from);
      reader->p++;
    }
  else
    reader->p = from;
  from = reader->p;
  if (ob_pattern_skip_name (reader, "-") == 0)
    {
      ob_pattern_error (self, "OB102", begin.source, ob_pattern_offset (&begin), reader->p - begin.p,
                        "expected the name of a list after $");
      return FALSE;
    }
  g_autofree char *name = g_strndup (from, reader->p - from);
  value->kind = VALUE_LIST;
  value->list = self->env->find_list ? self->env->find_list (self->env->data, pack, name) : NULL;
  if (value->list == NULL)
    unknown_list (self, &begin, reader->p - begin.p, pack, name);
  return value->list != NULL;
}

static gboolean
is_bare (const ObPatternReader *reader, gboolean is_first)
{
  if (ob_pattern_at_end (reader))
    return FALSE;
  gunichar c = g_utf8_get_char (reader->p);
  return g_unichar_isalnum (c) || c == '_' || c == '-' || (!is_first && c == '.');
}

/* Reads a value at @reader; FALSE (reported) when none stands there. */
static gboolean
parse_value (ObPatternParser *self, ObPatternReader *reader, Value *value)
{
  ob_pattern_skip_space (reader);
  ObPatternReader begin = *reader;
  gboolean is_good = TRUE;
  *value = (Value) { .source = begin.source, .offset = ob_pattern_offset (&begin), .width = 1 };
  switch (ob_pattern_peek (reader, 0))
    {
    case '"':
    case '\'':
      is_good = parse_text (self, reader, value);
      break;
    case '/':
      is_good = parse_slashes (self, reader, value);
      break;
    case '$':
      {
        const ObPatternSource *arg = ob_pattern_accept_param (reader);
        if (arg == NULL)
          {
            is_good = parse_list_name (self, reader, value);
            break;
          }
        ObPatternReader inner = ob_pattern_reader (arg);
        if (!ob_pattern_enter (self, &begin))
          return FALSE;
        is_good = parse_value (self, &inner, value);
        self->depth--;
        ob_pattern_skip_space (&inner);
        if (is_good && !ob_pattern_at_end (&inner))
          ob_pattern_error (self, "OB108", arg, 0, arg->length, "one value is expected for the parameter used at $");
        return is_good && ob_pattern_at_end (&inner);
      }
    default:
      for (gboolean is_first = TRUE; is_bare (reader, is_first); is_first = FALSE)
        reader->p = g_utf8_next_char (reader->p);
      value->text = ob_pattern_copy (self, begin.p, reader->p);
      value->is_bare = TRUE;
      is_good = reader->p > begin.p;
      if (!is_good)
        {
          g_autofree char *found = ob_pattern_dup_found (reader);
          ob_pattern_error (self, "OB102", begin.source, value->offset, 1,
                            "expected a value (\"text\", /regex/, $list, a number or a word), found %s", found);
        }
    }
  value->width = MAX (reader->p - begin.p, 1);
  value->written = ob_pattern_copy (self, begin.p, reader->p);
  return is_good;
}

/* Tests */

static ObTest *
new_test (ObPatternParser *self, ObTestKind kind)
{
  ObTest *test = ob_arena_new_array (self->tree->arena, ObTest, 1);
  test->kind = kind;
  test->predicate = OB_NO_ID;
  if (++self->n_nodes >= OB_MAX_PATTERN_NODES)
    self->is_stopped = TRUE;
  return test;
}

static ObTest *
negate (ObPatternParser *self, ObTest *test)
{
  ObTest *not = new_test (self, OB_TEST_NOT);
  not->first = test;
  return not;
}

/* Numbers the predicate; FALSE (reported) for a regex that PCRE2 refuses. */
static gboolean
add_predicate (ObPatternParser *self, ObPredicateKind kind, ObFormAttr attribute, const Value *value, double number,
               guint32 *ret_predicate)
{
  g_autofree char *message = NULL;
  g_autofree char *any_case = NULL;
  gsize offset = 0;
  const char *text = value->text;
  if (kind == OB_PREDICATE_REGEX && value->flag == 'i' && !g_str_has_prefix (text, "(*"))
    text = any_case = g_strconcat ("(?i)", value->text, NULL);
  *ret_predicate = ob_predicates_add (self->env->predicates, kind, attribute,
                                      kind <= OB_PREDICATE_REGEX ? text : NULL,
                                      kind == OB_PREDICATE_IN_LIST ? value->list : NULL, number, &message, &offset);
  if (*ret_predicate != G_MAXUINT32)
    return TRUE;
  offset -= any_case != NULL ? MIN (offset, strlen ("(?i)")) : 0;
  ob_pattern_error (self, "OB107", value->source, value->offset + 1 + offset, 1, "wrong regex: %s", message);
  return FALSE;
}

static ObPredicateKind
text_kind (const Value *value)
{
  return value->flag == 'c' ? OB_PREDICATE_EQUAL_ANY :
         value->flag == 's' ? OB_PREDICATE_EQUAL_EXACT : OB_PREDICATE_EQUAL;
}

static ObPredicateKind
value_kind (const Value *value)
{
  return value->kind == VALUE_LIST ? OB_PREDICATE_IN_LIST :
         value->kind == VALUE_REGEX ? OB_PREDICATE_REGEX : text_kind (value);
}

static ObTest *
new_predicate_test (ObPatternParser *self, ObPredicateKind kind, ObFormAttr attribute, const Value *value,
                    double number)
{
  static const char *const names[] = { "word", "lower", "lemma", "shape" };
  guint32 predicate;
  if (!add_predicate (self, kind, attribute, value, number, &predicate))
    return NULL;
  ObTest *test = new_test (self, OB_TEST_PREDICATE);
  test->predicate = predicate;
  test->asks = kind;
  test->form_attribute = attribute;
  test->text = value->text != NULL ? ob_pattern_copy (self, value->text, value->text + strlen (value->text)) : NULL;
  test->list = value->list;
  test->bound = number;
  test->attribute = names[attribute];
  test->value = value->written;
  return test;
}

/* What a literal is cut into. A clitic, as the tokeniser leaves it behind a word, is one token also by itself, and so
 * are ASCII letters and digits other than "cannot", or one mark, for which nothing is set up. */
static GPtrArray *
split_text (const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  gsize length = strlen (text), n_word = 0;
  while (g_ascii_isalnum (text[n_word]))
    n_word++;
  if ((length > 0 && n_word == length && g_ascii_strcasecmp (text, "cannot") != 0) ||
      (length == 1 && g_ascii_isgraph (text[0])) || ob_is_clitic (text))
    {
      g_ptr_array_add (words, g_strdup (text));
      return words;
    }
  g_autoptr (ObIntern) forms = ob_intern_new ();
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (ObToken));
  ob_tokenise (text, length, forms, tokens);
  for (guint i = 0; i < tokens->len; i++)
    g_ptr_array_add (words, g_strdup (ob_intern_get (forms, g_array_index (tokens, ObToken, i).form, NULL)));
  return words;
}

static void
report_no_token (ObPatternParser *self, const Value *value)
{
  ob_pattern_error (self, "OB206", value->source, value->offset, value->width,
                    "this can never match: a token is never %s", *value->text == '\0' ? "empty" : "white space");
}

/* Refuses text that no single token can be. */
static gboolean
check_one_token (ObPatternParser *self, const char *attribute, const Value *value)
{
  g_autoptr (GPtrArray) words = split_text (value->text);
  if (words->len == 1)
    return TRUE;
  if (words->len == 0)
    {
      report_no_token (self, value);
      return FALSE;
    }
  GString *sequence = g_string_new (NULL);
  for (guint i = 0; i < MIN (words->len, 6); i++)
    {
      const char *word = g_ptr_array_index (words, i);
      g_string_append (sequence, i > 0 ? " " : "");
      if (strcmp (attribute, "word") == 0)
        g_string_append_printf (sequence, "\"%s\"", word);
      else
        g_string_append_printf (sequence, "[%s=\"%s\"]", attribute, word);
    }
  ob_pattern_error (self, "OB120", value->source, value->offset, value->width,
                    "“%s” is %u tokens, and [ ] asks one: write the sequence %s%s", value->text, words->len,
                    sequence->str, words->len > 6 ? " …" : "");
  g_string_free (sequence, TRUE);
  return FALSE;
}

/* TRUE when @lower, a folded word, can be the lemma of some word: its own at least. */
static gboolean
is_lemma (const char *lower, char **ret_instead)
{
  char *lemmas[OB_MAX_LEMMAS] = { NULL };
  guint n = ob_lemmatise (lower, strlen (lower), lemmas);
  gboolean found = n == 0;
  for (guint i = 0; i < n; i++)
    found |= strcmp (lemmas[i], lower) == 0;
  if (!found && ret_instead != NULL)
    *ret_instead = g_steal_pointer (&lemmas[0]);
  for (guint i = 0; i < n; i++)
    g_free (lemmas[i]);
  return found;
}

/* Warns about [lemma=said]: "said" is a form of "say", and no word's lemma. */
static void
lint_lemma (ObPatternParser *self, const Value *value)
{
  g_autofree char *lower = ob_fold (value->text, strlen (value->text));
  g_autofree char *instead = NULL;
  if (!is_lemma (lower, &instead))
    ob_pattern_warn (self, "OB206", value->source, value->offset, value->width,
                     "no word has the lemma “%s” (did you mean lemma=%s?)", lower, instead);
}

#define SHORT_LIST 100          /* entries that somebody wrote one by one */

/* A few entries of several words among thousands of names are no mistake of the pattern's: of long lists only those are
 * told of with one in ten or more. */
static void
lint_list (ObPatternParser *self, const char *attribute, const Value *value)
{
  ObListEntry first = OB_NO_ENTRY;
  guint n = ob_list_count_phrases (value->list, &first), size = ob_list_size (value->list);
  if (n > 0 && (n >= size / 10 || size <= SHORT_LIST))
    ob_pattern_warn (self, "OB205", value->source, value->offset, value->width,
                     "%u of the %u entries of %s %s several words and can never match one token, first “%s”: "
                     "write %s alone, without [%s in ]", n, size, value->written, n == 1 ? "has" : "have",
                     ob_list_get_text (value->list, first), value->written, attribute);
}

/* Entries that a lower-case attribute can never be: those with a capital, and of lemmas those that are inflected. */
static void
lint_lower_list (ObPatternParser *self, const char *attribute, const Value *value)
{
  ObListEntry first = OB_NO_ENTRY;
  guint n = 0, size = ob_list_size (value->list);
  gboolean wants_lemmas = strcmp (attribute, "lemma") == 0;
  if (size > SHORT_LIST)
    return;
  for (guint i = 0; i < size; i++)
    {
      ObListEntry entry = ob_list_get (value->list, i);
      const char *text = ob_list_get_text (value->list, entry);
      g_autofree char *lower = ob_fold (text, strlen (text));
      gboolean has_capital = ob_has_capital (text, strlen (text));
      gboolean is_lost = has_capital ? ob_list_find (value->list, lower, lower) == OB_NO_ENTRY
                                     : wants_lemmas && strchr (lower, ' ') == NULL && !is_lemma (lower, NULL);
      if (is_lost && n++ == 0)
        first = entry;
    }
  if (n > 0)
    ob_pattern_warn (self, "OB206", value->source, value->offset, value->width,
                     "%u of the %u entries of %s can be no word's %s, first “%s”: %s are in lower case%s", n, size,
                     value->written, attribute, ob_list_get_text (value->list, first), wants_lemmas ? "lemmas" : "they",
                     wants_lemmas ? " and not inflected (did you mean word?)" : "");
}

static gboolean
read_double (const char *s, double *ret_number)
{
  char *end;
  *ret_number = g_ascii_strtod (s, &end);
  return *end == '\0' && end > s && (g_ascii_isdigit (s[0]) || s[0] == '-');
}

static ObTest *
form_test (ObPatternParser *self, ObFormAttr attribute, const char *name, ObOp op, const Value *value)
{
  if (op == OB_OP_EQUAL || op == OB_OP_NOT_EQUAL)
    {
      if (value->kind == VALUE_TEXT && attribute != OB_ATTR_SHAPE && !check_one_token (self, name, value))
        return NULL;
      if (value->kind == VALUE_TEXT && attribute == OB_ATTR_LEMMA)
        lint_lemma (self, value);
      if (value->kind == VALUE_LIST && attribute != OB_ATTR_SHAPE)
        lint_list (self, name, value);
      if (value->kind == VALUE_LIST && (attribute == OB_ATTR_LOWER || attribute == OB_ATTR_LEMMA))
        lint_lower_list (self, name, value);
      return new_predicate_test (self, value_kind (value), attribute, value, 0);
    }
  static const ObPredicateKind kinds[] = {
    [OB_OP_LESS] = OB_PREDICATE_LESS,       [OB_OP_LESS_EQUAL] = OB_PREDICATE_LESS_EQUAL,
    [OB_OP_GREATER] = OB_PREDICATE_GREATER, [OB_OP_GREATER_EQUAL] = OB_PREDICATE_GREATER_EQUAL,
  };
  double number;
  if (attribute != OB_ATTR_WORD && attribute != OB_ATTR_LOWER)
    {
      ob_pattern_error (self, "OB116", value->source, value->offset, value->width,
                        "%s is compared by = and != only; < and > compare numbers of word and idx", name);
      return NULL;
    }
  if (value->kind != VALUE_TEXT || !read_double (value->text, &number))
    {
      ob_pattern_error (self, "OB116", value->source, value->offset, value->width,
                        "expected a number, as in [word > 1900], found %s", value->written);
      return NULL;
    }
  return new_predicate_test (self, kinds[op], attribute, value, number);
}

static ObTest *
index_test (ObPatternParser *self, ObOp op, const Value *value)
{
  double number;
  if (value->kind != VALUE_TEXT || !read_double (value->text, &number) || number != (double) (gint32) number)
    {
      ob_pattern_error (self, "OB116", value->source, value->offset, value->width,
                        "idx is the number of the token in its sentence: expected a whole number, found %s",
                        value->written);
      return NULL;
    }
  ObTest *test = new_test (self, OB_TEST_IDX);
  test->attribute = "idx";
  test->value = value->written;
  test->op = op == OB_OP_NOT_EQUAL ? OB_OP_EQUAL : op;
  test->number = (gint64) number;
  return test;
}

static ObTest *
pos_test (ObPatternParser *self, const Value *value)
{
  ObPos tag = value->kind == VALUE_TEXT ? ob_pos_from_name (value->text) : OB_N_POS;
  if (tag == OB_N_POS)
    {
      const char *names[OB_N_POS];
      for (int i = 0; i < OB_N_POS; i++)
        names[i] = ob_pos_get_name (i);
      const char *near = value->text ? ob_suggest (value->text, names, OB_N_POS) : NULL;
      ob_pattern_error (self, "OB116", value->source, value->offset, value->width,
                        near ? "unknown part of speech %s (did you mean %s?)"
                             : "unknown part of speech %s: expected a tag such as NOUN, PROPN or VERB",
                        value->written, near);
      return NULL;
    }
  ObTest *test = new_test (self, OB_TEST_POS);
  test->attribute = "pos";
  test->value = value->written;
  test->number = tag;
  return test;
}

/* [ent=PERSON] [zone=title]: inside such a span; [ent=""]: in none. */
static ObTest *
covered_test (ObPatternParser *self, const char *name, const Value *value)
{
  ObTest *test = new_test (self, OB_TEST_COVERED);
  test->attribute = name;
  test->value = value->written;
  test->span = g_intern_string (name);
  if (value->kind == VALUE_TEXT && *value->text == '\0')
    return negate (self, test);
  if (value->kind == VALUE_TEXT && value->flag != 'c')
    test->label = g_intern_string (value->text);
  else if (!add_predicate (self, value_kind (value), OB_ATTR_WORD, value, 0, &test->predicate))
    return NULL;
  return test;
}

/* TRUE for "yes", FALSE for "no" in *ret_is_yes; complains about anything else: @meaning tells what yes means. */
static gboolean
read_yes_or_no (ObPatternParser *self, const Value *value, const char *name, const char *meaning,
                gboolean *ret_is_yes)
{
  *ret_is_yes = value->kind == VALUE_TEXT && strcmp (value->text, "yes") == 0;
  if (*ret_is_yes || (value->kind == VALUE_TEXT && strcmp (value->text, "no") == 0))
    return TRUE;
  ob_pattern_error (self, "OB116", value->source, value->offset, value->width, "%s is yes (%s) or no, found %s", name,
                    meaning, value->written);
  return FALSE;
}

static ObTest *
quote_test (ObPatternParser *self, const Value *value)
{
  gboolean is_yes;
  if (!read_yes_or_no (self, value, "quote", "inside a quotation", &is_yes))
    return NULL;
  ObTest *test = new_test (self, OB_TEST_COVERED);
  test->attribute = "quote";
  test->value = value->written;
  test->span = g_intern_static_string ("quote");
  return is_yes ? test : negate (self, test);
}

/* [space=no]: nothing between the token and the one before it. */
static ObTest *
space_test (ObPatternParser *self, const Value *value)
{
  gboolean is_yes;
  if (!read_yes_or_no (self, value, "space", "white space stands before it", &is_yes))
    return NULL;
  ObTest *test = new_test (self, OB_TEST_SPACE);
  test->attribute = "space";
  test->value = value->written;
  return is_yes ? test : negate (self, test);
}

/* [dep=nsubj] takes what is more special, too: nsubj:pass. [dep="nsubj:pass"] takes that alone. */
static ObTest *
dep_test (ObPatternParser *self, const Value *value)
{
  ObTest *test = new_test (self, OB_TEST_DEP);
  Value general = *value;
  test->attribute = "dep";
  test->value = value->written;
  if (value->kind == VALUE_TEXT && strchr (value->text, ':') == NULL)
    {
      g_autofree char *escaped = g_regex_escape_string (value->text, -1);
      g_autofree char *regex = g_strconcat (escaped, "(:.*)?", NULL);
      general.kind = VALUE_REGEX;
      general.flag = 'i';
      general.text = ob_pattern_copy (self, regex, regex + strlen (regex));
    }
  return add_predicate (self, value_kind (&general), OB_ATTR_WORD, &general, 0, &test->predicate) ? test : NULL;
}

static ObTest *
head_test (ObPatternParser *self, const char *attribute, const char *written, const ObTest *leaf)
{
  ObTest *test = new_test (self, OB_TEST_HEAD);
  test->attribute = ob_pattern_copy (self, attribute, attribute + strlen (attribute));
  test->value = written;
  test->of_head = leaf;
  return test;
}

typedef enum { ATTR_WORD, ATTR_LOWER, ATTR_LEMMA, ATTR_SHAPE, ATTR_POS, ATTR_ENT, ATTR_ZONE, ATTR_QUOTE, ATTR_DEP,
               ATTR_SPACE, ATTR_IDX } Attr;

static const char *const attr_names[] = { "word", "lower", "lemma", "shape", "pos", "ent", "zone", "quote", "dep",
                                          "space", "idx" };

static gboolean
find_attr (ObPatternParser *self, const ObPatternReader *begin, gsize length, Attr *ret_attr)
{
  g_autofree char *name = g_strndup (begin->p, length);
  for (guint i = 0; i < G_N_ELEMENTS (attr_names); i++)
    if (strcmp (attr_names[i], name) == 0)
      {
        *ret_attr = (Attr) i;
        return TRUE;
      }
  const char *near = ob_suggest (name, attr_names, G_N_ELEMENTS (attr_names));
  if (near != NULL)
    ob_pattern_error (self, "OB115", begin->source, ob_pattern_offset (begin), length,
                      "unknown attribute %s (did you mean %s?)", name, near);
  else
    ob_pattern_error (self, "OB115", begin->source, ob_pattern_offset (begin), length,
                      "unknown attribute %s: tokens have word, lower, lemma, shape, pos, ent, zone, quote, space, idx, dep, "
                      "and those of their head: head.lemma",
                      name);
  return FALSE;
}

static gboolean
accept_op (ObPatternReader *reader, ObOp *ret_op)
{
  static const struct { const char *sign; ObOp op; } ops[] = {
    { "!=", OB_OP_NOT_EQUAL }, { "<=", OB_OP_LESS_EQUAL }, { ">=", OB_OP_GREATER_EQUAL },
    { "=", OB_OP_EQUAL }, { "<", OB_OP_LESS }, { ">", OB_OP_GREATER },
  };
  for (guint i = 0; i < G_N_ELEMENTS (ops); i++)
    if (ob_pattern_accept (reader, ops[i].sign))
      {
        *ret_op = ops[i].op;
        return TRUE;
      }
  return FALSE;
}

/* `in` as a word of its own. */
static gboolean
accept_in (ObPatternReader *reader)
{
  ObPatternReader end = *reader;
  if (ob_pattern_skip_name (&end, "") != 2 || strncmp (reader->p, "in", 2) != 0)
    return FALSE;
  *reader = end;
  return TRUE;
}

/* Parses the operator and the value behind it. */
static gboolean
parse_comparison (ObPatternParser *self, ObPatternReader *reader, ObOp *ret_op, Value *ret_value)
{
  ob_pattern_skip_space (reader);
  ObPatternReader begin = *reader;
  if (accept_in (reader))
    {
      *ret_op = OB_OP_EQUAL;
      if (!parse_value (self, reader, ret_value))
        return FALSE;
      if (ret_value->kind != VALUE_LIST)
        ob_pattern_error (self, "OB116", ret_value->source, ret_value->offset, ret_value->width,
                          "expected a list such as $titles after “in”, found %s", ret_value->written);
      return ret_value->kind == VALUE_LIST;
    }
  if (!accept_op (reader, ret_op))
    {
      g_autofree char *found = ob_pattern_dup_found (reader);
      ob_pattern_error (self, "OB102", begin.source, ob_pattern_offset (&begin), MAX (strlen (found), 1),
                        "expected = != < <= > >= or in, found %s%s", found,
                        g_ascii_strcasecmp (found, "in") == 0 ? " (did you mean in?)" :
                        g_ascii_strcasecmp (found, "regex") == 0 ? " (a regex is a value: word=/…/)" : "");
      return FALSE;
    }
  if (*ret_op == OB_OP_EQUAL && ob_pattern_accept (reader, "="))
    {
      ob_pattern_error (self, "OB102", begin.source, ob_pattern_offset (&begin), 2, "one = is enough");
      return FALSE;
    }
  return parse_value (self, reader, ret_value);
}

static ObTest *
parse_attribute_test (ObPatternParser *self, ObPatternReader *reader)
{
  ObPatternReader begin = *reader;
  gsize length = ob_pattern_skip_name (reader, ".");
  if (length == 0)
    {
      g_autofree char *found = ob_pattern_dup_found (&begin);
      gboolean is_quote = *found == '"' || *found == '\'';
      ob_pattern_error (self, "OB102", begin.source, ob_pattern_offset (&begin), 1,
                        *found == '[' ? "one [ is enough: [lemma=be]" :
                        is_quote ? "expected an attribute before the text, as in [word=\"…\"]" :
                        "expected an attribute such as word or lemma, found %s", found);
      return NULL;
    }
  ob_pattern_skip_space (reader);
  if (ob_pattern_at_end (reader) || strchr ("]|&)", *reader->p) != NULL)
    {
      ob_pattern_error (self, "OB102", begin.source, ob_pattern_offset (&begin), length,
                        "expected a comparison such as [word=\"%.*s\"]", (int) MIN (length, 40), begin.p);
      return NULL;
    }
  Attr attr;
  ObOp op;
  Value value;
  gboolean is_of_head = length > 5 && strncmp (begin.p, "head.", 5) == 0;
  ObPatternReader name = begin;
  name.p += is_of_head ? 5 : 0;
  gboolean is_known = find_attr (self, &name, begin.p + length - name.p, &attr);
  if (!parse_comparison (self, reader, &op, &value) || !is_known)
    return NULL;
  if (attr >= ATTR_POS && attr <= ATTR_SPACE && op > OB_OP_NOT_EQUAL)
    {
      ob_pattern_error (self, "OB116", value.source, value.offset, value.width, "%s is compared by = and != only",
                        attr_names[attr]);
      return NULL;
    }
  ObTest *test = NULL;
  switch (attr)
    {
    case ATTR_WORD: case ATTR_LOWER: case ATTR_LEMMA: case ATTR_SHAPE:
      test = form_test (self, (ObFormAttr) attr, attr_names[attr], op, &value);
      break;
    case ATTR_POS:
      test = pos_test (self, &value);
      break;
    case ATTR_ENT: case ATTR_ZONE:
      test = covered_test (self, attr_names[attr], &value);
      break;
    case ATTR_QUOTE:
      test = quote_test (self, &value);
      break;
    case ATTR_DEP:
      test = dep_test (self, &value);
      break;
    case ATTR_SPACE:
      test = space_test (self, &value);
      break;
    case ATTR_IDX:
      test = index_test (self, op, &value);
      break;
    }
  if (test != NULL && is_of_head)
    {
      g_autofree char *attribute = g_strconcat ("head.", attr_names[attr], NULL);
      test = head_test (self, attribute, value.written, test);
    }
  return test != NULL && op == OB_OP_NOT_EQUAL ? negate (self, test) : test;
}

static ObTest *parse_or (ObPatternParser *self, ObPatternReader *reader);

static ObTest *
parse_not (ObPatternParser *self, ObPatternReader *reader)
{
  ob_pattern_skip_space (reader);
  ObPatternReader begin = *reader;
  guint n_signs = 0;
  while (ob_pattern_accept (reader, "!"))
    {
      n_signs++;
      ob_pattern_skip_space (reader);
    }
  ObTest *test;
  if (ob_pattern_accept (reader, "("))
    {
      if (!ob_pattern_enter (self, &begin))
        return NULL;
      test = parse_or (self, reader);
      self->depth--;
      ob_pattern_skip_space (reader);
      if (test != NULL && !ob_pattern_accept (reader, ")"))
        {
          ob_pattern_error (self, "OB103", begin.source, ob_pattern_offset (&begin), 1, "this ( is not closed");
          return NULL;
        }
      if (test != NULL)
        test->is_grouped = TRUE;
    }
  else
    test = parse_attribute_test (self, reader);
  return test != NULL && n_signs % 2 == 1 ? negate (self, test) : test;
}

/* Parses operands that @sign joins. */
static ObTest *
parse_joined (ObPatternParser *self, ObPatternReader *reader, ObTestKind kind, const char *sign,
              ObTest *(*parse_operand) (ObPatternParser *, ObPatternReader *))
{
  ObTest *first = parse_operand (self, reader);
  if (first == NULL)
    return NULL;
  ob_pattern_skip_space (reader);
  if (!ob_pattern_looking_at (reader, sign))
    return first;
  ObTest *joined = new_test (self, kind);
  joined->first = first;
  for (ObTest **tail = &first->next; ob_pattern_accept (reader, sign); tail = &(*tail)->next)
    {
      *tail = parse_operand (self, reader);
      if (*tail == NULL || self->is_stopped)
        return NULL;
      ob_pattern_skip_space (reader);
    }
  return joined;
}

static ObTest *
parse_and (ObPatternParser *self, ObPatternReader *reader)
{
  return parse_joined (self, reader, OB_TEST_AND, "&", parse_not);
}

static ObTest *
parse_or (ObPatternParser *self, ObPatternReader *reader)
{
  ob_pattern_skip_space (reader);
  ObPatternReader begin = *reader;
  ObTest *test = parse_joined (self, reader, OB_TEST_OR, "|", parse_and);
  if (test == NULL || test->kind != OB_TEST_OR || test->is_grouped)
    return test;
  for (const ObTest *child = test->first; child != NULL; child = child->next)
    if (child->kind == OB_TEST_AND && !child->is_grouped)
      {
        ob_pattern_warn (self, "OB202", begin.source, ob_pattern_offset (&begin), reader->p - begin.p,
                         "& binds before |: say which is meant by ( )");
        break;
      }
  return test;
}

/* After an error in […]: goes on behind its ], so that what follows is read, too. */
static void
skip_token (ObPatternReader *reader, const ObPatternReader *begin)
{
  guint depth = 0;
  reader->p = begin->p;
  while (!ob_pattern_at_end (reader) && *reader->p != '\n')
    {
      depth += *reader->p == '[';
      if (*reader->p == ']' && --depth == 0)
        {
          reader->p++;
          return;
        }
      ob_pattern_skip_piece (reader);
    }
}

ObNode *
ob_pattern_parse_token (ObPatternParser *self, ObPatternReader *reader)
{
  ObPatternReader begin = *reader;
  reader->p++;
  ob_pattern_skip_space (reader);
  ObTest *test = ob_pattern_looking_at (reader, "]") ? new_test (self, OB_TEST_ANY) : parse_or (self, reader);
  if (test == NULL || self->is_stopped)
    {
      skip_token (reader, &begin);
      return NULL;
    }
  ob_pattern_skip_space (reader);
  if (!ob_pattern_accept (reader, "]"))
    {
      g_autofree char *found = ob_pattern_dup_found (reader);
      ob_pattern_error (self, "OB103", begin.source, ob_pattern_offset (&begin), 1,
                        "this [ is not closed: expected ], & or |, found %s", found);
      skip_token (reader, &begin);
      return NULL;
    }
  ObNode *node = ob_pattern_new_node (self, OB_NODE_TOKEN, &begin, reader);
  node->test = test;
  node->text = ob_pattern_copy (self, begin.p, reader->p);
  return node;
}

static ObNode *
new_token_node (ObPatternParser *self, const ObPatternReader *begin, const ObPatternReader *end, ObTest *test,
                const char *text)
{
  ObNode *node = ob_pattern_new_node (self, OB_NODE_TOKEN, begin, end);
  node->test = test;
  node->text = text;
  return node;
}

ObNode *
ob_pattern_parse_literal (ObPatternParser *self, ObPatternReader *reader)
{
  ObPatternReader begin = *reader;
  Value value;
  if (!parse_value (self, reader, &value))
    return NULL;
  g_autoptr (GPtrArray) words = split_text (value.text);
  if (words->len == 0)
    {
      report_no_token (self, &value);
      return NULL;
    }
  /* One capital makes the whole literal exact. */
  ObPredicateKind kind = text_kind (&value);
  if (kind == OB_PREDICATE_EQUAL)
    kind = ob_has_capital (value.text, strlen (value.text)) ? OB_PREDICATE_EQUAL_EXACT : OB_PREDICATE_EQUAL_ANY;
  ObNode *first = NULL, **tail = &first;
  for (guint i = 0; i < words->len && !self->is_stopped; i++)
    {
      const char *word = g_ptr_array_index (words, i);
      Value part = value;
      part.text = word;
      if (words->len > 1)
        {
          g_autofree char *quoted = g_strdup_printf ("\"%s\"", word);
          part.written = ob_pattern_copy (self, quoted, quoted + strlen (quoted));
        }
      ObTest *test = new_predicate_test (self, kind, OB_ATTR_WORD, &part, 0);
      *tail = new_token_node (self, &begin, reader, test, part.written);
      tail = &(*tail)->next;
    }
  if (words->len == 1)
    return first;
  ObNode *seq = ob_pattern_new_node (self, OB_NODE_SEQ, &begin, reader);
  seq->first = first;
  return seq;
}

ObNode *
ob_pattern_parse_regex (ObPatternParser *self, ObPatternReader *reader)
{
  ObPatternReader begin = *reader;
  Value value;
  if (!parse_value (self, reader, &value))
    return NULL;
  ObTest *test = new_predicate_test (self, OB_PREDICATE_REGEX, OB_ATTR_WORD, &value, 0);
  return test != NULL ? new_token_node (self, &begin, reader, test, value.written) : NULL;
}

ObNode *
ob_pattern_parse_list (ObPatternParser *self, ObPatternReader *reader)
{
  ObPatternReader begin = *reader;
  Value value;
  if (!parse_value (self, reader, &value))
    return NULL;
  const ObGazetteer *gazetteer = ob_gazetteers_add (self->env->gazetteers, value.list, OB_GAZETTEER_LEMMA, self->diags);
  if (ob_gazetteer_get_longest (gazetteer) > 1)
    {
      ObNode *phrase = ob_pattern_new_node (self, OB_NODE_PHRASE, &begin, reader);
      phrase->gazetteer = gazetteer;
      phrase->list = value.list;
      phrase->text = value.written;
      return phrase;
    }
  ObTest *either = new_test (self, OB_TEST_OR);
  either->first = new_predicate_test (self, OB_PREDICATE_IN_LIST, OB_ATTR_LEMMA, &value, 0);
  either->first->next = new_predicate_test (self, OB_PREDICATE_IN_LIST, OB_ATTR_WORD, &value, 0);
  return new_token_node (self, &begin, reader, either, value.written);
}

/* Spans and edges */

static ObSpanTest *
parse_span_test (ObPatternParser *self, ObPatternReader *reader)
{
  ObPatternReader begin = *reader;
  gsize length = ob_pattern_skip_name (reader, "");
  if (length == 0)
    {
      g_autofree char *found = ob_pattern_dup_found (reader);
      ob_pattern_error (self, "OB111", begin.source, ob_pattern_offset (&begin), 1,
                        "expected an attribute or />, found %s", found);
      return NULL;
    }
  ObSpanTest *test = ob_arena_new_array (self->tree->arena, ObSpanTest, 1);
  g_autofree char *name = g_strndup (begin.p, length);
  test->attribute = g_intern_string (name);
  ObOp op;
  Value value;
  if (!parse_comparison (self, reader, &op, &value))
    return NULL;
  if (op > OB_OP_NOT_EQUAL)
    {
      ob_pattern_error (self, "OB111", value.source, value.offset, value.width,
                        "attributes of spans are compared by = and != only");
      return NULL;
    }
  test->is_negated = op == OB_OP_NOT_EQUAL;
  test->value = value.written;
  test->predicate = OB_NO_ID;
  if (value.kind == VALUE_TEXT && value.flag != 'c' && strcmp (name, "label") == 0)
    test->label = g_intern_string (value.text);
  else if (!add_predicate (self, value_kind (&value), OB_ATTR_WORD, &value, 0, &test->predicate))
    return NULL;
  return test;
}

static void
skip_span (ObPatternReader *reader)
{
  while (!ob_pattern_at_end (reader) && *reader->p != '>' && *reader->p != '\n')
    ob_pattern_skip_piece (reader);
  ob_pattern_accept (reader, ">");
}

ObNode *
ob_pattern_parse_span (ObPatternParser *self, ObPatternReader *reader)
{
  ObPatternReader begin = *reader;
  reader->p++;
  gboolean is_end = ob_pattern_accept (reader, "/");
  const char *from = reader->p;
  gsize length = ob_pattern_skip_name (reader, "");
  if (length == 0)
    {
      ob_pattern_error (self, "OB111", begin.source, ob_pattern_offset (&begin), 1,
                        "expected the name of spans after <, as in <ent/>, <s> or </quote>");
      skip_span (reader);
      return NULL;
    }
  g_autofree char *name = g_strndup (from, length);
  ObSpanTest *tests = NULL, **tail = &tests;
  ob_pattern_skip_space (reader);
  while (!ob_pattern_at_end (reader) && strchr ("/>", *reader->p) == NULL)
    {
      *tail = parse_span_test (self, reader);
      if (*tail == NULL)
        {
          skip_span (reader);
          return NULL;
        }
      tail = &(*tail)->next;
      ob_pattern_skip_space (reader);
    }
  gboolean is_span = ob_pattern_accept (reader, "/>");
  if (!is_span && !ob_pattern_accept (reader, ">"))
    {
      ob_pattern_error (self, "OB103", begin.source, ob_pattern_offset (&begin), 1,
                        "this < is not closed: expected /> (a whole span) or > (its edge)");
      skip_span (reader);
      return NULL;
    }
  if ((is_span && is_end) || (!is_span && tests != NULL))
    {
      ob_pattern_error (self, "OB111", begin.source, ob_pattern_offset (&begin), reader->p - begin.p,
                        is_end ? "an edge is written </%s>" : "an edge has no attributes (did you mean <%s …/>?)",
                        name);
      return NULL;
    }
  ObNode *node = ob_pattern_new_node (self, is_span ? OB_NODE_SPAN : OB_NODE_EDGE, &begin, reader);
  node->name = g_intern_string (name);
  node->span_tests = tests;
  node->is_end = is_end;
  node->text = ob_pattern_copy (self, begin.p, reader->p);
  return node;
}
