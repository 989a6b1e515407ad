import type { SearchEnd } from '../../../src/archive/search.ts';
import { endRecord, sampleNote } from '../../../src/cli/archive/how-far.ts';

const SAMPLE: SearchEnd = {
  candidates: 66_070,
  looked: 20_000,
  backTo: new Date('2026-11-20T08:00:12Z'),
  byIndex: true,
  end: 'sample',
};

it('says at how many of how many articles a search looked, and since when those were read', () => {
  expect(sampleNote(SAMPLE)).toBe(
    'Looked at the latest 20,000 of 66,070 articles that may match: those read since 2026-11-20 08:00 UTC. --all looks at every one.',
  );
  expect(sampleNote({ ...SAMPLE, byIndex: false })).toContain(
    'that may match, since no index can tell for this query: those read since',
  );
  expect(sampleNote({ ...SAMPLE, end: 'stopped' })).toBe(
    'Stopped. Looked at the latest 20,000 of 66,070 articles that may match: those read since 2026-11-20 08:00 UTC.',
  );
  expect(sampleNote({ ...SAMPLE, looked: 0, backTo: null, end: 'stopped' })).toBe('Stopped. No article was looked at.');
  expect(sampleNote({ ...SAMPLE, end: 'whole' })).toBeNull();
});

it('tells programs the same', () => {
  expect(endRecord(SAMPLE)).toEqual({
    isWhole: false,
    end: 'sample',
    looked: 20_000,
    candidates: 66_070,
    backTo: SAMPLE.backTo,
    byIndex: true,
  });
});
