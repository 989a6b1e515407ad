import { parseRetryAfter } from '../../src/net/retry-after.ts';

const now = new Date('2026-11-02T10:00:00Z');
const DAY_MS = 86_400_000;

it.each([
  ['seconds', '90', 90_000],
  ['nothing', '0', 0],
  ['a date', 'Mon, 02 Nov 2026 10:05:00 GMT', 300_000],
  ['a date in the old form', 'Monday, 02-Nov-26 10:05:00 GMT', 300_000],
  ['a date that has passed', 'Mon, 02 Nov 2026 09:00:00 GMT', 0],
  ['more than a day', '999999999', DAY_MS],
  ['more than a number can hold', '9'.repeat(400), DAY_MS],
  ['a far date', 'Tue, 02 Nov 2027 10:00:00 GMT', DAY_MS],
])('understands %s', (_, value, ms) => expect(parseRetryAfter(value, now)).toBe(ms));

it.each(['', 'soon', '-5', '1.5', '1e3', 'Mon, 02 Nov 2026 10:05:00'])('does not understand "%s"', (value) => {
  expect(parseRetryAfter(value, now)).toBeNull();
});
