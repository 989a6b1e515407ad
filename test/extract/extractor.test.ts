import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createExtractor, type Extractor } from '../../src/extract/extractor.ts';
import { fixture, PARAGRAPHS } from './read.ts';

const url = 'https://news.example/a';
const bytes = (html: string) => Buffer.from(html);
const body = PARAGRAPHS.map((text) => `<p>${text}</p>`).join('');

let extractor: Extractor;
beforeAll(() => {
  extractor = createExtractor({ threads: 1 });
});
afterAll(() => extractor.close());

const extract = (html: Uint8Array, contentType: string | null = 'text/html') =>
  extractor.extract({ html, contentType, url });

const linked = (json: string) => `<script type="application/ld+json">${json}</script>`;

describe('createExtractor', () => {
  it('reads a page in a worker, from bytes in the charset they are in', async () => {
    const latin = Buffer.from(
      fixture('bruecke.de.html').replace('utf-8', 'iso-8859-1').replace(/[„“]/g, '"'),
      'latin1',
    );
    const result = await extract(latin);
    if (result.kind !== 'read') throw new Error(result.reason);
    expect(result.article.title).toBe('Brücke über die Lauter bleibt bis zum Frühjahr gesperrt');
    expect(result.article.publishedAt?.toISOString()).toBe('2026-11-04T18:05:00.000Z');
  });

  it.each([
    ['5,000 nested divs', bytes('<div>'.repeat(5_000))],
    ['20 MB of paragraphs', bytes('<p>text</p>'.repeat(2_000_000))],
    ['200,000 links', bytes('<a href=/x>x</a>'.repeat(200_000))],
    [
      'JSON-LD that holds 150,000 open tags',
      bytes(linked(`{"@type":"Article","articleBody":"${'<b>'.repeat(150_000)}"}`)),
    ],
    ['50,000 nested divs', bytes('<div>'.repeat(50_000))],
    ['50,000 b tags left open', bytes(`${'<b>'.repeat(50_000)}text`)],
    ['100,000 unclosed paragraphs and links', bytes('<p><a href=x>'.repeat(100_000))],
    ['5 MB of random bytes', randomBytes(5_000_000)],
    ['more than 6 MB of paragraphs', bytes('<p>text</p>'.repeat(600_000))],
    ['nothing', bytes('')],
    ['white space', bytes('  \n ')],
    ['a page without text', bytes('<!doctype html><html><head></head></html>')],
    ['an unfinished tag', bytes(`<p ${'a=b '.repeat(1_000)}`)],
    ['an unfinished comment', bytes(`<!--${'<!-- '.repeat(50_000)}`)],
    ['a script left open', bytes(`<script>${'<div>'.repeat(100_000)}`)],
  ])('gives a reason for %s, and goes on', async (_, html) => {
    expect(await extract(html)).toEqual({
      kind: 'unreadable',
      reason: expect.stringMatching(/\w/),
      flags: expect.any(Array),
    });
    expect(await extract(bytes(`<html><body>${body}</body></html>`))).toMatchObject({ kind: 'read' });
  });

  it.each([
    ['an unknown charset', '<meta charset="x-none-such">'],
    ['20,000 bylines', '<b class="author">Ada Field</b>'.repeat(20_000)],
    ['20,000 dates', '<i class="date">3 May 2026</i>'.repeat(20_000)],
    ['20,000 meta tags of authors', '<meta name="author" content="Ada Field, Bo Lund">'.repeat(20_000)],
    ['a class of 4 MB', `<p class="${'a '.repeat(2_000_000)}">x</p>`],
    ['10,000 scripts of JSON-LD', linked('{"@type":"Article"}').repeat(10_000)],
  ])('reads an article beside %s', async (_, more) => {
    expect(await extract(bytes(`<html><head></head><body>${more}${body}</body></html>`))).toMatchObject({
      kind: 'read',
    });
  });

  it('refuses what is not a page by its content type', async () => {
    expect(await extract(bytes(body), 'application/json')).toMatchObject({ kind: 'unreadable' });
  });

  it('loads nothing a page names', async () => {
    let requests = 0;
    const server = createServer((_, response) => {
      requests += 1;
      response.end();
    }).listen(0, '127.0.0.1');
    server.unref();
    await once(server, 'listening');
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const loading = `<link rel=stylesheet href="${at}/s"><script src="${at}/j"></script><img src="${at}/i"><iframe src="${at}/f"></iframe>`;
    // Too short for the first reader, so that the second one sees it too.
    expect(
      await extract(
        bytes(
          `<html><body>${loading}<p>Too short for an article, and still long enough to be more than what a page says while its scripts load.</p></body></html>`,
        ),
      ),
    ).toMatchObject({
      kind: 'read',
      brief: true,
    });
    expect(await extract(bytes(`<html><body>${loading}${body}</body></html>`))).toMatchObject({ kind: 'read' });
    expect(requests).toBe(0);
  });

  it('survives a page that takes too long, and reads the next one', async () => {
    const impatient = createExtractor({ threads: 1, deadlineMs: 2_500 });
    // Below the limits of the guard; the time jsdom takes grows with the square of the depth and more.
    const endless = bytes(`<html><body>${'<div>'.repeat(980)}text</body></html>`);
    expect(await impatient.extract({ html: endless, contentType: null, url })).toEqual({
      kind: 'unreadable',
      reason: 'reading it took longer than 2500 ms',
      flags: [],
    });
    const light = bytes(`<html><body>${body}</body></html>`);
    expect(await impatient.extract({ html: light, contentType: null, url })).toMatchObject({ kind: 'read' });
    await impatient.close();
  });

  it('survives a page that takes too much memory, and reads the next one', async () => {
    const frugal = createExtractor({ threads: 1, heapMiB: 48 });
    const heavy = bytes(
      `<html><body>${'<p class="a b c" id=x>text <a href=y>link</a></p>'.repeat(14_000)}</body></html>`,
    );
    expect(await frugal.extract({ html: heavy, contentType: null, url })).toMatchObject({
      kind: 'unreadable',
      reason: 'reading it needed more than 48 MiB',
    });
    const light = bytes(`<html><body>${body}</body></html>`);
    expect(await frugal.extract({ html: light, contentType: null, url })).toMatchObject({ kind: 'read' });
    await frugal.close();
  });
});

/** The same bytes at every run: a linear congruential generator, its high bits. */
function randomBytes(length: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}
