import { impossibleParts } from '../../../src/match/query/impossible.ts';
import { parseQuery } from '../../../src/match/query/parser.ts';

function told(query: string): string[] {
  const parsed = parseQuery(query);
  if (parsed.kind === 'invalid') throw new Error(parsed.errors[0]!.message);
  return impossibleParts(query, parsed.tree).map(({ column, message }) => `${column}: ${message}`);
}

describe('a query that can match nothing', () => {
  it.each([
    ['lang:de AND lang:fr', '18: This can match nothing: no article has both lang:de and lang:fr.'],
    ['lang:(de AND fr)', '14: This can match nothing: no article has both lang:de and lang:fr.'],
    ['(lang:de AND lang:fr) OR boat', '19: This can match nothing: no article has both lang:de and lang:fr.'],
    ['country:DE country:FR boat', '20: This can match nothing: no article has both country:DE and country:FR.'],
    ['boat AND NOT (pier OR boat)', '23: This can match nothing: it asks for boat and excludes boat.'],
    ['title:boat NOT boat', '16: This can match nothing: it asks for title:boat and excludes boat.'],
    ['title:(boat NOT boat)', '17: This can match nothing: it asks for title:boat and excludes title:boat.'],
    [
      'title:boat NEAR/3 text:pier',
      '24: This can match nothing: NEAR joins what stands in one field, and its sides are bound to title and text.',
    ],
    ['FIRST/3("four words in phrase")', '9: This can match nothing: 4 words do not stand within the first 3.'],
    ['FIRST/2(boat NEAR/3 "old pier")', '9: This can match nothing: 3 words do not stand within the first 2.'],
  ])('is told of: %s', (query, expected) => {
    expect(told(query)).toEqual([expected]);
  });

  it('is told of where two hosts are asked for', () => {
    expect(told('site:pier.example AND site:boat.example')).toHaveLength(1);
  });

  it.each([
    'lang:zh AND lang:zh-hant',
    'lang:de OR lang:fr',
    'lang:(de OR fr) lang:(fr OR it)',
    'lang:de NOT lang:de-at boat',
    'source:new source:times',
    'site:pier.example site:www.pier.example',
    'tag:a tag:b',
    'title:boat AND text:pier',
    'title:boat NEAR/p title:pier',
    'title:boat NEAR/3 pier',
    'FIRST/4("four words in phrase")',
    'boat NOT "boat race"',
    'boat AND NOT title:boat',
    '{BOAT} AND NOT boat',
    'boat NOT NEAR/2 boat',
  ])('is not suspected in %s', (query) => {
    expect(told(query)).toEqual([]);
  });
});
