import { setImmediate as breath } from 'node:timers/promises';
import fc from 'fast-check';
import { MAX_QUERY_LENGTH, type ParsedQuery, parseQuery } from '../../../src/match/query/parser.ts';
import { printQuery } from '../../../src/match/query/print.ts';
import type { Dialect } from '../../../src/model/watch.ts';
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

/** Whatever repeats must not be read again at each repetition. Between two, jest can see that its time is up. */
const HOSTILE = [
  '('.repeat(100_000),
  `${'('.repeat(90_000)}a${')'.repeat(90_000)}`,
  `b ${'NOT '.repeat(49_000)}a`,
  `a ${'-'.repeat(100_000)}b`,
  'title:'.repeat(33_000),
  'FIRST/5('.repeat(20_000),
  'HEADLINE('.repeat(20_000),
  'a OR '.repeat(39_000).concat('b'),
  'a AND NOT '.repeat(19_000).concat('b'),
  'word '.repeat(40_000),
  `"${'word '.repeat(10_000)}"`,
  'a NEAR '.repeat(28_000).concat('b'),
  'a NEAR/5 (b OR c) '.repeat(11_000),
  'a w/5 '.repeat(33_000).concat('b'),
  `(${'a AND '.repeat(1_000)}b) w/5 (${'a AND '.repeat(1_000)}b)`,
  '(a and b) w/5 '.repeat(40).concat('c'),
  '(a and b) NEAR/5 '.repeat(10_000).concat('c'),
  `${'(a and b) w/5 ('.repeat(90)}c${')'.repeat(90)}`,
  'abc*'.repeat(50_000),
  'a|'.repeat(99_999).concat('a'),
  '<<<'.repeat(60_000),
  `'${'a '.repeat(90_000)}`,
  ...[...'()[]{}"“«@=~^-–*?<>&|/:!$#+,.\'`\n警é😀\ud800\0'].map((sign) => sign.repeat(200_000 / sign.length)),
];

/** Facts that hold of whatever is said of any text. */
function checkReports(query: string, dialect: Dialect | null): ParsedQuery {
  const parsed = parseQuery(query, dialect);
  const reports = parsed.kind === 'parsed' ? parsed.notices : parsed.errors;
  if (parsed.kind === 'invalid') expect(reports).not.toEqual([]);
  for (const { message, offset, length, line, column } of reports) {
    expect(message).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/u);
    expect(message).toMatch(/^.+[.?]$|^Read as: /);
    expect(offset).toBeGreaterThanOrEqual(0);
    expect(length).toBeGreaterThanOrEqual(0);
    expect(offset + length).toBeLessThanOrEqual(query.length);
    const before = query.slice(0, offset).split('\n');
    expect([line, column]).toEqual([before.length, before.at(-1)!.length + 1]);
  }
  if (parsed.kind === 'invalid') {
    for (const { suggestions } of parsed.errors) expect(suggestions.join('')).not.toMatch(/[\p{Cc}\p{Cs}]/u);
  }
  return parsed;
}

/** The same, and that a query printed is the same query. */
function check(query: string, dialect: Dialect | null): ParsedQuery['kind'] {
  const parsed = checkReports(query, dialect);
  if (parsed.kind === 'invalid') return 'invalid';
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
      { numRuns: 1_500 },
    );
    expect(Math.min(kinds.parsed, kinds.invalid)).toBeGreaterThan(100);
  });

  it.each(DIALECTS)(
    'is read at once, however it nests and repeats (dialect %s)',
    async (dialect) => {
      for (const query of HOSTILE) {
        checkReports(query.slice(0, MAX_QUERY_LENGTH), dialect);
        await breath();
      }
      expect(parseQuery('x'.repeat(MAX_QUERY_LENGTH + 1), dialect).kind).toBe('invalid');
    },
    60_000,
  );

  it('is read at once with an operator in every corner of one word', async () => {
    for (const word of ['a/n5/', '/n5/', 'a/f5/b/n3/']) {
      checkReports(word.repeat(200_000 / word.length), 'factiva');
      await breath();
    }
  }, 60_000);

  it('with ten thousand alternatives is a query', () => {
    const words = Array.from({ length: 10_000 }, (_, index) => `word${index}`);
    expect(parseQuery(words.join(' OR ')).kind).toBe('parsed');
  });

  it.each(['factiva', 'lexis'] as const)('has a hundred words side by side at most in %s', (dialect) => {
    expect(parseQuery('ab '.repeat(100), dialect).kind).toBe('parsed');
    expect(parseQuery('ab '.repeat(101), dialect)).toMatchObject({
      errors: [{ message: 'A phrase has 100 words at most; this has 101.', offset: 0, length: 302 }],
    });
  });
});
