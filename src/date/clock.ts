/** Words for the halves of the day, before and behind a time. */
const FIRST_HALF =
  'a\\.?\\s?m\\.?(?!\\p{L})|오전|上午|凌晨|早上|午前|πμ|π\\.μ\\.|ص(?!\\p{L})|صباحا|صباحًا|ق\\.ظ|पूर्वाह्न|সকাল|sáng';
const SECOND_HALF =
  'p\\.?\\s?m\\.?(?!\\p{L})|오후|下午|晚上|中午|午後|μμ|μ\\.μ\\.|م(?!\\p{L})|مساء|مساءً|ظهرا|ب\\.ظ|अपराह्न|বিকাল|chiều|tối';
const HALF = `(?:${FIRST_HALF}|${SECOND_HALF})`;
const PREFIX =
  '(?:(?:at|um|à|a las|as|às|alle|alle ore|ore|o|o godz\\.|godz\\.|om|kl\\.?|klo|kello|v|в|о|у|στις|ώρα|saat|pukul|jam|lúc|الساعة|ساعت|в\\s)\\s+)';

/** A time of day: `10:05`, `9:5:30.25`, `9h15`, with am or pm on either side. */
const COLON = `(?<hour>\\d{1,2})\\s?:\\s?(?<minute>\\d{1,2})(?::(?<second>\\d{1,2})(?:[.,:](?<fraction>\\d{1,9})\\d*)?)?`;
const WORDS = 'Uhr|uur|hrs?\\.?|hs\\.?|น\\.';
const FORMS = [
  `${PREFIX}?(?<before>${HALF})?\\s*(?<![\\d+−-])${COLON}\\s?(?<after>${HALF})?(?:\\s?(?:${WORDS})(?!\\p{L}))?`,
  `${PREFIX}?(?<![\\d.:+−-])(?<hour>\\d{1,2})\\s?[hH]\\s?(?<minute>\\d{2})(?:\\s?min)?(?![\\d\\p{L}])`,
  `${PREFIX}?(?<![\\d.:+−/-])(?<hour>\\d{1,2})\\.(?<minute>\\d{2})\\s?(?<after>${HALF})(?![\\d\\p{L}])`,
  `${PREFIX}?(?<![\\d.:+−/-])(?<hour>\\d{1,2})\\.(?<minute>\\d{2})\\s?(?:${WORDS})(?![\\d\\p{L}])`,
  `${PREFIX}(?<hour>\\d{1,2})\\.(?<minute>\\d{2})(?![\\d.])`,
  `^(?<hour>[01]?\\d|2[0-3])\\.(?<minute>[0-5]\\d)(?=,?\\s\\d{1,2}\\.?\\s\\p{L})`,
  `(?<=\\d{4},?\\s(?:[|–—·-]\\s)?)(?<hour>[01]?\\d|2[0-3])\\.(?<minute>[0-5]\\d)(?![\\d.])`,
  `${PREFIX}?(?<![\\d.:+−/-])(?<hour>\\d{1,2})\\s?(?<after>[ap]\\.?m\\b\\.?)`,
  `(?<![\\d.:+−/-])(?<hour>12)\\s?(?<after>noon|midnight)\\b`,
].map((form) => new RegExp(form, 'iu'));

/** The same without colons, after the date of ISO 8601's basic form. */
const BASIC = /(?<=^\d{4}-?\d{2}-?\d{2}T)(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})?(?:[.,](?<fraction>\d{1,9}))?/i;

const IS_SECOND_HALF = new RegExp(`^(?:${SECOND_HALF}|noon)`, 'iu');

/** A time of day in a text. `ms`: since midnight, or null where there is no such time; `index`, `length`: its place. */
export interface FoundClock {
  ms: number | null;
  index: number;
  length: number;
}

/** The first time of day in a text, or null. */
export function findClock(text: string): FoundClock | null {
  for (const form of [BASIC, ...FORMS]) {
    const found = form.exec(text);
    if (found) return { ms: timeOf(found.groups ?? {}), index: found.index, length: found[0].length };
  }
  return null;
}

function timeOf(clock: Record<string, string | undefined>): number | null {
  const { hour = '', minute = '0', second = '0', fraction = '0', before, after } = clock;
  const half = before ?? after;
  // `15:05 PM` is written, too.
  const is12 = half !== undefined && Number(hour) <= 12;
  const hours = is12 ? (Number(hour) % 12) + (IS_SECOND_HALF.test(half) ? 12 : 0) : Number(hour);
  if (hours > 24 || Number(minute) > 59 || Number(second) > 60) return null;
  const ms = Math.floor(Number(`0.${fraction}`) * 1000);
  const time = ((hours * 60 + Number(minute)) * 60 + Number(second)) * 1000 + ms;
  // 24:00 is the end of a day, and nothing comes behind it (ISO 8601).
  return time > 86_400_000 ? null : time;
}
