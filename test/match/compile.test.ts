import { resolveAliases } from '../../src/match/aliases.ts';
import { compileQuery, requiredWords } from '../../src/match/compile.ts';
import { createLexicon } from '../../src/match/lexicon.ts';
import { parseQuery } from '../../src/match/query/parser.ts';

/** The words an article must hold one of, by their text. */
function required(query: string): string[] {
  const lexicon = createLexicon();
  const parsed = parseQuery(query);
  if (parsed.kind === 'invalid') throw new Error(query);
  const aliases = resolveAliases({ bka: ['Bundeskriminalamt', '{BKA}'] });
  const ids = requiredWords(compileQuery(parsed.tree, aliases, lexicon, null), lexicon);
  return ['a', 'of', 'told', 'police', 'telegram', 'BKA', 'Bundeskriminalamt'].filter((text) =>
    lexicon.retain({ text, exact: text === 'BKA' }, null).some((id) => ids.includes(id)),
  );
}

describe('the words a watch is kept by', () => {
  it.each([
    ['"a of telegram"', ['telegram']],
    ['a AND telegram', ['telegram']],
    ['a NEAR telegram', ['telegram']],
    ['told NEAR/3 (a OR of)', ['told']],
    ['police OR (a AND told)', ['told', 'police']],
    ['@bka NOT telegram', ['BKA', 'Bundeskriminalamt']],
  ])('are the rarest of %s', (query, words) => {
    expect(required(query)).toEqual(words);
  });
});
