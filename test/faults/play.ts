import type { Backend } from './backend.ts';
import type { Finding } from './oracle.ts';
import type { Scenario } from './scenario.ts';
import { openWorld, type World } from './world.ts';

/** ms for everything to arrive before the fault, and after it. */
const BEFORE_MS = 90_000;
const AFTER_MS = 120_000;

/** What came of a scenario on a backend with a seed. */
export type Row = { scenario: string; backend: Backend; seed: number } & (
  | ({
      kind: 'played';
      /** From the beginning of the fault until everything had arrived, and from its end. Null: not everything did in time. */
      seconds: number | null;
      secondsAfter: number | null;
      /** What was to be seen and was not. */
      problems: string[];
      /** Processes that ended by themselves, and were started again. */
      ended: number;
    } & Finding)
  | { kind: 'not tried'; reason: string }
  /** The scenario did not come about: nothing is known. */
  | { kind: 'failed'; reason: string }
);

/** What is to be played. */
export interface Part {
  scenario: Scenario;
  backend: Backend;
  seed: number;
  isShort: boolean;
}

/**
 * Plays a scenario in a world of its own, waits until everything has arrived, and judges. One that did not come about, as a
 * moment can be missed on a busy machine, is played once more: it says nothing of the promise.
 */
export async function play(part: Part): Promise<Row> {
  const row = await playOnce(part);
  return row.kind === 'failed' ? playOnce(part) : row;
}

async function playOnce({ scenario, backend, seed, isShort }: Part): Promise<Row> {
  const row = { scenario: scenario.name, backend, seed };
  try {
    const opened = await openWorld({ ...scenario, backend, seed, isShort });
    if (opened.kind === 'unavailable') return { ...row, kind: 'not tried', reason: opened.reason };
    const { world } = opened;
    try {
      return { ...row, kind: 'played', ...(await playIn(world, scenario)) };
    } catch (error) {
      return { ...row, kind: 'failed', reason: `${String(error)}${lastWords(world)}` };
    } finally {
      await world.close();
    }
  } catch (error) {
    return { ...row, kind: 'failed', reason: String(error) };
  }
}

async function playIn(world: World, scenario: Scenario) {
  await world.start();
  if (world.backend === 'servers') await world.start();
  world.press.publish(1);
  await world.everythingArrived(BEFORE_MS);

  const began = performance.now();
  const problems = await scenario.play(world);
  const ended = await world.startWhatEnded();
  const over = performance.now();
  world.press.publish(2);
  const late = await world.everythingArrived(AFTER_MS).then(
    () => null,
    (error: Error) => error.message,
  );
  const now = performance.now();
  const finding = await world.judge();
  if (late !== null) problems.push(`${late}${process.env.FAULTS_VERBOSE ? lastWords(world) : ''}`);
  const secondsSince = (then: number) => (late === null ? Math.round((now - then) / 100) / 10 : null);
  return { ...finding, problems, ended, seconds: secondsSince(began), secondsAfter: secondsSince(over) };
}

/** What the processes said last, for who has to find out. */
function lastWords(world: World): string {
  return world.processes
    .map(({ running }) => `\n${[...running.stdout().split('\n').slice(-6), running.stderr().slice(-500)].join('\n')}`)
    .join('');
}

/** Whether the promise was kept, and everything else seen that was to be seen. */
export function isGood(row: Row): boolean {
  if (row.kind === 'not tried') return true;
  if (row.kind === 'failed') return false;
  return [row.lost, row.dead, row.silent, row.wrong, row.problems].every((broken) => broken.length === 0);
}
