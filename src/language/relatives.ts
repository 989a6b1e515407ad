/**
 * The commonest words and letters in which near relatives differ, by ISO 639-1: a template, a feed or a plug-in often
 * declares the one for the other. Words that relatives share tell nothing and need not be left out.
 */
const LANGUAGES: Record<string, { words: string; letters?: string }> = {
  ru: { words: 'и что с по это как его от он но из к был она или также после который было были', letters: 'ыэёъ' },
  uk: {
    words: 'і що з та до це як його від він але із був вона або також після який було були про й',
    letters: 'іїєґ',
  },
  be: { words: 'і ў што з да гэта як яго ад ён але з быў яна або таксама пасля які было былі пра', letters: 'ўіэы' },
  bg: { words: 'и в че с за от са се да по ще този като е или след който беше бяха', letters: 'ъщ' },
  mk: { words: 'и во дека со за од се да ќе по овој како е или по кој беше беа ги го', letters: 'ѓќѕј' },
  sr: { words: 'и у да је за од су се са који као ће или после био била', letters: 'ђћјљњ' },
  kk: { words: 'және мен бұл бір үшін деп бар еді болып', letters: 'әғқұһі' },
  ky: { words: 'жана менен бул бир үчүн деп бар эле болуп', letters: 'ңөү' },
  es: {
    words:
      'el los las del y en una por con para su sus es más como pero fue hay muy después hasta este esta todo también dos ya se lo sin años donde',
    letters: 'ñ¿¡',
  },
  ca: {
    words:
      'el els les del dels i amb una per és més com però aquest aquesta seva seu seus va van ha han al pel són després fins també dues molt tot hi ho des on anys',
    letters: 'çàèò·',
  },
  gl: {
    words:
      'o os as do da dos das e en unha por con para é máis como pero súa seu foi ao na no nas despois de dun dunha dúas tamén ata este esta non',
    letters: 'xñ',
  },
  pt: {
    words:
      'o os as do da dos das e uma por com para é mais como mas sua seu foi ao na no não em depois de dois duas também até este esta',
    letters: 'ãõç',
  },
  it: { words: 'il gli del della che è per con sono di non nel alla anche dei lo più', letters: 'ìù' },
  ro: { words: 'și să nu este care din cu pe pentru că în la mai sunt fost', letters: 'ăîșțşţ' },
  fr: { words: 'le les des du et est une dans pour que qui sur avec au aux ce pas' },
  oc: { words: 'lo los las de e dins per amb es mai coma mas una del dels al' },
  nb: {
    words: 'ikke fra være en jeg av blir også var ble etter mot hun at de til hvordan noe sier uker',
    letters: 'æø',
  },
  nn: {
    words: 'ikkje frå vere ein eg av blir også var vart etter mot ho at dei til korleis noko seier veker eit',
    letters: 'æø',
  },
  da: {
    words: 'ikke fra være en jeg af bliver også var blev efter mod hun at de til hvordan noget siger uger',
    letters: 'æø',
  },
  sv: {
    words: 'inte från vara en jag av blir också var blev efter mot hon att de till hur något säger och är',
    letters: 'ä',
  },
  cs: {
    words:
      'v z u co ze ve nebo byla byli jen a se že jsou jako při být který která však ale také jeho pro před podle bylo roku jsem',
    letters: 'ěřů',
  },
  sk: {
    words:
      'v z u čo zo vo alebo bola boli len po tom a sa že sú ako pri byť ktorý ktorá však ale tiež jeho pre pred podľa bolo roku som',
    letters: 'ľĺŕôä',
  },
  pl: {
    words: 'u po i się że są jak przy być który która jednak ale także jego dla przed według było roku nie w z',
    letters: 'ąęłśżźńć',
  },
  hr: {
    words:
      'u je za od na iz nakon bio bila kako i se da su kao koji koja ali također nije što gdje tko vrijeme prije poslije tjedan tisuća bi će',
    letters: 'ćđ',
  },
  sl: {
    words:
      'in se da so kot ki pa tudi ni kaj kjer kdo čas pred po teden tisoč bi bo je za na z v od iz ob pri bil bila kako',
  },
  id: {
    words: 'karena bisa saat bahwa polisi mengatakan kata senin kamis agar menurut hingga sementara pihak sudah rumah',
  },
  ms: {
    words:
      'kerana boleh ketika bahawa polis berkata beliau isnin khamis supaya menurut sehingga manakala pihak sudah rumah ialah iaitu',
  },
  ar: { words: 'في من على إلى أن التي الذي عن هذا مع كان بعد قال', letters: 'ةإأى' },
  fa: { words: 'از به در که این را با است برای های می شد آن و کرد', letters: 'پچژگ' },
  ur: { words: 'کے میں کی ہے کا سے اور کو نے پر ہیں تھا کہ', letters: 'ٹڈڑےںھہ' },
  af: { words: "van en in te sê nadat die nie het dat vir met wat om sy hy is was 'n deur sal ook aan ons hulle" },
  nl: { words: 'de het een niet dat voor met zijn hij is was door zal ook aan ons zij van' },
  de: { words: 'und die der das mit für ist auf haben nicht von ein eine wird auch den im dem', letters: 'öüß' },
  lb: { words: 'an d déi de dat mat fir ass op hunn net vun en eng gëtt och den am dem huet sinn', letters: 'ëé' },
  tr: { words: 've bir bu için ile olarak daha çok olan da de gibi kadar sonra', letters: '' },
  az: { words: 'və bir bu üçün ilə olaraq daha çox olan da də kimi qədər sonra', letters: 'ə' },
  hi: { words: 'था थी थे इस लिए कारण हो के में है की का से और को ने पर हैं कि नहीं' },
  mr: {
    words:
      'आणि आहे या च्या ला होते आहेत हा ही की नाही केली केले होती तो ती त्यांनी त्याचा त्याच्या त्यांच्या मध्ये साठी पण म्हणून असे झाले कारण तसेच',
    letters: 'ळ',
  },
  ne: { words: 'र छ मा लाई को हो गरेको छन् पनि भने गर्ने थियो' },
  et: { words: 'ja on et ei see ta oli kui ka aga mis oma ning', letters: 'õü' },
  fi: { words: 'ja on että ei se hän oli kun myös mutta mikä oma sekä' },
  lt: { words: 'ir kad yra tai su iš į bet kaip buvo apie už', letters: 'ųėįę' },
  lv: { words: 'un ka ir tas ar no uz bet kā bija par arī', letters: 'āēļņķģ' },
};

/** The same, a set each. */
const MARKS = new Map(
  Object.entries(LANGUAGES).map(([language, { words, letters = '' }]) => [
    language,
    { words: new Set(words.split(' ')), letters: new Set(letters) },
  ]),
);

const FAMILIES = [
  'ru uk be bg mk sr kk ky',
  'es ca gl pt it ro fr oc',
  'nb nn da sv',
  'cs sk pl hr sl',
  'id ms',
  'ar fa ur',
  'af nl de lb',
  'tr az',
  'hi mr ne',
  'et fi',
  'lt lv',
].map((family) => family.split(' '));

/** Names for one language: Norwegian's two standards are told apart; those of the middle South Slavs are not. */
const SAME: Record<string, string> = { no: 'nb', bs: 'hr', sh: 'hr', tl: 'fil', in: 'id', iw: 'he' };
const ANSWERS: Record<string, string> = { nb: 'no' };

/** UTF-16 code units looked at. */
const SAMPLE = 3_000;
/** Words a text needs. */
const MIN_WORDS = 10;
/** Words and letters of the relative alone, more than so many times those of the declared language alone. */
const TIMES = 3;
const MIN_MARKS = 4;
const MIN_SHARE = 0.06;
/** A letter tells less than a word. */
const LETTER = 0.5;

/**
 * The near relative of a declared language that a text is in, as ISO 639-1 code (or `zh-hans`, `zh-hant`); null where the
 * text does not clearly say so.
 *
 * @param tag The declared one, a lower-case BCP 47 tag.
 */
export function relativeOf(tag: string, text: string): string | null {
  const language = tag.split('-')[0]!;
  if (language === 'zh') return otherChinese(tag, text.slice(0, SAMPLE));
  const declared = SAME[language] ?? language;
  const family = FAMILIES.find((members) => members.includes(declared));
  if (!family || (language === 'sr' && /latn/.test(tag))) return null;
  const sample = text.slice(0, SAMPLE).toLowerCase();
  const words = sample.match(/[\p{L}\p{M}'’\u200c]+/gu) ?? [];
  if (words.length < MIN_WORDS) return null;
  const isCyrillic = /\p{sc=Cyrillic}/u.test(LANGUAGES[declared]!.words);
  if (isCyrillic && !/\p{sc=Cyrillic}/u.test(sample)) return null;
  let best: string | null = null;
  for (const other of family) {
    if (other === declared) continue;
    const theirs = marksOf(other, declared, words, sample);
    const own = marksOf(declared, other, words, sample);
    const isClear = theirs >= Math.max(MIN_MARKS, words.length * MIN_SHARE) && theirs > own * TIMES;
    if (isClear && (best === null || isCloser(other, best, words, sample))) best = other;
  }
  return best && (ANSWERS[best] ?? best);
}

/** Which of two relatives a text is in: Galician differs from Spanish as Portuguese does. */
function isCloser(one: string, other: string, words: string[], sample: string): boolean {
  return marksOf(one, other, words, sample) > marksOf(other, one, words, sample);
}

/** How often words and letters stand in a text that `language` has and `other` has not. */
function marksOf(language: string, other: string, words: string[], sample: string): number {
  const own = MARKS.get(language)!;
  const others = MARKS.get(other)!;
  const told = words.filter((word) => own.words.has(word) && !others.words.has(word)).length;
  let letters = 0;
  for (const letter of sample) if (own.letters.has(letter) && !others.letters.has(letter)) letters += 1;
  return told + letters * LETTER;
}

/** Common characters that were simplified, and how they were before. */
const SIMPLIFIED = new Set(
  '们来为国说时过发后种经么学现当没动对还进这个长开无与机实关问两间话东书车门电马见语员议会报导处军总统',
);
const TRADITIONAL = new Set(
  '們來為國說時過發後種經麼學現當沒動對還進這個長開無與機實關問兩間話東書車門電馬見語員議會報導處軍總統',
);
const MIN_CHARACTERS = 8;

function otherChinese(tag: string, text: string): string | null {
  const isTraditional = /-(?:hant|tw|hk|mo)\b/.test(tag);
  if (!isTraditional && !/-(?:hans|cn|sg)\b/.test(tag)) return null;
  let simplified = 0;
  let traditional = 0;
  for (const character of text) {
    const isBoth = SIMPLIFIED.has(character) && TRADITIONAL.has(character);
    if (!isBoth && SIMPLIFIED.has(character)) simplified += 1;
    if (!isBoth && TRADITIONAL.has(character)) traditional += 1;
  }
  if (isTraditional) return simplified >= MIN_CHARACTERS && simplified > traditional * TIMES ? 'zh-hans' : null;
  return traditional >= MIN_CHARACTERS && traditional > simplified * TIMES ? 'zh-hant' : null;
}
