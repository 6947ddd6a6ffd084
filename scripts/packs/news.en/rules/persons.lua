-- persons.lua: people by the form of their names and by what stands before and after them. A name's extent is the name
-- alone: titles and offices show that it is one, and stay outside.

list "particles"    [=[ van von de der den del della di da dos du la le el al ul ur ibn bin bint ben abu ter zu st st.
                        Van Von De Der Den Del Della Di Da Dos Du La Le El Al Ibn Bin Bint Ben Abu Ter St. ]=]
list "name_suffixes"[=[ Jr Jr. Sr Sr. II III IV VI VII VIII IX XI XII XIII XIV XV XVI ]=]
-- Korean names write their second syllable behind a hyphen in lower case.
list "syllables"    [=[ un il jong jung sun suk sook hee hui hwan hyun jin min woo ho hong sung song chul cheol hyok
                        hyong hyeok gyu kyu soo su yong young eun in ik ki ku kun geun mi nam pil rae ryong seok shik
                        sik tae taek uk won yeon yol yeol yun yung bok bong chan chang choi dae do gil ja je jae joo ju
                        keun kil kwan kwon kyung lae man myung nyon ok rim ryol sang seo seon seong seung shin soon ung
                        wan ]=]
list "short_families"[=[ Kim Lee Park Choi Choe Jung Jeong Chung Kang Cho Jo Yoon Yun Jang Chang Lim Im Han Oh Seo Shin
                        Kwon Hwang Ahn An Song Ryu Yoo Hong Ri Pak Hyon Ro No Ban Moon Xi Li Wang Zhang Liu Chen Yang
                        Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie Tang Feng Deng Cao Peng
                        Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye Cheng Wei Su Lu Ding Ren Shen Yao Qin Wen Bo
                        Nguyen Tran Le Pham Phan Vu Dang Bui ]=]
-- Capitalised words that begin no name and are no part of one: what opens sentences, weekdays, months, the furniture of
-- letters and web pages.
list "openers"      [=[ the a an and or but if so as at by for from in into of off on out over to up with about after
                        before while when where who what why how which that this these those there here then than i you
                        he she it we they my your his her its our their me him us them no not yes yet all any each some
                        many most more one two three four five six seven eight nine ten first second third last next
                        good great best very too also just only now today tomorrow yesterday is are was were be been
                        being am do does did has have had can could will would shall should may might must let please
                        thank thanks dear hello hi hey regards cheers sincerely subject re fw fwd cc sent email mail
                        phone fax tel date page photo image monday tuesday wednesday thursday friday saturday sunday
                        january february march april june july august september october november december mon tue tues
                        wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec both either
                        neither since until although though because despite however meanwhile even still once during
                        under between among like unlike such through without within against every another other well
                        attached awesome team attendees participants visit see click call contact get give go try ask
                        check find make take come welcome congratulations sorry sure ok okay wow lol oh ah according
                        following including mr mrs ms dr says said ]=]
-- Capitalised words that are part of other names than a person's: heads of organisations, places and events, titles,
-- occupations.
list "heads"        [=[ north south east west northern southern eastern western central street road avenue square park
                        river lake bridge airport station hotel hospital church school university college institute
                        council commission committee agency authority ministry department bank association federation
                        union party movement army force forces command corps guard police court bureau office board
                        foundation fund group company corporation times post journal news island islands county city
                        town state valley beach bay mountain mountains mount hall house center centre building plaza
                        tower stadium museum library ave blvd rd day week month year war act bill law treaty agreement
                        administration analyst associate consultant manager senior junior garden gardens express
                        electric lane drive list price motorsports sea interim assistant director coordinator counsel
                        attorney engineer services systems consulting conference summit cup league prize award festival
                        games olympics championship open series show bowl hurricane storm operation project program plan
                        report study survey poll index internet web bible god lord president minister senator secretary
                        general government congress parliament senate cabinet supreme sir lady king queen prince
                        princess pope
                        exchequer section article chapter zika research broadcasting statement ]=]

-- Who speaks is mostly a person.
list "saying"       [=[ said says told tells added adds insisted argued wrote replied asked testified tweeted recalled
                        explained noted warned claimed denied admitted joked ]=]

-- Given names that are also words, but as capitalised words inside a sentence are nearly always names.
list "mostly_names" [=[ Bill Mark Rich Rod Dick Frank Grant Jack Drew Dawn Rob Pat Gene Carol Iris Joy Faith Victor
                        Nick Norm Chuck Randy
                        Sandy Rusty Art Miles Earl Kitty Penny Ruby Violet Melody Jasmine Heather Holly Robin Jay Dale
                        Glen
                        Wade Clay Ed Al Sue Bob Jean Rocky Lance Buddy Woody Ginger Daisy Ivy Gay Dean Mike Tom Jimmy
                        Jerry
                        Harry Peter Christian Colin Herb Ken Lee Marina Max Mo Nat Tony Vic Will Ray Wolf Jordan Chase
                        Hunter Tucker Rush Colt Cole
                        Bernard Angel Angela Ben Bobby Brad Buck Charlotte Chip Cliff Dolly Doug Duke Florence Frances
                        Guy Hank Jake Jesse Jo Lily Lou Matt Mick Milo Morris Olive Pierce Reese Rex Rick Rosemary Roy
                        Russ
                        Sandra Sierra Skip Sterling Theresa Tim Troy Ward Rosie Josh Kurt Ross ]=]

macro "initial"     [=[ [word=/\p{Lu}\.?/ & word!="I" & word!="A"] | "A." ]=]
macro "capital"     [=[ [word=/\p{Lu}['’]?\p{Ll}[\p{L}'’]*/ & !(lower in $openers | lower in $heads)] ]=]
macro "proper"      [=[ [word=/\p{Lu}['’]?\p{Ll}[\p{L}'’]*/ & pos=PROPN & (ent="" | ent=PERSON) & !(lower in $openers
                        | lower in $heads)] ]=]
macro "joined(first)" [=[ $first ( [word="-" & space=no] ( @capital | [word in $syllables] ) )? ]=]
macro "particles"   [=[ ( [word in $particles] "-"? ){0,2} ]=]
macro "nickname"    [=[ ( "(" | "\"" | "“" | "'" ) @capital ( ")" | "\"" | "”" | "'" ) ]=]
-- suppress: OB205
macro "given"       [=[ [(word in $given-names | word in $given-names-ambiguous) & !(lower in $openers)
                        & !(word in $person-titles)] ]=]
macro "family"      [=[ [(word in $family-names | word in $family-names-ambiguous) & ent!=ORG & !(lower in $openers
                        | lower in $heads)] ]=]
macro "middle"      [=[ ( @initial | @nickname ){0,2} @joined(@given)? ( @initial | @nickname )?
                        ( [word in $family-names & ent!=ORG & !(word in $given-names)] )? ]=]
macro "suffix"      [=[ ( ","? [word in $name_suffixes] )? ]=]
-- A name that no list knows.
-- suppress: OB205
macro "unknown"     [=[ [word=/\p{Lu}['’]?\p{Ll}[\p{L}'’]*/ & pos=PROPN & ent="" & !(lower in $openers
                        | lower in $heads | lower in $offices) & !(word in $person-titles)
                        & !(lower in $common-words)] ]=]
-- A capitalised word that shows its neighbour to be part of a longer name.
-- suppress: OB205
macro "neighbour"   [=[ [word=/\p{Lu}\p{L}+/ & pos=PROPN & ent="" & !(word in $given-names)
                        & !(word in $person-titles) & !(lower in $openers)] ]=]
-- A given name that no list knows before one that they do, inside a sentence.
-- suppress: OB205
macro "fore"        [=[ ( (?<= [word=/[\p{Ll},;(].*/]) [word=/\p{Lu}\p{Ll}+/ & pos=PROPN & ent=""
                        & !(lower in $openers | lower in $heads) & !(word in $person-titles)] )? ]=]
-- The rest of a name whose beginning is known: anything capitalised.
macro "surname"     [=[ @particles @joined(@proper) @suffix ]=]
macro "whole_name"  [=[ ( @initial | @joined(@proper) ){0,3} @particles
                         @joined([((word=/\p{Lu}['’]?\p{Ll}[\p{L}'’]*/ & pos=PROPN & (ent="" | ent=PERSON))
                        | word in $family-names-ambiguous) & !(lower in $openers | lower in $heads)]) @suffix ]=]

local gender = use "gender"

local function tell_gender (m, doc)
  gender.tell (m, doc)
  return m
end

rule "title-name" {
  doc   = "A title or an office before a name: only the name is taken.",
  emits = "entity",
  label = "PERSON",
  tags  = { "entity" },
  match = [=[ _title:$person-titles match:@whole_name
            | _title:[word="Mr" | word="Mr." | word="Mrs" | word="Mrs." | word="Ms" | word="Ms." | word="Miss"
              | word="Lady"
              | word="Lord" | word="Sir"]
              match:[(word in $short_needy | word in $family-names-ambiguous) & word=/\p{Lu}\p{Ll}+/] ]=],
  set   = { role = "_title.$person-titles.role", gender = "_title.$person-titles.gender" },
  on_match = tell_gender,
  unless = { overlap = [=[ <_mask/> | [word="St." | word="St" | word="Saint" | word="Mother"] ]=] },
  examples = {
    hit  = { { "We met Mrs. {match:Quorvath} again.", gender = "f" },
             { "Then Gen. {match:Ivo van Tarn} spoke.", role = "general" },
             { "Prime Minister {match:Helga Quorvath} resigned.", role = "prime minister", gender = "f" } },
    miss = { "Mr. President, the vote is over.", "The General spoke." },
  },
}

rule "office-name" {
  doc   = "An office in lower case before a name of at least two words.",
  emits = "entity",
  label = "PERSON",
  tags  = { "entity" },
  match = [=[ _office:$offices match:( ( @initial | @joined(@proper) ){1,3} @surname ) ]=],
  set   = { role = "_office.$offices.name" },
  on_match = tell_gender,
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "The spokesman {match:Torvel Quint} said no.",
             { "We asked finance minister {match:Ilka Zorn}.", role = "finance minister" } },
    miss = { "The minister spoke.", "The spokesman said no." },
  },
}

rule "korean-name" {
  doc   = "A short family name and a given name of two syllables: Kim Jong-un, Ban Ki-moon.",
  emits = "entity",
  label = "PERSON",
  tags  = { "entity" },
  match = [=[ [word in $short_families] @capital "-" ( [word in $syllables] | @capital ) ]=],
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "Then {match:Pak Jong-chul} spoke.", "We saw {match:Lee Min-ho} there." },
    miss = { "Lee went home.", "The old mayor walked home." },
  },
}

rule "chinese-name" {
  doc   = "A short family name and a given name that no English word is.",
  emits = "entity",
  label = "PERSON",
  tags  = { "entity" },
  match = [=[ [word in $short_families & pos=PROPN] [word=/\p{Lu}(\p{Ll}{0,3}(a|e|i|o|u|n|ng|ao|ai|ei|ou|ia|ie|uo))+/
              & pos=PROPN & !(lower in $openers | lower in $heads)] ]=],
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "Yesterday {match:Wen Dailong} spoke.", "We met {match:Zhou Meiling} there." },
    miss = { "He went home.", "The old mayor walked home." },
  },
}

rule "arabic-name" {
  doc   = "Names with al-, bin, Abu: Abu Omar al-Tarvi, Karim bin Said.",
  emits = "entity",
  label = "PERSON",
  tags  = { "entity" },
  match = [=[ ("Abu" | "Umm")? @proper{1,3} ( [lower="al" | lower="el" | lower="ul" | lower="ur" | lower="ad"
              | lower="as" | lower="az" | lower="an" | lower="ar"] "-" | [lower="bin" | lower="ibn"
              | lower="bint"] ) @capital ( [lower="al" | lower="el"] "-" @capital )?
            | "Abu" @proper{1,2} ]=],
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "Then {match:Karim al-Tarvi} spoke.", "They followed {match:Abu Zubar} home." },
    miss = { "The old mayor walked home.", "He was al dente." },
  },
}

rule "arabic-surname" {
  doc   = "A family name with al-: al-Tarvi.",
  emits = "entity",
  label = "PERSON",
  tags  = { "entity" },
  match = [=[ match:( [lower="al" | lower="el" | lower="ul" | lower="as" | lower="az" | lower="ad"
              | lower="ash"] [word="-" & space=no] [word=/\p{Lu}\p{Ll}+/ & ent=""] ) ","? [lower in $saying] ]=],
  unless = { overlap = [=[ <_mask/> ]=],
             before = [=[ @neighbour | [word="-" & space=no] | "in" | "near" | "from" | "to" ]=] },
  examples = {
    hit  = { "Then {match:al-Tarvi} said no.", "Today {match:al-Quorv} wrote to us." },
    miss = { "The old mayor walked home.", "They met in al-Tarvi." },
  },
}

-- suppress: OB205
rule "given-family" {
  doc   = "A given name and a family name that lists know.",
  emits = "entity",
  label = "PERSON",
  tags  = { "entity" },
  match = [=[ @fore _a:[word in $given-names & !(lower in $openers) & !(word in $person-titles)]
              ( [word="-" & space=no] @capital )? @middle @particles _b:@family
              ( [word="-" & space=no] @capital )? @suffix
            | (?! [lower in $offices] @given) _a:@given ( [word="-" & space=no] @capital )? @middle @particles
              _b:[ word in $family-names & ent!=ORG & !(lower in $openers | lower in $heads) ]
              ( [word="-" & space=no] @capital )? @suffix
              :: _a.word != _b.word ]=],
  on_match = tell_gender,
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "{match:Lena Miller} left.", "We met {match:John F. Parker Jr.} in the hall." },
    miss = { "The old mayor walked home.", "In May, the market opened." },
  },
}

-- suppress: OB205
rule "given-unknown" {
  doc   = "A given name and a capitalised word that no list knows.",
  emits = "entity",
  label = "PERSON",
  tags  = { "entity" },
  zones = { "body", "standfirst", "author_bio", "byline", "caption" },
  match = [=[ @fore _a:[word in $given-names & pos=PROPN & !(lower in $openers) & !(word in $person-titles)]
              ( [word="-" & space=no] @capital )? @middle
              @particles _b:[word=/\p{Lu}['’]?\p{Ll}[\p{L}'’]*/ & pos=PROPN & ent="" & !(lower in $openers
              | lower in $heads | lower in $common-words)] ( [word="-" & space=no] @capital )? @suffix
              :: _a.word != _b.word ]=],
  on_match = tell_gender,
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "The clerk greeted {match:Helga Quorvath} at noon.", "Later {match:Peter van der Oosk} spoke." },
    miss = { "The old mayor walked home.", "Peter said nothing." },
  },
}

-- suppress: OB205
rule "unknown-family" {
  doc   = "Capitalised words that no list knows before a family name that is nothing else.",
  emits = "entity",
  label = "PERSON",
  tags  = { "entity" },
  zones = { "body", "standfirst", "author_bio", "byline", "caption" },
  match = [=[ [word=/\p{Lu}['’]?\p{Ll}[\p{L}'’]*/ & pos=PROPN & ent="" & !(lower in $openers | lower in $heads
              | lower in $offices) & !(word in $person-titles) & !(word in $given-names)
              & !(lower in $common-words)]{1,2} ( @initial
              | [(word in $given-names | word in $family-names) & ent!=ORG & ent!=GPE] ){0,2} @particles
              [word in $family-names & pos=PROPN & (ent="" | ent=PERSON) & !(lower in $openers
              | lower in $heads)] @suffix ]=],
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "Then {match:Torvel Sanchez} left.", "The clerk greeted {match:Quorva Parker} at noon." },
    miss = { "The old mayor walked home.", "Miller said nothing." },
  },
}

rule "ambiguous-given-unknown" {
  doc   = "A given name that is also a word, and a family name that no list knows; at the start of a sentence "
       .. "with an initial.",
  emits = "entity",
  label = "PERSON",
  tags  = { "entity" },
  match = [=[ [word in $given-names-ambiguous & pos=PROPN] @initial{1,2} @surname
            | [word in $mostly_names & pos=PROPN & idx > 1 & ent!=ORG] @particles
              (?! [word in $fac_end | word in $loc_end | word in $gpe_end | word in $org_end | word in $org_weak |
                   word in $corporate | word in $org_more]) @unknown ]=],
  on_match = tell_gender,
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "We asked {match:Grant J. Quorvath} for help.", "We asked {match:Hope T. Zellweg} again." },
    miss = { "Grant me a wish.", "The old mayor walked home." },
  },
}

rule "both-ambiguous" {
  doc   = "A given name and a family name that are both words as well, before what people do: Hope Miller left.",
  emits = "entity",
  label = "PERSON",
  tags  = { "entity" },
  match = [=[ (?! $person-titles) match:( [word in $given-names-ambiguous & pos=PROPN
              & !(lower in $openers | lower in $clock_words)]
              @initial? [word in $family-names-ambiguous & pos=PROPN & word=/\p{Lu}\p{Ll}+/
              & !(lower in $openers | lower in $heads) & word!="Brothers" & word!="Manners"] )
              (?= [pos=VERB & word=/\p{Ll}+/] | [pos=AUX & word=/\p{Ll}+/] | "'s" | "," [lower="who" | lower="whose"])
              (?! [word in $corporate]) ]=],
  on_match = tell_gender,
  unless = { overlap = [=[ <_mask/> ]=], before = [=[ @neighbour | [word="-" & space=no] ]=] },
  examples = {
    hit  = { "{match:Hope Miller} left the hall.", "{match:Georgia Hicks} was there.",
             "Yesterday {match:Summer Lee} spoke." },
    miss = { "Hope Springs.", "The old mayor walked home." },
  },
}

rule "month-given" {
  doc   = "A given name that is also a month, before a family name: June Parker.",
  emits = "entity",
  label = "PERSON",
  tags  = { "entity" },
  match = [=[ ("April" | "May" | "June" | "August") @initial? [word in $family-names & pos=PROPN & !(lower in $openers
              | lower in $heads)] ]=],
  on_match = tell_gender,
  unless = { overlap = [=[ <_mask/> ]=],
             before = [=[ "in" | "of" | "since" | "until" | "by" | "last" | "next" | "this" ]=] },
  examples = {
    hit  = { "Then {match:June Sanchez} spoke.", "We met {match:April Gutierrez} there." },
    miss = { "In June Sanchez spoke.", "The old mayor walked home." },
  },
}

rule "initials-family" {
  doc   = "Initials and a family name: \"J. R. Quint\".",
  emits = "entity",
  label = "PERSON",
  tags  = { "entity" },
  match = [=[ [word=/(\p{Lu}\.){1,3}/ & word!="U.S." & word!="U.K." & word!="U.N." & word!="E.U." & word!="D.C." &
              word!="L.A."]{1,3}
              @given? @particles @joined([ (word in $family-names
              | word in $family-names-ambiguous) & pos=PROPN & !(lower in $openers | lower in $heads) ]) @suffix ]=],
  unless = { overlap = [=[ <_mask/> ]=], before = [=[ @capital ]=] },
  examples = {
    hit  = { "The report by {match:J. R. Miller} was short.", "We met {match:R.E. Parker}." },
    miss = { "The U.S. Army left.", "The old mayor walked home." },
  },
}

rule "mail-name" {
  doc   = "The sender of a forwarded mail: \"Lena Orbak@TARVIA\".",
  emits = "entity",
  label = "PERSON",
  tags  = { "entity" },
  match = [=[ @given @initial? ( [word=/\p{Lu}\p{L}+/] "@" [word=/\p{Lu}+/] | [word=/\p{Lu}\p{L}+@\p{Lu}+/]
              | [word=/\p{Lu}\p{L}+/] [word=/@\p{Lu}+/] ) ]=],
  examples = {
    hit  = { "{match:Lena Orbak@TARVIA} wrote.", "{match:Peter Quint@NORD} wrote." },
    miss = { "Write to lena@example.org.", "The old mayor walked home." },
  },
}

list "near_people"  { from = "people", fuzzy = 1 }

rule "person-misspelt" {
  doc   = "People in the news whose name is spelt another way, or wrong: Condoleeza Rice, Volodomyr Zelenski.",
  emits = "entity",
  label = "PERSON",
  tags  = { "entity" },
  match = [=[ (?= <ent label=PERSON/> | [word=/\p{Lu}\p{Ll}.+/ & pos=PROPN & ent=""] [word=/\p{Lu}\p{Ll}.+/])
              $near_people ]=],
  over  = { "title-name", "office-name", "korean-name", "chinese-name", "arabic-name", "given-family", "given-unknown",
            "unknown-family", "ambiguous-given-unknown", "people-short", "surnames", "first-names", "given-alone" },
  unless = { overlap = [=[ <_mask/> ]=] },
  set   = { name = "match.$near_people.name", country = "match.$near_people.country",
            role = "match.$near_people.role", spelling = "variant" },
  on_match = function (m, doc)
    while #m.match > 2 and doc:lookup ("$person-titles", m.match:sub (1, 1)) do m.match = m.match:sub (2, #m.match) end
    return tell_gender (m, doc)
  end,
  examples = {
    hit  = { "Then {match:Kim Jung-un} spoke.", "They met {match:Condoleeza Rice} there.",
             "Later {match:Vladmir Putin} agreed." },
    miss = { "Then Jean Collins spoke.", "Old Kim Jong walked home.", "We met Jon Orbak." },
  },
}

echo "surnames" {
  doc  = "The last word of a person's name, elsewhere in the article.",
  of   = "PERSON", part = "last", label = "PERSON",
  tags = { "entity" },
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = { hit = { "Lena Miller left. Then {match:Miller} came back." }, miss = { "The old mayor walked home." } },
}

echo "first-names" {
  doc  = "The first word of a person's name, elsewhere in the article.",
  of   = "PERSON", part = "first", label = "PERSON",
  tags = { "entity" },
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = { hit = { "Kim Jong-un left. Then {match:Kim} came back." }, miss = { "The old mayor walked home." } },
}

rule "surname-speaks" {
  doc   = "A family name before a verb of saying.",
  emits = "entity",
  label = "PERSON",
  tags  = { "entity" },
  match = [=[ match:[ (word in $family-names | word in $family-names-ambiguous) & pos=PROPN & ent=""
              & !(lower in $openers | lower in $heads) ] ","? [lower in $saying] ]=],
  unless = { overlap = [=[ <_mask/> ]=], before = [=[ @neighbour | "the" ]=] },
  examples = {
    hit  = { "But {match:Sanchez} said no.", "Later {match:Gutierrez} wrote to us." },
    miss = { "The old mayor walked home.", "The said letter was lost." },
  },
}

rule "short-alone" {
  doc   = "The short name of somebody in the news that is also a word or another's name.",
  emits = "entity",
  label = "PERSON",
  tags  = { "entity" },
  match = [=[ [word in $short_needy & pos=PROPN & ent="" & !(lower in $clock_words)] ]=],
  unless = { overlap = [=[ <_mask/> ]=],
             before = [=[ @neighbour | "the" | "a" | "an" | [word="-" & space=no] ]=],
             after = [=[ @neighbour | [word="-" & space=no] ]=] },
  set   = { name = "match.$people-short.name", country = "match.$people-short.country",
            role = "match.$people-short.role" },
  examples = {
    hit  = { "Yesterday {match:Clinton} spoke.", "Nobody asked {match:Bush}." },
    miss = { "The old mayor walked home.", "The bush burned." },
  },
}

rule "name-administration" {
  doc   = "A family name between \"the\" and a word for those who govern: the Clinton administration.",
  emits = "entity",
  label = "PERSON",
  tags  = { "entity" },
  match = [=[ [lower="the"] match:[(word in $short_needy | word in $family-names
              | word in $family-names-ambiguous) & pos=PROPN & ent!=GPE]
              [lower="administration" | lower="presidency" | lower="campaign" | lower="family" | lower="era"
              | lower="years" | lower="regime" | lower="camp"] ]=],
  over  = { "organisations" },
  unless = { overlap = [=[ <_mask/> ]=] },
  set   = { name = "match.$people-short.name", country = "match.$people-short.country",
            role = "match.$people-short.role" },
  examples = {
    hit  = { "Friends of the {match:Sanchez} family left.", "Critics of the {match:Miller} campaign spoke." },
    miss = { "The old mayor walked home.", "The new administration spoke." },
  },
}

list "any_families" { from = "family-names", case = "any" }
list "any_others"   { from = "family-names-ambiguous", case = "any" }

rule "family-plural" {
  doc   = "A family by its name in the plural: the Clintons.",
  emits = "entity",
  label = "PERSON",
  tags  = { "entity" },
  match = [=[ [lower="the"] match:[word=/\p{Lu}\p{Ll}{2,}s/ & pos=PROPN & ent=""
              & (lemma in $any_families | lemma in $any_others) & !(word in $family-names) & !(lower in $common-words)
              & !(lower in $heads | lower in $openers | lemma in $heads)] (?! [word=/\p{Lu}.*/ & pos=PROPN] | "-") ]=],
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "Friends of the {match:Clintons} paid.", "They met the {match:Obamas} there." },
    miss = { "They met the Giants.", "The old mayor walked home." },
  },
}

rule "ambiguous-given-alone" {
  doc   = "A given name that is also a word, by itself, inside a sentence or addressed.",
  emits = "entity",
  label = "PERSON",
  tags  = { "entity" },
  match = [=[ [word in $mostly_names & pos=PROPN & ent="" & idx > 1]
            | [lower="hi" | lower="hello" | lower="dear"
              | lower="thanks"] ","? match:[word in $given-names-ambiguous & pos=PROPN & ent="" & word=/\p{Lu}\p{Ll}+/
              & !(lower in $openers)] ]=],
  on_match = tell_gender,
  unless = { overlap = [=[ <_mask/> ]=],
             before = [=[ @neighbour | "the" | "a" | "an" | [word="-" & space=no] ]=],
             after = [=[ @neighbour | [word="-" & space=no] ]=] },
  examples = {
    hit  = { "We thank {match:Grant} for the soup.", "Dear {match:Rusty}, come home." },
    miss = { "Grant me a wish.", "The old mayor walked home." },
  },
}

-- suppress: OB205
rule "given-alone" {
  doc   = "A given name by itself.",
  emits = "entity",
  label = "PERSON",
  tags  = { "entity" },
  match = [=[ [word in $given-names & ent="" & !(word in $person-titles)] ]=],
  on_match = tell_gender,
  unless = { overlap = [=[ <_mask/> ]=],
             before = [=[ @neighbour | "the" | "a" | "an" | [word="-" & space=no] ]=],
             after = [=[ @neighbour | [word="-" & space=no] ]=] },
  examples = {
    hit  = { "Yesterday {match:Natasha} slept.", "We thank {match:Kevin} for the soup." },
    miss = { "The old mayor walked home.", "Grant me a wish." },
  },
}
