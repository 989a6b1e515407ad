import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Home, makeHome } from '../support/process.ts';
import { rss, type Site, startSite } from '../support/site.ts';
import { ask } from './support.ts';

/** The site of the examples; it stands on loopback. */
const SITE = 'https://courier.example';

const page = await readFile('docs/feeds.md', 'utf8');
const blocks = [...page.matchAll(/^```(sh|text|xml|yaml)\n(.*?)^```$/gms)].map(([, kind, text]) => ({
  kind: kind!,
  text: text!,
}));

/** Each command, with the output that the page shows below it. */
const commands = blocks.flatMap(({ kind, text }, index) => {
  const next = blocks[index + 1];
  return kind === 'sh' && text.startsWith('wirewatch ')
    ? [[text.trim(), next?.kind === 'text' ? next.text : ''] as const]
    : [];
});
const blockOf = (kind: string) => blocks.find((block) => block.kind === kind)!.text;

let home: Home;
let site: Site;

/** Everything that differs from one run to the next, as the page has it. */
const asOnPage = (text: string) =>
  text
    .replaceAll(`${home.config}/`, 'config/')
    .replaceAll('config/subscriptions.opml', 'subscriptions.opml')
    .replaceAll(site.url, SITE)
    .replaceAll(`${SITE}/\n`, `${SITE}\n`)
    .replace(/\b127\.0\.0\.1-[0-9a-f]{10}\b/, 'courier.example-a2d1f0c3b5')
    .replace(/, \d+ bytes/, ', 634 bytes')
    // The loopback site is neither https nor of today.
    .replace(/^ {2}warning: The (?:address is http:|newest item is \d+ days old).*\n/gm, '');

beforeAll(async () => {
  site = await startSite();
  home = await makeHome({ network: { allow: ['127.0.0.0/8'] } });
  const feed = (title: string, stories: [string, string, string][]) =>
    rss(
      stories.map(([path, headline, published]) => ({
        guid: path,
        title: headline,
        link: `${site.url}${path}`,
        published: new Date(published),
      })),
    ).replace('The Test Courier', title);
  const world = feed('The Courier', [
    ['/world/harbour', 'Harbour closed', '2026-11-20T10:05Z'],
    ['/world/bridge', 'Bridge opened', '2026-11-20T08:30Z'],
  ]);
  site.on(
    '/',
    '<html><link rel="alternate" type="application/rss+xml" href="/world.xml"><a href="/world.rss">RSS</a><a href="/sport.xml" type="application/rss+xml">Sport</a></html>',
  );
  site.on('/robots.txt', 'User-agent: *\nDisallow: /');
  site.on('/world.xml', (_, response) =>
    response
      .writeHead(200, { 'content-type': 'application/rss+xml', etag: '"1"', 'cache-control': 'max-age=300' })
      .end(world),
  );
  site.on('/world.rss', world);
  site.on('/sport.xml', feed('The Courier: Sport', [['/sport/cup', 'Cup', '2026-11-20T09:00Z']]));
  await writeFile(join(home.config, 'subscriptions.opml'), blockOf('xml').replaceAll(SITE, site.url));
});
afterAll(() => Promise.all([home.remove(), site.close()]));

describe('docs/feeds.md', () => {
  it('has examples of all five verbs', () => {
    expect(new Set(commands.map(([command]) => command.split(' ')[2]))).toEqual(
      new Set(['discover', 'check', 'add', 'import', 'export']),
    );
  });

  // One after the other: each finds what those before it have left.
  it.each(commands)('tells what %s says', async (command, output) => {
    const args = command
      .split(' ')
      .slice(1)
      .map((arg) => arg.replace(SITE, site.url))
      .map((arg) => (arg.endsWith('.opml') ? join(home.config, arg) : arg));
    const { stdout, stderr } = await ask([...args, '--config', home.config]);
    expect(asOnPage(stdout + stderr)).toBe(output);
  });

  it('shows what an import writes', async () => {
    const written = await readFile(join(home.config, 'feeds-imported.yaml'), 'utf8');
    expect(`# feeds-imported.yaml\n${written}`).toBe(blockOf('yaml'));
  });
});
