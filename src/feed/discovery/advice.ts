import type { ParsedFeed } from '../../model/feed.ts';
import { newestOf } from './found-feed.ts';
import type { DocumentAnswer } from './look.ts';

/** Without a newer item (ms), a feed has probably been given up, or moved. */
const SILENT_MS = 30 * 86_400_000;

/** Media types that feeds are sent with (RSS Advisory Board, RFC 4287 §7, RFC 7303, JSON Feed 1.1). */
const FEED_TYPES = /^(?:application\/(?:(?:rss|atom|rdf|feed)\+(?:xml|json)|xml|json)|text\/xml)$/;

/** What an operator should know of a feed that could be read: one sentence each, without a secret. */
export function adviseOn(asked: string, answer: DocumentAnswer, feed: ParsedFeed, now: Date): string[] {
  const { headers, movedPermanentlyTo } = answer;
  const advice: string[] = [];
  const { items } = feed;
  const undated = items.filter(({ publishedAt, updatedAt }) => !publishedAt && !updatedAt).length;
  const newest = newestOf(feed);
  const type = (headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase();

  if (movedPermanentlyTo !== null) advice.push(`The feed has moved for good: use ${movedPermanentlyTo} instead.`);
  if (new URL(movedPermanentlyTo ?? asked).protocol === 'http:')
    advice.push('The address is http: what is read can be changed on the way. Try https.');
  if (!headers.etag && !headers['last-modified'])
    advice.push('The server sends neither ETag nor Last-Modified, so each poll gets the whole document.');
  if (!FEED_TYPES.test(type))
    advice.push(
      `The server calls the document ${type === '' ? 'nothing' : JSON.stringify(type)}, which is not a type of feeds.`,
    );
  if (items.length === 0) advice.push('There is no item in it.');
  if (undated > 0)
    advice.push(
      `${countOf(undated, items.length)} no date: what is new can then be told only by its first appearance.`,
    );
  if (newest !== null && now.getTime() - newest.getTime() > SILENT_MS)
    advice.push(`The newest item is ${Math.floor((now.getTime() - newest.getTime()) / 86_400_000)} days old.`);
  return advice;
}

function countOf(some: number, all: number): string {
  if (some === all) return all === 1 ? 'The only item has' : `All ${all} items have`;
  return some === 1 ? `1 of ${all} items has` : `${some} of ${all} items have`;
}
