import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { columns, figure } from '../columns.ts';
import { type FloodCost, measureFlood } from './flood.ts';

interface Options {
  matches: number;
  json?: true;
}

/** `bench route`: what a flood of stories costs by routes that make digests of it. */
export function addRouteBenchmark(command: Command): void {
  command
    .description('ms of a match and messages in a flood of stories, with digests and, as the baseline, without routes')
    .option('--matches <n>', 'stories that each meet a watch', atLeastHundred, 10_000)
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExample:\n  npm run bench -- route')
    .action(runRouteBenchmark);
}

function atLeastHundred(text: string): number {
  if (!/^[1-9]\d{2,5}$/.test(text)) throw new InvalidArgumentError('a whole number from 100 on');
  return Number(text);
}

async function runRouteBenchmark({ matches, json }: Options): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'wirewatch-bench-'));
  try {
    const plain = await measureFlood(join(home, 'plain'), matches, false);
    const routed = await measureFlood(join(home, 'routed'), matches, true);
    if (json) console.log(JSON.stringify({ plain, routed }));
    else print(matches, plain, routed);
  } finally {
    await rm(home, { recursive: true });
  }
}

function print(matches: number, plain: FloodCost, routed: FloodCost): void {
  const row = (name: string, cost: FloodCost) => [
    name,
    figure(cost.perSecond),
    figure(cost.medianMs),
    figure(cost.p99Ms),
    figure(cost.desk),
    figure(cost.legal),
    String(cost.missing),
    figure(cost.longestFlushMs),
    figure(cost.heapMb),
  ];
  const heading = ['a second', 'ms', 'p99', 'desk', 'legal', 'missing', 'longest flush, ms', 'heap, MB'];
  console.log(
    columns([
      [`${figure(matches)} stories`, ...heading],
      row('without routes', plain),
      row('with digests in a flood', routed),
      ['ratio', figure(routed.perSecond / plain.perSecond), figure(routed.medianMs / plain.medianMs), ''],
    ]).join('\n'),
  );
}
