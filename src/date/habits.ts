import type { DateHabits } from './parse.ts';

/** Regions that write the month before the day in numbers (CLDR has others for English alone, or with the year first). */
const MONTH_FIRST = new Set(['US', 'PH', 'PR', 'GU', 'VI', 'AS', 'MP', 'UM', 'FM', 'MH', 'PW', 'CA', 'BZ']);
/** Top-level domains that are not the country's code of ISO 3166. */
const DOMAINS: Record<string, string> = { uk: 'GB', us: 'US' };
/** Country-code domains that are sold to anybody. */
const ANYBODYS = /^(?:ai|cc|co|eu|fm|gg|io|is|la|me|ly|to|tv|ws|su)$/;

/**
 * How dates are written on a site: by the region its language tag names, by the country of its address, by its language.
 *
 * @param tags BCP 47 tags, as declared, or null; `url`: absolute address, or null.
 */
export function dateHabits(tags: (string | null | undefined)[], url: string | null): DateHabits {
  const [language = null] = tags.flatMap((tag) => /^[a-z]{2,3}(?![a-z])/i.exec(tag ?? '')?.[0].toLowerCase() ?? []);
  const told = tags.flatMap((tag) => /[-_]([a-z]{2})(?![a-z])/i.exec(tag ?? '')?.[1]?.toUpperCase() ?? []);
  const domain = countryOf(url);
  // A template's `en-US` says less than where a site is at home.
  const region = domain ?? told[0] ?? null;
  const isEnglish = language === null || language === 'en' || language === 'fil' || language === 'tl';
  if (!isEnglish) return { language, dayFirst: true };
  return { language, dayFirst: region === null ? null : !MONTH_FIRST.has(region) };
}

function countryOf(url: string | null): string | null {
  const host = url && URL.canParse(url) ? new URL(url).hostname : '';
  const [, domain] = /\.([a-z]{2})$/.exec(host) ?? [];
  return domain === undefined || ANYBODYS.test(domain) ? null : (DOMAINS[domain] ?? domain.toUpperCase());
}
