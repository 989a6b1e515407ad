import type { Spelling } from '../query/tree.ts';
import { NAME_DOT } from '../text/characters.ts';
import { readWords, type Word } from '../text/words.ts';
import { holdsWildcard } from './wildcards.ts';

/** Letters nobody writes that stand for wildcards while a term is cut into words, since the signs themselves part words. */
const WILDCARD_LETTERS: Record<string, string> = { '*': 'ꙮ', '?': 'Ꙩ' };
const WILDCARD_SIGNS: Record<string, string> = { ꙮ: '*', Ꙩ: '?' };

/**
 * The words of a term. Unspaced words that touch are one text: where the segmenter cuts a query says nothing about an
 * article. So are those that the dot of a foreign name parts, unless the term is exact.
 */
export function wordsOf(text: string, spelling: Spelling, language: string | null): Word[] {
  const words: Word[] = [];
  const isPlain = !holdsWildcard(text);
  const readable = isPlain ? text : text.replace(/[*?]/g, (sign) => WILDCARD_LETTERS[sign]!);
  for (const word of readWords(readable, language)) {
    const previous = words.at(-1);
    const between = previous ? readable.slice(previous.end, word.start) : '';
    const isOne = between === '' || (spelling !== 'exact' && NAME_DOT.test(between));
    if (word.unspaced && previous?.unspaced && isOne) {
      previous.text += word.text;
      previous.end = word.end;
    } else if (isPlain) {
      words.push(word);
    } else {
      words.push({ ...word, text: word.text.replace(/[ꙮꙨ]/g, (letter) => WILDCARD_SIGNS[letter]!) });
    }
  }
  // A wildcard behind an unspaced text asks for nothing more than the text.
  return words.filter(({ text: own }) => !holdsWildcard(own) || /[^*?]/.test(own));
}
