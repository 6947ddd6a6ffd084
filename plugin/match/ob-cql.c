#include "match/ob-cql.h"
#include "base/ob-limits.h"
#include "lexicon/ob-tagger.h"
#include <string.h>

typedef struct
{
  const char *cql, *p;
  GString    *out;
  ObDiags    *diags;
  guint       depth;
  gboolean    has_failed;
  ObLook      scope;
} Reader;

/* ---- Reading ---- */

static void report (Reader *self, ObSeverity severity, const char *id, const char *at, const char *format, ...)
  G_GNUC_PRINTF (5, 6);

static void
report (Reader *self, ObSeverity severity, const char *id, const char *at, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *message = g_strdup_vprintf (format, args);
  va_end (args);
  ObPlace place = { "cql", 1, 1, 1, self->cql };
  for (const char *p = self->cql; p < at; p = g_utf8_next_char (p))
    if (*p == '\n')
      place.line++, place.column = 1;
    else
      place.column++;
  ob_diags_add (self->diags, severity, id, &place, "%s", message);
  self->has_failed |= severity == OB_SEVERITY_ERROR;
}

static void
skip_space (Reader *self)
{
  while (*self->p == '#' || g_ascii_isspace (*self->p))
    if (*self->p == '#')
      self->p += strcspn (self->p, "\n");
    else
      self->p++;
}

static gboolean
accept (Reader *self, const char *s)
{
  skip_space (self);
  if (!g_str_has_prefix (self->p, s))
    return FALSE;
  self->p += strlen (s);
  return TRUE;
}

/* A name at the reader as a new string, or NULL. A label may be a number. */
static char *
read_name (Reader *self)
{
  skip_space (self);
  const char *begin = self->p;
  while (g_ascii_isalnum (*self->p) || *self->p == '_' || *self->p == '-')
    self->p++;
  return self->p > begin ? g_strndup (begin, (gsize) (self->p - begin)) : NULL;
}

static gboolean
accept_word (Reader *self, const char *word)
{
  const char *begin = self->p;
  g_autofree char *name = read_name (self);
  if (name != NULL && strcmp (name, word) == 0)
    return TRUE;
  self->p = begin;
  return FALSE;
}

static void
expected (Reader *self, const char *what)
{
  if (*self->p == '\0')
    report (self, OB_SEVERITY_ERROR, "OB140", self->p, "expected %s, found the end", what);
  else
    report (self, OB_SEVERITY_ERROR, "OB140", self->p, "expected %s, found %.*s", what,
            (int) (g_utf8_next_char (self->p) - self->p), self->p);
}

/* ---- Values ---- */

typedef struct
{
  char    *regex;               /* as it stands between the quotes, an escaped quote without its backslash */
  gboolean any_case;
} Value;

/* Reads a quoted regex with its flags. */
static gboolean
read_value (Reader *self, Value *ret_value)
{
  skip_space (self);
  const char *begin = self->p;
  char quote = *begin;
  if (quote != '"' && quote != '\'')
    {
      expected (self, "a regex in quotes");
      return FALSE;
    }
  GString *regex = g_string_new (NULL);
  for (self->p++; *self->p != '\0' && *self->p != quote && *self->p != '\n'; self->p++)
    {
      if (*self->p == '\\' && self->p[1] != '\0' && self->p[1] != quote)
        g_string_append_c (regex, *self->p++);
      else if (*self->p == '\\' && self->p[1] == quote)
        self->p++;
      g_string_append_c (regex, *self->p);
    }
  *ret_value = (Value) { g_string_free (regex, FALSE), FALSE };
  if (*self->p != quote)
    {
      report (self, OB_SEVERITY_ERROR, "OB140", begin, "the closing %c is missing on this line", quote);
      return FALSE;
    }
  self->p++;
  skip_space (self);
  if (*self->p != '%')
    return TRUE;
  const char *flags = self->p++;
  for (; g_ascii_isalpha (*self->p); self->p++)
    if (*self->p == 'c')
      ret_value->any_case = TRUE;
    else if (*self->p == 'd')
      report (self, OB_SEVERITY_WARNING, "OB142", flags, "accents count in Obelus, with and without %%d");
    else if (*self->p != 'l')
      report (self, OB_SEVERITY_ERROR, "OB140", flags, "there are the flags %%c, %%d and %%l");
  return TRUE;
}

/* The text of a regex in which only escaped characters have a meaning of their own: "U\.S\." is U.S., as a new string;
 * NULL for others. */
static char *
dup_plain (const char *regex)
{
  GString *text = g_string_new (NULL);
  for (const char *p = regex; *p != '\0'; p++)
    {
      if (*p == '\\' && p[1] != '\0' && !g_ascii_isalnum (p[1]))
        p++;
      else if (strchr ("\\.^$*+?{}[]|()", *p) != NULL)
        return g_string_free (text, TRUE);
      g_string_append_c (text, *p);
    }
  return g_string_free (text, FALSE);
}

static void
append_quoted (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

static void
append_regex (GString *out, const char *regex, gboolean any_case)
{
  g_string_append_c (out, '/');
  for (const char *p = regex; *p != '\0'; p++)
    {
      if (*p == '\\' && p[1] != '\0')
        g_string_append_c (out, *p++);
      else if (*p == '/')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
  g_string_append (out, any_case ? "/i" : "/");
}

/* The value of an attribute that is compared as text. Lemmas and `lower` are in lower case. */
static void
append_value (Reader *self, const Value *value, gboolean is_folded)
{
  g_autofree char *text = dup_plain (value->regex);
  if (text == NULL)
    append_regex (self->out, value->regex, value->any_case || is_folded);
  else
    {
      append_quoted (self->out, text);
      if (!is_folded)
        g_string_append (self->out, value->any_case ? "%c" : "%s");
    }
}

/* ---- Tests of a token ---- */

/* Penn Treebank's tags, and what they are in UD. */
static const struct { const char *penn; ObPos pos; } penn_tags[] = {
  { "CC", OB_POS_CCONJ }, { "CD", OB_POS_NUM }, { "DT", OB_POS_DET }, { "EX", OB_POS_PRON }, { "IN", OB_POS_ADP },
  { "JJ", OB_POS_ADJ }, { "JJR", OB_POS_ADJ }, { "JJS", OB_POS_ADJ }, { "MD", OB_POS_AUX }, { "NN", OB_POS_NOUN },
  { "NNS", OB_POS_NOUN }, { "NP", OB_POS_PROPN }, { "NPS", OB_POS_PROPN }, { "NNP", OB_POS_PROPN },
  { "NNPS", OB_POS_PROPN }, { "PDT", OB_POS_DET }, { "POS", OB_POS_PART }, { "PP", OB_POS_PRON },
  { "PRP", OB_POS_PRON }, { "PRP$", OB_POS_PRON }, { "PP$", OB_POS_PRON }, { "RB", OB_POS_ADV }, { "RBR", OB_POS_ADV },
  { "RBS", OB_POS_ADV }, { "RP", OB_POS_ADP }, { "SYM", OB_POS_SYM }, { "TO", OB_POS_PART }, { "UH", OB_POS_INTJ },
  { "VB", OB_POS_VERB }, { "VBD", OB_POS_VERB }, { "VBG", OB_POS_VERB }, { "VBN", OB_POS_VERB },
  { "VBP", OB_POS_VERB }, { "VBZ", OB_POS_VERB }, { "WDT", OB_POS_DET }, { "WP", OB_POS_PRON },
  { "WP$", OB_POS_PRON }, { "WRB", OB_POS_ADV },
};

/* [pos=…] for the tags that @value fits, as tests joined by | or, negated, by &. */
static void
append_tags (Reader *self, const Value *value, gboolean is_negated, const char *at)
{
  g_autofree char *whole = g_strdup_printf ("^(?:%s)$", value->regex);
  g_autoptr (GError) error = NULL;
  g_autoptr (GRegex) regex = g_regex_new (whole, value->any_case ? G_REGEX_CASELESS : 0, 0, &error);
  gboolean fits[OB_N_POS] = { FALSE };
  guint n = 0;
  if (regex == NULL)
    {
      report (self, OB_SEVERITY_ERROR, "OB140", at, "wrong regex: %s", error->message);
      return;
    }
  for (ObPos pos = 0; pos < OB_N_POS; pos++)
    n += fits[pos] = g_regex_match (regex, ob_pos_get_name (pos), 0, NULL);
  if (n == 0)
    {
      for (guint i = 0; i < G_N_ELEMENTS (penn_tags); i++)
        if (g_regex_match (regex, penn_tags[i].penn, 0, NULL) && !fits[penn_tags[i].pos])
          n += fits[penn_tags[i].pos] = TRUE;
      if (n > 0)
        report (self, OB_SEVERITY_WARNING, "OB142", at, "read as tags of the Penn Treebank; Obelus has the coarser ones "
                "of UD");
    }
  if (n == 0)
    {
      report (self, OB_SEVERITY_ERROR, "OB141", at, "no tag of UD or of the Penn Treebank fits \"%s\"; there are ADJ ADP "
              "ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X", value->regex);
      return;
    }
  gboolean is_first = TRUE;
  g_string_append (self->out, n > 1 ? "(" : "");
  for (ObPos pos = 0; pos < OB_N_POS; pos++)
    if (fits[pos])
      {
        g_string_append_printf (self->out, "%spos%s%s", is_first ? "" : is_negated ? " & " : " | ",
                                is_negated ? "!=" : "=", ob_pos_get_name (pos));
        is_first = FALSE;
      }
  g_string_append (self->out, n > 1 ? ")" : "");
}

static const struct { const char *cql, *obelus; } attributes[] = {
  { "word", "word" }, { "lc", "lower" }, { "lower", "lower" }, { "lemma", "lemma" }, { "lemma_lc", "lemma" },
  { "tag", "pos" }, { "pos", "pos" }, { "upos", "pos" }, { "shape", "shape" },
};

static void
read_comparison (Reader *self)
{
  skip_space (self);
  const char *begin = self->p;
  g_autofree char *name = read_name (self);
  const char *attribute = NULL;
  if (name == NULL)
    {
      expected (self, "an attribute");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (attributes) && attribute == NULL; i++)
    if (strcmp (attributes[i].cql, name) == 0)
      attribute = attributes[i].obelus;
  if (attribute == NULL)
    report (self, OB_SEVERITY_ERROR, "OB141", begin, "the attribute %s has no equal; there are word, lc, lemma and tag",
            name);
  gboolean is_negated = accept (self, "!=") || accept (self, "!==");
  gboolean is_exact = !is_negated && accept (self, "==");
  if (!is_negated && !is_exact && !accept (self, "="))
    {
      expected (self, "= or !=");
      return;
    }
  Value value = { NULL, FALSE };
  const char *at = self->p;
  gboolean is_good = read_value (self, &value);
  g_autofree char *regex = value.regex;
  if (is_exact)                                 /* == compares text */
    {
      value.regex = g_regex_escape_string (regex, -1);
      g_free (regex);
      regex = value.regex;
    }
  if (!is_good || attribute == NULL)
    return;
  if (strcmp (attribute, "pos") == 0)
    append_tags (self, &value, is_negated, at);
  else
    {
      g_string_append_printf (self->out, "%s%s", attribute, is_negated ? "!=" : "=");
      append_value (self, &value, strcmp (attribute, "lower") == 0 || strcmp (attribute, "lemma") == 0);
    }
}

static gboolean
enter (Reader *self)
{
  if (++self->depth <= OB_MAX_PATTERN_DEPTH)
    return TRUE;
  report (self, OB_SEVERITY_ERROR, "OB140", self->p, "brackets are nested deeper than %d", OB_MAX_PATTERN_DEPTH);
  self->p += strlen (self->p);
  return FALSE;
}

static void read_tests (Reader *self);

static void
read_test (Reader *self)
{
  if (!enter (self))
    return;
  if (accept (self, "("))
    {
      g_string_append_c (self->out, '(');
      read_tests (self);
      if (!accept (self, ")"))
        expected (self, ")");
      g_string_append_c (self->out, ')');
    }
  else if (accept (self, "!"))
    {
      g_string_append_c (self->out, '!');
      read_test (self);
    }
  else
    read_comparison (self);
  self->depth--;
}

static void
read_tests (Reader *self)
{
  for (;;)
    {
      read_test (self);
      if (accept (self, "&"))
        g_string_append (self->out, " & ");
      else if (accept (self, "|"))
        g_string_append (self->out, " | ");
      else
        return;
    }
}

/* ---- Sequences ---- */

static void
read_token (Reader *self)
{
  if (accept (self, "]"))
    {
      g_string_append (self->out, "[]");
      return;
    }
  g_string_append_c (self->out, '[');
  read_tests (self);
  if (!accept (self, "]"))
    {
      expected (self, "]");
      self->p += strcspn (self->p, "]");
      accept (self, "]");
    }
  g_string_append_c (self->out, ']');
}

/* "regex" by itself: a word, as written. */
static void
read_word (Reader *self)
{
  Value value = { NULL, FALSE };
  if (read_value (self, &value))
    append_value (self, &value, FALSE);
  g_free (value.regex);
}

/* The name of a structure in Obelus. */
static const char *
map_structure (const char *name)
{
  return strcmp (name, "p") == 0 ? "para" : strcmp (name, "ne") == 0 ? "ent" : strcmp (name, "q") == 0 ? "quote" : name;
}

static void
read_structure (Reader *self)
{
  const char *begin = self->p - 1;
  gboolean is_end = accept (self, "/");
  g_autofree char *name = read_name (self);
  if (name == NULL)
    {
      expected (self, "the name of a structure");
      return;
    }
  g_string_append_printf (self->out, "<%s%s", is_end ? "/" : "", map_structure (name));
  for (;;)
    {
      g_autofree char *attribute = read_name (self);
      Value value = { NULL, FALSE };
      if (attribute == NULL)
        break;
      if (!accept (self, "="))
        {
          expected (self, "=");
          return;
        }
      if (!read_value (self, &value))
        return;
      gboolean is_label = strcmp (attribute, "type") == 0 || strcmp (attribute, "label") == 0;
      g_string_append_printf (self->out, " %s=", is_label ? "label" : attribute);
      append_value (self, &value, TRUE);
      g_free (value.regex);
    }
  gboolean is_whole = accept (self, "/");
  if (!accept (self, ">"))
    expected (self, ">");
  g_string_append (self->out, is_whole ? "/>" : ">");
  if (strcmp (name, "text") == 0 || strcmp (name, "doc") == 0)
    report (self, OB_SEVERITY_ERROR, "OB141", begin, "<%s> has no equal: a document is what a rule runs over", name);
}

static void
read_quantifier (Reader *self)
{
  skip_space (self);
  if (*self->p != '\0' && strchr ("?*+", *self->p) != NULL)
    {
      g_string_append_c (self->out, *self->p++);
      return;
    }
  if (*self->p != '{')
    return;
  gsize length = strcspn (self->p, "}");
  if (self->p[length] == '\0')
    {
      expected (self, "} behind the numbers");
      self->p += length;
      return;
    }
  for (gsize i = 0; i <= length; i++)
    if (!g_ascii_isspace (self->p[i]))
      g_string_append_c (self->out, self->p[i]);
  self->p += length + 1;
}

/* "a:" or "1:" or "@" before an element. */
static void
read_label (Reader *self)
{
  skip_space (self);
  const char *begin = self->p;
  if (*begin == '@')
    {
      self->p++;
      accept (self, ":");
      g_string_append (self->out, "target:");
      return;
    }
  g_autofree char *name = read_name (self);
  if (name == NULL || *self->p != ':' || self->p[1] == ':')
    {
      self->p = begin;
      return;
    }
  self->p++;
  g_string_append_printf (self->out, "%s%s:", g_ascii_isdigit (*name) ? "n" : "", name);
}

static void read_choice (Reader *self);

static gboolean
ends_sequence (Reader *self)
{
  skip_space (self);
  if (*self->p == '\0' || *self->p == '|' || *self->p == ')' || *self->p == ';' || g_str_has_prefix (self->p, "::"))
    return TRUE;
  const char *begin = self->p;
  g_autofree char *name = read_name (self);
  gboolean is_label = *self->p == ':';
  self->p = begin;
  return name != NULL && !is_label;
}

static void
read_element (Reader *self)
{
  read_label (self);
  skip_space (self);
  if (*self->p == '"' || *self->p == '\'')
    read_word (self);
  else if (accept (self, "["))
    read_token (self);
  else if (accept (self, "<"))
    read_structure (self);
  else if (accept (self, "("))
    {
      g_string_append_c (self->out, '(');
      read_choice (self);
      if (!accept (self, ")"))
        expected (self, ")");
      g_string_append_c (self->out, ')');
    }
  else
    {
      expected (self, "an element: […], \"regex\", ( ) or <s>");
      if (*self->p != '\0')
        self->p = g_utf8_next_char (self->p);
    }
  read_quantifier (self);
}

static void
read_choice (Reader *self)
{
  if (!enter (self))
    return;
  do
    {
      for (gboolean is_first = TRUE; !ends_sequence (self); is_first = FALSE)
        {
          if (!is_first)
            g_string_append_c (self->out, ' ');
          read_element (self);
        }
      skip_space (self);
      if (*self->p == '|')
        g_string_append (self->out, " | ");
    }
  while (accept (self, "|"));
  self->depth--;
}

/* ---- What follows ---- */

static void
read_within (Reader *self)
{
  static const struct { const char *name; ObLook scope; } scopes[] = {
    { "s", OB_LOOK_SENTENCE }, { "p", OB_LOOK_PARA }, { "para", OB_LOOK_PARA },
    { "text", OB_LOOK_DOC }, { "doc", OB_LOOK_DOC },
  };
  skip_space (self);
  const char *begin = self->p;
  gboolean is_structure = accept (self, "<");
  g_autofree char *name = read_name (self);
  if (is_structure)
    {
      accept (self, "/");
      if (!accept (self, ">"))
        expected (self, ">");
    }
  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    if (name != NULL && strcmp (name, scopes[i].name) == 0)
      {
        self->scope = scopes[i].scope;
        return;
      }
  report (self, OB_SEVERITY_ERROR, "OB141", begin, "within is for s, p and text; for others write a test of the words, as "
          "in [ent=ORG] or [quote=yes]");
  self->p += strlen (self->p);
}

static gboolean
read_operand (Reader *self)
{
  g_autofree char *label = read_name (self);
  gboolean has_dot = accept (self, ".");
  g_autofree char *attribute = has_dot ? read_name (self) : NULL;
  if (label == NULL || attribute == NULL)
    {
      expected (self, "label.attribute");
      return FALSE;
    }
  const char *obelus = attribute;
  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    if (strcmp (attributes[i].cql, attribute) == 0)
      obelus = attributes[i].obelus;
  g_string_append_printf (self->out, "%s%s.%s", g_ascii_isdigit (*label) ? "n" : "", label, obelus);
  return TRUE;
}

static void
read_constraints (Reader *self)
{
  g_string_append (self->out, " :: ");
  do
    {
      if (!read_operand (self))
        break;
      gboolean is_negated = accept (self, "!=");
      if (!is_negated && !accept (self, "="))
        {
          expected (self, "= or !=");
          break;
        }
      g_string_append (self->out, is_negated ? " != " : " = ");
      if (!read_operand (self))
        break;
      skip_space (self);
      if (*self->p == '&')
        g_string_append (self->out, " & ");
    }
  while (accept (self, "&"));
}

static void
read_rest (Reader *self)
{
  static const char *const strangers[] = { "containing", "meet", "union", "MU", "cut", "expand", "not" };
  for (;;)
    {
      skip_space (self);
      const char *at = self->p;
      if (*at == '\0' || (*at == ';' && strspn (at, "; \n\t") == strlen (at)))
        return;
      if (accept (self, "::"))
        read_constraints (self);
      else if (accept_word (self, "within"))
        read_within (self);
      else
        {
          for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
            if (accept_word (self, strangers[i]))
              {
                report (self, OB_SEVERITY_ERROR, "OB141", at, "`%s` has no equal in a pattern", strangers[i]);
                return;
              }
          expected (self, "the end, `within s` or `::`");
          return;
        }
    }
}

char *
ob_cql_translate (const char *cql, ObLook *ret_scope, ObDiags *diags)
{
  g_autoptr (GString) out = g_string_new (NULL);
  Reader self = { .cql = cql, .p = cql, .out = out, .diags = diags };
  if (strlen (cql) > OB_MAX_PATTERN_BYTES || !g_utf8_validate (cql, -1, NULL))
    {
      self.p = self.cql = "";
      report (&self, OB_SEVERITY_ERROR, "OB140", self.p, "longer than %d bytes, or not UTF-8", OB_MAX_PATTERN_BYTES);
      return NULL;
    }
  read_choice (&self);
  if (out->len == 0 && !self.has_failed)
    expected (&self, "an element: […], \"regex\", ( ) or <s>");
  read_rest (&self);
  if (self.has_failed)
    return NULL;
  *ret_scope = self.scope;
  return g_strdup (out->str);
}
