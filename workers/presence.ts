import type { Logger } from '../src/log.ts';
import type { Database } from '../src/store/database.ts';
import { raiseNotice } from '../src/store/feeds/notices.ts';
import { type ClockMend, watchClock } from '../src/store/work/clock.ts';
import { type Beat, beatProcess, DEAD_MS, freeWorkOfTheDead } from '../src/store/work/processes.ts';

/** ms between two signs of life of the process, by which its work is its own. */
const BEAT_MS = 1_000;

/** ms from one sign of life to the next, and by which the database's clock may differ from ours in between, that break no run. */
const GAP_MS = 2_500;
const CLOCK_GAP_MS = 2_000;

/** ms after which a sign of life was asked for in vain that others may not have it. What is on its way to them has a second. */
const HEARD_MS = DEAD_MS - 1_000;

/** What a worker says of itself to the others. */
export interface PresenceOptions {
  db: Database;
  log: Logger;
}

/** A worker that the others know of. */
export interface Presence {
  /** Since when none of them can have thought it dead, ms of performance.now(); infinity: now one can. */
  heardSince(): number;
  /** Says nothing any more. */
  leave(): Promise<void>;
}

/**
 * Tells the others that this worker runs until it leaves; frees what those held that died; and
 * watches the database's clock, by which all of this is timed.
 */
export async function keepPresent({ db, log }: PresenceOptions): Promise<Presence> {
  const hearing = createHearing();
  const giveSign = async () => {
    const askedAt = performance.now();
    const sign = await beatProcess(db);
    hearing.add(sign, askedAt, readClocks());
    return sign;
  };
  // Before anything is leased.
  const first = await giveSign();
  const run = createRun();
  run.add(first, performance.now());
  let underWay: Promise<void> | null = null;
  const beat = async () => {
    const mend = await watchClock(db);
    if (mend) await tellOfClock(db, mend, log);
    const sinceMs = run.add(await giveSign(), performance.now());
    if (sinceMs < DEAD_MS + GAP_MS) return;
    const freed = await freeWorkOfTheDead(db);
    if (Object.values(freed).some((count) => count > 0)) log.warn(freed, 'took from a process that died what it held');
  };
  const failed = (error: unknown) => log.warn({ err: error }, 'the other workers could not be told of this one');
  const timer = setInterval(() => {
    underWay ??= beat()
      .catch(failed)
      .finally(() => {
        underWay = null;
      });
  }, BEAT_MS);
  return {
    heardSince: () => hearing.since(readClocks()),
    async leave() {
      clearInterval(timer);
      // The process is left to be found dead: whatever it could not end is free then.
      await underWay;
    },
  };
}

/** The same moment on two clocks, ms: one that is never set, and one that goes on while the machine sleeps. */
export interface Clocks {
  steady: number;
  wall: number;
}

const readClocks = (): Clocks => ({ steady: performance.now(), wall: Date.now() });

/**
 * Signs of life in the eyes of the others: since when none of them may have had to wait too long for one, or found a lease
 * run out because a clock moved or this machine slept.
 */
export function createHearing(): {
  add(beat: Pick<Beat, 'at'>, askedAt: number, answered: Clocks): void;
  since(now: Clocks): number;
} {
  let beganAt = Number.POSITIVE_INFINITY;
  let last: { beat: Pick<Beat, 'at'>; askedAt: number; answered: Clocks } | null = null;
  const isLost = (now: Clocks) => {
    if (!last || now.steady - last.askedAt > HEARD_MS) return true;
    const { steady, wall } = last.answered;
    return Math.abs(now.wall - wall - (now.steady - steady)) > CLOCK_GAP_MS;
  };
  return {
    /** @param askedAt When the sign was asked for, on the steady clock; it was given before it was answered. */
    add(beat, askedAt, answered) {
      const isSet = last && Math.abs(beat.at - last.beat.at - (answered.steady - last.answered.steady)) > CLOCK_GAP_MS;
      if (isSet || isLost(answered)) beganAt = answered.steady;
      last = { beat, askedAt, answered };
    },
    since: (now) => (isLost(now) ? Number.POSITIVE_INFINITY : beganAt),
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

async function tellOfClock(db: Database, mend: ClockMend, log: Logger): Promise<void> {
  log.warn(mend, 'the clock of the database went back, and what was to come with it');
  const reason = `the clock of the database went back by ${Math.round(mend.backMs / 1_000)} s`;
  await raiseNotice(db, { about: 'wirewatch', subject: 'clock', kind: 'clock', reason, waiting: null });
}
