rule "meets" {
  emits = "event", label = "MEET", match = [=[ act:"met" ]=],
  examples = { hit = "They {act:met.", miss = "They ate." },
}
