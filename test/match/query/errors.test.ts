import { parseQuery } from '../../../src/match/query/parser.ts';

/** The first error of a query. */
function errorOf(query: string) {
  const parsed = parseQuery(query);
  return parsed.kind === 'invalid' ? parsed.errors[0] : parsed;
}

/** Query, column, what its message holds, and the suggestions. */
type Row = [query: string, column: number, message: string, suggestions?: string[]];

const SLIPS: Row[] = [
  ['a NAER/5 b', 3, 'NAER/5 is not an operator.', ['NEAR/5']],
  ['a ONAER/5 b', 3, 'ONAER/5 is not an operator.', ['ONEAR/5']],
  ['a NEAR/ b', 3, 'NEAR/ lacks its number of words.', ['NEAR/10']],
  ['a NEAR/x b', 3, 'NEAR/x lacks its number of words.', ['NEAR/10']],
  ['a NEAR/ 7 b', 3, 'NEAR/ lacks its number of words.', ['NEAR/7']],
  ['a NEAR /7 b', 3, 'NEAR and its number of words stand together.', ['NEAR/7']],
  ['a near/5b', 3, 'near/5b is not an operator.', ['NEAR/5']],
  ['a NEER b', 3, 'NEER is not an operator.', ['NEAR']],
  ['a NEAR/99999999999 b', 3, 'NEAR reaches 1000 words at most.', ['NEAR/1000']],
  ['a within 5 b', 3, 'within is not an operator.', ['NEAR/5']],
  ['a NEAR 5 b', 3, 'NEAR takes its number of words after a slash.', ['NEAR/5']],
  ['a NEAR\\5 b', 3, 'NEAR\\5 is not an operator.', ['NEAR/5']],
  ['a NEAR/1001 b', 3, 'NEAR reaches 1000 words at most.', ['NEAR/1000']],
  ['a && b', 3, '&& is not an operator.', ['AND']],
  ['a || b', 3, '|| is not an operator.', ['OR']],
  ['a !word', 3, '!word excludes nothing here.', ['-word']],
  ['a +word', 3, '+word: words side by side', ['word']],
  ['a|b', 1, 'a|b is one word.', ['a OR b']],
  ['ATLEAST(a)', 1, 'ATLEAST takes its number after a slash.', ['ATLEAST/3(…)']],
  ['atleast 4 (a)', 1, 'atleast takes its number after a slash.', ['ATLEAST/4(…)']],
  ['FIRST 20 (a)', 1, 'FIRST takes its number after a slash.', ['FIRST/20(…)']],
  ['first(a)', 1, 'first takes its number after a slash.', ['FIRST/50(…)']],
  ['ATLEAST/3 a', 1, 'ATLEAST/3 says nothing without parentheses', ['ATLEAST/3(…)']],
  ['FIRST/50 a', 1, 'FIRST/50 says nothing without parentheses', ['FIRST/50(…)']],
  ['ATLEAST/3(a AND b)', 1, 'ATLEAST counts mentions'],
  ['ATLEAST/0(a)', 1, 'ATLEAST counts from 1 to 100'],
  ['FIRST/0(a)', 1, 'FIRST looks at 1 to 10000 words.'],
];

const UNFINISHED: Row[] = [
  ['', 1, 'The query is empty.'],
  ['a "b', 3, 'This quotation mark is never closed.', ['"b"']],
  ['(a AND "b c) OR d', 8, 'This quotation mark is never closed.', ['"b c"']],
  ['"a b OR "c d" AND e', 1, 'A quotation mark is missing, probably here.', ['"a b"']],
  ['a AND "', 7, 'This quotation mark is never closed.', []],
  ['a {b', 3, 'This { is never closed.', ['{b}']],
  ['a }', 3, 'This } closes nothing.'],
  ['a (b', 3, 'This ( is never closed.'],
  ['a )', 3, 'This ) closes nothing.'],
  ['a <<<b', 3, 'This <<< is never closed by >>>.'],
  ['AND a', 1, 'Expected a word, a phrase, @alias or ( at the start, found AND.'],
  ['a AND AND b', 7, 'Expected a word, a phrase, @alias or ( after AND, found AND.'],
  ['a OR', 5, 'Expected a word, a phrase, @alias or ( after OR, where the query ends.'],
  ['a AND\n  (b OR )', 9, 'Expected a word, a phrase, @alias or ( after OR, found ).'],
  ['()', 1, 'There is nothing between ( and ).'],
  ['""', 1, 'There is no word between the quotation marks.'],
  ['{}', 1, 'There is no word between { and }.'],
  ['a @', 3, 'An alias has a name'],
  ['a - b', 3, 'A dash excludes what follows it directly: -word.'],
  ['a NEAR/5 -b', 10, 'NEAR needs something to stand near'],
  ['NOT a', 1, 'This query would match every article that lacks something.'],
  ['a OR NOT b', 1, 'This query would match every article that lacks something.'],
];

const TERMS: Row[] = [
  ['a*', 1, 'A word with * or ? needs 3 letters of its own: a*.'],
  ['카*', 1, 'A word with * or ? needs 3 letters of its own: 카*.'],
  ['a *', 3, 'A * or ? stands in a word.'],
  ['{abc*}', 1, 'Between { and } there are no wildcards: abc*.'],
  ['(a AND b)~5', 10, '~5 stands behind a phrase in quotation marks'],
  ['"a b" ~5', 7, '~5 stands behind a phrase in quotation marks'],
  ['"a b"~ c', 1, 'A ~ behind a phrase takes a number of words'],
  ['word~2', 1, '~2 stands behind a phrase in quotation marks'],
  ['word^9', 1, '^9 is a weight, and weights mean nothing here'],
  ['(a OR b)^0.5', 9, '^0.5 is a weight'],
  ['"a b"^3', 6, '^3 is a weight'],
  ['"a b"~1001', 1, 'At most 1000 words can stand among those of a phrase.'],
  ['a\u0000b', 1, 'a b holds a character that no text has (U+0000).'],
  ['"x \u0007y"', 1, 'x y holds a character that no text has (U+0007).'],
  ['a {\ud800b}', 3, '\ufffdb holds a character that no text has (U+D800).'],
  ['a https://example.org/x', 3, 'An address is looked for by url:', ['url:"https://example.org/x"']],
];

const SCOPES: Row[] = [
  ['titel:a', 1, 'There is no scope titel:.', ['title:']],
  ['x autor:a', 3, 'There is no scope autor:.', ['author:']],
  ['zzzzzzzz:a', 1, 'There is no scope zzzzzzzz:. There are title:, text:,', []],
  ['raw:a', 1, 'Wirewatch has nothing that raw: could look at.'],
  ['subreddit:a', 1, 'Wirewatch has nothing that subreddit: could look at.'],
  ['authorfollowers:5', 1, 'Wirewatch has nothing that authorfollowers: could look at.'],
  ['lang:germn', 1, 'A language is a code such as de, en or zh-hant: germn.', ['lang:de']],
  ['country:germany', 1, 'A country is a code of two letters such as DE or US: germany.', ['country:DE']],
  ['country:usa', 1, 'A country is a code of two letters such as DE or US: usa.', ['country:US']],
  ['country:xq', 1, 'A country is a code of two letters such as DE or US: xq.'],
  ['lang:chinesse', 1, 'A language is a code such as de, en or zh-hant: chinesse.', ['lang:zh']],
  ['lang:qx', 1, 'A language is a code such as de, en or zh-hant: qx.'],
  ['title=a', 1, 'title= is not a scope.', ['title:']],
  ['title:(a) within source:(b)', 11, 'within does not join a scope', ['AND']],
  ['author:(a NEAR b)', 1, 'author: takes words, phrases and aliases'],
  ['title:(text:a)', 8, 'A scope (text:) within a scope (title:).'],
  ['a NEAR/5 lang:de', 10, 'NEAR joins what stands in title or text, not lang:.', ['AND']],
  ['HEADLINE(a)', 1, 'HEADLINE(…) is not a scope.', ['title:(…)']],
  ['title(a)', 1, 'title(…) is not a scope.', ['title:(…)']],
  ['x byline(a)', 3, 'byline(…) is not a scope.', ['author:(…)']],
];

const FOREIGN: Row[] = [
  ['a near5 b', 3, "near5 is Factiva's: at most 4 words between.", ['NEAR/4', 'NEAR/5']],
  ['a adj5 b', 3, "adj5 is Factiva's: at most 4 words between.", ['ONEAR/4', 'ONEAR/5']],
  ['a w/5 b', 3, 'In Lexis it means NEAR/4 (dialect: lexis), in Factiva ONEAR/4', ['NEAR/5', 'NEAR/4']],
  ['a /5 b', 3, 'In Lexis it means NEAR/4 (dialect: lexis).', ['NEAR/5', 'NEAR/4']],
  ['a pre/5 b', 3, 'In Lexis it means ONEAR/4 (dialect: lexis).', ['ONEAR/5', 'ONEAR/4']],
  ['a w/s b', 3, 'w/s is not an operator here.', ['NEAR/s']],
  ['a w/para b', 3, 'w/para is not an operator here.', ['NEAR/p']],
  ['atleast5(a)', 1, 'atleast5 lacks a slash before its number.', ['ATLEAST/5(…)']],
  ['atleast5 a', 1, 'atleast5 lacks a slash before its number.', ['ATLEAST/5(a)']],
  ['first50(a)', 1, 'first50 lacks a slash before its number.', ['FIRST/50(…)']],
  ['hd=(a)', 1, "hd=… is a field of Factiva's"],
  ['wc>500', 1, "wc>500 is Factiva's, and nothing here can say it."],
  ['word$2', 1, 'word$2 is cut short as in Factiva.', ['word*']],
  ['a SAME b', 3, 'SAME is not an operator.', ['NEAR/p']],
  ['a ADJ b', 3, 'ADJ is not an operator.', ['ONEAR/0']],
  ['a w/seg b', 3, 'w/seg is not an operator here.', ['AND']],
  ['a /sent b', 3, '/sent is not an operator here.', ['NEAR/s']],
  ['a ODER b', 3, 'ODER is not an operator.', ['OR']],
  ['a ANDNOT b', 3, 'ANDNOT is not an operator.', ['AND NOT']],
  ['a butnot b', 3, 'butnot is not an operator.', ['AND NOT']],
  ['hd=a', 1, "hd=… is a field of Factiva's"],
  ['a /f50/', 3, "/f50/ is Factiva's"],
  ['word!', 1, 'word! is cut short as in Lexis.', ['word*']],
];

describe('a query that is none', () => {
  it.each([...SLIPS, ...UNFINISHED, ...TERMS, ...SCOPES, ...FOREIGN])(
    '%j is refused at column %i: %s',
    (query, column, message, suggestions = []) => {
      expect(errorOf(query)).toMatchObject({ column, message: expect.stringContaining(message), suggestions });
    },
  );

  it.each([
    ['a NEAR/5 b OR c', ['(a NEAR/5 b) OR c', 'a NEAR/5 (b OR c)']],
    ['a NEAR/5 b AND c', ['(a NEAR/5 b) AND c', '(a NEAR/5 b) AND (a NEAR/5 c)']],
    ['a NEAR/5 (b AND c)', ['(a NEAR/5 b) AND (a NEAR/5 c)']],
  ])('%s may mean %j', (query, suggestions) => {
    expect(errorOf(query)).toMatchObject({ suggestions });
    for (const suggestion of suggestions) expect(parseQuery(suggestion).kind).toBe('parsed');
  });

  it.each([
    ...['same', 'adj', 'near-by', 'nearby', 'first', 'first (a OR b)', 'at least', 'within', 'in', 'title', 'w', 'und'],
    ...["l'Élysée 'Ndrangheta", 'US$5', 'andere', '24/7', '"ODER"', 'rock-’n’-roll'],
  ])('%s is made of words', (query) => {
    expect(parseQuery(query).kind).toBe('parsed');
  });

  it('names no length of a query or a word in its messages and suggestions that nobody would read', () => {
    for (const query of [`!${'a'.repeat(1_900)}`, '&'.repeat(5_000), `a${'|a'.repeat(900)}`, 'x'.repeat(150_000)]) {
      const error = errorOf(query);
      if (!error || 'kind' in error) throw new Error('parsed');
      expect(error.message.length).toBeLessThan(200);
      expect(error.suggestions.join('').length).toBeLessThan(501);
    }
  });

  it('shows nothing that turns the direction of what follows', () => {
    expect(errorOf('lang:"a\u202eb"')).toMatchObject({ message: expect.stringContaining(': a b.') });
    expect(errorOf('!a\u202ebc')).toMatchObject({ suggestions: ['-a bc'] });
  });

  it('tells line, column, offset and length of several faults at once', () => {
    expect(parseQuery('fo* AND\n {} AND titel:x')).toMatchObject({
      errors: [
        { line: 1, column: 1, offset: 0, length: 3 },
        { line: 2, column: 2, offset: 9, length: 2 },
        { line: 2, column: 9, offset: 16, length: 6 },
      ],
    });
  });
});
