import { createFeedParser, createFeedResolver, type FeedParser } from '../../../src/feed/readers/parse.ts';
import type { FeedReading } from '../../../src/feed/readers/read-document.ts';
import type { ParsedFeed } from '../../../src/model/feed.ts';

const URL_OF_FEED = 'https://news.example/feeds/all.xml';

let parser: FeedParser;

beforeAll(() => {
  // Patience for a busy machine; what does not end takes longer still.
  parser = createFeedParser({ threads: 1, deadlineMs: 60_000 });
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
          authors: ['Ada Writer', 'Bo Writer'],
          categories: ['Politics', 'Technology'],
          language: null,
          enclosures: [],
        },
      ],
      schedule: { everyMs: null, skipHours: [], skipDays: [] },
      hubs: [],
      self: null,
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
          categories: ['Technique', 'tech'],
          enclosures: [{ url: 'https://fanal.example/fr/2026/son.mp3', type: null, bytes: null }],
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

  it('Atom 0.3', async () => {
    const feed = await readFeed(`<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Old</title>
      <entry><id>1</id><title mode="escaped" type="text/html">a &amp;amp; b</title><link rel="alternate" href="/1"/>
      <content type="text/html" mode="base64">${Buffer.from('<p>In base64</p>').toString('base64')}</content>
      <issued>2026-11-02T10:05:00Z</issued><modified>2026-11-02T11:05:00Z</modified></entry></feed>`);
    expect(feed.items).toMatchObject([
      {
        title: 'a & b',
        content: 'In base64',
        link: 'https://news.example/1',
        publishedAt: new Date('2026-11-02T10:05:00Z'),
        updatedAt: new Date('2026-11-02T11:05:00Z'),
      },
    ]);
  });

  it('a news sitemap', async () => {
    const feed = await readFeed(`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
      xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://news.example/a</loc>
      <lastmod>2026-11-02</lastmod><n:news><n:publication><n:name>The Lamp</n:name><n:language>en</n:language></n:publication>
      <n:publication_date>2026-11-02T10:05:00+01:00</n:publication_date><n:title>Telegram &amp; data</n:title>
      <n:keywords>Police, Messengers</n:keywords></n:news></url></urlset>`);
    expect(feed).toMatchObject({
      title: 'The Lamp',
      language: 'en',
      items: [
        {
          guid: 'https://news.example/a',
          link: 'https://news.example/a',
          title: 'Telegram & data',
          publishedAt: new Date('2026-11-02T09:05:00Z'),
          categories: ['Police', 'Messengers'],
          language: 'en',
        },
      ],
    });
  });

  it('a channel without items', async () => {
    expect(await readFeed('<rss version="2.0"><channel></channel></rss>')).toMatchObject({ items: [] });
  });
});

describe('what a feed says beside its items', () => {
  it('is how often to poll it', async () => {
    const scheduleOf = async (channel: string) => (await readFeed(rssOf('', channel))).schedule;
    expect(await scheduleOf('<ttl>30</ttl>')).toMatchObject({ everyMs: 1_800_000 });
    const hours = '<skipHours><hour>0</hour><hour>24</hour><hour>7</hour><hour>99</hour></skipHours>';
    const days = '<skipDays><day>Sunday</day><day>saturday</day><day>Someday</day></skipDays>';
    expect(await scheduleOf(hours + days)).toEqual({ everyMs: null, skipHours: [0, 0, 7], skipDays: [0, 6] });
    const sy = (more: string) => `<sy:updatePeriod>hourly</sy:updatePeriod>${more}`;
    expect(await scheduleOf(sy('<sy:updateFrequency>4</sy:updateFrequency>'))).toMatchObject({ everyMs: 900_000 });
    expect(await scheduleOf(sy(''))).toMatchObject({ everyMs: 3_600_000 });
    expect(await scheduleOf('<ttl>soon</ttl>')).toMatchObject({ everyMs: null });
  });

  it('is its hub, and what it calls itself there', async () => {
    const links = '<link rel="hub" href="https://hub.example/"/><link rel="self" href="/self"/>';
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>a</title>${links}</feed>`;
    const rss = rssOf('', links.replaceAll('<link', '<atom:link'));
    const json = JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'a',
      feed_url: 'https://news.example/self',
      hubs: [{ type: 'WebSub', url: 'https://hub.example/' }],
      items: [],
    });
    for (const document of [atom, rss, json]) {
      expect(await readFeed(document)).toMatchObject({
        hubs: ['https://hub.example/'],
        self: 'https://news.example/self',
      });
    }
  });

  it('is the files of an item', async () => {
    const { items } = await readFeed(
      rssOf(`<item><title>a</title><enclosure url="/a.mp3" type="audio/mpeg" length="123"/>
        <media:content url="https://x.example/a.jpg" fileSize="junk"/><enclosure url="javascript:x"/></item>`),
    );
    expect(items[0]?.enclosures).toEqual([
      { url: 'https://news.example/a.mp3', type: 'audio/mpeg', bytes: 123 },
      { url: 'https://x.example/a.jpg', type: null, bytes: null },
    ]);
  });
});

describe('malformed documents', () => {
  const good =
    '<item><guid isPermaLink="false">1</guid><title>Budget &amp; vote</title><link>https://x.example/a</link></item>';

  it.each([
    ['junk in front', `\n\nWarning: mysql_connect() failed\n<?xml version="1.0"?>${rssOf(good)}`],
    ['junk behind', `${rssOf(good)}<!-- cached --> <script>x</script>`],
    ['no end of the root', rssOf(good).replace('</channel></rss>', '')],
    ['a bare ampersand', rssOf(good.replace('&amp;', '&'))],
    ['entities of HTML', rssOf(`${good}<item><title>&nbsp;&eacute;</title></item>`)],
    ['an unclosed tag in a text', rssOf(good.replace('vote', 'vote<br>'))],
    ['an attribute twice', rssOf(good.replace('<item>', '<item a="1" a="2">'))],
    ['prefixes nobody declared', rssOf(good.replace('</item>', '<dc:creator>Ada</dc:creator></item>'))],
    ['names in capitals', rssOf(good).replace(/<(\/?)(\w+)/g, (_, slash, name) => `<${slash}${name.toUpperCase()}`)],
    ['a DOCTYPE of HTML', `<!DOCTYPE html>${rssOf(good)}`],
    ['a strange namespace', rssOf(good).replace('<rss ', '<rss xmlns="http://strange.example/" ')],
    ['control characters', rssOf(good.replace('vote', '\u0001vote'))],
  ])('(%s) are read all the same', async (_, document) => {
    const { items } = await readFeed(document);
    expect(items[0]).toMatchObject({ guid: '1', title: 'Budget & vote', link: 'https://x.example/a' });
  });

  it('that are cut off lose the item that is not whole: it comes back with the next poll', async () => {
    const cut = rssOf(`${good}<item><guid>2</guid><title>Cut o`).replace('</channel></rss>', '');
    const reading = await read(cut);
    expect(reading).toMatchObject({ kind: 'parsed', feed: { items: [{ guid: '1' }] } });
    expect(reading.kind === 'parsed' && reading.warnings).toContain('the document is cut off');
  });
});

describe('warnings', () => {
  const warningsOf = async (document: string) => {
    const reading = await read(document);
    return reading.kind === 'parsed' ? reading.warnings : [];
  };
  const item = (guid: number, more = '') =>
    `<item><guid isPermaLink="false">${guid}</guid><title>a</title><link>/${guid}</link>${more}</item>`;

  it.each([
    [rssOf(item(1)), []],
    [
      rssOf('<item><title>a</title><enclosure url="https://news.example/a.mp3" type="audio/mpeg" length="1"/></item>'),
      [],
    ],
    ['{"version":"https://jsonfeed.org/version/1","title":"a","items":null}', []],
    [
      '<feed xmlns="http://www.w3.org/2005/Atom"><entries><entry><id>1</id><link href="/a"/></entry></entries></feed>',
      [],
    ],
    [rssOf(item(1) + item(1)), ['1 item left out that repeat an id']],
    [
      rssOf(
        '<item><guid>x</guid><title>a</title><link>/a</link></item><item><guid>x</guid><title>b</title><link>/b</link></item>',
      ),
      ['2 items whose id others have, too, told apart by link and title'],
    ],
    ['{"version":"https://jsonfeed.org/version/1","title":"a","items":[],}', ['the JSON is malformed']],
    [rssOf(item(1, '<pubDate>the other day</pubDate>')), ['1 date that cannot be read, such as "the other day"']],
    [rssOf('<item><guid isPermaLink="false">1</guid><title>a</title></item>'), ['1 item without a link']],
    [
      rssOf(Array.from({ length: 1_002 }, (_, i) => item(i)).join('')),
      ['1,002 items, of which the first 1,000 are read'],
    ],
    [rssOf(item(1)).replace('</channel>', ''), ['the XML is malformed: an end tag is missing']],
  ])('of %.60s', async (document, warnings) => {
    expect(await warningsOf(document)).toEqual(warnings);
  });
});

describe('a good document gives no warning', () => {
  const NAMESPACES = `xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"
    xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:content="http://purl.org/rss/1.0/modules/content/"`;
  const item = '<item><title>a</title><link>https://news.example/a</link></item>';

  it.each<[string, string]>([
    [
      'RSS 2.0 that names itself',
      `<rss version="2.0" ${NAMESPACES}><channel><atom:link rel="self" href="/feed"/><title>a</title>${item}</channel></rss>`,
    ],
    [
      'RSS 0.91 with its DTD',
      `<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "x.dtd" [<!ENTITY a "b">]>${rssOf(item)}`,
    ],
    [
      'comments and instructions',
      `<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?><!-- <item> -->${rssOf(`<!-- <br> -->${item}`)}`,
    ],
    [
      'CDATA with tags',
      rssOf(
        `<item><title><![CDATA[a <br> b]]></title><link>/a</link><description><![CDATA[<p>x<p>y<img>]]></description></item>`,
      ),
    ],
    [
      'elements without content',
      rssOf(`<item><title>a</title><link>/a</link><description/><category domain="x" /></item>`),
    ],
    [
      'a podcast',
      `<rss ${NAMESPACES}><channel><title>a</title><itunes:image href="/a.jpg"/><itunes:category text="News"><itunes:category text="Daily"/></itunes:category>
       <item><title>a</title><link>/a</link><enclosure url="/a.mp3" length="1" type="audio/mpeg"/><media:group><media:content url="/b.jpg"/></media:group>
       <media:thumbnail url="/c.jpg"/></item></channel></rss>`,
    ],
    [
      'RSS 1.0',
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="/"><title>a</title><items><rdf:Seq><rdf:li resource="/a"/></rdf:Seq></items></channel><item rdf:about="/a"><title>a</title><link>/a</link></item></rdf:RDF>`,
    ],
    [
      'Atom',
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>a</title><link href="/"/><link rel="self" href="/feed"/><entry><id>1</id><title/><link href="/a"/><category term="x"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">a<br/>b<img src="/x"/></div></content></entry></feed>`,
    ],
    [
      'a sitemap',
      '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc>https://news.example/a</loc><image:image/></url></urlset>',
    ],
    [
      'JSON Feed',
      '{"version":"https://jsonfeed.org/version/1.1","title":"a","items":[{"id":"1","url":"/a","title":"a"}]}',
    ],
  ])('(%s)', async (_, document) => {
    expect(await read(document)).toMatchObject({ kind: 'parsed', warnings: [] });
  });
});

describe('what the feed itself says, for scripts', () => {
  const resolver = createFeedResolver({ threads: 1 });
  afterAll(() => resolver.close());

  async function resolveFeed(document: string, url: string | null = URL_OF_FEED) {
    const reading = await resolver.resolve({ body: Buffer.from(document), contentType: null, url });
    if (reading.kind !== 'parsed') throw new Error(reading.reason);
    return reading.feed;
  }

  it('is HTML where the feed has HTML, with URLs made absolute by xml:base, the innermost first', async () => {
    const { items } = await resolveFeed(`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/">
      <entry xml:base="b/"><title>t</title><link href="page"/>
      <summary type="html" xml:base="c/">&lt;a href="x?y=1&amp;amp;z"&gt;x&lt;/a&gt;&lt;img src='/i.png'&gt;</summary>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><a href="y">y</a></div></content></entry></feed>`);
    expect(items[0]?.link).toBe('https://a.example/b/page');
    expect(items[0]?.summary).toBe(
      '<a href="https://a.example/b/c/x?y=1&amp;z">x</a><img src="https://a.example/i.png">',
    );
    expect(items[0]?.content).toBe('<div><a href="https://a.example/b/y">y</a></div>');
  });

  it('has relative URLs resolved against the address of the document, and left alone where that is not known', async () => {
    const document = rssOf(
      '<item><title>t</title><link>/a</link><description>&lt;a href="b"&gt;b&lt;/a&gt;</description></item>',
    );
    expect((await resolveFeed(document)).items[0]).toMatchObject({
      link: 'https://news.example/a',
      summary: '<a href="https://news.example/feeds/b">b</a>',
    });
    expect((await resolveFeed(document, null)).items[0]).toMatchObject({ link: '/a', summary: '<a href="b">b</a>' });
  });

  it('has mail addresses beside names', async () => {
    const { items } = await resolveFeed(
      rssOf('<item><title>t</title><author>ada@x.example (Ada Writer)</author><dc:creator>Bo</dc:creator></item>'),
    );
    expect(items[0]?.authors).toEqual(['Ada Writer', 'ada@x.example', 'Bo']);
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

  it.each<[elements: string, link: string | null]>([
    ['<guid>https://x.example/1</guid>', 'https://x.example/1'],
    ['<link/><guid isPermaLink="true">/1</guid>', 'https://news.example/1'],
    ['<guid isPermaLink="false">https://x.example/1</guid>', null],
    ['<guid>4711</guid>', null],
    ['<guid isPermaLink="true">4711</guid>', null],
    ['<guid>tag:x.example,2026:1</guid>', null],
    ['<guid>4711 at https://x.example</guid>', null],
    ['<link>javascript:open(1)</link><guid>https://x.example/1</guid>', 'https://x.example/1'],
    ['<link>mailto:a@x.example</link>', null],
    ['<link>#</link>', null],
    ['<link><a href="https://x.example/1">Read</a></link>', 'https://x.example/1'],
    ['<atom:link href="https://x.example/1"/>', 'https://x.example/1'],
    ['<atom:link rel="self" href="https://x.example/1"/>', 'https://x.example/1'],
    ['<link rel="Alternate" href="https://x.example/1"/>', 'https://x.example/1'],
    ['<link rel="edit" href="https://x.example/1"/>', null],
    ['<dc:identifier>https://x.example/1</dc:identifier>', 'https://x.example/1'],
    ['<dc:identifier>978-3-16</dc:identifier>', null],
    ['<enclosure url="https://x.example/1.mp3"/>', null],
    [
      '<feedburner:origLink>https://x.example/1</feedburner:origLink><link>https://proxy.example/~r/1</link>',
      'https://x.example/1',
    ],
    [
      '<pheedo:origLink>https://x.example/1</pheedo:origLink><link>https://proxy.example/~r/1</link>',
      'https://x.example/1',
    ],
  ])('link by %s', async (elements, link) => {
    const { items } = await readFeed(rssOf(`<item><title>a</title>${elements}</item>`));
    expect(items[0]?.link).toBe(link);
  });

  it.each<[elements: string, link: string | null]>([
    ['<id>https://x.example/1</id><link rel="edit" href="/edit"/>', 'https://x.example/1'],
    ['<id>urn:uuid:1</id><link rel="enclosure" href="/1.mp3"/>', null],
    ['<id>1</id>', null],
    ['<id>1</id><link>https://x.example/1</link>', 'https://x.example/1'],
    [
      '<id>1</id><link type="application/json" href="/1.json"/><link type="text/html" href="/1"/>',
      'https://news.example/1',
    ],
    ['<id>1</id><link rel="http://www.iana.org/assignments/relation/alternate" href="/1"/>', 'https://news.example/1'],
    ['<id>1</id><link rel="self" type="text/html" href="/1"/>', 'https://news.example/1'],
    ['<id>1</id><link rel="self" type="application/atom+xml" href="/1"/>', null],
    ['<id>1</id><content type="text/html" src="/1"/>', 'https://news.example/1'],
  ])('link in Atom by %s', async (elements, link) => {
    const { items } = await readFeed(
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><entry>${elements}</entry></feed>`,
    );
    expect(items[0]?.link).toBe(link);
  });

  it('have links relative to their site where the feed is served by another host, or by nobody knows which', async () => {
    const document = rssOf('<item><title>a</title><link>/a</link></item>', '<link>https://site.example/b/</link>');
    for (const url of ['https://feeds.example/site', null]) {
      const reading = await parser.parse({ body: Buffer.from(document), contentType: null, url });
      expect(reading).toMatchObject({ kind: 'parsed', feed: { items: [{ link: 'https://site.example/a' }] } });
    }
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

describe('elements in a wrong place or namespace', () => {
  const rss =
    '<title>a</title><link>https://news.example/a</link><guid isPermaLink="false">1</guid><description>x</description>';
  const atom = '<title>a</title><link href="https://news.example/a"/><id>1</id><summary>x</summary>';
  const wrong = (space: string) => `<rss xmlns="${space}"><channel><title>N</title><item>${rss}</item></channel></rss>`;

  it.each<[string, string]>([
    ['RSS in that of Atom', wrong('http://www.w3.org/2005/Atom')],
    ['RSS in that of a module', wrong('http://purl.org/rss/1.0/modules/content/')],
    ['RSS in that of XHTML', wrong('http://www.w3.org/1999/xhtml')],
    [
      'an item in that of Atom',
      `<rss><channel><title>N</title><item xmlns="http://www.w3.org/2005/Atom">${rss}</item></channel></rss>`,
    ],
    [
      'RSS with a prefix of its own',
      `<r:rss xmlns:r="http://strange.example/"><channel><title>N</title><item>${rss}</item></channel></r:rss>`.replace(
        /<(\/?)(?!r:)(\w)/g,
        '<$1r:$2',
      ),
    ],
    [
      'RDF in that of Atom',
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://www.w3.org/2005/Atom"><channel><title>N</title></channel><item>${rss}</item></rdf:RDF>`,
    ],
    ['Atom in none', `<feed><title>N</title><entry>${atom}</entry></feed>`],
    ['Atom in that of RSS', `<feed xmlns="http://purl.org/rss/1.0/"><title>N</title><entry>${atom}</entry></feed>`],
    [
      'Atom in that of XHTML',
      `<feed xmlns="http://www.w3.org/1999/xhtml"><title>N</title><entry>${atom}</entry></feed>`,
    ],
    ['Atom under https', `<feed xmlns="https://www.w3.org/2005/Atom/"><title>N</title><entry>${atom}</entry></feed>`],
    [
      'Atom with elements of RSS',
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><entry>${rss}</entry></feed>`,
    ],
    ['RSS with entries of Atom', `<rss><channel><title>N</title><entry>${atom}</entry></channel></rss>`],
    ['items outside of the channel', `<rss><item>${rss}</item><channel><title>N</title></channel></rss>`],
    ['items in a list', `<rss><channel><title>N</title><items><item>${rss}</item></items></channel></rss>`],
    ['a channel in a channel', `<rss><channel><channel><title>N</title><item>${rss}</item></channel></channel></rss>`],
    ['a page around it', `<html><body><rss><channel><title>N</title><item>${rss}</item></channel></rss></body></html>`],
    [
      'escaped as a whole',
      rssOf(`<item>${rss}</item>`).replace('News', 'N').replace(/&/g, '&amp;').replace(/</g, '&lt;'),
    ],
    [
      'tags that are not closed',
      `<rss><channel><title>N</title><item><enclosure url="/a.mp3"><link>https://news.example/a<guid isPermaLink="false">1<title>a</title><description>x</description></item></channel></rss>`,
    ],
  ])('are read all the same: %s', async (_, document) => {
    const feed = await readFeed(document);
    expect(feed).toMatchObject({ title: 'N' });
    expect(feed.items).toMatchObject([{ guid: '1', link: 'https://news.example/a', title: 'a', summary: 'x' }]);
  });

  it('count together where there are several channels or documents', async () => {
    const item = (n: number) => `<item><title>${n}</title><link>/${n}</link></item>`;
    const titles = async (document: string) => (await readFeed(document)).items.map(({ title }) => title);
    const channel = (n: number) => `<channel><title>N</title>${item(n)}</channel>`;
    expect(await titles(`<rss>${channel(1)}${channel(2)}</rss>`)).toEqual(['1', '2']);
    expect(await titles(rssOf(item(1)) + rssOf(item(2)))).toEqual(['1', '2']);
    expect(await titles(rssOf(item(1) + item(2)).replaceAll('</item>', ''))).toEqual(['1', '2']);
  });
});

describe('a JSON Feed', () => {
  const item = '{"id":"1","url":"/a","title":"a"}';
  const feed = `{"version":"https://jsonfeed.org/version/1.1","title":"N","items":[${item}]}`;

  it.each<[string, string]>([
    ['with commas too many', feed.replace(']', ',]')],
    ['with line breaks in strings', feed.replace('"a"}', '"\na\t"}')],
    ['with a number for an id', feed.replace('"1"', '1')],
    ['with one item that is not in a list', feed.replace(`[${item}]`, item)],
    ['with items by name', feed.replace(`[${item}]`, `{"x":${item}}`)],
    ['behind a byte order mark', `\ufeff${feed}`],
    ['in a callback', `/**/call(${feed});`],
    ['behind a comment', `// made by x\n${feed}`],
    ['in CDATA', `<![CDATA[${feed}]]>`],
    ['behind a declaration of XML', `<?xml version="1.0"?>${feed}`],
    ['twice', feed + feed],
    ['that is cut off', `${feed.slice(0, -2)},{"id":"2","title":"b`],
  ])('%s is read all the same', async (_, document) => {
    const { title, items } = await readFeed(document);
    expect(title).toBe('N');
    expect(items).toMatchObject([{ guid: '1', link: 'https://news.example/a', title: 'a' }]);
  });

  it('may have one value where a list is meant', async () => {
    const authorsOf = async (more: string) => (await readFeed(feed.replace('"title":"a"', more))).items[0]?.authors;
    expect(await authorsOf('"authors":"Ada"')).toEqual(['Ada']);
    expect(await authorsOf('"author":{"name":"Ada"}')).toEqual(['Ada']);
    expect(await authorsOf('"authors":["Ada",{"name":"Bo"}]')).toEqual(['Ada', 'Bo']);
    const { items } = await readFeed(feed.replace('"title":"a"', '"tags":"x, y","attachments":{"url":"/a.mp3"}'));
    expect(items).toMatchObject([{ categories: ['x', 'y'], enclosures: [{ url: 'https://news.example/a.mp3' }] }]);
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
    ['{"error":', 'malformed JSON'],
    ['<sitemapindex><sitemap><loc>x</loc></sitemap></sitemapindex>', 'a list of sitemaps, not a sitemap'],
    ['Service unavailable', 'neither XML nor JSON'],
    ['\u0000\u0001\u0002', 'neither XML nor JSON'],
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
    ['a million items', rssOf('<item/>'.repeat(1_000_000))],
    ['one text of 10 MB', rssOf(`<item><title>${'a&amp;'.repeat(1_600_000)}</title></item>`)],
    ['end tags', '</a>'.repeat(500_000)],
    ['namespaces', rssOf('<a xmlns:b="c">'.repeat(150))],
    ['unclosed CDATA', rssOf('<item><title><![CDATA['.repeat(50_000))],
    ['nested items', rssOf('<item><item>'.repeat(50_000))],
    ['JSON items', `{"version":"https://jsonfeed.org/version/1","items":[${'{},'.repeat(500_000)}{}]}`],
    ['brackets alone', '<'.repeat(400_000)],
    ['questions', '<?'.repeat(400_000)],
    ['quotes', `<rss a="${'"a="'.repeat(200_000)}`],
    ['JSON arrays', '['.repeat(400_000)],
  ])('(%s) are read without harm', async (_, document) => {
    const reading = await read(document);
    // To its end, within the heap, and without a fault of ours.
    const reason = reading.kind === 'unreadable' ? reading.reason : '';
    expect(reason).not.toMatch(/took longer|needed more|broke its readers/);
    expect(JSON.stringify(reading).length).toBeLessThan(30_000);
  });
});
