import { functionWordsOf } from '../../language/function-words.ts';
import { isNoise } from './noise.ts';
import type { Word } from './words.ts';

/** Letters that stand for a word and its forms: truncation stems as well as rules do, in languages that inflect at the end. */
const STEM = 6;
const MIN_LETTERS = 3;
const ASCII = /^[a-z0-9]*$/;

/**
 * The terms of words of one language: words cut to their first {@link STEM} letters (truncation: McNamee, Mayfield,
 * *Character N-Gram Tokenization for European Language Text Retrieval*, 2004), pairs of letters in Chinese, Japanese,
 * Korean and where words are not parted. Each with the word it was made of.
 */
export function* termsOf(words: readonly Word[], language: string | null): Generator<{ term: string; word: Word }> {
  const common = language === null ? undefined : functionWordsOf(language);
  for (const word of words) {
    if (word.script === 'cased' || word.script === 'plain') {
      const folded = fold(word.text);
      if (folded.length < MIN_LETTERS || common?.has(word.text.toLowerCase()) || isNoise(folded)) continue;
      yield { term: folded.slice(0, STEM), word };
    } else if (word.script === 'kana') {
      if (word.text.length > 1) yield { term: word.text, word };
    } else {
      for (let at = 0; at + 2 <= word.text.length; at += 1) yield { term: word.text.slice(at, at + 2), word };
    }
  }
}

/** A word in lower case and without diacritics. */
export function fold(word: string): string {
  const small = word.toLowerCase();
  return ASCII.test(small) ? small : small.normalize('NFD').replace(/\p{M}+/gu, '');
}
