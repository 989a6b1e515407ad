import { resolveGoogleNews, targetOf } from '../../../src/extract/page/news-search.ts';
import { createHttpClient } from '../../../src/net/client.ts';
import type { HttpClient } from '../../../src/net/http.ts';
import { type Site, startSite } from '../../support/site.ts';

const ARTICLE = 'https://publisher.example/2026/telegram?a=1&b=2';

/** An id as Google News makes them: a protobuf message with a number, a string and perhaps another one. */
function idOf(text: string, more: number[] = []): string {
  const bytes = Buffer.from(text);
  const length = bytes.length < 128 ? [bytes.length] : [(bytes.length & 127) | 128, bytes.length >> 7];
  return Buffer.from([0x08, 0x13, 0x22, ...length, ...bytes, ...more]).toString('base64url');
}

const TOKEN = idOf(`AU_yqL${'x'.repeat(200)}`);

describe('a link', () => {
  it.each([
    ['https://publisher.example/a', { kind: 'own' }],
    [
      `https://www.bing.com/news/apiclick.aspx?ref=FexRss&url=${encodeURIComponent(ARTICLE)}&c=1`,
      { kind: 'resolved', url: ARTICLE },
    ],
    ['http://www.bing.com/news/apiclick.aspx?url=javascript%3aalert(1)', { kind: 'own' }],
    [`https://bing.com.evil.example/news/apiclick.aspx?url=${encodeURIComponent(ARTICLE)}`, { kind: 'own' }],
    [
      `https://news.google.com/rss/articles/${idOf(ARTICLE, [0xd2, 0x01, 0x00])}?oc=5`,
      { kind: 'resolved', url: ARTICLE },
    ],
    [
      `https://news.google.com/articles/${idOf(`https://x.example/${'a'.repeat(200)}`)}`,
      { kind: 'resolved', url: `https://x.example/${'a'.repeat(200)}` },
    ],
    [`https://news.google.com/read/${TOKEN}?hl=en`, { kind: 'google', id: TOKEN }],
    [
      `https://news.google.com/rss/articles/${idOf('file:///etc/passwd')}`,
      { kind: 'google', id: idOf('file:///etc/passwd') },
    ],
    [`https://news.google.com.evil.example/articles/${TOKEN}`, { kind: 'own' }],
    ['https://news.google.com/topics/abcdefghijklmn', { kind: 'own' }],
    ['not a link', { kind: 'own' }],
  ])('%.70s leads to %j', (link, target) => {
    expect(targetOf(link)).toEqual(target);
  });

  it('with an id of any bytes is no harm', () => {
    for (let seed = 0; seed < 500; seed += 1) {
      const bytes = Buffer.from(
        Array.from({ length: 40 }, (_, index) => (seed * 31 + index * 97 + seed * index) % 256),
      );
      expect(targetOf(`https://news.google.com/articles/${bytes.toString('base64url')}`).kind).toMatch(
        /google|resolved/,
      );
    }
  });
});

describe('Google News', () => {
  let site: Site;
  let http: HttpClient;
  const RPC = '/_/DotsSplashUi/data/batchexecute?rpcids=Fbv4je';
  const told = (url: string) =>
    `)]}'\n\n${JSON.stringify([
      ['wrb.fr', 'Fbv4je', JSON.stringify(['garturlres', url, 1])],
      ['di', 12],
    ])}`;

  beforeEach(async () => {
    site = await startSite();
    http = createHttpClient({ allow: ['127.0.0.0/8'], userAgent: 'test' });
  });
  afterEach(async () => {
    await http.close();
    await site.close();
  });

  const resolve = () => resolveGoogleNews(http, TOKEN, site.url);
  const page = (html: string) => site.on(`/rss/articles/${TOKEN}`, html);
  const SIGNED = '<c-wiz><div jscontroller="x" data-n-a-sg="sign&amp;ed" data-n-a-ts="1732500000"></div></c-wiz>';

  it('tells where an article is, asked with the signature of its page', async () => {
    page(SIGNED);
    let form = '';
    site.on(RPC, (request, response) => {
      request.setEncoding('utf8').on('data', (chunk) => {
        form += chunk;
      });
      request.on('end', () => response.end(told(ARTICLE)));
    });
    expect(await resolve()).toEqual({ kind: 'resolved', url: ARTICLE });
    const [[[rpc, call]]] = JSON.parse(new URLSearchParams(form).get('f.req')!);
    expect(rpc).toBe('Fbv4je');
    const [name, , ...signed] = JSON.parse(call);
    expect([name, ...signed]).toEqual(['garturlreq', TOKEN, 1_732_500_000, 'sign&ed']);
  });

  it.each([
    ['without a signature', '<html></html>', told(ARTICLE), 'the page of Google News has no signature'],
    ['with an answer that is none', SIGNED, 'nothing', 'Google News told no address'],
    ['with an answer of another form', SIGNED, ')]}\'\n[[["x"]]]', 'Google News told no address'],
    ['with an address that is none', SIGNED, told('javascript:alert(1)'), 'Google News told no address'],
  ])('is of no help %s', async (_, html, answer, reason) => {
    page(html);
    site.on(RPC, answer);
    expect(await resolve()).toEqual({ kind: 'failed', reason, passing: false });
  });

  it('is asked again later when it is busy', async () => {
    site.on(`/rss/articles/${TOKEN}`, (_, response) => response.writeHead(429).end());
    expect(await resolve()).toEqual({ kind: 'failed', reason: 'Google News answered 429', passing: true });
  });
});
