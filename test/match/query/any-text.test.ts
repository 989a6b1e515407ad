import fc from 'fast-check';
import { MAX_QUERY_LENGTH, parseQuery } from '../../../src/match/query/parser.ts';
import { printQuery } from '../../../src/match/query/print.ts';
import type { Dialect } from '../../../src/model.ts';
import { withoutSpans } from './trees.ts';

const DIALECTS: (Dialect | null)[] = [null, 'factiva', 'lexis'];

/** Pieces of the three languages, so that they meet in every order. */
const PIECES = [
  ...['(', ')', '[', ']', '{', '}', '"', '“', '”', '«', '<<<', '>>>', '-', '–', '=', '~', '~5', '^2', '@', '@bka', '#'],
  ...[
    'AND',
    'or',
    'NOT',
    'near',
    'NEAR/3',
    'onear/2f',
    'NEAR/s',
    'NEAR/',
    'NEAR/5000',
    '&&',
    '|',
    '!',
    '+',
    '/5',
    '/p',
  ],
  ...[
    'title:',
    'lang:',
    'country:',
    'url:',
    'raw:',
    'x:',
    'UK',
    'de',
    'FIRST/9(',
    'atleast/2(',
    'atleast2',
    'w/4',
    'pre/2',
  ],
  ...['hd=', 'la=', '/f50/', '/n3/', 'adj2', 'near7', 'same', 'wc>5', 'HEADLINE(', 'BODY(', 'w/seg', 'https://a.org/b'],
  ...[
    ' ',
    ' ',
    ' ',
    '\n',
    '*',
    '?',
    '$1',
    'a',
    'word',
    'dat*',
    'cat?',
    'cat!',
    'b-c',
    "d'e",
    '警察',
    '텔레*',
    '🙂',
    '\ud800',
    '\0',
  ],
];
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((pieces) => pieces.join('')),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 10 }).map((pieces) => pieces.join(' ')),
);

/** Facts that hold of what any text is read as. */
function check(query: string, dialect: Dialect | null): 'parsed' | 'invalid' {
  const parsed = parseQuery(query, dialect);
  const reports = parsed.kind === 'parsed' ? parsed.notices : parsed.errors;
  if (parsed.kind === 'invalid') expect(reports).not.toEqual([]);
  for (const { message, offset, length, line, column } of reports) {
    expect(message).not.toMatch(/[\p{Cc}\p{Cs}]/u);
    expect(offset).toBeGreaterThanOrEqual(0);
    expect(length).toBeGreaterThanOrEqual(0);
    expect(offset + length).toBeLessThanOrEqual(query.length);
    const before = query.slice(0, offset).split('\n');
    expect([line, column]).toEqual([before.length, before.at(-1)!.length + 1]);
  }
  if (parsed.kind === 'invalid') {
    for (const { suggestions } of parsed.errors) expect(suggestions.join('')).not.toMatch(/[\p{Cc}\p{Cs}]/u);
    return 'invalid';
  }
  const again = parseQuery(printQuery(parsed.tree));
  expect(again.kind === 'parsed' ? withoutSpans(again.tree) : again.errors).toEqual(withoutSpans(parsed.tree));
  return 'parsed';
}

describe('any text', () => {
  it.each(DIALECTS)('is a query or has errors with a sound place (dialect %s)', (dialect) => {
    const kinds = { parsed: 0, invalid: 0 };
    fc.assert(
      fc.property(hostile, (query) => {
        kinds[check(query, dialect)] += 1;
      }),
      { numRuns: 4_000 },
    );
    expect(Math.min(kinds.parsed, kinds.invalid)).toBeGreaterThan(100);
  });

  it.each(DIALECTS)('is read in bounded time, however it nests and repeats (dialect %s)', (dialect) => {
    const started = performance.now();
    for (const query of [
      '('.repeat(100_000),
      `${'('.repeat(90_000)}a${')'.repeat(90_000)}`,
      `b ${'NOT '.repeat(40_000)}a`,
      'a OR '.repeat(39_000).concat('b'),
      'a AND NOT '.repeat(19_000).concat('b'),
      `(${'a AND '.repeat(1_000)}b) w/5 (${'a AND '.repeat(1_000)}b)`,
      '(a and b) w/5 '.repeat(40).concat('c'),
      '(a and b) NEAR/5 '.repeat(10_000).concat('c'),
      `${'(a and b) w/5 ('.repeat(90)}c${')'.repeat(90)}`,
      '"'.repeat(MAX_QUERY_LENGTH),
      '<<<'.repeat(60_000),
      'x'.repeat(MAX_QUERY_LENGTH + 1),
    ]) {
      parseQuery(query, dialect);
    }
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
