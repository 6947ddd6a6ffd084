#include "pack/ob-pack-check.h"
#include "core/ob-trees.h"
#include "pack/ob-fields.h"
#include "pack/ob-pack.h"
#include "pack/ob-revisions.h"
#include "pack/ob-schema.h"
#include <string.h>

typedef struct
{
  const ObLoaded *loaded;
  ObDiags        *diags;
  GHashTable     *types;        /* type (borrowed) to a table of its labels (borrowed), owned */
} Checker;

/* ---- What the rules make ---- */

static GHashTable *
get_labels (Checker *self, const char *type)
{
  GHashTable *labels = g_hash_table_lookup (self->types, type);
  if (labels == NULL)
    {
      labels = g_hash_table_new (g_str_hash, g_str_equal);
      g_hash_table_insert (self->types, (char *) type, labels);
    }
  return labels;
}

static void
add_column (GHashTable *labels, const ObList *list, const char *column)
{
  guint number = ob_list_find_column (list, column);
  for (guint i = 0; number > 0 && i < ob_list_size (list); i++)
    {
      const char *value = ob_list_get_cell (list, ob_list_get (list, i), number);
      if (value != NULL)
        g_hash_table_add (labels, (char *) value);
    }
}

/* A label may come from a column of any list that the packs have. */
static void
add_column_of_all (Checker *self, GHashTable *labels, const char *column)
{
  for (guint i = 0; i < self->loaded->packs->len; i++)
    {
      const ObPack *pack = g_ptr_array_index (self->loaded->packs, i);
      for (guint j = 0; j < pack->list_names->len; j++)
        {
          const ObPackList *list = g_hash_table_lookup (pack->lists, g_ptr_array_index (pack->list_names, j));
          add_column (labels, list->list, column);
        }
    }
}

static void
collect_made (Checker *self)
{
  static const char *const zones[] = { "zone", "para", NULL };
  static const char *const given[][2] = { { "quote", "single" }, { "quote", "double" }, { "quote", "guillemet" },
                                          { "time", "DATE" }, { "time", "TIME" }, { "time", "DURATION" },
                                          { "time", "SET" } };
  get_labels (self, "s");
  for (guint i = 0; zones[i] != NULL; i++)
    for (ObZone zone = 0; zone < OB_N_ZONES; zone++)
      g_hash_table_add (get_labels (self, zones[i]), (char *) ob_zone_get_name (zone));
  for (const char *const *relation = ob_trees_get_labels (); *relation != NULL; relation++)
    g_hash_table_add (get_labels (self, "dep"), (char *) *relation);
  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    g_hash_table_add (get_labels (self, given[i][0]), (char *) given[i][1]);
  for (guint i = 0; i < ob_ruleset_size (self->loaded->ruleset); i++)
    {
      const ObRule *rule = ob_ruleset_get (self->loaded->ruleset, i);
      GHashTable *labels = get_labels (self, strcmp (rule->emits, "entity") == 0 ? "ent" : rule->emits);
      if (rule->label != NULL)
        g_hash_table_add (labels, (char *) rule->label);
      if (rule->list != NULL)
        add_column (labels, rule->list, "label");
      for (guint j = 0; j < rule->set->len; j++)
        {
          const ObSetField *field = &g_array_index (rule->set, ObSetField, j);
          if (strcmp (field->name, "label") != 0)
            continue;
          if (field->text != NULL)
            g_hash_table_add (labels, field->text);
          else
            add_column_of_all (self, labels, field->column);
        }
    }
}

/* on_match may set any label that its files spell. */
static gboolean
is_spelt (const Checker *self, const char *label)
{
  gboolean has_script = FALSE;
  for (guint i = 0; i < ob_ruleset_size (self->loaded->ruleset) && !has_script; i++)
    has_script = ob_ruleset_get (self->loaded->ruleset, i)->has_on_match;
  for (guint i = 0; i < self->loaded->packs->len && has_script; i++)
    if (ob_lua_program_has_string (((const ObPack *) g_ptr_array_index (self->loaded->packs, i))->program, label))
      return TRUE;
  return FALSE;
}

static const char *
suggest_key (GHashTable *table, const char *word)
{
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (table), (GCompareFunc) strcmp);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (GList *key = keys; key != NULL; key = key->next)
    g_ptr_array_add (names, key->data);
  return ob_suggest (word, (const char *const *) names->pdata, names->len);
}

/* ---- Names in patterns ---- */

static gboolean
has_feature (const Checker *self, const char *name)
{
  if (g_strv_contains (ob_fields_get_features ("entity"), name))
    return TRUE;
  for (guint i = 0; i < self->loaded->packs->len; i++)
    if (ob_lua_program_has_field (((const ObPack *) g_ptr_array_index (self->loaded->packs, i))->program, name))
      return TRUE;
  for (guint i = 0; i < ob_ruleset_size (self->loaded->ruleset); i++)
    {
      const ObRule *rule = ob_ruleset_get (self->loaded->ruleset, i);
      for (guint j = 0; rule->match != NULL && j < ob_pattern_get_n_captures (rule->match); j++)
        if (strcmp (ob_pattern_get_capture (rule->match, j), name) == 0)
          return TRUE;
    }
  return FALSE;
}

static void
check_label (Checker *self, const char *span, const char *label, const ObPlace *place)
{
  GHashTable *labels = g_hash_table_lookup (self->types, span);
  if (g_hash_table_contains (labels, label) || is_spelt (self, label) || ob_diags_has (self->diags, "OB215", place))
    return;
  const char *near = suggest_key (labels, label);
  gboolean is_fixed = strcmp (span, "zone") == 0 || strcmp (span, "para") == 0 || strcmp (span, "quote") == 0
                      || strcmp (span, "dep") == 0;
  ob_diags_add (self->diags, is_fixed ? OB_SEVERITY_ERROR : OB_SEVERITY_WARNING, "OB215", place,
                near != NULL ? "this can never match: no %s has the label %s (did you mean %s?)"
                : is_fixed ? "this can never match: no %s has the label %s"
                           : "this can never match: no rule in use makes %s with the label %s (another pack does? check with "
                             "-p PACK)", span, label, near);
}

static void
check_name (const ObPatternName *name, gpointer data)
{
  Checker *self = data;
  if (!g_hash_table_contains (self->types, name->span))
    {
      const char *near = suggest_key (self->types, name->span);
      if (strcmp (name->span, "entity") == 0)
        near = "ent";
      if (ob_diags_has (self->diags, "OB215", &name->place))
        return;
      /* What another pack may make is no error of this one; what looks like a slip is. */
      ob_diags_add (self->diags, near != NULL ? OB_SEVERITY_ERROR : OB_SEVERITY_WARNING, "OB215", &name->place,
                    near != NULL ? "no rule makes <%s/> (did you mean <%s/>?)"
                                 : "no rule in use makes <%s/> (another pack does? check with -p PACK)", name->span, near);
    }
  else if (name->value != NULL)
    check_label (self, name->span, name->value, &name->place);
  else if (name->attribute != NULL && strcmp (name->attribute, "label") != 0 && strcmp (name->span, "ent") == 0
           && !has_feature (self, name->attribute) && !ob_diags_has (self->diags, "OB215", &name->place))
    {
      const char *near = ob_suggest (name->attribute, ob_fields_get_features ("entity"), -1);
      ob_diags_add (self->diags, OB_SEVERITY_WARNING, "OB215", &name->place, "no entity has a field %s%s%s%s",
                    name->attribute, near != NULL ? " (did you mean " : "", near != NULL ? near : "",
                    near != NULL ? "?)" : "");
    }
}

static const ObRule *
find_rule (const Checker *self, const ObPack *pack, const ObDecl *decl)
{
  g_autofree char *id = g_strconcat (pack->manifest->name, "/", decl->name, NULL);
  return ob_ruleset_find (self->loaded->ruleset, id);
}

static void
check_type (Checker *self, const ObDecl *decl, const ObRule *rule)
{
  static const char *const types[] = { "entity", "time", "claim", "event", NULL };
  const ObField *field = ob_value_find (decl->value, "emits");
  if (field == NULL || rule->emits[0] == '_' || g_strv_contains (types, rule->emits))
    return;
  const char *near = ob_suggest (rule->emits, types, -1);
  if (near != NULL)
    ob_diags_add (self->diags, OB_SEVERITY_WARNING, "OB220", &field->value.place,
                  "\"%s\" is a type of this pack's own (did you mean \"%s\"?)", rule->emits, near);
}

static void
check_rules (Checker *self, const ObPack *pack)
{
  for (guint i = 0; i < pack->decls->len; i++)
    {
      const ObDecl *decl = &g_array_index (pack->decls, ObDecl, i);
      const ObRule *rule = find_rule (self, pack, decl);
      if (rule == NULL || strcmp (decl->verb, "list") == 0 || strcmp (decl->verb, "macro") == 0)
        continue;
      check_type (self, decl, rule);
      if (rule->match != NULL)
        ob_pattern_foreach_name (rule->match, check_name, self);
      for (ObUnless j = 0; j < OB_N_UNLESS; j++)
        if (rule->unless[j] != NULL)
          ob_pattern_foreach_name (rule->unless[j], check_name, self);
      if (rule->kind == OB_RULE_ECHO)
        check_label (self, "ent", rule->echo_of, &ob_value_find (decl->value, "of")->value.place);
    }
}

/* ---- Manifests ---- */

static void
check_declared (Checker *self, const ObPack *pack, const ObField *type)
{
  gboolean is_made = FALSE;
  const char *prefix = pack->manifest->name;
  gsize length = strlen (prefix);
  g_autoptr (GPtrArray) labels = ob_schema_dup_strings (&(ObValue) { .kind = OB_VALUE_TABLE, .fields = type, .n_fields = 1 }, type->name);
  for (guint i = 0; i < ob_ruleset_size (self->loaded->ruleset); i++)
    {
      const ObRule *rule = ob_ruleset_get (self->loaded->ruleset, i);
      is_made |= strncmp (rule->id, prefix, length) == 0 && rule->id[length] == '/' && strcmp (rule->emits, type->name) == 0;
    }
  if (!is_made)
    {
      ob_diags_add (self->diags, OB_SEVERITY_WARNING, "OB221", &type->place, "no rule of %s emits %s", prefix, type->name);
      return;
    }
  GHashTable *made = g_hash_table_lookup (self->types, strcmp (type->name, "entity") == 0 ? "ent" : type->name);
  for (guint i = 0; i < labels->len; i++)
    {
      const ObValue *label = g_ptr_array_index (labels, i);
      if (!g_hash_table_contains (made, label->string) && !ob_lua_program_has_string (pack->program, label->string))
        ob_diags_add (self->diags, OB_SEVERITY_WARNING, "OB221", &label->place, "no rule of %s emits %s %s", prefix,
                      type->name, label->string);
    }
}

static void
check_manifest (Checker *self, const ObPack *pack)
{
  const ObField *emits = ob_value_find (&pack->manifest->table, "emits");
  if (pack->decls->len == 0 && pack->list_names->len == 0)
    {
      ObPlace place = ob_source_get_place (pack->manifest->source, 0, 0, 0);
      ob_diags_add (self->diags, OB_SEVERITY_WARNING, "OB216", &place, "%s declares nothing: no rule, no list, no macro",
                    pack->manifest->name);
    }
  for (guint i = 0; emits != NULL && emits->value.kind == OB_VALUE_TABLE && i < emits->value.n_fields; i++)
    check_declared (self, pack, &emits->value.fields[i]);
}

void
ob_pack_check_names (const ObLoaded *loaded, ObDiags *diags)
{
  g_autoptr (GHashTable) types = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                        (GDestroyNotify) g_hash_table_unref);
  Checker self = { loaded, diags, types };
  collect_made (&self);
  for (guint i = 0; i < loaded->packs->len; i++)
    {
      check_rules (&self, g_ptr_array_index (loaded->packs, i));
      check_manifest (&self, g_ptr_array_index (loaded->packs, i));
    }
}

/* ---- Gazetteers ---- */

typedef struct
{
  const ObRule *rule;
  ObListEntry entry;
} Owner;

static const char *
get_label (const Owner *owner)
{
  const char *label = ob_list_get_feature (owner->rule->list, owner->entry, "label");
  return label != NULL ? label : owner->rule->label;
}

/* Entries of @rule that gazetteers before it have, under another label: told once a pair of gazetteers. */
static void
check_gazetteer (const ObLoaded *loaded, const ObRule *rule, GHashTable *owners, ObDiags *diags)
{
  g_autoptr (GHashTable) rivals = g_hash_table_new (NULL, NULL);        /* of ObRule to its count */
  g_autoptr (GPtrArray) order = g_ptr_array_new ();                     /* of Owner: the first entry with each */
  for (guint i = 0; i < ob_list_size (rule->list); i++)
    {
      Owner own = { rule, ob_list_get (rule->list, i) };
      const char *text = ob_list_get_text (rule->list, own.entry);
      const Owner *owner = g_hash_table_lookup (owners, text);
      if (owner == NULL)
        {
          g_hash_table_insert (owners, (char *) text, g_memdup2 (&own, sizeof own));
          continue;
        }
      if (owner->rule == rule || owner->rule->emits != rule->emits || owner->rule->zones != rule->zones
          || g_strcmp0 (get_label (owner), get_label (&own)) == 0
          || ob_ruleset_is_over (loaded->ruleset, rule, owner->rule)
          || ob_ruleset_is_over (loaded->ruleset, owner->rule, rule))
        continue;
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (rivals, owner->rule));
      if (n == 0)
        g_ptr_array_add (order, (gpointer) owner);
      g_hash_table_insert (rivals, (gpointer) owner->rule, GUINT_TO_POINTER (n + 1));
    }
  for (guint i = 0; i < order->len; i++)
    {
      const Owner *owner = g_ptr_array_index (order, i);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (rivals, owner->rule));
      ObPlace place = { .file = rule->file, .line = rule->line };
      ob_diags_add (diags, OB_SEVERITY_WARNING, "OB217", &place, "%s hides %u %s of %s, as “%s”: it stands first; say who is "
                    "over whom", owner->rule->id, n, n == 1 ? "entry" : "entries", rule->id,
                    ob_list_get_text (owner->rule->list, owner->entry));
    }
}

void
ob_pack_check_deeply (const ObLoaded *loaded, ObDiags *diags)
{
  g_autoptr (GHashTable) owners = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  for (guint i = 0; i < ob_ruleset_size (loaded->ruleset); i++)
    {
      const ObRule *rule = ob_ruleset_get (loaded->ruleset, i);
      if (rule->list != NULL && rule->unless[OB_UNLESS_OVERLAP] == NULL && !rule->has_on_match)
        check_gazetteer (loaded, rule, owners, diags);
    }
  for (guint i = 0; i < loaded->packs->len; i++)
    ob_revisions_check (g_ptr_array_index (loaded->packs, i), loaded->ruleset, diags);
  ob_diags_report_suppressions (diags);
}
