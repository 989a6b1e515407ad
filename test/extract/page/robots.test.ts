import { createRobots, type Robots } from '../../../src/extract/page/robots.ts';
import { createHttpClient } from '../../../src/net/client.ts';
import type { HttpClient } from '../../../src/net/http.ts';
import { createLocalTurns } from '../../../src/net/turns.ts';
import { type Site, startSite } from '../../support/site.ts';

const DAY = 86_400_000;
let site: Site;
let http: HttpClient;
let robots: Robots;
let now: number;

beforeEach(async () => {
  site = await startSite();
  http = createHttpClient({ allow: ['127.0.0.0/8'], userAgent: 'test' });
  now = Date.now();
  robots = createRobots(http, () => now);
});
afterEach(async () => {
  await http.close();
  await site.close();
});

const kindOf = async (path: string) => (await robots.mayRead(`${site.url}${path}`)).kind;
const asked = () => site.requests('/robots.txt').length;

describe('robots.txt', () => {
  it.each([
    ['User-agent: *\nDisallow: /private', '/private/a', 'disallowed'],
    ['User-agent: *\nDisallow: /private', '/public', 'allowed'],
    ['User-agent: *\nDisallow: /\nAllow: /news/', '/news/a', 'allowed'],
    ['User-agent: *\nDisallow: /*.pdf$', '/a.pdf', 'disallowed'],
    ['User-agent: *\nDisallow: /*.pdf$', '/a.pdf?x', 'allowed'],
    ['User-agent: WIREWATCH\nDisallow: /\n\nUser-agent: *\nDisallow:', '/a', 'disallowed'],
    ['User-agent: Googlebot\nDisallow: /', '/a', 'allowed'],
    ['User-agent: *\nDisallow: /\n\nUser-agent: wirewatch/1.0\nAllow: /', '/a', 'allowed'],
    ['User-agent: a\nUser-agent: Wirewatch\nDisallow: /x', '/x', 'disallowed'],
    ['user-agent:*\ndisallow:/%C3%A4', '/ä', 'disallowed'],
    ['<!doctype html><html>no robots here', '/a', 'allowed'],
    ['\u0000\u0001 garbage', '/a', 'allowed'],
  ])('%j says of %s: %s', async (text, path, kind) => {
    site.on('/robots.txt', text);
    expect(await kindOf(path)).toBe(kind);
  });

  it('is asked for once a day, however many pages are asked about at once', async () => {
    site.on('/robots.txt', 'User-agent: *\nDisallow: /x');
    await Promise.all(['/a', '/b', '/c'].map(kindOf));
    now += DAY - 1_000;
    await kindOf('/d');
    expect(asked()).toBe(1);
    now += 2_000;
    await kindOf('/e');
    expect(asked()).toBe(2);
  });

  it.each([401, 403, 404, 410])('that is answered %i forbids nothing', async (status) => {
    site.on('/robots.txt', (_, response) => response.writeHead(status).end());
    expect(await kindOf('/a')).toBe('allowed');
  });

  it.each([500, 503, 429])(
    'that is answered %i forbids everything for now, and nothing after a month',
    async (status) => {
      site.on('/robots.txt', (_, response) => response.writeHead(status).end());
      expect(await robots.mayRead(`${site.url}/a`)).toEqual({
        kind: 'disallowed',
        reason: `the robots.txt of 127.0.0.1 cannot be had for now: it answered ${status}`,
        passing: true,
      });
      await kindOf('/b');
      expect(asked()).toBe(1);
      now += 31 * DAY;
      expect(await kindOf('/c')).toBe('allowed');
      expect(asked()).toBe(2);
      site.on('/robots.txt', 'User-agent: *\nDisallow: /d');
      now += DAY;
      expect(await kindOf('/d')).toBe('disallowed');
    },
  );

  it('may be where it redirects to', async () => {
    site.on('/robots.txt', (_, response) => response.writeHead(301, { location: '/moved.txt' }).end());
    site.on('/moved.txt', 'User-agent: *\nDisallow: /x');
    expect(await kindOf('/x')).toBe('disallowed');
  });

  it('counts as far as 500 KiB', async () => {
    site.on('/robots.txt', `User-agent: *\nDisallow: /x\n${'#'.repeat(600_000)}\nDisallow: /y`);
    expect([await kindOf('/x'), await kindOf('/y')]).toEqual(['disallowed', 'allowed']);
  });

  it('waits for its turn at the host', async () => {
    const turns = createLocalTurns({ atOnce: 1, delayMs: 0 });
    await turns.quiet('127.0.0.1', 60_000);
    const polite = createHttpClient({ allow: ['127.0.0.0/8'], userAgent: 'test', turns });
    expect(await createRobots(polite).mayRead(`${site.url}/a`)).toMatchObject({ kind: 'postponed' });
    await polite.close();
  });
});
