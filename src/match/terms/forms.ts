import type { Spelling } from '../query/tree.ts';
import { kanaSpellings } from '../spelling/japanese.ts';
import { type FoldedWord, foldRun, foldShape, foldSpelled, foldWord } from '../text/fold.ts';
import { withoutOkurigana } from '../text/okurigana.ts';
import type { Word } from '../text/words.ts';
import { holdsWildcard, type Pattern, readPattern } from './wildcards.ts';

/** What a word of a query asks of a word of a text. */
export type WordForm =
  /** To be it, or an inflection of it in the article's language or in `language` (ISO 639). */
  | { kind: 'inflected'; folded: FoldedWord; language: string | null }
  /** To have its stem, in the article's language or in `language`. */
  | { kind: 'stemmed'; word: string; language: string | null }
  /** To be spelled so but for case. */
  | { kind: 'spelled'; shape: string }
  /** To be exactly so. */
  | { kind: 'exact'; shape: string }
  | { kind: 'wildcard'; source: string; pattern: Pattern }
  /**
   * Text of a script without spaces: it may go over several of an article's words, and end inside one. `spellings`: every
   * way it may be written, itself among them. `core`: what is left of it without {@link withoutOkurigana okurigana}.
   */
  | { kind: 'run'; text: string; spellings: readonly string[]; core: string | null; exact: string | null };

/** @param language Of the watch, as ISO 639 code, or null. */
export function formOf({ text, unspaced }: Word, spelling: Spelling, language: string | null): WordForm {
  if (unspaced) return runOf(foldRun(text), spelling === 'exact' ? foldShape(text) : null);
  if (spelling === 'exact') return { kind: 'exact', shape: foldShape(text) };
  if (holdsWildcard(text)) return { kind: 'wildcard', source: text, pattern: readPattern(text) };
  if (spelling === 'spelled') return { kind: 'spelled', shape: foldSpelled(text) };
  if (spelling === 'stemmed') return { kind: 'stemmed', word: foldShape(text).toLowerCase(), language };
  return { kind: 'inflected', folded: foldWord(text), language };
}

function runOf(text: string, exact: string | null): WordForm {
  if (exact !== null) return { kind: 'run', text, spellings: [text], core: null, exact };
  return { kind: 'run', text, spellings: kanaSpellings(text), core: withoutOkurigana(text), exact };
}

/** True when the two meet the very same words, so that one atom does for both. */
export function isSameForm(a: WordForm, b: WordForm): boolean {
  switch (a.kind) {
    case 'inflected':
      return b.kind === a.kind && a.folded.marked === b.folded.marked && a.language === b.language;
    case 'stemmed':
      return b.kind === a.kind && a.word === b.word && a.language === b.language;
    case 'spelled':
    case 'exact':
      return b.kind === a.kind && a.shape === b.shape;
    case 'wildcard':
      return b.kind === a.kind && a.source === b.source;
    case 'run':
      return b.kind === a.kind && a.text === b.text && a.exact === b.exact;
  }
}

/** Letters of the word itself; long words are rare. Two letters of an unspaced script are a word. */
export function lengthOf(form: WordForm): number {
  switch (form.kind) {
    case 'inflected':
      return form.folded.bare.length;
    case 'stemmed':
      return form.word.length;
    case 'spelled':
    case 'exact':
      return form.shape.length;
    case 'run':
      return form.text.length * 3;
    case 'wildcard':
      return form.pattern.marked.filter((letter) => !holdsWildcard(letter)).length - 1;
  }
}
