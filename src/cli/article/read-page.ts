import type { Extraction } from '../../extract/extraction.ts';
import type { Extractor } from '../../extract/extractor.ts';
import { fetchPage } from '../../extract/page/fetch-page.ts';
import { createRobots } from '../../extract/page/robots.ts';
import { withFeedNetwork } from '../feed/network.ts';

/**
 * Fetches and reads a page as Wirewatch does: politely, from the addresses that the configuration allows, and only where
 * the site's robots.txt lets it. Never rejects for what the network or the page does.
 *
 * @param config What `--config` says.
 */
export function readPageAt(extractor: Extractor, url: string, config: string | undefined): Promise<Extraction> {
  return withFeedNetwork(config, async ({ http }) => {
    const page = await fetchPage({ http, extractor, robots: createRobots(http) }, url);
    if (page.kind === 'read') return page;
    const [reason, flags] =
      page.kind === 'postponed' ? ['the host wants to be left alone', []] : [page.reason, page.flags];
    return { kind: 'unreadable', reason, flags };
  });
}
