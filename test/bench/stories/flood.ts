import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Article } from '../../../src/model/article.ts';
import { groupArticle } from '../../../src/pipeline/group.ts';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { startEmbeddedPostgres } from '../../../src/store/embedded/server.ts';
import { migrate } from '../../../src/store/migrate.ts';
import { readRows } from '../../../src/store/rows.ts';
import { storyKeys } from '../../../src/story/fingerprint.ts';
import { signatureOf } from '../../../src/story/signature.ts';
import { addressesFor, article, EVIDENCE, feed, leasedItem, syncFeeds, watch } from '../../store/support.ts';
import type { BenchArticle } from '../match/corpus.ts';
import { createRandom, type Random } from '../random.ts';

/** What a flood of articles of a few stories cost, and what came of it. */
export interface Flood {
  articles: number;
  stories: number;
  /** ms until an article of the first and of the last tenth was grouped and stored, while others wait for their turn. */
  first: number;
  last: number;
  /** Alerts that were raised. */
  alerts: number;
  /** Bytes of what is kept to find an article by, for each. */
  bytes: number;
}

/** Articles that are grouped at once, as several workers do. */
const AT_ONCE = 4;
const TENTHS = 10;

/** Groups so many tellings of these reports in a database of its own: copies under other headlines, and cuts to a third. */
export async function measureFlood(reports: readonly BenchArticle[], count: number): Promise<Flood> {
  const dataDir = await mkdtemp(join(tmpdir(), 'wirewatch-bench-'));
  const server = await startEmbeddedPostgres({ dataDir });
  const db = openDatabase({ url: server.url, maxConnections: AT_ONCE, onConnectionError: () => {} });
  try {
    await migrate(db);
    await syncFeeds(db, [feed('a')]);
    return await flood(db, reports, count);
  } finally {
    await db.destroy();
    await server.stop();
    await rm(dataDir, { recursive: true });
  }
}

async function flood(db: Database, reports: readonly BenchArticle[], count: number): Promise<Flood> {
  const random = createRandom(7);
  const times: number[] = [];
  let [next, alerts] = [0, 0];
  const work = async () => {
    while (next < count) {
      const number = next;
      next += 1;
      const told = tellingOf(reports[Math.floor(random.next() * reports.length)]!, number, random);
      const item = await leasedItem(db, 'a', String(number));
      const signing = { signature: signatureOf(told), ofWatch: new Set<number>() };
      const began = performance.now();
      const stored = await groupArticle(db, {
        item,
        article: told,
        storyKeys: storyKeys(told, { matchedInText: true }),
        signing,
        matches: [{ watchId: 'port', watch: watch('port'), evidence: EVIDENCE }],
        readAgain: null,
        reason: null,
        addressesFor,
        tellsDevelopments: false,
      });
      times[number] = performance.now() - began;
      alerts += stored!.alerts.length;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const [size] = await readRows(
    db,
    z.object({ bytes: z.number() }),
    sql`SELECT pg_total_relation_size('article_keys') + pg_total_relation_size('article_signatures') AS bytes`,
  );
  const tenth = Math.ceil(count / TENTHS);
  return {
    articles: count,
    stories: reports.length,
    first: average(times.slice(0, tenth)),
    last: average(times.slice(-tenth)),
    alerts,
    bytes: size!.bytes / count,
  };
}

function tellingOf({ title, text, language }: BenchArticle, number: number, random: Random): Article {
  const isCut = random.chance(0.3);
  return article(`flood-${number}`, {
    title: isCut ? title : `${title}, reports agency ${number}`,
    text: isCut ? text.slice(0, text.length / 3) : `${text} (agency ${number})`,
    language,
    outlet: `Outlet ${number % 40}`,
    publishedAt: new Date(Date.UTC(2026, 10, 20) + number * 1_000),
  });
}

function average(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
