import { createFile } from './keyed-file.ts';
import { type FoldedWord, foldKeys, foldWord } from './text/fold.ts';
import { coversLetter, lettersOf } from './text/letters.ts';

/** A word with wildcards: `*` for any number of letters, `?` for one. Folded as other words are. */
export interface Pattern {
  /** As {@link FoldedWord.marked} and {@link FoldedWord.spelledOut}: a letter or a wildcard each. */
  marked: readonly string[];
  spelledOut: readonly string[];
  /** What words that meet it must hold. */
  anchors: readonly Anchor[];
}

/** Three letters at the beginning of a word (`start`) or anywhere in it. */
type Anchor = { kind: 'start' | 'inside'; letters: string } | { kind: 'none' };

const ANCHOR_LENGTH = 3;

/** True when there are wildcards in `word`, a single word of a query. */
export function holdsWildcard(word: string): boolean {
  return /[*?]/.test(word);
}

export function readPattern(word: string): Pattern {
  const parts = word.split(/([*?])/).filter((part) => part !== '');
  const pieces = parts.map((part) => (holdsWildcard(part) ? part : foldWord(part)));
  const letters = (form: 'marked' | 'spelledOut') =>
    pieces.flatMap((piece) => (typeof piece === 'string' ? [piece] : lettersOf(piece[form])));
  return { marked: letters('marked'), spelledOut: letters('spelledOut'), anchors: anchorsOf(pieces) };
}

/** The longest piece tells most. It may stand in a text spelled out. */
function anchorsOf(pieces: (FoldedWord | string)[]): Anchor[] {
  let longest: { folded: FoldedWord; kind: 'start' | 'inside' } | null = null;
  for (const [index, piece] of pieces.entries()) {
    if (typeof piece === 'string' || piece.bare.length < ANCHOR_LENGTH) continue;
    if (longest && piece.bare.length <= longest.folded.bare.length) continue;
    longest = { folded: piece, kind: index === 0 ? 'start' : 'inside' };
  }
  if (!longest) return [{ kind: 'none' }];
  const { folded, kind } = longest;
  const letters = new Set(foldKeys(folded).map((key) => key.slice(0, ANCHOR_LENGTH)));
  return [...letters].map((start) => ({ kind, letters: start }));
}

export function meetsPattern(pattern: Pattern, found: FoldedWord): boolean {
  if (matches(pattern.marked, lettersOf(found.marked))) return true;
  return matches(pattern.spelledOut, lettersOf(found.spelledOut));
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

/** What is filed by the pattern it holds, to be found by words that may meet the pattern. */
export interface PatternFile<T extends { pattern: Pattern }> {
  readonly size: number;
  add(item: T): void;
  delete(item: T): void;
  /** Every item whose pattern `word` meets. */
  meeting(word: FoldedWord): T[];
}

export function createPatternFile<T extends { pattern: Pattern }>(): PatternFile<T> {
  const byStart = createFile<string, T>();
  const byInside = createFile<string, T>();
  const unanchored = new Set<T>();
  let size = 0;

  function move(item: T, action: 'add' | 'delete') {
    for (const anchor of item.pattern.anchors) {
      if (anchor.kind === 'none') unanchored[action](item);
      else (anchor.kind === 'start' ? byStart : byInside)[action](anchor.letters, item);
    }
    size += action === 'add' ? 1 : -1;
  }

  function candidates(word: FoldedWord): Set<T> {
    const found = new Set(unanchored);
    for (const key of foldKeys(word)) {
      for (const item of byStart.get(key.slice(0, ANCHOR_LENGTH))) found.add(item);
      if (byInside.size === 0) continue;
      for (let at = 0; at + ANCHOR_LENGTH <= key.length; at += 1) {
        for (const item of byInside.get(key.slice(at, at + ANCHOR_LENGTH))) found.add(item);
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
    meeting: (word) => [...candidates(word)].filter(({ pattern }) => meetsPattern(pattern, word)),
  };
}
