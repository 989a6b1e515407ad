import { type FeedCondition, habitOf, troublesOf } from '../../../src/feed/polling/health.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Wednesday. */
const NOW = new Date('2026-11-25T12:00:00Z');
const ago = (ms: number) => new Date(NOW.getTime() - ms);

/** Working hours of the last four weeks: an item each hour from 8 to 17 UTC, Monday to Friday. */
const WORKDAYS = Array.from({ length: 28 * 24 }, (_, hours) => ago(hours * HOUR)).filter(
  (time) => ![0, 6].includes(time.getUTCDay()) && time.getUTCHours() >= 8 && time.getUTCHours() < 18,
);

const well = (more: Partial<FeedCondition> = {}): FeedCondition => ({
  gone: false,
  failures: 0,
  failingSince: null,
  lastOutcome: 'notModified',
  lastReason: 'HTTP 304: nothing new',
  lastItemAt: ago(HOUR),
  habit: null,
  known: [],
  ...more,
});
const kinds = (condition: FeedCondition, now = NOW) => troublesOf(condition, now).map(({ kind }) => kind);

describe('a habit', () => {
  it('is items a day, usual hours, and the longest gap that is nothing unusual', () => {
    const habit = habitOf(WORKDAYS, NOW)!;
    expect(habit.itemsPerDay).toBeCloseTo(WORKDAYS.length / 28, 0);
    expect(habit.hours[3]).toBe(0);
    expect(habit.hours[10]).toBeCloseTo(0.1, 1);
    expect(habit.hours.reduce((sum, share) => sum + share)).toBeCloseTo(1);
    // From Friday 17:00 to Monday 8:00.
    expect(habit.usualGapMs).toBe(63 * HOUR);
  });

  it('needs ten items over two days, and forgets what is older than four weeks', () => {
    expect(habitOf(WORKDAYS.slice(0, 9), NOW)).toBeNull();
    expect(
      habitOf(
        Array.from({ length: 50 }, (_, minutes) => ago(minutes * 60_000)),
        NOW,
      ),
    ).toBeNull();
    expect(
      habitOf(
        WORKDAYS.map((time) => new Date(time.getTime() - 28 * DAY)),
        NOW,
      ),
    ).toBeNull();
    expect(habitOf([], NOW)).toBeNull();
  });

  it('of less than a week allows for a weekend', () => {
    const threeDays = Array.from({ length: 72 }, (_, hours) => ago(hours * HOUR));
    expect(habitOf(threeDays, NOW)?.usualGapMs).toBe(3 * DAY);
  });
});

describe('a silent feed', () => {
  const habit = habitOf(WORKDAYS, NOW);

  it('is told of once it is silent for much longer than ever, and items are missing', () => {
    const lastItemAt = ago(0);
    const silentAfter = (ms: number) => kinds(well({ habit, lastItemAt }), new Date(NOW.getTime() + ms));
    expect(silentAfter(2 * DAY)).toEqual([]);
    expect(silentAfter(3 * DAY)).toEqual([]);
    expect(silentAfter(5 * DAY)).toEqual(['silent']);
  });

  it('is told of in words', () => {
    const [trouble] = troublesOf(well({ habit, lastItemAt: ago(6 * DAY) }), NOW);
    expect(trouble?.reason).toBe(
      'no new item for 6 days; usually 7.2 items a day, never more than 63 hours without one',
    );
  });

  it('is not told of while it fails: that is told already', () => {
    const condition = well({
      habit,
      lastItemAt: ago(9 * DAY),
      failures: 9,
      failingSince: ago(9 * DAY),
      lastOutcome: 'temporary',
    });
    expect(kinds(condition)).toEqual(['failing']);
  });

  it('without a habit is not missed', () => {
    expect(kinds(well({ lastItemAt: ago(300 * DAY) }))).toEqual([]);
  });
});

describe('a failing feed', () => {
  const failing = (lastOutcome: string, failures: number, forMs: number) =>
    kinds(well({ lastOutcome, failures, failingSince: ago(forMs) }));

  it.each([
    ['certificate', 2],
    ['permanent', 3],
    ['unreadable', 3],
  ])('with "%s" is told of after %i polls', (outcome, polls) => {
    expect(failing(outcome, polls - 1, HOUR)).toEqual([]);
    expect(failing(outcome, polls, HOUR)).toEqual(['failing']);
  });

  it.each(['temporary', 'throttled', 'fault', 'permanent'])('with "%s" is told of after a day', (outcome) => {
    expect(failing(outcome, 1, DAY)).toEqual(['failing']);
  });

  it('with faults that pass is not told of sooner, however often it is polled', () => {
    expect(failing('temporary', 500, 23 * HOUR)).toEqual([]);
  });

  it('that is told of stays so until a poll succeeds, whatever it changes into', () => {
    const told = well({ lastOutcome: 'temporary', failures: 1, failingSince: ago(HOUR), known: ['failing'] });
    expect(kinds(told)).toEqual(['failing']);
    expect(kinds(well({ known: ['failing'] }))).toEqual([]);
  });

  it('that is gone is told of at once', () => {
    expect(kinds(well({ gone: true, failures: 1 }))).toEqual(['gone']);
  });
});
