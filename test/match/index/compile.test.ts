import { compileQuery, releaseTerms, requirementOf } from '../../../src/match/index/compile.ts';
import { resolveAliases } from '../../../src/match/query/aliases.ts';
import { parseQuery } from '../../../src/match/query/parser.ts';
import { Terms } from '../../../src/match/terms/terms.ts';

const aliases = resolveAliases({ bka: ['Bundeskriminalamt', '{BKA}'] });

function compiled(query: string, terms: Terms) {
  const parsed = parseQuery(query);
  if (parsed.kind === 'invalid') throw new Error(query);
  return compileQuery(parsed.tree, terms, null);
}

/** The terms an article must hold one of, as far as they are among these. */
function required(query: string): string[] {
  const terms = new Terms(aliases);
  const requirement = requirementOf(compiled(query, terms), (atom) => terms.expectedShare(atom));
  return ['a', 'of', 'told', 'police', 'telegram', '"a of telegram"', 'a*bcde', '@bka', 'source:telegram'].filter(
    (text) => {
      const term = compiled(text, terms);
      return term.kind === 'term' && requirement?.keys.some(({ atom }) => atom === term.atom);
    },
  );
}

describe('the terms a watch is kept by', () => {
  it.each([
    ['"a of telegram"', ['"a of telegram"']],
    ['a AND telegram', ['telegram']],
    ['a NEAR telegram', ['telegram']],
    ['told NEAR/3 (a OR of)', ['told']],
    ['police OR (a AND told)', ['told', 'police']],
    ['@bka NOT telegram', ['@bka']],
    ['telegram NOT NEAR/3 police', ['telegram']],
    ['"a telegram"~3', ['telegram']],
    ['title:(telegram AND a)', ['telegram']],
    ['FIRST/9(ATLEAST/2(police))', ['police']],
    ['source:telegram a', ['source:telegram']],
  ])('are the rarest of %s', (query, texts) => {
    expect(required(query)).toEqual(texts);
  });
});

describe('the terms of a query', () => {
  it('are free again when the last query that holds them goes, and may then mean something else', () => {
    const terms = new Terms(aliases);
    const queries = ['"one two" OR @bka OR author:three', 'one OR "one two"~4', '=four* AND {Five}', 'wom?n ~six'];
    const held = queries.map((query) => compiled(query, terms));
    const { limit } = terms;
    for (const query of held) releaseTerms(query, terms);
    expect(terms.isUsed('content')).toBe(false);
    expect(terms.isUsed('author')).toBe(false);
    for (const query of queries) compiled(query, terms);
    expect(terms.limit).toBe(limit);
  });
});
