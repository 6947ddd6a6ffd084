list "bodies" { "WHO", "UN" }
gazetteer "r" { list = "bodies", emits = "entity", label = "ORG" }
