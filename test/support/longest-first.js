// Plain JavaScript: the types of the package do not describe the module that Node loads.
import TestSequencer from '@jest/test-sequencer';

/** Suites that start many processes or wait for intervals, the longest first. */
const LONG = [
  'faults/matrix',
  'cli/run/start',
  'faults/kill',
  'integration/',
  'cli/',
  'faults/',
  'match/naive',
  'feed/hostile',
];

/**
 * Begins with the suites that take longest, lest one of them be left for the end while a worker has nothing to do.
 * Jest knows by itself only where it has run before, which it has not in CI.
 */
export default class LongestFirst extends TestSequencer {
  /** @override */
  sort(tests) {
    const rank = ({ path }) => {
      const place = LONG.findIndex((start) => path.includes(`/test/${start}`));
      return place === -1 ? LONG.length : place;
    };
    const sorted = super.sort(tests);
    // Those not measured yet have no duration until `sort` has asked the cache for it.
    const isMeasured = sorted.every(({ duration }) => duration !== undefined);
    return isMeasured ? sorted : sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}
