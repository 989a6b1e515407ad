import ipaddr from 'ipaddr.js';
import { type Cidr, mayTalkTo } from './address.ts';
import type { HttpResult } from './http.ts';
import { parseHttpUrl } from './url.ts';

type Refusal = Extract<HttpResult, { kind: 'refused' }>;

/**
 * The URL to ask, or why it is not asked. Catches every spelling of an address (the URL parser turns `0x7f.1` and its
 * like into four decimals); what a name resolves to is the connector's to check.
 *
 * @param from The URL that redirected here; relative targets are resolved against it.
 */
export function checkTarget(text: string, allow: Cidr[], from?: URL): URL | Refusal {
  const refused = (reason: string): Refusal => {
    return { kind: 'refused', reason: from ? `redirected by ${from.hostname}: ${reason}` : reason };
  };
  const url = parseHttpUrl(text, from?.href);
  if (!url) return refused('not an http or https URL');
  if (url.username || url.password) return refused('URLs with a user name or password are not used');
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (ipaddr.isValid(literal) && !mayTalkTo(literal, allow)) return refused(`${url.hostname} is not a public address`);
  url.hash = '';
  return url;
}
