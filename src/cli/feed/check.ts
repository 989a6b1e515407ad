import type { Command } from 'commander';
import { adviseOn } from '../../feed/discovery/advice.ts';
import { newestOf } from '../../feed/discovery/found-feed.ts';
import { type Look, lookAt } from '../../feed/discovery/look.ts';
import { counted } from '../../language/counted.ts';
import type { FeedItem, PublisherSchedule } from '../../model/feed.ts';
import { withConfigOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import { printable } from '../shared/terminal-text.ts';
import { minuteOf } from './found-feed-text.ts';
import { urlArgument, withFeedNetwork } from './network.ts';

/** Items shown. */
const MAX_ITEMS = 5;

const HELP = `
One request is made, as a poll makes it. The exit code is 1, with the reason, when the feed cannot be read; warnings
alone leave it at 0.

With --json: {"ok":true,"url","status","redirects","contentType","bytes","etag","lastModified","cacheControl","expires",
"hubs","self","schedule","format","title","link","language","items","newest","first":[{"title","link","publishedAt"}],
"warnings":[…]} or {"ok":false,"url","reason"}.

Examples:
  wirewatch feed check https://www.tagesschau.de/infoservices/alle-meldungen-100~rss2.xml
  wirewatch feed check https://example.org/feed.xml --json | jq .warnings`;

/** `wirewatch feed check`: what Wirewatch would read of a feed, and what is odd about it. */
export function addCheckVerb(feed: Command): void {
  withConfigOption(feed.command('check'))
    .argument('<url>', 'address of a feed', urlArgument)
    .option('--json', 'print one JSON object')
    .addHelpText('after', HELP)
    .action(async (url: string, { config, json }: { config?: string; json?: true }) => {
      const print = createOutput();
      const look = await withFeedNetwork(config, (network) => lookAt(url, network));
      if (look.kind === 'feed') {
        const report = reportOn(url, look);
        await print(json ? JSON.stringify({ ok: true, ...report }) : asText(url, report));
        return;
      }
      process.exitCode = 1;
      const reason = reasonOf(look);
      if (json) await print(JSON.stringify({ ok: false, url, reason }));
      else console.error(`${printable(url)}: ${printable(reason)}`);
    });
}

function reasonOf(look: Exclude<Look, { kind: 'feed' }>): string {
  return look.kind === 'page' ? 'a page, not a feed; wirewatch feed discover finds the feeds of a site' : look.reason;
}

type Report = ReturnType<typeof reportOn>;

function reportOn(asked: string, { answer, feed, format, warnings }: Extract<Look, { kind: 'feed' }>) {
  const { headers } = answer;
  const shown = ({ title, link, publishedAt, updatedAt }: FeedItem) => ({
    title,
    link,
    publishedAt: publishedAt ?? updatedAt,
  });
  return {
    url: answer.url,
    status: answer.status,
    redirects: answer.redirects,
    contentType: headers['content-type'] ?? null,
    bytes: answer.bytes,
    etag: headers.etag ?? null,
    lastModified: headers['last-modified'] ?? null,
    cacheControl: headers['cache-control'] ?? null,
    expires: headers.expires ?? null,
    hubs: feed.hubs,
    self: feed.self,
    schedule: feed.schedule,
    format,
    title: feed.title,
    link: feed.link,
    language: feed.language,
    items: feed.items.length,
    newest: newestOf(feed),
    first: feed.items.slice(0, MAX_ITEMS).map(shown),
    warnings: [...adviseOn(asked, answer, feed, new Date()), ...warnings],
  };
}

function asText(asked: string, report: Report): string {
  const { redirects, etag, lastModified, cacheControl, expires, first, warnings } = report;
  const rows: [string, string | null][] = [
    ...redirects.map(({ status, to }): [string, string] => [
      'redirect',
      `${status} (${permanenceOf(status)}) to ${to}`,
    ]),
    ['answer', `HTTP ${report.status}, ${report.contentType ?? 'no content type'}, ${counted(report.bytes, 'byte')}`],
    ['validators', [etag && 'ETag', lastModified && 'Last-Modified'].filter(Boolean).join(', ') || 'none'],
    ['caching', [cacheControl, expires && `expires ${expires}`].filter(Boolean).join(', ') || null],
    ['hub', report.hubs.join(', ') || null],
    ['schedule', describeSchedule(report.schedule)],
    ['title', report.title],
    ['format', report.format],
    ['language', report.language],
    ['items', `${report.items}${report.newest ? `, newest ${minuteOf(report.newest)}` : ''}`],
  ];
  return [
    printable(asked),
    ...rows.flatMap(([name, value]) => (value === null ? [] : [`  ${name.padEnd(11)} ${printable(value)}`])),
    ...first.flatMap(({ title, link, publishedAt }) => [
      `    ${publishedAt ? minuteOf(publishedAt) : '(no date)'}  ${printable(title)}`,
      ...(link === null ? [] : [`      ${printable(link)}`]),
    ]),
    ...warnings.map((warning) => `  warning: ${printable(warning)}`),
  ].join('\n');
}

/** RFC 9110 §15.4: 301 and 308 are for good. */
function permanenceOf(status: number): string {
  return status === 301 || status === 308 ? 'for good' : 'for this time';
}

const DAYS = ['Sundays', 'Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays'];

/** What the publisher asks for, or null when it asks for nothing. */
function describeSchedule({ everyMs, skipHours, skipDays }: PublisherSchedule): string | null {
  const wishes = [
    everyMs === null ? null : `every ${everyMs / 60_000} min at most`,
    skipHours.length > 0 ? `not in the hours ${skipHours.join(', ')} (UTC)` : null,
    skipDays.length > 0 ? `not on ${skipDays.map((day) => DAYS[day]).join(', ')}` : null,
  ].filter((wish) => wish !== null);
  return wishes.length > 0 ? wishes.join('; ') : null;
}
