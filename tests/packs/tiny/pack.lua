format   = 1
name     = "tiny"
version  = "0.1.0"
summary  = "A few rules with known results, to test the hosts with"
language = { "en" }
license  = "MIT"
authors  = { "The Obelus authors" }
requires = { obelus = ">= 0.1, < 0.2", api = 1 }
emits    = { entity = { "PERSON", "GPE" }, claim = true }
rules    = { "rules/tiny.lua" }
