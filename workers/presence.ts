import type { Logger } from '../src/log.ts';
import type { Feed } from '../src/model.ts';
import type { Database } from '../src/store/database.ts';
import { type Beat, beatProcess, DEAD_MS, freeWorkOfTheDead } from '../src/store/work/processes.ts';
import { declareFeeds, stayDeclared, withdrawFeeds } from '../src/store/work/workers.ts';

/** ms between two signs of life: of the process, by which its work is its own, and of its feeds, which outlive a restart. */
const BEAT_MS = 1_000;
const DECLARE_MS = 60_000;

/** ms from one sign of life to the next, and by which the database's clock may differ from ours in between, that break no run. */
const GAP_MS = 2_500;
const CLOCK_GAP_MS = 2_000;

/** What a worker says of itself to the others. */
export interface PresenceOptions {
  db: Database;
  /** The feeds of its configuration. */
  feeds: Feed[];
  log: Logger;
}

/**
 * Tells the others that this worker runs, and with which feeds, until the function it returns is called; and frees what
 * those held that died.
 */
export async function keepPresent({ db, feeds, log }: PresenceOptions): Promise<() => Promise<void>> {
  // Before anything is leased.
  const first = await beatProcess(db);
  const { id } = first;
  await declareFeeds(db, id, feeds);
  const stay = async () => {
    // After a long sleep of the machine, say.
    if (!(await stayDeclared(db, id))) await declareFeeds(db, id, feeds);
  };
  const run = createRun();
  run.add(first, performance.now());
  let underWay: Promise<void> | null = null;
  const beat = async () => {
    const sinceMs = run.add(await beatProcess(db), performance.now());
    if (sinceMs < DEAD_MS + GAP_MS) return;
    const freed = await freeWorkOfTheDead(db);
    if (Object.values(freed).some((count) => count > 0)) log.warn(freed, 'took from a process that died what it held');
  };
  const failed = (error: unknown) => log.warn({ err: error }, 'the other workers could not be told of this one');
  const timers = [
    setInterval(() => {
      underWay ??= beat()
        .catch(failed)
        .finally(() => {
          underWay = null;
        });
    }, BEAT_MS),
    setInterval(() => void stay().catch(failed), DECLARE_MS),
  ];
  return async () => {
    for (const timer of timers) clearInterval(timer);
    await underWay;
    // The process is left to be found dead: whatever it could not end is free then.
    await withdrawFeeds(db, id).catch(failed);
  };
}

/**
 * Signs of life that followed each other without a gap. After one (the database was away, this machine slept, the clock
 * was set) the others may not have come to give theirs, and nobody is to be thought dead.
 */
export function createRun(): { add(beat: Beat, now: number): number } {
  let beganAt = 0;
  let last: { at: number; now: number } | null = null;
  return {
    /** @param now ms of a clock that is never set. Returns ms since the run began. */
    add({ at }, now) {
      const passedMs = last ? now - last.now : Number.POSITIVE_INFINITY;
      const clockPassedMs = last ? at - last.at : 0;
      if (passedMs > GAP_MS || Math.abs(clockPassedMs - passedMs) > CLOCK_GAP_MS) beganAt = now;
      last = { at, now };
      return now - beganAt;
    },
  };
}
