/**
 * `npm run test:faults`: what is promised about delivery (docs/architecture.md), tried with every fault we can bring about;
 * docs/faults.md tells how to read the table. Ends with 1 when the promise was broken.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { makeCluster } from '../support/cluster.ts';
import { BACKENDS, type Backend } from './backend.ts';
import { isGood, type Part, play, type Row } from './play.ts';
import { cells } from './scenarios.ts';
import { describeRow, tableOf } from './table.ts';

interface Options {
  only?: string;
  backend?: Backend;
  seeds: number;
  firstSeed: number;
  jobs: number;
  short: boolean;
}

function count(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('a whole number from 1 on');
  return Number(text);
}

/** Plays all parts, so many at once: they mostly wait. */
async function playAll(parts: Part[], atOnce: number, onRow: (row: Row) => void): Promise<Row[]> {
  const rows: Row[] = [];
  const left = parts.entries();
  const work = async () => {
    for (const [index, part] of left) {
      const row = await play(part);
      rows[index] = row;
      onRow(row);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return rows;
}

async function main({ only, backend, seeds, firstSeed, jobs, short }: Options): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'wirewatch-faults-cluster-'));
  process.env.WIREWATCH_TEST_CLUSTER = await makeCluster(join(root, 'cluster'));
  process.env.NODE_COMPILE_CACHE ??= resolve('node_modules/.cache/wirewatch-tests');
  const chosen = cells({ isShort: short, ...(only !== undefined && { only }), ...(backend && { backend }) });
  const parts = chosen.flatMap((cell) =>
    Array.from({ length: seeds }, (_, index) => ({ ...cell, seed: firstSeed + index, isShort: short })),
  );
  try {
    const rows = await playAll(parts, jobs, (row) => console.error(describeRow(row)));
    console.log(tableOf(rows));
    if (rows.length === 0) console.error('no scenario has such a name on such a backend');
    process.exitCode = rows.length > 0 && rows.every(isGood) ? 0 : 1;
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

await new Command('test:faults')
  .description('try what is promised about delivery with every fault there is')
  .option('--only <name>', 'only scenarios whose name has these words')
  .addOption(new Option('--backend <backend>', 'only on this one').choices([...BACKENDS]))
  .option('--seeds <n>', 'play each row with so many seeds', count, 1)
  .option('--first-seed <n>', 'the first of them', count, 1)
  .option('--jobs <n>', 'rows that are played at once', count, Math.max(2, availableParallelism()))
  .option('--short', 'a handful of rows, and faults that are brief', false)
  .action(main)
  .parseAsync();
