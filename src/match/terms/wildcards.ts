import { type FoldedWord, foldKeys, foldWord } from '../text/fold.ts';
import { coversLetter, lettersOf } from '../text/letters.ts';
import { createFile } from './keyed-file.ts';

/** A word with wildcards: `*` for any number of letters, `?` for one. Folded as other words are. */
export interface Pattern {
  /** As {@link FoldedWord.marked} and {@link FoldedWord.spelledOut}: a letter or a wildcard each. */
  marked: readonly string[];
  spelledOut: readonly string[];
  /** What words that meet it must hold. */
  anchors: readonly Anchor[];
}

/** Letters at the beginning of a word (`start`) or anywhere in it. */
interface Anchor {
  kind: 'start' | 'inside';
  letters: string;
}

/** UTF-16 code units of an anchor, at most. */
const ANCHOR_LENGTH = 3;

/** True when there are wildcards in `word`, a single word of a query. */
export function holdsWildcard(word: string): boolean {
  return /[*?]/.test(word);
}

/** The pattern of a word of a query; letters between its wildcards are folded as those of other words are. */
export function readPattern(word: string): Pattern {
  const parts = word.split(/([*?])/).filter((part) => part !== '');
  const pieces = parts.map((part) => (holdsWildcard(part) ? part : foldWord(part)));
  const letters = (form: 'marked' | 'spelledOut') =>
    pieces.flatMap((piece) => (typeof piece === 'string' ? [piece] : lettersOf(piece[form])));
  return { marked: letters('marked'), spelledOut: letters('spelledOut'), anchors: anchorsOf(pieces) };
}

/** The longest piece tells most. It may stand in a text spelled out. */
function anchorsOf(pieces: (FoldedWord | string)[]): Anchor[] {
  let longest: { folded: FoldedWord; kind: Anchor['kind'] } | null = null;
  for (const [index, piece] of pieces.entries()) {
    if (typeof piece === 'string' || piece.bare.length <= (longest?.folded.bare.length ?? 0)) continue;
    longest = { folded: piece, kind: index === 0 ? 'start' : 'inside' };
  }
  if (!longest) return [];
  const { folded, kind } = longest;
  const letters = new Set(foldKeys(folded).map((key) => tellingLetters(key, kind)));
  return [...letters].map((start) => ({ kind, letters: start }));
}

/** Words that begin alike are many; the end of a piece tells more, where it need not begin the word. */
function tellingLetters(piece: string, kind: Anchor['kind']): string {
  return kind === 'start' ? piece.slice(0, ANCHOR_LENGTH) : piece.slice(-ANCHOR_LENGTH);
}

/** At a mismatch only the last `*` takes one letter more, so that the time is the product of both lengths at most. */
function matches(pattern: readonly string[], word: readonly string[]): boolean {
  let p = 0;
  let w = 0;
  let star = -1;
  let resume = 0;
  while (w < word.length) {
    const asked = pattern[p];
    if (asked === '*') {
      star = p;
      resume = w;
      p += 1;
    } else if (asked !== undefined && (asked === '?' || coversLetter(asked, word[w]!))) {
      p += 1;
      w += 1;
    } else if (star >= 0) {
      p = star + 1;
      resume += 1;
      w = resume;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}

/** Comparisons of a word with a pattern that may still be made: a text and watches made for it would need billions. */
export interface Budget {
  left: number;
}

/** What is filed by the pattern it holds, to be found by words that may meet the pattern. */
export interface PatternFile<T> {
  readonly size: number;
  add(item: T): void;
  delete(item: T): void;
  /** Every item whose pattern `word` meets, as far as the budget goes. */
  meeting(word: FoldedWord, budget: Budget): T[];
}

/** An empty file. `patternOf` must say the same of an item for as long as it is filed. */
export function createPatternFile<T extends object>(patternOf: (item: T) => Pattern): PatternFile<T> {
  const byStart = createFile<string, T>();
  const byInside = createFile<string, T>();
  let size = 0;

  function move(item: T, action: 'add' | 'delete') {
    for (const { kind, letters } of patternOf(item).anchors)
      (kind === 'start' ? byStart : byInside)[action](letters, item);
    size += action === 'add' ? 1 : -1;
  }

  function candidates(word: FoldedWord): Set<T> {
    const found = new Set<T>();
    for (const key of foldKeys(word)) {
      for (let length = 1; length <= ANCHOR_LENGTH; length += 1) {
        for (const item of byStart.get(key.slice(0, length))) found.add(item);
        if (byInside.size === 0) continue;
        for (let at = 0; at + length <= key.length; at += 1) {
          for (const item of byInside.get(key.slice(at, at + length))) found.add(item);
        }
      }
    }
    return found;
  }

  return {
    get size() {
      return size;
    },
    add: (item) => move(item, 'add'),
    delete: (item) => move(item, 'delete'),
    meeting(word, budget) {
      if (budget.left <= 0) return [];
      const asked = candidates(word);
      budget.left -= asked.size;
      if (asked.size === 0) return [];
      const [marked, spelledOut] = [lettersOf(word.marked), lettersOf(word.spelledOut)];
      return [...asked].filter((item) => {
        const pattern = patternOf(item);
        return matches(pattern.marked, marked) || matches(pattern.spelledOut, spelledOut);
      });
    },
  };
}
