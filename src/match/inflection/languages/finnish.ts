import { combine, type Grammar, set } from '../grammar.ts';

/*
 * Ä and ö fall together with a and o once diacritics are dropped, and vowel harmony with them.
 * A. Hakulinen e.a., Iso suomen kielioppi, § 41-50 (consonant gradation), § 63-80 (noun types), § 81-94 (cases).
 */
/** Cases that keep the strong grade: nominative, partitive, essive; the others close the syllable. */
const STRONG_CASES = '- a ta na nsa';
const WEAK_CASES = 'n t ssa sta lla lta lle ksi tta ssaan staan llaan lleen';
const ALL_CASES = `${STRONG_CASES} ${WEAK_CASES} kin`;
const PLURAL_WEAK = 'issa ista illa ilta ille iksi itta';
const PLURAL_STRONG = 'ina ihin iin';

const illative = (vowel: string) => `${vowel}${vowel}n`;

/** What a final vowel becomes before the plural's i. */
const PLURALS: Record<string, string[]> = {
  a: ['o', ''],
  e: ['e', ''],
  i: ['e', ''],
  o: ['o'],
  u: ['u'],
  y: ['y'],
};

/** Strong and weak grade of the consonant before the last vowel. */
const GRADES = ['kk k', 'pp p', 'tt t', 'k -', 'p v', 't d', 'nk ng', 'mp mm', 'nt nn', 'lt ll', 'rt rr'].map(
  (pair) => pair.split(' ') as [string, string],
);

const pluralOf = (vowel: string, cases: string) => combine(PLURALS[vowel]!.map((stem) => stem || '-').join(' '), cases);
/** Partitive and genitive of the plural: their i is a j between vowels. */
const partitives = (vowel: string) =>
  PLURALS[vowel]!.map((stem) => (stem ? combine(stem, 'ja jen ita iden itten') : 'ia ien')).join(' ');

/** The forms of a word in `vowel` without gradation, behind its base. */
function forms(vowel: string): string {
  const singular = `${combine(vowel, ALL_CASES)} ${illative(vowel)}`;
  return `${singular} ${pluralOf(vowel, `${PLURAL_WEAK} ${PLURAL_STRONG}`)} ${partitives(vowel)}`;
}

function gradedForms([strong, weak]: [string, string], vowel: string): string {
  const inStrong = `${combine(strong, vowel, STRONG_CASES)} ${strong}${illative(vowel)} ${combine(strong, `${pluralOf(vowel, PLURAL_STRONG)} ${partitives(vowel)}`)}`;
  return `${inStrong} ${combine(weak, vowel, WEAK_CASES)} ${combine(weak, pluralOf(vowel, PLURAL_WEAK))}`;
}

const VOWELS = Object.keys(PLURALS);

/** Cases inside and outside a place, behind a stem; and all that go with the same stem. */
const PLACES = 'ssa sta lla lta lle';
const OF_STEM = `n t na ksi nsa ${PLACES}`;

/** Types whose stem is longer than the nominative, by nominative: partitive, singular stem, plural stem. */
const LONGER_STEMS: [nominative: string, partitives: string, singular: string, plural: string, after?: RegExp][] = [
  ['nen', 'sta sia sten', 'se', 'si'],
  ['s', 'sta ksia sten', 'kse', 'ksi'],
  ['s', 'tta ksia', 'de', 'ksi', /[uy]$/],
  ['in', 'inta imia', 'ime', 'imi'],
  ['as', 'asta aita aiden', 'aa', 'ai'],
  ['kas', 'kasta kkaita kkaiden', 'kkaa', 'kkai'],
  ['tas', 'tasta ttaita ttaiden', 'ttaa', 'ttai'],
  ['pas', 'pasta ppaita ppaiden', 'ppaa', 'ppai'],
  ['e', 'etta eita eiden', 'ee', 'ei'],
  ['ke', 'ketta kkeita kkeiden', 'kkee', 'kkei'],
  ['te', 'tetta tteita tteiden', 'ttee', 'ttei'],
  ['pe', 'petta ppeita ppeiden', 'ppee', 'ppei'],
  // Old words in i: Suomi, Suomen.
  ['i', 'ea ta ia', 'e', 'i'],
];

/** A. Hakulinen e.a., Iso suomen kielioppi: gradation of consonants, types of nouns, cases. */
export const FINNISH: Grammar = {
  sets: [
    ...VOWELS.map((vowel) => set(forms(vowel))),
    // A long vowel or a diphthong: maa, maahan; työ, töitä.
    set(`${ALL_CASES} han hun hon`, { after: /[aeiouy]{2}$/ }),
    ...GRADES.flatMap((grade) => VOWELS.map((vowel) => set(gradedForms(grade, vowel), { minBase: 2 }))),
    // Names and other words in a consonant take an i: Telegram, Telegramin.
    set(`- ${combine('i', `a na nsa ${WEAK_CASES}`)} iin ien eja ${combine('ei', PLACES)}`, { after: /[^aeiouy]$/ }),
    ...LONGER_STEMS.map(([nominative, partitives, singular, plural, after]) =>
      set(
        `${nominative} ${partitives} ${combine(singular, OF_STEM)} ${singular}en ${combine(plural, `en in na ${PLACES}`)}`,
        after && { after },
      ),
    ),
    set('a i aa ivat inut ineet iin taan ttiin', { after: /[dt]$/, minBase: 4 }),
  ],
  irregular: [
    'mies miehen miestä miehet miehiä miehille miehelle mieheltä miehellä miehessä miehestä mieheen miehenä miehien miesten miehillä miehiltä miehistä',
    'lapsi lapsen lasta lapset lapsia lasten lapsien lapselle lapselta lapsella lapsesta lapsille lapsilta lapsilla lapsista',
    'käsi käden kättä kädet käsiä käteen kädessä kädestä kädellä käsien käsissä käsistä käsille',
    'vesi veden vettä vedet vesiä veteen vedessä vedestä vedellä vesien vesissä vesille',
    'uusi uuden uutta uudet uusia uuteen uudessa uudesta uusien uusissa uusista',
    'kuusi kuuden kuutta',
    'vuosi vuoden vuotta vuodet vuosia vuoteen vuodessa vuodesta vuosien vuosina',
    'ihminen ihmisen ihmistä ihmiset ihmisiä ihmisten ihmisille ihmisillä ihmisistä',
    'kansi kannen kantta kannet kansia',
    'tuhat tuhannen tuhatta tuhannet tuhansia tuhansien',
  ],
};
