import { mix } from '../hash.ts';
import { LETTER, letterClass } from './letters.ts';

/** Words in a shingle, and letters where words are not parted: the shortest runs that two reports seldom share by chance. */
const WORDS = 3;
const LETTERS = 6;
/** UTF-16 code units that are looked at: more makes no copy surer, and a text of a million words must cost no more. */
export const MAX_LETTERS = 60_000;

/**
 * Calls `take` with a 32-bit hash of each shingle (w-shingling: Broder, *On the resemblance and containment of documents*,
 * 1997), and returns their number. Case, punctuation, kinds of quotes and dashes, white space and Unicode forms make no
 * difference.
 */
export function shinglesOf(text: string, take: (hash: number) => void): number {
  const folded = text.slice(0, MAX_LETTERS).normalize('NFKC').toLowerCase();
  /** The last tokens, the newest last. */
  let [a, b, c, d, e, f] = [0, 0, 0, 0, 0, 0];
  let tokens = 0;
  let count = 0;
  let word = 0;

  function end(token: number, length: number) {
    a = b;
    b = c;
    c = d;
    d = e;
    e = f;
    f = token;
    tokens += 1;
    if (tokens < length) return;
    let hash = Math.imul(Math.imul(d, 31) + e, 31) + f;
    if (length === LETTERS) hash = Math.imul(Math.imul(Math.imul(a, 31) + b, 31) + c, 31) + Math.imul(hash, 17);
    take(mix(hash));
    count += 1;
  }

  for (let at = 0; at < folded.length; at += 1) {
    const code = folded.charCodeAt(at);
    const letter = letterClass(code);
    if (letter === LETTER.ofWord) {
      word = Math.imul(word ^ code, 0x01000193) + 0x2545f491;
      continue;
    }
    if (letter === LETTER.ignored) continue;
    if (word !== 0) end(mix(word), WORDS);
    word = 0;
    if (letter === LETTER.unspaced) end(mix(code), LETTERS);
  }
  if (word !== 0) end(mix(word), WORDS);
  return count;
}
