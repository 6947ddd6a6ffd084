format   = 1
name     = "news.en"
version  = "0.1.0"
summary  = "Who is named, when, and who claims what, in English news"
language = { "en" }
license  = "CC-BY-4.0"
authors  = { "The Obelus authors" }
requires = { obelus = ">= 0.1, < 0.2", api = 1, layers = { "lemma", "ent", "quote", "pos" } }
emits    = { entity = { "PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT" }, time = true, claim = true,
             mention = true }
tags     = {
  entity      = "names of people, places, organisations, events and products",
  mention     = "pronouns and nouns that mean a name",
  time        = "dates, times of day, durations and repetitions",
  attribution = "who says what",
  author      = "the author's own marked assertions",
}
rules    = {
  "rules/entities.lua",
  "rules/persons.lua",
  "rules/organisations.lua",
  "rules/places.lua",
  "rules/mentions.lua",
  "rules/times.lua",
  "rules/chunks.lua",
  "rules/quotes.lua",
  "rules/claims.lua",
  "rules/author.lua",
}
lists    = { "lists/*.txt" }
quiet    = { "tests/quiet/*.txt" }
