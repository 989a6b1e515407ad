import type { HttpClient, HttpResult, Redirect } from '../net/http.ts';
import { parseRetryAfter } from '../net/retry-after.ts';

/** Limits of one poll. */
const DEADLINE_MS = 20_000;
const MAX_BYTES = 10_000_000;

const ACCEPT =
  'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5';

/** 4xx that say "not now" rather than "not so": timeout, misdirected, too early. */
const PASSING_CLIENT_ERRORS = [408, 421, 425];

/** What to ask for. The validators are the server's own words, sent back as they came (RFC 9110 §13.1). */
export interface FeedRequest {
  url: string;
  etag: string | null;
  lastModified: string | null;
}

/** The validators to send at the next poll. */
interface Validators {
  etag: string | null;
  lastModified: string | null;
  /** Where the feed has moved for good (301, 308), or null. */
  movedPermanentlyTo: string | null;
}

/**
 * How asking for a feed ended. `reason` is for operators and names a host at most.
 *
 * - `modified`: a document came.
 * - `notModified`: the one of last time is still right.
 * - `gone`: the publisher took it away for good; do not ask again.
 * - `throttled`: we ask too often, or at a bad time.
 * - `temporary`: may well be right next time.
 * - `permanent`: somebody has to do something about it, or the publisher may some day.
 * - `postponed`: nothing was asked, since others are before us at the host; the feed stays due.
 */
export type FetchOutcome =
  | ({
      kind: 'modified';
      status: number;
      body: Buffer;
      /** The `Content-Type` header, or null. */
      contentType: string | null;
      /** Absolute URL that answered, after redirects. */
      url: string;
      reason: string;
    } & Validators)
  | ({ kind: 'notModified'; status: 304; reason: string } & Validators)
  | { kind: 'gone'; status: 410; reason: string }
  | {
      kind: 'throttled';
      status: 429 | 503;
      /** What the server asked for, a day at most; null when it did not say. */
      retryAfterMs: number | null;
      reason: string;
    }
  | { kind: 'postponed'; status: null; inMs: number; reason: string }
  | { kind: 'temporary' | 'permanent' /** Null when there was no answer. */; status: number | null; reason: string };

/** Asks for a feed, with the validators of last time. Never rejects for what the network or the server does. */
export async function fetchFeed(http: HttpClient, request: FeedRequest): Promise<FetchOutcome> {
  const headers: Record<string, string> = { accept: ACCEPT };
  if (request.etag !== null) headers['if-none-match'] = request.etag;
  if (request.lastModified !== null) headers['if-modified-since'] = request.lastModified;
  const result = await http.request({ url: request.url, headers, deadlineMs: DEADLINE_MS, maxBytes: MAX_BYTES });
  return classify(result, request, new Date());
}

/** One exchange → one outcome. */
export function classify(result: HttpResult, request: FeedRequest, now: Date): FetchOutcome {
  if (result.kind === 'refused') return { kind: 'permanent', status: null, reason: result.reason };
  if (result.kind === 'postponed') return { kind: 'postponed', status: null, inMs: result.inMs, reason: result.reason };
  if (result.kind === 'failed') {
    const isLasting = result.why === 'too_large' || result.why === 'redirects';
    return { kind: isLasting ? 'permanent' : 'temporary', status: null, reason: result.reason };
  }

  const { status, headers } = result;
  const movedPermanentlyTo = lastingTarget(result.redirects);
  if (status >= 200 && status <= 299) {
    return {
      kind: 'modified',
      status,
      body: result.body,
      contentType: headers['content-type'] ?? null,
      etag: headers.etag ?? null,
      lastModified: headers['last-modified'] ?? null,
      url: result.url,
      movedPermanentlyTo,
      reason: `HTTP ${status}: new content`,
    };
  }
  const wasConditional = request.etag !== null || request.lastModified !== null;
  if (status === 304 && wasConditional) {
    return {
      kind: 'notModified',
      status,
      // A 304 may renew the validators: RFC 9111 §4.3.4.
      etag: headers.etag ?? request.etag,
      lastModified: headers['last-modified'] ?? request.lastModified,
      movedPermanentlyTo,
      reason: 'HTTP 304: nothing new',
    };
  }
  if (status === 410)
    return { kind: 'gone', status, reason: 'HTTP 410: the publisher has withdrawn the feed for good' };

  const retryAfter = headers['retry-after'];
  if (status === 429 || (status === 503 && retryAfter !== undefined)) {
    const retryAfterMs = retryAfter === undefined ? null : parseRetryAfter(retryAfter, now);
    return { kind: 'throttled', status, retryAfterMs, reason: `HTTP ${status}: ${throttledReason(retryAfterMs)}` };
  }
  const isPassing = status === 304 || status >= 500 || PASSING_CLIENT_ERRORS.includes(status);
  return { kind: isPassing ? 'temporary' : 'permanent', status, reason: `HTTP ${status}: ${failureReason(status)}` };
}

/** Where the leading permanent redirects end. What comes after a temporary one holds for this time only. */
function lastingTarget(redirects: Redirect[]): string | null {
  const firstPassing = redirects.findIndex(({ status }) => status !== 301 && status !== 308);
  const lasting = firstPassing === -1 ? redirects : redirects.slice(0, firstPassing);
  return lasting.at(-1)?.to ?? null;
}

function throttledReason(retryAfterMs: number | null): string {
  if (retryAfterMs === null) return 'the server wants to be asked less often';
  return `the server wants to be left alone for ${Math.ceil(retryAfterMs / 1_000)} s`;
}

function failureReason(status: number): string {
  if (status === 304) return 'the server says "not modified" to a first request';
  if (status === 401 || status === 403) return 'the server does not let us read the feed';
  if (status === 404) return 'there is no feed at this address';
  if (status === 451) return 'the feed is withheld for legal reasons';
  if (status >= 500) return 'the server has a fault';
  if (status >= 400) return 'the server refuses the request';
  return 'not an answer to a request for a feed';
}
