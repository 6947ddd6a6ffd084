-- author.lua: what the author of the article asserts with a mark of how firm it is: "could", "apparently", "it remains
-- questionable whether". No source is named; a user switches these off by the tag "author". They run after all other
-- claims and leave alone what somebody else is reported to have said.
local claim = use "claim"

local zones = { "body", "title", "standfirst", "heading" }

list "may_modals"     [=[ could may might ]=]
list "should_modals"  [=[ should must ought ]=]
list "would_adverbs"  [=[ necessarily likely probably presumably surely certainly hardly arguably possibly ]=]
list "sure_adverbs"   [=[ certainly undoubtedly undeniably unquestionably clearly obviously evidently doubtless surely
                          indisputably ]=]
list "likely_adverbs" [=[ apparently seemingly presumably probably likely arguably ]=]
list "maybe_adverbs"  [=[ perhaps maybe possibly conceivably ]=]
list "open_adverbs"   [=[ reportedly allegedly supposedly purportedly ostensibly rumoredly ]=]
list "doubt_words"    [=[ questionable doubtful unclear uncertain unlikely debatable unknown dubious ]=]
list "sure_words"     [=[ clear certain obvious evident undeniable indisputable apparent plain ]=]
list "seen_as_verbs"  [=[ understand see regard describe view interpret consider read call ]=]

-- A clause around its mark: the subject right before it when it is there.
macro "clause"   [=[ ( <_subject/> @aside? )? ]=]

rule "author-may" {
  doc   = "The author's \"could\", \"may\", \"might\": possible, not vouched for.",
  emits = "claim",
  tags  = { "author" },
  status = "test",
  zones = zones,
  match = [=[ content:( @clause cue:( [lower in $may_modals & pos=AUX & quote=no] @negator? ) @body ) ]=],
  unless = { overlap = [=[ <claim/> ]=] },
  set   = { src_type = "author", quote = "none", cue_class = "think", stance = "assert", certainty = "possible",
            type = "forecast" },
  on_match = claim.finish,
  examples = {
    hit  = { "In return, {content:Tarvia {cue:could} send grain to the islands}.",
             "{content:The harbour {cue:may} freeze}." },
    miss = { "The mayor said that the bridge could fall.", "In May the harbour froze." },
  },
}

rule "author-should" {
  doc   = "The author's demand or warning: \"should\", \"must\", \"ought to\".",
  emits = "claim",
  tags  = { "author" },
  status = "test",
  zones = zones,
  match = [=[ content:( @clause cue:( [lower in $should_modals & pos=AUX & quote=no] @negator? ) @body
                      | @clause cue:( [lemma=be] "not"? "to" "be" ) [pos=VERB] @word* ) ]=],
  unless = { overlap = [=[ <claim/> ]=] },
  set   = { src_type = "author", quote = "none", cue_class = "think", stance = "assert", certainty = "certain",
            type = "demand" },
  on_match = claim.finish,
  examples = {
    hit  = { "{content:The islands {cue:should not} be underestimated}.", "{content:The dam {cue:must} be mended}." },
    miss = { "The mayor said that the bridge should be closed.", "The must was sour." },
  },
}

rule "author-would" {
  doc   = "\"would\" with an adverb of the author's own.",
  emits = "claim",
  tags  = { "author" },
  status = "test",
  zones = zones,
  match = [=[ content:( @clause cue:( [lower="would" & quote=no] @negator? [lower in $would_adverbs] ) @body ) ]=],
  unless = { overlap = [=[ <claim/> ]=] },
  set   = { src_type = "author", quote = "none", cue_class = "think", stance = "assert", certainty = "possible",
            type = "forecast" },
  on_match = claim.finish,
  examples = {
    hit  = { "{content:A treaty {cue:would not necessarily} end the quarrel}.",
             "{content:A flood {cue:would likely} close the road}." },
    miss = { "He would walk home every night.", "The mayor said that a flood would likely close the road." },
  },
}

rule "author-adverb" {
  doc   = "An adverb by which the author says how sure something is.",
  emits = "claim",
  tags  = { "author" },
  status = "test",
  zones = zones,
  match = [=[ content:( @clause ( [pos=AUX] | @negator ){0,3}
              cue:( [(lower in $sure_adverbs | lower in $likely_adverbs | lower in $maybe_adverbs) & quote=no] )
              @body ) ]=],
  unless = { overlap = [=[ <claim/> ]=] },
  set   = { src_type = "author", quote = "none", cue_class = "adverb", stance = "assert",
            certainty = "cue.$hedges.certainty" },
  on_match = claim.finish,
  examples = {
    hit  = { "{content:The frost has {cue:apparently} spoiled the harvest}.",
             "{content:The treaty {cue:certainly} eased the quarrel}." },
    miss = { "The mayor said that the frost had apparently gone.", "The old mayor walked home." },
  },
}

rule "author-doubt" {
  doc   = "An impersonal judgement of doubt: \"it remains questionable whether\".",
  emits = "claim",
  tags  = { "author" },
  status = "test",
  zones = zones,
  match = [=[ cue:( [lower="it" & quote=no] @adverb? [lemma=be | lemma=remain | lemma=seem] @adverb?
              [lower in $doubt_words] [lower="whether" | lower="if" | lower="how" | lower="that"] )
              content:@body ]=],
  unless = { overlap = [=[ <claim/> ]=] },
  set   = { src_type = "author", quote = "none", cue_class = "think", stance = "doubt", certainty = "possible" },
  on_match = claim.finish,
  examples = {
    hit  = { "{cue:It remains questionable whether} {content:the harvest will suffice}.",
             "{cue:It is doubtful that} {content:the ice will hold}." },
    miss = { "It rained.", "He asked whether it was doubtful." },
  },
}

rule "author-sure" {
  doc   = "An impersonal judgement of certainty: \"it becomes clear that\".",
  emits = "claim",
  tags  = { "author" },
  status = "test",
  zones = zones,
  match = [=[ "it" cue:( [pos=AUX]{0,2} @adverb? [lemma=be | lemma=become | lemma=seem] @adverb?
              [lower in $sure_words & quote=no] "that" ) content:@body ]=],
  unless = { overlap = [=[ <claim/> ]=] },
  set   = { src_type = "author", quote = "none", cue_class = "think", stance = "assert", certainty = "certain" },
  on_match = claim.finish,
  examples = {
    hit  = { "Now it {cue:becomes clear that} {content:the harvest will not suffice}.",
             "It {cue:is obvious that} {content:the ice will melt}." },
    miss = { "It was clear.", "The sky was clear that night." },
  },
}

rule "author-seen-as" {
  doc   = "A judgement in the passive: \"can rightly be understood as\".",
  emits = "claim",
  tags  = { "author" },
  status = "test",
  zones = zones,
  match = [=[ content:( @clause cue:( [lower="can" | lower="could" | lower="may" | lower="must"
              | lower="should"] ( @adverb | @negator ){0,3} "be" @adverb? [lemma in $seen_as_verbs] "as" ) @body ) ]=],
  over  = { "author-may", "author-should", "is-said-to", "says" },
  set   = { src_type = "author", quote = "none", cue_class = "think", stance = "assert", certainty = "certain",
            type = "value" },
  on_match = claim.finish,
  examples = {
    hit  = { "{content:The pact {cue:can rightly be understood as} a threat}.",
             "{content:The vote {cue:must be seen as} a warning}." },
    miss = { "The pact can be signed.", "The old mayor walked home." },
  },
}

rule "hearsay-adverb" {
  doc   = "Unattributed evidential adverb: the claim has a cue but no source.",
  emits = "claim",
  tags  = { "attribution" },
  status = "test",
  zones = zones,
  match = [=[ content:( @clause ( [pos=AUX] | @negator ){0,3} cue:[lower in $open_adverbs & quote=no] @body ) ]=],
  unless = { overlap = [=[ <claim/> ]=] },
  set   = { src_type = "none", quote = "none", cue_class = "adverb", stance = "assert", certainty = "open",
            evidence = "hearsay" },
  on_match = claim.finish,
  examples = {
    hit  = { { "{content:The admiral was {cue:reportedly} questioned for nine hours}.",
               src_type = "none", cue_class = "adverb", quote = "none", evidence = "hearsay", certainty = "open" },
             "{content:The general was {cue:reportedly} questioned for nine hours}.",
             "{content:Tarvia {cue:allegedly} shelled the port}." },
    miss = { "Tarvia shelled the port.", "The mayor said that Tarvia had reportedly shelled the port." },
  },
}
