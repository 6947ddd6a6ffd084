format = 1
name = "mine"
version = "0.1.0"
summary = "A pack that is wrong."
language = { "en" }
license = "MIT"
rules = { "rules/orders.lua" }
