import shinjitai from 'opencc-js/dict/JPShinjitaiCharacters';
import { Converter } from 'opencc-js/t2cn';

const convert = Converter({ from: 't', to: 'cn' });
/** Letters that are printed in either form, in family names above all, each with the one that has a place in the tables. */
const NAMES = '髙 高|﨑 崎|邉 邊|濵 濱|𠮷 吉|栁 柳|曻 昇|郷 鄉|戸 戶|姊 姉|氷 冰|著 着';
/** Japanese letter → traditional letter. */
const traditional = new Map(`${shinjitai}|${NAMES}`.split('|').map((pair) => pair.split(' ') as [string, string]));
/** Letter → Simplified letter, filled as letters are met; the tables know a few thousand. */
const known = new Map<string, string>();

/**
 * `text` with each Traditional Chinese letter, and each that Japan simplified its own way, in its Simplified form (tables
 * of OpenCC): 國 国, 澤 沢 泽.
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
  const simple = convert(traditional.get(letter) ?? letter);
  known.set(letter, simple);
  return simple;
}
