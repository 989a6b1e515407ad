import fc from 'fast-check';
import { createWatchIndex, indexWatches } from '../../src/match/index/watch-index.ts';
import { printQuery } from '../../src/match/query/print.ts';
import { isPositive, type QueryTree } from '../../src/match/query/tree.ts';
import { readWords } from '../../src/match/text/words.ts';
import { arbitraryTree, term } from '../match/query/trees.ts';
import { openStore, type TestStore } from '../store/support.ts';
import { readCorpus } from './corpus.ts';
import { fill, search, storeArticles, watchOf } from './support.ts';

const corpus = readCorpus();
const ALIASES = {
  bka: ['{BKA}', 'Bundeskriminalamt', 'F.B.I.', '联邦刑事警察局'],
  'police-2': ['police', 'полиция', 'Polizei', '警察', 'شرطة'],
  Ämter_3: ['@bka', 'Amt', '"Kilo Lima"'],
};

let store: TestStore;
/** By their place in the corpus. */
let ids: number[];
beforeAll(async () => {
  store = await openStore();
  ids = await storeArticles(store.db, corpus);
  await fill(store.db);
});
afterAll(() => store.close());

/** What the matcher finds in all articles, one by one. */
function scan(query: string, language: string | null): number[] {
  const index = indexWatches([watchOf(query, { language })], ALIASES);
  return ids.filter((_, nth) => index.find(corpus[nth]!).length > 0).toReversed();
}

async function expectSame(query: string, language: string | null = null): Promise<number> {
  const { ids: found } = await search(store.db, [watchOf(query, { language })], { aliases: ALIASES });
  expect({ query, language, found }).toEqual({ query, language, found: scan(query, language) });
  return found.length;
}

describe('a search of the archive', () => {
  it.each([
    ['Bundeskriminalamtes', 'some'],
    ['Muller', 'some'],
    ['Müller', 'some'],
    ['Mueller', 'some'],
    ['haus', 'some'],
    ['nutzerdaten', 'some'],
    ['*daten*', 'some'],
    ['email', 'some'],
    ['"user email"', 'some'],
    ['FBI', 'some'],
    ['fbi', 'some'],
    ['{FBI}', 'some'],
    ['@bka', 'some'],
    ['刑事警察', 'some'],
    ['警察', 'some'],
    ['数据', 'some'],
    ['國', 'some'],
    ['取り調べ', 'some'],
    ['取調べ', 'some'],
    ['サーバ', 'some'],
    ['バイオリン', 'some'],
    ['ตำรวจ', 'some'],
    ['พรบ', 'some'],
    ['الشرطة', 'some'],
    ['وزير', 'some'],
    ['개인정보', 'some'],
    ['полиции', 'some'],
    ['книга', 'some'],
    ['kitap', 'some'],
    ['author:王毅', 'some'],
    ['author:groß', 'some'],
    ['title:verbindungsdaten', 'some'],
    ['text:verbindungsdaten', 'none'],
    ['source:bild-zeitung.example', 'some'],
    ['url:telegram', 'some'],
    ['country:DE', 'some'],
    ['lang:zh', 'some'],
    ['tag:datenschutz NOT title:kilo', 'some'],
    ['ATLEAST/2(kilo)', 'some'],
    ['FIRST/2(telegram)', 'some'],
    ['"users mail"~5', 'some'],
    ['police NOT NEAR/3 nova', 'some'],
    ['~organisation', 'none'],
    ['telegram NEAR/1 bundeskriminalamt', 'none'],
  ])('finds by %s what the matcher finds', async (query, expected) => {
    expect((await expectSame(query)) > 0).toBe(expected === 'some');
  });

  it('finds what the inflection of a watch finds in articles of another language', async () => {
    expect(await expectSame('kilos', 'en')).toBeGreaterThan(0);
    await expectSame('Häuser', 'de');
    await expectSame('~polizei', 'de');
  });

  it('finds what the matcher finds in all articles, and nothing else, for any query', async () => {
    let hits = 0;
    await fc.assert(
      fc.asyncProperty(tree, fc.constantFrom(null, null, 'de', 'ru'), async (query, language) => {
        const printed = printQuery(query);
        const isGood = createWatchIndex(ALIASES).add(watchOf(printed, { language })).kind === 'added';
        fc.pre(isGood);
        hits += await expectSame(printed, language);
      }),
      { numRuns: 100 },
    );
    expect(hits).toBeGreaterThan(100);
  });
});

/** Words as articles have them, whole, begun, turned to capitals, and two in a row. */
const word = fc
  .tuple(fc.nat(), fc.nat(), fc.constantFrom('as is', 'upper', 'lower', 'begun', 'middle', 'two', 'three'))
  .map(([article, at, form]) => {
    const { title, text, language } = corpus[article % corpus.length]!;
    const words = readWords(`${title} ${text}`, language);
    if (words.length === 0) return 'kilo';
    const nth = at % words.length;
    const one = words[nth]!.text;
    const letters = [...one];
    if (form === 'upper') return one.toUpperCase();
    if (form === 'lower') return one.toLowerCase();
    if (form === 'begun' && letters.length > 3) return `${letters.slice(0, 3).join('')}*`;
    if (form === 'middle' && letters.length > 4) return `*${letters.slice(1, -1).join('')}*`;
    const more: number | undefined = { 'as is': 1, begun: 1, middle: 1, two: 2, three: 3 }[form];
    return more === undefined
      ? one
      : words
          .slice(nth, nth + more)
          .map((each) => each.text)
          .join(' ');
  });

const leaf: fc.Arbitrary<QueryTree> = fc
  .tuple(
    fc.oneof(word, fc.constantFrom('kilo', 'lima', 'nova', 'oscar', 'the', 'in', 'der')),
    fc.constantFrom(
      'inflected' as const,
      'inflected' as const,
      'spelled' as const,
      'stemmed' as const,
      'exact' as const,
    ),
  )
  .map(([text, spelling]) => term(text, /[*?]/.test(text) ? 'inflected' : spelling));
const tree = arbitraryTree(leaf, 8, 'all').filter(isPositive);
