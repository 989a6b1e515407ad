import { HABIT_MS, habitOf, type Trouble, troublesOf } from '../feed/polling/health.ts';
import type { Logger } from '../log.ts';
import type { Database } from '../store/database.ts';
import {
  clearNotices,
  clearNoticesOfUnwatched,
  type FeedToReview,
  feedsToReview,
  feedsWithNewHabits,
  raiseNotice,
  storeHabits,
} from '../store/feeds/notices.ts';
import { forgetSignatures } from '../store/stories/neighbours.ts';
import { WINDOW } from '../story/window.ts';

/** ms between two looks at the habit of a feed, and feeds looked at in one review: a habit changes over days. */
const HABIT_EVERY_MS = 6 * 3_600_000;
const HABITS_A_REVIEW = 200;

/**
 * Looks after the feeds: keeps their habits up to date, raises a notice to operators for each that fails, is gone or is
 * silent beyond its habit, and clears it when that is over. To be called every minute or so.
 */
export async function reviewFeeds({ db, log }: { db: Database; log: Logger }, now: Date): Promise<void> {
  const looked = await feedsWithNewHabits(db, { everyMs: HABIT_EVERY_MS, sinceMs: HABIT_MS, limit: HABITS_A_REVIEW });
  await storeHabits(
    db,
    looked.map(({ id, times }) => ({ id, habit: habitOf(times, now) })),
  );
  for (const feed of await feedsToReview(db)) {
    const troubles = troublesOf(conditionOf(feed), now);
    for (const { kind, reason } of troubles) {
      const isNew = await raiseNotice(db, { about: 'feed', subject: feed.id, kind, reason, waiting: null });
      if (isNew) log.warn({ feedId: feed.id, kind, reason }, 'notice to operators');
    }
    const cleared =
      feed.known.length === 0
        ? []
        : await clearNotices(
            db,
            feed.id,
            troubles.map(({ kind }) => kind),
          );
    for (const { kind } of cleared) log.info({ feedId: feed.id, kind }, 'notice cleared');
  }
  await clearNoticesOfUnwatched(db);
}

function conditionOf({ goneAt, known, ...feed }: FeedToReview): Parameters<typeof troublesOf>[0] {
  return { ...feed, gone: goneAt !== null, known: known as Trouble['kind'][] };
}

/** ms for which articles are found by what they say: they are looked for among those of the days before them. */
const KEPT_MS = WINDOW + 4 * 86_400_000;
/** In one review: what a flood brings within a minute, and more. */
const FORGOTTEN_A_REVIEW = 2_000;

/** Forgets by what old articles were found. To be called every minute or so. */
export async function reviewStories({ db }: { db: Database }): Promise<void> {
  await forgetSignatures(db, { olderThanMs: KEPT_MS, limit: FORGOTTEN_A_REVIEW });
}
