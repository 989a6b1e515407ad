import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { fixture } from '../../extract/read.ts';
import { type Home, makeHome } from '../../support/process.ts';
import { type Site, startSite } from '../../support/site.ts';
import { ask, asLines, fromLines } from '../support.ts';

const html = fixture('bruecke.de.html');
const url = 'https://lautertaler-bote.example/bruecke-gesperrt';
let directory: string;
let file: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'wirewatch-extract-'));
  file = join(directory, 'page.html');
  await writeFile(file, html);
});
afterAll(() => rm(directory, { recursive: true }));

it('shows people the article of a file: what it says of itself, its text, and where that was found', async () => {
  const { code, stdout } = await ask(['extract', file, '--url', url]);
  expect(code).toBe(0);
  const [head, ...rest] = stdout.split('\n\n');
  expect(head!.split('\n')).toEqual([
    'Brücke über die Lauter bleibt bis zum Frühjahr gesperrt',
    'Jonas Wäger · Lautertaler Bote · 2026-11-04 18:05 UTC · de',
    url,
  ]);
  expect(rest[0]).toMatch(/^Die Prüfer haben Risse/);
  expect(rest.at(-1)).toMatch(/found in: .*title visible.*text linkedom/);
});

it('prints the fixed form as JSON', async () => {
  const { stdout } = await ask(['extract', file, '--url', url, '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    title: 'Brücke über die Lauter bleibt bis zum Frühjahr gesperrt',
    authors: ['Jonas Wäger'],
    publishedAt: '2026-11-04T18:05:00.000Z',
    language: 'de',
    canonicalUrl: url,
    source: 'linkedom',
    flags: [],
    brief: false,
  });
});

it('answers a line with a line, in order, gzipped or not, and goes on after what cannot be read', async () => {
  const packed = join(directory, 'packed.html.gz');
  await writeFile(packed, gzipSync(html));
  const bomb = join(directory, 'bomb.html.gz');
  await writeFile(bomb, gzipSync(Buffer.alloc(50_000_000)));
  const empty = join(directory, 'empty.html');
  await writeFile(empty, '');
  const tasks = [
    ...[
      { id: 'a', file, url },
      { id: 2, file: packed, url },
      { id: 'bomb', file: bomb },
      { id: 'empty', file: empty },
    ],
    ...[{ id: 'none', file: join(directory, 'none.html') }, { nothing: true }],
    ...Array.from({ length: 20 }, (_, index) => ({ id: `d${index}`, file, url })),
  ];
  const { code, stdout } = await ask(['extract', '--jsonl'], `${asLines(tasks)}no JSON\n`);
  const answers = fromLines(stdout);
  expect(answers.map(({ id }) => id)).toEqual([
    ...['a', 2, 'bomb', 'empty', 'none', null],
    ...tasks.slice(6).map((task) => 'id' in task && task.id),
    null,
  ]);
  expect(answers[0]).toMatchObject({ canonicalUrl: url, text: expect.stringMatching(/^Die Prüfer/) });
  expect(answers[1]).toEqual({ ...answers[0], id: 2 });
  expect(answers[2]).toEqual({ id: 'bomb', error: 'page larger than 6 MB', flags: [] });
  expect(answers[3]).toEqual({ id: 'empty', error: 'empty page', flags: [] });
  expect(answers[4]).toEqual({ id: 'none', error: 'cannot be read (ENOENT)', flags: [] });
  expect(answers[5]).toEqual({ id: null, error: 'line 6: not {"id","file","url"?}' });
  expect(code).toBe(1);
});

describe('the page at an address', () => {
  let site: Site;
  let home: Home;
  beforeAll(async () => {
    site = await startSite();
    home = await makeHome({ network: { allow: ['127.0.0.0/8'] } });
    site.on('/bridge', (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(html));
    site.on('/robots.txt', 'User-agent: *\nDisallow: /secret');
  });
  afterAll(async () => {
    await site.close();
    await home.remove();
  });

  it('is fetched as Wirewatch fetches it', async () => {
    const { code, stdout } = await ask(['extract', `${site.url}/bridge`, '--config', home.config]);
    expect(code).toBe(0);
    expect(stdout).toContain('Die Prüfer haben Risse');
  });

  it('is left alone where robots.txt says so, with the reason', async () => {
    const { code, stdout, stderr } = await ask(['extract', `${site.url}/secret`, '--config', home.config]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/robots\.txt of 127\.0\.0\.1 does not let us/);
  });

  it('is not fetched from an inner address that the configuration does not allow', async () => {
    const { code, stderr } = await ask(['extract', `${site.url}/bridge`, '--config', directory]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/127\.0\.0\.1/);
  });
});

it('says how it is meant to be called', async () => {
  expect(await ask(['extract'])).toMatchObject({ code: 2, stderr: expect.stringContaining('name a page') });
  expect(await ask(['extract', file, '--jsonl'])).toMatchObject({ code: 2 });
});
