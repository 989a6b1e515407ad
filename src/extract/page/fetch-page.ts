import type { ArticleFlag } from '../../model/article.ts';
import type { HttpClient } from '../../net/http.ts';
import type { PageArticle } from '../extraction.ts';
import type { Extractor } from '../extractor.ts';
import { type ResolvedLink, resolveGoogleNews, targetOf } from './news-search.ts';
import type { Robots } from './robots.ts';

/** Limits of a page; a slower or larger one is matched on what its feed item says. */
const PAGE = { deadlineMs: 15_000, maxBytes: 6 * 1024 * 1024 };

/** An article page, or why there is none. `reason` is for operators. */
export type Page =
  | { kind: 'read'; url: string; article: PageArticle; brief: boolean }
  | {
      kind: 'unavailable';
      /** Where the article is, if that is known. */
      url: string | null;
      reason: string;
      /** Another time it may be there. */
      passing: boolean;
      /** What the page showed instead. */
      flags: ArticleFlag[];
    }
  /** Others are before us at the host: nothing was asked yet. */
  | { kind: 'postponed'; inMs: number };

/** What pages are fetched with. */
export interface PageFetcher {
  http: HttpClient;
  extractor: Extractor;
  robots: Robots;
}

/**
 * Fetches and reads the page behind a feed item: the publisher's, where a search engine's feed links to itself, and only
 * where its robots.txt lets us. Never rejects for what the network or the page does.
 */
export async function fetchPage(fetcher: PageFetcher, link: string | null): Promise<Page> {
  if (link === null)
    return { kind: 'unavailable', url: null, reason: 'the feed item has no link', passing: false, flags: [] };
  const resolved = await publisherLink(fetcher.http, link);
  if (resolved.kind === 'postponed') return resolved;
  if (resolved.kind === 'failed') return { ...resolved, kind: 'unavailable', url: link, flags: [] };
  const { url } = resolved;
  const permission = await fetcher.robots.mayRead(url);
  if (permission.kind === 'postponed') return permission;
  if (permission.kind === 'disallowed') return { ...permission, kind: 'unavailable', url, flags: [] };
  return readPage(fetcher, url);
}

/** Where the publisher has the article. */
async function publisherLink(http: HttpClient, link: string): Promise<ResolvedLink> {
  const target = targetOf(link);
  if (target.kind === 'google') return resolveGoogleNews(http, target.id);
  return { kind: 'resolved', url: target.kind === 'resolved' ? target.url : link };
}

async function readPage({ http, extractor }: PageFetcher, link: string): Promise<Page> {
  const unavailable = (reason: string, passing: boolean, flags: ArticleFlag[] = []): Page => {
    return { kind: 'unavailable', url: link, reason, passing, flags };
  };
  const accept = 'text/html, application/xhtml+xml;q=0.9, */*;q=0.1';
  const result = await http.request({ url: link, headers: { accept }, ...PAGE });
  if (result.kind === 'refused') return unavailable(result.reason, false);
  if (result.kind === 'postponed') return { kind: 'postponed', inMs: result.inMs };
  if (result.kind === 'failed') return unavailable(result.reason, result.why !== 'too_large');
  const { status, headers, body, url } = result;
  if (status !== 200) return unavailable(`the page answered ${status}`, isPassing(status));
  const extraction = await extractor.extract({ html: body, contentType: headers['content-type'] ?? null, url });
  if (extraction.kind === 'read') return { ...extraction, url };
  return unavailable(`the page could not be read: ${extraction.reason}`, false, extraction.flags);
}

function isPassing(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}
