import { sql } from 'kysely';
import { HABIT_MS } from '../../../src/feed/polling/health.ts';
import { claimDueDeliveries } from '../../../src/store/alerts/endpoints.ts';
import type { Database } from '../../../src/store/database.ts';
import { listFeeds } from '../../../src/store/feeds/feed-health.ts';
import { feedsWithNewHabits } from '../../../src/store/feeds/notices.ts';
import { countAll, listAlerts, listDeliveries } from '../../../src/store/views/overview.ts';
import { claimDueFeeds } from '../../../src/store/work/due-feeds.ts';
import { claimDueItems } from '../../../src/store/work/work.ts';

/** What is asked regularly, and how long the answer takes. */
export interface Question {
  what: string;
  /** The median of several. */
  ms: number;
  /** The same asked in the plainest words, without regard to the size of the tables; null where there are no others. */
  plainlyMs: number | null;
}

const ROUNDS = 15;

/** Asks a database that is filled. */
export async function measureQuestions(db: Database): Promise<Question[]> {
  const asked: [string, () => Promise<unknown>, (() => Promise<unknown>) | null][] = [
    ['claim items, 20,000 of which are held', () => claimDueItems(db, 1_000, 1), null],
    ['claim deliveries', () => claimDueDeliveries(db, 1_000, 1), null],
    ['claim feeds', () => claimDueFeeds(db, { limit: 1_000, holdMs: 1, perHost: 4 }), null],
    [
      'the last 50 deliveries',
      () => listDeliveries(db, 50),
      () =>
        sql`SELECT * FROM deliveries JOIN delivery_alerts ON delivery_id = deliveries.id JOIN alerts ON alerts.id = alert_id
          JOIN matches ON matches.id = match_id JOIN articles ON articles.id = article_id ORDER BY state = 'sent', deliveries.created_at DESC LIMIT 50`.execute(
          db,
        ),
    ],
    ['the last 50 alerts', () => listAlerts(db, 50), null],
    ['200 feeds', () => listFeeds(db, 200), null],
    [
      'how much there is of everything',
      () => countAll(db),
      () =>
        sql`SELECT (SELECT count(*) FROM feeds), (SELECT count(*) FROM feed_items),
          (SELECT count(*) FROM feed_items WHERE state = 'pending'), (SELECT count(*) FROM articles),
          (SELECT count(*) FROM alerts), (SELECT count(*) FROM deliveries WHERE state = 'sent'),
          (SELECT count(*) FROM deliveries WHERE state = 'dead')`.execute(db),
    ],
    [
      'what the habits of 200 feeds are made of',
      () => feedsWithNewHabits(db, { everyMs: 1, sinceMs: HABIT_MS, limit: 200 }),
      null,
    ],
  ];
  const questions: Question[] = [];
  for (const [what, ask, plainly] of asked) {
    questions.push({ what, ms: await medianOf(ask), plainlyMs: plainly && (await medianOf(plainly)) });
  }
  return questions;
}

async function medianOf(ask: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  // The first one reads from the disk.
  await ask();
  for (let round = 0; round < ROUNDS; round++) {
    const from = performance.now();
    await ask();
    times.push(performance.now() - from);
  }
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]!;
}
