rule "meets" {
  emits = "event",
  label = "MEET",
  match = [=[ actor:[] act:"said" :: actr.word = act.word ]=],
  examples = { hit = "{match:x}", miss = "y" },
}
