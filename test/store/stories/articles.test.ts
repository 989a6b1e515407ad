import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Evidence, Field } from '../../../src/model/watch.ts';
import { groupArticle } from '../../../src/pipeline/group.ts';
import { leaseFeedItem } from '../../../src/store/items/feed-items.ts';
import { findFreshArticle } from '../../../src/store/stories/articles.ts';
import { addressesFor, alerted, article, commit, EVIDENCE, feed, leasedItem, useStore, watch } from '../support.ts';

const MINUTE = 60_000;
const store = useStore(feed('a'), feed('b'));

const leased = (feedId: string, guid: string) => leasedItem(store.db, feedId, guid);
const all = (table: 'articles' | 'stories' | 'alerts' | 'matches' | 'deliveries' | 'storyKeys') =>
  store.db.selectFrom(table).selectAll().execute();
const work = () => store.db.selectFrom('itemWork').selectAll().execute();
/** Who is told of which watches. */
const tellings = async () =>
  (await store.db.selectFrom('deliveries').select(['receiverId', 'payload']).orderBy('receiverId').execute()).map(
    ({ receiverId, payload }) => [
      receiverId,
      payload.kind === 'news' ? payload.alerts.map(({ watch: { id } }) => id) : [],
    ],
  );
const storedItem = (id: number) =>
  store.db.selectFrom('feedItems').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

describe('an article that is committed', () => {
  it('brings its story, matches, alerts, one delivery for each receiver, and ends its item', async () => {
    const item = await leased('a', 'one');
    const result = await commit(store.db, item, article('one'), [watch('port', ['inbox', 'slack']), watch('sea')]);
    expect(alerted(result)).toEqual(['port', 'sea']);
    expect(await all('articles')).toEqual([expect.objectContaining(article('one'))]);
    expect((await all('matches')).map((match) => match)).toEqual([
      expect.objectContaining({ watchId: 'port', evidence: EVIDENCE }),
      expect.objectContaining({ watchId: 'sea', evidence: EVIDENCE }),
    ]);
    expect(await tellings()).toEqual([
      ['inbox', ['port', 'sea']],
      ['slack', ['port']],
    ]);
    expect(await storedItem(item.id)).toMatchObject({ state: 'done' });
    expect(await work()).toEqual([]);
  });

  it('keeps the watch in the alert as it was when it matched', async () => {
    await commit(store.db, await leased('a', 'one'), article('one'), [watch('port')]);
    const [alert] = await all('alerts');
    const { id, name, query, severity, tags } = watch('port');
    expect(alert!.watch).toEqual({ id, name, query, severity, tags });
  });

  it('leaves nothing behind when the last part of it fails', async () => {
    const item = await leased('a', 'one');
    const matches = [{ watchId: 'port', watch: watch('port'), evidence: EVIDENCE }];
    const reading = {
      item,
      article: article('one'),
      storyKeys: ['url:one'],
      signing: null,
      matches,
      readAgain: null,
      reason: null,
      tellsDevelopments: false,
    };
    // An alert that would be told twice at one address.
    const twice = () => [...addressesFor('inbox'), ...addressesFor('inbox')];
    await expect(groupArticle(store.db, { ...reading, addressesFor: twice })).rejects.toThrow('duplicate key');
    for (const table of ['articles', 'stories', 'storyKeys', 'matches', 'alerts', 'deliveries'] as const)
      expect(await all(table)).toEqual([]);
    expect(await storedItem(item.id)).toMatchObject({ state: 'pending', attempts: 0 });
    expect(await work()).toEqual([expect.objectContaining({ id: item.id, fence: item.fence, holder: 'worker' })]);
  });

  it('leaves nothing behind when another worker took the item over', async () => {
    const slept = await leasedItem(store.db, 'a', 'one', 0);
    const other = await leaseFeedItem(store.db, slept.id, MINUTE);
    expect(await commit(store.db, slept, article('one'), [watch('port')])).toBeNull();
    for (const table of ['articles', 'stories', 'alerts'] as const) expect(await all(table)).toEqual([]);
    expect(await work()).toEqual([expect.objectContaining({ id: slept.id, fence: other!.fence, holder: 'worker' })]);
    expect(alerted(await commit(store.db, other!, article('one'), [watch('port')]))).toEqual(['port']);
  });

  it('keeps its item pending when the page is to be asked for again', async () => {
    const item = await leased('a', 'one');
    await groupArticle(store.db, {
      item,
      article: article('one', { source: 'feed_item' }),
      storyKeys: ['item:a one'],
      signing: null,
      matches: [],
      readAgain: { inMs: MINUTE },
      reason: 'the page answered 503',
      addressesFor,
      tellsDevelopments: false,
    });
    const after = await storedItem(item.id);
    expect(after).toMatchObject({ state: 'pending', attempts: 1, reason: 'the page answered 503' });
    expect(await work()).toEqual([expect.objectContaining({ id: item.id, holder: null })]);
    expect(await leaseFeedItem(store.db, item.id, MINUTE)).toBeUndefined();
  });

  it('may have addresses longer than an index entry', async () => {
    // Without a pattern, since Postgres would compress one into an index entry.
    const digits = Array.from({ length: 100 }, (_, index) => createHash('sha256').update(`${index}`).digest('hex'));
    const long = (path: string) => article(`${digits.join('')}${path}`);
    await commit(store.db, await leased('a', 'one'), long('one'), [watch('port')]);
    expect(alerted(await commit(store.db, await leased('b', 'one'), long('one'), [watch('port')]))).toEqual([]);
    expect(alerted(await commit(store.db, await leased('a', 'two'), long('two'), [watch('port')]))).toEqual(['port']);
    expect(await findFreshArticle(store.db, long('one').url!, MINUTE)).not.toBeNull();
  });
});

describe('one story', () => {
  const TEXT = 'text:0123';
  const copies = [
    ['the same canonical URL', article('one'), article('one')],
    ['the same text under other addresses', article('one'), article('elsewhere', { title: 'The story of one' })],
  ] as const;

  it.each(copies)('raises one alert a watch for %s', async (_, first, second) => {
    const keys = (path: string | null) => [`url:${path}`, TEXT];
    const watches = [watch('port'), watch('sea')];
    const one = await commit(store.db, await leased('a', 'one'), first, watches, keys(first.canonicalUrl));
    const two = await commit(store.db, await leased('b', 'copy'), second, watches, keys(second.canonicalUrl));
    expect([alerted(one), alerted(two)]).toEqual([['port', 'sea'], []]);
    expect(await all('stories')).toHaveLength(1);
    expect(await tellings()).toEqual([['inbox', ['port', 'sea']]]);
  });

  it('tells a watch that it meets later, with where the story stood before', async () => {
    const before = article('one', { outlet: 'Der Spiegel', publishedAt: new Date('2026-11-19T08:00:00Z') });
    await commit(store.db, await leased('a', 'one'), before, [watch('port')], [TEXT]);
    await commit(store.db, await leased('b', 'copy'), article('two'), [watch('port'), watch('sea')], [TEXT]);
    expect((await tellings()).toSorted()).toEqual([
      ['inbox', ['port']],
      ['inbox', ['sea']],
    ]);
    const payloads = (await all('deliveries')).map((row) => (row as { payload: { coverage: unknown[] } }).payload);
    expect(payloads.map(({ coverage }) => coverage)).toContainEqual([
      { outlet: 'Der Spiegel', title: before.title, url: before.url, publishedAt: '2026-11-19T08:00:00.000Z' },
    ]);
  });

  it('raises one alert when its copies are committed at the same time', async () => {
    const items = await Promise.all(['1', '2', '3', '4', '5'].map((guid) => leased('a', guid)));
    const results = await Promise.all(
      items.map((item, index) => {
        const read = article(`copy-${index}`, { title: 'One headline' });
        // In turn the other way round: they must not wait for each other in a circle.
        const keys = [`url:${read.canonicalUrl}`, TEXT, 'shared:1'];
        return commit(store.db, item, read, [watch('port')], index % 2 ? keys : keys.toReversed());
      }),
    );
    expect(results.flatMap(alerted)).toEqual(['port']);
    expect(await all('stories')).toHaveLength(1);
    expect(await all('articles')).toHaveLength(5);
  });

  it('alerts a watch that only a later copy satisfies', async () => {
    await commit(store.db, await leased('a', 'one'), article('one'), [watch('port')]);
    const copy = await commit(store.db, await leased('b', 'one'), article('one'), [watch('port'), watch('sea')]);
    expect(alerted(copy)).toEqual(['sea']);
  });

  it('is one where two that were told apart turn out to be the same, and alerts no watch again', async () => {
    // A page that could not be read yet, and a copy of its text that could.
    await commit(store.db, await leased('a', 'one'), article('one'), [watch('sea')], ['url:1']);
    await commit(store.db, await leased('b', 'two'), article('two'), [watch('port'), watch('sea')], ['url:2', TEXT]);
    const reread = await leased('a', 'one again');
    const both = await commit(store.db, reread, article('one'), [watch('port'), watch('sea')], ['url:1', TEXT]);
    expect(alerted(both)).toEqual([]);
    const later = await commit(store.db, await leased('b', '3'), article('3'), [watch('port')], ['url:2', 'url:3']);
    expect(alerted(later)).toEqual([]);
  });

  it('is known by every key an earlier copy had', async () => {
    await commit(store.db, await leased('a', 'one'), article('one'), [watch('port')], ['url:1', TEXT]);
    await commit(store.db, await leased('b', 'two'), article('one'), [watch('port')], [TEXT, 'url:2']);
    expect(alerted(await commit(store.db, await leased('b', '3'), article('one'), [watch('port')], ['url:2']))).toEqual(
      [],
    );
  });

  describe('told under another headline with the same text', () => {
    const metIn = (field: Field): Evidence => ({ ...EVIDENCE, hits: EVIDENCE.hits.map((hit) => ({ ...hit, field })) });
    const byHeadline = metIn('title');
    /** Commits two articles with one text; returns the watches that the second alerted. */
    async function tellTwice(feedId: string, evidence: Evidence): Promise<string[]> {
      const watches = [watch('port')];
      await commit(store.db, await leased('a', 'one'), article('one'), watches, ['url:1', TEXT], evidence);
      const second = await leased(feedId, 'two');
      return alerted(await commit(store.db, second, article('two'), watches, ['url:2', TEXT], evidence));
    }

    it.each(['title', 'headline'] as const)(
      'is another story when only a headline matched (%s), since a paywall puts one text in every article of a feed',
      async (field) => {
        expect(await tellTwice('a', metIn(field))).toEqual(['port']);
        expect(await all('stories')).toHaveLength(2);
      },
    );

    it('is the same story when the text matched', async () => {
      expect(await tellTwice('a', EVIDENCE)).toEqual([]);
      expect(await all('stories')).toHaveLength(1);
    });

    it('is the same story in another feed', async () => {
      expect(await tellTwice('b', byHeadline)).toEqual([]);
      expect(await all('stories')).toHaveLength(1);
    });
  });
});

describe('an article that is read again', () => {
  const fromPage = article('one', { text: 'All of it.', title: 'Page' });
  const fromFeed = article('one', { text: 'A summary.', title: 'Feed', source: 'feed_item', publishedAt: null });

  it('keeps what its page told when later only a feed item tells of it', async () => {
    await commit(store.db, await leased('a', 'one'), fromPage);
    const before = await all('articles');
    await commit(store.db, await leased('b', 'one'), fromFeed);
    expect(await all('articles')).toEqual(before);
  });

  it('takes over what its page tells later, with the date that was known', async () => {
    await commit(store.db, await leased('a', 'one'), { ...fromFeed, publishedAt: fromPage.publishedAt });
    await commit(store.db, await leased('b', 'one'), { ...fromPage, publishedAt: null });
    expect(await all('articles')).toEqual([expect.objectContaining(fromPage)]);
  });

  it('keeps what is special about it, and where its fields were found', async () => {
    const special = { flags: ['paywall' as const], places: { title: 'opengraph', text: 'json-ld' } };
    await commit(store.db, await leased('a', 'one'), { ...fromPage, ...special });
    expect(await all('articles')).toEqual([expect.objectContaining(special)]);
    await commit(store.db, await leased('b', 'one'), { ...fromPage, places: { text: 'linkedom' } });
    expect(await all('articles')).toEqual([expect.objectContaining({ flags: [], places: { text: 'linkedom' } })]);
  });

  it('is found by either of its addresses while its page was read recently', async () => {
    const result = await commit(store.db, await leased('a', 'one'), fromPage);
    const id = result!.articleId;
    expect(await findFreshArticle(store.db, fromPage.canonicalUrl!, MINUTE)).toBe(id);
    expect(await findFreshArticle(store.db, fromPage.url!, MINUTE)).toBe(id);
    expect(await findFreshArticle(store.db, 'https://news.example/other', MINUTE)).toBeNull();
    await sql`UPDATE articles SET read_at = now() - interval '2 min'`.execute(store.db);
    expect(await findFreshArticle(store.db, fromPage.url!, MINUTE)).toBeNull();
  });

  it('is read once more where so far only a feed item told of it', async () => {
    await commit(store.db, await leased('a', 'one'), fromFeed);
    expect(await findFreshArticle(store.db, fromFeed.url!, MINUTE)).toBeNull();
  });
});
