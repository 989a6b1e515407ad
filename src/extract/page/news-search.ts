import { Parser } from 'htmlparser2';
import type { HttpClient } from '../../net/http.ts';
import { unwrapUrl } from '../../net/unwrap.ts';
import { parseHttpUrl } from '../../net/url.ts';

/** Where the pages and the resolver of Google News are. */
const GOOGLE_NEWS = 'https://news.google.com';

const LIMITS = { deadlineMs: 10_000, maxBytes: 2_000_000 };

/**
 * What a link of a feed item leads to: an article (`own`), an article behind a redirect that tells its address (`resolved`), or
 * an article whose address only Google News knows (`google`, with the id it has there).
 */
export type LinkTarget = { kind: 'own' } | { kind: 'resolved'; url: string } | { kind: 'google'; id: string };

/** What came of asking for the publisher's address. `reason` is for operators. */
export type ResolvedLink =
  | { kind: 'resolved'; url: string }
  | { kind: 'failed'; reason: string /** Another time it may be found. */; passing: boolean }
  | { kind: 'postponed'; inMs: number };

/** Looks at a link alone. Feeds of search engines link to themselves instead of to articles, and others wrap their links. */
export function targetOf(link: string): LinkTarget {
  const url = parseHttpUrl(link);
  if (!url) return { kind: 'own' };
  const unwrapped = unwrapUrl(link);
  if (unwrapped) return { kind: 'resolved', url: unwrapped };
  const id = /^\/(?:rss\/)?(?:articles|read)\/([\w=-]{10,2000})$/.exec(url.pathname)?.[1];
  if (url.origin !== GOOGLE_NEWS || !id) return { kind: 'own' };
  const inside = urlInId(id);
  return inside ? { kind: 'resolved', url: inside } : { kind: 'google', id };
}

/** Field 4 of the message that an id is holds the article's URL in older ids, and a token in newer ones. */
const URL_FIELD = 4;
const WIRE = { varint: 0, bytes: 2 };

/** The URL in an id of Google News: base64url of a protobuf message. Null when there is none. */
function urlInId(id: string): string | null {
  const message = Buffer.from(id, 'base64url');
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 28 && at < message.length; shift += 7) {
      const byte = message[at]!;
      at += 1;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    return Number.NaN;
  };
  while (at < message.length) {
    const tag = varint();
    const length = varint();
    if (Number.isNaN(tag) || Number.isNaN(length)) return null;
    if ((tag & 7) === WIRE.varint) continue;
    if ((tag & 7) !== WIRE.bytes) return null;
    const text = message.toString('utf8', at, at + length);
    if (tag >> 3 === URL_FIELD) return parseHttpUrl(text)?.href ?? null;
    at += length;
  }
  return null;
}

/**
 * Asks Google News where an id leads: its page carries a signature and a time, with which its resolver tells the address.
 * That is asked about one article that Google's own feed has handed out, not crawled, so robots.txt does not apply.
 *
 * @param origin Another place than Google's, for tests.
 */
export async function resolveGoogleNews(http: HttpClient, id: string, origin = GOOGLE_NEWS): Promise<ResolvedLink> {
  const page = await http.request({ url: `${origin}/rss/articles/${id}`, ...LIMITS });
  if (page.kind === 'postponed') return page;
  if (page.kind !== 'response' || page.status !== 200)
    return failed(page.kind === 'response' ? page.status : page.reason);
  const signed = signatureIn(page.body.toString('utf8'));
  if (!signed) return { kind: 'failed', reason: 'the page of Google News has no signature', passing: false };

  const answer = await http.request({
    url: `${origin}/_/DotsSplashUi/data/batchexecute?rpcids=${RPC}`,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
    body: new URLSearchParams({ 'f.req': requestFor(id, signed) }).toString(),
    ...LIMITS,
  });
  if (answer.kind === 'postponed') return answer;
  if (answer.kind !== 'response' || answer.status !== 200) {
    return failed(answer.kind === 'response' ? answer.status : answer.reason);
  }
  const url = urlInAnswer(answer.body.toString('utf8'));
  return url ? { kind: 'resolved', url } : { kind: 'failed', reason: 'Google News told no address', passing: false };
}

function failed(statusOrReason: number | string): ResolvedLink {
  if (typeof statusOrReason === 'string') return { kind: 'failed', reason: statusOrReason, passing: true };
  const passing = statusOrReason === 429 || statusOrReason >= 500;
  return { kind: 'failed', reason: `Google News answered ${statusOrReason}`, passing };
}

interface Signature {
  signature: string;
  timestamp: number;
}

function signatureIn(html: string): Signature | null {
  let found: Signature | null = null;
  const parser = new Parser({
    onopentag(_name, attributes) {
      const { 'data-n-a-sg': signature, 'data-n-a-ts': timestamp } = attributes;
      if (!found && signature && timestamp && /^\d+$/.test(timestamp)) {
        found = { signature, timestamp: Number(timestamp) };
      }
    },
  });
  parser.end(html);
  return found;
}

/** The resolver's name, and the locale it is asked in; the other arguments have no known meaning. */
const RPC = 'Fbv4je';
const LOCALE = ['X', 'X', ['X', 'X'], null, null, 1, 1, 'US:en', null, 1, null, null, null, null, null, 0, 1];

function requestFor(id: string, { signature, timestamp }: Signature): string {
  const context = [LOCALE, 'X', 'X', 1, [1, 1, 1], 1, 1, null, 0, 0, null, 0];
  const call = ['garturlreq', context, id, timestamp, signature];
  return JSON.stringify([[[RPC, JSON.stringify(call), null, 'generic']]]);
}

/** The answer is JSON in JSON behind a line that keeps browsers from running it. */
function urlInAnswer(text: string): string | null {
  const frames = parseJson(text.slice(Math.max(0, text.indexOf('['))));
  if (!Array.isArray(frames)) return null;
  for (const frame of frames) {
    const told = Array.isArray(frame) && frame[1] === RPC ? parseJson(frame[2]) : null;
    if (Array.isArray(told) && typeof told[1] === 'string') return parseHttpUrl(told[1])?.href ?? null;
  }
  return null;
}

function parseJson(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}
