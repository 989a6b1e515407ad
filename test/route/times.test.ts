import type { DigestTimes, Routing, TimeInterval, TimePart } from '../../src/model/route.ts';
import { isWithin, nextDigest, waitsUntil } from '../../src/route/times.ts';

const clock = (text: string) => {
  const [hours, minutes] = text.split(':').map(Number);
  return hours! * 60 + minutes!;
};
const part = (location: string, times: string[] = [], more: Partial<TimePart> = {}): TimePart => ({
  times: times.map((range) => {
    const [from, to] = range.split('-');
    return { from: clock(from!), to: clock(to!) };
  }),
  ...{ weekdays: [], daysOfMonth: [], months: [], years: [], location, ...more },
});
const interval = (...parts: TimePart[]): TimeInterval => ({ name: 'it', parts });
const routing = (...parts: TimePart[]): Routing => ({ root: null, intervals: [interval(...parts)], inhibitions: [] });

const MUTED = { mutes: ['it'], actives: [] };
const ACTIVE = { mutes: [], actives: ['it'] };
const WORKDAYS = { weekdays: [{ from: 1, to: 5 }] };
const nights = (location: string) => part(location, ['22:00-07:00']);

describe('what is muted waits until', () => {
  it.each<[string, TimePart[], string, string | null]>([
    ['the night is over in Berlin, in winter', [nights('Europe/Berlin')], '2026-01-15T23:00Z', '2026-01-16T06:00Z'],
    ['the night is over in Berlin, in summer', [nights('Europe/Berlin')], '2026-07-15T23:00Z', '2026-07-16T05:00Z'],
    ['nothing in the daytime', [nights('Europe/Berlin')], '2026-07-15T12:00Z', null],
    ['nothing from the minute on that ends the night', [nights('Europe/Berlin')], '2026-07-16T05:00Z', null],
    ['the night that is an hour shorter is over', [nights('Europe/Berlin')], '2026-03-28T23:00Z', '2026-03-29T05:00Z'],
    ['the night that is an hour longer is over', [nights('Europe/Berlin')], '2026-10-24T23:00Z', '2026-10-25T06:00Z'],
    [
      'the hour that is skipped would have ended',
      [part('Europe/Berlin', ['01:00-02:30'])],
      '2026-03-29T00:30Z',
      '2026-03-29T01:00Z',
    ],
    [
      'the hour that is repeated has ended twice',
      [part('Europe/Berlin', ['02:00-03:00'])],
      '2026-10-25T00:30Z',
      '2026-10-25T02:00Z',
    ],
    [
      'the night is over in New York, in spring',
      [nights('America/New_York')],
      '2026-03-08T04:00Z',
      '2026-03-08T11:00Z',
    ],
    [
      'the night is over in New York, in autumn',
      [nights('America/New_York')],
      '2026-11-01T03:00Z',
      '2026-11-01T12:00Z',
    ],
    [
      'the night is over where clocks go by half an hour',
      [nights('Australia/Lord_Howe')],
      '2026-04-04T12:00Z',
      '2026-04-04T20:30Z',
    ],
    ['the night is over in Kathmandu', [nights('Asia/Kathmandu')], '2026-06-01T17:00Z', '2026-06-02T01:15Z'],
    ['the night is over in Apia', [nights('Pacific/Apia')], '2026-06-01T10:00Z', '2026-06-01T18:00Z'],
    ['the night is over in UTC', [nights('UTC')], '2026-06-01T23:30Z', '2026-06-02T07:00Z'],
    [
      'the weekend is over',
      [part('Europe/Berlin', [], { weekdays: [{ from: 6, to: 7 }] })],
      '2026-11-28T12:00Z',
      '2026-11-29T23:00Z',
    ],
    [
      'the Friday night is over on Saturday',
      [part('UTC', ['22:00-07:00'], { weekdays: [{ from: 5, to: 5 }] })],
      '2026-11-28T03:00Z',
      '2026-11-28T07:00Z',
    ],
    [
      'nothing on the Friday morning of that night',
      [part('UTC', ['22:00-07:00'], { weekdays: [{ from: 5, to: 5 }] })],
      '2026-11-27T03:00Z',
      null,
    ],
    [
      'the last day of February is over',
      [part('UTC', [], { daysOfMonth: [{ from: -1, to: -1 }] })],
      '2026-02-28T10:00Z',
      '2026-03-01T00:00Z',
    ],
    [
      'the last day of February is over, in a leap year',
      [part('UTC', [], { daysOfMonth: [{ from: -1, to: -1 }] })],
      '2028-02-29T10:00Z',
      '2028-03-01T00:00Z',
    ],
    [
      'nothing on the day before the last',
      [part('UTC', [], { daysOfMonth: [{ from: -1, to: -1 }] })],
      '2028-02-28T10:00Z',
      null,
    ],
    [
      'the first week is over',
      [part('UTC', [], { daysOfMonth: [{ from: 1, to: 7 }] })],
      '2026-05-03T10:00Z',
      '2026-05-08T00:00Z',
    ],
    [
      'the holidays are over',
      [part('Europe/Berlin', [], { months: [{ from: 7, to: 8 }] })],
      '2026-07-10T00:00Z',
      '2026-08-31T22:00Z',
    ],
    [
      'the year is over',
      [part('UTC', [], { years: [{ from: 2026, to: 2026 }] })],
      '2026-06-01T00:00Z',
      '2027-01-01T00:00Z',
    ],
    [
      'both of two that follow each other are over',
      [part('UTC', ['08:00-10:00']), part('UTC', ['10:00-11:00'])],
      '2026-06-01T08:30Z',
      '2026-06-01T11:00Z',
    ],
    [
      'both of two zones are over',
      [nights('Europe/Berlin'), nights('America/New_York')],
      '2026-01-15T23:00Z',
      '2026-01-16T12:00Z',
    ],
    ['the day is over that ends at 24:00', [part('UTC', ['18:00-24:00'])], '2026-06-01T19:00Z', '2026-06-02T00:00Z'],
  ])('%s', (_what, parts, at, until) => {
    expect(waitsUntil(routing(...parts), MUTED, new Date(at))?.toISOString() ?? null).toBe(
      until && new Date(until).toISOString(),
    );
  });

  it('a year has passed where it never ends, to be looked at again', () => {
    const at = new Date('2026-06-01T00:00Z');
    expect(waitsUntil(routing(part('UTC')), MUTED, at)!.getTime()).toBeGreaterThan(at.getTime() + 360 * 86_400_000);
  });
});

describe('what is active at times only waits until', () => {
  it.each<[string, TimePart[], string, string | null]>([
    ['work begins', [part('Europe/Berlin', ['09:00-18:00'], WORKDAYS)], '2026-11-27T20:00Z', '2026-11-30T08:00Z'],
    ['nothing at work', [part('Europe/Berlin', ['09:00-18:00'], WORKDAYS)], '2026-11-27T12:00Z', null],
    [
      'the clock goes on from the hour that is skipped',
      [part('Europe/Berlin', ['02:30-04:00'])],
      '2026-03-29T00:00Z',
      '2026-03-29T01:00Z',
    ],
    [
      'the first of two that come',
      [part('UTC', ['20:00-21:00']), part('UTC', ['09:00-10:00'])],
      '2026-06-01T12:00Z',
      '2026-06-01T20:00Z',
    ],
  ])('%s', (_what, parts, at, until) => {
    expect(waitsUntil(routing(...parts), ACTIVE, new Date(at))?.toISOString() ?? null).toBe(
      until && new Date(until).toISOString(),
    );
  });
});

it('is within an hour that comes twice both times', () => {
  const hour = interval(part('Europe/Berlin', ['02:00-03:00']));
  const times = ['2026-10-24T23:59Z', '2026-10-25T00:30Z', '2026-10-25T01:30Z', '2026-10-25T02:00Z'];
  expect(times.map((at) => isWithin(hour, new Date(at)))).toEqual([false, true, true, false]);
});

describe('the next digest comes', () => {
  const berlin = (...at: string[]): DigestTimes => ({ at, location: 'Europe/Berlin' });
  it.each<[string, DigestTimes, string, string]>([
    ['today', berlin('08:00'), '2026-11-27T06:59Z', '2026-11-27T07:00Z'],
    ['tomorrow, at the minute itself', berlin('08:00'), '2026-11-27T07:00Z', '2026-11-28T07:00Z'],
    ['at the sooner of two times', berlin('18:00', '08:00'), '2026-11-27T12:00Z', '2026-11-27T17:00Z'],
    ['an hour earlier in UTC, in summer', berlin('08:00'), '2026-03-28T12:00Z', '2026-03-29T06:00Z'],
    ['an hour later in UTC, in winter', berlin('08:00'), '2026-10-24T12:00Z', '2026-10-25T07:00Z'],
    ['when the clock goes on, if its time is skipped', berlin('02:30'), '2026-03-28T12:00Z', '2026-03-29T01:00Z'],
    ['once, if its time comes twice: the first time', berlin('02:30'), '2026-10-24T12:00Z', '2026-10-25T00:30Z'],
    ['and not the second time', berlin('02:30'), '2026-10-25T00:30Z', '2026-10-26T01:30Z'],
    ['by half hours', { at: ['02:15'], location: 'Australia/Lord_Howe' }, '2026-10-03T00:00Z', '2026-10-03T15:30Z'],
  ])('%s', (_what, times, after, at) => {
    expect(nextDigest(times, new Date(after)).toISOString()).toBe(new Date(at).toISOString());
  });
});
