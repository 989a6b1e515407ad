import { foldRun } from './text/fold.ts';
import type { Tokens } from './text/tokens.ts';

/** Text of scripts without spaces as it is compared, all words of a field in a row, so that a term can go on from one into the next. */
export interface UnspacedText {
  /** Where a folded term ends if it begins at the word `index`: its last word, and the offset into the field. */
  follow(term: string, index: number): { last: number; end: number } | null;
}

/** Stands between words that do not touch. No folded term holds it. */
const APART = '\0';

/** Linear in the length of `text`. */
export function readUnspaced(text: string, tokens: Tokens): UnspacedText {
  const { count, starts, ends, unspaced } = tokens;
  /** By word: where it begins in `folded`. */
  const offsets = new Int32Array(count + 1);
  const pieces: string[] = [];
  let length = 0;
  const add = (piece: string) => {
    pieces.push(piece);
    length += piece.length;
  };
  for (let index = 0; index < count; index += 1) {
    if (index > 0 && starts[index] !== ends[index - 1]) add(APART);
    offsets[index] = length;
    add(unspaced[index] === 1 ? foldRun(text.slice(starts[index], ends[index])) : APART);
  }
  offsets[count] = length;
  const folded = pieces.join('');

  return {
    follow(term, index) {
      if (!folded.startsWith(term, offsets[index])) return null;
      const end = offsets[index]! + term.length;
      const last = wordBefore(end, offsets, index, count);
      const word = text.slice(starts[last], ends[last]);
      return { last, end: starts[last]! + lengthOfPrefix(word, end - offsets[last]!) };
    },
  };
}

/** The last word, from `from` on, that begins before `offset`. */
function wordBefore(offset: number, offsets: Int32Array, from: number, count: number): number {
  let low = from;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (offsets[middle]! < offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Length of the beginning of `text` that folds to so many UTF-16 code units; whole letters. */
function lengthOfPrefix(text: string, folded: number): number {
  let prefix = '';
  for (const letter of text) {
    if (foldRun(prefix).length >= folded) break;
    prefix += letter;
  }
  return prefix.length;
}
