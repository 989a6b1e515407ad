import { dateHabits } from '../../src/date/habits.ts';
import { parseDate } from '../../src/date/parse.ts';

it.each([
  [['en'], 'https://news.example/a', null],
  [['en-US'], 'https://news.example/a', false],
  [['en'], 'https://news.example.co.uk/a', true],
  [['en-US'], 'https://news.example.in/a', true],
  [['en-GB'], 'https://news.example/a', true],
  [['en', 'en_AU'], 'https://news.example/a', true],
  [['fr'], 'https://news.example/a', true],
  [[null], 'https://news.example.ph/a', false],
  [[null], null, null],
])('reads numbers with the day first by the country: %j at %s', (tags, url, dayFirst) => {
  expect(dateHabits(tags, url).dayFirst).toBe(dayFirst);
});

it('takes the name of a month as the language has it', () => {
  const read = (language: string) =>
    parseDate('10 listopada 2026', { dayFirst: true, language })?.toISOString().slice(0, 7);
  expect([read('pl'), read('hr')]).toEqual(['2026-11', '2026-10']);
});
