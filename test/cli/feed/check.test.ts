import { type Home, makeHome } from '../../support/process.ts';
import { rss, type Site, startSite } from '../../support/site.ts';
import { ask } from '../support.ts';

let home: Home;
let site: Site;

beforeAll(async () => {
  home = await makeHome({ network: { allow: ['127.0.0.0/8'] } });
});
afterAll(() => home.remove());

beforeEach(async () => {
  site = await startSite();
});
afterEach(() => site.close());

const check = (path: string, ...args: string[]) =>
  ask(['feed', 'check', '--config', home.config, `${site.url}${path}`, ...args]);

/** Serves a document with these headers. */
const serve = (path: string, body: string, headers: Record<string, string>) =>
  site.on(path, (_, response) => response.writeHead(200, headers).end(body));

const SOUND = {
  'content-type': 'application/rss+xml; charset=utf-8',
  etag: '"abc"',
  'last-modified': 'Fri, 20 Nov 2026 10:00:00 GMT',
  'cache-control': 'max-age=300',
};
const now = new Date();
const minute = `${now.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
const item = (name: string, published: Date | undefined = now) => ({
  guid: name,
  title: `Story ${name}`,
  link: `https://news.example/${name}`,
  ...(published && { published }),
});

describe('wirewatch feed check', () => {
  it('shows what would be read, in one request', async () => {
    const body = rss([item('a'), item('b')]);
    serve('/rss', body, SOUND);
    const { code, stdout, stderr } = await check('/rss');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      `${site.url}/rss
  answer      HTTP 200, application/rss+xml; charset=utf-8, ${body.length} bytes
  validators  ETag, Last-Modified
  caching     max-age=300
  title       The Test Courier
  format      RSS 2.0
  language    en
  items       2, newest ${minute}
    ${minute}  Story a
      https://news.example/a
    ${minute}  Story b
      https://news.example/b
  warning: The address is http: what is read can be changed on the way. Try https.
`,
    );
    expect(site.requests('/rss')).toHaveLength(1);
  });

  it('warns of what is odd', async () => {
    const old = new Date(Date.now() - 90 * 86_400_000);
    const { link, ...unlinked } = item('b', old);
    site.on('/old', (_, response) => response.writeHead(301, { location: '/new' }).end());
    serve('/new', rss([item('a', old), unlinked, { ...item('c'), published: new Date(Number.NaN) }]), {
      'content-type': 'text/html',
    });
    const { code, stdout } = await check('/old');
    expect(code).toBe(0);
    expect(stdout).toContain(`redirect    301 (for good) to ${site.url}/new\n`);
    expect(stdout).toContain('validators  none\n');
    expect(stdout).toContain('    (no date)  Story c\n');
    const warnings = [...stdout.matchAll(/^ {2}warning: (.*)$/gm)].map(([, warning]) => warning);
    expect(warnings).toEqual([
      `The feed has moved for good: use ${site.url}/new instead.`,
      'The address is http: what is read can be changed on the way. Try https.',
      'The server sends neither ETag nor Last-Modified, so each poll gets the whole document.',
      'The server calls the document "text/html", which is not a type of feeds.',
      '1 of 3 items has no date: what is new can then be told only by its first appearance.',
      'The newest item is 90 days old.',
      '1 date that cannot be read, such as "Invalid Date"',
      '1 item without a link',
    ]);
  });

  it('gives programs one object', async () => {
    serve('/rss', rss([item('a')]), SOUND);
    const { code, stdout, stderr } = await check('/rss', '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      ...{ ok: true, url: `${site.url}/rss`, status: 200, redirects: [], contentType: SOUND['content-type'] },
      ...{
        bytes: expect.any(Number),
        etag: '"abc"',
        lastModified: SOUND['last-modified'],
        cacheControl: 'max-age=300',
      },
      ...{ expires: null, hubs: [], self: null, schedule: { everyMs: null, skipHours: [], skipDays: [] } },
      ...{ format: 'RSS 2.0', title: 'The Test Courier', link: 'http://127.0.0.1/', language: 'en', items: 1 },
      newest: expect.stringMatching(/^2\d{3}-/),
      first: [{ title: 'Story a', link: 'https://news.example/a', publishedAt: expect.any(String) }],
      warnings: [expect.stringMatching(/http/)],
    });
  });

  it.each([
    [
      'a page',
      '<!doctype html><title>x</title>',
      'a page, not a feed; wirewatch feed discover finds the feeds of a site',
    ],
    ['JSON', '{"a":1}', 'JSON, but not a JSON Feed'],
    ['nothing', '', 'the document is empty'],
  ])('fails on %s with the reason', async (_what, body, reason) => {
    site.on('/x', body);
    expect(await check('/x')).toEqual({ code: 1, stdout: '', stderr: `${site.url}/x: ${reason}\n` });
    const { code, stdout } = await check('/x', '--json');
    expect({ code, ...JSON.parse(stdout) }).toEqual({ code: 1, ok: false, url: `${site.url}/x`, reason });
  });

  it('fails on what is not there with the reason', async () => {
    const { code, stderr } = await check('/not-there');
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `${site.url}/not-there: HTTP 404: there is no feed at this address\n`,
    });
  });

  it('lets nothing of a feed through to the terminal', async () => {
    const title = 'Red\u009b31m\u202e\nalert';
    serve('/rss', rss([{ ...item('a'), title }]), {
      ...SOUND,
      'cache-control': 'a\u009bb',
      'content-type': 'a\u009bb',
    });
    const { code, stdout } = await check('/rss');
    expect(code).toBe(0);
    expect(stdout).toMatch(/Red.?31m ?alert/);
    expect(stdout).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
  });
});
