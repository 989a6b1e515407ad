import { feedIdOf } from '../check/feed-id.ts';
import { readHttpUrl } from '../check/values.ts';
import type { OpenConfig } from '../open.ts';
import { formatPlace } from '../problem.ts';
import { entriesOf, namesIn } from '../read/entries.ts';

/** Where the feeds of a configuration stand, as `file:line:column`, by URL and by id. */
export interface KnownFeeds {
  urls: Map<string, string>;
  ids: Map<string, string>;
}

/** The feeds that are configured, also in a configuration that is wrong, as far as it can be read. */
export function knownFeedsOf({ sources }: OpenConfig): KnownFeeds {
  const entries = entriesOf(sources, 'feeds');
  const urls = namesIn(entries, 'url').flatMap(({ name, place }): [string, string][] => {
    const url = readHttpUrl(name);
    return url.kind === 'read' ? [[url.value, formatPlace(place)]] : [];
  });
  const ids = namesIn(entries, 'id').map(({ name, place }): [string, string] => [name, formatPlace(place)]);
  return {
    urls: new Map(urls),
    ids: new Map([...urls.map(([url, at]): [string, string] => [feedIdOf(url), at]), ...ids]),
  };
}
