format = 1
name = "mine"
version = "one"
summary = "A pack that is wrong."
language = { "en" }
license = "MIT"
rules = { "rules.lua" }
