import { sql } from 'kysely';
import { announceFeeds, declareFeeds, stayDeclared, withdrawFeeds } from '../../../src/store/work/workers.ts';
import { feed, statementsWait, useStore } from '../support.ts';

const [NEW, OLD] = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b'];

const active = async () =>
  (await store.db.selectFrom('feeds').select('id').where('active', '=', true).orderBy('id').execute()).map(
    ({ id }) => id,
  );
const sleep = (worker: string) =>
  sql`UPDATE workers SET seen_at = now() - interval '4 min' WHERE id = ${worker}`.execute(store.db);

/** Two workers, the second of which was started with files that do not have the feed `added` yet. */
const store = useStore();
beforeEach(async () => {
  await declareFeeds(store.db, NEW, [feed('added'), feed('common')]);
  await sql`UPDATE feeds SET etag = '"v1"', baseline_at = now()`.execute(store.db);
  await declareFeeds(store.db, OLD, [feed('common')]);
});

it('takes no feed from the others when it has older files', async () => {
  expect(await active()).toEqual(['added', 'common']);
  await stayDeclared(store.db, OLD);
  expect(await active()).toEqual(['added', 'common']);
});

it.each([
  ['has ended', withdrawFeeds],
  ['was not heard of for minutes', (_: unknown, worker: string) => sleep(worker)],
])('lets go of what only a worker had that %s', async (_, end) => {
  await end(store.db, NEW);
  await stayDeclared(store.db, OLD);
  expect(await active()).toEqual(['common']);
});

it('gets its feeds back, as they were, when its machine had only slept', async () => {
  await sleep(NEW);
  await stayDeclared(store.db, OLD);
  expect(await stayDeclared(store.db, NEW)).toBe(true);
  expect(await active()).toEqual(['added', 'common']);
  const rows = await store.db.selectFrom('feeds').select(['etag', 'baselineAt', 'leftAt']).execute();
  expect(rows).toEqual(Array(2).fill({ etag: '"v1"', baselineAt: expect.any(Date), leftAt: null }));
});

it('keeps its feeds when another with other files starts in the same moment', async () => {
  const [ONE, TWO] = ['00000000-0000-4000-8000-00000000000c', '00000000-0000-4000-8000-00000000000d'];
  const started = await store.db.transaction().execute(async (holder) => {
    await sql`SELECT FROM feeds WHERE id = 'common' FOR UPDATE`.execute(holder);
    const one = declareFeeds(store.db, ONE, [feed('common'), feed('first')]);
    await statementsWait(store.db, 1);
    const two = declareFeeds(store.db, TWO, [feed('second')]);
    await statementsWait(store.db, 2);
    return { both: Promise.all([one, two]) };
  });
  await started.both;
  expect(await active()).toEqual(['added', 'common', 'first', 'second']);
});

it('is told when nothing is known of it', async () => {
  await withdrawFeeds(store.db, OLD);
  expect(await stayDeclared(store.db, OLD)).toBe(false);
});

it('keeps what an operator added meanwhile', async () => {
  await announceFeeds(store.db, [feed('fresh')]);
  await stayDeclared(store.db, NEW);
  await sleep(NEW);
  await stayDeclared(store.db, OLD);
  expect(await active()).toEqual(['common', 'fresh']);
});
