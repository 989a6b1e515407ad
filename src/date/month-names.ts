const ENGLISH = (
  'january february march april may june july august september october november december' as const
).split(' ');

/** Other languages whose feeds name months in their own words, although RSS asks for English ones. */
const LANGUAGES = 'de fr es it pt nl pl cs sk hu ro el ru uk bg tr sv da nb fi id ar he'.split(' ');
/** The same, where the former do not mean another month by the word: Croatia's `listopad` is Poland's November. */
const MORE_LANGUAGES = (
  'ca gl eu nn is et lv lt sl hr sr sr-Latn bs mk be sq hy ka az kk ky uz mn hi bn ta te mr gu kn ml pa ur ne si th ' +
  'vi ms fil sw af km lo my am fa-u-ca-gregory de-AT'
).split(' ');
const ISO = /^[a-z]{2,3}$/;

/** Filled at the first use: few feeds need it, and it takes 50 ms. */
const foreign = new Map<string, number>();
/** Names that all the languages above have; by language, at first use. */
const byLanguage = new Map<string, ReadonlyMap<string, number>>();

/**
 * The month a word names, 0 to 11, or null: an English name of three letters or more, or one of another language.
 *
 * @param language Whose names come before those of others, ISO 639-1, or null.
 */
export function monthNamed(word: string, language: string | null = null): number | null {
  const name = plain(word);
  const own = language === null || language === 'en' ? undefined : namesIn(language).get(name);
  if (own !== undefined) return own;
  const english = name.length < 3 ? -1 : ENGLISH.findIndex((month) => month.startsWith(name));
  if (english >= 0) return english;
  if (foreign.size === 0) fill();
  return foreign.get(name) ?? null;
}

function fill(): void {
  for (const [month, index] of foreignNames(LANGUAGES)) foreign.set(month, index);
  for (const [month, index] of foreignNames(MORE_LANGUAGES)) if (!foreign.has(month)) foreign.set(month, index);
}

function namesIn(language: string): ReadonlyMap<string, number> {
  const known = byLanguage.get(language);
  if (known) return known;
  // Codes come from strangers.
  const isKnown = ISO.test(language) && Intl.DateTimeFormat.supportedLocalesOf(language).length > 0;
  const names = isKnown ? foreignNames([language === 'fa' ? 'fa-u-ca-gregory' : language]) : new Map<string, number>();
  if (isKnown) byLanguage.set(language, names);
  return names;
}

/** Letters in which names are compared: without case, accents and full stops. */
function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/म्(?=ब)/g, '')
    .replace(/[\p{M}.]/gu, '')
    .toLowerCase();
}

/** Whole and short names, as they are alone and beside a day, and their first three letters; none that means two months. */
function foreignNames(languages: string[]): Map<string, number> {
  const months = new Map<string, number>();
  const ambiguous = new Set<string>();
  for (const language of languages) {
    for (const options of [{ month: 'long' }, { month: 'short' }, { month: 'long', day: 'numeric' }] as const) {
      const format = new Intl.DateTimeFormat(language, { ...options, calendar: 'gregory', timeZone: 'UTC' });
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
