/** `npm run bench -- NAME`: the benchmarks, each against named baselines in the same run. docs/benchmarks.md tells how to read them. */
import { Command } from 'commander';
import { addCliBenchmark } from './cli/benchmark.ts';
import { addConfigBenchmark } from './config/benchmark.ts';
import { addExtractBenchmark } from './extract/benchmark.ts';
import { addKeepBenchmark } from './keep/benchmark.ts';
import { addMatchBenchmark } from './match/benchmark.ts';
import { addPathBenchmark } from './path/benchmark.ts';
import { addPollBenchmark } from './poll/benchmark.ts';
import { addRouteBenchmark } from './route/benchmark.ts';
import { addSearchBenchmark } from './search/benchmark.ts';
import { addStoreBenchmark } from './store/benchmark.ts';
import { addStoriesBenchmark } from './stories/benchmark.ts';

/** A benchmark is a directory with its own options, and a line here. */
const BENCHMARKS: Record<string, (command: Command) => void> = {
  cli: addCliBenchmark,
  config: addConfigBenchmark,
  extract: addExtractBenchmark,
  keep: addKeepBenchmark,
  match: addMatchBenchmark,
  path: addPathBenchmark,
  poll: addPollBenchmark,
  route: addRouteBenchmark,
  search: addSearchBenchmark,
  store: addStoreBenchmark,
  stories: addStoriesBenchmark,
};

const program = new Command('bench').description('measure Wirewatch against named baselines');
for (const [name, add] of Object.entries(BENCHMARKS)) add(program.command(name));
await program.parseAsync();
