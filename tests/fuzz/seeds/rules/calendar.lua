-- What an analyst adds without a line of code: every rule here only names parts, and the engine does the calendar.

rule "house-holiday" {
  doc   = "A holiday of the house, with or without its year.",
  emits = "time",
  match = [=[ holiday:$house-holidays year:/(19|20)\d\d/? ]=],
  set   = { holiday = "holiday.$house-holidays.value" },
  examples = {
    hit  = { { "They met on {match:Founders' Day 2023}.", value = "2023-05-11" },
             { "They met on {match:Keel Day}.", date = "2024-01-03", value = "2023-09-21" },
             { "They met on {match:Quiet Sunday 2024}.", value = "2024-03-17" },
             { "They met on {match:Keel Day}.", value = "XXXX-09-21", open = "yes" } },
    miss = { "The founders met that day.", "The keel was laid." },
  },
}

rule "house-quarter" {
  doc   = "A quarter of the house's year, which begins in October: its first is the last of the calendar year before.",
  emits = "time",
  match = [=[ "house" quarter:[word in $house-quarters] "quarter" "of" year:/(19|20)\d\d/ ]=],
  set   = { quarter = "quarter.$house-quarters.quarter", shift = "quarter.$house-quarters.shift",
            number = "1", unit = "year", fiscal = "yes" },
  examples = {
    hit  = { { "Sales fell in {match:house first quarter of 2024}.", value = "2023-Q4", calendar = "fiscal" },
             { "Sales fell in {match:house third quarter of 2024}.", value = "2024-Q2", calendar = "fiscal" } },
    miss = { "Sales fell in the first quarter of the house.", "The house has a fourth floor." },
  },
}

rule "launch-day" {
  doc   = "Days counted from a launch: L-Day, L plus three.",
  emits = "time",
  match = [=[ "L" "-" "Day" ]=],
  set   = { date = "2019-05-06" },
  examples = {
    hit  = { { "They were ready on {match:L-Day}.", value = "2019-05-06" },
             { "{match:L-Day} was wet.", value = "2019-05-06" } },
    miss = { "The letter L stood there.", "They were ready by day." },
  },
}

rule "launch-day-and-days" {
  doc   = "Days counted from a launch: L plus three.",
  emits = "time",
  match = [=[ "L" ( shift:"plus" | shift:"minus" ) number:( /\d+/ | "one" | "two" | "three" ) ]=],
  set   = { date = "2019-05-06", shift = "shift.$launch-sides.value", unit = "day" },
  examples = {
    hit  = { { "They were ready on {match:L plus three}.", value = "2019-05-09" },
             { "They were ready on {match:L minus 10}.", value = "2019-04-26" } },
    miss = { "Two plus three is five.", "They were ready at L." },
  },
}
