import { Converter } from 'opencc-js/t2cn';

const convert = Converter({ from: 't', to: 'cn' });
/** Traditional letter → Simplified letter, filled as letters are met; the tables know a few thousand. */
const known = new Map<string, string>();

/**
 * `text` with each Traditional Chinese letter in its Simplified form (tables of OpenCC).
 *
 * Letter by letter, not phrase by phrase: whether two texts meet must not hang on the words around them. 乾隆 and 乾燥 both
 * begin with 干 here, on both sides of a comparison.
 */
export function simplified(text: string): string {
  let result = '';
  for (const letter of text) {
    result += known.get(letter) ?? learn(letter);
  }
  return result;
}

function learn(letter: string): string {
  const simple = convert(letter);
  known.set(letter, simple);
  return simple;
}
