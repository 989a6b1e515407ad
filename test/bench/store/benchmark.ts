import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { startEmbeddedPostgres } from '../../../src/store/embedded/server.ts';
import { migrate } from '../../../src/store/migrate.ts';
import { fill, LARGE } from '../../store/filled.ts';
import { columns, figure } from '../columns.ts';
import { type Churn, measureChurn } from './churn.ts';
import { measureQuestions, type Question } from './questions.ts';
import { measureRoundTrips, type RoundTrips } from './round-trips.ts';

/** `bench store`: ways to the database, what polls do to its rows, and ms of what is asked of a filled one. */
export function addStoreBenchmark(command: Command): void {
  command
    .description(
      'round trips of each piece of work, rows a second and HOT share of polls, ms of questions to 150,000 items',
    )
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExample:\n  npm run bench -- store')
    .action(runStoreBenchmark);
}

async function runStoreBenchmark({ json }: { json?: true }): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'wirewatch-bench-'));
  const server = await startEmbeddedPostgres({ dataDir });
  const db = openDatabase({ url: server.url, maxConnections: 4, onConnectionError: () => {} });
  try {
    await migrate(db);
    const tell = (what: string) => {
      if (!json) console.error(what);
    };
    tell('counting round trips');
    const roundTrips = await measureRoundTrips(server.url);
    await emptied(db);
    tell('filling a database');
    await fill(db, LARGE);
    tell('asking it');
    const questions = await measureQuestions(db);
    tell('polling');
    const churns = await measureChurn(db);
    if (json) console.log(JSON.stringify({ roundTrips, questions, churns }));
    else print(roundTrips, questions, churns);
  } finally {
    await db.destroy();
    await server.stop();
    await rm(dataDir, { recursive: true });
  }
}

async function emptied(db: Database): Promise<void> {
  await db.deleteFrom('deliveries').execute();
  await db.deleteFrom('alerts').execute();
  await db.deleteFrom('matches').execute();
  await db.deleteFrom('feeds').execute();
  await db.deleteFrom('articles').execute();
  await db.deleteFrom('stories').execute();
}

function print(roundTrips: RoundTrips[], questions: Question[], churns: Churn[]): void {
  const tables = [
    [['', 'round trips'], ...roundTrips.map(({ work, count }) => [work, String(count)])],
    [
      ['question to 10,000 feeds, 150,000 items, 30,000 deliveries', 'ms', 'asked plainly, ms', 'ratio'],
      ...questions.map(({ what, ms, plainlyMs }) => [
        what,
        figure(ms),
        plainlyMs === null ? '' : figure(plainlyMs),
        plainlyMs === null ? '' : figure(plainlyMs / ms),
      ]),
    ],
    [
      ['10,000 polls', 'a second', 'updates', 'HOT', 'WAL KB a poll'],
      ...churns.map(({ layout, pollsPerSecond, updates, hotShare, walBytes }) => [
        layout,
        figure(pollsPerSecond),
        String(updates),
        `${figure(hotShare * 100)} %`,
        figure(walBytes / 1_024),
      ]),
    ],
  ];
  console.log(tables.map((table) => columns(table).join('\n')).join('\n\n'));
}
