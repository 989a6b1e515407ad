import type { Command } from 'commander';
import { type Discovery, discoverFeeds, type Tried } from '../../feed/discovery/discover.ts';
import type { Lookout } from '../../feed/discovery/look.ts';
import { withConfigOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import { startProgress } from '../shared/progress.ts';
import { printable } from '../shared/terminal-text.ts';
import { describeFound } from './found-feed-text.ts';
import { urlArgument, withFeedNetwork } from './network.ts';

const HELP = `
Looked at are the address itself, the feeds its page declares, links that look like feeds, news sitemaps that robots.txt
names, and, if none of these is one, usual addresses such as /feed and /rss.xml. One request after the other, 20 at most.
The best feed comes first. The exit code is 1 when there is none; then standard error says what was tried.

With --json: {"ok":true,"feeds":[{"url","by","title","format","items","newest","language","also":[…]}],"tried":[…],
"untried":n}, or {"ok":false,"reason":"…","tried":[{"url","by","outcome"}]}.

Examples:
  wirewatch feed discover example.org
  wirewatch feed discover https://example.org/world --json | jq -r '.feeds[].url'`;

/** `wirewatch feed discover`: the feeds of a site. */
export function addDiscoverVerb(feed: Command): void {
  withConfigOption(feed.command('discover'))
    .argument('<url>', 'address of a site, a page or a feed', urlArgument)
    .option('--json', 'print one JSON object')
    .addHelpText('after', HELP)
    .action(async (url: string, { config, json }: { config?: string; json?: true }) => {
      const print = createOutput();
      const discovery = await withFeedNetwork(config, (network) => discoverWithProgress(url, network));
      const nothing = reasonForNothing(url, discovery);
      if (nothing !== null) process.exitCode = 1;
      if (json) {
        const { kind, ...rest } = discovery;
        await print(
          JSON.stringify(nothing === null ? { ok: true, ...rest } : { ok: false, reason: nothing, tried: rest.tried }),
        );
      } else if (nothing !== null) {
        for (const line of reportNothing(nothing, discovery.tried)) console.error(line);
      } else if (discovery.kind === 'discovered') {
        for (const found of discovery.feeds) await print(describeFound(found));
        if (discovery.untried > 0)
          console.error(`${discovery.untried} more addresses were left out; try a page that lists fewer.`);
      }
    });
}

/** Discovers with a progress bar on a terminal. */
export async function discoverWithProgress(url: string, network: Lookout): Promise<Discovery> {
  const progress = startProgress('Looking for feeds');
  try {
    return await discoverFeeds(url, { ...network, onRequest: progress.update });
  } finally {
    progress.end();
  }
}

/** Why no feed was found, or null when one was. */
export function reasonForNothing(url: string, discovery: Discovery): string | null {
  if (discovery.kind === 'failed') return `Cannot look at ${printable(url)}: ${printable(discovery.reason)}.`;
  return discovery.feeds.length === 0 ? `There is no feed at ${printable(url)}.` : null;
}

/** Lines: the reason, and below it what was tried. */
export function reportNothing(reason: string, tried: Tried[]): string[] {
  if (tried.length <= 1) return [reason];
  return [reason, 'Tried:', ...tried.map(({ url, outcome }) => `  ${printable(url)}: ${printable(outcome)}`)];
}
