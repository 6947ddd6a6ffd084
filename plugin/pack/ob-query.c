#include "pack/ob-query.h"
#include "pack/ob-pack.h"
#include <string.h>

#define PLACE_NAME "pattern"

/* ---- Names ---- */

static ObPack *
find_pack (const ObLoaded *loaded, const char *name)
{
  for (guint i = 0; i < loaded->packs->len; i++)
    {
      ObPack *pack = g_ptr_array_index (loaded->packs, i);
      if (strcmp (pack->manifest->name, name) == 0)
        return pack;
    }
  return NULL;
}

static ObList *
find_list (gpointer data, const char *pack_name, const char *name)
{
  const ObLoaded *loaded = data;
  ObPackList *found = NULL;
  if (pack_name != NULL)
    {
      ObPack *pack = find_pack (loaded, pack_name);
      found = pack != NULL ? ob_pack_find_list (pack, NULL, name) : NULL;
    }
  else
    for (guint i = loaded->packs->len; i-- > 0 && found == NULL;)
      found = ob_pack_find_list (g_ptr_array_index (loaded->packs, i), NULL, name);
  return found != NULL ? found->list : NULL;
}

static ObMacro *
find_macro (gpointer data, const char *name)
{
  const ObLoaded *loaded = data;
  ObPackMacro *macro = NULL;
  for (guint i = loaded->packs->len; i-- > 0 && macro == NULL;)
    macro = g_hash_table_lookup (((ObPack *) g_ptr_array_index (loaded->packs, i))->macros, name);
  return macro != NULL ? &macro->macro : NULL;
}

static GPtrArray *
dup_list_names (gpointer data)
{
  const ObLoaded *loaded = data;
  GPtrArray *names = g_ptr_array_new ();
  for (guint i = 0; i < loaded->packs->len; i++)
    g_ptr_array_extend (names, ((ObPack *) g_ptr_array_index (loaded->packs, i))->list_names, NULL, NULL);
  return names;
}

static GPtrArray *
dup_macro_names (gpointer data)
{
  const ObLoaded *loaded = data;
  GPtrArray *names = g_ptr_array_new ();
  for (guint i = 0; i < loaded->packs->len; i++)
    g_ptr_array_extend (names, ((ObPack *) g_ptr_array_index (loaded->packs, i))->macro_names, NULL, NULL);
  return names;
}

/* ---- Loading ---- */

/* NULL when the pattern is wrong. */
static const ObRule *
add_rule (ObLoaded *loaded, const char *source, ObScope scope, guint number, ObDiags *diags)
{
  ObPatternEnv env = {
    .find_list = find_list, .find_macro = find_macro,
    .dup_list_names = dup_list_names, .dup_macro_names = dup_macro_names, .data = loaded,
    .predicates = ob_ruleset_get_predicates (loaded->ruleset),
    .gazetteers = ob_ruleset_get_gazetteers (loaded->ruleset),
  };
  ObPlace place = { PLACE_NAME, 1, 1, 1, source };
  ObPattern *pattern = ob_pattern_compile (source, strlen (source), &place, &env, diags);
  if (pattern == NULL)
    return NULL;
  g_autofree char *slug = g_strdup_printf ("%u", number);
  ObRule *rule = ob_rule_new (OB_RULE_PATTERN, "", slug, 1);
  rule->file = g_strdup (PLACE_NAME);
  rule->line = 1;
  rule->emits = g_intern_static_string (OB_QUERY_TYPE);
  rule->match = pattern;
  rule->scope = scope;
  rule->zones = OB_ALL_ZONES;
  ob_ruleset_add (loaded->ruleset, rule);
  return rule;
}

typedef struct
{
  const char *const *patterns;
  ObScope            scope;
} Query;

static void
add_rules (ObLoaded *loaded, gpointer data, ObDiags *diags)
{
  const Query *query = data;
  for (guint i = 0; query->patterns[i] != NULL; i++)
    add_rule (loaded, query->patterns[i], query->scope, i, diags);
}

ObLoaded *
ob_query_load (const char *const *packs, const char *const *patterns, ObScope scope, ObDiags *diags)
{
  Query query = { patterns, scope };
  return ob_loader_load_with (packs, add_rules, &query, diags);
}

/* ---- Elements ---- */

/* Skips white space and comments. */
static const char *
skip_space (const char *p)
{
  while (*p == '#' || g_ascii_isspace (*p))
    if (*p == '#')
      p += strcspn (p, "\n");
    else
      p++;
  return p;
}

static const char *
skip_quoted (const char *p)
{
  char close = *p++;
  while (*p != '\0' && *p != close && *p != '\n')
    p += p[0] == '\\' && p[1] != '\0' ? 2 : 1;
  return *p == close ? p + 1 : p;
}

/* Skips one thing: quoted text, a regex, something in brackets, or a character. A / that ends <…/> opens no regex. */
static const char *
skip_thing (const char *p)
{
  guint depth = 0;
  do
    {
      if (*p == '"' || *p == '\'' || (*p == '/' && p[1] != '>'))
        p = skip_quoted (p);
      else if (*p == '<')
        p += strcspn (p, ">\n") + 1 - (p[strcspn (p, ">\n")] != '>');
      else if (*p == '#' && depth > 0)
        p = skip_space (p);
      else
        {
          depth += strchr ("([{", *p) != NULL;
          depth -= depth > 0 && strchr (")]}", *p) != NULL;
          p++;
        }
    }
  while (depth > 0 && *p != '\0');
  return p;
}

static gboolean
is_name_char (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '-';
}

/* The end of the element at @p: label, thing, arguments, case, quantifier. */
static const char *
skip_element (const char *p)
{
  const char *name = p;
  while (is_name_char (*name))
    name++;
  if (name > p && *skip_space (name) == ':' && skip_space (name)[1] != ':')
    return skip_element (skip_space (skip_space (name) + 1));
  gboolean is_macro = *p == '@', is_name = is_macro || *p == '$';
  p = skip_thing (p);
  while (is_name && (is_name_char (*p) || (*p == ':' && p[1] != ':') || (*p == '.' && is_name_char (p[1]))))
    p++;
  if (is_macro && *p == '(')
    p = skip_thing (p);
  if (*p == '%' && p[1] != '\0')
    p += 2;
  if (*p == 'i' && p[-1] == '/')
    p++;
  if (*p == '{')
    p = skip_thing (p);
  else if (*p != '\0' && strchr ("?*+", *p) != NULL)
    p++;
  return *p == '?' ? p + 1 : p;
}

GPtrArray *
ob_query_split (const char *pattern)
{
  GPtrArray *elements = g_ptr_array_new_with_free_func (g_free);
  const char *p = skip_space (pattern);
  while (*p != '\0' && *p != '|' && !g_str_has_prefix (p, "::"))
    {
      const char *end = skip_element (p);
      g_ptr_array_add (elements, g_strndup (p, (gsize) (end - p)));
      p = skip_space (end);
    }
  if (*p == '|')
    {
      g_ptr_array_set_size (elements, 0);
      g_ptr_array_add (elements, g_strdup (pattern));
    }
  return elements;
}

/* ---- Misses ---- */

static void
element_clear (gpointer data)
{
  g_free (((ObQueryElement *) data)->text);
}

static void
word_clear (gpointer data)
{
  ObQueryWord *word = data;
  g_free (word->word);
  g_free (word->near);
}

void
ob_query_miss_free (ObQueryMiss *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->elements);
  g_array_unref (self->words);
  g_free (self->nearest_name);
  g_free (self->nearest_text);
  g_free (self->nearest_word);
  g_free (self->nearest_why);
  g_free (self);
}

/* The whole pattern, and of each element it by itself and all up to it; NULL where that can match nothing. */
typedef struct
{
  const char    *pattern;
  ObScope        scope;
  GPtrArray     *elements;      /* of char * */
  const ObRule  *whole;
  const ObRule **alone, **so_far;
} Parts;

static void
add_parts (ObLoaded *loaded, gpointer data, ObDiags *diags)
{
  Parts *parts = data;
  g_autoptr (ObDiags) unheard = ob_diags_new ();        /* an element may be one that can match nothing */
  g_autoptr (GString) so_far = g_string_new (NULL);
  guint number = 0;
  parts->whole = add_rule (loaded, parts->pattern, parts->scope, number++, diags);
  for (guint i = 0; i < parts->elements->len; i++)
    {
      const char *element = g_ptr_array_index (parts->elements, i);
      g_string_append_printf (so_far, "%s ", element);
      parts->alone[i] = add_rule (loaded, element, parts->scope, number++, unheard);
      parts->so_far[i] = add_rule (loaded, so_far->str, parts->scope, number++, unheard);
    }
}

static char *
dup_line (const ObDoc *doc, guint32 first, guint32 end)
{
  gsize length;
  const char *text = ob_doc_get_span (doc, first, end, &length);
  char *line = g_strndup (text, length);
  return g_strdelimit (line, "\n\r\t", ' ');
}

static void
take_nearest (ObQueryMiss *self, const ObDoc *doc, const ObPatternTrace *trace)
{
  if (doc->n_tokens == 0)
    return;
  guint32 token = MIN (trace->token, doc->n_tokens - 1);
  guint column;
  g_free (self->nearest_name);
  g_free (self->nearest_text);
  g_free (self->nearest_word);
  g_free (self->nearest_why);
  self->has_nearest = TRUE;
  self->nearest_name = g_strdup (doc->id);
  ob_text_locate (doc->text, doc->tokens[trace->first].start, &self->nearest_line, &column);
  self->nearest_text = trace->token > trace->first ? dup_line (doc, trace->first, MIN (trace->token, doc->n_tokens))
                                                   : g_strdup ("");
  self->nearest_word = dup_line (doc, token, token + 1);
  self->nearest_why = g_strdup (trace->message);
  self->nearest_column = g_strcmp0 (trace->file, PLACE_NAME) == 0 ? trace->column : 0;
}

static void
count_words (GHashTable *counts, const ObDoc *doc, ObVocab *vocab)
{
  for (guint32 t = 0; t < doc->n_tokens; t++)
    {
      const ObForm *form = ob_vocab_get (vocab, doc->tokens[t].form);
      guint32 ids[OB_MAX_LEMMAS + 1] = { form->lower };
      guint n = 1;
      for (guint i = 0; i < OB_MAX_LEMMAS && form->lemmas[i] != OB_NO_ID; i++)
        if (form->lemmas[i] != form->lower)
          ids[n++] = form->lemmas[i];
      for (guint i = 0; i < n; i++)
        {
          const char *word = ob_intern_get (ob_vocab_get_forms (vocab), ids[i], NULL);
          guint64 *count = g_hash_table_lookup (counts, word);
          if (count == NULL)
            g_hash_table_insert (counts, g_strdup (word), count = g_new0 (guint64, 1));
          ++*count;
        }
    }
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static void
check_word (ObQueryMiss *self, GHashTable *counts, const char *word)
{
  g_autofree char *folded = ob_fold (word, strlen (word));
  if (g_hash_table_contains (counts, folded))
    return;
  for (guint i = 0; i < self->words->len; i++)
    if (strcmp (g_array_index (self->words, ObQueryWord, i).word, word) == 0)
      return;
  guint n;
  g_autofree char **known = (char **) g_hash_table_get_keys_as_array (counts, &n);
  qsort (known, n, sizeof *known, compare_words);
  const char *near = ob_suggest (folded, (const char *const *) known, n);
  ObQueryWord unknown = { g_strdup (word), g_strdup (near),
                          near != NULL ? *(guint64 *) g_hash_table_lookup (counts, near) : 0 };
  g_array_append_val (self->words, unknown);
}

/* The words in the quotes at @p, and in values without quotes: [lemma=word]. Returns where they end. */
static const char *
check_quoted (ObQueryMiss *self, GHashTable *counts, const char *p)
{
  const char *end = skip_quoted (p);
  g_autoptr (ObIntern) forms = ob_intern_new ();
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (ObToken));
  ob_tokenise (p + 1, MAX (end - p, 2) - 2, forms, tokens);
  for (guint i = 0; i < tokens->len; i++)
    check_word (self, counts, ob_intern_get (forms, g_array_index (tokens, ObToken, i).form, NULL));
  return end;
}

static void
check_words (ObQueryMiss *self, GHashTable *counts, const char *pattern)
{
  static const char *const attributes[] = { "word", "lower", "lemma" };
  for (const char *p = pattern; *p != '\0';)
    {
      if (*p == '#')
        p = skip_space (p);
      else if (*p == '"' || *p == '\'')
        p = check_quoted (self, counts, p);
      else if (*p == '/' && p[1] != '>' && (p == pattern || p[-1] != '<'))
        p = skip_quoted (p);
      else if (*p == '<')
        p += strcspn (p, ">");
      else
        {
          gsize length = 0;
          for (guint i = 0; i < G_N_ELEMENTS (attributes) && length == 0; i++)
            if (g_str_has_prefix (p, attributes[i]) && (p == pattern || !is_name_char (p[-1])))
              length = strlen (attributes[i]);
          p += MAX (length, 1);
          if (length == 0 || *skip_space (p) != '=' || !g_ascii_isalpha (*skip_space (skip_space (p) + 1)))
            continue;
          const char *value = p = skip_space (skip_space (p) + 1);
          while (is_name_char (*p))
            p++;
          g_autofree char *word = g_strndup (value, (gsize) (p - value));
          check_word (self, counts, word);
        }
    }
}

static void
count_result (ObQueryMiss *self, const Parts *parts, const ObResult *result)
{
  for (guint i = 0; i < result->annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (result->annotations, i);
      for (guint j = 0; j < self->elements->len; j++)
        {
          ObQueryElement *element = &g_array_index (self->elements, ObQueryElement, j);
          element->n_alone += annotation->rule == parts->alone[j];
          element->n_so_far += annotation->rule == parts->so_far[j];
        }
    }
}

/* Looks at one text. The trace is of the whole pattern. */
static void
look_at (ObQueryMiss *self, const Parts *parts, ObSession *session, const ObQueryText *text, GHashTable *counts,
         guint32 *farthest)
{
  ObPatternTrace trace = { .is_set = FALSE };
  ObText *copy = ob_text_new (text->text, text->length, NULL);
  if (copy == NULL)
    return;
  g_autoptr (ObDoc) doc = ob_doc_new (copy, text->name, text->date,
                                      ob_vocab_get_forms (ob_session_get_vocab (session)));
  ob_session_set_trace (session, parts->whole, &trace);
  g_autoptr (ObResult) result = ob_session_run (session, doc);
  ob_session_set_trace (session, NULL, NULL);
  count_result (self, parts, result);
  count_words (counts, doc, ob_session_get_vocab (session));
  if (!trace.is_set || (self->has_nearest && trace.token - trace.first <= *farthest))
    return;
  *farthest = trace.token - trace.first;
  take_nearest (self, doc, &trace);
}

ObQueryMiss *
ob_query_explain_miss (const char *const *packs, const char *pattern, ObScope scope, const GArray *texts)
{
  g_autoptr (GPtrArray) elements = ob_query_split (pattern);
  g_autofree const ObRule **alone = g_new0 (const ObRule *, elements->len + 1);
  g_autofree const ObRule **so_far = g_new0 (const ObRule *, elements->len + 1);
  Parts parts = { pattern, scope, elements, NULL, alone, so_far };
  g_autoptr (ObDiags) diags = ob_diags_new ();
  g_autoptr (ObLoaded) loaded = ob_loader_load_with (packs, add_parts, &parts, diags);
  g_autoptr (ObSession) session = loaded->ruleset != NULL ? ob_session_new (loaded->ruleset, NULL) : NULL;
  if (session == NULL)
    return NULL;

  ObQueryMiss *self = g_new0 (ObQueryMiss, 1);
  g_autoptr (GPtrArray) rules = g_ptr_array_new ();
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->elements = g_array_new (FALSE, TRUE, sizeof (ObQueryElement));
  self->words = g_array_new (FALSE, TRUE, sizeof (ObQueryWord));
  g_array_set_clear_func (self->elements, element_clear);
  g_array_set_clear_func (self->words, word_clear);
  g_ptr_array_add (rules, (gpointer) parts.whole);
  for (guint i = 0; i < elements->len; i++)
    {
      ObQueryElement element = { g_strdup (g_ptr_array_index (elements, i)), alone[i] != NULL, 0, 0,
                                 so_far[i] != NULL };
      g_array_append_val (self->elements, element);
      if (alone[i] != NULL)
        g_ptr_array_add (rules, (gpointer) alone[i]);
      if (so_far[i] != NULL)
        g_ptr_array_add (rules, (gpointer) so_far[i]);
    }
  ob_session_set_keeps_losers (session, FALSE);
  ob_session_run_only (session, rules);
  guint32 farthest = 0;
  for (guint i = 0; i < texts->len; i++)
    look_at (self, &parts, session, &g_array_index (texts, ObQueryText, i), counts, &farthest);
  check_words (self, counts, pattern);
  return self;
}
