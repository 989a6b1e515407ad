/** A day in ms, UTC. */
const DAY = 86_400_000;

/** Names of the months of the Solar Hijri calendar, as Iran and as Afghanistan write them. */
const SOLAR_MONTHS = [
  'فروردین|حمل',
  'اردیبهشت|ثور',
  'خرداد|جوزا',
  'تیر|سرطان',
  'مرداد|امرداد|اسد',
  'شهریور|سنبله',
  'مهر|میزان',
  'آبان|عقرب',
  'آذر|قوس',
  'دی|جدی',
  'بهمن|دلو',
  'اسفند|حوت',
].map((names) => new Set(names.split('|')));

/** The month of the Solar Hijri calendar that a word names, 0 to 11, or null. */
export function solarMonthNamed(word: string): number | null {
  const name = word.replace(/ي/g, 'ی').replace(/ك/g, 'ک').replace(/ماه$/, '');
  const index = SOLAR_MONTHS.findIndex((names) => names.has(name));
  return index < 0 ? null : index;
}

/** Years of the Solar Hijri calendar within the dates that are believed. */
export function isSolarYear(year: number): boolean {
  return year >= 1369 && year <= 1425;
}

/** Years of the Thai calendar within the dates that are believed. */
export function isBuddhistYear(year: number): boolean {
  return year >= 2533 && year <= 2642;
}

/** How far Buddhist years are ahead. */
export const BUDDHIST_YEARS = 543;

/** Midnight UTC of a day of the Solar Hijri calendar (by ICU's reckoning), or null where there is no such day. */
export function solarMidnight(year: number, month: number, day: number): number | null {
  if (month < 0 || month > 11 || day < 1 || day > 31) return null;
  // Its first of Farvardin is about 21 March.
  const guess = Date.UTC(year + 621, 2, 21) + (month * 30.5 + day - 1) * DAY;
  const format = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    timeZone: 'UTC',
  });
  for (let off = -6; off <= 6; off += 1) {
    const midnight = Math.floor(guess / DAY + off) * DAY;
    const parts = Object.fromEntries(format.formatToParts(midnight).map(({ type, value }) => [type, Number(value)]));
    if (parts.year === year && parts.month === month + 1 && parts.day === day) return midnight;
  }
  return null;
}

/** First years of the eras that dates of the present name, less one; ROC is Taiwan's. */
const ERAS: Record<string, number> = { 令和: 2018, 平成: 1988, 昭和: 1925, 民國: 1911, 民国: 1911, 中華民國: 1911 };

/** `令和8年` → `2026年`, `民國115年` → `2026年`. */
export function withChristianYears(text: string): string {
  return text.replace(/(令和|平成|昭和|(?:中華)?民[國国])\s?(元|\d{1,3})\s?年/gu, (_, era: string, year: string) => {
    return `${ERAS[era]! + (year === '元' ? 1 : Number(year))}年`;
  });
}
