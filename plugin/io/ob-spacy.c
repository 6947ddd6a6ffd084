#include "io/ob-spacy.h"
#include "base/ob-limits.h"
#include "io/ob-json.h"
#include <string.h>

#define MAX_RULE_BYTES (OB_MAX_PATTERN_BYTES - 256)     /* alternatives of one rule */

/* What is being gathered of one label (and id, for rules). */
typedef struct
{
  char      *label, *id;        /* id: "" for none */
  GString   *texts;             /* lines of the list, or NULL */
  GPtrArray *alternatives;      /* of char *: patterns */
} Group;

typedef struct
{
  ObSpacyImport *import;
  const char    *file;
  guint          line;          /* of what is being read; 0: not known */
  GPtrArray     *groups;        /* of Group, owned, in order of appearance */
} Reader;

static void
group_free (gpointer data)
{
  Group *group = data;
  g_free (group->label);
  g_free (group->id);
  if (group->texts != NULL)
    g_string_free (group->texts, TRUE);
  g_ptr_array_unref (group->alternatives);
  g_free (group);
}

static Group *
get_group (Reader *self, const char *label, const char *id)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      Group *group = g_ptr_array_index (self->groups, i);
      if (strcmp (group->label, label) == 0 && strcmp (group->id, id) == 0)
        return group;
    }
  Group *group = g_new0 (Group, 1);
  group->label = g_strdup (label);
  group->id = g_strdup (id);
  group->alternatives = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->groups, group);
  return group;
}

static void G_GNUC_PRINTF (2, 3)
leave_out (Reader *self, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *why = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (self->import->report, self->line > 0 ? g_strdup_printf ("%s:%u: %s", self->file, self->line, why)
                                                        : g_strdup_printf ("%s: %s", self->file, why));
}

static char *
dup_text (ObJsonSlice string)
{
  gsize length;
  return ob_json_dup_string (string, &length);
}

/* --- token tests --- */

typedef enum { VALUE_EXACT, VALUE_LOWER, VALUE_LEMMA, VALUE_NAME } ValueKind;

/* Appends @text as a literal: one that matches only as written, or in any case. */
static void
append_literal (GString *out, const char *text, ValueKind kind)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
  g_string_append (out, kind == VALUE_EXACT ? "\"%s" : "\"");
}

/* An attribute that is compared with texts. */
typedef struct
{
  const char *name, *attribute;
  ValueKind   kind;
} TextAttribute;

static const TextAttribute text_attributes[] = {
  { "ORTH", "word", VALUE_EXACT }, { "TEXT", "word", VALUE_EXACT }, { "LOWER", "lower", VALUE_LOWER },
  { "LEMMA", "lemma", VALUE_LEMMA }, { "POS", "pos", VALUE_NAME }, { "ENT_TYPE", "ent", VALUE_NAME },
  { "DEP", "dep", VALUE_NAME },
};

/* Flags, as regular expressions over the word. */
static const struct { const char *name, *regex; } flags[] = {
  { "IS_ALPHA", "\\p{L}+" },
  { "IS_ASCII", "[\\x00-\\x7f]+" },
  { "IS_DIGIT", "\\p{Nd}+" },
  { "IS_LOWER", "[^\\p{Lu}]*\\p{Ll}[^\\p{Lu}]*" },
  { "IS_UPPER", "[^\\p{Ll}]*\\p{Lu}[^\\p{Ll}]*" },
  { "IS_TITLE", "\\p{Lu}[^\\p{Lu}]*" },
  { "IS_PUNCT", "\\p{P}+" },
  { "IS_QUOTE", "[\"'“”‘’«»`]+" },
  { "IS_BRACKET", "[()\\[\\]{}<>]" },
  { "IS_LEFT_PUNCT", "[(\\[{<\"“‘«`]+" },
  { "IS_RIGHT_PUNCT", "[)\\]}>\"”’»]+" },
  { "IS_CURRENCY", "\\p{Sc}+" },
  { "LIKE_NUM", "[-+±~]?[\\d.,]*\\d[\\d.,]*|\\d+\\/\\d+|(?i:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
                "twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|"
                "seventy|eighty|ninety|hundred|thousand|million|billion|trillion)" },
  { "LIKE_URL", "(?:https?:\\/\\/|www\\.)\\S+" },
  { "LIKE_EMAIL", "[\\w.+-]+@[\\w-]+\\.[\\w.]+" },
};

/* Appends one comparison of @attribute with @text. */
static void
append_comparison (GString *out, const TextAttribute *attribute, const char *text)
{
  g_string_append_printf (out, "%s=", attribute->attribute);
  if (attribute->kind == VALUE_NAME)
    g_string_append (out, text);
  else
    append_literal (out, text, attribute->kind);
}

/* A name that may stand bare: labels, parts of speech, relations. */
static gboolean
is_bare (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '_')
      return FALSE;
  return text[0] != '\0';
}

/* "(a | b)" of the texts of @array. */
static gboolean
append_choice (Reader *self, GString *out, const TextAttribute *attribute, ObJsonSlice array, gboolean negates)
{
  ObJsonIter iter = ob_json_iter (array);
  ObJsonSlice element;
  guint n = 0;
  g_string_append (out, negates ? "!(" : "(");
  while (ob_json_iter_next (&iter, NULL, &element))
    {
      if (element.start[0] != '"')
        {
          leave_out (self, "%s: a list of texts is expected", attribute->name);
          return FALSE;
        }
      g_autofree char *text = dup_text (element);
      g_string_append (out, n++ > 0 ? " | " : "");
      append_comparison (out, attribute, text);
    }
  g_string_append_c (out, ')');
  if (n == 0)
    leave_out (self, "%s: an empty list matches nothing", attribute->name);
  return n > 0;
}

/* spaCy searches within the token; here a regular expression is about the whole of it. */
static void
append_regex (GString *out, const char *attribute, const char *regex)
{
  gboolean begins = regex[0] == '^';
  gsize length = strlen (regex);
  gboolean ends = length > 1 && regex[length - 1] == '$' && regex[length - 2] != '\\';
  g_string_append_printf (out, "%s=/%s(?:", attribute, begins ? "" : ".*");
  for (const char *p = regex + begins; p < regex + length - ends; p++)
    {
      if (*p == '\\' && p[1] != '\0')
        g_string_append_c (out, *p++);
      else if (*p == '/')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
  g_string_append_printf (out, ")%s/", ends ? "" : ".*");
}

static gboolean
append_text_test (Reader *self, GString *out, const TextAttribute *attribute, ObJsonSlice value)
{
  if (value.start[0] == '"')
    {
      g_autofree char *text = dup_text (value);
      if (attribute->kind == VALUE_NAME && !is_bare (text))
        {
          leave_out (self, "%s: \"%s\" is no name", attribute->name, text);
          return FALSE;
        }
      append_comparison (out, attribute, text);
      return TRUE;
    }
  ObJsonIter iter = ob_json_iter (value);
  ObJsonSlice name, operand;
  guint n = 0;
  while (ob_json_iter_next (&iter, &name, &operand))
    {
      g_string_append (out, n++ > 0 ? " & " : "");
      gboolean is_in = ob_json_is (name, "IN"), is_not_in = ob_json_is (name, "NOT_IN");
      if ((is_in || is_not_in) && operand.start[0] == '[')
        {
          if (!append_choice (self, out, attribute, operand, is_not_in))
            return FALSE;
        }
      else if (ob_json_is (name, "REGEX") && operand.start[0] == '"' && attribute->kind != VALUE_NAME)
        {
          g_autofree char *regex = dup_text (operand);
          append_regex (out, attribute->attribute, regex);
        }
      else
        {
          g_autofree char *operator = dup_text (name);
          leave_out (self, "%s: {\"%s\": …} has no equal", attribute->name, operator);
          return FALSE;
        }
    }
  if (n == 0)
    leave_out (self, "%s: a text, or an object like {\"IN\": […]}, is expected", attribute->name);
  return n > 0;
}

/* "Xxxx", "dddd": runs of four stand for four or more, as spaCy cuts them. */
static void
append_shape (GString *out, const char *shape)
{
  g_string_append (out, "word=/");
  for (const char *p = shape; *p != '\0';)
    {
      char c = *p;
      guint n = 0;
      while (*p == c)
        p++, n++;
      const char *class = c == 'X' ? "\\p{Lu}" : c == 'x' ? "\\p{Ll}" : c == 'd' ? "\\p{Nd}" : NULL;
      if (class != NULL)
        g_string_append_printf (out, n >= 4 ? "%s{4,}" : "%s{%u}", class, n);
      else
        for (guint i = 0; i < n; i++)
          g_string_append_printf (out, g_ascii_isalnum (c) || (guchar) c >= 0x80 ? "%c" : "\\%c", c);
    }
  g_string_append_c (out, '/');
}

/* LENGTH: 4 or {">=": 4, …} */
static gboolean
append_length (Reader *self, GString *out, ObJsonSlice value)
{
  static const struct { const char *operator, *form; int shift; } forms[] = {
    { "==", "word=/.{%u}/", 0 }, { "!=", "!word=/.{%u}/", 0 }, { ">=", "word=/.{%u,}/", 0 }, { ">", "word=/.{%u,}/", 1 },
    { "<=", "word=/.{0,%u}/", 0 }, { "<", "word=/.{0,%u}/", -1 },
  };
  ObJsonIter iter = ob_json_iter (value);
  ObJsonSlice name = { NULL, 0 }, operand = value;
  gboolean is_plain = g_ascii_isdigit (value.start[0]);
  guint n = 0;
  while (is_plain ? n == 0 : ob_json_iter_next (&iter, &name, &operand))
    {
      g_autofree char *digits = g_strndup (operand.start, operand.length);
      guint64 length;
      guint i = 0;
      while (i < G_N_ELEMENTS (forms) && !(is_plain ? i == 0 : ob_json_is (name, forms[i].operator)))
        i++;
      if (i == G_N_ELEMENTS (forms) || !g_ascii_string_to_unsigned (digits, 10, 0, 1000, &length, NULL)
          || (gint64) length + forms[i].shift < 0)
        {
          leave_out (self, "LENGTH: a number, or an object like {\">=\": 4}, is expected");
          return FALSE;
        }
      g_string_append (out, n++ > 0 ? " & " : "");
      g_string_append_printf (out, forms[i].form, (guint) ((gint64) length + forms[i].shift));
    }
  if (n == 0)
    leave_out (self, "LENGTH: a number, or an object like {\">=\": 4}, is expected");
  return n > 0;
}

/* What a token object asks for besides its tests. */
typedef struct
{
  char     quant[32];
  gboolean is_negated;          /* OP "!" */
  gboolean begins_sentence;
} TokenShape;

/* OP: "?", "+", "*", "!", "1", "{2}", "{2,}", "{,3}", "{2,3}" */
static gboolean
read_operator (Reader *self, ObJsonSlice value, TokenShape *shape)
{
  g_autofree char *text = value.start[0] == '"' ? dup_text (value) : g_strdup ("");
  gsize length = strlen (text);
  gboolean is_count = length > 2 && text[0] == '{' && text[length - 1] == '}' && length < sizeof shape->quant
                      && strspn (text + 1, "0123456789,") == length - 2;
  if (strcmp (text, "!") == 0)
    shape->is_negated = TRUE;
  else if (is_count || (length == 1 && strchr ("?+*", text[0]) != NULL))
    g_strlcpy (shape->quant, text, sizeof shape->quant);
  else if (strcmp (text, "1") != 0)
    {
      leave_out (self, "OP: \"%s\" is none of ! ? + * {n} {n,} {,m} {n,m}", text);
      return FALSE;
    }
  return TRUE;
}

static gboolean
append_flag (GString *out, const char *name, ObJsonSlice value)
{
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    if (strcmp (flags[i].name, name) == 0 && (value.start[0] == 't' || value.start[0] == 'f'))
      {
        g_string_append_printf (out, "%sword=/%s/", value.start[0] == 'f' ? "!" : "", flags[i].regex);
        return TRUE;
      }
  return FALSE;
}

/* One test of a token object. */
static gboolean
append_test (Reader *self, GString *out, const char *name, ObJsonSlice value)
{
  for (guint i = 0; i < G_N_ELEMENTS (text_attributes); i++)
    if (strcmp (text_attributes[i].name, name) == 0)
      return append_text_test (self, out, &text_attributes[i], value);
  if (strcmp (name, "LENGTH") == 0)
    return append_length (self, out, value);
  if (strcmp (name, "SHAPE") == 0 && value.start[0] == '"')
    {
      g_autofree char *shape = dup_text (value);
      append_shape (out, shape);
      return TRUE;
    }
  if (append_flag (out, name, value))
    return TRUE;
  leave_out (self, "%s has no equal in rules of Obelus", name);
  return FALSE;
}

/* A token that asks for nothing but a text is a literal, which may be several words for our tokeniser. FALSE when it asks
 * for something else. */
static gboolean
append_plain_text (GString *out, ObJsonSlice token)
{
  ObJsonIter iter = ob_json_iter (token);
  ObJsonSlice name_slice, value = { NULL, 0 };
  const TextAttribute *attribute = NULL;
  while (ob_json_iter_next (&iter, &name_slice, &value))
    {
      g_autofree char *name = dup_text (name_slice);
      for (guint i = 0; attribute == NULL && i < G_N_ELEMENTS (text_attributes); i++)
        if (g_ascii_strcasecmp (text_attributes[i].name, name) == 0 && text_attributes[i].kind <= VALUE_LOWER)
          attribute = &text_attributes[i];
      if (attribute == NULL || value.start[0] != '"' || ob_json_iter_next (&iter, NULL, &value))
        return FALSE;
    }
  if (attribute == NULL)
    return FALSE;
  g_autofree char *text = dup_text (value);
  append_literal (out, text, attribute->kind);
  return text[0] != '\0';
}

/* One token object as an element of a pattern. */
static gboolean
append_token (Reader *self, GString *out, ObJsonSlice token)
{
  ObJsonIter iter = ob_json_iter (token);
  ObJsonSlice name_slice, value;
  TokenShape shape = { "", FALSE, FALSE };
  g_autoptr (GString) tests = g_string_new (NULL);
  if (token.start[0] != '{')
    {
      leave_out (self, "a token is an object like {\"LOWER\": \"york\"}");
      return FALSE;
    }
  gsize length = out->len;
  g_string_append (out, length > 0 ? " " : "");
  if (append_plain_text (out, token))
    return TRUE;
  g_string_truncate (out, length);
  while (ob_json_iter_next (&iter, &name_slice, &value))
    {
      g_autofree char *given = dup_text (name_slice), *name = g_ascii_strup (given, -1);
      gboolean is_start = strcmp (name, "IS_SENT_START") == 0 || strcmp (name, "SENT_START") == 0;
      if (strcmp (name, "OP") == 0)
        {
          if (!read_operator (self, value, &shape))
            return FALSE;
        }
      else if (is_start && value.start[0] == 't')
        shape.begins_sentence = TRUE;
      else
        {
          g_string_append (tests, tests->len > 0 ? " & " : "");
          if (!append_test (self, tests, name, value))
            return FALSE;
        }
    }
  g_string_append (out, out->len > 0 ? " " : "");
  g_string_append (out, shape.begins_sentence ? "<s> " : "");
  if (shape.is_negated && tests->len > 0)
    g_string_append_printf (out, "[!(%s)]", tests->str);
  else
    g_string_append_printf (out, "[%s]%s", tests->str, shape.quant);
  return TRUE;
}

/* --- patterns --- */

static void
take_tokens (Reader *self, const char *label, const char *id, ObJsonSlice tokens)
{
  g_autoptr (GString) pattern = g_string_new (NULL);
  ObJsonIter iter = ob_json_iter (tokens);
  ObJsonSlice token;
  while (ob_json_iter_next (&iter, NULL, &token))
    if (!append_token (self, pattern, token))
      return;
  if (pattern->len == 0 || pattern->len > MAX_RULE_BYTES)
    {
      leave_out (self, pattern->len == 0 ? "a pattern without tokens matches nothing"
                                         : "the pattern is too long; put its words into a list");
      return;
    }
  g_ptr_array_add (get_group (self, label, id)->alternatives, g_strdup (pattern->str));
  self->import->n_converted++;
}

static void
take_text (Reader *self, const char *label, const char *id, const char *text)
{
  if (strpbrk (text, "\t\r\n") != NULL || text[0] == '\0')
    {
      leave_out (self, "an entry of a list is one line of text");
      return;
    }
  Group *group = get_group (self, label, "");
  if (group->texts == NULL)
    group->texts = g_string_new (NULL);
  gboolean needs_escape = text[0] == '@' || text[0] == '\\' || g_str_has_prefix (text, "--");
  g_string_append_printf (group->texts, "%s%s%s%s\n", needs_escape ? "\\" : "", text, id[0] != '\0' ? "\t" : "", id);
  self->import->n_converted++;
}

static gboolean
is_label (const char *label)
{
  for (const char *p = label; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("_-.", *p) == NULL)
      return FALSE;
  return label[0] != '\0' && strlen (label) <= OB_MAX_LABEL_BYTES;
}

static void
take_pattern (Reader *self, const char *label, const char *id, ObJsonSlice pattern)
{
  self->import->n_read++;
  if (!is_label (label))
    leave_out (self, "label \"%s\": a label is made of letters, digits, '_', '-' and '.'", label);
  else if (pattern.start[0] == '"')
    {
      g_autofree char *text = dup_text (pattern);
      take_text (self, label, id, text);
    }
  else if (pattern.start[0] == '[')
    take_tokens (self, label, id, pattern);
  else
    leave_out (self, "a pattern is a text or an array of tokens");
}

/* {"label": …, "pattern": …, "id": …} */
static void
take_entry (Reader *self, ObJsonSlice entry)
{
  static const char *const names[] = { "label", "pattern", "id", NULL };
  ObJsonSlice values[3] = { { NULL, 0 }, { NULL, 0 }, { NULL, 0 } };
  if (entry.start[0] != '{' || !ob_json_find_members (entry.start, entry.length, names, values, NULL)
      || values[0].start == NULL || values[0].start[0] != '"' || values[1].start == NULL)
    {
      self->import->n_read++;
      leave_out (self, "an entry is an object with \"label\" and \"pattern\"");
      return;
    }
  g_autofree char *label = dup_text (values[0]);
  gboolean has_id = values[2].start != NULL && values[2].start[0] == '"';
  g_autofree char *id = has_id ? dup_text (values[2]) : g_strdup ("");
  if (strpbrk (id, "\t\r\n\"\\") != NULL)
    {
      self->import->n_read++;
      leave_out (self, "the id \"%s\" holds tabs, quotes or the like", id);
      return;
    }
  take_pattern (self, label, id, values[1]);
}

/* [[{…}], [{…}]] holds patterns, [{…}, {…}] is one. */
static gboolean
holds_patterns (ObJsonSlice array)
{
  ObJsonIter iter = ob_json_iter (array);
  ObJsonSlice first;
  return array.start[0] == '[' && ob_json_iter_next (&iter, NULL, &first) && first.start[0] != '{';
}

/* {"NAME": [[tokens], …]} */
static void
take_named (Reader *self, ObJsonSlice object)
{
  ObJsonIter iter = ob_json_iter (object);
  ObJsonSlice name, value, pattern;
  while (ob_json_iter_next (&iter, &name, &value))
    {
      g_autofree char *label = dup_text (name);
      if (!holds_patterns (value))
        {
          take_pattern (self, label, "", value);
          continue;
        }
      ObJsonIter patterns = ob_json_iter (value);
      while (ob_json_iter_next (&patterns, NULL, &pattern))
        take_pattern (self, label, "", pattern);
    }
}

static gboolean
is_entry (ObJsonSlice object)
{
  static const char *const names[] = { "pattern", NULL };
  ObJsonSlice value = { NULL, 0 };
  return object.start[0] == '{' && ob_json_find_members (object.start, object.length, names, &value, NULL)
         && value.start != NULL;
}

static void
take_lines (Reader *self, const char *json, gsize length)
{
  const char *end = json + length;
  for (const char *line = json; line < end;)
    {
      const char *newline = memchr (line, '\n', (gsize) (end - line));
      gsize n = (gsize) ((newline != NULL ? newline : end) - line);
      g_autofree char *copy = g_strndup (line, n);
      g_autoptr (GError) error = NULL;
      ObJsonSlice value;
      self->line++;
      if (g_strstrip (copy)[0] == '\0')
        ;                                       /* a blank line between entries */
      else if (ob_json_parse (line, n, &value, &error))
        take_entry (self, value);
      else
        {
          self->import->n_read++;
          leave_out (self, "%s", error->message);
        }
      line += n + 1;
    }
}

/* --- writing --- */

/* "GPE_City" gives "gpe-city". */
static char *
dup_slug (const char *label)
{
  char *slug = g_ascii_strdown (label, -1);
  for (char *p = slug; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p))
      *p = '-';
  return slug;
}

static void
append_rule (GString *out, const Group *group, const char *slug, guint number, guint first, guint end)
{
  g_string_append_printf (out, "rule \"spacy-%s-%u\" {\n  emits = \"entity\",\n  label = \"%s\",\n  match = [=[ ", slug,
                          number, group->label);
  for (guint i = first; i < end; i++)
    g_string_append_printf (out, "%s%s", i > first ? "\n           | " : "",
                            (const char *) g_ptr_array_index (group->alternatives, i));
  g_string_append (out, " ]=],\n");
  if (group->id[0] != '\0')
    g_string_append_printf (out, "  set   = { ent_id = \"%s\" },\n", group->id);
  g_string_append (out, "}\n\n");
}

/* The alternatives of a group, in as many rules as their length needs. */
static void
append_rules (GString *out, const Group *group, const char *slug, guint *number)
{
  guint first = 0;
  gsize size = 0;
  for (guint i = 0; i < group->alternatives->len; i++)
    {
      gsize length = strlen (g_ptr_array_index (group->alternatives, i)) + strlen ("\n           | ");
      if (size + length > MAX_RULE_BYTES)
        {
          append_rule (out, group, slug, ++*number, first, i);
          first = i;
          size = 0;
        }
      size += length;
    }
  if (first < group->alternatives->len)
    append_rule (out, group, slug, ++*number, first, group->alternatives->len);
}

static void
add_list (ObSpacyImport *import, GString *out, const Group *group, const char *slug)
{
  ObSpacyList *list = g_new0 (ObSpacyList, 1);
  list->name = g_strconcat ("spacy-", slug, NULL);
  list->text = g_strconcat ("@columns\tentry\tent_id\n", group->texts->str, NULL);
  g_ptr_array_add (import->lists, list);
  g_string_append_printf (out, "gazetteer \"spacy-%s\" {\n  list  = \"spacy-%s\",\n  emits = \"entity\",\n"
                          "  label = \"%s\",\n  case  = \"exact\",\n}\n\n", slug, slug, group->label);
}

/* The slug under which rules and lists of @label stand; labels that differ in case only get one each. @slugs: from label
 * to slug; @taken: the slugs. */
static const char *
get_slug (GHashTable *slugs, GHashTable *taken, const char *label)
{
  const char *known = g_hash_table_lookup (slugs, label);
  if (known != NULL)
    return known;
  g_autofree char *plain = dup_slug (label);
  char *slug = g_strdup (plain);
  for (guint n = 2; g_hash_table_contains (taken, slug); n++)
    {
      g_free (slug);
      slug = g_strdup_printf ("%s-%u", plain, n);
    }
  g_hash_table_insert (slugs, g_strdup (label), slug);
  g_hash_table_add (taken, slug);
  return slug;
}

static void
write_groups (Reader *self)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GHashTable) slugs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);          /* slug -> rules written */
  g_string_append_printf (out, "-- Converted from %s. Examples are yours to add: each rule wants what it finds and what it "
                          "leaves alone.\n\n", self->file);
  for (guint i = 0; i < self->groups->len; i++)
    {
      const Group *group = g_ptr_array_index (self->groups, i);
      if (g_hash_table_lookup (slugs, group->label) == NULL)
        g_ptr_array_add (self->import->labels, g_strdup (group->label));
      const char *slug = get_slug (slugs, taken, group->label);
      guint number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, slug));
      if (group->texts != NULL)
        add_list (self->import, out, group, slug);
      append_rules (out, group, slug, &number);
      g_hash_table_insert (numbers, (gpointer) slug, GUINT_TO_POINTER (number));
    }
  self->import->rules = g_string_free (out, FALSE);
}

static void
list_free (gpointer data)
{
  ObSpacyList *list = data;
  g_free (list->name);
  g_free (list->text);
  g_free (list);
}

ObSpacyImport *
ob_spacy_import (const char *file, const char *json, gsize length, GError **error)
{
  g_autoptr (ObSpacyImport) self = g_new0 (ObSpacyImport, 1);
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func (group_free);
  Reader reader = { self, file, 0, groups };
  ObJsonSlice whole, entry;
  self->lists = g_ptr_array_new_with_free_func (list_free);
  self->labels = g_ptr_array_new_with_free_func (g_free);
  self->report = g_ptr_array_new_with_free_func (g_free);
  gboolean is_one_value = ob_json_parse (json, length, &whole, NULL);
  if (is_one_value && whole.start[0] == '[')
    {
      ObJsonIter iter = ob_json_iter (whole);
      while (ob_json_iter_next (&iter, NULL, &entry))
        take_entry (&reader, entry);
    }
  else if (is_one_value && !is_entry (whole))
    take_named (&reader, whole);
  else
    take_lines (&reader, json, length);
  if (self->n_converted == 0)
    {
      g_set_error (error, OB_ERROR, OB_ERROR_BAD_JSON, "%s holds no pattern that can be converted%s%s", file,
                   self->report->len > 0 ? ": " : "", self->report->len > 0
                   ? (const char *) g_ptr_array_index (self->report, 0) : "");
      return NULL;
    }
  write_groups (&reader);
  return g_steal_pointer (&self);
}

void
ob_spacy_import_free (ObSpacyImport *self)
{
  if (self == NULL)
    return;
  g_free (self->rules);
  g_clear_pointer (&self->lists, g_ptr_array_unref);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_clear_pointer (&self->report, g_ptr_array_unref);
  g_free (self);
}
