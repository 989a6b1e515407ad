/**
 * Words that are written with a dot, by language (ISO 639-1), in lower case; the parts of one abbreviation without the
 * spaces between (`z.b`). Sources: the segmentation suppressions of Unicode CLDR 46 (de, en, es, fr, it, pt, ru; Unicode
 * License v3), without those that are words of their own at the end of a sentence; the languages CLDR leaves out from
 * their dictionaries' lists of abbreviations.
 */
interface Abbreviations {
  /** Ask for what follows: titles, months, *vgl.*, *e.g.* No sentence ends behind them. */
  open: ReadonlySet<string>;
  /** Stand before a number, and are words elsewhere: *No. 5*, *Art. 3*. */
  counting: ReadonlySet<string>;
  /** Stand as well at the end of a sentence: *etc.*, *Inc.*, *a.m.* */
  closing: ReadonlySet<string>;
  /** Words that begin a sentence when they have a capital: what stands before a closing abbreviation's next sentence. */
  starters: ReadonlySet<string>;
}

/** Open, counting, closing, starters. */
type Lists = readonly [open: string, counting: string, closing: string, starters: string];

const COMMON: Lists = [
  'dr drs prof resp mr mrs ms mme mlle mgr st rev vs cf ca approx dipl ing mag e.g i.e jan feb apr jun jul aug ' +
    'sept sep oct okt nov dec dez nr nos p pp art abs fig vol tel §',
  'no',
  'inc ltd corp co llc plc jr sr etc u.s a.m p.m ph.d s.a',
  '',
];

const DANISH: Lists = [
  'hr fr bl.a f.eks fx dvs d.v.s jf jfr ifm ift pga mht inkl ekskl evt vedr nuv hhv resp adm dir kbh sml tidl ' +
    'såk nr nrn s kap tlf pkt stk kl mar afd alm ang cand eks fhv frk fmd gl ill max min red skt sdr udg vha bla ' +
    'avd gjsn herr pr ref iflg fung des',
  'art',
  'osv o.s.v m.m m.fl m.v mv o.l o.lign e.l mio mia mill mrd kr pct f.kr e.kr aps',
  'det den der de han hun vi jeg men og da når hvis som efter ifølge i på dette disse både også',
];
const INDONESIAN: Lists = [
  'h hj kh ir drs jl jln kab kec kel tn ny sdr yth bpk agt des mei brigjen irjen kombes kompol letjen mayjen ' +
    'hlm mar tgl rp dkk akp ipda let kol gg kav telp tel ttg bhs dng yg thd spt pd aiptu iptu bripka jend gub',
  'hal no',
  'dll dsb dst tbk s.h m.h pt',
  'ini itu dia mereka kami namun tetapi pada di menurut para polisi',
];
const CROATIAN: Lists = [
  'tj npr tzv tzn odn sv ul gosp gđa mr inž red oko тј нпр тзв одн др мр проф св ул госп инж br čl str бр чл ст ' +
    'стр usp akad kol lip lis stud pros sij velj ožu svi ruj kom otpr jd mn npor pok vlč zap дин вид уп акад ген ' +
    'мај пук ред мин ур дипл ur bl gen puk pror dipl ing tač sudac',
  'st',
  'itd i sl god g mil mlrd tis d.o.o d.d a.d itsl итд сл год г мил млрд хиљ km kn sat din',
  'on ona oni ono to ovo ali nakon kada kako prema u na za он она они оно то ово али након када према у на за',
];

const BY_LANGUAGE: Record<string, Lists> = {
  ar: ['د أ م ا أ.د ص ج هـ', '', 'ه إلخ الخ ق.م', ''],
  bg: [
    'т.е т.нар напр вж срв ул бул пл ж.к гр инж арх ген полк проф акад доц св янв февр апр авг септ окт ноем дек ' +
      'чл ал т стр ст тел вкл зам кап лейт обл рус сек ред изд мин нем пор ст.н прок деп',
    '',
    'др г хил млн млрд лв пр.хр сл.хр т.н и.т.н',
    'той тя те то това но в на по според след когато ако тези този',
  ],
  bn: ['ড ডা মো মোঃ প্রো অ্যাড নং পৃ', '', 'লি', ''],
  bs: CROATIAN,
  ca: [
    'sra dra av avda pl c p.ex ex núm febr abr ag set des pàg gen aprox mn sta hble excm dl dt màx mín id tel ed ' +
      'vol aj dep',
    'cap art no',
    'cia slu s.l a.c d.c ee.uu',
    'el la els les un una això però segons quan també',
  ],
  cs: [
    'např tj tzv tzn resp popř příp mj m.j kupř srov mgr mudr judr phdr rndr bc doc sv pí gen plk pplk mjr kpt ' +
      'por ul nám tř t.č t.r red pozn č čís str s čl odst písm obr kap roč sb csc odd angl max vč zejm vyd nakl nar ' +
      'zn zv hl stol býv čs ev míst zkr zást nprap prap pprap npor led úno bře dub srp říj pros červ',
    '',
    'atd apod aj ap tis mil mld kč hod min a.s s.r.o spol n.l př.n.l o.p.s',
    'to ten ta ti on ona oni ale podle v na po když jak pokud proto však tato tento',
  ],
  da: DANISH,
  de: [
    'dres hr hrn fr frl hl med phil jur rer nat habil vgl bzw zzgl abzgl inkl exkl einschl sog ggf ggfs evtl ehem ' +
      'eigtl insb insbes bspw entspr gem geb gest verh gesch verst stellv stv vors kath röm südd dt dtsch engl frz ' +
      'span ital russ türk schweiz österr amerik tägl mtl jährl urspr vorm mind max allg amtl lt lfd betr bzgl ggü ' +
      'zw gegr hrsg verf übers bearb jän febr mär hptm z.b d.h s.o s.u o.g i.d.r i.v i.a u.u z.zt d.i m.e v.a ' +
      'dipl.-ing ra stud zit näml od jew nrn bd bde abb tab kap anm rn rdnr rz az fn ziff lit ausg jg aufl bes bez ' +
      'bhf kfz lfg norddt pf ppa städt übl wg zus zzt dr.med anl ber bef beil dez-nr',
    'art heft bl mo di mi do sa so tz s fig abs',
    'usw usf chr jh jhd jahrh std min sek mio mrd tsd str hbf u.a o.ä u.ä u.dgl dgl e.v a.d i.r h.c v.chr n.chr ' +
      'gmbh abt reg fa plz',
    'der die das den dem des ein eine einer er sie es wir ich dies diese dieser dieses doch aber und in im am an auf bei nach laut für mit seit von wegen wenn als auch so damit dabei jedoch zudem nun dann',
  ],
  el: [
    'κ κα κος κκ δρ καθ αγ οδ λεωφ π.χ δηλ βλ πρβλ σημ ιαν φεβρ φεβ μαρτ απρ ιουν ιουλ αυγ σεπτ οκτ νοεμ δεκ αντ ' +
      'γεν μητρ αρ αριθμ άρθ αρθ παρ σελ σ τηλ εδ χιλ αι στρ υπ υπολ εκδ επιμ μτφρ συγγρ ταξ αρχ πρ αριθ φ',
    '',
    'κ.λπ κ.λ.π κ.ά κ.α κτλ κλπ κ.τ.λ π.μ μ.μ π.χ. μ.χ α.ε ε.π.ε γ.γ εκ δισ εκατ ευρ η.π.α ε.ε χλμ λεπ ώρ',
    'ο η το οι τα αυτός αυτή αυτό αλλά όμως στο στη στην σύμφωνα όταν ενώ και',
  ],
  en: [
    'messrs mx sen rep gov gen lt col maj capt cpl sgt cmdr adm pres amb fr hon supt insp det atty pvt brig lieut ' +
      'viz incl misc mt ft mon tue tues wed thu thurs fri ste esp orig aka vols paras v nr msgr est max trans mass ' +
      'esq dist nat ph ltcol',
    'no art fig figs sec ch para op sat sun mar app ed ver ex cl ext bk',
    'bros al assn assoc dept univ ave blvd rd govt intl natl bldg calif ariz conn fla mich minn tenn tex va wis ' +
      'min hr hrs sq lb lbs oz mph d.c n.y l.a u.k u.n e.u b.c a.d u.s.a md',
    'the this that these those it he she they we but however there meanwhile when his her their its what why if while since although yet then also still nobody everyone',
  ],
  es: [
    'sra srta sres sras dra dres dña lic gral cnel cmdte tte sgto profa mons rvdo excmo excma ilmo ilma sto sta ' +
      'p.ej ej vid v.gr cfr aprox máx mín av avda ene abr ago dic d arq gob admón ud uds vd vds pág págs arts núm ' +
      'núms nro cap párr teléf izq dcha fr pdte pdta adm prov ed',
    'mar no nos art',
    's.l ee.uu ee.uu.aa ff.aa jj.oo cc.oo cía cia ltda a.c d.c hnos depto dpto ss.mm rr.hh d.f',
    'el la los las un una este esta esto estos él ella ellos pero según cuando además también en por para no se sin aunque ya así',
  ],
  et: [
    'nt lk hr pr st vt s.t s.o jaan veebr dets näit sh nr jm tk tn mnt pst kd insp kol kpt ltn mjr kl peatk toim ' +
      'min pol',
    '',
    'jne jt jms mln mld a.s e.kr',
    'see ta nad aga kui ja ka',
  ],
  fa: ['ص ج', '', 'ق.م', ''],
  fi: [
    'esim ts vrt ks em ent ns toim tri mm t.s ko puh fil maist kenr nro klo kpl os kk vko synt lis huom alk ap ' +
      'engl evp hlö oik pj ruots suom tav tjsp toht joht rva min max',
    's',
    'jne yms ym tms mrd milj e.kr j.kr eaa jaa',
    'se hän he ne tämä mutta kun jos myös sen',
  ],
  fr: [
    'm mm mmes mlles me pr ste cf p.ex ex env av c.-à-d janv févr fevr avr juil déc hôp gén col lt cdt cne adj ' +
      'apr dir dép chap num bd boul éd ed t lun ven sam dim n pl mar max suiv ibid coll trad réf cap lt.col',
    'art vol mer jeu no nos',
    'cie sté j.-c hab min s.a.r.l n.d.l.r mrd',
    'le la les un une il elle ils elles ce cet cette ces mais selon dans en on nous puis aussi pour',
  ],
  he: ['פרופ עמ מס גב רח שד', '', 'וכו', ''],
  hi: ['डॉ प्रो श्री कु सुश्री पं ले मो एड सं क्र पृ जन फर सित नव दिस', '', 'रु लि प्रा कि.मी', ''],
  hr: CROATIAN,
  hu: [
    'id ifj özv pl ill kb ún br gr febr márc ápr máj jún júl szept okt vö ld ti u.n v.ö tkp mb alez ezr szds old ' +
      'sz szt ker krt em ford sts vsz uo min max cca főszerk megb',
    'o',
    'stb rt kft zrt nyrt bt db kr i.sz i.e u.i szerk tel m.e',
    'a az ez ezt ő ők de és mert ha amikor azonban szerinte egy',
  ],
  id: INDONESIAN,
  it: [
    'sig sigg dott avv arch geom rag on sen gen col cap ten mons spett egr gent es p.es cfr giu lug ago sett ott ' +
      'dic sost proc magg mar.llo n nn artt pag pagg mar mag febbr cit min max sec ass cons prov',
    '',
    'ecc s.p.a s.r.l a.c d.c spa srl snc u.e',
    'il lo la i gli le un una questo questa ma secondo lui lei loro quando anche in per si non',
  ],
  lt: [
    'pvz t.y dr doc plg žr gen plk vad sav t.p nr str psl apskr raj mjr kpt ltn insp red inž akad šv vyr pav tel ' +
      'aut kun vysk prok kom',
    '',
    'kt t.t pan tūkst mln mlrd val min ul pr al g a.s',
    'tai jis ji jie bet kai tačiau pasak',
  ],
  lv: [
    'piem t.i t.s sk dr red janv febr nr lpp plkst gs sal apm inž akad ģen plkv kpt nod kab tālr ltn maj prok',
    '',
    'u.c utt tml tūkst milj mljrd',
    'tas tā viņš viņa bet kad',
  ],
  mk: ['т.е т.н на.пр пр д-р проф ул бул бр чл ст стр', '', 'итн сл год г', 'тој таа тие тоа но'],
  ms: INDONESIAN,
  nb: DANISH,
  nl: [
    'dhr mevr mw ir ds bijv bv o.a d.w.z m.a.w i.p.v m.b.t t.o.v resp incl excl evt zgn vgl mrt gem pres ged burg ' +
      'comm a.h.v i.v.m d.m.v z.g o.l.v nrs blz pag afb hfst max div gebr ong plm secr vnl wrsch afd bgst wnd',
    'lid',
    'enz e.d e.a b.v n.v jl mln mld min c.s a.u.b v.chr n.chr',
    'de het een hij zij ze dit dat deze die maar volgens toen ook wij in op',
  ],
  nn: DANISH,
  no: DANISH,
  pl: [
    'np tzn tzw tj m.in ok ul al pl os inż hab lek ks bp abp gen płk ppłk mjr kpt por sierż red św im śp ur zm ' +
      'cyt ww wg jw dot prok insp nadkom kom podinsp asp sp sty lut kwi cze lip sie wrz paź lis gru woj pow gm zob ' +
      'godz str ust pkt poz mar stycz paźdz list grud dyr wyd maks zw ang łac niem ds ws cd cdn dz dł daw pn przyp ' +
      'rozdz tab tow rtm bryg post przew dep',
    'lit s',
    'itd itp r w zł gr mln mld tys proc o.o n.e p.n.e',
    'to ten ta ci on ona oni one ale według w na po gdy jak jeśli jednak także się nie',
  ],
  pt: [
    'sra srs sras srta dra exmo exma pe p.ex ex aprox av fev abr ago set out eng arq profa gen cel maj cap ten ' +
      'sgt dep gov pres des d n arts pág págs sto sta séc obs ref máx mín sen min exa adv mai capt del',
    'mar no nos',
    'ltda cia a.c d.c e.u.a eua s.a.',
    'o a os as um uma ele ela eles elas isso este esta mas segundo quando também em no na não para se',
  ],
  ro: [
    'dl dna av col gen sf str bd al ex p.ex cca aprox resp ian febr mart iun iul comp com insp sef alin lit pag ' +
      'cap jud șos bl ap sc et of min max red ed lt cpt plt cms subcms adj univ conf lect acad arh sec proc dir',
    '',
    'ș.a ş.a s.r.l ș.a.m.d ş.a.m.d mil mld loc î.hr d.hr',
    'el ea ei ele acesta aceasta dar potrivit când însă în pe la un o',
  ],
  ru: [
    'т.е т.н т.к т.наз напр см ср им ул просп пер пл наб обл гр тов проф акад доц канд св гос зам нач ген полк ' +
      'подп кап лейт мл янв февр фев мар апр июн июл авг сент сен окт нояб ноя дек т.ч букв лат англ нем фр и.о пос ' +
      'дер респ гл стр ст пп ч табл кв тел д оф корп эт ред изд мест включ прим сокр соотв макс жит уч фам цит ' +
      'подполк губ адм мкр',
    'рис с п',
    'т.д т.п др пр г гг в вв н.э до.н.э руб коп тыс млн млрд трлн долл чел мин сек час км отд кг',
    'он она они оно это этот эта эти но в во на по однако как при когда если также после из для мы я и а',
  ],
  sk: [
    'napr tj t.j tzv tzn resp popr príp m.i porov mgr mudr judr phdr bc doc sv gen plk ul nám č čl ods písm str s ' +
      'obr mjr pozn red zást vyd býv hl angl nem febr novemb pplk kpt npor',
    '',
    'atď apod pod tis mil mld hod min a.s s.r.o spol',
    'to ten tá on ona oni ale podľa v na po keď ako však tento',
  ],
  sl: [
    'npr tj t.i tzv oz inž sv ga g gdč ul št čl odst str gl prim op ur ok pribl univ min avg spec gen polk posl',
    '',
    'itd ipd idr mio mrd d.o.o d.d',
    'to ta on ona oni ali po v na ko če',
  ],
  sr: CROATIAN,
  sv: [
    'bl.a t.ex tex d.v.s dvs f.d s.k jfr jf resp inkl exkl ung forts hr kpt öv f.ö n.b p.g.a m.a.o fr.o.m t.o.m s ' +
      'sid kap kl mar ev bil eg enl ndr utg red max min avd',
    'art',
    'osv o.s.v m.fl m.m o.d e.d dyl o.dyl mkr mdkr milj mln mdr tkr st f.kr e.kr',
    'det den de han hon vi jag men när om enligt efter i på detta dessa också',
  ],
  sw: ['bw bi dk dkt mh mhe k.m k.v uk na nd', '', 'n.k', ''],
  tr: [
    'doç yrd av sn sy hz ör örn bkz krş yak mah cad sok blv şub nis haz tem ağu eyl kas gen alb yzb müd t.c op no ' +
      's may org tğm çev yy tic san müh öğr gör uzm opr ing alm fr ist ank apt as böl çvş hst kom nu ort şb ün üni ' +
      'yay bşk hâk sav kur',
    'ara mar eki oca md',
    'vb vs vd şti a.ş m.ö m.s dk sa',
    'bu o şu onlar ancak ama bir',
  ],
  uk: [
    'т.зв т.з напр див пор ім вул просп пров пл бул обл проф акад доц св гр зам ген полк січ лют бер квіт трав ' +
      'черв лип серп вер жовт лист груд ст пп ч табл гл кв тел буд гол ред вид смт заст мін укр рос англ деп канд ' +
      'підполк кап сер м',
    'рис с п',
    'т.д т.п ін р рр н.е грн коп тис млн млрд трлн дол чол хв год кг км',
    'він вона вони це цей ця ці але в у на за однак як коли якщо також після з та й і',
  ],
  ur: ['', '', '', ''],
  vi: ['tp gs ts ths pgs bs ks ls tx tt q tr đh nxb', '', 'v.v', 'các những ông bà theo nhưng'],
};

/** By code: a tag may be anything that a page says. */
const known = new Map<string, Abbreviations>();
const asSet = (...lists: string[]) =>
  new Set(lists.flatMap((list) => list.normalize('NFC').split(' ')).filter(Boolean));

/** @param language BCP 47; for null and for languages without a table, English is taken. */
export function abbreviationsOf(language: string | null): Abbreviations {
  const primary = language?.split(/[-_]/)[0]?.toLowerCase() ?? '';
  const code = Object.hasOwn(BY_LANGUAGE, primary) ? primary : 'en';
  let found = known.get(code);
  if (!found) {
    const [open, counting, closing, starters] = BY_LANGUAGE[code]!;
    // What a language has of its own is not taken from it by what is common.
    const own = asSet(open, counting, closing);
    const common = (list: string) => [...asSet(list)].filter((word) => !own.has(word)).join(' ');
    found = {
      open: asSet(open, common(COMMON[0])),
      counting: asSet(counting, common(COMMON[1])),
      closing: asSet(closing, common(COMMON[2])),
      starters: asSet(starters),
    };
    known.set(code, found);
  }
  return found;
}
