import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How often something was done, and how long it took. */
export interface Rate {
  articles: number;
  perSecond: number;
}

/** Milliseconds. */
export interface Spread {
  median: number;
  p99: number;
  max: number;
}

/** How long the same calls took in every round. */
export interface RoundsOfCalls extends Rate {
  /** The call that took longest even in its best round, in ms: a slow article, not a busy machine. */
  slowestEveryTime: number;
  /** The call that took longest of all, in ms, with whatever the machine and the garbage collector did meanwhile. */
  slowestOnce: number;
}

/** Rounds at least, however long they take. */
const ROUNDS = 3;

/** Calls `act` with each item, round after round until `seconds` are over. The rate is that of the median round. */
export function measureRounds<T>(items: readonly T[], seconds: number, act: (item: T) => void): RoundsOfCalls {
  const best = new Array<number>(items.length).fill(Number.POSITIVE_INFINITY);
  let slowestOnce = 0;
  const rounds: number[] = [];
  const start = performance.now();
  while (rounds.length < ROUNDS || performance.now() - start < 1_000 * seconds) {
    const roundStart = performance.now();
    for (const [index, item] of items.entries()) {
      const duration = timeOf(() => act(item));
      if (duration < best[index]!) best[index] = duration;
      if (duration > slowestOnce) slowestOnce = duration;
    }
    rounds.push(performance.now() - roundStart);
  }
  return {
    articles: items.length * rounds.length,
    perSecond: (1_000 * items.length) / spreadOf(rounds).median,
    slowestEveryTime: Math.max(...best),
    slowestOnce,
  };
}

/** Calls `act` with each item once, until `seconds` are over or the items are used up; with two at least. */
export async function measureOnce<T>(
  items: readonly T[],
  seconds: number,
  act: (item: T) => void | Promise<void>,
): Promise<Rate> {
  const start = performance.now();
  let done = 0;
  for (const item of items) {
    await act(item);
    done += 1;
    if (done >= 2 && performance.now() - start >= 1_000 * seconds) break;
  }
  return { articles: done, perSecond: (1_000 * done) / (performance.now() - start) };
}

/** In ms. */
export function timeOf(act: () => void): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}

export function spreadOf(durations: readonly number[]): Spread {
  const sorted = durations.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return { median: at(0.5), p99: at(0.99), max: sorted.at(-1)! };
}

/** Bytes this process holds once its garbage is collected: the heap of JavaScript, and buffers outside of it. */
export function memoryInUse(): number {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  // Code that is no longer run is let go after several collections.
  for (let times = 0; times < 5; times += 1) collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
