import { openQueues } from '../../src/queue.ts';
import { shareOut, tick } from '../../workers/tick.ts';
import { feed, openStore, syncFeeds } from '../store/support.ts';

const due = (count: number, failing = false) =>
  Array.from({ length: count }, (_, index) => ({ id: `${failing ? 'failing' : 'feed'}${index}`, failing }));

describe('due feeds', () => {
  it('have a job each while there are few', () => {
    expect(shareOut(due(3))).toEqual([['feed0'], ['feed1'], ['feed2']]);
    expect(shareOut([])).toEqual([]);
  });

  it('share jobs when there are many, eight at most', () => {
    expect(shareOut(due(100)).map(({ length }) => length)).toEqual(Array(50).fill(2));
    const many = shareOut(due(1_003));
    expect(Math.max(...many.map(({ length }) => length))).toBe(8);
    expect(many.flat()).toHaveLength(1_003);
  });

  it('that failed before stay alone', () => {
    const jobs = shareOut([...due(100), ...due(2, true)]);
    expect(jobs.slice(-2)).toEqual([['failing0'], ['failing1']]);
  });
});

it('leaves what is due where it is while its queue is full', async () => {
  const store = await openStore();
  const queues = await openQueues({ redisUrl: null, databaseUrl: store.url, onError: () => {} });
  try {
    await syncFeeds(store.db, [feed('due')]);
    const options = { db: store.db, queues, perHost: { atOnce: 1, delayMs: 0 } };
    const jobs = Array.from({ length: 1_000 }, (_, index) => ({ name: `${index}`, data: { feedIds: [] } }));
    await queues.all.poll.addBulk(jobs);
    expect(await tick(options)).toMatchObject({ poll: 0 });
    await queues.all.poll.drain();
    expect(await tick(options)).toMatchObject({ poll: 1 });
    expect((await queues.all.poll.getWaiting()).map(({ data }) => data)).toEqual([{ feedIds: ['due'] }]);
  } finally {
    await queues.close();
    await store.close();
  }
});
