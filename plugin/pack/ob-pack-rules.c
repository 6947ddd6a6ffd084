#include "pack/ob-fields.h"
#include "pack/ob-pack.h"
#include "pack/ob-schema.h"
#include <string.h>

#define PLAIN_ENTITY_LABEL "label"

typedef struct
{
  ObPack     *pack;
  ObRuleset  *ruleset;
  GPtrArray  *examples;
  ObDiags    *diags;
  GHashTable *slugs;            /* slug -> ObPlace of its declaration, borrowed */
  GPtrArray  *rules;            /* of ObRule, borrowed: those with on_match, whose script is not known yet */
} Reader;

static const ObSchemaIds ids = { "OB305", "OB306", "OB307" };

/* --- fields --- */

/* Fields that every rule has. */
#define COMMON_SPECS \
  { "doc", OB_TAKES_STRING }, \
  { "label", OB_TAKES_STRING }, \
  { "set", OB_TAKES_TABLE }, \
  { "unless", OB_TAKES_TABLE }, \
  { "on_match", OB_TAKES_FUNCTION }, \
  { "over", OB_TAKES_STRING | OB_TAKES_STRINGS }, \
  { "tags", OB_TAKES_STRING | OB_TAKES_STRINGS }, \
  { "status", OB_TAKES_STRING }, \
  { "rev", OB_TAKES_NUMBER }, \
  { "since", OB_TAKES_STRING }, \
  { "falsepositives", OB_TAKES_STRING | OB_TAKES_STRINGS }, \
  { "refs", OB_TAKES_STRING | OB_TAKES_STRINGS }, \
  { "related", OB_TAKES_TABLE }, \
  { "examples", OB_TAKES_TABLE }, \
  { "zones", OB_TAKES_STRING | OB_TAKES_STRINGS }

static const ObFieldSpec rule_specs[] = {
  COMMON_SPECS,
  { "emits", OB_TAKES_STRING | OB_IS_REQUIRED },
  { "match", OB_TAKES_STRING | OB_IS_REQUIRED },
  { "scope", OB_TAKES_STRING },
  { "take", OB_TAKES_STRING },
  { "max", OB_TAKES_NUMBER },
  { "nested", OB_TAKES_BOOLEAN },
  { NULL, 0 },
};

static const ObFieldSpec gazetteer_specs[] = {
  COMMON_SPECS,
  { "list", OB_TAKES_STRING | OB_IS_REQUIRED },
  { "emits", OB_TAKES_STRING },
  { "case", OB_TAKES_STRING },
  { "lemma", OB_TAKES_BOOLEAN },
  { NULL, 0 },
};

static const ObFieldSpec echo_specs[] = {
  COMMON_SPECS,
  { "of", OB_TAKES_STRING | OB_IS_REQUIRED },
  { "part", OB_TAKES_STRING | OB_IS_REQUIRED },
  { "emits", OB_TAKES_STRING },
  { NULL, 0 },
};

static const ObFieldSpec unless_specs[] = {
  { "before", OB_TAKES_STRING },
  { "after", OB_TAKES_STRING },
  { "overlap", OB_TAKES_STRING },
  { "sentence", OB_TAKES_STRING },
  { NULL, 0 },
};

static const ObFieldSpec examples_specs[] = {
  { "hit", OB_TAKES_STRING | OB_TAKES_TABLE },
  { "miss", OB_TAKES_STRING | OB_TAKES_TABLE },
  { "todo", OB_TAKES_STRING | OB_TAKES_TABLE },
  { NULL, 0 },
};

/* The number of the text of field @name among @names; @otherwise when it is absent; -1, told, when it is none. */
static int
read_choice (Reader *self, const ObValue *table, const char *name, const char *const *names, int otherwise)
{
  const ObField *field = ob_value_find (table, name);
  if (field == NULL)
    return otherwise;
  for (int i = 0; names[i] != NULL; i++)
    if (strcmp (field->value.string, names[i]) == 0)
      return i;
  g_autofree char *list = g_strjoinv ("\", \"", (char **) names);
  g_autofree char *message = g_strdup_printf ("%s is one of \"%s\", not", name, list);
  ob_schema_add_unknown (self->diags, "OB306", &field->value.place, message, field->value.string, names, -1);
  return -1;
}

/* The whole number of field @name, from @least to @most. */
static guint
read_number (Reader *self, const ObValue *table, const char *name, guint least, guint most, guint otherwise)
{
  const ObField *field = ob_value_find (table, name);
  if (field == NULL)
    return otherwise;
  double number = field->value.number;
  if (number >= least && number <= most && number == (double) (guint) number)
    return (guint) number;
  ob_diags_add (self->diags, OB_SEVERITY_ERROR, "OB306", &field->place, "%s is a whole number from %u to %u", name,
                least, most);
  return otherwise;
}

/* --- patterns --- */

static ObList *
env_find_list (gpointer data, const char *pack, const char *name)
{
  ObPackList *list = ob_pack_find_list (data, pack, name);
  return list != NULL ? list->list : NULL;
}

static ObMacro *
env_find_macro (gpointer data, const char *name)
{
  ObPack *pack = data;
  ObPackMacro *macro = g_hash_table_lookup (pack->macros, name);
  return macro != NULL ? &macro->macro : NULL;
}

static GPtrArray *
env_dup_list_names (gpointer data)
{
  return g_ptr_array_ref (((ObPack *) data)->list_names);
}

static GPtrArray *
env_dup_macro_names (gpointer data)
{
  return g_ptr_array_ref (((ObPack *) data)->macro_names);
}

static ObPatternEnv
get_env (Reader *self)
{
  return (ObPatternEnv) {
    .find_list = env_find_list, .find_macro = env_find_macro,
    .dup_list_names = env_dup_list_names, .dup_macro_names = env_dup_macro_names,
    .data = self->pack,
    .predicates = ob_ruleset_get_predicates (self->ruleset),
    .gazetteers = ob_ruleset_get_gazetteers (self->ruleset),
  };
}

static ObPattern *
compile (Reader *self, const ObDecl *decl, const ObValue *value)
{
  ObPatternEnv env = get_env (self);
  if (value->bracket == 0)
    {
      ob_diags_add (self->diags, OB_SEVERITY_ERROR, "OB301", &value->place,
                    "write the pattern in [=[ … ]=]: a ']' followed by ']' would end [[ … ]]");
      return NULL;
    }
  if (value->bracket != OB_BRACKET_UNKNOWN)
    return ob_pattern_compile (value->string, value->length, &value->place, &env, self->diags);
  g_autofree char *file = g_strdup_printf ("%s:%u: pattern of %s \"%s\"", decl->place.file, decl->place.line,
                                           decl->verb, decl->name);
  ObPlace place = { file, 1, 1, 1, value->string };     /* put together by code: shown by itself */
  return ob_pattern_compile (value->string, value->length, &place, &env, self->diags);
}

static gboolean
has_capture (const ObPattern *pattern, const char *name)
{
  for (guint i = 0; pattern != NULL && i < ob_pattern_get_n_captures (pattern); i++)
    if (strcmp (ob_pattern_get_capture (pattern, i), name) == 0)
      return TRUE;
  return FALSE;
}

/* How often the word @name stands in @source; *ret_first (may be NULL) is the first place. */
static guint
count_word (const char *source, const char *name, const char **ret_first)
{
  gsize length = strlen (name);
  guint n = 0;
  for (const char *p = strstr (source, name); p != NULL; p = strstr (p + 1, name))
    {
      gboolean begins = p == source || !(g_ascii_isalnum (p[-1]) || p[-1] == '_');
      gboolean ends = !(g_ascii_isalnum (p[length]) || p[length] == '_');
      if (!begins || !ends)
        continue;
      if (n++ == 0 && ret_first != NULL)
        *ret_first = p;
    }
  return n;
}

/* The place of capture @name in the pattern, or of the pattern when a macro brings it. */
static ObPlace
place_capture (const ObValue *match, const char *name)
{
  ObPlace place = match->place;
  const char *at = NULL;
  place.width = 1;
  if (match->bracket == OB_BRACKET_UNKNOWN || count_word (match->string, name, &at) == 0)
    return place;
  const char *line = match->string;
  for (const char *p = match->string; p < at; p++)
    if (*p == '\n')
      place.line++, place.column = 1, line = p + 1;
  place.column += (guint) g_utf8_strlen (line, at - line);
  place.width = (guint) strlen (name);
  return place;
}

/* A capture that no field takes is a mistake; one that serves the rule alone must serve it. */
static void
check_captures (Reader *self, const ObDecl *decl, const ObRule *rule, const ObValue *match)
{
  const char *const *captures = ob_fields_get_captures (rule->emits);
  const char *const *features = ob_fields_get_features (rule->emits);
  gboolean is_entity = strcmp (rule->emits, "entity") == 0;
  for (guint i = 0; i < ob_pattern_get_n_captures (rule->match); i++)
    {
      const char *name = ob_pattern_get_capture (rule->match, i);
      ObPlace place = place_capture (match, name);
      gboolean is_set = FALSE;
      for (guint j = 0; j < rule->set->len; j++)
        is_set = is_set || g_strcmp0 (g_array_index (rule->set, ObSetField, j).capture, name) == 0;
      if (name[0] == '_')
        {
          if (!is_set && !rule->has_on_match && count_word (match->string, name, NULL) == 1)
            ob_diags_add (self->diags, OB_SEVERITY_WARNING, "OB207", &place, "nothing uses the label '%s'", name);
          continue;
        }
      if (g_strv_contains (captures, name) || strcmp (name, "match") == 0 || ob_fields_is_open (rule->emits) ||
          is_set || (is_entity && (g_strv_contains (features, name) ||
                                   ob_lua_program_has_field (self->pack->program, name))))
        continue;
      g_autofree char *message = g_strdup_printf ("%s \"%s\": %s has no field for the label", decl->verb, decl->name,
                                                  rule->emits);
      ob_schema_add_unknown (self->diags, "OB311", &place, message, name, captures, -1);
    }
}

static void
read_unless (Reader *self, const ObDecl *decl, ObRule *rule)
{
  const ObField *unless = ob_value_find (decl->value, "unless");
  if (unless == NULL || !ob_schema_check (&unless->value, unless_specs, "unless", &ids, self->diags))
    return;
  for (ObUnless i = 0; i < OB_N_UNLESS; i++)
    {
      const ObField *field = ob_value_find (&unless->value, ob_unless_get_name (i));
      if (field != NULL)
        rule->unless[i] = compile (self, decl, &field->value);
    }
}

/* --- set --- */

/* "cue.$cues.stance": capture, list (with "pack:"), column. */
static gboolean
split_column (const char *text, char **ret_capture, char **ret_list, char **ret_column)
{
  const char *dollar = strstr (text, ".$"), *dot = strrchr (text, '.');
  if (dollar == NULL || dollar == text || dot < dollar + 3 || dot[1] == '\0')
    return FALSE;
  *ret_capture = g_strndup (text, (gsize) (dollar - text));
  *ret_list = g_strndup (dollar + 2, (gsize) (dot - dollar - 2));
  *ret_column = g_strdup (dot + 1);
  return TRUE;
}

/* Reads a `set` value that names a column into @set. FALSE when anything in it is unknown. */
static gboolean
read_column (Reader *self, const ObField *field, const char *capture, const char *list_name, const char *column,
             const ObRule *rule, ObSetField *set)
{
  const ObPlace *place = &field->value.place;
  gboolean is_broken = rule->kind == OB_RULE_PATTERN && rule->match == NULL;
  if (strcmp (capture, "match") != 0 && !is_broken && !has_capture (rule->match, capture))
    {
      g_autoptr (GPtrArray) names = g_ptr_array_new ();
      for (guint i = 0; rule->match != NULL && i < ob_pattern_get_n_captures (rule->match); i++)
        g_ptr_array_add (names, (char *) ob_pattern_get_capture (rule->match, i));
      g_ptr_array_add (names, (char *) "match");
      g_autofree char *message = g_strdup_printf ("set.%s: the pattern has no label", field->name);
      ob_schema_add_unknown (self->diags, "OB312", place, message, capture, (const char *const *) names->pdata,
                             names->len);
      return FALSE;
    }
  ObPackList *list = ob_pack_find_list_by_reference (self->pack, list_name);
  if (list == NULL)
    {
      g_autofree char *message = g_strdup_printf ("set.%s: there is no list", field->name);
      ob_schema_add_unknown (self->diags, "OB310", place, message, list_name,
                             (const char *const *) self->pack->list_names->pdata, self->pack->list_names->len);
      return FALSE;
    }
  if (!ob_list_uses_column (list->list, ob_list_find_column (list->list, column)))
    {
      ob_diags_add (self->diags, OB_SEVERITY_ERROR, "OB312", place, "set.%s: no entry of $%s has a column '%s'",
                    field->name, list_name, column);
      return FALSE;
    }
  set->capture = g_intern_string (capture);
  set->list = ob_gazetteers_add (ob_ruleset_get_gazetteers (self->ruleset), list->list, OB_GAZETTEER_LEMMA,
                                 self->diags);
  set->column = g_intern_string (column);
  return TRUE;
}

static void
check_value (Reader *self, const ObField *field, const ObRule *rule, const char *text)
{
  const char *const *values = ob_fields_get_values (rule->emits, field->name);
  if (values == NULL || g_strv_contains (values, text))
    return;
  g_autofree char *list = g_strjoinv (", ", (char **) values);
  g_autofree char *message = g_strdup_printf ("set.%s is one of %s, not", field->name, list);
  ob_schema_add_unknown (self->diags, "OB306", &field->value.place, message, text, values, -1);
}

static void
read_set_field (Reader *self, const ObField *field, ObRule *rule)
{
  const char *const *features = ob_fields_get_features (rule->emits);
  g_autofree char *capture = NULL, *list = NULL, *column = NULL;
  ObSetField set = { .name = g_intern_string (field->name) };
  if (!g_strv_contains (features, field->name) && !ob_lua_program_has_field (self->pack->program, field->name))
    {
      g_autofree char *message = g_strdup_printf ("set: %s has no field", rule->emits);
      ob_schema_add_unknown (self->diags, "OB312", &field->place, message, field->name, features, -1);
      return;
    }
  switch (field->value.kind)
    {
    case OB_VALUE_STRING:
      if (!split_column (field->value.string, &capture, &list, &column))
        set.text = g_strdup (field->value.string);
      else if (!read_column (self, field, capture, list, column, rule, &set))
        return;
      break;
    case OB_VALUE_NUMBER:
      set.text = g_strdup_printf ("%.14g", field->value.number);
      break;
    case OB_VALUE_BOOLEAN:
      set.text = g_strdup (field->value.boolean ? "yes" : "no");
      break;
    default:
      ob_diags_add (self->diags, OB_SEVERITY_ERROR, "OB306", &field->place, "set.%s is a text, number, true or false",
                    field->name);
      return;
    }
  if (set.text != NULL)
    check_value (self, field, rule, set.text);
  g_array_append_val (rule->set, set);
}

static void
read_set (Reader *self, const ObDecl *decl, ObRule *rule)
{
  const ObField *set = ob_value_find (decl->value, "set");
  if (set == NULL)
    return;
  if (set->value.n_items > 0)
    ob_diags_add (self->diags, OB_SEVERITY_ERROR, "OB306", &set->place, "set: every field is written name = value");
  for (guint i = 0; i < set->value.n_fields; i++)
    read_set_field (self, &set->value.fields[i], rule);
}

/* --- what all rules have --- */

static void
read_over (Reader *self, const ObDecl *decl, ObRule *rule)
{
  g_autoptr (GPtrArray) names = ob_schema_dup_strings (decl->value, "over");
  for (guint i = 0; i < names->len; i++)
    {
      const ObValue *name = g_ptr_array_index (names, i);
      g_autofree char *id = strchr (name->string, '/') != NULL
        ? g_strdup (name->string) : g_strconcat (self->pack->manifest->name, "/", name->string, NULL);
      if (strcmp (id, rule->id) == 0)
        ob_diags_add (self->diags, OB_SEVERITY_ERROR, "OB316", &name->place, "a rule cannot be over itself");
      else
        g_ptr_array_add (rule->over, g_steal_pointer (&id));
    }
}

static void
read_zones (Reader *self, const ObDecl *decl, ObRule *rule)
{
  g_autoptr (GPtrArray) names = ob_schema_dup_strings (decl->value, "zones");
  const char *zones[OB_N_ZONES + 2] = { NULL };
  for (ObZone zone = 0; zone < OB_N_ZONES; zone++)
    zones[zone] = ob_zone_get_name (zone);
  zones[OB_N_ZONES] = "all";
  if (names->len > 0)
    rule->zones = 0;
  for (guint i = 0; i < names->len; i++)
    {
      const ObValue *name = g_ptr_array_index (names, i);
      gboolean is_known = FALSE;
      for (ObZone zone = 0; zone < OB_N_ZONES; zone++)
        if (strcmp (name->string, zones[zone]) == 0)
          rule->zones |= 1u << zone, is_known = TRUE;
      if (strcmp (name->string, "all") == 0)
        rule->zones = OB_ALL_ZONES;
      else if (!is_known)
        ob_schema_add_unknown (self->diags, "OB306", &name->place, "zones: there is no zone", name->string, zones, -1);
    }
}

static gboolean
is_label (const char *label)
{
  for (const char *p = label; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '_' && *p != '-' && *p != '.')
      return FALSE;
  return label[0] != '\0' && strlen (label) <= OB_MAX_LABEL_BYTES;
}

static void
read_label (Reader *self, const ObDecl *decl, ObRule *rule)
{
  const ObField *field = ob_value_find (decl->value, "label");
  if (field == NULL)
    return;
  if (is_label (field->value.string))
    rule->label = g_intern_string (field->value.string);
  else
    ob_diags_add (self->diags, OB_SEVERITY_ERROR, "OB309", &field->value.place,
                  "label \"%s\": a label is made of letters, digits, '_', '-' and '.'", field->value.string);
}

/* Is @type (and @label) among what the manifest says the pack emits? */
static gboolean
is_declared (const ObValue *emits, const char *type, const char *label)
{
  const ObField *field = ob_value_find (emits, type);
  if (field == NULL)
    return FALSE;
  if (field->value.kind != OB_VALUE_TABLE || label == NULL)
    return TRUE;
  g_autoptr (GPtrArray) labels = ob_schema_dup_strings (emits, type);
  for (guint i = 0; i < labels->len; i++)
    if (strcmp (((const ObValue *) g_ptr_array_index (labels, i))->string, label) == 0)
      return TRUE;
  return FALSE;
}

static void
read_emits (Reader *self, const ObDecl *decl, ObRule *rule)
{
  const char *type = ob_schema_get_string (decl->value, "emits");
  const ObField *field = ob_value_find (decl->value, "emits");
  const ObField *declared = ob_value_find (&self->pack->manifest->table, "emits");
  if (type == NULL)
    type = "entity";                            /* gazetteers and echoes */
  rule->emits = g_intern_string (type);
  if (!is_label (type))
    ob_diags_add (self->diags, OB_SEVERITY_ERROR, "OB309", &field->value.place,
                  "emits \"%s\": a type is made of letters, digits and '_'", type);
  else if (declared != NULL && declared->value.kind == OB_VALUE_TABLE && type[0] != '_' &&
           !is_declared (&declared->value, type, rule->label))
    ob_diags_add (self->diags, OB_SEVERITY_WARNING, "OB210", &decl->name_place,
                  "%s \"%s\" emits %s%s%s, which `emits` of pack.lua does not declare", decl->verb, decl->name, type,
                  rule->label != NULL ? " " : "", rule->label != NULL ? rule->label : "");
}

/* An entity without a label says nothing: it must come from somewhere. */
static void
check_label (Reader *self, const ObDecl *decl, const ObRule *rule)
{
  if (strcmp (rule->emits, "entity") != 0 || rule->label != NULL || rule->has_on_match)
    return;
  for (guint i = 0; i < rule->set->len; i++)
    if (strcmp (g_array_index (rule->set, ObSetField, i).name, PLAIN_ENTITY_LABEL) == 0)
      return;
  if (rule->list != NULL && ob_list_uses_column (rule->list, ob_list_find_column (rule->list, PLAIN_ENTITY_LABEL)))
    return;
  ob_diags_add (self->diags, OB_SEVERITY_ERROR, "OB307", &decl->name_place,
                "%s \"%s\" emits an entity: give it a label, like label = \"PERSON\"", decl->verb, decl->name);
}

/* A mark that nothing can meet is a slip of the pen. */
static void
check_marks (Reader *self, const ObRule *rule, const ObExample *example, const ObValue *value)
{
  const char *const *captures = ob_fields_get_captures (rule->emits);
  const char *const *features = ob_fields_get_features (rule->emits);
  for (guint i = 0; i < example->spans->len; i++)
    {
      const char *name = g_array_index (example->spans, ObMarkedSpan, i).name;
      if (g_strv_contains (captures, name) || g_strv_contains (features, name) || strcmp (name, "match") == 0 ||
          strcmp (name, rule->emits) == 0 || g_strcmp0 (name, rule->label) == 0 || has_capture (rule->match, name) ||
          ob_fields_is_open (rule->emits) || ob_lua_program_has_field (self->pack->program, name))
        continue;
      if (g_ascii_isupper (name[0]) && strcmp (rule->emits, "entity") == 0)
        continue;                               /* a label that `set`, the list or on_match gives */
      g_autofree char *message = g_strdup_printf ("example: %s has no field for the mark", rule->emits);
      ob_schema_add_unknown (self->diags, "OB602", &value->place, message, name, captures, -1);
    }
}

/* What a rule must show before it may be called more than an experiment. */
static void
check_status (Reader *self, const ObDecl *decl, const ObRule *rule, const guint counts[])
{
  gboolean is_proven = strcmp (rule->status, "test") == 0 || strcmp (rule->status, "stable") == 0;
  if (is_proven && (counts[OB_EXAMPLE_HIT] < 2 || counts[OB_EXAMPLE_MISS] < 2))
    ob_diags_add (self->diags, OB_SEVERITY_WARNING, "OB211", &decl->name_place,
                  "%s \"%s\" has status \"%s\", but not yet two examples that hit and two that miss", decl->verb,
                  decl->name, rule->status);
  if (strcmp (rule->status, "deprecated") == 0 && ob_value_find (decl->value, "related") == NULL)
    ob_diags_add (self->diags, OB_SEVERITY_WARNING, "OB211", &decl->name_place,
                  "%s \"%s\" is deprecated: name its successor, related = { { \"pack/rule\", \"replaced-by\" } }",
                  decl->verb, decl->name);
}

static void
read_examples (Reader *self, const ObDecl *decl, const ObRule *rule)
{
  static const char *const kinds[] = { "hit", "miss", "todo" };
  const ObField *examples = ob_value_find (decl->value, "examples");
  guint counts[G_N_ELEMENTS (kinds)] = { 0 };
  if (examples != NULL && !ob_schema_check (&examples->value, examples_specs, "examples", &ids, self->diags))
    return;
  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    {
      const ObField *field = examples != NULL ? ob_value_find (&examples->value, kinds[kind]) : NULL;
      if (field == NULL)
        continue;
      gboolean is_single = field->value.kind == OB_VALUE_STRING;
      const ObValue *items = is_single ? &field->value : field->value.items;
      guint n = is_single ? 1 : field->value.n_items;
      if (!is_single && field->value.n_fields > 0)
        ob_diags_add (self->diags, OB_SEVERITY_ERROR, "OB305", &field->place,
                      "examples.%s is a table of examples; put one with features in braces of its own", kinds[kind]);
      for (guint i = 0; i < n && self->examples->len < OB_MAX_PACK_EXAMPLES * OB_MAX_PACKS; i++)
        {
          ObExample *example = ob_example_parse (rule, (ObExampleKind) kind, &items[i], self->diags);
          if (example == NULL)
            continue;
          check_marks (self, rule, example, &items[i]);
          g_ptr_array_add (self->examples, example);
          counts[kind]++;
        }
    }
  check_status (self, decl, rule, counts);
}

static void
read_common (Reader *self, const ObDecl *decl, ObRule *rule)
{
  static const char *const statuses[] = { "experimental", "test", "stable", "deprecated", NULL };
  rule->doc = g_strdup (ob_schema_get_string (decl->value, "doc"));
  int status = read_choice (self, decl->value, "status", statuses, 0);
  rule->status = g_strdup (statuses[MAX (status, 0)]);
  g_autoptr (GPtrArray) tags = ob_schema_dup_strings (decl->value, "tags");
  for (guint i = 0; i < tags->len; i++)
    g_ptr_array_add (rule->tags, g_strdup (((const ObValue *) g_ptr_array_index (tags, i))->string));
  rule->has_on_match = ob_value_find (decl->value, "on_match") != NULL;
  read_label (self, decl, rule);
  read_emits (self, decl, rule);
  read_over (self, decl, rule);
  read_zones (self, decl, rule);
  read_unless (self, decl, rule);
}

/* --- the three kinds --- */

/* A rule that refuses all its matches, or for whose matches there is no room, is a mistake. */
static void
check_room (Reader *self, const ObDecl *decl, const ObRule *rule)
{
  const ObField *max = ob_value_find (decl->value, "max"), *unless = ob_value_find (decl->value, "unless");
  guint least = ob_pattern_get_least (rule->match);
  ObPatternEnv env = get_env (self);
  if (least > rule->max_tokens)
    ob_diags_add (self->diags, OB_SEVERITY_ERROR, "OB219", max != NULL ? &max->value.place : &decl->name_place,
                  "%s \"%s\" can never match: its pattern takes %u words at least, and max is %u", decl->verb, decl->name,
                  least, rule->max_tokens);
  for (ObUnless i = OB_UNLESS_OVERLAP; i <= OB_UNLESS_SENTENCE; i++)
    if (rule->unless[i] != NULL && ob_pattern_always_holds (rule->match, rule->unless[i], &env))
      ob_diags_add (self->diags, OB_SEVERITY_ERROR, "OB219",
                    &ob_value_find (&unless->value, ob_unless_get_name (i))->value.place,
                    "%s \"%s\" can never match: each match holds a word that unless.%s refuses", decl->verb, decl->name,
                    ob_unless_get_name (i));
}

static void
read_pattern_rule (Reader *self, const ObDecl *decl, ObRule *rule)
{
  static const char *const scopes[] = { "sentence", "para", "doc", NULL };
  static const char *const takes[] = { "longest", "all", NULL };
  const ObField *match = ob_value_find (decl->value, "match");
  rule->scope = (ObScope) MAX (read_choice (self, decl->value, "scope", scopes, OB_SCOPE_SENTENCE), 0);
  rule->take_all = read_choice (self, decl->value, "take", takes, 0) == 1;
  rule->max_tokens = read_number (self, decl->value, "max", 1, OB_MAX_SPAN_TOKENS, OB_DEFAULT_SPAN_TOKENS);
  rule->nested = ob_schema_get_boolean (decl->value, "nested", FALSE);
  rule->match = compile (self, decl, &match->value);
  read_set (self, decl, rule);
  if (rule->match != NULL)
    {
      check_captures (self, decl, rule, &match->value);
      check_room (self, decl, rule);
    }
}

/* The list of a gazetteer; with a case of its own, a copy. A new reference, or NULL. */
static ObList *
read_gazetteer_list (Reader *self, const ObDecl *decl)
{
  static const char *const cases[] = { "smart", "any", "exact", NULL };
  const ObField *field = ob_value_find (decl->value, "list");
  ObPackList *entry = ob_pack_find_list_by_reference (self->pack, field->value.string);
  if (entry == NULL)
    {
      g_autofree char *message = g_strdup_printf ("gazetteer \"%s\": there is no list", decl->name);
      ob_schema_add_unknown (self->diags, "OB310", &field->value.place, message, field->value.string,
                             (const char *const *) self->pack->list_names->pdata, self->pack->list_names->len);
      return NULL;
    }
  int list_case = read_choice (self, decl->value, "case", cases, ob_list_get_case (entry->list));
  if (list_case < 0 || (ObCase) list_case == ob_list_get_case (entry->list))
    return ob_list_ref (entry->list);
  ObList *copy = ob_list_dup_edited (entry->list, NULL, NULL);
  ob_list_set_case (copy, (ObCase) list_case);
  return copy;
}

static void
read_gazetteer (Reader *self, const ObDecl *decl, ObRule *rule)
{
  rule->list = read_gazetteer_list (self, decl);
  if (rule->list != NULL)
    rule->gazetteer = ob_gazetteers_add (ob_ruleset_get_gazetteers (self->ruleset), rule->list,
                                         ob_schema_get_boolean (decl->value, "lemma", FALSE) ? OB_GAZETTEER_LEMMA
                                                                                             : OB_GAZETTEER_WORD,
                                         self->diags);
  read_set (self, decl, rule);
}

static void
read_echo (Reader *self, const ObDecl *decl, ObRule *rule)
{
  static const char *const parts[] = { "last", "first", "acronym", "whole", NULL };
  rule->echo_of = g_intern_string (ob_schema_get_string (decl->value, "of"));
  rule->echo_part = (ObEchoPart) MAX (read_choice (self, decl->value, "part", parts, 0), 0);
  if (rule->label == NULL)
    rule->label = rule->echo_of;
  read_set (self, decl, rule);
}

static gboolean
is_slug (const char *name)
{
  if (!g_ascii_islower (name[0]) || strlen (name) > OB_MAX_NAME_BYTES)
    return FALSE;
  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_islower (*p) && !g_ascii_isdigit (*p) && *p != '-')
      return FALSE;
  return TRUE;
}

static gboolean
check_slug (Reader *self, const ObDecl *decl)
{
  if (!is_slug (decl->name))
    {
      ob_diags_add (self->diags, OB_SEVERITY_ERROR, "OB309", &decl->name_place,
                    "%s \"%s\": a name is a lower-case letter, then lower-case letters, digits and '-'", decl->verb,
                    decl->name);
      return FALSE;
    }
  const ObPlace *old = g_hash_table_lookup (self->slugs, decl->name);
  if (old != NULL)
    {
      ob_diags_add (self->diags, OB_SEVERITY_ERROR, "OB308", &decl->name_place,
                    "%s \"%s\": the name is taken already (%s:%u)", decl->verb, decl->name, old->file, old->line);
      return FALSE;
    }
  g_hash_table_insert (self->slugs, (char *) decl->name, (gpointer) &decl->place);
  return TRUE;
}

static void
read_kind (Reader *self, const ObDecl *decl, ObRule *rule)
{
  read_common (self, decl, rule);
  if (rule->kind == OB_RULE_PATTERN)
    read_pattern_rule (self, decl, rule);
  else if (rule->kind == OB_RULE_GAZETTEER)
    read_gazetteer (self, decl, rule);
  else
    read_echo (self, decl, rule);
  check_label (self, decl, rule);
  read_examples (self, decl, rule);
}

/* A rule with errors is added as well, so that others may name it; a rule set with errors is never run. */
static void
read_rule (Reader *self, const ObDecl *decl, ObRuleKind kind, const ObFieldSpec *specs)
{
  g_autofree char *what = g_strdup_printf ("%s \"%s\"", decl->verb, decl->name);
  gboolean has_slug = check_slug (self, decl);
  gboolean is_usable = ob_schema_check (decl->value, specs, what, &ids, self->diags);
  if (!has_slug)
    return;
  guint rev = is_usable ? read_number (self, decl->value, "rev", 1, G_MAXINT, 1) : 1;
  ObRule *rule = ob_rule_new (kind, self->pack->manifest->name, decl->name, rev);
  rule->file = g_strdup (decl->place.file);
  rule->line = decl->place.line;
  rule->emits = g_intern_static_string ("_broken");
  if (is_usable)
    read_kind (self, decl, rule);
  if (rule->has_on_match)
    g_ptr_array_add (self->rules, rule);
  ob_ruleset_add (self->ruleset, rule);
}

/* --- the script --- */

/* Labels that on_match may find in a list. */
static void
offer_labels (ObLuaProgram *program, const ObList *list)
{
  guint column = ob_list_find_column (list, "label");
  for (guint i = 0; column > 0 && i < ob_list_size (list); i++)
    {
      const char *label = ob_list_get_cell (list, ob_list_get (list, i), column);
      if (label != NULL)
        ob_lua_program_add_label (program, label);
    }
}

/* Lists that on_match looks into by doc:lookup: those whose name the pack's files write out. */
static void
offer_lists (Reader *self)
{
  ObPack *pack = self->pack;
  for (guint i = 0; i <= pack->dependencies->len; i++)
    {
      ObPack *owner = i == 0 ? pack : g_ptr_array_index (pack->dependencies, i - 1);
      for (guint j = 0; j < owner->list_names->len; j++)
        {
          const char *name = g_ptr_array_index (owner->list_names, j);
          g_autofree char *reference = i == 0 ? g_strconcat ("$", name, NULL)
                                              : g_strconcat ("$", owner->manifest->name, ":", name, NULL);
          if (!ob_lua_program_has_string (pack->program, reference))
            continue;
          ObPackList *list = ob_pack_find_list_by_reference (pack, reference);
          offer_labels (pack->program, list->list);
          ob_lua_program_add_list (pack->program, reference,
                                   ob_gazetteers_add (ob_ruleset_get_gazetteers (self->ruleset), list->list,
                                                      OB_GAZETTEER_LEMMA, self->diags));
        }
    }
}

/* Fields that rules and on_match may name beside those of the types: of the pack, its lists, its dependencies. */
static void
offer_fields (ObPack *pack, const ObPack *from)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);          /* of interned names */
  for (guint i = 0; i < from->manifest->fields->len; i++)
    ob_lua_program_add_field (pack->program, g_ptr_array_index (from->manifest->fields, i));
  for (guint i = 0; i < from->list_names->len; i++)
    {
      const ObPackList *entry = g_hash_table_lookup (from->lists, g_ptr_array_index (from->list_names, i));
      for (guint column = 1; column < ob_list_get_n_columns (entry->list); column++)
        if (ob_list_uses_column (entry->list, column) &&
            g_hash_table_add (seen, (gpointer) ob_list_get_column (entry->list, column)))
          ob_lua_program_add_field (pack->program, ob_list_get_column (entry->list, column));
    }
}

static void
offer_record_fields (ObPack *pack)
{
  static const char *const types[] = { "claim", "event", "entity", "time", "" };
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    for (const char *const *name = ob_fields_get_features (types[i]); *name != NULL; name++)
      if (strcmp (*name, "match") != 0)
        ob_lua_program_add_field (pack->program, *name);
}

void
ob_pack_read_rules (ObPack *self, ObRuleset *ruleset, GPtrArray *examples, ObDiags *diags)
{
  g_autoptr (GHashTable) slugs = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) rules = g_ptr_array_new ();
  Reader reader = { self, ruleset, examples, diags, slugs, rules };
  offer_fields (self, self);
  for (guint i = 0; i < self->dependencies->len; i++)
    offer_fields (self, g_ptr_array_index (self->dependencies, i));
  for (guint i = 0; i < self->decls->len; i++)
    {
      const ObDecl *decl = &g_array_index (self->decls, ObDecl, i);
      if (strcmp (decl->verb, "rule") == 0)
        read_rule (&reader, decl, OB_RULE_PATTERN, rule_specs);
      else if (strcmp (decl->verb, "gazetteer") == 0)
        read_rule (&reader, decl, OB_RULE_GAZETTEER, gazetteer_specs);
      else if (strcmp (decl->verb, "echo") == 0)
        read_rule (&reader, decl, OB_RULE_ECHO, echo_specs);
    }
  if (rules->len == 0)
    return;
  offer_record_fields (self);
  offer_lists (&reader);
  ob_lua_program_set_values (self->program, ob_fields_get_values);
  guint script = ob_ruleset_add_script (ruleset, &ob_lua_script_class, ob_lua_program_ref (self->program),
                                        (GDestroyNotify) ob_lua_program_unref);
  for (guint i = 0; i < rules->len; i++)
    ((ObRule *) g_ptr_array_index (rules, i))->script = script;
}
