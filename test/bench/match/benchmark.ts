import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { startEmbeddedPostgres } from '../../../src/store/embedded/server.ts';
import { prepareMaterial } from './material.ts';
import { connectPostgresBaseline, type PostgresBaseline } from './postgres.ts';
import { measureSize, type SizeResult } from './size.ts';
import { formatResults, growthOf } from './table.ts';
import { createVocabulary } from './vocabulary.ts';

interface Options {
  sizes: number[];
  seconds: number;
  json?: true;
}

/** `bench match`: exit code 1 when two contestants disagree on any article and watch. */
export function addMatchBenchmark(command: Command): void {
  command
    .description('articles a second against N watches: the engine, one RegExp a watch, and PostgreSQL')
    .option('--sizes <n,…>', 'numbers of watches', readSizes, [100, 1_000, 10_000, 100_000])
    .option('--seconds <s>', 'time for each figure', readSeconds, 3)
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExample:\n  npm run bench -- match --sizes 1000,100000')
    .action(runMatchBenchmark);
}

async function runMatchBenchmark({ sizes, seconds, json }: Options): Promise<void> {
  const material = prepareMaterial(createVocabulary(1), Math.max(...sizes));
  const results: SizeResult[] = [];
  await withPostgres(async (postgres) => {
    for (const size of sizes) {
      if (!json) console.error(`measuring ${size.toLocaleString('en')} watches`);
      results.push(await measureSize(size, material, { postgres, seconds }));
    }
  });
  console.log(json ? JSON.stringify({ sizes: results, growth: growthOf(results) }) : formatResults(results));
  const differing = results
    .flatMap(({ regexp, postgres }) => [regexp, postgres])
    .some(({ agreement }) => agreement.differing > 0);
  if (differing) process.exitCode = 1;
}

async function withPostgres(use: (postgres: PostgresBaseline) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'wirewatch-bench-'));
  const server = await startEmbeddedPostgres({ dataDir, durable: false });
  try {
    const postgres = await connectPostgresBaseline(server.url);
    try {
      await use(postgres);
    } finally {
      await postgres.close();
    }
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true });
  }
}

function readSizes(text: string): number[] {
  const sizes = text.split(',').map(Number);
  if (sizes.some((size) => !Number.isInteger(size) || size < 1))
    throw new InvalidArgumentError('Whole numbers from 1 up.');
  return sizes;
}

function readSeconds(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0)) throw new InvalidArgumentError('A number above 0.');
  return seconds;
}
