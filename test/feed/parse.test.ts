import { createFeedParser, type FeedParser } from '../../src/feed/parse.ts';
import type { FeedReading } from '../../src/feed/read-document.ts';
import type { ParsedFeed } from '../../src/model.ts';

const URL_OF_FEED = 'https://news.example/feeds/all.xml';

let parser: FeedParser;

beforeAll(() => {
  parser = createFeedParser({ threads: 1 });
});

afterAll(() => parser.close());

function read(document: string): Promise<FeedReading> {
  return parser.parse({ body: Buffer.from(document), contentType: null, url: URL_OF_FEED });
}

async function readFeed(document: string): Promise<ParsedFeed> {
  const reading = await read(document);
  if (reading.kind !== 'parsed') throw new Error(reading.reason);
  return reading.feed;
}

const rssOf = (items: string, channel = '') =>
  `<rss version="2.0"><channel><title>News</title>${channel}${items}</channel></rss>`;

describe('the formats', () => {
  it('RSS 2.0', async () => {
    const feed = await readFeed(`<?xml version="1.0"?>
      <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
      <channel><title>The &lt;b&gt;Lamp&lt;/b&gt; &amp;amp; Post</title><link>/</link><language>en-GB</language>
      <item>
        <title><![CDATA[Telegram <i>gives</i> data]]></title>
        <link>../telegram?a=1&amp;b=2</link>
        <guid isPermaLink="false">post-7</guid>
        <description>&lt;p&gt;A short &amp;auml; text.&lt;/p&gt;</description>
        <content:encoded><![CDATA[<p>First.</p><script>track()</script><p>Second.</p>]]></content:encoded>
        <dc:creator>Ada Writer</dc:creator><author>b@news.example (Bo Writer)</author>
        <category>Politics</category><category>Technology</category>
        <pubDate>Mon, 02 Nov 2026 10:05:00 +0100</pubDate>
      </item></channel></rss>`);
    expect(feed).toEqual({
      title: 'The Lamp & Post',
      link: 'https://news.example/',
      language: 'en-GB',
      items: [
        {
          guid: 'post-7',
          link: 'https://news.example/telegram?a=1&b=2',
          title: 'Telegram gives data',
          summary: 'A short ä text.',
          content: 'First.\n\nSecond.',
          publishedAt: new Date('2026-11-02T09:05:00Z'),
          updatedAt: null,
          authors: ['Bo Writer', 'Ada Writer'],
          categories: ['Politics', 'Technology'],
        },
      ],
    });
  });

  it('RSS 0.91', async () => {
    const feed = await readFeed(
      '<rss version="0.91"><channel><title>Old</title><item><title>a</title></item></channel></rss>',
    );
    expect(feed).toMatchObject({ title: 'Old', items: [{ title: 'a', link: null }] });
  });

  it('RSS 1.0', async () => {
    const feed =
      await readFeed(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://news.example/"><title>晨灯</title>
      <link>https://news.example/</link><dc:language>zh-CN</dc:language></channel>
      <item rdf:about="https://news.example/1"><title>电报</title><link>https://news.example/1</link>
      <description>正文</description><dc:date>2026-11-02T10:05:00+08:00</dc:date></item></rdf:RDF>`);
    expect(feed).toMatchObject({
      title: '晨灯',
      language: 'zh-CN',
      items: [{ guid: 'https://news.example/1', title: '电报', publishedAt: new Date('2026-11-02T02:05:00Z') }],
    });
  });

  it('Atom, with xml:base', async () => {
    const feed =
      await readFeed(`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr" xml:base="https://fanal.example/fr/">
      <title type="html">L&amp;eacute;gende</title><link href="./"/><link rel="self" href="feed.atom"/>
      <entry xml:base="2026/"><id>tag:fanal.example,2026:1</id><title type="text">Prix &lt; 5 €</title>
      <link rel="enclosure" href="son.mp3"/><link href="telegram.html"/>
      <summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Un &amp; deux</p><p>Trois</p></div></summary>
      <author><name>Ada</name></author><category term="tech" label="Technique"/>
      <published>2026-11-02T10:05:00Z</published><updated>2026-11-03T00:00:00Z</updated></entry></feed>`);
    expect(feed).toMatchObject({
      title: 'Légende',
      link: 'https://fanal.example/fr/',
      language: 'fr',
      items: [
        {
          guid: 'tag:fanal.example,2026:1',
          link: 'https://fanal.example/fr/2026/telegram.html',
          title: 'Prix < 5 €',
          summary: 'Un & deux\n\nTrois',
          publishedAt: new Date('2026-11-02T10:05:00Z'),
          updatedAt: new Date('2026-11-03T00:00:00Z'),
          authors: ['Ada'],
          categories: ['Technique'],
        },
      ],
    });
  });

  it('JSON Feed', async () => {
    const item = { id: 1, url: '/1', title: 'a < b', content_html: '<p>x</p>', date_published: '2026-11-02T10:05:00Z' };
    const feed = { version: 'https://jsonfeed.org/version/1.1', title: 'J', language: 'de', items: [item] };
    expect(await readFeed(JSON.stringify(feed))).toMatchObject({
      title: 'J',
      language: 'de',
      items: [{ guid: '1', link: 'https://news.example/1', title: 'a < b', content: 'x' }],
    });
  });

  it('what only the second reader takes', async () => {
    expect(await readFeed('<rss version="2.0"><channel></channel></rss>')).toMatchObject({ items: [] });
  });
});

describe('items', () => {
  it('are known by their link when they have no id, else by what they say', async () => {
    const document = rssOf(
      '<item><title>a</title><link>https://x.example/a</link></item><item><title>b</title></item><item><title>c</title></item>',
    );
    const first = await readFeed(document);
    const again = await readFeed(document);
    const guids = first.items.map(({ guid }) => guid);
    expect(guids[0]).toBe('https://x.example/a');
    expect(new Set(guids).size).toBe(3);
    expect(again.items.map(({ guid }) => guid)).toEqual(guids);
  });

  it('that repeat an id are dropped', async () => {
    const { items } = await readFeed(
      rssOf('<item><guid>1</guid><title>a</title></item><item><guid>1</guid><title>b</title></item>'),
    );
    expect(items.map(({ title }) => title)).toEqual(['a']);
  });

  it('whose long ids begin alike stay two', async () => {
    const item = (end: string) =>
      `<item><guid isPermaLink="false">${'x'.repeat(2_000)}${end}</guid><title>${end}</title></item>`;
    const { items } = await readFeed(rssOf(item('a') + item('b')));
    expect(items).toHaveLength(2);
    expect(Math.max(...items.map(({ guid }) => guid.length))).toBeLessThanOrEqual(1_000);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'http://[',
    `https://x.example/${'a'.repeat(3_000)}`,
  ])('never link to %.40s', async (link) => {
    const { items } = await readFeed(rssOf(`<item><title>a</title><link>${link}</link></item>`));
    expect(items[0]?.link).toBeNull();
  });

  it('link to their permalink id', async () => {
    const { items } = await readFeed(rssOf('<item><title>a</title><guid>https://x.example/1</guid></item>'));
    expect(items[0]?.link).toBe('https://x.example/1');
  });

  it('without a title take the start of their text', async () => {
    const { items } = await readFeed(
      rssOf(`<item><guid>1</guid><description>${'word '.repeat(100)}</description></item>`),
    );
    expect(items[0]?.title).toMatch(/^word word .{90,110}$/);
  });

  it('are a thousand at most', async () => {
    const { items } = await readFeed(
      rssOf(Array.from({ length: 1_200 }, (_, i) => `<item><title>${i}</title></item>`).join('')),
    );
    expect(items).toHaveLength(1_000);
  });

  it('hold no more text than can be stored', async () => {
    const long = '😀'.repeat(300_000);
    const feed = await readFeed(
      `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>x</title><item>
      <title>${long}</title><description>${long}</description><content:encoded>${long}</content:encoded></item></channel></rss>`,
    );
    const [item] = feed.items;
    expect([item?.title.length, item?.summary?.length, item?.content?.length]).toEqual([1_000, 10_000, 500_000]);
  });

  it('hold no character that cannot be stored', async () => {
    const broken = 'a\\ud800b\\u0000c\\u0007d';
    const feed = `{"version":"https://jsonfeed.org/version/1","title":"${broken}","items":[{"id":"${broken}","title":"${broken}",
      "summary":"x${'😀'.repeat(5_000)}","authors":[{"name":"${broken}"}],"tags":["${broken}"]}]}`;
    const { title, items } = await readFeed(feed);
    expect(title).toBe('abcd');
    expect(items[0]).toMatchObject({ guid: 'abcd', title: 'abcd', authors: ['abcd'], categories: ['abcd'] });
    // Cut in the middle of a pair, the text loses the half that was left.
    expect(items[0]?.summary).toHaveLength(9_999);
  });
});

describe('what is not a feed', () => {
  it.each([
    ['', 'the document is empty'],
    ['  \n', 'the document is empty'],
    ['<!DOCTYPE html><html><body>Not found</body></html>', 'an HTML page, not a feed'],
    ['<html><head><title>News</title></head></html>', 'an HTML page, not a feed'],
    ['{"error":"no such feed"}', 'JSON, but not a JSON Feed'],
    ['<opml version="2.0"><body/></opml>', 'XML, but not a feed'],
    ['Service unavailable', 'neither XML nor JSON'],
    ['\u0000\u0001\u0002', 'neither XML nor JSON'],
    ['<rss version="2.0"><channel><title>News</title><item><title>cut o', 'malformed XML: '],
  ])('%j is told as such', async (document, reason) => {
    expect(await read(document)).toEqual({ kind: 'unreadable', reason: expect.stringMatching(`^${reason}`) });
  });

  it('may be made to take for ever: it is given up, and the next one is read', async () => {
    const impatient = createFeedParser({ threads: 1, deadlineMs: 1 });
    const document = { body: Buffer.from(rssOf('')), contentType: null, url: URL_OF_FEED };
    expect(await impatient.parse(document)).toEqual({ kind: 'unreadable', reason: 'reading it took longer than 1 ms' });
    await impatient.close();
    expect(await parser.parse(document)).toMatchObject({ kind: 'parsed' });
  });

  it('may be made to be huge: it is given up, and the next one is read', async () => {
    const small = createFeedParser({ threads: 1, heapMiB: 24 });
    const document = {
      body: Buffer.from(rssOf('<item><a/></item>'.repeat(300_000))),
      contentType: null,
      url: URL_OF_FEED,
    };
    expect(await small.parse(document)).toEqual({ kind: 'unreadable', reason: 'reading it needed more than 24 MiB' });
    const next = { ...document, body: Buffer.from(rssOf('<item><title>a</title></item>')) };
    expect(await small.parse(next)).toMatchObject({ kind: 'parsed' });
    await small.close();
  });
});

describe('hostile documents', () => {
  const inDescription = (text: string) =>
    rssOf(`<item><title>a</title><description><![CDATA[${text}]]></description></item>`);
  const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join('');

  it.each([
    ['brackets', inDescription('<'.repeat(400_000))],
    ['breaks', inDescription('<br '.repeat(100_000))],
    ['comments', inDescription('<!--'.repeat(100_000))],
    ['nesting', rssOf('<a>'.repeat(10_000) + '</a>'.repeat(10_000))],
    ['nested HTML', inDescription('<div>'.repeat(50_000))],
    [
      'attributes',
      rssOf(`<item ${Array.from({ length: 100_000 }, (_, i) => `a${i}="1"`).join(' ')}><title>a</title></item>`),
    ],
    ['entities', `<!DOCTYPE rss [<!ENTITY e0 "boom">${entities}]>${rssOf('<item><title>&e9;</title></item>')}`],
    [
      'external entities',
      `<!DOCTYPE rss [<!ENTITY e SYSTEM "file:///etc/hostname">]>${rssOf('<item><title>&e;</title></item>')}`,
    ],
    ['brackets alone', '<'.repeat(400_000)],
    ['JSON arrays', '['.repeat(400_000)],
  ])('(%s) are read without harm', async (_, document) => {
    const reading = await read(document);
    // Within time and heap, and without a fault of ours.
    const reason = reading.kind === 'unreadable' ? reading.reason : '';
    expect(reason).not.toMatch(/took longer|needed more|broke its readers/);
    expect(JSON.stringify(reading).length).toBeLessThan(30_000);
  });
});
