import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { openDatabase } from '../../../src/store/database.ts';
import { startEmbeddedPostgres } from '../../../src/store/embedded/server.ts';
import { migrate } from '../../../src/store/migrate.ts';
import { columns } from '../columns.ts';
import { type FillFigure, fillArchive, measureQueries, type QueryFigure, type Spread } from './measure.ts';

/** `bench search`: ms of searches of the archive, beside a plain scan with the matcher and Postgres' own full text. */
export function addSearchBenchmark(command: Command): void {
  command
    .description('ms of searches of the archive, beside a scan with the matcher and Postgres’ own full text')
    .option('--articles <n>', 'articles of 5 KB in the archive', readCount, 100_000)
    .option('--keep <dir>', 'keep the archive in this directory, and ask the one that is there')
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExample:\n  npm run bench -- search --articles 10000')
    .action(runSearchBenchmark);
}

interface Flags {
  articles: number;
  keep?: string;
  json?: true;
}

async function runSearchBenchmark({ articles, keep, json }: Flags): Promise<void> {
  const dataDir = keep ?? (await mkdtemp(join(tmpdir(), 'wirewatch-bench-')));
  await mkdir(dataDir, { recursive: true });
  const server = await startEmbeddedPostgres({ dataDir });
  const db = openDatabase({ url: server.url, maxConnections: 4, onConnectionError: () => {} });
  try {
    await migrate(db);
    if (!json) console.error(`filling an archive with ${articles.toLocaleString('en')} articles`);
    const fill = await fillArchive(db, server.url, articles);
    const queries: QueryFigure[] = [];
    for await (const figure of measureQueries(db, server.url, fill.articles)) {
      if (!json) console.error(`asked for ${figure.name}`);
      queries.push(figure);
    }
    console.log(json ? JSON.stringify({ fill, queries }) : formatSearches(fill, queries));
  } finally {
    await db.destroy();
    await server.stop();
    if (keep === undefined) await rm(dataDir, { recursive: true });
  }
}

function formatSearches(fill: FillFigure, queries: readonly QueryFigure[]): string {
  const whole = (count: number) => Math.round(count).toLocaleString('en');
  const spread = ({ p50, p95 }: Spread) => `${whole(p50)} / ${whole(p95)}`;
  const head = ['query', 'candidates', 'found', 'first 50', 'all', 'held up', 'Postgres', 'scan'];
  const rows = queries.map(({ name, candidates, found, list, all, heldUpMs, postgresMs, scanMs }) => [
    name,
    whole(candidates),
    whole(found),
    spread(list),
    spread(all),
    whole(heldUpMs),
    postgresMs === null ? '–' : postgresMs.toFixed(1),
    whole(scanMs),
  ]);
  const { articles, fileMs, bytes, words } = fill;
  const filed = fileMs === null ? 'filed before' : `filed in ${fileMs.toFixed(2)} ms each`;
  const million = [
    `${(bytes / 1e3).toFixed(1)} GB`,
    ...(fileMs === null ? [] : [`${(fileMs / 3.6).toFixed(1)} hours of filing`]),
  ];
  return [
    `${whole(articles)} articles, ${filed}, ${whole(bytes)} bytes each; ${whole(words)} words in the vocabulary`,
    `a million, projected from that and not measured: ${million.join(', ')}`,
    '',
    'ms, half the times / 19 of 20 times:',
    ...columns([head, ...rows]),
  ].join('\n');
}

function readCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 2_000) throw new InvalidArgumentError('A whole number from 2000 up.');
  return count;
}
