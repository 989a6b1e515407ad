import { composeArticle } from '../../src/extract/compose.ts';
import type { Page as AnyPage } from '../../src/extract/page/fetch-page.ts';
import type { FeedItem } from '../../src/model/feed.ts';

type Page = Exclude<AnyPage, { kind: 'postponed' }>;

const item: FeedItem = {
  guid: 'a',
  link: 'https://news.example/a?utm_source=feed',
  title: 'Told by the feed',
  summary: 'The feed says that the harbour is closed.',
  content: null,
  publishedAt: new Date('2026-11-24T08:00:00Z'),
  updatedAt: null,
  authors: ['The desk'],
  categories: ['Ports'],
  language: null,
  enclosures: [],
};
const feed = { name: null, title: 'The Courier', language: 'en-gb', country: null, tags: ['daily'] };
const page = (text: string, brief: boolean): Page => ({
  kind: 'read',
  url: 'https://news.example/a',
  brief,
  article: {
    canonicalUrl: 'https://news.example/a',
    title: 'Told by the page',
    headlines: [],
    text,
    language: null,
    outlet: null,
    authors: [],
    publishedAt: null,
    isDateZoneless: false,
    modifiedAt: null,
    image: null,
    tags: [],
    flags: [],
    places: { title: 'opengraph', text: 'linkedom' },
  },
});

describe('an article', () => {
  it('is told by its page, and what the page leaves open by feed item and feed', async () => {
    expect(await composeArticle(item, feed, page('The page says more.', false))).toEqual({
      canonicalUrl: 'https://news.example/a',
      url: 'https://news.example/a',
      title: 'Told by the page',
      headlines: [{ text: 'Told by the feed', place: 'feed' }],
      text: 'The page says more.',
      language: 'en-gb',
      outlet: 'The Courier',
      authors: ['The desk'],
      country: null,
      tags: ['daily', 'Ports'],
      publishedAt: item.publishedAt,
      source: 'page',
      flags: [],
      places: { title: 'opengraph', text: 'linkedom' },
    });
  });

  it('is told by its feed item where there is no page, and says so', async () => {
    const gone: Page = { kind: 'unavailable', url: null, reason: 'the page answered 404', passing: false, flags: [] };
    expect(await composeArticle(item, { ...feed, name: 'Courier' }, gone)).toMatchObject({
      canonicalUrl: 'https://news.example/a',
      url: item.link,
      title: 'Told by the feed',
      text: item.summary,
      outlet: 'Courier',
      source: 'feed_item',
    });
  });

  it('holds what both say where the page is brief, the longer first', async () => {
    const notice = await composeArticle(item, feed, page('Please log in.', true));
    expect(notice).toMatchObject({ text: `${item.summary}\n\nPlease log in.`, source: 'feed_item' });
    const short = 'The harbour is closed until Thursday, the port authority says.';
    const told = await composeArticle(item, feed, page(short, true));
    expect(told).toMatchObject({ text: `${short}\n\n${item.summary}`, source: 'page' });
  });

  it('does not say twice what a brief page and the feed item have in common', async () => {
    const same = `${item.summary} It opens on Thursday.`;
    expect((await composeArticle(item, feed, page(same, true))).text).toBe(same);
  });

  it('keeps the flags of its page, whether that could be read or not', async () => {
    const locked = page('The first paragraph.', true);
    if (locked.kind === 'read') locked.article.flags = ['paywall'];
    expect(await composeArticle({ ...item, summary: 'Short.' }, feed, locked)).toMatchObject({
      flags: ['paywall'],
      source: 'page',
    });
    const wall: Page = { kind: 'unavailable', url: null, reason: 'a wall', passing: false, flags: ['consent_wall'] };
    expect(await composeArticle(item, feed, wall)).toMatchObject({
      flags: ['consent_wall', 'summary_only'],
      places: { text: 'feed' },
    });
  });

  it('is no summary where the feed carries the whole text', async () => {
    const gone: Page = { kind: 'unavailable', url: null, reason: 'gone', passing: false, flags: [] };
    const whole = { ...item, content: 'The harbour is closed.\n\nIt opens on Thursday.' };
    expect(await composeArticle(whole, feed, gone)).toMatchObject({
      text: whole.content,
      flags: [],
      source: 'feed_item',
    });
  });

  it('is a summary where its page shows only a description', async () => {
    const described = page('The harbour is closed.', true);
    if (described.kind === 'read') described.article.flags = ['summary_only'];
    expect(await composeArticle(item, feed, described)).toMatchObject({
      text: `${item.summary}\n\nThe harbour is closed.`,
      flags: ['summary_only'],
      source: 'feed_item',
    });
    if (described.kind === 'read') described.article.text = `A description of more words. ${'Closed. '.repeat(9)}`;
    expect(await composeArticle(item, feed, described)).toMatchObject({
      text: expect.stringMatching(/^The feed says .*\n\nA description of more words/),
      source: 'feed_item',
    });
    if (described.kind === 'read') described.article.text = `${item.summary} Until Thursday.`;
    expect(await composeArticle(item, feed, described)).toMatchObject({
      text: `${item.summary} Until Thursday.`,
      source: 'feed_item',
    });
  });

  it('has the tags of feed, feed item and page', async () => {
    const tagged = page('The page says more.', false);
    if (tagged.kind === 'read') tagged.article.tags = ['Ports', 'Strike'];
    expect((await composeArticle(item, feed, tagged)).tags).toEqual(['daily', 'Ports', 'Strike']);
  });
});

describe('the date of an article', () => {
  const now = new Date('2026-11-24T12:00:00Z');
  const dated = async (publishedAt: string, isDateZoneless: boolean, ofItem: Date | null = null) => {
    const told = page('The page says more.', false);
    if (told.kind === 'read') Object.assign(told.article, { publishedAt: new Date(publishedAt), isDateZoneless });
    const article = await composeArticle({ ...item, publishedAt: ofItem }, feed, told, now);
    return { at: article.publishedAt?.toISOString() ?? null, flags: article.flags };
  };

  it('is flagged where the page tells no zone with it', async () => {
    expect(await dated('2026-11-24T09:00:00Z', true)).toEqual({
      at: '2026-11-24T09:00:00.000Z',
      flags: ['zoneless_date'],
    });
    expect(await dated('2026-11-24T09:00:00Z', false)).toEqual({ at: '2026-11-24T09:00:00.000Z', flags: [] });
  });

  it('is that of the feed item where this is the same but for a zone', async () => {
    const same = new Date('2026-11-24T01:00:00Z');
    const other = new Date('2026-11-20T01:00:00Z');
    expect(await dated('2026-11-24T09:00:00Z', true, same)).toEqual({ at: same.toISOString(), flags: [] });
    expect((await dated('2026-11-24T09:00:00Z', true, other)).flags).toEqual(['zoneless_date']);
    expect((await dated('2026-11-24T09:00:00Z', false, same)).at).toBe('2026-11-24T09:00:00.000Z');
  });

  it('is never to come', async () => {
    expect(await dated('2026-11-24T20:00:00Z', true)).toEqual({ at: now.toISOString(), flags: ['zoneless_date'] });
    expect((await dated('2026-11-24T12:20:00Z', false)).at).toBe(now.toISOString());
    expect(await dated('2026-12-24T12:00:00Z', true)).toEqual({ at: null, flags: [] });
  });
});
