import type { Logger } from '../log.ts';
import type { Running } from '../running.ts';
import type { Database } from '../store/database.ts';
import { storedBytes } from '../store/retention/size.ts';
import { forgetStories, thinFeedItems } from '../store/retention/stories.ts';

/**
 * ms for which everything is kept, whatever it takes: what is younger is still compared with what comes
 * (docs/stories.md), and a story that is told again within ten days is the same one.
 */
export const KEPT_AT_LEAST_MS = 10 * 86_400_000;

/** Stories forgotten in one transaction: some 50 ms, in which an article that joins one of them waits (`npm run bench -- keep`). */
const AT_ONCE = 100;
/** Stories looked at in one transaction, of which many may stay. */
const LOOKED_AT_ONCE = 2_000;
/** Transactions of one round: 2,000 stories a minute are 2.9 million a day. */
const STEPS_A_ROUND = 20;

/** What retention works with. */
export interface RetentionOptions {
  db: Database;
  running: Pick<Running, 'retention'>;
  log: Logger;
  stopping: AbortSignal;
}

/** Where a walk over the stories, oldest first, is. It may be forgotten: then it begins anew. */
export interface Walk {
  after: number;
}

/** What a round forgot. `isDone`: there is nothing more to forget now. */
export interface Round {
  stories: number;
  articles: number;
  feedItems: number;
  isDone: boolean;
}

/**
 * Forgets a few of those articles that the configuration does not want kept. To be called every minute or so. Stories that
 * alerted somebody stay, and so do alerts, deliveries and attempts.
 */
export async function keepRetention(options: RetentionOptions, walk: Walk): Promise<Round> {
  const { db, running, log } = options;
  const { articlesMs, bytes } = running.retention;
  const round: Round = { stories: 0, articles: 0, feedItems: 0, isDone: true };
  if (articlesMs === null && bytes === null) return round;
  const stored = bytes === null ? 0 : await storedBytes(db);
  const isTooMuch = bytes !== null && stored > bytes;
  // What has to go for its size has no age, but for the least.
  const olderThanMs = isTooMuch ? KEPT_AT_LEAST_MS : articlesMs;
  if (olderThanMs === null) return round;
  await walkOn(options, walk, olderThanMs, round);
  if (articlesMs !== null) {
    round.feedItems = await thinFeedItems(db, { olderThanMs: articlesMs, limit: AT_ONCE * STEPS_A_ROUND });
    if (round.feedItems > 0) round.isDone = false;
  }
  if (round.stories + round.feedItems > 0)
    log.info({ ...round, olderThanDays: Math.round(olderThanMs / 86_400_000) }, 'old articles forgotten');
  if (isTooMuch && round.isDone && round.stories === 0)
    log.warn(
      { stored, wanted: bytes },
      'what is stored is more than retention.size, and nothing more may be forgotten',
    );
  return round;
}

async function walkOn({ db, stopping }: RetentionOptions, walk: Walk, olderThanMs: number, round: Round) {
  for (let step = 0; step < STEPS_A_ROUND; step += 1) {
    if (stopping.aborted) return;
    const { stories, articles, next } = await forgetStories(db, {
      ...{ olderThanMs, after: walk.after, look: LOOKED_AT_ONCE, limit: AT_ONCE },
    });
    round.stories += stories;
    round.articles += articles;
    walk.after = next ?? 0;
    if (next === null) return;
  }
  round.isDone = false;
}
