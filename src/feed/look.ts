import type { ParsedFeed } from '../model.ts';
import type { HttpClient, HttpResult, Redirect } from '../net/http.ts';
import { decodeFeed } from './decode.ts';
import { fetchFeed } from './fetch.ts';
import { formatOf } from './format.ts';
import type { FeedParser } from './parse.ts';

/** The network, and a reader for what comes from it. */
export interface Lookout {
  http: HttpClient;
  parser: FeedParser;
}

/** An answer with a document in it. */
export interface DocumentAnswer {
  /** Absolute URL that answered, after redirects. */
  url: string;
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  redirects: Redirect[];
  /** Where the address has moved for good, or null. */
  movedPermanentlyTo: string | null;
  /** Length of the document after decompression. */
  bytes: number;
}

/** What stands at an address. Reasons are for people and name a host at most; warnings are the reading's own. */
export type Look =
  | { kind: 'feed'; answer: DocumentAnswer; feed: ParsedFeed; format: string; warnings: string[] }
  | { kind: 'page'; answer: DocumentAnswer; html: string }
  /** An answer that is neither feed nor page. */
  | { kind: 'unreadable'; answer: DocumentAnswer; reason: string }
  /** `status` is null when there was no answer at all. */
  | { kind: 'unanswered'; status: number | null; reason: string };

/** Characters at the beginning of a page that tell that it is one. */
const PAGE_START = 2_000;

/** Asks once for what stands at an absolute URL, as a poll would, and reads it. Never rejects for what is there. */
export async function lookAt(url: string, { http, parser }: Lookout): Promise<Look> {
  const { recorder, exchanges } = record(http);
  const outcome = await fetchFeed(recorder, { url, etag: null, lastModified: null });
  const exchange = exchanges.at(-1);
  if (outcome.kind !== 'modified' || exchange?.kind !== 'response') {
    return { kind: 'unanswered', status: outcome.status, reason: outcome.reason };
  }

  const { headers, redirects } = exchange;
  const { body, contentType, status, movedPermanentlyTo } = outcome;
  const answer = { url: outcome.url, status, headers, redirects, movedPermanentlyTo, bytes: body.length };
  const document = decodeFeed(body, contentType);
  const format = formatOf(document);
  if (format === 'unknown' && isPage(document)) return { kind: 'page', answer, html: document };
  const reading = await parser.parse({ body, contentType, url: outcome.url });
  if (reading.kind === 'unreadable') return { kind: 'unreadable', answer, reason: reading.reason };
  return { kind: 'feed', answer, feed: reading.feed, format, warnings: reading.warnings };
}

/** What a poll asks is for `fetchFeed` to say; its answer's headers, which a poll has no use for, are kept here. */
function record(http: HttpClient): { recorder: HttpClient; exchanges: HttpResult[] } {
  const exchanges: HttpResult[] = [];
  return {
    exchanges,
    recorder: {
      async request(request) {
        const result = await http.request(request);
        exchanges.push(result);
        return result;
      },
      close: () => http.close(),
    },
  };
}

function isPage(document: string): boolean {
  return /<!doctype html|<html[\s>]/i.test(document.slice(0, PAGE_START));
}
