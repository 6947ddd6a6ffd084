-- reading.lua: does the name of a country, a capital or a residence stand for those who govern there ("Beijing said"), or
-- for the place ("was in Beijing in July")? What stands beside the name tells; reading says which, reason says what told.
-- Where nothing tells, reading is "open" until the engine has looked at the same name elsewhere in the article.
local reading = {}

local function set (words)
  local members = {}
  for word in string.gmatch (words, "%S+") do members[word] = true end
  return members
end

-- Before a place; those of movement stand before "to" and "from".
local inside = set [[ in near around outside inside across throughout via downtown central visit visited visiting
                      visits leave left leaving leaves reach reached reaching toured touring beside above over
                      throughout northern southern eastern western within into ]]
local moving = set [[ travel traveled travelled traveling travelling go goes going went gone come came coming fly flew
                      flown flying flight flights return returned returning move moved moving drive drove driving trip
                      trips visit visits walk walked walking road roads way back journey sail sailed sailing arrive
                      arrived march marched marching ran run train trains bus buses tour pilgrimage fled flee fleeing
                      escape escaped deported extradited drive miles kilometers kilometres km close closer near ]]
local coming = set [[ from ]]
local acts = set [[ say tell ask want think believe know see warn deny refuse agree accuse announce insist hope support
                    back oppose reject condemn urge demand vow pledge promise threaten claim argue respond reply
                    retaliate negotiate sign seek offer accept order impose send expel recall summon recognize recognise
                    ban approve invite consider fear call blame criticize criticise welcome acknowledge admit confirm
                    decline plan decide propose intend cooperate deploy invade annex boycott veto sanction spend borrow
                    fund finance regard view need try launch lift suspend withdraw ratify join issue declare
                    maintain allow let permit act provide supply sell arm export import pay press push prefer ]]
local adverbs = set [[ yet also not n't never now still already again then both ]]
local having = set [[ has have had will would could may might must should can did does do shall is was are were 's ]]
-- What belongs to a government, and what to a town.
local of_state = set [[ government policy policies response decision ambassador envoy demand demands ally allies interest
                        interests position stance support ambition ambitions foreign defense defence military leaders
                        leadership leader president minister ministry army navy nuclear plan plans offer refusal claim
                        claims war troops forces backing influence efforts effort approach relations ties aims aim
                        strategy diplomats diplomacy parliament warning warnings threat threats denial sovereignty
                        concerns concern objections proposal announcement decree sanctions ]]
local of_town = set [[ residents streets street airport suburb suburbs mayor neighborhood neighborhoods neighbourhood
                       neighbourhoods outskirts skyline subway metro district districts schools university
                       restaurants hotels weather museums river area region landscape climate beaches ]]
local towards = set [[ with against between by for of on ]]
local dealings = set [[ relations ties talks pressure sanctions tension tensions deal deals agreement agreements dialogue
                        dispute disputes war alliance cooperation negotiations negotiation pact treaty embargo
                        message messages warning signal letter aid support help arms tariffs tariff trade rapprochement
                        allies allied friendship conflict confrontation meeting loyal loyalty hostile hostility
                        demands approval permission orders accused blame blamed criticism imposed supported backed
                        signed sent ordered ]]
local towards_place = set [[ attack attacks assault assaults strike strikes raid raids siege march bombing shelling
                             fire fired map maps city town streets center centre heart outskirts suburb suburbs
                             capital people mayor bishop north south east west residents population ]]

-- What stands at words of the document, in lower case; nil outside the sentence.
local function at (doc, sentence, number)
  if number < sentence.first or number > sentence.last then return nil end
  return doc:span (number, number):lower (1)
end

local function behind (doc, sentence, m)
  local after = m.last + 1
  local word = at (doc, sentence, after)
  if word == "'s" or word == "’s" then
    for i = after + 1, after + 2 do
      local owned = at (doc, sentence, i)
      if of_state[owned] then return "government", "'s " .. owned end
      if of_town[owned] then return "place", "'s " .. owned end
    end
    return nil
  end
  if word == "-" then
    local joined = at (doc, sentence, after + 1)
    if joined == "based" or joined == "born" then return "place", "-" .. joined end
    if joined and (joined == "led" or joined == "backed" or joined == "sponsored" or joined == "run"
                   or joined == "controlled" or joined == "friendly") then
      return "government", "-" .. joined
    end
    return nil
  end
  if of_town[word] then return "place", word end
  if of_state[word] then return "government", word end
  return nil
end

-- "Beijing said", "Moscow has repeatedly denied": the name is the subject of an act.
local function acting (doc, sentence, m)
  for i = m.last + 1, math.min (m.last + 6, sentence.last) do
    local word = doc:span (i, i)
    local lower = word:lower (1)
    if acts[word:lemma (1)] and not lower:find ("ing$") then return "government", "subject of " .. word.text end
    local skipped = having[lower] or adverbs[lower] or lower:find ("ly$") or word.text:find ("^%u")
    if not skipped and not (lower == "and" and i == m.last + 1) then return nil end
  end
  return nil
end

local function before (doc, sentence, m)
  local last = m.first - 1
  local word = at (doc, sentence, last)
  if word == "the" then
    last = last - 1
    word = at (doc, sentence, last)
  end
  if word == nil then return nil end
  if word == "-" then
    local joined = at (doc, sentence, last - 1)
    if joined == "pro" or joined == "anti" then return "government", joined .. "-" end
    return nil
  end
  if inside[word] then return "place", "after " .. word end
  if word == "at" and m.label ~= "GPE" then return "place", "after at" end
  if word == "to" or coming[word] or word == "toward" or word == "towards" then
    for i = last - 1, last - 3, -1 do
      local verb = at (doc, sentence, i)
      if moving[verb] then return "place", verb .. " " .. word end
      if dealings[verb] then return "government", verb .. " " .. word end
    end
    return nil
  end
  if towards[word] then
    for i = last - 1, last - 3, -1 do
      local noun = at (doc, sentence, i)
      if dealings[noun] then return "government", noun .. " " .. word end
      if towards_place[noun] then return "place", noun .. " " .. word end
    end
  end
  return nil
end

-- Sets reading and reason of a match.
function reading.judge (m, doc)
  local sentence = doc:sentence (m.first)
  local what, reason = before (doc, sentence, m)
  if not what then what, reason = behind (doc, sentence, m) end
  if not what and not (at (doc, sentence, m.first - 1) == "in") then what, reason = acting (doc, sentence, m) end
  m.reading, m.reason = what or "open", reason
  return what
end

return reading
