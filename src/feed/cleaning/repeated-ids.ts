import type { FeedItem } from '../../model/feed.ts';
import { addressOf } from './item-marks.ts';

/** An item, and what is to be its id where the feed's own is worth nothing. */
export interface Identified {
  item: FeedItem;
  /** By what it says: its link, or a hash of its text. */
  byItself: string;
}

/** What became of the items of a document. */
export interface DistinctItems {
  /** Each once, in the order of the document. */
  items: FeedItem[];
  /** Items whose id others have, too, and that are known by what they say. */
  renamed: number;
  /** Items that were told already. */
  repeated: number;
}

/**
 * Each item of a document once. An id that different items have tells none of them: they are known by what they say. Of
 * two that are the same the first one counts.
 */
export function distinctItems(given: Identified[]): DistinctItems {
  const worthless = worthlessIds(given);
  const items = new Map<string, FeedItem>();
  let renamed = 0;
  for (const { item, byItself } of given) {
    const isWorthless = worthless.has(item.guid);
    const guid = isWorthless ? byItself : item.guid;
    if (items.has(guid)) continue;
    if (isWorthless) renamed += 1;
    items.set(guid, { ...item, guid });
  }
  return { items: [...items.values()], renamed, repeated: given.length - items.size };
}

function worthlessIds(given: Identified[]): Set<string> {
  const first = new Map<string, FeedItem>();
  const worthless = new Set<string>();
  for (const { item } of given) {
    const other = first.get(item.guid);
    if (!other) first.set(item.guid, item);
    else if (isAnother(item, other)) worthless.add(item.guid);
  }
  return worthless;
}

/** Whether two items with one id are two all the same: by link and title, or where they have no link by what else they say. */
function isAnother(a: FeedItem, b: FeedItem): boolean {
  const links = [addressOf(a), addressOf(b)];
  const isDated = a.publishedAt !== null && b.publishedAt !== null;
  const otherDate = isDated && a.publishedAt?.getTime() !== b.publishedAt?.getTime();
  const otherText = a.summary !== null && b.summary !== null && a.summary !== b.summary;
  const otherTitle = a.title !== b.title;
  if (links[0] !== null && links[1] !== null) return links[0] !== links[1] && (otherTitle || (otherDate && otherText));
  return otherTitle && (otherDate || otherText);
}
