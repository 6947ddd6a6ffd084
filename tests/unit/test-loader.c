/* The pack floor: versions, paths, manifests, declarations into rules, dependencies. */
#include "pack-fixture.h"
#include "io/ob-tagged.h"
#include "pack/ob-paths.h"
#include "pack/ob-version.h"
#include <unistd.h>

/* Among the diagnostics is one with @id at @line (and @column unless 0) whose message has @message. */
static void
assert_told (Case *self, const char *id, guint line, guint column, const char *message)
{
  for (guint i = 0; i < ob_diags_size (self->diags); i++)
    {
      const ObDiag *diag = ob_diags_get (self->diags, i);
      if (strcmp (diag->id, id) == 0 && diag->line == line && (column == 0 || diag->column == column) &&
          strstr (diag->message, message) != NULL)
        return;
    }
  g_autofree char *text = ob_diags_dup_text (self->diags, FALSE);
  g_error ("no %s at %u:%u with \"%s\" in:\n%s", id, line, column, message, text);
}

static void
assert_rule_told (const char *rules, const char *id, guint line, guint column, const char *message)
{
  g_autoptr (Case) self = load_rules (rules);
  assert_told (self, id, line, column, message);
}

/* --- versions and paths --- */

static gboolean
fits (const char *text, const char *range)
{
  ObVersion version;
  gboolean does_fit;
  g_assert_true (ob_version_parse (text, &version));
  g_assert_true (ob_version_fits (&version, range, &does_fit));
  return does_fit;
}

static void
test_versions (void)
{
  ObVersion version;
  gboolean any;
  g_assert_true (fits ("1.2.0", "~> 1.2"));
  g_assert_true (fits ("1.9.9", "~> 1.2"));
  g_assert_false (fits ("2.0.0", "~> 1.2"));
  g_assert_false (fits ("1.1.9", "~> 1.2"));
  g_assert_true (fits ("1.2.9", "~> 1.2.3"));
  g_assert_false (fits ("1.3.0", "~> 1.2.3"));
  g_assert_true (fits ("0.2.0", ">= 0.1, < 0.3"));
  g_assert_false (fits ("0.3.0", ">= 0.1, < 0.3"));
  g_assert_true (fits ("1.2.3", "1.2.3"));
  g_assert_false (fits ("1.2.4", "= 1.2.3"));
  g_assert_false (ob_version_parse ("1.2.3.4", &version));
  g_assert_false (ob_version_parse ("1..2", &version));
  g_assert_false (ob_version_parse ("1.2-beta", &version));
  g_assert_false (ob_version_parse ("", &version));
  g_assert_false (ob_version_parse ("99999999999", &version));
  g_assert_true (ob_version_parse ("1.2.3", &version));
  g_assert_false (ob_version_fits (&version, "^1.2", &any));
  g_assert_false (ob_version_fits (&version, "", &any));
}

static void
test_paths (void)
{
  g_autoptr (Case) self = case_new ();
  case_write (self, "p/rules/b.lua", "");
  case_write (self, "p/rules/a.lua", "");
  case_write (self, "p/rules/note.txt", "");
  case_write (self, "outside.lua", "");
  g_autofree char *root = g_build_filename (self->root, "p", NULL), *link = g_build_filename (root, "link.lua", NULL);
  g_assert_cmpint (symlink ("../outside.lua", link), ==, 0);
  g_autoptr (GPtrArray) files = ob_paths_expand (root, "rules/*.lua", NULL);
  g_assert_cmpuint (files->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (files, 0), ==, "rules/a.lua");
  static const char *const refused[] = { "../outside.lua", "rules/../../outside.lua", "/etc/passwd", "link.lua", "",
                                         "*.none",
                                         "rules//a.lua", "../*.lua", "r*/a.lua", "link*" };
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) found = ob_paths_expand (root, refused[i], &error);
      g_assert_null (found);
      g_assert_nonnull (error);
    }
}

/* --- manifests --- */

static void
test_manifest_mistakes (void)
{
  g_autoptr (Case) self = case_new ();
  case_write (self, "one.en/pack.lua",
              "format = 2\nname = \"one.en\"\nversion = \"1.2\"\nsumary = \"x\"\nlicense = 3\n"
              "requires = { obelus = \">= 9.0\", api = 7, layers = { \"lemna\" } }\n"
              "depends = { \"one.en\", \"two.en ^1\" }\nrules = { \"../x.lua\", \"rules/none.lua\" }\n"
              "fields = { \"a b\" }\n");
  case_load (self, "one.en");
  g_assert_null (self->loaded->ruleset);
  assert_told (self, "OB406", 1, 0, "format is 2");
  assert_told (self, "OB406", 3, 12, "version is \"1.2\"");
  assert_told (self, "OB403", 4, 1, "unknown field 'sumary' (did you mean 'summary'?)");
  assert_told (self, "OB404", 5, 1, "license must be a text");
  assert_told (self, "OB407", 6, 24, "the pack asks for >= 9.0");
  assert_told (self, "OB407", 6, 33, "API 7");
  assert_told (self, "OB407", 6, 54, "there is no layer 'lemna' (did you mean 'lemma'?)");
  assert_told (self, "OB410", 7, 14, "one.en needs itself");
  assert_told (self, "OB407", 7, 24, "\"two.en ^1\" is no dependency");
  assert_told (self, "OB408", 8, 12, "must stay inside the pack");
  assert_told (self, "OB408", 8, 24, "there is no file \"rules/none.lua\"");
  assert_told (self, "OB406", 9, 13, "no name of a field");
}

static void
test_manifest_has_nothing_to_name (void)
{
  static const char *const texts[] = { "format = os.time ()", "name = string.rep (\"x\", 9)", "while true do end",
                                       "return {", "format = unknown" };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (Case) self = case_new ();
      case_write (self, "one.en/pack.lua", texts[i]);
      case_load (self, "one.en");
      g_assert_null (self->loaded->ruleset);
      assert_told (self, "OB402", i == 2 ? 1 : 1, 0, "");
    }
}

static void
test_manifest_missing (void)
{
  g_autoptr (Case) self = case_new ();
  case_write_pack (self, "news.en", "", "");
  case_load (self, "nwes.en");
  g_assert_null (self->loaded->ruleset);
  assert_told (self, OB_DIAG_NO_PACK, 0, 0, "there is no pack 'nwes.en' (did you mean 'news.en'?)");
}

/* --- dependencies --- */

static void
test_depends_order_and_lists (void)
{
  g_autoptr (Case) self = case_new ();
  case_write_pack (self, "base.en", "", "list \"say\" [=[ say tell ]=]\nlist \"own\" [=[ a ]=]\n"
                   "rule \"r\" { emits = \"claim\", match = [=[ cue:[word in $own] ]=] }");
  case_write_pack (self, "top.en", "depends = { \"base.en ~> 1.0\" }",
                   "rule \"r\" { emits = \"claim\", over = { \"base.en/r\" },\n"
                   "  match = [=[ cue:[lemma in $base.en:say] ]=] }");
  case_load (self, "top.en");
  assert_no_errors (self);
  g_assert_cmpuint (self->loaded->packs->len, ==, 2);
  g_assert_cmpstr (ob_pack_get_name (g_ptr_array_index (self->loaded->packs, 0)), ==, "base.en");
  g_assert_cmpstr (ob_pack_get_version (g_ptr_array_index (self->loaded->packs, 1)), ==, "1.2.0");
  const ObRule *top = ob_ruleset_find (self->loaded->ruleset, "top.en/r");
  g_assert_true (ob_ruleset_is_over (self->loaded->ruleset, top, ob_ruleset_find (self->loaded->ruleset, "base.en/r")));
  g_assert_cmpuint (ob_diags_size (self->diags), ==, 0);        /* $say is used by another pack */
}

static void
test_depends_only_gives_lists (void)
{
  g_autoptr (Case) self = case_new ();
  case_write_pack (self, "base.en", "", "list \"say\" [=[ say tell ]=]");
  case_write_pack (self, "top.en", "", "rule \"r\" { emits = \"claim\", match = [=[ cue:[lemma in $base.en:say] ]=] }");
  case_load (self, "top.en");
  assert_told (self, "OB112", 1, 0, "unknown word list $base.en:say");
}

static void
test_depends_mistakes (void)
{
  g_autoptr (Case) self = case_new ();
  case_write_pack (self, "a.en", "depends = { \"b.en\", \"c.en ~> 2.0\", \"d.en\" }", "");
  case_write_pack (self, "b.en", "depends = { \"a.en\" }", "");
  case_write_pack (self, "c.en", "", "");
  case_load (self, "a.en");
  assert_told (self, "OB410", 4, 14, "b.en and a.en need each other");
  assert_told (self, "OB414", 4, 22, "there is no c.en ~> 2.0; there is 1.2.0 in ");
  assert_told (self, OB_DIAG_NO_PACK, 4, 37, "there is no pack 'd.en'");
}

static void
test_depends_takes_the_highest_version (void)
{
  g_autoptr (Case) self = case_new ();
  case_write (self, "v.en/0.9.0/pack.lua", "format = 1\nname = \"v.en\"\nversion = \"0.9.0\"");
  case_write (self, "v.en/0.10.0/pack.lua", "format = 1\nname = \"v.en\"\nversion = \"0.10.0\"");
  case_load (self, "v.en");
  assert_no_errors (self);
  g_assert_cmpstr (ob_pack_get_version (g_ptr_array_index (self->loaded->packs, 0)), ==, "0.10.0");
}

static void
test_depends_modules (void)
{
  g_autoptr (Case) self = case_new ();
  case_write (self, "../lib/shared.lua", "return { word = \"shared\" }");
  case_write (self, "one.en/lib/own.lua", "return { word = \"own\" }");
  case_write_pack (self, "one.en", "", "list (use (\"shared\").word) [=[ a ]=]\nlist (use (\"own\").word) [=[ b ]=]\n"
                   "rule \"r\" { emits = \"claim\", match = [=[ cue:($shared | $own) ]=] }");
  case_load (self, "one.en");
  assert_no_errors (self);
}

/* --- rules --- */

static void
test_rules_fields (void)
{
  g_autoptr (Case) self = load_rules (
    "list \"cues\" { file = \"lists/cues.txt\" }\n");
  assert_told (self, "OB310", 1, 23, "there is no file");
  g_autoptr (Case) good = case_new ();
  case_write (good, "one.en/lists/cues.txt", "@columns\tentry\tstance\nsay\tassert\ndeny\tdeny\n");
  case_write_pack (good, "one.en", "fields = { \"weight\" }",
                   "list \"cues\" { file = \"lists/cues.txt\" }\n"
                   "list \"denials\" { from = \"cues\", where = { stance = \"= deny\" } }\n"
                   "list \"few\" { \"one\", \"two words\", case = \"exact\" }\n"
                   "macro \"gap(max)\" [=[ []{0,$max} ]=]\n"
                   "rule \"claims\" {\n"
                   "  doc = \"d\", emits = \"claim\", status = \"test\", rev = 3, tags = { \"x\", \"y\" }, max = 20,\n"
                   "  match = [=[ cue:[lemma in $cues] @gap(2) content:[word in $few] ]=],\n"
                   "  scope = \"para\", take = \"all\",\n"
                   "  unless = { before = [=[ \"if\" ]=], sentence = [=[ [lemma in $denials] ]=] },\n"
                   "  set = { quote = \"none\", stance = \"cue.$cues.stance\", weight = 2 },\n"
                   "  zones = { \"title\", \"body\" }, nested = true,\n"
                   "}\n"
                   "gazetteer \"few\" { list = \"few\", label = \"NUMBER\", case = \"any\", over = \"claims\" }\n"
                   "echo \"short\" { of = \"NUMBER\", part = \"acronym\", label = \"NUMBER\" }\n");
  case_load (good, "one.en");
  assert_no_errors (good);
  const ObRule *rule = ob_ruleset_find (good->loaded->ruleset, "one.en/claims");
  g_assert_cmpstr (rule->tag, ==, "one.en/claims@3");
  g_assert_cmpstr (rule->file, ==, "one.en/rules/all.lua");
  g_assert_cmpuint (rule->line, ==, 5);
  g_assert_cmpstr (rule->status, ==, "test");
  g_assert_cmpuint (rule->tags->len, ==, 2);
  g_assert_cmpuint (rule->max_tokens, ==, 20);
  g_assert_cmpint (rule->scope, ==, OB_SCOPE_PARA);
  g_assert_true (rule->take_all && rule->nested);
  g_assert_cmpuint (rule->zones, ==, 1u << OB_ZONE_TITLE | 1u << OB_ZONE_BODY);
  g_assert_nonnull (rule->unless[OB_UNLESS_BEFORE]);
  g_assert_nonnull (rule->unless[OB_UNLESS_SENTENCE]);
  g_assert_cmpuint (rule->set->len, ==, 3);
  const ObSetField *set = &g_array_index (rule->set, ObSetField, 1);
  g_assert_cmpstr (set->name, ==, "stance");
  g_assert_cmpstr (set->capture, ==, "cue");
  g_assert_cmpstr (set->column, ==, "stance");
  g_assert_cmpstr (g_array_index (rule->set, ObSetField, 2).text, ==, "2");
  const ObRule *gazetteer = ob_ruleset_find (good->loaded->ruleset, "one.en/few");
  g_assert_cmpint (gazetteer->kind, ==, OB_RULE_GAZETTEER);
  g_assert_cmpint (ob_list_get_case (gazetteer->list), ==, OB_CASE_ANY);
  g_assert_cmpstr (gazetteer->emits, ==, "entity");
  const ObRule *echo = ob_ruleset_find (good->loaded->ruleset, "one.en/short");
  g_assert_cmpint (echo->echo_part, ==, OB_ECHO_ACRONYM);
}

static void
test_rules_mistakes (void)
{
#define HEAD "list \"say\" [=[ say tell ]=]\nrule \"a\" { emits = \"claim\", "
#define GOOD "match = [=[ cue:$say ]=]"
  assert_rule_told (HEAD GOOD ", macth = 1 }", "OB305", 2, 55, "unknown field 'macth' (did you mean 'match'?)");
  assert_rule_told (HEAD "match = 3 }", "OB306", 2, 0, "match must be a text, not a number");
  assert_rule_told (HEAD " }", "OB307", 2, 0, "the field 'match' is missing");
  assert_rule_told (HEAD "match = [[ cue:$say ]] }", "OB301", 2, 39, "[=[");
  assert_rule_told (HEAD "match = [=[ cue:$sya ]=] }", "OB112", 2, 45, "unknown word list $sya (did you mean $say?)");
  assert_rule_told (HEAD "match = [=[ cue:@x ]=] }", "OB114", 2, 45, "unknown macro @x");
  assert_rule_told (HEAD "match = [=[\n  contnt:[] cue:$say ]=] }", "OB311", 3, 3, "(did you mean 'content'?)");
  assert_rule_told (HEAD GOOD ", set = { stanze = \"deny\" } }", "OB312", 2, 0, "'stanze' (did you mean 'stance'?)");
  assert_rule_told (HEAD GOOD ", set = { stance = \"denyy\" } }", "OB306", 2, 0, "'denyy' (did you mean 'deny'?)");
  assert_rule_told (HEAD GOOD ", set = { stance = \"cue.$sya.x\" } }", "OB310", 2, 0, "'sya' (did you mean 'say'?)");
  assert_rule_told (HEAD GOOD ", set = { stance = \"cue.$say.x\" } }", "OB312", 2, 0,
                    "no entry of $say has a column 'x'");
  assert_rule_told (HEAD GOOD ", set = { stance = \"cu.$say.x\" } }", "OB312", 2, 0, "'cu' (did you mean 'cue'?)");
  assert_rule_told (HEAD GOOD ", zones = { \"bdoy\" } }", "OB306", 2, 0, "'bdoy' (did you mean 'body'?)");
  assert_rule_told (HEAD GOOD ", scope = \"page\" }", "OB306", 2, 0, "not 'page'");
  assert_rule_told (HEAD GOOD ", rev = 1.5 }", "OB306", 2, 0, "rev is a whole number");
  assert_rule_told (HEAD GOOD ", max = 1000000 }", "OB306", 2, 0, "max is a whole number from 1 to");
  assert_rule_told (HEAD GOOD ", over = \"a\" }", "OB316", 2, 0, "over itself");
  assert_rule_told (HEAD GOOD ", over = \"b\" }", "OB330", 2, 0, "one.en/b");
  assert_rule_told (HEAD GOOD " }\nrule \"a\" { emits = \"claim\", " GOOD " }", "OB308", 3, 7, "taken already");
  assert_rule_told (HEAD "match = [=[ _x:\"a\" cue:$say ]=] }", "OB207", 2, 41, "nothing uses the label '_x'");
  assert_rule_told (HEAD GOOD " }\nrule \"B c\" { emits = \"claim\", " GOOD " }", "OB309", 3, 7, "lower-case");
  assert_rule_told (HEAD GOOD ", examples = { hit = { \"{cue:say\" } } }", "OB601", 2, 0, "'}' is missing");
  assert_rule_told (HEAD GOOD ", examples = { hit = \"{sorce:X} says\" } }", "OB602", 2, 0, "(did you mean 'source'?)");
  assert_rule_told (HEAD GOOD ", status = \"test\" }", "OB211", 2, 7, "two examples that hit");
  assert_rule_told (HEAD GOOD ", status = \"deprecated\" }", "OB211", 2, 7, "name its successor");
  assert_rule_told (HEAD GOOD ", examples = { hits = {} } }", "OB305", 2, 0, "'hits' (did you mean 'hit'?)");
  assert_rule_told ("rule \"e\" { emits = \"entity\", match = \"x\" }", "OB307", 1, 7, "give it a label");
  assert_rule_told ("gazetteer \"g\" { list = \"none\", label = \"X\" }", "OB310", 1, 25, "there is no list 'none'");
  assert_rule_told ("echo \"e\" { of = \"PERSON\", part = \"lsat\" }", "OB306", 1, 35, "(did you mean 'last'?)");
  assert_rule_told ("list \"idle\" [=[ a ]=]", "OB208", 1, 1, "nothing uses the list $idle");
  assert_rule_told ("macro \"idle\" [=[ \"a\" ]=]", "OB209", 1, 1, "nothing uses the macro @idle");
  assert_rule_told ("macro \"m(\" [=[ \"a\" ]=]", "OB309", 1, 8, "name(param");
  assert_rule_told ("list \"x\" { vague = 1, \"a\" }", "OB305", 1, 12, "unknown field 'vague'");
  assert_rule_told ("list \"x\" { fuzzy = 2, \"a\" }", "OB306", 1, 12, "fuzzy is 1");
  assert_rule_told ("list \"x\" { file = \"/etc/passwd\" }", "OB310", 1, 20, "must stay inside the pack");
  assert_rule_told ("list (\"x\", 5)", "OB306", 1, 0, "takes a text or a table");
}

/* One broken rule hides no other's problems, and the file's other rules are checked. */
static void
test_rules_all_errors_at_once (void)
{
  g_autoptr (Case) self = load_rules ("rule \"a\" { emits = \"claim\", match = [=[ cue:$x ]=], wrong = 1 }\n"
                                      "rule \"b\" { emits = \"claim\", match = [=[ cue:$y ]=], over = { \"a\" } }\n"
                                      "local z = nothing\n");
  assert_told (self, "OB112", 1, 45, "$x");
  assert_told (self, "OB305", 1, 0, "wrong");
  assert_told (self, "OB112", 2, 45, "$y");
  assert_told (self, "OB303", 3, 11, "unknown name 'nothing'");
  g_assert_cmpuint (ob_diags_size (self->diags), ==, 4);        /* the broken rule is no unknown rule */
  g_assert_null (self->loaded->ruleset);
}

static void
test_rules_suppression (void)
{
  g_autoptr (Case) self = load_rules ("-- suppress: OB208\nlist \"idle\" [=[ a ]=]\n"
                                      "list \"other\" [=[ b ]=]  -- suppress: OB208\n"
                                      "list \"third\" [=[ c ]=]\n");
  g_assert_cmpuint (ob_diags_size (self->diags), ==, 1);
  assert_told (self, "OB208", 4, 1, "$third");
}

static void
test_rules_emits_outside_the_manifest (void)
{
  g_autoptr (Case) self = case_new ();
  case_write_pack (self, "one.en", "emits = { entity = { \"PERSON\" } }",
                   "rule \"a\" { emits = \"entity\", label = \"PERSON\", match = '\"x\"' }\n"
                   "rule \"b\" { emits = \"entity\", label = \"ORG\", match = '\"y\"' }\n"
                   "rule \"c\" { emits = \"event\", match = '\"z\"' }\n"
                   "rule \"d\" { emits = \"_part\", match = '\"w\"' }\n");
  case_load (self, "one.en");
  g_assert_cmpuint (ob_diags_size (self->diags), ==, 2);
  assert_told (self, "OB210", 2, 7, "emits entity ORG");
  assert_told (self, "OB210", 3, 7, "emits event");
}

static void
test_rules_hostile_file (void)
{
  g_autoptr (Case) self = load_rules ("while true do end");
  assert_told (self, "OB304", 1, 0, "(STEPS)");
  g_autoptr (Case) bytes = case_new ();
  case_write_pack (bytes, "one.en", "", "local x = \"\xff\"");
  case_load (bytes, "one.en");
  assert_told (bytes, "OB408", 0, 0, "not UTF-8");
  g_autofree char *big = g_strnfill (OB_MAX_SOURCE_BYTES + 1, ' ');
  g_autoptr (Case) large = load_rules (big);
  assert_told (large, "OB408", 0, 0, "longer than");
}

/* However little memory a pack gets, to load or to run: it ends well, or with an error or an incident that says so. */
static void
test_memory_may_end_anywhere (void)
{
  static const char text[] = "It rained in Kellmar.";
  static const char *const packs[] = { "one.en", NULL };
  g_autoptr (Case) self = case_new ();
  guint n_well = 0;
  case_write_pack (self, "one.en", "emits = { entity = { \"GPE\" } }",
                   "list \"towns\" [=[ Kellmar ]=]\n"
                   "local made = {} for i = 1, 50 do made[i] = { 'x' .. i } end\n"
                   "rule \"r\" { emits = \"entity\", label = \"GPE\", match = [=[ $towns ]=], on_match = function (m, doc)\n"
                   "  local t = {} for i = 1, 500 do t[i] = m.text:gsub ('%a', function (c) return c .. i end) end\n"
                   "  table.sort (t) m.name = table.concat (t, ' ', 1, 3):sub (1, 40) .. #made .. doc:lookup ('$towns', m.match).entry\n"
                   "  return m end }\n");
  for (guint64 bytes = 3000; n_well < 3; bytes += bytes < 100000 ? 1501 : 30011)
    {
      g_autoptr (ObDiags) diags = ob_diags_new ();
      g_autoptr (GError) error = NULL;
      g_autofree char *budget = g_strdup_printf ("load.memory=%" G_GUINT64_FORMAT ",memory=%" G_GUINT64_FORMAT, bytes,
                                                 MAX (bytes / 16, 1));
      g_autoptr (ObLoaded) loaded = ob_loader_load_within (packs, budget, diags);
      if (loaded->ruleset == NULL)
        {
          g_assert_cmpuint (ob_diags_count (diags, OB_SEVERITY_ERROR), >, 0);
          continue;
        }
      g_autoptr (ObSession) session = ob_session_new (loaded->ruleset, &error);
      if (session == NULL)
        {
          g_assert_error (error, OB_ERROR, OB_ERROR_MEMORY);
          continue;
        }
      g_autoptr (ObTagged) tagged = ob_tagged_new (session, text, strlen (text), NULL, NULL, NULL);
      if (tagged->result->incidents->len == 0)
        {
          n_well++;
          g_assert_cmpuint (tagged->result->annotations->len, ==, 1);
          continue;
        }
      const ObIncident *incident = g_ptr_array_index (tagged->result->incidents, 0);
      g_assert_cmpint ((int) incident->code, ==, OB_ERROR_MEMORY);
      g_assert_cmpuint (tagged->result->annotations->len, ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/loader/versions/fit-ranges", test_versions);
  g_test_add_func ("/loader/paths/stay-inside-the-pack", test_paths);
  g_test_add_func ("/loader/manifest/mistakes-are-told-at-their-place", test_manifest_mistakes);
  g_test_add_func ("/loader/manifest/has-nothing-to-name", test_manifest_has_nothing_to_name);
  g_test_add_func ("/loader/manifest/missing-pack-is-told-with-the-nearest", test_manifest_missing);
  g_test_add_func ("/loader/depends/come-first-and-lend-their-lists", test_depends_order_and_lists);
  g_test_add_func ("/loader/depends/alone-lend-lists", test_depends_only_gives_lists);
  g_test_add_func ("/loader/depends/mistakes-are-told", test_depends_mistakes);
  g_test_add_func ("/loader/depends/highest-version-is-taken", test_depends_takes_the_highest_version);
  g_test_add_func ("/loader/depends/modules-are-found", test_depends_modules);
  g_test_add_func ("/loader/rules/fields-reach-the-rule", test_rules_fields);
  g_test_add_func ("/loader/rules/mistakes-are-told-at-their-place", test_rules_mistakes);
  g_test_add_func ("/loader/rules/all-errors-come-at-once", test_rules_all_errors_at_once);
  g_test_add_func ("/loader/rules/suppressions-silence-warnings", test_rules_suppression);
  g_test_add_func ("/loader/rules/emits-outside-the-manifest-is-a-warning", test_rules_emits_outside_the_manifest);
  g_test_add_func ("/loader/rules/hostile-files-end-as-errors", test_rules_hostile_file);
  g_test_add_func ("/loader/memory-may-end-anywhere", test_memory_may_end_anywhere);
  return g_test_run ();
}
