import { monitorEventLoopDelay } from 'node:perf_hooks';
import pg from 'pg';
import { createArchiveFiller } from '../../../src/archive/fill.ts';
import { searchArchive } from '../../../src/archive/search.ts';
import { createWatchIndex } from '../../../src/match/index/watch-index.ts';
import type { Aliases } from '../../../src/model/watch.ts';
import { articlesOf } from '../../../src/store/archive/stored-article.ts';
import type { Database } from '../../../src/store/database.ts';
import { storeArticles } from '../../archive/support.ts';
import { writeArchive } from './corpus.ts';

const BATCH = 500;
/** Hits after which a list is full, as `wirewatch search` lists them. */
const LISTED = 50;
/** Articles by which a plain scan is measured. */
const SCANNED = 2_000;
/** Times each query is asked, but once where it takes long. */
const TIMES = 20;
const LONG_MS = 5_000;

/** A query, and what it is to Postgres; null: Postgres cannot say it. */
export interface BenchQuery {
  name: string;
  query: string;
  tsquery: string | null;
}

const ALIASES: Aliases = { bka: ['{BKA}', 'Bundeskriminalamt', 'German Federal Criminal Police', '联邦刑事警察局'] };

/** What people ask; the last ones are those that no index helps with. */
export const QUERIES: readonly BenchQuery[] = [
  { name: 'a rare word', query: 'bundeskriminalamt', tsquery: 'bundeskriminalamtes' },
  { name: 'two terms near', query: 'telegram NEAR/10 @bka', tsquery: "telegram & ('bundeskriminalamtes' | bka)" },
  { name: 'a phrase', query: '"user data"', tsquery: 'user <-> data' },
  { name: 'inflected, umlauts', query: 'muller AND haus', tsquery: 'müller & häuser' },
  { name: 'joined words', query: 'cyberattack NOT telegram', tsquery: "'cyber-attacks' & !telegram" },
  { name: 'Russian', query: 'книга AND полиция', tsquery: 'книги & полиции' },
  { name: 'Chinese', query: '刑事警察', tsquery: null },
  { name: 'Arabic', query: 'شرطة AND وزير', tsquery: 'الشرطة & وزير' },
  { name: 'Thai', query: 'ตำรวจ AND กรุงเทพ', tsquery: null },
  { name: 'beginning', query: 'bundeskrim*', tsquery: 'bundeskrim:*' },
  { name: 'inside', query: '*kriminal*', tsquery: null },
  { name: 'of one outlet', query: 'telegram AND source:"Outlet 12"', tsquery: null },
  { name: 'common words', query: 'the AND his', tsquery: 'the & his' },
  { name: 'one Chinese letter', query: '丂', tsquery: null },
  { name: 'common, nowhere near', query: 'telegram NOT NEAR/1000 the', tsquery: null },
];

/** What a query took. All ms. */
export interface QueryFigure {
  name: string;
  /** Articles that may satisfy it, by the index, and those that do among those looked at. */
  candidates: number;
  found: number;
  /** Until 50 are found, or all, half the times and 19 of 20 times. */
  list: Spread;
  /** Until all are found. */
  all: Spread;
  /** The longest that a search kept everything else in its process waiting. */
  heldUpMs: number;
  /** What Postgres' own full text takes for all ids; null: it cannot say the query. */
  postgresMs: number | null;
  /** What the matcher would take for all articles, read from the database. */
  scanMs: number;
}

/** ms. */
export interface Spread {
  p50: number;
  p95: number;
}

/** How the archive was filled. */
export interface FillFigure {
  articles: number;
  /** ms an article, filing it; null: it was filed before. */
  fileMs: number | null;
  /** Bytes an article, index and vocabulary included. */
  bytes: number;
  words: number;
}

/** Fills the archive with `articles` articles, files them, and makes Postgres' own index beside; but what is there stays. */
export async function fillArchive(db: Database, url: string, articles: number): Promise<FillFigure> {
  return withClient(url, async (client) => {
    const known = Number((await client.query('SELECT count(*) FROM articles')).rows[0].count);
    let fileMs: number | null = null;
    if (known === 0) {
      for (const batch of writeArchive(articles, BATCH)) await storeArticles(db, batch);
      const started = performance.now();
      await createArchiveFiller().fill(db, new AbortController().signal);
      fileMs = (performance.now() - started) / articles;
      await client.query(
        `CREATE TABLE fts AS SELECT id, to_tsvector('simple', title || ' ' || text) AS words FROM articles`,
      );
      await client.query('CREATE INDEX fts_words ON fts USING gin (words)');
      await client.query('VACUUM ANALYZE');
    }
    const { rows } = await client.query(`
      SELECT pg_total_relation_size('archive') + pg_total_relation_size('archive_words') AS bytes,
        (SELECT count(*) FROM archive_words) AS words`);
    const count = known || articles;
    return { articles: count, fileMs, bytes: Number(rows[0].bytes) / count, words: Number(rows[0].words) };
  });
}

/** Asks every query, some of them many times. */
export async function* measureQueries(db: Database, url: string, articles: number): AsyncGenerator<QueryFigure> {
  for (const { name, query, tsquery } of QUERIES) {
    const scanMs = ((await timeScan(db, query)) * articles) / SCANNED;
    const runs: Awaited<ReturnType<typeof search>>[] = [];
    const postgres: number[] = [];
    do {
      runs.push(await search(db, query));
      if (tsquery !== null) postgres.push(await timePostgres(url, tsquery));
    } while (runs.length < TIMES && runs.at(-1)!.allMs < LONG_MS);
    const { candidates, found } = runs[0]!;
    yield {
      ...{ name, candidates, found, scanMs },
      list: spreadOf(runs.map(({ listMs }) => listMs)),
      all: spreadOf(runs.map(({ allMs }) => allMs)),
      heldUpMs: Math.max(...runs.map(({ heldUpMs }) => heldUpMs)),
      postgresMs: tsquery === null ? null : spreadOf(postgres).p50,
    };
  }
}

function spreadOf(times: readonly number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return { p50: at(0.5), p95: at(0.95) };
}

async function search(db: Database, query: string) {
  const turns = monitorEventLoopDelay({ resolution: 1 });
  turns.enable();
  const started = performance.now();
  let found = 0;
  let listMs: number | null = null;
  const results = searchArchive(db, {
    watches: [{ id: 'query', query, language: null, dialect: null }],
    aliases: ALIASES,
    since: null,
    lookAt: 20_000,
  });
  let next = await results.next();
  for (; !next.done; next = await results.next()) {
    found += 1;
    if (found === LISTED) listMs = performance.now() - started;
  }
  const allMs = performance.now() - started;
  turns.disable();
  const heldUpMs = turns.max / 1e6;
  return { candidates: next.value.candidates, found, listMs: listMs ?? allMs, allMs, heldUpMs };
}

/** ms of reading and matching a sample. */
async function timeScan(db: Database, query: string): Promise<number> {
  const index = createWatchIndex(ALIASES);
  index.add({ id: 'query', query, language: null, dialect: null });
  const started = performance.now();
  for (let from = 1; from <= SCANNED; from += BATCH) {
    const ids = Array.from({ length: BATCH }, (_, nth) => from + nth);
    for (const article of await articlesOf(db, ids)) index.match(article);
  }
  return performance.now() - started;
}

function timePostgres(url: string, tsquery: string): Promise<number> {
  return withClient(url, async (client) => {
    const started = performance.now();
    await client.query('SELECT array_agg(id ORDER BY id DESC) FROM fts WHERE words @@ to_tsquery($1, $2)', [
      'simple',
      tsquery,
    ]);
    return performance.now() - started;
  });
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
