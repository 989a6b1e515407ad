import { parseQuery } from '../../../src/match/query/parser.ts';
import { printQuery } from '../../../src/match/query/print.ts';
import type { Dialect } from '../../../src/model/watch.ts';

function read(query: string, dialect: Dialect) {
  const parsed = parseQuery(query, dialect);
  return parsed.kind === 'parsed' ? printQuery(parsed.tree) : parsed.errors;
}

/** A query and what it is in Wirewatch's own language. */
const FACTIVA = [
  ['wind farm and (protest* or lawsuit*)', '"wind farm" AND ("protest*" OR "lawsuit*")'],
  ['hd=(merger or takeover) and (bank adj2 england)', 'title:(merger OR takeover) AND (bank ONEAR/1 england)'],
  ['northwind near5 (fraud or probe) not football', '(northwind NEAR/4 (fraud OR probe)) AND NOT football'],
  ['atleast3 hydrogen and fabrikam w/3 shares', 'ATLEAST/3(hydrogen) AND (fabrikam ONEAR/2 shares)'],
  ['telegram same police', 'telegram NEAR/p police'],
  ['minister /f50/ and resign*', 'FIRST/50(minister) AND "resign*"'],
  ['northwind /n3/ bank', 'northwind NEAR/2 bank'],
  ['by=doe and hd=budget', 'author:doe AND title:budget'],
  ['la=de and krankenkasse near10 beitrag', 'lang:de AND (krankenkasse NEAR/9 beitrag)'],
  ['a near5 b near2 c', '(a NEAR/4 b) NEAR/1 c'],
  [
    '(chief adj executive) w/5 (resigned and sacked)',
    '((chief ONEAR/0 executive) ONEAR/4 resigned) AND ((chief ONEAR/0 executive) ONEAR/4 sacked)',
  ],
  ['wom?n near3 board', '"wom?n" NEAR/2 board'],
  ['(a and b) near5 c', '(a NEAR/4 c) AND (b NEAR/4 c)'],
];

const LEXIS = [
  ['northwind w/5 fraud or probe', 'northwind NEAR/4 (fraud OR probe)'],
  ['merger and bank and not football and arena', 'merger AND bank AND NOT (football AND arena)'],
  ['headline(northwind bank) and breach!', 'title:"northwind bank" AND "breach*"'],
  ['wom*n w/3 board!', '"wom?n" NEAR/2 "board*"'],
  ['chief pre/1 executive w/10 resign!', '(chief ONEAR/0 executive) NEAR/9 "resign*"'],
  ['telegram w/s police or bka', 'telegram NEAR/s (police OR bka)'],
  ['atleast5(hydrogen) and body(fuel cell)', 'ATLEAST/5(hydrogen) AND text:"fuel cell"'],
  ['krankenkasse /10 beitrag', 'krankenkasse NEAR/9 beitrag'],
  ['byline(doe) and budget w/p deficit', 'author:doe AND (budget NEAR/p deficit)'],
  ['chief w/5 (resigned and sacked)', '(chief NEAR/4 resigned) AND (chief NEAR/4 sacked)'],
  ['nutzer! daten and not (spiel or film)', '"nutzer* daten" AND NOT (spiel OR film)'],
  ['publication(example times) and strike', 'source:"example times" AND strike'],
  ['big cat* w/5 zoo', '(big ONEAR/0 cat?) NEAR/4 zoo'],
  ['big cat* dog', '(big ONEAR/0 cat?) ONEAR/0 dog'],
  ['a and not b and c and not d', 'a AND NOT (b AND c) AND NOT d'],
];

describe('a query in the language of Factiva', () => {
  it.each(FACTIVA)('%s is read as %s', (query, reading) => {
    expect(read(query, 'factiva')).toBe(reading);
  });

  it.each([
    ['a near b', 3, ['near5', 'adj5']],
    ['protest$2', 1, ['protest*']],
    ['wc>500', 1, []],
    ['lp=a', 1, []],
    ['re=uk and a', 1, []],
    ['zz=a', 1, []],
    ['a pre/5 b', 3, ['adj5']],
    ['a NEAR/5 b', 3, ['near5']],
    ['a near5000 b', 3, ['NEAR/1000']],
    ['terror! and a', 1, ['terror*']],
    ['title:a and b', 1, ['hd=']],
    ['la=germn', 1, ['la=de']],
    ['a andnot b', 3, ['and not']],
    ['atleast 3 a', 1, ['atleast3']],
  ])('%s is refused', (query, column, suggestions) => {
    expect(read(query, 'factiva')).toMatchObject([{ column, suggestions }]);
  });
});

describe('a query in the language of Lexis', () => {
  it.each(LEXIS)('%s is read as %s', (query, reading) => {
    expect(read(query, 'lexis')).toBe(reading);
  });

  it.each([
    ['a w/seg b', 3, ['AND']],
    ['a w/x b', 3, ['w/5']],
    ['a w/5000 b', 3, ['NEAR/1000']],
    ['a near5 b', 3, ['w/5']],
    ['a adj3 b', 3, ['pre/3']],
    ['hd=a', 1, []],
    ['title:a and b', 1, ['HEADLINE(…)']],
    ['language(germn)', 1, ['language(de)']],
    ['a ANDNOT b', 3, ['and not']],
    ['a && b', 3, ['and']],
    ['company(a)', 1, []],
  ])('%s is refused', (query, column, suggestions) => {
    expect(read(query, 'lexis')).toMatchObject([{ column, suggestions }]);
  });
});

describe('a proximity in a dialect', () => {
  it('tells how it was read', () => {
    expect(parseQuery('a w/5 (b and c)', 'lexis')).toMatchObject({
      notices: [{ message: 'Read as: (a NEAR/4 b) AND (a NEAR/4 c)' }],
    });
  });

  it('takes no NOT, and no AND that would grow out of hand', () => {
    const many = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' and ');
    expect(read('a w/5 (b and not c)', 'lexis')).toMatchObject([{ column: 7 }]);
    expect(read(`(${many}) w/5 (${many})`, 'lexis')).toMatchObject([
      { message: expect.stringContaining('NEAR joins words, phrases and groups of ORs') },
    ]);
  });
});
