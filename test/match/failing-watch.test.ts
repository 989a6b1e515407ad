import { jest } from '@jest/globals';
import type * as Evidence from '../../src/match/evidence/evidence.ts';

const evidence: typeof Evidence = await import('../../src/match/evidence/evidence.ts');
jest.unstable_mockModule('../../src/match/evidence/evidence.ts', () => ({
  ...evidence,
  explainMatch: (...[query, reading, terms]: Parameters<typeof evidence.explainMatch>) => {
    if (query.kind === 'term' && query.text === 'unlucky') throw new Error('a bug');
    return evidence.explainMatch(query, reading, terms);
  },
}));
const { createWatchIndex } = await import('../../src/match/index/watch-index.ts');

it('tells of a watch that meets a bug, and keeps the results of the others', () => {
  const index = createWatchIndex({});
  for (const query of ['lucky', 'unlucky', 'both']) index.add({ id: query, query, language: null, dialect: null });
  expect(index.match({ title: '', text: 'both lucky, unlucky', language: 'en' })).toMatchObject([
    { kind: 'matched', watchId: 'lucky' },
    { kind: 'failed', watchId: 'unlucky', reason: 'Error: a bug' },
    { kind: 'matched', watchId: 'both' },
  ]);
});
