format   = 1
name     = "state"
version  = "0.1.0"
summary  = "Rules that would tell one run from another, if anything did"
language = { "en" }
license  = "MIT"
authors  = { "The Obelus authors" }
requires = { obelus = ">= 0.1, < 0.3", api = 1 }
emits    = { word = true }
fields   = { "told", "count" }
rules    = { "rules/state.lua" }
