import { readFileSync } from 'node:fs';
import { createWatchIndex } from '../../src/match/index/watch-index.ts';
import { impossibleParts } from '../../src/match/query/impossible.ts';
import { parseQuery } from '../../src/match/query/parser.ts';
import { printQuery } from '../../src/match/query/print.ts';
import type { Dialect } from '../../src/model/watch.ts';

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

/** What “Parts of an article” is about. */
const article = {
  title: 'A headline on ports',
  text: 'Telegram told the police.',
  authors: ['Jane Doe'],
  outlet: 'The Courier',
  url: 'https://www.courier.example/world/a-headline',
  language: 'en',
  tags: ['politics'],
  country: 'GB',
};

const bare = (cell: string | undefined) => cell!.replace(/^`|`$/g, '');
const isQuery = (cell: string | undefined) => cell!.startsWith('`');

describe('docs/watch-language.md', () => {
  const examples = rows(4).filter(([language]) => language !== 'language');
  const messages = rows(2).filter(([query, reason]) => isQuery(query) && /[.?]$/.test(reason!));
  const isWarned = ([query]: string[]) => parseQuery(bare(query)).kind === 'parsed';
  const errors = messages.filter((row) => !isWarned(row));
  const warnings = messages.filter(isWarned);
  const parts = rows(2).filter(([query, matches]) => isQuery(query) && /^(?:yes|no)$/.test(matches!));
  const dialects = rows(3).filter(([dialect]) => dialect === 'factiva' || dialect === 'lexis');

  it('has examples to run', () => {
    expect(examples.length).toBeGreaterThan(110);
    expect(errors.length).toBeGreaterThan(5);
    expect(warnings.length).toBeGreaterThan(2);
    expect(parts.length).toBeGreaterThan(12);
    expect(dialects.length).toBeGreaterThan(9);
  });

  it.each(examples)('in %s, %s meets %s: %s', (language, query, text, matches) => {
    const index = createWatchIndex(aliases);
    const added = index.add({ id: 'example', query: bare(query), language: null, dialect: null });
    expect(added).toMatchObject({ kind: 'added' });
    const results = index.match({ title: '', text: text!, language: language! });
    expect(results.map(({ kind }) => kind)).toEqual(matches === 'yes' ? ['matched'] : []);
  });

  it.each(parts)('%s meets the article of the section: %s', (query, matches) => {
    const index = createWatchIndex(aliases);
    const added = index.add({ id: 'example', query: bare(query), language: null, dialect: null });
    expect(added).toMatchObject({ kind: 'added' });
    expect(index.find(article)).toEqual(matches === 'yes' ? ['example'] : []);
  });

  it.each(errors)('%s is refused: %s', (query, message) => {
    const parsed = parseQuery(bare(query));
    expect(parsed).toMatchObject({ kind: 'invalid', errors: [{ message }] });
  });

  it.each(warnings)('%s is warned of: %s', (query, message) => {
    const parsed = parseQuery(bare(query));
    expect(parsed.kind === 'parsed' && impossibleParts(bare(query), parsed.tree)).toMatchObject([{ message }]);
  });

  it.each(dialects)('in %s, %s is read as %s', (dialect, query, reading) => {
    const parsed = parseQuery(bare(query), dialect as Dialect);
    expect(parsed.kind === 'parsed' && printQuery(parsed.tree)).toBe(bare(reading));
  });
});
