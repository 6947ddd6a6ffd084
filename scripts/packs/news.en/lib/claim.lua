-- claim.lua: the fields of a claim that follow from its words: what kind of cue it is, how firm, who the source is, how
-- the content is rendered. Rules name claim.finish in on_match; what a rule has `set` itself stays as it is.
local antecedent = use "antecedent"
local claim = {}

-- Where others' claims are looked for: not in bylines, nor in what is said about the author, nor in boilerplate.
claim.zones = { "body", "title", "standfirst", "heading", "caption" }

local function set (words)
  local members = {}
  for word in string.gmatch (words, "%S+") do members[word] = true end
  return members
end

local function set_default (m, field, value)
  if m[field] == nil and value ~= nil then m[field] = value end
end

-- The number of the first word of `span` for which `test` holds, or nil.
local function find_word (span, test)
  for i = 1, #span do
    if test (span:lower (i)) then return i end
  end
end

-- cue_class, stance, certainty and voice stand in the lists of cues: the first that knows a word of the cue counts.
local function classify_cue (m, doc)
  local cue = m.cue
  local entry = cue and (doc:lookup ("$cues", cue) or doc:lookup ("$adjective-cues", cue)
                         or doc:lookup ("$noun-cues", cue) or doc:lookup ("$cue-adverbs", cue))
  for _, field in ipairs { "cue_class", "stance", "certainty", "voice" } do
    set_default (m, field, entry and entry[field == "cue_class" and "class" or field])
  end
  set_default (m, "cue_class", "say")
  set_default (m, "stance", "assert")
  set_default (m, "certainty", "certain")
  set_default (m, "voice", "neutral")
end

-- Did the saying happen? And is something kept back ("would not say whether")?
local withholding = set [[ decline refuse ]]
local nobody = set [[ nobody no none neither ]]
local asking = set [[ whether if why how what who when where ]]
local modals = set [[ would could might may should must can ]]
local conditions = set [[ if unless ]]

local function judge_act (m, doc)
  local cue, content = m.cue, m.content
  if not cue then
    set_default (m, "actual", "yes")
    return
  end
  local source = m.source
  local negated = doc:lookup ("$cue_negators", cue) or (source and nobody[source:lower (1)])
  local refused = withholding[cue:lemma (1)] or withholding[cue:lemma (#cue)]
  if (negated or refused) and content and m.src_type ~= "author" then
    local open = asking[content:lower (1)] or (#content > 2 and asking[content:lower (3)])
    if open then
      m.stance, m.polarity, m.certainty, m.type = "withhold", "?", "open", "question"
      set_default (m, "actual", "yes")
      return
    end
  end
  if m.actual ~= nil then return end
  local sentence = doc:sentence (cue)
  local lead = cue.first > sentence.first and doc:span (sentence.first, cue.first - 1)
  if m.src_type == "author" then m.actual = "yes"
  elseif find_word (cue, function (word) return word == "will" or word == "'ll" end) then m.actual = "future"
  elseif find_word (cue, function (word) return modals[word] end) then
    m.actual = lead and find_word (lead, function (word) return conditions[word] end) and "conditional" or "modal"
  else m.actual = negated and "negated" or "yes" end
end

-- direct: all of the content stands in quotation marks; mixed: some of it; indirect: none.
local function judge_quotation (m, doc)
  if m.quote ~= nil then return end
  local pieces, quoted, partly = m:pieces ("content"), 0, false
  for _, piece in ipairs (pieces) do
    local cover = doc:covering ("quote", piece)
    if cover and cover:contains (piece) then quoted = quoted + 1
    elseif #doc:spans ("quote", piece) > 0 then partly = true end
  end
  m.quote = quoted > 0 and quoted == #pieces and "direct" or (partly or quoted > 0) and "mixed" or "indirect"
end

-- The words of a source up to the preposition, comma or pronoun that ends its head.
local head_ends = set [[ of in from at with , who that which on for to close familiar among ]]

local function get_head (source)
  local stop = find_word (source, function (word) return head_ends[word] end)
  return stop and stop > 1 and source:sub (1, stop - 1) or source
end

-- What sort of claimant the words name. Officials and sources without a name or number of theirs are anonymous.
local namelike = set [[ PERSON ORG GPE ]]
local media = set [[ magazine newspaper paper daily weekly agency network ]]
local pronouns = set [[ he she they i we you his her their who which that it its my our ]]
local someone = set [[ official source insider people person ]]

local function sort_source (m, doc)
  local source = m.source
  if not source then
    set_default (m, "src_type", "none")
    return
  end
  if m.src_type ~= nil then return end
  local head = get_head (source)
  local last = head:sub (#head, #head)
  local entry = doc:lookup ("$anonymous-sources", last)
  local is_named = not entry or media[last:lemma (1)]
  for _, name in ipairs (doc:spans ("ent", head)) do
    if namelike[name.label] and (is_named or name.last == head.last) then
      m.src_type = "named"
      return
    end
  end
  if entry then
    m.src_type = someone[last:lemma (1)] and "anonymous" or entry.src_type
    if m.src_type == "document" then set_default (m, "evidence", "document") end
  else m.src_type = (pronouns[last:lower (1)] or string.find (last.text, "^%u")) and "named" or "role" end
end

-- Is the content stated positively, how firmly, and what sort of statement is it?
local values = set [[ call describe praise criticize condemn denounce mock hail dub label brand dismiss slam
                      blast ridicule ]]
local classes = { ask = "question", plan = "plan", want = "demand", order = "demand" }

-- "was “a gift to smugglers”": a copula before words that are quoted for their colour.
local function is_verdict (content, doc)
  for _, quote in ipairs (doc:spans ("quote", content)) do
    local before = quote.first - 1
    if before >= content.first and doc:span (before, before):has_lemma (1, "be") then return true end
  end
  return false
end

-- The words of a piece before its first subordinate clause: a negation behind them does not negate the whole.
local subordinate = set [[ if unless because which who when while although whether so that ]]

local function get_main (piece)
  local stop = #piece > 1 and find_word (piece:sub (2, #piece), function (word) return subordinate[word] end)
  return stop and piece:sub (1, stop) or piece
end

-- "not just" and "not only" affirm.
local function is_negated (piece, doc)
  local negator = doc:lookup ("$plain_negators", piece)
  if not negator then return false end
  local last = negator.span.last
  local follower = last < piece.last and doc:span (last + 1, last + 1):lower (1)
  return follower ~= "just" and follower ~= "only"
end

local function judge_content (m, doc)
  local content = m.content
  if not content then return end
  local hedge
  for _, piece in ipairs (m:pieces ("content")) do
    local main = get_main (piece)
    if m.polarity == nil and is_negated (main, doc) then m.polarity = "-" end
    hedge = hedge or doc:lookup ("$content_hedges", main)
  end
  set_default (m, "polarity", (m.stance == "ask" or m.stance == "withhold") and "?" or "+")
  if hedge and m.src_type ~= "author" and m.cue_class ~= "adverb" then
    m:add ("hedge", hedge.span)
    if m.certainty == "certain" and m.stance == "assert" then m.certainty = hedge.certainty end
  end
  local cue = m.cue
  local values_it = cue and (values[cue:lemma (1)] or values[cue:lemma (#cue)]) or is_verdict (content, doc)
  set_default (m, "type", classes[m.cue_class] or values_it and "value"
               or doc:lookup ("$forecasters", content) and "forecast" or "fact")
end

-- When it was said: the time between cue and content, else one that leads into the sentence ("In March, Orbak said").
local function find_time (m, doc)
  local cue, content, source = m.cue, m.content, m.source
  if m.when ~= nil or not cue or not content or content.first <= cue.last then return end
  local time = doc:spans ("time", doc:span (cue.first, content.first - 1))[1]
  local sentence = doc:sentence (cue)
  if not time and source and source.first > sentence.first and source.first < cue.first then
    time = doc:spans ("time", doc:span (sentence.first, source.first - 1))[1]
    local leads = time and time.first <= sentence.first + 1 and doc:span (time.last + 1, time.last + 1).text == ","
    if not leads then time = nil end
  end
  if time then m.when = time end
end

local places = { title = "headline", heading = "headline", standfirst = "standfirst", caption = "caption" }

function claim.finish (m, doc)
  antecedent.ask (m, doc)
  classify_cue (m, doc)
  sort_source (m, doc)
  judge_act (m, doc)
  judge_quotation (m, doc)
  judge_content (m, doc)
  find_time (m, doc)
  set_default (m, "where", places[doc:zone (m.first)] or "body")
  return m
end

return claim
