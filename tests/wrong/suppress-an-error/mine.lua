rule "meets" {
  emits = "event", label = "MEET",
  match = [=[ [lemm=meet] ]=],    -- suppress: OB115
}
