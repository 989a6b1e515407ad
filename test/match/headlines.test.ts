import { indexWatches } from '../../src/match/index/watch-index.ts';
import type { ReadableArticle } from '../../src/match/text/fields.ts';
import type { Evidence } from '../../src/model/watch.ts';

const article: ReadableArticle = {
  title: 'Old pier shut for good',
  text: 'The board of the harbour has voted.',
  language: 'en',
  headlines: [
    { text: 'Grain pier closes after cracks are found', place: 'opengraph' },
    { text: 'Engineers warn: pier pier pier', place: 'feed' },
  ],
};

function evidenceOf(query: string, of: ReadableArticle = article): Evidence | null {
  const watch = {
    id: 'w',
    name: null,
    query,
    tags: [],
    severity: null,
    receivers: ['r'],
    language: 'en',
    dialect: null,
  };
  const [result] = indexWatches([watch], {}).match(of);
  return result?.kind === 'matched' ? result.evidence : null;
}

describe('other headlines of an article', () => {
  it.each([
    'title:cracks',
    'cracks',
    'title:(grain NEAR/3 pier)',
    '"grain pier"',
    'title:shut',
    'harbour AND engineers',
  ])('are looked at by %s', (query) => expect(evidenceOf(query)).not.toBeNull());

  it.each([
    'text:cracks',
    'title:harbour',
    'shut NEAR/50 grain',
    'found NEAR/50 engineers',
    'found /s engineers',
    '"found engineers"',
  ])('are not what %s looks at', (query) => expect(evidenceOf(query)).toBeNull());

  it('are all looked at by what excludes a word', () => {
    expect(evidenceOf('harbour AND NOT title:cracks')).toBeNull();
    expect(evidenceOf('harbour AND NOT title:ferry')).not.toBeNull();
  });

  it('say in the evidence where they stood', () => {
    const { hits, passages } = evidenceOf('title:cracks')!;
    expect(hits).toEqual([
      { field: 'headline', place: 'opengraph', start: 24, end: 30, surface: 'cracks', term: 'cracks', alias: null },
    ]);
    expect(passages).toEqual([
      { field: 'headline', place: 'opengraph', start: 0, text: 'Grain pier closes after cracks are found', hits: [0] },
    ]);
  });

  it('are not told where the title or the text says the same', () => {
    expect(evidenceOf('pier')!.hits.map(({ field }) => field)).toEqual(['title']);
    const both = { ...article, text: 'The pier is old.' };
    expect(evidenceOf('pier', both)!.hits.map(({ field }) => field)).toEqual(['title', 'text']);
    expect(evidenceOf('board OR grain')!.hits.map(({ field }) => field)).toEqual(['text', 'headline']);
  });

  it('count as the one of them with the most mentions', () => {
    expect(evidenceOf('ATLEAST/3(pier)')).not.toBeNull();
    expect(evidenceOf('ATLEAST/4(pier)')).toBeNull();
    expect(evidenceOf('ATLEAST/4(pier)', { ...article, text: 'The pier.' })).not.toBeNull();
  });

  it('of an article before do not stay', () => {
    const watch = {
      id: 'w',
      name: null,
      query: 'cracks',
      tags: [],
      severity: null,
      receivers: ['r'],
      language: 'en',
      dialect: null,
    };
    const index = indexWatches([watch], {});
    expect(index.find(article)).toEqual(['w']);
    expect(index.find({ ...article, headlines: [] })).toEqual([]);
  });
});
