#include "pack/ob-overlay.h"
#include "pack/ob-patch.h"
#include "pack/ob-schema.h"
#include "pack/ob-selection.h"
#include <string.h>

static const ObSchemaIds ids = { "OB420", "OB420", "OB420" };

static const ObVerbSpec verbs[] = {
  { "use", FALSE }, { "disable", FALSE }, { "select", FALSE }, { "list", TRUE }, { "patch", TRUE },
  { "output", FALSE }, { "budget", FALSE }, { NULL, FALSE },
};

static const ObFieldSpec list_specs[] = {
  { "add", OB_TAKES_STRING | OB_TAKES_TABLE }, { "remove", OB_TAKES_STRING | OB_TAKES_STRINGS }, { NULL, 0 },
};

static const ObFieldSpec output_specs[] = {
  { "format", OB_TAKES_STRING }, { "offsets", OB_TAKES_STRING }, { "layers", OB_TAKES_STRING | OB_TAKES_STRINGS },
  { NULL, 0 },
};

static const ObFieldSpec budget_specs[] = {
  { "steps", OB_TAKES_NUMBER | OB_TAKES_STRING }, { "memory", OB_TAKES_NUMBER | OB_TAKES_STRING },
  { "time", OB_TAKES_NUMBER | OB_TAKES_STRING }, { "rule", OB_TAKES_TABLE }, { "load", OB_TAKES_TABLE }, { NULL, 0 },
};

struct ObOverlay
{
  char        *path;
  ObArena     *arena;
  ObSource    *source;          /* NULL when it could not be read */
  GArray      *decls;           /* of ObDecl, those that can be used, in order */
  GPtrArray   *use;             /* of const char *, borrowed, NULL at the end; NULL: not stated */
  GPtrArray   *use_values;      /* of const ObValue *, borrowed: the same with their places */
  GHashTable  *met;             /* set of const ObDecl *: lists and patches that met what they name */
  ObSelection *selection;       /* may be NULL */
  const ObValue *selection_text;
};

static const ObDecl *
get_decl (const ObOverlay *self, guint i)
{
  return &g_array_index (self->decls, ObDecl, i);
}

static gboolean
is_verb (const ObDecl *decl, const char *verb)
{
  return strcmp (decl->verb, verb) == 0;
}

/* The last declaration with @verb, which takes no name; or NULL. */
static const ObDecl *
find_decl (const ObOverlay *self, const char *verb)
{
  const ObDecl *found = NULL;
  for (guint i = 0; i < self->decls->len; i++)
    if (is_verb (get_decl (self, i), verb))
      found = get_decl (self, i);
  return found;
}

/* --- reading --- */

/* Splits "news.en:titles" (or with '/') at @sign. FALSE, told, when it is no such name. */
static gboolean
check_name (const ObDecl *decl, char sign, ObDiags *diags)
{
  const char *at = strchr (decl->name, sign);
  if (at != NULL && at > decl->name && at[1] != '\0')
    return TRUE;
  ob_diags_add (diags, OB_SEVERITY_ERROR, "OB420", &decl->name_place,
                sign == ':' ? "list \"%s\": name it with its pack, like \"news.en:titles\""
                            : "patch \"%s\": name it with its pack, like \"news.en/says-that\"", decl->name);
  return FALSE;
}

static gboolean
check_table (const ObDecl *decl, const ObFieldSpec *specs, ObDiags *diags)
{
  if (decl->value->kind == OB_VALUE_TABLE)
    return ob_schema_check (decl->value, specs, decl->verb, &ids, diags);
  ob_diags_add (diags, OB_SEVERITY_ERROR, "OB420", &decl->place, "%s takes a table, not %s", decl->verb,
                ob_value_kind_get_name (decl->value->kind));
  return FALSE;
}

/* { "a", "b" } or "a". */
static gboolean
check_strings (const ObDecl *decl, ObDiags *diags)
{
  gboolean is_good = decl->value->kind == OB_VALUE_STRING ||
                     (decl->value->kind == OB_VALUE_TABLE && decl->value->n_fields == 0);
  for (guint i = 0; is_good && decl->value->kind == OB_VALUE_TABLE && i < decl->value->n_items; i++)
    is_good = decl->value->items[i].kind == OB_VALUE_STRING;
  if (!is_good)
    ob_diags_add (diags, OB_SEVERITY_ERROR, "OB420", &decl->place, "%s takes a table of texts", decl->verb);
  return is_good;
}

/* A patch is plain data: a function would run in nobody's sandbox. */
static gboolean
check_patch (const ObDecl *decl, ObDiags *diags)
{
  const ObValue *table = decl->value;
  if (!check_name (decl, '/', diags))
    return FALSE;
  if (table->kind != OB_VALUE_TABLE || table->n_items > 0)
    {
      ob_diags_add (diags, OB_SEVERITY_ERROR, "OB420", &decl->place,
                    "patch \"%s\" takes a table of fields: { rev = 1, unless = {…} }", decl->name);
      return FALSE;
    }
  const ObField *rev = ob_value_find (table, "rev"), *on_match = ob_value_find (table, "on_match");
  if (rev == NULL || rev->value.kind != OB_VALUE_NUMBER)
    ob_diags_add (diags, OB_SEVERITY_ERROR, "OB420", rev != NULL ? &rev->place : &decl->place,
                  "patch \"%s\": state the rev of the rule that it was written against, like rev = 1", decl->name);
  if (on_match != NULL)
    ob_diags_add (diags, OB_SEVERITY_ERROR, "OB420", &on_match->place,
                  "patch \"%s\": an overlay holds data only; put a rule with on_match into a pack of your own", decl->name);
  return rev != NULL && rev->value.kind == OB_VALUE_NUMBER && on_match == NULL;
}

/* The place of byte @at within the text @value. */
static ObPlace
place_within (const ObValue *value, gsize at)
{
  ObPlace place = value->place;
  if (value->bracket == OB_BRACKET_QUOTED && place.column > 0)
    place.column += (guint) g_utf8_strlen (value->string, (gssize) at);
  return place;
}

static gboolean
read_select (ObOverlay *self, const ObDecl *decl, ObDiags *diags)
{
  const char *message;
  gsize at = 0;
  if (decl->value->kind != OB_VALUE_STRING)
    {
      ob_diags_add (diags, OB_SEVERITY_ERROR, "OB423", &decl->place,
                    "select takes a text, like \"attribution and not experimental\"");
      return FALSE;
    }
  g_clear_pointer (&self->selection, ob_selection_free);
  self->selection = ob_selection_parse (decl->value->string, &at, &message);
  self->selection_text = decl->value;
  ObPlace place = place_within (decl->value, at);
  if (self->selection == NULL)
    ob_diags_add (diags, OB_SEVERITY_ERROR, "OB423", &place, "select: %s", message);
  return self->selection != NULL;
}

/* Takes the budgets of one scope. FALSE, told unless @diags is NULL, when one is wrong. */
static gboolean
set_budgets (const ObValue *table, const char *scope, ObBudgets *budgets, ObDiags *diags)
{
  for (guint i = 0; i < table->n_fields; i++)
    {
      const ObField *field = &table->fields[i];
      g_autoptr (GError) error = NULL;
      g_autofree char *number = g_strdup_printf ("%.0f", field->value.number);
      gboolean is_scope = field->value.kind == OB_VALUE_TABLE && strcmp (scope, "document") == 0;
      if (is_scope ? set_budgets (&field->value, field->name, budgets, diags)
                   : ob_budgets_set_one (budgets, scope, field->name,
                                         field->value.kind == OB_VALUE_STRING ? field->value.string : number, &error))
        continue;
      if (diags != NULL && error != NULL)
        ob_diags_add (diags, OB_SEVERITY_ERROR, "OB420", &field->place, "%s", error->message);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_budget (const ObDecl *decl, ObDiags *diags)
{
  ObBudgets budgets = ob_budgets_default ();
  return check_table (decl, budget_specs, diags) && set_budgets (decl->value, "document", &budgets, diags);
}

typedef struct
{
  ObOverlay *overlay;
  ObDiags   *diags;
} Reading;

static void
take_decl (const ObDecl *decl, gpointer data)
{
  ObOverlay *self = ((Reading *) data)->overlay;
  ObDiags *diags = ((Reading *) data)->diags;
  gboolean is_good;
  if (is_verb (decl, "list"))
    is_good = check_name (decl, ':', diags) && check_table (decl, list_specs, diags);
  else if (is_verb (decl, "patch"))
    is_good = check_patch (decl, diags);
  else if (is_verb (decl, "select"))
    is_good = read_select (self, decl, diags);
  else if (is_verb (decl, "output"))
    is_good = check_table (decl, output_specs, diags);
  else if (is_verb (decl, "budget"))
    is_good = check_budget (decl, diags);
  else
    is_good = check_strings (decl, diags);
  if (is_good)
    g_array_append_vals (self->decls, decl, 1);
}

/* The texts of a table of texts, or of a single one (of const ObValue *, borrowed). */
static GPtrArray *
get_strings (const ObValue *value)
{
  GPtrArray *strings = g_ptr_array_new ();
  if (value->kind == OB_VALUE_STRING)
    g_ptr_array_add (strings, (gpointer) value);
  for (guint i = 0; value->kind == OB_VALUE_TABLE && i < value->n_items; i++)
    g_ptr_array_add (strings, (gpointer) &value->items[i]);
  return strings;
}

static void
read_use (ObOverlay *self)
{
  for (guint i = 0; i < self->decls->len; i++)
    {
      const ObDecl *decl = get_decl (self, i);
      if (!is_verb (decl, "use"))
        continue;
      g_autoptr (GPtrArray) names = get_strings (decl->value);
      if (self->use == NULL)
        self->use = g_ptr_array_new ();
      for (guint j = 0; j < names->len; j++)
        g_ptr_array_add (self->use, (gpointer) ((const ObValue *) g_ptr_array_index (names, j))->string);
      g_ptr_array_extend (self->use_values, names, NULL, NULL);
    }
  if (self->use != NULL)
    g_ptr_array_add (self->use, NULL);
}

ObOverlay *
ob_overlay_read (const char *path, ObDiags *diags)
{
  ObOverlay *self = g_new0 (ObOverlay, 1);
  g_autoptr (GError) error = NULL;
  self->path = g_strdup (path);
  self->arena = ob_arena_new ();
  self->decls = g_array_new (FALSE, FALSE, sizeof (ObDecl));
  self->met = g_hash_table_new (NULL, NULL);
  self->use_values = g_ptr_array_new ();
  self->source = ob_source_read (path, path, &error);
  if (self->source == NULL)
    {
      ObPlace place = { .file = path };
      ob_diags_add (diags, OB_SEVERITY_ERROR, "OB420", &place, "%s", error->message);
      return self;
    }
  Reading reading = { self, diags };
  ob_lua_read_declarations (self->source, verbs, take_decl, &reading, self->arena, diags);
  read_use (self);
  return self;
}

void
ob_overlay_free (ObOverlay *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->use, g_ptr_array_unref);
  g_ptr_array_unref (self->use_values);
  ob_selection_free (self->selection);
  g_hash_table_unref (self->met);
  g_array_unref (self->decls);
  ob_source_unref (self->source);
  ob_arena_free (self->arena);
  g_free (self->path);
  g_free (self);
}

const char *
ob_overlay_get_path (const ObOverlay *self)
{
  return self->path;
}

const char *const *
ob_overlay_get_use (const ObOverlay *self)
{
  return self->use != NULL ? (const char *const *) self->use->pdata : NULL;
}

const ObPlace *
ob_overlay_find_use (const ObOverlay *self, const char *reference)
{
  for (guint i = 0; i < self->use_values->len; i++)
    if (strcmp (((const ObValue *) g_ptr_array_index (self->use_values, i))->string, reference) == 0)
      return &((const ObValue *) g_ptr_array_index (self->use_values, i))->place;
  return NULL;
}

const char *
ob_overlay_get_output (const ObOverlay *self, const char *name)
{
  const ObDecl *output = find_decl (self, "output");
  return output != NULL ? ob_schema_get_string (output->value, name) : NULL;
}

void
ob_overlay_set_budgets (const ObOverlay *self, ObBudgets *budgets)
{
  const ObDecl *decl = find_decl (self, "budget");
  if (decl != NULL)
    set_budgets (decl->value, "document", budgets, NULL);
}

/* --- lists --- */

/* What an item of `add` or `remove` names: itself, or the first item of a table { "Taoiseach", country = "IE" }. NULL,
 * told, when it is neither. */
static const ObValue *
get_entry (const ObDecl *decl, const ObValue *item, ObDiags *diags)
{
  if (item->kind == OB_VALUE_STRING)
    return item;
  if (item->kind == OB_VALUE_TABLE && item->n_items == 1 && item->items[0].kind == OB_VALUE_STRING)
    return &item->items[0];
  ob_diags_add (diags, OB_SEVERITY_ERROR, "OB420", &item->place,
                "list \"%s\": an entry is a text, or a table like { \"Taoiseach\", country = \"IE\" }", decl->name);
  return NULL;
}

/* Puts the fields of @item, which are cells of the list's columns, into @cells. FALSE, told, when there is no such
 * column. */
static gboolean
fill_cells (const ObDecl *decl, const ObValue *item, const ObList *list, char **cells, ObDiags *diags)
{
  for (guint i = 0; item->kind == OB_VALUE_TABLE && i < item->n_fields; i++)
    {
      const ObField *field = &item->fields[i];
      guint column = ob_list_find_column (list, field->name);
      if (column > 0 && field->value.kind == OB_VALUE_STRING && strpbrk (field->value.string, "\t\n\r") == NULL)
        {
          cells[column] = (char *) field->value.string;
          continue;
        }
      g_autoptr (GPtrArray) columns = g_ptr_array_new ();
      for (guint j = 1; j < ob_list_get_n_columns (list); j++)
        g_ptr_array_add (columns, (gpointer) ob_list_get_column (list, j));
      g_autofree char *message = g_strdup_printf ("list \"%s\" has no column", decl->name);
      if (column == 0)
        ob_schema_add_unknown (diags, "OB422", &field->place, message, field->name, (const char *const *) columns->pdata,
                               columns->len);
      else
        ob_diags_add (diags, OB_SEVERITY_ERROR, "OB420", &field->place, "list \"%s\": %s is a text without tabs and line "
                      "ends", decl->name, field->name);
      return FALSE;
    }
  return TRUE;
}

/* @item as a line of a list file, or NULL after telling. */
static char *
dup_line (const ObDecl *decl, const ObValue *item, const ObValue *entry, const ObList *list, ObDiags *diags)
{
  guint n = MAX (ob_list_get_n_columns (list), 1);
  g_autofree char **cells = g_new0 (char *, n + 1);
  for (guint i = 1; i < n; i++)
    cells[i] = (char *) "";
  cells[0] = (char *) entry->string;
  if (entry->string[0] == '\0' || strpbrk (entry->string, "\t\n\r") != NULL)
    {
      ob_diags_add (diags, OB_SEVERITY_ERROR, "OB420", &entry->place, "list \"%s\": an entry is one line of text without "
                    "tabs; columns are written { \"entry\", column = \"…\" }", decl->name);
      return NULL;
    }
  return fill_cells (decl, item, list, cells, diags) ? g_strjoinv ("\t", cells) : NULL;
}

/* What field @name lists, as lines of a list file, NULL at the end (of char *, owned); tells of each that is there already,
 * or (for @wanted) is not. */
static GPtrArray *
read_entries (const ObDecl *decl, const char *name, const ObList *list, gboolean wanted, ObDiags *diags)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  const ObField *field = ob_value_find (decl->value, name);
  gboolean is_single = field != NULL && field->value.kind == OB_VALUE_STRING;
  guint n = field == NULL ? 0 : is_single ? 1 : field->value.n_items;
  for (guint i = 0; i < n; i++)
    {
      const ObValue *item = is_single ? &field->value : &field->value.items[i];
      const ObValue *entry = get_entry (decl, item, diags);
      char *line = entry != NULL ? dup_line (decl, item, entry, list, diags) : NULL;
      if (line == NULL)
        continue;
      g_ptr_array_add (lines, line);
      gboolean is_there = ob_list_get_by_text (list, entry->string) != OB_NO_ENTRY;
      if (is_there != wanted)
        ob_diags_add (diags, OB_SEVERITY_WARNING, "OB424", &entry->place, wanted
                      ? "list \"%s\" has no entry \"%s\" to remove" : "list \"%s\" has the entry \"%s\" already",
                      decl->name, entry->string);
    }
  g_ptr_array_add (lines, NULL);
  return lines;
}

ObList *
ob_overlay_edit_list (ObOverlay *self, const char *pack, const char *name, ObList *list, ObDiags *diags)
{
  g_autofree char *full = g_strconcat (pack, ":", name, NULL);
  for (guint i = 0; i < self->decls->len; i++)
    {
      const ObDecl *decl = get_decl (self, i);
      if (!is_verb (decl, "list") || strcmp (decl->name, full) != 0)
        continue;
      g_autoptr (GPtrArray) remove = read_entries (decl, "remove", list, TRUE, diags);
      g_autoptr (GPtrArray) add = read_entries (decl, "add", list, FALSE, diags);
      const ObField *added = ob_value_find (decl->value, "add");
      if (added != NULL && added->value.kind == OB_VALUE_TABLE && added->value.n_fields > 0)
        ob_diags_add (diags, OB_SEVERITY_ERROR, "OB420", &added->value.fields[0].place, "list \"%s\": add is a table of "
                      "entries; put one with columns in braces of its own", decl->name);
      ObList *edited = ob_list_dup_edited (list, (const char *const *) add->pdata, (const char *const *) remove->pdata);
      ob_list_unref (list);
      list = edited;
      g_hash_table_add (self->met, (gpointer) decl);
    }
  return list;
}

/* --- patches --- */

/* Is @decl a rule of some kind called @slug? */
static gboolean
is_rule (const ObDecl *decl, const char *slug)
{
  return !is_verb (decl, "list") && !is_verb (decl, "macro") && strcmp (decl->name, slug) == 0;
}

void
ob_overlay_patch (ObOverlay *self, const char *pack, GArray *decls, ObArena *arena, ObDiags *diags)
{
  gsize length = strlen (pack);
  for (guint i = 0; i < self->decls->len; i++)
    {
      const ObDecl *patch = get_decl (self, i);
      if (!is_verb (patch, "patch") || strncmp (patch->name, pack, length) != 0 || patch->name[length] != '/')
        continue;
      for (guint j = 0; j < decls->len; j++)
        {
          ObDecl *decl = &g_array_index (decls, ObDecl, j);
          if (!is_rule (decl, patch->name + length + 1))
            continue;
          ob_patch_apply (patch, decl, arena, diags);
          g_hash_table_add (self->met, (gpointer) patch);
          break;
        }
    }
}

/* --- the rules as a whole --- */

/* Whether @name ("pack/rule" or "pack:list") is of one of @packs. */
static gboolean
is_of_packs (const char *name, const char *const *packs)
{
  g_autofree char *pack = g_strndup (name, strcspn (name, ":/"));
  return g_strv_contains (packs, pack);
}

static void
report_no_rule (const ObRuleset *ruleset, const char *what, const char *id, const ObPlace *place, ObDiags *diags)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (guint i = 0; i < ob_ruleset_size (ruleset); i++)
    g_ptr_array_add (names, ob_ruleset_get (ruleset, i)->id);
  g_autofree char *message = g_strdup_printf ("%s: there is no rule", what);
  ob_schema_add_unknown (diags, "OB422", place, message, id, (const char *const *) names->pdata, names->len);
}

/* Names a list of the same pack that is called much like it. */
static void
report_no_list (const ObDecl *decl, const char *const *lists, ObDiags *diags)
{
  const char *near = ob_suggest (decl->name, lists, -1);
  if (near != NULL)
    ob_diags_add (diags, OB_SEVERITY_ERROR, "OB422", &decl->name_place, "there is no list \"%s\" (did you mean \"%s\"?)",
                  decl->name, near);
  else
    ob_diags_add (diags, OB_SEVERITY_ERROR, "OB422", &decl->name_place, "there is no list \"%s\"", decl->name);
}

static void
switch_off (const ObOverlay *self, ObRuleset *ruleset, const char *const *packs, ObDiags *diags)
{
  for (guint i = 0; i < self->decls->len; i++)
    {
      const ObDecl *decl = get_decl (self, i);
      if (!is_verb (decl, "disable"))
        continue;
      g_autoptr (GPtrArray) rules = get_strings (decl->value);
      for (guint j = 0; j < rules->len; j++)
        {
          const ObValue *id = g_ptr_array_index (rules, j);
          const ObRule *rule = ob_ruleset_find (ruleset, id->string);
          if (rule != NULL)
            ob_ruleset_change (ruleset, rule->place, OB_RULE_IS_OFF);
          else if (strchr (id->string, '/') == NULL || is_of_packs (id->string, packs))
            report_no_rule (ruleset, "disable", id->string, &id->place, diags);
        }
    }
}

static gboolean
rule_has (const char *word, gconstpointer data)
{
  const ObRule *rule = data;
  gsize length = strlen (word);
  /* a rule that is wrong has neither status nor type */
  return g_strcmp0 (rule->status, word) == 0 || g_strcmp0 (rule->emits, word) == 0 || strcmp (rule->id, word) == 0 ||
         (strncmp (rule->id, word, length) == 0 && rule->id[length] == '/') ||
         g_ptr_array_find_with_equal_func (rule->tags, word, g_str_equal, NULL);
}

/* A word that no rule has chooses nothing, or all: a slip of the pen, most likely. */
static void
check_selection (const ObOverlay *self, const ObRuleset *ruleset, ObDiags *diags)
{
  static const char *const statuses[] = { "experimental", "test", "stable", "deprecated", NULL };
  for (guint i = 0; i < ob_selection_size (self->selection); i++)
    {
      gsize at;
      const char *word = ob_selection_get_word (self->selection, i, &at);
      gboolean is_known = g_strv_contains (statuses, word);
      g_autoptr (GPtrArray) tags = g_ptr_array_new ();
      for (guint j = 0; j < ob_ruleset_size (ruleset) && !is_known; j++)
        {
          const ObRule *rule = ob_ruleset_get (ruleset, j);
          is_known = rule_has (word, rule);
          g_ptr_array_extend (tags, rule->tags, NULL, NULL);
          g_ptr_array_add (tags, (gpointer) rule->emits);
        }
      ObPlace place = place_within (self->selection_text, at);
      place.width = (guint) strlen (word);
      if (!is_known)
        ob_schema_add_unknown (diags, "OB423", &place, "select: no rule has the tag, status, type or pack", word,
                               (const char *const *) tags->pdata, tags->len);
    }
}

static void
hide (const ObOverlay *self, ObRuleset *ruleset)
{
  const ObDecl *output = find_decl (self, "output");
  g_autoptr (GPtrArray) layers = output != NULL ? ob_schema_dup_strings (output->value, "layers") : g_ptr_array_new ();
  for (guint i = 0; i < ob_ruleset_size (ruleset); i++)
    {
      const ObRule *rule = ob_ruleset_get (ruleset, i);
      gboolean is_shown = layers->len == 0;
      for (guint j = 0; j < layers->len; j++)
        is_shown = is_shown || strcmp (((const ObValue *) g_ptr_array_index (layers, j))->string, rule->emits) == 0;
      if (self->selection != NULL && !ob_selection_accepts (self->selection, rule_has, rule))
        is_shown = FALSE;
      if (!is_shown)
        ob_ruleset_change (ruleset, i, OB_RULE_IS_HIDDEN);
    }
}

/* Layers that nothing emits. */
static void
check_layers (const ObOverlay *self, const ObRuleset *ruleset, ObDiags *diags)
{
  const ObDecl *output = find_decl (self, "output");
  g_autoptr (GPtrArray) layers = output != NULL ? ob_schema_dup_strings (output->value, "layers") : g_ptr_array_new ();
  for (guint i = 0; i < layers->len; i++)
    {
      const ObValue *layer = g_ptr_array_index (layers, i);
      g_autoptr (GPtrArray) types = g_ptr_array_new ();
      gboolean is_known = FALSE;
      for (guint j = 0; j < ob_ruleset_size (ruleset); j++)
        {
          const char *type = ob_ruleset_get (ruleset, j)->emits;
          is_known = is_known || strcmp (type, layer->string) == 0;
          if (type[0] != '_')
            g_ptr_array_add (types, (gpointer) type);
        }
      if (!is_known)
        ob_schema_add_unknown (diags, "OB420", &layer->place, "output.layers: no rule emits", layer->string,
                               (const char *const *) types->pdata, types->len);
    }
}

void
ob_overlay_finish (ObOverlay *self, ObRuleset *ruleset, const char *const *packs, const char *const *lists,
                   ObDiags *diags)
{
  for (guint i = 0; i < self->decls->len; i++)
    {
      const ObDecl *decl = get_decl (self, i);
      gboolean is_list = is_verb (decl, "list"), is_patch = is_verb (decl, "patch");
      gboolean is_met = g_hash_table_contains (self->met, decl);
      if (is_patch && is_met)
        {
          const ObRule *rule = ob_ruleset_find (ruleset, decl->name);
          if (rule != NULL)
            ob_ruleset_change (ruleset, rule->place, OB_RULE_IS_PATCHED);
        }
      if ((is_list || is_patch) && !is_met && is_of_packs (decl->name, packs))
        {
          if (is_patch)
            report_no_rule (ruleset, "patch", decl->name, &decl->name_place, diags);
          else
            report_no_list (decl, lists, diags);
        }
    }
  switch_off (self, ruleset, packs, diags);
  if (self->selection != NULL)
    check_selection (self, ruleset, diags);
  check_layers (self, ruleset, diags);
  hide (self, ruleset);
}

/* --- telling --- */

static void
append_place (const ObOverlay *self, GString *out, const ObPlace *place)
{
  g_string_append_printf (out, " (%s:%u)\n", self->path, place->line);
}

char *
ob_overlay_dup_why (const ObOverlay *self, const ObRule *rule)
{
  GString *out = g_string_new (NULL);
  const ObDecl *output = find_decl (self, "output");
  for (guint i = 0; i < self->decls->len; i++)
    {
      const ObDecl *decl = get_decl (self, i);
      gboolean names_it = strcmp (decl->name, rule->id) == 0;
      g_autoptr (GPtrArray) names = is_verb (decl, "disable") ? get_strings (decl->value) : g_ptr_array_new ();
      for (guint j = 0; j < names->len; j++)
        names_it = names_it || strcmp (((const ObValue *) g_ptr_array_index (names, j))->string, rule->id) == 0;
      if (!names_it)
        continue;
      g_string_append (out, is_verb (decl, "patch") ? "patched:" : "switched off");
      for (guint j = 0; is_verb (decl, "patch") && j < decl->value->n_fields; j++)
        g_string_append_printf (out, "%s %s", j > 0 ? "," : "", decl->value->fields[j].name);
      append_place (self, out, &decl->place);
    }
  if (self->selection != NULL && !ob_selection_accepts (self->selection, rule_has, rule))
    {
      g_string_append_printf (out, "hidden: select \"%s\" does not choose it", self->selection_text->string);
      append_place (self, out, &self->selection_text->place);
    }
  else if (rule->changes & OB_RULE_IS_HIDDEN)
    {
      g_string_append_printf (out, "hidden: output.layers does not name %s", rule->emits);
      append_place (self, out, &output->place);
    }
  return g_string_free (out, FALSE);
}

char *
ob_overlay_dup_text (const ObOverlay *self)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < self->decls->len; i++)
    {
      const ObDecl *decl = get_decl (self, i);
      g_string_append (out, decl->verb);
      if (decl->name[0] != '\0')
        g_string_append_printf (out, " \"%s\"", decl->name);
      g_autoptr (GPtrArray) strings = get_strings (decl->value);
      for (guint j = 0; j < strings->len; j++)
        g_string_append_printf (out, "%s \"%s\"", j > 0 ? "," : "",
                                ((const ObValue *) g_ptr_array_index (strings, j))->string);
      for (guint j = 0; decl->value->kind == OB_VALUE_TABLE && j < decl->value->n_fields; j++)
        g_string_append_printf (out, "%s %s", j > 0 ? "," : "", decl->value->fields[j].name);
      append_place (self, out, &decl->place);
    }
  return g_string_free (out, FALSE);
}
