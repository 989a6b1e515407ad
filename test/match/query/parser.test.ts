import fc from 'fast-check';
import { MAX_QUERY_LENGTH, parseQuery } from '../../../src/match/query/parser.ts';
import { printQuery } from '../../../src/match/query/print.ts';
import { isPositive } from '../../../src/match/query/tree.ts';
import { arbitraryTree, term, withoutSpans } from './trees.ts';

function read(query: string): string {
  const parsed = parseQuery(query);
  return parsed.kind === 'parsed' ? printQuery(parsed.tree) : parsed.errors.map(({ message }) => message).join(' ');
}

function errorsOf(query: string) {
  const parsed = parseQuery(query);
  return parsed.kind === 'invalid' ? parsed.errors : [];
}

describe('a query', () => {
  it.each([
    ['a OR b AND c', 'a OR (b AND c)'],
    ['a b OR c', '(a AND b) OR c'],
    ['a AND NOT b', 'a AND NOT b'],
    ['a not b', 'a AND NOT b'],
    ['a -"b c"', 'a AND NOT "b c"'],
    ['a –b', 'a AND NOT b'],
    ['a NOT NOT b', 'a AND b'],
    ['((a))', 'a'],
    ['（a OR b） AND c', '(a OR b) AND c'],
    ['Telegram NEAR/25 (@bka OR “user data”)', 'Telegram NEAR/25 (@bka OR "user data")'],
    ['a near b', 'a NEAR/10 b'],
    ['a NEAR/0 b NOT c', '(a NEAR/0 b) AND NOT c'],
    ['c AND (a NEAR/5 b)', 'c AND (a NEAR/5 b)'],
    ['„a b“ OR «c d» OR ”e f”', '"a b" OR "c d" OR "e f"'],
    ['"near"', '"near"'],
    ['nearby', 'nearby'],
    ['user-data', '"user-data"'],
    ['same', 'same'],
  ])('%s is read as %s', (query, reading) => {
    expect(read(query)).toBe(reading);
  });

  it('says where two words without an operator were joined by AND', () => {
    expect(parseQuery('Telegram\nBKA')).toMatchObject({
      kind: 'parsed',
      notices: [{ line: 2, column: 1, offset: 9, length: 3, message: expect.stringContaining('read as AND') }],
    });
    expect(parseQuery('Telegram -BKA')).toMatchObject({ notices: [] });
  });

  it('gives every error its line, column, offset and length', () => {
    expect(errorsOf('Telegram AND\n  (BKA OR "user data)')).toMatchObject([
      { line: 2, column: 11, offset: 23, length: 11, message: 'This quotation mark is never closed.' },
    ]);
    expect(errorsOf('a AND')).toMatchObject([{ line: 1, column: 6, offset: 5, length: 0 }]);
  });

  it('reports several faults at once', () => {
    expect(errorsOf('foo* AND {} AND title:x').map(({ column }) => column)).toEqual([1, 10, 17]);
  });

  it('offers both readings where NEAR stands beside OR', () => {
    expect(errorsOf('Telegram NEAR/5 BKA OR Polizei')[0]?.suggestions).toEqual([
      '(Telegram NEAR/5 BKA) OR Polizei',
      'Telegram NEAR/5 (BKA OR Polizei)',
    ]);
  });

  it.each([
    '',
    '   ',
    '()',
    '(a',
    'a)',
    'a AND',
    'AND a',
    'a OR OR b',
    'a NEAR -b',
    '-',
    '@',
    '{',
    'a}',
    '"',
    '*',
    '&',
    'a NEAR/ b',
  ])('refuses %j with a reason', (query) => {
    expect(errorsOf(query)).not.toEqual([]);
  });

  it.each(['NOT a', '-a', 'a OR NOT b', 'NOT (a AND b)', 'NOT a NEAR b'])(
    'refuses %s, which only excludes',
    (query) => {
      expect(read(query)).toContain('would match every article');
    },
  );

  it.each([
    ['a ONEAR/4 b', 'NEAR/4'],
    ['a NEAR/4f b', 'NEAR/4'],
    ['a adj3 b', 'NEAR/2'],
    ['a pre/3 b', 'NEAR/3'],
    ['a /3 b', 'NEAR/3'],
    ['a NEAR/5000 b', 'NEAR/1000'],
    ['a NEAR/x b', 'NEAR/10'],
  ])('suggests what to write for %s', (query, suggestion) => {
    expect(errorsOf(query)[0]?.suggestions[0]).toBe(suggestion);
  });

  it('bounds nesting, negation and length', () => {
    expect(read(`${'('.repeat(24_000)}a${')'.repeat(24_000)}`)).toContain('parentheses within each other');
    expect(read('('.repeat(50_000))).toContain('parentheses within each other');
    expect(read(`b ${'NOT '.repeat(12_000)}a`)).toBe('b AND a');
    expect(read(`"${'x'.repeat(MAX_QUERY_LENGTH)}"`)).toContain('characters at most');
    expect(read(`${'a '.repeat(10_000)}NEAR ${'b '.repeat(10_000)}`)).toContain('two ways');
    expect(read(`${'a OR '.repeat(9_000)}b`)).toContain(' OR b');
  });

  it('is never thrown at, and its errors are well-formed text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '(',
        ')',
        '"',
        '“',
        '{',
        '}',
        '@',
        '-',
        'AND',
        'or',
        'NOT',
        'NEAR',
        'near/3',
        'NEAR/',
        '*',
        ':',
        ' ',
        '\n',
        'a',
        'b-c',
        '\ud800',
      ),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const query = pieces.join('');
        const parsed = parseQuery(query);
        if (parsed.kind === 'parsed') {
          const again = parseQuery(printQuery(parsed.tree));
          expect(again.kind === 'parsed' && withoutSpans(again.tree)).toEqual(withoutSpans(parsed.tree));
        } else {
          expect(parsed.errors).not.toEqual([]);
          for (const { message, offset, length } of parsed.errors) {
            expect(message.isWellFormed()).toBe(true);
            expect(offset + length).toBeLessThanOrEqual(query.length);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('prints to a query that means the same', () => {
    const text = fc
      .array(fc.constantFrom('a', 'Ü', '警', 'and', ' ', '-', "'", '&', '(', ')', '@', ':', 'near/5'), {
        minLength: 1,
        maxLength: 5,
      })
      .map((letters) => `x${letters.join('')}`);
    const leaf = fc.oneof(
      fc.tuple(text, fc.boolean()).map(([words, exact]) => term(words, exact)),
      fc
        .constantFrom('bka', 'police-2')
        .map((name) => ({ kind: 'alias' as const, name, span: { offset: 0, length: 0 } })),
    );
    fc.assert(
      fc.property(arbitraryTree(leaf, 1000).filter(isPositive), (tree) => {
        const parsed = parseQuery(printQuery(tree));
        expect(parsed.kind === 'parsed' && withoutSpans(parsed.tree)).toEqual(withoutSpans(tree));
      }),
      { numRuns: 2_000 },
    );
  });
});
