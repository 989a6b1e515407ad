import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Command, InvalidArgumentError } from 'commander';
import { columns, figure } from '../columns.ts';

interface Options {
  runs: number;
  config: string;
  json?: true;
}

/** One command, and the medians of what its runs took. */
interface Contestant {
  name: string;
  argv: string[];
}

interface Measured {
  name: string;
  /** Until its end. */
  wallMs: number;
  /** Processor time of all its threads, user and system. */
  cpuMs: number;
}

/** `bench cli`: what short verbs take, beside starting a bare Node and another command line of Node. */
export function addCliBenchmark(command: Command): void {
  command
    .description('ms of short verbs, from start to end')
    .option('--runs <n>', 'runs of each, of which the median counts', atLeastOne, 10)
    .option('--config <dir>', 'configuration that is checked and listed', 'config')
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExample:\n  npm run bench -- cli')
    .action(runCliBenchmark);
}

function atLeastOne(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('a whole number from 1 on');
  return Number(text);
}

async function runCliBenchmark({ runs, config, json }: Options): Promise<void> {
  const wirewatch = (...args: string[]) => ({
    name: `wirewatch ${args.slice(0, 2).join(' ')}`,
    argv: [process.execPath, 'src/cli/wirewatch.js', ...args],
  });
  const contestants: Contestant[] = [
    { name: 'node -e 0', argv: [process.execPath, '-e', '0'] },
    { name: 'npm --version', argv: ['npm', '--version'] },
    wirewatch('--version'),
    wirewatch('--help'),
    wirewatch('config', 'check', config),
    // Of the files: a database would be measured, too.
    wirewatch('watch', 'list', '--config', config, '--data', join(config, 'no-data')),
  ];
  const taken = new Map(contestants.map(({ name }) => [name, [] as Cost[]]));
  // In turn, so that what else the machine does meets all of them; the first turn compiles.
  for (let turn = -1; turn < runs; turn += 1) {
    for (const { name, argv } of contestants) {
      const cost = await costOf(argv);
      if (turn >= 0) taken.get(name)!.push(cost);
    }
  }
  const measured = contestants.map(({ name }): Measured => {
    const costs = taken.get(name)!;
    return { name, wallMs: median(costs.map(({ wallMs }) => wallMs)), cpuMs: median(costs.map(({ cpuMs }) => cpuMs)) };
  });
  if (json) console.log(JSON.stringify({ runs, measured }));
  else console.log(columns(rowsOf(measured)).join('\n'));
}

type Cost = Omit<Measured, 'name'>;

/** @throws when the command fails. */
async function costOf(argv: string[]): Promise<Cost> {
  const { DATABASE_URL, NODE_OPTIONS, ...env } = process.env;
  const start = performance.now();
  // POSIX: the second line of `times` is the processor time of the shell's children.
  const script = '"$@" > /dev/null 2>&1 || exit 1; times';
  const { stdout } = await promisify(execFile)('sh', ['-c', script, 'sh', ...argv], { env });
  const wallMs = performance.now() - start;
  const times = [...stdout.split('\n')[1]!.matchAll(/(\d+)m([\d.]+)s/g)];
  return {
    wallMs,
    cpuMs: times.reduce((sum, [, minutes, seconds]) => sum + 60_000 * +minutes! + 1_000 * +seconds!, 0),
  };
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
}

function rowsOf(measured: Measured[]): string[][] {
  const [bare] = measured;
  return [
    ['ms, median', 'start to end', 'CPU', 'CPU, of a bare Node'],
    ...measured.map(({ name, wallMs, cpuMs }) => [
      name,
      figure(wallMs),
      figure(cpuMs),
      `${figure(cpuMs / bare!.cpuMs)} times`,
    ]),
  ];
}
