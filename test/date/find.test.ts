import { findDate } from '../../src/date/find.ts';

it.each([
  ['2026年11月24日23:52 | 来源：', '2026-11-24T23:52:00.000Z'],
  ['2026年11月24日 10時05分', '2026-11-24T10:05:00.000Z'],
  ['٢٤ نوفمبر ٢٠٢٦', '2026-11-24T00:00:00.000Z'],
  ['2026년 11월 4일 9:05', '2026-11-04T09:05:00.000Z'],
  ['Di 24.11.26 | 14:07 Uhr | Von Ada Feld', '2026-11-24T14:07:00.000Z'],
  ['Veröffentlicht am 13. Mai 2026 um 15:44', '2026-05-13T15:44:00.000Z'],
  ['Publisert 6. januar 2026 kl. 14.20', '2026-01-06T14:20:00.000Z'],
  ['6 stycznia 2026', '2026-01-06T00:00:00.000Z'],
  ['Опубликовано 5 мая 2026 г. 10:00', '2026-05-05T10:00:00.000Z'],
  ['Publié le 3 mars 2026 à 10h20', '2026-03-03T10:20:00.000Z'],
  ['3 de março de 2026', '2026-03-03T00:00:00.000Z'],
  ['April 9, 2026 5:30 p.m.', '2026-04-09T17:30:00.000Z'],
  ['Published:9 April 2026', '2026-04-09T00:00:00.000Z'],
  ['Stand:09.04.2026', '2026-04-09T00:00:00.000Z'],
  ['2026年4月9日(木) 9時15分', '2026-04-09T09:15:00.000Z'],
  ['发布时间：2026-04-09 09:15', '2026-04-09T09:15:00.000Z'],
  ['9 April 2026 Thursday 09:15', '2026-04-09T09:15:00.000Z'],
  ['09:15 | 09.04.2026', '2026-04-09T09:15:00.000Z'],
  ['09.04.2026 11:15 MESZ', '2026-04-09T09:15:00.000Z'],
  ['9 April 2026 12:15 (GMT+3)', '2026-04-09T09:15:00.000Z'],
  ['الخميس، 9 أبريل 2026 09:15', '2026-04-09T09:15:00.000Z'],
  ['9 เมษายน 2569 เวลา 09:15 น.', '2026-04-09T09:15:00.000Z'],
  ['تاریخ انتشار: ۲۰ فروردین ۱۴۰۵ - ۰۹:۱۵', '2026-04-09T09:15:00.000Z'],
  ['गुरुवार, 9 अप्रैल 2026, 09:15', '2026-04-09T09:15:00.000Z'],
  ['9 апреля 2026, 12:15 МСК', '2026-04-09T09:15:00.000Z'],
  ['9 апреля 2026, 12:15 (по московскому времени)', '2026-04-09T09:15:00.000Z'],
  ['9 April 2026 05:15 Eastern Time', '2026-04-09T09:15:00.000Z'],
  ['9 April 2026 10:15 London time', '2026-04-09T09:15:00.000Z'],
  ['9 أبريل 2026 09:15 بتوقيت غرينتش', '2026-04-09T09:15:00.000Z'],
  ['9 April 2026 09:15 Timely news', '2026-04-09T09:15:00.000Z'],
  ['Updated 2026-04-09, 12:15 a.m.', '2026-04-09T00:15:00.000Z'],
])('finds the date in "%s"', (text, instant) => {
  expect(findDate(text, true)?.date.toISOString()).toBe(instant);
});

it('reads days in numbers as the language has them', () => {
  expect(findDate('03/04/2026', true)?.date.toISOString()).toBe('2026-04-03T00:00:00.000Z');
  expect(findDate('03/04/2026', false)?.date.toISOString()).toBe('2026-03-04T00:00:00.000Z');
});

it.each(['', 'version 1.2.3', 'call 12.34.5678', 'room 2026-11', '32. Mai 2026', `${'x '.repeat(200)}4 May 2026`])(
  'finds none in "%.30s"',
  (text) => expect(findDate(text, true)).toBeNull(),
);

it('tells what else the text says', () => {
  expect(findDate('Updated 24 November 2026, 10:05 by Ada', true)?.rest.replace(/\s+/g, ' ')).toBe('Updated by Ada');
});

it('says whether a zone stands beside the time', () => {
  expect(findDate('9 April 2026 12:15 (GMT+3)', true)?.hasZone).toBe(true);
  expect(findDate('9 апреля 2026, 12:15 (по московскому времени)', true)?.hasZone).toBe(true);
  expect(findDate('Di 24.11.26 | 14:07 Uhr | Von Ada Feld', true)?.hasZone).toBe(false);
  expect(findDate('6 stycznia 2026', true)?.hasZone).toBe(false);
});
