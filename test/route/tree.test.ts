import { groupKeyOf, leavesFor, passes, walk } from '../../src/route/tree.ts';
import { labels, matchers, route, routing } from './support.ts';

const tree = routing(
  route({
    receiver: 'all',
    groupWaitMs: 30_000,
    mutes: ['night'],
    flood: { moreThan: 20, withinMs: 60_000, digestEveryMs: 600_000 },
    routes: [
      { receiver: 'archive', continues: true },
      {
        receiver: 'police',
        when: 'tag = police',
        routes: [
          { receiver: 'pager', when: 'severity = critical' },
          { receiver: 'german', when: 'language = de', continues: true },
          { receiver: 'austria', when: 'country = AT' },
        ],
      },
      { receiver: 'high', when: 'severity =~ "high|critical"' },
    ],
  }),
);
const byTree = { receivers: [] };
const told = (given: Parameters<typeof labels>[0]) =>
  leavesFor(tree, byTree, labels(given)).map(({ path, receiver }) => `${path} ${receiver}`);

describe('an alert goes', () => {
  it.each([
    [
      'to the first route that matches, besides those that continue',
      { severity: ['high'] },
      ['root/0 archive', 'root/2 high'],
    ],
    ['to the route below', { tag: ['police'], severity: ['critical'] }, ['root/0 archive', 'root/1/0 pager']],
    [
      'to a route of which none below matches',
      { tag: ['police'], severity: ['low'] },
      ['root/0 archive', 'root/1 police'],
    ],
    [
      'to all below that match, if they continue',
      { tag: ['police'], language: ['de'], country: ['AT'] },
      ['root/0 archive', 'root/1/1 german', 'root/1/2 austria'],
    ],
    ['to none after one that took it', { tag: ['police'], severity: ['high'] }, ['root/0 archive', 'root/1 police']],
    ['to one that continues, and not to what is above it', {}, ['root/0 archive']],
  ])('%s', (_what, given, expected) => {
    expect(told(given)).toEqual(expected);
  });

  it('to the root where nothing else matches', () => {
    const root = route({ receiver: 'all', routes: [{ when: 'tag = x' }] });
    expect(leavesFor(routing(root), byTree, labels({}))).toEqual([root]);
  });

  it('to the receivers that its watch names, with the groups and the flood of the root and nothing to wait for', () => {
    const leaves = leavesFor(tree, { receivers: ['desk', 'inbox'] }, labels({ tag: ['police'] }));
    expect(leaves.map(({ receiver }) => receiver)).toEqual(['desk', 'inbox']);
    expect(leaves[0]).toEqual(route({ receiver: 'desk', groupWaitMs: 30_000, flood: tree.root!.flood }, 'watch'));
  });

  it('to those receivers at once where there is no tree, a group being a story', () => {
    expect(leavesFor(routing(null), { receivers: ['desk'] }, labels({}))).toEqual([
      route({ receiver: 'desk' }, 'watch'),
    ]);
    expect(leavesFor(routing(null), byTree, labels({}))).toEqual([]);
  });
});

it('the way through the tree tells which condition failed, and what was not asked', () => {
  const steps = walk(tree, labels({ tag: ['police'], severity: ['high'] }));
  expect(steps.map(({ route, outcome, failed }) => [route.path, outcome, failed])).toEqual([
    ['root', 'below', null],
    ['root/0', 'leaf', null],
    ['root/1', 'leaf', null],
    ['root/1/0', 'failed', matchers('severity = critical')[0]],
    ['root/1/1', 'failed', matchers('language = de')[0]],
    ['root/1/2', 'failed', matchers('country = AT')[0]],
    ['root/2', 'unasked', null],
  ]);
});

it('an alert passes where one list of conditions holds as a whole', () => {
  const night = route({ passing: [matchers('severity = critical, tag = police'), matchers('watch = own')] });
  expect(passes(night, labels({ severity: ['critical'], tag: ['police'] }))).toBe(true);
  expect(passes(night, labels({ severity: ['critical'] }))).toBe(false);
  expect(passes(night, labels({ watch: ['own'] }))).toBe(true);
  expect(passes(route({}), labels({}))).toBe(false);
});

describe('the key of a group', () => {
  const first = labels({ watch: ['a'], story: ['1'], tag: ['x', 'y'], source: ['Der Spiegel', 'spiegel.de'] });
  const second = labels({ watch: ['b'], story: ['1'], tag: ['y', 'x'], source: ['Der Spiegel', 'm.spiegel.de'] });
  const isOne = (by: Parameters<typeof route>[0]) => groupKeyOf(route(by), first) === groupKeyOf(route(by), second);

  it.each([
    ['story', true],
    ['watch', false],
    ['tag', true],
    ['source', true],
  ] as const)('by %s is the same: %s', (by, same) => {
    expect(isOne({ groupBy: [by] })).toBe(same);
  });

  it('is another for each where all labels count, and the same for all where none does', () => {
    expect(isOne({ groupBy: 'all' })).toBe(false);
    expect(isOne({ groupBy: [] })).toBe(true);
  });

  it('is another at another route or for another receiver, and bounded', () => {
    const keys = [route({}), route({}, 'root/1'), route({ receiver: 'other' })].map((one) => groupKeyOf(one, first));
    expect(new Set(keys).size).toBe(3);
    expect(groupKeyOf(route({ groupBy: ['tag'] }), labels({ tag: ['x'.repeat(10_000)] }))).toHaveLength(32);
  });
});
