import { type Finding, judge, type StoryEntry } from './oracle.ts';

const EXPECTED = { receiver: 'slack', story: 'Elmton' };
const GOOD: Finding = { lost: [], dead: [], doubled: 0, silent: [], wrong: [] };

const at = (second: number) => new Date(second * 1_000);
/** An attempt each, one after the other. */
const attempts = (...outcomes: (string | null)[]) =>
  outcomes.map((outcome, index) => ({
    outcome,
    startedAt: at(10 * index),
    finishedAt: outcome === null ? null : at(10 * index + 1),
  }));
const entry = (state: string, ...outcomes: (string | null)[]): StoryEntry => ({
  ...EXPECTED,
  state,
  reason: null,
  attempts: attempts(...outcomes),
});
const once = { ...EXPECTED, saysSecond: false };
const again = { ...EXPECTED, saysSecond: true };

it('finds nothing where each message arrived once, or again with a word after an attempt of unknown fate', () => {
  expect(judge({ expected: [EXPECTED], arrivals: [once], ledger: [entry('sent', 'sent')] })).toEqual(GOOD);
  expect(judge({ expected: [EXPECTED], arrivals: [once, again], ledger: [entry('sent', 'unknown', 'sent')] })).toEqual({
    ...GOOD,
    doubled: 1,
  });
});

it('takes an attempt for one of unknown fate that ended after the next was begun', () => {
  const late = entry('sent', 'sent', 'sent');
  late.attempts[0]!.finishedAt = at(60);
  expect(judge({ expected: [EXPECTED], arrivals: [once, again], ledger: [late] })).toEqual({ ...GOOD, doubled: 1 });
});

it('finds what did not arrive, unless the ledger says that it was given up', () => {
  expect(judge({ expected: [EXPECTED], arrivals: [], ledger: [entry('sent', 'sent')] }).lost).toHaveLength(1);
  expect(judge({ expected: [EXPECTED], arrivals: [], ledger: [] }).lost).toHaveLength(1);
  const dead = judge({ expected: [EXPECTED], arrivals: [], ledger: [entry('dead', 'dead')] });
  expect([dead.lost.length, dead.dead.length]).toEqual([0, 1]);
});

it('finds copies that do not say so, and copies that nothing accounts for', () => {
  const unmarked = { expected: [EXPECTED], arrivals: [once, once], ledger: [entry('sent', 'unknown', 'sent')] };
  expect(judge(unmarked).silent).toHaveLength(1);
  const unaccounted = { expected: [EXPECTED], arrivals: [once, again], ledger: [entry('sent', 'retry', 'sent')] };
  expect(judge(unaccounted).silent).toHaveLength(1);
});

it('finds what arrived and that nobody wrote down, or went on with', () => {
  const left = judge({ expected: [EXPECTED], arrivals: [once], ledger: [entry('unknown', 'unknown')] });
  expect(left.wrong).toHaveLength(1);
});

it('finds what nobody asked for, and what stands in the ledger twice', () => {
  expect(judge({ expected: [], arrivals: [once], ledger: [] }).wrong).toHaveLength(1);
  const twice = [entry('sent', 'sent'), entry('sent', 'sent')];
  expect(judge({ expected: [EXPECTED], arrivals: [once], ledger: twice }).wrong).toHaveLength(1);
});
