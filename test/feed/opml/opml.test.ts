import fc from 'fast-check';
import { MAX_OPML_BYTES, type OpmlOutline, readOpml, writeOpml } from '../../../src/feed/opml/opml.ts';
import { readOpmlDocument } from '../../../src/feed/opml/opml-document.ts';
import type { Feed } from '../../../src/model/feed.ts';

const opml = (body: string) => `<?xml version="1.0"?>\n<opml version="2.0"><head/><body>${body}</body></opml>`;

async function read(document: string): Promise<OpmlOutline[]> {
  const reading = await readOpml(Buffer.from(document));
  if (reading.kind === 'unreadable') throw new Error(reading.reason);
  return reading.outlines;
}

async function refusal(document: string | Uint8Array): Promise<string> {
  const reading = await readOpml(Buffer.from(document));
  return reading.kind === 'unreadable' ? reading.reason : 'read';
}

describe('a list of feeds', () => {
  it('has feeds in folders, which become tags, with the lines they stand on', async () => {
    const outlines = await read(
      opml(`
<outline text="World"><outline text="Asia" title="Asia &amp; Pacific">
  <outline type="rss" text="Chendeng Daily" xmlUrl="https://c.example/rss?a=1&amp;b=2"/>
</outline></outline>
<OUTLINE TEXT="shown" title="El Candil" XMLURL=" https://e.example/rss " category="/es/Politics,es"/>
<outline text="https://bare.example/rss" xmlUrl="https://bare.example/rss"/>
<outline text="a note"/>
<outline type="rss"
  text="No address"/>
`),
    );
    expect(outlines.map(({ line, title, url, tags }) => ({ line, title, url, tags }))).toEqual([
      { line: 4, title: 'Chendeng Daily', url: 'https://c.example/rss?a=1&b=2', tags: ['World', 'Asia & Pacific'] },
      { line: 6, title: 'El Candil', url: 'https://e.example/rss', tags: ['es', 'Politics'] },
      { line: 7, title: null, url: 'https://bare.example/rss', tags: [] },
      { line: 9, title: 'No address', url: null, tags: [] },
    ]);
  });

  it('is read in the encoding it declares', async () => {
    const document =
      '<?xml version="1.0" encoding="iso-8859-1"?><opml><body><outline text="Fränkisch" xmlUrl="x"/></body></opml>';
    const reading = await readOpml(Buffer.from(document, 'latin1'));
    expect(reading).toMatchObject({ outlines: [{ title: 'Fränkisch' }] });
  });

  it('gives nothing that could break a line or a terminal', async () => {
    const [outline] = await read(opml('<outline text="a&#10;b&#27;[31m" xmlUrl="https://a.example/&#10;x"/>'));
    expect(outline).toMatchObject({ title: 'a b [31m', url: 'https://a.example/ x' });
  });
});

describe('a hostile list', () => {
  it.each([
    ['an empty file', '', 'not OPML'],
    ['JSON', '{}', 'not OPML'],
    ['a feed', '<rss version="2.0"><channel/></rss>', 'not OPML'],
    ['a page', '<html><body>opml</body></html>', 'not OPML'],
    ['more than fits', opml('<outline xmlUrl="x"/>'.repeat(100_001)), 'more than 100000 feeds'],
    ['folders without end', opml('<outline text="a">'.repeat(100_000)), 'nested deeper than 90'],
  ])('is refused: %s', async (_what, document, reason) => {
    expect(await refusal(document)).toMatch(reason);
  });

  it('is refused when it is too large', async () => {
    expect(await refusal(new Uint8Array(MAX_OPML_BYTES + 1))).toBe('larger than 50 MB');
  });

  it('expands no entities', async () => {
    const bomb = Array.from({ length: 20 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(20)}">`).join('');
    const document = `<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY e0 "boom"><!ENTITY f SYSTEM "file:///etc/passwd">${bomb}]><opml version="1.0"><body><outline text="x&e20;" xmlUrl="https://a.example/"/><outline text="&f;" xmlUrl="https://b.example/"/></body></opml>`;
    const reading = await readOpml(Buffer.from(document));
    expect(JSON.stringify(reading)).not.toMatch(/boom|root:/);
    expect(JSON.stringify(reading).length).toBeLessThan(1_000);
  });

  it('keeps the names it gives short', async () => {
    const long = 'x'.repeat(100_000);
    const [outline] = await read(
      opml(`<outline text="${long}"><outline text="${long}" xmlUrl="https://a.example/"/></outline>`),
    );
    expect(outline?.title).toHaveLength(500);
    expect(outline?.tags[0]).toHaveLength(200);
  });
});

describe('a list that was exported', () => {
  const feed = (more: Partial<Feed>): Feed => ({
    ...{
      id: 'derived',
      url: 'https://a.example/',
      name: null,
      country: null,
      tags: [],
      everyMs: null,
      backfill: false,
    },
    ...more,
  });
  const write = (feeds: Feed[]) => writeOpml(feeds, () => 'derived', new Date('2026-11-20T10:00:00Z'));

  it('is OPML 2.0', () => {
    expect(write([feed({ name: 'Die "Laterne" & Co', tags: ['de', 'daily'], id: 'laterne', everyMs: 90_000 })])).toBe(
      `<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0">
  <head>
    <title>Feeds of Wirewatch</title>
    <dateCreated>Fri, 20 Nov 2026 10:00:00 GMT</dateCreated>
  </head>
  <body>
    <outline text="de" title="de">
      <outline text="Die &quot;Laterne&quot; &amp; Co" type="rss" category="daily" xmlUrl="https://a.example/" title="Die &quot;Laterne&quot; &amp; Co" xmlns:wirewatch="urn:x-wirewatch:opml" wirewatch:id="laterne" wirewatch:every="90"/>
    </outline>
  </body>
</opml>
`,
    );
  });

  it('is none without feeds, as OPML requires', () => {
    expect(write([])).toBeNull();
  });

  const text = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .map((value) =>
      value
        .replace(/[\s\p{Cc}]+/gu, ' ')
        .trim()
        .toWellFormed(),
    )
    .filter((value) => value !== '');
  const anyFeed = fc.record({
    id: fc.constantFrom('derived', 'own-id'),
    url: fc.webUrl({ withQueryParameters: true, withFragments: false }).map((url) => new URL(url).href),
    name: fc.option(text),
    country: fc.constantFrom(null, 'DE', 'GB'),
    tags: fc.uniqueArray(fc.oneof(text, fc.constantFrom('a,b', '/a/b', '<x>', '&amp;', '&apos;', '<![CDATA[x]]>')), {
      maxLength: 4,
    }),
    everyMs: fc.constantFrom(null, 1_000, 5_400_000),
    backfill: fc.boolean(),
  });

  it('holds the same feeds when it is read again', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyFeed, { selector: ({ url }) => url, minLength: 1, maxLength: 8 }), (feeds) => {
        const reading = readOpmlDocument(Buffer.from(write(feeds)!));
        if (reading.kind === 'unreadable') throw new Error(reading.reason);
        const again = reading.outlines.map(
          ({ id, url, title, country, tags, every, backfill }): Feed => ({
            id: id ?? 'derived',
            url: url!,
            name: title,
            country,
            tags,
            everyMs: every === null ? null : Number(every) * 1_000,
            backfill,
          }),
        );
        const byUrl = (a: Feed, b: Feed) => (a.url < b.url ? -1 : 1);
        expect(again.toSorted(byUrl)).toEqual(feeds.toSorted(byUrl));
      }),
      { numRuns: 500 },
    );
  });
});
