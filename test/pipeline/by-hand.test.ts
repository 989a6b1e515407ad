import { mergeByHand, splitByHand } from '../../src/pipeline/by-hand.ts';
import type { StoredArticle } from '../../src/store/stories/articles.ts';
import { addressesFor, article, feed, useStore, watch } from '../store/support.ts';
import { tell } from './support.ts';

const store = useStore(feed('a'), feed('b'));

const FERRY = `The ferry Nordlys ran aground off Kvaløya on Tuesday with 148 people on board. The rescue ship Stormfugl and two
  helicopters from Bodø brought all of them ashore, the sheriff Ingrid Solheim said. The shipping line Havruten promised 900
  kroner to each passenger. The captain, Torvald Ekeland, had reported trouble with the rudder an hour before.`;
const STRIKE = `The union Sjøfolk has called its 3,200 members at Havruten to strike from Friday. Its leader Randi Myklebust said
  that the shipping line had broken a promise of 4.5 percent. Ferries between Tromsø and Hammerfest will stay in port.`;

const REWRITTEN = `From Friday on 3,200 sailors of Sjøfolk will not work. Randi Myklebust accuses Havruten of having broken its word
  on a rise of 4.5 percent. No ship is going to sail between Tromsø and Hammerfest, as the union told its members.`;

const ferry = (path: string, more = {}) => article(path, { title: 'Ferry aground off Kvaløya', text: FERRY, ...more });
const strike = (path: string, more = {}) => article(path, { title: 'Strike at Havruten', text: STRIKE, ...more });
const audience = { watches: new Map([['telegram', watch('telegram')]]), addressesFor };

const split = (storyId: number, ...articles: StoredArticle[]) =>
  splitByHand(store.db, { storyId, articleIds: articles.map(({ articleId }) => articleId) }, audience);
const deliveries = async () => (await store.db.selectFrom('deliveries').select('id').execute()).length;
const storyOf = async ({ articleId }: StoredArticle) =>
  (await store.db.selectFrom('articles').select('storyId').where('id', '=', articleId).executeTakeFirstOrThrow())
    .storyId;

describe('an article that a person told apart', () => {
  it('has a story of its own, which is told, since it never was', async () => {
    const first = await tell(store.db, 'one', ferry('one'));
    const second = await tell(
      store.db,
      'two',
      ferry('two', { title: 'All saved from ferry', text: `${FERRY} More soon.` }),
    );
    expect([second.storyId, await deliveries()]).toEqual([first.storyId, 1]);
    const done = await split(first.storyId, second);
    expect(done).toMatchObject({ kind: 'done', alerts: 1, untold: [] });
    expect(await storyOf(second)).not.toBe(first.storyId);
    expect(await deliveries()).toBe(2);
    const reasons = await store.db.selectFrom('articles').select('joined').execute();
    expect(reasons).toEqual([{ joined: null }, { joined: null }]);
    const stories = await store.db.selectFrom('stories').select('articles').execute();
    expect(stories).toEqual([{ articles: 1 }, { articles: 1 }]);
  });

  it('takes the alert along that it raised; what stays is told', async () => {
    const first = await tell(store.db, 'one', ferry('one'));
    const second = await tell(store.db, 'two', ferry('two', { text: `${FERRY} More soon.` }));
    expect(await split(first.storyId, first)).toMatchObject({ kind: 'done', alerts: 1 });
    const alerts = await store.db.selectFrom('alerts').select('storyId').orderBy('createdAt').execute();
    expect(alerts.map(({ storyId }) => storyId)).toEqual([await storyOf(first), await storyOf(second)]);
  });

  it('stays so when it is read again, and when others come that are like both', async () => {
    const first = await tell(store.db, 'one', ferry('one'));
    const second = await tell(store.db, 'two', ferry('two', { text: `${FERRY} More soon.` }));
    await split(first.storyId, second);
    const apart = await storyOf(second);
    expect((await tell(store.db, 'two again', ferry('two', { text: `${FERRY} Even more.` }))).storyId).toBe(apart);
    const third = await tell(store.db, 'three', ferry('three', { text: `Now. ${FERRY} More soon.` }), { feedId: 'b' });
    expect([first.storyId, apart]).toContain(third.storyId);
    expect([await storyOf(first), await storyOf(second)]).toEqual([first.storyId, apart]);
    expect(third.alerts).toEqual([]);
  });

  it('is told to nobody when its watch is gone', async () => {
    const first = await tell(store.db, 'one', ferry('one'));
    const second = await tell(store.db, 'two', ferry('two', { text: `${FERRY} More soon.` }));
    const ids = { storyId: first.storyId, articleIds: [second.articleId] };
    const none = { ...audience, watches: new Map() };
    expect(await splitByHand(store.db, ids, none)).toMatchObject({ alerts: 0, untold: ['telegram'] });
  });

  it.each([
    ['all articles', async (one: StoredArticle) => split(one.storyId, one)],
    ['an article of another story', async (one: StoredArticle) => split(one.storyId, { ...one, articleId: 999_999 })],
    ['a story that is not there', async (one: StoredArticle) => split(999_999, one)],
  ])('cannot be %s', async (_, attempt) => {
    expect(await attempt(await tell(store.db, 'one', ferry('one')))).toMatchObject({ kind: 'refused' });
    expect(await deliveries()).toBe(1);
  });
});

describe('stories that a person made one', () => {
  it('tell nobody anything again, nor does what comes later and is like any of them', async () => {
    const one = await tell(store.db, 'one', ferry('one'));
    for (const path of ['f2', 'f3', 'f4']) await tell(store.db, path, ferry(path, { text: `${path} ${FERRY}` }));
    const other = await tell(store.db, 'strike', strike('strike'));
    expect(other.storyId).not.toBe(one.storyId);
    expect(await mergeByHand(store.db, one.storyId, [other.storyId])).toEqual({ kind: 'done', story: one.storyId });
    const later = strike('later', { title: 'Havruten: ferries stay in port', text: REWRITTEN });
    expect(await tell(store.db, 'later', later)).toMatchObject({ storyId: one.storyId, alerts: [] });
    const copy = ferry('copy', { text: `${FERRY} A copy.` });
    expect(await tell(store.db, 'copy', copy)).toMatchObject({ storyId: one.storyId, alerts: [] });
    expect(await deliveries()).toBe(2);
  });

  it('can be told apart again, and made one again', async () => {
    const one = await tell(store.db, 'one', ferry('one'));
    const other = await tell(store.db, 'strike', strike('strike'));
    await mergeByHand(store.db, one.storyId, [other.storyId]);
    expect(await split(one.storyId, other)).toMatchObject({ kind: 'done' });
    const apart = await storyOf(other);
    await mergeByHand(store.db, one.storyId, [apart]);
    expect(await storyOf(other)).toBe(one.storyId);
    expect(await store.db.selectFrom('storySplits').selectAll().execute()).toEqual([]);
  });

  it('are told by nobody again when they are told apart, where both had alerted', async () => {
    const one = await tell(store.db, 'one', ferry('one'));
    const other = await tell(store.db, 'strike', strike('strike'));
    expect(await deliveries()).toBe(2);
    for (const leaving of [other, one]) {
      const [left, right] = [await storyOf(one), await storyOf(other)];
      await mergeByHand(store.db, left, [right]);
      expect(await split(left, leaving)).toMatchObject({ kind: 'done', alerts: 0 });
    }
    expect(await deliveries()).toBe(2);
  });

  it('have to be there, and two', async () => {
    const { storyId } = await tell(store.db, 'one', ferry('one'));
    expect(await mergeByHand(store.db, storyId, [999_999])).toMatchObject({ kind: 'refused' });
    expect(await mergeByHand(store.db, storyId, [storyId])).toMatchObject({ kind: 'refused' });
  });

  it('stay apart from what one of them was told apart from', async () => {
    const one = await tell(store.db, 'one', ferry('one'));
    const two = await tell(store.db, 'two', ferry('two', { text: `${FERRY} More soon.` }));
    await split(one.storyId, two);
    const other = await tell(store.db, 'strike', strike('strike'));
    await mergeByHand(store.db, other.storyId, [one.storyId]);
    const apart = await store.db
      .selectFrom('storySplits')
      .select('otherId')
      .where('storyId', '=', other.storyId)
      .execute();
    expect(apart).toEqual([{ otherId: await storyOf(two) }]);
  });
});
