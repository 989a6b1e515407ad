import anyAscii from 'any-ascii';

/** A number as it counts, whatever script and words it was written in. */
export interface FoundNumber {
  /** `26750`, `2.75e9`, `5%`. */
  value: string;
  start: number;
}

/** Groups of three behind a plain space, as French and Russian have them, or any digits with signs between. */
const NUMBER =
  /(?<!\p{Nd})\p{Nd}{1,3}(?: \p{Nd}{3})+(?!\p{Nd})|\p{Nd}(?:[\p{Nd}]|[.,'’\u00a0\u202f\u066b\u066c:](?=\p{Nd}))*/gu;
/** What multiplies a number that stands before it, in the languages there are; the longest first where one begins another. */
const FACTORS: [RegExp, number][] = [
  [/^\s?(?:trillion|billones|bilion|трлн|триллион|трильйон|трлн|兆|조|تريليون|trilyon)/iu, 1e12],
  [
    /^\s?(?:milliard|miliard|mld|mrd|mds?\b|bn\b|billion|bilhões|bilhão|bi\b|mil millones|миллиард|мільярд|млрд|milyar|مليار|מיליארד)/iu,
    1e9,
  ],
  [/^\s?(?:[億亿억])/u, 1e8],
  [
    /^\s?(?:million|millones|millón|milh|milion|milión|mio\b|mln\b|m\b(?!\.)|млн|миллион|мільйон|milyon|مليون|ملايين|מיליון)/iu,
    1e6,
  ],
  [/^\s?(?:[萬万만])/u, 1e4],
  [/^\s?(?:thousand|tausend|tsd|mille\b|mil\b|tys|tisíc|тыс|тис|bin\b|千|천|ألف|آلاف|אלף|k\b)/iu, 1e3],
];
const PERCENT =
  /^\s?(?:%|％|٪|percent|per cent|prozent|por ?c(?:i)?ento|pour cent|процент|відсотк|procent|パーセント|퍼센트|بالمئة|بالمائة)/iu;
const GROUPED = /^\d{1,3}(?:([ .,'’\u00a0\u202f])\d{3})(?:\1\d{3})*$/;
const MAX_NUMBERS = 400;

/** The numbers of a text; times of day and numbers of one digit are passed over, they are in every text. */
export function numbersOf(text: string): FoundNumber[] {
  const found: FoundNumber[] = [];
  for (const match of text.matchAll(NUMBER)) {
    if (found.length >= MAX_NUMBERS) break;
    const written = anyAscii(match[0]);
    if (written.includes(':')) continue;
    const behind = text.slice(match.index + match[0].length, match.index + match[0].length + 14);
    const value = countedAs(written, behind);
    if (value !== null) found.push({ value, start: match.index });
  }
  return found;
}

function countedAs(written: string, behind: string): string | null {
  const plain = plainNumber(written);
  if (plain === null) return null;
  if (PERCENT.test(behind)) return `${plain}%`;
  const factor = FACTORS.find(([word]) => word.test(behind))?.[1] ?? 1;
  const value = Number((plain * factor).toPrecision(6));
  if (factor === 1 && value < 10 && Number.isInteger(value)) return null;
  return String(value);
}

/** A dot or comma with three digits behind it groups them, any other parts a fraction. */
function plainNumber(written: string): number | null {
  const grouped = GROUPED.exec(written);
  const plain = grouped ? written.replaceAll(grouped[1]!, '') : fraction(written);
  const value = Number(plain);
  return Number.isFinite(value) && plain.length <= 15 ? value : null;
}

function fraction(written: string): string {
  const last = Math.max(written.lastIndexOf('.'), written.lastIndexOf(','));
  if (last < 0) return written.replace(/\D/g, '');
  const signs = written.match(/[.,]/g)!;
  // 7.25.2020 is a date, 1,00,000 a lakh: what stands between several equal signs is one number.
  if (signs.length > 1 && new Set(signs).size === 1) return written.replace(/\D/g, '');
  return `${written.slice(0, last).replace(/\D/g, '')}.${written.slice(last + 1).replace(/\D/g, '')}`;
}
