"""Everyday English words that are a letter or two from words of an office: whoever types one means it.

Beside them count as known all words that the glossary uses itself; names and short words of grammar are left out.
"""

_TEXT = """
absence acceptable accent accept access accident acting action active actor actress actual adapt adopt adverse advertise advertiser
advertising advice advise adviser affect age aged aging agony aid alien align alley allow ally altar alter amend anger angle
announcer ant appoint april arise arm art ash assent asset assist assistance assistant attack attain attendant attract auction
audit aunt author avenge award aware back bake baker ball ban band banker banking bare bark barn base bass bat batch bath beach
beam bean bear beat bed beer beg bell belt bench bend best bet bias bid bike bird bite blame bland blank blast blend blind block
blood bloom blow board boat body bold bolt bomb bond bone book booking boot border bore boring born bowl brand brass brave bread
breach brick bride bridge brief broad broker broom brother brush bubble bug bull bump bunch burn bus bush bust butler butter
buzz cab cabin cable cafe cage cake calf calm camp can cancer candle cape car card career cargo caring carrier cart carter case
cash cast castle catch cause causing cave cell celling cement census cent certainty chain chair chalk chamber chance change channel
chapel chapter charm chart charter chase cheap cheat cheek cheer chef chess chest chick chief child chin chip choice choke chop
chord church cinema circle circus cite city civil claim clan clap class clay clean clear clerk clever cliff climb clinic clip
cloak clock close cloth clothing clue coach coal coast coat code coin cold collect collection college colony colour comb come
comet comic command comment commit committee common commute compact companion compare compete compile complete comply compose
compute computer con concept concern concert concession condition conduct cone confession confine confuse connect consent
consist consort constant consume contain contend contest context continent contract contrary contrast control convention convert
convict cook cool cop cope copy cord core cork corn corner corps cost costume cot cotton couch cough council counsel count country
county couple coupon court cousin cove cover cow coward crack craft crash crazy cream create credit creek creep crew crime crisis
crop crowd crown cruel cruise cry cup cure curse curve custody cute cutter cycle daily dairy dam damage dance dare dark dash dart
dawn dead deaf dear death debate debit debt decade decay decent deck deduct deed deep deer defeat defect defend defence define
degree delay delete delight deny depart deport deposit depot depth derive desert deserve design desire despair dessert destroy
detail detain detect device devise devote dial diet digit dine dinner dip direct dirt disco disease disguise dish disk dismiss display dispose
dispute dive divide divine dock dog doll dome donor door dose dot doubt dove dozen drag drain drama draw drawing dream dress drew
drift drill drink drop drown drug drum dry duck due dull dump dust dutch duty dwell eager ear earl earn earth ease east eat eaten
echo edge edit edition editor effect effort egg elder elect election elite employ enable encore end endure enemy engage engine
ensure enterprise entitle entry envoy equal equip equity error escape essay estate ethic even event evict evil evolution exact exam
excel except exception excess exchange excite exclude excuse execute exempt exert exhibit exile exist exit exotic expand expanse expect expel
expert expire explode exploit explore export expose extend extent external extra extract eye fabric face fact factor fade fail
faint fair fairy faith fake fall fame family fan fancy fare farm farmer fashion fast fat fatal fate father fault fear feast
feather fed feed feel feet fell fellow felt fence ferry fetch fever fiber fiction fierce fight figure file fill film filter fin final
finance find fine finger finish fire firm fish fist fit fitting flag flame flash flat flavour flaw fleet flesh flight flip float flock flood
floor flour flow flower fluid fly foam focus fog fold folk fond font food fool foot force ford forest forge forget fork
form formal format former fort fortune forum foster foul found fountain fox frame fraud freak free freeze freight fresh fridge
friend frog front frost frozen fruit fry fuel full fun fund funeral fur fury fuse gain gallery game gang gap garage garden
garlic gas gate gather gaze gear gender gene general genius gentle ghost giant gift girl glad glance glass glory glove glow glue
goal goat gold golf good gorge gown grace grade grain grand grant grape grasp grass grave gravel great green greet grey grid grief
grill grind grip groom gross group grove grow guard guess guest guide guilt guitar gun guy habit hair half hall halt ham
hammer hand handle handler hang harbour hard harm harsh harvest haste hat hatch hate haul haunt haven hawk hay head heal healing health
heap hear heart heat heater heaven heavy hedge heel height heir hell helm helmet help hen herb herd hero hide high hike hill hint hip hire
hit hobby hold hole holy home honest honey honour hook hope horizon horn horror horse hose host hotel hound hour house huge
human humble humour hunt hunter hurry hurt husband hut ice icon ideal idle ignore ill image imagine impact implant imply import impose
improve include income index infant infect infection infer inform information inhale injection injury ink inner innovation inspect
inspection install instance instant instinct instruct insult insure intact intend intense intent intention inter interact interest
interior interval intervene interviewer invade invent invention invest invite iron island issue ivory jacket jail jam jar
jaw jazz jean jet jewel join joint joke journal journey joy judge juice jump jungle junk jury just keen keep key kick kid kidney
kill kind king kiss kit kitchen kite knee knife knight knit knock knot label labour lace lack ladder lady lake lamb lamp land lane lap
large laser last late later laugh launch law lawn lawsuit lawyer lay layer lead leader leaf leak lean leap learn lease leash least
leather lecture ledge leg legal legend lemon lend length lens less lesson let letter level lever liar liberal lick lid lie life lift
light like limb lime limit line linen link lion lip liquid list listen liter litter little live liver living load loan lobby local
lock lodge log lone long look loop loose lord lose loss lost lot loud love lover low loyal loyalty luck lumber lump lunch lung lure
mad magic maid mail main major make maker male mall man manage manager mango manner manor manual map maple march margin mark marker market
marriage mask mass massage master mat match mate material math maze meal mean measure meat medal media medical medium melt melting
member memo memory mental mention mentor menu mercy mere merge merit mess metal meter method mice midst might mild mile milk mill mind
mine mineral mining minor mint minus minute mirror miss mission mist mistake mix mixture moan mobile mode model modern modest moist mole
moment monk monkey monster mood moon moral morning mortgage moss motel moth mother motion motive motor mount mountain mouse mouth move
movie mud mug murder muscle museum music mute myth nail name nasty nation native nature navy neat neck need needle negative
negotiate nerve nest net neutral nice niece night noble node noise norm north nose notable note notice notion novel nuclear number
nurse nut oak oath obey object oblige obtain occasion occur ocean odd offence offend offer officer oil old olive open opera
operate opinion opponent oppose opposite option oral orange orbit order organ origin orphan other outcome outfit outlet output
outrage oven overcome overhead overlook owe owl owner oxygen pace pack package packet pact pad page pain paint pair palace pale palm
pan panel panic pants paper parade parcel pardon parent park parking part partial partner party passage passenger passion past pasta
paste patch path patience patient patrol pattern pause pave pea peace peach peak pearl peer pen penalty pencil pension people pepper
perceive percent perfect perform performer permission permit person personal persuade pest petrol phase phone photo phrase piano pick
picture pie piece pig pile pill pilot pin pinch pine pink pint pipe pirate pistol pit pitch pity place placement plague plain
plan plane planet plant plaster plastic plate platform play player plea pleasant please pleasure plot plug plus pocket poem poet point
poison pole police policy polish polite poll pollution pond pool poor pop pope popular porch pork port portal porter portion portrait
pose position positive possess post poster pot potato potential pound pour poverty powder power practice praise pray prayer preach
precise predict prefer pregnant premier premise prepare presence present preserve president press pressure pretend pretty prevent
prey pride priest primary prime prince princess print prior prison privacy private prize probe proceed process procession produce
profile program progress prohibit project prominent promise promote prompt proof prop proper property propose prospect protect protest
proud prove provide provision provoke public publish pull pulse pump punch punish pupil puppet pure purple purpose purse pursue push
puzzle quarry queen quest queue quick quiet quilt quit quote rabbit race racing rack radar radio rage rail rain rainbow raise rally ranch
random range rank rapid rare rash rat ratio raw ray razor reach react read ready real realm rear rebel recall receipt receive
receiver recent recess recipe recite reckon recover recovery recruit recruiter red reduce reduction reef refer referee refine reform refuge refund
refusal refuse regard regime region regret regulate reign reject rejection relate relation relax relay release relief relieve religion reload
reluctant rely remain remark remind remote removal remove render renew rent repair repeat repel replace reply report reporter
republic rescue research resemble resent reserve reside resident resist resort resource respect respond rest restore restrain restrict result
resume retail retain retire retort retreat retrieve return reunion reveal revenge revenue reverse review revise revision revival revive revolt
revolution reward rhythm rib ribbon rice rich ride rider ridge rifle right rigid ring riot rip ripe rise risk ritual rival river road
roast rob robe robot rock rocket rod role roll roman romance roof root rope rose rotten rough round route routine row royal
rub rubber rubbish rude rug ruin ruler rumour run runner rural rush rust sack sacred sad saddle safe sail sailor saint sake
salad salon salt same sand satin sauce sausage save saver saw scale scan scandal scar scare scarf scene scent schedule scheme scholar
school science scope score scrap scratch scream screen screw script sea seal search seat second secret section sector secure seed
seek seem segment seize select self sell seller senate send sense sensor sentence separate sequence serial series sermon servant
serve session set settle settlement sewer shade shadow shake shallow shame shape share shark sharp shave shed sheep sheer sheet
shelf shell shelter shield shine ship shirt shock shoe shoot shop shore short shot shoulder shout show shower shrimp shrink shut
shy sick side siege sigh sight sign signal silence silent silk silly silver similar simple sin sing single sink sip sister site
situation size skate skill skin skip skirt skull sky slack slam slap slave sleep sleeve slice slide slight slim slope slot slow smart
smell smile smoke smooth snack snake snap sneak snow soak soap soar soccer social society sock sofa soft soil solar soldier sole solid
solution solve song soon sore sorrow sort soul sound soup sour source south space spare spark speak speaker special species spectator speech
speed spell spend sphere spice spider spill spin spine spirit spit spite split spoil spoon sport spot spouse spray spread spring
spy square squeeze stab stable stack stadium stage stain stair stake stale stall stamp stance stand standing star stare stark state
statement station statue stay steady steak steal steam steel steep steer stem step sterile stick sticky stiff still sting stir stock
stomach stone stool stop storage store storm story stove straight strain strange stranger strap straw stream street strength stress stretch
strict stride strike string strip stripe strive stroke strong structure struggle student studio study stuff stupid style subject submission submit
substance substitute subtle suburb subway succeed success successor suck suffer suffice sugar suggest suit suite sum summary summer
summit sun super supper supplement supply supporter suppose sure surf surface surge surgery surplus surprise surrender surround survey survive survivor
suspect suspend sustain swallow swamp swan swap swear sweat sweep sweet swell swift swim swing switch sword symbol sympathy symptom table
tablet tackle tact tail tailor take tale talent talk tall tank tap tape target taste tax taxi tea teach teacher team tear tease
teen tell temper temple tempo tempt tenant tend tender tennis tense tension tent term terminal terrace terror test testament text texture thank
theft theme theory thick thief thin think third thirst thorn thread threat throat throne throw thumb thunder ticket tide tidy tie tiger tight
tile till timber timer tin tiny tip tire tired tissue title toast toe toilet token toll tomato tomb tone tongue tool tooth top topic torch
torture toss total touch tough tour tourism tourist towel tower town toy trace track traction tractor trade trader tradition traffic tragedy trail train
trainee trainer trait tram transcript transform translate transmission transmit transparent transport trap trash travel traveller tray treason treasure
treat treaty tree tremble trench trend trial triangle tribe tribute trick trim trip troop trouble truck true trunk trust truth try tube tune
tunnel turn twin twist tyre ugly ultimate umbrella unable uncle under union unique unit unite unity upset urban urge usual utter vacant vacation vague
vain valid valley van vanish vapour variable variation variety vary vast vault vector vegetable veil vein venom vent venue verb verdict verse version
vessel vest veteran vice victim victory video view village violate virtue virus visible vision visit visual vital vivid vocal vocation
void volcano volume volunteer voter vowel voyage wagon waist wait waiter wake walk walker wall wander want war ward warm warn
warning warrant warrior wash waste watch water wave wax weak wealth weapon wear weary weather weave web wed wedding weed week weep weigh weight
welcome weld welfare well west wet whale wheat wheel while whip whisper white whole wide widow width wife wild will win wind window wine wing
winner winter wipe wire wisdom wise wish wit witch withdraw witness wolf woman wonder wood wool world worm worry worse worth wound wrap wreck
wrist write writer yard yarn year yell yellow yield young youth zone
headline paternity fraternity eternity reed tamp derision complain compliant trough calling failing firing filing hiring telling
selling feeling falling moving mailing sailing mating rating raising reading heading hearing heating holding folding shipping
shopping stopping stepping sharing staring starring starting storing scoring sending lending bending tending spending training
draining raining straining trading grading testing resting tasting posting hosting costing roasting marking packing picking
backing cooking bringing ringing fencing dancing financing planting planning playing paying praying laying saying staying dating
eating beating seating changing hanging ranging losing posing nursing riding hiding writing waiting wasting washing wishing
fishing rolling polling pulling filling killing billing milling pricing proving printing painting pointing pressing dressing
crossing listing lifting shifting drifting linking drinking thinking conception deception inception perception contribution
constitution institution restitution donation reaction fraction faction collusion conclusion confusion exclusion inclusion
preposition proposition recession emission omission remission eviction conversation conservation compensation complement
compliment stationary stationery principal principle morale industrial industrious economic economical formerly formally latter
quite whether assure diary elicit illicit eminent imminent emigration emigrate envelope envelop farther further marital martial
persecute prosecute precede prescribe proscribe respectively respectfully sensible sensitive inferior attention attentive
occupation minority majority liability reliability mobility nobility ability stability quality equality quantity prophet coarse
patent patron hearty healthy wealthy leisure lecturer averse bookings consular consultancy contestant consultative correspond
correspondent despatch detach dispatch disclose enclose endorse erase evade exhaust expansion expression extension extortion
fatigue heritage hostage ignorance insight instruction intermission introduction invasion junction lessee lessor limitation
location lodging migration misuse mutual objection observer obstruction opposition ordinance outlook overdue oversee overseas
ownership payee payer pending perfume persist pledge precaution prediction preference prejudice premium preparation prevention
proclaim profession prospective prosperous provisional purchaser rebate receipts redeem reference reflection refreshment registrar
rehearsal reimburse rejoin relegate remedy repeal reputation reservation resolve restaurant restoration revocation rotation salute
scanner secession selective seminar sequel sergeant setback sickness sponsor statistics stimulus subsidy succession supervise
suspension suspicion tariff temporal tolerance tracing transfuse transition tribunal tuition turnover vaccination valuation verify
vicinity visa withdrawal workout workshop kiss prise pubic wrapper absent abundance academy acclaim accord accuse acquit adhere adjourn
migraine chairwoman miscount recount pavement basement apartment compartment contentment conformation formation reformation
inflation imitation initiation intimation visitation meditation medication mediation dedication delegation allegation
navigation litigation mitigation irrigation consultant consistent persistent resistant invocation convocation vocation
probation prohibition exhibition inhibition apparition repetition petition rendition edition audition addition
perdition sedition transaction extraction contraction abstraction distraction attraction detraction subtraction
illusion allusion delusion inclusion seclusion intrusion protrusion diffusion infusion profusion fusion
affliction infliction conviction eviction prediction benediction diction addiction traction tuition intuition
commotion promotional notion lotion potion motion emotion devotion
strategist tragic logistic statistic artistic optimistic pessimistic realistic
shareware hardware software warfare welfare farewell
purse nurse curse worse horse course coarse source
"""

WORDS = frozenset(_TEXT.split())
