import { isId } from '../../config/check/fields.ts';
import { readCountry, readHttpUrl, readInterval } from '../../config/check/values.ts';
import type { NewFeed } from '../../config/edit/edit.ts';
import type { KnownFeeds } from '../../config/edit/known-feeds.ts';
import type { OpmlOutline } from '../../feed/opml/opml.ts';

/** What becomes of one outline of a list. Reasons are sentences. */
export type OutlineFate =
  | { kind: 'new'; feed: NewFeed }
  /** It is configured already. */
  | { kind: 'known' }
  | { kind: 'skipped'; line: number | null; title: string | null; reason: string };

/** Longer addresses are refused by servers; RFC 9110 §4.1 asks for 8,000. */
const MAX_URL = 8_000;

/** Tells for one outline after the other what becomes of it; each is judged beside those before it. */
export function createOutlineSorter(known: KnownFeeds): (outline: OpmlOutline) => OutlineFate {
  const urls = new Map<string, number | null>();
  const ids = new Set(known.ids.keys());

  return (outline) => {
    const { line, title } = outline;
    const skipped = (reason: string): OutlineFate => ({ kind: 'skipped', line, title: title ?? outline.url, reason });
    if (outline.url === null) return skipped('It has no address (xmlUrl).');
    if (outline.url.length > MAX_URL) return skipped(`Its address is longer than ${MAX_URL} characters.`);
    const url = readHttpUrl(outline.url);
    if (url.kind === 'refused') return skipped(url.reason);
    if (known.urls.has(url.value)) return { kind: 'known' };
    const before = urls.get(url.value);
    if (before !== undefined)
      return skipped(`The same feed stands before${before === null ? '' : ` in line ${before}`}.`);
    const feed = feedOf(outline, url.value);
    if (feed.kind === 'refused') return skipped(feed.reason);
    if (feed.value.id !== undefined && ids.has(feed.value.id))
      return skipped(`The id "${feed.value.id}" is already used.`);
    urls.set(url.value, line);
    if (feed.value.id !== undefined) ids.add(feed.value.id);
    return { kind: 'new', feed: feed.value };
  };
}

function feedOf(
  { id, title, tags, every, country, backfill }: OpmlOutline,
  url: string,
): { kind: 'read'; value: NewFeed } | { kind: 'refused'; reason: string } {
  if (id !== null && !isId(id)) return { kind: 'refused', reason: 'Its id is none.' };
  for (const reading of [every === null ? null : readInterval(every), country === null ? null : readCountry(country)]) {
    if (reading?.kind === 'refused') return reading;
  }
  const value = {
    url,
    id: id ?? undefined,
    name: title ?? undefined,
    tags,
    // A whole number of seconds is a number in YAML, too.
    every: every === null ? undefined : /^\d+$/.test(every) ? Number(every) : every,
    country: country ?? undefined,
    backfill: backfill || undefined,
  };
  return { kind: 'read', value };
}
