import type { HttpClient } from '../net/http.ts';
import type { PageArticle } from './extraction.ts';
import type { Extractor } from './extractor.ts';

/** Limits of a page; a slower or larger one is matched on what its feed item says. */
const PAGE = { deadlineMs: 15_000, maxBytes: 6 * 1024 * 1024 };

/** An article page, or why there is none. `passing`: another time it may be there. `reason` is for operators. */
export type Page =
  | { kind: 'read'; url: string; article: PageArticle; brief: boolean }
  | { kind: 'unavailable'; reason: string; passing: boolean }
  /** Others are before us at the host: nothing was asked yet. */
  | { kind: 'postponed'; inMs: number };

/**
 * Fetches and reads the page behind a feed item. Never rejects for what the network or the page does.
 *
 * @param onFetched Called before the page waits for its reader behind others.
 */
export async function fetchPage(
  { http, extractor }: { http: HttpClient; extractor: Extractor },
  link: string | null,
  onFetched: () => Promise<void>,
): Promise<Page> {
  if (link === null) return { kind: 'unavailable', reason: 'the feed item has no link', passing: false };
  const accept = 'text/html, application/xhtml+xml;q=0.9, */*;q=0.1';
  const result = await http.request({ url: link, headers: { accept }, ...PAGE });
  if (result.kind === 'refused') return { kind: 'unavailable', reason: result.reason, passing: false };
  if (result.kind === 'postponed') return { kind: 'postponed', inMs: result.inMs };
  if (result.kind === 'failed')
    return { kind: 'unavailable', reason: result.reason, passing: result.why !== 'too_large' };
  const { status, headers, body, url } = result;
  if (status !== 200) {
    const passing = status === 408 || status === 429 || status >= 500;
    return { kind: 'unavailable', reason: `the page answered ${status}`, passing };
  }
  await onFetched();
  const extraction = await extractor.extract({ html: body, contentType: headers['content-type'] ?? null, url });
  if (extraction.kind === 'read') return { ...extraction, url };
  return { kind: 'unavailable', reason: `the page could not be read: ${extraction.reason}`, passing: false };
}
