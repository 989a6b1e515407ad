import type { HttpClient, HttpResult } from '../../net/http.ts';
import type { FeedDocument } from '../readers/read-document.ts';

/** Bytes of a document. */
const MAX_BYTES = 10_000_000;

/** ms that a server gets at first, and at most: those who only mean to hold us up get the least. */
const PATIENCE_MS = { first: 4_500, most: 20_000 };

const ACCEPT =
  'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5';

/** The server's own words, sent back as they came (RFC 9110 §13.1). */
export interface Validators {
  etag: string | null;
  lastModified: string | null;
}

/** For a request that wants the whole document, whatever was there before. */
export const NO_VALIDATORS: Validators = { etag: null, lastModified: null };

/**
 * How long a server gets, in ms: more with each failure in a row, and twice as long as the last good answer took.
 *
 * @param tookMs How long the last good answer took, or null.
 */
export function patienceFor({ failures, tookMs }: { failures: number; tookMs: number | null }): number {
  const { first, most } = PATIENCE_MS;
  return Math.min(Math.max(first * (1 + failures), 2 * (tookMs ?? 0)), most);
}

/** Asks for a feed, with the validators of last time. Never rejects for what the network or the server does. */
export function fetchFeed(
  http: HttpClient,
  url: string,
  { etag, lastModified }: Validators,
  deadlineMs: number = PATIENCE_MS.most,
): Promise<HttpResult> {
  const headers: Record<string, string> = { accept: ACCEPT };
  if (etag !== null) headers['if-none-match'] = etag;
  if (lastModified !== null) headers['if-modified-since'] = lastModified;
  return http.request({ url, headers, deadlineMs, maxBytes: MAX_BYTES, acceptCut: true });
}

/** The document an answer brought, to be read; null when it brought none. */
export function documentOf(result: HttpResult): FeedDocument | null {
  if (result.kind !== 'response' || result.status < 200 || result.status > 299) return null;
  return { body: result.body, contentType: result.headers['content-type'] ?? null, url: result.url };
}
