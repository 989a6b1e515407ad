import { hash } from 'node:crypto';
import type { FeedItem, ParsedFeed } from '../../model/feed.ts';
import { normalizeUrl } from '../../net/url.ts';

/** Characters of a mark's hash: 132 bits. */
const HASH_CHARACTERS = 22;

/**
 * By what the items of a document are known beside their ids, in their order: `l…` by their link, where it leads to this
 * item and no other; else `d…` by their date; else `t…` by their text. The same for one item at every poll, whatever
 * tracking its link has; two items may share a mark by date.
 */
export function itemMarks({ items, link }: Pick<ParsedFeed, 'items' | 'link'>): string[] {
  const home = link === null ? null : normalizeUrl(link);
  const ids = new Map<string, Set<string>>();
  for (const item of items) {
    const address = addressOf(item);
    if (address === null) continue;
    const sharing = ids.get(address);
    // An item without an id has its link for one.
    if (sharing) sharing.add(item.guid);
    else ids.set(address, new Set([item.guid]));
  }
  return items.map((item) => {
    const address = addressOf(item);
    if (address !== null && address !== home && ids.get(address)!.size === 1) return markOfLink(address);
    if (item.publishedAt) return marked('d', item.publishedAt.toISOString());
    return marked('t', JSON.stringify([item.title, item.summary, item.content]));
  });
}

/** The mark of an item that is known by its link. @param address As `normalizeUrl` has it. */
export function markOfLink(address: string): string {
  return marked('l', address);
}

/** Where the item is, without tracking; null where that is the front page, which is everywhere. */
export function addressOf({ link }: Pick<FeedItem, 'link'>): string | null {
  const address = link === null ? null : normalizeUrl(link);
  return address === null || /^https?:\/\/[^/]+\/?$/.test(address) ? null : address;
}

function marked(kind: 'l' | 'd' | 't', text: string): string {
  return `${kind}${hash('sha256', text, 'base64url').slice(0, HASH_CHARACTERS)}`;
}
