/* ob-lemma-data.h: what the rules of ob-lemma.c cannot know about English words. Written for Obelus from general
 * knowledge of the language; included by ob-lemma.c only. Words of a list are separated by spaces. */
#pragma once

/* Irregular inflection: the lemma, then its forms. A form that several lemmas share gets them in the order in which
 * they stand here. */
static const char *const lemma_forms[] = {
  /* verbs */
  "abide abode", "arise arose arisen", "awake awoke awoken", "be am is are was were been being 're 'm 's",
  "bear bore borne born", "beat beaten", "become became", "befall befell befallen", "beget begot begotten",
  "begin began begun", "behold beheld", "bend bent", "bereave bereft", "beseech besought", "beset besetting",
  "bestride bestrode", "bid bade bidden", "bind bound", "bite bit bitten", "bleed bled", "blow blew blown",
  "break broke broken", "breed bred", "bring brought", "build built", "burn burnt", "buy bought", "catch caught",
  "choose chose chosen", "cleave cleft clove cloven", "cling clung", "come came", "creep crept", "deal dealt",
  "dig dug", "dive dove", "do did done does doing", "draw drew drawn", "dream dreamt", "drink drank drunk",
  "drive drove driven", "dwell dwelt", "eat ate eaten", "fall fell fallen", "feed fed", "feel felt", "fight fought",
  "find found", "flee fled", "fling flung", "fly flew flown", "forbear forbore forborne", "forbid forbade forbidden",
  "forego forewent foregone", "foresee foresaw foreseen", "foretell foretold", "forget forgot forgotten",
  "forgive forgave forgiven", "forgo forwent forgone", "forsake forsook forsaken", "forswear forswore forsworn",
  "freeze froze frozen", "get got gotten", "give gave given", "go went gone goes", "grind ground", "grow grew grown",
  "hang hung", "have has had having 've 's", "hear heard", "heave hove", "hide hid hidden", "hold held",
  "inlay inlaid", "keep kept", "kneel knelt", "knit knitted", "know knew known", "lay laid", "lead led", "lean leant",
  "leap leapt", "learn learnt", "leave left", "lend lent", "lie lay lain lying", "light lit", "lose lost",
  "make made", "mean meant", "meet met", "mislay mislaid", "mislead misled", "mistake mistook mistaken",
  "misunderstand misunderstood", "mow mown", "outdo outdid outdone", "outgrow outgrew outgrown", "outrun outran",
  "outsell outsold", "outshine outshone", "overcome overcame", "overdo overdid overdone", "overhear overheard",
  "override overrode overridden", "overrun overran", "oversee oversaw overseen", "oversleep overslept",
  "overtake overtook overtaken", "overthrow overthrew overthrown", "overwrite overwrote overwritten",
  "partake partook partaken", "pay paid", "prove proven", "put putting", "quit", "rebuild rebuilt",
  "redo redid redone", "remake remade", "rely relies relied relying", "rend rent", "repay repaid", "resell resold",
  "retake retook retaken", "retell retold", "rethink rethought", "rewrite rewrote rewritten", "ride rode ridden",
  "ring rang rung", "rise rose risen", "run ran", "saw sawn", "say said saith", "see saw seen", "seek sought",
  "sell sold", "send sent", "sew sewn", "shake shook shaken", "shear shorn", "shed", "shine shone", "shoot shot",
  "show shown", "shrink shrank shrunk", "sing sang sung", "sink sank sunk", "sit sat", "slay slew slain",
  "sleep slept", "slide slid", "sling slung", "slink slunk", "smell smelt", "smite smote smitten", "sow sown",
  "speak spoke spoken", "speed sped", "spell spelt", "spend spent", "spill spilt", "spin spun", "spit spat",
  "spoil spoilt", "spring sprang sprung", "stand stood", "steal stole stolen", "stick stuck", "sting stung",
  "stink stank stunk", "strew strewn", "stride strode stridden", "strike struck stricken", "string strung",
  "strive strove striven", "swear swore sworn", "sweep swept", "swell swollen", "swim swam swum", "swing swung",
  "take took taken", "teach taught", "tear tore torn", "tell told", "think thought", "throw threw thrown",
  "thrive throve thriven", "tread trod trodden", "unbind unbound", "undergo underwent undergone",
  "understand understood", "undertake undertook undertaken", "underwrite underwrote underwritten",
  "undo undid undone", "unwind unwound", "uphold upheld", "upset upsetting", "wake woke woken", "waylay waylaid",
  "wear wore worn", "weave wove woven", "weep wept", "win won", "wind wound", "withdraw withdrew withdrawn",
  "withhold withheld", "withstand withstood", "wring wrung", "write wrote written", "die died dying dies",
  "tie tied tying ties", "lie lied lies", "vie vied vying vies", "belie belied belying belies",
  "untie untied untying unties", "underlie underlay underlain underlying underlies", "hogtie hogtied",
  "dye dyed dyeing dyes", "eye eyed eyeing eying eyes", "owe owed owing owes", "sue sued suing sues",
  "shoe shod shoed shoeing", "toe toed toeing", "hoe hoed hoeing", "canoe canoed canoeing",
  "tiptoe tiptoed tiptoeing", "singe singed singeing", "age aged aging ageing", "free freed freeing", "flee fleeing",
  "see seeing", "bus bused bussed busing bussing", "gas gassed gassing", "quiz quizzed quizzing quizzes",
  "arc arced arcing", "sync synced syncing", "disc disced", "talc talced", "lose losing loses", "use used using uses",
  "ski skied skiing", "taxi taxied taxiing",
  /* modal verbs and what the tokeniser cuts off them */
  "not n't", "will 'll wo", "can ca", "shall sha", "would 'd", "have 'd",
  /* nouns */
  "man men", "woman women", "child children", "person people", "foot feet", "tooth teeth", "goose geese",
  "mouse mice", "louse lice", "ox oxen", "brother brethren", "penny pence", "die dice", "passerby passersby",
  "wolf wolves", "knife knives", "wife wives", "midwife midwives", "housewife housewives", "life lives", "live lives",
  "loaf loaves", "thief thieves", "half halves", "calf calves", "elf elves", "self selves", "shelf shelves",
  "leave leaves", "leaf leaves", "sheaf sheaves", "scarf scarves", "hoof hooves", "dwarf dwarves", "wharf wharves",
  "analysis analyses", "analyse analyses", "axis axes", "axe axes", "basis bases", "base bases", "crisis crises",
  "diagnosis diagnoses", "diagnose diagnoses", "ellipsis ellipses", "emphasis emphases", "genesis geneses",
  "hypothesis hypotheses", "metamorphosis metamorphoses", "neurosis neuroses", "oasis oases", "paralysis paralyses",
  "parenthesis parentheses", "prognosis prognoses", "prosthesis prostheses", "psychosis psychoses",
  "synopsis synopses", "synthesis syntheses", "testis testes", "thesis theses", "catharsis catharses",
  "criterion criteria", "phenomenon phenomena", "automaton automata", "bacterium bacteria", "datum data",
  "medium media", "memorandum memoranda", "curriculum curricula", "stratum strata", "erratum errata",
  "addendum addenda", "spectrum spectra", "quantum quanta", "ovum ova", "symposium symposia", "millennium millennia",
  "referendum referenda", "consortium consortia", "moratorium moratoria", "emporium emporia", "forum fora",
  "genus genera", "corpus corpora", "opus opera", "alumnus alumni", "alumna alumnae", "bacillus bacilli",
  "cactus cacti", "focus foci", "fungus fungi", "hippopotamus hippopotami", "locus loci", "nucleus nuclei",
  "octopus octopi", "radius radii", "stimulus stimuli", "syllabus syllabi", "terminus termini", "thesaurus thesauri",
  "uterus uteri", "alga algae", "antenna antennae", "formula formulae", "larva larvae", "nebula nebulae",
  "vertebra vertebrae", "supernova supernovae", "appendix appendices", "codex codices", "index indices",
  "matrix matrices", "vertex vertices", "vortex vortices", "helix helices", "cortex cortices", "apex apices",
  "bureau bureaux", "plateau plateaux", "chateau chateaux", "tableau tableaux", "beau beaux", "milieu milieux",
  "cherub cherubim", "seraph seraphim", "kibbutz kibbutzim", "mujahid mujahideen mujahedin mujahidin",
  "stigma stigmata", "schema schemata", "graffito graffiti", "paparazzo paparazzi", "virtuoso virtuosi",
  "lens lenses", "bus buses", "gas gases", "iris irises",
  /* nouns in -ie, of which the rule for -ies would make -y */
  "movie movies", "cookie cookies", "calorie calories", "zombie zombies", "selfie selfies", "rookie rookies",
  "genie genies", "prairie prairies", "hippie hippies", "junkie junkies", "smoothie smoothies", "brownie brownies",
  "hoodie hoodies", "collie collies", "goalie goalies", "sortie sorties", "pixie pixies", "foodie foodies",
  "freebie freebies", "indie indies", "bookie bookies", "birdie birdies", "laddie laddies", "lassie lassies",
  "auntie aunties", "sweetie sweeties", "townie townies", "groupie groupies", "pie pies", "magpie magpies",
  "necktie neckties", "newbie newbies", "oldie oldies", "quickie quickies", "roadie roadies", "techie techies",
  "veggie veggies", "walkie walkies", "talkie talkies", "yuppie yuppies", "commie commies", "cabbie cabbies",
  "reverie reveries", "lingerie lingeries", "camaraderie camaraderies", "menagerie menageries", "budgie budgies",
  "boogie boogies", "eyrie eyries", "bogie bogies", "caddie caddies", "coolie coolies", "cowrie cowries",
  /* nouns in -che, -xe, -oe, of which the rule for -es would take two letters */
  "ache aches", "headache headaches", "toothache toothaches", "heartache heartaches", "cache caches", "niche niches",
  "avalanche avalanches", "psyche psyches", "creche creches", "cliche cliches", "moustache moustaches",
  "mustache mustaches", "quiche quiches", "porsche porsches", "douche douches", "pastiche pastiches",
  "microfiche microfiches", "brioche brioches", "apache apaches", "tranche tranches", "reach reaches", "shoe shoes",
  "horseshoe horseshoes", "toe toes", "tiptoe tiptoes", "foe foes", "woe woes", "canoe canoes", "hoe hoes",
  "roe roes", "floe floes", "throe throes", "doe does", "oboe oboes", "aloe aloes", "mistletoe mistletoes",
  /* adjectives and adverbs */
  "good better best", "well better best", "bad worse worst", "badly worse worst",
  "far further farther furthest farthest", "little less least", "much more most", "many more most",
  "old elder eldest older oldest", "late latter",
  /* articles, determiners, pronouns: the form itself is a candidate too, see own_first */
  "a an", "this these", "that those", "i me", "he him", "she her", "they them 'em", "we us", "us 's", "who whom",
  "you ya",
};

/* Forms that are a word of their own besides, and how likely: these come first … */
static const char own_first[] =
  "me him her them us whom 's media data people more most less least further lay rent shed put quit opera indices "
  "bound better elder latter live thanks arms customs proceeds premises savings earnings belongings odds shorts "
  "surroundings outskirts amends tights jeans goggles binoculars pants ceramics mechanics electronics logistics "
  "dynamics humanities number stranger tender flatter counter rebound resent relay overlay underlay outlay layer";
/* … and these last. */
static const char own_last[] =
  "saw left found felt ground wound fell rose bore spoke dove bent bit lead light lit met thought meant shot stole "
  "stuck tore wove broken built known given driven hidden frozen written spoken drunk sunken proven forgotten "
  "mistaken shaken stolen sworn torn worn woven chosen fallen grown drawn shown thrown outspoken lost done gone sold "
  "paid made held kept told taught struck stricken swollen sprung spent split these those an used better best worse "
  "worst being dying underlying aging eldest farther data bases lives lies does alumni graffiti bacteria criteria "
  "aged died tied broke saved overdone undone withdrawn outgoing drove slew leapt slept won hung ring dice clove "
  "cleft abode smelt spat strove older oldest ya ca wo having means remains regards statistics riches";

/* Words in -s that are no plural and no verb form. */
static const char keep_s[] =
  "always perhaps afterwards towards besides sometimes its his ours yours hers theirs as is yes plus thus this gas "
  "bus lens mars news series species barracks crossroads headquarters clothes trousers scissors overseas upstairs "
  "downstairs outdoors indoors nowadays alas apropos versus gallows innings diabetes measles rabies herpes rickets "
  "hubris tennis chaos ethos pathos cosmos kudos rhinoceros asbestos thermos eros logos mythos bathos politics "
  "economics mathematics maths physics athletics gymnastics linguistics ethics aesthetics genetics acoustics optics "
  "robotics aerobics civics obstetrics pediatrics phonetics semantics pragmatics informatics ballistics avionics "
  "kinetics hydraulics thermodynamics aerodynamics geopolitics macroeconomics microeconomics bioethics cybernetics "
  "mnemonics basis crisis analysis thesis hypothesis emphasis synthesis diagnosis prognosis paralysis oasis axis "
  "genesis metropolis necropolis acropolis parenthesis ellipsis synopsis nemesis catharsis neurosis psychosis "
  "osmosis tuberculosis cirrhosis arthritis hepatitis bronchitis meningitis appendicitis tonsillitis debris paris "
  "iris chassis pelvis penis trellis portcullis cannabis ibis dais brewis mantis clitoris ambergris tis "
  "photosynthesis metamorphosis psychoanalysis catalysis dialysis sepsis symbiosis hypnosis prosthesis antithesis "
  "atlas canvas bias alias pancreas pyjamas pajamas christmas whereas texas kansas hamas vegas arkansas madras "
  "themselves ourselves yourselves sideways lengthways anyways forwards backwards upwards downwards onwards inwards "
  "outwards eastwards westwards northwards southwards homewards pliers tongs tweezers whereabouts mas las los des "
  "les vis us minus bonus virus status campus census consensus focus corpus exodus has was unawares apparatus "
  "miniseries corps arrears kinematics astrophysics biophysics energetics";

/* Nouns in -u, the only words in -us that are plurals. */
static const char us_plurals[] =
  "menus gurus emus flus tutus haikus bayous caribous zebus gnus cpus gpus ius thous yous tofus tiramisus cus "
  "submenus plateaus bureaus tableaus chateaus adieus milieus ";

/* Nouns in -s whose plural in -ses loses two letters; those in -us need not stand here. */
static const char ses_nouns[] =
  "alias asbestos atlas bias bus canvas chaos christmas cosmos dais gas ibis iris lens mantis metropolis pancreas "
  "pelvis penis plus rhinoceros trellis ";

/* Verbs and nouns in -use, unlike virus. */
static const char use_words[] =
  "abstruse abuse accuse amuse applause arouse bemuse blouse carouse cause clause clubhouse confuse courthouse cruse "
  "defuse delouse diffuse disabuse douse enthuse espouse excuse farmhouse fuse greenhouse grouse guesthouse house "
  "infuse lighthouse louse madhouse menopause misuse mouse muse obtuse outhouse overuse pause penthouse peruse "
  "powerhouse profuse recluse recuse refuse reuse roundhouse rouse ruse slaughterhouse souse spouse storehouse "
  "suffuse townhouse transfuse treehouse use warehouse ";

/* Stems that take -e where their ending does not tell. */
static const char e_stems[] =
  "accede ache acre adhere adore appease appetite appraise arrange athlete atone avenge axe bare baste bate bathe "
  "become beguile beware bide binge bite blame blare bore breathe bribe browse bruise cache cajole cane care cease "
  "cede centre chafe challenge change chaste chime chore cite clone clothe cohere come compare compete compile "
  "complete concede concrete condole condone console continue contravene convene cope core crate crease create crime "
  "cringe cruise cube cycle cyclone dare date declare decode decrease defame defile delete delineate deplete deplore "
  "derange despite dethrone dine disease distaste dole dope dote douche dowse drape drone drowse dune dynamite ease "
  "eke elope encode ensnare enthrone envelope escape estrange examine exchange excite excrete exhale exile expedite "
  "explore expunge extradite extreme facilitate fare fete file fine flame flare force frame fringe game gape gate "
  "gene glare globe gore grate grease gripe grope haste hate headache hinge hole hone hope horoscope ignite ignore "
  "immobile impale impede impinge implore incite income increase inflame infringe inhale intercede interchange "
  "interfere intervene invite joke judge kite knife lambaste landscape lathe lease line loathe lobe lounge lozenge "
  "lunge lure mate mete microphone microscope mime mine misshape mobile mope mute name noise note obscene obsolete "
  "orange overcome overtime overwrite parasite parole paste permeate persevere phone pile pine pipe plane plate "
  "please plebiscite plunge poise pole postpone praise precede prepare prime probe procreate profile provoke prune "
  "quote raise range rape rate rearrange recede recite reconcile reconvene recreate recycle regale reignite release "
  "rename requite reshape restore restyle retype reunite revenge revere revile rewrite robe rope safe sale satellite "
  "scale scare scathe scene scheme scope score scrape scribe scrounge secede secrete seethe serene shame shape share "
  "sheathe shine shore shortchange site skate slate slope smile smite snare snipe snore sole soothe spare sphere "
  "spite sponge square stale stampede stare state stockpile stone store strafe stripe style supersede supervene "
  "swathe swipe syringe tame tape taste tease teethe telephone telescope theatre theme tile time tinge tithe tone "
  "tote tribe tube tune twine type unclothe underscore underwrite unhinge unite unsheathe upscale videotape vote "
  "vouchsafe waste welcome whale while whine white wine wipe write writhe zone profane awe";

/* Stems without -e where their ending asks for one. */
static const char bare_stems[] =
  "focus refocus bias canvas chorus caucus census surplus panic mimic traffic picnic frolic combat format chat pat "
  "float coat gloat debut input output pilot pivot ballot riot catalog dialog log color honor murmur sulfur curl "
  "hurl snarl whirl twirl swirl waltz blitz quartz elixir bayou rev ruin build guild suit recruit circuit biscuit "
  "conduit margin origin bulletin cabin pumpkin napkin ";

/* Stems that end in a double consonant of their own, other than ll, ss, ff, zz. */
static const char double_stems[] =
  "add egg err purr butt putt boycott ebb odd mitt inn watt matt jazz fizz buzz fuzz razz pizzazz whirr burr shirr "
  "fulfill instill distill enthrall enroll install appall";

/* Stems whose final l or s is doubled, or may be. */
static const char doubling_stems[] =
  "annul barrel bedevel bevel bias bus cabal cancel channel chisel compel control corral counsel cudgel devil dial "
  "dishevel dispel distil duel enamel enthral equal excel expel extol focus fuel fulfil funnel gas gel grovel hovel "
  "impel imperil initial instil jewel label level libel marvel medal metal mislabel model nonplus outrival panel "
  "parcel patrol pedal pencil plus propel pummel quarrel ravel rebel refuel relabel remodel repel rival shovel "
  "shrivel signal snivel spiral stencil swivel tinsel total towel travel trial trowel tunnel unravel victual enrol "
  "instal appal";

/* Words in -men that are no men. */
static const char keep_men[] = "specimen regimen abdomen omen semen amen acumen hymen stamen ramen yemen bitumen";

/* What a prefix before an irregular verb form would take apart wrongly. */
static const char keep_prefixed[] =
  "foreground underground outbound outlaid forefront overt reborn research foremost";

/* Words in -ed and -ing that no verb inflects. */
static const char keep_ed[] =
  "bed red shed wed sled led fed med ted embed hundred sacred naked wicked kindred hatred infrared biped moped "
  "rugged ragged crooked wretched beloved need feed proceed succeed exceed breed speed seed weed bleed heed indeed "
  "greed creed deed reed steed misdeed tweed linseed seaweed aforementioned overfeed shred bobsled ned zed newlywed "
  "watershed bloodshed flatbed seabed interbreed spreed screed inbred unbiased unprecedented ashamed rapeseed "
  "oilseed hackneyed";
static const char keep_ing[] =
  "evening morning during nothing something anything everything ceiling sibling sterling darling pudding herring "
  "shilling inkling duckling dumpling gosling sapling starling farthing lightning viking peking beijing offspring "
  "wellbeing awning stocking earring plaything underling weakling hireling yearling changeling halfling fledgling "
  "earthling seedling hamstring mainspring wingding string wing ongoing outgoing incoming everlasting upcoming "
  "forthcoming notwithstanding cunning outstanding";

/* Adjectives and adverbs compared with -er and -est; other words in -er are mostly nouns (worker, leader). */
static const char adjectives[] =
  "able angry bad big bitter black bland bleak bleary blind blond bloody blue blunt bold brave brief bright brisk "
  "broad brown bulky burly busy calm cheap chilly choppy classy clean clear clever close cloudy clumsy cocky cold "
  "common cool corny costly cosy cozy crazy creamy creepy crisp crude cruel crunchy cuddly curly curt cute daft "
  "dainty damp dark dead deadly deaf dear deep deft dense dim dire dirty dizzy dodgy dreary drowsy drunk dry dull "
  "dumb dusty eager early easy edgy empty faint fair fancy fast fat few fierce fiery filthy fine firm fit flat fleet "
  "flimsy fluffy foggy fond foul frail frank free fresh friendly frosty full fun funny fuzzy gentle giddy glad "
  "gloomy good grand grave gray greasy great greedy green grey grim grimy gritty gross grumpy guilty gutsy hairy "
  "handsome handy happy hard hardy harsh hasty healthy heavy hefty high hip hoarse holy homely hot huge humble "
  "hungry husky icy ill itchy jolly juicy keen kind kinky knotty large late lax lazy leafy lean lengthy light likely "
  "limp lithe lively lofty lonely long loose loud lovely low loyal lucky lush mad manly mature mean meaty meek "
  "mellow merry messy mighty mild milky minute moist moody muddy murky mushy naive narrow nasty naughty near neat "
  "needy nerdy new nice nimble noble noisy numb nutty obscure odd oft often oily old pale patchy petty picky plain "
  "pleasant plump plush pointy polite poor posh pretty pricey prim profound proud pure purple quaint quick quiet "
  "quirky rainy rare rash raw ready red remote rich right ripe risky robust rocky roomy rosy rotten rough round "
  "rowdy rude rusty sad safe salty sandy sane savvy scarce scary scruffy seedy severe shabby shady shaggy shaky "
  "shallow sharp sheer shiny shoddy short showy shrewd shy sick silly simple sincere sketchy skinny slack sleek "
  "sleepy slender slick slight slim slimy slippery slow slushy sly small smart smelly smoky smooth smug snappy "
  "sneaky snowy snug sober soft soon sore sorry sour sparse spicy spiky spooky spry squat stale stark staunch steady "
  "steep stern sticky stiff stingy stormy stout straight strange strict strong stuffy stupid sturdy suave subtle "
  "sultry sunny sure swanky sweet swift tall tame tan tart tasty tender tense terse thick thin thirsty thorny "
  "thrifty tidy tight tiny touchy tough trendy tricky trim trite true trusty ugly uneasy unfriendly unhappy "
  "unhealthy unkind unlikely unlucky unruly unsafe untidy vague vain vast vile wacky warm wary watery weak wealthy "
  "weary weird wet white wicked wide wild windy wise witty wobbly woolly wordy worldly worthy wry yellow young yummy "
  "zany little";
