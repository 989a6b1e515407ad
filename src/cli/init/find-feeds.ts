import { isId } from '../../config/check/fields.ts';
import type { NewFeed } from '../../config/edit/edit.ts';
import type { FoundFeed } from '../../feed/discovery/discover.ts';
import type { Lookout } from '../../feed/discovery/look.ts';
import { discoverWithProgress, reasonForNothing, reportNothing } from '../feed/discover.ts';
import { createOutlineSorter } from '../feed/opml-feeds.ts';
import { readOpmlFile } from '../feed/opml-file.ts';
import { printable } from '../shared/terminal-text.ts';

/** What was found, or lines that say why nothing was. */
export type Feeds<T> = { kind: 'found'; feeds: T[]; skipped: string[] } | { kind: 'none'; reasons: string[] };

/** The feeds of a site, the best first. */
export async function feedsOfSite(url: string, network: Lookout): Promise<Feeds<FoundFeed>> {
  const discovery = await discoverWithProgress(url, network);
  const nothing = reasonForNothing(url, discovery);
  if (nothing !== null || discovery.kind === 'failed')
    return { kind: 'none', reasons: reportNothing(nothing ?? '', discovery.tried) };
  return { kind: 'found', feeds: discovery.feeds, skipped: [] };
}

/** The feeds of an OPML file, and why others of it are left out. */
export async function feedsOfList(path: string): Promise<Feeds<NewFeed>> {
  const reading = await readOpmlFile(path);
  if (reading.kind === 'refused') return { kind: 'none', reasons: [printable(reading.reason)] };
  const sort = createOutlineSorter({ urls: new Map(), ids: new Map() });
  const fates = reading.outlines.map(sort);
  const feeds = fates.flatMap((fate) => (fate.kind === 'new' ? [fate.feed] : []));
  const skipped = fates.flatMap((fate) =>
    fate.kind === 'skipped' ? [printable(`${path}${fate.line === null ? '' : `:${fate.line}`}: ${fate.reason}`)] : [],
  );
  return feeds.length > 0 ? { kind: 'found', feeds, skipped } : { kind: 'none', reasons: skipped };
}

/** Each address once, and each id. */
export function withoutRepeated(feeds: NewFeed[]): NewFeed[] {
  const urls = new Set<string>();
  const ids = new Set<string>();
  return feeds.filter(({ url, id }) => {
    if (urls.has(url) || (id !== undefined && ids.has(id))) return false;
    urls.add(url);
    if (id !== undefined) ids.add(id);
    return true;
  });
}

/** An id for a watch, of the words that its query begins with. */
export function watchIdOf(query: string): string {
  const words = query.replace(/\b(?:AND|OR|NOT|NEAR\/\d+)\b/g, ' ').match(/[a-z0-9]+/gi) ?? [];
  const id = words.slice(0, 4).join('-').toLowerCase().slice(0, 40);
  return isId(id) ? id : 'first-watch';
}
