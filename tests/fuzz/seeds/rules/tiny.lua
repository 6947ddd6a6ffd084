list "people" [=[ "Lena Orbak" "Zoë Tarn" ]=]
list "towns"  [=[ Kellmar "Port Ansel" ]=]
list "say"    [=[ say warn ]=]

gazetteer "people" {
  doc = "Two people, one of whom has a letter outside ASCII.",
  list = "people", emits = "entity", label = "PERSON",
  examples = {
    hit  = { "{match:Lena Orbak} slept.", "{match:Zoë Tarn} walked." },
    miss = { "Lena slept.", "Orbak walked." },
  },
}

gazetteer "towns" {
  doc = "Two towns.",
  tags = { "place" },
  list = "towns", emits = "entity", label = "GPE", set = { country = "Tarvia" },
  examples = {
    hit  = { "It rained in {match:Kellmar}.", "{match:Port Ansel} sleeps." },
    miss = { "It rained in port.", "Ansel sleeps." },
  },
}

rule "says-that" {
  doc   = "A person, a verb of saying, a clause with \"that\".",
  emits = "claim",
  match = [=[ source:<ent label=PERSON/> cue:[lemma in $say] content:( "that" [word!="."]+ ) ]=],
  set   = { quote = "indirect", certainty = "certain", stance = "assert" },
  examples = {
    hit  = { "{source:Lena Orbak} {cue:said} {content:that the bridge was open}.",
             "{source:Zoë Tarn} {cue:warns} {content:that it will rain}." },
    miss = { "Lena Orbak said nothing.", "The mayor said that it rained." },
  },
}

rule "never-ends" {
  doc   = "A rule that has to be stopped: its on_match goes round for ever.",
  emits = "entity",
  label = "GPE",
  match = [=[ "Roundabout" ]=],
  on_match = function (m)
    while true do end
  end,
  examples = { miss = { "It rained.", "It snowed." } },
}
