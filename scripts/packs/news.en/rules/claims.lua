-- claims.lua: indirect reports: who says, thinks, wants or shows what, in the reporter's words.
local claim = use "claim"
local zones = claim.zones

rule "says-that" {
  doc   = "Source, cue, clause with \"that\".",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  scope = "para",
  max   = 400,
  zones = zones,
  match = [=[ source:<_subject/> @aside? cue:<_cue/> @to_whom @gap content:( @that @body ) ]=],
  over  = { "says" },
  on_match = claim.finish,
  examples = {
    hit  = { { "{source:Finance minister Petra Vols} {cue:said} on {when:Monday} {content:that the levy fell}.",
               src_type = "named", cue_class = "say", quote = "indirect", stance = "assert", polarity = "+",
               certainty = "certain", actual = "yes" },
             { "{source:Brightwater Foods} {cue:denied} {content:that it had known about the leak}.", stance = "deny",
               polarity = "+", actual = "yes" },
             "{source:The finance ministry} {cue:said} on Monday {content:that the deficit had halved}.",
             "{source:The company} {cue:denied}, however, {content:that its pumps had failed}.",
             "{source:Lena Orbak, a councillor from Kellmar,} {cue:warned} {content:that the bridge was unsafe}.",
             "{source:Ivo Tarn} {cue:told} {to:reporters} {content:that nobody had called him}.",
             "{source:Sources close to the talks} {cue:told} {to:the Courier} {content:that a deal was near}.",
             "{source:Tarn} {cue:said} on Monday, after a long night, {content:that the dam would hold}.",
             "{source:Tarn} {cue:said} {content:that, in the end, the vote was void}." },
    miss = { "The finance ministry said nothing.", "The old mayor walked home." },
  },
}

rule "says-whether" {
  doc   = "Source, cue, indirect question.",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  scope = "para",
  max   = 400,
  zones = zones,
  match = [=[ source:<_subject/> @aside? cue:<_cue/> @to_whom ( @adjunct ){0,2}
              content:( [lower in $wh_words] @body ) ]=],
  over  = { "says" },
  on_match = claim.finish,
  examples = {
    hit  = { { "{source:The agency} {cue:would not say} {content:whether the reactor had been inspected}.",
               src_type = "role", stance = "withhold", polarity = "?", certainty = "open", type = "question",
               actual = "yes" },
             "{source:The council} {cue:asked} {content:whether the dam had been inspected}.",
             "{source:She} {cue:wondered} {content:how long the ice would hold}." },
    miss = { "The council met when the dam broke.", "The old mayor walked home." },
  },
}

rule "says" {
  doc   = "Source, cue, and what follows: a clause without \"that\", a noun phrase, an infinitive.",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  scope = "para",
  max   = 400,
  zones = zones,
  match = [=[ (?! [lower="who" | lower="which" | lower="that"]) source:<_subject/> @aside? cue:<_cue/> @to_whom ( @when_said | @day )?
              ","? (?! [pos=AUX]) content:@body ]=],
  on_match = claim.finish,
  examples = {
    hit  = { { "{source:Senator Odile Marsh} {cue:insisted} {content:the treaty was “a gift to smugglers”}.",
               quote = "mixed", voice = "distance", type = "value" },
             { "If the court rules on Friday, {source:lawyers} {cue:would argue} {content:the ballot was void}.",
               actual = "conditional", src_type = "group" },
             { "{source:Officials} {cue:said} {content:the rebels had claimed to hold the airfield}.",
               src_type = "anonymous" },
             { "{source:Nobody} {cue:said} {content:the bridge was safe}.", actual = "negated" },
             "{source:The union} {cue:wants} {content:to reopen the pit}.",
             "{source:Critics} {cue:called for} {content:a new vote}.",
             "{source:Lena Orbak} {cue:said} {content:the bridge was unsafe}.",
             "{source:Lena Orbak} {cue:said} in a statement {content:the bridge was unsafe}.",
             "{source:The clerk} {cue:said} on Friday {content:he would resign}." },
    miss = { "The old mayor walked home.", "The cat slept on the mat.", "The clock tells the time.",
             "The referee called the players back." },
  },
}

rule "when-said" {
  doc   = "A claim inside a clause that leads into another one: its content ends at the comma.",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  max   = 200,
  zones = zones,
  match = [=[ (?<= <s> [lower in $lead_words]) source:<_subject/> @aside? cue:<_cue/> @to_whom @day?
              content:( ( (?! [word=","] | <s> | @end) ( <quote/> | [quote=no] ) )+ ) ]=],
  over  = { "says", "says-that", "says-whether" },
  on_match = claim.finish,
  examples = {
    hit  = { "When {source:Tarn} {cue:announced} {content:his plan}, nobody laughed.",
             "While {source:critics} {cue:warned} {content:that the ice was thin}, the children played." },
    miss = { "When Tarn slept, nobody laughed.", "The cat slept." },
  },
}

rule "who-says" {
  doc   = "A claim in a relative clause: its content ends at the comma.",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  max   = 200,
  zones = zones,
  match = [=[ (?<! "those") source:[lower="who" | lower="which" | lower="that"] @aside? (?= @aux $verb_strong) cue:<_cue/> @to_whom
              @day?
              content:( ( (?! [word=","] | <s> | @end) ( <quote/> | [quote=no] ) )+ ) ]=],
  over  = { "says", "says-that", "says-whether" },
  on_match = claim.finish,
  examples = {
    hit  = { "Tarn, {source:who} {cue:called for} {content:repairs}, left early.",
             "The cook, {source:who} {cue:warned} {content:that the ice was thin}, stayed at home." },
    miss = { "Tarn, who slept, woke late.", "The cat slept.", "Those who want repairs came early." },
  },
}

rule "which-they-say" {
  doc   = "The content is the relative clause's own subject: \"a plan they say failed\".",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  max   = 200,
  zones = zones,
  match = [=[ content:( [lower="which" | lower="what" | lower="whom" | lower="who"] ) source:<_subject/> cue:<_say/>
              content:( [pos=AUX | pos=VERB] @body )
            | content:<_np/> source:<_subject/> cue:<_say/> content:( [pos=AUX | pos=VERB] @body ) ]=],
  over  = { "says", "says-that", "says-whether" },
  on_match = claim.finish,
  examples = {
    hit  = { "It was a plan {content:which} {source:critics} {cue:said} {content:was doomed}.",
             "It was {content:a plan} {source:they} {cue:say} {content:was doomed}." },
    miss = { "The man who slept woke late.", "The cat slept." },
  },
}

-- The content goes on behind its attribution.
macro "rest"     [=[ "," (?! [pos=VERB & word=/.+ing/]) content:@body ]=]

rule "clause-said" {
  doc   = "Content first, then its source and cue: \"The bridge was unsafe, Orbak said.\"",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  max   = 200,
  zones = zones,
  match = [=[ ( <s> ( [lower="but" | lower="and" | lower="still" | lower="so" | lower="yet"] ","? )?
              | (?<= [word=":" | word=";"] | @dash) )
              ( (?! [lower in $lead_words]) content:( [quote=no] @side [pos=VERB | pos=AUX] @side ) ","
              source:<_subject/> @aside? cue:<_last/> @to_whom (?! "," <quote>) ( @gap @rest )?
              | content:( [quote=no] @side ) "," "as"? source:<_subject/> (?= @aux $verb_sure ",") cue:<_last/> @rest )
              ]=],
  over  = { "says" },
  on_match = claim.finish,
  examples = {
    hit  = { { "{content:The bank {hedge:may} have to sell}, {source:two people familiar with the talks} {cue:said}.",
               src_type = "anonymous", certainty = "possible", type = "forecast" },
             "{content:The bridge was unsafe}, {source:Lena Orbak} {cue:said}.",
             "{content:The vote}, {source:the clerk} {cue:said}, {content:was void}.",
             "{content:The pit would close}, {source:the Courier} {cue:reported}, citing two miners." },
    miss = { "After the storm, the mayor walked home.", "In May, the cat slept." },
  },
}

-- Verbs that may stand between a clause and their subject when no quotation mark helps.
list "saying_after" [=[ say write add explain note announce report argue warn recall conclude tweet observe acknowledge
                        joke quip declare confirm predict insist suggest admit claim ]=]

rule "clause-said-by" {
  doc   = "Content first, then cue and source: \"The bridge was unsafe, said Orbak, a councillor.\"",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  max   = 200,
  zones = zones,
  match = [=[ ( <s> ( [lower="but" | lower="and" | lower="still" | lower="so" | lower="yet"] ","? )?
              | (?<= [word=":" | word=";"] | @dash) )
              content:( [quote=no] @side [pos=VERB | pos=AUX] @side ) ","
              (?= @aux [lemma in $saying_after]) cue:<_inverted/> (?! <_subject/>) source:@behind
              (?= [word="." | word=","] | @closing | </s>) ]=],
  over  = { "says" },
  on_match = claim.finish,
  examples = {
    hit  = { "{content:The bridge was unsafe}, {cue:said} {source:Lena Orbak, a councillor}.",
             "But {content:the vote was void}, {cue:said} {source:the clerk}." },
    miss = { "Tarn, who is 52 and took office in June, rejected the charge.", "In May, the cat slept." },
  },
}

rule "as-noted" {
  doc   = "A clause with \"as\" that names the source of the main clause.",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  max   = 200,
  zones = zones,
  match = [=[ (?<= <s> [lower="but" | lower="and"]?) "as" source:<_subject/> @aside? cue:( <_last/> | <_say/> "it" )
              @gap "," content:( [] @word* ) ]=],
  over  = { "says" },
  on_match = claim.finish,
  examples = {
    hit  = { "As {source:Lena Orbak} {cue:noted}, {content:the bridge was old}.",
             "As {source:the clerk} {cue:put it}, {content:the vote was void}." },
    miss = { "As the mayor slept, the ice broke.", "The cat slept." },
  },
}

list "attributing"   [=[ "according to" "as reported by" "as noted by" "as cited by" "as quoted by" "as quoted in"
                         "as told by"
                         "as told to" "in the words of" "in the view of" "in the opinion of" "in the eyes of"
                         "in the judgment of" "in the estimation of" "by the account of" "by the estimate of"
                         "by the reckoning of" "from the point of view of" ]=]
macro "attribution"  [=[ cue:$attributing (?! [lower="plan" | lower="plans" | lower="schedule"])
                         source:( ( (?! <s> | @stop @closing? </s> | @dash | ";" | <quote>) [word!=","] )+ ) ]=]

rule "according-to" {
  doc   = "A phrase like \"according to\" with its source, before, after or inside the content.",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  max   = 200,
  zones = zones,
  match = [=[ <s> ( [lower="but" | lower="and" | lower="still"] ","? )?
              ( @attribution "," content:( ( <quote/> | [quote=no] ) @word* )
              | content:( [] @any ) "," @attribution ( @rest )?
              | content:( [] @any ) @attribution ) ]=],
  over  = { "says" },
  on_match = claim.finish,
  examples = {
    hit  = { { "{cue:According to} {source:a leaked ministry memo}, {content:four tugs left Port Ansel unlit}.",
             src_type = "document", evidence = "document" },
             "{cue:According to} {source:a leaked ministry memo}, {content:four vessels left Port Ansel}.",
             "{content:Four vessels left Port Ansel}, {cue:according to} {source:a leaked memo}." },
    miss = { "The vessels sailed according to plan.", "The old mayor walked home." },
  },
}


-- Cues that take over the source of what stands before them in the sentence.
macro "earlier"  [=[ source:<_subject/> @aside? ( <_cue/> | <_say/> | <_last/> ) @any ]=]

rule "and-warned" {
  doc   = "A second cue after \"and\" or \"but\" goes on with the source of the first.",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  max   = 200,
  zones = zones,
  match = [=[ (?<= @earlier [lower="and" | lower="but"]) (?= @aux $verb_strong) cue:<_cue/> @to_whom ","? content:@body
              ]=],
  over  = { "and-announced" },
  on_match = claim.finish,
  examples = {
    hit  = { "{source:Orbak} said that the bridge was unsafe and {cue:called for} {content:repairs}.",
             "{source:He} praised the mayor but {cue:warned} {content:that money was short}." },
    miss = { "Orbak left and walked home.", "The cat slept and dreamt." },
  },
}

rule "warning-that" {
  doc   = "A participle that goes on with the source of the claim before it.",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  max   = 200,
  zones = zones,
  match = [=[ (?<= @earlier ","? | <_say/> source:@behind ",") cue:<_ing/> @to_whom ","? content:@body ]=],
  over  = { "leaving-warned" },
  on_match = claim.finish,
  examples = {
    hit  = { "{source:Orbak} said the bridge was unsafe, {cue:adding} {content:that money was short}.",
             "{source:He} praised the mayor, {cue:calling} {content:her a friend}." },
    miss = { "Orbak left, walking home.", "The cat slept, dreaming." },
  },
}

-- The subject of the sentence, behind what leads into it.
macro "opening"  [=[ <s> ( [] @any [word="," | lower="and" | lower="but"] | [lower in $lead_words]
                     | [lower="but" | lower="and"] )?? @adverb? ]=]

rule "and-announced" {
  doc   = "A cue after \"and\" whose source is the subject of the sentence.",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  max   = 200,
  zones = zones,
  match = [=[ (?<= @opening source:<_subject/> @aside? @adverb? [pos=VERB | pos=AUX] @any
              [lower="and" | lower="but" | lower="then" | word=","]) (?= @aux $verb_strong)
              cue:<_cue/> @to_whom ","? content:@body ]=],
  on_match = claim.finish,
  examples = {
    hit  = { "{source:Orbak} left the room and {cue:warned} {content:that the bridge was unsafe}.",
             "{source:The clerk} rose and {cue:called for} {content:silence}." },
    miss = { "Orbak left and walked home.", "The cat slept and dreamt." },
  },
}

rule "leaving-warned" {
  doc   = "A participle whose source is the subject of the sentence.",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  max   = 200,
  zones = zones,
  match = [=[ (?<= @opening source:<_subject/> @aside? @adverb? [pos=VERB | pos=AUX] @any
              [word="," | lower="by" | lower="and" | lower="while" | lower="in" | lower="after" | lower="before"])
              cue:<_ing/>
              @to_whom ","? content:@body ]=],
  on_match = claim.finish,
  examples = {
    hit  = { "{source:Orbak} left the room, {cue:warning} {content:that the bridge was unsafe}.",
             "{source:The clerk} rose, {cue:calling for} {content:silence}." },
    miss = { "Orbak left, walking home.", "The cat slept, dreaming." },
  },
}


-- Cues whose subject is part of the content.

rule "is-said-to" {
  doc   = "Passive and impersonal: the subject and what follows are the content, no source is named.",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  max   = 200,
  zones = zones,
  match = [=[ ( content:<_subject/> @aside? | "it" ) cue:<_passive/> content:@body ]=],
  set   = { src_type = "none" },
  over  = { "says" },
  on_match = claim.finish,
  examples = {
    hit  = { "{content:The general} {cue:is believed} {content:to be ill}.",
             "It {cue:is feared} {content:that the dam will burst}." },
    miss = { "The bread was baked.", "The cat slept." },
  },
}

rule "criticized-by" {
  doc   = "Passive with its agent, who is the source.",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  max   = 200,
  zones = zones,
  match = [=[ content:<_subject/> @aside? cue:<_passive_by/> "by" source:@behind ]=],
  over  = { "says" },
  on_match = claim.finish,
  examples = {
    hit  = { "{content:The plan} {cue:was criticized} by {source:the union}.",
             "{content:The clerk} {cue:was accused} by {source:Ivo Tarn}." },
    miss = { "The bread was baked by Ivo.", "The cat slept." },
  },
}

rule "asked-about" {
  doc   = "A question put to somebody, by whom is not said: \"Asked whether …\".",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  max   = 200,
  zones = zones,
  match = [=[ ( cue:( [lemma=be] @adverb? "asked" @adverb? "about"? )
              | (?<= <s> | "," | "when") cue:( "asked" @adverb? "about"? ) ) @np?
              content:( ( [lower="whether" | lower="if" | lower="why" | lower="how" | lower="what"]
              | (?<= "about") [pos!=PRON] ) ( (?! [word=","] | @end | <s>) [quote=no] )* ) ]=],
  set   = { src_type = "none", cue_class = "ask", stance = "ask" },
  over  = { "says-whether", "says" },
  on_match = claim.finish,
  examples = {
    hit  = { "{cue:Asked} {content:whether the bridge was safe}, he slept.",
             "{cue:Asked about} {content:the ice}, she left." },
    miss = { "He asked whether the bridge was safe.", "The cat slept." },
  },
}

-- Nouns that report.

list "asking_nouns" [=[ call demand plea appeal request ]=]
macro "noun_cue" [=[ ( [pos=ADJ | pos=NOUN | pos=NUM]{0,2}
                       [lemma in $noun_cue_strong & (pos=NOUN | word=/.+ing/) & quote=no] ) ]=]

rule "claim-that" {
  doc   = "Somebody's noun of saying with its complement: \"his claim that\", \"the union's call for\".",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  max   = 200,
  zones = zones,
  match = [=[ ( source:[lower in $possessives]
              | source:( [pos=DET]? [pos=ADJ | pos=NOUN | pos=PROPN | word=/[A-Z][a-z]+\\./]{1,5}
              [pos=PART & word=/['’]s?/] ) )
              ( cue:@noun_cue content:( @that @body | "to" [pos=VERB | pos=AUX] @word* )
              | cue:( @noun_cue [lower="of" | lower="about" | lower="against"]
                     | [pos=ADJ]? [lemma in $asking_nouns & pos=NOUN] "for" ) content:@phrase ) ]=],
  over  = { "says" },
  on_match = claim.finish,
  examples = {
    hit  = { "{source:Tarn's} {cue:claim} {content:that the bridge was safe}.",
             "{source:His} {cue:call for} {content:a vote} failed." },
    miss = { "His dog barked.", "The cat's tail twitched." },
  },
}

rule "view-is-that" {
  doc   = "Somebody's noun of saying, a copula, and what it is: \"his view is that\".",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  max   = 200,
  zones = zones,
  match = [=[ ( source:[lower in $possessives]
              | source:( [pos=DET]? [pos=ADJ | pos=NOUN | pos=PROPN]{1,5} [pos=PART & word=/['’]s?/] ) )
              cue:( [pos=ADJ]? [lemma in $noun_cue & pos=NOUN] [lemma=be] ) ","? content:( @that @body ) ]=],
  over  = { "says", "claim-that", "is-said-to" },
  on_match = claim.finish,
  examples = {
    hit  = { "{source:His} {cue:view is} {content:that the vote was void}.",
             "{source:The union's} {cue:demand was} {content:that the pit reopen}.",
             "{source:The clerk's} {cue:view is} {content:that, after all, the vote was void}." },
    miss = { "His dog is old.", "The view is fine." },
  },
}

list "bare_claims"    [=[ claim allegation assertion accusation contention suggestion rumor rumour insinuation ]=]

rule "the-claim-that" {
  doc   = "A claim that nobody is named for: \"the allegation that\".",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  max   = 200,
  zones = zones,
  match = [=[ [pos=DET] cue:( [pos=ADJ]? [lemma in $bare_claims & pos=NOUN] ) content:( @that @body ) ]=],
  over  = { "says" },
  on_match = claim.finish,
  examples = {
    hit  = { "Nobody believed the {cue:claim} {content:that the dam was safe}.",
             "He rejects any {cue:suggestion} {content:that money changed hands}." },
    miss = { "The claim was settled.", "The claim form that she lost was green." },
  },
}

list "silent_verbs"   [=[ comment respond elaborate answer discuss speculate identify ]=]

rule "declined-to-comment" {
  doc   = "A refusal to speak: the refusal happened, what was asked for was withheld.",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  max   = 200,
  zones = zones,
  match = [=[ source:<_subject/> @aside? cue:( @aux [lemma=decline | lemma=refuse] )
              content:( "to" [lemma in $silent_verbs] @word* ) ]=],
  set   = { stance = "withhold", polarity = "?", certainty = "open", type = "question" },
  over  = { "says" },
  on_match = claim.finish,
  examples = {
    hit  = { { "{source:The firm} {cue:refused} {content:to comment}.", stance = "withhold", certainty = "open" },
             "{source:Tarn} {cue:has declined} {content:to discuss the levy}." },
    miss = { "The firm did not comment.", "The firm declined in size." },
  },
}

list "own_words"      [=[ words view opinion telling account estimation judgment judgement reckoning ]=]

rule "in-their-words" {
  doc   = "\"In the mayor's words\", \"in her view\", \"per the ministry\" before what is claimed.",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  max   = 200,
  zones = zones,
  match = [=[ <s> ( "in" ( source:[lower in $possessives]
                         | source:( [word!="," & word!="."]{1,6}? [pos=PART & word=/['’]s?/] ) ) cue:[lower in $own_words]
                  | cue:"per" source:( [pos=DET | pos=PROPN] [word!="," & word!="."]{0,6}? ) )
              "," content:( [] @word* ) ]=],
  over  = { "says", "clause-said" },
  on_match = claim.finish,
  examples = {
    hit  = { "In {source:Mayor Tarn’s} {cue:words}, {content:the bridge was doomed}.",
             "{cue:Per} {source:the ministry}, {content:nothing had changed}." },
    miss = { "In other words, it rained.", "In the garden's shade, she slept." },
  },
}

list "lead_words"     [=[ when while after before as if although though because since whereas until unless once with
                          ]=]
list "cue_negators"   { from = "negators", where = { type = "= cue-and-content" } }
list "plain_negators" [=[ not n't never no nobody nothing none neither cannot ]=]
list "content_hedges" { from = "hedges", where = { kind = "= modal" } }
list "forecasters" { from = "modals", where = { type = "= forecast" } }
list "noun_cue_strong" { from = "noun-cues", where = { strength = ">= 28" } }

list "measures" [=[ poll survey study analysis ]=]

rule "in-a-poll" {
  doc   = "A poll or study that leads into what it found: \"In a new poll, 52 percent …\".",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  max   = 200,
  zones = zones,
  match = [=[ <s> cue:[lower="in" | lower="per"] source:( [word!="," & quote=no]{0,8} [lemma in $measures & pos=NOUN]
              [word!=","]{0,8} ) ","
              content:( [] @word* ) ]=],
  set   = { cue_class = "show" },
  over  = { "says" },
  on_match = claim.finish,
  examples = {
    hit  = { "{cue:In} {source:a new poll of bakers}, {content:half of them feared the frost}.",
             "{cue:In} {source:a survey by the guild}, {content:most cooks were tired}." },
    miss = { "In the old mill, the cat slept.", "In the end, nobody wept." },
  },
}

rule "analysis-from" {
  doc   = "A kicker that names who speaks before a colon: \"Analysis from the Harbour Institute: …\".",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  zones = zones,
  match = [=[ <s> cue:( [lower in $kickers] [lower="from" | lower="by" | lower="with"] ) source:( [word!=":"]{1,10} )
              ":" content:( [] @word* ) ]=],
  on_match = claim.finish,
  examples = {
    hit  = { "{cue:Analysis from} {source:the Harbour Institute}: {content:The pact is hollow}.",
             "{cue:Commentary by} {source:Ivo Tarn}: {content:Why the ice will not hold}." },
    miss = { "Analysis from samples took a week.", "The cat slept." },
  },
}

list "kickers" [=[ analysis commentary opinion comment report essay column view perspective interview message letter
                   statement warning ]=]
