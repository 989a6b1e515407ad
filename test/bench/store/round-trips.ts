import { storePoll } from '../../../src/pipeline/poll.ts';
import { beginAttempt } from '../../../src/store/alerts/begin-attempt.ts';
import { finishAttempt } from '../../../src/store/alerts/finish-attempt.ts';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { leaseFeeds, type PollRecord } from '../../../src/store/feeds/polls.ts';
import { leaseFeedItem, linkFeedItem } from '../../../src/store/items/feed-items.ts';
import { findFreshArticle } from '../../../src/store/stories/articles.ts';
import { article, commit, feed, feedItem, syncFeeds, watch } from '../../store/support.ts';

/** How often a piece of work goes to the database and back, turns at hosts and the queue left out. */
export interface RoundTrips {
  work: string;
  count: number;
}

const MINUTE = 60_000;

/** Counts them on an empty database. */
export async function measureRoundTrips(url: string): Promise<RoundTrips[]> {
  let statements = 0;
  const db = openDatabase({
    url,
    maxConnections: 1,
    onConnectionError: () => {},
    onStatement: () => {
      statements += 1;
    },
  });
  const counted = async (work: string, call: () => Promise<unknown>): Promise<RoundTrips> => {
    const before = statements;
    await call();
    return { work, count: statements - before };
  };
  try {
    return await countAllIn(db, counted);
  } finally {
    await db.destroy();
  }
}

async function countAllIn(
  db: Database,
  counted: (work: string, call: () => Promise<unknown>) => Promise<RoundTrips>,
): Promise<RoundTrips[]> {
  await syncFeeds(db, [feed('a')]);
  const items = Array.from({ length: 50 }, (_, index) => ({
    item: feedItem(`item ${index}`),
    state: 'pending' as const,
  }));
  const idOf = async (guid: string) =>
    (await db.selectFrom('feedItems').select('id').where('guid', '=', guid).executeTakeFirstOrThrow()).id;
  const poll = async (given: typeof items | null) => {
    await db.updateTable('feedWork').set({ visibleAt: new Date(), holder: null }).execute();
    return counted('', async () => {
      const [leased] = await leaseFeeds(db, ['a'], MINUTE);
      await storePoll(db, leased!, given && { document: DOCUMENT, items: given }, () => RECORD);
    });
  };
  const read = async (guid: string, matches: number) => {
    const id = await idOf(guid);
    return counted('', async () => {
      const item = (await leaseFeedItem(db, id, MINUTE))!;
      await findFreshArticle(db, item.link!, MINUTE);
      const watches = Array.from({ length: matches }, (_, index) => watch(`watch${index}`));
      await commit(db, item, article(guid), watches);
    });
  };

  const first = await poll(items.slice(0, 40));
  const same = await poll(items.slice(0, 40));
  const three = await poll(items.slice(0, 43));
  const unchanged = await poll(null);
  const one = await read('item 0', 1);
  const ten = await read('item 1', 10);
  const known = await counted('', async () => {
    const item = (await leaseFeedItem(db, await idOf('item 2'), MINUTE))!;
    const id = await findFreshArticle(db, article('item 0').url!, MINUTE);
    await linkFeedItem(db, item, id!);
  });
  const { id } = await db.selectFrom('deliveries').select('id').limit(1).executeTakeFirstOrThrow();
  const delivery = await counted('', async () => {
    const begun = await beginAttempt(db, { id }, MINUTE);
    await finishAttempt(db, begun!, { kind: 'sent' }, { kind: 'sent' });
  });
  return [
    { work: 'a poll without a document', count: unchanged.count },
    { work: 'a poll whose document brings nothing new', count: same.count },
    { work: 'a poll with new items', count: three.count },
    { work: 'the first poll of a feed', count: first.count },
    { work: 'an article with one match', count: one.count },
    { work: 'an article with ten matches', count: ten.count },
    // The id of the item is looked up here only.
    { work: 'an article that another feed brought just now', count: known.count - 1 },
    { work: 'a delivery', count: delivery.count },
  ];
}

const RECORD: PollRecord = {
  outcome: 'modified',
  status: 200,
  reason: 'HTTP 200: new content',
  next: { inMs: MINUTE, fromDue: false, failures: 0, stop: false },
  answer: { etag: '"1"', lastModified: null, freshMs: null, moving: null, tookMs: 20, whole: true },
};
const DOCUMENT: NonNullable<PollRecord['document']> = {
  title: 'Courier',
  language: 'en',
  schedule: { everyMs: null, skipHours: [], skipDays: [] },
  hubs: [],
  topic: null,
  bodyHash: 'h',
  warnings: [],
};
