-- weapons.lua: weapons, vehicles and military equipment: common nouns in singular and plural ("artillery shells"),
-- systems by
-- name ("S-400"), ships. The extent is the noun with what belongs to its kind, without articles, owners and numbers.

-- Words so general that by themselves they name no weapon; longer entries ("nuclear weapons") are not meant.
local generic = {
  ["weapon"] = true, ["weapons"] = true, ["weaponry"] = true, ["weapon system"] = true, ["weapon systems"] = true,
  ["weapons system"] = true, ["weapons systems"] = true, ["military supplies"] = true, ["military technology"] = true,
  ["military equipment"] = true, ["protective equipment"] = true, ["protective gear"] = true, ["decoy"] = true,
  ["decoys"] = true, ["pontoon"] = true, ["pontoons"] = true, ["handcuffs"] = true, ["parachute"] = true,
  ["parachutes"] = true, ["bradley"] = true, ["bradleys"] = true, ["corvette"] = true, ["sandbag"] = true,
  ["sandbags"] = true,
  ["surveillance system"] = true, ["surveillance systems"] = true,
}

local function drop_generic (m, doc)
  if generic[string.lower (m.text)] then return nil, "too general a word" end
  return m
end

list "not_gear"     [=[ fire control owner owners violence law laws man scientist science show shows lobby ]=]
list "handling"     [=[ fire launch supply deploy deliver send ship drop plant explode detonate destroy intercept
                        stockpile seize
                        load lay hurl brandish wield operate field donate provide smuggle ]=]
list "weapon_nouns" [=[ missile missiles rocket rockets system systems launcher launchers drone drones tank tanks
                        rifle rifles gun
                        guns howitzer howitzers battery batteries jet jets aircraft helicopter helicopters fighter
                        fighters
                        bomber bombers submarine submarines torpedo torpedoes radar shell shells round rounds bomb bombs
                        interceptor interceptors vehicle vehicles frigate frigates destroyer destroyers grenade grenades
                        pistol pistols mortar mortars plane planes warship warships ]=]
list "ship_prefixes" [=[ USS HMS INS HMAS HMCS USNS FS ROKS BRP ]=]

gazetteer "weapons" {
  doc    = "Weapons and ammunition.",
  list   = "weapons",
  label  = "WEAPON",
  tags   = { "weapon" },
  unless = { after = [=[ "-"? [lower in $not_gear] ]=] },
  on_match = drop_generic,
  examples = {
    hit  = { "They shipped {match:artillery shells} north.", "A {match:grenade} exploded." },
    miss = { "He bought weapons systems.", "Gun control divides the town." },
  },
}

gazetteer "vehicles" {
  doc    = "Military vehicles, ships and aircraft.",
  list   = "vehicles",
  label  = "WEAPON",
  tags   = { "weapon" },
  on_match = drop_generic,
  examples = {
    hit  = { "Two {match:warships} sank.", "They lost an {match:F-16} at sea." },
    miss = { "Two ferries sank.", "The old mayor walked home." },
  },
}

gazetteer "equipment" {
  doc    = "Military equipment: sensors, protection, electronics.",
  list   = "equipment",
  label  = "WEAPON",
  tags   = { "weapon" },
  on_match = drop_generic,
  examples = {
    hit  = { "They sent {match:night vision goggles}.", "They found {match:body armour}." },
    miss = { "They sent protective equipment.", "The old mayor walked home." },
  },
}

rule "ambiguous-weapon" {
  doc   = "A word that is also something else, where it is handled as a weapon: fired shells, laid mines, "
       .. "Patriot missiles.",
  emits = "entity",
  label = "WEAPON",
  tags  = { "weapon" },
  match = [=[ [lemma in $handling & pos=VERB] ( [lower="dozens" | lower="hundreds" | lower="thousands"
              | lower="a"] "lot"? "of" )? ( [pos=DET | pos=NUM | pos=ADJ | ent=NORP | ent=GPE
              | lower="its"] ){0,3} match:$weapons-ambiguous
            | match:( $weapons-ambiguous [lower in $weapon_nouns] ) ]=],
  examples = {
    hit  = { "They fired dozens of {match:shells}.", "Troops laid {match:mines} there." },
    miss = { "He found shells on the beach.", "The magazine was sold." },
  },
}

rule "designation" {
  doc   = "Letters, a hyphen, a number, and what it is: \"a KV-47 launcher\".",
  emits = "entity",
  label = "WEAPON",
  tags  = { "weapon" },
  match = [=[ [word=/\p{Lu}\p{L}{0,3}/] [word="-" & space=no] [word=/\d{1,4}\p{L}{0,3}/] [lower in $weapon_nouns]{1,2}
              ]=],
  examples = {
    hit  = { "They bought {match:KV-47 missiles}.", "A {match:Q-12B launcher} burned." },
    miss = { "They drove on the A-12.", "The old mayor walked home." },
  },
}

rule "ship" {
  doc   = "A ship by its prefix: HMS Tarn.",
  emits = "entity",
  label = "WEAPON",
  tags  = { "weapon" },
  match = [=[ [word in $ship_prefixes] ( [word=/\p{Lu}\p{L}+/] ( "de" | "of"
              | [word=/\p{Lu}\.?/] ){0,2} [word=/\p{Lu}\p{L}+/]{0,2} ) ]=],
  examples = {
    hit  = { "The frigate {match:HMS Tarn} sailed.", "They boarded {match:USS Ivo Quint}." },
    miss = { "The USS sailed.", "The old mayor walked home." },
  },
}
