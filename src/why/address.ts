import { getDomain } from 'tldts';
import { addressKey } from '../net/address-key.ts';
import { unwrapUrl } from '../net/unwrap.ts';
import { normalizeUrl, parseHttpUrl } from '../net/url.ts';

/** An address that is asked about, in the forms by which the store may know it. */
export interface AskedAddress {
  /** As it was asked for, absolute. */
  url: string;
  /** As the pipeline writes it, and its near relatives: with and without `www.`, http and https. */
  forms: string[];
  /** What all forms of the article's address have in common. */
  key: string;
  /** Its registered domain (Public Suffix List), else its host. */
  site: string;
}

/** Reads what may be an address: one without a scheme is taken for https. Null: it is none. */
export function readAddress(text: string): AskedAddress | null {
  const written = text.trim();
  if (/\s/.test(written)) return null;
  const url = parseHttpUrl(written) ?? (LOOKS_LIKE_ADDRESS.test(written) ? parseHttpUrl(`https://${written}`) : null);
  if (!url) return null;
  const inside = unwrapUrl(url.href);
  const addresses = [url.href, ...(inside === null ? [] : [inside])];
  const forms = new Set(addresses.flatMap((address) => [address, ...relatives(normalizeUrl(address) ?? address)]));
  const goal = inside ?? url.href;
  return { url: url.href, forms: [...forms], key: addressKey(goal) ?? goal, site: siteOf(goal) ?? url.hostname };
}

/** `example.org/news/1`: a host name with a dot whose last label has letters. */
const LOOKS_LIKE_ADDRESS = /^(?:[\p{L}\d-]+\.)+\p{L}{2,}(?::\d+)?(?:[/?#].*)?$/u;

function relatives(url: string): string[] {
  const hosts = [url, /^https?:\/\/www\./.test(url) ? url.replace('://www.', '://') : url.replace('://', '://www.')];
  return hosts.flatMap((each) => [each.replace(/^https?:/, 'https:'), each.replace(/^https?:/, 'http:')]);
}

/** The registered domain of an address, else its host; null: it is no address. */
export function siteOf(url: string): string | null {
  const host = parseHttpUrl(url)?.hostname.replace(/\.$/, '');
  if (!host) return null;
  return getDomain(host, { allowPrivateDomains: true }) ?? host;
}
