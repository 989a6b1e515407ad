import {
  createFeedParser,
  createFeedResolver,
  type FeedParser,
  type FeedResolver,
} from '../../src/feed/readers/parse.ts';

const URL_OF_FEED = 'https://news.example/feeds/all.xml';

/** ms: far more than the deadline of use, so that a busy machine changes nothing, and far less than anything that does not end. */
const PATIENCE_MS = 60_000;

let parser: FeedParser;
let resolver: FeedResolver;
beforeAll(() => {
  parser = createFeedParser({ threads: 1, deadlineMs: PATIENCE_MS });
  resolver = createFeedResolver({ threads: 1, deadlineMs: PATIENCE_MS });
});
afterAll(() => Promise.all([parser.close(), resolver.close()]));

const rssOf = (items: string) => `<rss version="2.0"><channel><title>News</title>${items}</channel></rss>`;
const described = (text: string) => rssOf(`<item><title>a</title><description>${text}</description></item>`);
const times = (piece: string, characters: number) => piece.repeat(Math.ceil(characters / piece.length));
const SIZE = 400_000;

/** Nobody closes these. */
const PIECES = [
  '<',
  '<br ',
  '<br <br',
  '<!--<!--',
  '<![CDATA[',
  '</',
  '<?',
  '<!',
  '<a>',
  '<div>',
  '<item>',
  '<a b="',
  '&',
  '&#',
];

const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join('');
const attributes = (name: string) => Array.from({ length: 100_000 }, (_, i) => `${name}${i}="1"`).join(' ');
const jsonOf = (items: string) => `{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[${items}]}`;
const noise = Buffer.from(Array.from({ length: 500_000 }, (_, i) => (i * i * 31 + i * 7) % 256));

const documents: [string, string | Buffer][] = [
  ...PIECES.flatMap((piece): [string, string][] => [
    [`${piece} alone`, times(piece, SIZE)],
    [`${piece} in an item`, rssOf(`<item>${times(piece, SIZE)}</item>`)],
    [`${piece} in a description`, described(times(piece, SIZE))],
    [`${piece} in CDATA`, described(`<![CDATA[${times(piece, SIZE)}]]>`)],
    [`${piece} escaped`, described(times(piece.replaceAll('&', '&amp;').replaceAll('<', '&lt;'), SIZE))],
  ]),
  ['elements ten thousand deep', rssOf('<a>'.repeat(10_000) + '</a>'.repeat(10_000))],
  ['HTML ten thousand deep', described('<div>'.repeat(10_000) + '</div>'.repeat(10_000))],
  ['elements that are never closed, between items', rssOf(`${'<a>'.repeat(100_000)}${'<item></item>'.repeat(900)}`)],
  ['100,000 attributes', rssOf(`<item ${attributes('a')}><title>a</title></item>`)],
  ['100,000 namespaces', rssOf(`<item ${attributes('xmlns:a')}><title>a</title></item>`)],
  ['bases in bases', described('<p xml:base="y/"><img src="z">'.repeat(10_000))],
  ['10 MB', rssOf(`<item><title>a</title><description>${'word '.repeat(1_990_000)}</description></item>`)],
  ['a million items', rssOf('<item><title>a</title></item>'.repeat(1_000_000))],
  ['half a million fields', rssOf(`<item>${'<category>a</category>'.repeat(500_000)}</item>`)],
  ['a text of 10 MB', described('word '.repeat(2_000_000))],
  ['references without end', described('&amp;'.repeat(2_000_000))],
  ['NULs', '\0'.repeat(1_000_000)],
  ['a feed full of NULs', described('a\0'.repeat(500_000))],
  ['lone surrogates', jsonOf(`{"id":"1","title":"${'\\ud800'.repeat(100_000)}"}`)],
  ['bytes that are nothing', Buffer.alloc(5_000_000, 0xff)],
  ['noise', noise],
  ['UTF-16 noise', Buffer.concat([Buffer.from([0xff, 0xfe]), noise])],
  ['UTF-16 cut in the middle of a character', Buffer.from('\ufeff<rss>x', 'utf16le').subarray(0, -1)],
  ['deep JSON', jsonOf('['.repeat(2_000_000) + ']'.repeat(2_000_000))],
  ['deep JSON that is never closed', '['.repeat(2_000_000)],
  ['JSON with a million items', jsonOf(Array.from({ length: 1_000_000 }, (_, i) => `{"id":${i}}`).join())],
  ['an authors’ list of @', rssOf(`<item><author>${'a@'.repeat(200_000)}</author></item>`)],
  ['a sitemap of 50,000 pages', `<urlset>${'<url><loc>https://x.example/a-b</loc></url>'.repeat(50_000)}</urlset>`],
  ['declarations that are never closed', `<!DOCTYPE rss [${'<!ENTITY a "'.repeat(20_000)}]>${rssOf('')}`],
];

it.each(documents)(
  '%s: read to its end or refused, in little memory',
  async (_, document) => {
    const given = { body: Buffer.from(document), contentType: null, url: URL_OF_FEED };
    for (const reading of [await parser.parse(given), await resolver.resolve(given)]) {
      // Neither killed nor failed: a thread has the 256 MiB of use.
      const reason = reading.kind === 'unreadable' ? reading.reason : '';
      expect(reason).not.toMatch(/took longer|needed more|broke its readers/);
    }
  },
  3 * PATIENCE_MS,
);

it('external entities are never read, nor entities of the document made larger', async () => {
  const document = `<!DOCTYPE rss [<!ENTITY e SYSTEM "file://${process.cwd()}/package.json"><!ENTITY e0 "boom">${entities}]>
    ${rssOf('<item><title>&e; &e9;</title></item>')}`;
  const reading = await parser.parse({ body: Buffer.from(document), contentType: null, url: URL_OF_FEED });
  expect(reading).toMatchObject({ kind: 'parsed', feed: { items: [{ title: '&e; &e9;' }] } });
});
