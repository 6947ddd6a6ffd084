list "people" { "Marx", "Engels" }
list "towns" { "Marx", "Kellmar" }
gazetteer "people" { list = "people", emits = "entity", label = "PERSON" }
gazetteer "towns" { list = "towns", emits = "entity", label = "GPE" }
