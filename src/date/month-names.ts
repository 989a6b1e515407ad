const ENGLISH = (
  'january february march april may june july august september october november december' as const
).split(' ');

/** Other languages whose feeds name months in their own words, although RSS asks for English ones. */
const LANGUAGES = 'de fr es it pt nl pl cs sk hu ro el ru uk bg tr sv da nb fi id ar he'.split(' ');

/** Filled at the first use: few feeds need it, and it takes 50 ms. */
const foreign = new Map<string, number>();

/** The month a word names, 0 to 11, or null: an English name of three letters or more, or one of another language. */
export function monthNamed(word: string): number | null {
  const name = plain(word);
  const english = name.length < 3 ? -1 : ENGLISH.findIndex((month) => month.startsWith(name));
  if (english >= 0) return english;
  if (foreign.size === 0) for (const [month, index] of foreignNames()) foreign.set(month, index);
  return foreign.get(name) ?? null;
}

/** Letters in which names are compared: without case, accents and full stops. */
function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\p{M}.]/gu, '')
    .toLowerCase();
}

/** Whole and short names, as they are alone and beside a day, and their first three letters; none that means two months. */
function foreignNames(): Map<string, number> {
  const months = new Map<string, number>();
  const ambiguous = new Set<string>();
  for (const language of LANGUAGES) {
    for (const options of [{ month: 'long' }, { month: 'short' }, { month: 'long', day: 'numeric' }] as const) {
      const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
      for (let month = 0; month < 12; month += 1) {
        const name = plain(
          format.formatToParts(Date.UTC(2026, month)).find(({ type }) => type === 'month')?.value ?? '',
        );
        if (months.has(name) && months.get(name) !== month) ambiguous.add(name);
        months.set(name, month);
      }
    }
  }
  for (const name of ambiguous) months.delete(name);
  const beginnings = Map.groupBy(months, ([name]) => name.slice(0, 3));
  for (const [beginning, all] of beginnings) {
    const [month, ...others] = new Set(all.map(([, index]) => index));
    if (month !== undefined && others.length === 0) months.set(beginning, month);
  }
  return months;
}
