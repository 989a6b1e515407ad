/**
 * Query parameters that tell a publisher where a reader came from and never which article is meant. Names that some
 * sites use for content (`ref`, `source`, `id`) are not among them.
 */
const TRACKING_PREFIXES = ['utm_', 'mtm_', 'hsa_'];
const TRACKING_NAMES = new Set(
  `at_campaign at_custom1 at_custom2 at_custom3 at_custom4 at_link_id at_link_type at_medium cmpid dclid fbclid gbraid
  gclid gclsrc guccounter guce_referrer guce_referrer_sig igsh igshid li_fat_id mc_cid mc_eid mkt_tok msclkid ns_campaign
  ns_mchannel ns_source pk_campaign pk_kwd pk_medium pk_source traffic_source ttclid twclid wbraid wt_mc wt_zmc xtor yclid
  ysclid _ga _gl _hsenc _hsmi`.split(/\s+/),
);

/** Longer than any address of an article; servers refuse much shorter ones (RFC 9110 §4.1 asks for 8,000). */
const MAX_CHARACTERS = 8_000;

/** An absolute http(s) URL, or null. Relative ones are resolved against `base` when there is one. */
export function parseHttpUrl(text: string, base?: string): URL | null {
  if (text.length > MAX_CHARACTERS) return null;
  const url = URL.parse(text.trim(), base);
  return url && (url.protocol === 'http:' || url.protocol === 'https:') ? url : null;
}

/**
 * The form by which two spellings of an article's address are recognised as one, or null when `url` is not http(s).
 *
 * Host in lower case, no default port, no credentials, no fragment; no tracking parameters, the others sorted by name
 * (those of one name keep their order) and otherwise as they were written; percent-encodings in upper case (RFC 3986
 * §6.2.2.1). The path is kept: two paths may be two articles.
 */
export function normalizeUrl(url: string): string | null {
  const parsed = parseHttpUrl(url);
  if (!parsed) return null;
  const query = parsed.search
    .slice(1)
    .split('&')
    .filter((parameter) => parameter !== '' && !isTracking(nameOf(parameter)))
    .sort((a, b) => compare(nameOf(a), nameOf(b)))
    .join('&');
  const address = `${parsed.origin}${parsed.pathname}${query && `?${query}`}`;
  return address.replace(/%[0-9a-f]{2}/gi, (escaped) => escaped.toUpperCase());
}

function isTracking(name: string): boolean {
  const lower = name.toLowerCase();
  return TRACKING_NAMES.has(lower) || TRACKING_PREFIXES.some((prefix) => lower.startsWith(prefix));
}

function nameOf(parameter: string): string {
  return parameter.split('=', 1)[0] ?? '';
}

/** By code unit: the same everywhere, whatever the locale. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
