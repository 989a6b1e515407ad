import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Command, InvalidArgumentError } from 'commander';
import { createConfigChecker } from '../../../src/config/check/checker.ts';
import type { Config } from '../../../src/config/load.ts';
import { createLogger } from '../../../src/log.ts';
import { createRunning, type Ground } from '../../../src/running.ts';
import { columns, figure } from '../columns.ts';

interface Options {
  watches: number;
}

/** `bench config`: what an edit of one watch costs, beside a configuration that is made anew. */
export function addConfigBenchmark(command: Command): void {
  command
    .description('ms of an edit of one watch among many, beside making everything anew')
    .option('--watches <n>', 'watches of the configuration', number, 10_000)
    .addHelpText('after', '\nExample:\n  npm run bench -- config --watches 10000')
    .action(runConfigBenchmark);
}

function number(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('a whole number from 1 on');
  return Number(text);
}

/** Nothing is sent or fetched. */
const GROUND: Ground = {
  createTurns: () => ({}) as ReturnType<Ground['createTurns']>,
  storeInboxMessage: async () => {},
  latestCanaryRun: async () => null,
  sendsAtOnce: 1,
  log: createLogger({ level: 'silent', pretty: false }),
};

async function runConfigBenchmark({ watches }: Options): Promise<void> {
  const checker = createConfigChecker();
  const textOf = (changed: string) =>
    `watches:\n${Array.from({ length: watches }, (_, n) => `  - {id: w${n}, query: (alpha${n} OR beta${n}) NEAR/10 "gamma delta${n % 100}"}\n`).join('')}  - {id: last, query: ${changed}}\n`;
  const check = async (changed: string): Promise<Config> => {
    const files = [{ path: 'wirewatch.yaml', content: { kind: 'text' as const, text: textOf(changed) } }];
    const checked = await checker.check({ directory: 'config', files }, { env: {}, contents: {} });
    if (checked.kind === 'invalid') throw new Error(checked.problems[0]!.reason);
    return checked.config;
  };

  const first = await check('one');
  const anew = timed(() => createRunning({ version: 1, config: first }, GROUND));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const began = performance.now();
  const second = await check('another');
  const checkMs = performance.now() - began;
  delay.disable();
  const changed = timed(() => createRunning({ version: 2, config: second }, GROUND, anew.made));
  await Promise.all([anew.made.close(), checker.close()]);

  const rows = [
    ['ms', `${watches} watches`, 'of an index made anew'],
    ['index made anew', figure(anew.ms), '1 times'],
    ['index after an edit', figure(changed.ms), `${figure(changed.ms / anew.ms)} times`],
    ['check, in a thread', figure(checkMs), `${figure(checkMs / anew.ms)} times`],
    ['longest that all else waits', figure(delay.max / 1e6), `${figure(delay.max / 1e6 / anew.ms)} times`],
  ];
  console.log(columns(rows).join('\n'));
}

function timed<T>(make: () => T): { made: T; ms: number } {
  const began = performance.now();
  const made = make();
  return { made, ms: performance.now() - began };
}
