import fc from 'fast-check';
import { nextPollDelay, type PollFacts } from '../../src/feed/schedule.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const MIDDLE = 0.5;
const now = new Date('2026-11-02T10:00:00Z');

const facts = (more: Partial<PollFacts> = {}): PollFacts => {
  return { everyMs: null, outcome: 'modified', retryAfterMs: null, failures: 0, itemTimes: [], now, ...more };
};

/** The times of `count` items, one every `gapMs`, the last one `gapMs` ago. */
const every = (gapMs: number, count = 20) => {
  return Array.from({ length: count }, (_, i) => new Date(now.getTime() - (i + 1) * gapMs));
};

describe('a fixed interval', () => {
  it.each(['modified', 'notModified', 'temporary', 'permanent', 'throttled', 'unreadable'] as const)(
    'is kept to the millisecond after "%s"',
    (outcome) => {
      for (const random of [0, MIDDLE, 1]) {
        expect(nextPollDelay(facts({ everyMs: 1_000, outcome, failures: 7 }), random)).toBe(1_000);
      }
    },
  );

  it('gives way to a longer Retry-After only', () => {
    const throttled = facts({ everyMs: 5_000, outcome: 'throttled', failures: 1 });
    expect(nextPollDelay({ ...throttled, retryAfterMs: 60_000 }, MIDDLE)).toBe(60_000);
    expect(nextPollDelay({ ...throttled, retryAfterMs: 1_000 }, MIDDLE)).toBe(5_000);
  });
});

describe('an adaptive interval', () => {
  it('is half the time the feed takes for an item', () => {
    expect(nextPollDelay(facts({ itemTimes: every(40 * MINUTE_MS) }), MIDDLE)).toBe(20 * MINUTE_MS);
  });

  it('is 2 minutes at least and 2 hours at most', () => {
    expect(nextPollDelay(facts({ itemTimes: every(1_000) }), MIDDLE)).toBe(2 * MINUTE_MS);
    expect(nextPollDelay(facts({ itemTimes: every(DAY_MS) }), MIDDLE)).toBe(120 * MINUTE_MS);
  });

  it('is 15 minutes while nothing is known', () => {
    expect(nextPollDelay(facts(), MIDDLE)).toBe(15 * MINUTE_MS);
  });

  it('grows when a lively feed falls silent', () => {
    const silentFor = (ms: number) => every(10 * MINUTE_MS).map((time) => new Date(time.getTime() - ms));
    const lively = nextPollDelay(facts({ itemTimes: silentFor(0) }), MIDDLE);
    const silent = nextPollDelay(facts({ itemTimes: silentFor(10 * 60 * MINUTE_MS) }), MIDDLE);
    expect(silent).toBeGreaterThan(2 * lively);
  });

  it('does not fall for items dated in the future', () => {
    const future = every(-DAY_MS);
    expect(nextPollDelay(facts({ itemTimes: future }), MIDDLE)).toBe(2 * MINUTE_MS);
  });

  it('doubles with each failure in a row, up to a day', () => {
    const failing = (failures: number) =>
      nextPollDelay(facts({ outcome: 'temporary', failures, itemTimes: every(20 * MINUTE_MS) }), MIDDLE);
    expect([1, 2, 3].map(failing)).toEqual([20 * MINUTE_MS, 40 * MINUTE_MS, 80 * MINUTE_MS]);
    expect(failing(100)).toBe(DAY_MS);
    expect(failing(10_000)).toBe(DAY_MS);
  });

  it('grows less by throttling', () => {
    const delay = (outcome: PollFacts['outcome'], failures: number) =>
      nextPollDelay(facts({ outcome, failures }), MIDDLE);
    expect(delay('throttled', 2)).toBeLessThan(delay('temporary', 2));
    expect(delay('throttled', 2)).toBeGreaterThan(delay('modified', 0));
  });

  it('is spread by a tenth either way', () => {
    const spread = [0, 1].map((random) => nextPollDelay(facts(), random));
    expect(spread).toEqual([13.5 * MINUTE_MS, 16.5 * MINUTE_MS]);
  });

  it('never ends before a Retry-After, nor after a day', () => {
    const property = fc.property(
      fc.nat(2 * DAY_MS),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(50),
      (retryAfterMs, random, failures) => {
        const delay = nextPollDelay(facts({ outcome: 'throttled', retryAfterMs, failures }), random);
        expect(delay).toBeGreaterThanOrEqual(Math.min(retryAfterMs, DAY_MS));
        expect(delay).toBeLessThanOrEqual(DAY_MS);
      },
    );
    fc.assert(property);
  });
});
