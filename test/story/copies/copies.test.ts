import fc from 'fast-check';
import { copyKeys } from '../../../src/story/copies/bands.ts';
import { isCopied } from '../../../src/story/copies/copy.ts';
import { MAX_LETTERS } from '../../../src/story/copies/shingles.ts';
import { resemblance, sketchOf } from '../../../src/story/copies/sketch.ts';
import { readFiction } from '../support.ts';

const texts = readFiction().map(({ text }) => text);
/** Some 6,000 letters, of which the middle is of no other. */
const long = texts.slice(0, 20).join('\n\n');
const other = texts.slice(20, 40).join('\n\n');

const shared = (a: string, b: string) => {
  const keys = new Set(copyKeys(sketchOf(a)));
  return copyKeys(sketchOf(b)).filter((key) => keys.has(key)).length;
};

const isCopy = (a: string, b: string) => {
  const [left, right] = [sketchOf(a), sketchOf(b)];
  return isCopied([left.size, right.size], resemblance(left, right));
};

it('knows a copy in other case, quotes, dashes and white space', () => {
  const copy = long.toUpperCase().replaceAll('. ', ' –  ').replaceAll('\n\n', ' » ');
  expect(resemblance(sketchOf(long), sketchOf(copy)).jaccard).toBeGreaterThan(0.95);
});

it('knows a copy with a credit line, a tail of the site and its paragraphs moved', () => {
  const paragraphs = long.split('\n\n');
  const moved = [...paragraphs.slice(7), ...paragraphs.slice(0, 7), 'Follow us for more of the day’s news.'].join(
    '\n\n',
  );
  expect(isCopy(long, moved)).toBe(true);
});

it('knows a cut to a third, from any part of the text', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 2 / 3, noNaN: true }), (from) => {
      const start = Math.floor(from * long.length);
      const cut = long.slice(start, start + Math.ceil(long.length / 3));
      return isCopy(long, cut) && shared(long, cut) > 0;
    }),
    { numRuns: 40, seed: 1 },
  );
});

it('takes no two different texts for copies', () => {
  expect(isCopy(long, other)).toBe(false);
  expect(shared(long, other)).toBe(0);
});

it('estimates what is common within a tenth', () => {
  const words = Array.from({ length: 1_000 }, (_, at) => `w${at}`);
  for (const share of [0.2, 0.5, 0.8]) {
    const kept = Math.round(1_000 * share);
    const half = [...words.slice(0, kept), ...words.slice(kept).map((word) => `${word}x`)];
    const { jaccard } = resemblance(sketchOf(words.join(' ')), sketchOf(half.join(' ')));
    expect(Math.abs(jaccard - kept / (2_000 - kept))).toBeLessThan(0.1);
  }
});

it('has at most 64 keys that fit an int4, and none for a very short text', () => {
  const keys = copyKeys(sketchOf(long));
  expect(keys.length).toBeGreaterThan(0);
  expect(keys.length).toBeLessThanOrEqual(64);
  for (const key of keys) expect(key).toBe(key | 0);
  expect(copyKeys(sketchOf('It rains in the valley.'))).toEqual([]);
});

it('is the same for every text of the same words, and looks at no more than so many letters', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 }), { maxLength: 60 }), (words) => {
      const text = words.join(' ');
      expect(sketchOf(text)).toEqual(sketchOf(` ${text.normalize('NFD')}\n`));
    }),
    { numRuns: 50, seed: 1 },
  );
  const endless = 'one two three four '.repeat(MAX_LETTERS / 10);
  expect(sketchOf(endless).size).toBeLessThan(MAX_LETTERS);
});
