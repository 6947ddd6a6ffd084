-- claim.lua: the fields of a claim that follow from its words: what kind of cue it is, how firm, who the source is, how
-- the content is rendered. Rules name it in on_match; what a rule has set itself stays as it is.
local claim = {}

-- The first of these lists that knows a word of the cue gives class, stance, certainty and voice.
local function look_up (doc, span)
  return doc:lookup ("$cues", span) or doc:lookup ("$adjective-cues", span) or doc:lookup ("$noun-cues", span)
      or doc:lookup ("$cue-adverbs", span)
end

local function set_default (m, field, value)
  if m[field] == nil and value ~= nil and value ~= "" then m[field] = value end
end

-- Fields that come from the lists of cues.
local function classify (m, doc)
  local cue = m.cue
  local entry = cue and look_up (doc, cue)
  if entry then
    set_default (m, "cue_class", entry.class)
    set_default (m, "stance", entry.stance)
    set_default (m, "certainty", entry.certainty)
    set_default (m, "voice", entry.voice)
  end
  set_default (m, "cue_class", "say")
  set_default (m, "stance", "assert")
  set_default (m, "certainty", "certain")
  set_default (m, "voice", "neutral")
end

-- direct: all of it stands in quotation marks; mixed: some of it; indirect: none.
local function render (m, doc)
  if m.quote ~= nil then return end
  local quoted, pieces = 0, m:pieces ("content")
  local partly = false
  for _, piece in ipairs (pieces) do
    local cover = doc:covering ("quote", piece)
    if cover and cover:contains (piece) then quoted = quoted + 1
    elseif #doc:spans ("quote", piece) > 0 then partly = true end
  end
  m.quote = (quoted == #pieces and quoted > 0 and "direct") or ((partly or quoted > 0) and "mixed") or "indirect"
end

local pronouns = { he = "named", she = "named", i = "named", who = "none", which = "none", that = "none" }

-- What sort of claimant the words name.
local function sort_source (m, doc)
  if m.src_type ~= nil then return end
  local source = m.source
  if not source then m.src_type = "none" return end
  local names = doc:spans ("ent", source)
  for _, name in ipairs (names) do
    if name.label == "PERSON" or name.label == "ORG" or name.label == "GPE" then m.src_type = "named" return end
  end
  local entry = doc:lookup ("$anonymous-sources", source)
  m.src_type = entry and entry.src_type or (pronouns[source:lower (1)] and #source == 1 and "named")
             or (string.find (source.text, "%u") and "named") or "role"
end

-- Did the saying happen?
local function judge_act (m, doc)
  if m.actual ~= nil then return end
  local cue = m.cue
  local text = cue and string.lower (" " .. cue.text .. " ") or ""
  if string.find (text, " will ", 1, true) then m.actual = "future"
  elseif string.find (text, " would ", 1, true) or string.find (text, " could ", 1, true) or string.find (text, " might ", 1, true)
      or string.find (text, " may ", 1, true) or string.find (text, " should ", 1, true) or string.find (text, " must ", 1, true) then
    m.actual = "modal"
  elseif string.find (text, " not ", 1, true) or string.find (text, "n't ", 1, true) or string.find (text, "n’t ", 1, true)
      or string.find (text, " never ", 1, true) then m.actual = "negated"
  else m.actual = "yes" end
end

-- Is the content stated positively, and what sort of statement is it?
local function judge_content (m, doc)
  local content = m.content
  if not content then return end
  local first = content:lower (1)
  if m.polarity == nil then
    m.polarity = "+"
    for _, piece in ipairs (m:pieces ("content")) do
      if doc:lookup ("$plain_negators", piece) then m.polarity = "-" break end
    end
    if m.stance == "withhold" or m.stance == "ask" then m.polarity = "?" end
  end
  if m.type == nil then
    local class = m.cue_class
    m.type = (class == "ask" and "question") or (class == "plan" and "plan") or ((class == "want" or class == "order") and "demand")
           or (doc:lookup ("$forecasters", content) and "forecast") or "fact"
  end
end

function claim.finish (m, doc)
  classify (m, doc)
  render (m, doc)
  sort_source (m, doc)
  judge_act (m, doc)
  judge_content (m, doc)
  local zone = doc:zone (m.first)
  set_default (m, "where", (zone == "title" or zone == "heading") and "headline" or zone == "standfirst" and "standfirst"
               or zone == "caption" and "caption" or "body")
  return m
end

return claim
