-- forces.lua: armies, units and armed groups: by name, by number and head ("3rd Battalion"), and by the common nouns
-- that stand
-- for them ("security forces", "insurgents").

list "force_kinds"  [=[ security military armed coalition government ground special naval air rebel opposition
                        insurgent militant
                        terrorist enemy foreign paramilitary guerrilla jihadist separatist allied partner occupation
                        peacekeeping police border regime loyalist expeditionary tactical combat elite
                        proxy intelligence defence defense democratic joint invading occupying resistance
                        multinational ]=]
list "force_words"  [=[ troop soldier insurgent militant guerrilla militiaman gunman jihadist terrorist militia
                        fighter paratrooper
                        mercenary airman commando guardsman marine paramilitary peacekeeper serviceman servicewoman ]=]
list "force_heads"  [=[ force unit group personnel formation battalion brigade division regiment corps squad cell
                        network coalition
                        army contingent command ]=]

list "weak_heads"   [=[ Flight Network Movement Police Wing Sector Company Section Station Front Fleet Class Group
                        Party ]=]

gazetteer "units" {
  doc   = "Armies, commands and units by name.",
  list  = "units",
  label = "ORG",
  tags  = { "force" },
  examples = {
    hit  = { "The {match:101st Airborne Division} left.", "He joined the {match:10th Mountain Division}." },
    miss = { "The old mayor walked home.", "A mountain division of labour." },
  },
}

gazetteer "armed-groups" {
  doc   = "Armed groups by name.",
  list  = "armed-groups",
  label = "ORG",
  tags  = { "force" },
  over  = { "news.en/gpe-head", "news.en/org-head", "news.en/organisations" },
  examples = {
    hit  = { "Then {match:Abu Sayyaf} attacked.", "They fought {match:Hamas} there." },
    miss = { "The old mayor walked home.", "The islamic state of art." },
  },
}

rule "numbered-unit" {
  doc   = "A unit by its number: 3rd Battalion, 321st Field Artillery Regiment.",
  emits = "entity",
  label = "ORG",
  tags  = { "force" },
  match = [=[ [word=/\d+(st|nd|rd|th)|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth/]
              [word=/\p{Lu}\p{L}+/]{0,4} $unit-heads ]=],
  examples = {
    hit  = { "The {match:23rd Quorvath Brigade} left.", "He led the {match:7th Battalion} home." },
    miss = { "The 7th guest left.", "The old mayor walked home." },
  },
}

rule "named-unit" {
  doc   = "A unit by a name and its head: Tarvian Coast Guard.",
  emits = "entity",
  label = "ORG",
  tags  = { "force" },
  match = [=[ [word=/\p{Lu}\p{L}+/ & pos=PROPN & !(word in $news.en:openers)]{1,4} $unit-heads ]=],
  unless = { overlap = [=[ [word in $weak_heads] ]=] },
  examples = {
    hit  = { "The {match:Kellmar Headquarters} burned.", "He led the {match:Quorvath Garrison} home." },
    miss = { "The guard left.", "The old mayor walked home." },
  },
}

rule "troops" {
  doc   = "Soldiers, fighters, insurgents: people who fight, as a group.",
  emits = "entity",
  label = "ORG",
  tags  = { "force" },
  match = [=[ [lower in $force_kinds]{0,2} [lemma in $force_words & word=/.*s|.*men/ & pos=NOUN] | "service"
              ("members" | "personnel") ]=],
  unless = { before = [=[ "freedom" | "fire" | "crime" | "-" ]=] },
  examples = {
    hit  = { "Many {match:soldiers} left.", "They met {match:enemy fighters} there." },
    miss = { "The fire fighters left.", "The old mayor walked home." },
  },
}

rule "forces" {
  doc   = "Forces, units, groups with a word that says they are armed.",
  emits = "entity",
  label = "ORG",
  tags  = { "force" },
  match = [=[ [lower in $force_kinds]{1,3} [lemma in $force_heads & pos=NOUN] | [ent=NORP | ent=GPE
              | ent=ORG] [lower in $force_kinds]{0,2} match:[lower="forces" | lower="troops" | lower="fighters"
              | lower="militants" | lower="military" | lower="army" | lower="navy"] ]=],
  examples = {
    hit  = { "The {match:security forces} left.", "Then {match:coalition units} fired." },
    miss = { "The forces of nature.", "The old mayor walked home." },
  },
}

rule "enemy" {
  doc   = "One side of a war by a common noun with its article: the coalition, the regime, the rebels.",
  emits = "entity",
  label = "ORG",
  tags  = { "force" },
  match = [=[ [lower="the" | lower="this" | lower="our" | lower="an" | lower="a"] ( [pos=ADJ | ent=NORP | ent=GPE
              | ent=PERSON | lower="led" | word="-"] ){0,3}
              match:( ("coalition" | "regime" | "insurgency" | "enemy" | "junta") (?! [pos=NOUN]) | "terrorist"
              ("group" | "organisation" | "organization" | "network") ) ]=],
  examples = {
    hit  = { "Then the {match:regime} fell.", "Aircraft of the international {match:coalition} flew north." },
    miss = { "The coalition talks ended.", "The old mayor walked home." },
  },
}

rule "government-of" {
  doc   = "A government by the country that it governs: the Government of Tarvia, the Federal Government of Iraq.",
  emits = "entity",
  label = "ORG",
  tags  = { "force" },
  match = [=[ ( [word=/\p{Lu}\p{Ll}+/ & (pos=ADJ | pos=PROPN)] )? [lower="government" | lower="regime"] "of"
              [lower="the"]? <ent label=GPE/>
            | <ent label=GPE/> ( [word=/\p{Lu}\p{Ll}+/ & pos=ADJ] | "Regional" | "Transitional" )?
              ("Government" | "Governments") ]=],
  examples = {
    hit  = { "We welcome what the {match:Government of Iraq} agreed.", "{match:UK Government} aid arrived." },
    miss = { "The government of the day fell.", "The old mayor walked home." },
  },
}

list "war_places"   [=[ "fighting position" "fighting positions" "supply route" "supply routes" "tunnel entrance"
                        "tunnel entrances" "staging area" "staging areas" "training camp" "training camps"
                        "safe haven" "safe havens" "front line" "front lines" "frontline" "command-and-control node"
                        "command post" "command posts" "checkpoint" "checkpoints" "military base" "military bases"
                        "air base" "air bases" "airbase" "airbases" "naval base" "naval bases" "missile site"
                        "missile sites" "supply cache" "supply caches" "headquarters compound" "safe house"
                        "safe houses" "no-fly zone" "buffer zone" "conflict zone" "war zone" "demilitarized zone"
                        "demilitarised zone" "firing range" "launch site" "launch sites" "launch pad" ]=]

rule "war-place" {
  doc   = "A place by what it is for in war, or by who holds it: two fighting positions, an ISIL-held building.",
  emits = "entity",
  label = "LOC",
  tags  = { "force" },
  match = [=[ $war_places | [ent=ORG | lower="rebel" | lower="regime" | lower="government" | lower="militant"
              | lower="opposition"] [word="-" & space=no] [lower="held" | lower="controlled" | lower="occupied"]
              match:[pos=NOUN]{1,2} ]=],
  examples = {
    hit  = { "One strike hit a {match:fighting position}.", "They shelled a rebel-held {match:town}.",
             "They drove to the {match:staging area}." },
    miss = { "The old mayor walked home.", "He held a strong position." },
  },
}

list "office_heads" [=[ "Foreign Secretary" "Defence Secretary" "Defense Secretary" "Home Secretary" "Prime Minister"
                        "Foreign Minister" "Defence Minister" "Defense Minister" "Interior Minister"
                        "Chief of Staff" "Secretary of State" "Secretary of Defense" "Secretary General"
                        "Secretary-General" "National Security Adviser" "National Security Advisor" ]=]

rule "office-holder" {
  doc   = "Somebody by the office alone, with a capital: the Foreign Secretary, the Minister for the Middle East; by "
       .. "the force that they lead or speak for: the Tarvian Navy commander.",
  emits = "entity",
  label = "PERSON",
  tags  = { "force" },
  match = [=[ ("the" | <s>) ([ent=NORP | ent=GPE])?
              match:( $office_heads | "Minister" ("of" | "for") ( "the"? <ent/> | [word=/\p{Lu}\p{Ll}+/]{1,3} ) )
            | <ent label=ORG/> [lower="commander" | lower="spokesman" | lower="spokesperson" | lower="spokeswoman"] ]=],
  over   = { "news.en/org-field", "news.en/countries", "news.en/regions", "news.en/organisations" },
  unless = { after = [=[ [word=/\p{Lu}.+/ & pos=PROPN] | "of" ]=] },
  examples = {
    hit  = { "Later the {match:Foreign Secretary} left.",
             "{match:Minister for Central Asia}, speaking in Bonn, agreed." },
    miss = { "The Prime Minister Ivo Tarn spoke.", "A minister spoke." },
  },
}

rule "powers" {
  doc   = "States and their partners as one side, without a name: the international community, coalition partners.",
  emits = "entity",
  label = "ORG",
  tags  = { "force" },
  match = [=[ "international" ("community" | "partners") | [lower="coalition" | lower="regional"
              | lower="our"] match:("partners" | "allies") | "security" "council" "members" ]=],
  examples = {
    hit  = { "The {match:international community} must act.", "We met our {match:allies} there." },
    miss = { "The village community met.", "The old mayor walked home." },
  },
}
