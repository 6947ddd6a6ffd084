#include "lexicon/ob-tagger.h"
#include "pattern-fixture.h"

/* The lists and macros all tests share. */
static Fixture *
standard_fixture (void)
{
  Fixture *self = fixture_new ();
  fixture_add_list (self, "say", "say tell warn \"point out\" claim");
  fixture_add_list (self, "titles", "Mayor Senator minister");
  fixture_add_list (self, "places", "Kellmar \"Port Ansel\" \"Port Ansel Bay\"");
  fixture_add_macro (self, "name", NULL, 1, "<ent label=PERSON/>");
  fixture_add_macro (self, "gap", "max", 2, "[!(word=\".\" | word=\",\")]{0,$max}");
  fixture_add_macro (self, "opt", "x", 3, "( $x )?");
  fixture_add_macro (self, "both", "a,b", 4, "$a $b");
  fixture_add_macro (self, "is", "v", 5, "[lemma=$v]");
  fixture_add_macro (self, "twice", "x", 6, "@both($x, $x)");
  fixture_add_macro (self, "role", NULL, 7, "role:[word in $titles]");
  return self;
}

/* The first match of @source in @text with entities @ents. */
static char *
find_with (const char *source, const char *text, const char *ents)
{
  g_autoptr (Fixture) self = standard_fixture ();
  g_autoptr (ObPattern) pattern = fixture_compile (self, source);
  if (pattern == NULL)
    g_error ("%s", ob_diags_dup_text (self->diags, FALSE));
  fixture_load (self, text);
  if (ents != NULL)
    fixture_set_spans (self, "ent", ents);
  return fixture_find (self, pattern);
}

#define assert_find_with(source, text, ents, expected) \
  G_STMT_START { g_autofree char *found_ = find_with (source, text, ents); \
                 g_assert_cmpstr (found_, ==, expected); } G_STMT_END
#define assert_find(source, text, expected) assert_find_with (source, text, NULL, expected)

static void
test_literals (void)
{
  assert_find ("\"said\"", "He Said so.", "Said");
  assert_find ("'said'", "he SAID so", "SAID");
  assert_find ("\"May\"", "they may go in May", "May");
  assert_find ("\"US\"", "it told us of the US", "US");
  assert_find ("\"US\"%c", "it told us of the US", "us");
  assert_find ("\"us\"%s", "the US told us", "us");
  assert_find ("\"so-called\"", "the so-called truce", "so-called");
  assert_find ("\"prime minister\"", "the Prime Minister left", "Prime Minister");
  assert_find ("\"don't\"", "they don’t know", "don’t");
  assert_find ("\"don’t\"", "they don't know", "don't");
  assert_find ("\"'s\" \"bid\"", "the mayor's bid", "'s bid");
  assert_find ("\"n't\"", "they don't know", "n't");
  assert_find ("\"\\\"\"", "a \"word\" here", "\"");
  assert_find ("'\"'", "a \"word\" here", "\"");
  assert_find ("\"zürich\"", "in ZÜRICH today", "ZÜRICH");
}

static void
test_token_tests (void)
{
  assert_find ("[lemma=say]", "she has said so", "said");
  assert_find ("[lower=\"said\"]", "she has SAID so", "SAID");
  assert_find ("[word=\"Said\"]", "she said that Said left", "Said");
  assert_find ("[word!=\"she\"]", "she left", "left");
  assert_find ("[]", "she left", "she");
  assert_find ("[word=\"a\" | word=\"left\"]", "she left", "left");
  assert_find ("[lemma=be & word!=\"is\"]", "it is what they were", "were");
  assert_find ("[!(word=\"it\" | lemma=be) & word!=\"what\"]", "it is what they were", "they");
  assert_find ("[!!word=\"is\"]", "it is", "is");
  assert_find ("[(word=\"x\" | word=\"is\") & lemma=be]", "it is", "is");
  assert_find ("[word=/[a-z]+ed/]", "they walked on", "walked");
  assert_find ("[word!=/[a-z]+/]", "they Walked on", "Walked");
  assert_find ("[ word = they ]", "so they went", "they");
}

static void
test_shapes (void)
{
  assert_find ("[shape=Xxxx]", "the old Mayor Ba", "Mayor");
  assert_find ("[shape=Xx]", "the old Mayor", "Mayor");
  assert_find ("\"the\" [shape=x]{1,3}", "the finance ministry of Tarvia", "the finance ministry of");
  assert_find ("[shape=dddd]", "born in 1984 or so", "1984");
  assert_find ("[shape=X]", "the NATO base", "NATO");
  assert_find ("[shape=Xd]", "the G7 met", "G7");
}

static void
test_numbers (void)
{
  assert_find ("[word > 1900]", "in 1899 or 1,984 men", "1,984");
  assert_find ("[word <= 2.5]", "it grew 3.1 then 2.5 percent", "2.5");
  assert_find ("[word < 10]", "the ten men and 7 dogs", "7");
  assert_find ("[word >= 10 & word < 20]", "5 or 25 or 15", "15");
  assert_find ("[word > -1]", "none but 0", "0");
}

static void
test_index (void)
{
  assert_find ("[idx=3]", "one two three four", "three");
  assert_find ("[idx > 3]", "one two three four", "four");
  assert_find ("[idx!=1]", "one two three four", "two");
}

static void
test_regexes (void)
{
  assert_find ("/\\d{4}/", "room 12 in 1984 hours", "1984");
  assert_find ("/said|say/", "they say so", "say");
  assert_find ("/sa/", "they said so", "-");
  assert_find ("/KYIV/i", "in Kyiv today", "Kyiv");
  assert_find ("/KYIV/", "in Kyiv today", "-");
  assert_find ("/a|an/", "eat an egg", "an");
  assert_find ("/[é]+t[é]/", "cet été là", "été");
}

static void
test_quantifiers (void)
{
  assert_find ("\"a\"? \"b\"", "x a b", "a b");
  assert_find ("\"a\"* \"b\"", "a a a b", "a a a b");
  assert_find ("\"a\"+ \"b\"", "b a a b", "a a b");
  assert_find ("\"a\"{2}", "a a a", "a a");
  assert_find ("\"a\"{2,}", "x a a a a", "a a a a");
  assert_find ("\"a\"{,2} \"b\"", "a a a b", "a a b");
  assert_find ("\"a\"{1,2}", "a a a", "a a");
  assert_find ("\"a\"+?", "a a a", "a");
  assert_find ("\"x\" []*? \"b\"", "x a b a b", "x a b");
  assert_find ("\"x\" []* \"b\"", "x a b a b", "x a b a b");
  assert_find ("\"x\" []{1,}? \"b\"", "x b b a b", "x b b");
  assert_find ("\"x\" []{0,3}? \"b\"", "x b b a b", "x b");
  assert_find ("\"x\" \"a\"?? \"a\"", "x a a", "x a");
  assert_find ("\"x\" \"a\"{,2}? \"b\"", "x a a b", "x a a b");
}

static void
test_longest (void)
{
  assert_find ("\"a\" | \"a\" \"b\"", "a b", "a b");
  assert_find ("\"a\" ( \"b\" | \"b\" \"c\" )", "a b c", "a b c");
  assert_find ("one:(\"a\" \"b\") | two:(\"a\" \"b\")", "a b", "a b | one=a b");
  assert_find ("a:\"x\"* b:\"x\"*  \"y\"", "x x y", "x x y | a=x x");
  assert_find ("a:\"x\"*? b:\"x\"*  \"y\"", "x x y", "x x y | b=x x");
}

static void
test_captures (void)
{
  assert_find ("source:(\"the\" noun:[]) cue:\"said\"", "now the mayor said no",
               "the mayor said | source=the mayor | noun=mayor | cue=said");
  assert_find ("a:b:\"x\"", "x", "x | a=x | b=x");
  assert_find ("w:\"a\"+", "a a", "a a | w=a a");
  assert_find ("(w:\"a\" \",\"?)+", "a, a", "a, a | w=a | w=a");
  assert_find ("w:\"a\"? \"b\"", "b", "b");
  assert_find ("a:(b:\"x\" | \"y\") a:\"z\"", "y z", "y z | a=y | a=z");
}

static void
test_captures_are_bounded (void)
{
  g_autoptr (Fixture) self = fixture_new ();
  g_autoptr (ObPattern) pattern = fixture_compile (self, "(w:\"a\")+");
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < OB_MAX_PIECES + 5; i++)
    g_string_append (text, "a ");
  fixture_load (self, text->str);
  ObMatch match;
  g_assert_true (ob_pattern_match_at (pattern, &self->context, 0, OB_MAX_PIECES + 5, &match));
  g_assert_cmpuint (match.n_captures, ==, OB_MAX_PIECES);
  g_assert_true (match.is_cut);
  g_assert_cmpuint (match.end, ==, OB_MAX_PIECES + 5);
}

static void
test_lists (void)
{
  assert_find ("$say", "they warned us", "warned");
  assert_find ("$say", "they pointed out this", "pointed out");
  assert_find ("[lemma in $say]", "they told us", "told");
  assert_find ("[word in $say]", "they told or tell", "tell");
  assert_find ("[lower in $say]", "they told or TELL", "TELL");
  assert_find ("[word in $titles]", "the mayor and Mayor Tarn", "Mayor");
  assert_find ("[word in $titles]", "a MINISTER here", "MINISTER");
  assert_find ("$news.en:titles", "the Senator left", "Senator");
  assert_find ("$places", "in Port Ansel Bay today", "Port Ansel Bay");
  assert_find ("p:$places \"Bay\"", "in Port Ansel Bay today", "Port Ansel Bay | p=Port Ansel");
  assert_find ("$places{2}", "Kellmar Port Ansel", "Kellmar Port Ansel");
  assert_find ("[word=$titles]", "the Senator left", "Senator");
  assert_find ("[word!=$titles]", "Senator left", "left");
}

static void
test_macros (void)
{
  assert_find_with ("source:@name \"said\"", "so Lena Orbak said no", "PERSON 1 3",
                    "Lena Orbak said | source=Lena Orbak");
  assert_find ("\"a\" @gap(2) \"b\"", "a x x b", "a x x b");
  assert_find ("\"a\" @gap(1) \"b\"", "a x x b", "-");
  assert_find ("@opt(\"a\" | \"b\") \"c\"", "b c", "b c");
  assert_find ("@opt(@opt(\"a\") \"b\") \"c\"", "a b c", "a b c");
  assert_find ("@both(\"a\", \"b\")", "a b", "a b");
  assert_find ("@both(\",\", \")\")", "a ,) b", ",)");
  assert_find ("@both([word=\"a\" | word=\"b\"], /c(d)?/)", "b cd", "b cd");
  assert_find ("@is(be)", "it was so", "was");
  assert_find ("@is(\"be\")", "it was so", "was");
  assert_find ("@twice($say)", "warn tell", "warn tell");
  assert_find ("@role \"Tarn\"", "with Mayor Tarn", "Mayor Tarn | role=Mayor");
  assert_find ("@role (\"Tarn\")", "with Mayor Tarn", "Mayor Tarn | role=Mayor");
}

static void
test_comments (void)
{
  assert_find ("\"a\" # the first \"b\n \"#\" # more", "a # b", "a #");
}

static void
test_spans (void)
{
  const char *text = "Lena Orbak met Ivo Tarn of Brightwater Foods";
  const char *ents = "PERSON 0 2, PERSON 3 5, ORG 6 8";
  assert_find_with ("<ent/>", text, ents, "Lena Orbak");
  assert_find_with ("<ent label=ORG/>", text, ents, "Brightwater Foods");
  assert_find_with ("<ent label!=PERSON/>", text, ents, "Brightwater Foods");
  assert_find_with ("<ent label=/ORG|GPE/ />", text, ents, "Brightwater Foods");
  assert_find_with ("<ent label=\"org\"%c/>", text, ents, "Brightwater Foods");
  assert_find_with ("<ent label=LOC/>", text, ents, "-");
  assert_find_with ("a:<ent/> [] b:<ent/>", text, ents, "Lena Orbak met Ivo Tarn | a=Lena Orbak | b=Ivo Tarn");
  assert_find_with ("<ent/> \"met\"", text, "PERSON 0 2, LAST 1 2", "Lena Orbak met");
  assert_find_with ("<ent label=LAST/> \"met\"", text, "PERSON 0 2, LAST 1 2", "Orbak met");
  /* of two spans from one place, the one that lets the rest match */
  assert_find_with ("p:<ent/> \"Orbak\"", text, "FULL 0 2, FIRST 0 1", "Lena Orbak | p=Lena");
  assert_find_with ("p:<ent/> []?", text, "FULL 0 2, FIRST 0 1", "Lena Orbak met | p=Lena Orbak");
}

static void
test_span_features (void)
{
  g_autoptr (Fixture) self = fixture_new ();
  fixture_add_list (self, "near", "Tarvia Vost");
  g_autoptr (ObPattern) one = fixture_compile (self, "<ent label=GPE country=/TV|VO//>");
  g_autoptr (ObPattern) two = fixture_compile (self, "<ent country=XX/>");
  g_autoptr (ObPattern) three = fixture_compile (self, "<ent name in $near/>");
  g_autoptr (ObPattern) four = fixture_compile (self, "<ent name!=\"Tarvia\"/>");
  fixture_load (self, "from Tarvia to Ruled");
  g_auto (ObFeatures) features = { NULL };
  ob_features_set (&features, "country", "TV");
  ob_features_set (&features, "name", "Tarvia");
  ObSpan spans[] = { { 1, 2, g_intern_string ("GPE"), &features }, { 3, 4, g_intern_string ("GPE"), NULL } };
  ob_spans_set (self->context.spans, g_intern_string ("ent"), spans, 2);
  g_autofree char *first = fixture_find (self, one);
  g_assert_cmpstr (first, ==, "Tarvia");
  g_autofree char *second = fixture_find (self, two);
  g_assert_cmpstr (second, ==, "-");
  g_autofree char *third = fixture_find (self, three);
  g_assert_cmpstr (third, ==, "Tarvia");
  g_autofree char *fourth = fixture_find (self, four);
  g_assert_cmpstr (fourth, ==, "Ruled");
}

static void
test_edges (void)
{
  assert_find ("<s> []", "one two. three", "one");
  assert_find ("[] </s>", "one two. three", ".");
  assert_find ("<s> \"two\"", "one two. three", "-");
  assert_find ("<quote> [] []", "he said “no way” twice", "“no");
  assert_find ("[] </quote>", "he said “no way” twice", "”");
  assert_find ("q:<quote/> []", "he said “no way” twice", "“no way” twice | q=“no way”");
  assert_find_with ("<ent> [] [] </ent>", "with Ivo Tarn here", "PERSON 1 3", "Ivo Tarn");
}

static void
test_covered (void)
{
  const char *text = "with Ivo Tarn of Foods";
  const char *ents = "PERSON 1 3, ORG 4 5";
  assert_find_with ("[ent=ORG]", text, ents, "Foods");
  assert_find_with ("[ent=PERSON]+", text, ents, "Ivo Tarn");
  assert_find_with ("[ent!=PERSON & idx > 1]", text, ents, "of");
  assert_find_with ("[ent=\"\" & idx > 1]", text, ents, "of");
  assert_find_with ("[ent!=\"\"]", text, ents, "Ivo");
  assert_find_with ("[ent=/ORG|GPE/]", text, ents, "Foods");
  assert_find_with ("[ent!=/PERSON/ & ent!=\"\"]", text, ents, "Foods");
  assert_find ("[quote=yes & word=/\\w+/]", "he said “no way” twice", "no");
  assert_find ("[quote=no]+ </s>", "he said “no way” twice", "twice");
  assert_find ("[word=\"-\" & space=yes] [space=yes]", "the so-called truce - it held", "- it");
  assert_find ("[space=no]+", "so-called", "-called");
  assert_find ("[zone=body]", "It is a plain sentence, with a full stop.", "It");
}

static void
test_pos (void)
{
  g_autoptr (Fixture) self = fixture_new ();
  g_autoptr (ObPattern) verb = fixture_compile (self, "[pos=VERB]");
  g_autoptr (ObPattern) other = fixture_compile (self, "[pos!=NOUN]");
  fixture_load (self, "reports report");
  guint8 pos[] = { OB_POS_NOUN, OB_POS_VERB };
  self->context.pos = pos;
  g_autofree char *first = fixture_find (self, verb);
  g_assert_cmpstr (first, ==, "report");
  g_autofree char *second = fixture_find (self, other);
  g_assert_cmpstr (second, ==, "report");
}

static void
test_looks (void)
{
  assert_find ("\"said\" (?= \"that\")", "he said no and said that", "said");
  assert_find ("\"said\" (?= w:\"that\")", "he said no and said that", "said | w=that");
  assert_find ("\"said\" (?! \"nothing\" | \"no\") []", "said no, said nothing, said yes", "said yes");
  assert_find ("(?<= \"he\") []", "she ran, he walked", "walked");
  assert_find ("(?<! \"not\" | \"never\") \"said\"", "not said, never said, oft said", "said");
  assert_find ("(?<= w:\"if\" [word!=\",\"]*) \"go\"", "if they may go", "go | w=if");
  assert_find ("(?<! \"if\" [word!=\",\"]*) \"go\"", "if they go, we go", "go");
  assert_find ("(?<! \"x\") \"a\"", "a b", "a");
  assert_find ("(?<= <s> \"x\"?) \"a\"", "x a", "a");
  assert_find ("(?<= \"a\" (?= \"b\")) [] \"c\"", "a d c a b c", "b c");
  assert_find ("(?= (?! \"a\") []) []", "a b", "b");
  assert_find ("(?<= (?<= \"x\") \"a\") \"b\"", "a b x a b", "b");
  assert_find ("\"a\" (?! []) ", "a a", "a");
  assert_find ("(?= []{2} \"c\") \"a\"", "a b b a b c", "a");
  assert_find ("[]+ (?<= \"b\")", "a b b c", "a b b");
}

static void
test_looks_stay_in_the_sentence (void)
{
  g_autoptr (Fixture) self = fixture_new ();
  g_autoptr (ObPattern) behind = fixture_compile (self, "(?<= \".\") []");
  g_autoptr (ObPattern) far = fixture_compile (self, "(?<= \"first\" []*) \"third\"");
  fixture_load (self, "The first here. The third here.");
  g_assert_cmpuint (self->doc->n_sentences, ==, 2);
  ObRange second = self->doc->sentences[1];
  ObMatch match;
  g_assert_false (ob_pattern_find (behind, &self->context, second.first, second.end, 60, &match));
  g_assert_false (ob_pattern_find (far, &self->context, second.first, second.end, 60, &match));
  self->context.look = OB_LOOK_PARA;
  g_assert_true (ob_pattern_find (behind, &self->context, second.first, second.end, 60, &match));
  g_assert_cmpuint (match.first, ==, second.first);
  g_assert_true (ob_pattern_find (far, &self->context, second.first, second.end, 60, &match));
  self->context.look = OB_LOOK_DOC;
  g_assert_true (ob_pattern_find (far, &self->context, second.first, second.end, 60, &match));
}

static void
test_constraints (void)
{
  assert_find ("a:[] \"and\" b:[] :: a.word = b.word", "x and y and z and z", "z and z | a=z | b=z");
  assert_find ("a:[] \"and\" b:[] :: a.word != b.word", "z and z and y", "z and y | a=z | b=y");
  assert_find ("a:[] \"to\" b:[] :: a.lemma = b.lemma", "say to tell, said to says", "said to says | a=said | b=says");
  assert_find ("a:[] b:[] :: a.lower = b.lower", "the cat The the", "The the | a=The | b=the");
  assert_find ("a:[] b:[] :: a.shape = b.shape & a.word != b.word", "a Bee bee see", "bee see | a=bee | b=see");
  /* the longest reading that fulfils it */
  assert_find ("a:[]+ b:[]+ :: a.word = b.word", "x y x y z", "x y x y | a=x y | b=x y");
  assert_find ("a:[] []* b:[] :: a.word = b.word", "x y x y x z", "x y x y x | a=x | b=x");
  assert_find ("a:[] []*? b:[] :: a.word = b.word", "x y x y x z", "x y x | a=x | b=x");
  assert_find ("a:[] (?= []* b:\"z\") [] :: a.word = b.word", "x y z z y z", "z z | a=z | b=z");
  /* one that names what is not there is fulfilled */
  assert_find ("a:[] (b:\"y\")? \"z\" :: a.word = b.word", "x z", "x z | a=x");
  assert_find_with ("a:<ent/> [] b:<ent/> :: a.label = b.label", "Ivo met Kellmar near Vost",
                    "PERSON 0 1, GPE 2 3, GPE 4 5", "Kellmar near Vost | a=Kellmar | b=Vost");
}

static void
test_empty_turns_end (void)
{
  assert_find ("(\"a\"?)* \"b\"", "a a b", "a a b");
  assert_find ("((\"a\"?)*)* \"b\"", "a a b", "a a b");
  assert_find ("(\"a\"* \"c\"*)+ \"b\"", "a c c a b", "a c c a b");
  assert_find ("((w:\"a\")?? x:\"c\"?)* \"b\"", "a c b", "a c b | w=a | x=c");
  assert_find ("((?= []) | \"a\")* \"b\"", "a b", "a b");
  assert_find ("(<s> | \"a\"?)* \"b\"", "a a b", "a a b");
  assert_find ("(\"a\"?){2,} \"b\"", "b", "b");
  assert_find ("(\"x\"? (\"a\"?)*) (\"a\"?)* \"b\"", "x a a b", "x a a b");
}

static void
test_max_tokens (void)
{
  g_autoptr (Fixture) self = fixture_new ();
  g_autoptr (ObPattern) pattern = fixture_compile (self, "\"a\" []* \"b\"");
  fixture_load (self, "a x x b x b");
  ObMatch match;
  g_assert_true (ob_pattern_find (pattern, &self->context, 0, 6, 5, &match));
  g_assert_cmpuint (match.end, ==, 4);
  g_assert_false (ob_pattern_find (pattern, &self->context, 0, 6, 3, &match));
  g_assert_false (ob_pattern_find (pattern, &self->context, 0, 3, 60, &match));
  g_assert_false (ob_pattern_find (pattern, &self->context, 6, 6, 60, &match));
}

static void
test_match_before (void)
{
  g_autoptr (Fixture) self = fixture_new ();
  g_autoptr (ObPattern) pattern = fixture_compile (self, "w:(\"if\" | \"unless\") []{0,3}");
  fixture_load (self, "if we go unless they go now");
  ObMatch match;
  g_assert_true (ob_pattern_match_before (pattern, &self->context, 3, 0, &match));
  g_assert_cmpuint (match.first, ==, 0);
  g_assert_cmpuint (match.end, ==, 3);
  g_assert_cmpuint (match.n_captures, ==, 1);
  g_assert_cmpuint (match.captures[0].end, ==, 1);
  g_assert_false (ob_pattern_match_before (pattern, &self->context, 3, 1, &match));
  g_assert_true (ob_pattern_match_before (pattern, &self->context, 4, 0, &match));
  g_assert_cmpuint (match.first, ==, 0);        /* the longest, though "unless" alone ends here, too */
  g_assert_true (ob_pattern_match_before (pattern, &self->context, 5, 0, &match));
  g_assert_cmpuint (match.first, ==, 3);
  g_assert_false (ob_pattern_match_before (pattern, &self->context, 0, 0, &match));
}

static void
collect_read (const char *name, const char *label, gpointer data)
{
  g_string_append_printf (data, "%s/%s ", name, label ? label : "*");
}

static void
test_reads (void)
{
  g_autoptr (Fixture) self = fixture_new ();
  g_autoptr (ObPattern) pattern = fixture_compile (self,
    "<ent label=PERSON/> (?! <time/>) [ent=ORG | quote=yes] <s>? \"x\"");
  g_assert_null (pattern);      /* an edge is not repeated */
  g_autoptr (ObPattern) good = fixture_compile (self,
    "<ent label=PERSON/> (?! <time/>) [ent=ORG | quote=yes] a:<event label!=X/> <s> b:\"x\" :: a.label = a.label");
  g_assert_nonnull (good);
  g_autoptr (GString) reads = g_string_new (NULL);
  ob_pattern_foreach_read (good, collect_read, reads);
  g_assert_cmpstr (reads->str, ==, "ent/PERSON time/* ent/ORG quote/* event/* s/* event/* event/* ");
  g_assert_cmpuint (ob_pattern_get_n_captures (good), ==, 2);
  g_assert_cmpstr (ob_pattern_get_capture (good, 1), ==, "b");
}

static void
test_may_match (void)
{
  g_autoptr (Fixture) self = standard_fixture ();
  g_autoptr (ObPattern) pattern = fixture_compile (self,
    "\"the\"? []{0,3} ( \"said\" | [lemma in $titles] \"x\" ) [word!=\".\"]*");
  g_autoptr (ObPattern) span = fixture_compile (self, "[]? <ent/>");
  g_autoptr (ObPattern) open = fixture_compile (self, "[word!=\"a\"] []?");
  fixture_load (self, "they walked home");
  g_assert_false (ob_pattern_may_match (pattern, &self->context, 0, 3));
  g_assert_false (ob_pattern_may_match (span, &self->context, 0, 3));
  g_assert_true (ob_pattern_may_match (open, &self->context, 0, 3));
  fixture_set_spans (self, "ent", "PERSON 2 3");
  g_assert_true (ob_pattern_may_match (span, &self->context, 0, 3));
  g_assert_false (ob_pattern_may_match (span, &self->context, 0, 2));
  fixture_load (self, "they said");
  g_assert_true (ob_pattern_may_match (pattern, &self->context, 0, 2));
  g_assert_false (ob_pattern_may_match (pattern, &self->context, 0, 1));
}

/* Rules of one session take turns, and documents change below it. */
static void
test_patterns_share_memory (void)
{
  g_autoptr (Fixture) self = standard_fixture ();
  g_autoptr (ObPattern) one = fixture_compile (self, "(\"a\" | \"b\" | \"c\" | \"d\") []*? \"z\"");
  g_autoptr (ObPattern) two = fixture_compile (self, "(\"e\" | \"f\" | \"g\" | \"h\") x:[]+");
  fixture_load (self, "q e a f z e");
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *first = fixture_find (self, one);
      g_assert_cmpstr (first, ==, "a f z");
      g_autofree char *second = fixture_find (self, two);
      g_assert_cmpstr (second, ==, "e a f z e | x=a f z e");
    }
}

/* Explain */

static void
check_trace (const char *source, const char *text, guint token, guint column, guint width, const char *message)
{
  g_autoptr (Fixture) self = standard_fixture ();
  g_autoptr (ObPattern) pattern = fixture_compile (self, source);
  g_assert_nonnull (pattern);
  fixture_load (self, text);
  fixture_set_spans (self, "ent", "PERSON 0 1");
  g_autofree char *silent = fixture_find (self, pattern);
  self->context.trace = &self->trace;
  g_autofree char *traced = fixture_find (self, pattern);
  g_assert_cmpstr (traced, ==, silent);
  g_assert_true (self->trace.is_set);
  g_assert_cmpstr (self->trace.message, ==, message);
  g_assert_cmpuint (self->trace.token, ==, token);
  g_assert_cmpuint (self->trace.column, ==, column);
  g_assert_cmpuint (self->trace.width, ==, width);
}

static void
test_trace (void)
{
  check_trace ("<ent/> \"also\"? [lemma in $say]", "Ivo hinted", 1, 20, 15, "lemma \"hint\" is not in $say");
  check_trace ("<ent/> \"said\" \"no\"", "Ivo said", 2, 19, 4, "the text ends before \"no\"");
  check_trace ("<ent/> [!word=\"said\"]", "Ivo said", 1, 12, 14, "\"said\" is \"said\"");
  check_trace ("<ent/> /[a-z]+s/", "Ivo said", 1, 12, 9, "\"said\" does not match /[a-z]+s/");
  check_trace ("[] <ent/>", "Ivo said", 1, 8, 6, "no <ent/> starts at \"said\"");
  check_trace ("<ent/> $places", "Ivo said", 1, 12, 7, "no entry of $places starts at \"said\"");
  check_trace ("<ent/> (?! \"said\") []", "Ivo said", 1, 12, 11, "(?! \"said\") does not hold before \"said\"");
  check_trace ("a:<ent/> b:[] :: a.word = b.word", "Ivo said", 2, 22, 15, "a.word = b.word does not hold");
  check_trace ("<ent/> [ent=PERSON]", "Ivo said", 1, 12, 12, "\"said\" is not inside ent PERSON");
  check_trace ("<ent/> [idx=1]", "Ivo said", 1, 12, 7, "idx of \"said\" is 2, wanted = 1");
}

/* Runaway patterns */

/* Steps that searching @text for @source takes, sentence by sentence, as far as the limits let. */
static guint64
count_steps (const char *source, const char *text, guint32 max_tokens, ObStrategy strategy)
{
  g_autoptr (Fixture) self = fixture_new ();
  g_autoptr (ObPattern) pattern = fixture_compile (self, source);
  if (pattern == NULL)
    g_error ("%s", ob_diags_dup_text (self->diags, FALSE));
  fixture_load (self, text);
  self->context.strategy = strategy;
  ObMatch match;
  guint32 from = 0;
  while (ob_pattern_find (pattern, &self->context, from, self->doc->n_tokens, max_tokens, &match))
    from = match.end;
  g_assert_cmpint (self->budget.breach, ==, OB_BREACH_NONE);
  return self->budget.steps;
}

static char *
repeat (const char *text, guint n)
{
  GString *out = g_string_new (NULL);
  while (n-- > 0)
    g_string_append (out, text);
  return g_string_free (out, FALSE);
}

static void
test_runaways (void)
{
  g_autofree char *words = repeat ("x ", 2000);
  g_autofree char *marks = repeat (", ; ", 25000);
  static const char *const patterns[] = {
    "[]? []? []? []? []? []? []? []? []? []? []? []? \"end\"",
    "([] [])+ \"end\"",
    "(([]*)*)* \"end\"",
    "((([]?)*)?)* \"end\"",
    "([]* []*)* []* []* \"end\"",
    "([] | [] [] | [] [] [])* \"end\"",
    "(?<= []*) []{0,40} \"end\"",
    "(?= []* \"end\") []",
  };
  for (ObStrategy strategy = OB_STRATEGY_AUTO; strategy <= OB_STRATEGY_EACH; strategy++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
        g_assert_cmpuint (count_steps (patterns[i], words, 60, strategy) / 2000, <, OB_DEFAULT_PATTERN_STEPS);
      g_assert_cmpuint (count_steps ("/\\w+/ (/[[:punct:]]/ | \";\")* /\\w+/", marks, 60, strategy) / 50000, <, 10);
      g_assert_cmpuint (count_steps ("[] (/[[:punct:]]/ | \";\")* /\\w+/", marks, 60, strategy) / 50000, <, 1000);
    }
}

/* In one sentence, twice the length takes twice the steps. */
static void
test_search_is_linear (void)
{
  static const ObStrategy strategies[] = { OB_STRATEGY_SCAN, OB_STRATEGY_EACH };
  g_autofree char *once = repeat ("x ", 500), *twice = repeat ("x ", 1000);
  for (guint i = 0; i < G_N_ELEMENTS (strategies); i++)
    {
      guint64 short_steps = count_steps ("([]* []*)* \"end\"", once, 2000, strategies[i]);
      guint64 long_steps = count_steps ("([]* []*)* \"end\"", twice, 2000, strategies[i]);
      g_assert_cmpuint (long_steps, <, short_steps * 5 / 2);
    }
}

static void
test_budget_stops (void)
{
  g_autoptr (Fixture) self = fixture_new ();
  g_autoptr (ObPattern) pattern = fixture_compile (self, "a:[]* []* b:[]* []* \"end\" :: a.word = b.word");
  g_autofree char *words = repeat ("x y z ", 300);
  g_autofree char *text = g_strconcat (words, "end", NULL);
  fixture_load (self, text);
  ObBudgetLimits limits = { .max_steps = 50000 };
  ob_budget_start (&self->budget, &limits);
  ObMatch match;
  g_assert_false (ob_pattern_find (pattern, &self->context, 0, self->doc->n_tokens, 500, &match));
  g_assert_cmpint (self->budget.breach, ==, OB_BREACH_STEPS);
  g_assert_cmpuint (self->budget.steps, <, 51000);
  g_assert_false (ob_pattern_match_at (pattern, &self->context, 899, 901, &match));
}

static void
test_memory_is_bounded (void)
{
  g_autoptr (Fixture) self = fixture_new ();
  g_autoptr (ObPattern) pattern = fixture_compile (self, "([]? []?){1000,1000} (\"end\"? \"x\"){900}");
  g_assert_nonnull (pattern);
  g_autofree char *words = repeat ("x ", 3000);
  fixture_load (self, words);
  ObMatch match;
  g_assert_false (ob_pattern_find (pattern, &self->context, 0, 3000, 2000, &match));
  g_assert_cmpint (self->budget.breach, ==, OB_BREACH_MEMORY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pattern/literals-match-any-case-unless-capital", test_literals);
  g_test_add_func ("/pattern/tests-ask-one-token", test_token_tests);
  g_test_add_func ("/pattern/shapes-without-repetition-stand-for-runs", test_shapes);
  g_test_add_func ("/pattern/numbers-are-compared-as-numbers", test_numbers);
  g_test_add_func ("/pattern/idx-counts-from-one", test_index);
  g_test_add_func ("/pattern/regexes-match-whole-tokens", test_regexes);
  g_test_add_func ("/pattern/quantifiers-greedy-and-lazy", test_quantifiers);
  g_test_add_func ("/pattern/longest-wins-then-first", test_longest);
  g_test_add_func ("/pattern/captures-nest-and-repeat", test_captures);
  g_test_add_func ("/pattern/captures-are-bounded", test_captures_are_bounded);
  g_test_add_func ("/pattern/lists-match-lemmas-words-and-phrases", test_lists);
  g_test_add_func ("/pattern/macros-take-any-pattern", test_macros);
  g_test_add_func ("/pattern/comments-end-with-the-line", test_comments);
  g_test_add_func ("/pattern/spans-match-by-label", test_spans);
  g_test_add_func ("/pattern/spans-match-by-feature", test_span_features);
  g_test_add_func ("/pattern/edges-take-no-token", test_edges);
  g_test_add_func ("/pattern/tokens-know-what-covers-them", test_covered);
  g_test_add_func ("/pattern/parts-of-speech-are-asked-of-the-layer", test_pos);
  g_test_add_func ("/pattern/looks-take-no-token", test_looks);
  g_test_add_func ("/pattern/looks-stay-in-the-sentence", test_looks_stay_in_the_sentence);
  g_test_add_func ("/pattern/constraints-choose-among-readings", test_constraints);
  g_test_add_func ("/pattern/empty-turns-end", test_empty_turns_end);
  g_test_add_func ("/pattern/matches-are-no-longer-than-asked", test_max_tokens);
  g_test_add_func ("/pattern/match-before-ends-there", test_match_before);
  g_test_add_func ("/pattern/reads-are-told", test_reads);
  g_test_add_func ("/pattern/required-words-rule-out", test_may_match);
  g_test_add_func ("/pattern/patterns-share-memory", test_patterns_share_memory);
  g_test_add_func ("/pattern/trace-tells-what-stopped-it", test_trace);
  g_test_add_func ("/pattern/runaways-stay-bounded", test_runaways);
  g_test_add_func ("/pattern/search-is-linear", test_search_is_linear);
  g_test_add_func ("/pattern/budget-stops-it", test_budget_stops);
  g_test_add_func ("/pattern/memory-is-bounded", test_memory_is_bounded);
  return g_test_run ();
}
