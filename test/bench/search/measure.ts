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
/** Times each query is asked; the fastest counts. */
const TIMES = 3;

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
  { name: 'beginning', query: 'bundeskrim*', tsquery: 'bundeskrim:*' },
  { name: 'inside', query: '*kriminal*', tsquery: null },
  { name: 'of one outlet', query: 'telegram AND source:"Outlet 12"', tsquery: null },
  { name: 'common words', query: 'the AND his', tsquery: 'the & his' },
  { name: 'one Chinese letter', query: '丂', tsquery: null },
  { name: 'common, nowhere near', query: 'telegram NOT NEAR/1000 the', tsquery: null },
];

/** What a query took. */
export interface QueryFigure {
  name: string;
  /** Articles that may satisfy it, by the index, and those that do among those looked at. */
  candidates: number;
  found: number;
  /** ms until 50 are found, or all. */
  listMs: number;
  /** ms until all are found. */
  allMs: number;
  /** ms that Postgres' own full text takes for all ids; null: it cannot say the query. */
  postgresMs: number | null;
  /** ms that the matcher would take for all articles, read from the database. */
  scanMs: number;
}

/** How the archive was filled. */
export interface FillFigure {
  articles: number;
  /** ms of one core an article, filing it. */
  fileMs: number;
  /** Bytes an article, index and vocabulary included. */
  bytes: number;
  words: number;
}

/** Fills the archive with `articles` articles, files them, and makes Postgres' own index beside. */
export async function fillArchive(db: Database, url: string, articles: number): Promise<FillFigure> {
  for (const batch of writeArchive(articles, BATCH)) await storeArticles(db, batch);
  const started = performance.now();
  await createArchiveFiller().fill(db, new AbortController().signal);
  const fileMs = (performance.now() - started) / articles;
  return withClient(url, async (client) => {
    await client.query(
      `CREATE TABLE fts AS SELECT id, to_tsvector('simple', title || ' ' || text) AS words FROM articles`,
    );
    await client.query('CREATE INDEX fts_words ON fts USING gin (words)');
    await client.query('VACUUM ANALYZE');
    const { rows } = await client.query(`
      SELECT pg_total_relation_size('archive') + pg_total_relation_size('archive_words') AS bytes,
        (SELECT count(*) FROM archive_words) AS words`);
    return { articles, fileMs, bytes: Number(rows[0].bytes) / articles, words: Number(rows[0].words) };
  });
}

/** Asks every query, the fastest of three times. */
export async function* measureQueries(db: Database, url: string, articles: number): AsyncGenerator<QueryFigure> {
  for (const { name, query, tsquery } of QUERIES) {
    const scanMs = ((await timeScan(db, query)) * articles) / SCANNED;
    let [listMs, allMs, postgresMs] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    let [candidates, found] = [0, 0];
    for (let time = 0; time < TIMES; time += 1) {
      const run = await search(db, query);
      [candidates, found] = [run.candidates, run.found];
      listMs = Math.min(listMs, run.listMs);
      allMs = Math.min(allMs, run.allMs);
      if (tsquery !== null) postgresMs = Math.min(postgresMs, await timePostgres(url, tsquery));
      if (run.allMs > 5_000) break;
    }
    yield { name, candidates, found, listMs, allMs, postgresMs: tsquery === null ? null : postgresMs, scanMs };
  }
}

async function search(db: Database, query: string) {
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
  return { candidates: next.value.candidates, found, listMs: listMs ?? allMs, allMs };
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
