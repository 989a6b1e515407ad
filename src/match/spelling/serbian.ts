import type { Respelling } from './replacement.ts';

const CYRILLIC = 'абвгдежзијклмнопрстћуфхцчш';
const LATIN = [...'abvgdežzijklmnoprstćufhcčš'].map((letter) => letter.normalize('NFD'));
const DOUBLE: Record<string, string> = { ђ: 'd\u0335', љ: 'lj', њ: 'nj', џ: 'dz\u030c', ð: 'd\u0335' };

/** Serbian is printed in two scripts, letter for letter (Правопис српскога језика). */
export const SERBIAN_SPELLING: Respelling = (marked) =>
  marked.replace(/[а-шђјљњћџð]/g, (letter) => DOUBLE[letter] ?? LATIN[CYRILLIC.indexOf(letter)] ?? letter);
