import { createSurfaceTable } from '../../../src/match/terms/surface-table.ts';
import { begin, createTokens } from '../../../src/match/text/tokens.ts';

const tokens = createTokens();
function codesOf(text: string): Uint16Array {
  begin(tokens, text);
  return tokens.codes;
}

it('knows of each word what was said of it, wherever it stands', () => {
  const words = Array.from({ length: 5_000 }, (_, nth) =>
    `${nth.toString(36)}${'ß한\ud800'[nth % 3]}`.repeat(1 + (nth % 20)),
  );
  const table = createSurfaceTable<number>(10_000);
  for (const [nth, word] of words.entries()) table.set(codesOf(word), 0, word.length, nth);
  const found = words.map((word) => table.get(codesOf(`a ${word} b`), 2, 2 + word.length));
  expect(found).toEqual(words.map((_, nth) => nth));
  expect(table.get(codesOf('not there'), 0, 9)).toBeUndefined();
});

it('forgets all when it is full, and remembers anew', () => {
  const table = createSurfaceTable<string>(3);
  for (const word of ['a', 'b', 'c', 'd']) table.set(codesOf(word), 0, 1, word);
  const known = () => ['a', 'b', 'c', 'd', 'e'].map((word) => table.get(codesOf(word), 0, 1));
  expect(known()).toEqual([undefined, undefined, undefined, 'd', undefined]);
  table.set(codesOf('a'), 0, 1, 'again');
  expect(known()).toEqual(['again', undefined, undefined, 'd', undefined]);
});
