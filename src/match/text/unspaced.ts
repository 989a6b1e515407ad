import { NAME_DOT } from './characters.ts';
import { foldRun } from './fold.ts';
import { isOkurigana } from './okurigana.ts';
import type { Tokens } from './tokens.ts';

/** Text of scripts without spaces as it is compared, all words of a field in a row, so that a term can go on from one into the next. */
export interface UnspacedText {
  /** The stretches in which a folded term may stand. */
  stretches(): string[];
  /**
   * Where a folded term ends if it begins at the word `index`: its last word, and the offset into the field.
   *
   * @param skipsOkurigana Endings of verbs that `term` has not may stand between its letters.
   */
  follow(term: string, index: number, skipsOkurigana: boolean): { last: number; end: number } | null;
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
    if (index > 0 && !touch(text, ends[index - 1]!, starts[index]!)) add(APART);
    offsets[index] = length;
    add(unspaced[index] === 1 ? foldRun(text.slice(starts[index], ends[index])) : APART);
  }
  offsets[count] = length;
  const folded = pieces.join('');

  return {
    stretches: () => folded.split(APART).filter((stretch) => stretch !== ''),
    follow(term, index, skipsOkurigana) {
      const end = endOf(term, folded, offsets[index]!, skipsOkurigana);
      if (end < 0) return null;
      const last = wordBefore(end, offsets, index, count);
      const word = text.slice(starts[last], ends[last]);
      return { last, end: starts[last]! + lengthOfPrefix(word, end - offsets[last]!) };
    },
  };
}

/** True when nothing parts two words but the dot of a foreign name, or of a Thai abbreviation. */
function touch(text: string, end: number, next: number): boolean {
  if (end === next) return true;
  if (next - end !== 1) return false;
  return NAME_DOT.test(text[end]!) || (text[end] === '.' && isThai(text[end - 1]!) && isThai(text[next]!));
}

/** Letters of abbreviations: พ.ร.บ. is พรบ. */
function isThai(letter: string): boolean {
  return letter >= 'ก' && letter <= 'ฮ';
}

/** Where `term` ends in `folded` if it begins at `start`, or -1. */
function endOf(term: string, folded: string, start: number, skipsOkurigana: boolean): number {
  if (folded.startsWith(term, start)) return start + term.length;
  if (!skipsOkurigana) return -1;
  let at = start;
  for (let letter = 0; letter < term.length; at += 1) {
    if (folded[at] === term[letter]) letter += 1;
    else if (letter === 0 || !isOkurigana(folded, at)) return -1;
  }
  return at;
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
