import pg from 'pg';
import type { BenchArticle } from './corpus.ts';
import type { Asked } from './watches.ts';

/** Words between title and text, so that no proximity of a watch reaches over them; no watch asks for it. */
const FIELD_END = ' xxx'.repeat(30);
/** Rows a statement. */
const BATCH = 2_000;

/**
 * The baseline of PostgreSQL: a table of `tsquery`, one row a watch, and for each article a sequential scan for those its
 * `tsvector` satisfies. A GIN index finds the documents of a query, not the queries of a document, and cannot help.
 */
export interface PostgresBaseline {
  /** Replaces the watches there were. */
  load(watches: readonly Asked[]): Promise<void>;
  /** Numbers of the watches that match, in order. */
  find(article: BenchArticle): Promise<number[]>;
  close(): Promise<void>;
}

/** Works in a database of its own, on one connection and one core. */
export async function connectPostgresBaseline(url: string): Promise<PostgresBaseline> {
  const client = new pg.Client(url);
  await client.connect();
  // Neither pays for a scan of milliseconds, and parallel workers would be more than one core.
  await client.query('set jit = off; set max_parallel_workers_per_gather = 0');

  return {
    async load(watches) {
      await client.query('drop table if exists watches; create table watches (number int, query tsquery)');
      for (let from = 0; from < watches.length; from += BATCH) {
        const batch = watches.slice(from, from + BATCH);
        await client.query('insert into watches select * from unnest($1::int[], $2::tsquery[])', [
          batch.map((_, index) => from + index),
          batch.map(tsqueryOf),
        ]);
      }
      await client.query('vacuum analyze watches');
    },

    async find(article) {
      // The subquery is evaluated once, not for each row.
      const { rows } = await client.query<{ number: number }>({
        name: 'find',
        text: `select number from watches where (select to_tsvector('simple', $1)) @@ query order by number`,
        values: [plainText(article)],
      });
      return rows.map(({ number }) => number);
    },

    close: () => client.end(),
  };
}

/**
 * The article as PostgreSQL counts the same words as Wirewatch: a hyphenated word would be three to it, and the two sides
 * of an apostrophe two.
 */
function plainText({ title, text }: BenchArticle): string {
  return `${title}${FIELD_END} ${text}`.replace(/'s\b/g, '').replaceAll("'", '').replaceAll('-', ' ');
}

function tsqueryOf(asked: Asked): string {
  switch (asked.kind) {
    case 'word':
      return asked.word;
    case 'prefix':
      return `${asked.letters}:*`;
    case 'phrase':
      return asked.words.join(' <-> ');
    case 'any':
      return joined(asked.of.map(tsqueryOf), '|');
    case 'all':
      return joined(asked.of.map(tsqueryOf), '&');
    case 'near':
      return near(tsqueryOf(asked.left), tsqueryOf(asked.right), asked.distance);
    case 'without':
      return `(${tsqueryOf(asked.asked)} & !(${tsqueryOf(asked.excluded)}))`;
  }
}

/**
 * `<1>` is side by side: `NEAR/0`. There is no operator for "so far at most", hence one phrase for each distance and order.
 * That both sides are there at all is asked first: it is cheap, and fails for most articles.
 */
function near(left: string, right: string, distance: number): string {
  const steps = Array.from({ length: distance + 1 }, (_, between) => `<${between + 1}>`);
  const phrases = steps.flatMap((step) => [`${left} ${step} ${right}`, `${right} ${step} ${left}`]);
  return joined([left, right, joined(phrases, '|')], '&');
}

function joined(parts: readonly string[], operator: '|' | '&'): string {
  return `(${parts.map((part) => `(${part})`).join(` ${operator} `)})`;
}
