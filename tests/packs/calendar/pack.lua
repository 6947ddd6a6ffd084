format   = 1
name     = "calendar"
version  = "0.1.0"
summary  = "A house calendar, by declarations alone: a holiday, a business year that begins in October, days that jargon names"
language = { "en" }
license  = "MIT"
authors  = { "The Obelus authors" }
requires = { obelus = ">= 0.1, < 0.2", api = 1 }
emits    = { time = true }
rules    = { "rules/calendar.lua" }
lists    = { "lists/*.txt" }
