import { isKnown, urlOf, validatorsOf } from './feeds.ts';
import { fastest, type PeerResult } from './peers.ts';
import { spreadOf } from './steady.ts';
import { formatSize, ratioOf } from './table.ts';
import type { PollResult } from './wirewatch.ts';

const result = (contestant: string, cold: number, warm: number): PollResult => {
  const round = (feedsPerSecond: number) => ({
    seconds: 1,
    feedsPerSecond,
    seen: { requests: 10, conditional: 0, whole: 0, notModified: 10, connections: 1 },
  });
  return { contestant, startMs: null, cold: round(cold), warm: round(warm), usage: null, rows: null };
};

it('compares with the best peer of each round', () => {
  const peers: PeerResult[] = [result('a', 10, 40), result('b', 20, 30), { contestant: 'c', leftOut: 'not there' }];
  expect(ratioOf(result('ours', 100, 100), peers)).toEqual({ cold: 5, warm: 2.5 });
  expect(ratioOf(result('ours', 100, 100), [{ contestant: 'c', leftOut: 'not there' }])).toBeNull();
});

it('counts the best setting of a peer, round by round', () => {
  expect(fastest([result('a, 8 at once', 10, 40), result('a, 32 at once', 20, 30)])).toMatchObject({
    contestant: 'a',
    cold: { feedsPerSecond: 20 },
    warm: { feedsPerSecond: 40 },
  });
});

it('prints a line for each contestant and each ratio', () => {
  const text = formatSize({ feeds: 10, wirewatch: [result('ours', 100, 100)], peers: [result('a', 10, 40)] }, []);
  expect(text).toContain('N = 10 feeds');
  expect(text).toContain('10 of 10');
  expect(text).toContain('ours: 10 times the best peer cold, 2.5 times warm');
});

it('gives each feed a host of its own', () => {
  const hosts = new Set(Array.from({ length: 70_000 }, (_, index) => new URL(urlOf(index, 80)).hostname));
  expect(hosts.size).toBe(70_000);
});

it('has a server that knows its documents by entity tag, else by date', () => {
  const { etag, 'last-modified': modified } = validatorsOf(7);
  expect(isKnown({}, 7)).toBe(false);
  expect(isKnown({ 'if-none-match': etag }, 7)).toBe(true);
  expect(isKnown({ 'if-none-match': etag, 'if-modified-since': 'x' }, 7)).toBe(true);
  expect(isKnown({ 'if-none-match': '"other"', 'if-modified-since': modified }, 7)).toBe(false);
  expect(isKnown({ 'if-modified-since': modified }, 7)).toBe(true);
});

it('tells median, 99th percentile and maximum', () => {
  expect(spreadOf(Array.from({ length: 1_000 }, (_, index) => index))).toEqual({ median: 500, p99: 990, max: 999 });
  expect(spreadOf([])).toEqual({ median: 0, p99: 0, max: 0 });
});
