import type { TimeInterval, TimePart } from '../../src/model/route.ts';
import { isWithin, nextDigest, waitsUntil } from '../../src/route/times.ts';

const part = (location: string, given: Partial<TimePart> = {}): TimePart => ({
  ...{ times: [], weekdays: [], daysOfMonth: [], months: [], years: [], location },
  ...given,
});
const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const times = (...ranges: string[]) => ({
  times: ranges.map((range) => {
    const [from, to] = range.split('-');
    return { from: minutes(from!), to: minutes(to!) };
  }),
});
const range = (from: number, to = from) => [{ from, to }];
const interval = (name: string, ...parts: TimePart[]): TimeInterval => ({ name, parts });

const BERLIN = 'Europe/Berlin';
const NEW_YORK = 'America/New_York';
const LORD_HOWE = 'Australia/Lord_Howe';
const APIA = 'Pacific/Apia';
const KATHMANDU = 'Asia/Kathmandu';

const INTERVALS = [
  interval('berlin night', part(BERLIN, times('22:00-06:00'))),
  interval('berlin two to three', part(BERLIN, times('02:00-03:00'))),
  interval('berlin from half past two', part(BERLIN, times('02:30-04:00'))),
  interval('berlin until half past two', part(BERLIN, times('01:00-02:30'))),
  interval('berlin friday night', part(BERLIN, { ...times('20:00-04:00'), weekdays: range(5) })),
  interval('berlin weekend', part(BERLIN, { weekdays: range(6, 7) })),
  interval('berlin office', part(BERLIN, { ...times('09:00-12:00', '13:00-17:00'), weekdays: range(1, 5) })),
  interval('berlin last days', part(BERLIN, { daysOfMonth: range(-2, -1) })),
  interval('berlin turn of the month', part(BERLIN, { ...times('23:00-01:00'), daysOfMonth: range(-1) })),
  interval('berlin thirty-first', part(BERLIN, { daysOfMonth: range(31) })),
  interval('berlin summer', part(BERLIN, { months: range(6, 8), years: range(2026, 2027) })),
  interval('berlin all day', part(BERLIN, times('00:00-24:00'))),
  interval('berlin from eight to eight', part(BERLIN, { ...times('08:00-08:00'), weekdays: range(1) })),
  interval('new york night', part(NEW_YORK, times('23:00-07:00'))),
  interval('lord howe night', part(LORD_HOWE, times('01:45-02:15'))),
  interval('apia thursday', part(APIA, { weekdays: range(4) })),
  interval('apia friday', part(APIA, { weekdays: range(5) })),
  interval('kathmandu morning', part(KATHMANDU, times('05:45-09:00'))),
  interval('utc december', part('UTC', { months: range(12) })),
  interval('utc ever', part('UTC')),
];

const named = (name: string) => INTERVALS.find((one) => one.name === name)!;

describe('an interval', () => {
  it.each([
    ['berlin night', '2026-01-15T20:59:00Z', false],
    ['berlin night', '2026-01-15T21:00:00Z', true],
    ['berlin night', '2026-01-16T04:59:59Z', true],
    ['berlin night', '2026-01-16T05:00:00Z', false],
    // In summer an hour earlier by UTC.
    ['berlin night', '2026-07-15T20:00:00Z', true],
    ['berlin night', '2026-07-16T04:00:00Z', false],
    // 22:30 on Friday, 02:00 on Saturday, and 02:00 on Friday, which is Thursday's night.
    ['berlin friday night', '2026-01-16T21:30:00Z', true],
    ['berlin friday night', '2026-01-17T01:00:00Z', true],
    ['berlin friday night', '2026-01-16T01:00:00Z', false],
    // 12:30 is the break; Saturday is none of the days.
    ['berlin office', '2026-01-15T10:00:00Z', true],
    ['berlin office', '2026-01-15T11:30:00Z', false],
    ['berlin office', '2026-01-17T10:00:00Z', false],
    // 27 February of a leap year is no more the last but one.
    ['berlin last days', '2026-02-27T12:00:00Z', true],
    ['berlin last days', '2028-02-27T12:00:00Z', false],
    ['berlin last days', '2028-02-29T12:00:00Z', true],
    // 00:30 on the first of the next month, by the clock there, and on the last itself, which is another night.
    ['berlin turn of the month', '2026-02-28T23:30:00Z', true],
    ['berlin turn of the month', '2026-02-27T23:30:00Z', false],
    ['berlin thirty-first', '2026-04-30T12:00:00Z', false],
    ['berlin thirty-first', '2026-05-30T22:30:00Z', true],
    ['berlin summer', '2026-08-31T21:59:00Z', true],
    ['berlin summer', '2026-08-31T22:00:00Z', false],
    ['berlin summer', '2028-07-01T12:00:00Z', false],
    // Both times that it is half past two.
    ['berlin two to three', '2026-10-25T00:30:00Z', true],
    ['berlin two to three', '2026-10-25T01:30:00Z', true],
    ['berlin two to three', '2026-10-25T02:00:00Z', false],
    // 03:00, a moment after 01:59: it is never between two and three.
    ['berlin two to three', '2026-03-29T00:59:59Z', false],
    ['berlin two to three', '2026-03-29T01:00:00Z', false],
    ['berlin all day', '2026-01-15T23:00:00Z', true],
    ['berlin from eight to eight', '2026-01-13T06:59:00Z', true],
    ['berlin from eight to eight', '2026-01-13T07:00:00Z', false],
    ['new york night', '2026-03-08T10:59:00Z', true],
    ['new york night', '2026-03-08T11:00:00Z', false],
    ['kathmandu morning', '2026-01-15T00:00:00Z', true],
    ['kathmandu morning', '2026-01-15T03:15:00Z', false],
    // The clock went from Thursday to Saturday.
    ['apia thursday', '2011-12-30T09:59:59Z', true],
    ['apia friday', '2011-12-30T10:00:00Z', false],
  ])('%s holds at %s: %s', (name, instant, holds) => {
    expect(isWithin(named(name), new Date(instant))).toBe(holds);
  });
});

describe('a route lets go', () => {
  it.each([
    ['nothing waits by day', ['berlin night'], [], '2026-01-15T12:00:00Z', null],
    ['in the morning', ['berlin night'], [], '2026-01-15T23:00:00Z', '2026-01-16T05:00:00Z'],
    ['in the morning after the clock went on', ['berlin night'], [], '2026-03-28T22:00:00Z', '2026-03-29T04:00:00Z'],
    ['in the morning after it went back', ['berlin night'], [], '2026-10-24T21:00:00Z', '2026-10-25T05:00:00Z'],
    ['after both hours from two to three', ['berlin two to three'], [], '2026-10-25T00:10:00Z', '2026-10-25T02:00:00Z'],
    [
      'at the first half past two, to wait again from the second two on',
      ['berlin until half past two'],
      [],
      '2026-10-25T00:10:00Z',
      '2026-10-25T00:30:00Z',
    ],
    ['at the second half past two', ['berlin until half past two'], [], '2026-10-25T01:10:00Z', '2026-10-25T01:30:00Z'],
    [
      'when the clock skips the end',
      ['berlin until half past two'],
      [],
      '2026-03-29T00:10:00Z',
      '2026-03-29T01:00:00Z',
    ],
    [
      'at the end of what began while it skipped',
      ['berlin from half past two'],
      [],
      '2026-03-29T01:00:00Z',
      '2026-03-29T02:00:00Z',
    ],
    ['half an hour on, on Lord Howe', ['lord howe night'], [], '2026-10-03T15:20:00Z', '2026-10-03T15:30:00Z'],
    [
      'when the clock goes back half an hour there, and not',
      ['lord howe night'],
      [],
      '2026-04-04T14:50:00Z',
      '2026-04-04T15:00:00Z',
    ],
    ['on Monday', ['berlin weekend'], [], '2026-01-17T12:00:00Z', '2026-01-18T23:00:00Z'],
    [
      'on Monday after a night, too',
      ['berlin weekend', 'berlin night'],
      [],
      '2026-01-17T12:00:00Z',
      '2026-01-19T05:00:00Z',
    ],
    ['when the office opens', [], ['berlin office'], '2026-01-16T16:00:00Z', '2026-01-19T08:00:00Z'],
    ['after the break', [], ['berlin office'], '2026-01-15T11:00:00Z', '2026-01-15T12:00:00Z'],
    [
      'when the first of two opens',
      [],
      ['berlin office', 'kathmandu morning'],
      '2026-01-16T16:00:00Z',
      '2026-01-17T00:00:00Z',
    ],
    [
      'when it is open and not muted',
      ['berlin turn of the month', 'utc december'],
      ['berlin office'],
      '2026-12-15T12:00:00Z',
      '2027-01-01T08:00:00Z',
    ],
    [
      'when it is day in both cities',
      ['berlin night', 'new york night'],
      [],
      '2026-01-15T22:00:00Z',
      '2026-01-16T12:00:00Z',
    ],
    ['on Saturday, which followed Thursday', ['apia thursday'], [], '2011-12-29T20:00:00Z', '2011-12-30T10:00:00Z'],
    ['on the first day that there is', [], ['berlin thirty-first'], '2026-04-01T00:00:00Z', '2026-05-30T22:00:00Z'],
    ['never, and is looked at again in a year', ['utc ever'], [], '2026-01-15T00:00:00Z', '2027-01-16T00:00:00Z'],
  ])('%s', (_what, mutes, actives, instant, until) => {
    const found = waitsUntil({ intervals: INTERVALS }, { mutes, actives }, new Date(instant));
    expect(found?.toISOString() ?? null).toBe(until?.replace('Z', '.000Z') ?? null);
  });

  it('at the first instant at which it does, whatever the time zones and the times of the year', () => {
    // Minute by minute, as slow as can be.
    const MINUTE = 60_000;
    for (const [mutes, actives] of [
      [
        ['berlin night', 'lord howe night'],
        ['kathmandu morning', 'berlin office'],
      ],
      [['new york night'], ['berlin until half past two', 'berlin weekend']],
    ]) {
      const waits = (at: number) => {
        const holds = (name: string) => isWithin(named(name), new Date(at));
        return mutes!.some(holds) || !actives!.some(holds);
      };
      for (const start of ['2026-03-28T21:17:00Z', '2026-04-04T11:05:00Z', '2026-10-24T22:41:00Z']) {
        let first = Date.parse(start);
        while (waits(first)) first += MINUTE;
        const found = waitsUntil({ intervals: INTERVALS }, { mutes: mutes!, actives: actives! }, new Date(start));
        expect((found ?? new Date(start)).toISOString()).toBe(new Date(first).toISOString());
      }
    }
  });

  it('and an interval that nobody has is a fault', () => {
    expect(() => waitsUntil({ intervals: [] }, { mutes: ['night'], actives: [] }, new Date())).toThrow('night');
  });
});

describe('a digest goes out', () => {
  it.each([
    ['today', ['08:00'], BERLIN, '2026-01-15T06:00:00Z', '2026-01-15T07:00:00Z'],
    ['tomorrow, strictly after one that went out', ['08:00'], BERLIN, '2026-01-15T07:00:00Z', '2026-01-16T07:00:00Z'],
    [
      'at the next of several times',
      ['18:00', '08:00', '12:30'],
      BERLIN,
      '2026-01-15T08:00:00Z',
      '2026-01-15T11:30:00Z',
    ],
    ['tomorrow, after the last of several', ['18:00', '08:00'], BERLIN, '2026-01-15T17:30:00Z', '2026-01-16T07:00:00Z'],
    ['by summer time from its first day on', ['08:00'], BERLIN, '2026-03-28T08:00:00Z', '2026-03-29T06:00:00Z'],
    [
      'when the clock goes on, where it skips the time',
      ['02:30'],
      BERLIN,
      '2026-03-28T12:00:00Z',
      '2026-03-29T01:00:00Z',
    ],
    ['once, where it skips two times', ['02:00', '02:30'], BERLIN, '2026-03-29T01:00:00Z', '2026-03-30T00:00:00Z'],
    ['the first time it is half past two', ['02:30'], BERLIN, '2026-10-24T12:00:00Z', '2026-10-25T00:30:00Z'],
    ['and not the second time', ['02:30'], BERLIN, '2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z'],
    ['when New York goes on', ['02:15'], NEW_YORK, '2026-03-08T06:00:00Z', '2026-03-08T07:00:00Z'],
    ['once when New York goes back', ['01:30'], NEW_YORK, '2026-11-01T05:30:00Z', '2026-11-02T06:30:00Z'],
    ['when Lord Howe goes on by half an hour', ['02:10'], LORD_HOWE, '2026-10-03T15:00:00Z', '2026-10-03T15:30:00Z'],
    ['once when Lord Howe goes back', ['01:45'], LORD_HOWE, '2026-04-04T14:45:00Z', '2026-04-05T15:15:00Z'],
    ['after the day that Apia skipped', ['08:00'], APIA, '2011-12-29T18:00:00Z', '2011-12-30T10:00:00Z'],
    ['and on the day after, there', ['08:00'], APIA, '2011-12-30T10:00:00Z', '2011-12-30T18:00:00Z'],
    ['at a quarter past, by UTC, in Kathmandu', ['08:00'], KATHMANDU, '2026-01-15T00:00:00Z', '2026-01-15T02:15:00Z'],
    ['at midnight of the next year', ['00:00'], 'UTC', '2026-12-31T23:59:59Z', '2027-01-01T00:00:00Z'],
    ['on 29 February', ['12:00'], 'UTC', '2028-02-28T12:00:00Z', '2028-02-29T12:00:00Z'],
  ])('%s', (_what, at, location, after, next) => {
    expect(nextDigest({ at, location }, new Date(after)).toISOString()).toBe(next.replace('Z', '.000Z'));
  });
});
