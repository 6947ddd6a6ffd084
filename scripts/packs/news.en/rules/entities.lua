-- entities.lua: names that lists know: people, organisations, places, peoples, events, products. What stands in a
-- list is
-- found wherever it stands; longer names win over the shorter ones inside them ("Washington Post" over "Washington").
-- Names that are also words wait for the context that persons.lua, organisations.lua and places.lua ask for.

local gender, reading = use "gender", use "reading"

-- Words that are no name although they begin with a capital

list "clock_words"  [=[ monday tuesday wednesday thursday friday saturday sunday january february march april may june
                        july
                        august september october november december mon tue tues wed thu thur thurs fri sat sun jan feb
                        mar apr jun jul aug sep sept oct nov dec christmas easter ]=]

-- Short forms that are also others' names or words: persons.lua takes them where they stand alone.
list "short_needy"  { from = "people-short", where = { need = "= context" } }

macro "shouted"     [=[ [word=/\p{Lu}['’\p{Lu}]+/] ]=]

-- Places written without a capital are places, too, but for short words and those that are words.
list "short_places" [=[ us man ill mass wash ore ind miss del ala conn cal mich tex pa md la mo va ga ky vt tenn wis
                        ark kan neb col ont sask minn mont okla fla colo nev car act gb hk kri prc drc ddr dpr gdr frg
                        rok rif aba cua ede erd fes ibb ica ise itu jau lod mau nis ome osh oss ota owo oyo poa tsu
                        uba ube ufa uji ulm wau yao yei gare ariz ]=]
list "common_places"[=[ chihuahua lhasa china turkey jordan chad guinea java muscat lima swat perm tete nada loni
                        nigel cologne natal salo tyre labrador burgundy savoy panama arcadia tonk victoria munster
                        edison elgin levis faro sofia preston america ]=]
macro "mere_word"   [=[ [(lower in $short_places & word!=/\p{Lu}+/) | (lower in $common_places & word=/\p{Ll}+/)] ]=]

gazetteer "masks" {
  doc   = "Known false hits: names inside something that is no such name.",
  list  = "masks",
  emits = "_mask",
  case  = "exact",
  tags  = { "entity" },
  on_match = function (m, doc)
    local entry = doc:lookup ("$masks", m.match)
    if entry and entry.kind ~= "word" then return nil, "a " .. entry.kind .. " all the same" end
    return m
  end,
}

rule "shouted-us" {
  doc   = "The pronoun and other words in a sentence of capitals.",
  emits = "_mask",
  tags  = { "entity" },
  match = [=[ <s> ("US" | "IT" | "WHO" | "AS" | "IS") (?= @shouted) | <s> "Polish" (?= [pos=DET | lower="your"])
              | (?<= @shouted) ("US" | "IT" | "WHO" | "AS" | "IS" | "ACT" | "TIME" | "AID" | "CAR" | "COP" | "NATION"
              | "PEOPLE" | "STAR")
              (?= @shouted | "." | "!" | "?") ]=],
}

rule "month" {
  doc   = "Months that are also names, where a month stands: in May, last April, June 4.",
  emits = "_mask",
  tags  = { "entity" },
  match = [=[ [lower="in" | lower="of" | lower="since" | lower="until" | lower="till" | lower="by" | lower="last"
              | lower="next" | lower="this" |
               lower="early" | lower="late" | lower="mid" | lower="every" | lower="from" | lower="through"
              | word=/\d{1,2}(st|nd|rd|th)?/]
              "-"? match:("May" | "March" | "April" | "June" | "August")
            | match:("May" | "March" | "April" | "June" | "August") ","? [word=/\d{1,4}(st|nd|rd|th)?/] ]=],
}

-- People, organisations, media

local crowns = {}
for word in string.gmatch ("King Queen Prince Princess Crown Pope Emperor Empress Sultan Emir Sheikh Sheik Ayatollah "
                           .. "Grand President Sir Imam Mullah Tsar Kaiser Shah", "%a+") do
  crowns[word] = true
end

gazetteer "people" {
  doc    = "People in the news, by their whole name.",
  list   = "people",
  label  = "PERSON",
  case   = "any",
  tags   = { "entity" },
  -- Crowns and titles stand outside the name: Queen Elizabeth II is Elizabeth II.
  on_match = function (m, doc)
    local name = m.match
    while #name > 1 and crowns[name:word (1)] do name = name:sub (2, #name) end
    m.match = name
    gender.tell (m, doc)
    return m
  end,
  over   = { "given-unknown", "unknown-family", "office-name" },
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "Yesterday {match:Vladimir Putin} spoke.", "They met {match:Angela Merkel} there." },
    miss = { "The old mayor walked home.", "Angela Quorvath spoke." },
  },
}

gazetteer "people-short" {
  doc    = "People so well known that one word of their name is enough.",
  list   = "people-short",
  label  = "PERSON",
  case   = "any",
  tags   = { "entity" },
  unless = { overlap = [=[ <_mask/> | $short_needy | [word=/\p{Ll}{2,}/ & !(lower in $particles)] ]=] },
  examples = {
    hit  = { "Yesterday {match:Putin} spoke.", "They met {match:Saddam} there." },
    miss = { "The old mayor walked home.", "The bush burned." },
  },
}

gazetteer "organisations" {
  doc    = "Organisations, companies, parties, agencies.",
  list   = "organisations",
  label  = "ORG",
  tags   = { "entity" },
  -- "China's foreign ministry" names China; Sotheby's, though, is a name.
  on_match = function (m, doc)
    if string.find (m.text, "['’]s %l") then return nil, "a possessive before a common noun" end
    return m
  end,
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "Then {match:NATO} met.", "He joined the {match:FBI} in spring." },
    miss = { "The old mayor walked home.", "The union met." },
  },
}

-- suppress: OB205
gazetteer "media" {
  doc    = "Newspapers, agencies, broadcasters, magazines.",
  list   = "media",
  label  = "ORG",
  tags   = { "entity" },
  -- "magazine" belongs to the name where that is a word otherwise: Time magazine, but Politico.
  on_match = function (m, doc)
    local whole = m.match
    if #whole > 1 and whole:lower (-1) == "magazine" then
      local name = whole:sub (1, #whole - 1)
      local entry = doc:lookup ("$media", name)
      if entry and entry.span == name then m.match = name end
    end
    return m
  end,
  unless = { overlap = [=[ <_mask/> | "The" [word in $demonyms] [word=/\p{L}.+/ & (pos=NOUN | pos=ADJ | pos=PROPN)]
                            | [lower="of" | lower="for"] "Foreign Affairs" | "Foreign Affairs" [word=/\p{Lu}.+/] ]=] },
  examples = {
    hit  = { "He writes for {match:Reuters}.", "The {match:Politico} magazine wrote of it.",
             "Then {match:The New York Times} wrote of it." },
    miss = { "The old mayor walked home.", "The times are hard.", "The European vote was close." },
  },
}

list "media_nouns"  [=[ magazine newspaper paper daily weekly tabloid broadsheet broadcaster channel station website
                        site outlet agency
                        network journal monthly quarterly portal blog program programme show ]=]
list "media_acts"   [=[ reported reports said says wrote published editorial reporter correspondent columnist
                        journalist columnists
                        journalists reporters crossword quoted cited headlined interview poll story article ]=]

rule "media-ambiguous" {
  doc   = "A newspaper whose name is also a word, beside a word for such: Time magazine, the weekly The European.",
  emits = "entity",
  label = "ORG",
  tags  = { "entity" },
  match = [=[ [lower in $media_nouns] ","? match:$media-ambiguous | match:$media-ambiguous ( [lower in $media_nouns]
              | [lower in $media_acts] | "'s" [lower in $media_acts] )
              | [lower="the" & idx > 1] match:("Times" | "Post" | "Journal" | "Guardian" | "Economist" | "Telegraph"
              | "Independent" | "Observer" | "Herald" | "Tribune" | "Globe" | "Chronicle") (?! [word=/\p{Lu}.*/] | "-")
              | "on" match:("ABC" | "Fox" | "Bloomberg" | "Sky") ]=],
  over   = { "demonyms" },
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "He read it in the daily {match:Telegraph}.", "He asked a {match:Guardian} reporter." },
    miss = { "The old mayor walked home.", "The European vote was close." },
  },
}

gazetteer "residences" {
  doc    = "Houses and streets that stand for a government: the Kremlin, the White House.",
  list   = "residences",
  label  = "ORG",
  tags   = { "entity" },
  unless = { overlap = [=[ <_mask/> | "Detroit" | "Hollywood" | "Bollywood" | "Broadway" | "Wall Street" "\'s"? ]=] },
  -- Who is at the White House is in a house.
  on_match = function (m, doc)
    local what = reading.judge (m, doc)
    local entry = doc:lookup ("$residences", m.match)
    if what == "place" or (what == nil and entry and entry.type == "estate") then m.label = "FAC" end
    return m
  end,
  examples = {
    hit  = { { "The {match:Kremlin} said no.", reading = "government" },
             { "Nobody at the {match:White House} spoke.", reading = "place", label = "FAC" },
             { "She painted in {match:Windsor Castle}.", label = "FAC" } },
    miss = { "The old mayor walked home.", "The white house burned." },
  },
}

gazetteer "facilities" {
  doc    = "Buildings, bridges, airports, bases, plants.",
  list   = "facilities",
  label  = "FAC",
  tags   = { "entity" },
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "They landed at {match:Heathrow Airport}.", "They climbed the {match:Eiffel Tower}." },
    miss = { "The old mayor walked home.", "The tower fell." },
  },
}

gazetteer "events" {
  doc    = "Wars, summits, treaties' conferences, tournaments, storms.",
  list   = "events",
  label  = "EVENT",
  tags   = { "entity" },
  -- Treaties and laws are no events, and holidays are times; what begins with a small letter names none.
  on_match = function (m, doc)
    local entry = doc:lookup ("$events", m.match)
    if string.find (m.text, "^%l") then return nil, "no capital" end
    local kind = entry and entry.type
    if kind == "treaty" or kind == "era" or kind == "holiday" then return nil, "a " .. kind end
    return m
  end,
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "He fought in {match:World War II}.", "He ran at the {match:Olympic Games}." },
    miss = { "The old mayor walked home.", "The war ended." },
  },
}

gazetteer "products" {
  doc    = "Named products: vehicles, devices, programs.",
  list   = "products",
  label  = "PRODUCT",
  tags   = { "entity" },
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "She bought an {match:iPhone}.", "He flew in a {match:Boeing 737}." },
    miss = { "The old mayor walked home.", "She bought a phone." },
  },
}

-- Places and peoples

-- suppress: OB205
gazetteer "countries" {
  doc    = "Countries and territories under all their names.",
  list   = "countries",
  label  = "GPE",
  case   = "any",
  tags   = { "entity" },
  on_match = function (m, doc)          -- "The Gambia" is in the list, but a small "the" is no part of a name
    if #m.match > 1 and m.match:word (1) == "the" then m.match = m.match:sub (2, #m.match) end
    reading.judge (m, doc)
    return m
  end,
  unless = { overlap = [=[ <_mask/> | @mere_word ]=],
             after = [=[ [word="-" & space=no] [word=/\p{Lu}\p{Ll}+/ & !(word in $countries | word in $capitals
                         | word in $cities | word in $demonyms | word in $admin)] ]=] },
  examples = {
    hit  = { "They left {match:Russia}.", "The {match:US} sent a ship." },
    miss = { "PLEASE TELL US WHERE YOU ARE.", "THEY GAVE US NO CHANCE.", "Tell us.", "They ate turkey.",
             "The column was signed by a China-Quorver." },
  },
}

gazetteer "capitals" {
  doc    = "Capital cities, each with the government it may stand for.",
  list   = "capitals",
  label  = "GPE",
  case   = "any",
  tags   = { "entity" },
  on_match = function (m, doc)
    if reading.judge (m, doc) == "place" then m.government = nil end
    return m
  end,
  unless = { overlap = [=[ <_mask/> | @mere_word ]=] },
  examples = {
    hit  = { { "They met in {match:Paris}.", reading = "place" },
             { "Later {match:Moscow} agreed.", reading = "government" },
             { "Talks with {match:Tehran} failed.", reading = "government" },
             { "{match:Rome} is old.", reading = "open" } },
    miss = { "The old mayor walked home.", "The capital burned." },
  },
}

gazetteer "admin" {
  doc    = "States, provinces, oblasts, Länder.",
  list   = "admin",
  label  = "GPE",
  case   = "any",
  tags   = { "entity" },
  unless = { overlap = [=[ <_mask/> | @mere_word ]=] },
  examples = {
    hit  = { "They met in {match:Bavaria}.", "He moved to {match:california} last year." },
    miss = { "The old mayor walked home.", "The state burned." },
  },
}

gazetteer "cities" {
  doc    = "Cities and towns whose name is nothing else.",
  list   = "cities",
  label  = "GPE",
  case   = "any",
  tags   = { "entity" },
  over   = { "residences" },
  unless = { overlap = [=[ <_mask/> | @mere_word ]=] },
  examples = {
    hit  = { "They met in {match:Chicago}.", "He moved to {match:Hamburg}." },
    miss = { "The old mayor walked home.", "The city burned." },
  },
}

gazetteer "regions" {
  doc    = "Continents, seas, rivers, mountains, deserts, islands.",
  list   = "regions",
  label  = "LOC",
  tags   = { "entity" },
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "They crossed {match:Africa}.", "They met in the {match:Middle East}." },
    miss = { "The old mayor walked home.", "The middle of the east." },
  },
}

gazetteer "demonyms" {
  doc    = "Nationalities, peoples, religions, followers of parties and ideologies.",
  list   = "demonyms",
  label  = "NORP",
  tags   = { "entity" },
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "A {match:French} ship sank.", "Two {match:Germans} left." },
    miss = { "The old mayor walked home.", "The people left." },
  },
}
