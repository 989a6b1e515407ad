import fc from 'fast-check';
import { parse } from 'yaml';
import { withAppended } from '../../../src/config/edit/append.ts';
import { withEntryChanged, withoutEntry } from '../../../src/config/edit/change-entry.ts';

const text = fc.constantFrom(
  'plain',
  'two words',
  'with: colon',
  '@alias',
  "it's",
  'a "b" c',
  '# x',
  '- y',
  '東京',
  '1',
  '',
);
const comment = fc.constantFrom('', '  # why', ' # "x": [y]');
const gap = fc.constantFrom('', '\n', '  # A comment.\n', '# Another: one\n\n');

/** A value as somebody may have written it. */
const written = fc
  .tuple(text, fc.constantFrom('double', 'single'))
  .map(([value, style]) => (style === 'double' ? JSON.stringify(value) : `'${value.replaceAll("'", "''")}'`));

const entry = fc.oneof(
  fc
    .tuple(written, comment, written, gap)
    .map(([id, end, query, more]) => `  - id:   ${id}${end}\n    query: ${query}\n${more}`),
  fc.tuple(written, written, comment).map(([id, query, end]) => `  - { id: ${id},query:   ${query} }${end}\n`),
  fc
    .tuple(written, text, gap)
    .map(([id, query, more]) => `  - id: ${id}\n    query: |\n      ${query}\n      b\n${more}`),
);

/** A file with a list of entries, other keys around it, comments, and either end of line. */
const file = fc
  .record({
    head: gap,
    entries: fc.array(entry, { minLength: 1, maxLength: 4 }),
    tail: fc.constantFrom('', '\n# The end.\n', 'other:   [ a,b ]\n', 'other: {x:   1}'),
    isWindows: fc.boolean(),
  })
  .map(({ head, entries, tail, isWindows }) => {
    const whole = `${head}watches:   # what to hear of\n${entries.join('')}${tail}`;
    return { text: isWindows ? whole.replaceAll('\n', '\r\n') : whole, count: entries.length };
  });

const values = fc
  .record({ id: text, query: text, tags: fc.array(text, { minLength: 1, maxLength: 2 }) })
  .map((value) => ({ ...value }));

/** The lines of `after` that are not those of `before`, in which no line is lost or changed. */
function addedTo(before: string, after: string): string[] {
  const rest = before.split('\n');
  const added = after.split('\n').filter((line) => line !== rest[0] || rest.shift() === undefined);
  expect(rest).toEqual([]);
  return added;
}

describe('an edit of a file', () => {
  it('that adds an entry adds lines, and changes none', () => {
    fc.assert(
      fc.property(file, values, ({ text: before }, value) => {
        const after = withAppended(before, 'watches', [value]);
        expect(parse(after).watches.at(-1)).toEqual(value);
        const whole =
          before.endsWith('\n') || before === '' ? before : `${before}${before.includes('\r\n') ? '\r\n' : '\n'}`;
        const added = addedTo(after.startsWith(before) ? whole : before, after);
        expect(added.length).toBeLessThanOrEqual(4);
        if (before.includes('\r\n')) expect(after).not.toMatch(/[^\r]\n/);
      }),
      { numRuns: 500 },
    );
  });

  it('that changes a value leaves all other lines as they are', () => {
    fc.assert(
      fc.property(file, text, fc.nat(), ({ text: before, count }, query, at) => {
        const index = at % count;
        const after = withEntryChanged(before, 'watches', index, { query, severity: 'high' })!;
        const wanted = parse(before);
        Object.assign(wanted.watches[index], { query, severity: 'high' });
        expect(parse(after)).toEqual(wanted);
        const kept = before.split('\n').filter((line) => /^(?: {2}# A|# A|watches:|other:)/.test(line));
        expect(after.split('\n')).toEqual(expect.arrayContaining(kept));
      }),
      { numRuns: 500 },
    );
  });

  it('that removes an entry removes its lines, and adds none', () => {
    fc.assert(
      fc.property(file, fc.nat(), ({ text: before, count }, at) => {
        const index = at % count;
        const after = withoutEntry(before, 'watches', index)!;
        const wanted = parse(before).watches;
        wanted.splice(index, 1);
        expect(parse(after).watches ?? []).toEqual(wanted);
        addedTo(after, before);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    [
      'a value in quotation marks',
      'watches:\n  - id: a\n    query: "x"  # why\n',
      'watches:\n  - id: a\n    query: "y z"  # why\n',
    ],
    ['a plain value', 'watches:\n- query: x # why\n  id: a\n', 'watches:\n- query: y z # why\n  id: a\n'],
    ['a value within brackets', 'watches: [{id: a,  query: x}]\n', 'watches: [{id: a,  query: y z}]\n'],
    [
      'a text of several lines',
      'watches:\n  - query: |\n      x\n      y\n    id: a\n',
      'watches:\n  - query: y z\n    id: a\n',
    ],
    [
      'a value that is not there',
      'watches:\n  - id: a   # one\n\n  - id: b\n',
      'watches:\n  - id: a   # one\n    query: y z\n\n  - id: b\n',
    ],
    ['a value of another entry', 'watches:\n  - {id: a}\n', 'watches:\n  - {id: a, query: y z}\n'],
  ])('sets %s', (_what, before, after) => {
    expect(withEntryChanged(before, 'watches', 0, { query: 'y z' })).toBe(after);
  });

  it.each([
    ['the first of several', 'watches: [{id: a}, {id: b}] # x\n', 0, 'watches: [{id: b}] # x\n'],
    ['the last of several', 'watches: [{id: a}, {id: b}]\n', 1, 'watches: [{id: a}]\n'],
    ['the only one', 'watches:\n  - id: a\nfeeds: []\n', 0, 'watches:\nfeeds: []\n'],
    ['the only one within brackets', 'watches: [{id: a}]\n', 0, 'watches: []\n'],
  ])('removes %s', (_what, before, index, after) => {
    expect(withoutEntry(before, 'watches', index)).toBe(after);
  });

  it.each([
    ['on one line', 'watches: [{id: a}] # x\n', 'watches: [{id: a}, {id: b}] # x\n'],
    ['on lines of their own', 'watches: [\n  {id: a},  # one\n]\n', 'watches: [\n  {id: a},\n  {id: b},  # one\n]\n'],
    ['of which there is none yet', 'watches: []   # none\nfeeds: []\n', 'watches:   # none\n  - id: b\nfeeds: []\n'],
    ['of a file in braces', '{watches: [], feeds: []}\n', '{watches: [{id: b}], feeds: []}\n'],
  ])('adds to entries within brackets %s', (_what, before, after) => {
    expect(withAppended(before, 'watches', [{ id: 'b' }])).toBe(after);
  });

  it('leaves alone what another entry shares', () => {
    expect(withEntryChanged('watches:\n  - &a {id: a, query: x}\n  - *a\n', 'watches', 1, { query: 'y' })).toBeNull();
    expect(withEntryChanged('watches:\n  - &a {id: a, query: x}\n  - *a\n', 'watches', 0, { query: 'y' })).toBeNull();
  });
});
