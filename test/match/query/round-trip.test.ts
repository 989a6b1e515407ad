import fc from 'fast-check';
import { parseQuery } from '../../../src/match/query/parser.ts';
import { printQuery } from '../../../src/match/query/print.ts';
import { isPositive, type Spelling } from '../../../src/match/query/tree.ts';
import { arbitraryTree, term, withoutSpans } from './trees.ts';

function reread(query: string): unknown {
  const parsed = parseQuery(query);
  return parsed.kind === 'parsed' ? withoutSpans(parsed.tree) : parsed.errors;
}

/** Words that look like something else, and words of many scripts. */
const NASTY = [
  ...['and', 'OR', 'Not', 'near', 'ONEAR', 'near/5', 'NEAR/5f', 'onear/s', 'near5', 'adj5', 'w/5', '/5', 'pre/5'],
  ...['atleast/3', 'ATLEAST5', 'first/50', 'first', 'same', 'title:', 'title:x', 'lang:de', 'hd=x', '/f50/', 'word!'],
  ...[
    'HEADLINE(x)',
    '(x',
    'x)',
    '[x]',
    '@bka',
    '-x',
    '–x',
    '=x',
    '~x',
    '#x',
    '+x',
    '!x',
    '&x',
    'a|b',
    'a&&b',
    '<<<x>>>',
  ],
  ...[
    'C++',
    'C#',
    '.NET',
    'AT&T',
    '12:30',
    '3.14',
    "don't",
    'U.S.',
    'user-data',
    'x~5',
    'x^2',
    'https://example.org/x',
  ],
  ...['🙂x', 'x👩‍👩‍👧', '§ 5', '€5', 'ﬁx', 'e\u0301', 'Straße', 'İstanbul', 'Ελλάδα', 'Москва', 'شرطة', 'משטרה'],
  ...['पुलिस', '警察', 'テレグラム', '텔레그램', 'ตำรวจ', 'x\ty', ' x ', 'x\ny'],
];
const NASTY_EXACT = NASTY.map((text) => text.replace(/[{}]/g, ''));
const WILD = ['cat?', 'catalogue??', 'Nutzer*', '*kanzler', 'wom?n', '?ermany', 'c*t?x', 'user-data?', 'наци*', 'and?'];
const WILD_PHRASES = ['user data*', 'wom?n and men', 'Nutzer* near/5 daten'];

const phrase = fc.array(fc.constantFrom(...NASTY), { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
const spelling = fc.constantFrom<Spelling>('inflected', 'spelled', 'stemmed');
const leaf = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(phrase, spelling).map(([text, how]) => term(text, how)) },
  fc.constantFrom(...NASTY_EXACT).map((text) => term(text, 'exact')),
  fc.tuple(fc.constantFrom(...WILD_PHRASES), spelling).map(([text, how]) => term(text, how)),
);
const wildWord = fc.tuple(fc.constantFrom(...WILD), spelling).map(([text, how]) => term(text, how));

describe('a printed query', () => {
  it('means what its tree means', () => {
    fc.assert(
      fc.property(arbitraryTree(leaf, 1000, 'all').filter(isPositive), (tree) => {
        expect(reread(printQuery(tree))).toEqual(withoutSpans(tree));
      }),
      { numRuns: 1_500 },
    );
  });

  it.each([...NASTY, ...WILD, ...WILD_PHRASES])('gives the term %j back in each spelling', (text) => {
    for (const how of ['inflected', 'spelled', 'stemmed'] as const) {
      expect(reread(printQuery(term(text, how)))).toEqual(withoutSpans(term(text, how)));
    }
  });

  it('keeps its wildcards beside operators', () => {
    fc.assert(
      fc.property(wildWord, wildWord, (left, right) => {
        const tree = { kind: 'near' as const, reach: { unit: 'sentence' as const }, ordered: true, left, right };
        expect(reread(printQuery(tree))).toEqual(withoutSpans(tree));
      }),
    );
  });

  it.each([
    ['a or b and c', 'a OR (b AND c)'],
    ['a b OR c', '(a AND b) OR c'],
    ['a not b', 'a AND NOT b'],
    ['a -"b c"', 'a AND NOT "b c"'],
    ['a NOT NOT b', 'a AND b'],
    ['a (NOT (NOT b))', 'a AND b'],
    ['a NOT (-"b c")', 'a AND "b c"'],
    ['~"5"', '~"5"'],
    ['((a))', 'a'],
    ['（a OR b） AND [c]', '(a OR b) AND c'],
    ['a near b', 'a NEAR/10 b'],
    ['a NEAR/4f b', 'a ONEAR/4 b'],
    ['a /s b', 'a NEAR/s b'],
    ['a NOT NEAR/3 b', 'a NOT NEAR/3 b'],
    ['„a b“ OR «c d» OR ”e f”', '"a b" OR "c d" OR "e f"'],
    ['headline:a', 'title:a'],
    ['"a b" ~c =d {E}', '"a b" AND ~c AND =d AND {E}'],
    ['"a b"~5', '"a b"~5'],
    ["'a b' OR ‘c d’", '"a b" OR "c d"'],
    ["'Ndrangheta OR drivers'", '"\'Ndrangheta" OR "drivers\'"'],
    ['cat?', 'cat?'],
    ['"near"', '"near"'],
  ])('%s is printed as %s', (query, printed) => {
    const parsed = parseQuery(query);
    expect(parsed.kind === 'parsed' && printQuery(parsed.tree)).toBe(printed);
  });
});
