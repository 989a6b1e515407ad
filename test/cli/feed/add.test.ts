import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { chooseFeeds } from '../../../src/cli/feed/choose-feeds.ts';
import { loadConfig } from '../../../src/config/load.ts';
import type { FoundFeed } from '../../../src/feed/discovery/discover.ts';
import { type Home, makeHome } from '../../support/process.ts';
import { rss, type Site, startSite } from '../../support/site.ts';
import { ask } from '../support.ts';

let home: Home;
let site: Site;

beforeEach(async () => {
  home = await makeHome({ network: { allow: ['127.0.0.0/8'] } });
  site = await startSite();
  site.on('/robots.txt', 'User-agent: *\nDisallow: /');
  site.on('/one', page('/rss'));
  site.on('/two', page('/rss', '/sport'));
  site.on('/rss', rss([{ guid: '1', title: 'One', published: new Date() }]));
  site.on('/sport', rss([{ guid: '2', title: 'Two', published: new Date() }]));
});
afterEach(() => Promise.all([home.remove(), site.close()]));

const page = (...hrefs: string[]) =>
  `<html>${hrefs.map((href) => `<link rel="alternate" type="application/rss+xml" href="${href}">`).join('')}</html>`;

const add = (path: string, ...args: string[]) =>
  ask(['feed', 'add', '--config', home.config, `${site.url}${path}`, ...args]);

const read = (name: string) => readFile(join(home.config, name), 'utf8').catch(() => null);

async function feeds() {
  const loaded = await loadConfig(home.config, {});
  if (loaded.kind === 'invalid') throw new Error(JSON.stringify(loaded.problems));
  return loaded.config.feeds;
}

describe('wirewatch feed add', () => {
  it('writes the feed into the configuration, which includes it then', async () => {
    const flags = ['--id', 'courier', '--name', 'The Courier', '--tag', 'en', '--tag', 'daily', '--every', '5m'];
    const { code, stdout, stderr } = await add('/rss', ...flags, '--country', 'gb');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      `added courier  ${site.url}/rss\nto ${join(home.config, 'feeds.yaml')}, which wirewatch.yaml now includes; active once Wirewatch starts\n`,
    );
    expect(await feeds()).toEqual([
      {
        ...{ id: 'courier', url: `${site.url}/rss`, name: 'The Courier', country: 'GB', tags: ['en', 'daily'] },
        ...{ everyMs: 300_000, backfill: false },
      },
    ]);
  });

  it('adds the one feed of a site when told so, else says how', async () => {
    const asked = await add('/one');
    expect(asked).toMatchObject({ code: 1, stdout: '' });
    expect(asked.stderr).toMatch(/\/rss\n {4}The Test Courier.*\nAdd it with --yes, or by its address\.\n$/);
    expect(await feeds()).toEqual([]);
    expect((await add('/one', '--yes')).code).toBe(0);
    expect(await feeds()).toMatchObject([{ url: `${site.url}/rss` }]);
  });

  it('adds no or all of several', async () => {
    const asked = await add('/two', '--yes', '--json');
    expect(asked).toMatchObject({ code: 1, stderr: '' });
    expect(JSON.parse(asked.stdout)).toMatchObject({
      ok: false,
      reasons: ['Add one by its address, or all of them with --all.'],
      feeds: [{ url: `${site.url}/rss` }, { url: `${site.url}/sport` }],
    });
    const all = await add('/two', '--all', '--tag', 'x', '--json');
    expect(JSON.parse(all.stdout)).toMatchObject({ ok: true, file: join(home.config, 'feeds.yaml'), included: true });
    expect(await read('feeds.yaml')).toBe(
      `feeds:\n  - url: ${site.url}/rss\n    tags: [x]\n  - url: ${site.url}/sport\n    tags: [x]\n`,
    );
  });

  it('refuses a feed that is there, before it asks anybody', async () => {
    await add('/rss');
    const before = await read('feeds.yaml');
    const requests = site.requests('/rss').length;
    const { code, stdout, stderr } = await add('/rss');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^This feed is already listed at .*feeds\.yaml:2:10\.\n$/);
    expect(site.requests('/rss')).toHaveLength(requests);
    expect(await read('feeds.yaml')).toBe(before);
  });

  it('adds those of a site that are not there yet, by whatever address', async () => {
    site.on('/again', rss([{ guid: '1', title: 'One', published: new Date() }]));
    site.on('/three', page('/again', '/rss', '/sport'));
    await add('/rss', '--id', 'first');
    expect((await add('/three', '--all')).code).toBe(0);
    expect((await feeds()).map(({ url }) => url)).toEqual([`${site.url}/rss`, `${site.url}/sport`]);
    const { code, stderr } = await add('/three', '--all');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^(This feed is already listed at .*:\d+:\d+\.\n){2}$/);
  });

  it('refuses what is no feed with what it tried, and changes nothing', async () => {
    const { code, stderr } = await add('/not-there');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^There is no feed at .*\nTried:\n.*\/not-there: HTTP 404: .*\n/);
    expect(await read('feeds.yaml')).toBeNull();
  });

  it.each([
    [['--id', 'no id']],
    [['--every', 'often']],
    [['--country', 'XQ']],
    [['--name', 'a\nb']],
    [['--tag', '']],
    [['--all', '--id', 'x']],
  ])('refuses %j as wrong usage', async (flags) => {
    const { code, stdout, stderr } = await add('/rss', ...flags);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: /);
    expect(site.requests('/rss')).toEqual([]);
  });
});

describe('the choice on a terminal', () => {
  const found = (name: string): FoundFeed => ({
    ...{ url: `https://a.example/${name}`, by: 'declared', title: name, format: 'Atom', items: 1 },
    ...{ newest: null, language: null, also: [] },
  });
  const several = ['a', 'b', 'c'].map(found);

  /** What is chosen when somebody types this; null: leaves. */
  async function choose(feeds: FoundFeed[], typed: string | null) {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const choosing = chooseFeeds(feeds, { yes: false, all: false }, { input, output });
    if (typed === null) input.end();
    else input.write(`${typed}\n`);
    const choice = await choosing;
    return {
      shown: String(output.read()),
      chosen: choice.kind === 'chosen' ? choice.feeds.map(({ title }) => title) : null,
    };
  }

  it('shows a numbered list', async () => {
    const { shown } = await choose(several, '2');
    expect(shown).toContain('  2  https://a.example/b\n');
    expect(shown).toContain('Which? [1-3');
  });

  it.each([
    ['2', ['b']],
    ['3, 1', ['c', 'a']],
    ['1 1', ['a']],
    ['', null],
    ['4', null],
    ['0', null],
    ['1,x', null],
    [null, null],
  ])('of several takes %j as %j', async (typed, chosen) => {
    expect((await choose(several, typed)).chosen).toEqual(chosen);
  });

  it.each([
    ['', ['a']],
    ['y', ['a']],
    ['n', null],
    [null, null],
  ])('of one takes %j as %j', async (typed, chosen) => {
    expect((await choose([found('a')], typed)).chosen).toEqual(chosen);
  });
});
