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

export const FINNISH: Grammar = {
  sets: [
    ...VOWELS.map((vowel) => set(forms(vowel))),
    // A long vowel or a diphthong: maa, maahan; työ, töitä.
    set(`${ALL_CASES} han hun hon`, { after: /[aeiouy]{2}$/ }),
    ...GRADES.flatMap((grade) => VOWELS.map((vowel) => set(gradedForms(grade, vowel), { minBase: 2 }))),
    // Names and other words in a consonant take an i: Telegram, Telegramin.
    set(`- ${combine('i', `a na n nsa ${WEAK_CASES}`)} iin ien eja eissa eista eilla eilta eille`, {
      after: /[^aeiouy]$/,
    }),
    set(
      `nen sen sta seen ${combine('se', 'na ssa sta lla lta lle ksi t nsa')} sia sten ${combine('si', 'ssa sta lla lta lle ksi na in')} siin`,
    ),
    set(
      `s ksen sta kseen ${combine('kse', 'na ssa sta lla lta lle ksi t nsa')} ksia sten ksien ${combine('ksi', 'ssa sta lla lta lle ksi na in')}`,
    ),
    set(
      `s den tta teen ${combine('de', 'ssa sta lla lta lle ksi t')} ksia ksien ${combine('ksi', 'ssa sta lla lta lle')}`,
      {
        after: /[uy]$/,
      },
    ),
    set(
      `in imen inta imeen ${combine('ime', 'na ssa sta lla lta lle ksi t')} imia imien ${combine('imi', 'ssa sta lla lta lle')}`,
    ),
    ...['- -', 'k kk', 't tt', 'p pp'].map((grade) => {
      const [weak, strong] = grade.split(' ') as [string, string];
      const cases = 'an at ssa sta lla lta lle ksi';
      return set(
        `${combine(weak, 'as asta')} ${combine(strong, 'a', cases)} ${combine(strong, 'ai', 'ta den ssa sta lla lta lle')}`,
      );
    }),
    set(
      `e een eet etta eita eiden ${combine('ee', 'ssa sta lla lta lle ksi')} ${combine('ei', 'ssa sta lla lta lle')}`,
    ),
    ...['k kk', 't tt', 'p pp'].map((grade) => {
      const [weak, strong] = grade.split(' ') as [string, string];
      return set(
        `${combine(weak, 'e etta')} ${combine(strong, 'ee', 'n t ssa sta lla lta lle ksi')} ${combine(strong, 'ei', 'ta den ssa sta lla lta lle')}`,
      );
    }),
    // Old words in i: Suomi, Suomen.
    set(`i en een ea ta ien ia ${combine('e', 'ssa sta lla lta lle ksi t na')} ${combine('i', 'ssa sta lla lta lle')}`),
    set('a i aa ivat inut ineet iin taan ttiin', { after: /[dt]$/, minBase: 4 }),
  ],
};
