-- organisations.lua: organisations by the word that says what they are ("Ministry of …", "… University", "… Corp."), by
-- acronyms, and by what stands around a name.

list "corporate"    [=[ Inc Inc. Corp Corp. Corporation Ltd Ltd. Limited LLC L.L.C. PLC plc LLP LP Co. Company
                        Companies S.A.
                        N.V. GmbH SpA S.p.A. Oyj ASA Pvt Pvt. PVT PVT. LTD LTD. INC INC. CORP CORP. Bhd Industries
                        Holdings Enterprises Partners Associates Motors Airlines Airways Pharmaceuticals Technologies
                        Systems
                        Laboratories Securities Investments Bancorp Entertainment Pictures Studios Software Electronics
                        Petroleum Broadcasting Petrochemical Aerospace Semiconductor Foods Brands Communications
                        Telecom ]=]

-- Heads that make the capitalised words before them the name of an organisation.
list "org_end"      [=[ University Universities College Institute Institution School Academy Council Commission
                        Committee
                        Subcommittee Agency Authority Ministry Department Dept. Bank Association Federation
                        Confederation Union Party
                        Movement Front Army Navy Marines Forces Force Command Corps Guard Guards Patrol Police
                        Constabulary Tribunal Bureau
                        Board Foundation Fund Trust Society League Parliament Assembly Cabinet
                        Organization Organisation Alliance Coalition Brigade Brigades Battalion Regiment Division
                        Squadron Militia
                        Directorate Secretariat Laboratory Observatory Orchestra Choir
                        Church Diocese Ministries Bloc Brotherhood Times Post Journal Herald Tribune Gazette Telegraph
                        Chronicle
                        Courier Observer Examiner Inquirer Magazine Broadcasting Exchange Consortium Initiative
                        Taskforce PAC Caucus Lobby Chamber Embassy Consulate Hospital Clinic Airlines
                        Airline Cooperative Syndicate Cartel Mafia Rangers Eagles Tigers Lions Bears Panthers Giants
                        Cowboys
                        Yankees Dodgers Lakers Celtics United Rovers Wanderers Albion Hotspur ]=]

-- Heads that are also common words: only after a proper name.
list "org_weak"     [=[ Administration Office Program Programme Network Center Centre Group Club Press Market Review
                        Media ]=]

-- Heads that take "of", "for" or "on" and then their field: Ministry of Defence, Council on Foreign Relations.
list "org_start"    [=[ University College Institute Institution School Academy Council Commission Committee
                        Subcommittee
                        Agency Authority Ministry Department Dept. Bank Association Federation Confederation Union
                        Party Movement
                        Front Army Command Corps Guard Court Tribunal Bureau Office Offices Board Foundation Fund
                        Trust Society League
                        Congress Parliament Assembly House Organization Organisation Alliance Coalition Brigades
                        Church Diocese
                        Archdiocese Chamber Embassy Center Centre Directorate Secretariat Conference Community
                        Companions
                        Followers Friends Doctors Reporters Students Mothers Brotherhood Partnership Network Campaign
                        Citizens ]=]

-- Acronyms and shouted words that name no organisation.
list "plain_caps"   [=[ AM PM TV PC DVD CD CEO CFO COO CTO VP SVP EVP MD PhD OK PS FYI ASAP USD EUR GBP GDP GNP HIV
                        AIDS DNA RNA SUV ATM
                        ID IQ UV VHS USB URL HTML HTTP PDF FAQ LOL OMG WTF BTW IMO IMHO DIY RSVP RFP NDA IPO LNG LPG CPI
                        EST PST CST MST EDT PDT CDT GMT UTC BC AD CE BCE II III IV VI VII VIII IX XI XII US UK USA UAE
                        EU
                        I A X Q&A R&D B&B VAR GPS GPA SAT LSD THC MP3 AC DC HR PR QA IT IM SMS CV MBA BBQ RV BMX LP EP
                        DJ MC TBA TBD ETA AKA POW MIA KIA WMD IED VBIED UAV ICBM SAM NE NW SE SW APR SOS CCTV LED LCD HD
                        GMO CO2 THE AND NOT YOU ARE FOR ALL BUT HER HIS WAS ONE OUR OUT DAY GET HAS HOW NOW OLD SEE
                        TWO WAY WHO
                        DID ITS LET PUT SAY SHE TOO USE YES NO SO DO GO UP IF IS IN ME MY OF ON OR TO WE AT AS BE BY
                        HE AN AH OH
                        HA VERY ONLY NEVER ALWAYS BEST GREAT GOOD BAD LOVE HATE STOP PLEASE THANK THANKS MUST JUST
                        HERE THIS THAT
                        WITH WHAT WHEN WILL FROM YOUR HAVE BEEN WERE THEY NEED WANT WORST FREE NEW TOP WOW BIG BUY RIP
                        END
                        FREEDOM MAJOR HUGE REALLY SUPER HORRIBLE TERRIBLE AMAZING RUDE NOTE FILE DATE SUBJECT RE FW
                        FWD CC
                        LGBT LGBTQ OTC FOIA ACA CPAC
                        ADHD DUI SEO MMOG ASCII IRR ISS NASDAQ LMAO YAY ESL POS UVB GPU CPU RAM ROM LD WWII WWI STD
                        BMI ]=]

-- Companies are written without capitals on the web; not those that are words then.
list "companies"    { from = "organisations", where = { type = "= company" } }
list "airlines"     { from = "organisations", where = { type = "= airline" } }
list "common_companies"[=[ amd bat bp ba cvs eon ey ge gm gsk hal hp htc kia ici eni enel axa emi psa pge pif sap saic
                        tata ups reliance swift dominion capita marvel micron fiat lotte roche jaguar dell vickers
                        woodside gallup swatch evergreen dish chevron hertz disc oracle stripe ]=]
list "common_firms"  [=[ "best buy" "national grid" "state grid" "royal mail" "country garden" "clear channel"
                        "federal express" "news corp" "state farm" "general motors" ]=]
macro "mere_company" [=[ [lower in $common_companies & word=/\p{Ll}+/] | $common_firms ]=]

-- suppress: OB205
macro "org_word"    [=[ [word=/\p{Lu}[\p{L}\p{N}'’&.]*/ & ent!=PERSON & !(lower in $openers)
                        & !(word in $person-titles)] ]=]
macro "org_unit"    [=[ @org_word ( ( "-" | "/" | "&" ) @org_word )? ]=]
macro "org_field"   [=[ ( ("of" | "for" | "on" | "against") "the"? @org_unit{1,4}
                          ( ( ","? ("and" | "&") "the"? (?! <ent/>) | "of" "the"? | "," (?! <ent/>)
                        (?= @org_unit{1,3} ","? "and") | "in" (?! <ent/>) | "for" ) @org_unit{1,4} ){0,3} ) ]=]
macro "bare_acronym" [=[ [word=/\p{Lu}{3,5}/ & pos=PROPN & ent="" & !(word in $plain_caps)] ]=]
macro "acronym"     [=[ [word=/\p{Lu}[\p{Lu}\p{N}&]{1,6}/ & !(word in $plain_caps)] ]=]

gazetteer "companies-lower" {
  doc    = "Companies and airlines written as it comes: enron, burger king, STARBUCKS.",
  list   = "companies",
  label  = "ORG",
  case   = "any",
  tags   = { "entity" },
  unless = { overlap = [=[ <_mask/> | @mere_company ]=] },
  examples = {
    hit  = { "I ate at {match:burger king}.", "We went to {match:starbucks}." },
    miss = { "He paid by stripe.", "The old mayor walked home." },
  },
}

gazetteer "airlines-lower" {
  doc    = "Airlines written as it comes.",
  list   = "airlines",
  label  = "ORG",
  case   = "any",
  tags   = { "entity" },
  unless = { overlap = [=[ <_mask/> | @mere_company ]=] },
  examples = {
    hit  = { "We flew {match:air france}.", "Never again {match:ryanair}." },
    miss = { "The air in france is good.", "The old mayor walked home." },
  },
}

rule "org-field" {
  doc   = "A head with its field: Ministry of Defence, University of Kellmar.",
  emits = "entity",
  label = "ORG",
  tags  = { "entity" },
  match = [=[ @org_unit{0,4} [word in $org_start] @org_field ]=],
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "He works at the {match:Ministry of Fisheries}.",
             "The {match:Royal Council for Ethics in Kitchen Affairs} met." },
    miss = { "The council of elders met.", "The old mayor walked home." },
  },
}

rule "org-head" {
  doc   = "Capitalised words before a head: Quorvath University, Kellmar Water Board.",
  emits = "entity",
  label = "ORG",
  tags  = { "entity" },
  match = [=[ @org_unit{1,5} [word in $org_end] | <ent label=PERSON/> [word in $org_end]
            | @org_unit{0,3} [word=/\p{Lu}.*/ & pos=PROPN & ent!=PERSON & !(lower in $openers)] [word in $org_weak &
              pos=PROPN] ]=],
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "She taught at {match:Quorvath University}.", "The {match:Kellmar Water Board} met." },
    miss = { "The University opened.", "The old mayor walked home." },
  },
}

list "company_heads" { from = "org-heads", where = { type = "= company" } }
list "weak_firms"   [=[ Power Gas Oil Gold Steel Retail Stores Services Service Works Lines Mail Global Mobile Mines
                        Music Express Finance Estates Properties Records Energy International Rail ]=]

rule "org-head-listed" {
  doc   = "Proper names before a word that heads names of companies: Quorvath Advisers.",
  emits = "entity",
  label = "ORG",
  tags  = { "entity" },
  match = [=[ [word=/\p{Lu}\p{L}.*/ & pos=PROPN & ent!=PERSON & !(lower in $openers | lower in $heads)]{1,3}
              (?! [word in $weak_firms]) $company_heads ]=],
  unless = { overlap = [=[ <_mask/> ]=], after = [=[ [word=/\p{Lu}\p{Ll}+/ & pos=PROPN] ]=] },
  examples = {
    hit  = { "She works for {match:Quorvath Advisers}.", "The firm {match:Kellmar Breweries} paid." },
    miss = { "The bank paid.", "The old mayor walked home." },
  },
}

rule "org-and" {
  doc   = "Two fields joined by \"and\" before a head: Harbour and Canal Commission.",
  emits = "entity",
  label = "ORG",
  tags  = { "entity" },
  match = [=[ [word=/\p{Lu}\p{Ll}+/ & pos=PROPN & ent!=PERSON & ent!=GPE & ent!=NORP & ent!=ORG
              & !(lower in $openers)]{1,2} ("and" | "&")
              [word=/\p{Lu}\p{Ll}+/ & pos=PROPN & ent!=PERSON & ent!=GPE & ent!=NORP & !(lower in $openers)]{1,2}
              ("Service" | "Services" | "Commission" | "Agency" | "Administration" | "Department" | "Committee"
              | "Foundation" | "Bureau" | "Authority" | "Ministry" | "Board" | "Council" | "Association"
              | "Institute") ]=],
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "The {match:Harbour and Canal Commission} met.",
             "She joined the {match:Parks and Gardens Service} in spring." },
    miss = { "The council and the commission met.", "The old mayor walked home." },
  },
}

rule "org-corporate" {
  doc   = "Capitalised words before a sign of a company: Quorvath & Sons Ltd., Tarn Holdings.",
  emits = "entity",
  label = "ORG",
  tags  = { "entity" },
  match = [=[ ( ( "First" | "Second" )? @org_unit{1,6} | @org_unit{0,2} <ent
              label=PERSON/> ) ","? ( [word in $corporate] ( ","? [word in $corporate] ){0,2} | $org-suffixes ) ]=],
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "He left {match:Quorvath Ltd.} in spring.", "Then {match:Brightwater Foods Inc.} paid." },
    miss = { "The Company paid.", "The old mayor walked home." },
  },
}

-- Words that go on with the name of a company or agency that is known.
list "org_more"     [=[ Markets Capital Management Services Group International Insurance Financial Energy Electric
                        Europe America
                        Americas Asia Africa India China Japan Canada Australia Germany UK USA Research Technologies
                        Technology
                        Systems Solutions Software Studios Pictures Entertainment Music Sports Media Networks
                        Interactive
                        Ventures Partners Advisors Securities Investments Asset Wealth Global Worldwide Digital Cloud
                        Health
                        Healthcare Bank Banking Foundation Institute Futures Books Online Mobile Labs Aerospace Defense
                        Defence Aviation Motors Motor Cars Trucks Foods Beverages Retail Logistics Shipping Advisory
                        Trading ]=]

rule "org-more" {
  doc   = "A known organisation with what its name goes on with: Toyota Financial Services.",
  emits = "entity",
  label = "ORG",
  tags  = { "entity" },
  match = [=[ <ent label=ORG/> ( @org_word | "&" ){0,3} [word in $org_more & pos=PROPN]
              ( ","? [word in $corporate] )? ]=],
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "He works for {match:Toyota Financial Services}.", "The firm {match:Nokia Cloud} paid." },
    miss = { "Toyota paid.", "The old mayor walked home." },
  },
}

rule "org-of-state" {
  doc   = "A country before an agency, ministry, court or parliament that is known: the US National Hurricane Center.",
  emits = "entity",
  label = "ORG",
  tags  = { "entity" },
  match = [=[ [word="US" | word="U.S." | word="UK" | word="U.K." | word="UN" | word="U.N." | word="EU"
              | word="British" | word="American" | ent=NORP]
              ( <ent label=ORG type=agency/> | <ent label=ORG type=ministry/> | <ent label=ORG type=court/> |
                <ent label=ORG type=parliament/> | <ent label=ORG type=police/>
              | <ent label=ORG type=intelligence/> ) ]=],
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "The {match:US National Hurricane Center} warned of it.",
             "The {match:American Food and Drug Administration} warned." },
    miss = { "The National Hurricane Center warned of it.", "The old mayor walked home." },
  },
}

rule "org-acronym" {
  doc   = "An acronym in brackets after the name of an organisation.",
  emits = "entity",
  label = "ORG",
  tags  = { "entity" },
  match = [=[ <ent label=ORG/> "(" match:@acronym ")" ]=],
  examples = {
    hit  = { "The Kellmar Water Board ({match:KWB}) met.", "The Ministry of Fisheries ({match:MOF}) paid." },
    miss = { "The old mayor (AM) walked home.", "He left (OK) early." },
  },
}

echo "acronyms" {
  doc  = "The initials of an organisation's name, elsewhere in the article.",
  of   = "ORG", part = "acronym", label = "ORG",
  tags = { "entity" },
  examples = {
    hit = { "The Kellmar Water Board met. Later {match:KWB} paid." },
    miss = { "The old mayor walked home." },
  },
}

rule "acronym" {
  doc   = "An acronym that nothing else explains, where organisations stand.",
  emits = "entity",
  label = "ORG",
  tags  = { "entity" },
  zones = { "body", "standfirst", "author_bio", "caption" },
  match = [=[ [lower="at" | lower="by" | lower="from" | lower="with" | lower="via" | lower="join" | lower="joined"
              | lower="to"] match:@bare_acronym
            | match:@bare_acronym [lower in $saying | lower="announced" | lower="spokesman" | lower="spokeswoman"
              | lower="officials" | lower="chief"] ]=],
  unless = { overlap = [=[ <_mask/> ]=], before = [=[ @shouted | [word=/[$€£#\d"“].*/] | "-" ]=],
             after = [=[ @shouted | [word=/\d.*/] | "-" | [word=/\p{Lu}\p{Ll}+/ & pos=PROPN] ]=] },
  examples = {
    hit  = { "He took it from {match:KTWB}.", "Later {match:QRV} officials sent a letter." },
    miss = { "He watched TV.", "The old mayor walked home." },
  },
}

rule "camel-name" {
  doc   = "A capital inside a word, as firms write themselves: QuorNet.",
  emits = "entity",
  label = "ORG",
  tags  = { "entity" },
  match = [=[ [word=/(?!.{13})\p{Lu}\p{Ll}+\p{Lu}(\p{Ll}+|\p{Lu}{1,3})/ & pos=PROPN &
              word!=/(Mc|Mac|De|Di|La|Le|Du|Fitz|Van|O).*/] ]=],
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "He works for {match:QuorNet}.", "Later {match:TarnWorks} paid." },
    miss = { "He met McQuaid.", "The old mayor walked home." },
  },
}

-- Of the ambiguous ones, those that mean something else even with a capital inside a sentence.
list "hardly_orgs"  [=[ coach administration care energy city trust government state dow met defense interior justice
                        commerce labor labour
                        agency bureau council commission union act aid box ball block bank best crisis cruise
                        currys express free future hope key article mini monster next peace real reform respect seat
                        snap target total
                        unity visa voice which who williams witness zoom match memorial mind magic homeland
                        heat hearts jazz kings rays stars suns twins liberty general forward ]=]

-- What companies and people do, and words and fruits do not.
list "firm_acts"    [=[ sold sells buys bought recalled recalls closed closes opened opens cancelled canceled cut cuts
                        raised raises launched launches reported reports posted posts hired hires fired fires sued sues
                        agreed agrees plans planned announced announces unveiled unveils acquired acquires found owns
                        owned makes made built builds employs employed paid pays earned earns lost released releases
                        spent invested invests filed settled shipped ships delivered warned expects expected won beat
                        beats signed hosts faces joined ]=]

rule "firm-acts" {
  doc   = "An organisation whose name is also a word, where it does what firms do: Apple sold, Visa shares.",
  emits = "entity",
  label = "ORG",
  tags  = { "entity" },
  match = [=[ <s> match:[word in $organisations-ambiguous & word=/\p{Lu}\p{Ll}+/
              & !(lower in $clock_words | lower in $openers)]
              ( [lower in $firm_acts] | [lower="shares" | lower="stock" | lower="executives" | lower="officials"] )
              (?! "." | "by" | "in") ]=],
  unless = { overlap = [=[ <_mask/> ]=] },
  examples = {
    hit  = { "{match:Apple} sold more phones.", "{match:Visa} shares rose." },
    miss = { "Apple pie is good.", "Oracle found in cave.", "The old mayor walked home." },
  },
}

rule "ambiguous-org" {
  doc   = "An organisation whose name is also a word: capitalised inside a sentence, or before a verb of saying.",
  emits = "entity",
  label = "ORG",
  tags  = { "entity" },
  zones = { "body", "standfirst", "author_bio", "caption" },
  match = [=[ [word in $organisations-ambiguous & pos=PROPN & ent="" & idx > 1 & !(lower in $clock_words
              | lower in $hardly_orgs)]
            | match:[word in $organisations-ambiguous & pos=PROPN & ent="" & !(lower in $clock_words
              | lower in $hardly_orgs)]
              ( [lower in $saying] | "'s" | [lower="will" | lower="would" | lower="has" | lower="plans"
              | lower="agreed" | lower="recalled" | lower="reported" | lower="sued" | lower="bought"] ) ]=],
  unless = { overlap = [=[ <_mask/> ]=],
             before = [=[ @neighbour | [word="-" & space=no] ]=],
             after = [=[ @neighbour | [word="-" & space=no] | [word=/\d.*/] ]=] },
  examples = {
    hit  = { "She works at {match:Apple} now.", "He bought it from {match:Amazon}." },
    miss = { "Apple pie is good.", "The old mayor walked home." },
  },
}

-- What is said of companies on the stock exchange.
list "company_nouns" [=[ shares shareholders stock stocks spokesman spokeswoman executives directors analysts
                         officials employees investors
                        stake bonds subsidiary unit headquarters board profit profits earnings revenue sales ]=]

rule "company-context" {
  doc   = "A name that no list knows, beside what is said of companies: Quorvath shares, Tarn's directors.",
  emits = "entity",
  label = "ORG",
  tags  = { "entity" },
  zones = { "body", "standfirst", "caption" },
  match = [=[ [word=/\p{Lu}[\p{L}]+/ & pos=PROPN & ent="" & idx > 1 & !(lower in $openers
              | lower in $heads | lower in $common-words) & !(word in $plain_caps) & !(word in $given-names)]{1,2}
              (?= "'s"? [lower in $company_nouns])
            | [lower="shares" | lower="stake" | lower="subsidiary" | lower="unit" | lower="shareholders"
              | lower="chairman" | lower="executive"] ("of" | "in"
              | "at") match:[word=/\p{Lu}[\p{L}]+/ & pos=PROPN & ent="" & !(lower in $openers
              | lower in $heads) & !(word in $given-names)]{1,2} ]=],
  unless = { overlap = [=[ <_mask/> ]=], before = [=[ @neighbour ]=] },
  examples = {
    hit  = { "The fund sold its {match:Quorvath} shares.", "She bought a stake in {match:Zellweg}." },
    miss = { "The company's shares fell.", "The old mayor walked home." },
  },
}

-- First words of so many organisations that alone they name none.
list "first_words"  [=[ international new united american european african royal federal public democratic republican
                        world global social white red green young free people human health foreign internal nuclear
                        security special joint high common ]=]

-- What stands before these is more often a town than a firm.
local of_towns = {}
for word in string.gmatch ("Airport Chronicle College Council Courier Daily Echo Gazette Globe Guardian Herald Hospital "
                           .. "Journal Mail Mercury News Observer Police Port Post School Star Telegraph Times "
                           .. "Tribune University",
                           "%a+") do
  of_towns[word] = true
end

-- suppress: OB205
echo "org-first" {
  doc    = "The first word of an organisation's name, elsewhere in the article: Valdeon after Valdeon Pharmaceuticals.",
  of     = "ORG", part = "first", label = "ORG",
  tags   = { "entity" },
  unless = { overlap = [=[ <_mask/> | [pos!=PROPN]
                         | [lower in $openers | lower in $heads | lower in $hardly_orgs | lower in $first_words
                            | lower in $common-words]
                         | [word in $demonyms | word in $countries | word in $cities | word in $capitals
                            | word in $admin | word in $ambiguous-places | word in $given-names] ]=] },
  on_match = function (m)
    if of_towns[string.match (m.name or "", "%a+$")] then return nil, "the first word may be a town" end
    return m
  end,
  examples = {
    hit  = { "Quorvath Holdings paid. Later {match:Quorvath} sold it.",
             "He left Zellweg Inc. in May. Now {match:Zellweg} is bankrupt." },
    miss = { "Kellmar University opened. The university paid.", "The old mayor walked home.",
             "The Zellweg Courier wrote so. It rained off Zellweg." },
  },
}
