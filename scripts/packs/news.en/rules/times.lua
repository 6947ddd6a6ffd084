-- Times: dates, times of day, durations and repetitions, as TimeML draws them. A rule finds an expression and names its
-- parts; the engine works out the value (the table of parts stands at the head of plugin/match/ob-timex.c).
--
-- Extents follow TimeML: premodifiers belong to the expression (early, last, more than, the past), prepositions do not
-- (in, on, since). Of overlapping expressions the leftmost and longest stays, so that the rule for "Friday" needs to
-- know nothing of "Friday, Oct. 23". A look-behind lends what an earlier part of an enumeration has: the month of
-- "April 20, 21 and 26", the century of "2012-13".


list "numberwords" [=[ one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
                       sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
                       hundred thousand million billion dozen ]=]
list "tens"        [=[ ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
                       thirty forty fifty sixty seventy eighty ninety ]=]
list "amounts"     [=[ few several many some numerous various multiple countless "a few" "a couple" "a couple of"
                       "dozens of" "scores of" "hundreds of" "thousands of" "tens of" "a number of" ]=]
list "ordinals"    [=[ first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
                       fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first
                       twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh
                       twenty-eighth twenty-ninth thirtieth thirty-first ]=]
list "decadewords" [=[ twenties thirties forties fifties sixties seventies eighties nineties ]=]
list "timeplaces"  [=[ in since until till by during before after through from to between throughout around late
                       early mid this last next ]=]
list "lights"      [=[ dawn daybreak sunrise sunset dusk twilight sundown nightfall ]=]
list "timezones"   [=[ GMT UTC BST CET CEST EET EEST MSK EST EDT ET CST CDT CT MST MDT MT PST PDT PT JST IST AEST
                       AEDT HKT KST Z "Eastern time" "Eastern Time" "Central time" "Central Time" "Pacific time"
                       "Pacific Time" "Greenwich Mean Time" "Moscow time" "local time" ]=]

-- Words before a date that put it ahead, and verbs of telling, behind which a date is when somebody spoke.
list "ahead"       [=[ will shall 'll would could scheduled slated due expected expect expects hope hopes hoping
                       aim aims intends effective upcoming meet meets resume resumes start starts begin
                       begins expire expires returns takes ]=]
list "turned"      [=[ was were had did began became came fell gave got grew rose saw took told went closed ]=]
list "telling"     [=[ say says said tell tells told announces announced reported adds added stated claimed
                       predicts predicted ]=]

list "pastverbs"   [=[ was were had did began became bought brought built came cut fell gave got grew held hired
                       kept led left lost made met opened paid put reached received reported returned rose saw sold
                       signed spent started stood struck took told went won announced agreed filed called closed
                       completed acquired approved introduced launched issued named offered passed posted raised
                       rejected said settled ]=]

-- What a number counts or names, so that it is no year: "1900 people", "Flight 2015".
list "counted"     [=[ people persons men women children troops soldiers police officers officials students workers
                       employees jobs members votes voters civilians refugees prisoners victims protesters
                       demonstrators dollars euros pounds yuan yen rubles roubles francs marks cents shares points
                       miles kilometers kilometres metres meters feet inches acres hectares tons tonnes kilograms
                       kg km barrels copies homes houses flights cars vehicles aircraft planes ships tanks missiles
                       rockets warheads shells rounds times percent sheep cattle pages years days months weeks
                       hours minutes seconds ]=]
list "outrages"    [=[ attack attacker hijacker hijacking massacre riot rioter insurrection ]=]
list "numbered"    [=[ flight number room page pages route highway section article chapter paragraph resolution
                       channel series windows building lot suite apartment docket bus train hotline phone fax
                       nearly roughly approximately exactly version ]=]

---- pieces ----

macro "year4"    [=[ /1[5-9]\d\d|20\d\d|2100/ ]=]
macro "year2"    [=[ ( /['’]\d\d/ | "'" /\d\d/ ) ]=]
macro "dayno"    [=[ /(0?[1-9]|[12]\d|3[01])(st|nd|rd|th)?/ ]=]
macro "dayname"  [=[ ( @dayno | $ordinals ) ]=]
macro "month"    [=[ month:[word in $times-months] ( (?<= "Mar" | "Jun" | "Jul" ) "." )? ]=]
macro "monthname" [=[ [word in $times-months & word=/[a-z]{4,}/i & word!=/march|sept/i] ]=]
macro "wdname"   [=[ [word in $times-weekdays & word=/.+day/i] ]=]
macro "wdshort"  [=[ [word in $times-weekdays & word!=/.+days/i] ]=]
macro "daypart"  [=[ [word in $times-parts & word!=/.+s/] ]=]
macro "hyphen"   [=[ ( "-" | "–" | "—" ) ]=]
macro "joint"    [=[ ( "," | "," "and" | "and" | "or" | "," "or" | "to" | "through" | "until" | "&" | @hyphen ) ]=]
macro "upto"     [=[ ( "to" | "through" | "until" | "till" | @hyphen ) ]=]
macro "mod"      [=[ mod:$times-mods "-"? ]=]
macro "mod1"     [=[ mod:[word=/early|late|mid/i] "-"? ]=]
macro "around"   [=[ mod:[word=/around|about/i] ]=]
macro "approx"   [=[ mod:$times-approx ]=]

-- Numbers, for the engine to read; units that "a" can stand before ("a second" is a moment, "a quarter" a part).
macro "scale"    [=[ ( "hundred" | "thousand" | "million" | "billion" ) ]=]
macro "figures"  [=[ /\d{1,3}(,\d{3})+|\d+(\.\d+)?½?/ ]=]
macro "spelt"    [=[ [word in $numberwords] ( "-"? [word in $numberwords] ){0,4} ]=]
macro "andahalf" [=[ ( "-"? "and" "-"? ( "a" | "one" ) "-"? ( "half" | "quarter" ) | "½" ) ]=]
macro "number"   [=[ ( @figures ( /\d/ "/" /\d/ | @andahalf | @scale )?
                     | ( "a" (?= @scale | "dozen" ) | (?! @scale ) ) @spelt ( @andahalf @scale? )?
                     | "half" ( "a" | "an" )
                     | $amounts ) ]=]
macro "unit"     [=[ [word in $times-units & word=/[a-z]+/] ]=]
macro "units"    [=[ [word in $times-units & word=/[a-z]+(s|ries|nia)/] ]=]
macro "oneunit"  [=[ [word in $times-units & word=/[a-z]+/ & word!=/(second|quarter)s?/] ]=]

-- Years read aloud.
macro "spoken"   [=[ ( "nineteen" ( [word in $tens] ( "-"? [word in $numberwords] )? | "hundred" )
                     | "two" "thousand" ( "and"? [word in $numberwords] )?
                     | "twenty" [word in $tens] ( "-"? [word in $numberwords] )? ) ]=]

-- Times of day, for the engine to read.
macro "ampm"     [=[ /[ap]\.?m\.?/i ]=]
macro "clock"    [=[ ( /\d{1,2}[ap]m/i
                     | /\d{1,2}\.\d\d[ap]m/i
                     | /\d{1,2}(\.\d\d)?/ @ampm
                     | /\d{1,2}/ ":" /\d\d[ap]m/i
                     | /\d{1,2}/ ":" /\d\d/ ( ":" /\d\d/ )? @ampm ) ]=]

macro "willcome" [=[ ","? [!(word="," | word=";" | word in $telling)]{0,4} "will" ]=]
macro "told"     [=[ ( (?<! "be" ) [word in $pastverbs | (pos=VERB & word=/[a-z]+ed/)] ) ]=]
macro "ahead"    [=[ ( (?<! "-" | "had" "previously"? "been" ) [word in $ahead]
                     | "set" ( "to" | "for" ) | ( "plan" | "plans" | "planned" | "planning" ) [pos!=PUNCT] )
                     [!(word="," | word=";" | word=":" | word in $telling | word in $turned)]{0,8}
                     | (?<! ( "had" | "was" | "were" ) [!(word="," | word=";")]{0,6} ) ( "by" | "until" )
                     | "as" ( "early" | "soon" ) "as" ]=]

---- dates written out ----

rule "date-full" {
  doc   = "Month, day and year in either order, with or without the weekday.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( weekday:@wdshort ( "," | "." )? "the"? )?
              ( @month "the"? day:@dayname ","? year:( @year4 | @year2 )
              | "the"? day:@dayname "of"? @month ","? year:( @year4 | @year2 ) ) ]=],
  set   = { month = "month.$times-months.value", weekday = "weekday.$times-weekdays.value" },
  examples = {
    hit  = { { "The bridge opened on {match:April 4, 1949}.", value = "1949-04-04" },
             { "The bridge opened on {match:4 April 1949}.", value = "1949-04-04" },
             { "The bridge opened on {match:Monday, Sept. 14, 1998}, at noon.", value = "1998-09-14" },
             { "It closed on {match:the 3rd of May 2012}.", value = "2012-05-03" } },
    miss = { "Chapter 4 of the 1949 report was lost.", "Room 4, 1949 Main Street." },
  },
}

rule "date-in-figures" {
  doc   = "Dates in figures: 2015-04-20, 20.4.2015, 4/20/2015. Of 4/7/2015 only the year is certain.",
  tags  = { "time" },
  emits = "time",
  match = [=[ date:( /(1[5-9]|2[01])\d\d/ "-" /0[1-9]|1[0-2]/ "-" /0[1-9]|[12]\d|3[01]/
                   | /(1[5-9]|2[01])\d\d/ "/" /0?[1-9]|1[0-2]/ "/" /0?[1-9]|[12]\d|3[01]/
                   | /\d{1,2}/ "/" /\d{1,2}/ "/" /(19|20)?\d\d/
                   | /(0?[1-9]|[12]\d|3[01])\.(0?[1-9]|1[0-2])\.(19|20)\d\d/ ) ]=],
  examples = {
    hit  = { { "The log begins on {match:2015-04-20}.", value = "2015-04-20" },
             { "The log begins on {match:20.4.2015}.", value = "2015-04-20" },
             { "The log begins on {match:4/20/2015}.", value = "2015-04-20" },
             { "The log begins on {match:4/7/2015}.", value = "2015" } },
    miss = { "Call 555-04-20 for help.", "Version 20.40.2015 is out.", "The form is number 2882015.",
             "See https://example.org/2015/04/12/379480 for more." },
  },
}

rule "date-no-year" {
  doc   = "Month and day without a year: the nearest one, past ones first.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( weekday:@wdshort ( "," | "." )? | @around )?
              ( @month "the"? day:@dayname | day:@dayno "of"? @month | "the" day:@dayname "of" @month ) ]=],
  unless = { after = [=[ "percent" | "%" | "million" | "billion" | ":" /\d\d/ ]=] },
  set   = { mod = "mod.$times-approx.value", month = "month.$times-months.value",
            weekday = "weekday.$times-weekdays.value" },
  examples = {
    hit  = { { "The vote of {match:Oct. 23} is void.", date = "1999-05-06", value = "1998-10-23" },
             { "The vote of {match:Friday, Oct. 23}, is void.", date = "1998-11-01", value = "1998-10-23" },
             { "The vote is on {match:the 4th of July}.", date = "2023-06-20", value = "2023-07-04" },
             { "The vote of {match:Oct. 23} is void.", value = "XXXX-10-23" } },
    miss = { "We may 4 times a day.", "He scored 112 in April." },
  },
}

rule "date-of-event" {
  doc   = "A day that stands for what happened on it: 9/11, the Sept. 11 attacks.",
  tags  = { "time" },
  emits = "time",
  match = [=[ date:$times-events
              (?= ","? /\d{4}/? ","? ( "terrorist" | "terror" | "hamas" )?
                  [lemma in $outrages] ) ]=],
  set   = { date = "date.$times-events.value" },
  over  = { "date-no-year", "date-ahead", "date-past" },
  examples = {
    hit  = { { "The {match:Sept. 11} attacks changed it.", date = "2023-09-11", value = "2001-09-11" },
             { "She wrote of the {match:January 6} riot.", date = "2025-09-11", value = "2021-01-06" } },
    miss = { "In 9 of 11 towns it rained.", "The attacks came in May." },
  },
}

rule "nine-eleven" {
  doc   = "11 September 2001 by its short name.",
  tags  = { "time" },
  emits = "time",
  match = [=[ "9/11" ]=],
  unless = { before = [=[ "Fahrenheit" ]=], after = [=[ "/" | [word in $counted] ]=] },
  set   = { date = "2001-09-11" },
  examples = {
    hit  = { { "After {match:9/11} the rules changed.", value = "2001-09-11" },
             { "Since {match:9/11} nobody sails there.", date = "2023-09-20", value = "2001-09-11" } },
    miss = { "It rained on 9/11/2015.", "In 7/11 shops they sell it." },
  },
}

rule "date-ahead" {
  doc   = "Month and day behind a word that looks ahead: the next one.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( weekday:@wdshort ( "," | "." )? | @around )? ( @month day:@dayno | day:@dayno @month )
              (?<= @ahead ( @wdshort ( "," | "." )? | [word=/around|about/i] )?
                   ( [word in $times-months] "."? @dayno | @dayno [word in $times-months] "."? ) ) ]=],
  set   = { mod = "mod.$times-approx.value", month = "month.$times-months.value",
            weekday = "weekday.$times-weekdays.value", tense = "future" },
  over  = { "date-no-year" },
  examples = {
    hit  = { { "The court will hear the case on {match:June 1}.", date = "1989-10-26", value = "1990-06-01" },
             { "Talks are scheduled for {match:Jan. 10}.", date = "1989-10-26", value = "1990-01-10" },
             { "The dividend will be paid {match:Dec. 14}.", date = "1989-10-26", value = "1989-12-14" },
             { "Talks will begin {match:around Jan. 10}.", date = "1989-10-26", value = "1990-01-10",
               mod = "APPROX" } },
    miss = { "The court heard the case and will go on.", "He will walk 4 miles." },
  },
}

rule "date-past" {
  doc   = "Month and day behind a verb in the past: the last one.",
  tags  = { "time" },
  emits = "time",
  match = [=[ (?<= "since" | @told ( "on" | "by" "a" | "effect" )? ) ( weekday:@wdshort ( "," | "." )? )?
              ( @month day:@dayno | day:@dayno @month ) ]=],
  set   = { month = "month.$times-months.value", weekday = "weekday.$times-weekdays.value", tense = "past" },
  over  = { "date-no-year", "date-ahead" },
  examples = {
    hit  = { { "In the year ended {match:March 31} sales fell.", date = "1989-11-01", value = "1989-03-31" },
             { "In the quarter ended {match:Jan. 31} sales fell.", date = "1989-10-31", value = "1989-01-31" },
             { "The firm said on {match:Feb. 3} that sales fell.", date = "2023-09-11", value = "2023-02-03" } },
    miss = { "The march ended 31 miles on.", "The year ended well." },
  },
}

rule "date-shares-month" {
  doc   = "The later days of an enumeration or range: April 20, 21 and 26; Nov. 4-6.",
  tags  = { "time" },
  emits = "time",
  match = [=[ (?<= month:[word in $times-months] @dayno ( @joint @dayno ){0,6} @joint ) day:@dayno
              ( ","? year:@year4 )? ]=],
  set   = { month = "month.$times-months.value" },
  unless = { after = [=[ [pos=NOUN] | "/" | ":" | "%" | @ampm | [word in $times-months] | [word in $numberwords] ]=] },
  examples = {
    hit  = { { "Shops closed on April 20, {match:21} and 26.", date = "2020-05-02", value = "2020-04-21" },
             { "Shops closed on April 20 and {match:21, 2015}.", value = "2015-04-21" } },
    miss = { "On April 20 and 30 people died.", "On April 20, 1999 people marched." },
  },
}

rule "date-shares-year" {
  doc   = "The earlier days of an enumeration or range whose year stands at the end: Nov. 4-6, 2024.",
  tags  = { "time" },
  emits = "time",
  match = [=[ @month day:@dayno (?= ( @joint [word in $times-months]? @dayno ){1,6} ","? year:@year4 )
              | day:@dayno @month (?= @joint @dayno [word in $times-months] year:@year4 ) ]=],
  set   = { month = "month.$times-months.value" },
  over  = { "date-no-year", "date-past", "date-ahead" },
  examples = {
    hit  = { { "The fair ran {match:Nov. 4}-6, 2024.", value = "2024-11-04" },
             { "Shops closed on {match:April 20} and 21, 2015.", value = "2015-04-20" },
             { "Shops closed from {match:1 January} to 31 March 2020.", value = "2020-01-01" } },
    miss = { "Chapter 4-6, 2024 is missing.", "The fair ran long in 2024." },
  },
}

rule "date-shares-last-month" {
  doc   = "The earlier days of an enumeration whose month stands at the end: Monday 20 and Sunday 26 April.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( weekday:@wdshort )? day:@dayno
              (?= ( @joint @wdshort? @dayno ){1,6} month:[word in $times-months] ( year:@year4 )? ) ]=],
  set   = { month = "month.$times-months.value", weekday = "weekday.$times-weekdays.value" },
  over  = { "date-shares-month" },
  examples = {
    hit  = { { "Shops close on {match:Monday 20}, Tuesday 21 and Sunday 26 April 2015.", value = "2015-04-20" },
             { "The fair ran from {match:4} to 6 November 2024.", value = "2024-11-04" } },
    miss = { "Teams scored 4 to 6 points.", "Monday 20 people came." },
  },
}

rule "date-ends-range" {
  doc   = "The last day of a range: Nov. 4-6, from April 4 to May 6. It tells where the range begins and ends.",
  tags  = { "time" },
  emits = "time",
  match = [=[ (?<= month:[word in $times-months] @dayno @upto ) day:@dayno ( ","? year:@year4 )?
              | (?<= ( "from" | "between" ) [word in $times-months] @dayno ( ","? @year4 )? ","? ( @upto | "and" ) )
                @month day:@dayno ( ","? year:@year4 )?
              | (?<= ( "from" | "between" ) @dayno [word in $times-months] @year4? ( @upto | "and" ) )
                day:@dayno @month ( year:@year4 )? ]=],
  set   = { month = "month.$times-months.value", range = "ends" },
  unless = { after = [=[ [pos=NOUN] | "/" | ":" | "%" | @ampm | [word in $numberwords] ]=] },
  over  = { "date-shares-month", "date-no-year", "date-ahead", "date-past", "date-full" },
  examples = {
    hit  = { { "The fair ran from Nov. 4 to {match:6}.", date = "2024-12-01", value = "2024-11-06",
               begin = "2024-11-04", ["end"] = "2024-11-06" },
             { "The fair runs Nov. 4-{match:6, 2024}.", value = "2024-11-06", begin = "2024-11-04" },
             { "The fair ran from April 4 to {match:May 6}.", date = "2024-12-01", value = "2024-05-06",
               begin = "2024-04-04", ["end"] = "2024-05-06" } },
    miss = { "On April 20 to 30 people he spoke.", "The fair ran long." },
  },
}

rule "month-and-year" {
  doc   = "A month with its year.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( @mod )? @month ( "," | "of" )? year:( @year4 | @year2 | @spoken ) ]=],
  set   = { month = "month.$times-months.value", mod = "mod.$times-mods.value" },
  examples = {
    hit  = { { "Prices rose in {match:August 1988}.", value = "1988-08" },
             { "Prices rose in {match:early May 2012}.", value = "2012-05", mod = "START" },
             { "Prices rose at {match:the end of Nov. 1995}.", value = "1995-11", mod = "END" } },
    miss = { "The march 1988 miles away ended.", "August guests came by 7." },
  },
}

rule "month-shares-year" {
  doc   = "The earlier month of two whose year stands at the end: June and July 1998.",
  tags  = { "time" },
  emits = "time",
  match = [=[ @month (?= @joint [word in $times-months] ( @joint [word in $times-months] ){0,3} year:@year4 ) ]=],
  set   = { month = "month.$times-months.value" },
  over  = { "month-alone", "month-after-preposition", "month-ahead" },
  examples = {
    hit  = { { "Rain fell in {match:June} and July 1998.", value = "1998-06" },
             { "Rain fell from {match:May} to July 1998.", value = "1998-05" } },
    miss = { "June and her son came in 1998.", "Rain and hail fell in July 1998." },
  },
}

rule "month-alone" {
  doc   = "A month by itself.",
  tags  = { "time" },
  emits = "time",
  match = [=[ @mod month:@monthname | (?<= [word in $timeplaces] ) month:@monthname
              | month:@monthname (?<! [word=/april|june|august/i] (?= [shape=Xxxx & pos=PROPN] ) ) ]=],
  set   = { month = "month.$times-months.value", mod = "mod.$times-mods.value" },
  examples = {
    hit  = { { "Only in {match:July} did rain fall.", date = "2023-09-11", value = "2023-07" },
             { "It comes in {match:mid-November}.", date = "1989-10-30", value = "1989-11", mod = "MID" },
             { "{match:December} was dry.", value = "XXXX-12" } },
    miss = { "The protest march was long.", "She may come.", "A play by August Marlow was read." },
  },
}

rule "month-after-preposition" {
  doc   = "May and March, and what is short for a month, behind a word that only a time takes.",
  tags  = { "time" },
  emits = "time",
  match = [=[ (?<= [word in $timeplaces] ) month:( "May" | "March" | [word in $times-months & word=/[A-Z][a-z]+\./] )
              | @mod month:( "May" | "March" ) ]=],
  unless = { after = [=[ "on" [shape=Xxxx] | "for" | "of" ]=] },
  set   = { month = "month.$times-months.value", mod = "mod.$times-mods.value" },
  examples = {
    hit  = { { "It rained in {match:May}.", date = "2023-09-11", value = "2023-05" },
             { "Since {match:early March} it has rained.", date = "2023-09-11", value = "2023-03" } },
    miss = { "The March on the capital drew crowds.", "May I come in?", "Theresa May resigned." },
  },
}

rule "month-ahead" {
  doc   = "A month behind a word that looks ahead: the next one.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( @mod )? month:( @monthname | (?<= [word in $timeplaces] ) ( "May" | "March" ) )
              (?<= @ahead ( $times-mods "-"? )? [word in $times-months] ) ]=],
  set   = { month = "month.$times-months.value", mod = "mod.$times-mods.value", tense = "future" },
  over  = { "month-alone", "month-after-preposition" },
  examples = {
    hit  = { { "The line will open in {match:January}.", date = "1989-10-30", value = "1990-01" },
             { "The line is due to open at {match:the end of July}.", date = "1989-10-30", value = "1990-07",
               mod = "END" },
             { "The line is due to open by {match:May}.", date = "1989-10-30", value = "1990-05" },
             { "The rules are expected to be published in {match:early November}.", date = "1989-10-30",
               value = "1989-11" } },
    miss = { "The line will open soon.", "It may rain." },
  },
}

rule "month-told" {
  doc   = "A month beside a verb in the past: the last one.",
  tags  = { "time" },
  emits = "time",
  match = [=[ (?<= @told [!(word="," | word=";" | word in $ahead)]{0,4} ) ( @mod )? month:@monthname
              | ( @mod )? month:@monthname (?= "," [!(word="," | word=";" | word in $ahead)]{1,6} @told ) ]=],
  set   = { month = "month.$times-months.value", mod = "mod.$times-mods.value", tense = "past" },
  over  = { "month-alone", "month-after-preposition" },
  examples = {
    hit  = { { "The firm bought the mill in {match:February}.", date = "1989-10-30", value = "1989-02" },
             { "In {match:January}, the firm hired a new head.", date = "1989-10-30", value = "1989-01" } },
    miss = { "The firm bought the mill.", "The line will open." },
  },
}

rule "month-ends-range" {
  doc   = "The last month of a range: from March to June, between May and July 2020.",
  tags  = { "time" },
  emits = "time",
  match = [=[ (?<= ( "from" | "between" ) ( "early" | "late" | "mid" "-"? )? [word in $times-months] @year4?
                   ( @upto | "and" ) )
              ( @mod1 )? @month ( ","? year:@year4 )? ]=],
  set   = { month = "month.$times-months.value", mod = "mod.$times-mods.value", range = "ends" },
  unless = { after = [=[ @dayno ]=] },
  over  = { "month-alone", "month-after-preposition", "month-ahead", "month-told", "month-and-year" },
  examples = {
    hit  = { { "It rained from March to {match:June 2020}.", value = "2020-06", begin = "2020-03",
               ["end"] = "2020-06" },
             { "It rained between March and {match:June}.", date = "2023-09-11", value = "2023-06", begin = "2023-03",
               ["end"] = "2023-06" } },
    miss = { "He walked from April and her house to the port.", "It rained in June." },
  },
}

rule "month-pointed-at" {
  doc   = "A month seen from the document: last November, next May, June last year, March of this year.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( @mod1 )? direction:( "last" | "past" | "this" "past" | "next" | "this" "coming" | "this" ) @month
              | ( @mod1 )? @month "of"? direction:( "last" | "this" | "next" | "that" ) unit:"year"
              | ( @mod1 )? @month "of"? "the" direction:( "following" | "same" | "previous" | "next" ) unit:"year" ]=],
  unless = { after = [=[ day:@dayno ]=] },
  set   = { month = "month.$times-months.value", mod = "mod.$times-mods.value",
            direction = "direction.$times-directions.value", anchor = "direction.$times-directions.anchor" },
  examples = {
    hit  = { { "The ministry warned {match:last November}.", date = "2023-09-11", value = "2022-11" },
             { "In {match:March of this year} a paper said so.", date = "2023-09-11", value = "2023-03" },
             { "It rained in {match:June last year}.", date = "1998-03-04", value = "1997-06" } },
    miss = { "At last, May resigned.", "This march was long." },
  },
}

---- years, decades, centuries ----

rule "year" {
  doc   = "A year in four figures, where it neither counts nor numbers things.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( @mod | "the" "year" )? ( fiscal:( "fiscal" "year"? | "financial" "year" ) )?
              year:( @year4 | /FY(19|20)\d\d/ ) ( fiscal:( "fiscal" | "financial" ) "year" )? ]=],
  unless = {
    before = [=[ [word in $numbered] | /[Nn]o\./ | /[$€£¥#]|.+\$/ | @year4 ( ":" | "." )
                 | /\d{1,3}/ ( "," | "/" | "." ) | "at" "least" | ( "more" | "fewer" | "less" ) "than" ]=],
    after  = [=[ @hyphen? [word in $counted] | "%" | "," /\d{3}/ | "/" /\d+/ "/" | ":" /\d\d/ | "." /\d+/ | /\d{3,}/
                 | $timezones | @unit ]=],
  },
  set   = { mod = "mod.$times-mods.value" },
  examples = {
    hit  = { { "From {match:2009} to 2015 he ran the paper.", value = "2009" },
             { "He ran the paper in {match:2015}.", value = "2015" },
             { "Seas will have risen by {match:2100}.", value = "2100" },
             { "It opened in {match:mid-1996}.", value = "1996", mod = "MID" },
             { "Sales fell in {match:fiscal 2012}.", value = "2012", calendar = "fiscal" },
             { "Sales fell in the {match:2012 fiscal year}.", value = "2012", calendar = "fiscal" } },
    miss = { "Flight 2015 was late.", "Some 1,984 people came.", "At least 1984 people came.",
             "See https://example.org/2015/page for more.", "The bill came to $2015." },
  },
}

rule "year-ends-range" {
  doc   = "The last year of a range: from 2009 to 2015, between 1914 and 1918, 2009-2015.",
  tags  = { "time" },
  emits = "time",
  match = [=[ (?<= ( "from" | "between" ) @mod1? @year4 ( @upto | "and" ) | @year4 @hyphen )
              ( @mod1 )? year:@year4 ]=],
  unless = { after = [=[ @hyphen? [word in $counted] | "%" | "," /\d{3}/ | "/" | ":" /\d\d/ | "." /\d+/ | /\d{3,}/
                         | @hyphen | @unit ]=] },
  set   = { mod = "mod.$times-mods.value", range = "ends" },
  over  = { "year" },
  examples = {
    hit  = { { "From 2009 to {match:2015} he ran the paper.", value = "2015", begin = "2009", ["end"] = "2015" },
             { "The war of 1914-{match:1918} was long.", value = "1918", begin = "1914", ["end"] = "1918" } },
    miss = { "From 1984 to 1999 people came each day.", "In 2015 he left." },
  },
}

rule "year-and-on" {
  doc   = "A year and what comes after it: 1994 or later.",
  tags  = { "time" },
  emits = "time",
  match = [=[ year:@year4 ( "or" "later" | "and" ( "beyond" | "after" | "later" ) ) ]=],
  set   = { mod = "ON_OR_AFTER" },
  over  = { "year" },
  examples = {
    hit  = { { "It will pay in {match:1994 or later}.", value = "1994", mod = "ON_OR_AFTER" },
             { "It will pay in {match:2030 and beyond}.", value = "2030", mod = "ON_OR_AFTER" } },
    miss = { "In 1994 it paid later.", "It will pay now or later." },
  },
}

rule "part-of-year" {
  doc   = "A share of a year: much of 1990, the rest of 2020.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( "the" ( "rest" | "remainder" | "better" "part" ) | "much" | "most" | "a" "good"? "part" ) "of"
              year:@year4 ]=],
  unless = { after = [=[ [pos=NOUN] | "'s" ]=] },
  over  = { "year" },
  examples = {
    hit  = { { "It lay idle for {match:much of 1990}.", value = "1990" },
             { "It lies idle for {match:the rest of 2020}.", value = "2020" } },
    miss = { "Much of it was lost in 1990.", "The rest of the boats left." },
  },
}

rule "year-spoken" {
  doc   = "A year read aloud: nineteen ninety-seven.",
  tags  = { "time" },
  emits = "time",
  match = [=[ "the" "year" year:@spoken
              | ( @mod )? year:( "nineteen" [word in $tens] ( "-"? [word in $numberwords] )? ) ]=],
  unless = { after = [=[ [word in $counted] | @unit ]=] },
  set   = { mod = "mod.$times-mods.value" },
  examples = {
    hit  = { { "It opened in {match:nineteen ninety-seven}.", value = "1997" },
             { "By {match:the year two thousand} it was shut.", value = "2000" } },
    miss = { "Nineteen people came.", "Some two thousand people came." },
  },
}

rule "year-short" {
  doc   = "A year in two figures behind an apostrophe.",
  tags  = { "time" },
  emits = "time",
  match = [=[ (?<= [word in $timeplaces] | "of" | "the" ) year:@year2 ]=],
  unless = { after = [=[ [shape=Xxxx] | [word in $counted] | "'" | "per" ]=] },
  examples = {
    hit  = { { "It opened in {match:’98}.", date = "2023-09-11", value = "1998" },
             { "The class of {match:’68} met.", date = "2023-09-11", value = "1968" } },
    miss = { "They took 98 boxes.", "He sold ’98 Minutes’." },
  },
}

rule "year-shares-century" {
  doc   = "The second year of a season or range: 2012-13, 1998/99.",
  tags  = { "time" },
  emits = "time",
  match = [=[ (?<= base:@year4 ( @hyphen | "/" ) ) year:/\d\d/ ]=],
  set   = { range = "ends" },
  unless = { after = [=[ @hyphen | "/" | [word in $counted] | [word in $numberwords] | "." /\d+/ | "%" ]=] },
  examples = {
    hit  = { { "In the 2012-{match:13} season they won.", value = "2013", begin = "2012", ["end"] = "2013" },
             { "Exports grew in 1998/{match:99}.", value = "1999" } },
    miss = { "They won 20-13.", "The log begins on 2012-10-13." },
  },
}

rule "year-of-era" {
  doc   = "A year or century before or after Christ.",
  tags  = { "time" },
  emits = "time",
  match = [=[ year:/\d{1,4}/ era:( "BC" | "B.C." | "BCE" | "B.C.E." | "AD" | "A.D." )
              | era:( "AD" | "A.D." ) year:/\d{1,4}/
              | "the"? century:( /\d{1,2}(st|nd|rd|th)/ | $ordinals ) "century"
              era:( "BC" | "B.C." | "BCE" | "AD" | "A.D." ) ]=],
  examples = {
    hit  = { { "The temple was built in {match:44 BC}.", value = "BC0044" },
             { "It fell in {match:AD 79}.", value = "0079" },
             { "It stood in {match:the 5th century BC}.", value = "BC04XX" } },
    miss = { "The BC government met 44 people.", "A man of 79 came." },
  },
}

rule "decade" {
  doc   = "A decade: the 1990s, the late ’70s, the nineties.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( "the" ( "last" | "first" | "second" ) "half" "of" )? "the"? ( @mod "the"? )?
              decade:( /(1[5-9]|2[01])\d0s/ | /['’]\d0s/ | "'" /\d0s/ )
              | ( "the" ( "last" | "first" | "second" ) "half" "of" )? ( "the" ( @mod )? | @mod "the"? )
              decade:[word in $decadewords]
              | ( "the" ( "last" | "first" | "second" ) "half" "of" )? ( "the" ( @mod )? | @mod "the"? )
              decade:/(1[5-9]|20)\d0/ "'s" ]=],
  unless = { after = [=[ "percent" ]=] },
  set   = { mod = "mod.$times-mods.value" },
  examples = {
    hit  = { { "Trade grew in {match:the 1990s}.", value = "199X" },
             { "Trade grew in {match:the late 1970s}.", value = "197X", mod = "END" },
             { "Trade grew in {match:the nineties}.", date = "2023-09-11", value = "199X" },
             { "Trade grew in {match:the mid-1990s}.", value = "199X", mod = "MID" } },
    miss = { "She is in her nineties.", "Some 1990 sheep came." },
  },
}

rule "decade-shares-century" {
  doc   = "The later decade of an enumeration: the 1980s and ’90s.",
  tags  = { "time" },
  emits = "time",
  match = [=[ (?<= base:/(1[5-9]|2[01])\d0s/ ( "and" | "or" | "," | "to" | @hyphen ) ) "the"? ( @mod "the"? )?
              decade:( /['’]?\d0s/ | "'" /\d0s/ ) ]=],
  set   = { mod = "mod.$times-mods.value" },
  over  = { "decade" },
  examples = {
    hit  = { { "Trade grew in the 1980s and {match:’90s}.", value = "199X" },
             { "Trade grew in the 1880s and {match:early ’90s}.", value = "189X" },
             { "Trade grew in the 2000s and {match:the ’80s}.", date = "2023-09-11", value = "198X" } },
    miss = { "Trade grew and 90 people came.", "Temperatures in the 80s and 90s were rare." },
  },
}

rule "century" {
  doc   = "A century by its number.",
  tags  = { "time" },
  emits = "time",
  match = [=[ "the"? ( @mod "the"? )? century:( /\d{1,2}(st|nd|rd|th)/ | $ordinals ) "-"?
              ( "century" | "centuries" ) ]=],
  set   = { mod = "mod.$times-mods.value" },
  examples = {
    hit  = { { "It was built in {match:the 20th century}.", value = "19XX" },
             { "It was built in {match:the late nineteenth century}.", value = "18XX", mod = "END" } },
    miss = { "A century later it fell.", "He was 20th of the group." },
  },
}

rule "turn-of-century" {
  doc   = "The turn of a century, which is its beginning.",
  tags  = { "time" },
  emits = "time",
  match = [=[ "the" "turn" "of" ( "the" | direction:( "this" | "last" ) ) unit:"century"
              | "the" "turn" "of" "the" century:( /\d{1,2}(st|nd|rd|th)/ | $ordinals ) "century" ]=],
  set   = { direction = "this", mod = "START" },
  examples = {
    hit  = { { "It grew at {match:the turn of the century}.", date = "2023-09-11", value = "20XX", mod = "START" },
             { "It grew at {match:the turn of the 20th century}.", value = "19XX", mod = "START" } },
    miss = { "It was the turn of the sailors.", "At the turn of the road it rained." },
  },
}

---- parts of the year ----

-- "The" belongs to the noun behind where a hyphen shows that one comes: the third-quarter loss.
macro "the"        [=[ ( "the" (?! [word!="-"]{1,2} "-" ( "quarter" | "half" ) ) ) ]=]
macro "ordquarter" [=[ quarter:( "first" | "second" | "third" | "fourth" | /[1-4](st|nd|rd|th)/ ) ]=]

rule "quarter" {
  doc   = "A quarter by its number, with or without its year.",
  tags  = { "time" },
  emits = "time",
  match = [=[ @the? ( fiscal:"fiscal" "-"? )? ( year:@year4 )? ( fiscal:"fiscal" "-"? )?
              @ordquarter "-"? ( "quarter" | "quarters" )
              ( ( "of" | "in" | "," )? "the"? ( fiscal:"fiscal" "year"? )? year:@year4
              ( fiscal:"fiscal" "year" )? )? ]=],
  unless = { after = [=[ "-" "finals" | "-"? "final" | "of" ( "a" | "an" | "the" ) | "mile" ]=] },
  examples = {
    hit  = { { "Profit fell in {match:the third quarter}.", date = "1989-10-26", value = "1989-Q3" },
             { "{match:Third-quarter} profit fell.", date = "1989-10-26", value = "1989-Q3" },
             { "Profit fell in {match:the third quarter of 1984}.", value = "1984-Q3" },
             { "Profit fell in {match:the 1988 third quarter}.", value = "1988-Q3" },
             { "Profit fell in {match:the fiscal first quarter}.", date = "1989-10-26", value = "1989-Q1",
               calendar = "fiscal" } },
    miss = { "A quarter of the boats sank.", "She came third and had a quarter left.",
             "They lost the third quarter-final." },
  },
}

rule "quarter-shares-word" {
  doc   = "The earlier quarter of two: the first and second quarters.",
  tags  = { "time" },
  emits = "time",
  match = [=[ @the? @ordquarter (?= ( "and" | "or" | "," | "to" ) ( "first" | "second" | "third" | "fourth" ) "-"?
              ( "quarter" | "quarters" )
              ( ( "of" | "in" )? year:@year4 )? ) ]=],
  examples = {
    hit  = { { "Profit fell in {match:the first} and second quarters of 1990.", value = "1990-Q1" },
             { "Profit fell in {match:the third} and fourth quarters.", date = "1989-10-26", value = "1989-Q3" } },
    miss = { "The first and second teams met.", "The first fell, the second rose a quarter." },
  },
}

rule "quarter-of-unit" {
  doc   = "A quarter of a year that is pointed at: next year's first quarter, the third quarter of last year.",
  tags  = { "time" },
  emits = "time",
  match = [=[ direction:( "this" | "last" | "next" ) unit:"year" "'s" "fiscal"? @ordquarter "-"? "quarter"
              | @the? @ordquarter "-"? "quarter" "of"? direction:( "this" | "last" | "next" ) unit:"year" ]=],
  set   = { direction = "direction.$times-directions.value" },
  examples = {
    hit  = { { "Sales will rise in {match:next year's first quarter}.", date = "1989-10-26", value = "1990-Q1" },
             { "Sales rose in {match:the second quarter of last year}.", date = "1989-10-26", value = "1988-Q2" } },
    miss = { "Next year's budget is first.", "Last year a quarter of them left." },
  },
}

rule "quarter-last" {
  doc   = "The last quarter of a year, which is its fourth.",
  tags  = { "time" },
  emits = "time",
  match = [=[ "the"? ( "last" | "final" ) "quarter" "of" ( "the"? ( fiscal:"fiscal" "year"? )? year:@year4
              | direction:( "this" | "last" | "next" ) unit:"year" ) ]=],
  set   = { quarter = "4", direction = "direction.$times-directions.value" },
  examples = {
    hit  = { { "Output fell in {match:the last quarter of 2022}.", value = "2022-Q4" },
             { "Output fell in {match:the final quarter of last year}.", date = "2023-09-11", value = "2022-Q4" } },
    miss = { "Output fell in the last part of it.", "The final quarter of the match was dull." },
  },
}

rule "quarter-by-letter" {
  doc   = "Q3, 3Q, Q3 2015.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( year:@year4 )? quarter:/Q[1-4]|[1-4]Q/ ( ( "of" | "," )? year:( @year4 | @year2 ) )? ]=],
  unless = { before = [=[ "Audi" ]=] },
  examples = {
    hit  = { { "Profit fell in {match:Q3 2015}.", value = "2015-Q3" },
             { "Profit fell in {match:Q1}.", date = "2023-09-11", value = "2023-Q1" } },
    miss = { "The Q5 train was late.", "The Audi Q3 was stolen." },
  },
}

rule "quarter-reported" {
  doc   = "The quarter that a report is about: the quarter, the latest quarter.",
  tags  = { "time" },
  emits = "time",
  match = [=[ "the" ( "latest" | "most" "recent" | "just" "-"? "ended" | "last" | "past" )? unit:"quarter"
              | "the" "latest" "period" ]=],
  unless = { after = [=[ "of" | "-" | "century" | "mile" ]=] },
  set   = { direction = "latest", anchor = "quarter", unit = "quarter" },
  over  = { "unit-pointed-at" },
  examples = {
    hit  = { { "In {match:the latest quarter} profit fell.", date = "1989-10-26", value = "1989-Q3" },
             { "Profit fell in {match:the quarter}.", date = "1989-10-26", value = "1989-Q3" } },
    miss = { "The quarter of the city burnt.", "They gave no quarter." },
  },
}

rule "quarter-of-year" {
  doc   = "The quarter of a year that a report compares with: the 1988 quarter, the 1988 period.",
  tags  = { "time" },
  emits = "time",
  match = [=[ "the" year:@year4 ( "quarter" | "period" ) ]=],
  set   = { unit = "quarter", anchor = "quarter" },
  examples = {
    hit  = { { "Third-quarter profit fell from {match:the 1988 period}.", date = "1989-10-26", value = "1988-Q3" },
             { "Profit fell from {match:the 1988 quarter}.", value = "1988-QX" } },
    miss = { "The 1988 team lost.", "The period was long." },
  },
}

rule "half-year" {
  doc   = "A half of a year.",
  tags  = { "time" },
  emits = "time",
  match = [=[ @the? half:( "first" | "second" | /H[12]/ ) "-"? "half" ( "-"? "year" )?
              ( ( "of" | "in" )? ( fiscal:"fiscal" )? year:@year4
              | "of"? direction:( "this" | "last" | "next" ) unit:"year" )
              | half:/H[12]/ year:@year4 ]=],
  set   = { direction = "direction.$times-directions.value" },
  examples = {
    hit  = { { "Output fell in {match:the first half of 1990}.", value = "1990-H1" },
             { "Output fell in {match:the second half of last year}.", date = "1990-03-01", value = "1989-H2" } },
    miss = { "The first half ended goalless.", "Half of 1990 homes burnt." },
  },
}

rule "half-year-at-hand" {
  doc   = "A half of the year at hand: the first half of the year.",
  tags  = { "time" },
  emits = "time",
  match = [=[ @the? half:( "first" | "second" ) "half" "of" "the" unit:"year" ]=],
  set   = { direction = "this" },
  examples = {
    hit  = { { "Output fell in {match:the first half of the year}.", date = "2023-09-11", value = "2023-H1" },
             { "It will sail in {match:the second half of the year}.", date = "2023-02-01", value = "2023-H2" } },
    miss = { "The first half of the match was dull.", "Half of the year was dry." },
  },
}

rule "half-year-last" {
  doc   = "The last half of a year, which is its second.",
  tags  = { "time" },
  emits = "time",
  match = [=[ "the" ( "last" | "latter" ) "half" "of" year:@year4 ]=],
  set   = { half = "2" },
  examples = {
    hit  = { { "Output fell in {match:the last half of 1989}.", value = "1989-H2" },
             { "Output fell in {match:the latter half of 1990}.", value = "1990-H2" } },
    miss = { "The last half of the boats left in 1990.", "The latter half of it was read." },
  },
}

rule "season" {
  doc   = "A season by itself or with its year.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( "the"? ( @mod "the"? )? season:( "summer" | "winter" | "autumn" )
              | (?<= "in" | "by" | "since" | "until" | "during" | "from" | "through" )
                "the" ( @mod )? season:( "spring" | "fall" )
              | "the" ( @mod )? season:( "spring" | "fall" ) (?= "of"? ( @year4 | @year2 ) )
              | @mod season:( "spring" | "fall" )
              | season:( "spring" | "fall" ) (?= "of"? @year4 ) )
              ( "of"? year:( @year4 | @year2 | @spoken ) )? ]=],
  unless = { before = [=[ "Prague" | "Arab" | "to" ]=],
             after  = [=[ "of" | "in" ( "prices" | "the" ) | "to" | "off" | "Olympics" | "Olympic" | "Games"
                          | "Palace" ]=] },
  set   = { season = "season.$times-seasons.value", mod = "mod.$times-mods.value" },
  examples = {
    hit  = { { "{match:The summer} was dry.", date = "1989-10-26", value = "1989-SU" },
             { "It began in {match:the winter of 1994}.", value = "1994-WI" },
             { "In {match:early spring} it snowed.", date = "2023-09-11", value = "2023-SP", mod = "START" } },
    miss = { "Prices fall in every shop.", "The fall of the city was near.", "The fall was steep." },
  },
}

rule "season-pointed-at" {
  doc   = "A season seen from the document: last fall, this past spring.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( @mod1 )? direction:( "last" | "past" | "this" | "next" | "this" "past" | "this" "coming" )
              season:[word in $times-seasons]
              | ( @mod1 )? season:[word in $times-seasons] "of"? direction:( "this" | "last" | "next" ) unit:"year" ]=],
  set   = { season = "season.$times-seasons.value", mod = "mod.$times-mods.value",
            direction = "direction.$times-directions.value" },
  examples = {
    hit  = { { "It opened {match:last fall}.", date = "1998-02-03", value = "1997-FA" },
             { "It opened {match:this past spring}.", date = "1989-10-26", value = "1989-SP" } },
    miss = { "At last springs were found.", "Its fall was long." },
  },
}

rule "week-number" {
  doc   = "A week by its number in ISO's calendar.",
  tags  = { "time" },
  emits = "time",
  match = [=[ "week" week:/[1-9]|[1-4]\d|5[0-3]/ "of" year:@year4
              | "calendar" "week" week:/[1-9]|[1-4]\d|5[0-3]/ ( "of" year:@year4 )? ]=],
  examples = {
    hit  = { { "Cases peaked in {match:week 53 of 2020}.", value = "2020-W53" },
             { "Cases peaked in {match:calendar week 7 of 2016}.", value = "2016-W07" } },
    miss = { "Last week 53 people fell ill.", "In that week 7 of them left." },
  },
}

rule "week-of-month" {
  doc   = "A week or weekend of a month by its order, where a week belongs to the month that has its Thursday.",
  tags  = { "time" },
  emits = "time",
  match = [=[ "the"? nth:[word in $times-orders] ( "full" )? grain:( "week" | "weekend" ) ( "of" | "in" )
              ( @month ( ","? year:@year4 )? | ( "this" | "the" ) unit:"month"
              | direction:( "last" | "next" ) unit:"month" ) ]=],
  set   = { nth = "nth.$times-orders.value", weekday = "4", month = "month.$times-months.value",
            direction = "direction.$times-directions.value" },
  examples = {
    hit  = { { "It rained in {match:the first week of June}.", date = "2023-09-11", value = "2023-W22" },
             { "It rained in {match:the last week of May 2020}.", value = "2020-W22" },
             { "It rained in {match:the second week of last month}.", date = "2023-09-11", value = "2023-W32" } },
    miss = { "The first week was wet.", "The first weeks of rain came in June." },
  },
}

rule "day-of-month" {
  doc   = "A day of a month by its order: the first day of June, the last day of this month.",
  tags  = { "time" },
  emits = "time",
  match = [=[ "the"? nth:[word in $times-orders] "day" ( "of" | "in" )
              ( @month ( ","? year:@year4 )? | direction:( "this" | "last" | "next" ) unit:"month" ) ]=],
  set   = { nth = "nth.$times-orders.value", month = "month.$times-months.value",
            direction = "direction.$times-directions.value" },
  examples = {
    hit  = { { "It rained on {match:the last day of February 2024}.", value = "2024-02-29" },
             { "It rained on {match:the first day of last month}.", date = "2023-01-31", value = "2022-12-01" } },
    miss = { "The first day was wet.", "On the last day of rain they left." },
  },
}

rule "year-end" {
  doc   = "The end of the year without its number.",
  tags  = { "time" },
  emits = "time",
  match = [=[ unit:"year" ( "-"? "end" | "'s" "end" ) ]=],
  unless = { after = [=[ [pos=NOUN] ]=] },
  set   = { direction = "this", mod = "END" },
  examples = {
    hit  = { { "The line opens at {match:year-end}.", date = "1989-10-26", value = "1989", mod = "END" },
             { "It will close by {match:year's end}.", date = "1989-10-26", value = "1989" } },
    miss = { "The year ended well.", "Ten years end today." },
  },
}

---- holidays and weekdays ----

rule "holiday" {
  doc   = "A holiday by its name, with or without its year.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( direction:( "last" | "this" | "next" ) )? holiday:$times-holidays ( ( "of" | "," )? year:@year4 )? ]=],
  unless = { after = [=[ "Island" | "Rising" | "Parade" | "Show" ]=] },
  set   = { holiday = "holiday.$times-holidays.value", direction = "direction.$times-directions.value" },
  examples = {
    hit  = { { "They met on {match:Christmas Eve}.", date = "2024-01-03", value = "2023-12-24" },
             { "They met {match:last Thanksgiving}.", date = "2000-01-05", value = "1999-11-25" },
             { "They met on {match:Good Friday 2023}.", value = "2023-04-07" },
             { "They met during {match:Ramadan}.", date = "2023-09-11", open = "yes" } },
    miss = { "They met in the east on a good day.", "The Easter Rising failed." },
  },
}

rule "holiday-week" {
  doc   = "The week or weekend of a holiday.",
  tags  = { "time" },
  emits = "time",
  match = [=[ "the"? holiday:$times-holidays grain:( "week" | "weekend" ) ( "of"? year:@year4 )? ]=],
  set   = { holiday = "holiday.$times-holidays.value" },
  examples = {
    hit  = { { "Shops shut for {match:Easter week}.", date = "2000-04-20", value = "2000-W16" },
             { "Shops shut for {match:Easter week 2023}.", value = "2023-W14" } },
    miss = { "Easter came last week.", "Next week is Lent." },
  },
}

rule "day-beside-date" {
  doc   = "Days counted from a holiday, weekday or date: two days after Christmas, the day before last Tuesday.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( number:( @number | "a" | "an" ) )? unit:@oneunit shift:[word in $times-sides]
              ( holiday:$times-holidays ( year:@year4 )? | ( direction:( "last" | "next" ) )? weekday:@wdname
              | @month day:@dayno ( ","? year:@year4 )? ) ]=],
  set   = { holiday = "holiday.$times-holidays.value", shift = "shift.$times-sides.value",
            weekday = "weekday.$times-weekdays.value",
            month = "month.$times-months.value", direction = "direction.$times-directions.value" },
  unless = { before = [=[ "the" ]=] },
  examples = {
    hit  = { { "They met {match:two days after Christmas}.", date = "2024-01-03", value = "2023-12-27" },
             { "They meet {match:a week from Monday}.", date = "2023-09-12", value = "2023-09-18" } },
    miss = { "They met two days after the vote.", "The day before, it rained." },
  },
}

rule "the-day-beside-date" {
  doc   = "The day before or after a holiday, weekday or date.",
  tags  = { "time" },
  emits = "time",
  match = [=[ "the"? unit:"day" shift:( "before" | "after" )
              ( holiday:$times-holidays ( year:@year4 )? | ( direction:( "last" | "next" ) )? weekday:@wdname
              | @month day:@dayno ( ","? year:@year4 )? ) ]=],
  set   = { holiday = "holiday.$times-holidays.value", shift = "shift.$times-sides.value",
            weekday = "weekday.$times-weekdays.value",
            month = "month.$times-months.value", direction = "direction.$times-directions.value", number = "1" },
  over  = { "day-beside-date" },
  examples = {
    hit  = { { "They met {match:the day after Thanksgiving}.", date = "2000-01-03", value = "1999-11-26" },
             { "They met {match:the day before last Tuesday}.", date = "2000-02-24", value = "2000-02-21" } },
    miss = { "They met the day before the vote.", "It rained that day after Friday prayers." },
  },
}

rule "nth-weekday" {
  doc   = "A weekday of a month by its order: the last Friday of this month, the first Monday in September.",
  tags  = { "time" },
  emits = "time",
  match = [=[ "the" nth:[word in $times-orders] weekday:@wdname ( "of" | "in" )
              ( @month ( ","? year:@year4 )? | direction:( "this" | "last" | "next" ) unit:"month" ) ]=],
  set   = { nth = "nth.$times-orders.value", weekday = "weekday.$times-weekdays.value",
            month = "month.$times-months.value",
            direction = "direction.$times-directions.value" },
  examples = {
    hit  = { { "They meet on {match:the last Friday of this month}.", date = "2023-09-11", value = "2023-09-29" },
             { "They met on {match:the first Monday in September 2023}.", value = "2023-09-04" },
             { "They meet on {match:the last Friday of next month}.", date = "2024-01-31", value = "2024-02-23" } },
    miss = { "The last Friday they met was wet.", "The first of them met on a Monday." },
  },
}

rule "weekday" {
  doc   = "A weekday, with or without its part of day: the last one up to the document's date.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( mod:( "early" | "late" ) | "earlier" | "later" )? weekday:@wdname ( part:@daypart )? ]=],
  unless = { before = [=[ "Black" | "Bloody" | "Ash" | "Good" ]=] },
  set   = { weekday = "weekday.$times-weekdays.value", part = "part.$times-parts.value",
            mod = "mod.$times-mods.value" },
  examples = {
    hit  = { { "The port was shelled on {match:Friday}.", date = "1998-08-07", value = "1998-08-07" },
             { "On {match:Friday} the port was shelled.", date = "1998-08-07", value = "1998-08-07" },
             { "The port was shelled {match:Thursday evening}.", date = "1998-02-13", value = "1998-02-12TEV" },
             { "It was shelled on {match:Friday}.", value = "XXXX-WXX-5" } },
    miss = { "It rains all the time.", "The fried fish was good." },
  },
}

rule "weekday-ahead" {
  doc   = "A weekday behind a word that looks ahead: the next one.",
  tags  = { "time" },
  emits = "time",
  match = [=[ (?<= @ahead ) ( mod:( "early" | "late" ) )? weekday:@wdname ( part:@daypart )?
              | (?<= "on" ) (?<! [word in $telling] "on" ) weekday:@wdname ( part:@daypart )? (?= @willcome ) ]=],
  unless = { after = [=[ "," [!(word=",")]{0,3} ( "had" | "was" | "were" ) ]=] },
  set   = { weekday = "weekday.$times-weekdays.value", part = "part.$times-parts.value", mod = "mod.$times-mods.value",
            tense = "future" },
  over  = { "weekday" },
  examples = {
    hit  = { { "The court will sit on {match:Monday}.", date = "1998-05-01", value = "1998-05-04" },
             { "He would be sailing to the United States {match:Thursday}.", date = "2000-04-05",
               value = "2000-04-06" },
             { "They planned a large march in the port on {match:Saturday}.", date = "2000-01-07",
               value = "2000-01-08" },
             { "Talks are set to resume {match:Tuesday morning}.", date = "1998-05-01", value = "1998-05-05TMO" },
             { "On {match:Monday} the court will sit.", date = "1998-05-01", value = "1998-05-04" } },
    miss = { "The court will rule.", "They would leave the friars.", "Until Monday, the court had not sat." },
  },
}

rule "weekday-of-week" {
  doc   = "A weekday of a week that is pointed at: Thursday next week, Friday of last week.",
  tags  = { "time" },
  emits = "time",
  match = [=[ weekday:@wdname "of"? direction:( "last" | "this" | "next" ) unit:"week"
              | direction:( "last" | "this" | "next" ) unit:"week" "'s" weekday:@wdname
              | direction:"next" unit:"week" "on" weekday:@wdname ]=],
  set   = { weekday = "weekday.$times-weekdays.value", direction = "direction.$times-directions.value" },
  examples = {
    hit  = { { "It sails on {match:Thursday next week}.", date = "2023-09-11", value = "2023-09-21" },
             { "It sank on {match:Friday of last week}.", date = "2024-01-03", value = "2023-12-29" } },
    miss = { "On Thursday the week was over.", "Next, a week went by." },
  },
}

rule "weekday-ends-range" {
  doc   = "The last weekday of a range: from Monday to Friday.",
  tags  = { "time" },
  emits = "time",
  match = [=[ (?<= ( "from" | "between" ) @wdname ( @upto | "and" ) | @wdname ( "through" | @hyphen ) )
              weekday:@wdname ]=],
  set   = { weekday = "weekday.$times-weekdays.value", direction = "next", anchor = "text", range = "ends" },
  over  = { "weekday", "weekday-ahead" },
  examples = {
    hit  = { { "It rained from Monday to {match:Friday}.", date = "1998-08-09", value = "1998-08-07",
               begin = "1998-08-03", ["end"] = "1998-08-07" },
             { "Talks will run Tuesday through {match:Thursday}.", date = "1998-08-14", value = "1998-08-20",
               begin = "1998-08-18" } },
    miss = { "From Monday on it rained; on Friday it stopped.", "It rained on Friday." },
  },
}

rule "weekday-pointed-at" {
  doc   = "A weekday seen from the document or the date before: last Friday, this coming Sunday, the previous Friday.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( mod:( "early" | "late" ) )?
              ( direction:( "last" | "past" | "next" | "this" | "this" "past" | "this" "coming" | "coming" )
              | "the" direction:( "previous" | "following" | "next" | "preceding" | "coming" | "same" ) )
              weekday:@wdname ( part:@daypart )? ( ","? @month day:@dayname )? ]=],
  set   = { weekday = "weekday.$times-weekdays.value", part = "part.$times-parts.value",
            month = "month.$times-months.value",
            direction = "direction.$times-directions.value", anchor = "direction.$times-directions.anchor",
            mod = "mod.$times-mods.value" },
  examples = {
    hit  = { { "It sank {match:last Friday}.", date = "1998-08-14", value = "1998-08-07" },
             { "It sails {match:next Friday afternoon}.", date = "2023-09-11", value = "2023-09-15TAF" },
             { "It sails {match:this coming Sunday}.", date = "2023-09-11", value = "2023-09-17" } },
    miss = { "At last it sank.", "Next to the paper lay a pen." },
  },
}

---- seen from the document or the text ----

rule "day-from-today" {
  doc   = "Today, yesterday, tomorrow, with or without their part of day.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( mod:( "early" | "late" ) | "earlier" | "later" )? direction:[word in $times-deictic]
              ( part:@daypart )? ]=],
  unless = { before = [=[ "USA" ]=], after = [=[ "programme" | "program" | "show" ]=] },
  set   = { direction = "direction.$times-deictic.value", unit = "day", part = "part.$times-parts.value",
            mod = "mod.$times-mods.value" },
  examples = {
    hit  = { { "It sank {match:yesterday}.", date = "2024-03-01", value = "2024-02-29" },
             { "It sails {match:tomorrow afternoon}.", date = "2023-12-31", value = "2024-01-01TAF" },
             { "It sails {match:tomorrow afternoon}.", date = "2023-12-31T22:30", value = "2024-01-01TAF" },
             { "It sank {match:late yesterday}.", date = "2024-03-01", value = "2024-02-29", mod = "END" },
             { "It sank {match:today}.", value = "XXXX-XX-XX" } },
    miss = { "The Today programme began.", "To day labourers it was news." },
  },
}

rule "today-at-large" {
  doc   = "“Today he is …”: not the day but the present.",
  tags  = { "time" },
  emits = "time",
  match = [=[ <s> "Today" (?= ","? ( "he" | "she" | "it" | "they" | "we" | "there" )
              ( "is" | "are" | "has" | "have" | "lives" | "works" | "runs" | "owns" ) )
              | (?<= "of" ) "today" ]=],
  set   = { ref = "present" },
  over  = { "day-from-today" },
  examples = {
    hit  = { { "She founded the paper. {match:Today} she is its editor.", date = "2023-09-11", value = "PRESENT_REF" },
             { "The youth of {match:today} read less.", date = "2023-09-11", value = "PRESENT_REF" } },
    miss = { "He resigned at noon.", "The Today programme began." },
  },
}

rule "day-two-off" {
  doc   = "The day before yesterday, the day after tomorrow.",
  tags  = { "time" },
  emits = "time",
  match = [=[ "the" unit:"day" ( shift:"before" "yesterday" | shift:"after" "tomorrow" ) ]=],
  set   = { number = "2", shift = "shift.$times-sides.value" },
  examples = {
    hit  = { { "It sank {match:the day before yesterday}.", date = "2024-03-01", value = "2024-02-28" },
             { "It sails {match:the day after tomorrow}.", date = "2023-12-31", value = "2024-01-02" } },
    miss = { "It sank the day before the vote.", "The day after, it sailed." },
  },
}

rule "tonight" {
  doc   = "The night of the document's date.",
  tags  = { "time" },
  emits = "time",
  match = [=[ "tonight" ]=],
  set   = { direction = "this", unit = "day", part = "NI" },
  examples = {
    hit  = { { "It sails {match:tonight}.", date = "1998-01-20", value = "1998-01-20TNI" },
             { "It sails {match:tonight}.", value = "XXXX-XX-XXTNI" } },
    miss = { "It sails to night markets.", "The night was long." },
  },
}

rule "last-night" {
  doc   = "Last night, overnight.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( mod:( "early" | "late" ) )? "last" "night" | "overnight" ]=],
  unless = { before = [=[ [lemma=become] | "an" | [pos=ADJ] ]=], after = [=[ [pos=NOUN] ]=] },
  set   = { direction = "last", unit = "day", part = "NI", mod = "mod.$times-mods.value" },
  examples = {
    hit  = { { "It sank {match:last night}.", date = "1998-01-20", value = "1998-01-19TNI" },
             { "It sank {match:overnight}.", date = "1998-01-20", value = "1998-01-19TNI" } },
    miss = { "The last knight left.", "The night was long." },
  },
}

rule "part-of-day" {
  doc   = "A part of a day that is pointed at: this morning, that night, the next morning.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( "later" | "earlier" | mod:( "early" | "late" ) )?
              ( direction:( "this" | "that" | "that" "same" )
              | "the" direction:( "following" | "previous" | "same" ) ) part:@daypart ]=],
  set   = { direction = "direction.$times-directions.value", anchor = "direction.$times-directions.anchor",
            unit = "day",
            part = "part.$times-parts.value", mod = "mod.$times-mods.value" },
  examples = {
    hit  = { { "It sank {match:this morning}.", date = "1998-02-06", value = "1998-02-06TMO" },
             { "Talks begin {match:later this afternoon}.", date = "1998-02-22", value = "1998-02-22TAF" } },
    miss = { "Good morning to you.", "Their nights were short." },
  },
}

rule "part-of-next-day" {
  doc   = "The next morning: of the day after the date before.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( mod:( "early" | "late" ) )? "the" "next" part:@daypart ]=],
  set   = { direction = "next", anchor = "text", unit = "day", part = "part.$times-parts.value",
            mod = "mod.$times-mods.value" },
  examples = {
    hit  = { { "It sank on Feb. 28, 1998. {match:The next morning} divers came.", value = "1998-03-01TMO" },
             { "It sank on Feb. 28, 1998, and {match:early the next morning} it was raised.",
               value = "1998-03-01TMO" } },
    miss = { "The next to come was a diver.", "Next came the morning." },
  },
}

rule "part-of-named-day" {
  doc   = "A part of a day that is named behind it: the morning of Sept. 11, 2001, dawn on Friday.",
  tags  = { "time" },
  emits = "time",
  match = [=[ "the"? ( mod:( "early" | "late" ) )? part:@daypart ( "of" | "on" )
              ( weekday:@wdname ( ","? @month day:@dayno ( ","? year:@year4 )? )?
              | @month day:@dayno ( ","? year:@year4 )? | day:@dayno @month ( year:@year4 )? )
              | part:[word in $lights] weekday:@wdname ]=],
  set   = { part = "part.$times-parts.value", mod = "mod.$times-mods.value",
            weekday = "weekday.$times-weekdays.value", month = "month.$times-months.value" },
  examples = {
    hit  = { { "It sank on {match:the morning of Sept. 11, 2001}, in fog.", value = "2001-09-11TMO" },
             { "It sank on {match:the night of May 4}.", date = "2020-06-01", value = "2020-05-04TNI" },
             { "The raid began at {match:dawn on Friday}.", date = "2023-09-11", value = "2023-09-08TMO" } },
    miss = { "The morning of the vote was wet.", "It rained all night on the roof." },
  },
}

rule "early-hours" {
  doc   = "The early hours of a day.",
  tags  = { "time" },
  emits = "time",
  match = [=[ "the" ( "early" | "small" | "predawn" ) "hours" ( "of" | "on" )
              ( weekday:@wdname "morning"? ( ","? @month day:@dayno ( ","? year:@year4 )? )?
              | @month day:@dayno ( ","? year:@year4 )? | day:@dayno @month ( year:@year4 )? ) ]=],
  set   = { part = "MO", mod = "START", weekday = "weekday.$times-weekdays.value",
            month = "month.$times-months.value" },
  examples = {
    hit  = { { "It sank in {match:the early hours of Monday}.", date = "2023-09-11", value = "2023-09-11TMO",
               mod = "START" },
             { "It sank in {match:the early hours of May 4, 2020}.", value = "2020-05-04TMO" } },
    miss = { "The early hours of the strike were calm.", "They worked early hours." },
  },
}

rule "light-of-day" {
  doc   = "Dawn, dusk and their like, of the day last spoken of.",
  tags  = { "time" },
  emits = "time",
  match = [=[ (?<= "at" | "by" | "before" | "after" | "until" | "till" | "since" | "from" | "to" | "around" )
              part:[word in $lights] ]=],
  unless = { after = [=[ [pos=NOUN | pos=PROPN] | "-" | "of" ]=] },
  set   = { part = "part.$times-parts.value", anchor = "text" },
  examples = {
    hit  = { { "The raid began at {match:dawn}.", date = "2023-09-11", value = "2023-09-11TMO" },
             { "On May 4, 2020 they left before {match:dusk}.", value = "2020-05-04TEV" } },
    miss = { "It was the dawn of an age.", "Dawn Harker sailed." },
  },
}

rule "night-before" {
  doc   = "The night before, the morning after: beside the day last spoken of.",
  tags  = { "time" },
  emits = "time",
  match = [=[ "the" part:@daypart direction:( "before" | "after" ) ]=],
  unless = { after = [=[ [pos=NOUN | pos=PROPN | pos=PRON | pos=DET | pos=VERB | pos=NUM | pos=ADJ] ]=] },
  set   = { direction = "direction.$times-sides.direction", anchor = "text", unit = "day",
            part = "part.$times-parts.value" },
  examples = {
    hit  = { { "It sailed on May 4, 2020. It had rained {match:the night before}.", value = "2020-05-03TNI" },
             { "It sailed on Feb. 28, 2020, and sank {match:the morning after}.", value = "2020-02-29TMO" } },
    miss = { "The night before the vote was wet.", "It sailed before the night." },
  },
}

rule "unit-before" {
  doc   = "The year before, the week after: beside the date last spoken of.",
  tags  = { "time" },
  emits = "time",
  match = [=[ "the" unit:( "day" | "week" | "weekend" | "month" | "quarter" | "year" | "decade" | "century" )
              direction:( "before" | "after" ) (?= [pos=PUNCT] | "and" | "but" | "or" | </s> ) ]=],
  set   = { direction = "direction.$times-sides.direction", anchor = "text" },
  over  = { "unit-at-hand", "weekend-past", "quarter-reported", "year-at-hand" },
  examples = {
    hit  = { { "It sailed in 2020. It had been bought {match:the year before}.", value = "2019" },
             { "It sailed on Feb. 28, 2020, and sank {match:the day after}.", value = "2020-02-29" },
             { "It sailed on Dec. 31, 2020, and sank {match:the week after}, in fog.", value = "2021-W01" } },
    miss = { "The year before the vote was wet.", "It sailed the day after Christmas." },
  },
}

rule "part-of-day-alone" {
  doc   = "In the morning, mid afternoon: of the day last spoken of.",
  tags  = { "time" },
  emits = "time",
  match = [=[ (?<= "in" | "during" | "by" | "until" ) "the" ( mod:( "early" | "late" | "mid" ) "-"? )?
              part:( "morning" | "afternoon" | "evening" )
              | mod:( "mid" | "early" | "late" ) "-"? part:@daypart ]=],
  set   = { part = "part.$times-parts.value", mod = "mod.$times-mods.value", anchor = "text" },
  examples = {
    hit  = { { "It sank in {match:the morning}.", date = "1989-10-27", value = "1989-10-27TMO" },
             { "By {match:mid afternoon} it had sunk.", date = "1998-03-06", value = "1998-03-06TAF", mod = "MID" } },
    miss = { "Good morning, all.", "The evening paper lay there." },
  },
}

rule "unit-pointed-at" {
  doc   = "The week, month, quarter, year, decade or century before, of or after the document's date, or the text's.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( @mod | "earlier" | "later" | "sometime" | "some" "time"
              | ( "the" "rest" | "the" "remainder" | "much" | "most" ) "of" )?
              "the"? direction:$times-directions ( fiscal:( "fiscal" | "financial" ) )?
              unit:[word=/week|weekend|fortnight|month|quarter|year|decade|century/] ]=],
  unless = { after = [=[ "-" ]=] },
  set   = { direction = "direction.$times-directions.value", anchor = "direction.$times-directions.anchor",
            mod = "mod.$times-mods.value" },
  examples = {
    hit  = { { "It sank {match:last month}.", date = "2023-07-31", value = "2023-06" },
             { "It sank {match:earlier this year}.", date = "1989-10-26", value = "1989" },
             { "It sails {match:early next week}.", date = "2020-12-30", value = "2021-W01", mod = "START" },
             { "It sails {match:next week}.", date = "2016-02-10", value = "2016-W07" },
             { "It sank {match:this week}.", date = "2020-12-30", value = "2020-W53" },
             { "It sank in 1995; {match:the following year} it was raised.", value = "1996" } },
    miss = { "The year was long.", "At last weeks of rain came." },
  },
}

rule "day-pointed-at" {
  doc   = "That day, the same day, the next day: seen from the date before.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( "earlier" | "later" )? ( direction:( "that" | "that" "same" )
              | "the" direction:( "same" | "next" | "following" | "previous" | "preceding" ) ) unit:"day" ]=],
  set   = { direction = "direction.$times-directions.value", anchor = "text" },
  examples = {
    hit  = { { "It sank on Feb. 28, 1998. {match:The next day} divers came.", value = "1998-03-01" },
             { "It sank on Feb. 28, 1998. {match:That same day} divers came.", value = "1998-02-28" } },
    miss = { "The long day ended.", "Day by day it sank." },
  },
}

rule "unit-at-hand" {
  doc   = "The week, the weekend, the end of the month, the full year: the one at hand.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( @mod | ( "earlier" | "later" | "early" | "late" ) "in" ) "the"
              unit:( "day" | "week" | "weekend" | "month" | "quarter" | "year" | "decade" | "century" )
              | "the" ( "full" | "calendar" | "whole" | "entire" ) unit:( "year" | "month" | "week" )
              | "the" unit:( "week" | "weekend" ) ]=],
  unless = { after = [=[ "of" | "before" | "after" | "that" | "-" | "ended" ]=] },
  set   = { mod = "mod.$times-mods.value", direction = "this" },
  examples = {
    hit  = { { "It will sail by {match:the end of the month}.", date = "1990-08-13", value = "1990-08", mod = "END" },
             { "Sales rose for {match:the full year}.", date = "1989-10-26", value = "1989" } },
    miss = { "The week of talks ended.", "He spends a week there." },
  },
}

rule "year-ended" {
  doc   = "A business year, told by its end: the year ended March 31.",
  tags  = { "time" },
  emits = "time",
  match = [=[ "the" ( "fiscal" | "financial" )? unit:"year" (?= "ended" | "ending" ) ]=],
  set   = { number = "1" },
  examples = {
    hit  = { { "In {match:the year} ended March 31 sales fell.", value = "P1Y" },
             { "For {match:the fiscal year} ending in June it expects less.", value = "P1Y" } },
    miss = { "The year was long.", "For years it expected less." },
  },
}

rule "year-at-hand" {
  doc   = "The year, where a report tells of the one at hand: for the year, nine months of the year.",
  tags  = { "time" },
  emits = "time",
  match = [=[ (?<= "for" | "of" | "during" | "in" | "throughout" ) "the" unit:"year" ]=],
  unless = { after = [=[ "ended" | "ending" | "before" | "after" | "to" | "of" | "that" | "when" | "-" ]=] },
  set   = { direction = "this" },
  examples = {
    hit  = { { "In the first months of {match:the year} sales fell.", date = "1989-10-26", value = "1989" },
             { "It hopes for rain throughout {match:the year}.", date = "1989-10-26", value = "1989" } },
    miss = { "For the year before, it told nothing.", "The year was long." },
  },
}

rule "weekend-past" {
  doc   = "The weekend: the last one, until the next has begun.",
  tags  = { "time" },
  emits = "time",
  match = [=[ "the" unit:"weekend" ]=],
  over  = { "unit-at-hand" },
  examples = {
    hit  = { { "It sank over {match:the weekend}.", date = "1989-10-30", value = "1989-W43-WE" },
             { "It sank at {match:the weekend}.", value = "XXXX-WXX-WE" } },
    miss = { "The week ended.", "She works weekends." },
  },
}

rule "week-of-date" {
  doc   = "The week of a date: the week of March 6.",
  tags  = { "time" },
  emits = "time",
  match = [=[ "the" grain:"week" ( "of" | "ending" | "ended" | "beginning" ) @month day:@dayno
              ( ","? year:@year4 )? ]=],
  set   = { month = "month.$times-months.value" },
  examples = {
    hit  = { { "Hearings begin {match:the week of March 6}.", date = "2000-02-24", value = "2000-W10" },
             { "It sank in {match:the week of March 6, 2000}.", value = "2000-W10" } },
    miss = { "The week of talks in March ended." , "Last week 6 of them left." },
  },
}

rule "ago" {
  doc   = "An amount of time before or after the document's date, or the text's: two weeks ago, three days later.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( @approx )? number:( (?! $amounts ) @number | "a" | "an" ) "-"?
              unit:[word in $times-units & word=/(day|week|month|year|decade)s?|centur.+/] ( "or" "so" )?
              shift:$times-shifts
              | ( @approx )? ( number:( @number | "a" | "an" ) )? unit:@oneunit ( "or" "so" )?
              shift:( "ago" | "from" "now" | "hence" ) ]=],
  set   = { unit = "unit.$times-units.value", mod = "mod.$times-approx.value", shift = "shift.$times-shifts.value",
            anchor = "shift.$times-shifts.anchor" },
  examples = {
    hit  = { { "It sank {match:two weeks ago}.", date = "2023-09-11", value = "2023-W35" },
             { "It sank {match:nearly four years ago}.", date = "1998-02-27", value = "1994", mod = "LESS_THAN" },
             { "It sank {match:a few years ago}.", date = "1998-02-27", value = "PAST_REF" },
             { "It sank on Aug. 7, 1998. {match:Three days later} divers came.", value = "1998-08-10" } },
    miss = { "It took two weeks.", "He came later with two others." },
  },
}

rule "year-ago" {
  doc   = "A year before the quarter that is spoken of, or else before the document's date.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( "a" | "one" ) unit:"year" ( "ago" | "earlier" | "before" (?= "," | "." | ";" ) ) ]=],
  set   = { number = "1", shift = "-", anchor = "quarter" },
  over  = { "ago" },
  examples = {
    hit  = { { "In the third quarter sales fell from {match:a year ago}.", date = "1989-10-26", value = "1988-Q3" },
             { "It sank {match:a year ago}.", date = "1998-02-27", value = "1997" } },
    miss = { "It took a year.", "A year before the war it sank." },
  },
}

rule "year-earlier" {
  doc   = "The period a year before: the year-earlier quarter, year-ago results, the same period last year.",
  tags  = { "time" },
  emits = "time",
  match = [=[ "the"? ( "comparable" | "corresponding" )? unit:"year" "-" ( "ago" | "earlier" )
                ( "first" | "second" | "third" | "fourth" )? ( "quarter" | "period" | "half" )
              | ( "comparable" | "corresponding" )? unit:"year" "-" ( "ago" | "earlier" )
              | "the" ( "comparable" | "corresponding" | "same" | "like" | "similar" ) ( "period" | "quarter" )
              ( "of" | "in" )?
                "the"? ( "last" | "previous" ) unit:"year"
              | "last" unit:"year" "'s" ( "comparable" | "corresponding" )? ( "quarter" | "period" )
              | "the" ( "quarter" | "period" ) "a" unit:"year" ( "ago" | "earlier" ) ]=],
  set   = { number = "1", shift = "-", anchor = "quarter" },
  over  = { "quarter-reported", "unit-pointed-at" },
  examples = {
    hit  = { { "Third-quarter profit rose from {match:the year-earlier period}.", date = "1989-10-26",
               value = "1988-Q3" },
             { "Third-quarter profit rose from {match:year-ago} figures.", date = "1989-10-26", value = "1988-Q3" } },
    miss = { "The year ended earlier.", "The same period saw profit rise." },
  },
}

---- the present, the past, the future ----

rule "at-large" {
  doc   = "Now, currently, recently, in the future; not the “Now,” that only opens a sentence.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ref:$times-refs (?<! [word=/Now/] ) | ref:[word=/Now/] (?! "," | "for" ) ]=],
  -- "May now sell" tells of what follows.
  unless = { before = [=[ "can" | "could" | "may" | "might" | "must" | "should" | "would" ]=],
             after  = [=[ "-" | [pos=NUM] | [word in $numberwords] | "few" | "several" ]=] },
  set   = { ref = "ref.$times-refs.value" },
  examples = {
    hit  = { { "The line is {match:now} open.", value = "PRESENT_REF" },
             { "The line opened {match:recently}.", value = "PAST_REF" },
             { "The line will pay in {match:the future}.", value = "FUTURE_REF" } },
    miss = { "He knows nothing.", "He went past the shop.", "With that vote the city may now sell the line.",
             "Now, who would have thought so?" },
  },
}

rule "soon" {
  doc   = "Soon, where nothing is compared.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ref:"soon" ]=],
  unless = { before = [=[ "as" | "how" | "too" | "so" | "was" | "were" ]=],
             after  = [=[ "as" | "after" | "-" | "afterward" | "afterwards" | @told ]=] },
  set   = { ref = "future" },
  examples = {
    hit  = { { "It will {match:soon} sail.", value = "FUTURE_REF" },
             { "It sails {match:soon}.", value = "FUTURE_REF" } },
    miss = { "It sails as soon as it can.", "It sank soon after.", "He was soon released." },
  },
}

rule "some-day" {
  doc   = "One day, of a time to come that nobody knows.",
  tags  = { "time" },
  emits = "time",
  match = [=[ (?<= "will" | "would" | "may" | "might" | "could" | "can" | "to" | [lemma=hope] [pos=PRON]? | "must" )
              ref:( "one" "day" | "someday" ) ]=],
  unless = { after = [=[ "," /\d+/ | "of" | "-" | "before" | "after" | "in" "jail" ]=] },
  set   = { ref = "future" },
  over  = { "amount" },
  examples = {
    hit  = { { "It will {match:one day} sail.", value = "FUTURE_REF" },
             { "He hopes to {match:someday} sail.", value = "FUTURE_REF" } },
    miss = { "It rained for a day.", "One of them came by day." },
  },
}

rule "current" {
  doc   = "Current, as an adjective.",
  tags  = { "time" },
  emits = "time",
  match = [=[ "current" ]=],
  set   = { ref = "present" },
  unless = { after = [=[ "account" | "accounts" | "affairs" | "events" | [pos=VERB] | [pos=AUX] | "," | "." ]=] },
  examples = {
    hit  = { { "Her {match:current} post ends.", value = "PRESENT_REF" },
             { "Under the {match:current} treaty it may.", value = "PRESENT_REF" } },
    miss = { "The current account is empty.", "They swam against the current." },
  },
}

rule "recent" {
  doc   = "Recent, as an adjective.",
  tags  = { "time" },
  emits = "time",
  match = [=[ "recent" ]=],
  set   = { ref = "past" },
  examples = {
    hit  = { { "A {match:recent} survey says so.", value = "PAST_REF" },
             { "The {match:recent} rain helped.", value = "PAST_REF" } },
    miss = { "He sent a recess note.", "Decent rain fell." },
  },
}

---- times of day ----

rule "clock" {
  doc   = "A time by the clock, with its zone and the day beside it.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( @approx )? clock:@clock ( "(" zone:$timezones ")" | zone:$timezones )?
              ( ( "on" | "," )? ( weekday:@wdname ( ","? @month day:@dayno )?
              | @month day:@dayno ( ","? year:@year4 )? )
              | (?= "(" [word!=")"]{1,3} ")" "on"? weekday:@wdname ) )? ]=],
  set   = { mod = "mod.$times-approx.value", weekday = "weekday.$times-weekdays.value",
            month = "month.$times-months.value" },
  examples = {
    hit  = { { "It sank at {match:10 a.m.} (0900 GMT) on Friday.", date = "2023-09-11", value = "2023-09-08T10:00" },
             { "It sank at {match:10:35 a.m.} on the river.", date = "1998-08-07", value = "1998-08-07T10:35" },
             { "It sank {match:around 7:15 p.m.} in fog.", date = "1998-02-12", value = "1998-02-12T19:15",
               mod = "APPROX" },
             { "It sank at {match:9 a.m. EST Tuesday}.", date = "2000-04-05", value = "2000-04-04T09:00" },
             { "It sank at {match:3pm}.", value = "XXXX-XX-XXT15:00" } },
    miss = { "It sank at 10.", "They won 3:1.", "It is 15 pm." },
  },
}

rule "clock-ahead" {
  doc   = "A time by the clock and a weekday or date behind a word that looks ahead.",
  tags  = { "time" },
  emits = "time",
  match = [=[ @around? clock:@clock (?<= @ahead [word=/about|around/i]? @clock ) ( zone:$timezones )?
              ( "on" | "," )? ( weekday:@wdname ( ","? @month day:@dayno )? | @month day:@dayno ) ]=],
  set   = { mod = "mod.$times-approx.value", weekday = "weekday.$times-weekdays.value",
            month = "month.$times-months.value",
            tense = "future" },
  over  = { "clock" },
  examples = {
    hit  = { { "They have until {match:9 a.m. Tuesday} to sign.", date = "2000-04-03", value = "2000-04-04T09:00" },
             { "It will sail at {match:9 a.m. EST on Jan. 4}.", date = "2000-04-03", value = "2001-01-04T09:00" } },
    miss = { "They will sign.", "They have until noon." },
  },
}

rule "clock-of-day" {
  doc   = "A time by the clock today, yesterday, tomorrow.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( @approx )? clock:@clock ( zone:$timezones )? direction:[word in $times-deictic] ]=],
  set   = { mod = "mod.$times-approx.value", direction = "direction.$times-deictic.value", unit = "day" },
  examples = {
    hit  = { { "It sails at {match:10 a.m. tomorrow}.", date = "1998-08-07", value = "1998-08-08T10:00" },
             { "It sank at {match:3 p.m. yesterday}.", date = "1998-08-07", value = "1998-08-06T15:00" } },
    miss = { "It sails at 10.", "It sails tomorrow." },
  },
}

rule "clock-of-24-hours" {
  doc   = "A time of 24 hours, where its place shows that it is one.",
  tags  = { "time" },
  emits = "time",
  match = [=[ clock:( /[01]?\d|2[0-3]/ ":" /[0-5]\d/ | /([01]\d|2[0-3])[0-5]\d/ )
              ( "(" zone:$timezones ")" | zone:$timezones )
              | (?<= "at" | "by" | "until" | "from" | "around" | "about" | "since" )
              clock:( /[01]?\d|2[0-3]/ ":" /[0-5]\d/ ) ]=],
  unless = { before = [=[ ":" ]=], after = [=[ ":" | @ampm | @hyphen /\d+/ ":" ]=] },
  examples = {
    hit  = { { "It sank at {match:14:05}.", date = "1998-08-07", value = "1998-08-07T14:05" },
             { "It sank at {match:0735 GMT}.", date = "1998-08-07", value = "1998-08-07T07:35" } },
    miss = { "She won in 12:30.", "See Luke 12:30.", "She won in 21:04:23 Z." },
  },
}

rule "clock-in-words" {
  doc   = "Five o'clock, 4 in the morning, ten at night.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( @approx )? hour:( /\d{1,2}/ | [word in $numberwords] )
              ( "o'clock" ( "in" "the" part:@daypart | "at" part:"night" )? | "in" "the" part:@daypart
              | "at" part:"night" ) ]=],
  unless = { before = [=[ [pos=NOUN] ]=] },
  set   = { mod = "mod.$times-approx.value", part = "part.$times-parts.value" },
  examples = {
    hit  = { { "It sank at {match:4 in the morning}.", date = "2000-04-06", value = "2000-04-06T04:00" },
             { "It sank at {match:ten o'clock at night}.", date = "2000-04-06", value = "2000-04-06T22:00" } },
    miss = { "Ten people came.", "He rose at four." },
  },
}

rule "clock-past-or-to" {
  doc   = "Half past nine, a quarter to ten, twenty past 4: as said, of whichever half of the day.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( @approx )? clock:( ( "half" "past" | "a"? "quarter" ( "past" | "to" ) ) [word in $numberwords] )
              | (?<= "at" | "until" | "till" | "before" | "after" | "around" | "about" | "since" | "was" | "is" )
                clock:( ( "five" | "ten" | "twenty" ( "-"? "five" )? | [word in $numberwords] "minutes" )
                ( "past" | "to" ) [word in $numberwords] ) ]=],
  unless = { after  = [=[ [pos=NOUN | pos=NUM | pos=ADJ] | "-" | "to" | "of" | "percent" | "%" | "pct" | "mln" ]=] },
  set   = { mod = "mod.$times-approx.value" },
  examples = {
    hit  = { { "It sank at {match:half past nine}.", date = "2000-04-06", value = "2000-04-06T09:30" },
             { "It sank at {match:a quarter to one}.", date = "2000-04-06", value = "2000-04-06T12:45" },
             { "It sank at {match:twenty past four}.", date = "2000-04-06", value = "2000-04-06T04:20" } },
    miss = { "They won by five to three.", "Three to four men came.", "He walked past nine houses.",
             "It grew by nine to ten mln tonnes." },
  },
}

rule "clock-named" {
  doc   = "Noon and midnight, with the day beside them.",
  tags  = { "time" },
  emits = "time",
  match = [=[ clock:[word in $times-clocks] ( ( "on" | "," )? weekday:@wdname ( ","? @month day:@dayno )? )? ]=],
  unless = { after = [=[ [pos=NOUN] ]=] },
  set   = { clock = "clock.$times-clocks.value", weekday = "weekday.$times-weekdays.value",
            month = "month.$times-months.value" },
  examples = {
    hit  = { { "It sank at {match:noon Saturday}.", date = "1991-02-18", value = "1991-02-16T12:00" },
             { "It sank at {match:midnight}.", date = "1991-02-18", value = "1991-02-18T24:00" } },
    miss = { "The middle of it sank.", "No one came." },
  },
}

---- amounts ----

macro "age" [=[ "-"? ( "old" | "olds" ) ]=]

rule "amount" {
  doc   = "An amount of time.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( (?! "over" $amounts ) @approx )? "another"? number:@number "-"? "more"?
              ( "trading" | "working" | "business" | "calendar" | "consecutive" | "straight" )?
              unit:( @oneunit | (?<! "-" ) @unit ) ( "or" "so" | "or" "more" )?
              ( "and" number2:@number unit2:@unit )?
              | "a" number:@number "-"? unit:@oneunit "period" ]=],
  unless = { after = [=[ @age | "of" "age" | "a" [word in $times-units] ]=],
             before = [=[ "aged" | "age" | "$" | "top" ]=] },
  set   = { unit = "unit.$times-units.value", unit2 = "unit2.$times-units.value", mod = "mod.$times-approx.value" },
  examples = {
    hit  = { { "They marched for {match:three days}.", value = "P3D" },
             { "The {match:five-year} plan failed.", value = "P5Y" },
             { "It grew over {match:a three-year period}.", value = "P3Y" },
             { "It took {match:more than two thousand years}.", value = "P2000Y", mod = "MORE_THAN" },
             { "It took {match:2 1/2 years}.", value = "P2Y6M" },
             { "It took {match:300 million years}.", value = "P300000000Y" },
             { "It took {match:two and a half million years}.", value = "P2500000Y" },
             { "It took {match:4.5 billion years}.", value = "P4500000000Y" },
             { "It took {match:several months}.", value = "PXM" } },
    miss = { "The boy is three years old.", "Three men came.", "He came second.", "It is open 24 hours a day." },
  },
}

rule "amount-one" {
  doc   = "An amount of one unit with “a”.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( @approx )? number:( "a" | "an" | "another" ) ( "full" | "whole" )? unit:@oneunit
              ( "or" "so" | "or" "more" )? ]=],
  unless = { before = [=[ /\d.*/ | [pos=NOUN] | [pos=NUM] | "once" | "twice" | "times" | "%" | "percent" ]=],
             after  = [=[ @age | [pos=NOUN] | "-" | "when" ]=] },
  set   = { number = "1", unit = "unit.$times-units.value", mod = "mod.$times-approx.value" },
  examples = {
    hit  = { { "They marched for {match:a week}.", value = "P1W" },
             { "They marched for {match:nearly an hour}.", value = "PT1H", mod = "LESS_THAN" } },
    miss = { "It costs $5 a day.", "A year-end sale began.", "A man came." },
  },
}

rule "amount-and-a-half" {
  doc   = "A unit and a half of it.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( @approx )? number:( "a" | "an" | @number ) unit:@oneunit "and" "a" number2:( "half" | "quarter" ) ]=],
  set   = { unit = "unit.$times-units.value", unit2 = "unit.$times-units.value", mod = "mod.$times-approx.value" },
  examples = {
    hit  = { { "They fought for {match:a year and a half}.", value = "P18M" },
             { "They fought for {match:a minute and a half}.", value = "PT1M30S" } },
    miss = { "A year and a bit went by.", "They fought for half of it." },
  },
}

rule "amount-of-two" {
  doc   = "An amount between two: two to three weeks, 12 to 18 months, a year or two.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( @approx | "the"? [word in $times-spans] )?
              number:( /\d+/ | [word in $numberwords] ) ( "to" | "or" | @hyphen )
              ( /\d+/ | [word in $numberwords] ) "-"? unit:@unit
              | number:"a" unit:@oneunit "or" "two" ]=],
  unless = { after = [=[ @age ]=] },
  set   = { unit = "unit.$times-units.value", mod = "mod.$times-approx.value" },
  examples = {
    hit  = { { "They fought for {match:two to three weeks}.", value = "P2W" },
             { "It will sail in {match:the next 12 to 18 months}.", value = "P12M" },
             { "They fought for {match:a day or two}.", value = "P1D" } },
    miss = { "Two to three men came.", "They fought to the day." },
  },
}

rule "amount-unknown" {
  doc   = "Units without a number: for years, within weeks, weeks or months.",
  tags  = { "time" },
  emits = "time",
  match = [=[ unit:[word in $times-units & word=/[a-z]+(s|ries|nia)/ & word!=/seconds|quarters|weekends/]
              ( ( "or" | "and" ) @units )? ]=],
  unless = { before = [=[ [pos=NUM] | /\d.*/ | [pos=ADJ] | [pos=DET] | "'s" | [pos=PRON] | "of" ]=],
             after  = [=[ @age | "apart" | "when" ]=] },
  set   = { unit = "unit.$times-units.value" },
  examples = {
    hit  = { { "They fought for {match:years}.", value = "PXY" },
             { "They will come within {match:weeks}.", value = "PXW" } },
    miss = { "The good years were over.", "His days were long." },
  },
}

rule "amount-beside-event" {
  doc   = "Units beside what happened, and over the years: the weeks before the vote, the weeks ahead.",
  tags  = { "time" },
  emits = "time",
  match = [=[ (?<= "the" ) unit:@units (?= "before" | "after" | "since" | "leading" | "following" | "that" "followed" )
              | "the" unit:@units "ahead"
              | (?<= "over" ) "the" unit:( "years" | "decades" | "centuries" ) (?! "of" ) ]=],
  set   = { unit = "unit.$times-units.value" },
  examples = {
    hit  = { { "He was seen in the {match:weeks} before the vote.", value = "PXW" },
             { "Rain will fall in {match:the weeks ahead}.", value = "PXW" },
             { "Over {match:the years} it rained less.", value = "PXY" } },
    miss = { "The weeks of rain were over.", "He was seen before the vote." },
  },
}

rule "amount-long" {
  doc   = "What lasted a unit: day-long, weeklong.",
  tags  = { "time" },
  emits = "time",
  match = [=[ unit:[word in $times-longs] "-" "long" | unit:[word in $times-longs & word=/.+long/i] ]=],
  unless = { before = [=[ [pos=NUM] "-" | /\d.*/ "-"? | [word in $numberwords] "-"? ]=] },
  set   = { unit = "unit.$times-longs.value", number = "1" },
  examples = {
    hit  = { { "After {match:daylong} talks they left.", value = "P1D" },
             { "It ended a {match:month-long} strike.", value = "P1M" } },
    miss = { "The day was long.", "A three-month-long strike ended." },
  },
}

rule "amounts-long" {
  doc   = "What lasted an unknown number of units: a decades-long dispute.",
  tags  = { "time" },
  emits = "time",
  match = [=[ unit:@units "-" "long" ]=],
  set   = { unit = "unit.$times-units.value" },
  examples = {
    hit  = { { "Their {match:decades-long} dispute ended.", value = "PXDE" },
             { "After {match:hours-long} talks they left.", value = "PTXH" } },
    miss = { "The days were long.", "For years he longed for it." },
  },
}

rule "amount-pointed-at" {
  doc   = "An amount of time next to the document's date: the past two years, coming months.",
  tags  = { "time" },
  emits = "time",
  match = [=[ ( (?! "over" ) @approx )? "the"? direction:[word in $times-spans]
              ( number:( @number | "couple" "of" ) "-"? )? unit:@units ( "or" "so" | ( "and" | "or" ) @units )?
              | ( (?! "over" ) @approx )? "the"? direction:[word in $times-spans]
              number:( @figures | "one" | "half" | "quarter" ) "-"? unit:@unit ]=],
  set   = { kind = "DURATION", direction = "direction.$times-spans.value", unit = "unit.$times-units.value",
            mod = "mod.$times-approx.value" },
  examples = {
    hit  = { { "Prices fell over {match:the past two years}.", date = "2024-02-29", value = "P2Y",
               begin = "2022-02-28" },
             { "Prices fell in {match:the past 24 hours}.", value = "PT24H" },
             { "Prices will fall in {match:coming months}.", value = "PXM" },
             { "Prices fell in {match:the last few months}.", value = "PXM" },
             { "Prices fell over {match:the past half-century}.", value = "P50Y" } },
    miss = { "The last two left.", "Past the shop it rained." },
  },
}

rule "amount-counted-off" {
  doc   = "An amount at the beginning of something: the first nine months, the nine months, the four days.",
  tags  = { "time" },
  emits = "time",
  match = [=[ "the" ( "first" | "latest" | "same" | "final" | "initial" | "full" | "year" "-" "earlier" )?
              number:@number unit:@units
              | "the" ( "first" | "early" | "final" | "intervening" ) unit:@units ]=],
  unless = { after = [=[ @age ]=] },
  set   = { unit = "unit.$times-units.value" },
  examples = {
    hit  = { { "In {match:the first nine months} sales rose.", value = "P9M" },
             { "For {match:the four days} of talks it rained.", value = "P4D" } },
    miss = { "The first nine came.", "The day was long." },
  },
}

---- repetitions ----

rule "every" {
  doc   = "Every day, each July, every two weeks, each Thursday night.",
  tags  = { "time" },
  emits = "time",
  match = [=[ quant:$times-quants ( number:@number unit:@unit | unit:@oneunit | unit:"quarter"
              | weekday:@wdname ( part:@daypart )?
              | @month | season:[word in $times-seasons] | part:@daypart ) ]=],
  unless = { after = [=[ "of" "the" ]=] },
  set   = { quant = "quant.$times-quants.value", unit = "unit.$times-units.value",
            weekday = "weekday.$times-weekdays.value",
            month = "month.$times-months.value", season = "season.$times-seasons.value",
            part = "part.$times-parts.value" },
  examples = {
    hit  = { { "They meet {match:every day}.", value = "P1D", quant = "EVERY" },
             { "They meet {match:each July}.", value = "XXXX-07", quant = "EACH" },
             { "They meet {match:every two weeks}.", value = "P2W" },
             { "They meet {match:every third Friday}.", value = "XXXX-WXX-5", quant = "EVERY" },
             { "They meet {match:each Thursday night}.", value = "XXXX-WXX-4TNI" } },
    miss = { "Every one of them came.", "Each of the days was long." },
  },
}

rule "every-weekday" {
  doc   = "Every weekday, on weekdays: TIMEX3 can only say that it is by the day.",
  tags  = { "time" },
  emits = "time",
  match = [=[ quant:$times-quants? [word=/(weekday|workday|weeknight)s?/i] ]=],
  unless = { before = [=[ "a" | "the" | "last" | "next" | "busy" ]=], after = [=[ [pos=NOUN] ]=] },
  set   = { kind = "SET", unit = "day", number = "1", quant = "quant.$times-quants.value" },
  examples = {
    hit  = { { "They meet {match:every weekday}.", value = "P1D", quant = "EVERY" },
             { "They meet on {match:weekdays}.", value = "P1D" } },
    miss = { "It rained on a weekday.", "They meet every week." },
  },
}

rule "every-other" {
  doc   = "Every other day, every second week.",
  tags  = { "time" },
  emits = "time",
  match = [=[ "every" ( "other" | "second" ) unit:@oneunit ]=],
  set   = { quant = "EVERY", number = "2", unit = "unit.$times-units.value" },
  over  = { "every" },
  examples = {
    hit  = { { "They meet {match:every other week}.", value = "P2W" },
             { "They meet {match:every second day}.", value = "P2D" } },
    miss = { "Every other man came.", "The other week it rained." },
  },
}

rule "every-other-weekday" {
  doc   = "Every other Friday: a weekday of every second week, which the quantifier has to tell.",
  tags  = { "time" },
  emits = "time",
  match = [=[ "every" ( "other" | "second" ) weekday:@wdname ( part:@daypart )? ]=],
  set   = { quant = "EVERY OTHER", weekday = "weekday.$times-weekdays.value", part = "part.$times-parts.value" },
  over  = { "every" },
  examples = {
    hit  = { { "They meet {match:every other Friday}.", value = "XXXX-WXX-5", quant = "EVERY OTHER" },
             { "They meet {match:every second Sunday night}.", value = "XXXX-WXX-7TNI", quant = "EVERY OTHER" } },
    miss = { "Every other man came.", "The other Friday it rained." },
  },
}

rule "times-a-unit" {
  doc   = "Twice a week, three times a day.",
  tags  = { "time" },
  emits = "time",
  match = [=[ freq:$times-freqs ( "a" | "an" | "per" | "each" | "every" ) unit:@oneunit ]=],
  set   = { freq = "freq.$times-freqs.value", number = "1", unit = "unit.$times-units.value" },
  examples = {
    hit  = { { "They meet {match:twice a week}.", value = "P1W", freq = "2X" },
             { "They meet {match:three times a day}.", value = "P1D", freq = "3X" } },
    miss = { "They met twice.", "Three times three is nine." },
  },
}

rule "repeated" {
  doc   = "Daily, weekly, annually.",
  tags  = { "time" },
  emits = "time",
  match = [=[ unit:[word in $times-repeats & !shape=Xxxx] | <s> unit:[word in $times-repeats] (?! [shape=Xxxx] ) ]=],
  unless = { before = [=[ "newspaper" | "average" ]=], after = [=[ "newspaper" | "paper" ]=] },
  set   = { kind = "SET", unit = "unit.$times-repeats.unit", number = "unit.$times-repeats.number" },
  examples = {
    hit  = { { "They meet {match:daily}.", value = "P1D" },
             { "They meet {match:annually}.", value = "P1Y" } },
    miss = { "They read the Daily Courier.", "They meet each other." },
  },
}

rule "weekday-repeated" {
  doc   = "On Fridays, Tuesday nights, weekends.",
  tags  = { "time" },
  emits = "time",
  match = [=[ weekday:[word in $times-weekdays & word=/.+days/i]
              | weekday:@wdname part:[word in $times-parts & word=/.+s/] ]=],
  set   = { kind = "SET", weekday = "weekday.$times-weekdays.value", part = "part.$times-parts.value" },
  examples = {
    hit  = { { "It rains on {match:Fridays}.", value = "XXXX-WXX-5" },
             { "It rains {match:Tuesday nights}.", value = "XXXX-WXX-2TNI" } },
    miss = { "It rains on rainy days.", "The nights were long." },
  },
}

rule "weekends-repeated" {
  doc   = "Weekends.",
  tags  = { "time" },
  emits = "time",
  match = [=[ unit:"weekends" ]=],
  set   = { kind = "SET", unit = "weekend" },
  examples = {
    hit  = { { "She works {match:weekends}.", value = "XXXX-WXX-WE" },
             { "She works on {match:weekends}.", value = "XXXX-WXX-WE" } },
    miss = { "She works for the week.", "The end of it was near." },
  },
}
