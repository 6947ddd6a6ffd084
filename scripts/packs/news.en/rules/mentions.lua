-- mentions.lua: words that mean a name without saying it: "he", "the paper", "the two leaders". The engine looks for
-- what each means and says so where one antecedent is clear (ref, name), else that it is open. What must be true of the
-- antecedent stands in lists/antecedents.txt.

list "pronouns"     { from = "antecedents", where = { kind = "= pronoun" } }
list "the_nouns"    { from = "antecedents", where = { kind = "= noun" } }
list "two_nouns"    { from = "antecedents", where = { kind = "= two" } }

rule "pronoun" {
  doc   = "Somebody by a pronoun: he, her. It and they stay open: they mean too much.",
  emits = "mention",
  label = "PERSON",
  tags  = { "mention" },
  match = [=[ [lower in $pronouns & pos=PRON & lower!="it" & lower!="they"] ]=],
  set   = { antecedent = "match.$pronouns.antecedent" },
  examples = {
    hit  = { { "Ivo Tarn left. {match:He} was tired.", name = "Ivo Tarn" },
             { "Lena Miller met Peter Parker. {match:She} was tired.", name = "Lena Miller" },
             { "John Miller met Peter Parker. {match:He} was tired.", open = "yes" } },
    miss = { "It rained.", "The old mayor walked home." },
  },
}

rule "the-noun" {
  doc   = "A named thing or office by its kind: the paper, the ministry, the president.",
  emits = "mention",
  label = "ORG",
  tags  = { "mention" },
  match = [=[ "the" match:$the_nouns (?! [pos=NOUN | pos=PROPN] | "of") ]=],
  set   = { antecedent = "match.$the_nouns.antecedent", label = "match.$the_nouns.label" },
  examples = {
    hit  = { { "She wrote for Die Zeit. Later the {match:paper} closed.", name = "Die Zeit" },
             { "The {match:paper} closed.", open = "yes" } },
    miss = { "A paper closed.", "Paper is cheap." },
  },
}

rule "the-two" {
  doc   = "Two people at once by what they are: the two leaders.",
  emits = "mention",
  label = "PERSON",
  tags  = { "mention" },
  match = [=[ ( [lower="the" | lower="these" | lower="both"] "two" | "both" ) match:$two_nouns (?! <ent/>) ]=],
  set   = { antecedent = "match.$two_nouns.antecedent" },
  examples = {
    hit  = { { "Putin met Kim Jong-un. The two {match:leaders} smiled.", name = "Vladimir Putin; Kim Jong-un" },
             { "The two {match:dictators} smiled.", open = "yes" } },
    miss = { "Two leaders smiled.", "The two leaders Putin and Kim smiled.", "The old mayor walked home." },
  },
}
