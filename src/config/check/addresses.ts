import ipaddr from 'ipaddr.js';
import { type Cidr, mayTalkTo, parseCidr } from '../../net/address.ts';
import type { Problem } from '../problem.ts';
import { type Entry, entriesOf, isMapping, sectionsIn } from '../read/entries.ts';
import type { Path } from '../read/node-path.ts';
import type { SourceFile } from '../read/sources.ts';
import { readCidr, readHttpUrl } from './values.ts';

/** Names that stand for this machine whatever DNS says (RFC 6761 §6.3). */
const LOCAL_NAME = /^(?:.+\.)?localhost\.?$/;
const LOCAL_ADDRESSES = ['127.0.0.1', '::1'];

/**
 * Addresses of feeds, receivers and the canary's ping that the guarded client would refuse as long as `network.allow` does not list them.
 * Only what is written counts: DNS is not asked. Mail servers and the service of embeddings may be anywhere.
 */
export function checkAddresses(files: SourceFile[]): Problem[] {
  const allow = files.flatMap(allowedIn);
  const check = (paths: Path[]) => (entry: Entry) => paths.flatMap((path) => checkUrl(entry, path, allow));
  return [
    ...entriesOf(files, 'feeds').flatMap(check([['url']])),
    ...entriesOf(files, 'receivers').flatMap(
      check([
        ['discord', 'webhook_url'],
        ['ntfy', 'url'],
        ['slack', 'webhook_url'],
        ['slack', 'api_url'],
        ['telegram', 'api_url'],
        ['webhook', 'url'],
        ['teams', 'webhook_url'],
        ['matrix', 'homeserver_url'],
        ['apprise', 'url'],
      ]),
    ),
    ...sectionsIn(files, 'canary').flatMap(check([['ping']])),
  ];
}

function checkUrl({ source, path, value }: Entry, keys: Path, allow: Cidr[]): Problem[] {
  const text = keys.reduce<unknown>((at, key) => (isMapping(at) ? at[key as string] : undefined), value);
  const url = typeof text === 'string' ? readHttpUrl(text) : null;
  if (url?.kind !== 'read') return [];
  const mend = refusalOf(new URL(url.value).hostname, allow);
  return mend ? [{ ...source.placeOf([...path, ...keys]), reason: mend }] : [];
}

/** Why a host would be refused, and the mend; null where it would not. */
function refusalOf(hostname: string, allow: Cidr[]): string | null {
  if (LOCAL_NAME.test(hostname)) {
    const isAllowed = LOCAL_ADDRESSES.some((address) => mayTalkTo(address, allow));
    return isAllowed ? null : explain(hostname, '127.0.0.0/8');
  }
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (!ipaddr.isValid(literal) || mayTalkTo(literal, allow)) return null;
  const address = ipaddr.process(literal);
  return explain(hostname, `${address}/${address.kind() === 'ipv4' ? 32 : 128}`);
}

function explain(host: string, block: string): string {
  return `${host} is no public address, so it will not be asked: add ${block} to network.allow, if it is meant.`;
}

function allowedIn({ data }: SourceFile): Cidr[] {
  const network = isMapping(data) ? data.network : null;
  const list = isMapping(network) && Array.isArray(network.allow) ? network.allow : [];
  return list.flatMap((block) => {
    const read = typeof block === 'string' ? readCidr(block) : null;
    const cidr = read?.kind === 'read' ? parseCidr(read.value) : null;
    return cidr ? [cidr] : [];
  });
}
