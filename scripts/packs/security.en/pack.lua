format   = 1
name     = "security.en"
version  = "0.1.0"
summary  = "Weapons, military equipment, forces and armed groups in English news"
language = { "en" }
license  = "CC-BY-4.0"
authors  = { "The Obelus authors" }
requires = { obelus = ">= 0.1, < 0.2", api = 1, layers = { "lemma", "ent" } }
depends  = { "news.en ~> 0.1" }
emits    = { entity = { "ORG", "WEAPON", "LOC", "PERSON" } }
tags     = { weapon = "weapons and military equipment", force = "armies, units and armed groups" }
rules    = { "rules/weapons.lua", "rules/forces.lua" }
lists    = { "lists/*.txt" }
quiet    = { "tests/quiet/*.txt" }
