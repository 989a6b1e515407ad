import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type Command, InvalidArgumentError } from 'commander';
import { CONTESTANTS, type Contestant } from './contestants.ts';
import type { Reading } from './measure-reader.ts';
import { readPages } from './pages.ts';
import { measurePool, type PoolRate } from './pool.ts';
import { formatExtraction } from './table.ts';

interface Options {
  pages?: string;
  rounds: number;
  json?: true;
}

/** Seconds a pool is measured for. */
const POOL_SECONDS = 8;

/** `bench extract`: ms a page beside Readability on jsdom, and pages a second of the pool. */
export function addExtractBenchmark(command: Command): void {
  command
    .description('ms and memory for an article page, beside Readability on jsdom; pages a second of the pool')
    .option('--pages <folder>', 'read these pages, .html or gzipped, instead of generated ones')
    .option('--rounds <n>', 'how often each page is read', readRounds, 3)
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nExamples:\n  npm run bench -- extract\n  npm run bench -- extract --pages ~/pages --rounds 5',
    )
    .action(runExtractBenchmark);
}

async function runExtractBenchmark({ pages: folder, rounds, json }: Options): Promise<void> {
  const pages = readPages(folder ?? null);
  const readings: [Contestant, Reading][] = [];
  for (const name of Object.keys(CONTESTANTS) as Contestant[]) {
    if (!json) console.error(`reading ${pages.length} pages with ${name}`);
    readings.push([name, measureReader(name, rounds, folder)]);
  }
  const pools: PoolRate[] = [];
  for (let threads = 1; threads <= availableParallelism(); threads *= 2) {
    if (!json) console.error(`reading them with ${threads} threads`);
    pools.push(await measurePool(pages, threads, POOL_SECONDS));
  }
  if (json) console.log(JSON.stringify({ readings: Object.fromEntries(readings), pools }));
  else console.log(formatExtraction(readings, pools));
}

function measureReader(name: Contestant, rounds: number, folder: string | undefined): Reading {
  const script = fileURLToPath(new URL('measure-reader.ts', import.meta.url));
  const args = [script, name, String(rounds), ...(folder ? [folder] : [])];
  const run = spawnSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (run.status !== 0) throw new Error(`${name} failed`);
  return JSON.parse(run.stdout);
}

function readRounds(text: string): number {
  const rounds = Number(text);
  if (!Number.isInteger(rounds) || rounds < 1) throw new InvalidArgumentError('A whole number above 0.');
  return rounds;
}
