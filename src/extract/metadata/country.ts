import { parseHttpUrl } from '../../net/url.ts';

/** Country-code domains that are sold to everybody and say nothing about where an outlet is at home. */
const SOLD = new Set(
  'ac ag ai am bz cc cd co cx dj fm gg gl gs im io is la ly me ms nu pw sc sh so st tk to tv vc ws'.split(' '),
);
/** Not a code of ISO 3166, or not the country's own. */
const OTHER_CODES: Record<string, string> = { uk: 'GB' };

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/**
 * The country an address says its outlet is at home in, by its top-level domain: ISO 3166-1 alpha-2 in upper case, or null
 * where the domain is no country's, or one that is used all over the world.
 */
export function countryOf(url: string | null): string | null {
  const domain = (url && parseHttpUrl(url)?.hostname.split('.').at(-1)) || '';
  if (SOLD.has(domain)) return null;
  const code = OTHER_CODES[domain] ?? domain.toUpperCase();
  return /^[A-Z]{2}$/.test(code) && code !== 'EU' && regions.of(code) ? code : null;
}
