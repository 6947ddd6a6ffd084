rule "meets" {
  emits = "event", label = "MEET", match = [=[ act:"met" ]=],
  examples = { hit = "They {actt:met}.", miss = "They ate." },
}
