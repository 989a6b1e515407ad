/**
 * What texts in languages look like beyond ASCII, for telling charsets apart: the letters by frequency, and the charsets
 * such texts were written in before UTF-8 (WHATWG Encoding Standard, and browsers' defaults), the commonest first.
 */
export interface LanguageModel {
  /** ISO 639-1; `zh-hant` for Chinese in traditional characters. */
  language: string;
  charsets: string[];
  script: 'latin' | 'other' | 'cjk';
  /** Natural logarithm of the probability of a letter, in lower case. */
  letters: ReadonlyMap<string, number>;
}

const CYRILLIC = ['windows-1251', 'koi8-r', 'iso-8859-5', 'cp866'];
const WESTERN = ['windows-1252'];
const CENTRAL = ['windows-1250', 'iso-8859-2', 'cp852'];
const BALTIC = ['windows-1257', 'iso-8859-13', 'iso-8859-4'];

const LATIN: [language: string, charsets: string[], letters: string][] = [
  ['de', WESTERN, 'üäößé'],
  ['fr', WESTERN, 'éèàêçâôûîùœïëü'],
  ['es', WESTERN, 'óíáéñúü¿¡ºª'],
  ['pt', WESTERN, 'ãçáéíóêõàúâôºª'],
  ['it', WESTERN, 'àèùòéì'],
  ['nl', WESTERN, 'ëéïóèöü'],
  ['ca', WESTERN, 'óàèéíçúòïü·'],
  ['sv', WESTERN, 'äåöé'],
  ['da', WESTERN, 'åøæé'],
  ['no', WESTERN, 'åøæé'],
  ['fi', WESTERN, 'äöå'],
  ['is', WESTERN, 'ðáíéöþæúóý'],
  ['en', WESTERN, 'é£àçñöü'],
  ['pl', CENTRAL, 'ąłęóżśćńź'],
  ['cs', CENTRAL, 'íáéěřýčšžůúďňťó'],
  ['sk', CENTRAL, 'áíčéýšúžľťôňďäóĺŕ'],
  ['hu', CENTRAL, 'éáöóőüűíú'],
  ['sl', CENTRAL, 'čšžćđ'],
  ['hr', CENTRAL, 'šćčžđ'],
  ['ro', CENTRAL, 'ăţîâş'],
  ['sq', ['windows-1252', 'windows-1250'], 'ëç'],
  ['tr', ['windows-1254'], 'ıüşçğöâîİ'],
  ['az', ['windows-1254'], 'ıüşçğöİ'],
  ['lt', BALTIC, 'ėųšįąžčūę'],
  ['lv', BALTIC, 'āīēšūņļžčķģ'],
  ['et', BALTIC, 'äõüöšž'],
  ['vi', ['windows-1258'], 'đưôơâăáàêếốộ̣́̀̉̃'],
];

const OTHER: [language: string, charsets: string[], letters: string][] = [
  ['ru', CYRILLIC, 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё'],
  ['uk', ['windows-1251', 'koi8-u', 'iso-8859-5'], 'оаинівтерсклудмпязьбгчйхжїюцєшщфґ'],
  ['be', ['windows-1251', 'iso-8859-5'], 'аінрыоетскялудвмпзьбгйэцхжчшўюёф'],
  ['bg', ['windows-1251', 'koi8-r', 'iso-8859-5'], 'аоеинтрсвлдкпмзъугбчцйяжхшщюьф'],
  ['mk', ['windows-1251', 'iso-8859-5'], 'аоеинтрсвдклпумзјгбцчжшхфњќѓџљѕ'],
  ['sr', ['windows-1251', 'iso-8859-5'], 'аоеинрстјвкдупмлзбгцчшжхћљњђфџ'],
  ['el', ['windows-1253', 'iso-8859-7'], 'αοιετσνηυρπκλμςωίγόάέδήθχύώφβξζψϊϋΐ'],
  ['he', ['windows-1255', 'iso-8859-8'], 'יוהלאמרתבשםנקדחפעצגטסןכזךףץ'],
  ['ar', ['windows-1256', 'iso-8859-6'], 'اليمنوترهبعدةسفكقأحجشصخطىذضإثئغءزظؤآ'],
  ['fa', ['windows-1256'], 'ايرندهمتوسبشکكزلگخفحعجقپآصطچغضذثژئ'],
  ['th', ['windows-874'], 'านรก่้อเงมยลวดทสตัิ็ีคปะหแพบจใไขุูชถโผธณซฟศญำภึื์ษๆฮฉฬฐฎฏฆฝฤฌ'],
];

const CJK: [language: string, charsets: string[], letters: string][] = [
  [
    'ja',
    ['shift_jis', 'euc-jp'],
    'のいるにたとをがしてはでなこれっかりらんさもあくすきうまーンおえルトスイめつみアクリラけよだどフやそちわろせロタドシレばマじコッジムプカサべテャグオデねュゃびキゲほむへゅょバ' +
      '日一国会人年大十二本中長出三同時政事自行社見月分議後前民生連五発間対上部東者党地合市業内相方四定今回新場金員九入選立開手米力学問高代明実円関決子動京全目表戦経通外最言氏現理調体化田当八六約主題下首意法不来作性的要用制治度務強気小七成期公野協取都和統以機平総加山思家話世受区領多県続進正安設保改数記院女初北午指権心界支第産結百派点教報済書府活原先共得解名交資予川向際査勝面委告軍文反元重近千考判認画海参売利組知案道信策集在件団別物側任引使求所次水半品昨論計死官増係感特情投示変打男基私各始島直両朝革価式確村提運終挙果西勢減台広容必応演電歳住争談能無再位置企真流格有疑口過局少放税検藤町常校料沢裁状工建語球営空職証土与急止送援供可役構木割聞身費付施切由説転食比難防補車優夫研収断井何南石足違消境神番規術護展態導備宅害配副算視条幹独警宮究育席訪楽起着店述残想線率病農州武声質念待試族象域助労例衛然早張映限親額監環験追審商義働形景落担好退準造英被株技低医復仕去味負閣失移差個門評課末守若種美命含福量望松非撃佐核観察整段港火',
  ],
  [
    'zh',
    ['gb18030'],
    '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运警察委员港记者',
  ],
  [
    'zh-hant',
    ['big5hkscs'],
    '的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運警察委員港記者',
  ],
  [
    'ko',
    ['cp949'],
    '이다는을의에가고하한지은기로도를사시자정대인어서과일수해부리아나들원보제장전만여국주있으우스그라상관동것선공성구계위조등발회진했비무실학연신문경년월면세소재게교된까방개안내두모중단결됐오트및후화치였마간적미영당군행할니와물운통예권각생반설속차민유때역추식금명입용거업체말데표김박최었없같더르비드러며려분출감요처크야음산력법특건번바또째',
  ],
];

/** Letters nearer to the front of a list are commoner: about the inverse of the place, as Zipf found for words. */
function byRank(letters: string, flat: number, mass: number): ReadonlyMap<string, number> {
  const all = [...new Set(letters)];
  const total = all.reduce((sum, _, rank) => sum + 1 / (rank + flat), 0);
  return new Map(all.map((letter, rank) => [letter, Math.log(mass / (rank + flat) / total)]));
}

/** Every language that charsets are told apart by. */
export const LANGUAGE_MODELS: readonly LanguageModel[] = [
  ...LATIN.map((row) => modelOf(row, 'latin')),
  ...OTHER.map((row) => modelOf(row, 'other')),
  ...CJK.map((row) => modelOf(row, 'cjk')),
];

function modelOf(
  [language, charsets, letters]: [string, string[], string],
  script: LanguageModel['script'],
): LanguageModel {
  const [flat, mass] = { latin: [2, 0.95], other: [3, 1], cjk: [20, 0.8] }[script] as [number, number];
  return { language, charsets, script, letters: byRank(letters, flat, mass) };
}
