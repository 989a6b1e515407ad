import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, asLines, fromLines } from '../support.ts';

let directory: string;
let file: string;

const DOCUMENT = `<rss version="2.0"><channel><title>The Lamp</title><link>/</link><item><guid>/1</guid><title>A &amp;amp; B</title>
<description>&lt;p&gt;See &lt;a href="more"&gt;more&lt;/a&gt;&lt;/p&gt;</description><category>Ports</category>
<pubDate>Mon, 02 Nov 2026 10:05:00 +0100</pubDate></item></channel></rss>`;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'wirewatch-feed-parse-'));
  file = join(directory, 'feed.xml');
  await writeFile(file, DOCUMENT);
});
afterAll(() => rm(directory, { recursive: true }));

it('prints what a document says, with absolute links and dates in ISO 8601', async () => {
  const { code, stdout } = await ask(['feed', 'parse', file, '--base', 'https://lamp.example/feeds/all']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    title: 'The Lamp',
    link: 'https://lamp.example/',
    language: null,
    items: [
      {
        id: '/1',
        title: 'A &amp; B',
        link: 'https://lamp.example/1',
        published: '2026-11-02T09:05:00.000Z',
        updated: null,
        authors: [],
        summary: '<p>See <a href="https://lamp.example/feeds/more">more</a></p>',
        content: null,
        categories: ['Ports'],
        language: null,
        enclosures: [],
      },
    ],
  });
});

it('answers a line with a line, in order, and goes on after what cannot be read', async () => {
  const page = join(directory, 'page.html');
  await writeFile(page, '<!doctype html><html></html>');
  const tasks = [
    { id: 'a', file },
    { id: 2, file: join(directory, 'none.xml') },
    { id: 'c', file: page, contentType: 'text/xml' },
    { nothing: true },
    ...Array.from({ length: 20 }, (_, index) => ({ id: `d${index}`, file, base: 'https://lamp.example/' })),
  ];
  const { code, stdout } = await ask(['feed', 'parse', '--jsonl'], `${asLines(tasks)}\nno JSON\n`);
  const answers = fromLines(stdout);
  expect(answers.map(({ id }) => id)).toEqual(['a', 2, 'c', null, ...tasks.slice(4).map(({ id }) => id), null]);
  expect(answers[0]).toMatchObject({ title: 'The Lamp', link: '/' });
  expect(answers[1]).toEqual({ id: 2, error: 'cannot be read (ENOENT)' });
  expect(answers[2]).toEqual({ id: 'c', error: 'an HTML page, not a feed' });
  expect(answers[3]).toEqual({ id: null, error: 'line 4: not {"id","file","base"?,"contentType"?}' });
  expect(answers.at(-2)).toMatchObject({ items: [{ link: 'https://lamp.example/1' }] });
  expect(code).toBe(1);
});

it('says why a file cannot be read, and how it is meant to be called', async () => {
  const missing = await ask(['feed', 'parse', join(directory, 'none.xml')]);
  expect(missing).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('cannot be read (ENOENT)') });
  expect(await ask(['feed', 'parse'])).toMatchObject({ code: 2, stderr: expect.stringContaining('name a file') });
  expect(await ask(['feed', 'parse', file, '--jsonl'])).toMatchObject({ code: 2 });
});
