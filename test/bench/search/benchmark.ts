import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { openDatabase } from '../../../src/store/database.ts';
import { startEmbeddedPostgres } from '../../../src/store/embedded/server.ts';
import { migrate } from '../../../src/store/migrate.ts';
import { columns } from '../columns.ts';
import { type FillFigure, fillArchive, measureQueries, type QueryFigure } from './measure.ts';

/** `bench search`: ms of searches of the archive, beside a plain scan with the matcher and Postgres' own full text. */
export function addSearchBenchmark(command: Command): void {
  command
    .description('ms of searches of the archive, beside a scan with the matcher and Postgres’ own full text')
    .option('--articles <n>', 'articles of 5 KB in the archive', readCount, 100_000)
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExample:\n  npm run bench -- search --articles 10000')
    .action(runSearchBenchmark);
}

async function runSearchBenchmark({ articles, json }: { articles: number; json?: true }): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'wirewatch-bench-'));
  const server = await startEmbeddedPostgres({ dataDir });
  const db = openDatabase({ url: server.url, maxConnections: 4, onConnectionError: () => {} });
  try {
    await migrate(db);
    if (!json) console.error(`filling an archive with ${articles.toLocaleString('en')} articles`);
    const fill = await fillArchive(db, server.url, articles);
    const queries: QueryFigure[] = [];
    for await (const figure of measureQueries(db, server.url, articles)) {
      if (!json) console.error(`asked for ${figure.name}`);
      queries.push(figure);
    }
    console.log(json ? JSON.stringify({ fill, queries }) : formatSearches(fill, queries));
  } finally {
    await db.destroy();
    await server.stop();
    await rm(dataDir, { recursive: true });
  }
}

function formatSearches({ articles, fileMs, bytes, words }: FillFigure, queries: readonly QueryFigure[]): string {
  const whole = (count: number) => Math.round(count).toLocaleString('en');
  const head = ['query', 'candidates', 'found', 'first 50, ms', 'all, ms', 'Postgres, ms', 'scan, ms', 'scan ÷ all'];
  const rows = queries.map(({ name, candidates, found, listMs, allMs, postgresMs, scanMs }) => [
    name,
    whole(candidates),
    whole(found),
    whole(listMs),
    whole(allMs),
    postgresMs === null ? '–' : postgresMs.toFixed(1),
    whole(scanMs),
    (scanMs / allMs).toFixed(1),
  ]);
  return [
    `${whole(articles)} articles, filed in ${fileMs.toFixed(2)} ms and ${whole(bytes)} bytes each; ${whole(words)} words in the vocabulary`,
    '',
    ...columns([head, ...rows]),
  ].join('\n');
}

function readCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 2_000) throw new InvalidArgumentError('A whole number from 2000 up.');
  return count;
}
