import { type Home, makeHome } from '../../support/process.ts';
import { rss, type Site, startSite } from '../../support/site.ts';
import { ask } from '../support.ts';

let home: Home;
let site: Site;

beforeAll(async () => {
  home = await makeHome({ network: { allow: ['127.0.0.0/8'], contact: 'https://desk.example/bot' } });
});
afterAll(() => home.remove());

beforeEach(async () => {
  site = await startSite();
  // Nothing may be guessed: each guess would take its pause.
  site.on('/robots.txt', 'User-agent: *\nDisallow: /');
});
afterEach(() => site.close());

const discover = (...args: string[]) => ask(['feed', 'discover', '--config', home.config, ...args]);

const PAGE = `<html><head><link rel="alternate" type="application/rss+xml" href="/world.xml">
  <link rel="alternate" type="application/atom+xml" href="/all.xml"></head></html>`;
const published = new Date('2026-11-20T10:05:00Z');

describe('wirewatch feed discover', () => {
  it('shows each feed of a site with what is in it', async () => {
    site.on('/', PAGE);
    site.on('/world.xml', rss([{ guid: '1', title: 'One', published: new Date() }], 'de'));
    site.on(
      '/all.xml',
      rss([
        { guid: '2', title: 'Two', published },
        { guid: '3', title: 'Three' },
      ]),
    );
    const { code, stdout, stderr } = await discover(site.url);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      new RegExp(
        [
          `^${site.url}/world\\.xml`,
          '    The Test Courier · RSS 2\\.0 · 1 item · newest .* UTC · de · declared by the page',
          `${site.url}/all\\.xml`,
          '    The Test Courier · RSS 2\\.0 · 2 items · newest 2026-11-20 10:05 UTC · en · declared by the page\n$',
        ].join('\n'),
      ),
    );
  });

  it('says who asks, as the configuration has it', async () => {
    site.on('/', rss([]));
    await discover(site.url);
    expect(site.requests('/')[0]?.headers['user-agent']).toBe('Wirewatch/0.1 (+https://desk.example/bot)');
  });

  it('gives programs one object', async () => {
    site.on('/feed', rss([{ guid: '2', title: 'Two', published }]));
    const { code, stdout, stderr } = await discover(`${site.url}/feed`, '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      ok: true,
      feeds: [
        {
          ...{ url: `${site.url}/feed`, by: 'given', title: 'The Test Courier', format: 'RSS 2.0', items: 1 },
          ...{ newest: published.toISOString(), language: 'en', also: [] },
        },
      ],
      tried: [{ url: `${site.url}/feed`, by: 'given', outcome: 'a feed (RSS 2.0)' }],
      untried: 0,
    });
  });

  it('says what it tried when there is no feed', async () => {
    site.on('/', '<html><a href="/rss">RSS</a></html>');
    const { code, stdout, stderr } = await discover(site.url);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      `There is no feed at ${site.url}/.
Tried:
  ${site.url}/: a page
  ${site.url}/robots.txt: names no news sitemap
  ${site.url}/rss: HTTP 404: there is no feed at this address
`,
    );
    const { stdout: json } = await discover(site.url, '--json');
    expect(JSON.parse(json)).toMatchObject({ ok: false, reason: expect.any(String), tried: expect.any(Array) });
  });

  it('works without any configuration, and then leaves the own network alone', async () => {
    site.on('/', rss([]));
    const { code, stdout, stderr } = await ask(['feed', 'discover', site.url, '--config', '/nowhere']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(`Cannot look at ${site.url}/: 127.0.0.1 is not a public address.\n`);
    expect(site.requests('/')).toEqual([]);
  });

  it('says when the configuration is wrong', async () => {
    const wrong = await makeHome({ colour: 'red' });
    const { stderr } = await ask(['feed', 'discover', site.url, '--config', wrong.config]);
    await wrong.remove();
    expect(stderr).toMatch(/^The configuration is wrong.*\nCannot look at/);
  });

  it('lets nothing of a site through to the terminal', async () => {
    site.on('/', `<html><link rel="feed" href="/x%1b[2J\u001b[2J"></html>`);
    site.on('/x%1b[2J%1B[2J', rss([]).replace('The Test Courier', 'Red\u009b31m\u202ealert'));
    const { code, stdout } = await discover(site.url);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Red.?31malert/);
    expect(stdout).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
  });

  it.each([[[]], [['ftp://x.example']], [['http://']], [['a.example', 'b.example']]])(
    'refuses %j as wrong usage',
    async (args) => {
      const { code, stdout, stderr } = await discover(...args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^error: /);
    },
  );
});

it.each(['discover', 'check', 'add', 'import', 'export'])('wirewatch feed %s shows examples', async (verb) => {
  const { code, stdout } = await ask(['feed', verb, '--help']);
  expect(code).toBe(0);
  expect(stdout).toMatch(new RegExp(`Examples:\n  wirewatch feed ${verb}`));
});
