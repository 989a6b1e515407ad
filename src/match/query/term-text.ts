import { UNSPACED } from '../text/characters.ts';
import { shown } from './error.ts';
import { type Wrong, wrong } from './lexemes.ts';
import type { Spelling } from './tree.ts';

/** Words of one phrase, at most; UTF-16 code units of one word, at most. */
const MAX_WORDS = 100;
const MAX_WORD = 100;
/** Letters a word with wildcards has of its own, at least: fewer would find nearly everything. */
const MIN_LETTERS = 3;

/** Control characters but for tabs and line breaks, and halves of surrogate pairs. */
const UNREADABLE = /[\p{Cc}--[\t\n\r]]|\p{Cs}/v;

/** True when there is a word in `text` to look for. */
export function holdsWord(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** True when a word of `text` has wildcards and nowhere three letters in a row, by which it could be looked up. */
export function isCostly(text: string): boolean {
  return text.split(/[^\p{L}\p{M}\p{N}*?]+/u).some((word) => /[*?]/.test(word) && !/[^*?]{3}/u.test(word));
}

/** True when the `?` at the end of a word without quotation marks stands for a letter; behind other signs it is punctuation. */
export function endsInAnyLetter(word: string): boolean {
  return /^[\p{L}\p{N}*?][\p{L}\p{M}\p{N}*?'’.&-]*\?$/u.test(word);
}

/** What a term looks for once its wildcards are checked, and what its author may not expect; or what is wrong with it. */
export type CheckedTerm = { kind: 'checked'; text: string; notice: string | null } | Wrong;

/**
 * Checks the text of a term.
 *
 * @param quoted A question mark behind a word between quotation marks is punctuation.
 */
export function checkTerm(text: string, spelling: Spelling, quoted: boolean): CheckedTerm {
  const [unreadable] = UNREADABLE.exec(text) ?? [];
  if (unreadable !== undefined) {
    const code = unreadable.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return wrong(`${shown(text)} holds a character that no text has (U+${code}).`);
  }
  const tooLong = checkLength(text);
  if (tooLong) return tooLong;
  if (spelling === 'exact') return checkExact(text);
  const own =
    quoted || (holdsWord(text) && !endsInAnyLetter(text)) ? text.replace(/\?+(?=[\s\p{P}]*(?:\s|$))/gu, '') : text;
  if (!/[*?]/.test(own)) return { kind: 'checked', text: own, notice: null };
  let notice: string | null = null;
  const checked: string[] = [];
  for (const word of own.split(/([^\p{L}\p{M}\p{N}*?]+)/u)) {
    if (!/[*?]/.test(word)) {
      checked.push(word);
    } else if (UNSPACED.test(word)) {
      if (/[*?]./su.test(word.replace(/[*?]+$/, ''))) {
        return wrong(`In a script without spaces, a * stands at the end only: ${shown(word)}.`);
      }
      notice = `In a script without spaces a term may end anywhere: ${shown(word)} asks for nothing more than without it.`;
      checked.push(word.replace(/[*?]+$/, ''));
    } else {
      const letters = countLetters(word);
      if (letters === 0)
        return wrong('A * or ? stands in a word. For words between two others, write NEAR or "two words"~3.');
      if (letters < MIN_LETTERS)
        return wrong(`A word with * or ? needs ${MIN_LETTERS} letters of its own: ${shown(word)}.`);
      checked.push(word);
    }
  }
  return { kind: 'checked', text: checked.join(''), notice };
}

/** What is wrong with the length of a phrase or of its words, or null. Signs part words here, as in an address. */
export function checkLength(text: string): Wrong | null {
  // Neither can be too long in so short a text: most names of aliases are.
  if (text.length <= Math.min(MAX_WORD, MAX_WORDS)) return null;
  const words = text.split(/[\s\p{P}\p{S}]+/u).filter((word) => word !== '');
  const tooLong = words.find((word) => word.length > MAX_WORD);
  if (tooLong) return wrong(`A word has ${MAX_WORD} letters at most: ${shown(tooLong)}.`);
  if (words.length > MAX_WORDS) return wrong(`A phrase has ${MAX_WORDS} words at most; this has ${words.length}.`);
  return null;
}

/** A Hangul syllable is written with two letters at least. */
function countLetters(word: string): number {
  return word.match(/[\p{L}\p{N}]/gu)?.reduce((sum, letter) => sum + (/[가-힣]/.test(letter) ? 2 : 1), 0) ?? 0;
}

function checkExact(text: string): CheckedTerm {
  if (!/[\p{L}\p{N}][*?]|[*?][\p{L}\p{N}]/u.test(text)) return { kind: 'checked', text, notice: null };
  return wrong(`Between { and } there are no wildcards: ${shown(text)}.`);
}
