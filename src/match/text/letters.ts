import { DIACRITICS } from './fold.ts';

/** The letters of a decomposed word, each with its marks. */
export function lettersOf(word: string): string[] {
  return word.match(/\P{M}\p{M}*|\p{M}+/gu) ?? [];
}

/** True when `asked` is `found`, or is what is left of it without its diacritics. */
export function coversLetter(asked: string, found: string): boolean {
  return asked === found || asked === found.replace(DIACRITICS, '');
}
