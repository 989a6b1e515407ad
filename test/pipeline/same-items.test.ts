import { readDocument } from '../../src/feed/readers/read-document.ts';
import { sortItems } from '../../src/pipeline/poll-record.ts';
import { findFeed } from '../../src/store/feeds/feeds.ts';
import { feed, storeItems, useStore } from '../store/support.ts';

const store = useStore(feed('a'));

/** An item as its document has it; left out is left out there, too. */
interface Told {
  id?: string | undefined;
  link?: string | undefined;
  title?: string | undefined;
  date?: string | undefined;
  text?: string | undefined;
}

const HOME = 'https://news.example/';
const ONE: Told = { id: '1', link: `${HOME}one`, title: 'One', date: '2026-11-10T09:00:00Z' };
const TWO: Told = { id: '2', link: `${HOME}two`, title: 'Two', date: '2026-11-10T10:00:00Z' };
const THREE: Told = { id: '3', link: `${HOME}three`, title: 'Three', date: '2026-11-10T11:00:00Z' };

function elementsOf({ id, link, title, date, text }: Told): string {
  const element = (name: string, value: string | undefined) =>
    value === undefined ? '' : `<${name}>${value.replaceAll('&', '&amp;')}</${name}>`;
  const fields =
    element('link', link) + element('title', title) + element('pubDate', date) + element('description', text);
  return `<item>${id === undefined ? '' : `<guid isPermaLink="false">${id}</guid>`}${fields}</item>`;
}

/** Polls the feed with this document; the titles that are new, in the order of the document. */
async function poll(...items: Told[]): Promise<string[]> {
  const body = Buffer.from(
    `<rss><channel><title>News</title><link>${HOME}</link>${items.map(elementsOf).join('')}</channel></rss>`,
  );
  const reading = await readDocument({ body, contentType: null, url: `${HOME}feed` });
  if (reading.kind !== 'parsed') throw new Error(reading.reason);
  const last = await store.db
    .selectFrom('feedItems')
    .select(({ fn }) => fn.max('id').as('id'))
    .executeTakeFirst();
  const row = await findFeed(store.db, 'a');
  await storeItems(store.db, 'a', sortItems(reading.feed, row!, new Date()));
  const stored = await store.db
    .selectFrom('feedItems')
    .select('title')
    .where('id', '>', last?.id ?? 0)
    .orderBy('id')
    .execute();
  return stored.map(({ title }) => title);
}

describe('an item that was there is told anew', () => {
  it.each<[what: string, before: Told, then: Told]>([
    ['in the same words', ONE, ONE],
    ['with a title that was corrected', ONE, { ...ONE, title: 'One, corrected' }],
    ['with a title in other capitals, and elsewhere', ONE, { ...ONE, title: 'ONE', link: `${HOME}uno` }],
    ['with a page that moved', ONE, { ...ONE, link: `${HOME}news/one` }],
    ['with a page that moved, and another date', ONE, { ...ONE, link: `${HOME}news/one`, date: TWO.date }],
    [
      'with tracking in its link, and another title',
      ONE,
      { ...ONE, title: 'Uno', link: `${HOME}one?utm_source=rss&utm_medium=x` },
    ],
    [
      'with an unknown parameter in its link, and another title',
      ONE,
      { ...ONE, title: 'Uno', link: `${HOME}one?from=rss` },
    ],
    ['with another id', ONE, { ...ONE, id: 'session-77' }],
    ['with another id and another date', ONE, { ...ONE, id: '4711', date: TWO.date }],
    ['with another id and tracking in its link', ONE, { ...ONE, id: '4711', link: `${HOME}one?utm_source=rss` }],
    ['without its id', ONE, { ...ONE, id: undefined }],
    ['without an id, and with another title', { ...ONE, id: undefined }, { ...ONE, id: undefined, title: 'Uno' }],
    [
      'without an id, and with tracking',
      { ...ONE, id: undefined },
      { ...ONE, id: undefined, link: `${HOME}one?fbclid=1`, title: 'Uno' },
    ],
    [
      'with its link for an id, and tracking in both',
      { ...ONE, id: ONE.link },
      { ...ONE, id: `${HOME}one?utm_id=1`, link: `${HOME}one?utm_id=1` },
    ],
    ['without a link, and with another title', { ...ONE, link: undefined }, { ...ONE, link: undefined, title: 'Uno' }],
    ['without link and date, and with another title', { id: '1', title: 'One' }, { id: '1', title: 'Uno' }],
    ['without a link, and with another id', { ...ONE, link: undefined }, { ...ONE, link: undefined, id: '9' }],
    [
      'without link and date, and with another id',
      { id: '1', title: 'One', text: 'x' },
      { id: '9', title: 'One', text: 'x' },
    ],
    ['with a link to the front page, and another id', { ...ONE, link: HOME }, { ...ONE, link: HOME, id: '9' }],
    ['in another order', ONE, ONE],
  ])('%s', async (_, before, then) => {
    await poll(before, TWO);
    expect(await poll(TWO, then)).toEqual([]);
    expect(await poll(then)).toEqual([]);
    expect(await poll(before)).toEqual([]);
  });
});

describe('an item is new', () => {
  it.each<[what: string, before: Told, then: Told]>([
    ['with another id, link and title', ONE, TWO],
    ['with the id of another one', ONE, { ...TWO, id: ONE.id }],
    ['with the id of another one, and the same date', ONE, { ...TWO, id: ONE.id, date: ONE.date }],
    ['with the id of another one, and no date', { ...ONE, date: undefined }, { ...TWO, id: ONE.id, date: undefined }],
    ['with another number in its link', { ...ONE, link: `${HOME}?p=1` }, { ...TWO, id: '1', link: `${HOME}?p=2` }],
    ['with another link and the same title', ONE, { ...TWO, title: 'One' }],
    ['with another title at the same page', ONE, { ...ONE, id: '2', title: 'Two' }],
    ['without an id, at another page', { ...ONE, id: undefined }, { ...TWO, id: undefined }],
    [
      'without an id, at another page with the same title',
      { ...ONE, id: undefined },
      { ...TWO, id: undefined, title: 'One' },
    ],
    ['without a link, with another title and date', { ...ONE, link: undefined }, { ...TWO, link: undefined, id: '1' }],
    [
      'without a link, with another id and date',
      { ...ONE, link: undefined },
      { ...TWO, link: undefined, title: 'One' },
    ],
    [
      'with a link to the front page, and another id and date',
      { ...ONE, link: HOME },
      { ...TWO, link: HOME, title: 'One' },
    ],
    [
      'with the id of another one, and a link to the front page',
      { ...ONE, link: HOME },
      { ...TWO, link: HOME, id: '1' },
    ],
  ])('%s', async (_, before, then) => {
    expect(await poll(before)).toEqual([before.title]);
    expect(await poll(then)).toEqual([then.title]);
    // And both are known from now on.
    expect(await poll(then, before)).toEqual([]);
    expect(await poll(before)).toEqual([]);
  });
});

describe('a feed', () => {
  const constant = (items: Told[]) => items.map((item) => ({ ...item, id: 'x' }));

  it('with one id for all is read by link and title', async () => {
    expect(await poll(...constant([TWO, ONE]))).toEqual(['Two', 'One']);
    expect(await poll(...constant([THREE, TWO, ONE]))).toEqual(['Three']);
    expect(await poll(...constant([THREE, { ...TWO, title: 'Two, corrected' }, ONE]))).toEqual([]);
    expect(await poll(...constant([{ ...THREE, link: `${THREE.link}?utm_source=rss` }, TWO]))).toEqual([]);
  });

  it('with one id for all is read item by item, too', async () => {
    for (const item of [ONE, TWO, THREE]) {
      expect(await poll({ ...item, id: 'x' })).toEqual([item.title]);
      expect(await poll({ ...item, id: 'x', title: `${item.title}, corrected` })).toEqual([]);
      expect(await poll({ ...item, id: 'x', link: `${item.link}?utm_source=rss` })).toEqual([]);
    }
    expect(await poll(...constant([THREE, TWO, ONE]))).toEqual([]);
  });

  it('with empty ids is read by link', async () => {
    expect(await poll({ ...ONE, id: '' }, { ...TWO, id: ' ' })).toEqual(['One', 'Two']);
    expect(await poll({ ...THREE, id: '' }, { ...ONE, id: '', title: 'Uno' }, { ...TWO, id: '' })).toEqual(['Three']);
  });

  it('whose ids change at every poll does not flood', async () => {
    await poll(ONE, TWO);
    for (let count = 0; count < 5; count += 1) {
      const items = [ONE, TWO].map((item) => ({
        ...item,
        id: `${item.id}-${count}`,
        link: `${item.link}?utm_campaign=${count}`,
      }));
      expect(await poll(...items)).toEqual([]);
      expect(await poll({ ...THREE, id: `${count}` }, ...items)).toEqual(count === 0 ? ['Three'] : []);
    }
  });

  it('whose counters begin anew gives old ids to new items', async () => {
    expect(await poll(ONE, TWO)).toHaveLength(2);
    expect(await poll({ ...THREE, id: '1' }, { ...ONE, id: '2' }, { ...TWO, id: '3' })).toEqual(['Three']);
    expect(await poll({ ...THREE, id: '2' }, { ...ONE, id: '3' })).toEqual([]);
  });

  it('that was watched before items had marks goes on as it was', async () => {
    await poll(ONE, TWO);
    await store.db.updateTable('feedItems').set({ mark: null }).execute();
    expect(await poll({ ...ONE, title: 'Uno' }, { ...TWO, link: `${TWO.link}?utm_source=rss` })).toEqual([]);
    expect(await poll({ ...THREE, id: '1' })).toEqual(['Three']);
  });
});
