import { decodeDocument } from '../../charset/decode.ts';
import type { ParsedFeed } from '../../model/feed.ts';
import type { HttpClient, HttpResult, Redirect } from '../../net/http.ts';
import { documentOf, fetchFeed, NO_VALIDATORS } from '../polling/fetch.ts';
import { classifyPoll, lastingTarget } from '../polling/outcome.ts';
import { formatOf } from '../readers/format.ts';
import type { FeedParser } from '../readers/parse.ts';

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
  const result = await fetchFeed(http, url, NO_VALIDATORS);
  const document = documentOf(result);
  if (result.kind !== 'response' || document === null) return unanswered(result);
  const { status, headers, redirects, body } = result;
  const movedPermanentlyTo = lastingTarget(redirects);
  const answer = { url: result.url, status, headers, redirects, movedPermanentlyTo, bytes: body.length };
  const { text } = decodeDocument(body, { contentType: document.contentType, url: document.url });
  const format = formatOf(text);
  if (format === 'unknown' && isPage(text)) return { kind: 'page', answer, html: text };
  const reading = await parser.parse(document);
  if (reading.kind === 'unreadable') return { kind: 'unreadable', answer, reason: reading.reason };
  return { kind: 'feed', answer, feed: reading.feed, format, warnings: [...result.faults, ...reading.warnings] };
}

function unanswered(result: HttpResult): Look {
  const question = { validators: NO_VALIDATORS, moving: null, hasMoved: false };
  const { reason } = classifyPoll({ result, reading: null }, question, new Date());
  return { kind: 'unanswered', status: result.kind === 'response' ? result.status : null, reason };
}

function isPage(document: string): boolean {
  return /<!doctype html|<html[\s>]/i.test(document.slice(0, PAGE_START));
}
