/** 4 January 1970 was a Sunday. */
const A_SUNDAY = Date.UTC(1970, 0, 4);
const DAY_MS = 86_400_000;

/** By language, at first use. */
const names = new Map<string, ReadonlyMap<string, number>>();

/**
 * The day of the week that a text names, 0 for Sunday, or null: whole or short, in English or the given language (CLDR).
 *
 * @param language ISO 639-1, or null.
 */
export function weekdayIn(text: string, language: string | null): number | null {
  const known = [namesIn('en'), ...(language === null || language === 'en' ? [] : [namesIn(language)])];
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{M}]{2,20}/gu)) {
    const day = known.map((days) => days.get(word)).find((found) => found !== undefined);
    if (day !== undefined) return day;
  }
  return null;
}

function namesIn(language: string): ReadonlyMap<string, number> {
  const known = names.get(language);
  if (known) return known;
  // Codes come from strangers.
  const isKnown = /^[a-z]{2,3}$/.test(language) && Intl.DateTimeFormat.supportedLocalesOf(language).length > 0;
  const days = new Map(isKnown ? namesBy(language) : []);
  if (isKnown) names.set(language, days);
  return days;
}

function namesBy(language: string): [string, number][] {
  return (['long', 'short'] as const).flatMap((weekday) => {
    const format = new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' });
    return Array.from({ length: 7 }, (_, day): [string, number] => [
      format
        .format(A_SUNDAY + day * DAY_MS)
        .toLowerCase()
        .replace(/\.$/, ''),
      day,
    ]);
  });
}
