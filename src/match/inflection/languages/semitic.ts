import { type Grammar, set } from '../grammar.ts';

/** Words this short lose no letter that might be their own. In letters, what is left of them. */
const MIN_BEHIND_PARTICLE = 4;
const MIN_BEHIND_ARTICLE = 3;

const ARABIC_ARTICLE = /^(?:[وف]?[بك]?ال|[وف]?لل)/;
const ARABIC_PARTICLES = /^(?:[وف][بلك]?|[بلك])/;

/** Article, and particles written with the next word: و ف ب ك ل. */
function arabicClitics(word: string): number[] {
  const article = ARABIC_ARTICLE.exec(word)?.[0].length ?? 0;
  if (article > 0) return word.length - article >= MIN_BEHIND_ARTICLE ? [article] : [];
  const longest = ARABIC_PARTICLES.exec(word)?.[0].length ?? 0;
  return [longest, longest - 1].filter((length) => length > 0 && word.length - length >= MIN_BEHIND_PARTICLE);
}

const PRONOUNS = 'ه ها هم هن هما نا ي كم';

/** K. C. Ryding, A Reference Grammar of Modern Standard Arabic: nouns (gender, number, state), suffixed pronouns, prepositions of one letter. Broken plurals are not told from letters. */
export const ARABIC: Grammar = {
  sets: [
    set(`ة ت ات ${prefixed('ت', PRONOUNS)} ${prefixed('ات', PRONOUNS)} تان تين`, { minBase: 3 }),
    set('- ه ها هم هن هما نا كم', { minBase: 3 }),
    set('- ا', { minBase: 4, after: /[^ي]$/ }),
    set(`- ات ${prefixed('ات', PRONOUNS)}`, { minBase: 4 }),
    set('- ة ين ون ات', { after: /..ي$/, minBase: 4 }),
    set('- ين ون ي و ان ات', { after: /^م...|^..ا.$/, minBase: 4 }),
  ],
  // Broken plurals of what news is about; the rest is not told from letters.
  irregular: [
    'مدينة مدن',
    'بنك بنوك',
    'قانون قوانين',
    'محكمة محاكم',
    'رئيس رؤساء',
    'وزير وزراء',
    'كتاب كتب',
    'دولة دول',
    'حزب أحزاب',
    'خبر أخبار',
    'حكم أحكام',
    'سجين سجناء',
    'قاض قاضي قضاة',
    'عضو أعضاء',
    'طفل أطفال',
    'رجل رجال',
    'امرأة نساء',
    'شاب شباب',
    'ملك ملوك',
    'أمير أمراء',
    'سفير سفراء',
    'خبير خبراء',
    'عالم علماء',
    'زعيم زعماء',
    'شريك شركاء',
    'حادث حوادث',
    'هدف أهداف',
    'جيش جيوش',
    'حرب حروب',
    'قتيل قتلى',
    'جريح جرحى',
    'أسير أسرى',
    'صاروخ صواريخ',
    'طائرة طائرات',
    'مركز مراكز',
    'مكتب مكاتب',
    'مصنع مصانع',
    'مصدر مصادر',
    'تقرير تقارير',
    'جاسوس جواسيس',
    'صندوق صناديق',
    'برنامج برامج',
    'موقع مواقع',
    'منزل منازل',
    'ميناء موانئ',
    'عاصمة عواصم',
    'جريمة جرائم',
    'وثيقة وثائق',
    'رسالة رسائل',
    'قضية قضايا',
    'ضحية ضحايا',
    'هاتف هواتف',
    'حساب حسابات',
    'جندي جنود',
    'لاجئ لاجئون لاجئين',
    'ألماني ألمان',
    'عربي عرب',
    'يهودي يهود',
    'روسي روس',
    'تركي أتراك',
    'كردي أكراد',
  ],
  clitics: {
    asked: (word) => (word.startsWith('ال') && word.length - 2 >= MIN_BEHIND_ARTICLE ? [2] : []),
    found: arabicClitics,
  },
};

function prefixed(prefix: string, list: string): string {
  return list
    .split(' ')
    .map((ending) => prefix + ending)
    .join(' ');
}

/** Article and particles written with the next word: ה ו ב ל מ ש כ, at most three of them. */
const HEBREW_PARTICLES = /^(?:ו?(?:כש|[שכ])?[בלמ]?ה?)/;

function hebrewClitics(word: string): number[] {
  const longest = HEBREW_PARTICLES.exec(word)?.[0].length ?? 0;
  return [longest, longest - 1, longest - 2].filter(
    (length) =>
      length > 0 && word.length - length >= (word[length - 1] === 'ה' ? MIN_BEHIND_ARTICLE : MIN_BEHIND_PARTICLE),
  );
}

/** L. Glinert, The Grammar of Modern Hebrew: nouns (number, gender, construct state), adjectives, prefixed particles. */
export const HEBREW: Grammar = {
  sets: [
    set('ה ת ות'),
    set('- ים י', { minBase: 3 }),
    set('- ות', { minBase: 4 }),
    set('- ם ת ות ים', { after: /י$/ }),
    set('ים י', { minBase: 3 }),
    set('ן נים ני נית ניות'),
    set('ם מים מי'),
    set('ף פים פי'),
    set('ך כים כי'),
    set('ץ צים צי'),
  ],
  irregular: [
    'אישה אשה נשים נשות אשת',
    'איש אנשים אנשי',
    'עיר ערים ערי',
    'בן בנים בני',
    'בת בנות',
    'אב אבות',
    'שר שרים שרי שרת שרה שרות',
    'חוק חוקים חוקי',
    'בנק בנקים',
    'יום ימים ימי',
    'ראש ראשים ראשי',
  ],
  clitics: {
    asked: (word) => (word.startsWith('ה') && word.length - 1 >= MIN_BEHIND_PARTICLE ? [1] : []),
    found: hebrewClitics,
  },
};
