import { readFileSync } from 'node:fs';
import { parseQuery } from '../../src/match/query/parser.ts';
import { createWatchIndex } from '../../src/match/watch-index.ts';

const page = readFileSync(new URL('../../docs/watch-language.md', import.meta.url), 'utf8');
const aliases = {
  bka: ['Bundeskriminalamt', '{BKA}', 'German Federal Criminal Police', '联邦刑事警察局'],
  police: ['@bka', 'Scotland Yard'],
};

/** Rows of the page with so many cells; queries stand between backticks. */
function rows(cells: number): string[][] {
  return page
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
    .map((line) => line.slice(2, -2).split(' | '))
    .filter((row) => row.length === cells);
}

describe('docs/watch-language.md', () => {
  const examples = rows(4).filter(([language]) => language !== 'language');
  const errors = rows(2).filter(([query, reason]) => query?.startsWith('`') && reason?.endsWith('.'));

  it('has examples to run', () => {
    expect(examples.length).toBeGreaterThan(70);
    expect(errors.length).toBeGreaterThan(7);
  });

  it.each(examples)('in %s, %s meets %s: %s', (language, query, text, matches) => {
    const index = createWatchIndex(aliases);
    expect(index.add({ id: 'example', query: query!.slice(1, -1), language: null, dialect: null })).toMatchObject({
      kind: 'added',
    });
    const results = index.match({ title: '', text: text!, language: language! });
    expect(results.map(({ kind }) => kind)).toEqual(matches === 'yes' ? ['matched'] : []);
  });

  it.each(errors)('%s is refused: %s', (query, message) => {
    const parsed = parseQuery(query!.slice(1, -1));
    expect(parsed).toMatchObject({ kind: 'invalid', errors: [{ message }] });
  });
});
