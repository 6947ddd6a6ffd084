-- quotes.lua: quotations and the source they belong to, in every order, over the sentences of a paragraph.
local claim = use "claim"
local zones = claim.zones

-- A source that stands behind its verb, with its apposition, up to where the sentence goes on with something else.
macro "after_end" [=[ ( @stop{1,3} @closing{0,3} </s> | [word=";" | word=":"] | @dash | <quote> | [word=","] <quote>
                      | "," @adverb? [pos=VERB & word=/.+ing/] | "," [pos=ADP | pos=SCONJ]
                      | "," [lower="and" | lower="but"] | "in" [lower="a" | lower="an"] | "during" | "after" | "before"
                      | "when" | "while"
                      | "as" | ( "on" | "late" | "early" | "earlier" ){0,2} [lower in $days] ) ]=]
macro "behind"    [=[ (?= <_np> | [pos=VERB & word=/.+ed/] <_np>) ( (?! <s> | @after_end) [quote=no] )+ ]=]

-- What makes the first line of an example a headline.
local story = "\n\nThe old cook walked home on Monday, and the children slept all day. The rest was silence." ..
              "\n\nNobody wept then. The cat slept."

-- Further quotations of the paragraph that have no cue of their own go on with the first.
macro "filler"    [=[ ( (?! <_cue> | <_say> | <_ing> | <para>) [quote=no] )* ]=]
-- A cue that has its own clause behind it says nothing about the quotation before: "“Never.” Orbak insisted that …".
macro "leads_on"  [=[ ( "that" | @np @adverb? [pos=AUX | pos=VERB] ) ]=]
macro "own_cue"   [=[ (?! [word=","]? ( @phrase @aside? <_say/> (?! @leads_on) | <_say> @behind ) ) ]=]
macro "more"      [=[ ( @filler (?! <para>) content:@long @own_cue )* ]=]

rule "quote-said" {
  doc   = "A quotation, then its source and cue in either order, and the quotations that go on with it.",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  scope = "para",
  max   = 800,
  zones = zones,
  match = [=[ ( <s> content:( [quote=no] ( (?! [word="," | word=":"] | <_cue>
              | <_say>) [quote=no] )* (?= [] [word=/[a-z].*/]) @long ) | content:@long
              | content:<quote/> (?<= [word="," | word="!" | word="?"] @closing) ) ","?
              ( source:<_subject/> @aside? cue:<_say/> @to_whom (?! @leads_on) | cue:<_say/> source:@behind ) @more ]=],
  over  = { "says", "says-that", "says-whether", "clause-said", "said-quote" },
  on_match = claim.finish,
  examples = {
    hit  = { { "{content:“We were never told a thing,”} {source:Mayor Ivo Tarn} {cue:told} {to:the Courier}. " ..
               "{content:“Nobody rang us up.”}",
               quote = "direct", polarity = "-", src_type = "named" },
             "{content:“We will not pay a single penny,”} {cue:said} {source:Mayor Ivo Tarn}.",
             "{content:“Never,”} {source:she} {cue:said}.",
             "{content:“We will not pay a penny,”} {source:Ivo Tarn} {cue:said}. {content:“Nobody called us.”}" },
    miss = { "The so-called “truce” ended.", "“The Long Winter” was her first novel.",
             "“I cannot sign this any longer.” Her chief replied that nobody could.",
             "“I cannot sign this any longer.” Her chief insisted the wall was safe." },
  },
}

rule "said-quote" {
  doc   = "Source and cue, then the quotation.",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  scope = "para",
  max   = 800,
  zones = zones,
  match = [=[ source:<_subject/> @aside? cue:<_cue/> @to_whom
              ( @gap [word="," | word=":"] | @gap (?= [] [word!=/[a-z].*/]) )
              content:@long @own_cue @more ]=],
  over  = { "says", "says-that" },
  on_match = claim.finish,
  examples = {
    hit  = { "{source:Ivo Tarn} {cue:said}: {content:“We will not pay a single penny.”}",
             "{source:She} {cue:told} {to:the paper}, {content:“Nobody called us at all.”}" },
    miss = { "The so-called “truce” ended.", "“The Long Winter” was her first novel." },
  },
}

rule "quote-goes-on" {
  doc   = "A quotation that opens anew in paragraph after paragraph and belongs to the source of the first.",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  scope = "doc",
  max   = 800,
  zones = zones,
  match = [=[ ( content:@long ","? ( source:<_subject/> @aside? cue:<_say/> @to_whom | cue:<_say/> source:@behind ) @filler
              | source:<_subject/> @aside? cue:<_cue/> @to_whom @gap [word="," | word=":"]? )
              ( content:<quote open=yes/> </para> <para> )+ content:<quote/> @more ]=],
  over  = { "quote-said", "said-quote", "says", "says-that", "speaker-colon" },
  on_match = claim.finish,
  examples = {
    hit  = { "{content:“It was very cold indeed,”} {cue:said} {source:the cook}. {content:“The lake froze early.}\n\n" ..
             "{content:“Nobody came for weeks.”}",
             "{source:The cook} {cue:said}: {content:“The lake froze very early.}\n\n{content:“Nobody came.”}",
             "{content:“It was very cold indeed,”} {cue:said} {source:the cook}. {content:“The lake froze.}\n\n" ..
             "{content:“Nobody came.”}\n\n“They lost a good friend that day.”" },
    miss = { "“The lake froze early,” said the cook.\n\nNobody came.", "The cook slept.\n\n“Nobody came.”" },
  },
}

list "headline_labels" [=[ wow boom look revealed latest the poll here
                           this shock bombshell confirmed just exclusive video watch live analysis opinion
                           update updated breaking photos fact check review
                           transcript full listen ]=]

rule "headline-colon" {
  doc   = "A headline whose source stands before a colon.",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  zones = { "title" },
  match = [=[ <s> (?! [lower in $headline_labels]) source:( [word!=":" & word!=","]{1,6} ) cue:":"
              content:( [] ( (?! @stop </s> | <s>) [] )* ) ]=],
  set   = { cue_class = "mark" },
  over  = { "says", "says-that" },
  on_match = claim.finish,
  examples = {
    hit  = { "{source:Harbour Auditor}{cue::} {content:Tarvia Hid Flood Data}" .. story,
             "{source:Mayor Tarn}{cue::} {content:The Bridge Is Safe}" .. story },
    miss = { "Video: Dog Saves Cat\n\nThe rest was silence, and nobody spoke of it again.", "The Cat Slept" },
  },
}

rule "headline-colon-last" {
  doc   = "A headline whose source stands behind the colon, in a few words.",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  zones = { "title" },
  match = [=[ <s> content:( [word!=":"]{4,} ) cue:":" source:( [pos=NOUN | pos=PROPN | pos=ADJ | pos=DET]{1,3} )
              (?= "."? </s>) ]=],
  set   = { cue_class = "mark" },
  over  = { "headline-colon", "headline-says" },
  on_match = claim.finish,
  examples = {
    hit  = { "{content:Tarvia ‘lost flood data’}{cue::} {source:clerk}" .. story,
             "{content:Bridge at Kellmar never checked}{cue::} {source:court}" .. story },
    miss = { "Video: Dog Saves Cat\n\nThe rest was silence, and nobody spoke of it again.", "The Cat Slept" },
  },
}

-- What stands between single marks: elsewhere these may be apostrophes or scare quotes.
macro "inside_single" [=[ ( (?! </para> | "‘") [] ){5,}? ]=]

rule "speaker-colon" {
  doc   = "A name, a colon, a quotation: interviews and debates.",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  scope = "para",
  max   = 800,
  zones = { "body", "standfirst", "caption" },
  match = [=[ (?<= <s> | @dash) source:( [(pos=PROPN | word=/[A-Z]+\./) & quote=no]{1,5} ) cue:":" ( content:@long @more
              | content:( "‘" @inside_single (?<= @stop | ",") "’" ) ) ]=],
  set   = { cue_class = "mark" },
  on_match = claim.finish,
  examples = {
    hit  = { "{source:Ivo Tarn}{cue::} {content:“We will not pay a single penny.”}",
             "{source:Lena Orbak}{cue::} {content:“Nobody called us at all, you know.”}",
             "{source:Ivo Tarn}{cue::} {content:‘We will never pay a single penny.’}" },
    miss = { "He gave a reason: “The Long Winter” was sold out.", "The cat slept." },
  },
}

-- Who stands in capitals, with an apposition.
macro "signed"    [=[ [word=/\p{Lu}.*/ & quote=no]{1,5} ( "," [word!=":" & quote=no]{1,10} )? ]=]

rule "quote-dash" {
  doc   = "A quotation that is signed after a dash.",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  scope = "para",
  max   = 400,
  zones = zones,
  match = [=[ <para> content:<quote/> cue:[word="–" | word="—" | word="--" | word="-"] source:@signed "."? </para> ]=],
  set   = { cue_class = "mark" },
  on_match = claim.finish,
  examples = {
    hit  = { "{content:“We lost.”} {cue:–}{source:Commissioner Dorn}",
             "{content:“Nobody called us.”} {cue:—} {source:Lena Orbak, a councillor}" },
    miss = { "“We lost” – and nobody wept.", "The bridge – an old one – held." },
  },
}

rule "from-colon" {
  doc   = "A quotation or a statement that is announced by where it comes from.",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  scope = "para",
  max   = 400,
  zones = { "body", "standfirst", "caption" },
  match = [=[ <s> [lower="and" | lower="also"]? "from" ( source:@signed cue:":" content:<quote/>
              | "the" "desk" "of" source:@signed cue:":" content:( (?! @stop </s>) [] )+ ) ]=],
  set   = { cue_class = "mark" },
  over  = { "speaker-colon" },
  on_match = claim.finish,
  examples = {
    hit  = { "And from {source:Chairwoman Vols}{cue::} {content:“We need a vote.”}",
             "From the desk of {source:Ivo Tarn}{cue::} {content:the office is closed}." },
    miss = { "From Monday: no trains.", "The letter came from Tarn." },
  },
}

macro "named_source" [=[ ( (?! <s> | @stop @closing? </s> | @dash | ";" | <quote>) [word!="," & word!=":"] )+ ]=]

macro "inside"    [=[ ( (?! </para>) [] )* ]=]

rule "transcript" {
  doc   = "A speaker's name, in capitals or known, a colon, and what was said, to the end of the paragraph.",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  scope = "para",
  max   = 800,
  zones = { "body" },
  match = [=[ <para> source:( <ent label=PERSON/> | [word=/[A-Z]{3,}/]{1,3} ) cue:":"
              content:( [quote=no & pos!=NUM & pos!=SYM] @inside [pos=VERB | pos=AUX] @inside ) </para> ]=],
  set   = { cue_class = "mark", quote = "direct" },
  over  = { "says", "says-that", "speaker-colon" },
  on_match = claim.finish,
  examples = {
    hit  = { "{source:ORBAK}{cue::} {content:We shall mend the bridge.}",
             "{source:IVO TARN}{cue::} {content:Nobody called us. Nobody wrote.}" },
    miss = { "Orbak left: the bridge was closed.", "The cat slept." },
  },
}

rule "quote-according-to" {
  doc   = "A quotation with \"according to\" and its source, before or behind it.",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  scope = "para",
  max   = 800,
  zones = zones,
  match = [=[ content:@long ","? cue:"according to" source:@named_source
            | cue:"according to" source:@named_source [word="," | word=":"] content:@long @own_cue @more ]=],
  over  = { "says", "according-to", "quote-said" },
  on_match = claim.finish,
  examples = {
    hit  = { "{content:“We will not pay a single penny,”} {cue:according to} {source:a leaked memo}.",
             "{cue:According to} {source:the Courier}: {content:“Nobody called us at all. Nobody wrote.”}" },
    miss = { "The vessels sailed according to plan.", "The cat slept." },
  },
}

rule "said-new-paragraph" {
  doc   = "Source and cue end a paragraph with a colon; the quotation is the next one.",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  scope = "doc",
  max   = 800,
  zones = { "body", "standfirst", "caption" },
  match = [=[ source:<_subject/> @aside? cue:( <_cue/> | <_say/> | <_last/> ) ( (?! <s>) [quote=no] ){0,12} ":" </para>
              content:@long ]=],
  over  = { "says", "says-that" },
  on_match = claim.finish,
  examples = {
    hit  = { "{source:Ivo Tarn} {cue:wrote}:\n\n{content:“We will not pay a single penny.”}",
             "{source:Lena Orbak} {cue:said} on Monday:\n\n{content:“Nobody called us at all, you know.”}" },
    miss = { "He gave a reason:\n\n“The Long Winter” was sold out.", "The cat slept." },
  },
}

list "headline_verbs" { from = "cues", where = { strength = ">= 55" } }

rule "headline-says-last" {
  doc   = "A headline whose source and verb stand at its end: \"Tarvia ‘hid flood data’, auditor says\".",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  zones = { "title" },
  match = [=[ <s> content:( [] ( (?! @stop </s> | <s>) [] ){2,} ) "," source:( [word!="," & word!=":"]{1,6} )
              cue:( (?= [word=/.+s/ | lower="say"]) $headline_verbs ) "."? </s> ]=],
  over  = { "says", "says-that", "headline-says", "clause-said", "quote-said" },
  on_match = claim.finish,
  examples = {
    hit  = { "{content:Tarvia ‘hid flood data’}, {source:auditor} {cue:says}" .. story,
             "{content:Bridge Never Checked}, {source:Kellmar Court} {cue:Says}" .. story },
    miss = { "The Cat, the Dog and the Cows" .. story, "The cat slept." },
  },
}

rule "headline-says" {
  doc   = "A headline: who, a verb of saying in the present, what. Capitals hide its parts of speech.",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  zones = { "title" },
  match = [=[ <s> source:( [quote=no & word!=":" & word!="," & !(lower in $wh_words)]{1,7} )
              cue:( (?= [word=/.+s/]) $headline_verbs [lower="for" | lower="on" | lower="about"]? ) (?! @stop)
              content:( ( (?! @stop </s> | <s>) [] )+ ) ]=],
  over  = { "says", "says-that", "says-whether" },
  on_match = claim.finish,
  examples = {
    hit  = { "{source:Harbour Auditor} {cue:Says} {content:Tarvia Hid Flood Data}" .. story,
             "{source:Mayor Tarn} {cue:Wants} {content:New Bridge}" .. story },
    miss = { "The mayor says so in the body of the article, and the children slept all day.", "The cat slept." },
  },
}
