import { JSDOM } from 'jsdom';
import { FEED_FORMS } from '../../../src/alert/feed-token.ts';
import { layoutFeed } from '../../../src/alert/layout/feed.ts';
import { composeFeed } from '../../../src/alert/outgoing-feed.ts';
import { createFeedParser, type FeedParser } from '../../../src/feed/readers/parse.ts';
import { evidenceOf, telegramNews } from '../support/alerts.ts';

let parser: FeedParser;
beforeAll(() => {
  parser = createFeedParser({ threads: 1 });
});
afterAll(() => parser.close());

/** A feed of one article in which this stands everywhere that strangers write. */
function feedWith(hostile: string) {
  const { article, alerts } = telegramNews;
  const text = `Telegram ${hostile}`;
  const evidence = evidenceOf({ title: '', text, mentions: [{ words: 'Telegram' }] });
  const { lead, ...rest } = article;
  return composeFeed({
    id: '7c1f0d52-5a8a-4c69-b0f5-0d5f5c0d5a11',
    subject: { kind: 'watch', id: 'telegram-bka' },
    createdAt: new Date(0),
    homeUrl: 'https://wirewatch.example',
    urls: { atom: 'https://w.example/a', rss: 'https://w.example/r', json: 'https://w.example/j' },
    news: [
      {
        ...{ ...rest, title: hostile, outlet: hostile || null, authors: [hostile], beginning: hostile },
        toldAt: new Date('2026-11-24T01:20:00Z'),
        alerts: [{ ...alerts[0]!, watch: { ...alerts[0]!.watch, name: hostile || null }, evidence }],
      },
    ],
  });
}

it.each([
  ['the end of a CDATA section', 'a ]]> b', 'a ]]> b'],
  ['a script', '<script>alert(1)</script>', '<script>alert(1)</script>'],
  ['a tag that ends ours', '</b></p></title></item>', '</b></p></title></item>'],
  ['references', 'AT&amp;T &#60;b&#62; & co', 'AT&amp;T &#60;b&#62; & co'],
  ['NUL and other control characters', 'be\u001b[31mll\u0000\u0007 \u0085', 'be [31mll'],
  ['half a surrogate pair', 'half \ud83d of it', 'half \ufffd of it'],
  ['overrides of direction', '\u202egnp.exe\u202c \u2066x\u2069', 'gnp.exe x'],
  ['what is no character of XML', 'no\ufffe\uffff thing', 'no thing'],
  ['an entity declaration', '<!DOCTYPE x [<!ENTITY a "b">]>&a;', '<!DOCTYPE x [<!ENTITY a "b">]>&a;'],
  ['what is beyond the first plane', '𝒜 🗞️', '𝒜 🗞️'],
  ['nothing', '', '(no headline)'],
])('has %s as text, wherever strangers write', async (_what, hostile, shown) => {
  const feed = feedWith(hostile);
  const [atom, rss] = (['atom', 'rss'] as const).map((form) => xml(layoutFeed(feed, form).body)) as [
    Document,
    Document,
  ];
  const item = JSON.parse(layoutFeed(feed, 'json').body).items[0];
  const textAt = (within: Document, place: string) => within.querySelector(place)!.textContent!.trim();
  expect([textAt(atom, 'entry > title'), textAt(rss, 'item > title'), item.title]).toEqual([shown, shown, shown]);
  if (hostile !== '') {
    expect([textAt(atom, 'entry > author > name'), textAt(rss, 'item > creator'), item.authors[0].name]).toEqual([
      ...[shown, shown, shown],
    ]);
    expect(textAt(atom, 'feed > title')).toBe(`Wirewatch: ${shown}`);
  }

  const said = hostile === '' ? '“Telegram”' : `“Telegram ${shown}”`;
  for (const html of [textAt(atom, 'content'), textAt(rss, 'item > description')]) {
    const { body } = new JSDOM(html).window.document;
    expect(body.querySelector('p')!.textContent).toBe(said);
    const names = [...body.querySelectorAll('*')].map(({ localName }) => localName);
    expect([...new Set(names)].sort()).toEqual(['b', 'li', 'p', 'ul']);
  }
  expect(item.content_text).toContain(said.replace('Telegram', '*Telegram*'));
});

it.each(FEED_FORMS)('is read as %s by the parser of feeds without anything to mend', async (form) => {
  for (const hostile of ['a ]]> b', 'x\u0000\ud83d\ufffe', '<b>&amp;']) {
    const { body, type } = layoutFeed(feedWith(hostile), form);
    const reading = await parser.parse({ body: Buffer.from(body), contentType: type, url: 'https://w.example/' });
    expect(reading).toMatchObject({
      ...{ kind: 'parsed', warnings: [] },
      feed: { items: [{ guid: 'urn:uuid:0b3f6a1e-6f0e-4c55-9a43-1d5b1f3f8f10', link: telegramNews.article.url }] },
    });
  }
});

/** @throws when it is not well-formed. */
function xml(text: string): Document {
  return new JSDOM(text, { contentType: 'application/xml' }).window.document;
}
