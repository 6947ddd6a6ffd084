-- reading.lua: does the name of a country, a capital or a residence stand for those who govern there ("Beijing said"),
-- or for the place ("was in Beijing in July")? What stands beside the name tells; reading says which, reason says what
-- told. Where nothing tells, reading is "open" until the engine has looked at the same name elsewhere in the article.
local reading = {}

local function set (words)
  local members = {}
  for word in string.gmatch (words, "%S+") do members[word] = true end
  return members
end

-- Before a place; those of movement stand before "to" and "from".
local inside = set [[ in near around outside inside across throughout via downtown central visit visited
                      visiting visits leave left leaving leaves reach reached reaching toured touring beside
                      above over northern southern eastern western within into ]]
local moving = set [[ travel traveled travelled traveling travelling go goes going went gone come came coming
                      fly flew flown flying flight flights return returned returning move moved moving drive
                      drove driving trip trips visit visits walk walked walking road roads way back journey
                      sail sailed sailing arrive arrived march marched marching ran run train trains bus buses
                      tour pilgrimage fled flee fleeing escape escaped deported extradited miles kilometers
                      kilometres km close closer near ]]
local moving_to = set [[ to from toward towards ]]
local based = set [[ based born ]]
local led = set [[ led backed sponsored run controlled friendly ]]
local acts = set [[ say tell ask want think believe know see warn deny refuse agree accuse announce insist hope
                    support back oppose reject condemn urge demand vow pledge promise threaten claim argue
                    respond reply retaliate negotiate sign seek offer accept order impose send expel recall
                    summon recognize recognise ban approve invite consider fear call blame criticize criticise
                    welcome acknowledge admit confirm decline plan decide propose intend cooperate deploy
                    invade annex boycott veto sanction spend borrow fund finance regard view need try launch
                    lift suspend withdraw ratify join issue declare maintain allow let permit act provide
                    supply sell arm export import pay press push prefer ]]
-- What only who acts can be; and what is done to who can act.
local moods = set [[ prepared willing ready reluctant eager keen determined unwilling poised committed opposed
                     silent ]]
local objects = set [[ supply urge accuse threaten warn tell ask pressure blame criticize criticise condemn
                       support back allow force help arm isolate punish sanction provide assure persuade
                       convince press worry anger embarrass alarm deter thank praise ]]
local adverbs = set [[ always often long once just soon even ever yet also not n't never now still already
                       again then both ]]
local having = set [[ has have had will would could may might must should can did does do shall is was are were
                      be been ]]
-- What belongs to a government, and what to a town.
local of_state = set [[ government policy policies response decision ambassador envoy demand demands ally
                        allies interest interests position stance support ambition ambitions foreign defense
                        defence military leaders leadership leader president minister ministry army navy
                        nuclear plan plans offer refusal claim claims war troops forces backing influence
                        efforts effort approach relations ties aims aim strategy diplomats diplomacy parliament
                        warning warnings threat threats denial sovereignty concerns concern objections proposal
                        announcement decree sanctions ]]
local of_town = set [[ residents streets street airport suburb suburbs mayor neighborhood neighborhoods
                       neighbourhood neighbourhoods outskirts skyline subway metro district districts schools
                       university restaurants hotels weather museums river area region landscape climate
                       beaches ]]
local towards = set [[ with against between by for of on ]]
local dealings = set [[ transfer transfers deliveries delivery supplies exports relations ties talks pressure
                        sanctions tension tensions deal deals agreement agreements dialogue dispute disputes
                        war alliance cooperation negotiations negotiation pact treaty embargo message messages
                        warning signal letter aid support help arms tariffs tariff trade rapprochement allies
                        allied friendship conflict confrontation meeting loyal loyalty hostile hostility
                        demands approval permission orders accused blame blamed criticism imposed supported
                        backed signed sent ordered ]]
local towards_place = set [[ tour tours photo photos wall walls gate gates roof attack attacks assault assaults
                             strike strikes raid raids siege march bombing shelling fire fired map maps city
                             town streets center centre heart outskirts suburb suburbs capital people mayor
                             bishop north south east west residents population ]]

-- The words around a name, by their distance from its first word (before it) and from its last (behind it).
local function look_around (match, doc)
  local first, last = match.first, match.last
  local sentence = doc:sentence (first)
  local from, to = math.max (first - 4, sentence.first), math.min (last + 6, sentence.last)
  local window = doc:span (from, to)
  local function before (n) return first - n >= from and first - n - from + 1 or nil end
  local function behind (n) return last + n <= to and last + n - from + 1 or nil end
  return window, before, behind
end

local function judge_behind (window, behind)
  local function at (n) return behind (n) and window:lower (behind (n)) end
  local word = at (1)
  if word == "'s" or word == "’s" then
    for n = 2, 3 do
      local owned = at (n)
      if of_state[owned] then return "government", "'s " .. owned end
      if of_town[owned] then return "place", "'s " .. owned end
    end
  elseif word == "-" then
    local joined = at (2)
    if joined and based[joined] then return "place", "-" .. joined end
    if joined and led[joined] then return "government", "-" .. joined end
  elseif of_town[word] then
    return "place", word
  elseif of_state[word] then
    return "government", word
  end
  return nil
end

-- "Beijing said", "Moscow has repeatedly denied": the name is the subject of an act.
local function judge_act (window, behind)
  for n = 1, 6 do
    local i = behind (n)
    if not i then return nil end
    local lower = window:lower (i)
    if moods[lower] or (acts[window:lemma (i)] and (n > 1 or not lower:find ("ing$"))) then
      return "government", "subject of " .. lower
    end
    local skipped = having[lower] or adverbs[lower] or lower:find ("ly$") or window:word (i):find ("^%u")
    if not skipped and not (lower == "and" and n == 1) then return nil end
  end
  return nil
end

local function judge_before (m, window, before)
  local function at (n) return before (n) and window:lower (before (n)) end
  local n = at (1) == "the" and 2 or 1
  local word = at (n)
  if word == nil then return nil end
  if word == "-" then
    local joined = at (n + 1)
    if joined == "pro" or joined == "anti" then return "government", joined .. "-" end
    return nil
  end
  if inside[word] then return "place", "after " .. word end
  if word == "at" and m.label ~= "GPE" then return "place", "after at" end
  if word == "," and inside[at (n + 2)] and window:word (before (n + 1)):find ("^%u") then
    return "place", "in a place"                -- in Vladivostok, Russia
  end
  if objects[window:lemma (before (n))] then return "government", "object of " .. word end
  if moving_to[word] or towards[word] then
    local places = moving_to[word] and moving or towards_place
    for k = n + 1, n + 3 do
      local noun = at (k)
      if dealings[noun] then return "government", noun .. " " .. word end
      if places[noun] then return "place", noun .. " " .. word end
    end
  end
  return nil
end

-- Sets reading and reason of a match; returns the reading, or nil where it is open.
function reading.judge (m, doc)
  local window, before, behind = look_around (m.match, doc)
  local what, reason = judge_before (m, window, before)
  if not what then what, reason = judge_behind (window, behind) end
  if not what then what, reason = judge_act (window, behind) end
  m.reading, m.reason = what or "open", reason
  return what
end

return reading
