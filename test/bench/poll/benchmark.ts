import { type Command, InvalidArgumentError } from 'commander';
import { findRedis } from '../../support/redis.ts';
import { type FeedServer, startFeedServer } from './feed-server.ts';
import { measurePeers } from './peers.ts';
import { measureSteady } from './steady.ts';
import { formatSize, formatSteady, type SizeResult } from './table.ts';
import { measureWirewatch, type PollResult } from './wirewatch.ts';

interface Options {
  sizes: number[];
  peersAtAllSizes?: true;
  peers: boolean;
  steady: number;
  json?: true;
}

/** `bench poll`: fails when a contestant does not poll all feeds. */
export function addPollBenchmark(command: Command): void {
  command
    .description(
      'feeds a second, cold and warm, with all database writes and the real queue; beside newsboat and sfeed',
    )
    .option('--sizes <n,…>', 'numbers of feeds', readSizes, [1_000, 10_000])
    .option('--peers-at-all-sizes', 'measure the peers at each size, not at the first only; they take minutes')
    .option('--no-peers', 'leave the peers out')
    .option('--steady <s>', 'then poll 10,000 feeds every ten minutes for so many seconds', readSeconds, 0)
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExamples:\n  npm run bench -- poll --sizes 1000\n  npm run bench -- poll --steady 900')
    .action(runPollBenchmark);
}

async function runPollBenchmark({ sizes, peersAtAllSizes, peers, steady, json }: Options): Promise<void> {
  const tell = (what: string) => {
    if (!json) console.error(what);
  };
  const server = await startFeedServer();
  const redis = await findRedis(process.env);
  try {
    const results: SizeResult[] = [];
    for (const [index, feeds] of sizes.entries()) {
      tell(`polling ${feeds.toLocaleString('en')} feeds`);
      const wirewatch: PollResult[] = [await measureWirewatch(feeds, server)];
      // A database of its own for each size: what the last run left there would be polled, too.
      if (redis.kind === 'found') wirewatch.push(await measureWirewatch(feeds, server, `${redis.url}/${index + 1}`));
      const isPeersTurn = peers && (index === 0 || peersAtAllSizes === true);
      if (isPeersTurn) tell('letting the peers do the same');
      results.push({ feeds, wirewatch, peers: isPeersTurn ? await measurePeers(feeds, server) : [] });
    }
    const steadily = steady > 0 ? await runSteady(steady, server, tell) : null;
    if (json) console.log(JSON.stringify({ sizes: results, steady: steadily }));
    else print(results, steadily);
  } finally {
    if (redis.kind === 'found') await redis.stop();
    await server.stop();
  }
}

function runSteady(seconds: number, server: FeedServer, tell: (what: string) => void) {
  tell(`holding an interval for ${seconds} s`);
  return measureSteady(10_000, seconds, server);
}

function print(results: SizeResult[], steadily: Awaited<ReturnType<typeof measureSteady>> | null): void {
  const baseline = results[0]?.peers ?? [];
  for (const result of results) console.log(`${formatSize(result, baseline)}\n`);
  if (steadily) console.log(formatSteady(steadily));
}

function readSizes(text: string): number[] {
  const sizes = text.split(',').map(Number);
  if (sizes.some((size) => !Number.isInteger(size) || size < 1 || size > 1_000_000))
    throw new InvalidArgumentError('Whole numbers from 1 to 1,000,000.');
  return sizes;
}

function readSeconds(text: string): number {
  const seconds = Number(text);
  if (!(seconds >= 0)) throw new InvalidArgumentError('Seconds.');
  return seconds;
}
