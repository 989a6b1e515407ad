import { parseQuery } from '../../../src/match/query/parser.ts';

function impossible(query: string): string[] {
  const parsed = parseQuery(query);
  if (parsed.kind === 'invalid') throw new Error(parsed.errors.map(({ message }) => message).join(' '));
  return parsed.impossible.map(({ message }) => message);
}

describe('a query that can match nothing is told', () => {
  it.each([
    ['lang:de AND lang:fr', /An article has one language: lang:de AND lang:fr/],
    ['telegram lang:(de OR en) lang:fr', /one language/],
    ['(lang:de OR lang:en) AND lang:fr', /one language/],
    ['lang:(de AND fr)', /one language/],
    ['country:de AND country:fr', /one country/],
    ['site:bild.de AND site:spiegel.de', /one source/],
    ['telegram OR (signal lang:de lang:fr)', /one language/],
    ['telegram AND NOT telegram', /asks for telegram and excludes it/],
    ['Telegram -telegram', /excludes it/],
    ['(telegram OR signal) NOT (signal OR telegram)', /excludes it/],
    ['lang:de NOT lang:de', /excludes it/],
    ['title:telegram NEAR/5 text:police', /nothing is near/],
    ['FIRST/3("federal criminal police office")', /3 words are too few .* takes 4/],
  ])('%s', (query, message) => {
    expect(impossible(query)).toEqual([expect.stringMatching(message)]);
  });

  it('and where', () => {
    const parsed = parseQuery('telegram\nAND lang:de AND lang:fr');
    expect(parsed).toMatchObject({ kind: 'parsed', impossible: [{ line: 2, column: 22 }] });
  });
});

it.each([
  'lang:zh AND lang:zh-hant',
  'lang:de OR lang:fr',
  'lang:de AND NOT lang:fr',
  'tag:politics tag:europe',
  'author:doe author:roe',
  'source:"the courier" source:courier.example',
  'site:bild.de site:www.bild.de',
  'telegram NOT signal',
  'telegram AND (police OR NOT telegram)',
  'title:telegram NEAR/5 (title:police OR text:police)',
  'FIRST/1(e-mail)',
  'data NEAR/5 data',
])('an ordinary query is not: %s', (query) => {
  expect(impossible(query)).toEqual([]);
});
