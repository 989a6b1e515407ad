import { sql } from 'kysely';
import type { Database } from '../../../src/store/database.ts';
import { foresee } from '../../../src/store/retention/foresee.ts';
import { storedBytes } from '../../../src/store/retention/size.ts';
import { forgetStories } from '../../../src/store/retention/stories.ts';

/** How fast old articles are forgotten, and how long others may have to wait meanwhile. */
export interface Forgetting {
  perSecond: number;
  longestMs: number;
}

/** In small steps as upkeep does it, and the rest in one. */
export interface ForgettingCost {
  steps: Forgetting;
  atOnce: Forgetting;
  /** ms of telling beforehand what would be forgotten, and how much is stored. */
  foreseeMs: number;
  sizeMs: number;
}

const OLD = { olderThanMs: 30 * 86_400_000 };

export async function measureForgetting(db: Database): Promise<ForgettingCost> {
  const { count } = await db
    .selectFrom('articles')
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  const start = performance.now();
  await foresee(db, OLD, null);
  const foreseen = performance.now();
  await storedBytes(db);
  const measured = performance.now();
  const steps = await forget(db, 100, count / 2);
  const atOnce = await forget(db, count, Number.POSITIVE_INFINITY);
  return { steps, atOnce, foreseeMs: foreseen - start, sizeMs: measured - foreseen };
}

async function forget(db: Database, limit: number, enough: number): Promise<Forgetting> {
  let [articles, longestMs, totalMs] = [0, 0, 0];
  let after: number | null = 0;
  while (after !== null && articles < enough) {
    const start = performance.now();
    const step: { articles: number; next: number | null } = await forgetStories(db, {
      ...{ ...OLD, after, look: Math.max(2_000, limit), limit },
    });
    const ms = performance.now() - start;
    articles += step.articles;
    totalMs += ms;
    longestMs = Math.max(longestMs, ms);
    after = step.next;
  }
  return { perSecond: (articles * 1_000) / totalMs, longestMs };
}
