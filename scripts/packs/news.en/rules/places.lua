-- places.lua: places by the word that says what they are ("Lake …", "… Airport"), by what stands around a name ("the
-- city
-- of …", "…, Ohio"), and the context that ambiguous names of places need.

-- Heads after the name; the label says what it is.
list "fac_end"      [=[ Airport Airfield Aerodrome Bridge Tunnel Stadium Arena Hall Palace Castle Tower Towers Hotel
                        Motel Inn Resort Museum
                        Gallery Library Theatre Theater Cathedral Mosque Synagogue Temple Chapel Monastery Abbey
                        Basilica Shrine Monument
                        Memorial Cemetery Prison Jail Barracks Station Terminal Harbor Harbour Pier Dam Reactor Plant
                        Refinery Mall Plaza Market
                        Square Highway Freeway Expressway Parkway
                        Gardens Zoo Park Building Mansion Restaurant Cafe Café Grill ]=]
list "loc_end"      [=[ River Creek Lake Sea Ocean Gulf Bay Strait Straits Channel Canal Fjord Falls Island Islands
                        Isle Isles Peninsula Cape
                        Archipelago Mountain Mountains Hills Hill Peak Ridge Range Valley Canyon Desert Forest
                        Rainforest Jungle Plateau Plains
                        Basin Delta Coast Beach Reef Glacier Volcano Region Strip Belt Corridor Steppe Highlands
                        Lowlands Marsh Swamp ]=]
list "gpe_end"      [=[ Province Governorate Prefecture Oblast Krai County Township Municipality Republic Territory
                        Emirate ]=]
list "loc_start"    [=[ Lake Mount Mt. Mt Cape Gulf Bay Strait Straits River Isle Isles Sea Valley Port Fort Ft. Camp
                        ]=]
list "gpe_of"       [=[ city town village province state district municipality suburb port county region capital
                        prefecture
                        governorate township borough commune hamlet ]=]
list "directions"   [=[ North South East West Northern Southern Eastern Western Central Upper Lower Greater Northeast
                        Northwest
                        Southeast Southwest Northeastern Northwestern Southeastern Southwestern Inner Outer Old New ]=]

-- suppress: OB205
macro "place_word"  [=[ [word=/\p{Lu}['’]?\p{Ll}[\p{L}'’]*/ & !(lower in $openers) & !(word in $person-titles)] ]=]
macro "place_unit"  [=[ @place_word ( "-" @place_word )? ]=]
macro "spot"        [=[ [lower="in" | lower="from" | lower="near" | lower="at" | lower="to" | lower="around"
                        | lower="outside" | lower="across" |
                         lower="throughout" | lower="visit" | lower="visited" | lower="visiting" | lower="toward"
                        | lower="towards" | lower="via"] ]=]

rule "ambiguous-place" {
  doc   = "A place whose name is also a word or a person's, after \"in\" and the like.",
  emits = "entity",
  label = "GPE",
  tags  = { "entity" },
  match = [=[ [lower="in" | lower="near" | lower="outside"] match:$ambiguous-places
            | "from" match:$ambiguous-places (?= "to" | ",")
            | @spot (?! [word in $given-names | word in $given-names-ambiguous]) match:$ambiguous-places ]=],
  over  = { "given-alone", "ambiguous-given-alone", "surnames", "first-names", "short-alone" },
  unless = { overlap = [=[ <_mask/> ]=], after = [=[ [word=/\p{Lu}\p{L}+/ & pos=PROPN] | "'s" ]=] },
  examples = {
    hit  = { "They live in {match:Reading}.", "He came from {match:Bath} by train." },
    miss = { "Reading is fun.", "The old mayor walked home." },
  },
}

list "near_cities"   { from = "cities", where = { population = ">= 250000" }, fuzzy = 1 }
list "near_capitals" { from = "capitals", fuzzy = 1 }
list "near_countries"{ from = "countries", fuzzy = 1 }

macro "misspelt"    [=[ (?= [word=/\p{Lu}\p{Ll}{4,}/ & pos=PROPN & ent="" & !(word in $given-names)
                            & !(word in $family-names | word in $ambiguous-places)
                            & !(lower in $openers | lower in $heads)])
                        (?! $countries | $capitals | $cities) ]=]

rule "place-misspelt" {
  doc   = "A country or a big city whose name is spelt another way, or wrong: Waldivostok, Afganistan.",
  emits = "entity",
  label = "GPE",
  tags  = { "entity" },
  match = [=[ @misspelt ( $near_cities | $near_capitals | $near_countries ) ]=],
  over  = { "in-unknown", "place-in-state" },
  unless = { overlap = [=[ <_mask/> ]=], after = [=[ @neighbour ]=], before = [=[ @neighbour ]=] },
  on_match = function (m, doc)
    local entry = doc:lookup ("$near_cities", m.match) or doc:lookup ("$near_capitals", m.match)
                  or doc:lookup ("$near_countries", m.match)
    m.name, m.country, m.spelling = entry.name, entry.country, "variant"
    return m
  end,
  examples = {
    hit  = { "The ship left {match:Waldivostok} at noon.", "He fought in {match:Afganistan}.",
             "They flew to {match:Johanesburg}." },
    miss = { "A Georgien walked home.", "They asked Iranis about it.", "The old mayor walked home." },
  },
}

-- suppress: OB205
rule "place-in-state" {
  doc   = "A name before a comma and the state or country it lies in: Kellmar, Ohio.",
  emits = "entity",
  label = "GPE",
  tags  = { "entity" },
  match = [=[ match:( $ambiguous-places | [word=/\p{Lu}['’]?\p{Ll}[\p{L}'’]*/ & pos=PROPN & ent=""
              & !(lower in $openers | lower in $heads) & !(word in $person-titles)]{1,3} ) ","
              ( <ent label=GPE/> | [word in $us-postal] ) ]=],
  over  = { "given-alone", "ambiguous-given-alone", "surnames", "first-names", "short-alone" },
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "He was born in {match:Kellmar}, Ohio.", "They met in {match:Tarnholm}, Sweden." },
    miss = { "The old mayor, tired, walked home.", "In May, Germany voted." },
  },
}

rule "postal-code" {
  doc   = "The code of a state after a city: Kellmar, OH.",
  emits = "entity",
  label = "GPE",
  tags  = { "entity" },
  match = [=[ <ent label=GPE/> ","? match:[word in $us-postal] | @place_word "," match:[word in $us-postal] ]=],
  over  = { "acronym" },
  examples = {
    hit  = { "She moved to Houston, {match:TX}.", "He lives in Boston {match:MA} now." },
    miss = { "OK, he said.", "The old mayor walked home." },
  },
}

rule "place-residents" {
  doc   = "A place whose name is also a word or a person's, beside a word that shows it: Flint residents, the "
       .. "streets of Nice.",
  emits = "entity",
  label = "GPE",
  tags  = { "entity" },
  match = [=[ match:$ambiguous-places [lower="residents" | lower="suburbs" | lower="suburb" | lower="area"
              | lower="airport" | lower="police" | lower="mayor" | lower="neighborhood" | lower="neighbourhood"
              | lower="schools"]
            | [lower="mayor" | lower="streets" | lower="outskirts" | lower="suburb" | lower="residents"
              | lower="people" | lower="north" | lower="south" | lower="east" | lower="west" | lower="northwest"
              | lower="northeast" | lower="southwest" | lower="southeast" | lower="city"
              | lower="town"] "of" match:$ambiguous-places
            | match:("Detroit" | "Hollywood") ]=],
  over  = { "given-alone", "ambiguous-given-alone", "surnames", "first-names", "short-alone", "ambiguous-org" },
  unless = { overlap = [=[ <_mask/> ]=], after = [=[ @neighbour ]=] },
  examples = {
    hit  = { "{match:Reading} residents voted.", "The mayor of {match:Bath} spoke." },
    miss = { "Reading is fun.", "The old mayor walked home." },
  },
}

rule "part-of-country" {
  doc   = "The part of a country or of the world by its direction: the South, the West.",
  emits = "entity",
  label = "LOC",
  tags  = { "entity" },
  zones = { "body", "standfirst", "author_bio", "caption" },
  match = [=[ [lower="the" & idx > 1] match:("West" | "South" | "North" | "East" | "Northeast" | "Northwest"
              | "Southeast" | "Southwest") (?! [word=/\p{Lu}.*/] | "-") ]=],
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "Snow fell in the {match:South} again.", "He blames the {match:West} for it." },
    miss = { "He went to the West Wing.", "They drove west." },
  },
}

rule "river-or-firm" {
  doc   = "A river whose name a firm took, with its article: the Amazon.",
  emits = "entity",
  label = "LOC",
  tags  = { "entity" },
  match = [=[ [lower="the"] match:"Amazon" (?! [lower in $company_nouns] | [word=/\p{Lu}.*/ & pos=PROPN] | "-"
              | [lower="founder" | lower="chief" | lower="warehouse" | lower="web" | lower="website" | lower="site"
              | lower="store" | lower="deal" | lower="app"]) ]=],
  over   = { "ambiguous-org", "firm-acts", "org-first", "organisations-again" },
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "Boats sail up the {match:Amazon}.", "The {match:Amazon} flooded villages." },
    miss = { "He works for Amazon.", "The Amazon founder spoke." },
  },
}

rule "direction-place" {
  doc   = "A capitalised direction before a place: East Jerusalem, Upper Egypt.",
  emits = "entity",
  tags  = { "entity" },
  label = "LOC",
  match = [=[ ("North" | "South") "Pole" | [word in $directions] ( <ent label=GPE/> | <ent label=LOC/> ) ]=],
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "They crossed {match:Northern Germany}.", "It snowed in {match:Eastern Norway}." },
    miss = { "The North won.", "The old mayor walked home." },
  },
}

rule "fac-head" {
  doc   = "A building or a road by its head: Kellmar Airport.",
  emits = "entity",
  label = "FAC",
  tags  = { "entity" },
  match = [=[ @place_unit{0,3} [word=/\p{Lu}.*/ & pos=PROPN & !(lower in $openers)] [word in $fac_end]
            | (?<! [word=/\d+.*/ | word=/\p{Lu}.*/])
              [word=/\p{Lu}\p{Ll}+/ & pos=PROPN & !(lower in $openers) & word!="Wall"]{1,3}
              [word="Street" | word="Road" | word="Avenue" | word="Boulevard"]
            | ("St." | "St") @place_word "'s"? ("Hospital" | "Church" | "Cathedral" | "Chapel" | "Abbey" | "School"
              | "College") ]=],
  unless = { overlap = [=[ <_mask/> | [word in $given-names] "Hall" ]=],
             after = [=[ [word=/\p{Lu}\p{Ll}+/ & pos=PROPN] ]=] },
  examples = {
    hit  = { "They landed at {match:Kellmar Airport}.", "The {match:Tarn Bridge} fell." },
    miss = { "The bridge fell.", "The old mayor walked home." },
  },
}

rule "loc-head" {
  doc   = "A river, a lake, a mountain range by its head: Kellmar Hills.",
  emits = "entity",
  label = "LOC",
  tags  = { "entity" },
  match = [=[ @place_unit{1,4} [word in $loc_end] | [word in $loc_start] "of"? @place_unit{1,2} ]=],
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "They crossed the {match:Kellmar River}.", "They climbed {match:Mount Tarn}." },
    miss = { "The lake froze.", "The old mayor walked home." },
  },
}

rule "gpe-head" {
  doc   = "A province or district by its head: Kellmar Province.",
  emits = "entity",
  label = "GPE",
  tags  = { "entity" },
  match = [=[ @place_unit{1,3} [word in $gpe_end] ]=],
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "They crossed {match:Kellmar Province}.", "He lives in {match:Tarn County}." },
    miss = { "The province froze.", "The old mayor walked home." },
  },
}

rule "gpe-of" {
  doc   = "A name after \"the city of\" and the like; or before \"province\".",
  emits = "entity",
  label = "GPE",
  tags  = { "entity" },
  match = [=[ [lower in $gpe_of] "of" match:@place_unit{1,3}
              | match:( (?! [word in $directions | lower in $common-words | word=/Congressional|Judicial|.*th/])
                        @place_unit ){1,2} [lower="province"
              | lower="district" | lower="governorate" | lower="oblast" | lower="county"] ]=],
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "They left the city of {match:Kellmar}.", "It rained in {match:Tarn} province." },
    miss = { "The province froze.", "The old mayor walked home." },
  },
}

-- Words that begin names of Arabic places.
list "arabic_starts"[=[ Al Ar As Ash Ad Az An At El Dayr Deir Ayn Ain Tal Tall Tel Bir Wadi Jebel Jabal Djebel Khan Ras
                        Kafr Kfar Beit Bayt Jisr Qasr Hawr Shatt Souk Suq ]=]

rule "arabic-place" {
  doc   = "A place by the way Arabic names begin, after a preposition of place: near Ayn Tarva, in al-Quorv.",
  emits = "entity",
  label = "GPE",
  tags  = { "entity" },
  match = [=[ @spot match:( ([word in $arabic_starts] "-"? | [lower="al" | lower="ar" | lower="as" | lower="ash"
              | lower="ad" | lower="az" | lower="an" | lower="at"] "-")
              [word=/\p{Lu}['’]?\p{Ll}[\p{L}'’]+/ & !(lower in $openers | lower in $heads) & !(word in $given-names)]
              ( ([lower="al" | lower="az" | lower="ar" | lower="as"] "-"? | [word in $arabic_starts])
                [word=/\p{Lu}\p{Ll}+/] )? ) ]=],
  unless = { overlap = [=[ <_mask/> ]=], after = [=[ [word=/\p{Lu}\p{Ll}+/ & pos=PROPN] | [lower in $saying] ]=] },
  examples = {
    hit  = { "Two shells fell near {match:Ayn Tarva}.", "A bomb exploded in {match:al-Quorv} at noon." },
    miss = { "They met in Al Tarvi said Quint.", "The old mayor walked home." },
  },
}

rule "in-unknown" {
  doc   = "A capitalised word after \"in\" that nothing else explains.",
  emits = "entity",
  label = "GPE",
  tags  = { "entity" },
  zones = { "body", "standfirst", "author_bio", "caption" },
  match = [=[ [lower="in" | lower="near" | lower="outside"] match:( [word=/\p{Lu}['’]?\p{Ll}[\p{L}'’]*/ & pos=PROPN &
              !(lower in $openers) & !(lower in $heads) & !(lower in $common-words)]{1,2} ) ]=],
  unless = { overlap = [=[ <_mask/> | <ent/> ]=], after = [=[ [word=/\p{Lu}\p{L}+/ & pos=PROPN] | "'s"
                           | "-" ]=] },
  examples = {
    hit  = { "They met in {match:Tarnholm} at noon.", "A bomb fell near {match:Kellmar}." },
    miss = { "In May the market opened.", "The old mayor walked home." },
  },
}

-- A name of one word whose kind its context shows but once is of that kind wherever it stands in the article.

echo "people-again" {
  doc    = "A person of one word, where nothing else shows it: Votel after General Votel.",
  of     = "PERSON", part = "whole", label = "PERSON",
  tags   = { "entity" },
  unless = { overlap = [=[ <_mask/> | [pos!=PROPN] | [lower in $openers | lower in $heads] ]=],
             after = [=[ [word="-" & space=no] ]=] },
  examples = {
    hit  = { "General Quorvath left. Nobody followed {match:Quorvath} home.",
             "We met Mr. Zellweg. Dogs like {match:Zellweg}." },
    miss = { "The old mayor walked home.", "The general left. The generals stayed." },
  },
}

echo "organisations-again" {
  doc    = "An organisation of one word, where nothing else shows it.",
  of     = "ORG", part = "whole", label = "ORG",
  tags   = { "entity" },
  unless = { overlap = [=[ <_mask/> | [pos!=PROPN] | [lower in $openers | lower in $heads | lower in $hardly_orgs] ]=],
             after = [=[ [word="-" & space=no] ]=] },
  examples = {
    hit  = { "The fund sold its Quorvath shares. Nobody likes {match:Quorvath}.",
             "She bought a stake in Zellweg. Today {match:Zellweg} sleeps." },
    miss = { "The old mayor walked home.", "The bank paid. The banks paid." },
  },
}

echo "places-again" {
  doc    = "A place of one word, where nothing else shows it.",
  of     = "GPE", part = "whole", label = "GPE",
  tags   = { "entity" },
  unless = { overlap = [=[ <_mask/> | [pos!=PROPN] | [lower in $openers | lower in $heads] ]=],
             after = [=[ [word="-" & space=no] ]=] },
  examples = {
    hit  = { "A bomb fell near Quorvath. Nobody left {match:Quorvath}.",
             "He was born in Zellweg, Ohio. Today {match:Zellweg} sleeps." },
    miss = { "The old mayor walked home.", "The town slept." },
  },
}
