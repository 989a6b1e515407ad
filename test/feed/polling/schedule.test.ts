import fc from 'fast-check';
import type { PollOutcome } from '../../../src/feed/polling/outcome.ts';
import { decideNextPoll, type FeedRhythm } from '../../../src/feed/polling/schedule.ts';
import type { PublisherSchedule } from '../../../src/model/feed.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MIDDLE = 0.5;
/** A Monday. */
const NOW = new Date('2026-11-02T10:00:00Z');
const BOUNDS = { minMs: 2 * MINUTE, maxMs: 2 * HOUR };
const NOTHING_ASKED: PublisherSchedule = { everyMs: null, skipHours: [], skipDays: [] };

const rhythm = (more: Partial<FeedRhythm> = {}): FeedRhythm => ({
  everyMs: null,
  failures: 0,
  itemTimes: [],
  asked: NOTHING_ASKED,
  freshMs: null,
  firstRead: false,
  pushed: false,
  ...more,
});

type Kind = 'modified' | 'notModified' | 'moved' | 'throttled' | 'temporary' | 'permanent' | 'unreadable' | 'gone';

/** An outcome of this kind, as plain as can be. */
const outcome = (kind: Kind, more: object = {}): PollOutcome =>
  ({
    kind,
    status: kind === 'notModified' ? 304 : 200,
    validators: { etag: null, lastModified: null },
    freshMs: null,
    moving: null,
    retryAfterMs: null,
    reason: '',
    news: null,
    ...more,
  }) as PollOutcome;

const document = (asked: Partial<PublisherSchedule>) =>
  outcome('modified', { news: { feed: { schedule: { ...NOTHING_ASKED, ...asked } }, warnings: [] } });

const next = (of: PollOutcome, feed: Partial<FeedRhythm> = {}, random = MIDDLE, now = NOW) =>
  decideNextPoll(of, rhythm(feed), BOUNDS, now, random);
const ms = (...args: Parameters<typeof next>) => next(...args).inMs;

/** The times of `count` items, one every `gapMs`, the last one `gapMs` ago. */
const every = (gapMs: number, count = 20) =>
  Array.from({ length: count }, (_, i) => new Date(NOW.getTime() - (i + 1) * gapMs));

describe('a fixed interval', () => {
  it.each(['modified', 'notModified', 'moved'] as const)(
    'is kept after "%s", spread by a tenth, from when it was due',
    (kind) => {
      expect([0, MIDDLE, 1].map((random) => ms(outcome(kind), { everyMs: 10_000 }, random))).toEqual([
        9_000, 10_000, 11_000,
      ]);
      expect(next(outcome(kind), { everyMs: 10_000 })).toMatchObject({ fromDue: true, failures: 0, stop: false });
    },
  );

  it('does not listen to what publishers and caches ask', () => {
    const asked = { everyMs: DAY, skipHours: [10, 11], skipDays: [1] };
    expect(ms(outcome('notModified', { freshMs: HOUR }), { everyMs: 5_000, asked })).toBe(5_000);
  });

  it('gives way to Retry-After', () => {
    expect(ms(outcome('throttled', { retryAfterMs: 60_000 }), { everyMs: 5_000 }, 0)).toBe(60_000);
  });

  it('grows with failures, to the longest adaptive interval at most', () => {
    const failed = (failures: number) => ms(outcome('temporary'), { everyMs: 5 * MINUTE, failures });
    expect([0, 1, 2].map(failed)).toEqual([10 * MINUTE, 20 * MINUTE, 40 * MINUTE]);
    expect(failed(50)).toBe(2 * HOUR);
    expect(ms(outcome('permanent'), { everyMs: 5 * HOUR, failures: 50 })).toBe(5 * HOUR);
  });
});

describe('the first interval', () => {
  it('parts feeds that were added together: it ends anywhere in its last three quarters', () => {
    expect([0, 1].map((random) => ms(document({}), { everyMs: 40_000, firstRead: true }, random))).toEqual([
      10_000, 40_000,
    ]);
    expect([0, 1].map((random) => ms(document({}), { firstRead: true }, random))).toEqual([3.75 * MINUTE, 15 * MINUTE]);
  });
});

describe('an adaptive interval', () => {
  it('is half the time the feed takes for an item', () => {
    expect(ms(outcome('notModified'), { itemTimes: every(40 * MINUTE) })).toBe(20 * MINUTE);
  });

  it('stays within the bounds of the operator', () => {
    for (const random of [0, MIDDLE, 1]) {
      expect(ms(outcome('notModified'), { itemTimes: every(1_000) }, random)).toBeGreaterThanOrEqual(BOUNDS.minMs);
      expect(ms(outcome('notModified'), { itemTimes: every(DAY) }, random)).toBeLessThanOrEqual(BOUNDS.maxMs);
    }
  });

  it('is 15 minutes while nothing is known', () => {
    expect(ms(outcome('modified'))).toBe(15 * MINUTE);
  });

  it('grows when a lively feed falls silent', () => {
    const silentFor = (silence: number) => every(10 * MINUTE).map((time) => new Date(time.getTime() - silence));
    const lively = ms(outcome('notModified'), { itemTimes: silentFor(0) });
    expect(ms(outcome('notModified'), { itemTimes: silentFor(10 * HOUR) })).toBeGreaterThan(2 * lively);
  });

  it('does not fall for items dated in the future', () => {
    expect(ms(outcome('notModified'), { itemTimes: every(-DAY) })).toBe(2 * MINUTE);
  });

  it('is spread by a tenth either way', () => {
    expect([0, 1].map((random) => ms(outcome('modified'), {}, random))).toEqual([13.5 * MINUTE, 16.5 * MINUTE]);
  });

  it('is long while a hub tells of news', () => {
    expect(ms(outcome('notModified'), { itemTimes: every(4 * MINUTE), pushed: true })).toBe(2 * HOUR);
  });
});

describe('what the publisher asks', () => {
  const lively = { itemTimes: every(4 * MINUTE) };

  it.each(['modified', 'notModified'] as const)('max-age and Expires put the next poll off after "%s"', (kind) => {
    expect(ms(outcome(kind, { freshMs: 45 * MINUTE }), lively)).toBe(45 * MINUTE);
  });

  it('is never undercut by the spreading', () => {
    expect(ms(outcome('notModified', { freshMs: 45 * MINUTE }), lively, 0)).toBe(45 * MINUTE);
  });

  it('in the cache headers of the document holds after a 304 that says nothing of it', () => {
    expect(ms(outcome('notModified'), { ...lively, freshMs: 45 * MINUTE })).toBe(45 * MINUTE);
    expect(ms(outcome('modified'), { ...lively, freshMs: 45 * MINUTE })).toBe(2 * MINUTE);
    expect(ms(outcome('notModified', { freshMs: 0 }), { ...lively, freshMs: 45 * MINUTE })).toBe(2 * MINUTE);
  });

  it('by ttl or sy:updatePeriod puts it off, by this document or the last one', () => {
    expect(ms(document({ everyMs: 30 * MINUTE }), lively)).toBe(30 * MINUTE);
    expect(ms(outcome('notModified'), { ...lively, asked: { ...NOTHING_ASKED, everyMs: 30 * MINUTE } })).toBe(
      30 * MINUTE,
    );
    expect(ms(document({}), { ...lively, asked: { ...NOTHING_ASKED, everyMs: 30 * MINUTE } })).toBe(2 * MINUTE);
  });

  it('counts only within the bounds of the operator', () => {
    expect(ms(document({ everyMs: DAY }), lively)).toBe(2 * HOUR);
    expect(ms(outcome('notModified', { freshMs: DAY }), lively)).toBe(2 * HOUR);
  });

  it('by skipHours puts the poll off to the end of those hours', () => {
    expect(ms(document({ skipHours: [10] }), lively)).toBe(HOUR);
    expect(ms(document({ skipHours: [9, 11] }), lively)).toBe(2 * MINUTE);
    const beforeMidnight = new Date('2026-11-02T23:30:00Z');
    const asked = { ...NOTHING_ASKED, skipHours: [23, 0] };
    expect(ms(outcome('notModified'), { ...lively, asked }, MIDDLE, beforeMidnight)).toBe(90 * MINUTE);
  });

  it('by skipDays puts the poll off to the next day', () => {
    const evening = new Date('2026-11-02T23:00:00Z');
    expect(ms(document({ skipDays: [1] }), lively, MIDDLE, evening)).toBe(HOUR);
    expect(ms(document({ skipDays: [2] }), lively, MIDDLE, evening)).toBeLessThan(HOUR);
  });

  it('by skipping for longer than the longest interval counts up to that', () => {
    expect(ms(document({ skipDays: [1] }), lively)).toBe(2 * HOUR);
    expect(ms(document({ skipDays: [0, 1, 2, 3, 4, 5, 6] }), lively)).toBe(2 * MINUTE);
  });
});

describe('failures', () => {
  it.each(['temporary', 'permanent', 'unreadable'] as const)(
    'that are "%s" double the interval each, up to a day',
    (kind) => {
      const failed = (failures: number) => ms(outcome(kind), { failures, itemTimes: every(20 * MINUTE) });
      expect([0, 1, 2].map(failed)).toEqual([20 * MINUTE, 40 * MINUTE, 80 * MINUTE]);
      expect(failed(100)).toBe(DAY);
      expect(failed(10_000)).toBe(DAY);
    },
  );

  it('are counted in a row', () => {
    expect(next(outcome('temporary'), { failures: 3 })).toMatchObject({ failures: 4, stop: false });
    expect(next(outcome('notModified'), { failures: 3 })).toMatchObject({ failures: 0, stop: false });
  });

  it('of throttling stretch it less', () => {
    const throttled = ms(outcome('throttled'), { failures: 1 });
    expect(throttled).toBeLessThan(ms(outcome('temporary'), { failures: 1 }));
    expect(throttled).toBeGreaterThan(ms(outcome('modified')));
  });

  it('never end before a Retry-After, nor after a day', () => {
    const property = fc.property(
      fc.nat(2 * DAY),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(50),
      (retryAfterMs, random, failures) => {
        const delay = ms(outcome('throttled', { retryAfterMs }), { failures }, random);
        expect(delay).toBeGreaterThanOrEqual(Math.min(retryAfterMs, DAY));
        expect(delay).toBeLessThanOrEqual(DAY);
      },
    );
    fc.assert(property);
  });

  it('end with a feed that is gone', () => {
    expect(next(outcome('gone'))).toMatchObject({ stop: true });
  });
});
