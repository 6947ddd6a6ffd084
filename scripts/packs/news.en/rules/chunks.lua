-- chunks.lua: the parts of sentences that claims are made of: noun phrases, subjects, verb groups with a cue, and where
-- a content ends. Private layers (their names begin with "_"): later rules read them, no output shows them. All of it
-- is built from parts of speech and lists; nothing here decides what a claim is.

-- Little words

list "wh_words"      [=[ whether if how why what when where who whom whose ]=]
list "wh_adverbs"    [=[ how why when where whether however ]=]
list "standalone"    [=[ many some most others several few both all one another two three four five six seven eight
                         nine
                         ten dozens hundreds thousands more none half either neither those these ]=]
list "persons"       [=[ me us him her them you ]=]
list "no_subject"    [=[ him them me us there what whom himself herself themselves itself each whatever how why ]=]
list "possessives"   [=[ his her its their our my your ]=]
-- "said in a statement": where, not what.
list "plain_say"     [=[ say tell write add ]=]
-- What these do to a thing is no report: "added salt", "answered the door".
list "np_weak"       [=[ add answer tweet ]=]
-- Forms of verbs of saying that are never nouns, whatever the tagger makes of them.
list "sure_verbs"    [=[ say said says told tells wrote writes asked asks thinks thought believe believes believed argue
                         argued argues insist insisted insists conclude concludes concluded added adds explains
                         explained recalls recalled admit admits admitted asserts declares acknowledges maintains
                         contend contends laments observes predicts quips responds wonders suggests quipped tweeted
                         texted vow vows vowed allege alleges alleged deny denies denied ]=]
-- What these happen to is done, not said: "tells the time", "showed him the door", "called a taxi", "claimed nine lives".
list "things"        [=[ time door way difference fortune joke taxi cab ambulance dog cat button switch brake patient
                         name letter book novel song life roof bread soup coffee tea meal drink bill ticket key
                         seat player witness substitute ]=]
list "days"          [=[ monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight
                         earlier recently last this later ]=]
list "weekdays"      [=[ monday tuesday wednesday thursday friday saturday sunday ]=]
list "focus"         [=[ even only when how why where whether just also not then still yet so now later earlier late
                         early
                         once again already here there however ]=]
list "dayparts"      [=[ night morning afternoon evening week month year monday tuesday wednesday thursday friday
                         saturday
                         sunday spring summer fall autumn winter ]=]
-- A comma and one of these ends what a person is said to have said: the rest is the reporter's.
list "cut_words"     [=[ which who whose where when but while though although whereas even despite according ]=]
list "subordinators" [=[ after before since until as than once while because though although if when that ]=]
list "apposing"      [=[ who which whose including ]=]
list "parenthetic"   [=[ however meanwhile himself herself itself themselves too ]=]
list "semi_aux"      [=[ try seek attempt decline refuse go continue begin start have use come proceed seem appear ]=]

macro "closing"  [=[ [word="”" | word="\"" | word="''" | word="’" | word=")"] ]=]
macro "stop"     [=[ [word="." | word="?" | word="!" | word="…" | word="..." | word=":"] ]=]
macro "dash"     [=[ ( [word="—" | word="--"] | [(word="-" | word="–") & space=yes] (?= [space=yes]) ) ]=]
macro "adverb"   [=[ [(pos=ADV & !(lower in $wh_adverbs)) | lower="long" | lower="once" | lower="since"] ]=]
macro "negator"  [=[ [lower="not" | lower="n't" | lower="never"] ]=]
macro "day"      [=[ [lower="on" | lower="in" | lower="at" | lower="late" | lower="early" | lower="since"]?
                     ( <time/> | [lower in $days] [lower in $dayparts]? )+ ]=]

macro "auxiliary" [=[ [pos=AUX | lemma=be | lemma=have | lower="did" | lower="does" | lower="do"] ]=]
macro "aux"      [=[ ( @adverb | @auxiliary | @negator | [lemma in $semi_aux & pos!=NOUN] "on"? "to" ){0,6} ]=]

-- Words that report, by what follows them: cue-frames.txt has the strengths.

list "noun_cue"     { from = "noun-cues", where = { strength = ">= 12" } }
list "verb_that"    { from = "cue-frames", where = { that = ">= 45" } }
list "verb_quote"   { from = "cue-frames", where = { quote = ">= 45" } }
list "verb_to"      { from = "cue-frames", where = { to = ">= 45" } }
list "verb_obj_to"  { from = "cue-frames", where = { obj_to = ">= 45" } }
list "verb_whether" { from = "cue-frames", where = { whether = ">= 45" } }
list "verb_ing"     { from = "cue-frames", where = { ing = ">= 45" } }
list "verb_of"      { from = "cues", where = { complement = "has of", strength = ">= 45" } }
list "verb_for"     { from = "cues", where = { complement = "has for", strength = ">= 45" } }
list "verb_about"   { from = "cues", where = { complement = "has about", strength = ">= 45" } }
list "verb_on"      { from = "cues", where = { complement = "has on", strength = ">= 45" } }
list "verb_in"      { from = "cues", where = { complement = "has in", strength = ">= 45" } }
list "verb_with"    { from = "cues", where = { complement = "has with", strength = ">= 45" } }
list "verb_bare"    { from = "cue-frames", where = { bare = ">= 45" } }
list "verb_end"     { from = "cue-frames", where = { ["end"] = ">= 45" } }
list "verb_quoting" { from = "cues", where = { complement = "has quote", strength = ">= 35" } }
list "verb_strong"  { from = "cues", where = { strength = ">= 65" } }
list "verb_sure"    { from = "cue-frames", where = { ["end"] = ">= 60" } }
list "seem_verbs"   [=[ seem appear ]=]
list "tell_verbs"   [=[ tell remind assure inform warn ask advise notify ]=]

-- "Orbak hopes to", "Orbak claims that": a verb that looks like a noun.
macro "hidden_verb" [=[ ( (?<= [pos=PROPN | ent!=""]) (?= [pos=NOUN & word=/[a-z]+s/]) |
                          (?<= [pos=NOUN & word=/.+[^s]/]) (?= [pos=NOUN & word=/[a-z]+s/] "to") |
                          (?<= [pos=NOUN & word=/.+s/])
                          (?= [(pos=NOUN | pos=ADJ | pos=PROPN) & word=/[a-z]+[^s]/ & !(lemma in $noun_cue)]) )
                        (?= $verb_to "to" [pos=VERB] | $verb_that [lower="that" | pos=PROPN | pos=PRON]) ]=]

-- Noun phrases

macro "nounlike" [=[ [(pos=NOUN | pos=PROPN | pos=NUM | pos=SYM | pos=X | ent!="" | word=/[A-Z][a-z]+\./) &
                      !(lower in $weekdays | lower in $sure_verbs)] ]=]
macro "nominal"  [=[ ( @nounlike | [pos=ADJ] ) ]=]

rule "noun-phrase" {
  doc   = "A noun phrase without what follows its head: determiner, adjectives, nouns and names, possessives.",
  emits = "_np",
  tags  = { "attribution" },
  status = "test",
  match = [=[ [lower="all" | lower="both" | lower="half" | lower="such"]?
              ( [pos=DET | lower in $possessives] [pos=ADV & !(lower in $focus)]? [pos=VERB & word=/.+(ed|ing|en)/]? |
                [pos=ADV & !(lower in $focus)] )? @nominal
              ( (?! @hidden_verb) @nominal | [pos=PART & word=/['’]s?/] | "–" | "&" |
                [word="-" & space=no] | [pos=VERB & space=no & word=/.+(ed|ing)/] |
                (?<= [pos=ADJ]) [lower="and" | lower="or" | word=","] (?= [pos=ADJ]) )*
              (?<= @nounlike)
            | [pos=DET | lower in $possessives] ( [pos=ADJ | pos=NUM | pos=NOUN | pos=PROPN] | "-" ){0,4}
              [pos=ADJ | word=/.+ing/]
            | [(pos=VERB | pos=ADJ | pos=ADV | pos=INTJ) & word=/[A-Z].+/ & word!=/.+(ing|ed|ly)/ & !(lower in $focus)]
              (?= @aux [pos=VERB])
            | [lower in $weekdays] [lower in $dayparts]?
            | ( [lower="about" | lower="nearly" | lower="almost" | lower="roughly"] | "at" "least" |
                [lower="more" | lower="fewer" | lower="less"] "than" )
              ( [lower in $standalone] | [pos=NUM] @nominal{0,3} (?<= @nounlike) )
            | [lower in $standalone] | [pos=PRON & !(lower in $no_subject)] ]=],
  examples = {
    hit  = { "{match:The tired old mayor} walked.", "{match:Ivo Tarn's deputy} has slept.",
             "{match:Nearly half} slept.", "{match:At least nine cooks} have slept." },
    miss = { "Walk slowly.", "And yet." },
  },
}

macro "np"       [=[ <_np/> ( "(" [word!=")"]{1,6} ")" )? ]=]
macro "link"     [=[ [pos=ADP & !(lower in $subordinators)] ]=]
macro "relative" [=[ ( [lower="who" | lower="that"] [pos=VERB | pos=AUX]{1,3}
                     ( @adverb | @link | [lower="to"] | [pos=VERB] | @np ){0,5} ) ]=]
macro "phrase"   [=[ @np ( [pos=ADJ | lower="close" | (pos=VERB & word=/.+(ed|ing|en)/)]? @link @np |
                           [pos=VERB & word=/.+ed/] @day ){0,4} ]=]
macro "adjunct"  [=[ [pos=ADP] @np ( [pos=ADP] @np )? | @day | @adverb ]=]
macro "segment"  [=[ ( (?! <s>) [word!="," & word!=";" & quote=no & !(word="—" | word="--")] ){1,20} ]=]
macro "verbal"   [=[ @adverb* [pos=VERB | pos=AUX | lower in $sure_verbs] ]=]
-- What stands between commas or dashes beside a noun: an apposition belongs to it, an aside to the clause.
macro "appos"    [=[ "," (?= [pos=DET | pos=NOUN | pos=PROPN | pos=ADJ | pos=NUM | lower in $possessives] | $apposing)
                     @segment ( "," (?! @verbal) @segment )? ","
                   | @dash @segment ( "," @segment )* @dash ]=]
macro "aside"    [=[ ( "," (?= [pos=ADP | pos=ADV | pos=VERB | pos=SCONJ]) @segment ( "," (?! @verbal) @segment )? ","
                     | @day | [lower in $parenthetic] ) ]=]

rule "subject" {
  doc   = "A noun phrase with its complements, its second half and its apposition, where a verb follows.",
  emits = "_subject",
  tags  = { "attribution" },
  status = "test",
  take  = "all",
  match = [=[ (?<! [(pos=ADP & !(lower in $subordinators)) | (pos=PART & lower!="to")])
              (?! <time/> | "it" [lemma=be | lemma=seem | lemma=appear | lemma=become | lemma=remain | pos=AUX])
              @phrase ( ( "," @phrase )* [lower="and" | lower="or"] @phrase |
                        ( "," @phrase )+ "," [lower="and" | lower="or"] @phrase )?
              ( @day? @appos | @relative )?
              (?= @aside? @adverb{0,2} ( [pos=VERB | pos=AUX | lower in $sure_verbs] | @hidden_verb )) ]=],
  examples = {
    hit  = { "{match:Ivo Tarn, the mayor of Kellmar,} has slept.", "{match:The cook and the old baker} left." },
    miss = { "Walk slowly.", "And yet." },
  },
}

-- Verb groups with a cue

macro "to_whom"  [=[ ( (?<= $tell_verbs) (?! "that" | [lower in $wh_words])
                       to:( @phrase ( [lower="and" | lower="or"] @phrase )? ) )? ]=]
macro "gap"      [=[ ( @adjunct | @np | "," ( [lower in $parenthetic] | [pos=ADP | pos=SCONJ] [word!=","]{1,6} ) "," ){0,3} ]=]
-- "said on Friday he would", "said in a statement the bridge was": when or where it was said, before a clause.
macro "when_said" [=[ ( @day | "in" [pos=DET] [pos=NOUN | pos=ADJ | pos=PROPN]{1,3} @day? )
                      (?= @phrase @adverb? [pos=AUX | (pos=VERB & word=/.+(s|ed)/)]) ]=]
macro "frame"    [=[ $verb_that (?= @gap "that" ( [word!="," & word!="."] | "," @segment "," ))
                   | $verb_quote (?= @gap [word="," | word=":"]? <quote>)
                   | $verb_to (?= @day? "to" @adverb? ( [pos=VERB | pos=AUX] | <quote> ))
                   | $verb_obj_to (?= @np ( [pos=ADP] @np )? "to" @adverb? [pos=VERB | pos=AUX])
                   | $verb_whether (?= @gap [lower in $wh_words])
                   | $verb_ing (?= [pos=VERB & word=/.+ing/])
                   | $verb_of "of" | $verb_for "for" | $verb_about "about"
                   | (?! [lemma in $plain_say]) ( $verb_on "on" (?! [lower in $days]) | $verb_in "in" )
                     | $verb_with [lower="with" | lower="against"]
                   | $verb_that (?= @when_said)
                   | $verb_that (?= @np ( [pos=ADP] @np )? @adverb? [pos=AUX | (pos=VERB & word=/.+(s|ed)/)])
                   | (?! [lemma in $np_weak]) $verb_bare
                     (?! [lower="that" & pos!=DET] | "to" | "as" [lower!="many" & lower!="much"] | <quote> | </s>
                       | [(pos=ADP & lower!="as") | pos=PUNCT | lower="and" | lower="or" | lower="but"]
                       | [lower in $wh_words | (pos=VERB & word=/.+ing/)] | @np ( [pos=ADP] @np )? "to" [pos=VERB]) ]=]
-- Verbs that report elsewhere and here only act: what follows is a thing, a night, or nothing at all.
macro "act"      [=[ ( [] [pos=PRON & lower in $persons]? [lower="for" | lower="in" | lower="to"]?
                       [pos=DET | pos=ADJ | pos=NUM | lower in $possessives]{0,3} [lemma in $things & pos=NOUN]
                       (?! [lower="that" | lower="to"] [pos!=NOUN])
                     | [] "all" [lower in $dayparts]
                     | [] "nothing" ( "at" "all" )? (?= @stop | "," | [lower="and" | lower="but"] | </s>)
                     | [lower="reports" | lower="writes"] [lower="on" | lower="about"] ) ]=]
-- Not in the passive, no infinitive, no bare participle, no tag of a page ("<tweet").
macro "start"    [=[ (?<! "to" | "<" | @adverb | @auxiliary | @negator) ]=]
macro "active"   [=[ (?! [lemma in $seem_verbs])
                     ( (?! /.+ing/) (?<! [lemma=be | lemma=get] ( @adverb | @negator ){0,2}) |
                       (?= /.+ing/) (?<= [lemma=be] ( @adverb | @negator ){0,2}) )
                     (?= [(pos=VERB | lower in $sure_verbs) & quote=no] | @hidden_verb) ]=]

rule "cue-group" {
  doc   = "A verb group whose head reports what follows it: auxiliaries, adverbs, head, preposition.",
  emits = "_cue",
  tags  = { "attribution" },
  status = "test",
  match = [=[ @start @aux @active (?! @act) ( @frame ) ]=],
  examples = {
    hit  = { "The mayor {match:has repeatedly said} that the bridge was safe.", "Critics {match:called for} a vote." },
    miss = { "The mayor walked home.", "The cat was asleep on the mat.", "The clock tells the time.",
             "The usher showed her the door.", "The waiter suggested nothing.",
             "The film <tweet id=7> slept." },
  },
}

list "light_verbs"  [=[ make give take issue offer have hold file express send launch deliver raise voice draw throw put
                        level
                        wage reach claim win receive show place lend cast find see lead pose face score sound
                        sign ]=]
list "adjective"    { from = "adjective-cues", where = { strength = ">= 35" } }
list "copulas"      [=[ be feel seem remain become sound get grow look stay ]=]
-- Not "from": who "drew criticism from the union" did not criticise.
list "linkers"      [=[ of for about on over with against at in by to toward towards ]=]
macro "linked"      [=[ ( (?= "that" | "to" [pos=VERB | pos=AUX] | "whether" | "if") | [lower in $linkers] ) ]=]

rule "cue-group-light" {
  doc   = "A light verb with a noun that reports: \"made the case that\", \"took a shot at\".",
  emits = "_cue",
  tags  = { "attribution" },
  status = "test",
  match = [=[ @start @aux @active [lemma in $light_verbs]
              [pos=DET | pos=ADJ | pos=NUM | lower in $possessives | pos=ADV]{0,4} [lemma in $noun_cue & pos=NOUN]
              @linked ]=],
  examples = {
    hit  = { "Orbak {match:made an argument for} repairs.", "He {match:issued a stern warning} that ice was thin." },
    miss = { "The mayor made bread.", "The cat slept.", "The plan drew criticism from the union." },
  },
}

rule "cue-quoted-as" {
  doc   = "A passive that keeps its source: \"was quoted as saying\".",
  emits = "_cue",
  tags  = { "attribution" },
  status = "test",
  match = [=[ @start @aux [lower="quoted" | lower="cited" | lower="heard" | lower="recorded"] "as"?
              [lower="saying" | lower="telling" | lower="warning"] ]=],
  examples = {
    hit  = { "Orbak {match:was quoted as saying} that the bridge was old.", "He {match:was heard saying} so." },
    miss = { "The mayor was sold as scrap.", "The cat slept." },
  },
}

rule "cue-group-adjective" {
  doc   = "A copula with an adjective of attitude: \"is confident that\", \"was worried about\".",
  emits = "_cue",
  tags  = { "attribution" },
  status = "test",
  match = [=[ @start @aux ( [lemma in $copulas] @adverb? )? (?<= [lemma in $copulas] ( @adverb | @negator ){0,2})
              [lower in $adjective & quote=no] @linked ]=],
  examples = {
    hit  = { "Orbak {match:is confident} that the bridge will hold.", "He {match:was deeply worried about} the ice." },
    miss = { "The mayor was tall.", "The cat slept." },
  },
}

list "passive_to"   { from = "passive-cues", where = { complement = "has to", strength = ">= 40" } }
list "passive_that" { from = "passive-cues", where = { complement = "has that", strength = ">= 40" } }
list "passive_as"   { from = "passive-cues", where = { complement = "has as", strength = ">= 40" } }
list "passive_by"   { from = "passive-cues", where = { strength = ">= 35" } }
macro "to_verb"     [=[ "to" @adverb? [pos=VERB | pos=AUX] ]=]
macro "passive"     [=[ (?<= [lemma=be | lemma=get] ( @adverb | @negator ){0,2}) (?= [(pos=VERB | pos=ADJ) & quote=no])
                        (?! /.+ing/) ]=]

rule "cue-passive" {
  doc   = "A verb group whose subject is what is reported: \"is said to\", \"was seen as\", \"seems to\".",
  emits = "_passive",
  tags  = { "attribution" },
  status = "test",
  match = [=[ @start (?! <_cue/>) @aux
              ( @passive ( $passive_to (?= @to_verb) | $passive_as "as" | $passive_that (?= "that") )
              | [lemma in $seem_verbs & quote=no]
                (?= @to_verb | "that" | "as" | "like" | [pos=ADJ | pos=ADV | pos=DET]) ) ]=],
  examples = {
    hit  = { "The general {match:is believed} to be ill.", "The vote {match:was seen as} a warning." },
    miss = { "The bread was baked.", "The cat slept." },
  },
}

rule "cue-passive-by" {
  doc   = "A passive whose agent is the source: \"was criticised by\".",
  emits = "_passive_by",
  tags  = { "attribution" },
  status = "test",
  match = [=[ @start @aux @passive $passive_by (?= "by") ]=],
  examples = {
    hit  = { "The plan {match:was criticized} by the union.", "He {match:was accused} by the clerk." },
    miss = { "The bread was baked by Ivo.", "The cat slept." },
  },
}

rule "cue-group-last" {
  doc   = "A verb group that may report what stood before it: punctuation follows.",
  emits = "_last",
  tags  = { "attribution" },
  status = "test",
  match = [=[ @start @aux @active $verb_end
              (?= ( (?<= $tell_verbs) @phrase )? @adjunct{0,2} ( [word="," | word="."] | @dash | </s> )) ]=],
  examples = {
    hit  = { "The bridge was safe, the mayor {match:said}.", "The bridge, he {match:told} reporters, was safe." },
    miss = { "The mayor said so much more than that today to us.", "The cat slept." },
  },
}

-- How something is said: a report only beside a quotation.
list "manner"       [=[ sigh whisper shout laugh mutter grumble joke cry exclaim moan roar snap murmur chuckle groan gasp
                        fume scoff sneer yell scream growl mumble stammer ]=]

rule "cue-group-quoting" {
  doc   = "A verb group that may stand beside a quotation.",
  emits = "_say",
  tags  = { "attribution" },
  status = "test",
  match = [=[ @start @aux @active ( $verb_quoting | $verb_sure | (?<= <quote/>) [lemma in $manner]
                                    | (?<= <quote/> []{1,4}) [lemma in $manner] (?= @stop | ",") ) ]=],
  examples = {
    hit  = { "The mayor {match:said} so.", "The mayor {match:has also told} us." },
    miss = { "The mayor walked home.", "The cat was asleep." },
  },
}

list "inverting"    { from = "cues", where = { complement = "has inv", strength = ">= 60" } }

rule "cue-inverted" {
  doc   = "A verb of saying before its subject: \"…, said Orbak\".",
  emits = "_inverted",
  tags  = { "attribution" },
  status = "test",
  match = [=[ (?<= "," | <quote/>) (?= [pos=VERB & quote=no]) (?! /.+ing/) $inverting (?= <_np>) ]=],
  examples = {
    hit  = { "The bridge was unsafe, {match:said} Lena Orbak.", "It held, {match:said} the clerk." },
    miss = { "The mayor walked home.", "The clerk argued." },
  },
}

rule "cue-participle" {
  doc   = "A participle that reports what follows it: \"…, warning that the bridge was unsafe\".",
  emits = "_ing",
  tags  = { "attribution" },
  status = "test",
  match = [=[ (?<! [lemma=be] | @adverb | [pos=ADP]) @adverb? (?= /.+ing/) (?= [pos=VERB & quote=no]) ( @frame ) ]=],
  examples = {
    hit  = { "The mayor left, {match:warning} that the bridge was unsafe.",
             "She wrote back, {match:calling for} a vote." },
    miss = { "The mayor was walking home.", "The king slept." },
  },
}

-- Where a content ends

macro "end"      [=[ ( @stop{1,3} @closing{0,3} </s> | [word=";"] | @dash | "," [lower in $cut_words]
                     | "," "as" (?! "well") | "," @adverb? <_ing>
                     | (?<= "," [word="”" | word="\"" | word="''"]) (?! [lower="and" | lower="or"] | <quote>)
                     | (?<= <quote/>) ( @adverb? <_ing> | ( @phrase @aside? <_say> ) )
                     | "," [lower="and" | lower="but"]? <_subject>
                     | ","? [lower="and" | lower="but"] ( <_cue> | <_say> | <_ing> ) ) ]=]
macro "that"     [=[ "that" ( "," @segment "," )? ]=]
macro "word"     [=[ (?! <s> | @end) ( <quote/> | [quote=no] ) ]=]
macro "body"     [=[ (?! @end) ( <quote/> | [quote=no] ) @word* ]=]
macro "any"      [=[ ( (?! <s>) ( <quote/> | [quote=no] ) )* ]=]
macro "side"     [=[ ( (?! <s> | [word=":" | word=";"] | @dash) ( <quote/> | [quote=no] ) )* ]=]
macro "long"     [=[ (?= <quote> [quote=yes]{5}) <quote/> ]=]
