import { changesBetween } from '../../../src/config/versions/changes.ts';
import { configOf } from '../support.ts';

it.each([
  ['canary', 'canary: {every: 15m}'],
  ['inhibit_rules', 'inhibit_rules: [{source_matchers: [tag = a], target_matchers: [tag = b]}]'],
  ['network', 'network: {contact: "https://example.org/"}'],
  ['operators', 'operators: {receivers: [inbox]}'],
  ['polling', 'polling: {min_interval: 5m}'],
  ['retention', 'retention: {articles: 90d}'],
  ['stories', 'stories: {developments: true}'],
])('tells that %s is another', async (id, yaml) => {
  const changes = changesBetween(await configOf(''), await configOf(yaml));
  expect(changes).toContainEqual(expect.objectContaining({ about: 'setting', id, kind: 'changed' }));
});

it('tells of what was added, removed and changed by its id, and in what', async () => {
  const before = await configOf('watches: [{id: one, query: a}, {id: two, query: b}]');
  const after = await configOf('watches: [{id: two, query: c}, {id: three, query: d}]');
  expect(changesBetween(before, after)).toEqual([
    { about: 'watch', id: 'one', kind: 'removed', what: [] },
    { about: 'watch', id: 'three', kind: 'added', what: [] },
    { about: 'watch', id: 'two', kind: 'changed', what: ['query'] },
  ]);
});

it('tells of routes by where they stand, each without those below it, and of times by their names', async () => {
  const nights = (start: string) =>
    `time_intervals: [{name: nights, time_intervals: [{times: [{start_time: '${start}', end_time: '06:00'}]}]}]`;
  const before = await configOf(`route: {receiver: inbox, routes: [{matchers: ['tag = a']}, {}]}\n${nights('22:00')}`);
  const after = await configOf(`route: {receiver: inbox, routes: [{matchers: ['tag = b']}]}\n${nights('23:00')}`);
  expect(changesBetween(before, after)).toEqual([
    { about: 'route', id: 'root/0', kind: 'changed', what: ['matchers'] },
    { about: 'route', id: 'root/1', kind: 'removed', what: [] },
    { about: 'interval', id: 'nights', kind: 'changed', what: ['parts'] },
  ]);
});
